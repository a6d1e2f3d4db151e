//! Names in the order of the text: entries of the actor file, and names that nobody listed.

use super::nature::{
    BODY_WORDS, guess_nature, is_body_run, is_byline, is_calendar, is_common_noun, is_company,
    is_continent_of_minister, is_dateline, is_first_name_before, is_form_of_state, is_holiday,
    is_occasion, is_own_body, is_place, is_portfolio,
};
use super::offices::{is_office, is_title, title_case};
use super::runs::{is_genitive, name_run, seen_run};
use super::settle::CLEAR;
use super::{Cast, Member, MemberId, Mention, Nature, join};
use crate::gazetteer::{Gazetteer, Hit, NameKind, What};
use crate::tree::{LIKELY, Node, Tree};
use demarche_evidence::PartyKind;
use std::collections::{BTreeMap, BTreeSet};

impl Cast {
    pub(super) fn scan(&mut self, sentence: usize, tree: &Tree, gazetteer: &Gazetteer) {
        let is_heading = tree.is_heading();
        let cased: Vec<String> = tree
            .nodes
            .iter()
            .map(|n| {
                if is_heading {
                    title_case(&n.form)
                } else {
                    n.form.clone()
                }
            })
            .collect();
        let forms: Vec<&str> = cased.iter().map(String::as_str).collect();
        let mut i = 0;
        while i < forms.len() {
            // "The East African *Community*" begins like a newspaper and is a body.
            let cuts_a_name = |len: usize| {
                let within = i + 1..i + len;
                let mut ends = within.filter_map(|k| Some(k + gazetteer.longest(&forms[k..])?.len));
                ends.any(|end| end > i + len)
            };
            if let Some(len) = gazetteer
                .place(&forms[i..])
                .filter(|&len| !cuts_a_name(len))
            {
                i += len;
                continue;
            }
            if is_continent_of_minister(tree, i) {
                i += 1;
                continue;
            }
            let run = if is_heading || is_office(tree, i, gazetteer) {
                0
            } else {
                name_run(tree, i).max(seen_run(tree, i))
            };
            let hit = gazetteer
                .longest(&forms[i..])
                .filter(|h| !cuts_a_name(h.len))
                .filter(|h| {
                    // "President Xi Jinping": the name in full, not the title with half of it.
                    let is_cut = is_title(forms[i])
                        && gazetteer
                            .longest(&forms[i + 1..])
                            .is_some_and(|full| full.len >= h.len);
                    !is_cut
                })
                .filter(|h| {
                    let is_person = matches!(gazetteer.entry(h.entry).what, What::Person { .. });
                    // "President Sofia Brandeau": a given name that is that of a capital, too.
                    let is_titled = i > 0
                        && (is_title(forms[i - 1])
                            || is_common_role(&tree.nodes[i - 1], gazetteer));
                    let is_seen = || tree.nodes[i + 1].share_as("person") >= LIKELY;
                    let is_given = h.len == 1
                        && run > 1
                        && h.kind == NameKind::Capital
                        && (is_titled || gazetteer.gender(forms[i]).is_some() && is_seen());
                    let is_longer = is_person && is_longer_name(tree, i, h.len, run);
                    !is_given
                        && !is_longer
                        && !(is_person && h.len == 1 && (run > 1 || is_first_name_before(tree, i)))
                        && !(h.kind == NameKind::Name
                            && h.len < run
                            && (is_body_run(&forms[i..i + run]) || run == seen_run(tree, i)))
                        && !(h.kind == NameKind::Demonym
                            && (is_own_body(&forms[i..i + run])
                                || is_company(tree, i, run, gazetteer)))
                        && !is_date_word(tree, i)
                });
            let hit = hit.or_else(|| family_first(&forms[i..i + run], gazetteer));
            let len = if let Some(hit) = hit {
                self.mention_entry(sentence, tree, i, hit, gazetteer);
                hit.len
            } else if run > 0 && !is_date_word(tree, i) {
                self.mention_unknown(sentence, tree, i, run, gazetteer);
                run
            } else {
                1
            };
            i += len;
        }
    }

