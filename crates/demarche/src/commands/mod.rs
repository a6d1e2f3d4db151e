//! The subcommands, one file each.

mod completions;
mod graph;

use crate::error::Result;
use crate::ui::Ui;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Graph(graph::Args),
    Completions(completions::Args),
}

impl Command {
    pub fn run(self, ui: Ui) -> Result {
        match self {
            Self::Graph(args) => graph::run(&args, ui),
            Self::Completions(args) => completions::run(&args),
        }
    }
}
