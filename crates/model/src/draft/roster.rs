//! Who the negotiation is between: parties by how much they take part.

use demarche_evidence::{Actor, Body, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The parties of a negotiation.
#[derive(Debug)]
pub(super) struct Roster {
    /// Most involved first.
    parties: Vec<String>,
    /// Those who meet, or are asked for something.
    seated: BTreeSet<String>,
}

impl Roster {
    /// The parties of `statements`, by weight, then by name.
    pub fn of(statements: &[Statement]) -> Self {
        let mut weight: BTreeMap<&str, u32> = BTreeMap::new();
        for statement in statements {
            for (actor, points) in taking_part(statement) {
                if let Some(party) = actor.party.as_deref() {
                    *weight.entry(party).or_default() += points;
                }
            }
        }
        let mut order: Vec<(&str, u32)> = weight.into_iter().collect();
        order.sort_by_key(|(name, points)| (std::cmp::Reverse(*points), *name));
        Self {
            parties: order.into_iter().map(|(n, _)| n.to_owned()).collect(),
            seated: statements.iter().flat_map(at_the_table).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
    }

    /// Whether a party is one of the main ones, meets others or is asked for something: others watch and judge.
    pub fn is_seated(&self, party: &str) -> bool {
        self.seated.contains(party) || self.main().iter().any(|m| m == party)
    }

    /// The two parties most involved.
    pub fn main(&self) -> &[String] {
        &self.parties[..self.parties.len().min(2)]
    }

    /// The main party that is not `other`.
    pub fn opposite(&self, other: &str) -> Option<&str> {
        self.main().iter().map(String::as_str).find(|p| *p != other)
    }

    /// Place in the order; lower is more involved.
    pub fn place(&self, party: &str) -> usize {
        self.parties
            .iter()
            .position(|p| p == party)
            .unwrap_or(usize::MAX)
    }
}

/// Who meets, or is asked for something, by a statement.
fn at_the_table(statement: &Statement) -> Vec<String> {
    match &statement.body {
        Body::Meeting(m) => m.participants.iter().collect(),
        Body::Agreement(a) => a.parties.iter().collect(),
        Body::Demand(d) => d.addressee.iter().collect(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter_map(|a: &Actor| a.party.clone())
    .collect()
}

/// Who takes part in a statement, and how much that says.
fn taking_part(statement: &Statement) -> Vec<(&Actor, u32)> {
    match &statement.body {
        Body::Meeting(m) => m.participants.iter().map(|a| (a, 3)).collect(),
        Body::Agreement(a) => a.parties.iter().map(|a| (a, 2)).collect(),
        Body::Proposal(p) => {
            let stances = p.stances.iter().map(|s| {
                let rejects = matches!(s.kind, demarche_evidence::StanceKind::Rejects);
                (&s.actor, if rejects { 3 } else { 1 })
            });
            p.proposer.iter().map(|a| (a, 3)).chain(stances).collect()
        }
        Body::Demand(d) => std::iter::once((&d.party, 2))
            .chain(d.addressee.iter().map(|a| (a, 1)))
            .collect(),
        Body::Lever(l) => std::iter::once((&l.holder, 3))
            .chain(l.against.iter().map(|a| (a, 2)))
            .collect(),
        Body::Event(e) => e.sources.iter().chain(&e.targets).map(|a| (a, 1)).collect(),
        _ => Vec::new(),
    }
}
