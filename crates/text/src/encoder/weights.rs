//! What a network is made of, and its file.
//!
//! The file: eight bytes of magic, a version, the sizes of [`Config`], seven lists of text (vocabulary, word shapes, relations,
//! universal tags, Penn tags, tasks with their labels, lemmas), then the weights in the order of [`Network`](super::network::Network). Numbers are of 32
//! bits, little-endian; a section is its length in bytes, then the bytes. A [`Matrix`] is three sections: a scale and a bias for each
//! output, both filled up to whole panels, and the lines of [`matmul`](super::matmul). A [`Table`] is a section of scales and one of
//! rows of 8-bit numbers. Anything else is a section of 32-bit floats. Last comes the size of the head for coreference, zero where there is none,
//! and its weights.

use std::borrow::Cow;

use super::matmul::{DEPTH, LANES, LINE, Line};
use crate::file::{Reader, put_number, put_section};
use crate::model::ModelError;

pub(super) const MAGIC: &[u8; 8] = b"DEMENCO\n";
pub(super) const VERSION: u32 = 3;

/// No size in a file may be larger.
const LARGEST: usize = 1 << 16;

/// No window may be longer: attention takes memory by its square.
const LONGEST: usize = 1 << 12;

/// The sizes of a network, and its few constants.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Numbers in the vector of a subword.
    pub hidden: usize,
    /// Encoder layers.
    pub layers: usize,
    /// Heads of the attention; each sees `hidden / attention_heads` numbers.
    pub attention_heads: usize,
    /// Numbers between the two halves of a feed-forward layer.
    pub intermediate: usize,
    /// Subwords that are encoded together, the two marks at the ends included.
    pub max_subwords: usize,
    /// Subwords of a word that are looked at.
    pub max_word_pieces: usize,
    /// Numbers in which heads and dependents are compared.
    pub arc_size: usize,
    /// Numbers from which relations are told.
    pub label_size: usize,
    /// Numbers between the two halves of the head of a task.
    pub task_size: usize,
    /// Layers, counted from 0, whose outputs make the vector of a subword.
    pub mix_layers: Vec<usize>,
    /// Added to a variance before the root is taken.
    pub norm_epsilon: f32,
    /// Slope of the activation of the heads below zero.
    pub leaky_slope: f32,
}

impl Config {
    fn sizes(&self) -> [usize; 9] {
        [
            self.hidden,
            self.layers,
            self.attention_heads,
            self.intermediate,
            self.max_subwords,
            self.max_word_pieces,
            self.arc_size,
            self.label_size,
            self.task_size,
        ]
    }

    /// What does not fit together, if anything does not.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let whole = |size: usize| size.is_multiple_of(LANES);
        let checks = [
            (
                self.sizes()
                    .into_iter()
                    .all(|size| (1..=LARGEST).contains(&size)),
                "a size of zero or too large",
            ),
            (
                [
                    self.hidden,
                    self.intermediate,
                    self.arc_size,
                    self.label_size,
                    self.task_size,
                ]
                .into_iter()
                .all(whole),
                "a size that is no multiple of 16",
            ),
            (
                self.hidden.is_multiple_of(self.attention_heads.max(1)) && whole(self.head_width()),
                "a number of attention heads that does not divide",
            ),
            (
                self.max_subwords >= self.max_word_pieces + 2,
                "words longer than a window",
            ),
            (self.max_subwords <= LONGEST, "a window too long"),
            (
                self.mix_layers.iter().all(|&layer| layer < self.layers),
                "a layer that is not there",
            ),
            (
                self.norm_epsilon >= 0.0 && self.leaky_slope.is_finite(),
                "a constant that is no number",
            ),
        ];
        checks
            .into_iter()
            .find_map(|(holds, fault)| (!holds).then_some(fault))
    }

    /// Numbers that one attention head sees.
    pub(super) fn head_width(&self) -> usize {
        self.hidden / self.attention_heads.max(1)
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        for size in self.sizes() {
            put_number(out, size);
        }
        put_number(out, self.mix_layers.len());
        for &layer in &self.mix_layers {
            put_number(out, layer);
        }
        out.extend(self.norm_epsilon.to_le_bytes());
        out.extend(self.leaky_slope.to_le_bytes());
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let mut number = || reader.number().map(|number| number as usize);
        let mut config = Self {
            hidden: number()?,
            layers: number()?,
            attention_heads: number()?,
            intermediate: number()?,
            max_subwords: number()?,
            max_word_pieces: number()?,
            arc_size: number()?,
            label_size: number()?,
            task_size: number()?,
            mix_layers: Vec::new(),
            norm_epsilon: 0.0,
            leaky_slope: 0.0,
        };
        for _ in 0..number()? {
            config.mix_layers.push(number()?);
        }
        config.norm_epsilon = f32::from_bits(reader.number()?);
        config.leaky_slope = f32::from_bits(reader.number()?);
        config
            .fault()
            .map_or(Ok(config), |fault| Err(ModelError::Damaged(fault)))
    }
}

