//! Built-in rules yield to what the accurate model sees, firm ones do not. The texts are our own.

use demarche_evidence::{Body, Source, Statement};
use demarche_read::Reader;

/// The statements of a sentence that stands in a text about talks.
fn made_of(sentence: &str) -> Vec<Statement> {
    let reader = Reader::new().expect("the built-in rules are right");
    let text = format!(
        "Talks between Norway and Chile on fish ended in Lima on Monday without an agreement. {sentence} Chile rejected the idea of a joint patrol."
    );
    let all = reader.read_any(&Source::plain(&text)).statements;
    let is_of_it = |s: &Statement| text[s.evidence.start..s.evidence.end] == *sentence;
    all.into_iter().filter(is_of_it).collect()
}

#[test]
fn what_is_put_to_somebody_is_no_cause() {
    let told = made_of("Peru has put a compromise to the two sides.");
    assert!(
        !told.iter().any(|s| matches!(s.body, Body::Claim(_))),
        "{told:?}"
    );
    let told = made_of("Peru has put the delay down to the weather.");
    assert!(
        told.iter().any(|s| matches!(s.body, Body::Claim(_))),
        "{told:?}"
    );
}

#[test]
fn a_firm_rule_stands_where_the_model_sees_nothing() {
    let told = made_of(
        "The minister of Norway warned that the waning interest of Chile was linked to the absence of Peruvian support for patrols, such as fast boats, which Norway views as critical to exerting pressure on Chile.",
    );
    assert!(
        told.iter().any(|s| matches!(s.body, Body::Demand(_))),
        "{told:?}"
    );
}
