//! Where several decision makers can get together: forwards over (state, last mover).

use crate::Step;
use crate::graph::Graph;
use std::collections::VecDeque;

/// For each state the states that a legal sequence of the members' moves can end in, in order.
/// The state itself is left out: to be back is no move.
pub(super) fn group_moves(graph: &Graph, states: usize, members: &[usize]) -> Vec<Vec<u32>> {
    let mut arrived = vec![0u64; states];
    let from = |s: usize| {
        let ends: Vec<usize> = match members {
            [one] => graph.moves(*one, s).collect(),
            _ => ends(graph, s, members, &mut arrived),
        };
        let small = ends.into_iter().filter(|&t| t != s);
        let mut ends: Vec<u32> = small.filter_map(|t| u32::try_from(t).ok()).collect();
        ends.sort_unstable();
        ends
    };
    (0..states).map(from).collect()
}

fn ends(graph: &Graph, s: usize, members: &[usize], arrived: &mut [u64]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut open = vec![(s, None)];
    while let Some((at, last)) = open.pop() {
        for &mover in members.iter().filter(|&&m| Some(m) != last) {
            for to in graph.moves(mover, at) {
                if arrived[to] == 0 {
                    ends.push(to);
                }
                if arrived[to] >> mover & 1 == 0 {
                    arrived[to] |= 1 << mover;
                    open.push((to, Some(mover)));
                }
            }
        }
    }
    ends.iter().for_each(|&t| arrived[t] = 0);
    ends
}

/// A shortest legal sequence of the members' moves from `from` to `to`.
pub(super) fn path(
    graph: &Graph,
    states: usize,
    members: &[usize],
    (from, to): (usize, usize),
) -> Vec<Step> {
    let mut arrived = vec![0u64; states];
    let mut nodes: Vec<(Step, Option<usize>)> = Vec::new();
    let mut queue: VecDeque<(usize, Option<usize>)> = VecDeque::from([(from, None)]);
    while let Some((at, before)) = queue.pop_front() {
        let last = before.map(|b| nodes[b].0.mover);
        for &mover in members.iter().filter(|&&m| Some(m) != last) {
            for next in graph.moves(mover, at) {
                if arrived[next] >> mover & 1 == 1 {
                    continue;
                }
                arrived[next] |= 1 << mover;
                let step = Step {
                    mover,
                    from: at,
                    to: next,
                };
                nodes.push((step, before));
                if next == to {
                    return trace(&nodes);
                }
                queue.push_back((next, Some(nodes.len() - 1)));
            }
        }
    }
    Vec::new()
}

/// The steps up to the last node.
fn trace(nodes: &[(Step, Option<usize>)]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut node = nodes.last();
    while let Some(&(step, before)) = node {
        steps.push(step);
        node = before.and_then(|b| nodes.get(b));
    }
    steps.reverse();
    steps
}
