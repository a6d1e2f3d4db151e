//! Evolution, impasse and foresight against their definitions on random models.

mod common;

use common::{Dice, Plain, random_conflict, random_digraph};
use demarche_graph::{
    Concept, GraphModel, QuestionError, Reason, StepKind, evolution, foresight, impasse, stability,
};
use std::collections::{BTreeMap, BTreeSet};

/// Length of a shortest legal sequence to each state, layer by layer.
fn distances(plain: &Plain, start: usize, improving: bool) -> BTreeMap<usize, usize> {
    let mut shortest = BTreeMap::from([(start, 0)]);
    let mut layer: BTreeSet<(usize, Option<usize>)> = BTreeSet::from([(start, None)]);
    for length in 1..=plain.states * plain.movers + 1 {
        let mut next = BTreeSet::new();
        for &(s, last) in &layer {
            for i in (0..plain.movers).filter(|&i| Some(i) != last) {
                let ends = if improving {
                    plain.improvements(i, s)
                } else {
                    plain.moves[i][s].clone()
                };
                next.extend(ends.into_iter().map(|t| (t, Some(i))));
            }
        }
        for &(t, _) in &next {
            shortest.entry(t).or_insert(length);
        }
        layer = next;
    }
    shortest
}

fn check_evolution(model: &GraphModel, plain: &Plain) {
    let table = stability(model);
    let start = model.status_quo().unwrap();
    for (by, improving) in [(StepKind::Moves, false), (StepKind::Improvements, true)] {
        let expected = distances(plain, start, improving);
        for concept in [Concept::Nash, Concept::Gmr, Concept::Sseq] {
            let found = evolution(model, &table, concept, by).unwrap();
            assert_eq!(found.reached, expected.len());
            let all = table.equilibria[concept.index()].iter();
            let (reached, missed): (Vec<_>, Vec<_>) = all.partition(|s| expected.contains_key(s));
            assert_eq!(found.unreachable, missed);
            let mut ends: Vec<usize> = found.routes.iter().map(|r| r.equilibrium).collect();
            ends.sort_unstable();
            assert_eq!(ends, reached);
            for route in &found.routes {
                assert_eq!(route.steps.len(), expected[&route.equilibrium]);
                let (mut at, mut last) = (start, None);
                for step in &route.steps {
                    let made = step.step;
                    assert_eq!(made.from, at);
                    assert_ne!(Some(made.mover), last);
                    assert!(plain.moves[made.mover][at].contains(&made.to));
                    let back = plain.others_reach(plain.movers, made.to, false);
                    assert_eq!(step.irreversible, !back.contains(&at));
                    (at, last) = (made.to, Some(made.mover));
                }
                assert_eq!(at, route.equilibrium);
            }
        }
    }
}

#[test]
fn evolution_of_digraphs() {
    let mut dice = Dice::new(31);
    for _ in 0..600 {
        let digraph = random_digraph(&mut dice);
        let model = GraphModel::from_digraph(&digraph).unwrap();
        check_evolution(&model, &Plain::of_digraph(&digraph));
    }
}

#[test]
fn evolution_of_option_forms() {
    let mut dice = Dice::new(37);
    for _ in 0..300 {
        let conflict = random_conflict(&mut dice, 3, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        check_evolution(&model, &Plain::of_conflict(&conflict).0);
    }
}

#[test]
fn impasse_accounts_for_every_move() {
    let mut dice = Dice::new(41);
    for _ in 0..500 {
        let conflict = random_conflict(&mut dice, 4, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let table = stability(&model);
        let found = impasse(&model).unwrap();
        let start = found.status_quo;
        assert_eq!(found.concepts, table.concepts(start));
        for party in &found.parties {
            let stable = |c: &Concept| table.is_stable(start, party.dm, *c);
            let expected: Vec<Concept> = Concept::ALL.into_iter().filter(stable).collect();
            assert_eq!(party.stable, expected);
            let better = party.improvements.iter().map(|a| a.to);
            let mut all: Vec<usize> = better.chain(party.refused.iter().map(|r| r.to)).collect();
            all.sort_unstable();
            assert_eq!((all, party.omitted), (model.moves(party.dm, start), 0));
            for (k, concept) in Concept::ALL[1..].iter().enumerate() {
                let deterred = |a: &demarche_graph::ImprovementAnswer| {
                    assert_eq!(a.deterrents[k].concept, *concept);
                    a.deterrents[k].sanction.is_some()
                };
                let held = party.improvements.iter().all(deterred);
                assert_eq!(held, party.stable.contains(concept));
            }
            let statements = conflict.preferences[party.dm].statements();
            for refused in &party.refused {
                let holds = |k: usize, s: usize| statements[k].expr.eval(model.state(s).unwrap());
                let rank = |s| model.rank(party.dm, s);
                match refused.reason {
                    Reason::Loses { statement } => {
                        assert!((0..statement).all(|k| holds(k, start) == holds(k, refused.to)));
                        assert!(holds(statement, start) && !holds(statement, refused.to));
                    }
                    Reason::Indifferent => assert_eq!(rank(start), rank(refused.to)),
                    Reason::RankedLower => {
                        assert!(statements.is_empty() && rank(refused.to) < rank(start));
                    }
                }
            }
        }
    }
}

/// The state that `i`, about to move at `s`, expects to end in when it looks `h` moves ahead.
fn expects(plain: &Plain, i: usize, h: usize, s: usize) -> usize {
    let mut ends = plain.moves[i][s].clone();
    ends.sort_unstable();
    let mut best: Option<usize> = None;
    if h > 0 {
        for t in ends {
            let end = expects(plain, 1 - i, h - 1, t);
            if best.is_none_or(|b| plain.payoff[i][end] > plain.payoff[i][b]) {
                best = Some(end);
            }
        }
    }
    best.filter(|&end| plain.payoff[i][end] > plain.payoff[i][s])
        .unwrap_or(s)
}

#[test]
fn foresight_follows_the_recursion() {
    let mut dice = Dice::new(43);
    let mut asked = 0;
    while asked < 200 {
        let digraph = random_digraph(&mut dice);
        let model = GraphModel::from_digraph(&digraph).unwrap();
        let movers = digraph.decision_makers.len();
        let found = foresight(&model, 4);
        if movers != 2 {
            assert_eq!(found, Err(QuestionError::NeedsTwo(movers)));
            continue;
        }
        asked += 1;
        let (plain, found) = (Plain::of_digraph(&digraph), found.unwrap());
        for a in &found.anticipations {
            assert_eq!(a.expects, expects(&plain, a.dm, a.horizon, 0));
            assert_eq!(a.first_move.is_some(), a.expects != 0);
        }
        for dm in 0..2 {
            let mut own = found.anticipations.iter().filter(|a| a.dm == dm);
            let first = own.find(|a| a.first_move.is_some()).map(|a| a.horizon);
            assert_eq!(found.breaks_at[dm], first);
            let nash = plain.improvements(dm, 0).is_empty();
            assert_eq!(first == Some(1), !nash);
        }
    }
}
