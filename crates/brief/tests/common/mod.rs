//! An invented negotiation: two coasts, a fishery, a mediator, and a lever.

#![allow(dead_code, reason = "not every test file uses every part")]

use demarche_brief::{
    Analysis, Assumption, Brief, Cite, Cites, GraphMove, GraphState, Inputs, Line, MoveReason,
    MoveRow, PartyMoves, PathStep, Prose, ShiftRow, StateGraph, Stuck, Surety, Ways, compose,
};
use demarche_evidence::{
    Actor, Agreement, AgreementStage, Argument, Body, Certainty, Characterisation, Claim,
    DateRange, Demand, ImpasseRemark, Lever, LeverUse, Meeting, MeetingForm, MeetingStatus,
    MeetingStep, Milestone, MilestoneKind, Party, PartyKind, Person, Polarity, Proposal, Reading,
    Remark, Source, Span, Stance, StanceKind, Statement, Voice, When,
};
use demarche_record::link;
use jiff::civil::date;

pub const TEXT: &str = "Talks over the herring banks have been put off without a new date. \
Premier Ada Lund of Norland and President Tomas Reyes of Sudmark were due to meet on 4 March.\n\
Norland proposed a shared quota for the northern bank, which the coastal states back. Sudmark \
rejected the shared quota. Sudmark demands that Norland reopen its harbours, closed to Sudmark's \
trawlers since January.\n\
The fisheries ministers, Ines Vold and Pablo Serra, spoke by telephone on Monday. Norland called \
the call useful; Sudmark described it as a waste of time. Lund said Sudmark had lost interest \
because its trawlers fish unhindered elsewhere. The ministers cannot settle it: only the two \
leaders can decide. Mediators believe nothing will move before the harbours reopen. \
On Tuesday both governments agreed to share their catch figures. The deal runs until the end of the year. \
Sudmark's boats lose their licences unless it opens its books by 30 June. Norland's parliament votes on the quota on 2 June.";

/// Where `words` stand in the text.
pub fn at(words: &str) -> Span {
    let start = TEXT
        .find(words)
        .unwrap_or_else(|| panic!("not in the text: {words}"));
    Span::new(start, start + words.len())
}

fn person(name: &str, party: &str) -> Actor {
    Actor {
        name: name.into(),
        party: Some(party.into()),
        span: None,
    }
}

fn party(name: &str) -> Actor {
    Actor::party(name, None)
}

fn step(status: MeetingStatus, when: Option<&str>, words: &str) -> MeetingStep {
    MeetingStep {
        status,
        when: when.map(|w| When {
            words: w.into(),
            range: None,
        }),
        evidence: at(words),
        voice: Voice::Article,
        rule: "test".into(),
    }
}

fn stance(actor: Actor, kind: StanceKind, words: &str) -> Stance {
    Stance {
        actor,
        kind,
        evidence: at(words),
        rule: "test".into(),
    }
}

fn statement(source: &Source, words: &str, body: Body) -> Statement {
    let evidence = at(words);
    Statement {
        id: Statement::make_id(&source.id, evidence, &body, 0),
        source: source.id.clone(),
        evidence,
        voice: Voice::Article,
        body,
        arguments: Vec::new(),
        rule: "test".into(),
        confidence: 0.9,
    }
}

fn judgement(by: &str, words: &str, polarity: Polarity, about: &Statement) -> Body {
    Body::Characterisation(Characterisation {
        of: "the call".into(),
        about: Some(about.id.clone()),
        by: Voice::Actor(party(by)),
        words: words.into(),
        polarity,
    })
}

pub fn source() -> Source {
    let mut source = Source::plain(TEXT);
    source.title = Some("Herring talks put off".into());
    source.publisher = Some("The Skerry Gazette".into());
    source
}

