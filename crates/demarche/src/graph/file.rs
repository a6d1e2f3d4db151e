//! Reading graph models: dossiers and cases of the catalogue in TOML; digraphs and option forms in
//! JSON, one or one a line; `.gmcr` files.

use super::perception::Seen;
use crate::dossier::{self, Dossier};
use crate::error::{CommandError, Result};
use crate::say;
use crate::snippet;
use crate::ui::Ui;
use demarche_evidence::{Diagnostic, Severity, Span};
use demarche_graph::{
    BuildError, Conflict, Digraph, Direction, Expr, GraphModel, Likelihoods, OptionForm,
    OptionSpec, OutlookSpec, PerceivedConflict, Preferences, State,
};
use demarche_model::PublishedEquilibria;
use demarche_model::interchange::gmcr::{self, GmcrModel};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A model from a file.
#[derive(Debug)]
pub(crate) struct GraphFile {
    /// What to call it.
    pub name: String,
    /// Where it was published.
    pub origin: Option<String>,
    pub model: GraphModel,
    /// Short names of the options, for statements; none for a digraph.
    pub ids: Vec<String>,
    /// What the literature says about it.
    pub published: Option<PublishedEquilibria>,
    /// What the analyst would like to see.
    pub wanted: Option<Expr>,
    /// Whether the file says which state is the status quo; an option form that does not is taken
    /// to start with no option taken, and nothing is said about that state.
    pub status_quo_named: bool,
    /// For each decision maker what it wrongly takes to be infeasible; empty where all see the same.
    pub misperceptions: Vec<Vec<Expr>>,
    /// Who acts together, where the file says so.
    pub coalitions: Vec<Vec<usize>>,
    /// Preferences beyond one order, one entry a decision maker, where the file has them.
    pub outlooks: Vec<OutlookSpec>,
    /// By which numbers fuzzy preferences and probabilities are read.
    pub thresholds: Option<Thresholds>,
    /// The conflicts that the decision makers perceive; empty where all see the same.
    pub perceptions: Vec<PerceivedConflict>,
}

/// By which numbers fuzzy preferences or probabilities are read, one entry a decision maker.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Thresholds {
    Fuzzy(Vec<f64>),
    Probabilistic(Vec<Likelihoods>),
}

impl GraphFile {
    /// A model of which nothing else is known.
    fn plain(name: &str, model: GraphModel) -> Self {
        Self {
            name: name.to_owned(),
            origin: None,
            model,
            ids: Vec::new(),
            published: None,
            wanted: None,
            status_quo_named: false,
            misperceptions: Vec::new(),
            coalitions: Vec::new(),
            outlooks: Vec::new(),
            thresholds: None,
            perceptions: Vec::new(),
        }
    }

    /// The same, with things standing at a state that is named by its number or by a letter an
    /// option.
    ///
    /// # Errors
    /// When there is no such state.
    pub fn standing_at(self, state: &str) -> Result<Self> {
        let model = &self.model;
        let letters = Expr::pattern(state).ok().filter(|_| !state.contains('-'));
        let by_letters = || {
            let count = state.chars().count();
            (0..model.state_count()).find(|&s| {
                let fits = |e: &Expr| model.state(s).is_some_and(|taken| e.eval(taken));
                count == model.label(s).len() && letters.as_ref().is_some_and(fits)
            })
        };
        let named = state.parse().ok().or_else(by_letters);
        let Some(s) = named.filter(|&s| s < model.state_count()) else {
            let last = model.state_count().saturating_sub(1);
            let options = model.conflict().map_or(0, |c| c.form.options.len());
            let hint = match options {
                0 => format!("states are numbered from 0 to {last}"),
                _ => format!(
                    "a feasible state is named by its number, 0 to {last}, or by Y or N for each of the {options} options"
                ),
            };
            let error = format!("{}: there is no state {state}", self.name);
            return Err(CommandError::usage(error).hinted(hint));
        };
        let failed = |e| CommandError::internal(format!("{}: {e}", self.name));
        let model = self.model.clone().with_status_quo(s).map_err(failed)?;
        Ok(Self {
            model,
            status_quo_named: true,
            ..self
        })
    }
}

