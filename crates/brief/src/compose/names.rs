//! How the brief names people, parties and meetings.

use crate::words::{capitalised, in_sentence};
use demarche_evidence::{Actor, Meeting, Reading, Voice};
use std::collections::BTreeMap;

/// The text's own voice, as a name.
pub(crate) const REPORTER: &str = "the text itself";

/// Who is who in the readings.
pub(crate) struct Names {
    /// Parties in order of first mention.
    pub parties: Vec<String>,
    /// Party of each person.
    people: BTreeMap<String, Option<String>>,
}

impl Names {
    pub fn new(readings: &[Reading]) -> Self {
        let mut parties: Vec<String> = Vec::new();
        let mut people = BTreeMap::new();
        for reading in readings {
            for party in &reading.parties {
                if !parties.contains(&party.name) {
                    parties.push(party.name.clone());
                }
            }
            for person in &reading.people {
                people
                    .entry(person.name.clone())
                    .or_insert_with(|| person.party.clone());
            }
        }
        Self { parties, people }
    }

    /// Whether the name is that of a party to the negotiation.
    pub fn is_party(&self, name: &str) -> bool {
        self.parties.iter().any(|p| p == name)
    }

    /// "Marsh" for "Eleanor Marsh"; parties keep their name.
    pub fn short(&self, name: &str) -> String {
        if self.people.contains_key(name) && !self.is_party(name) {
            name.rsplit(' ').next().unwrap_or(name).to_owned()
        } else {
            name.to_owned()
        }
    }

    /// The person behind a party's position, where one is named: "Marsh".
    pub fn spokesman(&self, actor: &Actor) -> Option<String> {
        (actor.principal() != actor.name).then(|| self.short(&actor.name))
    }

    /// "Marsh–Olin summit", or the text's words where participants do not make a name.
    pub fn meeting(&self, meeting: &Meeting) -> String {
        let mut who: Vec<String> = Vec::new();
        for actor in &meeting.participants {
            let name = self.short(&actor.name);
            if !who.contains(&name) {
                who.push(name);
            }
        }
        match who.len() {
            2 | 3 => format!("{} {}", who.join("–"), meeting.form.name()),
            _ => capitalised(undated(meeting.what.trim())),
        }
    }
}

/// A meeting's phrase without what its history tells: "session, set for Monday" is "session".
fn undated(what: &str) -> &str {
    const TIES: [&str; 8] = [
        "scheduled for",
        "set for",
        "planned for",
        "due on",
        "due in",
        "fixed for",
        "expected in",
        "originally",
    ];
    let cut = |tie: &str| what.find(&format!(" {tie} "));
    let end = TIES.iter().filter_map(|tie| cut(tie)).min();
    let kept = end.and_then(|end| what.get(..end)).unwrap_or(what);
    kept.trim_end_matches(',')
}

/// Name of a voice for a table or list.
pub(crate) fn voice(voice: &Voice) -> String {
    match voice {
        Voice::Article => REPORTER.to_owned(),
        Voice::Actor(actor) => actor.name.clone(),
    }
}

/// Names for the middle of a sentence.
pub(crate) fn all_in_sentence(names: &[String]) -> Vec<String> {
    names.iter().map(|n| in_sentence(n)).collect()
}
