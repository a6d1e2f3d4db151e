use crate::error::{CommandError, Result};
use crate::ui::Ui;
use demarche_graph::{Concept, GraphModel, stability};

/// Analyse a graph model
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The model
    file: std::path::PathBuf,
}

pub(crate) fn run(args: &Args, _: Ui) -> Result {
    Err(CommandError::internal(format!(
        "{} {:?}",
        args.file.display(),
        Concept::ALL
    )))
}
