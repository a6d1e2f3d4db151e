//! From a text as it was published to one without markup, and the way back.
//!
//! A web page or Markdown file is read as clean text; everything that is said about it points into the text as it stands.
//! [`Text`] holds both, and the way between them.

mod html;
mod markdown;
mod offsets;
mod plain;
mod spans;

use demarche_evidence::{Reading, Source, Span};
use offsets::OffsetMap;
pub use plain::is_invisible;
use std::path::Path;

/// One text, as it was published and as it is read.
#[derive(Debug)]
pub struct Text {
    /// As published; what is kept and cited.
    pub source: Source,
    /// Without markup; what is read and shown. Has the id of `source`.
    pub clean: Source,
    map: OffsetMap,
}

impl Text {
    /// A text from a decoded file. `address` is what the user called it; its ending tells
    /// Markdown.
    pub fn new(text: String, address: &str) -> Self {
        let mut source = Source::plain(text);
        source.address = Some(address.to_owned());
        Self::of_source(source)
    }

    /// The text of a source that was kept.
    pub fn of_source(mut source: Source) -> Self {
        let text = source.text.as_str();
        let (clean, map) = if html::is_html(text) {
            let article = html::article(text);
            source.title = source.title.or(article.title);
            source.publisher = source.publisher.or(article.publisher);
            source.date = source.date.or(article.date);
            (article.text, article.map)
        } else if source.address.as_deref().is_some_and(is_markdown) {
            let (clean, map, title) = markdown::clean(text);
            source.title = source.title.or(title);
            (clean, map)
        } else {
            source.title = source.title.or_else(|| plain::title(text));
            plain::clean(text).unwrap_or_else(|| (text.to_owned(), OffsetMap::default()))
        };
        source.regions = map.kept(source.text.len());
        let clean = Source {
            regions: vec![Span::new(0, clean.len())],
            text: clean,
            ..source.clone()
        };
        Self { source, clean, map }
    }

    /// Whether source and clean text are the same.
    pub fn is_plain(&self) -> bool {
        self.source.text == self.clean.text
    }

    /// The place in the source of a span of the clean text.
    pub fn span_in_source(&self, span: Span) -> Span {
        self.map.to_original(span)
    }

    /// A reading of the clean text as one of the source.
    pub fn to_source(&self, reading: Reading) -> Reading {
        spans::to_original(reading, &self.map)
    }

    /// A reading of the source as one of the clean text.
    pub fn to_clean(&self, reading: Reading) -> Reading {
        spans::to_clean(reading, &self.map)
    }
}

fn is_markdown(address: &str) -> bool {
    let ending = Path::new(address).extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_known_by_its_name() {
        let text = Text::new("# Talks\n\nThe *envoy* left.".to_owned(), "a.md");
        assert_eq!(text.clean.text, "Talks\n\nThe envoy left.");
        assert_eq!(text.clean.id, text.source.id);
        assert_eq!(text.source.title.as_deref(), Some("Talks"));
        let text = Text::new("# Talks\n\nThe *envoy* left.".to_owned(), "a.txt");
        assert!(text.clean.text.starts_with('#'));
    }

    #[test]
    fn regions_are_the_bytes_that_are_read() {
        let text = Text::new(
            "<html><body><p>The envoy of Mali left the talks today.</p>".to_owned(),
            "x",
        );
        let region = text
            .source
            .regions
            .first()
            .and_then(|r| r.text(&text.source.text).ok());
        assert_eq!(region, Some("The envoy of Mali left the talks today."));
    }
}
