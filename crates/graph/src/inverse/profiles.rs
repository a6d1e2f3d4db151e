//! Counting by enumeration, where conditions of several states or several parties hang together.
//!
//! Only some comparisons between states matter. The orders of the states that they name are all
//! gone through, party by party, and sorted by how these comparisons come out; what is then
//! combined are the sorts, each with the number of rankings that belong to it.

use super::orders::{Orders, each_order};
use super::{Condition, InverseQuery, Obstacle, Wanted};
use crate::natural::Natural;
use std::collections::{BTreeMap, BTreeSet};

/// "The second state is no better than the first", for one party.
type Comparison = (usize, usize);

/// How one party's comparisons come out, and in how many rankings.
struct Sort {
    no_better: Vec<bool>,
    rankings: Natural,
}

/// A comparison of a free party (by place among the free), and how it must come out.
type Literal = (usize, usize, bool);

/// A requirement in terms of comparisons: one of the lists must hold as a whole.
type Compiled = Vec<Vec<Literal>>;

pub(super) struct Profiles<'a> {
    query: &'a InverseQuery,
    states: usize,
    orders: &'a Orders,
    /// For each free party.
    comparisons: Vec<Vec<Comparison>>,
    /// For each wanted state.
    wanted: Vec<Vec<Compiled>>,
}

impl<'a> Profiles<'a> {
    pub fn new(
        query: &'a InverseQuery,
        conditions: &[Condition],
        states: usize,
        orders: &'a Orders,
    ) -> Self {
        let of_party = |&dm: &usize| {
            let mut all: BTreeSet<Comparison> = BTreeSet::new();
            conditions.iter().for_each(|c| c.compare(dm, &mut all));
            all.into_iter().collect()
        };
        let mut profiles = Self {
            query,
            states,
            orders,
            comparisons: query.free.iter().map(of_party).collect(),
            wanted: Vec::new(),
        };
        for &state in query.wanted.states() {
            let own = conditions.iter().filter(|c| c.state == state);
            let compiled = own.flat_map(|c| profiles.compile(c)).collect();
            profiles.wanted.push(compiled);
        }
        profiles
    }

    /// The rankings, one a free party, that bring about what is wanted.
    pub fn count(&self, ties: bool) -> Result<Natural, Obstacle> {
        let mut sorts = Vec::new();
        for (place, &dm) in self.query.free.iter().enumerate() {
            sorts.push(self.sorts(place, dm, ties)?);
        }
        let limit = self.query.profile_limit;
        let profiles = sorts.iter().map(Vec::len).try_fold(1, usize::checked_mul);
        if profiles.is_none_or(|p| p > limit) {
            return Err(Obstacle::TooManyProfiles { limit });
        }
        Ok(self.sum(&sorts, &mut Vec::new()))
    }

    fn sorts(&self, place: usize, dm: usize, ties: bool) -> Result<Vec<Sort>, Obstacle> {
        let comparisons = &self.comparisons[place];
        let named: BTreeSet<usize> = comparisons.iter().flat_map(|&(a, b)| [a, b]).collect();
        let named: Vec<usize> = named.into_iter().collect();
        let limit = self.query.order_limit;
        let all = self.orders.all(named.len(), ties).to_u128();
        if all.is_none_or(|n| n > limit as u128) {
            return Err(Obstacle::TooManyOrders {
                dm,
                states: named.len(),
                limit,
            });
        }
        let at = |s: &usize| named.binary_search(s).unwrap_or_default();
        let pairs: Vec<_> = comparisons.iter().map(|(a, b)| (at(a), at(b))).collect();
        let mut found: BTreeMap<Vec<bool>, Vec<u64>> = BTreeMap::new();
        each_order(named.len(), ties, &mut |level, levels| {
            let outcome = pairs.iter().map(|&(a, b)| level[b] <= level[a]).collect();
            let by_levels = found.entry(outcome).or_default();
            by_levels.resize(named.len() + 1, 0);
            by_levels[levels] += 1;
        });
        let extra = self.states - named.len();
        let ways: Vec<Natural> = (0..=named.len())
            .map(|levels| self.orders.extending(levels, extra, ties))
            .collect();
        let sort = |(no_better, by_levels): (Vec<bool>, Vec<u64>)| {
            let mut rankings = Natural::zero();
            for (&count, ways) in by_levels.iter().zip(&ways) {
                rankings.add(&ways.times(&Natural::from(count)));
            }
            Sort {
                no_better,
                rankings,
            }
        };
        Ok(found.into_iter().map(sort).collect())
    }

    fn sum<'s>(&self, sorts: &'s [Vec<Sort>], chosen: &mut Vec<&'s Sort>) -> Natural {
        let Some(own) = sorts.get(chosen.len()) else {
            return match self.holds(chosen) {
                true => Natural::one(),
                false => Natural::zero(),
            };
        };
        let mut sum = Natural::zero();
        for sort in own {
            chosen.push(sort);
            let rest = self.sum(sorts, chosen);
            chosen.pop();
            if !rest.is_zero() {
                sum.add(&rest.times(&sort.rankings));
            }
        }
        sum
    }

    fn holds(&self, chosen: &[&Sort]) -> bool {
        let literal = |&(place, k, no_better): &Literal| chosen[place].no_better[k] == no_better;
        let term = |term: &Vec<Literal>| term.iter().all(literal);
        let requirement = |terms: &Compiled| terms.iter().any(term);
        let state = |all: &Vec<Compiled>| all.iter().all(requirement);
        match self.query.wanted {
            Wanted::Any(_) => self.wanted.iter().any(state),
            Wanted::State(_) | Wanted::All(_) => self.wanted.iter().all(state),
        }
    }

    fn compile(&self, condition: &Condition) -> Vec<Compiled> {
        let literal = |dm: usize, pair: Comparison, no_better: bool| -> Option<Literal> {
            let place = self.query.free.iter().position(|&f| f == dm)?;
            let k = self.comparisons[place].binary_search(&pair).ok()?;
            Some((place, k, no_better))
        };
        let own = |s: usize| literal(condition.dm, (condition.state, s), true);
        let requirement = |r: &super::Requirement| {
            let staying = condition.free.then(|| own(r.to).into_iter().collect());
            let answers = r.answers.iter().map(|a| {
                let steps = a.credible.iter();
                let steps = steps.filter_map(|s| literal(s.mover, (s.from, s.to), false));
                let states = a.no_better.iter().filter_map(|&s| own(s));
                states.chain(steps).collect()
            });
            staying.into_iter().chain(answers).collect()
        };
        condition.requirements.iter().map(requirement).collect()
    }
}

impl Condition {
    /// The comparisons by `dm` that it speaks of.
    fn compare(&self, dm: usize, all: &mut BTreeSet<Comparison>) {
        for requirement in &self.requirements {
            if self.free && self.dm == dm {
                all.insert((self.state, requirement.to));
                let states = requirement.answers.iter().flat_map(|a| &a.no_better);
                all.extend(states.map(|&s| (self.state, s)));
            }
            let steps = requirement.answers.iter().flat_map(|a| &a.credible);
            all.extend(steps.filter(|s| s.mover == dm).map(|s| (s.from, s.to)));
        }
    }
}
