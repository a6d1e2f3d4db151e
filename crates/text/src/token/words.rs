//! Cuts a paragraph into tokens.
//!
//! The text is first cut at white space; each piece then loses punctuation at both ends, and what is left is cut at hyphens,
//! slashes, dashes and clitics.

use std::ops::Range;

use super::vocabulary::{self, Abbreviation};
use super::{Raw, is_invisible, is_space};

/// Longest piece, in bytes, that is looked at as one; longer ones are no words and are cut.
const LONGEST_PIECE: usize = 512;

/// Appends the tokens of `range`. Linear in the text.
pub(crate) fn cut(text: &str, range: Range<usize>, out: &mut Vec<Raw>) {
    let mut at = range.start;
    for piece in text[range.clone()].split(is_space) {
        let start = at;
        at += piece.len();
        at += text[at..range.end].chars().next().map_or(0, char::len_utf8);
        let mut from = start;
        let end = start + piece.len();
        while from < end {
            let mut to = end.min(from + LONGEST_PIECE);
            while !text.is_char_boundary(to) {
                to -= 1;
            }
            let next = text[to..range.end].trim_start_matches(is_space);
            Piece {
                text,
                out,
                next,
                is_last: next.is_empty(),
            }
            .cut(from..to);
            from = to;
        }
    }
}

struct Piece<'a> {
    text: &'a str,
    out: &'a mut Vec<Raw>,
    /// What follows in the paragraph; nothing inside a piece.
    next: &'a str,
    is_last: bool,
}

