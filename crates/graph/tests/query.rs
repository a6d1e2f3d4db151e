//! Questions about single states against the explicit engine, and at a size that it cannot list.

mod common;

use common::{Dice, random_conflict};
use demarche_graph::{
    Change, Concept, Conflict, Direction, Expr, GraphModel, Guarantee, OptionForm,
    PreferenceStatement, Preferences, Query, QueryAnswer, QueryCheck, QueryError, QueryVerdict,
    QueryWitness, State, StatementRef, StopReason, SymbolicLimits, stability, verify_query,
};

/// Steps of a check that is to end soon.
const STEPS: usize = 1 << 16;

const SMALL: SymbolicLimits = SymbolicLimits {
    nodes: 1 << 14,
    remembered: 1 << 10,
};

fn stated(dice: &mut Dice, options: usize, assumed: usize) -> Conflict {
    loop {
        let conflict = random_conflict(dice, options, assumed);
        let is_stated = |p: &Preferences| matches!(p, Preferences::Statements(_));
        if conflict.preferences.iter().all(is_stated) {
            return conflict;
        }
    }
}

fn compare(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = stated(&mut dice, 2 + round % 4, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let table = stability(&model);
        let query = Query::new(&conflict, SMALL).unwrap();
        for s in 0..model.state_count() {
            let state = model.state(s).unwrap();
            for concept in Concept::ALL {
                let all = query.is_equilibrium(state, concept).unwrap();
                assert_eq!(
                    all,
                    table.is_equilibrium(s, concept),
                    "{concept} {conflict:?}"
                );
                for dm in 0..conflict.preferences.len() {
                    let found = query.witness(state, dm, concept, 100).unwrap();
                    let expected = table.is_stable(s, dm, concept);
                    assert_eq!(found.is_stable(), expected, "{found:?} {conflict:?}");
                    let checked = verify_query(&conflict, &found, usize::MAX);
                    assert_eq!(checked, QueryCheck::Proved, "{found:?} {conflict:?}");
                    let improvements = model.improvements(dm, s);
                    if let QueryVerdict::Stable {
                        improvements: count,
                        answers,
                    } = &found.verdict
                    {
                        assert_eq!(*count, improvements.len() as u128);
                        let answered = answers.iter().map(|a| a.improvement);
                        let listed = improvements.iter().map(|&t| model.state(t).unwrap());
                        assert!(answered.eq(listed));
                    }
                }
            }
        }
    }
}

#[test]
fn verdicts_and_witnesses() {
    compare(61, 150);
}

fn stable(found: &QueryWitness, improvements: u128, answers: Vec<QueryAnswer>) -> QueryWitness {
    QueryWitness {
        verdict: QueryVerdict::Stable {
            improvements,
            answers,
        },
        ..found.clone()
    }
}

/// Verdicts that say the contrary, leave an improvement out, or name a sanction that is none.
fn spoilt(found: &QueryWitness) -> Vec<QueryWitness> {
    match &found.verdict {
        QueryVerdict::Unstable { .. } => vec![stable(found, 0, Vec::new())],
        QueryVerdict::Stable {
            improvements,
            answers,
        } => {
            let mut spoilt = Vec::new();
            for (n, answer) in answers.iter().enumerate() {
                let improvement = answer.improvement;
                let contrary = QueryVerdict::Unstable { improvement };
                spoilt.push(QueryWitness {
                    verdict: contrary,
                    ..found.clone()
                });
                let mut silent = answers.clone();
                silent[n].sanction.clear();
                spoilt.push(stable(found, *improvements, silent));
                let mut fewer = answers.clone();
                fewer.remove(n);
                spoilt.push(stable(found, improvements - 1, fewer));
            }
            spoilt
        }
    }
}

#[test]
fn spoilt_witnesses_are_refuted() {
    let mut dice = Dice::new(71);
    let mut refuted = 0;
    for round in 0..100 {
        let conflict = stated(&mut dice, 2 + round % 4, 0);
        let query = Query::new(&conflict, SMALL).unwrap();
        let quo = conflict.status_quo;
        for dm in 0..conflict.preferences.len() {
            for concept in Concept::ALL {
                let found = query.witness(quo, dm, concept, 100).unwrap();
                for spoilt in spoilt(&found) {
                    let checked = verify_query(&conflict, &spoilt, usize::MAX);
                    assert_eq!(checked, QueryCheck::Refuted, "{spoilt:?} {conflict:?}");
                    refuted += 1;
                }
            }
        }
    }
    assert!(refuted > 100, "{refuted}");
}

#[test]
#[ignore = "minutes; figures in docs/measurements.md"]
fn verdicts_and_witnesses_of_many() {
    compare(67, 10_000);
}

/// The conflict with one change, written from the words that describe it.
fn with(conflict: &Conflict, change: Change) -> Conflict {
    let mut changed = conflict.clone();
    let mut edit = |s: StatementRef, edit: &dyn Fn(&mut Vec<PreferenceStatement>)| {
        if let Preferences::Statements(list) = &mut changed.preferences[s.dm] {
            edit(list);
        }
    };
    match change {
        Change::Negate { statement } => edit(statement, &|list| {
            let expr = list[statement.index].expr.clone();
            list[statement.index].expr = !expr;
        }),
        Change::Drop { statement } => edit(statement, &|list| {
            list.remove(statement.index);
        }),
        Change::Move { statement, to } => edit(statement, &|list| {
            let moved = list.remove(statement.index);
            list.insert(to, moved);
        }),
        Change::Open { option } => changed.form.options[option].direction = Direction::Both,
        Change::Close { option } => changed.form.options[option].direction = Direction::Closed,
    }
    changed
}

