//! From frames and rules to statements.

mod acts;
mod attribution;
mod causes;
mod corrections;
mod impasse;
mod judgement;
mod meetings;
mod proposals;
mod quotes;
mod signed;

use crate::article::{Article, At, Who};
use crate::cast::Nature;
use crate::frame::{Frame, Tense};
use crate::rules::{Make, Rule, RuleBook};
use crate::slots::{Scene, is_clause, quotation_near, slot_places, whos_at};
use crate::when;
pub(crate) use attribution::{is_attribution, is_in_a_clause};
use corrections::Retraction;
use demarche_evidence::{
    Actor, Argument, AuxMode, Body, Claim, Demand, Event, ImpasseRemark, Lever, LeverUse,
    PloverType, Remark, Span, Statement, StatementId, Voice, When,
};
use jiff::civil::Date;
use meetings::MeetingDraft;
use proposals::{LastStance, ProposalDraft};
pub(crate) use quotes::Speeches;
pub(crate) use signed::is_signed;
use std::collections::{BTreeMap, BTreeSet};

/// A statement on its way: everything but its id.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub body: Body,
    pub evidence: Span,
    pub voice: Voice,
    pub arguments: Vec<Argument>,
    pub rule: String,
    pub confidence: f32,
    /// Index of the meeting or proposal a judgement is about.
    pub about: Option<About>,
}

/// What a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Meeting(usize),
    Proposal(usize),
}

/// Builds the statements of one article.
pub(crate) struct Builder<'a> {
    article: &'a Article<'a>,
    rules: &'a RuleBook,
    date: Option<Date>,
    speech: Speeches,
    meetings: Vec<MeetingDraft>,
    proposals: Vec<ProposalDraft>,
    last_stance: Option<LastStance>,
    retractions: Vec<Retraction>,
    made: Vec<Draft>,
    /// Where the entries of a live blog begin that puts the newest first; else empty.
    entries: Vec<usize>,
    /// Indices into `made` by evidence.
    made_at: BTreeMap<Span, Vec<usize>>,
}

/// The source of an event in a rule for sentences that do not say who did it.
const NOBODY: &str = "nobody";

/// Rules for stances on proposals.
const STANCES: &str = "stance.";

/// The rule for who can move where the model alone sees it said.
const SIGNED_MOVER: &str = "act.mover";

/// The rule for levers that the model alone sees.
const SIGNED_LEVER: &str = "act.lever";

/// Why a rule is silent whose conditions all hold.
const UNSEEN: &str = "the model sees nothing of the kind";

/// The rule for causes that are praised.
const CREDIT: &str = "cause.credit";

/// A frame at its place, with what the builder asks of it all the time.
#[derive(Clone, Copy)]
pub(crate) struct Site<'f> {
    pub sentence: usize,
    pub frame: &'f Frame,
}

impl Site<'_> {
    pub fn head(&self) -> At {
        At {
            sentence: self.sentence,
            word: self.frame.head,
        }
    }
}

impl<'a> Builder<'a> {
    pub fn new(article: &'a Article<'a>, rules: &'a RuleBook, date: Option<Date>) -> Self {
        Self {
            article,
            rules,
            date,
            speech: Speeches::of(article.trees.len()),
            meetings: Vec::new(),
            proposals: Vec::new(),
            last_stance: None,
            retractions: Vec::new(),
            made: Vec::new(),
            entries: when::newest_first(&article.trees),
            made_at: BTreeMap::new(),
        }
    }

    /// Reads the whole article.
    pub fn build(mut self, source: &demarche_evidence::SourceId) -> Vec<Statement> {
        self.read_speech();
        self.note_retractions();
        let article = self.article;
        for sentence in 0..article.trees.len() {
            self.note_meetings(sentence);
            self.note_told_plan(sentence);
            for frame in &article.frames[sentence] {
                self.apply(Site { sentence, frame });
            }
            self.judge_quotations(sentence);
            self.read_acts(sentence);
            self.read_terms(sentence);
            self.read_causes(sentence);
            self.read_steps(sentence);
        }
        self.attribute_the_rest();
        self.read_signs();
        self.take_back();
        self.finish(source)
    }

