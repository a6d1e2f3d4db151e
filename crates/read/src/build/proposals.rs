//! Proposals: which phrases mean the same one, who made it, and who stands how to it.

use super::{Builder, Draft, Site, argue, argument, aux_modes};
use crate::article::{At, Who};
use crate::gazetteer::NameKind;
use crate::rules::{Make, Rule};
use crate::slots::condition;
use crate::tree::{Node, Tree};
use demarche_evidence::{
    Actor, Argument, Body, Demand, Event, ImpasseRemark, PloverType, Proposal, Remark, Span,
    Stance, StanceKind, Voice,
};

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
    standing: Standing,
}

/// How a proposal came to be known.
#[derive(Debug, Clone)]
enum Standing {
    /// Somebody put it forward in so many words.
    Put,
    /// A stance presupposes it.
    Presupposed,
    /// An invitation or a request: a proposal once somebody answers it.
    Asked {
        /// Of whom.
        of: Vec<Who>,
        /// It asks them to come to a meeting.
        to_come: bool,
    },
    /// The text took it back.
    Withdrawn,
}

impl ProposalDraft {
    const fn is_asked(&self) -> bool {
        matches!(self.standing, Standing::Asked { .. })
    }

    pub fn stances(&self) -> &[Stance] {
        &self.stances
    }

    /// Whether it was put in the sentence `here`.
    pub fn is_told_in(&self, here: Span) -> bool {
        self.evidence == here
    }

    pub fn drop_stances(&mut self, is_withdrawn: &dyn Fn(&Stance) -> bool) {
        self.stances.retain(|s| !is_withdrawn(s));
    }

    /// Gives it up where it is known only from the sentence that was taken back, or from stances
    /// that were.
    pub fn withdraw_if_left_over(&mut self, retracted: Span) {
        let is_presupposed = matches!(self.standing, Standing::Presupposed);
        if self.evidence == retracted || is_presupposed && self.stances.is_empty() {
            self.standing = Standing::Withdrawn;
        }
    }

    /// Whether somebody put it forward, or answered what was asked. An invitation that all accept
    /// is a meeting and no proposal.
    fn is_answered(&self) -> bool {
        match self.standing {
            Standing::Put | Standing::Presupposed => true,
            Standing::Withdrawn => false,
            Standing::Asked { to_come: false, .. } => !self.stances.is_empty(),
            Standing::Asked { to_come: true, .. } => {
                self.stances.iter().any(|s| s.kind != StanceKind::Backs)
            }
        }
    }

    fn is_asked_of(&self, whos: &[Who]) -> bool {
        let Standing::Asked { of, .. } = &self.standing else {
            return false;
        };
        let is_one = |w: &Who| {
            of.iter()
                .any(|o| o.name == w.name || o.party.is_some() && o.party == w.party)
        };
        whos.iter()
            .any(|w| (of.is_empty() || is_one(w)) && !self.is_by(w))
    }

    fn is_by(&self, who: &Who) -> bool {
        let is_same = |p: &Who| p.name == who.name || p.party.is_some() && p.party == who.party;
        self.proposer.as_ref().is_some_and(is_same)
    }
}

/// A stance that a following "so does" repeats.
#[derive(Debug, Clone)]
pub(crate) struct LastStance {
    proposal: usize,
    kind: StanceKind,
    sentence: usize,
}

/// For how many sentences a proposal nobody speaks of is still the one a like text means.
const FORGOTTEN: usize = 400;

/// How far back, in sentences, "it" or "the plan" may reach.
const REACH: usize = 5;

/// How far back an answer without words of its own may reach: "They accepted."
const ANSWERED: usize = 2;

/// How far back the invitation may lie to which somebody will come.
const INVITED: usize = 4;

/// The slot for what is told of a plan behind "under the plan".
const TERMS: &str = "terms";

/// The name in statements of plans that are told behind a colon.
const TOLD: &str = "proposal.told";
const TOLD_CONFIDENCE: f32 = 0.7;

/// Where a stance is on the invitation last spoken of.
const INVITATION: &str = "invitation";

