//! A sentence as the rules see it: a dependency tree with the questions that rules ask of it.

use crate::frame::OPINIONS;
use crate::rules::Act;
use demarche_evidence::{MeetingStatus, Span};
use demarche_text::Sign;

/// How likely the model must hold a word to be the sign of an event: by the benchmark, surer signs are too few and less sure ones
/// too often wrong.
const CLEAR: f32 = 0.85;

/// The same for acts of talks.
const CLEAR_ACT: f32 = 0.8;

/// The same for acts that are weighed once they are found.
const WEIGHED_ACT: f32 = 0.6;

/// The same for steps of meetings, which many words only seem to tell.
const CLEAR_STEP: f32 = 0.9;

/// Likelier than not.
pub(crate) const LIKELY: f32 = 0.5;

/// Below this the model is sure that a word names no event. Of 141 events that rules found in texts of other kinds it doubts 86.
const UNLIKELY: f32 = 0.3;

/// One word of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Where it stands in the text.
    pub span: Span,
    /// As written.
    pub form: String,
    /// Dictionary form, lower case.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: &'static str,
    /// Penn Treebank tag.
    pub xpos: String,
    /// Governing word; `None` for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to `head`.
    pub rel: String,
    /// The type of event that the word would name most likely, where the model has an eye for events.
    pub event: Option<Sign>,
    /// Whether the word stands in the name of a source or a recipient, where the model has an eye for them.
    pub actor: Option<Sign>,
    /// Whether the word belongs to whoever says, thinks or knows something, or tells that they do, where the model has an eye for it.
    pub attribution: Option<Sign>,
    /// What a party does with words or pressure that the word would name, where the model has an eye for it.
    pub act: Option<Sign>,
    /// How a meeting stands by the word, where the model has an eye for it.
    pub step: Option<Sign>,
    /// What the name is of to which the word belongs, where the model has an eye for it.
    pub name: Option<Sign>,
    /// Whether the word belongs to somebody's explanation, where the model has an eye for it.
    pub claim: Option<Sign>,
}

impl Node {
    /// Whether the relation is `rel` or one of its subtypes.
    pub fn is(&self, rel: &str) -> bool {
        // Lengths first: this is asked more often than anything else.
        let own = self.rel.as_bytes();
        own.get(rel.len()).is_none_or(|&next| next == b':')
            && own.len() >= rel.len()
            && own.starts_with(rel.as_bytes())
    }

    /// Whether the word starts with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.form.chars().next().is_some_and(char::is_uppercase)
    }

    /// How likely the word belongs to what names a `person`, `organization`, `place` or something `other`, or to words for a `group`
    /// without a name.
    pub fn share_as(&self, label: &str) -> f32 {
        let sign = self.name.as_ref().filter(|s| *s.label == *label);
        sign.map_or(0.0, |s| s.share.probability())
    }

    /// The event that the word is clearly a sign of.
    pub fn clear_event(&self) -> Option<&Sign> {
        self.event
            .as_ref()
            .filter(|sign| sign.share.probability() >= CLEAR)
    }

    /// How likely the word is a `cue` or stands for a `source` of what is said; unknown where the model has no eye for it.
    pub fn share_in_attribution(&self, label: &str) -> Option<f32> {
        let sign = self.attribution.as_ref()?;
        let is_it = *sign.label == *label;
        Some(if is_it { sign.share.probability() } else { 0.0 })
    }

    /// The act of talks that the word is clearly a sign of.
    pub fn clear_act(&self) -> Option<Act> {
        let sign = self.act.as_ref()?;
        let act = Act::named(&sign.label)?;
        let least = match act {
            Act::Lever | Act::Reason | Act::Demand | Act::Mover => WEIGHED_ACT,
            _ => CLEAR_ACT,
        };
        (sign.share.probability() >= least).then_some(act)
    }

    /// Which way a judgement goes of which the word is likelier a sign than not.
    pub fn judgement(&self) -> Option<&Sign> {
        self.judgement_above(LIKELY)
    }

    /// Which way a judgement goes of which the word is a sign with at least this likelihood.
    pub fn judgement_above(&self, least: f32) -> Option<&Sign> {
        let sign = self
            .act
            .as_ref()
            .filter(|s| s.share.probability() >= least)?;
        matches!(&*sign.label, "positive" | "negative" | "neutral").then_some(sign)
    }

    /// How a meeting clearly stands by the word.
    pub fn clear_step(&self) -> Option<MeetingStatus> {
        let sign = self.step.as_ref();
        let clear = sign.filter(|sign| sign.share.probability() >= CLEAR_STEP)?;
        let mut all = MeetingStatus::ALL.into_iter();
        all.find(|status| status.name() == &*clear.label)
    }

    /// Whether the model is sure that the word names no event.
    pub fn is_no_event(&self) -> bool {
        let share = self.event.as_ref().map(|sign| sign.share.probability());
        share.is_some_and(|share| share < UNLIKELY)
    }

    /// Noun or proper noun.
    pub fn is_nominal(&self) -> bool {
        matches!(self.upos, "NOUN" | "PROPN")
    }
}

