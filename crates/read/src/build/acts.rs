//! Acts of talks and steps of meetings that the model sees and no rule reads: "the quarrel over the wells has poisoned everything
//! since", whatever the verb.
//!
//! Rules know words; the model knows what words like them mean where they stand. In each sentence the rules speak first. An act
//! that the model sees clearly and of whose kind they have found nothing there goes to the rules for acts, which say who acts and on what.

use super::proposals::ProposalDraft;
use super::{Builder, Site};
use crate::rules::{Act, Make, Rule};
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, ImpasseRemark, MeetingStatus, Span};
use std::collections::BTreeSet;

/// Where the likeliest word of a sentence is less likely to tell of an act, a rule's finding of that act is dropped. On articles that
/// no rule was written with, that takes away two wrong findings for each right one.
const DOUBTFUL: f32 = 0.3;

impl<'a> Builder<'a> {
    /// Adds what the model sees in a sentence and no rule has found.
    pub(super) fn read_acts(&mut self, sentence: usize) {
        for (act, site) in self.seen(sentence, Node::clear_act) {
            if self.is_known(act, sentence) {
                continue;
            }
            let rules = self.rules;
            for rule in rules.of_act(act, self.scene(site)) {
                for make in &rule.make {
                    self.make(rule, make, site);
                }
            }
        }
    }

    /// Whether the model sees nothing in a sentence of what a rule of words makes of it. Of demands, reasons and who can move, which
    /// come in more guises, and of judgements in quotation marks it is no judge.
    pub(super) fn is_doubted(&self, rule: &Rule, make: &Make, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let has_eye = nodes.iter().any(|n| n.act.is_some() && n.step.is_some());
        // What a correction takes back it only quotes; it must be found all the same, to be taken back elsewhere.
        if !rule.yields || !has_eye || self.is_retracted(self.evidence(site.sentence)) {
            return false;
        }
        // A word has one label: what keeps talks from moving may be a lever or a judgement as well.
        let is_unseen = |labels: &[&str]| {
            let mut acts = nodes.iter().filter_map(|n| n.act.as_ref());
            !acts.any(|s| labels.contains(&&*s.label) && s.share.probability() >= DOUBTFUL)
        };
        match make {
            Make::Lever { .. } => is_unseen(&["lever", "reason", "condition"]),
            Make::Judgement { words, .. } => {
                let words = self.slot_text(site, words);
                let is_quoted = |span| !self.article.quotations_in(span).is_empty();
                is_unseen(&["positive", "negative", "neutral", "reason"])
                    && !words.is_some_and(|(span, _)| is_quoted(span))
            }
            Make::Stance { .. } => is_unseen(&["accept", "refuse", "condition"]),
            Make::Proposal { .. } => is_unseen(&["propose"]),
            Make::Meeting { .. } | Make::Met { .. } => {
                let mut steps = nodes.iter().filter_map(|n| n.step.as_ref());
                !steps.any(|s| s.share.probability() >= DOUBTFUL)
            }
            _ => false,
        }
    }

    /// Adds how meetings stand by what the model sees, in sentences in which no rule has found a step.
    pub(super) fn read_steps(&mut self, sentence: usize) {
        if self.has_step(self.evidence(sentence)) {
            return;
        }
        for (status, site) in self.seen(sentence, Node::clear_step) {
            self.make_signed_step(status, site);
        }
    }

    /// What the model clearly sees in the words of a sentence, each thing once for the predication it stands in.
    fn seen<T: Copy + Ord>(
        &self,
        sentence: usize,
        sees: impl Fn(&Node) -> Option<T>,
    ) -> Vec<(T, Site<'a>)> {
        let tree = &self.article.trees[sentence];
        let mut known: BTreeSet<(T, usize)> = BTreeSet::new();
        let in_frame = |word: usize| {
            let sign = sees(&tree.nodes[word])?;
            let frame = self.predication_of(tree, sentence, word)?;
            known.insert((sign, frame)).then_some((sign, frame))
        };
        let found = (0..tree.nodes.len()).filter_map(in_frame);
        let site = |frame: usize| Site {
            sentence,
            frame: &self.article.frames[sentence][frame],
        };
        found.map(|(sign, frame)| (sign, site(frame))).collect()
    }

    /// The step of the first meeting that a rule finds: what a rule makes of one it finds is all there is, be it nothing.
    fn make_signed_step(&mut self, status: MeetingStatus, site: Site<'_>) {
        let rules = self.rules;
        for rule in rules.of_step(status, self.scene(site)) {
            for make in &rule.make {
                let is_found = match make {
                    Make::Meeting { on, .. } => self.meeting_on(site, on).is_some(),
                    // Who meets must be told: a sign alone is no ground to guess it.
                    Make::Met { participants, .. }
                        if self.parties(site, participants).len() < 2 =>
                    {
                        continue;
                    }
                    _ => false,
                };
                if self.make(rule, make, site) || is_found {
                    return;
                }
            }
        }
    }

    /// The frame of a word, or of the nearest word above it that has one.
    fn predication_of(&self, tree: &Tree, sentence: usize, word: usize) -> Option<usize> {
        let frames = &self.article.frames[sentence];
        let of = |word: usize| frames.iter().position(|f| f.head == word);
        of(word).or_else(|| of(tree.ancestor(word, |_, n| of(n).is_some())?))
    }

    /// Whether an act of this kind has been found in the sentence.
    fn is_known(&self, act: Act, sentence: usize) -> bool {
        let here = self.evidence(sentence);
        let made = self.made_at.get(&here).into_iter().flatten();
        let mut bodies = made.map(|&d| &self.made[d].body);
        match act {
            Act::Lever => bodies.any(|b| matches!(b, Body::Lever(_))),
            Act::Reason => {
                bodies.any(|b| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Reason))
            }
            Act::Mover => {
                bodies.any(|b| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Mover))
            }
            Act::Positive | Act::Negative | Act::Neutral => {
                bodies.any(|b| matches!(b, Body::Characterisation(_)))
            }
            Act::Demand => bodies.any(|b| matches!(b, Body::Demand(_))) || self.has_stance(here),
            Act::Propose => self.proposals.iter().any(|p| p.is_told_in(here)),
            Act::Accept | Act::Refuse | Act::Condition => self.has_stance(here),
        }
    }

    fn has_stance(&self, here: Span) -> bool {
        let mut stances = self.proposals.iter().flat_map(ProposalDraft::stances);
        stances.any(|s| s.evidence == here)
    }
}
