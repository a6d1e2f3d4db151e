//! Running the program as a user would.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run said and returned.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The program in a folder of its own, with a plain environment.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file there; returns its name.
    pub fn put<'a>(&self, name: &'a str, content: impl AsRef<[u8]>) -> &'a str {
        let path = self.path(name);
        let parent = path.parent().expect("a file has a folder");
        std::fs::create_dir_all(parent).expect("a folder");
        std::fs::write(path, content).expect("a file");
        name
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("COLUMNS", "80")
            .env("USER", "tester")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        told(&self.command(args).output().expect("the program runs"))
    }

    /// A run that must succeed; what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, Some(0), "{args:?} failed:\n{}", run.err);
        run.out
    }

    /// A run that must fail with this code; what it said.
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, Some(code), "{args:?}:\n{}{}", run.out, run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run.err
    }

    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.ok(args)).expect("the output is JSON")
    }
}

pub fn told(output: &Output) -> Run {
    Run {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A short article with a negotiation in it.
pub const ARTICLE: &str = "Chile rejects Norway's ceasefire plan\n\n\
OSLO, 3 March 2026 - Norway proposed a ceasefire on Monday. Chile rejected the proposal. \
The summit between Norway and Chile has been postponed indefinitely.\n\n\
Norwegian Foreign Minister Kari Berg called the talks \"useful\". Chile called them \"a failure\".\n";
