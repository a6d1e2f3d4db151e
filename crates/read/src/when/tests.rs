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

fn when(text: &str, base: &str, future: bool) -> Option<When> {
    let t = words(text);
    let base = base.parse().unwrap();
    find(&t, 0, t.nodes.len(), Some(base), future)
}

fn label(text: &str, base: &str, future: bool) -> String {
    when(text, base, future).unwrap().label()
}

fn days(text: &str, base: &str, future: bool) -> String {
    let found = when(text, base, future).unwrap();
    let range = found.range.unwrap();
    format!("{}: {} to {}", found.words, range.first, range.last)
}

#[test]
fn days_resolve_against_the_date_of_the_article() {
    // 9 September 2025 is a Tuesday.
    let past = |text| label(text, "2025-09-09", false);
    let ahead = |text| label(text, "2025-09-09", true);
    assert_eq!(ahead("on September 22"), "2025-09-22");
    assert_eq!(past("on Monday"), "2025-09-08");
    assert_eq!(past("on Tuesday night"), "2025-09-09");
    assert_eq!(ahead("on Friday"), "2025-09-12");
    assert_eq!(ahead("on Friday week"), "2025-09-19");
    assert_eq!(ahead("on Monday , 6 October"), "2025-10-06");
    assert_eq!(past("on December 20"), "2024-12-20");
    assert_eq!(past("last night"), "2025-09-08");
    assert_eq!(past("three days ago"), "2025-09-06");
    assert_eq!(past("the day before yesterday"), "2025-09-07");
    assert_eq!(past("late on Monday"), "2025-09-08");
    assert_eq!(ahead("delayed indefinitely"), "indefinitely");
    assert_eq!(label("on October 20", "2025-10-14", false), "2025-10-20");
    assert_eq!(label("on January 6", "2025-12-20", true), "2026-01-06");
    assert_eq!(label("on December 28", "2026-01-09", false), "2025-12-28");
}

#[test]
fn months_and_years_are_told_by_their_number() {
    assert_eq!(label("in January", "2025-11-09", true), "2026-01");
    assert_eq!(label("last month", "2026-01-09", false), "2025-12");
    assert_eq!(label("last August", "2026-01-09", false), "2025-08");
    assert_eq!(label("in 2027", "2025-11-09", true), "2027");
}

#[test]
fn stretches_are_first_and_last_days() {
    // 14 May 2026 is a Thursday.
    let ahead = |text| days(text, "2026-05-14", true);
    let past = |text| days(text, "2026-05-14", false);
    assert_eq!(
        ahead("on June 23 - 24"),
        "June 23 - 24: 2026-06-23 to 2026-06-24"
    );
    assert_eq!(
        ahead("from 3 to 5 November"),
        "3 to 5 November: 2026-11-03 to 2026-11-05"
    );
    assert_eq!(
        past("on 13 and 14 April 2026"),
        "13 and 14 April 2026: 2026-04-13 to 2026-04-14"
    );
    assert_eq!(
        ahead("within two weeks"),
        "within two weeks: 2026-05-14 to 2026-05-28"
    );
    assert_eq!(past("last week"), "last week: 2026-05-04 to 2026-05-10");
    assert_eq!(
        ahead("next weekend"),
        "next weekend: 2026-05-23 to 2026-05-24"
    );
    assert_eq!(
        ahead("early next month"),
        "early next month: 2026-06-01 to 2026-06-10"
    );
    assert_eq!(
        ahead("in mid - June"),
        "mid - June: 2026-06-10 to 2026-06-20"
    );
    assert_eq!(
        ahead("the second half of June"),
        "second half of June: 2026-06-16 to 2026-06-30"
    );
    assert_eq!(
        ahead("the week of 1 June"),
        "week of 1 June: 2026-06-01 to 2026-06-07"
    );
    assert_eq!(
        ahead("later this month"),
        "later this month: 2026-05-14 to 2026-05-31"
    );
    assert_eq!(past("a week ago"), "a week ago: 2026-05-04 to 2026-05-10");
    assert_eq!(
        ahead("in the next ten days"),
        "next ten days: 2026-05-14 to 2026-05-24"
    );
}

#[test]
fn prepositions_bound_a_time() {
    let ahead = |text| days(text, "2026-05-14", true);
    assert_eq!(
        ahead("by the end of May"),
        "by the end of May: 2026-05-14 to 2026-05-31"
    );
    assert_eq!(
        ahead("before 2027"),
        "before 2027: 2026-05-14 to 2026-12-31"
    );
    assert_eq!(
        ahead("no later than 3 June"),
        "no later than 3 June: 2026-05-14 to 2026-06-03"
    );
    assert_eq!(
        days("since August", "2026-05-14", false),
        "since August: 2025-08-01 to 2026-05-14"
    );
    let after = when("after Easter", "2026-05-14", true).unwrap();
    assert_eq!(
        (after.label().as_str(), after.range),
        ("after Easter", None)
    );
}

#[test]
fn a_day_of_the_month_and_a_day_with_an_hour() {
    assert_eq!(label("on the 24th", "2025-09-09", true), "2025-09-24");
    assert_eq!(label("on the 24th", "2025-09-09", false), "2025-08-24");
    assert_eq!(label("at 10am on Monday", "2025-09-09", true), "2025-09-15");
}

#[test]
fn the_time_that_opens_an_entry_is_no_time_of_what_it_tells() {
    assert!(when("17.50 they are for it", "2025-09-09", false).is_none());
}

#[test]
fn a_date_in_the_first_line_dates_the_article() {
    let t = words("GENEVA , 14 March 2025 ( Agency )");
    assert_eq!(article_date(&[t]).unwrap().to_string(), "2025-03-14");
    let t = words("BRUSSELS , Sept 9 , 2025 ( Agency )");
    assert_eq!(article_date(&[t]).unwrap().to_string(), "2025-09-09");
}
