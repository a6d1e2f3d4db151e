//! Whether the goal holds once interventions are made.

use super::worlds::{Effect, Worlds};
use super::{Intervention, InterventionQuery};
use crate::model::Form;
use crate::view::{Search, View};
use crate::{Concept, Goal, GraphModel, QuestionError, State, StateSet};
use std::collections::{BTreeSet, HashMap};

/// Examines changed models, each once.
pub(super) struct Judge<'a> {
    start: usize,
    wanted: Option<StateSet>,
    worlds: Worlds<'a>,
    search: Search,
    /// Looked up, never listed.
    outcomes: HashMap<(Effect, Concept), bool>,
}

impl<'a> Judge<'a> {
    pub fn new(
        model: &'a GraphModel,
        form: &'a Form,
        query: &InterventionQuery,
    ) -> Result<Self, QuestionError> {
        let wanted = match &query.goal {
            Goal::Unsettle => None,
            Goal::Reach(expr) => Some(StateSet::collect(form.states.len(), |s| {
                expr.eval(State(form.states[s]))
            })),
        };
        Ok(Self {
            start: model.need_status_quo()?,
            wanted,
            worlds: Worlds::new(model, form, query),
            search: Search::new(model.state_count()),
            outcomes: HashMap::new(),
        })
    }

    pub fn effect(&mut self, interventions: &[Intervention]) -> Effect {
        self.worlds.effect(interventions)
    }

    pub fn holds(&mut self, interventions: &[Intervention], concept: Concept) -> bool {
        let key = (self.worlds.effect(interventions), concept);
        if let Some(&known) = self.outcomes.get(&key) {
            return known;
        }
        let view = self.worlds.view(&key.0);
        let mut allied = Allied::new(&view, &key.0.coalitions, &mut self.search);
        let outcome = match &self.wanted {
            None => !allied.is_equilibrium(self.start, concept),
            Some(wanted) => {
                let mut reached = allied.improvement_reach(self.start);
                reached.retain(|&s| wanted.contains(s));
                reached
                    .into_iter()
                    .any(|s| allied.is_equilibrium(s, concept))
            }
        };
        self.outcomes.insert(key, outcome);
        outcome
    }

    /// The equilibria that improvements lead to from the status quo, itself included.
    pub fn equilibria(&mut self, interventions: &[Intervention], concept: Concept) -> Vec<usize> {
        let effect = self.worlds.effect(interventions);
        let view = self.worlds.view(&effect);
        let mut allied = Allied::new(&view, &effect.coalitions, &mut self.search);
        let reached = allied.improvement_reach(self.start).into_iter();
        reached
            .filter(|&s| allied.is_equilibrium(s, concept))
            .collect()
    }
}

/// A model in which some decision makers act together as well.
struct Allied<'a, 'v> {
    view: &'a View<'v>,
    coalitions: &'a [Vec<usize>],
    search: &'a mut Search,
}

impl<'a, 'v> Allied<'a, 'v> {
    const fn new(view: &'a View<'v>, coalitions: &'a [Vec<usize>], search: &'a mut Search) -> Self {
        Self {
            view,
            coalitions,
            search,
        }
    }

    fn is_equilibrium(&mut self, s: usize, concept: Concept) -> bool {
        let alone = self.view.is_equilibrium(self.search, s, concept);
        alone
            && self.coalitions.iter().all(|c| {
                let search = &mut *self.search;
                is_stable_for(self.view, search, c, s, concept)
            })
    }

    /// Where legal sequences of improvements lead, each of a decision maker or of a coalition,
    /// nobody's twice in a row; the start included.
    fn improvement_reach(&mut self, start: usize) -> BTreeSet<usize> {
        let movers = self.view.movers();
        let mut arrived: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut open = vec![(start, usize::MAX)];
        while let Some((at, last)) = open.pop() {
            for mover in (0..movers + self.coalitions.len()).filter(|&m| m != last) {
                let ends: Vec<usize> = match mover.checked_sub(movers) {
                    None => self.view.improvements(mover, at).collect(),
                    Some(k) => joint_improvements(self.view, &self.coalitions[k], at),
                };
                for to in ends {
                    if arrived.insert((to, mover)) {
                        open.push((to, mover));
                    }
                }
            }
        }
        let reached = arrived.into_iter().map(|(s, _)| s);
        reached.chain([start]).collect()
    }
}

/// Whether a state is stable for a coalition that the others answer each on its own.
fn is_stable_for(
    view: &View<'_>,
    search: &mut Search,
    members: &[usize],
    s: usize,
    concept: Concept,
) -> bool {
    let regrets = |q: usize| members.iter().any(|&i| !view.improves(i, s, q));
    let hurts = |q: usize| {
        let stuck = || joint_moves(view, members, q).into_iter().all(regrets);
        regrets(q) && (!concept.is_symmetric() || stuck())
    };
    joint_improvements(view, members, s)
        .into_iter()
        .all(|better| {
            let allowed = |step: crate::Step| {
                !members.contains(&step.mover)
                    && (!concept.is_sequential() || view.improves(step.mover, step.from, step.to))
            };
            concept != Concept::Nash && search.path(view, better, allowed, hurts).is_some()
        })
}

fn joint_improvements(view: &View<'_>, members: &[usize], s: usize) -> Vec<usize> {
    let mut ends = joint_moves(view, members, s);
    ends.retain(|&q| members.iter().all(|&i| view.improves(i, s, q)));
    ends
}

/// Where legal sequences of the members' moves end, other than where they began, in order.
fn joint_moves(view: &View<'_>, members: &[usize], s: usize) -> Vec<usize> {
    let mut arrived: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut open = vec![(s, usize::MAX)];
    while let Some((at, last)) = open.pop() {
        for &mover in members.iter().filter(|&&m| m != last) {
            for to in view.moves(mover, at) {
                if arrived.insert((to, mover)) {
                    open.push((to, mover));
                }
            }
        }
    }
    let mut ends: Vec<usize> = arrived.into_iter().map(|(t, _)| t).collect();
    ends.dedup();
    ends.retain(|&t| t != s);
    ends
}
