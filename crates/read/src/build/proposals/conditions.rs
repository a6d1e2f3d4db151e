//! Under which condition.

use super::super::{Builder, Site, argument};
use super::TERMS_SEEN;
use crate::article::{At, Who};
use crate::frame::Tense;
use crate::rules::Rule;
use crate::slots::condition;
use crate::tree::{Node, Tree};
use demarche_evidence::{Argument, Body, Demand, ImpasseRemark, Remark, Span, without_conjunction};

impl Builder<'_> {
    /// The condition that a stance or threat depends on, in the text's words.
    pub(in crate::build) fn condition_span(&self, site: Site<'_>) -> Option<Span> {
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
        phrase
            .or_else(|| price(tree, site))
            .or_else(|| told_condition(tree, site.frame.head))
            .or_else(|| bare_proviso(tree, site.frame.head))
    }

    /// What a yes depends on is what the party wants, and a way out.
    pub(super) fn note_condition(&mut self, rule: &Rule, site: Site<'_>, whos: &[Who], span: Span) {
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
    pub(in crate::build) fn terms(&self, whos: &[Who], span: Span) -> Vec<(Body, Vec<Argument>)> {
        let text = self.article.slice(span);
        let wanted = without_conjunction(text).unwrap_or(text);
        let wanted_span = Span::new(span.end - wanted.len(), span.end);
        let parties = whos
            .iter()
            .filter(|w| w.party.is_some() || w.member.is_some());
        let clause = self.clause_at(span);
        let asked = clause.and_then(|at| self.asked_by(at, whos));
        let wish = clause.and_then(|at| self.as_wish_of(at, span, asked.clone()));
        let demand = |who: &Who| {
            let asked = asked
                .as_ref()
                .filter(|a| a.name != who.name && a.party != who.party);
            let demand = Demand {
                party: self.article.actor(who),
                demand: wish.clone().unwrap_or_else(|| wanted.to_owned()),
                addressee: asked.map(|a| self.article.actor(a)),
                refusal: false,
                offer: false,
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

    /// The party that acts in a clause that others wait for: "Chile ruled out Peru's entry unless *it* pays" waits for Peru, and "Chile
    /// backs a quota provided *it* is shared" for nobody.
    pub(in crate::build) fn asked_by(&self, at: At, whos: &[Who]) -> Option<Who> {
        let asked = self.asked_in(at)?;
        let tree = self.article.tree(at);
        let subject = tree.child(at.word, "nsubj");
        let is_pronoun = subject.is_some_and(|s| tree.nodes[s].xpos == "PRP");
        let is_own = |w: &Who| whos.iter().any(|own| own.party == w.party);
        if !is_pronoun || !is_own(&asked) || self.is_got(at) {
            return Some(asked);
        }
        let start = tree.nodes[at.word].span.start;
        let named = self.named_in(at.sentence).into_iter();
        let mut others = named.filter(|w| !is_own(w) && w.span.end <= start);
        let thing = || {
            let at = At {
                word: subject?,
                ..at
            };
            self.thing_meant(at)
        };
        others.next().or_else(|| thing().is_none().then_some(asked))
    }

    /// The verb of the clause that fills a stretch of a sentence.
    pub(in crate::build) fn clause_at(&self, span: Span) -> Option<At> {
        let sentence = self.article.sentence_at(span.start)?;
        let tree = &self.article.trees[sentence];
        let is_inside = |i: usize| span.contains(tree.nodes[i].span);
        let is_top = |i: &usize| is_inside(*i) && tree.nodes[*i].head.is_none_or(|h| !is_inside(h));
        let mut tops = (0..tree.nodes.len()).filter(is_top);
        // "provided that the fee fell", with the clause under the participle
        let under = |i: usize| match tree.nodes[i].form.as_str() {
            "provided" | "providing" | "assuming" => tree.child(i, "ccomp").unwrap_or(i),
            _ => i,
        };
        let has_subject =
            |i: usize| tree.child(i, "nsubj").is_some() || tree.child(i, "expl").is_some();
        let word = tops.find_map(|i| Some(under(i)).filter(|&i| has_subject(i)))?;
        Some(At { sentence, word })
    }

    /// The party that acts in a clause.
    pub(in crate::build) fn asked_in(&self, at: At) -> Option<Who> {
        let tree = self.article.tree(at);
        let is_done = tree.child(at.word, "aux:pass").is_some();
        if is_vague(tree, at.word) {
            return None;
        }
        let word = tree.child(at.word, "nsubj").filter(|_| !is_done)?;
        let whos = self.article.who(At { word, ..at });
        whos.into_iter().find(|w| w.party.is_some())
    }
}

/// "(unless) Chile changed its position": no step that anybody could take.
fn is_vague(tree: &Tree, verb: usize) -> bool {
    const MINDS: &[&str] = &[
        "position",
        "mind",
        "stance",
        "attitude",
        "approach",
        "course",
        "behaviour",
        "behavior",
        "tone",
        "tune",
    ];
    let object = tree
        .child(verb, "obj")
        .map_or("", |o| tree.nodes[o].lemma.as_str());
    tree.nodes[verb].lemma == "change" && MINDS.contains(&object)
}

/// "would support the plan in return for *a cut in fees*", "would not accept it without *a cut in fees*": what is wanted for a yes that is
/// still to come.
fn price(tree: &Tree, site: Site<'_>) -> Option<Span> {
    let head = site.frame.head;
    // "ties its consent to *a cut in fees*"
    if matches!(site.frame.lemma.as_str(), "tie" | "link" | "bind") {
        let consent = site
            .frame
            .object
            .into_iter()
            .flat_map(|o| tree.children_by(o, "nmod"));
        let mut tied = tree.children_by(head, "obl").chain(consent);
        let is_to = |c: &usize| matches!(tree.preposition(*c).as_deref(), Some("to" | "with"));
        return tied.find(is_to).map(|word| tree.phrase(word));
    }
    let is_open = site.frame.modal.is_some() || site.frame.tense == Tense::Future;
    let mut obliques = tree.children_by(head, "obl");
    let wanted = obliques.find_map(|o| match tree.preposition(o).as_deref() {
        Some("without") if site.frame.negated => Some(o),
        Some("in") if matches!(tree.nodes[o].lemma.as_str(), "return" | "exchange") => {
            let is_for = |&c: &usize| tree.preposition(c).as_deref() == Some("for");
            tree.children_by(o, "nmod").find(is_for)
        }
        _ => None,
    });
    wanted.filter(|_| is_open).map(|word| tree.phrase(word))
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
    // "Chile accepted it, but Peru asked for more": the others' wish.
    let is_anothers = |c: usize| {
        let subject = tree.child(c, "nsubj");
        subject.is_some_and(|s| tree.nodes[s].upos != "PRON")
    };
    let clause = hosts
        .flat_map(|h| tree.children(h).iter().copied())
        .find(|&c| c > head && is_but(c) && wants(c) && !is_anothers(c))?;
    let wanted = ["obj", "ccomp", "xcomp", "obl"]
        .into_iter()
        .find_map(|rel| tree.child(clause, rel))?;
    // "asked *for* changes to the clause, *saying* it would admit no troops"
    let aside = |c: usize| {
        let node = &tree.nodes[c];
        let is_participle = node.is("advcl") && node.xpos == "VBG";
        is_participle || node.is("case") && node.head == Some(wanted)
    };
    let (low, _) = tree.extent_without(wanted, &aside);
    let (_, high) = tree.extent_without(clause, &aside);
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
    to_the_end(tree, head, low)
}

/// "accepts the scheme *provided numbers are capped*", where the parser takes the first word for a participle that says of the scheme
/// who provided it.
fn bare_proviso(tree: &Tree, head: usize) -> Option<Span> {
    let is_bare = |&i: &usize| {
        let node = &tree.nodes[i];
        let next = tree.nodes.get(i + 1).map_or("", |n| n.upos);
        matches!(node.form.as_str(), "provided" | "providing")
            && node.upos != "AUX"
            && !node.is("root")
            && tree
                .child(i, "aux")
                .or_else(|| tree.child(i, "nsubj"))
                .is_none()
            && matches!(next, "DET" | "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM")
    };
    let low = (head + 1..tree.nodes.len()).find(is_bare)?;
    let is_told = |n: &Node| n.upos == "VERB" || n.upos == "AUX";
    tree.nodes[low + 1..]
        .iter()
        .any(is_told)
        .then(|| to_the_end(tree, head, low))?
}

/// From the first word of a condition to the end of what is said.
fn to_the_end(tree: &Tree, head: usize, low: usize) -> Option<Span> {
    let is_end = |n: &Node| {
        matches!(
            n.form.as_str(),
            ";" | "\u{201d}" | "\"" | "\u{ab}" | "\u{bb}"
        )
    };
    // "Chile welcomed it; Peru would consider it if …": the others' condition.
    if tree.nodes[head..low].iter().any(|n| n.form == ";") {
        return None;
    }
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
