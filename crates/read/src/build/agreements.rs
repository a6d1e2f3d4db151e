//! What parties have undertaken to each other, and on which terms.

use super::{Builder, Site, argue, argument};
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::tree::Tree;
use crate::when::names_time;
use demarche_evidence::{Agreement, AgreementStage, Body, Span, When};
use jiff::ToSpan;

/// What an agreement does in a sentence that tells its terms.
const LASTING: &[&str] = &[
    "last",
    "run",
    "take effect",
    "take",
    "come",
    "enter",
    "start",
    "begin",
    "expire",
    "end",
    "provide",
    "give",
    "grant",
    "cover",
    "include",
    "foresee",
    "envisage",
    "allow",
    "let",
    "require",
    "oblige",
    "commit",
    "call",
    "set",
    "stipulate",
    "extend",
    "apply",
    "raise",
    "cut",
    "limit",
    "cap",
    "bind",
    "guarantee",
];

/// Deeds that are only more talking, or another try: whoever agrees to them has agreed on nothing yet.
const TALKING: &[&str] = &[
    "meet",
    "talk",
    "negotiate",
    "discuss",
    "consult",
    "speak",
    "convene",
    "reconvene",
    "confer",
    "consider",
    "study",
    "disagree",
    "differ",
    "return",
    "work",
    "sit",
    "cooperate",
    "intensify",
    "try",
    "revert",
];

/// The rule for what one party undertakes.
const UNDERTAKEN: &str = "agreement.undertake";

/// Nouns that say only that something was agreed.
const NO_MATTER: &[&str] = &[
    "thing",
    "point",
    "date",
    "day",
    "agreement",
    "it",
    "that",
    "this",
    "they",
];

/// Sentences behind an agreement in which its terms are looked for.
const NEAR: usize = 4;

/// Days before the text from which on an agreement is history.
const LONG_AGO: i64 = 60;

