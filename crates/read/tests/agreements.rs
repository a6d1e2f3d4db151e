//! What parties have agreed, one construction at a time. The notes are our own.

mod common;

use common::{agreements, levers, meetings, read};
use demarche_evidence::{Actor, Agreement, AgreementStage, Reading};

const TAIL: &str = "\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n";

fn told(text: &str) -> Reading {
    read(&format!("{text}{TAIL}"))
}

fn names(agreement: &Agreement) -> Vec<&str> {
    agreement.parties.iter().map(Actor::principal).collect()
}

#[test]
fn a_truce_is_told_with_its_terms_and_is_neither_pressure_nor_a_meeting() {
    let reading = told(
        "Azara's government and the Northern Patriotic Front have agreed to stop fighting from Saturday, the West African bloc \
         ECOWAS said on Thursday after nine weeks of negotiations. The truce would last for 45 days and could be renewed once. \
         ECOWAS said the truce would begin at noon. Under its terms both sides let food convoys through.",
    );
    let all = agreements(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].what, "stop fighting from Saturday");
    assert_eq!(names(all[0]), ["Azara", "Northern Patriotic Front"]);
    assert_eq!(all[0].stage, AgreementStage::Reached);
    assert_eq!(all[0].terms.len(), 3, "{:?}", all[0].terms);
    assert!(levers(&reading).is_empty(), "{:?}", levers(&reading));
    assert!(meetings(&reading).is_empty(), "{:?}", meetings(&reading));
}

#[test]
fn what_was_agreed_in_a_communique_has_no_one_named() {
    let reading = told(
        "The delegations of Norway and Chile met in Oslo. It was agreed that the convoys suspended in March would be resumed on \
         8 June. Agreement was reached on a joint inspection of the canal.",
    );
    let all: Vec<&str> = agreements(&reading)
        .iter()
        .map(|a| a.what.as_str())
        .collect();
    assert_eq!(
        all,
        [
            "the convoys suspended in March would be resumed on 8 June",
            "a joint inspection of the canal"
        ]
    );
}

#[test]
fn signing_in_principle_and_undertaking_are_told_apart() {
    let reading = told(
        "Norway and Chile signed a memorandum on fishing quotas in Oslo on Monday. They agreed in principle on a fee for trawlers. \
         Norway undertook to open the strait by 1 June.",
    );
    let all = agreements(&reading);
    let stages: Vec<_> = all.iter().map(|a| a.stage).collect();
    let expected = [
        AgreementStage::Signed,
        AgreementStage::Principle,
        AgreementStage::Reached,
    ];
    assert_eq!(stages, expected, "{all:?}");
    assert_eq!(names(all[2]), ["Norway"]);
}

#[test]
fn one_sides_yes_more_talks_and_what_failed_are_no_agreements() {
    for text in [
        "Norway agreed to suspend its duty for a week.",
        "Norway and Chile agreed to meet again in Oslo.",
        "Norway and Chile agreed to continue the work in Oslo.",
        "Norway and Chile agreed that the talks had been useful.",
        "Norway and Chile agreed that there could be no solution by force.",
        "Norway and Chile agreed that a technical meeting will be held on 28 May.",
        "Norway and Chile failed to agree on a fee for trawlers.",
        "Norway and Chile have not agreed on a fee for trawlers.",
        "Norway and Chile may agree on a fee for trawlers.",
        "Have Norway and Chile agreed on a fee for trawlers?",
        "Norway denies that the two countries agreed on a fee for trawlers.",
        "In January 2024 Norway and Chile agreed on a fee for trawlers.",
        "Norway and Chile settled on 15 May for the next round.",
    ] {
        let reading = told(text);
        let all = agreements(&reading);
        assert!(all.is_empty(), "{text}: {all:?}");
    }
}

#[test]
fn as_many_parties_agree_as_are_counted() {
    let reading = told(
        "The Social Democrats, the Liberals and the Greens resumed their talks in Velmar. Negotiators from the three parties settled \
         a chapter on housing late on Monday, agreeing to build 40,000 public flats by 2029.",
    );
    let all = agreements(&reading);
    assert_eq!(names(all[0]), ["Social Democrats", "Liberals", "Greens"]);
}

#[test]
fn no_second_side_is_taken_for_granted_where_the_text_says_whose_ministers_agreed() {
    let reading = told(
        "Norway and Chile host the talks. The ministers of Peru's two rival administrations agreed on Friday to reopen the coastal \
         road. Norway welcomed the step.",
    );
    let all = agreements(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(names(all[0]).is_empty(), "{all:?}");
}

#[test]
fn what_it_gives_behind_the_agreement_is_a_term_of_it() {
    let reading = told(
        "Norway and Chile reached a deal on trawlers on Friday. The agreement was signed in Oslo. It gives crews a night allowance \
         from January. Norway had a vote on trawlers in May. It gives licences to none.",
    );
    let all = agreements(&reading);
    let expected = ["It gives crews a night allowance from January."];
    assert_eq!(all[0].terms, expected, "{all:?}");
}
