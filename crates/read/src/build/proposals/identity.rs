//! Which proposal a noun, a clause or an answer means.

use super::super::{Builder, Site};
use super::stances::ACTS;
use super::{INVITATION, ProposalDraft, Standing, at_most};
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::slots::is_conditional;
use crate::tree::Node;
use demarche_evidence::{Body, Span};

/// For how many sentences a proposal nobody speaks of is still the one a like text means.
const FORGOTTEN: usize = 400;

/// How far back, in sentences, "it" or "the plan" may reach.
const REACH: usize = 5;

/// How far back an answer without words of its own may reach: "They accepted."
const ANSWERED: usize = 2;

/// How far back the invitation may lie to which somebody will come.
const INVITED: usize = 4;

/// "the past ten *years*": spells of time, which are no words on what is to be done every year.
const SPELLS: &[&str] = &["day", "week", "month", "year"];

/// Whether a word is a number in digits.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// "1.5 million tonnes" is no word on 1.2 million: whether words have numbers and share none.
pub(super) fn differ_in_numbers(words: &[String], known: &[String]) -> bool {
    let mut counted = words.iter().filter(|w| is_number(w)).peekable();
    counted.peek().is_some()
        && known.iter().any(|w| is_number(w))
        && !counted.any(|w| known.contains(w))
}

/// The stance that was taken last.
pub(super) const SAME: &str = "same";

