//! The signs for and against a step being of a known meeting.

use super::super::identity::{AGAIN, BEFORE, ORDINALS, forms_agree};
use super::super::steps::is_vague;
use super::super::vocabulary::Words;
use super::super::{MeetingDraft, day_of};
use super::Telling;
use crate::article::Who;
use crate::build::{Builder, Site};
use crate::cast::Nature;
use crate::choice::{BY_RULE, Features};
use crate::frame::Tense;
use demarche_evidence::{MeetingStatus, Span, When};
use std::collections::BTreeSet;

/// Words at the start of a sentence that go on with the same, or turn to something else.
const OPENINGS: &[&str] = &[
    "separately",
    "meanwhile",
    "also",
    "earlier",
    "but",
    "then",
    "later",
    "instead",
    "the",
    "a",
    "an",
    "it",
    "they",
    "no",
    "both",
    "another",
];

/// How many sentences back the meetings were spoken of, at the most, that a step can be of.
pub(super) const FORGOTTEN: usize = 100;

impl Builder<'_> {
    pub(super) fn features_of_new(
        &self,
        site: Site<'_>,
        telling: &Telling<'_>,
        known: &[usize],
    ) -> Features {
        let mut features = Features::default();
        let (sight, by) = (telling.sight, telling.by.name());
        let status = kind(Some(telling.status));
        let is_known = self.meetings[telling.by_rule].is_told();
        let here = self.evidence(site.sentence);
        let meetings = || known.iter().map(|&i| &self.meetings[i]);
        let steps = || meetings().flat_map(|m| &m.steps);
        let has = |list: &[&str]| sight.marks.iter().any(|m| list.contains(&m.as_str()));
        features.say("new");
        features.say_if(!is_known, BY_RULE);
        features.say(format!("new by {by}"));
        features.say(format!("new status {status}"));
        features.say(format!("new known to rules {is_known} {by}"));
        features.say_if(
            sight.is_definite,
            format!("new definite known to rules {is_known}"),
        );
        features.say_if(
            sight.is_indefinite,
            format!("new indefinite known to rules {is_known}"),
        );
        features.say_if(sight.is_theirs, "new their");
        features.say_if(sight.is_new, "new again");
        features.say_if(sight.has_time, "new time");
        features.say_if(has(BEFORE), "new before");
        features.say_if(has(ORDINALS) && !has(AGAIN), "new ordinal");
        features.say_if(
            steps().all(|(s, _)| self.is_headline(s.evidence)),
            "new after headline",
        );
        features.say_if(
            meetings().any(|m| m.told_by.contains(&telling.at)),
            format!("new by a word of another step {by}"),
        );
        features.say(format!("new tense {}", self.tense_told(site)));
        features.say(format!(
            "new {} {status}",
            self.side_of_writing(telling.when)
        ));
        features.say(format!("new meetings {}", known.len().min(4)));
        for word in self.openings(site.sentence) {
            features.say(format!("new opens {word}"));
        }
        let names = self.vocabulary().names.new_in(site.sentence);
        features.say(format!("new names {}", names.min(3)));
        let beside = steps().filter(|(s, _)| s.evidence == here).count();
        features.say(format!("new steps beside {}", beside.min(2)));
        features
    }

    pub(super) fn features_of_known(
        &self,
        site: Site<'_>,
        telling: &Telling<'_>,
        index: usize,
        known: &[usize],
    ) -> Features {
        let mut features = Features::default();
        let meeting = &self.meetings[index];
        let by = telling.by.name();
        let is_by_rule = index == telling.by_rule;
        features.say("known");
        features.say(format!("known by {by}"));
        features.say_if(
            meeting.told_by.contains(&telling.at),
            format!("by a word of its steps {by}"),
        );
        if is_by_rule {
            features.say(BY_RULE);
            features.say(format!("by rule {by}"));
        } else {
            let is_told = self.meetings[telling.by_rule].is_told();
            features.say(format!("not by rule, known to rules {is_told}"));
        }
        let fits = self.compatible(meeting, telling.sight, telling.at);
        features.say(format!("fits {fits} by rule {is_by_rule}"));
        self.compare_people(&mut features, site, telling, meeting);
        self.compare_phrases(&mut features, telling, meeting);
        self.compare_days(&mut features, telling, meeting);
        self.compare_places(&mut features, site, telling, meeting);
        self.compare_states(&mut features, site, telling, meeting);
        self.measure_distance(&mut features, site, telling, (index, known));
        self.compare_words(&mut features, site, meeting);
        features
    }

    /// Whether those who meet are those who met.
    pub(super) fn compare_people(
        &self,
        features: &mut Features,
        site: Site<'_>,
        telling: &Telling<'_>,
        meeting: &MeetingDraft,
    ) {
        let named = &telling.sight.participants;
        let (tag, own) = if named.is_empty() {
            ("doers", self.parties(site, "agent|object"))
        } else {
            ("people", named.clone())
        };
        let theirs = &meeting.participants;
        if own.is_empty() || theirs.is_empty() {
            features.say(format!("{tag} unknown"));
            return;
        }
        let is_same = |a: &Who, b: &Who| a.name == b.name;
        let is_ally = |a: &Who, b: &Who| a.party.is_some() && a.party == b.party;
        let count = |is_one: &dyn Fn(&Who, &Who) -> bool| {
            own.iter()
                .filter(|a| theirs.iter().any(|b| is_one(a, b)))
                .count()
        };
        let (names, parties) = (count(&is_same), count(&is_ally));
        let is_person = |w: &Who| {
            w.member
                .is_some_and(|m| self.article.cast.members[m].nature == Nature::Person)
        };
        let persons = (own.iter().any(is_person), theirs.iter().any(is_person));
        features.say(format!("{tag} names {}", names.min(2)));
        features.say(format!("{tag} parties {}", parties.min(2)));
        features.say_if(
            names == own.len() || names == theirs.len(),
            format!("{tag} all"),
        );
        features.say_if(parties < own.len(), format!("{tag} stranger"));
        features.say(format!("{tag} persons {} {}", persons.0, persons.1));
        features.say_if(
            persons == (true, true) && names == 0,
            format!("{tag} other persons"),
        );
    }

    /// What the words for the two say of their kind, their level and their number.
    pub(super) fn compare_phrases(
        &self,
        features: &mut Features,
        telling: &Telling<'_>,
        meeting: &MeetingDraft,
    ) {
        let (sight, by) = (telling.sight, telling.by.name());
        let definite = sight.is_definite;
        let known = meeting
            .level
            .or_else(|| self.level_of_offices(&meeting.participants));
        match (known, sight.level) {
            (Some(a), Some(b)) if a.agrees(b) => features.say("level same"),
            (Some(_), Some(_)) => features.say("level other"),
            (None, Some(_)) => features.say("level told"),
            (Some(_), None) => features.say("level known"),
            (None, None) => {}
        }
        if meeting.noun == sight.noun {
            features.say(format!("noun same definite {definite}"));
        } else {
            features.say(format!("noun other {by} definite {definite}"));
        }
        features.say_if(meeting.form == sight.form, "form same");
        features.say_if(
            meeting.form == sight.form,
            format!("form same {}", sight.form.name()),
        );
        let is_used = meeting.nouns.contains(&sight.noun);
        features.say(format!("noun used {is_used} {by} definite {definite}"));
        features.say_if(!forms_agree(meeting.form, sight.form, true), "form other");
        features.say_if(
            sight.marks.iter().any(|m| meeting.marks.contains(m)),
            "mark same",
        );
        let (own, theirs) = (ordinals(&sight.marks), ordinals(&meeting.marks));
        features.say_if(
            !own.is_empty() && own.is_disjoint(&theirs),
            format!("ordinal told, known {}", !theirs.is_empty()),
        );
        features.say_if(own.is_empty() && !theirs.is_empty(), "ordinal known");
        if !sight.topic.is_empty() && !meeting.topic.is_empty() {
            let is_same = sight.topic.iter().any(|w| meeting.topic.contains(w));
            features.say(format!("topic same {is_same}"));
        }
        features.say_if(sight.is_new, "again");
        features.say_if(sight.is_indefinite, "indefinite");
        features.say_if(sight.is_theirs, "their");
    }

    pub(super) fn compare_days(
        &self,
        features: &mut Features,
        telling: &Telling<'_>,
        meeting: &MeetingDraft,
    ) {
        let told = telling.when.and_then(day_of);
        let Some(day) = telling.sight.day.or(told) else {
            return;
        };
        let of_steps = meeting
            .steps
            .iter()
            .filter_map(|(s, _)| s.when.as_ref().and_then(day_of));
        let mut days = meeting.days.iter().copied().chain(of_steps).peekable();
        let is_moved = || {
            let mut steps = meeting.steps.iter();
            steps.any(|(s, _)| s.status == MeetingStatus::Postponed)
        };
        if days.peek().is_none() {
            features.say("day told");
        } else if days.any(|d| d.first == day.first) {
            features.say("day same");
        } else {
            let status = kind(Some(telling.status));
            features.say(format!("day other {status} moved {}", is_moved()));
        }
    }

    pub(super) fn compare_places(
        &self,
        features: &mut Features,
        site: Site<'_>,
        telling: &Telling<'_>,
        meeting: &MeetingDraft,
    ) {
        let sight = telling.sight;
        if !meeting.places.is_empty() && !sight.places.is_empty() {
            let is_same = sight.places.iter().any(|p| meeting.places.contains(p));
            features.say(format!("town same {is_same}"));
        }
        let own = self.towns(&[site.sentence]);
        let theirs = self.towns(&self.sentences_of(meeting));
        if !own.is_empty() && !theirs.is_empty() {
            let is_same = !own.is_disjoint(&theirs);
            features.say(format!("a town of the sentence same {is_same}"));
        } else if !own.is_empty() {
            features.say("a town of the sentence told");
        }
    }

    /// Whether the step can follow what is known.
    pub(super) fn compare_states(
        &self,
        features: &mut Features,
        site: Site<'_>,
        telling: &Telling<'_>,
        meeting: &MeetingDraft,
    ) {
        let last = kind(meeting.last_status());
        let status = kind(Some(telling.status));
        features.say(format!("status {last} then {status}"));
        let is_told = |s: MeetingStatus| s == telling.status;
        features.say_if(
            meeting.steps.iter().any(|(s, _)| is_told(s.status)),
            "status told",
        );
        features.say(format!("tense {} after {last}", self.tense_told(site)));
    }

    /// How far the step is from what was told of the meeting last.
    pub(super) fn measure_distance(
        &self,
        features: &mut Features,
        site: Site<'_>,
        telling: &Telling<'_>,
        (index, known): (usize, &[usize]),
    ) {
        let meeting = &self.meetings[index];
        let latest = |m: &MeetingDraft| m.steps.iter().map(|(s, _)| s.evidence).max();
        let near = latest(meeting);
        let told = near.map_or(0, |span| self.sentence_at(span));
        let gap = match site.sentence.abs_diff(told) {
            close @ 0..=1 => close,
            2..=3 => 2,
            4..=8 => 4,
            _ => 9,
        };
        let spoken = site.sentence.abs_diff(meeting.last.sentence).min(4);
        let trees = &self.article.trees;
        let others = || {
            let all = known.iter().filter(|&&i| i != index);
            all.map(|&i| &self.meetings[i])
        };
        let later = others().filter(|m| m.is_told() && latest(m) > near).count();
        let between = self
            .meetings
            .iter()
            .filter(|m| m.last > meeting.last)
            .count();
        let beside = self.steps_in(self.evidence(site.sentence)).count();
        let is_here = told == site.sentence;
        features.say(format!("gap {gap}"));
        features.say_if(is_here, format!("same sentence {}", telling.by.name()));
        features.say(format!("spoken of before {spoken}"));
        features.say_if(
            trees[told].paragraph == trees[site.sentence].paragraph,
            "same paragraph",
        );
        features.say(format!("meetings told since {}", later.min(3)));
        features.say(format!("meetings spoken of since {}", between.min(3)));
        features.say_if(others().next().is_none(), "the only one");
        features.say_if(
            meeting
                .steps
                .iter()
                .all(|(s, _)| self.is_headline(s.evidence)),
            "of the headline",
        );
        features.say(format!("steps beside {} of it {is_here}", beside.min(2)));
        for word in self.openings(site.sentence) {
            features.say(format!("opens {word}"));
        }
    }

    /// What words the sentences share.
    pub(super) fn compare_words(
        &self,
        features: &mut Features,
        site: Site<'_>,
        meeting: &MeetingDraft,
    ) {
        let vocabulary = self.vocabulary();
        let told = self.sentences_of(meeting);
        let latest = told.last().copied().unwrap_or_default();
        let mut compare = |tag: &str, words: &Words| {
            let own = words.in_all(&[site.sentence]);
            let theirs = words.in_all(&told);
            let last = words.in_all(&[latest]);
            let shared = words.weight(own.intersection(&theirs));
            let all = words.weight(own.iter());
            let is_disjoint = own.is_disjoint(&theirs);
            features.measure(format!("{tag} shared"), shared.min(4.0));
            features.measure(
                format!("{tag} share"),
                if all > 0.0 { shared / all } else { 0.0 },
            );
            let with_last = words.weight(own.intersection(&last));
            features.measure(format!("{tag} shared with latest"), with_last.min(4.0));
            features.say_if(!is_disjoint, format!("{tag} some"));
            features.say_if(
                is_disjoint && !own.is_empty() && !theirs.is_empty(),
                format!("{tag} none"),
            );
        };
        compare("names", &vocabulary.names);
        compare("words", &vocabulary.others);
    }

    /// The sentences that tell steps of a meeting, in the order of the text.
    pub(super) fn sentences_of(&self, meeting: &MeetingDraft) -> Vec<usize> {
        let spans: BTreeSet<Span> = meeting.steps.iter().map(|(s, _)| s.evidence).collect();
        spans.into_iter().map(|s| self.sentence_at(s)).collect()
    }

    pub(in crate::build::meetings) fn sentence_at(&self, span: Span) -> usize {
        let trees = &self.article.trees;
        let after = trees.partition_point(|t| t.span.start <= span.start);
        after.saturating_sub(1)
    }

    /// Names after "in" and "at".
    pub(super) fn towns(&self, sentences: &[usize]) -> BTreeSet<String> {
        let in_sentence = |&sentence: &usize| {
            let tree = &self.article.trees[sentence];
            let is_town = |&word: &usize| {
                let node = &tree.nodes[word];
                node.upos == "PROPN"
                    && (node.is("nmod") || node.is("obl"))
                    && matches!(tree.preposition(word).as_deref(), Some("in" | "at"))
            };
            let words = (0..tree.nodes.len()).filter(is_town);
            words.map(|w| tree.nodes[w].form.to_lowercase())
        };
        sentences.iter().flat_map(in_sentence).collect()
    }

    /// Which of [`OPENINGS`] a sentence opens with.
    pub(super) fn openings(&self, sentence: usize) -> impl Iterator<Item = &'static str> {
        let first = self.article.trees[sentence].nodes.iter().take(2);
        let first: Vec<String> = first.map(|n| n.form.to_lowercase()).collect();
        OPENINGS
            .iter()
            .copied()
            .filter(move |o| first.iter().any(|f| f == o))
    }

    pub(super) fn tense_told(&self, site: Site<'_>) -> &'static str {
        let tree = self.article.tree(site.head());
        let mut auxiliaries = tree.children_by(site.frame.head, "aux");
        match site.frame.tense {
            Tense::Past if auxiliaries.any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had")) => {
                "pluperfect"
            }
            Tense::Past => "past",
            Tense::Present => "present",
            Tense::Future => "future",
        }
    }

    /// Whether a time is before or after the day of writing.
    pub(in crate::build::meetings) fn side_of_writing(&self, when: Option<&When>) -> &'static str {
        let days = when.map(|w| w.range.zip(self.date));
        match days {
            None => "undated",
            Some(None) => "vague",
            Some(Some((range, written))) if range.first > written => "ahead",
            Some(Some((range, written))) if range.last < written => "behind",
            Some(Some(_)) => "now",
        }
    }
}

pub(super) fn ordinals(marks: &[String]) -> BTreeSet<&str> {
    let all = marks.iter().map(String::as_str);
    all.filter(|m| ORDINALS.contains(m) && !is_vague(m))
        .collect()
}

/// Statuses by what can follow them.
pub(super) const fn kind(status: Option<MeetingStatus>) -> &'static str {
    match status {
        None => "none",
        Some(MeetingStatus::Announced | MeetingStatus::Scheduled) => "planned",
        Some(status) => status.name(),
    }
}
