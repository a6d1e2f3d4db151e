//! Sides without a name, and several named at once: "the shipowners", "both sides", "the three presidents".

use super::described::description;
use super::pronouns::REMEMBERED;
use super::{Article, At, Who};
use crate::cast::{Member, MemberId, Mention, Nature, join};
use crate::tree::{Node, Tree};
use demarche_evidence::PartyKind;
use std::collections::{BTreeMap, BTreeSet};

/// Nouns for what states have.
pub(super) const OF_STATES: &[&str] = &[
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

/// How sure the model must be that a noun stands for a side without a name.
pub(crate) const SEEN_GROUP: f32 = 0.6;

impl<'a> Article<'a> {
    /// "the guild" after "National Rail Guild": common nouns that stand for a body named before
    /// become mentions of it.
    pub(super) fn adopt_bodies(&mut self) {
        let mut found = Vec::new();
        for sentence in 0..self.trees.len() {
            for word in 0..self.trees[sentence].nodes.len() {
                let at = At { sentence, word };
                if let Some(member) = self.body_called(at) {
                    let preposition = self.tree(at).preposition(word);
                    // "a strike at the hospital"
                    let place =
                        preposition.is_some_and(|p| matches!(&*p, "at" | "outside" | "near"));
                    found.push(Mention {
                        place,
                        ..description(at, word, member)
                    });
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
        // "Ministers rejected the offer": those of the state whose government has been spoken of.
        if node.lemma == "minister" && tree.children(at.word).is_empty() {
            let mut governing = ["minister", "government", "cabinet", "coalition"].into_iter();
            return governing
                .find_map(|organ| self.institution_called(at, organ))
                .or_else(|| self.cast.home())
                .or_else(|| self.only_state());
        }
        if let Some(state) = self.host_or_guest(at) {
            return Some(state);
        }
        let sector = self.gazetteer.sector(&node.lemma);
        let is_plural = node.xpos == "NNS";
        // "the front" is no kind of body to the files, but the last word of "Northern Patriotic Front".
        let is_role = match sector {
            Some(sector) => sector.is_role,
            None => !self.names_kind(&node.lemma),
        };
        if is_role && !is_plural || self.lexicon.is(&node.lemma, "side") && is_plural {
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
            "government" | "cabinet" | "army" | "military" | "junta" | "parliament" | "presidency"
        ) || node.lemma == "authority" && is_plural
        {
            let own = self.own_army(at).or_else(|| self.institution(at));
            return own
                .or(self.cast.subject)
                .or_else(|| self.only_government(at))
                .or_else(|| self.only_state());
        }
        self.body_named_so(at)
            .or_else(|| self.only_rebels(at))
            .or_else(|| self.category(at)?.member)
            .or_else(|| self.institution(at).filter(|_| is_office(&node.lemma)))
    }

    /// Whether a noun is what bodies call themselves: the last word of the name of one that does something.
    fn names_kind(&self, noun: &str) -> bool {
        let is_named = |m: &Mention| {
            let member = &self.cast.members[m.member];
            let is_known = is_body(member) && member.nature != Nature::Unknown;
            is_known && head_of_name(&member.name) == noun && self.is_acting(m) && !m.place
        };
        let is_kind = self.lexicon.is(noun, "body-movement") || noun == "group";
        is_kind || self.cast.mentions.iter().any(is_named)
    }

    /// "the trust" after "Northmoor Hospital Trust": the body named last, else first behind, whose name says that it is one; none where
    /// two are named at once. Else the one that has the word anywhere in a name that says no kind.
    fn body_named_so(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let (form, are_many) = (node.form.to_lowercase(), node.xpos == "NNS");
        let names = |m: MemberId| {
            let member = &self.cast.members[m];
            std::iter::once(&member.name).chain(&member.aliases)
        };
        // The hospital that a caterer and its cooks work in is a place before it is a side.
        let is_head =
            |m: &&Mention| form != "hospital" && names(m.member).any(|n| head_of_name(n) == form);
        let is_part = |m: &&Mention| {
            // "the vice-chancellors" after "Council of Vice-Chancellors", but no "airline" after "Airline Pilots' Federation"
            let is_plain = |n: &&String| are_many || !self.says_kind(&head_of_name(n));
            let mut words = names(m.member)
                .filter(is_plain)
                .flat_map(|n| n.split([' ', '\'', '’']));
            words.any(|w| w.to_lowercase() == form) || self.is_kind_of(m.member, &node.lemma)
        };
        let before = self.cast.mentions_before(at.sentence, at.word);
        let behind = &self.cast.mentions[before.len()..];
        let are_bodies = |m: &&Mention| is_body(&self.cast.members[m.member]);
        let named = || {
            let near = |m: &&Mention| at.sentence - m.sentence <= REMEMBERED;
            before.iter().rev().filter(near).filter(are_bodies)
        };
        if let Some(last) = named().find(is_head) {
            let here = self.cast.mentions_in(last.sentence).iter();
            let mut others = here.filter(are_bodies).filter(is_head);
            let is_only = last.sentence == at.sentence || others.all(|m| m.member == last.member);
            return is_only.then_some(last.member);
        }
        named()
            .find(is_part)
            .or_else(|| behind.iter().filter(are_bodies).find(is_head))
            .map(|m| m.member)
    }

    /// Whether a noun says what kind of body somebody is.
    fn says_kind(&self, noun: &str) -> bool {
        const KINDS: [&str; 5] = [
            "body-union",
            "body-company",
            "body-movement",
            "body-bloc",
            "office-name",
        ];
        KINDS.iter().any(|kind| self.lexicon.is(noun, kind))
    }

    /// "Ethiopia and the Liberation Army … The authorities": of the only state that takes part in anything in the text.
    fn only_state(&self) -> Option<MemberId> {
        let named = self.cast.mentions.iter().filter(|m| !m.place);
        let is_state =
            |m: &MemberId| self.cast.members[*m].nature == Nature::Party(PartyKind::State);
        let parties = named.filter_map(|m| self.cast.principal(m.member));
        let all: BTreeSet<MemberId> = parties.filter(is_state).collect();
        all.first().copied().filter(|_| all.len() == 1)
    }

    /// "Azara's government said … The army": of the only government that the text names in full.
    fn only_government(&self, at: At) -> Option<MemberId> {
        let is_army = matches!(
            self.tree(at).nodes[at.word].lemma.as_str(),
            "army" | "military"
        );
        let governing = |sentence: usize| {
            let nodes = self.trees[sentence].nodes.iter().enumerate();
            let governs = |n: &Node| matches!(n.lemma.as_str(), "government" | "junta");
            let named = nodes.filter(move |(_, n)| governs(n) && n.upos == "NOUN");
            named.filter_map(move |(word, _)| self.affiliation(At { sentence, word })?.party)
        };
        let all: BTreeSet<MemberId> = (0..=at.sentence).flat_map(governing).collect();
        all.first().copied().filter(|_| is_army && all.len() == 1)
    }

    /// "The rebels are holding … talk to the ELN": the only armed group of the text, wherever it is named, or the only body of which
    /// nothing is known.
    fn only_rebels(&self, at: At) -> Option<MemberId> {
        let node = &self.tree(at).nodes[at.word];
        let is_rebels = matches!(
            node.lemma.as_str(),
            "rebel" | "insurgent" | "guerrilla" | "separatist" | "militant"
        );
        if !(is_rebels && node.xpos == "NNS" || node.lemma == "group" && node.xpos == "NN") {
            return None;
        }
        let only = |fits: &dyn Fn(&Member) -> bool| {
            let named = self.cast.mentions.iter().filter(|m| !m.place);
            let found = named.map(|m| m.member);
            let all: BTreeSet<MemberId> = found.filter(|&m| fits(&self.cast.members[m])).collect();
            (all.first().copied(), all.len())
        };
        match only(&|m| m.sector == "REB") {
            (None, _) if is_rebels => match only(&|m| is_body(m) && m.sector.is_empty()) {
                (found, 1) => found,
                _ => None,
            },
            (found, 1) => found,
            _ => None,
        }
    }

    /// "A Georgian delegation arrived in Ankara for talks … The hosts … The guests": of the two states of a visit the one whose place
    /// it is in, and the other one.
    fn host_or_guest(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_host = match node.lemma.as_str() {
            "host" => true,
            "guest" | "visitor" => false,
            _ => return None,
        };
        let is_definite = |c: &usize| tree.nodes[*c].lemma == "the" || tree.nodes[*c].is("punct");
        if node.xpos != "NNS" || !tree.children(at.word).iter().all(is_definite) {
            return None;
        }
        let before = self.cast.mentions_before(at.sentence, at.word);
        let state = |m: &Mention| {
            let party = self.cast.principal(m.member)?;
            let is_state = self.cast.members[party].nature == Nature::Party(PartyKind::State);
            is_state.then_some(party)
        };
        let named = before.iter().filter(|m| !m.place).filter_map(state);
        let two: BTreeSet<MemberId> = named.collect();
        let place = before.iter().rev().find(|m| m.place && state(m).is_some());
        let host = place
            .and_then(state)
            .filter(|h| two.contains(h) && two.len() == 2)?;
        two.into_iter().find(|&m| (m == host) == is_host)
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

    /// Whether a member is a union, by what is known of it or by its name.
    pub fn is_union(&self, member: MemberId) -> bool {
        body_class(&self.cast.members[member], self) == "union"
    }

    /// "the government" after "the government of Colombia": whose it was when last named in full.
    fn institution(&self, at: At) -> Option<MemberId> {
        self.institution_called(at, &self.tree(at).nodes[at.word].lemma)
    }

    /// Whose a body of this name was when last named in full.
    fn institution_called(&self, at: At, lemma: &str) -> Option<MemberId> {
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
    pub(super) fn adopt_groups(&mut self) {
        let mut groups: BTreeMap<String, Vec<At>> = BTreeMap::new();
        let mut found = Vec::new();
        for sentence in 0..self.trees.len() {
            for word in 0..self.trees[sentence].nodes.len() {
                let at = At { sentence, word };
                if let Some(member) = self.union_of_trade(at) {
                    found.push(description(at, at.word, member));
                } else if self.is_group_noun(at) {
                    let lemma = self.tree(at).nodes[word].lemma.clone();
                    groups.entry(lemma).or_default().push(at);
                }
            }
        }
        found.extend(self.members_of_unions(&mut groups));
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

    /// "the dockers' union", "nurses … their union": those who have joined a union are the union. Takes them out of `groups`, or
    /// into the group of the union that has no name, and gives their mentions as those of the union that has one.
    fn members_of_unions(&self, groups: &mut BTreeMap<String, Vec<At>>) -> Vec<Mention> {
        let workers: Vec<String> = groups.keys().cloned().collect();
        let mut found = Vec::new();
        for worker in workers {
            let is_plural = |at: &At| self.tree(*at).nodes[at.word].xpos == "NNS";
            let Some(union) = groups[&worker].iter().find_map(|at| self.union_of(*at)) else {
                continue;
            };
            let noun = self.tree(union).nodes[union.word].lemma.clone();
            if !groups[&worker].iter().all(is_plural) || noun == worker {
                continue;
            }
            let named = self.cast.mentions.iter().map(|m| m.member);
            let mut unions = named.filter(|&m| {
                let member = &self.cast.members[m];
                body_class(member, self) == "union"
                    && member.name.to_lowercase().contains(noun.as_str())
            });
            let places = groups.remove(&worker).unwrap_or_default();
            // "after their union, BDL, turned it down"
            let beside = || self.body_beside(union)?.member;
            if let Some(member) = unions.next().or_else(beside) {
                let mentions = places.iter();
                found.extend(mentions.map(|at| description(*at, self.group_low(*at), member)));
            } else {
                let all = groups.entry(noun).or_default();
                // Those whose union it is are named in its name.
                let is_member = |at: &At| self.tree(*at).nodes[at.word].head == Some(union.word);
                let is_named = |at: &&At| at.sentence == union.sentence && is_member(at);
                let named = places.iter().any(|at| is_named(&at));
                let own = named.then_some(union).filter(|at| !all.contains(at));
                let others = places.iter().filter(|at| !is_named(at));
                all.extend(others.copied().chain(own));
            }
        }
        found
    }

    /// The only union of the text that is called after the trade of those at `at`: the Royal Nursing Union of "nurses".
    fn union_of_trade(&self, at: At) -> Option<MemberId> {
        const STEM: usize = 4;
        let node = &self.tree(at).nodes[at.word];
        let trade = node.lemma.as_str();
        let is_trade = ["er", "or", "ist", "ian", "man"]
            .iter()
            .any(|end| trade.ends_with(end))
            || matches!(trade, "nurse" | "pilot" | "guard" | "cook" | "clerk");
        let is_plural = node.upos == "NOUN" && node.xpos == "NNS" && !node.is("compound");
        let stem = trade.get(..STEM).filter(|_| is_trade && is_plural)?;
        if self.cast.at(at.sentence, at.word).is_some() {
            return None;
        }
        let mut unions = (0..self.cast.members.len()).filter(|&m| {
            let member = &self.cast.members[m];
            let mut words = member.name.split(' ');
            let is_named = words.any(|w| w.to_lowercase().starts_with(stem));
            is_named && body_class(member, self) == "union"
        });
        unions.next().filter(|_| unions.next().is_none())
    }

    /// The noun for the union that those at `at` have: "the dockers' union", "nurses voted, their union said".
    fn union_of(&self, at: At) -> Option<At> {
        let tree = self.tree(at);
        let is_union = |i: usize| matches!(tree.nodes[i].lemma.as_str(), "union" | "guild");
        let owner = tree.nodes[at.word]
            .head
            .filter(|_| tree.nodes[at.word].rel == "nmod:poss");
        // "the miners' union Solid"
        let of_name = |h: usize| tree.children_by(h, "compound").find(|&c| is_union(c));
        let owned = owner.and_then(|h| if is_union(h) { Some(h) } else { of_name(h) });
        let theirs = || {
            let mut behind = at.word + 1..tree.nodes.len();
            behind.find(|&i| {
                let own = tree.child(i, "nmod:poss");
                is_union(i) && own.is_some_and(|o| tree.nodes[o].form == "their")
            })
        };
        let is_subject = tree.nodes[at.word].is("nsubj");
        let word = owned.or_else(|| theirs().filter(|_| is_subject))?;
        Some(At { word, ..at })
    }

    /// First word of a group's name: a compound before the noun belongs to it, and so do those whose union it is.
    fn group_low(&self, at: At) -> usize {
        let tree = self.tree(at);
        let is_part = |i: &usize| tree.nodes[*i].is("compound") && tree.nodes[*i].upos == "NOUN";
        let before = at.word.checked_sub(1).filter(is_part);
        let members = tree.child(at.word, "nmod:poss").filter(|&owner| {
            matches!(tree.nodes[at.word].lemma.as_str(), "union" | "guild")
                && tree.nodes[owner].xpos == "NNS"
                && owner + 2 == at.word
        });
        before.or(members).unwrap_or(at.word)
    }

    /// Whether a noun may name a group that negotiates for itself.
    fn is_group_noun(&self, at: At) -> bool {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        // "his country", "the two countries" are states that have names.
        let is_state = matches!(node.lemma.as_str(), "country" | "nation");
        if node.upos != "NOUN" || node.is("compound") || is_state {
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

    /// "The two are expected to meet": the two people of the sentence before.
    pub(super) fn the_two(&self, at: At) -> Option<Vec<Who>> {
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
    pub(super) fn the_several(&self, at: At) -> Option<Vec<Who>> {
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

    /// "the energy ministers of the two countries", "negotiators from both sides": both sides.
    pub(super) fn officers_of_both(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        self.gazetteer
            .sector(&tree.nodes[at.word].lemma)
            .filter(|s| s.for_party)?;
        tree.children_by(at.word, "nmod")
            .find_map(|c| self.pair(At { word: c, ..at }))
    }

    /// "ministers from Egypt, Ethiopia and Sudan", "US and Chinese officials": each of the parties
    /// that send them.
    pub(super) fn officers_of_several(&self, at: At) -> Vec<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let sector = self.gazetteer.sector(&node.lemma);
        // "Sudanese and Ethiopian technical teams"
        let is_side = self.lexicon.is(&node.lemma, "side");
        // "Egyptian and Qatari mediators"
        let is_between = self.lexicon.is(&node.lemma, "go-between");
        if node.xpos != "NNS" || !(is_side || is_between || sector.is_some_and(|s| s.for_party)) {
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
        // "the ministers of water *of Karanda, Tessaly and Moru*", whose states the parser may hang on the water
        let below = |c: usize| {
            let is_matter = self.cast.at(at.sentence, c).is_none();
            let nested = tree.children_by(c, "nmod").filter(move |_| is_matter);
            let nested = nested.flat_map(|n| tree.coordinated(n));
            nested.chain(tree.coordinated(c)).collect::<Vec<_>>()
        };
        for word in from.flat_map(below) {
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
    pub(super) fn pair(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        // "the leaders of Chile": not those of the two sides.
        let is_named = |c: usize| {
            let is_of = matches!(tree.preposition(c).as_deref(), Some("of" | "from"));
            is_of && self.cast.at(at.sentence, c).is_some()
        };
        let is_owned = tree.children_by(at.word, "nmod").any(is_named);
        let is_side = self.lexicon.is(&node.lemma, "side") || self.are_both_voices(at);
        if !is_side || is_owned {
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
                | "ministry"
                | "official"
                | "envoy"
                | "diplomat"
                | "ambassador"
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
        let mut pair = self
            .holders_of_office(at, count.unwrap_or(2))
            .unwrap_or_else(|| self.main_parties(at, count.unwrap_or(2)));
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

    /// "both officials", "the two ministries": one of each side; of "two officials" nobody knows whose they are.
    fn are_both_voices(&self, at: At) -> bool {
        let tree = self.tree(at);
        let is_voice = matches!(
            tree.nodes[at.word].lemma.as_str(),
            "ministry" | "official" | "envoy" | "diplomat" | "spokesman" | "ambassador" | "chief"
        );
        let is_ministry = tree.nodes[at.word].lemma == "ministry";
        let mut before = tree.children(at.word).iter().filter(|&&c| c < at.word);
        is_voice
            && before.any(|&c| {
                let lemma = tree.nodes[c].lemma.as_str();
                lemma == "both" || is_ministry && lemma == "two"
            })
    }

    /// "the two prime ministers": the people with this office, if the text names as many, each for another party.
    fn holders_of_office(&self, at: At, count: usize) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let office = tree.nodes[at.word].lemma.to_lowercase();
        if !matches!(
            office.as_str(),
            "minister" | "president" | "premier" | "chancellor"
        ) {
            return None;
        }
        let kind = tree
            .child(at.word, "compound")
            .or_else(|| tree.child(at.word, "amod"));
        let kind = kind.map(|c| tree.nodes[c].lemma.to_lowercase());
        let holds = |role: &str| {
            let role = role.to_lowercase();
            let mut words = role.split(|c: char| !c.is_alphanumeric());
            let is_other = ["former", "deputy", "vice"]
                .iter()
                .any(|w| role.contains(w));
            let is_kind = kind
                .as_ref()
                .is_none_or(|kind| role.contains(kind.as_str()));
            words.any(|w| w == office) && is_kind && !is_other
        };
        let mut found: Vec<Who> = Vec::new();
        for (id, member) in self.cast.members.iter().enumerate() {
            let is_holder =
                member.nature == Nature::Person && member.role.as_deref().is_some_and(holds);
            let who = self.member_who(id, tree.nodes[at.word].span);
            let is_side = who
                .party
                .is_some_and(|p| !self.go_betweens.contains(&p) && !self.is_no_side(p));
            if is_holder && is_side && found.iter().all(|w| w.party != who.party) {
                found.push(who);
            }
        }
        (found.len() == count).then_some(found)
    }

    /// "the millers", "the Fund's engineers": who acts by the model, though the files do not know the noun for people. They act for
    /// the body whose they are.
    pub(super) fn seen_group(&self, at: At) -> Option<Who> {
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
        // "a Norwegian patrol boat" acts for Norway.
        let armed = || self.affiliation(at)?.party.filter(|_| sails(tree, at.word));
        Some(Who {
            member: None,
            name: self.bare_name(at),
            party: owner.filter(is_body).or_else(armed),
            span: tree.phrase(at.word),
        })
    }
}

/// Whether a member is a body that may be called by a common noun, or may be one.
const fn is_body(member: &Member) -> bool {
    matches!(
        member.nature,
        Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
    )
}

/// What a name says that its bearer is, in small letters: "front" for "Front for Change", "federation" for "Airline Pilots' Federation".
fn head_of_name(name: &str) -> String {
    let mut words = name.split(' ');
    let behind = |w: &str| matches!(w, "of" | "for" | "in" | "and");
    let first = words.next().unwrap_or_default();
    let head = words.take_while(|w| !behind(w)).last().unwrap_or(first);
    head.to_lowercase()
}

/// "miners": people, and no company.
fn is_plural_noun(name: &str) -> bool {
    name.starts_with(char::is_lowercase) && name.ends_with('s')
}

/// "warship", "patrol boat", "trawler": what sails and flies for a state.
fn sails(tree: &Tree, word: usize) -> bool {
    let lemma = tree.nodes[word].lemma.as_str();
    let mut kinds = tree.children_by(word, "compound");
    let of_forces = kinds.any(|c| {
        matches!(
            tree.nodes[c].lemma.as_str(),
            "patrol" | "navy" | "naval" | "coast" | "coastguard" | "guard"
        )
    });
    let is_vessel = matches!(lemma, "boat" | "vessel" | "ship" | "aircraft" | "plane");
    let is_warship = matches!(
        lemma,
        "trawler"
            | "tanker"
            | "freighter"
            | "warship"
            | "gunboat"
            | "frigate"
            | "destroyer"
            | "warplane"
            | "jet"
            | "submarine"
    );
    is_warship || is_vessel && of_forces
}

/// What common noun a body would be called by.
pub(super) fn body_class(member: &Member, article: &Article<'_>) -> &'static str {
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
    // A bare "association" may be the employers' as well.
    // "Pitworkers' Alliance"
    let is_of_people = name.contains("s' ") || name.contains("s’ ");
    if words.last() == Some(&"party") {
        "office" // the "Union Party" is no union
    } else if has("union-name") && name != "association" || is_of_people {
        "union"
    } else if has("movement-name") {
        "movement"
    } else if has("office-name") {
        "office"
    } else if member.nature == Nature::Party(PartyKind::Group) && is_plural_noun(&member.name) {
        "people"
    } else {
        "company"
    }
}

/// Nouns for bodies that belong to a place: "the port authority of Salvana" is "the authority" later.
fn is_office(noun: &str) -> bool {
    matches!(
        noun,
        "authority" | "council" | "administration" | "ministry" | "board"
    )
}

/// "tens of thousands of students", "a group of diplomats", "none of the sides": who is counted. Always a word further down.
pub(super) fn counted(tree: &Tree, word: usize) -> Option<usize> {
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
