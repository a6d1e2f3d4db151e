//! The parts of a forward pass. Sums run in one fixed order, products and sums are never fused, and a row's result does not depend
//! on the rows beside it: so the answer is the same on every processor, in every batch.
//!
//! Vectors of a block stand row after row. Everything here is `#[inline(always)]`, see [`Task`](super::matmul::Task).

use std::ops::Range;

use super::functions::{exp, gelu, rounded};
use super::matmul::{DEPTH, Kernel, LANES, PANELS, ROWS, Sums};
use super::network::Layer;
use super::weights::{Config, Matrix, Norm};

/// Rows of activations, 8-bit numbers with a scale a row.
pub(super) struct Rows<K: Kernel> {
    quads: Vec<K::Quad>,
    scales: Vec<f32>,
    bytes: Vec<i8>,
}

impl<K: Kernel> Rows<K> {
    pub(super) const fn new() -> Self {
        Self {
            quads: Vec::new(),
            scales: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// Takes rows of `width`, a multiple of 16.
    #[inline(always)]
    pub(super) fn fill(&mut self, values: &[f32], width: usize) {
        self.scales.clear();
        self.bytes.clear();
        for row in values.chunks_exact(width) {
            let largest = largest(row);
            // The rounding to integers needs the whole range; a row of zeros has none.
            let to_bytes = if largest > 0.0 { 127.0 / largest } else { 0.0 };
            self.scales.push(largest / 127.0);
            self.bytes
                .extend(row.iter().map(|&value| rounded(value * to_bytes)));
        }
        let quads = self.bytes.as_chunks::<DEPTH>().0;
        self.quads.clear();
        self.quads.extend(quads.iter().map(|&quad| K::quad(quad)));
    }
}

#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            let value = value.abs();
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes
        .into_iter()
        .fold(0.0, |most, lane| if lane > most { lane } else { most })
}

/// Passes `matrix · row + bias` to `emit`, 16 outputs at a time, with the row and the number of the first output.
#[inline(always)]
pub(super) fn linear<K: Kernel>(
    kernel: K,
    rows: &Rows<K>,
    matrix: &Matrix,
    mut emit: impl FnMut(usize, usize, [f32; LANES]),
) {
    let quads = matrix.quads;
    let mut sums = Sums::default();
    for (group, lines) in matrix.lines.chunks(PANELS * quads).enumerate() {
        let panels = group * PANELS..group * PANELS + lines.len() / quads;
        let mut at = 0;
        while at < rows.scales.len() {
            let row = |row: usize| &rows.quads[(at + row) * quads..][..quads];
            let taken = if at + ROWS <= rows.scales.len() {
                kernel.block::<ROWS>(std::array::from_fn(row), lines, &mut sums);
                ROWS
            } else {
                kernel.block([row(0)], lines, &mut sums);
                1
            };
            for (panel, sums) in panels.clone().zip(&sums) {
                for (sums, row) in sums[..taken].iter().zip(at..) {
                    let values = finished::<K>(sums, matrix, panel, rows.scales[row]);
                    emit(row, panel * LANES, values);
                }
            }
            at += taken;
        }
    }
}

/// From integer sums to values.
#[inline(always)]
fn finished<K: Kernel>(
    sums: &[i32; LANES],
    matrix: &Matrix,
    panel: usize,
    row_scale: f32,
) -> [f32; LANES] {
    let (weights, scales, bias) = (
        &matrix.sums[panel],
        &matrix.scales[panel],
        &matrix.bias[panel],
    );
    let mut values = [0.0; LANES];
    for lane in 0..LANES {
        let sum = sums[lane].wrapping_sub(weights[lane].wrapping_mul(K::OFFSET));
        values[lane] = sum as f32 * (row_scale * scales[lane]) + bias[lane];
    }
    values
}

/// As [`linear`], into rows of the matrix's outputs.
#[inline(always)]
pub(super) fn linear_into<K: Kernel>(
    kernel: K,
    rows: &Rows<K>,
    matrix: &Matrix,
    activation: impl Fn(f32) -> f32,
    out: &mut Vec<f32>,
) {
    let width = matrix.outputs();
    // Everything is overwritten: only the length matters.
    out.resize(rows.scales.len() * width, 0.0);
    linear(kernel, rows, matrix, |row, output, values| {
        let out = &mut out[row * width + output..][..LANES];
        for (out, value) in out.iter_mut().zip(values) {
            *out = activation(value);
        }
    });
}

/// As [`linear`], added to rows of the matrix's outputs.
#[inline(always)]
fn linear_added<K: Kernel>(kernel: K, rows: &Rows<K>, matrix: &Matrix, out: &mut [f32]) {
    let width = matrix.outputs();
    linear(kernel, rows, matrix, |row, output, values| {
        let out = &mut out[row * width + output..][..LANES];
        for (out, value) in out.iter_mut().zip(values) {
            *out += value;
        }
    });
}

/// Sums 16 interleaved parts, then those in pairs.
#[inline(always)]
fn sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += term(value);
        }
    }
    sum_lanes(lanes)
}

