//! What must be preferred for a state to be stable.

use super::{Condition, InverseQuery, Requirement, Sanction};
use crate::{Concept, GraphModel, QuestionError, Step};
use std::collections::{BTreeMap, VecDeque};

/// The most ways to answer one move that are told apart.
const WAY_LIMIT: usize = 20_000;

/// Makes the conditions of one query.
pub(super) struct Conditions<'a> {
    model: &'a GraphModel,
    query: &'a InverseQuery,
}

/// The smallest sets of open steps by which a state can be reached; none holds another.
type Ways = Vec<Vec<Step>>;

impl<'a> Conditions<'a> {
    pub const fn new(model: &'a GraphModel, query: &'a InverseQuery) -> Self {
        Self { model, query }
    }

    /// The condition under which `state` is stable for `dm`.
    pub fn of(&self, state: usize, dm: usize) -> Result<Condition, QuestionError> {
        let free = self.is_free(dm);
        let mut requirements = Vec::new();
        for to in self.model.moves(dm, state) {
            if !free && !self.better(dm, state, to) {
                continue;
            }
            let answers = self.answers(state, dm, to)?;
            let always = |a: &Sanction| a.no_better.is_empty() && a.credible.is_empty();
            if !answers.iter().any(always) {
                requirements.push(Requirement { to, answers });
            }
        }
        Ok(Condition {
            state,
            dm,
            free,
            requirements,
            counts: None,
        })
    }

    fn is_free(&self, dm: usize) -> bool {
        self.query.free.contains(&dm)
    }

    /// Whether `dm` likes `to` better than `from` as things are.
    fn better(&self, dm: usize, from: usize, to: usize) -> bool {
        self.model.rank(dm, to) > self.model.rank(dm, from)
    }

    /// The answers to `dm`'s move from `state` to `to` that could deter it; none that another
    /// makes superfluous.
    fn answers(&self, state: usize, dm: usize, to: usize) -> Result<Vec<Sanction>, QuestionError> {
        let mut answers: Vec<Sanction> = Vec::new();
        if self.query.concept == Concept::Nash {
            return Ok(answers);
        }
        for (end, ways) in self.reach(dm, to)? {
            let Some(no_better) = self.deterrence(state, dm, to, end) else {
                continue;
            };
            for credible in ways {
                let answer = Sanction {
                    end,
                    no_better: no_better.clone(),
                    credible,
                };
                if !answers.iter().any(|a| a.follows_from(&answer)) {
                    answers.retain(|a| !answer.follows_from(a));
                    answers.push(answer);
                }
            }
        }
        Ok(answers)
    }

    /// What must be no better than `state` for an answer that ends in `end` to deter; `None` where
    /// it cannot, or only when the move to `to` is not worth while anyway.
    fn deterrence(&self, state: usize, dm: usize, to: usize, end: usize) -> Option<Vec<usize>> {
        let mut no_better = vec![end];
        if self.query.concept.is_symmetric() {
            no_better.extend(self.model.moves(dm, end));
        }
        no_better.retain(|&s| s != state);
        no_better.sort_unstable();
        no_better.dedup();
        if self.is_free(dm) {
            return (!no_better.contains(&to)).then_some(no_better);
        }
        let holds = no_better.iter().all(|&s| !self.better(dm, state, s));
        holds.then(Vec::new)
    }

    /// Where the opponents of `dm` can get from `from` by legal sequences, and by which open
    /// steps: those that may or may not be improvements, as free parties prefer.
    fn reach(&self, dm: usize, from: usize) -> Result<BTreeMap<usize, Ways>, QuestionError> {
        let movers = self.model.decision_makers().len();
        let mut ways: BTreeMap<(usize, usize), Ways> = BTreeMap::new();
        let mut open = VecDeque::from([(from, None, Vec::new())]);
        let mut found = 0;
        while let Some((at, last, way)) = open.pop_front() {
            if last.is_some_and(|j| !ways.get(&(at, j)).is_some_and(|w| w.contains(&way))) {
                continue; // A smaller one has come since.
            }
            for mover in (0..movers).filter(|&j| j != dm && Some(j) != last) {
                for to in self.model.moves(mover, at) {
                    let step = Step {
                        mover,
                        from: at,
                        to,
                    };
                    let Some(longer) = self.extend(&way, step) else {
                        continue;
                    };
                    if keep_smallest(ways.entry((to, mover)).or_default(), &longer) {
                        found += 1;
                        open.push_back((to, Some(mover), longer));
                    }
                }
            }
            if found > WAY_LIMIT {
                return Err(QuestionError::TooLarge {
                    what: "ways to answer one move",
                    limit: WAY_LIMIT,
                });
            }
        }
        let mut ends: BTreeMap<usize, Ways> = BTreeMap::new();
        for ((end, _), own) in ways {
            let all = ends.entry(end).or_default();
            own.iter().for_each(|way| {
                keep_smallest(all, way);
            });
        }
        Ok(ends)
    }

    /// A way with one more step; `None` where that cannot be.
    fn extend(&self, way: &[Step], step: Step) -> Option<Vec<Step>> {
        if !self.query.concept.is_sequential() {
            return Some(Vec::new());
        }
        if !self.is_free(step.mover) {
            let improves = self.better(step.mover, step.from, step.to);
            return improves.then(|| way.to_vec());
        }
        let mut longer = way.to_vec();
        if let Err(place) = longer.binary_search(&step) {
            longer.insert(place, step);
        }
        (!goes_round(&longer, step)).then_some(longer)
    }
}

/// Whether improvements of one mover among the steps lead from the end of `step` back to where it
/// began: no order has all of them.
fn goes_round(steps: &[Step], step: Step) -> bool {
    let mut reached = vec![step.to];
    let mut next = 0;
    while let Some(&at) = reached.get(next) {
        next += 1;
        for s in steps
            .iter()
            .filter(|s| s.mover == step.mover && s.from == at)
        {
            if s.to == step.from {
                return true;
            }
            if !reached.contains(&s.to) {
                reached.push(s.to);
            }
        }
    }
    false
}

/// Adds a way unless a smaller one is there, and takes out those it makes superfluous.
fn keep_smallest(ways: &mut Ways, way: &[Step]) -> bool {
    let holds = |all: &[Step], part: &[Step]| part.iter().all(|s| all.binary_search(s).is_ok());
    if ways.iter().any(|w| holds(way, w)) {
        return false;
    }
    ways.retain(|w| !holds(w, way));
    ways.push(way.to_vec());
    true
}

impl Sanction {
    /// Whether it deters whenever `other` does.
    fn follows_from(&self, other: &Self) -> bool {
        let states = self.no_better.iter().all(|s| other.no_better.contains(s));
        states && self.credible.iter().all(|s| other.credible.contains(s))
    }
}
