//! The sides the text is about, those that go between them, and who leads a side.

use super::groups::OF_STATES;
use super::{Article, At, Who};
use crate::cast::{MemberId, Mention, Nature};
use demarche_evidence::PartyKind;
use std::collections::BTreeSet;

/// How many sentences before and behind a place count when asking whom the text is about there.
const FOREGROUND: usize = 60;

/// How many sentences the lead of an article has, its headline and dateline included.
const LEAD: usize = 3;

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
            if role.contains("deputy") || role.contains("vice") {
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
    fn lead_end(&self) -> usize {
        let told = self.trees.iter().enumerate();
        let mut told = told.filter(|(_, t)| t.nodes.len() >= LEAD_WORDS);
        told.nth(LEAD - 1)
            .map_or(LEAD, |(sentence, _)| sentence + 1)
    }

    /// The `count` parties a text is most about at `at`.
    pub fn main_parties(&self, at: At, count: usize) -> Vec<Who> {
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
        // "the two capitals", "both presidents": those of states, if there are as many.
        let is_state = |m: MemberId| self.cast.members[m].nature == Nature::Party(PartyKind::State);
        let states = weight.iter().filter(|(m, _)| is_state(*m)).count();
        if OF_STATES.contains(&self.tree(at).nodes[at.word].lemma.as_str()) && states >= count {
            weight.retain(|(m, _)| is_state(*m));
        }
        let span = self.tree(at).nodes[at.word].span;
        let mut pair: Vec<MemberId> = weight.iter().take(count).map(|(m, _)| *m).collect();
        pair.sort_unstable();
        pair.into_iter().map(|m| self.member_who(m, span)).collect()
    }
}
