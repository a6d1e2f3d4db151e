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
    let ragged = is_ragged(text, block);
    let is_first = found.is_empty();
    let mut current: Option<Range<usize>> = None;
    let mut last = 0..0;
    for (number, line) in block.drain(..).enumerate() {
        let before = &text[std::mem::replace(&mut last, line.clone())];
        let is_inside = || number > 1 || !is_first && width(before) >= NARROWEST_WRAP;
        let joins = !opens_story(&text[line.clone()]) && !is_dated(&text[line.clone()]);
        current = Some(match current {
            Some(open)
                if joins && wrapped
                    || runs_on(before, &text[line.clone()])
                    || ragged && !is_closed(before) && (is_inside() || is_unfinished(before)) =>
            {
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

/// Whether a line begins as a story does, with the place in capitals: "GENEVA, June 24".
fn opens_story(line: &str) -> bool {
    let line = line.trim_start_matches(is_space);
    let place = line
        .find(|c: char| !(c.is_uppercase() || matches!(c, ' ' | '-' | '.' | '\'' | '/')))
        .unwrap_or(line.len());
    let (place, rest) = line.split_at(place);
    place.trim_end().chars().count() > 3
        && rest.starts_with([',', '(', '–', '—'])
        && rest
            .chars()
            .take(40)
            .any(|c| c.is_ascii_digit() || c == '(')
}

/// Whether a line is a date, alone or behind a place: "Vilnius, 2 December 2025".
fn is_dated(line: &str) -> bool {
    const LONGEST: usize = 40;
    let line = line.trim_matches(is_space);
    let year = line.rsplit([' ', '.', '-', '/']).next().unwrap_or_default();
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let days = line[..line.len() - year.len()].bytes();
    line.len() <= LONGEST
        && is_year
        && days.filter(u8::is_ascii_digit).count() <= 4
        && line.bytes().filter(u8::is_ascii_digit).count() > 4
}

/// Text wrapped by hand, at no fixed width: no line is too wide, and some line runs on in the next.
fn is_ragged(text: &str, block: &[Range<usize>]) -> bool {
    let line = |range: &Range<usize>| &text[range.clone()];
    block
        .iter()
        .all(|range| range.len() <= WIDEST_WRAP * 4 && width(line(range)) <= WIDEST_WRAP)
        && block
            .windows(2)
            .any(|pair| runs_on(line(&pair[0]), line(&pair[1])))
}

fn width(line: &str) -> usize {
    line.trim_matches(is_space).chars().count()
}

/// Whether a line ends in a word or mark that no heading ends in.
fn is_unfinished(line: &str) -> bool {
    const LINKS: &[&str] = &[
        "the", "a", "an", "of", "to", "in", "on", "for", "with", "by", "from", "at", "and", "or",
        "that", "which", "its", "their", "his", "her", "said", "says", "is", "was", "were", "has",
        "had", "have", "be", "as", "than", "into", "between",
    ];
    let line = line.trim_end_matches(is_space);
    let last = line.rsplit(is_space).next().unwrap_or_default();
    line.ends_with(',') || LINKS.contains(&last)
}

/// Whether a line ends as a sentence does.
fn is_closed(line: &str) -> bool {
    line.trim_end_matches(is_space)
        .ends_with(['.', '!', '?', '…', '"', '”', ':', ';'])
}

/// A line that does not end a sentence, followed by one that begins in lower case.
fn runs_on(before: &str, after: &str) -> bool {
    let lower = after
        .trim_start_matches(is_space)
        .chars()
        .next()
        .is_some_and(char::is_lowercase);
    !is_closed(before) && lower
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
    fn lines_broken_by_hand_go_on() {
        let ragged = "Talks on the sale of the\nDanish yard to a buyer\nfrom Oslo were broken off, said\nLena Holm, who\nchairs the board.";
        assert_eq!(parts(ragged), [ragged]);
        let later = "A headline\n\nA visit to Vejle by the chief executive, Wade\nHolm, had been arranged. It fell\nthrough.";
        assert_eq!(parts(later).len(), 2);
        let headed =
            "Yard talks end without a price being named\nThe talks on the sale\nof a yard ended.";
        assert_eq!(
            parts(headed)[0],
            "Yard talks end without a price being named"
        );
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(parts("").is_empty());
        assert!(parts(" \n\n\t\n").is_empty());
    }
}
