//! Stretches of a text in quotation marks, of whatever kind.

use demarche_evidence::Span;

/// A stretch in quotation marks; `inner` is what stands between them,
/// without outer blanks and the comma that closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub outer: Span,
    pub inner: Span,
}

/// Longest quotation looked for, in bytes; an opening mark without a partner must not swallow an
/// article.
const LONGEST: usize = 2_000;

/// Marks that open and close a quotation, as they are printed and as they are typed for want of them, longer ones first. What is
/// also an apostrophe or a sign of something else opens only before a word.
const MARKS: &[(&str, &[&str])] = &[
    ("<<", &[">>"]),
    (",,", &["''", "‘‘", "``", "\"", "“", "”"]),
    ("``", &["''", "´´", "’’", "\"", "”"]),
    ("''", &["''"]),
    ("\"", &["\"", "”"]),
    ("“", &["”", "\""]),
    ("„", &["“", "”", "\""]),
    ("‟", &["”", "\""]),
    ("«", &["»"]),
    ("»", &["«", "»"]),
    ("‹", &["›"]),
    ("›", &["‹", "›"]),
    ("‚", &["‘", "’", "'"]),
    ("‘", &["’", "'"]),
    ("`", &["'", "´", "’"]),
    ("'", &["'"]),
];

/// A mark that has been opened: where it stands, where what it opens begins, and which.
#[derive(Clone, Copy)]
struct Opened {
    start: usize,
    inner: usize,
    mark: &'static str,
    closing: &'static [&'static str],
}

/// All stretches in quotation marks, in order. Marks of one kind pair up within a paragraph.
pub(crate) fn quotations(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<Opened> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut next = at + c.len_utf8();
        match open {
            Some(opened) => {
                if let Some(end) = closed_at(text, at, opened) {
                    let inner = trimmed(text, Span::new(opened.inner, at));
                    if !inner.is_empty() {
                        let outer = Span::new(opened.start, end);
                        found.push(Quoted { outer, inner });
                    }
                    (open, next) = (None, end);
                } else if c == '\n' && !goes_on(text, at, opened) && ends_paragraph(text, at)
                    || at - opened.start > LONGEST
                {
                    // A mark without a partner opens nothing; what stands behind it is looked at again.
                    (open, next) = (None, opened.inner);
                }
            }
            None => {
                open = opened_at(text, at);
                next = open.map_or(next, |opened| opened.inner);
            }
        }
        at = next;
    }
    found
}

/// The quotation that a mark at `at` opens.
fn opened_at(text: &str, at: usize) -> Option<Opened> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[at..];
    let (mark, closing) = MARKS.iter().find(|(mark, _)| rest.starts_with(mark))?;
    let inner = at + mark.len();
    let next = text[inner..].chars().next()?;
    let is_tight = next.is_alphanumeric() || next == '…' || next == '\'';
    // "'90s" and "'n'" are no quotations.
    let is_short = *mark == "'" && (next.is_numeric() || rest.starts_with("'n'"));
    let is_plain = matches!(*mark, "\"" | "“" | "„" | "‟" | "«");
    (is_plain || is_tight && !is_short).then_some(Opened {
        start: at,
        inner,
        mark,
        closing,
    })
}

/// Where the mark at `at` ends, if it closes what is open.
fn closed_at(text: &str, at: usize, opened: Opened) -> Option<usize> {
    let rest = &text[at..];
    let mark = opened
        .closing
        .iter()
        .find(|mark| rest.starts_with(**mark))?;
    let end = at + mark.len();
    let (before, behind) = (text[..at].chars().next_back()?, text[end..].chars().next());
    // "don't" and "states' rights" close nothing.
    let is_apostrophe =
        matches!(*mark, "'" | "’" | "´") && behind.is_some_and(char::is_alphanumeric);
    let is_opening = behind.is_some_and(char::is_alphanumeric) && before.is_whitespace();
    let is_single = matches!(*mark, "'" | "’");
    let is_possessive = is_single && before == 's' && closes_later(text, end, opened);
    let is_there = at > opened.inner && !is_apostrophe && !(is_opening && *mark == opened.mark);
    (is_there && !is_possessive && !reopens(text, at, opened.mark, mark)).then_some(end)
}

/// How far a later mark is looked for, in bytes.
const NEAR: usize = 300;