/// A linear map of 8-bit weights: output `o` is `scales[o]` times the sum, plus `bias[o]`.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// Inputs, by fours.
    pub(super) quads: usize,
    /// Panel after panel.
    pub(super) lines: Vec<Line>,
    /// The sum of each output's weights.
    pub(super) sums: Vec<[i32; LANES]>,
    pub(super) scales: Vec<[f32; LANES]>,
    pub(super) bias: Vec<[f32; LANES]>,
}

impl Matrix {
    /// Outputs, filled up to whole panels.
    pub(super) const fn outputs(&self) -> usize {
        self.scales.len() * LANES
    }

    /// Reads the map from `inputs`, a multiple of 4, to `outputs`.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        let (quads, panels) = (inputs / DEPTH, outputs.div_ceil(LANES));
        let scales = panelled(&floats(reader, panels * LANES)?);
        let bias = panelled(&floats(reader, panels * LANES)?);
        let bytes = reader.section()?;
        if bytes.len() != quads * panels * LINE {
            return Err(ModelError::Damaged("size of a matrix"));
        }
        let lines: Vec<Line> = bytes
            .as_chunks()
            .0
            .iter()
            .map(|line: &[u8; LINE]| Line(line.map(u8::cast_signed)))
            .collect();
        let sums = lines.chunks_exact(quads).map(sum_panel).collect();
        Ok(Self {
            quads,
            lines,
            sums,
            scales,
            bias,
        })
    }
}

fn sum_panel(panel: &[Line]) -> [i32; LANES] {
    let mut sums = [0; LANES];
    for line in panel {
        for (sum, weights) in sums.iter_mut().zip(line.0.as_chunks::<DEPTH>().0) {
            *sum += weights.iter().map(|&weight| i32::from(weight)).sum::<i32>();
        }
    }
    sums
}

fn panelled(values: &[f32]) -> Vec<[f32; LANES]> {
    values.as_chunks().0.to_vec()
}

/// Vectors looked up by number, each of 8-bit numbers times its scale.
#[derive(Clone, Debug)]
pub(super) struct Table {
    width: usize,
    scales: Vec<f32>,
    bytes: Cow<'static, [u8]>,
}

impl Table {
    /// Reads `rows` vectors of `width` numbers.
    pub(super) fn read<'b>(
        reader: &mut Reader<'b>,
        rows: usize,
        width: usize,
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let scales = floats(reader, rows)?;
        let bytes = reader.section()?;
        if bytes.len() != rows.saturating_mul(width) {
            return Err(ModelError::Damaged("size of a table"));
        }
        Ok(Self {
            width,
            scales,
            bytes: keep(bytes),
        })
    }

    /// Adds a row to `sum`; a row that is not there adds nothing.
    #[inline(always)]
    pub(super) fn add(&self, row: usize, sum: &mut [f32]) {
        let begin = row * self.width;
        let bytes = self.bytes.get(begin..begin + self.width);
        if let (Some(&scale), Some(bytes)) = (self.scales.get(row), bytes) {
            for (sum, &byte) in sum.iter_mut().zip(bytes) {
                *sum += f32::from(byte.cast_signed()) * scale;
            }
        }
    }
}

/// Weight and bias of a normalisation.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    pub(super) fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            weight: floats(reader, width)?,
            bias: floats(reader, width)?,
        })
    }
}

/// A section of `count` finite numbers.
pub(super) fn floats(reader: &mut Reader<'_>, count: usize) -> Result<Vec<f32>, ModelError> {
    let (numbers, rest) = reader.section()?.as_chunks();
    if numbers.len() != count || !rest.is_empty() {
        return Err(ModelError::Damaged("number of weights"));
    }
    let values: Vec<f32> = numbers
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect();
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(ModelError::Damaged("a weight that is no number"))
    }
}