impl Piece<'_> {
    fn cut(&mut self, range: Range<usize>) {
        let mut range = self.trim(range);
        if range.is_empty() {
            return;
        }
        let word = &self.text[range.clone()];
        if is_face(word) || is_ornament(word) {
            self.push(range);
            return;
        }
        while let Some(length) = leading_mark(&self.text[range.clone()]) {
            let mark = range.start..range.start + length;
            range = self.trim(mark.end..range.end);
            self.push(mark);
            if range.is_empty() {
                return;
            }
        }
        let mut tail = Vec::new();
        if !is_address(&self.text[range.clone()]) {
            while let Some(length) = self.trailing_mark(&self.text[range.clone()]) {
                let mark = range.end - length..range.end;
                range = self.trim(range.start..mark.start);
                tail.push(mark);
                if range.is_empty() {
                    break;
                }
            }
        } else {
            let kept = self.text[range.clone()].trim_end_matches([
                '.', ',', ';', ':', '!', '?', ')', '"', '”', '>', ']', '\'', '’',
            ]);
            let end = range.start + kept.len();
            for (offset, mark) in self.text[end..range.end].char_indices() {
                tail.push(end + offset..end + offset + mark.len_utf8());
            }
            tail.reverse();
            range.end = end;
        }
        if !range.is_empty() {
            self.core(range);
        }
        for mark in tail.into_iter().rev() {
            self.push(mark);
        }
    }

    /// Punctuation is off; cuts at dashes, slashes, hyphens, units and clitics.
    fn core(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        if is_address(word) {
            self.push(range);
            return;
        }
        if let Some((at, length)) = inner_mark(word) {
            let (start, end) = (range.start + at, range.start + at + length);
            // Either side may have marks at its new edge: `said—"no"`.
            self.side(range.start..start);
            self.push(start..end);
            self.side(end..range.end);
            return;
        }
        self.clitics(range);
    }

    fn side(&mut self, range: Range<usize>) {
        let whole_next = std::mem::take(&mut self.next);
        let last = std::mem::replace(&mut self.is_last, false);
        self.cut(range);
        self.next = whole_next;
        self.is_last = last;
    }

    fn clitics(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        let is_verb = word.eq_ignore_ascii_case("its") && vocabulary::follows_it_is(self.next);
        match clitic(word).or(is_verb.then_some(2)) {
            Some(at) => {
                let middle = range.start + at;
                // `wouldn't've` carries two.
                self.clitics(range.start..middle);
                self.push(middle..range.end);
            }
            None => self.push(range),
        }
    }

    /// Length of the mark the piece ends with, if that is a token of its own.
    fn trailing_mark(&self, word: &str) -> Option<usize> {
        if let Some(face) = FACES.iter().find(|&&face| word.ends_with(face)) {
            return Some(face.len());
        }
        let last = word.chars().next_back()?;
        match last {
            '.' => self.trailing_stop(word),
            '!' | '?' => Some(run_back(word, |c| matches!(c, '!' | '?' | '.'))),
            '…' | ',' | ';' | ':' | ')' | ']' | '}' | '"' | '”' | '“' | '„' | '»' | '«' | '%'
            | '‰' | '°' | '™' | '®' | '/' | '|' | '‹' | '›' | '†' | '‡' | '•' | '·' | '&' | '='
            | '~' | '^' => Some(last.len_utf8()),
            '>' | '*' | '_' | '-' | '–' | '—' | '―' => Some(run_back(word, |c| c == last)),
            '+' if word.len() > 1 && !starts_alphanumeric(word) => None,
            '+' => Some(1),
            '\'' | '’' | '‘' | '`' => Some(if doubled_quote(word) {
                2 * last.len_utf8()
            } else {
                last.len_utf8()
            }),
            '$' => Some(run_back(word, |c| c == last)),
            '€' | '£' | '¥' | '₽' | '₴' => Some(last.len_utf8()),
            c if !c.is_alphanumeric() && !is_mark(c) => Some(c.len_utf8()),
            _ => None,
        }
    }

    fn trailing_stop(&self, word: &str) -> Option<usize> {
        let run = run_back(word, |c| matches!(c, '!' | '?' | '.'));
        if run > 1 {
            // `Inc..` is an abbreviation and a stop.
            let shortened = run == 2
                && word.ends_with("..")
                && (is_acronym(&word[..word.len() - 1])
                    || vocabulary::abbreviation(&word[..word.len() - 1].to_lowercase()).is_some());
            return Some(if shortened { 1 } else { run });
        }
        let bare = &word[..word.len() - 1];
        if is_acronym(word) {
            return None;
        }
        // One letter is an initial; at the end of a paragraph it is a word, and so is a digit.
        let mut letters = bare.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_uppercase()
            && !self.is_last
        {
            return None;
        }
        let part = bare
            .rsplit(['-', '/', '(', '—', '–'])
            .next()
            .unwrap_or(bare);
        if part.len() > 12 {
            return Some(1);
        }
        match vocabulary::abbreviation(&format!("{}.", part.to_lowercase())) {
            Some(Abbreviation::Leading) if !self.is_last => None,
            // An enumeration that ends the sentence leaves it the stop.
            Some(Abbreviation::Closing)
                if part == "etc" && (self.is_last || self.next.starts_with(char::is_uppercase)) =>
            {
                Some(1)
            }
            Some(Abbreviation::Closing)
                if part.starts_with(char::is_uppercase) || !is_plain_word(part) =>
            {
                None
            }
            Some(Abbreviation::BeforeNumber) if starts_with_digit(self.next) => None,
            _ => Some(1),
        }
    }

    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let word = &self.text[range.clone()];
        let kept = word.trim_start_matches(is_invisible);
        let start = range.end - kept.len();
        start..start + kept.trim_end_matches(is_invisible).len()
    }

    fn push(&mut self, range: Range<usize>) {
        let range = self.trim(range);
        if !range.is_empty() {
            self.out.push(Raw {
                start: range.start,
                end: range.end,
            });
        }
    }
}

/// Two single quotes that stand for a double one.
fn doubled_quote(word: &str) -> bool {
    word.ends_with("''") || word.ends_with("’’")
}

/// Abbreviations in lower case that are also words: `min.`, `max.` keep the stop, `co.`, `sun.`, `mar.` do not.
fn is_plain_word(part: &str) -> bool {
    matches!(
        part,
        "sun"
            | "sat"
            | "mar"
            | "dec"
            | "ill"
            | "ind"
            | "la"
            | "pa"
            | "mo"
            | "wash"
            | "co"
            | "va"
            | "wed"
            | "ore"
    )
}

/// `U.S.`, `e.g.`, `D.C.`, `a.m.`: letters each with a full stop.
fn is_acronym(word: &str) -> bool {
    let mut pairs = 0;
    let mut chars = word.chars();
    while let Some(letter) = chars.next() {
        if !letter.is_alphabetic() || chars.next() != Some('.') {
            return word.eq_ignore_ascii_case("Ph.D.");
        }
        pairs += 1;
    }
    pairs >= 2
}

