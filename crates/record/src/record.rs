use crate::error::{Error, ErrorKind, Result};
use crate::open::{self, Mode};
use crate::search::Hit;
use crate::values::{
    Changes, Comment, Export, Filter, Kept, SourceEntry, StatementDetail, StatementEntry, Verdict,
};
use crate::{cast, changes, keep, list, review, search};
use demarche_evidence::{Party, Person, Reading, Source, Statement};
use jiff::Timestamp;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// An open record.
///
/// Ids of sources and statements are given by their first digits, as many as tell them apart.
/// All lists have a fixed order: sources as they were kept, statements by source, then evidence.
#[derive(Debug)]
pub struct Record {
    conn: Connection,
    path: PathBuf,
}

impl Record {
    /// Opens a record for reading and writing, and creates it where there is no file. An older
    /// format is upgraded.
    ///
    /// # Errors
    /// [`ErrorKind::NotARecord`], [`ErrorKind::NewerVersion`] (the file is left untouched),
    /// [`ErrorKind::CannotOpen`], [`ErrorKind::ReadOnly`], [`ErrorKind::Busy`],
    /// [`ErrorKind::Full`], [`ErrorKind::Corrupt`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_as(path.as_ref(), Mode::Create)
    }

    /// As [`open`](Self::open), but the file must be there.
    ///
    /// # Errors
    /// As [`open`](Self::open), and [`ErrorKind::Missing`].
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_as(path.as_ref(), Mode::Write)
    }

    /// Opens a record for reading only; works in a write-protected folder. The file is not
    /// changed, but for rolling back a change that was cut off.
    ///
    /// # Errors
    /// As [`open_existing`](Self::open_existing), and [`ErrorKind::OlderVersion`].
    pub fn read_only(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_as(path.as_ref(), Mode::Read)
    }

    /// A record that is gone when it is dropped.
    ///
    /// # Errors
    /// Only when SQLite itself fails.
    pub fn in_memory() -> Result<Self> {
        let path = PathBuf::new();
        let conn = open::memory().map_err(|kind| Error::new(&path, kind))?;
        Ok(Self { conn, path })
    }

    fn open_as(path: &Path, mode: Mode) -> Result<Self> {
        let conn = open::connect(path, mode).map_err(|kind| Error::new(path, kind))?;
        Ok(Self {
            conn,
            path: path.to_owned(),
        })
    }

    fn named<T>(&self, result: std::result::Result<T, ErrorKind>) -> Result<T> {
        result.map_err(|kind| Error::new(&self.path, kind))
    }

    /// Runs several queries on one state of the file.
    fn view<T>(
        &self,
        read: impl FnOnce(&Connection) -> std::result::Result<T, ErrorKind>,
    ) -> Result<T> {
        let run = || {
            let transaction = self.conn.unchecked_transaction()?;
            read(&transaction)
        };
        self.named(run())
    }

    /// The file; empty for a record in memory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file grow to this many pages at most; beyond, writing fails with
    /// [`ErrorKind::Full`]. Holds for this handle only. Not less than what the file has now.
    ///
    /// # Errors
    /// Only when SQLite itself fails.
    pub fn limit_pages(&mut self, pages: u32) -> Result<()> {
        let set = self
            .conn
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()));
        self.named(set.map_err(ErrorKind::from))
    }

    /// Keeps a source and its reading, in one transaction.
    ///
    /// `reader` names the program and rules that made the reading. A source is never changed once
    /// it is kept: title, address and the rest stay as first given. A reading that differs from the
    /// last one replaces it: new statements are added, those found again keep their reviews and
    /// comments, and those no longer found are superseded unless somebody reviewed them.
    ///
    /// # Errors
    /// [`ErrorKind::BadReading`] when ids or spans do not fit the source; [`ErrorKind::Full`],
    /// [`ErrorKind::Busy`], [`ErrorKind::ReadOnly`]. On any error nothing was changed.
    pub fn keep(
        &mut self,
        source: &Source,
        reading: &Reading,
        reader: &str,
        now: Timestamp,
    ) -> Result<Kept> {
        let result = keep::keep(&mut self.conn, source, reading, reader, now);
        self.named(result)
    }

    /// All sources, without their texts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceEntry>> {
        self.named(list::sources(&self.conn))
    }

    /// One source with its text.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], [`ErrorKind::Ambiguous`].
    pub fn source(&self, id: &str) -> Result<Source> {
        self.named(list::source(&self.conn, id))
    }

    /// All sources with their texts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn full_sources(&self) -> Result<Vec<Source>> {
        self.named(list::full_sources(&self.conn))
    }

    /// The reading of one source as it now stands: statements that count, edits applied.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], [`ErrorKind::Ambiguous`].
    pub fn reading(&self, source: &str) -> Result<Reading> {
        self.view(|conn| list::reading(conn, source))
    }

    /// The parties of all sources together, by name; aliases united, mentions left out since they
    /// belong to one text each.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn parties(&self) -> Result<Vec<Party>> {
        self.named(cast::all_parties(&self.conn))
    }

    /// The people of all sources together, by name; aliases united, mentions left out. Role and
    /// party are those of the latest source that gives them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<Person>> {
        self.named(cast::all_people(&self.conn))
    }

    /// The statements that pass the filter.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] or [`ErrorKind::Ambiguous`] for the filter's source.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<StatementEntry>> {
        self.view(|conn| list::statements(conn, filter))
    }

    /// The statements that count for a model: neither rejected nor superseded, edits applied.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn current_statements(&self) -> Result<Vec<Statement>> {
        self.view(list::current)
    }

    /// One statement with its reviews and comments.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], [`ErrorKind::Ambiguous`].
    pub fn statement(&self, id: &str) -> Result<StatementDetail> {
        self.view(|conn| list::detail(conn, id))
    }

    /// Reviews a statement. The last review decides its standing; all are kept. A review brings a
    /// superseded statement back: a person's word outranks a reader's.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], [`ErrorKind::Ambiguous`]; [`ErrorKind::BadEdit`] when the new body
    /// points outside the source; and as for [`keep`](Self::keep).
    pub fn review(
        &mut self,
        id: &str,
        verdict: &Verdict,
        by: &str,
        now: Timestamp,
    ) -> Result<StatementDetail> {
        let result = review::review(&mut self.conn, id, verdict, by, now);
        self.named(result)
    }

    /// Comments on a statement.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], [`ErrorKind::Ambiguous`], and as for [`keep`](Self::keep).
    pub fn comment(&mut self, id: &str, text: &str, by: &str, now: Timestamp) -> Result<Comment> {
        let result = review::comment(&mut self.conn, id, text, by, now);
        self.named(result)
    }

    /// Full-text search over sources, statements with their evidence, and comments; best first.
    ///
    /// All words must occur; `"in quotes"` is a phrase and `missil*` a prefix. Case and accents do
    /// not matter. No query is an error; one without a word finds nothing. Only the first 64 words
    /// or phrases count, and only the best 200 hits are given. A long source is searched in
    /// passages of about 1,300 words: all words of a query must occur in one of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, query: &str) -> Result<Vec<Hit>> {
        self.view(|conn| search::search(conn, query))
    }

    /// What happened at this time or later.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changed_since(&self, when: Timestamp) -> Result<Changes> {
        self.view(|conn| changes::since(conn, when))
    }

    /// The whole record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn export(&self) -> Result<Export> {
        self.view(changes::export)
    }

    /// The whole record as JSON.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn export_json(&self) -> Result<serde_json::Value> {
        let export = self.export()?;
        let value = serde_json::to_value(export);
        self.named(value.map_err(|error| ErrorKind::corrupt("export", error)))
    }

    /// Reads the whole file and checks it: SQLite's own integrity, references between tables, and
    /// that every span lies in its source and every
    /// quote stands there. Returns what is wrong; empty when all is well.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        self.view(changes::check)
    }
}
