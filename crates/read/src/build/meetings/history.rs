//! A meeting's steps in the order of what happened, and its last status.

use super::super::{Builder, Draft, argument};
use super::identity::forms_agree;
use super::steps::MOVED;
use super::{MeetingDraft, Told, day_of};
use crate::choice::Passage;
use demarche_evidence::{
    Body, Event, Meeting, MeetingForm, MeetingStatus, MeetingStep, PloverType, Span, Voice,
};
use jiff::civil::Date;

impl Builder<'_> {
    /// Whether a piece of evidence is the headline: a first line without a full stop.
    pub(in crate::build) fn is_headline(&self, evidence: Span) -> bool {
        let first = self.article.trees.first();
        first.is_some_and(|t| {
            let ends = t
                .nodes
                .last()
                .is_some_and(|n| matches!(n.form.as_str(), "." | "?" | "!"));
            t.span.overlaps(evidence) && !ends
        })
    }

    /// Parties whose meeting took place consulted, whether or not a rule for events says so.
    pub(in crate::build) fn note_consultations(&mut self) {
        let told: Vec<Draft> = self
            .meetings
            .iter()
            .filter_map(|m| self.consultation(m))
            .collect();
        for draft in told {
            self.keep(draft);
        }
    }

    fn consultation(&self, meeting: &MeetingDraft) -> Option<Draft> {
        let (_, confidence) = meeting.rule.as_ref()?;
        let took_place = |s: &MeetingStep| {
            matches!(
                s.status,
                MeetingStatus::Held | MeetingStatus::Suspended | MeetingStatus::Resumed
            )
        };
        let (step, _) = meeting.steps.iter().find(|(s, _)| took_place(s))?;
        let is_told = self.made.iter().any(|d| {
            let is_consultation =
                matches!(&d.body, Body::Event(e) if e.event == PloverType::Consult);
            is_consultation && meeting.steps.iter().any(|(s, _)| s.evidence == d.evidence)
        });
        if is_told || meeting.participants.len() < 2 {
            return None;
        }
        let sources = self.actors(&meeting.participants);
        let spans = meeting
            .participants
            .iter()
            .map(|w| argument("source", w.span));
        Some(Draft {
            evidence: step.evidence,
            voice: step.voice.clone(),
            arguments: std::iter::once(argument("cue", meeting.what_span))
                .chain(spans)
                .collect(),
            rule: step.rule.clone(),
            confidence: *confidence,
            body: Body::Event(Event {
                event: PloverType::Consult,
                mode: None,
                aux: Vec::new(),
                sources,
                targets: Vec::new(),
                when: step.when.clone(),
            }),
            about: None,
        })
    }

    /// One draft per meeting with a history, in the order of the meetings' indices.
    pub(in crate::build) fn finished_meetings(&mut self) -> Vec<Option<Draft>> {
        let mut meetings = std::mem::take(&mut self.meetings);
        self.drop_headlined(&mut meetings);
        self.unite_accounts(&mut meetings);
        self.name_sides(&mut meetings);
        meetings
            .into_iter()
            .map(|m| self.finish_meeting(m))
            .collect()
    }

    /// A meeting that only the headline tells of is the one that the text then tells the same of.
    fn drop_headlined(&self, meetings: &mut [MeetingDraft]) {
        let is_open = |m: &MeetingDraft| m.last_status().is_some_and(MeetingStatus::is_open);
        let is_only_headlined =
            |m: &MeetingDraft| m.steps.iter().all(|(s, _)| self.is_headline(s.evidence));
        for i in 0..meetings.len() {
            let headlined = &meetings[i];
            let status = headlined.last_status();
            if status.is_none() || !is_only_headlined(headlined) {
                continue;
            }
            let stands_so = |m: &MeetingDraft| {
                is_open(m) && is_open(headlined)
                    || m.steps.iter().any(|(s, _)| Some(s.status) == status)
            };
            let is_told = meetings.iter().enumerate().any(|(k, m)| {
                let both = !m.participants.is_empty() && !headlined.participants.is_empty();
                k != i
                    && stands_so(m)
                    && !is_only_headlined(m)
                    && forms_agree(m.form, headlined.form, both)
                    && (!both || self.overlap(&m.participants, &headlined.participants))
            });
            if is_told {
                meetings[i].rule = None;
            }
        }
    }

    /// Two sides tell of one meeting in two readouts, each in its own words: what the same parties did on the same day.
    fn unite_accounts(&self, meetings: &mut [MeetingDraft]) {
        for later in 1..meetings.len() {
            let told_before =
                (0..later).find(|&i| self.is_account_of(&meetings[later], &meetings[i]));
            let Some(first) = told_before else { continue };
            let steps = std::mem::take(&mut meetings[later].steps);
            meetings[later].rule = None;
            let known = &mut meetings[first].steps;
            let is_new = |known: &[(MeetingStep, Told)], step: &MeetingStep| {
                known.iter().all(|(s, _)| s.status != step.status)
            };
            for (step, told) in steps {
                if is_new(known, &step) {
                    known.push((step, told));
                }
            }
        }
    }

    fn is_account_of(&self, later: &MeetingDraft, first: &MeetingDraft) -> bool {
        let is_call = |m: &MeetingDraft| m.form == MeetingForm::Call;
        let names = |m: &MeetingDraft| -> Vec<String> {
            self.parties_of(m).into_iter().map(|w| w.name).collect()
        };
        let (a, b) = (names(first), names(later));
        let are_alike = a.iter().all(|n| b.contains(n)) || b.iter().all(|n| a.contains(n));
        let day_in = |m: &MeetingDraft, status: MeetingStatus| {
            let told = m.steps.iter().find(|(s, _)| s.status == status);
            told.and_then(|(s, _)| s.when.as_ref().and_then(day_of))
        };
        let is_same_day = [MeetingStatus::Held, MeetingStatus::Scheduled]
            .into_iter()
            .any(|status| {
                let days = day_in(first, status).zip(day_in(later, status));
                days.is_some_and(|(x, y)| x.first == y.first)
            });
        // Two sides seldom ring each other twice; what they say of a call without a day is of the same one.
        let is_same_call = || {
            let day = |m: &MeetingDraft| day_in(m, MeetingStatus::Held);
            let is_held = |m: &MeetingDraft| m.last_status() == Some(MeetingStatus::Held);
            let days_differ = day(first)
                .zip(day(later))
                .is_some_and(|(x, y)| x.first != y.first);
            is_call(first) && a.len() > 1 && is_held(first) && is_held(later) && !days_differ
        };
        first.is_told()
            && later.is_told()
            && is_call(first) == is_call(later)
            && are_alike
            && (is_same_day || is_same_call())
            && first
                .level
                .zip(later.level)
                .is_none_or(|(x, y)| x.agrees(y))
    }

    fn finish_meeting(&mut self, mut meeting: MeetingDraft) -> Option<Draft> {
        let (rule, confidence) = meeting.rule.take()?;
        let told = match self.entries.as_slice() {
            [] => meeting.steps,
            entries => {
                let entry = |s: &MeetingStep| entries.partition_point(|&e| e <= s.evidence.start);
                let mut steps = meeting.steps;
                steps.sort_by_key(|(s, _)| std::cmp::Reverse(entry(s)));
                steps
            }
        };
        let mut steps = in_order(told, self.date);
        self.settle_end(&mut steps);
        let steps: Vec<MeetingStep> = steps.into_iter().map(|(step, _)| step).collect();
        let evidence = steps.first()?.evidence;
        let arguments = std::iter::once(argument("meeting", meeting.what_span))
            .chain(
                meeting
                    .participants
                    .iter()
                    .map(|w| argument("participant", w.span)),
            )
            .collect();
        Some(Draft {
            evidence,
            voice: Voice::Article,
            body: Body::Meeting(Meeting {
                what: meeting.what,
                form: meeting.form,
                participants: self.actors(&meeting.participants),
                steps,
            }),
            arguments,
            rule,
            confidence,
            about: None,
        })
    }
}

