use rusqlite::ErrorCode;
use rusqlite::ffi;
use std::path::{Path, PathBuf};

/// Result of everything that touches a record.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, and with which record.
#[derive(Debug, thiserror::Error)]
#[error("{}{kind}", prefix(.path))]
pub struct Error {
    /// The file; empty for a record in memory.
    pub path: PathBuf,
    /// What went wrong.
    #[source]
    pub kind: ErrorKind,
}

fn prefix(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!("{}: ", path.display())
    }
}

impl Error {
    pub(crate) fn new(path: &Path, kind: impl Into<ErrorKind>) -> Self {
        Self {
            path: path.to_owned(),
            kind: kind.into(),
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.kind.help()
    }
}

/// The ways in which a record can fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    #[error("there is no record here")]
    Missing,
    /// The file is something else, or not a database at all.
    #[error("this file is not a record: {why}")]
    NotARecord {
        /// How that was seen.
        why: String,
    },
    /// A later version of the program wrote the file.
    #[error("the record has format version {found}, this program reads up to version {supported}")]
    NewerVersion {
        /// Version of the file.
        found: u32,
        /// Newest version this library knows.
        supported: u32,
    },
    /// The file must be upgraded, but was opened for reading only.
    #[error("the record has format version {found} and must be upgraded to {supported} first")]
    OlderVersion {
        /// Version of the file.
        found: u32,
        /// Version it must have.
        supported: u32,
    },
    /// The file, its folder or this handle does not allow writing.
    #[error("the record cannot be written: {why}")]
    ReadOnly {
        /// What forbids it.
        why: String,
    },
    /// The file cannot be opened or created.
    #[error("the record cannot be opened: {why}")]
    CannotOpen {
        /// What stands in the way.
        why: String,
    },
    /// No room left.
    #[error("the disk is full; nothing of this change was kept")]
    Full,
    /// Somebody else held the lock for too long.
    #[error("another program is writing the record; gave up after {seconds} seconds")]
    Busy {
        /// How long this process waited.
        seconds: u64,
    },
    /// The file is damaged.
    #[error("the record is damaged: {why}")]
    Corrupt {
        /// What does not fit.
        why: String,
    },
    /// Nothing has such an id.
    #[error("no {what} with an id that starts with `{id}`")]
    NotFound {
        /// `source` or `statement`.
        what: &'static str,
        /// As given.
        id: String,
    },
    /// Several things have such an id.
    #[error("`{id}` is the start of several {what} ids: {}", .candidates.join(", "))]
    Ambiguous {
        /// `source` or `statement`.
        what: &'static str,
        /// As given.
        id: String,
        /// What it could mean, in order; at most twenty.
        candidates: Vec<String>,
    },
    /// What was to be kept contradicts itself.
    #[error("the reading cannot be kept: {why}")]
    BadReading {
        /// The first contradiction.
        why: String,
    },
    /// The new body of an edit points outside the source.
    #[error("the edit cannot be kept: {why}")]
    BadEdit {
        /// What does not fit.
        why: String,
    },
    /// The file or device failed.
    #[error("reading or writing the record failed: {0}")]
    Io(#[source] rusqlite::Error),
    /// SQLite refused for a reason that should not occur: a bug here.
    #[error("SQLite failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl ErrorKind {
    /// What the user can do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Missing => "check the path, or start a record by adding a source",
            Self::NotARecord { .. } => {
                "give the path of a record, or of a file that does not exist yet"
            }
            Self::NewerVersion { .. } => {
                "use the version of the program that wrote it, or a later one; the file was not changed"
            }
            Self::OlderVersion { .. } => {
                "open it once with write access, or copy it to where you can write"
            }
            Self::ReadOnly { .. } => {
                "give yourself write access to the file and its folder, or copy the record to where you can write"
            }
            Self::CannotOpen { .. } => {
                "check that the folder exists and that you may read and write there"
            }
            Self::Full => "free some space and try again; everything kept before is still there",
            Self::Busy { .. } => "wait until the other program is done, or end it, and try again",
            Self::Corrupt { .. } => {
                "restore a copy, or try `sqlite3 RECORD .recover` into a new file"
            }
            Self::NotFound { .. } => "list the record to see its ids",
            Self::Ambiguous { .. } => "give more digits of the id",
            Self::BadReading { .. } => {
                "nothing was changed; this is a fault of the reader that made it"
            }
            Self::BadEdit { .. } => "nothing was changed; correct the spans of the new body",
            Self::Io(_) => "check the disk; everything kept before is still there",
            Self::Sqlite(_) => "nothing was changed; please report this",
        }
    }
}

impl From<rusqlite::Error> for ErrorKind {
    fn from(error: rusqlite::Error) -> Self {
        let (code, message) = match &error {
            rusqlite::Error::SqliteFailure(failure, message) => {
                let text = message.clone().unwrap_or_else(|| failure.to_string());
                (*failure, text)
            }
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => {
                return Self::Corrupt {
                    why: error.to_string(),
                };
            }
            _ => return Self::Sqlite(error),
        };
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy {
                seconds: crate::BUSY_SECONDS,
            },
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly => Self::ReadOnly {
                why: read_only_reason(code.extended_code).to_owned(),
            },
            ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                Self::CannotOpen { why: message }
            }
            ErrorCode::NotADatabase => Self::NotARecord { why: message },
            ErrorCode::DatabaseCorrupt => Self::Corrupt { why: message },
            ErrorCode::TooBig => Self::BadReading {
                why: "the text is longer than SQLite takes (1,000,000,000 bytes)".to_owned(),
            },
            ErrorCode::SystemIoFailure => Self::Io(error),
            _ => Self::Sqlite(error),
        }
    }
}

const fn read_only_reason(extended: i32) -> &'static str {
    match extended {
        ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY => {
            "a change was cut off and must be rolled back first"
        }
        ffi::SQLITE_READONLY_DIRECTORY => "its folder is write-protected",
        _ => "the file or its folder is write-protected, or it was opened for reading only",
    }
}

impl ErrorKind {
    /// A value in the file that this library cannot have written.
    pub(crate) fn corrupt(what: &str, why: impl std::fmt::Display) -> Self {
        Self::Corrupt {
            why: format!("{what}: {why}"),
        }
    }
}
