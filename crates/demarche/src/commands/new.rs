use crate::dossier::Dossier;
use crate::error::{CommandError, Result};
use crate::output;
use crate::ui::{self, Ui};
use std::path::PathBuf;

/// Start a dossier: a folder with the sources, the record and the model of one negotiation
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder; created where it does not exist
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// What the negotiation is called; the name of the folder where it is left out
    #[arg(long)]
    title: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let dossier = Dossier::at(&args.dir);
    if dossier.model().exists() {
        return Err(
            CommandError::input(format!("{} is a dossier already", args.dir.display()))
                .hinted("`demarche add` adds texts to it"),
        );
    }
    let sources = dossier.sources();
    std::fs::create_dir_all(&sources).map_err(|e| CommandError::writing(&sources, &e))?;
    let title = match &args.title {
        Some(title) => title.clone(),
        None => folder_name(&args.dir),
    };
    output::write(&dossier.model(), first_page(&title).as_bytes())?;
    demarche_record::Record::open(dossier.record())?;
    if args.json {
        return ui::print_json(&serde_json::json!({
            "dossier": args.dir.display().to_string(),
            "model": dossier.model().display().to_string(),
            "record": dossier.record().display().to_string(),
            "sources": sources.display().to_string(),
        }));
    }
    let name = args.dir.display();
    ui.note(format!(
        "Started {name}.\nNext: `demarche add {name} FILES…` reads texts into it."
    ));
    Ok(())
}

fn folder_name(dir: &std::path::Path) -> String {
    let full = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let name = full.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A `dossier.toml` without a model.
fn first_page(title: &str) -> String {
    format!(
        "# One negotiation. `demarche draft DIR --write` proposes a model from what was read;\n\
         # correct it here.\n\
         version = {}\n\
         title = {}\n",
        demarche_model::FORMAT,
        toml_string(title)
    )
}

fn toml_string(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
