//! Which meeting a noun means: one told before, or another.

use super::super::Builder;
use super::Sight;
use super::steps::{is_vague, spelt};
use super::{MeetingDraft, Told, day_of};
use crate::article::{At, Who};
use crate::cast::Nature;
use crate::slots::measured;
use crate::tree::Tree;
use crate::when;
use demarche_evidence::{MeetingForm, MeetingStatus, MeetingStep, Span, When};
use std::collections::BTreeSet;

/// Words in the names of bodies in which the sides sit together.
const JOINT: &[&str] = &[
    "joint",
    "mixed",
    "boundary",
    "bilateral",
    "trilateral",
    "contact",
    "working",
    "steering",
    "liaison",
];

/// Occasions that are no talks, and no other occasion either.
const MEALS: &[&str] = &["dinner", "lunch", "breakfast", "reception", "ceremony"];

/// For how many sentences a meeting nobody speaks of is still the one a like phrase means.
const FORGOTTEN: usize = 400;

/// Words for one more meeting of the same people.
pub(super) const AGAIN: &[&str] = &[
    "another", "new", "next", "fresh", "further", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth",
];

/// Words for one before it: "an earlier one".
pub(super) const BEFORE: &[&str] = &["earlier", "early", "previous", "prior"];

/// Words that set a meeting apart from others.
pub(super) const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "last",
    "next",
    "new",
    "another",
    "further",
    "fresh",
    "closing",
    "opening",
    "private",
    "separate",
    "previous",
    "final",
    "secret",
    "clandestine",
    "emergency",
];

/// How many of these count.
const COUNTED: usize = 10;

/// Times of the day by which one sitting is told from another: "the afternoon round".
const HOURS: &[&str] = &["morning", "afternoon", "evening", "tonight"];

/// Of these, those of a meeting beside the one called by another noun.
const APART: &[&str] = &[
    "closing",
    "opening",
    "private",
    "separate",
    "secret",
    "clandestine",
    "emergency",
];

/// What is said of a meeting that nobody was to know of.
const SECRET: &[&str] = &["secret", "clandestine"];

/// Verbs with a day for what they settle: "they had settled on 15 May".
const SETTLING: &[&str] = &["settle", "agree", "fix", "decide"];

/// The rule for those who go somewhere for talks.
const WENT_FOR: &str = "meeting.went-for";

impl MeetingDraft {
    /// "A third round is planned. The second was broken off": whether the meeting is another in the count than a word says.
    pub(super) fn is_counted_else(&self, place: &str) -> bool {
        let counts = |word: &str| ORDINALS[..COUNTED].contains(&word);
        let mut marks = self.marks.iter();
        counts(place) && marks.any(|m| m != place && counts(m))
    }
}

