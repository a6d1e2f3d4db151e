//! Whom people act for whose role alone says it: "Green leader Saskia Vohl", "General secretary Carol Whitlow".

use super::groups::body_class;
use super::{Article, At};
use crate::cast::{MemberId, Mention, Nature};
use demarche_evidence::PartyKind;
use std::collections::{BTreeMap, BTreeSet};

/// Roles of those who act between sides, or for none.
const BETWEEN: &[&str] = &[
    "mediator",
    "envoy",
    "analyst",
    "professor",
    "researcher",
    "economist",
    "former",
    "judge",
    "conciliator",
    "arbitrator",
    "facilitator",
    "expert",
    "fellow",
    "historian",
    "state",
    "federal",
];

/// Roles that only companies have, those of international organisations, and those that only unions have.
const OF_COMPANIES: &[&str] = &[
    "chief executive",
    "general manager",
    "plant manager",
    "managing director",
    "managing partner",
    "personnel director",
    "finance director",
    "operations director",
    "human resources",
];
const OF_ORGANISATIONS: &[&str] = &["director general", "director-general", "secretary-general"];
const OF_UNIONS: &[&str] = &["general secretary", "shop steward", "branch secretary"];

/// Roles that every side has: whose they are, the sentences before must say.
const OF_ANY: &[&str] = &[
    "negotiator",
    "leader",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "president",
    "commander",
];

