use crate::concept::coverage;
use crate::form::{Conflict, Direction};
use crate::model::Form;
use crate::variants::{Effect, Variants};
use crate::view::{Search, View};
use crate::{
    Concept, Expr, GraphModel, Guarantee, QuestionError, State, StateSet, StatementRef, Step,
    StopReason,
};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One change to an assumed preference statement or to an option's availability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The opposite of the statement holds, in the same place.
    Negate {
        /// The statement.
        statement: StatementRef,
    },
    /// The decision maker does not care.
    Drop {
        /// The statement.
        statement: StatementRef,
    },
    /// The statement is more, or less, important.
    Move {
        /// The statement.
        statement: StatementRef,
        /// Its place in the list once all changes are made (dropped statements still counted), 0
        /// the most important; unmoved statements keep their order around it.
        to: usize,
    },
    /// An option nobody could change can be changed, both ways.
    Open {
        /// The option.
        option: usize,
    },
    /// Nobody can change the option any more.
    Close {
        /// The option.
        option: usize,
    },
}

impl Change {
    pub(crate) const fn as_move(&self) -> Option<(StatementRef, usize)> {
        match *self {
            Self::Move { statement, to } => Some((statement, to)),
            _ => None,
        }
    }

    /// The statement that changes, if it is one.
    #[must_use]
    pub const fn statement(&self) -> Option<StatementRef> {
        match *self {
            Self::Negate { statement } | Self::Drop { statement } => Some(statement),
            Self::Move { statement, .. } => Some(statement),
            Self::Open { .. } | Self::Close { .. } => None,
        }
    }

    /// The option that is opened or closed, if it is one.
    #[must_use]
    pub const fn option(&self) -> Option<usize> {
        match *self {
            Self::Open { option } | Self::Close { option } => Some(option),
            _ => None,
        }
    }

    /// Whether two changes can be made together.
    pub(crate) fn goes_with(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Move {
                    statement: s,
                    to: x,
                },
                Self::Move {
                    statement: t,
                    to: y,
                },
            ) => s != t && (s.dm != t.dm || x != y),
            // A statement can be moved and negated at once.
            (Self::Move { .. }, Self::Negate { .. }) | (Self::Negate { .. }, Self::Move { .. }) => {
                true
            }
            (Self::Open { option: x } | Self::Close { option: x }, _) => other.option() != Some(x),
            _ => self.statement() != other.statement(),
        }
    }

    /// Whether it sends a statement to its own place: no change alone, but one where another
    /// statement passes it.
    fn stays(&self) -> bool {
        self.as_move().is_some_and(|(s, to)| s.index == to)
    }

    /// By how many places a statement moves.
    pub(crate) fn displacement(&self) -> usize {
        self.as_move()
            .map_or(0, |(statement, to)| statement.index.abs_diff(to))
    }
}

/// What a shift is to bring about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The status quo is no longer an equilibrium.
    Unsettle,
    /// A state in which the expression holds is an equilibrium and can be reached from the status
    /// quo by improvements. Use [`Expr::pattern`] to name a single state.
    Reach(Expr),
}

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftQuery {
    /// What is wanted.
    pub goal: Goal,
    /// Under which concept.
    pub concept: Concept,
    /// The most changes at a time: 1 or 2; higher numbers count as 2.
    pub max_size: usize,
    /// The most candidate sets of changes to look at.
    pub candidate_limit: usize,
}

impl ShiftQuery {
    /// Up to two changes, with a limit that models of everyday size do not reach.
    #[must_use]
    pub const fn new(goal: Goal, concept: Concept) -> Self {
        Self {
            goal,
            concept,
            max_size: 2,
            candidate_limit: 500_000,
        }
    }
}

