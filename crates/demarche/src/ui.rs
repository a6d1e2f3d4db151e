//! What a person sees: notes, warnings, errors and progress on standard error; results on
//! standard output.

use crate::error::{CommandError, Kind, Result};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Also in files and pipes
    Always,
    /// Nowhere
    Never,
}

/// How to talk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ui {
    quiet: bool,
    verbose: bool,
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

impl Ui {
    /// Sets colour for the whole process.
    pub fn new(colour: Colour, quiet: bool, verbose: bool) -> Self {
        match colour {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        Self { quiet, verbose }
    }

    /// Something the user should know although the command goes on.
    pub fn warn(self, text: impl std::fmt::Display) {
        if !self.quiet {
            say("warning", WARNING, &text.to_string());
        }
    }

    /// Rendered warnings.
    pub fn report(self, text: &str) {
        if !self.quiet {
            line(text.trim_end());
        }
    }

    /// What was done.
    pub fn note(self, text: impl std::fmt::Display) {
        if !self.quiet {
            line(&text.to_string());
        }
    }

    /// What goes on inside.
    pub fn detail(self, text: impl FnOnce() -> String) {
        if self.verbose && !self.quiet {
            line(&text());
        }
    }

    /// Why a command stopped; returns the exit code.
    pub fn failed(self, error: &CommandError) -> u8 {
        if error.kind != Kind::BrokenPipe {
            if let Some(report) = &error.report {
                line(report.trim_end());
            }
            say("error", ERROR, &error.error);
            for hint in &error.hints {
                say("hint", HINT, hint);
            }
            if error.kind == Kind::Internal {
                say("hint", HINT, "this is a bug in demarche; please report it");
            }
        }
        error.kind.code()
    }

    /// A bar for `total` pieces of work; shown only where somebody watches, and only once the
    /// work has taken two seconds.
    pub fn progress(self, total: usize, what: &'static str) -> Progress {
        Progress {
            bar: ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden()),
            what,
            start: Instant::now(),
            wanted: !self.quiet && std::io::stderr().is_terminal(),
        }
    }
}

/// Nobody can be told that standard error does not work.
fn line(text: &str) {
    drop(writeln!(anstream::stderr(), "{text}"));
}

fn say(label: &str, style: Style, text: &str) {
    line(&format!("{style}{label}{style:#}: {text}"));
}

/// Work under way.
pub(crate) struct Progress {
    bar: ProgressBar,
    what: &'static str,
    start: Instant,
    wanted: bool,
}

impl Progress {
    /// One piece is done.
    pub fn step(&self) {
        self.steps(1);
    }

    /// Some pieces are done.
    pub fn steps(&self, count: usize) {
        self.bar.inc(count as u64);
        let late = self.start.elapsed() > Duration::from_secs(2);
        if self.wanted && late && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            if let Ok(style) =
                ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {per_sec} {eta}")
            {
                self.bar.set_style(style);
            }
            self.bar.set_message(self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Writes a result to standard output.
pub(crate) fn print(text: &str) -> Result {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Writes a value as indented JSON to standard output.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result {
    print(&serde_json::to_string_pretty(value)?)
}

/// Whether standard output takes colour.
pub(crate) fn has_colour() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Columns of the terminal; where there is none, `COLUMNS` or 80.
pub(crate) fn columns() -> usize {
    let from_environment = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size_of(std::io::stdout())
        .map(|(width, _)| usize::from(width.0))
        .or_else(from_environment)
        .unwrap_or(80)
}
