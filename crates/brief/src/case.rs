//! The model in words: what stands behind each option and preference statement.

use demarche_evidence::StatementId;
use demarche_graph::Conflict;

/// A conflict with the words and the evidence for its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The conflict the engine was asked about.
    pub conflict: Conflict,
    /// One entry an option, in the conflict's order.
    pub options: Vec<OptionWords>,
    /// For each decision maker one entry a preference statement, in the conflict's order.
    pub grounds: Vec<Vec<Ground>>,
}

/// An option in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionWords {
    /// What its owner would do, as it follows "could": "accept the freeze".
    pub phrase: String,
    /// Statements in the record that the option rests on.
    pub because: Vec<StatementId>,
    /// Who decides on it, where the text says that it is not whoever negotiates.
    pub decided_by: Vec<String>,
}

/// What a preference statement rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Statements in the record.
    Because(Vec<StatementId>),
    /// A guess.
    Assume {
        /// Why it is made.
        reason: String,
        /// Statements that speak for it without stating it.
        support: Vec<StatementId>,
    },
}
