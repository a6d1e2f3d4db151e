//! Meetings as lanes of marks.

use super::{STYLE, label};
use crate::brief::{MeetingRow, StepRow};
use demarche_evidence::MeetingStatus;
use maud::{Markup, PreEscaped, html};

/// Distance between steps.
const STEP: usize = 152;
const LEFT: usize = 26;
const LINE: usize = 16;
const COLUMNS: usize = 21;

/// One lane a meeting, one mark a step, in the order of the histories: the distance between
/// marks says nothing about time. Empty when there is no meeting.
#[must_use]
pub fn timeline(meetings: &[MeetingRow]) -> String {
    if meetings.is_empty() {
        return String::new();
    }
    let most = meetings
        .iter()
        .map(|m| m.steps.len())
        .max()
        .unwrap_or(1)
        .max(2);
    let width = LEFT + most * STEP;
    let mut lanes = Vec::new();
    let mut top = 4;
    for meeting in meetings {
        let (lane, height) = lane(meeting, top, width);
        lanes.push(lane);
        top += height;
    }
    let describe: Vec<String> = meetings.iter().map(words).collect();
    html! {
        svg class="dm" xmlns="http://www.w3.org/2000/svg" role="img"
            aria-labelledby="timeline-title timeline-desc"
            width=(width) height=(top) viewBox={ "0 0 " (width) " " (top) } {
            title id="timeline-title" { "Meetings and how they went" }
            desc id="timeline-desc" { (describe.join(" ")) }
            style { (PreEscaped(STYLE)) }
            @for lane in &lanes { (lane) }
        }
    }
    .into_string()
}

fn words(meeting: &MeetingRow) -> String {
    let steps: Vec<String> = meeting
        .steps
        .iter()
        .map(|s| match &s.when {
            Some(when) => format!("{} ({when})", s.status.name()),
            None => s.status.name().to_owned(),
        })
        .collect();
    format!("{}: {}.", meeting.name, steps.join(", then "))
}

/// The lane and its height.
fn lane(meeting: &MeetingRow, top: usize, width: usize) -> (Markup, usize) {
    let notes: Vec<Vec<String>> = meeting.steps.iter().map(note).collect();
    let name = label(&meeting.name, width / 8, 2);
    let tallest = notes.iter().map(Vec::len).max().unwrap_or(0);
    let head = top + 16 + (name.len().saturating_sub(1)) * LINE;
    let y = head + 24;
    let last = LEFT + meeting.steps.len().saturating_sub(1) * STEP;
    let lane = html! {
        @for (i, line) in name.iter().enumerate() {
            text class="name" x="8" y=(top + 16 + i * LINE) { (line) }
        }
        @if last > LEFT {
            line class="lane" x1=(LEFT) y1=(y) x2=(last) y2=(y) {}
        }
        @for (i, (step, note)) in meeting.steps.iter().zip(&notes).enumerate() {
            (mark(step.status, LEFT + i * STEP, y))
            @for (k, line) in note.iter().enumerate() {
                text class=[(k > 0).then_some("soft")] x=(8 + i * STEP) y=(y + 28 + k * LINE) { (line) }
            }
        }
    };
    (lane, y + 28 + tallest * LINE + 6 - top)
}

fn note(step: &StepRow) -> Vec<String> {
    let mut lines = vec![step.status.name().to_owned()];
    if let Some(when) = &step.when {
        lines.extend(label(&format!("“{when}”"), COLUMNS, 2));
    }
    if let Some(by) = &step.by {
        lines.extend(label(&format!("says {by}"), COLUMNS, 2));
    }
    lines
}

/// Every status has a shape of its own, so that none is told by colour alone.
fn mark(status: MeetingStatus, x: usize, y: usize) -> Markup {
    let (l, r, t, b) = (x - 8, x + 8, y - 8, y + 8);
    let path = |class: &str, d: String| html! { path class=(class) d=(d) {} };
    match status {
        MeetingStatus::Mooted => html! {
            circle class="hollow" cx=(x) cy=(y) r="8" stroke-dasharray="3 3" {}
        },
        MeetingStatus::Announced => html! { circle class="hollow" cx=(x) cy=(y) r="8" {} },
        MeetingStatus::Scheduled => html! {
            rect class="hollow" x=(l) y=(t) width="16" height="16" {}
        },
        MeetingStatus::Postponed => path(
            "hollow",
            format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", t - 2, r + 2, b + 2, l - 2),
        ),
        MeetingStatus::Cancelled => html! {
            circle class="hollow" style="stroke:none" cx=(x) cy=(y) r="9" {}
            (path("stroke", format!("M{l} {t}L{r} {b}M{r} {t}L{l} {b}")))
        },
        MeetingStatus::Suspended => html! {
            circle class="hollow" style="stroke:none" cx=(x) cy=(y) r="9" {}
            (path("stroke", format!("M{} {t}V{b}M{} {t}V{b}", x - 4, x + 4)))
        },
        MeetingStatus::Denied => html! {
            circle class="hollow" cx=(x) cy=(y) r="8" {}
            (path("stroke", format!("M{} {}L{} {}", l + 2, b - 2, r - 2, t + 2)))
        },
        MeetingStatus::Held => html! { circle class="full" cx=(x) cy=(y) r="8" {} },
        MeetingStatus::Resumed => path("full", format!("M{l} {t}L{r} {y}L{l} {b}Z")),
    }
}
