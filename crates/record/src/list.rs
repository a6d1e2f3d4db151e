//! Sources, statements, reviews and comments, read back out of the file.

use crate::cast;
use crate::error::ErrorKind;
use crate::keep::BODY_VERSION;
use crate::rows::{find, from_json, offset, parse, parse_option, rows, span, stamp, to_json};
use crate::search;
use crate::values::{
    Comment, Filter, Review, SourceEntry, Standing, StatementDetail, StatementEntry, Verdict,
};
use demarche_evidence::{Argument, Body, Reading, Source, SourceId, Statement, StatementId, Voice};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

// Sources.

const SOURCE: &str = "SELECT id, title, publisher, date, address, text, regions FROM source";

fn source_from(row: &Row<'_>) -> Result<Source, ErrorKind> {
    Ok(Source {
        id: SourceId(row.get(0)?),
        title: row.get(1)?,
        publisher: row.get(2)?,
        date: parse_option("date of a source", row.get(3)?)?,
        address: row.get(4)?,
        text: row.get(5)?,
        regions: from_json("regions of a source", &row.get::<_, String>(6)?)?,
    })
}

pub(crate) fn source(conn: &Connection, id: &str) -> Result<Source, ErrorKind> {
    let seq = find(conn, "source", id)?;
    source_by_seq(conn, seq)
}

pub(crate) fn source_by_seq(conn: &Connection, seq: i64) -> Result<Source, ErrorKind> {
    let found = rows(
        conn,
        &format!("{SOURCE} WHERE seq = ?1"),
        &[seq.into()],
        source_from,
    )?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| ErrorKind::corrupt("source", "it is gone"))
}

pub(crate) fn full_sources(conn: &Connection) -> Result<Vec<Source>, ErrorKind> {
    rows(conn, &format!("{SOURCE} ORDER BY seq"), &[], source_from)
}

const SOURCE_ENTRY: &str = "
    SELECT s.id, s.title, s.publisher, coalesce(s.date, r.date), s.address,
           length(CAST(s.text AS BLOB)), s.kept_at, r.reader, r.read_at, r.relevant,
           (SELECT count(*) FROM statement t
            WHERE t.source = s.seq AND t.superseded IS NULL AND t.standing <> 'rejected')
    FROM source s JOIN reading r
      ON r.seq = (SELECT max(seq) FROM reading WHERE source = s.seq)";

fn source_entry_from(row: &Row<'_>) -> Result<SourceEntry, ErrorKind> {
    Ok(SourceEntry {
        id: SourceId(row.get(0)?),
        title: row.get(1)?,
        publisher: row.get(2)?,
        date: parse_option::<Date>("date of a source", row.get(3)?)?,
        address: row.get(4)?,
        bytes: offset(row.get(5)?)?,
        kept_at: parse("time of a source", &row.get::<_, String>(6)?)?,
        reader: row.get(7)?,
        read_at: parse("time of a reading", &row.get::<_, String>(8)?)?,
        relevant: row.get(9)?,
        statements: offset(row.get(10)?)?,
    })
}

/// Source entries that fulfil a condition on `s` (source) and `r` (its last reading).
pub(crate) fn sources_where(
    conn: &Connection,
    condition: &str,
    params: &[Value],
) -> Result<Vec<SourceEntry>, ErrorKind> {
    let sql = format!("{SOURCE_ENTRY} WHERE {condition} ORDER BY s.seq");
    rows(conn, &sql, params, source_entry_from)
}

pub(crate) fn sources(conn: &Connection) -> Result<Vec<SourceEntry>, ErrorKind> {
    sources_where(conn, "1", &[])
}

// Statements.

const STATEMENT: &str = "
    SELECT t.seq, t.id, s.id, t.start, t.end, t.voice, t.rule, t.confidence, t.body_version,
           t.body, e.body_version, e.body, t.standing, x.read_at, r.reader, r.read_at,
           (SELECT count(*) FROM comment c WHERE c.statement = t.seq),
           t.quote
    FROM statement t
    JOIN source s ON s.seq = t.source
    JOIN reading r ON r.seq = t.reading
    LEFT JOIN reading x ON x.seq = t.superseded
    LEFT JOIN review e ON e.seq = t.edit";

