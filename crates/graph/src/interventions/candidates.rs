//! Which interventions there are, and sets of them by cost.

use super::{Intervention, InterventionQuery};
use crate::Change;
use crate::form::{Conflict, Direction};
use std::collections::BTreeSet;

/// All single interventions, with their costs.
pub(super) struct Candidates {
    all: Vec<(Intervention, u64)>,
    size: usize,
    max_cost: u64,
}

impl Candidates {
    pub fn new(conflict: &Conflict, query: &InterventionQuery, size: usize) -> Self {
        let mut all = of_statements(conflict);
        all.extend(of_additions(conflict, query));
        all.extend(of_options(conflict));
        let movers = conflict.form.decision_makers.len();
        all.extend(coalitions(movers, query.coalition_size));
        all.retain(|i| query.kinds.contains(&i.kind()));
        let with_cost = |i: Intervention| {
            let cost = query.cost(&i, conflict);
            (i, cost)
        };
        Self {
            all: all.into_iter().map(with_cost).collect(),
            size,
            max_cost: query.max_cost,
        }
    }

    /// What sets can cost, in order.
    pub fn costs(&self) -> Vec<u64> {
        let single: BTreeSet<u64> = self.all.iter().map(|(_, cost)| *cost).collect();
        let mut sums = single.clone();
        for _ in 1..self.size {
            let longer: Vec<u64> = sums
                .iter()
                .flat_map(|sum| single.iter().map(move |&cost| sum.saturating_add(cost)))
                .filter(|&sum| sum <= self.max_cost)
                .collect();
            sums.extend(longer);
        }
        sums.into_iter().filter(|&c| c <= self.max_cost).collect()
    }

    /// The sets of so many interventions that can go together and cost exactly this, by number.
    pub fn sets(&self, size: usize, cost: u64) -> impl Iterator<Item = Vec<usize>> + '_ {
        // The numbers chosen so far, and the next to try: a walk that keeps its place.
        let mut chosen: Vec<usize> = Vec::new();
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                if next == self.all.len() {
                    next = chosen.pop()? + 1;
                    continue;
                }
                let here = next;
                next += 1;
                let costs = chosen.iter().chain([&here]).map(|&k| self.all[k].1);
                let total = costs.fold(0, u64::saturating_add);
                let last = chosen.len() + 1 == size;
                if total > cost || last && total != cost || !self.fits(&chosen, here) {
                    continue;
                }
                chosen.push(here);
                if last {
                    let set = chosen.clone();
                    chosen.pop();
                    return Some(set);
                }
            }
        })
    }

    fn fits(&self, chosen: &[usize], here: usize) -> bool {
        let mut others = chosen.iter();
        others.all(|&k| compatible(&self.all[k].0, &self.all[here].0))
    }

    pub fn name(&self, set: &[usize]) -> Vec<Intervention> {
        set.iter().map(|&k| self.all[k].0.clone()).collect()
    }
}

fn of_statements(conflict: &Conflict) -> Vec<Intervention> {
    let mut all = Vec::new();
    for statement in conflict.assumptions() {
        all.push(Intervention::Change(Change::Negate { statement }));
        all.push(Intervention::Change(Change::Drop { statement }));
        let places = conflict.preferences[statement.dm].statements().len();
        let other = (0..places).filter(|&to| to != statement.index);
        all.extend(other.map(|to| Intervention::Change(Change::Move { statement, to })));
    }
    all
}

fn of_additions(conflict: &Conflict, query: &InterventionQuery) -> Vec<Intervention> {
    let additions = query.additions.iter().enumerate();
    let places = additions.flat_map(|(addition, a)| {
        let places = conflict.preferences[a.dm].statements().len();
        (0..=places).map(move |at| Intervention::Add { addition, at })
    });
    places.collect()
}

fn of_options(conflict: &Conflict) -> Vec<Intervention> {
    let mut all = Vec::new();
    for (option, spec) in conflict.form.options.iter().enumerate() {
        all.push(Intervention::Change(match spec.direction {
            Direction::Closed => Change::Open { option },
            _ => Change::Close { option },
        }));
        if spec.direction == Direction::Both {
            let ways = [Direction::Forward, Direction::Back];
            all.extend(ways.map(|direction| Intervention::OneWay { option, direction }));
        }
    }
    all
}

/// All coalitions of two to `most`, smaller ones first.
fn coalitions(movers: usize, most: usize) -> Vec<Intervention> {
    let mut all = Vec::new();
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for size in 1..=most.min(movers) {
        let longer = sets.iter().flat_map(|set| {
            let first = set.last().map_or(0, |&m| m + 1);
            (first..movers).map(|m| [set.as_slice(), &[m]].concat())
        });
        sets = longer.collect();
        if size > 1 {
            let members = sets.iter().cloned();
            all.extend(members.map(|members| Intervention::Coalition { members }));
        }
    }
    all
}

/// Whether two interventions can be made together.
fn compatible(a: &Intervention, b: &Intervention) -> bool {
    match (a, b) {
        (Intervention::Change(x), Intervention::Change(y)) => x.goes_with(*y),
        (Intervention::Add { addition: x, .. }, Intervention::Add { addition: y, .. }) => x != y,
        (Intervention::Coalition { members: x }, Intervention::Coalition { members: y }) => {
            x.iter().all(|m| !y.contains(m))
        }
        _ => a.option().is_none() || a.option() != b.option(),
    }
}
