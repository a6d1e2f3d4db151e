//! The engine against stability written straight from the definitions.

mod common;

use common::{Dice, Plain, random_conflict, random_digraph};
use demarche_graph::{Concept, GraphModel, Verdict, VerifyError, stability, verify, witness};

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
