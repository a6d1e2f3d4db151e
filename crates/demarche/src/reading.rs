//! Putting texts before the reader.

use crate::error::{CommandError, Result};
use crate::input::Text;
use crate::say;
use crate::ui::Ui;
use demarche_evidence::Reading;
use demarche_read::Reader;
use rayon::prelude::*;

/// A reader with the built-in model and rules.
///
/// # Errors
/// When the built-in files are broken, which would be a bug.
pub(crate) fn reader() -> Result<Reader> {
    Reader::new().map_err(CommandError::internal)
}

/// Reads each text, in parallel; the readings, of the clean texts, are in the order of the texts.
///
/// # Errors
/// As [`reader`].
pub(crate) fn read_all(texts: &[Text], ui: Ui) -> Result<Vec<Reading>> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let reader = reader()?;
    let progress = ui.progress(texts.len(), "reading");
    let read = |text: &Text| {
        let reading = reader.read(&text.clean);
        ui.detail(|| {
            let name = text.source.address.as_deref().unwrap_or("a text");
            let words = say::count(text.clean.text.split_whitespace().count(), "word");
            let found = say::count(reading.statements.len(), "statement");
            format!("Read {name}: {words}, {found}")
        });
        progress.step();
        reading
    };
    Ok(texts.par_iter().map(read).collect())
}
