//! Witnesses of queries checked from the definitions: nothing here knows diagrams.

use super::{QueryAnswer, QueryStep, QueryVerdict, QueryWitness};
use crate::model::is_feasible;
use crate::{Concept, Conflict, Direction, State};

/// States within one move that are looked through one by one.
const REACH: u32 = 16;

/// Checks everything that a witness lists: improvements are improvements, sanctions are legal
/// sequences of others that end where they hurt, without escape under the symmetric concepts. That
/// an improvement has no sanction, and that no improvement is left out, would take the whole space.
/// Escapes are looked for where the decision maker has up to 16 options.
#[must_use]
pub fn verify_query(conflict: &Conflict, witness: &QueryWitness) -> bool {
    let (state, dm) = (witness.state, witness.dm);
    let improves =
        |to: State| is_move(conflict, dm, state, to) && is_better(conflict, dm, state, to);
    match &witness.verdict {
        QueryVerdict::Unstable { improvement } => improves(*improvement),
        QueryVerdict::Stable { answers, .. } => answers
            .iter()
            .all(|a| improves(a.improvement) && deters(conflict, witness, a)),
    }
}

fn deters(conflict: &Conflict, witness: &QueryWitness, answer: &QueryAnswer) -> bool {
    let (mut at, mut last) = (answer.improvement, None);
    for &QueryStep { mover, from, to } in &answer.sanction {
        let is_legal = from == at
            && mover != witness.dm
            && last != Some(mover)
            && is_move(conflict, mover, from, to)
            && (!witness.concept.is_sequential() || is_better(conflict, mover, from, to));
        if !is_legal {
            return false;
        }
        (at, last) = (to, Some(mover));
    }
    let hurts = !is_better(conflict, witness.dm, witness.state, at);
    let holds = !witness.concept.is_symmetric() || !escapes(conflict, witness, at);
    witness.concept != Concept::Nash && last.is_some() && hurts && holds
}

/// Whether the decision maker can go from `at` to a state better than the first.
fn escapes(conflict: &Conflict, witness: &QueryWitness, at: State) -> bool {
    let options = conflict.form.options.iter().enumerate();
    let own =
        options.filter(|(_, o)| o.owners.contains(&witness.dm) && o.direction != Direction::Closed);
    let own: Vec<usize> = own.map(|(k, _)| k).collect();
    let count = u32::try_from(own.len()).unwrap_or(u32::MAX).min(REACH);
    (1..1u64 << count).any(|pattern| {
        let bits = own
            .iter()
            .enumerate()
            .filter(|(n, _)| pattern >> n & 1 == 1);
        let to = State(bits.fold(at.0, |bits, (_, k)| bits ^ 1 << k));
        is_move(conflict, witness.dm, at, to) && is_better(conflict, witness.dm, witness.state, to)
    })
}

/// Whether `dm` can go from one state to another by changing its own options.
fn is_move(conflict: &Conflict, dm: usize, from: State, to: State) -> bool {
    let may = |(k, option): (usize, &crate::OptionSpec)| {
        let (before, after) = (from.takes(k), to.takes(k));
        let allowed = match option.direction {
            Direction::Both => true,
            Direction::Forward => after,
            Direction::Back => before,
            Direction::Closed => false,
        };
        before == after || allowed && option.owners.contains(&dm)
    };
    from != to && is_feasible(conflict, to) && conflict.form.options.iter().enumerate().all(may)
}

/// Whether `to` is strictly better than `from` for `dm`: the first statement on which they differ holds in it.
fn is_better(conflict: &Conflict, dm: usize, from: State, to: State) -> bool {
    let statements = conflict.preferences[dm].statements().iter();
    let mut differing = statements.filter(|s| s.expr.eval(from) != s.expr.eval(to));
    differing.next().is_some_and(|s| s.expr.eval(to))
}
