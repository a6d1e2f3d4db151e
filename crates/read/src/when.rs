//! Time expressions: the text's own words and, where the article's date is known, the days they
//! mean.

use crate::cast::join;
use crate::tree::Tree;
use demarche_evidence::{Certainty, DateRange, When};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, ToSpan};

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

/// Whether a word is the name of a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let position = MONTHS
        .iter()
        .position(|m| *m == word || (m.starts_with(&word) && matches!(word.len(), 3 | 4)))?;
    i8::try_from(position + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
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

fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = word.to_lowercase();
    let by_word = WORDS
        .iter()
        .position(|w| *w == word)
        .and_then(|n| i64::try_from(n).ok());
    by_word.or_else(|| word.parse().ok().filter(|n| (0..400).contains(n)))
}

fn year(word: &str) -> Option<i16> {
    word.parse()
        .ok()
        .filter(|y| (1900..2100).contains(y) && word.len() == 4)
}

/// First bytes of the entries of a live blog, in order, if each opens with its time and the newest
/// stands first; else nothing. An entry runs to the next.
pub(crate) fn newest_first(trees: &[Tree]) -> Vec<usize> {
    let mut entries: Vec<(usize, u32)> = Vec::new();
    let mut paragraph = None;
    for tree in trees {
        let opens = paragraph != Some(tree.paragraph);
        paragraph = Some(tree.paragraph);
        let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
        let half = if is_half_of_day(word(1)) { word(1) } else { "" };
        if let Some(minute) = minute_of_day(word(0), half).filter(|_| opens) {
            entries.push((tree.span.start, minute));
        }
    }
    let falls = entries.windows(2).filter(|w| w[0].1 > w[1].1).count();
    let is_reversed = entries.len() >= 3 && 3 * falls > 2 * (entries.len() - 1);
    if is_reversed {
        entries.into_iter().map(|(start, _)| start).collect()
    } else {
        Vec::new()
    }
}

/// "19.40", "6.05am", "9:15" and "pm": the minute since midnight.
fn minute_of_day(clock: &str, half: &str) -> Option<u32> {
    let lower = clock.to_lowercase();
    let (digits, half) = match lower
        .strip_suffix("am")
        .or_else(|| lower.strip_suffix("pm"))
    {
        Some(digits) => (digits, &lower[digits.len()..]),
        None => (lower.as_str(), half),
    };
    let (h, m) = digits.split_once(['.', ':'])?;
    let (hour, minute): (u32, u32) = (h.parse().ok()?, m.parse().ok()?);
    if hour > 23 || minute > 59 || m.len() != 2 {
        return None;
    }
    let is_afternoon = half.starts_with('p');
    let hour = match (half.is_empty(), is_afternoon) {
        (true, _) => hour,
        (false, true) => hour % 12 + 12,
        (false, false) => hour % 12,
    };
    Some(60 * hour + minute)
}

/// The day an article was written, from the first full date in its first lines.
pub(crate) fn article_date(trees: &[Tree]) -> Option<Date> {
    trees
        .iter()
        .take(6)
        .find_map(|tree| (0..tree.nodes.len()).find_map(|i| full_date(tree, i).map(|(d, _)| d)))
}

/// A date with day, month and year that starts at word `i`, and its length in words.
fn full_date(tree: &Tree, i: usize) -> Option<(Date, usize)> {
    let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    if let Ok(date) = word(i).parse::<Date>() {
        return Some((date, 1));
    }
    let (day, month, mut next) = day_and_month(tree, i)?;
    if word(next) == "," {
        next += 1;
    }
    let year = year(word(next))?;
    Some((Date::new(year, month, day).ok()?, next + 1 - i))
}

/// "9 April" or "April 9": day, month, index of the word after.
fn day_and_month(tree: &Tree, i: usize) -> Option<(i8, i8, usize)> {
    let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let day_of = |w: &str| {
        let digits = w.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d))
    };
    if let (Some(day), Some(month)) = (day_of(word(i)), month(word(i + 1))) {
        return Some((day, month, i + 2));
    }
    if let (Some(month), Some(day)) = (month(word(i)), day_of(word(i + 1))) {
        return tree.nodes[i]
            .is_capitalised()
            .then_some((day, month, i + 2));
    }
    None
}

