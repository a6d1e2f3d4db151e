//! Who is for it, against it, or for it under a condition.

use super::super::events::aux_modes;
use super::super::{Builder, Site, argue};
use super::LastStance;
use super::identity::SAME;
use crate::article::{At, Who};
use crate::rules::{Make, Rule};
use demarche_evidence::{Actor, Body, Event, PloverType, Span, Stance, StanceKind};

/// The rules for acts that the model sees.
pub(super) const ACTS: &str = "act.";

impl Builder<'_> {
    pub(in crate::build) fn make_stance(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        stance: &str,
        by: &str,
        on: &str,
    ) -> bool {
        let told = self.answerer(rule, site);
        let whos: Vec<Who> = told
            .map_or_else(|| self.whos(site, by), |who| vec![who])
            .into_iter()
            .filter(|w| w.party.is_some() || w.member.is_some() || self.is_common_phrase(w))
            .collect();
        if whos.is_empty() {
            return false;
        }
        let same = self.repeated(site).filter(|_| stance == SAME);
        let target = match &same {
            Some(same) => Some(same.proposal),
            None => self.stance_target(rule, site, on, &whos),
        };
        let Some(index) = target else {
            return false;
        };
        let condition = self.condition_span(site);
        let condition_at = condition;
        let condition = condition.map(|span| self.article.slice(span).to_owned());
        let kind = match (stance, condition) {
            ("rejects", _) => StanceKind::Rejects,
            (_, Some(condition)) => StanceKind::Conditional { condition },
            ("conditional", None) => return false,
            (SAME, None) => match same {
                Some(same) => same.kind,
                None => return false,
            },
            _ => StanceKind::Backs,
        };
        self.last_stance = Some(LastStance {
            proposal: index,
            kind: kind.clone(),
            sentence: site.sentence,
        });
        let evidence = self.evidence(site.sentence);
        if let (StanceKind::Conditional { .. }, Some(span)) = (&kind, condition_at) {
            self.note_condition(rule, site, &whos, span);
        }
        self.note_stance_event(rule, site, &whos, (index, &kind));
        let mut made = false;
        for who in whos {
            made |= self.take_stance(index, &who, kind.clone(), evidence, rule);
        }
        made
    }

    /// "Chile's answer, the mediator said, was no": whose answer it is that the model sees, whoever tells of it.
    fn answerer(&self, rule: &Rule, site: Site<'_>) -> Option<Who> {
        let nodes = &self.article.trees[site.sentence].nodes;
        let is_answer = |&word: &usize| {
            matches!(nodes[word].lemma.as_str(), "answer" | "reply" | "response")
                && nodes[word].is("nsubj")
        };
        let word = (0..nodes.len()).find(is_answer)?;
        let owner = self.possessor(At {
            word,
            ..site.head()
        })?;
        rule.id.starts_with(ACTS).then_some(owner)
    }

    /// The stance that "so does", "did the same" repeats: of this sentence or the one before.
    fn repeated(&self, site: Site<'_>) -> Option<LastStance> {
        let last = self.last_stance.clone()?;
        (site.sentence.abs_diff(last.sentence) <= 1).then_some(last)
    }

    pub(in crate::build) fn take_stance(
        &mut self,
        index: usize,
        who: &Who,
        kind: StanceKind,
        evidence: Span,
        rule: &Rule,
    ) -> bool {
        let actor: Actor = self.article.actor(who);
        let is_retracted = self.is_retracted(evidence);
        let draft = &mut self.proposals[index];
        let is_proposer = draft.is_by(who);
        let known = draft
            .stances
            .iter()
            .any(|s| s.actor.name == actor.name && s.kind == kind);
        let known = known && !is_retracted;
        let is_own = is_proposer && (kind != StanceKind::Rejects || draft.is_asked());
        if known || is_own {
            return false;
        }
        draft.stances.push(Stance {
            actor,
            kind,
            evidence,
            rule: rule.id.clone(),
        });
        true
    }

    /// "Forestry companies": a phrase without a name, be it at the start of its sentence.
    fn is_common_phrase(&self, who: &Who) -> bool {
        let is_small = who.name.chars().next().is_some_and(char::is_lowercase);
        let sentence = self.article.sentence_at(who.span.start);
        let first = sentence.map(|s| &self.article.trees[s].nodes[0]);
        let opens = first.is_some_and(|n| n.span.start == who.span.start && n.upos != "PROPN");
        is_small || opens
    }

    /// Who backs a proposal supports whoever made it, who rejects it rejects them; a conditional yes is neither.
    fn note_stance_event(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        whos: &[Who],
        (proposal, kind): (usize, &StanceKind),
    ) {
        let event = match kind {
            StanceKind::Backs => PloverType::Support,
            StanceKind::Rejects => PloverType::Reject,
            StanceKind::Conditional { .. } => return,
        };
        let makes_event = |m: &Make| matches!(m, Make::Event { .. });
        if rule.make.iter().any(makes_event) {
            return;
        }
        let targets: Vec<Who> = self.proposals[proposal].proposer.iter().cloned().collect();
        let body = Body::Event(Event {
            event,
            mode: None,
            aux: aux_modes(site.frame),
            sources: self.actors(whos),
            targets: self.actors(&targets),
            when: self.time(site),
        });
        let roles = [("source", whos), ("target", targets.as_slice())];
        let arguments = argue(&roles, self.head_span(site));
        self.push(rule, site, body, arguments);
    }
}
