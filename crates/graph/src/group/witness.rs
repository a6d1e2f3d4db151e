//! Why a state is stable or not for a group.

use super::answers::Answers;
use super::{Concept, Focus, GraphModel, Group, Judgement, QuestionError, Step, check, reach};
use crate::backward::Steps as _;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};

/// What one decision maker, or several together, do at a stroke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointStep {
    /// Who.
    pub movers: Vec<usize>,
    /// The state that is left.
    pub from: usize,
    /// The state that is reached.
    pub to: usize,
    /// A legal sequence of moves of the movers that leads there: one move where one moves.
    pub path: Vec<Step>,
}

/// How the others deter one improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAnswer {
    /// The improvement.
    pub improvement: JointStep,
    /// A shortest legal sequence of the others that ends in a state that deters.
    pub sanction: Vec<JointStep>,
    /// Under SMR and SSEQ: the group cannot get from the end of the sanction to a state where
    /// nobody in it is harmed. `None` under the other concepts.
    pub no_escape: Option<bool>,
}

/// Stable or not, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupVerdict {
    /// Every improvement is deterred; there may be none.
    Stable {
        /// One for each improvement, in order of its end.
        answers: Vec<GroupAnswer>,
    },
    /// An improvement that nobody deters.
    Unstable {
        /// The one with the lowest-numbered end.
        improvement: JointStep,
    },
}

/// The verdict on one state for one decision maker or coalition under a judgement, with what is
/// needed to check it: see [`verify_under`](crate::verify_under()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupWitness {
    /// The state.
    pub state: usize,
    /// Whose verdict.
    pub focus: Focus,
    /// The concept.
    pub concept: Concept,
    /// The verdict.
    pub verdict: GroupVerdict,
}

impl GroupWitness {
    /// Whether the verdict is "stable".
    #[must_use]
    pub const fn is_stable(&self) -> bool {
        matches!(self.verdict, GroupVerdict::Stable { .. })
    }
}

/// The verdict on one state under a judgement, found by searching forwards from each improvement.
///
/// # Errors
/// When the judgement is not about this model, or the state or a member does not exist.
pub fn witness_under(
    model: &GraphModel,
    judgement: &Judgement,
    focus: &Focus,
    state: usize,
    concept: Concept,
) -> Result<GroupWitness, QuestionError> {
    check(model, judgement)?;
    focus.check(model)?;
    if state >= model.state_count() {
        return Err(QuestionError::UnknownState(state));
    }
    let group = Group::new(model, judgement, focus);
    let answers = if concept.is_sequential() {
        Answers::improvements(model, judgement, focus)
    } else {
        Answers::moves(model, focus)
    };
    let mut met = Vec::new();
    let mut unmet = None;
    for to in group.improvements(state) {
        let improvement = joint(model, &focus.members, (state, to));
        let deters = |q: usize| concept != Concept::Nash && group.deters(state, q, concept);
        let Some(sanction) = sanction(model, &answers, to, deters) else {
            unmet = Some(improvement);
            break;
        };
        met.push(GroupAnswer {
            improvement,
            sanction,
            no_escape: concept.is_symmetric().then_some(true),
        });
    }
    Ok(GroupWitness {
        state,
        focus: focus.clone(),
        concept,
        verdict: match unmet {
            Some(improvement) => GroupVerdict::Unstable { improvement },
            None => GroupVerdict::Stable { answers: met },
        },
    })
}

fn joint(model: &GraphModel, movers: &[usize], (from, to): (usize, usize)) -> JointStep {
    JointStep {
        movers: movers.to_vec(),
        from,
        to,
        path: reach::path(model.graph(), model.state_count(), movers, (from, to)),
    }
}

/// A node of the search: who came from where to where, and after which node.
struct Node {
    mover: usize,
    ends: (usize, usize),
    before: Option<usize>,
}

/// A shortest legal sequence of answers from `from` to a state that `deters`.
fn sanction(
    model: &GraphModel,
    answers: &Answers<'_>,
    from: usize,
    deters: impl Fn(usize) -> bool,
) -> Option<Vec<JointStep>> {
    let mut arrived: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut queue: VecDeque<(usize, Option<usize>)> = VecDeque::from([(from, None)]);
    while let Some((at, before)) = queue.pop_front() {
        let last = before.map(|b| nodes[b].mover);
        for mover in (0..answers.movers()).filter(|&m| Some(m) != last) {
            for to in answers.ends(mover, at) {
                if !arrived.insert((to, mover)) {
                    continue;
                }
                nodes.push(Node {
                    mover,
                    ends: (at, to),
                    before,
                });
                if deters(to) {
                    return Some(trace(model, answers, &nodes));
                }
                queue.push_back((to, Some(nodes.len() - 1)));
            }
        }
    }
    None
}

/// The steps up to the last node.
fn trace(model: &GraphModel, answers: &Answers<'_>, nodes: &[Node]) -> Vec<JointStep> {
    let mut steps = Vec::new();
    let mut node = nodes.last();
    while let Some(here) = node {
        steps.push(joint(model, &answers.movers[here.mover], here.ends));
        node = here.before.and_then(|b| nodes.get(b));
    }
    steps.reverse();
    steps
}
