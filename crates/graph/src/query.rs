//! What holds of one state, and what would change it, without building the space around it.

use crate::concept::coverage;
use crate::model::{check, is_feasible};
use crate::shifts::Candidates;
use crate::symbolic::diagram::{Diagram, Manager};
use crate::symbolic::solve::Solver;
use crate::{
    BuildError, Change, Concept, Conflict, Guarantee, Preferences, State, StopReason,
    SymbolicError, SymbolicLimits,
};
use search::{Found, Search};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

mod changes;
mod check;
mod search;

pub use check::{QueryCheck, verify_query};

/// Why a query has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    /// The conflict cannot be asked, or its diagrams outgrow their limit.
    #[error(transparent)]
    Symbolic(#[from] SymbolicError),
    /// The state is ruled out.
    #[error("state {0:?} is not feasible")]
    Infeasible(State),
    /// A decision maker that does not exist.
    #[error("decision maker {0} does not exist")]
    UnknownDecisionMaker(usize),
}

impl From<BuildError> for QueryError {
    fn from(error: BuildError) -> Self {
        Self::Symbolic(error.into())
    }
}

/// Who moves where from where, by states rather than by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QueryStep {
    /// The decision maker who moves.
    pub mover: usize,
    /// The state that is left.
    pub from: State,
    /// The state that is reached.
    pub to: State,
}

/// How the others deter one improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryAnswer {
    /// The improvement's end.
    pub improvement: State,
    /// A shortest legal sequence of the others that ends in a state no better than the first;
    /// under SEQ and SSEQ every step improves for its mover.
    pub sanction: Vec<QueryStep>,
}

/// Stable or not, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryVerdict {
    /// Every improvement is deterred; there may be none.
    Stable {
        /// How many improvements there are.
        improvements: u128,
        /// The answers to the first of them by decimal value, as many as were asked for.
        answers: Vec<QueryAnswer>,
    },
    /// An improvement that nobody deters.
    Unstable {
        /// The first such improvement by decimal value.
        improvement: State,
    },
}

/// The verdict on one state for one decision maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryWitness {
    /// The state.
    pub state: State,
    /// The decision maker.
    pub dm: usize,
    /// The concept.
    pub concept: Concept,
    /// The verdict.
    pub verdict: QueryVerdict,
}

impl QueryWitness {
    /// Whether the verdict is "stable".
    #[must_use]
    pub const fn is_stable(&self) -> bool {
        matches!(self.verdict, QueryVerdict::Stable { .. })
    }
}

/// Smallest changes that take the stability of a state away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryShifts {
    /// Sets of changes, smallest first; of each no part does alone. Empty where the state is no
    /// equilibrium as things are.
    pub shifts: Vec<Vec<Change>>,
    /// How many candidate sets were looked at.
    pub examined: usize,
    /// How much the list covers.
    pub guarantee: Guarantee,
    /// Why the search ended.
    pub stop: StopReason,
}

/// Questions about single states of a conflict of any size.
///
/// The state is fixed, and with it the truth of every statement there: what is left of the
/// diagrams of [`SymbolicModel`](crate::SymbolicModel) speaks of options alone, but for the
/// answers of others that improve. The search for sanctions goes backwards from all states that
/// would deter, one step of all opponents at a time, and ends as soon as every improvement is met.
pub struct Query<'a> {
    conflict: &'a Conflict,
    manager: Manager,
    feasible: Diagram,
}

impl fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query {{ manager: {:?} }}", self.manager)
    }
}

impl<'a> Query<'a> {
    /// Limits that hold questions with local answers, and are set up in milliseconds.
    pub const LIMITS: SymbolicLimits = SymbolicLimits {
        nodes: 1 << 20,
        remembered: 1 << 18,
    };

