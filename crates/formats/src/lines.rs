//! JSON Lines: an object a line.

use crate::columns::Role;
use crate::dates::day;
use crate::{Columns, Entry, Error, LONGEST, Result};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// A line holds a text, which JSON may write with six bytes for one.
const LONGEST_LINE: u64 = 6 * LONGEST;

/// The lines of a file that are not blank.
pub(crate) struct Lines {
    reader: Box<dyn BufRead>,
    number: usize,
}

impl Lines {
    pub fn new(reader: Box<dyn BufRead>) -> Self {
        Self { reader, number: 0 }
    }

    /// The next line and its number, from 1; of one that is too long, the beginning.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advance(&mut self) -> Result<Option<(usize, Vec<u8>)>> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader)
                .take(LONGEST_LINE + 1)
                .read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() as u64 > LONGEST_LINE {
                self.reader.skip_until(b'\n')?;
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some((self.number, bytes)));
            }
        }
    }
}

/// The text of a line.
///
/// # Errors
/// When it is no object with a text, or too long.
pub(crate) fn entry(bytes: &[u8], columns: &Columns) -> Result<Entry> {
    if bytes.len() as u64 > LONGEST_LINE {
        return Err(Error::bad(format!("longer than {LONGEST_LINE} bytes")));
    }
    let fields: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|e| Error::bad(e.to_string()))?;
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    let value = |role| fields.get(columns.find(role, &names)?);
    let words = |role| value(role).and_then(Value::as_str);
    let text = words(Role::Text).ok_or_else(|| {
        let wanted = columns.asked(Role::Text).unwrap_or("text");
        Error::hinted(
            format!("no key `{wanted}` that holds a text"),
            "`--text-column` names the key",
        )
    })?;
    if text.len() as u64 > LONGEST {
        return Err(Error::bad(format!("a text of more than {LONGEST} bytes")));
    }
    Ok(Entry {
        text: text.to_owned(),
        title: words(Role::Title).map(str::to_owned),
        date: words(Role::Date).map(day).transpose()?,
        address: words(Role::Address).map(str::to_owned),
        id: match value(Role::Id) {
            Some(Value::String(id)) => Some(id.clone()),
            Some(Value::Null) | None => None,
            Some(other) => Some(other.to_string()),
        },
        ..Entry::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_by_their_usual_names_or_those_asked_for() {
        let line = br#"{"ID": 3, "Body": "Talks stall.", "story": "Others.", "date": null}"#;
        let found = entry(line, &Columns::default()).expect("an entry");
        assert_eq!(
            (found.text.as_str(), found.id.as_deref()),
            ("Talks stall.", Some("3"))
        );
        let columns = Columns {
            text: Some("Story".to_owned()),
            ..Columns::default()
        };
        assert_eq!(entry(line, &columns).expect("an entry").text, "Others.");
        let error = entry(b"{\"id\": 3}", &Columns::default()).expect_err("no text");
        assert_eq!(error.to_string(), "no key `text` that holds a text");
    }
}
