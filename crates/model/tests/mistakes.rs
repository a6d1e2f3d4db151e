//! All mistakes of a file are found in one run, each with its place and what would be right.

use demarche_evidence::Diagnostic;
use demarche_model::parse;

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|d| d.code.as_str()).collect()
}

#[test]
fn a_dozen_mistakes_at_once() {
    let text = include_str!("fixtures/twelve-mistakes.toml");
    let checked = parse(text);
    assert!(checked.dossier.is_none());
    let found = codes(&checked.diagnostics);
    for wanted in [
        "unknown-key",
        "unknown-version",
        "duplicate-party",
        "missing-key",
        "unknown-party",
        "unknown-direction",
        "duplicate-option",
        "wrong-type",
        "unknown-option",
        "unbalanced-parenthesis",
        "incomplete-statement",
        "no-ground",
        "empty-text",
        "missing-operator",
        "syntax",
    ] {
        assert!(found.contains(&wanted), "{wanted} is missing in {found:?}");
    }
    for problem in &checked.diagnostics {
        assert!(problem.help.is_some(), "no help: {problem:?}");
        let first = &problem.labels[0];
        assert!(first.span.text(text).is_ok(), "no place: {problem:?}");
    }
}

/// What the first label of the first diagnostic with this code names.
fn named<'t>(text: &'t str, code: &str) -> &'t str {
    let checked = parse(text);
    let problem = checked
        .diagnostics
        .iter()
        .find(|d| d.code == code)
        .unwrap_or_else(|| panic!("no {code} in {:?}", codes(&checked.diagnostics)));
    problem.labels[0].span.text(text).unwrap()
}

const HEAD: &str = "version = 1\n[[party]]\nname = \"Oslo\"\n[[option]]\nid = \"sign\"\nname = \"sign\"\nowner = \"Oslo\"\n";

#[test]
fn mistakes_in_statements_are_placed_inside_the_text() {
    let file =
        format!("{HEAD}[[preference]]\nof = \"Oslo\"\nstatement = \"!sgin\"\nassume = \"so\"\n");
    assert_eq!(named(&file, "unknown-option"), "sgin");
}

#[test]
fn contradictory_feasibility_is_told_from_an_impossible_status_quo() {
    let none = format!("{HEAD}[[infeasible]]\nwhen = \"sign\"\n[[infeasible]]\nwhen = \"!sign\"\n");
    assert_eq!(named(&none, "no-feasible-state"), "\"!sign\"");
    let quo = format!("{HEAD}[[infeasible]]\nwhen = \"!sign\"\n");
    assert_eq!(named(&quo, "infeasible-status-quo"), "\"!sign\"");
}

#[test]
fn a_party_that_can_do_nothing_is_only_a_warning() {
    let file = format!("{HEAD}[[party]]\nname = \"Lima\"\n");
    let checked = parse(&file);
    assert_eq!(codes(&checked.diagnostics), ["idle-party"]);
    assert!(checked.dossier.is_some());
}

#[test]
fn rankings_must_be_complete_and_of_states() {
    let short = format!("{HEAD}[[ranking]]\nof = \"Oslo\"\nbest_first = [[\"Y\"]]\n");
    assert!(!named(&short, "incomplete-ranking").is_empty());
    let wrong = format!("{HEAD}[[ranking]]\nof = \"Oslo\"\nbest_first = [[\"YN\"], [\"N\"]]\n");
    assert_eq!(named(&wrong, "bad-state"), "\"YN\"");
    let both = format!(
        "{HEAD}[[ranking]]\nof = \"Oslo\"\nbest_first = [[\"Y\"], [\"N\"]]\n[[preference]]\nof = \"Oslo\"\nstatement = \"sign\"\nassume = \"so\"\n"
    );
    assert!(!named(&both, "two-orders").is_empty());
}
