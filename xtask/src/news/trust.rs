//! Which statements of a reading are right, by the gold.

use std::collections::BTreeSet;

use anyhow::Result;
use demarche_evidence::{Body, Source, Span, Statement};
use demarche_read::{Reader, schema};

use super::card::Fault;
use super::gold::Record;
use super::matching;

/// A reading with what of it the gold does not have.
pub(super) struct Judged {
    statements: Vec<Statement>,
    wrong: BTreeSet<String>,
}

impl Judged {
    /// Reads an article, keeping what is doubtful, and scores it.
    pub(super) fn of(reader: &Reader, source: &Source, gold: &Record) -> Result<Self> {
        let reading = reader.read(source);
        let record: Record = serde_json::from_value(schema::to_json(&reading, source))?;
        let card = matching::score(gold, &record);
        let wrong = card.misses.iter().filter(|m| m.fault == Fault::Wrong);
        let ids = wrong.filter_map(|m| m.item.get("id")?.as_str().map(str::to_owned));
        Ok(Self {
            wrong: ids.collect(),
            statements: reading.statements,
        })
    }

    /// Whether the gold has what a statement in a sentence says; nothing of one that is not in the reading.
    pub(super) fn is_right(&self, evidence: Span, body: &Body) -> Option<bool> {
        let mut here = self.statements.iter().filter(|s| s.evidence == evidence);
        let statement = here.find(|s| plain(&s.body) == plain(body))?;
        Some(!self.wrong.contains(&statement.id.0))
    }
}

/// Without the statement that a judgement is about, which is found last.
fn plain(body: &Body) -> Body {
    let mut body = body.clone();
    if let Body::Characterisation(judgement) = &mut body {
        judgement.about = None;
    }
    body
}
