//! Event data from many articles: one row an event, in the order of the articles.

mod articles;
mod row;
mod table;

pub(crate) use articles::{Article, Articles, count};
pub(crate) use row::{Row, rows};
pub(crate) use table::{Format, Table, records};
