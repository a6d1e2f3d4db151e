//! Checks of witnesses under a judgement, from the definitions alone.
//!
//! Shares nothing with what makes them but the model's lists of moves and what outlooks say: the
//! rules by which outlooks are read are spelled out once more, coalitions' moves are found by
//! stepping forwards, and an undeterred improvement is confirmed by marking every (state, last
//! mover) that the others reach.

use crate::{
    Answerers, Comparison, Concept, GraphModel, GroupAnswer, GroupVerdict, GroupWitness, JointStep,
    Judgement, Reading, Returns, Step, Uncertainty,
};
use std::collections::BTreeSet;
use thiserror::Error;

/// What is wrong with a witness under a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GroupVerifyError {
    /// It names a state, decision maker or coalition that does not exist.
    #[error("the witness names a state or decision maker that does not exist")]
    Unknown,
    /// It says stable, and an improvement has no answer.
    #[error("the improvement to state {0} has no answer")]
    Unanswered(usize),
    /// It speaks of an improvement that is none.
    #[error("state {0} is not an improvement")]
    NotAnImprovement(usize),
    /// A path does not start where it should, breaks off, or does not end where it should.
    #[error("the path from state {from} to {to} does not lead there")]
    Disconnected {
        /// Where it should start.
        from: usize,
        /// Where it should end.
        to: usize,
    },
    /// A step is not a move of its mover, or its mover may not take part.
    #[error("the step from {} to {} is not a move of one who may take part", .0.from, .0.to)]
    NotAMove(Step),
    /// Somebody moves twice in a row.
    #[error("the step from {} to {} is a second move in a row", .0.from, .0.to)]
    TwiceInARow(Step),
    /// A coalition answers twice in a row, or one that may not answer does.
    #[error("those who answer from state {0} may not")]
    NotAnAnswerer(usize),
    /// A step of a sequential sanction is not one that its movers may be expected to make.
    #[error("the answer from state {from} to {to} is not worth while for those who make it")]
    NotCredible {
        /// Where the step starts.
        from: usize,
        /// Where it ends.
        to: usize,
    },
    /// The sanction ends in a state that deters nobody in the group.
    #[error("the answer to the improvement to state {0} does not deter")]
    Harmless(usize),
    /// The group can get away from the sanction.
    #[error("the answer to the improvement to state {improvement} is escaped to state {escape}")]
    Escape {
        /// The improvement.
        improvement: usize,
        /// Where to.
        escape: usize,
    },
    /// It says unstable, and the others can deter the improvement by ending in this state.
    #[error("the improvement is deterred by state {0}")]
    Deterred(usize),
}

/// Checks a witness under a judgement from the definitions alone.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify_under(
    model: &GraphModel,
    judgement: &Judgement,
    witness: &GroupWitness,
) -> Result<(), GroupVerifyError> {
    let members = &witness.focus.members;
    let movers = model.decision_makers().len();
    let states = model.state_count();
    let outlooks = judgement.outlooks();
    let known = witness.state < states
        && members.iter().all(|&m| m < movers)
        && outlooks.len() == movers
        && outlooks.iter().all(|o| o.states() == states);
    if members.is_empty() || !known {
        return Err(GroupVerifyError::Unknown);
    }
    let check = Check {
        model,
        judgement,
        witness,
    };
    let improvements = check.improvements();
    match &witness.verdict {
        GroupVerdict::Unstable { improvement } => {
            check.improvement(improvement, &improvements)?;
            check.undeterred(improvement.to)
        }
        GroupVerdict::Stable { answers } => {
            for answer in answers {
                check.improvement(&answer.improvement, &improvements)?;
                check.answer(answer)?;
            }
            let answered: BTreeSet<usize> = answers.iter().map(|a| a.improvement.to).collect();
            match improvements.difference(&answered).next() {
                Some(&open) => Err(GroupVerifyError::Unanswered(open)),
                None => Ok(()),
            }
        }
    }
}

struct Check<'a> {
    model: &'a GraphModel,
    judgement: &'a Judgement,
    witness: &'a GroupWitness,
}

