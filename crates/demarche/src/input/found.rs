//! Texts that were found in files but not yet taken in.

use super::{LONGEST, Text, bytes, checked, too_long};
use crate::error::{CommandError, Result};
use demarche_evidence::Source;
use demarche_formats::{Columns, Entry, Error, Format, Item, Items, decode, is_invisible};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// First bytes of a file that tell its format.
const HEAD: u64 = 1024;

/// A text that was found.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file of its own.
    File(PathBuf),
    /// One of several in a file.
    Item {
        /// The file.
        file: Arc<PathBuf>,
        /// What stands there.
        item: Item,
    },
    /// A file, or the rest of one, that cannot be used.
    Broken(CommandError),
}

/// A text that was taken in.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The text.
    pub text: Text,
    /// What its file calls it.
    pub id: Option<String>,
    /// What it was decoded from, in words, where it was not UTF-8.
    pub decoded: Option<String>,
}

impl Found {
    /// What to call it.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Item { file, item } => format!("{} {}", file.display(), item.place),
            Self::Broken(_) => "the rest".to_owned(),
        }
    }

    /// Takes it in.
    ///
    /// # Errors
    /// When it cannot be read, is too long, or is no text.
    pub fn take(&self) -> Result<Taken> {
        match self {
            #[cfg(feature = "pdf")]
            Self::File(path) if is_pdf(path) => super::pdf::take(path),
            Self::File(path) => of_bytes(&bytes(path, LONGEST)?, &path.display().to_string()),
            Self::Item { file, item } => {
                let name = self.name();
                let entry = item.entry().map_err(|e| refused(&name, &e))?;
                of_entry(entry, file, &name)
            }
            Self::Broken(error) => Err(CommandError::input(&error.error)),
        }
    }
}

/// Whether a file is a PDF, by its name: it need not be read for that.
pub(crate) fn is_pdf(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| e.eq_ignore_ascii_case("pdf"))
}

/// An error in what has this name.
pub(super) fn refused(name: &str, error: &Error) -> CommandError {
    let refused = CommandError::input(format!("cannot read {name}: {error}"));
    match error.hint() {
        Some(hint) => refused.hinted(hint),
        None => refused,
    }
}

/// The format of a file that holds more than a plain text or a page.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn format(path: &Path) -> Result<Option<Format>> {
    let failed = |error: &std::io::Error| CommandError::reading(path, error);
    let file = File::open(path).map_err(|e| failed(&e))?;
    let mut head = Vec::new();
    // What is read of a pipe is gone; its name has to do.
    if file.metadata().map_err(|e| failed(&e))?.is_file() {
        file.take(HEAD)
            .read_to_end(&mut head)
            .map_err(|e| failed(&e))?;
    }
    Ok(Format::of(&path.display().to_string(), &head))
}

/// What a file of this format holds.
///
/// # Errors
/// When it cannot be read or is not of this format.
pub(crate) fn open(path: &Path, format: Format, columns: &Columns) -> Result<Items> {
    #[cfg(feature = "parquet")]
    if format == Format::Parquet {
        return super::parquet::texts(path, columns);
    }
    let file = File::open(path).map_err(|e| CommandError::reading(path, &e))?;
    let reader = Box::new(BufReader::new(file));
    demarche_formats::items(format, reader, columns)
        .map_err(|e| refused(&path.display().to_string(), &e))
}

/// The text of a file with these bytes.
///
/// # Errors
/// When it is too long or no text.
pub(super) fn of_bytes(bytes: &[u8], name: &str) -> Result<Taken> {
    if bytes.len() as u64 > LONGEST {
        return Err(too_long(name, None));
    }
    let decoded = decode(bytes, None)
        .map_err(|e| CommandError::input(format!("cannot read {name}: {e}")).hinted(e.hint))?;
    Ok(Taken {
        decoded: decoded.warning,
        ..of_text(decoded.text, name)?
    })
}

/// A text that is decoded.
///
/// # Errors
/// When there is nothing to read in it.
pub(super) fn of_text(text: String, name: &str) -> Result<Taken> {
    refuse_empty(&text, name)?;
    Ok(Taken {
        text: checked(Text::new(text, name), name)?,
        id: None,
        decoded: None,
    })
}

fn of_entry(entry: Entry, file: &Path, name: &str) -> Result<Taken> {
    refuse_empty(&entry.text, name)?;
    let is_alone = Format::of(&file.display().to_string(), b"") == Some(Format::Mail);
    let own = || match is_alone {
        true => file.display().to_string(),
        false => name.to_owned(),
    };
    let mut source = Source::plain(entry.text);
    source.title = entry.title;
    source.publisher = entry.publisher;
    source.date = entry.date;
    source.address = Some(entry.address.unwrap_or_else(own));
    Ok(Taken {
        text: checked(Text::of_source(source), name)?,
        id: entry.id,
        decoded: entry.decoded,
    })
}

fn refuse_empty(text: &str, name: &str) -> Result {
    let is_blank = |c: char| c.is_whitespace() || is_invisible(c);
    if text.trim_matches(is_blank).is_empty() {
        return Err(CommandError::input(format!("{name} is empty")));
    }
    Ok(())
}
