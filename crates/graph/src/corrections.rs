//! Which misperceptions carry an outcome: the smallest sets of them whose correction changes it.

use crate::concept::coverage;
use crate::form::{Conflict, Preferences};
use crate::{
    Concept, Expr, Guarantee, Hypergame, HypergameError, PerceivedConflict, State, StopReason,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A misperception that could be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misperception {
    /// A decision maker takes somebody's preferences to be other than they are.
    Preferences {
        /// Who.
        dm: usize,
        /// Whose.
        of: usize,
    },
    /// A decision maker sees other options, states or preferences than there are: all of that.
    Everything {
        /// Who.
        dm: usize,
    },
}

impl Misperception {
    /// Whose perception it is.
    #[must_use]
    pub const fn dm(&self) -> usize {
        match *self {
            Self::Preferences { dm, .. } | Self::Everything { dm } => dm,
        }
    }
}

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionQuery {
    /// The conflict as it is.
    pub actual: Conflict,
    /// Under which concept.
    pub concept: Concept,
    /// Where this holds some equilibrium of the hypergame is to be; without it, the actual status
    /// quo is to be none.
    pub wanted: Option<Expr>,
    /// The most corrections at a time.
    pub max_size: usize,
    /// The most sets of corrections to look at.
    pub candidate_limit: usize,
}

impl CorrectionQuery {
    /// Up to two corrections that take the actual status quo's stability away.
    #[must_use]
    pub const fn new(actual: Conflict, concept: Concept) -> Self {
        Self {
            actual,
            concept,
            wanted: None,
            max_size: 2,
            candidate_limit: 100_000,
        }
    }
}

/// A smallest set of corrections that does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is corrected; no part of it does it.
    pub corrected: Vec<Misperception>,
    /// The equilibria of the hypergame that is left, by decimal value.
    pub equilibria: Vec<State>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// Smallest first; empty where the goal holds as things are seen.
    pub corrections: Vec<Correction>,
    /// How many sets were looked at.
    pub examined: usize,
    /// How much the list covers.
    pub guarantee: Guarantee,
    /// Why the search ended.
    pub stop: StopReason,
}

/// The smallest sets of misperceptions whose correction brings the goal about: complete up to the
/// size asked for.
///
/// A decision maker's perception is corrected as a whole, or in what it takes one other's
/// preferences to be; of a ranking the states that it does not see are left out. An equilibrium is
/// one of the hypergame: stable, for everybody who sees it, in the game that it sees.
///
/// Takes the time of [`Hypergame::outcomes`] for every set of corrections.
///
/// # Errors
/// When perceptions and the actual conflict make no hypergame.
pub fn corrections(
    perceived: &[PerceivedConflict],
    query: &CorrectionQuery,
) -> Result<Corrections, HypergameError> {
    let size = query.max_size.max(1);
    if is_reached(query, &equilibria(perceived, query)?) {
        return Ok(Corrections {
            corrections: Vec::new(),
            examined: 0,
            guarantee: Guarantee::Complete { size },
            stop: StopReason::AlreadyHolds,
        });
    }
    let parts = misperceptions(perceived, &query.actual)?;
    let sets: Vec<Vec<Misperception>> = (1..=size).flat_map(|n| sets(&parts, n)).collect();
    let mut corrections: Vec<Correction> = Vec::new();
    for set in sets.iter().take(query.candidate_limit) {
        let is_part = |known: &Correction| known.corrected.iter().all(|m| set.contains(m));
        if corrections.iter().any(is_part) {
            continue;
        }
        let seen = corrected(perceived, set, &query.actual)?;
        let equilibria = equilibria(&seen, query)?;
        if is_reached(query, &equilibria) {
            corrections.push(Correction {
                corrected: set.clone(),
                equilibria,
            });
        }
    }
    let (candidates, limit) = (sets.len(), query.candidate_limit);
    let (guarantee, stop) = coverage(candidates, limit, size);
    Ok(Corrections {
        corrections,
        examined: candidates.min(limit),
        guarantee,
        stop,
    })
}

