use super::{Where, list, sources};
use crate::error::Result;
use crate::page::putln;
use crate::say;
use crate::ui::{self, Ui};
use demarche_record::Changes;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// List what happened since a time: sources, statements, reviews, comments
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// From when on: a day (its beginning, universal time) or a time such as 2026-01-05T09:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    since: Timestamp,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn moment(text: &str) -> std::result::Result<Timestamp, String> {
    if let Ok(at) = text.parse() {
        return Ok(at);
    }
    let day: civil::Date = text.parse().map_err(|e: jiff::Error| e.to_string())?;
    let start = day.to_zoned(TimeZone::UTC).map_err(|e| e.to_string())?;
    Ok(start.timestamp())
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let changes = args.record.read()?.changed_since(args.since)?;
    if args.json {
        return ui::print_json(&changes);
    }
    let text = shown(&changes);
    if text.is_empty() {
        ui.note("nothing happened since then");
        return Ok(());
    }
    ui::print(&text)
}

fn shown(changes: &Changes) -> String {
    let mut out = String::new();
    let head = |out: &mut String, what: &str| {
        let gap = if out.is_empty() { "" } else { "\n" };
        putln!(out, "{gap}{what}");
    };
    if !changes.sources.is_empty() {
        head(&mut out, "NEW SOURCES");
        out.push_str(&sources::lines(&changes.sources));
    }
    if !changes.added.is_empty() {
        head(&mut out, "NEW STATEMENTS");
        out.push_str(&list::lines(&changes.added));
    }
    if !changes.superseded.is_empty() {
        head(&mut out, "NO LONGER FOUND");
        out.push_str(&list::lines(&changes.superseded));
    }
    if !changes.reviews.is_empty() {
        head(&mut out, "REVIEWS");
    }
    for review in &changes.reviews {
        let what = review.verdict.standing().name();
        putln!(
            out,
            "{} {} {what} by {}",
            review.statement,
            say::minute(review.at),
            review.by
        );
    }
    if !changes.comments.is_empty() {
        head(&mut out, "COMMENTS");
    }
    for comment in &changes.comments {
        let at = say::minute(comment.at);
        putln!(
            out,
            "{} {at} {}: {}",
            comment.statement,
            comment.by,
            comment.text
        );
    }
    out
}
