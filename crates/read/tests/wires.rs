//! What plain wire stories say of offers, conditions, days and offices. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::{demands, events, levers, meetings, proposals, read};
use demarche_evidence::{LeverUse, MeetingStatus, Proposal, StanceKind};

#[test]
fn what_would_be_given_for_something_is_kept_back_and_a_threat_keeps_its_if() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Wednesday.\n\n\
         Chile said it would pull back its patrol boats only after Norway released the 14 sailors it has held since March. \
         Norway warned that it would close its ports to Chilean ships if there was no agreement by the end of June.\n",
    );
    let all = levers(&reading);
    let boats = all.iter().find(|l| l.what.contains("patrol boats"));
    assert_eq!(boats.map(|l| l.state), Some(LeverUse::Withheld));
    let ports = all
        .iter()
        .find(|l| l.what.contains("ports"))
        .expect("the ports");
    assert_eq!(ports.state, LeverUse::Threatened);
    assert_eq!(ports.what, "close its ports to Chilean ships");
    let condition = ports.condition.as_deref();
    assert_eq!(
        condition,
        Some("if there was no agreement by the end of June")
    );
}

#[test]
fn a_no_in_a_condition_is_a_wish_for_the_contrary() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Wednesday.\n\n\
         Chile said it would resume the shelling of the road if the blockade was not lifted within two weeks.\n",
    );
    let all = demands(&reading);
    let wish = all.iter().find(|d| d.demand.contains("blockade"));
    assert!(wish.is_none_or(|d| !d.demand.contains("not")), "{wish:?}");
}

#[test]
fn who_sets_a_condition_asks_for_it() {
    let reading = read(
        "Norway and Velsk put off talks on a tanker in Oslo on Wednesday.\n\n\
         Norway's minister, Ada Lund, said her country would release the tanker as soon as Velsk paid for the clean-up.\n",
    );
    let all = demands(&reading);
    let pay = all
        .iter()
        .find(|d| d.demand.contains("Velsk pay"))
        .expect("the clean-up");
    assert_eq!(pay.party.principal(), "Norway");
    let resumed = meetings(&reading)
        .iter()
        .flat_map(|m| &m.steps)
        .any(|s| s.status == MeetingStatus::Resumed);
    assert!(!resumed);
}

#[test]
fn what_a_party_is_ready_for_is_an_offer() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Wednesday.\n\n\
         Norway remains ready to submit the dispute to the court. Chile demanded an end to the inspections.\n",
    );
    let all = demands(&reading);
    let court = all.iter().find(|d| d.demand.contains("court"));
    assert_eq!(court.map(|d| d.offer), Some(true));
    let end = all.iter().find(|d| d.demand.contains("inspections"));
    assert_eq!(end.map(|d| d.offer), Some(false));
}

#[test]
fn a_yes_on_a_condition_is_one_to_the_proposal() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Wednesday.\n\n\
         Peru proposed a joint patrol in the strait. Chile accepted the proposal. \
         Chile said its fleet would leave the bay only after Norway freed the captain. Norway did not reply to the idea.\n",
    );
    let all = proposals(&reading);
    let patrol = all
        .iter()
        .find(|p| p.what.contains("patrol"))
        .expect("the patrol");
    let is_plain_yes = |p: &Proposal| {
        let mut own = p.stances.iter().filter(|s| s.actor.principal() == "Chile");
        own.all(|s| s.kind == StanceKind::Backs)
    };
    assert!(is_plain_yes(patrol), "{:?}", patrol.stances);
    let no = patrol.stances.iter().any(|s| s.kind == StanceKind::Rejects);
    assert!(!no, "{:?}", patrol.stances);
}

#[test]
fn an_office_with_its_field_names_its_state() {
    let reading = read(
        "Torland and Averland held talks on the strait in Brennavik on Wednesday.\n\n\
         The Foreign Minister of Quendor, Amina Tal, rejected the invitation. \
         Torland's water minister, Daro Kelvin, said the talks would go on.\n",
    );
    let party = |name: &str| {
        let person = reading.people.iter().find(|p| p.name == name);
        person.and_then(|p| p.party.as_deref())
    };
    assert_eq!(party("Amina Tal"), Some("Quendor"));
    assert_eq!(party("Daro Kelvin"), Some("Torland"));
}

#[test]
fn two_that_have_not_met_have_held_nothing_and_a_plan_stands_before_its_end() {
    let reading = read(
        "Norway and Chile are at odds over fish.\n\n\
         The Norwegian minister, Ada Lund, and her Chilean counterpart, Ana Soto, have not met in person.\n",
    );
    let held = meetings(&reading)
        .iter()
        .any(|m| m.final_status() == Some(MeetingStatus::Held));
    assert!(!held);
    let reading = read(
        "A summit of Norway and Chile planned for 28 May has been postponed to September, officials in Oslo said.\n\n\
         Chile and Norway are at odds over fish.\n",
    );
    let summit = meetings(&reading).first().and_then(|m| m.final_status());
    assert_eq!(summit, Some(MeetingStatus::Postponed));
}

#[test]
fn a_visit_is_the_talks_that_somebody_was_to_travel_to() {
    let reading = read(
        "Norway's minister had planned to travel to Santiago on Monday for talks with Chile's president, \
         but the visit has been postponed indefinitely, her office said.\n\nChile and Norway are at odds over fish.\n",
    );
    let all = meetings(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].final_status(), Some(MeetingStatus::Postponed));
}

#[test]
fn an_event_has_the_day_of_its_own_words() {
    let reading = read(
        "Norway and Chile held talks on fish in Oslo on Wednesday.\n\n\
         Chile rejected the offer on Tuesday and demanded that the nets be gone by 1 June.\n",
    );
    let day = |needle: &str| {
        let all = events(&reading);
        let event = all.into_iter().find(|e| e.event.name() == needle)?;
        Some(event.when.as_ref()?.label())
    };
    assert_eq!(day("REJECT").as_deref(), Some("2026-05-12"));
    assert_ne!(day("REQUEST").as_deref(), Some("2026-06-01"));
}
