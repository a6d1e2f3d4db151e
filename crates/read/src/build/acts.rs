//! Acts of talks and steps of meetings that the model sees and no rule reads: "the quarrel over the wells has poisoned everything
//! since", whatever the verb.
//!
//! Rules know words; the model knows what words like them mean where they stand. In each sentence the rules speak first. An act
//! that the model sees clearly and of whose kind they have found nothing there goes to the rules for acts, which say who acts and on what.

use super::demands::lasts_against;
use super::proposals::ProposalDraft;
use super::{Builder, Draft, Site};
use crate::article::Who;
use crate::rules::{Act, Make, Rule};
use crate::slots::is_conditional;
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, ImpasseRemark, MeetingStatus, MeetingStep, Span};
use demarche_text::Share;
use std::collections::BTreeSet;

/// Where the likeliest word of a sentence is less likely to tell of an act, a rule's finding of that act is dropped. On articles that
/// no rule was written with, that takes away two wrong findings for each right one.
const DOUBTFUL: f32 = 0.3;

/// The same for levers, whose rules are narrow.
const DOUBTFUL_LEVER: f32 = 0.15;

/// The same for judgements in words that the lexicon knows.
const DOUBTFUL_PLAIN: f32 = 0.02;

/// The same for explanations. Of 28 on the development articles for which the model sees less, 25 are none.
const DOUBTFUL_CLAIM: f32 = 0.2;

/// The same for demands, which come in more guises.
const DOUBTFUL_DEMAND: f32 = 0.2;

/// The same for reasons.
const DOUBTFUL_REASON: f32 = 0.2;

/// The same for events: of their own type where it is in [`TELLING`], else of any.
const DOUBTFUL_EVENT: f32 = 0.1;

/// Types of events that the model hardly misses where they stand.
const TELLING: &[&str] = &["THREATEN", "PROTEST", "COOPERATE", "SANCTION", "AGREE"];

/// Likelier than not.
const LIKELY: f32 = 0.5;

/// The rule's name in statements about what has to come first.
const TERMS: &str = "act.terms";

/// What comes at its time, whoever wants it.
const DAYS: &[&str] = &[
    "season", "year", "month", "week", "winter", "summer", "deadline", "mandate", "election",
    "term", "contract", "truce",
];

/// Rules for who leaves the table, and what is adjourned.
const LEAVING: &[&str] = &[
    "meeting.pulled-out",
    "meeting.walked-out",
    "meeting.adjourned",
    "meeting.talks-on-hold",
    "meeting.broke-down",
];

/// Words for what a state of things lasts to.
const LASTING: &[&str] = &["until", "till", "unless", "before"];

/// How far back, in sentences, a proposal may stand that an answer presupposes.
const RECALLED: usize = 3;

/// How likely, in thousandths, words must be a proposal that somebody answers.
const SUSPECTED: u16 = 250;

impl<'a> Builder<'a> {
    /// Adds what the model sees in a sentence and no rule has found.
    pub(super) fn read_acts(&mut self, sentence: usize) {
        for (act, site) in self.seen(sentence, Node::clear_act) {
            let is_answer = matches!(act, Act::Accept | Act::Refuse | Act::Condition);
            if self.is_known(act, sentence) && !(is_answer && self.is_anothers_answer(site)) {
                continue;
            }
            let site = match act {
                Act::Condition => self.host_of_terms(site),
                Act::Mover if self.is_asked(sentence) => continue,
                Act::Mover => self.what_is_said(site),
                Act::Lever if self.cannot_be_done(site) || self.is_called_for(site) => continue,
                // "They cried off because of the ballot": what explains presses nobody.
                Act::Lever if self.only_explains(sentence) => continue,
                _ => site,
            };
            self.make_act(act, site);
        }
    }

    /// Whether a sentence explains what is or was, and warns of nothing that would be.
    fn only_explains(&self, sentence: usize) -> bool {
        let mut nodes = self.article.trees[sentence].nodes.iter();
        self.explains_something(sentence) && !nodes.any(|n| n.xpos == "MD")
    }

