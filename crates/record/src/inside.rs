//! What lies inside a statement: who takes part, which words it has, where it points.

use demarche_evidence::{
    Actor, Body, Event, Meeting, Proposal, Span, StanceKind, Statement, Voice,
};
use std::collections::BTreeSet;

/// The pieces of a body, whatever its kind.
#[derive(Debug, Default)]
struct Parts<'a> {
    actors: Vec<&'a Actor>,
    texts: Vec<&'a str>,
    spans: Vec<Span>,
}

impl<'a> Parts<'a> {
    fn of(body: &'a Body) -> Self {
        let mut parts = Self::default();
        match body {
            Body::Event(event) => parts.event(event),
            Body::Quote(quote) => {
                parts.actor(&quote.speaker);
                parts.texts.extend([quote.cue.as_str(), &quote.content]);
            }
            Body::Meeting(meeting) => parts.meeting(meeting),
            Body::Proposal(proposal) => parts.proposal(proposal),
            Body::Agreement(agreement) => {
                parts.actors(&agreement.parties);
                parts.texts.push(&agreement.what);
                let time = agreement.when.iter().map(|when| when.words.as_str());
                let terms = agreement.terms.iter().map(String::as_str);
                parts.texts.extend(time.chain(terms));
            }
            Body::Milestone(milestone) => {
                parts.actors(&milestone.parties);
                let words = [milestone.what.as_str(), &milestone.when.words];
                let otherwise = milestone.otherwise.as_deref();
                parts.texts.extend(words.into_iter().chain(otherwise));
            }
            Body::Demand(demand) => {
                parts.actor(&demand.party);
                parts.actors(&demand.addressee);
                parts.texts.push(&demand.demand);
            }
            Body::Characterisation(judgement) => {
                parts.voice(&judgement.by);
                parts
                    .texts
                    .extend([judgement.of.as_str(), &judgement.words]);
            }
            Body::Claim(claim) => {
                parts.voice(&claim.speaker);
                parts.texts.extend([claim.cause.as_str(), &claim.effect]);
            }
            Body::Lever(lever) => {
                parts.actor(&lever.holder);
                parts.actors(&lever.against);
                parts.texts.push(&lever.what);
            }
            Body::Remark(remark) => {
                parts.actors(&remark.actors);
                parts.texts.push(&remark.text);
            }
        }
        parts
    }

    fn actor(&mut self, actor: &'a Actor) {
        self.texts.push(&actor.name);
        self.texts
            .extend(actor.party.as_deref().filter(|party| *party != actor.name));
        self.spans.extend(actor.span);
        self.actors.push(actor);
    }

    fn actors(&mut self, actors: impl IntoIterator<Item = &'a Actor>) {
        for actor in actors {
            self.actor(actor);
        }
    }

    fn voice(&mut self, voice: &'a Voice) {
        self.actors(voice.actor());
    }

    fn event(&mut self, event: &'a Event) {
        self.texts.push(event.event.name());
        self.texts.extend(event.mode.as_deref());
        self.actors(&event.sources);
        self.actors(&event.targets);
        self.texts
            .extend(event.when.as_ref().map(|when| when.words.as_str()));
    }

    fn meeting(&mut self, meeting: &'a Meeting) {
        self.texts.push(&meeting.what);
        self.actors(&meeting.participants);
        for step in &meeting.steps {
            self.texts.push(step.status.name());
            self.texts
                .extend(step.when.as_ref().map(|when| when.words.as_str()));
            self.spans.push(step.evidence);
            self.voice(&step.voice);
        }
    }

    fn proposal(&mut self, proposal: &'a Proposal) {
        self.texts.push(&proposal.what);
        self.actors(&proposal.proposer);
        for stance in &proposal.stances {
            self.actor(&stance.actor);
            self.spans.push(stance.evidence);
            if let StanceKind::Conditional { condition } = &stance.kind {
                self.texts.push(condition);
            }
        }
    }
}

/// Names of everybody in `body` and of the parties they act for, and of the voice; lower case.
pub(crate) fn involved(body: &Body, voice: &Voice) -> BTreeSet<String> {
    let parts = Parts::of(body);
    parts
        .actors
        .into_iter()
        .chain(voice.actor())
        .flat_map(|actor| [Some(&actor.name), actor.party.as_ref()])
        .flatten()
        .map(|name| name.to_lowercase())
        .collect()
}

/// The words of `body`, one piece a line, each once.
pub(crate) fn words(body: &Body) -> String {
    let mut seen = BTreeSet::new();
    let mut words = Parts::of(body).texts;
    words.retain(|piece| seen.insert(*piece));
    words.join("\n")
}

/// All places `body` points at.
pub(crate) fn body_spans(body: &Body) -> Vec<Span> {
    Parts::of(body).spans
}

/// All places `statement` points at.
pub(crate) fn spans(statement: &Statement) -> Vec<Span> {
    let mut spans = vec![statement.evidence];
    spans.extend(statement.voice.actor().and_then(|actor| actor.span));
    spans.extend(statement.arguments.iter().map(|argument| argument.span));
    spans.extend(body_spans(&statement.body));
    spans
}
