//! Putting texts before the reader.

use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::say;
use crate::ui::Ui;
use clap::ValueEnum;
use demarche_evidence::Reading;
use demarche_read::{Model, Reader, RuleBook};
use rayon::prelude::*;
use std::path::Path;

/// How texts are read.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Eyes {
    /// The language model: accurate, or fast for bulk work
    #[arg(long, value_name = "MODEL", value_enum, default_value = "accurate")]
    model: Choice,
    /// A rule file of one's own, tried after the built-in rules (can be repeated)
    #[arg(long, value_name = "RULEFILE")]
    rules: Vec<String>,
    /// Keep statements that are likelier wrong than right, too; each says how likely it is right
    #[arg(long)]
    doubtful: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// An encoder: makes a third fewer mistakes
    #[default]
    Accurate,
    /// Linear models: seven times the speed
    Fast,
}

impl Eyes {
    /// The language model that was chosen.
    pub const fn model(&self) -> Model {
        self.model.model()
    }
}

impl Choice {
    /// The language model by this name.
    pub const fn model(self) -> Model {
        match self {
            Self::Accurate => Model::Accurate,
            Self::Fast => Model::Fast,
        }
    }
}

/// The built-in rules with those of files after them.
///
/// # Errors
/// When a file cannot be read or is no rule file.
pub(crate) fn rule_book(files: &[String]) -> Result<RuleBook> {
    let content = |file: &String| {
        let bytes = input::bytes(Path::new(file), input::LONGEST)?;
        String::from_utf8(bytes)
            .map_err(|e| CommandError::input(format!("cannot read {file}: {e}")))
    };
    let contents: Vec<String> = files.iter().map(content).collect::<Result<_>>()?;
    let named: Vec<(&str, &str)> = files
        .iter()
        .zip(&contents)
        .map(|(file, content)| (file.as_str(), content.as_str()))
        .collect();
    RuleBook::built_in_and(&named).map_err(CommandError::input)
}

/// A reader with the chosen model, the built-in rules and those of the files named.
///
/// # Errors
/// When a rule file cannot be used.
pub(crate) fn reader(eyes: &Eyes) -> Result<Reader> {
    let rules = rule_book(&eyes.rules)?;
    let reader = Reader::with(eyes.model(), rules).map_err(CommandError::internal)?;
    Ok(if eyes.doubtful {
        reader.keeping_doubtful()
    } else {
        reader
    })
}

/// What of each reading belongs to a negotiation: nothing, if there is none in the text.
pub(crate) fn of_negotiations(mut readings: Vec<Reading>) -> Vec<Reading> {
    for reading in readings.iter_mut().filter(|r| !r.relevant) {
        reading.statements.clear();
    }
    readings
}

/// Reads each text, in parallel; the readings, of the clean texts, are in the order of the texts.
///
/// # Errors
/// When a rule file cannot be used.
pub(crate) fn read_all(texts: &[Text], eyes: &Eyes, ui: Ui) -> Result<Vec<Reading>> {
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
