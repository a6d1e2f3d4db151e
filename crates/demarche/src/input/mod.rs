//! From what the user names (files, folders, standard input) to texts that can be read.
//!
//! A page or Markdown file is read as clean text, without markup; everything that is said about
//! it points into the file as it stands. [`Text`] holds both, and the way between them. Files that
//! hold many texts (feeds, archives, tables, messages) are taken apart by `demarche-formats`; each
//! text of theirs is a source of its own.

mod columns;
mod found;
mod html;
mod load;
mod markdown;
mod notices;
mod offsets;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
#[cfg(any(feature = "parquet", feature = "pdf"))]
mod process;
mod spans;
mod walk;

pub(crate) use columns::ColumnArgs;
pub(crate) use found::{Found, format, is_pdf, open};
pub(crate) use load::load;
pub(crate) use notices::{LeftOut, Notices};
#[cfg(feature = "parquet")]
pub(crate) use parquet::table as parquet_table;

use crate::error::{CommandError, Result};
use demarche_evidence::{Reading, Source, Span};
pub(crate) use demarche_formats::LONGEST;
use found::Taken;
use offsets::OffsetMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No word is longer; a text with one above this is not prose.
const LONGEST_WORD: usize = 16 * 1024;

/// One text, as it was published and as it is read.
#[derive(Debug)]
pub(crate) struct Text {
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

/// The texts in a folder and below it, by name.
///
/// # Errors
/// When a folder cannot be listed.
pub(crate) fn texts_in(folder: &Path) -> Result<Vec<PathBuf>> {
    match walk::files(folder) {
        Ok(listed) => Ok(listed.texts),
        Err((at, error)) => Err(CommandError::reading(&at, &error)),
    }
}

/// Whether a folder holds nothing but hidden files.
pub(crate) fn is_empty_folder(path: &Path) -> bool {
    walk::files(path).is_ok_and(|listed| listed.texts.is_empty() && listed.others.is_empty())
}

/// The bytes of a file that is not longer than `most`.
pub(crate) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let failed = |error: &std::io::Error| CommandError::reading(path, error);
    let file = std::fs::File::open(path).map_err(|e| failed(&e))?;
    let length = file.metadata().map_err(|e| failed(&e))?.len();
    if length > most {
        return Err(too_long(&path.display().to_string(), Some(length)));
    }
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| failed(&e))?;
    Ok(bytes)
}

fn too_long(name: &str, length: Option<u64>) -> CommandError {
    let length = length.map_or_else(|| "too many bytes".to_owned(), |n| format!("{n} bytes"));
    CommandError::input(format!(
        "{name} has {length}; one text may have at most {LONGEST}"
    ))
    .hinted("split a collection into one file a text, and give the folder")
}

/// That a text can be read with English eyes, as far as that is clear.
///
/// # Errors
/// The English name of its language, where it is clearly another one.
pub(crate) fn in_english(text: &Text) -> std::result::Result<(), &'static str> {
    demarche_formats::foreign(&text.clean.text).map_or(Ok(()), Err)
}

/// A text that can be read.
///
/// # Errors
/// When nothing is left of it without markup, or it is no prose.
fn checked(text: Text, name: &str) -> Result<Text> {
    if text.clean.text.is_empty() {
        return Err(
            CommandError::input(format!("there is nothing to read in {name}"))
                .hinted("the page holds no article; save the article itself, or its text"),
        );
    }
    let longest = text.clean.text.split_whitespace().map(str::len).max();
    if longest.is_some_and(|n| n > LONGEST_WORD) {
        let n = longest.unwrap_or_default();
        return Err(CommandError::input(format!(
            "{name} holds a word of {n} bytes: this is not an article"
        )));
    }
    Ok(text)
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
