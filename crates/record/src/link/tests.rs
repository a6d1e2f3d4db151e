//! Invented texts of two coasts, told by several papers.

use super::*;
use demarche_evidence::{
    Actor, Certainty, Characterisation, DateRange, Meeting, MeetingForm, MeetingStatus,
    MeetingStep, Party, PartyKind, Person, Polarity, Proposal, SourceId, Span, Voice, When,
};

fn day(day: i8) -> Date {
    jiff::civil::date(2026, 3, day)
}

fn source(text: &str) -> Source {
    Source::plain(text)
}

fn reading(source: &Source, date: Option<Date>, bodies: Vec<(&str, Body)>) -> Reading {
    let statements = bodies.into_iter().enumerate().map(|(n, (words, body))| {
        let start = source
            .text
            .find(words)
            .expect("the words stand in the text");
        let evidence = Span::new(start, start + words.len());
        Statement {
            id: Statement::make_id(&source.id, evidence, &body, n),
            source: source.id.clone(),
            evidence,
            voice: Voice::Article,
            body,
            arguments: Vec::new(),
            rule: "test".into(),
            confidence: 0.9,
        }
    });
    Reading {
        source: source.id.clone(),
        date,
        relevant: true,
        parties: Vec::new(),
        people: Vec::new(),
        statements: statements.collect(),
        causal: Vec::new(),
    }
}

fn proposal(what: &str, proposer: &str) -> Body {
    Body::Proposal(Proposal {
        what: what.into(),
        proposer: Some(Actor::party(proposer, None)),
        stances: Vec::new(),
    })
}

fn envoy(name: &str, party: &str) -> Actor {
    Actor {
        name: name.into(),
        party: Some(party.into()),
        span: None,
    }
}

fn talks(who: Vec<Actor>, steps: &[(MeetingStatus, Option<Date>)]) -> Meeting {
    let steps = steps.iter().map(|&(status, date)| MeetingStep {
        status,
        when: date.map(|date| When {
            words: "that day".into(),
            range: Some(DateRange {
                first: date,
                last: date,
                certainty: Certainty::Stated,
            }),
        }),
        evidence: Span::new(0, 4),
        voice: Voice::Article,
        rule: "test".into(),
    });
    Meeting {
        what: "talks".into(),
        form: MeetingForm::Talks,
        participants: who,
        steps: steps.collect(),
    }
}

fn coasts() -> Vec<Actor> {
    vec![Actor::party("Norland", None), Actor::party("Sudmark", None)]
}

/// How many links two tellings of meetings make, a day apart.
fn linked(old: Meeting, new: Meeting) -> usize {
    let sources = [
        source("Talks were told of here."),
        source("Talks, again, elsewhere."),
    ];
    let readings = vec![
        reading(
            &sources[0],
            Some(day(3)),
            vec![("Talks", Body::Meeting(old))],
        ),
        reading(
            &sources[1],
            Some(day(4)),
            vec![("Talks", Body::Meeting(new))],
        ),
    ];
    link(&sources, readings).links.iter().count()
}

#[test]
fn one_meeting_is_followed_from_plan_to_end() {
    use MeetingStatus::{Held, Postponed, Scheduled};
    let plan = talks(coasts(), &[(Scheduled, Some(day(9)))]);
    assert_eq!(
        linked(plan.clone(), talks(coasts(), &[(Postponed, None)])),
        1
    );
    assert_eq!(
        linked(plan.clone(), talks(coasts(), &[(Held, Some(day(9)))])),
        1
    );
    assert_eq!(linked(plan, talks(coasts(), &[(Held, Some(day(12)))])), 0);
}

#[test]
fn the_next_round_is_another_meeting() {
    use MeetingStatus::{Held, Scheduled};
    let held = talks(coasts(), &[(Held, Some(day(2)))]);
    assert_eq!(
        linked(held.clone(), talks(coasts(), &[(Scheduled, Some(day(9)))])),
        0
    );
    assert_eq!(linked(held.clone(), talks(coasts(), &[(Held, None)])), 1);
    assert_eq!(linked(held, talks(coasts(), &[(Held, Some(day(4)))])), 0);
}

#[test]
fn other_people_meet_elsewhere() {
    use MeetingStatus::Held;
    let of = |name| {
        talks(
            vec![envoy(name, "Norland"), Actor::party("Sudmark", None)],
            &[(Held, None)],
        )
    };
    assert_eq!(linked(of("Ines Vold"), of("Ines Vold")), 1);
    assert_eq!(linked(of("Ines Vold"), of("Ada Lund")), 0);
    assert_eq!(linked(of("Ines Vold"), talks(coasts(), &[(Held, None)])), 1);
    let mut call = talks(coasts(), &[(Held, None)]);
    call.form = MeetingForm::Call;
    assert_eq!(linked(of("Ines Vold"), call), 0);
}

#[test]
fn a_proposal_is_known_by_its_matter_or_its_proposer() {
    let one = |first: Body, second: Body| {
        let sources = [
            source("It was put forward."),
            source("They put it forward too."),
        ];
        let readings = vec![
            reading(&sources[0], None, vec![("put", first)]),
            reading(&sources[1], None, vec![("put", second)]),
        ];
        link(&sources, readings).links.iter().count()
    };
    let quota = || proposal("a shared quota for the northern bank", "Norland");
    assert_eq!(one(quota(), proposal("the shared quota", "Norland")), 1);
    assert_eq!(one(quota(), proposal("the plan", "Norland")), 1);
    assert_eq!(one(quota(), proposal("the plan", "Sudmark")), 0);
    assert_eq!(
        one(quota(), proposal("a ban on night fishing", "Norland")),
        0
    );
}

