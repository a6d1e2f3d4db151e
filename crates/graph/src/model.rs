use crate::State;
use crate::arcs::Arcs;
use crate::error::{BuildError, QuestionError};
use crate::feasible::{STATE_LIMIT, feasible_states};
use crate::form::{Barred, Conflict, Digraph, Direction, OptionForm, Preferences};
use crate::graph::Graph;
use crate::prefs::{Classes, dense};
use crate::view::View;

/// The most decision makers: a machine word holds a set of movers.
const MOVER_LIMIT: usize = 64;
/// The most options: a [`State`] holds a bit for each.
const OPTION_LIMIT: usize = 64;

/// The most moves where they are listed: some hundred megabytes.
const MOVE_LIMIT: usize = 1 << 24;

/// An explicit graph model: feasible states, moves and ranks.
///
/// States are numbered from 0, in option form by increasing decimal value. Memory is linear in
/// states and decision makers for an option form, and in moves for a digraph.
#[derive(Debug, Clone)]
pub struct GraphModel {
    names: Vec<String>,
    count: usize,
    ranks: Vec<Vec<u32>>,
    graph: Graph,
    status_quo: Option<usize>,
    form: Option<Form>,
}

/// What only a model in option form has.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub conflict: Conflict,
    pub states: Vec<u64>,
    /// Truth classes; empty of statements for a direct ranking.
    pub classes: Vec<Classes>,
    /// Transitions that cannot be made.
    barred: Vec<Barred>,
}

impl Form {
    /// The moves with `directions` in place of the form's own. There is no limit on their number:
    /// a model that could be built grows by a small factor when an option is opened.
    pub fn graph(&self, directions: &[Direction]) -> Graph {
        let graph = Graph::of_form(&self.conflict.form, directions, &self.states);
        self.without_barred(graph, usize::MAX)
            .unwrap_or_else(|graph| graph)
    }

    /// `graph` without the barred moves; as it was where it has more moves than `limit`.
    fn without_barred(&self, graph: Graph, limit: usize) -> Result<Graph, Graph> {
        if self.barred.is_empty() {
            return Ok(graph);
        }
        let bars = |dm: usize, s: usize, t: usize| {
            let (from, to) = (State(self.states[s]), State(self.states[t]));
            self.barred.iter().any(|b| b.bars(dm, from, to))
        };
        graph.without(self.states.len(), limit, bars).ok_or(graph)
    }
}

impl GraphModel {
    /// Builds the model of a conflict in option form.
    ///
    /// # Errors
    /// When the conflict contradicts itself, speaks of what does not exist, or is too large.
    pub fn from_conflict(conflict: &Conflict) -> Result<Self, BuildError> {
        Self::from_conflict_without(conflict, &[])
    }

    /// Builds the model of a conflict in option form in which some moves cannot be made.
    ///
    /// A decision maker's moves then need no longer be transitive, and are listed one by one:
    /// memory grows with moves rather than with states.
    ///
    /// # Errors
    /// When the conflict or a barred move contradicts itself, speaks of what does not exist, or
    /// there are too many moves.
    pub fn from_conflict_without(
        conflict: &Conflict,
        barred: &[Barred],
    ) -> Result<Self, BuildError> {
        check(conflict)?;
        check_barred(conflict, barred)?;
        let form = &conflict.form;
        let states = feasible_states(form.options.len(), &form.infeasible)?;
        let Ok(status_quo) = states.binary_search(&conflict.status_quo.0) else {
            return Err(BuildError::InfeasibleStatusQuo);
        };
        let mut classes = Vec::new();
        let mut ranks = Vec::new();
        for (dm, preferences) in conflict.preferences.iter().enumerate() {
            let own = Classes::new(&states, preferences.statements());
            ranks.push(match preferences {
                Preferences::Statements(_) => own.spread(&own.rank(&own.as_stated())),
                Preferences::Ranking(levels) => rank_directly(dm, levels, &states)?,
            });
            classes.push(own);
        }
        let directions: Vec<Direction> = form.options.iter().map(|o| o.direction).collect();
        let graph = Graph::of_form(form, &directions, &states);
        let form = Form {
            conflict: conflict.clone(),
            states,
            classes,
            barred: barred.to_vec(),
        };
        let limit = MOVE_LIMIT;
        let graph = form.without_barred(graph, limit);
        Ok(Self {
            names: conflict.form.decision_makers.clone(),
            count: form.states.len(),
            ranks,
            graph: graph.map_err(|_| BuildError::TooManyMoves { limit })?,
            status_quo: Some(status_quo),
            form: Some(form),
        })
    }

