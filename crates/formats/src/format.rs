//! Which format a file has, and walking through it.

use crate::lines::Lines;
use crate::table::{Row, Table};
use crate::{Columns, Entry, Error, LONGEST_FILE, Result, archive, feed, lines, mail};
use std::io::{BufRead, Read};
use std::sync::Arc;

/// A format whose files hold more than one plain text or page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON Lines: an object a line.
    Lines,
    /// CSV (RFC 4180), also with semicolons or tabs, with a line of headings.
    Table,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A message (RFC 5322).
    Mail,
    /// A web archive (WARC, ISO 28500), as it is or compressed.
    Archive,
    /// Apache Parquet. Its table of contents stands at the end, so that no reader can walk through
    /// it from the front: `ParquetRows` (feature `parquet`) reads it from a file.
    Parquet,
}

/// How Parquet files begin: with their mark and the first letter of a page.
const PARQUET: &[u8] = b"PAR1\x15";

impl Format {
    /// The format of a file by its name and its first bytes, a thousand of which are enough;
    /// `None` for a plain text or a page.
    #[must_use]
    pub fn of(name: &str, head: &[u8]) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
        if ends(&[".jsonl", ".ndjson"]) {
            Some(Self::Lines)
        } else if ends(&[".csv", ".tsv"]) {
            Some(Self::Table)
        } else if ends(&[".eml"]) {
            Some(Self::Mail)
        } else if ends(&[".parquet"]) || head.starts_with(PARQUET) {
            Some(Self::Parquet)
        } else if ends(&[".warc", ".warc.gz", ".wet", ".wet.gz"]) || head.starts_with(b"WARC/") {
            Some(Self::Archive)
        } else if ends(&[".rss", ".atom"]) || feed::is_feed(head) {
            Some(Self::Feed)
        } else {
            None
        }
    }
}

/// A text that was found but not yet taken apart.
#[derive(Debug)]
pub struct Item {
    /// Where in the file it stands, in words, such as `line 4`.
    pub place: String,
    raw: Raw,
}

#[derive(Debug)]
enum Raw {
    Line(Vec<u8>, Arc<Columns>),
    Row(Row),
    Entry(Box<Entry>),
    Response(Box<archive::Response>),
    /// What stands there cannot be used, for this reason.
    Bad(String),
}

impl Item {
    /// Takes it apart.
    ///
    /// # Errors
    /// When it holds no text, or is too long.
    pub fn entry(&self) -> Result<Entry> {
        match &self.raw {
            Raw::Line(bytes, columns) => lines::entry(bytes, columns),
            Raw::Row(row) => row.entry(),
            Raw::Entry(entry) => Ok(Entry::clone(entry)),
            Raw::Response(response) => response.entry(),
            Raw::Bad(why) => Err(Error::bad(why.clone())),
        }
    }
}

/// The items of a file, in its order. After an error there are no more.
pub struct Items {
    source: Source,
}

