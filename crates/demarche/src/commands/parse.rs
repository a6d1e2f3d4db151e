use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::reading::Choice;
use crate::ui::{self, Ui};
use demarche_evidence::Span;
use demarche_formats::Columns;
use demarche_text::{Pipeline, Share, Task, conllu};
use serde_json::{Value, json};

/// Print sentences, tags, lemmas and dependency trees in CoNLL-U
///
/// `TokenRange` in the last column gives the bytes of each token in the file.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A file, or `-` for standard input
    #[arg(value_name = "FILE")]
    input: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// The language model: accurate, or fast for bulk work
    #[arg(long, value_name = "MODEL", value_enum, default_value = "accurate")]
    model: Choice,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let texts = input::load(std::slice::from_ref(&args.input), &Columns::default(), ui)?;
    let pipeline = Pipeline::of(args.model.model()).map_err(CommandError::internal)?;
    for text in &texts {
        let document = pipeline.parse_all(&text.clean.text);
        if args.json {
            let sentences: Vec<Value> = document
                .sentences
                .iter()
                .map(|s| sentence(s, text))
                .collect();
            ui::print_json(&json!({ "address": text.source.address, "sentences": sentences }))?;
        } else {
            let printed = conllu::write(&document, &text.clean.text);
            ui::print(&in_file(&printed, text))?;
        }
    }
    Ok(())
}

fn sentence(sentence: &demarche_text::Sentence, text: &Text) -> Value {
    let tokens: Vec<Value> = sentence
        .tokens
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let place = text.span_in_source(Span::new(t.start, t.end));
            json!({
                "form": t.form, "lemma": t.lemma, "upos": t.upos.as_str(),
                "xpos": t.xpos.to_string(), "head": t.head, "deprel": t.deprel.as_str(),
                "span": [place.start, place.end], "signs": signs(sentence, i),
            })
        })
        .collect();
    let place = text.span_in_source(Span::new(sentence.start, sentence.end));
    json!({
        "span": [place.start, place.end], "paragraph": sentence.paragraph, "tokens": tokens,
        "causal": sentence.signs.causal.map(decimal),
        "negotiation": sentence.signs.negotiation.map(decimal),
    })
}

/// What the model takes a word for beside its place in the tree: the likeliest label of each task, with its probability.
fn signs(sentence: &demarche_text::Sentence, word: usize) -> Value {
    let found = Task::ALL.into_iter().filter_map(|task| {
        let sign = sentence.signs.of(task, word)?;
        let value = json!({ "label": &*sign.label, "probability": decimal(sign.share) });
        Some((task.name().to_owned(), value))
    });
    Value::Object(found.collect())
}

fn decimal(share: Share) -> f64 {
    f64::from(share.thousandths()) / 1000.0
}

/// The trees were made from clean text; their places are given in the file.
fn in_file(printed: &str, text: &Text) -> String {
    const KEY: &str = "TokenRange=";
    if text.is_plain() {
        return printed.to_owned();
    }
    let mut out = String::new();
    for line in printed.split_inclusive('\n') {
        let moved = line.rsplit_once(KEY).and_then(|(before, range)| {
            let (start, rest) = range.split_once(':')?;
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (end, after) = rest.split_at_checked(digits)?;
            let span = Span::new(start.parse().ok()?, end.parse().ok()?);
            let place = text.span_in_source(span);
            Some(format!("{before}{KEY}{}:{}{after}", place.start, place.end))
        });
        out.push_str(moved.as_deref().unwrap_or(line));
    }
    out
}
