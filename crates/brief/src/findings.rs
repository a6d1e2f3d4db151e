//! The questions a brief puts to the engine, and its answers.

use crate::changed::Changed;
use demarche_graph::{
    BuildError, Change, Concept, Conflict, Evolution, Expr, Foresight, Goal, GraphModel, Impasse,
    InterventionKind, InterventionQuery, Interventions, QuestionError, Robustness, RobustnessQuery,
    Shift, ShiftQuery, Shifts, StabilityTable, State, StatementRef, StepKind, evolution, foresight,
    impasse, interventions, robustness, shifts, stability,
};

/// What to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Questions {
    /// A wanted state: shifts are sought that make a state in which this holds an equilibrium
    /// that can be reached. Without one, shifts are sought that unsettle the status quo.
    pub wanted: Option<Expr>,
    /// Most changes at a time in a shift, 1 or 2.
    pub shift_size: usize,
    /// Most candidate sets of changes to look at.
    pub shift_candidates: usize,
    /// How the assumptions are varied.
    pub robustness: RobustnessQuery,
    /// How many moves ahead parties may look.
    pub horizon: usize,
}

impl Default for Questions {
    fn default() -> Self {
        Self {
            wanted: None,
            shift_size: 2,
            shift_candidates: 200_000,
            robustness: RobustnessQuery::default(),
            horizon: 6,
        }
    }
}

/// The engine's answers about one conflict.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The model asked about.
    pub model: GraphModel,
    /// Stability of every state.
    pub table: StabilityTable,
    /// Why nobody leaves the status quo, or who would.
    pub impasse: Impasse,
    /// The concept that shifts, paths and robustness are about: SEQ where the status quo is
    /// sequentially stable, else the first other concept under which it is an equilibrium, else
    /// SEQ.
    pub concept: Concept,
    /// How the conflict can develop by improvements.
    pub evolution: Evolution,
    /// Smallest changes that move it.
    pub shifts: Shifts,
    /// Single commitments that cannot be taken back and pairs that act as one, for the goal of the
    /// shifts; `None` for models of more than 4096 states.
    pub pacts: Option<Interventions>,
    /// How far the verdict rests on the assumptions.
    pub robustness: Robustness,
    /// For each shift, what its outcome relies on.
    pub reliance: Vec<Reliance>,
    /// What parties that look ahead would do; only for two decision makers.
    pub foresight: Option<Foresight>,
}

/// What the outcome of a shift relies on beside the shift itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reliance {
    /// For each step of its path the statement that makes it a gain; `None` where preferences are
    /// not statements.
    pub grounds: Vec<Option<StatementRef>>,
    /// For each assumption among these that is not part of the shift: what becomes of the outcome
    /// if its opposite is true.
    pub otherwise: Vec<Otherwise>,
}

/// What follows a shift if an assumption it relies on is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// The assumption.
    pub assumption: StatementRef,
    /// Where it comes to rest then.
    pub rests: Rest,
}

/// Where a path of gains ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Where it began: nobody moves.
    StatusQuo,
    /// In the equilibrium that is nearest.
    At(State),
    /// In no equilibrium.
    Nowhere,
}

/// Shifts past this many are told without what follows if they rest on a wrong assumption.
const EXAMINED: usize = 40;
/// Models with more states than this as well.
const EXAMINED_STATES: usize = 1 << 12;

/// Why there are no findings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindingsError {
    /// The conflict does not make a model.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// A question does not fit the model.
    #[error(transparent)]
    Question(#[from] QuestionError),
}

