//! What a phrase is about, as far as its words tell.

use std::collections::BTreeSet;

/// Words that say nothing about a matter.
const EMPTY: &[&str] = &[
    "the",
    "and",
    "for",
    "that",
    "this",
    "with",
    "from",
    "its",
    "their",
    "his",
    "her",
    "would",
    "could",
    "will",
    "has",
    "have",
    "had",
    "been",
    "was",
    "were",
    "are",
    "not",
    "any",
    "all",
    "more",
    "than",
    "into",
    "over",
    "under",
    "such",
    "which",
    "who",
    "what",
    "when",
    "plan",
    "proposal",
    "offer",
    "idea",
    "demand",
    "deal",
    "agreement",
    "support",
    "new",
    "own",
    "as",
    "in",
    "of",
    "to",
    "a",
    "an",
    "on",
    "at",
    "by",
    "it",
    "be",
    "is",
    "if",
    "or",
];

/// The words of a phrase that say what it is about, in their order and in lower case.
pub fn matter_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| w.chars().count() > 2 && !EMPTY.contains(&w.as_str()))
}

/// What a phrase is about: its telling words, cut to stems of six letters so that "missiles" and
/// "missile" meet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matter(BTreeSet<String>);

impl Matter {
    /// The matter of a phrase.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let stem = |w: String| w.trim_end_matches('s').chars().take(6).collect();
        Self(matter_words(text).map(stem).collect())
    }

    /// Whether it has no telling word: "the plan", "this proposal".
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `share` parts in `of` of the shorter one's words stand in the other. Matters
    /// without a word share nothing.
    #[must_use]
    pub fn shares(&self, other: &Self, share: usize, of: usize) -> bool {
        let least = self.0.len().min(other.0.len());
        least > 0 && of * self.0.intersection(&other.0).count() >= share * least
    }
}

/// Whether half of the matter of the shorter phrase stands in the other.
#[must_use]
pub fn same_matter(a: &str, b: &str) -> bool {
    Matter::of(a).shares(&Matter::of(b), 1, 2)
}

/// A condition without the word that makes it one: "only if the fleet turns back" is "the fleet turns back". `None` where it begins
/// with no such word.
#[must_use]
pub fn without_conjunction(condition: &str) -> Option<&str> {
    const OPENINGS: [&str; 20] = [
        "but only if ",
        "so long as ",
        "as long as ",
        "as soon as ",
        "until ",
        "before ",
        "only if ",
        "only when ",
        "only once ",
        "only after ",
        "provided that ",
        "providing that ",
        "provided ",
        "providing ",
        "on condition that ",
        "unless ",
        "if ",
        "once ",
        "when ",
        "that ",
    ];
    OPENINGS.iter().find_map(|opening| {
        let start = condition.get(..opening.len())?;
        start
            .eq_ignore_ascii_case(opening)
            .then(|| &condition[opening.len()..])
    })
}

/// What has to be done without the verb that says so: "must correct its practices" is "correct its practices".
#[must_use]
pub fn without_obligation(step: &str) -> &str {
    const MODALS: [&str; 7] = [
        "must ",
        "should ",
        "has to ",
        "have to ",
        "ought to ",
        "needs to ",
        "need to ",
    ];
    MODALS
        .iter()
        .find_map(|modal| step.strip_prefix(modal))
        .unwrap_or(step)
}

/// What somebody is asked to do, of a demand that names them: of "that Chile must first sign the treaty", asked of Chile, "sign the
/// treaty first". `None` where the demand is not told so.
#[must_use]
pub fn deed_asked_of(demand: &str, asked: &str) -> Option<String> {
    let told = demand.strip_prefix("that ").unwrap_or(demand);
    let named = told.strip_prefix("the ").unwrap_or(told);
    let rest = named.strip_prefix(asked)?.strip_prefix(' ')?;
    // What stood in quotation marks from its verb on: `Chile "must sign" before …`.
    let rest = match rest.strip_prefix(['"', '“']) {
        Some(quoted) => quoted.replacen(['"', '”'], "", 1),
        None => rest.to_owned(),
    };
    let deed = without_obligation(&rest);
    let verb = deed.split_whitespace().next()?;
    // "(if) Chile withdrew" tells no deed in words that can follow "to".
    let is_finite = ["ed", "ew", "ought"].iter().any(|end| verb.ends_with(end));
    let is_present = verb.ends_with('s') && !verb.ends_with("ss");
    if is_finite || is_present {
        return None;
    }
    Some(match deed.strip_prefix("first ") {
        Some(later) => format!("{} first", without_aside(later)),
        None => deed.to_owned(),
    })
}

/// A phrase without the clause that a comma sets behind it: "its law, which Oslo calls unjust" is "its law".
#[must_use]
pub fn without_aside(phrase: &str) -> &str {
    let asides = [", which ", ", who ", ", whose ", ", where "];
    let ends = asides.iter().filter_map(|aside| phrase.find(aside));
    ends.min()
        .and_then(|end| phrase.get(..end))
        .unwrap_or(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_are_told_without_those_asked() {
        let deed = |demand| deed_asked_of(demand, "Chile");
        assert_eq!(
            deed("that Chile must first change its law, which Peru calls unjust").as_deref(),
            Some("change its law first")
        );
        assert_eq!(
            deed("Chile \"must mend its ways\" before ties recover").as_deref(),
            Some("mend its ways before ties recover")
        );
        assert_eq!(deed("Chile withdrew its ships"), None);
        assert_eq!(deed("a treaty with Chile"), None);
        assert_eq!(deed("that Chileans vote"), None);
    }

    #[test]
    fn phrases_about_one_matter_meet() {
        assert!(same_matter(
            "long-range missiles for Peru",
            "supplying long-range missile systems"
        ));
        assert!(!same_matter("the border", "the missiles"));
    }

    #[test]
    fn a_plan_without_more_has_no_matter() {
        assert!(Matter::of("the plan").is_empty());
        assert!(!same_matter("the plan", "the plan"));
    }

    #[test]
    fn a_share_is_of_the_shorter() {
        let [a, b] = ["a full withdrawal", "a withdrawal of sanctions"].map(Matter::of);
        assert!(a.shares(&b, 1, 2));
        assert!(!a.shares(&b, 2, 3));
    }
}
