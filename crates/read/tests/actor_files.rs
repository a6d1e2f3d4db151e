//! The actor files are edited by hand: columns, codes and names must stay consistent.

use std::collections::{BTreeMap, BTreeSet};

const COUNTRIES: &str = include_str!("../../../data/actors/countries.tsv");
const ORGANISATIONS: &str = include_str!("../../../data/actors/organisations.tsv");
const OFFICES: &str = include_str!("../../../data/actors/offices.tsv");
const SECTORS: &str = include_str!("../../../data/actors/sectors.tsv");
const MEDIA: &str = include_str!("../../../data/actors/media.txt");
const GIVEN_NAMES: &str = include_str!("../../../data/actors/given-names.txt");
const PLACES: &str = include_str!("../../../data/actors/places.txt");

/// Names that may stand for two countries: none so far.
const SHARED_BY_COUNTRIES: &[&str] = &[];

const SECTOR_CODES: &[&str] = &[
    "BUS", "COURT", "CVL", "GOV", "IGO", "JUD", "LEG", "MED", "MIL", "NGO", "OPP", "PARTY",
    "POLICE", "REB", "SPY", "UNION",
];

fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|l| !l.starts_with('#'))
}

/// Rows below the header, each checked to have the header's columns and clean cells.
fn rows<'a>(file: &'a str, header: &str) -> Vec<Vec<&'a str>> {
    let mut all = lines(file);
    assert_eq!(all.next(), Some(header));
    let columns = header.split('\t').count();
    let rows: Vec<Vec<&str>> = all.map(|l| l.split('\t').collect()).collect();
    for row in &rows {
        assert_eq!(row.len(), columns, "wrong number of columns: {row:?}");
        assert!(
            !row[0].is_empty() && !row[1].is_empty() || columns == 2,
            "{row:?}"
        );
        for item in row.iter().flat_map(|cell| cell.split(';')) {
            assert_eq!(item, item.trim(), "blanks around a name: {row:?}");
        }
        for cell in row.iter().filter(|cell| cell.contains(';')) {
            assert!(
                cell.split(';').all(|n| !n.is_empty()),
                "empty name: {row:?}"
            );
        }
    }
    rows
}

fn countries() -> Vec<Vec<&'static str>> {
    rows(
        COUNTRIES,
        "code\tname\tkind\tnames\tdemonyms\tcapital\tmetonyms\twithin",
    )
}

fn organisations() -> Vec<Vec<&'static str>> {
    rows(
        ORGANISATIONS,
        "code\tname\tkind\tsector\tnames\tcountry\tparent\tmetonyms",
    )
}

fn offices() -> Vec<Vec<&'static str>> {
    rows(OFFICES, "code\tperson\tnames\trole\tfrom\tto")
}

fn unique<'a>(items: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    for item in items {
        assert!(seen.insert(item), "twice in one file: {item}");
    }
    seen
}

/// Every name of every row with the codes it stands for.
fn names<'a>(rows: &[Vec<&'a str>], columns: &[usize]) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        for name in columns.iter().flat_map(|&c| row[c].split(';')) {
            let name = name.strip_prefix("the ").unwrap_or(name);
            if !name.is_empty() {
                names.entry(name).or_default().insert(row[0]);
            }
        }
    }
    names
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let in_range = |part: &str, top: u32| {
        part.len() == 2 && part.parse::<u32>().is_ok_and(|n| (1..=top).contains(&n))
    };
    match parts.as_slice() {
        [year, rest @ ..] => {
            year.len() == 4
                && year.parse::<u32>().is_ok()
                && rest.len() <= 2
                && rest.first().is_none_or(|m| in_range(m, 12))
                && rest.get(1).is_none_or(|d| in_range(d, 31))
        }
        [] => false,
    }
}

#[test]
fn regions_lie_in_states() {
    let rows = countries();
    let states: BTreeSet<&str> = rows
        .iter()
        .filter(|r| r[2] == "state")
        .map(|r| r[0])
        .collect();
    for row in rows.iter().filter(|r| !r[7].is_empty()) {
        assert_eq!(row[2], "territory", "{row:?}");
        assert!(states.contains(row[7]), "{row:?}");
    }
}

#[test]
fn country_codes_are_unique_and_three_letters() {
    let rows = countries();
    assert!(rows.len() > 250);
    for code in unique(rows.iter().map(|r| r[0])) {
        assert!(
            code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()),
            "{code}"
        );
    }
    assert!(rows.iter().all(|r| ["state", "territory"].contains(&r[2])));
    // The members of the United Nations and Holy See, Palestine, Kosovo, Taiwan.
    assert_eq!(rows.iter().filter(|r| r[2] == "state").count(), 193 + 4);
}

