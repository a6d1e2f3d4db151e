//! Which parties an article is about, by its gold.

use std::collections::BTreeMap;

use demarche_read::choice::{Alternative, Choice, Outcome};

use super::actors::Actors;
use super::gold::Record;
use crate::ranking::Question;

/// What a party counts for meeting or proposing or refusing something, for a demand, for a lever.
const TAKES_PART: f64 = 1.0;
const DEMANDS: f64 = 0.7;
const PRESSES: f64 = 0.5;

/// A party is a side if it counts at least this share of what the second of all counts.
const SIDE: f64 = 0.6;

/// The alternatives that are sides of what the gold tells of.
pub(super) fn sides(gold: &Record, choice: &Choice) -> Vec<usize> {
    let actors = Actors::new(gold, &Record::default());
    let counts = counts(gold, &actors);
    let mut highest: Vec<f64> = counts.values().copied().collect();
    highest.sort_by(|a, b| b.total_cmp(a));
    let Some(second) = highest.get(1) else {
        return Vec::new();
    };
    let is_side = |alternative: &Alternative| {
        let Outcome::Party(names) = &alternative.outcome else {
            return false;
        };
        let mut known = counts.iter().filter(|(_, count)| **count >= SIDE * second);
        known.any(|(side, _)| names.iter().any(|n| actors.side(n) == Some(side.clone())))
    };
    let all = choice.alternatives.iter().enumerate();
    all.filter(|(_, a)| is_side(a)).map(|(i, _)| i).collect()
}

/// How much each party of the gold has to do with the negotiation.
fn counts(gold: &Record, actors: &Actors) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let mut count = |names: &mut dyn Iterator<Item = &String>, by: f64| {
        let mut sides: Vec<String> = names.filter_map(|n| actors.side(n)).collect();
        sides.sort();
        sides.dedup();
        for side in sides {
            *counts.entry(side).or_default() += by;
        }
    };
    for meeting in &gold.meetings {
        count(&mut meeting.fields.participants.iter(), TAKES_PART);
    }
    for proposal in &gold.proposals {
        count(&mut proposal.fields.proposer.iter(), TAKES_PART);
        count(&mut proposal.fields.rejecters.iter(), TAKES_PART);
    }
    for position in &gold.positions {
        count(&mut position.fields.party.iter(), DEMANDS);
    }
    for lever in &gold.levers {
        count(&mut lever.fields.holder.iter(), PRESSES);
    }
    counts
}

/// Of each side the question whether it outweighs all that are none; with it the place of what the rules choose.
pub(super) fn against_the_rest(
    question: &Question,
    is_by_rule: impl Fn(usize) -> bool,
) -> Vec<(Question, usize)> {
    let others: Vec<usize> = (0..question.alternatives.len())
        .filter(|i| !question.right.contains(i))
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    let ask = |&side: &usize| {
        let mut alternatives = vec![question.alternatives[side].clone()];
        alternatives.extend(others.iter().map(|&i| question.alternatives[i].clone()));
        let by_rule = usize::from(!is_by_rule(side));
        (
            Question {
                alternatives,
                right: vec![0],
            },
            by_rule,
        )
    };
    question.right.iter().map(ask).collect()
}