/// What follows once a shift has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// A shortest path of improvements from the status quo.
    pub path: Vec<Step>,
    /// The equilibrium in which it ends; `None` when no equilibrium can be reached, and the path
    /// is then only the first step.
    pub rests: Option<usize>,
    /// Further equilibria (wanted ones, where some state is wanted) that steps of the same kind
    /// reach, nearest first; at most eight.
    pub alternatives: Vec<usize>,
    /// Every step is an improvement that nobody deters under the concept, so that the mover has
    /// reason to take it. Otherwise it is an improvement, and no more is claimed.
    pub undeterred: bool,
}

/// A smallest set of changes that brings the goal about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// What changes: one thing, or two neither of which would do alone.
    pub changes: Vec<Change>,
    /// Whose preferences or options change, in order.
    pub who: Vec<usize>,
    /// The concepts under which the goal then holds; the one asked for is among them.
    pub concepts: Vec<Concept>,
    /// What follows under the concept asked for.
    pub follow_up: FollowUp,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shifts {
    /// The question.
    pub query: ShiftQuery,
    /// Smallest first; empty when the goal holds already.
    pub shifts: Vec<Shift>,
    /// How many candidate sets of changes were looked at.
    pub examined: usize,
    /// How much the list covers.
    pub guarantee: Guarantee,
    /// Why the search ended.
    pub stop: StopReason,
}

/// The complete list of smallest changes that bring the goal about.
///
/// Candidates are: to negate, drop or move each *assumed* statement, and to open or close each
/// option. Two changes are listed only where neither does alone and no single change that does
/// comes to the same. Rank moves of the same parties that come to the same order of the feasible
/// states count once, by the least displacement. Different candidates often come to the same
/// model; each model is examined once.
///
/// # Errors
/// When the model is not in option form or the goal speaks of an option that does not exist.
pub fn shifts(model: &GraphModel, query: &ShiftQuery) -> Result<Shifts, QuestionError> {
    let form = model.form()?;
    let mut examiner = Examiner::new(model, form, &query.goal)?;
    let size = query.max_size.clamp(1, 2);
    let nothing = examiner.variants.unchanged();
    if examiner.holds(&nothing, query.concept) {
        return Ok(Shifts {
            query: query.clone(),
            shifts: Vec::new(),
            examined: 0,
            guarantee: Guarantee::Complete { size },
            stop: StopReason::AlreadyHolds,
        });
    }
    let candidates = Candidates::new(&form.conflict, size);
    let (count, limit) = (candidates.count(), query.candidate_limit);
    let found = examiner.smallest(candidates.sets().take(limit), query.concept);
    let (guarantee, stop) = coverage(count, limit, size);
    Ok(Shifts {
        query: query.clone(),
        shifts: examiner.describe(found, query.concept),
        examined: count.min(limit),
        guarantee,
        stop,
    })
}

/// The sets of up to `size` changes.
pub(crate) struct Candidates {
    parts: Vec<Change>,
    size: usize,
}

impl Candidates {
    pub fn new(conflict: &Conflict, size: usize) -> Self {
        let mut parts = Vec::new();
        for statement in conflict.assumptions() {
            parts.push(Change::Negate { statement });
            parts.push(Change::Drop { statement });
            let places = conflict.preferences[statement.dm].statements().len();
            parts.extend((0..places).map(|to| Change::Move { statement, to }));
        }
        for (option, spec) in conflict.form.options.iter().enumerate() {
            parts.push(match spec.direction {
                Direction::Closed => Change::Open { option },
                _ => Change::Close { option },
            });
        }
        Self { parts, size }
    }

    /// All sets, single changes first.
    pub fn sets(&self) -> impl Iterator<Item = Vec<Change>> + '_ {
        let pairs = self.pairs().map(|(a, b)| vec![a, b]);
        self.single().map(|a| vec![a]).chain(pairs)
    }

    pub fn count(&self) -> usize {
        self.single().count() + self.pairs().count()
    }

    fn single(&self) -> impl Iterator<Item = Change> + '_ {
        self.parts.iter().copied().filter(|c| !c.stays())
    }

    fn pairs(&self) -> impl Iterator<Item = (Change, Change)> + '_ {
        let firsts = if self.size > 1 { self.parts.len() } else { 0 };
        (0..firsts).flat_map(move |k| {
            let a = self.parts[k];
            let seconds = self.parts[k + 1..].iter().copied();
            seconds
                .filter(move |&b| a.goes_with(b))
                .filter(move |&b| !(a.stays() || b.stays()) || same_list(a, b))
                .map(move |b| (a, b))
        })
    }
}

