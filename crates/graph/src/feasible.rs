//! Listing the feasible states of an option form.

use crate::error::BuildError;
use crate::{Expr, State};

/// The most states the explicit engine takes on: see the example `scale` for what they cost.
pub(crate) const STATE_LIMIT: usize = 1 << 24;
/// The most partial states looked at while listing them.
const SEARCH_LIMIT: usize = 1 << 26;

/// The feasible states in increasing decimal order.
///
/// Options are settled from the last to the first, and a branch is cut as soon as a pattern is
/// certain to hold, so that many options with strong patterns cost little.
pub(crate) fn feasible_states(options: usize, infeasible: &[Expr]) -> Result<Vec<u64>, BuildError> {
    let nothing = State::default();
    let always = |p: &Expr| p.eval_partial(nothing, nothing) == Some(true);
    if infeasible.iter().any(always) {
        return Err(BuildError::NoFeasibleState);
    }
    let mut speaking: Vec<Vec<&Expr>> = vec![Vec::new(); options];
    for pattern in infeasible {
        mark(pattern, pattern, &mut speaking);
    }
    let mut found = Vec::new();
    let mut steps = 0usize;
    // A branch: the options settled so far are those from `next` up.
    let mut open = vec![(options, 0u64)];
    while let Some((next, bits)) = open.pop() {
        steps += 1;
        if steps > SEARCH_LIMIT {
            return Err(BuildError::SearchTooLong {
                limit: SEARCH_LIMIT,
            });
        }
        let Some(k) = next.checked_sub(1) else {
            if found.len() == STATE_LIMIT {
                return Err(BuildError::TooManyStates { limit: STATE_LIMIT });
            }
            found.push(bits);
            continue;
        };
        let known = State(u64::MAX << k);
        for bits in [bits | 1 << k, bits] {
            let holds = |p: &&Expr| p.eval_partial(State(bits), known) == Some(true);
            if !speaking[k].iter().any(holds) {
                open.push((k, bits));
            }
        }
    }
    if found.is_empty() {
        return Err(BuildError::NoFeasibleState);
    }
    Ok(found)
}

/// Lists `pattern` under every option that occurs in `part`.
fn mark<'a>(pattern: &'a Expr, part: &Expr, speaking: &mut [Vec<&'a Expr>]) {
    match part {
        Expr::True | Expr::False => {}
        Expr::Option(k) => {
            if !speaking[*k].iter().any(|&p| std::ptr::eq(p, pattern)) {
                speaking[*k].push(pattern);
            }
        }
        Expr::Not(a) => mark(pattern, a, speaking),
        Expr::And(many) | Expr::Or(many) => {
            many.iter().for_each(|e| mark(pattern, e, speaking));
        }
        Expr::If(a, b) | Expr::Iff(a, b) => {
            mark(pattern, a, speaking);
            mark(pattern, b, speaking);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_in_decimal_order() {
        let pattern = Expr::pattern("-NN").unwrap();
        assert_eq!(feasible_states(3, &[pattern]), Ok(vec![2, 3, 4, 5, 6, 7]));
    }

    #[test]
    fn a_chain_of_patterns_over_sixty_options_is_listed() {
        let o = Expr::Option;
        let chain: Vec<_> = (1..60).map(|k| o(k) & !o(k - 1)).collect();
        assert_eq!(feasible_states(60, &chain).unwrap().len(), 61);
    }

    #[test]
    fn contradictions_and_size_are_reported() {
        let o = Expr::Option;
        let both = [o(0), !o(0)];
        assert_eq!(feasible_states(2, &both), Err(BuildError::NoFeasibleState));
        assert_eq!(
            feasible_states(2, &[Expr::True]),
            Err(BuildError::NoFeasibleState)
        );
        assert_eq!(
            feasible_states(40, &[]),
            Err(BuildError::TooManyStates { limit: STATE_LIMIT })
        );
    }
}
