//! The catalogue's cases are sound files, and the engine finds the equilibria that were published.

use demarche_evidence::Severity;
use demarche_graph::{GraphModel, State, stability};
use demarche_model::parse;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog")
}

/// Names and texts of all cases, sorted.
fn cases() -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    cases.sort();
    cases
}

/// What the engine says otherwise than the source, a line each.
fn differences(name: &str, text: &str) -> Vec<String> {
    let checked = parse(text);
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let dossier = checked.dossier.unwrap();
    let published = dossier.published.clone().unwrap();
    assert!(!published.citation.is_empty(), "{name} cites nothing");
    assert!(
        !published.equilibria.0.is_empty(),
        "{name} claims no equilibria"
    );
    let graph = GraphModel::from_conflict(&dossier.model().unwrap().conflict).unwrap();
    let table = stability(&graph);
    let patterns = |states: &[State]| -> Vec<String> {
        states
            .iter()
            .map(|s| s.pattern(dossier.options.len()))
            .collect()
    };
    let mut differing = Vec::new();
    for (concept, states) in &published.equilibria.0 {
        let mut printed = states.clone();
        printed.sort_unstable();
        let mut found: Vec<State> = (0..graph.state_count())
            .filter(|&s| table.is_equilibrium(s, *concept))
            .filter_map(|s| graph.state(s))
            .collect();
        found.sort_unstable();
        if found != printed {
            differing.push(format!(
                "{name}: {}: printed {:?}, found {:?}",
                concept.label(),
                patterns(&printed),
                patterns(&found)
            ));
        }
    }
    differing
}

#[test]
fn published_equilibria_are_reproduced() {
    let cases = cases();
    assert!(cases.len() >= 8, "{} cases", cases.len());
    let differing: Vec<String> = cases
        .iter()
        .flat_map(|(name, text)| differences(name, text))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn the_index_names_every_case_by_its_title() {
    let index = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, text) in cases() {
        let title = parse(&text).dossier.unwrap().title.unwrap();
        let row = format!("| {name} | {title} |");
        assert!(index.contains(&row), "{row}");
    }
    let rows = index.lines().filter(|l| l.contains(".toml |")).count();
    assert_eq!(rows, cases().len(), "the index names a case that is gone");
}
