//! The search for sanctions from one state.

use super::{QueryAnswer, QueryStep};
use crate::symbolic::diagram::{Diagram, Manager};
use crate::symbolic::solve::Solver;
use crate::{Concept, Conflict, Direction, State, SymbolicError};

/// What became of the improvements of a state.
pub(super) enum Found {
    /// This one nobody deters; it is the first such.
    Open(State),
    /// All are deterred.
    Met(Met),
}

/// How the improvements of a state are deterred.
pub(super) struct Met {
    pub improvements: Diagram,
    /// From which states the others get to one that deters in no more than so many steps, from none upwards.
    layers: Vec<Diagram>,
}

/// The search from one state for one decision maker.
pub(super) struct Search<'a> {
    manager: &'a Manager,
    solver: &'a Solver<'a>,
    conflict: &'a Conflict,
    state: State,
    dm: usize,
}

impl<'a> Search<'a> {
    pub fn new(
        manager: &'a Manager,
        solver: &'a Solver<'a>,
        conflict: &'a Conflict,
        (state, dm): (State, usize),
    ) -> Self {
        Self {
            manager,
            solver,
            conflict,
            state,
            dm,
        }
    }

    pub fn found(&self, feasible: &Diagram, concept: Concept) -> Result<Found, SymbolicError> {
        let m = self.manager;
        let better = m.and(feasible, &self.better()?)?;
        let improvements = m.and(&self.within_reach(self.dm, self.state)?, &better)?;
        let mut layers = Vec::new();
        if concept != Concept::Nash {
            let mut deterring = m.and_not(feasible, &better)?;
            if concept.is_symmetric() {
                let escapes = self.solver.before_move(self.dm, &better)?;
                deterring = m.and_not(&deterring, &escapes)?;
            }
            layers.push(deterring);
        }
        let mut open = improvements.clone();
        loop {
            if m.is_empty(&open) {
                return Ok(Found::Met(Met {
                    improvements,
                    layers,
                }));
            }
            let next = layers
                .last()
                .map(|last| self.before(last, concept))
                .transpose()?;
            match next.filter(|next| layers.last() != Some(next)) {
                Some(next) => {
                    open = m.and_not(&open, &next)?;
                    layers.push(next);
                }
                None => return Ok(Found::Open(m.first(&open, 1)?[0])),
            }
        }
    }

    /// The states in `ends`, and those from which an opponent gets there by one step.
    fn before(&self, ends: &Diagram, concept: Concept) -> Result<Diagram, SymbolicError> {
        self.opponents()
            .try_fold(ends.clone(), |reached, opponent| {
                let from = if concept.is_sequential() {
                    self.solver.before_improvement(opponent, ends)?
                } else {
                    self.solver.before_move(opponent, ends)?
                };
                self.manager.or(&reached, &from)
            })
    }

    fn opponents(&self) -> impl Iterator<Item = usize> {
        let dm = self.dm;
        (0..self.conflict.preferences.len()).filter(move |&j| j != dm)
    }

    /// The states that are better than the first.
    fn better(&self) -> Result<Diagram, SymbolicError> {
        self.better_for(self.dm, self.state)
    }

    fn better_for(&self, dm: usize, state: State) -> Result<Diagram, SymbolicError> {
        let m = self.manager;
        let statements = self.conflict.preferences[dm].statements().iter();
        // From the last statement to the first: what comes before decides.
        statements.rev().try_fold(m.empty(), |better, statement| {
            let holds = m.expr(&statement.expr)?;
            if statement.expr.eval(state) {
                m.and(&holds, &better)
            } else {
                m.or(&holds, &better)
            }
        })
    }

    /// The states that differ from `state` in nothing but what `dm` can change there.
    fn within_reach(&self, dm: usize, state: State) -> Result<Diagram, SymbolicError> {
        let m = self.manager;
        let options = self.conflict.form.options.iter().enumerate();
        let fixed = options.filter(|(k, spec)| {
            let is_open = match spec.direction {
                Direction::Both => true,
                Direction::Forward => !state.takes(*k),
                Direction::Back => state.takes(*k),
                Direction::Closed => false,
            };
            !(is_open && spec.owners.contains(&dm))
        });
        let mut fixed = fixed.map(|(k, _)| k);
        fixed.try_fold(m.full(), |reach, k| {
            let option = m.option(k)?;
            if state.takes(k) {
                m.and(&reach, &option)
            } else {
                m.and_not(&reach, &option)
            }
        })
    }

    /// The answers to the first `most` improvements.
    pub fn answers(
        &self,
        met: &Met,
        concept: Concept,
        most: usize,
    ) -> Result<Vec<QueryAnswer>, SymbolicError> {
        let first = self.manager.first(&met.improvements, most)?;
        let answer = |improvement| {
            let sanction = self.path(improvement, &met.layers, concept)?;
            Ok(QueryAnswer {
                improvement,
                sanction,
            })
        };
        first.into_iter().map(answer).collect()
    }

    /// A shortest path of the others from `from` into the innermost layer. No two steps in a row are one mover's: it could have made
    /// them at once, and the path would be shorter.
    fn path(
        &self,
        mut from: State,
        layers: &[Diagram],
        concept: Concept,
    ) -> Result<Vec<QueryStep>, SymbolicError> {
        let m = self.manager;
        let depth = layers.iter().position(|layer| m.contains(layer, from));
        let mut path = Vec::new();
        for inner in layers[..depth.unwrap_or(0)].iter().rev() {
            for mover in self.opponents() {
                let mut ends = m.and(inner, &self.within_reach(mover, from)?)?;
                if concept.is_sequential() {
                    ends = m.and(&ends, &self.better_for(mover, from)?)?;
                }
                if let Some(&to) = m.first(&ends, 1)?.first() {
                    path.push(QueryStep { mover, from, to });
                    from = to;
                    break;
                }
            }
        }
        Ok(path)
    }
}
