//! Drafts from statements of negotiations of our own invention.

use demarche_evidence::{
    Actor, Body, Claim, Demand, ImpasseRemark, Lever, LeverUse, Meeting, MeetingForm,
    MeetingStatus, MeetingStep, Proposal, Remark, SourceId, Span, Stance, StanceKind, Statement,
    Voice,
};
use demarche_graph::{Concept, Goal, GraphModel, ShiftQuery, shifts, stability};
use demarche_model::{Dossier, DossierOption, Drafted, Limits, draft, parse, replace, write};
use proptest::prelude::*;

fn statement(body: Body, at: usize) -> Statement {
    let source = SourceId::of(b"test");
    let evidence = Span::new(at, at + 1);
    Statement {
        id: Statement::make_id(&source, evidence, &body, 0),
        source,
        evidence,
        voice: Voice::Article,
        body,
        arguments: Vec::new(),
        rule: "test".to_owned(),
        confidence: 1.0,
    }
}

fn party(name: &str) -> Actor {
    Actor::party(name, None)
}

fn of(name: &str, party: &str) -> Actor {
    Actor {
        name: name.to_owned(),
        party: Some(party.to_owned()),
        span: None,
    }
}

fn proposal(what: &str, by: &str, stances: &[(&str, StanceKind)]) -> Body {
    Body::Proposal(Proposal {
        what: what.to_owned(),
        proposer: Some(party(by)),
        stances: stances
            .iter()
            .map(|(who, kind)| Stance {
                actor: party(who),
                kind: kind.clone(),
                evidence: Span::new(0, 1),
                rule: "test".to_owned(),
            })
            .collect(),
    })
}

fn meeting(form: MeetingForm, sides: &[&str], status: MeetingStatus) -> Body {
    Body::Meeting(Meeting {
        what: "the meeting".to_owned(),
        form,
        participants: sides.iter().map(|s| party(s)).collect(),
        steps: vec![MeetingStep {
            status,
            when: None,
            evidence: Span::new(0, 1),
            voice: Voice::Article,
            rule: "test".to_owned(),
        }],
    })
}

fn lever(holder: &str, against: &str, what: &str, state: LeverUse, irreversible: bool) -> Body {
    Body::Lever(Lever {
        holder: party(holder),
        against: Some(party(against)),
        what: what.to_owned(),
        state,
        irreversible,
        condition: None,
    })
}

fn demand(by: &str, what: &str, of: &str) -> Body {
    Body::Demand(Demand {
        party: party(by),
        demand: what.to_owned(),
        addressee: Some(party(of)),
        refusal: false,
        offer: false,
    })
}

fn statements(bodies: Vec<Body>) -> Vec<Statement> {
    bodies
        .into_iter()
        .enumerate()
        .map(|(k, b)| statement(b, k))
        .collect()
}

/// A summit put off, a truce proposed and refused, a supplier that holds back, and a neighbour
/// who says that supplies would help.
fn stalled_summit() -> Vec<Statement> {
    statements(vec![
        meeting(
            MeetingForm::Summit,
            &["Arcadia", "Borduria"],
            MeetingStatus::Postponed,
        ),
        proposal(
            "Arcadia's proposal to halt the fighting",
            "Arcadia",
            &[
                ("Carpathia", StanceKind::Backs),
                ("Borduria", StanceKind::Rejects),
            ],
        ),
        lever(
            "Arcadia",
            "Borduria",
            "supplying long-range rockets",
            LeverUse::Withheld,
            true,
        ),
        Body::Claim(Claim {
            speaker: Voice::Actor(of("Ana Petri", "Carpathia")),
            cause: "the delay in supplying rockets".to_owned(),
            effect: "Borduria's waning interest in talks".to_owned(),
        }),
    ])
}

fn drafted(statements: &[Statement]) -> Dossier {
    match draft(statements, Limits::default()) {
        Drafted::Model { dossier, .. } => *dossier,
        Drafted::Nothing(reason) => panic!("nothing drafted: {reason}"),
    }
}

#[test]
fn the_stalled_summit_is_an_impasse_that_pressing_would_move() {
    let dossier = drafted(&stalled_summit());
    let model = dossier.model().unwrap();
    let graph = GraphModel::from_conflict(&model.conflict).unwrap();
    let table = stability(&graph);
    let quo = graph.status_quo().unwrap();
    for concept in Concept::ALL {
        assert!(table.is_equilibrium(quo, concept), "{concept:?}");
    }
    let found = shifts(&graph, &ShiftQuery::new(Goal::Unsettle, Concept::Seq)).unwrap();
    assert!(!found.shifts.is_empty());
    let text = write(&dossier, &|_| None);
    assert!(text.contains("IF"), "{text}");
    assert!(
        text.contains("Ana Petri, who speaks for Carpathia"),
        "{text}"
    );
}

