//! What a text takes back of itself: "Correction: an earlier version said that …".

use super::proposals::ProposalDraft;
use super::{Builder, Draft};
use crate::frame::{Frame, Tense};
use crate::tree::Tree;
use demarche_evidence::{Body, Span, Stance};

/// Words that open a correction.
const OPENINGS: [&str; 5] = [
    "correction",
    "clarification",
    "corrigendum",
    "erratum",
    "retraction",
];

/// How many words may stand before such a word: the time of an entry.
const BEFORE: usize = 4;

/// What said it.
const VERSIONS: [&str; 11] = [
    "version", "entry", "article", "story", "report", "alert", "headline", "item", "dispatch",
    "update", "we",
];

/// What a sentence takes back.
#[derive(Debug)]
pub(crate) struct Retraction {
    /// The sentence.
    evidence: Span,
    /// What was said before and does not hold.
    content: Span,
}

impl Builder<'_> {
    /// Drops what the text says it should not have said: where it tells of the mistake, and what
    /// says the same before.
    pub(super) fn take_back(&mut self) {
        for retraction in std::mem::take(&mut self.retractions) {
            self.take_back_stances(&retraction);
            self.take_back_steps(&retraction);
            take_back_drafts(&mut self.made, &retraction);
        }
    }

    /// Finds what the text takes back.
    pub(super) fn note_retractions(&mut self) {
        self.retractions = self.all_retractions();
    }

    /// Whether what stands here is told as a mistake.
    pub(super) fn is_retracted(&self, evidence: Span) -> bool {
        self.retractions.iter().any(|r| r.evidence == evidence)
    }

    fn all_retractions(&self) -> Vec<Retraction> {
        let trees = &self.article.trees;
        let opens = |t: &Tree| {
            let first = t.nodes.iter().take(BEFORE);
            first.into_iter().any(|n| is_opening(&n.form))
        };
        let is_within = |s: usize| {
            let same = trees[..=s].iter().rev();
            same.take_while(|t| t.paragraph == trees[s].paragraph)
                .any(opens)
        };
        (0..trees.len())
            .filter(|&s| is_within(s))
            .flat_map(|s| self.article.frames[s].iter().map(move |f| (s, f)))
            .filter_map(|(s, frame)| self.retraction(s, frame))
            .collect()
    }

    fn retraction(&self, sentence: usize, frame: &Frame) -> Option<Retraction> {
        let tree = &self.article.trees[sentence];
        // "Correction: an earlier version said": behind the colon the parser may lose whose verb it is.
        let before = (0..frame.head).rev();
        let in_clause = before.take_while(|&i| tree.nodes[i].upos != "VERB");
        let is_version = |&i: &usize| {
            let lemma = tree.nodes[i].lemma.to_lowercase();
            VERSIONS.contains(&lemma.as_str())
        };
        let named = frame.agent.filter(is_version);
        let agent = named.or_else(|| in_clause.into_iter().find(is_version));
        let is_past = frame.tense == Tense::Past && frame.modal.is_none();
        if !is_past || agent.is_none() {
            return None;
        }
        let below_object = || {
            let object = frame.object?;
            tree.child(object, "acl")
                .or_else(|| tree.child(object, "ccomp"))
        };
        let content = frame.content.or_else(below_object).or(frame.object)?;
        Some(Retraction {
            evidence: self.evidence(sentence),
            content: tree.clause(content),
        })
    }

    fn take_back_stances(&mut self, retraction: &Retraction) {
        let here = |s: &Stance| s.evidence == retraction.evidence;
        let withdrawn: Vec<Stance> = self
            .proposals
            .iter()
            .flat_map(ProposalDraft::stances)
            .filter(|s| here(s))
            .cloned()
            .collect();
        for proposal in &mut self.proposals {
            proposal.drop_stances(&|s: &Stance| {
                here(s)
                    || withdrawn
                        .iter()
                        .any(|w| w.actor.name == s.actor.name && w.kind == s.kind)
            });
        }
        for proposal in &mut self.proposals {
            proposal.withdraw_if_left_over(retraction.evidence);
        }
    }

    fn take_back_steps(&mut self, retraction: &Retraction) {
        for meeting in &mut self.meetings {
            let wrong: Vec<_> = meeting
                .steps
                .iter()
                .filter(|(s, _)| s.evidence == retraction.evidence)
                .map(|(s, _)| s.status)
                .collect();
            meeting.steps.retain(|(s, _)| !wrong.contains(&s.status));
        }
    }
}

fn is_opening(form: &str) -> bool {
    OPENINGS.contains(&form.to_lowercase().as_str())
}

fn take_back_drafts(made: &mut Vec<Draft>, retraction: &Retraction) {
    let lies_within = |d: &Draft| {
        d.evidence == retraction.evidence
            && d.arguments
                .iter()
                .any(|a| retraction.content.contains(a.span))
            && !matches!(d.body, Body::Quote(_))
    };
    let wrong: Vec<Body> = made
        .iter()
        .filter(|d| lies_within(d))
        .map(|d| d.body.clone())
        .collect();
    made.retain(|d| !lies_within(d) && !wrong.contains(&d.body));
}
