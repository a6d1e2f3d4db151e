//! The symbolic engine against the explicit one, and its diagrams against another library's.

mod common;

use biodivine_lib_bdd::{Bdd, BddVariableSet};
use common::{Dice, random_conflict};
use demarche_graph::{
    BuildError, Concept, Conflict, ExplicitSolution, Expr, GraphModel, OptionForm, Preferences,
    Solution, State, SymbolicError, SymbolicLimits, SymbolicModel, stability,
};

/// Enough for what is tried here, and quick to set up.
const SMALL: SymbolicLimits = SymbolicLimits {
    nodes: 1 << 14,
    remembered: 1 << 10,
};

/// A conflict whose preferences are all statements.
fn stated(dice: &mut Dice, options: usize) -> Conflict {
    loop {
        let conflict = random_conflict(dice, options, 0);
        let is_stated = |p: &Preferences| matches!(p, Preferences::Statements(_));
        if conflict.preferences.iter().all(is_stated) {
            return conflict;
        }
    }
}

fn compare(seed: u64, rounds: usize, most_options: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = stated(&mut dice, 2 + round % (most_options - 1));
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let explicit = ExplicitSolution::new(&model, stability(&model));
        let symbolic = SymbolicModel::from_conflict(&conflict, SMALL)
            .unwrap()
            .solve()
            .unwrap();
        assert_eq!(symbolic.state_count(), explicit.state_count());
        for concept in Concept::ALL {
            let count = symbolic.equilibrium_count(concept);
            assert_eq!(count, explicit.equilibrium_count(concept), "{conflict:?}");
            let most = 1 << most_options;
            assert_eq!(
                symbolic.first_equilibria(concept, most),
                explicit.first_equilibria(concept, most)
            );
            for dm in 0..=conflict.preferences.len() {
                let count = symbolic.stable_count(dm, concept);
                assert_eq!(count, explicit.stable_count(dm, concept), "{conflict:?}");
                for state in (0..1 << conflict.form.options.len()).map(State) {
                    let found = symbolic.is_stable(state, dm, concept);
                    let expected = explicit.is_stable(state, dm, concept);
                    assert_eq!(found, expected, "{concept} {dm} {state:?} {conflict:?}");
                }
            }
        }
    }
}

#[test]
fn symbolic_is_explicit() {
    compare(41, 400, 6);
}

#[test]
#[ignore = "minutes; figures in docs/measurements.md"]
fn symbolic_is_explicit_on_many() {
    compare(43, 100_000, 5);
    compare(47, 1_000, 9);
}

/// The states in which a statement holds, made by the other library.
fn other(variables: &BddVariableSet, expr: &Expr) -> Bdd {
    let of = |e: &Expr| other(variables, e);
    match expr {
        Expr::True => variables.mk_true(),
        Expr::False => variables.mk_false(),
        Expr::Option(k) => variables.mk_var(variables.variables()[*k]),
        Expr::Not(a) => of(a).not(),
        Expr::And(all) => all.iter().fold(variables.mk_true(), |a, b| a.and(&of(b))),
        Expr::Or(any) => any.iter().fold(variables.mk_false(), |a, b| a.or(&of(b))),
        Expr::If(a, b) => of(a).or(&of(b).not()),
        Expr::Iff(a, b) => of(a).iff(&of(b)),
    }
}

/// A ring of options in which neighbours exclude each other, dealt to four decision makers.
fn ring(options: usize) -> Conflict {
    let o = Expr::Option;
    let names: Vec<String> = (0..options).map(|k| format!("o{k}")).collect();
    let dealt: Vec<(&str, usize)> = names
        .iter()
        .zip(0..)
        .map(|(n, k)| (n.as_str(), k % 4))
        .collect();
    let mut form = OptionForm::new(&["A", "B", "C", "D"], &dealt);
    form.infeasible = (0..options).map(|k| o(k) & o((k + 1) % options)).collect();
    let wish = |dm: usize| {
        (0..6).map(move |n| o((dm + 7 * n) % options).when(!o((dm + 7 * n + 1) % options)))
    };
    Conflict {
        form,
        preferences: (0..4).map(|dm| Preferences::known(wish(dm))).collect(),
        status_quo: State::default(),
    }
}

