//! Who says, thinks or knows something, in texts of any kind.
//!
//! The rules of speech want somebody who acts: in a negotiation it matters who. Where nobody negotiates, a study, a legend or "I" is
//! as good a source, and syntax alone tells it: a verb with a subject and a clause that completes it (`ccomp`) attributes the clause
//! to the subject, but for a few verbs.

use super::quotes::{before_cue, behind_cue, rest, without};
use super::{Builder, Draft, Site};
use crate::article::Who;
use crate::frame::Frame;
use crate::tree::Tree;
use demarche_evidence::{Body, Span};
use std::collections::BTreeSet;

/// The rules of this room, by how their ids begin.
const RULES: &str = "attribution.";

/// Labels of the model's head for attribution.
const CUE: &str = "cue";
const SOURCE: &str = "source";

/// More likely than not.
const LIKELY: f32 = 0.5;

/// So likely that the sign alone will do.
const CLEAR: f32 = 0.9;

/// As likely a source must be a verb that tells the reader to know something: the model has one label for a word that is both.
const ADDRESSED: f32 = 0.15;

/// Clauses that complete a verb: what they say need have no tense.
const CLAUSE: &str = "attribution.clause";
const LIKE: &str = "attribution.like";

/// Verbs whose clause is brought about, allowed or in the air, and not said or thought by the subject.
const NO_CUES: &[&str] = &[
    "make", "let", "have", "seem", "appear", "give", "cause", "help", "check", "test", "leave",
    "get", "keep", "want", "need", "like", "take", "turn", "surprise", "signal",
];

/// Adjectives that attribute the clause behind them.
const STATES: &[&str] = &[
    "sure",
    "certain",
    "aware",
    "convinced",
    "confident",
    "glad",
    "happy",
    "sorry",
    "proud",
    "afraid",
    "clear",
    "concerned",
    "worried",
    "mindful",
];

/// Verbs of knowing and telling whose object is a question: "knows what that means".
const KNOWING: &[&str] = &[
    "know",
    "understand",
    "see",
    "remember",
    "forget",
    "learn",
    "say",
    "explain",
    "wonder",
    "ask",
    "realize",
    "realise",
    "discover",
    "reveal",
    "recall",
    "guess",
    "hear",
    "notice",
    "note",
];

/// Verbs whose object is seen or heard to do something: "we notice it deviating".
const PERCEIVING: &[&str] = &[
    "see", "hear", "watch", "notice", "witness", "feel", "observe", "remember", "recall",
    "imagine", "picture",
];

/// Whether what a rule attributes is a clause, whatever stands in it.
pub(crate) fn is_clausal(rule: &str) -> bool {
    matches!(rule, CLAUSE | LIKE)
}

/// Whether a rule attributes by syntax alone.
pub(crate) fn is_attribution(rule: &str) -> bool {
    rule.starts_with(RULES)
}

/// A source, its cue and what is attributed to it.
struct Found {
    source: usize,
    cue: Span,
    content: Span,
    rule: &'static str,
}

