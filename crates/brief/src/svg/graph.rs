//! The states around the status quo, and the moves between them.

use super::layout::columns;
use super::{COLOURS, STYLE, label};
use crate::brief::{GraphMove, GraphState, StateGraph};
use maud::{Markup, PreEscaped, html};

const LINE: f64 = 16.0;
const GAP_Y: f64 = 26.0;
const MARGIN: f64 = 16.0;
const BADGE: f64 = 9.0;

/// Widths: of a box, of the gap between columns, and of a box's text in letters.
#[derive(Clone, Copy)]
struct Measure {
    node: f64,
    gap: f64,
    letters: usize,
}

impl Measure {
    /// Wide boxes while a page has room for them.
    const fn for_columns(columns: usize) -> Self {
        if columns <= 3 {
            Self {
                node: 186.0,
                gap: 132.0,
                letters: 23,
            }
        } else {
            Self {
                node: 152.0,
                gap: 84.0,
                letters: 18,
            }
        }
    }
}

/// A node's place and text.
struct Node {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    column: usize,
    lines: Vec<String>,
}

/// The picture: states as boxes with what is taken in them, moves as arrows in the mover's colour
/// and with the mover's number; moves that bring their mover nothing are dashed, equilibria are
/// ringed, the status quo is marked.
#[must_use]
pub fn state_graph(graph: &StateGraph) -> String {
    if graph.states.is_empty() {
        return String::new();
    }
    let n = graph.states.len();
    let mut graph = graph.clone();
    graph
        .moves
        .retain(|m| m.from < n && m.to < n && m.from != m.to);
    let graph = &graph;
    let (nodes, width, height) = placed(graph);
    let curves = curves(graph, &nodes);
    let badges = badges(&curves, &nodes);
    let legend_rows = legend_rows(graph);
    let total = height + 14.0 + legend_rows as f64 * 24.0;
    html! {
        svg class="dm" xmlns="http://www.w3.org/2000/svg" role="img"
            aria-labelledby="states-title states-desc"
            width=(width) height=(total) viewBox={ "0 0 " (width) " " (total) } {
            title id="states-title" { "States around the status quo" }
            desc id="states-desc" { (describe(graph)) }
            style { (PreEscaped(STYLE)) }
            (arrows(graph.parties.len()))
            @for (m, curve) in graph.moves.iter().zip(&curves) { (arrow(m, curve)) }
            @for (i, (node, state)) in nodes.iter().zip(&graph.states).enumerate() {
                (state_box(node, state, i == 0))
            }
            @for (m, at) in graph.moves.iter().zip(&badges) { (badge(m.party, *at)) }
            (legend(graph, height + 14.0, width))
        }
    }
    .into_string()
}

fn describe(graph: &StateGraph) -> String {
    let rings = graph.states.iter().filter(|s| s.equilibrium).count();
    let parts: Vec<String> = graph
        .moves
        .iter()
        .filter(|m| m.improvement)
        .filter_map(|m| {
            let party = graph.parties.get(m.party)?;
            let from = state_words(graph.states.get(m.from)?);
            let to = state_words(graph.states.get(m.to)?);
            Some(format!("{party} gains by moving from {from} to {to}."))
        })
        .collect();
    format!(
        "{} of {} states are shown, {rings} of them equilibria. {}",
        graph.states.len(),
        graph.total,
        parts.join(" ")
    )
}

fn state_words(state: &GraphState) -> String {
    if state.taken.is_empty() {
        "“nothing taken”".to_owned()
    } else {
        format!("“{}”", state.taken.join(" + "))
    }
}

