//! A model and its analysis in the formats of other programs.

use super::{Findings, GraphFile};
use crate::error::{CommandError, Result};
use crate::ui::Ui;
use clap::ValueEnum;
use demarche_graph::Concept;
use demarche_model::interchange::gmcr::{self, GmcrModel};
use demarche_model::interchange::{Export, dot, graphml, latex, tables};
use std::path::Path;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables and sentences
    Text,
    /// All of it, for programs
    Json,
    /// The model alone, for programs of the GMCR family
    Gmcr,
    /// States, moves and stability as comma-separated values
    Csv,
    /// A picture's source, for Graphviz
    Dot,
    /// A graph with all that is known of states and moves, for programs that analyse graphs
    Graphml,
    /// Tables as papers print them
    Latex,
}

/// Which table is written as comma-separated values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CsvTable {
    /// A row a state: options, places in the orders, moves
    States,
    /// A row a move
    Moves,
    /// A row a state: a 1 where it is stable
    Stability,
    /// A row a state, with everything
    All,
}

impl Format {
    /// What the name of a file asks for.
    ///
    /// # Errors
    /// When no format has this ending.
    pub fn by_name(path: &Path) -> Result<Self> {
        let Some(ending) = path.extension() else {
            return Ok(Self::Text);
        };
        Ok(
            match ending.to_string_lossy().to_ascii_lowercase().as_str() {
                "txt" => Self::Text,
                "json" | "jsonl" => Self::Json,
                "gmcr" => Self::Gmcr,
                "csv" => Self::Csv,
                "dot" | "gv" => Self::Dot,
                "graphml" => Self::Graphml,
                "tex" => Self::Latex,
                other => {
                    let error = format!("no format has the ending .{other}");
                    return Err(CommandError::usage(error).hinted("name one with --format"));
                }
            },
        )
    }

    /// Whether a file of this format can hold the answers for several models.
    pub const fn holds_several(self) -> bool {
        matches!(self, Self::Text | Self::Json)
    }

    /// Whether it has a place for paths, shifts and other findings beside stability.
    pub const fn holds_findings(self) -> bool {
        matches!(self, Self::Text | Self::Json)
    }
}

/// A model in a format that is about the model and the stability of its states. What the format
/// has no place for is named in a warning.
///
/// # Errors
/// When the model has something that the format cannot say.
pub(crate) fn exported(
    file: &GraphFile,
    findings: &Findings,
    format: Format,
    (table, concepts): (CsvTable, &[Concept]),
    ui: Ui,
) -> Result<String> {
    let export = Export {
        name: &file.name,
        model: &file.model,
        table: &findings.table,
        concepts,
        status_quo: file.model.status_quo().filter(|_| file.status_quo_named),
    };
    match format {
        Format::Gmcr => gmcr_file(file, ui),
        Format::Csv => match table {
            CsvTable::States => tables::states(&export),
            CsvTable::Moves => tables::moves(&export),
            CsvTable::Stability => tables::stability(&export),
            CsvTable::All => tables::everything(&export),
        }
        .map_err(CommandError::internal),
        Format::Dot => Ok(dot::write(&export)),
        Format::Graphml => graphml::write(&export).map_err(CommandError::internal),
        Format::Latex => Ok(latex::write(&export)),
        Format::Text | Format::Json => Err(CommandError::internal("no format of other programs")),
    }
}

fn gmcr_file(file: &GraphFile, ui: Ui) -> Result<String> {
    let Some(conflict) = file.model.conflict() else {
        let error = format!(
            "{}: a .gmcr file needs options, and this is a plain graph",
            file.name
        );
        return Err(CommandError::input(error).hinted("`--format graphml` writes any graph"));
    };
    let plain = GmcrModel::new(conflict.clone());
    let model = GmcrModel {
        misperceptions: match file.misperceptions.is_empty() {
            true => plain.misperceptions,
            false => file.misperceptions.clone(),
        },
        coalitions: match file.coalitions.is_empty() {
            true => plain.coalitions,
            false => file.coalitions.clone(),
        },
        ..plain
    };
    let failed = |e| CommandError::input(format!("{}: {e}", file.name));
    let written = gmcr::write(&model).map_err(failed)?;
    for loss in written.losses {
        ui.warn(format!("a .gmcr file has no place for {loss}"));
    }
    Ok(written.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_what_to_write() {
        let format = |name: &str| Format::by_name(Path::new(name));
        assert_eq!(format("a/b.GMCR").ok(), Some(Format::Gmcr));
        assert_eq!(format("b.tex").ok(), Some(Format::Latex));
        assert_eq!(format("b").ok(), Some(Format::Text));
        assert!(format("b.xlsx").is_err());
    }
}
