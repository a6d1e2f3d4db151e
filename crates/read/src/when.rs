//! Time expressions: the text's own words and, where the article's date is known, the days they
//! mean (TIMEX3 of TimeML, Pustejovsky et al. 2003, without durations and repeated times).

mod clock;
mod names;
mod phrases;

use crate::cast::join;
use crate::tree::Tree;
pub(crate) use clock::{is_log, newest_first};
use demarche_evidence::{Certainty, DateRange, When};
use jiff::ToSpan;
use jiff::civil::Date;
use phrases::Reader;

/// Whether a word is the name of a month.
pub(crate) fn is_month(word: &str) -> bool {
    names::month(word).is_some()
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    names::weekday(word).is_some()
}

/// Whether a noun names a stretch of time: "day", "night", "autumn".
pub(crate) fn is_time_noun(lemma: &str) -> bool {
    let is_unit = names::Unit::named(lemma).is_some() || names::is_part_of_day(lemma);
    is_unit || names::is_season(lemma) || matches!(lemma, "end" | "beginning" | "eve" | "half")
}

/// Whether a phrase names a time: "to 4 May", "until the autumn", "for a week", "to a later date".
pub(crate) fn names_time(tree: &Tree, word: usize) -> bool {
    let node = &tree.nodes[word];
    let (low, high) = tree.extent(word);
    let is_named = |e: &Expression| e.low <= word && word < e.high;
    is_time_noun(&node.lemma)
        || node.lemma == "date"
        || expressions(tree, low, high, None, true).any(|e| is_named(&e))
}

/// The day an article was written, from the first full date in its first lines.
pub(crate) fn article_date(trees: &[Tree]) -> Option<Date> {
    trees.iter().take(6).find_map(|tree| {
        (0..tree.nodes.len()).find_map(|i| phrases::full_date(tree, i).map(|(d, _)| d))
    })
}

/// A time expression among the words of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    /// First word that names a time, behind the preposition.
    pub low: usize,
    /// One past the last.
    pub high: usize,
    /// How the preposition bounds it.
    pub bound: Bound,
    /// Words and days, with what the preposition makes of them.
    pub when: When,
    /// The days that are named, whatever the preposition.
    pub named: Option<DateRange>,
}

impl Expression {
    /// The word by which it hangs on the rest of the sentence.
    pub fn top(&self, tree: &Tree) -> usize {
        let inside = self.low..self.high;
        let is_top = |&i: &usize| tree.nodes[i].head.is_none_or(|h| !inside.contains(&h));
        inside.clone().find(is_top).unwrap_or(self.low)
    }
}

/// On which side of a time something falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// "on Monday", "in May".
    At,
    /// "by Monday", "no later than Monday".
    By,
    /// "before Monday".
    Before,
    /// "until Monday".
    Until,
    /// "since Monday".
    Since,
    /// "from Monday", "as of Monday", "as early as Monday".
    From,
    /// "after Monday".
    After,
}

/// First time expression among words `low..high` that names days, else the first that does not. `future` tells which way a bare weekday or date
/// points.
pub(crate) fn find(
    tree: &Tree,
    low: usize,
    high: usize,
    base: Option<Date>,
    future: bool,
) -> Option<When> {
    let mut vague = None;
    for expression in expressions(tree, low, high, base, future) {
        // "at 10am on Monday": the day says more than the hour.
        if expression.when.range.is_some() {
            return Some(expression.when);
        }
        vague = vague.or(Some(expression.when));
    }
    vague
}

/// The time expressions among words `low..high`, in order, none inside another.
pub(crate) fn expressions(
    tree: &Tree,
    low: usize,
    high: usize,
    base: Option<Date>,
    future: bool,
) -> impl Iterator<Item = Expression> {
    let high = high.min(tree.nodes.len());
    let mut at = low;
    // The time with which an entry of a live blog opens is the time of writing.
    if low == 0 {
        at = clock::opening(tree).map_or(0, |(_, len)| len);
    }
    std::iter::from_fn(move || {
        while at < high {
            let start = at;
            let future = future || points_ahead(tree, start);
            let reader = Reader { tree, base, future };
            match reader.at(start) {
                Some((range, len)) => {
                    at = start + len;
                    return Some(bounded(tree, start, len, range, base));
                }
                None => at += 1,
            }
        }
        None
    })
}

