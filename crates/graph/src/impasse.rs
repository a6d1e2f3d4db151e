use crate::view::{Search, View};
use crate::{Concept, GraphModel, QuestionError, Step};
use serde::{Deserialize, Serialize};

/// Whether and how one improvement is deterred under one concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deterrent {
    /// The concept; never Nash, which knows no deterrence.
    pub concept: Concept,
    /// A shortest sanction; `None` where the improvement is not deterred.
    pub sanction: Option<Vec<Step>>,
}

/// An improvement from the status quo and the answers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImprovementAnswer {
    /// The state it leads to.
    pub to: usize,
    /// The first statement in order that it makes true, where preferences are statements.
    pub gains: Option<usize>,
    /// Under GMR, SMR, SEQ and SSEQ, in this order.
    pub deterrents: Vec<Deterrent>,
}

/// Why a move is no improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The first statement in order at which the two states differ holds in the status quo and
    /// not after the move.
    Loses {
        /// Its place in the decision maker's list.
        statement: usize,
    },
    /// The two states are equally good.
    Indifferent,
    /// It is ranked lower, in a model without statements.
    RankedLower,
}

/// A move from the status quo that is no improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedMove {
    /// The state it leads to.
    pub to: usize,
    /// Why not.
    pub reason: Reason,
}

/// One decision maker's position at the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPosition {
    /// The decision maker.
    pub dm: usize,
    /// The concepts under which the status quo is stable for it.
    pub stable: Vec<Concept>,
    /// Its improvements, those that change fewest options first.
    pub improvements: Vec<ImprovementAnswer>,
    /// Its other moves, those that change fewest options first.
    pub refused: Vec<RefusedMove>,
    /// How many improvements and moves were left out of the two lists for length.
    pub omitted: usize,
}

/// Why nobody moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impasse {
    /// The status quo.
    pub status_quo: usize,
    /// The concepts under which it is an equilibrium; none means that there is no impasse.
    pub concepts: Vec<Concept>,
    /// One entry a decision maker.
    pub parties: Vec<PartyPosition>,
}

/// The most improvements, and the most other moves, listed for one decision maker.
const LISTED: usize = 64;

/// Explains the status quo: who could do what, and why they do not.
///
/// # Errors
/// When the model names no status quo.
pub fn impasse(model: &GraphModel) -> Result<Impasse, QuestionError> {
    let status_quo = model.need_status_quo()?;
    let view = model.view();
    let mut search = Search::new(model.state_count());
    let parties: Vec<PartyPosition> = (0..model.decision_makers().len())
        .map(|dm| position(model, &view, &mut search, dm, status_quo))
        .collect();
    let everywhere = |c: &Concept| parties.iter().all(|p| p.stable.contains(c));
    Ok(Impasse {
        status_quo,
        concepts: Concept::ALL.into_iter().filter(everywhere).collect(),
        parties,
    })
}

fn position(
    model: &GraphModel,
    view: &View<'_>,
    search: &mut Search,
    dm: usize,
    s: usize,
) -> PartyPosition {
    let mut ends = model.moves(dm, s);
    ends.sort_by_key(|&t| (distance(model, s, t), t));
    let (better, other): (Vec<usize>, Vec<usize>) =
        ends.into_iter().partition(|&t| view.improves(dm, s, t));
    let stable = Concept::ALL
        .into_iter()
        .filter(|&c| view.is_stable(search, dm, s, c))
        .collect();
    let omitted = better.len().saturating_sub(LISTED) + other.len().saturating_sub(LISTED);
    let improvements = better.into_iter().take(LISTED).map(|to| ImprovementAnswer {
        to,
        gains: difference(model, dm, s, to).map(|(k, _)| k),
        deterrents: Concept::ALL[1..]
            .iter()
            .map(|&concept| Deterrent {
                concept,
                sanction: view.sanction(search, (dm, s, to), concept),
            })
            .collect(),
    });
    let refused = |to: usize| RefusedMove {
        to,
        reason: match difference(model, dm, s, to) {
            Some((statement, _)) => Reason::Loses { statement },
            None if view.improves(dm, to, s) => Reason::RankedLower,
            None => Reason::Indifferent,
        },
    };
    PartyPosition {
        dm,
        stable,
        improvements: improvements.collect(),
        refused: other.into_iter().take(LISTED).map(refused).collect(),
        omitted,
    }
}

/// How many options a move changes; nothing is known of a digraph's states.
fn distance(model: &GraphModel, s: usize, t: usize) -> u32 {
    match (model.state(s), model.state(t)) {
        (Some(a), Some(b)) => (a.0 ^ b.0).count_ones(),
        _ => 0,
    }
}

/// The first of `dm`'s statements at which two states differ, and whether it holds in `t`.
fn difference(model: &GraphModel, dm: usize, s: usize, t: usize) -> Option<(usize, bool)> {
    let form = model.form().ok()?;
    form.classes.get(dm)?.first_difference(s, t)
}
