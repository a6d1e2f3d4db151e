//! Who says what causes what.

use super::events::aux_modes;
use super::{Builder, Site, argue, argument};
use crate::article::{At, Who};
use crate::frame::clefted;
use crate::rules::Rule;
use crate::tree::{Node, Tree};
use demarche_evidence::{
    Argument, Body, Claim, Event, ImpasseRemark, PloverType, Remark, Span, Voice,
};
use std::ops::Range;

/// Up to how many words tell within a sentence who says it.
const ASIDE: usize = 9;

/// The rule for causes that are praised.
const CREDIT: &str = "cause.credit";

impl<'a> Builder<'a> {
    pub(super) fn make_claim(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        cause: &str,
        effect: &str,
    ) -> bool {
        let speaker = self.whos(site, by).into_iter().next();
        let Some((cause_span, effect_span)) = self.cause_and_effect(site, cause, effect) else {
            return false;
        };
        let body = Body::Claim(Claim {
            speaker: speaker
                .as_ref()
                .map_or(Voice::Article, |w| Voice::Actor(self.article.actor(w))),
            cause: self.article.slice(cause_span).to_owned(),
            effect: self.article.slice(effect_span).to_owned(),
        });
        let arguments = vec![
            argument("cue", self.head_span(site)),
            argument("cause", cause_span),
            argument("effect", effect_span),
        ];
        if let Some(speaker) = speaker.filter(|_| rule.id != CREDIT) {
            self.accuse(rule, site, &speaker, cause_span);
        }
        self.note_reason(rule, site, effect_span);
        self.push(rule, site, body, arguments)
    }

    /// What is told as the cause and what as its effect, each without the words that only tie the one to the other.
    fn cause_and_effect(&self, site: Site<'_>, cause: &str, effect: &str) -> Option<(Span, Span)> {
        let (told, _) = self.slot_text(site, effect)?;
        let asked = || self.asked_here(site, effect);
        let mut caused = self
            .same_effect(site, effect)
            .or_else(asked)
            .unwrap_or(told);
        let (named, _) = self.slot_text(site, cause)?;
        let named = self.done_before(site, cause).unwrap_or(named);
        let named = self.this_before(site, named).unwrap_or(named);
        let named = self.joined_before(site, cause).unwrap_or(named);
        if named == caused || self.is_no_cause(site, named, caused) {
            return None;
        }
        let named = self.without_tie(site, named)?;
        if self.is_explained_already(site, named, caused) {
            return None;
        }
        let named = self.with_aside(site, self.without_mark(named));
        // "they block a deal because they want more time" is one explanation, whatever blocks.
        if self.holds_a_cause(site, named) {
            return None;
        }
        caused = self.meant_by(site, caused).unwrap_or(caused);
        caused = self.without_cause(caused, named).unwrap_or(caused);
        // "regretted the delay, *which it put down to* mistrust"
        caused = self.without_tie(site, caused).unwrap_or(caused);
        let bare = bare_effect(self.article.slice(caused));
        let caused = Span::new(caused.start + bare.start, caused.start + bare.end);
        Some((named, caused))
    }

    /// "The army shelled the camp, *forcing* the envoys home": what somebody did, where a participle behind it tells what came of it.
    fn done_before(&self, site: Site<'_>, cause: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let node = &tree.nodes[head];
        let is_behind =
            node.is("advcl") && node.xpos == "VBG" && tree.child(head, "nsubj").is_none();
        let deed = node
            .head
            .filter(|&d| is_behind && d < head && cause.ends_with("agent"))?;
        let is_named = self
            .slot_text(site, "head.by")
            .is_some_and(|_| cause != "agent");
        let comma = head.checked_sub(1)?;
        let says = self.rules.lexicon.is(&tree.nodes[deed].lemma, "say");
        if is_named || says || tree.nodes[comma].form != "," {
            return None;
        }
        let (low, high) = tree.extent_without(deed, &|c| {
            c == head || tree.nodes[c].head == Some(deed) && tree.nodes[c].is("mark")
        });
        let (low, high) = tree.trim(low, high.min(comma));
        Some(tree.span_of(low, high))
    }

    /// "*The province cut its offer*, and as a result members lost patience": the clause before, where the same sentence tells both.
    fn joined_before(&self, site: Site<'_>, cause: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let first = node
            .head
            .filter(|&h| cause == "previous" && node.is("conj") && h < site.frame.head)?;
        let (low, high) =
            tree.extent_without(first, &|c| c >= site.frame.head || tree.nodes[c].is("mark"));
        let (low, high) = tree.trim(low, high.min(site.frame.head));
        Some(tree.span_of(low, high))
    }

