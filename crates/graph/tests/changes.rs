//! Shifts and robustness against trying everything.

mod common;

use common::{Dice, Plain, random_conflict, random_expr};
use demarche_graph::{
    Change, Concept, Conflict, Direction, Expr, Goal, GraphModel, Interval, PreferenceStatement,
    Preferences, QuestionError, RobustnessQuery, ShiftQuery, StatementRef, StopReason, WhatIf,
    robustness, shifts, stability,
};
use std::collections::{BTreeMap, BTreeSet};

/// The conflict after a set of changes, made on the lists of statements themselves.
fn changed(conflict: &Conflict, changes: &[Change]) -> Conflict {
    let mut after = conflict.clone();
    for (dm, preferences) in after.preferences.iter_mut().enumerate() {
        let Preferences::Statements(statements) = preferences else {
            continue;
        };
        let mut list: Vec<Option<PreferenceStatement>> =
            statements.iter().cloned().map(Some).collect();
        for change in changes {
            if let Change::Negate { statement } = change
                && statement.dm == dm
            {
                let slot = list[statement.index].as_mut().unwrap();
                slot.expr = !slot.expr.clone();
            }
        }
        for change in changes {
            if let Change::Drop { statement } = change
                && statement.dm == dm
            {
                list[statement.index] = None;
            }
        }
        let mut sent = BTreeMap::new();
        for change in changes {
            if let Change::Move { statement, to } = change
                && statement.dm == dm
            {
                sent.insert(*to, statement.index);
            }
        }
        let mut rest = (0..list.len()).filter(|k| !sent.values().any(|v| v == k));
        let order: Vec<usize> = (0..list.len())
            .map(|place| {
                sent.get(&place)
                    .copied()
                    .unwrap_or_else(|| rest.next().unwrap())
            })
            .collect();
        *statements = order.into_iter().filter_map(|k| list[k].clone()).collect();
    }
    for change in changes {
        match change {
            Change::Open { option } => after.form.options[*option].direction = Direction::Both,
            Change::Close { option } => after.form.options[*option].direction = Direction::Closed,
            _ => {}
        }
    }
    after
}

fn achieves(conflict: &Conflict, goal: &Goal, concept: Concept) -> bool {
    let (plain, states) = Plain::of_conflict(conflict);
    let start = states
        .iter()
        .position(|&s| s == conflict.status_quo)
        .unwrap();
    match goal {
        Goal::Unsettle => !plain.is_equilibrium(concept.index(), start),
        Goal::Reach(wanted) => plain
            .improvement_reach(start)
            .into_iter()
            .any(|s| wanted.eval(states[s]) && plain.is_equilibrium(concept.index(), s)),
    }
}

/// What makes two sets of changes the same: moves and all payoffs.
type Model = (Vec<Vec<Vec<usize>>>, Vec<Vec<i64>>);

fn model_of(conflict: &Conflict) -> Model {
    let (plain, _) = Plain::of_conflict(conflict);
    (plain.moves, plain.payoff)
}

fn parts(conflict: &Conflict) -> Vec<Change> {
    let mut parts = Vec::new();
    for (dm, preferences) in conflict.preferences.iter().enumerate() {
        let statements = preferences.statements();
        for (index, statement_text) in statements.iter().enumerate() {
            let statement = StatementRef { dm, index };
            if statement_text.assumed {
                parts.push(Change::Negate { statement });
                parts.push(Change::Drop { statement });
                for to in 0..statements.len() {
                    parts.push(Change::Move { statement, to });
                }
            }
        }
    }
    for (option, spec) in conflict.form.options.iter().enumerate() {
        if spec.direction == Direction::Closed {
            parts.push(Change::Open { option });
        } else {
            parts.push(Change::Close { option });
        }
    }
    parts
}

fn clash(a: Change, b: Change) -> bool {
    match (a, b) {
        (
            Change::Move {
                statement: s,
                to: x,
            },
            Change::Move {
                statement: t,
                to: y,
            },
        ) => s == t || s.dm == t.dm && x == y,
        (Change::Drop { statement: s }, _) => b.statement() == Some(s),
        (_, Change::Drop { statement: t }) => a.statement() == Some(t),
        _ => a == b,
    }
}

/// What is left of a set of changes when rank moves of one party count as alike.
fn outline(changes: &[Change]) -> BTreeSet<(usize, usize, Option<Change>)> {
    let plain = |(k, change): (usize, &Change)| match change {
        Change::Move { statement, .. } => (k, statement.dm, None),
        other => (0, 0, Some(*other)),
    };
    let mut sorted = changes.to_vec();
    sorted.sort();
    sorted.iter().enumerate().map(plain).collect()
}

