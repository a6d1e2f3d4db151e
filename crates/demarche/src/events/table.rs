//! The table on disk: rows are added at its end, and a small file beside it says up to where they
//! stand for whole articles, so that a run that was killed can go on. To Parquet no rows can be
//! added: they go into JSON Lines beside it, of which the table is made at the end.

use super::format::{Format, Lines, beside, records};
#[cfg(feature = "parquet")]
use super::parquet;
use super::row::Row;
use crate::error::{CommandError, Result};
use crate::output;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

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
    /// What it will be called.
    output: PathBuf,
    rows: Rows,
    file: File,
    state: State,
    seen: HashSet<String>,
}

/// Where the rows stand until all are there.
#[derive(Debug)]
struct Rows {
    path: PathBuf,
    lines: Lines,
}

impl Rows {
    fn of(path: &Path, format: Format) -> Self {
        let (lines, path) = format.lines(path);
        Self { path, lines }
    }

    fn state(&self) -> PathBuf {
        beside(&self.path, ".state")
    }

    fn save(&self, state: &State) -> Result {
        output::write(&self.state(), &serde_json::to_vec(state)?)
    }

    /// Takes them away where the finished table is another file.
    fn clear(&self, output: &Path) -> Result {
        if self.path != output && self.path.exists() {
            remove(&self.path)?;
        }
        Ok(())
    }
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
        let rows = Rows::of(path, format);
        // The state comes first: a table without one is a table that is finished.
        rows.save(&state)?;
        let file = File::create(&rows.path).map_err(|e| CommandError::writing(&rows.path, &e))?;
        let head = rows.lines.head();
        let mut table = Self {
            output: path.to_owned(),
            rows,
            file,
            state,
            seen: HashSet::new(),
        };
        table.append(head.as_bytes(), 0)?;
        Ok(table)
    }

    /// The table that a killed run has left, without what it had not finished; `None` where the
    /// table is whole already.
    ///
    /// # Errors
    /// When it belongs to another request, or cannot be read or written.
    pub fn resume(path: &Path, format: Format, request: String) -> Result<Option<Self>> {
        let rows = Rows::of(path, format);
        let beside = rows.state();
        if !beside.exists() {
            return match path.exists() {
                true => rows.clear(path).map(|()| None),
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
        Self::reopen(path, rows, state).map(Some)
    }

    fn reopen(output: &Path, rows: Rows, state: State) -> Result<Self> {
        let failed = |e: &std::io::Error| CommandError::writing(&rows.path, e);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&rows.path)
            .map_err(|e| failed(&e))?;
        if file.metadata().map_err(|e| failed(&e))?.len() < state.bytes {
            return Err(CommandError::input(format!(
                "{} has lost rows since it was written",
                rows.path.display()
            ))
            .hinted("start anew without --resume"));
        }
        file.set_len(state.bytes).map_err(|e| failed(&e))?;
        let mut seen = HashSet::new();
        records(&rows.path, rows.lines, |id, _| {
            seen.insert(id.to_owned());
            Ok(())
        })?;
        file.seek(SeekFrom::End(0)).map_err(|e| failed(&e))?;
        Ok(Self {
            output: output.to_owned(),
            rows,
            file,
            state,
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
                lines.push_str(&self.rows.lines.line(row)?);
            }
        }
        self.append(lines.as_bytes(), articles)
    }

    /// Rows are safe on disk before the state speaks of them.
    fn append(&mut self, bytes: &[u8], articles: usize) -> Result {
        self.file
            .write_all(bytes)
            .and_then(|()| self.file.sync_data())
            .map_err(|e| CommandError::writing(&self.rows.path, &e))?;
        self.state.bytes += bytes.len() as u64;
        self.state.articles += articles;
        self.rows.save(&self.state)
    }

    /// Ends the table; returns how many rows it has.
    ///
    /// # Errors
    /// When it cannot be made of its rows, or the state cannot be taken away.
    pub fn finish(self) -> Result<usize> {
        #[cfg(feature = "parquet")]
        if self.rows.path != self.output {
            parquet::of_lines(&self.rows.path, &self.output)?;
        }
        // The state goes first: rows without one belong to a table that is finished.
        remove(&self.rows.state())?;
        self.rows.clear(&self.output)?;
        Ok(self.seen.len())
    }
}

fn remove(path: &Path) -> Result {
    std::fs::remove_file(path).map_err(|e| CommandError::writing(path, &e))
}
