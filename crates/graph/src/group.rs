//! Stability of one decision maker or of a coalition, under any judgement.

use crate::backward::Backward;
use crate::{
    Concept, DecisionMakerStability, GraphModel, Judgement, QuestionError, Returns, StabilityTable,
    StateSet, Step,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod answers;
mod reach;
mod witness;

use answers::Answers;
pub use witness::{GroupAnswer, GroupVerdict, GroupWitness, JointStep, witness_under};

/// The most states: the targets of each state are kept as a set.
const STATE_LIMIT: usize = 1 << 14;
/// The most decision makers where coalitions are listed.
const COALITION_LIMIT: usize = 8;

/// Who answers the focal group's improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answerers {
    /// The others, each on its own: the concepts of [`Concept`].
    Individuals,
    /// In SEQ and SSEQ every coalition of the others, each by improvements that all its members
    /// share; no coalition twice in a row. Elsewhere the same as individuals.
    Coalitions,
}

/// Whose stability is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// The decision makers, in order.
    pub members: Vec<usize>,
    /// Who answers.
    pub answerers: Answerers,
}

impl Focus {
    /// One decision maker, answered by individuals.
    #[must_use]
    pub fn single(dm: usize) -> Self {
        Self {
            members: vec![dm],
            answerers: Answerers::Individuals,
        }
    }

    /// A coalition, answered by coalitions.
    #[must_use]
    pub fn coalition(members: &[usize]) -> Self {
        let mut members = members.to_vec();
        members.sort_unstable();
        Self {
            members,
            answerers: Answerers::Coalitions,
        }
    }

    pub(crate) fn check(&self, model: &GraphModel) -> Result<(), QuestionError> {
        let movers = model.decision_makers().len();
        if let Some(&dm) = self.members.iter().find(|&&m| m >= movers) {
            return Err(QuestionError::UnknownDecisionMaker(dm));
        }
        if self.members.is_empty() || self.members.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(QuestionError::NoCoalition);
        }
        if self.answerers == Answerers::Coalitions && movers > COALITION_LIMIT {
            return Err(QuestionError::TooLarge {
                what: "decision makers with all their coalitions",
                limit: COALITION_LIMIT,
            });
        }
        Ok(())
    }
}

/// For one coalition, the stable states under each concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoalitionStability {
    /// The members, in order.
    pub members: Vec<usize>,
    /// In the order of [`Concept::ALL`].
    pub stable: Vec<StateSet>,
}

/// Which states are stable for which coalition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoalitionTable {
    /// Every coalition of one or more, in the order of the number whose bits are the members.
    pub coalitions: Vec<CoalitionStability>,
    /// The states stable for every coalition, in the order of [`Concept::ALL`].
    pub stable: Vec<StateSet>,
}

/// Stability of every state for every decision maker under a judgement: unknown preferences,
/// strength, fuzzy and probabilistic preferences, or another rule for exact returns.
///
/// For each state the engine takes the set of states in which an answer would deter, and asks
/// from where the others can reach it. Where these sets form a chain, as they do in a weak order,
/// one backward pass over (state, last mover) serves them all; elsewhere each chain takes a pass.
/// Ranks share their sets; other outlooks take a set a state. Models may have up to 16,384 states.
///
/// # Errors
/// When the judgement is not about this model, or there are too many states.
pub fn stability_under(
    model: &GraphModel,
    judgement: &Judgement,
) -> Result<StabilityTable, QuestionError> {
    check(model, judgement)?;
    let names = model.decision_makers().iter().cloned().enumerate();
    let own = |(dm, name)| DecisionMakerStability {
        name,
        stable: solve(model, judgement, &Focus::single(dm)),
    };
    let decision_makers: Vec<_> = names.map(own).collect();
    let all = decision_makers.iter().map(|d| &d.stable);
    Ok(StabilityTable {
        equilibria: common(model.state_count(), all),
        decision_makers,
    })
}

