//! What parties have undertaken to each other.

use super::Desk;
use crate::brief::{AgreementRow, TermRow};
use crate::line::Cites;
use demarche_evidence::{Agreement, Body, Statement, StatementId};

/// Agreements in the order of the texts, each once with what every text says of it.
pub(crate) fn agreements(desk: &mut Desk<'_>) -> Vec<AgreementRow> {
    let mut rows: Vec<(Vec<StatementId>, AgreementRow)> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Agreement(agreement) = &statement.body else {
            continue;
        };
        let row = row(desk, statement, agreement);
        let same = rows.iter_mut().find(|(ids, known)| {
            desk.are_linked(ids, &statement.id)
                || known.parties == row.parties && known.what.eq_ignore_ascii_case(&row.what)
        });
        match same {
            Some((ids, known)) => {
                ids.push(statement.id.clone());
                merge(known, row);
            }
            None => rows.push((vec![statement.id.clone()], row)),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(desk: &mut Desk<'_>, statement: &Statement, agreement: &Agreement) -> AgreementRow {
    let mut parties: Vec<String> = Vec::new();
    for party in agreement.parties.iter().map(|p| p.principal().to_owned()) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    let cites = desk.citer.of(statement);
    let terms = agreement.terms.iter().zip(statement.spans_of("term"));
    let terms = terms.filter_map(|(words, span)| {
        let cite = desk.citer.cite(&statement.source, span);
        let cites = Cites::of([cite]).ok()?;
        let words = words.clone();
        Some(TermRow { words, cites })
    });
    let terms = terms.collect();
    AgreementRow {
        parties,
        what: agreement.what.clone(),
        stage: agreement.stage,
        when: agreement.when.as_ref().map(|when| when.words.clone()),
        terms,
        cites,
    }
}

/// Another text's words on the same: the further stage holds.
fn merge(known: &mut AgreementRow, more: AgreementRow) {
    known.stage = known.stage.max(more.stage);
    known.when = known.when.take().or(more.when);
    known.cites = more.cites.iter().fold(known.cites.clone(), Cites::and);
    for term in more.terms {
        if known.terms.iter().all(|t| t.words != term.words) {
            known.terms.push(term);
        }
    }
    let others = more.parties.into_iter();
    let others: Vec<String> = others.filter(|p| !known.parties.contains(p)).collect();
    known.parties.extend(others);
}
