use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The text gives the day.
    Stated,
    /// Worked out from the source's own date and a relative expression.
    Derived,
    /// The text only bounds it ("within two weeks", "by the end of May").
    Bounded,
}

/// The days, first to last inclusive, between which something falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// First possible day.
    pub first: Date,
    /// Last possible day.
    pub last: Date,
    /// How the range was found.
    pub certainty: Certainty,
}

/// A time expression: the text's own words, and the days they mean where these can be derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As the text has it.
    pub words: String,
    /// What it means, where it can be told.
    pub range: Option<DateRange>,
}

impl When {
    /// ISO 8601 day where the range is a single day, else the words.
    #[must_use]
    pub fn label(&self) -> String {
        match self.range {
            Some(range) if range.first == range.last => range.first.to_string(),
            _ => self.words.clone(),
        }
    }
}
