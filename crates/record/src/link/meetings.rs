//! Which statements of different texts are about one meeting.

use super::{Told, set};
use demarche_evidence::{
    Actor, Body, DateRange, Matter, Meeting, MeetingForm, MeetingStatus, When,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Days after which two texts that both tell of a meeting held, and neither when, mean two.
const FRESH: i32 = 4;

/// Whether a meeting is the one that older texts tell of.
pub(super) fn is_same(thing: &[Told<'_>], told: Told<'_>) -> bool {
    let Some(new) = meeting(told) else {
        return false;
    };
    let mut old = thing.iter().filter_map(|&t| meeting(t).map(|m| (t, m)));
    let is_alike = |m: &Meeting| same_form(m, new) && same_people(m, new) && same_place(m, new);
    old.clone().any(|(_, m)| is_alike(m)) && old.all(|(t, m)| no_other(t, m, told, new))
}

fn meeting(told: Told<'_>) -> Option<&Meeting> {
    match &told.statement.body {
        Body::Meeting(meeting) => Some(meeting),
        _ => None,
    }
}

/// A summit, talks or a conference may be called a meeting; a call or a visit is no other thing.
fn same_form(a: &Meeting, b: &Meeting) -> bool {
    use MeetingForm::{Call, Meeting, Visit};
    let loose = |form| !matches!(form, Call | Visit);
    a.form == b.form || (a.form == Meeting || b.form == Meeting) && loose(a.form) && loose(b.form)
}

/// Two sides at least in common, none on both hands that the other does not have, and no party
/// with other people. Where a text names fewer than two sides, the words for the meeting decide.
fn same_people(a: &Meeting, b: &Meeting) -> bool {
    let (x, y) = (sides(a), sides(b));
    if x.len() < 2 || y.len() < 2 {
        let are_apart = !x.is_empty() && !y.is_empty() && x.is_disjoint(&y);
        return !are_apart && Matter::of(&a.what).shares(&Matter::of(&b.what), 2, 3);
    }
    let is_within = x.is_subset(&y) || y.is_subset(&x);
    is_within && x.iter().all(|party| same_envoys(a, b, party))
}

fn sides(meeting: &Meeting) -> BTreeSet<&str> {
    set(meeting.participants.iter().map(Actor::principal))
}

/// Whether nobody but the same people is said to come for `party`.
fn same_envoys(a: &Meeting, b: &Meeting, party: &str) -> bool {
    let envoys = |m: &'_ Meeting| -> BTreeSet<String> {
        let of_party = |p: &&Actor| p.principal() == party && p.name != party;
        let envoys = m.participants.iter().filter(of_party);
        envoys.map(|p| p.name.clone()).collect()
    };
    let (x, y) = (envoys(a), envoys(b));
    x.is_empty() || y.is_empty() || !x.is_disjoint(&y)
}

/// Whether names in the words for the meeting, such as its town, do not differ.
fn same_place(a: &Meeting, b: &Meeting) -> bool {
    let names = |m: &'_ Meeting| -> BTreeSet<String> {
        let known: Vec<&str> = m
            .participants
            .iter()
            .flat_map(|p| [p.name.as_str(), p.principal()])
            .flat_map(str::split_whitespace)
            .collect();
        let words = m.what.split(|c: char| !c.is_alphanumeric()).skip(1);
        let names = words.filter(|w| w.starts_with(char::is_uppercase) && !known.contains(w));
        names.map(str::to_owned).collect()
    };
    let (x, y) = (names(a), names(b));
    x.is_empty() || y.is_empty() || !x.is_disjoint(&y)
}

/// Whether nothing about time makes the newer one another meeting than the older one.
fn no_other(t: Told<'_>, old: &Meeting, told: Told<'_>, new: &Meeting) -> bool {
    use MeetingStatus::{Cancelled, Held, Postponed, Resumed, Suspended};
    let has = |m: &Meeting, status| m.steps.iter().any(|s| s.status == status);
    let is_over = |m: &Meeting| has(m, Held) || has(m, Cancelled) || has(m, Resumed);
    if !is_over(old) {
        let was_moved = has(old, Postponed) || has(old, Suspended) || has(new, Postponed);
        return was_moved || agree(day(old), day(new));
    }
    if is_over(new) {
        return match (day(old), day(new)) {
            (Some(a), Some(b)) => overlap(a, b),
            _ => is_soon(t.date, told.date),
        };
    }
    // A plan told after the meeting is over is the same only when its day is not a later one.
    let over = day(old).map(|r| r.last).or(t.date);
    match (day(new), over) {
        (Some(plan), Some(over)) => plan.first <= over,
        _ => false,
    }
}

/// The days of the meeting by the last step that gives them.
fn day(meeting: &Meeting) -> Option<DateRange> {
    use MeetingStatus::{Announced, Held, Scheduled};
    let dated = meeting.steps.iter().rev();
    let mut dated = dated.filter(|s| matches!(s.status, Announced | Scheduled | Held));
    dated.find_map(|s| s.when.as_ref().and_then(|When { range, .. }| *range))
}

fn agree(a: Option<DateRange>, b: Option<DateRange>) -> bool {
    a.zip(b).is_none_or(|(a, b)| overlap(a, b))
}

fn overlap(a: DateRange, b: DateRange) -> bool {
    a.first <= b.last && b.first <= a.last
}

/// Whether two texts are close enough in time to tell of one thing that happened.
fn is_soon(a: Option<Date>, b: Option<Date>) -> bool {
    let days = |a: Date, b: Date| (b - a).get_days();
    a.zip(b).is_none_or(|(a, b)| days(a, b).abs() <= FRESH)
}
