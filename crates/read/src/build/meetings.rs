//! Meetings and their lives: which phrases mean the same meeting, and what became of it.

use super::{Builder, Draft, Site, argument};
use crate::article::{At, Who};
use crate::cast::{Mention, Nature};
use crate::frame::Tense;
use crate::gazetteer::NameKind;
use crate::rules::Rule;
use crate::slots::measured;
use crate::when;
use demarche_evidence::{
    Body, Event, Meeting, MeetingForm, MeetingStatus, MeetingStep, PartyKind, PloverType, Span,
    Voice, When,
};
use demarche_text::Share;
use jiff::civil::Date;

/// How sure the model must be of another status than a rule finds, and how little it may see of that one, to overrule it.
const SURE: f32 = 0.95;
const DOUBTED: f32 = 0.15;

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
    /// What it is about: content words of the phrase that first named it.
    topic: Vec<String>,
    last: At,
    rule: Option<(String, f32)>,
}

/// What a phrase says about the meeting it names.
struct Sight {
    form: MeetingForm,
    participants: Vec<Who>,
    marks: Vec<String>,
    noun: String,
    topic: Vec<String>,
    is_definite: bool,
    /// "Their meeting": of those just spoken of.
    is_theirs: bool,
    is_indefinite: bool,
    /// A day is named somewhere in the phrase.
    has_time: bool,
    is_new: bool,
}

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

/// Verbs of those who would like to meet.
const WISHES: &[&str] = &[
    "offer", "propose", "want", "hope", "seek", "ask", "suggest", "wish",
];

/// Verbs after which nothing has happened yet.
const IRREAL: &[&str] = &[
    "threaten", "refuse", "decline", "try", "attempt", "consider", "warn", "tempt", "seek", "want",
    "intend", "hope", "wish", "like", "need", "ask", "urge", "press", "offer", "propose",
];

/// What is done to a report that is not true.
const DENIALS: &[&str] = &[
    "deny",
    "dismiss",
    "reject",
    "refute",
    "rebut",
    "dispute",
    "brush aside",
    "contradict",
    "rubbish",
    "scotch",
    "play down",
];

/// What a report that is not true does not do, or is not.
const TRUTH: &[&str] = &[
    "reflect",
    "correspond",
    "true",
    "accurate",
    "correct",
    "hold",
    "match",
];

/// What such a report is.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "wrong",
    "incorrect",
    "baseless",
    "unfounded",
    "groundless",
    "inaccurate",
    "fabricated",
    "invented",
    "invention",
    "fiction",
    "fabrication",
    "nonsense",
    "lie",
    "fantasy",
];

/// What tells of a meeting before anybody has confirmed it.
const ACCOUNTS: &[&str] = &[
    "report",
    "claim",
    "rumour",
    "rumor",
    "allegation",
    "suggestion",
    "account",
    "story",
    "talk",
];

/// For how many sentences a meeting nobody speaks of is still the one a like phrase means.
const FORGOTTEN: usize = 400;

/// The rule for meetings that get another day.
const MOVED: &str = "meeting.moved-to";

/// The status that rules give to a meeting which somebody leaves.
const LEFT: &str = "left";

/// The status that rules give to a meeting which somebody confirms.
const CONFIRMED: &str = "confirmed";

/// Words for one more meeting of the same people.
const AGAIN: &[&str] = &[
    "another", "new", "next", "fresh", "further", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth",
];

