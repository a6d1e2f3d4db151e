//! A dossier's model as values: what the analyst writes, checked, with names instead of indices.

use demarche_evidence::StatementId;
use demarche_graph::{Direction, Expr, State};

/// What an option or a preference statement rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// Statements of the record that say so.
    pub because: Vec<StatementId>,
    /// A guess, in words; statements in `because` then only speak for it.
    pub assume: Option<String>,
}

impl Basis {
    /// Rests on statements.
    #[must_use]
    pub const fn because(statements: Vec<StatementId>) -> Self {
        Self {
            because: statements,
            assume: None,
        }
    }

    /// Is a guess, for this reason; `support` speaks for it.
    #[must_use]
    pub fn assume(reason: impl Into<String>, support: Vec<StatementId>) -> Self {
        Self {
            because: support,
            assume: Some(reason.into()),
        }
    }

    /// Whether it is a guess.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        self.assume.is_some()
    }
}

/// A decision maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name.
    pub name: String,
}

/// A yes-or-no choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierOption {
    /// Short name used in statements.
    pub id: String,
    /// What the owner would do, as it follows "could": "accept the freeze".
    pub name: String,
    /// Who can do it; indices of parties, never empty.
    pub owners: Vec<usize>,
    /// Which way it can be changed.
    pub direction: Direction,
    /// Whether it is taken as things stand.
    pub now: bool,
    /// Who decides, where that is not whoever negotiates.
    pub decided_by: Vec<String>,
    /// What it rests on.
    pub basis: Basis,
}

/// A combination that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Infeasible {
    /// Where this holds, the state is left out.
    pub when: Expr,
    /// Why, in words.
    pub why: Option<String>,
}

/// One of a party's preference statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// Index of the party.
    pub of: usize,
    /// What it would have.
    pub statement: Expr,
    /// What that rests on.
    pub basis: Basis,
}

/// A party's direct ranking of all feasible states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Index of the party.
    pub of: usize,
    /// Best first; states of one inner list are equally good.
    pub best_first: Vec<Vec<State>>,
}

/// What the analyst would like to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Holds in every wanted state.
    pub state: Expr,
}

/// A guess the model rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// `A1`, `A2`, … in the order of the file.
    pub id: String,
    /// In words.
    pub text: String,
    /// The party it is about.
    pub of: String,
}

/// A checked model file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dossier {
    /// Title.
    pub title: Option<String>,
    /// Texts it is about: files or folders beside the dossier.
    pub sources: Vec<String>,
    /// Decision makers.
    pub parties: Vec<Party>,
    /// Options.
    pub options: Vec<DossierOption>,
    /// Combinations that make no sense.
    pub infeasible: Vec<Infeasible>,
    /// Preference statements; those of one party stand in order of importance.
    pub preferences: Vec<Preference>,
    /// Direct rankings, for parties without statements.
    pub rankings: Vec<Ranking>,
    /// What the analyst would like to see.
    pub wanted: Option<Wanted>,
    /// What the literature says about a published case.
    pub published: Option<crate::Published>,
}

impl Dossier {
    /// Whether there is a model in it at all.
    #[must_use]
    pub fn has_model(&self) -> bool {
        !self.parties.is_empty() || !self.options.is_empty()
    }

    /// Id of an option, for printing expressions.
    #[must_use]
    pub fn option_id(&self, option: usize) -> String {
        self.options
            .get(option)
            .map_or_else(|| format!("option{option}"), |o| o.id.clone())
    }

    /// The assumptions, numbered in the order of the file.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let of_options = self.options.iter().filter_map(|o| {
            let owner = *o.owners.first()?;
            Some((owner, o.basis.assume.clone()?))
        });
        let of_preferences = self
            .preferences
            .iter()
            .filter_map(|p| Some((p.of, p.basis.assume.clone()?)));
        of_options
            .chain(of_preferences)
            .enumerate()
            .map(|(k, (of, text))| Assumption {
                id: format!("A{}", k + 1),
                text,
                of: self
                    .parties
                    .get(of)
                    .map_or_else(String::new, |p| p.name.clone()),
            })
            .collect()
    }

    /// The conflict the engine is asked about.
    ///
    /// # Errors
    /// When no state is feasible, the status quo is not, or there are too many states. A dossier
    /// that [`crate::parse`] found no mistake in does not fail.
    pub fn model(&self) -> Result<crate::Model, demarche_graph::BuildError> {
        crate::model::build(self)
    }

    /// The conflict alone, whose states are not listed: there may be too many.
    #[must_use]
    pub fn conflict(&self) -> demarche_graph::Conflict {
        crate::model::conflict(self)
    }
}
