use crate::Span;
use serde::{Deserialize, Serialize};

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A state or its government.
    State,
    /// An organisation: alliance, agency, company, union.
    Org,
    /// A single person acting for nobody else.
    Person,
    /// Anything else that acts together: a movement, "European allies".
    Group,
}

/// A state, organisation, group or person that acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The one name used everywhere.
    pub name: String,
    /// Other names the text uses for it: demonym, capital, metonym, short form.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: PartyKind,
    /// Actor code (ISO 3166-1 alpha-3 where it is a state), where known.
    pub code: Option<String>,
    /// Where the text names it, first mention first.
    pub mentions: Vec<Span>,
}

/// A named person and the party he or she acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Fullest form of the name in the text.
    pub name: String,
    /// Office or role in the text's words.
    pub role: Option<String>,
    /// Name of the party, where known.
    pub party: Option<String>,
    /// Other forms the text uses.
    pub aliases: Vec<String>,
    /// Where the text names the person, first mention first.
    pub mentions: Vec<Span>,
}

/// Whoever does, says or wants something in a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Name of a [`Person`] or [`Party`], or the text's words for an unnamed one ("sources").
    pub name: String,
    /// The party acted for; `None` when it is not known. Equal to `name` for a party itself.
    pub party: Option<String>,
    /// The mention that was resolved.
    pub span: Option<Span>,
}

impl Actor {
    /// A party acting in its own name.
    #[must_use]
    pub fn party(name: impl Into<String>, span: Option<Span>) -> Self {
        let name = name.into();
        Self {
            party: Some(name.clone()),
            name,
            span,
        }
    }

    /// The party acted for, or the actor's own name where no party is known.
    #[must_use]
    pub fn principal(&self) -> &str {
        self.party.as_deref().unwrap_or(&self.name)
    }

    /// Whether the text has only words for what somebody is, and no name: "a Western diplomat", "sources in Oslo".
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        let is_party = self.party.as_ref() == Some(&self.name);
        let own = self
            .name
            .split_whitespace()
            .take_while(|w| !matches!(*w, "of" | "in" | "on" | "at" | "from" | "with" | "to"));
        !is_party
            && own
                .last()
                .is_some_and(|w| w.starts_with(char::is_lowercase))
    }
}

/// Who vouches for something: the article's own voice, or somebody it cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// The reporter.
    Article,
    /// Somebody the article cites.
    Actor(Actor),
}

impl Voice {
    /// Name to print: "article" for the reporter's own voice.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Article => "article",
            Self::Actor(actor) => &actor.name,
        }
    }

    /// The actor, unless it is the reporter's own voice.
    #[must_use]
    pub const fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Article => None,
            Self::Actor(actor) => Some(actor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Actor;

    #[test]
    fn whoever_has_only_an_office_is_unnamed() {
        let of = |name: &str, party: Option<&str>| Actor {
            name: name.to_owned(),
            party: party.map(str::to_owned),
            span: None,
        };
        assert!(of("Western diplomat", None).is_unnamed());
        assert!(of("diplomat in Brussels", Some("European Union")).is_unnamed());
        assert!(!of("Lorraine Keogh", None).is_unnamed());
        assert!(!of("Bank of Peru", None).is_unnamed());
        assert!(!of("pilots", Some("pilots")).is_unnamed());
    }
}