/// The rules for acts that the model sees.
const ACTS: &str = "act.";

/// How likely the model must take a word for terms, for words to be looked for that open them.
const TERMS_SEEN: f32 = 0.8;

/// The stance that was taken last.
const SAME: &str = "same";

impl Builder<'_> {
    pub(super) fn make_proposal(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
    ) -> bool {
        let proposer = self.parties(site, by).into_iter().next();
        let proposer = match proposer {
            None => self.maker_in(site).or_else(|| self.drafted_in(site)),
            told => told,
        };
        let Some((span, text)) = self.slot_text(site, what) else {
            return false;
        };
        let Some(at) = self.places(site, what).into_iter().next() else {
            return false;
        };
        if what == TERMS
            && let Some(noun) = self.terms_of(site)
            && let Some(known) = self.find_proposal(noun)
        {
            self.tell_terms(known, noun, (at, span, text));
            return false;
        }
        let known = self.same_proposal(span, proposer.as_ref(), at);
        let own = |who: &Who| self.own_proposal_before(span, who, at);
        let known = known.or_else(|| proposer.as_ref().and_then(own));
        let known = known.or_else(|| self.unowned_before(span, proposer.as_ref(), at));
        if let Some(known) = known {
            self.proposals[known].last = at;
            return false;
        }
        let standing = match of {
            Some(of) => Standing::Asked {
                of: self.whos(site, of),
                to_come: self.is_meeting_noun(at),
            },
            None => Standing::Put,
        };
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
            standing,
        });
        true
    }

    /// "The Qatari draft, in short: both sides stay where they are": what a plan says behind a
    /// colon.
    pub(super) fn note_told_plan(&mut self, sentence: usize) {
        let tree = &self.article.trees[sentence];
        let Some(colon) = tree.nodes.iter().position(|n| n.form == ":") else {
            return;
        };
        let is_plan = |&word: &usize| {
            let node = &tree.nodes[word];
            node.upos == "NOUN" && self.rules.lexicon.is(&node.lemma, "put-forward")
        };
        let has_verb = tree.nodes[..colon].iter().any(|n| n.upos == "VERB");
        let Some(word) = (0..colon).find(is_plan).filter(|_| !has_verb) else {
            return;
        };
        let at = At { sentence, word };
        let Some(proposer) = self.maker(at) else {
            return;
        };
        let (low, high) = tree.trim(colon + 1, tree.nodes.len());
        if low >= high {
            return;
        }
        let span = tree.span_of(low, high);
        self.proposals.push(ProposalDraft {
            what: self.article.slice(span).to_owned(),
            what_span: span,
            proposer: Some(proposer),
            stances: Vec::new(),
            words: self.content_words(span),
            evidence: self.evidence(sentence),
            voice: Voice::Article,
            last: at,
            rule: TOLD.to_owned(),
            confidence: TOLD_CONFIDENCE,
            standing: Standing::Put,
        });
    }

    /// A proposal known so far by its name alone ("the Norwegian proposal") is what its terms say.
    fn tell_terms(&mut self, known: usize, noun: At, (at, span, text): (At, Span, String)) {
        let words = self.content_words(span);
        let name = self.article.tree(noun).nodes[noun.word].span;
        let draft = &mut self.proposals[known];
        if draft.what_span.contains(name) {
            draft.what = text;
            draft.what_span = span;
            draft.words = words;
        }
        draft.last = at;
    }

    /// The noun of "under the plan" whose terms a sentence tells.
    fn terms_of(&self, site: Site<'_>) -> Option<At> {
        self.places(site, "under").into_iter().next()
    }

    /// Who drew something up: "a plan put forward by the elders", "a plan by the elders", "a
    /// Commission plan".
    pub(super) fn maker(&self, at: At) -> Option<Who> {
        let tree = self.article.tree(at);
        let drawn_up = tree.children_by(at.word, "acl");
        let by_verb = drawn_up.filter_map(|v| tree.child(v, "obl:agent"));
        let by_noun = tree.children_by(at.word, "nmod");
        let by_noun = by_noun.filter(|&c| tree.preposition(c).as_deref() == Some("by"));
        let who = |word: usize| self.article.who(At { word, ..at }).into_iter().next();
        let mut makers = by_verb.chain(by_noun).chain(put_by(tree, at.word));
        makers
            .find_map(who)
            .or_else(|| self.article.affiliation(at))
            .or_else(|| self.possessor(at))
    }

    /// Who drew up what a sentence puts before others without saying who does: "On the table is a paper by the Commission".
    fn maker_in(&self, site: Site<'_>) -> Option<Who> {
        let nodes = &self.article.trees[site.sentence].nodes;
        let is_plan = |n: &Node| {
            n.upos == "NOUN"
                && (self.rules.lexicon.is(&n.lemma, "put-forward") || n.lemma == "paper")
        };
        let mut plans = (0..nodes.len()).filter(|&word| is_plan(&nodes[word]));
        plans.find_map(|word| {
            self.maker(At {
                word,
                ..site.head()
            })
        })
    }

    /// "had been drafted in Washington": whose capital it was drawn up in.
    fn drafted_in(&self, site: Site<'_>) -> Option<Who> {
        let word = site.frame.oblique(&["in"])?;
        let mention = self.article.cast.at(site.sentence, word)?;
        let span = self.article.tree(site.head()).nodes[word].span;
        let is_drawn_up = matches!(
            site.frame.lemma.as_str(),
            "draft" | "draw up" | "write" | "prepare" | "devise"
        );
        (is_drawn_up && mention.kind == NameKind::Capital)
            .then(|| self.article.member_who(mention.member, span))
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

    /// "said its offer still stood": an offer without terms is the one its maker made just before.
    fn own_proposal_before(&self, span: Span, proposer: &Who, at: At) -> Option<usize> {
        let is_bare = self.content_words(span).is_empty();
        let is_own = |p: &ProposalDraft| {
            p.is_by(proposer) && !p.is_asked() && (p.last == at || at_most(p.last, at, REACH))
        };
        self.latest(&is_own).filter(|_| is_bare)
    }

    /// "turned down an offer of four per cent. The company tabled the offer on Monday": whose the offer is of which the text has told
    /// so far only what became of it.
    fn unowned_before(&mut self, span: Span, proposer: Option<&Who>, at: At) -> Option<usize> {
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

    /// Whether a word with this lemma stands in a span.
    fn has_word(&self, span: Span, lemma: &str) -> bool {
        let sentence = self.article.sentence_at(span.start);
        let nodes = sentence.map_or(&[][..], |s| &self.article.trees[s].nodes);
        nodes
            .iter()
            .any(|n| span.contains(n.span) && n.lemma == lemma)
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
        if (node.is("appos") || is_told_on) && self.is_proposal_noun(at) {
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
        by_words.or_else(by_kind).or_else(|| {
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
        let near = |p: &ProposalDraft| p.last.sentence == at.sentence || at_most(p.last, at, REACH);
        let latest = self.latest(&|p: &ProposalDraft| !p.is_asked() && near(p))?;
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

    pub(super) fn take_stance(
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

    /// The proposal a stance is on: the one named, a new one that the stance presupposes, or,
    /// where nothing is named ("Oslo accepted."), the latest.
    fn stance_target(
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
            let put = |p: &ProposalDraft| !p.is_asked() && at_most(p.last, here, ANSWERED);
            let known = self.later(self.latest(&put), self.asked(here, whos));
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
        if !(is_put || is_owned) {
            return self.recalled(rule, site);
        }
        Some(self.presuppose(rule, site, at))
    }

    /// A new proposal, known from its noun at `at` because somebody answers it.
    pub(super) fn presuppose(&mut self, rule: &Rule, site: Site<'_>, at: At) -> usize {
        let span = self.purposeful(at);
        let (what, what_span) = match self.terms_behind(at) {
            Some(terms) => (self.article.slice(terms).to_owned(), terms),
            None => (self.short_phrase(at), span),
        };
        self.proposals.push(ProposalDraft {
            what,
            what_span,
            proposer: self.maker(at),
            stances: Vec::new(),
            words: self.content_words(span),
            evidence: self.evidence(at.sentence),
            voice: self.voice(site),
            last: at,
            rule: rule.id.clone(),
            confidence: rule.confidence * 0.9,
            standing: Standing::Presupposed,
        });
        self.proposals.len() - 1
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

    /// "a proposal by the premier for a twelve-month freeze": what is proposed, where others made it than the noun's first complement.
    fn terms_behind(&self, at: At) -> Option<Span> {
        let tree = self.article.tree(at);
        let with = |wanted: &str| {
            let mut below = tree.children(at.word).iter().copied();
            below.find(|&c| {
                tree.nodes[c].is("nmod") && tree.preposition(c).as_deref() == Some(wanted)
            })
        };
        with("by")?;
        let terms = with("for")?;
        Some(tree.phrase(terms))
    }

    /// Of two proposals the one last spoken of.
    fn later(&self, a: Option<usize>, b: Option<usize>) -> Option<usize> {
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

    /// Whose a thing is by a possessive, be it somebody who acts for no party.
    fn possessor(&self, at: At) -> Option<Who> {
        let word = self.article.tree(at).child(at.word, "nmod:poss")?;
        self.article.who(At { word, ..at }).into_iter().next()
    }

    /// The condition that a stance or threat depends on, in the text's words.
    pub(super) fn condition_span(&self, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        if let Some(span) = reservation(tree, site.frame.head).or_else(|| proviso(tree, site)) {
            return Some(span);
        }
        if let Some(clause) = condition(tree, site.frame.head) {
            let (low, high) = tree.extent(clause);
            let (low, high) = tree.trim(low, high);
            return Some(tree.span_of(low, high));
        }
        let stipulated = site.frame.oblique(&["subject to", "on condition", "on"]);
        let is_stipulated = |&at: &usize| {
            tree.nodes[at].lemma == "condition"
                || tree.preposition(at).as_deref() == Some("subject to")
        };
        let phrase = stipulated.filter(is_stipulated).map(|at| tree.phrase(at));
        phrase.or_else(|| told_condition(tree, site.frame.head))
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

    /// What a yes depends on is what the party wants, and a way out.
    fn note_condition(&mut self, rule: &Rule, site: Site<'_>, whos: &[Who], span: Span) {
        let evidence = self.evidence(site.sentence);
        let is_known = self.made.iter().rev().any(|d| {
            let says_so = |a: &Argument| {
                matches!(a.role.as_str(), "demand" | "text") && a.span.overlaps(span)
            };
            d.evidence == evidence && d.arguments.iter().any(says_so)
        });
        if is_known {
            return;
        }
        for (body, arguments) in self.terms(whos, span) {
            self.push(rule, site, body, arguments);
        }
    }

    /// What has to come first, told at `span`: what those want who set it, and a way out of the deadlock.
    pub(super) fn terms(&self, whos: &[Who], span: Span) -> Vec<(Body, Vec<Argument>)> {
        let text = self.article.slice(span);
        let wanted = without_conjunction(text);
        let wanted_span = Span::new(span.end - wanted.len(), span.end);
        let parties = whos
            .iter()
            .filter(|w| w.party.is_some() || w.member.is_some());
        let demand = |who: &Who| {
            let demand = Demand {
                party: self.article.actor(who),
                demand: wanted.to_owned(),
                addressee: None,
                refusal: false,
            };
            let arguments = vec![argument("party", who.span), argument("demand", wanted_span)];
            (Body::Demand(demand), arguments)
        };
        let remark = Remark {
            remark: ImpasseRemark::Condition,
            text: text.to_owned(),
            actors: self.actors(whos),
        };
        let remark = (Body::Remark(remark), vec![argument("text", span)]);
        parties.map(demand).chain([remark]).collect()
    }

    /// One draft per proposal, in the order of the proposals' indices.
    pub(super) fn finished_proposals(&mut self) -> Vec<Option<Draft>> {
        let mut proposals = std::mem::take(&mut self.proposals);
        self.drop_headlined_proposals(&mut proposals);
        let answered = |p: ProposalDraft| p.is_answered().then_some(p);
        proposals
            .into_iter()
            .map(|p| answered(p).map(|p| self.finish_proposal(p)))
            .collect()
    }

    /// "Union rejects final offer": what the headline names in a word or two is what the text tells
    /// of first; stances that only the headline has go with it.
    fn drop_headlined_proposals(&self, proposals: &mut [ProposalDraft]) {
        for i in 0..proposals.len() {
            let headlined = &proposals[i];
            let is_bare = headlined.what.split_whitespace().count() <= 3;
            if !is_bare || !headlined.is_answered() || !self.is_headline(headlined.evidence) {
                continue;
            }
            let is_told = |p: &ProposalDraft| {
                let makers = p.proposer.as_ref().zip(headlined.proposer.as_ref());
                let same_maker = makers.is_none_or(|(a, b)| {
                    a.name == b.name
                        || a.party.is_some() && a.party == b.party
                        || b.member.is_none()
                });
                same_maker && p.is_answered() && !self.is_headline(p.evidence)
            };
            let Some(k) = (i + 1..proposals.len()).find(|&k| is_told(&proposals[k])) else {
                continue;
            };
            let stances = std::mem::take(&mut proposals[i].stances);
            proposals[i].standing = Standing::Withdrawn;
            for stance in stances {
                let is_same = |s: &Stance| s.actor.principal() == stance.actor.principal();
                let is_told = |s: &Stance| s.kind == stance.kind && stance.actor.party.is_none();
                let told = &mut proposals[k].stances;
                if !told.iter().any(|s| is_same(s) || is_told(s)) {
                    told.push(stance);
                }
            }
        }
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

/// "the idea of a line between the commands, put forward *by Chile*": who put it forward, on whatever word of the phrase the parser
/// hung it.
fn put_by(tree: &Tree, noun: usize) -> Option<usize> {
    const PUT: &[&str] = &[
        "put",
        "propose",
        "present",
        "submit",
        "draft",
        "table",
        "float",
        "suggest",
        "offer",
        "draw",
        "circulate",
        "advance",
        "prepare",
        "write",
    ];
    let put = |&verb: &usize| {
        let node = &tree.nodes[verb];
        node.xpos == "VBN" && PUT.contains(&node.lemma.as_str())
    };
    let mut inside = (noun + 1..tree.extent(noun).1).filter(put);
    inside.find_map(|verb| tree.child(verb, "obl:agent"))
}

/// "can work with the text *but wants the article deleted*", "took to the idea, *though he wanted
/// the judge elected*": what somebody who says yes wants besides.
fn reservation(tree: &Tree, head: usize) -> Option<Span> {
    let said = tree.nodes[head]
        .head
        .filter(|_| tree.nodes[head].is("ccomp"));
    let hosts = std::iter::once(head).chain(said);
    let is_but = |c: usize| {
        let with_cc = tree
            .children_by(c, "cc")
            .any(|m| tree.nodes[m].lemma == "but");
        let with_mark = tree
            .children_by(c, "mark")
            .any(|m| matches!(tree.nodes[m].lemma.as_str(), "though" | "although"));
        tree.nodes[c].is("conj") && with_cc || tree.nodes[c].is("advcl") && with_mark
    };
    let wants = |c: usize| {
        matches!(
            tree.nodes[c].lemma.as_str(),
            "want" | "demand" | "insist" | "ask" | "require" | "need" | "seek" | "add" | "request"
        )
    };
    let clause = hosts
        .flat_map(|h| tree.children(h).iter().copied())
        .find(|&c| c > head && is_but(c) && wants(c))?;
    let wanted = ["obj", "ccomp", "xcomp", "obl"]
        .into_iter()
        .find_map(|rel| tree.child(clause, rel))?;
    let (low, _) = tree.extent(wanted);
    let (_, high) = tree.extent(clause);
    let (low, high) = tree.trim(low.max(clause + 1), high);
    (low < high).then(|| tree.span_of(low, high))
}

/// "conveyed its acceptance, *subject to the road being reopened*": what a yes is subject to,
/// wherever in its clause the parser hung it.
fn proviso(tree: &Tree, site: Site<'_>) -> Option<Span> {
    let (low, high) = match tree.nodes[site.frame.head].head {
        Some(above) if site.frame.nominal => tree.extent(above),
        _ => tree.extent(site.frame.head),
    };
    let is_proviso = |&i: &usize| {
        let next = tree.nodes.get(i + 1).map_or("", |n| n.lemma.as_str());
        let is_bare = !tree.children(i).iter().any(|&c| tree.nodes[c].is("det"));
        is_bare
            && match tree.nodes[i].lemma.as_str() {
                "subject" => next == "to",
                "depend" | "hinge" => matches!(next, "on" | "upon"),
                "conditional" | "contingent" | "dependent" => matches!(next, "on" | "upon"),
                _ => false,
            }
    };
    let at = (low..high).find(is_proviso)?;
    let (from, to) = (at + 2, tree.extent(at).1.min(high));
    let (from, to) = tree.trim(from, to);
    (from < to).then(|| tree.span_of(from, to))
}

/// "would accept it *were the fighters sent home*", "would sign *as long as it got the power*": what a yes depends on by its
/// first words, in a sentence in which the model sees terms, where the tree shows no clause of the kind.
fn told_condition(tree: &Tree, head: usize) -> Option<Span> {
    let are_terms = |n: &Node| {
        let sign = n.act.as_ref();
        sign.is_some_and(|s| &*s.label == "condition" && s.share.probability() >= TERMS_SEEN)
    };
    if !tree.nodes.iter().any(are_terms) {
        return None;
    }
    let low = (head + 1..tree.nodes.len()).find(|&i| opens_condition(tree, i))?;
    let is_end = |n: &Node| {
        matches!(
            n.form.as_str(),
            ";" | "\u{201d}" | "\"" | "\u{ab}" | "\u{bb}"
        )
    };
    let high = (low..tree.nodes.len()).find(|&i| is_end(&tree.nodes[i]));
    let (low, high) = tree.trim(low, high.unwrap_or(tree.nodes.len()));
    (low + 1 < high).then(|| tree.span_of(low, high))
}

/// Whether a condition begins at a word: with its conjunction, or with an auxiliary before its subject.
fn opens_condition(tree: &Tree, i: usize) -> bool {
    let form = |i: usize| tree.nodes.get(i).map(|n| n.form.to_lowercase());
    let is = |i: usize, words: &[&str]| form(i).is_some_and(|f| words.contains(&f.as_str()));
    if is(i, &["if", "unless", "once", "provided", "providing"]) {
        return true;
    }
    if is(i, &["as", "so"]) && is(i + 1, &["long"]) && is(i + 2, &["as"]) {
        return true;
    }
    let has_subject = tree.nodes[i - 1].is("nsubj") || tree.nodes[i - 1].is("aux");
    let next = tree.nodes.get(i + 1).map_or("", |n| n.upos);
    is(i, &["were", "should", "had"])
        && !has_subject
        && matches!(next, "DET" | "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM")
}

fn at_most(earlier: At, later: At, sentences: usize) -> bool {
    earlier < later && later.sentence - earlier.sentence <= sentences
}

/// "unless Russia changed its position": what is wanted of the others, without the word that makes it a condition.
fn without_conjunction(condition: &str) -> &str {
    const OPENINGS: [&str; 13] = [
        "but only if ",
        "so long as ",
        "until ",
        "before ",
        "only if ",
        "only when ",
        "only once ",
        "provided that ",
        "on condition that ",
        "as long as ",
        "unless ",
        "if ",
        "once ",
    ];
    let opening = OPENINGS.iter().find(|o| {
        condition
            .get(..o.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(o))
    });
    opening.map_or(condition, |o| &condition[o.len()..])
}
