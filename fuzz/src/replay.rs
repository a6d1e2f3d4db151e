use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs a target on every file named on the command line, and every file in a folder named there;
/// without arguments, on its corpus. Prints each name first, so that the last one is the culprit.
#[must_use]
pub fn replay(name: &str) -> ExitCode {
    let mut given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if given.is_empty() {
        given = corpus(name);
    }
    for path in given.into_iter().flat_map(|path| files(&path)) {
        match std::fs::read(&path) {
            Ok(data) => {
                println!("{}", path.display());
                crate::run(name, &data);
            }
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Folders with inputs for a target: its corpus, and what once went wrong.
#[must_use]
pub fn corpus(name: &str) -> Vec<PathBuf> {
    ["corpus", "regressions"]
        .into_iter()
        .map(|kind| Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(name))
        .filter(|folder| folder.is_dir())
        .collect()
}

/// The file itself, or the files in a folder by name.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else {
        return vec![path.to_owned()];
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}
