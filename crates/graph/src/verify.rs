use crate::{Answer, Concept, GraphModel, Step, Verdict, Witness};
use thiserror::Error;

/// What is wrong with a witness.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// It names a state or decision maker that does not exist.
    #[error("the witness names a state or decision maker that does not exist")]
    Unknown,
    /// It says stable, and an improvement has no answer.
    #[error("the improvement to state {0} has no answer")]
    Unanswered(usize),
    /// It speaks of an improvement that is none.
    #[error("state {0} is not an improvement")]
    NotAnImprovement(usize),
    /// A sanction has no step, or is not one connected path from the improvement.
    #[error("the answer to the improvement to state {0} is not a path from it")]
    Disconnected(usize),
    /// A step is not a move of its mover, or is the focal decision maker's own.
    #[error("the step from {} to {} is not a move of another decision maker", .0.from, .0.to)]
    NotAMove(Step),
    /// Somebody moves twice in a row.
    #[error("the step from {} to {} is a second move in a row", .0.from, .0.to)]
    TwiceInARow(Step),
    /// A step of a sequential sanction is no improvement for its mover.
    #[error("the step from {} to {} does not improve for its mover", .0.from, .0.to)]
    NotCredible(Step),
    /// The sanction ends in a state that is better than the first.
    #[error("the answer to the improvement to state {0} does not hurt")]
    Harmless(usize),
    /// The focal decision maker can move away from the sanction to a better state.
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

/// Checks a witness from the definitions alone.
///
/// Shares nothing with the search that makes witnesses or with [`stability`](crate::stability())
/// but the model's public lists of moves and ranks: paths are followed step by step, and an
/// undeterred improvement is confirmed by marking every (state, last mover) that the others reach.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(model: &GraphModel, witness: &Witness) -> Result<(), VerifyError> {
    if witness.state >= model.state_count() || witness.dm >= model.decision_makers().len() {
        return Err(VerifyError::Unknown);
    }
    let improvements = model.improvements(witness.dm, witness.state);
    match &witness.verdict {
        Verdict::Unstable { improvement } => {
            if !improvements.contains(improvement) {
                return Err(VerifyError::NotAnImprovement(*improvement));
            }
            check_undeterred(model, witness, *improvement)
        }
        Verdict::Stable { answers } => {
            for answer in answers {
                if !improvements.contains(&answer.improvement) {
                    return Err(VerifyError::NotAnImprovement(answer.improvement));
                }
                check_answer(model, witness, answer)?;
            }
            let answered = |t: &usize| answers.iter().any(|a| a.improvement == *t);
            match improvements.iter().find(|t| !answered(t)) {
                Some(&open) => Err(VerifyError::Unanswered(open)),
                None => Ok(()),
            }
        }
    }
}

/// Whether `to` is strictly better than `from` for `dm`.
fn better(model: &GraphModel, dm: usize, from: usize, to: usize) -> bool {
    model.rank(dm, to) > model.rank(dm, from)
}

fn check_answer(model: &GraphModel, witness: &Witness, answer: &Answer) -> Result<(), VerifyError> {
    let improvement = answer.improvement;
    let mut at = improvement;
    let mut last = None;
    for &step in &answer.sanction {
        if step.from != at {
            return Err(VerifyError::Disconnected(improvement));
        }
        let own = step.mover == witness.dm;
        if own || !model.moves(step.mover, at).contains(&step.to) {
            return Err(VerifyError::NotAMove(step));
        }
        if last == Some(step.mover) {
            return Err(VerifyError::TwiceInARow(step));
        }
        if witness.concept.is_sequential() && !better(model, step.mover, at, step.to) {
            return Err(VerifyError::NotCredible(step));
        }
        at = step.to;
        last = Some(step.mover);
    }
    if last.is_none() || witness.concept == Concept::Nash {
        return Err(VerifyError::Unanswered(improvement));
    }
    if better(model, witness.dm, witness.state, at) {
        return Err(VerifyError::Harmless(improvement));
    }
    match escape(model, witness, at) {
        Some(escape) => Err(VerifyError::Escape {
            improvement,
            escape,
        }),
        None => Ok(()),
    }
}

/// Under a symmetric concept, a move from `at` to a state better than the first.
fn escape(model: &GraphModel, witness: &Witness, at: usize) -> Option<usize> {
    let ends = model.moves(witness.dm, at);
    ends.into_iter()
        .find(|&t| witness.concept.is_symmetric() && better(model, witness.dm, witness.state, t))
}

fn check_undeterred(
    model: &GraphModel,
    witness: &Witness,
    improvement: usize,
) -> Result<(), VerifyError> {
    if witness.concept == Concept::Nash {
        return Ok(());
    }
    let movers = model.decision_makers().len();
    let mut marked = vec![false; model.state_count() * movers];
    let mut todo: Vec<(usize, Option<usize>)> = vec![(improvement, None)];
    while let Some((at, last)) = todo.pop() {
        for mover in 0..movers {
            if mover == witness.dm || Some(mover) == last {
                continue;
            }
            for to in model.moves(mover, at) {
                let credible = !witness.concept.is_sequential() || better(model, mover, at, to);
                if !credible || marked[to * movers + mover] {
                    continue;
                }
                marked[to * movers + mover] = true;
                let harmful = !better(model, witness.dm, witness.state, to);
                if harmful && escape(model, witness, to).is_none() {
                    return Err(VerifyError::Deterred(to));
                }
                todo.push((to, Some(mover)));
            }
        }
    }
    Ok(())
}
