//! Whether the talks are stuck, seen from what became of the meetings.

use super::{Builder, Draft, argument};
use crate::article::At;
use demarche_evidence::{
    Body, ImpasseRemark, Meeting, MeetingStatus, MeetingStep, Remark, StanceKind,
};
use std::collections::BTreeSet;

/// The rule that says so for a meeting put off without a new date.
const PUT_OFF: &str = "stuck.put-off";
/// The rule that says so for talks that are said to have broken down or stalled.
const BROKE_DOWN: &str = "stuck.verb";

/// The rule that says so where the text has a reason for it and no meeting ahead.
const REASONED: &str = "stuck.reason";
/// What such talks are.
const HELD_UP: &str = "held up";

/// The rule that says so where one of the parties refuses what is proposed.
const REFUSED: &str = "reason.refused";

/// How many parties a text is most about, at most, whose refusals count.
const SIDES: usize = 3;

impl Builder<'_> {
    /// A refusal by one of the parties that the text is most about keeps talks from moving, in whatever words it is told.
    pub(super) fn add_refusals(&self, drafts: &mut Vec<Draft>, proposals: &[Option<Draft>]) {
        if proposals.iter().all(Option::is_none) {
            return; // nothing to refuse, perhaps not even a sentence
        }
        let opening = At {
            sentence: 0,
            word: 0,
        };
        let main = self.article.main_parties(opening, SIDES);
        let is_main = |name: &str| main.iter().any(|w| w.name == name);
        let is_reason =
            |d: &&Draft| matches!(&d.body, Body::Remark(r) if r.remark == ImpasseRemark::Reason);
        let mut told: BTreeSet<_> = drafts
            .iter()
            .filter(is_reason)
            .map(|d| d.evidence)
            .collect();
        for draft in proposals.iter().flatten() {
            let Body::Proposal(proposal) = &draft.body else {
                continue;
            };
            for stance in &proposal.stances {
                let is_refusal = matches!(stance.kind, StanceKind::Rejects);
                if !is_refusal
                    || !is_main(stance.actor.principal())
                    || !told.insert(stance.evidence)
                {
                    continue;
                }
                drafts.push(Draft {
                    evidence: stance.evidence,
                    voice: draft.voice.clone(),
                    body: Body::Remark(Remark {
                        remark: ImpasseRemark::Reason,
                        text: self.article.slice(stance.evidence).to_owned(),
                        actors: Vec::new(),
                    }),
                    arguments: vec![argument("text", stance.evidence)],
                    rule: REFUSED.to_owned(),
                    confidence: 0.6,
                    about: None,
                });
            }
        }
    }
}

/// Takes back that talks are stuck when they broke down but have a new date, and says that they
/// are when a meeting was put off without one, or when something holds them up and no meeting lies ahead.
pub(super) fn settle(drafts: &mut Vec<Draft>, meetings: &[Option<Draft>]) {
    let ends: Vec<(&MeetingStep, MeetingStatus)> = meetings
        .iter()
        .flatten()
        .filter_map(|d| match &d.body {
            Body::Meeting(m) => last_open(m),
            _ => None,
        })
        .collect();
    let goes_on = ends
        .iter()
        .any(|(_, s)| matches!(s, MeetingStatus::Scheduled | MeetingStatus::Resumed));
    let is_stuck =
        |d: &Draft| matches!(&d.body, Body::Remark(r) if r.remark == ImpasseRemark::Stuck);
    if goes_on {
        drafts.retain(|d| !(is_stuck(d) && d.rule == BROKE_DOWN));
    }
    if drafts.iter().any(is_stuck) || goes_on {
        return;
    }
    let is_reason =
        |d: &&Draft| matches!(&d.body, Body::Remark(r) if r.remark == ImpasseRemark::Reason);
    let is_ahead = ends.iter().any(|(_, s)| *s == MeetingStatus::Announced);
    let put_off = ends.iter().find(|(_, s)| {
        matches!(
            s,
            MeetingStatus::Postponed | MeetingStatus::Suspended | MeetingStatus::Cancelled
        )
    });
    let found = match put_off {
        Some((step, status)) => Some((step.evidence, step.voice.clone(), status.name(), PUT_OFF)),
        None => drafts
            .iter()
            .find(is_reason)
            .filter(|_| !is_ahead)
            .map(|d| (d.evidence, d.voice.clone(), HELD_UP, REASONED)),
    };
    drafts.extend(found.map(|(evidence, voice, text, rule)| Draft {
        evidence,
        voice,
        body: Body::Remark(Remark {
            remark: ImpasseRemark::Stuck,
            text: text.to_owned(),
            actors: Vec::new(),
        }),
        arguments: vec![argument("text", evidence)],
        rule: rule.to_owned(),
        confidence: 0.6,
        about: None,
    }));
}

/// The last step of a meeting that is not over.
fn last_open(meeting: &Meeting) -> Option<(&MeetingStep, MeetingStatus)> {
    let status = meeting.final_status()?;
    meeting
        .steps
        .last()
        .filter(|_| status != MeetingStatus::Held)
        .map(|step| (step, status))
}
