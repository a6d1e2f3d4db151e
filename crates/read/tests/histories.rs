//! Which meeting a sentence tells of, and in which order its steps stand. The texts are our own.

use demarche_evidence::{Body, Meeting, MeetingStatus, Proposal, Reading, Source};
use demarche_read::Reader;
use jiff::civil::date;

fn read(text: &str) -> Reading {
    let reader = Reader::new().expect("the built-in rules are right");
    let mut source = Source::plain(text);
    source.date = Some(date(2026, 5, 12));
    reader.read_any(&source)
}

fn meetings(reading: &Reading) -> Vec<&Meeting> {
    let bodies = reading.statements.iter().map(|s| &s.body);
    bodies
        .filter_map(|b| match b {
            Body::Meeting(m) => Some(m),
            _ => None,
        })
        .collect()
}

/// The statuses of each meeting of a text, in its order.
fn histories(text: &str) -> Vec<String> {
    let reading = read(text);
    let history = |m: &&Meeting| {
        let steps: Vec<&str> = m.steps.iter().map(|s| s.status.name()).collect();
        steps.join(" ")
    };
    meetings(&reading).iter().map(history).collect()
}

/// Where a text leaves each of its meetings.
fn ends(text: &str) -> Vec<&'static str> {
    let reading = read(text);
    let end = |m: &&Meeting| m.final_status().map_or("", |s| s.name());
    meetings(&reading).iter().map(end).collect()
}

fn proposals(text: &str) -> Vec<Proposal> {
    let bodies = read(text).statements.into_iter().map(|s| s.body);
    bodies
        .filter_map(|b| match b {
            Body::Proposal(p) => Some(p),
            _ => None,
        })
        .collect()
}

#[test]
fn what_was_settled_long_ago_stands_before_the_outcome() {
    let told = histories(
        "Norway's summit with Chile has been put off indefinitely, the ministry said on Tuesday. In March the two governments had settled on 15 May.",
    );
    assert_eq!(told, ["scheduled postponed"]);
    let told = histories(
        "A visit to Oslo by Chile's president was announced in February for the spring. In April it was postponed, and Norway has set no new date.",
    );
    assert_eq!(told, ["announced postponed"]);
    let told = histories(
        "A conference between Norway and Chile has been put off. It was to have opened on 21 May.",
    );
    assert_eq!(told, ["scheduled postponed"]);
}

#[test]
fn a_second_one_is_another_meeting() {
    let told = histories(
        "Norway and Chile met in Lima on 27 April. A second one had been arranged for 6 May.",
    );
    assert_eq!(told, ["held", "scheduled"]);
}

#[test]
fn what_it_was_said_to_be_is_the_meeting_just_told() {
    let told = histories(
        "Norway and Chile met in Lima on Monday. It was their third meeting since January.",
    );
    assert_eq!(told, ["held"]);
}

#[test]
fn a_denial_is_of_what_was_just_told() {
    let told = histories(
        "Norway and Chile quarrel over fish. A meeting of their presidents in July was being explored, an envoy said. A spokesman of Norway dismissed this as fantasy.",
    );
    assert_eq!(told, ["mooted denied"]);
}

#[test]
fn a_question_holds_no_meeting_and_its_answer_may() {
    let told = histories(
        "Norway and Chile quarrel over fish. Will there be a fifth round? Peru has set it for the 30th.",
    );
    assert_eq!(told, ["scheduled"]);
}

#[test]
fn people_do_not_meet_in_the_talks_of_their_parties() {
    let told = histories(
        "Talks between Norway, Chile and Peru are to resume on 27 May. Norway's envoy, Lena Holm, is to meet Chile's defence minister, Rosa Paz, in Lima on Friday.",
    );
    assert_eq!(told, ["scheduled", "scheduled"]);
}

#[test]
fn nothing_is_planned_that_was_left_without_agreement() {
    let told = histories(
        "Norway and Chile ended three days of talks in Lima on Monday without agreeing when to meet again.",
    );
    assert_eq!(told, ["held"]);
}

#[test]
fn two_with_one_office_are_of_two_states() {
    let reading = read(
        "Norway's summit with Chile was put off on Monday. Foreign Minister Lena Holm and Foreign Minister Rosa Paz spoke by telephone on Sunday.",
    );
    let call = meetings(&reading)
        .into_iter()
        .find(|m| m.participants.iter().any(|p| p.name == "Lena Holm"))
        .expect("the call is read");
    let sides: Vec<_> = call
        .participants
        .iter()
        .map(demarche_evidence::Actor::principal)
        .collect();
    assert_eq!(sides, ["Norway", "Chile"]);
}

