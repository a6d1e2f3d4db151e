use crate::analysis::drafted;
use crate::error::{CommandError, Result};
use crate::input::ColumnArgs;
use crate::material::Material;
use crate::output;
use crate::reading::Eyes;
use crate::ui::{self, Ui};
use demarche_model::{Dossier, Drafted, replace, write};

/// Draft a model from what was read, as a `dossier.toml` to correct
///
/// What a party said becomes a preference with the statements it rests on; what the text leaves
/// open becomes one that says what is assumed. Order is importance.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files, folders, `-` for standard input, or one dossier; without it, the dossier in this
    /// folder
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,
    /// Put the draft into the dossier in place of its model; comments elsewhere in it are kept
    #[arg(long)]
    write: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    eyes: Eyes,
    #[command(flatten)]
    columns: ColumnArgs,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let material = Material::gather(&args.inputs, &args.columns.columns(), &args.eyes, ui)?;
    let (dossier, notes) = match drafted(&material) {
        Drafted::Model { dossier, notes } => (*dossier, notes),
        Drafted::Nothing(reason) => {
            if args.json {
                return ui::print_json(&serde_json::json!({ "model": null, "reason": reason }));
            }
            ui.note(format!("No model: {reason}."));
            return Ok(());
        }
    };
    for note in &notes {
        ui.note(format!("The draft {note}."));
    }
    let remark = |id: &str| Some(format!("{id}: {}", material.quote(id)?));
    if args.write {
        return put(&material, &dossier, &remark, ui);
    }
    let text = write(&dossier, &remark);
    if args.json {
        return ui::print_json(&as_json(&dossier, &notes, &text));
    }
    ui::print(&text)
}

fn put(
    material: &Material,
    dossier: &Dossier,
    remark: &dyn Fn(&str) -> Option<String>,
    ui: Ui,
) -> Result {
    let Some((folder, _)) = &material.dossier else {
        return Err(
            CommandError::usage("--write needs a dossier to write into").hinted(
                "`demarche new DIR` starts one, `demarche add DIR FILES…` reads texts into it",
            ),
        );
    };
    let path = folder.model();
    let old = crate::dossier::text(&path)?;
    let new = replace(&old, dossier, remark).map_err(CommandError::input)?;
    output::write(&path, new.as_bytes())?;
    ui.note(format!("Wrote the draft into {}", path.display()));
    Ok(())
}

fn as_json(dossier: &Dossier, notes: &[String], text: &str) -> serde_json::Value {
    let option = |k: usize| dossier.option_id(k);
    let options: Vec<_> = dossier
        .options
        .iter()
        .map(|o| {
            let owners: Vec<_> = o.owners.iter().map(|k| &dossier.parties[*k].name).collect();
            serde_json::json!({
                "id": o.id, "name": o.name, "owners": owners, "now": o.now,
                "direction": o.direction, "decided_by": o.decided_by,
                "because": o.basis.because, "assume": o.basis.assume,
            })
        })
        .collect();
    let preferences: Vec<_> = dossier
        .preferences
        .iter()
        .map(|p| {
            serde_json::json!({
                "of": dossier.parties[p.of].name,
                "statement": demarche_model::language::print(&p.statement, &option),
                "because": p.basis.because, "assume": p.basis.assume,
            })
        })
        .collect();
    let parties: Vec<_> = dossier.parties.iter().map(|p| &p.name).collect();
    serde_json::json!({
        "model": { "parties": parties, "options": options, "preferences": preferences },
        "left_out": notes,
        "toml": text,
    })
}
