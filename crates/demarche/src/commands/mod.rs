//! The subcommands, one file each.

mod add;
mod brief;
mod check;
mod completions;
mod draft;
mod events;
mod explain;
mod graph;
mod new;
#[cfg(feature = "parquet")]
mod parquet_rows;
mod parse;
#[cfg(feature = "pdf")]
mod pdf_text;
mod read;
mod record;
mod rules;

use crate::error::Result;
use crate::ui::Ui;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Brief(brief::Args),
    New(new::Args),
    Add(add::Args),
    Record(record::Args),
    Draft(draft::Args),
    Check(check::Args),
    Read(read::Args),
    Events(events::Args),
    Explain(explain::Args),
    Parse(parse::Args),
    Rules(rules::Args),
    Graph(graph::Args),
    Completions(completions::Args),
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    PdfText(pdf_text::Args),
    #[cfg(feature = "parquet")]
    #[command(hide = true)]
    ParquetRows(parquet_rows::Args),
}

impl Command {
    pub fn run(self, ui: Ui) -> Result {
        match &self {
            Self::Brief(args) => brief::run(args, ui),
            Self::New(args) => new::run(args, ui),
            Self::Add(args) => add::run(args, ui),
            Self::Record(args) => record::run(args, ui),
            Self::Draft(args) => draft::run(args, ui),
            Self::Check(args) => check::run(args, ui),
            Self::Read(args) => read::run(args, ui),
            Self::Events(args) => events::run(args, ui),
            Self::Explain(args) => explain::run(args, ui),
            Self::Parse(args) => parse::run(args, ui),
            Self::Rules(args) => rules::run(args, ui),
            Self::Graph(args) => graph::run(args, ui),
            Self::Completions(args) => completions::run(args),
            #[cfg(feature = "pdf")]
            Self::PdfText(_) => pdf_text::run(),
            #[cfg(feature = "parquet")]
            Self::ParquetRows(args) => parquet_rows::run(args),
        }
    }
}