#[test]
fn a_plan_is_what_it_would_do_and_whose_it_is() {
    let of = |text: &str| {
        let all = proposals(text);
        assert_eq!(all.len(), 1, "{all:?}");
        let proposer = all[0].proposer.as_ref().map(|p| p.principal().to_owned());
        (all[0].what.clone(), proposer)
    };
    let (what, proposer) = of(
        "Norway and Chile met on Monday. A chart drawn up by Peru would put the line along the deepest channel. Chile has agreed to it.",
    );
    assert_eq!(what, "put the line along the deepest channel");
    assert_eq!(proposer.as_deref(), Some("Peru"));
    let (what, proposer) = of(
        "Norway and Chile met on Monday. Peru has drawn up a draft. It would open the ports in June. Chile supports the draft.",
    );
    assert_eq!(what, "open the ports in June");
    assert_eq!(proposer.as_deref(), Some("Peru"));
    let (_, proposer) = of(
        "Norway and Chile met on Monday. The paper that Peru handed round offers Chile a seat on the board. Chile has accepted it.",
    );
    assert_eq!(proposer.as_deref(), Some("Peru"));
}

#[test]
fn a_plan_far_back_is_known_by_its_name() {
    let all = proposals(
        "Norway proposed a joint monitoring station on Monday. Peru suggested arbitration. The fish are few. The sea is wide. The winter was long. The nets are old. The harbours are empty. Chile turned down the monitoring station.",
    );
    let refused = all
        .iter()
        .find(|p| !p.stances.is_empty())
        .expect("Chile's answer is read");
    assert!(refused.what.contains("monitoring station"), "{all:?}");
}

#[test]
fn an_empty_text_says_nothing() {
    for text in ["", " \n", "\u{feff}", "?"] {
        assert!(read(text).statements.is_empty(), "{text:?}");
    }
}

#[test]
fn presidents_meet_apart_from_delegations() {
    let told = histories(
        "Delegations of Norway and Chile held a fourth session in Lima on Monday. A meeting of the two presidents is not being prepared, the ministry in Santiago said.",
    );
    assert_eq!(told, ["held", "denied"]);
}

#[test]
fn another_town_or_day_is_another_meeting() {
    let told = histories(
        "Norway and Chile will hold talks in Oslo on 20 May. The session in Lima on 4 May was broken off when Chile's team walked out.",
    );
    assert_eq!(told, ["scheduled", "suspended"]);
}

#[test]
fn two_sides_telling_of_one_day_tell_of_one_meeting() {
    let told = histories(
        "The Foreign Minister of Norway, Kari Lund, received the Foreign Minister of Chile, Ana Soto, in Oslo on 11 May. They discussed fish.\n\nThe Foreign Minister of Chile, Ana Soto, held a bilateral meeting with her colleague Kari Lund in Oslo on 11 May.",
    );
    assert_eq!(told, ["held"]);
}

#[test]
fn who_met_when_something_failed_has_met() {
    let told = histories(
        "Negotiators of Norway and Chile, meeting in Quito, failed on Monday to agree on the quota.",
    );
    assert_eq!(told, ["held"]);
}

#[test]
fn a_denial_after_an_account_has_the_last_word() {
    let told = histories(
        "Norway and Chile are at odds over fish. The two ministers were to speak by phone on Monday, a source said. Norway said nothing of the kind had been arranged.",
    );
    assert_eq!(told, ["scheduled denied"]);
}

#[test]
fn a_denied_call_of_presidents_takes_nothing_back_of_ministers_and_premiers() {
    let told = histories(
        "The prime ministers of Norway and Chile will not meet in Lima on Thursday after all. The ministers, Kari Lund and Ana Soto, sat together in Oslo on 4 May. A second session of the ministers is planned for 20 May. Reports that the presidents had spoken by telephone were denied by both offices.",
    );
    assert_eq!(told, ["cancelled", "held", "scheduled", "denied"]);
}

#[test]
fn what_only_a_source_without_a_name_tells_of_is_denied_once_a_side_denies_it() {
    let told = ends(
        "Norway and Chile are at odds over fish. A diplomat in Lima said the prime ministers of Norway and Chile would meet in Quito in March. Norway said it knew of no such meeting.",
    );
    assert_eq!(told, ["denied"]);
    let told = ends(
        "Norway and Chile are at odds over fish. Chile said the prime ministers of Norway and Chile would meet in Quito in March. Norway said it knew of no such meeting.",
    );
    assert_eq!(told, ["announced"]);
}

#[test]
fn what_was_arranged_and_called_off_in_one_breath_is_off() {
    let told = ends(
        "Norway and Chile ended two days of talks in Oslo on Tuesday. An earlier session, planned for late March, had been called off by Chile.",
    );
    assert_eq!(told, ["held", "cancelled"]);
}