impl Builder<'_> {
    pub(super) fn same_proposal(
        &self,
        span: Span,
        proposer: Option<&Who>,
        at: At,
    ) -> Option<usize> {
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
                || same_hands
                    && shared > 0
                    && 2 * shared >= words.len().min(p.words.len())
                    && !differ_in_numbers(&words, &p.words)
        })
    }

    /// "said its offer still stood": an offer without terms is the one its maker made just before.
    pub(super) fn own_proposal_before(&self, span: Span, proposer: &Who, at: At) -> Option<usize> {
        let is_bare = self.content_words(span).is_empty();
        let is_own = |p: &ProposalDraft| {
            p.is_by(proposer) && !p.is_asked() && (p.last == at || at_most(p.last, at, REACH))
        };
        self.latest(&is_own).filter(|_| is_bare)
    }

    /// "turned down an offer of four per cent. The company tabled the offer on Monday": whose the offer is of which the text has told
    /// so far only what became of it.
    pub(super) fn unowned_before(
        &mut self,
        span: Span,
        proposer: Option<&Who>,
        at: At,
    ) -> Option<usize> {
        let proposer = proposer.filter(|_| self.content_words(span).is_empty())?;
        let is_open = |p: &ProposalDraft| {
            let is_presupposed = matches!(p.standing, Standing::Presupposed);
            is_presupposed && p.proposer.is_none() && at_most(p.last, at, REACH)
        };
        let known = self.latest(&is_open)?;
        self.proposals[known].proposer = Some(proposer.clone());
        Some(known)
    }

    /// Lemmas of the nouns, verbs and adjectives of a span that say what is proposed.
    pub(super) fn content_words(&self, span: Span) -> Vec<String> {
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
            .filter(|l| !self.rules.lexicon.is(l, "proposal") && (l.len() > 2 || is_number(l)))
            .filter(|l| !SPELLS.contains(&l.as_str()))
            .collect()
    }

    /// Whether a word with this lemma stands in a span.
    fn has_word(&self, span: Span, lemma: &str) -> bool {
        let sentence = self.article.sentence_at(span.start);
        let nodes = sentence.map_or(&[][..], |s| &self.article.trees[s].nodes);
        nodes
            .iter()
            .any(|n| span.contains(n.span) && n.lemma == lemma)
    }

    pub(in crate::build) fn is_proposal_noun(&self, at: At) -> bool {
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
        let near = |p: &ProposalDraft| {
            !p.is_asked() && p.last < at && at.sentence - p.last.sentence <= REACH
        };
        if node.upos == "PRON" {
            if !matches!(node.lemma.as_str(), "it" | "this" | "that" | "which") {
                return None;
            }
            return self.latest(&|p: &ProposalDraft| near(p) && at_most(p.last, at, ANSWERED));
        }
        if !node.is_nominal() {
            return None;
        }
        let span = tree.phrase(at.word);
        if let Some(here) = self
            .proposals
            .iter()
            .position(|p| !p.is_asked() && (p.what_span.overlaps(span) || p.last == at))
        {
            return Some(here);
        }
        // "offered to cut the duty, an offer that …": the offer is the one just made.
        let is_told_on = tree
            .children(at.word)
            .iter()
            .any(|&c| tree.nodes[c].rel == "acl:relcl");
        // "offered 4 percent, *an offer the union turned down*", where the parser takes the offer for a second subject
        let is_fronted = node.is("nsubj")
            && node.head.is_some_and(|h| {
                let mut subjects = tree.children_by(h, "nsubj");
                tree.nodes[h].is("parataxis") && subjects.any(|s| s > at.word)
            });
        // "proposed a patrol, *an idea that Norway dismissed*": whatever the thing proposed is called next
        let is_told = tree.child(at.word, "acl").is_some();
        let thing = node.head.filter(|_| is_told).and_then(|h| {
            let of_verb = tree.child(h, "obj").filter(|_| node.is("parataxis"));
            of_verb.or(node.is("appos").then_some(h))
        });
        let is_renamed = |p: &ProposalDraft| {
            !p.is_asked() && thing.is_some_and(|t| p.what_span.contains(tree.nodes[t].span))
        };
        if let Some(made) = self.latest(&is_renamed) {
            return Some(made);
        }
        if (node.is("appos") || is_told_on || is_fronted) && self.is_proposal_noun(at) {
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
            (n.is("det") || n.is("det:predet") || n.is("amod"))
                && matches!(n.lemma.as_str(), "the" | "that" | "this" | "such")
                || n.rel == "nmod:poss"
        });
        // "the freeze": the one proposed, however long ago.
        let is_kind = is_definite
            && self.rules.lexicon.is(&node.lemma, "proposal")
            && !self.rules.lexicon.is(&node.lemma, "put-forward");
        let by_kind = || {
            let is_one = |p: &ProposalDraft| {
                !p.is_asked() && p.last < at && self.has_word(p.what_span, &node.lemma)
            };
            self.latest(&is_one).filter(|_| is_kind)
        };
        // "the monitoring station": two of its words, or all of them, name a proposal, however long ago.
        let by_name = || {
            let is_one = |p: &ProposalDraft| {
                let shared = words.iter().filter(|w| p.words.contains(w)).count();
                let is_named = shared >= 2 && (is_definite || shared == words.len());
                !p.is_asked() && p.last < at && is_named
            };
            self.latest(&is_one)
        };
        by_words.or_else(by_kind).or_else(by_name).or_else(|| {
            if !(is_definite && self.is_proposal_noun(at)) {
                return None;
            }
            let owner = self.article.affiliation(at);
            let is_theirs = |p: &ProposalDraft, when_nobodys: bool| {
                owner.as_ref().is_none_or(|o| {
                    let by = p.proposer.as_ref();
                    by.map_or(when_nobodys, |q| q.party == o.party || q.name == o.name)
                })
            };
            // "rejected the plan", where one was called a plan and another only an offer.
            let is_called_so = |p: &ProposalDraft| {
                near(p) && is_theirs(p, true) && self.has_word(p.what_span, &node.lemma)
            };
            let near_one = self
                .latest(&is_called_so)
                .or_else(|| self.latest(&|p: &ProposalDraft| near(p) && is_theirs(p, true)));
            // "the Kenyan plan": whose it is tells it from others, however long ago.
            near_one.or_else(|| {
                let is_one = |p: &ProposalDraft| {
                    owner.is_some() && !p.is_asked() && p.last < at && is_theirs(p, false)
                };
                self.latest(&is_one)
            })
        })
    }

    /// Who made the proposal last spoken of before `at`.
    pub(in crate::build) fn latest_proposer(&self, at: At) -> Option<Who> {
        let near = |p: &ProposalDraft| p.last.sentence == at.sentence || at_most(p.last, at, REACH);
        let latest = self.latest(&|p: &ProposalDraft| !p.is_asked() && near(p))?;
        self.proposals[latest].proposer.clone()
    }

    fn latest(&self, fits: &dyn Fn(&ProposalDraft) -> bool) -> Option<usize> {
        (0..self.proposals.len())
            .filter(|&i| fits(&self.proposals[i]))
            .max_by_key(|&i| self.proposals[i].last)
    }

    /// "will support a monitoring station on condition that ...": the proposal of which the words of an answer name most.
    fn named_in_answer(&self, site: Site<'_>) -> Option<usize> {
        let words = self.content_words(self.evidence(site.sentence));
        let here = site.head();
        let shared = |p: &ProposalDraft| {
            let words = words.iter().filter(|w| p.words.contains(w));
            words.count()
        };
        let near =
            |p: &ProposalDraft| !p.is_asked() && p.last < here && at_most(p.last, here, REACH);
        (0..self.proposals.len())
            .filter(|&i| near(&self.proposals[i]) && shared(&self.proposals[i]) >= 2)
            .max_by_key(|&i| (shared(&self.proposals[i]), self.proposals[i].last))
    }

    /// The proposal a stance is on: the one named, a new one that the stance presupposes, or,
    /// where nothing is named ("Oslo accepted."), the latest.
    pub(super) fn stance_target(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        on: &str,
        whos: &[Who],
    ) -> Option<usize> {
        let here = site.head();
        if on == INVITATION {
            return self.invitation(here, whos);
        }
        let Some(at) = self.places(site, on).into_iter().next() else {
            let content = site.frame.content.is_some() || site.frame.object.is_some();
            if content && !on.ends_with("latest") {
                return None;
            }
            let is_near = |last: At| last == here || at_most(last, here, ANSWERED);
            let put = |p: &ProposalDraft| !p.is_asked() && is_near(p.last);
            let latest = self.named_in_answer(site).or_else(|| self.latest(&put));
            let known = self.later(latest, self.asked(here, whos));
            if let Some(known) = known {
                self.proposals[known].last = here;
            }
            return known.or_else(|| self.recalled(rule, site));
        };
        let known = self.find_proposal(at);
        let node = &self.article.tree(at).nodes[at.word];
        let is_generic = matches!(
            node.lemma.as_str(),
            "idea" | "suggestion" | "request" | "appeal"
        );
        let known = match node.upos {
            "PRON" => self.later(known, self.asked(at, whos)),
            _ if is_generic => self.later(known, self.asked(at, whos)),
            _ => known.or_else(|| self.asked_in_words(at, whos)),
        };
        // "hailed the meeting" is about the meeting, not about the proposal to hold one.
        let is_meeting = self.is_meeting_noun(at) && on != INVITATION;
        let known = known.filter(|&p| {
            !is_meeting
                || self.proposals[p]
                    .what_span
                    .overlaps(self.article.tree(at).phrase(at.word))
        });
        if let Some(known) = known {
            self.proposals[known].last = at;
            return Some(known);
        }
        let is_put = self.rules.lexicon.is(self.lemma(at), "put-forward");
        let is_owned = self.is_proposal_noun(at)
            && self.lemma(at) != "invitation"
            && (self.article.affiliation(at).is_some() || self.possessor(at).is_some());
        if self.is_meeting_noun(at) {
            return None;
        }
        if self.is_demanded(at) {
            return None; // "supports the ban" that somebody else's demand spoke of
        }
        if !(is_put || is_owned) {
            return self.recalled(rule, site);
        }
        Some(self.presuppose(rule, site, at))
    }

    /// Whether a noun names what somebody demanded shortly before, and not what was proposed.
    fn is_demanded(&self, at: At) -> bool {
        let lemma = self.lemma(at);
        let first = at.sentence.saturating_sub(ANSWERED);
        let recent = self.article.trees[first..at.sentence].iter();
        let here = recent
            .map(|t| t.span)
            .filter_map(|span| self.made_at.get(&span));
        let mut made = here.flatten().map(|&d| &self.made[d]);
        made.any(|d| match &d.body {
            Body::Demand(_) => d
                .arguments
                .iter()
                .any(|a| a.role == "demand" && self.has_word(a.span, lemma)),
            _ => false,
        })
    }

    /// A new proposal, known from its noun at `at` because somebody answers it.
    pub(in crate::build) fn presuppose(&mut self, rule: &Rule, site: Site<'_>, at: At) -> usize {
        let span = self.purposeful(at);
        let wanted = self.wanted_before(at, span);
        let (what, what_span) = match (self.terms_behind(at), &wanted) {
            (Some(terms), _) => (self.article.slice(terms).to_owned(), terms),
            (None, Some((_, terms))) => (self.article.slice(*terms).to_owned(), *terms),
            (None, None) => (self.label(span, &self.short_phrase(at)), span),
        };
        let proposer = self.maker(at).or_else(|| wanted.map(|(who, _)| who));
        self.proposals.push(ProposalDraft {
            what,
            what_span,
            proposer,
            stances: Vec::new(),
            words: self.content_words(what_span),
            evidence: self.evidence(at.sentence),
            voice: self.voice(site),
            last: at,
            rule: rule.id.clone(),
            confidence: rule.confidence * 0.9,
            standing: Standing::Presupposed,
        });
        self.proposals.len() - 1
    }

    /// "Chile wants a wealth tax. Peru rejects the plan": what a plan without a word of its own is, by what somebody has just been told to
    /// want, and who wants it.
    fn wanted_before(&self, at: At, span: Span) -> Option<(Who, Span)> {
        let tree = self.article.tree(at);
        let mut articles = tree.children_by(at.word, "det");
        let is_the =
            articles.any(|d| matches!(tree.nodes[d].lemma.as_str(), "the" | "this" | "that"));
        let before = at.sentence.checked_sub(1)?;
        if !is_the || !self.content_words(span).is_empty() || self.maker(at).is_some() {
            return None;
        }
        let made = self.made_at.get(&self.evidence(before))?;
        made.iter().rev().find_map(|&d| {
            let draft = &self.made[d];
            let Body::Demand(demand) = &draft.body else {
                return None;
            };
            let wanted = draft.arguments.iter().find(|a| a.role == "demand")?;
            // "offered to halve the tax if Chile let its lorries through": what it asks in return is not the offer.
            if self.is_condition_at(wanted.span) {
                return None;
            }
            let by = draft.arguments.iter().find(|a| a.role == "party")?;
            let who = self.word_of(before, by.span)?;
            let whos = self.article.who(who).into_iter();
            let mut parties = whos.filter(|w| w.name == demand.party.name);
            let who = parties
                .next()
                .filter(|_| !demand.refusal && !demand.offer)?;
            Some((who, wanted.span))
        })
    }

    /// Whether a stretch of a sentence is told as what something else depends on.
    fn is_condition_at(&self, span: Span) -> bool {
        let at = self.clause_at(span);
        at.is_some_and(|at| is_conditional(self.article.tree(at), at.word))
    }

    /// The word that heads a stretch of a sentence.
    fn word_of(&self, sentence: usize, span: Span) -> Option<At> {
        let nodes = &self.article.trees[sentence].nodes;
        let is_inside = |n: &Node| span.contains(n.span);
        let is_top = |&i: &usize| {
            is_inside(&nodes[i]) && nodes[i].head.is_none_or(|h| !is_inside(&nodes[h]))
        };
        let word = (0..nodes.len()).find(is_top)?;
        Some(At { sentence, word })
    }

    /// Where the model alone sees an answer: the proposal put shortly before, be it one that only the answer makes one.
    fn recalled(&mut self, rule: &Rule, site: Site<'_>) -> Option<usize> {
        if !rule.id.starts_with(ACTS) {
            return None;
        }
        let here = site.head();
        let put = |p: &ProposalDraft| !p.is_asked() && at_most(p.last, here, ANSWERED);
        let known = self.latest(&put).or_else(|| self.recalled_proposal(site))?;
        self.proposals[known].last = here;
        Some(known)
    }

    /// Of two proposals the one last spoken of.
    pub(super) fn later(&self, a: Option<usize>, b: Option<usize>) -> Option<usize> {
        a.into_iter()
            .chain(b)
            .max_by_key(|&i| self.proposals[i].last)
    }

    /// The request that one of these was just asked.
    fn asked(&self, here: At, whos: &[Who]) -> Option<usize> {
        self.latest(&|p: &ProposalDraft| at_most(p.last, here, ANSWERED) && p.is_asked_of(whos))
    }

    /// The request to one of these that the words at `at` are about.
    fn asked_in_words(&self, at: At, whos: &[Who]) -> Option<usize> {
        let tree = self.article.tree(at);
        let words = self.content_words(tree.phrase(at.word));
        let is_answer = matches!(
            tree.nodes[at.word].lemma.as_str(),
            "invitation" | "request" | "demand" | "call" | "appeal"
        );
        self.latest(&|p: &ProposalDraft| {
            at_most(p.last, at, REACH)
                && p.is_asked_of(whos)
                && (is_answer || words.iter().any(|w| p.words.contains(w)))
        })
    }

    /// The invitation to which somebody says to come, or not to.
    fn invitation(&self, here: At, whos: &[Who]) -> Option<usize> {
        self.latest(&|p: &ProposalDraft| {
            matches!(p.standing, Standing::Asked { to_come: true, .. })
                && at_most(p.last, here, INVITED)
                && !whos.iter().any(|w| p.is_by(w))
        })
    }
}
