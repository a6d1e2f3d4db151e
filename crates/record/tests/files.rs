//! Files that are not as they should be.

mod common;

use common::*;
use demarche_record::{APPLICATION_ID, Error, ErrorKind, FORMAT_VERSION, Record};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::Command;

fn record_in(folder: &Path) -> PathBuf {
    let path = folder.join("record.sqlite");
    let mut record = Record::open(&path).unwrap();
    let (source, reading) = numbered("f", 1);
    record.keep(&source, &reading, "rules 1", at(0)).unwrap();
    path
}

/// Opens in all three ways; the file must stay as it is, and no other may appear.
fn refused(path: &Path, is_right: impl Fn(&ErrorKind) -> bool) -> Error {
    let before = std::fs::read(path).ok();
    let around = || std::fs::read_dir(path.parent().unwrap()).unwrap().count();
    let files = around();
    for open in [Record::open, Record::open_existing, Record::read_only] {
        let error = open(path).unwrap_err();
        assert!(is_right(&error.kind), "{error}");
        assert!(!error.help().is_empty());
    }
    assert_eq!(std::fs::read(path).ok(), before);
    assert_eq!(around(), files);
    Record::open(path).unwrap_err()
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 7).unwrap();
    drop(conn);
    let error = refused(&path, |kind| {
        matches!(
            kind,
            ErrorKind::NewerVersion {
                found: 7,
                supported: FORMAT_VERSION
            }
        )
    });
    insta::assert_snapshot!(error.kind, @"the record has format version 7, this program reads up to version 1");
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let not_ours = |kind: &ErrorKind| matches!(kind, ErrorKind::NotARecord { .. });
    let text = folder.path().join("article.txt");
    std::fs::write(&text, ARTICLE.repeat(50)).unwrap();
    insta::assert_snapshot!(refused(&text, not_ours).kind, @"this file is not a record: file is not a database");
    let other = folder.path().join("other.sqlite");
    let conn = Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE bookmarks (x)").unwrap();
    drop(conn);
    insta::assert_snapshot!(refused(&other, not_ours).kind, @"this file is not a record: it is a database of another program");
    let named = folder.path().join("named.sqlite");
    let conn = Connection::open(&named).unwrap();
    conn.pragma_update(None, "application_id", 99).unwrap();
    drop(conn);
    insta::assert_snapshot!(refused(&named, not_ours).kind, @"this file is not a record: it is a database of another program");
    let cannot = |kind: &ErrorKind| matches!(kind, ErrorKind::CannotOpen { .. });
    insta::assert_snapshot!(refused(folder.path(), cannot).kind, @"the record cannot be opened: this is a folder");
    let nowhere = Record::open(folder.path().join("no/such/record.sqlite")).unwrap_err();
    insta::assert_snapshot!(nowhere.kind, @"the record cannot be opened: its folder does not exist");
    insta::assert_snapshot!(Record::open("").unwrap_err().kind, @"the record cannot be opened: no path was given");
}

#[test]
fn only_open_makes_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    for open in [Record::open_existing, Record::read_only] {
        let error = open(&path).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Missing), "{error}");
        assert!(!path.exists());
    }
    // A kill between making the file and filling it leaves it empty.
    std::fs::write(&path, "").unwrap();
    assert!(matches!(
        Record::read_only(&path).unwrap_err().kind,
        ErrorKind::NotARecord { .. }
    ));
    drop(Record::open(&path).unwrap());
    drop(Record::read_only(&path).unwrap());
    let conn = Connection::open(&path).unwrap();
    let id: i32 = conn
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .unwrap();
    assert_eq!(id, APPLICATION_ID);
}

#[test]
fn an_older_format_is_not_upgraded_by_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "application_id", APPLICATION_ID)
        .unwrap();
    drop(conn);
    let error = Record::read_only(&path).unwrap_err();
    assert!(
        matches!(error.kind, ErrorKind::OlderVersion { found: 0, .. }),
        "{error}"
    );
    drop(Record::open_existing(&path).unwrap());
    drop(Record::read_only(&path).unwrap());
}

