use crate::error::Result;
use crate::input::{self, ColumnArgs, Text};
use crate::page::putln;
use crate::reading::{Eyes, read_all};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::{Reading, Statement, StatementKind};
use demarche_read::schema;
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  demarche read article.html
  demarche read news.rss --json               each entry is a text
  demarche read letter.eml inbox/
  demarche read corpus.csv --text-column story --date-column day";

/// Read texts and print what was found in them
///
/// Each statement comes with the exact words it rests on, their bytes in the file, and the rule
/// that found it. Several texts give a JSON array. Texts are plain text, Markdown, web pages,
/// entries of feeds (RSS, Atom, JSON Feed), messages (.eml), pages of web archives (.warc), rows of
/// CSV files and lines of JSON Lines files; those that are clearly not English are left out.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files, folders, or `-` for standard input (can be repeated)
    #[arg(value_name = "FILE", required = true)]
    inputs: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    eyes: Eyes,
    #[command(flatten)]
    columns: ColumnArgs,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let texts = input::load(&args.inputs, &args.columns.columns(), ui)?;
    let readings = read_all(&texts, &args.eyes, ui)?;
    if args.json {
        let all: Vec<Value> = texts
            .iter()
            .zip(readings)
            .map(|(t, r)| object(t, r))
            .collect();
        return match all.as_slice() {
            [one] => ui::print_json(one),
            many => ui::print_json(&many),
        };
    }
    let shown: Vec<String> = texts
        .iter()
        .zip(&readings)
        .map(|(t, r)| page(t, r))
        .collect();
    ui::print(&shown.join("\n"))
}

/// The reading in the reader's JSON, with the name of the file.
fn object(text: &Text, reading: Reading) -> Value {
    let reading = text.to_source(reading);
    let mut value = schema::to_json(&reading, &text.source);
    if let Value::Object(fields) = &mut value {
        fields.insert("address".to_owned(), json!(text.source.address));
        fields.insert("title".to_owned(), json!(text.source.title));
    }
    value
}

const KINDS: [(StatementKind, &str); 11] = [
    (StatementKind::Meeting, "MEETINGS"),
    (StatementKind::Proposal, "PROPOSALS"),
    (StatementKind::Agreement, "AGREEMENTS"),
    (StatementKind::Milestone, "DATES AHEAD"),
    (StatementKind::Demand, "DEMANDS"),
    (StatementKind::Characterisation, "JUDGEMENTS"),
    (StatementKind::Claim, "CLAIMS"),
    (StatementKind::Lever, "LEVERS"),
    (StatementKind::Remark, "THE IMPASSE"),
    (StatementKind::Event, "EVENTS"),
    (StatementKind::Quote, "QUOTES"),
];

fn page(text: &Text, reading: &Reading) -> String {
    let source = &text.clean;
    let name = source.title.as_ref().or(source.address.as_ref());
    let mut out = format!(
        "{}\n  {} · {} · {}\n",
        name.map_or("a text without a name", String::as_str),
        reading
            .date
            .map_or_else(|| "no date".to_owned(), |d| d.to_string()),
        say::count(source.text.split_whitespace().count(), "word"),
        say::count(reading.statements.len(), "statement"),
    );
    if !reading.relevant {
        out.push_str("\n  There is no negotiation in this text.\n");
    }
    cast(&mut out, reading);
    for (kind, heading) in KINDS {
        let own: Vec<&Statement> = reading
            .statements
            .iter()
            .filter(|s| s.kind() == kind)
            .collect();
        if own.is_empty() {
            continue;
        }
        putln!(out, "\n{heading}");
        for statement in own {
            let quote = statement.evidence.text(&source.text).unwrap_or_default();
            let room = ui::columns().saturating_sub(6).max(30);
            putln!(out, "  {}", say::statement(statement));
            let quote = say::short(quote, room.saturating_sub(statement.rule.len() + 5));
            putln!(out, "    “{quote}” [{}]", statement.rule);
        }
    }
    out
}

fn cast(out: &mut String, reading: &Reading) {
    let parties: Vec<&str> = reading.parties.iter().map(|p| p.name.as_str()).collect();
    putln!(out, "\nPARTIES\n  {}", parties.join(", "));
    if reading.people.is_empty() {
        return;
    }
    putln!(out, "\nPEOPLE");
    for person in &reading.people {
        let role = person
            .role
            .as_ref()
            .map_or_else(String::new, |r| format!(", {r}"));
        let party = person
            .party
            .as_ref()
            .map_or_else(String::new, |p| format!(" ({p})"));
        putln!(out, "  {}{role}{party}", person.name);
    }
}
