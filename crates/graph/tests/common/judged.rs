//! Models under a judgement, and their stability written straight from the definitions: every
//! path is followed from scratch, relations are kept as plain lists of numbers.

use super::{Dice, Plain, random_digraph};
use demarche_graph::{
    Comparison, Digraph, DigraphDecisionMaker, GraphModel, Judgement, Likelihoods, Outlook,
    Reading, Returns, Uncertainty,
};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ranked,
    Graded,
    Compared,
    Fuzzy,
    Probable,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Ranked,
        Self::Graded,
        Self::Compared,
        Self::Fuzzy,
        Self::Probable,
    ];
}

/// The relations of each decision maker, `[i][s][q]`: is it drawn from `s` to `q`; does `q` hurt
/// it if it left `s`; would it step from `s` to `q` in answer.
pub struct Naive {
    pub states: usize,
    pub movers: usize,
    pub moves: Vec<Vec<Vec<usize>>>,
    pub drawn: Vec<Vec<Vec<bool>>>,
    pub hurt: Vec<Vec<Vec<bool>>>,
    pub steps: Vec<Vec<Vec<bool>>>,
    pub returns: Returns,
}

impl Naive {
    /// R_H(s).
    pub fn reach(&self, members: &[usize], s: usize) -> BTreeSet<usize> {
        let mut arrived = BTreeSet::new();
        let mut open = vec![(s, usize::MAX)];
        while let Some((q, last)) = open.pop() {
            for &j in members.iter().filter(|&&j| j != last) {
                for &t in &self.moves[j][q] {
                    if arrived.insert((t, j)) {
                        open.push((t, j));
                    }
                }
            }
        }
        arrived.into_iter().map(|(t, _)| t).collect()
    }

    /// What the others reach by improvements: each alone, or every coalition of them by joint
    /// improvements, none twice in a row.
    fn sequential(&self, others: &[usize], s: usize, joint: bool) -> BTreeSet<usize> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for set in 1..1usize << others.len() {
            let group: Vec<usize> = (0..others.len())
                .filter(|k| set >> k & 1 == 1)
                .map(|k| others[k])
                .collect();
            if joint || group.len() == 1 {
                groups.push(group);
            }
        }
        let mut arrived = BTreeSet::new();
        let mut open = vec![(s, usize::MAX)];
        while let Some((q, last)) = open.pop() {
            for (k, group) in groups.iter().enumerate().filter(|(k, _)| *k != last) {
                for t in self.reach(group, q) {
                    let all = group.iter().all(|&j| self.steps[j][q][t]);
                    if all && arrived.insert((t, k)) {
                        open.push((t, k));
                    }
                }
            }
        }
        arrived.into_iter().map(|(t, _)| t).collect()
    }

    /// `[concept][s]` in the order Nash, GMR, SMR, SEQ, SSEQ.
    pub fn stable(&self, members: &[usize], joint: bool) -> Vec<Vec<bool>> {
        let others: Vec<usize> = (0..self.movers).filter(|j| !members.contains(j)).collect();
        let all = |f: &dyn Fn(usize) -> BTreeSet<usize>| -> Vec<BTreeSet<usize>> {
            (0..self.states).map(f).collect()
        };
        let own = all(&|s| self.reach(members, s));
        let by_moves = all(&|s| self.reach(&others, s));
        let by_improvements = all(&|s| self.sequential(&others, s, joint));
        let mut table = vec![vec![false; self.states]; 5];
        for s in 0..self.states {
            let better: Vec<usize> = own[s]
                .iter()
                .copied()
                .filter(|&q| members.iter().all(|&i| self.drawn[i][s][q]))
                .collect();
            let regret = |q: usize| members.iter().any(|&i| self.hurt[i][s][q]);
            let deters = |q: &usize| regret(*q) && (self.returns == Returns::Deter || *q != s);
            let stuck = |q: &usize| own[*q].iter().all(|&t| regret(t));
            let met = |reach: &Vec<BTreeSet<usize>>, symmetric: bool| {
                better.iter().all(|&s1| {
                    let mut answers = reach[s1].iter();
                    answers.any(|s2| deters(s2) && (!symmetric || stuck(s2)))
                })
            };
            table[0][s] = better.is_empty();
            table[1][s] = met(&by_moves, false);
            table[2][s] = met(&by_moves, true);
            table[3][s] = met(&by_improvements, false);
            table[4][s] = met(&by_improvements, true);
        }
        table
    }
}

/// A relation as a list of numbers, computed for every pair.
fn table<T>(states: usize, f: impl Fn(usize, usize) -> T) -> Vec<Vec<T>> {
    (0..states)
        .map(|s| (0..states).map(|q| f(s, q)).collect())
        .collect()
}