#[inline(always)]
fn sum_lanes(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The sum of the products of 16 pairs.
#[inline(always)]
pub(super) fn dot(left: &[f32; LANES], right: &[f32]) -> f32 {
    let mut lanes = *left;
    for (lane, value) in lanes.iter_mut().zip(right) {
        *lane *= value;
    }
    sum_lanes(lanes)
}

/// Brings each row to mean 0 and variance 1, then applies weight and bias (Ba et al. 2016).
#[inline(always)]
pub(super) fn normalise(values: &mut [f32], norm: &Norm, epsilon: f32) {
    let width = norm.weight.len();
    for row in values.chunks_exact_mut(width) {
        let mean = sum(row, |value| value) / width as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / width as f32;
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *value = (*value - mean) * scale * weight + bias;
        }
    }
}

/// Makes the scores of a row, times `scale`, into shares that add up to 1.
#[inline(always)]
fn softmax(row: &mut [f32], scale: f32) {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = if value > *lane { value } else { *lane };
        }
    }
    let most = lanes.into_iter().fold(
        f32::NEG_INFINITY,
        |most, lane| if lane > most { lane } else { most },
    );
    for value in &mut *row {
        *value = exp((*value - most) * scale);
    }
    let share = 1.0 / sum(row, |value| value);
    for value in row {
        *value *= share;
    }
}

/// A matrix as part of a larger one: `values[row * stride + column]`.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) values: &'a [f32],
    pub(super) stride: usize,
}

/// Rows that a tile of [`product`] takes.
const TILE: usize = 4;

/// Passes `left · right` to `emit`, 16 columns at a time; `size` is rows, terms of each sum, and columns, a multiple of 16.
#[inline(always)]
pub(super) fn product(
    left: View<'_>,
    right: View<'_>,
    [rows, depth, columns]: [usize; 3],
    mut emit: impl FnMut(usize, usize, [f32; LANES]),
) {
    let mut sums = [[0.0; LANES]; TILE];
    for column in (0..columns).step_by(LANES) {
        let right = View {
            values: &right.values[column..],
            ..right
        };
        let mut at = 0;
        while at < rows {
            let row = |row: usize| &left.values[(at + row) * left.stride..][..depth];
            let taken = if at + TILE <= rows {
                sums = tile(std::array::from_fn(row), right);
                TILE
            } else {
                [sums[0]] = tile([row(0)], right);
                1
            };
            for (values, row) in sums[..taken].iter().zip(at..) {
                emit(row, column, *values);
            }
            at += taken;
        }
    }
}

#[inline(always)]
fn tile<const R: usize>(left: [&[f32]; R], right: View<'_>) -> [[f32; LANES]; R] {
    let mut sums = [[0.0; LANES]; R];
    for k in 0..left[0].len() {
        let line = &right.values[k * right.stride..][..LANES];
        for (sums, left) in sums.iter_mut().zip(left) {
            for (sum, value) in sums.iter_mut().zip(line) {
                *sum += left[k] * value;
            }
        }
    }
    sums
}

