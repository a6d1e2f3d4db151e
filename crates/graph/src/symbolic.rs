//! Stability on decision diagrams, for state spaces that no list holds.

use crate::model::{check, is_feasible};
use crate::{BuildError, Concept, Conflict, GraphModel, Preferences, StabilityTable, State};
use diagram::{Diagram, Manager};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

pub(crate) mod diagram;
mod order;
pub(crate) mod solve;

/// Why the symbolic engine gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SymbolicError {
    /// The conflict contradicts itself.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// Only statements can be told without listing the states.
    #[error(
        "decision maker {0} has a ranking of states; the symbolic engine needs preference statements"
    )]
    NeedsStatements(usize),
    /// The diagrams grow past what they may: nothing is known of the answer.
    #[error(
        "the decision diagrams need more than {limit} nodes; give more, or statements that share fewer options"
    )]
    NodeLimit {
        /// How many nodes they may have.
        limit: usize,
    },
}

/// How much memory the diagrams may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymbolicLimits {
    /// Nodes of all diagrams together, those of intermediate results included: some 16 bytes each.
    pub nodes: usize,
    /// Remembered results of operations: some 20 bytes each.
    pub remembered: usize,
}

impl Default for SymbolicLimits {
    /// Half a gigabyte.
    fn default() -> Self {
        Self {
            nodes: 1 << 24,
            remembered: 1 << 23,
        }
    }
}

/// A set of states as a decision diagram (Bryant, 1986).
#[derive(Clone)]
pub struct SymbolicSet {
    diagram: Diagram,
    manager: Arc<Manager>,
}

impl fmt::Debug for SymbolicSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SymbolicSet {{ nodes: {} }}", self.nodes())
    }
}

impl SymbolicSet {
    /// How many states it has, exactly. Linear in nodes.
    #[must_use]
    pub fn count(&self) -> u128 {
        self.manager.count(&self.diagram)
    }

    /// Whether `state` is in it. Linear in options.
    #[must_use]
    pub fn contains(&self, state: State) -> bool {
        self.manager.contains(&self.diagram, state)
    }

    /// The first states in order of their decimal values, at most `most`.
    ///
    /// # Errors
    /// When the diagrams reach their limit.
    pub fn first(&self, most: usize) -> Result<Vec<State>, SymbolicError> {
        self.manager.first(&self.diagram, most)
    }

    /// How many nodes its diagram has.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.manager.nodes(&self.diagram)
    }
}

/// A conflict in option form whose states are never listed.
///
/// Sets of states are decision diagrams over the options. What a decision maker compares a state
/// with is not another state but the truth values of its statements there: a diagram that speaks
/// of answers to improvements has one more variable for each statement, not for each option. A
/// move changes its mover's own options and no others, so that the states from which a set can be
/// reached come from quantifying these away; no relation between states is ever built. In option
/// form the moves of one decision maker are transitive, its improvements as well, so that a legal
/// sequence may be taken step by step without noting who moved last.
///
/// The answers are those of [`stability`](crate::stability()); what is missing is transitions
/// barred one by one ([`Barred`](crate::Barred)) and rankings of states.
#[derive(Debug)]
pub struct SymbolicModel {
    conflict: Conflict,
    feasible: SymbolicSet,
    limits: SymbolicLimits,
}

impl SymbolicModel {
    /// Makes the diagram of the feasible states, with variables in an order found by FORCE (Aloul,
    /// Markov and Sakallah, 2003) over patterns and statements.
    ///
    /// # Errors
    /// When the conflict contradicts itself, somebody's preferences are a ranking, or the diagram
    /// reaches its limit.
    pub fn from_conflict(
        conflict: &Conflict,
        limits: SymbolicLimits,
    ) -> Result<Self, SymbolicError> {
        check(conflict)?;
        let is_ranking = |p: &Preferences| matches!(p, Preferences::Ranking(_));
        if let Some(dm) = conflict.preferences.iter().position(is_ranking) {
            return Err(SymbolicError::NeedsStatements(dm));
        }
        let manager = Arc::new(Manager::new(conflict, limits));
        let feasible = manager.none_of(&conflict.form.infeasible)?;
        if manager.is_empty(&feasible) {
            return Err(BuildError::NoFeasibleState.into());
        }
        if !is_feasible(conflict, conflict.status_quo) {
            return Err(BuildError::InfeasibleStatusQuo.into());
        }
        Ok(Self {
            conflict: conflict.clone(),
            feasible: SymbolicSet {
                diagram: feasible,
                manager,
            },
            limits,
        })
    }

    /// The feasible states.
    #[must_use]
    pub const fn feasible(&self) -> &SymbolicSet {
        &self.feasible
    }

    /// The states that are stable for each decision maker under each concept.
    ///
    /// # Errors
    /// When the diagrams reach their limit.
    pub fn solve(&self) -> Result<SymbolicTable, SymbolicError> {
        self.solve_telling(|_| {})
    }

    /// As [`Self::solve`]; tells of every decision maker that is done.
    ///
    /// # Errors
    /// As for [`Self::solve`].
    pub fn solve_telling(
        &self,
        mut done: impl FnMut(usize),
    ) -> Result<SymbolicTable, SymbolicError> {
        let (manager, feasible) = (&self.feasible.manager, &self.feasible.diagram);
        let solver = solve::Solver::new(manager, &self.conflict, feasible)?;
        let solved = |dm| {
            let stable = solver.stable(dm)?;
            done(dm);
            Ok(stable)
        };
        let movers = 0..self.conflict.preferences.len();
        let stable: Vec<_> = movers.map(solved).collect::<Result<_, SymbolicError>>()?;
        let mut equilibria = Vec::new();
        for concept in Concept::ALL {
            let mut own = stable.iter().map(|own| &own[concept.index()]);
            let all = own.try_fold(feasible.clone(), |all, own| manager.and(&all, own))?;
            equilibria.push(self.set(all));
        }
        let named = |own: [Diagram; _]| own.map(|diagram| self.set(diagram));
        Ok(SymbolicTable {
            feasible: self.feasible.clone(),
            decision_makers: stable.into_iter().map(named).collect(),
            equilibria,
        })
    }

