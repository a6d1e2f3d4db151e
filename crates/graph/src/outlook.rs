//! What a decision maker thinks of states, beyond one weak order.

use crate::prefs::dense;
use crate::{Expr, GraphModel, OutlookError, State};
use serde::{Deserialize, Serialize};

mod grades;
mod spec;
mod tables;

pub use spec::OutlookSpec;

/// The most states of an outlook that is a table: it takes memory with the square of the states.
pub(crate) const TABLE_LIMIT: usize = 1 << 12;

/// How one state compares with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Preferred, to this degree: 1 is `>`, 2 is `≫`, and so on.
    Better(u8),
    /// Equally good.
    Equal,
    /// Less preferred, to this degree.
    Worse(u8),
    /// Not known, or not comparable.
    Unknown,
}

impl Comparison {
    /// The same, seen from the other state.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Better(degree) => Self::Worse(degree),
            Self::Worse(degree) => Self::Better(degree),
            same => same,
        }
    }
}

/// A preference statement with the strength of preference that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradedStatement {
    /// What the decision maker would have.
    pub expr: Expr,
    /// The degree, 1 or more.
    pub degree: u8,
}

/// One decision maker's preference over states.
///
/// Every way of stating it ends up here: payoffs, weights of options, statements with degrees, a
/// ranking with gaps, a partial order, a table of comparisons, fuzzy relations, probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// `tiers[d][s]` counts the gaps of a degree above `d` that lie below `s`; the first tier is
    /// the rank. Never empty.
    Tiers(Vec<Vec<u32>>),
    /// Row `q`, column `s`: how `q` compares with `s`.
    Compared(usize, Vec<Comparison>),
    /// Row `q`, column `s`: the degree to which `q` is preferred to `s`.
    Fuzzy(usize, Vec<f64>),
    /// Row `q`, column `s`: the probability that `q` is preferred to `s`.
    Probable(usize, Vec<f64>),
}

impl Outlook {
    /// The order of a decision maker of a model, every preference of degree 1; `None` for one that
    /// does not exist.
    #[must_use]
    pub fn of_model(model: &GraphModel, dm: usize) -> Option<Self> {
        let ranks = model.ranks().get(dm)?.clone();
        Some(Self::tiers(vec![ranks]))
    }

    /// From a payoff for each state: higher is better, equal is a tie.
    #[must_use]
    pub fn payoffs(payoff: &[i64]) -> Self {
        Self::tiers(vec![dense(payoff)])
    }

    /// Option weighting: a state is worth the sum of the weights of the options taken in it.
    /// Options past the end of `weights` weigh nothing.
    #[must_use]
    pub fn weights(states: &[State], weights: &[i64]) -> Self {
        let worth: Vec<i128> = states.iter().map(|&s| weigh(s, weights)).collect();
        Self::tiers(vec![dense(&worth)])
    }

    const fn tiers(tiers: Vec<Vec<u32>>) -> Self {
        Self {
            kind: Kind::Tiers(tiers),
        }
    }

    /// How many states it speaks of.
    #[must_use]
    pub fn states(&self) -> usize {
        match &self.kind {
            Kind::Tiers(tiers) => tiers.first().map_or(0, Vec::len),
            Kind::Compared(states, _) | Kind::Fuzzy(states, _) | Kind::Probable(states, _) => {
                *states
            }
        }
    }

    /// How `q` compares with `s`. `Unknown` for what does not exist, and for a fuzzy or
    /// probabilistic outlook, which has numbers instead.
    #[must_use]
    pub fn compare(&self, q: usize, s: usize) -> Comparison {
        match &self.kind {
            Kind::Tiers(tiers) => compare_in(tiers, q, s),
            Kind::Compared(states, cells) => {
                at(cells, *states, q, s).unwrap_or(Comparison::Unknown)
            }
            Kind::Fuzzy(..) | Kind::Probable(..) => Comparison::Unknown,
        }
    }

    /// Whether every pair of states is compared in words.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        matches!(self.kind, Kind::Tiers(_) | Kind::Compared(..))
    }

    /// The relative certainty of preference `r(q, s) - r(s, q)`, from -1 to 1; `None` where the
    /// outlook is not fuzzy.
    #[must_use]
    pub fn certainty(&self, q: usize, s: usize) -> Option<f64> {
        match &self.kind {
            Kind::Fuzzy(states, r) => Some(at(r, *states, q, s)? - at(r, *states, s, q)?),
            _ => None,
        }
    }

    /// The probability that `q` is preferred to `s`; `None` where the outlook is not
    /// probabilistic.
    #[must_use]
    pub fn likelihood(&self, q: usize, s: usize) -> Option<f64> {
        match &self.kind {
            Kind::Probable(states, p) => at(p, *states, q, s),
            _ => None,
        }
    }

    /// The place of a state in a weak order, which decides how it compares with every other;
    /// `None` where the outlook is no weak order.
    pub(crate) fn rank(&self, s: usize) -> Option<u32> {
        match &self.kind {
            Kind::Tiers(tiers) => tiers.first()?.get(s).copied(),
            _ => None,
        }
    }
}

/// The worth of a state: the sum of the weights of the options it takes.
pub(crate) fn weigh(state: State, weights: &[i64]) -> i128 {
    let taken = state.taken(weights.len());
    taken
        .filter_map(|k| weights.get(k))
        .copied()
        .map(i128::from)
        .sum()
}

fn at<T: Copy>(cells: &[T], states: usize, q: usize, s: usize) -> Option<T> {
    if q >= states || s >= states {
        return None;
    }
    cells.get(q * states + s).copied()
}

/// A state's degree over another is the number of tiers in which it stands higher.
fn compare_in(tiers: &[Vec<u32>], q: usize, s: usize) -> Comparison {
    let mut comparison = Comparison::Equal;
    for (degree, tier) in (1u8..).zip(tiers) {
        let (Some(a), Some(b)) = (tier.get(q), tier.get(s)) else {
            return Comparison::Unknown;
        };
        comparison = match a.cmp(b) {
            std::cmp::Ordering::Greater => Comparison::Better(degree),
            std::cmp::Ordering::Less => Comparison::Worse(degree),
            std::cmp::Ordering::Equal => return comparison,
        };
    }
    comparison
}

/// A table over so many states is not too large.
const fn check_size(states: usize) -> Result<(), OutlookError> {
    if states > TABLE_LIMIT {
        let limit = TABLE_LIMIT;
        return Err(OutlookError::TooManyStates { states, limit });
    }
    Ok(())
}

/// A square table is as long as it should be.
fn check_square(found: usize, states: usize) -> Result<(), OutlookError> {
    check_size(states)?;
    if found == states * states {
        return Ok(());
    }
    Err(OutlookError::WrongLength {
        found,
        needed: states * states,
    })
}
