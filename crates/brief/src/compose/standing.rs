//! Meetings, their histories, and the accounts given of them.

use super::Desk;
use super::names::{all_in_sentence, voice};
use crate::brief::{Account, AccountGroup, MeetingRow, Standing, StepRow};
use crate::line::{Line, Prose};
use crate::words::{capitalised, list, time_preposition, without_complement};
use crate::{Cite, Cites};
use demarche_evidence::{
    Body, Characterisation, Divergence, DivergenceKind, Meeting, MeetingStatus, Polarity,
    Statement, StatementId,
};

/// Words that tell one meeting from the others of those who meet.
const NUMBERS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "next", "last", "final", "earlier", "previous", "another", "further", "new",
];

/// What is counted so: not the "third time", nor "New Delhi".
const COUNTED: &[&str] = &[
    "round",
    "meeting",
    "session",
    "summit",
    "talks",
    "negotiations",
    "visit",
    "call",
    "conference",
    "hearing",
    "phase",
    "sitting",
    "encounter",
    "conversation",
    "consultations",
    "stage",
    "attempt",
    "contact",
    "day",
    "part",
    "series",
    "dialogue",
    "mediation",
    "discussion",
    "discussions",
    "plenary",
    "trip",
];

pub(crate) fn standing(desk: &mut Desk<'_>) -> Standing {
    let mut rows: Vec<(MeetingRow, Vec<StatementId>)> = Vec::new();
    let mut phrases: Vec<&str> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Meeting(meeting) = &statement.body else {
            continue;
        };
        let row = meeting_row(desk, statement, meeting);
        let same = rows
            .iter_mut()
            .find(|(_, ids)| desk.are_linked(ids, &statement.id));
        match same {
            Some((old, ids)) => {
                merge_steps(&mut old.steps, row.steps);
                ids.push(statement.id.clone());
            }
            None => {
                rows.push((row, vec![statement.id.clone()]));
                phrases.push(&meeting.what);
            }
        }
    }
    tell_apart(&mut rows, &phrases);
    let mut groups: Vec<(AccountGroup, Vec<StatementId>)> = Vec::new();
    for statement in desk.statements.clone() {
        if let Body::Characterisation(c) = &statement.body {
            place_account(desk, statement, c, &mut rows, &mut groups);
        }
    }
    for divergence in desk.divergences.clone() {
        place_divergence(&divergence, &mut rows, &mut groups);
    }
    for (row, _) in &mut rows {
        row.divergence = row.divergence.take().or_else(|| denial(&row.steps));
    }
    Standing {
        meetings: rows.into_iter().map(|(row, _)| row).collect(),
        accounts: groups.into_iter().map(|(group, _)| group).collect(),
    }
}

fn meeting_row(desk: &mut Desk<'_>, statement: &Statement, meeting: &Meeting) -> MeetingRow {
    let mut steps: Vec<StepRow> = Vec::new();
    for step in &meeting.steps {
        let step = StepRow {
            status: step.status,
            when: step.when.as_ref().map(|w| w.words.clone()),
            days: step.when.as_ref().and_then(|w| w.range),
            by: step.voice.actor().map(|a| a.name.clone()),
            cites: Cites::one(desk.citer.cite(&statement.source, step.evidence)),
        };
        match steps.last_mut().filter(|last| is_retold(last, &step)) {
            Some(last) => {
                last.status = further(last.status, step.status);
                last.days = last.days.or(step.days);
                last.when = last.when.take().or(step.when);
                last.cites = step.cites.iter().fold(last.cites.clone(), Cites::and);
            }
            None => steps.push(step),
        }
    }
    MeetingRow {
        name: desk.names.meeting(meeting),
        form: meeting.form,
        participants: meeting
            .participants
            .iter()
            .map(|a| a.name.clone())
            .collect(),
        steps,
        accounts: Vec::new(),
        divergence: None,
    }
}

/// Meetings of one name get what the text tells them apart by, "Oslo–Lima talks (first round)", where it does.
fn tell_apart(rows: &mut [(MeetingRow, Vec<StatementId>)], phrases: &[&str]) {
    let names: Vec<String> = rows.iter().map(|(row, _)| row.name.clone()).collect();
    let is_shared = |name: &String| names.iter().filter(|n| *n == name).count() > 1;
    let named = rows.iter_mut().map(|(row, _)| row).zip(phrases);
    for (row, phrase) in named.filter(|(row, _)| is_shared(&row.name)) {
        let has_own_day = |s: &&StepRow| {
            matches!(
                s.status,
                MeetingStatus::Held | MeetingStatus::Scheduled | MeetingStatus::Announced
            )
        };
        let of_step = || {
            let mut dated = row.steps.iter().rev().filter(has_own_day);
            dated.find_map(|s| s.when.clone())
        };
        if let Some(own) = numbered(phrase).or_else(of_step) {
            row.name = format!("{} ({own})", row.name);
        }
    }
}