#[test]
fn no_name_stands_for_two_countries() {
    for (name, codes) in names(&countries(), &[1, 3, 4, 5, 6]) {
        assert!(
            codes.len() == 1 || SHARED_BY_COUNTRIES.contains(&name),
            "{name} stands for {codes:?}"
        );
    }
}

#[test]
fn organisation_codes_are_unique_and_their_references_resolve() {
    let rows = organisations();
    let countries = unique(countries().iter().map(|r| r[0]));
    let codes = unique(rows.iter().map(|r| r[0]));
    assert!(rows.len() >= 300);
    assert_eq!(codes.intersection(&countries).next(), None);
    for row in &rows {
        assert!(["org", "group"].contains(&row[2]), "{row:?}");
        assert!(SECTOR_CODES.contains(&row[3]), "{row:?}");
        assert!(row[5].is_empty() || countries.contains(row[5]), "{row:?}");
        assert!(row[6].is_empty() || codes.contains(row[6]), "{row:?}");
        assert_ne!(row[0], row[6], "its own parent");
    }
}

#[test]
fn no_name_stands_for_two_organisations_or_a_country_too() {
    let of_countries = names(&countries(), &[1, 3, 4, 5, 6]);
    for (name, codes) in names(&organisations(), &[1, 4, 7]) {
        assert_eq!(codes.len(), 1, "{name} stands for {codes:?}");
        assert!(!of_countries.contains_key(name), "{name} is a country's");
    }
}

#[test]
fn offices_belong_to_known_codes_and_have_well_formed_dates() {
    let mut codes = unique(countries().iter().map(|r| r[0]));
    codes.extend(organisations().iter().map(|r| r[0]));
    let rows = offices();
    assert!(rows.len() >= 600);
    for row in &rows {
        assert!(codes.contains(row[0]), "unknown code: {row:?}");
        assert!(!row[3].is_empty(), "no role: {row:?}");
        assert!(
            row[4..].iter().all(|d| d.is_empty() || is_date(d)),
            "{row:?}"
        );
        let overlap = row[4].len().min(row[5].len());
        assert!(
            row[4][..overlap] <= row[5][..overlap],
            "ends before it begins: {row:?}"
        );
    }
}

#[test]
fn an_office_is_written_once() {
    let mut seen = BTreeSet::new();
    for row in offices() {
        assert!(
            seen.insert((row[0], row[1], row[3], row[4])),
            "twice: {row:?}"
        );
    }
}

#[test]
fn no_office_holder_has_the_name_of_a_party() {
    let mut parties = names(&countries(), &[1, 3, 4, 5, 6]);
    parties.extend(names(&organisations(), &[1, 4, 7]));
    for name in names(&offices(), &[1, 2]).keys() {
        assert!(!parties.contains_key(name), "{name}");
    }
}

#[test]
fn sector_nouns_are_unique_and_lower_case() {
    let rows = rows(SECTORS, "noun\tsector\trole\tspeaks_for");
    assert!(rows.len() >= 350);
    unique(rows.iter().map(|r| r[0]));
    for row in &rows {
        assert_eq!(row[0], row[0].to_lowercase());
        assert!(SECTOR_CODES.contains(&row[1]), "{row:?}");
        assert!(["y", "n"].contains(&row[2]), "{row:?}");
        assert!(["party", "self", "press"].contains(&row[3]), "{row:?}");
    }
}

#[test]
fn state_media_speak_for_known_countries() {
    let codes = unique(countries().iter().map(|r| r[0]));
    let rows = rows(MEDIA, "name\tcountry");
    unique(rows.iter().map(|r| r[0]));
    for row in &rows {
        assert!(row[1].is_empty() || codes.contains(row[1]), "{row:?}");
    }
}

#[test]
fn given_names_are_unique_and_have_a_gender() {
    let rows: Vec<(&str, &str)> = lines(GIVEN_NAMES)
        .map(|l| l.split_once('\t').expect("a tab between name and gender"))
        .collect();
    assert!(rows.len() >= 1_500);
    unique(rows.iter().map(|r| r.0));
    for (name, gender) in rows {
        assert!(["f", "m", "u"].contains(&gender), "{name}");
        assert!(
            name.chars().next().is_some_and(char::is_uppercase),
            "{name}"
        );
    }
}

#[test]
fn places_are_not_parties() {
    let mut parties = names(&countries(), &[1, 3, 4, 5, 6]);
    parties.extend(names(&organisations(), &[1, 4, 7]));
    for place in unique(lines(PLACES)) {
        assert!(!parties.contains_key(place), "{place}");
    }
}
