use crate::text::lossy;
use demarche_evidence::{Source, Span};
use demarche_read::Reader;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().expect("the built-in reader"));

/// The whole reader on a text: every span it gives is a piece of the text, and it says the same
/// thing twice.
pub(crate) fn reader(data: &[u8]) {
    let text = lossy(data);
    let source = Source::plain(text.as_ref());
    let reading = READER.read_any(&source);
    let whole = |span: Span| {
        let piece = source.text.get(span.start..span.end);
        assert!(piece.is_some_and(|p| !p.is_empty()), "{span:?}");
    };
    for statement in &reading.statements {
        whole(statement.evidence);
        statement.arguments.iter().for_each(|a| whole(a.span));
    }
    let parties = reading.parties.iter().flat_map(|p| &p.mentions);
    let people = reading.people.iter().flat_map(|p| &p.mentions);
    parties.chain(people).for_each(|span| whole(*span));
    assert_eq!(reading, READER.read_any(&source));
}
