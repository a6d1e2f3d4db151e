//! Random models, and stability written straight from the definitions: slow, plain, and sharing
//! nothing with the engine but its input types.
#![allow(dead_code, reason = "each test file uses its part")]

use demarche_graph::{
    Barred, Conflict, Digraph, DigraphDecisionMaker, Direction, Expr, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, State,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeSet;

pub mod judged;

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// States, moves and payoffs, and nothing clever.
pub struct Plain {
    pub states: usize,
    pub movers: usize,
    /// `moves[i][s]`
    pub moves: Vec<Vec<Vec<usize>>>,
    /// `payoff[i][s]`
    pub payoff: Vec<Vec<i64>>,
}

impl Plain {
    /// States that a legal sequence of `i`'s opponents from `s` can end in.
    pub fn others_reach(&self, i: usize, s: usize, improving: bool) -> BTreeSet<usize> {
        let mut arrived: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut open: Vec<(usize, Option<usize>)> = vec![(s, None)];
        while let Some((q, last)) = open.pop() {
            for j in 0..self.movers {
                if j == i || Some(j) == last {
                    continue;
                }
                for &t in &self.moves[j][q] {
                    if improving && self.payoff[j][t] <= self.payoff[j][q] {
                        continue;
                    }
                    if arrived.insert((t, j)) {
                        open.push((t, Some(j)));
                    }
                }
            }
        }
        arrived.into_iter().map(|(t, _)| t).collect()
    }

    pub fn improvements(&self, i: usize, s: usize) -> Vec<usize> {
        let better = |t: &&usize| self.payoff[i][**t] > self.payoff[i][s];
        self.moves[i][s].iter().filter(better).copied().collect()
    }

    /// `stable[concept][i][s]` in the order Nash, GMR, SMR, SEQ, SSEQ.
    pub fn stable(&self) -> Vec<Vec<Vec<bool>>> {
        let by_mover: Vec<Vec<[bool; 5]>> = (0..self.movers).map(|i| self.stable_for(i)).collect();
        let pick = |concept: usize| {
            let of_mover = |own: &Vec<[bool; 5]>| own.iter().map(|s| s[concept]).collect();
            by_mover.iter().map(of_mover).collect()
        };
        (0..5).map(pick).collect()
    }

    fn stable_for(&self, i: usize) -> Vec<[bool; 5]> {
        let p = &self.payoff[i];
        let reach = |improving: bool| -> Vec<BTreeSet<usize>> {
            let from = |s: usize| self.others_reach(i, s, improving);
            (0..self.states).map(from).collect()
        };
        let (by_moves, by_improvements) = (reach(false), reach(true));
        let stable = |s: usize| {
            let better = self.improvements(i, s);
            let deters = |s2: &usize| p[*s2] <= p[s];
            let stuck = |s2: &usize| self.moves[i][*s2].iter().all(|&s3| p[s3] <= p[s]);
            let both = |s2: &usize| deters(s2) && stuck(s2);
            [
                better.is_empty(),
                better.iter().all(|&s1| by_moves[s1].iter().any(deters)),
                better.iter().all(|&s1| by_moves[s1].iter().any(both)),
                better
                    .iter()
                    .all(|&s1| by_improvements[s1].iter().any(deters)),
                better
                    .iter()
                    .all(|&s1| by_improvements[s1].iter().any(both)),
            ]
        };
        (0..self.states).map(stable).collect()
    }

    pub fn is_equilibrium(&self, concept: usize, s: usize) -> bool {
        let stable = self.stable();
        (0..self.movers).all(|i| stable[concept][i][s])
    }

    /// States that everybody together can reach from `s` by improvements, `s` included.
    pub fn improvement_reach(&self, s: usize) -> BTreeSet<usize> {
        let mut all = self.others_reach(self.movers, s, true);
        all.insert(s);
        all
    }

    pub fn of_digraph(digraph: &Digraph) -> Self {
        Self {
            states: digraph.states,
            movers: digraph.decision_makers.len(),
            moves: digraph
                .decision_makers
                .iter()
                .map(|d| d.moves.clone())
                .collect(),
            payoff: digraph
                .decision_makers
                .iter()
                .map(|d| d.payoff.clone())
                .collect(),
        }
    }

    /// As [`Plain::of_conflict`], without the barred moves.
    pub fn of_conflict_without(conflict: &Conflict, barred: &[Barred]) -> (Self, Vec<State>) {
        let (mut plain, states) = Self::of_conflict(conflict);
        for (i, moves) in plain.moves.iter_mut().enumerate() {
            for (s, ends) in moves.iter_mut().enumerate() {
                ends.retain(|&t| {
                    !barred.iter().any(|b| {
                        (b.dm.is_none() || b.dm == Some(i))
                            && b.from.eval(states[s])
                            && b.to.eval(states[t])
                    })
                });
            }
        }
        (plain, states)
    }

    /// Feasible states in decimal order, by trying all; moves by comparing all pairs; payoffs by
    /// counting the states that are worse.
    pub fn of_conflict(conflict: &Conflict) -> (Self, Vec<State>) {
        let form = &conflict.form;
        let states: Vec<State> = (0..1u64 << form.options.len())
            .map(State)
            .filter(|&s| !form.infeasible.iter().any(|p| p.eval(s)))
            .collect();
        let may = |i: usize, a: State, b: State| {
            a != b
                && form.options.iter().enumerate().all(|(k, option)| {
                    let taken = !a.takes(k) && b.takes(k);
                    let given_up = a.takes(k) && !b.takes(k);
                    let allowed = option.owners.contains(&i)
                        && match option.direction {
                            Direction::Both => true,
                            Direction::Forward => taken,
                            Direction::Back => given_up,
                            Direction::Closed => false,
                        };
                    allowed || !(taken || given_up)
                })
        };
        let index = 0..states.len();
        let movers = form.decision_makers.len();
        let moves = (0..movers).map(|i| {
            let ends = |a: usize| {
                let reach = index.clone().filter(|&b| may(i, states[a], states[b]));
                reach.collect()
            };
            index.clone().map(ends).collect()
        });
        let payoff = conflict.preferences.iter().map(|preferences| {
            // Better is greater: truth values, most important first, or one level.
            let worth = |&s: &State| -> Vec<i64> {
                match preferences {
                    Preferences::Statements(statements) => statements
                        .iter()
                        .map(|p| i64::from(p.expr.eval(s)))
                        .collect(),
                    Preferences::Ranking(levels) => {
                        let level = levels.iter().position(|l| l.contains(&s));
                        vec![-i64::try_from(level.unwrap()).unwrap()]
                    }
                }
            };
            let worth: Vec<Vec<i64>> = states.iter().map(worth).collect();
            let worse = |a: &Vec<i64>| worth.iter().filter(|b| a > b).count();
            worth
                .iter()
                .map(|a| i64::try_from(worse(a)).unwrap())
                .collect()
        });
        let plain = Self {
            states: states.len(),
            movers,
            moves: moves.collect(),
            payoff: payoff.collect(),
        };
        (plain, states)
    }
}

/// One to three kinds of transition that cannot be made.
pub fn random_barred(dice: &mut Dice, conflict: &Conflict) -> Vec<Barred> {
    let options = conflict.form.options.len();
    let movers = conflict.form.decision_makers.len();
    (0..1 + dice.below(3))
        .map(|_| Barred {
            dm: dice.chance(50).then(|| dice.below(movers)),
            from: random_expr(dice, options, 1),
            to: random_expr(dice, options, 1),
        })
        .collect()
}

/// 2-6 decision makers, 3-9 states, sparse to dense intransitive moves, ties.
pub fn random_digraph(dice: &mut Dice) -> Digraph {
    let states = 3 + dice.below(7);
    let movers = 2 + dice.below(5);
    let density = 5 + dice.below(45);
    let levels = 2 + dice.below(states + 2);
    let decision_makers = (0..movers).map(|i| DigraphDecisionMaker {
        name: format!("D{i}"),
        moves: (0..states)
            .map(|s| {
                (0..states)
                    .filter(|&t| t != s && dice.chance(density))
                    .collect()
            })
            .collect(),
        payoff: (0..states)
            .map(|_| i64::try_from(dice.below(levels)).unwrap())
            .collect(),
    });
    Digraph {
        states,
        decision_makers: decision_makers.collect(),
        status_quo: Some(0),
    }
}

pub fn random_expr(dice: &mut Dice, options: usize, depth: usize) -> Expr {
    let next = depth.saturating_sub(1);
    match if depth == 0 { 0 } else { dice.below(7) } {
        0 | 1 => {
            let option = Expr::Option(dice.below(options));
            if dice.chance(40) { !option } else { option }
        }
        2 => !random_expr(dice, options, next),
        3 => random_expr(dice, options, next) & random_expr(dice, options, next),
        4 => random_expr(dice, options, next) | random_expr(dice, options, next),
        5 => random_expr(dice, options, next).when(random_expr(dice, options, next)),
        _ => random_expr(dice, options, next).iff(random_expr(dice, options, next)),
    }
}

/// A pattern over two or three options.
fn random_pattern(dice: &mut Dice, options: usize) -> Expr {
    let literals = (0..2 + dice.below(2)).map(|_| {
        let option = Expr::Option(dice.below(options));
        if dice.chance(50) { !option } else { option }
    });
    Expr::And(literals.collect())
}

/// Option forms with shared, one-way and closed options, patterns, statements and rankings.
pub fn random_conflict(dice: &mut Dice, options: usize, assumed: usize) -> Conflict {
    let movers = 2 + dice.below(3);
    let specs = (0..options).map(|k| {
        let mut owners = vec![dice.below(movers)];
        if dice.chance(15) {
            owners.push(dice.below(movers));
        }
        OptionSpec {
            name: format!("o{k}"),
            owners,
            direction: match dice.below(10) {
                0 | 1 => Direction::Forward,
                2 => Direction::Back,
                3 => Direction::Closed,
                _ => Direction::Both,
            },
        }
    });
    let form = OptionForm {
        decision_makers: (0..movers).map(|i| format!("D{i}")).collect(),
        options: specs.collect(),
        infeasible: (0..dice.below(3))
            .map(|_| random_pattern(dice, options))
            .collect(),
    };
    let feasible: Vec<State> = (0..1u64 << options)
        .map(State)
        .filter(|&s| !form.infeasible.iter().any(|p| p.eval(s)))
        .collect();
    if feasible.is_empty() {
        return random_conflict(dice, options, assumed);
    }
    let preferences = (0..movers).map(|_| {
        if dice.chance(20) {
            let mut levels = vec![Vec::new(); 2 + dice.below(feasible.len())];
            for &state in &feasible {
                let level = dice.below(levels.len());
                levels[level].push(state);
            }
            return Preferences::Ranking(levels);
        }
        let statements = (0..1 + dice.below(4)).map(|_| PreferenceStatement {
            expr: random_expr(dice, options, 2),
            assumed: dice.chance(assumed),
        });
        Preferences::Statements(statements.collect())
    });
    Conflict {
        preferences: preferences.collect(),
        form,
        status_quo: feasible[dice.below(feasible.len())],
    }
}
