//! How long the engine takes: `cargo bench -p demarche-graph`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use demarche_graph::{
    Concept, Conflict, Direction, Expr, Goal, GraphModel, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, RobustnessQuery, ShiftQuery, State, robustness, shifts,
    stability,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::hint::black_box;

fn below(dice: &mut ChaCha8Rng, n: usize) -> usize {
    dice.next_u32() as usize % n
}

fn literal(dice: &mut ChaCha8Rng, options: usize) -> Expr {
    let option = Expr::Option(below(dice, options));
    if below(dice, 2) == 0 { option } else { !option }
}

fn statement(dice: &mut ChaCha8Rng, options: usize) -> Expr {
    let (a, b) = (literal(dice, options), literal(dice, options));
    match below(dice, 4) {
        0 => a,
        1 => a | b,
        2 => a.when(b),
        _ => a.iff(b),
    }
}

/// Options dealt to decision makers in turn; `statements` each, every `known`-th with a source.
fn conflict(
    movers: usize,
    options: usize,
    one_way: usize,
    statements: usize,
    known: usize,
) -> Conflict {
    let mut dice = ChaCha8Rng::seed_from_u64(17);
    let specs = (0..options).map(|k| OptionSpec {
        name: format!("o{k}"),
        owners: vec![k % movers],
        direction: if k < one_way {
            Direction::Forward
        } else {
            Direction::Both
        },
    });
    let form = OptionForm {
        decision_makers: (0..movers).map(|i| format!("D{i}")).collect(),
        options: specs.collect(),
        infeasible: vec![],
    };
    let preferences = (0..movers).map(|_| {
        let list = (0..statements).map(|k| PreferenceStatement {
            expr: statement(&mut dice, options),
            assumed: k % known != 0,
        });
        Preferences::Statements(list.collect())
    });
    Conflict {
        preferences: preferences.collect(),
        form,
        status_quo: State::default(),
    }
}

/// The same conflict at its first sequential equilibrium.
fn stuck(mut conflict: Conflict) -> Conflict {
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let table = stability(&model);
    let first = table.equilibria[Concept::Seq.index()].iter().next();
    conflict.status_quo = first.and_then(|s| model.state(s)).unwrap_or_default();
    conflict
}

fn all_states(c: &mut Criterion) {
    let mut group = c.benchmark_group("all five concepts, 4 decision makers");
    group.sample_size(10);
    for (options, one_way) in [(12, 0), (16, 0), (16, 8), (20, 0)] {
        let model = GraphModel::from_conflict(&conflict(4, options, one_way, 12, 2)).unwrap();
        let name = format!("2^{options} states, {one_way} one-way");
        group.bench_with_input(BenchmarkId::from_parameter(name), &model, |b, model| {
            b.iter(|| stability(black_box(model)));
        });
    }
    group.finish();
}

fn building(c: &mut Criterion) {
    let mut group = c.benchmark_group("building the model, 4 decision makers");
    group.sample_size(10);
    for options in [12, 16, 20] {
        let conflict = conflict(4, options, 0, 12, 2);
        let name = format!("2^{options} states");
        group.bench_with_input(
            BenchmarkId::from_parameter(name),
            &conflict,
            |b, conflict| {
                b.iter(|| GraphModel::from_conflict(black_box(conflict)).unwrap());
            },
        );
    }
    group.finish();
}

fn changes(c: &mut Criterion) {
    let mut group = c.benchmark_group("shifts and robustness");
    group.sample_size(10);
    for (movers, options, statements) in [(2, 4, 5), (3, 8, 5), (4, 12, 5)] {
        let conflict = stuck(conflict(movers, options, 1, statements, 3));
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let guesses = conflict.assumptions().len();
        let size = format!("2^{options} states, {guesses} assumptions");
        let goals = [
            ("unsettle", Goal::Unsettle),
            ("reach", Goal::Reach(Expr::Option(1) & Expr::Option(2))),
        ];
        for (what, goal) in goals {
            let query = ShiftQuery::new(goal, Concept::Seq);
            group.bench_function(format!("{what}, {size}"), |b| {
                b.iter(|| shifts(black_box(&model), &query).unwrap());
            });
        }
        group.bench_function(format!("robustness, {size}"), |b| {
            b.iter(|| robustness(black_box(&model), &RobustnessQuery::default()).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, all_states, building, changes);
criterion_main!(benches);
