use crate::{GraphModel, QuestionError};
use serde::{Deserialize, Serialize};

/// What a decision maker who looks `horizon` moves ahead expects at the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anticipation {
    /// The decision maker.
    pub dm: usize,
    /// How many moves it looks ahead.
    pub horizon: usize,
    /// The state it expects to end in.
    pub expects: usize,
    /// Its own first move; `None` where it stays.
    pub first_move: Option<usize>,
}

/// At which horizon the status quo stops being stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foresight {
    /// By decision maker, then horizon.
    pub anticipations: Vec<Anticipation>,
    /// For each decision maker the smallest horizon at which it leaves the status quo.
    pub breaks_at: Vec<Option<usize>>,
}

/// Limited-move stability of the status quo (Kilgour, 1985) for two decision makers, for
/// horizons 1 to `max_horizon`.
///
/// # Errors
/// When the model names no status quo or has other than two decision makers.
pub fn foresight(_model: &GraphModel, _max_horizon: usize) -> Result<Foresight, QuestionError> {
    todo!()
}
