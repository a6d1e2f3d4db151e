use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open byte range in the text of one source.
///
/// Offsets are bytes, not characters, and always stand on character boundaries of the text they
/// were made for; [`Span::text`] checks both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Why a span does not name a piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanError {
    /// The end stands before the start.
    Reversed,
    /// The span runs past the end of the text.
    OutOfText,
    /// A bound cuts a character in two.
    InsideCharacter,
}

impl std::fmt::Display for SpanError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Reversed => "the span ends before it starts",
            Self::OutOfText => "the span runs past the end of the text",
            Self::InsideCharacter => "the span cuts a character in two",
        })
    }
}

impl std::error::Error for SpanError {}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The character at this line and column of `text`, both counted from 1 and columns in bytes,
    /// as parsers of lines tell them; an empty span where the line or the text is shorter.
    #[must_use]
    pub fn of_character(text: &str, line: usize, column: usize) -> Self {
        let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
        let begin: usize = lines.map(str::len).sum();
        let rest = text.get(begin..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        let start = text.floor_char_boundary(begin + column.saturating_sub(1).min(length));
        let here = text.get(start..begin + length).unwrap_or_default();
        Self::new(start, start + here.chars().next().map_or(0, char::len_utf8))
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text the span names.
    ///
    /// # Errors
    /// When the span is reversed, runs out of `text`, or cuts a character.
    pub fn text(self, text: &str) -> Result<&str, SpanError> {
        if self.end < self.start {
            return Err(SpanError::Reversed);
        }
        if self.end > text.len() {
            return Err(SpanError::OutOfText);
        }
        text.get(self.start..self.end)
            .ok_or(SpanError::InsideCharacter)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_become_spans() {
        assert_eq!(Span::of_character("ab\ncdé", 2, 3), Span::new(5, 7));
        assert_eq!(Span::of_character("ab\ncd", 1, 99), Span::new(2, 2));
        assert_eq!(Span::of_character("ab", 7, 1), Span::new(2, 2));
    }

    #[test]
    fn text_is_exact_or_refused() {
        let text = "a Kyïv b";
        assert_eq!(Span::new(2, 7).text(text), Ok("Kyïv"));
        assert_eq!(Span::new(2, 5).text(text), Err(SpanError::InsideCharacter));
        assert_eq!(Span::new(2, 99).text(text), Err(SpanError::OutOfText));
        assert_eq!(Span::new(3, 2).text(text), Err(SpanError::Reversed));
    }

    #[test]
    fn cover_and_overlap() {
        let (a, b) = (Span::new(0, 4), Span::new(4, 6));
        assert!(!a.overlaps(b));
        assert_eq!(a.cover(b), Span::new(0, 6));
        assert!(a.cover(b).contains(b));
    }
}
