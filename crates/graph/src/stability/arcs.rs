//! The all-states algorithm on a general digraph, where the legality rule bites: what the others
//! can reach from a state depends on who moved last.

use super::{UNMET, by_rank};
use crate::arcs::Arcs;
use crate::{Concept, StateSet};

pub(super) struct Solver<'a> {
    movers: &'a [Arcs],
    ranks: &'a [Vec<u32>],
}

/// Who has been found to open a sequence from a state to a bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    Nobody,
    One(usize),
    Several,
}

/// One backward pass.
struct Pass<'a> {
    solver: &'a Solver<'a>,
    focal: usize,
    improving: bool,
    opened: Vec<u64>,
    worst: Vec<u32>,
    open: Vec<(usize, usize)>,
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
        let mut pass = Pass {
            solver: self,
            focal: i,
            improving,
            opened: vec![0; bound.len()],
            worst: vec![UNMET; bound.len()],
            open: Vec::new(),
        };
        let mut openers = vec![Opener::Nobody; bound.len()];
        for target in by_rank(bound) {
            let target = target as usize;
            let value = bound[target];
            // Whoever moves into the target may be followed by nobody: every last mover counts.
            match std::mem::replace(&mut openers[target], Opener::Several) {
                Opener::Nobody => pass.relax(target, value, |_| true),
                Opener::One(k) => pass.relax(target, value, |j| j == k),
                Opener::Several => {}
            }
            while let Some((q, k)) = pass.open.pop() {
                match openers[q] {
                    Opener::Nobody => {
                        openers[q] = Opener::One(k);
                        pass.relax(q, value, |j| j != k);
                    }
                    Opener::One(first) if first != k => {
                        openers[q] = Opener::Several;
                        pass.relax(q, value, |j| j == first);
                    }
                    _ => {}
                }
            }
        }
        pass.worst
    }

    fn stable(&self, i: usize, worst: &[u32]) -> StateSet {
        let own = &self.ranks[i];
        StateSet::collect(own.len(), |s| {
            let mut improvements = self.movers[i].moves(s).filter(|&t| own[t] > own[s]);
            improvements.all(|t| worst[t] <= own[s])
        })
    }
}

impl Pass<'_> {
    /// Labels the states from which a mover for whom `may` holds steps to `q`.
    fn relax(&mut self, q: usize, value: u32, may: impl Fn(usize) -> bool) {
        let movers = 0..self.solver.movers.len();
        for j in movers.filter(|&j| j != self.focal && may(j)) {
            let own = &self.solver.ranks[j];
            for t in self.solver.movers[j].sources(q) {
                let counts = !self.improving || own[q] > own[t];
                if counts && self.opened[t] >> j & 1 == 0 {
                    self.opened[t] |= 1 << j;
                    self.worst[t] = self.worst[t].min(value);
                    self.open.push((t, j));
                }
            }
        }
    }
}
