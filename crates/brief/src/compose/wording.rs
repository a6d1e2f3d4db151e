//! Options, states and preference statements as English.

use crate::case::Case;
use crate::words::{either, in_sentence, is_plural, list};
use demarche_graph::{Expr, State};

/// Words for the parts of one case.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'a> {
    pub case: &'a Case,
}

impl Wording<'_> {
    pub fn party(&self, dm: usize) -> &str {
        let names = &self.case.conflict.form.decision_makers;
        names.get(dm).map_or("a party", String::as_str)
    }

    fn phrase(&self, option: usize) -> &str {
        self.case
            .options
            .get(option)
            .map_or("act", |o| o.phrase.as_str())
    }

    fn owners(&self, option: usize) -> &[usize] {
        self.case
            .conflict
            .form
            .options
            .get(option)
            .map_or(&[], |o| o.owners.as_slice())
    }

    /// Names of those who hold an option, for the middle of a sentence.
    pub fn owner(&self, option: usize) -> String {
        let names: Vec<String> = self
            .owners(option)
            .iter()
            .map(|&dm| in_sentence(self.party(dm)))
            .collect();
        either(&names)
    }

    fn is_own(&self, dm: usize, option: usize) -> bool {
        self.owners(option).contains(&dm)
    }

    /// What `dm` does by moving between two states: "accept the freeze and stop holding back".
    pub fn step(&self, from: State, to: State) -> String {
        let parts: Vec<String> = self
            .changed(from, to)
            .into_iter()
            .map(|k| {
                if to.takes(k) {
                    self.phrase(k).to_owned()
                } else {
                    format!("stop {}", gerund_phrase(self.phrase(k)))
                }
            })
            .collect();
        list(&parts)
    }

    /// The options in which two states differ.
    pub fn changed(&self, from: State, to: State) -> Vec<usize> {
        (0..self.case.options.len())
            .filter(|&k| from.takes(k) != to.takes(k))
            .collect()
    }

    /// A state as a clause: "Russia accepts the freeze and the United States meets", without the
    /// options that stand as they do in the status quo.
    pub fn state(&self, state: State) -> String {
        let quo = self.case.conflict.status_quo;
        let changed = self.changed(quo, state);
        if changed.is_empty() {
            "things stand as they do now".to_owned()
        } else {
            self.facts_of(&changed, state)
        }
    }

    /// Some options of a state as a clause.
    pub fn facts_of(&self, options: &[usize], state: State) -> String {
        let groups = self.by_owner(options, state);
        match groups.as_slice() {
            // With several verbs a part, the parts need a comma to be told apart.
            [rest @ .., last] if !rest.is_empty() && groups.iter().any(|g| g.contains(" and ")) => {
                format!("{}, and {last}", rest.join(", "))
            }
            _ => list(&groups),
        }
    }

    /// "Russia accepts the freeze and meets": one clause an owner, in order.
    fn by_owner(&self, options: &[usize], state: State) -> Vec<String> {
        let mut owners: Vec<String> = Vec::new();
        for &k in options {
            let owner = self.owner(k);
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners
            .iter()
            .map(|owner| {
                let facts: Vec<String> = options
                    .iter()
                    .filter(|&&k| self.owner(k) == *owner)
                    .map(|&k| {
                        let fact = self.fact(k, state.takes(k));
                        fact.strip_prefix(owner.as_str())
                            .unwrap_or(&fact)
                            .trim()
                            .to_owned()
                    })
                    .collect();
                format!("{owner} {}", list(&facts))
            })
            .collect()
    }

    /// The labels of a state's taken options, with their owners where a phrase is shared.
    pub fn labels(&self, state: State) -> Vec<String> {
        (0..self.case.options.len())
            .filter(|&k| state.takes(k))
            .map(|k| {
                let shared = self
                    .case
                    .options
                    .iter()
                    .filter(|o| o.phrase == self.phrase(k))
                    .count();
                let owners: Vec<&str> = self.owners(k).iter().map(|&dm| self.party(dm)).collect();
                if shared > 1 {
                    format!("{}: {}", owners.join("/"), self.phrase(k))
                } else {
                    self.phrase(k).to_owned()
                }
            })
            .collect()
    }

    /// "Russia accepts the freeze", "Russia does not accept the freeze".
    pub fn fact(&self, option: usize, taken: bool) -> String {
        let owner = self.owner(option);
        let plural = self.owners(option).len() == 1 && is_plural(&owner);
        match (taken, plural) {
            (true, true) => format!("{owner} {}", self.phrase(option)),
            (true, false) => format!("{owner} {}", third_person_phrase(self.phrase(option))),
            (false, true) => format!("{owner} do not {}", self.phrase(option)),
            (false, false) => format!("{owner} does not {}", self.phrase(option)),
        }
    }

    /// What a statement asks for, as it follows "prefers": "not to accept the freeze", "Russia to
    /// accept the freeze", "to meet if and only if Russia meets".
    pub fn wish(&self, dm: usize, expr: &Expr) -> String {
        match expr {
            Expr::True => "nothing in particular".to_owned(),
            Expr::False => "nothing that can be had".to_owned(),
            Expr::Option(k) => self.wish_option(dm, *k, true),
            Expr::Not(inner) => match inner.as_ref() {
                Expr::Option(k) => self.wish_option(dm, *k, false),
                Expr::Not(twice) => self.wish(dm, twice),
                Expr::And(parts) => self.wishes(dm, &negated(parts), "or"),
                Expr::Or(parts) => self.wishes(dm, &negated(parts), "and"),
                Expr::If(a, b) => {
                    let both = [b.as_ref().clone(), !a.as_ref().clone()];
                    self.wishes(dm, &both, "and")
                }
                Expr::Iff(a, b) => {
                    let other = !b.as_ref().clone();
                    format!("{} if and only if {}", self.wish(dm, a), self.holds(&other))
                }
                Expr::True | Expr::False => "nothing in particular".to_owned(),
            },
            Expr::And(parts) => self.wishes(dm, parts, "and"),
            Expr::Or(parts) => self.wishes(dm, parts, "or"),
            Expr::If(a, b) => format!("{} if {}", self.wish(dm, a), self.holds(b)),
            Expr::Iff(a, b) => format!("{} if and only if {}", self.wish(dm, a), self.holds(b)),
        }
    }

    fn wishes(&self, dm: usize, parts: &[Expr], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|p| self.wish(dm, p)).collect();
        if word == "or" {
            either(&parts)
        } else {
            list(&parts)
        }
    }

    fn wish_option(&self, dm: usize, option: usize, taken: bool) -> String {
        let not = if taken { "" } else { "not " };
        if self.is_own(dm, option) {
            format!("{not}to {}", self.phrase(option))
        } else {
            format!("{} {not}to {}", self.owner(option), self.phrase(option))
        }
    }

    /// A condition as a clause.
    pub fn holds(&self, expr: &Expr) -> String {
        match expr {
            Expr::True => "in any case".to_owned(),
            Expr::False => "in no case".to_owned(),
            Expr::Option(k) => self.fact(*k, true),
            Expr::Not(inner) => match inner.as_ref() {
                Expr::Option(k) => self.fact(*k, false),
                Expr::Not(twice) => self.holds(twice),
                Expr::And(parts) => self.facts(&negated(parts), "or"),
                Expr::Or(parts) => self.facts(&negated(parts), "and"),
                other => format!("it is not so that {}", self.holds(other)),
            },
            Expr::And(parts) => self.facts(parts, "and"),
            Expr::Or(parts) => self.facts(parts, "or"),
            Expr::If(a, b) => format!("{} if {}", self.holds(a), self.holds(b)),
            Expr::Iff(a, b) => format!("{} just when {}", self.holds(a), self.holds(b)),
        }
    }

    fn facts(&self, parts: &[Expr], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|p| self.holds(p)).collect();
        if word == "or" {
            either(&parts)
        } else {
            list(&parts)
        }
    }
}

