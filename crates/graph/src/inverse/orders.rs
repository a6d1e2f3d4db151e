//! How many strict and weak orders there are, and a walk through all of few states.

use crate::natural::Natural;

/// Numbers of orders up to some number of states.
#[derive(Debug)]
pub(super) struct Orders {
    factorials: Vec<Natural>,
    /// Ordered Bell numbers: the weak orders of so many states.
    weak: Vec<Natural>,
    /// Rows of Pascal's triangle.
    binomials: Vec<Vec<Natural>>,
}

impl Orders {
    /// Tables up to `states`; takes its square in time and memory.
    pub fn up_to(states: usize) -> Self {
        let mut binomials: Vec<Vec<Natural>> = vec![vec![Natural::one()]];
        for n in 1..=states {
            let above = &binomials[n - 1];
            let row = (0..=n).map(|k| {
                let mut sum = above.get(k).cloned().unwrap_or_default();
                sum.add(k.checked_sub(1).map_or(&Natural::zero(), |j| &above[j]));
                sum
            });
            let row = row.collect();
            binomials.push(row);
        }
        let mut factorials = vec![Natural::one()];
        let mut weak = vec![Natural::one()];
        for n in 1..=states {
            factorials.push(factorials[n - 1].times(&Natural::from(n as u64)));
            // The best level holds `k` states.
            let mut sum = Natural::zero();
            for k in 1..=n {
                sum.add(&binomials[n][k].times(&weak[n - k]));
            }
            weak.push(sum);
        }
        Self {
            factorials,
            weak,
            binomials,
        }
    }

    /// All orders of `n` states.
    pub fn all(&self, n: usize, ties: bool) -> &Natural {
        if ties {
            &self.weak[n]
        } else {
            &self.factorials[n]
        }
    }

    /// The ways to choose from `n`, by how many are chosen.
    pub fn choices(&self, n: usize) -> &[Natural] {
        &self.binomials[n]
    }

    /// The orders in which exactly `below` given states are no better than a further one, and
    /// exactly `above` given ones are better.
    pub fn around(&self, below: usize, above: usize, ties: bool) -> Natural {
        let upper = self.all(above, ties);
        let lower = self.all(below, ties);
        let product = upper.times(lower);
        // In a weak order the state joins the best level of those below it, or stands above.
        match ties && below > 0 {
            true => product.times(&Natural::from(2)),
            false => product,
        }
    }

    /// The orders of `extra` more states together with some that are ordered already in `levels`
    /// levels (one state each where there are no ties).
    pub fn extending(&self, levels: usize, extra: usize, ties: bool) -> Natural {
        // By how many levels there are beyond the first ones.
        let mut ways = vec![Natural::one()];
        for _ in 0..extra {
            let mut next = vec![Natural::zero(); ways.len() + 1];
            for (k, count) in ways.iter().enumerate() {
                let now = (levels + k) as u64;
                if ties {
                    next[k].add(&count.times(&Natural::from(now)));
                }
                next[k + 1].add(&count.times(&Natural::from(now + 1)));
            }
            ways = next;
        }
        let mut sum = Natural::zero();
        ways.iter().for_each(|w| sum.add(w));
        sum
    }
}

/// Visits every order of `states` states, with ties or without: the level of each state, higher
/// is better, and how many levels there are.
pub(super) fn each_order(states: usize, ties: bool, visit: &mut impl FnMut(&[usize], usize)) {
    place(&mut Vec::with_capacity(states), 0, states, ties, visit);
}

fn place(
    placed: &mut Vec<usize>,
    levels: usize,
    states: usize,
    ties: bool,
    visit: &mut impl FnMut(&[usize], usize),
) {
    if placed.len() == states {
        visit(placed, levels);
        return;
    }
    for level in 0..=levels {
        for own in placed.iter_mut().filter(|own| **own >= level) {
            *own += 1;
        }
        placed.push(level);
        place(placed, levels + 1, states, ties, visit);
        placed.pop();
        for own in placed.iter_mut().filter(|own| **own > level) {
            *own -= 1;
        }
        if ties && level < levels {
            placed.push(level);
            place(placed, levels, states, ties, visit);
            placed.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn walks_and_formulas_agree() {
        let orders = Orders::up_to(7);
        for states in 0..=6 {
            for ties in [false, true] {
                let mut seen = BTreeSet::new();
                let mut around = vec![0u64; states];
                let mut by_first_two = [0u64; 2];
                each_order(states, ties, &mut |order, levels| {
                    assert_eq!(order.iter().max().map_or(0, |m| m + 1), levels);
                    assert!(seen.insert(order.to_vec()));
                    // States 1..=k no better than state 0, the others better.
                    let k = (1..states).take_while(|&s| order[s] <= order[0]).count();
                    if (k + 1..states).all(|s| order[s] > order[0]) && states > 0 {
                        around[k] += 1;
                    }
                    if states > 1 {
                        by_first_two[usize::from(order[0] == order[1])] += 1;
                    }
                });
                assert_eq!(orders.all(states, ties), &Natural::from(seen.len() as u64));
                for (k, &found) in around.iter().enumerate() {
                    let formula = orders.around(k, states - 1 - k, ties);
                    assert_eq!(formula, Natural::from(found));
                }
                if states > 1 {
                    let strict = orders.extending(2, states - 2, ties);
                    assert_eq!(
                        strict.times(&Natural::from(2)),
                        Natural::from(by_first_two[0])
                    );
                    if ties {
                        let tied = orders.extending(1, states - 2, ties);
                        assert_eq!(tied, Natural::from(by_first_two[1]));
                    }
                }
            }
        }
    }
}
