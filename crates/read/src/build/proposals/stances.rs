//! Who is for it, against it, or for it under a condition.

use super::super::events::aux_modes;
use super::super::{Builder, Site, argue};
use super::LastStance;
use super::identity::{SAME, differ_in_numbers};
use super::{ACCEPTING, INVITATION};
use crate::article::{At, Who};
use crate::frame::is_negated;
use crate::rules::{Make, Rule};
use crate::tree::{LIKELY, Tree};
use demarche_evidence::{Actor, Body, Event, PloverType, Span, Stance, StanceKind};

/// The rules for acts that the model sees.
pub(in crate::build) const ACTS: &str = "act.";

/// What somebody does with a proposal who has not answered it: "would *consider* the offer".
const WEIGHING: &[&str] = &[
    "study",
    "consider",
    "review",
    "examine",
    "weigh",
    "mull",
    "assess",
    "analyse",
    "analyze",
    "discuss",
    "look at",
    "look into",
    "think over",
    "reflect on",
    "think about",
];

/// Verbs whose "on" or "for" names what is chosen: "*settled on* a team from Ghana".
const CHOOSING: &[&str] = &[
    "settle on",
    "settle for",
    "settle",
    "opt for",
    "opt",
    "decide on",
    "plump for",
    "agree on",
];

/// "any arrangement", "no deal": a noun that names none that the text has told.
fn is_any(tree: &Tree, word: usize) -> bool {
    tree.children_by(word, "det")
        .any(|d| matches!(tree.nodes[d].lemma.as_str(), "any" | "no" | "every"))
}

/// "initially refused": what is not so any more.
fn is_former(tree: &Tree, verb: usize) -> bool {
    let mut beside = tree.children(verb).iter().copied();
    beside.any(|c| {
        let node = &tree.nodes[c];
        let is_first = node.lemma == "first" && tree.preposition(c).as_deref() == Some("at");
        matches!(node.lemma.as_str(), "initially" | "originally") || is_first
    })
}

/// What an answer is about.
struct Matter {
    /// Content words of its complements.
    words: Vec<String>,
    /// Whether an "it" or "the plan" is among them.
    names_it: bool,
}

