//! What a proposal is called.

use super::super::Builder;
use super::HANDED;
use crate::article::At;
use crate::tree::Tree;
use crate::when;
use demarche_evidence::Span;

impl Builder<'_> {
    /// What a proposal is called, without who put it and on which day it was put: "an offer of 4 per cent *from the ministry*", "a
    /// compromise *at the weekend*", "a truce *that Qatar handed to its leaders*".
    pub(super) fn label(&self, span: Span, text: &str) -> String {
        let Some(sentence) = self.article.sentence_at(span.start) else {
            return text.to_owned();
        };
        let tree = &self.article.trees[sentence];
        let is_aside = |&i: &usize| {
            let node = &tree.nodes[i];
            span.contains(node.span)
                && (is_handing(tree, i)
                    || is_answer(tree, i)
                    || is_day_of_telling(tree, i)
                    || self.is_giver(sentence, i))
        };
        let asides = (0..tree.nodes.len()).filter(is_aside).map(|i| {
            let (low, high) = tree.extent(i);
            let (low, high) = tree.trim(low, high);
            tree.span_of(low, high)
        });
        asides.fold(text.to_owned(), |text, aside| {
            let left_out = format!(" {}", self.article.slice(aside));
            let kept = text.replacen(&left_out, "", 1);
            kept.trim_end_matches([',', ' ']).to_owned()
        })
    }

    /// "an offer *from the ministry*"
    pub(super) fn is_giver(&self, sentence: usize, word: usize) -> bool {
        let tree = &self.article.trees[sentence];
        let is_put = |h: usize| self.rules.lexicon.is(&tree.nodes[h].lemma, "put-forward");
        // "an offer of 4 per cent from the ministry", hung on the measure
        let is_measure =
            |h: usize| tree.child(h, "nummod").is_some() || tree.nodes[h].upos == "NUM";
        let host = tree.nodes[word].head;
        let over = host
            .filter(|&h| is_measure(h))
            .and_then(|h| tree.nodes[h].head);
        tree.nodes[word].rel == "nmod"
            && tree.preposition(word).as_deref() == Some("from")
            && host.into_iter().chain(over).any(is_put)
            && self
                .article
                .who(At { sentence, word })
                .iter()
                .any(|w| w.party.is_some())
    }
}

/// "the truce *that Qatar handed to its leaders*": a clause that tells who put what it is said of.
pub(super) fn is_handing(tree: &Tree, clause: usize) -> bool {
    let node = &tree.nodes[clause];
    node.rel == "acl:relcl"
        && HANDED.contains(&node.lemma.as_str())
        && tree
            .child(clause, "nsubj")
            .is_some_and(|s| !matches!(tree.nodes[s].lemma.as_str(), "that" | "which" | "who"))
}

/// "12,500 taka, *which the workers called a joke*", "a panel, *which the company accepted*": what somebody has said or done to it.
fn is_answer(tree: &Tree, clause: usize) -> bool {
    let node = &tree.nodes[clause];
    let subject = tree.child(clause, "nsubj");
    let is_anothers = subject.is_some_and(|s| !tree.nodes[s].xpos.starts_with('W'));
    let first = tree.extent(clause).0;
    let is_set_off =
        first > 0 && (tree.nodes[first].form == "," || tree.nodes[first - 1].form == ",");
    node.rel == "acl:relcl" && node.xpos == "VBD" && is_anothers && is_set_off
}

/// "a compromise *at the weekend*", "an offer of a rise *on Monday*": the day on which something was put, hung on what was put.
fn is_day_of_telling(tree: &Tree, word: usize) -> bool {
    const DATED: &[&str] = &[
        "talk",
        "meeting",
        "summit",
        "vote",
        "election",
        "referendum",
        "round",
    ];
    let node = &tree.nodes[word];
    let is_on = match tree.preposition(word).as_deref() {
        Some("on") => when::is_weekday(&node.form),
        Some("at" | "over") => node.lemma == "weekend",
        None => {
            tree.child(word, "amod")
                .is_some_and(|a| tree.nodes[a].lemma == "last")
                && when::is_time_noun(&node.lemma)
        }
        _ => false,
    };
    let is_held = |h: usize| DATED.contains(&tree.nodes[h].lemma.as_str());
    is_on
        && node.is("nmod")
        && node.rel != "nmod:poss"
        && tree.children(word).len() <= 2
        && !node.head.is_some_and(is_held)
}
