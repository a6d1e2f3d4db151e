//! Witnesses of queries checked from the definitions: nothing here knows diagrams.

use super::{QueryAnswer, QueryStep, QueryVerdict, QueryWitness};
use crate::model::is_feasible;
use crate::{Concept, Conflict, Direction, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the check of a witness came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryCheck {
    /// All that the verdict rests on was found again: every improvement and its sanction, or that
    /// the improvement named has none.
    Proved,
    /// What is listed is right. What is not listed (more improvements, that a sanction is nowhere,
    /// that there is no escape) was not all gone through within the steps allowed, and rests on
    /// the diagrams.
    Listed,
    /// Something listed is wrong, or a sanction or an improvement was left out.
    Refuted,
}

impl QueryCheck {
    /// Whether nothing speaks against the witness.
    #[must_use]
    pub fn holds(self) -> bool {
        self != Self::Refuted
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Refuted, _) | (_, Self::Refuted) => Self::Refuted,
            (Self::Proved, Self::Proved) => Self::Proved,
            _ => Self::Listed,
        }
    }
}

/// Checks a witness from the definitions, looking at up to `steps` changes of options.
///
/// What is listed is always checked: improvements are improvements, sanctions are legal sequences
/// of others that end where they hurt. What is claimed without a list (that there are no more
/// improvements, that an improvement has no sanction, that a sanction leaves no escape) is
/// searched state by state as far as the steps reach; the result says whether they did.
#[must_use]
pub fn verify_query(conflict: &Conflict, witness: &QueryWitness, steps: usize) -> QueryCheck {
    let mut checker = Checker {
        conflict,
        witness,
        steps,
    };
    match &witness.verdict {
        QueryVerdict::Unstable { improvement } => checker.unstable(*improvement),
        QueryVerdict::Stable {
            improvements,
            answers,
        } => {
            let listed = answers
                .iter()
                .map(|a| checker.answer(a))
                .fold(QueryCheck::Proved, QueryCheck::and);
            listed.and(checker.complete(*improvements, answers))
        }
    }
}

struct Checker<'a> {
    conflict: &'a Conflict,
    witness: &'a QueryWitness,
    /// Changes of options that may still be looked at.
    steps: usize,
}

/// The search ended before an answer was certain.
struct OutOfSteps;

