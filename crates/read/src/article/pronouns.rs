//! Whom a pronoun means.

use super::{Article, At, Who};
use crate::cast::{MemberId, Mention, Nature};
use crate::gazetteer::NameKind;
use crate::tree::{Node, Tree};

/// For how many sentences "the minister" or "the union" still calls up somebody named before.
pub(super) const REMEMBERED: usize = 200;

/// How sure the model must be of whom a pronoun stands for, where the rules would say somebody else.
const LINKED: f32 = 0.6;

/// In how many sentences from the start those who sign a text say who they are.
const OPENING: usize = 6;

/// How many links from word to word are followed to a name.
const LONGEST_CHAIN: usize = 12;

impl<'a> Article<'a> {
    /// "our side" in a readout: its issuer.
    pub(super) fn our_side(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let is_ours = tree
            .children(at.word)
            .iter()
            .any(|&c| tree.nodes[c].form.eq_ignore_ascii_case("our"));
        let is_side = self.lexicon.is(&tree.nodes[at.word].lemma, "side");
        self.issuer(at.sentence).filter(|_| is_ours && is_side)
    }

    pub(super) fn pronouns(&self, at: At) -> Vec<Who> {
        let form = self.tree(at).nodes[at.word].form.to_lowercase();
        if matches!(form.as_str(), "both" | "each" | "all") {
            // "Italy and Spain rejected the plan. Both want …"
            let two = self.several_before(at);
            let are_two = two.len() == 2 && form != "all";
            return if are_two { two } else { self.principals(at) };
        }
        if matches!(form.as_str(), "which" | "who" | "whom" | "whose") {
            return self.antecedent(at);
        }
        if matches!(form.as_str(), "we" | "us" | "our") {
            let authors = self.joint_authors(at);
            if authors.len() > 1 {
                return authors;
            }
        }
        if matches!(form.as_str(), "they" | "them" | "their") {
            let several = self.several_before(at);
            if several.len() > 1 {
                return several;
            }
            if let Some(speakers) = self.same_speakers(at) {
                return speakers;
            }
        }
        self.pronoun(at).into_iter().collect()
    }

    /// "We, the foreign ministers of Norland and Chile, met today": whose statement a text is that says "we" outside of what it quotes.
    fn joint_authors(&self, at: At) -> Vec<Who> {
        let span = self.tree(at).nodes[at.word].span;
        if !self.quotations_in(span).is_empty() {
            return Vec::new();
        }
        let opening = (0..self.trees.len()).take(OPENING);
        let named = opening.filter_map(|sentence| {
            let tree = &self.trees[sentence];
            let we = tree
                .nodes
                .iter()
                .position(|n| n.form.eq_ignore_ascii_case("we"))?;
            let word = tree.child(we, "appos")?;
            Some(At { sentence, word })
        });
        let mut signed = named.map(|those| self.who(those));
        let authors = signed.find(|all| all.len() > 1).unwrap_or_default();
        authors.into_iter().map(|w| Who { span, ..w }).collect()
    }

    /// "The ministers met. They agreed …": those who are together the subject of the sentence
    /// before, or of the clause before in the same one.
    fn several_before(&self, at: At) -> Vec<Who> {
        let Some(subject) = self.many_before(at) else {
            return Vec::new();
        };
        let span = self.tree(at).nodes[at.word].span;
        let all = self.who(subject).into_iter();
        all.filter(|w| w.party.is_some())
            .map(|w| Who { span, ..w })
            .collect()
    }

    /// "Crane drivers have stayed at work. *Their* secretary …": people without a name who are the subject before, and nobody's.
    fn nameless_before(&self, at: At) -> Option<Who> {
        let subject = self.many_before(at)?;
        let noun = &self.tree(subject).nodes[subject.word];
        let sector = self.gazetteer.sector(&noun.lemma)?;
        let is_own = sector.is_role && !sector.for_party;
        let mut all = self.who(subject).into_iter();
        let people = all.next().filter(|_| is_own && all.next().is_none())?;
        let is_nobodys = people.party.is_none() && people.member.is_none();
        let span = self.tree(at).nodes[at.word].span;
        is_nobodys.then_some(Who { span, ..people })
    }

    /// The noun for several that is the subject of the sentence before, or of the clause before in the same one.
    fn many_before(&self, at: At) -> Option<At> {
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
        let form = self.tree(at).nodes[at.word].form.as_str();
        let opens = matches!(form, "They" | "Both" | "Each");
        let here = subject(at.sentence, at.word);
        let before = || {
            let sentence = at.sentence.checked_sub(1)?;
            let is_near = self.trees[sentence].paragraph == self.trees[at.sentence].paragraph;
            let tree = self.trees.get(sentence).filter(|_| is_near || opens)?;
            let root = tree.nodes.iter().position(|n| n.head.is_none())?;
            let word = tree.child(root, "nsubj")?;
            Some(At { sentence, word })
        };
        let subject = here.or_else(before)?;
        let node = &self.tree(subject).nodes[subject.word];
        let is_plural =
            node.xpos.ends_with('S') || self.tree(subject).coordinated(subject.word).len() > 1;
        (is_plural && node.upos != "PRON").then_some(subject)
    }