impl Builder<'_> {
    /// The meeting a word names or stands for, if one is known.
    pub(in crate::build) fn find_meeting(&self, at: At) -> Option<usize> {
        let tree = self.article.tree(at);
        if let Some(word) = measured(tree, at.word).filter(|_| !self.is_meeting_noun(at)) {
            return self.find_meeting(At { word, ..at });
        }
        let node = &tree.nodes[at.word];
        if matches!(node.lemma.as_str(), "which" | "that") && node.upos == "PRON" {
            let clause = tree.ancestor(at.word, |t, n| t.nodes[n].rel == "acl:relcl");
            let noun = clause
                .and_then(|c| tree.nodes[c].head)
                .map(|word| At { word, ..at });
            if let Some(noun) = noun.filter(|&n| n.word < at.word && self.is_meeting_noun(n)) {
                return self.find_meeting(noun);
            }
        }
        if self.is_meeting_noun(at) {
            return self.meetings.iter().position(|m| m.last == at).or_else(|| {
                let sight = self.sight(at);
                self.best(&sight, at)
            });
        }
        let stands_for = node.upos == "PRON"
            && matches!(
                node.lemma.as_str(),
                "it" | "they" | "them" | "this" | "which" | "that"
            )
            || node.upos == "NUM" && !is_of_date(tree, at.word) && !is_pair(tree, at.word)
            || node.lemma == "one"
            || ORDINALS.contains(&node.lemma.as_str());
        if !stands_for || node.lemma == "they" && !self.recent_is_plural(at) {
            return None;
        }
        self.meetings
            .iter()
            .enumerate()
            .filter(|(_, m)| m.last < at && at.sentence - m.last.sentence <= 2)
            .filter(|(_, m)| !m.is_counted_else(&node.lemma))
            .max_by_key(|(_, m)| {
                let is_asked_for = m.last.sentence < at.sentence && self.is_asked(m.last.sentence);
                let is_subject = self.is_subject_before(m.last, at);
                (is_asked_for, is_subject, !m.steps.is_empty(), m.last)
            })
            .map(|(i, _)| i)
    }

    /// "The next round was expected on Friday, but Oman said it had been put off": whether a noun is what the sentence of a later "it" is
    /// about.
    fn is_subject_before(&self, noun: At, at: At) -> bool {
        let tree = self.article.tree(at);
        let is_it = tree.nodes[at.word].lemma == "it";
        let is_here = noun.sentence == at.sentence && noun.word < at.word;
        is_it && is_here && {
            let node = &tree.nodes[noun.word];
            let is_of_main = node.head.is_some_and(|h| tree.nodes[h].head.is_none());
            is_of_main && node.is("nsubj") && node.xpos == "NN"
        }
    }

    fn recent_is_plural(&self, at: At) -> bool {
        self.meetings
            .iter()
            .filter(|m| m.last < at && at.sentence - m.last.sentence <= 1)
            .max_by_key(|m| m.last)
            .is_some_and(|m| self.article.tree(m.last).nodes[m.last.word].xpos == "NNS")
    }

    /// "It was their first meeting since May": what a noun says of the meeting just spoken of.
    fn said_of(&self, at: At) -> Option<usize> {
        let tree = self.article.tree(at);
        tree.child(at.word, "cop")?;
        let word = tree.child(at.word, "nsubj")?;
        let is_it = matches!(tree.nodes[word].lemma.as_str(), "it" | "this" | "that");
        let known = self.find_meeting(At { word, ..at }).filter(|_| is_it)?;
        self.meetings[known].steps.last().map(|_| known)
    }

    /// The meeting a noun names: a known one that fits, else a new one.
    pub(super) fn meeting_at(&mut self, at: At) -> usize {
        if let Some(known) = self.said_of(at) {
            self.meetings[known].last = at;
            return known;
        }
        let sight = self.sight(at);
        let fits = self.best(&sight, at);
        match fits {
            Some(known) => {
                let draft = &mut self.meetings[known];
                draft.last = at;
                draft.nouns.insert(sight.noun);
                draft.level = draft.level.or(sight.level);
                draft.places.extend(sight.places);
                draft.days.extend(sight.day);
                if draft.participants.is_empty() {
                    draft.participants = sight.participants;
                }
                for mark in sight.marks {
                    if !draft.marks.contains(&mark) {
                        draft.marks.push(mark);
                    }
                }
                if draft.form == MeetingForm::Meeting {
                    draft.form = sight.form;
                }
                known
            }
            None => self.new_meeting(at, sight),
        }
    }

    pub(super) fn new_meeting(&mut self, at: At, sight: Sight) -> usize {
        let span = self.article.tree(at).phrase(at.word);
        self.meetings.push(MeetingDraft {
            what: self.short_phrase(at),
            what_span: span,
            form: sight.form,
            participants: sight.participants,
            steps: Vec::new(),
            marks: sight.marks,
            nouns: BTreeSet::from([sight.noun.clone()]),
            noun: sight.noun,
            topic: sight.topic,
            level: sight.level,
            places: sight.places,
            days: sight.day.into_iter().collect(),
            last: at,
            told_by: Vec::new(),
            rule: None,
        });
        self.meetings.len() - 1
    }

    /// Whether word `c` opens a quotation that the word at `at` is not part of.
    pub(super) fn is_quoted_apart(&self, at: At, c: usize) -> bool {
        let tree = self.article.tree(at);
        let (own, span) = (tree.nodes[at.word].span, tree.nodes[c].span);
        let around = |s: Span| {
            let here = self.article.quotations_in(s).iter();
            here.filter(|q| q.inner.contains(s)).count()
        };
        around(span) > around(own)
    }

    pub(super) fn sight(&self, at: At) -> Sight {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            tree.nodes[c].is("acl") || tree.nodes[c].is("conj") || tree.nodes[c].is("parataxis")
        });
        let mut marks: Vec<String> = tree
            .children(at.word)
            .iter()
            .map(|&c| spelt(tree.nodes[c].lemma.to_lowercase()))
            .filter(|l| ORDINALS.contains(&l.as_str()) || HOURS.contains(&l.as_str()))
            .collect();
        let time = when::find(tree, low, high, self.date, false);
        let day = time.as_ref().and_then(day_of);
        marks.extend(time.map(|t| t.words.to_lowercase()));
        // The day may stand in a clause: "a session planned for Thursday".
        let (from, to) = tree.extent_without(at.word, &|c| tree.nodes[c].is("conj"));
        let has_time = when::find(tree, from, to, self.date, false).is_some();
        let is_indefinite = tree
            .children_by(at.word, "det")
            .any(|c| matches!(tree.nodes[c].lemma.as_str(), "a" | "an"));
        let is_new = marks.iter().any(|m| AGAIN.contains(&m.as_str()))
            || tree.nodes[at.word].lemma == "another";
        let is_definite = tree.children(at.word).iter().any(|&c| {
            let node = &tree.nodes[c];
            node.is("det") && matches!(node.lemma.as_str(), "the" | "this" | "that" | "these")
                || node.lemma == "such"
                || node.rel == "nmod:poss"
        });
        let is_theirs = tree.children(at.word).iter().any(|&c| {
            let node = &tree.nodes[c];
            node.upos == "PRON" && node.form.eq_ignore_ascii_case("their")
        });
        let participants = self.named_participants(at);
        Sight {
            form: self.form(at),
            level: self.level_of_phrase(at, &participants),
            places: self.places_in(at),
            day,
            participants,
            marks,
            noun: tree.nodes[at.word].lemma.clone(),
            topic: self.topic(at),
            is_definite,
            is_theirs,
            is_indefinite,
            has_time,
            is_new,
        }
    }

    /// Common nouns and adjectives of the phrase, but for the head and ordinals.
    pub(super) fn topic(&self, at: At) -> Vec<String> {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            tree.nodes[c].is("acl") || tree.nodes[c].is("conj") || tree.nodes[c].is("parataxis")
        });
        (low..high)
            .filter(|&i| i != at.word && matches!(tree.nodes[i].upos, "NOUN" | "ADJ"))
            .map(|i| tree.nodes[i].lemma.clone())
            .filter(|l| {
                !ORDINALS.contains(&l.as_str())
                    && l != "such"
                    && !self.rules.lexicon.is(l, "meeting")
                    && self.article.gazetteer.sector(l).is_none()
            })
            .collect()
    }

    pub(super) fn form(&self, at: At) -> MeetingForm {
        let tree = self.article.tree(at);
        let lemma = tree.nodes[at.word].lemma.to_lowercase();
        let by_phone = tree.children(at.word).iter().any(|&c| {
            matches!(
                tree.nodes[c].lemma.as_str(),
                "phone" | "telephone" | "video"
            )
        });
        let is = |class: &str| self.rules.lexicon.is(&lemma, class);
        if by_phone || is("call") {
            MeetingForm::Call
        } else if is("summit") {
            MeetingForm::Summit
        } else if is("visit") {
            MeetingForm::Visit
        } else if is("conference") {
            MeetingForm::Conference
        } else if is("talks") {
            MeetingForm::Talks
        } else {
            MeetingForm::Meeting
        }
    }

    /// The known meeting that fits what is seen best: latest first.
    pub(super) fn best(&self, sight: &Sight, at: At) -> Option<usize> {
        (0..self.meetings.len())
            .filter(|&i| at.sentence.abs_diff(self.meetings[i].last.sentence) <= FORGOTTEN)
            .filter(|&i| self.compatible(&self.meetings[i], sight, at))
            .max_by_key(|&i| {
                let m = &self.meetings[i];
                let same = (m.noun == sight.noun, m.form == sight.form);
                let spoken_of = m.last.sentence * usize::from(sight.is_theirs);
                (
                    spoken_of,
                    self.shared(m, sight),
                    !m.steps.is_empty(),
                    same,
                    m.last,
                )
            })
    }

    /// How many participants and marks a meeting and a sight share.
    fn shared(&self, meeting: &MeetingDraft, sight: &Sight) -> usize {
        let people = sight
            .participants
            .iter()
            .filter(|w| meeting.participants.iter().any(|p| p.name == w.name))
            .count();
        people
            + sight
                .marks
                .iter()
                .filter(|m| meeting.marks.contains(m))
                .count()
    }

    pub(super) fn compatible(&self, meeting: &MeetingDraft, sight: &Sight, at: At) -> bool {
        let both_named = !meeting.participants.is_empty() && !sight.participants.is_empty();
        if both_named && !self.overlap(&meeting.participants, &sight.participants) {
            return false;
        }
        if !forms_agree(meeting.form, sight.form, both_named) {
            return false;
        }
        let differ = |a: &str, b: &str| a != b;
        let conflicting = sight.marks.iter().any(|m| {
            !meeting.marks.contains(m) && meeting.marks.iter().any(|n| differ(m, n)) && !is_vague(m)
        });
        let is_new = sight.is_new && !sight.marks.iter().any(|m| meeting.marks.contains(m));
        let same_noun = meeting.noun == sight.noun && sight.is_definite;
        let apart = meeting.noun != sight.noun
            && sight.marks.iter().any(|m| APART.contains(&m.as_str()))
            && self.shared(meeting, sight) == 0;
        let is_secret = |marks: &[String]| marks.iter().any(|m| SECRET.contains(&m.as_str()));
        let apart =
            apart || !sight.is_definite && is_secret(&sight.marks) && !is_secret(&meeting.marks);
        let is_meal = |noun: &str| MEALS.contains(&noun);
        let other_kind =
            meeting.noun != sight.noun && (is_meal(&meeting.noun) || is_meal(&sight.noun));
        // "A session planned for Thursday": an indefinite one with a day of its own is another.
        let is_another = sight.is_indefinite
            && (sight.has_time || meeting.noun != sight.noun)
            && meeting.last.sentence != at.sentence
            && meeting.last_status().is_some()
            && !meeting
                .steps
                .iter()
                .all(|(s, _)| self.is_headline(s.evidence))
            && self.shared(meeting, sight) == 0;
        // "Talks ended in London. The first round had been due in June": what comes first is not what the text is about.
        let is_earlier = meeting.noun != sight.noun
            && meeting.last_status().is_some()
            && meeting.last.sentence != at.sentence
            && sight
                .marks
                .iter()
                .any(|m| m == "first" && !meeting.marks.contains(m));
        // A live blog is about one day's talks from end to end.
        let is_forgotten = at.sentence - meeting.last.sentence > 12 && self.entries.is_empty();
        let far = is_forgotten && !both_named && !same_noun && self.shared(meeting, sight) == 0;
        // What a headline names in short the text names in full.
        let is_headlined = !meeting.steps.is_empty()
            && meeting
                .steps
                .iter()
                .all(|(s, _)| self.is_headline(s.evidence));
        let other_topic = !sight.is_definite
            && !is_headlined
            && !sight.topic.is_empty()
            && !meeting.topic.is_empty()
            && !sight.topic.iter().any(|w| meeting.topic.contains(w))
            && self.shared(meeting, sight) == 0;
        !(conflicting
            || self.is_elsewhere(meeting, sight)
            || self.is_another_day(meeting, sight)
            || is_new
            || is_earlier
            || far
            || other_topic
            || apart
            || other_kind
            || is_another)
    }

    /// Whether a phrase names a day that is none of those a meeting is said to be on: "Tuesday's round" is not the session on Monday.
    fn is_another_day(&self, meeting: &MeetingDraft, sight: &Sight) -> bool {
        let is_moved = |(s, _): &(MeetingStep, Told)| s.status == MeetingStatus::Postponed;
        let Some(day) = sight.day.filter(|_| !meeting.steps.iter().any(is_moved)) else {
            return false;
        };
        let is_day_of_it =
            |s: &MeetingStep| matches!(s.status, MeetingStatus::Scheduled | MeetingStatus::Held);
        let told = meeting
            .steps
            .iter()
            .map(|(s, _)| s)
            .filter(|s| is_day_of_it(s));
        let mut days = told
            .filter_map(|s| s.when.as_ref().and_then(day_of))
            .chain(meeting.days.iter().copied())
            .peekable();
        days.peek().is_some() && !days.any(|d| d.first == day.first)
    }

    /// Whether two lists can be the same meeting's: people must match people, parties parties.
    pub(super) fn overlap(&self, a: &[Who], b: &[Who]) -> bool {
        let is_person = |w: &Who| {
            w.member
                .is_some_and(|m| self.article.cast.members[m].nature == Nature::Person)
        };
        let all_people = |l: &[Who]| l.iter().all(is_person);
        if all_people(a) && all_people(b) {
            let shared = a
                .iter()
                .filter(|x| b.iter().any(|y| x.name == y.name))
                .count();
            // Of two pairs with one person in common each is a meeting of its own.
            return shared >= a.len().min(b.len()).clamp(1, 2);
        }
        a.iter().any(|x| {
            b.iter()
                .any(|y| x.name == y.name || (x.party.is_some() && x.party == y.party))
        })
    }

    /// "The ministers were to meet on Tuesday, but the meeting did not take place": a meeting of which
    /// nothing else is known is the one that a verb just told of.
    pub(super) fn met_just_before(&self, index: usize, at: At) -> Option<usize> {
        let draft = &self.meetings[index];
        let sight = self.sight(at);
        let is_known = !draft.steps.is_empty() || !draft.participants.is_empty();
        if is_known || !sight.is_definite || sight.is_new {
            return None;
        }
        // "planned to travel to Oslo for talks, but the visit was put off"
        let noun = self.article.tree(at).nodes[at.word].lemma.as_str();
        let is_trip = matches!(noun, "visit" | "trip" | "journey");
        let is_told = |m: &MeetingDraft| {
            let rule = m.steps.last().map_or("", |(s, _)| s.rule.as_str());
            m.last < at
                && at.sentence - m.last.sentence <= 1
                && (rule.starts_with("met.") || is_trip && rule == WENT_FOR)
        };
        (0..self.meetings.len())
            .filter(|&i| i != index && is_told(&self.meetings[i]))
            .filter(|&i| is_trip || self.compatible(&self.meetings[i], &sight, at))
            .max_by_key(|&i| self.meetings[i].last)
    }

    /// What was held cannot be what is still to come: a day of its own makes it another meeting,
    /// and a mere judgement says nothing about a plan.
    pub(super) fn unless_another(
        &mut self,
        index: usize,
        at: At,
        status: MeetingStatus,
        when: Option<&When>,
    ) -> Option<usize> {
        if status != MeetingStatus::Held {
            return Some(index);
        }
        if when.is_none()
            && let Some(known) = self.already_held(index, at)
        {
            return Some(known);
        }
        let plans = || {
            self.meetings[index].steps.iter().filter(|(s, _)| {
                matches!(
                    s.status,
                    MeetingStatus::Mooted | MeetingStatus::Announced | MeetingStatus::Scheduled
                )
            })
        };
        let held = when.and_then(|w| w.range);
        let elsewhere = plans().any(|(s, told)| {
            let planned = s.when.as_ref().and_then(|w| w.range);
            match (held, planned) {
                (Some(h), Some(p)) => h.last < p.first || p.last < h.first,
                _ => *told == Told::AsNow,
            }
        });
        if !elsewhere {
            return Some(index);
        }
        held?;
        let sight = self.sight(at);
        Some(self.new_meeting(at, sight))
    }

    /// "Budget talks resume on 25 March": what was held is over, and what has a day to come is
    /// another meeting.
    pub(super) fn unless_over(
        &mut self,
        index: usize,
        at: At,
        status: MeetingStatus,
        when: Option<&When>,
    ) -> usize {
        // What was given up is not fixed anew without a word: a later sentence with a day to come tells of another meeting.
        let is_given_up = self.meetings[index].steps.last().is_some_and(|(s, _)| {
            s.status == MeetingStatus::Cancelled
                && !self.article.trees[at.sentence].span.overlaps(s.evidence)
        });
        let is_held = self.meetings[index].last_status() == Some(MeetingStatus::Held);
        let is_over = (is_held || is_given_up)
            && !self.meetings[index]
                .steps
                .iter()
                .any(|(s, _)| self.is_headline(s.evidence));
        let days = when.and_then(|w| w.range).zip(self.date);
        let is_ahead = days.is_some_and(|(range, written)| range.first > written);
        let is_again = matches!(status, MeetingStatus::Announced | MeetingStatus::Mooted)
            && self.is_told_again(at);
        let is_plan = status == MeetingStatus::Scheduled && is_ahead;
        if !is_over || !(is_plan || is_again) {
            return index;
        }
        let sight = self.sight(at);
        self.new_meeting(at, sight)
    }

    /// "will try again", "agreed to reconvene": whether the words around a predication tell of one more meeting.
    pub(super) fn is_told_again(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let verb = tree.nodes[at.word].head.unwrap_or(at.word);
        let is_again = |i: usize| tree.nodes[i].form.eq_ignore_ascii_case("again");
        [at.word, verb]
            .into_iter()
            .any(|w| tree.children(w).iter().any(|&c| is_again(c)))
    }

    /// "the gathering" that was hosted is the one that was held, not the one that is to come.
    fn already_held(&self, index: usize, at: At) -> Option<usize> {
        let is_ahead = |m: &MeetingDraft| m.last_status().is_some_and(MeetingStatus::is_open);
        if !is_ahead(&self.meetings[index]) || !self.is_meeting_noun(at) {
            return None;
        }
        let sight = self.sight(at);
        (0..self.meetings.len())
            .filter(|&i| i != index && self.compatible(&self.meetings[i], &sight, at))
            .filter(|&i| self.meetings[i].last_status() == Some(MeetingStatus::Held))
            .max_by_key(|&i| self.meetings[i].last)
    }

    /// The meeting of which the sentence before tells something, last of all.
    pub(super) fn meeting_just_told(&self, sentence: usize) -> Option<usize> {
        let before = self.evidence(sentence.checked_sub(1)?);
        let told = |m: &MeetingDraft| m.steps.iter().any(|(s, _)| s.evidence == before);
        (0..self.meetings.len())
            .filter(|&i| told(&self.meetings[i]))
            .max_by_key(|&i| self.meetings[i].last)
    }

    /// The meeting last spoken of before `at`, one that is still to come if there is any.
    pub(in crate::build) fn latest_meeting(&self, at: At) -> Option<usize> {
        (0..self.meetings.len())
            .filter(|&i| {
                self.meetings[i].last < at && at.sentence - self.meetings[i].last.sentence <= 4
            })
            .max_by_key(|&i| {
                let meeting = &self.meetings[i];
                let is_ahead = meeting.last_status().is_some_and(MeetingStatus::is_open);
                (is_ahead, meeting.last)
            })
    }
}

