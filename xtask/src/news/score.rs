//! Counts: what was found, what is wrong, what is missing.

use std::collections::BTreeMap;

use serde_json::Value;

use super::assignment::assign;
use super::gold::Entry;

/// What is counted, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    Parties,
    People,
    Meetings,
    MeetingStatus,
    MeetingFinal,
    Proposals,
    ProposalStances,
    Positions,
    Characterisations,
    Claims,
    Levers,
    Events,
    Quotes,
    ImpasseStuck,
    ImpasseWhy,
    ImpasseWho,
    ImpasseConditions,
}

impl Row {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::People => "people",
            Self::Meetings => "meetings",
            Self::MeetingStatus => "meeting_status",
            Self::MeetingFinal => "meeting_final",
            Self::Proposals => "proposals",
            Self::ProposalStances => "proposal_stances",
            Self::Positions => "positions",
            Self::Characterisations => "characterisations",
            Self::Claims => "claims",
            Self::Levers => "levers",
            Self::Events => "events",
            Self::Quotes => "quotes",
            Self::ImpasseStuck => "impasse_stuck",
            Self::ImpasseWhy => "impasse_why",
            Self::ImpasseWho => "impasse_who",
            Self::ImpasseConditions => "impasse_conditions",
        }
    }

    /// Whether it may be reported of any article, with or without a negotiation.
    const fn is_of_any_article(self) -> bool {
        matches!(self, Self::Parties | Self::People | Self::Quotes)
    }
}

/// What became of the items of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) tp: usize,
    pub(super) fp: usize,
    /// False negatives: gold items that were missed.
    pub(super) missed: usize,
    /// Product items that repeat one that was found.
    pub(super) dup: usize,
    /// Optional gold items that were found.
    pub(super) opt: usize,
}

impl Count {
    /// A row without product items is right if nothing was to be found.
    pub(super) fn precision(self) -> f64 {
        share(self.tp, self.tp + self.fp, self.missed == 0)
    }

    pub(super) fn recall(self) -> f64 {
        share(self.tp, self.tp + self.missed, self.fp == 0)
    }

    pub(super) fn f1(self) -> f64 {
        let all = 2 * self.tp + self.fp + self.missed;
        share(2 * self.tp, all, true)
    }

    /// Whether there was anything to find or anything wrong.
    pub(super) const fn is_used(self) -> bool {
        self.tp + self.fp + self.missed > 0
    }

    const fn add(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.missed += other.missed;
        self.dup += other.dup;
        self.opt += other.opt;
    }
}

fn share(part: usize, of: usize, right_if_empty: bool) -> f64 {
    match of {
        0 => f64::from(u8::from(right_if_empty)),
        _ => part as f64 / of as f64,
    }
}

/// Counts by row.
pub(super) type Counts = BTreeMap<Row, Count>;

/// The plain mean of F1 over the rows in which anything happened.
pub(super) fn macro_f1(counts: &Counts) -> f64 {
    let values: Vec<f64> = counts
        .values()
        .filter(|count| count.is_used())
        .map(|count| count.f1())
        .collect();
    if values.is_empty() {
        return 1.0;
    }
    values.iter().sum::<f64>() / values.len() as f64
}

/// All rows taken together.
pub(super) fn total(counts: &Counts) -> Count {
    let mut total = Count::default();
    for count in counts.values() {
        total.add(*count);
    }
    total
}

/// Counts of several articles, pooled.
pub(super) fn pool<'a>(cards: impl Iterator<Item = &'a Card>) -> Counts {
    let mut pooled = Counts::new();
    for (row, count) in cards.flat_map(|card| &card.counts) {
        pooled.entry(*row).or_default().add(*count);
    }
    pooled
}

/// Why an item is in the list of misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Missed,
    Wrong,
    /// The meeting was found, but not what became of it.
    Status,
    /// Whether the talks are stuck.
    Stuck,
}

impl Fault {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Missed => "MISSED",
            Self::Wrong => "WRONG",
            Self::Status => "STATUS",
            Self::Stuck => "STUCK",
        }
    }
}

/// An item that was missed, or should not be there.
#[derive(Debug, Clone)]
pub(super) struct Miss {
    pub(super) fault: Fault,
    pub(super) row: Row,
    pub(super) item: Value,
}

/// How many were right, of how many.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Right {
    pub(super) right: usize,
    pub(super) of: usize,
}