/// Models above this are not read.
const LONGEST: u64 = 512 * 1024 * 1024;

/// Reads the models of a file: a dossier or model file in TOML, a `.gmcr` file, or JSON, where each
/// line of a `.jsonl` file is one.
///
/// # Errors
/// When the file holds no model, with what is wrong underlined.
pub(crate) fn load(path: &Path, ui: Ui) -> Result<Vec<GraphFile>> {
    if let Some(dossier) = Dossier::find(path) {
        return Ok(vec![toml(&dossier.model(), path, ui)?]);
    }
    let ending = path.extension().unwrap_or_default();
    if ending == "toml" {
        return Ok(vec![toml(path, path, ui)?]);
    }
    if ending.eq_ignore_ascii_case("gmcr") {
        return Ok(vec![gmcr(path, ui)?]);
    }
    if path.is_dir() {
        return Err(Dossier::need(path)
            .err()
            .unwrap_or_else(|| CommandError::internal("a dossier comes and goes")));
    }
    json(path)
}

/// The conflict of a file by name, its states not listed.
///
/// # Errors
/// As for [`load`]; and where the file holds several models, or one that is no option form.
pub(crate) fn stated(path: &Path, ui: Ui) -> Result<(String, Conflict)> {
    let found = Dossier::find(path);
    let toml = found.as_ref().map(Dossier::model);
    let toml = toml.or_else(|| {
        path.extension()
            .is_some_and(|e| e == "toml")
            .then(|| path.to_owned())
    });
    if let Some(toml) = toml {
        let (name, file) = modelled(&toml, path, ui)?;
        return Ok((name, file.conflict()));
    }
    let files = load(path, ui)?;
    let [file] = files.as_slice() else {
        let error = format!("{} holds {} models", path.display(), files.len());
        return Err(CommandError::usage(error).hinted("give one"));
    };
    let error = || CommandError::input(format!("{} has no options", file.name));
    let conflict = file.model.conflict().ok_or_else(error)?;
    Ok((file.name.clone(), conflict.clone()))
}

