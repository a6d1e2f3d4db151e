//! An impasse over a freeze, a delivery and a summit, and everything the engine says about it.
//!
//! One side offers a freeze and could deliver missiles, which cannot be taken back; the other
//! could accept the freeze. Both could come to a meeting.

use demarche_graph::{
    Change, Concept, Conflict, Direction, Expr, Goal, GraphModel, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, Reason, RobustnessQuery, Shift, ShiftQuery, State,
    StatementRef, Step, StepKind, StopReason, evolution, foresight, impasse, robustness, shifts,
    stability,
};

const DELIVER: usize = 0;
const HOST: usize = 1;
const ACCEPT: usize = 2;
const ATTEND: usize = 3;

fn option(name: &str, owner: usize, direction: Direction) -> OptionSpec {
    OptionSpec {
        name: name.to_owned(),
        owners: vec![owner],
        direction,
    }
}

fn talks() -> Conflict {
    let [t, h, a, m] = [DELIVER, HOST, ACCEPT, ATTEND].map(Expr::Option);
    let (known, assumed) = (PreferenceStatement::known, PreferenceStatement::assumed);
    let west = vec![
        known(a.clone()),
        assumed(!t.clone()),
        known((h.clone() & m.clone()).iff(a.clone())),
        assumed(!(h.clone() & !m.clone())),
    ];
    let east = vec![
        assumed(a.clone().when(t.clone())),
        known(!a),
        assumed(!t),
        assumed(m.iff(h)),
    ];
    Conflict {
        form: OptionForm {
            decision_makers: vec!["West".to_owned(), "East".to_owned()],
            options: vec![
                option("deliver missiles", 0, Direction::Forward),
                option("host the summit", 0, Direction::Both),
                option("accept the freeze", 1, Direction::Both),
                option("attend the summit", 1, Direction::Both),
            ],
            infeasible: vec![],
        },
        preferences: vec![Preferences::Statements(west), Preferences::Statements(east)],
        status_quo: State::default(),
    }
}

fn model(conflict: &Conflict) -> GraphModel {
    GraphModel::from_conflict(conflict).unwrap()
}

fn statements(conflict: &mut Conflict, dm: usize) -> &mut Vec<PreferenceStatement> {
    match &mut conflict.preferences[dm] {
        Preferences::Statements(statements) => statements,
        Preferences::Ranking(_) => unreachable!("both sides have statements"),
    }
}

/// West ranks "deliver, or the freeze is accepted" above "do not deliver".
fn pressing() -> Conflict {
    let mut conflict = talks();
    let either = Expr::Option(DELIVER) | Expr::Option(ACCEPT);
    statements(&mut conflict, 0).insert(1, PreferenceStatement::assumed(either));
    conflict
}

fn summit() -> State {
    State::taking(&[DELIVER, HOST, ACCEPT, ATTEND])
}

#[test]
fn nothing_taken_is_an_impasse_under_every_concept() {
    let impasse = impasse(&model(&talks())).unwrap();
    assert_eq!(impasse.concepts, Concept::ALL);
    let [west, east] = &impasse.parties[..] else {
        panic!("two parties")
    };
    assert!(west.improvements.is_empty() && east.improvements.is_empty());
    let why = |to: usize| west.refused.iter().find(|r| r.to == to).map(|r| r.reason);
    assert_eq!(why(1), Some(Reason::Loses { statement: 1 }));
    assert_eq!(why(2), Some(Reason::Loses { statement: 3 }));
    let why = |to: usize| east.refused.iter().find(|r| r.to == to).map(|r| r.reason);
    assert_eq!(why(4), Some(Reason::Loses { statement: 1 }));
}

#[test]
fn pressing_leads_through_delivery_to_the_summit() {
    let conflict = pressing();
    let model = model(&conflict);
    let table = stability(&model);
    assert_eq!(table.concepts(0), []);
    let summit = model.index_of(summit()).unwrap();
    assert_eq!(table.concepts(summit), Concept::ALL);
    let evolution = evolution(&model, &table, Concept::Seq, StepKind::Improvements).unwrap();
    let route = evolution
        .routes
        .iter()
        .find(|r| r.equilibrium == summit)
        .unwrap();
    let first = route.steps[0];
    assert_eq!(first.step.mover, 0);
    assert!(model.state(first.step.to).unwrap().takes(DELIVER));
    assert!(first.irreversible);
    assert!(route.steps[1..].iter().all(|s| !s.irreversible));
    // Delivery alone, then acceptance, are improvements too.
    let delivered = model.index_of(State::taking(&[DELIVER])).unwrap();
    let accepted = model.index_of(State::taking(&[DELIVER, ACCEPT])).unwrap();
    assert!(model.improvements(0, 0).contains(&delivered));
    assert!(model.improvements(1, delivered).contains(&accepted));
}

