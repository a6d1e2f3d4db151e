//! Days in the notations that files have.

use crate::{Error, Result};
use jiff::civil::Date;
use jiff::fmt::rfc2822;

/// The day of a date or time: ISO 8601, also without hyphens, or as messages and feeds have it
/// (RFC 5322).
///
/// # Errors
/// When it is none of them.
pub(crate) fn day(words: &str) -> Result<Date> {
    let words = words.trim();
    let iso = || words.get(..10)?.parse().ok();
    let digits = || {
        let short = words.len() == 8 && words.bytes().all(|b| b.is_ascii_digit());
        short.then(|| words.parse().ok()).flatten()
    };
    let long = || Some(rfc2822::parse(words).ok()?.date());
    let found = iso().or_else(digits).or_else(long);
    found.ok_or_else(|| Error::bad(format!("\"{words}\" is no date like 2026-03-01")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_three_notations() {
        let third = Date::constant(2026, 3, 3);
        for words in [
            "2026-03-03",
            " 2026-03-03T23:59:00Z",
            "2026-03-03 10:00",
            "20260303",
            "Tue, 03 Mar 2026 23:59:00 +0200",
        ] {
            assert_eq!(day(words).ok(), Some(third), "{words}");
        }
        assert!(day("March").is_err() && day("3/3/2026").is_err() && day("").is_err());
    }
}
