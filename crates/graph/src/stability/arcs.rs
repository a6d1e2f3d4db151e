//! The all-states algorithm on a general digraph, where the legality rule bites: what the others
//! can reach from a state depends on who moved last.

use super::{UNMET, by_rank};
use crate::arcs::Arcs;
use crate::backward::{Backward, Steps};
use crate::{Concept, StateSet};

pub(super) struct Solver<'a> {
    movers: &'a [Arcs],
    ranks: &'a [Vec<u32>],
}

/// The steps of everybody but `focal`: all of them, or the improvements.
struct Answers<'a> {
    solver: &'a Solver<'a>,
    focal: usize,
    improving: bool,
}

impl Steps for Answers<'_> {
    fn movers(&self) -> usize {
        self.solver.movers.len()
    }

    fn sources(&self, mover: usize, q: usize) -> impl Iterator<Item = usize> {
        let own = &self.solver.ranks[mover];
        let arcs = (mover != self.focal).then(|| self.solver.movers[mover].sources(q));
        arcs.into_iter()
            .flatten()
            .filter(move |&t| !self.improving || own[q] > own[t])
    }
}

impl<'a> Solver<'a> {
    pub const fn new(movers: &'a [Arcs], ranks: &'a [Vec<u32>]) -> Self {
        Self { movers, ranks }
    }

    /// For each decision maker the stable states under each concept.
    pub fn solve(&self) -> Vec<Vec<StateSet>> {
        (0..self.movers.len())
            .map(|i| {
                let own = &self.ranks[i];
                let held = self.held(i);
                let bound = |c: Concept| if c.is_symmetric() { &held } else { own };
                Concept::ALL
                    .into_iter()
                    .map(|c| match c {
                        Concept::Nash => self.stable(i, &vec![UNMET; own.len()]),
                        _ => self.stable(i, &self.worst(i, bound(c), c.is_sequential())),
                    })
                    .collect()
            })
            .collect()
    }

    fn held(&self, i: usize) -> Vec<u32> {
        let own = &self.ranks[i];
        (0..own.len())
            .map(|s| {
                let ends = self.movers[i].moves(s).map(|t| own[t]);
                ends.fold(own[s], u32::max)
            })
            .collect()
    }

    /// For each state the least bound that `i`'s opponents can reach from it by legal sequences.
    fn worst(&self, i: usize, bound: &[u32], improving: bool) -> Vec<u32> {
        let answers = Answers {
            solver: self,
            focal: i,
            improving,
        };
        let mut pass = Backward::new(&answers, bound.len());
        let mut worst = vec![UNMET; bound.len()];
        for target in by_rank(bound) {
            let value = bound[target as usize];
            pass.add(target as usize, |t| worst[t] = worst[t].min(value));
        }
        worst
    }

    fn stable(&self, i: usize, worst: &[u32]) -> StateSet {
        let own = &self.ranks[i];
        StateSet::collect(own.len(), |s| {
            let mut improvements = self.movers[i].moves(s).filter(|&t| own[t] > own[s]);
            improvements.all(|t| worst[t] <= own[s])
        })
    }
}