type Listed = BTreeSet<(usize, BTreeSet<(usize, usize, Option<Change>)>, Model)>;

/// All smallest sets of changes, as outlines with the models they come to.
fn by_trying(conflict: &Conflict, goal: &Goal, concept: Concept) -> Listed {
    let parts = parts(conflict);
    let does = |changes: &[Change]| achieves(&changed(conflict, changes), goal, concept);
    let model = |changes: &[Change]| model_of(&changed(conflict, changes));
    let single: Vec<Change> = parts.iter().copied().filter(|&c| does(&[c])).collect();
    let single_models: BTreeSet<Model> = single.iter().map(|&c| model(&[c])).collect();
    let mut listed: Listed = BTreeSet::new();
    for &change in &single {
        listed.insert((1, outline(&[change]), model(&[change])));
    }
    for (k, &a) in parts.iter().enumerate() {
        for &b in &parts[k + 1..] {
            if clash(a, b) || single.contains(&a) || single.contains(&b) || !does(&[a, b]) {
                continue;
            }
            let both = model(&[a, b]);
            if !single_models.contains(&both) {
                listed.insert((2, outline(&[a, b]), both));
            }
        }
    }
    listed
}

#[test]
fn shifts_are_complete_and_smallest() {
    let mut dice = Dice::new(3);
    let (mut answered, mut already) = (0, 0);
    while answered < 150 {
        let conflict = random_conflict(&mut dice, 3, 60);
        let goal = match dice.below(2) {
            0 => Goal::Unsettle,
            _ => Goal::Reach(random_expr(&mut dice, 3, 1)),
        };
        let concept = Concept::ALL[dice.below(5)];
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let answer = shifts(&model, &ShiftQuery::new(goal.clone(), concept)).unwrap();
        if answer.stop == StopReason::AlreadyHolds {
            assert!(achieves(&conflict, &goal, concept));
            already += 1;
            continue;
        }
        answered += 1;
        assert!(!achieves(&conflict, &goal, concept));
        let mut listed: Listed = BTreeSet::new();
        for shift in &answer.shifts {
            let after = changed(&conflict, &shift.changes);
            for c in Concept::ALL {
                assert_eq!(shift.concepts.contains(&c), achieves(&after, &goal, c));
            }
            check_path(&after, shift, concept, &goal);
            let entry = (
                shift.changes.len(),
                outline(&shift.changes),
                model_of(&after),
            );
            assert!(listed.insert(entry), "listed twice: {:?}", shift.changes);
        }
        let expected = by_trying(&conflict, &goal, concept);
        assert_eq!(listed, expected, "{conflict:?} {goal:?} {concept}");
    }
    assert!(already > 20);
}

/// The path is legal, improves step by step, and ends where it says.
fn check_path(after: &Conflict, shift: &demarche_graph::Shift, concept: Concept, goal: &Goal) {
    let (plain, states) = Plain::of_conflict(after);
    let mut at = states.iter().position(|&s| s == after.status_quo).unwrap();
    let mut last = None;
    for step in &shift.follow_up.path {
        assert_eq!(step.from, at);
        assert_ne!(Some(step.mover), last);
        assert!(plain.improvements(step.mover, at).contains(&step.to));
        (at, last) = (step.to, Some(step.mover));
    }
    match (shift.follow_up.rests, goal) {
        (Some(end), Goal::Unsettle) => {
            assert_eq!(end, at);
            assert!(plain.is_equilibrium(concept.index(), end));
        }
        (Some(end), Goal::Reach(wanted)) => {
            assert_eq!(end, at);
            assert!(wanted.eval(states[end]) && plain.is_equilibrium(concept.index(), end));
        }
        (None, Goal::Unsettle) => assert_eq!(shift.follow_up.path.len(), 1),
        (None, Goal::Reach(_)) => panic!("a wanted state is reached"),
    }
}

#[test]
fn a_limit_is_reported() {
    let mut dice = Dice::new(1);
    loop {
        let conflict = random_conflict(&mut dice, 4, 100);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let query = ShiftQuery {
            candidate_limit: 3,
            ..ShiftQuery::new(Goal::Reach(Expr::False), Concept::Gmr)
        };
        let answer = shifts(&model, &query).unwrap();
        assert_eq!(answer.stop, StopReason::CandidateLimit(3));
        assert_eq!(answer.examined, 3);
        if answer.shifts.is_empty() {
            break;
        }
    }
}

