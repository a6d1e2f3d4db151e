use crate::dossier::Dossier;
use crate::error::{CommandError, Result};
use crate::input::{self, ColumnArgs, Text};
use crate::output;
use crate::reading::{Eyes, of_negotiations, read_all};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::{Reading, SourceId};
use demarche_record::{Kept, Record};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  demarche add talks monday.html tuesday.md
  demarche add talks news.rss               each day: takes in what is new
  demarche add talks inbox/                 messages (.eml), pages, texts
  demarche add talks corpus.csv --text-column story
  demarche add talks --again                read all that is kept once more";

/// Read texts and keep them, with what was found, in a dossier
///
/// Each text is copied into the folder `sources` of the dossier. A text that is kept already, by
/// its content, is passed over, unless another version of the reader read it; so that a folder or
/// a feed can be added again and again. Without FILES, those that the dossier names, or that lie
/// in `sources`, are read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The dossier
    #[arg(value_name = "DOSSIER")]
    dossier: PathBuf,
    /// Files, folders, or `-` for standard input (can be repeated)
    #[arg(value_name = "FILES")]
    inputs: Vec<String>,
    /// Read once more what is kept already, as with another --model
    #[arg(long)]
    again: bool,
    /// Print JSON: what was read; texts that were passed over are not in it
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    eyes: Eyes,
    #[command(flatten)]
    columns: ColumnArgs,
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
    let columns = args.columns.columns();
    let texts = if args.inputs.is_empty() {
        input::load(&dossier.inputs(&dossier.load(ui)?), &columns, ui)?
    } else {
        input::load(&args.inputs, &columns, ui)?
    };
    let mut record = Record::open(dossier.record())?;
    let (texts, kept) = unread(texts, &record, args.again)?;
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
    if kept > 0 || all.len() > 1 {
        ui.note(total(&all, kept));
    }
    Ok(())
}

/// The texts that are to be read, and how many are not, since they were. What the record says of a
/// source counts: title and date of a copy in `sources` may be lost.
fn unread(texts: Vec<Text>, record: &Record, again: bool) -> Result<(Vec<Text>, usize)> {
    let known: BTreeMap<SourceId, String> = record
        .sources()?
        .into_iter()
        .map(|entry| (entry.id, entry.reader))
        .collect();
    let (mut unread, mut kept) = (Vec::new(), 0);
    for text in texts {
        match known.get(&text.source.id) {
            None => unread.push(text),
            Some(reader) if reader == demarche_read::VERSION && !again => kept += 1,
            Some(_) => unread.push(Text::of_source(record.source(&text.source.id.0)?)),
        }
    }
    Ok((unread, kept))
}

/// How many texts are new, and how many are not.
fn total(all: &[Added], kept: usize) -> String {
    let new = all.iter().filter(|added| added.changed.new_source).count();
    let again = match all.len() - new {
        0 => String::new(),
        count => format!(", {count} read again"),
    };
    format!("{new} new, {kept} already kept{again}")
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

/// Whether a file is one text, and not of a format that holds texts.
fn is_own(path: &Path) -> bool {
    path.is_file()
        && !input::is_pdf(path)
        && input::format(path).is_ok_and(|format| format.is_none())
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
        Some(name) if is_own(Path::new(address)) => PathBuf::from(name),
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
