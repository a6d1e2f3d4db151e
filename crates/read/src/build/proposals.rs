//! Proposals: which phrases mean the same one, who made it, and who stands how to it.

use super::{Builder, Draft, Site, argument};
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::slots::condition;
use demarche_evidence::{Actor, Body, Proposal, Span, Stance, StanceKind, Voice};

/// A proposal in the making.
#[derive(Debug, Clone)]
pub(crate) struct ProposalDraft {
    pub what: String,
    pub what_span: Span,
    pub proposer: Option<Who>,
    stances: Vec<Stance>,
    /// Content words of the phrases that named it.
    words: Vec<String>,
    evidence: Span,
    voice: Voice,
    last: At,
    rule: String,
    confidence: f32,
    /// Somebody put it forward in so many words, as against a thing that a stance presupposes.
    is_put: bool,
}

/// For how many sentences a proposal nobody speaks of is still the one a like text means.
const FORGOTTEN: usize = 400;

/// How far back, in sentences, "it" or "the plan" may reach.
const REACH: usize = 5;

impl Builder<'_> {
    pub(super) fn make_proposal(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
    ) -> bool {
        let proposer = self.parties(site, by).into_iter().next();
        let Some((span, text)) = self.slot_text(site, what) else {
            return false;
        };
        let Some(at) = self.places(site, what).into_iter().next() else {
            return false;
        };
        if let Some(known) = self.same_proposal(span, proposer.as_ref(), at) {
            self.proposals[known].last = at;
            return false;
        }
        self.proposals.push(ProposalDraft {
            what: text,
            what_span: span,
            proposer,
            stances: Vec::new(),
            words: self.content_words(span),
            evidence: self.evidence(site.sentence),
            voice: self.voice(site),
            last: at,
            rule: rule.id.clone(),
            confidence: rule.confidence,
            is_put: true,
        });
        true
    }

    fn same_proposal(&self, span: Span, proposer: Option<&Who>, at: At) -> Option<usize> {
        let words = self.content_words(span);
        self.proposals.iter().position(|p| {
            if at.sentence.abs_diff(p.last.sentence) > FORGOTTEN {
                return false;
            }
            let same_hands = match (&p.proposer, proposer) {
                (Some(a), Some(b)) => a.name == b.name || a.party == b.party && a.party.is_some(),
                _ => true,
            };
            let shared = words.iter().filter(|w| p.words.contains(w)).count();
            p.evidence == self.evidence(at.sentence) && p.what_span.overlaps(span)
                || same_hands && shared > 0 && 2 * shared >= words.len().min(p.words.len())
        })
    }

    /// Lemmas of the nouns, verbs and adjectives of a span that say what is proposed.
    fn content_words(&self, span: Span) -> Vec<String> {
        let Some(sentence) = self.article.sentence_at(span.start) else {
            return Vec::new();
        };
        let tree = &self.article.trees[sentence];
        tree.nodes
            .iter()
            .filter(|n| {
                span.contains(n.span) && matches!(n.upos, "NOUN" | "VERB" | "ADJ" | "PROPN" | "NUM")
            })
            .map(|n| n.lemma.to_lowercase())
            .filter(|l| !self.rules.lexicon.is(l, "proposal") && l.len() > 2)
            .collect()
    }

    fn lemma(&self, at: At) -> &str {
        &self.article.tree(at).nodes[at.word].lemma
    }

    pub(super) fn is_proposal_noun(&self, at: At) -> bool {
        let node = &self.article.tree(at).nodes[at.word];
        node.is_nominal()
            && self
                .rules
                .lexicon
                .is(&node.lemma.to_lowercase(), "proposal")
    }

    /// The proposal a word names or stands for, if one is known.
    pub(crate) fn find_proposal(&self, at: At) -> Option<usize> {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        let near = |p: &ProposalDraft| p.last < at && at.sentence - p.last.sentence <= REACH;
        if node.upos == "PRON" {
            if !matches!(node.lemma.as_str(), "it" | "this" | "that" | "which") {
                return None;
            }
            return self.latest(&|p: &ProposalDraft| near(p) && at.sentence - p.last.sentence <= 2);
        }
        if !node.is_nominal() {
            return None;
        }
        let span = tree.phrase(at.word);
        if let Some(here) = self
            .proposals
            .iter()
            .position(|p| p.what_span.overlaps(span) || p.last == at)
        {
            return Some(here);
        }
        // "offered to cut the duty, an offer that …": the offer is the one just made.
        if node.is("appos") && self.is_proposal_noun(at) {
            let made = |p: &ProposalDraft| p.last.sentence == at.sentence && p.last < at;
            if let Some(made) = self.latest(&made) {
                return Some(made);
            }
        }
        let words = self.content_words(span);
        let by_words =
            self.latest(&|p: &ProposalDraft| near(p) && words.iter().any(|w| p.words.contains(w)));
        let is_definite = tree.children(at.word).iter().any(|&c| {
            let n = &tree.nodes[c];
            n.is("det") && matches!(n.lemma.as_str(), "the" | "that" | "this")
                || n.rel == "nmod:poss"
        });
        by_words.or_else(|| {
            if !(is_definite && self.is_proposal_noun(at)) {
                return None;
            }
            let owner = self.article.affiliation(at);
            self.latest(&|p: &ProposalDraft| {
                near(p)
                    && owner.as_ref().is_none_or(|o| {
                        p.proposer
                            .as_ref()
                            .is_none_or(|q| q.party == o.party || q.name == o.name)
                    })
            })
        })
    }

    /// Who made the proposal last spoken of before `at`.
    pub(super) fn latest_proposer(&self, at: At) -> Option<Who> {
        let latest = self.latest(&|p: &ProposalDraft| at_most(p.last, at, REACH))?;
        self.proposals[latest].proposer.clone()
    }

    fn latest(&self, fits: &dyn Fn(&ProposalDraft) -> bool) -> Option<usize> {
        (0..self.proposals.len())
            .filter(|&i| fits(&self.proposals[i]))
            .max_by_key(|&i| self.proposals[i].last)
    }

    pub(super) fn make_stance(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        stance: &str,
        by: &str,
        on: &str,
    ) -> bool {
        let whos: Vec<Who> = self
            .whos(site, by)
            .into_iter()
            .filter(|w| {
                w.party.is_some()
                    || w.member.is_some()
                    || w.name.chars().next().is_some_and(char::is_lowercase)
            })
            .collect();
        if whos.is_empty() {
            return false;
        }
        let Some(index) = self.stance_target(rule, site, on) else {
            return false;
        };
        let condition = self.condition_text(site);
        let kind = match (stance, condition) {
            ("rejects", _) => StanceKind::Rejects,
            (_, Some(condition)) => StanceKind::Conditional { condition },
            ("conditional", None) => return false,
            _ => StanceKind::Backs,
        };
        let evidence = self.evidence(site.sentence);
        let mut made = false;
        for who in whos {
            made |= self.take_stance(index, &who, kind.clone(), evidence, rule);
        }
        made
    }

    pub(super) fn take_stance(
        &mut self,
        index: usize,
        who: &Who,
        kind: StanceKind,
        evidence: Span,
        rule: &Rule,
    ) -> bool {
        let actor: Actor = self.article.actor(who);
        let draft = &mut self.proposals[index];
        let is_proposer = draft
            .proposer
            .as_ref()
            .is_some_and(|p| p.name == who.name || p.party.is_some() && p.party == who.party);
        let known = draft
            .stances
            .iter()
            .any(|s| s.actor.name == actor.name && s.kind == kind);
        if known || (is_proposer && kind == StanceKind::Backs) {
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

    /// The proposal a stance is on: the one named, a new one that the stance presupposes, or,
    /// where nothing is named ("Oslo accepted."), the latest.
    fn stance_target(&mut self, rule: &Rule, site: Site<'_>, on: &str) -> Option<usize> {
        let Some(at) = self.places(site, on).into_iter().next() else {
            let here = site.head();
            let content = site.frame.content.is_some() || site.frame.object.is_some();
            return if content {
                None
            } else {
                self.latest(&|p: &ProposalDraft| p.is_put && at_most(p.last, here, 2))
            };
        };
        if let Some(known) = self.find_proposal(at) {
            self.proposals[known].last = at;
            return Some(known);
        }
        let is_put = self.rules.lexicon.is(self.lemma(at), "put-forward");
        let is_owned = self.is_proposal_noun(at)
            && (self.article.affiliation(at).is_some() || self.possessor(at).is_some());
        if !(is_put || is_owned) || self.is_meeting_noun(at) {
            return None;
        }
        let span = self.purposeful(at);
        self.proposals.push(ProposalDraft {
            what: self.short_phrase(at),
            what_span: span,
            proposer: self.article.affiliation(at).or_else(|| self.possessor(at)),
            stances: Vec::new(),
            words: self.content_words(span),
            evidence: self.evidence(site.sentence),
            voice: self.voice(site),
            last: at,
            rule: rule.id.clone(),
            confidence: rule.confidence * 0.9,
            is_put: false,
        });
        Some(self.proposals.len() - 1)
    }

    /// Whose a thing is by a possessive, be it somebody who acts for no party.
    fn possessor(&self, at: At) -> Option<Who> {
        let word = self.article.tree(at).child(at.word, "nmod:poss")?;
        self.article.who(At { word, ..at }).into_iter().next()
    }

    /// The condition that a stance or threat depends on, in the text's words.
    pub(super) fn condition_text(&self, site: Site<'_>) -> Option<String> {
        let tree = self.article.tree(site.head());
        let span = match condition(tree, site.frame.head) {
            Some(c) => {
                let (low, high) = tree.extent(c);
                let (low, high) = tree.trim(low, high);
                tree.span_of(low, high)
            }
            None => {
                let at = site.frame.oblique(&["subject to", "on condition", "on"])?;
                let node = &tree.nodes[at];
                if node.lemma != "condition"
                    && tree.preposition(at).as_deref() != Some("subject to")
                {
                    return None;
                }
                tree.phrase(at)
            }
        };
        Some(self.article.slice(span).to_owned())
    }

    /// One draft per proposal, in the order of the proposals' indices.
    pub(super) fn finished_proposals(&mut self) -> Vec<Option<Draft>> {
        let proposals = std::mem::take(&mut self.proposals);
        proposals
            .into_iter()
            .map(|p| Some(self.finish_proposal(p)))
            .collect()
    }

    fn finish_proposal(&self, draft: ProposalDraft) -> Draft {
        let proposer = draft.proposer.as_ref().map(|w| self.article.actor(w));
        let arguments = std::iter::once(argument("proposal", draft.what_span))
            .chain(draft.proposer.iter().map(|w| argument("proposer", w.span)))
            .collect();
        Draft {
            evidence: draft.evidence,
            voice: draft.voice,
            body: Body::Proposal(Proposal {
                what: draft.what,
                proposer,
                stances: draft.stances,
            }),
            arguments,
            rule: draft.rule,
            confidence: draft.confidence,
            about: None,
        }
    }
}

fn at_most(earlier: At, later: At, sentences: usize) -> bool {
    earlier < later && later.sentence - earlier.sentence <= sentences
}
