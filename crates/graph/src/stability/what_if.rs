use super::cells::{self, Seats, seats};
use super::{StabilityTable, solve, stability, table_of};
use crate::graph::Graph;
use crate::model::Form;
use crate::variants::reordered;
use crate::{Change, Concept, Direction, GraphModel, QuestionError, StateSet};
use std::collections::BTreeSet;

/// A model with its table, and what becomes of it when preference statements change.
///
/// Where statements change, states and moves stay as they are, and with them everything that the
/// change does not touch: who has other preferences is judged anew, the others only under the
/// concepts in which its improvements count (SEQ and SSEQ). An option that is opened or closed
/// changes the moves, and everything is judged anew. Changes are always of the model as it stands;
/// none is kept.
#[derive(Debug)]
pub struct WhatIf<'m> {
    model: &'m GraphModel,
    form: &'m Form,
    table: StabilityTable,
    /// The states of each decision maker as they are sorted now; none where moves are listed.
    seats: Vec<Seats>,
}

impl<'m> WhatIf<'m> {
    /// Finds the table of the model as it stands, in the time of [`stability`].
    ///
    /// # Errors
    /// When the model is not in option form.
    pub fn new(model: &'m GraphModel) -> Result<Self, QuestionError> {
        Ok(Self {
            form: model.form()?,
            table: stability(model),
            seats: match model.graph() {
                Graph::Cells(movers) => movers
                    .iter()
                    .zip(model.ranks())
                    .map(|(c, r)| seats(c, r))
                    .collect(),
                Graph::Arcs(_) => Vec::new(),
            },
            model,
        })
    }

    /// The table of the model as it stands.
    #[must_use]
    pub const fn table(&self) -> &StabilityTable {
        &self.table
    }

    /// The table with the changes made.
    ///
    /// # Errors
    /// When a change speaks of a statement or an option that does not exist.
    pub fn after(&self, changes: &[Change]) -> Result<StabilityTable, QuestionError> {
        let touched = self.touched(changes)?;
        let mut ranks = self.model.ranks().to_vec();
        for &dm in &touched {
            let classes = &self.form.classes[dm];
            let order = reordered(dm, classes.as_stated().len(), changes);
            ranks[dm] = classes.spread(&classes.rank(&order));
        }
        let moved = changes.iter().any(|c| c.option().is_some());
        let all = match self.model.graph() {
            _ if moved => solve(&self.moves_after(changes), &ranks),
            Graph::Cells(movers) => {
                let mut sorted = self.seats.clone();
                for &dm in &touched {
                    sorted[dm] = seats(&movers[dm], &ranks[dm]);
                }
                let solver = cells::Solver::of_sorted(movers, &ranks, sorted);
                self.refreshed(&touched, |questions| solver.answer(questions))
            }
            graph @ Graph::Arcs(_) => solve(graph, &ranks),
        };
        Ok(table_of(self.model, all))
    }

    /// Whose statements change.
    fn touched(&self, changes: &[Change]) -> Result<BTreeSet<usize>, QuestionError> {
        let conflict = &self.form.conflict;
        let mut touched = BTreeSet::new();
        for change in changes {
            if let Some(option) = change.option() {
                let exists = option < conflict.form.options.len();
                exists
                    .then_some(())
                    .ok_or(QuestionError::UnknownOption(option))?;
            }
            if let Some(statement) = change.statement() {
                let preferences = conflict.preferences.get(statement.dm);
                let count = preferences.map_or(0, |p| p.statements().len());
                let place = change.as_move().map_or(0, |(_, to)| to);
                let exists = statement.index.max(place) < count;
                exists
                    .then_some(())
                    .ok_or(QuestionError::UnknownStatement(statement))?;
                touched.insert(statement.dm);
            }
        }
        Ok(touched)
    }

    /// The moves with options opened or closed.
    fn moves_after(&self, changes: &[Change]) -> Graph {
        let options = &self.form.conflict.form.options;
        let mut directions: Vec<Direction> = options.iter().map(|o| o.direction).collect();
        for option in changes.iter().filter_map(Change::option) {
            directions[option] = directions[option].toggled();
        }
        self.form.graph(&directions)
    }

    /// The table's rows with everything that the `touched` bear upon answered anew.
    fn refreshed(
        &self,
        touched: &BTreeSet<usize>,
        answer: impl Fn(&[(usize, Concept)]) -> Vec<StateSet>,
    ) -> Vec<Vec<StateSet>> {
        let rows = self.table.decision_makers.iter();
        let mut all: Vec<Vec<StateSet>> = rows.map(|d| d.stable.clone()).collect();
        let of = |i: usize| Concept::ALL.map(|c| (i, c));
        let mut questions: Vec<_> = (0..all.len()).flat_map(of).collect();
        questions.retain(|(i, c)| touched.contains(i) || c.is_sequential() && !touched.is_empty());
        for (&(i, c), stable) in questions.iter().zip(answer(&questions)) {
            all[i][c.index()] = stable;
        }
        all
    }
}
