//! What a party wants of another.

use super::{Builder, Draft, STANCES, Site, argue, argument};
use crate::article::{At, Who};
use crate::frame::Frame;
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

/// The rule for wishes that the model alone sees.
const SIGNED_DEMAND: &str = "act.demand";

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
const BARE: &[&str] = &[
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
    "give up",
];

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
        let wanting = self.who_wants(rule, site, by, what);
        let is_named = of.is_some_and(|o| !o.contains("others"));
        let clause = self.clause_at(span).filter(|_| !is_named && !refusal);
        let asked = clause.and_then(|at| self.asked_in(at));
        let asked = asked.filter(|a| !wanting.iter().any(|w| w.party == a.party));
        let mut of = match asked {
            Some(asked) => vec![asked],
            None => of.map(|o| self.whos(site, o)).unwrap_or_default(),
        };
        if site.frame.content.is_some() {
            of.retain(|w| w.party.is_some() || w.member.is_some());
        }
        let of = if !of.is_empty() && self.is_for_others(site) {
            self.others(site)
        } else {
            of
        };
        let mut made = false;
        for who in wanting
            .iter()
            .filter(|w| w.party.is_some() || w.member.is_some())
        {
            for addressee in self.addressees(who, &of, is_named) {
                let mut arguments = argue(
                    &[("party", std::slice::from_ref(who)), ("addressee", &of)],
                    self.head_span(site),
                );
                arguments.push(argument("demand", span));
                let body = Body::Demand(Demand {
                    party: self.article.actor(who),
                    demand: demand.clone(),
                    addressee,
                    refusal,
                    offer: stand == Stand::Offers,
                });
                if self.is_wanted_already(&body, span) {
                    continue;
                }
                self.forget_condition(site, &body, span);
                made |= self.push(rule, site, body, arguments);
            }
        }
        made
    }

    /// Whether the words of a wish tell something else here.
    fn is_no_wish(&self, rule: &Rule, site: Site<'_>, refusal: bool) -> bool {
        let is_seen = rule.id == SIGNED_DEMAND;
        // "We do not ask Chile to give up its rights", "would not change its laws"
        let is_denied = site.frame.negated
            && (site.frame.content.is_some() || site.frame.object.is_some())
            // "will not have policemen on our decks", where the model marks the thing
            || site.frame.nominal && self.is_denied_thing(site);
        // "He urged them to resist": what they are asked to do they have not done.
        // "refuses to commit itself to ending the war"
        if !refusal && self.is_withheld(site) && rule.id == "demand.committed" {
            return true;
        }
        // "is not taking part": how things are, and no more.
        if refusal && self.is_state_of_things(site) {
            return true;
        }
        is_seen && (is_denied || self.is_charge(site) || self.sets_off_a_threat(site))
            || (refusal || is_seen) && self.is_asked_for(site)
    }

    /// "Washington is not taking part": said of somebody in the present, not by whoever will not.
    fn is_state_of_things(&self, site: Site<'_>) -> bool {
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
    fn is_denied_thing(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let verb = node.head.filter(|_| node.is("obj"));
        verb.is_some_and(|v| {
            let mut beside = tree.children(v).iter();
            beside.any(|&c| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never"))
        })
    }

    /// Who wants it: of what depends on a condition whoever sets it.
    fn who_wants(&self, rule: &Rule, site: Site<'_>, by: &str, what: &str) -> Vec<Who> {
        // "would hand them back if Norland enforced the ban": who is to do it does not ask for it.
        if self.clause_of_condition(rule, site).is_some() {
            return self.promising(site);
        }
        let wanting = self.parties(site, by);
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
        // "insists on keeping troops"
        let words = self.article.slice(span);
        let lead = words
            .strip_prefix("on ")
            .map_or(0, |rest| words.len() - rest.len());
        let span = Span::new(span.start + lead, span.end);
        let span = self.with_that(site, self.clause_of_condition(rule, site).unwrap_or(span));
        let span = self.with_done_to(site, span);
        if self.is_told_as_fact(site, span) {
            return None;
        }
        let (demand, span) = if refusal {
            let span = self.with_bound(site, span);
            let told = self.article.slice(span).to_owned();
            // "opposes the measure": what it is stands elsewhere
            (!BARE.contains(&told.as_str())).then_some((told, span))?
        } else {
            let (told, span) = self.wish(site, span)?;
            let is_condition = without_conjunction(&told).is_some() && !told.starts_with("that ");
            let clause = self
                .clause_at(span)
                .filter(|_| is_condition || self.clause_of_condition(rule, site).is_some());
            let is_whole = self.article.slice(span) == told;
            let wish = clause
                .filter(|_| is_whole)
                .and_then(|at| self.as_wish(at, span));
            (wish.unwrap_or(told), span)
        };
        // "ready to accept it as long as the deal ran": a yes, and nothing wanted.
        let is_yes = ["accept it", "go along with"]
            .iter()
            .any(|yes| demand.starts_with(yes));
        let is_none = is_complaint(&demand) || !refusal && is_yes;
        (!is_none).then_some((demand, span))
    }

    /// Of whom it is wanted: each of those named ("urged both sides"), of those inferred the first.
    fn addressees(&self, who: &Who, of: &[Who], is_named: bool) -> Vec<Option<Actor>> {
        let asked: Vec<&Who> = of.iter().filter(|o| o.name != who.name).collect();
        let count = if is_named { asked.len() } else { 1 };
        match asked.as_slice() {
            [] => vec![None],
            asked => {
                let first = asked.iter().take(count);
                first.map(|o| Some(self.article.actor(o))).collect()
            }
        }
    }

    /// "wants *the reservoir* to be filled over nine years", "wants *the lorries* to pass unchecked": what is done to a thing, or by
    /// what cannot be asked, with the thing.
    fn with_done_to(&self, site: Site<'_>, span: Span) -> Span {
        let tree = self.article.tree(site.head());
        let is_done = ["be ", "to be "]
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
        let is_bound = tree
            .nodes
            .get(after)
            .is_some_and(|n| matches!(n.lemma.as_str(), "before" | "until" | "without"));
        let head = tree
            .nodes
            .get(after)
            .and_then(|n| n.head)
            .filter(|_| is_bound);
        let bound = head.filter(|&h| h > after && tree.under(h, site.frame.head));
        bound.map_or(span, |h| span.cover(tree.clause(h)))
    }

    /// "insisted that the threat had been made", "underlined that the delay does not alter its pledge": what somebody says to be so,
    /// and does not want to be.
    fn is_told_as_fact(&self, site: Site<'_>, span: Span) -> bool {
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
            let mut helpers = of_it().filter(|n| n.is("aux") || n.is("cop"));
            let is_wished = of_it().any(|n| n.xpos == "MD");
            // "insists that Chile withdraws" is a wish in the tense of facts.
            !is_wished && (tree.nodes[c].xpos == "VBD" || helpers.any(is_tense))
        })
    }

    /// "(operations would resume) if the soldiers were not freed": where the model sees the wish in a condition, all of it.
    fn clause_of_condition(&self, rule: &Rule, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_seen = rule.id == SIGNED_DEMAND && tree.nodes[head].is("advcl");
        (is_seen && is_conditional(tree, head)).then(|| tree.clause(head))
    }

    /// Who promises or threatens what a condition is for: whoever says it, else who would do it.
    fn promising(&self, site: Site<'_>) -> Vec<Who> {
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

    /// "if no deal was reached" as "if a deal was reached".
    fn without_no(&self, tree: &Tree, no: usize, span: Span) -> Option<String> {
        let wanted = tree.nodes[no]
            .head
            .map_or("", |h| tree.nodes[h].xpos.as_str());
        let article = if wanted == "NN" { "a " } else { "" };
        let behind = Span::new(tree.nodes.get(no + 1)?.span.start, span.end);
        let before = Span::new(span.start, tree.nodes[no].span.start);
        Some(format!(
            "{}{article}{}",
            self.article.slice(before),
            self.article.slice(behind)
        ))
    }

    /// "wants the miners to receive a bonus", "asks that the company be present": those who would have it are not the ones asked.
    fn is_for_others(&self, site: Site<'_>) -> bool {
        const RECEIVING: &[&str] = &["receive", "get", "keep", "have", "earn", "benefit"];
        let tree = self.article.tree(site.head());
        site.frame.content.is_some_and(|c| {
            let node = &tree.nodes[c];
            let is_passive =
                tree.child(c, "aux:pass").is_some() || tree.child(c, "nsubj:pass").is_some();
            let is_state = tree.child(c, "cop").is_some();
            let is_got = node.upos == "VERB" && RECEIVING.contains(&node.lemma.as_str());
            is_passive || is_state || is_got
        })
    }

    /// "will close the crossings if one wagon is unloaded": what sets off a threat is what nobody wants.
    fn sets_off_a_threat(&self, site: Site<'_>) -> bool {
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
    fn is_charge(&self, site: Site<'_>) -> bool {
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

/// "would not renew them *as long as weapons were smuggled*": the contrary is wanted.
pub(super) fn lasts_against(tree: &Tree, clause: usize) -> bool {
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
fn is_complaint(demand: &str) -> bool {
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