/// A parsed sentence.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// Where the sentence stands.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
    /// Its words in order.
    pub nodes: Vec<Node>,
    /// How likely it stands in a text about a negotiation, where the model has an eye for it.
    pub negotiation: Option<f32>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    /// A tree over `nodes`; heads that point outside are taken as roots, and what hangs on an
    /// auxiliary is hung on its verb.
    pub fn new(span: Span, paragraph: usize, mut nodes: Vec<Node>) -> Self {
        let n = nodes.len();
        for i in 0..n {
            let head = nodes[i].head.filter(|&h| h < n);
            let Some(aux) = head.filter(|&h| nodes[h].is("aux") || nodes[h].is("cop")) else {
                continue;
            };
            if nodes[aux].head != Some(i) {
                nodes[i].head = nodes[aux].head;
            }
        }
        for (i, node) in nodes.iter_mut().enumerate() {
            node.head = node.head.filter(|&h| h < n && h != i);
        }
        let mut tree = Self {
            span,
            paragraph,
            children: children(&nodes),
            nodes,
            negotiation: None,
        };
        let mended = [
            tree.return_subjects(),
            tree.free_participles(),
            tree.name_nouns(),
            tree.free_due_verbs(),
            tree.part_at_semicolons(),
            tree.share_prepositions(),
            tree.return_recipients(),
            tree.return_prepositions(),
            tree.return_conjuncts(),
            tree.free_clauses_of_soon(),
            tree.free_asides(),
            tree.free_opinions(),
            tree.join_owing(),
            tree.free_instead(),
        ];
        if mended.contains(&true) {
            tree.children = children(&tree.nodes);
        }
        tree
    }

    /// "the absence *of* US support *for* weapons": the parser hangs both prepositions on the last noun and leaves the one between
    /// without any. Says whether there was one.
    fn return_prepositions(&mut self) -> bool {
        let mut found = false;
        for last in 0..self.nodes.len() {
            let first = self.child(last, "case");
            let second = self.children_by(last, "case").nth(1);
            let (Some(first), Some(second)) = (first, second) else {
                continue;
            };
            let is_between = |&noun: &usize| {
                let node = &self.nodes[noun];
                node.is("nmod")
                    && node.head == self.nodes[last].head
                    && self.child(noun, "case").is_none()
            };
            if let Some(noun) = (first + 1..second).find(is_between) {
                self.nodes[first].head = Some(noun);
                self.nodes[last].head = Some(noun);
                found = true;
            }
        }
        found
    }

    /// "has threatened to cut the line through which Norland sells power, *and has suspended* the transit": a verb with an auxiliary and
    /// without a subject goes with the one that has the same auxiliary. Says whether there was one.
    fn return_conjuncts(&mut self) -> bool {
        const AUXILIARIES: [&str; 5] = ["has", "have", "had", "will", "would"];
        let auxiliary = |tree: &Self, verb: usize| {
            let mut forms = tree
                .children_by(verb, "aux")
                .map(|a| tree.nodes[a].form.to_lowercase());
            forms.find(|f| AUXILIARIES.contains(&f.as_str()))
        };
        let mut found = false;
        for verb in 0..self.nodes.len() {
            let Some(first) = self.nodes[verb]
                .head
                .filter(|_| self.nodes[verb].is("conj"))
            else {
                continue;
            };
            let Some(own) = auxiliary(self, verb).filter(|_| self.child(verb, "nsubj").is_none())
            else {
                continue;
            };
            if auxiliary(self, first).is_some() || self.nodes[first].upos != "VERB" {
                continue;
            }
            let has_same =
                |t: &Self, i: usize| i != first && auxiliary(t, i).as_ref() == Some(&own);
            if let Some(whole) = self.ancestor(first, has_same).filter(|w| *w < verb) {
                self.nodes[verb].head = Some(whole);
                found = true;
            }
        }
        found
    }

    /// "would release the ship as soon *as Norland paid*": the parser hangs the clause on "soon", and "soon" on the verb; the clause depends
    /// on the verb, and "as soon as" opens it. Says whether there was one.
    fn free_clauses_of_soon(&mut self) -> bool {
        let mut found = false;
        for clause in 0..self.nodes.len() {
            let soon = self.nodes[clause]
                .head
                .filter(|_| self.nodes[clause].is("advcl"));
            let Some(soon) = soon
                .filter(|&s| s < clause && matches!(self.nodes[s].lemma.as_str(), "soon" | "long"))
            else {
                continue;
            };
            let is_as = self
                .children_by(clause, "mark")
                .any(|m| self.nodes[m].lemma == "as");
            let verb = self.nodes[soon].head.filter(|_| is_as);
            if let Some(verb) = verb {
                self.nodes[clause].head = Some(verb);
                self.nodes[soon].head = Some(clause);
                self.nodes[soon].rel = "mark".into();
                found = true;
            }
        }
        found
    }

    /// "are due to resume on Friday", "talks due to open next week": the parser takes "due to" for a
    /// preposition and the verb for a noun. Says whether there was one.
    fn free_due_verbs(&mut self) -> bool {
        const VERBS: &[&str] = &[
            "resume",
            "open",
            "begin",
            "start",
            "meet",
            "hold",
            "take",
            "expire",
            "end",
            "vote",
            "sign",
            "visit",
            "travel",
            "arrive",
            "reconvene",
            "convene",
            "continue",
            "close",
            "speak",
            "attend",
            "host",
            "expire",
        ];
        let mut mended = false;
        for due in 0..self.nodes.len().saturating_sub(2) {
            let verb = due + 2;
            let is_due = self.nodes[due].lemma == "due" && self.nodes[due + 1].form == "to";
            let form = self.nodes[verb].form.to_lowercase();
            // "He is due to meet them": for a clause of purpose.
            let is_aside =
                is_due && self.nodes[verb].head == Some(due) && self.nodes[verb].is("advcl");
            if is_aside && self.nodes[verb].upos == "VERB" {
                "xcomp".clone_into(&mut self.nodes[verb].rel);
                let to = &mut self.nodes[due + 1];
                to.head = Some(verb);
                "mark".clone_into(&mut to.rel);
                mended = true;
                continue;
            }
            let hangs = self.nodes[due].is("case") || self.nodes[due].is("ccomp");
            if !is_due
                || !hangs
                || !VERBS.contains(&form.as_str())
                || self.child(verb, "det").is_some()
            {
                continue;
            }
            let cop = self.child(verb, "cop");
            let (head, rel) = (self.nodes[verb].head, self.nodes[verb].rel.clone());
            for i in 0..self.nodes.len() {
                let node = &mut self.nodes[i];
                if node.head == Some(verb) && i < due {
                    node.head = Some(due);
                }
            }
            let top = &mut self.nodes[due];
            top.head = head;
            top.rel = if cop.is_some() { rel } else { "acl".to_owned() };
            let to = &mut self.nodes[due + 1];
            (to.head, to.rel) = (Some(verb), "mark".to_owned());
            let node = &mut self.nodes[verb];
            (node.head, node.rel) = (Some(due), "xcomp".to_owned());
            (node.upos, node.xpos, node.lemma) = ("VERB", "VB".to_owned(), form);
            mended = true;
        }
        mended
    }

    /// "gives Chile leverage": a name without a genitive owns nothing, it receives. Says whether there was one.
    fn return_recipients(&mut self) -> bool {
        const GIVING: [&str; 8] = [
            "give", "lend", "hand", "offer", "grant", "deny", "owe", "cost",
        ];
        let mut mended = false;
        for i in 0..self.nodes.len() {
            let node = &self.nodes[i];
            // What has power over somebody is no name: "Chile leverage".
            let is_power = |h: usize| matches!(self.nodes[h].lemma.as_str(), "leverage" | "sway");
            let is_part = node.is("compound") && node.head.is_some_and(is_power);
            let is_bare = (node.rel == "nmod:poss" || is_part)
                && node.upos == "PROPN"
                && self.child(i, "case").is_none();
            let Some(owned) = node
                .head
                .filter(|&h| is_bare && h > i && self.nodes[h].is("obj"))
            else {
                continue;
            };
            let verb = self.nodes[owned]
                .head
                .filter(|&v| v < i && GIVING.contains(&self.nodes[v].lemma.as_str()));
            if verb.is_some() {
                let node = &mut self.nodes[i];
                (node.head, node.rel) = (verb, "iobj".to_owned());
                mended = true;
            }
        }
        mended
    }

    /// "the absence of US support for weapons": of two prepositions on one noun the first belongs to the noun between them. Says
    /// whether there was one.
    fn share_prepositions(&mut self) -> bool {
        let mut mended = false;
        for first in 0..self.nodes.len() {
            let node = &self.nodes[first];
            let Some(last) = node.head.filter(|&h| node.is("case") && h > first) else {
                continue;
            };
            let between = self.nodes[last].head.filter(|&n| {
                let is_within = first < n && n < last && self.nodes[n].is("nmod");
                is_within && self.nodes[n].head.is_some_and(|h| h < first)
            });
            let Some(noun) = between else { continue };
            let is_second = |i: usize| self.nodes[i].is("case") && self.nodes[i].head == Some(last);
            if (noun + 1..last).any(is_second) && self.child(noun, "case").is_none() {
                self.nodes[first].head = Some(noun);
                mended = true;
            }
        }
        mended
    }

    /// "The coalition has accepted; the capital has yet to respond": two sentences in one. What the parser hangs on the semicolon
    /// belongs to the verb behind it, and that verb completes none before it. Says whether there was one.
    fn part_at_semicolons(&mut self) -> bool {
        let mut mended = false;
        let stops: Vec<usize> = (1..self.nodes.len())
            .filter(|&i| self.nodes[i].form == ";")
            .collect();
        for stop in stops {
            let completes = |n: &Node| n.is("ccomp") || n.is("xcomp") || n.is("advcl");
            let verb = (stop + 1..self.nodes.len()).find(|&i| {
                let n = &self.nodes[i];
                n.upos == "VERB" && completes(n) && n.head.is_some_and(|h| h < stop)
            });
            let Some(verb) = verb.filter(|&v| {
                self.child(v, "mark")
                    .is_none_or(|m| self.nodes[m].lemma == "to")
            }) else {
                continue;
            };
            "parataxis".clone_into(&mut self.nodes[verb].rel);
            for i in stop + 1..verb {
                if self.nodes[i].head == Some(stop) {
                    self.nodes[i].head = Some(verb);
                }
            }
            mended = true;
        }
        mended
    }

    /// "labelled the Rubio-Lavrov call as useful": what has a compound before it is a noun, and
    /// what is said of it belongs to the verb. Says whether there was one.
    fn name_nouns(&mut self) -> bool {
        let is_noun = |i: &usize| {
            let node = &self.nodes[*i];
            let has_compound = |&c: &usize| c < *i && self.nodes[c].rel == "compound";
            node.upos == "VERB"
                && matches!(node.xpos.as_str(), "VB" | "VBP")
                && (node.is("ccomp") || node.is("xcomp"))
                && self.children[*i].iter().any(has_compound)
        };
        let nouns: Vec<usize> = (0..self.nodes.len()).filter(is_noun).collect();
        for &noun in &nouns {
            let verb = self.nodes[noun].head;
            self.nodes[noun].upos = "NOUN";
            "NN".clone_into(&mut self.nodes[noun].xpos);
            "obj".clone_into(&mut self.nodes[noun].rel);
            for child in self.children[noun].clone() {
                if child > noun && self.nodes[child].is("obl") {
                    self.nodes[child].head = verb;
                }
            }
        }
        !nouns.is_empty()
    }

    /// "spoke of the standstill, linking it with the delay": a participle behind a comma belongs
    /// to the verb, not to the noun before it. Says whether there was one.
    fn free_participles(&mut self) -> bool {
        let mut moves = Vec::new();
        for i in 1..self.nodes.len() {
            let node = &self.nodes[i];
            let is_free = node.rel == "acl"
                && node.form.ends_with("ing")
                && self.nodes[i - 1].lemma == ","
                && self.child(i, "obj").is_some();
            let noun = node.head.filter(|_| is_free);
            let verb = noun.and_then(|n| self.ancestor(n, |t, k| t.nodes[k].upos == "VERB"));
            moves.extend(verb.filter(|&v| v < i).map(|v| (i, v)));
        }
        for &(participle, verb) in &moves {
            self.nodes[participle].head = Some(verb);
            "advcl".clone_into(&mut self.nodes[participle].rel);
        }
        !moves.is_empty()
    }

    /// "The seizure, *he maintains*, was the result of a letter", "The works, *declared Mr Lund*, are over": whoever says so between two
    /// commas, where the parser takes it for a clause about the noun before. Says whether there was one.
    fn free_asides(&mut self) -> bool {
        let asides: Vec<(usize, usize, usize)> = (1..self.nodes.len())
            .filter_map(|verb| self.aside(verb))
            .collect();
        for &(verb, teller, host) in &asides {
            self.nodes[verb].head = Some(host);
            "parataxis".clone_into(&mut self.nodes[verb].rel);
            if self.nodes[teller].is("obl") {
                "VBD".clone_into(&mut self.nodes[verb].xpos);
                "nsubj".clone_into(&mut self.nodes[teller].rel);
            }
        }
        !asides.is_empty()
    }

    /// "It was, *in the words of the envoy*, the arrest that doomed the round": whose opinion it is, where the parser takes it for what is
    /// said. Says whether there was one.
    fn free_opinions(&mut self) -> bool {
        let is_opinion = |i: usize| {
            let is_set_in = matches!(self.preposition(i).as_deref(), Some("in" | "by"));
            is_set_in && OPINIONS.contains(&self.nodes[i].lemma.as_str())
        };
        let is_bare = |&c: &usize| self.nodes[c].is_nominal() && self.child(c, "case").is_none();
        let found = (0..self.nodes.len())
            .filter(|&i| is_opinion(i))
            .find_map(|i| {
                let said = self.children_by(i, "appos").find(is_bare)?;
                let copula = self.child(i, "cop").or_else(|| self.child(said, "cop"));
                Some((i, copula.filter(|&c| c < i)?, said))
            });
        let Some((opinion, copula, said)) = found else {
            return false;
        };
        let above = |c: usize| c <= copula || c > said;
        for c in self.children(opinion).to_vec() {
            if c != said && above(c) {
                self.nodes[c].head = Some(said);
            }
        }
        self.nodes[said].head = self.nodes[opinion].head;
        self.nodes[said].rel = std::mem::replace(&mut self.nodes[opinion].rel, "obl".to_owned());
        self.nodes[opinion].head = Some(said);
        true
    }

    /// "put it down *instead to* a quarrel": the preposition belongs to what stands behind it. Says whether there was one.
    fn free_instead(&mut self) -> bool {
        let is_instead =
            |n: &Node| matches!(n.lemma.as_str(), "instead" | "rather") && n.is("advmod");
        let found = (0..self.nodes.len()).find_map(|i| {
            let preposition = self
                .child(i, "fixed")
                .filter(|_| is_instead(&self.nodes[i]))?;
            let noun = self.nodes[i].head.filter(|&h| h > preposition)?;
            let is_own = !matches!(self.nodes[preposition].form.as_str(), "of" | "than");
            is_own.then_some((i, preposition, noun))
        });
        let Some((instead, preposition, noun)) = found else {
            return false;
        };
        self.nodes[preposition].head = Some(noun);
        "case".clone_into(&mut self.nodes[preposition].rel);
        self.nodes[instead].head = self.nodes[noun].head;
        true
    }

    /// "*Owing to the raid*, they would not come", "*Thanks to the ban*, it earned more": a preposition that the parser takes for a verb or a
    /// noun. Says whether there was one.
    fn join_owing(&mut self) -> bool {
        let found = (0..self.nodes.len()).find_map(|i| {
            let is = |form: &str| self.nodes[i].form.eq_ignore_ascii_case(form);
            let is_owing = is("owing") && self.child(i, "fixed").is_some();
            let below = if is_owing { "obl" } else { "nmod" };
            let host = self.nodes[i].head.filter(|_| is_owing || is("thanks"))?;
            let to = |&c: &usize| is_owing || self.preposition(c).as_deref() == Some("to");
            let reason = self.children_by(i, below).find(to).filter(|_| host > i)?;
            Some((i, host, reason))
        });
        let Some((owing, host, reason)) = found else {
            return false;
        };
        self.nodes[reason].head = Some(host);
        "obl".clone_into(&mut self.nodes[reason].rel);
        self.nodes[owing].head = Some(reason);
        "case".clone_into(&mut self.nodes[owing].rel);
        self.nodes[owing].upos = "ADP";
        true
    }

    /// The verb of an aside that hangs on a noun, whoever acts in it, and the predicate around it.
    fn aside(&self, verb: usize) -> Option<(usize, usize, usize)> {
        let node = &self.nodes[verb];
        let noun = node.head.filter(|&n| n < verb && node.is("acl"))?;
        let is_bare = |&c: &usize| self.nodes[c].is("obl") && self.child(c, "case").is_none();
        let teller = self
            .child(verb, "nsubj")
            .filter(|&s| s < verb)
            .or_else(|| self.child(verb, "obl").filter(is_bare))?;
        let (low, high) = self.extent(teller);
        let (low, high) = (low.min(verb), high.max(verb + 1));
        let is_comma =
            |i: Option<usize>| i.is_some_and(|i| self.nodes.get(i).is_some_and(|n| n.form == ","));
        let is_set_off = is_comma(low.checked_sub(1)) && is_comma(Some(high));
        let is_alone = self
            .children(verb)
            .iter()
            .all(|&c| c == teller || self.nodes[c].is("punct"));
        let relative = |i: usize| matches!(self.nodes[i].xpos.as_str(), "WDT" | "WP" | "WP$");
        let host = self.ancestor(noun, |t, n| {
            t.nodes[n].upos == "VERB" || t.child(n, "cop").is_some()
        })?;
        (is_set_off && is_alone && host >= high && !(low..high).any(relative))
            .then_some((verb, teller, host))
    }

    /// "Talks will resume on Monday, Norway said": a verb with two subjects gives the first to the
    /// clause before it that has none, or the second to such a clause behind it: "Norway said *it* believes". Says whether there was one.
    fn return_subjects(&mut self) -> bool {
        let (mut moves, mut finite) = (Vec::new(), Vec::new());
        for verb in 0..self.nodes.len() {
            let subjects: Vec<usize> = self.children_by(verb, "nsubj").collect();
            let [first, second, ..] = subjects[..] else {
                continue;
            };
            let clause = self
                .children_by(verb, "ccomp")
                .find(|&c| first < c && c < second && self.child(c, "nsubj").is_none());
            moves.extend(clause.map(|c| (first, c)));
            let last = subjects[subjects.len() - 1];
            let behind = self
                .children_by(verb, "ccomp")
                .find(|&c| first < verb && verb < last && last < c);
            moves.extend(behind.map(|c| (last, c)));
            // "said a shortage *meant* the wards were closed": a participle to the parser.
            let meant = self.children_by(last, "acl").find(|&c| {
                first < verb && verb < last && last < c && self.child(c, "ccomp").is_some()
            });
            finite.extend(
                meant
                    .filter(|_| clause.or(behind).is_none())
                    .map(|c| (last, c, verb)),
            );
        }
        for &(subject, clause, verb) in &finite {
            self.nodes[clause].head = Some(verb);
            "ccomp".clone_into(&mut self.nodes[clause].rel);
            "VBD".clone_into(&mut self.nodes[clause].xpos);
            moves.push((subject, clause));
        }
        for &(subject, clause) in &moves {
            // "I think *the problem* is that they left": the clause has a subject of its own.
            if self.child(clause, "nsubj").is_some() {
                "nsubj:outer".clone_into(&mut self.nodes[subject].rel);
            }
            self.nodes[subject].head = Some(clause);
        }
        !moves.is_empty()
    }

    /// Whether the sentence is a heading in capitals.
    pub fn is_heading(&self) -> bool {
        let letters = |n: &Node| {
            n.form
                .chars()
                .all(|c| c.is_uppercase() || !c.is_alphabetic())
        };
        (2..=24).contains(&self.nodes.len())
            && self.nodes.iter().all(letters)
            && self.nodes.iter().any(|n| n.form.chars().count() > 3)
    }

    /// Whether it ends as sentences do, and headlines do not.
    pub fn is_sentence(&self) -> bool {
        let last = self.nodes.last();
        last.is_some_and(|n| matches!(n.form.as_str(), "." | "!" | "?" | "”" | "\"" | ")" | "’"))
    }

    /// Whether the sentence is a line of a title page: short, without verb and full stop, in words
    /// that mostly begin with a capital.
    pub fn is_title_line(&self) -> bool {
        let n = self.nodes.len();
        let is_small = |n: &Node| !n.form.chars().any(char::is_alphabetic) || n.form.len() <= 3;
        let has_verb = self.nodes.iter().any(|n| matches!(n.upos, "VERB" | "AUX"));
        let ends = self
            .nodes
            .last()
            .is_some_and(|n| matches!(n.form.as_str(), "." | "!" | "?" | "”" | "\""));
        (2..=18).contains(&n)
            && !has_verb
            && !ends
            && self.nodes[0].is_capitalised()
            && self
                .nodes
                .iter()
                .filter(|n| !is_small(n))
                .all(Node::is_capitalised)
    }

    /// Words that depend on word `i`, in order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// First dependent of `i` with relation `rel` (or a subtype of it).
    pub fn child(&self, i: usize, rel: &str) -> Option<usize> {
        self.children_by(i, rel).next()
    }

    /// Dependents of `i` with relation `rel` (or a subtype of it).
    pub fn children_by<'a>(&'a self, i: usize, rel: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.children[i]
            .iter()
            .copied()
            .filter(move |&c| self.nodes[c].is(rel))
    }

    /// First and one past last word of the subtree of `i`.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        self.extent_without(i, &|_| false)
    }

    /// As [`Tree::extent`], leaving out subtrees for which `skip` holds.
    pub fn extent_without(&self, i: usize, skip: &dyn Fn(usize) -> bool) -> (usize, usize) {
        let (mut low, mut high) = (i, i + 1);
        let mut stack = vec![i];
        let mut steps = 0;
        while let Some(node) = stack.pop() {
            steps += 1;
            if steps > self.nodes.len() {
                break; // a cycle: the parser is not trusted to have made a tree
            }
            low = low.min(node);
            high = high.max(node + 1);
            stack.extend(self.children[node].iter().copied().filter(|&c| !skip(c)));
        }
        (low, high)
    }

    /// Text span of words `low..high`.
    pub fn span_of(&self, low: usize, high: usize) -> Span {
        Span::new(self.nodes[low].span.start, self.nodes[high - 1].span.end)
    }

    /// Span of the phrase headed by `i`: without its preposition, conjunction and outer
    /// punctuation, and without clauses that only comment on it.
    pub fn phrase(&self, i: usize) -> Span {
        let both_adjectives = |other: &Node| self.nodes[i].upos == "ADJ" && other.upos == "ADJ";
        let skip = |c: usize| {
            let node = &self.nodes[c];
            let edge = node.head == Some(i);
            edge && (node.is("case") || node.is("cc") || node.is("punct") || node.is("mark"))
                || (edge && (node.is("parataxis") || node.is("appos") || node.is("discourse")))
                || (edge && node.is("conj") && !node.is_nominal() && !both_adjectives(node))
        };
        let (low, high) = self.extent_without(i, &skip);
        let (low, high) = self.trim(low, high);
        self.span_of(low, high)
    }

    /// Span of the clause headed by `i`, without its complementiser and outer punctuation.
    pub fn clause(&self, i: usize) -> Span {
        let skip = |c: usize| {
            let node = &self.nodes[c];
            node.head == Some(i)
                && (node.is("punct")
                    || node.is("cc")
                    || (node.is("mark")
                        && c < i
                        && matches!(
                            node.lemma.as_str(),
                            "that" | "to" | "in" | "of" | "for" | "by" | "at" | "because"
                        ))
                    || self.joins_above(c))
        };
        let (low, high) = self.extent_without(i, &skip);
        let (low, high) = self.trim(low, high);
        self.span_of(low, high)
    }

    /// "insisted that the road must stay open and *offered* to pay": whether a verb that the parser joins to one with "must" or "would" is
    /// in the past, and so goes on with what stands above; as does a "would" that it joins to an infinitive: "was ready to sign but *would* not
    /// pay".
    pub fn joins_above(&self, i: usize) -> bool {
        let node = &self.nodes[i];
        let first = node.head.filter(|_| node.is("conj"));
        let has_own = |rel: &str| self.child(i, rel).is_some();
        first.is_some_and(|first| {
            let mut helpers = self.children_by(first, "aux");
            let is_bare = !has_own("nsubj") && !has_own("aux") && !has_own("aux:pass");
            let is_told = self.nodes[first].is("ccomp");
            let has = |v: usize, rel: &str, xpos: &str| {
                self.children_by(v, rel).any(|c| self.nodes[c].xpos == xpos)
            };
            let is_to = self.nodes[first].is("xcomp") && has(first, "mark", "TO");
            if is_to && has(i, "aux", "MD") && !has_own("nsubj") && !has_own("mark") {
                return true;
            }
            // "has insisted that the road must stay open and *offered* to pay", but "would have stayed and paid"
            let is_past = matches!(node.xpos.as_str(), "VBD" | "VBZ" | "VBN")
                && self.nodes[first].xpos != "VBN";
            is_past && is_bare && is_told && helpers.any(|a| self.nodes[a].xpos == "MD")
        })
    }

    /// Takes punctuation and quotation marks off both ends.
    pub fn trim(&self, mut low: usize, mut high: usize) -> (usize, usize) {
        let is_edge = |i: usize| {
            let node = &self.nodes[i];
            node.upos == "PUNCT" && !matches!(node.form.as_str(), "(" | ")" | "$" | "%")
        };
        while low + 1 < high && is_edge(low) {
            low += 1;
        }
        while high > low + 1 && is_edge(high - 1) {
            high -= 1;
        }
        // "wants the results published “tonight, not next year”": what is opened within is closed.
        let mark = |i: usize| quotation_mark(&self.nodes[i].form);
        let is_open = (low..high)
            .filter_map(mark)
            .fold(false, |open, mark| match mark {
                Mark::Opens => true,
                Mark::Closes => false,
                Mark::Either => !open,
            });
        let closes =
            high < self.nodes.len() && matches!(mark(high), Some(Mark::Closes | Mark::Either));
        (low, high + usize::from(is_open && closes))
    }

    /// `i` and everything coordinated with it, in order.
    pub fn coordinated(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut k = 0;
        while k < all.len() && all.len() <= self.nodes.len() {
            let mut next: Vec<usize> = self.children_by(all[k], "conj").collect();
            next.extend(
                self.named_right_behind(all[k])
                    .into_iter()
                    .flat_map(|name| self.children_by(name, "conj")),
            );
            all.extend(
                next.into_iter()
                    .filter(|c| !all.contains(c))
                    .collect::<Vec<_>>(),
            );
            k += 1;
        }
        all.sort_unstable();
        all
    }

    /// "Minister Ines Vold and her counterpart": the name that stands right behind its title, on which
    /// the parser may hang what is coordinated with both.
    fn named_right_behind(&self, i: usize) -> Option<usize> {
        let next = self.nodes.get(i + 1)?;
        let is_name = next.upos == "PROPN" && (next.is("appos") || next.is("flat"));
        (is_name && next.head == Some(i)).then_some(i + 1)
    }

    /// Whether word `i` is the first to name its event: in "rejected a request" and "offered to hand over" the words below the verb
    /// belong to the event of the verb.
    pub fn leads_its_sign(&self, i: usize) -> bool {
        let label = |i: usize| self.nodes[i].clear_event().map(|sign| &sign.label);
        let is_part = |i: usize| {
            let node = &self.nodes[i];
            ["obj", "obl", "xcomp", "ccomp", "nmod", "compound"]
                .iter()
                .any(|rel| node.is(rel))
        };
        let above = self.nodes[i].head.filter(|_| is_part(i));
        above.is_none_or(|head| label(head) != label(i))
    }

    /// Lower-case lemma of the preposition of `i`, several words joined by a space.
    pub fn preposition(&self, i: usize) -> Option<String> {
        let words: Vec<String> = self
            .children_by(i, "case")
            .filter(|&c| self.nodes[c].upos != "PART" || self.nodes[c].lemma == "to")
            .flat_map(|c| {
                let mut all = vec![c];
                all.extend(self.children_by(c, "fixed"));
                all
            })
            .map(|c| self.nodes[c].form.to_lowercase())
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Nearest ancestor of `i` (itself included) for which `test` holds.
    pub fn ancestor(&self, i: usize, test: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut at = Some(i);
        for _ in 0..=self.nodes.len() {
            let node = at?;
            if test(self, node) {
                return Some(node);
            }
            at = self.nodes[node].head;
        }
        None
    }

    /// Whether `i` lies in the subtree of `top`.
    pub fn under(&self, i: usize, top: usize) -> bool {
        self.ancestor(i, |_, n| n == top).is_some()
    }
}

