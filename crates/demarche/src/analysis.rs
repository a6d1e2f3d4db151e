//! From what was read to what the engine finds: the model is drafted, or taken from a dossier.

use crate::error::Result;
use crate::material::Material;
use crate::ui::Ui;
use demarche_brief::Analysis;

/// What to ask the engine.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {}

/// The analysis behind a brief.
#[derive(Debug)]
pub(crate) struct Analysed {
    reason: String,
}

impl Analysed {
    pub fn new(_: &Material, _: &Options, _: Ui) -> Result<Self> {
        Ok(Self {
            reason: "no model was drafted".to_owned(),
        })
    }

    pub fn as_brief(&self) -> Analysis<'_> {
        Analysis::Absent(&self.reason)
    }
}
