//! Everything the user named, as texts in memory.

use super::notices::{LeftOut, Notices};
use super::{Found, Taken, Text, found, in_english, walk};
use crate::error::{CommandError, Result};
use crate::ui::Ui;
use demarche_evidence::SourceId;
use demarche_formats::{Columns, Format, Items, items};
use std::collections::BTreeSet;
use std::io::{BufRead, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads everything the user named: files with one text or many, folders (with all below them, by
/// name), and `-` for standard input. A text that is there twice is taken once; one that is not in
/// English is left out with a warning.
///
/// # Errors
/// When a named file cannot be used, all such files in one error; when a named folder or file of
/// many texts holds none, or no text is in English. Files in folders, and texts in files, that are
/// no text are left out with a warning.
pub(crate) fn load(inputs: &[String], columns: &Columns, ui: Ui) -> Result<Vec<Text>> {
    let mut loader = Loader {
        ui,
        columns,
        texts: Vec::new(),
        seen: BTreeSet::new(),
        failed: Vec::new(),
        foreign: None,
        notices: Notices::default(),
    };
    for input in inputs {
        loader.input(input)?;
    }
    loader.finish()
}

struct Loader<'a> {
    ui: Ui,
    columns: &'a Columns,
    texts: Vec<Text>,
    seen: BTreeSet<SourceId>,
    failed: Vec<CommandError>,
    /// The first text that is not in English.
    foreign: Option<CommandError>,
    notices: Notices,
}

impl Loader<'_> {
    fn input(&mut self, input: &str) -> Result {
        let path = Path::new(input);
        if input == "-" {
            self.standard_input()
        } else if path.is_dir() {
            self.folder(path);
            Ok(())
        } else {
            let result = self.file(path);
            self.failed.extend(result.err());
            Ok(())
        }
    }

    fn finish(mut self) -> Result<Vec<Text>> {
        // Where nothing is left, the error says what the warning would have said.
        if let (true, Some(error)) = (self.texts.is_empty(), self.foreign.take()) {
            self.failed.push(error);
        } else {
            self.notices.tell(self.ui);
        }
        match CommandError::all(self.failed) {
            Some(error) => Err(error),
            None => Ok(self.texts),
        }
    }

    /// A file with one text or many.
    fn file(&mut self, path: &Path) -> Result {
        match found::format(path)? {
            None => self.take(&Found::File(path.to_owned())),
            Some(format) => {
                let items = found::open(path, format, self.columns)?;
                self.items(path, items)
            }
        }
    }

    /// The texts of one file; those that cannot be used are left out.
    fn items(&mut self, path: &Path, items: Items) -> Result {
        let file = Arc::new(path.to_owned());
        let mut used = 0;
        let mut first = None;
        let mut left_out = LeftOut::default();
        for item in items {
            let item = match item {
                Ok(item) => item,
                Err(error) => {
                    let error = found::refused(&path.display().to_string(), &error);
                    if used == 0 && first.is_none() {
                        return Err(error);
                    }
                    self.ui.warn(format!("left out the rest: {}", error.error));
                    first.get_or_insert(error);
                    break;
                }
            };
            let file = Arc::clone(&file);
            match self.take(&Found::Item { file, item }) {
                Ok(()) => used += 1,
                Err(error) => {
                    left_out.add(&error, self.ui);
                    first.get_or_insert(error);
                }
            }
        }
        left_out.tell(self.ui);
        if used > 0 {
            return Ok(());
        }
        let none = CommandError::input(format!("no text to read in {}", path.display()));
        let hints = first.map(|error| error.hints).unwrap_or_default();
        Err(hints.into_iter().fold(none, CommandError::hinted))
    }

    fn standard_input(&mut self) -> Result {
        const NAME: &str = "standard input";
        let failed = |e: &std::io::Error| CommandError::reading(Path::new(NAME), e);
        let mut reader = std::io::stdin().lock();
        let head = reader.fill_buf().map_err(|e| failed(&e))?;
        let result = match Format::of(NAME, head) {
            Some(format) => items(format, Box::new(reader), self.columns)
                .map_err(|e| found::refused(NAME, &e))
                .and_then(|items| self.items(Path::new(NAME), items)),
            None => {
                let mut bytes = Vec::new();
                let mut reader = reader.take(super::LONGEST + 1);
                reader.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
                found::of_bytes(&bytes, NAME).map(|taken| self.push(taken, NAME))
            }
        };
        self.failed.extend(result.err());
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
        let mut left_out = Vec::new();
        for path in &listed.texts {
            left_out.extend(self.file(path).err().map(|e| e.error));
            progress.step();
        }
        drop(progress);
        for error in &left_out {
            self.ui.warn(format!("left out: {error}"));
        }
        self.others(&listed);
        if self.failed.is_empty() && listed.texts.len() == left_out.len() {
            self.failed.push(
                CommandError::input(format!("no text to read in {}", path.display())).hinted(
                    format!("texts are files that end in {}", walk::ENDINGS.join(", ")),
                ),
            );
        }
    }

    fn others(&self, listed: &walk::Listed) {
        if listed.others.is_empty() {
            return;
        }
        let count = listed.others.len();
        let few = listed.others.iter().take(3);
        let names: Vec<String> = few.map(|p| p.display().to_string()).collect();
        let more = if count > 3 { ", …" } else { "" };
        let what = if count == 1 { "file" } else { "files" };
        self.ui.warn(format!(
            "left out {count} {what} that {} not named like texts: {}{more}",
            if count == 1 { "is" } else { "are" },
            names.join(", ")
        ));
    }

    fn take(&mut self, found: &Found) -> Result {
        let taken = found.take()?;
        self.push(taken, &found.name());
        Ok(())
    }

    fn push(&mut self, taken: Taken, name: &str) {
        if let Some(how) = &taken.decoded {
            self.notices.add(how, name);
        }
        if let Err(language) = in_english(&taken.text) {
            let what = format!("left out, as only English is read and this is {language}");
            self.notices.add(&what, name);
            let error = || {
                CommandError::input(format!("{name} is in {language}; only English is read"))
                    .hinted("give an English translation")
            };
            self.foreign.get_or_insert_with(error);
        } else if self.seen.insert(taken.text.source.id.clone()) {
            self.texts.push(taken.text);
        } else {
            self.notices
                .add("read once, as the same text stands before", name);
        }
    }
}
