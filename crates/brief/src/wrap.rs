//! Words onto lines of a given width.

use crate::line::Run;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a piece of text is, for whoever colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Quote,
    Cite,
    Head,
    Good,
    Bad,
    Faint,
}

/// Text of one ink.
pub(crate) type Piece = (String, Ink);

/// Pieces that must not be parted.
type Word = Vec<Piece>;

/// Width of `pieces` on a terminal, in columns.
pub(crate) fn width(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| text.width()).sum()
}

/// The pieces of a line: quotation marks around quotes, brackets around citations.
pub(crate) fn pieces(runs: &[Run]) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for run in runs {
        match run {
            Run::Text(words) => all.push((words.clone(), Ink::Plain)),
            Run::Strong(words) => all.push((words.clone(), Ink::Strong)),
            Run::Quote(words) => all.push((format!("“{words}”"), Ink::Quote)),
            Run::Cite(cite) => all.push((format!("[{}]", cite.label()), Ink::Cite)),
        }
    }
    all
}

/// Breaks `pieces` into lines of at most `columns`. A citation stays with the word before it;
/// only a word that is wider than a line is cut.
pub(crate) fn wrap(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    let columns = columns.max(8);
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    for word in words(pieces) {
        let gap = usize::from(!line.is_empty());
        if width(&line) + gap + width(&word) <= columns {
            if gap == 1 {
                line.push((" ".to_owned(), Ink::Plain));
            }
            line.extend(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut parts = cut(word, columns);
        line = parts.pop().unwrap_or_default();
        lines.extend(parts);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut word: Word = Vec::new();
    for (text, ink) in pieces {
        if *ink == Ink::Cite {
            let follows_cite = word.last().is_some_and(|(_, last)| *last == Ink::Cite);
            if word.is_empty() {
                word = all.pop().unwrap_or_default();
            }
            let gap = if word.is_empty() || follows_cite {
                ""
            } else {
                " "
            };
            word.push((format!("{gap}{text}"), *ink));
            continue;
        }
        for (i, part) in text.split(char::is_whitespace).enumerate() {
            if i > 0 && !word.is_empty() {
                all.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push((part.to_owned(), *ink));
            }
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

fn cut(word: Word, columns: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    let mut used = 0;
    for (text, ink) in word {
        let mut part = String::new();
        for c in text.chars() {
            let w = c.width().unwrap_or(0);
            if used + w > columns {
                line.push((std::mem::take(&mut part), ink));
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            // A cut may fall on the blank before a citation.
            if used > 0 || c != ' ' {
                part.push(c);
                used += w;
            }
        }
        if !part.is_empty() {
            line.push((part, ink));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Cite;

    fn wrapped(runs: &[Run], columns: usize) -> Vec<String> {
        wrap(&pieces(runs), columns)
            .iter()
            .map(|line| line.iter().map(|(t, _)| t.as_str()).collect())
            .collect()
    }

    #[test]
    fn citations_stay_with_their_word() {
        let runs = [
            Run::Text("one two three".into()),
            Run::Cite(Cite::Quote(1)),
            Run::Cite(Cite::Assumption(2)),
            Run::Text(". Four".into()),
        ];
        assert_eq!(wrapped(&runs, 18), ["one two", "three [1][A2].", "Four"]);
    }

    #[test]
    fn wide_characters_and_long_words_keep_to_the_width() {
        let runs = [Run::Text("日本語日本語日本語 abcdefghijklmnop".into())];
        for line in wrapped(&runs, 10) {
            assert!(line.width() <= 10, "{line}");
        }
    }
}
