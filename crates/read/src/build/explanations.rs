//! Explanations that stand apart from what they explain: behind a colon ("The union has another explanation: …"), as an answer to the
//! question why ("Why did the session fall through? Iranian diplomats say …"), or in a word ("'Illness,' the embassy said").

use super::judgement::tells_of;
use super::{Builder, Draft, argument};
use crate::article::{At, Who};
use crate::slots::is_conditional;
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, Claim, Span, Voice};

/// The rule's name in statements.
const RULE: &str = "cause.explained";
const CONFIDENCE: f32 = 0.65;

/// Nouns for what explains something.
const EXPLANATIONS: &[&str] = &[
    "explanation",
    "diagnosis",
    "theory",
    "reason",
    "motive",
    "cause",
];

/// Nouns for what may explain something, where another has just explained it.
const VERSIONS: &[&str] = &[
    "opinion",
    "view",
    "story",
    "account",
    "reading",
    "version",
    "answer",
    "interpretation",
];

/// Words for a matter on which accounts differ.
const DISPUTES: &[&str] = &[
    "dispute",
    "disputed",
    "contest",
    "contested",
    "differ",
    "diverge",
    "vary",
    "disagree",
    "contradict",
    "own",
    "different",
    "conflicting",
    "rival",
    "competing",
    "unclear",
    "divided",
];

/// Words for a meeting or a person that did not come.
const ABSENCES: &[&str] = &[
    "cancel", "postpone", "put", "call", "defer", "drop", "scrap", "miss", "absent", "absence",
    "stay", "fail", "skip", "shorten", "adjourn", "delay",
];

/// How far behind a question answers to it stand, in sentences.
const ANSWERS: usize = 4;

/// Before which word a colon sets off an explanation.
const OPENING: usize = 18;

/// From so many words on an answer tells what happened.
const TOLD: usize = 4;

/// Who explains, the word that tells so, what is the cause and what its effect.
struct Explained {
    speaker: Who,
    cue: Span,
    cause: Span,
    effect: Span,
}