impl Builder<'_> {
    pub(in crate::build) fn make_stance(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        stance: &str,
        by: &str,
        on: &str,
    ) -> bool {
        if self.is_none_now(rule, site) {
            return false;
        }
        let Some(stance) = self.as_it_turns_out(site, stance) else {
            return false;
        };
        let told = self.answerer(rule, site);
        let whos: Vec<Who> = told
            .map_or_else(|| self.whos(site, by), |who| vec![who])
            .into_iter()
            .filter(|w| w.party.is_some() || w.member.is_some() || self.is_common_phrase(w))
            .collect();
        // "A joint patrol would do if": what is said yes to says nothing.
        let is_conditional = stance == "conditional" || self.condition_span(site).is_some();
        let whos: Vec<Who> = match (is_conditional, whos.as_slice()) {
            (true, [one]) if one.party.is_none() && !self.names_people(one) => {
                self.speaker_of(site).into_iter().collect()
            }
            _ => whos,
        };
        if whos.is_empty() {
            return false;
        }
        let same = self.repeated(site).filter(|_| stance == SAME);
        let target = match &same {
            Some(same) => Some(same.proposal),
            None => self.stance_target(rule, site, on, &whos),
        };
        let Some(index) = target else {
            return false;
        };
        if rule.id.starts_with(ACTS) && self.is_no_answer(site, stance, index) {
            return false;
        }
        let condition = self.condition_span(site);
        if on != INVITATION && condition.is_some() && self.is_for_the_table(site, index) {
            return false;
        }
        let condition_at = condition;
        let condition = condition.map(|span| self.article.slice(span).to_owned());
        // "would not accept it without a cut in fees" is a yes with one.
        let has_price =
            site.frame.negated && !site.frame.oblique.iter().all(|(p, _)| p != "without");
        let kind = match (stance, condition) {
            ("rejects", Some(condition)) if has_price => StanceKind::Conditional { condition },
            ("rejects", _) => StanceKind::Rejects,
            (_, Some(condition)) => StanceKind::Conditional { condition },
            ("conditional", None) => return false,
            (SAME, None) => match same {
                Some(same) => same.kind,
                None => return false,
            },
            _ => StanceKind::Backs,
        };
        self.last_stance = Some(LastStance {
            proposal: index,
            kind: kind.clone(),
            sentence: site.sentence,
        });
        let evidence = self.evidence(site.sentence);
        if let (StanceKind::Conditional { .. }, Some(span)) = (&kind, condition_at) {
            self.note_condition(rule, site, &whos, span);
        }
        self.note_stance_event(rule, site, &whos, (index, &kind));
        let mut made = false;
        for who in whos {
            made |= self.take_stance(index, &who, kind.clone(), evidence, rule);
        }
        made
    }

    /// What becomes of a yes or a no by the verb it hangs on: "*refused* to accept it", "is *not ready* to sign it" are a no, "*hesitates* to
    /// accept it", "*refused* to rule it out" no answer.
    fn as_it_turns_out<'s>(&self, site: Site<'_>, stance: &'s str) -> Option<&'s str> {
        const REFUSING: &[&str] = &["refuse", "decline", "unwilling", "refusal", "stop", "cease"];
        const WAVERING: &[&str] = &[
            "hesitate",
            "reluctant",
            "fail",
            "consider",
            "unable",
            "yet",
            "loath",
        ];
        const WILLING: &[&str] = &[
            "ready", "willing", "prepared", "inclined", "go", "plan", "intend", "minded",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let hangs = ["xcomp", "ccomp", "acl", "advcl"]
            .iter()
            .any(|rel| node.is(rel));
        let is_bare = matches!(node.xpos.as_str(), "VB" | "VBG");
        // "wants the fees cut *before it signs*"
        let is_before = tree
            .children_by(site.frame.head, "mark")
            .any(|m| tree.nodes[m].lemma == "before");
        if node.is("advcl") && is_before {
            return None;
        }
        let Some(above) = node.head.filter(|_| hangs && is_bare) else {
            return Some(stance);
        };
        let is = |words: &[&str]| words.contains(&tree.nodes[above].lemma.as_str());
        let is_denied = is_negated(tree, above);
        let is_no = is(REFUSING) && !is_denied || is(WILLING) && is_denied;
        match stance {
            _ if is(WAVERING) && !is_denied => None,
            "backs" if is_no => Some("rejects"),
            "rejects" if is_no => None,
            _ => Some(stance),
        }
    }

    /// Whether words are no answer, or not the one that holds: "*has neither accepted nor refused*", "*initially refused*, but now
    /// accepts", where the model alone sees a refusal, one that is denied.
    fn is_none_now(&self, rule: &Rule, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_seen = |act: &str| rule.id.starts_with(ACTS) && rule.id.ends_with(act);
        let is_weighing = WEIGHING.contains(&site.frame.lemma.as_str());
        self.is_undecided(site)
            || is_former(tree, site.frame.head)
            || is_seen("refuse") && self.is_no_refusal(site)
            || is_seen("accept") && is_weighing
    }

    /// "neither accepted nor refused", "has not accepted or rejected": a yes and a no that are both denied.
    fn is_undecided(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let first = tree.nodes[head]
            .head
            .filter(|_| tree.nodes[head].is("conj"))
            .unwrap_or(head);
        let says_no = |v: &usize| self.rules.lexicon.is(&tree.nodes[*v].lemma, "naysaying");
        let pair = tree.coordinated(first);
        let denied = tree
            .children(first)
            .iter()
            .any(|&c| matches!(tree.nodes[c].lemma.as_str(), "neither" | "not" | "n't"));
        denied && pair.iter().any(says_no) && !pair.iter().all(says_no)
    }

    /// Whether what the model takes for an answer is none to a proposal: a yes or a no to something else, a condition for something
    /// else than a yes.
    fn is_no_answer(&self, site: Site<'_>, stance: &str, proposal: usize) -> bool {
        match stance {
            "backs" => self.is_taken_back(site) || self.is_yes_to_else(site, proposal),
            "rejects" => self.is_of_else(site, proposal),
            "conditional" => {
                let promise = self.promise(site);
                self.is_threat(promise)
                    || self.is_of_else(promise, proposal)
                    || self.is_of_things(promise)
            }
            _ => false,
        }
    }

    /// "“The payment is welcome. *It does not mend anything*,” she said": whether whoever says something kind goes on with what is wrong.
    fn is_taken_back(&self, site: Site<'_>) -> bool {
        let next = site.sentence + 1;
        let Some(tree) = self.article.trees.get(next) else {
            return false;
        };
        let (head, behind) = (self.head_span(site), self.evidence(next));
        let mut speeches = self.speech.in_sentence(site.sentence);
        let goes_on = speeches.any(|s| s.content.contains(head) && s.content.overlaps(behind));
        let denies = |i: usize| {
            let is_it = matches!(tree.nodes[i].lemma.as_str(), "it" | "that" | "this" | "but");
            let verb = tree.nodes[i].head;
            let is_not =
                |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never");
            is_it && verb.is_some_and(|v| tree.children(v).iter().any(is_not))
        };
        let first = tree.nodes.iter().position(|n| n.upos != "PUNCT");
        // "The town has said yes to the money. It is not their pasture": another's yes stands.
        let is_anothers = !self.whos(site, "agent").is_empty();
        !is_anothers && goes_on && first.is_some_and(denies)
    }

    /// The predication that a condition is of, where the model takes the condition or another noun for the sign.
    fn promise<'s>(&'s self, site: Site<'s>) -> Site<'s> {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        let main = node.head.filter(|_| node.is("advcl") || site.frame.nominal);
        let mut frames = self.article.frames[site.sentence].iter();
        let frame = main.and_then(|main| frames.find(|f| f.head == main));
        frame.map_or(site, |frame| Site { frame, ..site })
    }

    /// "would leave the hall if", "a walkout would begin unless": what somebody will do under a condition is no yes.
    fn is_threat(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is = |word: &str, class: &str| self.rules.lexicon.is(word, class);
        let told = site.frame.content.filter(|_| is(&site.frame.lemma, "say"));
        let head = told.unwrap_or(site.frame.head);
        let frames = self.article.frames[site.sentence].iter();
        let mut phrasal = frames.filter(|f| f.head == head).map(|f| f.lemma.as_str());
        let subject = tree
            .child(head, "nsubj")
            .map(|s| tree.nodes[s].lemma.as_str());
        phrasal.any(|verb| is(verb, "breaking-off")) || subject.is_some_and(|s| is(s, "reprisal"))
    }

    /// "would return to the talks only if", "floated a plan to open the ports if the fee fell": what somebody will come back to the table
    /// for, or what belongs to the proposal itself, is no conditional yes to it.
    fn is_for_the_table(&self, site: Site<'_>, proposal: usize) -> bool {
        const BACK: &[&str] = &["return", "resume", "restart", "reopen"];
        let tree = self.article.tree(site.head());
        let promise = self.promise(site).frame.head;
        let table = ["obj", "obl"]
            .iter()
            .flat_map(|rel| tree.children_by(promise, rel));
        let mut table = table.map(|word| At {
            word,
            ..site.head()
        });
        let is_back = BACK.contains(&tree.nodes[promise].lemma.as_str())
            && table.any(|at| self.lemma(at) == "table" || self.is_meeting_noun(at));
        let what = self.proposals[proposal].what_span;
        is_back
            || self
                .condition_span(site)
                .is_some_and(|span| what.contains(span))
    }

    /// "would not oppose it", "stopped short of rejecting it", "declined to say".
    fn is_no_refusal(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is = |word: &str, class: &str| self.rules.lexicon.is(word, class);
        let says_no =
            is(&tree.nodes[head].lemma, "naysaying") || is(&site.frame.lemma, "naysaying");
        let before = tree.nodes[..head].iter().rev().take(3);
        let words: Vec<&str> = before.map(|n| n.lemma.as_str()).collect();
        let is_short_of = words.contains(&"short") && words.contains(&"of");
        let is_silent = site.frame.content.is_some_and(|c| {
            let told = tree.nodes[c].lemma.as_str();
            matches!(
                told,
                "say" | "comment" | "tell" | "confirm" | "name" | "disclose" | "answer"
            )
        });
        // "did not reply to the idea"
        let is_unanswered = site.frame.negated
            && matches!(
                site.frame.lemma.as_str(),
                "reply" | "respond" | "answer" | "comment" | "react"
            );
        // "would not *stand in the way*", be the sign on the verb or on the noun
        let node = &tree.nodes[head];
        let verb = node.head.filter(|_| node.lemma == "way").unwrap_or(head);
        let is_no = |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "not" | "n't" | "never");
        let lets_pass = matches!(
            tree.nodes[verb].lemma.as_str(),
            "stand" | "obstruct" | "hinder" | "impede" | "prevent" | "fight" | "contest"
        ) && tree.children(verb).iter().any(is_no);
        is_unanswered || lets_pass || says_no && (site.frame.negated || is_short_of || is_silent)
    }

    /// What a refusal or promise is about by its own words: "ruled out *any withdrawal*".
    fn matter(&self, site: Site<'_>) -> Matter {
        let tree = self.article.tree(site.head());
        let frame = site.frame;
        let chosen = frame
            .oblique(&["on", "for"])
            .filter(|_| CHOOSING.contains(&frame.lemma.as_str()));
        let complements = [frame.object, frame.content, chosen];
        let spans = complements
            .into_iter()
            .flatten()
            .filter(|&c| c > frame.head);
        let condition = self.condition_span(site);
        let before_condition = |span: Span| match condition {
            Some(after) if after.start > span.start => {
                Span::new(span.start, span.end.min(after.start))
            }
            _ => span,
        };
        let words = spans
            .clone()
            .map(|c| before_condition(tree.phrase(c)))
            .flat_map(|span| self.content_words(span))
            .collect();
        let stands_for = |word: usize| {
            let node = &tree.nodes[word];
            let is_pronoun = matches!(
                node.lemma.as_str(),
                "it" | "that" | "this" | "they" | "them" | "so"
            );
            is_pronoun && node.upos == "PRON"
                || !is_any(tree, word)
                    && (node.lemma == "paper"
                        || self.is_proposal_noun(At {
                            word,
                            ..site.head()
                        }))
        };
        let names_it = spans
            .map(|c| tree.extent(c))
            .any(|(low, high)| (low..high).any(stands_for));
        Matter { words, names_it }
    }

    /// "agreed to exchange prisoners", "accepted the corridors": a yes to what it names, and not to a proposal of something else. What a
    /// proposal itself is the agent of ("got the support of Chile") names who says yes.
    fn is_yes_to_else(&self, site: Site<'_>, proposal: usize) -> bool {
        let frame = site.frame;
        // "did agree to *exchange* prisoners", where the model sees the yes in what is agreed to
        let is_agreed = self.article.tree(site.head()).nodes[frame.head].is("xcomp");
        let verb = frame.lemma.as_str();
        let names = is_agreed
            || frame.content.is_some()
            || ACCEPTING.contains(&verb)
            || CHOOSING.contains(&verb);
        names && !frame.nominal && self.is_of_else(site, proposal)
    }

    /// Whether an answer has words of its own for what it is about, and they are not those of a proposal.
    fn is_of_else(&self, site: Site<'_>, proposal: usize) -> bool {
        let matter = self.matter(site);
        !matter.words.is_empty() && !self.is_of(&matter, proposal)
    }

    /// "operations would resume if": nobody says yes by what becomes of a thing.
    fn is_of_things(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let subject = tree
            .child(site.frame.head, "nsubj")
            .filter(|&s| tree.nodes[s].upos == "NOUN");
        subject.is_some_and(|word| {
            let at = At {
                word,
                ..site.head()
            };
            self.article.who(at).is_empty() && !self.is_proposal_noun(at)
        })
    }

    fn is_of(&self, matter: &Matter, proposal: usize) -> bool {
        let known = &self.proposals[proposal].words;
        // "could live with 1.5 million tonnes" is no word on 1.2 million.
        !differ_in_numbers(&matter.words, known)
            && (matter.names_it || matter.words.iter().any(|w| known.contains(w)))
    }

    /// "Chile's answer, the mediator said, was no": whose answer it is that the model sees, whoever tells of it.
    fn answerer(&self, rule: &Rule, site: Site<'_>) -> Option<Who> {
        let nodes = &self.article.trees[site.sentence].nodes;
        let is_answer = |&word: &usize| {
            matches!(nodes[word].lemma.as_str(), "answer" | "reply" | "response")
                && nodes[word].is("nsubj")
        };
        let word = (0..nodes.len()).find(is_answer)?;
        let owner = self.possessor(At {
            word,
            ..site.head()
        })?;
        rule.id.starts_with(ACTS).then_some(owner)
    }

    /// The stance that "so does", "did the same" repeats: of this sentence or the one before.
    fn repeated(&self, site: Site<'_>) -> Option<LastStance> {
        let last = self.last_stance.clone()?;
        (site.sentence.abs_diff(last.sentence) <= 1).then_some(last)
    }

    pub(in crate::build) fn take_stance(
        &mut self,
        index: usize,
        who: &Who,
        kind: StanceKind,
        evidence: Span,
        rule: &Rule,
    ) -> bool {
        let actor: Actor = self.article.actor(who);
        let is_retracted = self.is_retracted(evidence);
        let draft = &mut self.proposals[index];
        let is_proposer = draft.is_by(who);
        let known = draft.stances.iter().any(|s| {
            let is_condition = matches!(kind, StanceKind::Conditional { .. });
            let is_same_side = is_condition && s.actor.principal() == actor.principal();
            s.kind == kind && (s.actor.name == actor.name || is_same_side)
        });
        let known = known && !is_retracted;
        // "welcomed the plan but asked for guarantees": of a yes and a conditional one in a sentence the second holds.
        let is_here =
            |s: &Stance| s.evidence == evidence && s.actor.principal() == actor.principal();
        let is_yes = |s: &Stance| s.kind == StanceKind::Backs;
        if matches!(kind, StanceKind::Conditional { .. }) {
            draft.stances.retain(|s| !(is_here(s) && is_yes(s)));
        }
        let known = known
            || kind == StanceKind::Backs && draft.stances.iter().any(|s| is_here(s) && !is_yes(s));
        // Nobody turns down what is their own, nor, where the model alone sees it, what they have said yes to.
        let is_seen = rule.id.starts_with(ACTS);
        let has_agreed = draft
            .stances
            .iter()
            .any(|s| s.actor.principal() == actor.principal() && s.kind != StanceKind::Rejects);
        let is_no = kind == StanceKind::Rejects && !draft.is_asked();
        let is_own = is_proposer || is_seen && is_no && has_agreed;
        if known || is_own {
            return false;
        }
        draft.stances.push(Stance {
            actor,
            kind,
            evidence,
            rule: rule.id.clone(),
        });
        true
    }

    /// Whether a phrase names people or a body, by the word lists and by what the model sees in it.
    fn names_people(&self, who: &Who) -> bool {
        let sentence = self.article.sentence_at(who.span.start);
        let nodes = sentence.map_or(&[][..], |s| &self.article.trees[s].nodes);
        let mut inside = nodes.iter().filter(|n| who.span.contains(n.span));
        who.member.is_some()
            || inside.any(|n| {
                let sees = ["person", "organization", "group"]
                    .iter()
                    .any(|l| n.share_as(l) >= LIKELY);
                let lemma = n.lemma.to_lowercase();
                sees || self.article.gazetteer.sector(&lemma).is_some()
                    || self.rules.lexicon.is(&lemma, "voice")
                    || self.rules.lexicon.is(&lemma, "side")
            })
    }

    /// "Forestry companies": a phrase without a name, be it at the start of its sentence.
    fn is_common_phrase(&self, who: &Who) -> bool {
        let is_small = who.name.chars().next().is_some_and(char::is_lowercase);
        let sentence = self.article.sentence_at(who.span.start);
        let first = sentence.map(|s| &self.article.trees[s].nodes[0]);
        let opens = first.is_some_and(|n| n.span.start == who.span.start && n.upos != "PROPN");
        is_small || opens
    }

    /// Who backs a proposal supports whoever made it, who rejects it rejects them; a conditional yes is neither.
    fn note_stance_event(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        whos: &[Who],
        (proposal, kind): (usize, &StanceKind),
    ) {
        let event = match kind {
            StanceKind::Backs => PloverType::Support,
            StanceKind::Rejects => PloverType::Reject,
            StanceKind::Conditional { .. } => return,
        };
        let makes_event = |m: &Make| matches!(m, Make::Event { .. });
        if rule.make.iter().any(makes_event) {
            return;
        }
        let targets: Vec<Who> = self.proposals[proposal].proposer.iter().cloned().collect();
        let body = Body::Event(Event {
            event,
            mode: None,
            aux: aux_modes(site.frame),
            sources: self.actors(whos),
            targets: self.actors(&targets),
            when: self.event_time(site, event),
        });
        let roles = [("source", whos), ("target", targets.as_slice())];
        let arguments = argue(&roles, self.head_span(site));
        self.push(rule, site, body, arguments);
    }
}
