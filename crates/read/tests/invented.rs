//! Countries of which the actor files know nothing: told by their offices, organs and adjectives.
//! The texts are our own.

use demarche_evidence::{Body, PartyKind, Reading, Source};
use demarche_read::Reader;

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the built-in rules are right");
    reader.read(&Source::plain(text))
}

fn states(reading: &Reading) -> Vec<&str> {
    let states = reading
        .parties
        .iter()
        .filter(|p| p.kind == PartyKind::State);
    states.map(|p| p.name.as_str()).collect()
}

const NOTE: &str = "Norland and Sudmark to hold talks on dam

Norland's Foreign Minister Ines Vold and her Sudmark counterpart Pablo Serra will meet in Lagosa on Monday to discuss the dam, \
officials said. Sudmark has proposed a joint commission. Norland has rejected the proposal.";

#[test]
fn a_country_is_known_by_its_ministers() {
    let reading = read(NOTE);
    assert!(reading.relevant);
    assert_eq!(states(&reading), ["Norland", "Sudmark"]);
    let party = |name: &str| {
        let person = reading.people.iter().find(|p| p.name == name);
        person.and_then(|p| p.party.as_deref())
    };
    assert_eq!(party("Ines Vold"), Some("Norland"));
    assert_eq!(party("Pablo Serra"), Some("Sudmark"));
}

#[test]
fn both_who_meet_take_part() {
    let reading = read(NOTE);
    let sides: Vec<&str> = reading
        .statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Meeting(meeting) => Some(&meeting.participants),
            _ => None,
        })
        .flatten()
        .map(demarche_evidence::Actor::principal)
        .collect();
    assert_eq!(sides, ["Norland", "Sudmark"]);
}

#[test]
fn an_adjective_stands_for_its_country() {
    let text = "Velmora rejected the ceasefire that Kestria proposed on Monday. The Velmoran foreign ministry said the Kestrian \
army had to leave first. Kestria demands that Velmora lift its blockade. Talks between the two sides broke down last week.";
    let reading = read(text);
    let mut found = states(&reading);
    found.sort_unstable();
    assert_eq!(found, ["Kestria", "Velmora"]);
    let aliases: Vec<&String> = reading.parties.iter().flat_map(|p| &p.aliases).collect();
    assert_eq!(aliases, ["Velmoran", "Kestrian"]);
}

#[test]
fn two_with_one_office_are_of_two_states_and_a_surname_is_whom_the_text_introduced() {
    let text = "The fishery talks between Guinea-Bissau and Senegal have been put off. The ministers, Aissatu Embalo and Mamadou Lo, \
sat together in Dakar for two hours. Embalo blamed the delay on elections. Lo rejected the charge.";
    let reading = read(text);
    let told: Vec<_> = reading
        .people
        .iter()
        .map(|p| (p.name.as_str(), p.role.as_deref(), p.party.as_deref()))
        .collect();
    let expected = [
        (
            "Aissatu Embalo",
            Some("The ministers"),
            Some("Guinea-Bissau"),
        ),
        ("Mamadou Lo", Some("The ministers"), Some("Senegal")),
    ];
    assert_eq!(told, expected);
}
