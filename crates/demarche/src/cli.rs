//! The command line: global options, subcommands, and how a run ends.

use crate::commands::Command;
use crate::ui::{Colour, Ui};
use clap::{ArgAction, Parser};
use std::process::ExitCode;

/// Reads what the parties to a negotiation say, and writes why the talks are stuck and which step would move them
///
/// Everything stays on this machine: no network, no account, no key.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, max_term_width = 100, after_long_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        help_heading = "Global options"
    )]
    color: Colour,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, action = ArgAction::SetTrue, help_heading = "Global options")]
    quiet: bool,
    /// Say what goes on
    #[arg(short, long, global = true, action = ArgAction::SetTrue, conflicts_with = "quiet",
          help_heading = "Global options")]
    verbose: bool,
}

const EXIT_CODES: &str = "\
Exit codes:
  0   done, also where a text has no negotiation in it
  1   an input cannot be used: missing, not text, or with mistakes
  2   the command line is wrong
  3   a record or output cannot be written or read: disk full, write-protected, in use,
      or written by a newer version
  70  a bug in demarche

Examples:
  demarche brief article.txt           read, model, analyse, and print the brief
  demarche new talks                   start a dossier: a folder with a memory
  demarche add talks monday.html       read a text and keep what was found
  demarche brief talks -o brief.html   write the brief of the dossier as a page";

/// Runs the command that the process was called with.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let ui = Ui::new(cli.global.color, cli.global.quiet, cli.global.verbose);
    match cli.command.run(ui) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => ExitCode::from(ui.failed(&error)),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn options_fit_together() {
        super::Cli::command().debug_assert();
    }
}
