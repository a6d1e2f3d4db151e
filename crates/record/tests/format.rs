//! The format of the file: what a new one looks like, and that all old ones can still be read.

mod common;

use common::*;
use demarche_evidence::Source;
use demarche_record::{FORMAT_VERSION, Record, Verdict};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn the_schema_is_the_one_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    drop(Record::open(&path).unwrap());
    let conn = Connection::open(&path).unwrap();
    let mut query = conn
        .prepare(
            "SELECT sql FROM sqlite_schema
             WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name",
        )
        .unwrap();
    let schema: Vec<String> = query
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    insta::assert_snapshot!("schema", schema.join(";\n\n"));
}

#[test]
fn every_format_ever_written_can_be_upgraded() {
    let folder = tempfile::tempdir().unwrap();
    for version in 1..=FORMAT_VERSION {
        let old = fixtures().join(format!("v{version}.sqlite"));
        let path = folder.path().join(format!("v{version}.sqlite"));
        std::fs::copy(&old, &path).unwrap_or_else(|_| panic!("no fixture for version {version}"));
        let mut record = Record::open_existing(&path).unwrap();
        assert_eq!(record.check().unwrap(), Vec::<String>::new());
        let json = serde_json::to_string_pretty(&record.export().unwrap()).unwrap();
        // One snapshot for all: an upgrade loses nothing.
        insta::assert_snapshot!("fixture", json);
        assert_eq!(record.search("geneve").unwrap().len(), 4);
        let (source, reading) = numbered("new", 1);
        record.keep(&source, &reading, "rules 9", at(99)).unwrap();
        drop(record);
        assert_eq!(
            Record::read_only(&path).unwrap().sources().unwrap().len(),
            4
        );
    }
}

/// Run once for each new format version, by hand:
/// `cargo test -p demarche-record --test format -- --ignored`.
#[test]
#[ignore = "writes a fixture"]
fn write_the_fixture_of_the_current_version() {
    let path = fixtures().join(format!("v{FORMAT_VERSION}.sqlite"));
    assert!(!path.exists(), "a fixture never changes");
    let mut record = Record::open(&path).unwrap();
    let source = source();
    let all = statements(&source);
    record
        .keep(&source, &reading(&source, all.clone()), "rules 1", at(0))
        .unwrap();
    record
        .review(&all[0].id.0, &Verdict::Accept, "ana", at(1))
        .unwrap();
    let edit = Verdict::Edit(Box::new(demand(norland(), "the straits open to all")));
    record.review(&all[1].id.0, &edit, "ana", at(2)).unwrap();
    record
        .review(&all[2].id.0, &Verdict::Reject, "ben", at(3))
        .unwrap();
    record
        .comment(&all[1].id.0, "as in the annex", "ben", at(4))
        .unwrap();
    record
        .keep(
            &source,
            &reading(&source, all[..3].to_vec()),
            "rules 2",
            at(5),
        )
        .unwrap();
    let mut more = Source::plain(format!("{ARTICLE} More."));
    more.title = None;
    let mut every = statements(&more);
    every.extend(others(&more));
    record
        .keep(&more, &reading(&more, every), "rules 2", at(6))
        .unwrap();
    let (other, other_reading) = numbered("fixture", 1);
    record
        .keep(&other, &other_reading, "rules 2", at(6))
        .unwrap();
}
