//! Every target stands up to its corpus and to what once went wrong.

use demarche_fuzz::{TARGETS, corpus, run};
use std::path::Path;

#[test]
fn every_target_stands_up_to_its_corpus() {
    for (name, _) in TARGETS {
        let mut seen = 0;
        for folder in corpus(name) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                println!("{}", path.display());
                run(name, &std::fs::read(path).unwrap());
                seen += 1;
            }
        }
        assert!(seen > 0, "target {name} has no seed");
        run(name, b"");
    }
}

#[test]
fn every_target_has_its_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz_targets");
    let mut programs: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    programs.sort();
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(programs, names);
}
