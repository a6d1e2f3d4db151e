//! `learn-choices`: the weights by which the reader chooses, from the benchmark's gold.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use demarche_evidence::{MeetingStatus, Source, Span, StanceKind};
use demarche_read::Reader;
use demarche_read::choice::{Alternative, BY_RULE, Choice, Outcome, Passage, Question};

use super::actors::key;
use super::gold::{self, Entry, Meeting, Proposal, Record};
use super::histories::{final_status, status};
use super::matching::span_overlap;
use super::sides;
use super::trust::Judged;
use super::words::{THRESHOLD, overlap};
use crate::ranking::{self, Weights};

/// Parts into which the articles are divided to measure: each is answered with weights learned from the others.
const PARTS: usize = 10;

/// What is learned.
#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Which meeting a step is of
    Meetings,
    /// Which step tells how a meeting stands in the end
    Ends,
    /// What is a proposal of its own, one told before, or none
    Proposals,
    /// Whether talks are stuck that no text calls so
    Stuck,
    /// Which parties an article is about
    Sides,
    /// How likely a statement is right
    Trust,
}

impl What {
    const fn question(self) -> Question {
        match self {
            Self::Meetings => Question::Meeting,
            Self::Ends => Question::End,
            Self::Proposals => Question::Proposal,
            Self::Stuck => Question::Stuck,
            Self::Sides => Question::Side,
            Self::Trust => Question::Trust,
        }
    }

    /// What the rules' choice is expected to count, and the penalty: best on the tenths of the development part.
    const fn prior(self) -> (f64, f64) {
        match self {
            Self::Meetings => (2.0, 4.0),
            Self::Ends => (2.0, 8.0),
            Self::Proposals => (2.0, 4.0),
            Self::Stuck => (1.0, 4.0),
            Self::Sides => (1.0, 4.0),
            Self::Trust => (0.0, 2.0),
        }
    }
}

/// What `learn-choices` is told.
#[derive(clap::Args)]
pub(crate) struct LearnArgs {
    /// What to learn to choose; ends after meetings and another build, since they are asked of the meetings as they are then chosen
    what: What,
    /// Folders of articles (`.txt`), each with its gold (`.json`) beside it
    #[arg(long, num_args = 1.., default_value = "benchmark/news/development")]
    articles: Vec<PathBuf>,
    /// Articles that are only measured on
    #[arg(long, value_name = "DIR")]
    held_back: Option<PathBuf>,
    /// Folder that the weights are written to
    #[arg(long, default_value = "data/weights")]
    out: PathBuf,
    /// Penalty on the squares of the weights' distances from what is expected
    #[arg(long)]
    penalty: Option<f64>,
    /// What the rules' own choice is expected to count; all else is expected to count nothing
    #[arg(long)]
    trust: Option<f64>,
}

impl LearnArgs {
    fn weights(&self, questions: &[&ranking::Question]) -> Weights {
        let (trust, penalty) = self.what.prior();
        let expected = BTreeMap::from([(BY_RULE.to_owned(), self.trust.unwrap_or(trust))]);
        ranking::learn(questions, self.penalty.unwrap_or(penalty), &expected)
    }
}

/// The questions of one article of which the gold knows the answer, each with what the rules choose.
type Asked = Vec<(ranking::Question, usize)>;

pub(crate) fn learn(args: &LearnArgs) -> Result<()> {
    let question = args.what.question();
    let reader = Reader::new()?.keeping_doubtful();
    let mut articles: Vec<Asked> = Vec::new();
    for folder in &args.articles {
        articles.extend(questions(&reader, folder, question)?);
    }
    let all: Vec<_> = articles.iter().flatten().collect();
    let by_rule = |asked: &[&(ranking::Question, usize)]| {
        let right = asked.iter().filter(|(q, rule)| q.right.contains(rule));
        right.count()
    };
    println!(
        "{} questions; right by rules alone {}, weighed {} (weights of the other {} tenths)",
        all.len(),
        by_rule(&all),
        cross_validated(&articles, args),
        PARTS - 1,
    );
    let weights = args.weights(&all.iter().map(|(q, _)| q).collect::<Vec<_>>());
    if let Some(folder) = &args.held_back {
        let held = questions(&reader, folder, question)?;
        let held: Vec<_> = held.iter().flatten().collect();
        let weighed = weights.right_of(held.iter().map(|(q, _)| q));
        println!(
            "held back: {} questions; right by rules alone {}, weighed {weighed}",
            held.len(),
            by_rule(&held),
        );
    }
    let file = args.out.join(question.name()).with_extension("tsv");
    fs::write(&file, table(&weights))
        .with_context(|| format!("failed to write {}", file.display()))?;
    println!("{} weights in {}", weights.0.len(), file.display());
    Ok(())
}

