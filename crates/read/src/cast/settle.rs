//! Second looks over the whole text: names that are none, and what further mentions say of a name.

use super::nature::{
    KINDS, THINGS, described_by, has_organs_of_state, is_demonym, is_first_family_name,
    is_last_word_of, is_medium, is_organ_name, is_short_for,
};
use super::offices::{has_role_behind, has_role_beside};
use super::runs::{is_genitive, is_political};
use super::{Cast, Member, MemberId, Mention, Nature, join};
use crate::gazetteer::{Gazetteer, NameKind};
use crate::tree::Tree;
use demarche_evidence::PartyKind;
use demarche_text::Sign;
use std::collections::{BTreeMap, BTreeSet};

/// How sure the model must be of what a name is the name of.
pub(super) const SEEN: f32 = 0.7;

/// The same of a name of one word for a person's.
pub(super) const CLEAR: f32 = 0.9;

/// Likelier than not.
pub(super) const LIKELY: f32 = 0.5;

impl Cast {
    /// Everybody of whom some mention satisfies `is`.
    pub(super) fn named_where(&self, is: impl Fn(&Mention) -> bool) -> BTreeSet<MemberId> {
        let mentions = self.mentions.iter();
        mentions.filter(|m| is(m)).map(|m| m.member).collect()
    }

    /// "the survey vessel Sri Tawau", and what is said of the Sri Tawau later: the name of a thing.
    pub(super) fn drop_things(&mut self, trees: &[Tree]) {
        let is_thing = |m: &Mention| {
            let before = m.low.checked_sub(1).map(|i| &trees[m.sentence].nodes[i]);
            let is_named =
                before.is_some_and(|n| n.upos == "NOUN" && THINGS.contains(&n.lemma.as_str()));
            is_named && self.members[m.member].nature == Nature::Unknown
        };
        let things = self.named_where(is_thing);
        self.mentions.retain(|m| !things.contains(&m.member));
    }

    /// The town of Masisi is no surname of a president, where the text names neither his country nor more of him: a surname alone that
    /// the model takes for something else is nobody's.
    pub(super) fn drop_strangers(&mut self, trees: &[Tree]) {
        let is_surname = |m: &Mention| m.high == m.low + 1;
        let is_person = |m: &Mention| {
            let node = &trees[m.sentence].nodes[m.low];
            let sees = |s: &Sign| &*s.label == "person" && s.share.probability() >= SEEN;
            node.name.as_ref().is_none_or(sees)
        };
        let known = self.named_where(|m| !is_surname(m) || is_person(m));
        let present = self.named_where(|_| true);
        let is_stranger = |id: &MemberId| {
            let member = &self.members[*id];
            let is_known = known.contains(id) || member.party.is_some_and(|p| present.contains(&p));
            member.entry.is_some() && member.nature == Nature::Person && !is_known
        };
        let strangers: BTreeSet<MemberId> = (0..self.members.len()).filter(is_stranger).collect();
        self.mentions.retain(|m| !strangers.contains(&m.member));
    }

