//! The program started by itself, for formats whose libraries may break down on a broken file: what
//! they do then must not harm the run.

use crate::error::{CommandError, Kind, Result};
use std::ffi::OsString;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};

/// What is read of what a process says about its file.
const SAID: u64 = 4096;

/// Starts one of the hidden commands.
///
/// # Errors
/// When the system starts no other process.
pub(super) fn start(
    args: impl IntoIterator<Item = OsString>,
    input: impl Into<Stdio>,
) -> Result<Child> {
    std::env::current_exe()
        .and_then(|program| {
            Command::new(program)
                .args(args)
                .stdin(input)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
        })
        .map_err(|e| CommandError::outside(format!("cannot start another process: {e}")))
}

/// What a process said is wrong with its file, and what to do about it.
pub(super) struct Said {
    pub error: String,
    pub hint: Option<String>,
}

/// What a process that has ended said; `None` where it broke down, and so said nothing of use.
pub(super) fn said(child: &mut Child, ended: ExitStatus) -> Option<Said> {
    if ended.code() == Some(i32::from(Kind::Internal.code())) {
        return None;
    }
    let mut words = String::new();
    let stderr = child.stderr.take()?;
    stderr.take(SAID).read_to_string(&mut words).ok()?;
    let told = |label: &str| words.lines().find_map(|l| l.strip_prefix(label));
    Some(Said {
        error: told("error: ")?.to_owned(),
        hint: told("hint: ").map(str::to_owned),
    })
}

impl Said {
    /// As an error in what has this name.
    pub fn about(self, name: &str) -> CommandError {
        let error = CommandError::input(format!("cannot read {name}: {}", self.error));
        match self.hint {
            Some(hint) => error.hinted(hint),
            None => error,
        }
    }
}
