//! Codes for those who take part in events: a country and a PLOVER sector, from the words that name them.

use crate::gazetteer::{Entry, Gazetteer, Hit, NameKind, What, without_possessive};

/// The code of international bodies, which belong to no country.
const INTERNATIONAL: &str = "IGO";

/// Who somebody is in an event table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166-1 alpha-3, for a region that of the country it lies in, a user-assigned code beginning with `X` where that is disputed,
    /// `IGO` for an international body, or `NGO` for one
    /// that is no government's and of no one country.
    pub country: Option<String>,
    /// PLOVER sector: `GOV`, `MIL`, `REB`, `OPP`, `LEG`, `JUD`, `SPY`, `COP`, `MED`, `BUS`, `LAB`, `PTY`, `CVL`, `IGO`, `NGO`.
    pub sector: Option<String>,
}

/// Codes actors by the actor files. Made by [`Reader::coder`](crate::Reader::coder).
#[derive(Clone, Copy)]
pub struct Coder<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
}

impl Coder<'_> {
    /// The code of an actor of the files by its code there.
    #[must_use]
    pub fn known(&self, code: &str) -> Code {
        let entry = self.gazetteer.by_code(code);
        entry.map_or_else(Code::default, |e| self.of_entry(self.gazetteer.entry(e)))
    }

    /// The code of whoever some words name: the first country or body among them, be it by its adjective or capital, and the
    /// sector of the last noun for somebody who acts. Linear in the words.
    #[must_use]
    pub fn words(&self, words: &str) -> Code {
        let mut words = split(words);
        let mut found = Code::default();
        let hits = self.hits(&words);
        for (_, hit) in &hits {
            let code = self.of_entry(self.gazetteer.entry(hit.entry));
            found.country = found.country.or(code.country);
            // "Russian" says nothing of the sector, "the Kremlin" does.
            let tells = matches!(hit.kind, NameKind::Name | NameKind::Metonym);
            found.sector = found.sector.or(code.sector.filter(|_| tells));
        }
        // The "People" of a republic's name are no civilians.
        for (at, hit) in hits.into_iter().rev() {
            words.drain(at..at + hit.len);
        }
        found.sector = self.sector_noun(&words).or(found.sector);
        found
    }

    /// The countries that some words name, each once, in order; no bodies and no media.
    #[must_use]
    pub fn countries(&self, words: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (_, hit) in self.hits(&split(words)) {
            let entry = self.gazetteer.entry(hit.entry);
            let country = is_country(entry).then(|| self.country_of(&entry.code));
            found.extend(country.filter(|c| !found.contains(c)));
        }
        found
    }

    /// The longest names among some words, from left to right, each with its first word.
    fn hits(&self, words: &[&str]) -> Vec<(usize, Hit)> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let hit = self.gazetteer.longest(&words[at..]);
            found.extend(hit.map(|hit| (at, hit)));
            at += hit.map_or(1, |h| h.len.max(1));
        }
        found
    }

    /// The PLOVER contexts that a sentence shows, in the order of the file. Linear in the sentence.
    #[must_use]
    pub fn contexts(&self, sentence: &str) -> Vec<String> {
        let found = self.gazetteer.contexts(sentence);
        found.into_iter().map(str::to_owned).collect()
    }

    /// The sector of the last noun that has one, singular or plural.
    fn sector_noun(&self, words: &[&str]) -> Option<String> {
        words.iter().rev().find_map(|word| {
            let word = word.to_lowercase();
            let singular = word.strip_suffix('s').unwrap_or(&word);
            let noun = self.gazetteer.sector(&word);
            let noun = noun.or_else(|| self.gazetteer.sector(singular))?;
            Some(plover_sector(&noun.sector).to_owned())
        })
    }

    fn of_entry(&self, entry: &Entry) -> Code {
        match &entry.what {
            What::Party {
                sector, acts_for, ..
            } => {
                let is_country = is_country(entry);
                let home = acts_for.as_deref().and_then(|code| self.country(code));
                let country = match sector.as_str() {
                    "IGO" => Some(INTERNATIONAL.to_owned()),
                    "NGO" if home.is_none() => Some("NGO".to_owned()),
                    _ if is_country => Some(self.country_of(&entry.code)),
                    _ => home,
                };
                Code {
                    country,
                    sector: Some(plover_sector(sector).to_owned()),
                }
            }
            What::Person { code, .. } => Code {
                country: self.country(code),
                sector: Some("GOV".to_owned()),
            },
            What::Media { state } => Code {
                country: state.clone(),
                sector: Some("MED".to_owned()),
            },
        }
    }

    /// A region's country; a country's own code.
    fn country_of(&self, code: &str) -> String {
        self.gazetteer.within(code).unwrap_or(code).to_owned()
    }

    /// The country behind a code, through the body it belongs to; bodies of bodies go up a few steps.
    fn country(&self, code: &str) -> Option<String> {
        let mut code = code.to_owned();
        for _ in 0..4 {
            let entry = self.gazetteer.entry(self.gazetteer.by_code(&code)?);
            match &entry.what {
                _ if is_country(entry) => return Some(self.country_of(&entry.code)),
                What::Party { sector, .. } if sector == "IGO" => {
                    return Some(INTERNATIONAL.to_owned());
                }
                What::Party {
                    acts_for: Some(next),
                    ..
                } => code.clone_from(next),
                _ => return None,
            }
        }
        None
    }
}

