//! One parsed article: its sentences, its cast, its frames, and the answer to "who is this?" for
//! any word in it.

use crate::cast::{Cast, MemberId, Mention, Nature, join};
use crate::frame::{Frame, frames};
use crate::gazetteer::{Gazetteer, NameKind};
use crate::lexicon::Lexicon;
use crate::quotation::{Quoted, quotations};
use crate::tree::{Node, Tree};
use demarche_evidence::{Actor, PartyKind, Span};
use std::collections::{BTreeMap, BTreeSet};

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

/// How many sentences before and behind a place count when asking whom the text is about there.
const FOREGROUND: usize = 60;

/// Nouns for what states have.
const OF_STATES: &[&str] = &[
    "country",
    "capital",
    "government",
    "president",
    "premier",
    "minister",
    "state",
    "nation",
    "neighbour",
    "neighbor",
    "army",
    "chancellor",
    "embassy",
];

/// How many sentences the lead of an article has, its headline and dateline included.
const LEAD: usize = 3;

/// How many words a sentence of the lead has at least.
const LEAD_WORDS: usize = 8;

/// For how many sentences "the minister" or "the union" still calls up somebody named before.
const REMEMBERED: usize = 200;

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

/// How sure the model must be of whom a pronoun stands for, where the rules would say somebody else.
const LINKED: f32 = 0.6;

/// How sure the model must be that a noun stands for a side without a name.
const SEEN_GROUP: f32 = 0.6;