impl Builder<'_> {
    /// Adds what is attributed to anybody, where no rule has found speech.
    pub(super) fn attribute_the_rest(&mut self) {
        for sentence in 0..self.article.trees.len() {
            let known = self.cues_of_quotes(sentence);
            let found: Vec<Found> = self.attributions(sentence);
            for Found {
                source,
                cue,
                content,
                rule,
            } in found
            {
                let word = self.article.trees[sentence].nodes[source].span;
                if known.iter().any(|k| k.overlaps(cue)) || self.is_spoken_to(word, cue) {
                    continue;
                }
                let draft = self.attributed(sentence, source, (cue, content), rule);
                self.keep(draft);
            }
        }
    }

    fn attributed(
        &self,
        sentence: usize,
        source: usize,
        spans: (Span, Span),
        rule: &'static str,
    ) -> Draft {
        let tree = &self.article.trees[sentence];
        // "Note that …": whoever is told so has no word of their own.
        let word = tree.nodes[source].span;
        let (span, name) = if spans.0.contains(word) {
            (word, "you")
        } else {
            let span = tree.phrase(source);
            (span, self.article.slice(span))
        };
        let who = Who {
            member: None,
            name: name.to_owned(),
            party: None,
            span,
        };
        self.quote_draft(&who, spans, false, sentence, (rule, 0.7))
    }

    /// Where the cues of the quotes of a sentence stand.
    fn cues_of_quotes(&self, sentence: usize) -> BTreeSet<Span> {
        let span = self.article.trees[sentence].span;
        self.made
            .iter()
            .filter(|d| matches!(d.body, Body::Quote(_)))
            .flat_map(|d| &d.arguments)
            .filter(|a| a.role == "cue" && span.contains(a.span))
            .map(|a| a.span)
            .collect()
    }

    fn attributions(&self, sentence: usize) -> Vec<Found> {
        let tree = &self.article.trees[sentence];
        let frames = self.article.frames[sentence].iter();
        let mut found: Vec<Found> = frames
            .filter(|frame| !frame.nominal)
            .filter_map(|frame| self.by_clause(tree, Site { sentence, frame }))
            .collect();
        found.retain(|f| !is_doubted(tree, f));
        let like: Vec<Found> = (0..tree.nodes.len())
            .filter_map(|i| like(tree, i))
            .collect();
        found.retain(|f| !like.iter().any(|l| l.cue.overlaps(f.cue)));
        found.extend(like);
        found.extend((0..tree.nodes.len()).filter_map(|i| according_to(tree, i)));
        let is_told = |cue: usize| found.iter().any(|f| f.cue.overlaps(tree.nodes[cue].span));
        let cues = (0..tree.nodes.len()).filter(|&i| is_cue(tree, i) && !is_told(i));
        let signed: Vec<Found> = cues.filter_map(|i| self.by_sign(sentence, i)).collect();
        found.extend(signed);
        found
    }

    /// A verb that the model takes for a cue, and the nearest words it takes for a source: "what I wish to emphasize is that …".
    fn by_sign(&self, sentence: usize, cue: usize) -> Option<Found> {
        let tree = &self.article.trees[sentence];
        let frames = self.article.frames[sentence].iter();
        let frame = frames.into_iter().find(|f| f.head == cue && !f.nominal)?;
        let is_source = |&i: &usize| share(tree, i, SOURCE) >= LIKELY;
        let named = frame.agent.filter(is_source);
        let above = || subject_above(tree, &self.article.frames[sentence], cue);
        let before = || (0..cue).rev().find(is_source);
        let source = named.or_else(above).or_else(before)?;
        let top = |i: usize| tree.nodes[i].head.filter(|h| *h < cue && is_source(h));
        let source = std::iter::successors(Some(source), |&i| top(i)).last()?;
        let told = |c: &usize| tree.nodes[*c].is("ccomp") || tree.nodes[*c].is("parataxis");
        let clause = frame
            .content
            .or_else(|| tree.children(cue).iter().copied().find(told));
        let content = match clause {
            Some(clause) => whole_clause(tree, cue, clause),
            None => self
                .below_colon(Site { sentence, frame })
                .or_else(|| before_cue(tree, cue, frame.agent))
                .or_else(|| behind(tree, cue))?,
        };
        Some(Found {
            source,
            cue: tree.nodes[cue].span,
            content,
            rule: "attribution.sign",
        })
    }

    /// A verb or adjective with its subject and clause; or a verb of speech set into the clause.
    fn by_clause(&self, tree: &Tree, site: Site<'_>) -> Option<Found> {
        let frame = site.frame;
        let node = &tree.nodes[frame.head];
        let making = making(tree, frame.head);
        let first = making.unwrap_or(frame.head);
        let source = frame
            .agent
            .or_else(|| subject_above(tree, &self.article.frames[site.sentence], making?))
            .or_else(|| is_told_to(tree, first).then_some(first))?;
        if tree.nodes[source].is("expl") || NO_CUES.contains(&node.lemma.as_str()) {
            return None;
        }
        if node.upos == "ADJ" && !STATES.contains(&node.lemma.as_str()) {
            return None;
        }
        let is_cue = matches!(node.upos, "VERB" | "ADJ");
        let clause = frame
            .content
            .filter(|&c| is_cue && tree.nodes[c].is("ccomp"));
        let content = match clause.or_else(|| known(tree, frame)) {
            Some(clause) => whole_clause(tree, frame.head, clause),
            None if perceived(tree, frame).is_some() => perceived(tree, frame)?,
            None if self.rules.lexicon.is(&frame.lemma, "say") && frame.content.is_none() => {
                let is_inserted = node.is("parataxis") && node.head.is_some();
                self.below_colon(site)
                    .or_else(|| before_cue(tree, frame.head, frame.agent))
                    .or_else(|| rest(tree, frame.head).filter(|_| is_inserted))?
            }
            None => return None,
        };
        Some(Found {
            source,
            cue: tree.nodes[first].span.cover(node.span),
            content,
            rule: CLAUSE,
        })
    }
}

