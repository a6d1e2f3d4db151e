//! Full-text search.

use crate::error::ErrorKind;
use crate::rows;
use demarche_evidence::{SourceId, Span, StatementId};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// A source: its title or text.
    Source,
    /// A statement: its evidence or words.
    Statement,
    /// A comment on a statement.
    Comment,
}

impl Found {
    /// The last two bits of a row's number in the index; the rest is the row's own number.
    const fn code(self) -> i64 {
        match self {
            Self::Source => 0,
            Self::Statement => 1,
            Self::Comment => 2,
        }
    }

    fn from_code(code: i64) -> Result<Self, ErrorKind> {
        match code {
            0 => Ok(Self::Source),
            1 => Ok(Self::Statement),
            2 => Ok(Self::Comment),
            _ => Err(ErrorKind::corrupt("search index", code)),
        }
    }
}

/// One thing that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What was found.
    pub found: Found,
    /// The source it is, or stands in.
    pub source: SourceId,
    /// The statement it is, or comments on.
    pub statement: Option<StatementId>,
    /// Title of the source.
    pub title: Option<String>,
    /// The place in the words that fits best, shortened with `…`.
    pub snippet: String,
    /// The words of the query, as byte ranges in `snippet`.
    pub marks: Vec<Span>,
}

// Two control characters that `clean` keeps out of the index mark what matched.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

const MOST_TERMS: usize = 64;

fn clean(text: &str) -> String {
    text.replace([OPEN, CLOSE, '\0'], " ")
}

/// Puts a row into the index in place of any that was there.
pub(crate) fn put(
    conn: &Connection,
    found: Found,
    seq: i64,
    title: &str,
    words: &str,
) -> Result<(), ErrorKind> {
    let row = seq * 4 + found.code();
    conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([row])?;
    conn.prepare_cached("INSERT INTO search (rowid, title, words) VALUES (?1, ?2, ?3)")?
        .execute(params![row, clean(title), clean(words)])?;
    Ok(())
}

/// A user's query as an FTS5 expression in which every term is quoted, so that nothing in it can
/// be taken for an operator. `None` when there is no word in it.
pub(crate) fn query(text: &str) -> Option<String> {
    let terms: Vec<String> = terms(text)
        .into_iter()
        .take(MOST_TERMS)
        .map(|(term, prefix)| {
            let star = if prefix { " *" } else { "" };
            format!("\"{}\"{star}", term.replace('"', "\"\""))
        })
        .collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

/// The terms of a query, each with whether it is a prefix. A quotation mark without a partner
/// reaches to the end.
fn terms(text: &str) -> Vec<(String, bool)> {
    let text: String = text
        .chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let mut terms = Vec::new();
    for (index, piece) in text.split('"').enumerate() {
        let quoted = index % 2 == 1;
        if quoted {
            terms.push((piece.trim().to_owned(), false));
        } else {
            terms.extend(piece.split_whitespace().map(|word| {
                let bare = word.trim_end_matches('*');
                (bare.to_owned(), bare.len() < word.len())
            }));
        }
    }
    terms.retain(|(term, _)| term.chars().any(char::is_alphanumeric));
    terms
}

const SEARCH: &str = "
    SELECT f.rowid % 4, s.id, t.id, s.title,
           snippet(search, -1, char(2), char(3), '…', 24)
    FROM search f
    LEFT JOIN comment c ON f.rowid % 4 = 2 AND c.seq = f.rowid / 4
    LEFT JOIN statement t
      ON (f.rowid % 4 = 1 AND t.seq = f.rowid / 4) OR (f.rowid % 4 = 2 AND t.seq = c.statement)
    JOIN source s ON s.seq = CASE f.rowid % 4 WHEN 0 THEN f.rowid / 4 ELSE t.source END
    WHERE search MATCH ?1 AND (f.rowid % 4 <> 1 OR t.superseded IS NULL)
    ORDER BY bm25(search, 4.0, 1.0), f.rowid";

pub(crate) fn search(conn: &Connection, text: &str) -> Result<Vec<Hit>, ErrorKind> {
    match query(text) {
        None => Ok(Vec::new()),
        Some(query) => rows::rows(conn, SEARCH, &[query.into()], hit_from),
    }
}

fn hit_from(row: &Row<'_>) -> Result<Hit, ErrorKind> {
    let (snippet, marks) = unmark(&row.get::<_, String>(4)?);
    Ok(Hit {
        found: Found::from_code(row.get(0)?)?,
        source: SourceId(row.get(1)?),
        statement: row.get::<_, Option<String>>(2)?.map(StatementId),
        title: row.get(3)?,
        snippet,
        marks,
    })
}

/// Takes the marks out of a snippet and says where they were. Runs of white space become one
/// space, so that a snippet is one line.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let mut marks = Vec::new();
    let mut start = None;
    for c in marked.chars() {
        match c {
            OPEN => start = Some(text.len()),
            CLOSE => marks.extend(start.take().map(|start| Span::new(start, text.len()))),
            c if c.is_whitespace() => {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            c => text.push(c),
        }
    }
    text.truncate(text.trim_end().len());
    (text, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terms_are_quoted_one_by_one() {
        let of = |text| query(text).unwrap_or_default();
        assert_eq!(of("freeze talks"), r#""freeze" AND "talks""#);
        assert_eq!(of("missil* OR NOT"), r#""missil" * AND "OR" AND "NOT""#);
        assert_eq!(
            of(r#""front line" title:x"#),
            r#""front line" AND "title:x""#
        );
        assert_eq!(of(r#"say "half"#), r#""say" AND "half""#);
        assert_eq!(of("“two weeks”"), r#""two weeks""#);
        assert_eq!(query(" - * \"\" () \0"), None);
    }

    #[test]
    fn marks_name_the_words() {
        let (text, marks) = unmark("the \u{2}freeze\u{3}\n  was …");
        assert_eq!(text, "the freeze was …");
        assert_eq!(marks, [Span::new(4, 10)]);
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(text in r#"(\PC|["*():^+\-{}\x00\n]|AND |OR |NEAR\(|[a-z]{1,3}){0,40}"#) {
            let conn = crate::open::memory().unwrap();
            put(&conn, Found::Source, 1, "a", "b c").unwrap();
            prop_assert!(search(&conn, &text).is_ok(), "{:?}", query(&text));
        }
    }
}
