//! Hypergames against their definition.

mod common;

use common::{Dice, Plain, random_conflict, random_digraph};
use demarche_graph::{
    Digraph, Expr, Focus, GraphModel, Hypergame, HypergameError, HypergameOutcome, Judgement,
    PerceivedConflict, Perception, State, verify_under, witness_under,
};

/// What one decision maker perceives: a game, and the hypergame's name of each of its states.
struct Seen {
    plain: Plain,
    names: Vec<usize>,
}

fn compare(outcomes: &[HypergameOutcome], seen: &[Seen], states: usize) {
    let tables: Vec<_> = seen.iter().map(|own| own.plain.stable()).collect();
    for outcome in outcomes {
        let c = outcome.concept.index();
        for s in 0..states {
            let local: Vec<Option<usize>> = seen
                .iter()
                .map(|own| own.names.iter().position(|&name| name == s))
                .collect();
            let stays = |i: usize| local[i].is_none_or(|k| tables[i][c][i][k]);
            let expects =
                |i: usize| local[i].is_some_and(|k| tables[i][c].iter().all(|stable| stable[k]));
            let all = 0..seen.len();
            let seen_by_any = local.iter().any(Option::is_some);
            let equilibrium = seen_by_any && all.clone().all(stays);
            assert_eq!(outcome.equilibria.contains(s), equilibrium);
            let consensus = all.clone().all(expects);
            assert_eq!(outcome.consensus.contains(s), consensus);
            let hidden = equilibrium && local.iter().any(Option::is_none);
            assert_eq!(outcome.hidden.contains(s), hidden);
            let astonished = |i: usize| local[i].is_some() && !expects(i);
            let surprise = equilibrium && all.clone().any(astonished);
            assert_eq!(outcome.surprise.contains(s), surprise);
            assert_eq!(equilibrium, consensus || hidden || surprise);
            for i in all {
                assert_eq!(outcome.perceived[i].contains(s), local[i].is_some());
                assert_eq!(
                    outcome.stable[i].contains(s),
                    local[i].is_some() && stays(i)
                );
                assert_eq!(outcome.expected[i].contains(s), expects(i));
                assert_eq!(outcome.mistaken[i].contains(s), expects(i) && !equilibrium);
            }
        }
    }
}

/// Perceptions of the same conflict, each with states left out and opinions of its own.
fn random_perceptions(dice: &mut Dice, true_game: &Digraph) -> (Vec<Perception>, Vec<Seen>) {
    let mut both = (Vec::new(), Vec::new());
    for _ in 0..true_game.decision_makers.len() {
        let mut names: Vec<usize> = (0..true_game.states).filter(|_| dice.chance(80)).collect();
        if names.is_empty() {
            names.push(0);
        }
        let mut game = true_game.clone();
        game.states = names.len();
        game.status_quo = None;
        for d in &mut game.decision_makers {
            let keep = |ends: &Vec<usize>| {
                let local = ends.iter().map(|t| names.iter().position(|n| n == t));
                local.flatten().collect()
            };
            d.moves = names.iter().map(|&s| keep(&d.moves[s])).collect();
            let mistaken = dice.chance(40);
            let opinion = |&s: &usize| d.payoff[s] * if mistaken { -1 } else { 1 };
            d.payoff = names.iter().map(opinion).collect();
        }
        let model = GraphModel::from_digraph(&game).unwrap();
        let judgement = Judgement::of_model(&model);
        both.0
            .push(Perception::new(model, judgement, names.clone()));
        both.1.push(Seen {
            plain: Plain::of_digraph(&game),
            names,
        });
    }
    both
}

fn plain_graphs(rounds: usize) {
    let mut dice = Dice::new(61);
    let mut found = [0; 4];
    for round in 0..rounds {
        let game = random_digraph(&mut dice);
        let (perceptions, seen) = random_perceptions(&mut dice, &game);
        let hypergame = Hypergame::new(game.states, perceptions).unwrap();
        let outcomes = hypergame.outcomes().unwrap();
        compare(&outcomes, &seen, game.states);
        for o in &outcomes {
            for (count, set) in
                found
                    .iter_mut()
                    .zip([&o.equilibria, &o.consensus, &o.hidden, &o.surprise])
            {
                *count += usize::from(!set.is_empty());
            }
        }
        if round % 20 == 0 {
            check_witnesses(&hypergame, &outcomes);
        }
    }
    assert!(found.iter().all(|&n| n > rounds / 10), "{found:?}");
}