/// Words that set a meeting apart from others.
const ORDINALS: &[&str] = &[
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
        if node.upos != "NOUN"
            && !(node.upos == "PROPN" && node.form.to_lowercase() == node.lemma.to_lowercase())
        {
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

    /// The meeting a word names or stands for, if one is known.
    pub(super) fn find_meeting(&self, at: At) -> Option<usize> {
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
            || (node.upos == "NUM"
                || node.lemma == "one"
                || ORDINALS.contains(&node.lemma.as_str()));
        if !stands_for || node.lemma == "they" && !self.recent_is_plural(at) {
            return None;
        }
        self.meetings
            .iter()
            .enumerate()
            .filter(|(_, m)| m.last < at && at.sentence - m.last.sentence <= 2)
            .max_by_key(|(_, m)| (!m.steps.is_empty(), m.last))
            .map(|(i, _)| i)
    }

    fn recent_is_plural(&self, at: At) -> bool {
        self.meetings
            .iter()
            .filter(|m| m.last < at && at.sentence - m.last.sentence <= 1)
            .max_by_key(|m| m.last)
            .is_some_and(|m| self.article.tree(m.last).nodes[m.last.word].xpos == "NNS")
    }

    /// The meeting a noun names: a known one that fits, else a new one.
    fn meeting_at(&mut self, at: At) -> usize {
        let sight = self.sight(at);
        let fits = self.best(&sight, at);
        match fits {
            Some(known) => {
                let draft = &mut self.meetings[known];
                draft.last = at;
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

    fn new_meeting(&mut self, at: At, sight: Sight) -> usize {
        let span = self.article.tree(at).phrase(at.word);
        self.meetings.push(MeetingDraft {
            what: self.short_phrase(at),
            what_span: span,
            form: sight.form,
            participants: sight.participants,
            steps: Vec::new(),
            marks: sight.marks,
            noun: sight.noun,
            topic: sight.topic,
            last: at,
            rule: None,
        });
        self.meetings.len() - 1
    }

    /// Whether word `c` opens a quotation that the word at `at` is not part of.
    fn is_quoted_apart(&self, at: At, c: usize) -> bool {
        let tree = self.article.tree(at);
        let (own, span) = (tree.nodes[at.word].span, tree.nodes[c].span);
        let around = |s: Span| {
            let here = self.article.quotations_in(s).iter();
            here.filter(|q| q.inner.contains(s)).count()
        };
        around(span) > around(own)
    }

    /// The noun phrase without relative clauses.
    pub(super) fn short_phrase(&self, at: At) -> String {
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
        let (low, high) = tree.trim(low, high);
        self.article.slice(tree.span_of(low, high)).to_owned()
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

    fn sight(&self, at: At) -> Sight {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            tree.nodes[c].is("acl") || tree.nodes[c].is("conj") || tree.nodes[c].is("parataxis")
        });
        let mut marks: Vec<String> = tree
            .children(at.word)
            .iter()
            .map(|&c| spelt(tree.nodes[c].lemma.to_lowercase()))
            .filter(|l| ORDINALS.contains(&l.as_str()))
            .collect();
        let time = when::find(tree, low, high, self.date, false);
        marks.extend(time.map(|t| t.words.to_lowercase()));
        // The day may stand in a clause: "a session planned for Thursday".
        let (from, to) = tree.extent_without(at.word, &|c| tree.nodes[c].is("conj"));
        let has_time = when::find(tree, from, to, self.date, false).is_some();
        let is_indefinite = tree
            .children_by(at.word, "det")
            .any(|c| matches!(tree.nodes[c].lemma.as_str(), "a" | "an"));
        let is_new = marks.iter().any(|m| AGAIN.contains(&m.as_str()));
        let is_definite = tree.children(at.word).iter().any(|&c| {
            let node = &tree.nodes[c];
            node.is("det")
                && matches!(
                    node.lemma.as_str(),
                    "the" | "this" | "that" | "such" | "these"
                )
                || node.rel == "nmod:poss"
        });
        let is_theirs = tree.children(at.word).iter().any(|&c| {
            let node = &tree.nodes[c];
            node.upos == "PRON" && node.form.eq_ignore_ascii_case("their")
        });
        Sight {
            form: self.form(at),
            participants: self.named_participants(at),
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
    fn topic(&self, at: At) -> Vec<String> {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            tree.nodes[c].is("acl") || tree.nodes[c].is("conj") || tree.nodes[c].is("parataxis")
        });
        (low..high)
            .filter(|&i| i != at.word && matches!(tree.nodes[i].upos, "NOUN" | "ADJ"))
            .map(|i| tree.nodes[i].lemma.clone())
            .filter(|l| {
                !ORDINALS.contains(&l.as_str())
                    && !self.rules.lexicon.is(l, "meeting")
                    && self.article.gazetteer.sector(l).is_none()
            })
            .collect()
    }

    fn form(&self, at: At) -> MeetingForm {
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

    /// Those named in the noun phrase: "between X and Y", "X-Y call", "X and Y's talks", "talks
    /// with Z".
    fn named_participants(&self, at: At) -> Vec<Who> {
        let tree = self.article.tree(at);
        let mut all: Vec<Who> = Vec::new();
        let mut stack: Vec<usize> = tree.children(at.word).to_vec();
        while let Some(c) = stack.pop() {
            let node = &tree.nodes[c];
            if node.head == Some(at.word) && node.is("acl") && node.rel != "acl:relcl" {
                stack.extend(tree.children(c)); // "a meeting held between X and Y"
                continue;
            }
            let preposition = tree.preposition(c);
            let between = matches!(
                preposition.as_deref(),
                Some("between" | "with" | "among" | "by")
            ) || preposition.as_deref() == Some("of")
                && (self.article.is_both_sides(At { word: c, ..at })
                    || self.article.who(At { word: c, ..at }).len() >= 2);
            // "session of the joint commission of X and Y"
            if preposition.as_deref() == Some("of")
                && self
                    .rules
                    .lexicon
                    .is(&node.lemma.to_lowercase(), "standing-body")
            {
                stack.extend(
                    tree.children(c)
                        .iter()
                        .filter(|&&n| self.article.who(At { word: n, ..at }).len() >= 2),
                );
            }
            // "the second round of talks between X and Y"
            let is_of_meeting = preposition.as_deref() == Some("of")
                && node.head == Some(at.word)
                && self.is_meeting_noun(At { word: c, ..at });
            if is_of_meeting {
                stack.extend(tree.children(c));
                continue;
            }
            let is_lone_place =
                node.is("compound") && (self.is_lone_state(at, c) || self.is_lone_capital(at, c));
            // "Their meeting": those spoken of together, not whom "they" last was.
            if node.upos == "PRON" && node.form.eq_ignore_ascii_case("their") {
                continue;
            }
            let owns =
                node.rel == "nmod:poss" || node.is("compound") && !is_lone_place || node.is("amod");
            // "talks involving X and Y", "a meeting attended by X"
            let takes_part = node.head.is_some_and(|h| {
                h != at.word
                    && matches!(
                        tree.nodes[h].lemma.as_str(),
                        "involve" | "include" | "group" | "gather" | "bring" | "comprise"
                    )
                    && node.is("obj")
            });
            let is_of_body = preposition.as_deref() == Some("of") && node.head != Some(at.word);
            if !(between && (node.is("nmod") || node.is("obl")) || owns || takes_part || is_of_body)
            {
                continue;
            }
            for who in self.article.who(At { word: c, ..at }) {
                let acts = who.party.is_some() || who.member.is_some();
                if acts && !all.iter().any(|w| w.name == who.name) {
                    all.push(who);
                }
            }
            // "Rubio-Lavrov call": both halves of a compound.
            if node.is("compound") || node.is("amod") {
                stack.extend(tree.children(c));
            }
        }
        for who in self.between(at) {
            if !all.iter().any(|w| w.name == who.name) {
                all.push(who);
            }
        }
        // A working group is where they meet.
        all.retain(|w| !is_joint(w));
        if all.iter().any(|w| w.member.is_some()) {
            all.retain(|w| w.member.is_some());
        }
        all.sort_by_key(|w| w.span.start);
        all
    }

    /// "Western Sahara talks", "Norway summit": one state before a meeting is where it is held or
    /// what it is about; two are those who meet.
    fn is_lone_state(&self, at: At, compound: usize) -> bool {
        let named = self.article.cast.mentions_in(at.sentence).iter();
        let near = |m: &&Mention| m.low + 6 > at.word && m.high <= at.word;
        let states = named.filter(near).filter(|m| {
            let nature = self.article.cast.members[m.member].nature;
            matches!(nature, Nature::Party(PartyKind::State)) && m.kind != NameKind::Demonym
        });
        let is_state = self
            .article
            .cast
            .at(at.sentence, compound)
            .is_some_and(|m| {
                let nature = self.article.cast.members[m.member].nature;
                matches!(nature, Nature::Party(PartyKind::State))
            });
        is_state && states.count() == 1
    }

    /// "Stockholm talks": one capital right before a meeting is where it is held, whoever else is
    /// named; "Moscow-Washington talks" has two.
    fn is_lone_capital(&self, at: At, compound: usize) -> bool {
        let named = self.article.cast.mentions_in(at.sentence).iter();
        let mut capitals = named.filter(|m| {
            matches!(m.kind, NameKind::Capital | NameKind::Metonym) && m.low + 6 > at.word
        });
        let here = |m: &&Mention| m.low <= compound && compound < m.high;
        let is_one = capitals.clone().filter(|m| m.high <= at.word).count() == 1;
        is_one && capitals.any(|m| here(&m))
    }

    /// Names after "between", as far as the phrase can reach: long titles make the parser lose
    /// the second of two names.
    fn between(&self, at: At) -> Vec<Who> {
        let tree = self.article.tree(at);
        let end = tree.nodes.len().min(at.word + 5);
        let Some(start) = (at.word + 1..end).find(|&i| tree.nodes[i].lemma == "between") else {
            return Vec::new();
        };
        let ends = |i: usize| {
            let node = &tree.nodes[i];
            matches!(node.upos, "VERB" | "AUX")
                || node.xpos == "WDT"
                || matches!(node.lemma.as_str(), "." | ";" | "over" | "on")
        };
        let stop = (start + 1..tree.nodes.len())
            .find(|&i| ends(i))
            .unwrap_or(tree.nodes.len());
        let named: Vec<&Mention> = self
            .article
            .cast
            .mentions_in(at.sentence)
            .iter()
            .filter(|m| m.low > start && m.high <= stop)
            .collect();
        let is_person =
            |m: &&&Mention| self.article.cast.members[m.member].nature == Nature::Person;
        let people: Vec<_> = named.iter().filter(is_person).copied().collect();
        let chosen = if people.len() >= 2 {
            people
        } else {
            return Vec::new();
        };
        chosen
            .into_iter()
            .map(|m| {
                self.article
                    .member_who(m.member, tree.span_of(m.low, m.high))
            })
            .collect()
    }

    /// The known meeting that fits what is seen best: latest first.
    fn best(&self, sight: &Sight, at: At) -> Option<usize> {
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

    fn compatible(&self, meeting: &MeetingDraft, sight: &Sight, at: At) -> bool {
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
        let far = at.sentence - meeting.last.sentence > 12 && !both_named && !same_noun;
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
        !(conflicting || is_new || far || other_topic || apart || other_kind || is_another)
    }

    /// Whether two lists can be the same meeting's: people must match people, parties parties.
    fn overlap(&self, a: &[Who], b: &[Who]) -> bool {
        let is_person = |w: &Who| {
            w.member
                .is_some_and(|m| self.article.cast.members[m].nature == Nature::Person)
        };
        let all_people = |l: &[Who]| l.iter().all(is_person);
        if all_people(a) && all_people(b) {
            return a.iter().any(|x| b.iter().any(|y| x.name == y.name));
        }
        a.iter().any(|x| {
            b.iter()
                .any(|y| x.name == y.name || (x.party.is_some() && x.party == y.party))
        })
    }

    // ---- steps ----------------------------------------------------------------------------------

    pub(super) fn make_step(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        status: &str,
        on: &str,
        participants: Option<&str>,
    ) -> bool {
        let Some((at, index)) = self.meeting_on(site, on) else {
            return false;
        };
        let when = self.step_time(site, at, status);
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
        let is_plan = matches!(status, MeetingStatus::Announced | MeetingStatus::Scheduled);
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
        let Some(index) = self.unless_another(index, at, status, when.as_ref()) else {
            return false;
        };
        let index = self.unless_over(index, at, status, when.as_ref());
        let index = self.met_just_before(index, at).unwrap_or(index);
        let others = participants
            .map(|p| self.parties(site, p))
            .unwrap_or_default();
        self.join_in(index, others);
        if self.is_one_sided(index, at) {
            let own = self.parties(site, "agent");
            self.join_in(index, own);
        }
        let partakers = self.partakers(site);
        self.join_in(index, partakers);
        self.add_step(index, rule, site, status, when)
    }

    /// The first meeting that the slots of `on` name or stand for, and where.
    pub(super) fn meeting_on(&self, site: Site<'_>, on: &str) -> Option<(At, usize)> {
        on.split('|').find_map(|slot| match slot {
            "latest" => Some((site.head(), self.latest_meeting(site.head())?)),
            _ => {
                let at = self.places(site, slot).into_iter().next()?;
                Some((at, self.find_meeting(at)?))
            }
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

    /// "The ministers were to meet on Tuesday, but the meeting did not take place": a meeting of which
    /// nothing else is known is the one that a verb just told of.
    fn met_just_before(&self, index: usize, at: At) -> Option<usize> {
        let draft = &self.meetings[index];
        let sight = self.sight(at);
        let is_known = !draft.steps.is_empty() || !draft.participants.is_empty();
        if is_known || !sight.is_definite || sight.is_new {
            return None;
        }
        let is_told = |m: &MeetingDraft| {
            m.last < at
                && at.sentence - m.last.sentence <= 1
                && m.steps
                    .last()
                    .is_some_and(|(s, _)| s.rule.starts_with("met."))
        };
        (0..self.meetings.len())
            .filter(|&i| i != index && is_told(&self.meetings[i]))
            .max_by_key(|&i| self.meetings[i].last)
    }

    /// "with the participation of X and Y", "in the presence of Z".
    fn partakers(&self, site: Site<'_>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let nodes = tree.nodes.iter().enumerate();
        let joint =
            nodes.filter(|(_, n)| matches!(n.lemma.as_str(), "participation" | "attendance"));
        joint
            .flat_map(|(word, _)| tree.children_by(word, "nmod"))
            .filter(|&c| tree.preposition(c).as_deref() == Some("of"))
            .flat_map(|word| {
                self.article.who(At {
                    word,
                    ..site.head()
                })
            })
            .filter_map(|w| Some(self.article.member_who(w.party?, w.span)))
            .collect()
    }

    /// What was held cannot be what is still to come: a day of its own makes it another meeting,
    /// and a mere judgement says nothing about a plan.
    fn unless_another(
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
    fn unless_over(
        &mut self,
        index: usize,
        at: At,
        status: MeetingStatus,
        when: Option<&When>,
    ) -> usize {
        let is_over = self.meetings[index].last_status() == Some(MeetingStatus::Held)
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
    fn is_told_again(&self, at: At) -> bool {
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

    /// The meeting last spoken of before `at`, one that is still to come if there is any.
    pub(super) fn latest_meeting(&self, at: At) -> Option<usize> {
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

    pub(super) fn participants(&self, meeting: usize) -> Vec<Who> {
        self.meetings[meeting].participants.clone()
    }

    /// "walked out of talks with Chile": of those who meet only the other side is named.
    fn is_one_sided(&self, meeting: usize, at: At) -> bool {
        let tree = self.article.tree(at);
        let has_with = tree
            .children_by(at.word, "nmod")
            .any(|c| tree.preposition(c).as_deref() == Some("with"));
        has_with && self.meetings[meeting].participants.len() == 1
    }

    fn join_in(&mut self, index: usize, others: Vec<Who>) {
        let draft = &mut self.meetings[index];
        for who in others {
            if who.party.is_some() && !draft.participants.iter().any(|p| p.name == who.name) {
                draft.participants.push(who);
            }
        }
    }

    /// "offered to meet", "wants to meet": not yet agreed.
    fn is_wished(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp"));
        above.is_some_and(|h| WISHES.contains(&tree.nodes[h].lemma.as_str()))
    }

    /// "moved forward to March 2" is not put off.
    fn is_brought_forward(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_ahead = |c: usize| matches!(tree.nodes[c].form.as_str(), "forward" | "up" | "ahead");
        tree.children(site.frame.head).iter().any(|&c| is_ahead(c))
    }

    /// "threatened to suspend the talks", "refused to cancel them": nothing became of the meeting.
    fn is_irreal(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("advcl"));
        site.frame.infinitive
            && above.is_some_and(|h| IRREAL.contains(&tree.nodes[h].lemma.as_str()))
    }

    /// "urged both sides to meet": what somebody else wants of those who would meet.
    fn is_urged(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        above.is_some_and(|h| {
            site.frame.infinitive
                && matches!(
                    tree.nodes[h].lemma.as_str(),
                    "urge"
                        | "press"
                        | "exhort"
                        | "encourage"
                        | "call"
                        | "tell"
                        | "order"
                        | "pressure"
                        | "appeal"
                        | "implore"
                        | "beg"
                )
        })
    }

    /// Whether what is told stands in something denied: "denies that they met", "dismissed reports
    /// that they would meet".
    fn is_denied(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let denies = |word: usize| {
            let frames = &self.article.frames[site.sentence];
            frames
                .iter()
                .any(|f| f.head == word && !f.negated && DENIALS.contains(&f.lemma.as_str()))
        };
        // "claims that they left do not reflect the truth", "are false"
        let is_untrue = |word: usize| {
            let frames = &self.article.frames[site.sentence];
            frames.iter().any(|f| {
                f.head == word
                    && (f.negated && TRUTH.contains(&f.lemma.as_str())
                        || !f.negated && UNTRUE.contains(&tree.nodes[word].lemma.as_str()))
            })
        };
        let is_account = |word: usize| {
            let node = &tree.nodes[word];
            node.upos == "NOUN" && ACCOUNTS.contains(&node.lemma.as_str())
        };
        // "Reports that they would speak were dismissed": said of the report, whatever the parser
        // hung where.
        let head = site.frame.head;
        let opens = (0..head)
            .find(|&w| is_account(w) && tree.nodes[w].lemma != "talk")
            .is_some_and(|w| (w..head).any(|i| tree.nodes[i].lemma == "that"));
        let is_dismissed = self.article.frames[site.sentence]
            .iter()
            .any(|f| f.head > head && (f.passive && denies(f.head) || is_untrue(f.head)));
        if opens && is_dismissed {
            return true;
        }
        let mut word = site.frame.head;
        for _ in 0..6 {
            let node = &tree.nodes[word];
            let Some(head) = node.head else { return false };
            let is_content = node.is("ccomp") || node.is("acl") && is_account(head);
            if is_content && denies(head) {
                return true;
            }
            if is_content && is_account(head) {
                return tree.nodes[head]
                    .head
                    .is_some_and(|h| denies(h) || is_untrue(h));
            }
            if is_content {
                return false;
            }
            word = head;
        }
        false
    }

    /// Time of a step: beside the verb, else in the meeting's own phrase; but the day for which
    /// something was planned is not that on which it was put off.
    fn step_time(&self, site: Site<'_>, at: At, status: &str) -> Option<When> {
        let tree = self.article.tree(at);
        let is_off = matches!(status, "postponed" | "cancelled" | "suspended" | LEFT);
        let (low, high) = tree.extent(at.word);
        let in_phrase = || when::find(tree, low, high, self.date, false);
        if is_off {
            let planned = in_phrase().map(|w| w.words);
            return self
                .time(site)
                .filter(|w| Some(&w.words) != planned.as_ref());
        }
        self.time(site).or_else(in_phrase)
    }

    fn add_step(
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
        let step = MeetingStep {
            status,
            when,
            evidence: self.evidence(site.sentence),
            voice: self.voice(site),
            rule: rule.id.clone(),
        };
        let headline = self.meetings[index]
            .steps
            .iter()
            .position(|(s, _)| s.status == step.status && self.is_headline(s.evidence))
            .filter(|_| !self.is_headline(step.evidence));
        let draft = &mut self.meetings[index];
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
        if draft.steps.iter().any(|(s, _)| repeats(s)) {
            return false; // told again, not a further step
        }
        if draft.rule.is_none() {
            draft.rule = Some((rule.id.clone(), rule.confidence));
        }
        let told = self.manner(site, &step);
        let draft = &mut self.meetings[index];
        if told == Told::AsBefore {
            draft.steps.insert(0, (step, told));
        } else {
            draft.steps.push((step, told));
        }
        true
    }

    /// Whether the model is sure that a sentence tells another status than this one.
    fn is_contradicted(&self, sentence: usize, status: MeetingStatus) -> bool {
        let nodes = self.article.trees[sentence].nodes.iter();
        let steps: Vec<_> = nodes.filter_map(|n| n.step.as_ref()).collect();
        // Whether a plan has a day, and whether what fell through was ever agreed, is seen better by the rules.
        let is_alike = |label: &str| match status {
            MeetingStatus::Announced | MeetingStatus::Scheduled => {
                matches!(label, "announced" | "scheduled")
            }
            _ => label == status.name(),
        };
        let most = |own: bool| {
            let shares = steps.iter().filter(|s| is_alike(&s.label) == own);
            shares
                .map(|s| s.share)
                .max()
                .map_or(0.0, Share::probability)
        };
        most(false) >= SURE && most(true) < DOUBTED
    }

    fn manner(&self, site: Site<'_>, step: &MeetingStep) -> Told {
        let tree = self.article.tree(site.head());
        let has_had = tree
            .children_by(site.frame.head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        let is_dated = step.when.as_ref().and_then(|w| w.range).is_some();
        match site.frame.tense {
            Tense::Past if has_had && !site.frame.infinitive => Told::AsBefore,
            // "A meeting, which was to take place in May and fell through, will be held in June."
            Tense::Past if self.is_past_aside(site) => Told::AsBefore,
            Tense::Future if step.status == MeetingStatus::Scheduled && is_dated => Told::AsNow,
            // "A meeting due on Monday was dropped": the plan was before.
            _ if self.is_overtaken(step) => Told::AsBefore,
            _ => Told::Plainly,
        }
    }

    /// Whether a predication stands in a relative clause of a sentence that tells what will be.
    fn is_past_aside(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_relative = |i: usize| tree.nodes[i].rel == "acl:relcl";
        let host = is_relative(site.frame.head)
            .then_some(site.frame.head)
            .or_else(|| tree.ancestor(site.frame.head, |_, i| is_relative(i)));
        let frames = &self.article.frames[site.sentence];
        let mut above = frames
            .iter()
            .filter(|f| host.is_some_and(|h| tree.under(h, f.head)));
        above.any(|f| f.tense == Tense::Future)
    }

    /// Whether the model alone sees a plan in a sentence that tells what became of it.
    fn is_overtaken(&self, step: &MeetingStep) -> bool {
        let is_signed = step.rule.starts_with("step.");
        is_signed
            && rank(step.status) < 3
            && self.steps_in(step.evidence).any(|s| rank(s.status) == 3)
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
        if whos.is_empty() {
            return false;
        }
        let form = match form {
            "call" => MeetingForm::Call,
            "visit" => MeetingForm::Visit,
            "summit" => MeetingForm::Summit,
            _ => MeetingForm::Talks,
        };
        let when = self.time(site);
        let Some(status) = self.status(status.unwrap_or("told"), site, when.as_ref()) else {
            return false;
        };
        if self.is_urged(site) {
            return false;
        }
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
        let sight = Sight {
            form,
            participants: whos,
            marks: when.iter().map(|w| w.words.to_lowercase()).collect(),
            noun: "meeting".to_owned(),
            topic: Vec::new(),
            is_definite: true,
            is_theirs: false,
            is_indefinite: false,
            has_time: false,
            is_new: false,
        };
        let at = site.head();
        let index = self.best(&sight, at).filter(|&i| {
            let last = self.meetings[i].last_status();
            if status == MeetingStatus::Held {
                last.is_none_or(|s| s == status)
            } else {
                last.is_some_and(MeetingStatus::is_open) // "agreed to meet again" is another meeting
            }
        });
        let index = index.unwrap_or_else(|| {
            let index = self.new_meeting(at, sight);
            let clause = self.article.tree(at).clause(at.word);
            self.meetings[index].what = self.article.slice(clause).to_owned();
            self.meetings[index].what_span = clause;
            index
        });
        if self.meetings[index].participants.is_empty() {
            self.meetings[index].participants = self.sides_of(site, participants);
        }
        self.add_step(index, rule, site, status, when)
    }

    /// Those whom a verb of meeting names.
    fn sides_of(&self, site: Site<'_>, participants: &str) -> Vec<Who> {
        let all = self.parties(site, participants).into_iter();
        all.filter(|w| w.party.is_some() || w.member.is_some())
            .collect()
    }

    /// Nobody named, as in "the ministers met": both main parties.
    fn complete(&self, site: Site<'_>, whos: Vec<Who>) -> Vec<Who> {
        if whos.iter().any(|w| w.member.is_some()) {
            return whos;
        }
        self.both_sides(site.head())
    }

    /// The two sides: those of the meeting last named with both, else both main parties.
    pub(super) fn both_sides(&self, at: At) -> Vec<Who> {
        let doers = self.doers_to(at);
        let is_doer = |w: &Who| {
            doers
                .iter()
                .any(|d| d.party.is_some() && d.party == w.party)
        };
        let span = self.article.tree(at).nodes[at.word].span;
        let principals = |m: &MeetingDraft| {
            let mut all: Vec<Who> = Vec::new();
            for who in m.participants.iter().filter_map(|w| w.party) {
                let who = self.article.member_who(who, span);
                if !all.iter().any(|w| w.party == who.party) {
                    all.push(who);
                }
            }
            all
        };
        self.meetings
            .iter()
            .filter(|m| m.last < at)
            .map(|m| (m.last, principals(m)))
            .filter(|(_, sides)| sides.len() == 2 && !sides.iter().any(is_doer))
            .max_by_key(|(last, _)| *last)
            .map_or_else(
                || self.article.main_parties_but(at, &is_doer),
                |(_, sides)| sides,
            )
    }

    /// Who does something to those that a word stands for: whoever invites both sides is none of
    /// them.
    fn doers_to(&self, at: At) -> Vec<Who> {
        self.article.frames[at.sentence]
            .iter()
            .filter(|f| f.object == Some(at.word) || f.recipient == Some(at.word))
            .filter_map(|f| f.agent)
            .flat_map(|word| self.article.who_alone(At { word, ..at }))
            .collect()
    }

    /// `held` and the like as the rule says; `told` by tense: past is held, a future day is
    /// scheduled, the future without one announced, the merely possible mooted.
    fn status(&self, name: &str, site: Site<'_>, when: Option<&When>) -> Option<MeetingStatus> {
        let frame = site.frame;
        if name == "planned" {
            return Some(plan(when));
        }
        if name == "dated" {
            return when.is_some_and(is_day).then_some(MeetingStatus::Scheduled);
        }
        if name != "told" {
            return MeetingStatus::ALL.into_iter().find(|s| s.name() == name);
        }
        if frame.negated {
            return None;
        }
        if self.is_failed(site) {
            return Some(MeetingStatus::Cancelled);
        }
        if frame.modal.is_some() || frame.hypothetical {
            return Some(MeetingStatus::Mooted);
        }
        if self.was_to_be(site) {
            return Some(plan(when));
        }
        match frame.tense {
            Tense::Future => Some(plan(when)),
            Tense::Past => Some(MeetingStatus::Held),
            Tense::Present if frame.nominal => Some(MeetingStatus::Held),
            Tense::Present if self.is_under_way(site) => Some(if self.is_ahead(when) {
                plan(when)
            } else {
                MeetingStatus::Held
            }),
            Tense::Present if self.is_timetabled(site, when) => Some(plan(when)),
            Tense::Present => None,
        }
    }

    /// "are meeting in Quito": what goes on takes place.
    fn is_under_way(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_now = |a: usize| matches!(tree.nodes[a].form.as_str(), "is" | "are");
        tree.nodes[head].xpos == "VBG" && tree.children_by(head, "aux").any(is_now)
    }

    /// Whether a time is later than the text.
    fn is_ahead(&self, when: Option<&When>) -> bool {
        let days = when.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| range.first > written)
    }

    /// "Talks resume on Monday": present tense with a time that is still to come.
    fn is_timetabled(&self, site: Site<'_>, when: Option<&When>) -> bool {
        let is_present = matches!(
            self.article.tree(site.head()).nodes[site.frame.head]
                .xpos
                .as_str(),
            "VBZ" | "VBP"
        ) && site.frame.tense == Tense::Present;
        let is_ahead = |when: &When| match (when.range, self.date) {
            (Some(range), Some(written)) => range.last > written,
            _ => is_day(when),
        };
        is_present && when.is_some_and(is_ahead)
    }

    /// What leaving does to a meeting: one that is still to come is off, one that goes on breaks off.
    fn left(&self, meeting: usize) -> MeetingStatus {
        match self.meetings[meeting].last_status() {
            Some(status) if status.is_open() || status == MeetingStatus::Postponed => {
                MeetingStatus::Cancelled
            }
            _ => MeetingStatus::Suspended,
        }
    }

    /// "failed to hold its session", "was not able to convene".
    fn is_failed(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp"));
        above.is_some_and(|h| {
            let frames = &self.article.frames[site.sentence];
            let is_negated = frames.iter().any(|f| f.head == h && f.negated);
            match tree.nodes[h].lemma.as_str() {
                "fail" | "unable" => !is_negated,
                "able" | "manage" => is_negated,
                _ => false,
            }
        })
    }

    /// "was to have been held": a plan of the past.
    fn was_to_be(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_perfect = tree
            .children_by(head, "aux")
            .any(|a| tree.nodes[a].form == "have");
        // "was to follow", "is to be held"
        let is_plan = tree.children(head).iter().any(|&a| {
            let is_to = tree
                .nodes
                .get(a + 1)
                .is_some_and(|n| n.lemma == "to" && n.head == Some(head));
            matches!(tree.nodes[a].form.as_str(), "was" | "were" | "is" | "are") && is_to
        });
        let is_infinitive = site.frame.infinitive && !tree.nodes[head].is("xcomp");
        is_infinitive && is_perfect || is_plan
    }

    /// Whether a piece of evidence is the headline: a first line without a full stop.
    pub(super) fn is_headline(&self, evidence: Span) -> bool {
        let first = self.article.trees.first();
        first.is_some_and(|t| {
            let ends = t
                .nodes
                .last()
                .is_some_and(|n| matches!(n.form.as_str(), "." | "?" | "!"));
            t.span.overlaps(evidence) && !ends
        })
    }

    // ---- the end --------------------------------------------------------------------------------

    /// One draft per meeting with a history, in the order of the meetings' indices.
    /// Parties whose meeting took place consulted, whether or not a rule for events says so.
    pub(super) fn note_consultations(&mut self) {
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

    pub(super) fn finished_meetings(&mut self) -> Vec<Option<Draft>> {
        let mut meetings = std::mem::take(&mut self.meetings);
        self.drop_headlined(&mut meetings);
        self.name_sides(&mut meetings);
        meetings
            .into_iter()
            .map(|m| self.finish_meeting(m))
            .collect()
    }

    /// "A further round": where nobody is named, the parties meet again whose talks were last spoken
    /// of.
    fn name_sides(&self, meetings: &mut [MeetingDraft]) {
        for i in 0..meetings.len() {
            let (before, rest) = meetings.split_at_mut(i);
            let meeting = &mut rest[0];
            let is_again = |m: &String| AGAIN.contains(&m.as_str());
            let is_next = meeting.noun == "round" || meeting.marks.iter().any(is_again);
            if !meeting.participants.is_empty() || meeting.steps.is_empty() || !is_next {
                continue;
            }
            let alike =
                |m: &&MeetingDraft| !m.steps.is_empty() && forms_agree(m.form, meeting.form, false);
            let sides = before
                .iter()
                .rev()
                .filter(alike)
                .map(|m| self.parties_of(m));
            meeting.participants = sides.into_iter().find(|s| s.len() == 2).unwrap_or_default();
        }
    }

    fn parties_of(&self, meeting: &MeetingDraft) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for who in &meeting.participants {
            let party = who.party.map(|p| self.article.member_who(p, who.span));
            if let Some(party) = party.filter(|p| all.iter().all(|w| w.name != p.name)) {
                all.push(party);
            }
        }
        all
    }

    /// A meeting that only the headline plans is the one the text then plans.
    fn drop_headlined(&self, meetings: &mut [MeetingDraft]) {
        let is_open = |m: &MeetingDraft| m.last_status().is_some_and(MeetingStatus::is_open);
        let is_only_headlined =
            |m: &MeetingDraft| m.steps.iter().all(|(s, _)| self.is_headline(s.evidence));
        for i in 0..meetings.len() {
            let headlined = &meetings[i];
            if !is_open(headlined) || !is_only_headlined(headlined) {
                continue;
            }
            let is_told = meetings.iter().enumerate().any(|(k, m)| {
                let both = !m.participants.is_empty() && !headlined.participants.is_empty();
                k != i
                    && is_open(m)
                    && !is_only_headlined(m)
                    && forms_agree(m.form, headlined.form, both)
                    && (!both || self.overlap(&m.participants, &headlined.participants))
            });
            if is_told {
                meetings[i].rule = None;
            }
        }
    }

    fn finish_meeting(&self, mut meeting: MeetingDraft) -> Option<Draft> {
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
        let steps = in_order(told, self.date);
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
    fn last_status(&self) -> Option<MeetingStatus> {
        self.steps.last().map(|(s, _)| s.status)
    }
}

/// What is still to come: with a day or an hour it is scheduled.
fn plan(when: Option<&When>) -> MeetingStatus {
    if when.is_some_and(is_day) {
        MeetingStatus::Scheduled
    } else {
        MeetingStatus::Announced
    }
}

/// Whether a time is a day or an hour, and not a month, a season or a bound.
fn is_day(when: &When) -> bool {
    let words = when.words.to_lowercase();
    let vague = [
        "early",
        "late",
        "mid",
        "before",
        "by ",
        "within",
        "indefinitely",
        "week",
    ];
    if vague.iter().any(|v| words.starts_with(v)) {
        return false;
    }
    if let Some(range) = when.range {
        return range
            .last
            .since(range.first)
            .is_ok_and(|span| span.get_days() <= 2 && span.get_months() == 0);
    }
    let is_year = words.len() == 4 && words.chars().all(|c| c.is_ascii_digit());
    let named = [
        "day",
        "tomorrow",
        "tonight",
        "noon",
        "midnight",
        "o'clock",
        "o’clock",
    ];
    !is_year
        && (named.iter().any(|n| words.contains(n)) || words.chars().any(|c| c.is_ascii_digit()))
}

/// Whether somebody is a body in which the sides sit together.
fn is_joint(who: &Who) -> bool {
    let name = who.name.to_lowercase();
    JOINT.iter().any(|j| name.split(' ').any(|word| word == *j))
}

/// "5th" as "fifth".
fn spelt(mark: String) -> String {
    let digits = mark.trim_end_matches(|c: char| c.is_alphabetic());
    let place: Option<usize> = digits.parse().ok();
    match place {
        Some(n @ 1..=10) if digits.len() < mark.len() => ORDINALS[n - 1].to_owned(),
        _ => mark,
    }
}

/// Marks that do not set two mentions apart.
fn is_vague(mark: &str) -> bool {
    matches!(
        mark,
        "last" | "first" | "private" | "separate" | "closing" | "final" | "previous"
    ) || mark.ends_with("day")
}

fn forms_agree(a: MeetingForm, b: MeetingForm, both_named: bool) -> bool {
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

/// Steps in order of time. A text tells the outcome first and what led to it later, so: what can
/// only precede a told step is put before it; what is dated is put behind what is dated earlier;
/// and a day that is still to come on the day of writing is where things stand.
fn in_order(steps: Vec<(MeetingStep, Told)>, written: Option<Date>) -> Vec<MeetingStep> {
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
                || step.status == MeetingStatus::Postponed
                    && s.status == MeetingStatus::Scheduled
                    && s.evidence == step.evidence
                    && s.rule == MOVED
                || is_later(s, &step)
        };
        let at = ordered
            .iter()
            .position(|(s, told)| *told != Told::AsBefore && before(s))
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
    ordered.into_iter().map(|(step, _)| step).collect()
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

const fn rank(status: MeetingStatus) -> u8 {
    match status {
        MeetingStatus::Mooted => 0,
        MeetingStatus::Announced => 1,
        MeetingStatus::Scheduled => 2,
        _ => 3,
    }
}
