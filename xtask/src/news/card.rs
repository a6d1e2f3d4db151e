//! The score of one article: items paired one to one, and what became of them.

use serde_json::Value;

use super::gold::Entry;
use super::score::{Count, Counts, Row};
use crate::assignment::assign;

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

/// Counts of several articles, pooled.
pub(super) fn pool<'a>(cards: impl Iterator<Item = &'a Card>) -> Counts {
    let mut pooled = Counts::new();
    for (row, count) in cards.flat_map(|card| &card.counts) {
        pooled.entry(*row).or_default().add(*count);
    }
    pooled
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
}
