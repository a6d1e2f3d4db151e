//! The reference page of the format names what the code knows.

use std::path::Path;

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    std::fs::read_to_string(crate_folder().join("../../docs").join(name)).unwrap()
}

/// The text of the file and of all files in the folder.
fn sources(path: &Path, text: &mut String) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), text);
        }
    } else {
        let whole = std::fs::read_to_string(path).unwrap();
        // Codes in unit tests may be made up.
        text.push_str(whole.split("#[cfg(test)]").next().unwrap_or(""));
    }
}

/// Whether it is written as a code of several words is: small letters, joined by hyphens.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    text.contains('-') && text.split('-').all(is_word)
}

/// Codes of diagnostics in the sources: the literal that begins the arguments of `error` or
/// `warning`, and every other literal that looks like a code of several words.
fn codes(files: &[&str]) -> Vec<String> {
    let mut text = String::new();
    for name in files {
        sources(&crate_folder().join("src").join(name), &mut text);
    }
    let between_marks = text.split('"').filter(|l| is_code(l));
    let mut codes: Vec<String> = between_marks.map(str::to_owned).collect();
    for call in ["Diagnostic::error(", "Diagnostic::warning("] {
        for rest in text.split(call).skip(1) {
            let literal = rest.trim_start().strip_prefix('"');
            codes.extend(literal.and_then(|l| l.split('"').next()).map(str::to_owned));
        }
    }
    codes.sort();
    codes.dedup();
    codes
}

/// The codes in the table of a page.
fn listed(page: &str) -> Vec<String> {
    let (_, table) = page.split_once("## Diagnostics").unwrap();
    let codes = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let mut listed: Vec<String> = codes.map(str::to_owned).collect();
    listed.sort_unstable();
    listed
}

#[test]
fn the_page_names_every_diagnostic_and_no_other() {
    let codes = codes(&["check", "check.rs", "document.rs", "language.rs"]);
    assert!(codes.len() > 20, "{codes:?}");
    assert_eq!(listed(&page("dossier-format.md")), codes);
}

#[test]
fn the_page_on_interchange_names_its_diagnostics() {
    let codes = codes(&["interchange"]);
    assert!(codes.len() > 10, "{codes:?}");
    assert_eq!(listed(&page("interchange.md")), codes);
}

#[test]
fn the_examples_of_the_page_are_sound() {
    let page = page("dossier-format.md");
    let example = |k: usize| {
        let block = page.split("```toml\n").nth(k).unwrap();
        block.split("```").next().unwrap()
    };
    let first = demarche_model::parse(example(1));
    assert!(first.diagnostics.is_empty(), "{:?}", first.diagnostics);
    let ranking = format!("{}\n{}", example(1), example(2));
    let both = demarche_model::parse(&ranking);
    let codes: Vec<&str> = both.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["two-orders"]);
}
