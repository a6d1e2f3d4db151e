//! Apache Parquet: a text a row.

use crate::columns::Layout;
use crate::{Columns, Error, Result};
use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::record::reader::RowIter;
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::{Type, TypePtr};
use jiff::Span;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::fs::File;

/// Values of a column that are held at once, beside the page they stand in.
const BATCH: usize = 64;

/// What is told of a mistake, in letters; the library shows whole values.
const LONGEST_WORDS: usize = 200;

const MILLISECONDS: i64 = 86_400_000;
const MICROSECONDS: i64 = 1_000 * MILLISECONDS;
const NANOSECONDS: i64 = 1_000 * MICROSECONDS;

/// The rows of a Parquet file, in its order, each as a JSON object with the columns that are
/// wanted, all of them strings; dates and times are days in UTC (ISO 8601).
///
/// Row groups are read one after the other, and of each a page of every wanted column at a time.
/// Columns may be compressed with Snappy, gzip or Zstandard. Lists and structs are not read. After
/// an error there are no more rows.
///
/// # Panics
/// Walking through a broken file may panic or take much memory, which is the library's; do so in a
/// process that may be ended.
pub struct ParquetRows {
    rows: RowIter<'static>,
    columns: Vec<Column>,
    is_broken: bool,
}

/// How a column is shown.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// With the blanks around it, and empty rather than missing.
    verbatim: bool,
    /// Whether its integers are nanoseconds, which the library does not tell.
    nanoseconds: bool,
}

impl ParquetRows {
    /// The columns of a table of texts that are used.
    ///
    /// # Errors
    /// When the file is broken or compressed otherwise, or there is no such column.
    pub fn of_texts(file: File, columns: &Columns) -> Result<Self> {
        Self::texts(file, columns)
    }

    fn texts<R: ChunkReader + 'static>(file: R, columns: &Columns) -> Result<Self> {
        Self::new(file, |names| {
            let layout = Layout::new(names, columns)?;
            let others = [layout.date, layout.id, layout.title, layout.address];
            let mut wanted: Vec<(usize, bool)> =
                others.into_iter().flatten().map(|k| (k, false)).collect();
            wanted.retain(|(k, _)| *k != layout.text);
            wanted.push((layout.text, true));
            Ok(wanted)
        })
    }

    /// All columns of a table that has these, in this order, and no others.
    ///
    /// # Errors
    /// When the file is broken or compressed otherwise, or has other columns.
    pub fn of_table(file: File, columns: &[String]) -> Result<Self> {
        Self::table(file, columns)
    }

    fn table<R: ChunkReader + 'static>(file: R, columns: &[String]) -> Result<Self> {
        Self::new(file, |names| {
            if names != columns {
                let columns = columns.join(", ");
                return Err(Error::bad(format!("its columns are not {columns}")));
            }
            Ok((0..names.len()).map(|k| (k, true)).collect())
        })
    }

    /// The columns that are chosen by their numbers among those with these names, each with
    /// whether it is shown verbatim.
    fn new<R: ChunkReader + 'static>(
        file: R,
        choose: impl FnOnce(&[String]) -> Result<Vec<(usize, bool)>>,
    ) -> Result<Self> {
        let reader = SerializedFileReader::new(file).map_err(broken)?;
        let schema = reader.metadata().file_metadata().schema();
        let plain: Vec<&TypePtr> = schema.get_fields().iter().filter(|c| is_plain(c)).collect();
        let names: Vec<String> = plain.iter().map(|c| c.name().to_owned()).collect();
        let mut chosen = choose(&names)?;
        chosen.sort_unstable();
        chosen.dedup_by_key(|(k, _)| *k);
        let found = || {
            chosen
                .iter()
                .filter_map(|(k, v)| Some((*plain.get(*k)?, *v)))
        };
        let columns = found().map(|(c, verbatim)| Column {
            verbatim,
            nanoseconds: is_nanoseconds(c),
        });
        let columns = columns.collect();
        let fields: Vec<TypePtr> = found().map(|(c, _)| c.clone()).collect();
        check(reader.metadata(), &fields)?;
        let wanted = Type::group_type_builder(schema.name())
            .with_fields(fields)
            .build()
            .map_err(broken)?;
        let rows = RowIter::from_file_into(Box::new(reader))
            .project(Some(wanted))
            .map_err(broken)?
            .with_batch_size(BATCH);
        Ok(Self {
            rows,
            columns,
            is_broken: false,
        })
    }

    fn object(&self, row: Row) -> Result<Map<String, Value>> {
        let cells = row.into_columns().into_iter().zip(&self.columns);
        cells
            .map(|((name, field), column)| {
                let value = column
                    .value(field)
                    .ok_or_else(|| Error::bad(format!("the column `{name}` is not in UTF-8")))?;
                Ok((name, value))
            })
            .collect()
    }
}

