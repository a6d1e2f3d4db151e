use crate::dossier::Dossier;
use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::output;
use crate::reading::{Eyes, of_negotiations, read_all};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::Reading;
use demarche_record::{Kept, Record};
use jiff::Timestamp;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Read texts and keep them, with what was found, in a dossier
///
/// Each text is copied into the folder `sources` of the dossier. Adding a text twice changes
/// nothing. Without FILES, those that the dossier names, or that lie in `sources`, are
/// read.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The dossier
    #[arg(value_name = "DOSSIER")]
    dossier: PathBuf,
    /// Files, folders, or `-` for standard input (can be repeated)
    #[arg(value_name = "FILES")]
    inputs: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    eyes: Eyes,
}

/// What adding one text changed.
#[derive(Debug, Serialize)]
struct Added {
    source: String,
    address: Option<String>,
    title: Option<String>,
    relevant: bool,
    statements: usize,
    changed: Kept,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let dossier = Dossier::need(&args.dossier)?;
    let texts = if args.inputs.is_empty() {
        input::load(&dossier.inputs(&dossier.load(ui)?), ui)?
    } else {
        input::load(&args.inputs, ui)?
    };
    let mut record = Record::open(dossier.record())?;
    let readings = of_negotiations(read_all(&texts, &args.eyes, ui)?);
    let mut all = Vec::new();
    for (text, reading) in texts.iter().zip(readings) {
        if !args.inputs.is_empty() {
            copy(&dossier, text)?;
        }
        all.push(keep(&mut record, text, reading, ui, args.json)?);
    }
    if args.json {
        return ui::print_json(&all);
    }
    Ok(())
}

fn keep(record: &mut Record, text: &Text, reading: Reading, ui: Ui, silent: bool) -> Result<Added> {
    let reading = text.to_source(reading);
    let changed = record.keep(
        &text.source,
        &reading,
        demarche_read::VERSION,
        Timestamp::now(),
    )?;
    let source = &text.source;
    if !silent {
        let name = source.address.as_deref().unwrap_or("a text");
        let found = say::count(reading.statements.len(), "statement");
        let new = changed != Kept::default();
        ui.note(match (changed.new_source, new, reading.relevant) {
            (true, _, true) => format!("Added {name}: {found}"),
            (true, _, false) => format!("Added {name}: no negotiation in it"),
            (false, true, _) => format!(
                "Read {name} again: {} new, {} changed, {} no longer found",
                changed.new_statements, changed.refreshed, changed.superseded
            ),
            (false, false, _) => format!("Nothing new in {name}: {found}"),
        });
    }
    Ok(Added {
        source: source.id.0.clone(),
        address: source.address.clone(),
        title: source.title.clone(),
        relevant: reading.relevant,
        statements: reading.statements.len(),
        changed,
    })
}

/// Puts a copy of the text among the sources of the dossier, under its own name where that is
/// free.
fn copy(dossier: &Dossier, text: &Text) -> Result {
    let folder = dossier.sources();
    let address = text.source.address.as_deref().unwrap_or_default();
    let inside = |path: &Path| {
        let (a, b) = (std::path::absolute(path), std::path::absolute(&folder));
        matches!((a, b), (Ok(a), Ok(b)) if a.starts_with(&b))
    };
    if inside(Path::new(address)) {
        return Ok(());
    }
    std::fs::create_dir_all(&folder).map_err(|e| CommandError::writing(&folder, &e))?;
    let name = Path::new(address).file_name();
    let name = match name {
        Some(name) if Path::new(address).is_file() => PathBuf::from(name),
        _ => PathBuf::from(format!("{}.txt", text.source.id.short())),
    };
    let mut path = folder.join(&name);
    let same = |path: &Path| {
        let there = std::fs::read(path);
        there.is_ok_and(|bytes| bytes == text.source.text.as_bytes())
    };
    if path.exists() && !same(&path) {
        let stem = name.file_stem().unwrap_or_default().to_string_lossy();
        let ending = name.extension().unwrap_or_default().to_string_lossy();
        path = folder.join(format!("{stem}-{}.{ending}", text.source.id.short()));
    }
    if same(&path) {
        return Ok(());
    }
    output::write(&path, text.source.text.as_bytes())
}
