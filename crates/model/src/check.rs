//! Reads a dossier and finds all that is wrong with it.

mod fields;
mod meaning;

use crate::document;
use crate::dossier::{
    Basis, Dossier, DossierOption, Infeasible, Party, Preference, Ranking, Wanted,
};
use crate::language;
use crate::published::{Published, PublishedEquilibria};
use crate::suggest::nearest;
use demarche_evidence::{Diagnostic, Severity, Span, StatementId};
use demarche_graph::{Concept, Direction, Expr, State};
use fields::Fields;
use toml_edit::Table;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The dossier, unless there are errors.
    pub dossier: Option<Dossier>,
    /// All mistakes and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a dossier and says everything that is wrong with it at once.
#[must_use]
pub fn parse(text: &str) -> Checked {
    let mut problems = Vec::new();
    let dossier = document::parse(text, &mut problems).map(|document| {
        let mut checker = Checker {
            text,
            dossier: Dossier::default(),
            places: Places::default(),
            problems: std::mem::take(&mut problems),
        };
        checker.read(document.as_table());
        problems = std::mem::take(&mut checker.problems);
        checker.dossier
    });
    problems.sort_by_key(|d| d.labels.first().map_or(0, |l| l.span.start));
    let is_sound = !problems.iter().any(|d| d.severity == Severity::Error);
    Checked {
        dossier: dossier.filter(|_| is_sound),
        diagnostics: problems,
    }
}

/// Where parts of the dossier stand, for mistakes that show only later.
#[derive(Debug, Default)]
struct Places {
    options: Vec<Span>,
    parties: Vec<Span>,
    infeasible: Vec<Span>,
    rankings: Vec<Span>,
    now: Vec<Span>,
}

struct Checker<'t> {
    text: &'t str,
    dossier: Dossier,
    places: Places,
    problems: Vec<Diagnostic>,
}

const TOP: &[&str] = &[
    "version",
    "title",
    "sources",
    "party",
    "option",
    "infeasible",
    "preference",
    "ranking",
    "wanted",
    "published",
];