/// How many links from word to word are followed to a name.
const LONGEST_CHAIN: usize = 12;

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
                frames(t, &|node| {
                    let is_act = node.clear_act().is_some() || node.clear_step().is_some();
                    is_act || node.clear_event().is_some() || lexicon.is_action_noun(&node.lemma)
                })
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
            issuers,
            links,
        };
        std::mem::swap(&mut article.cast, &mut cast);
        article.idle = article.find_idle();
        article.settle_possessives();
        article.adopt_bodies();
        article.adopt_groups();
        for sentence in 0..article.trees.len() {
            article.cast.affiliate(sentence, &article.trees, gazetteer);
        }
        article.go_betweens = article.find_go_betweens();
        article
    }

    /// Members of unknown nature that are nowhere a subject, an owner or one of those something is
    /// between.
    fn find_idle(&self) -> BTreeSet<MemberId> {
        let takes_part = |m: &Mention| {
            let tree = &self.trees[m.sentence];
            (m.low..m.high).any(|i| {
                let node = &tree.nodes[i];
                let preposition = tree.preposition(i);
                let is_party = matches!(
                    preposition.as_deref(),
                    Some("between" | "with" | "by" | "among" | "against" | "according to")
                );
                node.rel == "nmod:poss" || node.is("iobj") || node.is("conj") || is_party
            })
        };
        let mut idle: BTreeSet<MemberId> = (0..self.cast.members.len())
            .filter(|&m| self.cast.members[m].nature == Nature::Unknown)
            .collect();
        for mention in &self.cast.mentions {
            let tree = &self.trees[mention.sentence];
            let is_name_of = tree.nodes[mention.high - 1].is("compound"); // "Korea talks"
            let acts = self.is_acting(mention) && !is_name_of || takes_part(mention);
            if acts && !mention.place && idle.contains(&mention.member) {
                idle.remove(&mention.member);
            }
        }
        idle
    }

    /// "the guild" after "National Rail Guild": common nouns that stand for a body named before
    /// become mentions of it.
    fn adopt_bodies(&mut self) {
        let mut found = Vec::new();
        for sentence in 0..self.trees.len() {
            for word in 0..self.trees[sentence].nodes.len() {
                let at = At { sentence, word };
                if let Some(member) = self.body_called(at) {
                    found.push(description(at, word, member));
                }
            }
        }
        self.cast.adopt(found);
    }

    /// The body named before whose name has the common noun at `at` in it.
    fn body_called(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_plain = node.upos == "NOUN" && !node.is("compound") && node.xpos.starts_with("NN");
        if !is_plain || self.cast.at(at.sentence, at.word).is_some() {
            return None;
        }
        let sector = self.gazetteer.sector(&node.lemma)?;
        let form = node.form.to_lowercase();
        let is_plural = node.xpos == "NNS";
        if sector.is_role && !is_plural || self.lexicon.is(&node.lemma, "side") && is_plural {
            return None;
        }
        let others = |c: &usize| {
            let child = &tree.nodes[*c];
            let links = ["amod", "compound", "nmod", "nmod:poss", "nummod", "appos"];
            links.iter().any(|r| child.is(r) || child.rel == *r)
        };
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        if !is_definite || tree.children(at.word).iter().any(others) {
            return None;
        }
        if matches!(
            node.lemma.as_str(),
            "government" | "army" | "military" | "junta" | "parliament" | "presidency"
        ) {
            return self.own_army(at).or_else(|| self.institution(at));
        }
        let named = self.cast.mentions_before(at.sentence, at.word).iter().rev();
        named
            .filter(|m| at.sentence - m.sentence <= REMEMBERED)
            .map(|m| m.member)
            .find(|&m| {
                let member = &self.cast.members[m];
                let is_body = matches!(
                    member.nature,
                    Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
                );
                let names = std::iter::once(&member.name).chain(&member.aliases);
                let mut words = names.flat_map(|n| n.split([' ', '\'', '’']));
                is_body
                    && (words.any(|w| w.to_lowercase() == form) || self.is_kind_of(m, &node.lemma))
            })
            .or_else(|| self.category(at)?.member)
    }

    /// "the Azawad coalition": whether a member is called by its name and this noun.
    fn is_kind_of(&self, member: MemberId, noun: &str) -> bool {
        let is_called = |m: &&Mention| {
            let behind = self.trees[m.sentence].nodes.get(m.high);
            behind.is_some_and(|n| n.upos == "NOUN" && n.lemma == noun)
        };
        self.cast
            .mentions
            .iter()
            .filter(|m| m.member == member)
            .any(|m| is_called(&m))
    }

    /// "the army" after "Sudan's army", where the files know it for a side of its own.
    fn own_army(&self, at: At) -> Option<MemberId> {
        let lemma = self.tree(at).nodes[at.word].lemma.as_str();
        let mut named = self.cast.mentions_before(at.sentence, at.word).iter().rev();
        let is_called_so = |m: &&Mention| {
            let last = &self.trees[m.sentence].nodes[m.high - 1];
            last.lemma.eq_ignore_ascii_case(lemma)
                && self.cast.members[m.member].nature == Nature::Party(PartyKind::Org)
        };
        named.find(is_called_so).map(|m| m.member)
    }

    /// "the government" after "the government of Colombia": whose it was when last named in full.
    fn institution(&self, at: At) -> Option<MemberId> {
        let lemma = self.tree(at).nodes[at.word].lemma.as_str();
        (0..=at.sentence).rev().find_map(|sentence| {
            let tree = &self.trees[sentence];
            let end = if sentence == at.sentence {
                at.word
            } else {
                tree.nodes.len()
            };
            (0..end)
                .rev()
                .filter(|&w| tree.nodes[w].lemma == lemma && tree.nodes[w].upos == "NOUN")
                .find_map(|word| self.affiliation(At { sentence, word })?.party)
        })
    }

    /// "the captors", "the ditch companies": groups without a name that act at least twice are
    /// members of the cast.
    fn adopt_groups(&mut self) {
        let mut groups: BTreeMap<String, Vec<At>> = BTreeMap::new();
        for sentence in 0..self.trees.len() {
            for word in 0..self.trees[sentence].nodes.len() {
                let at = At { sentence, word };
                if self.is_group_noun(at) {
                    let lemma = self.tree(at).nodes[word].lemma.clone();
                    groups.entry(lemma).or_default().push(at);
                }
            }
        }
        let mut found = Vec::new();
        for places in groups.values() {
            let acts = |at: &&At| {
                let tree = self.tree(**at);
                let node = &tree.nodes[at.word];
                let is_subject = node.is("nsubj") || node.is("obl:agent");
                let acts = node.head.is_some_and(|h| tree.nodes[h].upos == "VERB");
                is_subject && acts || node.rel == "nmod:poss"
            };
            if places.iter().filter(acts).count() < 2 {
                continue;
            }
            let fullest = places.iter().map(|at| (self.group_low(*at), *at));
            let Some((low, at)) =
                fullest.max_by_key(|(low, at)| (at.word - low, std::cmp::Reverse(*at)))
            else {
                continue;
            };
            let tree = self.tree(at);
            let lemma = &tree.nodes[at.word].lemma;
            let sector = self
                .gazetteer
                .sector(lemma)
                .map_or("", |s| s.sector.as_str());
            let name = join(tree, low, at.word + 1).to_lowercase();
            let member = self.cast.add_group(&name, sector);
            found.extend(
                places
                    .iter()
                    .map(|at| description(*at, self.group_low(*at), member)),
            );
        }
        self.cast.adopt(found);
    }

    /// First word of a group's name: a compound before the noun belongs to it.
    fn group_low(&self, at: At) -> usize {
        let tree = self.tree(at);
        let is_part = |i: &usize| tree.nodes[*i].is("compound") && tree.nodes[*i].upos == "NOUN";
        let before = at.word.checked_sub(1).filter(is_part);
        before.unwrap_or(at.word)
    }

    /// Whether a noun may name a group that negotiates for itself.
    fn is_group_noun(&self, at: At) -> bool {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        if node.upos != "NOUN" || node.is("compound") {
            return false;
        }
        let Some(sector) = self.gazetteer.sector(&node.lemma) else {
            return node.share_as("group") >= SEEN_GROUP;
        };
        let is_own = matches!(
            sector.sector.as_str(),
            "CVL" | "BUS" | "UNION" | "REB" | "OPP" | "NGO"
        );
        let is_local = matches!(
            node.lemma.as_str(),
            "government" | "council" | "city" | "town" | "county" | "village" | "authority"
        );
        let is_own = is_own || is_local && !sector.is_role;
        let is_plural = node.xpos == "NNS";
        if !is_own || sector.is_role && !is_plural || self.lexicon.is(&node.lemma, "voice") {
            return false;
        }
        let is_some = tree.children(at.word).iter().any(|&c| {
            let child = &tree.nodes[c];
            matches!(child.lemma.as_str(), "a" | "an" | "some" | "other" | "many")
                || child.is("amod")
                || child.rel == "nmod:poss"
        });
        !is_some
            && self.cast.at(at.sentence, at.word).is_none()
            && self.affiliation(at).is_none()
            && self.category(at).is_none()
            && self.person_beside(at).is_none()
            && self.body_beside(at).is_none()
    }

    /// Hosts and mediators: agents of verbs of bringing together, owners of mediators.
    fn find_go_betweens(&self) -> BTreeSet<MemberId> {
        let mut found = BTreeSet::new();
        for (sentence, frames) in self.frames.iter().enumerate() {
            for frame in frames {
                let brings = self.lexicon.is(&frame.lemma, "bring-together");
                // "invited both sides": who is neither of them
                let guest = frame.object.or(frame.recipient);
                let invites = matches!(frame.lemma.as_str(), "invite" | "summon" | "urge")
                    && guest.is_some_and(|word| self.is_both_sides(At { sentence, word }));
                if let Some(word) = frame.agent.filter(|_| brings || invites) {
                    let whos = self.who(At { sentence, word });
                    found.extend(whos.iter().filter_map(|w| w.party));
                }
            }
            for (word, node) in self.trees[sentence].nodes.iter().enumerate() {
                if node.upos == "NOUN" && self.lexicon.is(&node.lemma, "go-between") {
                    let owner = self.affiliation(At { sentence, word });
                    found.extend(owner.and_then(|w| w.party));
                }
            }
        }
        for (id, member) in self.cast.members.iter().enumerate() {
            let role = member.role.as_deref().unwrap_or_default().to_lowercase();
            let mut words = role.split(|c: char| !c.is_alphanumeric());
            if member.nature == Nature::Person && words.any(|w| self.lexicon.is(w, "go-between")) {
                found.extend(self.cast.principal(id));
            }
        }
        found
    }

    /// Gives people introduced by "its chief executive, Paul" the party the pronoun stands for.
    fn settle_possessives(&mut self) {
        for k in 0..self.cast.mentions.len() {
            let mention = self.cast.mentions[k];
            let member = &self.cast.members[mention.member];
            if member.nature != Nature::Person || member.party.is_some() {
                continue;
            }
            let tree = &self.trees[mention.sentence];
            let pronoun = (mention.low.saturating_sub(6)..mention.low)
                .rev()
                .find(|&i| {
                    matches!(tree.nodes[i].lemma.as_str(), "its" | "their")
                        || (tree.nodes[i].upos == "PRON"
                            && matches!(
                                tree.nodes[i].form.to_lowercase().as_str(),
                                "its" | "their"
                            ))
                });
            let Some(pronoun) = pronoun else { continue };
            let owner = self.pronoun(At {
                sentence: mention.sentence,
                word: pronoun,
            });
            if let Some(owner) = owner.and_then(|w| w.party.or(w.member))
                && owner != mention.member
            {
                self.cast.members[mention.member].party = Some(owner);
            }
        }
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
        for word in self.tree(at).coordinated(at.word) {
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
        if let Some(us) = self.our_side(at).or_else(|| self.own_country(at)) {
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

    /// "The two are expected to meet": the two people of the sentence before.
    fn the_two(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_two = node.upos == "NUM" && node.form == "two"
            || matches!(node.lemma.as_str(), "pair" | "duo");
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let is_whole = tree.child(at.word, "nmod").is_none() && node.is("nsubj");
        let before = at
            .sentence
            .checked_sub(1)
            .filter(|_| is_two && is_definite && is_whole)?;
        let mut people: Vec<Who> = Vec::new();
        for m in self.cast.mentions_in(before) {
            let is_person = self.cast.members[m.member].nature == Nature::Person;
            let who = self.member_who(m.member, node.span);
            if is_person && people.iter().all(|w| w.name != who.name) {
                people.push(who);
            }
        }
        (people.len() == 2).then_some(people)
    }

    /// "invited the five to a meeting": as many parties as the text is most about.
    fn the_several(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let count = match node.form.as_str() {
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            _ => return None,
        };
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        if !is_definite || node.upos != "NUM" || tree.child(at.word, "nmod").is_some() {
            return None;
        }
        Some(self.main_parties(at, count)).filter(|all| all.len() == count)
    }

    /// "his country", "her government": whom he or she acts for.
    fn own_country(&self, at: At) -> Option<Who> {
        const OWN: &[&str] = &[
            "country",
            "nation",
            "government",
            "delegation",
            "side",
            "people",
            "administration",
        ];
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        if !OWN.contains(&node.lemma.as_str()) {
            return None;
        }
        let own = tree.children_by(at.word, "nmod").find(|&c| {
            tree.nodes[c].rel == "nmod:poss"
                && matches!(
                    tree.nodes[c].form.to_lowercase().as_str(),
                    "his" | "her" | "my"
                )
        })?;
        let who = self.pronoun(At { word: own, ..at })?;
        Some(self.member_who(who.party?, node.span))
    }

    /// "our side" in a readout: its issuer.
    fn our_side(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let is_ours = tree
            .children(at.word)
            .iter()
            .any(|&c| tree.nodes[c].form.eq_ignore_ascii_case("our"));
        let is_side = self.lexicon.is(&tree.nodes[at.word].lemma, "side");
        self.issuer(at.sentence).filter(|_| is_ours && is_side)
    }

    /// "the energy ministers of the two countries", "negotiators from both sides": both sides.
    fn officers_of_both(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        self.gazetteer
            .sector(&tree.nodes[at.word].lemma)
            .filter(|s| s.for_party)?;
        tree.children_by(at.word, "nmod")
            .find_map(|c| self.pair(At { word: c, ..at }))
    }

    /// "ministers from Egypt, Ethiopia and Sudan", "US and Chinese officials": each of the parties
    /// that send them.
    fn officers_of_several(&self, at: At) -> Vec<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let sector = self.gazetteer.sector(&node.lemma);
        if node.xpos != "NNS" || !sector.is_some_and(|s| s.for_party) {
            return Vec::new();
        }
        let mut all: Vec<Who> = Vec::new();
        let before = tree.children(at.word).iter().copied().filter(|&c| {
            let is_attribute = tree.nodes[c].is("compound") || tree.nodes[c].is("amod");
            is_attribute && tree.coordinated(c).len() > 1
        });
        let from = tree
            .children_by(at.word, "nmod")
            .filter(|&c| matches!(tree.preposition(c).as_deref(), Some("from" | "of")))
            .chain(before);
        for word in from.flat_map(|c| tree.coordinated(c)) {
            let Some(mention) = self.cast.at(at.sentence, word) else {
                continue;
            };
            let who = self.member_who(mention.member, tree.span_of(mention.low, mention.high));
            if who.party.is_some() && !all.iter().any(|w| w.name == who.name) {
                all.push(who);
            }
        }
        if matches!(node.lemma.as_str(), "leader" | "president") {
            let leader = |w: Who| self.leader_of(&w).unwrap_or(w);
            all = all.into_iter().map(leader).collect();
        }
        all
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

    /// "spokeswoman Elin Marsk", "Brazil's chief negotiator, Renato Quadros": the person named in
    /// apposition to a role noun.
    fn person_beside(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        if !tree.nodes[at.word].is_nominal() {
            return None;
        }
        let is_apposed = |m: &Mention| {
            (m.low..m.high).any(|i| {
                let node = &tree.nodes[i];
                // "the spokesman, Mr. Ahmadpour": the name may hang on its title
                let host = node.head.map(|h| (h, &tree.nodes[h]));
                let by_title = host.is_some_and(|(h, title)| {
                    h > at.word
                        && h + 1 == m.low
                        && title.head == Some(at.word)
                        && title.is("appos")
                });
                (node.head == Some(at.word) || by_title)
                    && (node.is("appos") || node.is("flat") || node.rel == "nmod:desc")
            })
        };
        // "its chief executive, Paul Greave": right behind the role, whatever the parser made of it.
        let is_role = self
            .gazetteer
            .sector(&tree.nodes[at.word].lemma)
            .is_some_and(|s| s.is_role);
        let follows = |m: &Mention| {
            let gap = m.low.wrapping_sub(at.word + 1);
            is_role && (gap == 0 || (gap == 1 && tree.nodes[at.word + 1].lemma == ","))
        };
        let beside = self.cast.mentions_in(at.sentence).iter().find(|m| {
            self.cast.members[m.member].nature == Nature::Person && (is_apposed(m) || follows(m))
        })?;
        Some(self.member_who(beside.member, tree.span_of(beside.low, beside.high)))
    }

    /// "the South American bloc Mercosur", "the brokers Moldau": the name right behind a common
    /// noun for a body.
    fn body_beside(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        // "the Greek owner, Thalassa Lines, says"
        let apposed = self.cast.at(at.sentence, at.word + 2).filter(|m| {
            let is_org = matches!(
                self.cast.members[m.member].nature,
                Nature::Party(PartyKind::Org | PartyKind::Group)
            );
            let hangs = |i: usize| tree.nodes[i].is("appos") && tree.nodes[i].head == Some(at.word);
            is_org && tree.nodes[at.word + 1].lemma == "," && (m.low..m.high).any(hangs)
        });
        if let Some(m) = apposed {
            return Some(self.member_who(m.member, tree.span_of(m.low, m.high)));
        }
        self.gazetteer
            .sector(&tree.nodes[at.word].lemma)
            .filter(|s| !s.is_role)?;
        let mention = self.cast.at(at.sentence, at.word + 1)?;
        let member = &self.cast.members[mention.member];
        let is_body = matches!(member.nature, Nature::Party(_) | Nature::Unknown);
        (is_body && mention.low == at.word + 1 && mention.kind == NameKind::Name)
            .then(|| self.member_who(mention.member, tree.span_of(mention.low, mention.high)))
    }

    fn pronouns(&self, at: At) -> Vec<Who> {
        let form = self.tree(at).nodes[at.word].form.to_lowercase();
        if matches!(form.as_str(), "both" | "each" | "all") {
            return self.principals(at);
        }
        if matches!(form.as_str(), "which" | "who" | "whom" | "whose") {
            return self.antecedent(at);
        }
        if matches!(form.as_str(), "they" | "them" | "their") {
            let several = self.several_before(at);
            if several.len() > 1 {
                return several;
            }
        }
        self.pronoun(at).into_iter().collect()
    }

    /// "The ministers met. They agreed …": those who are together the subject of the sentence
    /// before, or of the clause before in the same one.
    fn several_before(&self, at: At) -> Vec<Who> {
        let is_theirs = self.tree(at).nodes[at.word]
            .form
            .eq_ignore_ascii_case("their");
        let subject = |sentence: usize, end: usize| {
            let tree = &self.trees[sentence];
            let nodes = &tree.nodes;
            // "Chile and Peru said the union rejected their offer": not the union's.
            let is_several =
                |w: usize| nodes[w].xpos.ends_with('S') || tree.coordinated(w).len() > 1;
            let is_subject = |w: &usize| {
                let node = &nodes[*w];
                node.is("nsubj") && node.upos != "PRON" && (!is_theirs || is_several(*w))
            };
            (0..end)
                .rev()
                .find(is_subject)
                .map(|word| At { sentence, word })
        };
        let opens = self.tree(at).nodes[at.word].form == "They";
        let here = subject(at.sentence, at.word);
        let before = || {
            let sentence = at.sentence.checked_sub(1)?;
            let is_near = self.trees[sentence].paragraph == self.trees[at.sentence].paragraph;
            let tree = self.trees.get(sentence).filter(|_| is_near || opens)?;
            let root = tree.nodes.iter().position(|n| n.head.is_none())?;
            let word = tree.child(root, "nsubj")?;
            Some(At { sentence, word })
        };
        let Some(subject) = here.or_else(before) else {
            return Vec::new();
        };
        let node = &self.tree(subject).nodes[subject.word];
        let is_plural =
            node.xpos.ends_with('S') || self.tree(subject).coordinated(subject.word).len() > 1;
        if !is_plural || node.upos == "PRON" {
            return Vec::new();
        }
        let span = self.tree(at).nodes[at.word].span;
        let all = self.who(subject).into_iter();
        all.filter(|w| w.party.is_some())
            .map(|w| Who { span, ..w })
            .collect()
    }

    /// Whom a relative pronoun stands for: the noun its clause hangs on.
    fn antecedent(&self, at: At) -> Vec<Who> {
        let tree = self.tree(at);
        let clause = tree.ancestor(at.word, |t, n| t.nodes[n].rel == "acl:relcl");
        let noun = clause.and_then(|c| tree.nodes[c].head);
        match noun.filter(|&n| n < at.word) {
            Some(word) => self.who_alone(At { word, ..at }),
            None => Vec::new(),
        }
    }

    /// Whom a personal or possessive pronoun stands for.
    fn pronoun(&self, at: At) -> Option<Who> {
        let form = self.tree(at).nodes[at.word].form.to_lowercase();
        let gender = match form.as_str() {
            "he" | "him" | "his" => Some('m'),
            "she" | "her" | "hers" => Some('f'),
            "it" | "its" | "they" | "them" | "their" => None,
            "we" | "our" | "us" => return self.issuer(at.sentence),
            _ => return None,
        };
        if let Some(speaker) = self.own_speaker(at, gender) {
            return Some(speaker);
        }
        if let Some(who) = self.linked(at, gender) {
            return Some(who);
        }
        let mention = self
            .cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= 4)
            .filter(|m| self.fits_pronoun(m, gender))
            .max_by_key(|m| (self.salience(m, at), m.sentence, m.low));
        if let Some(gender) = gender
            && let Some(who) = self.unnamed(at, gender, mention.map(|m| (m.sentence, m.low)))
        {
            return Some(who);
        }
        let mention = mention?;
        let span = self.tree(at).nodes[at.word].span;
        Some(self.member_who(mention.member, span))
    }

    /// Whom the model takes a pronoun for, if the chain of words that stand for the same leads to a name.
    fn linked(&self, at: At, gender: Option<char>) -> Option<Who> {
        let span = self.tree(at).nodes[at.word].span;
        let mut link = self.links.get(&span.start)?;
        for _ in 0..LONGEST_CHAIN {
            if link.share < LINKED {
                return None;
            }
            let to = self.word_at(link.to)?;
            let mention = self.cast.at(to.sentence, to.word);
            if let Some(mention) = mention.filter(|m| self.fits_pronoun(m, gender)) {
                return Some(self.member_who(mention.member, span));
            }
            link = self.links.get(&link.to)?;
        }
        None
    }

    /// "A banker tells another story. …, he says", "The minister …. He …": somebody named by a role
    /// only who was brought in after `since` in the same paragraph, as the subject of a sentence.
    fn unnamed(&self, at: At, gender: char, since: Option<(usize, usize)>) -> Option<Who> {
        let paragraph = self.tree(at).paragraph;
        let near = |s: &usize| self.trees[*s].paragraph == paragraph && at.sentence - *s <= 3;
        let (sentence, word) = (0..=at.sentence).rev().take_while(near).find_map(|s| {
            let tree = &self.trees[s];
            let fits = |&w: &usize| {
                let node = &tree.nodes[w];
                let is_new = tree
                    .children_by(w, "det")
                    .any(|d| matches!(tree.nodes[d].lemma.as_str(), "a" | "an" | "one" | "the"))
                    && node.xpos != "NNS";
                let is_person = self
                    .gazetteer
                    .sector(&node.lemma)
                    .is_some_and(|sector| sector.is_role);
                // Somebody whose phrase goes on behind the pronoun would be described by it, without end.
                let is_before = s < at.sentence || tree.extent(w).1 <= at.word;
                node.is("nsubj") && node.upos == "NOUN" && is_new && is_person && is_before
            };
            let end = if s == at.sentence {
                at.word
            } else {
                tree.nodes.len()
            };
            (0..end).rev().find(fits).map(|w| (s, w))
        })?;
        if since.is_some_and(|since| since > (sentence, word)) {
            return None;
        }
        let here = At { sentence, word };
        if self.cast.at(sentence, word).is_some() || self.person_beside(here).is_some() {
            return None;
        }
        let span = self.tree(at).nodes[at.word].span;
        let who = self.described(here)?;
        let own = who.member.and_then(|m| self.cast.members[m].gender);
        own.is_none_or(|g| g == 'u' || g == gender)
            .then_some(Who { span, ..who })
    }

    /// "Norway said it would stay away": the subject of what somebody says is mostly whoever says
    /// it.
    fn own_speaker(&self, at: At, gender: Option<char>) -> Option<Who> {
        let tree = self.tree(at);
        if !tree.nodes[at.word].is("nsubj") {
            return None;
        }
        let says = |word: usize| self.lexicon.is(&tree.nodes[word].lemma, "say");
        let mut clause = tree.nodes[at.word].head?;
        for _ in 0..4 {
            let node = &tree.nodes[clause];
            let above = node.head?;
            if node.is("ccomp") && says(above) {
                clause = above;
                break;
            }
            let passes = node.is("conj") || node.is("xcomp") || node.is("advcl");
            if !passes {
                return None;
            }
            clause = above;
        }
        let agent = tree.child(clause, "nsubj").filter(|_| says(clause))?;
        if !tree.nodes[agent].is_nominal() {
            return None;
        }
        let who = self
            .who_alone(At { word: agent, ..at })
            .into_iter()
            .next()?;
        let span = tree.nodes[at.word].span;
        let is_person = who
            .member
            .is_some_and(|m| self.cast.members[m].nature == Nature::Person);
        match gender {
            Some(gender) => {
                let own = who.member.and_then(|m| self.cast.members[m].gender);
                let fits = own.is_none_or(|g| g == 'u' || g == gender);
                (fits && (is_person || who.member.is_none())).then_some(Who { span, ..who })
            }
            None => {
                let speaker = who.party.map_or(who.clone(), |p| self.member_who(p, span));
                Some(Who { span, ..speaker })
            }
        }
    }

    fn fits_pronoun(&self, mention: &Mention, gender: Option<char>) -> bool {
        let member = &self.cast.members[mention.member];
        match gender {
            Some(gender) => {
                member.nature == Nature::Person
                    && member.gender.is_none_or(|g| g == 'u' || g == gender)
            }
            None => {
                matches!(member.nature, Nature::Party(_) | Nature::Unknown)
                    && !mention.place
                    && !self.is_adjective(mention)
            }
        }
    }

    fn is_adjective(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        let are_adjectives = || (mention.low..mention.high).all(|i| tree.nodes[i].upos == "ADJ");
        // "the Norwegian Ingrid Sollund" is no act of Norway's.
        let is_nationality = || {
            self.cast
                .at(mention.sentence, mention.high)
                .is_some_and(|m| self.cast.members[m.member].nature == Nature::Person)
        };
        mention.kind == NameKind::Demonym && (are_adjectives() || is_nationality())
    }

    /// How much a mention stands in the foreground seen from `at`.
    fn salience(&self, mention: &Mention, at: At) -> i64 {
        let tree = &self.trees[mention.sentence];
        let distance = i64::try_from(at.sentence - mention.sentence).unwrap_or(9);
        let is_subject = self.is_acting(mention);
        let same_paragraph = i64::from(tree.paragraph == self.tree(at).paragraph);
        -3 * distance + 4 * i64::from(is_subject) + 2 * same_paragraph
    }

    /// Whether a name is the subject or agent of a clause; in apposition or before a role noun it
    /// counts as its phrase does.
    fn is_acting(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        (mention.low..mention.high).any(|i| {
            let mut word = i;
            for _ in 0..4 {
                let node = &tree.nodes[word];
                if node.is("nsubj") || node.is("obl:agent") {
                    return true;
                }
                let passes = [
                    "appos",
                    "flat",
                    "compound",
                    "conj",
                    "nmod:poss",
                    "nmod:desc",
                ];
                match node.head {
                    Some(head) if passes.iter().any(|r| node.is(r)) => word = head,
                    _ => return false,
                }
            }
            false
        })
    }

    /// Whether a phrase stands for the two sides as such, or for their officers.
    pub fn is_both_sides(&self, at: At) -> bool {
        let is_leader = matches!(
            self.tree(at).nodes[at.word].lemma.as_str(),
            "leader" | "president"
        );
        let node = &self.tree(at).nodes[at.word];
        let named = self.cast.at(at.sentence, at.word).is_some() || !node.is_nominal();
        !named && !is_leader && (self.pair(at).is_some() || self.officers_of_both(at).is_some())
    }

    /// "both sides", "the two leaders", "all parties".
    fn pair(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        // "the leaders of Chile": not those of the two sides.
        let is_named = |c: usize| {
            let is_of = matches!(tree.preposition(c).as_deref(), Some("of" | "from"));
            is_of && self.cast.at(at.sentence, c).is_some()
        };
        let is_owned = tree.children_by(at.word, "nmod").any(is_named);
        if !self.lexicon.is(&node.lemma, "side") || is_owned {
            return None;
        }
        let count = tree.children(at.word).iter().find_map(|&c| {
            Some(match tree.nodes[c].form.to_lowercase().as_str() {
                "both" | "two" | "all" => 2,
                "three" => 3,
                "four" => 4,
                "five" => 5,
                _ => return None,
            })
        });
        // "the three ditch companies", "the three European countries" are one side.
        let is_kind = !matches!(
            node.lemma.as_str(),
            "side"
                | "party"
                | "delegation"
                | "minister"
                | "leader"
                | "president"
                | "negotiator"
                | "team"
        ) && tree.children(at.word).iter().any(|&c| {
            let child = &tree.nodes[c];
            let word = child.lemma.as_str();
            child.is("compound")
                || child.is("amod")
                    && !matches!(
                        word,
                        "warring"
                            | "rival"
                            | "neighbouring"
                            | "neighboring"
                            | "negotiating"
                            | "same"
                            | "opposing"
                    )
        });
        if is_kind {
            return None;
        }
        let is_plural = node.xpos == "NNS" || node.xpos == "NNPS";
        let is_bare_side = matches!(
            node.lemma.as_str(),
            "side" | "delegation" | "leader" | "minister" | "president"
        ) && is_plural
            && tree.child(at.word, "det").is_some();
        if !(count.is_some() && is_plural || is_bare_side) {
            return None;
        }
        let mut pair = self.main_parties(at, count.unwrap_or(2));
        if matches!(node.lemma.as_str(), "leader" | "president") {
            let leader = |w: Who| self.leader_of(&w).unwrap_or(w);
            pair = pair.into_iter().map(leader).collect();
        }
        let span = tree.phrase(at.word);
        for who in &mut pair {
            who.span = span;
        }
        (!pair.is_empty()).then_some(pair)
    }

    /// The head of state or government of a party, if the article names one.
    fn leader_of(&self, party: &Who) -> Option<Who> {
        let leads = |role: &str| {
            let role = role.to_lowercase();
            if role.contains("deputy") || role.contains("vice") {
                return false;
            }
            [
                "president",
                "prime minister",
                "chancellor",
                "premier",
                "leader",
                "king",
                "monarch",
            ]
            .iter()
            .any(|office| role.contains(office))
        };
        let member = (0..self.cast.members.len()).find(|&m| {
            let member = &self.cast.members[m];
            member.nature == Nature::Person
                && member.role.as_deref().is_some_and(leads)
                && self.cast.principal(m).is_some()
                && self.cast.principal(m) == party.party
        })?;
        Some(self.member_who(member, party.span))
    }

    /// The two parties a text is most about at `at`: those named most, above all as acting and
    /// shortly before; one or none if the article names no more.
    pub fn principals(&self, at: At) -> Vec<Who> {
        self.main_parties(at, 2)
    }

    /// The two parties a text is most about at `at`, without some.
    pub fn main_parties_but(&self, at: At, is_out: &dyn Fn(&Who) -> bool) -> Vec<Who> {
        let two = self.principals(at);
        if !two.iter().any(is_out) {
            return two;
        }
        let mut all = self.main_parties(at, 4);
        all.retain(|w| !is_out(w));
        all.truncate(2);
        all
    }

    /// The sentence behind the lead: titles, dates and lines of a word or two are none of it.
    fn lead_end(&self) -> usize {
        let told = self.trees.iter().enumerate();
        let mut told = told.filter(|(_, t)| t.nodes.len() >= LEAD_WORDS);
        told.nth(LEAD - 1)
            .map_or(LEAD, |(sentence, _)| sentence + 1)
    }

    /// The `count` parties a text is most about at `at`.
    fn main_parties(&self, at: At, count: usize) -> Vec<Who> {
        let mut weight: Vec<(MemberId, f64)> = Vec::new();
        let around = (
            at.sentence.saturating_sub(FOREGROUND),
            at.sentence + FOREGROUND,
        );
        let lead = self.lead_end();
        for mention in self.cast.mentions_from(around.0, around.1) {
            let is_lead = mention.sentence < lead;
            if mention.place || !is_lead && self.is_adjective(mention) {
                continue;
            }
            let Some(party) = self.cast.principal(mention.member) else {
                continue;
            };
            let nature = self.cast.members[party].nature;
            if nature == Nature::Media || nature == Nature::Person {
                continue;
            }
            let distance = at.sentence.abs_diff(mention.sentence);
            let before = (mention.sentence, mention.low) < (at.sentence, at.word);
            let near = if before {
                1.0 / (1.0 + distance as f64 / 4.0)
            } else {
                0.1
            };
            // Whom the first lines name, in whatever form, the whole text is about.
            let near = if is_lead { near.max(0.7) } else { near };
            let known = if nature == Nature::Unknown { 0.4 } else { 1.0 };
            let is_acting = self.is_acting(mention);
            let acting = if is_acting || is_lead { 1.0 } else { 0.3 };
            if nature == Nature::Unknown && !is_acting {
                continue; // places and things have names too
            }
            // Those who bring the parties together are named often, too.
            let is_between =
                self.cast.members[party].sector == "IGO" || self.go_betweens.contains(&party);
            let between = if is_between { 0.4 } else { 1.0 };
            let sum = near * known * acting * between;
            match weight.iter_mut().find(|(p, _)| *p == party) {
                Some((_, w)) => *w += sum,
                None => weight.push((party, sum)),
            }
        }
        weight.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // "the two capitals", "both presidents": those of states, if there are as many.
        let is_state = |m: MemberId| self.cast.members[m].nature == Nature::Party(PartyKind::State);
        let states = weight.iter().filter(|(m, _)| is_state(*m)).count();
        if OF_STATES.contains(&self.tree(at).nodes[at.word].lemma.as_str()) && states >= count {
            weight.retain(|(m, _)| is_state(*m));
        }
        let span = self.tree(at).nodes[at.word].span;
        let mut pair: Vec<MemberId> = weight.iter().take(count).map(|(m, _)| *m).collect();
        pair.sort_unstable();
        pair.into_iter().map(|m| self.member_who(m, span)).collect()
    }

    /// A phrase without a name of its own: "the Moldovan government", "an EU diplomat", "the
    /// bishop", "farm unions".
    fn described(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let Some(sector) = self.gazetteer.sector(&node.lemma.to_lowercase()) else {
            return self.seen_group(at);
        };
        let owner = self.affiliation(at);
        let span = tree.phrase(at.word);
        if !sector.is_role {
            if let Some(owner) = owner.clone().filter(|_| sector.for_party) {
                return Some(Who { span, ..owner });
            }
            if let Some(known) = self.category(at).or_else(|| self.organ(at)) {
                return Some(Who { span, ..known });
            }
        } else if let Some(person) = self.role_holder(at, owner.as_ref()) {
            return Some(Who { span, ..person });
        }
        if owner.is_none()
            && let Some(issuer) = self.own_officer(at)
        {
            return Some(Who { span, ..issuer });
        }
        Some(Who {
            member: None,
            name: self.bare_name(at),
            party: owner.filter(|_| sector.for_party).and_then(|o| o.party),
            span,
        })
    }

    /// "the millers", "the Fund's engineers": who acts by the model, though the files do not know the noun for people. They act for
    /// the body whose they are.
    fn seen_group(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        if node.upos != "NOUN" || node.share_as("group") < SEEN_GROUP {
            return None;
        }
        let owners = tree.children_by(at.word, "nmod").filter(|&c| {
            tree.nodes[c].rel == "nmod:poss" || tree.preposition(c).as_deref() == Some("of")
        });
        let mut owners = owners.filter_map(|c| self.cast.at(at.sentence, c));
        let owner = owners.find_map(|m| self.cast.principal(m.member));
        let is_body =
            |&m: &MemberId| self.cast.members[m].nature != Nature::Party(PartyKind::State);
        Some(Who {
            member: None,
            name: self.bare_name(at),
            party: owner.filter(is_body),
            span: tree.phrase(at.word),
        })
    }

    /// "The Minister" of a readout in which nobody has that role by name: its issuer.
    fn own_officer(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let lemma = tree.nodes[at.word].lemma.to_lowercase();
        let is_officer = matches!(
            lemma.as_str(),
            "minister" | "president" | "secretary" | "chancellor" | "ambassador" | "spokesperson"
        );
        self.issuer(at.sentence)
            .filter(|_| is_definite && is_officer)
    }

    /// The phrase without determiner and relative clause.
    fn bare_name(&self, at: At) -> String {
        let tree = self.tree(at);
        // "a person briefed on the talks": without the participle it would be anybody.
        let is_anybody = matches!(
            tree.nodes[at.word].lemma.as_str(),
            "person" | "people" | "source" | "somebody" | "someone" | "those"
        );
        let is_participle = |c: usize| {
            let node = &tree.nodes[c];
            node.rel == "acl" && node.xpos == "VBN" && tree.child(c, "ccomp").is_none()
        };
        let skip = |c: usize| {
            let node = &tree.nodes[c];
            node.head == Some(at.word)
                && (node.is("det")
                    || node.is("case")
                    || node.is("acl") && !(is_anybody && is_participle(c))
                    || node.is("appos")
                    || node.is("cc")
                    || node.is("conj")
                    || node.is("punct")
                    || node.is("cop")
                    || node.is("nsubj")
                    || node.lemma == "own"
                    || node.is("nmod:poss") && tree.nodes[c].upos == "PRON")
        };
        let (low, high) = tree.extent_without(at.word, &skip);
        // What stands before a comma or quotation mark is not part of a name.
        let low = (low..at.word)
            .rev()
            .find(|&i| tree.nodes[i].upos == "PUNCT" && tree.nodes[i].form != "-")
            .map_or(low, |i| i + 1);
        let high = (at.word + 1..high)
            .find(|&i| tree.nodes[i].lemma == ",")
            .unwrap_or(high);
        let (low, high) = tree.trim(low, high);
        // "the dockers' union": the parser hangs the article on the dockers.
        let is_article = tree.nodes[low].upos == "DET" && low < at.word;
        join(tree, low + usize::from(is_article), high)
    }

    /// The party named inside a noun phrase as owner or attribute of its head.
    pub fn affiliation(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        // "her Chilean counterpart": whose counterpart it is says only whom it is not.
        let is_counterpart = tree.nodes[at.word].lemma == "counterpart";
        for &c in tree.children(at.word) {
            let node = &tree.nodes[c];
            let is_own = is_counterpart && node.rel == "nmod:poss";
            let links = node.is("nmod") && !is_own || node.is("amod") || node.is("compound");
            let preposition = tree.preposition(c);
            let is_of = preposition
                .as_deref()
                .is_none_or(|p| matches!(p, "of" | "for" | "from" | "at"))
                || preposition.as_deref() == Some("in") && self.is_capital_of_officials(at, c);
            if !links || !is_of {
                continue;
            }
            let here = At { word: c, ..at };
            if let Some(mention) = self.cast.at(at.sentence, c) {
                let member = &self.cast.members[mention.member];
                if matches!(
                    member.nature,
                    Nature::Party(_) | Nature::Unknown | Nature::Person
                ) {
                    let who =
                        self.member_who(mention.member, tree.span_of(mention.low, mention.high));
                    if who.party.is_some() {
                        return Some(who);
                    }
                }
            } else if node.upos == "PRON" {
                if let Some(who) = self.pronoun(here) {
                    return Some(who);
                }
            } else if let Some(who) = self.described_owner(here) {
                return Some(who);
            }
        }
        self.state_of_capital(at)
    }

    /// "In Ankara a ministry spokesman said": where an office of state acts says whose it is.
    fn state_of_capital(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let verb = node.head.filter(|_| node.is("nsubj"))?;
        let is_of_state = matches!(
            node.lemma.as_str(),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "ministry"
                | "presidency"
                | "government"
                | "cabinet"
                | "parliament"
                | "official"
                | "minister"
        );
        let place = tree
            .children_by(verb, "obl")
            .filter(|&c| c < at.word && tree.preposition(c).as_deref() == Some("in"))
            .find_map(|c| self.cast.at(at.sentence, c))?;
        (is_of_state && place.kind == NameKind::Capital)
            .then(|| self.member_who(place.member, tree.span_of(place.low, place.high)))
    }

    /// "officials in Ottawa": where officials are says whose they are.
    fn is_capital_of_officials(&self, at: At, place: usize) -> bool {
        let is_official = matches!(
            self.tree(at).nodes[at.word].lemma.as_str(),
            "official"
                | "diplomat"
                | "minister"
                | "leader"
                | "government"
                | "spokesman"
                | "spokeswoman"
                | "negotiator"
                | "lawmaker"
                | "authority"
        );
        let mention = self.cast.at(at.sentence, place);
        is_official && mention.is_some_and(|m| m.kind == NameKind::Capital)
    }

    fn described_owner(&self, at: At) -> Option<Who> {
        let node = &self.tree(at).nodes[at.word];
        let sector = self.gazetteer.sector(&node.lemma)?;
        if sector.is_role {
            // "the Armenian prime minister's office"
            return self.affiliation(at);
        }
        self.affiliation(at).or_else(|| self.category(at))
    }

    /// "the bishop", "the minister": the person last introduced with that role, within `owner`
    /// where one is named.
    fn role_holder(&self, at: At, owner: Option<&Who>) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_definite = tree.children(at.word).iter().any(|&c| {
            let n = &tree.nodes[c];
            n.is("det") && n.lemma == "the" || n.is("nmod:poss")
        });
        if !is_definite || node.xpos == "NNS" {
            return None;
        }
        let lemma = node.lemma.to_lowercase();
        // "the Foreign Minister" is not the Deputy Prime Minister.
        let qualities: Vec<String> = tree
            .children(at.word)
            .iter()
            .filter(|&&c| tree.nodes[c].is("amod") || tree.nodes[c].is("compound"))
            .filter(|&&c| self.cast.at(at.sentence, c).is_none())
            .map(|&c| tree.nodes[c].lemma.to_lowercase())
            .collect();
        // "the diplomat", "the official" call up whoever was named just before.
        let is_generic = qualities.is_empty()
            && matches!(
                lemma.as_str(),
                "diplomat" | "official" | "politician" | "functionary" | "veteran" | "executive"
            );
        // In a readout "the minister" is the issuer's own.
        let own = owner.cloned().or_else(|| self.issuer(at.sentence));
        let owner = own.as_ref();
        self.cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .find(|m| {
                let member = &self.cast.members[m.member];
                let role = member.role.as_deref();
                let near = is_generic && at.sentence - m.sentence <= 3;
                let has_role =
                    role.is_some_and(|r| holds(r, &lemma, &qualities)) || near && role.is_some();
                let fits_owner = owner.is_none_or(|o| {
                    member.party.is_some() && o.party == self.cast.principal(m.member)
                });
                member.nature == Nature::Person && has_role && fits_owner
            })
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
    }

    /// "the ministry": the state whose ministry was named last.
    fn organ(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let is_organ = matches!(
            node.lemma.as_str(),
            "ministry" | "department" | "parliament" | "army" | "navy" | "presidency" | "embassy"
        );
        if !is_definite || !is_organ || tree.child(at.word, "compound").is_some() {
            return None;
        }
        let before = self.cast.mentions_before(at.sentence, at.word).iter().rev();
        let named_so = |m: &&Mention| {
            let last = &self.trees[m.sentence].nodes[m.high - 1];
            last.form.eq_ignore_ascii_case(&node.lemma)
        };
        before
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .find(named_so)
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
    }

    /// "the union", "the company", "the movement": the body last named that is one.
    fn category(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let class = ["union", "company", "movement", "bloc"]
            .into_iter()
            .find(|class| self.lexicon.is(&node.lemma, &format!("body-{class}")))?;
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let is_other = tree
            .children(at.word)
            .iter()
            .any(|&c| tree.nodes[c].is("compound") || tree.nodes[c].is("amod"));
        // "Union rejects offer": headlines go without an article.
        let is_headline = at.sentence == 0 && !tree.is_sentence();
        let is_theirs = tree
            .children_by(at.word, "nmod")
            .any(|c| tree.nodes[c].rel == "nmod:poss" && tree.nodes[c].upos == "PRON");
        let is_given = is_definite || is_headline || is_theirs;
        if !is_given || is_other || node.xpos == "NNS" {
            return None;
        }
        let candidates = self
            .cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .filter(|m| !m.place);
        let fits = |m: &&Mention| {
            let member = &self.cast.members[m.member];
            let is_body = matches!(
                member.nature,
                Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
            );
            is_body && body_class(member, self) == class
        };
        // "the union" is the one with that word in its name, if there is one.
        let is_named_so = |m: &&Mention| {
            let name = self.cast.members[m.member].name.to_lowercase();
            name.split_whitespace().any(|w| w == node.lemma)
        };
        let mut known: Vec<&Mention> = candidates.filter(fits).collect();
        if known.is_empty() {
            // What the lead calls by its kind the text then names.
            let all = self
                .cast
                .mentions
                .iter()
                .filter(|m| m.sentence >= at.sentence);
            let soon = all.take_while(|m| m.sentence - at.sentence <= REMEMBERED);
            known.extend(soon.filter(|m| !m.place).filter(fits).take(1));
        }
        known
            .iter()
            .copied()
            .find(is_named_so)
            .or_else(|| known.first().copied())
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
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

/// Whether a role is that of a `noun` with these qualities: "the minister" and "the foreign
/// minister" may be the "foreign minister of Chile", but "the foreign minister" is no "prime
/// minister".
fn holds(role: &str, noun: &str, qualities: &[String]) -> bool {
    let role = role.to_lowercase();
    let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).collect();
    let Some(place) = words.iter().position(|w| *w == noun) else {
        return false;
    };
    if qualities.is_empty() || qualities.iter().all(|q| words.contains(&q.as_str())) {
        return true;
    }
    let before = place.checked_sub(1).map_or("", |i| words[i]);
    matches!(
        before,
        "" | "the" | "a" | "s" | "its" | "their" | "his" | "her" | "and"
    )
}

/// A mention by a common noun.
fn description(at: At, low: usize, member: MemberId) -> Mention {
    Mention {
        sentence: at.sentence,
        low,
        high: at.word + 1,
        member,
        kind: NameKind::Name,
        place: false,
    }
}

/// What common noun a body would be called by.
fn body_class(member: &crate::cast::Member, article: &Article<'_>) -> &'static str {
    let name = member.name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let has = |class: &str| words.iter().any(|w| article.lexicon.is(w, class));
    match member.sector.as_str() {
        "UNION" => return "union",
        "REB" => return "movement",
        "BUS" => return "company",
        "IGO" => return "bloc",
        "GOV" | "PARTY" | "LEG" | "MIL" | "NGO" | "COURT" | "POLICE" => return "office",
        _ => {}
    }
    if has("union-name") {
        "union"
    } else if has("movement-name") {
        "movement"
    } else {
        "company"
    }
}

/// A heading in capitals that names a party makes the paragraphs below it that party's text.
fn issuers(trees: &[Tree], cast: &Cast) -> Vec<Option<MemberId>> {
    let paragraphs = trees.iter().map(|t| t.paragraph + 1).max().unwrap_or(0);
    let mut issuers = vec![None; paragraphs];
    let mut current = None;
    for (sentence, tree) in trees.iter().enumerate() {
        if is_readout_title(sentence, tree) {
            let named = cast.mentions_in(sentence).first();
            current = named.and_then(|m| cast.principal(m.member));
        } else if tree.is_heading() {
            current = heading_party(sentence, tree, cast);
        } else if tree.is_title_line() {
            let opens_notes = matches!(
                tree.nodes[0].lemma.as_str(),
                "note" | "background" | "editor"
            );
            let next = heading_party(sentence, tree, cast);
            current = if opens_notes { None } else { next.or(current) };
        }
        if let Some(slot) = issuers.get_mut(tree.paragraph) {
            *slot = current;
        }
    }
    issuers
}

/// "Readout of Foreign Minister Haugen's call with …": the words of whoever is named first.
fn is_readout_title(sentence: usize, tree: &Tree) -> bool {
    let opening = tree.nodes.iter().take(3);
    let is_readout = |n: &Node| matches!(n.lemma.to_lowercase().as_str(), "readout" | "read-out");
    sentence == 0 && !tree.is_sentence() && opening.into_iter().any(is_readout)
}

fn heading_party(sentence: usize, tree: &Tree, cast: &Cast) -> Option<MemberId> {
    let is_office = tree.nodes.iter().any(|n| {
        matches!(
            n.form.to_lowercase().as_str(),
            "ministry"
                | "office"
                | "government"
                | "department"
                | "presidency"
                | "secretariat"
                | "spokesperson"
                | "embassy"
                | "house"
        )
    });
    if !is_office {
        return None;
    }
    let named = |sentence: usize| {
        let mut mentions = cast.mentions_in(sentence).iter();
        mentions.find_map(|m| cast.principal(m.member))
    };
    // "ALGIERS", and on the next line "Ministry of Foreign Affairs"
    named(sentence).or_else(|| named(sentence.checked_sub(1)?))
}

/// "tens of thousands of students", "a group of diplomats", "none of the sides": who is counted. Always a word further down.
fn counted(tree: &Tree, word: usize) -> Option<usize> {
    let is_count = matches!(
        tree.nodes[word].lemma.as_str(),
        "ten"
            | "tens"
            | "hundred"
            | "hundreds"
            | "thousand"
            | "thousands"
            | "dozen"
            | "dozens"
            | "score"
            | "scores"
            | "group"
            | "crowd"
            | "number"
            | "majority"
            | "handful"
            | "couple"
            | "any"
            | "none"
            | "each"
            | "neither"
            | "either"
            | "all"
            | "both"
    );
    let of = |&c: &usize| tree.preposition(c).as_deref() == Some("of") && c > word;
    tree.children_by(word, "nmod").find(of).filter(|_| is_count)
}
