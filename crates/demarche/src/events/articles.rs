//! Articles one after the other, without holding them all.

use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::ui::Ui;
use demarche_evidence::Source;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A line holds a text, which JSON may write with six bytes for one.
const LONGEST_LINE: u64 = 6 * input::LONGEST;

/// An article that was found but not yet taken in.
#[derive(Debug)]
pub(crate) enum Article {
    /// A file of its own.
    File(PathBuf),
    /// A line of a JSON Lines file.
    Line {
        /// The file.
        file: Arc<PathBuf>,
        /// Which line, from 1.
        number: usize,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// What a line of a JSON Lines file holds; other keys are passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    date: Option<String>,
    title: Option<String>,
    text: String,
}

impl Article {
    /// Takes the article in: its text and the name that its rows carry.
    ///
    /// # Errors
    /// When the file or line cannot be used.
    pub fn take(&self, ui: Ui) -> Result<(String, Text)> {
        match self {
            Self::File(path) => {
                let text = input::file(path, ui)?;
                Ok((text.source.id.short().to_owned(), text))
            }
            Self::Line {
                file,
                number,
                bytes,
            } => of_line(bytes).map_err(|error| {
                CommandError::input(format!("{} line {number}: {error}", file.display()))
            }),
        }
    }
}

fn of_line(bytes: &[u8]) -> std::result::Result<(String, Text), String> {
    if bytes.len() as u64 > LONGEST_LINE {
        return Err(format!("longer than {LONGEST_LINE} bytes"));
    }
    let record: Record = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    if record.text.len() as u64 > input::LONGEST {
        return Err(format!("a text of more than {} bytes", input::LONGEST));
    }
    let mut source = Source::plain(record.text);
    source.title = record.title;
    source.date = record.date.as_deref().map(day).transpose()?;
    let text = input::checked(Text::of_source(source), "the text").map_err(|e| e.error)?;
    let id = match record.id {
        Some(Value::String(id)) => id,
        Some(Value::Null) | None => text.source.id.short().to_owned(),
        Some(other) => other.to_string(),
    };
    Ok((id, text))
}

/// The day of an ISO 8601 date or time.
fn day(words: &str) -> std::result::Result<Date, String> {
    let first = words.trim().get(..10).unwrap_or(words);
    first
        .parse()
        .map_err(|_| format!("\"{words}\" is no date like 2026-03-01"))
}

/// Whether a file holds one article a line.
fn is_lines(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
}

/// All articles of files, folders and JSON Lines files, in that order; holds one line at a time.
pub(crate) struct Articles {
    files: VecDeque<PathBuf>,
    open: Option<Lines>,
}

struct Lines {
    file: Arc<PathBuf>,
    reader: BufReader<File>,
    number: usize,
}

impl Articles {
    /// The articles of what the user named.
    ///
    /// # Errors
    /// When a file is not there or a folder cannot be listed.
    pub fn new(inputs: &[String]) -> Result<Self> {
        let mut files = VecDeque::new();
        for name in inputs {
            let path = Path::new(name);
            if path.is_dir() {
                files.extend(input::texts_in(path)?);
            } else {
                std::fs::metadata(path).map_err(|e| CommandError::reading(path, &e))?;
                files.push_back(path.to_owned());
            }
        }
        Ok(Self { files, open: None })
    }

    fn advance(&mut self) -> Result<Option<Article>> {
        loop {
            if let Some(lines) = &mut self.open {
                if let Some(article) = lines.advance()? {
                    return Ok(Some(article));
                }
                self.open = None;
            }
            let Some(path) = self.files.pop_front() else {
                return Ok(None);
            };
            if !is_lines(&path) {
                return Ok(Some(Article::File(path)));
            }
            let file = File::open(&path).map_err(|e| CommandError::reading(&path, &e))?;
            self.open = Some(Lines {
                file: Arc::new(path),
                reader: BufReader::new(file),
                number: 0,
            });
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl Lines {
    /// The next line that is not blank.
    fn advance(&mut self) -> Result<Option<Article>> {
        loop {
            let mut bytes = Vec::new();
            let failed = |e: &std::io::Error| CommandError::reading(&self.file, e);
            let read = (&mut self.reader)
                .take(LONGEST_LINE + 1)
                .read_until(b'\n', &mut bytes)
                .map_err(|e| failed(&e))?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() as u64 > LONGEST_LINE {
                self.reader.skip_until(b'\n').map_err(|e| failed(&e))?;
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Article::Line {
                    file: Arc::clone(&self.file),
                    number: self.number,
                    bytes,
                }));
            }
        }
    }
}

/// How many articles there are; reads JSON Lines files through, but parses nothing.
///
/// # Errors
/// As [`Articles::new`], and when a file cannot be read.
pub(crate) fn count(inputs: &[String]) -> Result<usize> {
    Articles::new(inputs)?.try_fold(0, |n, article| article.map(|_| n + 1))
}
