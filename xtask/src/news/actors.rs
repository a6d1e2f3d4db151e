//! Who is meant by a name.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::Record;
use super::words::{likeness, stands_in, words};

/// Forms of address that are no part of a name.
const ADDRESSES: [&str; 8] = [
    "the",
    "mr",
    "mrs",
    "ms",
    "sir",
    "president",
    "judge",
    "general",
];
/// What stands for the voice of the article itself.
const NARRATOR: [&str; 7] = [
    "",
    "narrator",
    "author",
    "reporter",
    "text",
    "article",
    "journalist",
];
/// Two names that nobody knows mean the same from this likeness on.
const ALIKE: f64 = 0.6;

/// Whom a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Party(String),
    Person(String),
    Narrator,
    /// A name that is not in the gold, as its words.
    Unknown(String),
}

type Ids = BTreeSet<Id>;

/// Resolves names to the parties and people of the gold.
pub(super) struct Actors {
    /// The gold's names in its order, with the words of each.
    known: Vec<(String, Vec<String>, Ids)>,
    /// `known`, the longest names first.
    by_length: Vec<usize>,
    /// Names of the product's parties that have another name in common with the gold.
    product: BTreeMap<String, Ids>,
    surnames: BTreeMap<String, Ids>,
    speaks_for: BTreeMap<Id, Ids>,
}

/// A name without typography and forms of address; what names are compared by.
pub(super) fn key(name: &str) -> String {
    let words = words(name);
    let mut rest = words.as_slice();
    while let [first, tail @ ..] = rest
        && !tail.is_empty()
        && ADDRESSES.contains(&first.as_str())
    {
        rest = tail;
    }
    rest.join(" ")
}

impl Actors {
    pub(super) fn new(gold: &Record, product: &Record) -> Self {
        let mut actors = Self {
            known: Vec::new(),
            by_length: Vec::new(),
            product: BTreeMap::new(),
            surnames: BTreeMap::new(),
            speaks_for: BTreeMap::new(),
        };
        actors.learn_parties(gold);
        actors.learn_people(gold);
        actors.by_length = (0..actors.known.len()).collect();
        let length = |at: &usize| std::cmp::Reverse(actors.known[*at].1.len());
        actors.by_length.sort_by_key(length);
        actors.learn_product(product);
        actors
    }

    fn learn_parties(&mut self, gold: &Record) {
        for party in &gold.parties {
            let id = Id::Party(key(&party.fields.name));
            for name in std::iter::once(&party.fields.name).chain(&party.fields.aliases) {
                self.learn(name, &id);
            }
        }
    }

    fn learn_people(&mut self, gold: &Record) {
        for person in &gold.people {
            let id = Id::Person(key(&person.fields.name));
            for name in std::iter::once(&person.fields.name).chain(&person.fields.aliases) {
                self.learn(name, &id);
            }
            if let Some(surname) = words(&person.fields.name).pop() {
                self.surnames.entry(surname).or_default().insert(id.clone());
            }
            if let Some(party) = person.fields.party.as_deref().filter(|p| !p.is_empty()) {
                let ids = self.exact(&key(party)).cloned().unwrap_or_default();
                self.speaks_for.insert(id, ids);
            }
        }
    }

