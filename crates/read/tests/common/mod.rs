//! Reading a text in a test, and what was found in it.

#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

use demarche_evidence::{
    Agreement, Body, Characterisation, Claim, Demand, Event, Lever, Meeting, Milestone, Proposal,
    Reading, Source,
};
use demarche_read::Reader;
use jiff::civil::date;

/// A text of 14 May 2026, a Thursday.
pub fn source(text: &str) -> Source {
    let mut source = Source::plain(text);
    source.date = Some(date(2026, 5, 14));
    source
}

pub fn reader() -> Reader {
    Reader::new().expect("the built-in rules are right")
}

pub fn read(text: &str) -> Reading {
    reader().read(&source(text))
}

/// What the statements of one kind say.
fn all<'r, T>(reading: &'r Reading, of: impl Fn(&'r Body) -> Option<&'r T>) -> Vec<&'r T> {
    let bodies = reading.statements.iter().map(|s| &s.body);
    bodies.filter_map(of).collect()
}

pub fn claims(reading: &Reading) -> Vec<&Claim> {
    all(reading, |b| match b {
        Body::Claim(c) => Some(c),
        _ => None,
    })
}

pub fn levers(reading: &Reading) -> Vec<&Lever> {
    all(reading, |b| match b {
        Body::Lever(l) => Some(l),
        _ => None,
    })
}

pub fn milestones(reading: &Reading) -> Vec<&Milestone> {
    all(reading, |b| match b {
        Body::Milestone(m) => Some(m),
        _ => None,
    })
}

pub fn agreements(reading: &Reading) -> Vec<&Agreement> {
    all(reading, |b| match b {
        Body::Agreement(a) => Some(a),
        _ => None,
    })
}

pub fn demands(reading: &Reading) -> Vec<&Demand> {
    all(reading, |b| match b {
        Body::Demand(d) => Some(d),
        _ => None,
    })
}

pub fn meetings(reading: &Reading) -> Vec<&Meeting> {
    all(reading, |b| match b {
        Body::Meeting(m) => Some(m),
        _ => None,
    })
}

pub fn proposals(reading: &Reading) -> Vec<&Proposal> {
    all(reading, |b| match b {
        Body::Proposal(p) => Some(p),
        _ => None,
    })
}

pub fn judgements(reading: &Reading) -> Vec<&Characterisation> {
    all(reading, |b| match b {
        Body::Characterisation(c) => Some(c),
        _ => None,
    })
}

pub fn events(reading: &Reading) -> Vec<&Event> {
    all(reading, |b| match b {
        Body::Event(e) => Some(e),
        _ => None,
    })
}