impl Builder<'_> {
    /// Adds the explanation of a sentence in which no rule found one.
    pub(super) fn read_explanations(&mut self, sentence: usize) {
        if self.explains_something(sentence) {
            return;
        }
        let found = self
            .behind_colon(sentence)
            .or_else(|| self.answers_why(sentence))
            .or_else(|| self.in_a_word(sentence));
        let Some(found) = found else {
            return;
        };
        let speaker = Voice::Actor(self.article.actor(&found.speaker));
        self.keep(Draft {
            evidence: self.evidence(sentence),
            voice: speaker.clone(),
            body: Body::Claim(Claim {
                speaker,
                cause: self.article.slice(found.cause).to_owned(),
                effect: self.article.slice(found.effect).to_owned(),
            }),
            arguments: vec![
                argument("cue", found.cue),
                argument("cause", found.cause),
                argument("effect", found.effect),
            ],
            rule: RULE.to_owned(),
            confidence: CONFIDENCE,
            about: None,
        });
    }

    /// Whether an explanation has been found in a sentence.
    pub(super) fn explains_something(&self, sentence: usize) -> bool {
        let made = self.made_at.get(&self.evidence(sentence)).into_iter();
        let mut drafts = made.flatten().map(|&d| &self.made[d]);
        drafts.any(|d| matches!(d.body, Body::Claim(_)))
    }

    /// What the sentence before tells that this one explains: its own effect, if it explains something, too.
    fn told_before(&self, sentence: usize) -> Option<Span> {
        let before = self.evidence(sentence.checked_sub(1)?);
        Some(self.explained_in(before).unwrap_or(before))
    }

    /// "The minister has a different explanation: *the rebels wait for the vote*."
    fn behind_colon(&self, sentence: usize) -> Option<Explained> {
        let tree = &self.article.trees[sentence];
        let nodes = &tree.nodes;
        let colon = nodes
            .iter()
            .position(|n| n.form == ":")
            .filter(|&c| c < OPENING)?;
        let is_rival = sentence > 0 && self.explains_something(sentence - 1);
        let is_given = |n: &Node| {
            let lemma = n.lemma.as_str();
            n.upos == "NOUN"
                && (EXPLANATIONS.contains(&lemma) || is_rival && VERSIONS.contains(&lemma))
        };
        let noun = nodes[..colon].iter().position(is_given)?;
        let owner = tree.child(noun, "nmod:poss").or_else(|| {
            let mut subjects = (0..noun)
                .filter(|&i| nodes[i].is("nsubj") && nodes[i].head.is_some_and(|h| h < colon));
            subjects.next_back()
        })?;
        let speaker = self
            .article
            .who(At {
                sentence,
                word: owner,
            })
            .into_iter()
            .next()?;
        let (low, high) = tree.trim(colon + 1, nodes.len());
        let tells = |n: &Node| n.upos == "VERB" || n.is("cop");
        let is_explained = EXPLANATIONS.contains(&nodes[noun].lemma.as_str());
        let is_clause = low < high && (is_explained || nodes[low..high].iter().any(tells));
        is_clause.then_some(())?;
        Some(Explained {
            speaker,
            cue: nodes[noun].span,
            cause: tree.span_of(low, high),
            effect: self.told_before(sentence)?,
        })
    }

    /// "The cause of the arrears is disputed. According to Altan *the utility spent the money*."
    fn answers_why(&self, sentence: usize) -> Option<Explained> {
        let effect = self.asked_before(sentence)?;
        let (speaker, cause) = self.outermost(sentence)?;
        let words = self.article.slice(cause).split_whitespace().count();
        let is_answer = words >= TOLD && self.tells_what_happened(sentence, cause, &speaker);
        is_answer.then_some(Explained {
            speaker,
            cue: cause,
            cause,
            effect,
        })
    }

    /// Whether an answer tells that somebody else did or is something: not "he had offered it", "there was no call", "if they are not
    /// freed", "the next move was theirs".
    fn tells_what_happened(&self, sentence: usize, told: Span, speaker: &Who) -> bool {
        let tree = &self.article.trees[sentence];
        let inside = |i: &usize| told.contains(tree.nodes[*i].span);
        let top = |i: &usize| tree.nodes[*i].head.is_none_or(|h| !inside(&h));
        let Some(head) = (0..tree.nodes.len())
            .filter(inside)
            .find(|i| top(i) && tree.nodes[*i].upos != "PUNCT")
        else {
            return false;
        };
        let subject = tree.child(head, "nsubj");
        let is_it = |s: usize| tree.nodes[s].lemma == "it";
        let is_own = |s: usize| {
            tells_of(tree, s, speaker)
                || matches!(
                    tree.nodes[s].form.to_lowercase().as_str(),
                    "he" | "she" | "i"
                )
        };
        let is_open = tree.children(head).iter().any(|&c| {
            let node = &tree.nodes[c];
            node.is("expl") && !is_it(c)
                || node.xpos == "MD"
                || node.lemma == "there"
                || node.is("advcl") && is_conditional(tree, c)
        });
        let is_equation = tree.child(head, "cop").is_some() && !subject.is_some_and(is_it);
        let is_question = tree.nodes.iter().any(|n| n.form == "?");
        subject.is_some_and(|s| !is_own(s)) && !is_open && !is_equation && !is_question
    }

    /// Who says most of a sentence, and what.
    fn outermost(&self, sentence: usize) -> Option<(Who, Span)> {
        let own = self.evidence(sentence);
        let inside = self
            .speech
            .in_sentence(sentence)
            .filter(|s| own.contains(s.content));
        let widest = inside.max_by_key(|s| s.content.len())?;
        Some((widest.speaker.clone(), widest.content))
    }

    /// What a sentence shortly before asks the reason of, or says that accounts of differ, with nothing but answers in between.
    fn asked_before(&self, sentence: usize) -> Option<Span> {
        let paragraph = self.article.trees[sentence].paragraph;
        for before in (sentence.saturating_sub(ANSWERS)..sentence).rev() {
            let tree = &self.article.trees[before];
            if tree.paragraph + 1 < paragraph {
                return None;
            }
            let explains = self.explains_something(before);
            if let Some(asked) = asked(tree).filter(|_| !explains) {
                return Some(asked);
            }
            if asks_whom(tree) {
                return before.checked_sub(1).map(|b| self.evidence(b));
            }
            if !explains {
                return None;
            }
        }
        None
    }

    /// "The visit was called off. *Illness*, the embassy said."
    fn in_a_word(&self, sentence: usize) -> Option<Explained> {
        let tree = &self.article.trees[sentence];
        let before = &self.article.trees[sentence.checked_sub(1)?];
        let is_absence = |n: &Node| ABSENCES.contains(&n.lemma.as_str()) && n.upos != "ADP";
        let (speaker, cause) = self.outermost(sentence)?;
        let words: Vec<&Node> = tree
            .nodes
            .iter()
            .filter(|n| cause.contains(n.span) && n.upos != "PUNCT")
            .collect();
        let is_judged = |n: &&&Node| {
            let lemma = n.lemma.to_lowercase();
            ["positive", "negative", "neutral"]
                .iter()
                .any(|class| self.rules.lexicon.is(&lemma, class))
        };
        let is_name = words.len() < TOLD && words.last().is_some_and(|n| n.upos == "NOUN");
        let is_bare = !words
            .iter()
            .any(|n| matches!(n.upos, "VERB" | "AUX" | "PRON"))
            && words.iter().find(is_judged).is_none();
        let is_opening = tree
            .nodes
            .iter()
            .find(|n| n.upos != "PUNCT")
            .is_some_and(|n| cause.contains(n.span));
        let is_answer = is_name && is_bare && is_opening && before.nodes.iter().any(is_absence);
        is_answer.then_some(())?;
        Some(Explained {
            speaker,
            cue: cause,
            cause,
            effect: self.told_before(sentence)?,
        })
    }
}

/// "*Why did the session fall through?*", "The cause of *the arrears* is disputed": what is asked about.
fn asked(tree: &Tree) -> Option<Span> {
    let nodes = &tree.nodes;
    let opening = nodes.iter().find(|n| n.upos != "PUNCT")?;
    if opening.lemma.eq_ignore_ascii_case("why") && nodes.iter().any(|n| n.form == "?") {
        return Some(tree.span);
    }
    let is_cause = |n: &Node| {
        matches!(
            n.lemma.as_str(),
            "cause" | "reason" | "explanation" | "account" | "version" | "story" | "why"
        )
    };
    let word = nodes.iter().position(is_cause)?;
    let is_disputed = nodes.iter().any(|n| DISPUTES.contains(&n.lemma.as_str()));
    let verbs = nodes.iter().filter(|n| n.upos == "VERB").count();
    let of = |&c: &usize| {
        matches!(
            tree.preposition(c).as_deref(),
            Some("of" | "for" | "behind")
        )
    };
    let thing = tree.children_by(word, "nmod").find(of);
    (is_disputed && verbs <= 2).then(|| thing.map_or(tree.span, |t| tree.phrase(t)))
}

/// "It depends on whom you ask."
fn asks_whom(tree: &Tree) -> bool {
    let has = |lemma: &str| tree.nodes.iter().any(|n| n.lemma == lemma);
    has("depend") && has("ask")
}
