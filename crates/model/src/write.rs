//! A dossier as TOML that a person can read, and back into a file that a person has edited.

use crate::dossier::{Basis, Dossier};
use crate::language;
use demarche_graph::{Direction, Expr};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// Why a new model could not be put into a file.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// The file is not TOML; [`crate::parse`] says where and why.
    #[error("the file is not TOML: {0}")]
    Syntax(#[from] Box<toml_edit::TomlError>),
}

/// Tables that hold the model; everything else in a file is the analyst's.
const MODEL_TABLES: [&str; 5] = ["party", "option", "infeasible", "preference", "ranking"];

/// A dossier as a new file. `remark` gives a comment line for a statement id, such as the sentence
/// it rests on.
#[must_use]
pub fn write(dossier: &Dossier, remark: &dyn Fn(&str) -> Option<String>) -> String {
    let mut document = DocumentMut::new();
    document["version"] = value(crate::FORMAT);
    if let Some(title) = &dossier.title {
        document["title"] = value(title.as_str());
    }
    if !dossier.sources.is_empty() {
        document["sources"] = value(
            dossier
                .sources
                .iter()
                .map(String::as_str)
                .collect::<Array>(),
        );
    }
    put_model(&mut document, dossier, remark);
    document.to_string()
}

/// `text` with its model replaced by that of `dossier`. Title, sources, comments outside the model
/// and everything else stay as they are.
///
/// # Errors
/// When `text` is not TOML.
pub fn replace(
    text: &str,
    dossier: &Dossier,
    remark: &dyn Fn(&str) -> Option<String>,
) -> Result<String, RewriteError> {
    let mut document: DocumentMut = text.parse().map_err(Box::new)?;
    for table in MODEL_TABLES {
        document.remove(table);
    }
    if document.get("version").is_none() {
        document["version"] = value(crate::FORMAT);
    }
    put_model(&mut document, dossier, remark);
    Ok(document.to_string())
}

fn put_model(
    document: &mut DocumentMut,
    dossier: &Dossier,
    remark: &dyn Fn(&str) -> Option<String>,
) {
    let party = |k: usize| dossier.parties.get(k).map_or("", |p| p.name.as_str());
    let parties = dossier.parties.iter().map(|p| {
        let mut table = Table::new();
        table["name"] = value(p.name.as_str());
        table
    });
    put(document, "party", parties.collect());
    let options = dossier.options.iter().map(|o| {
        let mut table = Table::new();
        table["id"] = value(o.id.as_str());
        table["name"] = value(o.name.as_str());
        match o.owners.as_slice() {
            [one] => table["owner"] = value(party(*one)),
            many => table["owners"] = value(many.iter().map(|k| party(*k)).collect::<Array>()),
        }
        if o.direction != Direction::Both {
            table["direction"] = value(direction_name(o.direction));
        }
        if o.now {
            table["now"] = value(true);
        }
        if !o.decided_by.is_empty() {
            table["decided_by"] = value(o.decided_by.iter().map(String::as_str).collect::<Array>());
        }
        put_basis(&mut table, &o.basis, remark);
        table
    });
    put(document, "option", options.collect());
    let infeasible = dossier.infeasible.iter().map(|i| {
        let mut table = Table::new();
        table["when"] = value(shown(dossier, &i.when));
        if let Some(why) = &i.why {
            table["why"] = value(why.as_str());
        }
        table
    });
    put(document, "infeasible", infeasible.collect());
    let preferences = dossier.preferences.iter().map(|p| {
        let mut table = Table::new();
        table["of"] = value(party(p.of));
        table["statement"] = value(shown(dossier, &p.statement));
        put_basis(&mut table, &p.basis, remark);
        table
    });
    put(document, "preference", preferences.collect());
    let rankings = dossier.rankings.iter().map(|r| {
        let mut table = Table::new();
        table["of"] = value(party(r.of));
        let rows = r.best_first.iter().map(|tie| {
            tie.iter()
                .map(|s| s.pattern(dossier.options.len()))
                .collect::<Array>()
        });
        table["best_first"] = value(rows.collect::<Array>());
        table
    });
    put(document, "ranking", rankings.collect());
}

fn put(document: &mut DocumentMut, name: &str, tables: Vec<Table>) {
    if !tables.is_empty() {
        document[name] = Item::ArrayOfTables(tables.into_iter().collect::<ArrayOfTables>());
    }
}

fn put_basis(table: &mut Table, basis: &Basis, remark: &dyn Fn(&str) -> Option<String>) {
    if let Some(reason) = &basis.assume {
        table["assume"] = value(reason.as_str());
    }
    if basis.because.is_empty() {
        return;
    }
    table["because"] = value(
        basis
            .because
            .iter()
            .map(|id| id.0.as_str())
            .collect::<Array>(),
    );
    let remarks: Vec<String> = basis
        .because
        .iter()
        .filter_map(|id| remark(&id.0))
        .map(|line| format!("# {}\n", line.replace(['\n', '\r'], " ")))
        .collect();
    table
        .decor_mut()
        .set_prefix(format!("\n{}", remarks.concat()));
}

fn shown(dossier: &Dossier, expr: &Expr) -> String {
    language::print(expr, &|k| dossier.option_id(k))
}

/// The word for a direction.
pub(crate) const fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "both",
        Direction::Forward => "forward",
        Direction::Back => "back",
        Direction::Closed => "closed",
    }
}