    fn mention_entry(
        &mut self,
        sentence: usize,
        tree: &Tree,
        low: usize,
        hit: Hit,
        gazetteer: &Gazetteer,
    ) {
        let member = self.enlist(hit.entry, gazetteer);
        let high = low + hit.len;
        let alias = join(tree, low, high);
        let is_fuller = hit.len > 1 && self.members[member].nature == Nature::Person;
        if is_fuller && alias.len() >= self.members[member].name.len().min(alias.len()) {
            // People go by the fullest form the text gives, not by the file's spelling.
            let known = std::mem::replace(&mut self.members[member].name, alias.clone());
            self.alias(member, &known);
            self.named.entry(alias.clone()).or_insert(member);
        }
        self.alias(member, &alias);
        let place = matches!(hit.kind, NameKind::Capital | NameKind::Name)
            && is_place(tree, low, high)
            || is_dateline(tree, low);
        self.mentions.push(Mention {
            sentence,
            low,
            high,
            member,
            kind: hit.kind,
            place,
        });
    }

    fn mention_unknown(
        &mut self,
        sentence: usize,
        tree: &Tree,
        low: usize,
        len: usize,
        gazetteer: &Gazetteer,
    ) {
        let high = low + len;
        let name = join(tree, low, high);
        let is_first = low == 0 && len == 1;
        if is_first && tree.nodes[low].upos != "PROPN" || name.chars().count() < 2 {
            return;
        }
        if is_holiday(&name) || is_occasion(tree, high) || is_byline(tree, low) {
            return;
        }
        if is_portfolio(tree, low) || is_form_of_state(&name) {
            return;
        }
        if is_common_noun(tree, low, len, gazetteer) {
            if let Some(member) = self.body_ending_in(&name) {
                self.mentions.push(Mention {
                    sentence,
                    low,
                    high,
                    member,
                    kind: NameKind::Name,
                    place: false,
                });
            }
            return;
        }
        let nature = guess_nature(tree, low, high, gazetteer);
        if len == 1 && tree.nodes[low].upos != "PROPN" && nature == Nature::Unknown {
            return;
        }
        let known = self.named.get(&name).copied();
        let member = known.unwrap_or_else(|| {
            self.add(Member {
                gender: gazetteer.gender(tree.nodes[low].form.as_str()),
                name: name.clone(),
                aliases: Vec::new(),
                code: None,
                role: None,
                sector: String::new(),
                nature,
                party: None,
                entry: None,
            })
        });
        if self.members[member].nature == Nature::Unknown {
            self.members[member].nature = nature;
        }
        self.mentions.push(Mention {
            sentence,
            low,
            high,
            member,
            kind: NameKind::Name,
            place: nature == Nature::Unknown && is_place(tree, low, high) || is_dateline(tree, low),
        });
        if let Some(acronym) = acronym_after(tree, high) {
            self.alias(member, &acronym);
        }
    }

    /// "the Commission" after "Workplace Commission": the body last brought in whose name ends so.
    fn body_ending_in(&self, word: &str) -> Option<MemberId> {
        let ends = |m: &MemberId| {
            let member = &self.members[*m];
            let is_body = matches!(
                member.nature,
                Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
            );
            let last = member.name.rsplit_once(' ').map(|(_, last)| last);
            is_body && last == Some(word)
        };
        self.mentions.iter().rev().map(|m| m.member).find(ends)
    }

    /// A single unknown word that is only ever capitalised at the start of a sentence is no name,
    /// unless the tagger takes it for one there time and again, or as an owner, or it says something.
    pub(super) fn drop_opening_words(&mut self, trees: &[Tree], is_speech: &dyn Fn(&str) -> bool) {
        let members = &self.members;
        let opens = |t: &Tree| -> Option<String> {
            let is_name = t.nodes.first().is_some_and(|n| n.upos == "PROPN");
            is_name.then(|| t.nodes[0].form.clone())
        };
        let mut openings: BTreeMap<String, usize> = BTreeMap::new();
        for tree in trees {
            if let Some(word) = opens(tree) {
                let is_owner = tree.nodes.get(1).is_some_and(is_genitive);
                let first = &tree.nodes[0];
                let verb = first.head.filter(|_| first.is("nsubj"));
                let speaks = verb.is_some_and(|v| is_speech(&tree.nodes[v].lemma));
                *openings.entry(word).or_default() += if is_owner || speaks { 2 } else { 1 };
            }
        }
        let is_opening =
            |m: &Mention| m.low == 0 && m.high == 1 && members[m.member].nature == Nature::Unknown;
        let elsewhere: BTreeSet<&str> = trees
            .iter()
            .flat_map(|t| t.nodes.iter().skip(1))
            .filter(|n| n.is_capitalised())
            .map(|n| n.form.as_str())
            .collect();
        self.mentions.retain(|m| {
            // "*Air* traffic controllers"
            let opens = m.low == 0 && m.high == 1 && members[m.member].entry.is_none();
            if opens && is_of_common_noun(&trees[m.sentence]) {
                return false;
            }
            let word = trees[m.sentence].nodes[0].form.as_str();
            let is_acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            !is_opening(m)
                || is_acronym
                || is_seen_name(&trees[m.sentence].nodes[0])
                || elsewhere.contains(word)
                || openings.get(word).is_some_and(|&count| count > 1)
        });
    }
}

