//! A clause that tells what somebody waits for, as what is wanted: of "until the ministry had dropped its fee" that the ministry drop it.

use super::Builder;
use crate::article::{At, Who};
use crate::tree::{Node, Tree};
use demarche_evidence::Span;
use std::ops::Range;

/// How many words the name of a thing has at most that stands for a pronoun.
const LONGEST_THING: usize = 8;

/// What becomes of a word of the clause.
enum Form<'t> {
    /// It stands as it did.
    Kept,
    /// It goes, with the blank behind it.
    Dropped,
    /// It stands in another form.
    As(&'t str),
}

impl Builder<'_> {
    /// The clause headed by `at` in the mood of wishes, with the party that acts in it by name and whoever a pronoun stands for; nothing where it has no subject or no tense, or
    /// denies something.
    pub(super) fn as_wish(&self, at: At, span: Span) -> Option<String> {
        self.as_wish_of(at, span, self.asked_in(at))
    }

    /// The same, where it is known who acts in the clause.
    pub(super) fn as_wish_of(&self, at: At, span: Span, asked: Option<Who>) -> Option<String> {
        let tree = self.article.tree(at);
        let subject = tree
            .child(at.word, "expl")
            .or_else(|| tree.child(at.word, "nsubj"))?;
        if !has_tense(tree, at.word) || !span.contains(tree.nodes[subject].span) {
            return None;
        }
        let verbs = verbs_of(tree, at.word);
        let (low, high) = tree.extent(subject);
        let asked = asked.map(|who| self.article.actor(&who));
        let asked = asked.map(|actor| actor.principal().to_owned());
        let named = asked.or_else(|| {
            let pronoun = At {
                word: subject,
                ..at
            };
            // Where a party acts in it by the pronoun that is not waited for, the pronoun is a thing.
            let is_done = tree.child(at.word, "aux:pass").is_some() || self.asked_in(at).is_some();
            let thing = || self.thing_meant(pronoun).filter(|_| is_done);
            thing().or_else(|| self.named_subject(pronoun))
        });
        let is_pronoun = tree.nodes[subject].xpos == "PRP" && !tree.nodes[subject].is("expl");
        if is_pronoun && named.is_none() {
            return None;
        }
        let asides = asides(tree, span);
        let mut text = String::from("that ");
        let mut end = None;
        for (i, node) in tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, n)| span.contains(n.span))
        {
            // "until", "as long as", "only if": what makes it a condition.
            let is_before = i < low;
            let form = match &named {
                Some(name) if i == subject => Form::As(name),
                Some(_) if (low..high).contains(&i) => Form::Dropped,
                _ if asides.iter().any(|aside| aside.contains(&i)) => Form::Dropped,
                _ if is_before => Form::Dropped,
                _ => wished(tree, i, at.word, &verbs),
            };
            let word = match form {
                Form::Dropped => continue,
                Form::Kept => node.form.as_str(),
                Form::As(word) => word,
            };
            let gap = end.is_some_and(|end: usize| end < node.span.start);
            if gap && !text.ends_with(' ') {
                text.push(' ');
            }
            text.push_str(word);
            end = Some(node.span.end);
        }
        (text.len() > "that ".len()).then_some(text)
    }

    /// "claims stand in its law; until *they* are removed": the thing that "it" or "they" is, to which something is to be done: what the model
    /// links it to, else the noun before it, else the subject of the sentence before.
    pub(super) fn thing_meant(&self, at: At) -> Option<String> {
        let node = &self.article.tree(at).nodes[at.word];
        let is_many = match node.lemma.as_str() {
            "it" => false,
            "they" => true,
            _ => return None,
        };
        let fits = |noun: &At| {
            let node = &self.article.tree(*noun).nodes[noun.word];
            let is_name = self.article.cast.at(noun.sentence, noun.word).is_some();
            node.upos == "NOUN" && !is_name && is_many == (node.xpos == "NNS")
        };
        let before = || {
            let sentence = at.sentence.checked_sub(1)?;
            let tree = &self.article.trees[sentence];
            let subjects = (0..tree.nodes.len()).filter(|&i| tree.nodes[i].is("nsubj"));
            let mut subjects = subjects.map(|word| At { sentence, word });
            subjects.find(|s| fits(s))
        };
        let linked = self.article.linked_noun(at);
        let noun = match linked {
            Some(noun) => fits(&noun).then_some(noun)?,
            None => self.antecedent(at).filter(|n| fits(n)).or_else(before)?,
        };
        self.thing_named(noun)
    }

    /// The thing that the model takes "it" or "they" for, by name.
    pub(super) fn thing_linked(&self, at: At) -> Option<String> {
        let is_many = self.article.tree(at).nodes[at.word].lemma == "they";
        let noun = self.article.linked_noun(at)?;
        let node = &self.article.tree(noun).nodes[noun.word];
        let is_name = self.article.cast.at(noun.sentence, noun.word).is_some();
        let is_thing = ["nsubj", "obj", "obl", "nmod"]
            .iter()
            .any(|rel| node.is(rel));
        // "(ready to join) *it*": a side is no thing.
        let is_name = is_name || !self.article.who(noun).is_empty();
        let fits = node.upos == "NOUN" && is_thing && !is_name && is_many == (node.xpos == "NNS");
        self.thing_named(noun).filter(|_| fits)
    }

    fn thing_named(&self, noun: At) -> Option<String> {
        let text = self
            .article
            .slice(self.article.tree(noun).phrase(noun.word));
        let is_short = text.split(' ').count() <= LONGEST_THING;
        is_short.then(|| definite(text))
    }

    /// Whoever "it" or "they" is, by name.
    fn named_subject(&self, at: At) -> Option<String> {
        let node = &self.article.tree(at).nodes[at.word];
        if node.xpos != "PRP" || node.is("expl") {
            return None;
        }
        let whos = self.article.who(at);
        let who = whos
            .first()
            .filter(|w| whos.len() == 1 && (w.party.is_some() || w.member.is_some()));
        who.map(|w| w.name.clone())
    }
}

