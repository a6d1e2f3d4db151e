//! Whole numbers without a limit: there are more rankings than a machine word holds.

use serde::{Serialize, Serializer};
use std::fmt;

/// Digits a limb holds.
const DIGITS: usize = 9;
const BASE: u64 = 1_000_000_000;

/// A whole number of any size, 0 or more. Displayed and serialised as decimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Natural {
    /// Nine decimal digits each, the least significant first; the last is not 0.
    limbs: Vec<u64>,
}

impl Natural {
    /// Nought.
    #[must_use]
    pub const fn zero() -> Self {
        Self { limbs: Vec::new() }
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self::from(1)
    }

    /// Whether it is nought.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    /// The number, where it is small enough.
    #[must_use]
    pub fn to_u128(&self) -> Option<u128> {
        let digits = self.limbs.iter().rev();
        digits.copied().try_fold(0u128, |value, limb| {
            value
                .checked_mul(u128::from(BASE))?
                .checked_add(u128::from(limb))
        })
    }

    /// This number as a share of another, 0 where that is nought; correct to some fifteen digits.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share is a rounded number")]
    pub fn share_of(&self, whole: &Self) -> f64 {
        // Both from one place on: what lies below is past the digits of a double.
        let top = whole.limbs.len();
        let leading = |n: &Self| {
            let places = top.saturating_sub(3)..top.max(n.limbs.len());
            let limb = |k| n.limbs.get(k).copied().unwrap_or(0) as f64;
            places.rev().fold(0.0, |v, k| v * BASE as f64 + limb(k))
        };
        if whole.is_zero() {
            return 0.0;
        }
        leading(self) / leading(whole)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        let mut carry = 0;
        for k in 0..self.limbs.len().max(other.limbs.len()) {
            let theirs = other.limbs.get(k).copied().unwrap_or(0);
            if k == self.limbs.len() {
                self.limbs.push(0);
            }
            let sum = self.limbs[k] + theirs + carry;
            self.limbs[k] = sum % BASE;
            carry = sum / BASE;
        }
        if carry > 0 {
            self.limbs.push(carry);
        }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0; self.limbs.len() + other.limbs.len()];
        for (k, a) in self.limbs.iter().enumerate() {
            let mut carry = 0;
            for (place, b) in limbs[k..].iter_mut().zip(other.limbs.iter().chain([&0])) {
                let value = *place + a * b + carry;
                *place = value % BASE;
                carry = value / BASE;
            }
        }
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self { limbs }
    }
}

impl From<u64> for Natural {
    fn from(mut value: u64) -> Self {
        let mut limbs = Vec::new();
        while value > 0 {
            limbs.push(value % BASE);
            value /= BASE;
        }
        Self { limbs }
    }
}

impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, rest)) = self.limbs.split_last() else {
            return f.pad_integral(true, "", "0");
        };
        let mut digits = first.to_string();
        for limb in rest.iter().rev() {
            digits += &format!("{limb:0DIGITS$}");
        }
        f.pad_integral(true, "", &digits)
    }
}

impl Serialize for Natural {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_products_agree_with_machine_words() {
        let samples = [
            0,
            1,
            9,
            999_999_999,
            1_000_000_000,
            123_456_789_012,
            u64::MAX,
        ];
        for a in samples {
            for b in samples {
                let product = Natural::from(a).times(&Natural::from(b));
                assert_eq!(product.to_u128(), Some(u128::from(a) * u128::from(b)));
                assert_eq!(
                    product.to_string(),
                    (u128::from(a) * u128::from(b)).to_string()
                );
                let mut sum = Natural::from(a);
                sum.add(&Natural::from(b));
                assert_eq!(sum.to_u128(), Some(u128::from(a) + u128::from(b)));
            }
        }
    }

    #[test]
    fn past_machine_words_digits_go_on() {
        let factorial =
            |n: u64| (1..=n).fold(Natural::one(), |all, k| all.times(&Natural::from(k)));
        let forty = factorial(40);
        assert_eq!(forty.to_u128(), None);
        let printed = "815915283247897734345611269596115894272000000000";
        assert_eq!(forty.to_string(), printed);
        let share = factorial(39).share_of(&forty);
        assert!((share - 1.0 / 40.0).abs() < 1e-15, "{share}");
        assert!((Natural::from(1).share_of(&Natural::from(4)) - 0.25).abs() < 1e-15);
    }
}