/// Whether both are moves in one decision maker's list.
fn same_list(a: Change, b: Change) -> bool {
    match (a.as_move(), b.as_move()) {
        (Some((s, _)), Some((t, _))) => s.dm == t.dm,
        _ => false,
    }
}

/// A change with the statement and place of a rank move left out: what must be equal, beside the
/// effect, for two sets to count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outline {
    Moves(usize),
    Exactly(Change),
}

impl Outline {
    const fn of(change: Change) -> Self {
        match change.as_move() {
            Some((statement, _)) => Self::Moves(statement.dm),
            None => Self::Exactly(change),
        }
    }
}

/// A set of changes that does it, and what it comes to.
struct Found {
    changes: Vec<Change>,
    effect: Effect,
}

impl Found {
    fn weight(&self) -> (usize, usize, &[Change]) {
        let displacement = self.changes.iter().map(Change::displacement).sum();
        (self.changes.len(), displacement, &self.changes)
    }
}

/// Examines changed models, each once.
struct Examiner<'a> {
    model: &'a GraphModel,
    conflict: &'a Conflict,
    start: usize,
    wanted: Option<StateSet>,
    variants: Variants<'a>,
    search: Search,
    outcomes: HashMap<(Effect, Concept), bool>,
}

impl<'a> Examiner<'a> {
    fn new(model: &'a GraphModel, form: &'a Form, goal: &Goal) -> Result<Self, QuestionError> {
        let options = form.conflict.form.options.len();
        let wanted = match goal {
            Goal::Unsettle => None,
            Goal::Reach(expr) => match expr.highest_option() {
                Some(k) if k >= options => return Err(QuestionError::UnknownOption(k)),
                _ => Some(StateSet::collect(form.states.len(), |s| {
                    expr.eval(State(form.states[s]))
                })),
            },
        };
        Ok(Self {
            model,
            conflict: &form.conflict,
            start: model.need_status_quo()?,
            wanted,
            variants: Variants::new(model, form),
            search: Search::new(model.state_count()),
            outcomes: HashMap::new(),
        })
    }

    /// Whether the goal holds in a changed model.
    fn holds(&mut self, effect: &Effect, concept: Concept) -> bool {
        let key = (effect.clone(), concept);
        if let Some(&known) = self.outcomes.get(&key) {
            return known;
        }
        let view = self.variants.view(effect);
        let search = &mut self.search;
        let outcome = match &self.wanted {
            None => !view.is_equilibrium(search, self.start, concept),
            Some(wanted) => {
                let mut reached = vec![self.start];
                search.each(&view, self.start, improving(&view), |s, _| {
                    reached.push(s);
                    false
                });
                reached.retain(|&s| wanted.contains(s));
                reached
                    .into_iter()
                    .any(|s| view.is_equilibrium(search, s, concept))
            }
        };
        self.outcomes.insert(key, outcome);
        outcome
    }

    /// Those of the candidates (single changes first) that do it and are smallest.
    fn smallest(
        &mut self,
        candidates: impl Iterator<Item = Vec<Change>>,
        concept: Concept,
    ) -> Vec<Found> {
        let mut alone: BTreeSet<Change> = BTreeSet::new();
        let mut effects: BTreeSet<Effect> = BTreeSet::new();
        let mut kept: BTreeMap<(Vec<Outline>, Effect), Found> = BTreeMap::new();
        for changes in candidates {
            if changes.len() > 1 && changes.iter().any(|c| alone.contains(c)) {
                continue;
            }
            let effect = self.variants.effect(&changes);
            let redundant = changes.len() > 1 && effects.contains(&effect);
            if redundant || !self.holds(&effect, concept) {
                continue;
            }
            if let [change] = changes[..] {
                alone.insert(change);
                effects.insert(effect.clone());
            }
            let mut outline: Vec<Outline> = changes.iter().copied().map(Outline::of).collect();
            outline.sort_unstable();
            let found = Found {
                changes,
                effect: effect.clone(),
            };
            match kept.entry((outline, effect)) {
                Entry::Vacant(free) => {
                    free.insert(found);
                }
                Entry::Occupied(mut held) => {
                    if found.weight() < held.get().weight() {
                        held.insert(found);
                    }
                }
            }
        }
        let mut found: Vec<Found> = kept.into_values().collect();
        found.sort_by(|a, b| a.weight().cmp(&b.weight()));
        found
    }

