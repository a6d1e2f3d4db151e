//! The analysis of a model as JSON.

use super::further::Further;
use super::{Findings, GraphFile};
use demarche_graph::{Concept, Evolution, Impasse, Shifts, State};
use serde::Serialize;
use std::collections::BTreeMap;

/// The answer to `demarche graph --json`. States are numbered from 0; in option form in order of
/// their decimal values, which `decimals` lists.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'a> {
    name: &'a str,
    states: usize,
    decision_makers: &'a [String],
    /// Options in the order of the letters in `labels`.
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_quo: Option<usize>,
    /// For each concept and decision maker a letter a state: 1 for stable, 0 for not.
    stability: BTreeMap<&'static str, BTreeMap<&'a str, String>>,
    /// For each concept the states that are stable for everybody.
    equilibria: BTreeMap<&'static str, Vec<usize>>,
    /// For each concept the equilibria that the literature prints, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<BTreeMap<&'static str, Vec<usize>>>,
    /// How many verdicts a second routine confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evolution: Option<&'a Evolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impasse: Option<&'a Impasse>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shifts: Option<&'a Shifts>,
    /// Concepts beside the five.
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<&'a Further>,
}

impl<'a> Answer<'a> {
    /// The analysis of `file`; only under `concept`, where one is asked for.
    pub fn new(file: &'a GraphFile, findings: &'a Findings, concept: Option<Concept>) -> Self {
        let model = &file.model;
        let all = 0..model.state_count();
        let decimals: Option<Vec<u64>> = all.clone().map(|s| Some(model.state(s)?.0)).collect();
        let conflict = model.conflict();
        let wanted = Concept::ALL
            .into_iter()
            .filter(|c| concept.is_none_or(|only| only == *c));
        let table = &findings.table;
        let bits = |c: Concept| {
            let own = table.decision_makers.iter();
            own.filter_map(|d| Some((d.name.as_str(), d.stable.get(c.index())?.bits())))
                .collect()
        };
        let equilibria = |c: Concept| {
            let states = table.equilibria.get(c.index());
            states.map(|s| s.iter().collect()).unwrap_or_default()
        };
        Self {
            name: &file.name,
            states: model.state_count(),
            decision_makers: model.decision_makers(),
            options: conflict.map(|c| c.form.options.iter().map(|o| o.name.as_str()).collect()),
            labels: decimals
                .is_some()
                .then(|| all.map(|s| model.label(s)).collect()),
            decimals,
            status_quo: model.status_quo().filter(|_| file.status_quo_named),
            stability: wanted.clone().map(|c| (c.name(), bits(c))).collect(),
            equilibria: wanted.map(|c| (c.name(), equilibria(c))).collect(),
            published: file.published.as_ref().map(|p| {
                let number =
                    |states: &[State]| states.iter().filter_map(|&s| model.index_of(s)).collect();
                p.0.iter()
                    .map(|(c, states)| (c.name(), number(states)))
                    .collect()
            }),
            verified: findings.verified,
            evolution: findings.evolution.as_ref(),
            impasse: findings.impasse.as_ref(),
            shifts: findings.shifts.as_ref(),
            also: findings.further.as_ref(),
        }
    }
}
