//! Limited-move and non-myopic stability of every state, with ties kept open.

use crate::view::View;
use crate::{GraphModel, QuestionError, StateSet};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most states: for each of them a set of anticipated states is kept.
const STATE_LIMIT: usize = 1 << 12;

/// Stability of all states for one decision maker at one horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HorizonStability {
    /// The states where it stays however ties are broken.
    pub stable: StateSet,
    /// The states where it stays if ties are broken one way; holds all of `stable`.
    pub possible: StateSet,
}

/// How the verdicts go on past the horizons that were examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// From some horizon on all verdicts repeat: nothing was left out.
    Periodic {
        /// A horizon from which they do; a smaller one may do as well.
        from: usize,
        /// After how many horizons.
        period: usize,
    },
    /// They had not begun to repeat at the greatest horizon the caller allowed.
    Open {
        /// That horizon.
        examined: usize,
    },
}

/// Limited-move stability of every state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitedMoves {
    /// By horizon, 1 first, then decision maker.
    pub horizons: Vec<[HorizonStability; 2]>,
    /// The states stable at every horizon from some horizon on, by decision maker; `None` where
    /// that is open.
    pub non_myopic: Option<[HorizonStability; 2]>,
    /// Whether the verdicts repeat.
    pub settlement: Settlement,
}

/// Why a state is stable, or not, for a decision maker who looks a number of moves ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitedWitness {
    /// The state.
    pub state: usize,
    /// The decision maker.
    pub dm: usize,
    /// How many moves it looks ahead.
    pub horizon: usize,
    /// The states in which it may expect to end; the state alone where it is stable.
    pub anticipated: Vec<usize>,
    /// For each of its moves, in order, the states in which it may expect the other to end.
    pub replies: Vec<(usize, Vec<usize>)>,
}

/// What is wrong with a [`LimitedWitness`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LimitedError {
    /// It names what does not exist, or the model has other than two decision makers.
    #[error("the witness is not about this model")]
    Unknown,
    /// What is expected after a move is something else.
    #[error("after the move to state {0} something else is to be expected")]
    Reply(usize),
    /// A move is left out, or is none.
    #[error("the moves are not those of the decision maker")]
    Moves,
    /// What is expected does not follow from the replies.
    #[error("the expectation does not follow from the replies")]
    Anticipated,
}

/// For each state the states in which one who is about to move there may expect to end.
type Anticipated = Vec<StateSet>;

/// Limited-move stability L_h of every state for horizons 1 to `max_horizon`, and non-myopic
/// stability, for two decision makers who know each other's preferences (Kilgour, 1984; Fang, Hipel
/// and Kilgour, 1989).
///
/// One who looks `h` moves ahead compares staying with what results when it makes its best move
/// and the other then looks `h - 1` moves ahead; it moves only when that is strictly better. L_1
/// is Nash. Where several moves are equally good, what the other expects of it is not one state:
/// the engine keeps all states that result from one way or another of breaking each tie, and says
/// both what is stable however ties are broken and what may be. A state is non-myopically stable
/// when it is stable at every horizon from some horizon on; that is known once the anticipated
/// states repeat.
///
/// For more decision makers there are two definitions, with the opponents as one coalition (CC) or
/// each for itself (CI); they are not offered here, because the literature disagrees on who
/// replies.
///
/// Takes time in horizons times states times moves.
///
/// # Errors
/// When the model has other than two decision makers, or too many states.
pub fn limited_moves(
    model: &GraphModel,
    max_horizon: usize,
) -> Result<LimitedMoves, QuestionError> {
    check(model)?;
    let view = model.view();
    let states = model.state_count();
    let mut now = start(states);
    let mut horizons: Vec<[HorizonStability; 2]> = Vec::new();
    let mut mark = (0, now.clone());
    for horizon in 1..=max_horizon {
        now = [look(&view, 0, &now[1]), look(&view, 1, &now[0])];
        horizons.push([verdicts(&now[0]), verdicts(&now[1])]);
        if now == mark.1 {
            let (from, period) = (mark.0, horizon - mark.0);
            return Ok(LimitedMoves {
                non_myopic: Some(lasting(&horizons[from..])),
                horizons,
                settlement: Settlement::Periodic {
                    from: from.max(1),
                    period,
                },
            });
        }
        if horizon.is_power_of_two() {
            mark = (horizon, now.clone());
        }
    }
    Ok(LimitedMoves {
        horizons,
        non_myopic: None,
        settlement: Settlement::Open {
            examined: max_horizon,
        },
    })
}

/// Why a state is stable, or not, at one horizon.
///
/// # Errors
/// As for [`limited_moves`], and when the state or decision maker does not exist.
pub fn limited_witness(
    model: &GraphModel,
    state: usize,
    dm: usize,
    horizon: usize,
) -> Result<LimitedWitness, QuestionError> {
    check(model)?;
    if state >= model.state_count() {
        return Err(QuestionError::UnknownState(state));
    }
    if dm > 1 {
        return Err(QuestionError::UnknownDecisionMaker(dm));
    }
    let view = model.view();
    let mut now = start(model.state_count());
    for _ in 1..horizon {
        now = [look(&view, 0, &now[1]), look(&view, 1, &now[0])];
    }
    let moves = if horizon == 0 {
        Vec::new()
    } else {
        model.moves(dm, state)
    };
    let answer = &now[1 - dm];
    Ok(LimitedWitness {
        state,
        dm,
        horizon,
        anticipated: expect(&view, dm, state, answer, &moves).iter().collect(),
        replies: moves
            .into_iter()
            .map(|t| (t, answer[t].iter().collect()))
            .collect(),
    })
}

