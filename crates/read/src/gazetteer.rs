//! The actor files: countries, organisations, people in office, sector nouns, given names, media.
//!
//! The files stand in `data/actors` and are described there. A user's own file adds to them.

use demarche_evidence::PartyKind;
use std::collections::BTreeMap;

const COUNTRIES: &str = include_str!("../../../data/actors/countries.tsv");
const ORGANISATIONS: &str = include_str!("../../../data/actors/organisations.tsv");
const OFFICES: &str = include_str!("../../../data/actors/offices.tsv");
const SECTORS: &str = include_str!("../../../data/actors/sectors.tsv");
const CONTEXTS: &str = include_str!("../../../data/actors/contexts.tsv");
const MEDIA: &str = include_str!("../../../data/actors/media.txt");
const PLACES: &str = include_str!("../../../data/actors/places.txt");
const GIVEN_NAMES: &str = include_str!("../../../data/actors/given-names.txt");

/// What kind of name led to an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// A name proper or an acronym.
    Name,
    /// "Russian", "Russians".
    Demonym,
    /// A capital standing for its government, or for the place.
    Capital,
    /// "the Kremlin", "Downing Street".
    Metonym,
}

/// An actor of the files.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub code: String,
    pub name: String,
    pub what: What,
}

/// What an actor of the files is.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A party of this kind; `acts_for` is the code of the country or body it belongs to.
    Party {
        kind: PartyKind,
        sector: String,
        acts_for: Option<String>,
    },
    /// A person in office and the code of the party he or she acts for.
    Person { role: String, code: String },
    /// A paper or agency; it carries what others say.
    Media { state: Option<String> },
}

/// A noun for somebody who acts, with what it tells.
#[derive(Debug, Clone)]
pub(crate) struct Sector {
    /// As the file has it.
    pub sector: String,
    /// Names one person's role ("envoy") rather than a body ("ministry").
    pub is_role: bool,
    /// Speaks for the party named beside it.
    pub for_party: bool,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Index of the [`Entry`].
    pub entry: usize,
    /// What kind of name it was.
    pub kind: NameKind,
    /// How many words it covers.
    pub len: usize,
}

/// A PLOVER context and the words that show it, lower case.
struct Context {
    name: String,
    /// Each as the beginning of a word or phrase, and whether it must end there.
    words: Vec<(String, bool)>,
}

impl Context {
    fn of(row: &[&str]) -> Self {
        let word = |word: &str| match word.strip_suffix('*') {
            Some(stem) => (stem.to_owned(), false),
            None => (word.to_owned(), true),
        };
        Self {
            name: cell(row, 0).to_owned(),
            words: list(cell(row, 1)).map(word).collect(),
        }
    }

    /// Whether one of the words stands in a text of lower-case letters.
    fn shows_in(&self, text: &str) -> bool {
        self.words.iter().any(|(word, is_whole)| {
            text.match_indices(word.as_str()).any(|(at, _)| {
                let is_letter = |c: char| c.is_alphanumeric();
                let starts = !text[..at].ends_with(is_letter);
                let ends = !text[at + word.len()..].starts_with(is_letter);
                starts && (ends || !is_whole)
            })
        })
    }
}

struct Name {
    words: Vec<String>,
    entry: usize,
    kind: NameKind,
}

/// All actor files, indexed by first word.
pub(crate) struct Gazetteer {
    entries: Vec<Entry>,
    names: BTreeMap<String, Vec<Name>>,
    sectors: BTreeMap<String, Sector>,
    given: BTreeMap<String, char>,
    by_code: BTreeMap<String, usize>,
    contexts: Vec<Context>,
    /// The country in whose recognised borders a territory lies, by its code.
    within: BTreeMap<String, String>,
    /// Names that contain a party's name without being that party, by their first word.
    places: BTreeMap<String, Vec<Vec<String>>>,
}

/// Data rows of a tab-separated file: no comments, no header.
fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .skip(1)
        .map(|l| l.split('\t').map(str::trim).collect())
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|n| !n.is_empty())
}

fn cell<'a>(row: &[&'a str], i: usize) -> &'a str {
    row.get(i).copied().unwrap_or("")
}

