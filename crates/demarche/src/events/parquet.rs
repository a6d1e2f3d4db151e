//! Tables of events in Apache Parquet.

use super::format::{Lines, records};
use super::row::{COLUMNS, Fields, Row};
use crate::error::{CommandError, Result};
use crate::{input, output};
use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

/// The columns of CSV with their types. What may be empty there and has a type of its own, or is one
/// thing and not a list, may be missing here.
const SCHEMA: &str = "message events {
    required binary id (STRING);
    required binary event (STRING);
    optional binary mode (STRING);
    required binary contexts (STRING);
    required binary aux (STRING);
    required binary actors (STRING);
    required binary actor_codes (STRING);
    required binary recipients (STRING);
    required binary recipient_codes (STRING);
    optional int32 date (DATE);
    required binary sentence (STRING);
    required int64 span_start;
    required int64 span_end;
    required binary rule (STRING);
    required double confidence;
    required binary source_id (STRING);
}";

/// Rows of a row group: so many are held until they are written,
const MOST_ROWS: usize = 65_536;

/// or as many as have so many bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Who wrote the file: neither when nor with what library, so that the same rows give the same bytes.
const WRITER: &str = concat!("demarche version ", env!("CARGO_PKG_VERSION"));

/// Makes a table of rows in JSON Lines. It appears when it is whole.
///
/// # Errors
/// When the rows cannot be read, or the table cannot be written.
pub(super) fn of_lines(rows: &Path, path: &Path) -> Result {
    write(path, |table| {
        records(rows, Lines::Jsonl, |_, line| {
            let row: Row = serde_json::from_slice(line).map_err(|_| no_table(rows))?;
            table.add(&row.fields()).ok_or_else(|| no_table(rows))??;
            Ok(())
        })
    })
}

/// Makes one table of several, each event once; returns how many rows it has. It appears when it is
/// whole.
///
/// # Errors
/// When a table cannot be read, or has other columns, or the new one cannot be written.
pub(crate) fn merge(tables: &[String], path: &Path) -> Result<usize> {
    let mut seen = HashSet::new();
    write(path, |table| {
        for name in tables.iter().map(Path::new) {
            for line in input::parquet_table(name, &COLUMNS)?.split(b'\n') {
                let line = line.map_err(|e| CommandError::reading(name, &e))?;
                let fields = fields(&line).ok_or_else(|| no_table(name))?;
                if seen.insert(fields[0].clone()) {
                    table.add(&fields).ok_or_else(|| no_table(name))??;
                }
            }
        }
        Ok(())
    })?;
    Ok(seen.len())
}

fn no_table(path: &Path) -> CommandError {
    CommandError::input(format!("{} is no table of events", path.display()))
}

/// The fields of a row that came as a JSON object of strings, in the order of the columns.
fn fields(line: &[u8]) -> Option<Fields> {
    let object: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let words = object.into_iter().map(|(_, value)| match value {
        Value::String(words) => words,
        _ => String::new(),
    });
    words.collect::<Vec<String>>().try_into().ok()
}

fn write(path: &Path, rows: impl FnOnce(&mut Table<'_>) -> Result) -> Result {
    output::fill(path, |file| {
        let mut table = Table::new(path, file)?;
        rows(&mut table)?;
        table.finish()
    })
}

/// A table that is being written, with the rows of one row group in memory.
struct Table<'a> {
    path: &'a Path,
    file: SerializedFileWriter<&'a mut File>,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl<'a> Table<'a> {
    fn new(path: &'a Path, file: &'a mut File) -> Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by(WRITER.to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let file = parse_message_type(SCHEMA)
            .and_then(|s| SerializedFileWriter::new(file, Arc::new(s), Arc::new(properties)))
            .map_err(|e| failed(path, e))?;
        let columns = file.schema_descr().columns().iter();
        let columns = columns
            .map(|column| Column {
                values: Values::of(column.physical_type()),
                is_there: (column.max_def_level() > 0).then(Vec::new),
            })
            .collect();
        Ok(Self {
            path,
            file,
            columns,
            rows: 0,
            bytes: 0,
        })
    }

    /// Adds a row; `None` where a field is not of the type of its column.
    fn add(&mut self, fields: &Fields) -> Option<Result> {
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.add(field)?;
            self.bytes += field.len();
        }
        self.rows += 1;
        let is_full = self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES;
        Some(if is_full { self.flush() } else { Ok(()) })
    }

    /// Writes a row group of the rows that are held.
    fn flush(&mut self) -> Result {
        self.write_group().map_err(|e| failed(self.path, e))?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn write_group(&mut self) -> ::parquet::errors::Result<()> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut writer) = group.next_column()? {
                column.write(&mut writer)?;
                writer.close()?;
            }
        }
        group.close()?;
        Ok(())
    }

    fn finish(mut self) -> Result {
        if self.rows > 0 {
            self.flush()?;
        }
        let closed = self.file.close();
        closed.map(|_| ()).map_err(|e| failed(self.path, e))
    }
}

fn failed(path: &Path, error: ParquetError) -> CommandError {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => CommandError::writing(path, &error),
            Err(error) => CommandError::internal(error),
        },
        error => CommandError::internal(error),
    }
}

/// The values of a column.
struct Column {
    values: Values,
    /// For each row 1 or 0, where values may be missing.
    is_there: Option<Vec<i16>>,
}