impl Iterator for ParquetRows {
    type Item = Result<Map<String, Value>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_broken {
            return None;
        }
        let row = self.rows.next()?;
        let object = row.map_err(broken).and_then(|row| self.object(row));
        self.is_broken = object.is_err();
        Some(object)
    }
}

/// Whether a column has one value a row.
fn is_plain(column: &Type) -> bool {
    let info = column.get_basic_info();
    column.is_primitive() && info.has_repetition() && info.repetition() != Repetition::REPEATED
}

fn is_nanoseconds(column: &Type) -> bool {
    let kind = column.get_basic_info().logical_type_ref();
    matches!(kind, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
}

/// That the wanted columns can be unpacked and have a value for each row.
fn check(file: &ParquetMetaData, wanted: &[TypePtr]) -> Result<()> {
    let wanted: Vec<&str> = wanted.iter().map(|c| c.name()).collect();
    file.row_groups()
        .iter()
        .try_for_each(|group| check_group(group, &wanted))
}

fn check_group(group: &RowGroupMetaData, wanted: &[&str]) -> Result<()> {
    for column in group.columns() {
        if !matches!(column.column_path().parts(), [name] if wanted.contains(&name.as_str())) {
            continue;
        }
        if !matches!(
            column.compression(),
            Compression::UNCOMPRESSED
                | Compression::SNAPPY
                | Compression::GZIP(_)
                | Compression::ZSTD(_)
        ) {
            return Err(Error::hinted(
                format!(
                    "compressed with {}, which is not read",
                    column.compression()
                ),
                "write it anew with Snappy, gzip or Zstandard",
            ));
        }
        if column.num_values() != group.num_rows() {
            return Err(Error::bad(
                "a broken Parquet file: columns of unequal length",
            ));
        }
    }
    Ok(())
}

/// What the library says, in one line of bounded length.
#[expect(
    clippy::needless_pass_by_value,
    reason = "results hand their errors over"
)]
fn broken(error: ParquetError) -> Error {
    let words = match &error {
        ParquetError::General(words) | ParquetError::EOF(words) => words.clone(),
        other => other.to_string(),
    };
    let line = words.lines().next().unwrap_or_default();
    let line: String = line.chars().take(LONGEST_WORDS).collect();
    Error::bad(format!("a broken Parquet file: {line}"))
}

impl Column {
    /// A value as it is shown; `None` where it is no text.
    fn value(self, field: Field) -> Option<Value> {
        let words = self.words(field)?;
        Some(if self.verbatim {
            Value::String(words)
        } else {
            match words.trim() {
                "" => Value::Null,
                words => Value::String(words.to_owned()),
            }
        })
    }

    fn words(self, field: Field) -> Option<String> {
        Some(match field {
            Field::Null => String::new(),
            Field::Str(words) => words,
            Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok()?,
            Field::Date(days) => day(i64::from(days)),
            Field::TimestampMillis(time) => day(time.div_euclid(MILLISECONDS)),
            Field::TimestampMicros(time) => day(time.div_euclid(MICROSECONDS)),
            Field::Long(time) if self.nanoseconds => day(time.div_euclid(NANOSECONDS)),
            other => other.to_string(),
        })
    }
}

