use crate::form::{Conflict, Direction};
use crate::view::Search;
use crate::{Concept, GraphModel, QuestionError, StabilityTable, State, StateSet, Step, StepKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A step on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStep {
    /// Who moves where.
    pub step: Step,
    /// A point of no return: no legal sequence of moves, by anybody, leads back to the state left.
    pub irreversible: bool,
}

/// A shortest legal path from the start to an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The equilibrium.
    pub equilibrium: usize,
    /// The steps; none where the start is the equilibrium.
    pub steps: Vec<RouteStep>,
}

/// How a conflict can develop from a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evolution {
    /// The state it starts from.
    pub start: usize,
    /// The concept whose equilibria are looked for.
    pub concept: Concept,
    /// By which steps.
    pub by: StepKind,
    /// A shortest route to each equilibrium that can be reached, shortest first, then by state.
    pub routes: Vec<Route>,
    /// The equilibria that cannot be reached, in order.
    pub unreachable: Vec<usize>,
    /// How many states can be reached, the start included.
    pub reached: usize,
}

/// Shortest legal paths from the status quo to each equilibrium under `concept`
/// (Li, Kilgour and Hipel, status quo analysis, 2004): breadth first over (state, last mover).
///
/// Takes time linear in moves and decision makers, and once more for each different step of a
/// route in a digraph, where only a search tells whether there is a way back.
///
/// # Errors
/// When the model names no status quo.
pub fn evolution(
    model: &GraphModel,
    table: &StabilityTable,
    concept: Concept,
    by: StepKind,
) -> Result<Evolution, QuestionError> {
    let start = model.need_status_quo()?;
    let view = model.view();
    let mut search = Search::new(model.state_count());
    let mut paths = Vec::new();
    if table.is_equilibrium(start, concept) {
        paths.push((start, Vec::new()));
    }
    let mut seen = StateSet::empty(model.state_count());
    seen.insert(start);
    let allowed =
        |step: Step| by == StepKind::Moves || view.improves(step.mover, step.from, step.to);
    search.each(&view, start, allowed, |s, steps| {
        seen.insert(s);
        if table.is_equilibrium(s, concept) {
            paths.push((s, steps()));
        }
        false
    });
    paths.sort_by_key(|(s, steps)| (steps.len(), *s));
    let mut returns = Returns::new(model);
    let routes = paths.into_iter().map(|(equilibrium, steps)| Route {
        equilibrium,
        steps: steps.into_iter().map(|step| returns.mark(step)).collect(),
    });
    let routes = routes.collect();
    let equilibria = (0..model.state_count()).filter(|&s| table.is_equilibrium(s, concept));
    Ok(Evolution {
        start,
        concept,
        by,
        routes,
        unreachable: equilibria.filter(|&s| !seen.contains(s)).collect(),
        reached: seen.count(),
    })
}

/// Tells points of no return.
struct Returns<'a> {
    model: &'a GraphModel,
    search: Search,
    known: BTreeMap<(usize, usize), bool>,
}

impl<'a> Returns<'a> {
    fn new(model: &'a GraphModel) -> Self {
        Self {
            model,
            search: Search::new(model.state_count()),
            known: BTreeMap::new(),
        }
    }

    fn mark(&mut self, step: Step) -> RouteStep {
        let irreversible = match self.model.conflict() {
            Some(conflict) => changes_one_way(self.model, conflict, step),
            None => !self.comes_back(step),
        };
        RouteStep { step, irreversible }
    }

    fn comes_back(&mut self, Step { from, to, .. }: Step) -> bool {
        let (view, search) = (self.model.view(), &mut self.search);
        *self.known.entry((from, to)).or_insert_with(|| {
            let back = search.path(&view, to, |_| true, |s| s == from);
            back.is_some()
        })
    }
}

/// In option form a mover undoes its own step in one move unless an option is one-way, and then
/// nobody can.
fn changes_one_way(model: &GraphModel, conflict: &Conflict, step: Step) -> bool {
    let (Some(from), Some(to)) = (model.state(step.from), model.state(step.to)) else {
        return false;
    };
    let changed = State(from.0 ^ to.0);
    let options = &conflict.form.options;
    changed
        .taken(options.len())
        .any(|k| options[k].direction != Direction::Both)
}
