//! The analysis in words, from the engine's own answers about an invented case.

mod common;

use common::{reading, source};
use demarche_brief::{
    Analysis, Brief, Case, Ground, Inputs, OptionWords, Questions, Style, compose, findings, html,
    terminal,
};
use demarche_evidence::{StatementId, StatementKind};
use demarche_graph::{
    Conflict, Direction, Expr, OptionForm, OptionSpec, PreferenceStatement, Preferences, State,
};
use demarche_record::link;

const REOPEN: Expr = Expr::Option(0);
const NORLAND_MEETS: Expr = Expr::Option(1);
const ACCEPT: Expr = Expr::Option(2);
const SUDMARK_MEETS: Expr = Expr::Option(3);

fn option(name: &str, owner: usize) -> OptionSpec {
    OptionSpec {
        name: name.into(),
        owners: vec![owner],
        direction: Direction::Both,
    }
}

fn known(kind: StatementKind) -> Ground {
    Ground::Because(ids(kind))
}

fn ids(kind: StatementKind) -> Vec<StatementId> {
    let of_kind = reading(&source())
        .statements
        .into_iter()
        .filter(move |s| s.kind() == kind);
    of_kind.map(|s| s.id).collect()
}

fn guess(reason: &str) -> Ground {
    Ground::Assume {
        reason: reason.into(),
        support: ids(StatementKind::Claim),
    }
}

/// What each party prefers, most important first, and why.
fn preferences() -> Vec<Vec<(Expr, Ground)>> {
    let together = || NORLAND_MEETS.iff(SUDMARK_MEETS);
    vec![
        vec![
            (ACCEPT, known(StatementKind::Proposal)),
            (!REOPEN, guess("who holds a lever keeps it")),
            (together(), guess("nobody wants to sit alone")),
            (NORLAND_MEETS & SUDMARK_MEETS, known(StatementKind::Meeting)),
        ],
        vec![
            (ACCEPT.when(REOPEN), guess("the pressed party yields")),
            (!ACCEPT, known(StatementKind::Proposal)),
            (REOPEN, known(StatementKind::Demand)),
            (
                SUDMARK_MEETS.iff(ACCEPT),
                guess("talks are about the quota"),
            ),
        ],
    ]
}

fn case(preferences: Vec<Vec<(Expr, Ground)>>) -> Case {
    let words = |phrase: &str, because, decided_by: &[&str]| OptionWords {
        phrase: phrase.into(),
        because,
        decided_by: decided_by.iter().map(|s| (*s).to_owned()).collect(),
    };
    let statement = |(expr, ground): &(Expr, Ground)| PreferenceStatement {
        expr: expr.clone(),
        assumed: matches!(ground, Ground::Assume { .. }),
    };
    let lists = preferences
        .iter()
        .map(|l| Preferences::Statements(l.iter().map(statement).collect()));
    let conflict = Conflict {
        form: OptionForm {
            decision_makers: vec!["Norland".into(), "Sudmark".into()],
            options: vec![
                option("reopen", 0),
                option("norland-meets", 0),
                option("accept", 1),
                option("sudmark-meets", 1),
            ],
            infeasible: Vec::new(),
        },
        preferences: lists.collect(),
        status_quo: State(0),
    };
    Case {
        conflict,
        options: vec![
            words("reopen the harbours", ids(StatementKind::Lever), &[]),
            words("meet", ids(StatementKind::Meeting), &[]),
            words(
                "accept the shared quota",
                ids(StatementKind::Proposal),
                &["Tomas Reyes"],
            ),
            words("meet", ids(StatementKind::Meeting), &[]),
        ],
        grounds: preferences
            .into_iter()
            .map(|l| l.into_iter().map(|(_, g)| g).collect())
            .collect(),
    }
}

fn brief(case: &Case) -> Brief {
    let source = source();
    let reading = reading(&source);
    let findings = findings(&case.conflict, &Questions::default()).unwrap();
    let sources = [source];
    let linked = link(&sources, vec![reading]);
    compose(&Inputs {
        title: None,
        sources: &sources,
        linked: &linked,
        analysis: Analysis::Found {
            case,
            findings: &findings,
        },
        since: None,
    })
}

#[test]
fn an_impasse() {
    let brief = brief(&case(preferences()));
    let stuck = brief.stuck.as_ref().unwrap();
    assert!(stuck.equilibrium);
    insta::assert_snapshot!(terminal(&brief, 100, Style::Plain));
}

#[test]
fn a_status_quo_that_is_not_at_rest() {
    let mut lists = preferences();
    lists[0].remove(1);
    lists[0].insert(0, (REOPEN, guess("the harbours cost more than they press")));
    let brief = brief(&case(lists));
    assert!(!brief.stuck.as_ref().unwrap().equilibrium);
    insta::assert_snapshot!(terminal(&brief, 100, Style::Plain));
}

#[test]
fn a_deterred_improvement() {
    let lists = vec![
        vec![
            (!ACCEPT, known(StatementKind::Claim)),
            (REOPEN, guess("it pays")),
        ],
        vec![
            (ACCEPT.iff(REOPEN), guess("it follows suit")),
            (!REOPEN, known(StatementKind::Demand)),
        ],
    ];
    let brief = brief(&case(lists));
    let stuck = terminal(&brief, 100, Style::Plain);
    insta::assert_snapshot!(stuck);
}

#[test]
fn two_that_gain_only_together_are_told() {
    let lists = vec![
        vec![
            (ACCEPT, known(StatementKind::Demand)),
            (!REOPEN, guess("the harbours press")),
        ],
        vec![
            (REOPEN, known(StatementKind::Demand)),
            (!ACCEPT, guess("quotas cost votes")),
        ],
    ];
    let brief = brief(&case(lists));
    let pacts = &brief.ways.as_ref().unwrap().pacts;
    let told: Vec<String> = pacts.iter().map(demarche_brief::Line::plain).collect();
    insta::assert_debug_snapshot!(told);
}

#[test]
fn evidence_that_was_rejected_becomes_an_assumption() {
    let mut lists = preferences();
    lists[1][1].1 = Ground::Because(vec![StatementId("gone".into())]);
    let brief = brief(&case(lists));
    let orphan = brief
        .assumptions
        .iter()
        .find(|a| a.reason.contains("not among the statements"));
    assert_eq!(
        orphan.unwrap().what,
        "prefers not to accept the shared quota"
    );
}

#[test]
fn every_line_of_the_analysis_cites_something_that_is_listed() {
    let brief = brief(&case(preferences()));
    let cited: Vec<_> = brief.cited().into_iter().flatten().collect();
    assert!(cited.len() > 20);
    let page = html(&brief);
    for cite in cited {
        assert!(
            page.contains(&format!("id=\"{}\"", cite.anchor())),
            "{cite:?}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let case = case(preferences());
    assert_eq!(html(&brief(&case)), html(&brief(&case)));
}
