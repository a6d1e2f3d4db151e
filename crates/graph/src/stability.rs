use crate::graph::Graph;
use crate::prefs::by_rank;
use crate::{Concept, GraphModel, StateSet};
use serde::{Deserialize, Serialize};

mod arcs;
mod cells;
mod what_if;

pub use what_if::WhatIf;

/// For one decision maker, the stable states under each concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionMakerStability {
    /// Whose.
    pub name: String,
    /// In the order of [`Concept::ALL`].
    pub stable: Vec<StateSet>,
}

/// Which states are stable, for whom, under which concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StabilityTable {
    /// One entry a decision maker.
    pub decision_makers: Vec<DecisionMakerStability>,
    /// The states stable for everybody, in the order of [`Concept::ALL`].
    pub equilibria: Vec<StateSet>,
}

impl StabilityTable {
    /// Whether `state` is stable for `dm` under `concept`; false for what does not exist.
    #[must_use]
    pub fn is_stable(&self, state: usize, dm: usize, concept: Concept) -> bool {
        self.decision_makers
            .get(dm)
            .and_then(|d| d.stable.get(concept.index()))
            .is_some_and(|set| set.contains(state))
    }

    /// Whether `state` is an equilibrium under `concept`; false for what does not exist.
    #[must_use]
    pub fn is_equilibrium(&self, state: usize, concept: Concept) -> bool {
        self.equilibria
            .get(concept.index())
            .is_some_and(|set| set.contains(state))
    }

    /// The concepts under which `state` is an equilibrium.
    #[must_use]
    pub fn concepts(&self, state: usize) -> Vec<Concept> {
        Concept::ALL
            .into_iter()
            .filter(|&c| self.is_equilibrium(state, c))
            .collect()
    }
}

/// The value of a state from which the others reach nothing.
const UNMET: u32 = u32::MAX;

/// Stability of every state for every decision maker under all five concepts.
///
/// Under each concept an answer that ends in `q` costs decision maker `i` a bound: its rank of `q`
/// (GMR, SEQ), or the best rank it can reach from `q` in at most one move (SMR, SSEQ). A state is
/// stable when, from every improvement, the least bound the others can reach is no higher than the
/// state's rank. The least bounds of all states come from one backward pass over states in
/// increasing order of bound, each labelled once. In option form a pass is near-linear in states
/// (times the cells of a group, where options are one-way); in a digraph, linear in moves.
#[must_use]
pub fn stability(model: &GraphModel) -> StabilityTable {
    table_of(model, solve(model.graph(), model.ranks()))
}

/// For each decision maker the stable states under each concept.
fn solve(graph: &Graph, ranks: &[Vec<u32>]) -> Vec<Vec<StateSet>> {
    match graph {
        Graph::Cells(movers) => cells::Solver::new(movers, ranks).solve(),
        Graph::Arcs(movers) => arcs::Solver::new(movers, ranks).solve(),
    }
}

/// The table of what is stable for each decision maker.
fn table_of(model: &GraphModel, all: Vec<Vec<StateSet>>) -> StabilityTable {
    let equilibria = Concept::ALL
        .into_iter()
        .map(|c| {
            let mut common = StateSet::collect(model.state_count(), |_| true);
            all.iter()
                .for_each(|own| common.intersect_with(&own[c.index()]));
            common
        })
        .collect();
    let names = model.decision_makers().iter().cloned();
    StabilityTable {
        decision_makers: names
            .zip(all)
            .map(|(name, stable)| DecisionMakerStability { name, stable })
            .collect(),
        equilibria,
    }
}
