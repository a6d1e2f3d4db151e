//! Products of 8-bit matrices with sums of 32 bits, the same integers on every processor.
//!
//! Weights stand in *lines* of 64 bytes: 16 outputs by 4 consecutive inputs. A *panel* is the lines of 16 outputs, one after
//! another along the inputs. Each [`Kernel`] multiplies a few rows of activations with a few panels while the sums stay in
//! registers; [`Level`] names the kernels this processor can run. This is the one file of the crate with `unsafe` in it: loads of
//! whole registers, and calls into code compiled for processors that were found to be there.
#![expect(
    unsafe_code,
    reason = "vector instructions; every use says why it is sound"
)]

/// Outputs in a line, and in a panel.
pub(crate) const LANES: usize = 16;
/// Consecutive inputs in a line.
pub(crate) const DEPTH: usize = 4;
/// Bytes in a line.
pub(crate) const LINE: usize = LANES * DEPTH;
/// Rows of activations that a block takes.
pub(crate) const ROWS: usize = 6;
/// Panels that a block takes at most.
pub(crate) const PANELS: usize = 4;

/// Weights of 16 outputs for 4 inputs: the 4 of the first output, the 4 of the second, ...
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [i8; LINE]);

/// The sums of up to [`PANELS`] panels for up to [`ROWS`] rows.
pub(crate) type Sums = [[[i32; LANES]; ROWS]; PANELS];

/// A way to multiply. A value exists only where the processor can run it.
pub(crate) trait Kernel: Copy {
    /// Four activations, as the kernel wants them.
    type Quad: Copy;
    /// What [`Self::quad`] adds to every activation; the sums come out larger by this times the sum of the weights.
    const OFFSET: i32;
    /// Four activations from -127 to 127.
    fn quad(values: [i8; DEPTH]) -> Self::Quad;
    /// Adds up `R` rows, at most [`ROWS`], times the panels that `lines` holds, each as long as a row, at most [`PANELS`].
    fn block<const R: usize>(self, rows: [&[Self::Quad]; R], lines: &[Line], sums: &mut Sums);
}

/// Work that is compiled once for each kernel. `run` and what it calls in its loops must be `#[inline(always)]`, so that it is
/// compiled for the processor of the kernel.
pub(crate) trait Task {
    /// What comes out; never depends on the kernel.
    type Output;
    /// Does the work.
    fn run<K: Kernel>(self, kernel: K) -> Self::Output;
}

/// A kernel that this processor can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Level {
    /// All levels of this processor, the fastest last.
    pub(crate) fn available() -> Vec<Self> {
        let mut levels = vec![Self(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                levels.push(Self(Kind::Avx2));
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni") {
                levels.push(Self(Kind::AvxVnni));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                levels.push(Self(Kind::Avx512Vnni));
            }
        }
        levels
    }

    /// The fastest level of this processor.
    pub(crate) fn best() -> Self {
        Self::available().pop().unwrap_or(Self(Kind::Portable))
    }

    /// Does the work with this level's kernel.
    pub(crate) fn run<T: Task>(self, task: T) -> T::Output {
        match self.0 {
            Kind::Portable => task.run(Portable),
            // SAFETY: a level is only made where the features were found.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { x86::run_avx2(task) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::AvxVnni => unsafe { x86::run_avx_vnni(task) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512Vnni => unsafe { x86::run_avx512_vnni(task) },
        }
    }
}

/// Plain code for any processor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Kernel for Portable {
    type Quad = [i16; DEPTH];
    const OFFSET: i32 = 0;

    #[inline(always)]
    fn quad(values: [i8; DEPTH]) -> Self::Quad {
        values.map(i16::from)
    }

    #[inline(always)]
    fn block<const R: usize>(self, rows: [&[Self::Quad]; R], lines: &[Line], sums: &mut Sums) {
        let length = rows.first().map_or(0, |row| row.len());
        for (panel, sums) in lines.chunks_exact(length.max(1)).zip(sums) {
            portable(rows, panel, sums);
        }
    }
}

/// Lines that [`portable`] prepares for all rows at once.
const RUN: usize = 16;