impl Check<'_> {
    /// Whether one decision maker, in state `s`, is drawn to `q`.
    fn tempted(&self, dm: usize, s: usize, q: usize) -> bool {
        let outlook = &self.judgement.outlooks()[dm];
        match self.judgement.reading() {
            Reading::Compared { unknown, .. } => {
                let risk = matches!(unknown, Uncertainty::A | Uncertainty::C);
                match outlook.compare(q, s) {
                    Comparison::Better(_) => true,
                    Comparison::Unknown => risk,
                    _ => false,
                }
            }
            Reading::Fuzzy { thresholds } => outlook.certainty(q, s) >= Some(thresholds[dm]),
            Reading::Probabilistic { thresholds } => {
                outlook.likelihood(q, s) > Some(thresholds[dm].tempts)
            }
        }
    }

    /// Whether one who left `s` regrets to be in `q`.
    fn hurt(&self, dm: usize, s: usize, q: usize) -> bool {
        let outlook = &self.judgement.outlooks()[dm];
        match self.judgement.reading() {
            Reading::Compared { unknown, degree } => {
                let afraid = matches!(unknown, Uncertainty::C | Uncertainty::D);
                match outlook.compare(q, s) {
                    Comparison::Equal => *degree < 1,
                    Comparison::Worse(found) => found >= *degree,
                    Comparison::Unknown => afraid,
                    Comparison::Better(_) => false,
                }
            }
            Reading::Fuzzy { thresholds } => outlook.certainty(q, s) < Some(thresholds[dm]),
            Reading::Probabilistic { thresholds } => {
                outlook.likelihood(q, s) <= Some(thresholds[dm].deters)
            }
        }
    }

    /// Whether one who answers may be expected to step from `a` to `b`.
    fn credible(&self, dm: usize, a: usize, b: usize) -> bool {
        let outlook = &self.judgement.outlooks()[dm];
        match self.judgement.reading() {
            Reading::Compared { .. } => match outlook.compare(b, a) {
                Comparison::Better(_) | Comparison::Unknown => true,
                Comparison::Equal | Comparison::Worse(_) => false,
            },
            Reading::Fuzzy { thresholds } => outlook.certainty(b, a) >= Some(thresholds[dm]),
            Reading::Probabilistic { thresholds } => {
                outlook.likelihood(b, a) > Some(thresholds[dm].steps)
            }
        }
    }

    /// Where some decision makers can get from `s` by taking turns.
    fn together(&self, members: &[usize], s: usize) -> BTreeSet<usize> {
        let mut arrived = BTreeSet::new();
        let mut open = vec![(s, usize::MAX)];
        while let Some((at, last)) = open.pop() {
            for &mover in members {
                if mover == last {
                    continue;
                }
                for to in self.model.moves(mover, at) {
                    if arrived.insert((to, mover)) {
                        open.push((to, mover));
                    }
                }
            }
        }
        arrived.into_iter().map(|(to, _)| to).collect()
    }

    fn improvements(&self) -> BTreeSet<usize> {
        let (members, s) = (&self.witness.focus.members, self.witness.state);
        let wanted = |q: &usize| members.iter().all(|&i| self.tempted(i, s, *q));
        self.together(members, s)
            .into_iter()
            .filter(wanted)
            .collect()
    }

    fn improvement(
        &self,
        step: &JointStep,
        improvements: &BTreeSet<usize>,
    ) -> Result<(), GroupVerifyError> {
        if step.from != self.witness.state || !improvements.contains(&step.to) {
            return Err(GroupVerifyError::NotAnImprovement(step.to));
        }
        self.path(step, &self.witness.focus.members)
    }

    /// A path is made of moves of those who may take part, none twice in a row.
    fn path(&self, step: &JointStep, may: &[usize]) -> Result<(), GroupVerifyError> {
        let (mut at, mut last) = (step.from, None);
        for &part in &step.path {
            if part.from != at {
                break;
            }
            let moves = self.model.moves(part.mover, at);
            if !may.contains(&part.mover) || !moves.contains(&part.to) {
                return Err(GroupVerifyError::NotAMove(part));
            }
            if last == Some(part.mover) {
                return Err(GroupVerifyError::TwiceInARow(part));
            }
            (at, last) = (part.to, Some(part.mover));
        }
        let whole = step.path.last().map(|part| part.to) == Some(step.to);
        if whole && at == step.to {
            return Ok(());
        }
        Err(GroupVerifyError::Disconnected {
            from: step.from,
            to: step.to,
        })
    }

    fn answer(&self, answer: &GroupAnswer) -> Result<(), GroupVerifyError> {
        let improvement = answer.improvement.to;
        let mut at = improvement;
        let mut last: Option<BTreeSet<usize>> = None;
        let answerers = self.answerers();
        for step in &answer.sanction {
            let movers: BTreeSet<usize> = step.movers.iter().copied().collect();
            if last.as_ref() == Some(&movers) || !answerers.contains(&movers) {
                return Err(GroupVerifyError::NotAnAnswerer(step.from));
            }
            let (from, to) = (step.from, step.to);
            if from != at {
                return Err(GroupVerifyError::Disconnected { from: at, to });
            }
            self.path(step, &step.movers)?;
            let worth = movers.iter().all(|&j| self.credible(j, from, to));
            if self.witness.concept.is_sequential() && !worth {
                return Err(GroupVerifyError::NotCredible { from, to });
            }
            at = to;
            last = Some(movers);
        }
        if last.is_none() || self.witness.concept == Concept::Nash {
            return Err(GroupVerifyError::Unanswered(improvement));
        }
        if !self.harmful(at) {
            return Err(GroupVerifyError::Harmless(improvement));
        }
        match self.escape(at) {
            Some(escape) => Err(GroupVerifyError::Escape {
                improvement,
                escape,
            }),
            None => Ok(()),
        }
    }

    /// Everybody who may answer at a stroke.
    fn answerers(&self) -> Vec<BTreeSet<usize>> {
        let focus = &self.witness.focus;
        let all = 0..self.model.decision_makers().len();
        let others: Vec<usize> = all.filter(|j| !focus.members.contains(j)).collect();
        let joint =
            focus.answerers == Answerers::Coalitions && self.witness.concept.is_sequential();
        let mut answerers: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
        for &j in &others {
            let grown: Vec<BTreeSet<usize>> = answerers
                .iter()
                .filter(|set| joint || set.is_empty())
                .map(|set| set.iter().copied().chain([j]).collect())
                .collect();
            answerers.extend(grown);
        }
        answerers.retain(|set| !set.is_empty());
        answerers
    }

    fn harmful(&self, q: usize) -> bool {
        let (members, s) = (&self.witness.focus.members, self.witness.state);
        let counts = q != s || self.judgement.returns() == Returns::Deter;
        counts && members.iter().any(|&i| self.hurt(i, s, q))
    }

    /// Under a symmetric concept, where the group can get from `at` so that nobody in it is hurt.
    fn escape(&self, at: usize) -> Option<usize> {
        if !self.witness.concept.is_symmetric() {
            return None;
        }
        let (members, s) = (&self.witness.focus.members, self.witness.state);
        let safe = |t: &usize| !members.iter().any(|&i| self.hurt(i, s, *t));
        self.together(members, at).into_iter().find(safe)
    }

    fn undeterred(&self, improvement: usize) -> Result<(), GroupVerifyError> {
        if self.witness.concept == Concept::Nash {
            return Ok(());
        }
        let sequential = self.witness.concept.is_sequential();
        let answerers = self.answerers();
        let mut marked: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut open = vec![(improvement, usize::MAX)];
        while let Some((at, last)) = open.pop() {
            for (k, movers) in answerers.iter().enumerate().filter(|(k, _)| *k != last) {
                let movers: Vec<usize> = movers.iter().copied().collect();
                for to in self.together(&movers, at) {
                    let credible = movers.iter().all(|&j| self.credible(j, at, to));
                    if (sequential && !credible) || !marked.insert((to, k)) {
                        continue;
                    }
                    if self.harmful(to) && self.escape(to).is_none() {
                        return Err(GroupVerifyError::Deterred(to));
                    }
                    open.push((to, k));
                }
            }
        }
        Ok(())
    }
}
