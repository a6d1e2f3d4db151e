//! From frames and rules to statements.

mod acts;
mod agreements;
mod attribution;
mod causes;
mod claims;
mod corrections;
mod dates;
mod demands;
mod events;
mod explanations;
mod impasse;
mod judgement;
mod levers;
mod meetings;
mod milestones;
mod proposals;
mod quotes;
mod sides;
mod signed;
mod spans;
mod stuck;
mod trust;
mod wishes;

use crate::article::{Article, At, Who};
use crate::choice::{Choice, Question};
use crate::frame::Frame;
use crate::rules::{Make, Rule, RuleBook};
use crate::slots::{Scene, slot_places};
use crate::when;
pub(crate) use attribution::{is_attribution, is_clausal, is_in_a_clause};
use corrections::Retraction;
use demarche_evidence::{
    Argument, Body, ImpasseRemark, Lever, Remark, Span, Statement, StatementId, Voice,
};
use jiff::civil::Date;
use meetings::{MeetingDraft, Vocabulary};
use proposals::{LastStance, ProposalDraft};
pub(crate) use quotes::Speeches;
pub(crate) use signed::is_signed;
use std::cell::OnceCell;
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
    /// Whether the text is a log of one day.
    is_log: bool,
    /// Whether what is likelier wrong than right is kept.
    keeps_doubtful: bool,
    /// Indices into `made` by evidence.
    made_at: BTreeMap<Span, Vec<usize>>,
    /// Made when it is first asked for.
    vocabulary: OnceCell<Vocabulary>,
    /// The question whose choices are wanted, and those come upon.
    asked: Option<(Question, Vec<Choice>)>,
}

/// Rules for stances on proposals.
const STANCES: &str = "stance.";

/// The rule for who can move where the model alone sees it said.
const SIGNED_MOVER: &str = "act.mover";

/// The rule for why talks are stuck where the model alone sees it said.
const SIGNED_REASON: &str = "act.reason";

/// How likely a word stands for people at least, to be taken for who has to move.
const PEOPLE: f32 = 0.5;

/// How many sentences a note has at most.
const NOTE: usize = 6;

