//! PDF files, read in a process of their own: the library may panic on a broken file or run without
//! end, and neither must harm the run. A file that unpacks hugely ends with the process that the
//! system then ends.

use super::LONGEST;
use super::found::{Taken, of_text};
use super::process::{said, start};
use crate::error::{CommandError, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Child;
use std::sync::mpsc;
use std::time::Duration;

/// A file that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The hidden command that reads a PDF from standard input.
const COMMAND: &str = "pdf-text";

/// Takes a PDF file in.
///
/// # Errors
/// When it cannot be read, or has no text.
pub(super) fn take(path: &Path) -> Result<Taken> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let mut child = start([COMMAND.into()], file)?;
    let bytes = within(&mut child, PATIENCE).filter(|b| b.len() as u64 <= LONGEST);
    // One that has said all ends by itself.
    let ended = match bytes {
        Some(_) => child.wait(),
        None => child.kill().and_then(|()| child.wait()),
    };
    let ended = ended.map_err(|_| broken(&name))?;
    let bytes = match bytes {
        Some(bytes) if ended.success() => bytes,
        _ => return Err(said(&mut child, ended).map_or_else(|| broken(&name), |s| s.about(&name))),
    };
    let text = String::from_utf8(bytes).map_err(|_| broken(&name))?;
    of_text(text, &name)
}

fn broken(name: &str) -> CommandError {
    CommandError::input(format!(
        "cannot read {name}: the PDF is broken, or takes more than a minute"
    ))
    .hinted("save it anew, or as text")
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
