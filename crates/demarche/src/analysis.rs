//! From what was read to what the engine finds: the model is taken from a dossier, or drafted.

use crate::error::{CommandError, Result};
use crate::material::Material;
use crate::ui::Ui;
use demarche_brief::{Analysis, Case, Findings, Questions, findings};
use demarche_model::{Dossier as ModelDossier, Drafted, Limits, draft};

/// What to ask the engine.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Look for the smallest shifts that lead to a state in which this holds, as in
    /// `accept & !deliver`; without it for those that end the impasse
    #[arg(long, value_name = "STATEMENT")]
    wanted: Option<String>,
    /// Most changes at a time in a shift
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
    shift_size: u8,
}

/// The analysis behind a brief.
#[derive(Debug)]
pub(crate) enum Analysed {
    /// There is no model, for this reason.
    Absent(String),
    /// The model in words, and the engine's answers.
    Found(Box<(Case, Findings)>),
}

impl Analysed {
    /// Drafts a model or takes the dossier's, and asks the engine about it.
    ///
    /// # Errors
    /// When the dossier's model has mistakes, or a wanted state cannot be understood.
    pub fn new(material: &Material, options: &Options, ui: Ui) -> Result<Self> {
        let dossier = match model_of(material, ui) {
            Ok(dossier) => dossier,
            Err(reason) => return Ok(Self::Absent(reason)),
        };
        let model = match dossier.model() {
            Ok(model) => model,
            Err(error) => return Ok(Self::Absent(format!("the engine refused it: {error}"))),
        };
        let wanted = match &options.wanted {
            Some(text) => Some(wanted(text, &dossier)?),
            None => model.wanted.clone(),
        };
        let questions = Questions {
            wanted,
            shift_size: usize::from(options.shift_size),
            ..Questions::default()
        };
        let case = Case::from(&model);
        let found = findings(&case.conflict, &questions).map_err(CommandError::input)?;
        Ok(Self::Found(Box::new((case, found))))
    }

    pub fn as_brief(&self) -> Analysis<'_> {
        match self {
            Self::Absent(reason) => Analysis::Absent(reason),
            Self::Found(found) => Analysis::Found {
                case: &found.0,
                findings: &found.1,
            },
        }
    }
}

/// The dossier's own model, else a draft; the reason where there is neither.
fn model_of(material: &Material, ui: Ui) -> std::result::Result<ModelDossier, String> {
    if let Some((folder, written)) = &material.dossier {
        if written.has_model() {
            return Ok(written.clone());
        }
        let name = folder.root().display();
        ui.note(format!(
            "{name} has no model yet, so one was drafted; `demarche draft {name} --write` keeps it."
        ));
    }
    match drafted(material) {
        Drafted::Model { dossier, notes } => {
            for note in notes {
                ui.note(format!("The draft {note}."));
            }
            Ok(*dossier)
        }
        Drafted::Nothing(reason) => Err(reason),
    }
}

/// A draft from all that was read.
pub(crate) fn drafted(material: &Material) -> Drafted {
    draft(&material.statements(), Limits::default())
}

/// A wanted state from the command line.
fn wanted(text: &str, dossier: &ModelDossier) -> Result<demarche_graph::Expr> {
    let names: Vec<&str> = dossier.options.iter().map(|o| o.id.as_str()).collect();
    let option = |name: &str| names.iter().position(|n| *n == name);
    demarche_model::language::parse(text, &option, &names).map_err(|problems| {
        CommandError::usage("--wanted is not understood")
            .reported(crate::snippet::render(&problems, text, "--wanted"))
    })
}
