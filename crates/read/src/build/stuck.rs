//! Whether the talks are stuck: what the rules find, and what is weighed where no text says so.

use super::{Builder, Draft, argument};
use crate::choice::{Alternative, BY_RULE, Choice, Features, Outcome, Question, share_of};
use demarche_evidence::{
    Body, ImpasseRemark, Meeting, MeetingStatus, MeetingStep, PloverType, Polarity, Remark, Span,
    StanceKind, Voice,
};

/// The rule that says so for a meeting put off without a new date.
const PUT_OFF: &str = "stuck.put-off";
/// The rule that says so for talks that are said to have broken down or stalled.
const BROKE_DOWN: &str = "stuck.verb";

/// The rule that says so where the text has a reason for it and no meeting ahead.
const REASONED: &str = "stuck.reason";

/// What says so where it outweighs what speaks against it.
const WEIGHED: &str = "stuck.weighed";

/// What such talks are.
const HELD_UP: &str = "held up";

/// How many paragraphs tell what a text is about, headline included.
const LEAD: usize = 3;

impl Builder<'_> {
    /// Where no text calls the talks stuck, and none breaks them off in so many words: weighs whether they are.
    pub(super) fn weigh_stuck(
        &mut self,
        drafts: &mut Vec<Draft>,
        proposals: &[Option<Draft>],
        meetings: &[Option<Draft>],
    ) {
        let told = drafts.iter().filter(|d| is_stuck(d));
        let is_explicit = told
            .clone()
            .any(|d| ![PUT_OFF, REASONED, BROKE_DOWN].contains(&d.rule.as_str()));
        if is_explicit || self.article.trees.is_empty() {
            return;
        }
        let by_rule = usize::from(told.count() == 0);
        let mut stuck = Features::default();
        look_at_meetings(&mut stuck, meetings);
        look_at_drafts(&mut stuck, drafts, proposals);
        self.look_at_course(&mut stuck);
        let mut moving = Features::default();
        [&mut stuck, &mut moving][by_rule].say(BY_RULE);
        let choice = Choice {
            question: Question::Stuck,
            of: Vec::new(),
            stances: Vec::new(),
            alternatives: vec![
                Alternative {
                    outcome: Outcome::New,
                    features: stuck,
                },
                Alternative {
                    outcome: Outcome::Nothing,
                    features: moving,
                },
            ],
            by_rule,
        };
        match (self.choose(choice), by_rule) {
            (0, 1) => drafts.extend(self.most_plainly(drafts, meetings)),
            (1, 0) => drafts.retain(|d| !is_stuck(d)),
            _ => {}
        }
    }

    /// That talks are stuck, by the step or reason that speaks for it most plainly.
    fn most_plainly(&self, drafts: &[Draft], meetings: &[Option<Draft>]) -> Option<Draft> {
        let steps = ends(meetings);
        let off = steps.iter().find(|(_, s)| is_off(*s));
        let reason = || drafts.iter().find(|d| is_reason(d));
        let (evidence, voice) = off
            .map(|(step, _)| (step.evidence, step.voice.clone()))
            .or_else(|| reason().map(|d| (d.evidence, d.voice.clone())))
            .or_else(|| Some((self.article.trees.first()?.span, Voice::Article)))?;
        Some(stuck_by(WEIGHED, HELD_UP, evidence, voice))
    }

    /// Words for what goes wrong and for what goes on, in the headline, the lead and the whole text.
    fn look_at_course(&self, features: &mut Features) {
        let trees = &self.article.trees;
        let opening = trees.first().map_or(0, |t| t.paragraph);
        for (class, name) in [("going-wrong", "wrong"), ("going-on", "on")] {
            let count = |last: usize| {
                let nodes = trees
                    .iter()
                    .filter(|t| t.paragraph <= last)
                    .flat_map(|t| &t.nodes);
                let words = nodes.filter(|n| self.rules.lexicon.is(&n.lemma.to_lowercase(), class));
                words.count()
            };
            features.say_if(count(opening) > 0, format!("{name} in headline"));
            features.measure(
                format!("{name} in lead"),
                share_of(count(opening + LEAD - 1), 4),
            );
            features.measure(format!("{name} in text"), share_of(count(usize::MAX), 12));
        }
    }
}

/// How meetings stand, in the order in which they are told.
fn look_at_meetings(features: &mut Features, meetings: &[Option<Draft>]) {
    let mut told: Vec<(usize, MeetingStatus)> = meetings
        .iter()
        .flatten()
        .filter_map(|d| match &d.body {
            Body::Meeting(m) => {
                let first = m.steps.iter().map(|s| s.evidence.start).min()?;
                Some((first, m.final_status()?))
            }
            _ => None,
        })
        .collect();
    told.sort_by_key(|(start, _)| *start);
    for (_, status) in &told {
        let alike = told.iter().filter(|(_, s)| s == status).count();
        features.say(format!("any {}", status.name()));
        features.measure(format!("many {}", status.name()), share_of(alike, 3));
    }
    let goes_on = told.iter().any(|(_, s)| is_on(*s));
    features.say_if(goes_on, "goes on");
    if let (Some((_, first)), Some((_, last))) = (told.first(), told.last()) {
        features.say(format!("first {}", first.name()));
        features.say(format!("last {}", last.name()));
        features.say_if(is_off(*first), "first off");
        features.say_if(is_off(*first) && goes_on, "first off, another goes on");
    }
}