/// A section of text.
pub(super) fn text<'b>(reader: &mut Reader<'b>) -> Result<&'b str, ModelError> {
    std::str::from_utf8(reader.section()?).map_err(|_| ModelError::Damaged("a list is not text"))
}

pub(super) fn put_floats(out: &mut Vec<u8>, values: &[f32]) {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    put_section(out, &bytes);
}

/// Writes a table of rows of `width`.
pub(super) fn put_table(out: &mut Vec<u8>, values: &[f32], width: usize) {
    let (scales, rows): (Vec<f32>, Vec<Vec<i8>>) =
        values.chunks_exact(width).map(quantised).unzip();
    put_floats(out, &scales);
    let bytes: Vec<u8> = rows.into_iter().flatten().map(i8::cast_unsigned).collect();
    put_section(out, &bytes);
}

/// Writes a matrix of rows of `inputs`, one row and one bias an output.
pub(super) fn put_matrix(out: &mut Vec<u8>, values: &[f32], inputs: usize, bias: &[f32]) {
    let (mut scales, mut rows): (Vec<f32>, Vec<Vec<i8>>) =
        values.chunks_exact(inputs).map(quantised).unzip();
    let mut bias = bias.to_vec();
    let padded = rows.len().next_multiple_of(LANES);
    rows.resize(padded, vec![0; inputs]);
    scales.resize(padded, 0.0);
    bias.resize(padded, 0.0);
    put_floats(out, &scales);
    put_floats(out, &bias);
    let mut bytes = Vec::with_capacity(padded * inputs);
    for panel in rows.chunks_exact(LANES) {
        for at in (0..inputs).step_by(DEPTH) {
            for row in panel {
                bytes.extend(
                    row[at..at + DEPTH]
                        .iter()
                        .map(|weight| weight.cast_unsigned()),
                );
            }
        }
    }
    put_section(out, &bytes);
}

/// A row as 8-bit numbers from -127 to 127, and what they must be multiplied with.
fn quantised(row: &[f32]) -> (f32, Vec<i8>) {
    let largest = row
        .iter()
        .fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let scale = largest / 127.0;
    let number = |value: f32| {
        if scale > 0.0 {
            (value / scale).round_ties_even() as i8
        } else {
            0
        }
    };
    (scale, row.iter().map(|&value| number(value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_comes_back_as_it_was_to_within_half_a_step() {
        let inputs = 8;
        let values: Vec<f32> = (0..20 * inputs)
            .map(|n| ((n * 37 % 41) as f32 - 20.0) / 7.0)
            .collect();
        let bias: Vec<f32> = (0..20).map(|n| n as f32).collect();
        let mut file = Vec::new();
        put_matrix(&mut file, &values, inputs, &bias);
        let matrix = Matrix::read(&mut Reader { rest: &file }, inputs, 20).unwrap();
        assert_eq!((matrix.outputs(), matrix.quads), (32, 2));
        assert_eq!(matrix.bias[1][3], 19.0);
        for output in 0..20 {
            let (panel, lane) = (output / LANES, output % LANES);
            let mut sum = 0;
            for input in 0..inputs {
                let line = &matrix.lines[panel * matrix.quads + input / DEPTH];
                let weight = line.0[lane * DEPTH + input % DEPTH];
                sum += i32::from(weight);
                let scale = matrix.scales[panel][lane];
                let error = f32::from(weight) * scale - values[output * inputs + input];
                assert!(error.abs() <= scale * 0.501);
            }
            assert_eq!(matrix.sums[panel][lane], sum);
        }
    }

    #[test]
    fn a_table_row_that_is_not_there_adds_nothing() {
        let mut file = Vec::new();
        put_table(&mut file, &[1.0, -2.0, 0.0, 0.0], 2);
        let keep = |bytes: &[u8]| Cow::Owned(bytes.to_vec());
        let table = Table::read(&mut Reader { rest: &file }, 2, 2, keep).unwrap();
        let mut sum = [0.0; 2];
        for row in [0, 1, 2, 99] {
            table.add(row, &mut sum);
        }
        assert!((sum[0] - 1.0).abs() < 0.01 && (sum[1] + 2.0).abs() < 0.01);
    }
}