/// The day that comes so many days after the first of 1970; the number, where there is none.
fn day(number: i64) -> String {
    const FIRST: Date = jiff::civil::date(1970, 1, 1);
    let found = Span::new()
        .try_days(number)
        .and_then(|days| FIRST.checked_add(days));
    found.map_or_else(|_| number.to_string(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    use ::parquet::file::properties::WriterProperties;
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::schema::parser::parse_message_type;
    use bytes::Bytes;
    use std::sync::Arc;

    const SCHEMA: &str = "message news {
        required int64 id;
        optional group tags (LIST) { repeated group list { required binary item (STRING); } }
        optional binary Text (STRING);
        required int32 date (DATE);
        required int64 seen (TIMESTAMP(NANOS, true));
        required binary title;
    }";

    const TITLE: &[u8] = b" Talks ";

    /// A file in which each row group holds `texts`.
    fn file(texts: &[Option<&str>], groups: usize, compression: Compression) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
        let properties = WriterProperties::builder().set_compression(compression);
        let properties = Arc::new(properties.build());
        let mut bytes = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut bytes, schema, properties).expect("a writer");
        let none = vec![0; texts.len()];
        for group in 0..groups {
            let mut columns = writer.next_row_group().expect("a row group");
            let mut leaves = "id tags Text date seen title".split(' ');
            while let Some(mut column) = columns.next_column().expect("a column") {
                let written = match leaves.next().unwrap_or_default() {
                    "id" => {
                        let ids: Vec<i64> = (0..)
                            .take(texts.len())
                            .map(|k| k + 10 * group as i64)
                            .collect();
                        column.typed::<Int64Type>().write_batch(&ids, None, None)
                    }
                    "Text" => {
                        let there: Vec<i16> =
                            texts.iter().map(|t| i16::from(t.is_some())).collect();
                        let all = texts.iter().flatten();
                        let all: Vec<ByteArray> = all.map(|t| ByteArray::from(*t)).collect();
                        column
                            .typed::<ByteArrayType>()
                            .write_batch(&all, Some(&there), None)
                    }
                    "date" => {
                        let days = vec![20_515; texts.len()];
                        column.typed::<Int32Type>().write_batch(&days, None, None)
                    }
                    "seen" => {
                        let times = vec![-1; texts.len()];
                        column.typed::<Int64Type>().write_batch(&times, None, None)
                    }
                    "title" => {
                        let titles = vec![ByteArray::from(TITLE.to_vec()); texts.len()];
                        column
                            .typed::<ByteArrayType>()
                            .write_batch(&titles, None, None)
                    }
                    _ => column
                        .typed::<ByteArrayType>()
                        .write_batch(&[], Some(&none), Some(&none)),
                };
                written.expect("memory is there");
                column.close().expect("memory is there");
            }
            columns.close().expect("memory is there");
        }
        writer.close().expect("memory is there");
        bytes
    }

    fn read(bytes: &[u8], columns: &Columns) -> Result<Vec<String>> {
        let rows = ParquetRows::texts(Bytes::copy_from_slice(bytes), columns)?;
        rows.map(|row| Ok(Value::Object(row?).to_string()))
            .collect()
    }

    #[test]
    fn rows_of_all_groups_whatever_compresses_them() {
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(Default::default()),
            Compression::ZSTD(Default::default()),
        ] {
            let bytes = file(&[Some(" Mali left. "), None], 2, compression);
            let found = read(&bytes, &Columns::default()).expect("a table");
            let row = |id: u8, text: &str| {
                format!(
                    "{{\"id\":\"{id}\",\"Text\":\"{text}\",\"date\":\"2026-03-03\",\"title\":\"Talks\"}}"
                )
            };
            let expected = [
                row(0, " Mali left. "),
                row(1, ""),
                row(10, " Mali left. "),
                row(11, ""),
            ];
            assert_eq!(found, expected, "{compression}");
        }
    }

    #[test]
    fn columns_that_are_asked_for_and_times_in_nanoseconds() {
        let columns = Columns {
            text: Some("TITLE".to_owned()),
            date: Some("seen".to_owned()),
            id: None,
        };
        let bytes = file(&[Some("x")], 1, Compression::SNAPPY);
        let found = read(&bytes, &columns).expect("a table");
        let row = "{\"id\":\"0\",\"seen\":\"1969-12-31\",\"title\":\" Talks \"}";
        assert_eq!(found, [row]);
        let columns = Columns {
            text: Some("tags".to_owned()),
            ..Columns::default()
        };
        let error = read(&bytes, &columns).expect_err("a list is no text");
        let expected = "no column `tags` among id, Text, date, seen, title";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn more_rows_than_are_held_at_once() {
        let texts = vec![Some("Mali left."); 3 * BATCH + 1];
        let bytes = file(&texts, 1, Compression::SNAPPY);
        let found = read(&bytes, &Columns::default()).expect("a table");
        assert_eq!(found.len(), texts.len());
    }

    #[test]
    fn a_table_must_have_these_columns() {
        let bytes = Bytes::from(file(&[Some("x")], 1, Compression::SNAPPY));
        let names = |words: &str| -> Vec<String> { words.split(' ').map(str::to_owned).collect() };
        let rows = ParquetRows::table(bytes.clone(), &names("id Text date seen title"));
        assert_eq!(rows.expect("a table").count(), 1);
        for others in ["id Text date seen", "Text id date seen title"] {
            assert!(ParquetRows::table(bytes.clone(), &names(others)).is_err());
        }
    }

    #[test]
    fn what_is_no_whole_file_is_an_error() {
        let bytes = file(&[Some("x")], 1, Compression::SNAPPY);
        for cut in [0, 4, bytes.len() / 2, bytes.len() - 1] {
            let error = read(&bytes[..cut], &Columns::default()).expect_err("cut off");
            assert!(
                error.to_string().starts_with("a broken Parquet file: "),
                "{error}"
            );
        }
    }

    #[test]
    fn days_before_1970_and_none_at_all() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(-1), "1969-12-31");
        assert_eq!(day(i64::MAX), i64::MAX.to_string());
    }
}
