//! The grammar of time expressions: what words from a place on name a time, and which days that is.

use super::clock::{is_half_of_day, is_hour};
use super::names::{
    Unit, day_of_month, is_feast, is_part_of_day, is_season, month, number, weekday, year,
};
use crate::tree::Tree;
use demarche_evidence::{Certainty, DateRange};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days within which a date without a year is that of the same season, whatever the tense: in
/// October "planned for November 20" is in a month, not eleven months ago.
const CLOSE: i32 = 60;

/// What an expression means, where its days can be told, and how many words it has.
pub(super) type Expression = (Option<DateRange>, usize);

/// The words of a sentence, read against the day on which it was written.
pub(super) struct Reader<'a> {
    pub tree: &'a Tree,
    /// Day of writing.
    pub base: Option<Date>,
    /// Which way a bare weekday or date points.
    pub future: bool,
}

fn day(date: Date, certainty: Certainty) -> DateRange {
    DateRange {
        first: date,
        last: date,
        certainty,
    }
}

fn bounded(first: Date, last: Date) -> DateRange {
    DateRange {
        first,
        last,
        certainty: Certainty::Bounded,
    }
}

/// A date with day, month and year that starts at word `i`, and its length in words.
pub(super) fn full_date(tree: &Tree, i: usize) -> Option<(Date, usize)> {
    let form = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    if let Ok(date) = form(i).parse::<Date>() {
        return Some((date, 1));
    }
    let days = DaysOfMonth::at(tree, i)?;
    let (year, next) = year_behind(tree, days.next)?;
    let date = Date::new(year, days.month, days.last).ok()?;
    Some((date, next - i))
}

/// ", 2026": the year behind a day and month, and the word after it.
fn year_behind(tree: &Tree, mut next: usize) -> Option<(i16, usize)> {
    let form = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    if form(next) == "," {
        next += 1;
    }
    Some((year(form(next))?, next + 1))
}

/// "9 April", "April 9", "13-14 April", "June 23-24", "3 to 5 November", "the 9th of April".
struct DaysOfMonth {
    first: i8,
    last: i8,
    month: i8,
    /// The word after.
    next: usize,
}

impl DaysOfMonth {
    fn at(tree: &Tree, i: usize) -> Option<Self> {
        let form = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
        let (named, from) = match month(form(i)) {
            Some(m) if tree.nodes[i].is_capitalised() => (Some(m), i + 1),
            _ => (None, i),
        };
        let first = day_of_month(form(from))?;
        let joins = matches!(form(from + 1), "-" | "–" | "—" | "and" | "to" | "or");
        let second = day_of_month(form(from + 2)).filter(|last| joins && first < *last);
        let (last, next) = second.map_or((first, from + 1), |last| (last, from + 3));
        if let Some(month) = named {
            return Some(Self {
                first,
                last,
                month,
                next,
            });
        }
        let of = usize::from(form(next) == "of");
        let month = month(form(next + of))?;
        Some(Self {
            first,
            last,
            month,
            next: next + of + 1,
        })
    }
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

/// The date with this month and day nearest to `base` in the direction of the tense.
fn nearest_year(base: Date, month: i8, day: i8, future: bool) -> Option<Date> {
    let this = Date::new(base.year(), month, day).ok()?;
    let turned = if this > base { -1.year() } else { 1.year() };
    let other = this.checked_add(turned).ok();
    let apart = |date: Date| (date - base).get_days().abs();
    if apart(this) <= CLOSE {
        return Some(this);
    }
    if let Some(other) = other.filter(|o| apart(*o) <= CLOSE) {
        return Some(other);
    }
    let is_wrong_way = if future { this < base } else { this > base };
    if is_wrong_way { other } else { Some(this) }
}

/// First and last day of a month.
fn whole_month(first: Date, certainty: Certainty) -> DateRange {
    DateRange {
        first,
        last: first.last_of_month(),
        certainty,
    }
}

impl Reader<'_> {
    fn form(&self, k: usize) -> &str {
        self.tree.nodes.get(k).map_or("", |n| n.form.as_str())
    }

    fn word(&self, k: usize) -> String {
        self.form(k).to_lowercase()
    }

    fn is(&self, k: usize, word: &str) -> bool {
        self.form(k).eq_ignore_ascii_case(word)
    }

