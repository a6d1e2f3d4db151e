//! What a party wants of another.

mod unwanted;

pub(super) use unwanted::lasts_against;
use unwanted::{BARE, is_complaint};
mod addressees;
mod labels;

use super::{Builder, Draft, STANCES, Site, argue, argument};
use crate::article::{At, Who};
use crate::rules::Rule;
use crate::slots::is_conditional;
use crate::tree::{Node, Tree};
use crate::when;
use demarche_evidence::{Actor, Argument, Body, Demand, Matter, Span, without_conjunction};
use std::collections::BTreeMap;

/// How many words into a condition its "no" stands.
const NO_WITHIN: usize = 4;

/// Two stretches of a sentence tell the same if so many parts of one more than that of the longer are in both.
const ALIKE: usize = 4;

/// The slot for what has just been asked.
const ASKED: &str = "asked";

/// How far back, in sentences, a wish may stand to which somebody says no.
const LATELY: usize = 2;

/// Who gets something when he does so: it is asked of the others.
const RECEIVING: &[&str] = &["receive", "get", "keep", "have", "earn", "benefit"];

/// The rule for wishes that the model alone sees.
const SIGNED_DEMAND: &str = "act.demand";

/// How a party stands to what a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Asks for it.
    Wants,
    /// Will not have it.
    Refuses,
    /// Is ready to do it.
    Offers,
}