#[test]
fn a_pay_dispute_has_union_and_employer() {
    let dossier = drafted(&statements(vec![
        proposal(
            "a 4 percent rise",
            "Harbour Board",
            &[("Dockers' Union", StanceKind::Rejects)],
        ),
        demand("Dockers' Union", "a 9 percent rise", "Harbour Board"),
        lever(
            "Dockers' Union",
            "Harbour Board",
            "call further strikes",
            LeverUse::Available,
            false,
        ),
    ]));
    let names: Vec<&str> = dossier.parties.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Dockers' Union", "Harbour Board"]);
    assert!(
        dossier
            .options
            .iter()
            .any(|o| o.name == "accept a 4 percent rise")
    );
    assert!(dossier.model().is_ok());
}

#[test]
fn a_condition_that_another_option_meets_ties_the_two() {
    let dossier = drafted(&statements(vec![
        demand("Upland", "the release of the prisoners", "Lowland"),
        proposal(
            "a gas contract",
            "Lowland",
            &[(
                "Upland",
                StanceKind::Conditional {
                    condition: "if the prisoners are released".to_owned(),
                },
            )],
        ),
    ]));
    let text = write(&dossier, &|_| None);
    assert!(text.contains("IFF"), "{text}");
}

#[test]
fn who_is_threatened_makes_it_a_condition_that_the_threat_is_not_carried_out() {
    let terms = StanceKind::Conditional {
        condition: "if the strike on the ferries is put off".to_owned(),
    };
    let dossier = drafted(&statements(vec![
        proposal("a mediator from the ministry", "Union", &[("Line", terms)]),
        lever(
            "Union",
            "Line",
            "a strike on the ferries",
            LeverUse::Threatened,
            false,
        ),
    ]));
    let text = write(&dossier, &|_| None);
    assert!(text.contains("accept-mediator-ministry IFF !"), "{text}");
}

fn broken_off_talks() -> Body {
    meeting(
        MeetingForm::Talks,
        &["Upland", "Lowland"],
        MeetingStatus::Suspended,
    )
}

fn condition(text: &str, of: &str) -> Body {
    Body::Remark(Remark {
        remark: ImpasseRemark::Condition,
        text: text.to_owned(),
        actors: vec![party(of)],
    })
}

#[test]
fn who_said_what_has_to_come_first_comes_when_it_has() {
    let dossier = drafted(&statements(vec![
        broken_off_talks(),
        demand("Upland", "the release of the prisoners", "Lowland"),
        condition("until the prisoners are released", "Upland"),
    ]));
    let text = write(&dossier, &|_| None);
    assert!(text.contains("meet-upland IFF"), "{text}");
    assert!(
        !text.contains("Upland would come if the others did"),
        "{text}"
    );
    assert!(
        text.contains("Lowland would come if the others did"),
        "{text}"
    );
}

#[test]
fn a_condition_that_nobody_can_meet_keeps_a_side_away() {
    let dossier = drafted(&statements(vec![
        broken_off_talks(),
        condition("before the rains have ended", "Upland"),
    ]));
    let text = write(&dossier, &|_| None);
    assert!(text.contains("!meet-upland"), "{text}");
    assert!(text.contains("not met as things stand"), "{text}");
}

fn who_accepts(dossier: &Dossier) -> Vec<&str> {
    let accepting = |o: &&DossierOption| o.name.starts_with("accept");
    let owners = dossier.options.iter().filter(accepting);
    owners
        .map(|o| dossier.parties[o.owners[0]].name.as_str())
        .collect()
}

#[test]
fn who_only_watches_has_nothing_to_accept() {
    let rejects = StanceKind::Rejects;
    let dossier = drafted(&statements(vec![
        demand("Upland", "the release of the prisoners", "Lowland"),
        proposal(
            "a truce",
            "Lowland",
            &[("Upland", rejects.clone()), ("Farland", rejects)],
        ),
    ]));
    assert_eq!(who_accepts(&dossier), ["Upland"]);
}

