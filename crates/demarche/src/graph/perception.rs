//! A conflict as one decision maker sees it.

use demarche_graph::{BuildError, Conflict, Expr, PerceivedConflict, Preferences, State};
use std::collections::{BTreeMap, BTreeSet};

/// What a decision maker sees differently from how things are.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// States that it takes to be infeasible as well.
    pub infeasible: Vec<Expr>,
    /// Options that it does not know of.
    pub unknown_options: Vec<usize>,
    /// What it takes preferences to be, by decision maker.
    pub rankings: BTreeMap<usize, Preferences>,
}

impl Seen {
    /// The conflict as it is seen: rankings without the states that are not, and the first state
    /// that is for the status quo where the true one is not.
    ///
    /// # Errors
    /// When no state is left, or there are too many.
    pub fn perceived(&self, conflict: &Conflict) -> Result<PerceivedConflict, BuildError> {
        let mut seen = conflict.clone();
        seen.form.infeasible.extend(self.infeasible.iter().cloned());
        let mut known = seen.form.clone();
        let unknown = self.unknown_options.iter().map(|&k| Expr::Option(k));
        known.infeasible.extend(unknown);
        let states: BTreeSet<State> = known.feasible_states()?.into_iter().collect();
        for (dm, preferences) in seen.preferences.iter_mut().enumerate() {
            if let Some(other) = self.rankings.get(&dm) {
                *preferences = other.clone();
            } else if let Preferences::Ranking(levels) = preferences {
                levels
                    .iter_mut()
                    .for_each(|l| l.retain(|s| states.contains(s)));
                levels.retain(|level| !level.is_empty());
            }
        }
        if !states.contains(&seen.status_quo) {
            seen.status_quo = states.first().copied().unwrap_or_default();
        }
        Ok(PerceivedConflict {
            conflict: seen,
            unknown_options: self.unknown_options.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_graph::OptionForm;

    #[test]
    fn what_is_not_seen_is_not_ranked() {
        let all: Vec<Vec<State>> = vec![vec![State(3), State(1)], vec![State(2)], vec![State(0)]];
        let conflict = Conflict {
            form: OptionForm::new(&["A", "B"], &[("x", 0), ("y", 1)]),
            preferences: vec![Preferences::Ranking(all.clone()), Preferences::Ranking(all)],
            status_quo: State(2),
        };
        let other = Preferences::Ranking(vec![vec![State(0)], vec![State(1)]]);
        let seen = Seen {
            unknown_options: vec![1],
            rankings: BTreeMap::from([(1, other.clone())]),
            ..Seen::default()
        };
        let perceived = seen.perceived(&conflict).unwrap();
        let kept = Preferences::Ranking(vec![vec![State(1)], vec![State(0)]]);
        assert_eq!(perceived.conflict.preferences, [kept, other]);
        assert_eq!(perceived.conflict.status_quo, State(0));
        let blind = Seen {
            infeasible: vec![Expr::True],
            ..Seen::default()
        };
        assert_eq!(blind.perceived(&conflict), Err(BuildError::NoFeasibleState));
    }
}
