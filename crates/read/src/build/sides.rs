//! Who fills a slot of a rule.

use super::{Builder, Site};
use crate::article::{At, Who};
use crate::cast::Nature;
use crate::slots::whos_at;
use demarche_evidence::Actor;

/// The source of an event in a rule for sentences that do not say who did it.
pub(super) const NOBODY: &str = "nobody";

impl<'a> Builder<'a> {
    /// Everybody an actor slot stands for. `x.owner` is whoever owns or proposed `x`; `voice` is
    /// whoever says the sentence.
    pub(crate) fn whos(&self, site: Site<'_>, expression: &str) -> Vec<Who> {
        for alternative in expression.split('|') {
            let mut all: Vec<Who> = Vec::new();
            for slot in alternative.split('+') {
                for who in self.whos_of_slot(site, slot) {
                    if !all.iter().any(|w| w.name == who.name) {
                        all.push(who);
                    }
                }
            }
            if !all.is_empty() {
                return all;
            }
        }
        Vec::new()
    }

    /// As [`Self::whos`], but unnamed people who act for a party are that party: "negotiators
    /// from Norway" meet, demand and reject as Norway.
    pub(crate) fn parties(&self, site: Site<'_>, expression: &str) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for who in self.whos(site, expression) {
            let who = match who.party {
                Some(party) if who.member.is_none() => self.article.member_who(party, who.span),
                _ => who,
            };
            if !all.iter().any(|w| w.name == who.name) {
                all.push(who);
            }
        }
        all
    }

    pub(super) fn whos_of_slot(&self, site: Site<'_>, slot: &str) -> Vec<Who> {
        match slot {
            "voice" => return self.speaker_of(site).into_iter().collect(),
            "judge" => return self.judge(site),
            "others" => return self.others(site),
            "pair" => return self.both_sides(site.head()),
            "pressed" => return self.pressed(site),
            "supplier" => return self.supplier(site),
            "meeting" => return self.meeting_participants(site),
            "latest.owner" => return self.latest_proposer(site.head()).into_iter().collect(),
            _ => {}
        }
        if let Some(base) = slot.strip_suffix(".maker") {
            let made = self.places(site, base).into_iter().next();
            return made.map_or_else(Vec::new, |at| self.makers(at));
        }
        if let Some(base) = slot.strip_suffix(".owner") {
            let places = self.places(site, base);
            return places
                .first()
                .and_then(|&at| self.owner(at))
                .into_iter()
                .collect();
        }
        self.places(site, slot)
            .into_iter()
            .flat_map(|at| {
                if self.article.is_both_sides(at) {
                    self.both_sides(at)
                } else {
                    whos_at(self.scene(site), at)
                }
            })
            .collect()
    }

    /// Whom a withheld good presses: a main party that neither holds it nor asks for it.
    pub(super) fn pressed(&self, site: Site<'_>) -> Vec<Who> {
        let beneficiary = self.whos(site, "voice|root.agent|content.agent");
        let holders = self.whos(site, "agent|object.owner");
        let named = self.named_in(site.sentence);
        let is_free = |w: &Who| {
            let same = |o: &Who| o.party.is_some() && o.party == w.party;
            !beneficiary.iter().any(same) && !holders.iter().any(same)
        };
        let mut found: Vec<Who> = named.into_iter().filter(is_free).collect();
        if found.is_empty() {
            found = self
                .article
                .principals(site.head())
                .into_iter()
                .filter(is_free)
                .collect();
        }
        found.truncate(1);
        found
    }

    /// Who would supply what the sentence is about: a party in it that neither asks nor is pressed.
    fn supplier(&self, site: Site<'_>) -> Vec<Who> {
        let mut taken = self.whos(site, "on");
        taken.extend(self.under_pressure(site));
        let askers = self.whos(site, "agent|root.agent");
        let tree = self.article.tree(site.head());
        let asker_above: Vec<Who> = self.article.frames[site.sentence]
            .iter()
            .filter(|f| !f.nominal && tree.under(site.frame.head, f.head))
            .filter_map(|f| f.agent)
            .flat_map(|a| {
                self.article.who(At {
                    word: a,
                    ..site.head()
                })
            })
            .collect();
        let is_same = |a: &Who, b: &Who| a.party.is_some() && a.party == b.party;
        self.named_in(site.sentence)
            .into_iter()
            .find(|w| {
                !taken
                    .iter()
                    .chain(&askers)
                    .chain(&asker_above)
                    .any(|o| is_same(o, w))
                    && self.speaker_of(site).is_none_or(|s| !is_same(&s, w))
            })
            .into_iter()
            .collect()
    }

    /// Whoever the sentence says pressure is put on.
    fn under_pressure(&self, site: Site<'_>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let is_pressure = |w: &usize| {
            matches!(
                tree.nodes[*w].lemma.as_str(),
                "pressure" | "leverage" | "sanction"
            )
        };
        let on = |w: usize| {
            let after = tree
                .children_by(w, "nmod")
                .chain(tree.children_by(w, "obl"));
            let above = tree.nodes[w]
                .head
                .into_iter()
                .flat_map(|h| tree.children_by(h, "obl"));
            after
                .chain(above)
                .find(|&c| tree.preposition(c).as_deref() == Some("on"))
        };
        (0..tree.nodes.len())
            .filter(is_pressure)
            .filter_map(on)
            .flat_map(|word| {
                self.article.who(At {
                    word,
                    ..site.head()
                })
            })
            .collect()
    }

    /// Parties named in a sentence, in order.
    pub(super) fn named_in(&self, sentence: usize) -> Vec<Who> {
        let tree = &self.article.trees[sentence];
        let mut all: Vec<Who> = Vec::new();
        let named = self.article.cast.mentions_in(sentence);
        for m in named.iter().filter(|m| !m.place) {
            let who = self
                .article
                .member_who(m.member, tree.span_of(m.low, m.high));
            let is_known = who
                .party
                .is_some_and(|p| matches!(self.article.cast.members[p].nature, Nature::Party(_)));
            if is_known && !all.iter().any(|w| w.party == who.party) {
                all.push(who);
            }
        }
        all
    }

    fn meeting_participants(&self, site: Site<'_>) -> Vec<Who> {
        let at = self.places(site, "object|agent|head").into_iter().next();
        at.and_then(|at| self.find_meeting(at))
            .map(|m| self.participants(m))
            .unwrap_or_default()
    }

    /// The other main party, seen from the agent or speaker.
    pub(super) fn others(&self, site: Site<'_>) -> Vec<Who> {
        let own: Vec<Option<usize>> = self
            .whos(site, "agent|voice")
            .iter()
            .map(|w| w.party.or(w.member))
            .collect();
        let mut pair = self.article.principals(site.head());
        pair.retain(|w| !own.contains(&w.party.or(w.member)));
        pair.truncate(1);
        pair
    }

    /// Whoever a thing belongs to: the proposer of a proposal, the party named beside a noun.
    fn owner(&self, at: At) -> Option<Who> {
        self.article.affiliation(at).or_else(|| {
            self.find_proposal(at)
                .and_then(|p| self.proposals[p].proposer.clone())
        })
    }

    pub(crate) fn actors(&self, whos: &[Who]) -> Vec<Actor> {
        whos.iter().map(|w| self.article.actor(w)).collect()
    }
}
