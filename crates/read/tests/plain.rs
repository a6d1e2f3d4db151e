//! Ordinary constructions of plain news, one at a time. The notes are our own.

mod common;

use common::{demands, levers, meetings, proposals, read};
use demarche_evidence::{Demand, Meeting, MeetingStatus, StanceKind};

const TAIL: &str = "\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n";

fn wanted(all: &[&Demand]) -> Vec<(String, String, Option<String>, bool)> {
    let name = |d: &&Demand| d.addressee.as_ref().map(|a| a.principal().to_owned());
    let told = |d: &&Demand| {
        (
            d.party.principal().to_owned(),
            d.demand.clone(),
            name(d),
            d.refusal,
        )
    };
    all.iter().map(told).collect()
}

fn names(meeting: &Meeting) -> Vec<&str> {
    meeting
        .participants
        .iter()
        .map(demarche_evidence::Actor::principal)
        .collect()
}

#[test]
fn a_demand_told_as_a_noun_is_wanted_by_one_and_refused_by_the_other() {
    let reading = read(&format!(
        "Ukraine rejected a demand by Moscow that Kyiv withdraw its troops from Donetsk.{TAIL}"
    ));
    let told = "that Kyiv withdraw its troops from Donetsk".to_owned();
    let all = wanted(&demands(&reading));
    let by = |party: &str, of: &str, refusal| {
        (party.to_owned(), told.clone(), Some(of.to_owned()), refusal)
    };
    assert!(all.contains(&by("Russia", "Ukraine", false)), "{all:?}");
    assert!(all.contains(&by("Ukraine", "Russia", true)), "{all:?}");
}

#[test]
fn what_a_threat_waits_for_is_told_as_a_wish_of_whoever_would_act() {
    let reading = read(
        "WASHINGTON - President Trump said he would impose 35% tariffs on Canadian goods on Friday unless Ottawa dropped its \
         digital services tax and opened its dairy market.\n\n\
         Canada said it would not negotiate under threat.\n",
    );
    let all = wanted(&demands(&reading));
    let own: Vec<_> = all.iter().filter(|d| d.0 == "United States").collect();
    assert_eq!(own.len(), 1, "{all:?}");
    assert_eq!(
        own[0].1,
        "that Canada drop its digital services tax and open its dairy market"
    );
    assert_eq!(own[0].2.as_deref(), Some("Canada"));
}

#[test]
fn a_union_named_with_its_country_acts_for_itself() {
    let reading = read(
        "Germany's GDL train drivers' union called off talks with Deutsche Bahn on Monday. The GDL announced a 20-hour strike.\n",
    );
    let all = meetings(&reading);
    assert_eq!(all.len(), 1);
    assert_eq!(names(all[0]), ["Deutsche Bahn", "GDL"]);
    assert!(
        levers(&reading)
            .iter()
            .all(|l| l.holder.principal() == "GDL")
    );
}

#[test]
fn whoever_signs_a_proposal_stands_behind_it() {
    let reading = read(
        "CAIRO, March 3 (Wire) - Egypt and Qatar have proposed a 60-day truce in Sudan during which aid convoys could move \
         freely, officials said on Tuesday.\n\nThe army rejected the plan. The Rapid Support Forces said they accepted it.\n",
    );
    let all = proposals(&reading);
    assert_eq!(all.len(), 1);
    let backers: Vec<&str> = all[0]
        .stances
        .iter()
        .filter(|s| s.kind == StanceKind::Backs)
        .map(|s| s.actor.principal())
        .collect();
    assert_eq!(backers, ["Qatar", "Rapid Support Forces"]);
}

#[test]
fn whoever_is_expected_or_due_for_talks_is_to_meet() {
    for (note, when) in [
        (
            "Russian Foreign Minister Sergei Lavrov is due in Ankara on Monday to meet the Turkish foreign minister, Hakan Fidan.",
            MeetingStatus::Scheduled,
        ),
        (
            "Chinese Vice Premier He Lifeng will lead a delegation to Washington next week for trade talks with U.S. Treasury \
             Secretary Scott Bessent.",
            MeetingStatus::Announced,
        ),
    ] {
        let reading = read(&format!("{note}{TAIL}"));
        let all = meetings(&reading);
        assert_eq!(all.len(), 1, "{note}");
        assert_eq!(names(all[0]).len(), 2, "{note}");
        assert_eq!(all[0].final_status(), Some(when), "{note}");
    }
}

#[test]
fn neither_reporters_nor_exchanges_make_a_meeting() {
    let reading = read(
        "KYIV - Russia and Ukraine held talks on Monday. The exchange of prisoners is due to begin on Friday at the border. \
         Ukraine's foreign minister met reporters.\n",
    );
    let all = meetings(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].final_status(), Some(MeetingStatus::Held));
}

#[test]
fn what_nobody_opposes_is_no_refusal() {
    let reading = read(
        "VIENNA - Iran and the United States are in talks. Washington would not object to a six-month delay if Iran stopped \
         enrichment completely. The United States is not taking part in the round.\n",
    );
    let all = wanted(&demands(&reading));
    assert!(all.iter().all(|d| !d.3), "{all:?}");
    assert!(
        all.iter()
            .any(|d| d.1 == "that Iran stop enrichment completely"),
        "{all:?}"
    );
}

#[test]
fn what_a_measure_lasts_against_is_not_wanted_and_no_conjunction_is_left_in_a_wish() {
    let reading = read(&format!(
        "CHISINAU - Moldova said talks with Transnistria would not resume until Tiraspol lifted its tax on farmers. \
         Transnistria said the tax would stay as long as Moldova blocked its bank accounts. \
         Moldova could live with a port as long as customs were shared.{TAIL}"
    ));
    let all = wanted(&demands(&reading));
    assert!(
        all.iter()
            .any(|d| d.1 == "that Transnistria lift its tax on farmers"),
        "{all:?}"
    );
    assert!(all.iter().all(|d| !d.1.contains("block")), "{all:?}");
    assert!(all.iter().all(|d| !d.1.starts_with("that as ")), "{all:?}");
}

#[test]
fn whoever_is_waited_for_is_told_by_name() {
    let reading = read(&format!(
        "GUAYAQUIL - Dock workers rejected an offer by the port operator, Contecon. \
         \"We will go back to work as soon as the company puts a better offer on the table,\" union leader Marta Quishpe said.{TAIL}"
    ));
    let all = wanted(&demands(&reading));
    let told = "that Contecon put a better offer on the table";
    assert!(all.iter().any(|d| d.1 == told), "{all:?}");
}