/// Nodes with their places, and the size of the picture without its legend.
fn placed(graph: &StateGraph) -> (Vec<Node>, f64, f64) {
    let edges: Vec<(usize, usize)> = graph.moves.iter().map(|m| (m.from, m.to)).collect();
    let columns = columns(graph.states.len(), &edges);
    let m = Measure::for_columns(columns.len());
    let texts: Vec<Vec<String>> = graph.states.iter().map(|s| lines(s, m.letters)).collect();
    let height_of = |i: usize| texts[i].len() as f64 * LINE + if i == 0 { 34.0 } else { 18.0 };
    let column_height = |c: &Vec<usize>| {
        c.iter().map(|&i| height_of(i)).sum::<f64>() + c.len().saturating_sub(1) as f64 * GAP_Y
    };
    let tallest = columns.iter().map(column_height).fold(0.0, f64::max);
    let mut slots: Vec<Option<Node>> = graph.states.iter().map(|_| None).collect();
    for (c, column) in columns.iter().enumerate() {
        let mut y = MARGIN + (tallest - column_height(column)) / 2.0;
        for &i in column {
            let height = height_of(i);
            let x = MARGIN + c as f64 * (m.node + m.gap);
            slots[i] = Some(Node {
                x,
                y,
                width: m.node,
                height,
                column: c,
                lines: texts[i].clone(),
            });
            y += height + GAP_Y;
        }
    }
    // Moves inside the last column bow out to its right.
    let bow = graph.moves.iter().any(|step| {
        let last = columns.len().saturating_sub(1);
        let inside = |i: usize| columns.get(last).is_some_and(|c| c.contains(&i));
        inside(step.from) && inside(step.to)
    });
    let width = 2.0 * MARGIN + columns.len() as f64 * (m.node + m.gap) - m.gap
        + if bow { m.gap * 0.6 + 14.0 } else { 0.0 };
    (
        slots.into_iter().flatten().collect(),
        width.max(340.0),
        tallest + 2.0 * MARGIN,
    )
}

fn lines(state: &GraphState, letters: usize) -> Vec<String> {
    if state.taken.is_empty() {
        return vec!["nothing taken".to_owned()];
    }
    state
        .taken
        .iter()
        .flat_map(|option| label(option, letters, 2))
        .collect()
}

/// A cubic curve by its four points.
type Curve = [(f64, f64); 4];