/// A dossier's file or one of the catalogue that holds a model, with its name.
fn modelled(path: &Path, given: &Path, ui: Ui) -> Result<(String, demarche_model::Dossier)> {
    let file = dossier::load(path, ui)?;
    let given = given.display();
    if !file.has_model() {
        return Err(
            CommandError::input(format!("{given} holds no model yet")).hinted(format!(
                "`demarche draft {given} --write` drafts one from its texts"
            )),
        );
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = file.title.clone().unwrap_or_else(|| stem.into_owned());
    Ok((name, file))
}

/// The model of a dossier or of a case of the catalogue.
fn toml(path: &Path, given: &Path, ui: Ui) -> Result<GraphFile> {
    let (name, file) = modelled(path, given, ui)?;
    let failed = |e: BuildError| {
        let error = CommandError::input(format!("{}: {e}", given.display()));
        match e {
            BuildError::TooManyStates { .. } => {
                error.hinted("`--symbolic` finds the five concepts without a list of the states, `--query` what holds of one")
            }
            _ => error,
        }
    };
    let model = file.model().map_err(failed)?;
    let graph = GraphModel::from_conflict(&model.conflict).map_err(failed)?;
    Ok(GraphFile {
        origin: file.published.as_ref().map(|p| p.citation.clone()),
        ids: model.options.into_iter().map(|o| o.id).collect(),
        published: file.published.map(|p| p.equilibria),
        wanted: model.wanted,
        status_quo_named: true,
        ..GraphFile::plain(&name, graph)
    })
}

/// The model of a `.gmcr` file; warnings are shown.
fn gmcr(path: &Path, ui: Ui) -> Result<GraphFile> {
    let bytes = crate::input::bytes(path, LONGEST)?;
    let found = gmcr::read(&bytes);
    let shown = path.display().to_string();
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let report = snippet::render(&found.diagnostics, text, &shown);
    let Some(model) = found.model else {
        let errors = found.diagnostics.iter();
        let errors = errors.filter(|d| d.severity == Severity::Error);
        let count = say::count(errors.count(), "mistake");
        return Err(CommandError::input(format!("{count} in {shown}")).reported(report));
    };
    if !found.diagnostics.is_empty() {
        ui.report(&report);
    }
    let GmcrModel {
        conflict,
        misperceptions,
        coalitions,
    } = model;
    let failed = |e: BuildError| CommandError::input(format!("{shown}: {e}"));
    let graph = GraphModel::from_conflict(&conflict).map_err(failed)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let options = conflict.form.options.iter();
    let blind = misperceptions.iter().any(|own| !own.is_empty());
    let see = |own: &Vec<Expr>| {
        let seen = Seen {
            infeasible: own.clone(),
            ..Seen::default()
        };
        seen.perceived(&conflict).map_err(failed)
    };
    let perceptions: Vec<_> = misperceptions.iter().filter(|_| blind).map(see).collect();
    Ok(GraphFile {
        ids: options.map(|o| o.name.clone()).collect(),
        perceptions: perceptions.into_iter().collect::<Result<_>>()?,
        misperceptions,
        coalitions,
        ..GraphFile::plain(&stem, graph)
    })
}

fn json(path: &Path) -> Result<Vec<GraphFile>> {
    let bytes = crate::input::bytes(path, LONGEST)?;
    let shown = path.display().to_string();
    let text = String::from_utf8(bytes)
        .map_err(|e| CommandError::input(format!("{shown} is not UTF-8: {e}")))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if path.extension().is_some_and(|e| e == "jsonl") {
        let mut files = Vec::new();
        for (n, line) in text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.trim().is_empty())
        {
            let place = Place {
                text: &text,
                path: &shown,
                line: n,
            };
            files.push(one(line, &format!("{stem}:{}", n + 1), place)?);
        }
        if files.is_empty() {
            return Err(CommandError::input(format!("{shown} is empty")));
        }
        return Ok(files);
    }
    let place = Place {
        text: &text,
        path: &shown,
        line: 0,
    };
    Ok(vec![one(&text, &stem, place)?])
}

/// Where in a file a model begins, to point at mistakes in it.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    path: &'a str,
    line: usize,
}

impl Place<'_> {
    /// A mistake in the JSON, with the place underlined.
    fn json(self, error: &serde_json::Error) -> CommandError {
        let at = Span::of_character(self.text, self.line + error.line(), error.column());
        let full = error.to_string();
        let what = full.split(" at line ").next().unwrap_or_default();
        let code = if error.is_data() {
            "not-a-model"
        } else {
            "not-json"
        };
        // A line may be megabytes long: show the neighbourhood only.
        let mut wrong = Diagnostic::error(code, what);
        let line = self
            .text
            .lines()
            .nth((self.line + error.line()).saturating_sub(1));
        if line.is_some_and(|l| l.len() <= 400) {
            wrong = wrong.at(at, "here");
        } else {
            wrong = wrong.help(format!(
                "look at line {}, column {}",
                self.line + error.line(),
                error.column()
            ));
        }
        CommandError::input(format!("cannot read {}", self.path)).reported(snippet::render(
            &[wrong],
            self.text,
            self.path,
        ))
    }

    fn model(self, error: &impl std::fmt::Display) -> CommandError {
        let line = match self.line {
            0 => String::new(),
            n => format!(" (line {})", n + 1),
        };
        CommandError::input(format!("{}{line}: {error}", self.path))
    }
}