/// Stability of every state for every coalition (Kilgour, Hipel, Fang and Peng, 2001; Inohara and
/// Hipel, 2008).
///
/// A coalition improves from a state when its members can together get, by a legal sequence of
/// their own moves, to a state that tempts each of them; it is deterred by an answer that harms
/// one of them. States on the way may hurt whoever moves. A coalition of one differs from the
/// decision maker alone in SEQ and SSEQ: it reckons with the others' coalitions. SSEQ of
/// coalitions is made from SEQ as SSEQ is from SEQ for one. In graphs with intransitive moves a
/// coalition may go on where one of its members stopped, which the members by themselves may not;
/// SEQ is then not contained in GMR, nor SSEQ in SMR. In option form they are.
///
/// There may be up to eight decision makers. Takes time in coalitions times what
/// [`stability_under`] takes for one decision maker, with the others' coalitions as movers.
///
/// # Errors
/// When the judgement is not about this model, or there are too many states or decision makers.
pub fn coalition_stability(
    model: &GraphModel,
    judgement: &Judgement,
) -> Result<CoalitionTable, QuestionError> {
    check(model, judgement)?;
    let movers = model.decision_makers().len();
    Focus::coalition(&(0..movers).collect::<Vec<_>>()).check(model)?;
    let coalition = |set: usize| {
        let members: Vec<usize> = (0..movers).filter(|m| set >> m & 1 == 1).collect();
        CoalitionStability {
            stable: solve(model, judgement, &Focus::coalition(&members)),
            members,
        }
    };
    let coalitions: Vec<_> = (1..1usize << movers).map(coalition).collect();
    let all = coalitions.iter().map(|c| &c.stable);
    Ok(CoalitionTable {
        stable: common(model.state_count(), all),
        coalitions,
    })
}

/// What is stable without being strongly so. An equilibrium is weak when it is stable for
/// everybody and not strongly stable for everybody.
#[must_use]
pub fn weakly(stable: &StabilityTable, strongly: &StabilityTable) -> StabilityTable {
    let minus = |all: &[StateSet], strong: &[StateSet]| -> Vec<StateSet> {
        let pairs = all.iter().zip(strong);
        pairs
            .map(|(a, b)| StateSet::collect(a.universe(), |s| a.contains(s) && !b.contains(s)))
            .collect()
    };
    let pairs = stable.decision_makers.iter().zip(&strongly.decision_makers);
    StabilityTable {
        decision_makers: pairs
            .map(|(all, strong)| DecisionMakerStability {
                name: all.name.clone(),
                stable: minus(&all.stable, &strong.stable),
            })
            .collect(),
        equilibria: minus(&stable.equilibria, &strongly.equilibria),
    }
}

fn check(model: &GraphModel, judgement: &Judgement) -> Result<(), QuestionError> {
    let outlooks = judgement.outlooks();
    let states = model.state_count();
    if outlooks.len() != model.decision_makers().len()
        || outlooks.iter().any(|o| o.states() != states)
    {
        return Err(QuestionError::OtherModel);
    }
    if states > STATE_LIMIT {
        return Err(QuestionError::TooLarge {
            what: "states under a judgement",
            limit: STATE_LIMIT,
        });
    }
    Ok(())
}

/// The states in all of the lists, concept by concept.
fn common<'a>(states: usize, all: impl Iterator<Item = &'a Vec<StateSet>>) -> Vec<StateSet> {
    let mut common = vec![StateSet::collect(states, |_| true); Concept::ALL.len()];
    for own in all {
        for (set, stable) in common.iter_mut().zip(own) {
            set.intersect_with(stable);
        }
    }
    common
}

/// A group with its moves and what it makes of states.
pub(crate) struct Group<'a> {
    judgement: &'a Judgement,
    focus: &'a Focus,
    /// Where the members can get together from each state.
    moves: Vec<Vec<u32>>,
}

impl<'a> Group<'a> {
    fn new(model: &GraphModel, judgement: &'a Judgement, focus: &'a Focus) -> Self {
        Self {
            judgement,
            focus,
            moves: reach::group_moves(model.graph(), model.state_count(), &focus.members),
        }
    }

