//! The file formats that texts come in, and the texts in them.
//!
//! A file of one of these formats holds many texts: [`items`] walks through it and holds one at a
//! time where the format allows that; [`Item::entry`] takes one apart, which may run on another
//! thread. Nothing here opens a file: whoever calls gives a reader. [`Text`] is a text without its markup, and the way back to
//! the text as it was published.
//!
//! ```
//! use demarche_formats::{Columns, Format, items};
//!
//! let file = "id,Date,text\n7,2026-03-03,Chile rejected the plan.\n";
//! let format = Format::of("news.csv", file.as_bytes()).unwrap();
//! let mut found = items(format, Box::new(file.as_bytes()), &Columns::default()).unwrap();
//! let entry = found.next().unwrap().unwrap().entry().unwrap();
//! assert_eq!(entry.text, "Chile rejected the plan.");
//! assert_eq!(entry.date.map(|d| d.to_string()).as_deref(), Some("2026-03-03"));
//! ```

mod archive;
mod clean;
mod columns;
mod dates;
mod encoding;
mod feed;
mod format;
mod language;
mod lines;
mod mail;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
mod table;

pub use clean::{Text, is_invisible};
pub use columns::Columns;
pub use encoding::{Decoded, NotText, decode};
#[cfg(feature = "parquet")]
pub use format::items_of_rows;
pub use format::{Format, Item, Items, items};
pub use language::foreign;
#[cfg(feature = "parquet")]
pub use parquet::ParquetRows;
#[cfg(feature = "pdf")]
pub use pdf::pdf_text;

use jiff::civil::Date;

/// No text is longer, in bytes; this is a book of 700,000 words, and takes a reader some time.
pub const LONGEST: u64 = 4 * 1024 * 1024;

/// No feed and no message is longer, in bytes; they are held in memory as a whole.
pub const LONGEST_FILE: u64 = 16 * LONGEST;

/// One text of a file, with what the file says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The text, as plain text or as a web page; decoded to UTF-8, but otherwise as the file has
    /// it. Entries of feeds stand in a page of their own, under their title.
    pub text: String,
    /// Headline or subject.
    pub title: Option<String>,
    /// Who published or sent it.
    pub publisher: Option<String>,
    /// Day of publication; of feeds and archives in UTC, of a message where it was sent.
    pub date: Option<Date>,
    /// Web address.
    pub address: Option<String>,
    /// What the file calls it.
    pub id: Option<String>,
    /// The encoding it was decoded from, in words, where it was not UTF-8.
    pub decoded: Option<String>,
}

/// Why a file or an entry cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be read.
    #[error(transparent)]
    Io(std::io::Error),
    /// The bytes are not what they should be.
    #[error("{what}")]
    Bad {
        /// What is wrong with them.
        what: String,
        /// What to do about it; may be empty.
        hint: &'static str,
    },
}

impl Error {
    pub(crate) fn bad(what: impl Into<String>) -> Self {
        Self::hinted(what, "")
    }

    pub(crate) fn hinted(what: impl Into<String>, hint: &'static str) -> Self {
        let what = what.into();
        Self::Bad { what, hint }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Bad { hint, .. } if !hint.is_empty() => Some(hint),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    /// What a reader calls invalid is the fault of the bytes, not of whoever brings them.
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData => Self::bad(error.to_string()),
            _ => Self::Io(error),
        }
    }
}

impl From<NotText> for Error {
    fn from(refusal: NotText) -> Self {
        Self::hinted(refusal.what, refusal.hint)
    }
}

/// Result of everything here.
pub type Result<T> = std::result::Result<T, Error>;
