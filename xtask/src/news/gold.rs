//! What an article reports, as the benchmark's gold and the reader's JSON write it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// An item of a list, with what all items have.
#[derive(Debug, Clone)]
pub(super) struct Entry<T> {
    /// Gold only: neither wanted nor wrong.
    pub(super) optional: bool,
    pub(super) evidence: Option<String>,
    /// Gold only: other places in the article that say the same.
    pub(super) alt_evidence: Vec<String>,
    pub(super) fields: T,
    /// The item as it was written.
    pub(super) written: Value,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        let proof = Proof::deserialize(&written).map_err(D::Error::custom)?;
        Ok(Self {
            optional: proof.optional,
            evidence: proof.evidence.filter(|text| !text.is_empty()),
            alt_evidence: proof.alt_evidence,
            fields: T::deserialize(&written).map_err(D::Error::custom)?,
            written,
        })
    }
}

#[derive(Deserialize)]
struct Proof {
    #[serde(default)]
    optional: bool,
    evidence: Option<String>,
    #[serde(default)]
    alt_evidence: Vec<String>,
}

/// One article's gold, or what a reader made of it. Lists that are not there are empty.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    pub(super) date: Option<String>,
    /// False for a near miss: the words of diplomacy, but no negotiation.
    pub(super) relevant: bool,
    pub(super) parties: Vec<Entry<Party>>,
    pub(super) people: Vec<Entry<Person>>,
    pub(super) meetings: Vec<Entry<Meeting>>,
    pub(super) proposals: Vec<Entry<Proposal>>,
    pub(super) positions: Vec<Entry<Position>>,
    pub(super) characterisations: Vec<Entry<Characterisation>>,
    pub(super) claims: Vec<Entry<Claim>>,
    pub(super) levers: Vec<Entry<Lever>>,
    pub(super) events: Vec<Entry<Event>>,
    pub(super) quotes: Vec<Entry<Quote>>,
    pub(super) impasse: Impasse,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            date: None,
            relevant: true,
            parties: Vec::new(),
            people: Vec::new(),
            meetings: Vec::new(),
            proposals: Vec::new(),
            positions: Vec::new(),
            characterisations: Vec::new(),
            claims: Vec::new(),
            levers: Vec::new(),
            events: Vec::new(),
            quotes: Vec::new(),
            impasse: Impasse::default(),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// Whom he or she speaks for.
    pub(super) party: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Meeting {
    pub(super) what: String,
    pub(super) participants: Vec<String>,
    pub(super) status_history: Vec<Entry<Step>>,
    pub(super) final_status: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    pub(super) status: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Proposal {
    pub(super) what: String,
    pub(super) proposer: Option<String>,
    pub(super) backers: Vec<String>,
    pub(super) rejecters: Vec<String>,
    pub(super) conditional: Vec<Conditional>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Conditional {
    pub(super) party: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Position {
    pub(super) party: Option<String>,
    pub(super) demand: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Characterisation {
    pub(super) by: Option<String>,
    pub(super) words: String,
    pub(super) polarity: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Claim {
    pub(super) speaker: Option<String>,
    pub(super) cause: String,
    pub(super) effect: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Lever {
    pub(super) holder: Option<String>,
    pub(super) what: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Event {
    pub(super) plover_type: String,
    /// Gold only: other types that are as right.
    pub(super) plover_alt: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) when: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Quote {
    pub(super) speaker: Option<String>,
    pub(super) content: String,
    pub(super) direct: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Impasse {
    pub(super) stuck: bool,
    pub(super) why: Vec<Entry<Reason>>,
    pub(super) who_can_move: Vec<Entry<Mover>>,
    pub(super) conditions_to_restart: Vec<Entry<Condition>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    pub(super) reason: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Mover {
    pub(super) party: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Condition {
    pub(super) condition: String,
}

/// Reads one article's JSON.
pub(super) fn record(path: &Path) -> Result<Record> {
    let text =
        fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("failed to use {}", path.display()))
}

/// The articles (`.txt`) of a folder, by name.
pub(super) fn articles(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = || format!("failed to read {}", folder.display());
    let mut articles = Vec::new();
    for entry in fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            articles.push(path);
        }
    }
    anyhow::ensure!(
        !articles.is_empty(),
        "no article (.txt) in {}",
        folder.display()
    );
    articles.sort();
    Ok(articles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_there_and_leaves_the_rest_empty() {
        let text = r#"{"date": null, "events": [{"plover_type": "AID", "source": ["Norvia"],
            "when": null, "evidence": "Norvia sent tents", "optional": true, "rule": "aid-1"}]}"#;
        let record: Record = serde_json::from_str(text).unwrap();
        assert!(record.relevant && record.meetings.is_empty() && record.date.is_none());
        let event = &record.events[0];
        assert!(event.optional && event.alt_evidence.is_empty());
        assert_eq!(event.evidence.as_deref(), Some("Norvia sent tents"));
        assert_eq!(event.fields.source, ["Norvia"]);
        assert_eq!(event.written["rule"], "aid-1");
    }

    #[test]
    fn an_item_of_the_wrong_shape_is_an_error() {
        let text = r#"{"parties": [{"name": ["Norvia"]}]}"#;
        assert!(serde_json::from_str::<Record>(text).is_err());
        assert!(serde_json::from_str::<Record>(r#"{"parties": ["Norvia"]}"#).is_err());
    }
}
