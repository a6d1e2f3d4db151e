//! `.gmcr` files: what is read from them, what is wrong with them, and that models come back.

use demarche_evidence::Severity;
use demarche_graph::{
    Concept, Conflict, Direction, Expr, GraphModel, OptionForm, OptionSpec, PreferenceStatement,
    Preferences, State, stability,
};
use demarche_model::interchange::gmcr::{GmcrModel, Loss, WriteError, read, write};
use proptest::prelude::*;
use std::path::Path;

const HARBOUR: &str = include_str!("fixtures/harbour.gmcr");

fn sound(file: &str) -> GmcrModel {
    let found = read(file.as_bytes());
    found
        .model
        .unwrap_or_else(|| panic!("{:?}", found.diagnostics))
}

#[test]
fn options_are_put_in_order_before_states_are_numbered() {
    let model = sound(HARBOUR);
    let form = &model.conflict.form;
    let names: Vec<&str> = form.options.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names, ["raise the wage", "lock the gates", "strike"]);
    let owners: Vec<&[usize]> = form.options.iter().map(|o| o.owners.as_slice()).collect();
    assert_eq!(owners, [[0], [0], [1]]);
    assert_eq!(form.options[0].direction, Direction::Forward);
    assert_eq!(form.infeasible, [Expr::Option(0) & Expr::Option(1)]);
    // The feasible states are 0, 1, 2, 4, 5 and 6, numbered from 1.
    let states = |all: &[&[u64]]| -> Vec<Vec<State>> {
        let level = |level: &&[u64]| level.iter().copied().map(State).collect();
        all.iter().map(level).collect()
    };
    let port = states(&[&[0], &[2, 1], &[4], &[5], &[6]]);
    let union = states(&[&[1], &[5], &[0], &[4], &[2], &[6]]);
    let ranked = [Preferences::Ranking(port), Preferences::Ranking(union)];
    assert_eq!(model.conflict.preferences, ranked);
    let blind = Expr::Option(1) & Expr::Option(2);
    assert_eq!(model.misperceptions, [vec![blind], vec![]]);
    assert_eq!(model.coalitions, [[1], [0]]);
    assert_eq!(model.conflict.status_quo, State(0));
}

#[test]
fn statements_count_where_rankings_do_not() {
    let file = HARBOUR.replace(
        "\"useManualPreferenceRanking\": true",
        "\"useManualPreferenceRanking\": false",
    );
    let model = sound(&file);
    let o = Expr::Option;
    let either = Expr::Or(vec![Expr::And(vec![!o(0)]), !o(1) & o(2)]);
    let port = Preferences::known([Expr::And(vec![!o(2)]), either]);
    let union = Preferences::known([Expr::And(vec![o(0)])]);
    assert_eq!(model.conflict.preferences, [port, union]);
}

#[test]
fn early_names_of_keys_are_known() {
    let early = HARBOUR
        .replace("useManualPreferenceRanking", "useManualPreferenceVectors")
        .replace("preferenceRanking", "preferenceVector");
    assert_eq!(sound(&early), sound(HARBOUR));
    let marked = format!("\u{feff}{HARBOUR}");
    assert_eq!(sound(&marked), sound(HARBOUR));
}

/// The one mistake in the file with `old` replaced by `new`: its code and the text it is about.
fn mistake(old: &str, new: &str) -> (String, String) {
    assert!(HARBOUR.contains(old), "{old}");
    let file = HARBOUR.replacen(old, new, 1);
    let found = read(file.as_bytes());
    assert!(found.model.is_none(), "{new} is taken");
    let [problem] = found.diagnostics.as_slice() else {
        panic!("{new}: {:?}", found.diagnostics);
    };
    assert_eq!(problem.severity, Severity::Error);
    assert!(problem.help.is_some(), "{problem:?}");
    let place = problem.labels[0]
        .span
        .text(&file)
        .expect("a place in the file");
    (problem.code.clone(), place.to_owned())
}

