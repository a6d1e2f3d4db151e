use super::{Reviewer, Where};
use crate::error::{CommandError, Result};
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::Body;
use demarche_record::Verdict;
use jiff::Timestamp;
use serde_json::Value;

/// Change what a statement says; what was read is kept beside it
///
/// FIELD is a field of the statement as `record show --json` prints it under `body`, such as
/// `what` or `state`. To change more, print the body, edit it, and give it with `--body`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// The statement
    #[arg(value_name = "ID")]
    id: String,
    /// Give a field another value (can be repeated)
    #[arg(long, value_name = "FIELD=VALUE", required_unless_present = "body")]
    set: Vec<String>,
    /// The whole new body as JSON, from a file or `-`
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    body: Option<String>,
    #[command(flatten)]
    reviewer: Reviewer,
    /// Print the statement as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let by = args.reviewer.name()?;
    let mut record = args.record.write()?;
    let detail = record.statement(&args.id)?;
    let body = match &args.body {
        Some(file) => whole(file)?,
        None => changed(&detail.entry.statement.body, &args.set)?,
    };
    if body.kind() != detail.entry.statement.body.kind() {
        return Err(CommandError::input(format!(
            "a {} cannot become a {}",
            detail.entry.statement.kind().name(),
            body.kind().name()
        ))
        .hinted("reject the statement instead"));
    }
    let verdict = Verdict::Edit(Box::new(body));
    let detail = record.review(&args.id, &verdict, &by, Timestamp::now())?;
    if args.json {
        return ui::print_json(&detail);
    }
    let said = say::statement(&detail.entry.statement);
    ui.note(format!("{} now says: {said}", detail.entry.statement.id));
    Ok(())
}

fn whole(file: &str) -> Result<Body> {
    let json = if file == "-" {
        std::io::read_to_string(std::io::stdin().lock())
    } else {
        std::fs::read_to_string(file)
    };
    let json = json.map_err(|e| CommandError::reading(std::path::Path::new(file), &e))?;
    serde_json::from_str(&json)
        .map_err(|e| CommandError::input(format!("{file} is no body of a statement: {e}")))
}

/// The body with some fields changed. A value is taken as JSON where it is JSON, else as words.
fn changed(body: &Body, settings: &[String]) -> Result<Body> {
    let mut value = serde_json::to_value(body)?;
    let fields = value.as_object_mut().and_then(|o| o.values_mut().next());
    let Some(Value::Object(fields)) = fields else {
        return Err(CommandError::internal("a body is not an object"));
    };
    for setting in settings {
        let Some((field, words)) = setting.split_once('=') else {
            return Err(CommandError::usage(format!(
                "`{setting}` is not FIELD=VALUE"
            )));
        };
        let Some(place) = fields.get_mut(field) else {
            let known: Vec<&str> = fields.keys().map(String::as_str).collect();
            return Err(CommandError::input(format!("there is no field `{field}`"))
                .hinted(format!("fields are {}", known.join(", "))));
        };
        *place = match place {
            Value::String(_) => Value::String(words.to_owned()),
            _ => serde_json::from_str(words).unwrap_or_else(|_| Value::String(words.to_owned())),
        };
    }
    serde_json::from_value(value)
        .map_err(|e| CommandError::input(format!("this does not fit the statement: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_evidence::{Actor, Lever, LeverUse};

    fn lever() -> Body {
        Body::Lever(Lever {
            holder: Actor::party("Mali", None),
            against: None,
            what: "the port".to_owned(),
            state: LeverUse::Withheld,
            irreversible: false,
            condition: None,
        })
    }

    #[test]
    fn fields_are_set() {
        let set = ["what=the harbour", "state=used", "irreversible=true"].map(str::to_owned);
        let Ok(Body::Lever(new)) = changed(&lever(), &set) else {
            panic!("a lever stays a lever");
        };
        assert_eq!(
            (new.what.as_str(), new.state, new.irreversible),
            ("the harbour", LeverUse::Used, true)
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let error = |set: &str| {
            changed(&lever(), &[set.to_owned()])
                .expect_err("no change")
                .error
        };
        assert_eq!(error("wat=x"), "there is no field `wat`");
        assert!(error("state=sideways").starts_with("this does not fit the statement"));
        assert_eq!(error("what"), "`what` is not FIELD=VALUE");
    }
}
