//! `demarche graph` on files.

mod common;

use common::Bench;

const TWO_STATES: &str = r#"{"states": 2, "decision_makers": [
  {"name": "Ana", "moves": [[1], [0]], "payoff": [0, 1]},
  {"name": "Bo", "moves": [[], []], "payoff": [1, 1]}], "status_quo": 0}"#;

/// Chicken in option form (Rapoport and Guyer's game 66): each side may swerve or drive on.
const CHICKEN: &str = r#"{"name": "Chicken", "options": [{"name": "first drives on"}, {"name": "second drives on"}],
  "status_quo_decimal": 0, "dms": [
  {"name": "First", "options": [0], "preference_ranking_decimal_best_first": [1, 0, 2, 3]},
  {"name": "Second", "options": [1], "preference_ranking_decimal_best_first": [2, 0, 1, 3]}]}"#;

#[test]
fn json_has_a_letter_a_state_and_the_numbers_of_the_equilibria() {
    let bench = Bench::new();
    let file = bench.put("two.json", TWO_STATES);
    let answer = bench.json(&["graph", file, "--json", "--verify"]);
    assert_eq!(answer["stability"]["nash"]["Ana"], "01");
    assert_eq!(answer["stability"]["nash"]["Bo"], "11");
    for concept in ["nash", "gmr", "smr", "seq", "sseq"] {
        assert_eq!(
            answer["equilibria"][concept],
            serde_json::json!([1]),
            "{concept}"
        );
    }
    assert_eq!(answer["verified"], 20);
}

#[test]
fn one_model_a_line_gives_one_answer_a_line() {
    let bench = Bench::new();
    let one = TWO_STATES.replace('\n', " ");
    let file = bench.put("many.jsonl", format!("{one}\n{one}\n"));
    let answers = bench.ok(&["graph", file, "--json"]);
    assert_eq!(answers.lines().count(), 2);
    for line in answers.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(answer["states"], 2);
    }
}

#[test]
fn chicken_as_tables() {
    let bench = Bench::new();
    let file = bench.put("chicken.json", CHICKEN);
    insta::assert_snapshot!(bench.ok(&["graph", file]));
}

#[test]
fn one_concept_only() {
    let bench = Bench::new();
    let file = bench.put("chicken.json", CHICKEN);
    let answer = bench.json(&["graph", file, "--json", "--concept", "nash"]);
    assert_eq!(answer["equilibria"], serde_json::json!({"nash": [1, 2]}));
}

#[test]
fn mistakes_are_underlined() {
    let bench = Bench::new();
    let file = bench.put(
        "broken.json",
        "{\"states\": 2,\n \"decision_makers\": [{\"name\": 5}]}",
    );
    insta::assert_snapshot!(bench.fails(1, &["graph", file]));
}

#[test]
fn a_move_into_the_void_is_named() {
    let bench = Bench::new();
    let json = TWO_STATES.replace("[[1], [0]]", "[[7], [0]]");
    let file = bench.put("void.json", json);
    let error = bench.fails(1, &["graph", file]);
    assert!(error.contains("moves from state 0 to 7"), "{error}");
}

#[test]
fn contradictory_feasibility_is_an_error() {
    let bench = Bench::new();
    let json = CHICKEN.replace(
        "\"status_quo_decimal\"",
        "\"infeasible_conditions\": [[[0, \"Y\"]], [[0, \"N\"]]], \"status_quo_decimal\"",
    );
    let file = bench.put("none.json", json);
    let error = bench.fails(1, &["graph", file]);
    assert!(error.contains("leave no state"), "{error}");
}

/// The counts of Syria's 720 strict rankings under which releasing water is an equilibrium.
#[test]
fn rankings_under_which_a_state_would_hold() {
    let bench = Bench::new();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../catalog/syria-iraq-1975.toml"
    );
    let ask = [
        "graph",
        file,
        "--inverse",
        "YNN",
        "--free",
        "syria",
        "--json",
    ];
    let answer = bench.json(&ask);
    let counts: Vec<&str> = answer["answers"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|a| a["counts"]["strict"]["exact"]["satisfying"].as_str())
        .collect();
    assert_eq!(counts[..4], ["240", "384", "300", "384"]);
    assert_eq!(
        answer["answers"][0]["counts"]["strict"]["exact"]["of"],
        "720"
    );
    let told = bench.ok(&["graph", file, "--inverse", "1", "--concept", "gmr"]);
    insta::assert_snapshot!(told);
}

#[test]
fn a_state_or_party_that_is_not_there() {
    let bench = Bench::new();
    let file = bench.put("chicken.json", CHICKEN);
    let error = bench.fails(2, &["graph", file, "--inverse", "YYY"]);
    assert!(error.contains("no state is called \"YYY\""), "{error}");
    assert!(error.contains("from 0 to 3"), "{error}");
    let error = bench.fails(2, &["graph", file, "--inverse", "YY", "--free", "third"]);
    assert!(error.contains("the parties are First, Second"), "{error}");
    bench.fails(2, &["graph", file, "--free", "First"]);
}
