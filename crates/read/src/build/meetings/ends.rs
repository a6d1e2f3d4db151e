//! How a meeting stands in the end, weighed: the last step in the order of what happened is one sign among others.

use super::super::Builder;
use super::Told;
use crate::choice::{Alternative, BY_RULE, Choice, Features, Outcome, Question};
use crate::frame::Tense;
use crate::rules::family;
use demarche_evidence::{MeetingStatus, MeetingStep, Voice};
use demarche_text::Share;

/// Words that tell whether something still is so.
const TELLING: &[&str] = &[
    "had",
    "will",
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "would",
    "now",
    "earlier",
    "originally",
    "first",
    "already",
    "again",
    "before",
    "after",
    "until",
    "but",
];

/// How many sentences open a text.
const OPENING: usize = 3;

impl Told {
    const fn name(self) -> &'static str {
        match self {
            Self::Plainly => "plainly",
            Self::AsNow => "as now",
            Self::AsBefore => "as before",
        }
    }
}

impl Builder<'_> {
    /// Puts last which of the ordered steps tells how the meeting stands.
    pub(super) fn settle_end(&mut self, steps: &mut Vec<(MeetingStep, Told)>) {
        if steps.len() < 2 {
            return;
        }
        let alternatives = (0..steps.len()).map(|i| Alternative {
            outcome: Outcome::Told(vec![(Some(steps[i].0.status), steps[i].0.evidence)]),
            features: self.features_of_end(steps, i),
        });
        let choice = Choice {
            question: Question::End,
            of: Vec::new(),
            stances: Vec::new(),
            alternatives: alternatives.collect(),
            by_rule: steps.len() - 1,
        };
        let last = self
            .disowned_rumour(steps)
            .unwrap_or_else(|| self.choose(choice));
        let step = steps.remove(last);
        steps.push(step);
    }

    /// "Two officials said the ministers would meet. Norway said that no such meeting had been arranged": the denial, where all else was
    /// told by nobody who acts for a party.
    fn disowned_rumour(&self, steps: &[(MeetingStep, Told)]) -> Option<usize> {
        let denial = steps
            .iter()
            .position(|(s, _)| s.status == MeetingStatus::Denied)?;
        let (denied, _) = &steps[denial];
        let is_partys = |voice: &Voice| matches!(voice, Voice::Actor(a) if a.party.is_some());
        let is_hearsay = |s: &MeetingStep| match &s.voice {
            Voice::Actor(actor) => actor.party.is_none() || self.is_of_reports(s),
            Voice::Article => self.is_said_to_be(s),
        };
        let mut others = steps.iter().enumerate().filter(|(i, _)| *i != denial);
        let are_rumours =
            others.all(|(_, (s, _))| s.evidence.start < denied.evidence.start && is_hearsay(s));
        (are_rumours && is_partys(&denied.voice)).then_some(denial)
    }

    /// "Reports in Lima said": whoever a town there stands for has not said it.
    fn is_of_reports(&self, step: &MeetingStep) -> bool {
        const REPORTS: &[&str] = &["report", "rumour", "rumor", "newspaper", "media"];
        let sentence = self.sentence_at(step.evidence);
        let mut nodes = self.article.trees[sentence].nodes.iter();
        nodes.any(|n| n.is("nsubj") && REPORTS.contains(&n.lemma.as_str()))
    }

    /// "The presidents are said to be meeting in June": told as what others tell.
    fn is_said_to_be(&self, step: &MeetingStep) -> bool {
        const TOLD: &[&str] = &["say", "report", "rumour", "rumor", "suppose"];
        let sentence = self.sentence_at(step.evidence);
        let mut frames = self.article.frames[sentence].iter();
        frames.any(|f| f.passive && f.tense == Tense::Present && TOLD.contains(&f.lemma.as_str()))
    }

    fn features_of_end(&self, steps: &[(MeetingStep, Told)], index: usize) -> Features {
        let mut features = Features::default();
        let (step, told) = &steps[index];
        let (status, told) = (step.status.name(), told.name());
        let behind = steps.len() - 1 - index;
        features.say(format!("status {status}"));
        features.say(format!("told {told}"));
        features.say(format!("told {told} {status}"));
        features.say(format!("steps behind {}", behind.min(3)));
        features.say_if(behind == 0, BY_RULE);
        features.say_if(behind == 0, format!("by rule {status}"));
        features.say_if(behind == 0, format!("by rule told {told}"));
        self.look_around(&mut features, steps, index);
        self.look_at_day(&mut features, steps, index);
        self.look_at_sentence(&mut features, step);
        features
    }

    /// What the text tells before, beside and after the step.
    fn look_around(&self, features: &mut Features, steps: &[(MeetingStep, Told)], index: usize) {
        let (step, told) = &steps[index];
        let (status, told) = (step.status.name(), told.name());
        let place = |s: &MeetingStep| s.evidence.start;
        let here = place(step);
        let mut later = 0;
        let mut earlier = 0;
        let others = steps.iter().enumerate().filter(|(i, _)| *i != index);
        for (_, (other, how)) in others {
            let name = other.status.name();
            if place(other) > here {
                later += 1;
                features.say(format!("then {name}"));
                features.say(format!("then {name} after {status}"));
                features.say(format!("then told {} after {told}", how.name()));
            } else if place(other) < here {
                earlier += 1;
                features.say(format!("before it {name}, {status}"));
            } else {
                features.say(format!("beside it {name}, {status}"));
            }
        }
        features.say(format!("steps later in text {}", later.min(3)));
        features.say_if(later == 0, format!("last in text {status}"));
        features.say_if(earlier == 0, format!("first in text {status}"));
    }

    fn look_at_day(&self, features: &mut Features, steps: &[(MeetingStep, Told)], index: usize) {
        let step = &steps[index].0;
        let status = step.status.name();
        let side = self.side_of_writing(step.when.as_ref());
        let day = |s: &MeetingStep| s.when.as_ref().and_then(|w| w.range).map(|r| r.first);
        features.say(format!("day {side}"));
        features.say(format!("day {side} {status}"));
        if let Some(own) = day(step) {
            let is_overtaken = steps.iter().any(|(s, _)| day(s).is_some_and(|d| d > own));
            features.say_if(!is_overtaken, "latest day");
            features.say_if(is_overtaken, format!("earlier day {status}"));
        }
    }

    fn look_at_sentence(&self, features: &mut Features, step: &MeetingStep) {
        let status = step.status.name();
        let sentence = self.sentence_at(step.evidence);
        let nodes = &self.article.trees[sentence].nodes;
        let is_own = step.voice == Voice::Article;
        let family = family(&step.rule);
        features.say_if(
            self.is_headline(step.evidence),
            format!("headline {status}"),
        );
        features.say_if(sentence < OPENING, format!("opening {status}"));
        features.say(format!("the article's own {is_own}"));
        features.say(format!("the article's own {is_own} {status}"));
        features.say(format!("rule {}", step.rule));
        features.say(format!("rules {family}"));
        let signs = nodes.iter().filter_map(|n| n.step.as_ref());
        let own = signs.filter(|s| &*s.label == status).map(|s| s.share).max();
        let seen = match own.map_or(0.0, Share::probability) {
            share if share > 0.9 => "surely",
            share if share > 0.5 => "likely",
            share if share > 0.2 => "maybe",
            _ => "hardly",
        };
        features.say(format!("seen {seen}"));
        for word in TELLING {
            let is_said = nodes.iter().any(|n| n.form.eq_ignore_ascii_case(word));
            features.say_if(is_said, format!("says {word}"));
        }
    }
}
