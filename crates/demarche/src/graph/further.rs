//! The concepts beside the five: who leaves at the same moment, who acts together, who looks ahead;
//! and preferences that are not known, more or less strong, fuzzy or a matter of chance; and what
//! comes of everybody seeing another conflict.

use super::GraphFile;
use super::file::Thresholds;
use crate::error::{CommandError, Result};
use clap::ValueEnum;
use demarche_graph::{
    CoalitionTable, Comparison, Hypergame, HypergameError, HypergameOutcome, Judgement,
    LimitedMoves, OutlookError, OutlookSpec, QuestionError, Reading, SimultaneousTable,
    StabilityTable, Uncertainty, coalition_stability, limited_moves, simultaneous_stability,
    stability_under,
};
use serde::Serialize;

mod check;
mod json;
mod text;

pub(super) use check::checked;
pub(super) use text::sections;

/// A concept beside the five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Also {
    /// The others leave at the same moment (Fraser & Hipel)
    Simultaneous,
    /// Stability for every coalition
    Coalitions,
    /// Two decision makers who look a number of moves ahead, and non-myopic stability
    Limited,
    /// Preferences that are not all known, read in four ways
    Unknown,
    /// Strong and weak stability, where preferences have degrees
    Strength,
    /// Fuzzy preferences
    Fuzzy,
    /// Preferences that are a matter of chance
    Probabilistic,
    /// Everybody sees another conflict
    Hypergame,
    /// All of these that the model has something to say about
    All,
}

/// The engine lists the coalitions of so many decision makers.
const MOST_IN_COALITIONS: usize = 8;
/// Horizons past this are not looked at; verdicts repeat long before.
const FARTHEST: usize = 256;

/// What the engine says beside the five concepts.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Further {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simultaneous: Option<Named<SimultaneousTable>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coalitions: Option<Named<CoalitionTable>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_moves: Option<LimitedMoves>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Under>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strength: Vec<Under>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fuzzy: Option<Under>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probabilistic: Option<Under>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hypergame: Option<Outcomes>,
}

/// A table with the names of the decision makers.
#[derive(Debug)]
pub(crate) struct Named<T> {
    pub names: Vec<String>,
    pub table: T,
}

impl<T> Named<T> {
    fn new(file: &GraphFile, table: T) -> Self {
        let names = file.model.decision_makers().to_vec();
        Self { names, table }
    }
}

/// Stability as a judgement has it.
#[derive(Debug)]
pub(crate) struct Under {
    pub judgement: Judgement,
    pub table: StabilityTable,
}

/// A hypergame and what comes of it.
#[derive(Debug)]
pub(crate) struct Outcomes {
    pub game: Hypergame,
    pub outcomes: Vec<HypergameOutcome>,
}

