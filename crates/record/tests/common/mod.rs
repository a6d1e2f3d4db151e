//! Sources and readings for the tests.
#![allow(dead_code, reason = "each test binary uses some of these")]

use demarche_evidence::*;
use demarche_record::{Record, Standing, StatementEntry};
use jiff::Timestamp;

pub const ARTICLE: &str = "The talks in Genève are off, an aide said on Monday. \
    Norland wants the straits reopened. \
    “We reject the offer,” said minister Ada Holt of Sudmark. \
    Norland holds back the grain credits.";

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_600_000 + second).unwrap()
}

pub fn norland() -> Actor {
    Actor::party("Norland", None)
}

pub fn holt() -> Actor {
    Actor {
        name: "Ada Holt".into(),
        party: Some("Sudmark".into()),
        span: None,
    }
}

pub fn source() -> Source {
    Source {
        title: Some("Straits talks called off".into()),
        publisher: Some("The Harbour Post".into()),
        date: Some("2026-01-05".parse().unwrap()),
        address: Some("straits.txt".into()),
        ..Source::plain(ARTICLE)
    }
}

pub fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

pub fn statement(source: &Source, words: &str, voice: Voice, body: Body) -> Statement {
    let evidence = find(&source.text, words);
    Statement {
        id: Statement::make_id(&source.id, evidence, &body, 0),
        source: source.id.clone(),
        evidence,
        voice,
        body,
        arguments: vec![Argument {
            role: "content".into(),
            span: evidence,
        }],
        rule: "test".into(),
        confidence: 0.8,
    }
}

pub fn demand(party: Actor, demand: &str) -> Body {
    Body::Demand(Demand {
        party,
        demand: demand.into(),
        addressee: None,
        refusal: false,
        offer: false,
    })
}

pub fn quote(speaker: Actor, content: &str) -> Body {
    Body::Quote(Quote {
        speaker,
        cue: "said".into(),
        content: content.into(),
        direct: true,
    })
}

/// Four statements: a meeting, a demand, a quote and a lever.
pub fn statements(source: &Source) -> Vec<Statement> {
    let text = &source.text;
    let off = find(text, "The talks in Genève are off");
    let meeting = Body::Meeting(Meeting {
        what: "The talks in Genève".into(),
        form: MeetingForm::Talks,
        participants: vec![norland(), Actor::party("Sudmark", None)],
        steps: vec![MeetingStep {
            status: MeetingStatus::Cancelled,
            when: Some(When {
                words: "on Monday".into(),
                range: None,
            }),
            evidence: off,
            voice: Voice::Article,
            rule: "test".into(),
        }],
    });
    let lever = Body::Lever(Lever {
        holder: norland(),
        against: None,
        what: "the grain credits".into(),
        state: LeverUse::Withheld,
        irreversible: false,
        condition: None,
    });
    let article = Voice::Article;
    vec![
        statement(
            source,
            "The talks in Genève are off",
            article.clone(),
            meeting,
        ),
        statement(
            source,
            "wants the straits reopened",
            article.clone(),
            demand(norland(), "the straits reopened"),
        ),
        statement(
            source,
            "We reject the offer",
            Voice::Actor(holt()),
            quote(holt(), "We reject the offer"),
        ),
        statement(source, "holds back the grain credits", article, lever),
    ]
}

/// One statement of each kind that [`statements`] leaves out, with every optional part filled.
pub fn others(source: &Source) -> Vec<Statement> {
    let text = &source.text;
    let when = When {
        words: "on Monday".into(),
        range: Some(DateRange {
            first: "2026-01-05".parse().unwrap(),
            last: "2026-01-05".parse().unwrap(),
            certainty: Certainty::Derived,
        }),
    };
    let event = Body::Event(Event {
        event: PloverType::Reject,
        mode: Some("meet".into()),
        aux: vec![AuxMode::Future, AuxMode::Negation],
        sources: vec![holt()],
        targets: vec![Actor::party("Norland", Some(find(text, "Norland")))],
        when: Some(when),
    });
    let stance = |kind| Stance {
        actor: holt(),
        kind,
        evidence: find(text, "reject the offer"),
        rule: "test".into(),
    };
    let condition = "if the credits flow".to_owned();
    let proposal = Body::Proposal(Proposal {
        what: "the offer".into(),
        proposer: Some(norland()),
        stances: vec![
            stance(StanceKind::Rejects),
            stance(StanceKind::Backs),
            stance(StanceKind::Conditional { condition }),
        ],
    });
    let judgement = Body::Characterisation(Characterisation {
        of: "the talks".into(),
        about: Some(StatementId("0123456789".into())),
        by: Voice::Actor(holt()),
        words: "off".into(),
        polarity: Polarity::Negative,
    });
    let claim = Body::Claim(Claim {
        speaker: Voice::Article,
        cause: "the grain credits".into(),
        effect: "the talks are off".into(),
    });
    let remark = Body::Remark(Remark {
        remark: ImpasseRemark::Stuck,
        text: "are off".into(),
        actors: vec![norland()],
    });
    [event, proposal, judgement, claim, remark]
        .into_iter()
        .map(|body| statement(source, "We reject the offer", Voice::Actor(holt()), body))
        .collect()
}

pub fn reading(source: &Source, statements: Vec<Statement>) -> Reading {
    Reading {
        source: source.id.clone(),
        date: source.date,
        relevant: true,
        parties: vec![Party {
            name: "Norland".into(),
            aliases: vec!["Norlanders".into()],
            kind: PartyKind::State,
            code: Some("NOR".into()),
            mentions: source
                .text
                .find("Norland")
                .map(|i| Span::new(i, i + 7))
                .into_iter()
                .collect(),
        }],
        people: vec![Person {
            name: "Ada Holt".into(),
            role: Some("minister".into()),
            party: Some("Sudmark".into()),
            aliases: vec!["Holt".into()],
            mentions: vec![],
        }],
        statements,
        causal: Vec::new(),
    }
}

/// A record with the article in it, kept at second 0 by "rules 1".
pub fn filled() -> (Record, Source, Vec<Statement>) {
    let mut record = Record::in_memory().unwrap();
    let source = source();
    let statements = statements(&source);
    record
        .keep(
            &source,
            &reading(&source, statements.clone()),
            "rules 1",
            at(0),
        )
        .unwrap();
    (record, source, statements)
}

/// One short source after another, for tests that need many.
pub fn numbered(name: &str, number: usize) -> (Source, Reading) {
    let source = Source::plain(format!(
        "Paper {name} {number}: Norland wants port {number}."
    ));
    let body = demand(norland(), &format!("port {number}"));
    let words = format!("Norland wants port {number}");
    let statements = vec![statement(&source, &words, Voice::Article, body)];
    let reading = reading(&source, statements);
    (source, reading)
}

pub fn standings(entries: &[StatementEntry]) -> Vec<Standing> {
    entries.iter().map(|entry| entry.standing).collect()
}
