//! Choices that no rule can make alone: which meeting a sentence means, how a meeting stands in the end, what is a proposal, whether
//! talks are stuck.
//!
//! Each alternative has features, each feature a weight; the alternative with the highest sum is chosen. It is the log-linear
//! ranking of Denis and Baldridge (2008), "Specialized models and ranking for coreference resolution". What the rules would choose is
//! one feature among the others. The weights stand in `data/weights`, learned by `cargo xtask learn-choices` from the development part of
//! the benchmark; a feature without a weight counts nothing.

use demarche_evidence::{Body, MeetingStatus, Span, StanceKind};
use demarche_text::encoder::exp;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const MEETINGS: &str = include_str!("../../../data/weights/meetings.tsv");
const ENDS: &str = include_str!("../../../data/weights/ends.tsv");
const PROPOSALS: &str = include_str!("../../../data/weights/proposals.tsv");
const STUCK: &str = include_str!("../../../data/weights/stuck.tsv");
const SIDES: &str = include_str!("../../../data/weights/sides.tsv");
const TRUST: &str = include_str!("../../../data/weights/trust.tsv");

/// The feature of what the rules choose.
pub const BY_RULE: &str = "by rule";

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Which meeting a step is of: one told of before, or a new one.
    Meeting,
    /// Which step of a meeting tells how it stands.
    End,
    /// Whether what is told is a proposal of its own, one told before, or none.
    Proposal,
    /// Whether talks are stuck that no text calls so.
    Stuck,
    /// Which parties the text is about.
    Side,
    /// Whether a statement is right.
    Trust,
}

impl Question {
    /// The name of the file with its weights, without the ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meeting => "meetings",
            Self::End => "ends",
            Self::Proposal => "proposals",
            Self::Stuck => "stuck",
            Self::Side => "sides",
            Self::Trust => "trust",
        }
    }

    /// By how much another alternative has to outweigh what the rules choose. There are few ends to learn from; on the tenths of the
    /// development part this much costs none that are right.
    const fn doubt(self) -> f32 {
        match self {
            Self::End => 0.4,
            Self::Meeting | Self::Proposal | Self::Stuck | Self::Side | Self::Trust => 0.0,
        }
    }

    fn weights(self) -> &'static Weights {
        static ALL: LazyLock<[Weights; 6]> =
            LazyLock::new(|| [MEETINGS, ENDS, PROPOSALS, STUCK, SIDES, TRUST].map(Weights::parse));
        match self {
            Self::Meeting => &ALL[0],
            Self::End => &ALL[1],
            Self::Proposal => &ALL[2],
            Self::Stuck => &ALL[3],
            Self::Side => &ALL[4],
            Self::Trust => &ALL[5],
        }
    }

    /// What the features of an alternative count together.
    pub(crate) fn weigh(self, features: &Features) -> f32 {
        self.weights().sum(features)
    }

    /// How likely an alternative with these features is, where the only other one has none.
    pub(crate) fn likelihood(self, features: &Features) -> f32 {
        1.0 / (1.0 + exp(-self.weigh(features)))
    }
}

/// A passage that tells of what is chosen: of a step of a meeting with how the meeting stands by it.
pub type Passage = (Option<MeetingStatus>, Span);

/// What an alternative comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A meeting or a proposal of its own.
    New,
    /// What these passages tell of.
    Told(Vec<Passage>),
    /// Nothing of the kind.
    Nothing,
    /// The party with these names.
    Party(Vec<String>),
    /// A statement with this content.
    Statement(Box<Body>),
}

/// What speaks for and against an alternative, by name: 1 for what is so, a share for what is measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features(BTreeMap<String, f32>);

impl Features {
    pub(crate) fn say(&mut self, name: impl Into<String>) {
        self.measure(name, 1.0);
    }

    pub(crate) fn say_if(&mut self, is_so: bool, name: impl Into<String>) {
        if is_so {
            self.say(name);
        }
    }

