use crate::error::{CommandError, Result};
#[cfg(feature = "parquet")]
use crate::events::merge_parquet;
use crate::events::{Article, Articles, Format, Lines, Row, Table, count, records, rows};
use crate::input::{ColumnArgs, Found, LeftOut, Notices, in_english};
use crate::reading::{Eyes, reader};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::SourceId;
use demarche_read::Reader;
use rayon::prelude::*;
use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

/// Articles that are read before their rows are written.
const CHUNK: usize = 256;

const EXAMPLES: &str = "\
Examples:
  demarche events news/ -o events.csv
  demarche events stories.jsonl -o events.jsonl           one article a line: id, date, text
  demarche events corpus.csv -o events.csv --text-column story --date-column day
  demarche events crawl.warc.gz -o events.jsonl           the pages of a web archive
  demarche events stories.jsonl -o events.jsonl --resume  go on after a kill
  demarche events stories.jsonl -o 1.jsonl --shard 1/2    on one machine
  demarche events stories.jsonl -o 2.jsonl --shard 2/2    on another
  demarche events --merge 1.jsonl 2.jsonl -o events.jsonl as if it had been one run";

/// Turn articles into event data: one row for who did what to whom
///
/// Inputs are files, folders, and files of many articles: JSON Lines (.jsonl), CSV and Parquet with `id`,
/// `date` and `text`, web archives (.warc, .warc.gz), feeds (.rss, .atom) and messages (.eml). Rows stand in the order of the articles; the same event told in the same words stands
/// once. Only events count in which at least one party has a code: a state, a known organisation; and
/// those of a confidence of 0.5 or more. What cannot be read is left out with a warning. Parquet is
/// read and written by programs that were built with the feature `parquet`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files or folders (can be repeated)
    #[arg(value_name = "FILE", required = true)]
    inputs: Vec<String>,
    /// Where to write; the ending .jsonl, .csv or .parquet says how
    #[arg(short, long, value_name = "FILE", required_unless_present = "json")]
    output: Option<PathBuf>,
    /// Print the rows as one JSON array (for few articles)
    #[arg(long, conflicts_with_all = ["output", "resume", "merge"])]
    json: bool,
    /// Go on where a run with the same inputs and options was stopped
    #[arg(long, conflicts_with = "merge")]
    resume: bool,
    /// Only the K-th of N equal parts of the articles
    #[arg(long, value_name = "K/N", conflicts_with = "merge")]
    shard: Option<Shard>,
    /// The inputs are tables of shards, in order; make one table of them
    #[arg(long)]
    merge: bool,
    #[command(flatten)]
    eyes: Eyes,
    #[command(flatten)]
    columns: ColumnArgs,
}

/// A part of the articles.
#[derive(Debug, Clone, Copy)]
struct Shard {
    number: usize,
    of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(words: &str) -> std::result::Result<Self, String> {
        let parts = words.split_once('/');
        let numbers = parts.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("give K/N with K from 1 to N, such as 1/4".to_owned()),
        }
    }
}

impl Shard {
    /// Its articles among `total`: shards are stretches, so that their tables can stand one after
    /// the other.
    const fn range(self, total: usize) -> Range<usize> {
        // Without a product, which might be too large.
        let (each, rest) = (total / self.of, total % self.of);
        let before = self.number - 1;
        let start = each * before + if before < rest { before } else { rest };
        let end = each * self.number
            + if self.number < rest {
                self.number
            } else {
                rest
            };
        start..end
    }
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let Some(path) = args.output.as_deref() else {
        return print(args, ui);
    };
    let format = Format::of(path)?;
    if args.merge {
        return merge(&args.inputs, path, format, ui);
    }
    let total = count(&args.inputs, &args.columns.columns())?;
    let table = if args.resume {
        Table::resume(path, format, request(args, total))?
    } else {
        Some(Table::create(path, format, request(args, total))?)
    };
    let Some(mut table) = table else {
        ui.note(format!("{} is whole already", path.display()));
        return Ok(());
    };
    let mut range = wanted(args, total);
    range.start += table.articles();
    read(args, range, ui, |rows, articles| table.add(&rows, articles))?;
    let rows = table.finish()?;
    ui.note(format!(
        "wrote {} to {}",
        say::count(rows, "row"),
        path.display()
    ));
    Ok(())
}

