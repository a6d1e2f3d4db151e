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
