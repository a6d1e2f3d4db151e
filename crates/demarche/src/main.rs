//! The `demarche` command: reads what the parties to a negotiation say, and writes why the talks
//! are stuck and which step would move them.

mod analysis;
mod cli;
mod commands;
mod dossier;
mod error;
mod events;
mod graph;
mod input;
mod material;
mod output;
mod page;
mod reading;
mod say;
mod snippet;
mod ui;

fn main() -> std::process::ExitCode {
    cli::run()
}
