use crate::dossier::{self, Dossier};
use crate::error::{CommandError, Result};
use crate::material::Material;
use crate::reading::Eyes;
use crate::say;
use crate::snippet;
use crate::ui::{self, Ui};
use demarche_evidence::{Diagnostic, Severity, Span};
use demarche_formats::Columns;
use demarche_graph::GraphModel;
use demarche_record::Record;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Check a dossier: its model, what the model rests on, and its record
///
/// All mistakes in the model are shown at once, each with its place. Statements that the model
/// rests on must be in the record or in the texts.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A dossier, or a model file such as those of the catalogue; without it, the dossier in this
    /// folder
    #[arg(value_name = "DOSSIER", default_value = ".")]
    path: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let is_file = args.path.is_file() && args.path.extension().is_some_and(|e| e == "toml");
    let folder = match Dossier::find(&args.path) {
        None if is_file => None,
        _ => Some(Dossier::need(&args.path)?),
    };
    let path = folder
        .as_ref()
        .map_or_else(|| args.path.clone(), Dossier::model);
    let text = dossier::text(&path)?;
    let mut checked = demarche_model::parse(&text);
    let mut faults = Vec::new();
    if let (Some(file), Some(folder)) = (&checked.dossier, &folder) {
        faults = record_faults(folder)?;
        let ends = loose_ends(file, &text, folder, ui)?;
        checked.diagnostics.extend(ends);
    }
    let shown = path.display().to_string();
    let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
    let errors = checked.diagnostics.iter().filter(is_error).count();
    if args.json {
        let diagnostics: Vec<Value> = checked
            .diagnostics
            .iter()
            .map(|d| placed(d, &text))
            .collect();
        ui::print_json(&json!({
            "file": shown,
            "sound": errors == 0 && faults.is_empty(),
            "diagnostics": diagnostics,
            "record": faults,
        }))?;
    }
    let report = snippet::render(&checked.diagnostics, &text, &shown);
    let report = (!report.is_empty() && !args.json).then_some(report);
    let Some(file) = checked.dossier else {
        let failed = CommandError::input(format!("{} in {shown}", say::count(errors, "mistake")));
        return Err(report.into_iter().fold(failed, CommandError::reported));
    };
    if let Some(report) = report {
        ui.report(&report);
    }
    if !faults.is_empty() {
        return Err(CommandError::outside(format!(
            "the record is damaged: {}",
            faults.join("; ")
        )));
    }
    if args.json {
        return Ok(());
    }
    ui::print(&summary(&shown, &file))
}

/// What is wrong with the record, where there is one.
fn record_faults(dossier: &Dossier) -> Result<Vec<String>> {
    if !dossier.record().exists() {
        return Ok(Vec::new());
    }
    Ok(Record::read_only(dossier.record())?.check()?)
}

/// Statements that the model rests on but nobody made.
fn loose_ends(
    file: &demarche_model::Dossier,
    text: &str,
    dossier: &Dossier,
    ui: Ui,
) -> Result<Vec<Diagnostic>> {
    let of_options = file.options.iter().flat_map(|o| &o.basis.because);
    let of_preferences = file.preferences.iter().flat_map(|p| &p.basis.because);
    let needed: BTreeSet<&str> = of_options
        .chain(of_preferences)
        .map(|id| id.0.as_str())
        .collect();
    if needed.is_empty() {
        return Ok(Vec::new());
    }
    let material = Material::gather(
        &[dossier.root().display().to_string()],
        &Columns::default(),
        &Eyes::default(),
        ui,
    )?;
    let statements = material.linked.readings.iter().flat_map(|r| &r.statements);
    let known: BTreeSet<&str> = statements.map(|s| s.id.0.as_str()).collect();
    let missing = needed.into_iter().filter(|id| !known.contains(*id));
    Ok(missing.flat_map(|id| loose_end(text, id)).collect())
}

fn loose_end(text: &str, id: &str) -> Vec<Diagnostic> {
    let warn = |(at, _): (usize, &str)| {
        Diagnostic::warning(
            "unknown-statement",
            format!("no statement has the id `{id}`"),
        )
        .at(
            Span::new(at, at + id.len()),
            "not in the record or the texts",
        )
        .help("`demarche record list` shows the ids; a guess has `assume` instead")
    };
    let quoted = text
        .match_indices(id)
        .filter(|(at, _)| text.get(..*at).is_some_and(|t| t.ends_with(['"', '\''])));
    quoted.map(warn).collect()
}

/// A diagnostic with line and column, for editors.
fn placed(diagnostic: &Diagnostic, text: &str) -> Value {
    let mut value = json!(diagnostic);
    if let (Value::Object(fields), Some(label)) = (&mut value, diagnostic.labels.first()) {
        let before = text.get(..label.span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        fields.insert("line".to_owned(), json!(line));
        fields.insert("column".to_owned(), json!(column));
    }
    value
}

fn summary(path: &str, file: &demarche_model::Dossier) -> String {
    if !file.has_model() {
        return format!("{path}: sound; it holds no model yet");
    }
    let model = file.model().ok();
    let states = model.and_then(|m| GraphModel::from_conflict(&m.conflict).ok());
    format!(
        "{path}: sound; {}, {}, {}, {}, {}",
        say::count(file.parties.len(), "decision maker"),
        say::count(file.options.len(), "option"),
        say::count(states.map_or(0, |m| m.state_count()), "state"),
        say::count(file.preferences.len(), "preference"),
        say::count(file.assumptions().len(), "assumption"),
    )
}
