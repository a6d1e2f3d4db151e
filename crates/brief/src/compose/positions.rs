//! Who wants what, who can press whom, who claims what.

use super::Desk;
use super::names::{REPORTER, voice};
use crate::brief::{
    ClaimRow, ClaimStanding, LeverRow, Position, PositionCell, PositionKind, PositionRow, Positions,
};
use crate::line::{Cites, Line, Prose};
use crate::words::in_sentence;
use demarche_evidence::{
    Actor, Body, Claim, Demand, DivergenceKind, Proposal, StanceKind, Statement, StatementId,
    Voice, deed_asked_of, same_matter, without_aside, without_conjunction,
};

/// A row that is being filled: positions by party, in order of appearance.
struct Draft {
    /// The statements it is made of.
    ids: Vec<StatementId>,
    what: String,
    kind: PositionKind,
    cites: Cites,
    cells: Vec<(String, PositionCell)>,
}

pub(crate) fn positions(desk: &mut Desk<'_>) -> Positions {
    let mut rows: Vec<Draft> = Vec::new();
    for statement in desk.statements.clone() {
        match &statement.body {
            Body::Proposal(p) => proposal(desk, statement, p, &mut rows),
            Body::Demand(d) => demand(desk, statement, d, &mut rows),
            _ => {}
        }
    }
    rows.sort_by_key(|r| r.kind != PositionKind::Proposal);
    let mut parties: Vec<String> = desk.names.parties.clone();
    for (party, _) in rows.iter().flat_map(|r| &r.cells) {
        if !parties.contains(party) {
            parties.push(party.clone());
        }
    }
    parties.retain(|p| rows.iter().any(|r| r.cells.iter().any(|(q, _)| p == q)));
    let rows = rows.into_iter().map(|r| finished(r, &parties)).collect();
    Positions { parties, rows }
}

fn finished(row: Draft, parties: &[String]) -> PositionRow {
    let cell = |p: &String| {
        row.cells
            .iter()
            .find(|(q, _)| p == q)
            .map(|(_, c)| c.clone())
    };
    PositionRow {
        what: row.what,
        kind: row.kind,
        cells: parties.iter().map(cell).collect(),
        cites: row.cites,
    }
}

/// The row for a statement: that of a statement it is linked with, or of the same words, else a new one.
fn draft<'r>(
    desk: &Desk<'_>,
    rows: &'r mut Vec<Draft>,
    statement: &Statement,
    (what, kind): (&str, PositionKind),
    cites: &Cites,
) -> &'r mut Draft {
    let what = what.trim();
    let linked = |r: &Draft| desk.are_linked(&r.ids, &statement.id);
    let same = |r: &Draft| r.kind == kind && (r.what.eq_ignore_ascii_case(what) || linked(r));
    let at = rows.iter().position(same).unwrap_or_else(|| {
        rows.push(Draft {
            ids: Vec::new(),
            what: what.to_owned(),
            kind,
            cites: cites.clone(),
            cells: Vec::new(),
        });
        rows.len() - 1
    });
    let row = &mut rows[at];
    row.ids.push(statement.id.clone());
    row.cites = cites.iter().fold(row.cites.clone(), Cites::and);
    row
}

impl Draft {
    /// A later word replaces an earlier one; the same word gathers citations.
    fn set(&mut self, party: &str, cell: PositionCell) {
        match self.cells.iter_mut().find(|(p, _)| p == party) {
            Some((_, old)) if old.position == cell.position => {
                old.cites = cell.cites.iter().fold(old.cites.clone(), Cites::and);
                old.condition = old.condition.take().or(cell.condition);
            }
            Some((_, old)) if cell.position != Position::Asked => *old = cell,
            Some(_) => {}
            None => self.cells.push((party.to_owned(), cell)),
        }
    }
}

fn proposal(desk: &mut Desk<'_>, statement: &Statement, p: &Proposal, rows: &mut Vec<Draft>) {
    let cites = desk.citer.of(statement);
    let row = draft(
        desk,
        rows,
        statement,
        (&p.what, PositionKind::Proposal),
        &cites,
    );
    if let Some(proposer) = &p.proposer {
        let cell = cell(desk, Position::Proposes, proposer, None, cites);
        row.set(proposer.principal(), cell);
    }
    for stance in &p.stances {
        let (position, condition) = match &stance.kind {
            StanceKind::Backs => (Position::Backs, None),
            StanceKind::Rejects => (Position::Rejects, None),
            StanceKind::Conditional { condition } => (Position::Conditional, Some(condition)),
        };
        let cites = Cites::one(desk.citer.cite(&statement.source, stance.evidence));
        let cell = cell(desk, position, &stance.actor, condition.cloned(), cites);
        row.set(stance.actor.principal(), cell);
    }
}

/// Whether a demand says no more than an answer told in the same sentence, whose cell tells it: the condition of a yes, or that others
/// accept what its party backs.
fn is_told_as_answer(desk: &Desk<'_>, statement: &Statement, d: &Demand) -> bool {
    let plain = |text: &str| {
        let text = text.trim();
        without_conjunction(text).unwrap_or(text).to_lowercase()
    };
    let wanted = plain(&d.demand);
    let party = d.party.principal();
    let stances = desk.statements.iter().filter_map(|s| match &s.body {
        Body::Proposal(p) if s.source == statement.source => Some(&p.stances),
        _ => None,
    });
    let mut own = stances
        .flatten()
        .filter(|s| s.evidence == statement.evidence && s.actor.principal() == party);
    let says_yes = || {
        ["accept ", "take "]
            .iter()
            .any(|yes| wanted.starts_with(yes))
    };
    !d.refusal
        && own.any(|stance| match &stance.kind {
            StanceKind::Conditional { condition } => {
                wanted.contains(&plain(condition)) || same_matter(&wanted, condition)
            }
            StanceKind::Backs => says_yes(),
            StanceKind::Rejects => false,
        })
}