    /// The limits that it keeps.
    #[must_use]
    pub const fn limits(&self) -> SymbolicLimits {
        self.limits
    }

    fn set(&self, diagram: Diagram) -> SymbolicSet {
        SymbolicSet {
            diagram,
            manager: Arc::clone(&self.feasible.manager),
        }
    }
}

/// Which states are stable, for whom, under which concept, without a list of them.
#[derive(Debug, Clone)]
pub struct SymbolicTable {
    feasible: SymbolicSet,
    decision_makers: Vec<[SymbolicSet; Concept::ALL.len()]>,
    equilibria: Vec<SymbolicSet>,
}

impl SymbolicTable {
    /// The states stable for `dm` under `concept`; `None` for who does not exist.
    #[must_use]
    pub fn stable(&self, dm: usize, concept: Concept) -> Option<&SymbolicSet> {
        self.decision_makers
            .get(dm)
            .map(|own| &own[concept.index()])
    }

    /// The states stable for everybody under `concept`.
    #[must_use]
    pub fn equilibria(&self, concept: Concept) -> &SymbolicSet {
        &self.equilibria[concept.index()]
    }
}

/// What an engine found out, however it keeps its states.
///
/// ```
/// use demarche_graph::*;
///
/// let [a, b] = [Expr::Option(0), Expr::Option(1)];
/// let dilemma = Conflict {
///     form: OptionForm::new(&["A", "B"], &[("cooperate", 0), ("cooperate", 1)]),
///     preferences: vec![Preferences::known([b.clone(), !a.clone()]), Preferences::known([a, !b])],
///     status_quo: State::taking(&[]),
/// };
/// let model = GraphModel::from_conflict(&dilemma)?;
/// let explicit = ExplicitSolution::new(&model, stability(&model));
/// let symbolic = SymbolicModel::from_conflict(&dilemma, SymbolicLimits { nodes: 1 << 12, remembered: 1 << 10 })?.solve()?;
/// for solution in [&explicit as &dyn Solution, &symbolic] {
///     assert_eq!(solution.state_count(), 4);
///     assert_eq!(solution.equilibrium_count(Concept::Seq), 2);
///     assert_eq!(solution.first_equilibria(Concept::Nash, 9)?, [State::taking(&[])]);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Solution {
    /// How many states are feasible.
    fn state_count(&self) -> u128;
    /// Whether `state` is stable for `dm` under `concept`; `None` for what does not exist or is not
    /// feasible.
    fn is_stable(&self, state: State, dm: usize, concept: Concept) -> Option<bool>;
    /// How many states are stable for `dm` under `concept`; `None` for who does not exist.
    fn stable_count(&self, dm: usize, concept: Concept) -> Option<u128>;
    /// How many states are stable for everybody under `concept`.
    fn equilibrium_count(&self, concept: Concept) -> u128;
    /// The first equilibria in order of their decimal values, at most `most`.
    ///
    /// # Errors
    /// When listing them takes more than the engine may use.
    fn first_equilibria(&self, concept: Concept, most: usize) -> Result<Vec<State>, SymbolicError>;
}

impl Solution for SymbolicTable {
    fn state_count(&self) -> u128 {
        self.feasible.count()
    }

    fn is_stable(&self, state: State, dm: usize, concept: Concept) -> Option<bool> {
        let stable = self.stable(dm, concept)?;
        self.feasible
            .contains(state)
            .then(|| stable.contains(state))
    }

    fn stable_count(&self, dm: usize, concept: Concept) -> Option<u128> {
        self.stable(dm, concept).map(SymbolicSet::count)
    }

    fn equilibrium_count(&self, concept: Concept) -> u128 {
        self.equilibria(concept).count()
    }

    fn first_equilibria(&self, concept: Concept, most: usize) -> Result<Vec<State>, SymbolicError> {
        self.equilibria(concept).first(most)
    }
}

/// The table of the explicit engine, with the model that gives its states their names.
#[derive(Debug, Clone)]
pub struct ExplicitSolution<'a> {
    model: &'a GraphModel,
    table: StabilityTable,
}

impl<'a> ExplicitSolution<'a> {
    /// A model in option form and its table; of a digraph no state can be named.
    #[must_use]
    pub const fn new(model: &'a GraphModel, table: StabilityTable) -> Self {
        Self { model, table }
    }
}

impl Solution for ExplicitSolution<'_> {
    fn state_count(&self) -> u128 {
        self.model.state_count() as u128
    }

    fn is_stable(&self, state: State, dm: usize, concept: Concept) -> Option<bool> {
        let index = self.model.index_of(state)?;
        let known = dm < self.table.decision_makers.len();
        known.then(|| self.table.is_stable(index, dm, concept))
    }

    fn stable_count(&self, dm: usize, concept: Concept) -> Option<u128> {
        let own = self.table.decision_makers.get(dm)?;
        Some(own.stable[concept.index()].count() as u128)
    }

    fn equilibrium_count(&self, concept: Concept) -> u128 {
        self.table.equilibria[concept.index()].count() as u128
    }

    fn first_equilibria(&self, concept: Concept, most: usize) -> Result<Vec<State>, SymbolicError> {
        let states = self.table.equilibria[concept.index()].iter();
        Ok(states
            .filter_map(|s| self.model.state(s))
            .take(most)
            .collect())
    }
}