fn given_code(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

/// Splits a name as the tokeniser splits it: at blanks, hyphens and before `'s`.
fn words(name: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in name.split([' ', '\u{a0}']).filter(|p| !p.is_empty()) {
        let mut rest = part;
        while let Some(at) = rest.find('-').filter(|&at| at > 0) {
            all.push(rest[..at].to_owned());
            all.push("-".to_owned());
            rest = &rest[at + 1..];
        }
        let (word, ending) = without_possessive(rest);
        let parts = [word, ending].into_iter().filter(|p| !p.is_empty());
        all.extend(parts.map(str::to_owned));
    }
    all
}

/// A word and its possessive ending, which stands for itself in a parsed sentence: "People" and "'s", "Workers" and "'".
pub(crate) fn without_possessive(word: &str) -> (&str, &str) {
    let endings = ["'s", "’s", "'", "’"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending));
    let stem = cut.filter(|stem| !stem.is_empty()).unwrap_or(word);
    word.split_at(stem.len())
}

impl Gazetteer {
    /// The built-in files.
    pub fn built_in() -> Self {
        let mut gazetteer = Self {
            entries: Vec::new(),
            names: BTreeMap::new(),
            sectors: BTreeMap::new(),
            given: BTreeMap::new(),
            by_code: BTreeMap::new(),
            contexts: rows(CONTEXTS).map(|row| Context::of(&row)).collect(),
            within: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        gazetteer.add_countries(COUNTRIES);
        gazetteer.add_organisations(ORGANISATIONS);
        gazetteer.add_offices(OFFICES);
        gazetteer.add_sectors(SECTORS);
        gazetteer.add_media(MEDIA);
        gazetteer.add_places(PLACES);
        for line in GIVEN_NAMES.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, gender)) = line.split_once('\t') {
                let gender = gender.trim().chars().next().unwrap_or('u');
                gazetteer.given.insert(name.trim().to_owned(), gender);
            }
        }
        gazetteer
    }

    fn add_countries(&mut self, file: &str) {
        for row in rows(file) {
            let kind = if cell(&row, 2) == "state" {
                PartyKind::State
            } else {
                PartyKind::Group
            };
            let what = What::Party {
                kind,
                sector: "GOV".to_owned(),
                acts_for: None,
            };
            let entry = self.enter(cell(&row, 0), cell(&row, 1), what);
            if let Some(country) = given_code(cell(&row, 7)) {
                self.within.insert(cell(&row, 0).to_owned(), country);
            }
            for (column, kind) in [
                (3, NameKind::Name),
                (4, NameKind::Demonym),
                (5, NameKind::Capital),
                (6, NameKind::Metonym),
            ] {
                self.name_all(cell(&row, column), entry, kind);
            }
        }
    }

    fn add_organisations(&mut self, file: &str) {
        for row in rows(file) {
            let parent = given_code(cell(&row, 6)).or_else(|| given_code(cell(&row, 5)));
            let what = What::Party {
                kind: if cell(&row, 2) == "group" {
                    PartyKind::Group
                } else {
                    PartyKind::Org
                },
                sector: cell(&row, 3).to_owned(),
                acts_for: parent,
            };
            let entry = self.enter(cell(&row, 0), cell(&row, 1), what);
            self.name_all(cell(&row, 4), entry, NameKind::Name);
            self.name_all(cell(&row, 7), entry, NameKind::Metonym);
        }
    }

    fn add_offices(&mut self, file: &str) {
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in rows(file) {
            let key = (cell(&row, 0).to_owned(), cell(&row, 1).to_owned());
            if known.contains_key(&key) {
                continue; // a second office of the same person for the same party
            }
            let what = What::Person {
                role: cell(&row, 3).to_owned(),
                code: key.0.clone(),
            };
            let entry = self.enter("", cell(&row, 1), what);
            self.name_all(cell(&row, 2), entry, NameKind::Name);
            known.insert(key, entry);
        }
    }

    fn add_sectors(&mut self, file: &str) {
        for row in rows(file) {
            self.sectors.insert(
                cell(&row, 0).to_owned(),
                Sector {
                    sector: cell(&row, 1).to_owned(),
                    is_role: cell(&row, 2) == "y",
                    for_party: cell(&row, 3) == "party",
                },
            );
        }
    }

    fn add_media(&mut self, file: &str) {
        for row in rows(file) {
            let state = given_code(cell(&row, 1));
            self.enter("", cell(&row, 0), What::Media { state });
        }
    }

    fn enter(&mut self, code: &str, name: &str, what: What) -> usize {
        let entry = self.entries.len();
        if !code.is_empty() {
            self.by_code.insert(code.to_owned(), entry);
        }
        self.entries.push(Entry {
            code: code.to_owned(),
            name: name.to_owned(),
            what,
        });
        self.add_name(name, entry, NameKind::Name);
        entry
    }

    fn name_all(&mut self, names: &str, entry: usize, kind: NameKind) {
        for name in list(names) {
            self.add_name(name, entry, kind);
        }
    }

    fn add_name(&mut self, name: &str, entry: usize, kind: NameKind) {
        let words = words(name.strip_prefix("the ").unwrap_or(name));
        let Some(first) = words.first().cloned() else {
            return;
        };
        let list = self.names.entry(first).or_default();
        if !list.iter().any(|n| n.words == words && n.entry == entry) {
            list.push(Name { words, entry, kind });
        }
    }

    /// The longest name that starts at the first of `forms`. Among names of one length the
    /// earlier file wins, names before capitals.
    pub fn longest(&self, forms: &[&str]) -> Option<Hit> {
        let first = forms.first()?;
        let mut best: Option<Hit> = None;
        for name in self.names.get(*first)? {
            let fits = name.words.len() <= forms.len()
                && name.words.iter().zip(forms).all(|(a, b)| a == b);
            let is_better = best.is_none_or(|b| {
                name.words.len() > b.len
                    || (name.words.len() == b.len
                        && name.kind == NameKind::Metonym
                        && b.kind == NameKind::Capital)
            });
            if fits && is_better {
                best = Some(Hit {
                    entry: name.entry,
                    kind: name.kind,
                    len: name.words.len(),
                });
            }
        }
        best
    }

    fn add_places(&mut self, file: &str) {
        for line in file
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let name = words(line);
            if let Some(first) = name.first().cloned() {
                self.places.entry(first).or_default().push(name);
            }
        }
    }

    /// Length of the place name ("Gulf of Mexico") that starts at the first of `forms`.
    pub fn place(&self, forms: &[&str]) -> Option<usize> {
        self.places
            .get(*forms.first()?)?
            .iter()
            .filter(|p| p.len() <= forms.len() && p.iter().zip(forms).all(|(a, b)| a == b))
            .map(Vec::len)
            .max()
    }

    /// An actor of the files by index.
    pub fn entry(&self, entry: usize) -> &Entry {
        &self.entries[entry]
    }

    /// The actor with this code.
    pub fn by_code(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The code of the country that a territory lies in, where the files tell.
    pub fn within(&self, code: &str) -> Option<&str> {
        self.within.get(code).map(String::as_str)
    }

    /// What a noun says about somebody who acts.
    pub fn sector(&self, lemma: &str) -> Option<&Sector> {
        self.sectors.get(lemma)
    }

    /// The PLOVER contexts that a text shows, in the order of the file. Linear in the text.
    pub fn contexts(&self, text: &str) -> Vec<&str> {
        let text = text.to_lowercase();
        let shown = self.contexts.iter().filter(|c| c.shows_in(&text));
        shown.map(|c| c.name.as_str()).collect()
    }

    /// `m`, `f` or `u` for a known given name.
    pub fn gender(&self, given_name: &str) -> Option<char> {
        self.given.get(given_name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_like_the_tokeniser_splits() {
        assert_eq!(words("Guinea-Bissau"), ["Guinea", "-", "Bissau"]);
        assert_eq!(
            words("Abdel Fattah el-Sisi"),
            ["Abdel", "Fattah", "el", "-", "Sisi"]
        );
    }

    #[test]
    fn longest_name_wins() {
        let g = Gazetteer::built_in();
        let hit = g.longest(&["South", "Korea", "said"]).unwrap();
        assert_eq!((g.entry(hit.entry).code.as_str(), hit.len), ("KOR", 2));
    }
}
