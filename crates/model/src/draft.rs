//! A first model from what was read: plain, and marked wherever it guesses.
//!
//! An open proposal lets whoever it is put to accept it; a meeting still to come lets each side
//! come; a lever lets its holder use it; a demand lets whoever it is made of give way. What a
//! party said it rejects, proposes, backs or demands becomes a preference with `because`; what the
//! text leaves open becomes one with `assume`. No text states a full order: the order of the kinds
//! is the draft's own ([`rank`](wishes)), and the analyst's to change.

mod choices;
mod roster;
mod wishes;
mod words;

use crate::dossier::{Dossier, DossierOption, Party, Preference};
use choices::Choice;
use demarche_evidence::Statement;
use roster::Roster;

/// How much a draft may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most decision makers.
    pub parties: usize,
    /// Most options.
    pub options: usize,
}

impl Default for Limits {
    /// Five parties and eight options: as much as a page can show.
    fn default() -> Self {
        Self {
            parties: 5,
            options: 8,
        }
    }
}

/// What drafting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drafted {
    /// A model.
    Model {
        /// The draft.
        dossier: Box<Dossier>,
        /// What was left out of it and why, in words.
        notes: Vec<String>,
    },
    /// No model can be made; the reason as a clause, such as "no party holds an option".
    Nothing(String),
}

/// Drafts a model from statements. The same statements give the same draft.
#[must_use]
pub fn draft(statements: &[Statement], limits: Limits) -> Drafted {
    let roster = Roster::of(statements);
    if roster.is_empty() {
        return Drafted::Nothing("no party acts in what was read".to_owned());
    }
    let mut notes = Vec::new();
    let choices = choices::of(statements, &roster);
    let choices = choices::most_important(choices, limits, &mut notes);
    if choices.is_empty() {
        return Drafted::Nothing("no party holds an option".to_owned());
    }
    let names = choices::owners(&choices);
    if names.len() < 2 {
        return Drafted::Nothing(format!("only {} holds an option", names[0]));
    }
    let party = |name: &str| names.iter().position(|n| n == name);
    let preferences: Vec<Preference> = wishes::of(statements, &choices, &names)
        .into_iter()
        .filter_map(|w| {
            Some(Preference {
                of: party(&w.party)?,
                statement: w.expr,
                basis: w.basis,
            })
        })
        .collect();
    let options = choices
        .into_iter()
        .filter_map(|c| {
            Some(DossierOption {
                owners: vec![party(&c.owner)?],
                id: c.id,
                name: c.phrase,
                direction: c.direction,
                now: c.now,
                decided_by: c.decided_by,
                basis: c.basis,
            })
        })
        .collect();
    let dossier = Dossier {
        parties: names.iter().map(|n| Party { name: n.clone() }).collect(),
        options,
        preferences,
        ..Dossier::default()
    };
    Drafted::Model {
        dossier: Box::new(dossier),
        notes,
    }
}

/// Indices of the choices that `fits`.
fn indices(choices: &[Choice], fits: impl Fn(&Choice) -> bool) -> Vec<usize> {
    (0..choices.len()).filter(|&k| fits(&choices[k])).collect()
}