fn meetings(source: &Source) -> Vec<Statement> {
    let leaders = "Premier Ada Lund of Norland and President Tomas Reyes of Sudmark were due to meet on 4 March";
    let summit = Body::Meeting(Meeting {
        what: "talks over the herring banks".into(),
        form: MeetingForm::Summit,
        participants: vec![
            person("Ada Lund", "Norland"),
            person("Tomas Reyes", "Sudmark"),
        ],
        steps: vec![
            step(MeetingStatus::Scheduled, Some("on 4 March"), leaders),
            step(
                MeetingStatus::Postponed,
                None,
                "have been put off without a new date",
            ),
        ],
    });
    let spoke = "The fisheries ministers, Ines Vold and Pablo Serra, spoke by telephone on Monday";
    let call = Body::Meeting(Meeting {
        what: "the call".into(),
        form: MeetingForm::Call,
        participants: vec![
            person("Ines Vold", "Norland"),
            person("Pablo Serra", "Sudmark"),
        ],
        steps: vec![step(MeetingStatus::Held, Some("on Monday"), spoke)],
    });
    vec![
        statement(source, leaders, summit),
        statement(source, spoke, call),
    ]
}

fn wants(source: &Source) -> Vec<Statement> {
    let proposed =
        "Norland proposed a shared quota for the northern bank, which the coastal states back";
    let demands = "Sudmark demands that Norland reopen its harbours, closed to Sudmark's trawlers since January";
    let proposal = Proposal {
        what: "a shared quota for the northern bank".into(),
        proposer: Some(party("Norland")),
        stances: vec![
            stance(party("coastal states"), StanceKind::Backs, proposed),
            stance(
                party("Sudmark"),
                StanceKind::Rejects,
                "Sudmark rejected the shared quota",
            ),
        ],
    };
    let demand = Demand {
        party: party("Sudmark"),
        demand: "reopen its harbours".into(),
        addressee: Some(party("Norland")),
        refusal: false,
        offer: false,
    };
    let lever = Lever {
        holder: party("Norland"),
        against: Some(party("Sudmark")),
        what: "harbours, closed to Sudmark's trawlers".into(),
        state: LeverUse::Used,
        irreversible: false,
        condition: None,
    };
    vec![
        statement(source, proposed, Body::Proposal(proposal)),
        statement(source, demands, Body::Demand(demand)),
        statement(
            source,
            "its harbours, closed to Sudmark's trawlers since January",
            Body::Lever(lever),
        ),
    ]
}

fn settled(source: &Source) -> Statement {
    let term = "The deal runs until the end of the year.";
    let told = "On Tuesday both governments agreed to share their catch figures.";
    let agreement = Agreement {
        parties: vec![party("Norland"), party("Sudmark")],
        what: "share their catch figures".into(),
        stage: AgreementStage::Reached,
        when: Some(When {
            words: "Tuesday".into(),
            range: None,
        }),
        terms: vec![term.into()],
    };
    let mut statement = statement(source, told, Body::Agreement(agreement));
    statement.arguments.push(Argument {
        role: "term".into(),
        span: at(term),
    });
    statement
}

fn milestones(source: &Source) -> Vec<Statement> {
    let day = |words: &str, first: (i8, i8), last: (i8, i8)| When {
        words: words.into(),
        range: Some(DateRange {
            first: date(2026, first.0, first.1),
            last: date(2026, last.0, last.1),
            certainty: Certainty::Derived,
        }),
    };
    let deadline = Milestone {
        kind: MilestoneKind::Deadline,
        parties: vec![party("Sudmark")],
        what: "unless it opens its books".into(),
        when: day("by 30 June", (3, 2), (6, 30)),
        otherwise: Some("Sudmark's boats lose their licences".into()),
    };
    let vote = Milestone {
        kind: MilestoneKind::Decision,
        parties: vec![party("Norland")],
        what: "votes on the quota".into(),
        when: day("2 June", (6, 2), (6, 2)),
        otherwise: None,
    };
    let missed = "Sudmark's boats lose their licences unless it opens its books by 30 June.";
    let voted = "Norland's parliament votes on the quota on 2 June.";
    vec![
        statement(source, missed, Body::Milestone(deadline)),
        statement(source, voted, Body::Milestone(vote)),
    ]
}