    /// "*That* is why we left", "because of *them*": what the sentence before tells, or the noun in it that is meant.
    fn this_before(&self, site: Site<'_>, cause: Span) -> Option<Span> {
        let word = self.article.slice(cause).to_lowercase();
        let before = site.sentence.checked_sub(1)?;
        if matches!(word.as_str(), "it" | "them" | "these" | "those") {
            let tree = self.article.tree(site.head());
            let word = tree.nodes.iter().position(|n| n.span == cause)?;
            let at = At {
                word,
                ..site.head()
            };
            let linked = self
                .article
                .linked_noun(at)
                .filter(|m| m.sentence < site.sentence);
            let nodes = &self.article.trees[before].nodes;
            let several = nodes.iter().rposition(|n| n.xpos == "NNS");
            let several = several.filter(|_| tree.nodes[at.word].lemma != "it");
            let last = several.map(|word| At {
                sentence: before,
                word,
            });
            return linked.or(last).map(|m| self.extent(m));
        }
        if !matches!(word.as_str(), "this" | "that") {
            return None;
        }
        let told = self.evidence(before);
        let quoted = self.article.quotations_in(told).iter().map(|q| q.inner);
        // "'They closed the line,' he said. 'That is why …'"
        let said = quoted
            .filter(|q| told.start <= q.start && q.end < told.end)
            .max_by_key(|q| q.len());
        let told = said.unwrap_or(told);
        // A quotation that goes on opens before it.
        let words = self
            .article
            .slice(told)
            .trim_start_matches(['"', '“', '„', '«', '\u{2018}']);
        let start = told.end - words.len();
        Some(Span::new(
            start,
            start + words.trim_end_matches([',', ' ']).len(),
        ))
    }

    /// "Norway put the delay down to rain, while Chile ascribed *it* to strikes": what the same sentence has just explained in another way.
    fn same_effect(&self, site: Site<'_>, effect: &str) -> Option<Span> {
        let at = self.places(site, effect).into_iter().next()?;
        let node = &self.article.tree(at).nodes[at.word];
        let is_pronoun =
            node.upos == "PRON" && matches!(node.lemma.as_str(), "it" | "this" | "they" | "them");
        let told = self
            .explained_in(self.evidence(site.sentence))
            .filter(|_| is_pronoun);
        told.filter(|t| t.end <= node.span.start)
    }

    /// "*Asked why the signing had been delayed*, the minister cited the vote": what a sentence itself asks the reason of.
    fn asked_here(&self, site: Site<'_>, effect: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let nodes = &tree.nodes;
        let is_open = effect
            .split('|')
            .any(|slot| matches!(slot, "previous" | "root"));
        let why = nodes
            .iter()
            .position(|n| n.lemma.eq_ignore_ascii_case("why"))
            .filter(|_| is_open)?;
        let clause = nodes[why].head.filter(|&c| c > why)?;
        let is_asked = nodes[clause]
            .head
            .is_some_and(|h| nodes[h].lemma == "ask" && nodes[h].is("advcl"));
        let (low, high) = tree.extent_without(clause, &|c| c == why);
        let (low, high) = tree.trim(low.max(why + 1), high);
        is_asked.then(|| tree.span_of(low, high))
    }

    /// "faults the union, whose envoys, it says, *left the room*": a cause that does not end where somebody says so within it.
    fn with_aside(&self, site: Site<'_>, cause: Span) -> Span {
        let tree = self.article.tree(site.head());
        let nodes = &tree.nodes;
        let last = nodes.iter().rposition(|n| cause.contains(n.span));
        let is_open = last.is_some_and(|l| {
            let goes_on = nodes.get(l + 1).is_some_and(|n| n.form == ",");
            nodes[l].upos == "VERB" && self.rules.lexicon.is(&nodes[l].lemma, "report") && goes_on
        });
        let (_, high) = tree.trim(0, nodes.len());
        if is_open {
            cause.cover(nodes[high - 1].span)
        } else {
            cause
        }
    }

    /// "broke down *after* the company withdrew its offer", "*Since* the army went on, there was nothing to discuss"
    fn without_mark(&self, cause: Span) -> Span {
        let told = self.article.slice(cause);
        let mut marks = ["after ", "since ", "Since ", "as ", "As "].iter();
        let bare = marks.find_map(|m| told.strip_prefix(m)).unwrap_or(told);
        Span::new(cause.end - bare.len(), cause.end)
    }

