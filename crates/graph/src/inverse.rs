//! Inverse analysis: the preferences under which a wanted state is an equilibrium.

use crate::natural::Natural;
use crate::{Concept, GraphModel, QuestionError, Step};
use serde::{Deserialize, Serialize};

mod condition;
mod orders;
mod profiles;
mod sets;
mod words;

use condition::Conditions;
use orders::Orders;
use profiles::Profiles;

/// The most states among which rankings are counted: their number has some five hundred digits.
const STATE_LIMIT: usize = 256;
/// The most cases that the count of sets tells apart.
const CASE_LIMIT: usize = 100_000;

/// What is to be an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// This state.
    State(usize),
    /// At least one of these.
    Any(Vec<usize>),
    /// Each of these.
    All(Vec<usize>),
}

impl Wanted {
    /// The states it names.
    #[must_use]
    pub fn states(&self) -> &[usize] {
        match self {
            Self::State(state) => std::slice::from_ref(state),
            Self::Any(states) | Self::All(states) => states,
        }
    }
}

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InverseQuery {
    /// What is wanted.
    pub wanted: Wanted,
    /// Under which concept.
    pub concept: Concept,
    /// The decision makers whose preferences may be any; the others keep theirs.
    pub free: Vec<usize>,
    /// The most orders of one party to go through, where rankings are counted by enumeration.
    pub order_limit: usize,
    /// The most combinations of the parties' orders, sorted by what matters, to go through.
    pub profile_limit: usize,
}

impl InverseQuery {
    /// Limits that take some seconds at most.
    #[must_use]
    pub const fn new(wanted: Wanted, concept: Concept, free: Vec<usize>) -> Self {
        Self {
            wanted,
            concept,
            free,
            order_limit: 600_000,
            profile_limit: 4_000_000,
        }
    }

    /// The same with the free decision makers in order, each once.
    fn in_order(&self) -> Self {
        let mut query = self.clone();
        query.free.sort_unstable();
        query.free.dedup();
        query
    }

    fn check(&self, model: &GraphModel) -> Result<(), QuestionError> {
        let states = self.wanted.states();
        if let Some(&s) = states.iter().find(|&&s| s >= model.state_count()) {
            return Err(QuestionError::UnknownState(s));
        }
        let movers = model.decision_makers().len();
        if let Some(&dm) = self.free.iter().find(|&&dm| dm >= movers) {
            return Err(QuestionError::UnknownDecisionMaker(dm));
        }
        Ok(())
    }
}

/// An answer of the others that deters a move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// Where it ends.
    pub end: usize,
    /// It deters if all of these are no better than the wanted state; the end is among them,
    /// unless it is the wanted state or the party's preferences are given.
    pub no_better: Vec<usize>,
    /// It is credible if each of these steps is an improvement for whoever makes it. Under SEQ and
    /// SSEQ: the steps of free parties that it takes; those of the others are improvements.
    pub credible: Vec<Step>,
}

/// What must hold of one move away from a wanted state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Where the move leads. Either this is no better than the wanted state (it is better where
    /// the party's preferences are given) ...
    pub to: usize,
    /// ... or one of these answers deters and is credible. None follows from another.
    pub answers: Vec<Sanction>,
}

/// The exact condition on preferences under which one state is stable for one party: every
/// requirement holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The wanted state.
    pub state: usize,
    /// The party.
    pub dm: usize,
    /// Whether its preferences are free.
    pub free: bool,
    /// One for each move that is neither worthless nor deterred whatever is preferred.
    pub requirements: Vec<Requirement>,
    /// How many of the party's own rankings satisfy the condition, where it is free and nobody
    /// else's preferences play a part.
    pub counts: Option<Counts>,
}

