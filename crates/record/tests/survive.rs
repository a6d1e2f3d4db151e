//! Kills and company: other processes, and the end of this one at a bad moment.

mod common;

use common::*;
use demarche_record::{BUSY_SECONDS, ErrorKind, Record};
use rusqlite::Connection;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const RECORD: &str = "DEMARCHE_TEST_RECORD";
const NAME: &str = "DEMARCHE_TEST_NAME";
const COUNT: &str = "DEMARCHE_TEST_COUNT";

/// Runs one of the ignored tests below in a process of its own.
fn child(role: &str, record: &Path, name: &str, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", role])
        .env(RECORD, record)
        .env(NAME, name)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn given(name: &str) -> String {
    std::env::var(name).unwrap()
}

#[test]
#[ignore = "run as a child by the tests below"]
fn keeps_and_tells() {
    let mut record = Record::open(given(RECORD)).unwrap();
    let count: usize = given(COUNT).parse().unwrap();
    let mut out = std::io::stdout();
    for number in 0..count {
        let (source, reading) = numbered(&given(NAME), number);
        record.keep(&source, &reading, "rules 1", at(0)).unwrap();
        writeln!(out, "kept {}", source.id).unwrap();
        out.flush().unwrap();
    }
}

#[test]
#[ignore = "run as a child by the tests below"]
fn dies_in_the_middle() {
    let conn = Connection::open(given(RECORD)).unwrap();
    // A cache of one page makes SQLite write into the file before the commit.
    conn.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM search; DELETE FROM involved; DELETE FROM argument; DELETE FROM statement;")
        .unwrap();
    std::process::abort();
}

/// Ids that a child said it had kept, as whole lines.
fn told(child: &mut Child) -> std::thread::JoinHandle<Vec<String>> {
    let out = child.stdout.take().unwrap();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(out);
        let mut told = Vec::new();
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|n| n > 0) {
            if let Some((_, id)) = line.strip_suffix('\n').and_then(|l| l.split_once("kept ")) {
                told.push(id.to_owned());
            }
            line.clear();
        }
        told
    })
}

#[test]
fn a_kill_loses_nothing_that_was_reported_as_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let mut reported = Vec::new();
    // Uneven pauses, so that the kill meets opening, writing and committing.
    for (round, pause) in [3, 11, 29, 47, 83, 140, 201, 260, 333, 17]
        .into_iter()
        .enumerate()
    {
        let mut writer = child("keeps_and_tells", &path, &round.to_string(), 1_000_000);
        let reader = told(&mut writer);
        std::thread::sleep(Duration::from_millis(pause));
        writer.kill().unwrap();
        writer.wait().unwrap();
        reported.extend(reader.join().unwrap());
        if !path.exists() {
            continue;
        }
        let record = Record::open(&path).unwrap();
        assert_eq!(record.check().unwrap(), Vec::<String>::new());
        let kept: Vec<String> = record
            .sources()
            .unwrap()
            .into_iter()
            .map(|s| s.id.0)
            .collect();
        for id in &reported {
            assert!(kept.contains(id), "{id} was reported and is gone");
        }
        assert_eq!(record.current_statements().unwrap().len(), kept.len());
    }
    assert!(
        !reported.is_empty(),
        "no child lived long enough to keep anything"
    );
}

#[test]
fn a_change_cut_off_in_the_middle_is_rolled_back_even_when_only_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let mut record = Record::open(&path).unwrap();
    for number in 0..100 {
        let (source, reading) = numbered("d", number);
        record.keep(&source, &reading, "rules 1", at(0)).unwrap();
    }
    drop(record);
    let before = std::fs::read(&path).unwrap();
    let mut dying = child("dies_in_the_middle", &path, "d", 0);
    assert!(!dying.wait().unwrap().success());
    let journal = folder.path().join("record.sqlite-journal");
    assert!(
        journal.exists(),
        "the child should have left a journal behind"
    );
    assert_ne!(std::fs::read(&path).unwrap(), before);
    let record = Record::read_only(&path).unwrap();
    assert_eq!(record.current_statements().unwrap().len(), 100);
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
    assert!(!journal.exists());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn two_processes_write_one_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    // The file does not exist yet: both also race to make it.
    let mut writers: Vec<Child> = ["left", "right", "left"]
        .map(|name| child("keeps_and_tells", &path, name, 25))
        .into_iter()
        .collect();
    for writer in &mut writers {
        let reader = told(writer);
        assert!(writer.wait().unwrap().success());
        assert_eq!(reader.join().unwrap().len(), 25);
    }
    let record = Record::read_only(&path).unwrap();
    assert_eq!(record.sources().unwrap().len(), 50);
    assert_eq!(record.current_statements().unwrap().len(), 50);
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_lock_held_too_long_is_reported_as_busy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let mut record = Record::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (source, reading) = numbered("e", 1);
    let error = record
        .keep(&source, &reading, "rules 1", at(0))
        .unwrap_err();
    assert!(
        matches!(
            error.kind,
            ErrorKind::Busy {
                seconds: BUSY_SECONDS
            }
        ),
        "{error}"
    );
    insta::assert_snapshot!(error.kind, @"another program is writing the record; gave up after 5 seconds");
    // Reading goes on beside a writer that has not committed yet.
    assert_eq!(record.sources().unwrap(), []);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(
        record
            .keep(&source, &reading, "rules 1", at(0))
            .unwrap()
            .new_source
    );
}