/// Why a rule is silent whose conditions all hold.
const UNSEEN: &str = "the model sees nothing of the kind";

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
            is_log: when::is_log(&article.trees),
            keeps_doubtful: false,
            made_at: BTreeMap::new(),
            vocabulary: OnceCell::new(),
            asked: None,
        }
    }

    pub const fn keeping_doubtful(mut self, keeps: bool) -> Self {
        self.keeps_doubtful = keeps;
        self
    }

    /// Reads the whole article.
    pub fn build(mut self, source: &demarche_evidence::SourceId) -> Vec<Statement> {
        self.read_all();
        self.finish(source)
    }

    /// The choices of one kind that reading the whole article comes upon, each decided by the rules alone.
    pub fn choices(mut self, question: Question) -> Vec<Choice> {
        if question == Question::Side {
            return self.article.sides_choice().into_iter().collect();
        }
        self.asked = Some((question, Vec::new()));
        self.read_all();
        self.settled();
        self.asked.map(|(_, choices)| choices).unwrap_or_default()
    }

    /// Which alternative is chosen. A note tells things in their order and in so few words that what else could be weighed, learned from
    /// articles, says little: there the rules choose.
    fn choose(&mut self, choice: Choice) -> usize {
        let is_note = self.is_note();
        match &mut self.asked {
            Some((question, all)) if *question == choice.question => {
                let by_rule = choice.by_rule;
                all.push(choice);
                by_rule
            }
            _ if is_note => choice.by_rule,
            _ => choice.best(),
        }
    }

    const fn is_note(&self) -> bool {
        self.article.trees.len() <= NOTE
    }

    fn read_all(&mut self) {
        self.read_speech();
        self.note_retractions();
        let article = self.article;
        for sentence in 0..article.trees.len() {
            self.note_meetings(sentence);
            self.note_told_plan(sentence);
            // "urged both to accept the truce proposed by Qatar": what is answered is told behind the answer.
            let is_proposed = |f: &&Frame| {
                f.passive && f.lemma == "propose" && article.trees[sentence].nodes[f.head].is("acl")
            };
            let frames = || article.frames[sentence].iter();
            let answered = frames().filter(is_proposed);
            for frame in answered.chain(frames().filter(|f| !is_proposed(f))) {
                self.apply(Site { sentence, frame });
            }
            self.judge_quotations(sentence);
            self.read_acts(sentence);
            self.read_terms(sentence);
            self.read_explanations(sentence);
            self.read_causes(sentence);
            self.read_steps(sentence);
        }
        self.attribute_the_rest();
        self.read_signs();
        self.take_back();
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
            Make::Agreement { by, what, stage } => {
                self.make_agreement(rule, site, by, what, *stage)
            }
            Make::Milestone { brings, by, what } => {
                self.make_milestone(rule, site, *brings, by, what)
            }
            Make::Demand {
                by,
                what,
                of,
                refusal,
                offer,
            } => {
                let stand = demands::Stand::of(*refusal, *offer);
                self.make_demand(rule, site, by, what, of.as_deref(), stand)
            }
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
        if remark == ImpasseRemark::Reason
            && rule.id == SIGNED_REASON
            && self.is_bare_deadlock(site)
        {
            return false;
        }
        let told = self.places(site, text).into_iter().next();
        let fails = |at: At| acts::is_failure(self.article.tree(at), at.word);
        if remark == ImpasseRemark::Condition && told.is_some_and(fails) {
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

    /// "have been deadlocked for weeks": that they are stuck, and not why.
    fn is_bare_deadlock(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let node = &tree.nodes[head];
        let says_stuck = ["stuck-word", "deadlock"].iter().any(|class| {
            self.rules.lexicon.is(&node.lemma, class)
                || self.rules.lexicon.is(&node.form.to_lowercase(), class)
        });
        let mut others = tree
            .children_by(head, "obl")
            .chain(tree.children_by(head, "advcl"));
        says_stuck && others.all(|word| when::names_time(tree, word))
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
        let tree = self.article.tree(site.head());
        let is_of_people = |w: &Who| {
            let mut words = tree.nodes.iter().filter(|n| w.span.overlaps(n.span));
            words.any(|n| n.share_as("group").max(n.share_as("person")) >= PEOPLE)
        };
        if told.iter().any(|w| is_known(w) || is_of_people(w)) {
            return told;
        }
        // Nobody in the words for the speaker has to move: "said Feld of Arden Research".
        let source = speaker.as_ref().map(|s| {
            let at = tree.nodes.iter().position(|n| n.span.overlaps(s.span));
            at.map_or(s.span, |word| tree.phrase(word))
        });
        let mentions = self.article.cast.mentions_in(site.sentence).iter();
        let named = mentions.filter_map(|m| {
            let who = self
                .article
                .member_who(m.member, tree.span_of(m.low, m.high));
            let said = source.is_some_and(|s| s.overlaps(who.span));
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

    /// What was found, once the whole text is read: all but meetings and proposals, meetings, proposals.
    fn settled(&mut self) -> (Vec<Draft>, Vec<Option<Draft>>, Vec<Option<Draft>>) {
        self.note_consultations();
        let mut drafts: Vec<Draft> = std::mem::take(&mut self.made);
        let meetings = self.finished_meetings();
        stuck::settle(&mut drafts, &meetings);
        let mut proposals = self.finished_proposals();
        self.weigh_stances(&mut proposals);
        self.drop_other_reasons(&mut drafts);
        self.add_standoffs(&mut drafts, &proposals, &meetings);
        self.weigh_trust(&mut drafts);
        self.weigh_stuck(&mut drafts, &proposals, &meetings);
        (drafts, meetings, proposals)
    }

    fn finish(mut self, source: &demarche_evidence::SourceId) -> Vec<Statement> {
        let (mut drafts, meetings, proposals) = self.settled();
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
        // "spoke of “seven hours of fog”" may be seen as told by whoever spoke, and by the text.
        (Body::Characterisation(a), Body::Characterisation(b)) => {
            old == new || a.by == b.by && a.words == b.words && a.polarity == b.polarity
        }
        _ => old == new,
    }
}
