//! Where a paragraph ends: at a blank line, and at a newline that does not merely wrap running text.

use std::ops::Range;

use super::is_space;

/// Past this width a line is a paragraph of its own and not wrapped text.
const WIDEST_WRAP: usize = 120;
/// Below this width a line is a heading, a by-line or verse rather than wrapped text.
const NARROWEST_WRAP: usize = 40;

/// The paragraphs of a region, none empty. Linear.
pub(crate) fn paragraphs(text: &str, region: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut start = region.start;
    for line in text[region].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let range = start..start + line.len();
        start = range.end;
        // A carriage return before a line feed makes no blank line.
        if line == "\n" && text[..range.start].ends_with('\r') {
            continue;
        }
        if line.trim_matches(is_space).is_empty() {
            close(text, &mut block, &mut found);
        } else {
            block.push(range);
        }
    }
    close(text, &mut block, &mut found);
    found
}

fn close(text: &str, block: &mut Vec<Range<usize>>, found: &mut Vec<Range<usize>>) {
    let wrapped = is_wrapped(text, block);
    let mut current: Option<Range<usize>> = None;
    for line in block.drain(..) {
        current = Some(match current {
            Some(open) if wrapped || runs_on(&text[open.clone()], &text[line.clone()]) => {
                open.start..line.end
            }
            Some(open) => {
                found.push(open);
                line
            }
            None => line,
        });
    }
    found.extend(current);
}

/// Text is wrapped when each line but the last is of middling width and the next line's first word would not have fitted.
fn is_wrapped(text: &str, block: &[Range<usize>]) -> bool {
    if block.len() < 2 {
        return false;
    }
    let line = |range: &Range<usize>| text[range.clone()].trim_matches(is_space);
    // Bytes bound characters from above, so an overlong line is recognised without walking it.
    if block
        .iter()
        .any(|range| line(range).len() > WIDEST_WRAP * 4)
    {
        return false;
    }
    let widths: Vec<usize> = block
        .iter()
        .map(|range| line(range).chars().count())
        .collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) {
        return false;
    }
    block.windows(2).zip(&widths).all(|(pair, &width)| {
        let next = line(&pair[1]).split(is_space).next().unwrap_or_default();
        width >= NARROWEST_WRAP && width + 1 + next.chars().count() > widest
    })
}

/// A line that does not end a sentence, followed by one that begins in lower case.
fn runs_on(before: &str, after: &str) -> bool {
    let closed = before
        .trim_end_matches(is_space)
        .ends_with(['.', '!', '?', '…', '"', '”', ':', ';']);
    let lower = after
        .trim_start_matches(is_space)
        .chars()
        .next()
        .is_some_and(char::is_lowercase);
    !closed && lower
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        paragraphs(text, 0..text.len())
            .into_iter()
            .map(|range| text[range].trim())
            .collect()
    }

    #[test]
    fn blank_lines_and_headlines_break() {
        assert_eq!(
            parts("A headline\n\nThe talks began.\n"),
            ["A headline", "The talks began."]
        );
        assert_eq!(
            parts("A headline\nThe talks began."),
            ["A headline", "The talks began."]
        );
        assert_eq!(
            parts("20.10\r\nThe talks began."),
            ["20.10", "The talks began."]
        );
    }

    #[test]
    fn running_text_goes_on() {
        assert_eq!(
            parts("The talks, he said,\nwere long."),
            ["The talks, he said,\nwere long."]
        );
        let wrapped = "The two delegations met for the first time in\nGeneva on Monday, and the mediator, President\nKeller, said it had been a good day for all.";
        assert_eq!(parts(wrapped), [wrapped]);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(parts("").is_empty());
        assert!(parts(" \n\n\t\n").is_empty());
    }
}