/// A random digraph of up to `movers` decision makers with preferences of a kind.
pub fn random_judged(dice: &mut Dice, kind: Kind, movers: usize) -> (GraphModel, Judgement, Naive) {
    let mut digraph = random_digraph(dice);
    digraph.decision_makers.truncate(movers);
    let model = GraphModel::from_digraph(&digraph).unwrap();
    let returns = if dice.chance(30) {
        Returns::DoNotDeter
    } else {
        Returns::Deter
    };
    let mut naive = Naive {
        states: digraph.states,
        movers: digraph.decision_makers.len(),
        moves: digraph
            .decision_makers
            .iter()
            .map(|d| d.moves.clone())
            .collect(),
        drawn: Vec::new(),
        hurt: Vec::new(),
        steps: Vec::new(),
        returns,
    };
    let judgement = judge(dice, kind, &digraph, &mut naive);
    (model, judgement, naive)
}

/// Preferences of a kind over the states of `naive`, which gets their relations.
fn judge(dice: &mut Dice, kind: Kind, digraph: &Digraph, naive: &mut Naive) -> Judgement {
    let (outlooks, reading) = match kind {
        Kind::Ranked => ranked(digraph, naive),
        Kind::Graded => graded(dice, naive),
        Kind::Compared => compared(dice, naive),
        Kind::Fuzzy => fuzzy(dice, naive),
        Kind::Probable => probable(dice, naive),
    };
    let judgement = Judgement::new(outlooks, reading).unwrap();
    judgement.with_returns(naive.returns)
}

/// Preferences of a kind over a model in option form, in place of its own.
pub fn rejudged(dice: &mut Dice, kind: Kind, plain: &Plain) -> (Judgement, Naive) {
    let decision_makers = plain.moves.iter().zip(&plain.payoff);
    let digraph = Digraph {
        states: plain.states,
        decision_makers: decision_makers
            .map(|(moves, payoff)| DigraphDecisionMaker {
                name: String::new(),
                moves: moves.clone(),
                payoff: payoff.clone(),
            })
            .collect(),
        status_quo: None,
    };
    let mut naive = Naive {
        states: plain.states,
        movers: plain.movers,
        moves: plain.moves.clone(),
        drawn: Vec::new(),
        hurt: Vec::new(),
        steps: Vec::new(),
        returns: Returns::Deter,
    };
    let judgement = judge(dice, kind, &digraph, &mut naive);
    (judgement, naive)
}

fn ranked(digraph: &Digraph, naive: &mut Naive) -> (Vec<Outlook>, Reading) {
    let n = digraph.states;
    for d in &digraph.decision_makers {
        let p = &d.payoff;
        naive.drawn.push(table(n, |s, q| p[q] > p[s]));
        naive.hurt.push(table(n, |s, q| p[q] <= p[s]));
        naive.steps.push(table(n, |s, q| p[q] > p[s]));
    }
    let all = digraph.decision_makers.iter();
    let outlooks = all.map(|d| Outlook::payoffs(&d.payoff)).collect();
    let unknown = Uncertainty::B;
    (outlooks, Reading::Compared { unknown, degree: 0 })
}

/// Levels with gaps of degrees 1 to 3: the degree between two states is the highest gap between
/// their levels.
fn graded(dice: &mut Dice, naive: &mut Naive) -> (Vec<Outlook>, Reading) {
    let n = naive.states;
    let wanted = dice.below(4);
    let mut outlooks = Vec::new();
    for _ in 0..naive.movers {
        let mut levels = vec![Vec::new(); 1 + dice.below(n)];
        for s in 0..n {
            let level = dice.below(levels.len());
            levels[level].push(s);
        }
        let gaps: Vec<u8> = (1..levels.len())
            .map(|_| [1, 1, 2, 3][dice.below(4)])
            .collect();
        outlooks.push(Outlook::graded(n, &levels, &gaps).unwrap());
        let level = |s: usize| levels.iter().position(|l| l.contains(&s)).unwrap();
        let degree = |best: usize, worst: usize| gaps[best..worst].iter().max().copied().unwrap();
        let better = |s: usize, q: usize| level(q) < level(s);
        naive.drawn.push(table(n, better));
        naive.steps.push(table(n, better));
        naive.hurt.push(table(n, |s, q| {
            let (here, there) = (level(s), level(q));
            if there <= here {
                wanted == 0 && here == there
            } else {
                usize::from(degree(here, there)) >= wanted
            }
        }));
    }
    let reading = Reading::Compared {
        unknown: Uncertainty::ALL[dice.below(4)],
        degree: u8::try_from(wanted).unwrap(),
    };
    (outlooks, reading)
}

