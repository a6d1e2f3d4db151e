//! Parquet files, read in a process of their own: the library may panic on a broken file, or be made
//! to take much memory, and neither must harm the run. The process writes a row a line.

use super::process::{Said, said, start};
use crate::error::{CommandError, Result};
use demarche_formats::{Columns, Items, items_of_rows};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

/// The hidden command that writes the rows of a Parquet file to standard output.
const COMMAND: &str = "parquet-rows";

/// What a table of texts holds.
///
/// # Errors
/// When it cannot be read, or has no column for texts.
pub(super) fn texts(path: &Path, columns: &Columns) -> Result<Items> {
    let asked = [
        ("text", &columns.text),
        ("date", &columns.date),
        ("id", &columns.id),
    ];
    let options = asked
        .into_iter()
        .filter_map(|(role, name)| Some(format!("--{role}-column={}", name.as_ref()?)));
    Ok(items_of_rows(Box::new(rows(path, options)?), columns))
}

/// The rows of a table with these columns, as JSON objects of strings, one a line.
///
/// # Errors
/// When it cannot be read, or has other columns.
pub(crate) fn table(path: &Path, columns: &[&str]) -> Result<impl BufRead> {
    rows(path, [format!("--exactly={}", columns.join(","))])
}

fn rows(path: &Path, options: impl IntoIterator<Item = String>) -> Result<BufReader<Rows>> {
    File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let mut args = vec![OsString::from(COMMAND)];
    args.extend(options.into_iter().map(OsString::from));
    args.extend(["--".into(), path.into()]);
    let mut child = start(args, Stdio::null())?;
    let output = child.stdout.take();
    let mut reader = BufReader::new(Rows { child, output });
    // What is wrong with the file as a whole shows before its first row.
    match reader.fill_buf() {
        Ok(_) => Ok(reader),
        Err(error) => Err(match error.downcast::<Refusal>() {
            Ok(Refusal(said)) => said.about(&path.display().to_string()),
            Err(error) => CommandError::reading(path, &error),
        }),
    }
}

/// What a process writes; that it ends badly is an error at the end.
struct Rows {
    child: Child,
    /// `None` once it has ended.
    output: Option<ChildStdout>,
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(output) = &mut self.output else {
            return Ok(0);
        };
        let read = output.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            self.output = None;
            let ended = self.child.wait()?;
            if !ended.success() {
                let refusal = Refusal(said(&mut self.child, ended).unwrap_or_else(broken));
                return Err(io::Error::new(io::ErrorKind::InvalidData, refusal));
            }
        }
        Ok(read)
    }
}

impl Drop for Rows {
    /// A process whose rows nobody wants any more would wait for ever.
    fn drop(&mut self) {
        if self.output.take().is_some() {
            drop(self.child.kill().and_then(|()| self.child.wait()));
        }
    }
}

/// Why there are no more rows.
struct Refusal(Said);

fn broken() -> Said {
    Said {
        error: "the Parquet file is broken".to_owned(),
        hint: Some("write it anew, or as CSV".to_owned()),
    }
}

impl std::fmt::Debug for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.error)
    }
}

impl std::error::Error for Refusal {}
