//! Meetings of people who cannot decide what is at issue.

use super::Desk;
use super::names::all_in_sentence;
use crate::line::{Line, Prose};
use crate::words::list;
use demarche_evidence::{Body, ImpasseRemark, MeetingStatus};

/// Where a text leaves the decision with some people, each meeting held among others.
pub(crate) fn channels(desk: &mut Desk<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Remark(remark) = &statement.body else {
            continue;
        };
        let deciders: Vec<String> = remark.actors.iter().map(|a| a.name.clone()).collect();
        let are_people = remark.actors.iter().all(|a| !desk.names.is_party(&a.name));
        if remark.remark != ImpasseRemark::Mover || deciders.is_empty() || !are_people {
            continue;
        }
        for other in desk.statements.clone() {
            let Body::Meeting(meeting) = &other.body else {
                continue;
            };
            let is_held = meeting.final_status() == Some(MeetingStatus::Held);
            let decides = meeting
                .participants
                .iter()
                .any(|p| deciders.contains(&p.name));
            if !is_held || decides || meeting.participants.is_empty() {
                continue;
            }
            let line = Prose::new(format!(
                "The {} could not settle it: the decision is left with {}",
                desk.names.meeting(meeting),
                list(&all_in_sentence(&deciders)),
            ))
            .cite_end(&desk.citer.of(statement));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}
