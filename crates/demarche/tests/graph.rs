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

fn harbour() -> String {
    let path = common::root().join("crates/model/tests/fixtures/harbour.gmcr");
    std::fs::read_to_string(path).expect("a fixture")
}

#[test]
fn gmcr_files_are_read() {
    let bench = Bench::new();
    let file = bench.put("harbour.gmcr", harbour());
    let answer = bench.json(&["graph", file, "--json", "--verify"]);
    assert_eq!(answer["decimals"], serde_json::json!([0, 1, 2, 4, 5, 6]));
    assert!(answer.get("status_quo").is_none());
    // By hand: the Union gains by ending any strike; of the other states the Port leaves the one
    // with the gates locked, likes the first best, and cannot take back the raise of the second.
    assert_eq!(answer["equilibria"]["nash"], serde_json::json!([0, 1]));
    let there = bench.json(&["graph", file, "--json", "--status-quo", "NNY"]);
    assert_eq!(there["status_quo"], 3);
    let same = bench.json(&["graph", file, "--json", "--status-quo", "3"]);
    assert_eq!(there, same);
    assert!(there["impasse"].is_object());
}

#[test]
fn a_state_that_is_not_there_is_no_status_quo() {
    let bench = Bench::new();
    let file = bench.put("harbour.gmcr", harbour());
    for state in ["YYN", "NN", "6", "N-N", "Z"] {
        let error = bench.fails(2, &["graph", file, "--status-quo", state]);
        assert!(error.contains(&format!("no state {state}")), "{error}");
        assert!(error.contains("0 to 5"), "{error}");
    }
}

#[test]
fn mistakes_in_a_gmcr_file_are_underlined() {
    let bench = Bench::new();
    let broken = harbour()
        .replace("\"fwd\"", "\"fdw\"")
        .replace("[1, 2]", "[1, 4]");
    let file = bench.put("harbour.gmcr", broken);
    let mut errors = bench.fails(1, &["graph", file]);
    let file = bench.put("old.gmcr", b"\x80\x03}q\x00.");
    errors.push_str(&bench.fails(1, &["graph", file]));
    insta::assert_snapshot!(errors);
}