    /// "A source says it all comes down to Chile": what is said, where the model's sign stands in the words that say so.
    fn what_is_said(&self, site: Site<'a>) -> Site<'a> {
        let tree = &self.article.trees[site.sentence];
        let is_speech = self.rules.lexicon.is(&site.frame.lemma, "report");
        let content = site.frame.content.filter(|_| is_speech);
        let said = content.and_then(|c| self.predication_of(tree, site.sentence, c));
        let frames = &self.article.frames[site.sentence];
        said.map_or(site, |frame| Site {
            frame: &frames[frame],
            ..site
        })
    }

    /// "(warned that) it could not be prepared on time": no step of anybody's.
    fn cannot_be_done(&self, site: Site<'_>) -> bool {
        let mut frames = self.article.frames[site.sentence].iter();
        let told = frames.find(|f| Some(f.head) == site.frame.content);
        let frame = told.unwrap_or(site.frame);
        let can = matches!(frame.modal.as_deref(), Some("can" | "could"));
        frame.negated && frame.passive && can
    }

    /// "Chile *should stop* issuing licences", "*must suspend* the tax": what is wanted of somebody is no step of theirs, be the sign on the
    /// verb or on what stands below it.
    fn is_called_for(&self, site: Site<'_>) -> bool {
        let tree = &self.article.trees[site.sentence];
        let is_wanted = |verb: usize| {
            let mut helpers = tree.children_by(verb, "aux");
            let is_should = helpers
                .any(|a| matches!(tree.nodes[a].lemma.as_str(), "should" | "must" | "ought"));
            is_should && !is_conditional(tree, verb)
        };
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("obj") || node.is("xcomp"));
        is_wanted(site.frame.head) || above.is_some_and(is_wanted)
    }

    /// Where the model sees terms in the clause that tells them, the predication they are terms of: "would come *if* the fee fell".
    fn host_of_terms(&self, site: Site<'a>) -> Site<'a> {
        let tree = &self.article.trees[site.sentence];
        let in_terms = |i: usize| tree.nodes[i].is("advcl") && is_conditional(tree, i);
        let clause = if in_terms(site.frame.head) {
            Some(site.frame.head)
        } else {
            tree.ancestor(site.frame.head, |_, i| in_terms(i))
        };
        let host = clause
            .and_then(|c| tree.nodes[c].head)
            .and_then(|host| self.predication_of(tree, site.sentence, host));
        let frames = &self.article.frames[site.sentence];
        host.map_or(site, |frame| Site {
            frame: &frames[frame],
            ..site
        })
    }

    fn make_act(&mut self, act: Act, site: Site<'_>) {
        let rules = self.rules;
        for rule in rules.of_act(act, self.scene(site)) {
            for make in &rule.make {
                self.make(rule, make, site);
            }
        }
    }

    /// What has to come first, where the model sees terms, or a lever or a no that lasts until something is done: "The ban stays
    /// until the permits are issued again".
    pub(super) fn read_terms(&mut self, sentence: usize) {
        let here = self.evidence(sentence);
        let is_remark =
            |b: &Body| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Condition);
        let mut made = self.made_at.get(&here).into_iter().flatten();
        if made.any(|&d| is_remark(&self.made[d].body)) {
            return;
        }
        let tree = &self.article.trees[sentence];
        let Some(clause) = terms(tree) else {
            return;
        };
        let (low, high) = tree.extent(clause);
        let (low, high) = tree.trim(low, high);
        let span = tree.span_of(low, high);
        let host = tree.nodes[clause].head.unwrap_or(clause);
        let Some(frame) = self.predication_of(tree, sentence, host) else {
            return;
        };
        let site = Site {
            sentence,
            frame: &self.article.frames[sentence][frame],
        };
        // "said Chile should stop until the court ruled": the speaker's terms.
        let by = if self.is_called_for(site) {
            "voice|agent"
        } else {
            "agent|voice"
        };
        let whos: Vec<Who> = self.parties(site, by);
        self.keep_terms(site, &whos, span);
    }

    /// What has to come first is a condition, and what those want who set it.
    fn keep_terms(&mut self, site: Site<'_>, whos: &[Who], span: Span) {
        for (body, arguments) in self.terms(whos, span) {
            if self.is_wanted_already(&body, span) {
                continue;
            }
            let draft = Draft {
                evidence: self.evidence(site.sentence),
                voice: self.voice(site),
                body,
                arguments,
                rule: TERMS.to_owned(),
                confidence: 0.6,
                about: None,
            };
            self.keep(draft);
        }
    }

