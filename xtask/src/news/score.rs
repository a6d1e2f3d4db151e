//! Counts: what was found, what is wrong, what is missing.

use std::collections::BTreeMap;

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
    pub(super) const fn is_of_any_article(self) -> bool {
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

    pub(super) const fn add(&mut self, other: Self) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
