//! Why talks are stuck, seen from who refuses what and who wants what first.

use super::{Builder, Draft, argument};
use crate::article::At;
use crate::tree::Node;
use demarche_evidence::{Body, ImpasseRemark, Remark, Span, StanceKind, Voice};
use std::collections::BTreeSet;

/// The rule that says so where one of the parties refuses what is proposed.
const REFUSED: &str = "reason.refused";

/// The rule that says so wherever anybody refuses what is proposed.
const REJECTED: &str = "reason.rejected";

/// The rule that says so where one of the parties wants something done before it moves.
const WANTED_FIRST: &str = "reason.wanted-first";

/// The rule that says so where the two parties that a text is most about each want something else.
pub(super) const AT_ISSUE: &str = "reason.wanted";

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

/// The last part of a text of so many sentences or more looks ahead or aside: one in how many sentences belongs to it.
const LONG: usize = 12;
const LAST: usize = 4;

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
            .ranked_parties(opening, SIDES)
            .into_iter()
            .map(|w| w.name)
            .collect();
        let (mut refused, others): (Vec<_>, Vec<_>) = refusals(proposals)
            .into_iter()
            .partition(|(party, _)| main.contains(party));
        refused.retain(|(party, told)| {
            !self.is_late(told.1) || main.iter().take(AT_ODDS).any(|m| m == party)
        });
        // "The growers turned it down": who is no side of the talks does not keep them from moving.
        let is_bystanders = |d: &Draft| {
            let at = |(_, told): &(String, Standoff)| told.1 == d.evidence;
            d.rule == REJECTED && others.iter().any(at) && !refused.iter().any(at)
        };
        drafts.retain(|d| !is_bystanders(d));
        let refused = refused.into_iter().map(|(_, told)| told);
        let wanted = self.preconditions(drafts, &main, &steps_of(meetings));
        let is_reason =
            |d: &&Draft| matches!(&d.body, Body::Remark(r) if r.remark == ImpasseRemark::Reason);
        let mut told: BTreeSet<_> = drafts
            .iter()
            .filter(is_reason)
            .map(|d| d.evidence)
            .collect();
        for (rule, evidence, voice) in refused.chain(wanted) {
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
        let mut asking: BTreeSet<&str> = BTreeSet::new();
        for draft in drafts {
            let Body::Demand(demand) = &draft.body else {
                continue;
            };
            let party = demand.party.principal();
            let Some(rank) = main.iter().position(|m| m == party) else {
                continue;
            };
            let is_late = self.is_late(draft.evidence);
            let is_firm = WANTS.contains(&draft.rule.as_str()) && !is_late && rank < AT_ODDS;
            if self.is_sequenced(draft.evidence) && !is_late {
                found.push((WANTED_FIRST, draft.evidence, draft.voice.clone()));
            } else if !steps.contains(&draft.evidence)
                && (demand.refusal
                    || is_firm && is_specific(&demand.demand) && asking.insert(party))
            {
                found.push((AT_ISSUE, draft.evidence, draft.voice.clone()));
            }
        }
        found
    }

    /// Whether a sentence stands in the last part of a long text.
    fn is_late(&self, evidence: Span) -> bool {
        let all = self.article.trees.len();
        let place = self.article.sentence_at(evidence.start).unwrap_or(0);
        all >= LONG && place * LAST >= all * (LAST - 1)
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

/// "wants peace" says nothing that others could be against.
fn is_specific(demand: &str) -> bool {
    demand.split_whitespace().count() > 1 || demand.chars().any(|c| c.is_ascii_digit())
}

/// The sentences that tell what became of meetings.
fn steps_of(meetings: &[Option<Draft>]) -> BTreeSet<Span> {
    let told = meetings.iter().flatten().filter_map(|d| match &d.body {
        Body::Meeting(m) => Some(&m.steps),
        _ => None,
    });
    told.flatten().map(|step| step.evidence).collect()
}

/// The refusals of proposals, each with the party that refuses.
fn refusals(proposals: &[Option<Draft>]) -> Vec<(String, Standoff)> {
    let mut found = Vec::new();
    for draft in proposals.iter().flatten() {
        let Body::Proposal(proposal) = &draft.body else {
            continue;
        };
        for stance in &proposal.stances {
            if matches!(stance.kind, StanceKind::Rejects) {
                let told = (REFUSED, stance.evidence, draft.voice.clone());
                found.push((stance.actor.principal().to_owned(), told));
            }
        }
    }
    found
}
