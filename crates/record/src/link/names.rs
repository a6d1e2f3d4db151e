//! One name for a party or person in all texts.

use demarche_evidence::{Actor, Body, Party, PartyKind, Person, Reading, Statement, Voice};
use std::collections::BTreeMap;

/// New names by old ones, of one reading.
type Renamed = BTreeMap<String, String>;

/// Gives every party the name that the oldest text has for it, and every person the fullest name
/// that any text has. A short name that fits two people stays as it is.
pub(super) fn unify(readings: &mut [Reading], order: &[usize]) {
    let parties = parties(readings, order);
    for (reading, renamed) in readings.iter_mut().zip(&parties) {
        rename(reading, renamed);
    }
    let people = People::of(readings, order);
    for reading in readings.iter_mut() {
        people.take_for_people(reading);
    }
    let people = People::of(readings, order);
    for (k, reading) in readings.iter_mut().enumerate() {
        rename(reading, &people.renamed(reading, k));
        people.give_parties(reading);
    }
}

/// A party as known so far.
struct Known {
    name: String,
    /// Every name with a capital that a text uses for it.
    names: Vec<String>,
    /// Code of a state.
    code: Option<String>,
}

impl Known {
    fn is(&self, party: &Party) -> bool {
        let same_state = self.code.is_some() && self.code == state_code(party);
        same_state || self.names.contains(&party.name) || proper(party).any(|n| n == self.name)
    }
}

fn state_code(party: &Party) -> Option<String> {
    let is_state = party.kind == PartyKind::State;
    party.code.clone().filter(|_| is_state)
}

/// Other names of a party that are names, not descriptions such as "the government".
fn proper(party: &Party) -> impl Iterator<Item = &str> {
    let aliases = party.aliases.iter().map(String::as_str);
    aliases.filter(|a| a.starts_with(char::is_uppercase))
}

/// The new names of parties, one map a reading.
fn parties(readings: &[Reading], order: &[usize]) -> Vec<Renamed> {
    let mut known: Vec<Known> = Vec::new();
    let mut renamed = vec![Renamed::new(); readings.len()];
    for &k in order {
        for party in &readings[k].parties {
            let at = known.iter().position(|old| old.is(party));
            let at = at.unwrap_or_else(|| {
                known.push(Known {
                    name: party.name.clone(),
                    names: vec![party.name.clone()],
                    code: None,
                });
                known.len() - 1
            });
            let old = &mut known[at];
            old.code = old.code.take().or_else(|| state_code(party));
            old.names.extend(proper(party).map(str::to_owned));
            if old.name != party.name {
                renamed[k].insert(party.name.clone(), old.name.clone());
            }
        }
    }
    renamed
}

/// A person as the texts know him or her.
struct Somebody {
    name: String,
    party: Option<String>,
    /// The readings that have this person, with the name there.
    told: Vec<(usize, String)>,
}

impl Somebody {
    /// Whether `person` may be this one: the shorter name is a part of the longer one that ends
    /// it, and no two parties are known.
    fn may_be(&self, person: &Person) -> bool {
        let parties = self.party.as_ref().zip(person.party.as_ref());
        parties.is_none_or(|(a, b)| a == b) && is_part(&self.name, &person.name)
    }

    fn add(&mut self, k: usize, person: &Person) {
        self.told.push((k, person.name.clone()));
        self.party = self.party.take().or_else(|| person.party.clone());
        if words(&person.name) > words(&self.name) {
            self.name.clone_from(&person.name);
        }
    }
}

fn words(name: &str) -> usize {
    name.split_whitespace().count()
}

/// Whether all words of the shorter name stand in the longer one in this order, and both end in
/// the same word.
fn is_part(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (
        a.split_whitespace().collect(),
        b.split_whitespace().collect(),
    );
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    short.last() == long.last() && short.iter().all(|w| rest.any(|l| l == w))
}

/// All people of all texts.
struct People(Vec<Somebody>);

impl People {
    /// Full names first, so that it is known how many people a short one fits.
    fn of(readings: &[Reading], order: &[usize]) -> Self {
        let mut all: Vec<Somebody> = Vec::new();
        for is_full in [true, false] {
            for &k in order {
                let people = readings[k].people.iter();
                for person in people.filter(|p| (words(&p.name) > 1) == is_full) {
                    add(&mut all, k, person);
                }
            }
        }
        Self(all)
    }

