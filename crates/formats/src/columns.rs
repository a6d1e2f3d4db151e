//! Which columns of a table, or keys of an object, hold what.

use crate::{Error, Result};

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

/// Numbers of the columns that are used.
#[derive(Debug)]
pub(crate) struct Layout {
    pub text: usize,
    pub date: Option<usize>,
    pub id: Option<usize>,
    pub title: Option<usize>,
    pub address: Option<usize>,
}

impl Layout {
    /// Where the columns stand in a table with these names.
    ///
    /// # Errors
    /// When there is no column for texts, or none of a name that was asked for.
    pub fn new(names: &[String], columns: &Columns) -> Result<Self> {
        let shown: Vec<&str> = names
            .iter()
            .map(|name| name.trim_start_matches('\u{FEFF}').trim())
            .collect();
        let place = |role| {
            let found = columns.find(role, &shown)?;
            shown.iter().position(|name| *name == found)
        };
        for role in [Role::Text, Role::Date, Role::Id] {
            if let (Some(asked), None) = (columns.asked(role), place(role)) {
                return Err(no_column(asked, &shown));
            }
        }
        Ok(Self {
            text: place(Role::Text).ok_or_else(|| no_column("text", &shown))?,
            date: place(Role::Date),
            id: place(Role::Id),
            title: place(Role::Title),
            address: place(Role::Address),
        })
    }
}

fn no_column(wanted: &str, names: &[&str]) -> Error {
    let few: Vec<String> = names
        .iter()
        .take(8)
        .map(|n| n.chars().take(40).collect())
        .collect();
    Error::hinted(
        format!("no column `{wanted}` among {}", few.join(", ")),
        "`--text-column`, `--date-column` and `--id-column` name the columns",
    )
}