enum Source {
    /// With the word for a line.
    Lines(Lines, Arc<Columns>, &'static str),
    Table(Box<Table>),
    Entries(std::iter::Enumerate<std::vec::IntoIter<Entry>>),
    Archive(archive::Records),
    End,
}

/// Walks through a file. Of JSON Lines, tables and archives one item is held at a time.
///
/// # Errors
/// When the file cannot be read or is not of this format, and for Parquet.
pub fn items(format: Format, reader: Box<dyn BufRead>, columns: &Columns) -> Result<Items> {
    let source = match format {
        Format::Lines => lines_of(reader, columns, "line"),
        Format::Table => Source::Table(Box::new(Table::new(reader, columns)?)),
        Format::Feed => listed(feed::entries(&whole(reader)?)?),
        Format::Mail => listed(vec![mail::entry(&whole(reader)?)?]),
        Format::Archive => Source::Archive(archive::Records::new(reader)?),
        Format::Parquet => return Err(no_parquet()),
    };
    Ok(Items { source })
}

/// Walks through the rows of a table that come as JSON objects, one a line, as of `ParquetRows`.
#[cfg(feature = "parquet")]
#[must_use]
pub fn items_of_rows(reader: Box<dyn BufRead>, columns: &Columns) -> Items {
    let source = lines_of(reader, columns, "row");
    Items { source }
}

fn lines_of(reader: Box<dyn BufRead>, columns: &Columns, word: &'static str) -> Source {
    Source::Lines(Lines::new(reader), Arc::new(columns.clone()), word)
}

#[cfg(feature = "parquet")]
fn no_parquet() -> Error {
    Error::hinted(
        "a Parquet file is read from its end, which a stream shows last",
        "save it as a file and name that",
    )
}

#[cfg(not(feature = "parquet"))]
fn no_parquet() -> Error {
    Error::hinted(
        "this program was built without the feature `parquet`",
        "build it with `--features parquet`, or give CSV or JSON Lines",
    )
}

fn listed(entries: Vec<Entry>) -> Source {
    Source::Entries(entries.into_iter().enumerate())
}

fn whole(reader: Box<dyn BufRead>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = reader.take(LONGEST_FILE + 1);
    reader.read_to_end(&mut bytes).map_err(Error::Io)?;
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(Error::bad(format!("more than {LONGEST_FILE} bytes")));
    }
    Ok(bytes)
}

impl Items {
    fn advance(&mut self) -> Result<Option<Item>> {
        let item = match &mut self.source {
            Source::Lines(lines, columns, word) => lines.advance()?.map(|(number, bytes)| Item {
                place: format!("{word} {number}"),
                raw: Raw::Line(bytes, Arc::clone(columns)),
            }),
            Source::Table(table) => table.advance()?.map(|(line, row)| Item {
                place: format!("line {line}"),
                raw: Raw::Row(row),
            }),
            Source::Entries(entries) => entries.next().map(|(at, entry)| Item {
                place: format!("entry {}", at + 1),
                raw: Raw::Entry(Box::new(entry)),
            }),
            Source::Archive(records) => records.advance()?.map(|(number, found)| Item {
                place: format!("record {number}"),
                raw: match found {
                    Ok(response) => Raw::Response(Box::new(response)),
                    Err(why) => Raw::Bad(why),
                },
            }),
            Source::End => None,
        };
        Ok(item)
    }
}

impl Iterator for Items {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance().transpose();
        if !matches!(next, Some(Ok(_))) {
            self.source = Source::End;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_or_first_bytes() {
        let of = |name: &str, head: &str| Format::of(name, head.as_bytes());
        assert_eq!(of("A.JSONL", ""), Some(Format::Lines));
        assert_eq!(of("a.warc.gz", "\x1f"), Some(Format::Archive));
        assert_eq!(of("-", "WARC/1.1\r\n"), Some(Format::Archive));
        let rss = "<?xml version=\"1.0\"?>\n<!-- x -->\n<rss version=\"2.0\">";
        assert_eq!(of("news.xml", rss), Some(Format::Feed));
        let page = "<?xml version=\"1.0\"?><!DOCTYPE html><html><body>about <rss>";
        assert_eq!(of("page.xml", page), None);
        assert_eq!(of("a.txt", "Talks about <rss> stall"), None);
        let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}";
        assert_eq!(of("feed.json", json), Some(Format::Feed));
        assert_eq!(of("other.json", "{\"items\": []}"), None);
        assert_eq!(of("A.Parquet", ""), Some(Format::Parquet));
        assert_eq!(of("-", "PAR1\x15\x04"), Some(Format::Parquet));
        assert_eq!(of("a.txt", "PAR1 is a mark"), None);
    }

    #[test]
    fn a_stream_of_parquet_is_refused_with_what_to_do() {
        let refused = items(
            Format::Parquet,
            Box::new(b"PAR1".as_slice()),
            &Columns::default(),
        );
        let error = refused.err().expect("no stream is read");
        assert!(error.hint().is_some(), "{error}");
    }
}