/// Builds the model and asks all questions.
///
/// Time is that of the engine's own answers; the search for shifts, which looks at every set of
/// up to `shift_size` changes, takes most of it.
///
/// # Errors
/// When the conflict contradicts itself or a question does not fit it.
pub fn findings(conflict: &Conflict, questions: &Questions) -> Result<Findings, FindingsError> {
    let model = GraphModel::from_conflict(conflict)?;
    let table = stability(&model);
    let impasse = impasse(&model)?;
    let concept = concept_of(&impasse);
    let goal = questions.wanted.clone().map_or(Goal::Unsettle, Goal::Reach);
    let query = ShiftQuery {
        goal,
        concept,
        max_size: questions.shift_size,
        candidate_limit: questions.shift_candidates,
    };
    let foresight = match conflict.form.decision_makers.len() {
        2 => Some(foresight(&model, questions.horizon)?),
        _ => None,
    };
    let shifts = shifts(&model, &query)?;
    Ok(Findings {
        reliance: shifts
            .shifts
            .iter()
            .enumerate()
            .map(|(i, s)| reliance(&model, conflict, s, concept, i < EXAMINED))
            .collect::<Result<_, _>>()?,
        evolution: evolution(&model, &table, concept, StepKind::Improvements)?,
        pacts: pacts(&model, &shifts.query)?,
        shifts,
        robustness: robustness(&model, &questions.robustness)?,
        model,
        table,
        impasse,
        concept,
        foresight,
    })
}

fn pacts(model: &GraphModel, shifts: &ShiftQuery) -> Result<Option<Interventions>, QuestionError> {
    if model.state_count() > EXAMINED_STATES {
        return Ok(None);
    }
    let query = InterventionQuery {
        kinds: vec![InterventionKind::OneWay, InterventionKind::Coalition],
        max_size: 1,
        ..InterventionQuery::new(shifts.goal.clone(), shifts.concept)
    };
    interventions(model, &query).map(Some)
}

fn concept_of(impasse: &Impasse) -> Concept {
    [Concept::Seq, Concept::Smr, Concept::Gmr]
        .into_iter()
        .find(|c| impasse.concepts.contains(c))
        .unwrap_or(Concept::Seq)
}

fn reliance(
    model: &GraphModel,
    conflict: &Conflict,
    shift: &Shift,
    concept: Concept,
    examine: bool,
) -> Result<Reliance, FindingsError> {
    let changed = Changed::new(conflict, &shift.changes);
    let at = |s: usize| model.state(s).unwrap_or_default();
    let path = &shift.follow_up.path;
    let grounds: Vec<Option<StatementRef>> = path
        .iter()
        .map(|step| changed.first_difference(step.mover, at(step.from), at(step.to)))
        .collect();
    let mut relied: Vec<StatementRef> = Vec::new();
    for statement in conflict.assumptions() {
        let is_changed = shift
            .changes
            .iter()
            .any(|c| statement_of(c) == Some(statement));
        if grounds.contains(&Some(statement)) && !is_changed {
            relied.push(statement);
        }
    }
    let mut otherwise = Vec::new();
    if examine && model.state_count() <= EXAMINED_STATES {
        for assumption in relied {
            if let Some(conflict) = changed.with_opposite(assumption) {
                otherwise.push(Otherwise {
                    assumption,
                    rests: rest(&conflict, concept)?,
                });
            }
        }
    }
    Ok(Reliance { grounds, otherwise })
}

/// The statement that a change is about.
pub(crate) const fn statement_of(change: &Change) -> Option<StatementRef> {
    match *change {
        Change::Negate { statement }
        | Change::Drop { statement }
        | Change::Move { statement, .. } => Some(statement),
        Change::Open { .. } | Change::Close { .. } => None,
    }
}

fn rest(conflict: &Conflict, concept: Concept) -> Result<Rest, FindingsError> {
    let model = GraphModel::from_conflict(conflict)?;
    let table = stability(&model);
    let found = evolution(&model, &table, concept, StepKind::Improvements)?;
    Ok(match found.routes.first() {
        Some(route) if route.steps.is_empty() => Rest::StatusQuo,
        Some(route) => model
            .state(route.equilibrium)
            .map_or(Rest::Nowhere, Rest::At),
        None => Rest::Nowhere,
    })
}
