//! Proposals: which phrases mean the same one, who made it, and who stands how to it.

mod conditions;
mod identity;
mod labels;
mod makers;
mod sorting;
mod stances;

use super::{Builder, Draft, Site, argument};
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::tree::{Node, Tree};
use crate::when;
use demarche_evidence::{Actor, Body, Proposal, Span, Stance, StanceKind, Voice};
use makers::PLANNERS;
pub(super) use stances::ACTS;

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
    pub(super) const fn is_asked(&self) -> bool {
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

/// The slot for what is told of a plan behind "under the plan".
const TERMS: &str = "terms";

/// The slot of a rule for what a plan would do.
const DOING: &str = "act";

/// What somebody does with a plan who has it from others: "is studying a draft that Chile sent".
const RECEIVING: &[&str] = &[
    "study", "consider", "receive", "review", "examine", "weigh", "mull", "assess", "analyse",
    "analyze", "await", "read", "get", "discuss", "debate",
];

/// What somebody does with a plan who puts it to the others: "the paper that Norway handed round".
const HANDED: &[&str] = &[
    "hand",
    "circulate",
    "distribute",
    "put",
    "propose",
    "present",
    "submit",
    "table",
    "float",
    "suggest",
    "offer",
    "advance",
    "bring",
    "draft",
    "draw",
    "write",
    "unveil",
    "send",
];

/// The name in statements of plans that are told behind a colon.
const TOLD: &str = "proposal.told";

const TOLD_CONFIDENCE: f32 = 0.7;

/// Where a stance is on the invitation last spoken of.
const INVITATION: &str = "invitation";

/// How likely the model must take a word for terms, for words to be looked for that open them.
const TERMS_SEEN: f32 = 0.8;

/// Verbs of saying yes to a proposal.
const ACCEPTING: &[&str] = &[
    "accept", "adopt", "approve", "back", "support", "endorse", "sign", "pass", "embrace",
    "ratify", "take",
];

impl Builder<'_> {
    /// What is proposed in words that say it: with the "that" of a clause, and beyond a bare day or number: "proposed *2033 as a
    /// compromise*".
    fn told_in_full(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let inside = tree.nodes.iter().filter(|n| span.contains(n.span));
        let is_bare = inside.clone().all(|n| {
            n.upos == "NUM" || when::is_month(&n.form) || matches!(n.upos, "DET" | "ADP" | "PUNCT")
        });
        if !is_bare {
            return self.with_to(site, self.with_that(site, span));
        }
        let goes_on = |c: usize| {
            ["conj", "advcl", "parataxis", "ccomp"]
                .iter()
                .any(|r| tree.nodes[c].is(r))
        };
        let (_, high) = tree.extent_without(site.frame.head, &goes_on);
        let low = tree.nodes.iter().position(|n| n.span.start >= span.start);
        let Some(low) = low.filter(|&low| low < high) else {
            return span;
        };
        // Up to the next comma: what follows is told beside it.
        let comma = (low..high)
            .find(|&i| tree.nodes[i].upos == "PUNCT" && !span.contains(tree.nodes[i].span));
        let (low, high) = tree.trim(low, comma.unwrap_or(high));
        span.cover(tree.span_of(low, high))
    }

    /// "offered *to mediate*": an infinitive with its "to", without which it reads as an order.
    fn with_to(&self, site: Site<'_>, span: Span) -> Span {
        let nodes = &self.article.tree(site.head()).nodes;
        let first = nodes.iter().position(|n| n.span.start == span.start);
        let to = first.and_then(|i| nodes.get(i.checked_sub(1)?));
        let to = to.filter(|n| n.is("mark") && n.form == "to");
        to.map_or(span, |n| span.cover(n.span))
    }

    /// What the model alone takes for a proposal and is background or one told before: "a duty, *which Ottawa introduced*", "are
    /// *close to a deal*", "*the offer we made*".
    fn is_nothing_new(&self, site: Site<'_>, span: Span) -> bool {
        const MADE: &[&str] = &["make", "put", "forward", "table", "submit", "send", "on"];
        let tree = self.article.tree(site.head());
        let head = &tree.nodes[site.frame.head];
        let is_aside = head.rel == "acl:relcl" && span.start < head.span.start;
        let mut opening = tree.nodes.iter().filter(|n| span.contains(n.span));
        let first = opening.next().map_or("", |n| n.lemma.as_str());
        let is_state = head.upos == "ADJ" && head.is("root") || matches!(first, "close" | "near");
        let inside = tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, n)| span.contains(n.span));
        let mut telling =
            inside.filter(|(_, n)| matches!(n.upos, "NOUN" | "PROPN" | "VERB" | "NUM" | "ADJ"));
        let is_reference = telling.all(|(word, n)| {
            let at = At {
                word,
                ..site.head()
            };
            MADE.contains(&n.lemma.as_str()) || self.is_proposal_noun(at)
        });
        // "has written to the minister"
        let is_letter = site.frame.lemma == "write"
            && site.frame.content.is_none()
            && site.frame.object.is_none();
        // "rejected the rebels' demand for a share"
        let is_demand = head.upos == "NOUN"
            && matches!(head.lemma.as_str(), "demand" | "insistence" | "ultimatum");
        // "touched upon the course of the border"
        let is_only_raised = matches!(
            site.frame.lemma.as_str(),
            "touch" | "touch on" | "touch upon" | "broach"
        );
        let is_none = is_aside || is_state || is_reference || is_letter;
        is_none || is_demand || is_only_raised || is_forecast(tree)
    }

    /// "a truce *proposed by Qatar*": the truce.
    fn without_proposer(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let verb = &tree.nodes[site.frame.head];
        if !verb.is("acl") || !site.frame.passive || verb.span.start <= span.start {
            return span;
        }
        let kept = self.article.slice(Span::new(span.start, verb.span.start));
        let kept = kept.trim_end().trim_end_matches(',');
        Span::new(span.start, span.start + kept.len())
    }

    /// "urged both sides to accept the truce proposed by Qatar": what is asked is a yes to somebody's proposal, and none of its own.
    fn is_asked_to_accept(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let asked = site.frame.content.map(|c| tree.nodes[c].lemma.as_str());
        asked.is_some_and(|verb| ACCEPTING.contains(&verb)) && self.is_on_a_plan(site)
    }

    pub(super) fn make_proposal(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
    ) -> bool {
        if of.is_some() && self.is_asked_to_accept(site) {
            return false;
        }
        let plan = self.plan_seen(rule, site);
        let has_it = rule.id.starts_with(ACTS) && RECEIVING.contains(&site.frame.lemma.as_str());
        let received = site.frame.object.filter(|_| has_it).map(|word| At {
            word,
            ..site.head()
        });
        let authors = match received {
            Some(at) => self.makers(at),
            None => self.parties(site, by),
        };
        let mut authors = authors.into_iter();
        let proposer = match authors.next() {
            None if received.is_some() => None,
            None => self.maker_in(site).or_else(|| self.drafted_in(site)),
            told => told,
        };
        let mut co_authors: Vec<Who> = authors.collect();
        co_authors.extend(
            self.supporters(site)
                .filter(|_| received.is_none())
                .unwrap_or_default(),
        );
        let of_plan = rule.id.starts_with(ACTS) || self.is_it(site, by);
        let planner = self.planner_before(site).filter(|_| of_plan);
        if rule.id.starts_with(ACTS)
            && let Some(planner) = &planner
            && self.is_just_put(planner, site.head())
        {
            return false; // what a plan just told would do has been read as its terms
        }
        let is_theirs = planner.is_none() && of.is_none();
        let proposer = planner.or(proposer);
        let bringer = || self.bringer(plan.filter(|_| received.is_none())?);
        let proposer = proposer.or_else(bringer);
        let named = plan.map(|at| {
            let tree = self.article.tree(at);
            let span = tree.phrase(at.word);
            // "On the table will be *a draft*": the phrase begins with its article.
            let article = tree.children_by(at.word, "det").next();
            let start = article.map_or(span.start, |d| tree.nodes[d].span.start.max(span.start));
            let span = Span::new(start, span.end);
            (at, span, self.label(span, self.article.slice(span)))
        });
        let told = || {
            let (span, _) = self.slot_text(site, what)?;
            let span = self.told_in_full(site, span);
            let span = self.without_proposer(site, span);
            let text = self.label(span, self.article.slice(span));
            Some((self.places(site, what).into_iter().next()?, span, text))
        };
        let Some((at, span, text)) = named.or_else(told) else {
            return false;
        };
        if rule.id.starts_with(ACTS) && self.is_nothing_new(site, span) {
            return false;
        }
        if let Some(noun) = self.terms_of(site, by, what)
            && let Some(known) = self.find_proposal(noun)
        {
            self.tell_terms(known, noun, (at, span, text));
            return false;
        }
        let is_anybodys = proposer.is_none() && by == PLANNERS && what != TERMS;
        if is_anybodys && what != "predicate" {
            return false; // what an unknown plan of nobody's would do
        }
        let known = self.same_proposal(span, proposer.as_ref(), at);
        let own = |who: &Who| self.own_proposal_before(span, who, at);
        let known = known.or_else(|| proposer.as_ref().and_then(own));
        let known = known.or_else(|| self.unowned_before(span, proposer.as_ref(), at));
        if let Some(known) = known {
            let draft = &mut self.proposals[known];
            draft.last = at;
            // What the headline only answers the text then puts.
            if of.is_none() && matches!(draft.standing, Standing::Presupposed) {
                draft.standing = Standing::Put;
            }
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
        let added = self.proposals.len() - 1;
        for author in co_authors.iter().filter(|_| is_theirs) {
            // "Qatar and Egypt proposed a truce": whoever signs a proposal stands behind it.
            self.take_stance(
                added,
                author,
                StanceKind::Backs,
                self.evidence(site.sentence),
                rule,
            );
        }
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
        let tree = self.article.tree(noun);
        let name = tree.nodes[noun.word].span;
        let says_more = |c: &usize| {
            tree.nodes[*c].rel == "acl" && tree.nodes[*c].xpos != "VBN"
                || tree.nodes[*c].rel == "nmod" && tree.preposition(*c).as_deref() != Some("by")
        };
        let is_bare = !tree.children(noun.word).iter().any(says_more);
        let draft = &mut self.proposals[known];
        // "Peru has drawn up a draft. It would open the ports": a bare name gives way to what is told of it.
        if draft.what_span.contains(name) && is_bare || draft.words.is_empty() {
            draft.what = text;
            draft.what_span = span;
            draft.words = words;
        }
        draft.last = at;
    }

    /// The noun of "under the plan" whose terms a sentence tells.
    fn terms_of(&self, site: Site<'_>, by: &str, what: &str) -> Option<At> {
        let slot = match (what, by) {
            (TERMS, _) => "under",
            (DOING, _) | (_, PLANNERS) => "agent",
            _ => return None,
        };
        self.places(site, slot).into_iter().next()
    }

    fn lemma(&self, at: At) -> &str {
        &self.article.tree(at).nodes[at.word].lemma
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

    /// One draft per proposal, in the order of the proposals' indices.
    pub(super) fn finished_proposals(&mut self) -> Vec<Option<Draft>> {
        let mut proposals = std::mem::take(&mut self.proposals);
        self.drop_headlined_proposals(&mut proposals);
        self.sort_proposals(&mut proposals);
        for draft in proposals.iter_mut().filter(|p| !p.is_asked()) {
            // Whose it is may have been told after a stance.
            let maker = draft.proposer.as_ref().map(|w| self.article.actor(w));
            let is_own = |s: &Stance| {
                let same = |m: &Actor| m.principal() == s.actor.principal();
                maker.as_ref().is_some_and(same)
            };
            draft.stances.retain(|s| !is_own(s));
        }
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

/// "*The likeliest way out* is a phased withdrawal": what whoever writes expects.
fn is_forecast(tree: &Tree) -> bool {
    let is_likely = |n: &Node| {
        let word = n.form.to_lowercase();
        let is_degree = matches!(word.as_str(), "likeliest" | "likely" | "probable");
        is_degree && n.is("amod")
    };
    let is_subject = |n: &Node| {
        let above = n.head.map(|h| &tree.nodes[h]);
        above.is_some_and(|h| h.is("nsubj") || h.is("root"))
    };
    tree.nodes.iter().any(|n| is_likely(n) && is_subject(n))
}

fn at_most(earlier: At, later: At, sentences: usize) -> bool {
    earlier < later && later.sentence - earlier.sentence <= sentences
}
