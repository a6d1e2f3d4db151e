//! The engine against stability written straight from the definitions.

mod common;

use common::{Dice, Plain, random_barred, random_conflict, random_digraph};
use demarche_graph::{
    Barred, BuildError, Change, Comparison, Concept, Direction, Expr, Goal, GraphModel, Outlook,
    ShiftQuery, Verdict, VerifyError, shifts, stability, verify, witness,
};

fn compare(model: &GraphModel, plain: &Plain, what: &dyn std::fmt::Debug) {
    let table = stability(model);
    let expected = plain.stable();
    for (concept, by_mover) in Concept::ALL.into_iter().zip(&expected) {
        for (i, stable) in by_mover.iter().enumerate() {
            let found = &table.decision_makers[i].stable[concept.index()];
            let found: Vec<bool> = (0..plain.states).map(|s| found.contains(s)).collect();
            assert_eq!(&found, stable, "{concept} {i} {what:?}");
        }
        let all = |s: usize| by_mover.iter().all(|stable| stable[s]);
        let everywhere: Vec<usize> = (0..plain.states).filter(|&s| all(s)).collect();
        let found: Vec<usize> = table.equilibria[concept.index()].iter().collect();
        assert_eq!(found, everywhere, "{concept} {what:?}");
    }
}

/// Every verdict's witness agrees with the table and passes the check.
fn check_witnesses(model: &GraphModel) {
    let table = stability(model);
    for concept in Concept::ALL {
        for dm in 0..model.decision_makers().len() {
            for s in 0..model.state_count() {
                let found = witness(model, s, dm, concept).unwrap();
                assert_eq!(found.is_stable(), table.is_stable(s, dm, concept));
                assert_eq!(verify(model, &found), Ok(()), "{found:?}");
            }
        }
    }
}

fn compare_digraphs(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for _ in 0..rounds {
        let digraph = random_digraph(&mut dice);
        let model = GraphModel::from_digraph(&digraph).unwrap();
        compare(&model, &Plain::of_digraph(&digraph), &digraph);
        check_witnesses(&model);
    }
}

#[test]
fn random_digraphs() {
    compare_digraphs(7, 10_000);
}

/// Transitions that cannot be made, shared options, options that go one way.
fn compare_barred(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = random_conflict(&mut dice, 2 + round % 4, 0);
        let barred = random_barred(&mut dice, &conflict);
        let model = GraphModel::from_conflict_without(&conflict, &barred).unwrap();
        let (plain, _) = Plain::of_conflict_without(&conflict, &barred);
        for i in 0..plain.movers {
            for s in 0..plain.states {
                assert_eq!(model.moves(i, s), plain.moves[i][s]);
            }
        }
        compare(&model, &plain, &conflict);
        check_witnesses(&model);
    }
}

#[test]
fn barred_transitions() {
    compare_barred(13, 2_000);
}

/// What is barred stays barred when a shift opens or closes an option.
#[test]
fn shifts_keep_transitions_barred() {
    let mut dice = Dice::new(14);
    let mut found = 0;
    for round in 0..400 {
        let conflict = random_conflict(&mut dice, 2 + round % 3, 0);
        let barred = random_barred(&mut dice, &conflict);
        let model = GraphModel::from_conflict_without(&conflict, &barred).unwrap();
        let mut query = ShiftQuery::new(Goal::Unsettle, Concept::Seq);
        query.max_size = 1;
        for shift in shifts(&model, &query).unwrap().shifts {
            let mut after = conflict.clone();
            match shift.changes[0] {
                Change::Open { option } => after.form.options[option].direction = Direction::Both,
                Change::Close { option } => {
                    after.form.options[option].direction = Direction::Closed;
                }
                _ => continue,
            }
            let (plain, _) = Plain::of_conflict_without(&after, &barred);
            let start = model.status_quo().unwrap();
            assert!(!plain.is_equilibrium(Concept::Seq.index(), start));
            found += 1;
        }
    }
    assert!(found > 20, "{found}");
}

