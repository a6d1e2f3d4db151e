//! One parsed article: its sentences, its cast, its frames, and the answer to "who is this?" for
//! any word in it.

mod described;
mod groups;
mod issuers;
mod pronouns;
mod roles;
mod sides;
mod standing;

use crate::cast::{Cast, MemberId, Mention, Nature};
use crate::frame::{Frame, frames};
use crate::gazetteer::{Gazetteer, NameKind};
use crate::lexicon::Lexicon;
use crate::quotation::{Quoted, quotations};
use crate::tree::{Node, Tree};
use demarche_evidence::{Actor, PartyKind, Span};
pub(crate) use groups::SEEN_GROUP;
use groups::counted;
use issuers::issuers;
use std::collections::{BTreeMap, BTreeSet};

/// How many words before a name its office may begin: "its minister of water and energy, Josué Mabika".
const OFFICE: usize = 8;

/// How many words before a name "its" may stand, whatever the parser made of the words between.
const NEAR: usize = 6;

/// A word of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct At {
    pub sentence: usize,
    pub word: usize,
}

/// Somebody a word or phrase stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Who {
    /// The member of the cast, unless nobody named.
    pub member: Option<MemberId>,
    /// Name of the member, or the text's words for an unnamed one.
    pub name: String,
    /// The party acted for.
    pub party: Option<MemberId>,
    /// Where it stands.
    pub span: Span,
}

/// A parsed article.
pub(crate) struct Article<'a> {
    pub text: &'a str,
    pub trees: Vec<Tree>,
    pub cast: Cast,
    pub frames: Vec<Vec<Frame>>,
    pub quotations: Vec<Quoted>,
    pub lexicon: &'a Lexicon,
    pub gazetteer: &'a Gazetteer,
    /// Names of which nothing is known and that never act: places, products, feasts.
    idle: BTreeSet<MemberId>,
    /// Those who bring others together: hosts, mediators.
    go_betweens: BTreeSet<MemberId>,
    /// How much speaks for each party being a side.
    standing: BTreeMap<MemberId, f64>,
    /// Below this a party is far from being one of the sides; none where fewer than two are known.
    least_standing: Option<f64>,
    /// For each paragraph the party whose statement it is ("MINISTRY OF …, ANKARA"), if any.
    issuers: Vec<Option<MemberId>>,
    /// By where a noun or pronoun starts, what the model takes it to stand for.
    links: BTreeMap<usize, Link>,
}

/// That a word stands for the same as one before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    /// Where the earlier word starts.
    pub to: usize,
    /// How sure the model is.
    pub share: f32,
}