    /// "Diplomats put it down to the wording. The row has blocked the accord, they said": those without a name who speak on.
    fn same_speakers(&self, at: At) -> Option<Vec<Who>> {
        let tree = self.tree(at);
        let verb = tree.nodes[at.word]
            .head
            .filter(|_| tree.nodes[at.word].is("nsubj"))?;
        let sentence = at.sentence.checked_sub(1)?;
        let before = &self.trees[sentence];
        let root = before.nodes.iter().position(|n| n.head.is_none())?;
        let word = before.child(root, "nsubj")?;
        let speaker = &before.nodes[word];
        let sector = self.gazetteer.sector(&speaker.lemma);
        let are_people = speaker.xpos == "NNS" && sector.is_some_and(|s| s.is_role);
        let is_same = are_people && before.paragraph == tree.paragraph;
        if !is_same || !self.lexicon.is(&tree.nodes[verb].lemma, "say") {
            return None;
        }
        let span = tree.nodes[at.word].span;
        let all = self.who(At { sentence, word }).into_iter();
        Some(all.map(|w| Who { span, ..w }).collect())
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
    pub(super) fn pronoun(&self, at: At) -> Option<Who> {
        let form = self.tree(at).nodes[at.word].form.to_lowercase();
        let gender = match form.as_str() {
            "he" | "him" | "his" => Some('m'),
            "she" | "her" | "hers" => Some('f'),
            "it" | "its" | "they" | "them" | "their" => None,
            "we" | "our" | "us" => return self.issuer(at.sentence),
            _ => return None,
        };
        if let Some(holder) = self.holder_of_object(at, gender) {
            return Some(holder);
        }
        if let Some(speaker) = self.own_speaker(at, gender) {
            return Some(speaker);
        }
        if let Some(teller) = self.teller_of_aside(at, gender) {
            return Some(teller);
        }
        let mention = self
            .cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= 4)
            .filter(|m| self.fits_pronoun(m, gender))
            .max_by_key(|m| (self.salience(m, at), m.sentence, m.low));
        if let Some(who) = self.linked(at, gender)
            && !self.is_likelier(mention, &who, at, gender)
        {
            return Some(who);
        }
        if matches!(form.as_str(), "they" | "them" | "their")
            && let Some(people) = self.nameless_before(at)
        {
            return Some(people);
        }
        if let Some(gender) = gender
            && let Some(who) = self.unnamed(at, gender, mention.map(|m| (m.sentence, m.low)))
        {
            return Some(who);
        }
        let mention = mention?;
        let span = self.tree(at).nodes[at.word].span;
        Some(self.member_who(mention.member, span))
    }

