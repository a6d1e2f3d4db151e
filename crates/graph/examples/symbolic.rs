//! What the symbolic engine takes: `cargo run --release -p demarche-graph --example symbolic [MOST]`.
//!
//! Seeded models of four decision makers with eight statements each, from 20 options up to MOST (60 by default). They are structured as
//! negotiations over many issues are: every issue has an option of each decision maker, a statement speaks of two or three options of
//! an issue and its neighbour, and half of the issues rule a combination out. Prints the time of the five concepts for everybody, how
//! many states there are, how many of them are SEQ equilibria, and the nodes of the diagram that holds these.

use demarche_graph::{
    Concept, Conflict, Direction, Expr, OptionForm, OptionSpec, Preferences, Solution, State,
    SymbolicLimits, SymbolicModel,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::time::Instant;

const DECISION_MAKERS: usize = 4;
const STATEMENTS: usize = 8;

fn below(dice: &mut ChaCha8Rng, n: usize) -> usize {
    dice.next_u32() as usize % n
}

/// An option of `issue` or the next one, taken or not.
fn literal(dice: &mut ChaCha8Rng, issue: usize, options: usize) -> Expr {
    let option = (issue * DECISION_MAKERS + below(dice, 2 * DECISION_MAKERS)) % options;
    if below(dice, 2) == 0 {
        Expr::Option(option)
    } else {
        !Expr::Option(option)
    }
}

fn statement(dice: &mut ChaCha8Rng, options: usize) -> Expr {
    let issue = below(dice, options / DECISION_MAKERS);
    let [a, b, c] = [0; 3].map(|_| literal(dice, issue, options));
    match below(dice, 4) {
        0 => a | b,
        1 => a.when(b),
        2 => a.when(b & c),
        _ => a.iff(b),
    }
}

fn conflict(options: usize, seed: u64) -> Conflict {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let specs = (0..options).map(|k| OptionSpec {
        name: format!("o{k}"),
        owners: vec![k % DECISION_MAKERS],
        direction: if k % 10 == 9 {
            Direction::Forward
        } else {
            Direction::Both
        },
    });
    let own = |dm: usize, issue: usize| Expr::Option(issue * DECISION_MAKERS + dm);
    let issues = (0..options / DECISION_MAKERS).step_by(2);
    let infeasible = issues
        .map(|issue| own(below(&mut dice, 2), issue) & own(2, issue))
        .collect();
    let preferences = (0..DECISION_MAKERS).map(|_| {
        let list: Vec<Expr> = (0..STATEMENTS)
            .map(|_| statement(&mut dice, options))
            .collect();
        Preferences::known(list)
    });
    Conflict {
        preferences: preferences.collect(),
        form: OptionForm {
            decision_makers: (0..DECISION_MAKERS).map(|i| format!("D{i}")).collect(),
            options: specs.collect(),
            infeasible,
        },
        status_quo: State::default(),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most: usize = std::env::args().nth(1).map_or(Ok(60), |n| n.parse())?;
    println!("options  seed  time        states                SEQ equilibria        nodes");
    for options in (20..=most).step_by(10) {
        for seed in 1..=3 {
            let start = Instant::now();
            let model = SymbolicModel::from_conflict(
                &conflict(options / 4 * 4, seed),
                SymbolicLimits::default(),
            )?;
            match model.solve() {
                Ok(table) => println!(
                    "{options:<8} {seed:<5} {:<11} {:<21} {:<21} {}",
                    format!("{:.2?}", start.elapsed()),
                    table.state_count(),
                    table.equilibrium_count(Concept::Seq),
                    table.equilibria(Concept::Seq).nodes()
                ),
                Err(error) => println!("{options:<8} {seed:<5} {:<11.2?} {error}", start.elapsed()),
            }
        }
    }
    Ok(())
}