    /// Whether a cause found before in the sentence stands within another.
    fn holds_a_cause(&self, site: Site<'_>, cause: Span) -> bool {
        let here = self.evidence(site.sentence);
        let made = self.made_at.get(&here).into_iter().flatten();
        let claims = made
            .map(|&d| &self.made[d])
            .filter(|d| matches!(d.body, Body::Claim(_)));
        let mut causes = claims
            .flat_map(|d| &d.arguments)
            .filter(|a| a.role == "cause");
        causes.any(|a| cause != a.span && cause.contains(a.span))
    }

    /// "new data *that had sunk the round*", "*what stopped us was* a bad line": a cause without the clause that ties it to its effect;
    /// none where nothing else is left.
    fn without_tie(&self, site: Site<'_>, cause: Span) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_aside =
            tree.nodes[head].rel.ends_with(":relcl") && cause.contains(tree.nodes[head].span);
        let is_named = |n: &usize| is_aside && cause.contains(tree.nodes[*n].span);
        if let Some(named) = clefted(tree, head).filter(is_named) {
            return Some(set_before(tree, named, head));
        }
        let Some(noun) = tree.nodes[head].head.filter(|_| is_aside) else {
            return Some(cause);
        };
        let what =
            Some(noun).filter(|&w| tree.nodes[w].lemma == "what" && tree.nodes[w].is("nsubj"));
        if let Some(named) = what.and_then(|w| tree.nodes[w].head).filter(is_named) {
            return Some(set_before(tree, named, head));
        }
        let start = tree.nodes[tree.extent(head).0].span.start;
        let kept = Span::new(cause.start, start.max(cause.start));
        let kept = self.article.slice(kept).trim_end_matches([',', ' ', '\n']);
        (!kept.is_empty()).then(|| Span::new(cause.start, cause.start + kept.len()))
    }

    /// "cost exporters 60 million": found by another rule from the same cause already, in more words.
    fn is_explained_already(&self, site: Site<'_>, cause: Span, effect: Span) -> bool {
        let here = self.evidence(site.sentence);
        let made = self.made_at.get(&here).into_iter().flatten();
        let mut claims = made
            .map(|&d| &self.made[d])
            .filter(|d| matches!(d.body, Body::Claim(_)));
        claims.any(|d| {
            let span = |role: &str| {
                let mut told = d.arguments.iter();
                told.find(|a| a.role == role).map(|a| a.span)
            };
            span("cause") == Some(cause) && span("effect").is_some_and(|e| e.contains(effect))
        })
    }

    /// Words of causing that cause nothing: "neither was to blame", "for the first time since the blockade began", "a price linked to rainfall", "those who
    /// caused the problem".
    fn is_no_cause(&self, site: Site<'_>, cause: Span, effect: Span) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let sentence = self.article.slice(tree.span).to_lowercase();
        let opening = tree.nodes.iter().find(|n| cause.contains(n.span));
        let before = tree.nodes.iter().rev().find(|n| n.span.end <= cause.start);
        let mut marks = [opening, before].into_iter().flatten();
        let is_since = marks.any(|n| n.lemma.eq_ignore_ascii_case("since"));
        let is_of_time = ["first time", " ago", "ever since"]
            .iter()
            .any(|words| sentence.contains(words));
        let above = node.head.map(|h| tree.nodes[h].lemma.as_str());
        let is_nobody = opening.is_some_and(|n| {
            matches!(
                n.lemma.to_lowercase().as_str(),
                "neither" | "nobody" | "nothing" | "none"
            )
        });
        let is_of_those = node.rel == "acl:relcl" && matches!(above, Some("those" | "anyone"));
        let is_tied = node.is("acl") && matches!(node.lemma.as_str(), "link" | "tie" | "index");
        let is_first_time = self
            .article
            .slice(effect)
            .to_lowercase()
            .ends_with("first time");
        // "killed since fighting broke out"
        let is_start = |n: &Node| {
            cause.contains(n.span)
                && n.upos == "VERB"
                && matches!(
                    n.lemma.as_str(),
                    "begin" | "start" | "break" | "erupt" | "open"
                )
        };
        let is_of_time = is_of_time || tree.nodes.iter().any(is_start);
        is_since && is_of_time || is_nobody || is_of_those || is_tied || is_first_time
    }