/// Weights are put in the order of the inputs, so that the innermost loop runs over the 16 outputs and becomes vector code.
fn portable<const R: usize>(rows: [&[[i16; DEPTH]]; R], panel: &[Line], sums: &mut [[i32; LANES]]) {
    let mut totals = [[0; LANES]; R];
    for (run, lines) in panel.chunks(RUN).enumerate() {
        let mut weights = [[[0; LANES]; DEPTH]; RUN];
        for (weights, line) in weights.iter_mut().zip(lines) {
            *weights = by_input(line);
        }
        for (totals, row) in totals.iter_mut().zip(rows) {
            let mut total = *totals;
            let quads = &row[run * RUN..];
            for (quad, weights) in quads.iter().zip(&weights[..lines.len()]) {
                for (weights, &value) in weights.iter().zip(quad) {
                    for lane in 0..LANES {
                        total[lane] += i32::from(weights[lane]) * i32::from(value);
                    }
                }
            }
            *totals = total;
        }
    }
    sums[..R].copy_from_slice(&totals);
}

fn by_input(line: &Line) -> [[i16; LANES]; DEPTH] {
    let mut weights = [[0; LANES]; DEPTH];
    for (lane, quad) in line.0.as_chunks::<DEPTH>().0.iter().enumerate() {
        for (weights, &weight) in weights.iter_mut().zip(quad) {
            weights[lane] = i16::from(weight);
        }
    }
    weights
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, __m512i, _mm_load_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16,
        _mm256_dpbusd_avx_epi32, _mm256_load_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_set1_epi64x, _mm256_setzero_si256, _mm512_dpbusd_epi32, _mm512_load_si512,
        _mm512_set1_epi32, _mm512_setzero_si512,
    };

    use super::{DEPTH, Kernel, LANES, Line, PANELS, ROWS, Sums, Task};

    /// 16-bit products, added in pairs.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Avx2(());
    /// Four 8-bit products added to a sum by one instruction, 8 sums at once.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct AvxVnni(());
    /// The same, 16 sums at once.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Avx512Vnni(());

    #[target_feature(enable = "avx2")]
    pub(super) fn run_avx2<T: Task>(task: T) -> T::Output {
        task.run(Avx2(()))
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn run_avx_vnni<T: Task>(task: T) -> T::Output {
        task.run(AvxVnni(()))
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    pub(super) fn run_avx512_vnni<T: Task>(task: T) -> T::Output {
        task.run(Avx512Vnni(()))
    }

    /// The unsigned bytes the dot-product instructions want: each activation plus 128.
    #[inline(always)]
    fn unsigned_quad(values: [i8; DEPTH]) -> i32 {
        i32::from_le_bytes(values.map(|value| value.cast_unsigned() ^ 0x80))
    }

    impl Kernel for Avx2 {
        type Quad = i64;
        const OFFSET: i32 = 0;

        #[inline(always)]
        fn quad(values: [i8; DEPTH]) -> i64 {
            let mut bytes = [0; 8];
            for (pair, value) in bytes.chunks_exact_mut(2).zip(values) {
                pair.copy_from_slice(&i16::from(value).to_le_bytes());
            }
            i64::from_le_bytes(bytes)
        }

        #[inline(always)]
        fn block<const R: usize>(self, rows: [&[i64]; R], lines: &[Line], sums: &mut Sums) {
            let length = rows.first().map_or(0, |row| row.len());
            for (panel, sums) in lines.chunks_exact(length.max(1)).zip(sums) {
                // SAFETY: a value of this type is only made by `run_avx2`, where AVX2 is present.
                unsafe {
                    avx2::<R, 0>(rows, panel, sums);
                    avx2::<R, 2>(rows, panel, sums);
                }
            }
        }
    }

    /// Half a panel: the outputs of quarters `FIRST` and `FIRST + 1` of each line.
    #[target_feature(enable = "avx2")]
    fn avx2<const R: usize, const FIRST: usize>(
        rows: [&[i64]; R],
        panel: &[Line],
        sums: &mut [[i32; LANES]],
    ) {
        let rows = cut(rows, panel.len());
        let mut totals = [[_mm256_setzero_si256(); 2]; R];
        for (k, line) in panel.iter().enumerate() {
            let quarters: *const __m128i = line.0.as_ptr().cast();
            // SAFETY: a line is 64 aligned bytes, four registers; `FIRST` is 0 or 2.
            let weights = unsafe {
                [
                    _mm_load_si128(quarters.add(FIRST)),
                    _mm_load_si128(quarters.add(FIRST + 1)),
                ]
            };
            let weights = [
                _mm256_cvtepi8_epi16(weights[0]),
                _mm256_cvtepi8_epi16(weights[1]),
            ];
            for (totals, row) in totals.iter_mut().zip(rows) {
                let values = _mm256_set1_epi64x(row[k]);
                for (total, weights) in totals.iter_mut().zip(weights) {
                    *total = _mm256_add_epi32(*total, _mm256_madd_epi16(values, weights));
                }
            }
        }
        for (sums, totals) in sums.iter_mut().zip(totals) {
            for (part, total) in totals.into_iter().enumerate() {
                let pairs = numbers8(total);
                let outputs = &mut sums[(FIRST + part) * 4..][..4];
                for (output, pair) in outputs.iter_mut().zip(pairs.as_chunks::<2>().0) {
                    *output = pair[0] + pair[1];
                }
            }
        }
    }

    impl Kernel for AvxVnni {
        type Quad = i32;
        const OFFSET: i32 = 128;

        #[inline(always)]
        fn quad(values: [i8; DEPTH]) -> i32 {
            unsigned_quad(values)
        }

        #[inline(always)]
        fn block<const R: usize>(self, rows: [&[i32]; R], lines: &[Line], sums: &mut Sums) {
            let length = rows.first().map_or(0, |row| row.len());
            for (panel, sums) in lines.chunks_exact(length.max(1)).zip(sums) {
                // SAFETY: a value of this type is only made by `run_avx_vnni`, where the features are present.
                unsafe { avx_vnni(rows, panel, sums) };
            }
        }
    }

    #[target_feature(enable = "avx2,avxvnni")]
    fn avx_vnni<const R: usize>(rows: [&[i32]; R], panel: &[Line], sums: &mut [[i32; LANES]]) {
        let rows = cut(rows, panel.len());
        let mut totals = [[_mm256_setzero_si256(); 2]; R];
        for (k, line) in panel.iter().enumerate() {
            let halves: *const __m256i = line.0.as_ptr().cast();
            // SAFETY: a line is 64 aligned bytes, two registers.
            let weights = unsafe { [_mm256_load_si256(halves), _mm256_load_si256(halves.add(1))] };
            for (totals, row) in totals.iter_mut().zip(rows) {
                let values = _mm256_set1_epi32(row[k]);
                for (total, weights) in totals.iter_mut().zip(weights) {
                    *total = _mm256_dpbusd_avx_epi32(*total, values, weights);
                }
            }
        }
        for (sums, [low, high]) in sums.iter_mut().zip(totals) {
            sums[..8].copy_from_slice(&numbers8(low));
            sums[8..].copy_from_slice(&numbers8(high));
        }
    }

    impl Kernel for Avx512Vnni {
        type Quad = i32;
        const OFFSET: i32 = 128;

        #[inline(always)]
        fn quad(values: [i8; DEPTH]) -> i32 {
            unsigned_quad(values)
        }

        #[inline(always)]
        fn block<const R: usize>(self, rows: [&[i32]; R], lines: &[Line], sums: &mut Sums) {
            let length = rows.first().map_or(0, |row| row.len()).max(1);
            if lines.len() == PANELS * length {
                // SAFETY: a value of this type is only made by `run_avx512_vnni`, where the features are present.
                unsafe { avx512_vnni::<R, PANELS>(rows, lines, sums) };
                return;
            }
            for (panel, sums) in lines.chunks_exact(length).zip(sums) {
                // SAFETY: as above.
                unsafe { avx512_vnni::<R, 1>(rows, panel, std::array::from_mut(sums)) };
            }
        }
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn avx512_vnni<const R: usize, const P: usize>(
        rows: [&[i32]; R],
        lines: &[Line],
        sums: &mut [[[i32; LANES]; ROWS]; P],
    ) {
        let length = lines.len() / P;
        let rows = cut(rows, length);
        let mut totals = [[_mm512_setzero_si512(); P]; R];
        for k in 0..length {
            let mut weights = [_mm512_setzero_si512(); P];
            for (p, weights) in weights.iter_mut().enumerate() {
                let line: *const __m512i = lines[p * length + k].0.as_ptr().cast();
                // SAFETY: a line is 64 aligned bytes, one register.
                *weights = unsafe { _mm512_load_si512(line) };
            }
            for (totals, row) in totals.iter_mut().zip(rows) {
                let values = _mm512_set1_epi32(row[k]);
                for (total, weights) in totals.iter_mut().zip(weights) {
                    *total = _mm512_dpbusd_epi32(*total, values, weights);
                }
            }
        }
        for (p, sums) in sums.iter_mut().enumerate() {
            for (sums, totals) in sums.iter_mut().zip(totals) {
                // SAFETY: both are 64 bytes in which every pattern is a value.
                *sums = unsafe { std::mem::transmute::<__m512i, [i32; LANES]>(totals[p]) };
            }
        }
    }

    /// The rows at a length that the compiler can see: no index is checked after.
    #[inline(always)]
    fn cut<T, const R: usize>(mut rows: [&[T]; R], length: usize) -> [&[T]; R] {
        for row in &mut rows {
            *row = &row[..length];
        }
        rows
    }

    fn numbers8(register: __m256i) -> [i32; 8] {
        // SAFETY: both are 32 bytes in which every pattern is a value.
        unsafe { std::mem::transmute(register) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Multiply<'a> {
        rows: &'a [Vec<i8>],
        lines: &'a [Line],
        panels: usize,
    }

    impl Task for Multiply<'_> {
        type Output = Vec<[i32; LANES]>;

        #[inline(always)]
        fn run<K: Kernel>(self, kernel: K) -> Self::Output {
            let quads: Vec<Vec<K::Quad>> = self
                .rows
                .iter()
                .map(|row| {
                    row.as_chunks()
                        .0
                        .iter()
                        .map(|&quad| K::quad(quad))
                        .collect()
                })
                .collect();
            let mut sums = Sums::default();
            let rows: [_; ROWS] = std::array::from_fn(|row| quads[row].as_slice());
            kernel.block(rows, self.lines, &mut sums);
            let length = self.lines.len() / self.panels;
            let mut out = Vec::new();
            for (panel, sums) in self.lines.chunks(length).zip(&sums) {
                for row in sums {
                    out.push(std::array::from_fn(|lane| {
                        let weights = panel
                            .iter()
                            .flat_map(|line| &line.0[lane * DEPTH..][..DEPTH]);
                        row[lane]
                            - K::OFFSET * weights.map(|&weight| i32::from(weight)).sum::<i32>()
                    }));
                }
            }
            out
        }
    }

    fn by_definition(rows: &[Vec<i8>], lines: &[Line], panels: usize) -> Vec<[i32; LANES]> {
        let mut out = Vec::new();
        for panel in lines.chunks(lines.len() / panels) {
            for row in rows {
                out.push(std::array::from_fn(|lane| {
                    (0..row.len())
                        .map(|k| {
                            let weight = panel[k / DEPTH].0[lane * DEPTH + k % DEPTH];
                            i32::from(row[k]) * i32::from(weight)
                        })
                        .sum()
                }));
            }
        }
        out
    }

    fn bytes(count: usize) -> impl Strategy<Value = Vec<i8>> {
        let extreme = prop_oneof![Just(-127_i8), Just(127), -127..=127_i8];
        proptest::collection::vec(extreme, count)
    }

    proptest! {
        #[test]
        fn all_kernels_give_the_sums_of_the_definition(
            (quads, panels, rows, weights) in (1_usize..40, 1_usize..=PANELS).prop_flat_map(|(quads, panels)| (
                Just(quads),
                Just(panels),
                proptest::collection::vec(bytes(quads * DEPTH), ROWS),
                bytes(quads * panels * LINE),
            ))
        ) {
            let lines: Vec<Line> = weights.as_chunks().0.iter().map(|&line| Line(line)).collect();
            prop_assert_eq!(lines.len(), quads * panels);
            let expected = by_definition(&rows, &lines, panels);
            for level in Level::available() {
                let task = Multiply { rows: &rows, lines: &lines, panels };
                prop_assert_eq!(level.run(task), expected.clone(), "{:?}", level);
            }
        }
    }

    #[test]
    fn the_largest_products_do_not_saturate() {
        for (value, weight) in [(127, 127), (-127, -127), (127, -127)] {
            let rows = vec![vec![value; 1536]; ROWS];
            let lines = vec![Line([weight; LINE]); 1536 / DEPTH];
            let expected = 1536 * i32::from(value) * i32::from(weight);
            for level in Level::available() {
                let task = Multiply {
                    rows: &rows,
                    lines: &lines,
                    panels: 1,
                };
                assert_eq!(level.run(task), vec![[expected; LANES]; ROWS], "{level:?}");
            }
        }
    }
}
