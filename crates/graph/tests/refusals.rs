//! What cannot be built or asked is refused with the reason.

use demarche_graph::{
    BuildError, Concept, Conflict, Digraph, DigraphDecisionMaker, Direction, Expr, Goal,
    GraphModel, OptionForm, OptionSpec, PreferenceStatement, Preferences, QuestionError,
    RobustnessQuery, ShiftQuery, State, foresight, impasse, robustness, shifts, witness,
};

fn conflict() -> Conflict {
    let option = |owner| OptionSpec {
        name: String::new(),
        owners: vec![owner],
        direction: Direction::Both,
    };
    let wants = |k| Preferences::Statements(vec![PreferenceStatement::known(Expr::Option(k))]);
    Conflict {
        form: OptionForm {
            decision_makers: vec!["A".to_owned(), "B".to_owned()],
            options: vec![option(0), option(1)],
            infeasible: vec![],
        },
        preferences: vec![wants(0), wants(1)],
        status_quo: State::default(),
    }
}

fn refusal(change: impl Fn(&mut Conflict)) -> String {
    let mut wrong = conflict();
    change(&mut wrong);
    GraphModel::from_conflict(&wrong).unwrap_err().to_string()
}

#[test]
fn a_conflict_that_contradicts_itself() {
    let o = Expr::Option;
    let mut all = Vec::new();
    all.push(refusal(|c| c.form.decision_makers.clear()));
    all.push(refusal(|c| c.form.options[1].owners.clear()));
    all.push(refusal(|c| c.form.options[1].owners.push(7)));
    all.push(refusal(|c| c.form.infeasible.push(o(2))));
    all.push(refusal(|c| {
        c.preferences[1] = Preferences::Statements(vec![
            PreferenceStatement::known(o(0)),
            PreferenceStatement::known(o(0).iff(o(5))),
        ]);
    }));
    all.push(refusal(|c| c.status_quo = State(4)));
    all.push(refusal(|c| c.status_quo = State(u64::MAX)));
    all.push(refusal(|c| c.preferences.truncate(1)));
    all.push(refusal(|c| c.form.infeasible = vec![o(0), !o(0)]));
    all.push(refusal(|c| c.form.infeasible = vec![!o(0)]));
    let ranking = |levels: &[&[u64]]| {
        let level = |l: &&[u64]| l.iter().copied().map(State).collect();
        Preferences::Ranking(levels.iter().map(level).collect())
    };
    all.push(refusal(|c| c.preferences[0] = ranking(&[&[0, 1], &[2]])));
    all.push(refusal(|c| {
        c.preferences[0] = ranking(&[&[0, 1], &[2, 3, 0]]);
    }));
    all.push(refusal(|c| {
        let option = c.form.options[0].clone();
        c.form.options.resize(30, option);
    }));
    all.push(refusal(|c| {
        let option = c.form.options[0].clone();
        c.form.options.resize(65, option);
    }));
    let expected = "\
a model needs at least one decision maker
option 1 has no owner
option 1 is owned by decision maker 7, which does not exist
infeasible pattern 0 speaks of option 2, which does not exist
statement 1 of decision maker 1 speaks of option 5, which does not exist
the status quo speaks of option 2, which does not exist
the status quo speaks of option 63, which does not exist
preferences are given for 1 of 2 decision makers
the infeasible patterns leave no state
the status quo is not a feasible state
the ranking of decision maker 0 leaves out state 3
the ranking of decision maker 0 has state 0 twice, or it is not feasible
the model has more than 16777216 feasible states
65 options are more than a state holds (64)";
    assert_eq!(all.join("\n"), expected);
}

#[test]
fn a_digraph_that_leads_nowhere() {
    let digraph = |moves: Vec<Vec<usize>>, payoff: Vec<i64>| Digraph {
        states: 2,
        decision_makers: vec![DigraphDecisionMaker {
            name: "A".to_owned(),
            moves,
            payoff,
        }],
        status_quo: None,
    };
    let refused = |moves, payoff| GraphModel::from_digraph(&digraph(moves, payoff)).unwrap_err();
    assert_eq!(
        refused(vec![vec![]], vec![0, 0]),
        BuildError::WrongLength {
            dm: 0,
            found: 1,
            states: 2
        }
    );
    assert_eq!(
        refused(vec![vec![], vec![1]], vec![0, 0]),
        BuildError::BadMove {
            dm: 0,
            from: 1,
            to: 1
        }
    );
    assert_eq!(
        refused(vec![vec![2], vec![]], vec![0, 0]),
        BuildError::BadMove {
            dm: 0,
            from: 0,
            to: 2
        }
    );
    let model = GraphModel::from_digraph(&digraph(vec![vec![1], vec![0]], vec![3, -9])).unwrap();
    assert_eq!(impasse(&model), Err(QuestionError::NoStatusQuo));
    assert_eq!(foresight(&model, 2), Err(QuestionError::NoStatusQuo));
    assert_eq!(
        robustness(&model, &RobustnessQuery::default()),
        Err(QuestionError::NeedsOptionForm)
    );
    assert_eq!(
        witness(&model, 2, 0, Concept::Seq),
        Err(QuestionError::UnknownState(2))
    );
    assert_eq!((model.rank(0, 9), model.moves(4, 0)), (None, vec![]));
}

#[test]
fn a_goal_over_an_unknown_option() {
    let model = GraphModel::from_conflict(&conflict()).unwrap();
    let query = ShiftQuery::new(Goal::Reach(Expr::Option(2)), Concept::Seq);
    assert_eq!(shifts(&model, &query), Err(QuestionError::UnknownOption(2)));
}

/// Answers go out as JSON and come back the same.
#[test]
fn answers_are_plain_values() {
    let mut conflict = conflict();
    conflict.preferences[0] =
        Preferences::Statements(vec![PreferenceStatement::assumed(!Expr::Option(0))]);
    conflict.preferences[1] =
        Preferences::Statements(vec![PreferenceStatement::known(!Expr::Option(1))]);
    let text = serde_json::to_string(&conflict).unwrap();
    assert_eq!(serde_json::from_str::<Conflict>(&text).unwrap(), conflict);
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let table = demarche_graph::stability(&model);
    let text = serde_json::to_string(&table).unwrap();
    assert_eq!(
        serde_json::from_str::<demarche_graph::StabilityTable>(&text).unwrap(),
        table
    );
    assert!(text.contains("\"1010\""), "{text}");
    let query = ShiftQuery::new(Goal::Unsettle, Concept::Nash);
    let answer = shifts(&model, &query).unwrap();
    let text = serde_json::to_string(&answer).unwrap();
    assert_eq!(
        serde_json::from_str::<demarche_graph::Shifts>(&text).unwrap(),
        answer
    );
}