impl Checker<'_> {
    fn read(&mut self, root: &Table) {
        let mut fields = Fields::new(root, "a dossier", TOP, self.text, &mut self.problems);
        let version = fields.integer("version");
        let title = fields.text("title");
        let sources = fields.texts("sources");
        let published = fields.table("published");
        let wanted = fields.table("wanted");
        let tables =
            ["party", "option", "infeasible", "preference", "ranking"].map(|n| fields.tables(n));
        self.version(root, version);
        self.dossier.title = title.map(|(t, _)| t);
        self.dossier.sources = sources.into_iter().map(|(s, _)| s).collect();
        let [parties, options, infeasible, preferences, rankings] = tables;
        parties.iter().for_each(|t| self.party(t));
        options.iter().for_each(|t| self.option(t));
        infeasible.iter().for_each(|t| self.infeasible(t));
        preferences.iter().for_each(|t| self.preference(t));
        rankings.iter().for_each(|t| self.ranking(t));
        if let Some(table) = wanted {
            self.wanted(table);
        }
        if let Some(table) = published {
            self.published(table);
        }
        self.meaning();
    }

    fn version(&mut self, root: &Table, version: Option<(i64, Span)>) {
        match version {
            Some((found, span)) if found != crate::FORMAT => self.problems.push(
                Diagnostic::error(
                    "unknown-version",
                    format!("version {found} of the format is not known"),
                )
                .at(span, "not known here")
                .help(format!("this program reads version {}", crate::FORMAT)),
            ),
            None if root.get("version").is_none() => self.problems.push(
                Diagnostic::error("missing-key", "the dossier does not say its version")
                    .at(
                        Span::new(0, self.text.find('\n').unwrap_or(self.text.len())),
                        "before this",
                    )
                    .help(format!(
                        "add `version = {}` as the first line",
                        crate::FORMAT
                    )),
            ),
            _ => {}
        }
    }

    fn party(&mut self, table: &Table) {
        let mut fields = Fields::new(table, "a party", &["name"], self.text, &mut self.problems);
        let Some((name, span)) = fields.required_text("name") else {
            return;
        };
        if let Some(first) = self.dossier.parties.iter().position(|p| p.name == name) {
            self.problems.push(
                Diagnostic::error("duplicate-party", format!("a second party called `{name}`"))
                    .at(span, "named again")
                    .note(self.places.parties[first], "first named here")
                    .help("give it another name, or take one of the two out"),
            );
            return;
        }
        self.dossier.parties.push(Party { name });
        self.places.parties.push(span);
    }

    fn option(&mut self, table: &Table) {
        const KEYS: &[&str] = &[
            "id",
            "name",
            "owner",
            "owners",
            "direction",
            "now",
            "decided_by",
            "because",
            "assume",
        ];
        let mut fields = Fields::new(table, "an option", KEYS, self.text, &mut self.problems);
        let id = fields.required_text("id");
        let name = fields.required_text("name");
        let owner = fields.text("owner");
        let mut owners = fields.texts("owners");
        owners.extend(owner);
        let direction = fields.text("direction");
        let now = fields.boolean("now");
        let decided_by = fields.texts("decided_by");
        let basis = fields.basis();
        let whole = fields.place();
        let direction = direction.map_or(Some(Direction::Both), |(word, span)| {
            self.direction(&word, span)
        });
        let indices: Vec<Option<usize>> = owners
            .iter()
            .map(|(n, s)| self.party_index(n, *s))
            .collect();
        if owners.is_empty() {
            self.problems.push(
                Diagnostic::error("missing-key", "an option that nobody owns")
                    .at(whole, "no owner")
                    .help("add `owner = \"…\"` with the name of a party"),
            );
        }
        let (Some((id, span)), Some((name, _))) = (id, name) else {
            return;
        };
        if let Some(first) = self.dossier.options.iter().position(|o| o.id == id) {
            self.problems.push(
                Diagnostic::error(
                    "duplicate-option",
                    format!("a second option with the id `{id}`"),
                )
                .at(span, "defined again")
                .note(self.places.options[first], "first defined here")
                .help("give it another id"),
            );
            return;
        }
        self.dossier.options.push(DossierOption {
            id,
            name,
            owners: indices.into_iter().flatten().collect(),
            direction: direction.unwrap_or_default(),
            now: now.is_some_and(|(v, _)| v),
            decided_by: decided_by.into_iter().map(|(d, _)| d).collect(),
            basis: ids(basis),
        });
        self.places.options.push(span);
        self.places.now.push(now.map_or(span, |(_, s)| s));
    }

    fn direction(&mut self, word: &str, span: Span) -> Option<Direction> {
        const WORDS: [&str; 4] = ["both", "forward", "back", "closed"];
        let found = match word {
            "both" => Direction::Both,
            "forward" => Direction::Forward,
            "back" => Direction::Back,
            "closed" => Direction::Closed,
            _ => {
                let help = nearest(word, WORDS).map_or_else(
                    || format!("it is one of {}", WORDS.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.problems.push(
                    Diagnostic::error("unknown-direction", format!("`{word}` is no direction"))
                        .at(span, "not known")
                        .help(help),
                );
                return None;
            }
        };
        Some(found)
    }

    fn party_index(&mut self, name: &str, span: Span) -> Option<usize> {
        let found = self.dossier.parties.iter().position(|p| p.name == name);
        if found.is_none() {
            let names = self.dossier.parties.iter().map(|p| p.name.as_str());
            let help = nearest(name, names).map_or_else(
                || format!("add a [[party]] with `name = \"{name}\"` above"),
                |near| format!("did you mean `{near}`?"),
            );
            self.problems.push(
                Diagnostic::error("unknown-party", format!("there is no party `{name}`"))
                    .at(span, "not defined")
                    .help(help),
            );
        }
        found
    }

    /// Reads an expression; its mistakes are placed in the file.
    fn expression(&mut self, text: &str, span: Span) -> Option<Expr> {
        let options = &self.dossier.options;
        let names: Vec<&str> = options.iter().map(|o| o.id.as_str()).collect();
        let found = language::parse(text, &|n| options.iter().position(|o| o.id == n), &names);
        match found {
            Ok(expr) => Some(expr),
            Err(problems) => {
                let offset = fields::content_offset(self.text, span, text);
                self.problems
                    .extend(problems.into_iter().map(|p| place(p, offset, span)));
                None
            }
        }
    }

    fn infeasible(&mut self, table: &Table) {
        let mut fields = Fields::new(
            table,
            "an infeasible pattern",
            &["when", "why"],
            self.text,
            &mut self.problems,
        );
        let when = fields.required_text("when");
        let why = fields.text("why").map(|(w, _)| w);
        let Some((text, span)) = when else { return };
        if let Some(when) = self.expression(&text, span) {
            self.dossier.infeasible.push(Infeasible { when, why });
            self.places.infeasible.push(span);
        }
    }

    fn preference(&mut self, table: &Table) {
        const KEYS: &[&str] = &["of", "statement", "because", "assume"];
        let mut fields = Fields::new(table, "a preference", KEYS, self.text, &mut self.problems);
        let of = fields.required_text("of");
        let statement = fields.required_text("statement");
        let basis = fields.basis();
        let whole = fields.place();
        if basis.assume.is_none() && basis.because.is_empty() {
            self.problems.push(
                Diagnostic::error("no-ground", "a preference that rests on nothing")
                    .at(statement.as_ref().map_or(whole, |(_, s)| *s), "who says so?")
                    .help("add `because = [\"…\"]` with statements of the record, or `assume = \"…\"` with your reason"),
            );
        }
        let of = of.and_then(|(name, span)| self.party_index(&name, span));
        let statement = statement.and_then(|(text, span)| self.expression(&text, span));
        if let (Some(of), Some(statement)) = (of, statement) {
            self.dossier.preferences.push(Preference {
                of,
                statement,
                basis: ids(basis),
            });
        }
    }

    fn ranking(&mut self, table: &Table) {
        let mut fields = Fields::new(
            table,
            "a ranking",
            &["of", "best_first"],
            self.text,
            &mut self.problems,
        );
        let of = fields.required_text("of");
        let rows = fields.rows("best_first");
        let whole = fields.place();
        let of = of.and_then(|(name, span)| self.party_index(&name, span));
        let best_first = rows
            .into_iter()
            .map(|tie| {
                tie.into_iter()
                    .filter_map(|(p, s)| self.state(&p, s))
                    .collect()
            })
            .collect();
        if let Some(of) = of {
            self.dossier.rankings.push(Ranking { of, best_first });
            self.places.rankings.push(whole);
        }
    }

    /// A state written with a letter an option: `YN`.
    fn state(&mut self, pattern: &str, span: Span) -> Option<State> {
        let n = self.dossier.options.len();
        let letters: Vec<char> = pattern.chars().collect();
        let is_sound = letters.len() == n && letters.iter().all(|c| matches!(c, 'Y' | 'N'));
        if !is_sound {
            self.problems.push(
                Diagnostic::error("bad-state", format!("`{pattern}` is no state"))
                    .at(span, "not a state")
                    .help(format!(
                        "write Y or N for each of the {n} options, in their order"
                    )),
            );
            return None;
        }
        let taken: Vec<usize> = (0..n).filter(|&k| letters[k] == 'Y').collect();
        Some(State::taking(&taken))
    }

    fn wanted(&mut self, table: &Table) {
        let mut fields = Fields::new(table, "[wanted]", &["state"], self.text, &mut self.problems);
        let Some((text, span)) = fields.required_text("state") else {
            return;
        };
        if let Some(state) = self.expression(&text, span) {
            self.dossier.wanted = Some(Wanted { state });
        }
    }

    fn published(&mut self, table: &Table) {
        const KEYS: &[&str] = &["citation", "note", "nash", "gmr", "smr", "seq", "sseq"];
        let mut fields = Fields::new(table, "[published]", KEYS, self.text, &mut self.problems);
        let citation = fields.required_text("citation");
        let note = fields.text("note").map(|(n, _)| n);
        let listed: Vec<_> = Concept::ALL
            .into_iter()
            .map(|c| (c, table.get(c.name()).map(|_| fields.texts(c.name()))))
            .collect();
        let mut equilibria = Vec::new();
        for (concept, states) in listed {
            let Some(states) = states else { continue };
            let states = states
                .into_iter()
                .filter_map(|(p, s)| self.state(&p, s))
                .collect();
            equilibria.push((concept, states));
        }
        self.dossier.published = citation.map(|(citation, _)| Published {
            citation,
            note,
            equilibria: PublishedEquilibria(equilibria),
        });
    }
}

/// A basis as the file has it.
struct RawBasis {
    because: Vec<(String, Span)>,
    assume: Option<(String, Span)>,
}

fn ids(basis: RawBasis) -> Basis {
    Basis {
        because: basis
            .because
            .into_iter()
            .map(|(id, _)| StatementId(id))
            .collect(),
        assume: basis.assume.map(|(reason, _)| reason),
    }
}

/// Moves a diagnostic about an expression to its place in the file; without a known place it is
/// about the whole value.
fn place(mut problem: Diagnostic, offset: Option<usize>, whole: Span) -> Diagnostic {
    for label in &mut problem.labels {
        label.span = match offset {
            Some(offset) => Span::new(label.span.start + offset, label.span.end + offset),
            None => whole,
        };
    }
    problem
}
