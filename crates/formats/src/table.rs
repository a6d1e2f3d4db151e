//! CSV: a text a row.

use crate::columns::Layout;
use crate::dates::day;
use crate::encoding::decode;
use crate::{Columns, Entry, Error, LONGEST, Result};
use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A row holds a text, in which quotes are doubled, and other columns.
const LONGEST_ROW: u64 = 4 * LONGEST;

/// The rows of a table.
pub(crate) struct Table {
    reader: csv::Reader<Metered>,
    left: Arc<AtomicU64>,
    layout: Arc<Layout>,
}

/// Stops where a row does not end: a quote that nobody closes would take the whole file in.
struct Metered {
    inner: Box<dyn BufRead>,
    left: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            let why = format!("a row of more than {LONGEST_ROW} bytes; is a quote not closed?");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let read = self.inner.read(buffer)?;
        let rest = left.saturating_sub(read as u64);
        self.left.store(rest, Ordering::Relaxed);
        Ok(read)
    }
}

impl Table {
    /// The rows below the headings.
    ///
    /// # Errors
    /// When the file cannot be read, or none of the headings is that of a text.
    pub fn new(mut reader: Box<dyn BufRead>, columns: &Columns) -> Result<Self> {
        let delimiter = delimiter(reader.fill_buf()?);
        let left = Arc::new(AtomicU64::new(LONGEST_ROW));
        let metered = Metered {
            inner: reader,
            left: Arc::clone(&left),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(metered);
        let headings = reader.byte_headers().map_err(failed)?;
        let names: Vec<String> = headings
            .iter()
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
        let layout = Arc::new(Layout::new(&names, columns)?);
        Ok(Self {
            reader,
            left,
            layout,
        })
    }

    /// The next row and the line it begins in.
    ///
    /// # Errors
    /// When the file cannot be read, or a row has no end.
    pub fn advance(&mut self) -> Result<Option<(u64, Row)>> {
        self.left.store(LONGEST_ROW, Ordering::Relaxed);
        let mut fields = ByteRecord::new();
        if !self.reader.read_byte_record(&mut fields).map_err(failed)? {
            return Ok(None);
        }
        let line = fields.position().map_or(0, csv::Position::line);
        let layout = Arc::clone(&self.layout);
        Ok(Some((line, Row { fields, layout })))
    }
}

/// What stands most often in the headings among comma, semicolon and tab.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|b| **b == mark).count();
    let (commas, semicolons, tabs) = (count(b','), count(b';'), count(b'\t'));
    if tabs > commas && tabs > semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::bad(format!("{other:?}")),
    }
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    fields: ByteRecord,
    layout: Arc<Layout>,
}

impl Row {
    /// The text of the row.
    ///
    /// # Errors
    /// When there is none, or it is too long, or the date is no date.
    pub fn entry(&self) -> Result<Entry> {
        let bytes = self.fields.get(self.layout.text).unwrap_or_default();
        if bytes.len() as u64 > LONGEST {
            return Err(Error::bad(format!("a text of more than {LONGEST} bytes")));
        }
        let text = decode(bytes, None)?;
        let words = |column: Option<usize>| {
            let field = self.fields.get(column?)?;
            let words = decode(field, None).ok()?.text;
            let words = words.trim();
            (!words.is_empty()).then(|| words.to_owned())
        };
        let date = words(self.layout.date);
        Ok(Entry {
            text: text.text,
            title: words(self.layout.title),
            date: date.as_deref().map(day).transpose()?,
            address: words(self.layout.address),
            id: words(self.layout.id),
            decoded: text.warning,
            ..Entry::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &'static [u8], columns: &Columns) -> Result<Vec<(u64, Entry)>> {
        let mut table = Table::new(Box::new(file), columns)?;
        let mut all = Vec::new();
        while let Some((line, row)) = table.advance()? {
            all.push((line, row.entry()?));
        }
        Ok(all)
    }

    #[test]
    fn rows_with_any_of_three_delimiters() {
        for mark in [",", ";", "\t"] {
            let file =
                "\u{FEFF}Id#TEXT#date\n1#\"Talks\n\"\"stall\"\".\"#2026-03-03\n2#Mali left.#\n";
            let file = file.replace('#', mark).into_bytes().leak();
            let found = read(file, &Columns::default()).expect("a table");
            assert_eq!(found[0].1.text, "Talks\n\"stall\".");
            assert_eq!((found[1].0, found[1].1.id.as_deref()), (4, Some("2")));
            assert_eq!(found[1].1.date, None);
        }
    }

    #[test]
    fn a_column_that_is_not_there() {
        let error = read(b"a,b\n1,2\n", &Columns::default()).expect_err("no text");
        assert_eq!(error.to_string(), "no column `text` among a, b");
        let columns = Columns {
            text: Some("B".to_owned()),
            date: Some("day".to_owned()),
            id: None,
        };
        let error = read(b"a,b\n1,2\n", &columns).expect_err("no day");
        assert_eq!(error.to_string(), "no column `day` among a, b");
    }

    #[test]
    fn a_quote_without_end_is_not_taken_in() {
        let mut file = b"text\n\"".to_vec();
        file.resize(usize::try_from(2 * LONGEST_ROW).expect("a size"), b'a');
        let error = read(file.leak(), &Columns::default()).expect_err("no end");
        assert!(error.to_string().contains("quote"), "{error}");
    }
}
