//! The table on disk: rows are added at its end, and a small file beside it says up to where they
//! stand for whole articles, so that a run that was killed can go on.

use super::row::{COLUMNS, Row};
use crate::error::{CommandError, Result};
use crate::output;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// JSON Lines: one object a line
    Jsonl,
    /// CSV with a line of headings
    Csv,
}

impl Format {
    /// The format that a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// What stands before the first row.
    pub fn head(self) -> String {
        match self {
            Self::Jsonl => String::new(),
            Self::Csv => format!("{COLUMNS}\n"),
        }
    }

    /// A row with the end of its line.
    pub fn line(self, row: &Row) -> Result<String> {
        match self {
            Self::Jsonl => Ok(serde_json::to_string(row)? + "\n"),
            Self::Csv => Ok(row.csv()),
        }
    }
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// Hash of what was asked for; another request must not go on from here.
    request: String,
    /// Articles whose rows are all in the table.
    articles: usize,
    /// Bytes of the table that hold them.
    bytes: u64,
}

/// A table that is being written.
pub(crate) struct Table {
    path: PathBuf,
    file: File,
    state: State,
    format: Format,
    seen: HashSet<String>,
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".state");
    PathBuf::from(name)
}

impl Table {
    /// A new table, in the place of an old one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(path: &Path, format: Format, request: String) -> Result<Self> {
        let state = State {
            request,
            articles: 0,
            bytes: 0,
        };
        // The state comes first: a table without one is a table that is finished.
        save(path, &state)?;
        let file = File::create(path).map_err(|e| CommandError::writing(path, &e))?;
        let mut table = Self {
            path: path.to_owned(),
            file,
            state,
            format,
            seen: HashSet::new(),
        };
        table.append(format.head().as_bytes(), 0)?;
        Ok(table)
    }

    /// The table that a killed run has left, without what it had not finished; `None` where the
    /// table is whole already.
    ///
    /// # Errors
    /// When it belongs to another request, or cannot be read or written.
    pub fn resume(path: &Path, format: Format, request: String) -> Result<Option<Self>> {
        let beside = beside(path);
        if !beside.exists() {
            return match path.exists() {
                true => Ok(None),
                false => Self::create(path, format, request).map(Some),
            };
        }
        let bytes = std::fs::read(&beside).map_err(|e| CommandError::reading(&beside, &e))?;
        let state: State = serde_json::from_slice(&bytes).map_err(|e| {
            CommandError::input(format!("cannot use {}: {e}", beside.display()))
                .hinted("start anew without --resume")
        })?;
        if state.request != request {
            return Err(CommandError::input(format!(
                "{} was begun with other inputs or options",
                path.display()
            ))
            .hinted("give the same ones, or start anew without --resume"));
        }
        if state.bytes == 0 {
            return Self::create(path, format, request).map(Some);
        }
        Self::reopen(path, format, state).map(Some)
    }

    fn reopen(path: &Path, format: Format, state: State) -> Result<Self> {
        let failed = |e: &std::io::Error| CommandError::writing(path, e);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|e| failed(&e))?;
        if file.metadata().map_err(|e| failed(&e))?.len() < state.bytes {
            return Err(CommandError::input(format!(
                "{} has lost rows since it was written",
                path.display()
            ))
            .hinted("start anew without --resume"));
        }
        file.set_len(state.bytes).map_err(|e| failed(&e))?;
        let mut seen = HashSet::new();
        records(path, format, |id, _| {
            seen.insert(id.to_owned());
            Ok(())
        })?;
        file.seek(SeekFrom::End(0)).map_err(|e| failed(&e))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            state,
            format,
            seen,
        })
    }

    /// Articles whose rows are in the table.
    pub const fn articles(&self) -> usize {
        self.state.articles
    }

    /// Adds the rows of the next `articles`, each event once.
    ///
    /// # Errors
    /// When the table or its state cannot be written.
    pub fn add(&mut self, rows: &[Row], articles: usize) -> Result {
        let mut lines = String::new();
        for row in rows {
            if self.seen.insert(row.id.clone()) {
                lines.push_str(&self.format.line(row)?);
            }
        }
        self.append(lines.as_bytes(), articles)
    }

    /// Rows are safe on disk before the state speaks of them.
    fn append(&mut self, bytes: &[u8], articles: usize) -> Result {
        self.file
            .write_all(bytes)
            .and_then(|()| self.file.sync_data())
            .map_err(|e| CommandError::writing(&self.path, &e))?;
        self.state.bytes += bytes.len() as u64;
        self.state.articles += articles;
        save(&self.path, &self.state)
    }

    /// Ends the table; returns how many rows it has.
    ///
    /// # Errors
    /// When the state cannot be taken away.
    pub fn finish(self) -> Result<usize> {
        let state = beside(&self.path);
        std::fs::remove_file(&state).map_err(|e| CommandError::writing(&state, &e))?;
        Ok(self.seen.len())
    }
}

fn save(path: &Path, state: &State) -> Result {
    output::write(&beside(path), &serde_json::to_vec(state)?)
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// Hands over the id and the bytes of each row of a table, in order, one at a time.
///
/// # Errors
/// When the file cannot be read or is no such table, and what `take` returns.
pub(crate) fn records(
    path: &Path,
    format: Format,
    mut take: impl FnMut(&str, &[u8]) -> Result,
) -> Result {
    let file = File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let mut reader = BufReader::new(file);
    let broken = || CommandError::input(format!("{} is no table of events", path.display()));
    let mut head = vec![0; format.head().len()];
    reader.read_exact(&mut head).map_err(|_| broken())?;
    if head != format.head().as_bytes() {
        return Err(broken());
    }
    let mut record = Vec::new();
    loop {
        let read = reader
            .read_until(b'\n', &mut record)
            .map_err(|e| CommandError::reading(path, &e))?;
        if read == 0 {
            return if record.is_empty() {
                Ok(())
            } else {
                Err(broken())
            };
        }
        // A line feed in an odd number of quotes stands within a field.
        let quotes = record.iter().filter(|b| **b == b'"').count();
        if format == Format::Csv && quotes % 2 == 1 {
            continue;
        }
        let id = id_of(&record, format).ok_or_else(broken)?;
        take(&id, &record)?;
        record.clear();
    }
}

fn id_of(record: &[u8], format: Format) -> Option<String> {
    match format {
        Format::Jsonl => Some(serde_json::from_slice::<Named>(record).ok()?.id),
        Format::Csv => {
            let first = record.split(|b| *b == b',').next()?;
            Some(std::str::from_utf8(first).ok()?.to_owned())
        }
    }
}