/// What the state of a table is valid for.
fn request(args: &Args, total: usize) -> String {
    let version = demarche_read::VERSION;
    let of = format!(
        "{version} {:?} {:?} {:?} {:?} {total}",
        args.inputs, args.shard, args.eyes, args.columns
    );
    SourceId::of(of.as_bytes()).short().to_owned()
}

fn wanted(args: &Args, total: usize) -> Range<usize> {
    args.shard.map_or(0..total, |s| s.range(total))
}

fn print(args: &Args, ui: Ui) -> Result {
    let range = wanted(args, count(&args.inputs, &args.columns.columns())?);
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    read(args, range, ui, |rows, _| {
        all.extend(rows.into_iter().filter(|r| seen.insert(r.id.clone())));
        Ok(())
    })?;
    ui::print_json(&all)
}

/// Reads the articles of a range chunk by chunk on all cores, and hands over the rows of each
/// chunk in the order of its articles.
fn read(
    args: &Args,
    range: Range<usize>,
    ui: Ui,
    mut take: impl FnMut(Vec<Row>, usize) -> Result,
) -> Result {
    let reader = reader(&args.eyes)?;
    let progress = ui.progress(range.len(), "reading");
    let notices = Mutex::default();
    let mut left_out = LeftOut::default();
    let mut articles = Articles::new(&args.inputs, &args.columns.columns())?
        .skip(range.start)
        .take(range.len());
    loop {
        let chunk: Vec<Found> = articles.by_ref().take(CHUNK).collect::<Result<_>>()?;
        if chunk.is_empty() {
            break;
        }
        let one = |found: &Found| {
            let rows = events(&reader, found, &notices);
            progress.step();
            rows
        };
        let found: Vec<Result<Vec<Row>>> = chunk.par_iter().map(one).collect();
        let mut rows = Vec::new();
        for result in found {
            match result {
                Ok(own) => rows.extend(own),
                Err(error) => left_out.add(&error, ui),
            }
        }
        take(rows, chunk.len())?;
    }
    drop(progress);
    let mut notices = notices.into_inner().unwrap_or_else(PoisonError::into_inner);
    notices.tell(ui);
    left_out.tell(ui);
    Ok(())
}

fn events(reader: &Reader, found: &Found, notices: &Mutex<Notices>) -> Result<Vec<Row>> {
    let Article { id, text, decoded } = Article::take(found)?;
    let note = |what: &str| {
        let mut notices = notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.add(what, &found.name());
    };
    if let Some(how) = decoded {
        note(&how);
    }
    if let Err(language) = in_english(&text) {
        note(&format!(
            "left out, as only English is read and this is {language}"
        ));
        return Ok(Vec::new());
    }
    // Events are of interest whether or not anybody negotiates.
    let reading = text.to_source(reader.read_any(&text.clean));
    let mut rows = rows(&id, &text, &reading, reader.coder());
    rows.retain(Row::is_coded);
    Ok(rows)
}

/// One table of several, each event once. It appears when it is whole.
fn merge(inputs: &[String], path: &Path, format: Format, ui: Ui) -> Result {
    for name in inputs {
        if Format::of(Path::new(name)).ok() != Some(format) {
            return Err(CommandError::usage(format!(
                "{name} and {} are not of one format",
                path.display()
            )));
        }
    }
    let rows = match format {
        Format::Lines(lines) => merge_lines(inputs, path, lines)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => merge_parquet(inputs, path)?,
    };
    ui.note(format!(
        "wrote {} to {}",
        say::count(rows, "row"),
        path.display()
    ));
    Ok(())
}

fn merge_lines(inputs: &[String], path: &Path, lines: Lines) -> Result<usize> {
    let mut seen = HashSet::new();
    let mut out = lines.head().into_bytes();
    for name in inputs {
        records(Path::new(name), lines, |id, record| {
            if seen.insert(id.to_owned()) {
                out.extend_from_slice(record);
            }
            Ok(())
        })?;
    }
    crate::output::write(path, &out)?;
    Ok(seen.len())
}
