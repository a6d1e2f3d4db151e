//! Events that the model sees and no rule reads: "Guinea's forces have tortured scores of refugees", whatever the verb.
//!
//! Rules want a verb with its subject and object; the model wants neither. Where no rule finds an event in a sentence, the word that
//! is the clearest sign of one gives its type, and the words marked as source and recipient give who takes part. That is enough
//! for a row of event data, and too little for the record of a negotiation, which tells who wants what of whom.

use super::{Builder, argue};
use crate::article::{At, Who};
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, Event, PloverType, Span, Voice};
use demarche_text::Sign;

/// The rule of this room.
const RULE: &str = "signs.alone";

/// How likely a word must be a sign. By the open PLOVER records and texts in which nobody deals with anybody, see docs/measurements.md.
const SURE: f32 = 0.9;

/// A word belongs to a participant's name when that is likelier than not.
const NAMED: f32 = 0.5;

/// Whether a statement was made from signs alone.
pub(crate) fn is_signed(rule: &str) -> bool {
    rule == RULE
}

impl Builder<'_> {
    /// Adds the events of sentences in which no rule has found one.
    pub(super) fn read_signs(&mut self) {
        for sentence in 0..self.article.trees.len() {
            let here = self.evidence(sentence);
            let is_known = self
                .made
                .iter()
                .any(|d| d.evidence == here && matches!(d.body, Body::Event(_)));
            if !is_known {
                self.read_clearest(sentence);
            }
        }
    }

    fn read_clearest(&mut self, sentence: usize) -> Option<()> {
        let tree = &self.article.trees[sentence];
        let (word, sign) = clearest(tree)?;
        let event: PloverType = sign.label.parse().ok()?;
        let sources = self.marked(sentence, "source");
        let mut targets = self.marked(sentence, "recipient");
        targets.retain(|t| !sources.iter().any(|s| s.name == t.name));
        if sources.is_empty() && targets.is_empty() {
            return None;
        }
        let draft = super::Draft {
            evidence: self.evidence(sentence),
            voice: Voice::Article,
            arguments: argue(
                &[("source", &sources), ("target", &targets)],
                tree.nodes[word].span,
            ),
            rule: RULE.to_owned(),
            confidence: sign.share.probability(),
            body: Body::Event(Event {
                event,
                mode: None,
                aux: Vec::new(),
                sources: self.actors(&sources),
                targets: self.actors(&targets),
                when: None,
            }),
            about: None,
        };
        self.keep(draft);
        Some(())
    }

    /// The names of those to whom something is done, by the model.
    pub(super) fn recipients_by_signs(&self, sentence: usize) -> Vec<Span> {
        let tree = &self.article.trees[sentence];
        let runs = stretches(tree, |n| is_marked(n, "recipient"));
        runs.into_iter()
            .map(|(low, high)| tree.span_of(low, high))
            .collect()
    }

    /// Who is named by words with a mark: of each stretch of them whoever its head stands for, else the stretch as it is.
    fn marked(&self, sentence: usize, label: &str) -> Vec<Who> {
        let tree = &self.article.trees[sentence];
        let mut found: Vec<Who> = Vec::new();
        for (low, high) in stretches(tree, |n| is_marked(n, label)) {
            let word =
                (low..high).find(|&i| tree.nodes[i].head.is_none_or(|h| h < low || h >= high));
            let span = tree.span_of(low, high);
            for who in self.named_by(
                At {
                    sentence,
                    word: word.unwrap_or(low),
                },
                span,
            ) {
                if !found.iter().any(|w| w.name == who.name) {
                    found.push(who);
                }
            }
        }
        found
    }

    fn named_by(&self, at: At, span: Span) -> Vec<Who> {
        let whos = self.article.who(at);
        let party = |who: Who| match who.party {
            Some(party) if who.member.is_none() => self.article.member_who(party, who.span),
            _ => who,
        };
        if !whos.is_empty() {
            return whos.into_iter().map(party).collect();
        }
        vec![Who {
            member: None,
            name: self.article.slice(span).to_owned(),
            party: None,
            span,
        }]
    }
}

/// The word that is the clearest sign of an event, the first of several, if it is clear enough.
fn clearest(tree: &Tree) -> Option<(usize, &Sign)> {
    let signs = tree
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(i, n)| Some((i, n.event.as_ref()?)));
    let sure = signs.filter(|(_, sign)| sign.share.probability() >= SURE);
    sure.min_by_key(|(i, sign)| (std::cmp::Reverse(sign.share), *i))
}

fn is_marked(node: &Node, label: &str) -> bool {
    let sign = node.actor.as_ref();
    sign.is_some_and(|s| *s.label == *label && s.share.probability() >= NAMED)
}

/// Runs of words that satisfy `is_in`, as first word and the one behind.
fn stretches(tree: &Tree, is_in: impl Fn(&Node) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, _) in tree.nodes.iter().enumerate().filter(|(_, n)| is_in(n)) {
        match runs.last_mut() {
            Some(run) if run.1 == i => run.1 = i + 1,
            _ => runs.push((i, i + 1)),
        }
    }
    runs
}
