//! `demarche graph --symbolic`: the five concepts for conflicts with more states than can be listed.

use super::file::stated;
use super::tables::{drawn, new_table};
use crate::error::{CommandError, Result};
use crate::page::putln;
use crate::ui::Ui;
use demarche_graph::{
    Concept, Conflict, Solution, SymbolicError, SymbolicLimits, SymbolicModel, SymbolicTable,
};
use serde::Serialize;
use std::path::Path;

/// Equilibria that are named, of each concept.
const NAMED: usize = 10;

/// What is known of all states without a list of them. Counts are decimal numbers as strings: they outgrow what JSON readers keep.
#[derive(Debug, Serialize)]
pub(crate) struct SymbolicAnswer {
    name: String,
    decision_makers: Vec<String>,
    options: Vec<String>,
    states: String,
    /// The status quo, with Y or N for each option.
    status_quo: String,
    concepts: Vec<ConceptSummary>,
}

/// One concept.
#[derive(Debug, Serialize)]
struct ConceptSummary {
    concept: &'static str,
    /// How many states are stable, for each decision maker.
    stable: Vec<String>,
    /// Whether the status quo is, for each decision maker.
    status_quo: Vec<bool>,
    equilibria: String,
    /// The first equilibria by decimal value, with Y or N for each option.
    first: Vec<String>,
    #[serde(skip)]
    label: &'static str,
}

/// Reads a model with preference statements and solves it on decision diagrams.
///
/// # Errors
/// When the file holds no such model, or the diagrams reach their limit.
pub(crate) fn solve(path: &Path, concept: Option<Concept>, ui: Ui) -> Result<SymbolicAnswer> {
    let (name, conflict) = stated(path, ui)?;
    let failed = |e: SymbolicError| CommandError::input(format!("{name}: {e}"));
    let limits = SymbolicLimits::default();
    let model = SymbolicModel::from_conflict(&conflict, limits).map_err(failed)?;
    let progress = ui.progress(conflict.preferences.len(), "solving");
    let table = model.solve_telling(|_| progress.step()).map_err(failed)?;
    let options = conflict.form.options.len();
    let asked = Concept::ALL
        .into_iter()
        .filter(|&c| concept.is_none_or(|only| only == c));
    let concepts = asked.map(|c| summary(&conflict, &table, c).map_err(failed));
    Ok(SymbolicAnswer {
        concepts: concepts.collect::<Result<_>>()?,
        decision_makers: conflict.form.decision_makers.clone(),
        options: conflict
            .form
            .options
            .iter()
            .map(|o| o.name.clone())
            .collect(),
        states: table.state_count().to_string(),
        status_quo: conflict.status_quo.pattern(options),
        name,
    })
}

fn summary(
    conflict: &Conflict,
    table: &SymbolicTable,
    concept: Concept,
) -> std::result::Result<ConceptSummary, SymbolicError> {
    let movers = 0..conflict.preferences.len();
    let count = |dm| {
        table
            .stable_count(dm, concept)
            .unwrap_or_default()
            .to_string()
    };
    let at_rest = |dm| table.is_stable(conflict.status_quo, dm, concept) == Some(true);
    let options = conflict.form.options.len();
    let first = table.first_equilibria(concept, NAMED)?;
    Ok(ConceptSummary {
        concept: concept.name(),
        label: concept.label(),
        stable: movers.clone().map(count).collect(),
        status_quo: movers.map(at_rest).collect(),
        equilibria: table.equilibrium_count(concept).to_string(),
        first: first.into_iter().map(|s| s.pattern(options)).collect(),
    })
}

impl SymbolicAnswer {
    /// The answer as text no wider than `columns` where tables allow.
    pub fn text(&self, columns: usize) -> String {
        let parties = self.decision_makers.join(", ");
        let mut out = format!(
            "{}\n  {} states · {parties}\n",
            self.name,
            grouped(&self.states)
        );
        putln!(
            out,
            "\nSTABLE STATES  how many, and ✓ where the status quo is one"
        );
        out.push_str(&self.table(columns));
        putln!(
            out,
            "\nEQUILIBRIA  stable for everybody; Y or N for each option"
        );
        for summary in &self.concepts {
            putln!(out, "  {}  {}", summary.label, grouped(&summary.equilibria));
            for state in &summary.first {
                let mark = if *state == self.status_quo {
                    "  status quo"
                } else {
                    ""
                };
                putln!(out, "    {state}{mark}");
            }
            if summary
                .equilibria
                .parse::<usize>()
                .is_ok_and(|n| n <= summary.first.len())
            {
                continue;
            }
            putln!(out, "    and more");
        }
        out
    }

    fn table(&self, columns: usize) -> String {
        let mut table = new_table(columns);
        let mut header = vec![String::new()];
        header.extend(self.decision_makers.iter().cloned());
        table.set_header(header);
        for summary in &self.concepts {
            let mut row = vec![summary.label.to_owned()];
            row.extend(
                summary
                    .stable
                    .iter()
                    .zip(&summary.status_quo)
                    .map(|(count, holds)| {
                        format!("{}{}", grouped(count), if *holds { " ✓" } else { "" })
                    }),
            );
            table.add_row(row);
        }
        drawn(&table)
    }
}

/// Digits in threes.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_come_in_threes() {
        assert_eq!(
            ["7", "123", "1234", "1234567"].map(grouped),
            ["7", "123", "1,234", "1,234,567"]
        );
    }
}