#[test]
fn a_damaged_file_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    for byte in bytes.iter_mut().skip(4096) {
        *byte ^= 0x5a;
    }
    std::fs::write(&path, &bytes).unwrap();
    let error = match Record::open_existing(&path) {
        Err(error) => error,
        Ok(record) => record.export().unwrap_err(),
    };
    assert!(matches!(error.kind, ErrorKind::Corrupt { .. }), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn values_that_cannot_be_ours_are_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    for (harm, message) in [
        ("UPDATE statement SET body = 'x'", "body of a statement"),
        ("UPDATE statement SET start = -4", "offset"),
        ("UPDATE statement SET body_version = 9", "version of a body"),
        ("UPDATE statement SET voice = '{}'", "voice of a statement"),
        ("UPDATE source SET date = 'soon'", "date of a source"),
    ] {
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(&format!("SAVEPOINT harm; {harm}; RELEASE harm"))
            .unwrap();
        drop(conn);
        let error = Record::read_only(&path).unwrap().export().unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Corrupt { .. }), "{error}");
        assert!(error.to_string().contains(message), "{error}");
        std::fs::remove_file(&path).unwrap();
        record_in(folder.path());
    }
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("UPDATE source SET text = 'short'")
        .unwrap();
    let found = Record::read_only(&path).unwrap().check().unwrap();
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_full_disk_loses_nothing_kept_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    let limit = |pages: u32| {
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0))
            .unwrap()
    };
    // The limit belongs to a connection, so the record gets it through its own hook.
    let pages = limit(1);
    let mut record = Record::open_existing(&path).unwrap();
    record.limit_pages(pages).unwrap();
    let before = std::fs::read(&path).unwrap();
    let mut source = source();
    source.text = ARTICLE.repeat(200);
    source.id = demarche_evidence::SourceId::of(source.text.as_bytes());
    source.regions = vec![(0..source.text.len()).into()];
    let reading = reading(&source, statements(&source));
    let error = record
        .keep(&source, &reading, "rules 1", at(1))
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Full), "{error}");
    assert_eq!(record.sources().unwrap().len(), 1);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    record.limit_pages(100_000).unwrap();
    assert!(
        record
            .keep(&source, &reading, "rules 1", at(1))
            .unwrap()
            .new_source
    );
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_handle_for_reading_does_not_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    let mut record = Record::read_only(&path).unwrap();
    let (source, reading) = numbered("f", 2);
    let error = record
        .keep(&source, &reading, "rules 1", at(0))
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::ReadOnly { .. }), "{error}");
}

const FOLDER: &str = "DEMARCHE_TEST_WRITE_PROTECTED";

/// The superuser may write anywhere, so the check itself runs as a child with fewer rights.
#[cfg(unix)]
#[test]
fn a_write_protected_folder_can_be_read_but_not_written() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    let path = record_in(folder.path());
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(folder.path(), 0o555);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--ignored", "--exact", "in_a_write_protected_folder"])
        .env(FOLDER, folder.path());
    if std::fs::metadata(folder.path()).unwrap().uid() == 0 {
        child.uid(65534).gid(65534);
    }
    let result = child.output().unwrap();
    mode(folder.path(), 0o755);
    let shown = String::from_utf8_lossy(&result.stdout);
    assert!(result.status.success(), "{shown}");
    assert!(shown.contains("1 passed"), "{shown}");
    assert_eq!(Record::read_only(path).unwrap().sources().unwrap().len(), 1);
}

#[test]
#[ignore = "run as a child by the test above"]
fn in_a_write_protected_folder() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let path = folder.join("record.sqlite");
    assert_eq!(
        Record::read_only(&path).unwrap().sources().unwrap().len(),
        1
    );
    let (source, reading) = numbered("f", 2);
    let error = Record::open(&path)
        .and_then(|mut record| record.keep(&source, &reading, "rules 1", at(0)))
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::ReadOnly { .. }), "{error}");
    let error = Record::open(folder.join("new.sqlite")).unwrap_err();
    assert!(
        matches!(
            error.kind,
            ErrorKind::CannotOpen { .. } | ErrorKind::ReadOnly { .. }
        ),
        "{error}"
    );
}
