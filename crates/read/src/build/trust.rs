//! How far a statement is to be trusted: the likelihood that it is right, weighed by what found it, what the model sees in the sentence,
//! who is said to act and how it is told (`data/weights/trust.tsv`).

use super::impasse::AT_ISSUE;
use super::{Builder, Draft};
use crate::choice::{Alternative, Choice, Features, Outcome, Question, share_of};
use demarche_evidence::{Actor, Body, ImpasseRemark, Proposal, Span, StanceKind, Voice};

/// Statements that are less likely right than this are dropped.
const LEAST: f32 = 0.4;

/// The same for what the model alone sees, and how the rules for it are called.
const SEEN: f32 = 0.5;
const SEEN_BY: &str = "act.";

/// The same for levers that the model alone sees: plain news has fewer of them than the articles that the weights are learned from.
const CLEAR: f32 = 0.7;
const SEEN_LEVER: &str = "act.lever";

/// The same in a note, where such a lever is kept unless it is likelier wrong by far, and such a reason unless it is likelier wrong.
const LEVER_IN_NOTE: f32 = 0.25;
const REASON_IN_NOTE: f32 = 0.4;
const SEEN_REASON: &str = "act.reason";

/// A long step or demand, in words.
const LONG: usize = 24;

/// A stance so many sentences away from its proposal is far.
const FAR: usize = 8;

/// So many statements of a kind in one sentence are many.
const MANY: usize = 4;

