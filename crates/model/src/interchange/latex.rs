//! The tables of an analysis as papers on the graph model print them, in LaTeX.

use super::Export;
use demarche_graph::Concept;

/// States to a row of the option table; more go into a further table.
const ABREAST: usize = 16;

/// Writes three kinds of tables: options and states, the orders of preference, and stability.
///
/// No package is needed. States are numbered from 1, as papers do: everywhere else they are numbered
/// from 0.
#[must_use]
pub fn write(export: &Export<'_>) -> String {
    let mut out = format!(
        "% {}\n% States are numbered from 1: state 1 is number 0 in other outputs.\n",
        export.name.replace(['\n', '\r'], " ")
    );
    if !export.options().is_empty() {
        let states: Vec<usize> = export.states().collect();
        for states in states.chunks(ABREAST) {
            options(export, states, &mut out);
        }
    }
    orders(export, &mut out);
    stability(export, &mut out);
    out
}

/// A table in its frame.
fn framed(out: &mut String, caption: &str, columns: &str, head: &str, body: &str) {
    out.push_str(&format!(
            "\n\\begin{{table}}\n\\caption{{{caption}}}\n\\centering\n\\begin{{tabular}}{{{columns}}}\n\\hline\n\
             {head}\\hline\n{body}\\hline\n\\end{{tabular}}\n\\end{{table}}\n"
        ),
    );
}

/// A row an option, under its owners; a column a state, with Y or N.
fn options(export: &Export<'_>, states: &[usize], out: &mut String) {
    let mut body = String::new();
    let mut owner = None;
    for (k, option) in export.options().iter().enumerate() {
        if owner != Some(&option.owners) {
            owner = Some(&option.owners);
            let names: Vec<String> = option
                .owners
                .iter()
                .filter_map(|&o| export.makers().get(o))
                .map(|name| escaped(name))
                .collect();
            let width = states.len() + 1;
            body.push_str(&format!(
                "\\multicolumn{{{width}}}{{l}}{{\\textbf{{{}}}}} \\\\\n",
                names.join(", ")
            ));
        }
        let letters = states.iter().map(|&s| match export.takes(s, k) {
            true => " & Y",
            false => " & N",
        });
        body.push_str(&format!(
            "\\quad {}{} \\\\\n",
            escaped(&option.name),
            letters.collect::<String>()
        ));
    }
    let numbers = states.iter().map(|s| format!(" & $s_{{{}}}$", s + 1));
    let head = format!("State{} \\\\\n", numbers.collect::<String>());
    let columns = format!("l{}", "c".repeat(states.len()));
    let caption = format!("Options and feasible states of {}", escaped(export.name));
    framed(out, &caption, &columns, &head, &body);
}

/// A row a decision maker: its states, best first.
fn orders(export: &Export<'_>, out: &mut String) {
    let mut body = String::new();
    for (dm, name) in export.makers().iter().enumerate() {
        let mut states: Vec<(u32, usize)> = export.places(dm).into_iter().zip(1..).collect();
        states.sort_unstable();
        let levels: Vec<String> = states
            .chunk_by(|a, b| a.0 == b.0)
            .map(|level| {
                let equal: Vec<String> = level.iter().map(|(_, s)| format!("s_{{{s}}}")).collect();
                equal.join(" \\sim ")
            })
            .collect();
        // An order breaks into lines only where a formula ends.
        body.push_str(&format!(
            "{} & ${}$ \\\\\n",
            escaped(name),
            levels.join("$ $\\succ$ $")
        ));
    }
    let caption = format!(
        "Preferences over the states of {}, best first",
        escaped(export.name)
    );
    framed(
        out,
        &caption,
        "lp{0.7\\linewidth}",
        "Decision maker & Order of preference \\\\\n",
        &body,
    );
}

