//! `train-text` and `eval text`.

mod classes;
mod coreference;
mod mistakes;
mod score;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
pub(crate) use classes::{ClassesArgs, classes};
pub(crate) use coreference::{CoreferenceArgs, coreference};
use demarche_text::conllu::{self, TreebankSentence};
use demarche_text::train::{self, Options};
use demarche_text::{Document, Fast, Pipeline, Sentence, Token};
use score::{Counts, Gold};

/// What `train-text` is told.
#[derive(clap::Args)]
pub(crate) struct TrainArgs {
    /// Treebank to learn from, CoNLL-U, plain or gzip (can be repeated)
    #[arg(long = "train", value_name = "FILE", required = true)]
    train: Vec<PathBuf>,
    /// Treebank to measure on when done (can be repeated)
    #[arg(long = "dev", value_name = "FILE")]
    dev: Vec<PathBuf>,
    /// Distributional word classes: lines of word, tab, number
    #[arg(long, value_name = "FILE")]
    classes: Option<PathBuf>,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Start of the random order
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Runs over the data for the taggers
    #[arg(long, default_value_t = Options::default().tagger_epochs)]
    tagger_epochs: usize,
    /// Runs over the data for the parser
    #[arg(long, default_value_t = Options::default().parser_epochs)]
    parser_epochs: usize,
    /// Parsers, each from another random order, whose weights are averaged
    #[arg(long, default_value_t = Options::default().parsers)]
    parsers: usize,
    /// Labellers, likewise
    #[arg(long, default_value_t = Options::default().labellers)]
    labellers: usize,
    /// Runs over the data for the labeller
    #[arg(long, default_value_t = Options::default().label_epochs)]
    label_epochs: usize,
    /// By how much the right tag must win in the taggers' training
    #[arg(long, default_value_t = Options::default().tagger_margin)]
    tagger_margin: f32,
    /// By how much the right path must win in the parser's training
    #[arg(long, default_value_t = Options::default().margin)]
    margin: f32,
    /// Share of words that the parser sees by their looks only, in training
    #[arg(long, default_value_t = Options::default().blur)]
    blur: f32,
    /// Size of the weight tables, as a power of two
    #[arg(long, default_value_t = Options::default().table_bits)]
    table_bits: u32,
}

/// What `eval text` is told.
#[derive(clap::Args)]
pub(crate) struct EvalArgs {
    /// `fast` or `accurate` for an embedded model, or a model file
    #[arg(long, value_name = "MODEL", default_value = "fast")]
    model: PathBuf,
    /// Show where words and sentences are cut otherwise than in the treebank, and nothing else
    #[arg(long)]
    segmentation: bool,
    /// Treebanks to measure on, CoNLL-U, plain or gzip
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(crate) fn train(args: &TrainArgs) -> Result<()> {
    let mut treebank = Vec::new();
    for path in &args.train {
        treebank.extend(read(path)?);
    }
    let mut options = Options {
        seed: args.seed,
        tagger_epochs: args.tagger_epochs,
        parser_epochs: args.parser_epochs,
        parsers: args.parsers,
        labellers: args.labellers,
        label_epochs: args.label_epochs,
        table_bits: args.table_bits,
        margin: args.margin,
        blur: args.blur,
        tagger_margin: args.tagger_margin,
        ..Options::default()
    };
    if let Some(path) = &args.classes {
        options.word_classes = read_classes(&text(path)?);
    }
    let begun = Instant::now();
    let model = train::train(&treebank, &options, &mut |done| {
        println!("{:6.0} s  {done}", begun.elapsed().as_secs_f64());
    })?;
    let bytes = model.to_bytes();
    fs::write(&args.output, &bytes)
        .with_context(|| format!("failed to write {}", args.output.display()))?;
    println!(
        "{:6.0} s  {} bytes in {}",
        begun.elapsed().as_secs_f64(),
        bytes.len(),
        args.output.display()
    );
    let pipeline = Pipeline::new(Fast::from_bytes(&bytes)?);
    args.dev
        .iter()
        .try_for_each(|path| measure(&pipeline, path))
}

pub(crate) fn eval(args: &EvalArgs) -> Result<()> {
    if args.segmentation {
        for path in &args.files {
            let gold = Gold::new(&read(path)?);
            let document =
                demarche_text::segment(&gold.text, std::slice::from_ref(&(0..gold.text.len())));
            print!("{}", mistakes::segmentation(&gold, &document));
        }
        return Ok(());
    }
    let begun = Instant::now();
    let pipeline = match args.model.to_str() {
        Some("fast") => Pipeline::fast()?,
        Some("accurate") => Pipeline::accurate()?,
        _ => from_file(&args.model)?,
    };
    println!(
        "model loaded in {:.1} ms",
        begun.elapsed().as_secs_f64() * 1000.0
    );
    args.files
        .iter()
        .try_for_each(|path| measure(&pipeline, path))
}

fn from_file(path: &Path) -> Result<Pipeline> {
    let bytes = fs::read(path).with_context(|| format!("failed to read {}", path.display()))?;
    Pipeline::with_model(&bytes).with_context(|| format!("failed to use {}", path.display()))
}

fn measure(pipeline: &Pipeline, path: &Path) -> Result<()> {
    let treebank = read(path)?;
    let gold = Gold::new(&treebank);
    let begun = Instant::now();
    let from_raw = pipeline.parse_all(&gold.text);
    let seconds = begun.elapsed().as_secs_f64();
    let mut given = gold_tokens(&gold);
    pipeline.annotate_document(&mut given);
    println!("\n{}: {} words", path.display(), gold.words());
    println!("{}", Counts::header());
    println!("{}", Counts::of(&gold, &from_raw).line("raw text"));
    println!("{}", Counts::of(&gold, &given).line("gold tokens"));
    println!("{}", Counts::relations(&gold, &from_raw, "raw text"));
    println!("{}", Counts::relations(&gold, &given, "gold tokens"));
    let rate = from_raw.token_count() as f64 / seconds;
    println!("{rate:.0} words/s from raw text on one thread");
    Ok(())
}

fn gold_tokens(gold: &Gold) -> Document {
    let sentences = gold
        .sentences
        .iter()
        .enumerate()
        .map(|(paragraph, words)| {
            let tokens: Vec<Token> = words
                .iter()
                .map(|word| {
                    let space = gold.text[word.end..]
                        .chars()
                        .next()
                        .is_none_or(char::is_whitespace);
                    Token::new(word.start..word.end, &word.form, space)
                })
                .collect();
            let (start, end) = (
                words.first().map_or(0, |word| word.start),
                words.last().map_or(0, |word| word.end),
            );
            Sentence {
                start,
                end,
                tokens,
                paragraph,
                ..Sentence::default()
            }
        })
        .collect();
    Document {
        sentences,
        ..Document::default()
    }
}

fn read_classes(text: &str) -> BTreeMap<String, u16> {
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, class)| Some((word.to_owned(), class.parse().ok()?)))
        .collect()
}

fn read(path: &Path) -> Result<Vec<TreebankSentence>> {
    conllu::read(&text(path)?).with_context(|| format!("failed to read {}", path.display()))
}

/// The content of a file, unpacked if it is gzip.
fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("failed to read {}", path.display()))?;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
        unpacked
    } else {
        bytes
    };
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))
}