impl Checker<'_> {
    fn unstable(&mut self, improvement: State) -> QueryCheck {
        if !self.improves(improvement) {
            return QueryCheck::Refuted;
        }
        match self.is_deterred(improvement) {
            Ok(false) => QueryCheck::Proved,
            Ok(true) => QueryCheck::Refuted,
            Err(OutOfSteps) => QueryCheck::Listed,
        }
    }

    /// An answer that is listed.
    fn answer(&mut self, answer: &QueryAnswer) -> QueryCheck {
        let Some(end) = self.end_of(answer) else {
            return QueryCheck::Refuted;
        };
        if !self.improves(answer.improvement) {
            return QueryCheck::Refuted;
        }
        match self.hurts(end) {
            Ok(true) => QueryCheck::Proved,
            Ok(false) => QueryCheck::Refuted,
            Err(OutOfSteps) => QueryCheck::Listed,
        }
    }

    /// Where the sanction ends; `None` where it is not a legal sequence of the others.
    fn end_of(&self, answer: &QueryAnswer) -> Option<State> {
        let (mut at, mut last) = (answer.improvement, None);
        for &QueryStep { mover, from, to } in &answer.sanction {
            let is_legal = from == at
                && self.may_answer(mover, last)
                && is_move(self.conflict, mover, from, to)
                && self.is_credible(mover, from, to);
            if !is_legal {
                return None;
            }
            (at, last) = (to, Some(mover));
        }
        (self.witness.concept != Concept::Nash).then_some(())?;
        last.map(|_| at)
    }

    /// Whether the improvements are as many as said, and those without an answer listed have one.
    fn complete(&mut self, count: u128, answers: &[QueryAnswer]) -> QueryCheck {
        let listed: BTreeSet<State> = answers.iter().map(|a| a.improvement).collect();
        if listed.len() != answers.len() {
            return QueryCheck::Refuted;
        }
        let Ok(moves) = self.moves(self.witness.dm, self.witness.state) else {
            return QueryCheck::Listed;
        };
        let better: Vec<State> = moves.into_iter().filter(|&to| self.improves(to)).collect();
        if better.len() as u128 != count {
            return QueryCheck::Refuted;
        }
        let mut found = QueryCheck::Proved;
        for to in better.into_iter().filter(|to| !listed.contains(to)) {
            found = found.and(match self.is_deterred(to) {
                Ok(true) => QueryCheck::Proved,
                Ok(false) => QueryCheck::Refuted,
                Err(OutOfSteps) => QueryCheck::Listed,
            });
        }
        found
    }

    /// Whether some legal sequence of the others after `improvement` ends where it hurts.
    fn is_deterred(&mut self, improvement: State) -> Result<bool, OutOfSteps> {
        if self.witness.concept == Concept::Nash {
            return Ok(false);
        }
        let mut seen = BTreeSet::from([(improvement, None)]);
        let mut open = vec![(improvement, None)];
        while let Some((at, last)) = open.pop() {
            for mover in 0..self.conflict.preferences.len() {
                if !self.may_answer(mover, last) {
                    continue;
                }
                for to in self.moves(mover, at)? {
                    let next = (to, Some(mover));
                    if !self.is_credible(mover, at, to) || !seen.insert(next) {
                        continue;
                    }
                    if self.hurts(to)? {
                        return Ok(true);
                    }
                    open.push(next);
                }
            }
        }
        Ok(false)
    }

    /// Whether the decision maker is no better off in `end` than at first, and under the symmetric
    /// concepts cannot get better off from there.
    fn hurts(&mut self, end: State) -> Result<bool, OutOfSteps> {
        let QueryWitness { state, dm, .. } = *self.witness;
        if is_better(self.conflict, dm, state, end) {
            return Ok(false);
        }
        if !self.witness.concept.is_symmetric() {
            return Ok(true);
        }
        let escapes = self.moves(dm, end)?;
        Ok(!escapes
            .into_iter()
            .any(|to| is_better(self.conflict, dm, state, to)))
    }

    /// No opponent moves twice in a row, and the decision maker itself not at all.
    fn may_answer(&self, mover: usize, last: Option<usize>) -> bool {
        mover != self.witness.dm && last != Some(mover)
    }

    fn is_credible(&self, mover: usize, from: State, to: State) -> bool {
        !self.witness.concept.is_sequential() || is_better(self.conflict, mover, from, to)
    }

    fn improves(&self, to: State) -> bool {
        let QueryWitness { state, dm, .. } = *self.witness;
        is_move(self.conflict, dm, state, to) && is_better(self.conflict, dm, state, to)
    }

    /// All moves of `dm` from `at`: every combination of the options that it can change there.
    fn moves(&mut self, dm: usize, at: State) -> Result<Vec<State>, OutOfSteps> {
        let may = |&k: &usize| {
            let option = &self.conflict.form.options[k];
            option.owners.contains(&dm) && can_change(option.direction, at.takes(k))
        };
        let own: Vec<usize> = (0..self.conflict.form.options.len()).filter(may).collect();
        let count = u32::try_from(own.len())
            .ok()
            .and_then(|n| 1usize.checked_shl(n))
            .ok_or(OutOfSteps)?;
        self.steps = self.steps.checked_sub(count).ok_or(OutOfSteps)?;
        let changed = |pattern: usize| {
            let bits = own.iter().enumerate();
            let bits = bits.filter(|(n, _)| pattern >> n & 1 == 1);
            State(bits.fold(at.0, |bits, (_, k)| bits ^ 1 << k))
        };
        Ok((1..count)
            .map(changed)
            .filter(|&to| is_feasible(self.conflict, to))
            .collect())
    }
}

/// Whether an option that is taken, or is not, can be changed.
fn can_change(direction: Direction, taken: bool) -> bool {
    match direction {
        Direction::Both => true,
        Direction::Forward => !taken,
        Direction::Back => taken,
        Direction::Closed => false,
    }
}

/// Whether `dm` can go from one state to another by changing its own options.
fn is_move(conflict: &Conflict, dm: usize, from: State, to: State) -> bool {
    let may = |(k, option): (usize, &crate::OptionSpec)| {
        let (before, after) = (from.takes(k), to.takes(k));
        before == after || can_change(option.direction, before) && option.owners.contains(&dm)
    };
    from != to && is_feasible(conflict, to) && conflict.form.options.iter().enumerate().all(may)
}

/// Whether `to` is strictly better than `from` for `dm`: the first statement on which they differ holds in it.
fn is_better(conflict: &Conflict, dm: usize, from: State, to: State) -> bool {
    let statements = conflict.preferences[dm].statements().iter();
    let mut differing = statements.filter(|s| s.expr.eval(from) != s.expr.eval(to));
    differing.next().is_some_and(|s| s.expr.eval(to))
}
