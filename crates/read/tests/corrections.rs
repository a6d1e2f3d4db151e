//! What a text takes back of itself is not read as said.

use demarche_evidence::Source;
use demarche_read::{Reader, gist};

const STORY: &str = "Norway and Chile hold talks on the catch. Norway proposed a joint fund. Chile \
    supports the proposal. Peru rejects the proposal.";

fn gists(text: &str) -> Vec<String> {
    let reader = Reader::new().expect("the built-in rules load");
    let reading = reader.read_any(&Source::plain(text));
    reading.statements.iter().flat_map(gist).collect()
}

fn has(found: &[String], gist: &str) -> bool {
    found.iter().any(|g| g == gist)
}

#[test]
fn a_stance_that_is_taken_back_goes_and_others_stay() {
    let before = gists(STORY);
    assert!(has(&before, "stance Chile backs") && has(&before, "stance Peru rejects"));
    let corrected = format!(
        "{STORY}\n\nCorrection: An earlier version of this article said that Chile supports the \
         proposal. It has not decided."
    );
    let after = gists(&corrected);
    assert!(!has(&after, "stance Chile backs"), "{after:?}");
    assert!(has(&after, "stance Peru rejects"), "{after:?}");
    assert!(has(&after, "proposal by Norway"), "{after:?}");
}

#[test]
fn what_somebody_else_said_is_no_correction() {
    let found = gists(&format!(
        "{STORY}\n\nAn earlier report said that Chile supports the proposal."
    ));
    assert!(has(&found, "stance Chile backs"), "{found:?}");
}
