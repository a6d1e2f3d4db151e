//! Which states to draw: the status quo, what one move leads to, and the paths that are told.

use super::Desk;
use super::reasoner::Reasoner;
use super::ways::grouped;
use crate::brief::{GraphMove, GraphState, StateGraph};

/// Most states in the picture.
const STATES: usize = 12;
/// Most moves in the picture; past it, only improvements and moves from the status quo.
const MOVES: usize = 26;

pub(crate) fn picture(r: &Reasoner<'_>, desk: &Desk<'_>) -> StateGraph {
    let states = chosen(r, desk);
    let model = &r.findings.model;
    let parties = model.decision_makers().len();
    let place = |s: usize| states.iter().position(|&x| x == s);
    let told = told_steps(r, desk);
    let mut moves = Vec::new();
    for (from, &s) in states.iter().enumerate() {
        for dm in 0..parties {
            let gains = model.improvements(dm, s);
            for t in model.moves(dm, s) {
                let Some(to) = place(t) else {
                    continue;
                };
                let improvement = gains.contains(&t);
                let reversible = model.moves(dm, t).contains(&s);
                let returns = reversible && model.improvements(dm, t).contains(&s);
                // A move that its mover would rather make backwards is drawn backwards alone.
                let is_told = improvement || (!returns && (!reversible || from < to));
                let single = r.words.changed(r.state(s), r.state(t)).len() == 1;
                let on_path = told.contains(&(s, t)) || told.contains(&(t, s));
                if is_told && (single || from == 0 || on_path) {
                    moves.push(GraphMove {
                        from,
                        to,
                        party: dm,
                        improvement,
                        reversible,
                    });
                }
            }
        }
    }
    if moves.len() > MOVES {
        moves.retain(|m| m.improvement || m.from == 0);
    }
    StateGraph {
        parties: model.decision_makers().to_vec(),
        states: states.iter().map(|&s| drawn(r, s)).collect(),
        moves,
        total: model.state_count() as u64,
    }
}

/// Steps of the paths that the brief tells, by the states they lead from and to.
fn told_steps(r: &Reasoner<'_>, desk: &Desk<'_>) -> Vec<(usize, usize)> {
    let mut told = Vec::new();
    for at in grouped(r, desk) {
        if let Some(shift) = r.findings.shifts.shifts.get(at) {
            told.extend(shift.follow_up.path.iter().map(|s| (s.from, s.to)));
        }
    }
    for route in &r.findings.evolution.routes {
        told.extend(route.steps.iter().map(|s| (s.step.from, s.step.to)));
    }
    for position in &r.findings.impasse.parties {
        let sanctions = position.improvements.iter().flat_map(|i| &i.deterrents);
        let steps = sanctions.filter_map(|d| d.sanction.as_ref()).flatten();
        told.extend(steps.map(|s| (s.from, s.to)));
    }
    told
}

fn drawn(r: &Reasoner<'_>, s: usize) -> GraphState {
    GraphState {
        taken: r.words.labels(r.state(s)),
        equilibrium: r.findings.table.is_equilibrium(s, r.findings.concept),
    }
}

fn chosen(r: &Reasoner<'_>, desk: &Desk<'_>) -> Vec<usize> {
    let quo = r.findings.impasse.status_quo;
    let mut states = vec![quo];
    let mut add = |s: usize| {
        if states.len() < STATES && !states.contains(&s) {
            states.push(s);
        }
    };
    let single = |s: usize| r.words.changed(r.quo(), r.state(s)).len() == 1;
    for position in &r.findings.impasse.parties {
        for i in &position.improvements {
            add(i.to);
        }
    }
    for position in &r.findings.impasse.parties {
        position
            .refused
            .iter()
            .filter(|m| single(m.to))
            .for_each(|m| add(m.to));
    }
    let told = grouped(r, desk);
    let shifts: Vec<_> = told
        .iter()
        .filter_map(|&i| r.findings.shifts.shifts.get(i))
        .collect();
    if let Some(shift) = shifts.first() {
        shift.follow_up.path.iter().for_each(|s| add(s.to));
    }
    for position in &r.findings.impasse.parties {
        let sanctions = position.improvements.iter().flat_map(|i| &i.deterrents);
        for step in sanctions.filter_map(|d| d.sanction.as_ref()).flatten() {
            add(step.to);
        }
    }
    for route in &r.findings.evolution.routes {
        route.steps.iter().for_each(|s| add(s.step.to));
    }
    for shift in shifts {
        shift.follow_up.path.iter().for_each(|s| add(s.to));
    }
    states
}