/// Room for one layer's work, used again for the next.
pub(super) struct Scratch<K: Kernel> {
    pub(super) rows: Rows<K>,
    wide: Vec<f32>,
    context: Vec<f32>,
    keys: Vec<f32>,
    scores: Vec<f32>,
}

impl<K: Kernel> Scratch<K> {
    pub(super) const fn new() -> Self {
        Self {
            rows: Rows::new(),
            wide: Vec::new(),
            context: Vec::new(),
            keys: Vec::new(),
            scores: Vec::new(),
        }
    }
}

/// One layer over a block of rows, in place; each window sees itself only.
#[inline(always)]
pub(super) fn layer<K: Kernel>(
    kernel: K,
    layer: &Layer,
    config: &Config,
    windows: &[Range<usize>],
    state: &mut [f32],
    scratch: &mut Scratch<K>,
) {
    let (hidden, epsilon) = (config.hidden, config.norm_epsilon);
    scratch.rows.fill(state, hidden);
    linear_into(
        kernel,
        &scratch.rows,
        &layer.queries_keys_values,
        |value| value,
        &mut scratch.wide,
    );
    scratch.context.resize(state.len(), 0.0);
    for window in windows {
        attend(config, window, scratch);
    }
    scratch.rows.fill(&scratch.context, hidden);
    linear_added(kernel, &scratch.rows, &layer.output, state);
    normalise(state, &layer.attention_norm, epsilon);
    scratch.rows.fill(state, hidden);
    linear_into(kernel, &scratch.rows, &layer.up, gelu, &mut scratch.wide);
    scratch.rows.fill(&scratch.wide, config.intermediate);
    linear_added(kernel, &scratch.rows, &layer.down, state);
    normalise(state, &layer.norm, epsilon);
}

/// Scaled dot-product attention (Vaswani et al. 2017) of one window, from `wide` into `context`. Quadratic in the window.
#[inline(always)]
fn attend<K: Kernel>(config: &Config, window: &Range<usize>, scratch: &mut Scratch<K>) {
    let (hidden, width) = (config.hidden, config.head_width());
    let (length, stride) = (window.len(), 3 * hidden);
    let padded = length.next_multiple_of(LANES);
    let scale = 1.0 / (width as f32).sqrt();
    let wide = &scratch.wide[window.start * stride..window.end * stride];
    let context = &mut scratch.context[window.start * hidden..window.end * hidden];
    let (keys, scores) = (&mut scratch.keys, &mut scratch.scores);
    keys.clear();
    keys.resize(width * padded, 0.0);
    scores.resize(length * padded, 0.0);
    for head in (0..hidden).step_by(width) {
        turn(wide, stride, hidden + head, padded, keys);
        let queries = View {
            values: &wide[head..],
            stride,
        };
        let columns = View {
            values: keys,
            stride: padded,
        };
        product(
            queries,
            columns,
            [length, width, padded],
            |row, column, values| {
                scores[row * padded + column..][..LANES].copy_from_slice(&values);
            },
        );
        for row in scores.chunks_exact_mut(padded) {
            // What only fills up takes no share.
            row[length..].fill(f32::NEG_INFINITY);
            softmax(row, scale);
        }
        let shares = View {
            values: scores,
            stride: padded,
        };
        let values = View {
            values: &wide[2 * hidden + head..],
            stride,
        };
        product(
            shares,
            values,
            [length, length, width],
            |row, column, values| {
                context[row * hidden + head + column..][..LANES].copy_from_slice(&values);
            },
        );
    }
}

/// Rows into columns: number `k` from `first` on of each row goes to row `k` of `columns`.
#[inline(always)]
fn turn(rows: &[f32], stride: usize, first: usize, padded: usize, columns: &mut [f32]) {
    for (at, row) in rows.chunks_exact(stride).enumerate() {
        for (column, &value) in columns.chunks_exact_mut(padded).zip(&row[first..]) {
            column[at] = value;
        }
    }
}
