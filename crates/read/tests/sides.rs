//! Who acts for whom. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::{claims, demands, levers, meetings, proposals};
use demarche_evidence::{Actor, Claim, Reading, Source, StanceKind, Voice};
use demarche_read::Reader;
use std::collections::{BTreeMap, BTreeSet};

const TRUCE: &str = "Truce talks collapse in Korvath

KORVATH, March 14 - Negotiators for the Tesmaran government and the Northern Front walked away from the table on Thursday.

Front spokesman Idris Valo said the talks failed because the government had shelled two villages. Defence Minister Helena Orsk denied it and blamed the rebels.

The country's chief of staff, Marek Tull, stayed away. The Front wants the army to leave the bridge; Tesmara refuses.
";

const PITS: &str = "Talks over a bonus at the Varrow pits adjourned on Monday after nine hours.

The Pitworkers' Alliance wants a bonus of 4 percent. Varrow Coal has offered 1.5 percent.

Alliance president Doreen Hask called the figures a joke. Chief executive Martin Peel said the demand would cost the firm two pits.

State mediator Ruth Calloway tabled a middle way. The company said it needed time.
";

const PORT: &str = "Dockers agree to talk, but blockade goes on

SALVANA, April 2 - The port authority of Salvana and the dockers' union will hold talks on Friday, officials said.

The union will keep the gates shut while the talks last, said its leader, Rui Fontes. Dockers have blocked the gates for twelve days.

The authority says a guarantee is impossible. The union wants one in writing; the authority turned that down.
";

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the built-in rules are right");
    reader.read(&Source::plain(text))
}

/// People by the name of the party they act for.
fn sides(reading: &Reading) -> BTreeMap<&str, &str> {
    let people = reading.people.iter();
    let named = people.map(|p| (p.name.as_str(), p.party.as_deref().unwrap_or_default()));
    named.collect()
}

fn parties(reading: &Reading) -> Vec<&str> {
    reading.parties.iter().map(|p| p.name.as_str()).collect()
}

#[test]
fn a_minister_acts_for_the_state_that_the_text_is_of() {
    let reading = read(TRUCE);
    assert_eq!(parties(&reading), ["Tesmara", "Northern Front"]);
    let sides = sides(&reading);
    assert_eq!(sides["Helena Orsk"], "Tesmara");
    assert_eq!(sides["Idris Valo"], "Northern Front");
    assert_eq!(sides["Marek Tull"], "Tesmara");
}

#[test]
fn a_chief_executive_acts_for_the_company_and_a_mediator_for_none() {
    let reading = read(PITS);
    let sides = sides(&reading);
    assert_eq!(sides["Doreen Hask"], "Pitworkers' Alliance");
    assert_eq!(sides["Martin Peel"], "Varrow Coal");
    assert_eq!(sides["Ruth Calloway"], "");
}

#[test]
fn those_who_have_joined_a_union_are_the_union() {
    let reading = read(PORT);
    assert_eq!(parties(&reading), ["dockers' union", "Salvana"]);
    assert_eq!(sides(&reading)["Rui Fontes"], "dockers' union");
}

/// Who wants something of whom in a note, refusals left out.
fn wishes(note: &str) -> BTreeSet<(String, Option<String>)> {
    let reading = read(&format!("{note}{TAIL}"));
    let wished = demands(&reading).into_iter().filter(|d| !d.refusal);
    let name = |a: &Actor| a.principal().to_owned();
    wished
        .map(|d| (name(&d.party), d.addressee.as_ref().map(name)))
        .collect()
}

/// Who holds a lever against whom in a note.
fn pressing(note: &str) -> Vec<(String, Option<String>)> {
    let reading = read(&format!("{note}{TAIL}"));
    let name = |a: &Actor| a.principal().to_owned();
    let all = levers(&reading).into_iter();
    all.map(|l| (name(&l.holder), l.against.as_ref().map(name)))
        .collect()
}

/// Who answers the only proposal of a note, and how.
fn answers(note: &str) -> Vec<(String, StanceKind)> {
    let reading = read(&format!("{note}{TAIL}"));
    let all = proposals(&reading);
    let stances = all.iter().flat_map(|p| &p.stances);
    stances
        .map(|s| (s.actor.principal().to_owned(), s.kind.clone()))
        .collect()
}

const TAIL: &str = "\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n";

fn pair(one: &str, other: &str) -> (String, Option<String>) {
    (one.to_owned(), Some(other.to_owned()))
}

#[test]
fn a_body_is_called_by_the_last_word_of_its_name() {
    let all = pressing(
        "The Hospital Doctors' Association called off talks with Eastmoor Hospital Trust on Monday. The trust has offered a rise of 3 \
         percent. The association wants 6 percent and says it will strike on Friday unless the trust moves.",
    );
    let own = pair("Hospital Doctors' Association", "Eastmoor Hospital Trust");
    assert_eq!(all, [own]);
    let airline = pressing(
        "Pilots of Skyfare Airways rejected an offer of 3 percent on Monday, their union, the Airline Pilots' Federation, said. \
         Management wants the federation to accept longer shifts. The airline has threatened to lease planes with crews.",
    );
    let own = pair("Skyfare Airways", "Airline Pilots' Federation");
    assert_eq!(airline, [own]);
}

#[test]
fn a_body_may_be_called_by_its_kind_before_it_is_named() {
    let all = answers(
        "The council rejected a pay offer from the union on Tuesday, and Burnford City Council said it would close two depots. \
         The Refuse Workers' Union wants the council to keep both depots open.",
    );
    assert_eq!(all[0].0, "Burnford City Council");
}

