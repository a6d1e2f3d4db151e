//! Texts in the words of talks in which nobody negotiates: nothing is reported of them. The texts are our own.

use demarche_evidence::Source;
use demarche_read::Reader;
use std::{fs, path::Path};

/// How many of the texts of `benchmark/near-misses` may be taken for a negotiation: people do bargain in a way at a trial.
const TAKEN: usize = 4;

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

#[test]
fn few_of_the_harder_texts_are_taken_for_negotiations() {
    let reader = Reader::new().expect("the built-in rules are right");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benchmark/near-misses");
    let mut taken = Vec::new();
    let mut read = 0;
    for entry in fs::read_dir(folder).expect("the folder of texts is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let text = fs::read_to_string(&path).expect("a text can be read");
            read += 1;
            if reader.read(&Source::plain(text.as_str())).relevant {
                taken.push(path.file_name().map(ToOwned::to_owned));
            }
        }
    }
    assert!(read >= 24);
    assert!(taken.len() <= TAKEN, "{taken:?}");
}

#[test]
fn a_note_in_which_unnamed_sides_answer_each_other_is_read() {
    let reader = Reader::new().expect("the built-in rules are right");
    let note = "The tram company in Gera broke off talks with its drivers on Monday after four hours. The drivers' union wants nine \
percent; the company offers four. Mayor Rita Kolb has suggested that a retired judge decide. The union accepted on Monday evening, provided that \
the ruling takes effect at once. The company has yet to answer. The strike will go on until Friday.";
    let reading = reader.read(&Source::plain(note));
    assert!(reading.relevant);
}

#[test]
fn a_note_of_talks_broken_off_needs_no_answer_to_be_read() {
    let reader = Reader::new().expect("the built-in rules are right");
    let note = "Dock workers at the port of Lobito and the terminal operator Atlas Ports broke off pay talks on Friday after two hours, the \
union's negotiator, Rosa Quintas, said. The union wants 14 percent; the company offers six. \"They came without a mandate,\" Quintas said. A meeting of \
the union with the provincial governor, planned for Thursday, had been called off by his office.";
    let reading = reader.read(&Source::plain(note));
    assert!(reading.relevant);
}
