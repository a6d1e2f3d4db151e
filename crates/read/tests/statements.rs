//! What readouts, joint statements and local stories say of meetings, journeys, offers and those who act. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::{demands, levers, meetings, proposals, read};
use demarche_evidence::{Body, Demand, Meeting, MeetingStatus, Reading};

fn names(meeting: &Meeting) -> Vec<&str> {
    let mut names: Vec<&str> = meeting
        .participants
        .iter()
        .map(demarche_evidence::Actor::principal)
        .collect();
    names.sort_unstable();
    names
}

fn steps(meeting: &Meeting) -> Vec<MeetingStatus> {
    meeting.steps.iter().map(|s| s.status).collect()
}

fn claims(reading: &Reading) -> Vec<(&str, &str)> {
    let bodies = reading.statements.iter().map(|s| &s.body);
    bodies
        .filter_map(|b| match b {
            Body::Claim(c) => Some((c.cause.as_str(), c.effect.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn what_several_sign_they_say_together_and_of_the_country_of_the_title() {
    let reading = read(
        "Joint statement by the Foreign Ministers of Norway, Chile and Peru on the situation in Santa Corva\n\n\
         Oslo, 13 May 2026\n\n\
         We, the Foreign Ministers of Norway, Chile and Peru, met today in Oslo to review the crisis in Santa Corva.\n\n\
         We call on the government to release the 40 prisoners without delay who the people of Santa Corva want back. We do not ask it to give up its ports.\n\n\
         We urge the government to hold elections.\n",
    );
    let here = meetings(&reading);
    let own = here.first().expect("the ministers met");
    assert_eq!(own.what, "meeting in Oslo");
    assert_eq!(names(own), ["Chile", "Norway", "Peru"]);
    let all = demands(&reading);
    let release: Vec<_> = all
        .iter()
        .filter(|d| d.demand.contains("release"))
        .collect();
    let mut askers: Vec<&str> = release.iter().map(|d| d.party.principal()).collect();
    askers.sort_unstable();
    askers.retain(|a| *a != "Santa Corva");
    assert_eq!(askers, ["Chile", "Norway", "Peru"]);
    let asked = release.iter().filter_map(|d| d.addressee.as_ref());
    assert!(asked.clone().count() > 0);
    assert!(asked.into_iter().all(|a| a.principal() == "Santa Corva"));
    assert!(all.iter().all(|d| !d.demand.contains("ports")));
}

#[test]
fn a_readout_tells_of_one_meeting_whatever_was_discussed_in_it() {
    let reading = read(
        "Readout of Foreign Secretary Lind's meeting with Foreign Minister Reyes of Chile\n\n\
         The following is attributable to the Spokesperson of the Foreign Office of the Republic of Ostmere:\n\n\
         Foreign Secretary Ada Lind met today with Foreign Minister Jose Reyes of Chile. The two ministers discussed the fishing grounds. \
         The ministers also exchanged views on regional security. The Foreign Secretary called on Chile to withdraw its patrol ships. \
         The Foreign Secretary accepted an invitation to visit Chile in September.\n",
    );
    let all = meetings(&reading);
    let held = all.iter().filter(|m| steps(m) == [MeetingStatus::Held]);
    assert_eq!(held.count(), 1, "{all:?}");
    let visit = all.iter().find(|m| m.what == "visit to Chile");
    let visit = visit.expect("the visit is a meeting of its own");
    assert_eq!(visit.final_status(), Some(MeetingStatus::Announced));
    let lind = reading.people.iter().find(|p| p.name == "Ada Lind");
    assert_eq!(lind.and_then(|p| p.party.as_deref()), Some("Ostmere"));
    assert!(reading.parties.iter().all(|p| p.name != "United Kingdom"));
}

#[test]
fn who_hosts_takes_no_part_and_an_envoys_journey_is_another_meeting() {
    let reading = read(
        "Norway, Chile put off border talks\n\n\
         OSLO, 12 May (Fjord News) - Norway and Chile have postponed a meeting of their border commissions planned for Thursday in Lima, officials said.\n\n\
         Peru, which has offered to host the talks, proposed that private firms carry out the inspections.\n\n\
         The European Union's envoy, Magda Grono, is due to travel to Santiago on Monday.\n\n\
         Norway wants lorries to pass without checks. Chile rejects the fee.\n\n\
         No new date has been set.\n\n\
         Chile said it would not open the road.\n",
    );
    let all = meetings(&reading);
    let talks = all.first().expect("the talks");
    assert_eq!(names(talks), ["Chile", "Norway"]);
    assert_eq!(talks.final_status(), Some(MeetingStatus::Postponed));
    let journey = all.iter().find(|m| m.what == "visit to Santiago");
    let journey = journey.expect("the journey");
    assert_eq!(journey.final_status(), Some(MeetingStatus::Scheduled));
    let wish = demands(&reading)
        .into_iter()
        .find(|d| d.demand.contains("without checks"));
    let wish = wish.expect("the wish");
    assert_eq!(wish.demand, "lorries to pass without checks");
}

#[test]
fn a_round_before_and_those_who_last_met_are_other_meetings() {
    let reading = read(
        "Norway and Chile will send their delegations to Lima for talks on Monday, the mediator said on Wednesday, three weeks after a round in \
         Oslo was called off.\n\n\
         Norway's minister, Kari Dal, was due to meet Chile's envoy, Jose Reyes, next Tuesday. Her office said the visit had been put off until 29 May. \
         The two last met in December.\n\n\
         Norway rejects the fee. Chile insists on the fee. Peru backs neither side. The fee stands at 40 euros.\n",
    );
    let all = meetings(&reading);
    let ahead = |m: &&&Meeting| m.final_status().is_some_and(MeetingStatus::is_open);
    assert!(
        all.iter()
            .filter(ahead)
            .all(|m| !steps(m).contains(&MeetingStatus::Held)),
        "{all:?}"
    );
    let visit = all
        .iter()
        .find(|m| steps(m).contains(&MeetingStatus::Postponed));
    let visit = visit.expect("the visit that was put off");
    let last = visit.steps.last().and_then(|s| s.when.as_ref());
    assert!(
        last.is_some_and(|w| w.words.contains("29 May")),
        "{visit:?}"
    );
}

#[test]
fn who_urges_a_yes_backs_the_proposal_and_asks_both_sides() {
    let reading = read(
        "Norway and Chile held talks in Oslo. Turkey has urged both sides to accept a 30-day truce proposed by Qatar. \
         The African Union asked both sides to release their prisoners.",
    );
    let truce = proposals(&reading);
    let truce = truce.first().expect("the truce");
    assert_eq!(truce.what, "a 30-day truce");
    let backers: Vec<&str> = truce.stances.iter().map(|s| s.actor.principal()).collect();
    assert_eq!(backers, ["Türkiye"]);
    let all = demands(&reading);
    let release = all.iter().filter(|d| d.demand.contains("prisoners"));
    let asked: Vec<&str> = release
        .filter_map(|d| Some(d.addressee.as_ref()?.principal()))
        .collect();
    assert_eq!(asked, ["Norway", "Chile"]);
}

#[test]
fn what_is_stated_denied_or_charged_is_no_demand() {
    let reading = read(
        "Norway and Chile held talks in Oslo. Chile insisted that the threat had been made. \
         Norway emphasised that the delay does not alter its pledge. Chile must mend its ways before ties can recover, Norway said.",
    );
    let all = demands(&reading);
    let told: Vec<&str> = all.iter().map(|d| d.demand.as_str()).collect();
    assert!(
        told.iter()
            .all(|d| !d.contains("threat") && !d.contains("alter")),
        "{told:?}"
    );
    assert!(
        told.iter().all(|d| !d.starts_with("ties can recover")),
        "{told:?}"
    );
}

#[test]
fn members_of_a_trade_are_their_union() {
    let reading = read(
        "Nurses at Saint Olav's to strike after pay talks collapse\n\n\
         Nurses at Saint Olav's Hospital will strike for three days from Monday after talks with the hospital trust broke up without a deal.\n\n\
         The Royal Nursing Union said it wanted 8 per cent. The hospital trust offered 4 per cent, and the trust said it had no more money.\n\n\
         The union said it would not agree to twelve-hour shifts. The trust says it will stay open.\n\n\
         The strike is the second this year. The hospital trust has 900 beds.\n",
    );
    let strikes = levers(&reading);
    let strike = strikes
        .iter()
        .find(|l| l.what.contains("strike for three days"));
    let strike = strike.expect("the strike");
    assert_eq!(strike.holder.principal(), "Royal Nursing Union");
    assert_ne!(
        strike
            .against
            .as_ref()
            .map(demarche_evidence::Actor::principal),
        Some("Royal Nursing Union")
    );
}

#[test]
fn explanations_keep_their_neither_and_wars_that_broke_out_explain_nothing() {
    let reading = read(
        "Norway and Chile held talks in Oslo. A Peruvian official said the real difficulty was that neither Norway nor Chile wished to sign. \
         More than 900 people have been killed since fighting broke out in August, according to the United Nations.",
    );
    let all = claims(&reading);
    assert!(
        all.iter().all(|(cause, _)| !cause.contains("fighting")),
        "{all:?}"
    );
    for (cause, effect) in all.iter().filter(|(c, _)| c.contains("wished")) {
        assert!(cause.starts_with("neither"), "{cause}");
        assert_eq!(*effect, "the real difficulty");
    }
}

#[test]
fn a_thing_that_somebody_will_not_have_is_not_wanted() {
    let reading = read(
        "OSLO, 9 May (Fjord News) - Norway and Chile will hold a fourth round of talks on tuna quotas in Oslo on 20 May, the two fisheries ministries \
         said on Friday.\n\n\
         Chile's fisheries minister, Odile Varga, said her country could accept a quota of 40,000 tonnes if Norway let inspectors on board its ships. \
         Norway rejected that. \"We will not have foreign policemen on our decks,\" its chief negotiator, Pal Henning, told reporters.\n\n\
         The Regional Ocean Commission has proposed that cameras be used instead. Chile supports the idea. Norway has not replied. \
         Chile insists on the quota.\n",
    );
    let all = demands(&reading);
    assert!(all.iter().any(|d| d.demand.contains("inspectors")));
    let is_wanted = |d: &Demand| d.demand.contains("policemen") && !d.refusal;
    assert!(!all.iter().any(|d| is_wanted(d)), "{all:?}");
}