    /// "Oslo agreed, Lima said no": whether somebody answers here of whom the sentence has no answer yet.
    fn is_anothers_answer(&self, site: Site<'_>) -> bool {
        let here = self.evidence(site.sentence);
        let stances = self.proposals.iter().flat_map(ProposalDraft::stances);
        let told: BTreeSet<&str> = stances
            .filter(|s| s.evidence == here)
            .map(|s| s.actor.principal())
            .collect();
        let whos = self.parties(site, "agent");
        let actors = self.actors(&whos);
        !actors.is_empty() && !actors.iter().any(|a| told.contains(a.principal()))
    }

    /// The proposal that an answer presupposes: what the model takes for one, surely or not, in the sentence or shortly before it.
    pub(super) fn recalled_proposal(&mut self, site: Site<'_>) -> Option<usize> {
        let count = self.proposals.len();
        for sentence in (site.sentence.saturating_sub(RECALLED)..=site.sentence).rev() {
            let tree = &self.article.trees[sentence];
            let share = |word: usize| {
                let sign = tree.nodes[word]
                    .act
                    .as_ref()
                    .filter(|s| &*s.label == "propose");
                sign.map_or(0, |s| s.share.thousandths())
            };
            let best = (0..tree.nodes.len()).max_by_key(|&word| share(word));
            let word = best.filter(|&word| share(word) >= SUSPECTED);
            let frame = word.and_then(|word| self.predication_of(tree, sentence, word));
            let Some(frame) = frame else {
                continue;
            };
            let frame = &self.article.frames[sentence][frame];
            if sentence == site.sentence && frame.head == site.frame.head {
                continue;
            }
            // Where a proposal is spoken of that is known, the answer is on no other.
            if self.is_on_known(sentence) {
                return None;
            }
            self.make_act(Act::Propose, Site { sentence, frame });
            if self.proposals.len() > count {
                return Some(count);
            }
        }
        None
    }

    /// Whether what is accepted or refused, by the verb or by whoever it asks to, is called a proposal or is said to be proposed.
    pub(super) fn is_on_a_plan(&self, site: Site<'_>) -> bool {
        let tree = &self.article.trees[site.sentence];
        let asked = site.frame.content.and_then(|c| tree.child(c, "obj"));
        let is_plan = |word: usize| {
            let mut clauses = tree.children_by(word, "acl");
            self.rules
                .lexicon
                .is(&tree.nodes[word].lemma, "put-forward")
                || clauses.any(|c| tree.nodes[c].lemma == "propose")
        };
        site.frame.object.or(asked).is_some_and(is_plan) || asked.is_some_and(is_plan)
    }

    /// "renewed *his offer to tolerate a cabinet*": an offer told with its maker and what it is, put again.
    pub(super) fn is_renewed(&self, site: Site<'_>) -> bool {
        let tree = &self.article.trees[site.sentence];
        let is_own_offer = |word: usize| {
            let has = |rel: &str| tree.child(word, rel).is_some();
            has("nmod:poss") && has("acl")
        };
        let puts_again = matches!(site.frame.lemma.as_str(), "renew" | "repeat" | "reiterate");
        puts_again && site.frame.object.is_some_and(is_own_offer)
    }

    fn is_on_known(&self, sentence: usize) -> bool {
        let here = self.evidence(sentence);
        let mut known = self.proposals.iter();
        known.any(|p| p.is_told_in(here) || p.stances().iter().any(|s| s.evidence == here))
    }