impl Right {
    pub(super) fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    pub(super) const fn add(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// What is paired: an item of a list, or a part of one.
pub(super) trait Item {
    fn is_optional(&self) -> bool;
    fn written(&self) -> Value;
}

impl<T> Item for Entry<T> {
    fn is_optional(&self) -> bool {
        self.optional
    }

    fn written(&self) -> Value {
        self.written.clone()
    }
}

/// The score of one article.
#[derive(Debug)]
pub(super) struct Card {
    /// False for a near miss.
    pub(super) relevant: bool,
    pub(super) counts: Counts,
    pub(super) misses: Vec<Miss>,
    /// Days of matched events; outside the macro F1.
    pub(super) when: Right,
    /// The article's own date; outside the macro F1.
    pub(super) date: Right,
}

impl Card {
    pub(super) const fn new(relevant: bool) -> Self {
        Self {
            relevant,
            counts: Counts::new(),
            misses: Vec::new(),
            when: Right { right: 0, of: 0 },
            date: Right { right: 0, of: 0 },
        }
    }

    /// False items on an article without negotiation.
    pub(super) fn false_items(&self) -> Option<usize> {
        (!self.relevant).then(|| {
            let of = |miss: &&Miss| matches!(miss.fault, Fault::Wrong | Fault::Stuck);
            self.misses.iter().filter(of).count()
        })
    }

    pub(super) fn count(&mut self, row: Row) -> &mut Count {
        self.counts.entry(row).or_default()
    }

    pub(super) fn note(&mut self, fault: Fault, row: Row, item: Value) {
        self.misses.push(Miss { fault, row, item });
    }

    /// Pairs the items of a row one to one and counts them. `agreement` is 0 for two items that do
    /// not match, and greater for a better match, below 10. As many pairs are made as can be;
    /// among those, as many with wanted items as can be; then the best. Gives the pairs.
    pub(super) fn tally<G: Item, P: Item>(
        &mut self,
        row: Row,
        gold: &[G],
        product: &[P],
        agreement: impl Fn(&G, &P) -> f64,
    ) -> Vec<(usize, usize)> {
        if !self.relevant && row.is_of_any_article() {
            return Vec::new();
        }
        let scores: Vec<Vec<f64>> = gold
            .iter()
            .map(|g| product.iter().map(|p| agreement(g, p)).collect())
            .collect();
        let pairs = assign(&weights(gold, &scores));
        let (mut found, mut used) = (vec![false; gold.len()], vec![false; product.len()]);
        for (g, p) in &pairs {
            found[*g] = true;
            used[*p] = true;
        }
        self.count_gold(row, gold, &found);
        for (at, item) in product.iter().enumerate().filter(|(at, _)| !used[*at]) {
            if scores.iter().any(|row| row[at] > 0.0) {
                self.count(row).dup += 1;
            } else {
                self.count(row).fp += 1;
                self.note(Fault::Wrong, row, item.written());
            }
        }
        pairs
    }

    fn count_gold<G: Item>(&mut self, row: Row, gold: &[G], found: &[bool]) {
        for (item, found) in gold.iter().zip(found) {
            match (found, item.is_optional()) {
                (true, true) => self.count(row).opt += 1,
                (true, false) => self.count(row).tp += 1,
                (false, true) => {}
                (false, false) => {
                    self.count(row).missed += 1;
                    self.note(Fault::Missed, row, item.written());
                }
            }
        }
    }
}

fn weights<G: Item>(gold: &[G], scores: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let weight = |item: &G, score: f64| match score {
        0.0 => 0.0,
        _ if item.is_optional() => 1000.0 + score,
        _ => 1010.0 + score,
    };
    gold.iter()
        .zip(scores)
        .map(|(item, row)| row.iter().map(|score| weight(item, *score)).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Word(&'static str, bool);

    impl Item for Word {
        fn is_optional(&self) -> bool {
            self.1
        }

        fn written(&self) -> Value {
            Value::from(self.0)
        }
    }

    fn tally(gold: &[Word], product: &[Word], relevant: bool, row: Row) -> Card {
        let mut card = Card::new(relevant);
        let same = |g: &Word, p: &Word| f64::from(u8::from(g.0 == p.0));
        card.tally(row, gold, product, same);
        card
    }

    const fn wanted(word: &'static str) -> Word {
        Word(word, false)
    }

    #[test]
    fn counts_found_missed_wrong_repeated_and_optional() {
        let gold = [
            wanted("ferry"),
            wanted("quota"),
            Word("levy", true),
            Word("port", true),
        ];
        let product = [
            wanted("ferry"),
            wanted("ferry"),
            wanted("levy"),
            wanted("dock"),
        ];
        let card = tally(&gold, &product, true, Row::Events);
        let expected = Count {
            tp: 1,
            fp: 1,
            missed: 1,
            dup: 1,
            opt: 1,
        };
        assert_eq!(card.counts[&Row::Events], expected);
        let faults: Vec<_> = card
            .misses
            .iter()
            .map(|m| (m.fault, m.item.clone()))
            .collect();
        assert_eq!(
            faults,
            [
                (Fault::Missed, "quota".into()),
                (Fault::Wrong, "dock".into())
            ]
        );
    }

    #[test]
    fn one_product_item_goes_to_the_wanted_gold_item() {
        let gold = [Word("levy", true), wanted("levy")];
        let card = tally(&gold, &[wanted("levy")], true, Row::Claims);
        assert_eq!(
            card.counts[&Row::Claims],
            Count {
                tp: 1,
                ..Count::default()
            }
        );
    }

    #[test]
    fn near_misses_may_have_people_but_no_meetings() {
        let product = [wanted("race meeting")];
        let people = tally(&[], &product, false, Row::People);
        assert_eq!(people.false_items(), Some(0));
        let meetings = tally(&[], &product, false, Row::Meetings);
        assert_eq!(meetings.false_items(), Some(1));
        assert_eq!(
            tally(&[], &product, true, Row::Meetings).false_items(),
            None
        );
    }

    #[test]
    fn the_macro_is_a_plain_mean_over_the_rows_in_use() {
        let half = Count {
            tp: 1,
            fp: 1,
            missed: 1,
            ..Count::default()
        };
        let all = Count {
            tp: 4,
            ..Count::default()
        };
        let unused = Count {
            dup: 1,
            opt: 1,
            ..Count::default()
        };
        let counts = Counts::from([
            (Row::Parties, half),
            (Row::Events, all),
            (Row::Quotes, unused),
        ]);
        assert!((macro_f1(&counts) - 0.75).abs() < 1e-9);
        assert_eq!(total(&counts).tp, 5);
        assert!((macro_f1(&Counts::new()) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_empty_row_is_right_only_if_nothing_was_to_be_found() {
        let missed = Count {
            missed: 2,
            ..Count::default()
        };
        assert!(missed.precision().abs() < 1e-9 && missed.f1().abs() < 1e-9);
        let wrong = Count {
            fp: 2,
            ..Count::default()
        };
        assert!(wrong.recall().abs() < 1e-9 && (Count::default().f1() - 1.0).abs() < 1e-9);
    }
}
