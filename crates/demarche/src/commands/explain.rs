use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::page::putln;
use crate::reading::{Eyes, reader};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::Span;
use demarche_formats::Columns;
use demarche_read::rules::Rule;
use demarche_read::{Explanation, Word};
use demarche_text::Sign;
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  demarche explain article.txt --statement 3
  demarche explain article.txt --statement 3 --json";

/// Say why a statement was read: its sentence, tree and rule, and the rules that nearly fired
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A file, or `-` for standard input
    #[arg(value_name = "FILE")]
    input: String,
    /// Which statement, from 1, in the order of the text
    #[arg(long, value_name = "N")]
    statement: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    eyes: Eyes,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let texts = input::load(std::slice::from_ref(&args.input), &Columns::default(), ui)?;
    let [text] = texts.as_slice() else {
        return Err(CommandError::usage("one text at a time can be explained"));
    };
    let reader = reader(&args.eyes)?;
    let index = args.statement.checked_sub(1);
    let found = index.and_then(|n| reader.explain(&text.clean, n));
    let Some(explanation) = found else {
        let count = reader.read(&text.clean).statements.len();
        return Err(CommandError::input(format!(
            "there is no statement {}; the text has {count}",
            args.statement
        )));
    };
    if args.json {
        ui::print_json(&object(&explanation, text))
    } else {
        ui::print(&page(&explanation, text))
    }
}

fn slice(text: &Text, span: Span) -> &str {
    span.text(&text.clean.text).unwrap_or_default()
}

fn page(explanation: &Explanation, text: &Text) -> String {
    let statement = &explanation.statement;
    let mut out = format!("{}\n\nSENTENCE\n", say::statement(statement));
    putln!(out, "  {}", slice(text, explanation.sentence).trim());
    putln!(out, "\nARGUMENTS");
    for argument in &statement.arguments {
        putln!(
            out,
            "  {:<12} {}",
            argument.role,
            slice(text, argument.span)
        );
    }
    putln!(
        out,
        "\nTREE  (~ marks the words of the arguments, ≈ what the model takes a word for)"
    );
    let is_argument = |word: &Word| {
        let mut spans = statement.arguments.iter().map(|a| a.span);
        spans.any(|s| s.contains(word.span))
    };
    for (depth, word) in tree(&explanation.words) {
        let mark = if is_argument(word) { '~' } else { ' ' };
        let room = "  ".repeat(depth);
        putln!(
            out,
            "{mark} {room}{}  {} {}{}",
            word.form,
            word.relation,
            word.tag,
            signs(word)
        );
    }
    putln!(out, "\nRULE");
    match &explanation.rule {
        None => putln!(out, "  {}", statement.rule),
        Some(rule) => {
            putln!(out, "  {} in {}", rule.id, rule.file);
            putln!(out, "  {}", rule.comment);
            putln!(out, "  Example: {}", rule.example);
        }
    }
    if !explanation.silent.is_empty() {
        putln!(out, "\nRULES THAT DID NOT FIRE");
    }
    for silent in &explanation.silent {
        putln!(out, "  {}: fails {}", silent.rule.id, silent.failed);
    }
    out
}

/// What the model takes a word for, where that is likelier than not.
fn signs(word: &Word) -> String {
    let likely = [&word.event, &word.actor].into_iter().flatten();
    let likely = likely.filter(|sign| sign.share.probability() >= 0.5);
    let told = likely.map(|s| format!("  ≈ {} {:.2}", s.label, s.share.probability()));
    told.collect()
}

/// The words from the root down, each with its depth; siblings in the order of the sentence.
fn tree(words: &[Word]) -> Vec<(usize, &Word)> {
    let below = |head: Option<usize>| {
        let own = words
            .iter()
            .enumerate()
            .filter(move |(_, w)| w.head == head);
        own.map(|(i, _)| i).rev()
    };
    let mut stack: Vec<(usize, usize)> = below(None).map(|i| (0, i)).collect();
    let mut out = Vec::new();
    while let Some((depth, index)) = stack.pop() {
        out.extend(words.get(index).map(|w| (depth, w)));
        stack.extend(below(Some(index)).map(|i| (depth + 1, i)));
    }
    out
}

fn object(explanation: &Explanation, text: &Text) -> Value {
    let place = |span: Span| {
        let span = text.span_in_source(span);
        json!([span.start, span.end])
    };
    let statement = &explanation.statement;
    let rule =
        |r: &Rule| json!({"id": r.id, "file": r.file, "comment": r.comment, "example": r.example});
    let sign = |s: &Sign| json!({"label": *s.label, "probability": f64::from(s.share.thousandths()) / 1000.0});
    json!({
        "statement": statement.id,
        "kind": statement.kind(),
        "says": say::statement(statement),
        "sentence": slice(text, explanation.sentence),
        "span": place(explanation.sentence),
        "arguments": statement.arguments.iter().map(|a| json!({
            "role": a.role, "text": slice(text, a.span), "span": place(a.span),
        })).collect::<Vec<_>>(),
        "tree": explanation.words.iter().map(|w| json!({
            "form": w.form, "lemma": w.lemma, "tag": w.tag, "head": w.head,
            "relation": w.relation, "span": place(w.span),
            "event": w.event.as_ref().map(sign), "actor": w.actor.as_ref().map(sign),
        })).collect::<Vec<_>>(),
        "rule": explanation.rule.as_ref().map(rule),
        "did_not_fire": explanation.silent.iter().map(|s| json!({
            "rule": rule(&s.rule), "failed": s.failed,
        })).collect::<Vec<_>>(),
    })
}
