//! `learn-choices`: the weights by which the reader chooses, from the benchmark's gold.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use demarche_evidence::{MeetingStatus, Source};
use demarche_read::Reader;
use demarche_read::choice::{BY_RULE, Choice, Question, Step};

use super::gold::{self, Entry, Meeting, Record};
use super::histories::{final_status, status};
use super::matching::span_overlap;
use super::words::THRESHOLD;
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
}

impl What {
    const fn question(self) -> Question {
        match self {
            Self::Meetings => Question::Meeting,
            Self::Ends => Question::End,
        }
    }

    /// What the rules' choice is expected to count, and the penalty: best on the tenths of the development part.
    const fn prior(self) -> (f64, f64) {
        match self {
            Self::Meetings => (2.0, 4.0),
            Self::Ends => (2.0, 8.0),
        }
    }
}

/// What `learn-choices` is told.
#[derive(clap::Args)]
pub(crate) struct LearnArgs {
    /// What to learn to choose: meetings first; build again before ends, which are asked of the meetings as they are then chosen
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
    let reader = Reader::new()?;
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
    let known = Known {
        gold: &gold,
        text: &source.text,
    };
    let answered = choices.iter().filter_map(|choice| {
        let right = known.right(choice);
        let question = ranking::Question {
            alternatives: choice.alternatives.iter().map(features).collect(),
            right,
        };
        (!question.right.is_empty()).then_some((question, choice.by_rule))
    });
    Ok(answered.collect())
}

fn features(alternative: &demarche_read::choice::Alternative) -> Vec<(String, f64)> {
    let all = alternative.features.iter();
    all.map(|(name, value)| (name.to_owned(), f64::from(value)))
        .collect()
}

/// What the gold knows of an article.
struct Known<'g> {
    gold: &'g Record,
    text: &'g str,
}

impl Known<'_> {
    /// The right alternatives; none where the gold does not tell.
    fn right(&self, choice: &Choice) -> Vec<usize> {
        match choice.question {
            Question::Meeting => self.same_meeting(choice),
            Question::End => self.right_end(choice),
        }
    }

    fn same_meeting(&self, choice: &Choice) -> Vec<usize> {
        let Some(own) = choice.of.as_ref().and_then(|step| self.meeting(step)) else {
            return Vec::new();
        };
        let all = || choice.alternatives.iter().enumerate();
        let joined = all().filter(|(_, a)| self.meeting_of_most(&a.steps) == Some(own));
        let joined: Vec<usize> = joined.map(|(i, _)| i).collect();
        if !joined.is_empty() {
            return joined;
        }
        all()
            .filter(|(_, a)| a.steps.is_empty())
            .map(|(i, _)| i)
            .collect()
    }

    fn right_end(&self, choice: &Choice) -> Vec<usize> {
        let steps: Vec<Step> = choice
            .alternatives
            .iter()
            .flat_map(|a| a.steps.iter().copied())
            .collect();
        let Some(own) = self.meeting_of_most(&steps) else {
            return Vec::new();
        };
        let end = final_status(&self.gold.meetings[own]);
        let is_end = |(status, _): &Step| written(*status) == end;
        let all = choice.alternatives.iter().enumerate();
        all.filter(|(_, a)| a.steps.iter().any(is_end))
            .map(|(i, _)| i)
            .collect()
    }

    /// The gold meeting that has a step in the same words: of several one that stands so by it.
    fn meeting(&self, step: &Step) -> Option<usize> {
        let meetings = self.gold.meetings.iter().enumerate();
        let agreements = meetings.map(|(i, m)| (i, self.agreement(m, step)));
        let told = agreements.filter(|(_, a)| *a >= THRESHOLD);
        // The first of equals.
        told.rev()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, _)| i)
    }

    fn agreement(&self, meeting: &Entry<Meeting>, (how, span): &Step) -> f64 {
        let words = self.text.get(span.start..span.end).unwrap_or_default();
        let of = |step: &Entry<gold::Step>| {
            let overlap = span_overlap(step, words);
            let is_so = status(&step.fields.status) == written(*how);
            if overlap >= THRESHOLD && is_so {
                overlap + 1.0
            } else {
                overlap
            }
        };
        meeting
            .fields
            .status_history
            .iter()
            .map(of)
            .fold(0.0, f64::max)
    }

    fn meeting_of_most(&self, steps: &[Step]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for meeting in steps.iter().filter_map(|s| self.meeting(s)) {
            *counts.entry(meeting).or_default() += 1;
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(meeting, _)| meeting)
    }
}

/// A status as the gold writes it.
fn written(how: MeetingStatus) -> String {
    status(how.name())
}
