//! Files in folders.

use demarche_formats::Format;
use std::io;
use std::path::{Path, PathBuf};

/// How names of texts end, and of files that hold texts. Tables are not among them: what lies in
/// a folder may as well be a table of something else.
pub(crate) const ENDINGS: [&str; 12] = [
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".rss",
    ".atom",
    ".eml",
    ".warc",
    ".warc.gz",
    ".pdf",
];

/// Whether an XML file, which may be anything, is a feed.
fn is_feed(name: &str, path: &Path) -> bool {
    name.ends_with(".xml") && super::format(path).is_ok_and(|f| f == Some(Format::Feed))
}

/// What lies in a folder and below it, by name.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub texts: Vec<PathBuf>,
    /// Files whose names do not end like texts.
    pub others: Vec<PathBuf>,
}

/// Lists a folder with all below it, in order of names. Hidden files and links to folders are not
/// followed.
///
/// # Errors
/// The first folder that cannot be listed.
pub(crate) fn files(folder: &Path) -> Result<Listed, (PathBuf, io::Error)> {
    let mut listed = Listed::default();
    list(folder, &mut listed)?;
    Ok(listed)
}

fn list(folder: &Path, listed: &mut Listed) -> Result<(), (PathBuf, io::Error)> {
    let failed = |error| (folder.to_owned(), error);
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(|e| (path.clone(), e))?;
        if kind.is_dir() {
            list(&path, listed)?;
        } else if ENDINGS.iter().any(|e| name.ends_with(e)) || is_feed(&name, &path) {
            listed.texts.push(path);
        } else if kind.is_file() {
            listed.others.push(path);
        }
    }
    Ok(())
}
