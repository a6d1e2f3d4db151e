//! Counting the sets of states that satisfy a condition, by size.
//!
//! A party's condition for one state speaks only of which states are no better than it, so that
//! rankings are counted by counting such sets: exact model counting by branching, with parts that
//! share no state counted apart and what was met before remembered.

use super::orders::Orders;
use crate::natural::Natural;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A set of states that satisfies a term holds all of it; one that satisfies a clause satisfies
/// one of its terms; one that satisfies a formula satisfies all its clauses.
type Clause = Vec<Vec<usize>>;
type Formula = Vec<Clause>;

/// Numbers of sets by size.
type Sizes = Vec<Natural>;

/// For each size, how many subsets of `states` states satisfy all clauses; `None` where that takes
/// more than `limit` cases. Every state that is named must be among the `states`.
pub(super) fn by_size(
    clauses: &[Clause],
    states: usize,
    orders: &Orders,
    limit: usize,
) -> Option<Sizes> {
    let formula = normal(clauses.iter().cloned());
    let named = states_of(&formula).len();
    let mut counter = Counter {
        known: HashMap::new(),
        orders,
        left: limit,
    };
    let sizes = counter.count(formula)?;
    Some(product(&sizes, orders.choices(states - named)))
}

struct Counter<'a> {
    /// Looked up, never listed.
    known: HashMap<Formula, Sizes>,
    orders: &'a Orders,
    left: usize,
}

impl Counter<'_> {
    /// Over the states that the formula names.
    fn count(&mut self, formula: Formula) -> Option<Sizes> {
        let mut sizes = vec![Natural::one()];
        for part in parts(formula) {
            sizes = product(&sizes, &self.count_part(part)?);
        }
        Some(sizes)
    }

    fn count_part(&mut self, formula: Formula) -> Option<Sizes> {
        if let Some(sizes) = self.known.get(&formula) {
            return Some(sizes.clone());
        }
        self.left = self.left.checked_sub(1)?;
        let named = states_of(&formula);
        let pivot = most_named(&formula)?;
        let mut sizes = vec![Natural::zero(); named.len() + 1];
        for inside in [false, true] {
            let Some(rest) = settle(&formula, pivot, inside) else {
                continue;
            };
            let idle = named.len() - 1 - states_of(&rest).len();
            let ways = product(&self.count(rest)?, self.orders.choices(idle));
            for (size, count) in ways.iter().enumerate() {
                sizes[size + usize::from(inside)].add(count);
            }
        }
        self.known.insert(formula, sizes.clone());
        Some(sizes)
    }
}

/// What is left of a formula once a state is in the set, or out of it; `None` where that fails it.
fn settle(formula: &Formula, state: usize, inside: bool) -> Option<Formula> {
    let mut rest = Vec::new();
    for clause in formula {
        let mut terms: Clause = clause.clone();
        if inside {
            terms.iter_mut().for_each(|t| t.retain(|&s| s != state));
            if terms.iter().any(Vec::is_empty) {
                continue;
            }
        } else {
            terms.retain(|t| !t.contains(&state));
            if terms.is_empty() {
                return None;
            }
        }
        rest.push(terms);
    }
    Some(normal(rest.into_iter()))
}

/// Sorted, without terms that hold another; a formula has then one form. (A clause with an empty
/// term is always satisfied and is left out.)
fn normal(clauses: impl Iterator<Item = Clause>) -> Formula {
    let mut all: BTreeSet<Clause> = BTreeSet::new();
    for mut terms in clauses {
        terms.iter_mut().for_each(|t| {
            t.sort_unstable();
            t.dedup();
        });
        terms.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        let mut kept: Clause = Vec::new();
        for term in terms {
            let holds = |t: &Vec<usize>| t.iter().all(|s| term.contains(s));
            if !kept.iter().any(holds) {
                kept.push(term);
            }
        }
        if !kept.iter().any(Vec::is_empty) {
            all.insert(kept);
        }
    }
    all.into_iter().collect()
}

fn states_of(formula: &Formula) -> BTreeSet<usize> {
    formula.iter().flatten().flatten().copied().collect()
}

/// The state that is named most often, the first of them.
fn most_named(formula: &Formula) -> Option<usize> {
    let mut named: BTreeMap<usize, usize> = BTreeMap::new();
    for &state in formula.iter().flatten().flatten() {
        *named.entry(state).or_default() += 1;
    }
    let most = named.values().max().copied()?;
    named.iter().find(|(_, n)| **n == most).map(|(s, _)| *s)
}

/// The clauses sorted into formulas that share no state.
fn parts(formula: Formula) -> Vec<Formula> {
    let mut parts: Vec<(BTreeSet<usize>, Formula)> = Vec::new();
    for clause in formula {
        let mut named: BTreeSet<usize> = clause.iter().flatten().copied().collect();
        let mut clauses = vec![clause];
        let (met, apart): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|(states, _)| !states.is_disjoint(&named));
        for (states, own) in met {
            named.extend(states);
            clauses.extend(own);
        }
        parts = apart;
        clauses.sort_unstable();
        parts.push((named, clauses));
    }
    parts.into_iter().map(|(_, clauses)| clauses).collect()
}

fn product(a: &[Natural], b: &[Natural]) -> Sizes {
    let mut sizes = vec![Natural::zero(); a.len() + b.len() - 1];
    for (j, x) in a.iter().enumerate() {
        for (k, y) in b.iter().enumerate() {
            sizes[j + k].add(&x.times(y));
        }
    }
    sizes
}
