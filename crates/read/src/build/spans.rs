//! Which words fill a slot of a rule, and when.

use super::{Builder, Site};
use crate::article::At;
use crate::slots::{is_clause, quotation_near};
use crate::tree::Tree;
use demarche_evidence::Span;

impl<'a> Builder<'a> {
    /// Exact span of what stands in a slot: clause for a verb, phrase for a noun.
    pub(crate) fn extent(&self, at: At) -> Span {
        let tree = self.article.tree(at);
        if is_clause(tree, at.word) {
            tree.clause(at.word)
        } else {
            tree.phrase(at.word)
        }
    }

    /// The text in a slot and where it stands.
    pub(crate) fn slot_text(&self, site: Site<'_>, expression: &str) -> Option<(Span, String)> {
        expression
            .split('|')
            .find_map(|slot| self.slot_span(site, slot))
            .map(|span| (span, self.article.slice(span).to_owned()))
            .filter(|(_, text)| !text.is_empty())
    }

    fn slot_span(&self, site: Site<'_>, slot: &str) -> Option<Span> {
        match slot {
            "sentence" => return Some(self.evidence(site.sentence)),
            "previous" => return Some(self.evidence(site.sentence.checked_sub(1)?)),
            "quoted" => return quotation_near(self.scene(site)),
            "predicate" => return Some(self.predicate_span(site)),
            "act" => return Some(self.act_span(site)),
            "complement" => return Some(self.complement_span(site)),
            "terms" => return Some(self.terms_span(site)),
            "reply" => return self.reply_span(site),
            "asked" => return self.lately_wanted(site),
            _ => {}
        }
        let places = self.places(site, slot);
        let first = places.first()?;
        if let Some(noun) = self.antecedent(*first) {
            return Some(self.extent(noun));
        }
        if let Some(clause) = slot.strip_suffix(".clause").and(site.frame.content) {
            return Some(self.extent(At {
                word: clause,
                ..site.head()
            }));
        }
        Some(
            places
                .iter()
                .skip(1)
                .fold(self.extent(*first), |span, at| span.cover(self.extent(*at))),
        )
    }

    /// The noun an "it", "them" or "this" stands for: the last one before it in its sentence that
    /// is no name.
    pub(super) fn antecedent(&self, at: At) -> Option<At> {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        if node.upos != "PRON"
            || !matches!(
                node.lemma.as_str(),
                "it" | "they" | "them" | "this" | "that"
            )
        {
            return None;
        }
        // "Diplomats said that would be slower": nor is it whoever speaks.
        let is_speaker = |i: usize| {
            let verb = tree.nodes[i].head.filter(|_| tree.nodes[i].is("nsubj"));
            verb.is_some_and(|v| self.rules.lexicon.is(&tree.nodes[v].lemma, "say"))
        };
        (0..at.word)
            .rev()
            .find(|&i| {
                let noun = &tree.nodes[i];
                noun.upos == "NOUN"
                    && ["obj", "obl", "nsubj", "nmod"].iter().any(|r| noun.is(r))
                    && self.article.cast.at(at.sentence, i).is_none()
                    // "The side judges it obvious": no subject is its own object.
                    && !(noun.is("nsubj") && noun.head == node.head)
                    && !is_speaker(i)
                    && noun.head.is_none_or(|h| {
                        !(tree.nodes[h].upos == "NOUN"
                            && h < i
                            && tree.nodes[i].is("nmod")
                            && tree.preposition(i).as_deref() == Some("in"))
                    })
            })
            .map(|word| At { word, ..at })
    }

