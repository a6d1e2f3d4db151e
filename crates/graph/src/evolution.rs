use crate::{Concept, GraphModel, QuestionError, StabilityTable, Step, StepKind};
use serde::{Deserialize, Serialize};

/// A step on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStep {
    /// Who moves where.
    pub step: Step,
    /// A point of no return: no legal sequence of moves, by anybody, leads back to the state left.
    pub irreversible: bool,
}

/// A shortest legal path from the start to an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The equilibrium.
    pub equilibrium: usize,
    /// The steps; none where the start is the equilibrium.
    pub steps: Vec<RouteStep>,
}

/// How a conflict can develop from a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evolution {
    /// The state it starts from.
    pub start: usize,
    /// The concept whose equilibria are looked for.
    pub concept: Concept,
    /// By which steps.
    pub by: StepKind,
    /// A shortest route to each equilibrium that can be reached, shortest first, then by state.
    pub routes: Vec<Route>,
    /// The equilibria that cannot be reached, in order.
    pub unreachable: Vec<usize>,
    /// How many states can be reached, the start included.
    pub reached: usize,
}

/// Shortest legal paths from the status quo to each equilibrium under `concept`
/// (Li, Kilgour and Hipel, status quo analysis, 2004): breadth first over (state, last mover).
///
/// # Errors
/// When the model names no status quo.
pub fn evolution(
    _model: &GraphModel,
    _table: &StabilityTable,
    _concept: Concept,
    _by: StepKind,
) -> Result<Evolution, QuestionError> {
    todo!()
}