/// First time expression among words `low..high`. `future` tells which way a bare weekday or date
/// points.
pub(crate) fn find(
    tree: &Tree,
    low: usize,
    high: usize,
    base: Option<Date>,
    future: bool,
) -> Option<When> {
    let all =
        || (low..high.min(tree.nodes.len())).filter_map(|i| starting_at(tree, i, base, future));
    // "at 10am on Monday": the day says more than the hour.
    all().find(|w| w.range.is_some()).or_else(|| all().next())
}

fn starting_at(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<When> {
    let expression = explicit(tree, i, base, future)
        .or_else(|| relative(tree, i, base, future))
        .or_else(|| named_day(tree, i, base, future))
        .or_else(|| named_month(tree, i, base, future))
        .or_else(|| ordinal_day(tree, i, base, future))?;
    let (range, len) = expression;
    Some(When {
        words: join(tree, i, (i + len).min(tree.nodes.len())),
        range,
    })
}

type Expression = (Option<DateRange>, usize);

fn day(date: Date, certainty: Certainty) -> Option<DateRange> {
    Some(DateRange {
        first: date,
        last: date,
        certainty,
    })
}

fn explicit(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<Expression> {
    if let Some((date, len)) = full_date(tree, i) {
        return Some((day(date, Certainty::Stated), len));
    }
    let (d, m, next) = day_and_month(tree, i)?;
    let range = base
        .and_then(|base| nearest_year(base, m, d, future))
        .and_then(|date| day(date, Certainty::Derived));
    Some((range, next - i))
}

/// "the 24th": the nearest such day in the direction of the tense.
fn ordinal_day(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<Expression> {
    let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word(i).strip_suffix(end))?;
    let number: i8 = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
    let counts_something = tree
        .nodes
        .get(i + 1)
        .is_some_and(|n| matches!(n.upos, "NOUN" | "PROPN" | "ADJ"));
    let is_the = i > 0 && word(i - 1).eq_ignore_ascii_case("the");
    if !is_the || counts_something {
        return None;
    }
    let range = base
        .and_then(|base| nearest_month(base, number, future))
        .and_then(|date| day(date, Certainty::Derived));
    Some((range, 1))
}

/// The day of a month with this number nearest to `base` in the direction of the tense.
fn nearest_month(base: Date, number: i8, future: bool) -> Option<Date> {
    let is_on_the_way = |date: &Date| if future { *date >= base } else { *date <= base };
    let step = if future { 1.month() } else { -1.months() };
    let first = base.first_of_month();
    let months = [Some(first), first.checked_add(step).ok()];
    months
        .into_iter()
        .flatten()
        .filter_map(|m| Date::new(m.year(), m.month(), number).ok())
        .find(is_on_the_way)
}

/// Days within which a date without a year is that of the same season, whatever the tense: in
/// October "planned for November 20" is in a month, not eleven months ago.
const CLOSE: i32 = 60;

/// The date with this month and day nearest to `base` in the direction of the tense.
fn nearest_year(base: Date, month: i8, day: i8, future: bool) -> Option<Date> {
    let this = Date::new(base.year(), month, day).ok()?;
    if (this - base).get_days().abs() <= CLOSE {
        return Some(this);
    }
    let shifted = if future && this < base {
        this.checked_add(1.year()).ok()
    } else if !future && this > base {
        this.checked_sub(1.year()).ok()
    } else {
        None
    };
    Some(shifted.unwrap_or(this))
}

fn relative(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<Expression> {
    let word = |k: usize| {
        tree.nodes
            .get(k)
            .map_or(String::new(), |n| n.form.to_lowercase())
    };
    let shift = |span: Duration| base.and_then(|b| b.checked_add(span).ok());
    let derived = |date: Option<Date>| date.and_then(|d| day(d, Certainty::Derived));
    match word(i).as_str() {
        "today" | "tonight" => Some((derived(base), 1)),
        "tomorrow" => Some((derived(shift(1.day())), 1)),
        "yesterday" => Some((derived(shift(-1.days())), 1)),
        "indefinitely" | "noon" | "midnight" => Some((None, 1)),
        "spring" | "summer" | "autumn" | "winter"
            if i > 0
                && matches!(
                    word(i - 1).as_str(),
                    "the" | "in" | "this" | "early" | "late"
                ) =>
        {
            Some((None, 1))
        }
        hour if is_hour(hour) => Some((None, 1)),
        hour if number(hour).is_some() && is_half_of_day(&word(i + 1)) => Some((None, 2)),
        _ if word(i + 1) == "o'clock" || word(i + 1) == "o’clock" => Some((None, 2)),
        "week" if word(i + 1) == "of" => {
            let (range, len) = explicit(tree, i + 2, base, future)?;
            let week = range.and_then(|r| {
                Some(DateRange {
                    last: r.first.checked_add(6.days()).ok()?,
                    ..r
                })
            });
            Some((week, len + 2))
        }
        "within" => within(&word(i + 1), &word(i + 2), base).map(|r| (r, 3)),
        "last" | "next" | "this" | "coming" => {
            let unit = word(i + 1);
            if weekday(&unit).is_some() {
                let (range, len) = named_day(tree, i + 1, base, word(i) != "last")?;
                return Some((range, len + 1));
            }
            matches!(
                unit.as_str(),
                "week" | "month" | "year" | "weekend" | "spring" | "summer" | "autumn" | "winter"
            )
            .then(|| (period(&word(i), &unit, base), 2))
        }
        "before" | "by" if word(i + 1) == "the" && word(i + 2) == "end" => Some((None, 6)),
        "early" | "late" | "mid" => {
            let at = if word(i + 1) == "-" { i + 2 } else { i + 1 };
            month(&word(at)).map(|_| (None, at + 1 - i))
        }
        _ => None,
    }
}

/// "19.00", "9:30".
fn is_half_of_day(word: &str) -> bool {
    matches!(word, "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m")
}

/// "15:30", "3.25pm", "10am".
fn is_hour(word: &str) -> bool {
    let small = |s: &str, most: u8| s.parse::<u8>().is_ok_and(|n| n <= most);
    let half = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    let clock = half.unwrap_or(word);
    match clock.split_once(['.', ':']) {
        Some((h, m)) => m.len() == 2 && small(h, 23) && small(m, 59),
        None => half.is_some() && small(clock, 12),
    }
}

fn within(count: &str, unit: &str, base: Option<Date>) -> Option<Option<DateRange>> {
    let n = number(count)?;
    let days = match unit.trim_end_matches('s') {
        "day" => n,
        "week" => 7 * n,
        "month" => 30 * n,
        _ => return None,
    };
    Some(base.and_then(|first| {
        let last = first.checked_add(days.days()).ok()?;
        Some(DateRange {
            first,
            last,
            certainty: Certainty::Bounded,
        })
    }))
}

fn period(which: &str, unit: &str, base: Option<Date>) -> Option<DateRange> {
    let base = base?;
    let direction = match which {
        "last" => -1,
        "next" | "coming" => 1,
        _ => 0,
    };
    let (first, last) = match unit {
        "week" => {
            let monday = base
                .checked_sub(i64::from(base.weekday().to_monday_zero_offset()).days())
                .ok()?;
            let first = monday.checked_add((7 * direction).days()).ok()?;
            (first, first.checked_add(6.days()).ok()?)
        }
        "month" => {
            let first = base.first_of_month().checked_add(direction.months()).ok()?;
            (first, first.last_of_month())
        }
        "year" => {
            let first = base.first_of_year().checked_add(direction.years()).ok()?;
            (first, first.last_of_year())
        }
        _ => return None,
    };
    Some(DateRange {
        first,
        last,
        certainty: Certainty::Bounded,
    })
}

fn named_day(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<Expression> {
    let node = tree.nodes.get(i)?;
    let wanted = weekday(&node.form).filter(|_| node.is_capitalised())?;
    let range = base.and_then(|base| {
        // A weekday looks back at most six days, forward at most seven.
        let date = if future {
            (1..=7).find_map(|k| {
                base.checked_add(k.days())
                    .ok()
                    .filter(|d| d.weekday() == wanted)
            })
        } else {
            (0..=6).find_map(|k| {
                base.checked_sub(k.days())
                    .ok()
                    .filter(|d| d.weekday() == wanted)
            })
        };
        date.and_then(|d| day(d, Certainty::Derived))
    });
    Some((range, 1))
}

fn named_month(tree: &Tree, i: usize, base: Option<Date>, future: bool) -> Option<Expression> {
    let node = tree.nodes.get(i)?;
    if !node.is_capitalised() || node.form.len() < 3 {
        return year(&node.form).map(|y| {
            let range = Date::new(y, 1, 1).ok().map(|first| DateRange {
                first,
                last: first.last_of_year(),
                certainty: Certainty::Stated,
            });
            (range, 1)
        });
    }
    // "May" opens sentences as a verb and names people; it needs a preposition or determiner.
    if node.upos != "PROPN" {
        return None;
    }
    let m = month(&node.form)?;
    let named_year = tree.nodes.get(i + 1).and_then(|n| year(&n.form));
    let first = match named_year {
        Some(y) => Date::new(y, m, 1).ok(),
        None => base.and_then(|b| nearest_year(b, m, 1, future)),
    };
    let range = first.map(|first| DateRange {
        first,
        last: first.last_of_month(),
        certainty: if named_year.is_some() {
            Certainty::Stated
        } else {
            Certainty::Derived
        },
    });
    Some((range, 1 + usize::from(named_year.is_some())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    fn words(text: &str) -> Tree {
        let items: Vec<(&str, &str, &'static str, usize, &str)> = text
            .split(' ')
            .map(|w| {
                let upos = if w.starts_with(char::is_uppercase) {
                    "PROPN"
                } else {
                    "NOUN"
                };
                (w, w, upos, 1, "dep")
            })
            .collect();
        tree(&items)
    }

    fn label(text: &str, base: &str, future: bool) -> Option<String> {
        let t = words(text);
        let base = base.parse().unwrap();
        find(&t, 0, t.nodes.len(), Some(base), future).map(|w| w.label())
    }

    #[test]
    fn days_resolve_against_the_date_of_the_article() {
        // 9 September 2025 is a Tuesday.
        assert_eq!(
            label("on September 22", "2025-09-09", true).unwrap(),
            "2025-09-22"
        );
        assert_eq!(
            label("on Monday", "2025-09-09", false).unwrap(),
            "2025-09-08"
        );
        assert_eq!(
            label("on Tuesday", "2025-09-09", false).unwrap(),
            "2025-09-09"
        );
        assert_eq!(
            label("on Friday", "2025-09-09", true).unwrap(),
            "2025-09-12"
        );
        assert_eq!(
            label("on October 20", "2025-10-14", false).unwrap(),
            "2025-10-20"
        );
        assert_eq!(
            label("on December 20", "2025-09-09", false).unwrap(),
            "2024-12-20"
        );
        assert_eq!(label("in January", "2025-11-09", true).unwrap(), "January");
        assert_eq!(
            label("within two weeks", "2025-09-09", true).unwrap(),
            "within two weeks"
        );
        assert_eq!(
            label("delayed indefinitely", "2025-09-09", true).unwrap(),
            "indefinitely"
        );
    }

    #[test]
    fn a_day_of_the_month_and_a_day_with_an_hour() {
        assert_eq!(
            label("on the 24th", "2025-09-09", true).unwrap(),
            "2025-09-24"
        );
        assert_eq!(
            label("on the 24th", "2025-09-09", false).unwrap(),
            "2025-08-24"
        );
        assert_eq!(
            label("at 10am on Monday", "2025-09-09", true).unwrap(),
            "2025-09-15"
        );
    }

    #[test]
    fn clock_times_are_minutes_of_the_day() {
        assert_eq!(minute_of_day("19.40", ""), Some(1180));
        assert_eq!(minute_of_day("6.05pm", ""), Some(1085));
        assert_eq!(minute_of_day("12:30", "am"), Some(30));
        assert_eq!(minute_of_day("3.5", ""), None);
    }

    #[test]
    fn a_date_in_the_first_line_dates_the_article() {
        let t = words("GENEVA , 14 March 2025 ( Agency )");
        assert_eq!(article_date(&[t]).unwrap().to_string(), "2025-03-14");
        let t = words("BRUSSELS , Sept 9 , 2025 ( Agency )");
        assert_eq!(article_date(&[t]).unwrap().to_string(), "2025-09-09");
    }
}