/// "second round" in "second round of fishery talks in Oslo".
fn numbered(what: &str) -> Option<String> {
    let lower = what.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let at = words.iter().position(|w| NUMBERS.contains(w))?;
    let noun = words.get(at + 1)?.trim_end_matches([',', '.', ';', ':']);
    COUNTED
        .contains(&noun)
        .then(|| format!("{} {noun}", words[at]))
}

/// Whether a step only tells again what the one before it told, or tells a plan for the same day more or less firmly.
fn is_retold(last: &StepRow, step: &StepRow) -> bool {
    let same_time = last.when == step.when || last.when.is_none() || step.when.is_none();
    let same_plan = plan(last.status).is_some()
        && plan(step.status).is_some()
        && last.when.is_some()
        && last.when == step.when;
    last.by == step.by && (last.status == step.status && same_time || same_plan)
}

/// How firm a plan is; of what is no plan nothing.
const fn plan(status: MeetingStatus) -> Option<u8> {
    match status {
        MeetingStatus::Mooted => Some(0),
        MeetingStatus::Announced => Some(1),
        MeetingStatus::Scheduled => Some(2),
        _ => None,
    }
}

/// The firmer of two plans for one day.
fn further(last: MeetingStatus, step: MeetingStatus) -> MeetingStatus {
    if plan(last) < plan(step) { step } else { last }
}

/// Adds steps of a second text. A step told twice in the same order is told once, with both
/// citations; a step that the first history does not have from there on comes after it.
fn merge_steps(old: &mut Vec<StepRow>, new: Vec<StepRow>) {
    let mut from = 0;
    for step in new {
        let same = (from..old.len()).find(|&i| {
            old[i].status == step.status && (old[i].when == step.when || step.when.is_none())
        });
        match same {
            Some(i) => {
                old[i].cites = step.cites.iter().fold(old[i].cites.clone(), Cites::and);
                from = i + 1;
            }
            None => {
                old.push(step);
                from = old.len();
            }
        }
    }
}

fn place_account(
    desk: &mut Desk<'_>,
    statement: &Statement,
    c: &Characterisation,
    rows: &mut [(MeetingRow, Vec<StatementId>)],
    groups: &mut Vec<(AccountGroup, Vec<StatementId>)>,
) {
    let account = Account {
        by: vec![voice(&c.by)],
        words: c.words.clone(),
        polarity: c.polarity,
        cites: desk.citer.of(statement),
    };
    let about = c.about.as_ref();
    if let Some((row, ids)) = rows
        .iter_mut()
        .find(|(_, ids)| about.is_some_and(|a| ids.contains(a)))
    {
        ids.push(statement.id.clone());
        return add_account(&mut row.accounts, account);
    }
    let found = groups.iter_mut().find(|(g, ids)| {
        about.is_some_and(|a| ids.contains(a)) || g.of.eq_ignore_ascii_case(&c.of)
    });
    if let Some((group, ids)) = found {
        ids.push(statement.id.clone());
        return add_account(&mut group.accounts, account);
    }
    let mut ids = vec![statement.id.clone()];
    ids.extend(about.cloned());
    let group = AccountGroup {
        of: c.of.clone(),
        accounts: vec![account],
        divergence: None,
    };
    groups.push((group, ids));
}

/// People who use the same words share an entry.
fn add_account(accounts: &mut Vec<Account>, new: Account) {
    let same = accounts
        .iter_mut()
        .find(|a| a.polarity == new.polarity && a.words.eq_ignore_ascii_case(&new.words));
    match same {
        Some(old) => {
            for by in new.by {
                if !old.by.contains(&by) {
                    old.by.push(by);
                }
            }
            old.cites = new.cites.iter().fold(old.cites.clone(), Cites::and);
        }
        None => accounts.push(new),
    }
}

fn place_divergence(
    divergence: &Divergence,
    rows: &mut [(MeetingRow, Vec<StatementId>)],
    groups: &mut [(AccountGroup, Vec<StatementId>)],
) {
    let touches = |ids: &[StatementId]| divergence.statements.iter().any(|s| ids.contains(s));
    match divergence.kind {
        DivergenceKind::Judgement => {
            if let Some((row, _)) = rows.iter_mut().find(|(_, ids)| touches(ids)) {
                row.divergence = row.divergence.take().or_else(|| judgements(&row.accounts));
            } else if let Some((group, _)) = groups.iter_mut().find(|(_, ids)| touches(ids)) {
                group.divergence = judgements(&group.accounts);
            }
        }
        // Denials are seen in the rows, where all texts on a meeting come together.
        DivergenceKind::Meeting | DivergenceKind::Cause => {}
    }
}

