//! What would move it: the shifts in words.

use super::Desk;
use super::reasoner::Reasoner;
use super::remarks;
use crate::brief::{ShiftRow, Ways};
use crate::findings::{Otherwise, Rest, statement_of};
use crate::line::{Cite, Cites, Line, Prose};
use crate::words::{capitalised, count, either, in_sentence, list, number, opening, verb};
use demarche_evidence::{Body, ImpasseRemark};
use demarche_graph::{Change, Goal, Guarantee, Shift, StatementRef, StopReason};

pub(crate) fn ways(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Ways {
    let rows = grouped(r, desk);
    let shifts = rows
        .iter()
        .enumerate()
        .filter_map(|(i, &at)| shift_row(r, desk, rows.get(..i)?, at))
        .collect();
    Ways {
        summary: summary(r, desk, rows.len()),
        complete: matches!(r.findings.shifts.guarantee, Guarantee::Complete { .. }),
        shifts,
        pacts: super::pacts::pacts(r, desk),
        conditions: remarks::remarks(desk, &[ImpasseRemark::Condition]),
    }
}

/// Indices of the shifts to tell, in order. Shifts that differ only in how far a statement moves,
/// and lead the same way, count once, by the shortest; those that hold a smaller one, but for how
/// far a statement moves, count with it. Those come first that bring the sides nearer, then the smaller ones; among those of one
/// size those that end at rest, that nobody deters, in which others answer the first mover, and that
/// change most.
pub(crate) fn grouped(r: &Reasoner<'_>, desk: &Desk<'_>) -> Vec<usize> {
    let shifts = &r.findings.shifts.shifts;
    let mut nearest: Vec<usize> = (0..shifts.len()).collect();
    nearest.sort_by_key(|&i| shifts[i].changes.iter().map(distance).sum::<usize>());
    let mut rows: Vec<usize> = Vec::new();
    for i in nearest {
        let shift = &shifts[i];
        let same = |&old: &usize| {
            let old = &shifts[old];
            old.follow_up == shift.follow_up
                && old.changes.len() == shift.changes.len()
                && old
                    .changes
                    .iter()
                    .zip(&shift.changes)
                    .all(|(a, b)| same_way(a, b))
        };
        if !rows.iter().any(same) {
            rows.push(i);
        }
    }
    let smaller = rows.clone();
    rows.retain(|&i| {
        let is_held = |&s: &usize| holds_smaller(r, &shifts[i].changes, &shifts[s].changes);
        !smaller.iter().any(is_held)
    });
    rows.sort_by_key(|&i| {
        let shift = &shifts[i];
        let follow = &shift.follow_up;
        let alone = follow.path.windows(2).all(|w| w[0].mover == w[1].mover);
        let ends = follow.rests.iter().chain(&follow.alternatives);
        let changed = ends
            .map(|&s| r.words.changed(r.quo(), r.state(s)).len())
            .max()
            .unwrap_or(0);
        let size = shift.changes.len();
        (
            !brings_nearer(r, desk, shift),
            size,
            follow.rests.is_none(),
            !follow.undeterred,
            alone,
            std::cmp::Reverse(changed),
            i,
        )
    });
    rows
}

/// Whether a shift leads to more than pressure and more than one side's coming alone.
fn brings_nearer(r: &Reasoner<'_>, desk: &Desk<'_>, shift: &Shift) -> bool {
    let Some(end) = shift.follow_up.rests.map(|s| r.state(s)) else {
        return true;
    };
    let is_taken_up = |k: usize| end.takes(k) && !r.quo().takes(k);
    let new: Vec<usize> = (0..r.case.options.len())
        .filter(|&k| is_taken_up(k))
        .collect();
    let is_of = |k: usize, kind: fn(&Body) -> bool| {
        let because = r.case.options[k].because.iter();
        let mut bodies = because.filter_map(|id| desk.statement(id)).map(|s| &s.body);
        bodies.any(kind)
    };
    let is_pressure = |k: usize| is_of(k, |b| matches!(b, Body::Lever(_)));
    let is_lone = |k: usize| {
        let because = &r.case.options[k].because;
        let mut all = r.case.options.iter().enumerate();
        is_of(k, |b| matches!(b, Body::Meeting(_)))
            && all.any(|(j, o)| o.because == *because && !end.takes(j))
    };
    new.is_empty() || !new.iter().all(|&k| is_pressure(k) || is_lone(k))
}

/// Whether `changes` make every change of a smaller set, and more. A statement that keeps its place
/// in the list while another is put before it moves up all the same.
fn holds_smaller(r: &Reasoner<'_>, changes: &[Change], smaller: &[Change]) -> bool {
    let like = |a: &Change, b: &Change| match (a, b) {
        (Change::Move { statement: s, .. }, Change::Move { statement: t, .. }) => {
            s == t && overtaken(r, *s, changes).0 == overtaken(r, *t, smaller).0
        }
        _ => a == b,
    };
    let has = |change: &Change| changes.iter().any(|c| like(c, change));
    smaller.len() < changes.len() && smaller.iter().all(has)
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
    let goal = goal_words(r);
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

/// What a shift has to do: "end the status quo's stability under ...".
pub(crate) fn goal_words(r: &Reasoner<'_>) -> String {
    let query = &r.findings.shifts.query;
    match &query.goal {
        Goal::Unsettle => format!(
            "end the status quo’s stability under {}",
            query.concept.label()
        ),
        Goal::Reach(expr) => format!("let it come to rest where {}", r.words.holds(expr)),
    }
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
        "{} would {goal}; this is the complete list up to {many} {scope} ({examined} sets of \
         changes examined; those that differ only in how far a preference moves, or that add to \
         a smaller one, count with it)",
        capitalised(&found)
    )
}

/// One shift; `told` are the ones told before it.
fn shift_row(r: &Reasoner<'_>, desk: &mut Desk<'_>, told: &[usize], at: usize) -> Option<ShiftRow> {
    let shift = r.findings.shifts.shifts.get(at)?;
    let change = change_line(r, desk, shift);
    let twin = told.iter().position(|&old| leads_alike(r, old, at));
    let (path, outcome) = match twin {
        Some(k) => {
            let words = format!("What follows is the same as in S{}", k + 1);
            let cites = outcome_cites(r, desk, at, shift);
            (Vec::new(), Prose::new(words).cite_end(&cites))
        }
        None => (r.path(&shift.follow_up.path), outcome(r, desk, at, shift)),
    };
    Some(ShiftRow {
        id: format!("S{}", told.len() + 1),
        who: shift
            .who
            .iter()
            .map(|&dm| r.words.party(dm).to_owned())
            .collect(),
        change,
        path,
        outcome,
    })
}

fn leads_alike(r: &Reasoner<'_>, a: usize, b: usize) -> bool {
    let (shifts, reliance) = (&r.findings.shifts.shifts, &r.findings.reliance);
    let follow = |i: usize| shifts.get(i).map(|s| &s.follow_up);
    let otherwise = |i: usize| reliance.get(i).map(|x| &x.otherwise);
    follow(a) == follow(b) && otherwise(a) == otherwise(b)
}

fn change_line(r: &Reasoner<'_>, desk: &mut Desk<'_>, shift: &Shift) -> Line {
    let mut line: Option<Line> = None;
    let mut before: Option<&Change> = None;
    for change in &shift.changes {
        let cites = change_cites(r, desk, change);
        let words = change_words(r, change, before, &shift.changes);
        line = Some(match line {
            None => Prose::new(capitalised(&words)).cite(&cites),
            Some(line) => line.text(format!(", and {words}")).citing(cites.iter()),
        });
        before = Some(change);
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

/// A change as a clause; `before` is the change told just before it, `all` are those made together.
pub(crate) fn change_words(
    r: &Reasoner<'_>,
    change: &Change,
    before: Option<&Change>,
    all: &[Change],
) -> String {
    let known = before.and_then(statement_of);
    match *change {
        Change::Negate { statement: s } => {
            let opposite = r.expr(s.dm, s.index).map_or_else(
                || "the opposite".to_owned(),
                |e| r.words.wish(s.dm, &!e.clone()),
            );
            let prefers = verb(r.words.party(s.dm), "prefers", "prefer");
            let who = subject(r, s, known);
            if known == Some(s) {
                format!("{who} {prefers} its opposite, {opposite}")
            } else {
                format!("{who} {prefers} the opposite of what is assumed: {opposite}")
            }
        }
        Change::Drop { statement: s } => {
            let ceases = verb(r.words.party(s.dm), "ceases", "cease");
            format!(
                "{} {ceases} to care for this: {}",
                subject(r, s, known),
                wish(r, s)
            )
        }
        Change::Move { statement: s, .. } => {
            let ranks = verb(r.words.party(s.dm), "ranks", "rank");
            let (side, neighbour) = overtaken(r, s, all);
            let neighbour = r
                .expr(s.dm, neighbour)
                .map(|e| r.words.wish(s.dm, e))
                .unwrap_or_default();
            let what = if known == Some(s) {
                "that".to_owned()
            } else {
                format!("“{}”", wish(r, s))
            };
            format!(
                "{} {ranks} {what} {side} “{neighbour}”",
                subject(r, s, known)
            )
        }
        Change::Open { option } => {
            format!("it becomes possible that {}", r.words.fact(option, true))
        }
        Change::Close { option } => {
            let now = r.quo().takes(option);
            format!("it is settled for good that {}", r.words.fact(option, now))
        }
    }
}

/// The nearest statement that a moved one passes, and on which side of it the moved one then
/// stands.
fn overtaken(r: &Reasoner<'_>, s: StatementRef, all: &[Change]) -> (&'static str, usize) {
    let moves: Vec<(usize, usize)> = all
        .iter()
        .filter_map(|c| match *c {
            Change::Move { statement, to } if statement.dm == s.dm => Some((statement.index, to)),
            _ => None,
        })
        .collect();
    let order = reordered(r.statements(s.dm), &moves);
    let place = order.iter().position(|&i| i == s.index).unwrap_or(s.index);
    let (higher, lower) = (&order[..place], order.get(place + 1..).unwrap_or_default());
    let passed_up = lower.iter().find(|&&i| i < s.index);
    let passed_down = higher.iter().rev().find(|&&i| i > s.index);
    match (passed_up, passed_down) {
        (Some(&i), _) => ("above", i),
        (None, Some(&i)) => ("below", i),
        (None, None) => ("in the same place as", s.index),
    }
}

/// The order of `count` statements once each of `moves` has its new place and the others keep
/// their order around them.
fn reordered(count: usize, moves: &[(usize, usize)]) -> Vec<usize> {
    let mut rest = (0..count).filter(|i| !moves.iter().any(|(moved, _)| moved == i));
    (0..count)
        .filter_map(|place| {
            let moved = moves.iter().find(|(_, to)| *to == place);
            moved.map(|(index, _)| *index).or_else(|| rest.next())
        })
        .collect()
}

/// The party of a statement; a pronoun where it was just named.
fn subject(r: &Reasoner<'_>, s: StatementRef, known: Option<StatementRef>) -> String {
    let party = r.words.party(s.dm);
    if known.is_some_and(|k| k.dm == s.dm) {
        verb(party, "it", "they").to_owned()
    } else {
        in_sentence(party)
    }
}

fn wish(r: &Reasoner<'_>, s: StatementRef) -> String {
    r.expr(s.dm, s.index)
        .map_or_else(|| "a preference".to_owned(), |e| r.words.wish(s.dm, e))
}

fn outcome(r: &Reasoner<'_>, desk: &mut Desk<'_>, at: usize, shift: &Shift) -> Line {
    let cites = outcome_cites(r, desk, at, shift);
    let mut line = Prose::new(ends(r, shift)).cite_end(&cites);
    let reliance = r.findings.reliance.get(at);
    for otherwise in reliance.iter().flat_map(|x| &x.otherwise) {
        line = line.then(&proviso(r, desk, otherwise));
    }
    line
}

/// What makes the steps after a shift gains for whoever takes them.
fn outcome_cites(r: &Reasoner<'_>, desk: &mut Desk<'_>, at: usize, shift: &Shift) -> Cites {
    let grounds = r
        .findings
        .reliance
        .get(at)
        .map_or(&[][..], |x| x.grounds.as_slice());
    let mut cites: Vec<Cite> = Vec::new();
    for (step, ground) in shift.follow_up.path.iter().zip(grounds) {
        cites.extend(match ground {
            Some(s) => r.ground(desk, s.dm, s.index),
            None => r.step_cites(desk, step),
        });
    }
    if cites.is_empty() {
        for change in &shift.changes {
            cites.extend(change_cites(r, desk, change).iter());
        }
    }
    r.cites(desk, cites)
}

/// "That relies on an assumption [A3], for which only X speaks [9]: were it wrong, ..."
fn proviso(r: &Reasoner<'_>, desk: &mut Desk<'_>, otherwise: &Otherwise) -> Line {
    let s = otherwise.assumption;
    let cites = r.ground(desk, s.dm, s.index);
    let cites = r.cites(desk, cites);
    let party = r.words.party(s.dm);
    let wish = format!(
        "{} {} {}",
        in_sentence(party),
        verb(party, "prefers", "prefer"),
        wish(r, s)
    );
    let line = Prose::new(format!("That relies on the assumption that {wish}")).cite(&cites);
    let line = match r.claimants(desk, s) {
        Some((who, cites)) => line
            .text(format!(
                ", for which there is only the word of {}",
                list(&who)
            ))
            .citing(cites.iter()),
        None => line,
    };
    let end = match otherwise.rests {
        Rest::StatusQuo => "nothing would move".to_owned(),
        Rest::At(state) => format!("it would end where {}", r.words.state(state)),
        Rest::Nowhere => "gains would lead to no state of rest".to_owned(),
    };
    line.text(format!(": were it wrong, {end}."))
}

fn ends(r: &Reasoner<'_>, shift: &Shift) -> String {
    let follow = &shift.follow_up;
    let caveat = if follow.undeterred {
        "and no step is deterred"
    } else {
        "though a step on the way could still be deterred"
    };
    let Some(state) = follow.rests else {
        return "From there gains alone lead to no state of rest".to_owned();
    };
    let end = format!(
        "It then comes to rest where {}, {caveat}",
        r.words.state(r.state(state))
    );
    let further: Vec<String> = follow
        .alternatives
        .iter()
        .take(FURTHER)
        .map(|&s| format!("where {}", r.words.state(r.state(s))))
        .collect();
    if further.is_empty() {
        end
    } else {
        format!(
            "{end}; steps of the same kind can also lead to rest {}",
            either(&further)
        )
    }
}

/// Further states of rest that are named.
const FURTHER: usize = 2;

/// The sentence of the bottom line on the smallest shift.
pub(crate) fn smallest(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Option<Line> {
    let rows = grouped(r, desk);
    let at = *rows.first()?;
    let shift = r.findings.shifts.shifts.get(at)?;
    let mut cites: Vec<Cite> = Vec::new();
    for change in &shift.changes {
        cites.extend(change_cites(r, desk, change).iter());
    }
    let cites = r.cites(desk, cites);
    let who: Vec<String> = shift
        .who
        .iter()
        .map(|&dm| in_sentence(r.words.party(dm)))
        .collect();
    let whose = crate::words::possessive(&list(&who));
    let size = |at: usize| r.findings.shifts.shifts[at].changes.len();
    let is_smallest = rows.iter().all(|&other| size(other) >= size(at));
    let end = if is_smallest {
        "move it"
    } else {
        "bring the sides nearer"
    };
    let line = Prose::new(format!(
        "The smallest shift that would {end}, S1, is {whose}"
    ))
    .cite(&cites);
    let line = match shift.follow_up.rests {
        Some(s) => line.text(format!(
            "; it leads to rest where {}",
            r.words.state(r.state(s))
        )),
        None => line,
    };
    let relied: Vec<Cite> = r
        .findings
        .reliance
        .get(at)
        .iter()
        .flat_map(|reliance| &reliance.otherwise)
        .flat_map(|o| r.ground(desk, o.assumption.dm, o.assumption.index))
        .collect();
    Some(match Cites::of(relied) {
        Ok(cites) => {
            let what = match cites.as_slice().len() {
                1 => "one more assumption holds".to_owned(),
                n => format!("{} more assumptions hold", number(n)),
            };
            line.text(format!(", provided that {what}"))
                .citing(cites.iter())
                .text(".")
        }
        Err(_) => line.text("."),
    })
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
