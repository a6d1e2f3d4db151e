use super::Where;
use crate::error::Result;
use crate::page::putln;
use crate::say;
use crate::ui;
use demarche_record::{StatementDetail, Verdict};

/// Show a statement with its evidence, reviews and comments
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// The statement
    #[arg(value_name = "ID")]
    id: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result {
    let record = args.record.read()?;
    let detail = record.statement(&args.id)?;
    if args.json {
        return ui::print_json(&detail);
    }
    let source = record.source(&detail.entry.statement.source.0)?;
    let name = source.title.or(source.address);
    ui::print(&shown(
        &detail,
        name.as_deref().unwrap_or("a text without a name"),
    ))
}

fn shown(detail: &StatementDetail, source: &str) -> String {
    let entry = &detail.entry;
    let statement = &entry.statement;
    let mut out = format!(
        "{} {} · {}\n  {}\n",
        statement.id,
        statement.kind().name(),
        entry.standing.name(),
        say::statement(statement)
    );
    if let Some(original) = &entry.original {
        putln!(out, "  as read: {}", say::body(original));
    }
    let quote = entry.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    putln!(out, "  “{quote}”");
    putln!(
        out,
        "  bytes {}–{} of {source}",
        statement.evidence.start,
        statement.evidence.end
    );
    putln!(
        out,
        "  says: {} · rule {} · confidence {:.2} · {}",
        statement.voice.name(),
        statement.rule,
        statement.confidence,
        entry.reader
    );
    if let Some(at) = entry.superseded_at {
        putln!(out, "  no longer found since {}", say::minute(at));
    }
    for review in &detail.reviews {
        let what = match &review.verdict {
            Verdict::Edit(body) => format!("edited: {}", say::body(body)),
            other => other.standing().name().to_owned(),
        };
        putln!(out, "  {} {}: {what}", say::minute(review.at), review.by);
    }
    for comment in &detail.comments {
        putln!(
            out,
            "  {} {}: {}",
            say::minute(comment.at),
            comment.by,
            comment.text
        );
    }
    out
}