#[test]
fn the_only_rebels_and_the_only_state_are_meant_by_their_kind() {
    let rebels = wishes(
        "Thailand and the Barisan Revolusi Nasional held talks in Kuala Lumpur on Tuesday. The separatists demanded that Thailand \
         withdraw troops from the south.",
    );
    assert!(
        rebels.contains(&pair("Barisan Revolusi Nasional", "Thailand")),
        "{rebels:?}"
    );
    let group = pressing(
        "The Congolese government and the M23 resumed talks in Doha on Monday. The group has threatened to take Uvira.",
    );
    assert_eq!(group[0].0, "M23");
    let state = wishes(
        "Ethiopia and the Oromo Liberation Army opened talks in Zanzibar. The OLA demanded that the authorities free its leaders.",
    );
    assert!(
        state.contains(&pair("Oromo Liberation Army", "Ethiopia")),
        "{state:?}"
    );
    let army = pressing(
        "Myanmar's junta and the Arakan Army met in Kunming on Sunday. The rebels turned down a truce, and the military threatened \
         to bomb the ports.",
    );
    assert_eq!(army[0].0, "Myanmar");
}

#[test]
fn hosts_and_guests_are_the_two_of_a_visit() {
    let all = wishes(
        "A Georgian delegation arrived in Ankara on Monday for talks with Turkey on transit fees. The hosts proposed a fee of 4 \
         dollars. The guests rejected the proposal and asked for 6 dollars.",
    );
    assert!(all.contains(&pair("Georgia", "Türkiye")), "{all:?}");
}

#[test]
fn who_stands_beside_an_organ_of_state_is_no_part_of_it() {
    let reading = read(&format!(
        "The government of Tesmara and the Northern People's Front met in Doha on Tuesday. The Front demanded the release of 40 \
         prisoners. The government refused, and the Front said it would leave the talks.{TAIL}"
    ));
    let met = meetings(&reading)
        .into_iter()
        .find(|m| m.what.contains("Doha"));
    let seated = met.map(|m| {
        m.participants
            .iter()
            .map(Actor::principal)
            .collect::<Vec<_>>()
    });
    assert_eq!(seated, Some(vec!["Tesmara", "Northern People's Front"]));
}

#[test]
fn both_are_the_two_of_the_sentence_before() {
    let all = wishes(
        "Italy and Spain rejected a French proposal to share the costs of the port on Monday. Both want France to pay half.",
    );
    let expected = [pair("Italy", "France"), pair("Spain", "France")];
    assert_eq!(all, BTreeSet::from(expected));
}

#[test]
fn the_former_and_the_latter_are_those_named_together() {
    let all = answers(
        "Serbia and Kosovo held talks in Brussels on Monday. The former rejected the EU's plan; the latter accepted it.",
    );
    let expected = [
        ("Serbia".to_owned(), StanceKind::Rejects),
        ("Kosovo".to_owned(), StanceKind::Backs),
    ];
    assert_eq!(all, expected);
}

#[test]
fn those_without_a_name_speak_on() {
    let reading = read(&format!(
        "Diplomats attributed the delay to a dispute over the wording of the ceasefire. The row between Serbia and Kosovo over the \
         border has blocked the accord, they said.{TAIL}"
    ));
    let all = claims(&reading);
    let is_theirs = |c: &&Claim| matches!(&c.speaker, Voice::Actor(a) if a.name == "Diplomats");
    assert!(!all.is_empty() && all.iter().all(is_theirs), "{all:?}");
}

#[test]
fn a_union_of_theirs_is_not_the_employer() {
    let all = wishes(
        "Bakers at Hollin Foods voted to strike after the company withdrew its offer of 4 percent. Hollin said the offer could not \
         be renewed. Their union wants 6 percent.",
    );
    assert!(
        all.iter().all(|(party, _)| party != "Hollin Foods"),
        "{all:?}"
    );
}

#[test]
fn a_note_of_two_states_in_dispute_is_one_of_a_negotiation() {
    let all = wishes(
        "Egypt and Ethiopia failed to agree on the dam on Monday. The two countries blamed each other. Cairo wants a binding \
         treaty. Addis Ababa rejects it.",
    );
    assert!(all.contains(&pair("Egypt", "Ethiopia")), "{all:?}");
}

#[test]
fn the_other_side_is_not_the_one_that_speaks_of_it() {
    let all = wishes(
        "Norway and Russia held talks on fish on Monday. Russia wants the other side to open its ports.",
    );
    assert_eq!(all, BTreeSet::from([pair("Russia", "Norway")]));
}

#[test]
fn employers_are_the_only_company_and_ministers_those_of_the_coalition() {
    let reading = read(&format!(
        "The employers walked out of talks with the seamen's union Maritim on Monday. Management at Nordline offered 2 percent. \
         The union rejected the offer.{TAIL}"
    ));
    let met = meetings(&reading).into_iter().flat_map(|m| &m.participants);
    assert!(met.map(Actor::principal).any(|p| p == "Nordline"));
    let reading = read(&format!(
        "The ruling coalition of Velmark met the rail union on Monday. Ministers offered a one-off payment of 500 crowns. The union \
         rejected the offer, and ministers said there was no more money.{TAIL}"
    ));
    let by = proposals(&reading)[0]
        .proposer
        .as_ref()
        .map(Actor::principal);
    assert_eq!(by, Some("Velmark"));
}

#[test]
fn a_body_whose_name_begins_like_a_newspapers_is_that_body() {
    let reading = read(
        "Norway and Chile held talks in Lima on Monday. The East African Community has proposed a truce. Chile accepted the proposal.",
    );
    let names: Vec<&str> = reading.parties.iter().map(|p| p.name.as_str()).collect();
    assert!(names.contains(&"East African Community"), "{names:?}");
}