fn negated(parts: &[Expr]) -> Vec<Expr> {
    parts.iter().map(|p| !p.clone()).collect()
}

fn first_word(phrase: &str) -> (&str, &str) {
    match phrase.find(' ') {
        Some(at) => phrase.split_at(at),
        None => (phrase, ""),
    }
}

/// "accept the freeze" to "accepts the freeze".
fn third_person_phrase(phrase: &str) -> String {
    let (verb, rest) = first_word(phrase);
    // "first change the law"
    if matches!(verb, "first" | "also" | "immediately" | "fully") && !rest.is_empty() {
        return format!("{verb} {}", third_person_phrase(rest.trim_start()));
    }
    let third = match verb {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if verb.ends_with(['s', 'x', 'z', 'o'])
            || verb.ends_with("ch")
            || verb.ends_with("sh") =>
        {
            format!("{verb}es")
        }
        _ => match verb.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{verb}s"),
        },
    };
    third + rest
}

/// "keep the ports closed" to "keeping the ports closed".
fn gerund_phrase(phrase: &str) -> String {
    let (verb, rest) = first_word(phrase);
    let gerund = if is_doubled(verb) {
        let last = verb.chars().last().unwrap_or_default();
        format!("{verb}{last}ing")
    } else {
        match verb.strip_suffix('e') {
            Some(stem) if !stem.ends_with(['e', 'o', 'y']) && stem.len() > 1 => {
                format!("{stem}ing")
            }
            _ => format!("{verb}ing"),
        }
    };
    gerund + rest
}

/// Whether a verb doubles its last letter before an ending: one syllable that closes after a single vowel ("shut"), or a stressed
/// last one.
fn is_doubled(verb: &str) -> bool {
    const STRESSED: [&str; 8] = [
        "admit", "permit", "commit", "submit", "refer", "transfer", "begin", "forget",
    ];
    let is_vowel = |c: &char| "aeiou".contains(*c);
    let mut back = verb.chars().rev();
    let (last, vowel, before) = (back.next(), back.next(), back.next());
    let is_closed = last.is_some_and(|c| !is_vowel(&c) && !"wxy".contains(c));
    let is_short = vowel.is_some_and(|c| is_vowel(&c)) && before.is_some_and(|c| !is_vowel(&c));
    let is_one_syllable = verb.chars().filter(is_vowel).count() == 1;
    STRESSED.contains(&verb) || is_closed && is_short && is_one_syllable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_endings() {
        assert_eq!(third_person_phrase("accept the quota"), "accepts the quota");
        assert_eq!(third_person_phrase("supply missiles"), "supplies missiles");
        assert_eq!(third_person_phrase("pay"), "pays");
        assert_eq!(third_person_phrase("first sign it"), "first signs it");
        assert_eq!(third_person_phrase("push on"), "pushes on");
        assert_eq!(
            gerund_phrase("keep the ports closed"),
            "keeping the ports closed"
        );
        assert_eq!(gerund_phrase("impose a levy"), "imposing a levy");
        assert_eq!(gerund_phrase("cut aid"), "cutting aid");
        assert_eq!(gerund_phrase("agree"), "agreeing");
        assert_eq!(gerund_phrase("shut the port"), "shutting the port");
        assert_eq!(gerund_phrase("open the port"), "opening the port");
        assert_eq!(gerund_phrase("keep"), "keeping");
        assert_eq!(gerund_phrase("stay away"), "staying away");
    }
}
