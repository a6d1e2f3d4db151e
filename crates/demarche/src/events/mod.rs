//! Event data from many articles: one row an event, in the order of the articles.

mod articles;
mod format;
#[cfg(feature = "parquet")]
mod parquet;
mod row;
mod table;

pub(crate) use articles::{Article, Articles, count};
pub(crate) use format::{Format, Lines, records};
#[cfg(feature = "parquet")]
pub(crate) use parquet::merge as merge_parquet;
pub(crate) use row::{Row, rows};
pub(crate) use table::Table;