    /// The rules that the words of a sentence trigger but that do not fire, each with the first
    /// condition that fails: where `rule` is triggered too, only those of the same words.
    pub fn silent(mut self, sentence: usize, rule: &str) -> Vec<(&'a Rule, String)> {
        self.read_speech();
        let (article, rules) = (self.article, self.rules);
        let mut own = Vec::new();
        let mut all = Vec::new();
        for frame in article.frames.get(sentence).into_iter().flatten() {
            let site = Site { sentence, frame };
            let scene = self.scene(site);
            let triggered = rules.triggered(scene);
            let is_own = triggered.iter().any(|r| r.id == rule);
            let failing = triggered.iter().filter_map(|r| {
                let yields = || r.make.iter().all(|m| self.is_doubted(r, m, site));
                let failing = r.failing(scene).map(|f| f.to_string());
                let failing = failing.or_else(|| yields().then(|| UNSEEN.to_owned()))?;
                Some((*r, failing))
            });
            let list = if is_own { &mut own } else { &mut all };
            list.extend(failing);
        }
        if own.is_empty() { all } else { own }
    }

    fn apply(&mut self, site: Site<'_>) {
        let rules = self.rules;
        let mut has_event = false;
        let found = rules.matching(self.scene(site));
        for rule in found {
            for make in &rule.make {
                if matches!(make, Make::Event { .. }) {
                    if has_event {
                        continue;
                    }
                    has_event |= self.make(rule, make, site);
                } else {
                    self.make(rule, make, site);
                }
            }
        }
    }

    /// Carries out one part of a rule; says whether it made anything.
    fn make(&mut self, rule: &Rule, make: &Make, site: Site<'_>) -> bool {
        if self.is_doubted(rule, make, site) {
            return false;
        }
        match make {
            Make::Event {
                r#type,
                source,
                target,
                mode,
            } => self.make_event(
                rule,
                site,
                r#type,
                source,
                target.as_deref(),
                mode.as_deref(),
            ),
            Make::Meeting {
                status,
                on,
                participants,
            } => self.make_step(rule, site, status, on, participants.as_deref()),
            Make::Met {
                status,
                form,
                participants,
            } => self.make_met(rule, site, status.as_deref(), form, participants),
            Make::Proposal { by, what, of } => {
                self.make_proposal(rule, site, by, what, of.as_deref())
            }
            Make::Stance { stance, by, on } => self.make_stance(rule, site, stance, by, on),
            Make::Demand {
                by,
                what,
                of,
                refusal,
            } => self.make_demand(rule, site, by, what, of.as_deref(), *refusal),
            Make::Judgement {
                by,
                of,
                words,
                polarity,
            } => self.make_judgement(rule, site, by, of, words, polarity.as_deref()),
            Make::Claim { by, cause, effect } => self.make_claim(rule, site, by, cause, effect),
            Make::Lever {
                holder,
                against,
                what,
                state,
                irreversible,
            } => {
                let parts = (holder.as_str(), against.as_deref(), what.as_str());
                self.make_lever(rule, site, parts, state, *irreversible)
            }
            Make::Remark {
                remark,
                text,
                actors,
            } => self.make_remark(rule, site, remark, text, actors.as_deref()),
            Make::Quote { .. } => false, // speech was read first: it gives every other rule its voice
        }
    }

    // ---- slots ------------------------------------------------------------------------------

    pub(crate) fn scene<'s>(&'s self, site: Site<'s>) -> Scene<'s> {
        Scene {
            article: self.article,
            sentence: site.sentence,
            frame: site.frame,
            speech: Some(&self.speech),
        }
    }

    pub(crate) fn places(&self, site: Site<'_>, slot: &str) -> Vec<At> {
        slot_places(self.scene(site), slot)
    }

    /// Everybody an actor slot stands for. `x.owner` is whoever owns or proposed `x`; `voice` is
    /// whoever says the sentence.
    pub(crate) fn whos(&self, site: Site<'_>, expression: &str) -> Vec<Who> {
        for alternative in expression.split('|') {
            let mut all: Vec<Who> = Vec::new();
            for slot in alternative.split('+') {
                for who in self.whos_of_slot(site, slot) {
                    if !all.iter().any(|w| w.name == who.name) {
                        all.push(who);
                    }
                }
            }
            if !all.is_empty() {
                return all;
            }
        }
        Vec::new()
    }

