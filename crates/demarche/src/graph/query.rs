//! `demarche graph --query`: what holds of the status quo, and what would change it, without a list of the states.

use super::file::stated;
use crate::error::{CommandError, Result};
use crate::page::putln;
use crate::say;
use crate::ui::Ui;
use demarche_graph::{
    Change, Concept, Conflict, Guarantee, Query, QueryCheck, QueryError, QueryShifts, QueryStep,
    QueryVerdict, QueryWitness, State, verify_query,
};
use demarche_model::language;
use serde::Serialize;
use std::path::Path;

/// Improvements whose answers are told.
const TOLD: usize = 1;
/// Sets of changes that are tried.
const TRIED: usize = 20_000;
/// Changes of options that the check of a verdict may look at.
const CHECKED: usize = 1 << 22;

/// What is known of one state.
#[derive(Debug, Serialize)]
pub(crate) struct QueryReport {
    name: String,
    decision_makers: Vec<String>,
    options: Vec<String>,
    /// The state, with Y or N for each option.
    state: String,
    concepts: Vec<ConceptReport>,
    /// Smallest changes after which the state is no equilibrium under the concept asked for, else SEQ.
    #[serde(skip_serializing_if = "Option::is_none")]
    shifts: Option<QueryShifts>,
    /// How the verdicts came through their check.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<CheckReport>,
    #[serde(skip)]
    conflict: Conflict,
}

/// One concept.
#[derive(Debug, Serialize)]
struct ConceptReport {
    concept: Concept,
    is_equilibrium: bool,
    /// One verdict a decision maker.
    verdicts: Vec<QueryWitness>,
}

/// How many verdicts a second, simpler routine found right.
#[derive(Debug, Default, Serialize)]
struct CheckReport {
    /// All that they rest on was found again.
    proved: usize,
    /// What they list is right; the rest would take too long.
    listed: usize,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryAsked<'a> {
    pub concept: Option<Concept>,
    /// The most changes of a shift, where shifts are asked for.
    pub size: Option<usize>,
    /// Whether every verdict is checked.
    pub verify: bool,
    /// The state, with Y or N for each option; the status quo without it.
    pub state: Option<&'a str>,
}

fn named(letters: &str, conflict: &Conflict) -> Result<State> {
    let options = conflict.form.options.len();
    let is_whole = letters.len() == options && letters.chars().all(|c| "YyNn".contains(c));
    if !is_whole {
        let error = format!("{letters:?} is no state");
        let hint = format!("write Y or N for each of the {options} options");
        return Err(CommandError::usage(error).hinted(hint));
    }
    let taken = letters.char_indices().filter(|(_, c)| "Yy".contains(*c));
    Ok(State::taking(&taken.map(|(k, _)| k).collect::<Vec<_>>()))
}

/// Puts the question to the engine.
///
/// # Errors
/// When the file holds no model with preference statements, or the search reaches its limit.
pub(crate) fn query(path: &Path, asked: QueryAsked<'_>, ui: Ui) -> Result<QueryReport> {
    let QueryAsked {
        concept,
        size,
        verify,
        state,
    } = asked;
    let (name, mut conflict) = stated(path, ui)?;
    if let Some(letters) = state {
        conflict.status_quo = named(letters, &conflict)?;
    }
    let failed = |e: QueryError| CommandError::input(format!("{name}: {e}"));
    let engine = Query::new(&conflict, Query::LIMITS).map_err(failed)?;
    let state = conflict.status_quo;
    let movers = 0..conflict.preferences.len();
    let mut concepts = Vec::new();
    let asked = Concept::ALL
        .into_iter()
        .filter(|&c| concept.is_none_or(|only| only == c));
    let asked: Vec<Concept> = asked.collect();
    let progress = ui.progress(asked.len(), "asking");
    for &concept in &asked {
        let verdict = |dm| engine.witness(state, dm, concept, TOLD).map_err(failed);
        let verdicts: Vec<_> = movers.clone().map(verdict).collect::<Result<_>>()?;
        concepts.push(ConceptReport {
            concept,
            is_equilibrium: verdicts.iter().all(QueryWitness::is_stable),
            verdicts,
        });
        progress.step();
    }
    let about = concept.unwrap_or(Concept::Seq);
    let shifts = size.map(|size| engine.shifts(state, about, size, TRIED).map_err(failed));
    let checked = verify.then(|| checked(&conflict, &concepts)).transpose()?;
    Ok(QueryReport {
        checked,
        shifts: shifts.transpose()?,
        decision_makers: conflict.form.decision_makers.clone(),
        options: conflict
            .form
            .options
            .iter()
            .map(|o| o.name.clone())
            .collect(),
        state: state.pattern(conflict.form.options.len()),
        concepts,
        name,
        conflict,
    })
}