impl Stand {
    /// As the rule says: a refusal is none of what one would do.
    pub(super) const fn of(refusal: bool, offer: bool) -> Self {
        match (refusal, offer) {
            (true, _) => Self::Refuses,
            (false, true) => Self::Offers,
            (false, false) => Self::Wants,
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn make_demand(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
        stand: Stand,
    ) -> bool {
        let refusal = stand == Stand::Refuses;
        if self.is_no_wish(rule, site, refusal) {
            return false;
        }
        let Some((demand, span)) = self.what_is_wanted(rule, site, what, refusal) else {
            return false;
        };
        let mut wanting = self.who_wants(rule, site, by, what);
        let doer = self
            .clause_of_condition(rule, site)
            .and_then(|_| self.asked_in(site.head()));
        let tree = self.article.tree(site.head());
        let subject = tree.child(site.frame.head, "nsubj");
        let is_named = subject.is_some_and(|s| tree.nodes[s].is_nominal());
        let is_own_step = is_named && !RECEIVING.contains(&site.frame.lemma.as_str());
        // "will not come before it has disarmed": a step of one's own is asked of nobody.
        wanting.retain(|w| !is_own_step || doer.as_ref().is_none_or(|d| d.party != w.party));
        let of = self.whom(site, of, (span, stand), &wanting);
        let mut made = false;
        for (demand, span, own) in self.parts(site, demand, span) {
            let of = own.as_ref().unwrap_or(&of);
            for who in wanting
                .iter()
                .filter(|w| w.party.is_some() || w.member.is_some())
            {
                for addressee in self.addressees(who, of) {
                    let wish = Demand {
                        party: self.article.actor(who),
                        demand: demand.clone(),
                        addressee,
                        refusal,
                        offer: stand == Stand::Offers,
                    };
                    made |= self.push_wish(rule, site, (who, of), (wish, span));
                }
            }
        }
        made
    }

    fn push_wish(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        (who, of): (&Who, &[Who]),
        (wish, span): (Demand, Span),
    ) -> bool {
        let mut arguments = argue(
            &[("party", std::slice::from_ref(who)), ("addressee", of)],
            self.head_span(site),
        );
        arguments.push(argument("demand", span));
        let body = Body::Demand(wish);
        if self.is_wanted_already(&body, span) {
            return false;
        }
        self.forget_condition(site, &body, span);
        self.push(rule, site, body, arguments)
    }

    /// Who wants it: of what depends on a condition whoever sets it.
    fn who_wants(&self, rule: &Rule, site: Site<'_>, by: &str, what: &str) -> Vec<Who> {
        // "would hand them back if Norland enforced the ban": who is to do it does not ask for it.
        if self.clause_of_condition(rule, site).is_some() {
            return self.promising(site);
        }
        // "Chile must change its law": whoever must does not ask for it.
        let is_bound = rule.id == SIGNED_DEMAND && site.frame.modal.as_deref() == Some("must");
        let wanting = self.parties(site, if is_bound { "voice" } else { by });
        // "The two could meet if Chile apologised, an official said": his condition, not theirs.
        match self.speaker_of(site) {
            Some(speaker) if wanting.len() > 1 && what == "if" => vec![speaker],
            _ => wanting,
        }
    }

    /// What is wanted or refused, and where it is told; none where the words tell no such thing.
    fn what_is_wanted(
        &self,
        rule: &Rule,
        site: Site<'_>,
        what: &str,
        refusal: bool,
    ) -> Option<(String, Span)> {
        let (span, _) = self.slot_text(site, what)?;
        if rule.id == SIGNED_DEMAND && self.is_only_said(site, span) {
            return None;
        }
        let span = self.thing_of_cleft(site, span).unwrap_or(span);
        // "What Lima wants is not money"
        if self.article.slice(span).starts_with("not ") && site.frame.content.is_none() {
            return None;
        }
        let span = self.deed_of_pronoun(site, what).unwrap_or(span);
        // "insists on keeping troops"
        let words = self.article.slice(span);
        // "made it *clear that* the crossing would stay shut"
        let lead = words
            .strip_prefix("on ")
            .or_else(|| words.strip_prefix("clear that "))
            .map_or(0, |rest| words.len() - rest.len());
        let span = Span::new(span.start + lead, span.end);
        let span = self.with_that(site, self.clause_of_condition(rule, site).unwrap_or(span));
        let span = self.with_done_to(site, span);
        let span = self.with_deed_behind(site, self.with_doer_after_for(site, span));
        if self.is_told_as_fact(site, span) {
            return None;
        }
        let (demand, span) = if refusal {
            let span = self.with_bound(site, span);
            let is_far = !self.article.tree(site.head()).span.contains(span);
            let asked = self
                .label_at(span)
                .filter(|_| is_far || what.starts_with(ASKED));
            let told = asked.or_else(|| self.with_thing_before(site, span));
            let told = told.or_else(|| self.with_thing_linked(span));
            // "said there would be *no further changes*": the changes are refused.
            let words = self.article.slice(span);
            let told =
                told.unwrap_or_else(|| words.strip_prefix("no ").unwrap_or(words).to_owned());
            // "a hub it would not turn to"
            let mut nodes = self.article.tree(site.head()).nodes.iter();
            let is_cut = nodes
                .rfind(|n| span.contains(n.span))
                .is_some_and(|n| n.upos == "ADP" && !n.is("compound:prt"));
            if is_cut && self.article.slice(span).ends_with(told.as_str()) {
                return None;
            }
            // "opposes the measure": what it is stands elsewhere
            let is_bare = BARE.contains(&told.as_str()) || told.starts_with("such ");
            // "refused to link the two"
            let names_two = told.ends_with(" the two") || told.ends_with(" both");
            let is_of_it = told == "hear of it";
            let asked = || {
                let stands_for_it = is_of_it || told.starts_with("do ");
                let span = self
                    .lately_wanted(site)
                    .filter(|_| stands_for_it || names_two)?;
                Some((self.label_at(span)?, span))
            };
            match asked() {
                Some(asked) if is_bare || is_of_it || names_two => asked,
                _ if is_bare => return None,
                _ => (told, span),
            }
        } else {
            let (told, span) = self.wish(site, span)?;
            let is_condition = without_conjunction(&told).is_some() && !told.starts_with("that ");
            let clause = self
                .clause_at(span)
                .filter(|_| is_condition || self.clause_of_condition(rule, site).is_some());
            let is_whole = self.article.slice(span) == told;
            let wish = clause.filter(|_| is_whole).and_then(|at| {
                let whos = self.whos(site, "agent|voice");
                self.as_wish_of(at, span, self.asked_by(at, &whos))
            });
            let of_thing = || self.with_thing_linked(span).filter(|_| is_whole);
            (wish.or_else(of_thing).unwrap_or(told), span)
        };
        // "ready to accept it as long as the deal ran": a yes, and nothing wanted.
        let is_yes = ["accept it", "go along"]
            .iter()
            .any(|yes| demand.starts_with(yes));
        let is_none = is_complaint(&demand) || !refusal && is_yes;
        if is_none {
            return None;
        }
        // "missiles, which Ukraine views as vital": nothing is taken off where the wish itself stands in it.
        if !rule.yields {
            return Some((demand, span));
        }
        let short = labels::without_more(&demand).into_owned();
        let is_start = self.article.slice(span).starts_with(&short);
        let end = if is_start {
            span.start + short.len()
        } else {
            span.end
        };
        Some((short, Span::new(span.start, end)))
    }

    /// Each of those of whom it is wanted ("urged both sides") but the one who wants it.
    fn addressees(&self, who: &Who, of: &[Who]) -> Vec<Option<Actor>> {
        let is_own = |o: &Who| o.name == who.name || o.party.is_some() && o.party == who.party;
        let asked = of.iter().filter(|o| !is_own(o));
        let asked: Vec<_> = asked.map(|o| Some(self.article.actor(o))).collect();
        if asked.is_empty() { vec![None] } else { asked }
    }

    /// "wants *the reservoir* to be filled over nine years", "wants *the lorries* to pass unchecked": what is done to a thing, or by
    /// what cannot be asked, with the thing.
    fn with_done_to(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        // "wants the militia *disarmed first*"
        let is_bare = site.frame.content.is_some_and(|c| {
            tree.nodes[c].is("xcomp")
                && tree.nodes[c].xpos == "VBN"
                && tree.child(c, "aux").is_none()
        });
        let is_done = is_bare
            || ["be ", "to be "]
                .iter()
                .any(|be| self.article.slice(span).starts_with(be));
        let doer = || {
            let content = site.frame.content?;
            tree.child(content, "nsubj")
                .filter(|&s| tree.nodes[s].upos == "NOUN")
        };
        let object = site.frame.object.or_else(doer);
        let can_be_asked = |word: usize| {
            let whos = self.article.who(At {
                word,
                ..site.head()
            });
            whos.iter().any(|w| w.party.is_some() || w.member.is_some())
        };
        let is_thing = |&word: &usize| {
            site.frame.content.is_some() && tree.nodes[word].upos == "NOUN" && !can_be_asked(word)
        };
        let object = object
            .filter(|o| is_done || is_thing(o))
            .map(|o| tree.phrase(o));
        let object = object.filter(|o| o.end <= span.start);
        object.map_or(span, |o| span.cover(o))
    }

    /// "rejected any withdrawal *before a truce takes effect*": what is refused, with the time up to which it is.
    fn with_bound(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let after = tree.nodes.partition_point(|n| n.span.start < span.end);
        let lemma = |i: usize| tree.nodes.get(i).map_or("", |n| n.lemma.as_str());
        let is_bound = match lemma(after) {
            "before" | "until" | "without" | "while" => tree.span.contains(span),
            // "as long as the troops stay"
            "as" | "so" => tree.span.contains(span) && lemma(after + 1) == "long",
            _ => false,
        };
        let lasting = (lemma(after + 1) == "long").then_some(after + 1);
        let head = match lasting {
            Some(long) => tree.child(long, "advcl").or(tree.nodes[long].head),
            None => tree.nodes.get(after).and_then(|n| n.head),
        };
        let head = head.filter(|_| is_bound);
        let bound = head.filter(|&h| h > after && tree.under(h, site.frame.head));
        bound.map_or(span, |h| span.cover(tree.clause(h)))
    }

    /// "(operations would resume) if the soldiers were not freed": where the model sees the wish in a condition, all of it.
    fn clause_of_condition(&self, rule: &Rule, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_seen = rule.id == SIGNED_DEMAND && tree.nodes[head].is("advcl");
        let is_term = is_conditional(tree, head) || self.is_refused_before(site);
        (is_seen && is_term).then(|| tree.clause(head))
    }

    /// Who promises, threatens or refuses what a condition is for: who refuses, else whoever says it, else who would do it.
    fn promising(&self, site: Site<'_>) -> Vec<Who> {
        let refusing = self.whos(site, "parent.agent");
        if self.is_refused_before(site) && refusing.iter().any(|w| w.party.is_some()) {
            return refusing;
        }
        let speaker = self.speaker_of(site);
        speaker.map_or_else(|| self.whos(site, "parent.agent"), |who| vec![who])
    }

    /// What somebody wants by a phrase, without the word that makes it a condition: "(if the blockade was not lifted)" is a wish for
    /// the blockade lifted. None where the phrase says nothing: "it", "31 July", or "no deal", which nobody wants.
    fn wish(&self, site: Site<'_>, span: Span) -> Option<(String, Span)> {
        let tree = self.article.tree(site.head());
        let words = self.article.slice(span);
        let nodes = tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, n)| span.contains(n.span));
        let inside: Vec<usize> = nodes.map(|(i, _)| i).collect();
        let (low, high) = (*inside.first()?, inside.last()? + 1);
        let is_time = |i: usize| {
            let mut all = when::expressions(tree, low, high, self.date, false);
            all.any(|e| e.low <= i && i < e.high)
                || tree.nodes[i].upos == "ADP"
                || tree.nodes[i].upos == "DET"
        };
        if Matter::of(words).is_empty() || inside.iter().all(|&i| is_time(i)) {
            return None;
        }
        let opening = tree.nodes[low].lemma.to_lowercase();
        if opening == "no" {
            return None;
        }
        let is_condition = matches!(opening.as_str(), "if" | "should");
        // "if no deal was reached"
        let mut opening = inside.iter().take(NO_WITHIN).copied();
        let no = opening.find(|&i| tree.nodes[i].lemma == "no");
        if let Some(no) = no.filter(|_| is_condition) {
            let text = self.without_no(tree, no, span)?;
            return Some((text, span));
        }
        let is_top = |i: &usize| tree.nodes[*i].head.is_none_or(|h| !inside.contains(&h));
        let tops: Vec<usize> = inside.iter().copied().filter(is_top).collect();
        if tops.iter().any(|&top| lasts_against(tree, top)) {
            return None;
        }
        // Not what is denied within: "if they guarantee that it does not mean a return".
        let is_own = |i: usize| tree.nodes[i].head.is_none_or(|h| tops.contains(&h));
        let not = inside
            .iter()
            .copied()
            .find(|&i| tree.nodes[i].lemma == "not" && is_own(i));
        match not.filter(|_| is_condition || tree.nodes[site.frame.head].is("advcl")) {
            Some(not) => {
                let behind = tree.nodes[not].span;
                let text = format!(
                    "{} {}",
                    self.article
                        .slice(Span::new(span.start, behind.start))
                        .trim_end(),
                    self.article
                        .slice(Span::new(behind.end, span.end))
                        .trim_start()
                );
                Some((text, span))
            }
            None => Some((words.to_owned(), span)),
        }
    }

