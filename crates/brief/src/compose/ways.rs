//! What would move it: the shifts in words.

use super::Desk;
use super::reasoner::Reasoner;
use super::remarks;
use crate::brief::{ShiftRow, Ways};
use crate::line::{Cite, Cites, Line, Prose};
use crate::words::{capitalised, count, in_sentence, list, number, opening, verb};
use demarche_evidence::ImpasseRemark;
use demarche_graph::{Change, Goal, Guarantee, Shift, StatementRef, StopReason};

pub(crate) fn ways(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Ways {
    let rows = grouped(&r.findings.shifts.shifts);
    let shifts = rows
        .iter()
        .enumerate()
        .map(|(i, s)| shift_row(r, desk, i + 1, s))
        .collect();
    Ways {
        summary: summary(r, desk, rows.len()),
        complete: matches!(r.findings.shifts.guarantee, Guarantee::Complete { .. }),
        shifts,
        conditions: remarks::remarks(desk, &[ImpasseRemark::Condition]),
    }
}

/// Shifts that differ only in how far a statement moves, and lead the same way, count once: the
/// first is the shortest. Those that end at rest come before others of their size.
pub(crate) fn grouped(shifts: &[Shift]) -> Vec<&Shift> {
    let mut rows: Vec<&Shift> = Vec::new();
    let mut nearest: Vec<&Shift> = shifts.iter().collect();
    nearest.sort_by_key(|s| {
        (
            s.changes.len(),
            s.changes.iter().map(distance).sum::<usize>(),
        )
    });
    for shift in nearest {
        let same = |old: &&Shift| {
            old.follow_up == shift.follow_up
                && old.changes.len() == shift.changes.len()
                && old
                    .changes
                    .iter()
                    .zip(&shift.changes)
                    .all(|(a, b)| same_way(a, b))
        };
        if !rows.iter().any(same) {
            rows.push(shift);
        }
    }
    rows.sort_by_key(|s| {
        (
            s.changes.len(),
            s.follow_up.rests.is_none(),
            !s.follow_up.undeterred,
            s.follow_up.path.len(),
        )
    });
    rows
}

fn distance(change: &Change) -> usize {
    match change {
        Change::Move { statement, to } => statement.index.abs_diff(*to),
        _ => 0,
    }
}

fn same_way(a: &Change, b: &Change) -> bool {
    match (a, b) {
        (
            Change::Move {
                statement: s,
                to: x,
            },
            Change::Move {
                statement: t,
                to: y,
            },
        ) => s == t && (*x < s.index) == (*y < t.index),
        _ => a == b,
    }
}

fn summary(r: &Reasoner<'_>, desk: &mut Desk<'_>, rows: usize) -> Line {
    let shifts = &r.findings.shifts;
    let cites = r.cites(desk, r.all_assumptions());
    let goal = match &shifts.query.goal {
        Goal::Unsettle => {
            format!(
                "end the status quo’s stability under {}",
                shifts.query.concept.label()
            )
        }
        Goal::Reach(expr) => format!("let it come to rest where {}", r.words.holds(expr)),
    };
    if shifts.stop == StopReason::AlreadyHolds {
        return Prose::new("Nothing has to change for that: the status quo is not at rest")
            .cite_end(&cites);
    }
    let words = match shifts.guarantee {
        Guarantee::Complete { size } => complete(rows, size, &goal, shifts.examined),
        Guarantee::Partial {
            examined,
            candidates,
        } => format!(
            "The search stopped after {examined} of {candidates} sets of changes: {} that would \
             {goal} found so far, and there may be others",
            count(rows, "shift"),
        ),
    };
    Prose::new(words).cite_end(&cites)
}

fn complete(rows: usize, size: usize, goal: &str, examined: usize) -> String {
    let scope = "to an assumed preference or to what options are open";
    let many = if size == 1 {
        "single change".to_owned()
    } else {
        format!("{} changes", number(size))
    };
    if rows == 0 {
        return format!("No {many} {scope}, of {examined} examined, would {goal}");
    }
    let found = if rows == 1 {
        "one shift".to_owned()
    } else {
        format!("{} shifts", number(rows))
    };
    format!(
        "{} would {goal}; this is the complete list up to {many} {scope}, {examined} sets of \
         changes examined, and nothing smaller works",
        capitalised(&found)
    )
}

fn shift_row(r: &Reasoner<'_>, desk: &mut Desk<'_>, n: usize, shift: &Shift) -> ShiftRow {
    ShiftRow {
        id: format!("S{n}"),
        who: shift
            .who
            .iter()
            .map(|&dm| r.words.party(dm).to_owned())
            .collect(),
        change: change_line(r, desk, shift),
        path: r.path(&shift.follow_up.path),
        outcome: outcome(r, desk, shift),
    }
}

fn change_line(r: &Reasoner<'_>, desk: &mut Desk<'_>, shift: &Shift) -> Line {
    let mut line: Option<Line> = None;
    for change in &shift.changes {
        let cites = change_cites(r, desk, change);
        let words = change_words(r, change);
        line = Some(match line {
            None => Prose::new(capitalised(&words)).cite(&cites),
            Some(line) => line.text(format!(", and {words}")).citing(cites.iter()),
        });
    }
    match line {
        Some(line) => line.text("."),
        None => Prose::new("Nothing has to change").cite_end(&r.all_grounds(desk)),
    }
}

/// What a change rests on: the assumption it overturns, or what the option was read from.
pub(crate) fn change_cites(r: &Reasoner<'_>, desk: &mut Desk<'_>, change: &Change) -> Cites {
    let cites = match *change {
        Change::Negate { statement: s }
        | Change::Drop { statement: s }
        | Change::Move { statement: s, .. } => r.ground(desk, s.dm, s.index),
        Change::Open { option } | Change::Close { option } => {
            let because = r
                .case
                .options
                .get(option)
                .map(|o| o.because.clone())
                .unwrap_or_default();
            r.evidence(desk, &because, None)
        }
    };
    r.cites(desk, cites)
}

fn change_words(r: &Reasoner<'_>, change: &Change) -> String {
    match *change {
        Change::Negate { statement } => negated(r, statement),
        Change::Drop { statement: s } => {
            let party = r.words.party(s.dm);
            let ceases = verb(party, "ceases", "cease");
            format!(
                "{} {ceases} to care for this: {}",
                in_sentence(party),
                wish(r, s)
            )
        }
        Change::Move { statement, to } => moved(r, statement, to),
        Change::Open { option } => {
            format!("it becomes possible that {}", r.words.fact(option, true))
        }
        Change::Close { option } => {
            let now = r.quo().takes(option);
            format!("it is settled for good that {}", r.words.fact(option, now))
        }
    }
}

fn wish(r: &Reasoner<'_>, s: StatementRef) -> String {
    r.expr(s.dm, s.index)
        .map_or_else(|| "a preference".to_owned(), |e| r.words.wish(s.dm, e))
}

fn negated(r: &Reasoner<'_>, s: StatementRef) -> String {
    let party = r.words.party(s.dm);
    let opposite = r.expr(s.dm, s.index).map_or_else(
        || "the opposite".to_owned(),
        |e| r.words.wish(s.dm, &!e.clone()),
    );
    let is = verb(party, "prefers", "prefer");
    format!(
        "{} {is} the opposite of what is assumed: {opposite}",
        in_sentence(party)
    )
}

fn moved(r: &Reasoner<'_>, s: StatementRef, to: usize) -> String {
    let party = r.words.party(s.dm);
    let ranks = verb(party, "ranks", "rank");
    let neighbour = r
        .expr(s.dm, to)
        .map(|e| r.words.wish(s.dm, e))
        .unwrap_or_default();
    let where_to = if to < s.index { "above" } else { "below" };
    format!(
        "{} {ranks} “{}” {where_to} “{neighbour}”",
        in_sentence(party),
        wish(r, s)
    )
}

fn outcome(r: &Reasoner<'_>, desk: &mut Desk<'_>, shift: &Shift) -> Line {
    let follow = &shift.follow_up;
    let changed: Vec<(usize, usize)> = shift.changes.iter().filter_map(statement_of).collect();
    let mut cites: Vec<Cite> = Vec::new();
    let mut relies: Vec<Cite> = Vec::new();
    for step in &follow.path {
        let place = r.first_difference(step.mover, r.state(step.from), r.state(step.to));
        let is_changed = place.is_some_and(|p| changed.contains(&(step.mover, p)));
        let grounds = r.step_cites(desk, step);
        if !is_changed {
            relies.extend(grounds.iter().filter(|c| matches!(c, Cite::Assumption(_))));
        }
        cites.extend(grounds);
    }
    if cites.is_empty() {
        cites.extend(
            shift
                .changes
                .iter()
                .flat_map(|c| change_cites(r, desk, c).iter().collect::<Vec<_>>()),
        );
    }
    let cites = r.cites(desk, cites);
    let line = Prose::new(ends(r, shift)).cite_end(&cites);
    match Cites::of(relies) {
        Ok(relies) => {
            let names: Vec<String> = relies.iter().map(Cite::label).collect();
            line.text(format!(" That relies on {}", list(&names)))
                .citing(relies.iter())
                .text(".")
        }
        Err(_) => line,
    }
}

fn statement_of(change: &Change) -> Option<(usize, usize)> {
    match change {
        Change::Negate { statement: s }
        | Change::Drop { statement: s }
        | Change::Move { statement: s, .. } => Some((s.dm, s.index)),
        Change::Open { .. } | Change::Close { .. } => None,
    }
}

fn ends(r: &Reasoner<'_>, shift: &Shift) -> String {
    let follow = &shift.follow_up;
    let caveat = if follow.undeterred {
        "and no step is deterred"
    } else {
        "though a step on the way could still be deterred"
    };
    match follow.rests {
        Some(state) => format!(
            "It then comes to rest where {}, {caveat}",
            r.words.state(r.state(state))
        ),
        None => "From there gains alone lead to no state of rest".to_owned(),
    }
}

/// The sentence of the bottom line on the smallest shift.
pub(crate) fn smallest(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Option<Line> {
    let shift = *grouped(&r.findings.shifts.shifts).first()?;
    let cites: Vec<Cite> = shift
        .changes
        .iter()
        .flat_map(|c| change_cites(r, desk, c).iter().collect::<Vec<_>>())
        .collect();
    let cites = r.cites(desk, cites);
    let who: Vec<String> = shift
        .who
        .iter()
        .map(|&dm| in_sentence(r.words.party(dm)))
        .collect();
    let end = match shift.follow_up.rests {
        Some(state) => format!(
            ", and leads to rest where {}",
            r.words.state(r.state(state))
        ),
        None => String::new(),
    };
    let whose = crate::words::possessive(&list(&who));
    Some(
        Prose::new(format!(
            "The smallest shift that would move it, S1, is {whose}{end}"
        ))
        .cite_end(&cites),
    )
}

/// "No party gains by moving first."
pub(crate) fn standstill(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Option<Line> {
    use demarche_graph::Concept;
    let impasse = &r.findings.impasse;
    if impasse.concepts.is_empty() {
        let free = impasse.parties.iter().find(|p| {
            p.improvements
                .iter()
                .any(|i| i.deterrents.iter().all(|d| d.sanction.is_none()))
        })?;
        let cites = super::stuck::verdict_cites(r, desk);
        let cites = r.cites(desk, cites);
        let party = r.words.party(free.dm);
        let words = format!(
            "{} {} to gain by moving first",
            opening(party),
            verb(party, "stands", "stand")
        );
        return Some(Prose::new(words).cite_end(&cites));
    }
    let words = if impasse.concepts.contains(&Concept::Nash) {
        "No party gains by moving first"
    } else {
        "Whoever moves first must fear the answer"
    };
    let cites = super::stuck::verdict_cites(r, desk);
    let cites = r.cites(desk, cites);
    Some(Prose::new(words).cite_end(&cites))
}
