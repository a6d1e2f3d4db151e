//! A good order of the variables, found before any diagram is made: none of the libraries reorders later.

use crate::{Conflict, Expr};
use std::collections::BTreeSet;

/// What a variable of the diagrams stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    /// Whether an option is taken.
    Option(usize),
    /// Whether statement `index` of `dm` holds in the state that others are compared with.
    Key { dm: usize, index: usize },
}

/// Rounds of FORCE: orders of some hundred variables settle in fewer.
const ROUNDS: usize = 60;

/// The variables of a conflict, those that belong together close together.
///
/// FORCE (Aloul, Markov and Sakallah, *FORCE: a fast and easy-to-implement variable-ordering heuristic*, 2003): every variable moves
/// to the mean of the centres of the groups that it is in, again and again; of all orders met the one with the shortest groups is kept.
/// Groups are the options of a pattern, those of a statement with its key, and the keys of statements that follow each other.
pub(super) fn order(conflict: &Conflict) -> Vec<Variable> {
    let variables = variables(conflict);
    let groups = groups(conflict, &variables);
    let mut places: Vec<usize> = (0..variables.len()).collect();
    let mut best = (span(&groups, &places), places.clone());
    for _ in 0..ROUNDS {
        places = pulled(&groups, &places);
        let found = span(&groups, &places);
        if found < best.0 {
            best = (found, places.clone());
        }
    }
    let mut sorted: Vec<usize> = (0..variables.len()).collect();
    sorted.sort_unstable_by_key(|&v| best.1[v]);
    sorted.into_iter().map(|v| variables[v]).collect()
}

fn variables(conflict: &Conflict) -> Vec<Variable> {
    let options = (0..conflict.form.options.len()).map(Variable::Option);
    let keys = conflict.preferences.iter().enumerate().flat_map(|(dm, p)| {
        (0..p.statements().len()).map(move |index| Variable::Key { dm, index })
    });
    options.chain(keys).collect()
}

/// The variables, by their numbers, that stand together in a pattern, a statement or a list of statements.
fn groups(conflict: &Conflict, variables: &[Variable]) -> Vec<Vec<usize>> {
    let options_of = |expr: &Expr| {
        let mut options = BTreeSet::new();
        collect(expr, &mut options);
        options.into_iter().collect::<Vec<usize>>()
    };
    let mut groups: Vec<Vec<usize>> = conflict.form.infeasible.iter().map(options_of).collect();
    let first_key = conflict.form.options.len();
    for (number, variable) in variables.iter().enumerate().skip(first_key) {
        let &Variable::Key { dm, index } = variable else {
            continue;
        };
        let statement = &conflict.preferences[dm].statements()[index];
        let mut group = options_of(&statement.expr);
        group.push(number);
        groups.push(group);
        if index > 0 {
            groups.push(vec![number - 1, number]);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn collect(expr: &Expr, options: &mut BTreeSet<usize>) {
    match expr {
        Expr::True | Expr::False => {}
        Expr::Option(k) => {
            options.insert(*k);
        }
        Expr::Not(a) => collect(a, options),
        Expr::And(all) | Expr::Or(all) => all.iter().for_each(|e| collect(e, options)),
        Expr::If(a, b) | Expr::Iff(a, b) => {
            collect(a, options);
            collect(b, options);
        }
    }
}

/// The sum over all groups of the distance between their first and last place.
fn span(groups: &[Vec<usize>], places: &[usize]) -> usize {
    let of_group = |group: &Vec<usize>| {
        let at = || group.iter().map(|&v| places[v]);
        at().max().unwrap_or(0) - at().min().unwrap_or(0)
    };
    groups.iter().map(of_group).sum()
}

/// Places after every variable has moved to the mean of its groups' centres.
fn pulled(groups: &[Vec<usize>], places: &[usize]) -> Vec<usize> {
    let mut pull = vec![(0.0f64, 0.0f64); places.len()];
    for group in groups {
        let sum: usize = group.iter().map(|&v| places[v]).sum();
        let centre = sum as f64 / group.len() as f64;
        for &v in group {
            pull[v].0 += centre;
            pull[v].1 += 1.0;
        }
    }
    let wish = |v: usize| {
        if pull[v].1 > 0.0 {
            pull[v].0 / pull[v].1
        } else {
            places[v] as f64
        }
    };
    let mut sorted: Vec<usize> = (0..places.len()).collect();
    sorted.sort_by(|&a, &b| wish(a).total_cmp(&wish(b)).then(places[a].cmp(&places[b])));
    let mut next = vec![0; places.len()];
    for (place, v) in sorted.into_iter().enumerate() {
        next[v] = place;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OptionForm, Preferences, State};

    #[test]
    fn options_of_a_statement_come_together() {
        let o = Expr::Option;
        let conflict = Conflict {
            form: OptionForm::new(
                &["A"],
                &[("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0), ("f", 0)],
            ),
            preferences: vec![Preferences::known([o(0) & o(5), o(1) & o(4), o(2) & o(3)])],
            status_quo: State::default(),
        };
        let order = order(&conflict);
        let place = |k| {
            order
                .iter()
                .position(|v| *v == Variable::Option(k))
                .unwrap()
        };
        assert_eq!(order.len(), 9);
        for (a, b) in [(0, 5), (1, 4), (2, 3)] {
            assert!(place(a).abs_diff(place(b)) <= 2, "{order:?}");
        }
    }

    #[test]
    fn every_variable_stands_once() {
        let o = Expr::Option;
        let conflict = Conflict {
            form: OptionForm::new(&["A", "B"], &[("a", 0), ("b", 1), ("c", 1)]),
            preferences: vec![
                Preferences::known([o(2), o(0)]),
                Preferences::known([Expr::True]),
            ],
            status_quo: State::default(),
        };
        let mut found = order(&conflict);
        found.sort_unstable();
        assert_eq!(found, variables(&conflict));
    }
}
