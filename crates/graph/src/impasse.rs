use crate::{Concept, GraphModel, QuestionError, Step};
use serde::{Deserialize, Serialize};

/// Whether and how one improvement is deterred under one concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deterrent {
    /// The concept; never Nash, which knows no deterrence.
    pub concept: Concept,
    /// A shortest sanction; `None` where the improvement is not deterred.
    pub sanction: Option<Vec<Step>>,
}

/// An improvement from the status quo and the answers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImprovementAnswer {
    /// The state it leads to.
    pub to: usize,
    /// The first statement in order that it makes true, where preferences are statements.
    pub gains: Option<usize>,
    /// Under GMR, SMR, SEQ and SSEQ, in this order.
    pub deterrents: Vec<Deterrent>,
}

/// Why a move is no improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The first statement in order at which the two states differ holds in the status quo and
    /// not after the move.
    Loses {
        /// Its place in the decision maker's list.
        statement: usize,
    },
    /// The two states are equally good.
    Indifferent,
    /// It is ranked lower, in a model without statements.
    RankedLower,
}

/// A move from the status quo that is no improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedMove {
    /// The state it leads to.
    pub to: usize,
    /// Why not.
    pub reason: Reason,
}

/// One decision maker's position at the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPosition {
    /// The decision maker.
    pub dm: usize,
    /// The concepts under which the status quo is stable for it.
    pub stable: Vec<Concept>,
    /// Its improvements, those that change fewest options first.
    pub improvements: Vec<ImprovementAnswer>,
    /// Its other moves, those that change fewest options first.
    pub refused: Vec<RefusedMove>,
    /// How many improvements and moves were left out of the two lists for length.
    pub omitted: usize,
}

/// Why nobody moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impasse {
    /// The status quo.
    pub status_quo: usize,
    /// The concepts under which it is an equilibrium; none means that there is no impasse.
    pub concepts: Vec<Concept>,
    /// One entry a decision maker.
    pub parties: Vec<PartyPosition>,
}

/// Explains the status quo: who could do what, and why they do not.
///
/// # Errors
/// When the model names no status quo.
pub fn impasse(_model: &GraphModel) -> Result<Impasse, QuestionError> {
    todo!()
}
