//! Which proposals, demands, levers, claims and judgements are about one thing.

use super::Links;
use demarche_evidence::{
    Actor, Agreement, Body, Characterisation, Claim, Demand, Lever, Matter, Milestone, Proposal,
    Remark, Statement, Voice,
};
use std::collections::BTreeSet;

/// Whether two statements that are no meetings and no judgements are about one thing. Events and
/// quotes stand for themselves.
pub(super) fn is_same(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Proposal(a), Body::Proposal(b)) => is_same_proposal(a, b),
        (Body::Agreement(a), Body::Agreement(b)) => is_same_agreement(a, b),
        (Body::Milestone(a), Body::Milestone(b)) => is_same_milestone(a, b),
        (Body::Demand(a), Body::Demand(b)) => is_same_demand(a, b),
        (Body::Lever(a), Body::Lever(b)) => is_same_lever(a, b),
        (Body::Claim(a), Body::Claim(b)) => is_same_claim(a, b),
        (Body::Remark(a), Body::Remark(b)) => is_same_remark(a, b),
        _ => false,
    }
}

/// Whether two thirds of the telling words of the shorter phrase stand in the other.
fn near(a: &str, b: &str) -> bool {
    Matter::of(a).shares(&Matter::of(b), 2, 3)
}

/// A proposal is known by its matter; "the plan" by its proposer alone.
fn is_same_proposal(a: &Proposal, b: &Proposal) -> bool {
    let proposers = (
        a.proposer.as_ref().map(Actor::principal),
        b.proposer.as_ref().map(Actor::principal),
    );
    let is_named_only = |p: &Proposal| Matter::of(&p.what).is_empty();
    match proposers {
        (Some(x), Some(y)) => {
            x == y && (is_named_only(a) || is_named_only(b) || near(&a.what, &b.what))
        }
        _ => near(&a.what, &b.what),
    }
}

/// An agreement is known by its matter, unless the texts name others who agreed.
fn is_same_agreement(a: &Agreement, b: &Agreement) -> bool {
    let parties = |a: &Agreement| -> BTreeSet<String> {
        let names = a.parties.iter().map(|p| p.principal().to_owned());
        names.collect()
    };
    let (x, y) = (parties(a), parties(b));
    (x.is_subset(&y) || y.is_subset(&x)) && near(&a.what, &b.what)
}

/// A milestone is known by its day and what it brings.
fn is_same_milestone(a: &Milestone, b: &Milestone) -> bool {
    let last = |m: &Milestone| m.when.range.map(|r| r.last);
    let is_same_day = match (last(a), last(b)) {
        (Some(x), Some(y)) => x == y,
        _ => a.when.words == b.when.words,
    };
    is_same_day && a.kind == b.kind && near(&a.what, &b.what)
}

fn is_same_demand(a: &Demand, b: &Demand) -> bool {
    a.refusal == b.refusal
        && a.party.principal() == b.party.principal()
        && agree(a.addressee.as_ref(), b.addressee.as_ref())
        && near(&a.demand, &b.demand)
}

fn is_same_lever(a: &Lever, b: &Lever) -> bool {
    a.holder.principal() == b.holder.principal()
        && agree(a.against.as_ref(), b.against.as_ref())
        && near(&a.what, &b.what)
}

fn is_same_claim(a: &Claim, b: &Claim) -> bool {
    same_voice(&a.speaker, &b.speaker) && near(&a.cause, &b.cause) && near(&a.effect, &b.effect)
}

fn is_same_remark(a: &Remark, b: &Remark) -> bool {
    let actors = |r: &Remark| {
        let mut names: Vec<String> = r.actors.iter().map(|a| a.principal().to_owned()).collect();
        names.sort_unstable();
        names
    };
    a.remark == b.remark && actors(a) == actors(b) && near(&a.text, &b.text)
}

/// Whether two judgements are one: of the same thing, by the same voice, in the same words.
pub(super) fn is_same_judgement(a: &Statement, b: &Statement, known: &Links) -> bool {
    let (Body::Characterisation(a), Body::Characterisation(b)) = (&a.body, &b.body) else {
        return false;
    };
    a.polarity == b.polarity
        && same_voice(&a.by, &b.by)
        && is_of_same(a, b, known)
        && (a.words.eq_ignore_ascii_case(&b.words) || near(&a.words, &b.words))
}

fn is_of_same(a: &Characterisation, b: &Characterisation, known: &Links) -> bool {
    match (&a.about, &b.about) {
        (Some(x), Some(y)) => known.are_linked(x, y),
        _ => near(&a.of, &b.of),
    }
}

/// The same speaker; each text's own voice is its own.
fn same_voice(a: &Voice, b: &Voice) -> bool {
    match (a.actor(), b.actor()) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => false,
    }
}

/// Whether two actors are one, or one of them is not told.
fn agree(a: Option<&Actor>, b: Option<&Actor>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.principal() == b.principal(),
        _ => true,
    }
}
