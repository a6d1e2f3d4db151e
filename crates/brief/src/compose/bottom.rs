//! The bottom line: where it stands, over what the parties part, which pressure there is.

use crate::brief::{
    AgreementRow, Brief, LeverRow, MeetingRow, Position, PositionKind, PositionRow, Positions,
};
use crate::compose::names::all_in_sentence;
use crate::compose::standing::meeting_sentence;
use crate::line::{Cites, Line, Prose};
use crate::words::{in_sentence, list, opening, possessive, verb};
use demarche_evidence::{LeverUse, MeetingForm, MeetingStatus};

/// The meeting the brief is about: one that is still ahead, a summit before others, and one of those who meet in what is told first
/// before others'.
pub(crate) fn main_meeting(rows: &[MeetingRow]) -> Option<&MeetingRow> {
    let chosen = (0..rows.len()).min_by_key(|&i| {
        let row = &rows[i];
        let open = row.steps.last().is_some_and(|s| s.status.is_open());
        let named = row.participants.len() > 1;
        let old = is_of_old(&row.name);
        let ahead = open && named && !is_history(row, &rows[..i]) && !old;
        let of_others = row.participants != rows[0].participants;
        (!ahead, old, row.form != MeetingForm::Summit, of_others)
    });
    chosen.map(|i| &rows[i])
}

/// "Last year's summit", "Previous round".
fn is_of_old(name: &str) -> bool {
    let name = name.to_lowercase();
    let old = [
        "last year",
        "last month",
        "last week",
        "previous",
        "earlier",
        "past ",
    ];
    old.iter().any(|words| name.starts_with(words))
}

/// Whether a meeting that broke off is told of after one that the same have held: they have met since.
fn is_history(row: &MeetingRow, before: &[MeetingRow]) -> bool {
    let last = |row: &MeetingRow| row.steps.last().map(|s| s.status);
    let met_since = |other: &MeetingRow| {
        last(other) == Some(MeetingStatus::Held) && other.participants == row.participants
    };
    last(row) == Some(MeetingStatus::Suspended) && before.iter().any(met_since)
}

/// Up to four sentences of fact.
pub(crate) fn facts(brief: &Brief) -> Vec<Line> {
    let mut lines: Vec<Line> = main_meeting(&brief.standing.meetings)
        .and_then(meeting_sentence)
        .into_iter()
        .collect();
    lines.extend(brief.agreements.first().map(settled));
    lines.extend(contested(&brief.positions));
    lines.extend(unused(&brief.levers));
    lines
}

/// What is agreed, in a sentence.
fn settled(row: &AgreementRow) -> Line {
    let head = if row.parties.is_empty() {
        Prose::new("It is ")
    } else {
        let verb = verb_for(&row.parties, " has ", " have ");
        Prose::new(sentence_subject(&row.parties)).text(verb)
    };
    let head = head.text(format!("{}: ", row.stage.name()));
    head.quote(&row.what).cite_end(&row.cites)
}

/// The proposal that is proposed and rejected, or the first there is.
fn contested(positions: &Positions) -> Option<Line> {
    let proposals = positions
        .rows
        .iter()
        .filter(|r| r.kind == PositionKind::Proposal);
    let row = proposals.min_by_key(|r| at(r, positions, Position::Rejects).is_none())?;
    let proposer = at(row, positions, Position::Proposes).map(|(names, _)| names);
    let name = match &proposer {
        Some(names) => Prose::new(possessive(&list(&all_in_sentence(names)))).text(" proposal "),
        None => Prose::new("the proposal "),
    }
    .quote(&row.what);
    let Some((against, cites)) = at(row, positions, Position::Rejects) else {
        return backed(row, positions, proposer.as_deref());
    };
    let head = Prose::new(sentence_subject(&against))
        .text(verb_for(&against, " rejects ", " reject "))
        .join(name);
    let line = head.cite(&cites);
    Some(match at(row, positions, Position::Backs) {
        Some((backers, cites)) => line
            .text(format!(", which {}", list(&all_in_sentence(&backers))))
            .text(verb_for(&backers, " backs", " back"))
            .citing(cites.iter())
            .text("."),
        None => line.text("."),
    })
}

fn backed(row: &PositionRow, positions: &Positions, proposer: Option<&[String]>) -> Option<Line> {
    let who = proposer?;
    let line = Prose::new(sentence_subject(who))
        .text(verb_for(who, " proposes ", " propose "))
        .quote(&row.what)
        .cite(&row.cites);
    Some(match at(row, positions, Position::Conditional) {
        Some((others, cites)) => line
            .text(format!("; {}", list(&all_in_sentence(&others))))
            .text(verb_for(&others, " sets a condition", " set conditions"))
            .citing(cites.iter())
            .text("."),
        None => line.text("."),
    })
}

