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

impl DateRange {
    /// The day, month or year that the range is, by ISO 8601.
    fn name(self) -> Option<String> {
        let (first, last) = (self.first, self.last);
        if first == last {
            return Some(first.to_string());
        }
        if first == first.first_of_year() && last == first.last_of_year() {
            return Some(first.strftime("%Y").to_string());
        }
        let is_month = first == first.first_of_month() && last == first.last_of_month();
        is_month.then(|| first.strftime("%Y-%m").to_string())
    }
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
    /// The day of writing, which the text has no words for.
    #[must_use]
    pub fn of_day(day: Date) -> Self {
        Self {
            words: day.to_string(),
            range: Some(DateRange {
                first: day,
                last: day,
                certainty: Certainty::Derived,
            }),
        }
    }

    /// ISO 8601 day, month (`2026-05`) or year where the range is one, else the words.
    #[must_use]
    pub fn label(&self) -> String {
        let name = self.range.and_then(DateRange::name);
        name.unwrap_or_else(|| self.words.clone())
    }
}
