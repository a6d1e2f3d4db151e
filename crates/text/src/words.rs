//! What the classifiers see of a word: its normalised form, its shape, its endings and its distributional class.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::labels::{Upos, Xpos};
use crate::linear::{hash_str, join};

/// A map whose keys are hashes already: hashing them again would only cost time at the start.
pub(crate) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;

/// Takes a key for its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Word knowledge that is looked up, not computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lexicon {
    /// Tag pairs that occur; a tagger class is an index into this list.
    pub(crate) tags: Vec<(Upos, Xpos)>,
    /// Most frequent tag class of each known form (by hash).
    pub(crate) usual: ByHash<u8>,
    /// Distributional class of a lower-case word (by hash).
    pub(crate) classes: ByHash<u16>,
}

/// The atoms of one token. All are hashes or small numbers; 0 stands for "none".
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Atoms {
    /// Form as it stands, digits folded.
    pub(crate) form: u64,
    /// Lower-case form.
    pub(crate) word: u64,
    /// Lower-case form of a word that is known well, else what its looks and class tell: so that the parser learns from rare
    /// words how to treat unknown ones.
    pub(crate) key: u64,
    /// What `key` is for a word that is not known well.
    pub(crate) looks: u64,
    pub(crate) suffixes: [u64; 4],
    pub(crate) prefixes: [u64; 3],
    pub(crate) shape: u64,
    /// Fine and coarse distributional class.
    pub(crate) class: u64,
    pub(crate) coarse: u64,
    /// Most frequent tag, if the form is known.
    pub(crate) usual: u64,
    /// Tag class + 1 once it is known.
    pub(crate) tag: u64,
    pub(crate) upos: u64,
}

/// The atoms of all tokens of a sentence.
pub(crate) fn atoms<'f>(forms: impl Iterator<Item = &'f str>, lexicon: &Lexicon) -> Vec<Atoms> {
    let mut quotes = 0;
    let mut opens = true;
    forms
        .map(|form| {
            let mut atoms = Atoms::new(form, lexicon, opens);
            if form == "\"" {
                // A straight quote opens or closes by turns.
                quotes += 1;
                atoms.shape += 1000 * (1 + quotes % 2);
            }
            opens = opens && !form.chars().any(char::is_alphanumeric);
            atoms
        })
        .collect()
}

/// How many fine classes make up a coarse one: fine numbers are given so that neighbours are alike.
const COARSE: u64 = 16;

impl Atoms {
    /// Looks at one form. `opens` says whether the token opens the sentence, where a capital tells nothing.
    pub(crate) fn new(form: &str, lexicon: &Lexicon, opens: bool) -> Self {
        let folded = fold(form);
        let lower = folded.to_lowercase();
        let ends: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
        let suffix = |length: usize| {
            ends.len()
                .checked_sub(length)
                .map_or(0, |at| hash_str(&lower[ends[at]..]))
        };
        let prefix = |length: usize| ends.get(length).map_or(0, |&at| hash_str(&lower[..at]));
        let word = hash_str(&lower);
        let class = lexicon
            .classes
            .get(&word)
            .map_or(0, |&class| u64::from(class) + 1);
        let usual = lexicon
            .usual
            .get(&hash_str(&folded))
            .or_else(|| lexicon.usual.get(&word));
        let looks = join(1000, &[class, suffix(2), shape(form)]);
        Self {
            form: hash_str(&folded),
            word,
            key: if usual.is_some() { word } else { looks },
            looks,
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(2), prefix(3)],
            shape: shape(form) * 2 + u64::from(opens),
            class,
            coarse: if class == 0 {
                0
            } else {
                (class - 1) / COARSE + 1
            },
            usual: usual.map_or(0, |&class| u64::from(class) + 1),
            tag: 0,
            upos: 0,
        }
    }
}

/// Digits become `0`, curly quotes straight, dashes one dash.
pub(crate) fn fold(form: &str) -> String {
    form.chars()
        .map(|c| match c {
            '0'..='9' => '0',
            '‘' | '’' | '`' | '´' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '–' | '—' | '―' => '—',
            '‐' | '‑' => '-',
            other => other,
        })
        .collect()
}

/// Capitals, digits and hyphens of a form in a small number.
fn shape(form: &str) -> u64 {
    let mut chars = form.chars();
    let first = chars.next().unwrap_or(' ');
    let (mut upper, mut lower, mut digit, mut other) =
        (false, false, first.is_ascii_digit(), false);
    for c in chars {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
        digit |= c.is_ascii_digit();
        other |= !c.is_alphanumeric();
    }
    let start = match first {
        c if c.is_uppercase() => 1,
        c if c.is_lowercase() => 2,
        c if c.is_ascii_digit() => 3,
        _ => 4,
    };
    start
        + 5 * (u64::from(upper)
            + 2 * u64::from(lower)
            + 4 * u64::from(digit)
            + 8 * u64::from(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_digits_and_quotes() {
        assert_eq!(fold("1990’s"), "0000's");
    }

    #[test]
    fn atoms_tell_shapes_apart() {
        let lexicon = Lexicon::default();
        let atoms = |form| Atoms::new(form, &lexicon, false);
        assert_ne!(atoms("Vienna").shape, atoms("VIENNA").shape);
        assert_eq!(atoms("Vienna").shape, atoms("Geneva").shape);
        assert_eq!(atoms("Vienna").word, atoms("vienna").word);
        assert_eq!(atoms("it").suffixes[2], 0);
    }
}
