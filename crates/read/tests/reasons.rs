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

#[test]
fn that_talks_are_deadlocked_is_no_reason_for_it() {
    let bare = "The negotiations have been deadlocked for weeks, diplomats say.";
    let told = reasons(&format!(
        "Greece and Turkey met in Athens on Monday. The arrest of a captain soured the mood. {bare}"
    ));
    assert_eq!(told, ["The arrest of a captain soured the mood."]);
}

#[test]
fn a_party_that_wants_what_nobody_is_against_keeps_nothing_from_moving() {
    let told = reasons(
        "Spain and Britain met in London on Monday without agreement. Spain wants peace. Spain wants its own officers at the airport.",
    );
    assert!(!told.iter().any(|r| r == "Spain wants peace."), "{told:?}");
    assert!(told.iter().any(|r| r.contains("officers")), "{told:?}");
}

#[test]
fn who_is_no_side_of_the_talks_keeps_nothing_from_moving_by_a_no() {
    let note = |who: &str| {
        format!(
            "Spain, Britain and France met in London on Monday. Spain said Britain had to answer. Britain and France said Spain had to wait. The European Union \
             proposed joint controls at the airport. Spain backed the proposal. {who} rejected the proposal."
        )
    };
    let told = reasons(&note("Britain"));
    assert!(
        told.iter().any(|r| r == "Britain rejected the proposal."),
        "{told:?}"
    );
    let told = reasons(&note("The Andalusian Growers' Federation"));
    assert!(!told.iter().any(|r| r.contains("Growers")), "{told:?}");
}

#[test]
fn what_soured_the_parties_is_a_reason_and_what_spoilt_a_harvest_is_none() {
    let note = |matter: &str| {
        format!(
            "Spain and Britain met in London on Monday. Spain put {matter} down to the strike in Gibraltar."
        )
    };
    let told = reasons(&note("the mistrust"));
    assert!(told.iter().any(|r| r.contains("mistrust")), "{told:?}");
    let told = reasons(&note("the loss of the harvest"));
    assert!(!told.iter().any(|r| r.contains("harvest")), "{told:?}");
}
