//! `demarche graph --inverse`: the preferences under which a state is an equilibrium.

use super::GraphFile;
use crate::error::{CommandError, Result};
use crate::page::{put, putln};
use demarche_graph::{
    Concept, Condition, Count, Counts, GraphModel, Inverse, InverseQuery, Obstacle, State, Wanted,
    inverse,
};
use serde::Serialize;

/// Longer numbers are told by their digits.
const DIGITS: usize = 30;

/// What is asked, as it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InverseAsked<'a> {
    /// States by number or by their letters; of several, one is to be an equilibrium.
    pub states: &'a [String],
    /// Names of the parties whose preferences are free; everybody where there is none.
    pub free: &'a [String],
    /// All concepts where none is named.
    pub concept: Option<Concept>,
}

/// The answers under one concept or all.
#[derive(Debug, Serialize)]
pub(crate) struct InverseAnswer<'a> {
    name: &'a str,
    states: usize,
    decision_makers: &'a [String],
    /// How states are printed, in order.
    labels: Vec<String>,
    wanted: Vec<usize>,
    /// Names of those whose preferences are free.
    free: Vec<&'a str>,
    answers: Vec<ConceptAnswer>,
    #[serde(skip)]
    model: &'a GraphModel,
}

/// The answer under one concept.
#[derive(Debug, Serialize)]
struct ConceptAnswer {
    concept: &'static str,
    /// Whether it holds as things are.
    holds: bool,
    conditions: Vec<ToldCondition>,
    /// Of the free parties' rankings together.
    counts: Counts,
    #[serde(skip)]
    label: &'static str,
}

/// A condition with its words.
#[derive(Debug, Serialize)]
struct ToldCondition {
    #[serde(flatten)]
    condition: Condition,
    words: Vec<String>,
}

/// Puts the question to the engine.
///
/// # Errors
/// When a state or party is not in the model, or the question is too large.
pub(crate) fn ask<'a>(file: &'a GraphFile, asked: InverseAsked<'_>) -> Result<InverseAnswer<'a>> {
    let model = &file.model;
    let states = asked.states.iter().map(|text| state(file, text));
    let states: Vec<usize> = states.collect::<Result<_>>()?;
    let parties = model.decision_makers();
    let mut free: Vec<usize> = match asked.free {
        [] => (0..parties.len()).collect(),
        names => names
            .iter()
            .map(|n| party(file, n))
            .collect::<Result<_>>()?,
    };
    free.sort_unstable();
    free.dedup();
    let mut answers = Vec::new();
    for concept in Concept::ALL {
        if asked.concept.is_some_and(|only| only != concept) {
            continue;
        }
        let wanted = match *states {
            [one] => Wanted::State(one),
            _ => Wanted::Any(states.clone()),
        };
        let query = InverseQuery::new(wanted, concept, free.clone());
        let found = inverse(model, &query)
            .map_err(|e| CommandError::input(format!("{}: {e}", file.name)))?;
        answers.push(ConceptAnswer::new(found, model));
    }
    Ok(InverseAnswer {
        name: &file.name,
        states: model.state_count(),
        decision_makers: parties,
        labels: (0..model.state_count()).map(|s| model.label(s)).collect(),
        wanted: states,
        free: free
            .iter()
            .filter_map(|&dm| Some(parties.get(dm)?.as_str()))
            .collect(),
        answers,
        model,
    })
}

/// A state by its number, as tables print it, or by a letter an option.
fn state(file: &GraphFile, text: &str) -> Result<usize> {
    let model = &file.model;
    let options = model.conflict().map(|c| c.form.options.len());
    let letters = text.chars().all(|c| "YyNn".contains(c)) && Some(text.len()) == options;
    let found = if letters {
        let taken = text.char_indices().filter(|(_, c)| "Yy".contains(*c));
        let taken: Vec<usize> = taken.map(|(k, _)| k).collect();
        model.index_of(State::taking(&taken))
    } else {
        text.parse()
            .ok()
            .filter(|&s: &usize| s < model.state_count())
    };
    found.ok_or_else(|| {
        let last = model.state_count() - 1;
        let mut hint = format!("states are numbered from 0 to {last}");
        if let Some(options) = options {
            put!(
                hint,
                ", or written with Y or N for each of {options} options"
            );
        }
        CommandError::usage(format!("{}: no state is called {text:?}", file.name)).hinted(hint)
    })
}