/// "The two last met in May": those who meet.
fn is_pair(tree: &Tree, word: usize) -> bool {
    let node = &tree.nodes[word];
    node.lemma == "two" && node.is("nsubj")
}

/// "They sat together on 19 November": a day of a month, which stands for no meeting unless it is what was settled on.
fn is_of_date(tree: &Tree, word: usize) -> bool {
    let is_name = |i: usize| tree.nodes.get(i).is_some_and(|n| when::is_month(&n.form));
    let verb = tree.nodes[word].head.map(|h| tree.nodes[h].lemma.as_str());
    let is_settled = verb.is_some_and(|v| SETTLING.contains(&v));
    !is_settled && (is_name(word + 1) || word.checked_sub(1).is_some_and(is_name))
}

/// Whether somebody is a body in which the sides sit together.
pub(super) fn is_joint(who: &Who) -> bool {
    let name = who.name.to_lowercase();
    let is_bare = matches!(
        name.as_str(),
        "committee" | "commission" | "technical committee"
    );
    is_bare || JOINT.iter().any(|j| name.split(' ').any(|word| word == *j))
}

pub(super) fn forms_agree(a: MeetingForm, b: MeetingForm, both_named: bool) -> bool {
    use MeetingForm::{Call, Conference, Meeting, Summit, Talks, Visit};
    match (a, b) {
        _ if a == b => true,
        (Summit | Talks | Conference | Visit, Meeting)
        | (Meeting, Summit | Talks | Conference | Visit) => true,
        (Talks, Conference) | (Conference, Talks) => true,
        (Call, Talks | Meeting) | (Talks | Meeting, Call) => both_named,
        _ => false,
    }
}
