//! Why talks are stuck, seen from who refuses what and who wants what first.

use super::{Builder, Draft, argument};
use crate::article::At;
use crate::tree::Node;
use demarche_evidence::{Body, ImpasseRemark, Remark, Span, StanceKind, Voice};
use std::collections::BTreeSet;

/// The rule that says so where one of the parties refuses what is proposed.
const REFUSED: &str = "reason.refused";

/// The rule that says so where one of the parties wants something done before it moves.
const WANTED_FIRST: &str = "reason.wanted-first";

/// The rule that says so where the two parties that a text is most about each want something else.
const AT_ISSUE: &str = "reason.wanted";

/// How many parties of the text, the most spoken of, are at odds.
const AT_ODDS: usize = 2;

/// Rules that find what somebody presses for, and not merely asks or hopes.
const WANTS: &[&str] = &[
    "demand.want",
    "demand.ask-for",
    "demand.claim",
    "demand.opposes",
    "demand.call-for",
    "act.demand",
];

/// The rule by which the model sees an explanation.
const EXPLAINED: &str = "act.reason";

/// Up to how many words name a thing; more tell what happened.
const THING: usize = 8;

/// Words that put one thing before another.
const ORDER: &[&str] = &["before", "first", "until", "prior", "unless", "only"];

/// A rule, the sentence that gives a reason by it, and whose words they are.
type Standoff = (&'static str, Span, Voice);

/// How many parties a text is most about, at most, whose refusals count.
const SIDES: usize = 3;

impl Builder<'_> {
    /// A refusal by one of the parties that the text is most about keeps talks from moving, in whatever words it is told; so does
    /// what one of them wants first.
    pub(super) fn add_standoffs(
        &self,
        drafts: &mut Vec<Draft>,
        proposals: &[Option<Draft>],
        meetings: &[Option<Draft>],
    ) {
        let opening = At {
            sentence: 0,
            word: 0,
        };
        if self.article.trees.is_empty() {
            return;
        }
        let main: Vec<String> = self
            .article
            .main_parties(opening, SIDES)
            .into_iter()
            .map(|w| w.name)
            .collect();
        let refused = refusals(proposals, &main);
        let wanted = self.preconditions(drafts, &main, &steps_of(meetings));
        let is_reason =
            |d: &&Draft| matches!(&d.body, Body::Remark(r) if r.remark == ImpasseRemark::Reason);
        let mut told: BTreeSet<_> = drafts
            .iter()
            .filter(is_reason)
            .map(|d| d.evidence)
            .collect();
        for (rule, evidence, voice) in refused.into_iter().chain(wanted) {
            if told.insert(evidence) {
                drafts.push(self.reason(rule, evidence, voice));
            }
        }
    }

    /// What main parties want before anything else, or what the two that the text is most about are at odds over.
    /// Those who "will not meet on Thursday" refuse nothing that talks could be about.
    fn preconditions(
        &self,
        drafts: &[Draft],
        main: &[String],
        steps: &BTreeSet<Span>,
    ) -> Vec<Standoff> {
        let mut found = Vec::new();
        for draft in drafts {
            let Body::Demand(demand) = &draft.body else {
                continue;
            };
            let rank = main.iter().position(|m| m == demand.party.principal());
            let is_central = rank.is_some_and(|r| r < AT_ODDS);
            let is_firm = demand.refusal || WANTS.contains(&draft.rule.as_str());
            if rank.is_some() && self.is_sequenced(draft.evidence) {
                found.push((WANTED_FIRST, draft.evidence, draft.voice.clone()));
            } else if is_central && is_firm && !steps.contains(&draft.evidence) {
                found.push((AT_ISSUE, draft.evidence, draft.voice.clone()));
            }
        }
        found
    }

    /// Takes back reasons that explain something else than the state of the talks: hunger, arrears, a poor catch.
    pub(super) fn drop_other_reasons(&self, drafts: &mut Vec<Draft>) {
        let explained: Vec<(Span, String)> = drafts
            .iter()
            .filter_map(|d| match &d.body {
                Body::Claim(claim) => Some((d.evidence, claim.effect.to_lowercase())),
                _ => None,
            })
            .collect();
        let is_other = |d: &Draft| {
            let mut effects = explained
                .iter()
                .filter(|(at, _)| *at == d.evidence)
                .peekable();
            effects.peek().is_some() && effects.all(|(_, effect)| self.is_other_matter(effect))
        };
        drafts.retain(|d| d.rule != EXPLAINED || !is_other(d));
    }

    /// "the arrears", "the state of the lake": a thing that has nothing to do with talks.
    fn is_other_matter(&self, effect: &str) -> bool {
        let words: Vec<&str> = effect
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let is_thing =
            matches!(words.as_slice(), ["the" | "its" | "their", _, ..]) && words.len() <= THING;
        let is_of_talks = |word: &&str| {
            let singular = word.strip_suffix('s').unwrap_or(word);
            ["meeting", "setback", "deadlock", "talks-matter"]
                .iter()
                .any(|class| {
                    self.rules.lexicon.is(word, class) || self.rules.lexicon.is(singular, class)
                })
        };
        is_thing && !words.iter().any(is_of_talks)
    }

    /// "before it will discuss relief", "not until": whether a sentence puts one thing before another.
    fn is_sequenced(&self, evidence: Span) -> bool {
        let tree = self
            .article
            .trees
            .iter()
            .find(|t| t.span.overlaps(evidence));
        tree.is_some_and(|t| {
            let is_order = |n: &Node| ORDER.contains(&n.form.to_lowercase().as_str());
            t.nodes.iter().any(is_order)
        })
    }

    fn reason(&self, rule: &str, evidence: Span, voice: Voice) -> Draft {
        Draft {
            evidence,
            voice,
            body: Body::Remark(Remark {
                remark: ImpasseRemark::Reason,
                text: self.article.slice(evidence).to_owned(),
                actors: Vec::new(),
            }),
            arguments: vec![argument("text", evidence)],
            rule: rule.to_owned(),
            confidence: 0.6,
            about: None,
        }
    }
}

/// The sentences that tell what became of meetings.
fn steps_of(meetings: &[Option<Draft>]) -> BTreeSet<Span> {
    let told = meetings.iter().flatten().filter_map(|d| match &d.body {
        Body::Meeting(m) => Some(&m.steps),
        _ => None,
    });
    told.flatten().map(|step| step.evidence).collect()
}

/// The refusals of proposals by main parties.
fn refusals(proposals: &[Option<Draft>], main: &[String]) -> Vec<Standoff> {
    let mut found = Vec::new();
    for draft in proposals.iter().flatten() {
        let Body::Proposal(proposal) = &draft.body else {
            continue;
        };
        for stance in &proposal.stances {
            let is_refusal = matches!(stance.kind, StanceKind::Rejects);
            if is_refusal && main.iter().any(|m| m == stance.actor.principal()) {
                found.push((REFUSED, stance.evidence, draft.voice.clone()));
            }
        }
    }
    found
}