/// Comparisons drawn pair by pair, a third of them unknown, with degrees 1 and 2.
fn compared(dice: &mut Dice, naive: &mut Naive) -> (Vec<Outlook>, Reading) {
    let n = naive.states;
    let variant = dice.below(4);
    let wanted = u8::try_from(dice.below(3)).unwrap();
    let mut outlooks = Vec::new();
    for _ in 0..naive.movers {
        let mut cells = vec![Comparison::Equal; n * n];
        for q in 0..n {
            for s in 0..q {
                let degree = 1 + u8::try_from(dice.below(2)).unwrap();
                let comparison = match dice.below(6) {
                    0 | 1 => Comparison::Unknown,
                    2 => Comparison::Equal,
                    3 => Comparison::Better(degree),
                    _ => Comparison::Worse(degree),
                };
                cells[q * n + s] = comparison;
                cells[s * n + q] = match comparison {
                    Comparison::Better(d) => Comparison::Worse(d),
                    Comparison::Worse(d) => Comparison::Better(d),
                    same => same,
                };
            }
        }
        outlooks.push(Outlook::compared(n, cells.clone()).unwrap());
        let is = |s: usize, q: usize| cells[q * n + s];
        let (a, c, d) = (variant == 0, variant == 2, variant == 3);
        naive.drawn.push(table(n, |s, q| match is(s, q) {
            Comparison::Better(_) => true,
            Comparison::Unknown => a || c,
            _ => false,
        }));
        naive.hurt.push(table(n, |s, q| match (is(s, q), wanted) {
            (Comparison::Unknown, _) => c || d,
            (Comparison::Equal | Comparison::Worse(_), 0) => true,
            (Comparison::Worse(by), wanted) => by >= wanted,
            _ => false,
        }));
        naive.steps.push(table(n, |s, q| {
            matches!(is(s, q), Comparison::Better(_) | Comparison::Unknown)
        }));
    }
    let reading = Reading::Compared {
        unknown: Uncertainty::ALL[variant],
        degree: wanted,
    };
    (outlooks, reading)
}

/// Degrees in eighths, which binary fractions hold exactly.
fn eighths(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap()) / 8.0
}

fn fuzzy(dice: &mut Dice, naive: &mut Naive) -> (Vec<Outlook>, Reading) {
    let n = naive.states;
    let mut outlooks = Vec::new();
    let mut thresholds = Vec::new();
    for _ in 0..naive.movers {
        // In eighths: r(q, s) and eight minus it.
        let mut r = vec![4usize; n * n];
        for q in 0..n {
            for s in 0..q {
                r[q * n + s] = dice.below(9);
                r[s * n + q] = 8 - r[q * n + s];
            }
        }
        let threshold = 1 + dice.below(8);
        outlooks.push(Outlook::fuzzy(n, r.iter().map(|&k| eighths(k)).collect()).unwrap());
        thresholds.push(eighths(threshold));
        let certain = |s: usize, q: usize| r[q * n + s] >= r[s * n + q] + threshold;
        naive.drawn.push(table(n, certain));
        naive.hurt.push(table(n, |s, q| !certain(s, q)));
        naive.steps.push(table(n, certain));
    }
    (outlooks, Reading::Fuzzy { thresholds })
}

fn probable(dice: &mut Dice, naive: &mut Naive) -> (Vec<Outlook>, Reading) {
    let n = naive.states;
    let mut outlooks = Vec::new();
    let mut thresholds = Vec::new();
    for _ in 0..naive.movers {
        let mut p = vec![0usize; n * n];
        for q in 0..n {
            for s in 0..q {
                p[q * n + s] = dice.below(9);
                p[s * n + q] = dice.below(9 - p[q * n + s]);
            }
        }
        let [tempts, deters, steps] = [dice.below(8), dice.below(8), dice.below(8)];
        outlooks.push(Outlook::probabilistic(n, p.iter().map(|&k| eighths(k)).collect()).unwrap());
        thresholds.push(Likelihoods {
            tempts: eighths(tempts),
            deters: eighths(deters),
            steps: eighths(steps),
        });
        naive.drawn.push(table(n, |s, q| p[q * n + s] > tempts));
        naive.hurt.push(table(n, |s, q| p[q * n + s] <= deters));
        naive.steps.push(table(n, |s, q| p[q * n + s] > steps));
    }
    (outlooks, Reading::Probabilistic { thresholds })
}
