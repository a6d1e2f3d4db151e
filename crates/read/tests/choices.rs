//! What is weighed: which meeting, how it ends, which proposal. The articles are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::{meetings, proposals, read, reader, source};
use demarche_evidence::{Body, Meeting, MeetingStatus, StanceKind};
use demarche_read::choice::{BY_RULE, Outcome, Question};

const ROUNDS: &str = "OSLO, 14 May (Fjord News) - Norway and Chile ended a second round of fishery talks in Oslo on Wednesday without a result.

Norwegian Fisheries Minister Kari Lund said the delegations had worked through the night. Her Chilean counterpart, Ana Soto, left for the airport without speaking to reporters.

Norway proposed on Monday to halve the quota for toothfish until 2027. Chile turned the offer down on Tuesday, saying it would ruin the port of Arica. Peru backed the Norwegian plan.

The first round, held in Lima in March, was broken off after two hours when the Chilean delegation walked out.

A telephone call between the presidents, Erik Dahl and Juan Reyes, planned for Thursday, has been cancelled, a spokesman for Dahl said.

The next round is to open in Lima on 2 June. Reyes said the talks were \"alive\".
";

const HARBOUR: &str = "VALPARAISO, 9 June (Fjord News) - Ports in Chile were closed for a third day on Tuesday after pilots walked out over pay.

The employers' association said it had offered five percent and a bonus. Union leader Rosa Vidal called the offer an insult.

\"We will not sign that,\" she told reporters outside the harbour office.

Labour Minister Pedro Rojas proposed on Monday to bring in an arbitrator from Peru. The union accepted the proposal. The association said it would agree if the pilots went back to work first.

Exporters of fruit have lost some $40 million, according to the chamber of commerce.
";

#[test]
fn rounds_of_the_same_talks_keep_their_own_histories() {
    let reading = read(ROUNDS);
    let history = |m: &&Meeting| {
        let steps: Vec<&str> = m.steps.iter().map(|s| s.status.name()).collect();
        steps.join(" ")
    };
    let told: Vec<String> = meetings(&reading).iter().map(history).collect();
    assert_eq!(
        told,
        ["held", "held suspended", "scheduled cancelled", "scheduled"]
    );
}

#[test]
fn choices_are_told_with_what_the_rules_choose() {
    let choices = reader().choices(&source(ROUNDS), Question::Meeting);
    assert!(choices.len() >= 4);
    for choice in &choices {
        let is_new = |o: &Outcome| *o == Outcome::New;
        let new = choice.alternatives.iter().filter(|a| is_new(&a.outcome));
        assert_eq!(new.count(), 1);
        let by_rule = |i: usize| {
            let mut features = choice.alternatives[i].features.iter();
            features.any(|(name, _)| name == BY_RULE)
        };
        let own: Vec<usize> = (0..choice.alternatives.len())
            .filter(|&i| by_rule(i))
            .collect();
        assert_eq!(own, [choice.by_rule]);
        assert_eq!(choice.of.len(), 1);
    }
    let again = reader().choices(&source(ROUNDS), Question::Meeting);
    assert_eq!(choices, again);
}

#[test]
fn only_what_is_asked_is_told() {
    for question in [Question::Meeting, Question::End, Question::Proposal] {
        let choices = reader().choices(&source(ROUNDS), question);
        assert!(!choices.is_empty(), "{question:?}");
        assert!(choices.iter().all(|c| c.question == question));
    }
}

#[test]
fn a_bare_association_is_no_union() {
    let reading = read(HARBOUR);
    let all = proposals(&reading);
    let put = all.iter().find(|p| p.what.contains("arbitrator"));
    let stances = put.map(|p| &p.stances).expect("it is a proposal");
    let told: Vec<(&str, &str)> = stances
        .iter()
        .map(|s| {
            let kind = match s.kind {
                StanceKind::Backs => "backs",
                StanceKind::Rejects => "rejects",
                StanceKind::Conditional { .. } => "conditional",
            };
            (s.actor.name.as_str(), kind)
        })
        .collect();
    assert_eq!(told, [("union", "backs"), ("association", "conditional")]);
}

#[test]
fn talks_on_a_matter_between_two_sides_are_theirs() {
    let reading = read(
        "Two days of talks on the exchange of prisoners between the government of Norway and the government of Chile were adjourned on Tuesday. The mediator, Swiss diplomat Anna Keller, was silent. Norway proposed a truce. Chile rejected it.",
    );
    let all = meetings(&reading);
    let names: Vec<&str> = all[0]
        .participants
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(names, ["Norway", "Chile"]);
}

#[test]
fn blame_on_one_thing_for_another_is_one_explanation() {
    let reading = read(
        "Norway and Chile ended talks on fish without a result. Norway proposed a truce. Chile rejected the proposal. Norway blamed the breakdown on Chile's late demand for safe passage.",
    );
    let causes: Vec<&str> = reading
        .statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Claim(c) => Some(c.cause.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(causes, ["Chile's late demand for safe passage"]);
}

#[test]
fn what_is_not_planned_is_denied_whoever_announced_it() {
    let reading = read(
        "Envoys of Norway and Chile met in Lima on Monday and parted after four hours. Norway proposed a truce. Chile rejected it. A meeting of the two presidents, which newspapers in Oslo had announced for 20 May, is not planned, the ministry in Santiago said.",
    );
    let ends: Vec<&str> = meetings(&reading)
        .iter()
        .filter_map(|m| m.final_status())
        .map(MeetingStatus::name)
        .collect();
    assert_eq!(ends, ["held", "denied"]);
}

#[test]
fn what_is_asked_for_is_the_ban_and_not_what_it_is_on() {
    let reading = read(
        "Norway and Chile ended talks on fish without a result. Norway proposed a truce. Chile rejected the proposal and asked for a ban on nets with small meshes instead.",
    );
    let demands: Vec<&str> = reading
        .statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Demand(d) => Some(d.demand.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        demands.iter().any(|d| d.starts_with("a ban on nets")),
        "{demands:?}"
    );
}

#[test]
fn who_supports_what_was_demanded_backs_no_proposal() {
    let reading = read(
        "Norway suggested in April that boats of both countries be allowed to fish up to ten miles from either shore. Chile rejected the suggestion and asked for a ban on nets with small meshes instead. Peru supports the ban.",
    );
    let all = proposals(&reading);
    let stances = all.iter().flat_map(|p| &p.stances);
    let whose: Vec<&str> = stances.map(|s| s.actor.name.as_str()).collect();
    assert_eq!(whose, ["Chile"]);
}
