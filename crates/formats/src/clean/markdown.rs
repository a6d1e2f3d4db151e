//! Markdown: markup is taken off, words stay where they were.

use super::offsets::{Cleaner, OffsetMap};
use super::plain::is_invisible;
use demarche_evidence::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Text without markup, its map, and the first heading of the highest level.
pub(crate) fn clean(markdown: &str) -> (String, OffsetMap, Option<String>) {
    let mut walk = Walk::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        walk.event(markdown, event, range.into());
    }
    walk.cleaner.trim_end();
    let title = walk.title.map(|t| t.trim().to_owned());
    let (text, map) = walk.cleaner.finish();
    (text, map, title.filter(|t| !t.is_empty()))
}

#[derive(Default)]
struct Walk {
    cleaner: Cleaner,
    /// How many elements we are in whose words are no prose: code, pictures, front matter.
    silent: usize,
    in_title: bool,
    title: Option<String>,
}

impl Walk {
    fn event(&mut self, markdown: &str, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.open(&tag, span),
            Event::End(tag) => self.close(tag, span),
            Event::Text(words) if self.silent == 0 => self.words(markdown, &words, span),
            Event::Code(words) if self.silent == 0 => {
                self.words(markdown, &words, between_ticks(markdown, &words, span));
            }
            Event::SoftBreak | Event::HardBreak if self.silent == 0 => {
                self.cleaner.replace(" ", span);
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::Image { .. } | Tag::HtmlBlock => {
                self.silent += 1;
            }
            Tag::Heading { level, .. } => {
                self.in_title = *level == HeadingLevel::H1 && self.title.is_none();
                self.gap(span.start);
            }
            Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead => self.gap(span.start),
            Tag::TableCell if !self.cleaner.text().ends_with('\n') => {
                self.cleaner.replace(" ", Span::new(span.start, span.start));
            }
            _ => {}
        }
    }

    const fn close(&mut self, tag: TagEnd, _: Span) {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image | TagEnd::HtmlBlock => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::Heading(_) => self.in_title = false,
            _ => {}
        }
    }

    fn words(&mut self, markdown: &str, words: &str, span: Span) {
        if self.in_title {
            self.title.get_or_insert_default().push_str(words);
        }
        let verbatim = span.text(markdown).is_ok_and(|text| text == words);
        if !verbatim {
            self.cleaner.replace(&words.replace(is_invisible, ""), span);
            return;
        }
        let mut kept = 0;
        for (at, letter) in words.char_indices().filter(|(_, c)| is_invisible(*c)) {
            let piece = Span::new(span.start + kept, span.start + at);
            self.cleaner.keep(markdown, piece);
            kept = at + letter.len_utf8();
        }
        self.cleaner
            .keep(markdown, Span::new(span.start + kept, span.end));
    }

    /// A blank line, unless the text has just begun or already has one.
    fn gap(&mut self, at: usize) {
        let text = self.cleaner.text();
        if !text.is_empty() && !text.ends_with("\n\n") {
            self.cleaner.replace("\n\n", Span::new(at, at));
        }
    }
}

/// Where the words of a piece of code stand between its ticks; the whole of it where they are written otherwise.
fn between_ticks(markdown: &str, words: &str, span: Span) -> Span {
    let at = span.text(markdown).ok().and_then(|code| code.find(words));
    at.map_or(span, |at| {
        Span::new(span.start + at, span.start + at + words.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_ticks_have_places_of_their_own() {
        let page = "He called it ``a `fine` mess`` on Monday.";
        let (text, map, _) = clean(page);
        let at = text.find("mess").expect("a word of the text");
        let there = map.to_original(Span::new(at, at + 4));
        assert_eq!(there.text(page), Ok("mess"));
    }

    #[test]
    fn markup_goes_and_words_stay() {
        let page = "---\ntitle: x\n---\n# Talks *stall*\n\nThe **envoy** of [Mali](https://a.b) \
                    left\n`today`.\n\n- one\n- two\n\n```\ncode\n```\n![map](m.png)\n";
        let (text, map, title) = clean(page);
        assert_eq!(title.as_deref(), Some("Talks stall"));
        assert_eq!(
            text,
            "Talks stall\n\nThe envoy of Mali left today.\n\none\n\ntwo"
        );
        let at = text.find("envoy of Mali").expect("words of the text");
        let there = map.to_original(Span::new(at, at + 13));
        assert_eq!(there.text(page), Ok("envoy** of [Mali"));
    }
}
