//! A conflict as it is after a shift.

use demarche_graph::{
    Change, Conflict, Direction, Expr, PreferenceStatement, Preferences, StatementRef,
};

/// A conflict after some changes, with the old place of each preference statement.
pub(crate) struct Changed {
    pub conflict: Conflict,
    /// For each decision maker, the old place of the statement at each new place.
    origin: Vec<Vec<usize>>,
}

impl Changed {
    /// Makes the changes. Places of moved statements are places in the list as it is afterwards.
    pub fn new(conflict: &Conflict, changes: &[Change]) -> Self {
        let mut new = conflict.clone();
        for change in changes {
            match *change {
                Change::Negate { statement } => edit(&mut new, statement, |e| !e),
                Change::Drop { statement } => edit(&mut new, statement, |_| Expr::True),
                Change::Open { option } => direct(&mut new, option, Direction::Both),
                Change::Close { option } => direct(&mut new, option, Direction::Closed),
                Change::Move { .. } => {}
            }
        }
        let origin: Vec<Vec<usize>> = new
            .preferences
            .iter()
            .enumerate()
            .map(|(dm, p)| order(dm, p.statements().len(), changes))
            .collect();
        for (preferences, places) in new.preferences.iter_mut().zip(&origin) {
            if let Preferences::Statements(list) = preferences {
                let old = std::mem::take(list);
                list.extend(places.iter().filter_map(|&i| old.get(i).cloned()));
            }
        }
        Self {
            conflict: new,
            origin,
        }
    }

    /// The old name of the first statement of `dm`, in its new order, that tells two states apart.
    pub fn first_difference(
        &self,
        dm: usize,
        a: demarche_graph::State,
        b: demarche_graph::State,
    ) -> Option<StatementRef> {
        let list = self.conflict.preferences.get(dm)?.statements();
        let place = list.iter().position(|s| s.expr.eval(a) != s.expr.eval(b))?;
        let index = *self.origin.get(dm)?.get(place)?;
        Some(StatementRef { dm, index })
    }

    /// The same with one more statement turned into its opposite, named by its old place.
    pub fn with_opposite(&self, statement: StatementRef) -> Option<Conflict> {
        let places = self.origin.get(statement.dm)?;
        let index = places.iter().position(|&old| old == statement.index)?;
        let mut conflict = self.conflict.clone();
        edit(
            &mut conflict,
            StatementRef {
                dm: statement.dm,
                index,
            },
            |e| !e,
        );
        Some(conflict)
    }
}

fn edit(conflict: &mut Conflict, at: StatementRef, change: impl Fn(Expr) -> Expr) {
    if let Some(Preferences::Statements(list)) = conflict.preferences.get_mut(at.dm)
        && let Some(PreferenceStatement { expr, .. }) = list.get_mut(at.index)
    {
        *expr = change(std::mem::replace(expr, Expr::True));
    }
}

fn direct(conflict: &mut Conflict, option: usize, direction: Direction) {
    if let Some(spec) = conflict.form.options.get_mut(option) {
        spec.direction = direction;
    }
}

/// The order of `dm`'s statements after its moves.
fn order(dm: usize, statements: usize, changes: &[Change]) -> Vec<usize> {
    let mut moved: Vec<(usize, usize)> = changes
        .iter()
        .filter_map(|c| match *c {
            Change::Move { statement, to } if statement.dm == dm => Some((to, statement.index)),
            _ => None,
        })
        .collect();
    moved.sort_unstable();
    let mut order: Vec<usize> = (0..statements)
        .filter(|i| moved.iter().all(|(_, m)| m != i))
        .collect();
    for (to, index) in moved {
        order.insert(to.min(order.len()), index);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_graph::{OptionForm, State};

    fn conflict() -> Conflict {
        let of = |k| PreferenceStatement::assumed(Expr::Option(k));
        Conflict {
            form: OptionForm {
                decision_makers: vec!["A".into()],
                options: Vec::new(),
                infeasible: Vec::new(),
            },
            preferences: vec![Preferences::Statements(vec![of(0), of(1), of(2)])],
            status_quo: State(0),
        }
    }

    #[test]
    fn places_are_those_after_the_move() {
        let statement = |index| StatementRef { dm: 0, index };
        let changes = [
            Change::Move {
                statement: statement(2),
                to: 0,
            },
            Change::Negate {
                statement: statement(2),
            },
        ];
        let changed = Changed::new(&conflict(), &changes);
        let exprs: Vec<&Expr> = changed.conflict.preferences[0]
            .statements()
            .iter()
            .map(|s| &s.expr)
            .collect();
        assert_eq!(
            exprs,
            [&!Expr::Option(2), &Expr::Option(0), &Expr::Option(1)]
        );
        let differs = changed.first_difference(0, State(0b000), State(0b101));
        assert_eq!(differs, Some(statement(2)));
        let twice = changed.with_opposite(statement(2)).unwrap();
        let first = &twice.preferences[0].statements()[0].expr;
        assert_eq!(*first, !!Expr::Option(2));
    }
}