impl Cast {
    /// "Nurses reject": no name, where the text has "nurses" too.
    pub(super) fn drop_common_nouns(&mut self, trees: &[Tree]) {
        let nodes = trees.iter().flat_map(|t| &t.nodes);
        let plurals: BTreeSet<&str> = nodes
            .filter(|n| n.xpos == "NNS" && !n.is_capitalised())
            .map(|n| n.form.as_str())
            .collect();
        let members = &self.members;
        self.mentions.retain(|m| {
            let member = &members[m.member];
            let is_open = !member.is_listed() && m.high == m.low + 1;
            let word = trees[m.sentence].nodes[m.low].form.to_lowercase();
            !is_open || !plurals.contains(word.as_str())
        });
    }
}

/// "*Air* traffic controllers", "*Port* workers": a word for a body that opens a sentence and only says of what kind the people behind
/// it are.
fn is_of_common_noun(tree: &Tree) -> bool {
    let first = &tree.nodes[0];
    let noun = first.head.map(|h| &tree.nodes[h]);
    let is_body = BODY_WORDS.contains(&first.form.to_lowercase().as_str());
    is_body && first.is("compound") && noun.is_some_and(|n| n.upos == "NOUN" && !n.is_capitalised())
}

/// "Monday", but not "*Jan* Brandt".
fn is_date_word(tree: &Tree, i: usize) -> bool {
    let goes_on = tree
        .nodes
        .get(i + 1)
        .is_some_and(|n| n.share_as("person") >= CLEAR);
    is_calendar(&tree.nodes[i].form) && !(goes_on && tree.nodes[i].share_as("person") >= CLEAR)
}

/// "Akazawa Ryosei", "Szijjarto Peter": somebody of the files whose family goes first.
fn family_first(name: &[&str], gazetteer: &Gazetteer) -> Option<Hit> {
    let &[family, given] = name else {
        return None;
    };
    let hit = gazetteer.longest(&[given, family])?;
    let is_person = matches!(gazetteer.entry(hit.entry).what, What::Person { .. });
    (hit.len == 2 && is_person).then_some(hit)
}

/// "Pedro Sanchez *Suarez*": whether a listed name is only the beginning of the one that the model sees.
fn is_longer_name(tree: &Tree, low: usize, known: usize, run: usize) -> bool {
    let mut rest = (low + known..low + run).map(|i| tree.nodes[i].share_as("person"));
    known < run && rest.all(|share| share >= CLEAR)
}

/// "*Norland* offered on Monday": a word that the tagger and the model both take for a name, of whatever kind.
fn is_seen_name(node: &Node) -> bool {
    let share = node.name.as_ref().map(|s| s.share.probability());
    node.upos == "PROPN" && share.is_some_and(|s| s >= LIKELY)
}

/// "chief", "spokeswoman": a role that is written small before a name.
fn is_common_role(node: &Node, gazetteer: &Gazetteer) -> bool {
    let is_role = |lemma: &str| gazetteer.sector(lemma).is_some_and(|s| s.is_role);
    node.upos == "NOUN" && !node.is_capitalised() && is_role(&node.lemma)
}

/// "(FCA)" right after a name.
fn acronym_after(tree: &Tree, high: usize) -> Option<String> {
    let open = tree.nodes.get(high)?;
    let word = tree.nodes.get(high + 1)?;
    let close = tree.nodes.get(high + 2)?;
    (open.form == "("
        && close.form == ")"
        && word.form.chars().all(|c| c.is_uppercase() || c == '-'))
    .then(|| word.form.clone())
}