/// Why a concept has nothing to say about a model.
#[derive(Debug, thiserror::Error)]
enum Silent {
    #[error(transparent)]
    Question(#[from] QuestionError),
    #[error(transparent)]
    Outlook(#[from] OutlookError),
    #[error(transparent)]
    Hypergame(#[from] HypergameError),
    #[error("{0}")]
    Missing(&'static str),
}

type Said<T> = std::result::Result<T, Silent>;

/// Asks the engine. What is asked for by name must have an answer.
///
/// # Errors
/// When the model has nothing about what is asked for by name, or what it says of outlooks and
/// perceptions contradicts itself.
pub(super) fn further(file: &GraphFile, asked: &[Also]) -> Result<Option<Further>> {
    if asked.is_empty() {
        return Ok(None);
    }
    let failed = |e: &Silent| {
        let error = format!("{}: {e}", file.name);
        CommandError::input(error).hinted("docs/graph-json.md says how a model is to say it")
    };
    ask(file, asked).map(Some).map_err(|e| failed(&e))
}

fn ask(file: &GraphFile, asked: &[Also]) -> Said<Further> {
    // `all` passes over what a model is silent about, and over nothing else.
    let all = asked.contains(&Also::All);
    let wanted = |also: Also, is_there: bool| asked.contains(&also) || all && is_there;
    let model = &file.model;
    let kinds = Kinds::of(&file.outlooks);
    let plain = Judgement::of_model(model);
    let mut found = Further::default();
    if wanted(Also::Simultaneous, model.conflict().is_some()) {
        let table = simultaneous_stability(model, &plain)?;
        found.simultaneous = Some(Named::new(file, table));
    }
    if wanted(
        Also::Coalitions,
        model.decision_makers().len() <= MOST_IN_COALITIONS,
    ) {
        let table = coalition_stability(model, &plain)?;
        found.coalitions = Some(Named::new(file, table));
    }
    if wanted(Also::Limited, model.decision_makers().len() == 2) {
        found.limited_moves = Some(limited_moves(model, FARTHEST)?);
    }
    if wanted(Also::Unknown, kinds.unknown) {
        found.unknown = unknown(file, kinds)?;
    }
    if wanted(Also::Strength, kinds.degree > 1) {
        found.strength = strength(file, kinds)?;
    }
    if wanted(Also::Fuzzy, kinds.fuzzy) {
        found.fuzzy = Some(fuzzy(file)?);
    }
    if wanted(Also::Probabilistic, kinds.probabilistic) {
        found.probabilistic = Some(probabilistic(file)?);
    }
    if wanted(Also::Hypergame, !file.perceptions.is_empty()) {
        found.hypergame = Some(hypergame(file)?);
    }
    Ok(found)
}

/// What kinds of preference the outlooks of a file speak of.
#[derive(Debug, Clone, Copy, Default)]
struct Kinds {
    unknown: bool,
    /// The highest degree of a preference.
    degree: u8,
    fuzzy: bool,
    probabilistic: bool,
}

impl Kinds {
    fn of(outlooks: &[OutlookSpec]) -> Self {
        let mut kinds = Self::default();
        for outlook in outlooks {
            let degree = match outlook {
                OutlookSpec::Payoffs(_) | OutlookSpec::Weights(_) => Some(1),
                OutlookSpec::Statements(all) => all.iter().map(|s| s.degree).max(),
                OutlookSpec::Graded { gaps, .. } => gaps.iter().copied().max(),
                OutlookSpec::Partial { .. } => {
                    kinds.unknown = true;
                    Some(1)
                }
                OutlookSpec::Compared(rows) => {
                    let cells = || rows.iter().flatten();
                    kinds.unknown |= cells().any(|c| *c == Comparison::Unknown);
                    cells().map(degree_of).max()
                }
                OutlookSpec::Fuzzy(_) => {
                    kinds.fuzzy = true;
                    None
                }
                OutlookSpec::Probabilistic(_) => {
                    kinds.probabilistic = true;
                    None
                }
            };
            kinds.degree = kinds.degree.max(degree.unwrap_or_default());
        }
        kinds
    }
}

const fn degree_of(comparison: &Comparison) -> u8 {
    match comparison {
        Comparison::Better(degree) | Comparison::Worse(degree) => *degree,
        Comparison::Equal | Comparison::Unknown => 0,
    }
}

fn under(file: &GraphFile, reading: Reading) -> Said<Under> {
    let outlooks = file.outlooks.iter().map(|o| o.build(&file.model));
    let judgement = Judgement::new(outlooks.collect::<std::result::Result<_, _>>()?, reading)?;
    let table = stability_under(&file.model, &judgement)?;
    Ok(Under { judgement, table })
}

/// One table for each way in which the unknown can be taken.
fn unknown(file: &GraphFile, kinds: Kinds) -> Said<Vec<Under>> {
    if !kinds.unknown {
        return Err(Silent::Missing("no preference in the model is unknown"));
    }
    let readings = Uncertainty::ALL
        .into_iter()
        .map(|unknown| Reading::Compared { unknown, degree: 0 });
    readings.map(|reading| under(file, reading)).collect()
}

/// Stability, and strong stability of each degree above 1.
fn strength(file: &GraphFile, kinds: Kinds) -> Said<Vec<Under>> {
    if kinds.degree < 2 {
        return Err(Silent::Missing(
            "no preference in the model has a degree above 1",
        ));
    }
    let degrees = std::iter::once(0).chain(2..=kinds.degree);
    let readings = degrees.map(|degree| Reading::Compared {
        unknown: Uncertainty::A,
        degree,
    });
    readings.map(|reading| under(file, reading)).collect()
}

fn fuzzy(file: &GraphFile) -> Said<Under> {
    match &file.thresholds {
        Some(Thresholds::Fuzzy(thresholds)) => under(
            file,
            Reading::Fuzzy {
                thresholds: thresholds.clone(),
            },
        ),
        _ => Err(Silent::Missing(
            "fuzzy preferences need `thresholds`: a number for each decision maker",
        )),
    }
}

fn probabilistic(file: &GraphFile) -> Said<Under> {
    match &file.thresholds {
        Some(Thresholds::Probabilistic(thresholds)) => under(
            file,
            Reading::Probabilistic {
                thresholds: thresholds.clone(),
            },
        ),
        _ => Err(Silent::Missing(
            "probabilities need `thresholds`: `tempts`, `deters` and `steps` for each decision maker",
        )),
    }
}

fn hypergame(file: &GraphFile) -> Said<Outcomes> {
    if file.perceptions.is_empty() {
        return Err(Silent::Missing(
            "everybody sees the same: the model has no perceptions",
        ));
    }
    let game = Hypergame::from_conflicts(&file.perceptions)?;
    let outcomes = game.outcomes()?;
    Ok(Outcomes { game, outcomes })
}
