use demarche_formats::{Columns, Entry, Format, LONGEST, items};
use std::io::Cursor;

/// A web archive, as it is or compressed.
pub(crate) fn archive(data: &[u8]) {
    twice(Format::Archive, data);
}

/// A feed: RSS, Atom, JSON Feed.
pub(crate) fn feed(data: &[u8]) {
    twice(Format::Feed, data);
}

/// A message.
pub(crate) fn mail(data: &[u8]) {
    twice(Format::Mail, data);
}

/// A table: CSV, or JSON Lines where it begins like them.
pub(crate) fn table(data: &[u8]) {
    let is_lines = data.first() == Some(&b'{');
    twice(
        if is_lines {
            Format::Lines
        } else {
            Format::Table
        },
        data,
    );
}

/// The reader says the same thing twice, and no text is longer than texts may be but for the page
/// around it.
fn twice(format: Format, data: &[u8]) {
    let found = entries(format, data);
    for entry in found.iter().flatten() {
        assert!(entry.text.len() as u64 <= 2 * LONGEST);
    }
    assert_eq!(found, entries(format, data));
}

/// What is there, or why it cannot be used.
fn entries(format: Format, data: &[u8]) -> Vec<Result<Entry, String>> {
    let reader = Box::new(Cursor::new(data.to_vec()));
    match items(format, reader, &Columns::default()) {
        Ok(items) => items
            .map(|item| item.and_then(|i| i.entry()).map_err(|e| e.to_string()))
            .collect(),
        Err(error) => vec![Err(error.to_string())],
    }
}