/// A body in the JSON form of the given version.
fn body_from(version: u32, json: &str) -> Result<Body, ErrorKind> {
    if version > BODY_VERSION {
        return Err(ErrorKind::corrupt("version of a body", version));
    }
    from_json("body of a statement", json)
}

fn statement_from(conn: &Connection, row: &Row<'_>) -> Result<StatementEntry, ErrorKind> {
    let read = body_from(row.get(8)?, &row.get::<_, String>(9)?)?;
    let edit: Option<String> = row.get(11)?;
    let (body, original) = match edit {
        None => (read, None),
        Some(json) => (body_from(row.get(10)?, &json)?, Some(read)),
    };
    let voice: Voice = from_json("voice of a statement", &row.get::<_, String>(5)?)?;
    let standing: String = row.get(12)?;
    Ok(StatementEntry {
        statement: Statement {
            id: StatementId(row.get(1)?),
            source: SourceId(row.get(2)?),
            evidence: span(row.get(3)?, row.get(4)?)?,
            voice,
            body,
            arguments: arguments(conn, row.get(0)?)?,
            rule: row.get(6)?,
            // Written from a 32-bit number, so nothing is lost.
            confidence: row.get::<_, f64>(7)? as f32,
        },
        original,
        quote: row.get(17)?,
        standing: Standing::from_name(&standing)
            .ok_or_else(|| ErrorKind::corrupt("standing of a statement", standing))?,
        superseded_at: parse_option("time of a reading", row.get(13)?)?,
        reader: row.get(14)?,
        added_at: parse("time of a reading", &row.get::<_, String>(15)?)?,
        comments: offset(row.get(16)?)?,
    })
}

fn arguments(conn: &Connection, statement: i64) -> Result<Vec<Argument>, ErrorKind> {
    rows(
        conn,
        "SELECT role, start, end FROM argument WHERE statement = ?1 ORDER BY ord",
        &[statement.into()],
        |row| {
            Ok(Argument {
                role: row.get(0)?,
                span: span(row.get(1)?, row.get(2)?)?,
            })
        },
    )
}

/// Statements that fulfil a condition on `t` (statement), `s` (source), `r` (the reading that
/// found it) and `x` (the one that superseded it).
pub(crate) fn statements_where(
    conn: &Connection,
    condition: &str,
    params: &[Value],
) -> Result<Vec<StatementEntry>, ErrorKind> {
    let sql = format!("{STATEMENT} WHERE {condition} ORDER BY t.source, t.start, t.end, t.seq");
    rows(conn, &sql, params, |row| statement_from(conn, row))
}

pub(crate) fn by_seq(conn: &Connection, seq: i64) -> Result<StatementEntry, ErrorKind> {
    statements_where(conn, "t.seq = ?1", &[seq.into()])?
        .into_iter()
        .next()
        .ok_or_else(|| ErrorKind::corrupt("statement", "it is gone"))
}

pub(crate) fn statements(
    conn: &Connection,
    filter: &Filter,
) -> Result<Vec<StatementEntry>, ErrorKind> {
    let mut conditions = vec!["1".to_owned()];
    let mut params: Vec<Value> = Vec::new();
    let mut add = |condition: &str, value: Value| {
        params.push(value);
        conditions.push(condition.replace('?', &format!("?{}", params.len())));
    };
    if let Some(kind) = filter.kind {
        add("t.kind = ?", kind.name().to_owned().into());
    }
    if let Some(id) = &filter.source {
        add("t.source = ?", find(conn, "source", id)?.into());
    }
    if let Some(standing) = filter.standing {
        add("t.standing = ?", standing.name().to_owned().into());
    }
    if let Some(since) = filter.since {
        add("r.read_at >= ?", stamp(since).into());
    }
    if let Some(name) = &filter.party {
        let names: Vec<String> = cast::names_of(conn, name)?.into_iter().collect();
        add(
            "t.seq IN (SELECT statement FROM involved
                       WHERE name IN (SELECT value FROM json_each(?)))",
            to_json(&names)?.into(),
        );
    }
    if let Some(text) = &filter.text {
        let Some(query) = search::query(text) else {
            return Ok(Vec::new());
        };
        add(
            "t.seq IN (SELECT (rowid >> 20) / 4 FROM search
                       WHERE search MATCH ? AND (rowid >> 20) % 4 = 1)",
            query.into(),
        );
    }
    if !filter.superseded {
        conditions.push("t.superseded IS NULL".to_owned());
    }
    statements_where(conn, &conditions.join(" AND "), &params)
}

