//! What sounds like a wish and is none.

use super::{RECEIVING, SIGNED_DEMAND};
use crate::build::acts::is_denied_until;
use crate::build::{Builder, Site};
use crate::frame::Frame;
use crate::rules::Rule;
use crate::tree::{Node, Tree};
use demarche_evidence::Span;

/// Verbs of those who state something as well as of those who want it.
const STATING: &[&str] = &[
    "insist",
    "reiterate",
    "expect",
    "underline",
    "underscore",
    "emphasise",
    "emphasize",
    "stress",
    "maintain",
    "repeat",
    "note",
    "say",
    "confirm",
    "recall",
    "agree",
];

/// Words for what stands elsewhere.
pub(super) const BARE: &[&str] = &[
    "the measure",
    "the measures",
    "the move",
    "the step",
    "it",
    "this",
    "that",
    "do",
    "do so",
    "do it",
    "do that",
    "do either",
    "do neither",
    "do any of it",
    "doing so",
    "doing it",
    "doing that",
    "give up",
];

impl<'a> Builder<'a> {
    /// Whether the words of a wish tell something else here.
    pub(super) fn is_no_wish(&self, rule: &Rule, site: Site<'_>, refusal: bool) -> bool {
        let is_seen = rule.id == SIGNED_DEMAND;
        // "refuses to commit itself to ending the war"
        if !refusal && rule.id == "demand.committed" && self.is_withheld(site) {
            return true;
        }
        // "is not taking part": how things are, and no more.
        if refusal && self.is_state_of_things(site) {
            return true;
        }
        // "said his government had to save": what it says of itself
        let is_own = || {
            let party = |slot: &str| self.whos(site, slot).first().and_then(|w| w.party);
            let own = party("agent");
            own.is_some() && own == party("voice")
        };
        is_seen && self.is_no_seen_wish(site)
            || !refusal && (self.is_given_up(site) || self.is_undone(site))
            || rule.id == "demand.has-to" && is_own()
            || (refusal || is_seen) && self.is_asked_for(site)
            || !refusal && self.is_lesser_evil(site)
    }

    /// "*dropped its demand* for a pilot", "withdrew the condition": what was wanted is wanted no more, be the sign on verb or noun.
    fn is_given_up(&self, site: Site<'_>) -> bool {
        const GIVING_UP: &[&str] = &[
            "drop",
            "withdraw",
            "abandon",
            "waive",
            "retract",
            "renounce",
            "shelve",
            "relinquish",
            "give up",
            "deny",
        ];
        const WISHES: &[&str] = &[
            "demand",
            "condition",
            "precondition",
            "insistence",
            "claim",
            "call",
            "request",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("obj") && site.frame.nominal);
        let (verb, wish) = match above {
            Some(verb) => (verb, Some(site.frame.head)),
            None => (site.frame.head, site.frame.object),
        };
        let frames = &self.article.frames[site.sentence];
        let mut told = frames.iter().filter(|f| f.head == verb && !f.negated);
        wish.is_some_and(|w| WISHES.contains(&tree.nodes[w].lemma.as_str()))
            && told.any(|f| GIVING_UP.contains(&f.lemma.as_str()))
    }

    /// Whether the model is wrong to see a wish here.
    pub(super) fn is_no_seen_wish(&self, site: Site<'_>) -> bool {
        let frame = site.frame;
        let has_matter = frame.content.is_some()
            || frame.object.is_some()
            || frame.oblique(&["on", "for"]).is_some();
        // "We do not ask Chile to give up its rights", "no longer insists on it"
        let is_denied = frame.negated && has_matter
            // "will not have policemen on our decks", where the model marks the thing
            || frame.nominal && self.is_denied_thing(site);
        // "claims remain in its law": the model marks what there is.
        let tree = self.article.tree(site.head());
        let above = tree.nodes[frame.head]
            .head
            .filter(|_| frame.nominal && tree.nodes[frame.head].is("nsubj"));
        let is_there = above.is_some_and(|h| {
            matches!(
                tree.nodes[h].lemma.as_str(),
                "remain" | "persist" | "exist" | "stand"
            )
        });
        is_denied
            || is_there
            || is_said_to_be(tree, frame.head)
            || self.is_anothers_demand(site)
            || self.is_of_anybody(site)
            // "refuses to discuss the islands"
            || self.is_refused(site)
            || self.is_charge(site)
            || self.sets_off_a_threat(site)
    }

    /// "Without the maps, Oslo *underlined*, no lists will be compared": where the model marks the verb of saying, which tells no wish.
    pub(super) fn is_only_said(&self, site: Site<'_>, span: Span) -> bool {
        let verb = &self.article.tree(site.head()).nodes[site.frame.head];
        let says = self.rules.lexicon.is(&verb.lemma, "say");
        says && verb.upos == "VERB" && verb.span == span
    }