fn voices(source: &Source, call: &Statement) -> Vec<Statement> {
    let lost = "Lund said Sudmark had lost interest because its trawlers fish unhindered elsewhere";
    let remark = |remark, text: &str| {
        Body::Remark(Remark {
            remark,
            text: text.into(),
            actors: Vec::new(),
        })
    };
    vec![
        statement(
            source,
            "Norland called the call useful",
            judgement("Norland", "useful", Polarity::Positive, call),
        ),
        statement(
            source,
            "Sudmark described it as a waste of time",
            judgement("Sudmark", "a waste of time", Polarity::Negative, call),
        ),
        statement(
            source,
            lost,
            Body::Claim(Claim {
                speaker: Voice::Actor(person("Ada Lund", "Norland")),
                cause: "its trawlers fish unhindered elsewhere".into(),
                effect: "Sudmark had lost interest".into(),
            }),
        ),
        statement(
            source,
            "only the two leaders can decide",
            remark(ImpasseRemark::Mover, "only the two leaders can decide"),
        ),
        statement(
            source,
            "nothing will move before the harbours reopen",
            remark(
                ImpasseRemark::Condition,
                "nothing will move before the harbours reopen",
            ),
        ),
    ]
}

pub fn reading(source: &Source) -> Reading {
    let a_party = |name: &str, kind| Party {
        name: name.into(),
        aliases: Vec::new(),
        kind,
        code: None,
        mentions: Vec::new(),
    };
    let a_person = |name: &str, party: &str| Person {
        name: name.into(),
        role: None,
        party: Some(party.into()),
        aliases: Vec::new(),
        mentions: Vec::new(),
    };
    let mut statements = meetings(source);
    let call = statements[1].clone();
    statements.extend(wants(source));
    statements.extend(voices(source, &call));
    statements.push(settled(source));
    statements.extend(milestones(source));
    Reading {
        source: source.id.clone(),
        date: None,
        relevant: true,
        parties: vec![
            a_party("Norland", PartyKind::State),
            a_party("Sudmark", PartyKind::State),
            a_party("coastal states", PartyKind::Group),
        ],
        people: vec![
            a_person("Ada Lund", "Norland"),
            a_person("Tomas Reyes", "Sudmark"),
            a_person("Ines Vold", "Norland"),
            a_person("Pablo Serra", "Sudmark"),
        ],
        statements,
        causal: Vec::new(),
    }
}

/// The facts alone, as composed from the reading.
pub fn facts() -> Brief {
    facts_of(source())
}

/// The same of a text with other particulars.
pub fn facts_of(source: Source) -> Brief {
    let reading = reading(&source);
    let sources = [source];
    let linked = link(&sources, vec![reading]);
    compose(&Inputs {
        title: None,
        sources: &sources,
        linked: &linked,
        analysis: Analysis::Absent("no party holds an option"),
        since: None,
    })
}

fn cites(list: &[Cite]) -> Cites {
    Cites::of(list.iter().copied()).expect("at least one")
}

fn line(words: &str, list: &[Cite]) -> Line {
    Prose::new(words).cite_end(&cites(list))
}

fn a_move(what: &str, reason: MoveReason, words: &str, list: &[Cite]) -> MoveRow {
    MoveRow {
        what: what.into(),
        reason,
        line: line(words, list),
    }
}

fn stuck(old: &Stuck) -> Stuck {
    let prefers = "Norland could reopen the harbours: it prefers not to";
    let deterred = "Norland could meet without Sudmark: it would, were it not for Sudmark’s answer, \
        to stay away";
    Stuck {
        verdict: line(
            "The status quo is an equilibrium under Nash, GMR, SMR and SEQ",
            &[Cite::Quote(4), Cite::Assumption(1)],
        ),
        concepts: ["Nash", "GMR", "SMR", "SEQ"].map(str::to_owned).to_vec(),
        equilibrium: true,
        told: true,
        parties: vec![
            PartyMoves {
                party: "Norland".into(),
                moves: vec![
                    a_move(
                        "reopen the harbours",
                        MoveReason::Prefers,
                        prefers,
                        &[Cite::Assumption(1)],
                    ),
                    a_move(
                        "meet",
                        MoveReason::Deterred,
                        deterred,
                        &[Cite::Assumption(2)],
                    ),
                ],
            },
            PartyMoves {
                party: "Sudmark".into(),
                moves: vec![a_move(
                    "accept the shared quota",
                    MoveReason::Prefers,
                    "Sudmark could accept the shared quota: it prefers not to",
                    &[Cite::Quote(4)],
                )],
            },
        ],
        channels: old.channels.clone(),
        remarks: old.remarks.clone(),
    }
}

