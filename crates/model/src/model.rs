//! What the engine is asked about, with what every part of it rests on.

use crate::dossier::{Basis, Dossier};
use demarche_evidence::StatementId;
use demarche_graph::{
    BuildError, Conflict, Expr, GraphModel, OptionForm, OptionSpec, PreferenceStatement,
    Preferences, State,
};

/// A conflict and the words and evidence behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The conflict.
    pub conflict: Conflict,
    /// One entry an option, in the conflict's order.
    pub options: Vec<ModelOption>,
    /// For each decision maker one entry a preference statement, in the conflict's order.
    pub grounds: Vec<Vec<Ground>>,
    /// What the analyst would like to see.
    pub wanted: Option<Expr>,
}

/// An option in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelOption {
    /// Short name used in statements.
    pub id: String,
    /// What its owner would do, as it follows "could".
    pub phrase: String,
    /// What it rests on.
    pub basis: Basis,
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

impl From<&Basis> for Ground {
    fn from(basis: &Basis) -> Self {
        match &basis.assume {
            Some(reason) => Self::Assume {
                reason: reason.clone(),
                support: basis.because.clone(),
            },
            None => Self::Because(basis.because.clone()),
        }
    }
}

/// The conflict of a dossier, tried once on the engine.
pub(crate) fn build(dossier: &Dossier) -> Result<Model, BuildError> {
    let conflict = conflict(dossier);
    GraphModel::from_conflict(&conflict)?;
    let options = dossier
        .options
        .iter()
        .map(|o| ModelOption {
            id: o.id.clone(),
            phrase: o.name.clone(),
            basis: o.basis.clone(),
            decided_by: o.decided_by.clone(),
        })
        .collect();
    let grounds = (0..dossier.parties.len())
        .map(|dm| {
            let own = dossier.preferences.iter().filter(|p| p.of == dm);
            own.map(|p| Ground::from(&p.basis)).collect()
        })
        .collect();
    Ok(Model {
        conflict,
        options,
        grounds,
        wanted: dossier.wanted.as_ref().map(|w| w.state.clone()),
    })
}

/// The conflict as it stands, not yet tried.
pub(crate) fn conflict(dossier: &Dossier) -> Conflict {
    let form = OptionForm {
        decision_makers: dossier.parties.iter().map(|p| p.name.clone()).collect(),
        options: dossier
            .options
            .iter()
            .map(|o| OptionSpec {
                name: o.name.clone(),
                owners: o.owners.clone(),
                direction: o.direction,
            })
            .collect(),
        infeasible: dossier.infeasible.iter().map(|i| i.when.clone()).collect(),
    };
    let preferences = (0..dossier.parties.len())
        .map(|dm| preferences(dossier, dm))
        .collect();
    let taken: Vec<usize> = (0..dossier.options.len())
        .filter(|&k| dossier.options[k].now)
        .collect();
    Conflict {
        form,
        preferences,
        status_quo: State::taking(&taken),
    }
}

fn preferences(dossier: &Dossier, dm: usize) -> Preferences {
    if let Some(ranking) = dossier.rankings.iter().find(|r| r.of == dm) {
        return Preferences::Ranking(ranking.best_first.clone());
    }
    let statements = dossier
        .preferences
        .iter()
        .filter(|p| p.of == dm)
        .map(|p| PreferenceStatement {
            expr: p.statement.clone(),
            assumed: p.basis.is_assumed(),
        })
        .collect();
    Preferences::Statements(statements)
}