impl Builder<'_> {
    pub(super) fn make_agreement(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        stage: AgreementStage,
    ) -> bool {
        if self.is_asked(site.sentence) || self.is_denied(site) || self.is_told_aside(site) {
            return false;
        }
        let Some(parties) = self.agreeing(rule, site, by) else {
            return false;
        };
        let Some((at, span)) = self.agreed_matter(site, what) else {
            return false;
        };
        let text = self.article.slice(span).to_owned();
        let is_of_deed = |when: &When| text.contains(&when.words) || self.is_bound(site, when);
        let when = self.time(site).filter(|when| !is_of_deed(when));
        if self.is_only_talking(at) || self.is_history(when.as_ref()) {
            return false;
        }
        let stage = if self.is_in_principle(site) {
            AgreementStage::Principle
        } else {
            stage
        };
        let mut arguments = argue(&[("party", &parties)], self.head_span(site));
        arguments.push(argument("what", span));
        let terms = self.terms_told_behind(site.sentence);
        arguments.extend(terms.iter().map(|&term| argument("term", term)));
        let body = Body::Agreement(Agreement {
            parties: self.actors(&parties),
            what: text,
            stage,
            when,
            terms: terms
                .iter()
                .map(|&t| self.article.slice(t).to_owned())
                .collect(),
        });
        self.push(rule, site, body, arguments)
    }

    /// Whether a predication tells what an agreement of its sentence is about, or that there is one.
    pub(super) fn is_agreed(&self, site: Site<'_>) -> bool {
        let head = self.head_span(site);
        let here = self.made_at.get(&self.evidence(site.sentence));
        let made = here.into_iter().flatten().map(|&d| &self.made[d]);
        let agreements = made.filter(|d| matches!(d.body, Body::Agreement(_)));
        let mut pieces = agreements.flat_map(|d| &d.arguments);
        pieces.any(|a| matches!(a.role.as_str(), "cue" | "what") && a.span.contains(head))
    }

    /// What is agreed and where: "reached a deal *on cod*", but not "*on Monday*".
    fn agreed_matter(&self, site: Site<'_>, what: &str) -> Option<(At, Span)> {
        what.split('|').find_map(|slot| {
            let at = self.places(site, slot).into_iter().next()?;
            let is_time = names_time(self.article.tree(at), at.word);
            let (span, _) = self.slot_text(site, slot).filter(|_| !is_time)?;
            Some((at, span))
        })
    }

    /// "agreed on an exchange *as of 20 May*": the day from or to which something holds is not the one on which it was agreed.
    fn is_bound(&self, site: Site<'_>, when: &When) -> bool {
        let sentence = self.article.slice(self.evidence(site.sentence));
        let before = sentence.split(&when.words).next().unwrap_or_default();
        let last = before.split_whitespace().next_back();
        matches!(
            last,
            Some("of" | "from" | "until" | "till" | "by" | "before" | "to" | "since")
        )
    }

    /// Who agrees with whom; nobody where the text names no one, and `None` where one side only says yes: "the union agreed to wait". Who
    /// undertakes something does so to others, named or not.
    fn agreeing(&self, rule: &Rule, site: Site<'_>, by: &str) -> Option<Vec<Who>> {
        let parties = self.parties(site, by);
        let tree = self.article.tree(site.head());
        let mut places = by.split('+').flat_map(|slot| self.places(site, slot));
        let are_many = |at: At| {
            let node = &tree.nodes[at.word];
            matches!(node.xpos.as_str(), "NNS" | "NNPS")
                || matches!(node.form.to_lowercase().as_str(), "they" | "we" | "both")
                || tree.children_by(at.word, "conj").next().is_some()
        };
        let is_told = self.places(site, "agent").is_empty();
        (parties.len() >= 2
            || is_told
            || rule.id == UNDERTAKEN
            || parties.is_empty() && places.any(are_many))
        .then(|| self.without_guessed(site, parties))
    }

    /// "The ministers of Libya's two rival administrations agreed": where whose they are is told by name, no other party is taken for the
    /// second side.
    fn without_guessed(&self, site: Site<'_>, parties: Vec<Who>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let names = |c: &usize| {
            let (low, high) = tree.extent(*c);
            let is_whose = tree.preposition(*c).is_none_or(|p| p == "of");
            let mut inside = tree.nodes[low..high].iter();
            tree.nodes[*c].is("nmod") && is_whose && inside.any(|n| n.upos == "PROPN")
        };
        let mut agents = self.places(site, "agent").into_iter();
        if !agents.any(|at| tree.children(at.word).iter().any(names)) {
            return parties;
        }
        let named = self.named_in(site.sentence);
        let is_named = |who: &Who| named.iter().any(|n| n.party == who.party);
        let told: Vec<Who> = parties.into_iter().filter(is_named).collect();
        if told.len() < 2 { Vec::new() } else { told }
    }

    /// "the truce agreed in May", "who had agreed to pay": told beside something else.
    fn is_told_aside(&self, site: Site<'_>) -> bool {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        node.is("acl") || site.frame.nominal
    }

    /// "agreed to meet again", "agreed on a second round".
    fn is_only_talking(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let deed = tree.nodes[at.word].lemma.as_str();
        let is_meeting = |word: usize| {
            tree.nodes[word].upos == "NOUN" && self.is_meeting_noun(At { word, ..at })
        };
        let only_talks = |word: usize| TALKING.contains(&tree.nodes[word].lemma.as_str());
        only_talks(at.word)
            || ["xcomp", "obj"]
                .iter()
                .flat_map(|rel| tree.children_by(at.word, rel))
                .any(only_talks)
            || NO_MATTER.contains(&deed)
            || is_meeting(at.word)
            || ["obj", "obl", "nsubj"]
                .iter()
                .flat_map(|rel| tree.children_by(at.word, rel))
                .any(is_meeting)
            || is_opinion(tree, at.word)
    }

    fn is_history(&self, when: Option<&When>) -> bool {
        let days = when.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| {
            let end = range.last.checked_add(LONG_AGO.days());
            end.is_ok_and(|day| day < written)
        })
    }

    /// "agreed in principle"
    fn is_in_principle(&self, site: Site<'_>) -> bool {
        let nodes = &self.article.tree(site.head()).nodes;
        let mut pairs = nodes.windows(2);
        pairs.any(|pair| pair[0].lemma == "in" && pair[1].lemma == "principle")
    }

    /// "The truce would last for 45 days", "Under the deal, ...": sentences soon behind that tell more of it.
    fn terms_told_behind(&self, sentence: usize) -> Vec<Span> {
        let behind = sentence + 1..self.article.trees.len().min(sentence + 1 + NEAR);
        let told = behind.filter(|&s| self.tells_terms(s));
        told.map(|s| self.evidence(s)).collect()
    }

    /// Whether a sentence tells what an agreement just told says.
    fn tells_terms(&self, sentence: usize) -> bool {
        let tree = &self.article.trees[sentence];
        let is_it = |word: usize| tree.nodes[word].form.eq_ignore_ascii_case("it");
        // "The agreement was signed on Friday. *It gives nurses an allowance.*"
        let goes_on = || self.is_about_a_deal(&self.article.trees[sentence - 1]);
        let is_subject = |word: usize| self.is_the_deal(tree, word) || is_it(word) && goes_on();
        let is_under = |word: usize| {
            // "under its terms"
            let is_term = tree.nodes[word].lemma == "term";
            let is_of_it = self.is_the_deal(tree, word) || is_it(word) || is_term;
            is_of_it && tree.preposition(word).as_deref() == Some("under")
        };
        main_clauses(tree).any(|clause| {
            let lasts = LASTING.contains(&tree.nodes[clause].lemma.as_str());
            lasts && tree.children_by(clause, "nsubj").any(is_subject)
                || tree.children_by(clause, "obl").any(is_under)
        })
    }

    /// Whether a sentence says something of the agreement.
    fn is_about_a_deal(&self, tree: &Tree) -> bool {
        let mut subjects = main_clauses(tree).flat_map(|clause| tree.children_by(clause, "nsubj"));
        subjects.any(|word| self.is_the_deal(tree, word))
    }

    /// "the truce", "this deal"
    fn is_the_deal(&self, tree: &Tree, word: usize) -> bool {
        let is_known = |d: usize| matches!(tree.nodes[d].lemma.as_str(), "the" | "this");
        self.rules.lexicon.is(&tree.nodes[word].lemma, "deal")
            && tree.children_by(word, "det").any(is_known)
    }
}

/// The main predication of a sentence and what it says: "ECOWAS *said* the truce would *last* for 45 days".
fn main_clauses(tree: &Tree) -> impl Iterator<Item = usize> {
    let root = tree.nodes.iter().position(|n| n.head.is_none());
    let said = root.and_then(|r| tree.child(r, "ccomp"));
    root.into_iter().chain(said)
}

/// "agreed that the talks had been useful" is one opinion of two, "that trucks would pass" an agreement.
fn is_opinion(tree: &Tree, word: usize) -> bool {
    let node = &tree.nodes[word];
    let is_told = matches!(node.xpos.as_str(), "VBD" | "VBZ" | "VBP")
        || tree.child(word, "cop").is_some()
        || tree
            .children_by(word, "aux")
            .any(|a| tree.nodes[a].lemma == "have");
    let modal = tree
        .children_by(word, "aux")
        .find(|&a| tree.nodes[a].xpos == "MD");
    let is_opinion = modal.map_or(is_told, |m| {
        !matches!(
            tree.nodes[m].lemma.as_str(),
            "will" | "would" | "shall" | "should"
        )
    });
    node.is("ccomp") && is_opinion
}