fn table(weights: &Weights) -> String {
    let head =
        std::iter::once("# feature\tweight; written by cargo xtask learn-choices\n".to_owned());
    let lines = weights.0.iter();
    let lines = lines.map(|(name, weight)| format!("{name}\t{weight:.3}\n"));
    head.chain(lines).collect()
}

fn cross_validated(articles: &[Asked], args: &LearnArgs) -> usize {
    let part = |part: usize| {
        let of = |own: bool| {
            let chosen = articles.iter().enumerate();
            chosen
                .filter(move |(i, _)| (i % PARTS == part) == own)
                .flat_map(|(_, asked)| asked.iter().map(|(q, _)| q))
        };
        let weights = args.weights(&of(false).collect::<Vec<_>>());
        weights.right_of(of(true))
    };
    (0..PARTS).map(part).sum()
}

fn questions(reader: &Reader, folder: &Path, question: Question) -> Result<Vec<Asked>> {
    let paths = gold::articles(folder)?;
    let of = |path: &PathBuf| asked(reader, path, question);
    paths.iter().map(of).collect()
}

fn asked(reader: &Reader, path: &Path, question: Question) -> Result<Asked> {
    let gold = gold::record(&path.with_extension("json"))?;
    let text =
        fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    let source = Source::plain(text);
    let choices = if gold.relevant {
        reader.choices(&source, question)
    } else {
        Vec::new()
    };
    let judged = (question == Question::Trust && gold.relevant)
        .then(|| Judged::of(reader, &source, &gold))
        .transpose()?;
    let known = Known {
        gold: &gold,
        text: &source.text,
        judged,
    };
    let answered = choices.iter().flat_map(|choice| {
        let right = known.right(choice);
        let question = ranking::Question {
            alternatives: choice.alternatives.iter().map(features).collect(),
            right,
        };
        if choice.question == Question::Side {
            let is_by_rule = |i: usize| choice.alternatives[i].is_by_rule();
            return sides::against_the_rest(&question, is_by_rule);
        }
        let is_known = !question.right.is_empty();
        is_known
            .then_some((question, choice.by_rule))
            .into_iter()
            .collect()
    });
    Ok(answered.collect())
}

fn features(alternative: &Alternative) -> Vec<(String, f64)> {
    let all = alternative.features.iter();
    all.map(|(name, value)| (name.to_owned(), f64::from(value)))
        .collect()
}

/// What the gold knows of an article.
struct Known<'g> {
    gold: &'g Record,
    text: &'g str,
    /// What the reader makes of the article, where that is asked about.
    judged: Option<Judged>,
}