#[test]
fn the_name_of_the_file_says_what_is_written() {
    let bench = Bench::new();
    let file = bench.put("chicken.json", CHICKEN);
    for (out, start) in [
        ("a.txt", "Chicken\n"),
        ("a.json", "{\n"),
        ("a.csv", "state,label,"),
        ("a.dot", "digraph \"Chicken\" {"),
        ("a.graphml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        ("a.tex", "% Chicken\n"),
        ("a.gmcr", "{\"decisionMakers\":"),
    ] {
        let said = bench.run(&["graph", file, "-o", out]);
        assert_eq!(
            (said.code, said.out.as_str()),
            (Some(0), ""),
            "{}",
            said.err
        );
        assert!(said.err.contains(&format!("Wrote {out}")), "{}", said.err);
        let text = std::fs::read_to_string(bench.path(out)).expect("the file");
        assert!(text.starts_with(start), "{out}: {text}");
        assert!(text.ends_with('\n'), "{out}");
    }
}

#[test]
fn what_is_exported_as_gmcr_has_the_same_equilibria() {
    let bench = Bench::new();
    let chicken = bench.put("chicken.json", CHICKEN);
    bench.ok(&["graph", chicken, "-o", "chicken.gmcr"]);
    let before = bench.json(&["graph", chicken, "--json"]);
    let after = bench.json(&["graph", "chicken.gmcr", "--json"]);
    assert_eq!(before["stability"], after["stability"]);
    assert_eq!(before["labels"], after["labels"]);
}

#[test]
fn what_a_gmcr_file_cannot_hold_is_said() {
    let bench = Bench::new();
    let json = CHICKEN.replace("\"status_quo_decimal\": 0", "\"status_quo_decimal\": 3");
    let file = bench.put("chicken.json", json);
    let run = bench.run(&["graph", file, "--format", "gmcr"]);
    assert_eq!(run.code, Some(0));
    let warning = "warning: a .gmcr file has no place for the status quo";
    assert!(run.err.contains(warning), "{}", run.err);
    let file = bench.put("two.json", TWO_STATES);
    let error = bench.fails(1, &["graph", file, "--format", "gmcr"]);
    assert!(error.contains("needs options"), "{error}");
}

#[test]
fn tables_of_values_have_a_row_a_state_or_move() {
    let bench = Bench::new();
    let file = bench.put("chicken.json", CHICKEN);
    let rows = |table: &str| {
        let text = bench.ok(&["graph", file, "--format", "csv", "--table", table]);
        text.lines().count()
    };
    assert_eq!((rows("states"), rows("stability"), rows("all")), (5, 5, 5));
    assert_eq!(rows("moves"), 9);
}

#[test]
fn what_does_not_go_together_is_a_mistake() {
    let bench = Bench::new();
    let chicken = bench.put("chicken.json", CHICKEN);
    let one = TWO_STATES.replace('\n', " ");
    let many = bench.put("many.jsonl", format!("{one}\n{one}\n"));
    for args in [
        &["graph", chicken, "-o", "a.xlsx"][..],
        &["graph", chicken, "--shifts", "--format", "dot"],
        &["graph", chicken, "--table", "moves"],
        &["graph", chicken, "--concept", "nash", "--format", "gmcr"],
        &["graph", chicken, "--json", "--format", "dot"],
        &["graph", many, "--format", "dot"],
    ] {
        bench.fails(2, args);
    }
    let sane = bench.ok(&["graph", many, "-o", "many.json"]);
    assert_eq!(sane, "");
    let text = std::fs::read_to_string(bench.path("many.json")).expect("the file");
    assert_eq!(text.lines().count(), 2);
}

/// The schema of what `demarche graph` reads and writes.
fn schema() -> jsonschema::Validator {
    let path = common::root().join("docs/graph-json.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// What the schema says about a text: nothing where it fits.
fn misfits(schema: &jsonschema::Validator, text: &str) -> Vec<String> {
    let value = serde_json::from_str(text).expect("JSON");
    let errors = schema.iter_errors(&value);
    errors
        .map(|e| e.to_string().chars().take(300).collect())
        .collect()
}

/// A plain graph and an option form with everything that can be said about them.
const STRENGTHS: &str = r#"{"states": 3, "status_quo": 0, "decision_makers": [
  {"name": "Ana", "moves": [[1], [0], []], "payoff": [0, 1, 2]},
  {"name": "Bo", "moves": [[2], [], [0]], "payoff": [1, 0, 1]}],
  "outlooks": [{"graded": {"levels": [[2], [1], [0]], "gaps": [1, 2]}},
               {"compared": [["equal", {"better": 2}, "unknown"],
                             [{"worse": 2}, "equal", {"worse": 1}],
                             ["unknown", {"better": 1}, "equal"]]}]}"#;
const VIEWS: &str = r#"{"name": "The harbour",
  "options": [{"name": "raise the wage", "permittedDirection": "forward"}, {"name": "strike"}],
  "infeasible_conditions": [[[0, "Y"], [1, "Y"]]], "status_quo_decimal": 2,
  "dms": [{"name": "Port", "options": [0], "preference_ranking_decimal_best_first": [0, 1, 2],
           "perceives": {"infeasible_conditions": [[[0, "Y"]]], "unknown_options": [],
                         "rankings": {"Union": [2, 0]}}},
          {"name": "Union", "options": [1], "preference_ranking_decimal_best_first": [1, [0, 2]]}],
  "outlooks": [{"fuzzy": [[0.5, 0.9, 1], [0.1, 0.5, 0.7], [0, 0.3, 0.5]]},
               {"fuzzy": [[0.5, 0, 0.5], [1, 0.5, 1], [0.5, 0, 0.5]]}],
  "thresholds": [0.4, 1]}"#;
const CHANCES: &str = r#"{"states": 2, "decision_makers": [
  {"name": "Ana", "moves": [[1], [0]], "payoff": [0, 1]}],
  "outlooks": [{"probabilistic": [[0, 0.3], [0.6, 0]]}],
  "thresholds": [{"tempts": 0.5, "deters": 0.5, "steps": 0.5}]}"#;

