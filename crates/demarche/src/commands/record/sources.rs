use super::Where;
use crate::error::Result;
use crate::page::putln;
use crate::say;
use crate::ui::{self, Ui};
use demarche_record::SourceEntry;

/// List the sources
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let sources = args.record.read()?.sources()?;
    if args.json {
        return ui::print_json(&sources);
    }
    if sources.is_empty() {
        ui.note("no source");
        return Ok(());
    }
    ui::print(&lines(&sources))
}

/// A line a source.
pub(super) fn lines(sources: &[SourceEntry]) -> String {
    let mut out = String::new();
    for source in sources {
        let date = source
            .date
            .map_or_else(|| "no date".to_owned(), |d| d.to_string());
        let name = source.title.as_ref().or(source.address.as_ref());
        let name = name.map_or("a text without a name", String::as_str);
        let what = match source.relevant {
            true => say::count(source.statements, "statement"),
            false => "no negotiation".to_owned(),
        };
        putln!(out, "{} {date:<10} {name} · {what}", source.id.short());
    }
    out
}