/// Length in bytes of the run of characters at the end that `take` accepts.
fn run_back(word: &str, take: impl Fn(char) -> bool) -> usize {
    word.chars()
        .rev()
        .take_while(|&c| take(c))
        .map(char::len_utf8)
        .sum()
}

/// Length of the mark the piece begins with, if that is a token of its own.
fn leading_mark(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let run = || {
        word.chars()
            .take_while(|&c| c == first)
            .map(char::len_utf8)
            .sum()
    };
    let next = word.chars().nth(1);
    match first {
        '.' if next.is_some_and(|c| c.is_ascii_digit()) => None,
        '\'' | '’' | '‘' if is_short_form(word) => None,
        '\'' if word.starts_with("''") => Some(2),
        '`' if word.starts_with("``") => Some(2),
        '-' | '–' | '+' if next.is_some_and(|c| c.is_ascii_digit()) && first != '–' => None,
        '#' | '@' if next.is_some_and(char::is_alphabetic) => None,
        '.' | '!' | '?' | '-' | '–' | '—' | '―' | '*' | '_' | '=' | '~' | '<' | '>' | '$' | '+' => {
            Some(run())
        }
        c if c.is_alphanumeric() || is_mark(c) => None,
        c => Some(c.len_utf8()),
    }
}

/// Combining marks, joiners and private characters belong to the word they follow.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
        || is_invisible(c)
}

/// `'s`, `'re` standing alone, `'90s`, `'em`.
fn is_short_form(word: &str) -> bool {
    let rest = word.trim_start_matches(['\'', '’', '‘']);
    let decade = rest.len() <= 3 && rest.starts_with(|c: char| c.is_ascii_digit());
    decade
        || matches!(
            rest.to_ascii_lowercase().as_str(),
            "s" | "re" | "ve" | "ll" | "d" | "m" | "em" | "tis" | "twas" | "cause" | "til"
        )
}

fn is_address(word: &str) -> bool {
    if word.contains(['"', '<']) {
        return false;
    }
    if word.len() < 5 || !word.is_ascii() {
        return word.starts_with("http://") || word.starts_with("https://");
    }
    let has_at = word
        .find('@')
        .is_some_and(|at| at > 0 && word[at..].contains('.') && !word.ends_with('@'));
    let site = word.starts_with("www.") || word.contains("://") || word.starts_with("mailto:");
    let domain = word
        .trim_end_matches(['.', ',', ';', ':', ')', '?', '!', '"'])
        .rsplit_once('.')
        .is_some_and(|(name, end)| {
            matches!(end, "com" | "org" | "net" | "gov" | "edu" | "info")
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
        });
    has_at || site || domain
}

/// Faces that are also looked for behind a word, longer ones first.
const FACES: &[&str] = &[":-)", ";-)", ":-(", ":-D", ":)", ";)", ":(", ":D"];

fn is_face(word: &str) -> bool {
    FACES.contains(&word) || matches!(word, ":P" | ":p" | "^_^" | "=)" | "<3" | ":/")
}

/// A rule drawn across the page, or a run of marks that end a sentence: `----==`, `!?!!`, `$$$`.
fn is_ornament(word: &str) -> bool {
    let is_all = |marks: &[u8]| word.bytes().all(|mark| marks.contains(&mark));
    word.len() > 2 && (is_all(b"-=+*_~") || is_all(b"!?.") || is_all(b"$"))
}

/// One letter and no more, as the parts of `w/o`.
fn is_letter(part: &str) -> bool {
    part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The first mark inside a word that splits it: byte offset and length.
fn inner_mark(word: &str) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    if bytes.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let dotted = is_numeric(word);
    for (at, c) in word.char_indices() {
        if at == 0 {
            continue;
        }
        let rest = &word[at..];
        let (before, after) = (&word[..at], &rest[c.len_utf8()..]);
        if after.is_empty() {
            continue;
        }
        let split = match c {
            '-' if rest.starts_with("--") => {
                return Some((at, rest.bytes().take_while(|&b| b == b'-').count()));
            }
            '-' => splits_at_hyphen(word, before, after),
            '‐' | '‑' | '–' | '—' | '―' | '…' | '•' | '·' | '|' => true,
            '.' if rest.starts_with("..") => {
                return Some((at, rest.bytes().take_while(|&b| b == b'.').count()));
            }
            '.' => !before.contains('.') && is_stop_without_space(before, after),
            '/' => !(dotted || is_letter(before) && is_letter(after)),
            ',' | ';' => !(ends_in_digit(before) && starts_with_digit(after)),
            ':' | '=' => !(dotted || ends_in_digit(before) && starts_with_digit(after)),
            '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '«' | '»' | '<' | '>' | '!'
            | '?' | '*' | '+' | '~' => true,
            '$' | '€' | '£' | '¥' => return Some((at, c.len_utf8())),
            '%' => true,
            _ => false,
        };
        if split {
            return Some((at, c.len_utf8()));
        }
    }
    None
}

