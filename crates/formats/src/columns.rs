//! Which columns of a table, or keys of an object, hold what.

/// Names of columns or keys; upper and lower case count as the same. What is not given goes by
/// the usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The text; else `text`, `body`, `content` or `article`.
    pub text: Option<String>,
    /// The day of publication; else `date`, `published`, `pubdate` or `publication_date`.
    pub date: Option<String>,
    /// What the text is called; else `id` or `uuid`.
    pub id: Option<String>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    Text,
    Date,
    Id,
    Title,
    Address,
}

impl Columns {
    /// The first of `names` that plays this role: the name that was asked for, else the usual
    /// names in the order given above.
    pub(crate) fn find<'a>(&self, role: Role, names: &[&'a str]) -> Option<&'a str> {
        let named = |wanted: &str| {
            let mut names = names.iter().copied();
            names.find(|name| name.trim().eq_ignore_ascii_case(wanted))
        };
        let (asked, usual) = self.names(role);
        match asked {
            Some(asked) => named(asked),
            None => usual.iter().find_map(|usual| named(usual)),
        }
    }

    /// Whether a column of this role was asked for by name.
    pub(crate) fn asked(&self, role: Role) -> Option<&str> {
        self.names(role).0
    }

    fn names(&self, role: Role) -> (Option<&str>, &'static [&'static str]) {
        match role {
            Role::Text => (
                self.text.as_deref(),
                &["text", "body", "content", "article"],
            ),
            Role::Date => (
                self.date.as_deref(),
                &["date", "published", "pubdate", "publication_date"],
            ),
            Role::Id => (self.id.as_deref(), &["id", "uuid"]),
            Role::Title => (None, &["title", "headline"]),
            Role::Address => (None, &["url", "link"]),
        }
    }
}