/// The feasible states and each decision maker's rational ones, from nothing but the definition of Nash stability.
#[test]
fn diagrams_of_another_library() {
    let conflict = ring(60);
    let limits = SymbolicLimits {
        nodes: 1 << 18,
        remembered: 1 << 16,
    };
    let model = SymbolicModel::from_conflict(&conflict, limits).unwrap();
    let table = model.solve().unwrap();
    let variables = BddVariableSet::new_anonymous(60);
    let all = variables.mk_true();
    let feasible = conflict
        .form
        .infeasible
        .iter()
        .fold(all, |f, p| f.and_not(&other(&variables, p)));
    // Lucas numbers count the independent sets of a ring: L(60).
    assert_eq!(model.feasible().count(), 3_461_452_808_002);
    assert_eq!(feasible.exact_cardinality().to_string(), "3461452808002");
    for dm in 0..4 {
        let own: Vec<_> = (dm..60)
            .step_by(4)
            .map(|k| variables.variables()[k])
            .collect();
        let statements = conflict.preferences[dm].statements();
        // For each prefix of the list: states that agree on it and could still gain the next statement.
        let mut tempted = variables.mk_false();
        for (n, statement) in statements.iter().enumerate() {
            let holds = other(&variables, &statement.expr);
            for pattern in 0..1u32 << n {
                let prefix = (0..n).fold(variables.mk_true(), |p, m| {
                    let earlier = other(&variables, &statements[m].expr);
                    p.and(&if pattern >> m & 1 == 1 {
                        earlier
                    } else {
                        earlier.not()
                    })
                });
                let gain = feasible.and(&prefix).and(&holds).exists(&own);
                tempted = tempted.or(&feasible.and(&prefix).and_not(&holds).and(&gain));
            }
        }
        let rational = feasible.and_not(&tempted);
        let found = table.stable(dm, Concept::Nash).unwrap();
        assert_eq!(
            rational.exact_cardinality().to_string(),
            found.count().to_string()
        );
    }
}

#[test]
fn refusals_say_what_would_be_right() {
    let mut conflict = ring(8);
    let refused = |c: &Conflict, limits| {
        SymbolicModel::from_conflict(c, limits)
            .and_then(|m| m.solve())
            .unwrap_err()
    };
    let tiny = SymbolicLimits {
        nodes: 64,
        remembered: 16,
    };
    assert_eq!(
        refused(&conflict, tiny),
        SymbolicError::NodeLimit { limit: 64 }
    );
    conflict.status_quo = State(3);
    assert_eq!(
        refused(&conflict, SMALL),
        BuildError::InfeasibleStatusQuo.into()
    );
    conflict.preferences[2] = Preferences::Ranking(Vec::new());
    assert_eq!(
        refused(&conflict, SMALL).to_string(),
        "decision maker 2 has a ranking of states; the symbolic engine needs preference statements"
    );
    conflict.preferences.pop();
    assert!(matches!(refused(&conflict, SMALL), SymbolicError::Build(_)));
}

#[test]
fn as_many_options_as_a_state_holds() {
    let names: Vec<String> = (0..64).map(|k| format!("o{k}")).collect();
    let dealt: Vec<(&str, usize)> = names.iter().map(|n| (n.as_str(), 0)).collect();
    let conflict = Conflict {
        form: OptionForm::new(&["A"], &dealt),
        preferences: vec![Preferences::known([Expr::Option(63), Expr::Option(0)])],
        status_quo: State::default(),
    };
    let model = SymbolicModel::from_conflict(&conflict, SMALL).unwrap();
    assert_eq!(model.feasible().count(), 1 << 64);
    let table = model.solve().unwrap();
    assert_eq!(table.equilibrium_count(Concept::Nash), 1 << 62);
    let first = table.first_equilibria(Concept::Nash, 1);
    assert_eq!(first, Ok(vec![State(1 << 63 | 1)]));
}