#[test]
fn every_mistake_has_a_code_a_place_and_help() {
    let cases = [
        ("\"options\": [\n", "\"optoins\": [\n", "missing-key", "{"),
        ("\"name\": \"strike\"", "\"label\": 1", "missing-key", "{"),
        ("\"name\": \"strike\"", "\"name\": 1", "wrong-type", "1"),
        ("\"fwd\"", "\"fdw\"", "unknown-direction", "\"fdw\""),
        ("\"fwd\"", "[]", "wrong-type", "["),
        (
            "\"options\": [1, 2]",
            "\"options\": [1, 7]",
            "unknown-option",
            "7",
        ),
        (
            "\"options\": [1, 2]",
            "\"options\": [1]",
            "unowned-option",
            "{",
        ),
        ("\"options\": [1, 2]", "\"options\": 1", "wrong-type", "1"),
        ("\"Union\"", "\"Port\"", "duplicate-party", "{"),
        (
            "[[1, \"Y\"], [2, \"Y\"]]]",
            "[[1, \"Y\"], [9, \"Y\"]]]",
            "unknown-option",
            "9",
        ),
        (
            "[[1, \"Y\"], [2, \"Y\"]]]",
            "[[1, \"Y\"], [1, \"N\"]]]",
            "repeated-option",
            "[",
        ),
        (
            "[[1, \"Y\"], [2, \"Y\"]]]",
            "[[1, \"y\"]]]",
            "bad-letter",
            "\"y\"",
        ),
        ("[[1, \"Y\"], [2, \"Y\"]]]", "[[1]]]", "wrong-type", "["),
        ("[[1, \"Y\"], [2, \"Y\"]]]", "[]]", "no-feasible-state", "{"),
        ("4, 5, 6]", "4, 5]", "incomplete-ranking", "["),
        ("4, 5, 6]", "4, 5, 7]", "unknown-state", "7"),
        ("4, 5, 6]", "4, 5, 3]", "unknown-state", "3"),
        ("4, 5, 6]", "4, 5, -1]", "wrong-type", "-1"),
        ("4, 5, 6]", "4, [[5], 6]]", "wrong-type", "["),
        (
            "\"preferenceRanking\": [2",
            "\"ranking\": [2",
            "missing-key",
            "{",
        ),
        (
            "\"useManualPreferenceRanking\": true",
            "\"x\": true",
            "missing-key",
            "{",
        ),
        (
            "\"useManualPreferenceRanking\": true",
            "\"useManualPreferenceRanking\": 1",
            "wrong-type",
            "1",
        ),
        (
            "\"version\": \"0\"\n}",
            "\"version\": \"0\",\n}",
            "not-json",
            "}",
        ),
    ];
    for (old, new, code, place) in cases {
        assert_eq!(
            mistake(old, new),
            (code.to_owned(), place.to_owned()),
            "{new}"
        );
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let file = HARBOUR
        .replace("\"fwd\"", "\"in\"")
        .replace("\"N\"", "\"no\"")
        .replace("\"Port\"", "5");
    let found = read(file.as_bytes());
    let codes: Vec<&str> = found.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["unknown-direction", "wrong-type"]);
    let file = file.replace("true", "false");
    let found = read(file.as_bytes());
    let codes: Vec<&str> = found.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "unknown-direction",
            "wrong-type",
            "bad-letter",
            "bad-letter",
            "bad-letter"
        ]
    );
}

