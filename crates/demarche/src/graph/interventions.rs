//! `demarche graph --interventions`: the cheapest changes of every kind that bring the goal about, and the misperceptions that matter.

use super::GraphFile;
use super::words::Words;
use crate::error::{CommandError, Result};
use crate::page::putln;
use crate::say;
use demarche_graph::{
    Concept, CorrectionQuery, Corrections, Costs, Direction, Goal, Intervention, InterventionKind,
    InterventionQuery, Interventions, Misperception, QuestionError, State, StopReason, corrections,
    interventions,
};
use serde::Serialize;

/// What is asked, as it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InterventionsAsked<'a> {
    pub concept: Option<Concept>,
    /// The most changes at a time.
    pub size: usize,
    /// `kind=number` or `party=number`.
    pub costs: &'a [String],
    /// Whether parties could come to want any option taken or not.
    pub wishes: bool,
}

/// The plans with their words, and the corrections where the parties see different conflicts.
#[derive(Debug, Serialize)]
pub(crate) struct InterventionsAnswer<'a> {
    name: &'a str,
    decision_makers: &'a [String],
    goal: &'static str,
    concept: &'static str,
    #[serde(flatten)]
    found: Interventions,
    /// In the order of the plans.
    words: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<Corrections>,
    #[serde(skip)]
    file: &'a GraphFile,
}

/// Puts the question to the engine.
///
/// # Errors
/// When a cost is not understood, or the model has no options or status quo.
pub(crate) fn intervene<'a>(
    file: &'a GraphFile,
    asked: InterventionsAsked<'_>,
) -> Result<InterventionsAnswer<'a>> {
    let failed = |e: QuestionError| CommandError::input(format!("{}: {e}", file.name));
    let concept = asked.concept.unwrap_or(Concept::Seq);
    if !file.status_quo_named {
        return Err(failed(QuestionError::NoStatusQuo));
    }
    let conflict = file.model.conflict();
    let conflict = conflict.ok_or_else(|| failed(QuestionError::NeedsOptionForm))?;
    let goal = file.wanted.clone().map_or(Goal::Unsettle, Goal::Reach);
    let mut query = InterventionQuery::new(goal, concept);
    query.max_size = asked.size;
    query.costs = costs(file, asked.costs)?;
    if asked.wishes {
        query = query.with_literals(conflict);
    }
    let found = interventions(&file.model, &query).map_err(failed)?;
    let words = Words::of(file);
    let told = |i: &Intervention| told(words, &query, i);
    Ok(InterventionsAnswer {
        name: &file.name,
        decision_makers: file.model.decision_makers(),
        goal: match file.wanted {
            Some(_) => "make the wanted state an equilibrium within reach",
            None => "take the status quo's stability away",
        },
        concept: concept.name(),
        words: found
            .plans
            .iter()
            .map(|p| p.interventions.iter().map(told).collect())
            .collect(),
        corrections: corrected(file, concept, asked.size)?,
        found,
        file,
    })
}

/// The corrections, where somebody sees another conflict than there is.
fn corrected(file: &GraphFile, concept: Concept, size: usize) -> Result<Option<Corrections>> {
    let Some(conflict) = file
        .model
        .conflict()
        .filter(|_| !file.perceptions.is_empty())
    else {
        return Ok(None);
    };
    let mut query = CorrectionQuery::new(conflict.clone(), concept);
    query.max_size = size;
    query.wanted.clone_from(&file.wanted);
    let found = corrections(&file.perceptions, &query);
    found
        .map(Some)
        .map_err(|e| CommandError::input(format!("{}: {e}", file.name)))
}

/// The names of kinds on the command line.
const KINDS: [(&str, InterventionKind); 8] = [
    ("negate", InterventionKind::Negate),
    ("drop", InterventionKind::Drop),
    ("move", InterventionKind::Move),
    ("add", InterventionKind::Add),
    ("open", InterventionKind::Open),
    ("close", InterventionKind::Close),
    ("one-way", InterventionKind::OneWay),
    ("coalition", InterventionKind::Coalition),
];

