//! The parties and people of a reading: those of the cast that take part in its statements.

use crate::article::Article;
use crate::cast::{Member, MemberId, Nature};
use demarche_evidence::{Actor, Body, Party, PartyKind, Person, Span, Statement, Voice};
use std::collections::BTreeSet;

/// All actors of a statement.
fn actors(statement: &Statement) -> Vec<&Actor> {
    let mut all: Vec<&Actor> = statement.voice.actor().into_iter().collect();
    match &statement.body {
        Body::Event(e) => all.extend(e.sources.iter().chain(&e.targets)),
        Body::Quote(q) => all.push(&q.speaker),
        Body::Meeting(m) => all.extend(&m.participants),
        Body::Proposal(p) => {
            all.extend(&p.proposer);
            all.extend(p.stances.iter().map(|s| &s.actor));
        }
        Body::Agreement(a) => all.extend(&a.parties),
        Body::Milestone(m) => all.extend(&m.parties),
        Body::Demand(d) => all.extend(std::iter::once(&d.party).chain(&d.addressee)),
        Body::Characterisation(c) => all.extend(voice(&c.by)),
        Body::Claim(c) => all.extend(voice(&c.speaker)),
        Body::Lever(l) => all.extend(std::iter::once(&l.holder).chain(&l.against)),
        Body::Remark(r) => all.extend(&r.actors),
    }
    all
}

const fn voice(voice: &Voice) -> Option<&Actor> {
    voice.actor()
}

/// Parties and people, each in order of first mention.
pub(crate) fn listed(article: &Article<'_>, statements: &[Statement]) -> (Vec<Party>, Vec<Person>) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for actor in statements.iter().flat_map(actors) {
        names.insert(&actor.name);
        names.extend(actor.party.as_deref());
    }
    let mut order: Vec<MemberId> = Vec::new();
    let mut seen: BTreeSet<MemberId> = BTreeSet::new();
    for mention in &article.cast.mentions {
        let own = [Some(mention.member), article.cast.principal(mention.member)];
        for member in own.into_iter().flatten() {
            if seen.insert(member) {
                order.push(member);
            }
        }
    }
    let places = Places::of(article);
    let mut parties = Vec::new();
    let mut people = Vec::new();
    for id in order {
        let member = &article.cast.members[id];
        match member.nature {
            Nature::Person => people.push(person(article, &places, id, member)),
            Nature::Party(kind) if names.contains(member.name.as_str()) => {
                parties.push(party(article, &places, id, member, kind));
            }
            Nature::Unknown if names.contains(member.name.as_str()) => {
                parties.push(party(article, &places, id, member, PartyKind::Group));
            }
            _ => {}
        }
    }
    (parties, people)
}

/// Where each member is named, and which bodies act for it.
struct Places {
    spans: Vec<Vec<Span>>,
    bodies: Vec<Vec<MemberId>>,
}

impl Places {
    fn of(article: &Article<'_>) -> Self {
        let cast = &article.cast;
        let mut bodies = vec![Vec::new(); cast.members.len()];
        for (id, member) in cast.members.iter().enumerate() {
            let is_body = matches!(member.nature, Nature::Party(_) | Nature::Media);
            if let Some(principal) = cast.principal(id).filter(|&p| is_body && p != id) {
                bodies[principal].push(id);
            }
        }
        Self {
            spans: cast.spans(&article.trees),
            bodies,
        }
    }
}

fn party(
    article: &Article<'_>,
    places: &Places,
    id: MemberId,
    member: &Member,
    kind: PartyKind,
) -> Party {
    let mut aliases = member.aliases.clone();
    let mut mentions = places.spans[id].clone();
    // Bodies that act for the party ("State Department") are other names for it.
    for &body in &places.bodies[id] {
        aliases.push(article.cast.members[body].name.clone());
        mentions.extend(&places.spans[body]);
    }
    mentions.sort_unstable();
    aliases.dedup();
    Party {
        name: member.name.clone(),
        aliases,
        kind,
        code: member.code.clone(),
        mentions,
    }
}

fn person(article: &Article<'_>, places: &Places, id: MemberId, member: &Member) -> Person {
    Person {
        name: member.name.clone(),
        role: member.role.clone(),
        party: article
            .cast
            .principal(id)
            .map(|p| article.cast.members[p].name.clone()),
        aliases: member.aliases.clone(),
        mentions: places.spans[id].clone(),
    }
}
