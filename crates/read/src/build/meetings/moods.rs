//! What a sentence only seems to tell of a meeting: denials of something else, what was refused, what is not known.

use super::super::{Builder, Site};
use super::steps::ENDINGS;
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::when;
use demarche_evidence::MeetingStatus;

/// How the ids of the rules begin by which the model alone sees a step.
const SIGNED: &str = "step.";

/// What happens to talks that nobody moots by wanting it.
const FATES: &[&str] = &[
    "fail", "collapse", "end", "stop", "break", "succeed", "drag", "continue",
];

/// Verbs of meeting, and of being in touch.
const MEETING_VERBS: &[&str] = &[
    "meet",
    "negotiate",
    "speak",
    "talk",
    "agree",
    "invite",
    "visit",
    "contact",
    "call",
    "come",
    "travel",
    "attend",
    "go",
    "plan",
    "schedule",
    "see",
    "receive",
    "host",
    "hold",
    "join",
    "leave",
];

/// Verbs after which it is open whether and when.
const TELLING: &[&str] = &[
    "say", "decide", "announce", "know", "confirm", "set", "tell", "fix",
];

impl Builder<'_> {
    /// Whether a step that a rule finds is none by what stands around it.
    pub(super) fn is_no_step(
        &self,
        rule: &Rule,
        site: Site<'_>,
        at: At,
        status: MeetingStatus,
    ) -> bool {
        let is_signed = rule.id.starts_with(SIGNED);
        if is_signed && self.is_of_no_meeting(site) || self.is_own_body(site) {
            return true;
        }
        match status {
            MeetingStatus::Denied => {
                // "had refused all contact": whoever will not meet disputes nothing.
                let is_refusal = site.frame.lemma == "refuse";
                is_signed
                    && (is_refusal || !self.speaks_of_meeting(site) || self.disputes_a_manner(site))
                    || self.is_fate(site)
                    || self.is_count_since(site)
            }
            MeetingStatus::Mooted => self.is_fate(site),
            MeetingStatus::Resumed => is_signed && (is_end(site) || self.puts_off(site.sentence)),
            MeetingStatus::Held => {
                at == site.head() && (self.is_kept_open(site) || self.is_planned_one(at))
                    || is_signed
                        && (site.frame.negated
                            || self.is_topic(site)
                            || self.has_fallen_through(site.sentence))
            }
            MeetingStatus::Postponed if self.is_moved_elsewhere(site) => true,
            // "have been extended by a day"
            MeetingStatus::Postponed if is_prolonged(site) => true,
            MeetingStatus::Announced | MeetingStatus::Scheduled => {
                self.is_to_be_decided(site)
                    || is_signed && (is_end(site) || self.is_prepared(site, at))
            }
            MeetingStatus::Postponed | MeetingStatus::Cancelled | MeetingStatus::Suspended => {
                self.is_measure(at)
            }
        }
    }

    /// "have been moved to Geneva": to another place, not to another day.
    fn is_moved_elsewhere(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_place = |&w: &usize| {
            let (low, high) = tree.extent(w);
            tree.preposition(w).as_deref() == Some("to")
                && tree.nodes[w].upos == "PROPN"
                && when::find(tree, low, high, self.date, true).is_none()
        };
        matches!(site.frame.lemma.as_str(), "move" | "shift" | "transfer")
            && tree
                .children_by(site.frame.head, "obl")
                .any(|w| is_place(&w))
    }

    /// "The Liberal executive meets on Thursday": a party's own body sits, with nobody of another.
    pub(super) fn is_own_body(&self, site: Site<'_>) -> bool {
        const BODIES: &[&str] = &[
            "executive",
            "presidium",
            "politburo",
            "caucus",
            "leadership",
            "parliament",
            "senate",
            "cabinet",
            "legislature",
        ];
        let tree = self.article.tree(site.head());
        let is_body = |word: usize| {
            let is_own = BODIES.contains(&tree.nodes[word].lemma.to_lowercase().as_str());
            let at = At {
                word,
                ..site.head()
            };
            (is_own || self.is_council_of_one(at)) && tree.child(word, "conj").is_none()
        };
        // "Parliament held an emergency session": its own
        let is_other = |o: usize| {
            let at = At {
                word: o,
                ..site.head()
            };
            !self.is_meeting_noun(at) || !self.named_participants(at).is_empty()
        };
        let has_partner = site.frame.object.is_some_and(is_other)
            || tree
                .children_by(site.frame.head, "obl")
                .any(|w| tree.preposition(w).as_deref() == Some("with"));
        site.frame.agent.is_some_and(is_body) && !has_partner
    }

    /// "the Farmers' national council", "the union's committee": a body of one party that is no state.
    fn is_council_of_one(&self, at: At) -> bool {
        const COUNCILS: &[&str] = &["council", "committee", "congress", "convention"];
        let tree = self.article.tree(at);
        let owner = tree
            .child(at.word, "nmod:poss")
            .map(|word| self.article.who(At { word, ..at }));
        let is_council = COUNCILS.contains(&tree.nodes[at.word].lemma.as_str());
        let is_one = |all: &[Who]| matches!(all, [one] if !self.is_state(one));
        is_council && owner.is_some_and(|all| is_one(&all))
    }

    /// "met reporters", "appealed to the rebels to return": those who are told or asked something are no partners in talks.
    pub(super) fn is_no_partner(&self, site: Site<'_>) -> bool {
        const AUDIENCE: &[&str] = &[
            "reporter",
            "journalist",
            "correspondent",
            "press",
            "media",
            "supporter",
            "crowd",
            "student",
            "voter",
            "fan",
        ];
        const ASKING: &[&str] = &[
            "appeal", "urge", "call on", "call", "press", "exhort", "implore", "plead", "ask",
        ];
        let tree = self.article.tree(site.head());
        let is_told = |word: usize| AUDIENCE.contains(&tree.nodes[word].lemma.as_str());
        let partners = site
            .frame
            .object
            .into_iter()
            .chain(site.frame.oblique(&["with"]));
        let asks = ASKING.contains(&site.frame.lemma.as_str());
        partners.into_iter().any(is_told) || asks && site.frame.content.is_some()
    }

    /// "The exchange of prisoners is due to begin on Friday": what begins or is put off is no encounter.
    fn is_of_no_meeting(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        // "said preparations were continuing"
        let of_content = || tree.child(site.frame.content?, "nsubj");
        let subject = if site.frame.nominal {
            Some(site.frame.head)
        } else {
            site.frame
                .object
                .filter(|_| site.frame.passive)
                .or(site.frame.agent)
        };
        subject.into_iter().chain(of_content()).any(|s| {
            let node = &tree.nodes[s];
            node.upos == "NOUN" && self.rules.lexicon.is(&node.lemma, "no-meeting")
        })
    }

    /// "There has been no summit since": that none was held after one of the past denies nobody's word.
    fn is_count_since(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let nodes = &tree.nodes;
        let has_been = tree
            .children(site.frame.head)
            .iter()
            .any(|&c| matches!(nodes[c].form.as_str(), "has" | "have" | "been"))
            || matches!(nodes[site.frame.head].form.as_str(), "been");
        has_been && nodes.iter().any(|n| n.form.eq_ignore_ascii_case("since"))
    }

    /// "put off the talks": whether a verb of a sentence says the contrary of going on.
    fn puts_off(&self, sentence: usize) -> bool {
        let mut frames = self.article.frames[sentence].iter();
        frames.any(|f| !f.nominal && !f.negated && ENDINGS.contains(&f.lemma.as_str()))
    }

    /// "The ministers will prepare it on 1 July": the day of what is done for the summit.
    fn is_prepared(&self, site: Site<'_>, at: At) -> bool {
        site.frame.object == Some(at.word) && !site.frame.passive && self.is_topic(site)
    }

    /// "discussed the conference planned for June": what others talk about has not been for that.
    fn is_topic(&self, site: Site<'_>) -> bool {
        const TALKING: &[&str] = &[
            "discuss", "mention", "prepare", "plan", "consider", "raise", "recall",
        ];
        TALKING.contains(&site.frame.lemma.as_str())
    }

    /// Whether a rule reads in a sentence that a meeting was put off or called off, so that what the model sees in it is that.
    fn has_fallen_through(&self, sentence: usize) -> bool {
        let here = self.evidence(sentence);
        let mut steps = self.meetings.iter().flat_map(|m| &m.steps);
        steps.any(|(step, _)| {
            let is_off = matches!(
                step.status,
                MeetingStatus::Postponed | MeetingStatus::Cancelled
            );
            is_off && step.evidence == here && !step.rule.starts_with(SIGNED)
        })
    }

    /// What is denied, unless it is "it".
    fn denied_matter(&self, site: Site<'_>) -> Option<usize> {
        let tree = self.article.tree(site.head());
        let object = site.frame.object.filter(|&o| tree.nodes[o].upos != "PRON");
        let node = &tree.nodes[site.frame.head];
        let denier = node.head.filter(|_| node.is("ccomp") || node.is("xcomp"));
        let is_denied = denier.is_some_and(|d| tree.nodes[d].lemma == "deny");
        let own = is_denied.then_some(site.frame.head);
        own.or(site.frame.content).or(object)
    }

    /// "denied having *left* the talks", "that they had *broken down*": how they went, and not that they took place.
    fn disputes_a_manner(&self, site: Site<'_>) -> bool {
        const MANNERS: &[&str] = &[
            "leave", "left", "walk", "quit", "abandon", "storm", "break", "collapse", "stall",
            "fail", "end", "discuss", "raise", "obstruct", "delay", "sabotage", "offer", "promise",
        ];
        let tree = self.article.tree(site.head());
        let matter = self.denied_matter(site);
        matter.is_some_and(|m| MANNERS.contains(&tree.nodes[m].lemma.as_str()))
    }

    /// "denied that they would meet", "denied it"; not "denied any shelling".
    fn speaks_of_meeting(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let Some(matter) = self.denied_matter(site) else {
            return true;
        };
        let (low, high) = tree.extent(matter);
        (low..high).any(|word| {
            let at = At {
                word,
                ..site.head()
            };
            let node = &tree.nodes[word];
            let is_verb = node.upos == "VERB" && MEETING_VERBS.contains(&node.lemma.as_str());
            is_verb || self.is_meeting_noun(at)
        })
    }

    /// "wanted the talks to fail"
    fn is_fate(&self, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let content = site.frame.content.filter(|&c| nodes[c].upos == "VERB");
        content.is_some_and(|c| FATES.contains(&nodes[c].lemma.as_str()))
    }

    /// "did not rule out a call": a meeting that a verb with a "not" leaves open has not been.
    fn is_kept_open(&self, site: Site<'_>) -> bool {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("obj") && site.frame.nominal);
        let mut frames = self.article.frames[site.sentence].iter();
        above.is_some_and(|above| frames.any(|f| f.head == above && f.negated))
    }

    /// "meets to decide whether to open negotiations": nobody has agreed to them yet.
    fn is_to_be_decided(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let mut marks = tree.children_by(site.frame.head, "mark");
        marks.any(|m| tree.nodes[m].lemma == "whether")
    }

    /// "A call between the two, planned for Monday": nothing says that it was made.
    fn is_planned_one(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        tree.children_by(at.word, "acl").any(|c| {
            let node = &tree.nodes[c];
            let is_plan = self.rules.lexicon.is(&node.lemma, "planning")
                || matches!(node.lemma.as_str(), "arrange" | "propose" | "announce");
            node.xpos == "VBN" && is_plan
        })
    }

    /// "The walkout would go ahead … We have postponed it": an "it" that is a strike or the like.
    fn is_measure(&self, at: At) -> bool {
        let is_it = self.article.tree(at).nodes[at.word].lemma == "it";
        let Some(before) = at.sentence.checked_sub(1).filter(|_| is_it) else {
            return false;
        };
        let nodes = self.article.trees[before].nodes.iter();
        let mut subjects = nodes.filter(|n| n.is("nsubj") && n.upos == "NOUN");
        subjects.any(|n| self.rules.lexicon.is(&n.lemma, "reprisal"))
    }

    /// "had refused to meet", "was unwilling to talk": those have not met, and have not agreed to.
    pub(in crate::build) fn is_refused(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("acl"));
        above.is_some_and(|h| {
            let lemma = tree.nodes[h].lemma.as_str();
            let says_no = matches!(
                lemma,
                "refuse" | "decline" | "refusal" | "unwilling" | "reluctant"
            );
            let mut frames = self.article.frames[site.sentence].iter();
            says_no && !frames.any(|f| f.head == h && f.negated)
        })
    }

    /// "has not said when it will convene": nothing is told but that it is open.
    pub(super) fn is_not_told(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let Some(above) = node.head.filter(|_| node.is("ccomp") || node.is("advcl")) else {
            return false;
        };
        let opens = tree.children(site.frame.head).iter().any(|&c| {
            matches!(
                tree.nodes[c].lemma.as_str(),
                "when" | "whether" | "if" | "where"
            )
        });
        let mut frames = self.article.frames[site.sentence].iter();
        let is_negated = frames.any(|f| f.head == above && f.negated);
        opens && is_negated && TELLING.contains(&tree.nodes[above].lemma.as_str())
    }
}

/// Whether something goes on for longer.
fn is_prolonged(site: Site<'_>) -> bool {
    matches!(site.frame.lemma.as_str(), "extend" | "prolong" | "lengthen")
}

/// "The talks are to end on Saturday": when something is over says nothing of when it is held.
fn is_end(site: Site<'_>) -> bool {
    matches!(
        site.frame.lemma.as_str(),
        "adjourn" | "end" | "close" | "finish" | "wind up"
    )
}
