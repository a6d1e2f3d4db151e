//! Words into pieces of a fixed vocabulary: the WordPiece of uncased BERT models (Devlin et al. 2019).

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::model::ModelError;

/// Tokens of more characters are not cut into pieces.
const MOST_CHARACTERS: usize = 100;

/// What stands before a piece that goes on.
const CONTINUED: &str = "##";

/// The pieces, in the order of their bytes; a piece's number is its place.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    /// One piece a line.
    text: Cow<'static, str>,
    /// Where each line begins, and where the last ends.
    starts: Vec<usize>,
    /// Bytes of the longest piece.
    longest: usize,
    unknown: usize,
    begin: usize,
    end: usize,
}

impl Vocabulary {
    /// Reads pieces, one a line, sorted; `[UNK]`, `[CLS]` and `[SEP]` must be among them.
    pub(super) fn new(text: Cow<'static, str>) -> Result<Self, ModelError> {
        let mut starts: Vec<usize> = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let vocabulary = Self {
            longest: starts
                .windows(2)
                .map(|pair| pair[1] - pair[0] - 1)
                .max()
                .unwrap_or(0),
            text,
            starts,
            unknown: 0,
            begin: 0,
            end: 0,
        };
        let sorted = (1..vocabulary.len())
            .all(|number| vocabulary.piece(number - 1) < vocabulary.piece(number));
        if !sorted {
            return Err(ModelError::Damaged("vocabulary is not sorted"));
        }
        let special = |name| {
            vocabulary
                .find(name)
                .ok_or(ModelError::Damaged("vocabulary lacks a special piece"))
        };
        let (unknown, begin, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self {
            unknown,
            begin,
            end,
            ..vocabulary
        })
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The piece before a sentence.
    pub(super) const fn begin(&self) -> usize {
        self.begin
    }

    /// The piece after a sentence.
    pub(super) const fn end(&self) -> usize {
        self.end
    }

    fn piece(&self, number: usize) -> &str {
        let range: Option<Range<usize>> = self
            .starts
            .get(number)
            .zip(self.starts.get(number + 1))
            .map(|(&start, &end)| start..end - 1);
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    fn find(&self, piece: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.piece(middle).cmp(piece) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// Appends the pieces of a word to `pieces`: at least one, at most `most`.
    pub(super) fn encode(&self, word: &str, most: usize, pieces: &mut Vec<usize>) {
        let begun = pieces.len();
        for token in tokens(&clean(word)) {
            self.cut(token, pieces);
        }
        if pieces.len() == begun {
            pieces.push(self.unknown);
        }
        pieces.truncate(begun + most.max(1));
    }

    /// The longest piece that fits, again and again; one unknown piece where that fails.
    fn cut(&self, token: &str, pieces: &mut Vec<usize>) {
        let begun = pieces.len();
        let mut rest = token;
        if token.chars().count() > MOST_CHARACTERS {
            pieces.push(self.unknown);
            return;
        }
        while !rest.is_empty() {
            let prefix = if pieces.len() == begun { "" } else { CONTINUED };
            let Some((piece, length)) = self.longest_start(prefix, rest) else {
                pieces.truncate(begun);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(piece);
            rest = &rest[length..];
        }
    }

    fn longest_start(&self, prefix: &str, rest: &str) -> Option<(usize, usize)> {
        let mut key = format!("{prefix}{rest}");
        let mut length = rest.floor_char_boundary(self.longest.saturating_sub(prefix.len()));
        while length > 0 {
            key.truncate(prefix.len() + length);
            if let Some(piece) = self.find(&key) {
                return Some((piece, length));
            }
            length = rest.floor_char_boundary(length - 1);
        }
        None
    }
}

/// Lower case, without accents and without characters that do not show.
fn clean(word: &str) -> String {
    if word.is_ascii() && !word.bytes().any(|byte| byte.is_ascii_control()) {
        return word.to_ascii_lowercase();
    }
    let shown: String = word.chars().filter_map(shown).collect();
    shown
        .to_lowercase()
        .nfd()
        .filter(|c| c.general_category() != GeneralCategory::NonspacingMark)
        .collect()
}

fn shown(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\u{fffd}' => None,
        _ if c.general_category_group() == GeneralCategoryGroup::Other => None,
        _ => Some(c),
    }
}

/// Cut at white space, and around every character that stands alone.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .flat_map(|part| part.split_inclusive(stands_alone))
        .flat_map(|part| {
            let last = part.char_indices().next_back();
            let at = last
                .filter(|&(_, c)| stands_alone(c))
                .map_or(0, |(at, _)| at);
            let (before, alone) = part.split_at(at);
            [before, alone]
        })
        .filter(|token| !token.is_empty())
}

/// Punctuation, which for ASCII means every sign, and ideographs.
fn stands_alone(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let ideograph = matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    ideograph || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut pieces = [
            "[UNK]", "[CLS]", "[SEP]", "the", "en", "##voy", "##s", "'", "-", "caf", "##e", "n",
            "t", "…", "u", ".",
        ];
        pieces.sort_unstable();
        let lines: String = pieces.iter().map(|piece| format!("{piece}\n")).collect();
        Vocabulary::new(lines.into()).unwrap()
    }

    fn pieces(word: &str) -> String {
        let vocabulary = vocabulary();
        let mut numbers = Vec::new();
        vocabulary.encode(word, 8, &mut numbers);
        let names: Vec<&str> = numbers
            .iter()
            .map(|&number| vocabulary.piece(number))
            .collect();
        names.join(" ")
    }

    #[test]
    fn cuts_words_into_known_pieces() {
        let cases = [
            ("The", "the"),
            ("envoys", "en ##voy ##s"),
            ("Café", "caf ##e"),
            ("CAFE\u{301}S", "caf ##e ##s"),
            ("n't", "n ' t"),
            ("en-the", "en - the"),
            ("envoyx", "[UNK]"),
            ("U.", "u ."),
            ("the\u{ad}", "the"),
            ("the envoy", "the en ##voy"),
            ("…", "…"),
            ("北京", "[UNK] [UNK]"),
            ("", "[UNK]"),
            ("\u{200b}", "[UNK]"),
            ("----------", "- - - - - - - -"),
        ];
        for (word, expected) in cases {
            assert_eq!(pieces(word), expected, "{word:?}");
        }
        assert_eq!(pieces(&"en".repeat(51)), "[UNK]");
    }

    #[test]
    fn refuses_what_is_no_vocabulary() {
        for text in [
            "",
            "a\n",
            "[CLS]\n[SEP]\n[UNK]\nb\na\n",
            "[CLS]\n[SEP]\n[UNK]",
        ] {
            assert!(Vocabulary::new(text.into()).is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_word_has_pieces(word in "\\PC{0,40}", most in 1_usize..5) {
            let mut numbers = vec![7];
            vocabulary().encode(&word, most, &mut numbers);
            prop_assert!((2..=most + 1).contains(&numbers.len()));
        }
    }
}
