//! Full-text search.

use crate::error::ErrorKind;
use crate::rows;
use demarche_evidence::{SourceId, Span, StatementId};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
    /// Tells the three apart in the number of a row of the index.
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

/// Length in bytes from which a passage ends at the next white space. SQLite's choice of a snippet
/// takes time quadratic in the matches within a row, so that rows must be short.
const PASSAGE: usize = 8_192;

/// Bits of a row number that count the passages of one thing; enough for SQLite's longest text.
const PASSAGE_BITS: u32 = 20;

/// Puts the words of a thing into the index, passage by passage, in place of any that were there.
pub(crate) fn put(
    conn: &Connection,
    found: Found,
    seq: i64,
    title: &str,
    words: &str,
) -> Result<(), ErrorKind> {
    let first = (seq * 4 + found.code()) << PASSAGE_BITS;
    let last = first + (1 << PASSAGE_BITS) - 1;
    conn.prepare_cached("DELETE FROM search WHERE rowid BETWEEN ?1 AND ?2")?
        .execute([first, last])?;
    let mut insert =
        conn.prepare_cached("INSERT INTO search (rowid, title, words) VALUES (?1, ?2, ?3)")?;
    let title = clean(title);
    for (row, passage) in (first..=last).zip(passages(words)) {
        insert.execute(params![row, title, clean(passage)])?;
    }
    Ok(())
}

/// Cuts a text at white space into passages of about [`PASSAGE`] bytes, and within a word only
/// where that is longer than a passage. At least one, which may be empty.
fn passages(text: &str) -> Vec<&str> {
    let mut passages = Vec::new();
    let mut rest = text;
    while rest.len() > PASSAGE {
        let cut = rest
            .char_indices()
            .skip_while(|(place, _)| *place < PASSAGE)
            .find(|(place, c)| c.is_whitespace() || *place >= 2 * PASSAGE)
            .map_or(rest.len(), |(place, _)| place);
        let (passage, after) = rest.split_at(cut);
        passages.push(passage);
        rest = after;
    }
    if !rest.is_empty() || passages.is_empty() {
        passages.push(rest);
    }
    passages
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

/// How many hits a search gives at most.
const MOST_HITS: usize = 200;

// The best passages first; snippets are made afterwards, for those that are shown.
const RANKED: &str = "
    SELECT rowid, rowid >> 20 FROM search WHERE search MATCH ?1
    ORDER BY bm25(search, 4.0, 1.0), rowid";

const HIT: &str = "
    SELECT s.id, t.id, s.title, snippet(search, -1, char(2), char(3), '…', 24)
    FROM search f
    LEFT JOIN comment c ON ?3 = 2 AND c.seq = ?4
    LEFT JOIN statement t ON t.seq = CASE ?3 WHEN 1 THEN ?4 WHEN 2 THEN c.statement END
    JOIN source s ON s.seq = CASE ?3 WHEN 0 THEN ?4 ELSE t.source END
    WHERE search MATCH ?1 AND f.rowid = ?2 AND (?3 <> 1 OR t.superseded IS NULL)";

pub(crate) fn search(conn: &Connection, text: &str) -> Result<Vec<Hit>, ErrorKind> {
    let Some(query) = query(text) else {
        return Ok(Vec::new());
    };
    let mut ranked = conn.prepare_cached(RANKED)?;
    let mut passages = ranked.query([&query])?;
    let mut seen = BTreeSet::new();
    let mut hits = Vec::new();
    while let Some(row) = passages.next()? {
        let (passage, thing): (i64, i64) = (row.get(0)?, row.get(1)?);
        if seen.insert(thing) {
            hits.extend(hit(conn, &query, passage, thing)?);
        }
        if hits.len() == MOST_HITS {
            break;
        }
    }
    Ok(hits)
}

/// The hit of one passage; `None` for a superseded statement.
fn hit(conn: &Connection, query: &str, passage: i64, thing: i64) -> Result<Option<Hit>, ErrorKind> {
    let found = Found::from_code(thing % 4)?;
    let params: [Value; 4] = [
        query.to_owned().into(),
        passage.into(),
        (thing % 4).into(),
        (thing / 4).into(),
    ];
    let hits = rows::rows(conn, HIT, &params, |row| {
        let (snippet, marks) = unmark(&row.get::<_, String>(3)?);
        Ok(Hit {
            found,
            source: SourceId(row.get(0)?),
            statement: row.get::<_, Option<String>>(1)?.map(StatementId),
            title: row.get(2)?,
            snippet,
            marks,
        })
    })?;
    Ok(hits.into_iter().next())
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
    fn passages_are_the_text() {
        assert_eq!(passages(""), [""]);
        assert_eq!(passages("a b"), ["a b"]);
        let words = "grüße ".repeat(9_000);
        let unbroken = "ü".repeat(40_000);
        for text in [words, unbroken] {
            let cut = passages(&text);
            assert_eq!(cut.concat(), text);
            assert!(cut.len() > 3 && cut.iter().all(|p| p.len() <= 2 * PASSAGE + 4));
        }
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
