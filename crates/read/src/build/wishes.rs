//! A clause that tells what somebody waits for, as what is wanted: of "until the ministry had dropped its fee" that the ministry drop it.

use super::Builder;
use crate::article::At;
use crate::tree::{Node, Tree};
use demarche_evidence::Span;

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
        let tree = self.article.tree(at);
        let subject = tree
            .child(at.word, "nsubj")
            .or_else(|| tree.child(at.word, "expl"))?;
        if !has_tense(tree, at.word) || !span.contains(tree.nodes[subject].span) {
            return None;
        }
        let verbs = verbs_of(tree, at.word);
        let (low, high) = tree.extent(subject);
        let asked = self.asked_in(at).map(|who| self.article.actor(&who));
        let asked = asked.map(|actor| actor.principal().to_owned());
        let named = asked.or_else(|| {
            self.named_subject(At {
                word: subject,
                ..at
            })
        });
        let is_pronoun = tree.nodes[subject].xpos == "PRP" && !tree.nodes[subject].is("expl");
        if is_pronoun && named.is_none() {
            return None;
        }
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
        let is_bare = node.upos == "VERB" && !is_passive(i) && tree.child(i, "cop").is_none();
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