    /// Whether the model sees nothing in a sentence of what a rule of words makes of it. Of who can move, which comes in more guises,
    /// and of judgements in quotation marks it is no judge.
    pub(super) fn is_doubted(&self, rule: &Rule, make: &Make, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let has_eye = nodes.iter().any(|n| n.act.is_some() && n.step.is_some());
        // What a correction takes back it only quotes; it must be found all the same, to be taken back elsewhere.
        if !rule.yields || !has_eye || self.is_retracted(self.evidence(site.sentence)) {
            return false;
        }
        // A word has one label: what keeps talks from moving may be a lever or a judgement as well.
        let is_less = |labels: &[&str], least: f32| {
            let mut acts = nodes.iter().filter_map(|n| n.act.as_ref());
            !acts.any(|s| labels.contains(&&*s.label) && s.share.probability() >= least)
        };
        let is_unseen = |labels: &[&str]| is_less(labels, DOUBTFUL);
        match make {
            Make::Lever { .. } => {
                // Where pressure is called by its name the rules need no second opinion.
                let is_named = |n: &Node| matches!(n.lemma.as_str(), "pressure" | "leverage");
                is_less(&["lever", "reason", "condition"], DOUBTFUL_LEVER)
                    && !nodes.iter().any(is_named)
            }
            Make::Judgement { words, .. } => {
                let words = self.slot_text(site, words);
                let is_quoted = |span| !self.article.quotations_in(span).is_empty();
                // "called the day a step backwards" tells so by its words.
                let is_known = words.as_ref().is_some_and(|(_, w)| self.polarity(w).1);
                let least = if is_known { DOUBTFUL_PLAIN } else { DOUBTFUL };
                is_less(&["positive", "negative", "neutral", "reason"], least)
                    && !words.is_some_and(|(span, _)| is_quoted(span))
            }
            // "rejected the proposal" needs no second opinion.
            Make::Stance { .. } if self.is_on_a_plan(site) => false,
            // "commended the idea": praise of a proposal is a yes to it.
            Make::Stance { stance, .. } if stance == "backs" => {
                is_unseen(&["accept", "refuse", "condition", "positive"])
            }
            Make::Stance { .. } => is_unseen(&["accept", "refuse", "condition"]),
            // What a plan of somebody's would do is told in words of all kinds.
            Make::Proposal { by, what, .. } if by == "agent.maker" && what == "act" => false,
            // Nor does "renewed his offer to tolerate a cabinet".
            Make::Proposal { .. } if self.is_renewed(site) => false,
            // "the truce proposed by Qatar" needs none either.
            Make::Proposal { .. } if site.frame.passive && site.frame.lemma == "propose" => false,
            // What somebody is asked to do is a demand until it is answered.
            Make::Proposal { of: Some(_), .. } => is_unseen(&["propose", "demand"]),
            Make::Proposal { .. } => is_unseen(&["propose"]),
            // A denial of what has just been told names no meeting that the model could see.
            Make::Meeting { on, .. } if on == "told" => false,
            Make::Demand { .. } => is_less(&["demand", "refuse", "condition"], DOUBTFUL_DEMAND),
            Make::Claim { .. } => {
                let mut ties = nodes.iter().filter_map(|n| n.claim.as_ref());
                !ties.any(|s| &*s.label == "claim" && s.share.probability() >= DOUBTFUL_CLAIM)
            }
            Make::Remark { remark, .. } if remark == "reason" => is_less(
                &["reason", "refuse", "demand", "condition"],
                DOUBTFUL_REASON,
            ),
            Make::Remark { remark, .. } if remark == "condition" => {
                is_unseen(&["condition", "mover", "reason", "demand"])
            }
            Make::Event { r#type, .. } => is_unseen_event(nodes, r#type),
            Make::Meeting { .. } | Make::Met { .. } => {
                let mut steps = nodes.iter().filter_map(|n| n.step.as_ref());
                !steps.any(|s| s.share.probability() >= DOUBTFUL)
            }
            _ => false,
        }
    }

    /// Adds how meetings stand by what the model sees, where no rule has found it. In a sentence with other steps only of a meeting
    /// that is named: "A sitting arranged for Monday never took place".
    pub(super) fn read_steps(&mut self, sentence: usize) {
        let here = self.evidence(sentence);
        let is_told = self.has_step(here);
        for (status, site) in self.seen(sentence, Node::clear_step) {
            let is_plan = matches!(status, MeetingStatus::Announced | MeetingStatus::Scheduled);
            if is_plan && lacks_date(&self.article.trees[sentence]) {
                continue;
            }
            // Whoever leaves may end a meeting or only interrupt it: a rule that knows the words knows which.
            let is_off = |s: MeetingStatus| {
                matches!(
                    s,
                    MeetingStatus::Cancelled | MeetingStatus::Postponed | MeetingStatus::Suspended
                )
            };
            let is_known = |s: &MeetingStep| {
                s.status == status
                    || is_off(status) && is_off(s.status) && LEAVING.contains(&&*s.rule)
            };
            if !self.steps_in(here).any(is_known) {
                self.make_signed_step(status, site, is_told);
            }
        }
    }

    /// What the model clearly sees in the words of a sentence, each thing once for the predication it stands in.
    fn seen<T: Copy + Ord>(
        &self,
        sentence: usize,
        sees: impl Fn(&Node) -> Option<T>,
    ) -> Vec<(T, Site<'a>)> {
        let tree = &self.article.trees[sentence];
        let mut known: BTreeSet<(T, usize)> = BTreeSet::new();
        let in_frame = |word: usize| {
            let sign = sees(&tree.nodes[word])?;
            let frame = self.predication_of(tree, sentence, word)?;
            known.insert((sign, frame)).then_some((sign, frame))
        };
        let found = (0..tree.nodes.len()).filter_map(in_frame);
        let site = |frame: usize| Site {
            sentence,
            frame: &self.article.frames[sentence][frame],
        };
        found.map(|(sign, frame)| (sign, site(frame))).collect()
    }

    /// The step of the first meeting that a rule finds: what a rule makes of one it finds is all there is, be it nothing.
    fn make_signed_step(&mut self, status: MeetingStatus, site: Site<'_>, is_told: bool) {
        if self.is_agreed(site) {
            return;
        }
        let rules = self.rules;
        for rule in rules.of_step(status, self.scene(site)) {
            for make in &rule.make {
                let is_found = match make {
                    Make::Meeting { on, .. } if is_told && on == "latest" => continue,
                    Make::Meeting { on, .. } => self.meeting_on(site, on).is_some(),
                    // Who meets must be told: a sign alone is no ground to guess it.
                    Make::Met { participants, .. }
                        if is_told || !self.are_several(site, participants) =>
                    {
                        continue;
                    }
                    _ => false,
                };
                if self.make(rule, make, site) || is_found {
                    return;
                }
            }
        }
    }

    /// Whether two are named, or "the commanders" act together.
    fn are_several(&self, site: Site<'_>, participants: &str) -> bool {
        let is_plural = |agent: usize| {
            let node = &self.article.trees[site.sentence].nodes[agent];
            node.xpos == "NNS" || matches!(node.lemma.as_str(), "they" | "both" | "two")
        };
        self.parties(site, participants).len() >= 2 || site.frame.agent.is_some_and(is_plural)
    }

    /// The frame of a word, or of the nearest word above it that has one.
    pub(super) fn predication_of(
        &self,
        tree: &Tree,
        sentence: usize,
        word: usize,
    ) -> Option<usize> {
        let frames = &self.article.frames[sentence];
        let of = |word: usize| frames.iter().position(|f| f.head == word);
        of(word).or_else(|| of(tree.ancestor(word, |_, n| of(n).is_some())?))
    }

    /// Whether an act of this kind has been found in the sentence.
    fn is_known(&self, act: Act, sentence: usize) -> bool {
        let here = self.evidence(sentence);
        let made = self.made_at.get(&here).into_iter().flatten();
        let mut bodies = made.map(|&d| &self.made[d].body);
        match act {
            Act::Lever => bodies.any(|b| matches!(b, Body::Lever(_))),
            Act::Reason => {
                bodies.any(|b| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Reason))
            }
            Act::Mover => {
                bodies.any(|b| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Mover))
            }
            Act::Positive | Act::Negative | Act::Neutral => {
                bodies.any(|b| matches!(b, Body::Characterisation(_)))
            }
            Act::Demand => bodies.any(|b| matches!(b, Body::Demand(_))) || self.has_stance(here),
            Act::Propose => self.proposals.iter().any(|p| p.is_told_in(here)),
            Act::Accept | Act::Refuse | Act::Condition => self.has_stance(here),
        }
    }

    fn has_stance(&self, here: Span) -> bool {
        let mut stances = self.proposals.iter().flat_map(ProposalDraft::stances);
        stances.any(|s| s.evidence == here)
    }
}