    fn tempts(&self, s: usize, q: usize) -> bool {
        let mut members = self.focus.members.iter();
        members.all(|&i| self.judgement.tempts(i, s, q))
    }

    fn harms(&self, s: usize, q: usize) -> bool {
        let mut members = self.focus.members.iter();
        members.any(|&i| self.judgement.harms(i, s, q))
    }

    fn moves(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.moves[s].iter().map(|&t| t as usize)
    }

    fn improvements(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.moves(s).filter(move |&q| self.tempts(s, q))
    }

    /// What decides where the group must not end after leaving `s`, where ranks do.
    fn profile(&self, s: usize) -> Option<Vec<u32>> {
        if self.judgement.returns() == Returns::DoNotDeter {
            return None;
        }
        let outlooks = self.judgement.outlooks();
        let members = self.focus.members.iter();
        members.map(|&i| outlooks.get(i)?.rank(s)).collect()
    }

    /// Whether an answer that ends in `q` deters the group from leaving `s`.
    fn deters(&self, s: usize, q: usize, concept: Concept) -> bool {
        let returns = self.judgement.returns() == Returns::Deter || q != s;
        let stuck = || self.moves(q).all(|t| self.harms(s, t));
        returns && self.harms(s, q) && (!concept.is_symmetric() || stuck())
    }
}

/// The stable states under each concept.
fn solve(model: &GraphModel, judgement: &Judgement, focus: &Focus) -> Vec<StateSet> {
    let group = Group::new(model, judgement, focus);
    let by_moves = Answers::moves(model, focus);
    let by_improvements = Answers::improvements(model, judgement, focus);
    let concepts = Concept::ALL.into_iter();
    concepts
        .map(|concept| match concept {
            Concept::Nash => StateSet::collect(model.state_count(), |s| {
                group.improvements(s).next().is_none()
            }),
            _ if concept.is_sequential() => stable(&group, &by_improvements, concept),
            _ => stable(&group, &by_moves, concept),
        })
        .collect()
}

/// States that the group is tempted to leave, and where it must not end: the same for all of them.
struct Tempted {
    states: Vec<usize>,
    targets: StateSet,
}

/// States of one rank for every member share their targets, where ranks say all; other states
/// each have their own.
fn tempted(group: &Group<'_>, concept: Concept) -> Vec<Tempted> {
    let states = group.moves.len();
    let mut of_profile: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut all: Vec<Tempted> = Vec::new();
    for state in (0..states).filter(|&s| group.improvements(s).next().is_some()) {
        let profile = group.profile(state);
        let known = profile.as_ref().and_then(|p| of_profile.get(p));
        if let Some(entry) = known.and_then(|&k| all.get_mut(k)) {
            entry.states.push(state);
            continue;
        }
        if let Some(profile) = profile {
            of_profile.insert(profile, all.len());
        }
        all.push(Tempted {
            states: vec![state],
            targets: StateSet::collect(states, |q| group.deters(state, q, concept)),
        });
    }
    // Smaller sets first: a set that holds the one before only adds targets to the same pass.
    all.sort_by_cached_key(|entry| (entry.targets.count(), entry.states.first().copied()));
    all
}

fn stable(group: &Group<'_>, answers: &Answers<'_>, concept: Concept) -> StateSet {
    let states = group.moves.len();
    let mut stable = StateSet::collect(states, |_| true);
    let mut added = StateSet::empty(states);
    let mut reached = StateSet::empty(states);
    let mut pass = Backward::new(answers, states);
    for entry in tempted(group, concept) {
        if !added.is_subset(&entry.targets) {
            added = StateSet::empty(states);
            reached = StateSet::empty(states);
            pass = Backward::new(answers, states);
        }
        for target in entry.targets.iter().filter(|&q| !added.contains(q)) {
            pass.add(target, |t| reached.insert(t));
        }
        for &state in &entry.states {
            if !group.improvements(state).all(|t| reached.contains(t)) {
                stable.remove(state);
            }
        }
        added = entry.targets;
    }
    stable
}
