//! Whom a text is about, whose people are whose, and how far a statement is to be trusted. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::{demands, levers, meetings, read, reader, source};
use demarche_evidence::{Meeting, PartyKind, Reading, StatementId};
use demarche_read::choice::{Outcome, Question};
use std::collections::BTreeSet;

fn participants(meeting: &Meeting) -> Vec<&str> {
    meeting
        .participants
        .iter()
        .map(|p| p.name.as_str())
        .collect()
}

fn party_of<'r>(reading: &'r Reading, name: &str) -> Option<&'r str> {
    let person = reading.people.iter().find(|p| p.name == name);
    person.and_then(|p| p.party.as_deref())
}

const FERRIES: &str = "Ferry pay talks in Norway end without a deal

BERGEN, 14 May (Fjord News) - The Seamen's League and Vestline Ferries broke off pay talks in Bergen on Wednesday after nine hours.

Norway has seen three strikes on its ferries since January. Norwegian roads along the coast depend on them.

The Seamen's League demands a raise of nine percent. Vestline Ferries has offered four and rejects the demand. \
League chairwoman Marit Dahl said the company must pay for night shifts. Vestline's managing director, Odd Berg, called the league's figures wrong.

Norway's labour inspectorate said it had no part in the talks. Both sides will meet again on Friday.
";

#[test]
fn both_sides_are_those_who_bargain_and_not_the_country_they_live_in() {
    let reading = read(FERRIES);
    let all = meetings(&reading);
    let next = all.iter().find(|m| m.what == "meeting of both sides");
    let next = next.expect("the meeting on Friday");
    assert_eq!(participants(next), ["Seamen's League", "Vestline Ferries"]);
}

#[test]
fn every_party_is_looked_at_once_and_the_sides_are_among_them() {
    let choices = reader().choices(&source(FERRIES), Question::Side);
    let names: Vec<&str> = choices
        .iter()
        .flat_map(|c| &c.alternatives)
        .filter_map(|a| match &a.outcome {
            Outcome::Party(names) => names.first().map(String::as_str),
            _ => None,
        })
        .collect();
    for side in ["Seamen's League", "Vestline Ferries", "Norway"] {
        assert_eq!(names.iter().filter(|n| **n == side).count(), 1, "{names:?}");
    }
}

#[test]
fn what_is_dropped_is_likelier_wrong_and_can_be_kept() {
    let text = source(FERRIES);
    let ids = |reading: &Reading| -> BTreeSet<StatementId> {
        reading.statements.iter().map(|s| s.id.clone()).collect()
    };
    let kept = reader().read(&text);
    let whole = reader().keeping_doubtful().read(&text);
    assert!(ids(&kept).is_subset(&ids(&whole)));
    for statement in &whole.statements {
        assert!((0.0..=1.0).contains(&statement.confidence));
        let is_dropped = !ids(&kept).contains(&statement.id);
        assert!(
            !is_dropped || statement.confidence < 0.7, // as much is asked of pressure that the model alone sees
            "{}",
            statement.rule
        );
    }
    let again = reader().read(&text);
    assert_eq!(kept, again);
}

#[test]
fn the_contrary_of_what_a_no_lasts_to_is_wanted_and_an_inner_not_stays() {
    let reading = read(
        "Norway and Chile ended talks on fish in Oslo on Wednesday without a result. Norway proposed a truce. \
         Chile said it would not renew the permits as long as nets were being cut. \
         Norway would come back if Chile guarantees that a failed round does not mean a return to the old quota.\n",
    );
    let wanted: Vec<&str> = demands(&reading)
        .iter()
        .filter(|d| !d.refusal)
        .map(|d| d.demand.as_str())
        .collect();
    assert!(
        wanted.iter().all(|d| !d.contains("nets were being cut")),
        "{wanted:?}"
    );
    assert!(
        wanted
            .iter()
            .any(|d| d.contains("Chile guarantee that") && d.contains("does not mean")),
        "{wanted:?}"
    );
}

