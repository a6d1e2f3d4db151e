//! What is said not to be, left open or only warned of. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

use demarche_evidence::{
    Body, Lever, LeverUse, Meeting, MeetingStatus, Proposal, Reading, Source, StanceKind,
};
use demarche_read::Reader;
use jiff::civil::date;

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the built-in rules are right");
    let mut source = Source::plain(text);
    source.date = Some(date(2026, 4, 2));
    reader.read(&source)
}

fn bodies(reading: &Reading) -> impl Iterator<Item = &Body> {
    reading.statements.iter().map(|s| &s.body)
}

fn proposals(reading: &Reading) -> Vec<&Proposal> {
    let all = bodies(reading).filter_map(|b| match b {
        Body::Proposal(p) => Some(p),
        _ => None,
    });
    all.collect()
}

fn levers(reading: &Reading) -> Vec<&Lever> {
    let all = bodies(reading).filter_map(|b| match b {
        Body::Lever(l) => Some(l),
        _ => None,
    });
    all.collect()
}

fn meetings(reading: &Reading) -> Vec<&Meeting> {
    let all = bodies(reading).filter_map(|b| match b {
        Body::Meeting(m) => Some(m),
        _ => None,
    });
    all.collect()
}

fn is_refused_by(proposal: &Proposal, who: &str) -> bool {
    let mut stances = proposal.stances.iter();
    stances.any(|s| s.kind == StanceKind::Rejects && s.actor.principal() == who)
}

#[test]
fn who_would_not_oppose_has_refused_nothing() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Monday.\n\n\
         Peru proposed to delay the quota by 18 months. Chile said it would not oppose the plan. \
         Norway did not dismiss it but said it needed time to study it.\n",
    );
    let all = proposals(&reading);
    assert_eq!(all.len(), 1);
    assert!(!is_refused_by(all[0], "Chile"));
    assert!(!is_refused_by(all[0], "Norway"));
}

#[test]
fn a_refusal_of_something_else_is_none_of_the_proposal() {
    let reading = read(
        "Norway and Chile held talks on a truce at sea in Oslo on Monday.\n\n\
         Peru proposed a 60-day extension of the truce with observers along the coast. Chile accepted the plan. \
         Norway ruled out any withdrawal of its ships.\n",
    );
    let all = proposals(&reading);
    assert!(all.iter().all(|p| !is_refused_by(p, "Norway")));
}

#[test]
fn a_step_that_is_warned_of_is_threatened() {
    let reading = read(
        "Norway and Chile held talks on a truce at sea in Oslo on Monday without a result.\n\n\
         Norway warned that its navy would resume operations if the truce ran out. Chile has shelved a boycott of \
         Norwegian ports that was due to start on Friday.\n",
    );
    let all = levers(&reading);
    let of = |who: &str| all.iter().find(|l| l.holder.principal() == who);
    assert_eq!(of("Norway").map(|l| l.state), Some(LeverUse::Threatened));
    assert_ne!(of("Chile").map(|l| l.state), Some(LeverUse::Used));
}

#[test]
fn what_is_hinted_at_is_not_in_use_and_terms_for_meeting_are_no_lever() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Monday without a result.\n\n\
         Chile, which supplies most of Norway's ice, has hinted that deliveries could slow. The Norwegian minister, Kari \
         Lund, said a second round would take place only if Chile sent a minister.\n",
    );
    let all = levers(&reading);
    assert!(all.iter().all(|l| l.state != LeverUse::Used));
    assert!(!all.iter().any(|l| l.what.contains("take place")));
}

#[test]
fn a_better_offer_is_no_pressure() {
    let reading = read(
        "Norda Foods and the fund Merian are at odds over a takeover. Merian lifted its bid from 565 to 610 pence on \
         Monday after talks failed. The board of Norda rejected the offer.\n",
    );
    let is_bid = |l: &&Lever| l.what.contains("bid");
    assert!(!levers(&reading).iter().any(is_bid));
}

#[test]
fn a_call_that_is_not_ruled_out_has_not_been_held() {
    let reading = read(
        "Norway on Tuesday suspended trade talks with Chile after a row over fish.\n\n\
         The Norwegian minister's spokesman did not rule out a telephone call between the ministers this week.\n",
    );
    let held = |m: &&&Meeting| m.final_status() == Some(MeetingStatus::Held);
    assert_eq!(meetings(&reading).iter().filter(held).count(), 0);
}

#[test]
fn a_denied_charge_is_no_denied_meeting() {
    let reading = read(
        "Negotiators of Norway and Chile met in Oslo on Wednesday and agreed nothing.\n\n\
         The Norwegian defence minister denied that any shelling had taken place. Chile complained that Norway had \
         refused to meet since December.\n",
    );
    let has = |status: MeetingStatus| {
        let mut all = meetings(&reading).into_iter();
        all.any(|m| m.steps.iter().any(|s| s.status == status))
    };
    assert!(has(MeetingStatus::Held));
    assert!(!has(MeetingStatus::Denied));
    assert!(!has(MeetingStatus::Announced));
}

#[test]
fn since_then_is_no_cause() {
    let reading = read(
        "Norway and Chile will hold talks on Friday for the first time since a blockade of the port began 12 days ago, \
         officials said. Norway rejected Chile's plan for the port.\n",
    );
    assert!(!bodies(&reading).any(|b| matches!(b, Body::Claim(_))));
}