/// "Accounts diverge: favourable from A and B [5], unfavourable from sources [6]."
fn judgements(accounts: &[Account]) -> Option<Line> {
    let (good, good_cites) = side(accounts, Polarity::Positive)?;
    let (bad, bad_cites) = side(accounts, Polarity::Negative)?;
    let line = Prose::new("Accounts diverge: favourable from ")
        .text(list(&all_in_sentence(&good)))
        .cite(&good_cites)
        .text(", unfavourable from ")
        .text(list(&all_in_sentence(&bad)))
        .citing(bad_cites.iter());
    Some(line.text("."))
}

fn side(accounts: &[Account], polarity: Polarity) -> Option<(Vec<String>, Cites)> {
    let on: Vec<&Account> = accounts.iter().filter(|a| a.polarity == polarity).collect();
    let mut by: Vec<String> = Vec::new();
    for name in on.iter().flat_map(|a| &a.by) {
        if !by.contains(name) {
            by.push(name.clone());
        }
    }
    let cites: Vec<Cite> = on.iter().flat_map(|a| a.cites.iter()).collect();
    Cites::of(cites).ok().map(|cites| (by, cites))
}

/// A meeting that one side reports and another denies.
fn denial(steps: &[StepRow]) -> Option<Line> {
    let denied = steps.iter().find(|s| s.status == MeetingStatus::Denied)?;
    let told = steps.iter().find(|s| s.status != MeetingStatus::Denied)?;
    let who = denied.by.clone().map_or_else(
        || "elsewhere the text".to_owned(),
        |by| crate::words::in_sentence(&by),
    );
    Some(
        Prose::new("Accounts diverge: ")
            .text(format!("it is reported as {}", told.status.name()))
            .cite(&told.cites)
            .text(format!(", {who} denies it"))
            .citing(denied.cites.iter())
            .text("."),
    )
}

/// "has been postponed", for the first sentence of the brief; with a day "was postponed".
pub(crate) fn status_phrase(status: MeetingStatus, plural: bool, is_dated: bool) -> String {
    let (have, be, was) = if plural {
        ("have", "are", "were")
    } else {
        ("has", "is", "was")
    };
    let is_step = !matches!(
        status,
        MeetingStatus::Mooted
            | MeetingStatus::Announced
            | MeetingStatus::Scheduled
            | MeetingStatus::Denied
    );
    if is_dated && is_step {
        let verb = if status == MeetingStatus::Resumed {
            String::new()
        } else {
            format!("{was} ")
        };
        return format!("{verb}{}", status.name());
    }
    match status {
        MeetingStatus::Mooted => format!("{have} been mooted"),
        MeetingStatus::Announced => format!("{have} been announced"),
        MeetingStatus::Scheduled => format!("{be} scheduled"),
        MeetingStatus::Postponed => format!("{have} been postponed"),
        MeetingStatus::Cancelled => format!("{have} been cancelled"),
        MeetingStatus::Suspended => format!("{have} been suspended"),
        MeetingStatus::Denied => format!("{was} not agreed"),
        MeetingStatus::Held => format!("{have} been held"),
        MeetingStatus::Resumed => format!("{have} resumed"),
    }
}

/// The sentence on where a meeting stands.
pub(crate) fn meeting_sentence(row: &MeetingRow) -> Option<Line> {
    let last = row.steps.last()?;
    let plural = is_of_several(&row.name);
    let has_day = last
        .when
        .as_deref()
        .is_some_and(|w| !time_preposition(w).is_empty());
    let mut end = Prose::new(format!(" {}", status_phrase(last.status, plural, has_day)));
    let is_moved =
        last.status == MeetingStatus::Postponed && last.when.as_deref().is_some_and(is_to_come);
    if let Some(when) = &last.when {
        let lead = if is_moved {
            " to ".to_owned()
        } else {
            lead(last.status, when)
        };
        end = end.text(lead).quote(when);
    }
    let dated = is_moved
        || last
            .when
            .as_ref()
            .is_some_and(|w| w.contains(|c: char| c.is_ascii_digit()));
    if last.status == MeetingStatus::Postponed && !dated {
        end = end.text(", with no new date");
    }
    let end = end.cite_end(&last.cites);
    let subject = Prose::new(subject(&row.name));
    let earlier = row.steps.iter().rev().skip(1).find(|s| {
        matches!(
            s.status,
            MeetingStatus::Announced | MeetingStatus::Scheduled
        ) && s.when.is_some()
    });
    Some(match earlier {
        Some(step) => subject
            .text(format!(", once {}", step.status.name()))
            .text(lead(step.status, step.when.as_deref().unwrap_or_default()))
            .quote(step.when.clone().unwrap_or_default())
            .cite(&step.cites)
            .text(",")
            .glue(&end),
        None => subject.before(&end),
    })
}