    /// "Commissioner Henrike Lund offered more. The minister, Rajiv Rao, refused. He said": a name just told that is one of a man or a
    /// woman, and not one that the model takes it for and that may be either.
    fn is_likelier(
        &self,
        near: Option<&Mention>,
        linked: &Who,
        at: At,
        gender: Option<char>,
    ) -> bool {
        let gender_of = |m: MemberId| self.cast.members[m].gender.filter(|&g| g != 'u');
        let is_open = linked.member.is_some_and(|m| gender_of(m).is_none());
        let is_near = |m: &Mention| {
            at.sentence - m.sentence <= 1
                && Some(m.member) != linked.member
                && gender_of(m.member) == gender
                && self.is_acting(m)
        };
        gender.is_some() && is_open && near.is_some_and(is_near)
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

    /// The noun that the model takes a pronoun for.
    pub fn linked_noun(&self, at: At) -> Option<At> {
        let mut link = self.links.get(&self.tree(at).nodes[at.word].span.start)?;
        for _ in 0..LONGEST_CHAIN {
            if link.share < LINKED {
                return None;
            }
            let to = self.word_at(link.to)?;
            if self.tree(to).nodes[to.word].is_nominal() {
                return Some(to);
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
        let own = &self.tree(at).nodes;
        let verb = own[at.word].head.filter(|_| own[at.word].is("nsubj"));
        let says = verb.is_some_and(|v| self.lexicon.is(&own[v].lemma, "say"));
        let (sentence, word) = (0..=at.sentence).rev().take_while(near).find_map(|s| {
            let tree = &self.trees[s];
            let fits = |&w: &usize| {
                let node = &tree.nodes[w];
                // "Congo's mines minister came. …, he said"
                let is_of = says
                    && s < at.sentence
                    && tree
                        .children_by(w, "nmod:poss")
                        .any(|o| tree.nodes[o].upos == "PROPN");
                let is_new = tree
                    .children_by(w, "det")
                    .any(|d| matches!(tree.nodes[d].lemma.as_str(), "a" | "an" | "one" | "the"))
                    || is_of;
                let is_new = is_new && node.xpos != "NNS";
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

    /// "after Norway released the water *it* has held back": who does a thing to what is told of, did that as well.
    fn holder_of_object(&self, at: At, gender: Option<char>) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let clause = node
            .head
            .filter(|&c| node.is("nsubj") && tree.nodes[c].rel == "acl:relcl")?;
        let thing = tree.nodes[clause]
            .head
            .filter(|&t| tree.nodes[t].is("obj"))?;
        let agent = tree.child(tree.nodes[thing].head?, "nsubj")?;
        let mention = self.cast.at(at.sentence, agent)?;
        let fits = gender.is_none() && self.fits_pronoun(mention, gender);
        fits.then(|| self.member_who(mention.member, node.span))
    }

    /// "The ministry faults the union, whose leaders, *it* says, left the room": what is told of the object within the sentence is told by its
    /// subject.
    fn teller_of_aside(&self, at: At, gender: Option<char>) -> Option<Who> {
        let tree = self.tree(at);
        let nodes = &tree.nodes;
        let verb = nodes[at.word].head.filter(|_| nodes[at.word].is("nsubj"))?;
        let is_comma =
            |i: Option<usize>| i.is_some_and(|i| nodes.get(i).is_some_and(|n| n.form == ","));
        let is_aside =
            verb == at.word + 1 && is_comma(at.word.checked_sub(1)) && is_comma(Some(verb + 1));
        let says = self.lexicon.is(&nodes[verb].lemma, "report");
        let root = nodes
            .iter()
            .position(|n| n.head.is_none())
            .filter(|&r| r != verb && is_aside && says)?;
        let subject = tree
            .child(root, "nsubj")
            .filter(|&s| s < at.word && nodes[s].upos != "PRON")?;
        let is_relative = |n: &Node| matches!(n.xpos.as_str(), "WDT" | "WP" | "WP$");
        let is_many = matches!(nodes[subject].xpos.as_str(), "NNS" | "NNPS")
            || tree.child(subject, "conj").is_some();
        let agrees = nodes[at.word].lemma != "they" || is_many;
        let here = At {
            word: subject,
            ..at
        };
        let fits = match self.cast.at(at.sentence, subject) {
            Some(mention) => self.fits_pronoun(mention, gender),
            None => agrees && (gender.is_some() || nodes[at.word].lemma == "they" || !is_many),
        };
        let is_told_of = nodes[subject..at.word].iter().any(is_relative);
        let who = self.who_alone(here).into_iter().next();
        who.filter(|_| fits && is_told_of)
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
                    && (!self.is_adjective(mention) || self.is_of_organ(mention))
            }
        }
    }

    pub(super) fn is_adjective(&self, mention: &Mention) -> bool {
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

    /// "the Dutch government", "the Ethiopian side": the adjective of what acts for a state as such.
    fn is_of_organ(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        let node = &tree.nodes[mention.high - 1];
        let noun = node.head.filter(|_| node.is("amod") || node.is("compound"));
        noun.is_some_and(|noun| {
            let lemma = tree.nodes[noun].lemma.as_str();
            matches!(
                lemma,
                "government"
                    | "side"
                    | "delegation"
                    | "administration"
                    | "presidency"
                    | "army"
                    | "military"
            )
        })
    }

    /// How much a mention stands in the foreground seen from `at`.
    fn salience(&self, mention: &Mention, at: At) -> i64 {
        let tree = &self.trees[mention.sentence];
        let distance = i64::try_from(at.sentence - mention.sentence).unwrap_or(9);
        let is_subject = self.is_acting(mention);
        let same_paragraph = i64::from(tree.paragraph == self.tree(at).paragraph);
        // "The front left when France declined": what a sentence is about stands in its main clause.
        let is_aside = tree
            .ancestor(mention.low, |t, n| t.nodes[n].rel == "advcl")
            .is_some();
        -3 * distance + 4 * i64::from(is_subject) + 2 * same_paragraph - i64::from(is_aside)
    }

    /// Whether a name is the subject or agent of a clause; in apposition or before a role noun it
    /// counts as its phrase does.
    pub(super) fn is_acting(&self, mention: &Mention) -> bool {
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
                    Some(head) if node.is("amod") && self.is_of_organ(mention) => word = head,
                    Some(head) if is_of_envoys(tree, word, head) => word = head,
                    _ => return false,
                }
            }
            false
        })
    }
}

/// "The delegation of the FLNKS left": who sends people acts through them.
fn is_of_envoys(tree: &Tree, word: usize, head: usize) -> bool {
    let node = &tree.nodes[word];
    node.is("nmod")
        && tree.preposition(word).as_deref() == Some("of")
        && matches!(
            tree.nodes[head].lemma.as_str(),
            "delegation"
                | "team"
                | "leader"
                | "leadership"
                | "delegate"
                | "representative"
                | "government"
                | "coalition"
        )
}
