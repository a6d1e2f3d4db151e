//! Texts in the words of talks in which nobody negotiates: nothing is reported of them. The texts are our own.

use demarche_evidence::Source;
use demarche_read::Reader;
use std::{fs, path::Path};

#[test]
fn where_nobody_negotiates_nothing_is_reported() {
    let reader = Reader::new().expect("the built-in rules are right");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/near_misses");
    let texts = fs::read_dir(folder).expect("the folder of texts is there");
    let mut read = 0;
    for text in texts {
        let path = text.expect("the folder can be listed").path();
        let text = fs::read_to_string(&path).expect("a text can be read");
        let reading = reader.read(&Source::plain(&text));
        assert!(
            !reading.relevant,
            "{} is taken for a negotiation",
            path.display()
        );
        read += 1;
    }
    assert!(read >= 9);
}
