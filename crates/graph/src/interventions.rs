//! Interventions: cheapest sets of changes of every kind that bring a goal about.

use crate::form::{Conflict, Direction};
use crate::{Change, Concept, Expr, Goal, GraphModel, Preferences, QuestionError, StopReason};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

mod candidates;
mod judge;
mod worlds;

use candidates::Candidates;
use judge::Judge;
use worlds::Effect;

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intervention {
    /// A change that [`shifts`](crate::shifts()) knows: an assumed statement is negated, dropped or
    /// moved, an option is opened or closed. A statement moved alone always changes its place.
    Change(Change),
    /// A decision maker comes to want something more.
    Add {
        /// Which of [`InterventionQuery::additions`].
        addition: usize,
        /// The new statement stands before the one at this place of the list that all other
        /// changes come to (dropped statements still counted), or behind the last.
        at: usize,
    },
    /// An option that could be changed both ways can be changed in one way only: what is done
    /// cannot be undone.
    OneWay {
        /// The option.
        option: usize,
        /// The way that is left: [`Direction::Forward`] or [`Direction::Back`].
        direction: Direction,
    },
    /// Some decision makers form a coalition, which moves when all its members gain by it, and
    /// besides each for itself.
    Coalition {
        /// The members, in order, at least two.
        members: Vec<usize>,
    },
}

/// Kinds of interventions, for costs and to leave some out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterventionKind {
    /// A statement is negated.
    Negate,
    /// A statement is dropped.
    Drop,
    /// A statement is moved.
    Move,
    /// A statement is added.
    Add,
    /// An option is opened.
    Open,
    /// An option is closed.
    Close,
    /// An option becomes one-way.
    OneWay,
    /// A coalition is formed.
    Coalition,
}

impl InterventionKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Negate,
        Self::Drop,
        Self::Move,
        Self::Add,
        Self::Open,
        Self::Close,
        Self::OneWay,
        Self::Coalition,
    ];
}

impl Intervention {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> InterventionKind {
        match self {
            Self::Change(Change::Negate { .. }) => InterventionKind::Negate,
            Self::Change(Change::Drop { .. }) => InterventionKind::Drop,
            Self::Change(Change::Move { .. }) => InterventionKind::Move,
            Self::Change(Change::Open { .. }) => InterventionKind::Open,
            Self::Change(Change::Close { .. }) => InterventionKind::Close,
            Self::Add { .. } => InterventionKind::Add,
            Self::OneWay { .. } => InterventionKind::OneWay,
            Self::Coalition { .. } => InterventionKind::Coalition,
        }
    }

    /// The option whose availability changes, if it is one.
    const fn option(&self) -> Option<usize> {
        match self {
            Self::Change(change) => change.option(),
            Self::OneWay { option, .. } => Some(*option),
            Self::Add { .. } | Self::Coalition { .. } => None,
        }
    }

    /// Whose preferences, options or alliances change, in order.
    fn who(&self, conflict: &Conflict, query: &InterventionQuery) -> BTreeSet<usize> {
        let mut who = BTreeSet::new();
        match self {
            Self::Change(change) => who.extend(change.statement().map(|s| s.dm)),
            Self::Add { addition, .. } => {
                who.extend(query.additions.get(*addition).map(|a| a.dm));
            }
            Self::OneWay { .. } => {}
            Self::Coalition { members } => who.extend(members),
        }
        let option = self.option().and_then(|k| conflict.form.options.get(k));
        who.extend(option.into_iter().flat_map(|o| &o.owners));
        who
    }
}

/// A statement that somebody could come to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// Who.
    pub dm: usize,
    /// What it would have.
    pub expr: Expr,
}

/// What interventions cost, in units of the caller's choice. What is not named counts 1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Costs {
    /// By kind.
    #[serde(default)]
    pub kinds: BTreeMap<InterventionKind, u32>,
    /// By decision maker: a factor. Where several are concerned, the highest counts.
    #[serde(default)]
    pub parties: BTreeMap<usize, u32>,
}

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionQuery {
    /// What is wanted.
    pub goal: Goal,
    /// Under which concept.
    pub concept: Concept,
    /// The kinds of interventions to look at.
    pub kinds: Vec<InterventionKind>,
    /// Statements that could be added.
    pub additions: Vec<Addition>,
    /// The most members of a coalition that is formed.
    pub coalition_size: usize,
    /// What each intervention costs.
    pub costs: Costs,
    /// The most interventions at a time, 1 to 5.
    pub max_size: usize,
    /// The most that they may cost together.
    pub max_cost: u64,
    /// The most sets of interventions to look at.
    pub candidate_limit: usize,
}

impl InterventionQuery {
    /// Up to two interventions of any kind, coalitions of two, no additions, all costs 1.
    #[must_use]
    pub fn new(goal: Goal, concept: Concept) -> Self {
        Self {
            goal,
            concept,
            kinds: InterventionKind::ALL.to_vec(),
            additions: Vec::new(),
            coalition_size: 2,
            costs: Costs::default(),
            max_size: 2,
            max_cost: u64::MAX,
            candidate_limit: 500_000,
        }
    }

