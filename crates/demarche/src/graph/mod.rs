//! Graph models from files, and their analysis as values and as tables.

mod file;
mod format;
mod further;
mod interventions;
mod inverse;
mod json;
mod perception;
mod query;
mod symbolic;
mod tables;
mod words;

pub(crate) use file::{GraphFile, load};
pub(crate) use format::{CsvTable, Format, exported};
pub(crate) use further::Also;
pub(crate) use interventions::{InterventionsAsked, intervene};
pub(crate) use inverse::{InverseAsked, ask};
pub(crate) use json::Answer;
pub(crate) use query::{QueryAsked, query};
pub(crate) use symbolic::solve;
pub(crate) use tables::tables;

use crate::error::{CommandError, Result};
use crate::ui::Ui;
use demarche_graph::{
    Concept, Evolution, Goal, Impasse, QuestionError, ShiftQuery, Shifts, StabilityTable, StepKind,
    evolution, impasse, shifts, stability, verify, witness,
};
use further::Further;

/// What is asked about a model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Questions<'a> {
    /// The concept that paths and shifts are about; SEQ where none is named.
    pub concept: Option<Concept>,
    /// Whether every verdict is checked by a second routine.
    pub verify: bool,
    /// Whether shifts are looked for.
    pub shifts: bool,
    /// Concepts beside the five.
    pub also: &'a [Also],
}

/// What the engine says about a model.
#[derive(Debug)]
pub(crate) struct Findings {
    pub table: StabilityTable,
    /// Shortest paths from the status quo by improvements, where there is one.
    pub evolution: Option<Evolution>,
    /// Why nobody leaves the status quo, where there is one.
    pub impasse: Option<Impasse>,
    pub shifts: Option<Shifts>,
    /// What is said beside the five concepts, where that is asked for.
    pub further: Option<Further>,
    /// How many verdicts were checked.
    pub verified: Option<usize>,
    pub concept: Concept,
}

/// Puts the questions to the engine.
///
/// # Errors
/// When shifts are asked of a model that has no statements or options, when the model has nothing
/// about another concept that is asked for, and when a verdict does not pass its check, which
/// would be a bug.
pub(crate) fn analyse(file: &GraphFile, asked: Questions<'_>, ui: Ui) -> Result<Findings> {
    let model = &file.model;
    let concept = asked.concept.unwrap_or(Concept::Seq);
    let table = stability(model);
    let question = |e: QuestionError| CommandError::input(format!("{}: {e}", file.name));
    let at_rest = model.status_quo().is_some() && file.status_quo_named;
    let further = further::further(file, asked.also)?;
    let verified = match asked.verify {
        true => {
            let more = further.as_ref().map(|f| further::checked(file, f));
            Some(check(file, &table, ui)? + more.transpose()?.unwrap_or(0))
        }
        false => None,
    };
    let shifts = match asked.shifts {
        true if !at_rest => return Err(question(QuestionError::NoStatusQuo)),
        true => {
            let goal = file.wanted.clone().map_or(Goal::Unsettle, Goal::Reach);
            let query = ShiftQuery::new(goal, concept);
            Some(shifts(model, &query).map_err(question)?)
        }
        false => None,
    };
    let paths = at_rest.then(|| evolution(model, &table, concept, StepKind::Improvements));
    let reasons = at_rest.then(|| impasse(model));
    Ok(Findings {
        evolution: paths.transpose().map_err(question)?,
        impasse: reasons.transpose().map_err(question)?,
        shifts,
        further,
        verified,
        table,
        concept,
    })
}

/// Checks every verdict: its witness is found state by state and verified from the definitions,
/// and it must agree with the table.
fn check(file: &GraphFile, table: &StabilityTable, ui: Ui) -> Result<usize> {
    let model = &file.model;
    let progress = ui.progress(model.state_count(), "checking");
    let mut count = 0;
    for state in 0..model.state_count() {
        for dm in 0..model.decision_makers().len() {
            for concept in Concept::ALL {
                let place = || format!("{}: state {state}, {concept}", file.name);
                let found = witness(model, state, dm, concept)
                    .map_err(|e| CommandError::internal(format!("{}: {e}", place())))?;
                verify(model, &found)
                    .map_err(|e| CommandError::internal(format!("{}: {e}", place())))?;
                if found.is_stable() != table.is_stable(state, dm, concept) {
                    let error = format!("{}: witness and table disagree", place());
                    return Err(CommandError::internal(error));
                }
                count += 1;
            }
        }
        progress.step();
    }
    Ok(count)
}