fn checked(conflict: &Conflict, concepts: &[ConceptReport]) -> Result<CheckReport> {
    let mut report = CheckReport::default();
    for witness in concepts.iter().flat_map(|c| &c.verdicts) {
        match verify_query(conflict, witness, CHECKED) {
            QueryCheck::Proved => report.proved += 1,
            QueryCheck::Listed => report.listed += 1,
            QueryCheck::Refuted => {
                let (who, label) = (witness.dm + 1, witness.concept.label());
                let error = format!("the verdict of {label} for decision maker {who} is wrong");
                return Err(CommandError::internal(error));
            }
        }
    }
    Ok(report)
}

impl CheckReport {
    fn text(&self, out: &mut String) {
        let proved = say::count(self.proved, "verdict");
        putln!(out, "\nCHECKED  {proved} confirmed by a second routine");
        if self.listed > 0 {
            let listed = say::count(self.listed, "verdict");
            putln!(
                out,
                "  of {listed} what is listed was confirmed; the rest would take too long to search"
            );
        }
    }
}

impl QueryReport {
    /// The report as text.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n  state {}\n", self.name, self.state);
        for report in &self.concepts {
            let holds = if report.is_equilibrium {
                "an equilibrium"
            } else {
                "no equilibrium"
            };
            putln!(out, "\n{}  {holds}", report.concept.label());
            for verdict in &report.verdicts {
                putln!(
                    out,
                    "  {}: {}",
                    self.decision_makers[verdict.dm],
                    self.verdict(verdict)
                );
            }
        }
        if let Some(found) = &self.shifts {
            self.shifts(&mut out, found);
        }
        if let Some(report) = &self.checked {
            report.text(&mut out);
        }
        out
    }

    fn verdict(&self, witness: &QueryWitness) -> String {
        match &witness.verdict {
            QueryVerdict::Unstable { improvement } => {
                let moved = self.moved(witness.state, *improvement);
                format!("would gain by {moved}, and nobody deters it")
            }
            QueryVerdict::Stable {
                improvements: 0, ..
            } => "has nothing better".to_owned(),
            QueryVerdict::Stable {
                improvements,
                answers,
            } => {
                let first = answers.first().map(|a| {
                    let moved = self.moved(witness.state, a.improvement);
                    format!(": {moved} is answered by {}", self.path(&a.sanction))
                });
                let count = usize::try_from(*improvements).unwrap_or(usize::MAX);
                let count = say::count(count, "improvement");
                format!("deterred from {count}{}", first.unwrap_or_default())
            }
        }
    }

    fn moved(&self, from: State, to: State) -> String {
        let options = self.options.iter().enumerate();
        let changed = options.filter(|(k, _)| from.takes(*k) != to.takes(*k));
        let told = changed.map(|(k, name)| {
            if to.takes(k) {
                format!("`{name}`")
            } else {
                format!("no longer `{name}`")
            }
        });
        told.collect::<Vec<_>>().join(" and ")
    }

    fn path(&self, steps: &[QueryStep]) -> String {
        let told = steps.iter().map(|s| {
            let who = &self.decision_makers[s.mover];
            format!("{who} with {}", self.moved(s.from, s.to))
        });
        told.collect::<Vec<_>>().join(", then ")
    }

    fn shifts(&self, out: &mut String, found: &QueryShifts) {
        putln!(out, "\nSHIFTS  that take its stability away");
        for (n, changes) in found.shifts.iter().enumerate() {
            let told: Vec<String> = changes.iter().map(|c| self.change(*c)).collect();
            putln!(out, "  S{}  {}", n + 1, told.join(", and "));
        }
        match found.guarantee {
            _ if found.examined == 0 => putln!(out, "  it is no equilibrium as things are"),
            Guarantee::Complete { size } => putln!(out, "  complete up to {size} at a time"),
            Guarantee::Partial {
                examined,
                candidates,
            } => {
                putln!(
                    out,
                    "  {examined} of {candidates} sets of changes were tried"
                );
            }
        }
    }

    fn change(&self, change: Change) -> String {
        let about = change.statement().map(|s| {
            let statement = &self.conflict.preferences[s.dm].statements()[s.index];
            let name = |k: usize| self.options[k].clone();
            (
                &self.decision_makers[s.dm],
                language::print(&statement.expr, &name),
            )
        });
        let option = |k: usize| &self.options[k];
        match (change, about) {
            (Change::Open { option: k }, _) => format!("`{}` becomes possible", option(k)),
            (Change::Close { option: k }, _) => format!("`{}` becomes impossible", option(k)),
            (Change::Negate { .. }, Some((who, what))) => {
                format!("{who} wants the opposite of `{what}`")
            }
            (Change::Drop { .. }, Some((who, what))) => {
                format!("{who} does not care about `{what}`")
            }
            (Change::Move { to, .. }, Some((who, what))) => {
                format!("{who} puts `{what}` in place {}", to + 1)
            }
            (_, None) => "?".to_owned(),
        }
    }
}
