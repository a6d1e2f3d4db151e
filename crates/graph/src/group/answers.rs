//! The steps by which the others answer.

use super::{Answerers, Focus, reach};
use crate::arcs::Arcs;
use crate::backward::Steps;
use crate::graph::Graph;
use crate::{GraphModel, Judgement};

/// Who answers, and by which steps.
pub(super) struct Answers<'a> {
    /// The members of each mover.
    pub movers: Vec<Vec<usize>>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// Everybody on its own, by any move or by those that it may be expected to make.
    Alone(&'a Graph, Option<&'a Judgement>),
    /// Coalitions, by the joint improvements listed.
    Joint(Vec<Arcs>),
}

impl<'a> Answers<'a> {
    /// Any moves of the others.
    pub fn moves(model: &'a GraphModel, focus: &Focus) -> Self {
        Self {
            movers: others(model, focus).map(|j| vec![j]).collect(),
            kind: Kind::Alone(model.graph(), None),
        }
    }

    /// The others' improvements.
    pub fn improvements(model: &'a GraphModel, judgement: &'a Judgement, focus: &Focus) -> Self {
        match focus.answerers {
            Answerers::Individuals => Self {
                movers: others(model, focus).map(|j| vec![j]).collect(),
                kind: Kind::Alone(model.graph(), Some(judgement)),
            },
            Answerers::Coalitions => {
                let others: Vec<usize> = others(model, focus).collect();
                let coalition = |set: usize| -> Vec<usize> {
                    let members = others.iter().enumerate();
                    let chosen = members.filter(|(k, _)| set >> k & 1 == 1);
                    chosen.map(|(_, &j)| j).collect()
                };
                let movers: Vec<_> = (1..1usize << others.len()).map(coalition).collect();
                let joint = |m: &Vec<usize>| joint_improvements(model, judgement, m);
                Self {
                    kind: Kind::Joint(movers.iter().map(joint).collect()),
                    movers,
                }
            }
        }
    }

    /// The steps of a mover from a state.
    pub fn ends(&self, mover: usize, s: usize) -> Vec<usize> {
        let mut ends: Vec<usize> = match &self.kind {
            Kind::Joint(arcs) => arcs[mover].moves(s).collect(),
            Kind::Alone(graph, judgement) => {
                let j = self.movers[mover][0];
                let moves = graph.moves(j, s);
                moves.filter(|&t| expected(*judgement, j, s, t)).collect()
            }
        };
        ends.sort_unstable();
        ends
    }
}

impl Steps for Answers<'_> {
    fn movers(&self) -> usize {
        self.movers.len()
    }

    fn sources(&self, mover: usize, q: usize) -> impl Iterator<Item = usize> {
        let (alone, joint) = match &self.kind {
            Kind::Joint(arcs) => (None, Some(arcs[mover].sources(q))),
            Kind::Alone(graph, judgement) => {
                let j = self.movers[mover][0];
                let sources = graph.sources(j, q);
                let counts = move |&t: &usize| expected(*judgement, j, t, q);
                (Some(sources.filter(counts)), None)
            }
        };
        alone
            .into_iter()
            .flatten()
            .chain(joint.into_iter().flatten())
    }
}

fn expected(judgement: Option<&Judgement>, j: usize, from: usize, to: usize) -> bool {
    judgement.is_none_or(|judgement| judgement.steps(j, from, to))
}

fn others(model: &GraphModel, focus: &Focus) -> impl Iterator<Item = usize> {
    (0..model.decision_makers().len()).filter(|j| !focus.members.contains(j))
}

/// Where a coalition can get that all its members would rather be.
fn joint_improvements(model: &GraphModel, judgement: &Judgement, members: &[usize]) -> Arcs {
    let mut moves = Vec::new();
    let all = reach::group_moves(model.graph(), model.state_count(), members);
    for (s, ends) in all.into_iter().enumerate() {
        let shared = |&t: &usize| members.iter().all(|&j| judgement.steps(j, s, t));
        let ends = ends.into_iter().map(|t| t as usize);
        moves.push(ends.filter(shared).collect());
    }
    Arcs::new(&moves)
}
