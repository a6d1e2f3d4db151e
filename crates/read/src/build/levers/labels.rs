//! The words that tell a step of pressure.

use super::state::ENDING;
use super::{SIGNED_LEVER, is_occasion};
use crate::article::{At, Who};
use crate::build::{Builder, Site};
use crate::frame::Tense;
use crate::rules::Rule;
use demarche_evidence::Span;

impl<'a> Builder<'a> {
    /// "20 billion euros it has frozen": what a clause about a lever hangs on is the lever.
    pub(super) fn given_up(&self, site: Site<'_>, what: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let noun = node
            .head
            .filter(|_| node.rel == "acl:relcl" && matches!(what, "head" | "act"))?;
        Some(tree.phrase(noun))
    }

    /// A step without the condition behind it: "close the border unless the fleet turns back".
    pub(super) fn unconditional(&self, site: Site<'_>, step: Span) -> Span {
        let own = self.condition_span(site);
        let Some(condition) = own.or_else(|| self.condition_span(self.told(site))) else {
            return step;
        };
        if condition.start <= step.start || condition.start >= step.end {
            return step;
        }
        let kept = self.article.slice(Span::new(step.start, condition.start));
        let point = |s: &str| {
            s.trim_end()
                .trim_end_matches([',', ';', ':', '–', '—'])
                .trim_end()
                .len()
        };
        let kept = &kept[..point(kept)];
        let ties = [
            " on condition",
            " on the condition",
            " provided",
            " in case",
            " only",
        ];
        let kept = ties
            .iter()
            .find_map(|t| kept.strip_suffix(t))
            .unwrap_or(kept);
        Span::new(step.start, step.start + point(kept))
    }

    /// "leave Geneva *as mediators scramble*", "walk out on 3 June *after a fruitless meeting*", "began a go-slow *in a dispute over rosters*"
    /// without what goes on meanwhile, what came before and what it is about.
    pub(super) fn without_circumstance(&self, site: Site<'_>, step: Span) -> Span {
        let tree = self.article.tree(site.head());
        let is_meanwhile = |i: usize| {
            let mut marks = tree.children_by(i, "mark");
            tree.nodes[i].is("advcl")
                && marks.any(|m| matches!(tree.nodes[m].lemma.as_str(), "as" | "while"))
        };
        let around = |i: usize| {
            let (low, high) = tree.extent(i);
            let (low, high) = tree.trim(low, high);
            let occasion = || is_occasion(tree, i).then(|| tree.span_of(low, high));
            is_meanwhile(i).then(|| tree.clause(i)).or_else(occasion)
        };
        let circumstance = (0..tree.nodes.len())
            .filter_map(around)
            .find(|c| step.start < c.start && c.end == step.end);
        let kept = circumstance.map(|c| {
            self.article
                .slice(Span::new(step.start, c.start))
                .trim_end_matches([',', ' '])
        });
        kept.map_or(step, |words| {
            Span::new(step.start, step.start + words.len())
        })
    }

    /// "vetoed a package *and said it would lift its veto*": without what the holder says besides.
    fn without_words(&self, site: Site<'_>, step: Span) -> Span {
        let tree = self.article.tree(site.head());
        let mut joined = tree.children_by(site.frame.head, "conj");
        let said = joined.find(|&c| {
            self.rules.lexicon.is(&tree.nodes[c].lemma, "say") && step.contains(tree.nodes[c].span)
        });
        let Some(said) = said else {
            return step;
        };
        let joint = tree.child(said, "cc").unwrap_or(said);
        let kept = Span::new(step.start, tree.nodes[joint].span.start.max(step.start));
        let words = self.article.slice(kept).trim_end_matches([',', ' ']);
        if words.is_empty() {
            step
        } else {
            Span::new(step.start, step.start + words.len())
        }
    }

    /// "Norway *responded*": a verb alone that tells no step.
    pub(super) fn says_nothing(&self, site: Site<'_>, span: Span) -> bool {
        const EMPTY: &[&str] = &[
            "act", "agree", "answer", "move", "react", "reply", "respond", "say", "wait",
        ];
        let tree = self.article.tree(site.head());
        let mut words = tree.nodes.iter().filter(|n| span.contains(n.span));
        let (first, second) = (words.next(), words.next());
        second.is_none() && first.is_some_and(|n| EMPTY.contains(&n.lemma.as_str()))
    }

    /// "warned that *it will resume air strikes*" without "it will": whose step it is stands beside it.
    pub(super) fn without_holder(&self, site: Site<'_>, holder: &Who, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let told = self.told(site);
        let head = told.frame.head;
        let is_content = head != site.frame.head && span.contains(tree.nodes[head].span);
        let is_plain = told.frame.modal.is_some() || told.frame.tense == Tense::Future;
        let Some(subject) = tree.child(head, "nsubj").filter(|_| is_content && is_plain) else {
            return span;
        };
        let at = At {
            word: subject,
            ..site.head()
        };
        let is_own =
            |w: &Who| w.name == holder.name || w.party.is_some() && w.party == holder.party;
        let is_holders = self.article.who(at).iter().any(is_own);
        if is_holders && !told.frame.negated && !told.frame.passive {
            self.act_span(told)
        } else {
            span
        }
    }

