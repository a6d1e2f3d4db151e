//! Pictures as SVG text: no library, stable ids, the same bytes for the same input. Each carries
//! its own style, which follows the reader's light or dark preference, and a title and
//! description for those who do not see it.

mod graph;
mod layout;
mod timeline;

pub use graph::state_graph;
pub use timeline::timeline;

use unicode_width::UnicodeWidthStr;

/// Colours and strokes that both pictures share. Every text colour has a contrast of at least
/// 4.5 to 1 against its ground, in both themes.
const STYLE: &str = include_str!("svg.css");

/// How many party colours the style defines; more parties reuse them, told apart by number.
const COLOURS: usize = 8;

/// Breaks a label at words into at most `lines` lines of about `columns`; what does not fit is
/// cut with an ellipsis.
fn label(words: &str, columns: usize, lines: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match all.last_mut() {
            Some(last) if last.width() + 1 + word.width() <= columns => {
                last.push(' ');
                last.push_str(word);
            }
            _ => all.push(word.to_owned()),
        }
    }
    let is_cut = all.len() > lines;
    all.truncate(lines);
    for (i, line) in all.iter_mut().enumerate() {
        let ends_early = is_cut && i + 1 == lines;
        *line = shortened(line, columns, ends_early);
    }
    all
}

fn shortened(line: &str, columns: usize, ends_early: bool) -> String {
    if line.width() + usize::from(ends_early) <= columns {
        return if ends_early {
            format!("{line}…")
        } else {
            line.to_owned()
        };
    }
    let mut short = String::new();
    for c in line.chars() {
        if short.width() + 2 > columns {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_break_at_words_and_end_with_an_ellipsis() {
        assert_eq!(label("deliver the grain", 10, 2), ["deliver", "the grain"]);
        assert_eq!(label("one two three four", 7, 2), ["one two", "three…"]);
        assert_eq!(label("incomprehensibilities", 10, 1), ["incompreh…"]);
    }
}
