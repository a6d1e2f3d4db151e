//! What a wish or refusal is told as.

use super::super::{Builder, Site};
use super::LATELY;
use demarche_evidence::{Body, Span, without_aside};
use std::borrow::Cow;

/// How many words of a thing go into a label.
const NO_LONGER_THAN: usize = 12;

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

    /// "demands *that wages be paid* and *that the airport be opened*", "*to leave* and *to disarm*": each thing that is wanted.
    pub(super) fn parts(&self, site: Site<'_>, told: String, span: Span) -> Vec<(String, Span)> {
        let tree = self.article.tree(site.head());
        let is_whole = self.article.slice(span) == told;
        let Some(content) = site.frame.content.filter(|_| is_whole) else {
            return vec![(told, span)];
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
            (span.start < start && tree.clause(c).end <= span.end).then_some((mark, tree.clause(c)))
        });
        let mut all = vec![(told, span)];
        for (mark, clause) in joined {
            let before = tree.nodes[..mark].iter().rev();
            let mut before = before.skip_while(|n| n.is("cc") || n.is("punct"));
            let Some(end) = before.next().map(|n| n.span.end) else {
                continue;
            };
            let Some((_, last)) = all.pop() else {
                continue;
            };
            let first = Span::new(last.start, end);
            let is_that = tree.nodes[mark].lemma == "that";
            let rest = if is_that {
                clause.cover(tree.nodes[mark].span)
            } else {
                clause
            };
            all.extend([first, rest].map(|s| (self.article.slice(s).to_owned(), s)));
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
        made.next()
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