impl Known<'_> {
    /// The right alternatives; none where the gold does not tell.
    fn right(&self, choice: &Choice) -> Vec<usize> {
        match choice.question {
            Question::Meeting => self.same_meeting(choice),
            Question::End => self.right_end(choice),
            Question::Proposal => self.right_proposal(choice),
            Question::Stuck if self.gold.impasse.stuck => where_is(choice, &Outcome::New),
            Question::Stuck => where_is(choice, &Outcome::Nothing),
            Question::Side => sides::sides(self.gold, choice),
            Question::Trust => self.trusted(choice),
        }
    }

    fn trusted(&self, choice: &Choice) -> Vec<usize> {
        let is_right = |a: &Alternative| {
            let Outcome::Statement(body) = &a.outcome else {
                return None;
            };
            let evidence = choice.of.first()?.1;
            self.judged.as_ref()?.is_right(evidence, body)
        };
        match choice.alternatives.iter().find_map(is_right) {
            Some(true) => vec![0],
            Some(false) => where_is(choice, &Outcome::Nothing),
            None => Vec::new(),
        }
    }

    fn same_meeting(&self, choice: &Choice) -> Vec<usize> {
        let Some(own) = self.meeting_of_most(&choice.of) else {
            return Vec::new();
        };
        let joined = where_told(choice, |told| self.meeting_of_most(told) == Some(own));
        if joined.is_empty() {
            where_is(choice, &Outcome::New)
        } else {
            joined
        }
    }

    fn right_end(&self, choice: &Choice) -> Vec<usize> {
        let told = choice.alternatives.iter().filter_map(|a| told(&a.outcome));
        let steps: Vec<Passage> = told.flatten().copied().collect();
        let Some(own) = self.meeting_of_most(&steps) else {
            return Vec::new();
        };
        let end = final_status(&self.gold.meetings[own]);
        let is_end = |(status, _): &Passage| status.is_some_and(|s| written(s) == end);
        where_told(choice, |told| told.iter().any(is_end))
    }

    /// A proposal that the gold has is told for the first time, or again; of what it does not have the stances may be on one.
    fn right_proposal(&self, choice: &Choice) -> Vec<usize> {
        let Some(own) = self.proposal(&choice.of) else {
            let is_answered = |p: usize| {
                let mut stances = choice.stances.iter();
                stances.any(|(kind, who)| self.is_stance(p, kind, who))
            };
            let answered = where_told(choice, |told| self.proposal(told).is_some_and(is_answered));
            return if answered.is_empty() {
                where_is(choice, &Outcome::Nothing)
            } else {
                answered
            };
        };
        let again = where_told(choice, |told| self.proposal(told) == Some(own));
        if again.is_empty() {
            where_is(choice, &Outcome::New)
        } else {
            again
        }
    }

    /// The gold proposal that these passages tell of.
    fn proposal(&self, passages: &[Passage]) -> Option<usize> {
        let agreement = |p: &Entry<Proposal>| {
            let spans = passages.iter().map(|(_, span)| self.words(*span));
            let evidence = spans.clone().map(|words| span_overlap(p, words));
            let what = spans.map(|words| overlap(&p.fields.what, words));
            let evidence = evidence.fold(0.0, f64::max);
            (evidence >= THRESHOLD).then(|| evidence + what.fold(0.0, f64::max))
        };
        let proposals = self.gold.proposals.iter().enumerate().rev();
        let told = proposals.filter_map(|(i, p)| Some((i, agreement(p)?)));
        told.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    fn is_stance(&self, proposal: usize, kind: &StanceKind, who: &str) -> bool {
        let fields = &self.gold.proposals[proposal].fields;
        let is_who = |name: &String| key(name) == key(who);
        match kind {
            StanceKind::Backs => fields.backers.iter().any(is_who),
            StanceKind::Rejects => fields.rejecters.iter().any(is_who),
            StanceKind::Conditional { .. } => fields.conditional.iter().any(|c| is_who(&c.party)),
        }
    }

    fn words(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The gold meeting that has a step in the same words: of several one that stands so by it.
    fn meeting(&self, step: &Passage) -> Option<usize> {
        let meetings = self.gold.meetings.iter().enumerate();
        let agreements = meetings.map(|(i, m)| (i, self.agreement(m, step)));
        let told = agreements.filter(|(_, a)| *a >= THRESHOLD);
        // The first of equals.
        told.rev()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, _)| i)
    }

    fn agreement(&self, meeting: &Entry<Meeting>, (how, span): &Passage) -> f64 {
        let of = |step: &Entry<gold::Step>| {
            let overlap = span_overlap(step, self.words(*span));
            let is_so = how.is_some_and(|how| status(&step.fields.status) == written(how));
            if overlap >= THRESHOLD && is_so {
                overlap + 1.0
            } else {
                overlap
            }
        };
        let steps = meeting.fields.status_history.iter();
        steps.map(of).fold(0.0, f64::max)
    }

    fn meeting_of_most(&self, steps: &[Passage]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for meeting in steps.iter().filter_map(|s| self.meeting(s)) {
            *counts.entry(meeting).or_default() += 1;
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(meeting, _)| meeting)
    }
}

fn told(outcome: &Outcome) -> Option<&[Passage]> {
    match outcome {
        Outcome::Told(passages) => Some(passages),
        Outcome::New | Outcome::Nothing | Outcome::Party(_) | Outcome::Statement(_) => None,
    }
}

/// The alternatives for what is told already that are right.
fn where_told(choice: &Choice, is_right: impl Fn(&[Passage]) -> bool) -> Vec<usize> {
    let all = choice.alternatives.iter().enumerate();
    let right = all.filter(|(_, a)| told(&a.outcome).is_some_and(&is_right));
    right.map(|(i, _)| i).collect()
}

fn where_is(choice: &Choice, outcome: &Outcome) -> Vec<usize> {
    let all = choice.alternatives.iter().enumerate();
    let right = all.filter(|(_, a)| a.outcome == *outcome);
    right.map(|(i, _)| i).collect()
}

/// A status as the gold writes it.
fn written(how: MeetingStatus) -> String {
    status(how.name())
}