    /// "the seafarers' union Maritim", "the fund Merian": the noun before an unknown name tells what
    /// kind of body it is.
    pub(super) fn take_bodies(&mut self, trees: &[Tree], gazetteer: &Gazetteer) {
        for mention in self.mentions.clone() {
            let member = &mut self.members[mention.member];
            let tree = &trees[mention.sentence];
            if member.nature == Nature::Unknown && is_medium(&member.name) {
                member.nature = Nature::Media;
            }
            // "Corwen council", "the Beneluxa group"
            let behind = tree.nodes.get(mention.high).filter(|n| n.upos == "NOUN");
            let is_compound = tree.nodes[mention.high - 1].head == Some(mention.high)
                && tree.nodes[mention.high - 1].is("compound");
            let body = behind.filter(|n| is_compound && n.xpos == "NN" && !mention.place);
            let kind = body.and_then(|n| gazetteer.sector(&n.lemma).filter(|s| !s.is_role));
            if let Some((noun, sector)) = body.zip(kind)
                && member.nature == Nature::Unknown
                && !matches!(
                    noun.lemma.as_str(),
                    "side" | "team" | "delegation" | "party"
                )
            {
                member.nature = Nature::Party(PartyKind::Org);
                member.sector.clone_from(&sector.sector);
                let alias = format!("{} {}", member.name, noun.form);
                member.aliases.push(alias);
                continue;
            }
            let before = mention.low.checked_sub(1).map(|i| &tree.nodes[i]);
            let noun = before.filter(|n| n.upos == "NOUN" && n.xpos != "NNS");
            let noun = noun.or_else(|| described_by(tree, &mention));
            let is_unknown = member.nature == Nature::Unknown && !mention.place;
            let names_kind = noun.is_some_and(|n| KINDS.contains(&n.lemma.as_str()));
            if is_unknown && (names_kind || before.is_some_and(is_political)) {
                member.nature = Nature::Party(PartyKind::Org);
                continue;
            }
            let Some(sector) = noun.and_then(|n| gazetteer.sector(&n.lemma)) else {
                continue;
            };
            if member.nature == Nature::Unknown && sector.sector == "MED" {
                member.nature = Nature::Media;
            } else if member.nature == Nature::Unknown && !sector.is_role && !mention.place {
                member.nature = Nature::Party(PartyKind::Org);
                member.sector.clone_from(&sector.sector);
            }
        }
    }

    /// "Cambodia's Defense Ministry": an organ of a state is that state, and so is the organ that is
    /// named without its state later.
    pub(super) fn take_organs(&mut self, trees: &[Tree]) {
        let mut known: BTreeMap<String, MemberId> = BTreeMap::new();
        let is_state = |m: &Mention| {
            !m.place && self.members[m.member].nature == Nature::Party(PartyKind::State)
        };
        let states = self.named_where(is_state);
        // "SANTIAGO - … the Education Ministry": of a text in which one state acts.
        let is_named_alone = |home: MemberId| states.iter().all(|&s| s == home);
        for k in 0..self.mentions.len() {
            let mention = self.mentions[k];
            let name = join(&trees[mention.sentence], mention.low, mention.high);
            if self.members[mention.member].entry.is_some() || !is_organ_name(&name) {
                continue;
            }
            let tree = &trees[mention.sentence];
            let has_owner = mention.low > 1 && is_genitive(&tree.nodes[mention.low - 1]);
            let owner = self.at(mention.sentence, mention.low.saturating_sub(2));
            let is_state =
                |m: &Mention| self.members[m.member].nature == Nature::Party(PartyKind::State);
            // "the Azerbaijani Foreign Ministry"
            let before = mention.low.checked_sub(1);
            let demonym = before.and_then(|i| self.at(mention.sentence, i));
            let demonym = demonym.filter(|m| m.kind == NameKind::Demonym && is_state(m));
            let owner = owner.filter(|m| has_owner && is_state(m));
            let owner = owner.or(demonym).map(|m| m.member);
            let state = owner.or_else(|| known.get(&name).copied());
            let state = state.or_else(|| self.home.filter(|&home| is_named_alone(home)));
            if let Some(state) = state {
                self.mentions[k].member = state;
                self.alias(state, &name);
                known.insert(name, state);
            }
        }
    }