#[test]
fn a_conflict_without_decision_makers_is_none() {
    let found =
        read(br#"{"options": [], "decisionMakers": [], "useManualPreferenceRanking": false}"#);
    assert_eq!(found.diagnostics[0].code, "no-party");
    let many = vec![r#"{"name": "x"}"#; 65].join(",");
    let file = format!(
        r#"{{"options": [{many}], "decisionMakers": [], "useManualPreferenceRanking": false}}"#
    );
    assert_eq!(read(file.as_bytes()).diagnostics[0].code, "too-large");
}

#[test]
fn coalitions_that_split_nobody_up_are_reset() {
    for coalitions in ["[0]", "[0, 0, 1]", "[0, 2]", "[[0, 1], []]", "7"] {
        let found = read(HARBOUR.replace("[1, 0]", coalitions).as_bytes());
        assert_eq!(found.model.unwrap().coalitions, [[0], [1]]);
        assert_eq!(found.diagnostics[0].code, "reset-coalitions");
        assert_eq!(found.diagnostics[0].severity, Severity::Warning);
    }
    let model = sound(&HARBOUR.replace("[1, 0]", "[[1, 0]]"));
    assert_eq!(model.coalitions, [[0, 1]]);
}

#[test]
fn pickles_are_refused_and_not_read() {
    let old = b"(dp0\nS'options'\np1\n(lp2\ns.";
    let new = b"\x80\x03}q\x00X\x07\x00\x00\x00optionsq\x01]q\x02s.";
    for file in [&old[..], &new[..]] {
        let found = read(file);
        assert!(found.model.is_none());
        assert_eq!(found.diagnostics[0].code, "pickle");
        let help = found.diagnostics[0].help.as_deref().unwrap();
        assert!(help.contains("save it with a later version"), "{help}");
    }
    assert_eq!(read(b"{\"a\": \"\xff\"}").diagnostics[0].code, "not-utf-8");
    assert_eq!(read(b"").diagnostics[0].code, "not-json");
}

#[test]
fn every_case_of_the_catalogue_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let dossier = demarche_model::parse(&text).dossier.unwrap();
        comes_back(&GmcrModel::new(dossier.model().unwrap().conflict));
        seen += 1;
    }
    assert!(seen >= 14);
}

/// Writes and reads a model: the verdicts are the same on every state, and what was read once is
/// read again without change.
fn comes_back(model: &GmcrModel) {
    let written = write(model).expect("it can be written");
    let again = sound(&written.text);
    let before = GraphModel::from_conflict(&model.conflict).unwrap();
    let after = GraphModel::from_conflict(&again.conflict).unwrap();
    assert_eq!(before.state_count(), after.state_count());
    let names = |c: &Conflict| -> Vec<(String, Vec<usize>)> {
        let options = c.form.options.iter();
        options
            .map(|o| (o.name.clone(), o.owners.clone()))
            .collect()
    };
    let old: Vec<_> = names(&model.conflict);
    let moved: Vec<usize> = names(&again.conflict)
        .iter()
        .map(|new| old.iter().position(|o| o == new).expect("the same options"))
        .collect();
    let (one, two) = (stability(&before), stability(&after));
    for s in 0..after.state_count() {
        let taken: Vec<usize> = (0..moved.len())
            .filter(|&k| after.state(s).unwrap().takes(k))
            .map(|k| moved[k])
            .collect();
        let same = before
            .index_of(State::taking(&taken))
            .expect("the same states");
        for dm in 0..after.decision_makers().len() {
            assert_eq!(before.rank(dm, same), after.rank(dm, s));
            for concept in Concept::ALL {
                assert_eq!(
                    one.is_stable(same, dm, concept),
                    two.is_stable(s, dm, concept)
                );
            }
        }
    }
    assert_eq!(again.coalitions, model.coalitions);
    let twice = write(&again).expect("it can be written again");
    assert_eq!(sound(&twice.text), again);
    assert_eq!(twice.text, written.text);
}

#[test]
fn the_harbour_comes_back_as_it_was() {
    let model = sound(HARBOUR);
    let written = write(&model).unwrap();
    assert_eq!(written.losses, []);
    let again = sound(&written.text);
    assert_eq!(again.conflict.form, model.conflict.form);
    assert_eq!(again.misperceptions, model.misperceptions);
    assert_eq!(again.coalitions, model.coalitions);
    comes_back(&model);
}

fn two_sides() -> Conflict {
    let o = Expr::Option;
    Conflict {
        form: OptionForm::new(&["A", "B"], &[("x", 1), ("y", 0)]),
        preferences: vec![Preferences::known([o(0)]), Preferences::known([!o(1)])],
        status_quo: State(0),
    }
}