fn check(model: &GraphModel) -> Result<(), QuestionError> {
    let movers = model.decision_makers().len();
    if movers != 2 {
        return Err(QuestionError::NeedsTwo(movers));
    }
    if model.state_count() > STATE_LIMIT {
        return Err(QuestionError::TooLarge {
            what: "states with all that is anticipated",
            limit: STATE_LIMIT,
        });
    }
    Ok(())
}

/// At horizon 0 everybody stays.
fn start(states: usize) -> [Anticipated; 2] {
    let stay: Anticipated = (0..states).map(|s| single(states, s)).collect();
    [stay.clone(), stay]
}

fn single(states: usize, s: usize) -> StateSet {
    let mut set = StateSet::empty(states);
    set.insert(s);
    set
}

fn look(view: &View<'_>, dm: usize, answer: &Anticipated) -> Anticipated {
    let expected = |s: usize| {
        let moves: Vec<usize> = view.moves(dm, s).collect();
        expect(view, dm, s, answer, &moves)
    };
    (0..answer.len()).map(expected).collect()
}

/// What `dm` may expect at `s`: some way of breaking the other's ties after each move makes a
/// state the best that can come of moving if it is at least as good as the worst reply to every
/// move; and `dm` may stay if each move has a reply that is no better than `s`.
fn expect(view: &View<'_>, dm: usize, s: usize, answer: &Anticipated, moves: &[usize]) -> StateSet {
    let worst = |t: usize| answer[t].iter().map(|o| view.rank(dm, o)).min();
    let floor = moves.iter().filter_map(|&t| worst(t)).max();
    let own = view.rank(dm, s);
    let mut expected = StateSet::empty(answer.len());
    if floor.is_none_or(|floor| floor <= own) {
        expected.insert(s);
    }
    for &t in moves {
        for o in answer[t].iter() {
            let value = view.rank(dm, o);
            if value > own && Some(value) >= floor {
                expected.insert(o);
            }
        }
    }
    expected
}

fn verdicts(anticipated: &Anticipated) -> HorizonStability {
    let states = anticipated.len();
    let stays = |s: usize| anticipated[s].contains(s);
    HorizonStability {
        stable: StateSet::collect(states, |s| stays(s) && anticipated[s].count() == 1),
        possible: StateSet::collect(states, stays),
    }
}

/// What holds at all of these horizons.
fn lasting(horizons: &[[HorizonStability; 2]]) -> [HorizonStability; 2] {
    [0, 1].map(|dm| {
        let mut own = horizons.iter().map(|h| &h[dm]);
        let mut lasting = own.next().cloned().unwrap_or_else(|| verdicts(&Vec::new()));
        for other in own {
            lasting.stable.intersect_with(&other.stable);
            lasting.possible.intersect_with(&other.possible);
        }
        lasting
    })
}

/// Checks a witness by following the definition up to it, horizon by horizon, reply by reply.
///
/// Takes time with the horizon, with the square of moves and of what is anticipated.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify_limited(model: &GraphModel, witness: &LimitedWitness) -> Result<(), LimitedError> {
    let (s, dm, horizon) = (witness.state, witness.dm, witness.horizon);
    if s >= model.state_count() || dm > 1 || model.decision_makers().len() != 2 {
        return Err(LimitedError::Unknown);
    }
    let moves = if horizon == 0 {
        Vec::new()
    } else {
        model.moves(dm, s)
    };
    if !witness.replies.iter().map(|(t, _)| *t).eq(moves) {
        return Err(LimitedError::Moves);
    }
    // What each expects everywhere, at horizon 0: to stay. Then horizon by horizon up to the one
    // before the witness's.
    let states = model.state_count();
    let mut layer: [Vec<Vec<usize>>; 2] = [0, 1].map(|_| (0..states).map(|q| vec![q]).collect());
    for _ in 1..horizon {
        layer = [0, 1].map(|mover| {
            let outcome = |q: usize| {
                let moves = model.moves(mover, q).into_iter();
                let replies: Vec<Vec<usize>> = moves.map(|t| layer[1 - mover][t].clone()).collect();
                choose(model, mover, q, &replies)
            };
            (0..states).map(outcome).collect()
        });
    }
    for (t, reply) in &witness.replies {
        if layer[1 - dm][*t] != *reply {
            return Err(LimitedError::Reply(*t));
        }
    }
    let replies: Vec<Vec<usize>> = witness.replies.iter().map(|r| r.1.clone()).collect();
    if choose(model, dm, s, &replies) == witness.anticipated {
        Ok(())
    } else {
        Err(LimitedError::Anticipated)
    }
}

/// All that may come of one reply to each move: for each reply in turn, whether the other
/// moves can all be met by replies that are no better.
fn choose(model: &GraphModel, dm: usize, s: usize, replies: &[Vec<usize>]) -> Vec<usize> {
    let value = |q: usize| model.rank(dm, q);
    let none_beats = |limit: Option<u32>, skip: usize| {
        let others = replies.iter().enumerate().filter(|(k, _)| *k != skip);
        let mut others = others.map(|(_, reply)| reply);
        others.all(|reply| reply.iter().any(|&o| value(o) <= limit))
    };
    let mut chosen = Vec::new();
    if none_beats(value(s), usize::MAX) {
        chosen.push(s);
    }
    for (k, reply) in replies.iter().enumerate() {
        for &o in reply {
            if value(o) > value(s) && none_beats(value(o), k) {
                chosen.push(o);
            }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
