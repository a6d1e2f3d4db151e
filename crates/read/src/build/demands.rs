//! What a party wants of another.

mod addressees;
mod labels;

use super::acts::is_denied_until;
use super::{Builder, Draft, STANCES, Site, argue, argument};
use crate::article::{At, Who};
use crate::frame::Frame;
use crate::rules::Rule;
use crate::slots::is_conditional;
use crate::tree::{Node, Tree};
use crate::when;
use demarche_evidence::{Actor, Argument, Body, Demand, Matter, Span, without_conjunction};
use std::collections::BTreeMap;

/// How many words into a condition its "no" stands.
const NO_WITHIN: usize = 4;

/// Two stretches of a sentence tell the same if so many parts of one more than that of the longer are in both.
const ALIKE: usize = 4;

/// The slot for what has just been asked.
const ASKED: &str = "asked";

/// How far back, in sentences, a wish may stand to which somebody says no.
const LATELY: usize = 2;

/// Who gets something when he does so: it is asked of the others.
const RECEIVING: &[&str] = &["receive", "get", "keep", "have", "earn", "benefit"];

/// The rule for wishes that the model alone sees.
const SIGNED_DEMAND: &str = "act.demand";

/// Verbs of those who state something as well as of those who want it.
const STATING: &[&str] = &[
    "insist",
    "reiterate",
    "expect",
    "underline",
    "underscore",
    "emphasise",
    "emphasize",
    "stress",
    "maintain",
    "repeat",
    "note",
    "say",
    "confirm",
    "recall",
    "agree",
];

/// Words for what stands elsewhere.
const BARE: &[&str] = &[
    "the measure",
    "the measures",
    "the move",
    "the step",
    "it",
    "this",
    "that",
    "do",
    "do so",
    "do it",
    "do that",
    "do either",
    "do neither",
    "do any of it",
    "doing so",
    "doing it",
    "doing that",
    "give up",
];

/// How a party stands to what a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Asks for it.
    Wants,
    /// Will not have it.
    Refuses,
    /// Is ready to do it.
    Offers,
}

