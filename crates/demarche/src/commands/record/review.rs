use super::{Reviewer, Where};
use crate::error::{CommandError, Result};
use crate::say;
use crate::ui::{self, Ui};
use demarche_record::{Record, Verdict};
use jiff::Timestamp;

/// Accept statements: they count
#[derive(Debug, clap::Args)]
pub(super) struct Accept {
    #[command(flatten)]
    many: Many,
}

/// Reject statements: they do not count for model and brief
#[derive(Debug, clap::Args)]
pub(super) struct Reject {
    #[command(flatten)]
    many: Many,
}

#[derive(Debug, clap::Args)]
struct Many {
    #[command(flatten)]
    record: Where,
    /// The statement (can be repeated)
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    reviewer: Reviewer,
    /// Print the statements as JSON
    #[arg(long)]
    json: bool,
}

/// Comment on a statement
#[derive(Debug, clap::Args)]
pub(super) struct Comment {
    #[command(flatten)]
    record: Where,
    /// The statement
    #[arg(value_name = "ID")]
    id: String,
    /// What to say about it
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    #[command(flatten)]
    reviewer: Reviewer,
    /// Print the comment as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn accept(args: &Accept, ui: Ui) -> Result {
    all(&args.many, &Verdict::Accept, ui)
}

pub(super) fn reject(args: &Reject, ui: Ui) -> Result {
    all(&args.many, &Verdict::Reject, ui)
}

/// Reviews all or, where an id is wrong, none.
fn all(many: &Many, verdict: &Verdict, ui: Ui) -> Result {
    let by = many.reviewer.name()?;
    let mut record = many.record.write()?;
    let ids = known(&record, &many.ids)?;
    let mut reviewed = Vec::new();
    for id in &ids {
        let detail = record.review(id, verdict, &by, Timestamp::now())?;
        let said = say::short(&say::statement(&detail.entry.statement), 80);
        if !many.json {
            ui.note(format!("{id} {}: {said}", verdict.standing().name()));
        }
        reviewed.push(detail);
    }
    if many.json {
        return ui::print_json(&reviewed);
    }
    Ok(())
}

fn known(record: &Record, ids: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut failed = Vec::new();
    for id in ids {
        match record.statement(id) {
            Ok(detail) => found.push(detail.entry.statement.id.0),
            Err(error) => failed.push(CommandError::from(error)),
        }
    }
    match CommandError::all(failed) {
        Some(error) => Err(error.hinted("nothing was changed")),
        None => Ok(found),
    }
}

pub(super) fn comment(args: &Comment, ui: Ui) -> Result {
    let by = args.reviewer.name()?;
    let mut record = args.record.write()?;
    let text = args.text.join(" ");
    let kept = record.comment(&args.id, &text, &by, Timestamp::now())?;
    if args.json {
        return ui::print_json(&kept);
    }
    ui.note(format!("commented on {}", kept.statement));
    Ok(())
}
