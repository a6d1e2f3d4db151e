//! A dossier: a folder with the sources, the record, and the model the analyst edits.

use crate::error::{CommandError, Result};
use std::path::{Path, PathBuf};

/// Where the parts of a dossier lie.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    root: PathBuf,
}

impl Dossier {
    /// The dossier in a folder, or around a `dossier.toml`; `None` where there is none.
    pub fn find(path: &Path) -> Option<Self> {
        let root = if path.is_dir() {
            path
        } else if path.file_name().is_some_and(|name| name == "dossier.toml") {
            path.parent()
                .filter(|p| !p.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
        } else {
            return None;
        };
        let root = root.to_owned();
        let found = Self { root };
        found.model().is_file().then_some(found)
    }

    /// The dossier that a command needs.
    ///
    /// # Errors
    /// When there is none.
    pub fn need(path: &Path) -> Result<Self> {
        Self::find(path).ok_or_else(|| {
            let why = if path.is_dir() {
                "it holds no dossier.toml"
            } else {
                "there is no such folder"
            };
            CommandError::input(format!("{} is no dossier: {why}", path.display()))
                .hinted(format!("`demarche new {}` starts one", path.display()))
        })
    }

    /// A dossier to be made in a folder.
    pub fn at(root: &Path) -> Self {
        let root = root.to_owned();
        Self { root }
    }

    /// The model, in TOML.
    pub fn model(&self) -> PathBuf {
        self.root.join("dossier.toml")
    }

    /// The record: what was read, and what people said about it.
    pub fn record(&self) -> PathBuf {
        self.root.join("record.db")
    }

    /// The texts.
    pub fn sources(&self) -> PathBuf {
        self.root.join("sources")
    }
}
