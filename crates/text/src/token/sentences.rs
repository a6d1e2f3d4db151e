//! Groups the tokens of a paragraph into sentences.

use std::ops::Range;

use super::Raw;
use super::vocabulary::{self, Abbreviation};

/// Longest sentence, in tokens: the parser's work and memory stay bounded whatever is read.
pub(crate) const LONGEST_SENTENCE: usize = 400;

/// Token ranges of the sentences of one paragraph. Linear.
pub(crate) fn group(text: &str, raw: &[Raw]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    if let Some(end) = dateline(text, raw) {
        found.push(0..end);
        start = end;
        at = end;
    }
    let mut state = State::default();
    while at < raw.len() {
        state.see(word(text, &raw[at]));
        if let Some(end) = end_of_sentence(text, raw, start, at, &state) {
            found.push(start..end);
            start = end;
            at = end;
            state = State::default();
            continue;
        }
        at += 1;
        if at - start >= LONGEST_SENTENCE {
            let end = forced_end(text, raw, start, at);
            found.push(start..end);
            start = end;
            at = end;
            state = State::default();
        }
    }
    if start < raw.len() {
        found.push(start..raw.len());
    }
    found
}

/// Longest dateline, in tokens.
const LONGEST_DATELINE: usize = 18;

/// The token index after `BRUSSELS, Sept 9, 2025 (Harbour Wire) -`, if the paragraph opens so. The treebanks count it as a
/// sentence of its own.
fn dateline(text: &str, raw: &[Raw]) -> Option<usize> {
    let first = word(text, raw.first()?);
    let capitals = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let mut depth = 0_usize;
    let mut agency = false;
    for (at, token) in raw.iter().enumerate().take(LONGEST_DATELINE) {
        let spaced = at > 0
            && raw[at - 1].end < token.start
            && raw.get(at + 1).is_some_and(|next| next.start > token.end);
        match word(text, token) {
            "(" => depth += 1,
            ")" => {
                depth = depth.saturating_sub(1);
                agency = true;
            }
            "-" | "--" | "–" | "—" if spaced => {
                let opens = raw.get(at + 1).is_some_and(|next| {
                    word(text, next)
                        .starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
                });
                return (opens && (capitals || agency)).then_some(at + 1);
            }
            other if depth == 0 && other.starts_with(char::is_lowercase) => return None,
            "." | "?" | "!" | ":" => return None,
            _ => {}
        }
    }
    None
}

/// What is open since the sentence began.
#[derive(Default)]
struct State {
    round: usize,
    double: bool,
}

impl State {
    fn see(&mut self, word: &str) {
        match word {
            "(" | "[" => self.round += 1,
            ")" | "]" => self.round = self.round.saturating_sub(1),
            "\"" => self.double = !self.double,
            "“" | "„" | "``" => self.double = true,
            "”" | "''" => self.double = false,
            _ => {}
        }
    }
}

fn word<'t>(text: &'t str, raw: &Raw) -> &'t str {
    &text[raw.start..raw.end]
}

/// The token index after the sentence that token `at` closes, or `None` if it closes none.
fn end_of_sentence(
    text: &str,
    raw: &[Raw],
    start: usize,
    at: usize,
    state: &State,
) -> Option<usize> {
    let stop = word(text, &raw[at]);
    let kind = stop_kind(stop)?;
    let mut end = at + 1;
    let mut state_double = state.double;
    // Closing quotes and brackets belong to the sentence they follow without space.
    while let Some(next) = raw.get(end) {
        let next_word = word(text, next);
        let glued = next.start == raw[end - 1].end;
        let closes = match next_word {
            ")" | "]" | "}" | "”" | "''" | "’’" | "»" => true,
            "\"" => {
                (glued && (state_double || space_behind(text, raw, end))) || end + 1 == raw.len()
            }
            "'" | "’" => glued,
            _ => false,
        };
        if !closes {
            // A reference mark: `in 1971. [1]`.
            if next_word == "[" && is_reference(text, raw, end) {
                end += 3;
                continue;
            }
            break;
        }
        if matches!(next_word, "\"" | "”" | "''") {
            state_double = false;
        }
        end += 1;
    }
    let Some(next) = raw.get(end) else {
        return Some(end);
    };
    let quoted = end > at + 1;
    let gap = &text[raw[end - 1].end..next.start];
    let follows = word(text, next);
    let ends = match kind {
        Stop::Full => full_stop_ends(text, raw, start, at, end, quoted, gap),
        Stop::Ellipsis => starts_sentence(text, raw, end),
        Stop::Abbreviation => {
            !quoted && !gap.is_empty() && abbreviation_ends(text, raw, at, follows)
        }
    };
    ends.then_some(end)
}

fn space_behind(text: &str, raw: &[Raw], at: usize) -> bool {
    raw.get(at + 1)
        .is_none_or(|next| next.start > raw[at].end && !word(text, next).starts_with([',', '.']))
}

/// `[12]`
fn is_reference(text: &str, raw: &[Raw], at: usize) -> bool {
    let number = raw
        .get(at + 1)
        .is_some_and(|number| word(text, number).bytes().all(|b| b.is_ascii_digit()));
    number
        && raw
            .get(at + 2)
            .is_some_and(|close| word(text, close) == "]")
}

#[derive(Clone, Copy)]
enum Stop {
    Full,
    Ellipsis,
    Abbreviation,
}