impl Stand {
    /// As the rule says: a refusal is none of what one would do.
    pub(super) const fn of(refusal: bool, offer: bool) -> Self {
        match (refusal, offer) {
            (true, _) => Self::Refuses,
            (false, true) => Self::Offers,
            (false, false) => Self::Wants,
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn make_demand(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
        stand: Stand,
    ) -> bool {
        let refusal = stand == Stand::Refuses;
        if self.is_no_wish(rule, site, refusal) {
            return false;
        }
        let Some((demand, span)) = self.what_is_wanted(rule, site, what, refusal) else {
            return false;
        };
        let mut wanting = self.who_wants(rule, site, by, what);
        let doer = self
            .clause_of_condition(rule, site)
            .and_then(|_| self.asked_in(site.head()));
        let tree = self.article.tree(site.head());
        let subject = tree.child(site.frame.head, "nsubj");
        let is_named = subject.is_some_and(|s| tree.nodes[s].is_nominal());
        let is_own_step = is_named && !RECEIVING.contains(&site.frame.lemma.as_str());
        // "will not come before it has disarmed": a step of one's own is asked of nobody.
        wanting.retain(|w| !is_own_step || doer.as_ref().is_none_or(|d| d.party != w.party));
        let of = self.whom(site, of, (span, stand), &wanting);
        let mut made = false;
        for (demand, span, own) in self.parts(site, demand, span) {
            let of = own.as_ref().unwrap_or(&of);
            for who in wanting
                .iter()
                .filter(|w| w.party.is_some() || w.member.is_some())
            {
                for addressee in self.addressees(who, of) {
                    let wish = Demand {
                        party: self.article.actor(who),
                        demand: demand.clone(),
                        addressee,
                        refusal,
                        offer: stand == Stand::Offers,
                    };
                    made |= self.push_wish(rule, site, (who, of), (wish, span));
                }
            }
        }
        made
    }

    fn push_wish(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        (who, of): (&Who, &[Who]),
        (wish, span): (Demand, Span),
    ) -> bool {
        let mut arguments = argue(
            &[("party", std::slice::from_ref(who)), ("addressee", of)],
            self.head_span(site),
        );
        arguments.push(argument("demand", span));
        let body = Body::Demand(wish);
        if self.is_wanted_already(&body, span) {
            return false;
        }
        self.forget_condition(site, &body, span);
        self.push(rule, site, body, arguments)
    }

    /// Whether the words of a wish tell something else here.
    fn is_no_wish(&self, rule: &Rule, site: Site<'_>, refusal: bool) -> bool {
        let is_seen = rule.id == SIGNED_DEMAND;
        // "refuses to commit itself to ending the war"
        if !refusal && rule.id == "demand.committed" && self.is_withheld(site) {
            return true;
        }
        // "is not taking part": how things are, and no more.
        if refusal && self.is_state_of_things(site) {
            return true;
        }
        is_seen && self.is_no_seen_wish(site)
            || (refusal || is_seen) && self.is_asked_for(site)
            || !refusal && self.is_lesser_evil(site)
    }

    /// Whether the model is wrong to see a wish here.
    fn is_no_seen_wish(&self, site: Site<'_>) -> bool {
        let frame = site.frame;
        let has_matter = frame.content.is_some()
            || frame.object.is_some()
            || frame.oblique(&["on", "for"]).is_some();
        // "We do not ask Chile to give up its rights", "no longer insists on it"
        let is_denied = frame.negated && has_matter
            // "will not have policemen on our decks", where the model marks the thing
            || frame.nominal && self.is_denied_thing(site);
        // "claims remain in its law": the model marks what there is.
        let tree = self.article.tree(site.head());
        let above = tree.nodes[frame.head]
            .head
            .filter(|_| frame.nominal && tree.nodes[frame.head].is("nsubj"));
        let is_there = above.is_some_and(|h| {
            matches!(
                tree.nodes[h].lemma.as_str(),
                "remain" | "persist" | "exist" | "stand"
            )
        });
        is_denied
            || is_there
            || self.is_anothers_demand(site)
            || self.is_of_anybody(site)
            // "refuses to discuss the islands"
            || self.is_refused(site)
            || self.is_charge(site)
            || self.sets_off_a_threat(site)
    }

    /// "said the demand for a treaty was unacceptable": no demand of whoever says so.
    fn is_anothers_demand(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_said_of = node.head.is_some_and(|h| {
            matches!(tree.nodes[h].upos, "ADJ" | "NOUN") && tree.child(h, "cop").is_some()
        });
        let below = |rel: &str| tree.child(site.frame.head, rel).is_some();
        // "said that Lima's demands were excessive" tells none of them.
        let has_matter = || {
            let mut below = tree.children(site.frame.head).iter();
            below.any(|&c| tree.nodes[c].rel == "nmod" || tree.nodes[c].is("acl"))
        };
        let is_own = below("nmod:poss") && has_matter();
        let is_demand = matches!(node.lemma.as_str(), "demand" | "call" | "request");
        site.frame.nominal && node.is("nsubj") && is_demand && is_said_of && !is_own
    }

    /// "Anyone who wants peace has to pay": a maxim, and nobody's wish.
    fn is_of_anybody(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        site.frame.agent.is_some_and(|a| {
            matches!(
                tree.nodes[a].lemma.to_lowercase().as_str(),
                "anyone" | "anybody" | "whoever" | "everyone" | "everybody" | "nobody" | "someone"
            )
        })
    }

    /// "would prefer a minority cabinet to new elections", "would rather go to the polls than govern": of two things the one that is less
    /// bad.
    fn is_lesser_evil(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let below = |lemma: &str| {
            let mut all = tree.children(head).iter();
            all.any(|&c| {
                tree.nodes[c].lemma == lemma
                    || tree
                        .children(c)
                        .iter()
                        .any(|&d| tree.nodes[d].lemma == lemma)
            })
        };
        // The model may mark the thing.
        let above = tree.nodes[head].head.filter(|_| tree.nodes[head].is("obj"));
        let verb = above.unwrap_or(head);
        let is_to = |c: usize| matches!(tree.preposition(c).as_deref(), Some("to" | "over"));
        tree.nodes[verb].lemma == "prefer" && tree.children_by(verb, "obl").any(is_to)
            || below("rather") && below("than")
    }

    /// "Washington is not taking part": said of somebody in the present, not by whoever will not.
    fn is_state_of_things(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_going_on = tree.children_by(site.frame.head, "aux").any(|a| {
            matches!(
                tree.nodes[a].form.to_lowercase().as_str(),
                "is" | "are" | "was" | "were"
            )
        });
        let is_told_by_them = site
            .frame
            .agent
            .is_some_and(|a| tree.nodes[a].xpos == "PRP");
        let joins = matches!(
            site.frame.lemma.as_str(),
            "take part" | "take" | "attend" | "join" | "participate" | "meet"
        );
        node.xpos == "VBG" && is_going_on && joins && !is_told_by_them
    }

    /// Whether the verb that a thing is the object of is denied.
    fn is_denied_thing(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let verb = node.head.filter(|_| node.is("obj") || node.is("obl"));
        verb.is_some_and(|v| {
            let mut beside = tree.children(v).iter();
            beside.any(|&c| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never"))
        })
    }

    /// Who wants it: of what depends on a condition whoever sets it.
    fn who_wants(&self, rule: &Rule, site: Site<'_>, by: &str, what: &str) -> Vec<Who> {
        // "would hand them back if Norland enforced the ban": who is to do it does not ask for it.
        if self.clause_of_condition(rule, site).is_some() {
            return self.promising(site);
        }
        // "Chile must change its law": whoever must does not ask for it.
        let is_bound = rule.id == SIGNED_DEMAND && site.frame.modal.as_deref() == Some("must");
        let wanting = self.parties(site, if is_bound { "voice" } else { by });
        // "The two could meet if Chile apologised, an official said": his condition, not theirs.
        match self.speaker_of(site) {
            Some(speaker) if wanting.len() > 1 && what == "if" => vec![speaker],
            _ => wanting,
        }
    }

    /// What is wanted or refused, and where it is told; none where the words tell no such thing.
    fn what_is_wanted(
        &self,
        rule: &Rule,
        site: Site<'_>,
        what: &str,
        refusal: bool,
    ) -> Option<(String, Span)> {
        let (span, _) = self.slot_text(site, what)?;
        let span = self.thing_of_cleft(site, span).unwrap_or(span);
        // "What Lima wants is not money"
        if self.article.slice(span).starts_with("not ") && site.frame.content.is_none() {
            return None;
        }
        let span = self.deed_of_pronoun(site, what).unwrap_or(span);
        // "insists on keeping troops"
        let words = self.article.slice(span);
        let lead = words
            .strip_prefix("on ")
            .map_or(0, |rest| words.len() - rest.len());
        let span = Span::new(span.start + lead, span.end);
        let span = self.with_that(site, self.clause_of_condition(rule, site).unwrap_or(span));
        let span = self.with_done_to(site, span);
        let span = self.with_doer_after_for(site, span);
        if self.is_told_as_fact(site, span) {
            return None;
        }
        let (demand, span) = if refusal {
            let span = self.with_bound(site, span);
            let is_far = !self.article.tree(site.head()).span.contains(span);
            let asked = self
                .label_at(span)
                .filter(|_| is_far || what.starts_with(ASKED));
            let told = asked.or_else(|| self.with_thing_before(site, span));
            let told = told.or_else(|| self.with_thing_linked(span));
            let told = told.unwrap_or_else(|| self.article.slice(span).to_owned());
            // "a hub it would not turn to"
            let mut nodes = self.article.tree(site.head()).nodes.iter();
            let is_cut = nodes
                .rfind(|n| span.contains(n.span))
                .is_some_and(|n| n.upos == "ADP" && !n.is("compound:prt"));
            if is_cut && self.article.slice(span) == told {
                return None;
            }
            // "opposes the measure": what it is stands elsewhere
            let is_bare = BARE.contains(&told.as_str()) || told.starts_with("such ");
            let is_of_it = told == "hear of it";
            let asked = || {
                let stands_for_it = is_of_it || told.starts_with("do ");
                let span = self.lately_wanted(site).filter(|_| stands_for_it)?;
                Some((self.label_at(span)?, span))
            };
            match asked() {
                Some(asked) if is_bare || is_of_it => asked,
                _ if is_bare => return None,
                _ => (told, span),
            }
        } else {
            let (told, span) = self.wish(site, span)?;
            let is_condition = without_conjunction(&told).is_some() && !told.starts_with("that ");
            let clause = self
                .clause_at(span)
                .filter(|_| is_condition || self.clause_of_condition(rule, site).is_some());
            let is_whole = self.article.slice(span) == told;
            let wish = clause.filter(|_| is_whole).and_then(|at| {
                let whos = self.whos(site, "agent|voice");
                self.as_wish_of(at, span, self.asked_by(at, &whos))
            });
            (wish.unwrap_or(told), span)
        };
        // "ready to accept it as long as the deal ran": a yes, and nothing wanted.
        let is_yes = ["accept it", "go along with"]
            .iter()
            .any(|yes| demand.starts_with(yes));
        let is_none = is_complaint(&demand) || !refusal && is_yes;
        if is_none {
            return None;
        }
        // "missiles, which Ukraine views as vital": nothing is taken off where the wish itself stands in it.
        if !rule.yields {
            return Some((demand, span));
        }
        let short = labels::without_more(&demand).into_owned();
        let is_start = self.article.slice(span).starts_with(&short);
        let end = if is_start {
            span.start + short.len()
        } else {
            span.end
        };
        Some((short, Span::new(span.start, end)))
    }

    /// Each of those of whom it is wanted ("urged both sides") but the one who wants it.
    fn addressees(&self, who: &Who, of: &[Who]) -> Vec<Option<Actor>> {
        let asked = of.iter().filter(|o| o.name != who.name);
        let asked: Vec<_> = asked.map(|o| Some(self.article.actor(o))).collect();
        if asked.is_empty() { vec![None] } else { asked }
    }

    /// "wants *the reservoir* to be filled over nine years", "wants *the lorries* to pass unchecked": what is done to a thing, or by
    /// what cannot be asked, with the thing.
    fn with_done_to(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let is_done = ["be ", "to be "]
            .iter()
            .any(|be| self.article.slice(span).starts_with(be));
        let doer = || {
            let content = site.frame.content?;
            tree.child(content, "nsubj")
                .filter(|&s| tree.nodes[s].upos == "NOUN")
        };
        let object = site.frame.object.or_else(doer);
        let can_be_asked = |word: usize| {
            let whos = self.article.who(At {
                word,
                ..site.head()
            });
            whos.iter().any(|w| w.party.is_some() || w.member.is_some())
        };
        let is_thing = |&word: &usize| {
            site.frame.content.is_some() && tree.nodes[word].upos == "NOUN" && !can_be_asked(word)
        };
        let object = object
            .filter(|o| is_done || is_thing(o))
            .map(|o| tree.phrase(o));
        let object = object.filter(|o| o.end <= span.start);
        object.map_or(span, |o| span.cover(o))
    }

    /// "rejected any withdrawal *before a truce takes effect*": what is refused, with the time up to which it is.
    fn with_bound(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let after = tree.nodes.partition_point(|n| n.span.start < span.end);
        let lemma = |i: usize| tree.nodes.get(i).map_or("", |n| n.lemma.as_str());
        let is_bound = match lemma(after) {
            "before" | "until" | "without" | "while" => tree.span.contains(span),
            // "as long as the troops stay"
            "as" | "so" => tree.span.contains(span) && lemma(after + 1) == "long",
            _ => false,
        };
        let lasting = (lemma(after + 1) == "long").then_some(after + 1);
        let head = match lasting {
            Some(long) => tree.child(long, "advcl").or(tree.nodes[long].head),
            None => tree.nodes.get(after).and_then(|n| n.head),
        };
        let head = head.filter(|_| is_bound);
        let bound = head.filter(|&h| h > after && tree.under(h, site.frame.head));
        bound.map_or(span, |h| span.cover(tree.clause(h)))
    }

    /// "insisted that the threat had been made", "underlined that the delay does not alter its pledge": what somebody says to be so,
    /// and does not want to be.
    fn is_told_as_fact(&self, site: Site<'_>, span: Span) -> bool {
        let tree = self.article.tree(site.head());
        if !STATING.contains(&site.frame.lemma.as_str()) {
            return false;
        }
        let clause = site
            .frame
            .content
            .filter(|&c| tree.nodes[c].is("ccomp") && span.contains(tree.nodes[c].span));
        clause.is_some_and(|c| {
            let of_it = || tree.children(c).iter().map(|&a| &tree.nodes[a]);
            let is_tense = |n: &Node| matches!(n.xpos.as_str(), "VBD" | "VBZ" | "VBP");
            let has_expletive = of_it().any(|n| n.is("expl"));
            let mut helpers = of_it().filter(|n| n.is("aux") || n.is("cop"));
            let is_wished = of_it().any(|n| n.xpos == "MD");
            // "insists that Chile withdraws" is a wish in the tense of facts.
            // "insists there is no other way"
            let is_there = has_expletive && is_tense(&tree.nodes[c]);
            !is_wished && (tree.nodes[c].xpos == "VBD" || is_there || helpers.any(is_tense))
        })
    }

    /// "(operations would resume) if the soldiers were not freed": where the model sees the wish in a condition, all of it.
    fn clause_of_condition(&self, rule: &Rule, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_seen = rule.id == SIGNED_DEMAND && tree.nodes[head].is("advcl");
        let is_term = is_conditional(tree, head) || self.is_refused_before(site);
        (is_seen && is_term).then(|| tree.clause(head))
    }

    /// "would not accept a truce *before the ships had left*"
    fn is_refused_before(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let mark = tree.child(head, "mark");
        mark.is_some_and(|m| tree.nodes[m].lemma == "before") && is_denied_until(tree, head)
    }

    /// Who promises, threatens or refuses what a condition is for: who refuses, else whoever says it, else who would do it.
    fn promising(&self, site: Site<'_>) -> Vec<Who> {
        let refusing = self.whos(site, "parent.agent");
        if self.is_refused_before(site) && refusing.iter().any(|w| w.party.is_some()) {
            return refusing;
        }
        let speaker = self.speaker_of(site);
        speaker.map_or_else(|| self.whos(site, "parent.agent"), |who| vec![who])
    }

    /// What somebody wants by a phrase, without the word that makes it a condition: "(if the blockade was not lifted)" is a wish for
    /// the blockade lifted. None where the phrase says nothing: "it", "31 July", or "no deal", which nobody wants.
    fn wish(&self, site: Site<'_>, span: Span) -> Option<(String, Span)> {
        let tree = self.article.tree(site.head());
        let words = self.article.slice(span);
        let nodes = tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, n)| span.contains(n.span));
        let inside: Vec<usize> = nodes.map(|(i, _)| i).collect();
        let (low, high) = (*inside.first()?, inside.last()? + 1);
        let is_time = |i: usize| {
            let mut all = when::expressions(tree, low, high, self.date, false);
            all.any(|e| e.low <= i && i < e.high)
                || tree.nodes[i].upos == "ADP"
                || tree.nodes[i].upos == "DET"
        };
        if Matter::of(words).is_empty() || inside.iter().all(|&i| is_time(i)) {
            return None;
        }
        let opening = tree.nodes[low].lemma.to_lowercase();
        if opening == "no" {
            return None;
        }
        let is_condition = matches!(opening.as_str(), "if" | "should");
        // "if no deal was reached"
        let mut opening = inside.iter().take(NO_WITHIN).copied();
        let no = opening.find(|&i| tree.nodes[i].lemma == "no");
        if let Some(no) = no.filter(|_| is_condition) {
            let text = self.without_no(tree, no, span)?;
            return Some((text, span));
        }
        let is_top = |i: &usize| tree.nodes[*i].head.is_none_or(|h| !inside.contains(&h));
        let tops: Vec<usize> = inside.iter().copied().filter(is_top).collect();
        if tops.iter().any(|&top| lasts_against(tree, top)) {
            return None;
        }
        // Not what is denied within: "if they guarantee that it does not mean a return".
        let is_own = |i: usize| tree.nodes[i].head.is_none_or(|h| tops.contains(&h));
        let not = inside
            .iter()
            .copied()
            .find(|&i| tree.nodes[i].lemma == "not" && is_own(i));
        match not.filter(|_| is_condition || tree.nodes[site.frame.head].is("advcl")) {
            Some(not) => {
                let behind = tree.nodes[not].span;
                let text = format!(
                    "{} {}",
                    self.article
                        .slice(Span::new(span.start, behind.start))
                        .trim_end(),
                    self.article
                        .slice(Span::new(behind.end, span.end))
                        .trim_start()
                );
                Some((text, span))
            }
            None => Some((words.to_owned(), span)),
        }
    }

    /// "if no deal was reached" as "that a deal be reached".
    fn without_no(&self, tree: &Tree, no: usize, span: Span) -> Option<String> {
        let wanted = tree.nodes[no]
            .head
            .map_or("", |h| tree.nodes[h].xpos.as_str());
        let is_vowel = |n: &Node| n.form.starts_with(['a', 'e', 'i', 'o', 'u']);
        let article = match tree.nodes.get(no + 1) {
            Some(next) if wanted == "NN" && is_vowel(next) => "an ",
            Some(_) if wanted == "NN" => "a ",
            _ => "",
        };
        let wish = self.clause_at(span).and_then(|at| self.as_wish(at, span));
        if let Some((before, behind)) = wish.as_deref().and_then(|w| w.split_once(" no ")) {
            return Some(format!("{before} {article}{behind}"));
        }
        let behind = Span::new(tree.nodes.get(no + 1)?.span.start, span.end);
        let before = Span::new(span.start, tree.nodes[no].span.start);
        Some(format!(
            "{}{article}{}",
            self.article.slice(before),
            self.article.slice(behind)
        ))
    }

    /// "wants the miners to receive a bonus", "asks that the company be present": those who would have it are not the ones asked.
    fn is_for_others(&self, site: Site<'_>, is_open: bool) -> bool {
        let tree = self.article.tree(site.head());
        site.frame.content.is_some_and(|c| {
            let node = &tree.nodes[c];
            // "wants inspectors admitted"
            let is_bare = node.xpos == "VBN" && tree.child(c, "aux").is_none();
            let is_passive = is_bare
                || tree.child(c, "aux:pass").is_some()
                || tree.child(c, "nsubj:pass").is_some();
            // "insists that the Union remain the mediator"
            let is_state = tree.child(c, "cop").is_some()
                || is_open && matches!(node.lemma.as_str(), "remain" | "stay" | "continue");
            let is_got = node.upos == "VERB" && RECEIVING.contains(&node.lemma.as_str());
            is_passive || is_state || is_got
        })
    }

    /// "unless it gets a guarantee": whether whoever acts in a clause only receives.
    pub(super) fn is_got(&self, at: At) -> bool {
        let lemma = self.article.tree(at).nodes[at.word].lemma.as_str();
        RECEIVING.contains(&lemma)
    }

    /// "will close the crossings if one wagon is unloaded": what sets off a threat is what nobody wants.
    fn sets_off_a_threat(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_if = tree
            .child(head, "mark")
            .is_some_and(|m| tree.nodes[m].lemma == "if");
        let step = tree.nodes[head]
            .head
            .map_or("", |h| tree.nodes[h].lemma.as_str());
        let is_hard = ["hard-step", "reprisal"]
            .iter()
            .any(|class| self.rules.lexicon.is(step, class));
        tree.nodes[head].is("advcl") && is_if && (is_hard || step == "close")
    }

    /// Whether a side tells what another had done.
    fn is_charge(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let had = tree
            .children_by(site.frame.head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        // "said at the time that": the clause may hang on another word than the verb of saying.
        let says = |f: &&Frame| f.head < site.frame.head && self.rules.lexicon.is(&f.lemma, "say");
        let sayer = || {
            let frame = self.article.frames[site.sentence].iter().find(says)?;
            self.whos(Site { frame, ..site }, "agent")
                .into_iter()
                .next()
        };
        let speaker = self.speaker_of(site).or_else(sayer).and_then(|w| w.party);
        let doer = self.whos(site, "agent").into_iter().find_map(|w| w.party);
        had && speaker.zip(doer).is_some_and(|(a, b)| a != b)
    }

    /// "urged them to resist": whether somebody else asks for what is told.
    pub(super) fn is_asked_for(&self, site: Site<'_>) -> bool {
        const ASKING: &[&str] = &[
            "urge", "ask", "call", "press", "want", "beg", "exhort", "tell", "advise", "push",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        // "urged them to open it and to refrain from more"
        let first = node.head.filter(|_| node.is("conj"));
        let node = first.map_or(node, |h| &tree.nodes[h]);
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        site.frame.infinitive
            && above.is_some_and(|h| {
                let is_of_another = tree.child(h, "obj").or(tree.child(h, "iobj")).is_some();
                is_of_another && ASKING.contains(&tree.nodes[h].lemma.as_str())
            })
    }

    /// Whether another rule found the same wish in the same words.
    pub(super) fn is_wanted_already(&self, wish: &Body, span: Span) -> bool {
        let Body::Demand(wish) = wish else {
            return false;
        };
        let shared = |a: Span| a.end.min(span.end).saturating_sub(a.start.max(span.start));
        // The same but for "that" or "unless" before it.
        let is_it = |a: &Argument| {
            let longer = a.span.len().max(span.len());
            a.role == "demand" && ALIKE * longer <= (ALIKE + 1) * shared(a.span)
        };
        self.made.iter().any(|d| {
            let is_asked_alike = |o: &Demand| {
                let both = o.addressee.as_ref().zip(wish.addressee.as_ref());
                both.is_none_or(|(a, b)| a == b)
            };
            let is_same = |o: &Demand| {
                o.party.principal() == wish.party.principal()
                    && o.refusal == wish.refusal
                    && o.offer == wish.offer
                    && is_asked_alike(o)
            };
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

/// "would not renew them *as long as weapons were smuggled*": the contrary is wanted.
pub(super) fn lasts_against(tree: &Tree, clause: usize) -> bool {
    let mut opening = tree.extent(clause).0..clause;
    let lasts = opening.any(|i| match tree.nodes[i].lemma.as_str() {
        "while" => true,
        "long" => i > 0 && matches!(tree.nodes[i - 1].lemma.as_str(), "as" | "so"),
        _ => false,
    });
    let host = tree.nodes[clause].head;
    // "as *long* as": the clause may hang on the adverb.
    let adverb = host.filter(|&h| tree.nodes[h].lemma == "long");
    let lasts = lasts || adverb.is_some();
    let host = adverb.map_or(host, |h| tree.nodes[h].head);
    let is_no = |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never" | "no");
    // "there will be no deal as long as": with what stands below the verb
    let denies = |h: usize| {
        let below = tree.children(h);
        below.iter().any(is_no) || below.iter().any(|&c| tree.children(c).iter().any(is_no))
    };
    // "the tax would stay as long as the accounts are blocked"
    let goes_on = |h: usize| {
        matches!(
            tree.nodes[h].lemma.as_str(),
            "stay" | "remain" | "continue" | "last" | "persist"
        )
    };
    lasts && host.is_some_and(|h| denies(h) || goes_on(h))
}

/// "We keep being asked to talk", "her concern at the delay": whether words tell what somebody feels or what is done to them, and not what they want.
fn is_complaint(demand: &str) -> bool {
    const FEELINGS: [&str; 9] = [
        "concern",
        "regret",
        "gratitude",
        "hope",
        "thanks",
        "condolences",
        "appreciation",
        "alarm",
        "dismay",
    ];
    let mut words = demand.split(' ');
    let first = words.next().unwrap_or_default();
    let feels = demand.split(' ').take(3).any(|w| FEELINGS.contains(&w));
    matches!(first, "I" | "We" | "we") || feels
}
