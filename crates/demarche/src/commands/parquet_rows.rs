use crate::error::{CommandError, Result};
use crate::input::ColumnArgs;
use demarche_formats::ParquetRows;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Print the rows of a Parquet file as JSON Lines
///
/// The program starts itself with this command for each Parquet file.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file
    file: PathBuf,
    /// The columns that the table must have; else those of a table of texts are sought
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    exactly: Vec<String>,
    #[command(flatten)]
    columns: ColumnArgs,
}

pub(crate) fn run(args: &Args) -> Result {
    // A panic is told by the exit code; its words may be as long as a text.
    std::panic::set_hook(Box::new(|_| {}));
    let file = File::open(&args.file).map_err(|e| CommandError::reading(&args.file, &e))?;
    let told = |error: demarche_formats::Error| {
        let refused = CommandError::input(&error);
        match error.hint() {
            Some(hint) => refused.hinted(hint),
            None => refused,
        }
    };
    let rows = match args.exactly.as_slice() {
        [] => ParquetRows::of_texts(file, &args.columns.columns()),
        columns => ParquetRows::of_table(file, columns),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in rows.map_err(told)? {
        serde_json::to_writer(&mut out, &row.map_err(told)?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
