//! Who acts for whom. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

use demarche_evidence::{Reading, Source};
use demarche_read::Reader;
use std::collections::BTreeMap;

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