impl Condition {
    /// Whether the condition holds for ranks `rank(dm, state)`, higher is better.
    pub fn holds(&self, rank: impl Fn(usize, usize) -> u32) -> bool {
        let own = |s: usize| rank(self.dm, s);
        let no_better = |s: usize| own(s) <= own(self.state);
        let improves = |s: &Step| rank(s.mover, s.to) > rank(s.mover, s.from);
        self.requirements.iter().all(|r| {
            let deters = |a: &Sanction| {
                a.no_better.iter().all(|&s| no_better(s)) && a.credible.iter().all(improves)
            };
            no_better(r.to) || r.answers.iter().any(deters)
        })
    }

    /// Whether only the party's own preferences play a part.
    fn is_own(&self) -> bool {
        let mut answers = self.requirements.iter().flat_map(|r| &r.answers);
        answers.all(|a| a.credible.is_empty())
    }
}

/// Why there is no count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The rankings of so many states are not counted.
    TooManyStates {
        /// How many are.
        limit: usize,
    },
    /// The condition falls into more cases than are told apart.
    TooManyCases {
        /// How many are.
        limit: usize,
    },
    /// Conditions hang together, and one party's preferences over this many states matter: more
    /// orders than are gone through.
    TooManyOrders {
        /// The party.
        dm: usize,
        /// How many states matter.
        states: usize,
        /// How many orders are gone through.
        limit: usize,
    },
    /// The parties' orders, sorted by what matters, make more combinations than are gone through.
    TooManyProfiles {
        /// How many are.
        limit: usize,
    },
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooManyStates { limit } => {
                write!(f, "rankings are counted for up to {limit} states")
            }
            Self::TooManyCases { limit } => {
                write!(f, "the condition falls into more than {limit} cases")
            }
            Self::TooManyOrders { states, limit, .. } => write!(
                f,
                "one party's order of {states} states matters, and more than {limit} are not gone through"
            ),
            Self::TooManyProfiles { limit } => {
                write!(f, "the parties' orders make more than {limit} combinations")
            }
        }
    }
}

/// A number of rankings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// So many of so many, exactly.
    Exact {
        /// Those that satisfy the condition.
        satisfying: Natural,
        /// All of them.
        of: Natural,
    },
    /// It was not counted.
    NotCounted(Obstacle),
}

/// How many rankings satisfy a condition: of one party, or combinations of one ranking for each
/// free party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rankings without ties.
    pub strict: Count,
    /// Rankings with or without ties.
    pub weak: Count,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inverse {
    /// The question.
    pub query: InverseQuery,
    /// By wanted state, then by party. A wanted state is an equilibrium exactly if the conditions
    /// of all parties hold for it.
    pub conditions: Vec<Condition>,
    /// Whether what is wanted holds as things are.
    pub holds: bool,
    /// How many combinations of the free parties' rankings bring about what is wanted, the others
    /// keeping theirs.
    pub counts: Counts,
}

/// The preferences under which a wanted state is an equilibrium: the exact condition for each
/// party, and how many rankings satisfy it (the inverse graph model: Kinsara, Kilgour and Hipel,
/// "Inverse approach to the graph model for conflict resolution", IEEE Transactions on Systems,
/// Man, and Cybernetics: Systems 45(5), 2015).
///
/// Answers are read in the logical form: an answer that leads back to the wanted state deters.
///
/// For one state a party's condition speaks of the set of states that are no better than it, so
/// that rankings are counted through these sets, by size, without listing any ranking. Where
/// conditions hang together (under SEQ and SSEQ, where one party's improvements are another's
/// sanctions, and for several wanted states) the orders of the states that matter are gone
/// through, up to the limits of the query; past them the count says why it is missing.
///
/// # Errors
/// When a state or decision maker does not exist, or there are too many ways to answer one move.
pub fn inverse(model: &GraphModel, query: &InverseQuery) -> Result<Inverse, QuestionError> {
    query.check(model)?;
    let query = &query.in_order();
    let maker = Conditions::new(model, query);
    let mut conditions = Vec::new();
    for &state in query.wanted.states() {
        for dm in 0..model.decision_makers().len() {
            conditions.push(maker.of(state, dm)?);
        }
    }
    let holds = holds_as_is(model, query, &conditions);
    let states = model.state_count();
    if states > STATE_LIMIT {
        let limit = STATE_LIMIT;
        let missing = || Count::NotCounted(Obstacle::TooManyStates { limit });
        let (strict, weak) = (missing(), missing());
        let counts = Counts { strict, weak };
        return Ok(Inverse {
            query: query.clone(),
            conditions,
            holds,
            counts,
        });
    }
    let orders = Orders::up_to(states);
    for condition in conditions.iter_mut().filter(|c| c.free && c.is_own()) {
        condition.counts = Some(own_counts(condition, states, &orders));
    }
    Ok(Inverse {
        query: query.clone(),
        counts: joint_counts(query, &conditions, states, &orders),
        conditions,
        holds,
    })
}

