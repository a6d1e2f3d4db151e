use crate::{Party, Person, SourceId, Statement};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All that the reader took from one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The source that was read.
    pub source: SourceId,
    /// Day the text was written or published, where it can be told.
    pub date: Option<Date>,
    /// Whether there is a negotiation in the text at all; when not, `statements` is empty.
    pub relevant: bool,
    /// Parties, in order of first mention.
    pub parties: Vec<Party>,
    /// People, in order of first mention.
    pub people: Vec<Person>,
    /// Statements, in order of evidence.
    pub statements: Vec<Statement>,
}
