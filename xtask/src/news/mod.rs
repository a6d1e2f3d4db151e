//! `eval news`: the reader, or JSON made elsewhere, against the benchmark of negotiation news.
//!
//! Items of reader and gold are paired one to one, field by field; the rules are in
//! `benchmark/news/README.md`.

mod actors;
mod card;
mod gold;
mod histories;
mod learn;
mod matching;
mod print;
mod score;
mod sides;
#[cfg(test)]
mod tests;
mod trust;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use demarche_evidence::Source;
use demarche_read::{Reader, schema};
use gold::Record;
pub(crate) use learn::{LearnArgs, learn};
use print::{Article, Folder};

/// What `eval news` is told.
#[derive(clap::Args)]
pub(crate) struct EvalArgs {
    /// Folders of articles (`.txt`), each with its gold (`.json`) beside it
    #[arg(
        value_name = "FOLDER",
        default_values = ["benchmark/news/development", "benchmark/news/frozen"]
    )]
    folders: Vec<PathBuf>,
    /// Score JSON files of the articles' names from this folder instead of running the reader
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Leave out articles of which the folder of `--output` has no file
    #[arg(long, requires = "output")]
    present: bool,
    /// Show counts and F1 of each article
    #[arg(long)]
    per_doc: bool,
    /// Show the items that were missed and those that are wrong
    #[arg(long)]
    misses: bool,
    /// Print JSON, with all of this
    #[arg(long, conflicts_with_all = ["per_doc", "misses"])]
    json: bool,
}

/// Where the records that are scored come from.
enum Origin<'a> {
    Reader(Box<Reader>),
    Files(&'a Path),
}

impl Origin<'_> {
    /// What was made of the article at `path`; `None` where there is no file of it.
    fn record(&self, path: &Path) -> Result<Option<Record>> {
        match self {
            Self::Reader(reader) => read(reader, path).map(Some),
            Self::Files(folder) => {
                let name = path.with_extension("json");
                let file = folder.join(name.file_name().unwrap_or_default());
                file.exists().then(|| gold::record(&file)).transpose()
            }
        }
    }
}

fn read(reader: &Reader, path: &Path) -> Result<Record> {
    let text =
        fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    let source = Source::plain(text);
    let json = schema::to_json(&reader.read(&source), &source);
    serde_json::from_value(json)
        .with_context(|| format!("failed to score the reading of {}", path.display()))
}

pub(crate) fn eval(args: &EvalArgs) -> Result<()> {
    let origin = match &args.output {
        Some(folder) => Origin::Files(folder),
        None => Origin::Reader(Box::new(Reader::new()?)),
    };
    let score = |folder: &PathBuf| score_folder(folder, &origin, args.present);
    let folders: Vec<Folder> = args.folders.iter().map(score).collect::<Result<_>>()?;
    if args.json {
        let all: Vec<_> = folders.iter().map(Folder::json).collect();
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    let pages: Vec<String> = folders.iter().map(|folder| page(folder, args)).collect();
    print!("{}", pages.join("\n"));
    Ok(())
}

/// Scores the articles of a folder; where only those `present` count, without those of which there is no record.
fn score_folder(folder: &Path, origin: &Origin<'_>, present: bool) -> Result<Folder> {
    let mut articles = Vec::new();
    for path in gold::articles(folder)? {
        let gold = gold::record(&path.with_extension("json"))?;
        let record = origin.record(&path)?;
        let absent = record.is_none();
        if absent && present {
            continue;
        }
        articles.push(Article {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            card: matching::score(&gold, &record.unwrap_or_default()),
            absent,
        });
    }
    Ok(Folder {
        name: folder.display().to_string(),
        articles,
    })
}

fn page(folder: &Folder, args: &EvalArgs) -> String {
    let mut page = folder.table();
    if args.per_doc {
        page.push('\n');
        page.push_str(&folder.by_article());
    }
    if args.misses {
        page.push('\n');
        page.push_str(&folder.misses());
    }
    page
}
