//! The network as an [`Annotator`].

use std::borrow::Cow;

use super::decide::Analysis;
use super::forward::{BLOCK, Parse, Words};
use super::matmul::Level;
use super::network::Network;
use super::shape::shape;
use crate::document::Sentence;
use crate::labels::Xpos;
use crate::model::ModelError;
use crate::pipeline::Annotator;

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

    fn words(&self, sentence: &Sentence) -> Words {
        let mut words = Words::default();
        let (vocabulary, shapes) = (&self.network.vocabulary, &self.network.shapes);
        let most = self.network.config.max_word_pieces;
        for token in &sentence.tokens {
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
        let mut group: Vec<Words> = Vec::new();
        let (mut start, mut rows) = (0, 0);
        for at in 0..sentences.len() {
            let words = self.words(&sentences[at]);
            if rows + words.rows() > BLOCK {
                self.annotate_group(&mut sentences[start..at], &mut group);
                (start, rows) = (at, 0);
            }
            rows += words.rows();
            group.push(words);
        }
        self.annotate_group(&mut sentences[start..], &mut group);
    }
}

impl Encoder {
    /// Annotates sentences at once; `words` are theirs, and are taken.
    fn annotate_group(&self, sentences: &mut [Sentence], words: &mut Vec<Words>) {
        words.retain(|words| words.len() > 0);
        if words.is_empty() {
            return;
        }
        let analyses = self.level.run(Parse {
            network: &self.network,
            sentences: words,
        });
        words.clear();
        let filled = sentences
            .iter_mut()
            .filter(|sentence| !sentence.tokens.is_empty());
        for (sentence, analysis) in filled.zip(analyses) {
            self.fill(sentence, analysis);
        }
    }
}