/// Whether a mark that closes what is open stands further on in the paragraph, before another opens.
fn closes_later(text: &str, from: usize, opened: Opened) -> bool {
    let places = text[from..].char_indices().map(|(at, _)| from + at);
    let near = places.take_while(|&at| {
        let rest = &text[at..];
        at < from + NEAR
            && !rest.starts_with("\n\n")
            && !(at > from && opened_at(text, at).is_some())
    });
    near.into_iter().any(|at| {
        let rest = &text[at..];
        let mark = opened.closing.iter().find(|mark| rest.starts_with(**mark));
        let behind = mark.map(|mark| rest[mark.len()..].chars().next());
        behind.is_some_and(|c| c.is_none_or(|c| !c.is_alphanumeric()))
    })
}

/// Whether a paragraph ends with the line break at `at`: an empty line follows, or a line is no wrapped one.
fn ends_paragraph(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let is_wrapped = (WRAPPED.0..=WRAPPED.1).contains(&line.chars().count());
    text[at + 1..].starts_with('\n') || !is_wrapped
}

/// How long the lines of wrapped text are, in characters.
const WRAPPED: (usize, usize) = (40, 100);

/// Whether a quotation that reaches the end of a paragraph goes on in the next one, which opens
/// with its mark again.
fn goes_on(text: &str, at: usize, opened: Opened) -> bool {
    let next = text[at..].trim_start();
    let gap = text.len() - at - next.len();
    let is_blank = text[at..at + gap].contains("\n\n")
        || text[at..at + gap].starts_with('\n') && text[..at].ends_with('\n');
    is_blank && next.starts_with(opened.mark)
}

/// Whether a mark at the start of a paragraph only says again that the quotation is open.
fn reopens(text: &str, at: usize, opened: &str, mark: &str) -> bool {
    opened == mark && text[..at].ends_with("\n\n")
}

/// The content of a quotation without outer blanks and the comma that closes it.
fn trimmed(text: &str, span: Span) -> Span {
    let Some(inner) = text.get(span.start..span.end) else {
        return span;
    };
    let left = inner.len() - inner.trim_start().len();
    let body = inner.trim().trim_end_matches([',', ';']);
    let body = body.trim_end_matches(['\'', '`']);
    Span::new(span.start + left, span.start + left + body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        quotations(text)
            .into_iter()
            .map(|q| &text[q.inner.start..q.inner.end])
            .collect()
    }

    #[test]
    fn marks_of_every_kind_pair_up() {
        assert_eq!(
            inner("He said “yes” and \"no\" and «oui»."),
            ["yes", "no", "oui"]
        );
        assert_eq!(inner("„ja“, ``never,'' she said"), ["ja", "never"]);
        assert_eq!(
            inner(",,It is late,'' he said. <<Very late,>> she said."),
            ["It is late", "Very late"]
        );
        assert_eq!(inner("He called it `a useful hour'."), ["a useful hour"]);
        assert_eq!(
            inner("``Technical reasons´´, no more."),
            ["Technical reasons"]
        );
        assert_eq!(
            inner("a ›dinner without a menu‹, a »feast«"),
            ["dinner without a menu", "feast"]
        );
        assert_eq!(
            inner("‚If he comes, it is over,‘ she said."),
            ["If he comes, it is over"]
        );
    }

    #[test]
    fn an_apostrophe_opens_and_closes_nothing() {
        assert_eq!(
            inner("He said ‘we don’t know’ and left."),
            ["we don’t know"]
        );
        let none: [&str; 0] = [];
        assert_eq!(
            inner("the workers' pay, the '90s, rock 'n' roll, O'Neill's"),
            none
        );
        assert_eq!(
            inner("'Never,' he said. 'It's not for sale.'"),
            ["Never", "It's not for sale."]
        );
        assert_eq!(
            inner("She spoke of ‘the workers’ pay’ again."),
            ["the workers’ pay"]
        );
    }

    #[test]
    fn a_quotation_goes_on_over_wrapped_lines() {
        let text = "The summit is off, the minister said, but ,,the date is gone, the\nsummit is not,'' and left.";
        assert_eq!(inner(text), ["the date is gone, the\nsummit is not"]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(inner("\"We told them\nHe said \"no\"."), ["no"]);
    }
}
