//! Averaged perceptron over the hash table of [`crate::linear`].

use crate::linear::{Linear, Weights, filter_bit, place};
use crate::model::ModelError;

/// How large a classifier may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) classes: usize,
    /// The table has two to this many places.
    pub(super) table_bits: u32,
    /// The filter has two to this many bits.
    pub(super) filter_bits: u32,
}

/// Weights while they are learned.
#[derive(Clone)]
pub(super) struct Learner {
    size: Size,
    weights: Vec<f32>,
    /// Sum of updates times the moment they came: the average is `weights - late / now`.
    late: Vec<f32>,
    /// How often the features behind each bit of the filter took part in an update.
    uses: Vec<u8>,
    now: f32,
}

/// A feature that helped less often than this is forgotten.
const FEWEST_USES: u8 = 2;

impl Learner {
    pub(super) fn new(size: Size) -> Self {
        let places = (1 << size.table_bits) + size.classes;
        Self {
            size,
            weights: vec![0.0; places],
            late: vec![0.0; places],
            uses: vec![0; 1 << size.filter_bits],
            now: 1.0,
        }
    }

    /// One example has passed.
    pub(super) fn tick(&mut self) {
        self.now += 1.0;
    }

    /// Moves the weights of the features for one class.
    pub(super) fn update(&mut self, features: &[u64], class: usize, change: f32) {
        let mask = (1 << self.size.table_bits) - 1;
        for &feature in features {
            let at = place(feature, mask) + class;
            self.weights[at] += change;
            self.late[at] += change * self.now;
            let bit = filter_bit(feature, self.uses.len() / 8);
            let uses = &mut self.uses[bit];
            *uses = uses.saturating_add(1);
        }
    }

    fn average(&self) -> impl Iterator<Item = f32> {
        self.weights
            .iter()
            .zip(&self.late)
            .map(|(&weight, &late)| weight - late / self.now)
    }

    /// One learner with the mean of the others' averages; `None` of none. All must be of one size.
    pub(super) fn blend(learners: Vec<Self>) -> Option<Self> {
        let mut learners = learners.into_iter();
        let mut blend = learners.next()?;
        blend.weights = blend.average().collect();
        for learner in learners {
            blend
                .weights
                .iter_mut()
                .zip(learner.average())
                .for_each(|(sum, weight)| *sum += weight);
            blend
                .uses
                .iter_mut()
                .zip(&learner.uses)
                .for_each(|(sum, &uses)| *sum = (*sum).max(uses));
        }
        blend.late.fill(0.0);
        Some(blend)
    }

    /// The averaged weights in eight bits.
    pub(super) fn finish(&self) -> Result<Linear, ModelError> {
        let average: Vec<f32> = self.average().collect();
        let mut sizes: Vec<f32> = average
            .iter()
            .map(|weight| weight.abs())
            .filter(|&size| size > 0.0)
            .collect();
        sizes.sort_by(f32::total_cmp);
        // The few largest weights are clipped, so that the many small ones keep their differences.
        let top = sizes
            .get(sizes.len() * 9995 / 10_000)
            .copied()
            .unwrap_or(1.0)
            .max(f32::MIN_POSITIVE);
        let scale = 127.0 / top;
        let table: Vec<u8> = average
            .iter()
            .map(|weight| ((weight * scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
            .collect();
        let filter = self
            .uses
            .chunks(8)
            .map(|uses| {
                uses.iter()
                    .rev()
                    .fold(0, |byte, &uses| byte << 1 | u8::from(uses >= FEWEST_USES))
            })
            .collect::<Vec<u8>>();
        Linear::new(self.size.classes, table.into(), filter.into())
    }
}

impl Weights for Learner {
    fn score(&self, features: &[u64], scores: &mut [f32]) {
        let mask = (1 << self.size.table_bits) - 1;
        for &feature in features {
            let place = place(feature, mask);
            for (score, weight) in scores
                .iter_mut()
                .zip(&self.weights[place..place + self.size.classes])
            {
                *score += weight;
            }
        }
    }
}

/// Small generator for the order of examples (SplitMix64), so that the same seed gives the same model everywhere.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number from 0 to 1.
    pub(super) fn unit(&mut self) -> f32 {
        let number = (self.next() >> 40) as f32;
        number / 16_777_216.0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }
}
