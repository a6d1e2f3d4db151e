use demarche_evidence::Span;
use demarche_formats::{Columns, Entry, Format, LONGEST, Text, decode, items};
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

/// Raw bytes as a file that holds one text: Markdown where the first byte is odd, else a page or plain text by how it begins. What
/// is read stands in the file in the same order, and every piece of it is a piece of the file; words written as one entity share it.
pub(crate) fn page(data: &[u8]) {
    let Some((&kind, rest)) = data.split_first() else {
        return;
    };
    let Ok(decoded) = decode(rest, None) else {
        return;
    };
    let address = if kind % 2 == 1 { "a.md" } else { "a.html" };
    let text = Text::new(decoded.text.clone(), address);
    let (clean, source) = (&text.clean.text, &text.source.text);
    let mut reached = 0;
    for region in &text.source.regions {
        assert!(reached <= region.start && region.end <= source.len());
        assert!(source.get(region.start..region.end).is_some());
        reached = region.end;
    }
    let mut reached = 0;
    for (start, word) in words(clean) {
        let place = text.span_in_source(Span::new(start, start + word.len()));
        assert!(reached <= place.start && place.start < place.end);
        assert!(source.get(place.start..place.end).is_some(), "{place:?}");
        reached = place.start;
    }
    let again = Text::new(decoded.text.clone(), address);
    assert_eq!(again.clean, text.clean);
}

/// Words by white space, with the byte each begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (start(word), word))
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
