//! Linear classifiers over hashed features.
//!
//! A feature's hash names a place in one table of 8-bit weights; the weights of all classes stand from there on (the "hash
//! kernel" of Shi et al. 2009). A bit set beside it knows which features were of use in training, so that unseen features do
//! not pick up the weights of others. Sums are integers: every machine gets the same answer.

use std::borrow::Cow;

use crate::model::ModelError;

/// Anything that adds up the weights of features.
pub(crate) trait Weights {
    /// Adds the weight of each feature for each class to `scores`.
    fn score(&self, features: &[u64], scores: &mut [f32]);
}

/// A trained classifier, as stored.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    classes: usize,
    table: Cow<'static, [u8]>,
    filter: Cow<'static, [u8]>,
}

/// Most classes any classifier has.
const MOST_CLASSES: usize = 256;

impl Linear {
    /// Table and filter must be as [`table_len`] and [`filter_len`] say.
    pub(crate) fn new(
        classes: usize,
        table: Cow<'static, [u8]>,
        filter: Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let places = table.len().checked_sub(classes);
        let sound = classes <= MOST_CLASSES
            && places.is_some_and(usize::is_power_of_two)
            && filter.len().is_power_of_two();
        if sound {
            Ok(Self {
                classes,
                table,
                filter,
            })
        } else {
            Err(ModelError::Damaged("table size"))
        }
    }

    pub(crate) fn parts(&self) -> (usize, &[u8], &[u8]) {
        (self.classes, &self.table, &self.filter)
    }
}

impl Weights for Linear {
    fn score(&self, features: &[u64], scores: &mut [f32]) {
        let mask = self.table.len() - self.classes - 1;
        let mut sums = [0_i16; MOST_CLASSES];
        let sums = &mut sums[..self.classes];
        for &feature in features {
            let bit = filter_bit(feature, self.filter.len());
            if self.filter[bit / 8] & (1 << (bit % 8)) == 0 {
                continue;
            }
            let place = place(feature, mask);
            for (sum, &weight) in sums
                .iter_mut()
                .zip(&self.table[place..place + self.classes])
            {
                *sum = sum.saturating_add(i16::from(weight.cast_signed()));
            }
        }
        for (score, &sum) in scores.iter_mut().zip(sums.iter()) {
            *score += f32::from(sum);
        }
    }
}

/// Where the weights of a feature begin.
pub(crate) fn place(feature: u64, mask: usize) -> usize {
    (feature >> 32) as usize & mask
}

/// The bit that says whether the feature is known.
pub(crate) fn filter_bit(feature: u64, filter_bytes: usize) -> usize {
    (feature as usize ^ (feature >> 45) as usize) & (filter_bytes * 8 - 1)
}

/// Hash of a feature: the number of its template and the atoms it joins.
pub(crate) fn join(template: u64, atoms: &[u64]) -> u64 {
    let mut hash = template.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for &atom in atoms {
        hash = (hash.rotate_left(23) ^ atom).wrapping_mul(0xd6e8_feb8_6659_fd93);
    }
    hash ^ (hash >> 29)
}

/// Hash of a string.
pub(crate) fn hash_str(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The class with the highest score; the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_features_weigh_nothing() {
        let feature = join(3, &[1, 2]);
        let mut table = vec![0_u8; 64 + 2];
        let place = place(feature, 63);
        table[place] = 5;
        table[place + 1] = (-3_i8).cast_unsigned();
        let mut filter = vec![0_u8; 8];
        let bit = filter_bit(feature, 8);
        let mut scores = [0.0; 2];
        Linear::new(2, table.clone().into(), filter.clone().into())
            .unwrap()
            .score(&[feature], &mut scores);
        assert_eq!(scores, [0.0, 0.0]);
        filter[bit / 8] |= 1 << (bit % 8);
        Linear::new(2, table.into(), filter.into())
            .unwrap()
            .score(&[feature], &mut scores);
        assert_eq!(scores, [5.0, -3.0]);
    }

    #[test]
    fn refuses_tables_of_odd_size() {
        assert!(Linear::new(2, vec![0; 65].into(), vec![0; 8].into()).is_err());
        assert!(Linear::new(2, vec![0; 1].into(), vec![0; 8].into()).is_err());
    }
}