#[test]
fn a_threat_that_is_denied_and_an_effect_that_is_feared_are_no_levers() {
    let reading = read(
        "Norway and Chile ended talks on fish in Oslo on Wednesday without a result. Chile proposed a joint quota.\n\n\
         Norway denied a report that it had threatened to halt imports of Chilean salmon. \
         Peru rejected the quota, warning that it would cost 900 jobs.\n",
    );
    let told: Vec<&str> = levers(&reading).iter().map(|l| l.what.as_str()).collect();
    assert!(
        told.iter()
            .all(|w| !w.contains("halt imports") && !w.contains("900 jobs")),
        "{told:?}"
    );
}

#[test]
fn a_readout_is_of_the_capital_it_is_dated_from() {
    let reading = read(
        "Readout of the Minister's call with the Foreign Minister of the Republic of Tavria\n\n\
         Oslo, Norway\n\n\
         Today the Minister of Foreign Affairs, Ida Holm, spoke by telephone with the Foreign Minister of the Republic of Tavria, \
         Oleg Stanescu, about the talks on the Kelmen corridor. Minister Holm reiterated Norway's support for the plan of the United Nations. \
         Minister Stanescu rejected the plan. His deputy, Irina Docheva, will attend talks on 28 May.\n",
    );
    assert_eq!(party_of(&reading, "Ida Holm"), Some("Norway"));
    assert_eq!(party_of(&reading, "Oleg Stanescu"), Some("Tavria"));
    assert_eq!(party_of(&reading, "Irina Docheva"), Some("Tavria"));
    let holm = reading.people.iter().find(|p| p.name == "Ida Holm");
    let role = holm.and_then(|p| p.role.as_deref());
    assert_eq!(role, Some("the Minister of Foreign Affairs"));
}

#[test]
fn a_local_and_a_plant_have_their_people() {
    let reading = read(
        "Contract talks between Ohio-based Castrell Industries and Metalworkers Local 418 broke down on Wednesday.\n\n\
         Local president Gina Petrakis said the union rejects the offer. Plant manager Doug Wiley said Castrell would not raise it. \
         The union demands a raise of nine percent.\n",
    );
    assert_eq!(
        party_of(&reading, "Gina Petrakis"),
        Some("Metalworkers Local 418")
    );
    assert_eq!(
        party_of(&reading, "Doug Wiley"),
        Some("Castrell Industries")
    );
}

#[test]
fn who_is_due_to_meet_somebody_meets_them() {
    let reading = read(
        "The envoy of Peru, Luis Paz, left talks of Norway and Chile on fishing rights in Oslo on Wednesday. Chile rejected a truce. \
         He is due to meet President Erik Dahl of Norway in Bergen on Friday.\n",
    );
    let all = meetings(&reading);
    let meets = |m: &&&Meeting| participants(m) == ["Luis Paz", "Erik Dahl"];
    assert!(all.iter().any(|m| meets(&m)), "{all:?}");
}

#[test]
fn the_two_prime_ministers_are_those_of_the_sides_and_not_the_hosts() {
    let reading = read(
        "Negotiators from Arvenia and Tolm ended two days of talks on the Sarn river on Wednesday without a result.\n\n\
         Arvenia's water minister, Petra Quist, said Tolm had accepted joint measurements. Tolm's chief negotiator, Idris Vael, denied it. \
         He said Tolm would accept measurements only after Arvenia released the water it has held back since August.\n\n\
         The neighbouring state of Orrin, which hosted the meeting, proposed that an engineer of its own read the gauges. Quist welcomed the idea. \
         A meeting of the two prime ministers, planned for 5 June in Orrin's capital, has been put off.\n",
    );
    let all = meetings(&reading);
    let ministers = all.iter().find(|m| m.what.contains("prime ministers"));
    let ministers = ministers.expect("the meeting that is put off");
    assert_eq!(participants(ministers), ["Arvenia", "Tolm"]);
    let orrin = reading.parties.iter().find(|p| p.name == "Orrin");
    assert_eq!(orrin.map(|p| p.kind), Some(PartyKind::State));
    // What Arvenia holds back is no lever of Tolm's.
    assert!(
        levers(&reading)
            .iter()
            .all(|l| l.holder.principal() != "Tolm")
    );
}