fn negated(conflict: &Conflict, assumptions: &[StatementRef], combination: usize) -> Conflict {
    let flipped = assumptions.iter().enumerate();
    let changes: Vec<Change> = flipped
        .filter(|(k, _)| combination >> k & 1 == 1)
        .map(|(_, &statement)| Change::Negate { statement })
        .collect();
    changed(conflict, &changes)
}

/// What assumption `k` adds to the verdict as assumed, averaged over every order in which the
/// assumptions come to stand.
fn shapley(survives: &[bool], assumptions: usize, k: usize) -> f64 {
    let kept = |flipped: usize| i32::from(survives[flipped] == survives[0]);
    let (mut sum, mut count) = (0, 0);
    each_sequence(assumptions, &mut Vec::new(), &mut |order| {
        let place = order.iter().position(|&j| j == k).unwrap();
        let flipped: usize = order[place + 1..].iter().map(|j| 1 << j).sum();
        sum += kept(flipped) - kept(flipped | 1 << k);
        count += 1;
    });
    f64::from(sum) / f64::from(count)
}

fn each_sequence(n: usize, chosen: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize])) {
    if chosen.len() == n {
        visit(chosen);
    }
    for k in 0..n {
        if !chosen.contains(&k) {
            chosen.push(k);
            each_sequence(n, chosen, visit);
            chosen.pop();
        }
    }
}

/// The sets that carry the verdict as assumed and have no smaller one inside.
fn grounds(survives: &[bool], assumptions: usize) -> Vec<Vec<usize>> {
    let carries = |set: usize| {
        let flips = (0..survives.len()).filter(|flipped| flipped & set == 0);
        flips
            .into_iter()
            .all(|flipped| survives[flipped] == survives[0])
    };
    let sets = 0..1usize << assumptions;
    let smallest = sets.clone().filter(|&set| {
        let inside = |part: &usize| part & set == *part && *part != set;
        carries(set) && !sets.clone().filter(inside).any(carries)
    });
    let members = |set: usize| (0..assumptions).filter(|k| set >> k & 1 == 1).collect();
    smallest.map(members).collect()
}

#[test]
fn exact_robustness_counts_every_combination() {
    let mut dice = Dice::new(9);
    let mut examined = 0;
    while examined < 80 {
        let conflict = random_conflict(&mut dice, 3, 70);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let all = conflict.assumptions();
        if all.len() > 7 {
            continue;
        }
        examined += 1;
        let answer = robustness(&model, &RobustnessQuery::default()).unwrap();
        assert_eq!(answer.assumptions, all);
        for concept in Concept::ALL {
            let survives: Vec<bool> = (0..1 << all.len())
                .map(|n| !achieves(&negated(&conflict, &all, n), &Goal::Unsettle, concept))
                .collect();
            let count = |keep: &dyn Fn(usize) -> bool| {
                let kept = (0..survives.len()).filter(|&n| keep(n) && survives[n]);
                u32::try_from(kept.count()).unwrap()
            };
            let survival = answer.survival(concept).unwrap();
            assert_eq!(survival.survived, u64::from(count(&|_| true)));
            assert_eq!(survival.as_assumed, survives[0]);
            let half = u32::try_from(survives.len() / 2).unwrap();
            for (k, assumption) in all.iter().enumerate() {
                let hinges = answer.hinges(concept);
                let hinge = hinges.iter().find(|h| h.assumption == *assumption).unwrap();
                let standing = count(&|n| n >> k & 1 == 0);
                let falling = count(&|n| n >> k & 1 == 1);
                let swings = (0..survives.len()).filter(|&n| survives[n] != survives[n ^ 1 << k]);
                let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
                assert!(near(
                    hinge.share_standing,
                    f64::from(standing) / f64::from(half)
                ));
                assert!(near(
                    hinge.share_flipped,
                    f64::from(falling) / f64::from(half)
                ));
                let swings = f64::from(u32::try_from(swings.count()).unwrap());
                assert!(near(hinge.banzhaf, swings / f64::from(2 * half)));
                assert_eq!(hinge.pivotal, survives[0] != survives[1 << k]);
                let kept = |n: &usize| survives[*n] == survives[0];
                let stands = |n: &usize| n >> k & 1 == 0;
                let combinations = || 0..survives.len();
                let necessary = combinations().filter(kept).all(|n| stands(&n));
                assert_eq!(hinge.necessary, necessary);
                let carries = combinations().filter(stands).all(|n| kept(&n));
                let always = combinations().all(|n| kept(&n));
                assert_eq!(hinge.sufficient, carries && !always);
                assert!(near(hinge.shapley, shapley(&survives, all.len(), k)));
            }
            let mut named: Vec<Vec<StatementRef>> = grounds(&survives, all.len())
                .into_iter()
                .map(|set| set.into_iter().map(|k| all[k]).collect())
                .collect();
            named.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
            let told = answer.grounds(concept).unwrap();
            assert_eq!(told.count, u64::try_from(named.len()).unwrap());
            named.truncate(64);
            assert_eq!(told.sets.len(), named.len());
            let mut sorted = told.sets.clone();
            sorted.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
            assert!(told.sets.is_sorted_by_key(Vec::len));
            assert!(told.count > 64 || sorted == named);
        }
    }
}

