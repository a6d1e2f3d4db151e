//! Elementary functions in a fixed order of operations.
//!
//! The standard library leaves the last bits of `exp` to the platform; these use only operations whose result IEEE 754 fixes, so
//! that every processor gives the same answer. Without branches, so that the compiler turns loops over them into vector code.

/// Added and taken away again, rounds to the nearest integer, half to even, whatever is smaller than 2^22.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest integer, half to even, of a value from -127 to 127.
#[inline(always)]
pub(super) fn rounded(value: f32) -> i8 {
    // The low byte of the sum's bits is the integer.
    ((value + ROUNDER).to_bits() as u8).cast_signed()
}

/// `e^x` in a fixed order of operations, so that it is the same on every processor; to about one unit in the last place. x below -87
/// counts as -87 and above 88 as 88.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    // ln 2 in two parts: the first has so few digits that its multiples are exact.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let power = shifted - ROUNDER;
    let rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
    // Taylor's series: the rest is at most ln 2 / 2, where the eighth term is lost in rounding.
    let mut sum = 1.0 / 5040.0;
    for coefficient in [
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        sum = sum * rest + coefficient;
    }
    let exponent = shifted
        .to_bits()
        .wrapping_sub(ROUNDER.to_bits())
        .wrapping_add(127);
    sum * f32::from_bits(exponent << 23)
}

/// The Gaussian error linear unit `x Φ(x)`, to about 1e-6: Φ through formula 7.1.28 of Abramowitz and Stegun (1964), *Handbook of
/// Mathematical Functions*, which has no exponential.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let mut sum = 0.000_043_063_8;
    for coefficient in [
        0.000_276_567_2,
        0.000_152_014_3,
        0.009_270_527,
        0.042_282_01,
        0.070_523_08,
        1.0,
    ] {
        sum = sum * z + coefficient;
    }
    let second = sum * sum;
    let fourth = second * second;
    let eighth = fourth * fourth;
    let tail = 0.5 / (eighth * eighth);
    x * if x > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in -8700..8800 {
            let x = step as f32 / 100.0;
            let expected = f64::from(x).exp();
            let error = (f64::from(exp(x)) - expected).abs() / expected;
            assert!(error < 3e-7, "{x}: {error}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
        assert_eq!(exp(0.0), 1.0);
    }

    /// Φ by the series of Marsaglia (2004) in 64 bits.
    fn normal(x: f64) -> f64 {
        let (mut sum, mut term) = (x, x);
        for k in 1..400 {
            term *= x * x / f64::from(2 * k + 1);
            sum += term;
        }
        0.5 + sum * (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt()
    }

    #[test]
    fn gelu_is_close() {
        for step in -600..600 {
            let x = step as f32 / 100.0;
            let expected = f64::from(x) * normal(f64::from(x));
            assert!((f64::from(gelu(x)) - expected).abs() < 3e-6, "{x}");
        }
        assert_eq!(gelu(30.0), 30.0);
        assert!(gelu(-30.0).abs() < 1e-20);
    }

    #[test]
    fn rounds_half_to_even() {
        let cases = [
            (0.5, 0),
            (1.5, 2),
            (2.5, 2),
            (-0.5, 0),
            (-1.5, -2),
            (126.7, 127),
            (-127.0, -127),
        ];
        for (value, expected) in cases {
            assert_eq!(rounded(value), expected, "{value}");
        }
    }
}