fn children(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        if let Some(head) = node.head {
            children[head].push(i);
        }
    }
    children
}

/// What a quotation mark does.
enum Mark {
    Opens,
    Closes,
    /// The straight one.
    Either,
}

fn quotation_mark(form: &str) -> Option<Mark> {
    match form {
        "\u{201c}" | "\u{201e}" | "\u{ab}" | "``" => Some(Mark::Opens),
        "\u{201d}" | "\u{bb}" | "''" => Some(Mark::Closes),
        "\"" => Some(Mark::Either),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Builds a tree from `form/lemma/UPOS/head/rel` items, heads counted from 1, 0 = root.
    pub(crate) fn tree(items: &[(&str, &str, &'static str, usize, &str)]) -> Tree {
        let mut at = 0;
        let nodes = items
            .iter()
            .map(|(form, lemma, upos, head, rel)| {
                let span = Span::new(at, at + form.len());
                at += form.len() + 1;
                Node {
                    span,
                    form: (*form).to_owned(),
                    lemma: (*lemma).to_owned(),
                    upos,
                    xpos: String::new(),
                    head: head.checked_sub(1),
                    rel: (*rel).to_owned(),
                    event: None,
                    actor: None,
                    attribution: None,
                    act: None,
                    step: None,
                    name: None,
                    claim: None,
                }
            })
            .collect();
        Tree::new(Span::new(0, at), 0, nodes)
    }

    #[test]
    fn phrase_drops_preposition_and_coordination_is_collected() {
        let t = tree(&[
            ("by", "by", "ADP", 2, "case"),
            ("Kyiv", "Kyiv", "PROPN", 0, "root"),
            ("and", "and", "CCONJ", 4, "cc"),
            ("allies", "ally", "NOUN", 2, "conj"),
        ]);
        assert_eq!(t.phrase(1), Span::new(3, 18));
        assert_eq!(t.coordinated(1), [1, 3]);
        assert_eq!(t.preposition(1).as_deref(), Some("by"));
    }

    #[test]
    fn a_cycle_does_not_hang() {
        let t = tree(&[("a", "a", "NOUN", 2, "nmod"), ("b", "b", "NOUN", 1, "nmod")]);
        assert_eq!(t.extent(0), (0, 2));
        assert!(t.ancestor(0, |_, _| false).is_none());
    }
}
