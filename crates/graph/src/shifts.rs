use crate::{Concept, Expr, GraphModel, Guarantee, QuestionError, StatementRef, Step, StopReason};
use serde::{Deserialize, Serialize};

/// One change to an assumed preference statement or to an option's availability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The opposite of the statement holds, in the same place.
    Negate {
        /// The statement.
        statement: StatementRef,
    },
    /// The decision maker does not care.
    Drop {
        /// The statement.
        statement: StatementRef,
    },
    /// The statement is more, or less, important.
    Move {
        /// The statement.
        statement: StatementRef,
        /// Its new place in the list, 0 the most important.
        to: usize,
    },
    /// An option nobody could change can be changed, both ways.
    Open {
        /// The option.
        option: usize,
    },
    /// Nobody can change the option any more.
    Close {
        /// The option.
        option: usize,
    },
}

/// What a shift is to bring about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The status quo is no longer an equilibrium.
    Unsettle,
    /// A state in which the expression holds is an equilibrium and can be reached from the status
    /// quo by improvements. Use [`Expr::pattern`] to name a single state.
    Reach(Expr),
}

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftQuery {
    /// What is wanted.
    pub goal: Goal,
    /// Under which concept.
    pub concept: Concept,
    /// The most changes at a time: 1 or 2; higher numbers count as 2.
    pub max_size: usize,
    /// The most candidate sets of changes to look at.
    pub candidate_limit: usize,
}

impl ShiftQuery {
    /// Up to two changes, with a limit that models of everyday size do not reach.
    #[must_use]
    pub const fn new(goal: Goal, concept: Concept) -> Self {
        Self {
            goal,
            concept,
            max_size: 2,
            candidate_limit: 2_000_000,
        }
    }
}

/// What follows once a shift has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// A shortest path of improvements from the status quo.
    pub path: Vec<Step>,
    /// The equilibrium in which it ends; `None` when no equilibrium can be reached, and the path
    /// is then only the first step.
    pub rests: Option<usize>,
    /// Every step is an improvement that nobody deters under the concept, so that the mover has
    /// reason to take it. Otherwise it is an improvement, and no more is claimed.
    pub undeterred: bool,
}

/// A smallest set of changes that brings the goal about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// What changes: one thing, or two neither of which would do alone.
    pub changes: Vec<Change>,
    /// Whose preferences or options change, in order.
    pub who: Vec<usize>,
    /// The concepts under which the goal then holds; the one asked for is among them.
    pub concepts: Vec<Concept>,
    /// What follows under the concept asked for.
    pub follow_up: FollowUp,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shifts {
    /// The question.
    pub query: ShiftQuery,
    /// Smallest first; empty when the goal holds already.
    pub shifts: Vec<Shift>,
    /// How many candidate sets of changes were looked at.
    pub examined: usize,
    /// How much the list covers.
    pub guarantee: Guarantee,
    /// Why the search ended.
    pub stop: StopReason,
}

/// The complete list of smallest changes that bring the goal about.
///
/// # Errors
/// When the model is not in option form or the goal speaks of an option that does not exist.
pub fn shifts(_model: &GraphModel, _query: &ShiftQuery) -> Result<Shifts, QuestionError> {
    todo!()
}
