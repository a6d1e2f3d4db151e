//! Option prioritising: from ordered statements to ranks.

use crate::form::PreferenceStatement;
use crate::{Expr, StateSet};

/// Statement number `column`, or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Criterion {
    pub column: usize,
    pub negated: bool,
}

/// Statements whose truth values fit a machine word.
const KEY_BITS: usize = 64;

/// The feasible states sorted into classes on which every statement has one truth value.
///
/// Changing the order or the sign of statements never splits a class, so that a changed
/// preference costs time in classes and not in states.
#[derive(Debug, Clone)]
pub(crate) struct Classes {
    class_of: Vec<u32>,
    columns: Vec<Vec<bool>>,
    count: usize,
}

impl Classes {
    pub fn new(states: &[u64], statements: &[PreferenceStatement]) -> Self {
        let truths: Vec<StateSet> = truth_sets(states, statements);
        let mut class_of = vec![0u32; states.len()];
        let mut count = usize::from(!states.is_empty());
        let mut first: Vec<usize> = vec![0; count];
        for truth in &truths {
            let mut next = vec![u32::MAX; 2 * count];
            first.clear();
            for (s, class) in class_of.iter_mut().enumerate() {
                let split = &mut next[2 * *class as usize + usize::from(truth.contains(s))];
                if *split == u32::MAX {
                    *split = u32::try_from(first.len()).unwrap_or(u32::MAX);
                    first.push(s);
                }
                *class = *split;
            }
            count = first.len();
        }
        let column = |truth: &StateSet| first.iter().map(|&s| truth.contains(s)).collect();
        Self {
            columns: truths.iter().map(column).collect(),
            class_of,
            count,
        }
    }

    /// Dense ranks of the classes, higher is better, under statements in the given order.
    pub fn rank(&self, order: &[Criterion]) -> Vec<u32> {
        if order.len() <= KEY_BITS {
            return self.rank_by_keys(order);
        }
        let holds = |c: &Criterion, class: usize| self.columns[c.column][class] != c.negated;
        let mut sorted: Vec<usize> = (0..self.count).collect();
        let mut spare = Vec::with_capacity(self.count);
        for c in order.iter().rev() {
            spare.clear();
            spare.extend(sorted.iter().copied().filter(|&k| !holds(c, k)));
            spare.extend(sorted.iter().copied().filter(|&k| holds(c, k)));
            std::mem::swap(&mut sorted, &mut spare);
        }
        let mut ranks = vec![0; self.count];
        let mut rank = 0;
        for pair in sorted.windows(2) {
            rank += u32::from(order.iter().any(|c| holds(c, pair[0]) != holds(c, pair[1])));
            ranks[pair[1]] = rank;
        }
        ranks
    }

    /// As [`Self::rank`], where the truth values of all statements fit a machine word: the first statement is its highest bit.
    fn rank_by_keys(&self, order: &[Criterion]) -> Vec<u32> {
        let mut keys = vec![(0u64, 0u32); self.count];
        for (class, key) in (0..).zip(&mut keys) {
            key.1 = class;
        }
        for c in order {
            for (key, &held) in keys.iter_mut().zip(&self.columns[c.column]) {
                key.0 = key.0 << 1 | u64::from(held != c.negated);
            }
        }
        keys.sort_unstable();
        let mut ranks = vec![0; self.count];
        let mut rank = 0;
        for pair in keys.windows(2) {
            rank += u32::from(pair[0].0 != pair[1].0);
            ranks[pair[1].1 as usize] = rank;
        }
        ranks
    }

    /// Ranks of the states from ranks of the classes.
    pub fn spread(&self, class_ranks: &[u32]) -> Vec<u32> {
        self.class_of
            .iter()
            .map(|&class| class_ranks[class as usize])
            .collect()
    }

    /// The first statement in order at which two states differ, and whether it holds in `b`.
    pub fn first_difference(&self, a: usize, b: usize) -> Option<(usize, bool)> {
        let (a, b) = (self.class_of[a] as usize, self.class_of[b] as usize);
        let differs = |c: &Vec<bool>| c[a] != c[b];
        let k = self.columns.iter().position(differs)?;
        Some((k, self.columns[k][b]))
    }

    /// The statements as they stand.
    pub fn as_stated(&self) -> Vec<Criterion> {
        let plain = |column| Criterion {
            column,
            negated: false,
        };
        (0..self.columns.len()).map(plain).collect()
    }
}