#[test]
fn what_one_text_tells_twice_stays_two() {
    let text = source("A quota was put forward. Another quota was put down.");
    let both = vec![
        ("put forward", proposal("a quota", "Norland")),
        ("put down", proposal("a quota", "Norland")),
    ];
    let linked = link(
        std::slice::from_ref(&text),
        vec![reading(&text, None, both)],
    );
    assert_eq!(linked.links.iter().count(), 0);
    assert_eq!(linked.statements().len(), 2);
}

const WIRE: &str = "Norland put forward a shared quota for the northern bank on Monday, and Sudmark \
turned it down within the hour. The two coasts have argued over the herring since January, when \
Norland closed its harbours to the trawlers of its neighbour.";

#[test]
fn a_wire_story_counts_once() {
    let papers = [
        source(WIRE),
        source(&format!("SKERRY, March 3 — {WIRE}")),
        source(&format!(
            "{WIRE} Fishermen in both countries said that they expected nothing from the talks."
        )),
        source(
            "Sudmark turned it down: the quota that Norland had put forward was no use, its minister said in a speech to the fleet.",
        ),
    ];
    let readings = papers.iter().enumerate().map(|(n, paper)| {
        let body = proposal("a shared quota", "Norland");
        let words = if n == 3 {
            "put forward"
        } else {
            "put forward a shared quota"
        };
        let date = i8::try_from(n).map(|n| day(n + 1)).ok();
        reading(paper, date, vec![(words, body)])
    });
    let linked = link(&papers, readings.collect());
    let of: Vec<(&SourceId, &SourceId)> =
        linked.reprints.iter().map(|r| (&r.source, &r.of)).collect();
    let [first, second, third, _] = [0, 1, 2, 3].map(|n: usize| &papers[n].id);
    assert_eq!(of, [(second, first), (third, first)]);
    let told: Vec<&SourceId> = linked.statements().iter().map(|s| &s.source).collect();
    assert_eq!(told, [first, &papers[3].id]);
    let ids: Vec<&StatementId> = linked
        .readings
        .iter()
        .map(|r| &r.statements[0].id)
        .collect();
    assert!(ids[..3].iter().all(|id| linked.first_print(id) == ids[0]));
    assert_eq!(linked.links.iter().count(), 1);
}

#[test]
fn a_longer_print_keeps_what_is_new_in_it() {
    let papers = [
        source(WIRE),
        source(&format!(
            "{WIRE} Sudmark put forward a ban on night fishing."
        )),
    ];
    let old = || {
        (
            "put forward a shared quota",
            proposal("a shared quota", "Norland"),
        )
    };
    let new = (
        "put forward a ban",
        proposal("a ban on night fishing", "Sudmark"),
    );
    let readings = vec![
        reading(&papers[0], Some(day(1)), vec![old()]),
        reading(&papers[1], Some(day(2)), vec![old(), new]),
    ];
    let linked = link(&papers, readings);
    assert_eq!(linked.reprints[0].share, 100);
    let what: Vec<&str> = linked
        .statements()
        .iter()
        .map(|s| s.source.short())
        .collect();
    assert_eq!(what, [papers[0].id.short(), papers[1].id.short()]);
}

fn person(name: &str, party: Option<&str>) -> Person {
    Person {
        name: name.into(),
        role: None,
        party: party.map(str::to_owned),
        aliases: Vec::new(),
        mentions: Vec::new(),
    }
}

fn state(name: &str, code: Option<&str>, aliases: &[&str]) -> Party {
    Party {
        name: name.into(),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        kind: PartyKind::State,
        code: code.map(str::to_owned),
        mentions: Vec::new(),
    }
}

#[test]
fn people_and_parties_have_one_name() {
    let sources = [
        source("Vold spoke."),
        source("Ines Vold spoke."),
        source("Lund spoke."),
    ];
    let said = |name: &str, party: Option<&str>| {
        let by = Actor {
            name: name.into(),
            party: party.map(str::to_owned),
            span: None,
        };
        Body::Characterisation(Characterisation {
            of: "the talks".into(),
            about: None,
            by: Voice::Actor(by),
            words: "useful".into(),
            polarity: Polarity::Positive,
        })
    };
    let mut readings = vec![
        reading(
            &sources[0],
            Some(day(1)),
            vec![("spoke", said("Vold", None))],
        ),
        reading(
            &sources[1],
            Some(day(2)),
            vec![("spoke", said("Ines Vold", Some("Skerry")))],
        ),
        reading(
            &sources[2],
            Some(day(3)),
            vec![("spoke", said("Lund", None))],
        ),
    ];
    readings[0].parties = vec![state("Norland", Some("NOR"), &["Skerry", "the government"])];
    readings[0].people = vec![person("Vold", None), person("Ada Lund", None)];
    readings[1].parties = vec![state("Skerry", None, &[])];
    readings[1].people = vec![
        person("Ines Vold", Some("Skerry")),
        person("Tom Lund", None),
    ];
    readings[2].people = vec![person("Lund", None)];
    readings[2].parties = vec![Party {
        kind: PartyKind::Group,
        ..state("Vold", None, &[])
    }];
    let linked = link(&sources, readings);
    let by: Vec<(&str, Option<&str>)> = linked
        .statements()
        .into_iter()
        .filter_map(|s| match &s.body {
            Body::Characterisation(c) => {
                c.by.actor().map(|a| (a.name.as_str(), a.party.as_deref()))
            }
            _ => None,
        })
        .collect();
    let vold = ("Ines Vold", Some("Norland"));
    assert_eq!(by, [vold, vold, ("Lund", None)]);
    assert_eq!(linked.links.iter().count(), 1, "one judgement in two texts");
    let last = &linked.readings[2];
    assert_eq!(last.parties, []);
    assert_eq!(last.people[1].name, "Ines Vold");
}