    /// "Velmoran", "Kestrians": adjectives made from a name of which the files know nothing stand for
    /// its bearer.
    pub(super) fn take_demonyms(&mut self, trees: &[Tree]) {
        let is_open = |m: &Member| m.nature == Nature::Unknown && !m.name.contains(' ');
        let named: Vec<(MemberId, String)> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| is_open(m) && m.name.chars().count() > 3)
            .map(|(id, m)| (id, m.name.clone()))
            .collect();
        if named.is_empty() {
            return;
        }
        let bearer = |form: &str| {
            named
                .iter()
                .find(|(_, name)| is_demonym(form, name))
                .map(|(id, _)| *id)
        };
        let mut found = Vec::new();
        for (sentence, tree) in trees.iter().enumerate() {
            for (word, node) in tree
                .nodes
                .iter()
                .enumerate()
                .filter(|(_, n)| n.is_capitalised())
            {
                let Some(member) = bearer(&node.form) else {
                    continue;
                };
                self.alias(member, &node.form);
                found.push(Mention {
                    sentence,
                    low: word,
                    high: word + 1,
                    member,
                    kind: NameKind::Demonym,
                    place: false,
                });
            }
        }
        let covers =
            |m: &Mention, d: &Mention| m.sentence == d.sentence && m.low <= d.low && d.low < m.high;
        // "Kestrian Air" keeps its name.
        found.retain(|d| {
            !self
                .mentions
                .iter()
                .any(|m| covers(m, d) && m.high > m.low + 1)
        });
        self.mentions
            .retain(|m| !found.iter().any(|d| covers(m, d)));
        self.adopt(found);
    }

    /// "Norland's foreign minister", "the Sudmark army", "the President of Norland": an unknown name
    /// with what only states have is a state's.
    pub(super) fn take_states(&mut self, trees: &[Tree]) {
        for mention in &self.mentions {
            let member = &mut self.members[mention.member];
            let is_open = matches!(member.nature, Nature::Unknown);
            if is_open && has_organs_of_state(&trees[mention.sentence], mention) {
                member.nature = Nature::Party(PartyKind::State);
            }
        }
    }

    /// "Green Future wants": the tagger takes the first word of a sentence for an adjective; the
    /// name is known in full from elsewhere.
    pub(super) fn complete_opening_names(&mut self, trees: &[Tree]) {
        for mention in &mut self.mentions {
            let tree = &trees[mention.sentence];
            if mention.low != 1 || !tree.nodes[0].is_capitalised() {
                continue;
            }
            let full = join(tree, 0, mention.high);
            if let Some(&known) = self.named.get(&full) {
                mention.low = 0;
                mention.member = known;
            }
        }
    }

    /// An unknown name of two or three words that is later cut down to its last word, which then
    /// acts, is a person's: bodies keep their first word.
    pub(super) fn take_surnames_for_people(&mut self, trees: &[Tree]) {
        let acting: BTreeSet<&str> = self
            .mentions
            .iter()
            .filter(|m| m.high == m.low + 1 && !m.place)
            .map(|m| &trees[m.sentence].nodes[m.low])
            .filter(|n| n.is("nsubj"))
            .map(|n| n.form.as_str())
            .collect();
        let in_full: BTreeSet<MemberId> = self
            .mentions
            .iter()
            .filter(|m| {
                let determined = m.low > 0 && trees[m.sentence].nodes[m.low - 1].lemma == "the";
                m.high > m.low + 1 && !determined
            })
            .map(|m| m.member)
            .collect();
        for (id, member) in self.members.iter_mut().enumerate() {
            let words = member.name.split(' ').count();
            let surname = member.name.rsplit(' ').next().unwrap_or_default();
            if member.nature == Nature::Unknown
                && in_full.contains(&id)
                && (2..=3).contains(&words)
                && acting.contains(surname)
            {
                member.nature = Nature::Person;
            }
        }
    }

    /// An unknown name of two or three words that says something is a person's.
    pub(super) fn take_speakers_for_people(
        &mut self,
        trees: &[Tree],
        is_speech: &dyn Fn(&str) -> bool,
    ) {
        for mention in self.mentions.clone() {
            let member = &mut self.members[mention.member];
            let words = member.name.split(' ').count();
            if member.nature != Nature::Unknown || !(2..=3).contains(&words) {
                continue;
            }
            let tree = &trees[mention.sentence];
            let says = (mention.low..mention.high).any(|i| {
                tree.nodes[i].is("nsubj")
                    && tree.nodes[i]
                        .head
                        .is_some_and(|h| is_speech(&tree.nodes[h].lemma))
            });
            let is_owned = mention.low > 0
                && matches!(tree.nodes[mention.low - 1].lemma.as_str(), "'s" | "’s");
            let leads = tree.nodes.get(mention.high).is_some_and(|n| n.lemma == ",")
                && tree
                    .nodes
                    .get(mention.high + 1)
                    .is_some_and(|n| n.lemma == "who");
            // "the centre-right New Course told": people go without an article.
            let is_determined = (mention.low..mention.high).any(|i| {
                tree.children_by(i, "det")
                    .any(|d| matches!(tree.nodes[d].lemma.as_str(), "the" | "a") && d < mention.low)
            });
            let is_holder = has_role_behind(tree, &mention);
            if (says || is_owned || leads || is_holder) && !is_determined {
                member.nature = Nature::Person;
            }
        }
    }

    /// What a name of which nothing is known is the name of by the model: a person's of two or three words, a body's, or a place's.
    pub(super) fn take_what_the_model_sees(&mut self, trees: &[Tree]) {
        let mut seen: BTreeMap<MemberId, BTreeMap<&str, f32>> = BTreeMap::new();
        let mut words: BTreeMap<MemberId, f32> = BTreeMap::new();
        for mention in &self.mentions {
            if self.members[mention.member].nature != Nature::Unknown {
                continue;
            }
            let nodes = &trees[mention.sentence].nodes[mention.low..mention.high];
            for sign in nodes.iter().filter_map(|n| n.name.as_ref()) {
                let labels = seen.entry(mention.member).or_default();
                *labels.entry(&sign.label).or_default() += sign.share.probability();
                *words.entry(mention.member).or_default() += 1.0;
            }
        }
        let mut places = BTreeSet::new();
        for (id, labels) in seen {
            let share = |label: &str| labels.get(label).map_or(0.0, |sum| sum / words[&id]);
            let member = &mut self.members[id];
            let length = member.name.split(' ').count();
            let is_person = share("person") >= if length == 1 { CLEAR } else { SEEN };
            if is_person && length <= 3 {
                member.nature = Nature::Person;
            } else if share("organization") >= SEEN {
                member.nature = Nature::Party(PartyKind::Org);
            } else if share("place") >= SEEN {
                places.insert(id);
            }
        }
        for mention in &mut self.mentions {
            let tree = &trees[mention.sentence];
            let acts = (mention.low..mention.high).any(|i| {
                let node = &tree.nodes[i];
                let first = node.head.filter(|_| node.is("conj")).unwrap_or(i);
                let is_party = matches!(
                    tree.preposition(first).as_deref(),
                    Some("between" | "with" | "by" | "among" | "against" | "according to")
                );
                let first = &tree.nodes[first];
                first.is("nsubj") || first.is("obl:agent") || is_party
            });
            mention.place |= places.contains(&mention.member) && !acts;
        }
    }

    /// "Gao" of "Gao Wenbin" is no town of that name, where the model sees a person in it.
    fn take_listed_for_person(&mut self, k: usize, trees: &[Tree]) {
        let mention = self.mentions[k];
        let word = &trees[mention.sentence].nodes[mention.low];
        let is_seen = mention.high == mention.low + 1 && word.share_as("person") >= CLEAR;
        let is_other = self.members[mention.member].nature != Nature::Person;
        let named = self
            .only_person_called(&word.form)
            .or_else(|| self.only_person_surnamed(&word.form))
            .or_else(|| self.only_person_of_family(&word.form));
        if let Some(person) = named.filter(|_| is_seen && is_other) {
            self.mentions[k].member = person;
            self.mentions[k].kind = NameKind::Name;
            self.mentions[k].place = false;
            self.alias(person, &word.form);
        }
    }

    /// The one person of the text whose name opens with a word: families go first in some names, and some people go by what
    /// others call a given name.
    fn only_person_called(&self, word: &str) -> Option<MemberId> {
        let is_called = |m: &Member| {
            let opens = m
                .name
                .split_once(' ')
                .is_some_and(|(first, _)| first == word);
            m.nature == Nature::Person && opens
        };
        let mut called = (0..self.members.len()).filter(|&m| is_called(&self.members[m]));
        called.next().filter(|_| called.next().is_none())
    }

    /// The one person of the text with two family names of which a word is the first: "Sanchez" after "Pedro Sanchez Suarez".
    fn only_person_of_family(&self, word: &str) -> Option<MemberId> {
        let mut called =
            (0..self.members.len()).filter(|&m| is_first_family_name(word, &self.members[m]));
        called.next().filter(|_| called.next().is_none())
    }

    /// The one person of the text with a surname: "Tatar" after "Ersin Tatar" is no people.
    fn only_person_surnamed(&self, word: &str) -> Option<MemberId> {
        let is_called = |m: &Member| {
            let surname = m.name.rsplit_once(' ').map(|(_, last)| last);
            m.nature == Nature::Person && surname == Some(word)
        };
        let mut called = (0..self.members.len()).filter(|&m| is_called(&self.members[m]));
        called.next().filter(|_| called.next().is_none())
    }

    /// "Air Norland" and "the Norlandic ambassador": whether the text has an adjective made from a name, which then is that of a land.
    fn has_demonym(&self, member: MemberId, trees: &[Tree]) -> bool {
        let name = &self.members[member].name;
        let mut words = trees.iter().flat_map(|t| &t.nodes);
        self.members[member].nature == Nature::Party(PartyKind::State)
            || words.any(|n| n.is_capitalised() && is_demonym(&n.form, name))
    }

    /// The one body of the text whose name ends with a word.
    fn only_body_called(&self, word: &str) -> Option<MemberId> {
        let mut called =
            (0..self.members.len()).filter(|&m| is_last_word_of(word, &self.members[m]));
        called.next().filter(|_| called.next().is_none())
    }

    /// "Embalo" after "Aissatu Embalo" is nobody of the actor files with that surname, if the text names that one nowhere in full, nor
    /// by an office, nor earlier.
    fn take_listed_for_namesake(&mut self, k: usize, trees: &[Tree], gazetteer: &Gazetteer) {
        let listed = self.mentions[k].member;
        let is_bare = |m: &Mention| {
            m.high == m.low + 1 && !has_role_beside(&trees[m.sentence], m.low, gazetteer)
        };
        let named = || self.mentions.iter().filter(|m| m.member == listed);
        if self.members[listed].nature != Nature::Person || !named().all(is_bare) {
            return;
        }
        let mention = self.mentions[k];
        let word = &trees[mention.sentence].nodes[mention.low].form;
        let before: BTreeSet<MemberId> = self
            .mentions
            .iter()
            .take_while(|m| m.member != listed)
            .map(|m| m.member)
            .collect();
        let is_namesake = |m: &MemberId| {
            let other = &self.members[*m];
            let is_called = is_short_for(word, other) || is_first_family_name(word, other);
            other.entry.is_none() && other.nature == Nature::Person && is_called
        };
        let mut namesakes = before.into_iter().filter(is_namesake);
        if let (Some(person), None) = (namesakes.next(), namesakes.next()) {
            self.mentions[k].member = person;
            self.alias(person, word);
        }
    }

    /// "Army says it will stay": the only armed forces of a text, in a headline.
    fn only_army(&self, name: &str) -> Option<MemberId> {
        let is_army = matches!(name, "Army" | "Military" | "Armed Forces");
        let mut forces = (0..self.members.len()).filter(|&m| {
            let member = &self.members[m];
            is_army && member.entry.is_some() && member.sector == "MIL"
        });
        forces.next().filter(|_| forces.next().is_none())
    }

    /// Whether the state named most is one of the European Union, whose own affair it then is.
    fn is_among_members(&self) -> bool {
        const MEMBERS: &[&str] = &[
            "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC",
            "HUN", "IRL", "ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK",
            "SVN", "ESP", "SWE",
        ];
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in self.mentions.iter().filter(|m| !m.place) {
            let member = &self.members[mention.member];
            let state = member.code.as_deref();
            if let Some(state) = state.filter(|_| member.nature == Nature::Party(PartyKind::State))
            {
                *counts.entry(state).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        most.is_some_and(|(state, _)| MEMBERS.contains(&state))
    }

    /// "The Commission" beside "the EU", where the text names no other commission.
    pub(super) fn take_commission(&mut self, trees: &[Tree]) {
        let present = self.named_where(|_| true);
        let is_union = |&m: &MemberId| self.members[m].code.as_deref() == Some("EUR");
        let is_named = |m: &MemberId| {
            let member = &self.members[*m];
            let mut names = std::iter::once(&member.name).chain(&member.aliases);
            names.any(|n| n.ends_with(" Commission"))
        };
        let is_own = |m: &MemberId| self.members[*m].party.is_some_and(|p| is_union(&p));
        let Some(union) = present.iter().copied().find(is_union) else {
            return;
        };
        if present.iter().any(|m| is_named(m) && !is_own(m)) || self.is_among_members() {
            return;
        }
        let mut found = Vec::new();
        for (sentence, tree) in trees.iter().enumerate() {
            let nodes = tree.nodes.iter().enumerate().skip(1);
            for (word, _) in nodes.filter(|(_, n)| n.form == "Commission") {
                let is_definite = tree.nodes[word - 1].lemma == "the";
                if is_definite && self.at(sentence, word).is_none() {
                    found.push(Mention {
                        sentence,
                        low: word,
                        high: word + 1,
                        member: union,
                        kind: NameKind::Name,
                        place: false,
                    });
                }
            }
        }
        self.adopt(found);
    }

    /// "Marsk" after "Elin Marsk", "Norvale" after "Norvale Air", "FCA" after its definition.
    pub(super) fn adopt_short_names(&mut self, trees: &[Tree], gazetteer: &Gazetteer) {
        let mut settled: BTreeMap<MemberId, Option<MemberId>> = BTreeMap::new();
        for k in 0..self.mentions.len() {
            let short = self.mentions[k].member;
            if self.members[short].entry.is_some() {
                self.take_listed_for_person(k, trees);
                self.take_listed_for_namesake(k, trees, gazetteer);
                continue;
            }
            let name = self.members[short].name.clone();
            let long = *settled.entry(short).or_insert_with(|| {
                // "Norland" is no short form of "Norland Hauliers' Association" where it has ministers.
                let is_land = self.has_demonym(short, trees);
                let is_open =
                    |m: usize| m != short && !(is_land && self.members[m].nature != Nature::Person);
                (0..self.members.len())
                    .find(|&m| is_open(m) && is_short_for(&name, &self.members[m]))
                    .or_else(|| self.only_person_called(&name).filter(|&m| m != short))
                    .or_else(|| self.only_person_of_family(&name).filter(|&m| m != short))
                    .or_else(|| self.only_body_called(&name).filter(|&m| is_open(m)))
                    .or_else(|| self.only_army(&name).filter(|&m| m != short))
            });
            if let Some(long) = long {
                self.mentions[k].member = long;
                self.alias(long, &name);
            } else if self.members[short].nature == Nature::Unknown {
                let mention = self.mentions[k];
                let tree = &trees[mention.sentence];
                if has_role_beside(tree, mention.low, gazetteer) {
                    self.members[short].nature = Nature::Person;
                }
            }
        }
    }
}
