//! The catalogue's cases are sound files, and the engine finds the equilibria that were published.

use demarche_graph::{GraphModel, State, stability};
use demarche_model::parse;
use std::path::Path;

#[test]
fn published_equilibria_are_reproduced() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap();
        let checked = parse(&text);
        assert!(
            checked.diagnostics.is_empty(),
            "{name}: {:?}",
            checked.diagnostics
        );
        let dossier = checked.dossier.unwrap();
        let published = dossier.published.clone().unwrap();
        assert!(!published.citation.is_empty() && !published.equilibria.0.is_empty());
        let graph = GraphModel::from_conflict(&dossier.model().unwrap().conflict).unwrap();
        let table = stability(&graph);
        for (concept, states) in &published.equilibria.0 {
            let mut wanted: Vec<State> = states.clone();
            wanted.sort_unstable();
            let found: Vec<State> = (0..graph.state_count())
                .filter(|&s| table.is_equilibrium(s, *concept))
                .filter_map(|s| graph.state(s))
                .collect();
            assert_eq!(found, wanted, "{name}: {}", concept.label());
        }
        cases += 1;
    }
    assert!(cases >= 8, "{cases} cases");
}