const CURRENT: &str = "t.superseded IS NULL AND t.standing <> 'rejected'";

pub(crate) fn current(conn: &Connection) -> Result<Vec<Statement>, ErrorKind> {
    let entries = statements_where(conn, CURRENT, &[])?;
    Ok(entries.into_iter().map(|entry| entry.statement).collect())
}

pub(crate) fn reading(conn: &Connection, id: &str) -> Result<Reading, ErrorKind> {
    let seq = find(conn, "source", id)?;
    let last: Option<(String, Option<String>, bool)> = conn
        .query_row(
            "SELECT s.id, r.date, r.relevant FROM reading r JOIN source s ON s.seq = r.source
             WHERE r.source = ?1 ORDER BY r.seq DESC LIMIT 1",
            [seq],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let (source, date, relevant) =
        last.ok_or_else(|| ErrorKind::corrupt("source", "it was never read"))?;
    let condition = format!("{CURRENT} AND t.source = ?1");
    let entries = statements_where(conn, &condition, &[seq.into()])?;
    Ok(Reading {
        source: SourceId(source),
        date: parse_option("date of a reading", date)?,
        relevant,
        parties: cast::parties(conn, seq)?,
        people: cast::people(conn, seq)?,
        statements: entries.into_iter().map(|entry| entry.statement).collect(),
        causal: Vec::new(), // not kept: reading the text again gives them
    })
}

// Reviews and comments.

/// Reviews that fulfil a condition on `v` (review) and `t` (statement), first to last.
pub(crate) fn reviews_where(
    conn: &Connection,
    condition: &str,
    params: &[Value],
) -> Result<Vec<Review>, ErrorKind> {
    let sql = format!(
        "SELECT t.id, v.verdict, v.body_version, v.body, v.reviewer, v.at
         FROM review v JOIN statement t ON t.seq = v.statement WHERE {condition} ORDER BY v.seq"
    );
    rows(conn, &sql, params, |row| {
        let verdict: String = row.get(1)?;
        let verdict = match (verdict.as_str(), row.get::<_, Option<String>>(3)?) {
            ("accept", _) => Verdict::Accept,
            ("reject", _) => Verdict::Reject,
            ("edit", Some(json)) => Verdict::Edit(Box::new(body_from(row.get(2)?, &json)?)),
            _ => return Err(ErrorKind::corrupt("verdict of a review", verdict)),
        };
        Ok(Review {
            statement: StatementId(row.get(0)?),
            verdict,
            by: row.get(4)?,
            at: parse("time of a review", &row.get::<_, String>(5)?)?,
        })
    })
}

/// Comments that fulfil a condition on `c` (comment) and `t` (statement), first to last.
pub(crate) fn comments_where(
    conn: &Connection,
    condition: &str,
    params: &[Value],
) -> Result<Vec<Comment>, ErrorKind> {
    let sql = format!(
        "SELECT t.id, c.text, c.author, c.at
         FROM comment c JOIN statement t ON t.seq = c.statement WHERE {condition} ORDER BY c.seq"
    );
    rows(conn, &sql, params, |row| {
        Ok(Comment {
            statement: StatementId(row.get(0)?),
            text: row.get(1)?,
            by: row.get(2)?,
            at: parse("time of a comment", &row.get::<_, String>(3)?)?,
        })
    })
}

pub(crate) fn detail(conn: &Connection, id: &str) -> Result<StatementDetail, ErrorKind> {
    let seq = find(conn, "statement", id)?;
    detail_by_seq(conn, seq)
}

pub(crate) fn detail_by_seq(conn: &Connection, seq: i64) -> Result<StatementDetail, ErrorKind> {
    Ok(StatementDetail {
        entry: by_seq(conn, seq)?,
        reviews: reviews_where(conn, "t.seq = ?1", &[seq.into()])?,
        comments: comments_where(conn, "t.seq = ?1", &[seq.into()])?,
    })
}
