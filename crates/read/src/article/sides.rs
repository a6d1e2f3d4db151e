//! The sides the text is about, those that go between them, and who leads a side.

use super::groups::{OF_STATES, body_class};
use super::{Article, At, Who};
use crate::cast::{MemberId, Mention, Nature};
use demarche_evidence::PartyKind;
use demarche_text::encoder::exp;
use std::collections::BTreeSet;

/// How many sentences before and behind a place count when asking whom the text is about there.
const FOREGROUND: usize = 60;

/// How many sentences the lead of an article has, its headline and dateline included.
const LEAD: usize = 3;

/// In the role of somebody who is not, or no longer, the leader that is named in it.
const NO_LEADER: &[&str] = &[
    "deputy",
    "vice",
    "former",
    "ex",
    "aide",
    "adviser",
    "advisor",
    "assistant",
    "candidate",
    "rival",
    "envoy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "office",
];

/// What a party counts that nothing is known of.
const NO_SIDE: f64 = -5.0;

/// How much more than the foreground it counts what speaks for a party being a side, and what share of the highest stands for none.
const STANDING: f64 = 2.0;
const FAINT: f64 = 0.02;

/// How much less than the second of the sides a party counts that is none.
const FAR: f64 = 1.5;

/// How many words a sentence of the lead has at least.
const LEAD_WORDS: usize = 8;

impl<'a> Article<'a> {
    /// Members of unknown nature that are nowhere a subject, an owner or one of those something is
    /// between.
    pub(super) fn find_idle(&self) -> BTreeSet<MemberId> {
        let takes_part = |m: &Mention| {
            let tree = &self.trees[m.sentence];
            (m.low..m.high).any(|i| {
                let node = &tree.nodes[i];
                let preposition = tree.preposition(i);
                let is_party = matches!(
                    preposition.as_deref(),
                    Some("between" | "with" | "by" | "among" | "against" | "according to")
                );
                node.rel == "nmod:poss" || node.is("iobj") || node.is("conj") || is_party
            })
        };
        let mut idle: BTreeSet<MemberId> = (0..self.cast.members.len())
            .filter(|&m| self.cast.members[m].nature == Nature::Unknown)
            .collect();
        for mention in &self.cast.mentions {
            let tree = &self.trees[mention.sentence];
            let is_name_of = tree.nodes[mention.high - 1].is("compound"); // "Korea talks"
            let acts = self.is_acting(mention) && !is_name_of || takes_part(mention);
            if acts && !mention.place && idle.contains(&mention.member) {
                idle.remove(&mention.member);
            }
        }
        idle
    }

    /// Hosts and mediators: agents of verbs of bringing together, owners of mediators.
    pub(super) fn find_go_betweens(&self) -> BTreeSet<MemberId> {
        let mut found = BTreeSet::new();
        for (sentence, frames) in self.frames.iter().enumerate() {
            for frame in frames {
                let brings = self.lexicon.is(&frame.lemma, "bring-together");
                // "invited both sides": who is neither of them
                let guest = frame.object.or(frame.recipient);
                let invites = matches!(frame.lemma.as_str(), "invite" | "summon" | "urge")
                    && guest.is_some_and(|word| self.is_both_sides(At { sentence, word }));
                if let Some(word) = frame.agent.filter(|_| brings || invites) {
                    let whos = self.who(At { sentence, word });
                    found.extend(whos.iter().filter_map(|w| w.party));
                }
            }
            for (word, node) in self.trees[sentence].nodes.iter().enumerate() {
                if node.upos == "NOUN" && self.lexicon.is(&node.lemma, "go-between") {
                    let owner = self.affiliation(At { sentence, word });
                    found.extend(owner.and_then(|w| w.party));
                }
            }
        }
        for (id, member) in self.cast.members.iter().enumerate() {
            let role = member.role.as_deref().unwrap_or_default().to_lowercase();
            let mut words = role.split(|c: char| !c.is_alphanumeric());
            if member.nature == Nature::Person && words.any(|w| self.lexicon.is(w, "go-between")) {
                found.extend(self.cast.principal(id));
            }
        }
        found
    }

