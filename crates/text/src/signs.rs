//! What a model sees in a sentence beside its tree.

use std::sync::Arc;

/// What a word can be a sign of. Each task has labels of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Names an event of a PLOVER 0.8 type; the labels are the types.
    Event,
    /// Stands in the name of who does something (`source`) or to whom (`recipient`).
    Actor,
    /// Names who says or thinks something (`source`), or tells that it is said or thought (`cue`).
    Attribution,
    /// Belongs to a `cause`, an `effect`, or the words that join them (`signal`).
    Cause,
    /// Names what a party to a negotiation does: a lever, a demand, a yes or a no, a judgement; or why talks are stuck.
    Act,
    /// Tells how a meeting stands; the labels are the statuses.
    Meeting,
    /// Is the last word of a sentence (`end`); asked of whole paragraphs, before they are cut into sentences.
    Sentence,
    /// Belongs to a name; the labels are what it names: `person`, `organization`, `place`, `other`; or to words for a side without a
    /// name (`group`).
    Name,
    /// Belongs to somebody's explanation: its `cause`, its `effect`, or what ties them (`claim`).
    Claim,
}

impl Task {
    /// All tasks.
    pub const ALL: [Self; 9] = [
        Self::Event,
        Self::Actor,
        Self::Attribution,
        Self::Cause,
        Self::Act,
        Self::Meeting,
        Self::Sentence,
        Self::Name,
        Self::Claim,
    ];

    /// Its name in model files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Actor => "actor",
            Self::Attribution => "attribution",
            Self::Cause => "cause",
            Self::Act => "act",
            Self::Meeting => "meeting",
            Self::Sentence => "sentence",
            Self::Name => "name",
            Self::Claim => "claim",
        }
    }
}

/// A probability in thousandths: what is compared and printed is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u16);

impl Share {
    /// The nearest thousandth of a probability; what is no probability is the nearest one.
    #[must_use]
    pub fn of(probability: f32) -> Self {
        // NaN becomes 0.
        Self((probability.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// From 0 to 1000.
    #[must_use]
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// From 0 to 1.
    #[must_use]
    pub fn probability(self) -> f32 {
        f32::from(self.0) / 1000.0
    }
}

/// The label of a task that fits a word best, and how well. That no label fits is not among the labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The label, as the model file has it.
    pub label: Arc<str>,
    /// Its probability; what is missing to 1 falls to the other labels and to none.
    pub share: Share,
}

/// The signs of one sentence. Empty where the model has no such head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// How likely the sentence tells of a cause and its effect.
    pub causal: Option<Share>,
    /// How likely the sentence stands in a text about a negotiation.
    pub negotiation: Option<Share>,
    pub(crate) words: Vec<(Task, Vec<Sign>)>,
}

impl Signs {
    /// The best label of word `word` for a task, if the model has the task and the sentence the word.
    #[must_use]
    pub fn of(&self, task: Task, word: usize) -> Option<&Sign> {
        let (_, signs) = self.words.iter().find(|(known, _)| *known == task)?;
        signs.get(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_probability_whatever_it_is_made_of() {
        assert_eq!(Share::of(0.1234).thousandths(), 123);
        assert_eq!(Share::of(7.0).thousandths(), 1000);
        assert_eq!(Share::of(-1.0).thousandths(), 0);
        assert_eq!(Share::of(f32::NAN).thousandths(), 0);
        assert!((Share::of(0.5).probability() - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_word_or_task_that_is_not_there_has_no_sign() {
        let sign = Sign {
            label: "cue".into(),
            share: Share::of(0.9),
        };
        let signs = Signs {
            words: vec![(Task::Attribution, vec![sign.clone()])],
            ..Signs::default()
        };
        assert_eq!(signs.of(Task::Attribution, 0), Some(&sign));
        assert_eq!(signs.of(Task::Attribution, 1), None);
        assert_eq!(signs.of(Task::Event, 0), None);
    }
}
