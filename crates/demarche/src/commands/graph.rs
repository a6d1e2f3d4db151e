use crate::error::{CommandError, Result};
use crate::graph::{
    Also, Answer, CsvTable, Findings, Format, GraphFile, InterventionsAsked, InverseAsked,
    QueryAsked, Questions, analyse, ask, exported, intervene, load, query, solve, tables,
};
use crate::output;
use crate::ui::{self, Ui};
use clap::ValueEnum;
use demarche_graph::Concept;
use std::path::PathBuf;

/// Analyse a graph model: stability, equilibria, paths, and what would move the status quo
///
/// FILE is a dossier, a case of the catalogue, a `.gmcr` file, or JSON: a digraph (`states`,
/// `decision_makers`), an option form (`options`, `dms`), or a `.jsonl` file with one of them a line.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The model
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write; without it what the name after -o says, else text
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write JSON, the same as `--format json`: `stability[concept][name]` has a 0 or 1 a state,
    /// `equilibria[concept]` the numbers of the states
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write into this file, in one step: whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which table to write as comma-separated values; without it all in one
    #[arg(long, value_enum)]
    table: Option<CsvTable>,
    /// Ask about further concepts as well, several with commas between
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CONCEPTS")]
    also: Vec<Also>,
    /// Take this state for the status quo: its number, or Y or N for each option
    #[arg(long, value_name = "STATE")]
    status_quo: Option<String>,
    /// Check every verdict by a second, simpler routine
    #[arg(long)]
    verify: bool,
    /// Show this solution concept only; paths and shifts are about it (else about SEQ)
    #[arg(long, value_enum)]
    concept: Option<ConceptName>,
    /// List the smallest changes that take the status quo's stability away, or bring about what
    /// the dossier wants
    #[arg(long)]
    shifts: bool,
    /// Say instead what must be preferred for a state to be an equilibrium, and under how many
    /// rankings it is: a state by its number, or with Y or N for each option. Given several
    /// times: for at least one of them
    #[arg(long, value_name = "STATE", conflicts_with_all = ["shifts", "verify"])]
    inverse: Vec<String>,
    /// Leave only this party's preferences free, the others' as they are; may be given several
    /// times
    #[arg(long, value_name = "PARTY", requires = "inverse")]
    free: Vec<String>,
    /// List the cheapest changes of every kind that take the status quo's stability away, or bring
    /// about what the dossier wants: as --shifts, and options that become one-way and coalitions
    /// that form; where parties see different conflicts, also whose correction does it
    #[arg(long, conflicts_with_all = ["shifts", "verify", "also", "inverse", "table"])]
    interventions: bool,
    /// The most changes at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=5), requires = "interventions")]
    size: u8,
    /// What a kind of change costs (negate, drop, move, add, open, close, one-way, coalition), or
    /// by what its price is multiplied where it concerns a party; 1 without it. May be given
    /// several times
    #[arg(long, value_name = "KIND|PARTY=NUMBER", requires = "interventions")]
    cost: Vec<String>,
    /// Also let parties come to want any option taken, or not taken
    #[arg(long, requires = "interventions")]
    wishes: bool,
    /// Keep the states as decision diagrams: for models with preference statements and more states
    /// than can be listed; says how many states are stable, and names some
    #[arg(long, conflicts_with_all = ["shifts", "verify", "also", "inverse", "interventions", "table", "status_quo"])]
    symbolic: bool,
    /// Ask about the status quo alone (or the state that --status-quo names), however many states there are: whether it is stable, for
    /// whom, and which answer deters whom; with --shifts also the smallest changes that unsettle
    /// it. For models with preference statements
    #[arg(long, conflicts_with_all = ["symbolic", "also", "inverse", "interventions", "table"])]
    query: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ConceptName {
    /// No improvement
    Nash,
    /// General metarationality
    Gmr,
    /// Symmetric metarationality
    Smr,
    /// Sequential stability
    Seq,
    /// Symmetric sequential stability
    Sseq,
}

impl From<ConceptName> for Concept {
    fn from(name: ConceptName) -> Self {
        match name {
            ConceptName::Nash => Self::Nash,
            ConceptName::Gmr => Self::Gmr,
            ConceptName::Smr => Self::Smr,
            ConceptName::Seq => Self::Seq,
            ConceptName::Sseq => Self::Sseq,
        }
    }
}

