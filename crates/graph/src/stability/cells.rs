//! The all-states algorithm on cells.
//!
//! One decision maker's moves are transitive here, and so are its improvements: whatever a legal
//! sequence reaches, plain reachability reaches, and the last mover need not be remembered. (A
//! mover who goes and comes back adds the state itself to its reach; an improvement is no
//! sanction of itself, so that no verdict changes.)

use super::{UNMET, by_rank};
use crate::cells::Cells;
use crate::{Concept, StateSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Fewer states are done before a thread has started.
const WORTH_A_THREAD: usize = 1 << 12;

pub(super) struct Solver<'a> {
    movers: &'a [Cells],
    ranks: &'a [Vec<u32>],
    sorted: Vec<Seats>,
}

/// The states of a decision maker by cell, within a cell from worst to best.
pub(super) type Seats = Arc<[Seat]>;

/// A state with its rank beside it: a pass over a cell then reads memory in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    rank: u32,
    state: u32,
}

/// How far one opponent's cells have been labelled: all states ranked below `level`.
struct Front {
    next: Vec<u32>,
    level: Vec<u32>,
}

impl<'a> Solver<'a> {
    pub fn new(movers: &'a [Cells], ranks: &'a [Vec<u32>]) -> Self {
        let sorted = movers
            .iter()
            .zip(ranks)
            .map(|(cells, own)| seats(cells, own))
            .collect();
        Self::of_sorted(movers, ranks, sorted)
    }

    /// With the seats of each decision maker, as [`seats`] makes them.
    pub const fn of_sorted(movers: &'a [Cells], ranks: &'a [Vec<u32>], sorted: Vec<Seats>) -> Self {
        Self {
            movers,
            ranks,
            sorted,
        }
    }

    /// For each decision maker the stable states under each concept.
    pub fn solve(&self) -> Vec<Vec<StateSet>> {
        let of = |i| Concept::ALL.map(|c| (i, c));
        let questions: Vec<_> = (0..self.movers.len()).flat_map(of).collect();
        let answers = self.answer(&questions);
        let by_mover = answers.chunks(Concept::ALL.len());
        by_mover.map(<[StateSet]>::to_vec).collect()
    }

    /// The stable states of one decision maker under one concept, for each question: on all cores, where there is enough to do.
    pub fn answer(&self, questions: &[(usize, Concept)]) -> Vec<StateSet> {
        let states = self.ranks.first().map_or(0, Vec::len);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if states < WORTH_A_THREAD {
            1
        } else {
            cores.min(questions.len())
        };
        if threads < 2 {
            return questions
                .iter()
                .map(|&(i, c)| self.stable_under(i, c))
                .collect();
        }
        let next = AtomicUsize::new(0);
        let found: Vec<OnceLock<StateSet>> = questions.iter().map(|_| OnceLock::new()).collect();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((&(i, c), place)) = {
                        let k = next.fetch_add(1, Ordering::Relaxed);
                        questions.get(k).zip(found.get(k))
                    } {
                        place.get_or_init(|| self.stable_under(i, c));
                    }
                });
            }
        });
        let taken = found.into_iter().map(OnceLock::into_inner);
        // A thread that panics takes the scope with it: every place is filled.
        taken.flatten().collect()
    }

    fn stable_under(&self, i: usize, concept: Concept) -> StateSet {
        let own = &self.ranks[i];
        let worst = match concept {
            Concept::Nash => vec![UNMET; own.len()],
            c if c.is_symmetric() => self.worst(i, &self.held(i), c.is_sequential()),
            c => self.worst(i, own, c.is_sequential()),
        };
        self.stable(i, &worst)
    }

    /// For each state the best rank `i` holds there or can move to.
    fn held(&self, i: usize) -> Vec<u32> {
        let (cells, own) = (&self.movers[i], &self.ranks[i]);
        let best_in = |cell: usize| {
            let last = self.sorted[i][cells.range(cell)].last();
            last.map_or(0, |seat| seat.rank)
        };
        let best: Vec<u32> = (0..cells.cell_count()).map(best_in).collect();
        let mut held = vec![0; own.len()];
        for cell in 0..cells.cell_count() {
            let top = cells.above(cell).map(|c| best[c]).max().unwrap_or(0);
            for seat in &self.sorted[i][cells.range(cell)] {
                held[seat.state as usize] = top;
            }
        }
        held
    }

    /// For each state the least bound that `i`'s opponents can reach from it.
    fn worst(&self, i: usize, bound: &[u32], improving: bool) -> Vec<u32> {
        let mut worst = vec![UNMET; bound.len()];
        let mut done = StateSet::empty(bound.len());
        let mut fronts: Vec<Front> = self.movers.iter().map(Front::new).collect();
        let mut open = Vec::new();
        for target in by_rank(bound) {
            open.push(target);
            while let Some(q) = open.pop() {
                let q = q as usize;
                if done.contains(q) {
                    continue;
                }
                done.insert(q);
                for j in (0..self.movers.len()).filter(|&j| j != i) {
                    let level = if improving { self.ranks[j][q] } else { UNMET };
                    fronts[j].advance(self, j, q, level, |t| {
                        if worst[t as usize] == UNMET {
                            worst[t as usize] = bound[target as usize];
                            open.push(t);
                        }
                    });
                }
            }
        }
        worst
    }

    /// The states of `i` from which every improvement leads to a state no better than them at
    /// worst.
    fn stable(&self, i: usize, worst: &[u32]) -> StateSet {
        let (cells, sorted) = (&self.movers[i], &self.sorted[i]);
        let mut stable = StateSet::collect(worst.len(), |_| true);
        for cell in 0..cells.cell_count() {
            for other in cells.above(cell) {
                let better = &sorted[cells.range(other)];
                let (mut left, mut highest) = (better.len(), 0);
                for here in sorted[cells.range(cell)].iter().rev() {
                    while left > 0 && better[left - 1].rank > here.rank {
                        left -= 1;
                        highest = highest.max(worst[better[left].state as usize]);
                    }
                    if highest > here.rank {
                        stable.remove(here.state as usize);
                    }
                }
            }
        }
        stable
    }
}

/// Sorts the states of one decision maker.
pub(super) fn seats(cells: &Cells, ranks: &[u32]) -> Seats {
    let states = cells.sort_members(&by_rank(ranks)).into_iter();
    let seat = |state: u32| Seat {
        rank: ranks[state as usize],
        state,
    };
    states.map(seat).collect()
}

impl Front {
    fn new(cells: &Cells) -> Self {
        Self {
            next: (0..cells.cell_count())
                .map(|c| u32::try_from(cells.range(c).start).unwrap_or(UNMET))
                .collect(),
            level: vec![0; cells.cell_count()],
        }
    }

    /// Labels every state ranked below `level` from which `j` can move to `q`. A cell that was
    /// labelled to this level before has had the cells below it labelled as well.
    fn advance(
        &mut self,
        solver: &Solver<'_>,
        j: usize,
        q: usize,
        level: u32,
        mut label: impl FnMut(u32),
    ) {
        let (cells, sorted) = (&solver.movers[j], &solver.sorted[j]);
        let here = cells.cell_of(q);
        if self.level[here] >= level {
            return;
        }
        for cell in cells.below(here) {
            if self.level[cell] >= level {
                continue;
            }
            self.level[cell] = level;
            let next = &mut self.next[cell];
            let left = &sorted[*next as usize..cells.range(cell).end];
            for seat in left.iter().take_while(|seat| seat.rank < level) {
                label(seat.state);
                *next += 1;
            }
        }
    }
}
