use super::Where;
use crate::error::Result;
use crate::page::{put, putln};
use crate::ui::{self, Ui};
use anstyle::Style;
use demarche_record::{Found, Hit};

/// Search sources, statements and comments
///
/// All words must occur; "in quotation marks" is a phrase, missil* a beginning. Case and accents
/// do not matter.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// What to search for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let hits = args.record.read()?.search(&args.query.join(" "))?;
    if args.json {
        return ui::print_json(&hits);
    }
    if hits.is_empty() {
        ui.note("nothing found");
        return Ok(());
    }
    ui::print(&hits.iter().map(shown).collect::<String>())
}

fn shown(hit: &Hit) -> String {
    let (name, kind) = match (&hit.statement, hit.found) {
        (Some(id), Found::Comment) => (id.to_string(), "comment"),
        (Some(id), _) => (id.to_string(), "statement"),
        (None, _) => (hit.source.short().to_owned(), "source"),
    };
    let mut out = String::new();
    putln!(out, "{name:<12} {kind:<9} {}", marked(hit));
    out
}

/// The snippet with what was searched for in bold; colour is taken off where nobody wants it.
fn marked(hit: &Hit) -> String {
    let bold = Style::new().bold();
    let mut out = String::new();
    let mut at = 0;
    for mark in &hit.marks {
        let (Some(before), Ok(word)) = (hit.snippet.get(at..mark.start), mark.text(&hit.snippet))
        else {
            continue;
        };
        put!(out, "{before}{bold}{word}{bold:#}");
        at = mark.end;
    }
    out.push_str(hit.snippet.get(at..).unwrap_or_default());
    out
}