/// "early next year": a time that lies ahead, by its own words.
fn is_to_come(when: &str) -> bool {
    let mut words = when.split(' ');
    words.any(|w| matches!(w, "next" | "later" | "coming"))
}

/// What leads from how a meeting stands to a time in the text's words: a plan is for a day, a step on one.
fn lead(status: MeetingStatus, words: &str) -> String {
    let is_plan = matches!(
        status,
        MeetingStatus::Mooted | MeetingStatus::Announced | MeetingStatus::Scheduled
    );
    match time_preposition(words) {
        "" => " ".to_owned(),
        _ if is_plan => " for ".to_owned(),
        preposition => format!(" {preposition} "),
    }
}

/// "talks", "negotiations": meetings whose word stands in the plural.
fn is_of_several(name: &str) -> bool {
    const SEVERAL: [&str; 6] = [
        "talks",
        "negotiations",
        "consultations",
        "discussions",
        "contacts",
        "meetings",
    ];
    let mut words = without_complement(name).split(|c: char| !c.is_alphabetic());
    words.any(|w| SEVERAL.contains(&w.to_lowercase().as_str()))
}

pub(crate) fn subject(name: &str) -> String {
    const SINGULAR: [&str; 8] = [
        "meeting",
        "session",
        "round",
        "summit",
        "call",
        "visit",
        "conference",
        "plenary",
    ];
    const PLACES: [&str; 8] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "next", "last",
    ];
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let mut nouns = without_complement(name).split(' ');
    let is_counted = PLACES.contains(&first.as_str()) && nouns.any(|n| SINGULAR.contains(&n));
    if is_counted || SINGULAR.contains(&first.as_str()) {
        return format!("The {first}{}", &name[first.len()..]);
    }
    if name.contains('–') {
        format!("The {name}")
    } else {
        capitalised(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MeetingStatus::{Announced, Postponed, Scheduled};
    use demarche_evidence::MeetingForm;

    fn steps(list: &[(MeetingStatus, Option<&str>)], n: usize) -> Vec<StepRow> {
        list.iter()
            .map(|&(status, when)| StepRow {
                status,
                when: when.map(str::to_owned),
                days: None,
                by: None,
                cites: Cites::one(Cite::Quote(n)),
            })
            .collect()
    }

    #[test]
    fn a_second_postponement_is_not_the_first() {
        let mut old = steps(&[(Announced, None), (Postponed, None)], 1);
        merge_steps(&mut old, steps(&[(Announced, None), (Postponed, None)], 2));
        assert_eq!(old.len(), 2);
        assert_eq!(old[1].cites.as_slice(), [Cite::Quote(1), Cite::Quote(2)]);
        merge_steps(
            &mut old,
            steps(&[(Scheduled, Some("on 5 May")), (Postponed, None)], 3),
        );
        let statuses: Vec<MeetingStatus> = old.iter().map(|s| s.status).collect();
        assert_eq!(statuses, [Announced, Postponed, Scheduled, Postponed]);
    }

    #[test]
    fn a_number_before_the_noun_tells_meetings_apart() {
        assert_eq!(
            numbered("second round of fishery talks").as_deref(),
            Some("second round")
        );
        assert_eq!(
            numbered("first round, held in Lima").as_deref(),
            Some("first round")
        );
        assert_eq!(numbered("talks in Oslo"), None);
        assert_eq!(numbered("the last, held in May"), None);
    }

    #[test]
    fn the_sentence_agrees_with_its_subject() {
        let mut row = MeetingRow {
            name: "Norland–Sudmark talks".into(),
            form: MeetingForm::Talks,
            participants: Vec::new(),
            steps: steps(&[(Postponed, None)], 1),
            accounts: Vec::new(),
            divergence: None,
        };
        let say = |row: &MeetingRow| meeting_sentence(row).map(|l| l.plain());
        let talks = "The Norland–Sudmark talks have been postponed, with no new date.";
        assert_eq!(say(&row).as_deref(), Some(talks));
        row.name = "Second round of talks".into();
        let round = "The second round of talks has been postponed, with no new date.";
        assert_eq!(say(&row).as_deref(), Some(round));
        row.form = MeetingForm::Summit;
        row.name = "Summit of five".into();
        row.steps = steps(&[(Scheduled, Some("on 5 May"))], 1);
        assert_eq!(
            say(&row).as_deref(),
            Some("The summit of five is scheduled “on 5 May”.")
        );
    }
}
