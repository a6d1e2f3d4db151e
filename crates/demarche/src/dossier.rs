//! A dossier: a folder with the sources, the record, and the model the analyst edits.

use crate::error::{CommandError, Result};
use crate::say;
use crate::snippet;
use crate::ui::Ui;
use demarche_evidence::Severity;
use demarche_model::Checked;
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

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `dossier.toml` says.
    ///
    /// # Errors
    /// When there are mistakes in it; all of them are shown.
    pub fn load(&self, ui: Ui) -> Result<demarche_model::Dossier> {
        load(&self.model(), ui)
    }

    /// The texts that `dossier.toml` names, or else the folder `sources` where there is one.
    pub fn inputs(&self, file: &demarche_model::Dossier) -> Vec<String> {
        let inside = |path: PathBuf| path.display().to_string();
        if file.sources.is_empty() {
            let sources = self.sources();
            let there = sources.is_dir().then(|| inside(sources));
            return there.into_iter().collect();
        }
        let named = file.sources.iter();
        named.map(|name| inside(self.root.join(name))).collect()
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

/// Reads a model file; warnings are shown.
///
/// # Errors
/// When it cannot be read, or holds mistakes; all of them are shown.
pub(crate) fn load(path: &Path, ui: Ui) -> Result<demarche_model::Dossier> {
    let text = text(path)?;
    let Checked {
        dossier,
        diagnostics,
    } = demarche_model::parse(&text);
    let shown = path.display().to_string();
    match dossier {
        Some(dossier) => {
            if !diagnostics.is_empty() {
                ui.report(&snippet::render(&diagnostics, &text, &shown));
            }
            Ok(dossier)
        }
        None => {
            let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
            let count = say::count(errors.count(), "mistake");
            Err(
                CommandError::input(format!("{count} in {shown}")).reported(snippet::render(
                    &diagnostics,
                    &text,
                    &shown,
                )),
            )
        }
    }
}

/// The text of a model file.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub(crate) fn text(path: &Path) -> Result<String> {
    let bytes = crate::input::bytes(path, crate::input::LONGEST)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        CommandError::input(format!("{} is not UTF-8 (at byte {at})", path.display()))
    })
}
