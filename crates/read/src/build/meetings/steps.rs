//! What a sentence says has become of a meeting.

mod manner;
mod status;
mod unreal;

use super::super::{Builder, Site};
use super::history::rank;
use super::identity::ORDINALS;
use super::{Means, Telling, Told};
use crate::article::{At, Who};
use crate::frame::Tense;
use crate::rules::Rule;
use crate::when;
use demarche_evidence::{MeetingForm, MeetingStatus, MeetingStep, Voice, When};
use status::is_day;
pub(super) use status::plan;

/// How sure the model must be of another status than a rule finds, and how little it may see of that one, to overrule it.
const SURE: f32 = 0.95;

const DOUBTED: f32 = 0.15;

/// The rule for meetings that get another day.
pub(super) const MOVED: &str = "meeting.moved-to";

/// The rule by which the model alone sees a meeting with a day.
const SCHEDULED: &str = "step.scheduled";

/// Rules for meetings that are over.
const ENDED: &[&str] = &[
    "meeting.ended",
    "meeting.broke-up",
    "meeting.is-it-for-today",
];

/// The status that rules give to a meeting which somebody leaves.
const LEFT: &str = "left";

/// The status that rules give to a meeting which somebody confirms.
const CONFIRMED: &str = "confirmed";

/// Verbs by which a meeting does not come about when it should have.
pub(super) const ENDINGS: &[&str] = &[
    "postpone",
    "put off",
    "put back",
    "delay",
    "defer",
    "cancel",
    "call off",
    "shelve",
    "scrap",
    "drop",
    "fall through",
];

