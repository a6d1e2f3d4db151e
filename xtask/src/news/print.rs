//! The score as tables and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::card::{Card, Right, pool};
use super::score::{Counts, macro_f1, total};

/// A scored article.
pub(super) struct Article {
    pub(super) name: String,
    pub(super) card: Card,
    /// Whether there was no file to score.
    pub(super) absent: bool,
}

/// The scored articles of one folder.
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) articles: Vec<Article>,
}

/// Characters of an item in the list of misses.
const SHOWN: usize = 300;
/// Fields of an item that say where it comes from and not what it says.
const UNSHOWN: [&str; 7] = [
    "alt_evidence",
    "arguments",
    "confidence",
    "id",
    "span",
    "spans",
    "voice",
];

impl Folder {
    fn counts(&self) -> Counts {
        pool(self.articles.iter().map(|article| &article.card))
    }

    fn right(&self, of: impl Fn(&Card) -> Right) -> Right {
        let mut sum = Right::default();
        for article in &self.articles {
            sum.add(of(&article.card));
        }
        sum
    }

    /// Counts, precision, recall and F1 by row, their mean, and what is outside the mean.
    pub(super) fn table(&self) -> String {
        let mut out = format!("{}: {} articles\n", self.name, self.articles.len());
        let counts = self.counts();
        line(
            &mut out,
            format_args!(
                "{:20}{:>6}{:>6}{:>6}{:>6}{:>6}{:>8}{:>7}{:>7}",
                "", "tp", "fp", "fn", "dup", "opt", "P", "R", "F1"
            ),
        );
        for (row, count) in counts.iter().filter(|(_, count)| count.is_used()) {
            line(
                &mut out,
                format_args!(
                    "{:20}{:6}{:6}{:6}{:6}{:6}{:8.3}{:7.3}{:7.3}",
                    row.name(),
                    count.tp,
                    count.fp,
                    count.missed,
                    count.dup,
                    count.opt,
                    count.precision(),
                    count.recall(),
                    count.f1()
                ),
            );
        }
        line(
            &mut out,
            format_args!("{:20}{:52.3}", "macro F1", macro_f1(&counts)),
        );
        self.asides(&mut out);
        out
    }

    fn asides(&self, out: &mut String) {
        for (what, right) in [
            ("days of events", self.right(|card| card.when)),
            ("dates of articles", self.right(|card| card.date)),
        ] {
            if right.of > 0 {
                line(
                    out,
                    format_args!("{what}: {} of {} right", right.right, right.of),
                );
            }
        }
        for article in &self.articles {
            if let Some(count) = article.card.false_items() {
                let items = if count == 1 { "item" } else { "items" };
                let name = &article.name;
                line(
                    out,
                    format_args!("no negotiation in {name}: {count} false {items}"),
                );
            }
        }
        let absent = self.articles.iter().filter(|article| article.absent);
        let absent: Vec<&str> = absent.map(|article| article.name.as_str()).collect();
        if !absent.is_empty() {
            line(
                out,
                format_args!("no output, scored as empty: {}", absent.join(", ")),
            );
        }
    }

    /// Counts and F1 over all rows by article.
    pub(super) fn by_article(&self) -> String {
        let mut out = String::new();
        line(
            &mut out,
            format_args!(
                "{:36}{:>6}{:>6}{:>6}{:>8}",
                "article", "tp", "fp", "fn", "F1"
            ),
        );
        for article in &self.articles {
            let count = total(&article.card.counts);
            line(
                &mut out,
                format_args!(
                    "{:36}{:6}{:6}{:6}{:8.3}",
                    article.name,
                    count.tp,
                    count.fp,
                    count.missed,
                    count.f1()
                ),
            );
        }
        out
    }

    /// One line for each item that was missed or is wrong: article, fault, row, item.
    pub(super) fn misses(&self) -> String {
        let mut out = String::new();
        for article in &self.articles {
            for miss in &article.card.misses {
                let item: String = shown(&miss.item).to_string().chars().take(SHOWN).collect();
                let (fault, row) = (miss.fault.name(), miss.row.name());
                line(
                    &mut out,
                    format_args!("{}\t{fault}\t{row}\t{item}", article.name),
                );
            }
        }
        out
    }