/// Costs of kinds and factors of parties.
fn costs(file: &GraphFile, given: &[String]) -> Result<Costs> {
    let mut costs = Costs::default();
    for text in given {
        let wrong = || {
            let kinds = KINDS.map(|(name, _)| name).join(", ");
            let parties = file.model.decision_makers().join(", ");
            let error = format!("{text:?} is no cost");
            CommandError::usage(error).hinted(format!(
                "write KIND=NUMBER or PARTY=NUMBER; kinds are {kinds}; parties are {parties}"
            ))
        };
        let (what, number) = text.rsplit_once('=').ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let same = |name: &str| name.to_lowercase() == what.to_lowercase();
        let kind = KINDS.iter().find(|(name, _)| same(name));
        let party = file.model.decision_makers().iter().position(|n| same(n));
        match (kind, party) {
            (Some((_, kind)), _) => costs.kinds.insert(*kind, number).map_or((), drop),
            (None, Some(dm)) => costs.parties.insert(dm, number).map_or((), drop),
            (None, None) => return Err(wrong()),
        }
    }
    Ok(costs)
}

fn told(words: Words<'_>, query: &InterventionQuery, intervention: &Intervention) -> String {
    match intervention {
        Intervention::Change(change) => words.change(change),
        Intervention::Add { addition, at } => query.additions.get(*addition).map_or_else(
            || "?".to_owned(),
            |a| {
                let (who, what) = (words.name(a.dm), words.expr(&a.expr));
                format!("{who} comes to want `{what}`, in place {}", at + 1)
            },
        ),
        Intervention::OneWay { option, direction } => {
            let way = match direction {
                Direction::Forward => "cannot be taken back any more",
                _ => "cannot be taken again once it is given up",
            };
            format!("`{}` {way}", words.option(*option))
        }
        Intervention::Coalition { members } => {
            let names: Vec<&str> = members.iter().map(|&m| words.name(m)).collect();
            format!("{} act together", names.join(" and "))
        }
    }
}

impl InterventionsAnswer<'_> {
    /// The answer as text.
    pub fn text(&self) -> String {
        let words = Words::of(self.file);
        let label = self.found.query.concept.label();
        let mut out = format!(
            "{}\n\nINTERVENTIONS  that {} under {label}, the cheapest first\n",
            self.name, self.goal
        );
        for (n, (plan, told)) in self.found.plans.iter().zip(&self.words).enumerate() {
            putln!(
                out,
                "  I{}  cost {}: {}",
                n + 1,
                plan.cost,
                told.join(", and ")
            );
            let ends: Vec<String> = plan
                .equilibria
                .iter()
                .map(|&s| words.described(s))
                .collect();
            let ends = match ends.as_slice() {
                [] => "no equilibrium is then within reach".to_owned(),
                ends => format!("equilibria then within reach: {}", ends.join("; ")),
            };
            putln!(out, "      {ends}");
            if plan.alike > 0 {
                putln!(
                    out,
                    "      and {} to the same",
                    say::count(plan.alike, "other way")
                );
            }
        }
        putln!(out, "  {}", self.found.statement());
        if let Some(found) = &self.corrections {
            self.corrections(&mut out, found);
        }
        out
    }

    fn corrections(&self, out: &mut String, found: &Corrections) {
        let words = Words::of(self.file);
        putln!(
            out,
            "\nCORRECTIONS  of what is misperceived that {}",
            self.goal
        );
        for (n, correction) in found.corrections.iter().enumerate() {
            let told: Vec<String> = correction
                .corrected
                .iter()
                .map(|m| seen(words, m))
                .collect();
            putln!(out, "  C{}  {}", n + 1, told.join(", and "));
            let label = |s: &State| self.file.model.index_of(*s).map(|s| words.described(s));
            let left: Vec<String> = correction.equilibria.iter().filter_map(label).collect();
            if !left.is_empty() {
                putln!(out, "      equilibria then: {}", left.join("; "));
            }
        }
        let size = self.found.query.max_size;
        match (found.stop, found.corrections.is_empty()) {
            (StopReason::AlreadyHolds, _) => putln!(out, "  it is so as things are seen"),
            (StopReason::CandidateLimit(limit), _) => {
                putln!(out, "  the limit of {limit} sets ended the search");
            }
            (_, true) => putln!(
                out,
                "  no set of up to {} does it",
                say::count(size, "correction")
            ),
            (_, false) => putln!(
                out,
                "  complete up to {} at a time",
                say::count(size, "correction")
            ),
        }
    }
}

fn seen(words: Words<'_>, misperception: &Misperception) -> String {
    match *misperception {
        Misperception::Preferences { dm, of } => {
            format!("{} sees what {} wants", words.name(dm), words.name(of))
        }
        Misperception::Everything { dm } => format!("{} sees everything as it is", words.name(dm)),
    }
}