    /// Builds a model from a plain graph.
    ///
    /// # Errors
    /// When lists do not have an entry a state, or a move leads nowhere.
    pub fn from_digraph(digraph: &Digraph) -> Result<Self, BuildError> {
        let states = digraph.states;
        check_count(digraph.decision_makers.len())?;
        if states == 0 {
            return Err(BuildError::NoFeasibleState);
        }
        if states > STATE_LIMIT {
            return Err(BuildError::TooManyStates { limit: STATE_LIMIT });
        }
        if digraph.status_quo.is_some_and(|s| s >= states) {
            return Err(BuildError::InfeasibleStatusQuo);
        }
        for (dm, d) in digraph.decision_makers.iter().enumerate() {
            for found in [d.moves.len(), d.payoff.len()] {
                if found != states {
                    return Err(BuildError::WrongLength { dm, found, states });
                }
            }
            for (from, ends) in d.moves.iter().enumerate() {
                if let Some(&to) = ends.iter().find(|&&to| to == from || to >= states) {
                    return Err(BuildError::BadMove { dm, from, to });
                }
            }
        }
        let all = &digraph.decision_makers;
        Ok(Self {
            names: all.iter().map(|d| d.name.clone()).collect(),
            count: states,
            ranks: all.iter().map(|d| dense(&d.payoff)).collect(),
            graph: Graph::Arcs(all.iter().map(|d| Arcs::new(&d.moves)).collect()),
            status_quo: digraph.status_quo,
            form: None,
        })
    }

    /// Names of the decision makers.
    #[must_use]
    pub fn decision_makers(&self) -> &[String] {
        &self.names
    }

    /// How many states there are; they are numbered from 0.
    #[must_use]
    pub const fn state_count(&self) -> usize {
        self.count
    }

    /// The options taken in a state; `None` for a digraph or a number too high.
    #[must_use]
    pub fn state(&self, s: usize) -> Option<State> {
        let form = self.form.as_ref()?;
        form.states.get(s).copied().map(State)
    }

    /// The options taken in each state, in order; none for a digraph.
    #[must_use]
    pub fn states(&self) -> Vec<State> {
        let bits = self.form.iter().flat_map(|form| &form.states);
        bits.copied().map(State).collect()
    }

    /// The number of a state; `None` where it is not feasible, or for a digraph.
    #[must_use]
    pub fn index_of(&self, state: State) -> Option<usize> {
        let form = self.form.as_ref()?;
        form.states.binary_search(&state.0).ok()
    }

    /// The number of the status quo.
    #[must_use]
    pub const fn status_quo(&self) -> Option<usize> {
        self.status_quo
    }

    /// The same model with things standing at `s`.
    ///
    /// # Errors
    /// When there is no such state.
    pub fn with_status_quo(mut self, s: usize) -> Result<Self, QuestionError> {
        if s >= self.count {
            return Err(QuestionError::UnknownState(s));
        }
        self.status_quo = Some(s);
        if let Some(form) = &mut self.form {
            form.conflict.status_quo = State(form.states[s]);
        }
        Ok(self)
    }

    /// The conflict it was built from, for an option form.
    #[must_use]
    pub fn conflict(&self) -> Option<&Conflict> {
        self.form.as_ref().map(|f| &f.conflict)
    }

    /// How to print a state: `Y` and `N`, option 0 first, for an option form, else its number.
    #[must_use]
    pub fn label(&self, s: usize) -> String {
        match (self.state(s), &self.form) {
            (Some(state), Some(form)) => state.pattern(form.conflict.form.options.len()),
            _ => s.to_string(),
        }
    }

    /// The states `dm` can move to from `s`, in order; none from what does not exist.
    #[must_use]
    pub fn moves(&self, dm: usize, s: usize) -> Vec<usize> {
        if dm >= self.names.len() || s >= self.count {
            return Vec::new();
        }
        let mut ends: Vec<usize> = self.graph.moves(dm, s).collect();
        ends.sort_unstable();
        ends
    }

    /// The states `dm` can move to from `s` and likes better, in order.
    #[must_use]
    pub fn improvements(&self, dm: usize, s: usize) -> Vec<usize> {
        let mut ends = self.moves(dm, s);
        ends.retain(|&t| self.ranks[dm][t] > self.ranks[dm][s]);
        ends
    }

    /// How good `s` is for `dm`: dense ranks from 0, higher is better, equal is a tie; `None` for
    /// what does not exist.
    #[must_use]
    pub fn rank(&self, dm: usize, s: usize) -> Option<u32> {
        self.ranks.get(dm)?.get(s).copied()
    }

    pub(crate) const fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(crate) fn ranks(&self) -> &[Vec<u32>] {
        &self.ranks
    }

