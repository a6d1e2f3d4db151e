//! Small matters of English that the templates need.

/// "Russia's", "the United States'".
pub(crate) fn possessive(name: &str) -> String {
    if name.ends_with('s') || name.ends_with('S') {
        format!("{name}’")
    } else {
        format!("{name}’s")
    }
}

/// Whether a party's name takes "the" in running text.
fn takes_article(name: &str) -> bool {
    const HEADS: [&str; 24] = [
        "States",
        "Kingdom",
        "Union",
        "Nations",
        "Emirates",
        "Republic",
        "Federation",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Commission",
        "Council",
        "Court",
        "allies",
        "mediators",
        "Authority",
        "Army",
        "Front",
        "Bank",
        "Fund",
        "Organization",
        "Organisation",
        "Treasury",
        "Ministry",
    ];
    const SHORT: [&str; 8] = ["US", "UK", "EU", "UN", "UAE", "IMF", "WTO", "AU"];
    let last = name.rsplit(' ').next().unwrap_or(name);
    let lower_plural =
        name.split(' ').count() > 1 && last.chars().all(char::is_lowercase) && last.ends_with('s');
    let is_named_head = HEADS.contains(&last) && !name.starts_with("the ");
    is_named_head
        || SHORT.contains(&name)
        || lower_plural
        || starts_lower(name)
        || is_of_people(name)
}

/// "Conservatives", "Social Democrats", "Friends of the Lake": people, and not the name of a state or a body.
fn is_of_people(name: &str) -> bool {
    const PEOPLE: [&str; 16] = [
        "conservatives",
        "democrats",
        "dockers",
        "farmers",
        "friends",
        "greens",
        "houthis",
        "liberals",
        "miners",
        "nationalists",
        "nurses",
        "pilots",
        "rebels",
        "republicans",
        "socialists",
        "teachers",
    ];
    let is_one =
        |word: Option<&str>| word.is_some_and(|w| PEOPLE.contains(&w.to_lowercase().as_str()));
    is_one(name.split(' ').next_back()) || is_one(name.split(' ').next()) && name.contains(" of ")
}

fn starts_lower(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_lowercase)
}

const DETERMINERS: [&str; 10] = [
    "the", "a", "an", "some", "both", "several", "two", "its", "their", "many",
];

/// A party's name in the middle of a sentence: "the United States", "Russia". Names of unnamed
/// groups in lower case ("sources") stay bare.
pub(crate) fn in_sentence(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or(name);
    if DETERMINERS.contains(&first.to_lowercase().as_str()) {
        return name.to_owned();
    }
    let bare_lower = starts_lower(name) && is_plural(name);
    if takes_article(name) && !bare_lower {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// A party's name at the start of a sentence.
pub(crate) fn opening(name: &str) -> String {
    capitalised(&in_sentence(name))
}

/// With the first letter in upper case.
pub(crate) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A name without what hangs on its noun: "Lorry owners" of "Lorry owners in Oruro", "Second round" of "Second round of talks".
pub(crate) fn without_complement(name: &str) -> &str {
    const JOINTS: [&str; 14] = [
        " of ",
        " in ",
        " at ",
        " on ",
        " over ",
        " for ",
        " with ",
        " between ",
        " from ",
        " to ",
        " about ",
        " by ",
        " who ",
        ", ",
    ];
    let ends = JOINTS.iter().filter_map(|joint| name.find(joint));
    ends.min().and_then(|end| name.get(..end)).unwrap_or(name)
}

/// Whether a verb after this name stands in the plural. States and organisations whose names only
/// look plural do not.
pub(crate) fn is_plural(name: &str) -> bool {
    if is_of_people(name) {
        return true;
    }
    let noun = without_complement(name);
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    // Sources without a name that open their sentence.
    let is_source = matches!(
        name,
        "Analysts"
            | "Officials"
            | "Sources"
            | "Diplomats"
            | "Experts"
            | "Observers"
            | "Economists"
            | "Critics"
            | "Aides"
    );
    is_source
        || last.len() > 3
            && last.ends_with('s')
            && !last.ends_with("ss")
            && last.chars().next().is_some_and(char::is_lowercase)
}

/// `singular` or `plural` as the name asks.
pub(crate) fn verb<'a>(name: &str, singular: &'a str, plural: &'a str) -> &'a str {
    if is_plural(name) { plural } else { singular }
}

/// The preposition before a time in the text's own words: "on" a day, "in" a month or year; none where they stand alone or bring
/// their own.
pub(crate) fn time_preposition(words: &str) -> &'static str {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = words.to_lowercase();
    let mut parts = lower.split([' ', ',']).filter(|w| !w.is_empty());
    let (first, second) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let is_month = |w: &str| {
        let name = w.trim_end_matches('.');
        MONTHS.iter().any(|m| name.starts_with(m)) && name.chars().all(char::is_alphabetic)
    };
    let is_number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    if DAYS.contains(&first) {
        return "on";
    }
    let is_year =
        first.len() == 4 && first.chars().all(|c| c.is_ascii_digit()) && second.is_empty();
    let is_named_month =
        is_month(first) && (second.is_empty() || second.len() == 4 && is_number(second));
    if is_year || is_named_month {
        return "in";
    }
    let is_day = is_month(first) && is_number(second) || is_number(first) && is_month(second);
    if is_day { "on" } else { "" }
}

/// "Kyiv", "Kyiv and Paris", "Kyiv, Paris and Rome".
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// The same with "or".
pub(crate) fn either<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", head.join(", "), last.as_ref())
        }
    }
}

/// "1 source", "2 sources".
pub(crate) fn count(n: usize, singular: &str) -> String {
    if n == 1 {
        format!("1 {singular}")
    } else {
        format!("{n} {singular}s")
    }
}

/// Small numbers as words.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_without_a_name_are_several_and_countries_one() {
        assert_eq!(verb("Analysts", "names", "name"), "name");
        assert_eq!(verb("Honduras", "names", "name"), "names");
    }

    #[test]
    fn times_take_the_preposition_that_fits() {
        assert_eq!(time_preposition("Thursday"), "on");
        assert_eq!(time_preposition("14 May"), "on");
        assert_eq!(time_preposition("March 2026"), "in");
        assert_eq!(time_preposition("next week"), "");
        assert_eq!(time_preposition("before Easter"), "");
    }

    #[test]
    fn possessives() {
        assert_eq!(possessive("Russia"), "Russia’s");
        assert_eq!(possessive("the United States"), "the United States’");
    }

    #[test]
    fn articles() {
        assert_eq!(in_sentence("United States"), "the United States");
        assert_eq!(in_sentence("Russia"), "Russia");
        assert_eq!(in_sentence("European allies"), "the European allies");
        assert_eq!(in_sentence("sources"), "sources");
        assert_eq!(in_sentence("the rebels"), "the rebels");
        assert_eq!(opening("United Kingdom"), "The United Kingdom");
        assert_eq!(opening("Honduras"), "Honduras");
    }

    #[test]
    fn verbs_agree() {
        assert_eq!(verb("European allies", "backs", "back"), "back");
        assert_eq!(verb("Lorry owners in Oruro", "backs", "back"), "back");
        assert_eq!(verb("Council of farm ministers", "backs", "back"), "backs");
        assert_eq!(verb("United States", "backs", "back"), "backs");
        assert_eq!(verb("Cyprus", "backs", "back"), "backs");
    }

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["Kyiv"]), "Kyiv");
        assert_eq!(
            list(&["Kyiv", "the European allies"]),
            "Kyiv and the European allies"
        );
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(count(1, "source"), "1 source");
    }
}
