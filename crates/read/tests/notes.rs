//! Notes of a sentence or two, which say all there is to say of a meeting. They are our own.

mod common;

use common::{meetings, read};
use demarche_evidence::{Actor, MeetingStatus};

#[test]
fn two_sides_without_a_name_negotiate_in_two_lines() {
    for note in [
        "The union representing dock workers at the port of Felixstowe and the port's owner, Hutchison, broke off talks on Friday \
         without fixing a date for another meeting.\n",
        "Talks between teachers and the ministry went on until four in the morning and will continue on Tuesday, the mediator said.\n",
        "A hearing of the joint fisheries committee set for 14 March has been brought forward by a week at Norway's request. The Faroe \
         Islands objected.\n",
    ] {
        let reading = read(note);
        assert!(!meetings(&reading).is_empty(), "{note}");
    }
}

#[test]
fn a_time_of_something_else_is_not_that_of_the_meeting() {
    let reading = read(
        "The summit that Thailand and Cambodia agreed on in Kuala Lumpur will go ahead as planned on 20 October, despite last week's \
         clashes, Malaysia's foreign minister said.\n",
    );
    let meetings = meetings(&reading);
    let days = meetings
        .iter()
        .flat_map(|m| &m.steps)
        .filter_map(|s| s.when.as_ref());
    let days: Vec<&str> = days.map(|w| w.words.as_str()).collect();
    assert!(
        !days.is_empty() && days.iter().all(|d| *d == "20 October"),
        "{days:?}"
    );
}

#[test]
fn what_the_two_agreed_besides_does_not_date_their_talks() {
    let reading = read(
        "Spain's foreign minister on Thursday held talks in London with his British counterpart about Gibraltar, and the two agreed to \
         meet again in Madrid before Christmas.\n",
    );
    let meetings = meetings(&reading);
    let held = meetings
        .iter()
        .flat_map(|m| &m.steps)
        .find(|s| s.status == MeetingStatus::Held);
    let day = held.and_then(|s| s.when.as_ref()).map(|w| w.words.as_str());
    assert_eq!(day, Some("Thursday"));
}

#[test]
fn their_ministers_meet_for_all_of_them() {
    let reading = read(
        "Nigeria's president and his counterpart from Niger spoke by telephone on Wednesday and agreed that their ministers would meet \
         before the end of the month.\n",
    );
    let meetings = meetings(&reading);
    let planned = meetings
        .iter()
        .find(|m| m.final_status() == Some(MeetingStatus::Announced));
    let mut who: Vec<&str> = planned
        .into_iter()
        .flat_map(|m| &m.participants)
        .map(Actor::principal)
        .collect();
    who.sort_unstable();
    assert_eq!(who, ["Niger", "Nigeria"]);
}

#[test]
fn who_would_bring_others_together_moots_a_meeting() {
    let reading = read(
        "Serbia and Kosovo held a ninth round of talks in Brussels. The mediator said he hoped to bring Serbia and Kosovo together \
         again before the summer.\n",
    );
    let mooted = meetings(&reading)
        .into_iter()
        .any(|m| m.final_status() == Some(MeetingStatus::Mooted));
    assert!(mooted);
}