/// What a cue introduces, from its "that" on and with each "that" behind it, whatever the parser hung them on: "argued that, *with the
/// harvest over*, prices would fall *and that the mill would close*".
fn whole_clause(tree: &Tree, cue: usize, clause: usize) -> Span {
    let span = behind_cue(tree, cue, clause);
    let is_that = |i: usize| tree.nodes[i].lemma == "that" && tree.nodes[i].is("mark");
    let that = tree.children(clause).iter().find(|&&c| is_that(c));
    let Some(&that) = that.filter(|&&that| cue < that && that < clause) else {
        return span;
    };
    let start = tree.nodes[tree.trim(that + 1, clause + 1).0].span.start;
    let joins = |i: &usize| tree.nodes[*i].upos == "PUNCT" || tree.nodes[*i].is("cc");
    let mut end = span.end;
    for next in (clause..tree.nodes.len()).filter(|&i| is_that(i)) {
        let mut before = (0..next).rev().skip_while(|i| joins(i));
        let is_next = before.next().is_some_and(|i| tree.nodes[i].span.end == end);
        if let Some(told) = tree.nodes[next].head.filter(|&h| is_next && h > next) {
            end = tree.clause(told).end.max(end);
        }
    }
    Span::new(start.min(span.start), end)
}

/// The verb of "make sure", of which both words tell that somebody does.
fn making(tree: &Tree, sure: usize) -> Option<usize> {
    let node = &tree.nodes[sure];
    let verb = node
        .head
        .filter(|_| node.upos == "ADJ" && node.is("xcomp"))?;
    (verb + 1 == sure && tree.nodes[verb].lemma == "make").then_some(verb)
}

/// "Remember that …", "so be aware that …", "take the first and note that …".
fn is_told_to(tree: &Tree, word: usize) -> bool {
    let node = &tree.nodes[word];
    let has = |rel: &str| tree.child(word, rel).is_some();
    let verb = tree.child(word, "cop").unwrap_or(word);
    let is_bare = tree.nodes[verb].xpos == "VB"
        && !has("nsubj")
        && !has("csubj")
        && !has("mark")
        && node.lemma != "see"; // "see if it fits" is no knowledge
    let is_helped = tree
        .children_by(word, "aux")
        .any(|a| !tree.nodes[a].form.eq_ignore_ascii_case("do"));
    let is_joined =
        || node.is("conj") && node.head.is_some_and(|h| h < word && is_told_to(tree, h));
    let is_main = node.head.is_none() || node.is("parataxis") || node.is("ccomp");
    is_bare && !is_helped && (is_main || is_joined())
}

/// "we notice it deviating": what is perceived, with what it does.
fn perceived(tree: &Tree, frame: &Frame) -> Option<Span> {
    let lemma = tree.nodes[frame.head].lemma.as_str();
    let (object, act) = (frame.object?, frame.content?);
    let does = tree.nodes[act].is("xcomp") && matches!(tree.nodes[act].xpos.as_str(), "VBG" | "VB");
    let is_plain = tree.child(act, "mark").is_none() && frame.head < object && object < act;
    let is_perceived = PERCEIVING.contains(&lemma) && does && is_plain && !frame.passive;
    is_perceived.then(|| tree.phrase(object).cover(tree.clause(act)))
}

/// "and I was like, let's go": what is quoted stands behind the "like".
fn like(tree: &Tree, like: usize) -> Option<Found> {
    let be = (0..like).rev().find(|&i| tree.nodes[i].upos != "ADV")?;
    let is_cue = tree.nodes[like].form == "like" && tree.nodes[be].lemma == "be";
    let is_likely = share(tree, like, CUE) >= LIKELY || share(tree, be, CUE) >= LIKELY;
    let verbs = [Some(be), tree.nodes[be].head].into_iter().flatten();
    let source = verbs
        .filter_map(|v| tree.child(v, "nsubj"))
        .find(|&s| s < be)?;
    Some(Found {
        source,
        cue: tree.span_of(be, like + 1),
        content: behind(tree, like).filter(|_| is_cue && is_likely)?,
        rule: LIKE,
    })
}