    /// "said the demand for a treaty was unacceptable": no demand of whoever says so.
    pub(super) fn is_anothers_demand(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_said_of = node.head.is_some_and(|h| {
            matches!(tree.nodes[h].upos, "ADJ" | "NOUN") && tree.child(h, "cop").is_some()
        });
        let below = |rel: &str| tree.child(site.frame.head, rel).is_some();
        // "said that Lima's demands were excessive" tells none of them.
        let has_matter = || {
            let mut below = tree.children(site.frame.head).iter();
            below.any(|&c| tree.nodes[c].rel == "nmod" || tree.nodes[c].is("acl"))
        };
        let is_own = below("nmod:poss") && has_matter();
        let is_demand = matches!(node.lemma.as_str(), "demand" | "call" | "request");
        site.frame.nominal && node.is("nsubj") && is_demand && is_said_of && !is_own
    }

    /// "Anyone who wants peace has to pay": a maxim, and nobody's wish.
    pub(super) fn is_of_anybody(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        site.frame.agent.is_some_and(|a| {
            matches!(
                tree.nodes[a].lemma.to_lowercase().as_str(),
                "anyone" | "anybody" | "whoever" | "everyone" | "everybody" | "nobody" | "someone"
            )
        })
    }

    /// "would prefer a minority cabinet to new elections", "would rather go to the polls than govern": of two things the one that is less
    /// bad.
    pub(super) fn is_lesser_evil(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let below = |lemma: &str| {
            let mut all = tree.children(head).iter();
            all.any(|&c| {
                tree.nodes[c].lemma == lemma
                    || tree
                        .children(c)
                        .iter()
                        .any(|&d| tree.nodes[d].lemma == lemma)
            })
        };
        // The model may mark the thing.
        let above = tree.nodes[head].head.filter(|_| tree.nodes[head].is("obj"));
        let verb = above.unwrap_or(head);
        let is_to = |c: usize| matches!(tree.preposition(c).as_deref(), Some("to" | "over"));
        tree.nodes[verb].lemma == "prefer" && tree.children_by(verb, "obl").any(is_to)
            || below("rather") && below("than")
    }

    /// "Washington is not taking part": said of somebody in the present, not by whoever will not.
    pub(super) fn is_state_of_things(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_going_on = tree.children_by(site.frame.head, "aux").any(|a| {
            matches!(
                tree.nodes[a].form.to_lowercase().as_str(),
                "is" | "are" | "was" | "were"
            )
        });
        let is_told_by_them = site
            .frame
            .agent
            .is_some_and(|a| tree.nodes[a].xpos == "PRP");
        let joins = matches!(
            site.frame.lemma.as_str(),
            "take part" | "take" | "attend" | "join" | "participate" | "meet"
        );
        node.xpos == "VBG" && is_going_on && joins && !is_told_by_them
    }