#[test]
fn models_and_analyses_fit_the_schema() {
    let bench = Bench::new();
    let schema = schema();
    for (name, model) in [
        ("two.json", TWO_STATES),
        ("chicken.json", CHICKEN),
        ("strengths.json", STRENGTHS),
        ("views.json", VIEWS),
        ("chances.json", CHANCES),
    ] {
        assert_eq!(misfits(&schema, model), [""; 0], "{name}");
        let file = bench.put(name, model);
        let answer = bench.ok(&["graph", file, "--json", "--verify", "--also", "all"]);
        assert_eq!(misfits(&schema, &answer), [""; 0], "{name}: {answer}");
    }
    for case in ["chicken", "elmira", "cuban-missile-crisis"] {
        let path = common::root().join("catalog").join(format!("{case}.toml"));
        let file = path.to_str().expect("a path in letters");
        let answer = bench.ok(&["graph", file, "--json", "--shifts", "--also", "all"]);
        assert_eq!(misfits(&schema, &answer), [""; 0], "{case}: {answer}");
    }
}

#[test]
fn the_page_on_json_shows_models_that_fit_and_are_read() {
    let page = common::root().join("docs/graph-json.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let bench = Bench::new();
    let schema = schema();
    let examples: Vec<&str> = page.split("```json\n").skip(1).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let model = example.split("```").next().unwrap_or_default();
        assert_eq!(misfits(&schema, model), [""; 0]);
        bench.ok(&["graph", bench.put("example.json", model)]);
    }
}

#[test]
fn what_the_schema_refuses_the_program_refuses() {
    let bench = Bench::new();
    let schema = schema();
    for (model, old, new) in [
        (TWO_STATES, "\"states\": 2", "\"states\": 0"),
        (TWO_STATES, "[[1], [0]]", "[[\"a\"], [0]]"),
        (CHICKEN, "\"dms\"", "\"makers\""),
        (
            CHICKEN,
            "\"name\": \"first drives on\"",
            "\"permittedDirection\": \"up\", \"name\": \"x\"",
        ),
        (CHICKEN, "[1, 0, 2, 3]", "[1, 0, [2, [3]]]"),
        (VIEWS, "\"unknown_options\"", "\"unknown\""),
        (VIEWS, "[0.4, 1]", "[0, 1]"),
        (STRENGTHS, "\"gaps\": [1, 2]", "\"gaps\": [1, 0]"),
        (STRENGTHS, "{\"better\": 2}", "{\"better\": 0}"),
        (CHANCES, "0.6", "1.6"),
    ] {
        assert!(model.contains(old), "{old}");
        let broken = model.replacen(old, new, 1);
        assert!(
            !misfits(&schema, &broken).is_empty(),
            "the schema takes {new}"
        );
        let file = bench.put("broken.json", &broken);
        let run = bench.run(&["graph", file, "--also", "all"]);
        assert_eq!(run.code, Some(1), "{new}: {}", run.err);
    }
}