    pub(crate) fn view(&self) -> View<'_> {
        View::new(&self.graph, self.ranks.iter().map(Vec::as_slice).collect())
    }

    pub(crate) fn form(&self) -> Result<&Form, QuestionError> {
        self.form.as_ref().ok_or(QuestionError::NeedsOptionForm)
    }

    pub(crate) fn need_status_quo(&self) -> Result<usize, QuestionError> {
        self.status_quo.ok_or(QuestionError::NoStatusQuo)
    }
}

const fn check_count(found: usize) -> Result<(), BuildError> {
    if found == 0 {
        return Err(BuildError::NoDecisionMaker);
    }
    if found > MOVER_LIMIT {
        let limit = MOVER_LIMIT;
        return Err(BuildError::TooManyDecisionMakers { found, limit });
    }
    Ok(())
}

/// Whether states can be told apart by options, and patterns speak of options that exist.
pub(crate) fn check_form(form: &OptionForm) -> Result<(), BuildError> {
    let options = form.options.len();
    if options > OPTION_LIMIT {
        return Err(BuildError::TooManyOptions {
            found: options,
            limit: OPTION_LIMIT,
        });
    }
    for (k, pattern) in form.infeasible.iter().enumerate() {
        let place = || format!("infeasible pattern {k}");
        check_option(pattern.highest_option(), options, place)?;
    }
    Ok(())
}

/// Whether the highest option that is spoken of exists.
fn check_option(
    highest: Option<usize>,
    options: usize,
    place: impl Fn() -> String,
) -> Result<(), BuildError> {
    match highest {
        Some(option) if option >= options => Err(BuildError::UnknownOption {
            place: place(),
            option,
        }),
        _ => Ok(()),
    }
}

/// Whether no infeasible pattern holds in `state`.
pub(crate) fn is_feasible(conflict: &Conflict, state: State) -> bool {
    !conflict.form.infeasible.iter().any(|p| p.eval(state))
}

/// Whether everything that is named exists.
pub(crate) fn check(conflict: &Conflict) -> Result<(), BuildError> {
    let form = &conflict.form;
    let movers = form.decision_makers.len();
    check_count(movers)?;
    check_form(form)?;
    for (option, spec) in form.options.iter().enumerate() {
        if spec.owners.is_empty() {
            return Err(BuildError::NoOwner { option });
        }
        if let Some(&owner) = spec.owners.iter().find(|&&o| o >= movers) {
            return Err(BuildError::UnknownOwner { option, owner });
        }
    }
    if conflict.preferences.len() != movers {
        return Err(BuildError::WrongPreferences {
            found: conflict.preferences.len(),
            needed: movers,
        });
    }
    check_options(conflict)
}

/// Whether every option that preferences and the status quo speak of exists.
fn check_options(conflict: &Conflict) -> Result<(), BuildError> {
    let options = conflict.form.options.len();
    for (dm, preferences) in conflict.preferences.iter().enumerate() {
        for (k, statement) in preferences.statements().iter().enumerate() {
            let place = || format!("statement {k} of decision maker {dm}");
            check_option(statement.expr.highest_option(), options, place)?;
        }
    }
    let highest = (conflict.status_quo.0 != 0).then(|| conflict.status_quo.0.ilog2() as usize);
    check_option(highest, options, || "the status quo".to_owned())
}

/// Whether everything that barred moves speak of exists.
fn check_barred(conflict: &Conflict, barred: &[Barred]) -> Result<(), BuildError> {
    let (movers, options) = (
        conflict.form.decision_makers.len(),
        conflict.form.options.len(),
    );
    for (place, bar) in barred.iter().enumerate() {
        if let Some(dm) = bar.dm.filter(|&dm| dm >= movers) {
            return Err(BuildError::UnknownMover { place, dm });
        }
        let highest = bar.from.highest_option().max(bar.to.highest_option());
        check_option(highest, options, || format!("barred move {place}"))?;
    }
    Ok(())
}

/// Ranks from a list of levels, best first.
fn rank_directly(dm: usize, levels: &[Vec<State>], states: &[u64]) -> Result<Vec<u32>, BuildError> {
    let mut payoff = vec![None; states.len()];
    for (height, level) in (0i64..).zip(levels.iter().rev()) {
        for &state in level {
            match states.binary_search(&state.0).map(|s| &mut payoff[s]) {
                Ok(place @ None) => *place = Some(height),
                _ => return Err(BuildError::BadlyRanked { dm, state }),
            }
        }
    }
    let whole = payoff.iter().zip(states).map(|(p, &bits)| {
        let state = State(bits);
        p.ok_or(BuildError::Unranked { dm, state })
    });
    Ok(dense(&whole.collect::<Result<Vec<_>, _>>()?))
}
