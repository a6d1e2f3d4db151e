use crate::error::Result;
use crate::graph::{Answer, GraphFile, InverseAsked, Questions, analyse, ask, load, tables};
use crate::ui::{self, Ui};
use clap::ValueEnum;
use demarche_graph::Concept;
use std::path::PathBuf;

/// Analyse a graph model: stability, equilibria, paths, and what would move the status quo
///
/// FILE is a dossier, a case of the catalogue, or JSON: a digraph (`states`, `decision_makers`),
/// an option form (`options`, `dms`), or a `.jsonl` file with one of them a line.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The model
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print JSON: `stability[concept][name]` has a 0 or 1 a state, `equilibria[concept]` the
    /// numbers of the states
    #[arg(long)]
    json: bool,
    /// Check every verdict by a second, simpler routine
    #[arg(long)]
    verify: bool,
    /// Show this solution concept only; paths and shifts are about it (else about SEQ)
    #[arg(long, value_enum)]
    concept: Option<ConceptName>,
    /// List the smallest changes that take the status quo's stability away, or bring about what
    /// the dossier wants
    #[arg(long)]
    shifts: bool,
    /// Say instead what must be preferred for a state to be an equilibrium, and under how many
    /// rankings it is: a state by its number, or with Y or N for each option. Given several
    /// times: for at least one of them
    #[arg(long, value_name = "STATE", conflicts_with_all = ["shifts", "verify"])]
    inverse: Vec<String>,
    /// Leave only this party's preferences free, the others' as they are; may be given several
    /// times
    #[arg(long, value_name = "PARTY", requires = "inverse")]
    free: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ConceptName {
    /// No improvement
    Nash,
    /// General metarationality
    Gmr,
    /// Symmetric metarationality
    Smr,
    /// Sequential stability
    Seq,
    /// Symmetric sequential stability
    Sseq,
}

impl From<ConceptName> for Concept {
    fn from(name: ConceptName) -> Self {
        match name {
            ConceptName::Nash => Self::Nash,
            ConceptName::Gmr => Self::Gmr,
            ConceptName::Smr => Self::Smr,
            ConceptName::Seq => Self::Seq,
            ConceptName::Sseq => Self::Sseq,
        }
    }
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let files = load(&args.file, ui)?;
    if !args.inverse.is_empty() {
        return turned_round(args, &files);
    }
    let concept = args.concept.map(Concept::from);
    let asked = Questions {
        concept,
        verify: args.verify,
        shifts: args.shifts,
    };
    let progress = ui.progress(files.len(), "analysing");
    for file in &files {
        let findings = analyse(file, asked, ui)?;
        if args.json {
            let answer = Answer::new(file, &findings, concept);
            match files.len() {
                1 => ui::print_json(&answer)?,
                _ => ui::print(&serde_json::to_string(&answer)?)?,
            }
        } else {
            ui::print(&tables(file, &findings, concept, ui::columns()))?;
        }
        progress.step();
    }
    Ok(())
}

/// What must be preferred, for each model.
fn turned_round(args: &Args, files: &[GraphFile]) -> Result {
    let asked = InverseAsked {
        states: &args.inverse,
        free: &args.free,
        concept: args.concept.map(Concept::from),
    };
    for file in files {
        let answer = ask(file, asked)?;
        match (args.json, files.len()) {
            (false, _) => ui::print(&answer.text())?,
            (true, 1) => ui::print_json(&answer)?,
            (true, _) => ui::print(&serde_json::to_string(&answer)?)?,
        }
    }
    Ok(())
}
