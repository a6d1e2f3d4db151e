use crate::analysis::Analysed;
use crate::error::{CommandError, Result};
use crate::input::ColumnArgs;
use crate::material::Material;
use crate::output;
use crate::reading::Eyes;
use crate::ui::{self, Ui};
use clap::ValueEnum;
use demarche_brief::{Brief, Inputs, Style, compose};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Write the brief: where the talks stand, why they are stuck, and what would move them
///
/// From texts, the whole line runs at once: they are read, a model is drafted from what was found
/// (each guess is listed), analysed, and put into words. From a dossier, its record and its model
/// are used. Every line cites a passage or names an assumption.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files, folders, `-` for standard input, or one dossier; without it, the dossier in this
    /// folder
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,
    /// What to write; without it what the name after -o says, else terminal
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write JSON; the same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write into this file, in one step: whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Columns of the terminal form
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(24..))]
    width: Option<u16>,
    /// Say first what texts of this day or later tell that earlier ones do not (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    #[command(flatten)]
    eyes: Eyes,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    questions: crate::analysis::Options,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text as wide as the terminal
    Terminal,
    /// Markdown with footnotes
    Markdown,
    /// One page with pictures that needs no other file
    Html,
    /// All of it, for programs
    Json,
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let material = Material::gather(&args.inputs, &args.columns.columns(), &args.eyes, ui)?;
    let analysed = Analysed::new(&material, &args.questions, ui)?;
    let sources: Vec<_> = material.texts.iter().map(|t| t.clean.clone()).collect();
    let brief = compose(&Inputs {
        title: material.title(),
        sources: &sources,
        linked: &material.linked,
        analysis: analysed.as_brief(),
        since: args.since,
    });
    let text = written(&brief, args)?;
    match &args.output {
        Some(path) => {
            output::write(path, text.as_bytes())?;
            ui.note(format!("Wrote {}", path.display()));
            Ok(())
        }
        None => ui::print(&text),
    }
}

fn written(brief: &Brief, args: &Args) -> Result<String> {
    let format = match (args.json, args.format, &args.output) {
        (true, _, _) => Format::Json,
        (_, Some(format), _) => format,
        (_, None, Some(path)) => by_name(path),
        (_, None, None) => Format::Terminal,
    };
    Ok(match format {
        Format::Terminal => {
            let to_screen = args.output.is_none();
            let style = match to_screen && ui::has_colour() {
                true => Style::Colour,
                false => Style::Plain,
            };
            let columns = args.width.map_or_else(ui::columns, usize::from);
            demarche_brief::terminal(brief, columns, style)
        }
        Format::Markdown => demarche_brief::markdown(brief),
        Format::Html => demarche_brief::html(brief),
        Format::Json => {
            let mut json = demarche_brief::json(brief).map_err(CommandError::internal)?;
            json.push('\n');
            json
        }
    })
}

fn by_name(path: &Path) -> Format {
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" => Format::Html,
        "json" => Format::Json,
        _ => Format::Terminal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_what_to_write() {
        assert_eq!(by_name(Path::new("a/b.HTML")), Format::Html);
        assert_eq!(by_name(Path::new("b.md")), Format::Markdown);
        assert_eq!(by_name(Path::new("brief")), Format::Terminal);
    }
}