impl Article<'_> {
    /// Gives people with a role and no party the party whose name their role has in it, else the only one of the text that has
    /// such roles, else the one that acts in the sentences before.
    pub(super) fn settle_roles(&mut self) {
        let mut seen = BTreeSet::new();
        for k in 0..self.cast.mentions.len() {
            let mention = self.cast.mentions[k];
            let member = &self.cast.members[mention.member];
            let is_open =
                member.nature == Nature::Person && member.party.is_none() && !member.is_listed();
            let Some(role) = member.role.as_deref().filter(|_| is_open) else {
                continue;
            };
            let words: Vec<String> = role.split_whitespace().map(kind_of_word).collect();
            let role = words.join(" ");
            let is_between = words.iter().any(|w| BETWEEN.contains(&w.as_str()));
            let is_first = seen.insert(mention.member);
            let party = self.named_in_role(&mention, &words).or_else(|| {
                let by_class = self
                    .only_one_with(&role, k)
                    .or_else(|| self.governing(&words))
                    .or_else(|| self.commissioning(&words));
                let by_text = || self.acting_before(&mention, &role);
                let found = by_class.or_else(|| by_text().filter(|_| is_first));
                found.filter(|_| !is_between)
            });
            self.cast.members[mention.member].party = party.filter(|&p| p != mention.member);
        }
    }

    /// "Norland's chief negotiator said … Ada Lund told reporters": who is brought in without an office speaks on for the one who has
    /// just spoken and had no name.
    pub(super) fn settle_speakers(&mut self) {
        let mut seen = BTreeSet::new();
        for k in 0..self.cast.mentions.len() {
            let mention = self.cast.mentions[k];
            let member = &self.cast.members[mention.member];
            let is_first = seen.insert(mention.member);
            let is_open = member.nature == Nature::Person
                && member.party.is_none()
                && member.role.is_none()
                && !member.is_listed();
            if !is_first || !is_open || !self.says(mention.sentence, mention.low) {
                continue;
            }
            let officer = mention.sentence.checked_sub(1);
            if let Some(party) = officer.and_then(|s| self.nameless_officer(s)) {
                self.cast.members[mention.member].party = Some(party);
            }
        }
    }

    /// Whether a word, or the name that it is part of, is the subject of a verb of saying.
    fn says(&self, sentence: usize, word: usize) -> bool {
        let nodes = &self.trees[sentence].nodes;
        let is_part = nodes[word].is("flat") || nodes[word].is("compound");
        let top = nodes[word].head.filter(|_| is_part).unwrap_or(word);
        let verb = nodes[top].head.filter(|_| nodes[top].is("nsubj"));
        verb.is_some_and(|v| self.lexicon.is(&nodes[v].lemma, "say"))
    }

    /// For whom an officer speaks who says something in a sentence and has no name in the text so far.
    fn nameless_officer(&self, sentence: usize) -> Option<MemberId> {
        let nodes = &self.trees[sentence].nodes;
        let is_officer = |&word: &usize| {
            let sector = self.gazetteer.sector(&nodes[word].lemma);
            nodes[word].xpos == "NN"
                && sector.is_some_and(|s| s.is_role && s.for_party)
                && self.says(sentence, word)
        };
        let word = (0..nodes.len()).find(is_officer)?;
        let mut officers = self.who_alone(At { sentence, word });
        let officer = officers.pop().filter(|_| officers.is_empty())?;
        officer.party.filter(|_| officer.member.is_none())
    }

    /// The party named nearest before, else first behind, whose name opens or closes with a word of the role.
    fn named_in_role(&self, mention: &Mention, words: &[String]) -> Option<MemberId> {
        let is_named = |m: &&Mention| {
            let member = &self.cast.members[m.member];
            let is_body = matches!(
                member.nature,
                Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
            );
            let name: Vec<String> = member.name.split_whitespace().map(kind_of_word).collect();
            // "Health Secretary" is not of the "health board".
            let is_name = member.name.starts_with(char::is_uppercase);
            let first = name.first().filter(|_| is_name);
            // "Local president", of "Metalworkers Local 418"
            let branch = name
                .iter()
                .filter(|w| matches!(w.as_str(), "local" | "lodge" | "chapter"));
            let mut ends = first.into_iter().chain(name.last()).chain(branch);
            is_body && !m.place && ends.any(|end| words.contains(end))
        };
        let before = self.cast.mentions_before(mention.sentence, mention.low);
        let behind = &self.cast.mentions[before.len()..];
        let found = before.iter().rev().find(is_named);
        found
            .or_else(|| behind.iter().find(is_named))
            .map(|m| m.member)
    }

    /// "Government negotiator": of the state that the text names most.
    fn governing(&self, role: &[String]) -> Option<MemberId> {
        let is_state = |m: MemberId| self.cast.members[m].nature == Nature::Party(PartyKind::State);
        if !role.iter().any(|w| w == "government") {
            return None;
        }
        let named = self.cast.mentions.iter().filter(|m| !m.place);
        let mut counts: BTreeMap<MemberId, usize> = BTreeMap::new();
        for mention in named.filter(|m| is_state(m.member)) {
            *counts.entry(mention.member).or_default() += 1;
        }
        // The first of equals.
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(state, _)| state)
    }

    /// "Trade Commissioner Henrike Lund": of the European Union, if the text names it.
    fn commissioning(&self, role: &[String]) -> Option<MemberId> {
        const PORTFOLIOS: &[&str] = &[
            "trade",
            "agriculture",
            "climate",
            "competition",
            "economy",
            "enlargement",
            "energy",
            "fishery",
            "fisherie",
            "industry",
            "transport",
        ];
        let has = |words: &[&str]| role.iter().any(|w| words.contains(&w.as_str()));
        let is_union = |m: &MemberId| self.cast.members[*m].code.as_deref() == Some("EUR");
        let mut named = self.cast.mentions.iter().map(|m| m.member);
        named
            .find(is_union)
            .filter(|_| has(&["commissioner"]) && has(PORTFOLIOS))
    }

    /// The only company for a chief executive, the only union for a general secretary: of those named before mention `k`, or of all.
    fn only_one_with(&self, role: &str, k: usize) -> Option<MemberId> {
        let is_one = |roles: &[&str]| roles.iter().any(|r| role.contains(r));
        let class = if is_one(OF_COMPANIES) {
            "company"
        } else if is_one(OF_ORGANISATIONS) {
            "bloc"
        } else if is_one(OF_UNIONS) {
            "union"
        } else {
            return None;
        };
        let only = |mentions: &[Mention]| {
            let named = mentions.iter().filter(|m| !m.place).map(|m| m.member);
            let all: BTreeSet<MemberId> = named.filter(|&m| self.is_of_class(m, class)).collect();
            all.first().copied().filter(|_| all.len() == 1)
        };
        only(&self.cast.mentions[..k]).or_else(|| only(&self.cast.mentions))
    }

    fn is_of_class(&self, member: MemberId, class: &str) -> bool {
        let member = &self.cast.members[member];
        let is_body = matches!(
            member.nature,
            Nature::Party(PartyKind::Org | PartyKind::Group)
        );
        let is_joined = class == "company" && is_of_people(&member.name);
        is_body && body_class(member, self) == class && !is_joined
    }

    /// Who acts in the nearest sentence before in the same paragraph.
    fn acting_before(&self, mention: &Mention, role: &str) -> Option<MemberId> {
        if !OF_ANY.iter().any(|r| role.ends_with(r)) {
            return None;
        }
        let paragraph = self.trees[mention.sentence].paragraph;
        let earlier = (0..mention.sentence).rev();
        let mut same = earlier.take_while(|&s| self.trees[s].paragraph == paragraph);
        same.find_map(|sentence| {
            let tree = &self.trees[sentence];
            let here = self.cast.mentions_in(sentence).iter();
            let mut acting = here.filter(|m| {
                let is_subject = (m.low..m.high).any(|i| tree.nodes[i].is("nsubj"));
                is_subject && !m.place
            });
            let member = acting.next()?.member;
            self.cast.members[member]
                .party
                .or_else(|| self.cast.principal(member))
        })
    }
}

/// "Pitworkers' Alliance": people who have joined, and no company.
fn is_of_people(name: &str) -> bool {
    let joined = ["alliance", "front", "movement", "association", "league"];
    let lower = name.to_lowercase();
    let is_owned = lower.contains("s' ") || lower.contains("s’ ");
    is_owned || joined.iter().any(|word| lower.ends_with(word))
}

/// A word without what tells one from many or owner from thing: "Greens", "Harlan's".
fn kind_of_word(word: &str) -> String {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
    let bare = bare.trim_end_matches(['\'', '’', ',']);
    let one = bare.strip_suffix('s').unwrap_or(bare);
    if one == "isle" { "island" } else { one }.to_owned()
}
