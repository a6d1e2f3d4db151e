//! From what the user names (files, folders, standard input) to texts that can be read.
//!
//! A page or Markdown file is read as clean text, without markup ([`Text`]). Files that hold many texts (feeds, archives, tables, messages) are taken apart by `demarche-formats`; each
//! text of theirs is a source of its own.

mod columns;
mod found;
mod load;
mod notices;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "parquet", feature = "pdf"))]
mod process;
mod walk;

pub(crate) use columns::ColumnArgs;
pub(crate) use found::{Found, format, is_pdf, open};
pub(crate) use load::load;
pub(crate) use notices::{LeftOut, Notices};
#[cfg(feature = "parquet")]
pub(crate) use parquet::table as parquet_table;

use crate::error::{CommandError, Result};
pub(crate) use demarche_formats::{LONGEST, Text};
use found::Taken;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No word is longer; a text with one above this is not prose.
const LONGEST_WORD: usize = 16 * 1024;

/// The texts in a folder and below it, by name.
///
/// # Errors
/// When a folder cannot be listed.
pub(crate) fn texts_in(folder: &Path) -> Result<Vec<PathBuf>> {
    match walk::files(folder) {
        Ok(listed) => Ok(listed.texts),
        Err((at, error)) => Err(CommandError::reading(&at, &error)),
    }
}

/// Whether a folder holds nothing but hidden files.
pub(crate) fn is_empty_folder(path: &Path) -> bool {
    walk::files(path).is_ok_and(|listed| listed.texts.is_empty() && listed.others.is_empty())
}

/// The bytes of a file that is not longer than `most`.
pub(crate) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let failed = |error: &std::io::Error| CommandError::reading(path, error);
    let file = std::fs::File::open(path).map_err(|e| failed(&e))?;
    let length = file.metadata().map_err(|e| failed(&e))?.len();
    if length > most {
        return Err(too_long(&path.display().to_string(), Some(length)));
    }
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| failed(&e))?;
    Ok(bytes)
}

fn too_long(name: &str, length: Option<u64>) -> CommandError {
    let length = length.map_or_else(|| "too many bytes".to_owned(), |n| format!("{n} bytes"));
    CommandError::input(format!(
        "{name} has {length}; one text may have at most {LONGEST}"
    ))
    .hinted("split a collection into one file a text, and give the folder")
}

/// That a text can be read with English eyes, as far as that is clear.
///
/// # Errors
/// The English name of its language, where it is clearly another one.
pub(crate) fn in_english(text: &Text) -> std::result::Result<(), &'static str> {
    demarche_formats::foreign(&text.clean.text).map_or(Ok(()), Err)
}

/// A text that can be read.
///
/// # Errors
/// When nothing is left of it without markup, or it is no prose.
fn checked(text: Text, name: &str) -> Result<Text> {
    if text.clean.text.is_empty() {
        return Err(
            CommandError::input(format!("there is nothing to read in {name}"))
                .hinted("the page holds no article; save the article itself, or its text"),
        );
    }
    let longest = text.clean.text.split_whitespace().map(str::len).max();
    if longest.is_some_and(|n| n > LONGEST_WORD) {
        let n = longest.unwrap_or_default();
        return Err(CommandError::input(format!(
            "{name} holds a word of {n} bytes: this is not an article"
        )));
    }
    Ok(text)
}
