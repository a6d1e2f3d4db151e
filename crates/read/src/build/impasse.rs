//! Whether the talks are stuck, seen from what became of the meetings.

use super::{Draft, argument};
use demarche_evidence::{Body, ImpasseRemark, Meeting, MeetingStatus, MeetingStep, Remark};

/// The rule that says so for a meeting put off without a new date.
const PUT_OFF: &str = "stuck.put-off";
/// The rule that says so for talks that are said to have broken down or stalled.
const BROKE_DOWN: &str = "stuck.verb";

/// Takes back that talks are stuck when they broke down but have a new date, and says that they
/// are when a meeting was put off without one.
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
    let put_off = ends.iter().find(|(_, s)| {
        matches!(
            s,
            MeetingStatus::Postponed | MeetingStatus::Suspended | MeetingStatus::Cancelled
        )
    });
    if let Some((step, status)) = put_off {
        drafts.push(Draft {
            evidence: step.evidence,
            voice: step.voice.clone(),
            body: Body::Remark(Remark {
                remark: ImpasseRemark::Stuck,
                text: status.name().to_owned(),
                actors: Vec::new(),
            }),
            arguments: vec![argument("text", step.evidence)],
            rule: PUT_OFF.to_owned(),
            confidence: 0.6,
            about: None,
        });
    }
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