fn one(json: &str, name: &str, place: Place<'_>) -> Result<GraphFile> {
    let value: Value = serde_json::from_str(json).map_err(|e| place.json(&e))?;
    let has = |key: &str| value.get(key).is_some();
    let file = if has("decision_makers") && has("states") {
        let digraph: Digraph = serde_json::from_str(json).map_err(|e| place.json(&e))?;
        let beside: Beside = serde_json::from_str(json).map_err(|e| place.json(&e))?;
        let model = GraphModel::from_digraph(&digraph).map_err(|e| place.model(&e))?;
        GraphFile {
            status_quo_named: digraph.status_quo.is_some(),
            outlooks: beside.outlooks,
            thresholds: beside.thresholds,
            ..GraphFile::plain(name, model)
        }
    } else if has("options") && has("dms") {
        let form: Form = serde_json::from_str(json).map_err(|e| place.json(&e))?;
        form.build(name).map_err(|e| place.model(&e))?
    } else {
        return Err(place.model(&"this is no graph model").hinted(
            "a digraph has `states` and `decision_makers`, an option form has `options` and `dms`",
        ));
    };
    let mut names: Vec<&String> = file.model.decision_makers().iter().collect();
    names.sort();
    match names.windows(2).find(|pair| pair.first() == pair.last()) {
        Some(twins) => Err(place.model(&format!(
            "two decision makers are called {:?}",
            twins.first()
        ))),
        None => Ok(file),
    }
}

/// What a model may say beside its orders.
#[derive(Debug, Deserialize)]
struct Beside {
    #[serde(default)]
    outlooks: Vec<OutlookSpec>,
    thresholds: Option<Thresholds>,
}

/// A conflict in option form, states named by their decimal values, as programs of the GMCR
/// family write it.
#[derive(Debug, Deserialize)]
struct Form {
    name: Option<String>,
    source: Option<String>,
    options: Vec<FormOption>,
    #[serde(default)]
    infeasible_conditions: Vec<Vec<(usize, String)>>,
    feasible_states_decimal: Option<Vec<u64>>,
    status_quo_decimal: Option<u64>,
    dms: Vec<FormMaker>,
    #[serde(flatten)]
    beside: Beside,
}

#[derive(Debug, Deserialize)]
struct FormOption {
    name: String,
    #[serde(rename = "permittedDirection", default)]
    direction: Option<String>,
}

#[derive(Debug, Deserialize)]
struct FormMaker {
    name: String,
    options: Vec<usize>,
    #[serde(rename = "preference_ranking_decimal_best_first")]
    ranking: Vec<Value>,
    perceives: Option<FormView>,
}

/// What a decision maker sees differently.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormView {
    /// States that it takes to be infeasible as well.
    #[serde(default)]
    infeasible_conditions: Vec<Vec<(usize, String)>>,
    /// Options that it does not know of.
    #[serde(default)]
    unknown_options: Vec<usize>,
    /// What it takes others' orders to be, by their names, over the states that it sees.
    #[serde(default)]
    rankings: BTreeMap<String, Vec<Value>>,
}