/// Verdicts in perceived games are witnessed and verified there.
fn check_witnesses(hypergame: &Hypergame, outcomes: &[HypergameOutcome]) {
    for (i, own) in hypergame.perceptions().iter().enumerate() {
        for s in 0..hypergame.state_count() {
            let Some(local) = own.local(s) else { continue };
            for outcome in outcomes {
                let (model, judgement) = (own.model(), own.judgement());
                let focus = Focus::single(i);
                let found =
                    witness_under(model, judgement, &focus, local, outcome.concept).unwrap();
                assert_eq!(found.is_stable(), outcome.stable[i].contains(s));
                assert_eq!(verify_under(model, judgement, &found), Ok(()));
            }
        }
    }
}

fn option_forms(rounds: usize) {
    let mut dice = Dice::new(62);
    for round in 0..rounds {
        let options = 2 + round % 4;
        let base = random_conflict(&mut dice, options, 0);
        let movers = base.form.decision_makers.len();
        let mut perceived = Vec::new();
        while perceived.len() < movers {
            let mut conflict = random_conflict(&mut dice, options, 0);
            if conflict.form.decision_makers.len() != movers {
                continue;
            }
            let unknown: Vec<usize> = (0..options).filter(|_| dice.chance(15)).collect();
            conflict.status_quo = State(0);
            conflict.form.infeasible.clear();
            conflict.preferences.retain(|p| !p.statements().is_empty());
            if conflict.preferences.len() == movers {
                perceived.push(PerceivedConflict {
                    conflict,
                    unknown_options: unknown,
                });
            }
        }
        let hypergame = Hypergame::from_conflicts(&perceived).unwrap();
        let names: Vec<State> = (0..hypergame.state_count())
            .map(|s| hypergame.state(s).unwrap())
            .collect();
        let seen: Vec<Seen> = perceived
            .iter()
            .map(|own| {
                let mut conflict = own.conflict.clone();
                let gone = own.unknown_options.iter().map(|&k| Expr::Option(k));
                conflict.form.infeasible.extend(gone);
                let (plain, states) = Plain::of_conflict(&conflict);
                let name = |s: &State| names.iter().position(|n| n == s).unwrap();
                Seen {
                    plain,
                    names: states.iter().map(name).collect(),
                }
            })
            .collect();
        compare(&hypergame.outcomes().unwrap(), &seen, names.len());
    }
}

#[test]
fn perceived_graphs() {
    plain_graphs(2_000);
}

#[test]
fn perceived_options() {
    option_forms(400);
}

#[test]
#[ignore = "takes minutes"]
fn perceived_graphs_at_length() {
    plain_graphs(100_000);
    option_forms(20_000);
}

/// Without misperception a hypergame is the game.
#[test]
fn one_perception_for_all() {
    let mut dice = Dice::new(63);
    for _ in 0..300 {
        let game = random_digraph(&mut dice);
        let model = GraphModel::from_digraph(&game).unwrap();
        let table = demarche_graph::stability(&model);
        let judgement = Judgement::of_model(&model);
        let states: Vec<usize> = (0..game.states).collect();
        let one = Perception::new(model, judgement, states);
        let all = vec![one; game.decision_makers.len()];
        let hypergame = Hypergame::new(game.states, all).unwrap();
        for outcome in hypergame.outcomes().unwrap() {
            let equilibria = &table.equilibria[outcome.concept.index()];
            assert_eq!(&outcome.equilibria, equilibria);
            assert_eq!(&outcome.consensus, equilibria);
            assert!(outcome.hidden.is_empty() && outcome.surprise.is_empty());
        }
    }
}

#[test]
fn perceptions_that_do_not_fit() {
    let game = random_digraph(&mut Dice::new(64));
    let model = GraphModel::from_digraph(&game).unwrap();
    let needed = game.decision_makers.len();
    let one = Perception::new(
        model.clone(),
        Judgement::of_model(&model),
        vec![0; game.states],
    );
    let few = Hypergame::new(game.states, vec![one.clone()]);
    assert_eq!(
        few.map(|_| ()).unwrap_err(),
        HypergameError::WrongCount {
            found: needed,
            needed: 1
        }
    );
    let same = Hypergame::new(game.states, vec![one; needed]);
    assert_eq!(same.map(|_| ()).unwrap_err(), HypergameError::BadStates(0));
}