/// "No date has been set for another session": nothing is planned.
fn lacks_date(tree: &Tree) -> bool {
    let is_date = |n: &Node| matches!(n.lemma.as_str(), "date" | "day");
    let mut pairs = tree.nodes.windows(2);
    pairs.any(|p| p[0].lemma.eq_ignore_ascii_case("no") && is_date(&p[1]))
}

/// The clause that tells what has to come first, where the model sees terms, or something held back or refused until then. What sets
/// off a threat ("would strike if the talks failed") is no such thing.
fn terms(tree: &Tree) -> Option<usize> {
    let share = |labels: &[&str]| {
        let signs = tree.nodes.iter().filter_map(|n| n.act.as_ref());
        let shares = signs
            .filter(|s| labels.contains(&&*s.label))
            .map(|s| s.share);
        shares.max().map_or(0.0, Share::probability)
    };
    let are_terms = share(&["condition"]) >= LIKELY;
    let has_lever = share(&["lever"]) >= LIKELY;
    let is_held = has_lever || share(&["refuse", "demand", "mover"]) >= LIKELY;
    let is_marked = |clause: usize, words: &[&str]| {
        let mark = tree.child(clause, "mark");
        mark.is_some_and(|m| words.contains(&tree.nodes[m].lemma.as_str()))
    };
    let is_told = |&clause: &usize| {
        let sets_off = has_lever && is_marked(clause, &["if"]);
        let is_term = is_conditional(tree, clause) && are_terms && !sets_off;
        // "which fishermen need before the season opens": a day, and nobody's terms.
        let is_day = is_marked(clause, &["before"])
            && tree
                .child(clause, "nsubj")
                .is_some_and(|s| DAYS.contains(&tree.nodes[s].lemma.as_str()));
        // "must mend its ways before ties can recover": what comes later is nobody's condition.
        let is_later = is_marked(clause, &["before"]) && !is_denied_until(tree, clause);
        // "will fight on until its goals are met": no more than that it will fight on.
        let is_own_goal = tree.child(clause, "nsubj").is_some_and(|s| {
            let is_goal = matches!(
                tree.nodes[s].lemma.as_str(),
                "goal" | "objective" | "aim" | "task" | "target" | "mission"
            );
            is_goal && tree.child(s, "nmod:poss").is_some()
        });
        tree.nodes[clause].is("advcl")
            && !is_own_goal
            && !is_renewal(tree, clause)
            && !is_failure(tree, clause)
            && !lasts_against(tree, clause)
            && (is_term || is_marked(clause, LASTING) && !is_day)
            && !is_later
    };
    let clause = (0..tree.nodes.len()).find(is_told);
    clause.filter(|_| are_terms || is_held)
}