fn holds_as_is(model: &GraphModel, query: &InverseQuery, conditions: &[Condition]) -> bool {
    let rank = |dm: usize, s: usize| model.rank(dm, s).unwrap_or_default();
    let holds = |&state: &usize| {
        let mut own = conditions.iter().filter(|c| c.state == state);
        own.all(|c| c.holds(rank))
    };
    let mut states = query.wanted.states().iter();
    match query.wanted {
        Wanted::Any(_) => states.any(holds),
        Wanted::State(_) | Wanted::All(_) => states.all(holds),
    }
}

/// The rankings of a free party that satisfy a condition on nobody else.
fn own_counts(condition: &Condition, states: usize, orders: &Orders) -> Counts {
    let requirement = |r: &Requirement| {
        let answers = r.answers.iter().map(|a| a.no_better.clone());
        std::iter::once(vec![r.to]).chain(answers).collect()
    };
    let clauses: Vec<Vec<Vec<usize>>> = condition.requirements.iter().map(requirement).collect();
    let sizes = sets::by_size(&clauses, states - 1, orders, CASE_LIMIT);
    let count = |ties: bool| {
        let Some(sizes) = &sizes else {
            return Count::NotCounted(Obstacle::TooManyCases { limit: CASE_LIMIT });
        };
        let mut satisfying = Natural::zero();
        for (below, sets) in sizes.iter().enumerate() {
            satisfying.add(&sets.times(&orders.around(below, states - 1 - below, ties)));
        }
        Count::Exact {
            satisfying,
            of: orders.all(states, ties).clone(),
        }
    };
    Counts {
        strict: count(false),
        weak: count(true),
    }
}

fn joint_counts(
    query: &InverseQuery,
    conditions: &[Condition],
    states: usize,
    orders: &Orders,
) -> Counts {
    let single = query.wanted.states().len() == 1;
    if single && conditions.iter().all(Condition::is_own) {
        return Counts {
            strict: together(conditions, |c| &c.strict),
            weak: together(conditions, |c| &c.weak),
        };
    }
    let profiles = Profiles::new(query, conditions, states, orders);
    let count = |ties: bool| match profiles.count(ties) {
        Err(obstacle) => Count::NotCounted(obstacle),
        Ok(satisfying) => Count::Exact {
            satisfying,
            of: query
                .free
                .iter()
                .fold(Natural::one(), |all, _| all.times(orders.all(states, ties))),
        },
    };
    Counts {
        strict: count(false),
        weak: count(true),
    }
}

/// The product of the parties' own counts. A party that is not free and still requires something
/// requires the impossible.
fn together(conditions: &[Condition], pick: impl Fn(&Counts) -> &Count) -> Count {
    let possible = conditions
        .iter()
        .all(|c| c.free || c.requirements.is_empty());
    let (mut product, mut all) = (Natural::from(u64::from(possible)), Natural::one());
    for counts in conditions.iter().filter_map(|c| c.counts.as_ref()) {
        match pick(counts) {
            Count::Exact { satisfying, of } => {
                product = product.times(satisfying);
                all = all.times(of);
            }
            missing @ Count::NotCounted(_) => return missing.clone(),
        }
    }
    Count::Exact {
        satisfying: product,
        of: all,
    }
}