impl Builder<'_> {
    pub(in crate::build) fn make_step(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        status: &str,
        on: &str,
        participants: Option<&str>,
    ) -> bool {
        if self.is_asked(site.sentence) {
            return false;
        }
        let Some((at, index)) = self.meeting_on(site, on) else {
            return false;
        };
        let when = match rule.id.as_str() {
            MOVED => self.day_moved_to(site),
            _ => self.step_time(site, at, status),
        };
        let status = if status == LEFT {
            self.left(index)
        } else if status == CONFIRMED {
            if self.meetings[index].last_status().is_some() {
                return false; // what is confirmed stands as it was told
            }
            MeetingStatus::Announced
        } else {
            let Some(status) = self.status(status, site, when.as_ref()) else {
                return false;
            };
            status
        };
        let status = match status {
            // "will resume on Friday" in the present tense of timetables
            MeetingStatus::Held | MeetingStatus::Resumed
                if self.is_timetabled(site, when.as_ref()) =>
            {
                plan(when.as_ref())
            }
            _ => status,
        };
        let status = if status == MeetingStatus::Held && self.is_broken_off(site) {
            MeetingStatus::Suspended
        } else {
            status
        };
        let is_plan = matches!(status, MeetingStatus::Announced | MeetingStatus::Scheduled);
        if is_plan && self.is_left_open(site) {
            return false;
        }
        let is_sooner = status == MeetingStatus::Postponed && self.is_brought_forward(site);
        if is_sooner || !is_plan && status != MeetingStatus::Resumed && self.is_irreal(site) {
            return false;
        }
        let status = if self.is_wished(site) && (is_plan || status == MeetingStatus::Resumed) {
            MeetingStatus::Mooted
        } else {
            status
        };
        let status = if self.is_denied(site) {
            if status == MeetingStatus::Suspended {
                return false; // nobody left, so nothing became of the meeting
            }
            MeetingStatus::Denied
        } else {
            status
        };
        if self.is_no_step(rule, site, at, status) {
            return false;
        }
        let Some(index) = self.unless_another(index, at, status, when.as_ref()) else {
            return false;
        };
        let index = self.unless_over(index, at, status, when.as_ref());
        let by_rule = self.met_just_before(index, at).unwrap_or(index);
        let sight = self.sight(at);
        let others = participants
            .map(|p| self.parties(site, p))
            .unwrap_or_default();
        let telling = Telling {
            at,
            by: self.means(site, at),
            sight: &sight,
            status,
            when: when.as_ref(),
            sides: &others,
            by_rule,
        };
        // What denies or confirms the sentence before is about the meeting told there, whatever else speaks for another.
        let index = if on == "told" {
            by_rule
        } else {
            self.meeting_of(site, &telling)
        };
        let others = self.without_host(site, index, others);
        self.join_in(index, others);
        if self.is_one_sided(index, at) || self.is_journey(index) {
            let own = self.parties(site, "agent");
            self.join_in(index, own);
        }
        let partakers = self.partakers(site);
        self.join_in(index, partakers);
        // "negotiators of both wound up the round", of whom one may have been named before
        let known = &self.meetings[index].participants;
        let doers = self.parties(site, "agent");
        let is_among = |w: &Who| doers.iter().any(|d| d.name == w.name);
        if doers.len() >= 2 && known.len() < 2 && known.iter().all(is_among) {
            self.join_in(index, doers);
        }
        self.add_step(index, rule, site, status, when)
    }

    /// "put back to 9 May, a statement of Tuesday said": the day that a meeting has now, and none where it is "a convenient date".
    fn day_moved_to(&self, site: Site<'_>) -> Option<When> {
        let tree = self.article.tree(site.head());
        let slots = ["to", "until", "for"].iter();
        let mut words = slots.flat_map(|slot| self.places(site, slot));
        words.find_map(|at| {
            let (low, high) = tree.extent(at.word);
            when::find(tree, low, high, self.date, true)
        })
    }

    /// "The president cut short a visit to Oslo": whoever does something about a visit of nobody else's makes it.
    fn is_journey(&self, index: usize) -> bool {
        let meeting = &self.meetings[index];
        meeting.form == MeetingForm::Visit && meeting.participants.is_empty()
    }

    /// By what a sentence means the meeting that it tells of, found at `at`.
    fn means(&self, site: Site<'_>, at: At) -> Means {
        if self.is_meeting_noun(at) {
            Means::Noun
        } else if at == site.head() {
            Means::Nothing
        } else {
            Means::Pronoun
        }
    }

    /// Time of a step: beside the verb, else in the meeting's own phrase; but the day for which
    /// something was planned is not that on which it was put off.
    fn step_time(&self, site: Site<'_>, at: At, status: &str) -> Option<When> {
        let tree = self.article.tree(at);
        let is_off = matches!(status, "postponed" | "cancelled" | "suspended" | LEFT);
        let (low, high) = tree.extent(at.word);
        let is_to_come = self.is_to_come(site, status);
        let in_phrase = || when::find(tree, low, high, self.date, is_to_come);
        if is_off {
            let planned = in_phrase().map(|w| w.words);
            return self
                .time(site)
                .filter(|w| Some(&w.words) != planned.as_ref());
        }
        // "to revive summits that were suspended in 2019": what is to come has no time that is over.
        let is_over = |when: &When| is_to_come && self.side_of_writing(Some(when)) == "behind";
        let of_phrase = || in_phrase().filter(|when| !is_over(when));
        let when = self.time_toward(site, is_to_come).or_else(of_phrase);
        // "had haggled for three days over a quota for next year"
        when.filter(|when| {
            let is_ahead = self.is_ahead(Some(when)) || when.words.starts_with("next ");
            status != "held" || site.frame.tense != Tense::Past || !is_ahead
        })
    }

    /// "has invited them to a meeting on Friday": whether a plan is told as one of the day of writing.
    pub(super) fn is_to_come(&self, site: Site<'_>, status: &str) -> bool {
        if !matches!(status, "mooted" | "announced" | "scheduled") {
            return false;
        }
        let tree = self.article.tree(site.head());
        let mut auxiliaries = tree.children_by(site.frame.head, "aux");
        let has_now = auxiliaries.any(|a| {
            matches!(
                tree.nodes[a].form.to_lowercase().as_str(),
                "has" | "have" | "is" | "are"
            )
        });
        has_now || site.frame.tense != Tense::Past
    }

    /// Who says how a meeting stands: also where the sign of it stands on the verb of saying, "Oslo *said* no day had been agreed".
    fn voice_of_step(&self, site: Site<'_>) -> Voice {
        let told = self.speech.in_sentence(site.sentence);
        let own = told.into_iter().find(|s| s.head == Some(site.head()));
        match (self.voice(site), own) {
            (Voice::Article, Some(said)) => Voice::Actor(self.article.actor(&said.speaker)),
            (voice, _) => voice,
        }
    }

    pub(super) fn add_step(
        &mut self,
        index: usize,
        rule: &Rule,
        site: Site<'_>,
        status: MeetingStatus,
        when: Option<When>,
    ) -> bool {
        if rule.yields && self.is_contradicted(site.sentence, status) {
            return false;
        }
        // "put off until 22 April" is held on that day.
        let when = when.map(|w| match w.words.strip_prefix("until ") {
            Some(day) if rule.id == MOVED => When {
                words: day.to_owned(),
                ..w
            },
            _ => w,
        });
        // "pencilled in for the week of 9 March": without a day it is only announced, whatever the model takes it for.
        let has_loose_time = when.as_ref().is_some_and(|w| !is_day(w));
        let is_loose = has_loose_time && rule.id == SCHEDULED;
        let status = if is_loose {
            MeetingStatus::Announced
        } else {
            status
        };
        let step = MeetingStep {
            status,
            when,
            evidence: self.evidence(site.sentence),
            voice: self.voice_of_step(site),
            rule: rule.id.clone(),
        };
        let headline = self.meetings[index]
            .steps
            .iter()
            .position(|(s, _)| s.status == step.status && self.is_headline(s.evidence))
            .filter(|_| !self.is_headline(step.evidence));
        // "X and Y to resume talks": the text then says when.
        let foretold = self.meetings[index].steps.iter().position(|(s, _)| {
            let is_plan = rank(s.status) < rank(step.status) && rank(step.status) < 3;
            is_plan && s.when.is_none() && self.is_headline(s.evidence)
        });
        let draft = &mut self.meetings[index];
        if let Some(i) = foretold.filter(|_| step.when.is_some()) {
            draft.steps.remove(i);
        }
        let repeats = |s: &MeetingStep| {
            s.status == step.status
                && (status == MeetingStatus::Held
                    || s.evidence == step.evidence && s.when == step.when
                    || step.when.is_none())
        };
        if let Some(told) = headline.and_then(|i| draft.steps.get_mut(i)) {
            // The headline only announces what the text then tells.
            told.0 = step;
            return true;
        }
        // "was interrupted … resumed … was interrupted again", "That is it for today"
        let is_end = status == MeetingStatus::Suspended
            || status == MeetingStatus::Held && ENDED.contains(&rule.id.as_str());
        let has_gone_on = draft.steps.last().is_some_and(|(s, _)| {
            s.status == MeetingStatus::Resumed && s.evidence.start < step.evidence.start
        });
        let is_again = is_end && has_gone_on && self.entries.is_empty();
        if !is_again && draft.steps.iter().any(|(s, _)| repeats(s)) {
            return false; // told again, not a further step
        }
        if draft.rule.is_none() {
            draft.rule = Some((rule.id.clone(), rule.confidence));
        }
        let outcome =
            |(s, told): &(MeetingStep, Told)| rank(s.status) == 3 && *told == Told::Plainly;
        let has_outcome = self.meetings[index].steps.iter().any(outcome);
        let told = self.manner(site, index, &step, has_outcome);
        let draft = &mut self.meetings[index];
        if told == Told::AsBefore {
            let earlier = draft.steps.iter().take_while(|(_, t)| *t == told);
            let at = earlier.count();
            draft.steps.insert(at, (step, told));
        } else {
            draft.steps.push((step, told));
        }
        true
    }
}

/// "5th" as "fifth".
pub(super) fn spelt(mark: String) -> String {
    let digits = mark.trim_end_matches(|c: char| c.is_alphabetic());
    let place: Option<usize> = digits.parse().ok();
    match place {
        Some(n @ 1..=10) if digits.len() < mark.len() => ORDINALS[n - 1].to_owned(),
        _ => mark,
    }
}

/// Marks that do not set two mentions apart.
pub(super) fn is_vague(mark: &str) -> bool {
    matches!(
        mark,
        "last" | "first" | "private" | "separate" | "closing" | "final" | "previous"
    ) || mark.ends_with("day")
}
