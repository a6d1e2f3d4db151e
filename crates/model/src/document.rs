//! TOML with places: a syntax error does not hide the mistakes behind it.

use demarche_evidence::{Diagnostic, Span};
use toml_edit::{Document, Item, Table};

/// Most syntax errors that are reported; each costs a parse.
const MOST: usize = 20;

/// Parses `text`. Each syntax error is reported and its line is blanked, so that the rest can be
/// checked too; places stay those of `text`.
pub(crate) fn parse(text: &str, problems: &mut Vec<Diagnostic>) -> Option<Document<String>> {
    let mut shown = text.to_owned();
    for _ in 0..MOST {
        let error = match Document::parse(shown.clone()) {
            Ok(document) => return Some(document),
            Err(error) => error,
        };
        let span = error.span().map_or(Span::new(0, 0), Span::from);
        let span = fit(text, span);
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or("not TOML")
            .to_owned();
        problems.push(
            Diagnostic::error("syntax", format!("not TOML: {message}"))
                .at(span, "not understood here")
                .help(
                    "a value stands behind `=`; texts stand in quotation marks, lists in brackets",
                ),
        );
        blank_line(&mut shown, span.start)?;
    }
    None
}

/// A span inside the text, on character boundaries.
fn fit(text: &str, span: Span) -> Span {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    Span::new(start, floor(span.end).max(start))
}

/// Overwrites the line at `at` with blanks. `None` when nothing stands there to overwrite.
fn blank_line(text: &mut String, at: usize) -> Option<()> {
    let at = at.min(text.len().saturating_sub(1));
    let at = (0..=at).rev().find(|&i| text.is_char_boundary(i))?;
    let mut start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    if text[start..].trim_start().is_empty()
        || text[start..at.max(start)].trim().is_empty() && text[start..].starts_with('\n')
    {
        // The error shows at the end of the line before.
        let end = start.checked_sub(1)?;
        start = text[..end].rfind('\n').map_or(0, |n| n + 1);
    }
    let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    if text[start..end].trim().is_empty() {
        return None;
    }
    let blanks = " ".repeat(end - start);
    text.replace_range(start..end, &blanks);
    Some(())
}

/// Place of a key of a table, else of the table.
pub(crate) fn key_span(table: &Table, key: &str) -> Span {
    table
        .get_key_value(key)
        .and_then(|(k, _)| k.span())
        .or_else(|| table.span())
        .map_or(Span::new(0, 0), Span::from)
}

/// Place of a value.
pub(crate) fn item_span(item: &Item) -> Span {
    item.span().map_or(Span::new(0, 0), Span::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_syntax_error_does_not_hide_the_next() {
        let mut problems = Vec::new();
        let text = "a = \nb = 1\nc == 2\nd = 3\n";
        let document = parse(text, &mut problems).unwrap();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(document.get("b").is_some() && document.get("d").is_some());
    }

    #[test]
    fn hopeless_input_ends() {
        let mut problems = Vec::new();
        let text = "=\n".repeat(100);
        assert!(parse(&text, &mut problems).is_none());
        assert!(!problems.is_empty());
    }
}
