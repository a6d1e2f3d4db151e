//! Putting texts before the reader.

use crate::error::{CommandError, Result};
use crate::input::Text;
use crate::say;
use crate::ui::Ui;
use clap::ValueEnum;
use demarche_evidence::Reading;
use demarche_read::{Model, Reader, RuleBook};
use rayon::prelude::*;

/// How texts are read.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(crate) struct Eyes {
    /// The language model: accurate, or fast for bulk work
    #[arg(long, value_name = "MODEL", value_enum, default_value = "accurate")]
    model: Choice,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// An encoder: makes a third fewer mistakes
    #[default]
    Accurate,
    /// Linear models: five times the speed
    Fast,
}

impl From<Choice> for Eyes {
    fn from(model: Choice) -> Self {
        Self { model }
    }
}

impl Eyes {
    /// The language model that was chosen.
    pub const fn model(self) -> Model {
        match self.model {
            Choice::Accurate => Model::Accurate,
            Choice::Fast => Model::Fast,
        }
    }
}

/// A reader with the chosen model and the built-in rules.
///
/// # Errors
/// When the built-in files are broken, which would be a bug.
pub(crate) fn reader(eyes: Eyes) -> Result<Reader> {
    let rules = RuleBook::built_in().map_err(CommandError::internal)?;
    Reader::with(eyes.model(), rules).map_err(CommandError::internal)
}

/// Reads each text, in parallel; the readings, of the clean texts, are in the order of the texts.
///
/// # Errors
/// When the built-in files are broken, which would be a bug.
pub(crate) fn read_all(texts: &[Text], eyes: Eyes, ui: Ui) -> Result<Vec<Reading>> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let reader = reader(eyes)?;
    let progress = ui.progress(texts.len(), "reading");
    let read = |text: &Text| {
        let reading = reader.read(&text.clean);
        ui.detail(|| {
            let name = text.source.address.as_deref().unwrap_or("a text");
            let words = say::count(text.clean.text.split_whitespace().count(), "word");
            let found = say::count(reading.statements.len(), "statement");
            format!("Read {name}: {words}, {found}")
        });
        progress.step();
        reading
    };
    Ok(texts.par_iter().map(read).collect())
}