/// Reasons, refusals, praise and blame, steps against each other and towards each other.
fn look_at_drafts(features: &mut Features, drafts: &[Draft], proposals: &[Option<Draft>]) {
    let count = |is_so: &dyn Fn(&Body) -> bool| drafts.iter().filter(|d| is_so(&d.body)).count();
    let remarks =
        |kind: ImpasseRemark| count(&|b| matches!(b, Body::Remark(r) if r.remark == kind));
    let judged = |polarity: Polarity| {
        count(&|b| matches!(b, Body::Characterisation(j) if j.polarity == polarity))
    };
    let events =
        |types: &[PloverType]| count(&|b| matches!(b, Body::Event(e) if types.contains(&e.event)));
    let stances = |is_so: &dyn Fn(&StanceKind) -> bool| {
        let bodies = proposals.iter().flatten().map(|d| &d.body);
        let all = bodies.filter_map(|b| match b {
            Body::Proposal(p) => Some(&p.stances),
            _ => None,
        });
        all.flatten().filter(|s| is_so(&s.kind)).count()
    };
    let against = events(&[
        PloverType::Reject,
        PloverType::Threaten,
        PloverType::Accuse,
        PloverType::Coerce,
    ]);
    let towards = events(&[
        PloverType::Agree,
        PloverType::Concede,
        PloverType::Retreat,
        PloverType::Support,
    ]);
    let counted = [
        ("reasons", remarks(ImpasseRemark::Reason), 6),
        ("conditions", remarks(ImpasseRemark::Condition), 4),
        ("movers", remarks(ImpasseRemark::Mover), 3),
        ("praise", judged(Polarity::Positive), 5),
        ("blame", judged(Polarity::Negative), 5),
        ("steps against", against, 10),
        ("steps towards", towards, 8),
        ("refusals", stances(&|k| *k == StanceKind::Rejects), 4),
        ("backings", stances(&|k| *k == StanceKind::Backs), 4),
        (
            "yes if",
            stances(&|k| matches!(k, StanceKind::Conditional { .. })),
            4,
        ),
    ];
    for (name, count, most) in counted {
        features.measure(name, share_of(count, most));
    }
}

fn is_stuck(draft: &Draft) -> bool {
    matches!(&draft.body, Body::Remark(r) if r.remark == ImpasseRemark::Stuck)
}

fn is_reason(draft: &Draft) -> bool {
    matches!(&draft.body, Body::Remark(r) if r.remark == ImpasseRemark::Reason)
}

const fn is_off(status: MeetingStatus) -> bool {
    matches!(
        status,
        MeetingStatus::Postponed | MeetingStatus::Suspended | MeetingStatus::Cancelled
    )
}

const fn is_on(status: MeetingStatus) -> bool {
    matches!(status, MeetingStatus::Scheduled | MeetingStatus::Resumed)
}

/// The last steps of meetings that are not over.
fn ends(meetings: &[Option<Draft>]) -> Vec<(&MeetingStep, MeetingStatus)> {
    let bodies = meetings.iter().flatten().map(|d| &d.body);
    bodies
        .filter_map(|b| match b {
            Body::Meeting(m) => last_open(m),
            _ => None,
        })
        .collect()
}

fn stuck_by(rule: &str, text: &str, evidence: Span, voice: Voice) -> Draft {
    Draft {
        evidence,
        voice,
        body: Body::Remark(Remark {
            remark: ImpasseRemark::Stuck,
            text: text.to_owned(),
            actors: Vec::new(),
        }),
        arguments: vec![argument("text", evidence)],
        rule: rule.to_owned(),
        confidence: 0.6,
        about: None,
    }
}

/// Takes back that talks are stuck when they broke down but have a new date, and says that they
/// are when a meeting was put off without one, or when something holds them up and no meeting lies ahead.
pub(super) fn settle(drafts: &mut Vec<Draft>, meetings: &[Option<Draft>]) {
    let ends = ends(meetings);
    let goes_on = ends.iter().any(|(_, s)| is_on(*s));
    if goes_on {
        drafts.retain(|d| !(is_stuck(d) && d.rule == BROKE_DOWN));
    }
    if drafts.iter().any(is_stuck) || goes_on {
        return;
    }
    let is_ahead = ends.iter().any(|(_, s)| *s == MeetingStatus::Announced);
    let found = match ends.iter().find(|(_, s)| is_off(*s)) {
        Some((step, status)) => Some((step.evidence, step.voice.clone(), status.name(), PUT_OFF)),
        None => drafts
            .iter()
            .find(|d| is_reason(d))
            .filter(|_| !is_ahead)
            .map(|d| (d.evidence, d.voice.clone(), HELD_UP, REASONED)),
    };
    drafts.extend(found.map(|(evidence, voice, text, rule)| stuck_by(rule, text, evidence, voice)));
}

/// The last step of a meeting that is not over.
fn last_open(meeting: &Meeting) -> Option<(&MeetingStep, MeetingStatus)> {
    let status = meeting.final_status()?;
    meeting
        .steps
        .last()
        .filter(|_| status != MeetingStatus::Held)
        .map(|step| (step, status))
}