/// Who acts in the clause that an infinitive serves: "*we* leave them out to make sure that …".
fn subject_above(tree: &Tree, frames: &[Frame], cue: usize) -> Option<usize> {
    let is_to = |c: usize| tree.nodes[c].lemma == "to" && tree.nodes[c].is("mark");
    let serves = tree.nodes[cue].is("advcl") || tree.nodes[cue].is("acl");
    let is_own = tree.child(cue, "nsubj").is_some();
    let to = tree.children(cue).iter().any(|&c| is_to(c));
    let above = tree.nodes[cue].head.filter(|_| serves && to && !is_own)?;
    let frame = |h: usize| {
        frames
            .iter()
            .find(|f| f.head == h && !f.nominal && !f.passive)
    };
    let place = |h: usize| frame(h).and_then(|f| f.agent);
    place(above).or_else(|| place(tree.ancestor(above, |_, h| place(h).is_some())?))
}

/// What stands behind a word in its sentence.
fn behind(tree: &Tree, cue: usize) -> Option<Span> {
    let (low, high) = tree.trim(cue + 1, tree.nodes.len());
    (low < high).then(|| tree.span_of(low, high))
}

/// How likely a word is a sign of attribution; 0 where the model says nothing.
fn share(tree: &Tree, word: usize, label: &str) -> f32 {
    let node = &tree.nodes[word];
    node.share_in_attribution(label).unwrap_or_default()
}

fn is_cue(tree: &Tree, word: usize) -> bool {
    tree.nodes[word].upos == "VERB" && share(tree, word, CUE) >= CLEAR
}

/// Whether the model has an eye for cues and does not take these words for one.
fn is_doubted(tree: &Tree, found: &Found) -> bool {
    let is_addressed = found.cue.contains(tree.nodes[found.source].span)
        && share(tree, found.source, SOURCE) >= ADDRESSED;
    let mut words = tree.nodes.iter().filter(|n| found.cue.contains(n.span));
    let is_below = |share: Option<f32>| share.is_some_and(|s| s < LIKELY);
    !is_addressed && words.all(|n| is_below(n.share_in_attribution(CUE)))
}

/// "knows what that means", "it was asserted by the Crown that …": clauses that do not stand as `ccomp`.
fn known(tree: &Tree, frame: &Frame) -> Option<usize> {
    let foretold = frame.content.filter(|&c| tree.nodes[c].is("csubj"));
    foretold.filter(|_| frame.passive).or_else(|| {
        let lemma = tree.nodes[frame.head].lemma.as_str();
        let told = frame.object.filter(|_| KNOWING.contains(&lemma))?;
        let is_question = matches!(tree.nodes[told].xpos.as_str(), "WP" | "WRB");
        let is_clause = |&c: &usize| tree.nodes[c].is("acl") || tree.nodes[c].is("nsubj");
        // "what we said" is no question that anybody says.
        let is_behind = told > frame.head;
        (is_behind && is_question && tree.children(told).iter().any(is_clause)).then_some(told)
    })
}

/// Whether some verb of `span` has a tense: what is said is said in a clause.
pub(crate) fn is_in_a_clause(trees: &[Tree], span: Span) -> bool {
    trees
        .iter()
        .filter(|t| t.span.overlaps(span))
        .flat_map(|t| &t.nodes)
        .any(|n| span.contains(n.span) && matches!(n.xpos.as_str(), "VBD" | "VBP" | "VBZ" | "MD"))
}

/// "according to the Herald", whoever that is.
fn according_to(tree: &Tree, source: usize) -> Option<Found> {
    if tree.preposition(source).as_deref() != Some("according to") {
        return None;
    }
    let cue = tree.child(source, "case")?;
    let host = tree.nodes[source].head?;
    Some(Found {
        source,
        cue: tree.nodes[cue].span,
        content: without(tree, host, source)?,
        rule: "attribution.according-to",
    })
}