    fn describe(&mut self, found: Vec<Found>, concept: Concept) -> Vec<Shift> {
        let describe = |Found { changes, effect }: Found| Shift {
            who: self.who(&changes),
            concepts: Concept::ALL
                .into_iter()
                .filter(|&c| self.holds(&effect, c))
                .collect(),
            follow_up: self.follow_up(&effect, concept),
            changes,
        };
        found.into_iter().map(describe).collect()
    }

    fn who(&self, changes: &[Change]) -> Vec<usize> {
        let mut who = BTreeSet::new();
        for change in changes {
            who.extend(change.statement().map(|s| s.dm));
            let option = change.option().map(|k| &self.conflict.form.options[k]);
            who.extend(option.into_iter().flat_map(|o| &o.owners));
        }
        who.into_iter().collect()
    }

    /// Where the changed model goes from the status quo: to the nearest equilibrium (a wanted one,
    /// where some state is wanted) by undeterred improvements, else by improvements of any kind.
    fn follow_up(&mut self, effect: &Effect, concept: Concept) -> FollowUp {
        let (start, view) = (self.start, self.variants.view(effect));
        let judge = RefCell::new(Search::new(self.model.state_count()));
        let rests = |s: usize| {
            let wanted = self.wanted.as_ref().is_none_or(|w| w.contains(s));
            wanted && view.is_equilibrium(&mut judge.borrow_mut(), s, concept)
        };
        let undeterred = |step: Step| {
            let improvement = (step.mover, step.from, step.to);
            view.improves(step.mover, step.from, step.to)
                && view
                    .sanction(&mut judge.borrow_mut(), improvement, concept)
                    .is_none()
        };
        let search = &mut self.search;
        let (mut ends, mut credible) = (ends(search, &view, start, undeterred, rests), true);
        if ends.is_empty() {
            (ends, credible) = (
                self::ends(search, &view, start, improving(&view), rests),
                false,
            );
        }
        let mut ends = ends.into_iter();
        match ends.next() {
            Some((rest, path)) => FollowUp {
                path,
                rests: Some(rest),
                alternatives: ends.map(|(s, _)| s).collect(),
                undeterred: credible,
            },
            None => FollowUp {
                path: search
                    .path(&view, start, undeterred, |_| true)
                    .unwrap_or_default(),
                rests: None,
                alternatives: Vec::new(),
                undeterred: true,
            },
        }
    }
}

/// The most equilibria that a follow-up names.
const ENDS: usize = 9;

/// The nearest states that are `rests`, the start among them, with shortest paths.
fn ends(
    search: &mut Search,
    view: &View<'_>,
    start: usize,
    allowed: impl Fn(Step) -> bool,
    rests: impl Fn(usize) -> bool,
) -> Vec<(usize, Vec<Step>)> {
    let mut ends = Vec::new();
    if rests(start) {
        ends.push((start, Vec::new()));
    }
    search.each(view, start, allowed, |s, steps| {
        if rests(s) {
            ends.push((s, steps()));
        }
        ends.len() == ENDS
    });
    ends
}

/// Steps that are better, for whoever makes them, than the state they leave.
fn improving<'v>(view: &'v View<'_>) -> impl Fn(Step) -> bool + Copy + 'v {
    |step| view.improves(step.mover, step.from, step.to)
}
