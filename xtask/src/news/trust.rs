//! Which statements of a reading are right, by the gold.

use std::collections::BTreeSet;

use anyhow::Result;
use demarche_evidence::{Body, Proposal, Source, Span, StanceKind, Statement};
use demarche_read::{Reader, schema};

use super::card::{Fault, Miss};
use super::gold::Record;
use super::matching;
use super::score::Row;

/// A reading with what of it the gold does not have.
pub(super) struct Judged {
    statements: Vec<Statement>,
    wrong: BTreeSet<String>,
    wrong_stances: BTreeSet<(String, String, String)>,
}

impl Judged {
    /// Reads an article, keeping what is doubtful, and scores it.
    pub(super) fn of(reader: &Reader, source: &Source, gold: &Record) -> Result<Self> {
        let reading = reader.read(source);
        let record: Record = serde_json::from_value(schema::to_json(&reading, source))?;
        let card = matching::score(gold, &record);
        let wrong = card.misses.iter().filter(|m| m.fault == Fault::Wrong);
        let part = |m: &Miss, key: &str| m.item.get(key)?.as_str().map(str::to_owned);
        let ids = wrong.clone().filter_map(|m| part(m, "id"));
        let stances = wrong.filter(|m| m.row == Row::ProposalStances);
        let stances =
            stances.filter_map(|m| Some((part(m, "stance")?, part(m, "party")?, part(m, "what")?)));
        Ok(Self {
            wrong: ids.collect(),
            wrong_stances: stances.collect(),
            statements: reading.statements,
        })
    }

    /// Whether the gold has what a statement in a sentence says; nothing of one that is not in the reading.
    pub(super) fn is_right(&self, evidence: Span, body: &Body) -> Option<bool> {
        if let Body::Proposal(proposal) = body {
            return self.is_right_stance(proposal);
        }
        let mut here = self.statements.iter().filter(|s| s.evidence == evidence);
        let statement = here.find(|s| plain(&s.body) == plain(body))?;
        Some(!self.wrong.contains(&statement.id.0))
    }

    /// Whether the only stance told with a proposal is right.
    fn is_right_stance(&self, proposal: &Proposal) -> Option<bool> {
        let stance = proposal.stances.first()?;
        let told = (
            answer(&stance.kind).to_owned(),
            stance.actor.name.clone(),
            proposal.what.clone(),
        );
        Some(!self.wrong_stances.contains(&told))
    }
}

/// How the score calls a stance.
const fn answer(kind: &StanceKind) -> &'static str {
    match kind {
        StanceKind::Backs => "back",
        StanceKind::Rejects => "reject",
        StanceKind::Conditional { .. } => "condition",
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
