//! Parties, statements, changes and states of a model in words.

use super::GraphFile;
use demarche_graph::{Change, Expr, GraphModel, StatementRef};
use demarche_model::language;

/// How a model is spoken of.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    file: &'a GraphFile,
    model: &'a GraphModel,
}

impl<'a> Words<'a> {
    pub const fn of(file: &'a GraphFile) -> Self {
        Self {
            file,
            model: &file.model,
        }
    }

    pub fn change(&self, change: &Change) -> String {
        match *change {
            Change::Negate { statement } => {
                let name = self.name(statement.dm);
                format!(
                    "{name} wants the opposite of `{}`",
                    self.statement(statement)
                )
            }
            Change::Drop { statement } => {
                let name = self.name(statement.dm);
                format!("{name} does not care about `{}`", self.statement(statement))
            }
            Change::Move { statement, to } if to == statement.index => format!(
                "{} keeps `{}` in place {}",
                self.name(statement.dm),
                self.statement(statement),
                to + 1
            ),
            Change::Move { statement, to } => format!(
                "{} puts `{}` in place {} instead of {}",
                self.name(statement.dm),
                self.statement(statement),
                to + 1,
                statement.index + 1
            ),
            Change::Open { option: k } => format!("`{}` becomes possible", self.option(k)),
            Change::Close { option: k } => format!("`{}` becomes impossible", self.option(k)),
        }
    }

    pub fn name(&self, dm: usize) -> &'a str {
        self.model
            .decision_makers()
            .get(dm)
            .map_or("?", String::as_str)
    }

    pub fn statement(&self, statement: StatementRef) -> String {
        let conflict = self.model.conflict();
        let own = conflict.and_then(|c| c.preferences.get(statement.dm));
        let found = own.and_then(|p| p.statements().get(statement.index));
        found.map_or_else(|| "?".to_owned(), |s| self.expr(&s.expr))
    }

    /// An expression as dossiers write it.
    pub fn expr(&self, expr: &Expr) -> String {
        let name = |k: usize| {
            let id = self.file.ids.get(k);
            id.map_or_else(|| k.to_string(), String::clone)
        };
        language::print(expr, &name)
    }

    /// The name of an option.
    pub fn option(&self, k: usize) -> String {
        let conflict = self.model.conflict();
        let spec = conflict.and_then(|c| c.form.options.get(k));
        spec.map_or_else(|| k.to_string(), |o| o.name.clone())
    }

    pub fn state(&self, s: usize) -> String {
        match self.model.conflict() {
            Some(_) => format!("{s} [{}]", self.model.label(s).replace('N', "·")),
            None => s.to_string(),
        }
    }

    /// A state in words.
    pub fn described(&self, s: usize) -> String {
        let taken: Vec<&str> = match (self.model.conflict(), self.model.state(s)) {
            (Some(conflict), Some(state)) => {
                let options = &conflict.form.options;
                let taken = state.taken(options.len());
                taken
                    .filter_map(|k| Some(options.get(k)?.name.as_str()))
                    .collect()
            }
            _ => return format!("state {s}"),
        };
        match taken.is_empty() {
            true => format!("{}: nothing taken", self.state(s)),
            false => format!("{}: {}", self.state(s), taken.join(", ")),
        }
    }
}