impl MeetingDraft {
    pub(super) fn last_status(&self) -> Option<MeetingStatus> {
        self.steps.last().map(|(s, _)| s.status)
    }

    /// Whether a step has been told of it.
    pub(super) fn is_told(&self) -> bool {
        self.rule.is_some() && !self.steps.is_empty()
    }

    pub(super) fn told_steps(&self) -> Vec<Passage> {
        let steps = self.steps.iter();
        steps.map(|(s, _)| (Some(s.status), s.evidence)).collect()
    }
}

/// Steps in order of time. A text tells the outcome first and what led to it later, so: what can
/// only precede a told step is put before it; what is dated is put behind what is dated earlier;
/// and a day that is still to come on the day of writing is where things stand.
fn in_order(steps: Vec<(MeetingStep, Told)>, written: Option<Date>) -> Vec<(MeetingStep, Told)> {
    let mut ordered: Vec<(MeetingStep, Told)> = Vec::new();
    for (step, told) in steps {
        let is_plan = matches!(
            step.status,
            MeetingStatus::Mooted | MeetingStatus::Announced
        );
        let before = |s: &MeetingStep| {
            is_plan && rank(s.status) > rank(step.status)
                || matches!(
                    (step.status, s.status),
                    (MeetingStatus::Suspended, MeetingStatus::Resumed)
                        | (MeetingStatus::Postponed, MeetingStatus::Held)
                )
                // "sent both sides home on Friday after two days of talks"
                || s.evidence == step.evidence
                    && (step.status, s.status) == (MeetingStatus::Held, MeetingStatus::Suspended)
                || step.status == MeetingStatus::Postponed
                    && s.status == MeetingStatus::Scheduled
                    && s.evidence == step.evidence
                    && s.rule == MOVED
                // "A visit fixed for Monday had been dropped"
                || step.status == MeetingStatus::Scheduled
                    && step.rule != MOVED
                    && (s.evidence == step.evidence && s.status == MeetingStatus::Cancelled
                        || s.status == MeetingStatus::Postponed && told == Told::AsBefore)
                || is_later(s, &step)
        };
        let at = ordered
            .iter()
            .position(|(s, told)| {
                let is_given_up_here =
                    s.status == MeetingStatus::Cancelled && s.evidence == step.evidence;
                (*told != Told::AsBefore || is_given_up_here) && before(s)
            })
            .unwrap_or(ordered.len());
        ordered.insert(at, (step, told));
    }
    let is_ahead = |step: &MeetingStep| {
        let day = step.when.as_ref().and_then(|w| w.range).map(|r| r.last);
        written
            .zip(day)
            .is_some_and(|(written, day)| day >= written)
    };
    let is_given_up_behind = |step: &MeetingStep| {
        let gives_up = |s: &MeetingStep| {
            matches!(
                s.status,
                MeetingStatus::Denied | MeetingStatus::Cancelled | MeetingStatus::Postponed
            ) && s.evidence.start > step.evidence.start
        };
        ordered
            .iter()
            .any(|(s, told)| *told == Told::Plainly && gives_up(s))
    };
    let now = ordered
        .iter()
        .position(|(s, told)| *told == Told::AsNow && is_ahead(s) && !is_given_up_behind(s));
    if let Some(at) = now {
        let now = ordered.remove(at);
        ordered.push(now);
    }
    ordered
}

/// Whether step `a` is dated after step `b`. Plans carry the day of the meeting, not their own.
fn is_later(a: &MeetingStep, b: &MeetingStep) -> bool {
    let day = |s: &MeetingStep| {
        let is_own = rank(s.status) == 3;
        s.when
            .as_ref()
            .filter(|_| is_own)
            .and_then(|w| w.range)
            .map(|r| r.first)
    };
    day(a).zip(day(b)).is_some_and(|(a, b)| a > b)
        || a.status == MeetingStatus::Held
            && day(a).is_some()
            && rank(b.status) < 3
            && b.when
                .as_ref()
                .and_then(|w| w.range)
                .zip(day(a))
                .is_some_and(|(plan, held)| plan.last < held)
}

pub(super) const fn rank(status: MeetingStatus) -> u8 {
    match status {
        MeetingStatus::Mooted => 0,
        MeetingStatus::Announced => 1,
        MeetingStatus::Scheduled => 2,
        _ => 3,
    }
}
