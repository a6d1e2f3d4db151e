//! JSON with places.

use demarche_evidence::{Diagnostic, Span};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A value, and where in the text it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t> {
    text: &'t str,
    raw: &'t str,
}

/// An object's fields by name; of two with one name the last, as JSON readers have it.
pub(super) type Fields<'t> = BTreeMap<String, Node<'t>>;

impl<'t> Node<'t> {
    /// The value that `text` holds.
    ///
    /// # Errors
    /// When it is not JSON, or nested deeper than the reader goes; with the place.
    pub fn root(text: &'t str) -> Result<Self, Diagnostic> {
        let json = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mark = text.len() - json.len();
        let wrong = |error: &serde_json::Error| {
            let full = error.to_string();
            let what = full.split(" at line ").next().unwrap_or_default();
            let at = Span::of_character(json, error.line(), error.column());
            let place = Span::new(at.start + mark, at.end + mark);
            Diagnostic::error("not-json", format!("not JSON: {what}"))
                .at(place, "not understood here")
                .help("the file may have been cut short or edited by hand: save it anew")
        };
        // The first pass finds what a later look at single values would stumble over.
        serde_json::from_str::<Value>(json).map_err(|e| wrong(&e))?;
        let raw: &RawValue = serde_json::from_str(json).map_err(|e| wrong(&e))?;
        let raw = raw.get();
        Ok(Self { text, raw })
    }

    fn inside(self, raw: &'t RawValue) -> Self {
        Self {
            raw: raw.get(),
            ..self
        }
    }

    /// Where it stands; of lists and objects only where they begin, for they may be long.
    pub fn place(self) -> Span {
        let start = self.raw.as_ptr().addr() - self.text.as_ptr().addr();
        let length = match self.raw.as_bytes().first() {
            Some(b'{' | b'[') => 1,
            _ => self.raw.len(),
        };
        Span::new(start, start + length)
    }

    /// What it is, with its article.
    pub fn kind(self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "true or false",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    pub fn fields(self) -> Option<Fields<'t>> {
        let raw: BTreeMap<String, &'t RawValue> = serde_json::from_str(self.raw).ok()?;
        let placed = raw.into_iter().map(|(key, raw)| (key, self.inside(raw)));
        Some(placed.collect())
    }

    pub fn items(self) -> Option<Vec<Self>> {
        let raw: Vec<&'t RawValue> = serde_json::from_str(self.raw).ok()?;
        Some(raw.into_iter().map(|raw| self.inside(raw)).collect())
    }

    pub fn text(self) -> Option<String> {
        serde_json::from_str(self.raw).ok()
    }

    /// A whole number that is not negative.
    pub fn number(self) -> Option<usize> {
        serde_json::from_str(self.raw).ok()
    }

    pub fn truth(self) -> Option<bool> {
        serde_json::from_str(self.raw).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_places() {
        let text = " {\"a\": [1, \"zwölf\"],\n \"b\": {}}";
        let root = Node::root(text).unwrap();
        let fields = root.fields().unwrap();
        let items = fields["a"].items().unwrap();
        assert_eq!(items[1].place().text(text), Ok("\"zwölf\""));
        assert_eq!(items[1].text().as_deref(), Some("zwölf"));
        assert_eq!(items[0].number(), Some(1));
        assert_eq!(fields["b"].place().text(text), Ok("{"));
        assert_eq!(fields["b"].kind(), "an object");
    }

    #[test]
    fn what_is_not_json_has_a_place() {
        let text = "{\"a\": [1, }";
        let problem = Node::root(text).unwrap_err();
        assert_eq!(problem.labels[0].span.text(text), Ok("}"));
    }

    #[test]
    fn a_deep_text_ends() {
        let text = "[".repeat(100_000);
        assert_eq!(Node::root(&text).unwrap_err().code, "not-json");
    }
}
