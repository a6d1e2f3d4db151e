//! The command line: global options, subcommands, and how a run ends.

use crate::commands::Command;
use crate::error::CommandError;
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
  3   a record or output cannot be read or written: disk full, write-
      protected, in use, or of a newer version
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
    // No input should lead to a panic; if one does, it is told as the bug it is.
    let result = std::panic::catch_unwind(|| cli.command.run(ui))
        .unwrap_or_else(|_| Err(CommandError::internal("an unforeseen failure")));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => ExitCode::from(ui.failed(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{CommandFactory, Parser};

    #[test]
    fn options_fit_together() {
        Cli::command().debug_assert();
    }

    const README: &str = include_str!("../../../README.md");

    /// The lines of the README that call the program, however it is started.
    fn calls() -> Vec<String> {
        let lines = README.lines().map(|l| l.trim().trim_start_matches("$ "));
        let started = lines.filter_map(|line| {
            let line = line.split(" #").next().unwrap_or_default();
            let line = line.split(" | ").next().unwrap_or_default();
            let rest = line.strip_prefix("cargo run --release -- ");
            rest.or_else(|| line.strip_prefix("demarche "))
        });
        started.map(str::to_owned).collect()
    }

    #[test]
    fn the_readme_calls_commands_that_exist() {
        let calls = calls();
        assert!(calls.len() >= 8, "{calls:?}");
        for call in calls {
            let words = std::iter::once("demarche").chain(call.split_whitespace());
            if let Err(error) = Cli::try_parse_from(words) {
                panic!("`demarche {call}` in the README: {error}");
            }
        }
    }

    #[test]
    fn the_readme_and_the_check_before_a_change_run_the_same_tests() {
        let line = README.lines().find(|l| l.starts_with("cargo test"));
        let command = line.and_then(|l| l.split(" #").next()).map(str::trim);
        assert_eq!(command, Some("cargo test --workspace"));
        let run = include_str!("../../../.ci/run");
        assert!(run.contains("grep -m 1 '^cargo test' README.md"));
    }

    #[test]
    fn the_files_that_the_readme_links_to_exist() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for link in README.split("](").skip(1) {
            let path = link.split([')', '#']).next().unwrap_or_default();
            if !path.is_empty() && !path.contains("://") {
                assert!(root.join(path).exists(), "the README links to {path}");
            }
        }
    }
}