#[test]
fn pressing_a_side_that_does_not_yield_ends_in_delivery_without_talks() {
    let mut conflict = pressing();
    statements(&mut conflict, 1).swap(0, 1);
    let model = model(&conflict);
    let table = stability(&model);
    let evolution = evolution(&model, &table, Concept::Seq, StepKind::Improvements).unwrap();
    let ends: Vec<State> = evolution
        .routes
        .iter()
        .map(|r| model.state(r.equilibrium).unwrap())
        .collect();
    assert!(!ends.is_empty());
    assert!(ends.iter().all(|s| s.takes(DELIVER) && !s.takes(ACCEPT)));
    assert_eq!(ends[0], State::taking(&[DELIVER]));
}

#[test]
fn two_moves_of_foresight_break_the_impasse() {
    let foresight = foresight(&model(&talks()), 4).unwrap();
    assert_eq!(foresight.breaks_at[0], Some(2));
    let west = &foresight.anticipations[1];
    assert_eq!((west.dm, west.horizon), (0, 2));
    let conflict = talks();
    let model = model(&conflict);
    assert!(
        model
            .state(west.first_move.unwrap())
            .unwrap()
            .takes(DELIVER)
    );
    assert!(model.state(west.expects).unwrap().takes(ACCEPT));
}

#[test]
fn without_belief_in_pressure_foresight_changes_nothing() {
    let mut conflict = talks();
    statements(&mut conflict, 1).swap(0, 1);
    let foresight = foresight(&model(&conflict), 6).unwrap();
    assert_eq!(foresight.breaks_at, [None, None]);
}

#[test]
fn smallest_shifts_to_the_freeze_are_found_and_explained() {
    let conflict = talks();
    let goal = Goal::Reach(Expr::Option(ACCEPT) & Expr::Option(HOST) & Expr::Option(ATTEND));
    let answer = shifts(&model(&conflict), &ShiftQuery::new(goal, Concept::Seq)).unwrap();
    assert_eq!(answer.stop, StopReason::Exhausted);
    let only = |shift: &Shift| match shift.changes[..] {
        [change] => Some(change),
        _ => None,
    };
    let not_delivering = StatementRef { dm: 0, index: 1 };
    let wanting_to_deliver = Change::Negate {
        statement: not_delivering,
    };
    let single: Vec<Change> = answer.shifts.iter().filter_map(only).collect();
    assert!(single.contains(&wanting_to_deliver), "{single:?}");
    for shift in &answer.shifts {
        let end = model(&conflict)
            .state(shift.follow_up.rests.unwrap())
            .unwrap();
        assert!(end.takes(ACCEPT) && end.takes(HOST) && end.takes(ATTEND));
        assert!(shift.concepts.contains(&Concept::Seq));
    }
    let first = answer.shifts[0].follow_up.path[0];
    assert!(matches!(
        first,
        Step {
            mover: 0,
            from: 0,
            ..
        }
    ));
}

#[test]
fn the_impasse_hinges_on_the_guess_that_delivery_is_unwanted() {
    let conflict = talks();
    let answer = robustness(&model(&conflict), &RobustnessQuery::default()).unwrap();
    assert_eq!(answer.examined, 32);
    let nash = answer.survival(Concept::Nash).unwrap();
    assert!(nash.as_assumed && nash.interval.is_none());
    let hinge = answer.hinges(Concept::Nash)[0];
    assert_eq!(hinge.assumption, StatementRef { dm: 0, index: 1 });
    assert!(hinge.pivotal && hinge.necessary);
}

/// West holds "press, unless they accept" already, but less dear than not delivering.
#[test]
fn ranking_pressure_higher_is_a_shift_by_one_place() {
    let mut conflict = talks();
    let either = Expr::Option(DELIVER) | Expr::Option(ACCEPT);
    statements(&mut conflict, 0).insert(2, PreferenceStatement::assumed(either));
    let model = model(&conflict);
    assert_eq!(impasse(&model).unwrap().concepts, Concept::ALL);
    let query = ShiftQuery {
        max_size: 1,
        ..ShiftQuery::new(Goal::Unsettle, Concept::Seq)
    };
    let answer = shifts(&model, &query).unwrap();
    let statement = StatementRef { dm: 0, index: 1 };
    let raised = Change::Move { statement, to: 2 };
    let shift = answer.shifts.iter().find(|s| s.changes == [raised]);
    let shift = shift.expect("listed once, by the statement with the lower index");
    assert_eq!(shift.who, [0]);
    assert_eq!(shift.concepts, Concept::ALL);
    let rests = shift.follow_up.rests.unwrap();
    assert_eq!(model.state(rests), Some(State::taking(&[DELIVER, ACCEPT])));
    let summit = model.index_of(summit()).unwrap();
    assert!(shift.follow_up.alternatives.contains(&summit));
    assert!(shift.follow_up.undeterred);
}