    /// The longest expression that starts at word `i`.
    pub fn at(&self, i: usize) -> Option<Expression> {
        self.date(i)
            .or_else(|| self.weekday(i))
            .or_else(|| self.month(i))
            .or_else(|| self.ordinal_day(i))
            .or_else(|| self.year(i))
            .or_else(|| self.by_first_word(i))
    }

    fn by_first_word(&self, i: usize) -> Option<Expression> {
        let word = self.word(i);
        match word.as_str() {
            "today" | "tonight" => Some((self.days_from_base(0), 1 + self.part_of_day(i + 1))),
            "tomorrow" => Some((self.days_from_base(1), 1 + self.part_of_day(i + 1))),
            "yesterday" => Some((self.days_from_base(-1), 1 + self.part_of_day(i + 1))),
            "day" => self.day_beside_another(i),
            "indefinitely" | "noon" | "midnight" => Some((None, 1)),
            "week" if self.is(i + 1, "of") => self.week_of(i),
            "within" => self.within(i),
            "in" => self.in_so_long(i),
            "last" | "next" | "this" | "coming" | "past" | "previous" => {
                self.pointed_at(i, &word).or_else(|| self.so_many(i, &word))
            }
            "early" | "earlier" | "late" | "later" | "mid" | "beginning" | "start" | "middle"
            | "end" => self.part_of(i, &word),
            "first" | "second" => self.share_of(i, &word),
            "spring" | "summer" | "autumn" | "winter" => self.season(i),
            "new" if self.is(i + 1, "year") && self.opens_a_time(i) => Some((None, 2)),
            _ if is_feast(&word) && self.opens_a_time(i) => Some((None, 1)),
            _ => self.ago(i).or_else(|| self.hour(i, &word)),
        }
    }

    fn days_from_base(&self, n: i64) -> Option<DateRange> {
        let date = self.base?.checked_add(n.days()).ok()?;
        Some(day(date, Certainty::Derived))
    }

    /// How many of the words from `k` on name a part of the day.
    fn part_of_day(&self, k: usize) -> usize {
        usize::from(is_part_of_day(&self.word(k)))
    }

    /// "14 March 2026", "March 14", "13-14 April".
    fn date(&self, i: usize) -> Option<Expression> {
        if let Some((date, len)) = full_date(self.tree, i) {
            let first = DaysOfMonth::at(self.tree, i)
                .and_then(|d| Date::new(date.year(), date.month(), d.first).ok());
            let range = DateRange {
                first: first.unwrap_or(date),
                last: date,
                certainty: Certainty::Stated,
            };
            return Some((Some(range), len));
        }
        let days = DaysOfMonth::at(self.tree, i)?;
        let last = self
            .base
            .and_then(|base| nearest_year(base, days.month, days.last, self.future));
        let range = last.and_then(|last| {
            Some(DateRange {
                first: Date::new(last.year(), last.month(), days.first).ok()?,
                last,
                certainty: Certainty::Derived,
            })
        });
        Some((range, days.next - i))
    }

