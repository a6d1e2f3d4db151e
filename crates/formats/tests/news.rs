//! No article of our own, all in English and full of names from everywhere, is taken for foreign.

use demarche_formats::foreign;
use std::path::{Path, PathBuf};

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(texts(&path));
        } else if path.extension().is_some_and(|e| e == "txt") {
            all.push(path);
        }
    }
    all
}

#[test]
fn our_own_news_is_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut count = 0;
    for folder in ["benchmark/news", "examples"] {
        for path in texts(&root.join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a text");
            assert_eq!(foreign(&text), None, "{}", path.display());
            // Each paragraph alone has fewer words to tell it by.
            for paragraph in text.split("\n\n") {
                assert_eq!(foreign(paragraph), None, "{}: {paragraph}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count} paragraphs");
}
