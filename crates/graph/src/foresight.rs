use crate::view::View;
use crate::{GraphModel, QuestionError};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What a decision maker who looks `horizon` moves ahead expects at the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anticipation {
    /// The decision maker.
    pub dm: usize,
    /// How many moves it looks ahead.
    pub horizon: usize,
    /// The state it expects to end in.
    pub expects: usize,
    /// Its own first move; `None` where it stays.
    pub first_move: Option<usize>,
}

/// At which horizon the status quo stops being stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foresight {
    /// By decision maker, then horizon.
    pub anticipations: Vec<Anticipation>,
    /// For each decision maker the smallest horizon at which it leaves the status quo; horizon 1
    /// is Nash. `None` where it stays at every horizon examined.
    pub breaks_at: Vec<Option<usize>>,
}

/// What one decision maker, about to move, expects from each state, and its first move there.
type Plan = Vec<(usize, Option<usize>)>;

/// Limited-move stability of the status quo (Kilgour, 1985; Fang, Hipel and Kilgour, 1989) for
/// two decision makers who know each other's preferences, for horizons 1 to `max_horizon`.
///
/// A decision maker who looks `h` moves ahead compares staying with the state that results when
/// it moves and the other then looks `h - 1` moves ahead. Of equally good moves it takes the one
/// to the lowest-numbered state, and it stays unless moving ends strictly better.
///
/// # Errors
/// When the model names no status quo or has other than two decision makers.
pub fn foresight(model: &GraphModel, max_horizon: usize) -> Result<Foresight, QuestionError> {
    let start = model.need_status_quo()?;
    let movers = model.decision_makers().len();
    if movers != 2 {
        return Err(QuestionError::NeedsTwo(movers));
    }
    let view = model.view();
    let rest: Plan = (0..model.state_count()).map(|s| (s, None)).collect();
    let mut plans = [rest.clone(), rest];
    let mut anticipations = Vec::new();
    let mut breaks_at = vec![None; movers];
    for horizon in 1..=max_horizon {
        plans = [look(&view, 0, &plans[1]), look(&view, 1, &plans[0])];
        for (dm, plan) in plans.iter().enumerate() {
            let (expects, first_move) = plan[start];
            if first_move.is_some() && breaks_at[dm].is_none() {
                breaks_at[dm] = Some(horizon);
            }
            anticipations.push(Anticipation {
                dm,
                horizon,
                expects,
                first_move,
            });
        }
    }
    anticipations.sort_by_key(|a| (a.dm, a.horizon));
    Ok(Foresight {
        anticipations,
        breaks_at,
    })
}

/// The plan of `dm` where the other then follows `answer`.
fn look(view: &View<'_>, dm: usize, answer: &Plan) -> Plan {
    let value = |s: usize| view.rank(dm, answer[s].0);
    let choose = |s: usize| {
        let best = view.moves(dm, s).max_by_key(|&t| (value(t), Reverse(t)));
        match best.filter(|&t| value(t) > view.rank(dm, s)) {
            Some(t) => (answer[t].0, Some(t)),
            None => (s, None),
        }
    };
    (0..answer.len()).map(choose).collect()
}