    /// A nominal or adjectival predicate without its subject and copula.
    fn predicate_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let copula = tree.child(head, "cop").unwrap_or(head);
        // "tense, *two people said*, and over by noon": what the words of who says it part from the rest
        let said = tree.children_by(head, "parataxis").find(|&p| p > head);
        let (low, high) = tree.extent_without(head, &|c| {
            let node = &tree.nodes[c];
            node.head == Some(head)
                && (node.is("nsubj")
                    // "*in his view* the talks were useful"
                    || node.is("obl") && c < copula
                    || node.is("conj") && said.is_some_and(|s| s < c)
                    || node.is("cop")
                    || node.is("aux")
                    || node.is("mark")
                    // "said it was useful *but* that the terms were hard"
                    || node.is("cc") && c < head
                    || node.is("punct")
                    || node.is("advcl")
                    || node.is("parataxis")
                    || node.is("conj") && tree.child(c, "nsubj").is_some())
        });
        // "The reason, *according to the minister*, was a dispute": what stands before the copula.
        let copula = tree.child(head, "cop").filter(|&c| c < head);
        let low = copula.map_or(low, |c| low.max(c + 1));
        let (low, high) = tree.trim(low, high);
        tree.span_of(low, high)
    }

    /// A nominal predicate without its preposition: "the delay is due to *the storm*".
    fn complement_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_case = |c: &usize| tree.nodes[*c].is("case") && *c < head;
        let case = tree.children(head).iter().copied().filter(is_case).max();
        let case = case.map(|c| tree.extent(c).1).unwrap_or_default();
        let span = self.predicate_span(site);
        if case == 0 {
            return span;
        }
        let start = tree.nodes[case.min(head)].span.start.max(span.start);
        if start < span.end {
            Span::new(start, span.end)
        } else {
            span
        }
    }

    /// What a verb says is or is not to be done, without who, when not and on what condition:
    /// "they would not *sit down with Chile*".
    pub(super) fn act_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let (_, high) = tree.extent_without(head, &|c| {
            let node = &tree.nodes[c];
            node.head == Some(head)
                && (["nsubj", "punct", "advcl", "parataxis"]
                    .iter()
                    .any(|r| node.is(r))
                    || node.is("conj")
                        && (tree.child(c, "nsubj").is_some() || is_told_apart(tree, c))
                    || tree.joins_above(c))
        });
        // "Norland threatens to fill dam as talks stall": what goes on besides in a headline.
        let while_ = (head + 1..high).find(|&i| {
            let is_well = tree.nodes[i - 1].form == "as" || tree.nodes[i - 1].form == "such";
            tree.nodes[i].form == "as" && !is_well
        });
        let end = while_.filter(|_| !tree.is_sentence()).unwrap_or(high);
        let (low, high) = tree.trim(head, end);
        tree.span_of(low, high)
    }

    /// A clause with the "that" before it, without which it reads as a sentence of its own: "proposed *that the leaders meet first*".
    pub(super) fn with_that(&self, site: Site<'_>, span: Span) -> Span {
        let nodes = &self.article.tree(site.head()).nodes;
        let first = nodes.iter().position(|n| n.span.start == span.start);
        let that = first.and_then(|i| nodes.get(i.checked_sub(1)?));
        let that = that.filter(|n| n.is("mark") && n.form == "that");
        that.map_or(span, |n| span.cover(n.span))
    }

    /// "refuses, *saying it cannot order anybody*": what somebody says to it.
    fn reply_span(&self, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let says = |c: &usize| self.rules.lexicon.is(&tree.nodes[*c].lemma, "say");
        let saying = tree.children_by(site.frame.head, "advcl").find(says)?;
        let said = tree.child(saying, "ccomp")?;
        // "saying that it would set a precedent": that is why, and not what.
        let is_reason = tree.child(said, "nsubj").is_some_and(|s| {
            matches!(
                tree.nodes[s].lemma.as_str(),
                "it" | "this" | "that" | "they"
            )
        });
        (!is_reason).then(|| tree.clause(said))
    }

    /// What a sentence tells of a plan, without "under the plan".
    fn terms_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let under = self.places(site, "under");
        let is_under = |c: usize| under.iter().any(|at| at.word == c);
        let (low, high) = tree.extent_without(site.frame.head, &is_under);
        let (low, high) = tree.trim(low, high);
        tree.span_of(low, high)
    }

    pub(crate) fn evidence(&self, sentence: usize) -> Span {
        let tree = &self.article.trees[sentence];
        let n = tree.nodes.len();
        if n == 0 {
            tree.span
        } else {
            tree.span_of(0, n)
        }
    }

    pub(super) fn head_span(&self, site: Site<'_>) -> Span {
        self.article.tree(site.head()).nodes[site.frame.head].span
    }
}

/// "would not abolish visas *but did not exclude* an easier procedure": a joined verb with a tense of its own.
fn is_told_apart(tree: &Tree, joined: usize) -> bool {
    let mut helpers = tree.children_by(joined, "aux").map(|a| &tree.nodes[a]);
    let first = tree.nodes[joined].head;
    let is_bare = first.is_some_and(|h| tree.nodes[h].xpos == "VB");
    is_bare && helpers.any(|n| matches!(n.xpos.as_str(), "VBD" | "VBZ" | "VBP"))
}
