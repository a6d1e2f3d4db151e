//! The further concepts as JSON: tables by concept and by name, as for the five.

use super::{Named, Outcomes, Under};
use demarche_graph::{
    CoalitionTable, Concept, HypergameOutcome, Reading, SimultaneousTable, StateSet,
};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

type ByConcept<T> = BTreeMap<&'static str, T>;

/// One value for each concept of a list in the order of [`Concept::ALL`].
fn by_concept<T>(sets: &[StateSet], value: impl Fn(&StateSet) -> T) -> ByConcept<T> {
    let concepts = Concept::ALL.iter().zip(sets);
    concepts.map(|(c, set)| (c.name(), value(set))).collect()
}

fn states(set: &StateSet) -> Vec<usize> {
    set.iter().collect()
}

impl Serialize for Named<SimultaneousTable> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            stability: BTreeMap<&'a str, String>,
            equilibria: Vec<usize>,
        }
        let own = self.names.iter().zip(&self.table.stable);
        Shown {
            stability: own.map(|(n, set)| (n.as_str(), set.bits())).collect(),
            equilibria: states(&self.table.equilibria),
        }
        .serialize(serializer)
    }
}

impl Serialize for Named<CoalitionTable> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            coalitions: Vec<Coalition<'a>>,
            equilibria: ByConcept<Vec<usize>>,
        }
        #[derive(Serialize)]
        struct Coalition<'a> {
            members: Vec<&'a str>,
            stability: ByConcept<String>,
        }
        let coalitions = self.table.coalitions.iter().map(|c| Coalition {
            members: self.members(&c.members),
            stability: by_concept(&c.stable, StateSet::bits),
        });
        Shown {
            coalitions: coalitions.collect(),
            equilibria: by_concept(&self.table.stable, states),
        }
        .serialize(serializer)
    }
}

impl Serialize for Under {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            reading: &'a Reading,
            stability: ByConcept<BTreeMap<&'a str, String>>,
            equilibria: ByConcept<Vec<usize>>,
        }
        let own = |c: Concept| {
            let makers = self.table.decision_makers.iter();
            makers
                .filter_map(|d| Some((d.name.as_str(), d.stable.get(c.index())?.bits())))
                .collect()
        };
        Shown {
            reading: self.judgement.reading(),
            stability: Concept::ALL.map(|c| (c.name(), own(c))).into(),
            equilibria: by_concept(&self.table.equilibria, states),
        }
        .serialize(serializer)
    }
}

impl Serialize for Outcomes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            /// The states that somebody perceives, which the outcomes are about.
            labels: Vec<String>,
            outcomes: &'a [HypergameOutcome],
        }
        Shown {
            labels: (0..self.game.state_count())
                .map(|s| self.label(s))
                .collect(),
            outcomes: &self.outcomes,
        }
        .serialize(serializer)
    }
}