/// Weights rank the feasible states by their sum.
#[test]
fn weights_rank_states() {
    let mut dice = Dice::new(15);
    for round in 0..500 {
        let options = 2 + round % 5;
        let mut conflict = random_conflict(&mut dice, options, 0);
        let weights: Vec<i64> = (0..options)
            .map(|_| i64::try_from(dice.below(7)).unwrap() - 3)
            .collect();
        conflict.preferences[0] = conflict.form.weighted(&weights).unwrap();
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let states = model.states();
        let worth = |s: usize| -> i64 { states[s].taken(options).map(|k| weights[k]).sum() };
        let outlook = Outlook::weights(&states, &weights);
        for (a, b) in (0..states.len()).flat_map(|a| (0..states.len()).map(move |b| (a, b))) {
            let order = model.rank(0, a).cmp(&model.rank(0, b));
            assert_eq!(order, worth(a).cmp(&worth(b)));
            let better = matches!(outlook.compare(a, b), Comparison::Better(_));
            assert_eq!(better, worth(a) > worth(b));
        }
    }
}

#[test]
fn barred_transitions_that_speak_of_nothing() {
    let conflict = random_conflict(&mut Dice::new(16), 3, 0);
    let bar = |dm, option| Barred {
        dm,
        from: Expr::True,
        to: Expr::Option(option),
    };
    let error = |bar| GraphModel::from_conflict_without(&conflict, &[bar]).unwrap_err();
    assert_eq!(
        error(bar(Some(9), 0)),
        BuildError::UnknownMover { place: 0, dm: 9 }
    );
    assert!(matches!(
        error(bar(None, 3)),
        BuildError::UnknownOption { option: 3, .. }
    ));
}

#[test]
fn random_option_forms() {
    compare_option_forms(11, 3_000);
}

#[test]
#[ignore = "takes minutes"]
fn at_length() {
    compare_digraphs(91, 100_000);
    compare_option_forms(92, 100_000);
}

#[test]
#[ignore = "takes minutes"]
fn barred_transitions_at_length() {
    compare_barred(93, 100_000);
}

fn compare_option_forms(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = random_conflict(&mut dice, 2 + round % 4, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let (plain, states) = Plain::of_conflict(&conflict);
        assert_eq!(model.state_count(), plain.states);
        for (s, &state) in states.iter().enumerate() {
            assert_eq!(model.state(s), Some(state));
            assert_eq!(model.index_of(state), Some(s));
            for i in 0..plain.movers {
                assert_eq!(model.moves(i, s), plain.moves[i][s]);
            }
        }
        compare(&model, &plain, &conflict);
        check_witnesses(&model);
    }
}

/// The same conflict given as a plain graph: two algorithms, one answer.
#[test]
fn option_form_and_digraph_agree_on_larger_models() {
    let mut dice = Dice::new(23);
    for _ in 0..12 {
        let conflict = random_conflict(&mut dice, 8, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let (plain, _) = Plain::of_conflict(&conflict);
        let digraph = demarche_graph::Digraph {
            states: plain.states,
            decision_makers: (0..plain.movers)
                .map(|i| demarche_graph::DigraphDecisionMaker {
                    name: format!("D{i}"),
                    moves: plain.moves[i].clone(),
                    payoff: plain.payoff[i].clone(),
                })
                .collect(),
            status_quo: None,
        };
        let other = GraphModel::from_digraph(&digraph).unwrap();
        assert_eq!(stability(&model), stability(&other));
    }
}

/// A tampered witness does not pass.
#[test]
fn tampering_is_noticed() {
    let mut dice = Dice::new(5);
    let (mut flipped, mut cut, mut redirected) = (0, 0, 0);
    for _ in 0..300 {
        let model = GraphModel::from_digraph(&random_digraph(&mut dice)).unwrap();
        for concept in Concept::ALL {
            let found = witness(&model, 0, 0, concept).unwrap();
            match &found.verdict {
                Verdict::Unstable { .. } => {
                    let mut wrong = found.clone();
                    wrong.verdict = Verdict::Stable { answers: vec![] };
                    let error = verify(&model, &wrong);
                    assert!(matches!(error, Err(VerifyError::Unanswered(_))));
                    flipped += 1;
                }
                Verdict::Stable { answers } if !answers.is_empty() => {
                    let mut wrong = found.clone();
                    wrong.verdict = Verdict::Unstable {
                        improvement: answers[0].improvement,
                    };
                    let error = verify(&model, &wrong);
                    assert!(matches!(error, Err(VerifyError::Deterred(_))));
                    cut += 1;
                    let mut shorter = answers.clone();
                    shorter[0].sanction.remove(0);
                    wrong.verdict = Verdict::Stable { answers: shorter };
                    assert!(verify(&model, &wrong).is_err());
                    redirected += 1;
                }
                Verdict::Stable { .. } => {}
            }
        }
    }
    assert!(flipped > 50 && cut > 50 && redirected > 50);
}