    /// The same, where each decision maker with statements could come to want any option taken,
    /// or not taken.
    #[must_use]
    pub fn with_literals(mut self, conflict: &Conflict) -> Self {
        for (dm, preferences) in conflict.preferences.iter().enumerate() {
            if matches!(preferences, Preferences::Ranking(_)) {
                continue;
            }
            for option in 0..conflict.form.options.len() {
                for expr in [Expr::Option(option), !Expr::Option(option)] {
                    self.additions.push(Addition { dm, expr });
                }
            }
        }
        self
    }

    fn check(&self, conflict: &Conflict) -> Result<(), QuestionError> {
        let options = conflict.form.options.len();
        let goal = match &self.goal {
            Goal::Unsettle => None,
            Goal::Reach(expr) => expr.highest_option(),
        };
        let added = self.additions.iter().map(|a| a.expr.highest_option());
        if let Some(option) = added.chain([goal]).flatten().find(|&k| k >= options) {
            return Err(QuestionError::UnknownOption(option));
        }
        for Addition { dm, .. } in &self.additions {
            match conflict.preferences.get(*dm) {
                Some(Preferences::Statements(_)) => {}
                Some(Preferences::Ranking(_)) => return Err(QuestionError::NoStatements(*dm)),
                None => return Err(QuestionError::UnknownDecisionMaker(*dm)),
            }
        }
        Ok(())
    }

    fn cost(&self, intervention: &Intervention, conflict: &Conflict) -> u64 {
        let kind = self.costs.kinds.get(&intervention.kind());
        let who = intervention.who(conflict, self).into_iter();
        let factors = who.map(|dm| self.costs.parties.get(&dm).copied().unwrap_or(1));
        u64::from(kind.copied().unwrap_or(1)) * u64::from(factors.max().unwrap_or(1))
    }
}

/// A set of interventions that brings the goal about, and no part of which does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What changes.
    pub interventions: Vec<Intervention>,
    /// What it costs.
    pub cost: u64,
    /// Whom it concerns, in order.
    pub who: Vec<usize>,
    /// The concepts under which the goal then holds; the one asked for is among them.
    pub concepts: Vec<Concept>,
    /// The equilibria, under the concept asked for, that improvements lead to from the status quo,
    /// in order.
    pub equilibria: Vec<usize>,
    /// How many other plans come to the same preferences, options and coalitions. None is
    /// cheaper.
    pub alike: usize,
}

/// How far an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Sets of up to so many interventions ...
    pub size: usize,
    /// ... that cost at most this were all looked at; `None` where not even the cheapest were.
    pub cost: Option<u64>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interventions {
    /// The question.
    pub query: InterventionQuery,
    /// The cheapest first, then the smallest, then those that move statements least; empty when
    /// the goal holds already.
    pub plans: Vec<Plan>,
    /// How many sets of interventions were looked at.
    pub examined: usize,
    /// Every plan of this size and cost is listed, or comes to the same as one that is and costs
    /// no less.
    pub coverage: Coverage,
    /// Why the search ended.
    pub stop: StopReason,
}

impl Interventions {
    /// What the cheapest plan costs. No set of up to [`Coverage::size`] interventions that costs
    /// less does it, also where a limit ended the search: costs are gone through in order.
    #[must_use]
    pub fn least_cost(&self) -> Option<u64> {
        self.plans.first().map(|p| p.cost)
    }

    /// What the answer guarantees, in words.
    #[must_use]
    pub fn statement(&self) -> String {
        if self.stop == StopReason::AlreadyHolds {
            return "the goal holds as things are".to_owned();
        }
        let Coverage { size, cost } = self.coverage;
        let none = match (self.least_cost(), cost) {
            (Some(least), _) => format!("no set of up to {size} changes costs less than {least}"),
            (None, Some(u64::MAX)) => format!("no set of up to {size} changes does it"),
            (None, Some(cost)) => {
                format!("no set of up to {size} changes that costs up to {cost} does it")
            }
            (None, None) => "nothing is excluded".to_owned(),
        };
        match (self.stop, cost) {
            (StopReason::CandidateLimit(limit), Some(cost)) => {
                format!(
                    "{none}; the list is complete up to a cost of {cost}, where the limit of {limit} sets ended the search"
                )
            }
            (StopReason::CandidateLimit(limit), None) => {
                format!("{none}; the limit of {limit} sets ended the search among the cheapest")
            }
            _ => format!("{none}; the list is complete"),
        }
    }
}

