//! Meetings and their lives: which phrases mean the same meeting, and what became of it.

mod ends;
mod history;
mod identity;
mod level;
mod linking;
mod moods;
mod naming;
mod partakers;
mod steps;
mod vocabulary;

use super::{Builder, Site};
use crate::article::{At, Who};
use crate::cast::Nature;
use crate::rules::Rule;
use crate::tree::Tree;
use demarche_evidence::{DateRange, MeetingForm, MeetingStatus, MeetingStep, Span, When};
use identity::{AGAIN, BEFORE, is_joint};
use level::Level;
use linking::{Means, Telling};
use std::collections::BTreeSet;
pub(super) use vocabulary::Vocabulary;

/// How a step was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// In the order of the text.
    Plainly,
    /// As how things stand now: "will be held on 5 May".
    AsNow,
    /// As what was before: "had walked out in May".
    AsBefore,
}

/// A meeting in the making.
#[derive(Debug, Clone)]
pub(crate) struct MeetingDraft {
    pub what: String,
    pub what_span: Span,
    pub form: MeetingForm,
    pub participants: Vec<Who>,
    /// Steps as told, each with how it was told.
    pub steps: Vec<(MeetingStep, Told)>,
    /// Words that tell it from others of its kind: "fourth", "July", "next".
    marks: Vec<String>,
    /// The noun it was first named by.
    noun: String,
    /// Every noun it was named by.
    nouns: BTreeSet<String>,
    /// What it is about: content words of the phrase that first named it.
    topic: Vec<String>,
    level: Option<Level>,
    /// The towns it is said to be in.
    places: Vec<String>,
    /// The days that phrases for it name.
    days: Vec<DateRange>,
    last: At,
    /// The words that meant it where steps were told.
    told_by: Vec<At>,
    rule: Option<(String, f32)>,
}

/// What a phrase says about the meeting it names.
#[derive(Debug, Clone)]
struct Sight {
    form: MeetingForm,
    participants: Vec<Who>,
    marks: Vec<String>,
    noun: String,
    topic: Vec<String>,
    level: Option<Level>,
    places: Vec<String>,
    /// The day that the phrase names, if it names one.
    day: Option<DateRange>,
    is_definite: bool,
    /// "Their meeting": of those just spoken of.
    is_theirs: bool,
    is_indefinite: bool,
    /// A day is named somewhere in the phrase.
    has_time: bool,
    is_new: bool,
}

/// How far back, in sentences, the meetings stand of which "a second one" is one more.
const NEAR: usize = 3;

/// The day that a time names, where it names one and not a longer stretch.
fn day_of(when: &When) -> Option<DateRange> {
    when.range.filter(|r| r.first == r.last)
}

/// The time of a meeting told by a verb, as what tells it from others: hours do not.
fn day_mark(when: &When) -> Option<String> {
    let words = when.words.to_lowercase();
    let is_hour = matches!(words.as_str(), "noon" | "midnight")
        || words.ends_with("o'clock")
        || words.ends_with("o’clock");
    (!is_hour).then_some(words)
}

/// "on the sidelines of a conference": where they met, and not the meeting.
fn is_beside_which(tree: &Tree, word: usize) -> bool {
    let edge = tree.nodes[word]
        .head
        .filter(|_| tree.preposition(word).as_deref() == Some("of"));
    edge.is_some_and(|e| {
        matches!(
            tree.nodes[e].lemma.trim_end_matches('s'),
            "sideline" | "margin" | "fringe"
        )
    })
}