#[test]
fn a_mediators_proposal_lies_before_both_sides() {
    let terms = StanceKind::Conditional {
        condition: "if the guns fall silent".to_owned(),
    };
    let dossier = drafted(&statements(vec![
        broken_off_talks(),
        demand("Lowland", "the release of the prisoners", "Upland"),
        proposal("a truce", "Mediator", &[("Upland", terms)]),
    ]));
    let mut accepting = who_accepts(&dossier);
    accepting.sort_unstable();
    assert_eq!(accepting, ["Lowland", "Upland"]);
}

#[test]
fn a_lever_in_use_is_taken_now() {
    let dossier = drafted(&statements(vec![
        lever(
            "Upland",
            "Lowland",
            "the blockade of the road",
            LeverUse::Used,
            false,
        ),
        demand("Upland", "a share of the toll", "Lowland"),
    ]));
    assert!(dossier.options.iter().any(|o| o.now));
}

#[test]
fn one_party_alone_is_no_model() {
    let alone = statements(vec![demand("Upland", "peace", "Upland")]);
    assert!(matches!(
        draft(&alone, Limits::default()),
        Drafted::Nothing(_)
    ));
    assert!(matches!(draft(&[], Limits::default()), Drafted::Nothing(_)));
}

#[test]
fn what_does_not_fit_is_noted() {
    let many: Vec<Body> = ["the pipes", "the roads", "the ports", "the mines"]
        .iter()
        .map(|what| demand("Upland", what, "Lowland"))
        .chain([demand("Lowland", "the forests", "Upland")])
        .collect();
    let limits = Limits {
        parties: 2,
        options: 3,
    };
    let Drafted::Model { dossier, notes } = draft(&statements(many), limits) else {
        panic!("a model");
    };
    assert_eq!(dossier.options.len(), 3);
    assert_eq!(notes.len(), 2);
}

#[test]
fn a_new_draft_leaves_the_analysts_words_alone() {
    let old =
        "# my own note\nversion = 1\ntitle = \"Old\" # keep this\n\n[wanted]\nstate = \"true\"\n";
    let new = replace(old, &drafted(&stalled_summit()), &|_| None).unwrap();
    assert!(
        new.contains("# my own note") && new.contains("# keep this"),
        "{new}"
    );
    let checked = parse(&new);
    assert!(
        checked.diagnostics.is_empty(),
        "{:?}\n{new}",
        checked.diagnostics
    );
}

fn any_body() -> impl Strategy<Value = Body> {
    const PARTIES: [&str; 4] = ["Upland", "Lowland", "Midland", "the Isles' Council"];
    const MATTERS: [&str; 6] = [
        "a truce",
        "to close the border",
        "the \"old\" road",
        "",
        "if the toll ends",
        "42 percent",
    ];
    let who = prop::sample::select(PARTIES.to_vec());
    let what = prop::sample::select(MATTERS.to_vec());
    let stance = prop_oneof![
        Just(StanceKind::Backs),
        Just(StanceKind::Rejects),
        what.clone().prop_map(|c| StanceKind::Conditional {
            condition: c.to_owned()
        }),
    ];
    let status = prop::sample::select(MeetingStatus::ALL.to_vec());
    let state = prop::sample::select(vec![
        LeverUse::Used,
        LeverUse::Withheld,
        LeverUse::Threatened,
        LeverUse::Available,
    ]);
    prop_oneof![
        (what.clone(), who.clone(), who.clone(), stance).prop_map(|(w, a, b, s)| proposal(
            w,
            a,
            &[(b, s)]
        )),
        (who.clone(), who.clone(), status).prop_map(|(a, b, s)| meeting(
            MeetingForm::Talks,
            &[a, b],
            s
        )),
        (who.clone(), who.clone(), what.clone(), state, any::<bool>())
            .prop_map(|(a, b, w, s, i)| lever(a, b, w, s, i)),
        (who.clone(), what, who).prop_map(|(a, w, b)| demand(a, w, b)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_draft_is_a_sound_dossier(bodies in prop::collection::vec(any_body(), 0..12)) {
        let statements = statements(bodies);
        if let Drafted::Model { dossier, .. } = draft(&statements, Limits::default()) {
            let text = write(&dossier, &|_| Some("a sentence".to_owned()));
            let checked = parse(&text);
            prop_assert!(checked.diagnostics.is_empty(), "{:?}\n{}", checked.diagnostics, text);
            prop_assert_eq!(checked.dossier.as_ref(), Some(&*dossier));
            prop_assert!(dossier.model().is_ok());
        }
    }
}
