//! Questions about single states, answered by searching forwards.

use crate::graph::Graph;
use crate::{Concept, Step};
use std::collections::VecDeque;

/// Moves and ranks put together: the model as it stands, or as a shift would have it.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    graph: &'a Graph,
    ranks: Vec<&'a [u32]>,
}

impl<'a> View<'a> {
    pub const fn new(graph: &'a Graph, ranks: Vec<&'a [u32]>) -> Self {
        Self { graph, ranks }
    }

    pub fn movers(&self) -> usize {
        self.graph.movers()
    }

    pub fn rank(&self, dm: usize, s: usize) -> u32 {
        self.ranks[dm][s]
    }

    pub fn moves(&self, dm: usize, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.graph.moves(dm, s)
    }

    pub fn improves(&self, dm: usize, from: usize, to: usize) -> bool {
        self.rank(dm, to) > self.rank(dm, from)
    }

    pub fn improvements(&self, dm: usize, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.moves(dm, s).filter(move |&t| self.improves(dm, s, t))
    }

    /// Whether `dm`, at `sanction`, has a move to something better than `s`.
    fn escapes(&self, dm: usize, s: usize, sanction: usize) -> bool {
        self.moves(dm, sanction).any(|t| self.improves(dm, s, t))
    }

    /// A shortest sanction against the improvement of `dm` from `s` to `better`.
    pub fn sanction(
        &self,
        search: &mut Search,
        (dm, s, better): (usize, usize, usize),
        concept: Concept,
    ) -> Option<Vec<Step>> {
        if concept == Concept::Nash {
            return None;
        }
        let allowed = |step: Step| {
            step.mover != dm
                && (!concept.is_sequential() || self.improves(step.mover, step.from, step.to))
        };
        let hurts = |q: usize| {
            !(self.improves(dm, s, q) || concept.is_symmetric() && self.escapes(dm, s, q))
        };
        search.path(self, better, allowed, hurts)
    }

    /// Whether `s` is stable for `dm`.
    pub fn is_stable(&self, search: &mut Search, dm: usize, s: usize, concept: Concept) -> bool {
        self.improvements(dm, s)
            .all(|t| self.sanction(search, (dm, s, t), concept).is_some())
    }

    /// Whether `s` is stable for everybody.
    pub fn is_equilibrium(&self, search: &mut Search, s: usize, concept: Concept) -> bool {
        (0..self.movers()).all(|dm| self.is_stable(search, dm, s, concept))
    }
}

/// A step that was found, and the one before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    step: Step,
    before: Option<usize>,
}

/// Breadth-first search over (state, last mover), with memory that is used again.
#[derive(Debug)]
pub(crate) struct Search {
    arrived: Vec<u64>,
    nodes: Vec<Node>,
    queue: VecDeque<(usize, Option<usize>)>,
}

impl Search {
    pub fn new(states: usize) -> Self {
        Self {
            arrived: vec![0; states],
            nodes: Vec::new(),
            queue: VecDeque::new(),
        }
    }

    /// A shortest legal sequence of one step or more of `allowed` steps from `from` to a state
    /// that is a `goal`; among equally short ones, the first by mover and state.
    pub fn path(
        &mut self,
        view: &View<'_>,
        from: usize,
        allowed: impl Fn(Step) -> bool,
        mut goal: impl FnMut(usize) -> bool,
    ) -> Option<Vec<Step>> {
        let end = self.run(view, from, allowed, |_, step| goal(step.to));
        let path = end.map(|end| self.trace(end));
        self.clear();
        path
    }

    /// Shortest legal sequences from `from` to each state that can be reached: calls `found` with
    /// each state when it is first reached and the steps to it, until it answers true.
    pub fn each(
        &mut self,
        view: &View<'_>,
        from: usize,
        allowed: impl Fn(Step) -> bool,
        mut found: impl FnMut(usize, &dyn Fn() -> Vec<Step>) -> bool,
    ) {
        self.run(view, from, allowed, |search, step| {
            let first = search.arrived[step.to].count_ones() == 1 && step.to != from;
            first && found(step.to, &|| search.trace(search.nodes.len() - 1))
        });
        self.clear();
    }

    fn run(
        &mut self,
        view: &View<'_>,
        from: usize,
        allowed: impl Fn(Step) -> bool,
        mut stop: impl FnMut(&Self, Step) -> bool,
    ) -> Option<usize> {
        self.queue.push_back((from, None));
        while let Some((at, before)) = self.queue.pop_front() {
            let last = before.map(|b| self.nodes[b].step.mover);
            for mover in (0..view.movers()).filter(|&m| Some(m) != last) {
                for to in view.moves(mover, at) {
                    let step = Step {
                        mover,
                        from: at,
                        to,
                    };
                    if self.arrived[to] >> mover & 1 == 1 || !allowed(step) {
                        continue;
                    }
                    self.arrived[to] |= 1 << mover;
                    self.nodes.push(Node { step, before });
                    let here = self.nodes.len() - 1;
                    if stop(self, step) {
                        return Some(here);
                    }
                    self.queue.push_back((to, Some(here)));
                }
            }
        }
        None
    }

    fn trace(&self, end: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = Some(end);
        while let Some(node) = at.and_then(|k| self.nodes.get(k)) {
            steps.push(node.step);
            at = node.before;
        }
        steps.reverse();
        steps
    }

    fn clear(&mut self) {
        for node in &self.nodes {
            self.arrived[node.step.to] = 0;
        }
        self.nodes.clear();
        self.queue.clear();
    }
}
