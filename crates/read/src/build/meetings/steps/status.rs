//! Which status a predication gives a meeting, by its tense, its time and the verbs over it.

use crate::build::{Builder, Site};
use crate::frame::Tense;
use demarche_evidence::{MeetingStatus, When};

impl Builder<'_> {
    /// `held` and the like as the rule says; `told` by tense: past is held, a future day is
    /// scheduled, the future without one announced, the merely possible mooted.
    pub(in crate::build::meetings) fn status(
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
    pub(super) fn is_brought_about(&self, site: Site<'_>) -> bool {
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
    pub(super) fn follows_past(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let frames = self.article.frames[site.sentence].iter();
        let mut roots = frames.filter(|f| tree.nodes[f.head].head.is_none());
        roots.any(|f| f.tense == Tense::Past && f.is_actual())
    }

    /// "are meeting in Quito": what goes on takes place.
    pub(super) fn is_under_way(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_now = |a: usize| matches!(tree.nodes[a].form.as_str(), "is" | "are");
        tree.nodes[head].xpos == "VBG" && tree.children_by(head, "aux").any(is_now)
    }

    /// "The ministers did meet, on 2 April": told as what happened, on a day before the text's.
    pub(in crate::build::meetings) fn is_over(&self, site: Site<'_>, when: Option<&When>) -> bool {
        let days = when.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| range.last < written)
            && site.frame.tense == Tense::Past
            && site.frame.is_actual()
            && !site.frame.infinitive
            && !self.was_to_be(site)
    }

    /// Whether a time is later than the text.
    pub(in crate::build::meetings) fn is_ahead(&self, when: Option<&When>) -> bool {
        let days = when.and_then(|w| w.range).zip(self.date);
        days.is_some_and(|(range, written)| range.first > written)
    }

    /// "Talks resume on Monday": present tense with a time that is still to come.
    pub(super) fn is_timetabled(&self, site: Site<'_>, when: Option<&When>) -> bool {
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
    pub(super) fn left(&self, meeting: usize) -> MeetingStatus {
        match self.meetings[meeting].last_status() {
            Some(status) if status.is_open() || status == MeetingStatus::Postponed => {
                MeetingStatus::Cancelled
            }
            _ => MeetingStatus::Suspended,
        }
    }

    /// "ended *abruptly*", "ended *when the Chileans got up and left*": it did not come to its end.
    pub(super) fn is_broken_off(&self, site: Site<'_>) -> bool {
        const ABRUPT: &[&str] = &[
            "abruptly",
            "prematurely",
            "suddenly",
            "uproar",
            "acrimony",
            "disarray",
            "walkout",
            "walk-out",
        ];
        const LEAVING: &[&str] = &["leave", "rise", "storm", "quit", "depart"];
        if !matches!(
            site.frame.lemma.as_str(),
            "end" | "finish" | "close" | "break off"
        ) {
            return false;
        }
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is = |words: &[&str], word: usize| words.contains(&tree.nodes[word].lemma.as_str());
        let leaves = |clause: usize| {
            let is_when = tree
                .children(clause)
                .iter()
                .any(|&c| tree.nodes[c].lemma == "when");
            let walks_out = tree.nodes[clause].lemma == "walk"
                && tree
                    .children(clause)
                    .iter()
                    .any(|&c| tree.nodes[c].lemma == "out");
            let mut verbs = tree.children_by(clause, "conj").chain([clause]);
            // "when the team left to consult the ministry"
            let leaves = |v: usize| {
                is(LEAVING, v)
                    && !tree
                        .children_by(v, "xcomp")
                        .chain(tree.children_by(v, "advcl"))
                        .any(|c| tree.nodes[c].xpos == "VB")
            };
            is_when && (walks_out || verbs.any(leaves))
        };
        let mut manner = tree
            .children_by(head, "advmod")
            .chain(tree.children_by(head, "obl"));
        manner.any(|word| is(ABRUPT, word)) || tree.children_by(head, "advcl").any(leaves)
    }

    /// "failed to hold its session", "was not able to convene".
    pub(super) fn is_failed(&self, site: Site<'_>) -> bool {
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
    pub(super) fn was_once_to_be(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_past = |a: usize| matches!(tree.nodes[a].form.as_str(), "was" | "were");
        self.was_to_be(site) && tree.children(site.frame.head).iter().any(|&a| is_past(a))
    }

    /// "was to have been held": a plan of the past.
    pub(in crate::build::meetings) fn was_to_be(&self, site: Site<'_>) -> bool {
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
pub(in crate::build::meetings) fn plan(when: Option<&When>) -> MeetingStatus {
    if when.is_some_and(is_day) {
        MeetingStatus::Scheduled
    } else {
        MeetingStatus::Announced
    }
}

/// Whether a time is a day or an hour, and not a month, a season or a bound.
pub(super) fn is_day(when: &When) -> bool {
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
