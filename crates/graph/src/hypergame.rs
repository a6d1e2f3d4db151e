//! Hypergames: everybody analyses the conflict it perceives.

use crate::{
    BuildError, Concept, Conflict, Expr, GraphModel, Judgement, OptionForm, QuestionError,
    StabilityTable, State, StateSet, stability_under,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why perceptions do not make a hypergame.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HypergameError {
    /// A decision maker's perception is missing, or has other decision makers.
    #[error("{found} entries for {needed} decision makers")]
    WrongCount {
        /// How many there are.
        found: usize,
        /// How many there should be.
        needed: usize,
    },
    /// The states of a perception are not told apart, or are not as many as its model has.
    #[error("the perception of decision maker {0} does not say which states it has")]
    BadStates(usize),
    /// A perceived conflict lists other decision makers or options than the first.
    #[error("the conflict that decision maker {0} perceives lists other parties or options")]
    OtherConflict(usize),
    /// A perceived conflict cannot be built.
    #[error("the conflict that decision maker {dm} perceives cannot be built: {source}")]
    Build {
        /// Whose perception.
        dm: usize,
        /// Why not.
        source: BuildError,
    },
    /// A perceived game cannot be analysed.
    #[error("the game that decision maker {dm} perceives cannot be analysed: {source}")]
    Question {
        /// Whose perception.
        dm: usize,
        /// Why not.
        source: QuestionError,
    },
}

/// A conflict as one decision maker perceives it.
#[derive(Debug, Clone)]
pub struct Perception {
    model: GraphModel,
    judgement: Judgement,
    states: Vec<usize>,
}

impl Perception {
    /// A perceived game; `states[k]` is the number, in the hypergame, of the model's state `k`.
    #[must_use]
    pub const fn new(model: GraphModel, judgement: Judgement, states: Vec<usize>) -> Self {
        Self {
            model,
            judgement,
            states,
        }
    }

    /// The perceived game: witnesses are asked of it, and verified in it.
    #[must_use]
    pub const fn model(&self) -> &GraphModel {
        &self.model
    }

    /// What everybody thinks, as it is perceived.
    #[must_use]
    pub const fn judgement(&self) -> &Judgement {
        &self.judgement
    }

    /// The number in the perceived game of a state of the hypergame; `None` where it is not
    /// perceived.
    #[must_use]
    pub fn local(&self, state: usize) -> Option<usize> {
        self.states.iter().position(|&s| s == state)
    }

    fn lift(&self, set: &StateSet, universe: usize) -> StateSet {
        let mut lifted = StateSet::empty(universe);
        set.iter()
            .filter_map(|k| self.states.get(k))
            .for_each(|&s| lifted.insert(s));
        lifted
    }
}

/// A hypergame of the first level (Wang, Hipel and Fraser, 1988; in graph form Aljefri, Bashar,
/// Fang and Hipel, 2018): each decision maker sees a conflict of its own, with its own idea of
/// options, states, moves and everybody's preferences, and does not know that others see another.
#[derive(Debug, Clone)]
pub struct Hypergame {
    count: usize,
    labels: Vec<State>,
    perceptions: Vec<Perception>,
}

/// A conflict as a decision maker perceives it, over the options of all perceptions together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerceivedConflict {
    /// The conflict. All perceptions list the same decision makers and options in one order.
    pub conflict: Conflict,
    /// Options that it does not know of: no state that it perceives takes one.
    pub unknown_options: Vec<usize>,
}

/// What comes of a hypergame under one concept, as sets of its states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HypergameOutcome {
    /// The concept.
    pub concept: Concept,
    /// For each decision maker, the states that it perceives.
    pub perceived: Vec<StateSet>,
    /// For each decision maker, the states stable for it in the game it perceives.
    pub stable: Vec<StateSet>,
    /// For each decision maker, the equilibria of the game it perceives: what it expects.
    pub expected: Vec<StateSet>,
    /// States stable, for each decision maker who perceives them, in the game that it perceives:
    /// nobody who sees such a state leaves it.
    pub equilibria: StateSet,
    /// Equilibria that everybody perceives and expects.
    pub consensus: StateSet,
    /// Equilibria that somebody does not perceive.
    pub hidden: StateSet,
    /// Equilibria that somebody perceives and does not expect. An equilibrium that is no
    /// consensus is hidden or a surprise, or both.
    pub surprise: StateSet,
    /// For each decision maker, what it expects and what is no equilibrium.
    pub mistaken: Vec<StateSet>,
}

/// Whether two perceptions list the same decision makers and options.
fn same_lists(a: &PerceivedConflict, b: &PerceivedConflict) -> bool {
    let (a, b) = (&a.conflict.form, &b.conflict.form);
    let names = |form: &OptionForm| -> Vec<String> {
        form.options.iter().map(|o| o.name.clone()).collect()
    };
    a.decision_makers == b.decision_makers && names(a) == names(b)
}