    /// Whatever somebody says causes a setback of the talks is a reason for it.
    fn note_reason(&mut self, rule: &Rule, site: Site<'_>, effect: Span) {
        let Some(sentence) = self.article.sentence_at(effect.start) else {
            return;
        };
        let nodes = &self.article.trees[sentence].nodes;
        let is = |n: &Node, class: &str| {
            effect.contains(n.span) && self.rules.lexicon.is(&n.lemma.to_lowercase(), class)
        };
        let is_of_talks = |n: &Node| {
            ["meeting", "talks-matter", "estrangement"]
                .iter()
                .any(|c| is(n, c))
        };
        let is_setback = |n: &Node| match n.lemma.as_str() {
            // "the loss of a third of the harvest"
            "loss" | "crisis" => nodes.iter().any(is_of_talks),
            _ => is(n, "setback") || is(n, "estrangement"),
        };
        if !nodes.iter().any(is_setback) {
            return;
        }
        let evidence = self.evidence(site.sentence);
        let body = Body::Remark(Remark {
            remark: ImpasseRemark::Reason,
            text: self.article.slice(evidence).to_owned(),
            actors: Vec::new(),
        });
        self.push(rule, site, body, vec![argument("text", evidence)]);
    }

    /// What a bare "this" or "it" stands for that is no noun: the clause before it, or the sentence
    /// before.
    pub(super) fn meant_by(&self, site: Site<'_>, effect: Span) -> Option<Span> {
        let before = site.sentence.checked_sub(1).map(|s| self.evidence(s));
        if before == Some(effect) {
            return self.explained_in(effect);
        }
        let word = self.article.slice(effect).to_lowercase();
        if !matches!(word.as_str(), "this" | "it" | "that") {
            return None;
        }
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("conj"));
        let said = above.and_then(|a| tree.child(a, "ccomp"));
        match said {
            Some(clause) => Some(tree.clause(clause)),
            None => before.map(|b| self.explained_in(b).unwrap_or(b)),
        }
    }

    /// "Peru blamed Chile for *the breakdown*. Chile said Peru's greed was the reason.": what a sentence explains in another way.
    pub(super) fn explained_in(&self, sentence: Span) -> Option<Span> {
        let made = self.made_at.get(&sentence).into_iter().flatten();
        let mut claims = made
            .map(|&d| &self.made[d])
            .filter(|d| matches!(d.body, Body::Claim(_)));
        let arguments = &claims.next()?.arguments;
        let effect = arguments.iter().find(|a| a.role == "effect");
        effect.map(|a| a.span)
    }

    /// An effect that its clause tells together with its cause, up to the word that joins them:
    /// "the level is low *because they never lined the canals*".
    fn without_cause(&self, effect: Span, cause: Span) -> Option<Span> {
        if !effect.contains(cause) || cause.start == effect.start {
            return None;
        }
        if let Some(told) = self.told_behind(effect, cause) {
            return Some(told);
        }
        let before = self.article.slice(Span::new(effect.start, cause.start));
        let words = before.trim_end();
        let (rest, joint) = words.rsplit_once(char::is_whitespace)?;
        let is_joint = matches!(
            joint.to_lowercase().as_str(),
            "because"
                | "of"
                | "to"
                | "on"
                | "for"
                | "since"
                | "as"
                | "by"
                | "in"
                | "at"
                | "with"
                | "after"
                | "over"
        );
        let kept = if is_joint { rest } else { words };
        let kept = kept
            .trim_end()
            .trim_end_matches("because")
            .trim_end_matches("due")
            .trim_end_matches([' ', ',', ';', ':']);
        (kept.split_whitespace().count() > 1)
            .then(|| Span::new(effect.start, effect.start + kept.len()))
    }

    /// "Citing a lack of progress, *the mediators left*", "Owing to the heat, said the hosts, *the session was shortened*".
    fn told_behind(&self, effect: Span, cause: Span) -> Option<Span> {
        const OPENING: &[&str] = &[
            "citing",
            "owing to",
            "due to",
            "because of",
            "thanks to",
            "without",
            "since",
            "as",
            "because",
            "given",
            "after",
        ];
        let before = self.article.slice(Span::new(effect.start, cause.start));
        let is_opening = OPENING.contains(&before.trim().to_lowercase().as_str());
        let behind = self.article.slice(Span::new(cause.end, effect.end));
        let rest = behind.trim_start_matches([',', ' ', '\n']);
        let said = rest
            .split_once(", ")
            .filter(|(aside, _)| self.says(effect.end - rest.len(), aside));
        let told = said.map_or(rest, |(_, told)| told);
        let is_told = is_opening && told.split_whitespace().count() > 1;
        is_told.then(|| Span::new(effect.end - told.len(), effect.end))
    }

    /// "Owing to the heat, *the hosts said*, ...": whether words from a place on tell who says so.
    fn says(&self, start: usize, aside: &str) -> bool {
        let span = Span::new(start, start + aside.len());
        let Some(sentence) = self.article.sentence_at(start) else {
            return false;
        };
        let inside = |n: &&Node| n.upos == "VERB" && span.contains(n.span);
        let mut verbs = self.article.trees[sentence].nodes.iter().filter(inside);
        let tells = |n: &Node| self.rules.lexicon.is(&n.lemma, "report");
        aside.split_whitespace().count() <= ASIDE && verbs.any(tells)
    }

    /// Whoever gives another party's doing as the cause of a setback accuses it.
    fn accuse(&mut self, rule: &Rule, site: Site<'_>, speaker: &Who, cause: Span) {
        if let Some((body, arguments)) = self.accusation(site, speaker, cause) {
            self.push(rule, site, body, arguments);
        }
    }

    /// The accusation in an explanation, where the cause names a party that is not the speaker's.
    pub(super) fn accusation(
        &self,
        site: Site<'_>,
        speaker: &Who,
        cause: Span,
    ) -> Option<(Body, Vec<Argument>)> {
        let own = speaker.party?;
        let targets: Vec<Who> = self
            .named_in(site.sentence)
            .into_iter()
            .filter(|w| cause.contains(w.span) && w.party.is_some() && w.party != Some(own))
            .collect();
        if targets.is_empty() {
            return None;
        }
        let sources = std::slice::from_ref(speaker);
        let body = Body::Event(Event {
            event: PloverType::Accuse,
            mode: None,
            aux: aux_modes(site.frame),
            sources: self.actors(sources),
            targets: self.actors(&targets),
            when: self.event_time(site, PloverType::Accuse),
        });
        let arguments = argue(
            &[("source", sources), ("target", &targets)],
            self.head_span(site),
        );
        Some((body, arguments))
    }
}

