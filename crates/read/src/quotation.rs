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

/// All stretches in quotation marks, in order. Marks of one kind pair up within a paragraph.
pub(crate) fn quotations(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    let mut previous = '\n';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match open {
            Some((start, inner, mark))
                if closes(mark, c) && at > inner && !reopens(text, at, mark, c) =>
            {
                let inner = trimmed(text, Span::new(inner, at));
                let outer = Span::new(start, end);
                if !inner.is_empty() {
                    found.push(Quoted { outer, inner });
                }
                open = None;
            }
            Some((_, inner, mark))
                if c == '\n' && goes_on(text, at, mark) && at - inner < LONGEST => {}
            Some((start, ..)) if c == '\n' || at - start > LONGEST => open = None,
            None => {
                let starts_word = !previous.is_alphanumeric();
                if opens(c) && starts_word {
                    open = Some((at, end, c));
                } else if c == '`' && previous == '`' {
                    open = Some((at - 1, end, '`'));
                }
            }
            Some(_) => {}
        }
        previous = c;
    }
    found
}

/// Whether a quotation that reaches the end of a paragraph goes on in the next one, which opens
/// with its mark again.
fn goes_on(text: &str, at: usize, mark: char) -> bool {
    let next = text[at..].trim_start();
    let gap = text.len() - at - next.len();
    text[at..at + gap].contains("\n\n") && next.starts_with(mark)
        || text[at..at + gap].starts_with('\n')
            && text[..at].ends_with('\n')
            && next.starts_with(mark)
}

/// Whether a mark at the start of a paragraph only says again that the quotation is open.
fn reopens(text: &str, at: usize, mark: char, c: char) -> bool {
    c == mark && text[..at].ends_with("\n\n")
}

const fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‟')
}

const fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"' || c == '”',
        '“' => c == '”' || c == '"',
        '„' => matches!(c, '“' | '”' | '"'),
        '«' => c == '»',
        '`' => c == '\'' || c == '’',
        _ => c == '”' || c == '"',
    }
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
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(inner("\"We told them\nHe said \"no\"."), ["no"]);
    }
}
