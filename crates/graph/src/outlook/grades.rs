//! Weak orders with strength: levels, and the degree of each gap between them.

use super::{GradedStatement, Outlook};
use crate::form::PreferenceStatement;
use crate::prefs::{Classes, Criterion};
use crate::{OutlookError, State, StateSet};
use std::collections::BTreeSet;

impl Outlook {
    /// A ranking with strength of preference (Hamouda, Kilgour and Hipel, 2004; any number of
    /// degrees: Xu, Hipel and Kilgour, 2009).
    ///
    /// `levels` lists all of `states` states, best first, equally good ones together; `gaps[k]`
    /// is the degree to which level `k` is preferred to level `k + 1`. Between levels further
    /// apart the highest degree of a gap between them holds: from a > b ≫ c follows a ≫ c.
    ///
    /// # Errors
    /// When a state is missing, unknown or there twice, a gap is missing, or its degree is 0.
    pub fn graded(states: usize, levels: &[Vec<usize>], gaps: &[u8]) -> Result<Self, OutlookError> {
        if gaps.len() + 1 != levels.len().max(1) {
            return Err(OutlookError::WrongLength {
                found: gaps.len(),
                needed: levels.len().saturating_sub(1),
            });
        }
        let listed: BTreeSet<usize> = levels.iter().flatten().copied().collect();
        if let Some(missing) = (0..states).find(|s| !listed.contains(s)) {
            return Err(OutlookError::Unranked(missing));
        }
        let mut level_of = vec![0; states];
        let mut placed = StateSet::empty(states);
        for (height, level) in levels.iter().rev().enumerate() {
            for &state in level {
                if state >= states || placed.contains(state) {
                    return Err(OutlookError::BadlyRanked(state));
                }
                placed.insert(state);
                level_of[state] = height;
            }
        }
        let upwards: Vec<u8> = gaps.iter().rev().copied().collect();
        Self::from_levels(&level_of, &upwards)
    }

    /// Option prioritising with strength between statements: of two states that lie next to each
    /// other in the order of the statements, one is preferred to the degree of the first
    /// statement in which they differ; between states further apart the highest degree of a gap
    /// between them holds.
    ///
    /// There may be any number of statements.
    ///
    /// # Errors
    /// When a degree is 0.
    pub fn statements(
        states: &[State],
        statements: &[GradedStatement],
    ) -> Result<Self, OutlookError> {
        let plain: Vec<PreferenceStatement> = statements
            .iter()
            .map(|s| PreferenceStatement::known(s.expr.clone()))
            .collect();
        let bits: Vec<u64> = states.iter().map(|s| s.0).collect();
        let classes = Classes::new(&bits, &plain);
        let order: Vec<Criterion> = classes.as_stated();
        let levels: Vec<usize> = classes
            .spread(&classes.rank(&order))
            .into_iter()
            .map(|rank| rank as usize)
            .collect();
        let mut of_level = vec![0; levels.iter().max().map_or(0, |&top| top + 1)];
        for (s, &level) in levels.iter().enumerate() {
            of_level[level] = s;
        }
        let degree = |pair: &[usize]| {
            let first = classes.first_difference(pair[0], pair[1]);
            first.map_or(1, |(k, _)| statements[k].degree)
        };
        let gaps: Vec<u8> = of_level.windows(2).map(degree).collect();
        Self::from_levels(&levels, &gaps)
    }

    /// `gaps[k]` lies between level `k` and the next better one.
    fn from_levels(level_of: &[usize], gaps: &[u8]) -> Result<Self, OutlookError> {
        if gaps.contains(&0) {
            return Err(OutlookError::NoDegree);
        }
        let top = gaps.iter().max().copied().unwrap_or(1);
        let tier = |degree: u8| {
            let mut height = 0;
            let mut heights = vec![0];
            for &gap in gaps {
                height += u32::from(gap >= degree);
                heights.push(height);
            }
            level_of.iter().map(|&level| heights[level]).collect()
        };
        Ok(Self::tiers((1..=top).map(tier).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Comparison, Expr};

    #[test]
    fn a_strong_gap_anywhere_between_makes_the_preference_strong() {
        let outlook = Outlook::graded(4, &[vec![3], vec![0, 1], vec![2]], &[1, 2]).unwrap();
        assert_eq!(outlook.compare(3, 0), Comparison::Better(1));
        assert_eq!(outlook.compare(0, 1), Comparison::Equal);
        assert_eq!(outlook.compare(2, 1), Comparison::Worse(2));
        assert_eq!(outlook.compare(3, 2), Comparison::Better(2));
    }

    #[test]
    fn statements_give_their_degree() {
        let states: Vec<State> = (0..4).map(State).collect();
        let graded = |k, degree| GradedStatement {
            expr: Expr::Option(k),
            degree,
        };
        let outlook = Outlook::statements(&states, &[graded(1, 3), graded(0, 1)]).unwrap();
        assert_eq!(outlook.compare(3, 2), Comparison::Better(1));
        assert_eq!(outlook.compare(1, 3), Comparison::Worse(3));
        assert_eq!(outlook.compare(9, 3), Comparison::Unknown);
    }

    #[test]
    fn mistakes_are_named() {
        let ranked = |levels: &[Vec<usize>], gaps: &[u8]| Outlook::graded(2, levels, gaps);
        assert_eq!(
            ranked(&[vec![0, 1], vec![0]], &[1]),
            Err(OutlookError::BadlyRanked(0))
        );
        assert_eq!(ranked(&[vec![0]], &[]), Err(OutlookError::Unranked(1)));
        assert_eq!(
            ranked(&[vec![0], vec![1]], &[0]),
            Err(OutlookError::NoDegree)
        );
        assert!(ranked(&[vec![0], vec![1]], &[]).is_err());
    }
}
