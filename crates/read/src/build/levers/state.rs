//! Whether a lever is used, withheld or threatened, by its tense, its verbs and what stands over them.

use super::{
    ANSWERING, CALLED_OFF, GOING_ON, OFFERED, PLANNED, SIGNED_LEVER, THREATENED, WARNED,
    is_talked_of,
};
use crate::build::{Builder, Site};
use crate::rules::Rule;
use demarche_evidence::LeverUse;

/// Verbs of ending a measure, and of putting it off.
pub(super) const ENDING: &[&str] = &[
    "suspend", "pause", "lift", "end", "call off", "halt", "drop", "ease", "cancel",
];

const PUTTING_OFF: &[&str] = &["shelve", "postpone", "put off", "defer", "delay"];

/// Verbs of giving more than before.
const BETTERING: &[&str] = &[
    "raise", "lift", "improve", "sweeten", "increase", "better", "up",
];

/// Verbs of giving back what was taken: not to do so is the lever.
const RESTORING: &[&str] = &[
    "reopen", "open", "release", "return", "restore", "resume", "let", "allow", "lift", "unfreeze",
];

impl<'a> Builder<'a> {
    /// How a lever is used, by the words that tell it; none where what they tell is no lever.
    pub(super) fn state_told(&self, rule: &Rule, site: Site<'_>, state: &str) -> Option<LeverUse> {
        let lemma = self.article.tree(site.head()).nodes[site.frame.head]
            .lemma
            .as_str();
        // "Brodin recalled" calls nobody back.
        if lemma == "recall" && !self.calls_people_back(site) {
            return None;
        }
        let told = self.told(site);
        if self.is_meeting_up(told) {
            return None;
        }
        if rule.id == CALLED_OFF {
            return Some(LeverUse::Withheld);
        }
        if self.is_relief(told, ENDING) {
            // What would be ended presses as long as it lasts; its end is kept back.
            let kept = match state {
                "used" => LeverUse::Used,
                _ => LeverUse::Withheld,
            };
            return self.lies_ahead(told).then_some(kept);
        }
        if self.is_concession(self.governing(site)) {
            return None;
        }
        if self.is_relief(site, PUTTING_OFF) {
            return Some(LeverUse::Withheld);
        }
        if state == "used" && self.is_only_thought_of(site) {
            return Some(LeverUse::Threatened);
        }
        let state = match state {
            "used" if rule.id == SIGNED_LEVER => self.state_seen(site)?,
            "used" => LeverUse::Used,
            "withheld" => LeverUse::Withheld,
            "threatened" => LeverUse::Threatened,
            _ => LeverUse::Available,
        };
        let step = self.step_told(told);
        // "has promised to answer in kind": a promise that is a threat.
        if rule.id == OFFERED && ANSWERING.contains(&told.frame.lemma.as_str()) {
            return Some(LeverUse::Threatened);
        }
        let is_favour = self.is_favour(step);
        // "refused to link the two": who will not press does not; who will not give keeps back.
        if self.is_refused(step) {
            return is_favour.then_some(LeverUse::Withheld);
        }
        let is_warned = rule.id == WARNED && matches!(lemma, "warn" | "vow");
        // "backed industrial action" does nobody a favour.
        let is_said = rule.id == THREATENED || rule.id == PLANNED || is_warned;
        match state {
            _ if !is_favour || is_said => Some(state),
            // "would allow visits once the funds were released": what is promised is kept back till then.
            LeverUse::Threatened if rule.id != SIGNED_LEVER || self.depends_on(site).is_some() => {
                Some(LeverUse::Withheld)
            }
            // "freed fourteen fishermen": what the model alone sees and is a gift.
            LeverUse::Threatened | LeverUse::Used if rule.id == SIGNED_LEVER => None,
            _ => Some(state),
        }
    }

