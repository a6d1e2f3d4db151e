//! PDF files, read in a process of their own: the library may panic on a broken file, run without
//! end, or fill the memory, and none of that must harm the run.

use super::LONGEST;
use super::found::{Taken, of_text};
use crate::error::{CommandError, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A file that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(60);

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
                .stderr(Stdio::null())
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
        _ => return Err(broken(&name)),
    };
    let text = String::from_utf8(bytes).map_err(|_| broken(&name))?;
    of_text(text, &name)
}

fn broken(name: &str) -> CommandError {
    CommandError::input(format!(
        "cannot read {name}: the PDF is broken or locked, holds no letters or too many"
    ))
    .hinted("have the letters of scanned pages recognised first, for example with `ocrmypdf`")
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