impl<'a> Article<'a> {
    pub fn new(
        text: &'a str,
        trees: Vec<Tree>,
        datelines: &[Tree],
        links: BTreeMap<usize, Link>,
        lexicon: &'a Lexicon,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let mut cast = Cast::of(&trees, datelines, gazetteer, &|lemma| {
            lexicon.is(lemma, "say")
        });
        let frames = trees
            .iter()
            .map(|t| {
                let is_action = |node: &Node| {
                    let is_act = node.clear_act().is_some() || node.clear_step().is_some();
                    is_act || node.clear_event().is_some() || lexicon.is_action_noun(&node.lemma)
                };
                frames(t, &is_action, &|node| lexicon.is(&node.lemma, "say"))
            })
            .collect();
        let issuers = issuers(&trees, &cast);
        let mut article = Self {
            text,
            trees,
            cast: Cast::default(),
            frames,
            quotations: quotations(text),
            lexicon,
            gazetteer,
            idle: BTreeSet::new(),
            go_betweens: BTreeSet::new(),
            standing: BTreeMap::new(),
            least_standing: None,
            issuers,
            links,
        };
        std::mem::swap(&mut article.cast, &mut cast);
        article.idle = article.find_idle();
        article.adopt_bodies();
        article.adopt_groups();
        article.settle_possessives();
        for sentence in 0..article.trees.len() {
            article.cast.affiliate(sentence, &article.trees, gazetteer);
        }
        article.settle_roles();
        article.settle_speakers();
        article.go_betweens = article.find_go_betweens();
        article.standing = article.find_standing();
        article.least_standing = article.find_least_standing();
        article
    }

    /// Gives people introduced by "its chief executive, Paul" the party the pronoun stands for, and those who lead a body its party.
    fn settle_possessives(&mut self) {
        for k in 0..self.cast.mentions.len() {
            let mention = self.cast.mentions[k];
            let member = &self.cast.members[mention.member];
            if member.nature != Nature::Person || member.party.is_some() {
                continue;
            }
            let tree = &self.trees[mention.sentence];
            let pronoun = (mention.low.saturating_sub(OFFICE)..mention.low)
                .rev()
                .find(|&i| {
                    let form = tree.nodes[i].form.to_lowercase();
                    // "taking *their* seats, and the chair, Ida Moran": far off only where her office is theirs.
                    let is_own = i + NEAR >= mention.low
                        || tree.nodes[i]
                            .head
                            .is_some_and(|h| tree.under(mention.low, h));
                    matches!(form.as_str(), "its" | "their" | "his" | "her") && is_own
                });
            let sentence = mention.sentence;
            let owner = match pronoun {
                Some(word) => self.pronoun(At { sentence, word }),
                None => self
                    .country_beside(&mention)
                    .or_else(|| self.led_by(&mention)),
            };
            if let Some(owner) = owner.and_then(|w| w.party.or(w.member))
                && owner != mention.member
            {
                self.cast.members[mention.member].party = Some(owner);
            }
        }
    }

    /// "the country's atomic chief, Ida Moran": the state named last.
    fn country_beside(&self, mention: &Mention) -> Option<Who> {
        let tree = &self.trees[mention.sentence];
        let mut before = mention.low.saturating_sub(NEAR)..mention.low;
        let country = before.find(|&i| {
            matches!(tree.nodes[i].lemma.as_str(), "country" | "nation")
                && tree.nodes[i].rel == "nmod:poss"
        })?;
        let named = self.cast.mentions_before(mention.sentence, country);
        let may_be_state = |m: &&Mention| {
            let nature = self.cast.members[m.member].nature;
            !m.place && matches!(nature, Nature::Party(PartyKind::State) | Nature::Unknown)
        };
        let state = named.iter().rev().find(may_be_state)?;
        Some(self.member_who(state.member, tree.nodes[country].span))
    }

    /// "said Ida Moran, who chairs *the union's* committee": whose body somebody is told to lead; a strike committee is that of the only
    /// union of the text.
    fn led_by(&self, mention: &Mention) -> Option<Who> {
        const LEADING: &[&str] = &["lead", "chair", "head", "run", "represent"];
        let tree = &self.trees[mention.sentence];
        let named = mention.low..mention.high;
        let mut clauses = named.flat_map(|i| tree.children_by(i, "acl:relcl"));
        let clause = clauses.find(|&c| {
            let subject = tree.child(c, "nsubj").map(|s| tree.nodes[s].lemma.as_str());
            LEADING.contains(&tree.nodes[c].lemma.as_str()) && subject == Some("who")
        })?;
        let word = tree.child(clause, "obj")?;
        let led = At {
            sentence: mention.sentence,
            word,
        };
        let mut whos = self.who_alone(led).into_iter();
        let own = whos.find(|w| w.party.is_some());
        let is_on_strike = || {
            let mut kinds = tree.children_by(word, "compound");
            kinds.any(|c| tree.nodes[c].lemma == "strike")
        };
        let union = || {
            let mut unions = (0..self.cast.members.len()).filter(|&m| self.is_union(m));
            let only = unions.next().filter(|_| unions.next().is_none())?;
            is_on_strike().then(|| self.member_who(only, tree.nodes[word].span))
        };
        own.or_else(|| self.affiliation(led)).or_else(union)
    }

    pub fn tree(&self, at: At) -> &Tree {
        &self.trees[at.sentence]
    }

    /// Exact text of a span; spans come from tokens, so they always fit.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The party whose own text paragraph `sentence` stands in, if it is a readout.
    pub fn issuer(&self, sentence: usize) -> Option<Who> {
        let paragraph = self.trees[sentence].paragraph;
        let member = (*self.issuers.get(paragraph)?)?;
        Some(self.member_who(member, self.trees[sentence].span))
    }

    /// Everybody the phrase headed by `at` stands for, coordination included.
    pub fn who(&self, at: At) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        let own = self.tree(at).coordinated(at.word).into_iter();
        for word in own.chain(self.beside_organ(at)) {
            let word = At { word, ..at };
            if !self.tree(at).nodes[word.word].is_nominal()
                && self.tree(at).nodes[word.word].upos != "PRON"
                && word.word != at.word
            {
                continue;
            }
            for who in self.who_alone(word) {
                if !all.iter().any(|w| w.name == who.name) {
                    all.push(who);
                }
            }
        }
        all
    }

    /// "the government of Norland and the Northern Front": who stands beside an organ of state and hangs on the name of the state.
    fn beside_organ(&self, at: At) -> Vec<usize> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_organ = matches!(
            node.lemma.as_str(),
            "government" | "army" | "junta" | "military"
        );
        let of = |c: &usize| tree.preposition(*c).as_deref() == Some("of");
        let state = tree.children_by(at.word, "nmod").find(of);
        let state = state.filter(|_| is_organ && node.xpos == "NN");
        let others = state
            .map(|s| tree.coordinated(s).split_off(1))
            .unwrap_or_default();
        let has_article = |c: &usize| tree.child(*c, "det").is_some();
        others.into_iter().filter(has_article).collect()
    }

    pub fn who_alone(&self, at: At) -> Vec<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        if let Some(mention) = self.cast.at(at.sentence, at.word)
            && let Some(who) = self.mentioned(mention, at)
        {
            return vec![who];
        }
        if let Some(named) = self.person_beside(at).or_else(|| self.body_beside(at)) {
            return vec![named];
        }
        if let Some(several) = self.the_two(at).or_else(|| self.the_several(at)) {
            return several;
        }
        if let Some(one) = self.former_or_latter(at) {
            return vec![one];
        }
        if let Some(counted) = counted(tree, at.word) {
            return self.who_alone(At {
                word: counted,
                ..at
            });
        }
        if node.upos == "PRON" || node.upos == "DET" {
            return self.pronouns(at);
        }
        if !node.is_nominal() && node.upos != "ADJ" && node.upos != "NUM" {
            return Vec::new();
        }
        let known = self.our_side(at).or_else(|| self.own_country(at));
        if let Some(us) = known.or_else(|| self.other_side(at)) {
            return vec![us];
        }
        let several = self.officers_of_several(at);
        if several.len() >= 2 {
            return several;
        }
        if let Some(pair) = self.pair(at) {
            return pair;
        }
        if let Some(both) = self.officers_of_both(at) {
            return both;
        }
        // "Norway's letter", "the union's statement": what is written speaks for its writer.
        if self.lexicon.is(&node.lemma, "document") {
            return self.affiliation(at).into_iter().collect();
        }
        self.described(at).into_iter().collect()
    }

    fn mentioned(&self, mention: &Mention, at: At) -> Option<Who> {
        let member = &self.cast.members[mention.member];
        let node = &self.tree(at).nodes[at.word];
        let is_modifier = node.is("amod") || node.is("compound") || node.is("nmod:poss");
        if mention.kind == NameKind::Demonym && node.upos == "ADJ" && !is_modifier {
            return None;
        }
        if member.nature == Nature::Media && member.party.is_none() {
            return None;
        }
        if member.nature == Nature::Unknown && self.idle.contains(&mention.member) {
            return None;
        }
        let span = self.tree(at).span_of(mention.low, mention.high);
        Some(self.member_who(mention.member, span))
    }

    /// A member of the cast as somebody who acts.
    pub fn member_who(&self, member: MemberId, span: Span) -> Who {
        let party = self.cast.principal(member);
        let is_party = matches!(
            self.cast.members[member].nature,
            Nature::Party(_) | Nature::Unknown
        );
        let shown = if is_party {
            party.unwrap_or(member)
        } else {
            member
        };
        Who {
            member: Some(shown),
            name: self.cast.members[shown].name.clone(),
            party,
            span,
        }
    }

    /// The word that starts at a byte.
    fn word_at(&self, byte: usize) -> Option<At> {
        let sentence = self.sentence_at(byte)?;
        let mut nodes = self.trees[sentence].nodes.iter();
        let word = nodes.position(|n| n.span.start == byte)?;
        Some(At { sentence, word })
    }

    /// The sentence a byte stands in.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let next = self.trees.partition_point(|t| t.span.start <= byte);
        let last = next.checked_sub(1)?;
        (byte < self.trees[last].span.end).then_some(last)
    }

    /// Quotations that overlap a span, in order.
    pub fn quotations_in(&self, span: Span) -> &[Quoted] {
        let first = self
            .quotations
            .partition_point(|q| q.inner.end <= span.start);
        let rest = &self.quotations[first..];
        &rest[..rest.partition_point(|q| q.inner.start < span.end)]
    }

    /// As the statement's actor.
    pub fn actor(&self, who: &Who) -> Actor {
        Actor {
            name: who.name.clone(),
            party: who.party.map(|p| self.cast.members[p].name.clone()),
            span: Some(who.span),
        }
    }
}
