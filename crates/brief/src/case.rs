//! The model in words: what stands behind each option and preference statement.

use demarche_evidence::StatementId;
use demarche_graph::Conflict;
use demarche_model::Model;

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

impl From<&Model> for Case {
    fn from(model: &Model) -> Self {
        let options = model
            .options
            .iter()
            .map(|o| OptionWords {
                phrase: o.phrase.clone(),
                because: o.basis.because.clone(),
                decided_by: o.decided_by.clone(),
            })
            .collect();
        let grounds = model
            .grounds
            .iter()
            .map(|own| own.iter().map(Ground::from).collect())
            .collect();
        Self {
            conflict: model.conflict.clone(),
            options,
            grounds,
        }
    }
}

impl From<&demarche_model::Ground> for Ground {
    fn from(ground: &demarche_model::Ground) -> Self {
        match ground {
            demarche_model::Ground::Because(ids) => Self::Because(ids.clone()),
            demarche_model::Ground::Assume { reason, support } => Self::Assume {
                reason: reason.clone(),
                support: support.clone(),
            },
        }
    }
}