impl Builder<'_> {
    /// Registers every phrase of a sentence that names a meeting, so that later ones can be told
    /// to mean the same.
    pub(super) fn note_meetings(&mut self, sentence: usize) {
        for word in 0..self.article.trees[sentence].nodes.len() {
            let at = At { sentence, word };
            if self.is_meeting_noun(at) {
                self.meeting_at(at);
            }
        }
    }

    pub(super) fn is_meeting_noun(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        // "300 cubic metres a second"
        let has_rate = |d: usize| matches!(tree.nodes[d].lemma.as_str(), "a" | "per");
        if node.lemma == "second" && tree.children(at.word).iter().any(|&d| has_rate(d)) {
            return false;
        }
        if self.is_another_one(at) {
            return true;
        }
        if node.upos != "NOUN"
            && !(node.upos == "PROPN" && node.form.to_lowercase() == node.lemma.to_lowercase())
        {
            return false;
        }
        if is_beside_which(tree, at.word) {
            return false;
        }
        let lemma = node.lemma.to_lowercase();
        let compound = tree.children(at.word).iter().any(|&c| {
            let is_pair = |first: &str| {
                let pair = format!("{} {lemma}", first.to_lowercase());
                self.rules.lexicon.is(&pair, "meeting")
            };
            c + 1 == at.word && (is_pair(&tree.nodes[c].lemma) || is_pair(&tree.nodes[c].form))
        });
        let is_modifier =
            node.is("compound") && node.head.is_some_and(|h| tree.nodes[h].is_nominal());
        // "its call for a truce" is no conversation.
        let is_appeal = lemma == "call"
            && tree.children(at.word).iter().any(|&c| {
                matches!(tree.preposition(c).as_deref(), Some("for" | "on"))
                    || tree.nodes[c].is("acl")
                        && tree
                            .children_by(c, "mark")
                            .any(|m| tree.nodes[m].lemma == "to")
            });
        if is_appeal {
            return false;
        }
        (self.rules.lexicon.is(&lemma, "meeting") || compound) && !is_modifier
    }

    /// Whether people are to meet where those are parties who meet there: "Keller is to meet Ortiz" beside "talks between Norway and
    /// Chile".
    fn is_of_people(&self, sight: &Sight, meeting: &MeetingDraft) -> bool {
        let is_person = |w: &Who| {
            let member = w.member.map(|m| self.article.cast.members[m].nature);
            member == Some(Nature::Person)
        };
        let all = &sight.participants;
        all.len() >= 2
            && all.iter().all(is_person)
            && meeting.participants.len() >= 2
            && !meeting.participants.iter().any(is_person)
    }

    /// "A second one had been arranged": one more of the meetings just spoken of.
    fn is_another_one(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let is_more = || {
            let mut below = tree.children(at.word).iter();
            below.any(|&c| {
                let word = tree.nodes[c].lemma.as_str();
                AGAIN.contains(&word) || BEFORE.contains(&word)
            })
        };
        let is_near = |m: &MeetingDraft| {
            !m.steps.is_empty() && m.last < at && at.sentence - m.last.sentence <= NEAR
        };
        let node = &tree.nodes[at.word];
        let is_one = node.lemma == "one" && is_more();
        let has_article = tree
            .children_by(at.word, "det")
            .any(|d| matches!(tree.nodes[d].lemma.as_str(), "a" | "an"));
        let is_counted = AGAIN.contains(&node.lemma.as_str()) && has_article && !node.is("amod");
        // "A third round is planned for May. The second was broken off."
        let is_counted_else = |m: &MeetingDraft| {
            let is_noun = !node.is("amod") && !node.is("det") && node.lemma != "one";
            is_noun && is_near(m) && m.is_counted_else(&node.lemma)
        };
        if self.meetings.iter().any(is_counted_else) {
            return true;
        }
        // "The session lasted two hours, and another is planned."
        let is_another = node.lemma == "another" && !node.is("det");
        (is_one || is_counted || is_another) && self.meetings.iter().any(is_near)
    }

    /// "the conference on trade *that* was put off": the noun that a relative pronoun stands for, if it is one of a meeting.
    fn stood_for(&self, at: At) -> At {
        let node = &self.article.tree(at).nodes[at.word];
        if node.upos != "PRON" || !matches!(node.lemma.as_str(), "that" | "which") {
            return at;
        }
        let mut before = (0..at.word).rev().map(|word| At { word, ..at });
        before.find(|&n| self.is_meeting_noun(n)).unwrap_or(at)
    }

    /// The noun phrase without relative clauses.
    pub(super) fn short_phrase(&self, at: At) -> String {
        let at = self.stood_for(at);
        if let Some(counted) = self.counted(at) {
            return counted;
        }
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            let node = &tree.nodes[c];
            let top = node.head == Some(at.word);
            node.rel == "acl:relcl"
                || node.is("parataxis")
                || top && node.is("advcl")
                || self.is_quoted_apart(at, c)
                || top
                    && (node.is("case")
                        || node.is("det")
                        || node.is("cc")
                        || node.is("conj")
                        || node.is("punct")
                        || node.is("cop")
                        || node.is("nsubj")
                        || node.is("mark")
                        || node.is("advmod"))
        });
        let high = high.max(self.purpose_end(at).unwrap_or(0));
        // "Talks between Norway and the EU broke down, … and Norway": what the parser hung on the phrase from behind its verb.
        let governor = tree.nodes[at.word].head;
        let high = governor
            .filter(|&h| at.word < h && h < high)
            .unwrap_or(high);
        let (low, high) = tree.trim(low, high);
        let phrase = self.article.slice(tree.span_of(low, high));
        // "as talks with Chile falter", taken for a noun
        phrase.strip_prefix("as ").unwrap_or(phrase).to_owned()
    }

    /// The phrase headed by `at`, with the purpose that follows it.
    pub(super) fn purposeful(&self, at: At) -> Span {
        let tree = self.article.tree(at);
        let phrase = tree.phrase(at.word);
        match self.purpose_end(at) {
            Some(end) => phrase.cover(tree.span_of(at.word, end)),
            None => phrase,
        }
    }

    /// Where "to freeze the conflict" ends that follows "proposal" at once, whatever the parser
    /// hung it on.
    fn purpose_end(&self, at: At) -> Option<usize> {
        let tree = self.article.tree(at);
        let to = tree.nodes.get(at.word + 1)?;
        let verb = tree.nodes.get(at.word + 2)?;
        if to.lemma != "to" || verb.upos != "VERB" || self.is_meeting_noun(at) {
            return None;
        }
        let end = tree.extent(at.word + 2).1;
        let comma = (at.word + 3..end).find(|&i| tree.nodes[i].upos == "PUNCT");
        Some(comma.unwrap_or(end))
    }

    /// The first meeting that the slots of `on` name or stand for, and where.
    pub(super) fn meeting_on(&self, site: Site<'_>, on: &str) -> Option<(At, usize)> {
        on.split('|').find_map(|slot| match slot {
            "latest" => Some((site.head(), self.latest_meeting(site.head())?)),
            "told" if self.says_itself_what(site) => None,
            "told" => Some((site.head(), self.meeting_just_told(site.sentence)?)),
            _ => {
                let at = self.places(site, slot).into_iter().next()?;
                if self.is_doer_with_meeting(site, at) {
                    return None;
                }
                Some((at, self.find_meeting(at)?))
            }
        })
    }

    /// "Norway said it had proposed a meeting": an "it" that does something about a meeting is none.
    fn is_doer_with_meeting(&self, site: Site<'_>, at: At) -> bool {
        let is_it = self.article.tree(at).nodes[at.word].upos == "PRON";
        let object = site.frame.object.filter(|_| is_it && !site.frame.passive);
        let meets = |word| self.is_meeting_noun(At { word, ..at });
        site.frame.agent == Some(at.word) && object.is_some_and(meets)
    }

    /// "Reports that the presidents had spoken were denied": the sentence says itself what is denied, and not of what was told before.
    fn says_itself_what(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let mut told = [site.frame.object, site.frame.agent].into_iter().flatten();
        told.any(|word| {
            let is_account = tree.nodes[word].upos == "NOUN";
            is_account && tree.child(word, "acl").is_some()
        })
    }

    /// Whether a step of a meeting has been found in the sentence with `evidence`.
    pub(super) fn has_step(&self, evidence: Span) -> bool {
        self.steps_in(evidence).next().is_some()
    }

    /// The steps of meetings found in the sentence with `evidence`.
    pub(super) fn steps_in(&self, evidence: Span) -> impl Iterator<Item = &MeetingStep> {
        let steps = self.meetings.iter().flat_map(|m| &m.steps);
        steps
            .map(|(step, _)| step)
            .filter(move |step| step.evidence == evidence)
    }

    /// A meeting told by a verb: "the ministers spoke by phone", "they will meet".
    pub(super) fn make_met(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        status: Option<&str>,
        form: &str,
        participants: &str,
    ) -> bool {
        let whos = self.sides_of(site, participants);
        let whos = if whos.iter().any(is_joint) {
            self.both_sides(site.head())
        } else if whos.len() < 2 {
            self.complete(site, whos)
        } else {
            whos
        };
        if whos.is_empty() || self.is_asked(site.sentence) || self.is_left_open(site) {
            return false;
        }
        let is_apart = self.is_no_partner(site) || self.is_own_body(site);
        if self.is_refused(site) || self.is_not_told(site) || is_apart {
            return false;
        }
        let form = match form {
            "call" => MeetingForm::Call,
            "visit" => MeetingForm::Visit,
            "summit" => MeetingForm::Summit,
            _ => MeetingForm::Talks,
        };
        let status = status.unwrap_or("told");
        let when = self.time_toward(site, self.is_to_come(site, status));
        let Some(status) = self.status(status, site, when.as_ref()) else {
            return false;
        };
        if self.is_urged(site) {
            return false;
        }
        let status = if status == MeetingStatus::Scheduled && self.is_over(site, when.as_ref()) {
            MeetingStatus::Held
        } else {
            status
        };
        let status = if self.is_wished(site) {
            MeetingStatus::Mooted
        } else {
            status
        };
        let status = if self.is_denied(site) {
            MeetingStatus::Denied
        } else {
            status
        };
        if let Some(off) = self
            .just_called_off(site)
            .filter(|_| status != MeetingStatus::Held)
        {
            self.join_in(off, whos);
            return true;
        }
        let level = self.level_of_those(site, &whos);
        let sight = Sight {
            form,
            participants: whos,
            marks: when.iter().filter_map(day_mark).collect(),
            noun: "meeting".to_owned(),
            topic: Vec::new(),
            level,
            places: self.places_in(site.head()),
            day: when.as_ref().and_then(day_of),
            is_definite: true,
            is_theirs: false,
            is_indefinite: false,
            has_time: false,
            is_new: false,
        };
        let at = site.head();
        let index = self.best(&sight, at).filter(|&i| {
            let last = self.meetings[i].last_status();
            if status != MeetingStatus::Held && self.is_of_people(&sight, &self.meetings[i]) {
                return false;
            }
            if status == MeetingStatus::Held {
                last.is_none_or(|s| s == status)
            } else {
                last.is_some_and(MeetingStatus::is_open) // "agreed to meet again" is another meeting
            }
        });
        let by_rule = index.unwrap_or_else(|| {
            let index = self.new_meeting(at, sight.clone());
            self.name_by_clause(index, at);
            index
        });
        let telling = Telling {
            at,
            by: Means::Verb,
            sight: &sight,
            status,
            when: when.as_ref(),
            sides: &[],
            by_rule,
        };
        let weighed = self.meeting_of(site, &telling);
        // "called off Monday's meeting … has invited them to one on Thursday": what is given up is not fixed anew by a verb.
        let is_given_up = self.meetings[weighed].last_status() == Some(MeetingStatus::Cancelled);
        let is_another =
            is_given_up && status == MeetingStatus::Scheduled && self.is_ahead(when.as_ref());
        let index = if is_another { by_rule } else { weighed };
        if self.meetings[index].participants.is_empty() {
            self.meetings[index].participants = self.sides_of(site, participants);
        }
        self.add_step(index, rule, site, status, when)
    }

    /// "put off a visit to Oslo. She was to meet her counterpart": the meeting that fell through just before, of which what was to be is a
    /// part.
    fn just_called_off(&self, site: Site<'_>) -> Option<usize> {
        let tree = self.article.tree(site.head());
        let is_past = tree
            .children(site.frame.head)
            .iter()
            .any(|&c| matches!(tree.nodes[c].form.as_str(), "was" | "were"));
        if !is_past || !self.was_to_be(site) {
            return None;
        }
        let is_off = |m: &MeetingDraft| {
            let status = m.last_status();
            let is_near = site.sentence.saturating_sub(m.last.sentence) <= 2;
            is_near
                && status.is_some_and(|s| {
                    matches!(s, MeetingStatus::Postponed | MeetingStatus::Cancelled)
                })
        };
        let off = (0..self.meetings.len()).filter(|&i| is_off(&self.meetings[i]));
        off.max_by_key(|&i| self.meetings[i].last)
    }

    /// Calls a meeting that no noun names by what its verb tells of, else by the clause.
    fn name_by_clause(&mut self, index: usize, at: At) {
        let clause = self.article.tree(at).clause(at.word);
        let named = self.noun_of_verb(at).or_else(|| self.noun_over_verb(at));
        let form = self.meetings[index].form;
        self.meetings[index].what = named.unwrap_or_else(|| form.name().to_owned());
        self.meetings[index].what_span = clause;
    }

    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(self.article))
    }
}