    /// "the 24th": the nearest such day in the direction of the tense.
    fn ordinal_day(&self, i: usize) -> Option<Expression> {
        let form = self.form(i);
        let digits = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| form.strip_suffix(end))?;
        let number: i8 = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
        let behind = self.tree.nodes.get(i + 1);
        let counts_something = behind.is_some_and(|n| matches!(n.upos, "NOUN" | "PROPN" | "ADJ"));
        let is_the = i > 0 && self.is(i - 1, "the");
        if !is_the || counts_something {
            return None;
        }
        let date = self
            .base
            .and_then(|base| nearest_month(base, number, self.future));
        Some((date.map(|d| day(d, Certainty::Derived)), 1))
    }

    /// "Monday", "Monday night", "Monday week", "Monday, 22 June".
    fn weekday(&self, i: usize) -> Option<Expression> {
        weekday(self.form(i)).filter(|_| self.tree.nodes[i].is_capitalised())?;
        let comma = usize::from(self.form(i + 1) == ",");
        if let Some((range, len)) = self.date(i + 1 + comma) {
            return Some((range, 1 + comma + len));
        }
        if self.is(i + 1, "week") && !self.is(i + 2, "of") {
            return Some((self.named_day(i, true, 1), 2));
        }
        let range = self.named_day(i, self.future, 0);
        Some((range, 1 + self.part_of_day(i + 1)))
    }

    /// A weekday looks back at most six days, forward at most seven.
    fn named_day(&self, i: usize, future: bool, weeks_more: i64) -> Option<DateRange> {
        let wanted = weekday(self.form(i))?;
        let base = self.base?;
        let steps: Vec<i64> = if future {
            (1..=7).collect()
        } else {
            (0..=6).map(|k: i64| -k).collect()
        };
        let date = steps.into_iter().find_map(|k| {
            let date = base.checked_add(k.days()).ok()?;
            (date.weekday() == wanted).then_some(date)
        })?;
        let date = date.checked_add((7 * weeks_more).days()).ok()?;
        Some(day(date, Certainty::Derived))
    }

    /// "March", "March 2026". "May" opens sentences as a verb and names people; it needs to be a name.
    fn month(&self, i: usize) -> Option<Expression> {
        let node = self.tree.nodes.get(i)?;
        if !node.is_capitalised() || node.form.len() < 3 || node.upos != "PROPN" {
            return None;
        }
        let m = month(&node.form)?;
        let named_year = year(self.form(i + 1));
        let first = match named_year {
            Some(y) => Date::new(y, m, 1).ok(),
            None => self.base.and_then(|b| nearest_year(b, m, 1, self.future)),
        };
        let certainty = if named_year.is_some() {
            Certainty::Stated
        } else {
            Certainty::Derived
        };
        let range = first.map(|first| whole_month(first, certainty));
        Some((range, 1 + usize::from(named_year.is_some())))
    }

    fn year(&self, i: usize) -> Option<Expression> {
        let y = year(self.form(i))?;
        let range = Date::new(y, 1, 1).ok().map(|first| DateRange {
            first,
            last: first.last_of_year(),
            certainty: Certainty::Stated,
        });
        Some((range, 1))
    }

    /// "day before yesterday", "day after tomorrow"; "day before" alone counts from what the text told last.
    fn day_beside_another(&self, i: usize) -> Option<Expression> {
        match (self.word(i + 1).as_str(), self.word(i + 2).as_str()) {
            ("before", "yesterday") => Some((self.days_from_base(-2), 3)),
            ("after", "tomorrow") => Some((self.days_from_base(2), 3)),
            _ => None,
        }
    }

    /// "week of 9 March".
    fn week_of(&self, i: usize) -> Option<Expression> {
        let from = i + 2 + usize::from(self.is(i + 2, "the"));
        let (range, len) = self.date(from)?;
        let week = range.and_then(|r| Some(bounded(r.first, r.first.checked_add(6.days()).ok()?)));
        Some((week, from + len - i))
    }

    /// "within two weeks".
    fn within(&self, i: usize) -> Option<Expression> {
        let (n, unit) = (number(&self.word(i + 1))?, Unit::named(&self.word(i + 2))?);
        let range = self.base.and_then(|first| {
            let last = first.checked_add(unit.times(n)).ok()?;
            Some(bounded(first, last))
        });
        Some((range, 3))
    }

    /// "in two weeks", "in ten days' time": only of what is to come; "in two weeks of talks" is how long they took.
    fn in_so_long(&self, i: usize) -> Option<Expression> {
        let (n, unit) = (number(&self.word(i + 1))?, Unit::named(&self.word(i + 2))?);
        let is_time = self.form(i + 3).starts_with(['\'', '’']) && self.is(i + 4, "time");
        if !self.future && !is_time || self.is(i + 3, "of") {
            return None;
        }
        let date = self.base.and_then(|b| b.checked_add(unit.times(n)).ok());
        let len = if is_time { 5 } else { 3 };
        Some((date.map(|d| self.about(unit, d)), len))
    }

    /// "two weeks ago", "a month earlier".
    fn ago(&self, i: usize) -> Option<Expression> {
        let (n, unit) = (number(&self.word(i))?, Unit::named(&self.word(i + 1))?);
        if !self.is(i + 2, "ago") {
            return None;
        }
        let date = self.base.and_then(|b| b.checked_sub(unit.times(n)).ok());
        Some((date.map(|d| self.about(unit, d)), 3))
    }

    /// The days that somebody may mean who counts in `unit`: "a week ago" names no day.
    fn about(&self, unit: Unit, date: Date) -> DateRange {
        let slack = match unit {
            Unit::Day => return day(date, Certainty::Derived),
            Unit::Month => return whole_month(date.first_of_month(), Certainty::Bounded),
            Unit::Year => return bounded(date.first_of_year(), date.last_of_year()),
            Unit::Week | Unit::Fortnight | Unit::Weekend => 3.days(),
        };
        let first = date.checked_sub(slack).unwrap_or(date);
        let last = date.checked_add(slack).unwrap_or(date);
        bounded(first, last)
    }

    /// "last Tuesday", "next week", "this August", "this morning", "last night", "next spring".
    fn pointed_at(&self, i: usize, pointer: &str) -> Option<Expression> {
        let unit = self.word(i + 1);
        if weekday(&unit).is_some() {
            let is_ahead = !matches!(pointer, "last" | "past" | "previous");
            let is_today = pointer == "this" && !self.future;
            let range = self.named_day(i + 1, is_ahead && !is_today, 0);
            return Some((range, 2 + self.part_of_day(i + 2)));
        }
        if is_part_of_day(&unit) {
            let days = if pointer == "last" { -1 } else { 0 };
            return matches!(pointer, "last" | "this").then(|| (self.days_from_base(days), 2));
        }
        if let Some(m) = month(&unit).filter(|_| self.tree.nodes[i + 1].is_capitalised()) {
            return Some((self.month_pointed_at(pointer, m), 2));
        }
        if is_season(&unit) && unit != "fall" {
            return Some((None, 2));
        }
        if !matches!(pointer, "last" | "next" | "this" | "coming") {
            return None;
        }
        let unit = Unit::named(&unit)?;
        let is_counted = matches!(unit, Unit::Week | Unit::Weekend | Unit::Month | Unit::Year);
        is_counted.then(|| (self.period(pointer, unit), 2))
    }

    fn month_pointed_at(&self, pointer: &str, m: i8) -> Option<DateRange> {
        let base = self.base?;
        let is_ahead = match pointer {
            "this" => self.future,
            "last" | "past" | "previous" => false,
            _ => true,
        };
        let this = Date::new(base.year(), m, 1).ok()?;
        let first = if is_ahead && this < base.first_of_month() {
            this.checked_add(1.year()).ok()?
        } else if !is_ahead && this > base {
            this.checked_sub(1.year()).ok()?
        } else {
            this
        };
        Some(whole_month(first, Certainty::Derived))
    }

    /// "next two weeks", "coming days", "past month".
    fn so_many(&self, i: usize, pointer: &str) -> Option<Expression> {
        let counted = number(&self.word(i + 1));
        let is_few = self.is(i + 1, "few");
        let skip = usize::from(counted.is_some() || is_few);
        let unit = Unit::named(&self.word(i + 1 + skip))?;
        let len = 2 + skip;
        let plural = self.form(i + 1 + skip).ends_with('s');
        let n = match (counted, plural) {
            (Some(n), _) => n,
            (None, false) => 1,
            (None, true) => return Some((None, len)),
        };
        let base = self.base;
        let range = match pointer {
            "next" | "coming" => {
                base.and_then(|b| Some(bounded(b, b.checked_add(unit.times(n)).ok()?)))
            }
            _ => base.and_then(|b| Some(bounded(b.checked_sub(unit.times(n)).ok()?, b))),
        };
        Some((range, len))
    }

    /// The week, month or year of writing or the one beside it.
    fn period(&self, pointer: &str, unit: Unit) -> Option<DateRange> {
        let base = self.base?;
        let direction: i64 = match pointer {
            "last" => -1,
            "next" | "coming" => 1,
            _ => 0,
        };
        let (first, last) = match unit {
            Unit::Day | Unit::Fortnight => return None,
            Unit::Week | Unit::Weekend => {
                let monday = base
                    .checked_sub(i64::from(base.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                let monday = monday.checked_add((7 * direction).days()).ok()?;
                let sunday = monday.checked_add(6.days()).ok()?;
                if unit == Unit::Week {
                    (monday, sunday)
                } else {
                    (monday.checked_add(5.days()).ok()?, sunday)
                }
            }
            Unit::Month => {
                let first = base.first_of_month().checked_add(direction.months()).ok()?;
                (first, first.last_of_month())
            }
            Unit::Year => {
                let first = base.first_of_year().checked_add(direction.years()).ok()?;
                (first, first.last_of_year())
            }
        };
        Some(bounded(first, last))
    }

    /// "early March", "late last year", "end of the month", "mid-March", "later this week", "late Tuesday".
    fn part_of(&self, i: usize, which: &str) -> Option<Expression> {
        let mut at = i + 1;
        if which == "mid" && matches!(self.form(at), "-" | "–") {
            at += 1;
        }
        let is_of = self.is(at, "of");
        at += usize::from(is_of);
        if matches!(which, "late" | "early") && self.is(at, "on") {
            at += 1;
        }
        let (whole, len) = self.stretch(at, is_of)?;
        let part = whole.map(|w| self.part(which, w));
        Some((part, at + len - i))
    }

    /// A day or longer stretch of which a part may be told; "the month" only behind "of".
    fn stretch(&self, at: usize, is_of: bool) -> Option<Expression> {
        let is_the = self.is(at, "the");
        let skip = usize::from(is_the);
        let unit = Unit::named(&self.word(at + skip));
        if let (true, true, Some(unit @ (Unit::Week | Unit::Month | Unit::Year))) =
            (is_of, is_the, unit)
        {
            return Some((self.period("this", unit), 2));
        }
        let (range, len) = self
            .month(at + skip)
            .or_else(|| self.weekday(at + skip))
            .or_else(|| self.year(at + skip))
            .or_else(|| {
                let pointer = self.word(at + skip);
                let points = matches!(pointer.as_str(), "last" | "next" | "this" | "coming");
                points
                    .then(|| self.pointed_at(at + skip, &pointer))
                    .flatten()
            })
            .or_else(|| is_season(&self.word(at + skip)).then_some((None, 1)))?;
        Some((range, len + skip))
    }

    /// The third of a stretch that "early", "mid" or "late" names; a day is not divided.
    fn part(&self, which: &str, whole: DateRange) -> DateRange {
        let days = i64::from((whole.last - whole.first).get_days());
        let plus = |n: i64| whole.first.checked_add(n.days()).unwrap_or(whole.last);
        let clip = |d: Date| d.clamp(whole.first, whole.last);
        match which {
            _ if days == 0 => whole,
            "earlier" => bounded(whole.first, clip(self.base.unwrap_or(whole.last))),
            "later" => bounded(clip(self.base.unwrap_or(whole.first)), whole.last),
            "early" | "beginning" | "start" => bounded(whole.first, plus(days / 3)),
            "mid" | "middle" => bounded(plus(days / 3), plus(2 * days / 3)),
            _ => bounded(plus(2 * days / 3), whole.last),
        }
    }

    /// "first half of June", "second week of May", "first days of March".
    fn share_of(&self, i: usize, which: &str) -> Option<Expression> {
        let of = i + 2;
        if !self.is(of, "of") {
            return None;
        }
        let (whole, len) = self.stretch(of + 1, true)?;
        let at = match which {
            "first" => 0,
            _ => 1,
        };
        let size = |whole: DateRange| i64::from((whole.last - whole.first).get_days() + 1);
        let length = |whole: DateRange| match self.word(i + 1).as_str() {
            "half" => Some((size(whole) + 1) / 2),
            "week" | "weeks" => Some(7),
            "days" => Some(5),
            _ => None,
        };
        length(whole.unwrap_or_else(|| bounded(Date::ZERO, Date::ZERO)))?;
        let range = whole.and_then(|w| {
            let length = length(w)?;
            let first = w.first.checked_add((at * length).days()).ok()?;
            let last = first.checked_add((length - 1).days()).ok()?;
            Some(bounded(first, last.min(w.last)))
        });
        Some((range, of + 1 + len - i))
    }

    /// "the spring", "in summer".
    fn season(&self, i: usize) -> Option<Expression> {
        let before = i.checked_sub(1).map(|k| self.word(k)).unwrap_or_default();
        matches!(before.as_str(), "the" | "in").then_some((None, 1))
    }

    /// Whether a preposition of time stands before word `i`.
    fn opens_a_time(&self, i: usize) -> bool {
        let k = i.checked_sub(1).filter(|&k| self.is(k, "the")).unwrap_or(i);
        let before = k.checked_sub(1).map(|k| self.word(k)).unwrap_or_default();
        matches!(
            before.as_str(),
            "before" | "after" | "until" | "by" | "at" | "over" | "since"
        )
    }

    /// "at 21.15", "10 am", "ten o'clock": an hour without its day.
    fn hour(&self, i: usize, word: &str) -> Option<Expression> {
        if is_hour(word) {
            return Some((None, 1));
        }
        let next = self.word(i + 1);
        if number(word).is_some() && word != "a" && is_half_of_day(&next) {
            return Some((None, 2));
        }
        (next == "o'clock" || next == "o’clock").then_some((None, 2))
    }
}
