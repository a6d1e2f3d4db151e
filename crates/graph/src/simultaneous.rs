//! Simultaneous stability: the others leave at the same moment.

use crate::{GraphModel, Judgement, QuestionError, StateSet, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// The most different changes that the others can bring about from one state.
const CHANGE_LIMIT: usize = 1 << 20;

/// Which states are simultaneously stable, for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimultaneousTable {
    /// One set a decision maker.
    pub stable: Vec<StateSet>,
    /// The states stable for everybody.
    pub equilibria: StateSet,
}

/// What makes one improvement not worth while: others leave as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimultaneousAnswer {
    /// The improvement's end.
    pub improvement: usize,
    /// Improvements of others from the same state, one each, by mover.
    pub meanwhile: Vec<Step>,
    /// Where all of them together lead.
    pub result: usize,
}

/// The verdict on one state for one decision maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimultaneousWitness {
    /// The state.
    pub state: usize,
    /// The decision maker.
    pub dm: usize,
    /// One for each improvement that is deterred, in order; up to the first that is not.
    pub answers: Vec<SimultaneousAnswer>,
    /// The first improvement that is not deterred; the state is stable when there is none.
    pub undeterred: Option<usize>,
}

/// What is wrong with a [`SimultaneousWitness`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SimultaneousError {
    /// It names what does not exist, or the model has no options.
    #[error("the witness is not about this model")]
    Unknown,
    /// It says stable, and an improvement has no answer.
    #[error("the improvement to state {0} has no answer")]
    Unanswered(usize),
    /// It speaks of an improvement that is none.
    #[error("state {0} is not an improvement")]
    NotAnImprovement(usize),
    /// The improvements together do not lead where the answer says, or that deters nobody.
    #[error("the answer to the improvement to state {0} does not hold")]
    Harmless(usize),
    /// It says unstable, and the others can deter the improvement by leading to this state.
    #[error("the improvement is deterred by state {0}")]
    Deterred(usize),
}

/// Simultaneous stability of every state (Fraser and Hipel, *Conflict Analysis: Models and
/// Resolutions*, 1984).
///
/// A state is stable for a decision maker when each of its improvements, made together with some
/// combination of improvements that one or more of the others have from the same state, leads to a
/// feasible state that is no better. Options are changed when one of those who move changes them;
/// what two change alike is changed once.
///
/// Takes time in states times the different changes that the others' improvements combine to, at
/// most two to the number of options.
///
/// # Errors
/// When the model is not in option form, the judgement is not about it, or the others have too
/// many combinations.
pub fn simultaneous_stability(
    model: &GraphModel,
    judgement: &Judgement,
) -> Result<SimultaneousTable, QuestionError> {
    let mut equilibria = StateSet::collect(model.state_count(), |_| true);
    let mut all = Vec::new();
    for dm in 0..model.decision_makers().len() {
        let mut stable = StateSet::empty(model.state_count());
        for s in 0..model.state_count() {
            if simultaneous_witness(model, judgement, s, dm)?
                .undeterred
                .is_none()
            {
                stable.insert(s);
            }
        }
        equilibria.intersect_with(&stable);
        all.push(stable);
    }
    Ok(SimultaneousTable {
        stable: all,
        equilibria,
    })
}

/// The verdict on one state for one decision maker.
///
/// # Errors
/// As for [`simultaneous_stability`], and when the state or decision maker does not exist.
pub fn simultaneous_witness(
    model: &GraphModel,
    judgement: &Judgement,
    state: usize,
    dm: usize,
) -> Result<SimultaneousWitness, QuestionError> {
    let movers = model.decision_makers().len();
    let here = model.form()?.states.get(state).copied();
    let here = here.ok_or(QuestionError::UnknownState(state))?;
    if dm >= movers {
        return Err(QuestionError::UnknownDecisionMaker(dm));
    }
    let outlooks = judgement.outlooks();
    if outlooks.len() != movers || outlooks.iter().any(|o| o.states() != model.state_count()) {
        return Err(QuestionError::OtherModel);
    }
    let mut witness = SimultaneousWitness {
        state,
        dm,
        answers: Vec::new(),
        undeterred: None,
    };
    let mut combined = None;
    for to in model.moves(dm, state) {
        if !judgement.tempts(dm, state, to) {
            continue;
        }
        if combined.is_none() {
            combined = Some(combinations(model, judgement, state, dm)?);
        }
        let changes = combined.iter().flatten();
        let own = change(model, here, to);
        let found = changes.into_iter().find_map(|(&others, meanwhile)| {
            let result = model.index_of(crate::State(here ^ (own | others)))?;
            let deters = !meanwhile.is_empty() && judgement.harms(dm, state, result);
            deters.then(|| SimultaneousAnswer {
                improvement: to,
                meanwhile: meanwhile.clone(),
                result,
            })
        });
        match found {
            Some(answer) => witness.answers.push(answer),
            None => {
                witness.undeterred = Some(to);
                break;
            }
        }
    }
    Ok(witness)
}

/// The options that differ between a state's bits and state number `to`.
fn change(model: &GraphModel, here: u64, to: usize) -> u64 {
    model.state(to).map_or(0, |there| here ^ there.0)
}