    fn learn(&mut self, name: &str, id: &Id) {
        let key = key(name);
        if key.is_empty() {
            return;
        }
        match self.known.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, _, ids)) => _ = ids.insert(id.clone()),
            None => {
                let words = key.split(' ').map(str::to_owned).collect();
                self.known.push((key, words, Ids::from([id.clone()])));
            }
        }
    }

    fn learn_product(&mut self, product: &Record) {
        for party in &product.parties {
            let names = std::iter::once(&party.fields.name).chain(&party.fields.aliases);
            let keys: Vec<String> = names.map(|name| key(name)).collect();
            let known = keys.iter().filter_map(|key| self.exact(key));
            let ids: Ids = known.flatten().cloned().collect();
            if ids.is_empty() {
                continue;
            }
            for key in keys {
                self.product
                    .entry(key)
                    .or_default()
                    .extend(ids.iter().cloned());
            }
        }
    }

    fn exact(&self, key: &str) -> Option<&Ids> {
        let found = self.known.iter().find(|(known, ..)| known == key);
        found.map(|(_, _, ids)| ids)
    }

    fn ids(&self, name: &str) -> Ids {
        let key = key(name);
        if NARRATOR.contains(&key.as_str()) {
            return Ids::from([Id::Narrator]);
        }
        let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
        let by_surname = || self.surnames.get(words.last()?);
        if let Some(ids) = self
            .exact(&key)
            .or_else(|| self.product.get(&key))
            .or_else(by_surname)
        {
            return ids.clone();
        }
        // "a senior Norvian official"
        let inside = |at: &&usize| stands_in(&self.known[**at].1, &words);
        let within = self.by_length.iter().find(inside);
        let mut ids = within.map_or_else(Ids::new, |at| self.known[*at].2.clone());
        ids.insert(Id::Unknown(key));
        ids
    }

    /// Whether two names mean the same, or one a party and the other a person who speaks for it.
    /// The empty name is the article's own voice.
    pub(super) fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.ids(a), self.ids(b));
        if !a.is_disjoint(&b) {
            return true;
        }
        let two_people = has_person(&a) && has_person(&b);
        if !two_people && !self.parties(&a).is_disjoint(&self.parties(&b)) {
            return true;
        }
        likeness(unknown(&a), unknown(&b)) >= ALIKE
    }

    /// Whether any name of one list means the same as any of the other.
    pub(super) fn any_same(&self, a: &[String], b: &[String]) -> bool {
        a.iter().any(|a| b.iter().any(|b| self.same(a, b)))
    }

    /// Whether the gold names nobody, or the product names the same.
    pub(super) fn agree(&self, gold: Option<&str>, product: Option<&str>) -> bool {
        let (gold, product) = (gold.unwrap_or_default(), product.unwrap_or_default());
        gold.is_empty() || !product.is_empty() && self.same(gold, product)
    }

    /// The party that a name means or that whoever it means speaks for, if it is one.
    pub(super) fn side(&self, name: &str) -> Option<String> {
        let mut parties = self.parties(&self.ids(name)).into_iter();
        match (parties.next(), parties.next()) {
            (Some(Id::Party(party)), None) => Some(party),
            _ => None,
        }
    }

    /// The parties among those, and the parties that the people among them speak for.
    fn parties(&self, ids: &Ids) -> Ids {
        let spoken_for = ids
            .iter()
            .filter_map(|id| self.speaks_for.get(id))
            .flatten();
        ids.iter()
            .chain(spoken_for)
            .filter(|id| matches!(id, Id::Party(_)))
            .cloned()
            .collect()
    }
}

fn has_person(ids: &Ids) -> bool {
    ids.iter().any(|id| matches!(id, Id::Person(_)))
}

fn unknown(ids: &Ids) -> &str {
    let mut names = ids.iter().filter_map(|id| match id {
        Id::Unknown(name) => Some(name.as_str()),
        Id::Party(_) | Id::Person(_) | Id::Narrator => None,
    });
    names.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actors() -> Actors {
        let gold = r#"{"parties": [{"name": "Norvia", "aliases": ["Halden", "Norvian"]}, {"name": "Port Union"}],
            "people": [{"name": "Ada Lund", "party": "Norvia"}, {"name": "Per Vik", "party": "Norvia"}]}"#;
        let product = r#"{"parties": [{"name": "the Republic of Norvia", "aliases": ["Norvia"]}]}"#;
        Actors::new(
            &serde_json::from_str(gold).unwrap(),
            &serde_json::from_str(product).unwrap(),
        )
    }

    #[test]
    fn aliases_of_gold_and_product_mean_the_party() {
        let actors = actors();
        assert!(actors.same("Halden", "Norvia"));
        assert!(actors.same("Halden", "Republic of Norvia"));
        assert!(actors.same("a senior Norvian official", "Norvia"));
        assert!(!actors.same("Halden", "the Port Union"));
    }

    #[test]
    fn people_stand_for_their_party_but_not_for_each_other() {
        let actors = actors();
        assert!(actors.same("President Lund", "Norvia"));
        assert!(actors.same("Mr. Lund", "Ada Lund"));
        assert!(!actors.same("Ada Lund", "Per Vik"));
        assert!(!actors.same("Ada Lund", "Port Union"));
    }

    #[test]
    fn unknown_names_are_compared_by_their_words() {
        let actors = actors();
        assert!(actors.same("retired harbour pilots", "harbour pilots"));
        assert!(!actors.same("retired harbour pilots", "retired teachers"));
    }

    #[test]
    fn no_name_is_the_voice_of_the_article() {
        let actors = actors();
        assert!(actors.same("", "article"));
        assert!(!actors.same("", "Norvia"));
        assert!(actors.agree(None, Some("Norvia")) && !actors.agree(Some("Norvia"), None));
    }
}
