//! A model as a graph in the DOT language, for Graphviz.

use super::Export;
use demarche_graph::Step;

/// Colours that are told apart also by those who see few; further decision makers begin anew.
const COLOURS: [&str; 8] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999",
];

/// Writes a graph: a node a state, doubled when it is an equilibrium under one of the concepts and
/// bold when things stand there; an edge a move, in its mover's colour, solid when it is an
/// improvement and dashed when not. Moves there and back by one decision maker share an edge.
#[must_use]
pub fn write(export: &Export<'_>) -> String {
    let mut out = format!("digraph {} {{\n", quoted(export.name));
    out.push_str("  node [shape=circle, fontname=\"sans-serif\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\"];\n");
    for s in export.states() {
        node(export, s, &mut out);
    }
    for step in export.moves() {
        edge(export, step, &mut out);
    }
    out.push_str("}\n");
    out
}

fn node(export: &Export<'_>, s: usize, out: &mut String) {
    let stable = export
        .concepts
        .iter()
        .filter(|c| export.table.is_equilibrium(s, **c));
    let concepts: Vec<&str> = stable.map(|c| c.label()).collect();
    let mut label = s.to_string();
    if !export.options().is_empty() {
        label.push('\n');
        label.push_str(&export.model.label(s));
    }
    if !concepts.is_empty() {
        label.push('\n');
        label.push_str(&concepts.join(" "));
    }
    let mut more = String::new();
    if !concepts.is_empty() {
        more.push_str(", shape=doublecircle");
    }
    if export.status_quo == Some(s) {
        more.push_str(", style=bold");
    }
    out.push_str(&format!("  {s} [label={}{more}];\n", quoted(&label)));
}

fn edge(export: &Export<'_>, step: Step, out: &mut String) {
    let there = export.improves(step);
    let back = Step {
        mover: step.mover,
        from: step.to,
        to: step.from,
    };
    let returns = export.can_return(step);
    let equal = returns && !there && !export.improves(back);
    // Of two ways the improvement is drawn, and of two equal ones the first.
    if returns && !there && !(equal && step.from < step.to) {
        return;
    }
    let colour = COLOURS[step.mover % COLOURS.len()];
    let line = if there { "solid" } else { "dashed" };
    let both = if returns {
        ", dir=both, arrowtail=empty"
    } else {
        ""
    };
    let name = quoted(&export.makers()[step.mover]);
    let (from, to) = (step.from, step.to);
    out.push_str(&format!(
            "  {from} -> {to} [label={name}, color=\"{colour}\", fontcolor=\"{colour}\", style={line}{both}];\n"
        ),
    );
}

/// A text in quotation marks. A backslash would begin an escape, so it is doubled.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::export::tests::{awkward, export};
    use super::*;

    #[test]
    fn states_are_nodes_and_moves_are_edges() {
        let (model, table) = awkward();
        let dot = write(&export(&model, &table));
        let nodes = dot
            .lines()
            .filter(|l| l.starts_with("  ") && l.contains("[label=\"") && !l.contains("->"));
        assert_eq!(nodes.count(), 4);
        // The second side's four moves are two ways there and back.
        assert_eq!(dot.matches("->").count(), 4);
        assert_eq!(dot.matches("dir=both").count(), 2);
        assert!(
            dot.contains("  2 -> 0 ") && !dot.contains("  0 -> 2 "),
            "{dot}"
        );
        assert!(
            dot.contains(r#"  1 [label="1\nYN\nNash SEQ", shape=doublecircle];"#),
            "{dot}"
        );
        assert!(dot.contains("style=bold"));
    }

    #[test]
    fn names_do_not_break_out_of_their_quotes() {
        let (model, table) = awkward();
        let dot = write(&export(&model, &table));
        assert!(dot.contains(r#"label="A \"&\" <B>, \\C_1""#), "{dot}");
        assert!(!dot.contains('\u{1}'));
    }
}
