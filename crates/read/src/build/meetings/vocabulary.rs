//! The words of each sentence, by which sentences about one thing are known.

use crate::article::Article;
use crate::tree::{Node, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Words of one kind, sentence by sentence.
#[derive(Debug)]
pub(super) struct Words {
    of: Vec<BTreeSet<String>>,
    /// One over the number of sentences with the word.
    rarity: BTreeMap<String, f32>,
    /// The first sentence with the word.
    first: BTreeMap<String, usize>,
}

/// The names of a text and its other content words, but for those for meetings.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(super) names: Words,
    pub(super) others: Words,
}

impl Vocabulary {
    /// Grows linearly with the text.
    pub(super) fn of(article: &Article<'_>) -> Self {
        let trees = || article.trees.iter().enumerate();
        Self {
            names: Words::of(trees().map(|(sentence, tree)| names(article, sentence, tree))),
            others: Words::of(trees().map(|(_, tree)| others(article, tree))),
        }
    }
}

/// Who is named, each with whom they act for, so that a capital stands for its state; other names as they are.
fn names(article: &Article<'_>, sentence: usize, tree: &Tree) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (word, node) in tree.nodes.iter().enumerate() {
        if let Some(mention) = article.cast.at(sentence, word) {
            let behind = article.cast.principal(mention.member);
            let named = [Some(mention.member), behind].into_iter().flatten();
            all.extend(named.map(|m| article.cast.members[m].name.clone()));
        } else if node.upos == "PROPN" {
            all.insert(node.lemma.clone());
        }
    }
    all
}

fn others(article: &Article<'_>, tree: &Tree) -> BTreeSet<String> {
    let is_wanted = |n: &&Node| {
        matches!(n.upos, "NOUN" | "ADJ" | "NUM" | "VERB")
            && !article.lexicon.is(&n.lemma, "meeting")
    };
    let wanted = tree.nodes.iter().filter(is_wanted);
    wanted.map(|n| n.lemma.clone()).collect()
}

impl Words {
    fn of(sentences: impl Iterator<Item = BTreeSet<String>>) -> Self {
        let of: Vec<BTreeSet<String>> = sentences.collect();
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        let mut first = BTreeMap::new();
        for (sentence, words) in of.iter().enumerate() {
            for word in words {
                *counts.entry(word.clone()).or_default() += 1.0;
                first.entry(word.clone()).or_insert(sentence);
            }
        }
        let rarity = counts.into_iter().map(|(word, count)| (word, 1.0 / count));
        Self {
            of,
            rarity: rarity.collect(),
            first,
        }
    }

    /// The words of these sentences.
    pub(super) fn in_all(&self, sentences: &[usize]) -> BTreeSet<&str> {
        let words = sentences.iter().filter_map(|&s| self.of.get(s)).flatten();
        words.map(String::as_str).collect()
    }

    /// How rare some words are together.
    pub(super) fn weight<'w>(&self, words: impl Iterator<Item = &'w &'w str>) -> f32 {
        words
            .map(|&w| self.rarity.get(w).copied().unwrap_or_default())
            .sum()
    }

    /// How many words of a sentence stand in none before it.
    pub(super) fn new_in(&self, sentence: usize) -> usize {
        let own = self.of.get(sentence).into_iter().flatten();
        own.filter(|word| self.first.get(*word) == Some(&sentence))
            .count()
    }
}
