use crate::{Party, Person, SourceId, Span, Statement};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All that the reader took from one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The source that was read.
    pub source: SourceId,
    /// Day the text was written or published, where it can be told.
    pub date: Option<Date>,
    /// Whether there is a negotiation in the text at all; when not, `statements` holds quotes only.
    pub relevant: bool,
    /// Parties, in order of first mention.
    pub parties: Vec<Party>,
    /// People, in order of first mention.
    pub people: Vec<Person>,
    /// Statements, in order of evidence.
    pub statements: Vec<Statement>,
    /// Sentences that more likely than not tell of a cause and its effect, whether or not a claim was made of it.
    #[serde(default)]
    pub causal: Vec<CausalSentence>,
}

/// A sentence that tells of a cause and its effect, in the eyes of the text model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CausalSentence {
    /// Where it stands.
    pub evidence: Span,
    /// How likely it tells of a cause, in thousandths.
    pub share: u16,
}
