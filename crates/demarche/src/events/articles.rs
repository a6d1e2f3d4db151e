//! Articles one after the other, without holding them all.

use crate::error::{CommandError, Result};
use crate::input::{self, Found, Text};
use demarche_formats::{Columns, Error, Items};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article that was taken in.
#[derive(Debug)]
pub(crate) struct Article {
    /// The name that its rows carry.
    pub id: String,
    /// Its text.
    pub text: Text,
    /// What it was decoded from, in words, where it was not UTF-8.
    pub decoded: Option<String>,
}

impl Article {
    /// Takes an article in.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn take(found: &Found) -> Result<Self> {
        let taken = found.take()?;
        let own = || taken.text.source.id.short().to_owned();
        Ok(Self {
            id: taken.id.unwrap_or_else(own),
            text: taken.text,
            decoded: taken.decoded,
        })
    }
}

/// All articles of files and folders, in that order. Of files that hold many, it holds one at a
/// time, but for feeds.
pub(crate) struct Articles {
    /// With whether the user named them, rather than a folder.
    files: VecDeque<(PathBuf, bool)>,
    columns: Columns,
    open: Option<(Arc<PathBuf>, Items)>,
}

impl Articles {
    /// The articles of what the user named.
    ///
    /// # Errors
    /// When a file is not there or a folder cannot be listed.
    pub fn new(inputs: &[String], columns: &Columns) -> Result<Self> {
        let mut files = VecDeque::new();
        for name in inputs {
            let path = Path::new(name);
            if path.is_dir() {
                files.extend(input::texts_in(path)?.into_iter().map(|p| (p, false)));
            } else {
                std::fs::metadata(path).map_err(|e| CommandError::reading(path, &e))?;
                files.push_back((path.to_owned(), true));
            }
        }
        Ok(Self {
            files,
            columns: columns.clone(),
            open: None,
        })
    }

    fn advance(&mut self) -> Result<Option<Found>> {
        loop {
            if let Some((file, items)) = &mut self.open {
                match items.next() {
                    Some(Ok(item)) => {
                        let file = Arc::clone(file);
                        return Ok(Some(Found::Item { file, item }));
                    }
                    Some(Err(Error::Io(error))) => {
                        return Err(CommandError::reading(file, &error));
                    }
                    Some(Err(error)) => {
                        let what = format!("the rest of {}: {error}", file.display());
                        return Ok(Some(Found::Broken(CommandError::input(what))));
                    }
                    None => self.open = None,
                }
            }
            let Some((path, is_named)) = self.files.pop_front() else {
                return Ok(None);
            };
            let Some(format) = input::format(&path)? else {
                return Ok(Some(Found::File(path)));
            };
            match input::open(&path, format, &self.columns) {
                Ok(items) => self.open = Some((Arc::new(path), items)),
                Err(error) if is_named => return Err(error),
                Err(error) => return Ok(Some(Found::Broken(error))),
            }
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

/// How many articles there are; reads files of many through.
///
/// # Errors
/// As [`Articles::new`], and when a file cannot be read.
pub(crate) fn count(inputs: &[String], columns: &Columns) -> Result<usize> {
    Articles::new(inputs, columns)?.try_fold(0, |n, article| article.map(|_| n + 1))
}
