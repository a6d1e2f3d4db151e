//! From what the user names (files, folders, standard input) to texts that can be read.
//!
//! A page or Markdown file is read as clean text, without markup; everything that is said about
//! it points into the file as it stands. [`Text`] holds both, and the way between them.

mod decode;
mod html;
mod markdown;
mod offsets;
mod plain;
mod spans;
mod walk;

use crate::error::{CommandError, Result};
use crate::ui::Ui;
use demarche_evidence::{Reading, Source, SourceId, Span};
use offsets::OffsetMap;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No text is longer; this is a book of 700,000 words, and takes the reader some time.
pub(crate) const LONGEST: u64 = 4 * 1024 * 1024;
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

/// Reads everything the user named: files, folders (with all below them, by name), and `-` for
/// standard input. A text that is there twice is taken once.
///
/// # Errors
/// When a named file cannot be used, all such files in one error; when a named folder holds no
/// text. Files in folders that are no text are left out with a warning.
pub(crate) fn load(inputs: &[String], ui: Ui) -> Result<Vec<Text>> {
    let mut loader = Loader {
        ui,
        texts: Vec::new(),
        seen: BTreeSet::new(),
        failed: Vec::new(),
    };
    for input in inputs {
        loader.input(input)?;
    }
    match CommandError::all(loader.failed) {
        Some(error) => Err(error),
        None => Ok(loader.texts),
    }
}

struct Loader {
    ui: Ui,
    texts: Vec<Text>,
    seen: BTreeSet<SourceId>,
    failed: Vec<CommandError>,
}

impl Loader {
    fn input(&mut self, input: &str) -> Result {
        let path = Path::new(input);
        if input == "-" {
            let bytes = standard_input()?;
            let result = text_of(&bytes, "standard input", self.ui);
            self.take(result);
        } else if path.is_dir() {
            self.folder(path);
        } else {
            self.take(file(path, self.ui));
        }
        Ok(())
    }

    fn folder(&mut self, path: &Path) {
        let listed = match walk::files(path) {
            Ok(listed) => listed,
            Err((at, error)) => {
                self.failed.push(CommandError::reading(&at, &error));
                return;
            }
        };
        let progress = self.ui.progress(listed.texts.len(), "taking in");
        let before = self.texts.len();
        let mut left_out = Vec::new();
        for path in &listed.texts {
            match file(path, self.ui) {
                Ok(text) => self.push(text),
                Err(error) => left_out.push(error.error),
            }
            progress.step();
        }
        drop(progress);
        for error in &left_out {
            self.ui.warn(format!("left out: {error}"));
        }
        if !listed.others.is_empty() {
            let count = listed.others.len();
            let names: Vec<String> = listed
                .others
                .iter()
                .take(3)
                .map(|p| p.display().to_string())
                .collect();
            let more = if count > 3 { ", …" } else { "" };
            let what = if count == 1 { "file" } else { "files" };
            self.ui.warn(format!(
                "left out {count} {what} that {} not named like texts: {}{more}",
                if count == 1 { "is" } else { "are" },
                names.join(", ")
            ));
        }
        if self.texts.len() == before
            && self.failed.is_empty()
            && listed.texts.len() == left_out.len()
        {
            self.failed.push(
                CommandError::input(format!("no text to read in {}", path.display())).hinted(
                    format!("texts are files that end in {}", walk::ENDINGS.join(", ")),
                ),
            );
        }
    }

    fn take(&mut self, result: Result<Text>) {
        match result {
            Ok(text) => self.push(text),
            Err(error) => self.failed.push(error),
        }
    }

    fn push(&mut self, text: Text) {
        if self.seen.insert(text.source.id.clone()) {
            self.texts.push(text);
        } else {
            let name = text.source.address.unwrap_or_default();
            self.ui.warn(format!(
                "{name} has the same text as one before it; read once"
            ));
        }
    }
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

/// One file as a text.
///
/// # Errors
/// When it cannot be read, is too long, or is no text.
pub(crate) fn file(path: &Path, ui: Ui) -> Result<Text> {
    let bytes = bytes(path, LONGEST)?;
    text_of(&bytes, &path.display().to_string(), ui)
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

fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| CommandError::reading(Path::new("standard input"), &e))?;
    Ok(bytes)
}

fn too_long(name: &str, length: Option<u64>) -> CommandError {
    let length = length.map_or_else(|| "too many bytes".to_owned(), |n| format!("{n} bytes"));
    CommandError::input(format!(
        "{name} has {length}; one text may have at most {LONGEST}"
    ))
    .hinted("split a collection into one file a text, and give the folder")
}

fn text_of(bytes: &[u8], name: &str, ui: Ui) -> Result<Text> {
    if bytes.len() as u64 > LONGEST {
        return Err(too_long(name, None));
    }
    let decoded = decode::decode(bytes)
        .map_err(|e| CommandError::input(format!("cannot read {name}: {e}")).hinted(e.hint))?;
    if let Some(warning) = &decoded.warning {
        ui.warn(format!("{name} {warning}"));
    }
    if decoded
        .text
        .trim_matches(|c: char| c.is_whitespace() || plain::is_invisible(c))
        .is_empty()
    {
        return Err(CommandError::input(format!("{name} is empty")));
    }
    checked(Text::new(decoded.text, name), name)
}

/// A text that can be read.
///
/// # Errors
/// When nothing is left of it without markup, or it is no prose.
pub(crate) fn checked(text: Text, name: &str) -> Result<Text> {
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
