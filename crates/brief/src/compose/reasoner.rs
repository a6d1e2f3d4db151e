//! What stands behind each step of the analysis: citations for preference statements.

use super::Desk;
use super::wording::Wording;
use crate::brief::Assumption;
use crate::case::{Case, Ground};
use crate::findings::Findings;
use crate::line::{Cite, Cites};
use crate::words::in_sentence;
use demarche_evidence::{Body, Span, Statement, StatementId};
use demarche_graph::{Expr, Preferences, State, StatementRef, Step};
use std::collections::BTreeMap;

/// A case, its findings, and the numbers of its assumptions.
pub(crate) struct Reasoner<'a> {
    pub case: &'a Case,
    pub findings: &'a Findings,
    pub words: Wording<'a>,
    /// Numbers of assumptions, by decision maker and place; the place of a ranking is 0.
    numbers: BTreeMap<(usize, usize), usize>,
}

impl<'a> Reasoner<'a> {
    pub fn new(case: &'a Case, findings: &'a Findings, desk: &Desk<'_>) -> Self {
        let mut numbers = BTreeMap::new();
        for (dm, preferences) in case.conflict.preferences.iter().enumerate() {
            let places = match preferences {
                Preferences::Statements(list) => list.len(),
                Preferences::Ranking(_) => 1,
            };
            for place in 0..places {
                if !is_sourced(case, dm, place, desk) {
                    let next = numbers.len() + 1;
                    numbers.insert((dm, place), next);
                }
            }
        }
        Self {
            case,
            findings,
            words: Wording { case },
            numbers,
        }
    }

    /// The number of an assumption.
    pub fn number(&self, dm: usize, place: usize) -> Option<usize> {
        self.numbers.get(&(dm, place)).copied()
    }

    /// All assumptions, by number.
    pub fn all_assumptions(&self) -> Vec<Cite> {
        (1..=self.numbers.len()).map(Cite::Assumption).collect()
    }

    /// How many preference statements a decision maker has.
    pub fn statements(&self, dm: usize) -> usize {
        let list = self.case.conflict.preferences.get(dm);
        list.map_or(0, |p| p.statements().len())
    }

