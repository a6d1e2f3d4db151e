//! Turning rows of the file into values, and saying which value does not fit.

use crate::error::ErrorKind;
use demarche_evidence::Span;
use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A time as the file has it: six decimals, so that text order is time order.
pub(crate) fn stamp(time: Timestamp) -> String {
    format!("{time:.6}")
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, ErrorKind> {
    serde_json::to_string(value).map_err(|error| ErrorKind::BadReading {
        why: error.to_string(),
    })
}

pub(crate) fn from_json<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, ErrorKind> {
    serde_json::from_str(json).map_err(|error| ErrorKind::corrupt(what, error))
}

pub(crate) fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(
    what: &str,
    text: &str,
) -> Result<T, ErrorKind> {
    text.parse()
        .map_err(|error| ErrorKind::corrupt(what, error))
}

pub(crate) fn parse_option<T: std::str::FromStr<Err: std::fmt::Display>>(
    what: &str,
    text: Option<String>,
) -> Result<Option<T>, ErrorKind> {
    text.map(|text| parse(what, &text)).transpose()
}

pub(crate) fn offset(number: i64) -> Result<usize, ErrorKind> {
    usize::try_from(number).map_err(|error| ErrorKind::corrupt("offset", error))
}

pub(crate) fn span(start: i64, end: i64) -> Result<Span, ErrorKind> {
    Ok(Span::new(offset(start)?, offset(end)?))
}

/// Runs a query and turns each row into a value; the turning may fail in its own way.
pub(crate) fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: &[Value],
    mut make: impl FnMut(&Row<'_>) -> Result<T, ErrorKind>,
) -> Result<Vec<T>, ErrorKind> {
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query(params_from_iter(params))?;
    let mut made = Vec::new();
    while let Some(row) = rows.next()? {
        made.push(make(row)?);
    }
    Ok(made)
}

/// The row that an id, or the first digits of one, stands for.
pub(crate) fn find(conn: &Connection, what: &'static str, id: &str) -> Result<i64, ErrorKind> {
    let wanted = id.to_lowercase();
    // Ids are hexadecimal, so all that start alike stand before the same start with a `g`.
    let found: Vec<(i64, String)> = rows(
        conn,
        &format!(
            "SELECT seq, id FROM {what} WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id, seq LIMIT 21"
        ),
        &[wanted.clone().into()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match found.as_slice() {
        [(seq, _)] if !wanted.is_empty() => Ok(*seq),
        [] => Err(ErrorKind::NotFound {
            what,
            id: id.to_owned(),
        }),
        _ if wanted.is_empty() => Err(ErrorKind::NotFound {
            what,
            id: id.to_owned(),
        }),
        several => Err(ErrorKind::Ambiguous {
            what,
            id: id.to_owned(),
            candidates: several.iter().take(20).map(|(_, id)| id.clone()).collect(),
        }),
    }
}