/// The expression of `len` words at `start` with the preposition that bounds it.
fn bounded(
    tree: &Tree,
    start: usize,
    len: usize,
    range: Option<DateRange>,
    base: Option<Date>,
) -> Expression {
    let (bound, opening) = bound_of(tree, start);
    // "on" and "from" say nothing that the days do not.
    let from = match bound {
        Bound::At | Bound::From => start,
        _ => opening,
    };
    let high = (start + len).min(tree.nodes.len());
    Expression {
        low: start,
        high,
        bound,
        when: When {
            words: join(tree, from, high),
            range: range.and_then(|range| within_bound(range, bound, base)),
        },
        named: range,
    }
}

/// What the words before an expression make of it, and the first of them.
fn bound_of(tree: &Tree, start: usize) -> (Bound, usize) {
    let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let is = |k: usize, w: &str| word(k).eq_ignore_ascii_case(w);
    let the = start.checked_sub(1).filter(|&k| is(k, "the"));
    let Some(k) = the.unwrap_or(start).checked_sub(1) else {
        return (Bound::At, start);
    };
    let is_back = |n: usize, w: &str| k.checked_sub(n).is_some_and(|k| is(k, w));
    let (bound, words_before) = match word(k).to_lowercase().as_str() {
        "by" => (Bound::By, 0),
        "before" if is_back(1, "not") => (Bound::After, 1),
        "before" => (Bound::Before, 0),
        "of" if is_back(1, "ahead") => (Bound::Before, 1),
        "until" | "till" => (Bound::Until, 0),
        "since" => (Bound::Since, 0),
        "after" => (Bound::After, 0),
        "from" => (Bound::From, 0),
        "of" if is_back(1, "as") => (Bound::From, 1),
        "than" if is_back(1, "later") => (Bound::By, 1 + usize::from(is_back(2, "no"))),
        _ => return (Bound::At, start),
    };
    (bound, k - words_before)
}

/// The days that are meant when a time is only a bound; none for what may be at any time after.
fn within_bound(range: DateRange, bound: Bound, base: Option<Date>) -> Option<DateRange> {
    let (first, last) = match (bound, base) {
        (Bound::At | Bound::From, _) => return Some(range),
        (Bound::After, _) | (_, None) => return None,
        (Bound::Since, Some(base)) => (range.first, base),
        (Bound::By | Bound::Until, Some(base)) => (base.min(range.last), range.last),
        (Bound::Before, Some(base)) => {
            let last = range.first.checked_sub(1.day()).ok()?;
            (base.min(last), last)
        }
    };
    (first <= last).then_some(DateRange {
        first,
        last,
        certainty: Certainty::Bounded,
    })
}

/// "agreed to meet *on 10 July*": whether the verb over a time tells what is to come, whatever the tense of the sentence.
fn points_ahead(tree: &Tree, i: usize) -> bool {
    let is_verb = |t: &Tree, k: usize| matches!(t.nodes[k].upos, "VERB" | "AUX");
    if is_moved_to(tree, i) {
        return true;
    }
    let Some(verb) = tree.ancestor(i, is_verb) else {
        return false;
    };
    let node = &tree.nodes[verb];
    let has = |rel: &str, forms: &[&str]| {
        let mut those = tree.children_by(verb, rel);
        those.any(|c| forms.contains(&tree.nodes[c].form.to_lowercase().as_str()))
    };
    // "were to have met on Friday" may be of a Friday that is over.
    if has("aux", &["have"]) {
        return false;
    }
    let is_to = has("mark", &["to"]) && ["xcomp", "ccomp", "acl"].iter().any(|r| node.is(r));
    is_to || has("aux", &["will", "shall", "’ll", "'ll"])
}

/// "postponed *to Thursday*"; not "from Monday to Friday".
fn is_moved_to(tree: &Tree, i: usize) -> bool {
    const REACH: usize = 4;
    let before = i.checked_sub(1).map(|k| &tree.nodes[k]);
    let is_to = before.is_some_and(|n| n.form == "to" && n.upos == "ADP");
    let is_from = |k: usize| tree.nodes[k].form.eq_ignore_ascii_case("from");
    is_to && !(i.saturating_sub(REACH)..i).any(is_from)
}

#[cfg(test)]
mod tests;
