//! Taking in a source and its reading.

use crate::error::ErrorKind;
use crate::rows::{stamp, to_json};
use crate::search::{self, Found};
use crate::values::Kept;
use crate::{cast, inside, list};
use demarche_evidence::{Body, Reading, Source, SourceId, Span, Statement, Voice};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the JSON form of a body.
pub(crate) const BODY_VERSION: u32 = 1;

pub(crate) fn keep(
    conn: &mut Connection,
    source: &Source,
    reading: &Reading,
    reader: &str,
    now: Timestamp,
) -> Result<Kept, ErrorKind> {
    check(source, reading)?;
    let digest = digest(reading)?;
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut kept = Kept::default();
    let seq = match known(&transaction, source)? {
        Some(seq) => seq,
        None => {
            kept.new_source = true;
            insert_source(&transaction, source, now)?
        }
    };
    if same_as_last(&transaction, seq, reader, &digest)? {
        // Nothing was written: the transaction is rolled back by being dropped.
        return Ok(kept);
    }
    let writing = Writing {
        transaction: &transaction,
        source: seq,
        text: &source.text,
        reading: insert_reading(&transaction, seq, reading, reader, &digest, now)?,
    };
    writing.cast(reading)?;
    writing.statements(&reading.statements, &mut kept)?;
    transaction.commit()?;
    Ok(kept)
}

/// That ids and spans fit, before anything is written.
fn check(source: &Source, reading: &Reading) -> Result<(), ErrorKind> {
    let bad = |why: String| Err(ErrorKind::BadReading { why });
    if SourceId::of(source.text.as_bytes()) != source.id {
        return bad(format!("{} is not the hash of its text", source.id.short()));
    }
    if reading.source != source.id {
        return bad("it is a reading of another source".to_owned());
    }
    let mut ids = BTreeSet::new();
    for statement in &reading.statements {
        if statement.source != source.id {
            return bad(format!("statement {} is from another source", statement.id));
        }
        if !ids.insert(&statement.id) {
            return bad(format!("two statements have the id {}", statement.id));
        }
        if !statement.confidence.is_finite() {
            return bad(format!("statement {} has no confidence", statement.id));
        }
        if let Some(why) = misplaced(inside::spans(statement), &source.text) {
            return bad(format!("statement {}: {why}", statement.id));
        }
    }
    let mentions = reading.parties.iter().flat_map(|party| &party.mentions);
    let mentions = mentions.chain(reading.people.iter().flat_map(|person| &person.mentions));
    let spans = source.regions.iter().chain(mentions).copied();
    misplaced(spans, &source.text).map_or(Ok(()), bad)
}

/// The first span that does not name a piece of `text`, in words.
pub(crate) fn misplaced(spans: impl IntoIterator<Item = Span>, text: &str) -> Option<String> {
    spans.into_iter().find_map(|span| {
        let error = span.text(text).err()?;
        Some(format!("at {}..{} {error}", span.start, span.end))
    })
}

fn digest(reading: &Reading) -> Result<String, ErrorKind> {
    let json = to_json(reading)?;
    let hash = Sha256::digest(json.as_bytes());
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn known(conn: &Connection, source: &Source) -> Result<Option<i64>, ErrorKind> {
    Ok(conn
        .prepare_cached("SELECT seq FROM source WHERE id = ?1")?
        .query_row([&source.id.0], |row| row.get(0))
        .optional()?)
}

fn insert_source(
    conn: &Transaction<'_>,
    source: &Source,
    now: Timestamp,
) -> Result<i64, ErrorKind> {
    conn.prepare_cached(
        "INSERT INTO source (id, title, publisher, date, address, text, regions, kept_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        source.id.0,
        source.title,
        source.publisher,
        source.date.map(|date| date.to_string()),
        source.address,
        source.text,
        to_json(&source.regions)?,
        stamp(now),
    ])?;
    let seq = conn.last_insert_rowid();
    let article: Vec<&str> = source
        .regions
        .iter()
        .filter_map(|span| span.text(&source.text).ok())
        .collect();
    let title = source.title.as_deref().unwrap_or("");
    search::put(conn, Found::Source, seq, title, &article.concat())?;
    Ok(seq)
}

fn same_as_last(
    conn: &Transaction<'_>,
    source: i64,
    reader: &str,
    digest: &str,
) -> Result<bool, ErrorKind> {
    let last: Option<(String, String)> = conn
        .prepare_cached(
            "SELECT reader, digest FROM reading WHERE source = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([source], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.is_some_and(|(r, d)| r == reader && d == digest))
}

fn insert_reading(
    conn: &Transaction<'_>,
    source: i64,
    reading: &Reading,
    reader: &str,
    digest: &str,
    now: Timestamp,
) -> Result<i64, ErrorKind> {
    conn.prepare_cached(
        "INSERT INTO reading (source, reader, read_at, date, relevant, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        source,
        reader,
        stamp(now),
        reading.date.map(|date| date.to_string()),
        reading.relevant,
        digest,
    ])?;
    Ok(conn.last_insert_rowid())
}

/// A statement as the file has it before this reading.
struct Known {
    seq: i64,
    reviewed: bool,
    superseded: bool,
}

/// One reading being written.
struct Writing<'a> {
    transaction: &'a Transaction<'a>,
    source: i64,
    text: &'a str,
    reading: i64,
}

