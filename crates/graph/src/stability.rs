use crate::{Concept, GraphModel, StateSet};
use serde::{Deserialize, Serialize};

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

/// Stability of every state for every decision maker under all five concepts.
#[must_use]
pub fn stability(_model: &GraphModel) -> StabilityTable {
    todo!()
}