/// Where an effect begins behind words that only point back: "*As a result* the ships lay idle", "*Because of them*, a day was lost".
fn behind_opening(effect: &str) -> usize {
    let opens = |words: &&&str| {
        effect
            .get(..words.len())
            .is_some_and(|e| e.eq_ignore_ascii_case(words))
    };
    let back = ["as a result", "as a consequence"];
    if let Some(words) = back.iter().find(opens) {
        let rest = effect.get(words.len()..).unwrap_or_default();
        return effect.len() - rest.trim_start_matches([',', ' ']).len();
    }
    let of = ["because of ", "owing to ", "thanks to "];
    let comma = effect
        .find(", ")
        .filter(|_| of.iter().any(|words| opens(&words)));
    comma.map_or(0, |c| c + ", ".len())
}

/// "attributes the failure *rather* to bad management": how far something is the cause, or that another is not.
const DEGREES: &[&str] = &[
    " rather",
    " instead",
    " mainly",
    " partly",
    " largely",
    " entirely",
    " solely",
    " simply",
    " chiefly",
    " in part",
];

/// "It was *the refusal to open the ports* that doomed the round": the phrase that a sentence sets before the clause of it.
fn set_before(tree: &Tree, named: usize, clause: usize) -> Span {
    let (low, high) = tree.extent_without(named, &|c| {
        let node = &tree.nodes[c];
        let is_edge = node.head == Some(named)
            && !(node.is("det")
                || node.is("amod")
                || node.is("nmod")
                || node.is("compound")
                || node.is("nummod")
                || node.is("flat")
                || node.is("acl"));
        c == clause || is_edge
    });
    let (low, high) = tree.trim(low, high);
    tree.span_of(low, high)
}

/// Where in an effect its own words stand, without what only leads over to the cause or tells who says so: "the talks failed, citing",
/// "According to the minister, the talks failed".
fn bare_effect(effect: &str) -> Range<usize> {
    let told_first = effect
        .strip_prefix("According to ")
        .and_then(|rest| rest.rfind(", the "))
        .map(|at| "According to ".len() + at + ", ".len());
    // "*What* keeps the two apart is the price"
    let is_what = effect.starts_with("What ") || effect.starts_with("what ");
    let told_first = told_first.or(is_what.then_some("what ".len()));
    // "is the main reason why Oslo cannot move"
    let reason = "reason why ";
    let explained = effect.find(reason).map(|at| at + reason.len());
    let start = told_first
        .or(explained)
        .unwrap_or_else(|| behind_opening(effect));
    // "wants a third because, it says"
    let end = effect.find(" because, ").unwrap_or(effect.len());
    let told = effect.get(..end).unwrap_or(effect);
    let leads = [
        "citing",
        " caused",
        " because",
        " due",
        " after",
        " as a result",
        " as a consequence",
    ];
    let told = leads
        .iter()
        .chain(DEGREES)
        .find_map(|lead| told.strip_suffix(lead))
        .unwrap_or(told);
    start..told.trim_end().trim_end_matches(',').len().max(start)
}
