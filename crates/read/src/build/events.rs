//! Events in PLOVER's types.

use super::sides::NOBODY;
use super::{Builder, STANCES, Site, argue, argument};
use crate::article::Who;
use crate::frame::{Frame, Tense, is_negated};
use crate::rules::Rule;
use demarche_evidence::{AuxMode, Body, Event, PloverType, Span};

/// Verbs by which what hangs on them is not done, or no more.
const UNDOING: &[&str] = &[
    "deny",
    "refuse",
    "decline",
    "stop",
    "cease",
    "refrain",
    "abstain",
    "avoid",
    "fail",
    "forgo",
    "unwilling",
    "halt",
];

/// Verbs by which the deed that is their object does not come about or ends.
const AVERTING: &[&str] = &[
    "cancel", "stop", "halt", "end", "prevent", "foil", "avert", "thwart", "deny", "suspend",
    "avoid", "rule",
];

/// Verbs that ask for what hangs on them.
const ASKING: &[&str] = &[
    "demand",
    "ask",
    "propose",
    "suggest",
    "insist",
    "request",
    "require",
    "urge",
    "recommend",
    "want",
];

impl<'a> Builder<'a> {
    pub(super) fn make_event(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        kind: &str,
        source: &str,
        target: Option<&str>,
        mode: Option<&str>,
    ) -> bool {
        let Ok(mut event) = kind.parse::<PloverType>() else {
            return false;
        };
        // A yes on a condition is no yes yet.
        let is_yes = matches!(event, PloverType::Agree | PloverType::Support);
        if is_yes && rule.id.starts_with(STANCES) && self.condition_span(site).is_some() {
            return false;
        }
        if self.is_undone(site) {
            return false;
        }
        let sources = self.parties(site, source);
        let mut targets = target.map(|t| self.parties(site, t)).unwrap_or_default();
        // "were killed by a mine": nobody is named, and the rule knows it.
        let is_nobodys = source == NOBODY && !targets.is_empty();
        if sources.is_empty() && !is_nobodys {
            return false;
        }
        targets.retain(|t| !sources.iter().any(|s| s.name == t.name));
        let aux = aux_modes(site.frame);
        if aux.contains(&AuxMode::Future)
            && matches!(
                event,
                PloverType::Consult | PloverType::Support | PloverType::Cooperate | PloverType::Aid
            )
        {
            event = PloverType::Agree;
        }
        let mut arguments = argue(
            &[("source", &sources), ("target", &targets)],
            self.head_span(site),
        );
        let is_mutual = event.is_reciprocal() && sources.len() > 1;
        if targets.is_empty() && !is_mutual {
            let mut toward: Vec<Span> = self
                .named_toward(site, target.unwrap_or("object"), &sources)
                .into_iter()
                .collect();
            if toward.is_empty() {
                toward = self.recipients_by_signs(site.sentence);
            }
            arguments.extend(toward.into_iter().map(|span| argument("toward", span)));
        }
        let body = Body::Event(Event {
            event,
            mode: mode.map(str::to_owned),
            aux,
            sources: self.actors(&sources),
            targets: self.actors(&targets),
            when: self.event_time(site, event),
        });
        self.push(rule, site, body, arguments)
    }

    /// "*denied* having shelled it", "*stopped* shelling it", "*refused* to back it", "demanded that it *lift* the ban": what by the verb it hangs
    /// on was not done.
    pub(super) fn is_undone(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let Some(above) = node.head else {
            return false;
        };
        let hangs = ["xcomp", "ccomp"].iter().any(|rel| node.is(rel));
        let is_gerund = node.is("advcl") && node.xpos == "VBG";
        let lemma = tree.nodes[above].lemma.as_str();
        // "called off *an attack*"
        let is_object = node.is("obj") || node.rel == "nsubj:pass";
        if site.frame.nominal && is_object {
            let is_off = || {
                tree.children(above)
                    .iter()
                    .any(|&c| tree.nodes[c].lemma == "off")
            };
            return AVERTING.contains(&lemma) || lemma == "call" && is_off();
        }
        if !hangs && !is_gerund {
            return false;
        }
        // "demanded that Norway lift its sanctions"
        let is_bare = node.xpos == "VB"
            && tree.child(site.frame.head, "aux").is_none()
            && tree
                .children_by(site.frame.head, "mark")
                .all(|m| tree.nodes[m].lemma != "to");
        hangs && is_bare && node.is("ccomp") && ASKING.contains(&lemma)
            || UNDOING.contains(&lemma) && !is_negated(tree, above)
    }

    /// The name of a country or body, be it as a place, in what an event is directed at: in the phrases of `slots`, else behind the
    /// head. It is not who the event was done to, but tells where that was.
    fn named_toward(&self, site: Site<'_>, slots: &str, sources: &[Who]) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let places = slots.split('|').flat_map(|slot| {
            let slot = slot.strip_suffix(".owner").unwrap_or(slot);
            self.places(site, slot)
        });
        let phrases = places
            .filter(|at| at.sentence == site.sentence)
            .map(|at| tree.extent(at.word));
        let behind = (site.frame.head + 1, tree.extent(site.frame.head).1);
        phrases.chain([behind]).find_map(|(low, high)| {
            let mentions = self.article.cast.mentions_in(site.sentence).iter();
            let within = mentions.filter(|m| low <= m.low && m.high <= high);
            within
                .filter(|m| {
                    let party = self.article.cast.principal(m.member);
                    let is_code = |p: usize| self.article.cast.members[p].code.is_some();
                    party.is_some_and(is_code) && !sources.iter().any(|s| s.party == party)
                })
                .map(|m| tree.span_of(m.low, m.high))
                .next()
        })
    }
}

pub(super) fn aux_modes(frame: &Frame) -> Vec<AuxMode> {
    let mut modes = Vec::new();
    if frame.tense == Tense::Future {
        modes.push(AuxMode::Future);
    }
    if frame.hypothetical || frame.modal.is_some() {
        modes.push(AuxMode::Hypothetical);
    }
    if frame.negated {
        modes.push(AuxMode::Negation);
    }
    modes
}
