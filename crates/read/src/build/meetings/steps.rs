//! What a sentence says has become of a meeting.

use super::super::{Builder, Site};
use super::history::rank;
use super::identity::ORDINALS;
use super::{Means, Telling, Told};
use crate::article::{At, Who};
use crate::frame::Tense;
use crate::rules::Rule;
use crate::when;
use demarche_evidence::{MeetingForm, MeetingStatus, MeetingStep, When};
use demarche_text::Share;
use jiff::ToSpan;

/// How sure the model must be of another status than a rule finds, and how little it may see of that one, to overrule it.
const SURE: f32 = 0.95;

const DOUBTED: f32 = 0.15;

/// Verbs of those who would like to meet.
const WISHES: &[&str] = &[
    "offer", "propose", "want", "hope", "seek", "ask", "suggest", "wish", "ready", "prepared",
    "willing", "open", "keen", "eager",
];

/// Nouns for trying to bring a meeting about.
const ATTEMPTS: &[&str] = &[
    "attempt",
    "effort",
    "bid",
    "endeavour",
    "endeavor",
    "push",
    "initiative",
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

/// The rule for meetings that get another day.
pub(super) const MOVED: &str = "meeting.moved-to";

/// The status that rules give to a meeting which somebody leaves.
const LEFT: &str = "left";

/// The status that rules give to a meeting which somebody confirms.
const CONFIRMED: &str = "confirmed";

/// How many sentences, headlines among them, open a text.
const OPENING: usize = 4;

/// Days before the text from which on what is told is history.
const LONG_AGO: i64 = 6;

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
        if self.is_no_step(rule, site, at, status) {
            return false;
        }
        let Some(index) = self.unless_another(index, at, status, when.as_ref()) else {
            return false;
        };
        let index = self.unless_over(index, at, status, when.as_ref());
        let by_rule = self.met_just_before(index, at).unwrap_or(index);
        let sight = self.sight(at);
        let telling = Telling {
            at,
            by: self.means(site, at),
            sight: &sight,
            status,
            when: when.as_ref(),
            by_rule,
        };
        // What denies or confirms the sentence before is about the meeting told there, whatever else speaks for another.
        let index = if on == "told" {
            by_rule
        } else {
            self.meeting_of(site, &telling)
        };
        let others = participants
            .map(|p| self.parties(site, p))
            .unwrap_or_default();
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

    /// "Will there be a fifth round?": a question tells nothing, but for one that asks for a reason.
    pub(in crate::build) fn is_asked(&self, sentence: usize) -> bool {
        let nodes = &self.article.trees[sentence].nodes;
        let mark = nodes.iter().rev().find(|n| {
            !matches!(
                n.form.as_str(),
                "\"" | "'" | "”" | "’" | "»" | "“" | ")" | "``" | "''"
            )
        });
        let is_why = nodes.iter().any(|n| n.form.eq_ignore_ascii_case("why"));
        !is_why && mark.is_some_and(|n| n.form.contains('?'))
    }

    /// "offered to meet", "wants to meet", "an attempt to host a meeting": not yet agreed.
    pub(super) fn is_wished(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp"));
        let wishes = |word: usize| WISHES.contains(&tree.nodes[word].lemma.as_str());
        let tries = |word: usize| ATTEMPTS.contains(&tree.nodes[word].lemma.as_str());
        let purpose_of = node
            .head
            .filter(|_| node.is("acl") && site.frame.infinitive);
        above.is_some_and(wishes)
            || purpose_of.is_some_and(tries)
            || node.lemma == "hope" && node.upos == "VERB"
    }

    /// "without agreeing when to meet again"
    pub(super) fn is_left_open(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_without = |clause: usize| {
            let mut marks = tree
                .children_by(clause, "mark")
                .chain(tree.children_by(clause, "case"));
            marks.any(|m| tree.nodes[m].lemma == "without")
        };
        let head = site.frame.head;
        is_without(head) || tree.ancestor(head, |_, n| is_without(n)).is_some()
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
    pub(super) fn is_urged(&self, site: Site<'_>) -> bool {
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
    pub(in crate::build) fn is_denied(&self, site: Site<'_>) -> bool {
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
        if draft.steps.iter().any(|(s, _)| repeats(s)) {
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

    fn manner(&self, site: Site<'_>, index: usize, step: &MeetingStep, has_outcome: bool) -> Told {
        let tree = self.article.tree(site.head());
        let has_had = tree
            .children_by(site.frame.head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        let is_dated = step.when.as_ref().and_then(|w| w.range).is_some();
        match site.frame.tense {
            // "Nothing of the kind had been agreed": whoever disputes it does so now.
            _ if step.status == MeetingStatus::Denied => Told::Plainly,
            // "will reopen talks in June, four months after Chile walked out"
            _ if step.status == MeetingStatus::Suspended && self.is_what_a_plan_follows(site) => {
                Told::AsBefore
            }
            // "had planned to travel on Monday, but the visit has been postponed"
            _ if rank(step.status) < 3
                && (self.is_before_its_end(site) || self.is_of_what_ends(site)) =>
            {
                Told::AsBefore
            }
            // "said the visit had been put off": before it was said, and no sooner.
            Tense::Past
                if has_had
                    && (step.status == MeetingStatus::Postponed || step.rule == MOVED)
                    && self.is_reported(site) =>
            {
                Told::Plainly
            }
            Tense::Past if has_had && !site.frame.infinitive => Told::AsBefore,
            // "Talks on the treaty began in 2022": told as background of what goes on now.
            Tense::Past if step.status == MeetingStatus::Held && self.is_long_past(index, step) => {
                Told::AsBefore
            }
            // "A meeting, which was to take place in May and fell through, will be held in June."
            Tense::Past if self.is_past_aside(site) => Told::AsBefore,
            // "The talks, which opened on Thursday, were interrupted": so is what stands aside.
            Tense::Past
                if has_outcome && step.status == MeetingStatus::Held && self.is_aside(site) =>
            {
                Told::AsBefore
            }
            // "They freed nine sailors after talks ended. They had been interrupted on Tuesday."
            Tense::Past if self.is_between(index, step) => Told::AsBefore,
            // "The summit was put off. In April they had settled on a day": once the outcome has been told.
            Tense::Past if has_outcome && self.is_of_old(site) => Told::AsBefore,
            Tense::Future if step.status == MeetingStatus::Scheduled && is_dated => Told::AsNow,
            // "The talks were put off. They were to have opened on Monday": the plan was before.
            _ if has_outcome && rank(step.status) < 3 && self.was_once_to_be(site) => {
                Told::AsBefore
            }
            // "The visit, scheduled for 25 August, was to have been the sixth": once it has been called off.
            _ if has_outcome && rank(step.status) < 3 && self.is_planned_aside(site) => {
                Told::AsBefore
            }
            // "has put off a visit that was planned for 20 May"
            Tense::Past if has_outcome && rank(step.status) < 3 && self.is_aside(site) => {
                Told::AsBefore
            }
            // "A meeting due on Monday was dropped": the plan was before.
            _ if self.is_overtaken(step) => Told::AsBefore,
            _ => Told::Plainly,
        }
    }

    /// Whether somebody says it in the past.
    fn is_reported(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let says = node.head.filter(|_| node.is("ccomp"));
        says.is_some_and(|h| tree.nodes[h].xpos == "VBD") && self.speaker_of(site).is_some()
    }

    /// "In April the two governments settled on 15 May": the sentence opens with a time well before the text.
    fn is_of_old(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let Some(agent) = site.frame.agent.or(site.frame.object) else {
            return false;
        };
        let opening = tree.extent(agent).0;
        let time = when::find(tree, 0, opening, self.date, false);
        let days = time.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| {
            opening < site.frame.head
                && range
                    .last
                    .checked_add(LONG_AGO.days())
                    .is_ok_and(|d| d < written)
        })
    }

    /// "have put off a meeting of the ministers planned for Thursday": whether a participle tells what was planned with what the verb
    /// over it ends.
    fn is_of_what_ends(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_participle = node.is("acl") && node.xpos == "VBN";
        let over = |i: usize| tree.nodes[i].head.filter(|&h| h < i);
        let mut above = std::iter::successors(over(site.frame.head), |&i| over(i));
        is_participle
            && above.any(|i| {
                let frames = &self.article.frames[site.sentence];
                let ends = |lemma: &str| ENDINGS.contains(&lemma);
                frames
                    .iter()
                    .any(|f| f.head == i && !f.negated && !f.nominal && ends(&f.lemma))
            })
    }

    /// Whether a plan of the past stands in its sentence before the verb that puts it off.
    fn is_before_its_end(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_past = site.frame.tense == Tense::Past || node.is("acl") && node.xpos == "VBN";
        let above = node.head.filter(|_| site.frame.infinitive);
        let is_past =
            is_past || above.is_some_and(|h| matches!(tree.nodes[h].xpos.as_str(), "VBD" | "VBN"));
        let mut frames = self.article.frames[site.sentence].iter();
        let ends = frames.any(|f| {
            f.head > site.frame.head
                && !f.negated
                && !f.nominal
                && ENDINGS.contains(&f.lemma.as_str())
        });
        is_past && ends && !ENDINGS.contains(&site.frame.lemma.as_str())
    }

    /// Whether a step is of a time well before the text, and the meeting has others.
    fn is_long_past(&self, index: usize, step: &MeetingStep) -> bool {
        let days = step.when.as_ref().and_then(|w| w.range).zip(self.date);
        let is_past = days.is_some_and(|(range, written)| {
            let end = range.last.checked_add((10 * LONG_AGO).days());
            end.is_ok_and(|d| d < written)
        });
        is_past && !self.meetings[index].steps.is_empty()
    }

    /// Whether a break, or its end, of a day before the text's is told of a meeting that was said at the start to be over.
    fn is_between(&self, index: usize, step: &MeetingStep) -> bool {
        let is_break = matches!(
            step.status,
            MeetingStatus::Suspended | MeetingStatus::Resumed
        );
        let days = step.when.as_ref().and_then(|w| w.range).zip(self.date);
        let is_past = days.is_some_and(|(range, written)| range.last < written);
        let opening = self.article.trees.get(OPENING).map(|t| t.span.start);
        let is_over = self.meetings[index].steps.iter().any(|(s, _)| {
            s.status == MeetingStatus::Held
                && s.when.is_none()
                && opening.is_none_or(|o| s.evidence.start < o)
        });
        is_break && is_past && is_over
    }

    fn is_aside(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        tree.nodes[site.frame.head].rel == "acl:relcl"
    }

    /// Whether a predication stands behind "after" or "since" in a sentence that tells what will be.
    fn is_what_a_plan_follows(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_behind = tree
            .children_by(head, "mark")
            .any(|m| matches!(tree.nodes[m].lemma.as_str(), "after" | "since"));
        let mut above = self.article.frames[site.sentence].iter();
        is_behind && above.any(|f| f.tense == Tense::Future && tree.under(head, f.head))
    }

    /// Whether a participle tells a plan beside what the sentence tells of the past.
    fn is_planned_aside(&self, site: Site<'_>) -> bool {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        node.rel == "acl" && node.xpos == "VBN" && self.follows_past(site)
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

    /// `held` and the like as the rule says; `told` by tense: past is held, a future day is
    /// scheduled, the future without one announced, the merely possible mooted.
    pub(super) fn status(
        &self,
        name: &str,
        site: Site<'_>,
        when: Option<&When>,
    ) -> Option<MeetingStatus> {
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
        if self.is_brought_about(site) {
            return Some(MeetingStatus::Held);
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

    /// "The envoys, meeting in Quito, failed to agree", "she got them to talk": what a past predication tells beside itself.
    fn is_brought_about(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let Some(above) = node.head else { return false };
        let frames = &self.article.frames[site.sentence];
        let is_past = frames
            .iter()
            .any(|f| f.head == above && f.tense == Tense::Past && f.is_actual());
        let is_beside = node.xpos == "VBG"
            && (node.is("advcl") || node.is("acl"))
            && tree.child(site.frame.head, "mark").is_none()
            && tree.child(site.frame.head, "aux").is_none();
        let is_made = node.is("xcomp")
            && site.frame.infinitive
            && matches!(tree.nodes[above].lemma.as_str(), "get" | "bring");
        is_past && is_made || is_beside && self.follows_past(site)
    }

    /// Whether the main predication of a sentence is past and came about.
    fn follows_past(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let frames = self.article.frames[site.sentence].iter();
        let mut roots = frames.filter(|f| tree.nodes[f.head].head.is_none());
        roots.any(|f| f.tense == Tense::Past && f.is_actual())
    }

    /// "are meeting in Quito": what goes on takes place.
    fn is_under_way(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_now = |a: usize| matches!(tree.nodes[a].form.as_str(), "is" | "are");
        tree.nodes[head].xpos == "VBG" && tree.children_by(head, "aux").any(is_now)
    }

    /// "The ministers did meet, on 2 April": told as what happened, on a day before the text's.
    pub(super) fn is_over(&self, site: Site<'_>, when: Option<&When>) -> bool {
        let days = when.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| range.last < written)
            && site.frame.tense == Tense::Past
            && site.frame.is_actual()
            && !site.frame.infinitive
            && !self.was_to_be(site)
    }

    /// Whether a time is later than the text.
    pub(super) fn is_ahead(&self, when: Option<&When>) -> bool {
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
            let is_nearly = tree.children_by(h, "advmod").any(|a| {
                matches!(
                    tree.nodes[a].lemma.as_str(),
                    "nearly" | "almost" | "narrowly"
                )
            });
            match tree.nodes[h].lemma.as_str() {
                _ if is_nearly => false,
                "fail" | "unable" => !is_negated,
                "able" | "manage" => is_negated,
                _ => false,
            }
        })
    }

    /// "was to have opened", "was to follow", "had been arranged".
    fn was_once_to_be(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_past = |a: usize| matches!(tree.nodes[a].form.as_str(), "was" | "were");
        self.was_to_be(site) && tree.children(site.frame.head).iter().any(|&a| is_past(a))
    }

    /// "was to have been held": a plan of the past.
    pub(super) fn was_to_be(&self, site: Site<'_>) -> bool {
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
}

/// What is still to come: with a day or an hour it is scheduled.
pub(super) fn plan(when: Option<&When>) -> MeetingStatus {
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
