//! What people say about statements.

use crate::error::ErrorKind;
use crate::inside;
use crate::keep::{self, BODY_VERSION};
use crate::list;
use crate::rows::{find, stamp, to_json};
use crate::search::{self, Found};
use crate::values::{Comment, StatementDetail, Verdict};
use demarche_evidence::Body;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

pub(crate) fn review(
    conn: &mut Connection,
    id: &str,
    verdict: &Verdict,
    by: &str,
    now: Timestamp,
) -> Result<StatementDetail, ErrorKind> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seq = find(&transaction, "statement", id)?;
    let body = match verdict {
        Verdict::Edit(body) => {
            check(&transaction, seq, body)?;
            Some(to_json(body)?)
        }
        Verdict::Accept | Verdict::Reject => None,
    };
    transaction.execute(
        "INSERT INTO review (statement, verdict, body_version, body, reviewer, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            seq,
            verdict.name(),
            body.as_ref().map(|_| BODY_VERSION),
            body,
            by,
            stamp(now)
        ],
    )?;
    let review = transaction.last_insert_rowid();
    transaction.execute(
        "UPDATE statement SET standing = ?2, superseded = NULL WHERE seq = ?1",
        params![seq, verdict.standing().name()],
    )?;
    if let Verdict::Edit(body) = verdict {
        transaction.execute(
            "UPDATE statement SET edit = ?2 WHERE seq = ?1",
            [seq, review],
        )?;
        let entry = list::by_seq(&transaction, seq)?;
        keep::index(
            &transaction,
            seq,
            body,
            &entry.statement.voice,
            &entry.quote,
        )?;
    }
    let detail = list::detail_by_seq(&transaction, seq)?;
    transaction.commit()?;
    Ok(detail)
}

/// That the new body points into its source.
fn check(conn: &Transaction<'_>, statement: i64, body: &Body) -> Result<(), ErrorKind> {
    let source: i64 = conn.query_row(
        "SELECT source FROM statement WHERE seq = ?1",
        [statement],
        |row| row.get(0),
    )?;
    let source = list::source_by_seq(conn, source)?;
    match keep::misplaced(inside::body_spans(body), &source.text) {
        None => Ok(()),
        Some(why) => Err(ErrorKind::BadEdit { why }),
    }
}

pub(crate) fn comment(
    conn: &mut Connection,
    id: &str,
    text: &str,
    by: &str,
    now: Timestamp,
) -> Result<Comment, ErrorKind> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seq = find(&transaction, "statement", id)?;
    transaction.execute(
        "INSERT INTO comment (statement, author, at, text) VALUES (?1, ?2, ?3, ?4)",
        params![seq, by, stamp(now), text],
    )?;
    let comment = transaction.last_insert_rowid();
    search::put(&transaction, Found::Comment, comment, "", text)?;
    let made = list::comments_where(&transaction, "c.seq = ?1", &[comment.into()])?;
    transaction.commit()?;
    made.into_iter()
        .next()
        .ok_or_else(|| ErrorKind::corrupt("comment", "it is gone"))
}