impl Builder<'_> {
    /// Gives each statement the likelihood that it is right; drops those that are likelier wrong by far, but in notes, where the rules have
    /// their way.
    pub(super) fn weigh_trust(&mut self, drafts: &mut Vec<Draft>) {
        if !self.has_eye() {
            return;
        }
        let weighed: Vec<Option<f32>> = (0..drafts.len())
            .map(|d| self.trust_in(drafts, d))
            .collect();
        let keeps_all = self.keeps_doubtful || self.is_note();
        let mut weighed = weighed.into_iter();
        drafts.retain_mut(|draft| {
            let Some(trust) = weighed.next().flatten() else {
                return true;
            };
            draft.confidence = trust;
            let is_far_off = match draft.rule.as_str() {
                SEEN_LEVER => trust < LEVER_IN_NOTE,
                SEEN_REASON => trust < REASON_IN_NOTE,
                _ => false,
            };
            trust >= least(&draft.rule) || keeps_all && !is_far_off
        });
    }

    /// Whether the model has an eye for acts; the weights are those of one that has.
    fn has_eye(&self) -> bool {
        let mut nodes = self.article.trees.iter().flat_map(|t| &t.nodes);
        nodes.any(|n| n.act.is_some())
    }

    /// The likelihood that a statement is right; none of a kind that is not weighed, and where the choices are asked for.
    fn trust_in(&mut self, drafts: &[Draft], d: usize) -> Option<f32> {
        let draft = &drafts[d];
        let kind = kind(&draft.body)?;
        let mut features = Features::default();
        features.say(kind);
        features.say(format!("{kind} by {}", draft.rule));
        self.look_at_what_is_seen(&mut features, kind, draft.evidence);
        self.look_at_actors(&mut features, kind, draft);
        self.look_at_telling(&mut features, kind, draft);
        let beside = drafts
            .iter()
            .filter(|o| o.evidence == draft.evidence && o.rule != draft.rule)
            .filter_map(|o| self::kind(&o.body));
        let same = beside.clone().filter(|k| *k == kind).count();
        features.measure(format!("{kind} beside others"), share_of(same, MANY));
        for other in ["lever", "demand", "reason", "judgement", "claim", "terms"] {
            let is_there = beside.clone().any(|k| k == other);
            features.say_if(is_there && other != kind, format!("{kind} beside {other}"));
        }
        self.likelihood(features, draft.evidence, &draft.body)
    }

    /// Drops stances that are likelier wrong by far.
    pub(super) fn weigh_stances(&mut self, proposals: &mut [Option<Draft>]) {
        if !self.has_eye() {
            return;
        }
        let keeps_all = self.keeps_doubtful || self.is_note();
        let count = proposals.iter().flatten().count();
        for draft in proposals.iter_mut().flatten() {
            let place = self.place_of(draft.evidence);
            let Body::Proposal(proposal) = &mut draft.body else {
                continue;
            };
            let stances = std::mem::take(&mut proposal.stances);
            for stance in stances {
                let mut features = Features::default();
                let kind = "stance";
                features.say(kind);
                features.say(format!("{kind} by {}", stance.rule));
                features.say(format!("{kind} {}", stance_name(&stance.kind)));
                features.say(format!("{kind} of {}", self.standing_of(&stance.actor)));
                self.look_at_what_is_seen(&mut features, kind, stance.evidence);
                let distance = self.place_of(stance.evidence).zip(place);
                if let Some((own, told)) = distance {
                    features.measure(format!("{kind} far"), share_of(own.abs_diff(told), FAR));
                    features.say_if(own < told, format!("{kind} before its proposal"));
                    features.say_if(own == told, format!("{kind} beside its proposal"));
                    self.look_at_what_is_answered(&mut features, own);
                }
                features.measure(format!("{kind} among proposals"), share_of(count, MANY));
                let alone = Proposal {
                    what: proposal.what.clone(),
                    proposer: proposal.proposer.clone(),
                    stances: vec![stance.clone()],
                };
                let trust = self.likelihood(features, stance.evidence, &Body::Proposal(alone));
                if trust.is_none_or(|trust| trust >= least(&stance.rule)) || keeps_all {
                    proposal.stances.push(stance);
                }
            }
        }
    }

    fn place_of(&self, evidence: Span) -> Option<usize> {
        let trees = &self.article.trees;
        let place = trees.partition_point(|t| t.span.start < evidence.start);
        trees
            .get(place)
            .filter(|t| t.span == evidence)
            .map(|_| place)
    }

    /// Whether a sentence calls what it answers a proposal.
    fn look_at_what_is_answered(&self, features: &mut Features, place: usize) {
        let tree = &self.article.trees[place];
        let has = |class: &str| {
            tree.nodes
                .iter()
                .any(|n| self.rules.lexicon.is(&n.lemma, class))
        };
        features.say_if(has("proposal"), "stance on a proposal");
        features.say_if(has("put-forward"), "stance on what is put forward");
        features.say_if(has("talks-matter"), "stance on talks");
        let it = tree
            .nodes
            .iter()
            .any(|n| matches!(n.lemma.as_str(), "it" | "this" | "that") && n.upos == "PRON");
        features.say_if(it, "stance on it");
    }

    /// The likelihood by features; none where the choices are asked for, which then get it.
    fn likelihood(&mut self, features: Features, evidence: Span, body: &Body) -> Option<f32> {
        let trust = Question::Trust.likelihood(&features);
        if !matches!(self.asked, Some((Question::Trust, _))) {
            return Some(trust);
        }
        let choice = Choice {
            question: Question::Trust,
            of: vec![(None, evidence)],
            stances: Vec::new(),
            alternatives: vec![
                Alternative {
                    outcome: Outcome::Statement(Box::new(body.clone())),
                    features,
                },
                Alternative {
                    outcome: Outcome::Nothing,
                    features: Features::default(),
                },
            ],
            by_rule: 0,
        };
        self.choose(choice);
        None
    }

    /// What the model sees in the sentence, and where it stands.
    fn look_at_what_is_seen(&self, features: &mut Features, kind: &str, evidence: Span) {
        let trees = &self.article.trees;
        let Some(place) = self.place_of(evidence) else {
            return;
        };
        let tree = &trees[place];
        for label in [
            "lever",
            "reason",
            "positive",
            "negative",
            "neutral",
            "demand",
            "propose",
            "accept",
            "refuse",
            "condition",
            "mover",
        ] {
            let acts = tree.nodes.iter().filter_map(|n| n.act.as_ref());
            let shares = acts
                .filter(|s| &*s.label == label)
                .map(|s| s.share.probability());
            features.measure(format!("{kind} sees {label}"), shares.fold(0.0, f32::max));
        }
        let ties = tree.nodes.iter().filter_map(|n| n.claim.as_ref());
        let share = ties.map(|s| s.share.probability()).fold(0.0, f32::max);
        features.measure(format!("{kind} sees claim"), share);
        features.measure(
            format!("{kind} in negotiation"),
            tree.negotiation.unwrap_or(0.5),
        );
        features.say_if(place == 0, format!("{kind} in headline"));
        features.measure(format!("{kind} late"), share_of(place, trees.len()));
        features.measure(
            format!("{kind} in long sentence"),
            share_of(tree.nodes.len(), 2 * LONG),
        );
        let parties = self.named_in(place).len();
        features.measure(format!("{kind} among parties"), share_of(parties, MANY));
        features.say_if(parties == 0, format!("{kind} among no parties"));
    }

    /// Who is said to act, and who says so.
    fn look_at_actors(&self, features: &mut Features, kind: &str, draft: &Draft) {
        let (own, other) = match &draft.body {
            Body::Lever(l) => (Some(&l.holder), l.against.as_ref()),
            Body::Demand(d) => (Some(&d.party), d.addressee.as_ref()),
            Body::Characterisation(c) => (actor(&c.by), None),
            Body::Claim(c) => (actor(&c.speaker), None),
            Body::Remark(r) => (r.actors.first(), None),
            Body::Event(_)
            | Body::Quote(_)
            | Body::Meeting(_)
            | Body::Proposal(_)
            | Body::Agreement(_)
            | Body::Milestone(_) => (None, None),
        };
        if let Some(own) = own {
            features.say(format!("{kind} of {}", self.standing_of(own)));
        }
        if let Some(other) = other {
            features.say(format!("{kind} on {}", self.standing_of(other)));
        }
        features.say_if(other.is_none(), format!("{kind} on nobody"));
        match &draft.voice {
            Voice::Article => features.say(format!("{kind} told by the text")),
            Voice::Actor(voice) => {
                let is_own = own.is_some_and(|o| o.principal() == voice.principal());
                let whose = if is_own { "own" } else { "another's" };
                features.say(format!("{kind} in {whose} words"));
                features.say(format!("{kind} told by {}", self.standing_of(voice)));
            }
        }
    }

    /// What an actor is to the negotiation.
    fn standing_of(&self, actor: &Actor) -> &'static str {
        let named = |m: &crate::cast::Member| m.name == actor.principal() || m.name == actor.name;
        match self.article.cast.members.iter().position(named) {
            None => "somebody without a name",
            Some(member) => match self.article.cast.principal(member) {
                None => "a person for nobody",
                Some(party) if self.article.is_go_between(party) => "a go-between",
                Some(party) if self.article.is_no_side(party) => "a bystander",
                Some(_) => "a side",
            },
        }
    }

    /// The words that tell it.
    fn look_at_telling(&self, features: &mut Features, kind: &str, draft: &Draft) {
        match &draft.body {
            Body::Lever(l) => {
                features.say(format!("{kind} {:?}", l.state));
                features.say_if(l.condition.is_some(), format!("{kind} depends"));
            }
            Body::Demand(d) => {
                features.say_if(d.refusal, format!("{kind} refused"));
                features.say_if(d.offer, format!("{kind} offered"));
            }
            Body::Characterisation(c) => features.say(format!("{kind} {:?}", c.polarity)),
            _ => {}
        }
        let told = ["what", "demand", "words", "text", "cause"];
        let span = draft
            .arguments
            .iter()
            .find(|a| told.contains(&a.role.as_str()));
        let Some(span) = span.map(|a| a.span) else {
            return;
        };
        let Some(tree) = self.article.trees.iter().find(|t| t.span.contains(span)) else {
            return;
        };
        let words: Vec<_> = tree
            .nodes
            .iter()
            .filter(|n| span.contains(n.span))
            .collect();
        features.measure(format!("{kind} of many words"), share_of(words.len(), LONG));
        features.say_if(words.len() == 1, format!("{kind} of one word"));
        if let Some(first) = words.first() {
            features.say(format!("{kind} begins with {}", first.upos));
        }
        let is_modal = words.iter().any(|n| n.xpos == "MD");
        features.say_if(is_modal, format!("{kind} with a modal"));
        let is_negated = words
            .iter()
            .any(|n| matches!(n.lemma.as_str(), "not" | "no" | "n't"));
        features.say_if(is_negated, format!("{kind} with a not"));
        let is_quoted = !self.article.quotations_in(span).is_empty();
        features.say_if(is_quoted, format!("{kind} with quotation"));
        for class in [
            "hard-step",
            "reprisal",
            "imposed",
            "withheld-good",
            "pressure-good",
            "talks-matter",
            "proposal",
            "deadlock",
        ] {
            let is_there = words.iter().any(|n| self.rules.lexicon.is(&n.lemma, class));
            features.say_if(is_there, format!("{kind} with {class}"));
        }
    }
}

