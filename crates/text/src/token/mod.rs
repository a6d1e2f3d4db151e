//! From bytes to tokens and sentences, by rules. Conventions are those of the English Web Treebank and GUM.
//!
//! Three steps, each linear in the text: [`paragraphs`] finds the stretches no sentence may leave, [`words`] cuts them into
//! tokens, [`sentences`] groups the tokens.

pub(crate) mod paragraphs;
pub(crate) mod sentences;
mod vocabulary;
pub(crate) mod words;

use std::ops::Range;

use crate::document::{Sentence, Token};

/// Cuts the given regions of `text` into untagged sentences.
///
/// Regions that do not lie on character boundaries, or out of order, are cut down to what is usable.
pub(crate) fn segment(text: &str, regions: &[Range<usize>]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut paragraph = 0;
    let mut raw = Vec::new();
    for region in regions {
        let region = clamp(text, done.max(region.start)..region.end);
        done = done.max(region.end);
        for range in paragraphs::paragraphs(text, region) {
            raw.clear();
            words::cut(text, range, &mut raw);
            for group in sentences::group(text, &raw) {
                if let Some(sentence) = sentence(text, &raw[group], paragraph) {
                    found.push(sentence);
                }
            }
            paragraph += 1;
        }
    }
    found
}

/// A token before anything is known of it but its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

fn sentence(text: &str, raw: &[Raw], paragraph: usize) -> Option<Sentence> {
    let (first, last) = (raw.first()?, raw.last()?);
    let tokens = raw.iter().map(|token| finish(text, token)).collect();
    Some(Sentence {
        start: first.start,
        end: last.end,
        tokens,
        paragraph,
        signs: crate::signs::Signs::default(),
    })
}

fn finish(text: &str, raw: &Raw) -> Token {
    let surface = &text[raw.start..raw.end];
    let space_after = text[raw.end..]
        .chars()
        .find(|&c| !is_invisible(c))
        .is_none_or(is_space);
    if surface.chars().any(is_invisible) {
        let visible: String = surface.chars().filter(|&c| !is_invisible(c)).collect();
        Token::new(raw.start..raw.end, &visible, space_after)
    } else {
        Token::new(raw.start..raw.end, surface, space_after)
    }
}

fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut start = range.start.min(end);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start..end.max(start)
}

/// White space, and what looks like it: control characters and the byte order mark's kin are not words.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Characters that are tolerated inside a word and left out of its form.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
