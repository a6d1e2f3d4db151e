//! The fields of a table, each asked for once; what nobody asked for is unknown.

use super::RawBasis;
use crate::document::{item_span, key_span};
use crate::suggest::nearest;
use demarche_evidence::{Diagnostic, Span};
use toml_edit::{Item, Table, Value};

pub(super) struct Fields<'t, 'p> {
    table: &'t Table,
    what: &'static str,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'t, 'p> Fields<'t, 'p> {
    /// The fields of `table`; keys that are not among `known` are reported.
    pub fn new(
        table: &'t Table,
        what: &'static str,
        known: &[&str],
        text: &str,
        problems: &'p mut Vec<Diagnostic>,
    ) -> Self {
        for (key, _) in table {
            if known.contains(&key) {
                continue;
            }
            let help = nearest(key, known.iter().copied()).map_or_else(
                || format!("{what} has the keys {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let span = key_span(table, key);
            let span = if span.text(text).is_ok() {
                span
            } else {
                Span::new(0, 0)
            };
            problems.push(
                Diagnostic::error("unknown-key", format!("{what} has no key `{key}`"))
                    .at(span, "not known")
                    .help(help),
            );
        }
        Self {
            table,
            what,
            problems,
        }
    }

    /// Where the table stands: its header.
    pub fn place(&self) -> Span {
        self.table.span().map_or(Span::new(0, 0), Span::from)
    }

    fn wrong_type(&mut self, key: &str, item: &Item, wanted: &str) {
        self.problems.push(
            Diagnostic::error(
                "wrong-type",
                format!("`{key}` is {}, not {wanted}", article(item.type_name())),
            )
            .at(item_span(item), format!("this should be {wanted}"))
            .help(example(wanted, key)),
        );
    }

    fn value<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl Fn(&Item) -> Option<T>,
    ) -> Option<(T, Span)> {
        let item = self.table.get(key)?;
        let found = read(item);
        if found.is_none() {
            self.wrong_type(key, item, wanted);
        }
        found.map(|value| (value, item_span(item)))
    }

    pub fn integer(&mut self, key: &str) -> Option<(i64, Span)> {
        self.value(key, "a whole number", Item::as_integer)
    }

    pub fn boolean(&mut self, key: &str) -> Option<(bool, Span)> {
        self.value(key, "true or false", Item::as_bool)
    }

    pub fn text(&mut self, key: &str) -> Option<(String, Span)> {
        let found = self.value(key, "a text", |i| i.as_str().map(str::to_owned))?;
        if found.0.trim().is_empty() {
            self.problems.push(
                Diagnostic::error("empty-text", format!("`{key}` is empty"))
                    .at(found.1, "nothing stands here")
                    .help("write something, or take the line out"),
            );
            return None;
        }
        Some(found)
    }

    pub fn required_text(&mut self, key: &str) -> Option<(String, Span)> {
        if self.table.get(key).is_none() {
            let place = self.place();
            self.problems.push(
                Diagnostic::error("missing-key", format!("{} without `{key}`", self.what))
                    .at(place, format!("`{key}` is missing"))
                    .help(format!("add `{key} = \"…\"`")),
            );
            return None;
        }
        self.text(key)
    }

    /// A list of texts; none when the key is missing.
    pub fn texts(&mut self, key: &str) -> Vec<(String, Span)> {
        let Some(item) = self.table.get(key) else {
            return Vec::new();
        };
        let Some(array) = item.as_array() else {
            self.wrong_type(key, item, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for value in array {
            match value.as_str() {
                Some(text) => texts.push((text.to_owned(), value_span(value))),
                None => self.not_a_text(key, value),
            }
        }
        texts
    }

    fn not_a_text(&mut self, key: &str, value: &Value) {
        self.problems.push(
            Diagnostic::error(
                "wrong-type",
                format!("`{key}` holds {}", article(value.type_name())),
            )
            .at(value_span(value), "this should be a text")
            .help("put it in quotation marks"),
        );
    }

    /// A list of lists of texts; a single text counts as a list of one.
    pub fn rows(&mut self, key: &str) -> Vec<Vec<(String, Span)>> {
        let Some(item) = self.table.get(key) else {
            let place = self.place();
            self.problems.push(
                Diagnostic::error("missing-key", format!("{} without `{key}`", self.what))
                    .at(place, format!("`{key}` is missing"))
                    .help(format!(
                        "add `{key} = [[\"YN\"], [\"NN\", \"NY\"]]`, best first"
                    )),
            );
            return Vec::new();
        };
        let Some(array) = item.as_array() else {
            self.wrong_type(key, item, "a list of lists of states");
            return Vec::new();
        };
        let mut rows = Vec::new();
        for value in array {
            let inner: Vec<&Value> = match value {
                Value::Array(inner) => inner.iter().collect(),
                single => vec![single],
            };
            let mut row = Vec::new();
            for value in inner {
                match value.as_str() {
                    Some(text) => row.push((text.to_owned(), value_span(value))),
                    None => self.not_a_text(key, value),
                }
            }
            rows.push(row);
        }
        rows
    }

    pub fn table(&mut self, key: &str) -> Option<&'t Table> {
        let item = self.table.get(key)?;
        let found = item.as_table();
        if found.is_none() {
            self.wrong_type(key, item, "a table");
        }
        found
    }

    /// The tables of `[[key]]`.
    pub fn tables(&mut self, key: &str) -> Vec<&'t Table> {
        let Some(item) = self.table.get(key) else {
            return Vec::new();
        };
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().collect();
        }
        self.wrong_type(key, item, "a list of tables");
        Vec::new()
    }

    pub fn basis(&mut self) -> RawBasis {
        RawBasis {
            because: self.texts("because"),
            assume: self.text("assume"),
        }
    }
}

fn value_span(value: &Value) -> Span {
    value.span().map_or(Span::new(0, 0), Span::from)
}

fn article(kind: &str) -> String {
    let is_vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if is_vowel { "an" } else { "a" })
}

fn example(wanted: &str, key: &str) -> String {
    match wanted {
        "a text" => format!("write `{key} = \"…\"`"),
        "true or false" => format!("write `{key} = true` or `{key} = false`"),
        "a whole number" => format!("write `{key} = 1`"),
        "a list of texts" => format!("write `{key} = [\"…\", \"…\"]`"),
        "a list of tables" => format!("write `[[{key}]]` on a line of its own"),
        _ => format!("write `[{key}]` on a line of its own"),
    }
}

/// Where the content of a quoted value starts, if the file has it letter for letter (no escapes).
pub(super) fn content_offset(file: &str, span: Span, content: &str) -> Option<usize> {
    let raw = span.text(file).ok()?;
    raw.find(content).map(|at| span.start + at)
}