    /// As [`Self::whos`], but unnamed people who act for a party are that party: "negotiators
    /// from Norway" meet, demand and reject as Norway.
    pub(crate) fn parties(&self, site: Site<'_>, expression: &str) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for who in self.whos(site, expression) {
            let who = match who.party {
                Some(party) if who.member.is_none() => self.article.member_who(party, who.span),
                _ => who,
            };
            if !all.iter().any(|w| w.name == who.name) {
                all.push(who);
            }
        }
        all
    }

    fn whos_of_slot(&self, site: Site<'_>, slot: &str) -> Vec<Who> {
        match slot {
            "voice" => return self.speaker_of(site).into_iter().collect(),
            "judge" => return self.judge(site),
            "others" => return self.others(site),
            "pair" => return self.both_sides(site.head()),
            "pressed" => return self.pressed(site),
            "supplier" => return self.supplier(site),
            "meeting" => return self.meeting_participants(site),
            "latest.owner" => return self.latest_proposer(site.head()).into_iter().collect(),
            _ => {}
        }
        if let Some(base) = slot.strip_suffix(".maker") {
            let made = self.places(site, base).into_iter().next();
            return made.and_then(|at| self.maker(at)).into_iter().collect();
        }
        if let Some(base) = slot.strip_suffix(".owner") {
            let places = self.places(site, base);
            return places
                .first()
                .and_then(|&at| self.owner(at))
                .into_iter()
                .collect();
        }
        self.places(site, slot)
            .into_iter()
            .flat_map(|at| {
                if self.article.is_both_sides(at) {
                    self.both_sides(at)
                } else {
                    whos_at(self.scene(site), at)
                }
            })
            .collect()
    }

    /// Whom a withheld good presses: a main party that neither holds it nor asks for it.
    fn pressed(&self, site: Site<'_>) -> Vec<Who> {
        let beneficiary = self.whos(site, "voice|root.agent|content.agent");
        let holders = self.whos(site, "agent|object.owner");
        let named = self.named_in(site.sentence);
        let is_free = |w: &Who| {
            let same = |o: &Who| o.party.is_some() && o.party == w.party;
            !beneficiary.iter().any(same) && !holders.iter().any(same)
        };
        let mut found: Vec<Who> = named.into_iter().filter(is_free).collect();
        if found.is_empty() {
            found = self
                .article
                .principals(site.head())
                .into_iter()
                .filter(is_free)
                .collect();
        }
        found.truncate(1);
        found
    }

    /// Who would supply what the sentence is about: a party in it that neither asks nor is pressed.
    fn supplier(&self, site: Site<'_>) -> Vec<Who> {
        let mut taken = self.whos(site, "on");
        taken.extend(self.under_pressure(site));
        let askers = self.whos(site, "agent|root.agent");
        let tree = self.article.tree(site.head());
        let asker_above: Vec<Who> = self.article.frames[site.sentence]
            .iter()
            .filter(|f| !f.nominal && tree.under(site.frame.head, f.head))
            .filter_map(|f| f.agent)
            .flat_map(|a| {
                self.article.who(At {
                    word: a,
                    ..site.head()
                })
            })
            .collect();
        let is_same = |a: &Who, b: &Who| a.party.is_some() && a.party == b.party;
        self.named_in(site.sentence)
            .into_iter()
            .find(|w| {
                !taken
                    .iter()
                    .chain(&askers)
                    .chain(&asker_above)
                    .any(|o| is_same(o, w))
                    && self.speaker_of(site).is_none_or(|s| !is_same(&s, w))
            })
            .into_iter()
            .collect()
    }

    /// Whoever the sentence says pressure is put on.
    fn under_pressure(&self, site: Site<'_>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let is_pressure = |w: &usize| {
            matches!(
                tree.nodes[*w].lemma.as_str(),
                "pressure" | "leverage" | "sanction"
            )
        };
        let on = |w: usize| {
            let after = tree
                .children_by(w, "nmod")
                .chain(tree.children_by(w, "obl"));
            let above = tree.nodes[w]
                .head
                .into_iter()
                .flat_map(|h| tree.children_by(h, "obl"));
            after
                .chain(above)
                .find(|&c| tree.preposition(c).as_deref() == Some("on"))
        };
        (0..tree.nodes.len())
            .filter(is_pressure)
            .filter_map(on)
            .flat_map(|word| {
                self.article.who(At {
                    word,
                    ..site.head()
                })
            })
            .collect()
    }

    /// Parties named in a sentence, in order.
    fn named_in(&self, sentence: usize) -> Vec<Who> {
        let tree = &self.article.trees[sentence];
        let mut all: Vec<Who> = Vec::new();
        let named = self.article.cast.mentions_in(sentence);
        for m in named.iter().filter(|m| !m.place) {
            let who = self
                .article
                .member_who(m.member, tree.span_of(m.low, m.high));
            let is_known = who
                .party
                .is_some_and(|p| matches!(self.article.cast.members[p].nature, Nature::Party(_)));
            if is_known && !all.iter().any(|w| w.party == who.party) {
                all.push(who);
            }
        }
        all
    }

    fn meeting_participants(&self, site: Site<'_>) -> Vec<Who> {
        let at = self.places(site, "object|agent|head").into_iter().next();
        at.and_then(|at| self.find_meeting(at))
            .map(|m| self.participants(m))
            .unwrap_or_default()
    }

    /// The other main party, seen from the agent or speaker.
    fn others(&self, site: Site<'_>) -> Vec<Who> {
        let own: Vec<Option<usize>> = self
            .whos(site, "agent|voice")
            .iter()
            .map(|w| w.party.or(w.member))
            .collect();
        let mut pair = self.article.principals(site.head());
        pair.retain(|w| !own.contains(&w.party.or(w.member)));
        pair.truncate(1);
        pair
    }

    /// Whoever a thing belongs to: the proposer of a proposal, the party named beside a noun.
    fn owner(&self, at: At) -> Option<Who> {
        self.article.affiliation(at).or_else(|| {
            self.find_proposal(at)
                .and_then(|p| self.proposals[p].proposer.clone())
        })
    }

    /// Exact span of what stands in a slot: clause for a verb, phrase for a noun.
    pub(crate) fn extent(&self, at: At) -> Span {
        let tree = self.article.tree(at);
        if is_clause(tree, at.word) {
            tree.clause(at.word)
        } else {
            tree.phrase(at.word)
        }
    }

    /// The text in a slot and where it stands.
    pub(crate) fn slot_text(&self, site: Site<'_>, expression: &str) -> Option<(Span, String)> {
        expression
            .split('|')
            .find_map(|slot| self.slot_span(site, slot))
            .map(|span| (span, self.article.slice(span).to_owned()))
            .filter(|(_, text)| !text.is_empty())
    }

    fn slot_span(&self, site: Site<'_>, slot: &str) -> Option<Span> {
        match slot {
            "sentence" => return Some(self.evidence(site.sentence)),
            "previous" => return Some(self.evidence(site.sentence.checked_sub(1)?)),
            "quoted" => return quotation_near(self.scene(site)),
            "predicate" => return Some(self.predicate_span(site)),
            "act" => return Some(self.act_span(site)),
            "complement" => return Some(self.complement_span(site)),
            "terms" => return Some(self.terms_span(site)),
            "reply" => return self.reply_span(site),
            _ => {}
        }
        let places = self.places(site, slot);
        let first = places.first()?;
        if let Some(noun) = self.antecedent(*first) {
            return Some(self.extent(noun));
        }
        if let Some(clause) = slot.strip_suffix(".clause").and(site.frame.content) {
            return Some(self.extent(At {
                word: clause,
                ..site.head()
            }));
        }
        Some(
            places
                .iter()
                .skip(1)
                .fold(self.extent(*first), |span, at| span.cover(self.extent(*at))),
        )
    }

    /// The noun an "it", "them" or "this" stands for: the last one before it in its sentence that
    /// is no name.
    fn antecedent(&self, at: At) -> Option<At> {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        if node.upos != "PRON"
            || !matches!(
                node.lemma.as_str(),
                "it" | "they" | "them" | "this" | "that"
            )
        {
            return None;
        }
        // "Diplomats said that would be slower": nor is it whoever speaks.
        let is_speaker = |i: usize| {
            let verb = tree.nodes[i].head.filter(|_| tree.nodes[i].is("nsubj"));
            verb.is_some_and(|v| self.rules.lexicon.is(&tree.nodes[v].lemma, "say"))
        };
        (0..at.word)
            .rev()
            .find(|&i| {
                let noun = &tree.nodes[i];
                noun.upos == "NOUN"
                    && ["obj", "obl", "nsubj", "nmod"].iter().any(|r| noun.is(r))
                    && self.article.cast.at(at.sentence, i).is_none()
                    // "The side judges it obvious": no subject is its own object.
                    && !(noun.is("nsubj") && noun.head == node.head)
                    && !is_speaker(i)
                    && noun.head.is_none_or(|h| {
                        !(tree.nodes[h].upos == "NOUN"
                            && h < i
                            && tree.nodes[i].is("nmod")
                            && tree.preposition(i).as_deref() == Some("in"))
                    })
            })
            .map(|word| At { word, ..at })
    }

    /// A nominal or adjectival predicate without its subject and copula.
    fn predicate_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let (low, high) = tree.extent_without(head, &|c| {
            let node = &tree.nodes[c];
            node.head == Some(head)
                && (node.is("nsubj")
                    || node.is("cop")
                    || node.is("aux")
                    || node.is("mark")
                    || node.is("punct")
                    || node.is("advcl")
                    || node.is("parataxis")
                    || node.is("conj") && tree.child(c, "nsubj").is_some())
        });
        let (low, high) = tree.trim(low, high);
        tree.span_of(low, high)
    }

    /// A nominal predicate without its preposition: "the delay is due to *the storm*".
    fn complement_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_case = |c: &usize| tree.nodes[*c].is("case") && *c < head;
        let case = tree.children(head).iter().copied().filter(is_case).max();
        let case = case.map(|c| tree.extent(c).1).unwrap_or_default();
        let span = self.predicate_span(site);
        if case == 0 {
            return span;
        }
        let start = tree.nodes[case.min(head)].span.start.max(span.start);
        if start < span.end {
            Span::new(start, span.end)
        } else {
            span
        }
    }

    /// What a verb says is or is not to be done, without who, when not and on what condition:
    /// "they would not *sit down with Chile*".
    fn act_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let (_, high) = tree.extent_without(head, &|c| {
            let node = &tree.nodes[c];
            node.head == Some(head)
                && (["nsubj", "punct", "advcl", "parataxis"]
                    .iter()
                    .any(|r| node.is(r))
                    || node.is("conj") && tree.child(c, "nsubj").is_some())
        });
        let (low, high) = tree.trim(head, high);
        tree.span_of(low, high)
    }

    /// "refuses, *saying it cannot order anybody*": what somebody says to it.
    fn reply_span(&self, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let says = |c: &usize| self.rules.lexicon.is(&tree.nodes[*c].lemma, "say");
        let saying = tree.children_by(site.frame.head, "advcl").find(says)?;
        let said = tree.child(saying, "ccomp")?;
        Some(tree.clause(said))
    }

    /// What a sentence tells of a plan, without "under the plan".
    fn terms_span(&self, site: Site<'_>) -> Span {
        let tree = self.article.tree(site.head());
        let under = self.places(site, "under");
        let is_under = |c: usize| under.iter().any(|at| at.word == c);
        let (low, high) = tree.extent_without(site.frame.head, &is_under);
        let (low, high) = tree.trim(low, high);
        tree.span_of(low, high)
    }

    pub(crate) fn evidence(&self, sentence: usize) -> Span {
        let tree = &self.article.trees[sentence];
        let n = tree.nodes.len();
        if n == 0 {
            tree.span
        } else {
            tree.span_of(0, n)
        }
    }

    /// Who says what stands at `site`: the innermost speech it lies in, else the issuer of the
    /// readout, else nobody but the reporter.
    pub(crate) fn speaker_of(&self, site: Site<'_>) -> Option<Who> {
        let at = self.article.tree(site.head()).nodes[site.frame.head].span;
        self.speech
            .in_sentence(site.sentence)
            .filter(|s| s.content.contains(at) && s.head != Some(site.head()))
            .min_by_key(|s| s.content.len())
            .map(|s| s.speaker.clone())
            .or_else(|| self.article.issuer(site.sentence))
    }

    /// Who judges in the words of a sentence: whoever says it, else the subject of the verb.
    fn judge(&self, site: Site<'_>) -> Vec<Who> {
        let is_verb = self.article.tree(site.head()).nodes[site.frame.head].upos == "VERB";
        match self.speaker_of(site) {
            Some(speaker) => vec![speaker],
            None if is_verb => self.whos_of_slot(site, "agent"),
            None => Vec::new(),
        }
    }

    pub(crate) fn voice(&self, site: Site<'_>) -> Voice {
        self.speaker_of(site)
            .map_or(Voice::Article, |w| Voice::Actor(self.article.actor(&w)))
    }

    pub(crate) fn actors(&self, whos: &[Who]) -> Vec<Actor> {
        whos.iter().map(|w| self.article.actor(w)).collect()
    }

    pub(crate) fn time(&self, site: Site<'_>) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let (_, high) = tree.extent(head);
        let has_auxiliary = |forms: &[&str]| {
            let forms_of = |&c: &usize| forms.contains(&tree.nodes[c].form.as_str());
            tree.children(head).iter().any(forms_of)
        };
        let is_bare = tree.nodes[head].is("acl") && !has_auxiliary(&["was", "were", "had"]);
        let is_planned = self.rules.lexicon.is(&site.frame.lemma, "planning")
            && (is_bare || has_auxiliary(&["is", "are", "has", "have"]));
        // "due to be held on Monday"
        let above = tree.nodes[head].head.map(|h| tree.nodes[h].lemma.as_str());
        let is_due = site.frame.infinitive
            && above.is_some_and(|lemma| self.rules.lexicon.is(lemma, "planning"));
        // "Talks resume on Monday": timetables stand in the present tense.
        let is_timetable = site.frame.tense == Tense::Present
            && matches!(tree.nodes[head].xpos.as_str(), "VBZ" | "VBP");
        let is_future = site.frame.tense == Tense::Future
            || site.frame.modal.is_some()
            || is_planned
            || is_due
            || is_timetable;
        // What stands right behind the verb dates it; what opens the clause comes next.
        let find = |from: usize, to: usize| when::find(tree, from, to, self.date, is_future);
        tree.children(head)
            .iter()
            .filter(|&&c| c > head && (tree.nodes[c].is("obl") || tree.nodes[c].is("advmod")))
            .find_map(|&c| {
                let (from, to) = tree.extent(c);
                find(from, to)
            })
            .or_else(|| find(head, high))
            .or_else(|| self.time_before(site, &find))
    }

    /// A time before the verb: not one that belongs to a clause about its subject, as in "the
    /// meeting, foreseen for 25 June, was moved".
    fn time_before(
        &self,
        site: Site<'_>,
        find: &dyn Fn(usize, usize) -> Option<When>,
    ) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let low = tree.extent(head).0;
        let clauses: Vec<(usize, usize)> = tree
            .children_by(head, "nsubj")
            .flat_map(|s| tree.children_by(s, "acl"))
            .filter(|&c| c < head)
            .map(|c| tree.extent(c))
            .collect();
        let mut from = low;
        for (start, end) in clauses {
            if let Some(found) = (from < start).then(|| find(from, start)).flatten() {
                return Some(found);
            }
            from = from.max(end);
        }
        (from < head).then(|| find(from, head)).flatten()
    }

    fn push(&mut self, rule: &Rule, site: Site<'_>, body: Body, arguments: Vec<Argument>) -> bool {
        let draft = Draft {
            evidence: self.evidence(site.sentence),
            voice: self.voice(site),
            arguments,
            rule: rule.id.clone(),
            confidence: self.confidence(rule, site, &body),
            body,
            about: None,
        };
        self.keep(draft)
    }

    /// That of the rule; half of it for an event where the model sees none.
    fn confidence(&self, rule: &Rule, site: Site<'_>, body: &Body) -> f32 {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        let is_doubted = matches!(body, Body::Event(_)) && node.is_no_event();
        let factor = if is_doubted { 0.5 } else { 1.0 };
        factor * rule.confidence_in(self.scene(site))
    }

    /// Keeps a draft unless the same thing has been found in the same place.
    pub(crate) fn keep(&mut self, draft: Draft) -> bool {
        let here = self.made_at.entry(draft.evidence).or_default();
        let known = here
            .iter()
            .any(|&d| is_told(&self.made[d].body, &draft.body));
        if !known {
            here.push(self.made.len());
            self.made.push(draft);
        }
        !known
    }

    // ---- the plain makers ---------------------------------------------------------------------

    fn make_event(
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
            when: self.time(site),
        });
        self.push(rule, site, body, arguments)
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

    fn head_span(&self, site: Site<'_>) -> Span {
        self.article.tree(site.head()).nodes[site.frame.head].span
    }

    fn make_demand(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        what: &str,
        of: Option<&str>,
        refusal: bool,
    ) -> bool {
        let wanting = self.parties(site, by);
        // "He urged them to resist": what they are asked to do they have not done.
        if refusal && self.is_asked_for(site) {
            return false;
        }
        // "The two could meet if Chile apologised, an official said": his condition, not theirs.
        let wanting = match self.speaker_of(site) {
            Some(speaker) if wanting.len() > 1 && what == "if" => vec![speaker],
            _ => wanting,
        };
        let Some((span, _)) = self.slot_text(site, what) else {
            return false;
        };
        // "insists on keeping troops"
        let words = self.article.slice(span);
        let lead = words
            .strip_prefix("on ")
            .map_or(0, |rest| words.len() - rest.len());
        let span = Span::new(span.start + lead, span.end);
        let demand = self.article.slice(span).to_owned();
        let of = of.map(|o| self.whos(site, o)).unwrap_or_default();
        let mut made = false;
        for who in &wanting {
            if who.party.is_none() && who.member.is_none() {
                continue;
            }
            let addressee = of
                .iter()
                .find(|o| o.name != who.name)
                .map(|o| self.article.actor(o));
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
            });
            if self.is_wanted_already(&body, span) {
                continue;
            }
            self.forget_condition(site, &body, span);
            made |= self.push(rule, site, body, arguments);
        }
        made
    }

    /// "urged them to resist": whether somebody else asks for what is told.
    fn is_asked_for(&self, site: Site<'_>) -> bool {
        const ASKING: &[&str] = &[
            "urge", "ask", "call", "press", "want", "beg", "exhort", "tell", "advise", "push",
        ];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        site.frame.infinitive
            && above.is_some_and(|h| {
                let is_of_another = tree.child(h, "obj").or(tree.child(h, "iobj")).is_some();
                is_of_another && ASKING.contains(&tree.nodes[h].lemma.as_str())
            })
    }

    /// Whether another rule found the same wish in the same words.
    fn is_wanted_already(&self, wish: &Body, span: Span) -> bool {
        let Body::Demand(wish) = wish else {
            return false;
        };
        let is_it = |a: &Argument| a.role == "demand" && a.span == span;
        self.made.iter().any(|d| {
            let is_same = |o: &Demand| o.party == wish.party && o.refusal == wish.refusal;
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

    fn make_claim(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        cause: &str,
        effect: &str,
    ) -> bool {
        let speaker = self.whos(site, by).into_iter().next();
        let (Some((cause_span, cause)), Some((effect_span, effect))) =
            (self.slot_text(site, cause), self.slot_text(site, effect))
        else {
            return false;
        };
        if cause_span == effect_span {
            return false;
        }
        let (effect_span, effect) = match self.meant_by(site, effect_span) {
            Some(span) => (span, self.article.slice(span).to_owned()),
            None => (effect_span, effect),
        };
        let (effect_span, effect) = self
            .without_cause(effect_span, cause_span)
            .map_or((effect_span, effect), |span| {
                (span, self.article.slice(span).to_owned())
            });
        let body = Body::Claim(Claim {
            speaker: speaker
                .as_ref()
                .map_or(Voice::Article, |w| Voice::Actor(self.article.actor(w))),
            cause,
            effect,
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

    /// Whatever somebody says causes a setback of the talks is a reason for it.
    fn note_reason(&mut self, rule: &Rule, site: Site<'_>, effect: Span) {
        let Some(sentence) = self.article.sentence_at(effect.start) else {
            return;
        };
        let nodes = &self.article.trees[sentence].nodes;
        let is_setback = |n: &crate::tree::Node| {
            effect.contains(n.span) && self.rules.lexicon.is(&n.lemma.to_lowercase(), "setback")
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
    fn meant_by(&self, site: Site<'_>, effect: Span) -> Option<Span> {
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
            None => Some(self.evidence(site.sentence.checked_sub(1)?)),
        }
    }

    /// An effect that its clause tells together with its cause, up to the word that joins them:
    /// "the level is low *because they never lined the canals*".
    fn without_cause(&self, effect: Span, cause: Span) -> Option<Span> {
        if !effect.contains(cause) || cause.start == effect.start {
            return None;
        }
        let before = self.article.slice(Span::new(effect.start, cause.start));
        let words = before.trim_end();
        let (rest, joint) = words.rsplit_once(char::is_whitespace)?;
        let is_joint = matches!(
            joint.to_lowercase().as_str(),
            "because" | "of" | "to" | "on" | "for" | "since" | "as" | "by"
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

    /// Whoever gives another party's doing as the cause of a setback accuses it.
    fn accuse(&mut self, rule: &Rule, site: Site<'_>, speaker: &Who, cause: Span) {
        let Some(own) = speaker.party else { return };
        let targets: Vec<Who> = self
            .named_in(site.sentence)
            .into_iter()
            .filter(|w| cause.contains(w.span) && w.party.is_some() && w.party != Some(own))
            .collect();
        if targets.is_empty() {
            return;
        }
        let body = Body::Event(Event {
            event: PloverType::Accuse,
            mode: None,
            aux: aux_modes(site.frame),
            sources: self.actors(std::slice::from_ref(speaker)),
            targets: self.actors(&targets),
            when: self.time(site),
        });
        let arguments = argue(
            &[
                ("source", std::slice::from_ref(speaker)),
                ("target", &targets),
            ],
            self.head_span(site),
        );
        self.push(rule, site, body, arguments);
    }

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

    fn make_lever(
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

    fn make_remark(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        remark: &str,
        text: &str,
        actors: Option<&str>,
    ) -> bool {
        let remark = match remark {
            "stuck" => ImpasseRemark::Stuck,
            "reason" => ImpasseRemark::Reason,
            "mover" => ImpasseRemark::Mover,
            _ => ImpasseRemark::Condition,
        };
        let mut whos = actors.map(|a| self.whos(site, a)).unwrap_or_default();
        if remark == ImpasseRemark::Mover && rule.id == SIGNED_MOVER {
            whos = self.movers(site, whos);
        }
        if remark == ImpasseRemark::Mover && whos.is_empty() {
            return false;
        }
        let Some((span, text)) = self.slot_text(site, text) else {
            return false;
        };
        let body = Body::Remark(Remark {
            remark,
            text,
            actors: self.actors(&whos),
        });
        self.push(rule, site, body, vec![argument("text", span)])
    }

    /// Who has to move by a sentence that the model takes to say so: those its syntax names, but not whoever says it; else whoever is
    /// named in it: "The way out leads through Beijing", "It is Kramar's move".
    fn movers(&self, site: Site<'_>, told: Vec<Who>) -> Vec<Who> {
        let speaker = self.speaker_of(site);
        let speaks = |who: &Who| {
            let name = speaker.as_ref().map(|s| &s.name);
            Some(&who.name) == name
        };
        let is_known = |w: &Who| w.party.is_some() || w.member.is_some();
        let told: Vec<Who> = told.into_iter().filter(|w| !speaks(w)).collect();
        if told.iter().any(is_known) {
            return told;
        }
        let tree = self.article.tree(site.head());
        let mentions = self.article.cast.mentions_in(site.sentence).iter();
        let named = mentions.filter_map(|m| {
            let who = self
                .article
                .member_who(m.member, tree.span_of(m.low, m.high));
            let said = speaker.as_ref().is_some_and(|s| s.span.overlaps(who.span));
            (is_known(&who) && !speaks(&who) && !said).then_some((m.low, who))
        });
        let nearest = named.min_by_key(|(low, _)| low.abs_diff(site.frame.head));
        match nearest {
            Some((_, who)) => vec![who],
            None if self.names_capitals(site.sentence) => self.both_sides(site.head()),
            None => told,
        }
    }

    /// "The pencil is in the capitals": both sides by another name.
    fn names_capitals(&self, sentence: usize) -> bool {
        let is_capitals = |n: &crate::tree::Node| n.lemma == "capital" && n.xpos == "NNS";
        self.article.trees[sentence].nodes.iter().any(is_capitals)
    }

    // ---- the end ------------------------------------------------------------------------------

    fn finish(mut self, source: &demarche_evidence::SourceId) -> Vec<Statement> {
        self.note_consultations();
        let mut drafts: Vec<Draft> = std::mem::take(&mut self.made);
        let meetings = self.finished_meetings();
        impasse::settle(&mut drafts, &meetings);
        let proposals = self.finished_proposals();
        let meeting_ids: Vec<Option<StatementId>> = meetings
            .iter()
            .map(|d| {
                d.as_ref()
                    .map(|d| Statement::make_id(source, d.evidence, &d.body, 0))
            })
            .collect();
        let proposal_ids: Vec<Option<StatementId>> = proposals
            .iter()
            .map(|d| {
                d.as_ref()
                    .map(|d| Statement::make_id(source, d.evidence, &d.body, 0))
            })
            .collect();
        for draft in &mut drafts {
            if let Body::Characterisation(c) = &mut draft.body {
                c.about = match draft.about {
                    Some(About::Meeting(m)) => meeting_ids.get(m).cloned().flatten(),
                    Some(About::Proposal(p)) => proposal_ids.get(p).cloned().flatten(),
                    None => None,
                };
            }
        }
        drafts.extend(meetings.into_iter().flatten());
        drafts.extend(proposals.into_iter().flatten());
        drafts.sort_by_key(|d| (d.evidence, d.body.kind()));
        number(source, drafts)
    }
}

/// Gives each draft its id; equal drafts in one place are told apart by their order.
fn number(source: &demarche_evidence::SourceId, drafts: Vec<Draft>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::with_capacity(drafts.len());
    let mut taken: BTreeSet<StatementId> = BTreeSet::new();
    for draft in drafts {
        let mut ordinal = 0;
        let mut id = Statement::make_id(source, draft.evidence, &draft.body, ordinal);
        while !taken.insert(id.clone()) {
            ordinal += 1;
            id = Statement::make_id(source, draft.evidence, &draft.body, ordinal);
        }
        statements.push(Statement {
            id,
            source: source.clone(),
            evidence: draft.evidence,
            voice: draft.voice,
            body: draft.body,
            arguments: draft.arguments,
            rule: draft.rule,
            confidence: draft.confidence,
        });
    }
    statements
}

fn aux_modes(frame: &Frame) -> Vec<AuxMode> {
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

pub(crate) fn argument(role: &str, span: Span) -> Argument {
    Argument {
        role: role.to_owned(),
        span,
    }
}

fn argue(roles: &[(&str, &[Who])], cue: Span) -> Vec<Argument> {
    let mut arguments = vec![argument("cue", cue)];
    for (role, whos) in roles {
        arguments.extend(whos.iter().map(|w| argument(role, w.span)));
    }
    arguments
}

/// Whether a statement is there already: a lever that two rules find in one place is one.
fn is_told(old: &Body, new: &Body) -> bool {
    match (old, new) {
        (Body::Lever(a), Body::Lever(b)) => {
            let holder = |l: &Lever| l.holder.principal().to_owned();
            let is_same = a.what == b.what && a.state == b.state;
            let is_within = a.what.contains(&b.what) || b.what.contains(&a.what);
            holder(a) == holder(b) && (is_same || is_within)
        }
        _ => old == new,
    }
}
