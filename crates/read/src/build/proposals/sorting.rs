//! What is a proposal of its own, what is one told before, and what is none: weighed once the whole text is read.

use super::super::Builder;
use super::{ProposalDraft, Standing};
use crate::article::At;
use crate::choice::{Alternative, BY_RULE, Choice, Features, Outcome, Passage, Question};
use crate::rules::family;
use crate::tree::Node;
use demarche_evidence::{Stance, StanceKind};
use demarche_text::Share;

/// How many parties, the ones most spoken of, a negotiation is mostly between.
const MAIN: usize = 4;

/// How many sentences back a proposal was spoken of, at the most, that can be told again.
const FORGOTTEN: usize = 100;

/// What the model may see where somebody proposes or answers.
const ACTS: &[&str] = &[
    "propose",
    "demand",
    "accept",
    "refuse",
    "condition",
    "lever",
    "reason",
];

/// Words at the start of what is proposed that tell how it is known.
const FIRST: &[&str] = &["the", "a", "an", "to", "its", "their", "that", "it", "any"];

/// What becomes of a proposal.
enum Fate {
    Stands,
    /// It is the one with this index.
    Is(usize),
    IsNone,
}

impl Builder<'_> {
    /// Gives up what is no proposal, and the stances on what was told before to what was told before.
    pub(super) fn sort_proposals(&mut self, proposals: &mut [ProposalDraft]) {
        let mut standing: Vec<usize> = Vec::new();
        for index in 0..proposals.len() {
            if !proposals[index].is_answered() {
                continue;
            }
            let here = self.article.sentence_at(proposals[index].evidence.start);
            let is_near = |&k: &usize| {
                let last = proposals[k].last.sentence;
                here.is_none_or(|here| here.abs_diff(last) <= FORGOTTEN)
            };
            let near: Vec<usize> = standing.iter().copied().filter(is_near).collect();
            match self.fate(proposals, &near, index) {
                Fate::Stands => standing.push(index),
                Fate::Is(known) => join(proposals, known, index),
                Fate::IsNone => proposals[index].standing = Standing::Withdrawn,
            }
        }
    }

    fn fate(&mut self, proposals: &[ProposalDraft], standing: &[usize], index: usize) -> Fate {
        let own = Alternative {
            outcome: Outcome::New,
            features: self.features_of_own(&proposals[index], standing.len()),
        };
        let none = Alternative {
            outcome: Outcome::Nothing,
            features: Features::default(),
        };
        let known = standing.iter().map(|&k| Alternative {
            outcome: Outcome::Told(passages(&proposals[k])),
            features: self.features_of_same(&proposals[index], &proposals[k]),
        });
        let stances = proposals[index].stances.iter();
        let choice = Choice {
            question: Question::Proposal,
            of: passages(&proposals[index]),
            stances: stances
                .map(|s| (s.kind.clone(), s.actor.principal().to_owned()))
                .collect(),
            by_rule: 0,
            alternatives: [own, none].into_iter().chain(known).collect(),
        };
        match self.choose(choice) {
            0 => Fate::Stands,
            1 => Fate::IsNone,
            k => Fate::Is(standing[k - 2]),
        }
    }

    /// What speaks for a proposal of its own.
    fn features_of_own(&self, draft: &ProposalDraft, before: usize) -> Features {
        let mut features = Features::default();
        let family = family(&draft.rule);
        let standing = draft.standing.name();
        features.say(BY_RULE);
        features.say(format!("rule {}", draft.rule));
        features.say(format!("rules {family}"));
        features.say(format!("standing {standing}"));
        features.say(format!("stances {}", draft.stances.len().min(3)));
        for stance in &draft.stances {
            features.say(format!("has {}", stance_name(&stance.kind)));
            features.say(format!("has {} {standing}", stance_name(&stance.kind)));
        }
        features.say(format!("proposals before {}", before.min(4)));
        features.say_if(self.is_headline(draft.evidence), "headline");
        self.look_at_proposer(&mut features, draft);
        self.look_at_words(&mut features, draft);
        self.look_at_signs(&mut features, draft);
        features
    }

    fn look_at_proposer(&self, features: &mut Features, draft: &ProposalDraft) {
        let family = family(&draft.rule);
        let Some(who) = &draft.proposer else {
            features.say("nobody's");
            features.say(format!("nobody's {family}"));
            return;
        };
        let opening = At {
            sentence: 0,
            word: 0,
        };
        let main = self.article.main_parties(opening, MAIN);
        let is_main = main.iter().any(|m| draft.is_by(m));
        features.say(format!("a party's {}", who.party.is_some()));
        features.say(format!("a member's {}", who.member.is_some()));
        features.say(format!("a main party's {is_main}"));
    }

    fn look_at_words(&self, features: &mut Features, draft: &ProposalDraft) {
        let words: Vec<&str> = draft.what.split_whitespace().collect();
        let first = words.first().map(|w| w.to_lowercase()).unwrap_or_default();
        features.say(match words.len() {
            0..=2 => "short",
            3..=6 => "middling",
            7..=14 => "long",
            _ => "very long",
        });
        features.say(format!("content words {}", draft.words.len().min(4)));
        features.say_if(FIRST.contains(&first.as_str()), format!("first {first}"));
        let Some(sentence) = self.article.sentence_at(draft.what_span.start) else {
            return;
        };
        let tree = &self.article.trees[sentence];
        let inside =
            (0..tree.nodes.len()).filter(|&i| draft.what_span.contains(tree.nodes[i].span));
        let head = inside.clone().find(|&i| {
            tree.nodes[i]
                .head
                .is_none_or(|h| !draft.what_span.contains(tree.nodes[h].span))
        });
        let Some(head) = head.map(|i| &tree.nodes[i]) else {
            return;
        };
        let is = |class: &str| self.rules.lexicon.is(&head.lemma, class);
        features.say(format!("headed by {}", head.upos));
        features.say_if(is("proposal"), "named a proposal");
        features.say_if(is("put-forward"), "named a plan");
        features.say_if(is("meeting"), "named a meeting");
        let modals = tree.nodes.iter().filter(|n| n.xpos == "MD");
        for modal in modals {
            features.say(format!("says {}", modal.lemma));
        }
    }

    /// What the model sees in the sentence that tells it.
    fn look_at_signs(&self, features: &mut Features, draft: &ProposalDraft) {
        let Some(sentence) = self.article.sentence_at(draft.evidence.start) else {
            return;
        };
        let nodes = &self.article.trees[sentence].nodes;
        let inside: Vec<&Node> = nodes
            .iter()
            .filter(|n| draft.what_span.contains(n.span))
            .collect();
        for act in ACTS {
            let share = |nodes: &mut dyn Iterator<Item = &Node>| {
                let own = nodes
                    .filter_map(|n| n.act.as_ref())
                    .filter(|s| &*s.label == *act);
                own.map(|s| s.share).max().map_or(0.0, Share::probability)
            };
            features.measure(format!("seen {act}"), share(&mut nodes.iter()));
            features.measure(
                format!("seen {act} in it"),
                share(&mut inside.iter().copied()),
            );
        }
    }

    /// What speaks for a proposal's being one told before.
    fn features_of_same(&self, draft: &ProposalDraft, known: &ProposalDraft) -> Features {
        let mut features = Features::default();
        let standing = draft.standing.name();
        let shared = draft
            .words
            .iter()
            .filter(|w| known.words.contains(w))
            .count();
        let least = draft.words.len().min(known.words.len()).max(1);
        features.say("same");
        features.say(format!("same {standing}"));
        features.say(format!("same rules {}", family(&draft.rule)));
        features.say(format!("same words {}", shared.min(3)));
        #[expect(clippy::cast_precision_loss, reason = "phrases have few words")]
        features.measure("same share of words", shared as f32 / least as f32);
        features.say_if(draft.words.is_empty(), "same without words");
        features.say_if(known.words.is_empty(), "known without words");
        let makers = match (&draft.proposer, &known.proposer) {
            (Some(who), Some(_)) if known.is_by(who) => "same",
            (Some(_), Some(_)) => "others",
            (None, Some(_)) => "known",
            (Some(_), None) => "told",
            (None, None) => "unknown",
        };
        features.say(format!("same makers {makers}"));
        features.say(format!("same makers {makers} {standing}"));
        let sentence = |p: &ProposalDraft| self.article.sentence_at(p.evidence.start).unwrap_or(0);
        let (here, there) = (sentence(draft), sentence(known));
        let apart = here.saturating_sub(known.last.sentence.min(here));
        features.say(format!(
            "same told before {}",
            distance(here.abs_diff(there))
        ));
        features.say(format!("same spoken of before {}", distance(apart)));
        features.say_if(self.is_headline(known.evidence), "same of the headline");
        for stance in &draft.stances {
            self.compare_stance(&mut features, stance, known);
        }
        features
    }

    fn compare_stance(&self, features: &mut Features, stance: &Stance, known: &ProposalDraft) {
        let name = stance_name(&stance.kind);
        let mut others = known.stances.iter();
        let before = others.find(|s| s.actor.principal() == stance.actor.principal());
        let agrees = before.map(|s| stance_name(&s.kind) == name);
        features.say_if(agrees == Some(true), "same stance taken before");
        features.say_if(agrees == Some(false), "same other stance taken before");
        let maker = known.proposer.as_ref().map(|w| self.article.actor(w));
        let is_makers = maker.is_some_and(|m| m.principal() == stance.actor.principal());
        features.say_if(is_makers, format!("same maker's own {name}"));
    }
}