#[test]
fn what_is_lost_is_said() {
    let mut conflict = two_sides();
    conflict.status_quo = State(2);
    conflict.preferences[0] =
        Preferences::Statements(vec![PreferenceStatement::assumed(Expr::Option(0))]);
    let written = write(&GmcrModel::new(conflict.clone())).unwrap();
    assert_eq!(written.losses, [Loss::StatusQuo, Loss::Assumptions]);
    conflict.preferences[1] = Preferences::Ranking(vec![(0..4).map(State).collect()]);
    let written = write(&GmcrModel::new(conflict)).unwrap();
    assert_eq!(
        written.losses,
        [Loss::StatusQuo, Loss::Assumptions, Loss::Statements]
    );
}

#[test]
fn what_the_format_cannot_say_is_an_error() {
    let mut conflict = two_sides();
    conflict.form.options[1].direction = Direction::Closed;
    let refused = write(&GmcrModel::new(conflict.clone()));
    assert_eq!(refused, Err(WriteError::Closed("y".into())));
    let many = |k: usize| OptionSpec::new(&format!("o{k}"), 0);
    conflict.form.options = (0..24).map(many).collect();
    let pairs = (0..12).map(|k| Expr::Option(2 * k) | Expr::Option(2 * k + 1));
    let all = Expr::And(pairs.collect());
    // Three states at the most are left, and the pattern takes 4096 conditions.
    let others = (0..22).map(Expr::Option);
    conflict.form.infeasible = others.chain([all]).collect();
    conflict.preferences = vec![Preferences::known([]), Preferences::known([])];
    conflict.status_quo = State(0);
    let refused = write(&GmcrModel::new(conflict)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "pattern 23 of infeasible states takes more than 1024 conditions"
    );
}

fn statement(options: usize) -> impl Strategy<Value = Expr> {
    let leaf = (0..options).prop_map(Expr::Option);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|a| !a),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Expr::And),
            proptest::collection::vec(inner, 1..4).prop_map(Expr::Or),
            two.clone().prop_map(|(a, b)| a.when(b)),
            two.prop_map(|(a, b)| a.iff(b)),
        ]
    })
}

fn conflicts() -> impl Strategy<Value = Conflict> {
    (1usize..4, 1usize..5).prop_flat_map(|(makers, options)| {
        let direction = prop_oneof![
            Just(Direction::Both),
            Just(Direction::Forward),
            Just(Direction::Back)
        ];
        let option = (
            proptest::collection::btree_set(0..makers, 1..=makers),
            direction,
        );
        let statements = proptest::collection::vec(statement(options), 0..4);
        (
            proptest::collection::vec(option, options),
            proptest::collection::vec(statement(options), 0..3),
            proptest::collection::vec(statements, makers),
        )
            .prop_map(move |(options, infeasible, statements)| Conflict {
                form: OptionForm {
                    decision_makers: (0..makers).map(|k| format!("D{k}")).collect(),
                    options: options
                        .into_iter()
                        .enumerate()
                        .map(|(k, (owners, direction))| OptionSpec {
                            name: format!("o{k}"),
                            owners: owners.into_iter().collect(),
                            direction,
                        })
                        .collect(),
                    infeasible,
                },
                preferences: statements.into_iter().map(Preferences::known).collect(),
                status_quo: State(0),
            })
    })
}

proptest! {
    #[test]
    fn conflicts_come_back(mut conflict in conflicts()) {
        let Ok(states) = conflict.form.feasible_states() else { return Ok(()) };
        conflict.status_quo = states[0];
        comes_back(&GmcrModel::new(conflict));
    }

    #[test]
    fn rankings_come_back(mut conflict in conflicts(), weights in proptest::collection::vec(-2i64..3, 5)) {
        let Ok(states) = conflict.form.feasible_states() else { return Ok(()) };
        conflict.status_quo = states[0];
        conflict.preferences[0] = conflict.form.weighted(&weights).unwrap();
        comes_back(&GmcrModel::new(conflict));
    }
}