fn party(file: &GraphFile, name: &str) -> Result<usize> {
    let all = file.model.decision_makers();
    let same = |own: &String| own.to_lowercase() == name.to_lowercase();
    all.iter().position(same).ok_or_else(|| {
        CommandError::usage(format!("{}: no party is called {name:?}", file.name))
            .hinted(format!("the parties are {}", all.join(", ")))
    })
}

impl ConceptAnswer {
    fn new(found: Inverse, model: &GraphModel) -> Self {
        let told = |condition: Condition| ToldCondition {
            words: condition.words(model),
            condition,
        };
        Self {
            concept: found.query.concept.name(),
            label: found.query.concept.label(),
            holds: found.holds,
            conditions: found.conditions.into_iter().map(told).collect(),
            counts: found.counts,
        }
    }
}

impl InverseAnswer<'_> {
    /// The answer as text.
    pub fn text(&self) -> String {
        let name = |&s: &usize| match self.model.conflict() {
            Some(_) => format!("{s} ({})", self.model.label(s)),
            None => s.to_string(),
        };
        let states: Vec<String> = self.wanted.iter().map(name).collect();
        let mut out = format!("{}\n", self.name);
        putln!(
            out,
            "  wanted: state {} as an equilibrium",
            states.join(" or ")
        );
        putln!(out, "  free: the preferences of {}", self.free.join(", "));
        for answer in &self.answers {
            let now = if answer.holds {
                "holds"
            } else {
                "does not hold"
            };
            putln!(out, "\n{}  {now} as things are", answer.label);
            for told in &answer.conditions {
                self.condition(&mut out, told);
            }
            putln!(out, "  strict rankings: {}", count(&answer.counts.strict));
            putln!(out, "  rankings with ties: {}", count(&answer.counts.weak));
        }
        out
    }

    fn condition(&self, out: &mut String, told: &ToldCondition) {
        let ToldCondition { condition, words } = told;
        let who = self.decision_makers.get(condition.dm);
        let who = who.map_or("", String::as_str);
        let state = match self.wanted.len() {
            1 => String::new(),
            _ => format!("{} ", self.model.label(condition.state)),
        };
        if condition.requirements.is_empty() {
            putln!(out, "  {state}stable for {who}: {}", words.join(", "));
            return;
        }
        putln!(out, "  {state}stable for {who} if");
        for line in words {
            putln!(out, "    · {line}");
        }
        if let (Some(counts), true) = (&condition.counts, self.free.len() > 1) {
            putln!(
                out,
                "    its own strict rankings: {}",
                count(&counts.strict)
            );
        }
    }
}

/// A number of rankings in words.
fn count(count: &Count) -> String {
    match count {
        Count::NotCounted(why) => format!("not counted: {}", obstacle(why)),
        Count::Exact { satisfying, of } => {
            let percent = 100.0 * satisfying.share_of(of);
            let [part, whole] = [satisfying, of].map(|n| match n.to_string() {
                long if long.len() > DIGITS => format!("a number of {} digits", long.len()),
                short => short,
            });
            format!("{part} of {whole} ({percent:.1} %)")
        }
    }
}

fn obstacle(why: &Obstacle) -> String {
    match why {
        Obstacle::TooManyOrders { .. } | Obstacle::TooManyProfiles { .. } => {
            format!("{why}; with `--free` for fewer parties it may be")
        }
        Obstacle::TooManyStates { .. } | Obstacle::TooManyCases { .. } => why.to_string(),
    }
}
