//! Text in, analysed sentences out.

use std::ops::Range;

use crate::document::{Document, Sentence, Token};
use crate::ends;
use crate::signs::Share;
use crate::token;

/// Gives the tokens of one sentence their tags, lemmas, heads and relations.
///
/// The one interface behind which models differ. An implementation must give the same answer for the same sentence on every
/// machine, and leave exactly one token, the root, without head.
pub trait Annotator: Send + Sync {
    /// Fills in `lemma`, `upos`, `xpos`, `head` and `deprel` of every token, and the signs of the sentence if the model has any.
    fn annotate(&self, sentence: &mut Sentence);

    /// Does so for many sentences, which some models do faster at once; the answer is the same.
    fn annotate_all(&self, sentences: &mut [Sentence]) {
        for sentence in sentences {
            self.annotate(sentence);
        }
    }

    /// How likely each word of some stretches of text, none of them empty, ends a sentence; nothing if the model cannot tell.
    fn sentence_ends(&self, _stretches: &[&[Token]]) -> Option<Vec<Vec<Share>>> {
        None
    }

    /// Annotates all sentences of a text; some models also find which words stand for the same.
    fn annotate_document(&self, document: &mut Document) {
        self.annotate_all(&mut document.sentences);
    }
}

/// The models that come with the crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Model {
    /// An encoder: a third fewer mistakes in its trees, about a seventh of the speed of `Fast`.
    #[default]
    Accurate,
    /// Linear models: for bulk work.
    Fast,
}

/// Tokeniser, sentence splitter and an [`Annotator`].
pub struct Pipeline {
    annotator: Box<dyn Annotator>,
}

impl Pipeline {
    /// A pipeline with this model.
    #[must_use]
    pub fn new(annotator: impl Annotator + 'static) -> Self {
        Self {
            annotator: Box::new(annotator),
        }
    }

    /// Reads the given byte ranges of `text`; no sentence crosses the border of a region.
    ///
    /// Ranges are taken in order; what lies outside the text, inside a character or before the end of an earlier range is left
    /// out. Never fails; linear in the text, as sentences are capped at 400 tokens and tokens at 512 bytes.
    #[must_use]
    pub fn parse(&self, text: &str, regions: &[Range<usize>]) -> Document {
        let mut document = segment(text, regions);
        ends::mend(&*self.annotator, &mut document.sentences);
        self.annotator.annotate_document(&mut document);
        document
    }

    /// Reads the whole of `text`.
    #[must_use]
    pub fn parse_all(&self, text: &str) -> Document {
        self.parse(text, std::slice::from_ref(&(0..text.len())))
    }

    /// Annotates a sentence that has been tokenised already.
    pub fn annotate(&self, sentence: &mut Sentence) {
        self.annotator.annotate(sentence);
    }

    /// Annotates a document that has been tokenised already.
    pub fn annotate_document(&self, document: &mut Document) {
        self.annotator.annotate_document(document);
    }
}

/// Cuts regions of a text into sentences and tokens without any model; tags and tree are placeholders.
#[must_use]
pub fn segment(text: &str, regions: &[Range<usize>]) -> Document {
    Document {
        sentences: token::segment(text, regions),
        links: Vec::new(),
    }
}