    /// "if no deal was reached" as "that a deal be reached".
    fn without_no(&self, tree: &Tree, no: usize, span: Span) -> Option<String> {
        let wanted = tree.nodes[no]
            .head
            .map_or("", |h| tree.nodes[h].xpos.as_str());
        let is_vowel = |n: &Node| n.form.starts_with(['a', 'e', 'i', 'o', 'u']);
        let article = match tree.nodes.get(no + 1) {
            Some(next) if wanted == "NN" && is_vowel(next) => "an ",
            Some(_) if wanted == "NN" => "a ",
            _ => "",
        };
        let wish = self.clause_at(span).and_then(|at| self.as_wish(at, span));
        if let Some((before, behind)) = wish.as_deref().and_then(|w| w.split_once(" no ")) {
            return Some(format!("{before} {article}{behind}"));
        }
        let behind = Span::new(tree.nodes.get(no + 1)?.span.start, span.end);
        let before = Span::new(span.start, tree.nodes[no].span.start);
        Some(format!(
            "{}{article}{}",
            self.article.slice(before),
            self.article.slice(behind)
        ))
    }

    /// "unless it gets a guarantee": whether whoever acts in a clause only receives.
    pub(super) fn is_got(&self, at: At) -> bool {
        let lemma = self.article.tree(at).nodes[at.word].lemma.as_str();
        RECEIVING.contains(&lemma)
    }