/// "expires in May *unless it is renewed*": when something ends, and nobody's terms.
fn is_renewal(tree: &Tree, clause: usize) -> bool {
    let is_kept_up = matches!(
        tree.nodes[clause].lemma.as_str(),
        "renew" | "extend" | "prolong"
    );
    let host = tree.nodes[clause]
        .head
        .map(|h| tree.nodes[h].lemma.as_str());
    is_kept_up && matches!(host, Some("expire" | "lapse" | "end" | "run" | "run out"))
}

/// "would resign *if there was no agreement*": what nobody waits for.
pub(super) fn is_failure(tree: &Tree, clause: usize) -> bool {
    const OUTCOMES: &[&str] = &[
        "agreement",
        "deal",
        "accord",
        "settlement",
        "compromise",
        "solution",
        "progress",
        "breakthrough",
        "result",
        "movement",
        "answer",
        "reply",
    ];
    let is_if = tree
        .child(clause, "mark")
        .is_some_and(|m| tree.nodes[m].lemma == "if");
    let is_none = |s: usize| {
        let mut below = tree.children(s).iter();
        OUTCOMES.contains(&tree.nodes[s].lemma.as_str())
            && below.any(|&c| tree.nodes[c].lemma == "no")
    };
    is_if && tree.children_by(clause, "nsubj").any(is_none)
}

/// "will not sign *before the ships leave*": whether what a clause puts off is denied till then.
pub(super) fn is_denied_until(tree: &Tree, clause: usize) -> bool {
    const DENYING: [&str; 6] = [
        "refuse",
        "decline",
        "rule",
        "reject",
        "exclude",
        "impossible",
    ];
    let is_no = |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never" | "no");
    let denies = |h: usize| {
        let is_verb = DENYING.contains(&tree.nodes[h].lemma.as_str());
        is_verb || tree.children(h).iter().any(is_no)
    };
    let Some(host) = tree.nodes[clause].head else {
        return false;
    };
    let over = tree.nodes[host]
        .head
        .filter(|_| tree.nodes[host].is("xcomp") || tree.nodes[host].is("ccomp"));
    let has_none = tree
        .children(host)
        .iter()
        .any(|&c| tree.children(c).iter().any(is_no));
    denies(host) || has_none || over.is_some_and(denies)
}

/// Whether no word is a sign of an event: of that type, where the model knows it well, else of any.
fn is_unseen_event(nodes: &[Node], event: &str) -> bool {
    let is_telling = TELLING.contains(&event);
    let mut signs = nodes.iter().filter_map(|n| n.event.as_ref());
    !signs.any(|s| (!is_telling || &*s.label == event) && s.share.probability() >= DOUBTFUL_EVENT)
}