impl Args {
    /// What to write; where options ask for what the format has no place for, an error.
    fn format(&self) -> Result<Format> {
        let format = match (self.json, self.format, &self.output) {
            (true, _, _) => Format::Json,
            (_, Some(format), _) => format,
            (_, None, Some(path)) => Format::by_name(path)?,
            (_, None, None) => Format::Text,
        };
        if self.shifts && !format.holds_findings() {
            let error = "--shifts goes with tables and JSON";
            return Err(CommandError::usage(error).hinted("this format has no place for shifts"));
        }
        if !self.also.is_empty() && !format.holds_findings() {
            let error = "--also goes with tables and JSON";
            return Err(CommandError::usage(error).hinted("other formats hold the five concepts"));
        }
        if self.table.is_some() && format != Format::Csv {
            let error = "--table goes with comma-separated values";
            return Err(CommandError::usage(error).hinted("add `--format csv`"));
        }
        if self.concept.is_some() && format == Format::Gmcr {
            let error = "--concept does not go with .gmcr files";
            return Err(CommandError::usage(error).hinted("they hold the model, and no verdict"));
        }
        Ok(format)
    }
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    let format = args.format()?;
    if args.symbolic || args.query {
        return unlisted(args, format, ui);
    }
    let files = files(args, ui)?;
    if files.len() > 1 && !format.holds_several() {
        let count = files.len();
        let error = format!("{} holds {count} models", args.file.display());
        return Err(CommandError::usage(error).hinted("this format holds one: split the file"));
    }
    if !args.inverse.is_empty() {
        return turned_round(args, format, &files);
    }
    if args.interventions {
        return intervened(args, format, &files);
    }
    let concept = args.concept.map(Concept::from);
    let asked = Questions {
        concept,
        verify: args.verify,
        shifts: args.shifts,
        also: &args.also,
    };
    let progress = ui.progress(files.len(), "analysing");
    let mut whole = String::new();
    for file in &files {
        let findings = analyse(file, asked, ui)?;
        let one = answer(args, format, (file, &findings), files.len(), ui)?;
        match &args.output {
            Some(_) => whole.push_str(&one),
            None => ui::print(&one)?,
        }
        progress.step();
    }
    if let Some(path) = &args.output {
        output::write(path, whole.as_bytes())?;
        ui.note(format!("Wrote {}", path.display()));
    }
    Ok(())
}

/// The cheapest changes of every kind, for each model.
fn intervened(args: &Args, format: Format, files: &[GraphFile]) -> Result {
    let asked = InterventionsAsked {
        concept: args.concept.map(Concept::from),
        size: usize::from(args.size),
        costs: &args.cost,
        wishes: args.wishes,
    };
    let mut whole = String::new();
    for file in files {
        let answer = intervene(file, asked)?;
        whole.push_str(&match (format, files.len()) {
            (Format::Text, _) => answer.text(),
            (Format::Json, 1) => serde_json::to_string_pretty(&answer)? + "\n",
            (Format::Json, _) => serde_json::to_string(&answer)? + "\n",
            _ => {
                let error = "--interventions is told as text or JSON";
                return Err(CommandError::usage(error).hinted("leave --format out, or say json"));
            }
        });
    }
    written(args, &whole)
}

/// Into the file that was asked for, else to the terminal.
fn written(args: &Args, told: &str) -> Result {
    match &args.output {
        Some(path) => output::write(path, told.as_bytes()),
        None => ui::print(told),
    }
}

/// The five concepts, or the status quo, without a list of the states.
fn unlisted(args: &Args, format: Format, ui: Ui) -> Result {
    let concept = args.concept.map(Concept::from);
    if !matches!(format, Format::Text | Format::Json) {
        let error = "--symbolic and --query are told as text or JSON";
        return Err(CommandError::usage(error).hinted("leave --format out, or say json"));
    }
    let (text, json) = if args.query {
        let asked = QueryAsked {
            concept,
            size: args.shifts.then_some(2),
            verify: args.verify,
            state: args.status_quo.as_deref(),
        };
        let report = query(&args.file, asked, ui)?;
        (report.text(), serde_json::to_string_pretty(&report)?)
    } else {
        let answer = solve(&args.file, concept, ui)?;
        (
            answer.text(ui::columns()),
            serde_json::to_string_pretty(&answer)?,
        )
    };
    let is_text = format == Format::Text;
    written(args, &if is_text { text } else { json + "\n" })
}

/// What must be preferred, for each model.
fn turned_round(args: &Args, format: Format, files: &[GraphFile]) -> Result {
    let asked = InverseAsked {
        states: &args.inverse,
        free: &args.free,
        concept: args.concept.map(Concept::from),
    };
    let mut whole = String::new();
    for file in files {
        let answer = ask(file, asked)?;
        whole.push_str(&match (format, files.len()) {
            (Format::Text, _) => answer.text(),
            (Format::Json, 1) => serde_json::to_string_pretty(&answer)?,
            (Format::Json, _) => serde_json::to_string(&answer)?,
            _ => {
                let error = "--inverse is told as text or JSON";
                return Err(CommandError::usage(error).hinted("leave --format out, or say json"));
            }
        });
        if !whole.ends_with('\n') {
            whole.push('\n');
        }
    }
    written(args, &whole)
}

/// The models, standing where the command line says.
fn files(args: &Args, ui: Ui) -> Result<Vec<GraphFile>> {
    let files = load(&args.file, ui)?;
    let Some(state) = &args.status_quo else {
        return Ok(files);
    };
    files.into_iter().map(|f| f.standing_at(state)).collect()
}

fn answer(
    args: &Args,
    format: Format,
    (file, findings): (&GraphFile, &Findings),
    models: usize,
    ui: Ui,
) -> Result<String> {
    let concept = args.concept.map(Concept::from);
    let concepts = concept.map_or_else(|| Concept::ALL.to_vec(), |only| vec![only]);
    let mut text = match format {
        Format::Text => tables(file, findings, concept, ui::columns()),
        Format::Json => {
            let answer = Answer::new(file, findings, concept);
            match models {
                1 => serde_json::to_string_pretty(&answer)?,
                _ => serde_json::to_string(&answer)?,
            }
        }
        _ => {
            let table = args.table.unwrap_or(CsvTable::All);
            exported(file, findings, format, (table, &concepts), ui)?
        }
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}
