//! Names of months, days and stretches of time, and numbers in words.

use jiff::Span as Duration;
use jiff::ToSpan;
use jiff::civil::Weekday;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// Feasts by which texts date things. Most move with the moon, so they are words without days.
const FEASTS: [&str; 9] = [
    "christmas",
    "easter",
    "ramadan",
    "eid",
    "nowruz",
    "passover",
    "diwali",
    "thanksgiving",
    "midsummer",
];

/// Month of a name or its abbreviation, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let position = MONTHS
        .iter()
        .position(|m| *m == word || (m.starts_with(&word) && matches!(word.len(), 3 | 4)))?;
    i8::try_from(position + 1).ok()
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.to_lowercase().as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// "a", "two" and "14" as numbers.
pub(super) fn number(word: &str) -> Option<i64> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let by_word = NUMBERS
        .iter()
        .position(|w| *w == word)
        .and_then(|n| i64::try_from(n).ok());
    by_word.or_else(|| word.parse().ok().filter(|n| (0..400).contains(n)))
}

pub(super) fn year(word: &str) -> Option<i16> {
    word.parse()
        .ok()
        .filter(|y| (1900..2100).contains(y) && word.len() == 4)
}

/// "14", "14th": the day of a month.
pub(super) fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = &word[digits.len()..];
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

pub(super) fn is_season(word: &str) -> bool {
    SEASONS.contains(&word)
}

pub(super) fn is_feast(word: &str) -> bool {
    FEASTS.contains(&word)
}

/// "morning", "night": what may follow the name of a day.
pub(super) fn is_part_of_day(word: &str) -> bool {
    matches!(
        word,
        "morning" | "afternoon" | "evening" | "night" | "midday" | "lunchtime"
    )
}

/// A stretch of the calendar that things are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Year,
}

impl Unit {
    /// "week", "weeks" and "week's".
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "day" | "days" => Self::Day,
            "week" | "weeks" => Self::Week,
            "fortnight" | "fortnights" => Self::Fortnight,
            "weekend" | "weekends" => Self::Weekend,
            "month" | "months" => Self::Month,
            "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    /// So many of them.
    pub(super) fn times(self, n: i64) -> Duration {
        match self {
            Self::Day => n.days(),
            Self::Week | Self::Weekend => (7 * n).days(),
            Self::Fortnight => (14 * n).days(),
            Self::Month => n.months(),
            Self::Year => n.years(),
        }
    }
}