fn single_changes(conflict: &Conflict) -> Vec<Change> {
    let mut all = Vec::new();
    for statement in conflict.assumptions() {
        all.push(Change::Negate { statement });
        all.push(Change::Drop { statement });
        let places = conflict.preferences[statement.dm].statements().len();
        let elsewhere = (0..places).filter(|&to| to != statement.index);
        all.extend(elsewhere.map(|to| Change::Move { statement, to }));
    }
    for (option, spec) in conflict.form.options.iter().enumerate() {
        all.push(match spec.direction {
            Direction::Closed => Change::Open { option },
            _ => Change::Close { option },
        });
    }
    all
}

#[test]
fn every_single_change_that_unsettles() {
    let mut dice = Dice::new(71);
    for round in 0..60 {
        let conflict = stated(&mut dice, 2 + round % 3, 60);
        let concept = Concept::ALL[round % 5];
        let is_settled = |c: &Conflict| {
            let model = GraphModel::from_conflict(c).unwrap();
            stability(&model).is_equilibrium(model.status_quo().unwrap(), concept)
        };
        let query = Query::new(&conflict, SMALL).unwrap();
        let found = query
            .shifts(conflict.status_quo, concept, 1, 10_000)
            .unwrap();
        let mut expected = Vec::new();
        if is_settled(&conflict) {
            let unsettles = |c: &Change| !is_settled(&with(&conflict, *c));
            expected = single_changes(&conflict)
                .into_iter()
                .filter(unsettles)
                .map(|c| vec![c])
                .collect();
            assert_eq!(found.stop, StopReason::Exhausted);
            let pairs = query
                .shifts(conflict.status_quo, concept, 2, 10_000)
                .unwrap();
            assert!(pairs.shifts.starts_with(&found.shifts));
            assert_eq!(pairs.guarantee, Guarantee::Complete { size: 2 });
        } else {
            assert_eq!(found.stop, StopReason::AlreadyHolds);
        }
        assert_eq!(found.shifts, expected, "{conflict:?}");
    }
}

/// Six parties with ten options each. Each wants its options, and more that its neighbour does not strike, which is its tenth option; it
/// strikes rather than let the one before it take its first.
fn sixty() -> Conflict {
    let o = |dm: usize, k: usize| Expr::Option(10 * (dm % 6) + k);
    let names: Vec<String> = (0..60).map(|k| format!("o{k}")).collect();
    let dealt: Vec<(&str, usize)> = names
        .iter()
        .zip(0..)
        .map(|(n, k)| (n.as_str(), k / 10))
        .collect();
    let mut form = OptionForm::new(&["A", "B", "C", "D", "E", "F"], &dealt);
    form.infeasible = (0..6).map(|dm| o(dm, 1) & o(dm + 1, 2)).collect();
    let wishes = |dm: usize| {
        let quiet = !o(dm + 1, 9);
        let strike = o(dm, 9).when(o(dm + 5, 0));
        Preferences::Statements(
            [quiet, strike, o(dm, 0), o(dm, 1), !o(dm, 9)]
                .map(PreferenceStatement::assumed)
                .to_vec(),
        )
    };
    Conflict {
        form,
        preferences: (0..6).map(wishes).collect(),
        status_quo: State::default(),
    }
}

#[test]
fn two_to_the_sixty_states() {
    let conflict = sixty();
    let query = Query::new(&conflict, Query::LIMITS).unwrap();
    let quiet = State::default();
    let nash = query.witness(quiet, 0, Concept::Nash, 3).unwrap();
    assert!(!nash.is_stable());
    assert_eq!(verify_query(&conflict, &nash, STEPS), QueryCheck::Proved);
    // Whoever takes its first option is struck by the next one, and cannot help it.
    for concept in [Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq] {
        let found = query.witness(quiet, 0, concept, 3).unwrap();
        assert!(verify_query(&conflict, &found, STEPS).holds(), "{found:?}");
        let credible = !concept.is_sequential();
        assert!(
            found.is_stable() == credible || concept.is_sequential(),
            "{found:?}"
        );
        if let QueryVerdict::Stable {
            improvements,
            answers,
        } = &found.verdict
        {
            // Any of its options but the strike, with its first or second among them.
            assert!(*improvements > 100 && answers.len() == 3);
            assert_eq!(answers[0].sanction.len(), 1);
        }
    }
    let held = query.is_equilibrium(quiet, Concept::Gmr).unwrap();
    let shifts = query.shifts(quiet, Concept::Gmr, 1, 500).unwrap();
    assert!(held && shifts.stop == StopReason::Exhausted);
    assert!(!shifts.shifts.is_empty());
}

#[test]
fn what_cannot_be_asked() {
    let mut conflict = sixty();
    let query = Query::new(&conflict, Query::LIMITS).unwrap();
    let ruled_out = State(1 << 1 | 1 << 12);
    assert_eq!(
        query.is_equilibrium(ruled_out, Concept::Seq),
        Err(QueryError::Infeasible(ruled_out))
    );
    let beyond = State(1 << 63);
    assert_eq!(
        query.is_equilibrium(beyond, Concept::Seq),
        Err(QueryError::Infeasible(beyond))
    );
    let nobody = query.witness(State::default(), 6, Concept::Seq, 1);
    assert_eq!(nobody, Err(QueryError::UnknownDecisionMaker(6)));
    conflict.preferences[1] = Preferences::Ranking(Vec::new());
    assert!(Query::new(&conflict, SMALL).is_err());
}
