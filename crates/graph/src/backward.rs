//! The one propagation behind every concept: which states can a legal sequence lead from into a
//! growing set of targets?
//!
//! A sequence is legal when nobody moves twice in a row, so that what counts is the pair of a
//! state and who opens the sequence there. Each pair is labelled once, however often targets are
//! added: time is linear in the steps. Concepts differ in the targets (the bound) and in the steps
//! (the filter) alone.

use crate::StateSet;

/// The steps that may be part of a sequence, seen from their ends.
pub(crate) trait Steps {
    /// How many movers there are; those that may not step have no sources.
    fn movers(&self) -> usize;

    /// The states from which `mover` may step to `q`.
    fn sources(&self, mover: usize, q: usize) -> impl Iterator<Item = usize>;
}

/// Who has been found to open a sequence from a state into the targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    Nobody,
    One(usize),
    Several,
}

/// What has been labelled so far.
#[derive(Debug)]
pub(crate) struct Backward<'a, S> {
    steps: &'a S,
    openers: Vec<Opener>,
    /// Bit `state * movers + mover`.
    opened: StateSet,
    open: Vec<(usize, usize)>,
}

impl<'a, S: Steps> Backward<'a, S> {
    pub fn new(steps: &'a S, states: usize) -> Self {
        Self {
            steps,
            openers: vec![Opener::Nobody; states],
            opened: StateSet::empty(states * steps.movers()),
            open: Vec::new(),
        }
    }

    /// Adds a target; calls `reached` with every state from which a sequence of one step or more
    /// is found to lead to it, with repetitions.
    pub fn add(&mut self, target: usize, mut reached: impl FnMut(usize)) {
        // Whoever steps into the target may be followed by nobody: every last mover counts.
        match std::mem::replace(&mut self.openers[target], Opener::Several) {
            Opener::Nobody => self.relax(target, |_| true, &mut reached),
            Opener::One(k) => self.relax(target, |j| j == k, &mut reached),
            Opener::Several => {}
        }
        while let Some((q, k)) = self.open.pop() {
            match self.openers[q] {
                Opener::Nobody => {
                    self.openers[q] = Opener::One(k);
                    self.relax(q, |j| j != k, &mut reached);
                }
                Opener::One(first) if first != k => {
                    self.openers[q] = Opener::Several;
                    self.relax(q, |j| j == first, &mut reached);
                }
                _ => {}
            }
        }
    }

    fn relax(&mut self, q: usize, may: impl Fn(usize) -> bool, reached: &mut impl FnMut(usize)) {
        for j in (0..self.steps.movers()).filter(|&j| may(j)) {
            for t in self.steps.sources(j, q) {
                let pair = t * self.steps.movers() + j;
                if !self.opened.contains(pair) {
                    self.opened.insert(pair);
                    reached(t);
                    self.open.push((t, j));
                }
            }
        }
    }
}