#[test]
fn further_concepts_as_tables() {
    let bench = Bench::new();
    let mut all = String::new();
    for (name, model) in [
        ("strengths.json", STRENGTHS),
        ("views.json", VIEWS),
        ("chances.json", CHANCES),
    ] {
        let text = bench.ok(&["graph", bench.put(name, model), "--also", "all", "--verify"]);
        let from = ["SIMULTANEOUS", "COALITIONS"];
        let start = from
            .iter()
            .filter_map(|t| text.find(t))
            .min()
            .expect("further sections");
        all.push_str(&text[start..]);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_a_model_is_silent_about_is_said() {
    let bench = Bench::new();
    let two = bench.put("two.json", TWO_STATES);
    for (concept, why) in [
        ("simultaneous", "option form"),
        ("unknown", "no preference in the model is unknown"),
        (
            "strength",
            "no preference in the model has a degree above 1",
        ),
        ("fuzzy", "need `thresholds`"),
        ("probabilistic", "need `thresholds`"),
        ("hypergame", "everybody sees the same"),
    ] {
        let error = bench.fails(1, &["graph", two, "--also", concept]);
        assert!(error.contains(why), "{concept}: {error}");
    }
    let three = TWO_STATES.replace(
        "{\"name\": \"Bo\"",
        "{\"name\": \"Cy\", \"moves\": [[], []], \"payoff\": [0, 0]},\n{\"name\": \"Bo\"",
    );
    let three = bench.put("three.json", three);
    let error = bench.fails(1, &["graph", three, "--also", "limited"]);
    assert!(error.contains("two decision makers, not 3"), "{error}");
    bench.fails(2, &["graph", two, "--also", "all", "--format", "dot"]);
}

#[test]
fn misperceptions_make_a_hypergame() {
    let bench = Bench::new();
    let file = bench.put("harbour.gmcr", harbour());
    let answer = bench.json(&["graph", file, "--json", "--also", "hypergame", "--verify"]);
    let hypergame = &answer["also"]["hypergame"];
    // The Port does not see a strike with the gates locked; the Union sees all.
    let perceived = &hypergame["outcomes"][0]["perceived"];
    assert_eq!(perceived, &serde_json::json!(["111110", "111111"]));
}

/// Three parties over thirty options, neighbours of which exclude each other: a billion combinations, none of them listed.
fn long_agenda(options: usize) -> String {
    let parties = ["North", "South", "Mediator"];
    let mut file = String::from("version = 1\ntitle = \"A long agenda\"\n");
    for name in parties {
        file += &format!("[[party]]\nname = \"{name}\"\n");
    }
    for k in 0..options {
        let owner = parties[k % 3];
        file += &format!("[[option]]\nid = \"o{k}\"\nname = \"point {k}\"\nowner = \"{owner}\"\n");
    }
    for k in 1..options {
        file += &format!("[[infeasible]]\nwhen = \"o{} & o{k}\"\n", k - 1);
    }
    for (k, name) in parties.iter().enumerate() {
        for n in 0..4 {
            let own = (k + 3 * n) % options;
            let theirs = (own + 7) % options;
            file += &format!(
                "[[preference]]\nof = \"{name}\"\nstatement = \"o{own} | !o{theirs}\"\nassume = \"a guess for the test\"\n"
            );
        }
    }
    file
}

#[test]
fn more_states_than_can_be_listed() {
    let bench = Bench::new();
    let file = bench.put("agenda.toml", long_agenda(40));
    let error = bench.fails(1, &["graph", file]);
    assert!(error.contains("--symbolic"), "{error}");
    insta::assert_snapshot!(bench.ok(&["graph", file, "--symbolic"]));
    let answer = bench.json(&["graph", file, "--symbolic", "--json", "--concept", "seq"]);
    // Sets of points with no two neighbours: a Fibonacci number.
    assert_eq!(answer["states"], "267914296");
    assert_eq!(answer["concepts"].as_array().expect("a list").len(), 1);
    let chicken = bench.put("chicken.json", CHICKEN);
    let error = bench.fails(1, &["graph", chicken, "--symbolic"]);
    assert!(error.contains("has a ranking of states"), "{error}");
}

/// What both engines say of the same model.
#[test]
fn symbolic_counts_are_those_of_the_table() {
    let bench = Bench::new();
    let file = bench.put("agenda.toml", long_agenda(12));
    let listed = bench.json(&["graph", file, "--json"]);
    let counted = bench.json(&["graph", file, "--symbolic", "--json"]);
    for concept in counted["concepts"].as_array().expect("a list") {
        let name = concept["concept"].as_str().expect("a name");
        let equilibria = listed["equilibria"][name].as_array().expect("a list").len();
        assert_eq!(concept["equilibria"], equilibria.to_string(), "{name}");
    }
}

#[test]
fn a_question_about_one_of_many_states() {
    let bench = Bench::new();
    let file = bench.put("agenda.toml", long_agenda(40));
    // North has taken a point that it would rather leave where South leaves another.
    let state = format!("NNYNNNNNN{}", "N".repeat(31));
    let asked = [
        "graph",
        file,
        "--query",
        "--shifts",
        "--concept",
        "seq",
        "--status-quo",
        &state,
    ];
    insta::assert_snapshot!(bench.ok(&asked));
    let strait = bench.put("strait.toml", STRAIT);
    insta::assert_snapshot!(bench.ok(&["graph", strait, "--query", "--shifts", "--verify"]));
    let error = bench.fails(2, &["graph", strait, "--query", "--status-quo", "YNY"]);
    assert!(error.contains("each of the 2 options"), "{error}");
    let report = bench.json(&["graph", file, "--query", "--json"]);
    assert_eq!(report["concepts"].as_array().expect("a list").len(), 5);
    let small = bench.put("small.toml", long_agenda(9));
    let table = bench.json(&["graph", small, "--json"]);
    let report = bench.json(&["graph", small, "--query", "--json"]);
    for concept in report["concepts"].as_array().expect("a list") {
        let name = concept["concept"].as_str().expect("a name");
        let equilibria = table["equilibria"][name].as_array().expect("a list");
        let holds = equilibria.iter().any(|s| s == 0);
        assert_eq!(concept["is_equilibrium"], holds, "{name}");
    }
}

/// A strait that one side would open if it were not for the other's patrols.
const STRAIT: &str = r#"
version = 1
title = "The strait"
[[party]]
name = "Island"
[[party]]
name = "Mainland"
[[option]]
id = "open"
name = "open the strait"
owner = "Island"
[[option]]
id = "patrol"
name = "send patrols"
owner = "Mainland"
[[preference]]
of = "Island"
statement = "!patrol"
assume = "patrols are what it fears most"
[[preference]]
of = "Island"
statement = "open"
assume = "it lives off the trade"
[[preference]]
of = "Mainland"
statement = "patrol IF open"
assume = "it says so"
[[preference]]
of = "Mainland"
statement = "!patrol"
assume = "patrols cost money"
"#;

#[test]
fn interventions_with_their_costs() {
    let bench = Bench::new();
    let file = bench.put("strait.toml", STRAIT);
    insta::assert_snapshot!(bench.ok(&[
        "graph",
        file,
        "--interventions",
        "--size",
        "1",
        "--cost",
        "negate=3",
        "--cost",
        "Mainland=2"
    ]));
    let answer = bench.json(&[
        "graph",
        file,
        "--interventions",
        "--size",
        "1",
        "--wishes",
        "--json",
    ]);
    let shifts = bench.json(&["graph", file, "--shifts", "--json"]);
    let plans = answer["plans"].as_array().expect("a list").len();
    assert_eq!(plans, answer["words"].as_array().expect("a list").len());
    assert!(plans > shifts["shifts"]["shifts"].as_array().map_or(0, Vec::len));
    let error = bench.fails(
        2,
        &["graph", file, "--interventions", "--cost", "patrols=2"],
    );
    assert!(error.contains("KIND=NUMBER or PARTY=NUMBER"), "{error}");
    bench.fails(2, &["graph", file, "--interventions", "--size", "6"]);
}

/// A side that takes the other for one that would strike, and is told better.
const FEAR: &str = r#"{"name": "fear", "options": [{"name": "offer"}, {"name": "strike"}], "status_quo_decimal": 0,
    "dms": [{"name": "A", "options": [0], "preference_ranking_decimal_best_first": [1, 0, 3, 2],
             "perceives": {"rankings": {"B": [3, 0, 2, 1]}}},
            {"name": "B", "options": [1], "preference_ranking_decimal_best_first": [1, 0, 3, 2]}]}"#;

#[test]
fn corrections_of_what_is_misperceived() {
    let bench = Bench::new();
    let file = bench.put("fear.json", FEAR);
    insta::assert_snapshot!(bench.ok(&["graph", file, "--interventions", "--size", "1"]));
    let answer = bench.json(&["graph", file, "--interventions", "--json"]);
    let first = &answer["corrections"]["corrections"][0]["corrected"][0];
    assert_eq!(first["preferences"], serde_json::json!({"dm": 0, "of": 1}));
}
