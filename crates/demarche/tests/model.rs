//! `demarche draft`, `check` and `graph` on dossiers; the examples and the catalogue.

mod common;

use common::{ARTICLE, Bench, root};

/// A dossier with a dozen different mistakes.
const TWELVE: &str = include_str!("../../model/tests/fixtures/twelve-mistakes.toml");

#[test]
fn a_dozen_mistakes_are_shown_at_once() {
    let bench = Bench::new();
    bench.put("talks/dossier.toml", TWELVE);
    let error = bench.fails(1, &["check", "talks"]);
    let shown = error.matches("error[").count();
    assert!(shown >= 12, "{shown} mistakes shown:\n{error}");
    assert!(
        error.matches("^").count() >= 12,
        "each is underlined:\n{error}"
    );
    insta::assert_snapshot!(error);
    for command in [["brief", "talks"], ["graph", "talks"]] {
        let other = bench.fails(1, &command);
        assert_eq!(other.matches("error[").count(), shown, "{command:?}");
    }
}

#[test]
fn a_model_without_a_state() {
    let bench = Bench::new();
    bench.put(
        "talks/dossier.toml",
        "version = 1\n[[party]]\nname = \"Oslo\"\n[[option]]\nid = \"sign\"\nname = \"sign\"\nowner = \"Oslo\"\n\
         [[infeasible]]\nwhen = \"sign\"\n[[infeasible]]\nwhen = \"!sign\"\n",
    );
    insta::assert_snapshot!(bench.fails(1, &["check", "talks"]));
}

#[test]
fn what_is_no_toml_is_pointed_at() {
    let bench = Bench::new();
    bench.put("talks/dossier.toml", "version = 1\ntitle = \"open\n");
    let error = bench.fails(1, &["check", "talks"]);
    assert!(error.contains("dossier.toml:2:"), "{error}");
}

#[test]
fn a_draft_passes_its_own_check() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    bench.ok(&["new", "talks"]);
    bench.ok(&["add", "talks", "a.txt"]);
    bench.ok(&["draft", "talks", "--write"]);
    let said = bench.ok(&["check", "talks"]);
    assert!(
        said.starts_with("talks/dossier.toml: sound; 2 decision makers"),
        "{said}"
    );
    let run = bench.run(&["check", "talks"]);
    assert!(!run.err.contains("unknown-statement"), "{}", run.err);
    let graph = bench.json(&["graph", "talks", "--json", "--verify", "--shifts"]);
    assert!(graph["verified"].as_u64().is_some_and(|n| n > 0));
}

#[test]
fn a_draft_from_a_file_is_a_dossier() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    let toml = bench.ok(&["draft", "a.txt"]);
    bench.put("talks/dossier.toml", toml);
    bench.ok(&["graph", "talks", "--json"]);
}

/// The examples stay readable, and each gives a brief without being written to.
#[test]
fn the_examples_give_briefs() {
    let bench = Bench::new();
    for name in ["summit", "harbour"] {
        let path = root().join("examples").join(name);
        let path = path.to_str().expect("a path in letters");
        let before = files(path);
        bench.ok(&["check", path]);
        for format in ["terminal", "markdown", "html", "json"] {
            let brief = bench.ok(&["brief", path, "--format", format]);
            assert!(brief.len() > 1000, "{name} as {format}:\n{brief}");
        }
        assert_eq!(files(path), before, "{name} was written to");
    }
}

/// What the example is there to show: who answered what, whose accounts differ, and the lever that is withheld.
#[test]
fn the_example_says_why_the_talks_are_stuck() {
    let path = root().join("examples/summit");
    let brief = Bench::new().ok(&["brief", path.to_str().expect("a path in letters")]);
    let told = [
        "postponed “indefinitely”",
        "Accounts diverge",
        "United States: proposes (Trump)",
        "Russia: rejects (Lavrov)",
        "United States → Russia: US support for long-range weapons",
        "equilibrium under Nash, GMR, SMR, SEQ and SSEQ",
        "It hinges on one assumption",
    ];
    for words in told {
        assert!(brief.contains(words), "`{words}` is missing in\n{brief}");
    }
}

fn files(path: &str) -> Vec<String> {
    let entries = std::fs::read_dir(path).expect("the example");
    let mut names: Vec<String> = entries
        .filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

/// The states of a list in ascending order: the order a case names them in says nothing.
fn sorted(states: &serde_json::Value) -> Vec<u64> {
    let states = states.as_array().expect("a list of states").iter();
    let mut numbers: Vec<u64> = states.filter_map(serde_json::Value::as_u64).collect();
    numbers.sort_unstable();
    numbers
}

/// Every published case is read, verified, and has the equilibria that were published.
#[test]
fn the_catalogue_agrees_with_the_literature() {
    let bench = Bench::new();
    let entries = std::fs::read_dir(root().join("catalog")).expect("the catalogue");
    let cases = entries.filter_map(|e| Some(e.ok()?.path()));
    let cases: Vec<_> = cases
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    for case in &cases {
        let path = case.to_str().expect("a path in letters");
        let answer = bench.json(&["graph", path, "--json", "--verify"]);
        let published = answer["published"].as_object().cloned().unwrap_or_default();
        assert!(!published.is_empty(), "{path} names no equilibria");
        for (concept, states) in published {
            let found = sorted(&answer["equilibria"][&concept]);
            assert_eq!(found, sorted(&states), "{path}: {concept}");
        }
    }
    assert!(cases.len() >= 8, "only {} cases", cases.len());
}