    /// A preference statement.
    pub fn expr(&self, dm: usize, place: usize) -> Option<&'a Expr> {
        let list = self.case.conflict.preferences.get(dm)?.statements();
        list.get(place).map(|s| &s.expr)
    }

    /// What a preference statement rests on: its assumption, or its evidence.
    pub fn ground(&self, desk: &mut Desk<'_>, dm: usize, place: usize) -> Vec<Cite> {
        if let Some(n) = self.number(dm, place) {
            return vec![Cite::Assumption(n)];
        }
        match self.case.grounds.get(dm).and_then(|list| list.get(place)) {
            Some(Ground::Because(ids)) => self.evidence(desk, ids, Some(dm)),
            _ => Vec::new(),
        }
    }

    /// Citations of statements in the record; of a proposal the stance of `dm`, where it has one.
    pub fn evidence(
        &self,
        desk: &mut Desk<'_>,
        ids: &[StatementId],
        dm: Option<usize>,
    ) -> Vec<Cite> {
        let party = dm.map(|dm| self.words.party(dm).to_owned());
        let mut cites = Vec::new();
        for id in ids {
            let Some(statement) = desk.statement(id) else {
                continue;
            };
            let cite = desk
                .citer
                .cite(&statement.source, place_of(statement, party.as_deref()));
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        cites
    }

    /// What all of a decision maker's preferences rest on.
    pub fn grounds_of(&self, desk: &mut Desk<'_>, dm: usize) -> Vec<Cite> {
        let statements = self
            .case
            .conflict
            .preferences
            .get(dm)
            .map_or(0, |p| p.statements().len());
        (0..statements.max(1))
            .flat_map(|place| self.ground(desk, dm, place))
            .collect()
    }

    /// What the whole model rests on. A model always has a decision maker, whose preferences are
    /// sourced or assumed; the sources as a whole stand in where it has none.
    pub fn all_grounds(&self, desk: &mut Desk<'_>) -> Cites {
        let all: Vec<Cite> = (0..self.case.conflict.form.decision_makers.len())
            .flat_map(|dm| self.grounds_of(desk, dm))
            .collect();
        self.cites(desk, all)
    }

    /// These citations, or those of the whole model where there are none.
    pub fn cites(&self, desk: &mut Desk<'_>, cites: Vec<Cite>) -> Cites {
        if let Ok(cites) = Cites::of(cites) {
            return cites;
        }
        let all: Vec<Cite> = (0..self.case.conflict.form.decision_makers.len())
            .flat_map(|dm| self.grounds_of(desk, dm))
            .collect();
        Cites::of(all).unwrap_or_else(|_| Cites::one(Cite::Text(1)))
    }

    /// The first statement of `dm`, in order of importance, in which two states differ.
    pub fn first_difference(&self, dm: usize, a: State, b: State) -> Option<usize> {
        let list = self.case.conflict.preferences.get(dm)?.statements();
        list.iter().position(|s| s.expr.eval(a) != s.expr.eval(b))
    }

    /// What a mover's view of a step rests on.
    pub fn step_cites(&self, desk: &mut Desk<'_>, step: &Step) -> Vec<Cite> {
        match self.first_difference(step.mover, self.state(step.from), self.state(step.to)) {
            Some(place) => self.ground(desk, step.mover, place),
            None => self.grounds_of(desk, step.mover),
        }
    }

    /// Who speaks for an assumption, where nothing but claims by parties support it.
    pub fn claimants(&self, desk: &mut Desk<'_>, s: StatementRef) -> Option<(Vec<String>, Cites)> {
        let ground = self.case.grounds.get(s.dm)?.get(s.index)?;
        let Ground::Assume { support, .. } = ground else {
            return None;
        };
        let mut who: Vec<String> = Vec::new();
        for id in support {
            let statement = desk.statement(id)?;
            let Body::Claim(claim) = &statement.body else {
                return None;
            };
            let actor = claim.speaker.actor()?;
            let party = actor.principal();
            if !desk.names.is_party(party) {
                return None;
            }
            let name = if party == actor.name {
                format!("{}, a party", in_sentence(party))
            } else {
                format!("{}, who speaks for {}", actor.name, in_sentence(party))
            };
            if !who.contains(&name) {
                who.push(name);
            }
        }
        let cites = Cites::of(self.evidence(desk, support, None)).ok()?;
        Some((who, cites))
    }

    /// The options taken in a state of the engine.
    pub fn state(&self, s: usize) -> State {
        self.findings.model.state(s).unwrap_or_default()
    }

    /// The status quo.
    pub fn quo(&self) -> State {
        self.case.conflict.status_quo
    }

    /// The table of assumptions.
    pub fn assumptions(&self, desk: &mut Desk<'_>) -> Vec<Assumption> {
        let robustness = &self.findings.robustness;
        let hinges: Vec<(usize, usize)> = robustness
            .hinges(self.findings.concept)
            .into_iter()
            .filter(|h| h.pivotal)
            .map(|h| (h.assumption.dm, h.assumption.index))
            .collect();
        let mut all: Vec<Assumption> = self
            .numbers
            .iter()
            .map(|(&(dm, place), &number)| {
                let (reason, support) = self.reason(desk, dm, place);
                Assumption {
                    number,
                    party: Some(self.words.party(dm).to_owned()),
                    what: self.assumed(dm, place),
                    reason,
                    hinge: hinges.contains(&(dm, place)),
                    support,
                }
            })
            .collect();
        all.sort_by_key(|a| a.number);
        all
    }

    fn assumed(&self, dm: usize, place: usize) -> String {
        match self.expr(dm, place) {
            Some(expr) => format!("prefers {}", self.words.wish(dm, expr)),
            None => "ranks the states as the dossier has it".to_owned(),
        }
    }

    fn reason(&self, desk: &mut Desk<'_>, dm: usize, place: usize) -> (String, Vec<Cite>) {
        match self.case.grounds.get(dm).and_then(|list| list.get(place)) {
            Some(Ground::Assume { reason, support }) => {
                (reason.clone(), self.evidence(desk, support, Some(dm)))
            }
            Some(Ground::Because(_)) => (
                "the evidence given for it is not among the statements read".to_owned(),
                Vec::new(),
            ),
            None => ("given by the analyst".to_owned(), Vec::new()),
        }
    }
}

fn is_sourced(case: &Case, dm: usize, place: usize, desk: &Desk<'_>) -> bool {
    match case.grounds.get(dm).and_then(|list| list.get(place)) {
        Some(Ground::Because(ids)) => ids.iter().any(|id| desk.statement(id).is_some()),
        _ => false,
    }
}

/// The place in a statement that speaks about `party`.
fn place_of(statement: &Statement, party: Option<&str>) -> Span {
    match &statement.body {
        Body::Proposal(p) => p
            .stances
            .iter()
            .find(|s| Some(s.actor.principal()) == party)
            .map_or(statement.evidence, |s| s.evidence),
        Body::Meeting(m) => m.steps.last().map_or(statement.evidence, |s| s.evidence),
        _ => statement.evidence,
    }
}
