use crate::arcs::Arcs;
use crate::cells::{Cells, Reach};
use crate::form::{Direction, OptionForm};

/// The moves of all decision makers.
#[derive(Debug, Clone)]
pub(crate) enum Graph {
    /// From an option form: every decision maker's moves are transitive.
    Cells(Vec<Cells>),
    /// Moves as given.
    Arcs(Vec<Arcs>),
}

impl Graph {
    /// Moves in option form, with `directions` in place of the form's own.
    pub fn of_form(form: &OptionForm, directions: &[Direction], states: &[u64]) -> Self {
        let cells = (0..form.decision_makers.len()).map(|dm| {
            let mut reach = Reach::default();
            for (k, option) in form.options.iter().enumerate() {
                if option.owners.contains(&dm) {
                    match directions[k] {
                        Direction::Both => reach.both |= 1 << k,
                        Direction::Forward => reach.forward |= 1 << k,
                        Direction::Back => reach.back |= 1 << k,
                        Direction::Closed => {}
                    }
                }
            }
            Cells::new(states, reach)
        });
        Self::Cells(cells.collect())
    }

    /// The same without some moves, which must be at most `limit` before; what is left need not
    /// be transitive.
    pub fn without(
        &self,
        states: usize,
        limit: usize,
        barred: impl Fn(usize, usize, usize) -> bool,
    ) -> Option<Self> {
        let mut left = limit;
        let mut all = Vec::new();
        for dm in 0..self.movers() {
            let mut moves = Vec::with_capacity(states);
            for s in 0..states {
                let ends: Vec<usize> = self.moves(dm, s).collect();
                left = left.checked_sub(ends.len())?;
                moves.push(ends.into_iter().filter(|&t| !barred(dm, s, t)).collect());
            }
            all.push(Arcs::new(&moves));
        }
        Some(Self::Arcs(all))
    }

    pub fn movers(&self) -> usize {
        match self {
            Self::Cells(all) => all.len(),
            Self::Arcs(all) => all.len(),
        }
    }

    /// The moves of `dm` from `s`; in order within a cell.
    pub fn moves(&self, dm: usize, s: usize) -> impl Iterator<Item = usize> + '_ {
        let (cells, arcs) = match self {
            Self::Cells(all) => (Some(all[dm].moves(s)), None),
            Self::Arcs(all) => (None, Some(all[dm].moves(s))),
        };
        cells
            .into_iter()
            .flatten()
            .chain(arcs.into_iter().flatten())
    }

    /// The states from which `dm` can move to `s`.
    pub fn sources(&self, dm: usize, s: usize) -> impl Iterator<Item = usize> + '_ {
        let (cells, arcs) = match self {
            Self::Cells(all) => (Some(all[dm].sources(s)), None),
            Self::Arcs(all) => (None, Some(all[dm].sources(s))),
        };
        cells
            .into_iter()
            .flatten()
            .chain(arcs.into_iter().flatten())
    }
}
