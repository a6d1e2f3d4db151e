//! Which meeting a step is of, weighed: what the rules for phrases say is one sign among others.

mod features;

use super::super::{Builder, Site};
use super::identity::BEFORE;
use super::naming::{goes_on_talking, is_visiting};
use super::{MeetingDraft, NEAR, Sight};
use crate::article::{At, Who};
use crate::choice::{Alternative, Choice, Outcome, Question};
use crate::frame::Tense;
use demarche_evidence::{MeetingForm, MeetingStatus, When};
use features::FORGOTTEN;

/// By what a sentence means the meeting it tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// "the session"
    Noun,
    /// "it", "the second"
    Pronoun,
    /// "the ministers met"
    Verb,
    /// Nothing: "They walked out".
    Nothing,
}

impl Means {
    const fn name(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Pronoun => "pronoun",
            Self::Verb => "verb",
            Self::Nothing => "nothing",
        }
    }
}

/// How a sentence tells a step of a meeting.
pub(super) struct Telling<'t> {
    pub at: At,
    pub by: Means,
    pub sight: &'t Sight,
    pub status: MeetingStatus,
    pub when: Option<&'t When>,
    /// Whom the sentence names as those who meet, beside the phrase for the meeting.
    pub sides: &'t [Who],
    /// The meeting that the rules take it for.
    pub by_rule: usize,
}