/// Who holds this position on a row, with the citations.
fn at(row: &PositionRow, positions: &Positions, which: Position) -> Option<(Vec<String>, Cites)> {
    let held: Vec<_> = row
        .cells
        .iter()
        .zip(&positions.parties)
        .filter_map(|(cell, party)| Some((party, cell.as_ref().filter(|c| c.position == which)?)))
        .collect();
    let cites = Cites::of(held.iter().flat_map(|(_, cell)| cell.cites.iter())).ok()?;
    Some((
        held.into_iter().map(|(party, _)| party.clone()).collect(),
        cites,
    ))
}

fn unused(levers: &[LeverRow]) -> Option<Line> {
    let row = levers
        .iter()
        .find(|l| l.state == LeverUse::Withheld)
        .or_else(|| levers.iter().find(|l| l.state == LeverUse::Threatened))
        .or_else(|| levers.first())?;
    let state = match row.state {
        LeverUse::Used => verb(&row.holder, "presses", "press"),
        LeverUse::Withheld => verb(&row.holder, "holds back", "hold back"),
        LeverUse::Threatened => verb(&row.holder, "threatens", "threaten"),
        LeverUse::Available => "could press",
    };
    let holder = Prose::new(opening(&row.holder));
    let target = row.against.as_deref().map(in_sentence);
    let prose = match (row.state, &row.condition, target) {
        // "would pull back its forces only after"
        (LeverUse::Withheld, Some(condition), target) if !condition.starts_with("until") => {
            let prose = holder
                .text(" would ")
                .quote(&row.what)
                .text(" ")
                .quote(condition);
            match target {
                Some(target) => prose.text(format!(", a lever on {target}")),
                None => prose,
            }
        }
        (LeverUse::Withheld, _, Some(target)) => holder
            .text(format!(" {state} "))
            .quote(&row.what)
            .text(format!(", a lever on {target}")),
        (LeverUse::Withheld, _, None) => holder.text(format!(" {state} ")).quote(&row.what),
        (_, condition, target) => {
            let target = target.unwrap_or_else(|| "others".to_owned());
            let tie = if is_deed(row) { ": " } else { " with " };
            let prose = holder
                .text(format!(" {state} {target}{tie}"))
                .quote(&row.what);
            match condition {
                Some(condition) => prose.text(", ").quote(condition),
                None => prose,
            }
        }
    };
    Some(prose.cite_end(&row.cites))
}

/// Whether what presses is told by a deed, to come or done ("close the port", "imposed a duty"), and not by a thing.
fn is_deed(row: &LeverRow) -> bool {
    const DONE: [&str; 14] = [
        "cut", "froze", "withheld", "shut", "took", "kept", "held", "withdrew", "sent", "has",
        "have", "put", "made", "broke",
    ];
    let first = row.what.split(' ').next().unwrap_or_default();
    let is_done = first.ends_with("ed") || DONE.contains(&first);
    matches!(row.state, LeverUse::Threatened | LeverUse::Available) || is_done
}

fn sentence_subject(names: &[String]) -> String {
    crate::words::capitalised(&list(&all_in_sentence(names)))
}

/// Several subjects take the plural; one takes what its name asks.
pub(crate) fn verb_for<'v>(names: &[String], singular: &'v str, plural: &'v str) -> &'v str {
    match names {
        [one] => verb(one, singular, plural),
        _ => plural,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::StepRow;
    use crate::line::Cite;
    use MeetingStatus::{Cancelled, Held, Scheduled, Suspended};

    fn row(name: &str, who: [&str; 2], status: MeetingStatus) -> MeetingRow {
        MeetingRow {
            name: name.into(),
            form: MeetingForm::Talks,
            participants: who.map(str::to_owned).to_vec(),
            steps: vec![StepRow {
                status,
                when: None,
                days: None,
                by: None,
                cites: Cites::one(Cite::Quote(1)),
            }],
            accounts: Vec::new(),
            divergence: None,
        }
    }

    fn main_of(rows: &[MeetingRow]) -> Option<&str> {
        main_meeting(rows).map(|r| r.name.as_str())
    }

    #[test]
    fn a_round_broken_off_before_the_last_is_history() {
        let sides = ["Norway", "Chile"];
        let rows = [
            row("second", sides, Held),
            row("first", sides, Suspended),
            row("next", sides, Scheduled),
        ];
        assert_eq!(main_of(&rows), Some("next"));
        assert_eq!(main_of(&rows[1..]), Some("first"));
    }

    #[test]
    fn those_told_of_first_come_first() {
        let rows = [
            row("round", ["Norway", "Chile"], Held),
            row("call", ["Dahl", "Reyes"], Cancelled),
            row("next", ["Norway", "Chile"], Scheduled),
        ];
        assert_eq!(main_of(&rows), Some("next"));
    }
}