/// What a party wants, in the words of its demand.
fn wanted(d: &Demand) -> String {
    let told = without_conjunction(d.demand.trim()).unwrap_or(&d.demand);
    let asked = d.addressee.as_ref().filter(|_| !d.refusal);
    let deed = asked.and_then(|a| deed_asked_of(told, a.principal()));
    let whole = if d.demand.starts_with("that ") {
        d.demand.as_str()
    } else {
        told
    };
    let words = deed.unwrap_or_else(|| whole.to_owned());
    without_aside(&words).to_owned()
}

fn demand(desk: &mut Desk<'_>, statement: &Statement, d: &Demand, rows: &mut Vec<Draft>) {
    if is_told_as_answer(desk, statement, d) {
        return;
    }
    let cites = desk.citer.of(statement);
    let (kind, position) = if d.refusal {
        (PositionKind::Refusal, Position::Refuses)
    } else if d.offer {
        (PositionKind::Demand, Position::Ready)
    } else {
        (PositionKind::Demand, Position::Demands)
    };
    let row = draft(desk, rows, statement, (&wanted(d), kind), &cites);
    let mine = cell(desk, position, &d.party, None, cites.clone());
    row.set(d.party.principal(), mine);
    // Whoever refuses something is the one who was asked.
    if let Some(addressee) = d
        .addressee
        .as_ref()
        .filter(|a| a.principal() != d.party.principal() && !d.refusal && !d.offer)
    {
        row.set(
            addressee.principal(),
            cell(desk, Position::Asked, addressee, None, cites),
        );
    }
}

fn cell(
    desk: &Desk<'_>,
    position: Position,
    actor: &Actor,
    condition: Option<String>,
    cites: Cites,
) -> PositionCell {
    PositionCell {
        position,
        condition,
        by: desk.names.spokesman(actor),
        cites,
    }
}

pub(crate) fn levers(desk: &mut Desk<'_>) -> Vec<LeverRow> {
    let mut rows: Vec<(Vec<StatementId>, LeverRow)> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Lever(l) = &statement.body else {
            continue;
        };
        let row = LeverRow {
            holder: l.holder.principal().to_owned(),
            against: l.against.as_ref().map(|a| a.principal().to_owned()),
            what: l.what.clone(),
            state: l.state,
            irreversible: l.irreversible,
            condition: l.condition.clone(),
            cites: desk.citer.of(statement),
        };
        let same = rows.iter_mut().find(|(ids, r)| {
            desk.are_linked(ids, &statement.id)
                || r.holder == row.holder
                    && r.against == row.against
                    && r.what.eq_ignore_ascii_case(&row.what)
        });
        match same {
            Some((ids, old)) => {
                ids.push(statement.id.clone());
                old.state = row.state;
                old.against = old.against.take().or(row.against);
                old.cites = row.cites.iter().fold(old.cites.clone(), Cites::and);
            }
            None => rows.push((vec![statement.id.clone()], row)),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

pub(crate) fn claims(desk: &mut Desk<'_>) -> Vec<ClaimRow> {
    let mut rows: Vec<(Vec<StatementId>, ClaimRow)> = Vec::new();
    for statement in desk.statements.clone() {
        let Body::Claim(c) = &statement.body else {
            continue;
        };
        let cites = desk.citer.of(statement);
        let same = rows
            .iter_mut()
            .find(|(ids, _)| desk.are_linked(ids, &statement.id));
        match same {
            Some((ids, old)) => {
                ids.push(statement.id.clone());
                old.cites = cites.iter().fold(old.cites.clone(), Cites::and);
            }
            None => rows.push((vec![statement.id.clone()], claim_row(desk, c, cites))),
        }
    }
    for divergence in desk
        .divergences
        .iter()
        .filter(|d| d.kind == DivergenceKind::Cause)
    {
        let touched: Vec<usize> = (0..rows.len())
            .filter(|&i| divergence.statements.iter().any(|s| rows[i].0.contains(s)))
            .collect();
        if let [first, .., last] = touched[..] {
            let other = other_cause(&rows[last].1);
            rows[first].1.divergence.get_or_insert(other);
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn claim_row(desk: &Desk<'_>, c: &Claim, cites: Cites) -> ClaimRow {
    let standing = match &c.speaker {
        Voice::Article => ClaimStanding::Reporter,
        Voice::Actor(actor) if desk.names.is_party(actor.principal()) => {
            ClaimStanding::Party(actor.principal().to_owned())
        }
        Voice::Actor(_) => ClaimStanding::Other,
    };
    ClaimRow {
        claimant: voice(&c.speaker),
        standing,
        cause: c.cause.clone(),
        effect: c.effect.clone(),
        cites,
        divergence: None,
    }
}

fn other_cause(row: &ClaimRow) -> Line {
    let who = if row.claimant == REPORTER {
        REPORTER.to_owned()
    } else {
        in_sentence(&row.claimant)
    };
    let verb = crate::words::verb(&who, "names", "name");
    Prose::new(format!("Accounts diverge: {who} {verb} another cause, "))
        .quote(&row.cause)
        .cite_end(&row.cites)
}
