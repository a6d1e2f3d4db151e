//! Moving all spans of a reading from one text to another.

use super::offsets::OffsetMap;
use demarche_evidence::{Actor, Body, Reading, Span, Statement, Voice};

/// The reading of a clean text as a reading of the original.
pub(crate) fn to_original(mut reading: Reading, map: &OffsetMap) -> Reading {
    each(&mut reading, &mut |span| *span = map.to_original(*span));
    reading
}

/// The reading of an original as a reading of its clean text.
pub(crate) fn to_clean(mut reading: Reading, map: &OffsetMap) -> Reading {
    each(&mut reading, &mut |span| *span = map.to_clean(*span));
    reading
}

/// Visits every span in a reading.
fn each(reading: &mut Reading, visit: &mut impl FnMut(&mut Span)) {
    for party in &mut reading.parties {
        party.mentions.iter_mut().for_each(&mut *visit);
    }
    for person in &mut reading.people {
        person.mentions.iter_mut().for_each(&mut *visit);
    }
    for statement in &mut reading.statements {
        in_statement(statement, visit);
    }
    for causal in &mut reading.causal {
        visit(&mut causal.evidence);
    }
}

fn in_statement(statement: &mut Statement, visit: &mut impl FnMut(&mut Span)) {
    visit(&mut statement.evidence);
    in_voice(&mut statement.voice, visit);
    for argument in &mut statement.arguments {
        visit(&mut argument.span);
    }
    in_body(&mut statement.body, visit);
}

fn in_body(body: &mut Body, visit: &mut impl FnMut(&mut Span)) {
    match body {
        Body::Event(event) => {
            in_actors(event.sources.iter_mut().chain(&mut event.targets), visit);
        }
        Body::Quote(quote) => in_actor(&mut quote.speaker, visit),
        Body::Meeting(meeting) => {
            in_actors(&mut meeting.participants, visit);
            for step in &mut meeting.steps {
                visit(&mut step.evidence);
                in_voice(&mut step.voice, visit);
            }
        }
        Body::Proposal(proposal) => {
            in_actors(&mut proposal.proposer, visit);
            for stance in &mut proposal.stances {
                visit(&mut stance.evidence);
                in_actor(&mut stance.actor, visit);
            }
        }
        Body::Agreement(agreement) => in_actors(&mut agreement.parties, visit),
        Body::Milestone(milestone) => in_actors(&mut milestone.parties, visit),
        Body::Demand(demand) => {
            in_actor(&mut demand.party, visit);
            in_actors(&mut demand.addressee, visit);
        }
        Body::Characterisation(judgement) => in_voice(&mut judgement.by, visit),
        Body::Claim(claim) => in_voice(&mut claim.speaker, visit),
        Body::Lever(lever) => {
            in_actor(&mut lever.holder, visit);
            in_actors(&mut lever.against, visit);
        }
        Body::Remark(remark) => in_actors(&mut remark.actors, visit),
    }
}

fn in_voice(voice: &mut Voice, visit: &mut impl FnMut(&mut Span)) {
    if let Voice::Actor(actor) = voice {
        in_actor(actor, visit);
    }
}

fn in_actors<'a>(
    actors: impl IntoIterator<Item = &'a mut Actor>,
    visit: &mut impl FnMut(&mut Span),
) {
    for actor in actors {
        in_actor(actor, visit);
    }
}

fn in_actor(actor: &mut Actor, visit: &mut impl FnMut(&mut Span)) {
    if let Some(span) = &mut actor.span {
        visit(span);
    }
}
