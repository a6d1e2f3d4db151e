//! What a wish or refusal is told as.

use super::super::proposals::ProposalDraft;
use super::super::{Builder, Site};
use super::LATELY;
use crate::article::{At, Who};
use demarche_evidence::{Body, Span, without_aside};
use std::borrow::Cow;

/// How many words of a thing go into a label.
const NO_LONGER_THAN: usize = 12;

/// One of several things that are wanted, where it is told, and of whom where it is wanted of others than the first.
type Part = (String, Span, Option<Vec<Who>>);

impl Builder<'_> {
    /// "enrichment is a right it *will not give up*", "troops that it *will not accept*": where what a deed is done to stands before it, the
    /// deed with that, or with what that is said of.
    pub(super) fn with_thing_before(&self, site: Site<'_>, span: Span) -> Option<String> {
        let tree = self.article.tree(site.head());
        let verb = site.frame.head;
        let is_gap = tree.nodes[verb].is("acl") && tree.child(verb, "obj").is_none_or(|o| o < verb);
        let thing = site.frame.object.filter(|&o| is_gap && o < verb)?;
        if span.start != tree.nodes[verb].span.start {
            return None;
        }
        let is_said = tree.child(thing, "cop").is_some();
        let thing = tree
            .child(thing, "nsubj")
            .filter(|_| is_said)
            .unwrap_or(thing);
        if !tree.nodes[thing].is_nominal() {
            return None;
        }
        let (low, high) = tree.extent_without(thing, &|c| {
            let node = &tree.nodes[c];
            node.is("acl:relcl") || node.is("case") && node.head == Some(thing)
        });
        let (low, high) = tree.trim(low, high.min(low + NO_LONGER_THAN));
        let thing = self.article.slice(tree.span_of(low, high));
        Some(format!("{} {thing}", self.article.slice(span)))
    }

    /// "pressing *for the students to pay* less": whoever is to do it, between "for" and the verb.
    pub(super) fn with_doer_after_for(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let doer = site.frame.content.and_then(|content| {
            let is_for = |&m: &usize| tree.nodes[m].lemma == "for" && m < content;
            let mark = tree.children_by(content, "mark").find(is_for)?;
            let mut beside = tree.children(site.frame.head).iter().copied();
            beside.find(|&c| mark < c && c < content && tree.nodes[c].is_nominal())
        });
        let doer = doer.map(|d| tree.phrase(d));
        doer.filter(|d| d.end <= span.start)
            .map_or(span, |d| span.cover(d))
    }

    /// "called for the nine *to be released*": what is to be done with a thing that is told behind "for".
    pub(super) fn with_deed_behind(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let word_at = |start: usize| tree.nodes.iter().position(|n| n.span.start >= start);
        let is_for = |i: usize| i > 0 && tree.nodes[i - 1].lemma == "for";
        let is_behind_for = word_at(span.start).is_some_and(is_for);
        let to = word_at(span.end).filter(|&i| is_behind_for && tree.nodes[i].form == "to");
        let deed = to.filter(|&i| tree.nodes[i].is("mark"));
        let deed = deed.and_then(|i| tree.nodes[i].head);
        deed.map_or(span, |verb| span.cover(tree.clause(verb)))
    }

    /// "What Oslo wants *is a guarantee*": the thing that is wanted.
    pub(super) fn thing_of_cleft(&self, site: Site<'_>, slot: Span) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let verb = site.frame.head;
        let is_what = |i: &usize| tree.nodes[*i].lemma.eq_ignore_ascii_case("what");
        let is_slot = |o: usize| slot.contains(tree.nodes[o].span);
        let what = site
            .frame
            .object
            .filter(|o| is_what(o) && *o < verb && is_slot(*o))?;
        let clause = if tree.nodes[verb].head == Some(what) {
            what
        } else {
            verb
        };
        let is_subject = tree.nodes[clause].is("nsubj") || tree.nodes[clause].is("csubj");
        let thing = tree.nodes[clause].head.filter(|_| is_subject)?;
        let be = tree.child(thing, "cop").filter(|&be| be > verb)?;
        let (_, high) = tree.extent_without(thing, &|c| {
            tree.nodes[c].is("punct") && tree.nodes[c].head == Some(thing)
        });
        let (low, high) = tree.trim(be + 1, high);
        (low < high).then(|| tree.span_of(low, high))
    }

    /// "told them that *they* must resume": what is to be done, without the pronoun for whoever is told.
    pub(super) fn deed_of_pronoun(&self, site: Site<'_>, what: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let subject = tree.child(site.frame.head, "nsubj")?;
        let is_pronoun = tree.nodes[subject].xpos == "PRP"
            && tree.nodes[subject].lemma == "they"
            && !site.frame.negated;
        (what == "head" && is_pronoun && tree.nodes[site.frame.head].upos == "VERB")
            .then(|| self.act_span(site))
    }

    /// "would not leave *them*": with the thing that the model takes the pronoun for.
    pub(super) fn with_thing_linked(&self, span: Span) -> Option<String> {
        let sentence = self.article.sentence_at(span.start)?;
        let tree = &self.article.trees[sentence];
        let is_object = |&i: &usize| {
            let node = &tree.nodes[i];
            let stands = matches!(node.lemma.as_str(), "it" | "they") && node.xpos == "PRP";
            let is_part = ["obj", "obl", "nsubj"].iter().any(|rel| node.is(rel));
            stands && is_part && !node.is("expl") && span.contains(node.span)
        };
        let word = (0..tree.nodes.len()).find(is_object)?;
        let at = At { sentence, word };
        let is_told_within = self
            .article
            .linked_noun(at)
            .is_some_and(|noun| span.contains(self.article.tree(noun).nodes[noun.word].span));
        let thing = self.thing_linked(at).filter(|_| !is_told_within)?;
        let pronoun = tree.nodes[word].span;
        let before = self.article.slice(Span::new(span.start, pronoun.start));
        let behind = self.article.slice(Span::new(pronoun.end, span.end));
        Some(format!("{before}{thing}{behind}"))
    }

    /// "demands *that wages be paid* and *that the airport be opened*", "*to leave* and *to disarm*": each thing that is wanted; of "urged
    /// Oslo to answer and *Lima to wait*" with whoever the second is wanted of.
    pub(super) fn parts(&self, site: Site<'_>, told: String, span: Span) -> Vec<Part> {
        let tree = self.article.tree(site.head());
        let is_whole = self.article.slice(span) == told;
        let Some(content) = site.frame.content.filter(|_| is_whole) else {
            return vec![(told, span, None)];
        };
        let opening = |c: usize| {
            let mut marks = tree.children_by(c, "mark").filter(|&m| m < c);
            marks.find(|&m| matches!(tree.nodes[m].lemma.as_str(), "that" | "to"))
        };
        let is_first =
            |m: usize| opening(content).is_some_and(|f| tree.nodes[f].lemma == tree.nodes[m].lemma);
        let joined = tree.children_by(content, "conj").filter_map(|c| {
            let mark = opening(c).filter(|&m| is_first(m))?;
            let start = tree.nodes[mark].span.start;
            (span.start < start && tree.clause(c).end <= span.end).then_some((c, mark))
        });
        let mut all = vec![(told, span, None)];
        for (verb, mark) in joined {
            let clause = tree.clause(verb);
            let is_that = tree.nodes[mark].lemma == "that";
            let doer = tree.child(verb, "nsubj").filter(|&s| s < mark && !is_that);
            let start = doer.map_or(mark, |d| tree.extent(d).0);
            let before = tree.nodes[..start].iter().rev();
            let mut before = before.skip_while(|n| n.is("cc") || n.is("punct"));
            let Some(end) = before.next().map(|n| n.span.end) else {
                continue;
            };
            let Some((_, last, whom)) = all.pop() else {
                continue;
            };
            let first = Span::new(last.start, end);
            let rest = match doer {
                Some(_) => Span::new(tree.nodes[mark + 1].span.start, clause.end),
                None if is_that => clause.cover(tree.nodes[mark].span),
                None => clause,
            };
            let text = |s: Span| self.article.slice(s).to_owned();
            let at = |word| At {
                word,
                ..site.head()
            };
            let others = doer.map(|d| self.article.who(at(d))).or(whom.clone());
            all.push((text(first), first, whom));
            all.push((text(rest), rest, others));
        }
        all
    }

    /// The label of a wish that is told at `span`.
    pub(super) fn label_at(&self, span: Span) -> Option<String> {
        self.made.iter().rev().find_map(|d| {
            let Body::Demand(wish) = &d.body else {
                return None;
            };
            let mut told = d.arguments.iter();
            let is_here = told.any(|a| a.role == "demand" && a.span == span);
            (is_here && !wish.refusal).then(|| wish.demand.clone())
        })
    }

    /// What another party lately asked for, to which somebody says no.
    pub(in crate::build) fn lately_wanted(&self, site: Site<'_>) -> Option<Span> {
        let here = self.evidence(site.sentence);
        let first = self.evidence(site.sentence.saturating_sub(LATELY));
        let head = self.head_span(site);
        let own = self.whos(site, "agent|voice");
        let is_own = |name: &str| {
            own.iter()
                .any(|w| self.article.actor(w).principal() == name)
        };
        let mut made = self.made.iter().rev().filter_map(|d| {
            let Body::Demand(wish) = &d.body else {
                return None;
            };
            let is_near = first.start <= d.evidence.start && d.evidence.start <= here.start;
            let is_anothers = !wish.refusal && !wish.offer && !is_own(wish.party.principal());
            let told = d.arguments.iter().find(|a| a.role == "demand")?.span;
            (is_near && is_anothers && !told.contains(head)).then_some(told)
        });
        let demand = made.next();
        let is_put = |p: &&ProposalDraft| {
            let by = p.proposer.as_ref();
            let is_near = first.start <= p.what_span.start && p.what_span.end <= here.start;
            p.is_asked() && is_near && by.is_some_and(|b| own.iter().all(|o| o.name != b.name))
        };
        // "urged both to accept arbitration. The union ruled that out"
        let put = self.proposals.iter().filter(is_put).map(|p| p.what_span);
        demand.into_iter().chain(put).max_by_key(|span| span.start)
    }
}

/// A label without the clause behind a comma that only tells more: "a cap, which Oslo opposes" is "a cap", and "the trade, which Oslo
/// stopped, to be allowed" is "the trade to be allowed".
pub(super) fn without_more(label: &str) -> Cow<'_, str> {
    let line = label.replace('\n', " ");
    let short = label.get(..without_aside(&line).len()).unwrap_or(label);
    let rest = label.get(short.len()..).unwrap_or_default();
    if let Some((_, behind)) = rest.split_once(", to ") {
        return Cow::Owned(format!("{short} to {behind}"));
    }
    // "a truce, which would last a month, and an exchange"
    let goes_on = rest.contains(", and ") || rest.contains(", but ");
    Cow::Borrowed(if goes_on { label } else { short })
}
