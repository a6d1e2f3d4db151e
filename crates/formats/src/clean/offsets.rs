//! From clean text back to the bytes it was taken from.

use demarche_evidence::Span;

/// A stretch of clean text and the stretch of the original that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    clean: Span,
    original: Span,
    /// Whether both hold the same bytes.
    verbatim: bool,
}

/// Where each byte of a clean text stands in the original. Both grow together, so a span of one
/// is a span of the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OffsetMap {
    /// In order, without gaps in the clean text; empty when the two texts are the same.
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The span of the original that a span of the clean text stands for. Markup at the edges of
    /// the span is left out, markup inside it is part of it.
    pub fn to_original(&self, span: Span) -> Span {
        self.convert(span, |p| (p.clean, p.original))
    }

    /// The span of the clean text that a span of the original stands for; empty where nothing of
    /// it was kept.
    pub fn to_clean(&self, span: Span) -> Span {
        self.convert(span, |p| (p.original, p.clean))
    }

    fn convert(&self, span: Span, sides: impl Fn(&Piece) -> (Span, Span)) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let first = self
            .pieces
            .partition_point(|p| sides(p).0.end <= span.start);
        let start = self.pieces.get(first).map_or_else(
            || self.pieces.last().map_or(0, |p| sides(p).1.end),
            |p| {
                let (from, to) = sides(p);
                match p.verbatim {
                    true if span.start > from.start => to.start + (span.start - from.start),
                    _ => to.start,
                }
            },
        );
        if span.is_empty() {
            return Span::new(start, start);
        }
        let past = self.pieces.partition_point(|p| sides(p).0.start < span.end);
        let end = past
            .checked_sub(1)
            .and_then(|k| self.pieces.get(k))
            .map_or(start, |p| {
                let (from, to) = sides(p);
                match p.verbatim {
                    true if span.end < from.end => to.start + (span.end - from.start),
                    _ => to.end,
                }
            });
        Span::new(start, end.max(start))
    }

    /// The stretches of the original that were kept word for word, joined where nothing lies
    /// between them; the whole of it where the texts are the same.
    pub fn kept(&self, original_len: usize) -> Vec<Span> {
        if self.pieces.is_empty() {
            return vec![Span::new(0, original_len)];
        }
        let mut kept: Vec<Span> = Vec::new();
        for piece in self.pieces.iter().filter(|p| !p.original.is_empty()) {
            match kept.last_mut() {
                Some(last) if last.end == piece.original.start => last.end = piece.original.end,
                _ => kept.push(piece.original),
            }
        }
        kept
    }
}

/// Builds a clean text together with its map.
#[derive(Debug, Default)]
pub(crate) struct Cleaner {
    text: String,
    pieces: Vec<Piece>,
}

impl Cleaner {
    /// Takes over a stretch of the original as it stands.
    pub fn keep(&mut self, original: &str, span: Span) {
        if let Ok(words) = span.text(original) {
            self.push(words, span, true);
        }
    }

    /// Puts `words` for a stretch of the original, which may be empty.
    pub fn replace(&mut self, words: &str, span: Span) {
        self.push(words, span, false);
    }

    fn push(&mut self, words: &str, original: Span, verbatim: bool) {
        if words.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        let clean = Span::new(start, self.text.len());
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.original.end == original.start
        {
            last.clean.end = clean.end;
            last.original.end = original.end;
            return;
        }
        self.pieces.push(Piece {
            clean,
            original,
            verbatim,
        });
    }

    /// The clean text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes blanks off the end.
    pub fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        while let Some(last) = self.pieces.last_mut() {
            if last.clean.start >= length {
                self.pieces.pop();
                continue;
            }
            if last.verbatim && last.clean.end > length {
                last.original.end -= last.clean.end - length;
            }
            last.clean.end = last.clean.end.min(length);
            break;
        }
    }

    /// Text and map.
    pub fn finish(self) -> (String, OffsetMap) {
        let pieces = self.pieces;
        (self.text, OffsetMap { pieces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_go_there_and_back() {
        let page = "<p>Mali&rsquo;s <b>envoy</b> left</p>";
        let mut cleaner = Cleaner::default();
        cleaner.keep(page, Span::new(3, 7));
        cleaner.replace("’", Span::new(7, 14));
        cleaner.keep(page, Span::new(14, 16));
        cleaner.keep(page, Span::new(19, 24));
        cleaner.keep(page, Span::new(28, 33));
        let (text, map) = cleaner.finish();
        assert_eq!(text, "Mali’s envoy left");
        let original = |words: &str| {
            let start = text.find(words).expect("a word of the text");
            let span = Span::new(start, start + words.len());
            let there = map.to_original(span);
            assert_eq!(map.to_clean(there), span, "{words}");
            &page[there.start..there.end]
        };
        assert_eq!(original("envoy"), "envoy");
        assert_eq!(original("Mali’s"), "Mali&rsquo;s");
        assert_eq!(original("s envoy le"), "s <b>envoy</b> le");
        assert_eq!(original("’"), "&rsquo;");
    }

    #[test]
    fn an_empty_map_changes_nothing() {
        let map = OffsetMap::default();
        assert_eq!(map.to_original(Span::new(3, 9)), Span::new(3, 9));
        assert_eq!(map.kept(20), [Span::new(0, 20)]);
    }

    #[test]
    fn blanks_at_the_end_go() {
        let text = "Talks  ";
        let mut cleaner = Cleaner::default();
        cleaner.keep(text, Span::new(0, 6));
        cleaner.replace("\n\n", Span::new(6, 7));
        cleaner.trim_end();
        let (clean, map) = cleaner.finish();
        assert_eq!(clean, "Talks");
        assert_eq!(map.kept(7), [Span::new(0, 5)]);
    }
}