fn equilibria(
    perceived: &[PerceivedConflict],
    query: &CorrectionQuery,
) -> Result<Vec<State>, HypergameError> {
    let hypergame = Hypergame::from_conflicts(perceived)?;
    let outcomes = hypergame.outcomes()?;
    let found = outcomes[query.concept.index()].equilibria.iter();
    Ok(found.filter_map(|s| hypergame.state(s)).collect())
}

fn is_reached(query: &CorrectionQuery, equilibria: &[State]) -> bool {
    match &query.wanted {
        Some(wanted) => equilibria.iter().any(|&s| wanted.eval(s)),
        None => !equilibria.contains(&query.actual.status_quo),
    }
}

/// What is seen otherwise than it is, in order.
fn misperceptions(
    perceived: &[PerceivedConflict],
    actual: &Conflict,
) -> Result<Vec<Misperception>, HypergameError> {
    let mut all = Vec::new();
    for (dm, own) in perceived.iter().enumerate() {
        for of in 0..actual.preferences.len() {
            let true_ones = as_seen(&actual.preferences[of], dm, own)?;
            let believed = own.conflict.preferences.get(of);
            if of != dm && believed.is_some_and(|b| *b != true_ones) {
                all.push(Misperception::Preferences { dm, of });
            }
        }
        if own.conflict != *actual || !own.unknown_options.is_empty() {
            all.push(Misperception::Everything { dm });
        }
    }
    Ok(all)
}

/// The sets of `size` misperceptions, none of which is part of another.
fn sets(parts: &[Misperception], size: usize) -> Vec<Vec<Misperception>> {
    let Some(rest) = size.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let mut found = Vec::new();
    for (k, &first) in parts.iter().enumerate() {
        for set in sets(&parts[k + 1..], rest) {
            let is_whole = |m: &&Misperception| matches!(m, Misperception::Everything { .. });
            let mut both = std::iter::once(&first).chain(&set).filter(is_whole);
            let clashes = both.any(|w| {
                let same = std::iter::once(&first)
                    .chain(&set)
                    .filter(|m| m.dm() == w.dm());
                same.count() > 1
            });
            if !clashes {
                found.push(std::iter::once(first).chain(set).collect());
            }
        }
    }
    found
}

fn corrected(
    perceived: &[PerceivedConflict],
    set: &[Misperception],
    actual: &Conflict,
) -> Result<Vec<PerceivedConflict>, HypergameError> {
    let mut seen = perceived.to_vec();
    for misperception in set {
        match *misperception {
            Misperception::Everything { dm } => {
                seen[dm] = PerceivedConflict {
                    conflict: actual.clone(),
                    unknown_options: Vec::new(),
                };
            }
            Misperception::Preferences { dm, of } => {
                let true_ones = as_seen(&actual.preferences[of], dm, &seen[dm])?;
                seen[dm].conflict.preferences[of] = true_ones;
            }
        }
    }
    Ok(seen)
}

/// Preferences over the states that `dm` sees.
fn as_seen(
    preferences: &Preferences,
    dm: usize,
    own: &PerceivedConflict,
) -> Result<Preferences, HypergameError> {
    let Preferences::Ranking(levels) = preferences else {
        return Ok(preferences.clone());
    };
    let mut form = own.conflict.form.clone();
    let unknown = own.unknown_options.iter().map(|&k| Expr::Option(k));
    form.infeasible.extend(unknown);
    let states = form.feasible_states();
    let states = states.map_err(|source| HypergameError::Build { dm, source })?;
    let states: BTreeSet<State> = states.into_iter().collect();
    let kept = levels.iter().map(|level| {
        let seen = level.iter().filter(|s| states.contains(s));
        seen.copied().collect::<Vec<State>>()
    });
    Ok(Preferences::Ranking(
        kept.filter(|level| !level.is_empty()).collect(),
    ))
}