/// Countries and territories have codes of three letters and belong to nobody.
fn is_country(entry: &Entry) -> bool {
    let is_own =
        matches!(&entry.what, What::Party { sector, acts_for: None, .. } if sector == "GOV");
    is_own && entry.code.len() == 3
}

/// The standard's name for a sector of the actor files.
fn plover_sector(sector: &str) -> &str {
    match sector {
        "POLICE" => "COP",
        "UNION" => "LAB",
        "PARTY" => "PTY",
        "COURT" => "JUD",
        other => other,
    }
}

/// Words as names are split: at blanks, around hyphens, before "'s".
fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace())
        .flat_map(|word| word.split_inclusive('-'))
        .flat_map(|word| match word.strip_suffix('-') {
            Some(before) if !before.is_empty() => vec![before, "-"],
            _ => vec![word],
        })
        .map(|word| word.trim_matches(|c: char| ",;:()\"“”".contains(c)))
        .flat_map(|word| <[&str; 2]>::from(without_possessive(word)))
        .map(|word| word.trim_matches(|c: char| ",;:()\"“”".contains(c)))
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(words: &str) -> (Option<String>, Option<String>) {
        let gazetteer = Gazetteer::built_in();
        let code = Coder {
            gazetteer: &gazetteer,
        }
        .words(words);
        (code.country, code.sector)
    }

    fn pair(country: &str, sector: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(country), some(sector))
    }

    #[test]
    fn words_tell_country_and_sector() {
        assert_eq!(code("Iraqi police"), pair("IRQ", "COP"));
        assert_eq!(code("the Chilean army's troops"), pair("CHL", "MIL"));
        assert_eq!(code("Kenya"), pair("KEN", "GOV"));
        assert_eq!(
            code("the Democratic People's Republic of Korea"),
            pair("PRK", "GOV")
        );
        assert_eq!(
            code("the Kurdistan Workers' Party").0.as_deref(),
            Some("TUR")
        );
        assert_eq!(code("Darfur's rebels"), pair("SDN", "REB"));
        assert_eq!(code("rebels"), pair("", "REB"));
        assert_eq!(code("a storm"), pair("", ""));
    }

    #[test]
    fn a_sentence_shows_its_contexts() {
        let gazetteer = Gazetteer::built_in();
        let coder = Coder {
            gazetteer: &gazetteer,
        };
        let found = coder.contexts("The navy of Chile freed the hijacked oil tanker.");
        assert_eq!(found, ["military", "natural_resource", "terrorism"]);
        assert!(coder.contexts("She sang.").is_empty());
    }

    #[test]
    fn an_international_body_has_no_country() {
        assert_eq!(code("the United Nations"), pair("IGO", "IGO"));
        let gazetteer = Gazetteer::built_in();
        let coder = Coder {
            gazetteer: &gazetteer,
        };
        assert_eq!(coder.known("UNHCR").country.as_deref(), Some("IGO"));
        assert_eq!(coder.known("nobody"), Code::default());
    }
}