    /// Makes the diagram of the feasible states.
    ///
    /// # Errors
    /// When the conflict contradicts itself, somebody's preferences are a ranking, or the diagram
    /// reaches its limit.
    pub fn new(conflict: &'a Conflict, limits: SymbolicLimits) -> Result<Self, QueryError> {
        check(conflict)?;
        let is_ranking = |p: &Preferences| matches!(p, Preferences::Ranking(_));
        if let Some(dm) = conflict.preferences.iter().position(is_ranking) {
            return Err(SymbolicError::NeedsStatements(dm).into());
        }
        let manager = Manager::new(conflict, limits);
        let feasible = manager.none_of(&conflict.form.infeasible)?;
        Ok(Self {
            conflict,
            manager,
            feasible,
        })
    }

    /// The verdict on `state` for `dm`, with the answers to the first `most` improvements.
    ///
    /// # Errors
    /// When the state is not feasible, the decision maker does not exist, or the diagrams reach
    /// their limit.
    pub fn witness(
        &self,
        state: State,
        dm: usize,
        concept: Concept,
        most: usize,
    ) -> Result<QueryWitness, QueryError> {
        self.check(state)?;
        if dm >= self.conflict.preferences.len() {
            return Err(QueryError::UnknownDecisionMaker(dm));
        }
        let solver = Solver::new(&self.manager, self.conflict, &self.feasible)?;
        let search = Search::new(&self.manager, &solver, self.conflict, (state, dm));
        let verdict = match search.found(&self.feasible, concept)? {
            Found::Open(improvement) => QueryVerdict::Unstable { improvement },
            Found::Met(met) => QueryVerdict::Stable {
                improvements: self.manager.count(&met.improvements),
                answers: search.answers(&met, concept, most)?,
            },
        };
        Ok(QueryWitness {
            state,
            dm,
            concept,
            verdict,
        })
    }

    /// Whether `state` is stable for everybody under `concept`.
    ///
    /// # Errors
    /// As for [`Query::witness`].
    pub fn is_equilibrium(&self, state: State, concept: Concept) -> Result<bool, QueryError> {
        self.check(state)?;
        self.holds(self.conflict, state, concept)
    }

    /// The smallest changes of up to `size` (1 or 2) things after which `state` is no equilibrium:
    /// assumed statements negated, dropped or moved, options opened or closed. Of `limit` candidate
    /// sets at most; orders that come to the same are all listed.
    ///
    /// # Errors
    /// As for [`Query::witness`].
    pub fn shifts(
        &self,
        state: State,
        concept: Concept,
        size: usize,
        limit: usize,
    ) -> Result<QueryShifts, QueryError> {
        let size = size.clamp(1, 2);
        if !self.is_equilibrium(state, concept)? {
            return Ok(QueryShifts {
                shifts: Vec::new(),
                examined: 0,
                guarantee: Guarantee::Complete { size },
                stop: StopReason::AlreadyHolds,
            });
        }
        let candidates = Candidates::new(self.conflict, size);
        let count = candidates.count();
        let mut shifts: Vec<Vec<Change>> = Vec::new();
        for changes in candidates.sets().take(limit) {
            let is_part = |known: &Vec<Change>| known.iter().all(|c| changes.contains(c));
            if shifts.iter().any(is_part) {
                continue;
            }
            let changed = changes::changed(self.conflict, &changes);
            if !self.holds(&changed, state, concept)? {
                shifts.push(changes);
            }
        }
        let (guarantee, stop) = coverage(count, limit, size);
        Ok(QueryShifts {
            shifts,
            examined: count.min(limit),
            guarantee,
            stop,
        })
    }

    /// `conflict` is the query's own or a changed one: with the same options and no more statements.
    fn holds(
        &self,
        conflict: &Conflict,
        state: State,
        concept: Concept,
    ) -> Result<bool, QueryError> {
        let solver = Solver::new(&self.manager, conflict, &self.feasible)?;
        for dm in 0..conflict.preferences.len() {
            let search = Search::new(&self.manager, &solver, conflict, (state, dm));
            if let Found::Open(_) = search.found(&self.feasible, concept)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn check(&self, state: State) -> Result<(), QueryError> {
        let options = self.conflict.form.options.len();
        let exists = options >= 64 || state.0 >> options == 0;
        if exists && is_feasible(self.conflict, state) {
            Ok(())
        } else {
            Err(QueryError::Infeasible(state))
        }
    }
}
