//! Opening a file, telling whether it is ours, and bringing it to the current format.

use crate::error::ErrorKind;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// How long a call waits for another process before it fails with
/// [`ErrorKind::Busy`].
pub const BUSY_SECONDS: u64 = 5;

/// SQLite's `application_id` of a record: `Dmrc` as a big-endian number.
pub const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Dmrc");

/// The changes that lead from an empty file to the current format, in order; never edited, only
/// added to.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_first.sql")];

/// The format this library writes (`PRAGMA user_version`).
pub const FORMAT_VERSION: u32 = MIGRATIONS.len() as u32;

/// What is to be done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Created where it does not exist.
    Create,
    /// Must exist; written to.
    Write,
    /// Must exist; only read.
    Read,
}

pub(crate) fn connect(path: &Path, mode: Mode) -> Result<Connection, ErrorKind> {
    let path = guard(path, mode)?;
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if mode == Mode::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    // Reading opens for writing too where that is allowed (SQLite falls back by itself): a change
    // that was cut off by a kill must be rolled back before anything can be read.
    let conn = Connection::open_with_flags(&path, flags)?;
    prepare(conn, mode)
}

pub(crate) fn memory() -> Result<Connection, ErrorKind> {
    prepare(Connection::open_in_memory()?, Mode::Create)
}

/// Names that mean something else to SQLite, and mistakes that it reports badly.
fn guard(path: &Path, mode: Mode) -> Result<std::path::PathBuf, ErrorKind> {
    let cannot = |why: &str| {
        Err(ErrorKind::CannotOpen {
            why: why.to_owned(),
        })
    };
    if path.as_os_str().is_empty() {
        return cannot("no path was given");
    }
    if path.is_dir() {
        return cannot("this is a folder");
    }
    if !path.exists() {
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
        if parent.is_some_and(|p| !p.is_dir()) {
            return cannot("its folder does not exist");
        }
        if mode != Mode::Create {
            return Err(ErrorKind::Missing);
        }
    }
    Ok(if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    })
}

fn prepare(mut conn: Connection, mode: Mode) -> Result<Connection, ErrorKind> {
    conn.busy_timeout(Duration::from_secs(BUSY_SECONDS))?;
    let version = identify(&conn, mode)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")?;
    if mode == Mode::Read {
        conn.execute_batch("PRAGMA query_only = ON;")?;
    } else {
        conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;")?;
    }
    if version < FORMAT_VERSION {
        if mode == Mode::Read {
            return Err(ErrorKind::OlderVersion {
                found: version,
                supported: FORMAT_VERSION,
            });
        }
        migrate(&mut conn, MIGRATIONS)?;
    }
    Ok(conn)
}

/// Checks whose file it is before anything is set on it, and returns its version; 0 for an empty
/// file that may become a record. All is read in one transaction: another process may be making a
/// record of the same empty file.
fn identify(conn: &Connection, mode: Mode) -> Result<u32, ErrorKind> {
    let view = conn.unchecked_transaction()?;
    let number = |pragma: &str| view.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let application = number("application_id")?;
    let version = number("user_version")?;
    let tables: i64 = view.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == APPLICATION_ID {
        let found = u32::try_from(version).unwrap_or(0);
        if found > FORMAT_VERSION {
            return Err(ErrorKind::NewerVersion {
                found,
                supported: FORMAT_VERSION,
            });
        }
        return Ok(found);
    }
    if mode == Mode::Create && application == 0 && version == 0 && tables == 0 {
        return Ok(0);
    }
    Err(ErrorKind::NotARecord {
        why: if tables == 0 && application == 0 {
            "it is empty".to_owned()
        } else {
            "it is a database of another program".to_owned()
        },
    })
}

/// Applies what is missing, each step in a transaction of its own. The version is read again
/// under the write lock: two processes may open a new file at the same time.
fn migrate(conn: &mut Connection, migrations: &[&str]) -> Result<(), ErrorKind> {
    for (step, sql) in migrations.iter().enumerate() {
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if usize::try_from(version).is_ok_and(|v| v > step) {
            continue;
        }
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", (step + 1) as i64)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[&str] = &[
        "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);",
        "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1;",
    ];

    fn version(conn: &Connection) -> i64 {
        conn.pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn steps_are_applied_once_and_in_order() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, &STEPS[..1]).unwrap();
        assert_eq!(version(&conn), 1);
        migrate(&mut conn, STEPS).unwrap();
        migrate(&mut conn, STEPS).unwrap();
        assert_eq!(version(&conn), 2);
        let y: i64 = conn
            .query_row("SELECT y FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(y, 8);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        let steps = [STEPS[0], "CREATE TABLE b (x INTEGER); nonsense"];
        assert!(migrate(&mut conn, &steps).is_err());
        assert_eq!(version(&conn), 1);
        let tables: i64 = conn
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 1);
    }
}
