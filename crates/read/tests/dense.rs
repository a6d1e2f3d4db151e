//! Terse prose, in which the model's eye helps the rules. The texts are our own.

use demarche_evidence::{Body, ImpasseRemark, MeetingStatus, Reading, Source, StanceKind, Voice};
use demarche_read::Reader;

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the built-in rules are right");
    reader.read_any(&Source::plain(text))
}

fn bodies(reading: &Reading) -> impl Iterator<Item = &Body> {
    reading.statements.iter().map(|s| &s.body)
}

#[test]
fn each_short_answer_counts_and_says_nothing() {
    let reading = read(
        "Norway and Chile quarrel over fish. Norway proposed a joint patrol on Monday. Chile accepted, Peru said no.",
    );
    let proposals = bodies(&reading).filter_map(|b| match b {
        Body::Proposal(p) => Some(p),
        _ => None,
    });
    let mut answers: Vec<(&str, bool)> = proposals
        .flat_map(|p| &p.stances)
        .map(|s| (s.actor.principal(), s.kind == StanceKind::Backs))
        .collect();
    answers.sort_unstable();
    assert_eq!(answers, [("Chile", true), ("Peru", false)]);
    assert!(!bodies(&reading).any(|b| matches!(b, Body::Quote(_))));
}

#[test]
fn an_offer_told_by_its_fate_first_is_one_with_its_makers() {
    let reading = read(
        "Norway and Chile quarrel over fish. The talks broke off after Chile turned down an offer of four per cent. Norway tabled the offer on Monday.",
    );
    let proposals: Vec<_> = bodies(&reading)
        .filter_map(|b| match b {
            Body::Proposal(p) => Some(p),
            _ => None,
        })
        .collect();
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    let proposer = proposals[0]
        .proposer
        .as_ref()
        .map(demarche_evidence::Actor::principal);
    assert_eq!(proposer, Some("Norway"));
}

/// Who stands how to the proposals of a text, in letters: `+` for a yes, `-` for a no, `?` for terms.
fn answers(text: &str) -> Vec<String> {
    let reading = read(text);
    let sign = |kind: &StanceKind| match kind {
        StanceKind::Backs => '+',
        StanceKind::Rejects => '-',
        StanceKind::Conditional { .. } => '?',
    };
    let proposals = bodies(&reading).filter_map(|b| match b {
        Body::Proposal(p) => Some(p),
        _ => None,
    });
    let stances = proposals.flat_map(|p| &p.stances);
    stances
        .map(|s| format!("{}{}", sign(&s.kind), s.actor.principal()))
        .collect()
}

#[test]
fn an_answer_is_its_owners_whoever_tells_it() {
    let told = answers(
        "Norway and Chile quarrel over fish. Peru has proposed a panel of engineers. Chile's answer, Ada Lund, Norway's minister, said, was no.",
    );
    assert_eq!(told, ["-Chile"]);
}

#[test]
fn terms_are_known_by_an_auxiliary_before_its_subject() {
    let told = answers(
        "Norway and Chile quarrel over fish. Peru has proposed a joint patrol. Chile would accept it were the trawlers sent home first.",
    );
    assert_eq!(told, ["?Chile"]);
}

#[test]
fn a_plan_told_beside_what_became_of_it_comes_first() {
    let reading = read(
        "Norway and Chile quarrel over fish. A meeting of the ministers of Norway and Chile, due on 9 May, was dropped.",
    );
    let histories: Vec<Vec<MeetingStatus>> = bodies(&reading)
        .filter_map(|b| match b {
            Body::Meeting(m) => Some(m.steps.iter().map(|s| s.status).collect()),
            _ => None,
        })
        .collect();
    let expected = [MeetingStatus::Scheduled, MeetingStatus::Cancelled];
    assert_eq!(histories, [expected]);
}

#[test]
fn a_verdict_in_quotation_marks_is_a_quote_and_a_judgement() {
    let reading = read(
        "The ministers of Norway and Chile held talks on fish on Monday. ,,Tea and biscuits'' was the verdict of Ada Lund, Chile's minister.",
    );
    let quoted = bodies(&reading).find_map(|b| match b {
        Body::Quote(q) => Some((q.speaker.name.as_str(), q.content.as_str())),
        _ => None,
    });
    assert_eq!(quoted, Some(("Ada Lund", "Tea and biscuits")));
    let judges = |b: &Body| match b {
        Body::Characterisation(c) => matches!(&c.by, Voice::Actor(a) if a.name == "Ada Lund"),
        _ => false,
    };
    assert!(bodies(&reading).any(judges));
}

#[test]
fn what_a_ban_lasts_to_is_a_condition_and_what_somebody_wants() {
    let reading = read(
        "Norway and Chile quarrel over fish. Norway has banned salmon from Chile. The ban stays until the patrol is agreed, Norway said.",
    );
    let is_condition = |b: &Body| match b {
        Body::Remark(r) => r.remark == ImpasseRemark::Condition && r.text.contains("until"),
        _ => false,
    };
    assert!(bodies(&reading).any(is_condition));
    let wanted = bodies(&reading).find_map(|b| match b {
        Body::Demand(d) => Some((d.party.principal(), d.demand.as_str())),
        _ => None,
    });
    assert_eq!(wanted, Some(("Norway", "that the patrol be agreed")));
}

#[test]
fn a_short_text_about_pay_is_about_a_negotiation() {
    let reader = Reader::new().expect("the built-in rules are right");
    let reading = reader.read(&Source::plain(
        "Ferry crews in Galle walk out as pay talks collapse\n\n\
         Sri Lanka's ferry crews stopped work on Tuesday after a second day of talks with the ports ministry ended without a deal. \
         The crews want a rise of twelve per cent. The ministry offered seven per cent on Friday. The Harbour Pilots' Guild, a smaller \
         union, has accepted it on condition that the night duty is paid from April.\n\n\
         A third meeting, planned for Thursday, was called off by the ministry.",
    ));
    assert!(reading.relevant);
}
