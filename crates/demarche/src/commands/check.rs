use crate::dossier::{self, Dossier};
use crate::error::{CommandError, Result};
use crate::ui::{self, Ui};
use demarche_evidence::Severity;
use std::path::{Path, PathBuf};

/// Check a model file and show every mistake in it at once
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
    let path = Dossier::find(&args.path).map_or_else(|| args.path.clone(), |d| d.model());
    if args.json {
        return report_json(&path);
    }
    let dossier = dossier::load(&path, ui)?;
    let options = crate::say::count(dossier.options.len(), "option");
    let parties = crate::say::count(dossier.parties.len(), "decision maker");
    let assumed = crate::say::count(dossier.assumptions().len(), "assumption");
    ui::print(&format!(
        "{}: sound; {parties}, {options}, {assumed}\n",
        path.display()
    ))
}

fn report_json(path: &Path) -> Result {
    let checked = demarche_model::parse(&dossier::text(path)?);
    let errors = checked
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let count = errors.count();
    ui::print_json(&serde_json::json!({
        "file": path.display().to_string(),
        "sound": count == 0,
        "diagnostics": checked.diagnostics,
    }))?;
    if count == 0 {
        return Ok(());
    }
    let count = crate::say::count(count, "mistake");
    Err(CommandError::input(format!(
        "{count} in {}",
        path.display()
    )))
}
