//! A model as a `.gmcr` file.

use super::GmcrModel;
use super::terms::{self, Term, terms};
use demarche_graph::{BuildError, Direction, Expr, GraphModel, OptionForm, Preferences};
use serde::Serialize;
use thiserror::Error;

/// A file, and what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub text: String,
    /// What the format has no place for.
    pub losses: Vec<Loss>,
}

/// Something that the format has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Where things stand, unless that is the first feasible state.
    StatusQuo,
    /// Which statements are guesses.
    Assumptions,
    /// The statements of all decision makers: rankings stand for them, because one decision maker
    /// has a ranking, or a statement that takes too many conditions.
    Statements,
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::StatusQuo => "the status quo",
            Self::Assumptions => "which preferences are guesses",
            Self::Statements => {
                "preference statements: the file ranks states instead, for every decision maker"
            }
        })
    }
}

/// Why a model cannot be written in the format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// An option is closed; the format knows options that can be changed both ways or one way.
    #[error("option `{0}` is closed, and the format has no closed options")]
    Closed(String),
    /// A pattern of infeasible or misperceived states takes too many conditions.
    #[error("pattern {place} of {whose} takes more than {limit} conditions", limit = terms::MOST)]
    Pattern {
        /// Its place in the list, from 1.
        place: usize,
        /// `infeasible states`, or whose misperceptions.
        whose: String,
    },
    /// The conflict makes no model.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The writer of JSON gave up.
    #[error("cannot make JSON: {0}")]
    Json(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'m> {
    decision_makers: Vec<Maker<'m>>,
    coalitions: Vec<Group<'m>>,
    options: Vec<FileOption<'m>>,
    infeasibles: Vec<Condition>,
    use_manual_preference_ranking: bool,
    program: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Maker<'m> {
    name: &'m str,
    options: Vec<usize>,
    preferences: Vec<Statement>,
    misperceptions: Vec<Condition>,
    payoffs: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preference_ranking: Option<Vec<Level>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileOption<'m> {
    name: &'m str,
    permitted_direction: &'static str,
}

/// Options by number, with `Y` or `N`.
type Condition = Vec<(usize, char)>;

#[derive(Serialize)]
#[serde(untagged)]
enum Statement {
    Simple(Condition),
    Compound {
        compound: bool,
        members: Vec<Condition>,
    },
}

/// States that are equally good, by number from 1.
#[derive(Serialize)]
#[serde(untagged)]
enum Level {
    One(usize),
    Tie(Vec<usize>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Group<'m> {
    One(usize),
    Several(&'m [usize]),
}

/// Writes a file.
///
/// Statements are written as alternatives of conditions; one that always holds or never does says
/// nothing about what is preferred and is left out. Where a decision maker has a ranking, or a
/// statement takes too many conditions, every decision maker gets a ranking, for the format takes
/// one kind of order for all. Takes time linear in the states of the conflict.
///
/// # Errors
/// When the conflict makes no model, or has what the format cannot say.
pub fn write(model: &GmcrModel) -> Result<Written, WriteError> {
    let conflict = &model.conflict;
    let graph = GraphModel::from_conflict(conflict)?;
    let numbers = by_owner(&conflict.form);
    let statements: Option<Vec<_>> = conflict
        .preferences
        .iter()
        .map(|p| statements(p, &numbers))
        .collect();
    let by_hand = statements.is_none();
    let states = numbered(&graph, &numbers);
    let file = File {
        decision_makers: makers(model, &graph, &numbers, &states, statements)?,
        coalitions: model.coalitions.iter().map(|g| group(g)).collect(),
        options: options(&conflict.form, &numbers)?,
        infeasibles: patterns(&conflict.form.infeasible, &numbers, "infeasible states")?,
        use_manual_preference_ranking: by_hand,
        program: "demarche",
        version: env!("CARGO_PKG_VERSION"),
    };
    let json = serde_json::to_string(&file);
    let mut text = json.map_err(|e| WriteError::Json(e.to_string()))?;
    text.push('\n');
    Ok(Written {
        text,
        losses: losses(model, &graph, &states, by_hand),
    })
}

fn losses(model: &GmcrModel, graph: &GraphModel, states: &[usize], by_hand: bool) -> Vec<Loss> {
    let preferences = &model.conflict.preferences;
    let mut losses = Vec::new();
    if graph.status_quo() != states.first().copied() {
        losses.push(Loss::StatusQuo);
    }
    if !model.conflict.assumptions().is_empty() {
        losses.push(Loss::Assumptions);
    }
    if by_hand && preferences.iter().any(|p| !p.statements().is_empty()) {
        losses.push(Loss::Statements);
    }
    losses
}

/// The options in the order that readers of the format put them into: by the first decision maker
/// who owns them. Old numbers, in their new order.
fn by_owner(form: &OptionForm) -> Vec<usize> {
    let first = |k: &usize| form.options[*k].owners.iter().min().copied();
    let mut order: Vec<usize> = (0..form.options.len()).collect();
    order.sort_by_key(first);
    order
}

/// The states of the model in the order of their decimal values in the file.
fn numbered(graph: &GraphModel, numbers: &[usize]) -> Vec<usize> {
    let value = |s: &usize| -> u64 {
        let taken = graph.state(*s).unwrap_or_default();
        let bits = numbers.iter().enumerate();
        bits.map(|(new, &old)| u64::from(taken.takes(old)) << new)
            .sum()
    };
    let mut states: Vec<usize> = (0..graph.state_count()).collect();
    states.sort_by_cached_key(value);
    states
}

fn options<'m>(form: &'m OptionForm, numbers: &[usize]) -> Result<Vec<FileOption<'m>>, WriteError> {
    let options = numbers.iter().map(|&k| &form.options[k]);
    options
        .map(|option| {
            Ok(FileOption {
                name: &option.name,
                permitted_direction: match option.direction {
                    Direction::Both => "both",
                    Direction::Forward => "fwd",
                    Direction::Back => "back",
                    Direction::Closed => return Err(WriteError::Closed(option.name.clone())),
                },
            })
        })
        .collect()
}