/// A sentence ends here and the space is missing: `over.Then`, `dinner.it was`.
fn is_stop_without_space(before: &str, after: &str) -> bool {
    let is_capital = before.ends_with(|c: char| c.is_lowercase())
        && after.starts_with(char::is_uppercase)
        && before.len() > 2;
    let is_word = before.len() > 1
        && before.bytes().all(|b| b.is_ascii_lowercase())
        && vocabulary::begins_a_sentence(after);
    is_capital || is_word
}

fn starts_alphanumeric(part: &str) -> bool {
    part.starts_with(char::is_alphanumeric)
}

fn ends_in_digit(part: &str) -> bool {
    part.ends_with(|c: char| c.is_ascii_digit())
}

fn starts_with_digit(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit())
}

/// Dates, clock times, fractions, telephone numbers: digits and the marks between them.
fn is_numeric(word: &str) -> bool {
    word.bytes()
        .all(|b| b.is_ascii_digit() || b"/:.,-".contains(&b))
}

fn splits_at_hyphen(word: &str, before: &str, after: &str) -> bool {
    let lower = word.to_lowercase();
    if vocabulary::is_whole(&lower) {
        return false;
    }
    if is_numeric(word) {
        // A range is split, a telephone number or a date is not: 10-15, but 555-0134, 2025-09-09.
        return word.matches('-').count() == 1
            && before.len() <= 4
            && after.len() <= 4
            && !(matches!(before.len(), 1 | 3) && after.len() == 4);
    }
    let first = before.rsplit('-').next().unwrap_or(before).to_lowercase();
    let keeps = vocabulary::is_prefix(&first) && !before.contains('-');
    !keeps
}

/// Byte offset of `pm` in `5pm` and `7:30PM`.
fn time_of_day(word: &str) -> Option<usize> {
    let at = word.len().checked_sub(2)?;
    let (clock, half) = (word.get(..at)?, word.get(at..)?);
    let is_clock = starts_with_digit(clock)
        && clock.len() <= 5
        && clock
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b':' || b == b'.');
    (is_clock && matches!(half, "am" | "pm" | "AM" | "PM")).then_some(at)
}

/// Byte offset of the unit in `70km` and `5.5bn`.
fn unit(word: &str) -> Option<usize> {
    if !starts_with_digit(word) {
        return None;
    }
    let at = word.find(|c: char| c.is_ascii_alphabetic())?;
    let is_number = is_numeric(&word[..at]) && ends_in_digit(&word[..at]);
    (is_number && vocabulary::is_unit(&word[at..])).then_some(at)
}

/// `80's`, which stays whole as `80s` does.
fn is_decade(lower: &str) -> bool {
    lower
        .strip_suffix("'s")
        .or_else(|| lower.strip_suffix("’s"))
        .is_some_and(|years| {
            years.len() == 2 && years.ends_with('0') && years.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Byte offset at which a clitic begins.
fn clitic(word: &str) -> Option<usize> {
    const SHORT: &[&str] = &["s", "re", "ve", "ll", "d", "m"];
    if word.len() > 40 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    if let Some(at) = time_of_day(word).or_else(|| unit(word)) {
        return Some(at);
    }
    if is_decade(&lower) {
        return None;
    }
    if let Some(at) = vocabulary::joined(&lower) {
        return Some(at);
    }
    let (at, mark) = lower
        .char_indices()
        .rev()
        .find(|&(_, c)| matches!(c, '\'' | '’' | '‘' | '`' | '´'))?;
    let tail = &lower[at + mark.len_utf8()..];
    if at == 0 {
        return None;
    }
    if tail == "t" && lower[..at].ends_with('n') && at > 1 {
        return Some(at - 1);
    }
    (SHORT.contains(&tail)).then_some(at)
}