    /// The head of state or government of a party, if the article names one.
    pub(super) fn leader_of(&self, party: &Who) -> Option<Who> {
        let leads = |role: &str| {
            let role = role.to_lowercase();
            let mut words = role.split(|c: char| !c.is_alphanumeric());
            if words.any(|w| NO_LEADER.contains(&w)) || role.contains("presidential") {
                return false;
            }
            [
                "president",
                "prime minister",
                "chancellor",
                "premier",
                "leader",
                "king",
                "monarch",
            ]
            .iter()
            .any(|office| role.contains(office))
        };
        let member = (0..self.cast.members.len()).find(|&m| {
            let member = &self.cast.members[m];
            member.nature == Nature::Person
                && member.role.as_deref().is_some_and(leads)
                && self.cast.principal(m).is_some()
                && self.cast.principal(m) == party.party
        })?;
        Some(self.member_who(member, party.span))
    }

    /// The two parties a text is most about at `at`: those named most, above all as acting and
    /// shortly before; one or none if the article names no more.
    pub fn principals(&self, at: At) -> Vec<Who> {
        self.main_parties(at, 2)
    }

    /// The two parties a text is most about at `at`, without some.
    pub fn main_parties_but(&self, at: At, is_out: &dyn Fn(&Who) -> bool) -> Vec<Who> {
        let two = self.principals(at);
        if !two.iter().any(is_out) {
            return two;
        }
        let mut all = self.main_parties(at, 4);
        all.retain(|w| !is_out(w));
        all.truncate(2);
        all
    }

    /// The sentence behind the lead: titles, dates and lines of a word or two are none of it.
    pub(super) fn lead_end(&self) -> usize {
        let told = self.trees.iter().enumerate();
        let mut told = told.filter(|(_, t)| t.nodes.len() >= LEAD_WORDS);
        told.nth(LEAD - 1)
            .map_or(LEAD, |(sentence, _)| sentence + 1)
    }

    /// How much each party stands in the foreground at `at`: named most, above all as acting and shortly before.
    pub(super) fn foreground(&self, at: At) -> Vec<(MemberId, f64)> {
        let mut weight: Vec<(MemberId, f64)> = Vec::new();
        let around = (
            at.sentence.saturating_sub(FOREGROUND),
            at.sentence + FOREGROUND,
        );
        let lead = self.lead_end();
        for mention in self.cast.mentions_from(around.0, around.1) {
            let is_lead = mention.sentence < lead;
            if mention.place || !is_lead && self.is_adjective(mention) {
                continue;
            }
            let Some(party) = self.cast.principal(mention.member) else {
                continue;
            };
            let nature = self.cast.members[party].nature;
            if nature == Nature::Media || nature == Nature::Person {
                continue;
            }
            let distance = at.sentence.abs_diff(mention.sentence);
            let before = (mention.sentence, mention.low) < (at.sentence, at.word);
            let near = if before {
                1.0 / (1.0 + distance as f64 / 4.0)
            } else {
                0.1
            };
            // Whom the first lines name, in whatever form, the whole text is about.
            let near = if is_lead { near.max(0.7) } else { near };
            let known = if nature == Nature::Unknown { 0.4 } else { 1.0 };
            let is_acting = self.is_acting(mention);
            let acting = if is_acting || is_lead { 1.0 } else { 0.3 };
            if nature == Nature::Unknown && !is_acting {
                continue; // places and things have names too
            }
            // Those who bring the parties together are named often, too.
            let is_between =
                self.cast.members[party].sector == "IGO" || self.go_betweens.contains(&party);
            let between = if is_between { 0.4 } else { 1.0 };
            let sum = near * known * acting * between;
            match weight.iter_mut().find(|(p, _)| *p == party) {
                Some((_, w)) => *w += sum,
                None => weight.push((party, sum)),
            }
        }
        weight.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weight
    }

    /// The `count` parties a text is most about at `at`, in the order in which it names them.
    pub fn main_parties(&self, at: At, count: usize) -> Vec<Who> {
        let mut chosen = self.ranked_parties(at, count);
        chosen.sort_unstable_by_key(|w| w.party);
        chosen
    }