    /// "urged them to resist": whether somebody else asks for what is told.
    pub(super) fn is_asked_for(&self, site: Site<'_>) -> bool {
        const ASKING: &[&str] = &[
            "urge", "ask", "call", "press", "want", "beg", "exhort", "tell", "advise", "push",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        // "urged them to open it and to refrain from more"
        let first = node.head.filter(|_| node.is("conj"));
        let node = first.map_or(node, |h| &tree.nodes[h]);
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        site.frame.infinitive
            && above.is_some_and(|h| {
                let is_of_another = tree.child(h, "obj").or(tree.child(h, "iobj")).is_some();
                is_of_another && ASKING.contains(&tree.nodes[h].lemma.as_str())
            })
    }

    /// Whether another rule found the same wish in the same words.
    pub(super) fn is_wanted_already(&self, wish: &Body, span: Span) -> bool {
        let Body::Demand(wish) = wish else {
            return false;
        };
        let shared = |a: Span| a.end.min(span.end).saturating_sub(a.start.max(span.start));
        // The same but for "that" or "unless" before it.
        let is_it = |a: &Argument| {
            let longer = a.span.len().max(span.len());
            a.role == "demand" && ALIKE * longer <= (ALIKE + 1) * shared(a.span)
        };
        self.made.iter().any(|d| {
            let is_asked_alike = |o: &Demand| {
                let both = o.addressee.as_ref().zip(wish.addressee.as_ref());
                both.is_none_or(|(a, b)| a == b)
            };
            let is_same = |o: &Demand| {
                o.party.principal() == wish.party.principal()
                    && o.refusal == wish.refusal
                    && o.offer == wish.offer
                    && is_asked_alike(o)
            };
            matches!(&d.body, Body::Demand(o) if is_same(o))
                && !d.rule.starts_with(STANCES)
                && d.arguments.iter().any(is_it)
        })
    }

    /// A condition that a stance was read with gives way to the demand that says the same.
    fn forget_condition(&mut self, site: Site<'_>, demand: &Body, span: Span) {
        let Body::Demand(demand) = demand else { return };
        let evidence = self.evidence(site.sentence);
        let says_the_same = |d: &Draft| {
            let is_same = |a: &Argument| a.role == "demand" && a.span.overlaps(span);
            d.rule.starts_with(STANCES)
                && d.evidence == evidence
                && matches!(&d.body, Body::Demand(o) if o.party == demand.party)
                && d.arguments.iter().any(is_same)
        };
        if self.made.iter().any(says_the_same) {
            self.made.retain(|d| !says_the_same(d));
            self.made_at = BTreeMap::new();
            for (i, draft) in self.made.iter().enumerate() {
                self.made_at.entry(draft.evidence).or_default().push(i);
            }
        }
    }
}