/// "brought forward to 2031*, a date the Liberals have called unrealistic*": what is told besides of a thing, by another name of it.
fn asides(tree: &Tree, span: Span) -> Vec<Range<usize>> {
    let is_renaming = |&i: &usize| {
        let node = &tree.nodes[i];
        let is_apart = node.is("appos") || node.rel == "obl:unmarked";
        is_apart && span.contains(node.span) && tree.child(i, "acl:relcl").is_some()
    };
    let places = (0..tree.nodes.len()).filter(is_renaming);
    let extents = places.map(|i| tree.extent(i));
    let behind_comma = extents.filter(|(low, _)| tree.nodes[*low].form == ",");
    behind_comma.map(|(low, high)| low..high).collect()
}

/// "a target" told again is "the target".
fn definite(thing: &str) -> String {
    let rest = ["a ", "an "].iter().find_map(|a| thing.strip_prefix(a));
    rest.map_or_else(|| thing.to_owned(), |rest| format!("the {rest}"))
}

/// Whether a clause tells what is or was, and not what would or might be.
fn has_tense(tree: &Tree, head: usize) -> bool {
    let is_finite = |n: &Node| matches!(n.xpos.as_str(), "VBD" | "VBZ" | "VBP");
    let mut group = tree.children(head).iter().map(|&c| &tree.nodes[c]);
    let helpers: Vec<&Node> = group
        .by_ref()
        .filter(|n| n.is("aux") || n.is("cop"))
        .collect();
    let denies = |c: &usize| {
        matches!(
            tree.nodes[*c].lemma.as_str(),
            "not" | "n't" | "never" | "no"
        )
    };
    let is_denied = tree.children(head).iter().any(denies);
    let is_modal = helpers.iter().any(|n| n.xpos == "MD");
    let has_finite = is_finite(&tree.nodes[head]) || helpers.iter().any(|n| is_finite(n));
    has_finite && !is_modal && !is_denied
}

/// The verb of a clause and those joined to it that have no subject of their own.
fn verbs_of(tree: &Tree, head: usize) -> Vec<usize> {
    let joined = tree.children_by(head, "conj");
    let without_subject = joined.filter(|&c| tree.child(c, "nsubj").is_none());
    std::iter::once(head).chain(without_subject).collect()
}

/// The form of word `i` where what its clause tells is wished for: "had agreed" is "agree", "were freed" is "be freed".
fn wished<'t>(tree: &'t Tree, i: usize, head: usize, verbs: &[usize]) -> Form<'t> {
    let node = &tree.nodes[i];
    let is_passive = |v: usize| tree.child(v, "aux:pass").is_some();
    if verbs.contains(&i) {
        let is_bare =
            matches!(node.upos, "VERB" | "AUX") && !is_passive(i) && tree.child(i, "cop").is_none();
        let shares_passive = i != head && is_passive(head) && node.xpos == "VBN";
        let is_going_on = node.xpos == "VBG";
        return if is_bare && !shares_passive && !is_going_on {
            Form::As(&node.lemma)
        } else {
            Form::Kept
        };
    }
    let is_helper =
        node.head.is_some_and(|h| verbs.contains(&h)) && (node.is("aux") || node.is("cop"));
    if !is_helper {
        return Form::Kept;
    }
    let verb = node.head.unwrap_or(head);
    let is_first = !tree.children(verb).iter().any(|&c| {
        let other = &tree.nodes[c];
        c < i && (other.is("aux") || other.is("cop"))
    });
    match node.lemma.as_str() {
        "have" | "do" => Form::Dropped,
        "be" if is_first || node.xpos == "VBN" => Form::As("be"),
        _ => Form::Kept,
    }
}
