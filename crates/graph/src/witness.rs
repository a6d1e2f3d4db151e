use crate::view::Search;
use crate::{Concept, GraphModel, QuestionError, Step};
use serde::{Deserialize, Serialize};

/// How the others deter one improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The improvement's end.
    pub improvement: usize,
    /// A shortest legal sequence of the others that ends in a state no better than the first;
    /// under SEQ and SSEQ every step improves for its mover.
    pub sanction: Vec<Step>,
    /// Under SMR and SSEQ: the decision maker has no move from the end of the sanction to a state
    /// better than the first. `None` under the other concepts.
    pub no_escape: Option<bool>,
}

/// Stable or not, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every improvement is deterred; there may be none.
    Stable {
        /// One for each improvement, in order of the improvement.
        answers: Vec<Answer>,
    },
    /// An improvement that nobody deters.
    Unstable {
        /// The lowest-numbered such improvement.
        improvement: usize,
    },
}

/// The verdict on one state for one decision maker, with what is needed to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// The state.
    pub state: usize,
    /// The decision maker.
    pub dm: usize,
    /// The concept.
    pub concept: Concept,
    /// The verdict.
    pub verdict: Verdict,
}

impl Witness {
    /// Whether the verdict is "stable".
    #[must_use]
    pub const fn is_stable(&self) -> bool {
        matches!(self.verdict, Verdict::Stable { .. })
    }
}

/// The verdict on one state, found by looking at its improvements and the others' reach alone.
///
/// Takes time linear in the moves that the others can make from each improvement, and stops at
/// the first sanction.
///
/// # Errors
/// When the state or decision maker does not exist.
pub fn witness(
    model: &GraphModel,
    state: usize,
    dm: usize,
    concept: Concept,
) -> Result<Witness, QuestionError> {
    if state >= model.state_count() {
        return Err(QuestionError::UnknownState(state));
    }
    if dm >= model.decision_makers().len() {
        return Err(QuestionError::UnknownDecisionMaker(dm));
    }
    let view = model.view();
    let mut search = Search::new(model.state_count());
    let mut answers = Vec::new();
    let mut unmet = None;
    for improvement in model.improvements(dm, state) {
        match view.sanction(&mut search, (dm, state, improvement), concept) {
            Some(sanction) => answers.push(Answer {
                improvement,
                sanction,
                no_escape: concept.is_symmetric().then_some(true),
            }),
            None => {
                unmet = Some(improvement);
                break;
            }
        }
    }
    Ok(Witness {
        state,
        dm,
        concept,
        verdict: match unmet {
            Some(improvement) => Verdict::Unstable { improvement },
            None => Verdict::Stable { answers },
        },
    })
}