/// A row a state; under each concept a column a decision maker and one for equilibria.
fn stability(export: &Export<'_>, out: &mut String) {
    let makers = export.makers().len();
    let concepts = || export.concepts.iter().copied();
    let spans = concepts().map(|c| format!(" & \\multicolumn{{{}}}{{c}}{{{c}}}", makers + 1));
    let mut head = format!("{} \\\\\n", spans.collect::<String>());
    let names: String = (1..=makers).map(|dm| format!(" & {dm}")).collect();
    head.push_str(&format!(
        "State{} \\\\\n",
        concepts()
            .map(|_| format!("{names} & E"))
            .collect::<String>()
    ));
    let mut body = String::new();
    for s in export.states() {
        let row = concepts().map(|c| verdicts(export, s, c));
        body.push_str(&format!(
            "$s_{{{}}}${} \\\\\n",
            s + 1,
            row.collect::<String>()
        ));
    }
    let numbered: Vec<String> = export
        .makers()
        .iter()
        .zip(1..)
        .map(|(name, k)| format!("{k}: {}", escaped(name)))
        .collect();
    let caption = format!(
        "Stability of the states of {} ($\\surd$: stable for the decision maker; E: equilibrium; {})",
        escaped(export.name),
        numbered.join("; ")
    );
    let columns = format!("l{}", "c".repeat((makers + 1) * export.concepts.len()));
    framed(out, &caption, &columns, &head, &body);
}

fn verdicts(export: &Export<'_>, s: usize, concept: Concept) -> String {
    let mark = |stable: bool| if stable { " & $\\surd$" } else { " & " };
    let own = (0..export.makers().len()).map(|dm| mark(export.table.is_stable(s, dm, concept)));
    let mut row: String = own.collect();
    row.push_str(match export.table.is_equilibrium(s, concept) {
        true => " & E",
        false => " & ",
    });
    row
}

/// A text with the signs that mean something to LaTeX made plain.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::export::tests::{awkward, export};
    use super::*;

    /// The rows of the tables, cell by cell.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let rows = text.lines().filter_map(|line| line.strip_suffix("\\\\"));
        let cells = |row: &str| {
            let row = row.replace("\\&", "and");
            row.split('&').map(|cell| cell.trim().to_owned()).collect()
        };
        rows.map(cells).collect()
    }

    #[test]
    fn orders_and_verdicts_stand_in_their_tables() {
        let (model, table) = awkward();
        let text = write(&export(&model, &table));
        let rows = rows(&text);
        assert_eq!(
            rows[0],
            ["State", "$s_{1}$", "$s_{2}$", "$s_{3}$", "$s_{4}$"]
        );
        assert_eq!(rows[2][1..], ["N", "Y", "N", "Y"]);
        let order = r"$s_{3} \sim s_{4}$ $\succ$ $s_{1} \sim s_{2}$";
        assert_eq!(rows[6][1], order);
        let order = r"$s_{2}$ $\succ$ $s_{4}$ $\succ$ $s_{1}$ $\succ$ $s_{3}$";
        assert_eq!(rows[7][1], order);
        let (yes, no) = (r"$\surd$", "");
        assert_eq!(rows[11], ["$s_{2}$", yes, yes, "E", yes, yes, "E"]);
        assert_eq!(rows[12], ["$s_{3}$", yes, no, no, yes, no, no]);
    }

    #[test]
    fn nothing_in_a_name_is_a_command() {
        let (model, table) = awkward();
        let text = write(&export(&model, &table));
        let name = r#"A "\&" \textless{}B\textgreater{}, \textbackslash{}C\_1"#;
        assert!(text.contains(name), "{text}");
        assert!(text.contains(r"give \{x\} = \$5 \#1"), "{text}");
        assert!(
            text.contains(r"héros \textasciitilde{} \textasciicircum{}"),
            "{text}"
        );
        assert!(!text.contains('\u{1}'));
    }

    #[test]
    fn many_states_take_several_tables() {
        let options: Vec<String> = (0..5).map(|k| format!("o{k}")).collect();
        let options: Vec<(&str, usize)> = options.iter().map(|o| (o.as_str(), 0)).collect();
        let conflict = demarche_graph::Conflict {
            form: demarche_graph::OptionForm::new(&["A"], &options),
            preferences: vec![demarche_graph::Preferences::known([])],
            status_quo: demarche_graph::State(0),
        };
        let model = demarche_graph::GraphModel::from_conflict(&conflict).unwrap();
        let table = demarche_graph::stability(&model);
        let text = write(&export(&model, &table));
        assert_eq!(text.matches("\\begin{table}").count(), 4);
        assert_eq!(text.matches("\\end{table}").count(), 4);
        assert!(rows(&text).iter().all(|row| row.len() <= ABREAST + 1));
    }
}