impl Hypergame {
    /// A hypergame over `states` states, with the perceptions of its decision makers in order.
    ///
    /// # Errors
    /// When a perception is missing or has other decision makers, or its states are not told
    /// apart.
    pub fn new(states: usize, perceptions: Vec<Perception>) -> Result<Self, HypergameError> {
        let needed = perceptions.len();
        for (dm, perception) in perceptions.iter().enumerate() {
            let found = perception.model.decision_makers().len();
            if found != needed {
                return Err(HypergameError::WrongCount { found, needed });
            }
            let mut told = StateSet::empty(states);
            perception.states.iter().for_each(|&s| told.insert(s));
            let count = perception.model.state_count();
            if told.count() != count || perception.states.len() != count {
                return Err(HypergameError::BadStates(dm));
            }
        }
        Ok(Self {
            count: states,
            labels: Vec::new(),
            perceptions,
        })
    }

    /// The hypergame of conflicts in option form, one a decision maker, in order. Its states are
    /// those that somebody perceives, by decimal value.
    ///
    /// # Errors
    /// When a perceived conflict cannot be built, they do not list the same decision makers and
    /// options, or their number is not that of the decision makers.
    pub fn from_conflicts(perceived: &[PerceivedConflict]) -> Result<Self, HypergameError> {
        let mut models = Vec::new();
        for (dm, own) in perceived.iter().enumerate() {
            if !same_lists(own, &perceived[0]) {
                return Err(HypergameError::OtherConflict(dm));
            }
            let mut conflict = own.conflict.clone();
            let unknown = own.unknown_options.iter().map(|&k| Expr::Option(k));
            conflict.form.infeasible.extend(unknown);
            let model = GraphModel::from_conflict(&conflict);
            models.push(model.map_err(|source| HypergameError::Build { dm, source })?);
        }
        let own_states = |m: &GraphModel| -> Vec<State> {
            (0..m.state_count()).filter_map(|s| m.state(s)).collect()
        };
        let mut labels: Vec<State> = models.iter().flat_map(own_states).collect();
        labels.sort_unstable();
        labels.dedup();
        let place = |state: &State| labels.binary_search(state).unwrap_or_default();
        let perceptions = models.into_iter().map(|model| {
            let states = own_states(&model).iter().map(place).collect();
            Perception::new(model.clone(), Judgement::of_model(&model), states)
        });
        let mut hypergame = Self::new(labels.len(), perceptions.collect())?;
        hypergame.labels = labels;
        Ok(hypergame)
    }

    /// How many states it has; they are numbered from 0.
    #[must_use]
    pub const fn state_count(&self) -> usize {
        self.count
    }

    /// The options taken in a state; `None` where perceptions are plain graphs.
    #[must_use]
    pub fn state(&self, s: usize) -> Option<State> {
        self.labels.get(s).copied()
    }

    /// What each decision maker perceives.
    #[must_use]
    pub fn perceptions(&self) -> &[Perception] {
        &self.perceptions
    }

    /// Analyses each perceived game by itself, sanctions included, and puts the results together,
    /// under each concept in the order of [`Concept::ALL`].
    ///
    /// # Errors
    /// When a perceived game is too large, or its judgement is not about it.
    pub fn outcomes(&self) -> Result<Vec<HypergameOutcome>, HypergameError> {
        let mut tables = Vec::new();
        for (dm, own) in self.perceptions.iter().enumerate() {
            let table = stability_under(&own.model, &own.judgement);
            tables.push(table.map_err(|source| HypergameError::Question { dm, source })?);
        }
        let concepts = Concept::ALL.into_iter();
        Ok(concepts.map(|c| self.outcome(c, &tables)).collect())
    }

    fn outcome(&self, concept: Concept, tables: &[StabilityTable]) -> HypergameOutcome {
        let k = concept.index();
        let games = || self.perceptions.iter().zip(tables).enumerate();
        let lift = |p: &Perception, set: &StateSet| p.lift(set, self.count);
        let whole = |p: &Perception| StateSet::collect(p.states.len(), |_| true);
        let own = |i: usize, t: &StabilityTable| t.decision_makers[i].stable[k].clone();
        let perceived: Vec<_> = games().map(|(_, (p, _))| lift(p, &whole(p))).collect();
        let stable: Vec<_> = games().map(|(i, (p, t))| lift(p, &own(i, t))).collect();
        let expected: Vec<_> = games()
            .map(|(_, (p, t))| lift(p, &t.equilibria[k]))
            .collect();
        let collect = |holds: &dyn Fn(usize) -> bool| StateSet::collect(self.count, holds);
        let seen = |i: usize, s: usize| perceived[i].contains(s);
        let all = 0..self.perceptions.len();
        let equilibria = collect(&|s| {
            let stays = |i| !seen(i, s) || stable[i].contains(s);
            all.clone().all(stays) && all.clone().any(|i| seen(i, s))
        });
        let among =
            |holds: &dyn Fn(usize) -> bool| collect(&|s| equilibria.contains(s) && holds(s));
        HypergameOutcome {
            concept,
            consensus: among(&|s| all.clone().all(|i| expected[i].contains(s))),
            hidden: among(&|s| all.clone().any(|i| !seen(i, s))),
            surprise: among(&|s| all.clone().any(|i| seen(i, s) && !expected[i].contains(s))),
            mistaken: expected
                .iter()
                .map(|e| collect(&|s| e.contains(s) && !equilibria.contains(s)))
                .collect(),
            perceived,
            stable,
            expected,
            equilibria,
        }
    }
}
