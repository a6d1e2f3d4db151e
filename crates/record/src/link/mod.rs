//! Many texts as one record: who is who in all of them, which texts are reprints of one story, and
//! which statements are about the same meeting, proposal, demand, lever, claim or judgement.
//!
//! Nothing is merged away: every statement keeps its id, its words and its place. Names are made
//! one ([`Linked::readings`]), statements are grouped ([`Links`]), and what a text only prints
//! again is known as such ([`Reprint`]), so that it can be told once, under the text that had it first.

mod matters;
mod meetings;
mod names;
mod reprints;

pub use reprints::Reprint;

use demarche_evidence::{Body, Reading, Source, Statement, StatementId, StatementKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Statements of different texts about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What kind of thing.
    pub kind: StatementKind,
    /// The statements, oldest text first; two or more, no two of one text.
    pub statements: Vec<StatementId>,
}

/// All links between the statements of several texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    links: Vec<Link>,
    of: BTreeMap<StatementId, usize>,
}

impl Links {
    fn new(links: Vec<Link>) -> Self {
        let of = links
            .iter()
            .enumerate()
            .flat_map(|(k, link)| link.statements.iter().map(move |id| (id.clone(), k)))
            .collect();
        Self { links, of }
    }

    /// The links, by their first statement in order of time.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.links.iter()
    }

    /// The link that a statement is part of; `None` where it stands alone.
    #[must_use]
    pub fn of(&self, id: &StatementId) -> Option<&Link> {
        self.of.get(id).and_then(|&k| self.links.get(k))
    }

    /// Whether two statements are about one thing. Every statement is linked with itself.
    #[must_use]
    pub fn are_linked(&self, a: &StatementId, b: &StatementId) -> bool {
        a == b || self.of.get(a).is_some_and(|k| self.of.get(b) == Some(k))
    }
}

/// Readings of several texts, linked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// One a reading, in the order given, with all statements. A party or person has one name in
    /// all of them, and a judgement points at the first telling of what it judges.
    pub readings: Vec<Reading>,
    /// The texts that print others again, in the order given.
    pub reprints: Vec<Reprint>,
    /// What is about one thing.
    pub links: Links,
    /// The first print of every statement that is printed again.
    first_prints: BTreeMap<StatementId, StatementId>,
}

impl Linked {
    /// All statements but those printed again, those of older texts first; texts without a date
    /// come before all others, texts of one day in the order given.
    #[must_use]
    pub fn statements(&self) -> Vec<&Statement> {
        let by_age = in_time(&self.readings);
        by_age
            .into_iter()
            .flat_map(|k| &self.readings[k].statements)
            .filter(|s| !self.first_prints.contains_key(&s.id))
            .collect()
    }

    /// The statement that this one prints again, else itself.
    #[must_use]
    pub fn first_print<'a>(&'a self, id: &'a StatementId) -> &'a StatementId {
        self.first_prints.get(id).unwrap_or(id)
    }
}

/// Links the readings of `sources`, one a source at most. Spans of the readings are of `sources`; a reading of a text
/// that is not there keeps its statements and is compared by what it says alone.
///
/// Time is linear in the words of the texts, and quadratic in the statements of one kind.
#[must_use]
pub fn link(sources: &[Source], readings: Vec<Reading>) -> Linked {
    let mut readings = readings;
    let order = in_time(&readings);
    names::unify(&mut readings, &order);
    let reprints = reprints::find(sources, &readings, &order);
    let first_prints = reprints::first_prints(&readings, sources, &reprints, &order);
    let links = Links::new(links(&readings, &order, &first_prints));
    point_at_first(&mut readings, &links);
    Linked {
        readings,
        reprints,
        links,
        first_prints,
    }
}

/// Places of the readings, oldest first.
fn in_time(readings: &[Reading]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|&k| readings[k].date);
    order
}

/// A statement with the day of its text.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    statement: &'a Statement,
    date: Option<Date>,
}

/// Things told by several texts. Each statement joins the latest thing that it can be about;
/// judgements come after what they judge.
fn links(
    readings: &[Reading],
    order: &[usize],
    first_prints: &BTreeMap<StatementId, StatementId>,
) -> Vec<Link> {
    let mut told: Vec<Told<'_>> = Vec::new();
    for &k in order {
        let date = readings[k].date;
        let statements = readings[k].statements.iter();
        let statements = statements.filter(|s| !first_prints.contains_key(&s.id));
        told.extend(statements.map(|statement| Told { statement, date }));
    }
    let is_judgement = |t: &Told<'_>| t.statement.kind() == StatementKind::Characterisation;
    let (judgements, others): (Vec<_>, Vec<_>) = told.into_iter().partition(is_judgement);
    let mut things: Vec<Vec<Told<'_>>> = Vec::new();
    for told in others {
        join(&mut things, told, |thing| is_about(thing, told));
    }
    let known = Links::new(several(&things));
    for told in judgements {
        join(&mut things, told, |thing| {
            matters::is_same_judgement(thing[0].statement, told.statement, &known)
        });
    }
    several(&things)
}

/// Puts a statement to the latest thing that `fits` and that its text has not told yet.
fn join<'a>(things: &mut Vec<Vec<Told<'a>>>, told: Told<'a>, fits: impl Fn(&[Told<'a>]) -> bool) {
    let of_other_texts = |thing: &[Told<'_>]| {
        let source = |t: &Told<'_>| t.statement.source == told.statement.source;
        !thing.iter().any(source)
    };
    let found = things
        .iter_mut()
        .rev()
        .find(|thing| of_other_texts(thing) && fits(thing));
    match found {
        Some(thing) => thing.push(told),
        None => things.push(vec![told]),
    }
}

fn is_about(thing: &[Told<'_>], told: Told<'_>) -> bool {
    if let Body::Meeting(_) = &told.statement.body {
        return meetings::is_same(thing, told);
    }
    thing
        .iter()
        .any(|t| matters::is_same(&t.statement.body, &told.statement.body))
}

fn several(things: &[Vec<Told<'_>>]) -> Vec<Link> {
    let several = things.iter().filter(|thing| thing.len() > 1);
    several
        .map(|thing| Link {
            kind: thing[0].statement.kind(),
            statements: thing.iter().map(|t| t.statement.id.clone()).collect(),
        })
        .collect()
}

/// Lets judgements of one thing point at its first telling, whichever text they are from.
fn point_at_first(readings: &mut [Reading], links: &Links) {
    for statement in readings.iter_mut().flat_map(|r| &mut r.statements) {
        if let Body::Characterisation(c) = &mut statement.body
            && let Some(about) = &mut c.about
            && let Some(first) = links.of(about).and_then(|l| l.statements.first())
        {
            *about = first.clone();
        }
    }
}

/// The parties that `names` of actors stand for, in order of the alphabet.
fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    names.into_iter().collect()
}

#[cfg(test)]
mod tests;
