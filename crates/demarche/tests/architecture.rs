//! The floors of the house: imports go down, never up or sideways.

use cargo_metadata::MetadataCommand;
use std::collections::{BTreeMap, BTreeSet};

/// Which of our crates each of our crates may import.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    // Ground floor: imports nothing of ours.
    ("demarche-evidence", &[]),
    ("demarche-text", &[]),
    ("demarche-graph", &[]),
    // First floor.
    ("demarche-formats", &["demarche-evidence"]),
    ("demarche-read", &["demarche-evidence", "demarche-text"]),
    ("demarche-record", &["demarche-evidence"]),
    // Second floor.
    (
        "demarche-model",
        &["demarche-evidence", "demarche-record", "demarche-graph"],
    ),
    // Third floor: what is below it, but neither reader nor text.
    (
        "demarche-brief",
        &[
            "demarche-evidence",
            "demarche-graph",
            "demarche-model",
            "demarche-record",
        ],
    ),
    // Roof.
    (
        "demarche",
        &[
            "demarche-evidence",
            "demarche-text",
            "demarche-formats",
            "demarche-graph",
            "demarche-read",
            "demarche-record",
            "demarche-model",
            "demarche-brief",
        ],
    ),
    // A tool of the workshop, not part of the house; nobody imports it.
    (
        "xtask",
        &[
            "demarche-evidence",
            "demarche-text",
            "demarche-graph",
            "demarche-read",
            "demarche-record",
            "demarche-model",
            "demarche-brief",
        ],
    ),
];

/// Crates that touch files, database, terminal, network or clock, and who may use them.
const MAY_TOUCH: [(&str, &[&str]); 8] = [
    ("rusqlite", &["demarche-record", "demarche"]),
    ("clap", &["demarche", "xtask"]),
    ("anstream", &["demarche"]),
    ("indicatif", &["demarche"]),
    ("terminal_size", &["demarche"]),
    ("annotate-snippets", &["demarche"]),
    ("dom_smoothie", &["demarche-formats"]),
    (
        "tempfile",
        &["demarche", "demarche-record", "demarche-model", "xtask"],
    ),
];

fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo metadata describes the workspace");
    let names = |p: &cargo_metadata::Package| {
        let imports = p.dependencies.iter().map(|d| d.name.clone());
        (p.name.to_string(), imports.collect())
    };
    metadata.packages.iter().map(names).collect()
}

#[test]
fn imports_go_down() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.into_iter().collect();
    let found = imports();
    let mut wrong = Vec::new();
    for (name, imports) in &found {
        let Some(allowed) = allowed.get(name.as_str()) else {
            wrong.push(format!(
                "{name} stands on no floor: give it one in this table"
            ));
            continue;
        };
        for import in imports.iter().filter(|i| found.contains_key(*i)) {
            if !allowed.contains(&import.as_str()) {
                wrong.push(format!("{name} must not import {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_outside_is_touched_in_the_roof_and_the_record_only() {
    let mut wrong = Vec::new();
    for (name, imports) in imports() {
        for (outside, allowed) in MAY_TOUCH {
            if imports.contains(outside) && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{name} must not use {outside}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_no_crate_that_is_gone() {
    let found = imports();
    for (name, imports) in MAY_IMPORT {
        for name in imports.iter().chain([&name]) {
            assert!(found.contains_key(*name), "{name} is not in the workspace");
        }
    }
}
