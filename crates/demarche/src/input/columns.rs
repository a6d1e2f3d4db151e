//! Options that say which columns of a table are which.

use demarche_formats::Columns;

/// Which columns of CSV or Parquet files, or keys of JSON Lines files, hold what. Upper and lower case count
/// as the same.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct ColumnArgs {
    /// Column (CSV, Parquet) or key (JSON Lines) with the text; else `text`, `body`, `content` or `article`
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    text_column: Option<String>,
    /// Column or key with the day; else `date`, `published`, `pubdate` or `publication_date`
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    date_column: Option<String>,
    /// Column or key with the name of the text; else `id` or `uuid`
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    id_column: Option<String>,
}

impl ColumnArgs {
    /// As the readers of tables want it.
    pub fn columns(&self) -> Columns {
        Columns {
            text: self.text_column.clone(),
            date: self.date_column.clone(),
            id: self.id_column.clone(),
        }
    }
}
