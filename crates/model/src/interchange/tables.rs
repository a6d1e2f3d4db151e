//! States, moves and stability as comma-separated values (RFC 4180).

use super::Export;
use demarche_graph::Concept;

/// A row a state: its options (`Y` or `N`), and for each decision maker its place in the order (1 is
/// the best), where it can move, and where it would.
///
/// # Errors
/// None from a model; the writer's own, should it fail.
pub fn states(export: &Export<'_>) -> Result<String, csv::Error> {
    table(export, &[States, Moves])
}

/// A row a state: 1 or 0 for each concept and decision maker, and for each concept whether it is an
/// equilibrium.
///
/// # Errors
/// As for [`states`].
pub fn stability(export: &Export<'_>) -> Result<String, csv::Error> {
    table(export, &[Stability])
}

/// What [`states`] and [`stability`] tell, in one row a state.
///
/// # Errors
/// As for [`states`].
pub fn everything(export: &Export<'_>) -> Result<String, csv::Error> {
    table(export, &[States, Moves, Stability])
}

/// A row a move: who, from where, to where, whether it is an improvement, and whether the mover could
/// go back at once.
///
/// # Errors
/// As for [`states`].
pub fn moves(export: &Export<'_>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "mover",
        "from",
        "to",
        "from label",
        "to label",
        "improvement",
        "reversible",
    ])?;
    for step in export.moves() {
        writer.write_record([
            export.makers()[step.mover].as_str(),
            &step.from.to_string(),
            &step.to.to_string(),
            &export.model.label(step.from),
            &export.model.label(step.to),
            bit(export.improves(step)),
            bit(export.can_return(step)),
        ])?;
    }
    finish(writer)
}

/// Columns that belong together.
#[derive(Clone, Copy)]
enum Columns {
    States,
    Moves,
    Stability,
}
use Columns::{Moves, Stability, States};

fn table(export: &Export<'_>, parts: &[Columns]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head: Vec<String> = ["state", "label", "status quo"].map(str::to_owned).into();
    parts.iter().for_each(|p| p.head(export, &mut head));
    writer.write_record(&head)?;
    let places: Vec<Vec<u32>> = (0..export.makers().len())
        .map(|dm| export.places(dm))
        .collect();
    for s in export.states() {
        let quo = bit(export.status_quo == Some(s)).to_owned();
        let mut row = vec![s.to_string(), export.model.label(s), quo];
        for part in parts {
            part.row(export, s, &places, &mut row);
        }
        writer.write_record(&row)?;
    }
    finish(writer)
}

impl Columns {
    fn head(self, export: &Export<'_>, head: &mut Vec<String>) {
        let makers = export.makers();
        match self {
            States => {
                if !export.options().is_empty() {
                    head.push("decimal".to_owned());
                }
                let options = export.options().iter().enumerate();
                head.extend(options.map(|(k, o)| format!("option {k}: {}", o.name)));
                head.extend(makers.iter().map(|name| format!("place: {name}")));
            }
            Moves => {
                for name in makers {
                    head.push(format!("moves: {name}"));
                    head.push(format!("improvements: {name}"));
                }
            }
            Stability => {
                for concept in export.concepts.iter().map(|c| c.name()) {
                    head.extend(makers.iter().map(|name| format!("{concept}: {name}")));
                    head.push(format!("equilibrium: {concept}"));
                }
            }
        }
    }

    fn row(self, export: &Export<'_>, s: usize, places: &[Vec<u32>], row: &mut Vec<String>) {
        let makers = 0..export.makers().len();
        match self {
            States => {
                row.extend(export.model.state(s).map(|state| state.0.to_string()));
                let letter = |k| if export.takes(s, k) { "Y" } else { "N" };
                row.extend((0..export.options().len()).map(|k| letter(k).to_owned()));
                row.extend(
                    places
                        .iter()
                        .filter_map(|own| own.get(s))
                        .map(u32::to_string),
                );
            }
            Moves => {
                for dm in makers {
                    row.push(list(&export.model.moves(dm, s)));
                    row.push(list(&export.model.improvements(dm, s)));
                }
            }
            Stability => {
                let stable = |dm, c: Concept| bit(export.table.is_stable(s, dm, c)).to_owned();
                for &concept in export.concepts {
                    row.extend(makers.clone().map(|dm| stable(dm, concept)));
                    row.push(bit(export.table.is_equilibrium(s, concept)).to_owned());
                }
            }
        }
    }
}

/// States by number, with blanks between them.
fn list(states: &[usize]) -> String {
    let numbers: Vec<String> = states.iter().map(usize::to_string).collect();
    numbers.join(" ")
}

const fn bit(holds: bool) -> &'static str {
    if holds { "1" } else { "0" }
}

fn finish(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::export::tests::{awkward, export};
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_owned).collect());
        rows.collect()
    }

    #[test]
    fn names_come_back_from_a_table_of_states() {
        let (model, table) = awkward();
        let rows = rows(&states(&export(&model, &table)).unwrap());
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0][4], "option 0: give {x} = $5 #1");
        assert_eq!(rows[0][6], "place: A \"&\" <B>, \\C_1");
        assert_eq!(
            rows[1],
            ["0", "NN", "1", "0", "N", "N", "2", "3", "1", "", "2", ""]
        );
        assert_eq!(
            rows[4],
            ["3", "YY", "0", "3", "Y", "Y", "1", "2", "", "", "1", "1"]
        );
    }

    #[test]
    fn stability_has_a_bit_for_each_party_and_concept() {
        let (model, table) = awkward();
        let rows = rows(&stability(&export(&model, &table)).unwrap());
        assert_eq!(rows[0][5], "equilibrium: nash");
        assert_eq!(rows[2], ["1", "YN", "0", "1", "1", "1", "1", "1", "1"]);
        assert_eq!(rows[3], ["2", "NY", "0", "1", "0", "0", "1", "0", "0"]);
    }

    #[test]
    fn a_move_is_a_row() {
        let (model, table) = awkward();
        let rows = rows(&moves(&export(&model, &table)).unwrap());
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[1][1..], ["0", "1", "NN", "YN", "0", "0"]);
        assert_eq!(rows[6][1..], ["3", "1", "YY", "YN", "1", "1"]);
    }

    #[test]
    fn one_table_holds_the_others() {
        let (model, table) = awkward();
        let export = export(&model, &table);
        let all = rows(&everything(&export).unwrap());
        let (states, stability) = (
            rows(&states(&export).unwrap()),
            rows(&stability(&export).unwrap()),
        );
        for ((all, left), right) in all.iter().zip(states).zip(stability) {
            assert_eq!(all[..left.len()], left);
            assert_eq!(all[left.len()..], right[3..]);
        }
    }
}