/// Why an option form makes no model.
#[derive(Debug, thiserror::Error)]
enum FormError {
    #[error("option {name:?} has direction {found:?}; known are both, forward, back and closed")]
    Direction { name: String, found: String },
    #[error("an infeasible condition has {found:?} where Y, N or - is needed")]
    Letter { found: String },
    #[error("an infeasible condition or decision maker speaks of option {0}, which does not exist")]
    Option(usize),
    #[error("the ranking of {name} has {found} where a state or a list of states is needed")]
    Level { name: String, found: String },
    #[error("{name} perceives a ranking of {other}, who does not exist")]
    Other { name: String, other: String },
    #[error("what {name} perceives: {error}")]
    Perceived { name: String, error: BuildError },
    #[error("the feasible states that are listed are not those that the conditions leave")]
    Feasible,
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl Form {
    fn build(&self, name: &str) -> std::result::Result<GraphFile, FormError> {
        let status_quo = match (self.status_quo_decimal, &self.feasible_states_decimal) {
            (Some(state), _) => state,
            (None, Some(states)) => states.iter().min().copied().unwrap_or(0),
            (None, None) => 0,
        };
        let conflict = Conflict {
            form: OptionForm {
                decision_makers: self.dms.iter().map(|d| d.name.clone()).collect(),
                options: self.options()?,
                infeasible: self.infeasible()?,
            },
            preferences: self
                .dms
                .iter()
                .map(|dm| dm.preferences(&dm.ranking))
                .collect::<std::result::Result<_, _>>()?,
            status_quo: State(status_quo),
        };
        let model = GraphModel::from_conflict(&conflict)?;
        if let Some(listed) = &self.feasible_states_decimal {
            let mut listed = listed.clone();
            listed.sort_unstable();
            let states = (0..model.state_count()).filter_map(|s| model.state(s));
            if !states.map(|s| s.0).eq(listed) {
                return Err(FormError::Feasible);
            }
        }
        Ok(GraphFile {
            perceptions: self.perceptions(&conflict)?,
            outlooks: self.beside.outlooks.clone(),
            thresholds: self.beside.thresholds.clone(),
            origin: self.source.clone(),
            ids: self.options.iter().map(|o| o.name.clone()).collect(),
            status_quo_named: self.status_quo_decimal.is_some(),
            ..GraphFile::plain(self.name.as_deref().unwrap_or(name), model)
        })
    }

    fn options(&self) -> std::result::Result<Vec<OptionSpec>, FormError> {
        let count = self.options.len();
        let mut places = self.dms.iter().flat_map(|d| &d.options);
        if let Some(&unknown) = places.find(|&&k| k >= count) {
            return Err(FormError::Option(unknown));
        }
        let spec = |(k, option): (usize, &FormOption)| {
            let owns = |(_, d): &(usize, &FormMaker)| d.options.contains(&k);
            let owners = self.dms.iter().enumerate().filter(owns);
            Ok(OptionSpec {
                name: option.name.clone(),
                owners: owners.map(|(dm, _)| dm).collect(),
                direction: option.direction()?,
            })
        };
        self.options.iter().enumerate().map(spec).collect()
    }

    /// What everybody sees, where somebody sees another conflict.
    fn perceptions(
        &self,
        conflict: &Conflict,
    ) -> std::result::Result<Vec<PerceivedConflict>, FormError> {
        if self.dms.iter().all(|dm| dm.perceives.is_none()) {
            return Ok(Vec::new());
        }
        let own = |dm: &FormMaker| {
            let seen = self.seen(dm)?;
            seen.perceived(conflict)
                .map_err(|error| FormError::Perceived {
                    name: dm.name.clone(),
                    error,
                })
        };
        self.dms.iter().map(own).collect()
    }

    fn seen(&self, dm: &FormMaker) -> std::result::Result<Seen, FormError> {
        let Some(view) = &dm.perceives else {
            return Ok(Seen::default());
        };
        let count = self.options.len();
        if let Some(&unknown) = view.unknown_options.iter().find(|&&k| k >= count) {
            return Err(FormError::Option(unknown));
        }
        let mut rankings = BTreeMap::new();
        for (other, levels) in &view.rankings {
            let Some(place) = self.dms.iter().position(|d| d.name == *other) else {
                let (name, other) = (dm.name.clone(), other.clone());
                return Err(FormError::Other { name, other });
            };
            rankings.insert(place, dm.preferences(levels)?);
        }
        Ok(Seen {
            infeasible: self.conditions(&view.infeasible_conditions)?,
            unknown_options: view.unknown_options.clone(),
            rankings,
        })
    }

    fn infeasible(&self) -> std::result::Result<Vec<Expr>, FormError> {
        let patterns = self.conditions(&self.infeasible_conditions)?;
        match &self.feasible_states_decimal {
            Some(states) if patterns.is_empty() => {
                let exactly = |&s: &u64| {
                    let pattern = State(s).pattern(self.options.len());
                    Expr::pattern(&pattern).unwrap_or(Expr::False)
                };
                Ok(vec![!Expr::Or(states.iter().map(exactly).collect())])
            }
            _ => Ok(patterns),
        }
    }

    fn conditions(
        &self,
        conditions: &[Vec<(usize, String)>],
    ) -> std::result::Result<Vec<Expr>, FormError> {
        let mut patterns = Vec::new();
        for condition in conditions {
            let mut all = Vec::new();
            for (option, letter) in condition {
                if *option >= self.options.len() {
                    return Err(FormError::Option(*option));
                }
                match letter.as_str() {
                    "Y" | "y" => all.push(Expr::Option(*option)),
                    "N" | "n" => all.push(!Expr::Option(*option)),
                    "-" => {}
                    found => {
                        let found = found.to_owned();
                        return Err(FormError::Letter { found });
                    }
                }
            }
            patterns.push(Expr::And(all));
        }
        Ok(patterns)
    }
}

impl FormOption {
    fn direction(&self) -> std::result::Result<Direction, FormError> {
        match self.direction.as_deref() {
            None | Some("both") => Ok(Direction::Both),
            Some("forward" | "N->Y") => Ok(Direction::Forward),
            Some("back" | "backward" | "Y->N") => Ok(Direction::Back),
            Some("closed" | "none") => Ok(Direction::Closed),
            Some(found) => Err(FormError::Direction {
                name: self.name.clone(),
                found: found.to_owned(),
            }),
        }
    }
}

impl FormMaker {
    fn preferences(&self, ranking: &[Value]) -> std::result::Result<Preferences, FormError> {
        let wrong = |found: &Value| FormError::Level {
            name: self.name.clone(),
            found: found.to_string(),
        };
        let state = |v: &Value| v.as_u64().map(State).ok_or_else(|| wrong(v));
        let level = |v: &Value| match v {
            Value::Array(equal) => equal.iter().map(state).collect(),
            single => Ok(vec![state(single)?]),
        };
        let levels: std::result::Result<_, _> = ranking.iter().map(level).collect();
        Ok(Preferences::Ranking(levels?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_graph::{Concept, stability};

    fn place(text: &str) -> Place<'_> {
        Place {
            text,
            path: "x.json",
            line: 0,
        }
    }

    #[test]
    fn a_digraph_is_read() {
        let json = r#"{"states": 2, "decision_makers": [
            {"name": "A", "moves": [[1], []], "payoff": [0, 1]}]}"#;
        let file = one(json, "x", place(json)).expect("a model");
        assert_eq!(file.model.state_count(), 2);
        assert!(!file.status_quo_named);
        let table = stability(&file.model);
        assert!(table.is_equilibrium(1, Concept::Nash) && !table.is_equilibrium(0, Concept::Nash));
    }

    #[test]
    fn an_option_form_is_read_with_ties() {
        let json = r#"{"options": [{"name": "go"}, {"name": "stay", "permittedDirection": "forward"}],
            "infeasible_conditions": [[[0, "Y"], [1, "Y"]]], "status_quo_decimal": 0,
            "dms": [{"name": "A", "options": [0], "preference_ranking_decimal_best_first": [1, [0, 2]]},
                    {"name": "B", "options": [1], "preference_ranking_decimal_best_first": [2, 1, 0]}]}"#;
        let file = one(json, "x", place(json)).expect("a model");
        assert_eq!(file.model.state_count(), 3);
        assert_eq!(file.model.rank(0, 0), file.model.rank(0, 2));
        assert!(file.status_quo_named);
    }

    #[test]
    fn mistakes_are_pointed_at() {
        let json = "{\"states\": 2,\n \"decision_makers\": 3}";
        let error = one(json, "x", place(json)).expect_err("no list");
        let report = error.report.expect("a rendered diagnostic");
        assert!(report.contains("x.json:2:"), "{report}");
        let json = "{\"a\": 1}";
        let error = one(json, "x", place(json)).expect_err("no model");
        assert_eq!(error.error, "x.json: this is no graph model");
    }
}