    /// The same by rank: by what speaks for their being its sides, and how they stand in the foreground.
    pub fn ranked_parties(&self, at: At, count: usize) -> Vec<Who> {
        let mut weight = self.foreground(at);
        let highest = weight.first().map_or(1.0, |(_, w)| *w);
        if !self.standing.is_empty() {
            for (party, w) in &mut weight {
                let standing = self.standing.get(party).copied().unwrap_or(NO_SIDE);
                #[expect(clippy::cast_possible_truncation, reason = "weights of a few units")]
                let odds = exp((STANDING * standing) as f32);
                *w = (*w / highest + FAINT) * f64::from(odds);
            }
            weight.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        if OF_STATES.contains(&self.tree(at).nodes[at.word].lemma.as_str()) {
            self.keep_states(&mut weight, count);
        }
        let span = self.tree(at).nodes[at.word].span;
        let ranked: Vec<MemberId> = weight.into_iter().map(|(m, _)| m).collect();
        let chosen = self.without_kin(&ranked, count);
        let who = |m| self.member_who(m, span);
        chosen.into_iter().map(who).collect()
    }

    /// Whether a party brings others together.
    pub fn is_go_between(&self, party: MemberId) -> bool {
        self.go_betweens.contains(&party)
    }

    /// Whether a party is far from being one of the sides of the text: "Labour law talks" are none of Labour's.
    pub fn is_no_side(&self, party: MemberId) -> bool {
        let own = self.standing.get(&party).zip(self.least_standing);
        own.is_some_and(|(own, least)| *own < least)
    }

    /// The least that a side counts, by the second of all.
    pub(super) fn find_least_standing(&self) -> Option<f64> {
        let mut all: Vec<f64> = self.standing.values().copied().collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all.get(1).map(|second| second - FAR)
    }

    /// "the two capitals", "both presidents": those of states, if as many have a part in it. Those of whom there is only talk come last.
    fn keep_states(&self, weight: &mut Vec<(MemberId, f64)>, count: usize) {
        let is_state = |m: MemberId| {
            let is_state = self.cast.members[m].nature == Nature::Party(PartyKind::State);
            is_state && !self.go_betweens.contains(&m)
        };
        let named: BTreeSet<MemberId> = weight.iter().map(|(m, _)| *m).collect();
        let others = self.standing.iter().map(|(m, s)| (*m, *s));
        let mut others: Vec<(MemberId, f64)> = others
            .filter(|(m, _)| is_state(*m) && !named.contains(m))
            .collect();
        others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let states = named.iter().filter(|m| is_state(**m)).count() + others.len();
        if states >= count {
            weight.retain(|(m, _)| is_state(*m));
            weight.extend(others);
        }
    }

    /// The first `count` of those ranked, a body and the people it is made of as one.
    fn without_kin(&self, ranked: &[MemberId], count: usize) -> Vec<MemberId> {
        let mut chosen: Vec<MemberId> = Vec::new();
        for &next in ranked {
            let own = |c: &MemberId| self.is_made_of(next, *c) || self.is_made_of(*c, next);
            match chosen.iter().position(own) {
                Some(known) if self.is_made_of(next, chosen[known]) => chosen[known] = next,
                Some(_) => {}
                None if chosen.len() < count => chosen.push(next),
                None => break,
            }
        }
        chosen
    }

    /// "the rebels" beside a movement, "the drivers" beside a union, "the government" beside a state: whether a group without a name
    /// is likely what a body consists of, or what it is called for short.
    fn is_made_of(&self, body: MemberId, group: MemberId) -> bool {
        let group = &self.cast.members[group];
        let noun = group.name.rsplit(' ').next().unwrap_or_default();
        let sector = self
            .gazetteer
            .sector(noun.strip_suffix('s').unwrap_or(noun))
            .or_else(|| self.gazetteer.sector(noun));
        let (Some(sector), true) = (sector, is_without_name(&group.name)) else {
            return false;
        };
        let body = &self.cast.members[body];
        if body.nature == Nature::Party(PartyKind::State) {
            return sector.sector == "GOV";
        }
        match body_class(body, self) {
            "union" => sector.sector == "UNION" || sector.is_role && sector.sector == "CVL",
            "movement" => sector.sector == "REB",
            _ => false,
        }
    }
}

/// Whether a member is known by common nouns only: "the captors".
pub(super) fn is_without_name(name: &str) -> bool {
    !name.contains(char::is_uppercase)
}