    pub(crate) fn measure(&mut self, name: impl Into<String>, value: f32) {
        self.0.insert(name.into(), value);
    }

    /// Each feature with its value, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f32)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

/// A measured share: so many of at most so many.
pub(crate) fn share_of(count: usize, most: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "few are counted")]
    let share = count.min(most) as f32 / most.max(1) as f32;
    share
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// What it comes to.
    pub outcome: Outcome,
    /// What speaks for and against it.
    pub features: Features,
}

impl Alternative {
    /// Whether the rules choose it.
    #[must_use]
    pub fn is_by_rule(&self) -> bool {
        self.features.iter().any(|(name, _)| name == BY_RULE)
    }
}

/// A question with the alternatives for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is asked.
    pub question: Question,
    /// The passages that are asked about.
    pub of: Vec<Passage>,
    /// Who takes which stance in them.
    pub stances: Vec<(StanceKind, String)>,
    /// What there is to choose from, never empty.
    pub alternatives: Vec<Alternative>,
    /// What the rules choose.
    pub by_rule: usize,
}

impl Choice {
    /// The alternative whose features weigh most, unless what the rules choose weighs as much, or nearly.
    pub(crate) fn best(&self) -> usize {
        let weights = self.question.weights();
        let score = |i: usize| weights.sum(&self.alternatives[i].features);
        let own = (self.by_rule, score(self.by_rule) + self.question.doubt());
        let all = (0..self.alternatives.len()).map(|i| (i, score(i)));
        all.fold(own, |best, next| if next.1 > best.1 { next } else { best })
            .0
    }
}

/// What each feature counts.
struct Weights(BTreeMap<&'static str, f32>);

impl Weights {
    /// Lines of a name, a tab and a number; others are left out.
    fn parse(text: &'static str) -> Self {
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let pairs = lines.filter_map(|l| {
            let (name, weight) = l.split_once('\t')?;
            Some((name, weight.parse().ok()?))
        });
        Self(pairs.collect())
    }

    /// Summed in the order of the names, so that it is the same on every machine.
    fn sum(&self, features: &Features) -> f32 {
        let weigh = |(name, value): (&str, f32)| self.0.get(name).map_or(0.0, |w| w * value);
        features.iter().map(weigh).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Alternative, Choice, ENDS, Features, MEETINGS, Outcome, PROPOSALS, Question, STUCK, Weights,
    };

    fn alternative(names: &[&str]) -> Alternative {
        let mut features = Features::default();
        for name in names {
            features.say(*name);
        }
        Alternative {
            outcome: Outcome::Nothing,
            features,
        }
    }

    #[test]
    fn every_line_of_the_shipped_weights_is_read() {
        for text in [MEETINGS, ENDS, PROPOSALS, STUCK] {
            let lines = text.lines().filter(|l| !l.starts_with('#')).count();
            assert!(lines > 30);
            assert_eq!(Weights::parse(text).0.len(), lines);
        }
    }

    #[test]
    fn the_heaviest_alternative_is_chosen() {
        let weights = Weights::parse("# what\tcounts\na\t0.5\nb\t-1\n");
        assert!((weights.sum(&alternative(&["a", "b", "c"]).features) + 0.5).abs() < 1e-6);
        let choice = Choice {
            question: Question::Meeting,
            of: Vec::new(),
            stances: Vec::new(),
            alternatives: vec![
                alternative(&["new"]),
                alternative(&["day same", "town true"]),
            ],
            by_rule: 0,
        };
        assert_eq!(choice.best(), 1);
    }

    #[test]
    fn of_equals_the_rules_have_their_way() {
        let choice = Choice {
            question: Question::End,
            of: Vec::new(),
            stances: Vec::new(),
            alternatives: vec![alternative(&["unheard of"]), alternative(&["never seen"])],
            by_rule: 1,
        };
        assert_eq!(choice.best(), 1);
    }
}
