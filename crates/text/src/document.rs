//! The analysed text: sentences, tokens, trees.

use std::ops::Range;

use crate::labels::{Deprel, Upos, Xpos};
use crate::signs::{Share, Signs};

/// A text cut into sentences; all positions are bytes of the text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The sentences in the order of the text; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// Which words stand for the same as one before, as the model sees it, in the order of the text; empty if the model has no eye for it.
    pub links: Vec<Link>,
}

/// A word of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the token in it.
    pub word: usize,
}

/// That a noun or pronoun stands for the same as one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The head of the later phrase.
    pub mention: Place,
    /// The head of the earlier one: the likeliest of those near.
    pub antecedent: Place,
    /// How likely it is this one; what is missing to 1 falls to the others and to none.
    pub share: Share,
}

/// One sentence with its dependency tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The tokens in the order of the text; never empty in what a pipeline returns.
    pub tokens: Vec<Token>,
    /// Number of the paragraph the sentence stands in, counted over the whole text from 0.
    pub paragraph: usize,
    /// What the model sees in it beside its tree.
    pub signs: Signs,
}

/// One syntactic word. Its range is never empty and never overlaps another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The surface without invisible characters (soft hyphens, zero-width characters).
    pub form: Box<str>,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Word class.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether white space, or the end of the text, follows.
    pub space_after: bool,
}

impl Document {
    /// Number of tokens in all sentences.
    #[must_use]
    pub fn token_count(&self) -> usize {
        self.sentences
            .iter()
            .map(|sentence| sentence.tokens.len())
            .sum()
    }
}

impl Token {
    /// An untagged token over a byte range.
    #[must_use]
    pub fn new(range: Range<usize>, form: &str, space_after: bool) -> Self {
        Self {
            start: range.start,
            end: range.end,
            form: form.into(),
            lemma: form.into(),
            upos: Upos::X,
            xpos: Xpos::Nn,
            head: None,
            deprel: Deprel::Dep,
            space_after,
        }
    }

    /// The byte range.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The bytes of the text the token stands on; empty if `text` is another text.
    #[must_use]
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl Sentence {
    /// The byte range.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The sentence as it stands in the text; empty if `text` is another text.
    #[must_use]
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Index of the root token.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// Indices of the direct dependents of token `i`, in the order of the text. Linear in the sentence.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, token)| token.head == Some(i))
            .map(|(index, _)| index)
    }

    /// Dependents of `i` with exactly this relation.
    pub fn children_by(
        &self,
        i: usize,
        deprel: Deprel,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i)
            .filter(move |&child| self.tokens[child].deprel == deprel)
    }

    /// The chain of heads from the head of `i` up to the root.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let head = move |at: usize| self.tokens.get(at).and_then(|token| token.head);
        // A tree has no chain longer than its size; the bound keeps hand-made trees with a cycle finite.
        std::iter::successors(head(i), move |&at| head(at)).take(self.tokens.len())
    }

    /// Whether `i` is `top` or stands below it.
    #[must_use]
    pub fn is_below(&self, i: usize, top: usize) -> bool {
        i == top || self.ancestors(i).any(|at| at == top)
    }

    /// All tokens of the subtree of `i`, itself included, in the order of the text. Linear in sentence length times depth.
    #[must_use]
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|&index| self.is_below(index, i))
            .collect()
    }

    /// First and last token index of the subtree of `i` (both inclusive). Where the tree is not projective, tokens between may
    /// stand outside.
    #[must_use]
    pub fn subtree_bounds(&self, i: usize) -> (usize, usize) {
        let subtree = self.subtree(i);
        (
            subtree.first().copied().unwrap_or(i),
            subtree.last().copied().unwrap_or(i),
        )
    }

    /// Byte range from the first to the last token of the subtree of `i`.
    #[must_use]
    pub fn subtree_range(&self, i: usize) -> Range<usize> {
        let (first, last) = self.subtree_bounds(i);
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence() -> (String, Sentence) {
        let text = "The envoy left Vienna";
        let ranges = [
            (0..3, Some(1)),
            (4..9, Some(2)),
            (10..14, None),
            (15..21, Some(2)),
        ];
        let tokens = ranges
            .into_iter()
            .map(|(range, head)| Token {
                head,
                ..Token::new(range.clone(), &text[range], true)
            })
            .collect();
        (
            text.to_owned(),
            Sentence {
                start: 0,
                end: 21,
                tokens,
                ..Sentence::default()
            },
        )
    }

    #[test]
    fn walks_the_tree() {
        let (text, sentence) = sentence();
        assert_eq!(sentence.root(), Some(2));
        assert_eq!(sentence.children(2).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(sentence.subtree(1), [0, 1]);
        assert_eq!(sentence.subtree_bounds(2), (0, 3));
        assert_eq!(&text[sentence.subtree_range(1)], "The envoy");
        assert_eq!(sentence.ancestors(0).collect::<Vec<_>>(), [1, 2]);
        assert!(sentence.is_below(0, 2));
        assert!(!sentence.is_below(3, 1));
        assert_eq!(sentence.tokens[3].slice(&text), "Vienna");
    }
}