/// How likely right what a rule finds must be.
fn least(rule: &str) -> f32 {
    match rule {
        SEEN_LEVER => CLEAR,
        // What somebody wants need not be what keeps others from agreeing.
        _ if rule.starts_with(SEEN_BY) || rule == AT_ISSUE => SEEN,
        _ => LEAST,
    }
}

const fn stance_name(kind: &StanceKind) -> &'static str {
    match kind {
        StanceKind::Backs => "backs",
        StanceKind::Rejects => "rejects",
        StanceKind::Conditional { .. } => "sets terms",
    }
}

/// Who speaks, if not the text.
const fn actor(voice: &Voice) -> Option<&Actor> {
    match voice {
        Voice::Actor(actor) => Some(actor),
        Voice::Article => None,
    }
}

/// What kind of statement is weighed.
fn kind(body: &Body) -> Option<&'static str> {
    match body {
        Body::Lever(_) => Some("lever"),
        Body::Demand(_) => Some("demand"),
        Body::Characterisation(_) => Some("judgement"),
        Body::Claim(_) => Some("claim"),
        Body::Remark(r) => match r.remark {
            ImpasseRemark::Reason => Some("reason"),
            ImpasseRemark::Condition => Some("terms"),
            ImpasseRemark::Mover => Some("mover"),
            ImpasseRemark::Stuck => None,
        },
        Body::Event(_)
        | Body::Quote(_)
        | Body::Meeting(_)
        | Body::Proposal(_)
        | Body::Agreement(_)
        | Body::Milestone(_) => None,
    }
}