impl Writing<'_> {
    fn cast(&self, reading: &Reading) -> Result<(), ErrorKind> {
        let conn = self.transaction;
        conn.execute("DELETE FROM party WHERE source = ?1", [self.source])?;
        conn.execute("DELETE FROM person WHERE source = ?1", [self.source])?;
        for (ord, party) in reading.parties.iter().enumerate() {
            conn.prepare_cached("INSERT INTO party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    self.source,
                    ord as i64,
                    party.name,
                    cast::kind_name(party.kind),
                    party.code,
                    to_json(&party.aliases)?,
                    to_json(&party.mentions)?,
                ])?;
        }
        for (ord, person) in reading.people.iter().enumerate() {
            conn.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    self.source,
                    ord as i64,
                    person.name,
                    person.role,
                    person.party,
                    to_json(&person.aliases)?,
                    to_json(&person.mentions)?,
                ])?;
        }
        Ok(())
    }

    fn statements(&self, statements: &[Statement], kept: &mut Kept) -> Result<(), ErrorKind> {
        let mut known = self.known()?;
        for statement in statements {
            match known.remove(&statement.id.0) {
                None => {
                    self.insert(statement)?;
                    kept.new_statements += 1;
                }
                Some(old) => kept.refreshed += usize::from(self.refresh(&old, statement)?),
            }
        }
        for old in known
            .values()
            .filter(|old| !old.reviewed && !old.superseded)
        {
            self.transaction
                .prepare_cached("UPDATE statement SET superseded = ?1 WHERE seq = ?2")?
                .execute([self.reading, old.seq])?;
            kept.superseded += 1;
        }
        Ok(())
    }

    fn known(&self) -> Result<BTreeMap<String, Known>, ErrorKind> {
        let mut query = self.transaction.prepare_cached(
            "SELECT id, seq, standing <> 'unreviewed', superseded IS NOT NULL
             FROM statement WHERE source = ?1",
        )?;
        let rows = query.query_map([self.source], |row| {
            let known = Known {
                seq: row.get(1)?,
                reviewed: row.get(2)?,
                superseded: row.get(3)?,
            };
            Ok((row.get(0)?, known))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn insert(&self, statement: &Statement) -> Result<(), ErrorKind> {
        let conn = self.transaction;
        let quote = statement.evidence.text(self.text).unwrap_or("");
        conn.prepare_cached(
            "INSERT INTO statement (source, id, kind, start, end, quote, voice, rule,
                                    confidence, body_version, body, reading)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            self.source,
            statement.id.0,
            statement.kind().name(),
            statement.evidence.start as i64,
            statement.evidence.end as i64,
            quote,
            to_json(&statement.voice)?,
            statement.rule,
            f64::from(statement.confidence),
            BODY_VERSION,
            to_json(&statement.body)?,
            self.reading,
        ])?;
        let seq = conn.last_insert_rowid();
        self.arguments(seq, statement)?;
        index(conn, seq, &statement.body, &statement.voice, quote)
    }

    fn arguments(&self, seq: i64, statement: &Statement) -> Result<(), ErrorKind> {
        for (ord, argument) in statement.arguments.iter().enumerate() {
            self.transaction
                .prepare_cached("INSERT INTO argument VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    seq,
                    ord as i64,
                    argument.role,
                    argument.span.start as i64,
                    argument.span.end as i64,
                ])?;
        }
        Ok(())
    }

    /// Brings a statement found again up to date. Its id vouches for evidence and body; voice,
    /// rule, confidence and arguments may have changed. Says whether anything did.
    fn refresh(&self, old: &Known, statement: &Statement) -> Result<bool, ErrorKind> {
        let conn = self.transaction;
        let entry = list::by_seq(conn, old.seq)?;
        let as_read = entry.original.as_ref().unwrap_or(&entry.statement.body);
        let body_same = *as_read == statement.body;
        let rest_same = Statement {
            body: statement.body.clone(),
            ..entry.statement.clone()
        } == *statement;
        if body_same && rest_same && !old.superseded {
            return Ok(false);
        }
        let quote = statement.evidence.text(self.text).unwrap_or("");
        conn.prepare_cached(
            "UPDATE statement SET start = ?2, end = ?3, quote = ?4, voice = ?5, rule = ?6,
                                  confidence = ?7, body_version = ?8, body = ?9,
                                  superseded = NULL
             WHERE seq = ?1",
        )?
        .execute(params![
            old.seq,
            statement.evidence.start as i64,
            statement.evidence.end as i64,
            quote,
            to_json(&statement.voice)?,
            statement.rule,
            f64::from(statement.confidence),
            BODY_VERSION,
            to_json(&statement.body)?,
        ])?;
        conn.execute("DELETE FROM argument WHERE statement = ?1", [old.seq])?;
        self.arguments(old.seq, statement)?;
        let stands = match entry.original {
            Some(_) => &entry.statement.body,
            None => &statement.body,
        };
        index(conn, old.seq, stands, &statement.voice, quote)?;
        Ok(true)
    }
}

/// Writes kind, cast and words of the body that stands, so that filters and search see it.
pub(crate) fn index(
    conn: &Transaction<'_>,
    seq: i64,
    body: &Body,
    voice: &Voice,
    quote: &str,
) -> Result<(), ErrorKind> {
    conn.prepare_cached("UPDATE statement SET kind = ?2 WHERE seq = ?1 AND kind <> ?2")?
        .execute(params![seq, body.kind().name()])?;
    conn.prepare_cached("DELETE FROM involved WHERE statement = ?1")?
        .execute([seq])?;
    for name in inside::involved(body, voice) {
        conn.prepare_cached("INSERT INTO involved VALUES (?1, ?2)")?
            .execute(params![name, seq])?;
    }
    let words = format!("{quote}\n{}", inside::words(body));
    search::put(conn, Found::Statement, seq, "", &words)
}