fn makers<'m>(
    model: &'m GmcrModel,
    graph: &GraphModel,
    numbers: &[usize],
    states: &[usize],
    statements: Option<Vec<Vec<Statement>>>,
) -> Result<Vec<Maker<'m>>, WriteError> {
    let form = &model.conflict.form;
    let mut statements = statements.map(Vec::into_iter);
    let mut makers = Vec::new();
    for (dm, name) in form.decision_makers.iter().enumerate() {
        let owns = |(_, old): &(usize, &usize)| form.options[**old].owners.contains(&dm);
        let own = numbers.iter().enumerate().filter(owns);
        let whose = || format!("{name}'s misperceptions");
        let blind = model.misperceptions.get(dm).map_or(&[][..], Vec::as_slice);
        let rank = |s: &usize| graph.rank(dm, *s).unwrap_or_default();
        makers.push(Maker {
            name,
            options: own.map(|(new, _)| new).collect(),
            preference_ranking: match statements {
                Some(_) => None,
                None => Some(ranking(states, rank)),
            },
            preferences: statements
                .as_mut()
                .and_then(Iterator::next)
                .unwrap_or_default(),
            misperceptions: patterns(blind, numbers, &whose())?,
            payoffs: states.iter().map(|s| rank(s) + 1).collect(),
        });
    }
    Ok(makers)
}

/// The levels of an order, best first.
fn ranking(states: &[usize], rank: impl Fn(&usize) -> u32) -> Vec<Level> {
    let mut sorted: Vec<(u32, usize)> = states.iter().map(rank).zip(1..).collect();
    sorted.sort_by_key(|&(rank, number)| (std::cmp::Reverse(rank), number));
    let levels = sorted.chunk_by(|a, b| a.0 == b.0);
    levels
        .map(|level| match level {
            [(_, one)] => Level::One(*one),
            tie => Level::Tie(tie.iter().map(|(_, number)| *number).collect()),
        })
        .collect()
}

fn group(members: &[usize]) -> Group<'_> {
    match members {
        [one] => Group::One(*one),
        several => Group::Several(several),
    }
}

/// A decision maker's statements; `None` for a ranking, and where one takes too many conditions.
fn statements(preferences: &Preferences, numbers: &[usize]) -> Option<Vec<Statement>> {
    let Preferences::Statements(statements) = preferences else {
        return None;
    };
    let mut written = Vec::new();
    for statement in statements {
        let mut members: Vec<Condition> = conditions(&statement.expr, numbers)?;
        match members.len() {
            0 => {}
            1 => {
                let only = members.pop().filter(|c| !c.is_empty());
                written.extend(only.map(Statement::Simple));
            }
            _ => written.push(Statement::Compound {
                compound: true,
                members,
            }),
        }
    }
    Some(written)
}

/// Patterns as conditions; one that never holds leaves nothing out and is not written.
fn patterns(
    patterns: &[Expr],
    numbers: &[usize],
    whose: &str,
) -> Result<Vec<Condition>, WriteError> {
    let mut written = Vec::new();
    for (place, pattern) in (1..).zip(patterns) {
        let found = conditions(pattern, numbers).ok_or_else(|| WriteError::Pattern {
            place,
            whose: whose.to_owned(),
        })?;
        written.extend(found);
    }
    Ok(written)
}

fn conditions(expr: &Expr, numbers: &[usize]) -> Option<Vec<Condition>> {
    let new = |old: usize| numbers.iter().position(|&k| k == old);
    let condition = |term: Term| -> Option<Condition> {
        let letter = |taken: bool| if taken { 'Y' } else { 'N' };
        let mut parts = term
            .literals()
            .map(|(k, taken)| Some((new(k)?, letter(taken))))
            .collect::<Option<Condition>>()?;
        parts.sort_unstable();
        Some(parts)
    };
    terms(expr)?.into_iter().map(condition).collect()
}