#[test]
fn a_day_for_another_sitting_does_not_bring_back_one_that_was_given_up() {
    let told = ends(
        "The fourth meeting of the two commissions of Norway and Chile was to have opened on 2 May, but was cancelled by Chile. Both sides agreed that they will sit in Lima on 26 May.",
    );
    assert_eq!(told, ["cancelled", "scheduled"]);
}

#[test]
fn two_pairs_with_one_person_in_common_meet_apart() {
    let told = histories(
        "President Kari Lund of Norway and President Ana Soto of Chile are to meet in Oslo on 20 May. A spokesman denied a report that Lund and President Juan Reyes of Peru would meet in Lima.",
    );
    assert_eq!(told, ["scheduled", "denied"]);
}

#[test]
fn who_takes_the_delegation_out_of_talks_breaks_them_off() {
    let told = histories(
        "Norway and Chile held talks in Oslo on Monday. Chile pulled its delegation out of the talks on Tuesday.",
    );
    assert_eq!(told, ["held suspended"]);
}

/// How the only meeting of a note ends.
fn end_of(text: &str) -> Option<MeetingStatus> {
    let reading = read(&format!(
        "{text}\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n"
    ));
    let all = meetings(&reading);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all[0].final_status()
}

#[test]
fn what_breaks_off_is_neither_held_nor_off() {
    for text in [
        "Talks between Norway and Chile in Oslo ended abruptly on Tuesday when the Chilean side got up and left.",
        "Chile has pulled out of the talks with Norway on fishing.",
        "Norway walked away from the talks with Chile on Tuesday.",
        "Talks between Norway and Chile have been on ice since March.",
        "The meeting of Norway and Chile in Lima was adjourned without a date late on Friday.",
        "The mediator sent both sides home on Friday after two days of talks between Norway and Chile.",
    ] {
        assert_eq!(end_of(text), Some(MeetingStatus::Suspended), "{text}");
    }
    let consulted = "Talks between Norway and Chile ended after three hours when the Chilean team left to consult the ministry.";
    assert_eq!(end_of(consulted), Some(MeetingStatus::Held));
}

#[test]
fn a_meeting_that_one_of_those_who_met_tells_of_and_the_other_denies_stays_held() {
    let told = "Norway said on Monday that its foreign minister had met his Chilean counterpart in Lima last week. Chile denied that any \
                meeting had taken place.";
    assert_eq!(end_of(told), Some(MeetingStatus::Held));
    let reported = "Norwegian television said the two delegations of Norway and Chile had met over the weekend. Chile denied that any \
                    meeting had taken place.";
    assert_eq!(end_of(reported), Some(MeetingStatus::Denied));
}

#[test]
fn whoever_denies_having_left_does_not_deny_the_talks() {
    let reading = read(
        "Norway and Chile held talks in Lima on Monday. The Chilean delegation denied having left the talks with Norway, saying it had gone \
         to lunch.",
    );
    let steps = meetings(&reading).into_iter().flat_map(|m| &m.steps);
    let all: Vec<MeetingStatus> = steps.map(|s| s.status).collect();
    assert!(!all.contains(&MeetingStatus::Denied), "{all:?}");
}

#[test]
fn two_sides_of_talks_count_where_one_has_no_name() {
    let reading = read(
        "A session between the dockers' union and Baltport collapsed within an hour on Thursday. The negotiations have been deadlocked \
         for weeks, diplomats say.",
    );
    let all = meetings(&reading);
    let names: Vec<&str> = all[0]
        .participants
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(names, ["dockers' union", "Baltport"]);
}

#[test]
fn what_talks_brought_they_brought_when_they_were_held() {
    for text in [
        "Talks between Norway and Chile in Lima yielded nothing on Monday.",
        "Talks between Norway and Chile in Lima made no headway.",
        "Talks between Norway and Chile in Lima failed on Monday.",
        "Talks between Norway and Chile in Lima were fruitless.",
    ] {
        assert_eq!(end_of(text), Some(MeetingStatus::Held), "{text}");
    }
}

#[test]
fn heads_of_services_and_experts_meet_for_their_state() {
    for whom in [
        "the head of Chilean intelligence",
        "the head of the Chilean army, Luis Soto,",
        "the Chilean vice-president",
        "Chilean hydrologists",
    ] {
        let text = format!("Norway's water minister met {whom} in Lima on Monday.");
        let reading = read(&format!(
            "{text}\n\nThe negotiations have been deadlocked for weeks, diplomats say.\n"
        ));
        let all = meetings(&reading);
        let names: Vec<&str> = all[0]
            .participants
            .iter()
            .map(demarche_evidence::Actor::principal)
            .collect();
        assert_eq!(names, ["Norway", "Chile"], "{whom}");
    }
}