#[test]
fn a_sample_agrees_with_the_whole_and_with_itself() {
    let mut dice = Dice::new(13);
    let (mut inside, mut hinges, mut near) = (0, 0, [0, 0]);
    for seed in 0..20 {
        let conflict = random_conflict(&mut dice, 4, 100);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let exact = robustness(&model, &RobustnessQuery::default()).unwrap();
        let query = RobustnessQuery {
            exact_up_to: 0,
            samples: 400,
            seed,
        };
        let sampled = robustness(&model, &query).unwrap();
        assert_eq!(sampled, robustness(&model, &query).unwrap());
        if exact.assumptions.is_empty() {
            inside += 5;
            continue;
        }
        assert_eq!(sampled.examined, 400);
        for (a, b) in exact.survival.iter().zip(&sampled.survival) {
            let interval = b.interval.unwrap();
            inside += i32::from(interval.low <= a.share && a.share <= interval.high);
        }
        assert!(sampled.grounds.is_empty());
        for (a, b) in exact.hinges.iter().zip(&sampled.hinges) {
            let holds =
                |i: Option<Interval>, value| i.is_some_and(|i| i.low <= value && value <= i.high);
            hinges += 1;
            near[0] += i32::from(holds(b.banzhaf_interval, a.banzhaf));
            near[1] += i32::from(holds(b.shapley_interval, a.shapley));
            assert_eq!(a.banzhaf_interval, None);
            assert_eq!(a.shapley_interval, None);
        }
    }
    assert!(hinges > 400);
    assert!(near[0] * 100 >= hinges * 90, "{near:?} of {hinges}");
    assert!(near[1] * 100 >= hinges * 95, "{near:?} of {hinges}");
    assert!(inside >= 85, "{inside} of 100 intervals hold the share");
}

/// The table after one or two changes is that of the conflict with the changes made on its lists.
fn what_ifs(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = random_conflict(&mut dice, 2 + round % 4, 100);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let what_if = WhatIf::new(&model).unwrap();
        assert_eq!(what_if.table(), &stability(&model));
        let assumed = conflict.assumptions();
        for &statement in &assumed {
            let places = conflict.preferences[statement.dm].statements().len();
            let to = dice.below(places);
            let option = dice.below(conflict.form.options.len());
            let toggled = match conflict.form.options[option].direction {
                Direction::Closed => Change::Open { option },
                _ => Change::Close { option },
            };
            let one = [
                Change::Negate { statement },
                Change::Drop { statement },
                Change::Move { statement, to },
            ];
            for change in one {
                for changes in [vec![change], vec![change, toggled]] {
                    let after = GraphModel::from_conflict(&changed(&conflict, &changes)).unwrap();
                    let found = what_if.after(&changes).unwrap();
                    assert_eq!(found, stability(&after), "{changes:?} {conflict:?}");
                }
            }
        }
    }
}

#[test]
fn what_if_is_the_changed_model() {
    what_ifs(83, 300);
}

#[test]
#[ignore = "a minute; figures in docs/measurements.md"]
fn what_if_is_the_changed_model_of_many() {
    what_ifs(89, 20_000);
}

#[test]
fn changes_of_what_does_not_exist() {
    let conflict = random_conflict(&mut Dice::new(3), 3, 100);
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let what_if = WhatIf::new(&model).unwrap();
    let statement = StatementRef { dm: 9, index: 0 };
    let unknown = what_if.after(&[Change::Drop { statement }]);
    assert_eq!(unknown, Err(QuestionError::UnknownStatement(statement)));
    let unknown = what_if.after(&[Change::Open { option: 7 }]);
    assert_eq!(unknown, Err(QuestionError::UnknownOption(7)));
    assert_eq!(what_if.after(&[]).as_ref(), Ok(what_if.table()));
}