    /// All of it, with every number unrounded.
    pub(super) fn json(&self) -> Value {
        let counts = self.counts();
        let rows = counts.iter().filter(|(_, count)| count.is_used());
        let rows = rows.map(|(row, count)| (row.name().to_owned(), json!({
            "tp": count.tp, "fp": count.fp, "fn": count.missed, "dup": count.dup, "opt": count.opt,
            "p": count.precision(), "r": count.recall(), "f1": count.f1(),
        })));
        let (when, date) = (self.right(|card| card.when), self.right(|card| card.date));
        json!({
            "folder": self.name,
            "macro_f1": macro_f1(&counts),
            "rows": rows.collect::<serde_json::Map<_, _>>(),
            "event_days": {"right": when.right, "of": when.of},
            "article_dates": {"right": date.right, "of": date.of},
            "articles": self.articles.iter().map(article_json).collect::<Vec<_>>(),
        })
    }
}

fn article_json(article: &Article) -> Value {
    let count = total(&article.card.counts);
    let misses = article.card.misses.iter().map(|miss| {
        json!({"fault": miss.fault.name(), "row": miss.row.name(), "item": shown(&miss.item)})
    });
    json!({
        "name": article.name,
        "relevant": article.card.relevant,
        "absent": article.absent,
        "tp": count.tp, "fp": count.fp, "fn": count.missed, "f1": count.f1(),
        "false_items": article.card.false_items(),
        "misses": misses.collect::<Vec<_>>(),
    })
}

fn shown(item: &Value) -> Value {
    match item {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !UNSHOWN.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), shown(value)))
            .collect(),
        Value::Array(items) => items.iter().map(shown).collect(),
        other => other.clone(),
    }
}

fn line(out: &mut String, content: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    _ = writeln!(out, "{content}");
}

#[cfg(test)]
mod tests {
    use super::super::card::Fault;
    use super::super::score::{Count, Row};
    use super::*;

    fn folder() -> Folder {
        let mut talks = Card::new(true);
        *talks.count(Row::Events) = Count {
            tp: 3,
            fp: 1,
            missed: 2,
            dup: 1,
            opt: 0,
        };
        talks.note(
            Fault::Missed,
            Row::Events,
            json!({"what": "tents", "span": [1, 6]}),
        );
        talks.date.count(true);
        let mut races = Card::new(false);
        races.count(Row::Meetings).fp += 1;
        races.note(Fault::Wrong, Row::Meetings, json!({"what": "race meeting"}));
        let article = |name: &str, card, absent| Article {
            name: name.to_owned(),
            card,
            absent,
        };
        Folder {
            name: "part".to_owned(),
            articles: vec![
                article("01-talks", talks, true),
                article("02-races", races, false),
            ],
        }
    }

    #[test]
    fn the_table_has_rows_the_mean_and_what_is_outside_it() {
        let expected = "\
part: 2 articles
                        tp    fp    fn   dup   opt       P      R     F1
meetings                 0     1     0     0     0   0.000  0.000  0.000
events                   3     1     2     1     0   0.750  0.600  0.667
macro F1                                                           0.333
dates of articles: 1 of 1 right
no negotiation in 02-races: 1 false item
no output, scored as empty: 01-talks
";
        assert_eq!(folder().table(), expected);
    }

    #[test]
    fn articles_and_misses_have_a_line_each() {
        let expected = "\
article                                 tp    fp    fn      F1
01-talks                                 3     1     2   0.667
02-races                                 0     1     0   0.000
";
        assert_eq!(folder().by_article(), expected);
        let expected = "\
01-talks\tMISSED\tevents\t{\"what\":\"tents\"}
02-races\tWRONG\tmeetings\t{\"what\":\"race meeting\"}
";
        assert_eq!(folder().misses(), expected);
    }

    #[test]
    fn json_has_the_same_figures() {
        let json = folder().json();
        assert_eq!(json["rows"]["events"]["fn"], 2);
        assert_eq!(json["articles"][1]["false_items"], 1);
        assert_eq!(json["articles"][0]["false_items"], Value::Null);
    }
}