fn ways(old: &Ways) -> Ways {
    let path = |party: &str, what: &str| PathStep {
        party: party.into(),
        what: what.into(),
    };
    Ways {
        summary: line(
            "This is the complete list of changes of up to two parts; nothing smaller works",
            &[Cite::Assumption(1), Cite::Assumption(2)],
        ),
        complete: true,
        shifts: vec![ShiftRow {
            id: "S1".into(),
            who: vec!["Norland".into()],
            change: line(
                "Norland ranks a summit above closed harbours",
                &[Cite::Assumption(1)],
            ),
            path: vec![
                path("Norland", "reopen the harbours"),
                path("Sudmark", "accept the shared quota"),
            ],
            outcome: line(
                "The talks come to rest with the harbours open and the quota accepted",
                &[Cite::Assumption(2)],
            ),
        }],
        pacts: vec![line(
            "Norland and Sudmark act as one: gains can then lead to rest where they meet",
            &[Cite::Assumption(1), Cite::Assumption(2)],
        )],
        conditions: old.conditions.clone(),
    }
}

fn states() -> StateGraph {
    let state = |taken: &[&str], equilibrium| GraphState {
        taken: taken.iter().map(|s| (*s).to_owned()).collect(),
        equilibrium,
    };
    let go = |from, to, party, improvement| GraphMove {
        from,
        to,
        party,
        improvement,
        reversible: true,
    };
    StateGraph {
        parties: vec!["Norland".into(), "Sudmark".into()],
        states: vec![
            state(&[], true),
            state(&["reopen the harbours"], false),
            state(&["accept the shared quota"], false),
            state(&["reopen the harbours", "accept the shared quota"], true),
            state(&["meet (Norland)"], false),
            state(&["meet (Sudmark)", "accept the shared quota"], false),
        ],
        moves: vec![
            go(1, 0, 0, true),
            go(2, 0, 1, true),
            go(0, 4, 0, false),
            go(1, 3, 1, true),
            go(3, 2, 0, false),
            go(2, 5, 1, false),
            go(4, 1, 0, true),
        ],
        total: 16,
    }
}

fn assumption(number: usize, party: &str, what: &str, reason: &str, hinge: bool) -> Assumption {
    Assumption {
        number,
        party: Some(party.into()),
        what: what.into(),
        reason: reason.into(),
        hinge,
        support: vec![Cite::Quote(5)],
    }
}

/// Facts, and an analysis written by hand: what the views must be able to show.
pub fn full() -> Brief {
    let mut brief = facts();
    brief.bottom_line.push(line(
        "No party gains by moving first; the smallest shift that reopens the talks is Norland’s",
        &[Cite::Assumption(1)],
    ));
    brief.stuck = brief.stuck.as_ref().map(stuck);
    brief.ways = brief.ways.as_ref().map(ways);
    brief.surety = Some(Surety {
        survives: 3,
        of: 4,
        sampled: false,
        lines: vec![line(
            "The impasse survives 3 of 4 combinations of the assumptions; it hinges on A1",
            &[Cite::Assumption(1)],
        )],
    });
    brief.graph = Some(states());
    brief.assumptions = vec![
        assumption(
            1,
            "Norland",
            "prefers to keep its harbours closed",
            "who holds a lever keeps it",
            true,
        ),
        assumption(
            2,
            "Sudmark",
            "accepts the quota once the harbours reopen",
            "the pressed party yields",
            false,
        ),
    ];
    brief.counts.assumptions = 2;
    brief
}

/// A text in which nobody negotiates.
pub fn empty() -> Brief {
    let mut source = Source::plain("The bakery on the corner has a new oven. Its bread is better.");
    source.title = Some("A new oven".into());
    let reading = Reading {
        source: source.id.clone(),
        date: None,
        relevant: false,
        parties: Vec::new(),
        people: Vec::new(),
        statements: Vec::new(),
        causal: Vec::new(),
    };
    let sources = [source];
    let linked = link(&sources, vec![reading]);
    compose(&Inputs {
        title: None,
        sources: &sources,
        linked: &linked,
        analysis: Analysis::Absent("no party holds an option"),
        since: None,
    })
}
