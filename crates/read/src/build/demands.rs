//! What a party wants of another.

use super::{Builder, Draft, STANCES, Site, argue, argument};
use crate::rules::Rule;
use demarche_evidence::{Argument, Body, Demand, Span};
use std::collections::BTreeMap;

impl<'a> Builder<'a> {
    pub(super) fn make_demand(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
        refusal: bool,
    ) -> bool {
        let wanting = self.parties(site, by);
        // "He urged them to resist": what they are asked to do they have not done.
        if refusal && self.is_asked_for(site) {
            return false;
        }
        // "The two could meet if Chile apologised, an official said": his condition, not theirs.
        let wanting = match self.speaker_of(site) {
            Some(speaker) if wanting.len() > 1 && what == "if" => vec![speaker],
            _ => wanting,
        };
        let Some((span, _)) = self.slot_text(site, what) else {
            return false;
        };
        // "insists on keeping troops"
        let words = self.article.slice(span);
        let lead = words
            .strip_prefix("on ")
            .map_or(0, |rest| words.len() - rest.len());
        let span = Span::new(span.start + lead, span.end);
        let demand = self.article.slice(span).to_owned();
        let of = of.map(|o| self.whos(site, o)).unwrap_or_default();
        let of = if !of.is_empty() && self.is_for_others(site) {
            self.others(site)
        } else {
            of
        };
        // "ready to accept it as long as the deal ran": a yes, and nothing wanted.
        if !refusal
            && ["accept it", "go along with"]
                .iter()
                .any(|yes| demand.starts_with(yes))
        {
            return false;
        }
        let mut made = false;
        for who in &wanting {
            if who.party.is_none() && who.member.is_none() {
                continue;
            }
            let addressee = of
                .iter()
                .find(|o| o.name != who.name)
                .map(|o| self.article.actor(o));
            let mut arguments = argue(
                &[("party", std::slice::from_ref(who)), ("addressee", &of)],
                self.head_span(site),
            );
            arguments.push(argument("demand", span));
            let body = Body::Demand(Demand {
                party: self.article.actor(who),
                demand: demand.clone(),
                addressee,
                refusal,
            });
            if self.is_wanted_already(&body, span) {
                continue;
            }
            self.forget_condition(site, &body, span);
            made |= self.push(rule, site, body, arguments);
        }
        made
    }

    /// "wants the miners to receive a bonus", "asks that the company be present": those who would have it are not the ones asked.
    fn is_for_others(&self, site: Site<'_>) -> bool {
        const RECEIVING: &[&str] = &["receive", "get", "keep", "have", "earn", "benefit"];
        let tree = self.article.tree(site.head());
        site.frame.content.is_some_and(|c| {
            let node = &tree.nodes[c];
            let is_passive =
                tree.child(c, "aux:pass").is_some() || tree.child(c, "nsubj:pass").is_some();
            let is_state = tree.child(c, "cop").is_some();
            let is_got = node.upos == "VERB" && RECEIVING.contains(&node.lemma.as_str());
            is_passive || is_state || is_got
        })
    }

    /// "urged them to resist": whether somebody else asks for what is told.
    fn is_asked_for(&self, site: Site<'_>) -> bool {
        const ASKING: &[&str] = &[
            "urge", "ask", "call", "press", "want", "beg", "exhort", "tell", "advise", "push",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        site.frame.infinitive
            && above.is_some_and(|h| {
                let is_of_another = tree.child(h, "obj").or(tree.child(h, "iobj")).is_some();
                is_of_another && ASKING.contains(&tree.nodes[h].lemma.as_str())
            })
    }

    /// Whether another rule found the same wish in the same words.
    fn is_wanted_already(&self, wish: &Body, span: Span) -> bool {
        let Body::Demand(wish) = wish else {
            return false;
        };
        let is_it = |a: &Argument| a.role == "demand" && a.span == span;
        self.made.iter().any(|d| {
            let is_same = |o: &Demand| o.party == wish.party && o.refusal == wish.refusal;
            matches!(&d.body, Body::Demand(o) if is_same(o))
                && !d.rule.starts_with(STANCES)
                && d.arguments.iter().any(is_it)
        })
    }

    /// A condition that a stance was read with gives way to the demand that says the same.
    fn forget_condition(&mut self, site: Site<'_>, demand: &Body, span: Span) {
        let Body::Demand(demand) = demand else { return };
        let evidence = self.evidence(site.sentence);
        let says_the_same = |d: &Draft| {
            let is_same = |a: &Argument| a.role == "demand" && a.span.overlaps(span);
            d.rule.starts_with(STANCES)
                && d.evidence == evidence
                && matches!(&d.body, Body::Demand(o) if o.party == demand.party)
                && d.arguments.iter().any(is_same)
        };
        if self.made.iter().any(says_the_same) {
            self.made.retain(|d| !says_the_same(d));
            self.made_at = BTreeMap::new();
            for (i, draft) in self.made.iter().enumerate() {
                self.made_at.entry(draft.evidence).or_default().push(i);
            }
        }
    }
}