impl Builder<'_> {
    /// The meeting that a step is of, one told of before or a new one.
    pub(super) fn meeting_of(&mut self, site: Site<'_>, telling: &Telling<'_>) -> usize {
        let certain = self
            .meeting_gone_on_with(site, telling)
            .or_else(|| self.meeting_never_planned(site, telling))
            .or_else(|| self.meeting_called_such(telling));
        let weighed = match certain {
            Some(known) => Some(known),
            None => self.weighed(site, telling),
        };
        let weighed = weighed.filter(|&known| {
            !self.is_anothers_trip(site, telling, known)
                && !self.is_one_before(site, telling, known)
                && !self.is_one_more(telling, known)
                && !self.is_told_as_one_more(telling, known)
                && !self.is_of_others(telling, known)
        });
        let index = match weighed {
            Some(known) => {
                self.take_over(known, telling);
                known
            }
            None if !self.meetings[telling.by_rule].is_told() => telling.by_rule,
            None => self.new_meeting_told(site, telling),
        };
        if weighed.is_none() {
            self.seat_as_before(index, telling);
        }
        self.meetings[index].told_by.push(telling.at);
        index
    }

    /// "The foreign minister met her counterpart. The two discussed the border": the meeting that was held, of which this tells more.
    fn meeting_gone_on_with(&self, site: Site<'_>, telling: &Telling<'_>) -> Option<usize> {
        let known = &self.meetings[telling.by_rule];
        let is_more = telling.by == Means::Verb
            && telling.when.is_none()
            && telling.status == MeetingStatus::Held
            && known.is_told()
            && known.last_status() == Some(MeetingStatus::Held);
        let tree = self.article.tree(site.head());
        (is_more && goes_on_talking(tree, site.frame.head)).then_some(telling.by_rule)
    }

    /// "hoped to bring the two together, but no such meeting was planned, the ministry said": what is still to come and not what was held.
    fn meeting_never_planned(&self, site: Site<'_>, telling: &Telling<'_>) -> Option<usize> {
        let is_plan = self.rules.lexicon.is(&site.frame.lemma, "planning");
        let by_rule = self.meetings[telling.by_rule].last_status();
        let is_held = by_rule == Some(MeetingStatus::Held);
        if telling.status != MeetingStatus::Denied || !is_plan || !is_held {
            return None;
        }
        let is_ahead = |m: &MeetingDraft| m.last_status().is_some_and(MeetingStatus::is_open);
        let open = (0..self.meetings.len()).filter(|&i| is_ahead(&self.meetings[i]));
        open.max_by_key(|&i| self.meetings[i].last)
    }

    /// "Envoys had met in secret. No such meeting took place": the one just told of.
    fn meeting_called_such(&self, telling: &Telling<'_>) -> Option<usize> {
        let tree = self.article.tree(telling.at);
        let mut below = tree.children(telling.at.word).iter();
        let is_such = telling.by == Means::Noun && below.any(|&c| tree.nodes[c].lemma == "such");
        let just_told = self.meeting_just_told(telling.at.sentence);
        just_told.filter(|_| is_such && telling.status == MeetingStatus::Denied)
    }

    /// What the phrase said of a meeting of which no step was told goes to the one it is.
    fn take_over(&mut self, known: usize, telling: &Telling<'_>) {
        let by_rule = &self.meetings[telling.by_rule];
        let said = (!by_rule.is_told()).then(|| by_rule.clone());
        let meeting = &mut self.meetings[known];
        meeting.last = meeting.last.max(telling.at);
        let Some(said) = said else { return };
        if meeting.participants.is_empty() {
            meeting.participants = said.participants;
        }
        meeting.nouns.extend(said.nouns);
        meeting.level = meeting.level.or(said.level);
        meeting.places.extend(said.places);
        meeting.days.extend(said.days);
    }

    /// "The talks were put off. The envoy is to travel to Oslo on Monday": a journey, told by its verb, of somebody who has no part in
    /// the meeting, or one still to come while the meeting is over.
    fn is_anothers_trip(&self, site: Site<'_>, telling: &Telling<'_>, known: usize) -> bool {
        let meeting = &self.meetings[known];
        let tree = self.article.tree(site.head());
        let is_trip = !matches!(telling.by, Means::Noun | Means::Pronoun)
            && meeting.form != MeetingForm::Visit
            && is_visiting(tree, site.frame.head);
        if !is_trip {
            return false;
        }
        let is_over = meeting.last_status() == Some(MeetingStatus::Held)
            && telling.status != MeetingStatus::Held;
        let those = self.parties_of(meeting);
        let travellers = self.parties(site, "agent");
        let is_of_it = |w: &Who| {
            those
                .iter()
                .any(|p| p.name == w.name || p.party.is_some() && p.party == w.party)
        };
        is_over || !those.is_empty() && !travellers.is_empty() && !travellers.iter().any(is_of_it)
    }

    /// "will meet on Thursday, weeks after a round was called off", "is to be held on 9 May; they last met in March": a meeting before
    /// the one that is still to come.
    fn is_one_before(&self, site: Site<'_>, telling: &Telling<'_>, known: usize) -> bool {
        if self.meetings[known].told_by.contains(&telling.at) {
            return false;
        }
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        // The parser may hang "after" on the noun or the verb, and "last" on "the two".
        let ties = tree.children_by(telling.at.word, "case");
        let mut ties = ties.chain(tree.children_by(head, "mark"));
        let is_behind = ties.any(|t| matches!(tree.nodes[t].lemma.as_str(), "after" | "since"));
        let is_after = is_behind && telling.by == Means::Noun && telling.sight.is_indefinite;
        let before = head
            .checked_sub(1)
            .map_or("", |i| tree.nodes[i].lemma.as_str());
        let is_last = matches!(telling.by, Means::Verb | Means::Nothing)
            && telling.status == MeetingStatus::Held
            && matches!(before, "last" | "previously");
        // "The last such talks, in December, ended in shouting"
        let mut below = tree.children(telling.at.word).iter();
        let is_last = is_last
            || telling.by == Means::Noun
                && matches!(
                    telling.status,
                    MeetingStatus::Held | MeetingStatus::Suspended
                )
                && below.any(|&c| {
                    let word = tree.nodes[c].lemma.as_str();
                    word == "last" || BEFORE.contains(&word)
                });
        let is_ahead = self.meetings[known]
            .last_status()
            .is_some_and(MeetingStatus::is_open);
        let is_off = self.meetings[known].last_status() == Some(MeetingStatus::Postponed);
        is_after && is_ahead || is_last && (is_ahead || is_off)
    }

    /// "The session lasted two hours, and another is planned for May": one after the meeting that was held.
    fn is_one_more(&self, telling: &Telling<'_>, known: usize) -> bool {
        let is_plan = matches!(
            telling.status,
            MeetingStatus::Announced | MeetingStatus::Scheduled | MeetingStatus::Mooted
        );
        // "A meeting of the two men is not in sight", after one that was held
        let is_none_yet =
            telling.status == MeetingStatus::Denied && self.is_said_of_now(telling.at);
        let is_plan = is_plan || is_none_yet;
        let is_counted =
            telling.by == Means::Noun && (telling.sight.is_new || telling.sight.is_indefinite);
        let is_told_here = self.meetings[known].told_by.contains(&telling.at);
        is_plan
            && is_counted
            && !is_told_here
            && self.meetings[known].last_status() == Some(MeetingStatus::Held)
    }

    /// "Few expected the meeting to take place. They sat down on Tuesday, and will see each other again in May": one after the meeting
    /// that was last told of, and held.
    fn is_told_as_one_more(&self, telling: &Telling<'_>, known: usize) -> bool {
        let is_plan = matches!(
            telling.status,
            MeetingStatus::Announced | MeetingStatus::Scheduled
        );
        let before = (0..self.meetings.len()).filter(|&i| {
            let meeting = &self.meetings[i];
            let near = telling.at.sentence.saturating_sub(meeting.last.sentence) <= 1;
            near && meeting.is_told() && meeting.last < telling.at
        });
        let latest = before.max_by_key(|&i| self.meetings[i].last);
        let is_held = |i: usize| self.meetings[i].last_status() == Some(MeetingStatus::Held);
        let is_verb = telling.by == Means::Verb && self.is_told_again(telling.at);
        is_plan && is_verb && latest.is_some_and(|i| i != known && is_held(i))
    }

    /// "The envoy is to meet the prime minister. Chile and Peru are to begin talks in July": a meeting of two or more of whom none has a
    /// part in the other.
    fn is_of_others(&self, telling: &Telling<'_>, known: usize) -> bool {
        let named = &telling.sight.participants;
        let sides = if named.len() >= 2 {
            named
        } else {
            telling.sides
        };
        let those = &self.meetings[known].participants;
        telling.by == Means::Noun
            && sides.len() >= 2
            && !those.is_empty()
            && known != telling.by_rule
            && sides.iter().all(|w| w.party.is_some())
            && !self.overlap(those, sides)
    }

    /// Whether what is said of a noun is said in the present tense.
    fn is_said_of_now(&self, at: At) -> bool {
        let mut frames = self.article.frames[at.sentence].iter();
        frames.any(|f| {
            (f.agent == Some(at.word) || f.object == Some(at.word)) && f.tense == Tense::Present
        })
    }

    /// At one more meeting those sit who sat at the one just told of.
    fn seat_as_before(&mut self, index: usize, telling: &Telling<'_>) {
        if !telling.sight.is_new || !self.meetings[index].participants.is_empty() {
            return;
        }
        let before = self.meetings.iter().filter(|m| {
            let gap = telling.at.sentence.saturating_sub(m.last.sentence);
            m.is_told() && m.last < telling.at && gap <= NEAR
        });
        let latest = before.max_by_key(|m| m.last);
        if let Some(seated) = latest.map(|m| m.participants.clone()) {
            self.meetings[index].participants = seated;
        }
    }

    fn new_meeting_told(&mut self, site: Site<'_>, telling: &Telling<'_>) -> usize {
        let mut sight = telling.sight.clone();
        let tree = self.article.tree(site.head());
        if telling.by != Means::Noun && is_visiting(tree, site.frame.head) {
            sight.form = MeetingForm::Visit;
            sight.participants = self.parties(site, "agent+object+to");
        }
        let index = self.new_meeting(telling.at, sight);
        if telling.by != Means::Noun {
            self.name_by_clause(index, site.head());
        }
        index
    }

    /// The known meeting that a step is of, unless it is of a new one.
    fn weighed(&mut self, site: Site<'_>, telling: &Telling<'_>) -> Option<usize> {
        let is_near = |i: usize| {
            let last = self.meetings[i].last.sentence;
            site.sentence.abs_diff(last) <= FORGOTTEN || i == telling.by_rule
        };
        let known: Vec<usize> = (0..self.meetings.len())
            .filter(|&i| self.meetings[i].is_told() && is_near(i))
            .collect();
        if known.is_empty() {
            return None;
        }
        let joined = known.iter().map(|&i| Alternative {
            outcome: Outcome::Told(self.meetings[i].told_steps()),
            features: self.features_of_known(site, telling, i, &known),
        });
        let new = Alternative {
            outcome: Outcome::New,
            features: self.features_of_new(site, telling, &known),
        };
        let choice = Choice {
            question: Question::Meeting,
            of: vec![(Some(telling.status), self.evidence(site.sentence))],
            stances: Vec::new(),
            by_rule: known
                .iter()
                .position(|&i| i == telling.by_rule)
                .unwrap_or(known.len()),
            alternatives: joined.chain(std::iter::once(new)).collect(),
        };
        known.get(self.choose(choice)).copied()
    }
}
