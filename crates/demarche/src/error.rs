//! What can go wrong on the command line, and what the process says and returns then.

use std::io;
use std::path::Path;

/// Who has to do something about it; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What was given cannot be used.
    Input,
    /// The command line asks for something that does not go together.
    Usage,
    /// Disk, record or terminal did not do their part.
    Outside,
    /// A bug here.
    Internal,
    /// Whoever read the output has left.
    BrokenPipe,
}

impl Kind {
    /// The exit code; documented in `demarche --help`.
    pub const fn code(self) -> u8 {
        match self {
            Self::BrokenPipe => 0,
            Self::Input => 1,
            Self::Usage => 2,
            Self::Outside => 3,
            Self::Internal => 70,
        }
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct CommandError {
    pub kind: Kind,
    /// A lower-case fragment, with the causes after colons.
    pub error: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// What was already explained at length (rendered diagnostics), printed before the error.
    pub report: Option<String>,
}

/// Result of everything a command does.
pub(crate) type Result<T = ()> = std::result::Result<T, CommandError>;

impl CommandError {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand their errors over"
    )]
    fn new(kind: Kind, error: impl ToString) -> Self {
        Self {
            kind,
            error: error.to_string(),
            hints: Vec::new(),
            report: None,
        }
    }

    /// What was given cannot be used.
    pub fn input(error: impl ToString) -> Self {
        Self::new(Kind::Input, error)
    }

    /// The command line asks for something that does not go together.
    pub fn usage(error: impl ToString) -> Self {
        Self::new(Kind::Usage, error)
    }

    /// Disk, record or terminal did not do their part.
    pub fn outside(error: impl ToString) -> Self {
        Self::new(Kind::Outside, error)
    }

    /// A bug here.
    pub fn internal(error: impl ToString) -> Self {
        Self::new(Kind::Internal, error)
    }

    /// With what to do about it.
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// With rendered diagnostics.
    pub fn reported(mut self, report: String) -> Self {
        self.report = Some(report);
        self
    }

    /// Several errors as one; `None` where there are none.
    pub fn all(errors: Vec<Self>) -> Option<Self> {
        errors.into_iter().reduce(|mut all, next| {
            all.error.push_str("\n       ");
            all.error.push_str(&next.error);
            all.hints.extend(next.hints);
            all.hints.dedup();
            all
        })
    }

    /// A file that could not be read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let failed = Self::input(format!("cannot read {}: {}", path.display(), plain(error)));
        match error.kind() {
            io::ErrorKind::NotFound => failed.hinted("check the path; `-` reads standard input"),
            io::ErrorKind::PermissionDenied => failed.hinted("give yourself the right to read it"),
            _ => failed,
        }
    }

    /// A file or folder that could not be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let failed = Self::outside(format!("cannot write {}: {}", path.display(), plain(error)));
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                failed.hinted("free some space and try again; what was there before is untouched")
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                failed.hinted("write to another folder, or give yourself the right to write there")
            }
            io::ErrorKind::NotFound => failed.hinted("create the folder first"),
            _ => failed,
        }
    }
}

/// What the system says, without Rust's "(os error 2)".
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "unknown failure".to_owned(),
    }
}

/// For writing to standard output; files have [`CommandError::writing`].
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Kind::BrokenPipe, "nobody reads the output any more");
        }
        let failed = Self::outside(format!("cannot write the output: {}", plain(&error)));
        if error.kind() == io::ErrorKind::StorageFull {
            return failed.hinted("free some space and try again");
        }
        failed
    }
}

impl From<serde_json::Error> for CommandError {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => io::Error::from(kind).into(),
            None => Self::internal(format!("cannot make JSON: {error}")),
        }
    }
}

impl From<demarche_record::Error> for CommandError {
    fn from(error: demarche_record::Error) -> Self {
        use demarche_record::ErrorKind as E;
        let kind = match error.kind {
            E::Missing | E::NotFound { .. } | E::Ambiguous { .. } | E::BadEdit { .. } => {
                Kind::Input
            }
            E::BadReading { .. } | E::Sqlite(_) => Kind::Internal,
            _ => Kind::Outside,
        };
        Self::new(kind, &error).hinted(error.help())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_read_as_fragments() {
        let error = io::Error::from_raw_os_error(2);
        let shown = CommandError::reading(Path::new("a.txt"), &error);
        assert_eq!(shown.error, "cannot read a.txt: no such file or directory");
        assert_eq!(shown.kind.code(), 1);
    }

    #[test]
    fn a_full_disk_is_not_the_users_fault() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let shown = CommandError::writing(Path::new("b"), &error);
        assert_eq!(shown.kind, Kind::Outside);
        assert_eq!(shown.hints.len(), 1);
    }
}
