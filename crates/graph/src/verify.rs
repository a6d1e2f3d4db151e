use crate::{GraphModel, Step, Witness};
use thiserror::Error;

/// What is wrong with a witness.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// It names a state or decision maker that does not exist.
    #[error("the witness names a state or decision maker that does not exist")]
    Unknown,
    /// It says stable, and an improvement has no answer.
    #[error("the improvement to state {0} has no answer")]
    Unanswered(usize),
    /// It speaks of an improvement that is none.
    #[error("state {0} is not an improvement")]
    NotAnImprovement(usize),
    /// A sanction has no step, or is not one connected path from the improvement.
    #[error("the answer to the improvement to state {0} is not a path from it")]
    Disconnected(usize),
    /// A step is not a move of its mover, or is the focal decision maker's own.
    #[error("the step from {} to {} is not a move of another decision maker", .0.from, .0.to)]
    NotAMove(Step),
    /// Somebody moves twice in a row.
    #[error("the step from {} to {} is a second move in a row", .0.from, .0.to)]
    TwiceInARow(Step),
    /// A step of a sequential sanction is no improvement for its mover.
    #[error("the step from {} to {} does not improve for its mover", .0.from, .0.to)]
    NotCredible(Step),
    /// The sanction ends in a state that is better than the first.
    #[error("the answer to the improvement to state {0} does not hurt")]
    Harmless(usize),
    /// The focal decision maker can move away from the sanction to a better state.
    #[error("the answer to the improvement to state {improvement} is escaped to state {escape}")]
    Escape {
        /// The improvement.
        improvement: usize,
        /// Where to.
        escape: usize,
    },
    /// It says unstable, and the others can deter the improvement by ending in this state.
    #[error("the improvement is deterred by state {0}")]
    Deterred(usize),
}

/// Checks a witness from the definitions alone.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(_model: &GraphModel, _witness: &Witness) -> Result<(), VerifyError> {
    todo!()
}