    /// "*plans* to raise the duty", "has *not ruled out* closing its ports": be the sign on the verb that says so or on what hangs on it.
    fn is_only_thought_of(&self, site: Site<'_>) -> bool {
        const PLANNING: &[&str] = &[
            "plan",
            "intend",
            "consider",
            "mull",
            "weigh",
            "contemplate",
            "prepare",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let hangs = node.is("xcomp") || node.is("ccomp") || node.is("advcl");
        let above = node
            .head
            .filter(|_| hangs && matches!(node.xpos.as_str(), "VB" | "VBG"));
        let frames = &self.article.frames[site.sentence];
        let verb = above.unwrap_or(site.frame.head);
        let mut told = frames.iter().filter(|f| f.head == verb);
        told.any(|f| {
            let is_open = f.negated && matches!(f.lemma.as_str(), "rule out" | "exclude");
            let is_planned = PLANNING.contains(&f.lemma.as_str())
                && (above.is_some() || tree.child(verb, "xcomp").is_some());
            !f.negated && is_planned || is_open && above.is_some()
        })
    }

    /// What somebody is ready, or gets ready, to do; else the predication itself.
    pub(super) fn step_told<'s>(&'s self, site: Site<'s>) -> Site<'s> {
        let is_readiness = matches!(
            site.frame.lemma.as_str(),
            "ready" | "prepared" | "prepare" | "willing"
        );
        let tree = self.article.tree(site.head());
        let step = tree
            .child(site.frame.head, "xcomp")
            .filter(|_| is_readiness);
        let mut frames = self.article.frames[site.sentence].iter();
        let frame = step.and_then(|step| frames.find(|f| f.head == step));
        frame.map_or(site, |frame| Site { frame, ..site })
    }

    /// "would take part if", "would take place only if", "would take a decision once": whoever sets conditions for meeting or answering
    /// presses with nothing.
    pub(super) fn is_meeting_up(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let object = tree.child(site.frame.head, "obj");
        let noun = object.map(|o| tree.nodes[o].lemma.as_str());
        tree.nodes[site.frame.head].lemma == "take"
            && matches!(noun, Some("part" | "place" | "decision"))
    }

    /// How a lever is used that the model alone sees, by mood and tense of the verb it hangs on.
    pub(super) fn state_seen(&self, site: Site<'_>) -> Option<LeverUse> {
        let tree = self.article.tree(site.head());
        let lemma = tree.nodes[site.frame.head].lemma.as_str();
        if matches!(lemma, "warn" | "threaten" | "vow") {
            return Some(LeverUse::Threatened);
        }
        if lemma == "reserve" {
            return Some(LeverUse::Available);
        }
        // "The *threat* of a strike hangs over the talks"
        if is_talked_of(tree, site.frame.head) {
            return Some(LeverUse::Threatened);
        }
        let main = self.governing(self.told(site));
        let subject = tree.child(main.frame.head, "nsubj");
        if subject.is_some_and(|s| matches!(tree.nodes[s].lemma.as_str(), "nothing" | "nobody")) {
            return None;
        }
        if self.is_not_excluded(main) {
            // "did not rule out an easier procedure": a favour that is held out.
            let object = main.frame.object.map(|o| tree.nodes[o].lemma.as_str());
            let is_easing = object.is_some_and(|o| self.rules.lexicon.is(o, "easing"));
            return (!is_easing).then_some(LeverUse::Threatened);
        }
        let is_restored = RESTORING.contains(&main.frame.lemma.as_str());
        if main.frame.negated {
            return Some(if is_restored {
                LeverUse::Used
            } else {
                LeverUse::Withheld
            });
        }
        let is_likely = tree
            .children(main.frame.head)
            .iter()
            .chain(main.frame.content.as_ref())
            .any(|&c| matches!(tree.nodes[c].lemma.as_str(), "likely" | "possible"));
        let step = self.step_told(main);
        let is_to_come = step.frame.head != main.frame.head;
        if is_to_come && self.is_favour(step) {
            return None; // what somebody is ready to give presses nobody
        }
        Some(if self.lies_ahead(main) || is_likely || is_to_come {
            LeverUse::Threatened
        } else {
            LeverUse::Used
        })
    }

    /// "did not exclude that the bridge be closed", "is not ruling out a walkout".
    pub(super) fn is_not_excluded(&self, site: Site<'_>) -> bool {
        let is_excluded = matches!(site.frame.lemma.as_str(), "exclude" | "rule out" | "rule");
        site.frame.negated && is_excluded
    }

    /// "would begin", "may close", "if it closed"; what somebody will keep up is there already.
    pub(super) fn lies_ahead(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let above = tree.nodes[site.frame.head].head;
        let verb = above
            .filter(|_| site.frame.nominal)
            .unwrap_or(site.frame.head);
        let mut auxiliaries = tree.children_by(verb, "aux");
        // "are to begin a strike"
        let is_due = tree.child(verb, "cop").is_some()
            && tree
                .children_by(verb, "mark")
                .any(|m| tree.nodes[m].lemma == "to");
        let is_modal = is_due || auxiliaries.any(|a| tree.nodes[a].xpos == "MD");
        let goes_on = GOING_ON.contains(&tree.nodes[verb].lemma.as_str());
        (is_modal || site.frame.modal.is_some()) && !goes_on || site.frame.hypothetical
    }

    /// "recalled its ambassador": whether people are called back.
    pub(super) fn calls_people_back(&self, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let object = site.frame.object.filter(|&o| o > site.frame.head);
        object.is_some_and(|o| {
            let noun = nodes[o].lemma.as_str();
            self.article.gazetteer.sector(noun).is_some() || self.rules.lexicon.is(noun, "voice")
        })
    }

    /// The predication in which a lever told by a noun stands: "a *walkout* would begin".
    pub(super) fn governing<'s>(&'s self, site: Site<'s>) -> Site<'s> {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        let above = node.head.filter(|_| site.frame.nominal);
        let mut frames = self.article.frames[site.sentence].iter();
        let frame = above.and_then(|above| frames.find(|f| f.head == above));
        frame.map_or(site, |frame| Site { frame, ..site })
    }

    /// What somebody warns of or says, where the words of a lever begin with that.
    pub(super) fn told<'s>(&'s self, site: Site<'s>) -> Site<'s> {
        let is_speech = self.rules.lexicon.is(&site.frame.lemma, "say")
            || matches!(site.frame.lemma.as_str(), "threaten" | "warn");
        let content = site.frame.content.filter(|_| is_speech);
        let mut frames = self.article.frames[site.sentence].iter();
        let frame = content.and_then(|content| frames.find(|f| f.head == content));
        frame.map_or(site, |frame| Site { frame, ..site })
    }

    /// "Quill lifted its bid": whoever offers more presses nobody.
    pub(super) fn is_concession(&self, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let object = site.frame.object.map(|o| nodes[o].lemma.as_str());
        let is_offer = object.is_some_and(|o| self.rules.lexicon.is(o, "proposal") || o == "bid");
        is_offer && BETTERING.contains(&site.frame.lemma.as_str())
    }

    /// "The pilots have suspended their strike", "shelved their strike plans": whether a measure is ended or put off.
    pub(super) fn is_relief(&self, site: Site<'_>, verbs: &[&str]) -> bool {
        let tree = self.article.tree(site.head());
        let nodes = &tree.nodes;
        // Told by the verb, or by the noun for what is ended.
        let own = &nodes[site.frame.head];
        let (verb, measure) = if site.frame.nominal && own.is("obj") {
            (own.head, Some(site.frame.head))
        } else {
            (Some(site.frame.head), site.frame.object)
        };
        let frames = self.article.frames[site.sentence].iter();
        let mut ending = frames.filter(|f| Some(f.head) == verb && !f.negated);
        let is_measure = measure.is_some_and(|m| {
            let compounds = tree.children_by(m, "compound");
            let mut words = compounds.chain([m]).map(|i| nodes[i].lemma.as_str());
            words.any(|w| {
                self.rules.lexicon.is(w, "imposed") || self.rules.lexicon.is(w, "reprisal")
            })
        });
        is_measure && ending.any(|f| verbs.contains(&f.lemma.as_str()))
    }
}