    /// A surname that one text knows as that of somebody unknown, and another as that of one person
    /// alone: "a spokesman for Vold" speaks for whom Ines Vold speaks for.
    fn take_for_people(&self, reading: &mut Reading) {
        let is_surname = |party: &Party| {
            let is_bearer = |s: &&Somebody| words(&s.name) > 1 && is_part(&party.name, &s.name);
            let bearers = self.0.iter().filter(is_bearer).count();
            party.kind == PartyKind::Group && words(&party.name) == 1 && bearers == 1
        };
        let (people, parties) = std::mem::take(&mut reading.parties)
            .into_iter()
            .partition(is_surname);
        reading.parties = parties;
        for party in people {
            each_statement_actor(reading, &mut |actor| {
                if actor.party.as_ref() == Some(&party.name) && actor.name == party.name {
                    actor.party = None;
                }
            });
            reading.people.push(Person {
                name: party.name,
                role: None,
                party: None,
                aliases: party.aliases,
                mentions: party.mentions,
            });
        }
    }

    fn renamed(&self, reading: &Reading, k: usize) -> Renamed {
        let mut renamed = Renamed::new();
        for somebody in &self.0 {
            for (at, old) in &somebody.told {
                let is_party = reading.parties.iter().any(|p| p.name == *old);
                if *at == k && *old != somebody.name && !is_party {
                    renamed.insert(old.clone(), somebody.name.clone());
                }
            }
        }
        renamed
    }

    /// The party of a person whom this text does not place, but another one does.
    fn give_parties(&self, reading: &mut Reading) {
        let party_of = |name: &str| {
            let somebody = self.0.iter().find(|s| s.name == name)?;
            somebody.party.clone()
        };
        for person in reading.people.iter_mut().filter(|p| p.party.is_none()) {
            person.party = party_of(&person.name);
        }
        let known: Vec<String> = reading.people.iter().map(|p| p.name.clone()).collect();
        each_statement_actor(reading, &mut |actor| {
            if actor.party.is_none() && known.contains(&actor.name) {
                actor.party = party_of(&actor.name);
            }
        });
    }
}

fn add(all: &mut Vec<Somebody>, k: usize, person: &Person) {
    let fits: Vec<usize> = (0..all.len()).filter(|&i| all[i].may_be(person)).collect();
    let same_name = fits.iter().copied().find(|&i| all[i].name == person.name);
    match (same_name, &fits[..]) {
        (Some(at), _) | (None, &[at]) => all[at].add(k, person),
        _ => all.push(Somebody {
            name: person.name.clone(),
            party: person.party.clone(),
            told: vec![(k, person.name.clone())],
        }),
    }
}

/// Puts new names for old ones wherever the reading has them; the text keeps its own words.
fn rename(reading: &mut Reading, renamed: &Renamed) {
    if renamed.is_empty() {
        return;
    }
    let new = |name: &mut String| {
        if let Some(new) = renamed.get(name) {
            new.clone_into(name);
        }
    };
    for party in &mut reading.parties {
        let old = party.name.clone();
        new(&mut party.name);
        if old != party.name && !party.aliases.contains(&old) {
            party.aliases.push(old);
        }
    }
    for person in &mut reading.people {
        let old = person.name.clone();
        new(&mut person.name);
        person.party.iter_mut().for_each(new);
        if old != person.name && !person.aliases.contains(&old) {
            person.aliases.push(old);
        }
    }
    each_statement_actor(reading, &mut |actor| {
        new(&mut actor.name);
        actor.party.iter_mut().for_each(new);
    });
}

fn each_statement_actor(reading: &mut Reading, f: &mut impl FnMut(&mut Actor)) {
    for statement in &mut reading.statements {
        each_actor(statement, f);
    }
}

/// Hands every actor of a statement to `f`.
fn each_actor(statement: &mut Statement, f: &mut impl FnMut(&mut Actor)) {
    voiced(&mut statement.voice, f);
    match &mut statement.body {
        Body::Event(e) => e.sources.iter_mut().chain(&mut e.targets).for_each(f),
        Body::Quote(q) => f(&mut q.speaker),
        Body::Meeting(m) => {
            m.participants.iter_mut().for_each(&mut *f);
            for step in &mut m.steps {
                voiced(&mut step.voice, f);
            }
        }
        Body::Proposal(p) => {
            let stances = p.stances.iter_mut().map(|s| &mut s.actor);
            p.proposer.iter_mut().chain(stances).for_each(f);
        }
        Body::Agreement(a) => a.parties.iter_mut().for_each(f),
        Body::Milestone(m) => m.parties.iter_mut().for_each(f),
        Body::Demand(d) => {
            f(&mut d.party);
            d.addressee.iter_mut().for_each(f);
        }
        Body::Characterisation(c) => voiced(&mut c.by, f),
        Body::Claim(c) => voiced(&mut c.speaker, f),
        Body::Lever(l) => {
            f(&mut l.holder);
            l.against.iter_mut().for_each(f);
        }
        Body::Remark(r) => r.actors.iter_mut().for_each(f),
    }
}

fn voiced(voice: &mut Voice, f: &mut impl FnMut(&mut Actor)) {
    if let Voice::Actor(actor) = voice {
        f(actor);
    }
}
