//! The record as a whole: what changed, all of it, and whether it is sound.

use crate::cast;
use crate::error::ErrorKind;
use crate::list;
use crate::rows::{rows, stamp};
use crate::values::{Changes, Export, ExportedSource};
use crate::{FORMAT_VERSION, inside, keep};
use demarche_evidence::SourceId;
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;

pub(crate) fn since(conn: &Connection, when: Timestamp) -> Result<Changes, ErrorKind> {
    let from = [Value::from(stamp(when))];
    let mut superseded = list::statements_where(conn, "x.read_at >= ?1", &from)?;
    let mut added =
        list::statements_where(conn, "r.read_at >= ?1 AND t.superseded IS NULL", &from)?;
    // Stable sorts: within one moment the order of the record stays.
    superseded.sort_by_key(|entry| entry.superseded_at);
    added.sort_by_key(|entry| entry.added_at);
    let mut sources = list::sources_where(conn, "s.kept_at >= ?1", &from)?;
    sources.sort_by_key(|entry| entry.kept_at);
    let mut reviews = list::reviews_where(conn, "v.at >= ?1", &from)?;
    reviews.sort_by_key(|review| review.at);
    let mut comments = list::comments_where(conn, "c.at >= ?1", &from)?;
    comments.sort_by_key(|comment| comment.at);
    Ok(Changes {
        since: when,
        sources,
        added,
        superseded,
        reviews,
        comments,
    })
}

pub(crate) fn export(conn: &Connection) -> Result<Export, ErrorKind> {
    let seqs: Vec<i64> = rows(conn, "SELECT seq FROM source ORDER BY seq", &[], |row| {
        Ok(row.get(0)?)
    })?;
    let sources = seqs
        .into_iter()
        .map(|seq| exported(conn, seq))
        .collect::<Result<_, _>>()?;
    Ok(Export {
        format: "demarche-record".to_owned(),
        version: FORMAT_VERSION,
        sources,
    })
}

fn exported(conn: &Connection, source: i64) -> Result<ExportedSource, ErrorKind> {
    let entry = list::sources_where(conn, "s.seq = ?1", &[source.into()])?
        .into_iter()
        .next()
        .ok_or_else(|| ErrorKind::corrupt("source", "it was never read"))?;
    let statements: Vec<i64> = rows(
        conn,
        "SELECT seq FROM statement WHERE source = ?1 ORDER BY start, end, seq",
        &[source.into()],
        |row| Ok(row.get(0)?),
    )?;
    Ok(ExportedSource {
        source: list::source_by_seq(conn, source)?,
        entry,
        parties: cast::parties(conn, source)?,
        people: cast::people(conn, source)?,
        statements: statements
            .into_iter()
            .map(|seq| list::detail_by_seq(conn, seq))
            .collect::<Result<_, _>>()?,
    })
}

pub(crate) fn check(conn: &Connection) -> Result<Vec<String>, ErrorKind> {
    let mut wrong: Vec<String> = rows(conn, "PRAGMA integrity_check", &[], |row| Ok(row.get(0)?))?;
    wrong.retain(|line| line != "ok");
    wrong.extend(rows(conn, "PRAGMA foreign_key_check", &[], |row| {
        let table: String = row.get(0)?;
        let parent: String = row.get(2)?;
        Ok(format!(
            "a row of {table} refers to a row of {parent} that is gone"
        ))
    })?);
    for exported in export(conn)?.sources {
        let source = exported.source;
        if SourceId::of(source.text.as_bytes()) != source.id {
            wrong.push(format!(
                "source {} is not the hash of its text",
                source.id.short()
            ));
        }
        for detail in exported.statements {
            let statement = detail.entry.statement;
            if statement.evidence.text(&source.text) != Ok(&detail.entry.quote) {
                wrong.push(format!(
                    "statement {} does not quote its source",
                    statement.id
                ));
            }
            if let Some(why) = keep::misplaced(inside::spans(&statement), &source.text) {
                wrong.push(format!("statement {}: {why}", statement.id));
            }
        }
    }
    Ok(wrong)
}