    /// The step by which a holder presses others, without who takes it and what is told beside it; none where the words tell none.
    pub(super) fn step_of_pressure(
        &self,
        rule: &Rule,
        site: Site<'_>,
        what: &str,
        holder: &Who,
    ) -> Option<Span> {
        if self.begins_by_itself(site) {
            return self.measure_meant(site);
        }
        let (span, _) = self.slot_text(site, what)?;
        // A verb is told without its subject, and without what is told beside it.
        let is_verb = what == "head" && !site.frame.nominal;
        let span = if is_verb { self.act_span(site) } else { span };
        let span = self.given_up(site, what).unwrap_or(span);
        let span = if rule.id == SIGNED_LEVER {
            self.told_step(site, span)
        } else {
            span
        };
        let span = self.without_holder(site, holder, span);
        let span = self.unconditional(site, span);
        let span = self.without_circumstance(site, span);
        let span = self.without_words(site, span);
        // "*the strike* would be called off if": what would be ended presses by itself.
        let measure = site
            .frame
            .object
            .filter(|_| is_verb && site.frame.passive && self.is_relief(site, ENDING));
        let tree = self.article.tree(site.head());
        let span = measure.map_or(span, |m| tree.phrase(m));
        let span = self.with_thing(rule, site, span);
        let words = self.article.slice(span);
        // What "do so" is stands elsewhere.
        let is_elsewhere = ["do so", "do it", "do that"]
            .iter()
            .any(|so| words.ends_with(so));
        (!is_elsewhere && !self.says_nothing(site, span)).then_some(span)
    }

    /// "*twenty boats* would be held back", "*the funds* will be released once": the thing belongs to what is told to happen to it.
    fn with_thing(&self, rule: &Rule, site: Site<'_>, step: Span) -> Span {
        let tree = self.article.tree(site.head());
        let is_told = matches!(
            rule.id.as_str(),
            "lever.would-be-done" | "lever.would-be-released" | "lever.stoppage"
        );
        let thing = tree.child(site.frame.head, "nsubj:pass");
        let thing = thing.filter(|&t| is_told && tree.nodes[t].upos != "PRON");
        thing.map_or(step, |t| step.cover(tree.phrase(t)))
    }

    /// "*it* could start in July": whether what the sentence tells is not done by anybody, but begins.
    fn begins_by_itself(&self, site: Site<'_>) -> bool {
        const BEGINNING: &[&str] = &["begin", "start", "follow", "take effect", "last", "go on"];
        let tree = self.article.tree(site.head());
        let subject = tree.child(site.frame.head, "nsubj");
        let is_thing = subject
            .is_some_and(|s| matches!(tree.nodes[s].form.to_lowercase().as_str(), "it" | "this"));
        let is_bare = site.frame.object.is_none() && site.frame.content.is_none();
        is_thing && is_bare && BEGINNING.contains(&site.frame.lemma.as_str())
    }

    /// The measure that "it" means: in the sentence itself, else in the one before. "If members back *the ban*, it could start in July".
    fn measure_meant(&self, site: Site<'_>) -> Option<Span> {
        let near = [Some(site.sentence), site.sentence.checked_sub(1)];
        near.into_iter().flatten().find_map(|sentence| {
            let tree = &self.article.trees[sentence];
            let is_measure = |&i: &usize| {
                let node = &tree.nodes[i];
                let lemma = node.lemma.as_str();
                node.upos == "NOUN"
                    && (self.rules.lexicon.is(lemma, "imposed")
                        || self.rules.lexicon.is(lemma, "reprisal"))
            };
            let measure = (0..tree.nodes.len()).rev().find(is_measure)?;
            Some(tree.phrase(measure))
        })
    }

    /// The step itself: what is warned of, and with its "not" what is refused.
    pub(super) fn told_step(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let told = self.told(site);
        if self.is_not_excluded(told) {
            let frame = told.frame;
            let clause = frame.content.map(|c| tree.clause(c));
            let thing = frame.object.map(|o| tree.phrase(o));
            if let Some(step) = clause.or(thing) {
                return step; // "did not rule out *a walkout*"
            }
        }
        let step = self.step_told(told);
        if step.frame.head != told.frame.head {
            return self.act_span(step); // "ready to ban imports"
        }
        if told.frame.head != site.frame.head {
            return tree.clause(told.frame.head);
        }
        // "*the strike* could be called again"
        let thing = tree.child(told.frame.head, "nsubj:pass");
        // Not where somebody's words are told between the two.
        let is_near = |t: &usize| {
            let mut between = tree.extent(*t).1..told.frame.head;
            between.all(|i| tree.nodes[i].upos != "VERB")
        };
        let thing = thing.filter(|&t| told.frame.passive && tree.nodes[t].upos != "PRON");
        if let Some(thing) = thing.filter(is_near) {
            return span.cover(tree.phrase(thing));
        }
        let is_auxiliary = |c: &usize| tree.nodes[*c].is("aux") && *c < site.frame.head;
        let first = tree
            .children(site.frame.head)
            .iter()
            .copied()
            .find(is_auxiliary);
        match first.filter(|_| site.frame.negated && !site.frame.nominal) {
            Some(first) => span.cover(tree.nodes[first].span),
            None => span,
        }
    }
}
