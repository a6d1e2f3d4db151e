//! The index of Shapley and Shubik, and what alone carries a verdict.

use super::{Grounds, Interval, Verdicts, bit};
use crate::{Concept, StatementRef};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// The most orders that are drawn.
const ORDER_SAMPLES: u64 = 1_000;
/// The most sets that are listed for a concept.
const LISTED: usize = 64;

/// By assumption and concept.
pub(super) struct Power {
    pub shapley: Vec<[f64; 5]>,
    pub intervals: Option<Vec<[Interval; 5]>>,
}

impl Power {
    pub const fn sampled(&self) -> bool {
        self.intervals.is_some()
    }

    /// From the verdicts kept in every combination; bit `k` of its number says that assumption
    /// `k` is flipped.
    pub fn exact(kept: &[Verdicts], assumptions: usize) -> Self {
        let of_one = |k: usize| {
            // By how many others stand: gains less losses.
            let mut gains = vec![[0i64; 5]; assumptions];
            for (n, &flipped) in kept.iter().enumerate().filter(|(n, _)| n >> k & 1 == 1) {
                let standing = kept[n ^ 1 << k];
                let others = assumptions - n.count_ones() as usize;
                for (c, gain) in gains[others].iter_mut().enumerate() {
                    *gain += i64::from(standing >> c & 1) - i64::from(flipped >> c & 1);
                }
            }
            average(&gains)
        };
        Self {
            shapley: (0..assumptions).map(of_one).collect(),
            intervals: None,
        }
    }
}

/// Each number of others that stand has the same weight, and so has each set of that many.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn average(gains: &[[i64; 5]]) -> [f64; 5] {
    let players = gains.len() as f64;
    let mut sums = [0.0; 5];
    let mut sets = 1.0;
    for (others, gain) in gains.iter().enumerate() {
        for (sum, &g) in sums.iter_mut().zip(gain) {
            *sum += g as f64 / (players * sets);
        }
        let others = others as f64;
        sets = sets * (players - 1.0 - others) / (others + 1.0);
    }
    sums
}

/// How often each assumption, coming to stand, brought the verdict about and undid it.
pub(super) struct Marginals {
    orders: u64,
    gains: Vec<[u64; 5]>,
    losses: Vec<[u64; 5]>,
}

impl Marginals {
    /// Orders drawn with equal chance, at most `samples`.
    pub fn draw(
        assumptions: usize,
        samples: u64,
        draw: &mut ChaCha8Rng,
        mut kept: impl FnMut(&[bool]) -> Verdicts,
    ) -> Self {
        let mut marginals = Self {
            orders: samples.min(ORDER_SAMPLES),
            gains: vec![[0; 5]; assumptions],
            losses: vec![[0; 5]; assumptions],
        };
        let mut order: Vec<usize> = (0..assumptions).collect();
        for _ in 0..marginals.orders {
            shuffle(&mut order, draw);
            let mut flipped = vec![true; assumptions];
            let mut before = kept(&flipped);
            for &k in &order {
                flipped[k] = false;
                let after = kept(&flipped);
                super::add(&mut marginals.gains[k], after & !before);
                super::add(&mut marginals.losses[k], before & !after);
                before = after;
            }
        }
        marginals
    }

    pub fn power(&self) -> Power {
        let mut shapley = Vec::new();
        let mut intervals = Vec::new();
        for (gains, losses) in self.gains.iter().zip(&self.losses) {
            let of = |c: usize| self.estimate(gains[c], losses[c]);
            shapley.push(std::array::from_fn(|c| of(c).0));
            intervals.push(std::array::from_fn(|c| of(c).1));
        }
        Power {
            shapley,
            intervals: Some(intervals),
        }
    }

    /// The mean of values -1, 0 and 1, with the empirical Bernstein bound (Maurer and Pontil,
    /// "Empirical Bernstein bounds and sample variance penalization", COLT 2009) on both sides,
    /// which holds for any distribution, at 95 % together.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn estimate(&self, gains: u64, losses: u64) -> (f64, Interval) {
        if self.orders < 2 {
            let (low, high) = (-1.0, 1.0);
            let mean = gains as f64 - losses as f64;
            return (mean, Interval { low, high });
        }
        let n = self.orders as f64;
        let mean = (gains as f64 - losses as f64) / n;
        let variance = ((gains + losses) as f64 - n * mean * mean) / (n - 1.0);
        let log = (4.0f64 / 0.05).ln();
        let half = (2.0 * variance.max(0.0) * log / n).sqrt() + 14.0 * log / (3.0 * (n - 1.0));
        let (low, high) = ((mean - half).max(-1.0), (mean + half).min(1.0));
        (mean, Interval { low, high })
    }
}

/// Fisher and Yates's shuffle; the bias of a remainder of 32 bits is below one in a million.
fn shuffle(order: &mut [usize], draw: &mut ChaCha8Rng) {
    for last in (1..order.len()).rev() {
        let place = u64::from(draw.next_u32()) % (last as u64 + 1);
        order.swap(last, usize::try_from(place).unwrap_or(last));
    }
}

/// The smallest sets that keep the verdict, from the verdicts kept in every combination.
pub(super) fn grounds(mut kept: Vec<Verdicts>, assumptions: &[StatementRef]) -> Vec<Grounds> {
    // Whatever becomes of the others: what is kept however many more are flipped. A combination
    // then stands for "at most these are flipped".
    for k in 0..assumptions.len() {
        for n in 0..kept.len() {
            if n >> k & 1 == 1 {
                kept[n] &= kept[n ^ 1 << k];
            }
        }
    }
    let everything = kept.len() - 1;
    let carries = |n: usize, concept: Concept| kept[n] & bit(concept) != 0;
    let of_concept = |concept: Concept| {
        // No one of those that must stand may fall as well.
        let smallest = |&n: &usize| {
            let mut standing = (0..assumptions.len()).filter(|k| n >> k & 1 == 0);
            carries(n, concept) && !standing.any(|k| carries(n | 1 << k, concept))
        };
        let mut found: Vec<usize> = (0..kept.len()).filter(smallest).collect();
        found.sort_by_key(|&n| {
            (
                (everything ^ n).count_ones(),
                (everything ^ n).reverse_bits(),
            )
        });
        let names = |&n: &usize| {
            let all = assumptions.iter().enumerate();
            all.filter(|(k, _)| n >> k & 1 == 0)
                .map(|(_, &a)| a)
                .collect()
        };
        Grounds {
            concept,
            count: found.len() as u64,
            sets: found.iter().take(LISTED).map(names).collect(),
        }
    };
    Concept::ALL.into_iter().map(of_concept).collect()
}
