//! How a step counts: told as news, in passing, of old, or before what ended it.

use super::super::Told;
use super::super::history::rank;
use super::{DOUBTED, ENDINGS, MOVED, SURE};
use crate::build::{Builder, Site};
use crate::frame::Tense;
use crate::when;
use demarche_evidence::{MeetingStatus, MeetingStep};
use demarche_text::Share;
use jiff::ToSpan;

/// How many sentences, headlines among them, open a text.
const OPENING: usize = 4;

/// Days before the text from which on what is told is history.
const LONG_AGO: i64 = 6;

impl Builder<'_> {
    /// Whether the model is sure that a sentence tells another status than this one.
    pub(super) fn is_contradicted(&self, sentence: usize, status: MeetingStatus) -> bool {
        let nodes = self.article.trees[sentence].nodes.iter();
        let steps: Vec<_> = nodes.filter_map(|n| n.step.as_ref()).collect();
        // Whether a plan has a day, and whether what fell through was ever agreed, is seen better by the rules.
        let is_alike = |label: &str| match status {
            MeetingStatus::Announced | MeetingStatus::Scheduled => {
                matches!(label, "announced" | "scheduled")
            }
            // Nor does it tell one that somebody leaves from one that is off, or one that foundered from one that ended.
            MeetingStatus::Suspended => {
                matches!(label, "suspended" | "cancelled" | "postponed" | "held")
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

    pub(super) fn manner(
        &self,
        site: Site<'_>,
        index: usize,
        step: &MeetingStep,
        has_outcome: bool,
    ) -> Told {
        let tree = self.article.tree(site.head());
        let has_had = tree
            .children_by(site.frame.head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        let is_dated = step.when.as_ref().and_then(|w| w.range).is_some();
        match site.frame.tense {
            // "confirmed that they met. It had denied the encounter for weeks"
            _ if step.status == MeetingStatus::Denied && has_had && site.frame.lemma == "deny" => {
                Told::AsBefore
            }
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
    pub(super) fn is_reported(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let says = node.head.filter(|_| node.is("ccomp"));
        says.is_some_and(|h| tree.nodes[h].xpos == "VBD") && self.speaker_of(site).is_some()
    }

    /// "In April the two governments settled on 15 May": the sentence opens with a time well before the text.
    pub(super) fn is_of_old(&self, site: Site<'_>) -> bool {
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
    pub(super) fn is_of_what_ends(&self, site: Site<'_>) -> bool {
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
    pub(super) fn is_before_its_end(&self, site: Site<'_>) -> bool {
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
    pub(super) fn is_long_past(&self, index: usize, step: &MeetingStep) -> bool {
        let days = step.when.as_ref().and_then(|w| w.range).zip(self.date);
        let is_past = days.is_some_and(|(range, written)| {
            let end = range.last.checked_add((10 * LONG_AGO).days());
            end.is_ok_and(|d| d < written)
        });
        is_past && !self.meetings[index].steps.is_empty()
    }

    /// Whether a break, or its end, of a day before the text's is told of a meeting that was said at the start to be over.
    pub(super) fn is_between(&self, index: usize, step: &MeetingStep) -> bool {
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

    pub(super) fn is_aside(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        tree.nodes[site.frame.head].rel == "acl:relcl"
    }

    /// Whether a predication stands behind "after" or "since" in a sentence that tells what will be.
    pub(super) fn is_what_a_plan_follows(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_behind = tree
            .children_by(head, "mark")
            .any(|m| matches!(tree.nodes[m].lemma.as_str(), "after" | "since"));
        let mut above = self.article.frames[site.sentence].iter();
        is_behind && above.any(|f| f.tense == Tense::Future && tree.under(head, f.head))
    }

    /// Whether a participle tells a plan beside what the sentence tells of the past.
    pub(super) fn is_planned_aside(&self, site: Site<'_>) -> bool {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        node.rel == "acl" && node.xpos == "VBN" && self.follows_past(site)
    }

    /// Whether a predication stands in a relative clause of a sentence that tells what will be.
    pub(super) fn is_past_aside(&self, site: Site<'_>) -> bool {
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
    pub(super) fn is_overtaken(&self, step: &MeetingStep) -> bool {
        let is_signed = step.rule.starts_with("step.");
        is_signed
            && rank(step.status) < 3
            && self.steps_in(step.evidence).any(|s| rank(s.status) == 3)
    }
}
