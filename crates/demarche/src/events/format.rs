//! How tables of events are written, and reading those back that have a row a line.

use super::row::{COLUMNS, Row};
use crate::error::{CommandError, Result};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A row a line.
    Lines(Lines),
    /// Apache Parquet, whose table of contents stands at the end: made of lines once all are there.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A format with a row a line, to which rows can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// JSON Lines: one object a line.
    Jsonl,
    /// CSV with a line of headings.
    Csv,
}

impl Format {
    /// The format that a file's name asks for.
    ///
    /// # Errors
    /// When it asks for none, or for one that this program was built without.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().and_then(|e| e.to_str());
        match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Ok(Self::Lines(Lines::Jsonl)),
            "csv" => Ok(Self::Lines(Lines::Csv)),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Self::Parquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => Err(CommandError::usage(format!(
                "cannot write {}: this program was built without the feature `parquet`",
                path.display()
            ))
            .hinted("build it with `--features parquet`, or write .csv or .jsonl")),
            _ => Err(
                CommandError::usage(format!("{} does not say how to write", path.display()))
                    .hinted("end the name of the output with .jsonl, .csv or .parquet"),
            ),
        }
    }

    /// How, and where, rows are written until all are there.
    pub(super) fn lines(self, path: &Path) -> (Lines, PathBuf) {
        match self {
            Self::Lines(lines) => (lines, path.to_owned()),
            #[cfg(feature = "parquet")]
            Self::Parquet => (Lines::Jsonl, beside(path, ".jsonl")),
        }
    }
}

/// A file of the same name with something after it.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Lines {
    /// What stands before the first row.
    pub fn head(self) -> String {
        match self {
            Self::Jsonl => String::new(),
            Self::Csv => COLUMNS.join(",") + "\n",
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
    lines: Lines,
    mut take: impl FnMut(&str, &[u8]) -> Result,
) -> Result {
    let file = File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let mut reader = BufReader::new(file);
    let broken = || CommandError::input(format!("{} is no table of events", path.display()));
    let mut head = vec![0; lines.head().len()];
    reader.read_exact(&mut head).map_err(|_| broken())?;
    if head != lines.head().as_bytes() {
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
        if lines == Lines::Csv && quotes % 2 == 1 {
            continue;
        }
        let id = id_of(&record, lines).ok_or_else(broken)?;
        take(&id, &record)?;
        record.clear();
    }
}

fn id_of(record: &[u8], lines: Lines) -> Option<String> {
    match lines {
        Lines::Jsonl => Some(serde_json::from_slice::<Named>(record).ok()?.id),
        Lines::Csv => {
            let first = record.split(|b| *b == b',').next()?;
            Some(std::str::from_utf8(first).ok()?.to_owned())
        }
    }
}
