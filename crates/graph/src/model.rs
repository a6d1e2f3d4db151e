use crate::State;
use crate::error::BuildError;
use crate::form::{Conflict, Digraph};

/// An explicit graph model: feasible states, moves and ranks.
#[derive(Debug, Clone)]
pub struct GraphModel {
    names: Vec<String>,
}

impl GraphModel {
    /// Builds the model of a conflict in option form.
    ///
    /// # Errors
    /// When the conflict contradicts itself or is too large for this engine.
    pub fn from_conflict(conflict: &Conflict) -> Result<Self, BuildError> {
        let _ = conflict;
        todo!()
    }

    /// Builds a model from a plain graph.
    ///
    /// # Errors
    /// When lists do not have an entry a state, or a move leads nowhere.
    pub fn from_digraph(digraph: &Digraph) -> Result<Self, BuildError> {
        let _ = digraph;
        todo!()
    }

    /// Names of the decision makers.
    #[must_use]
    pub fn decision_makers(&self) -> &[String] {
        &self.names
    }

    /// How many states there are; they are numbered from 0.
    #[must_use]
    pub fn state_count(&self) -> usize {
        todo!()
    }

    /// The options taken in a state; `None` for a digraph or a number too high.
    #[must_use]
    pub fn state(&self, _s: usize) -> Option<State> {
        todo!()
    }

    /// The number of a feasible state.
    #[must_use]
    pub fn index_of(&self, _state: State) -> Option<usize> {
        todo!()
    }

    /// The number of the status quo.
    #[must_use]
    pub fn status_quo(&self) -> Option<usize> {
        todo!()
    }

    /// The conflict it was built from, for an option form.
    #[must_use]
    pub fn conflict(&self) -> Option<&Conflict> {
        todo!()
    }

    /// How to print a state: `YNN-` letters for an option form, else its number.
    #[must_use]
    pub fn label(&self, _s: usize) -> String {
        todo!()
    }

    /// The states `dm` can move to from `s`, in order.
    #[must_use]
    pub fn moves(&self, _dm: usize, _s: usize) -> Vec<usize> {
        todo!()
    }

    /// The states `dm` can move to from `s` and likes better, in order.
    #[must_use]
    pub fn improvements(&self, _dm: usize, _s: usize) -> Vec<usize> {
        todo!()
    }

    /// How good `s` is for `dm`: dense ranks from 0, higher is better, equal is a tie.
    #[must_use]
    pub fn rank(&self, _dm: usize, _s: usize) -> u32 {
        todo!()
    }
}
