//! Why talks do not move, and what is no reason for it. The texts are our own.

use demarche_evidence::{Body, ImpasseRemark, Source};
use demarche_read::Reader;
use jiff::civil::date;

/// The sentences of a text that tell why talks do not move.
fn reasons(text: &str) -> Vec<String> {
    let reader = Reader::new().expect("the built-in rules are right");
    let mut source = Source::plain(text);
    source.date = Some(date(2026, 5, 12));
    let statements = reader.read_any(&source).statements;
    let reason = statements.into_iter().filter_map(|s| match &s.body {
        Body::Remark(r) if r.remark == ImpasseRemark::Reason => {
            Some(text[s.evidence.start..s.evidence.end].to_owned())
        }
        _ => None,
    });
    reason.collect()
}

#[test]
fn what_a_party_wants_first_keeps_talks_from_moving() {
    let first = "Norway wants ninety days without arrests before it will discuss the quota.";
    let told = reasons(&format!(
        "Talks between Norway and Chile on fish ended in Lima on Monday without a date for the next round. {first} Chile proposed a joint patrol."
    ));
    assert!(told.iter().any(|r| r == first), "{told:?}");
}

#[test]
fn what_explains_something_else_is_no_reason() {
    let other = "Norway attributed the hunger to a poor harvest.";
    let told = reasons(&format!(
        "Talks between Norway and Chile on grain ended in Lima on Monday without an agreement. {other} Chile rejected the proposal of a joint patrol."
    ));
    assert!(!told.iter().any(|r| r == other), "{told:?}");
}
