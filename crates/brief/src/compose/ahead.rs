//! Days ahead, in their order.

use super::Desk;
use super::names::all_in_sentence;
use crate::brief::{AheadKind, AheadRow, MeetingRow};
use crate::line::Cites;
use demarche_evidence::{Body, MeetingStatus, Milestone, Statement, StatementId};
use jiff::civil::Date;

/// Milestones and meetings to come, the next one first; what has no day that can be told comes last. `as_of` is the day of the latest text:
/// what is over by then is left out. Nothing where only one meeting is to come, of which its history tells already.
pub(crate) fn ahead(
    desk: &mut Desk<'_>,
    meetings: &[MeetingRow],
    as_of: Option<Date>,
) -> Vec<AheadRow> {
    let mut rows = milestones(desk);
    let has_milestone = !rows.is_empty();
    rows.extend(meetings.iter().filter_map(planned));
    rows.retain(|row| as_of.is_none_or(|day| row.days.is_none_or(|days| days.last >= day)));
    rows.sort_by_key(|row| {
        (
            row.days.is_none(),
            row.days.map(|days| (days.last, days.first)),
        )
    });
    if has_milestone || rows.len() > 1 {
        rows
    } else {
        Vec::new()
    }
}

/// Each once, with what every text says of it.
fn milestones(desk: &mut Desk<'_>) -> Vec<AheadRow> {
    let mut rows: Vec<(Vec<StatementId>, AheadRow)> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Milestone(milestone) = &statement.body else {
            continue;
        };
        let row = row(desk, statement, milestone);
        let same = rows.iter_mut().find(|(ids, known)| {
            desk.are_linked(ids, &statement.id)
                || known.kind == row.kind && known.what.eq_ignore_ascii_case(&row.what)
        });
        match same {
            Some((ids, known)) => {
                ids.push(statement.id.clone());
                known.otherwise = known.otherwise.take().or(row.otherwise);
                known.cites = row.cites.iter().fold(known.cites.clone(), Cites::and);
            }
            None => rows.push((vec![statement.id.clone()], row)),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(desk: &mut Desk<'_>, statement: &Statement, milestone: &Milestone) -> AheadRow {
    let parties: Vec<String> = milestone.parties.iter().map(|p| p.name.clone()).collect();
    AheadRow {
        kind: AheadKind::Milestone(milestone.kind),
        parties: all_in_sentence(&parties),
        what: milestone.what.clone(),
        when: milestone.when.words.clone(),
        days: milestone.when.range,
        otherwise: milestone.otherwise.clone(),
        cites: desk.citer.of(statement),
    }
}

/// A meeting whose last step is a day to come.
fn planned(meeting: &MeetingRow) -> Option<AheadRow> {
    let last = meeting.steps.last()?;
    let is_plan = matches!(
        last.status,
        MeetingStatus::Scheduled | MeetingStatus::Announced
    );
    let days = last.days.filter(|_| is_plan)?;
    Some(AheadRow {
        kind: AheadKind::Meeting,
        parties: Vec::new(),
        what: meeting.name.clone(),
        when: last.when.clone()?,
        days: Some(days),
        otherwise: None,
        cites: last.cites.clone(),
    })
}
