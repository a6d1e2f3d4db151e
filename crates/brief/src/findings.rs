//! The questions a brief puts to the engine, and its answers.

use demarche_graph::{
    BuildError, Concept, Conflict, Evolution, Expr, Foresight, Goal, GraphModel, Impasse,
    QuestionError, Robustness, RobustnessQuery, ShiftQuery, Shifts, StabilityTable, StepKind,
    evolution, foresight, impasse, robustness, shifts, stability,
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
    /// How far the verdict rests on the assumptions.
    pub robustness: Robustness,
    /// What parties that look ahead would do; only for two decision makers.
    pub foresight: Option<Foresight>,
}

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
    Ok(Findings {
        evolution: evolution(&model, &table, concept, StepKind::Improvements)?,
        shifts: shifts(&model, &query)?,
        robustness: robustness(&model, &questions.robustness)?,
        model,
        table,
        impasse,
        concept,
        foresight,
    })
}

fn concept_of(impasse: &Impasse) -> Concept {
    [Concept::Seq, Concept::Smr, Concept::Gmr]
        .into_iter()
        .find(|c| impasse.concepts.contains(c))
        .unwrap_or(Concept::Seq)
}