/// The states in which each statement holds, 64 states at a time.
fn truth_sets(states: &[u64], statements: &[PreferenceStatement]) -> Vec<StateSet> {
    let mut words: Vec<Vec<u64>> = vec![Vec::new(); statements.len()];
    for block in states.chunks(64) {
        let mut options = [0u64; 64];
        for (lane, &state) in block.iter().enumerate() {
            let mut left = state;
            while left != 0 {
                options[left.trailing_zeros() as usize] |= 1 << lane;
                left &= left - 1;
            }
        }
        for (column, statement) in words.iter_mut().zip(statements) {
            column.push(eval_block(&statement.expr, &options));
        }
    }
    words
        .into_iter()
        .map(|w| StateSet::from_words(states.len(), w))
        .collect()
}

/// The truth values of an expression in 64 states at once; `options[k]` says where `k` is taken.
fn eval_block(expr: &Expr, options: &[u64; 64]) -> u64 {
    let eval = |e: &Expr| eval_block(e, options);
    match expr {
        Expr::True => u64::MAX,
        Expr::False => 0,
        Expr::Option(k) => options.get(*k).copied().unwrap_or(0),
        Expr::Not(a) => !eval(a),
        Expr::And(all) => all.iter().fold(u64::MAX, |v, e| v & eval(e)),
        Expr::Or(any) => any.iter().fold(0, |v, e| v | eval(e)),
        Expr::If(a, b) => eval(a) | !eval(b),
        Expr::Iff(a, b) => !(eval(a) ^ eval(b)),
    }
}

/// Dense ranks from payoffs, higher is better.
pub(crate) fn dense<T: Ord + Copy>(payoff: &[T]) -> Vec<u32> {
    let mut values: Vec<T> = payoff.to_vec();
    values.sort_unstable();
    values.dedup();
    let place = |p: &T| values.binary_search(p).unwrap_or_default();
    payoff
        .iter()
        .map(|p| u32::try_from(place(p)).unwrap_or(u32::MAX))
        .collect()
}

/// The states in order of rank, then number: one counting sort.
pub(crate) fn by_rank(ranks: &[u32]) -> Vec<u32> {
    let top = ranks.iter().max().map_or(0, |&r| r as usize + 1);
    let mut next = vec![0u32; top + 1];
    ranks.iter().for_each(|&r| next[r as usize + 1] += 1);
    for r in 0..top {
        next[r + 1] += next[r];
    }
    let mut sorted = vec![0; ranks.len()];
    for (s, &r) in (0u32..).zip(ranks) {
        sorted[next[r as usize] as usize] = s;
        next[r as usize] += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::State;

    #[test]
    fn keys_rank_as_sorting_does() {
        let o = Expr::Option;
        let exprs = [o(2).when(o(0)), !o(1), o(3).iff(o(1)), o(0), Expr::True];
        let statements = exprs.map(PreferenceStatement::known);
        let states: Vec<u64> = (0..16).collect();
        let classes = Classes::new(&states, &statements);
        let mut order = classes.as_stated();
        let short = classes.rank(&order);
        // The same statements once more, until they fit no word: nothing is left for them to tell apart.
        let again = order.clone();
        while order.len() <= KEY_BITS {
            order.extend(again.iter().map(|c| Criterion { ..*c }));
        }
        assert_eq!(classes.rank(&order), short);
    }

    #[test]
    fn ranks_follow_truth_vectors_past_machine_words() {
        let option = |k: usize| PreferenceStatement::known(Expr::Option(k % 3));
        let statements: Vec<_> = (0..200).map(option).collect();
        let states: Vec<u64> = (0..8).collect();
        let classes = Classes::new(&states, &statements);
        let ranks = classes.spread(&classes.rank(&classes.as_stated()));
        assert_eq!(ranks, [0, 4, 2, 6, 1, 5, 3, 7]);
    }

    #[test]
    fn blocks_agree_with_single_states() {
        let o = Expr::Option;
        let exprs = [
            o(0).when(o(7) & !o(3)),
            (o(1) | o(2)).iff(!o(6)),
            Expr::True,
            Expr::False,
        ];
        let states: Vec<u64> = (0..200).collect();
        let statements: Vec<_> = exprs.into_iter().map(PreferenceStatement::known).collect();
        for (truth, statement) in truth_sets(&states, &statements).iter().zip(&statements) {
            for &s in &states {
                let held = truth.contains(usize::try_from(s).unwrap());
                assert_eq!(held, statement.expr.eval(State(s)));
            }
        }
    }

    #[test]
    fn no_statement_ranks_all_equal() {
        let classes = Classes::new(&[0, 1, 2], &[]);
        assert_eq!(classes.spread(&classes.rank(&[])), [0, 0, 0]);
    }
}