fn stop_kind(word: &str) -> Option<Stop> {
    match word {
        "." | "。" => Some(Stop::Full),
        "…" => Some(Stop::Ellipsis),
        _ if word.len() > 1 && word.bytes().all(|b| b == b'.') => Some(Stop::Ellipsis),
        _ if word.bytes().all(|b| matches!(b, b'!' | b'?' | b'.')) => Some(Stop::Full),
        _ if word.ends_with('.') => Some(Stop::Abbreviation),
        _ => None,
    }
}

fn is_item_number(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn full_stop_ends(
    text: &str,
    raw: &[Raw],
    start: usize,
    at: usize,
    end: usize,
    quoted: bool,
    gap: &str,
) -> bool {
    let follows = word(text, &raw[end]);
    // `"Why now?" he asked`: a lower-case word goes on.
    if follows.starts_with(char::is_lowercase) {
        return word(text, &raw[at]) == "." && !quoted && !gap.is_empty();
    }
    if gap.is_empty() && !quoted {
        return follows.starts_with(char::is_uppercase);
    }
    if opens_low(text, raw, end) {
        return true;
    }
    // A full stop of its own comes after: `. . .`, `(in all.).`
    if matches!(
        follows,
        "," | ";" | ":" | ")" | "—" | "–" | "-" | "." | "?" | "!"
    ) {
        return false;
    }
    // The number of an item: `1. The first`.
    if word(text, &raw[at]) == "."
        && !quoted
        && at == start + 1
        && is_item_number(word(text, &raw[start]))
    {
        return false;
    }
    true
}

/// `,,Tea`: two commas for a low quotation mark.
fn opens_low(text: &str, raw: &[Raw], at: usize) -> bool {
    let comma = |i: usize| raw.get(i).filter(|r| word(text, r) == ",");
    let glued = comma(at)
        .zip(comma(at + 1))
        .is_some_and(|(a, b)| a.end == b.start);
    let behind = raw.get(at + 2);
    glued && behind.is_some_and(|next| word(text, next).starts_with(char::is_uppercase))
}

fn starts_sentence(text: &str, raw: &[Raw], at: usize) -> bool {
    let follows = word(text, &raw[at]);
    if follows.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return true;
    }
    matches!(follows, "\"" | "“" | "‘" | "'" | "(" | "[")
        && raw
            .get(at + 1)
            .is_some_and(|next| word(text, next).starts_with(char::is_uppercase))
}

/// An abbreviation closes a sentence where the next word would hardly be capitalised otherwise.
fn abbreviation_ends(text: &str, raw: &[Raw], at: usize, follows: &str) -> bool {
    let short = word(text, &raw[at]);
    let lower = short.to_lowercase();
    if vocabulary::abbreviation(&lower) == Some(Abbreviation::Leading) {
        return false;
    }
    // An initial before a name.
    if short.chars().count() == 2 && short.starts_with(char::is_uppercase) {
        return false;
    }
    if matches!(follows, "\"" | "“" | "(") {
        return follows != "("
            && raw
                .get(at + 2)
                .is_some_and(|next| word(text, next).starts_with(char::is_uppercase));
    }
    if vocabulary::abbreviation(&lower) == Some(Abbreviation::Closing)
        && lower.len() > 3
        && !is_state_like(&lower)
        && follows.starts_with(char::is_uppercase)
    {
        // After `Inc.` or `etc.` a capital is a new sentence, after a month or a street it may be a name.
        return matches!(
            lower.as_str(),
            "inc." | "corp." | "ltd." | "etc." | "bros." | "esq."
        ) || is_starter(follows);
    }
    is_starter(follows)
}

fn is_state_like(lower: &str) -> bool {
    matches!(
        lower,
        "calif." | "conn." | "mich." | "minn." | "tenn." | "ariz." | "okla." | "wash." | "colo."
    )
}

/// Words that are capitalised because a sentence begins with them.
fn is_starter(word: &str) -> bool {
    const STARTERS: &[&str] = &[
        "A",
        "After",
        "All",
        "Also",
        "Although",
        "An",
        "And",
        "Another",
        "Any",
        "Are",
        "As",
        "At",
        "Because",
        "Before",
        "Both",
        "But",
        "By",
        "Can",
        "Despite",
        "Did",
        "Do",
        "Does",
        "Earlier",
        "Even",
        "For",
        "From",
        "He",
        "Her",
        "Here",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "Instead",
        "Is",
        "It",
        "Its",
        "Last",
        "Later",
        "Many",
        "Meanwhile",
        "More",
        "Most",
        "My",
        "No",
        "None",
        "Not",
        "Now",
        "On",
        "Once",
        "One",
        "Only",
        "Or",
        "Other",
        "Others",
        "Our",
        "People",
        "She",
        "Since",
        "So",
        "Some",
        "Still",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "Thus",
        "To",
        "Under",
        "Until",
        "We",
        "Were",
        "What",
        "When",
        "Where",
        "Whether",
        "Which",
        "While",
        "Who",
        "Why",
        "With",
        "Yet",
        "You",
        "Your",
    ];
    STARTERS.contains(&word)
}

/// Where to cut an overlong sentence: after the last strong mark of its second half, else the last comma, else here.
fn forced_end(text: &str, raw: &[Raw], start: usize, at: usize) -> usize {
    let half = start + (at - start) / 2;
    let last = |marks: &[&str]| {
        (half..at)
            .rev()
            .find(|&i| marks.contains(&word(text, &raw[i])))
            .map(|i| i + 1)
    };
    let at_line_end = || {
        (half + 1..at)
            .rev()
            .find(|&i| text[raw[i - 1].end..raw[i].start].contains(['\n', '\r']))
    };
    last(&[".", "!", "?", ";"])
        .or_else(at_line_end)
        .or_else(|| last(&[":", ","]))
        .unwrap_or(at)
        .max(start + 1)
}
