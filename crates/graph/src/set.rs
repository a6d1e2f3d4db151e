use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A set of states, one bit a state. Serialised as a string of `0` and `1`, state 0 first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StateSet {
    len: usize,
    words: Vec<u64>,
}

impl StateSet {
    /// The empty set over `len` states.
    #[must_use]
    pub fn empty(len: usize) -> Self {
        Self {
            len,
            words: vec![0; len.div_ceil(64)],
        }
    }

    /// How many states the set could hold.
    #[must_use]
    pub const fn universe(&self) -> usize {
        self.len
    }

    /// Whether it holds `state`; false outside the universe.
    #[must_use]
    pub fn contains(&self, state: usize) -> bool {
        state < self.len && self.words[state / 64] >> (state % 64) & 1 == 1
    }

    /// Adds `state`; does nothing outside the universe.
    pub fn insert(&mut self, state: usize) {
        if state < self.len {
            self.words[state / 64] |= 1 << (state % 64);
        }
    }

    /// Removes `state`.
    pub fn remove(&mut self, state: usize) {
        if state < self.len {
            self.words[state / 64] &= !(1 << (state % 64));
        }
    }

    /// Removes what `other` does not hold.
    pub fn intersect_with(&mut self, other: &Self) {
        for (k, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(k).copied().unwrap_or(0);
        }
    }

    /// Whether `other` holds all that it holds.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        let theirs = |k: usize| other.words.get(k).copied().unwrap_or(0);
        let mut words = self.words.iter().enumerate();
        words.all(|(k, &word)| word & !theirs(k) == 0)
    }

    /// How many states it holds.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&w| w == 0)
    }

    /// The states it holds, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(|&s| self.contains(s))
    }

    /// `0` or `1` for each state.
    #[must_use]
    pub fn bits(&self) -> String {
        (0..self.len)
            .map(|s| if self.contains(s) { '1' } else { '0' })
            .collect()
    }

    /// A set from its words, bit 0 of the first standing for state 0; bits past the end are cleared.
    pub(crate) fn from_words(len: usize, mut words: Vec<u64>) -> Self {
        words.resize(len.div_ceil(64), 0);
        if let (Some(last), false) = (words.last_mut(), len.is_multiple_of(64)) {
            *last &= (1 << (len % 64)) - 1;
        }
        Self { len, words }
    }

    /// The set of those states that satisfy `holds`.
    pub(crate) fn collect(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut set = Self::empty(len);
        (0..len).filter(|&s| holds(s)).for_each(|s| set.insert(s));
        set
    }
}

impl Serialize for StateSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.bits())
    }
}

impl<'de> Deserialize<'de> for StateSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bits = String::deserialize(deserializer)?;
        if bits.bytes().any(|b| b != b'0' && b != b'1') {
            return Err(de::Error::custom("a set of states is written with 0 and 1"));
        }
        let bytes = bits.as_bytes();
        Ok(Self::collect(bytes.len(), |s| bytes[s] == b'1'))
    }
}