fn curves(graph: &StateGraph, nodes: &[Node]) -> Vec<Curve> {
    let ports = |side: Side, node: usize| -> Vec<usize> {
        let mut at: Vec<usize> = (0..graph.moves.len())
            .filter(|&k| ends(&graph.moves[k], nodes).contains(&(node, side)))
            .collect();
        at.sort_by(|&a, &b| {
            let y = |k: usize| other_end(&graph.moves[k], node, nodes);
            y(a).total_cmp(&y(b)).then(a.cmp(&b))
        });
        at
    };
    graph
        .moves
        .iter()
        .enumerate()
        .map(|(k, m)| {
            let [a, b] = ends(m, nodes).map(|(node, side)| {
                let list = ports(side, node);
                let place = list.iter().position(|&x| x == k).unwrap_or(0);
                port(&nodes[node], side, place, list.len())
            });
            bent(a, b, nodes[m.from].column == nodes[m.to].column)
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn ends(m: &GraphMove, nodes: &[Node]) -> [(usize, Side); 2] {
    let (from, to) = (nodes[m.from].column, nodes[m.to].column);
    match from.cmp(&to) {
        std::cmp::Ordering::Less => [(m.from, Side::Right), (m.to, Side::Left)],
        std::cmp::Ordering::Greater => [(m.from, Side::Left), (m.to, Side::Right)],
        std::cmp::Ordering::Equal => [(m.from, Side::Right), (m.to, Side::Right)],
    }
}

fn other_end(m: &GraphMove, node: usize, nodes: &[Node]) -> f64 {
    let other = if m.from == node { m.to } else { m.from };
    nodes[other].y + nodes[other].height / 2.0
}

fn port(node: &Node, side: Side, place: usize, of: usize) -> (f64, f64) {
    let step = node.height / (of as f64 + 1.0);
    let y = node.y + step * (place as f64 + 1.0);
    match side {
        Side::Left => (node.x - 3.0, y),
        Side::Right => (node.x + node.width + 3.0, y),
    }
}

fn bent(a: (f64, f64), b: (f64, f64), same_column: bool) -> Curve {
    let reach = if same_column {
        (26.0 + (a.1 - b.1).abs() / 6.0).min(66.0)
    } else {
        (a.0 - b.0).abs() * 0.42
    };
    let toward = if b.0 >= a.0 { reach } else { -reach };
    let back = if same_column { reach } else { -toward };
    [a, (a.0 + toward, a.1), (b.0 + back, b.1), b]
}

fn on(curve: &Curve, t: f64) -> (f64, f64) {
    let u = 1.0 - t;
    let w = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let sum = |f: fn(&(f64, f64)) -> f64| curve.iter().zip(w).map(|(p, w)| f(p) * w).sum();
    (sum(|p| p.0), sum(|p| p.1))
}

/// A place for each mover's number on its curve where it covers no box and no other number, as
/// far as there is one.
fn badges(curves: &[Curve], nodes: &[Node]) -> Vec<(f64, f64)> {
    const TRIES: [f64; 11] = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.45, 0.55, 0.2, 0.8];
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for curve in curves {
        let is_free = |p: &(f64, f64)| {
            let clear = |q: &(f64, f64)| (p.0 - q.0).hypot(p.1 - q.1) >= 2.0 * BADGE + 2.0;
            taken.iter().all(clear) && nodes.iter().all(|n| !covers(n, *p))
        };
        let place = TRIES.iter().map(|&t| on(curve, t)).find(is_free);
        taken.push(place.unwrap_or_else(|| on(curve, 0.5)));
    }
    taken
}

fn covers(node: &Node, (x, y): (f64, f64)) -> bool {
    x > node.x - BADGE
        && x < node.x + node.width + BADGE
        && y > node.y - BADGE
        && y < node.y + node.height + BADGE
}

fn arrows(parties: usize) -> Markup {
    html! {
        defs {
            @for p in 0..parties.min(COLOURS) {
                marker id={ "arrow-" (p) } viewBox="0 0 10 10" refX="9" refY="5"
                    markerWidth="9" markerHeight="9" orient="auto-start-reverse"
                    markerUnits="userSpaceOnUse" {
                    path d="M0 0L10 5L0 10Z" style={ "fill:var(--p" (p) ")" } {}
                }
            }
        }
    }
}

fn arrow(m: &GraphMove, curve: &Curve) -> Markup {
    let [a, b, c, d] = curve.map(|(x, y)| format!("{x:.1} {y:.1}"));
    let colour = m.party % COLOURS;
    let class = if m.improvement { "move" } else { "move loss" };
    html! {
        path class=(class) d={ "M" (a) "C" (b) " " (c) " " (d) }
            style={ "stroke:var(--p" (colour) ")" } marker-end={ "url(#arrow-" (colour) ")" } {}
    }
}

fn state_box(node: &Node, state: &GraphState, is_quo: bool) -> Markup {
    let class = if is_quo { "node quo" } else { "node" };
    let top = node.y + if is_quo { 35.0 } else { 20.0 };
    html! {
        @if state.equilibrium {
            rect class="ring" x=(node.x - 5.0) y=(node.y - 5.0) width=(node.width + 10.0)
                height=(node.height + 10.0) rx="11" {}
        }
        rect class=(class) x=(node.x) y=(node.y) width=(node.width) height=(node.height) rx="7" {}
        @if is_quo {
            text class="tag" x=(node.x + 10.0) y=(node.y + 17.0) { "STATUS QUO" }
        }
        @for (k, line) in node.lines.iter().enumerate() {
            text x=(node.x + 10.0) y=(top + k as f64 * LINE) { (line) }
        }
    }
}

fn badge(party: usize, (x, y): (f64, f64)) -> Markup {
    let at = |v: f64| format!("{v:.1}");
    html! {
        circle class="badge" cx=(at(x)) cy=(at(y)) r=(BADGE)
            style={ "fill:var(--p" (party % COLOURS) ")" } {}
        text class="digit" x=(at(x)) y=(at(y + 4.0)) { (party + 1) }
    }
}

/// Rows of the legend: one a party, three for the signs.
fn legend_rows(graph: &StateGraph) -> usize {
    graph.parties.len() + 3
}

fn legend(graph: &StateGraph, top: f64, width: f64) -> Markup {
    let columns = (width / 8.0) as usize;
    let y = |row: usize| top + row as f64 * 24.0;
    let n = graph.parties.len();
    html! {
        @for (i, party) in graph.parties.iter().enumerate() {
            (badge(i, (MARGIN + 12.0, y(i))))
            text x=(MARGIN + 48.0) y=(y(i) + 4.0) {
                @for line in label(&format!("move of {party}"), columns.saturating_sub(8), 1) { (line) }
            }
        }
        path class="move" style="stroke:var(--soft)" d={ "M" (MARGIN) " " (y(n)) "h36" } {}
        text x=(MARGIN + 48.0) y=(y(n) + 4.0) { "the mover gains" }
        path class="move loss" style="stroke:var(--soft)" d={ "M" (MARGIN) " " (y(n + 1)) "h36" } {}
        text x=(MARGIN + 48.0) y=(y(n + 1) + 4.0) { "the mover does not gain" }
        rect class="ring" x=(MARGIN) y=(y(n + 2) - 8.0) width="36" height="16" rx="6" {}
        rect class="node" x=(MARGIN + 4.0) y=(y(n + 2) - 4.0) width="28" height="8" rx="3" {}
        text x=(MARGIN + 48.0) y=(y(n + 2) + 4.0) { "equilibrium" }
    }
}
