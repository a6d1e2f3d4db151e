//! Preferences that are no weak order: partial orders, tables, fuzzy relations, probabilities.

use super::{Comparison, Kind, Outlook, check_size, check_square};
use crate::OutlookError;

/// How far a fuzzy pair may be from summing to one, for decimal fractions.
const ROUNDING: f64 = 1e-9;

impl Outlook {
    /// A partial order from what is known: `better` lists pairs (better, worse), `equal` pairs of
    /// equally good states. What follows from them by transitivity is added; all other pairs are
    /// `Unknown`.
    ///
    /// Takes time with the cube of the states.
    ///
    /// # Errors
    /// When a state does not exist or would be better than itself, or there are too many states.
    pub fn partial(
        states: usize,
        better: &[(usize, usize)],
        equal: &[(usize, usize)],
    ) -> Result<Self, OutlookError> {
        check_size(states)?;
        // 0: nothing known, 1: at least as good, 2: better.
        let mut known = vec![0u8; states * states];
        let turned = equal.iter().map(|&(a, b)| (b, a));
        let pairs = equal.iter().copied().chain(turned).map(|pair| (pair, 1));
        for ((a, b), value) in pairs.chain(better.iter().map(|&pair| (pair, 2))) {
            if let Some(&state) = [a, b].iter().find(|&&s| s >= states) {
                return Err(OutlookError::UnknownState(state));
            }
            let cell = &mut known[a * states + b];
            *cell = value.max(*cell);
        }
        close(&mut known, states);
        if let Some(state) = (0..states).find(|&s| known[s * states + s] == 2) {
            return Err(OutlookError::Circular(state));
        }
        let cell = |k: usize| {
            let (q, s) = (k / states, k % states);
            match (known[k], known[s * states + q]) {
                _ if q == s => Comparison::Equal,
                (2, _) => Comparison::Better(1),
                (_, 2) => Comparison::Worse(1),
                (1, 1) => Comparison::Equal,
                _ => Comparison::Unknown,
            }
        };
        let cells = (0..states * states).map(cell).collect();
        Ok(Self {
            kind: Kind::Compared(states, cells),
        })
    }

    /// Any comparisons, row by row: entry `q * states + s` says how `q` compares with `s`. They
    /// need not be transitive.
    ///
    /// # Errors
    /// When the table is not square, the two entries of a pair contradict each other, a state is
    /// not its own equal, a degree is 0, or there are too many states.
    pub fn compared(states: usize, cells: Vec<Comparison>) -> Result<Self, OutlookError> {
        check_square(cells.len(), states)?;
        for (k, &cell) in cells.iter().enumerate() {
            let (q, s) = (k / states, k % states);
            if matches!(cell, Comparison::Better(0) | Comparison::Worse(0)) {
                return Err(OutlookError::NoDegree);
            }
            let agrees = cells[s * states + q] == cell.reversed();
            if !agrees || (q == s && cell != Comparison::Equal) {
                return Err(OutlookError::Contradiction { q, s });
            }
        }
        Ok(Self {
            kind: Kind::Compared(states, cells),
        })
    }

    /// A fuzzy preference relation (Bashar, Kilgour and Hipel, 2012), row by row: entry
    /// `q * states + s` is the degree, from 0 to 1, to which `q` is preferred to `s`; the two
    /// degrees of a pair sum to one.
    ///
    /// # Errors
    /// When the table is not square, an entry is out of range, a pair does not sum to one, or
    /// there are too many states.
    pub fn fuzzy(states: usize, degrees: Vec<f64>) -> Result<Self, OutlookError> {
        check_square(degrees.len(), states)?;
        check_pairs(&degrees, states, |sum| (sum - 1.0).abs() <= ROUNDING)?;
        Ok(Self {
            kind: Kind::Fuzzy(states, degrees),
        })
    }

    /// Probabilistic preferences (Rêgo and dos Santos, 2015), row by row: entry `q * states + s`
    /// is the probability that `q` is strictly preferred to `s`. What the two entries of a pair
    /// lack to one is the probability that they are equally good; the diagonal is 0.
    ///
    /// # Errors
    /// When the table is not square, an entry is out of range, a pair sums to more than one, or
    /// there are too many states.
    pub fn probabilistic(states: usize, chances: Vec<f64>) -> Result<Self, OutlookError> {
        check_square(chances.len(), states)?;
        if let Some(s) = (0..states).find(|&s| chances[s * states + s] != 0.0) {
            return Err(OutlookError::Contradiction { q: s, s });
        }
        check_pairs(&chances, states, |sum| sum <= 1.0 + ROUNDING)?;
        Ok(Self {
            kind: Kind::Probable(states, chances),
        })
    }
}

/// Transitive closure: a chain is strict when one of its links is.
fn close(known: &mut [u8], states: usize) {
    for via in 0..states {
        for a in 0..states {
            let first = known[a * states + via];
            if first == 0 {
                continue;
            }
            for b in 0..states {
                let second = known[via * states + b];
                if second > 0 {
                    let cell = &mut known[a * states + b];
                    *cell = first.max(second).max(*cell);
                }
            }
        }
    }
}

fn check_pairs(
    cells: &[f64],
    states: usize,
    sums: impl Fn(f64) -> bool,
) -> Result<(), OutlookError> {
    for (k, &cell) in cells.iter().enumerate() {
        let (q, s) = (k / states, k % states);
        if !(0.0..=1.0).contains(&cell) || !sums(cell + cells[s * states + q]) {
            return Err(OutlookError::Contradiction { q, s });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_order_is_closed() {
        let order = Outlook::partial(5, &[(0, 1), (2, 3)], &[(1, 2)]).unwrap();
        assert_eq!(order.compare(0, 3), Comparison::Better(1));
        assert_eq!(order.compare(2, 1), Comparison::Equal);
        assert_eq!(order.compare(0, 4), Comparison::Unknown);
        assert_eq!(order.compare(4, 4), Comparison::Equal);
        let circle = Outlook::partial(2, &[(0, 1)], &[(1, 0)]);
        assert_eq!(circle, Err(OutlookError::Circular(0)));
        let outside = Outlook::partial(2, &[(0, 2)], &[]);
        assert_eq!(outside, Err(OutlookError::UnknownState(2)));
    }

    #[test]
    fn tables_are_checked() {
        let fuzzy = Outlook::fuzzy(2, vec![0.5, 0.3, 0.7, 0.5]).unwrap();
        assert!((fuzzy.certainty(1, 0).unwrap() - 0.4).abs() < 1e-9);
        assert!(Outlook::fuzzy(2, vec![0.5, 0.3, 0.6, 0.5]).is_err());
        assert!(Outlook::fuzzy(2, vec![0.5, f64::NAN, 0.6, 0.5]).is_err());
        let chance = Outlook::probabilistic(2, vec![0.0, 0.3, 0.6, 0.0]).unwrap();
        assert_eq!(chance.likelihood(1, 0), Some(0.6));
        assert!(Outlook::probabilistic(2, vec![0.0, 0.5, 0.6, 0.0]).is_err());
        let (up, even) = (Comparison::Better(1), Comparison::Equal);
        assert!(Outlook::compared(2, vec![even, up, up, even]).is_err());
        assert!(Outlook::compared(1, vec![even, even]).is_err());
    }
}
