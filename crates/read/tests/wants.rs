//! Who wants, refuses and offers what, one construction at a time. The notes are our own.

mod common;

use common::{demands, judgements, read};
use demarche_evidence::{Characterisation, Demand, Polarity};

const TAIL: &str = "\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n";

/// Party, what, of whom, and whether it is wanted (`+`), refused (`-`) or offered (`o`).
fn told(note: &str) -> Vec<(String, String, String, char)> {
    let reading = read(&format!("{note}{TAIL}"));
    let told = |d: &&Demand| {
        let of = d.addressee.as_ref();
        let stand = match (d.refusal, d.offer) {
            (true, _) => '-',
            (false, true) => 'o',
            (false, false) => '+',
        };
        (
            d.party.principal().to_owned(),
            d.demand.clone(),
            of.map_or_else(String::new, |a| a.principal().to_owned()),
            stand,
        )
    };
    demands(&reading).iter().map(told).collect()
}

/// Whether somebody is told to want (`+`), refuse (`-`) or offer (`o`) this.
fn has(all: &[(String, String, String, char)], party: &str, what: &str, stand: char) -> bool {
    all.iter()
        .any(|(p, w, _, s)| p == party && w == what && *s == stand)
}

#[test]
fn a_maxim_is_nobodys_wish() {
    let all = told(
        "BERLIN - The GDL rejected Deutsche Bahn's offer of a 5.5 percent raise. \"Anyone who wants peace has to pay for it,\" \
         GDL leader Karl Kressmann said.",
    );
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn a_label_ends_before_what_only_tells_more() {
    let all = told(
        "BELGRADE - Kosovo and Serbia met on Monday. Kosovo called for mutual recognition, which Serbia refuses.",
    );
    assert!(has(&all, "Kosovo", "mutual recognition", '+'), "{all:?}");
    assert!(has(&all, "Serbia", "mutual recognition", '-'), "{all:?}");
}

#[test]
fn what_is_summed_up_as_a_demand_is_turned_down() {
    let all = told(
        "BELGRADE - Serbia demanded an association of Serb municipalities, a demand Kosovo has rejected.",
    );
    assert!(
        has(&all, "Kosovo", "an association of Serb municipalities", '-'),
        "{all:?}"
    );
}

#[test]
fn who_refuses_refuses_what_was_asked_and_not_why() {
    let all = told(
        "DUSHANBE - Tajikistan asked Uzbekistan to stop blocking rail freight. Uzbekistan refused, saying that it would cost too \
         much.",
    );
    assert!(
        has(&all, "Uzbekistan", "stop blocking rail freight", '-'),
        "{all:?}"
    );
    assert!(all.iter().all(|d| !d.1.contains("cost")), "{all:?}");
}

#[test]
fn who_refuses_to_discuss_a_thing_does_not_want_it() {
    let all = told(
        "TBILISI - Georgia and Abkhazia met in Geneva. Abkhazia refuses to discuss the return of displaced people without a \
         pledge on the use of force.",
    );
    assert!(all.iter().all(|d| d.3 == '-'), "{all:?}");
    assert!(
        all.iter().any(|d| d.1.starts_with("discuss the return")),
        "{all:?}"
    );
}

#[test]
fn what_is_no_longer_wanted_is_not_wanted() {
    let all = told(
        "CAIRO - Ethiopia and Egypt met on Monday. Egypt no longer insists on a fixed annual release. Ethiopia has dropped its \
         demand for a role for the African Union.",
    );
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn the_lesser_evil_is_no_demand() {
    let all = told(
        "THE HAGUE - The VVD, D66 and GreenLinks-Labour held coalition talks in The Hague on Monday. D66 leader Sanne Kuipers \
         said she would prefer a minority cabinet to new elections. GreenLinks-Labour said it would rather go to the polls than \
         govern with the VVD.",
    );
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn whoever_is_to_stay_what_it_is_is_not_asked() {
    let all = told(
        "ADDIS ABABA - Ethiopia and Egypt are at odds over the Nile dam. Ethiopia rejected US mediation and insisted that the \
         African Union remain the sole mediator.",
    );
    assert!(all.iter().all(|d| d.2 != "African Union"), "{all:?}");
    assert!(all.iter().all(|d| d.0 != "African Union"), "{all:?}");
}

#[test]
fn things_that_pronouns_mean_are_told_by_name() {
    let all = told(
        "YEREVAN - Azerbaijan says territorial claims remain in the preamble of the Constitution of Armenia. Until they are \
         removed, there can be no talk of signing, Azerbaijan's foreign ministry said.",
    );
    assert!(
        has(
            &all,
            "Azerbaijan",
            "that territorial claims be removed",
            '+'
        ),
        "{all:?}"
    );
    assert!(
        all.iter()
            .all(|d| d.3 != '+' || !d.1.contains("no talk") && d.1 != "claims"),
        "{all:?}"
    );
}

#[test]
fn whoever_is_to_act_first_stands_in_the_label() {
    let all = told(
        "LONDON - Germany and Britain are in talks. Germany is pressing for EU students to pay the same fees as British students.",
    );
    assert!(
        has(
            &all,
            "Germany",
            "EU students to pay the same fees as British students",
            '+'
        ),
        "{all:?}"
    );
}

#[test]
fn what_a_party_says_it_cannot_do_it_refuses_while_things_last() {
    let all = told(
        "VIENNA - Iran says it cannot admit inspectors while it remains under threat of attack. The IAEA wants access to the \
         bombed sites.",
    );
    assert!(
        has(
            &all,
            "Iran",
            "admit inspectors while it remains under threat of attack",
            '-'
        ),
        "{all:?}"
    );
}

#[test]
fn two_clauses_are_two_demands() {
    let all = told(
        "ADEN - Yemen's government and the Houthis met in Muscat on Monday. The Houthis are demanding that Saudi Arabia pay the \
         salaries of civil servants and that the airport in Sanaa be reopened.",
    );
    assert!(
        has(
            &all,
            "Houthis",
            "that Saudi Arabia pay the salaries of civil servants",
            '+'
        ),
        "{all:?}"
    );
    assert!(
        has(
            &all,
            "Houthis",
            "that the airport in Sanaa be reopened",
            '+'
        ),
        "{all:?}"
    );
}

#[test]
fn whoever_says_no_waits_for_the_other() {
    let all = told(
        "ANKARA - Turkey has ruled out Sweden's entry into NATO unless it extradites 30 people. Sweden says extradition is a \
         matter for the courts.",
    );
    assert!(
        has(&all, "Türkiye", "that Sweden extradite 30 people", '+'),
        "{all:?}"
    );
}

#[test]
fn a_law_is_asked_of_no_company_and_no_union() {
    let all = told(
        "BERLIN - Talks between Deutsche Bahn and the GDL collapsed on Friday. The Christian Democrats called for a law requiring \
         four days' notice of strikes.",
    );
    assert!(all.iter().all(|d| d.2.is_empty()), "{all:?}");
}

#[test]
fn what_is_out_of_the_question_has_just_been_asked() {
    let all = told(
        "OSLO - Norway and Chile met on Monday. Norway asked Chile to pay for the dam. Chile said that was out of the question.",
    );
    assert!(has(&all, "Chile", "pay for the dam", '-'), "{all:?}");
}

#[test]
fn a_verb_that_goes_on_above_is_cut_off() {
    let all = told(
        "DETROIT - The UAW union and Ford met on Monday. Ford said it would not go beyond 23 percent and wants health costs shared.",
    );
    assert!(has(&all, "Ford", "go beyond 23 percent", '-'), "{all:?}");
}

#[test]
fn what_goes_on_after_but_is_no_part_of_an_offer() {
    let all = told(
        "NICOSIA - Serbia and Kosovo met on Monday. Serbia said it was ready to talk about the bridge but would not sign the annex.",
    );
    assert!(has(&all, "Serbia", "talk about the bridge", 'o'), "{all:?}");
    assert!(has(&all, "Serbia", "sign the annex", '-'), "{all:?}");
}

#[test]
fn each_is_asked_for_its_own() {
    let all = told(
        "DOHA - Israel and Hamas broke off their talks on Monday. Qatar urged Israel to answer and Hamas to be patient.",
    );
    let asked = |of: &str, what: &str| all.iter().any(|d| d.2 == of && d.1 == what);
    assert!(asked("Israel", "answer"), "{all:?}");
    assert!(asked("Hamas", "be patient"), "{all:?}");
}

#[test]
fn what_somebody_wants_stands_behind_is() {
    let all = told(
        "DELHI - India and Bangladesh met on Monday. What India wants is a guarantee for the lower river.",
    );
    assert!(
        has(&all, "India", "a guarantee for the lower river", '+'),
        "{all:?}"
    );
}

#[test]
fn a_pullback_is_asked_of_those_who_leave() {
    let all = told(
        "ISTANBUL - Russia and Ukraine met on Monday. Russia insists on a Ukrainian pullback from Donetsk before any ceasefire.",
    );
    assert!(all.iter().any(|d| d.0 == "Russia"), "{all:?}");
    assert!(
        all.iter().all(|d| d.0 != "Russia" || d.2 == "Ukraine"),
        "{all:?}"
    );
}

#[test]
fn a_demand_that_is_called_unacceptable_is_anothers() {
    let all = told(
        "CAIRO - Egypt and Ethiopia met on Monday. Ethiopia said that the demand for a binding treaty was unacceptable.",
    );
    assert!(has(&all, "Ethiopia", "a binding treaty", '-'), "{all:?}");
    assert!(!has(&all, "Ethiopia", "a binding treaty", '+'), "{all:?}");
}

#[test]
fn what_is_rejected_as_it_has_just_been_asked() {
    let all = told(
        "OSLO - Norway and Chile met on Monday. Norway asked Chile to pay for the dam. Chile has ruled that out.",
    );
    assert!(has(&all, "Chile", "pay for the dam", '-'), "{all:?}");
}

/// Who judges, which way and in which words.
fn judged(note: &str) -> Vec<(String, Polarity, String)> {
    let reading = read(&format!("{note}{TAIL}"));
    let told = |c: &&Characterisation| (format!("{:?}", c.by), c.polarity, c.words.clone());
    judgements(&reading).iter().map(told).collect()
}

#[test]
fn what_is_found_to_be_something_is_called_that() {
    let all = judged(
        "MADRID - Spain and Portugal met on Monday. Spain finds the offer from Brussels to be inadequate.",
    );
    assert!(all.iter().any(|j| j.2 == "inadequate"), "{all:?}");
}

#[test]
fn a_step_backwards_is_blame() {
    let all = judged(
        "GENEVA - Iran and France met on Monday. Iran described the European proposal as a step backwards.",
    );
    let blames =
        |j: &(String, Polarity, String)| j.1 == Polarity::Negative && j.2 == "a step backwards";
    assert!(all.iter().any(blames), "{all:?}");
}

#[test]
fn an_answer_may_be_judged_and_a_time_in_quotation_marks_judges_nothing() {
    let all = judged(
        "ATHENS - Greece and Turkey held talks on Monday. Greece said it was ready to meet \"at any time\". Turkey said the \
         Greek answer was disappointing.",
    );
    assert!(all.iter().any(|j| j.2 == "disappointing"), "{all:?}");
    assert!(all.iter().all(|j| !j.2.contains("any time")), "{all:?}");
}

#[test]
fn whoever_will_not_hear_of_it_refuses_what_was_asked() {
    let all = told(
        "ASMARA - Ethiopia and Eritrea met on Monday. Ethiopia wants access to the sea. Eritrea will not hear of it.",
    );
    assert!(has(&all, "Eritrea", "access to the sea", '-'), "{all:?}");
}

#[test]
fn what_a_speaker_says_others_have_to_do_is_not_asked_of_his_own_side() {
    let all = told(
        "Harnsey Port Holdings offered the dockers' union 4 percent. The dockers' union turned it down and the dockers' union \
         blocked the quay. Its director, Colin Prewett, the head of Harnsey Port Holdings, said the pickets had to let the medical \
         shipments through first.",
    );
    let asked = all.iter().find(|d| d.1.contains("medical"));
    assert_eq!(
        asked.map(|d| d.2.as_str()),
        Some("dockers' union"),
        "{all:?}"
    );
}

#[test]
fn a_no_to_that_is_a_no_to_what_was_asked_just_before() {
    let all = told(
        "Chile and Norway met in Oslo. Norway said the fee had to be dropped. The fishermen's association urged both sides to accept \
         binding arbitration. Chile ruled that out.",
    );
    assert!(
        has(&all, "Chile", "to accept binding arbitration", '-'),
        "{all:?}"
    );
    assert!(
        !has(&all, "Chile", "the fee had to be dropped", '-'),
        "{all:?}"
    );
}

#[test]
fn what_was_asked_for_is_the_thing_and_not_the_years_it_is_of() {
    let all = told(
        "Chile handed over the records for the last two seasons, which Norway had demanded in May. Norway and Chile share the bank.",
    );
    assert!(has(&all, "Norway", "the records", '+'), "{all:?}");
}

#[test]
fn what_is_asked_for_is_told_once() {
    let all = told(
        "OSLO - Norway presented a text to Chile. Chile asked for time to consult its fishermen.",
    );
    let asked = all.iter().filter(|d| d.0 == "Chile").count();
    assert!(asked <= 1, "{all:?}");
}

#[test]
fn another_name_of_a_thing_goes_with_no_wish() {
    let all = told(
        "The Greens and the Liberals met on Monday. Greens leader Ines Halloran said her group could accept a lower levy if the \
         phase-out of lignite was brought forward to 2031, a date the Liberals have called unrealistic.",
    );
    assert!(all.iter().all(|d| !d.1.contains("a date")), "{all:?}");
    assert!(all.iter().any(|d| d.1.ends_with("to 2031")), "{all:?}");
}

#[test]
fn an_attempt_that_is_rejected_is_refused() {
    let all = told(
        "OSLO - Norway and Chile met on Monday over the bridge. Norway's minister rejected any attempt to link the bridge to the \
         islands.",
    );
    let what = "any attempt to link the bridge to the islands";
    assert!(has(&all, "Norway", what, '-'), "{all:?}");
}

#[test]
fn what_is_given_in_exchange_is_an_offer() {
    let all = told(
        "OSLO - Norway and Chile are in talks over fish. In exchange for a larger quota Chile would lower its tariffs on salmon, its \
         minister said.",
    );
    assert!(
        has(&all, "Chile", "lower its tariffs on salmon", 'o'),
        "{all:?}"
    );
}

#[test]
fn a_favour_that_is_not_excluded_is_held_out_and_no_part_of_the_refusal_before_it() {
    let all = told(
        "OSLO - Norway and Chile met on Monday over the bridge. Norway said it would not abolish visas but did not exclude a \
         simplified procedure for drivers.",
    );
    assert!(has(&all, "Norway", "abolish visas", '-'), "{all:?}");
    let what = "a simplified procedure for drivers";
    assert!(has(&all, "Norway", what, 'o'), "{all:?}");
}

#[test]
fn what_a_party_would_not_be_able_to_do_it_refuses() {
    let all = told(
        "OSLO - Norway and Chile met on Monday over the bridge. Norway replied that it would not be able to abolish visas.",
    );
    assert!(has(&all, "Norway", "abolish visas", '-'), "{all:?}");
}