    /// Whether the verb that a thing is the object of is denied.
    pub(super) fn is_denied_thing(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let verb = node.head.filter(|_| node.is("obj") || node.is("obl"));
        verb.is_some_and(|v| {
            let mut beside = tree.children(v).iter();
            beside.any(|&c| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never"))
        })
    }

    /// "insisted that the threat had been made", "underlined that the delay does not alter its pledge": what somebody says to be so,
    /// and does not want to be.
    pub(super) fn is_told_as_fact(&self, site: Site<'_>, span: Span) -> bool {
        let tree = self.article.tree(site.head());
        if !STATING.contains(&site.frame.lemma.as_str()) {
            return false;
        }
        let clause = site
            .frame
            .content
            .filter(|&c| tree.nodes[c].is("ccomp") && span.contains(tree.nodes[c].span));
        clause.is_some_and(|c| {
            let of_it = || tree.children(c).iter().map(|&a| &tree.nodes[a]);
            let is_tense = |n: &Node| matches!(n.xpos.as_str(), "VBD" | "VBZ" | "VBP");
            let has_expletive = of_it().any(|n| n.is("expl"));
            let mut helpers = of_it().filter(|n| n.is("aux") || n.is("cop"));
            let is_wished = of_it().any(|n| n.xpos == "MD");
            // "insists that Chile withdraws" is a wish in the tense of facts.
            // "insists there is no other way"
            let is_there = has_expletive && is_tense(&tree.nodes[c]);
            !is_wished && (tree.nodes[c].xpos == "VBD" || is_there || helpers.any(is_tense))
        })
    }

    /// "would not accept a truce *before the ships had left*"
    pub(super) fn is_refused_before(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let mark = tree.child(head, "mark");
        mark.is_some_and(|m| tree.nodes[m].lemma == "before") && is_denied_until(tree, head)
    }

    /// "wants the miners to receive a bonus", "asks that the company be present": those who would have it are not the ones asked.
    pub(super) fn is_for_others(&self, site: Site<'_>, is_open: bool) -> bool {
        let tree = self.article.tree(site.head());
        site.frame.content.is_some_and(|c| {
            let node = &tree.nodes[c];
            // "wants inspectors admitted"
            let is_bare = node.xpos == "VBN" && tree.child(c, "aux").is_none();
            let is_passive = is_bare
                || tree.child(c, "aux:pass").is_some()
                || tree.child(c, "nsubj:pass").is_some();
            // "insists that the Union remain the mediator"
            let is_state = tree.child(c, "cop").is_some()
                || is_open && matches!(node.lemma.as_str(), "remain" | "stay" | "continue");
            let is_got = node.upos == "VERB" && RECEIVING.contains(&node.lemma.as_str());
            is_passive || is_state || is_got
        })
    }

    /// "will close the crossings if one wagon is unloaded": what sets off a threat is what nobody wants.
    pub(super) fn sets_off_a_threat(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_if = tree
            .child(head, "mark")
            .is_some_and(|m| tree.nodes[m].lemma == "if");
        let step = tree.nodes[head]
            .head
            .map_or("", |h| tree.nodes[h].lemma.as_str());
        let is_hard = ["hard-step", "reprisal"]
            .iter()
            .any(|class| self.rules.lexicon.is(step, class));
        tree.nodes[head].is("advcl") && is_if && (is_hard || step == "close")
    }

    /// Whether a side tells what another had done.
    pub(super) fn is_charge(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let had = tree
            .children_by(site.frame.head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        // "said at the time that": the clause may hang on another word than the verb of saying.
        let says = |f: &&Frame| f.head < site.frame.head && self.rules.lexicon.is(&f.lemma, "say");
        let sayer = || {
            let frame = self.article.frames[site.sentence].iter().find(says)?;
            self.whos(Site { frame, ..site }, "agent")
                .into_iter()
                .next()
        };
        let speaker = self.speaker_of(site).or_else(sayer).and_then(|w| w.party);
        let doer = self.whos(site, "agent").into_iter().find_map(|w| w.party);
        had && speaker.zip(doer).is_some_and(|(a, b)| a != b)
    }
}

/// "maintains that the station *is a domestic matter*", "confirmed that the permits *remain valid*": what somebody says a thing to be, and not what
/// they want; what they call needed they want.
fn is_said_to_be(tree: &Tree, head: usize) -> bool {
    const NEEDED: &[&str] = &[
        "must",
        "condition",
        "precondition",
        "prerequisite",
        "priority",
        "demand",
        "requirement",
        "necessity",
        "line",
        "essential",
        "vital",
        "necessary",
        "crucial",
        "needed",
        "imperative",
        "key",
        "aim",
        "goal",
        "objective",
    ];
    let node = &tree.nodes[head];
    let is_now = |i: usize| matches!(tree.nodes[i].xpos.as_str(), "VBZ" | "VBP" | "VBD");
    let copula = tree.child(head, "cop");
    let has_modal = tree
        .children_by(head, "aux")
        .any(|a| tree.nodes[a].xpos == "MD");
    let is_state = copula.is_some_and(is_now) && !has_modal;
    let stating = node.head.filter(|_| node.is("ccomp"));
    let states = stating.is_some_and(|h| STATING.contains(&tree.nodes[h].lemma.as_str()));
    let is_thing = matches!(node.upos, "NOUN" | "ADJ");
    is_thing && is_state && states && !NEEDED.contains(&node.lemma.as_str())
}

/// "would not renew them *as long as weapons were smuggled*": the contrary is wanted.
pub(in crate::build) fn lasts_against(tree: &Tree, clause: usize) -> bool {
    let mut opening = tree.extent(clause).0..clause;
    let lasts = opening.any(|i| match tree.nodes[i].lemma.as_str() {
        "while" => true,
        "long" => i > 0 && matches!(tree.nodes[i - 1].lemma.as_str(), "as" | "so"),
        _ => false,
    });
    let host = tree.nodes[clause].head;
    // "as *long* as": the clause may hang on the adverb.
    let adverb = host.filter(|&h| tree.nodes[h].lemma == "long");
    let lasts = lasts || adverb.is_some();
    let host = adverb.map_or(host, |h| tree.nodes[h].head);
    let is_no = |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never" | "no");
    // "there will be no deal as long as": with what stands below the verb
    let denies = |h: usize| {
        let below = tree.children(h);
        below.iter().any(is_no) || below.iter().any(|&c| tree.children(c).iter().any(is_no))
    };
    // "the tax would stay as long as the accounts are blocked"
    let goes_on = |h: usize| {
        matches!(
            tree.nodes[h].lemma.as_str(),
            "stay" | "remain" | "continue" | "last" | "persist"
        )
    };
    lasts && host.is_some_and(|h| denies(h) || goes_on(h))
}

/// "We keep being asked to talk", "her concern at the delay": whether words tell what somebody feels or what is done to them, and not what they want.
pub(super) fn is_complaint(demand: &str) -> bool {
    const FEELINGS: [&str; 9] = [
        "concern",
        "regret",
        "gratitude",
        "hope",
        "thanks",
        "condolences",
        "appreciation",
        "alarm",
        "dismay",
    ];
    let mut words = demand.split(' ');
    let first = words.next().unwrap_or_default();
    let feels = demand.split(' ').take(3).any(|w| FEELINGS.contains(&w));
    matches!(first, "I" | "We" | "we") || feels
}