/// The cheapest sets of interventions that bring the goal about: complete up to the size and cost
/// asked for, none with a part that would do.
///
/// Sets are looked at in order of cost, so that the first plan is a cheapest one whatever limit
/// ends the search. Plans that come to the same preferences, options and coalitions are listed
/// once, as the cheapest of them. A formed coalition has improvements of its own, which are legal
/// sequences of its members' moves to what each of them likes better (Kilgour, Hipel, Fang and
/// Peng, "Coalition analysis in group decision support", Group Decision and Negotiation 10, 2001);
/// an equilibrium is then stable for every decision maker and for every formed coalition, each
/// answered by the decision makers outside it.
///
/// Takes time in sets of interventions; each changed model is examined once.
///
/// # Errors
/// When the model is not in option form or names no status quo, or when the goal or an addition
/// speaks of what does not exist.
pub fn interventions(
    model: &GraphModel,
    query: &InterventionQuery,
) -> Result<Interventions, QuestionError> {
    let form = model.form()?;
    query.check(&form.conflict)?;
    let mut judge = Judge::new(model, form, query)?;
    let size = query.max_size.clamp(1, 5);
    if judge.holds(&[], query.concept) {
        let cost = Some(query.max_cost);
        return Ok(Interventions {
            query: query.clone(),
            plans: Vec::new(),
            examined: 0,
            coverage: Coverage { size, cost },
            stop: StopReason::AlreadyHolds,
        });
    }
    let candidates = Candidates::new(&form.conflict, query, size);
    let mut found = Found::default();
    let mut examined = 0;
    let mut stop = StopReason::Exhausted;
    let mut covered = None;
    'search: for cost in candidates.costs() {
        for size in 1..=size {
            for set in candidates.sets(size, cost) {
                if examined == query.candidate_limit {
                    stop = StopReason::CandidateLimit(examined);
                    break 'search;
                }
                examined += 1;
                let part = |skip: &BTreeSet<Vec<usize>>| parts(&set).any(|p| skip.contains(&p));
                if part(&found.doing) {
                    continue;
                }
                let interventions = candidates.name(&set);
                if judge.holds(&interventions, query.concept) {
                    let effect = judge.effect(&interventions);
                    found.add(set, interventions, effect, cost);
                }
            }
        }
        covered = Some(cost);
    }
    if stop == StopReason::Exhausted {
        covered = Some(query.max_cost);
    }
    Ok(Interventions {
        query: query.clone(),
        plans: found.plans(&mut judge, &form.conflict, query),
        examined,
        coverage: Coverage {
            size,
            cost: covered,
        },
        stop,
    })
}

/// The parts of a set that are neither empty nor all of it.
fn parts(set: &[usize]) -> impl Iterator<Item = Vec<usize>> + '_ {
    let member = |mask: usize| move |(k, _): &(usize, &usize)| mask >> k & 1 == 1;
    (1..(1usize << set.len()) - 1).map(move |mask| {
        let own = set.iter().enumerate().filter(member(mask));
        own.map(|(_, &s)| s).collect()
    })
}

/// What does it so far.
#[derive(Default)]
struct Found {
    /// Every plan, by the numbers of its interventions.
    doing: BTreeSet<Vec<usize>>,
    /// The best of those with one effect, and how many others have it.
    best: BTreeMap<Effect, (Draft, usize)>,
}

/// A plan, in the order in which plans are listed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    cost: u64,
    size: usize,
    displacement: usize,
    set: Vec<usize>,
    interventions: Vec<Intervention>,
}

impl Found {
    fn add(
        &mut self,
        set: Vec<usize>,
        interventions: Vec<Intervention>,
        effect: Effect,
        cost: u64,
    ) {
        self.doing.insert(set.clone());
        let moved = |i: &Intervention| match i {
            Intervention::Change(change) => change.displacement(),
            _ => 0,
        };
        let draft = Draft {
            cost,
            size: set.len(),
            displacement: interventions.iter().map(moved).sum(),
            set,
            interventions,
        };
        match self.best.get_mut(&effect) {
            None => {
                self.best.insert(effect, (draft, 0));
            }
            Some((best, alike)) => {
                *alike += 1;
                if draft < *best {
                    *best = draft;
                }
            }
        }
    }

    fn plans(
        self,
        judge: &mut Judge<'_>,
        conflict: &Conflict,
        query: &InterventionQuery,
    ) -> Vec<Plan> {
        let mut drafts: Vec<(Draft, usize)> = self.best.into_values().collect();
        drafts.sort();
        let plan = |(draft, alike): (Draft, usize)| {
            let who = draft.interventions.iter();
            let who: BTreeSet<usize> = who.flat_map(|i| i.who(conflict, query)).collect();
            Plan {
                cost: draft.cost,
                who: who.into_iter().collect(),
                concepts: Concept::ALL
                    .into_iter()
                    .filter(|&c| judge.holds(&draft.interventions, c))
                    .collect(),
                equilibria: judge.equilibria(&draft.interventions, query.concept),
                interventions: draft.interventions,
                alike,
            }
        };
        drafts.into_iter().map(plan).collect()
    }
}
