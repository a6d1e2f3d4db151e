use crate::error::{CommandError, Result};
use demarche_formats::{LONGEST_FILE, pdf_text};
use std::io::Read;
use std::path::Path;

/// Print the text of a PDF file from standard input
///
/// The program starts itself with this command for each PDF file.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run() -> Result {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LONGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| CommandError::reading(Path::new("standard input"), &e))?;
    let told = |error: demarche_formats::Error| {
        let refused = CommandError::input(&error);
        match error.hint() {
            Some(hint) => refused.hinted(hint),
            None => refused,
        }
    };
    crate::ui::print(&pdf_text(&bytes).map_err(told)?)
}