enum Values {
    Words(Vec<ByteArray>),
    /// Days since the first of 1970.
    Days(Vec<i32>),
    Counts(Vec<i64>),
    Numbers(Vec<f64>),
}

impl Values {
    /// None yet, of a column that is stored in this way.
    const fn of(kind: ::parquet::basic::Type) -> Self {
        match kind {
            ::parquet::basic::Type::INT32 => Self::Days(Vec::new()),
            ::parquet::basic::Type::INT64 => Self::Counts(Vec::new()),
            ::parquet::basic::Type::DOUBLE => Self::Numbers(Vec::new()),
            _ => Self::Words(Vec::new()),
        }
    }
}

impl Column {
    fn add(&mut self, field: &str) -> Option<()> {
        if let Some(is_there) = &mut self.is_there {
            is_there.push(i16::from(!field.is_empty()));
            if field.is_empty() {
                return Some(());
            }
        }
        match &mut self.values {
            Values::Words(all) => all.push(ByteArray::from(field)),
            Values::Days(all) => all.push(days(field)?),
            Values::Counts(all) => all.push(field.parse().ok()?),
            Values::Numbers(all) => all.push(field.parse().ok()?),
        }
        Some(())
    }

    /// Writes the values, and forgets them.
    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> ::parquet::errors::Result<()> {
        let levels = self.is_there.as_deref();
        match &mut self.values {
            Values::Words(all) => {
                to.typed::<ByteArrayType>().write_batch(all, levels, None)?;
                all.clear();
            }
            Values::Days(all) => {
                to.typed::<Int32Type>().write_batch(all, levels, None)?;
                all.clear();
            }
            Values::Counts(all) => {
                to.typed::<Int64Type>().write_batch(all, levels, None)?;
                all.clear();
            }
            Values::Numbers(all) => {
                to.typed::<DoubleType>().write_batch(all, levels, None)?;
                all.clear();
            }
        }
        if let Some(is_there) = &mut self.is_there {
            is_there.clear();
        }
        Ok(())
    }
}

/// Days of a date since the first of 1970.
fn days(date: &str) -> Option<i32> {
    const FIRST: Date = jiff::civil::date(1970, 1, 1);
    let date: Date = date.parse().ok()?;
    Some(date.since(FIRST).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::file::metadata::RowGroupMetaData;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::{Field, RowAccessor};

    fn fields(number: usize, date: &str, sentence: &str) -> Fields {
        let mut fields = Fields::default();
        fields[0] = format!("{number:016x}");
        fields[9] = date.to_owned();
        fields[10] = sentence.to_owned();
        fields[11] = number.to_string();
        fields[12] = "7".to_owned();
        fields[14] = "0.29".to_owned();
        fields
    }

    fn written(folder: &Path, rows: &[Fields]) -> SerializedFileReader<File> {
        let path = folder.join("out.parquet");
        let all = |table: &mut Table<'_>| {
            rows.iter()
                .try_for_each(|r| table.add(r).expect("types fit"))
        };
        write(&path, all).expect("a table");
        let file = File::open(path).expect("the table");
        SerializedFileReader::new(file).expect("a Parquet file")
    }

    #[test]
    fn the_columns_are_those_of_csv() {
        let schema = parse_message_type(SCHEMA).expect("a schema");
        let names: Vec<&str> = schema.get_fields().iter().map(|f| f.name()).collect();
        assert_eq!(names, COLUMNS);
    }

    #[test]
    fn values_have_types_and_may_be_missing() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let rows = [fields(1, "", "Mali left."), fields(2, "1969-12-30", "")];
        let file = written(folder.path(), &rows);
        let found: Vec<_> = file.get_row_iter(None).expect("rows").flatten().collect();
        assert_eq!(found[0].get_string(10).expect("a string"), "Mali left.");
        let field =
            |row: usize, column: usize| found[row].get_column_iter().nth(column).map(|(_, f)| f);
        assert_eq!(
            (field(0, 2), field(0, 9)),
            (Some(&Field::Null), Some(&Field::Null))
        );
        assert_eq!(field(1, 9), Some(&Field::Date(-2)));
        assert_eq!(found[1].get_long(11).expect("an integer"), 2);
        assert_eq!(found[1].get_double(14).expect("a number"), 0.29);
        let metadata = file.metadata().file_metadata();
        assert_eq!(metadata.created_by(), Some(WRITER));
    }

    #[test]
    fn row_groups_have_a_bounded_size() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let sentence = "x".repeat(MOST_BYTES / 4);
        let rows: Vec<Fields> = (0..9).map(|n| fields(n, "", &sentence)).collect();
        let file = written(folder.path(), &rows);
        let groups = file.metadata().row_groups().iter();
        let counts: Vec<i64> = groups.map(RowGroupMetaData::num_rows).collect();
        assert_eq!(counts, [4, 4, 1]);
    }

    #[test]
    fn a_field_of_another_type_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let path = folder.path().join("out.parquet");
        let mut row = fields(1, "2026-03-03", "x");
        row[11] = "first".to_owned();
        let refused = write(&path, |table| {
            assert!(table.add(&row).is_none());
            Err(no_table(&path))
        });
        assert!(refused.is_err() && !path.exists());
    }
}
