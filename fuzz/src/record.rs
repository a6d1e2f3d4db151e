use crate::text::lossy;
use demarche_evidence::{Actor, StatementId};
use demarche_evidence::{Body, Demand, Reading, Source, Span, Statement, Voice};
use demarche_record::{ErrorKind, Filter, Record};
use jiff::Timestamp;
use std::cell::RefCell;

const TEXT: &str = "The talks in Genève are off. Norland wants port 4 reopened.";

fn filled(mut record: Record) -> Record {
    let source = Source::plain(TEXT);
    let evidence = Span::new(30, TEXT.len() - 1);
    let body = Body::Demand(Demand {
        party: Actor::party("Norland", None),
        demand: "port 4 reopened".to_owned(),
        addressee: None,
        refusal: false,
        offer: false,
    });
    let statement = Statement {
        id: StatementId("0123456789".to_owned()),
        source: source.id.clone(),
        evidence,
        voice: Voice::Article,
        body,
        arguments: vec![],
        rule: "seed".to_owned(),
        confidence: 0.5,
    };
    let reading = Reading {
        source: source.id.clone(),
        date: None,
        relevant: true,
        parties: vec![],
        people: vec![],
        statements: vec![statement],
        causal: Vec::new(),
    };
    let kept = record.keep(&source, &reading, "seed", Timestamp::UNIX_EPOCH);
    kept.expect("the seed is sound");
    record
}

thread_local! {
    static RECORD: RefCell<Option<Record>> = const { RefCell::new(None) };
    static FILE: Vec<u8> = {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("record.sqlite");
        drop(filled(Record::open(&path).expect("a record")));
        std::fs::read(&path).expect("its bytes")
    };
}

/// A user's query, and an id: no query is an error, marks are pieces of the snippet, and an id is
/// found or not.
pub(crate) fn search(data: &[u8]) {
    let query = lossy(data);
    RECORD.with_borrow_mut(|record| {
        let record = record.get_or_insert_with(|| filled(Record::in_memory().expect("a record")));
        for hit in record.search(&query).expect("no query is an error") {
            for mark in hit.marks {
                let word = mark
                    .text(&hit.snippet)
                    .expect("a mark is a piece of the snippet");
                assert!(!word.is_empty());
            }
        }
        let filter = Filter {
            text: Some(query.clone().into_owned()),
            party: Some(query.clone().into_owned()),
            ..Filter::default()
        };
        record.statements(&filter).expect("no filter is an error");
        if let Err(error) = record.statement(&query) {
            assert!(matches!(error.kind, ErrorKind::NotFound { .. }), "{error}");
        }
    });
}

/// A damaged file: every triple of bytes overwrites one byte of a sound record (two for the place,
/// one for the value). Opening, reading and checking it may fail, but not crash.
pub(crate) fn file(data: &[u8]) {
    let mut bytes = FILE.with(Clone::clone);
    for patch in data.chunks_exact(3).take(64) {
        let place = usize::from(u16::from_le_bytes([patch[0], patch[1]]));
        let place = place % bytes.len();
        bytes[place] = patch[2];
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("record.sqlite");
    std::fs::write(&path, &bytes).expect("room for a file");
    let Ok(record) = Record::read_only(&path) else {
        return;
    };
    drop(record.search("norland"));
    drop(record.export());
    drop(record.check());
}
