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

fn seated(meeting: &demarche_evidence::Meeting) -> Vec<&str> {
    let mut who: Vec<&str> = meeting.participants.iter().map(Actor::principal).collect();
    who.sort_unstable();
    who
}

#[test]
fn one_more_session_is_a_meeting_of_its_own_with_the_same_sides() {
    let reading = read(
        "Israeli and Lebanese envoys sat down face to face on Wednesday for the first time in decades. The session in Naqoura lasted \
         about two hours and another is planned for 19 December.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings.len(), 2, "{meetings:?}");
    assert_eq!(meetings[0].final_status(), Some(MeetingStatus::Held));
    assert_eq!(meetings[1].final_status(), Some(MeetingStatus::Scheduled));
    assert_eq!(seated(meetings[0]), seated(meetings[1]));
}

#[test]
fn a_plan_told_beside_a_call_off_came_before_it() {
    let reading = read(
        "The United States called off a planned trip by its trade representative to New Delhi, an Indian official said. The visit, \
         scheduled for 25 to 29 August, was to have been the sixth round of talks on a bilateral deal.\n",
    );
    let status = meetings(&reading).first().and_then(|m| m.final_status());
    assert_eq!(status, Some(MeetingStatus::Cancelled));
}

#[test]
fn what_was_never_planned_is_not_what_was_held() {
    let reading = read(
        "Serbia and Kosovo held a ninth round of talks in Brussels. The mediator hoped to bring Serbia and Kosovo together before the \
         summer, but Pristina said no such meeting was planned.\n",
    );
    let meetings = meetings(&reading);
    let held = meetings.iter().find(|m| m.what.contains("ninth"));
    let status = held.and_then(|m| m.final_status());
    assert_eq!(status, Some(MeetingStatus::Held), "{meetings:?}");
}

#[test]
fn a_joint_body_meets_for_all_whose_it_is() {
    let reading = read(
        "The trilateral commission of Tajikistan, Kyrgyzstan and Uzbekistan was to have met in Khujand on 2 May. The session has now \
         been put back to June because of the flooding.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings[0].participants.len(), 3, "{meetings:?}");
}

#[test]
fn talks_moved_to_another_town_are_not_put_off() {
    let reading = read(
        "Talks between Chile and Peru that had been due to begin in Astana this week have been moved to Geneva at the request of Peru.\n",
    );
    let meetings = meetings(&reading);
    let steps = meetings.iter().flat_map(|m| &m.steps);
    assert!(
        steps
            .into_iter()
            .all(|s| s.status != MeetingStatus::Postponed),
        "{meetings:?}"
    );
}

#[test]
fn talks_after_which_somebody_spoke_were_held() {
    let reading = read(
        "After talks with the Hungarian foreign minister in Uzhhorod, Ukraine's top diplomat said the two had agreed to set up an \
         expert group on minority schools.\n",
    );
    let meetings = meetings(&reading);
    let held = meetings
        .iter()
        .find(|m| m.final_status() == Some(MeetingStatus::Held));
    assert_eq!(
        held.map(|m| seated(m)),
        Some(vec!["Hungary", "Ukraine"]),
        "{meetings:?}"
    );
}

#[test]
fn what_they_meet_on_the_sidelines_of_is_not_their_meeting() {
    let reading = read(
        "The foreign ministers of North Macedonia and Bulgaria met for an hour on the sidelines of a conference in Vienna, without \
         announcing any result.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings.len(), 1);
    assert!(!meetings[0].what.contains("conference"), "{meetings:?}");
}

#[test]
fn an_attempt_to_bring_them_together_is_no_meeting_agreed() {
    let reading = read(
        "Efforts to convene a meeting of Eritrea and Ethiopia in Jeddah have failed, an envoy said. The talks between Eritrea and \
         Ethiopia have been deadlocked for weeks.\n",
    );
    let meetings = meetings(&reading);
    let steps: Vec<_> = meetings
        .iter()
        .flat_map(|m| &m.steps)
        .map(|s| s.status)
        .collect();
    assert!(!steps.contains(&MeetingStatus::Announced), "{steps:?}");
}

#[test]
fn a_minister_speaks_for_the_state_just_quoted_and_no_state_has_two_of_them() {
    let reading = read(
        "GEORGETOWN - Guyana's foreign minister, Alison Bascom, will not travel to Suriname on Thursday as planned, her office said. The \
         visit has been put back to \"a mutually convenient date\", according to a statement released on Tuesday night. The talks on the \
         border have been deadlocked for a year.\n\nSuriname says the vessel had entered its waters without permission. \"No licences can \
         be issued until the commission has finished its work,\" Foreign Minister Humphrey Wijngaarde told parliament.\n",
    );
    let person = reading
        .people
        .iter()
        .find(|p| p.name == "Humphrey Wijngaarde");
    let party = person.and_then(|p| p.party.as_deref());
    assert_eq!(party, Some("Suriname"));
    let meetings = meetings(&reading);
    let days = meetings
        .iter()
        .flat_map(|m| &m.steps)
        .filter_map(|s| s.when.as_ref());
    assert!(
        days.into_iter().all(|w| !w.words.contains("Tuesday")),
        "{meetings:?}"
    );
}

#[test]
fn whoever_walks_out_sat_there_and_a_partys_own_executive_is_no_round() {
    let reading = read(
        "Negotiators for the Liberals walked out of a meeting with the Social Democrats and the Greens on Tuesday over the budget. The \
         Liberal executive meets on Thursday evening.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    assert_eq!(
        seated(meetings[0]),
        ["Greens", "Liberals", "Social Democrats"]
    );
    assert_eq!(meetings[0].final_status(), Some(MeetingStatus::Suspended));
}

#[test]
fn what_a_plan_follows_came_before_it() {
    let reading = read(
        "LA PAZ, 6 June (own wire) - Bolivia and Chile will reopen talks on the shared Silala waters in Arica on 18 June, Bolivia's \
         foreign minister said on Thursday, four months after Santiago walked out over a new tax on trucks.\n\nChile's government \
         confirmed the date.\n",
    );
    let last: Vec<_> = meetings(&reading)
        .iter()
        .map(|m| m.final_status())
        .collect();
    assert!(last.contains(&Some(MeetingStatus::Scheduled)), "{last:?}");
}

/// The last status of the meeting of a text whose name has some words.
fn final_status(text: &str, words: &str) -> Option<MeetingStatus> {
    let reading = read(text);
    let named = meetings(&reading)
        .into_iter()
        .find(|m| m.what.contains(words));
    named.and_then(demarche_evidence::Meeting::final_status)
}

#[test]
fn what_was_arranged_and_fell_through_is_off() {
    let text = "Poland and Ukraine have been quarrelling over grain transit since the spring. A visit by Ukraine's agriculture minister \
                to Warsaw had been arranged for 4 June. It fell through when the ministries could not agree on who should receive him.\n";
    assert_eq!(final_status(text, "visit"), Some(MeetingStatus::Cancelled));
    let reading = read(text);
    assert_eq!(seated(meetings(&reading)[0]), ["Poland", "Ukraine"]);
}

#[test]
fn no_such_visit_denies_the_one_just_told_of() {
    let reading = read(
        "Officials in Sanaa said that a Saudi delegation had visited the city secretly last month to discuss the truce. Riyadh denied \
         that any such visit had taken place. Oman, which mediates between the two, declined to comment. The negotiations have been \
         deadlocked for weeks, diplomats say.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    assert_eq!(meetings[0].final_status(), Some(MeetingStatus::Denied));
}

#[test]
fn a_planned_call_that_did_not_come_about_was_not_held() {
    let reading = read(
        "The trade ministers of Kenya and Tanzania met in Arusha on Monday and agreed on nothing. A telephone call between the two \
         presidents, planned for last week, did not come about.\n",
    );
    let call = meetings(&reading)
        .into_iter()
        .find(|m| m.what.contains("call"));
    let steps: Vec<_> = call.into_iter().flat_map(|m| &m.steps).collect();
    assert!(
        steps.iter().all(|s| s.status != MeetingStatus::Held),
        "{steps:?}"
    );
}

#[test]
fn an_office_with_what_it_is_for_is_of_the_state_behind() {
    let reading = read(
        "The Deputy Minister of Foreign Affairs of the Republic of Armenia received the Ambassador of Georgia on 3 March 2026. The \
         sides discussed the delay of lorries at the border.\n",
    );
    assert_eq!(seated(meetings(&reading)[0]), ["Armenia", "Georgia"]);
}

#[test]
fn the_last_talks_are_not_those_that_are_to_come() {
    let text = "Pyongyang threatened on Thursday to cancel the working-level talks set for next Tuesday in Panmunjom. Seoul said it \
                was still preparing for them. The last such talks, in December, ended in shouting.\n";
    assert_eq!(
        final_status(text, "Panmunjom"),
        Some(MeetingStatus::Scheduled)
    );
}

#[test]
fn who_meet_again_meet_another_time() {
    let text = "Few had expected the meeting of the Greek and North Macedonian foreign ministers to take place at all. On Tuesday they \
                sat down in Thessaloniki and talked for four hours. They will see each other again in Skopje before the end of the \
                month.\n";
    assert_eq!(
        final_status(text, "Thessaloniki"),
        Some(MeetingStatus::Held)
    );
    let reading = read(text);
    let held = meetings(&reading)
        .into_iter()
        .find(|m| m.what.contains("Thessaloniki"));
    assert_eq!(held.map(seated), Some(vec!["Greece", "North Macedonia"]));
}

#[test]
fn what_is_to_be_decided_is_not_announced() {
    let reading = read(
        "Exploratory talks between the Conservatives and the Farmers' Party began in Oslo on Monday. The Farmers' national council \
         meets on Sunday to decide whether to open formal negotiations.\n",
    );
    let meetings = meetings(&reading);
    assert_eq!(meetings.len(), 1, "{meetings:?}");
}

#[test]
fn what_has_no_day_is_not_scheduled() {
    let text = "Canada and India have argued about pulses for years. A third round between Canada and India on pulses has been pencilled \
                in for early October.\n";
    assert_eq!(final_status(text, "third"), Some(MeetingStatus::Announced));
}

#[test]
fn who_will_sit_down_at_any_hour_has_agreed_on_no_meeting() {
    let reading = read(
        "\"We will sit down any hour of any day, but the pickets have to go,\" Norway's minister said. Chile did not reply. The \
         negotiations have been deadlocked for weeks.\n",
    );
    let meetings = meetings(&reading);
    let steps = meetings.iter().flat_map(|m| &m.steps);
    assert!(
        steps.clone().count() > 0 && steps.clone().all(|s| s.status == MeetingStatus::Mooted),
        "{meetings:?}"
    );
}

#[test]
fn ministers_of_a_matter_meet_for_all_the_states_whose_they_are() {
    let reading = read(
        "The ministers of water of Norway, Chile and Peru concluded on Tuesday a two-day round of consultations on the sharing of \
         the river. The negotiations have been deadlocked for weeks.\n",
    );
    let meetings = meetings(&reading);
    let names: Vec<&str> = meetings[0]
        .participants
        .iter()
        .map(Actor::principal)
        .collect();
    assert_eq!(names, ["Norway", "Chile", "Peru"]);
}