/// What is told again takes its stances to the one told before.
fn join(proposals: &mut [ProposalDraft], known: usize, index: usize) {
    let again = &mut proposals[index];
    again.standing = Standing::Withdrawn;
    let stances = std::mem::take(&mut again.stances);
    let (proposer, last) = (again.proposer.clone(), again.last);
    let (what, what_span, words) = (again.what.clone(), again.what_span, again.words.clone());
    let known = &mut proposals[known];
    known.last = known.last.max(last);
    if known.proposer.is_none() {
        known.proposer = proposer;
    }
    if known.words.is_empty() && !words.is_empty() {
        known.what = what;
        known.what_span = what_span;
        known.words = words;
    }
    for stance in stances {
        let is_one = |s: &Stance| s.actor.name == stance.actor.name && s.kind == stance.kind;
        let is_own = known
            .proposer
            .as_ref()
            .is_some_and(|p| p.name == stance.actor.name);
        if !(known.stances.iter().any(is_one) || is_own && stance.kind != StanceKind::Rejects) {
            known.stances.push(stance);
        }
    }
}

impl Standing {
    const fn name(&self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Presupposed => "presupposed",
            Self::Asked { .. } => "asked",
            Self::Withdrawn => "withdrawn",
        }
    }
}

const fn stance_name(kind: &StanceKind) -> &'static str {
    match kind {
        StanceKind::Backs => "backs",
        StanceKind::Rejects => "rejects",
        StanceKind::Conditional { .. } => "conditional",
    }
}

fn passages(draft: &ProposalDraft) -> Vec<Passage> {
    vec![(None, draft.evidence), (None, draft.what_span)]
}

const fn distance(sentences: usize) -> usize {
    match sentences {
        0..=2 => sentences,
        3..=5 => 3,
        6..=12 => 6,
        _ => 13,
    }
}
