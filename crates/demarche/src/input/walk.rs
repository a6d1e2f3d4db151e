//! Files in folders.

use std::io;
use std::path::{Path, PathBuf};

/// How names of texts end.
pub(crate) const ENDINGS: [&str; 6] = [".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"];

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
        } else if ENDINGS.iter().any(|e| name.ends_with(e)) {
            listed.texts.push(path);
        } else if kind.is_file() {
            listed.others.push(path);
        }
    }
    Ok(())
}
