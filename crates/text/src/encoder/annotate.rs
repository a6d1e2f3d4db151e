//! The network as an [`Annotator`].

use std::borrow::Cow;

use super::coreference::Linker;
use super::decide::Analysis;
use super::forward::{Ask, BLOCK, Parse, Words};
use super::matmul::Level;
use super::network::{Network, TaskLabels};
use super::shape::shape;
use crate::document::{Document, Sentence, Token};
use crate::labels::Xpos;
use crate::model::ModelError;
use crate::pipeline::Annotator;
use crate::signs::{Share, Sign, Task};

/// The accurate model: a small transformer encoder with a biaffine parser (Dozat and Manning 2017), in 8-bit integers.
///
/// Sums are integers, or run in a fixed order; the answer is the same on every processor. Quadratic in the length of a sentence,
/// linear in the number of sentences.
#[derive(Clone, Debug)]
pub struct Encoder {
    pub(super) network: Network,
    pub(super) level: Level,
}

/// A base form does not end in "-ing", but for the few verbs whose stem has no other vowel
/// ("bring", "sing").
fn mended(form: &str, xpos: Xpos) -> Xpos {
    let stem = form.strip_suffix("ing").unwrap_or("");
    let is_participle = stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if matches!(xpos, Xpos::Vb | Xpos::Vbp) && is_participle {
        Xpos::Vbg
    } else {
        xpos
    }
}

impl Encoder {
    /// Reads a model file that is part of the program: its largest table stays where it is.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are not a model of this version.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::decode(bytes, Cow::Borrowed)
    }

    /// Reads a model file, copying its weights.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are not a model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::decode(bytes, |slice: &[u8]| Cow::Owned(slice.to_vec()))
    }

    fn decode<'b>(
        bytes: &'b [u8],
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]> + Copy,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            network: Network::read(bytes, keep)?,
            level: Level::best(),
        })
    }

    fn words(&self, tokens: &[Token]) -> Words {
        let mut words = Words::default();
        let (vocabulary, shapes) = (&self.network.vocabulary, &self.network.shapes);
        let most = self.network.config.max_word_pieces;
        for token in tokens {
            vocabulary.encode(&token.form, most, &mut words.pieces);
            words.ends.push(words.pieces.len());
            let shape = shape(&token.form);
            words
                .shapes
                .push(shapes.iter().position(|known| *known == shape).unwrap_or(0));
        }
        words
    }

    fn fill(&self, sentence: &mut Sentence, analysis: Analysis) {
        let Analysis {
            tags,
            heads,
            deprels,
            signs,
            references: _,
        } = analysis;
        sentence.signs = signs;
        let found = tags.into_iter().zip(heads).zip(deprels);
        for (token, (((upos, xpos), head), deprel)) in sentence.tokens.iter_mut().zip(found) {
            let xpos = mended(&token.form, xpos);
            (token.upos, token.xpos) = (upos, xpos);
            token.lemma = self.network.lemmas.lemma(&token.form, xpos).into();
            token.head = head.checked_sub(1);
            token.deprel = deprel;
        }
    }
}

impl Annotator for Encoder {
    fn annotate(&self, sentence: &mut Sentence) {
        self.annotate_all(std::slice::from_mut(sentence));
    }

    fn annotate_all(&self, sentences: &mut [Sentence]) {
        self.annotate_groups(sentences, |_, _, _| {});
    }

    fn annotate_document(&self, document: &mut Document) {
        let Some(head) = &self.network.coreference else {
            return self.annotate_all(&mut document.sentences);
        };
        let mut linker = Linker::new(head);
        self.annotate_groups(&mut document.sentences, |number, sentence, references| {
            linker.see(number, sentence, references);
        });
        document.links = linker.links;
    }

    fn sentence_ends(&self, stretches: &[&[Token]]) -> Option<Vec<Vec<Share>>> {
        let is_asked = |labels: &TaskLabels| matches!(labels, TaskLabels::Words(Task::Sentence, _));
        let task = self.network.tasks.iter().position(is_asked)?;
        let stretches: Vec<Words> = stretches.iter().map(|tokens| self.words(tokens)).collect();
        let signs = self.level.run(Ask {
            network: &self.network,
            stretches: &stretches,
            task,
        });
        let shares = |signs: Vec<Sign>| signs.into_iter().map(|sign| sign.share).collect();
        Some(signs.into_iter().map(shares).collect())
    }
}

impl Encoder {
    /// Annotates sentences, as many at once as fit a block; `done` is told of each with its number and its words as the head for
    /// coreference compares them.
    fn annotate_groups(
        &self,
        sentences: &mut [Sentence],
        mut done: impl FnMut(usize, &Sentence, &[f32]),
    ) {
        let mut group: Vec<Words> = Vec::new();
        let (mut start, mut rows) = (0, 0);
        for at in 0..sentences.len() {
            let words = self.words(&sentences[at].tokens);
            if rows + words.rows() > BLOCK {
                self.annotate_group(start, &mut sentences[start..at], &mut group, &mut done);
                (start, rows) = (at, 0);
            }
            rows += words.rows();
            group.push(words);
        }
        self.annotate_group(start, &mut sentences[start..], &mut group, &mut done);
    }

    /// Annotates sentences at once, the first of them the `first`th; `words` are theirs, and are taken.
    fn annotate_group(
        &self,
        first: usize,
        sentences: &mut [Sentence],
        words: &mut Vec<Words>,
        done: &mut impl FnMut(usize, &Sentence, &[f32]),
    ) {
        words.retain(|words| words.len() > 0);
        if words.is_empty() {
            return;
        }
        let analyses = self.level.run(Parse {
            network: &self.network,
            sentences: words,
        });
        words.clear();
        let filled = (first..)
            .zip(sentences)
            .filter(|(_, sentence)| !sentence.tokens.is_empty());
        for ((number, sentence), mut analysis) in filled.zip(analyses) {
            let references = std::mem::take(&mut analysis.references);
            self.fill(sentence, analysis);
            done(number, sentence, &references);
        }
    }
}
