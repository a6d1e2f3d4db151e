//! What the writers of analyses share.

use demarche_graph::{Concept, GraphModel, OptionSpec, StabilityTable, Step};

/// A model with its analysis, to be written for others.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The model.
    pub model: &'a GraphModel,
    /// Which of its states are stable.
    pub table: &'a StabilityTable,
    /// The concepts that are written, in order.
    pub concepts: &'a [Concept],
    /// Where things stand, where that is known.
    pub status_quo: Option<usize>,
}

impl<'a> Export<'a> {
    pub(super) fn states(&self) -> std::ops::Range<usize> {
        0..self.model.state_count()
    }

    pub(super) fn makers(&self) -> &'a [String] {
        self.model.decision_makers()
    }

    /// The options; none for a digraph.
    pub(super) fn options(&self) -> &'a [OptionSpec] {
        let conflict = self.model.conflict();
        conflict.map_or(&[], |c| c.form.options.as_slice())
    }

    /// Whether option `k` is taken in state `s`.
    pub(super) fn takes(&self, s: usize, k: usize) -> bool {
        self.model.state(s).is_some_and(|state| state.takes(k))
    }

    /// For a decision maker the place of each state in its order: 1 is the best, equal states share
    /// a place.
    pub(super) fn places(&self, dm: usize) -> Vec<u32> {
        let ranks: Vec<u32> = self
            .states()
            .filter_map(|s| self.model.rank(dm, s))
            .collect();
        let best = ranks.iter().copied().max().unwrap_or_default();
        ranks.into_iter().map(|rank| best - rank + 1).collect()
    }

    /// Every move, by mover and state.
    pub(super) fn moves(&self) -> impl Iterator<Item = Step> + '_ {
        let movers = 0..self.makers().len();
        movers.flat_map(move |mover| {
            let ends = move |from| self.model.moves(mover, from).into_iter();
            self.states()
                .flat_map(move |from| ends(from).map(move |to| Step { mover, from, to }))
        })
    }

    pub(super) fn improves(&self, step: Step) -> bool {
        let rank = |s: usize| self.model.rank(step.mover, s);
        rank(step.to) > rank(step.from)
    }

    /// Whether the mover could go back at once.
    pub(super) fn can_return(&self, step: Step) -> bool {
        let back = self.model.moves(step.mover, step.to);
        back.binary_search(&step.from).is_ok()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use demarche_graph::{Conflict, Expr, OptionForm, Preferences, State, stability};

    /// Two sides whose names are hard to write: the first can only take its option.
    pub fn awkward() -> (GraphModel, StabilityTable) {
        let o = Expr::Option;
        let names = ["A \"&\" <B>, \\C_1", "D\u{1}; 100 %"];
        let mut form = OptionForm::new(&names, &[("give {x} = $5 #1", 0), ("héros ~ ^", 1)]);
        form.options[0].direction = demarche_graph::Direction::Forward;
        let conflict = Conflict {
            form,
            preferences: vec![
                Preferences::known([o(1)]),
                Preferences::known([o(0), !o(1)]),
            ],
            status_quo: State(0),
        };
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let table = stability(&model);
        (model, table)
    }

    pub fn export<'a>(model: &'a GraphModel, table: &'a StabilityTable) -> Export<'a> {
        Export {
            name: "Give & take",
            model,
            table,
            concepts: &[Concept::Nash, Concept::Seq],
            status_quo: model.status_quo(),
        }
    }

    #[test]
    fn moves_know_whether_they_can_be_undone() {
        let (model, table) = awkward();
        let export = export(&model, &table);
        let told: Vec<_> = export
            .moves()
            .map(|m| {
                (
                    m.mover,
                    m.from,
                    m.to,
                    export.improves(m),
                    export.can_return(m),
                )
            })
            .collect();
        let expected = [
            (0, 0, 1, false, false),
            (0, 2, 3, false, false),
            (1, 0, 2, false, true),
            (1, 1, 3, false, true),
            (1, 2, 0, true, true),
            (1, 3, 1, true, true),
        ];
        assert_eq!(told, expected);
        assert_eq!(export.places(1), [3, 1, 4, 2]);
        assert_eq!(export.places(0), [2, 2, 1, 1]);
    }
}
