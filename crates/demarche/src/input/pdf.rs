//! PDF files, read in a process of their own: the library may panic on a broken file or run without
//! end, and neither must harm the run. A file that unpacks hugely ends with the process that the
//! system then ends.

use super::LONGEST;
use super::found::{Taken, of_text};
use crate::error::{CommandError, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A file that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is read of what the process says about a file.
const SAID: u64 = 4096;

/// The hidden command that reads a PDF from standard input.
pub(crate) const COMMAND: &str = "pdf-text";

/// Takes a PDF file in.
///
/// # Errors
/// When it cannot be read, or has no text.
pub(super) fn take(path: &Path) -> Result<Taken> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let mut child = std::env::current_exe()
        .and_then(|program| {
            Command::new(program)
                .arg(COMMAND)
                .stdin(file)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
        })
        .map_err(|e| CommandError::outside(format!("cannot start another process: {e}")))?;
    let bytes = within(&mut child, PATIENCE).filter(|b| b.len() as u64 <= LONGEST);
    // One that has said all ends by itself.
    let ended = match bytes {
        Some(_) => child.wait(),
        None => child.kill().and_then(|()| child.wait()),
    };
    let bytes = match (bytes, ended) {
        (Some(bytes), Ok(status)) if status.success() => bytes,
        _ => return Err(refused(&name, child.stderr.take())),
    };
    let text = String::from_utf8(bytes).map_err(|_| refused(&name, None))?;
    of_text(text, &name)
}

/// What the process said is wrong with the file; one that broke down said nothing of use.
fn refused(name: &str, said: Option<ChildStderr>) -> CommandError {
    let mut words = String::new();
    let read = said.map(|s| s.take(SAID).read_to_string(&mut words));
    let told = |label: &str| words.lines().find_map(|l| l.strip_prefix(label));
    match read
        .and_then(std::result::Result::ok)
        .and_then(|_| told("error: "))
    {
        Some(error) => {
            let error = CommandError::input(format!("cannot read {name}: {error}"));
            match told("hint: ") {
                Some(hint) => error.hinted(hint),
                None => error,
            }
        }
        None => CommandError::input(format!(
            "cannot read {name}: the PDF is broken, or takes more than a minute"
        ))
        .hinted("save it anew, or as text"),
    }
}

/// What a process writes until it ends; `None` where it takes too long.
fn within(child: &mut Child, patience: Duration) -> Option<Vec<u8>> {
    let mut output = child.stdout.take()?.take(LONGEST + 1);
    let (send, receive) = mpsc::channel();
    // Ends when the process does, which the caller sees to.
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.read_to_end(&mut bytes);
        read.is_ok_and(|_| send.send(bytes).is_ok())
    });
    receive.recv_timeout(patience).ok()
}
