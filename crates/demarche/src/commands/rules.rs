use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::page::putln;
use crate::reading::{Choice, rule_book};
use crate::say;
use crate::ui::{self, Ui};
use clap::Subcommand;
use demarche_evidence::{Source, Statement};
use demarche_formats::Columns;
use demarche_read::rules::Rule;
use demarche_read::{Reader, RuleBook};
use rayon::prelude::*;
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  demarche rules list
  demarche rules show event.accuse
  demarche rules check mine.toml
  demarche rules diff mine.toml news/";

/// Look at the rules, and try rules of one's own
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// All built-in rules, by file
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// One built-in rule: what it is for, and an example
    Show {
        /// Its id
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Whether a rule file can be used beside the built-in rules, and each of its rules fires on
    /// its own example
    Check {
        /// A rule file in TOML
        #[arg(value_name = "RULEFILE")]
        file: String,
    },
    /// Which statements appear and vanish in texts when a rule file is added to the built-in rules
    Diff {
        /// A rule file in TOML
        #[arg(value_name = "RULEFILE")]
        file: String,
        /// Files, folders, or `-` for standard input
        #[arg(value_name = "TEXT", required = true)]
        texts: Vec<String>,
        /// The language model: fast, or accurate at a tenth of the speed
        #[arg(long, value_name = "MODEL", value_enum, default_value = "fast")]
        model: Choice,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    match &args.task {
        Task::List { json } => list(*json),
        Task::Show { id, json } => show(id, *json),
        Task::Check { file } => check(file, ui),
        Task::Diff {
            file,
            texts,
            model,
            json,
        } => diff(file, texts, *model, *json, ui),
    }
}

fn built_in() -> Result<RuleBook> {
    RuleBook::built_in().map_err(CommandError::internal)
}

fn object(rule: &Rule) -> Value {
    json!({
        "id": rule.id, "file": rule.file, "comment": rule.comment, "example": rule.example,
        "gives": rule.gives, "confidence": (f64::from(rule.confidence) * 100.0).round() / 100.0,
    })
}

fn list(as_json: bool) -> Result {
    let book = built_in()?;
    if as_json {
        return ui::print_json(&book.rules.iter().map(object).collect::<Vec<_>>());
    }
    let (mut out, mut file) = (String::new(), "");
    for rule in &book.rules {
        if rule.file != file {
            file = &rule.file;
            putln!(out, "{}{file}", if out.is_empty() { "" } else { "\n" });
        }
        let room = ui::columns().saturating_sub(30).max(30);
        putln!(out, "  {:<26} {}", rule.id, say::short(&rule.comment, room));
    }
    ui::print(&out)
}

fn show(id: &str, as_json: bool) -> Result {
    let book = built_in()?;
    let rule = book.rules.iter().find(|r| r.id == id).ok_or_else(|| {
        CommandError::input(format!("there is no rule {id}"))
            .hinted("`demarche rules list` names all rules")
    })?;
    if as_json {
        return ui::print_json(&object(rule));
    }
    let mut out = format!("{} in {}\n  {}\n", rule.id, rule.file, rule.comment);
    putln!(out, "  Example: {}", rule.example);
    for given in &rule.gives {
        putln!(out, "  Gives: {given}");
    }
    putln!(out, "  Confidence: {}", rule.confidence);
    ui::print(&out)
}

fn check(file: &str, ui: Ui) -> Result {
    let book = rule_book(&[file.to_owned()])?;
    let own: Vec<Rule> = book
        .rules
        .iter()
        .filter(|r| r.file == file)
        .cloned()
        .collect();
    let reader = Reader::with(Choice::default().model(), book).map_err(CommandError::internal)?;
    let is_silent = |rule: &&Rule| {
        let reading = reader.read_any(&Source::plain(rule.example.as_str()));
        !reading.statements.iter().any(|s| s.rule == rule.id)
    };
    let silent: Vec<&str> = own
        .iter()
        .filter(is_silent)
        .map(|r| r.id.as_str())
        .collect();
    if silent.is_empty() {
        ui.note(format!(
            "{file}: {} can be used",
            say::count(own.len(), "rule")
        ));
        return Ok(());
    }
    Err(CommandError::input(format!(
        "{file}: no statement from the example of {}",
        silent.join(", ")
    ))
    .hinted("another rule may say the same first; `demarche parse` shows the tree"))
}

/// What the added rules change in one text.
struct Change<'t> {
    text: &'t Text,
    appeared: Vec<Statement>,
    vanished: Vec<Statement>,
}

fn diff(file: &str, inputs: &[String], model: Choice, as_json: bool, ui: Ui) -> Result {
    let model = model.model();
    let make = |book| Reader::with(model, book).map_err(CommandError::internal);
    let (before, after) = (make(built_in()?)?, make(rule_book(&[file.to_owned()])?)?);
    let texts = input::load(inputs, &Columns::default(), ui)?;
    let progress = ui.progress(texts.len(), "reading");
    let one = |text| {
        let change = change(text, &before, &after);
        progress.step();
        change
    };
    let changes: Vec<Change<'_>> = texts.par_iter().map(one).collect();
    drop(progress);
    if as_json {
        return ui::print_json(&changes.iter().map(as_object).collect::<Vec<_>>());
    }
    ui::print(&page(&changes))
}

fn change<'t>(text: &'t Text, before: &Reader, after: &Reader) -> Change<'t> {
    let old = before.read(&text.clean).statements;
    let new = after.read(&text.clean).statements;
    // A statement that another rule now makes, or with other parts, is another one.
    let same = |a: &Statement, b: &Statement| a.id == b.id && a.rule == b.rule;
    let without = |all: &[Statement], others: &[Statement]| -> Vec<Statement> {
        let is_new = |s: &&Statement| !others.iter().any(|o| same(o, s));
        all.iter().filter(is_new).cloned().collect()
    };
    Change {
        text,
        appeared: without(&new, &old),
        vanished: without(&old, &new),
    }
}

fn page(changes: &[Change<'_>]) -> String {
    let mut out = String::new();
    let (mut appeared, mut vanished) = (0, 0);
    for change in changes {
        appeared += change.appeared.len();
        vanished += change.vanished.len();
        if change.appeared.is_empty() && change.vanished.is_empty() {
            continue;
        }
        let name = change.text.source.address.as_deref().unwrap_or("a text");
        putln!(out, "{name}");
        let lists = [('-', &change.vanished), ('+', &change.appeared)];
        for (mark, list) in lists {
            for statement in list {
                putln!(
                    out,
                    "{mark} {} [{}]",
                    say::statement(statement),
                    statement.rule
                );
                let quote = statement.evidence.text(&change.text.clean.text);
                putln!(out, "    “{}”", say::short(quote.unwrap_or_default(), 72));
            }
        }
    }
    let texts = say::count(changes.len(), "text");
    putln!(out, "{texts}: {appeared} appear, {vanished} vanish");
    out
}

fn as_object(change: &Change<'_>) -> Value {
    let list = |statements: &[Statement]| -> Vec<Value> {
        let one = |s: &Statement| {
            let span = change.text.span_in_source(s.evidence);
            json!({
                "id": s.id, "kind": s.kind(), "says": say::statement(s), "rule": s.rule,
                "evidence": s.evidence.text(&change.text.clean.text).unwrap_or_default(),
                "span": [span.start, span.end],
            })
        };
        statements.iter().map(one).collect()
    };
    json!({
        "address": change.text.source.address,
        "appeared": list(&change.appeared),
        "vanished": list(&change.vanished),
    })
}
