//! Word classes of the rule files: which lemmas count as a meeting, a proposal, a kind word.

use std::collections::{BTreeMap, BTreeSet};

/// Lemmas by class, and the nouns that name an action.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    classes: BTreeMap<String, BTreeSet<String>>,
    action_nouns: BTreeSet<String>,
}

impl Lexicon {
    /// A lexicon from class lists and from the nouns that rules are triggered by.
    pub fn new(
        classes: BTreeMap<String, BTreeSet<String>>,
        action_nouns: BTreeSet<String>,
    ) -> Self {
        Self {
            classes,
            action_nouns,
        }
    }

    /// Whether `lemma` is of `class`. An unknown class has no members.
    pub fn is(&self, lemma: &str, class: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(lemma))
    }

    /// Whether some rule reads this noun as an action.
    pub fn is_action_noun(&self, lemma: &str) -> bool {
        self.action_nouns.contains(lemma)
    }
}
