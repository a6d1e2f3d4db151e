//! How time and memory grow with the states: `cargo run --release -p demarche-graph --example scale [MOST]`.
//!
//! Seeded models of four decision makers in option form, eight statements each, from 2^12 states up to 2^MOST (24 by default). Prints
//! the time to build the model, the time of the five concepts for all states, that of all verdicts once more when one statement is negated
//! (the fastest of five), and the most memory the process has held so far.

use demarche_graph::{
    Change, Concept, Conflict, Direction, Expr, GraphModel, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, State, StatementRef, WhatIf,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::time::{Duration, Instant};

const DECISION_MAKERS: usize = 4;
const STATEMENTS: usize = 8;

fn below(dice: &mut ChaCha8Rng, n: usize) -> usize {
    dice.next_u32() as usize % n
}

fn literal(dice: &mut ChaCha8Rng, options: usize) -> Expr {
    let option = Expr::Option(below(dice, options));
    if below(dice, 2) == 0 { option } else { !option }
}

fn statement(dice: &mut ChaCha8Rng, options: usize) -> PreferenceStatement {
    let (a, b) = (literal(dice, options), literal(dice, options));
    PreferenceStatement::known(match below(dice, 3) {
        0 => a,
        1 => a.when(b),
        _ => a.iff(b),
    })
}

/// Options dealt to the decision makers in turn.
fn conflict(options: usize) -> Conflict {
    let mut dice = ChaCha8Rng::seed_from_u64(17);
    let specs = (0..options).map(|k| OptionSpec {
        name: format!("o{k}"),
        owners: vec![k % DECISION_MAKERS],
        direction: Direction::Both,
    });
    let preferences = (0..DECISION_MAKERS).map(|_| {
        let list = (0..STATEMENTS).map(|_| statement(&mut dice, options));
        Preferences::Statements(list.collect())
    });
    Conflict {
        preferences: preferences.collect(),
        form: OptionForm {
            decision_makers: (0..DECISION_MAKERS).map(|i| format!("D{i}")).collect(),
            options: specs.collect(),
            infeasible: Vec::new(),
        },
        status_quo: State::default(),
    }
}

/// The most memory held so far, where the system tells (Linux).
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let kilobytes: Option<f64> = line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok());
    kilobytes.map_or_else(|| "-".to_owned(), |k| format!("{:.0} MiB", k / 1024.0))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most: usize = std::env::args().nth(1).map_or(Ok(24), |n| n.parse())?;
    println!(
        "states   build       five concepts   per state   what if   peak memory   SEQ equilibria"
    );
    for options in (12..=most).step_by(2) {
        let start = Instant::now();
        let model = GraphModel::from_conflict(&conflict(options))?;
        let built = start.elapsed();
        let start = Instant::now();
        let what_if = WhatIf::new(&model)?;
        let solved = start.elapsed();
        let statement = StatementRef { dm: 1, index: 3 };
        let mut changed = Duration::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            what_if.after(&[Change::Negate { statement }])?;
            changed = changed.min(start.elapsed());
        }
        let each = solved.as_secs_f64() * 1e9 / (1u64 << options) as f64;
        let seq = what_if.table().equilibria[Concept::Seq.index()].count();
        println!(
            "2^{options:<6} {:<11} {:<15} {:<11} {:<9} {:<13} {seq}",
            format!("{built:.2?}"),
            format!("{solved:.2?}"),
            format!("{each:.0} ns"),
            format!("{changed:.2?}"),
            peak()
        );
    }
    Ok(())
}
