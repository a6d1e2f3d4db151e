//! What a party holds over another: used, withheld, threatened.

use super::{Builder, Site, argue, argument};
use crate::article::Who;
use crate::rules::Rule;
use demarche_evidence::{Body, Lever, LeverUse, Span};

/// The rule for levers that the model alone sees.
const SIGNED_LEVER: &str = "act.lever";

impl<'a> Builder<'a> {
    /// "20 billion euros it has frozen": what a clause about a lever hangs on is the lever.
    fn given_up(&self, site: Site<'_>, what: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let noun = node
            .head
            .filter(|_| node.rel == "acl:relcl" && what == "head")?;
        Some(tree.phrase(noun))
    }

    /// A step without the condition behind it: "close the border unless the fleet turns back".
    fn unconditional(&self, site: Site<'_>, step: Span) -> Span {
        let Some(condition) = self.condition_span(site) else {
            return step;
        };
        if condition.start <= step.start || condition.start >= step.end {
            return step;
        }
        let kept = self.article.slice(Span::new(step.start, condition.start));
        let kept = kept
            .trim_end()
            .trim_end_matches([',', ';', ':', '–', '—'])
            .trim_end();
        Span::new(step.start, step.start + kept.len())
    }

    /// Whom a lever presses: who stands where the rule says, else another party of the sentence,
    /// else the other main party.
    fn pressed_by(&self, site: Site<'_>, holder: &Who, against: &str) -> Option<Who> {
        let is_other =
            |w: &Who| w.name != holder.name && (w.party.is_none() || w.party != holder.party);
        let slots = against
            .strip_suffix("others")
            .map_or(against, |s| s.trim_end_matches('|'));
        let told = self.whos(site, slots).into_iter().find(is_other);
        if told.is_some() || slots == against {
            return told;
        }
        let here = self.article.tree(site.head()).nodes[site.frame.head].span;
        let named = self.named_in(site.sentence);
        let behind = named
            .iter()
            .find(|w| is_other(w) && w.span.start > here.start);
        behind
            .cloned()
            .or_else(|| self.others(site).into_iter().find(is_other))
    }

    pub(super) fn make_lever(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        (holder, against, what): (&str, Option<&str>, &str),
        state: &str,
        irreversible: bool,
    ) -> bool {
        if rule.id == SIGNED_LEVER && self.is_relief(site) {
            return false;
        }
        let holders = self.parties(site, holder);
        let Some(holder) = holders.first() else {
            return false;
        };
        let Some((span, _)) = self.slot_text(site, what) else {
            return false;
        };
        // A verb is told without its subject, and without what is told beside it.
        let is_verb = what == "head" && !site.frame.nominal;
        let span = if is_verb { self.act_span(site) } else { span };
        let span = self.given_up(site, what).unwrap_or(span);
        let span = self.unconditional(site, span);
        let what = self.article.slice(span).to_owned();
        let pressed = against.and_then(|a| self.pressed_by(site, holder, a));
        let state = match state {
            "used" => LeverUse::Used,
            "withheld" => LeverUse::Withheld,
            "threatened" => LeverUse::Threatened,
            _ => LeverUse::Available,
        };
        let mut arguments = argue(
            &[("holder", std::slice::from_ref(holder))],
            self.head_span(site),
        );
        arguments.push(argument("what", span));
        let body = Body::Lever(Lever {
            holder: self.article.actor(holder),
            against: pressed.as_ref().map(|w| self.article.actor(w)),
            what,
            state,
            irreversible,
        });
        self.push(rule, site, body, arguments)
    }

    /// "The pilots have suspended their strike": whoever ends a measure uses it no more.
    fn is_relief(&self, site: Site<'_>) -> bool {
        const ENDING: [&str; 9] = [
            "suspend", "pause", "lift", "end", "call off", "halt", "drop", "ease", "cancel",
        ];
        let nodes = &self.article.trees[site.sentence].nodes;
        // Told by the verb, or by the noun for what is ended.
        let own = &nodes[site.frame.head];
        let (verb, measure) = if site.frame.nominal && own.is("obj") {
            (own.head, Some(site.frame.head))
        } else {
            (Some(site.frame.head), site.frame.object)
        };
        let frames = self.article.frames[site.sentence].iter();
        let mut ending = frames.filter(|f| Some(f.head) == verb && !f.negated);
        let is_measure = measure.is_some_and(|m| self.rules.lexicon.is(&nodes[m].lemma, "imposed"));
        is_measure && ending.any(|f| ENDING.contains(&f.lemma.as_str()))
    }
}