/// Every set of options that others' improvements change together, with the first improvements
/// that do; nothing changed by nobody included.
fn combinations(
    model: &GraphModel,
    judgement: &Judgement,
    state: usize,
    dm: usize,
) -> Result<BTreeMap<u64, Vec<Step>>, QuestionError> {
    let here = model.state(state).unwrap_or_default().0;
    let mut combined: BTreeMap<u64, Vec<Step>> = BTreeMap::from([(0, Vec::new())]);
    for mover in (0..model.decision_makers().len()).filter(|&j| j != dm) {
        let before = combined.clone();
        for to in model.moves(mover, state) {
            if !judgement.steps(mover, state, to) {
                continue;
            }
            let step = Step {
                mover,
                from: state,
                to,
            };
            for (changed, steps) in &before {
                let all = steps.iter().copied().chain([step]).collect();
                let key = changed | change(model, here, to);
                combined.entry(key).or_insert(all);
            }
            if combined.len() > CHANGE_LIMIT {
                return Err(QuestionError::TooLarge {
                    what: "combinations of simultaneous improvements",
                    limit: CHANGE_LIMIT,
                });
            }
        }
    }
    Ok(combined)
}

/// Checks a witness from the definition alone, trying every combination of the others' moves
/// where it says that none deters: exponential in the number of decision makers.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify_simultaneous(
    model: &GraphModel,
    judgement: &Judgement,
    witness: &SimultaneousWitness,
) -> Result<(), SimultaneousError> {
    let (s, dm) = (witness.state, witness.dm);
    if model.state(s).is_none() || dm >= judgement.outlooks().len() {
        return Err(SimultaneousError::Unknown);
    }
    let improvements: Vec<usize> = model.moves(dm, s);
    let is_improvement = |t: &usize| improvements.contains(t) && judgement.tempts(dm, s, *t);
    for answer in &witness.answers {
        if !is_improvement(&answer.improvement) {
            return Err(SimultaneousError::NotAnImprovement(answer.improvement));
        }
        if !holds(model, judgement, witness, answer) {
            return Err(SimultaneousError::Harmless(answer.improvement));
        }
    }
    if let Some(t) = witness.undeterred {
        if !is_improvement(&t) {
            return Err(SimultaneousError::NotAnImprovement(t));
        }
        return all_harmless(model, judgement, witness, &mut Vec::new(), 0);
    }
    let answered = |t: &&usize| witness.answers.iter().any(|a| a.improvement == **t);
    let mut wanted = improvements.iter().filter(|t| is_improvement(t));
    match wanted.find(|t| !answered(t)) {
        Some(&open) => Err(SimultaneousError::Unanswered(open)),
        None => Ok(()),
    }
}

/// Where moves made together lead: an option is changed when one of them changes it.
fn together(model: &GraphModel, s: usize, ends: &[usize]) -> Option<usize> {
    let here = model.state(s)?;
    let mut result = here;
    for k in 0..64 {
        let changed = |&t: &usize| model.state(t).is_some_and(|x| x.takes(k) != here.takes(k));
        if ends.iter().any(changed) {
            result.0 ^= 1 << k;
        }
    }
    model.index_of(result)
}

fn holds(
    model: &GraphModel,
    judgement: &Judgement,
    witness: &SimultaneousWitness,
    answer: &SimultaneousAnswer,
) -> bool {
    let (s, dm) = (witness.state, witness.dm);
    let legal = answer.meanwhile.iter().all(|step| {
        step.from == s
            && step.mover != dm
            && step.mover < judgement.outlooks().len()
            && model.moves(step.mover, s).contains(&step.to)
            && judgement.steps(step.mover, s, step.to)
    });
    let movers = answer.meanwhile.windows(2);
    let each_once = movers.into_iter().all(|pair| pair[0].mover < pair[1].mover);
    let mut ends: Vec<usize> = answer.meanwhile.iter().map(|step| step.to).collect();
    ends.push(answer.improvement);
    legal
        && each_once
        && ends.len() > 1
        && together(model, s, &ends) == Some(answer.result)
        && judgement.harms(dm, s, answer.result)
}

/// Tries every choice of at most one improvement for each of the others from `mover` on.
fn all_harmless(
    model: &GraphModel,
    judgement: &Judgement,
    witness: &SimultaneousWitness,
    ends: &mut Vec<usize>,
    mover: usize,
) -> Result<(), SimultaneousError> {
    let (s, dm) = (witness.state, witness.dm);
    if mover == judgement.outlooks().len() {
        let mut all = ends.clone();
        all.extend(witness.undeterred);
        return match together(model, s, &all) {
            Some(q) if !ends.is_empty() && judgement.harms(dm, s, q) => {
                Err(SimultaneousError::Deterred(q))
            }
            _ => Ok(()),
        };
    }
    all_harmless(model, judgement, witness, ends, mover + 1)?;
    if mover == dm {
        return Ok(());
    }
    for to in model.moves(mover, s) {
        if judgement.steps(mover, s, to) {
            ends.push(to);
            let result = all_harmless(model, judgement, witness, ends, mover + 1);
            ends.pop();
            result?;
        }
    }
    Ok(())
}
