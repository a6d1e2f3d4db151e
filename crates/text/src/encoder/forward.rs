//! From sentences to the vectors of their words.

use std::ops::Range;

use super::decide::{Analysis, ask, decide};
use super::layers::{Scratch, layer, normalise};
use super::matmul::{Kernel, Task};
use super::network::Network;
use crate::signs::Sign;

/// A sentence as the network sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The subwords of all words.
    pub(super) pieces: Vec<usize>,
    /// Where the subwords of each word end.
    pub(super) ends: Vec<usize>,
    /// The shape of each word.
    pub(super) shapes: Vec<usize>,
}

impl Words {
    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many rows they take, if they fit one window.
    pub(super) const fn rows(&self) -> usize {
        self.pieces.len() + 2
    }

    fn pieces_of(&self, word: usize) -> Range<usize> {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[word]
    }

    /// As many words as fit, then as many as fit again, ... in windows of `most` subwords.
    fn windows(&self, most: usize) -> Vec<Range<usize>> {
        let mut windows = Vec::new();
        let mut start = 0;
        let mut taken = 0;
        for word in 0..self.len() {
            let length = self.pieces_of(word).len();
            if taken + length > most && word > start {
                windows.push(start..word);
                (start, taken) = (word, 0);
            }
            taken += length;
        }
        windows.push(start..self.len());
        windows
    }
}

/// Rows that go through a layer together: enough that weights are loaded seldom, few enough that activations stay in cache.
pub(super) const BLOCK: usize = 256;

/// Analyses sentences, none of them empty.
pub(super) struct Parse<'a> {
    pub(super) network: &'a Network,
    pub(super) sentences: &'a [Words],
}

impl Task for Parse<'_> {
    type Output = Vec<Analysis>;

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Vec<Analysis> {
        let Self { network, sentences } = self;
        let mut scratch = Scratch::<K>::new();
        let mut vectors = vectors(kernel, network, sentences, &mut scratch);
        vectors.extend_from_slice(&network.heads.root);
        decide(kernel, network, sentences, &vectors, &mut scratch)
    }
}

/// Asks one of the tasks alone what it sees in stretches of text, none of them empty.
pub(super) struct Ask<'a> {
    pub(super) network: &'a Network,
    pub(super) stretches: &'a [Words],
    /// Number of the task.
    pub(super) task: usize,
}

impl Task for Ask<'_> {
    type Output = Vec<Vec<Sign>>;

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Vec<Vec<Sign>> {
        let Self {
            network,
            stretches,
            task,
        } = self;
        let mut scratch = Scratch::<K>::new();
        let vectors = vectors(kernel, network, stretches, &mut scratch);
        ask(kernel, network, task, stretches, &vectors, &mut scratch)
    }
}

/// The vectors of all words.
#[inline(always)]
fn vectors<K: Kernel>(
    kernel: K,
    network: &Network,
    sentences: &[Words],
    scratch: &mut Scratch<K>,
) -> Vec<f32> {
    let mut vectors = Vec::new();
    let mut block = Block::default();
    let most = network.config.max_subwords - 2;
    for words in sentences {
        for window in words.windows(most) {
            let rows = block.rows_of(words, &window);
            if !block.rows.is_empty() && block.rows.len() + rows > BLOCK {
                encode(kernel, network, &block, scratch, &mut vectors);
                block = Block::default();
            }
            block.push(network, words, &window);
        }
    }
    encode(kernel, network, &block, scratch, &mut vectors);
    vectors
}

/// One subword in its place.
struct Row {
    piece: usize,
    position: usize,
    shape: Option<usize>,
}

/// First and last row of a word, and its shape.
struct Place {
    first: usize,
    last: usize,
    shape: usize,
}

/// Whole windows, encoded together.
#[derive(Default)]
struct Block {
    rows: Vec<Row>,
    windows: Vec<Range<usize>>,
    places: Vec<Place>,
}

impl Block {
    fn rows_of(&self, words: &Words, window: &Range<usize>) -> usize {
        2 + window
            .clone()
            .map(|word| words.pieces_of(word).len())
            .sum::<usize>()
    }

    fn push(&mut self, network: &Network, words: &Words, window: &Range<usize>) {
        let start = self.rows.len();
        self.push_row(start, network.vocabulary.begin(), None);
        for word in window.clone() {
            let (first, shape) = (self.rows.len(), words.shapes[word]);
            for piece in words.pieces_of(word) {
                self.push_row(start, words.pieces[piece], Some(shape));
            }
            self.places.push(Place {
                first,
                last: self.rows.len() - 1,
                shape,
            });
        }
        self.push_row(start, network.vocabulary.end(), None);
        self.windows.push(start..self.rows.len());
    }

    fn push_row(&mut self, start: usize, piece: usize, shape: Option<usize>) {
        let position = self.rows.len() - start;
        self.rows.push(Row {
            piece,
            position,
            shape,
        });
    }
}

/// Appends the vectors of the block's words.
#[inline(always)]
fn encode<K: Kernel>(
    kernel: K,
    network: &Network,
    block: &Block,
    scratch: &mut Scratch<K>,
    vectors: &mut Vec<f32>,
) {
    let config = &network.config;
    let hidden = config.hidden;
    let mut state = embed(network, block);
    let mut mixed = vec![0.0; state.len()];
    for (index, weights) in network.layers.iter().enumerate() {
        layer(kernel, weights, config, &block.windows, &mut state, scratch);
        for (_, &share) in config
            .mix_layers
            .iter()
            .zip(&network.mix)
            .filter(|(at, _)| **at == index)
        {
            for (mixed, value) in mixed.iter_mut().zip(&state) {
                *mixed += share * value;
            }
        }
    }
    for place in &block.places {
        let first = &mixed[place.first * hidden..][..hidden];
        let last = &mixed[place.last * hidden..][..hidden];
        let begun = vectors.len();
        vectors.extend(
            first
                .iter()
                .zip(last)
                .map(|(first, last)| (first + last) * 0.5),
        );
        network.heads.shape.add(place.shape, &mut vectors[begun..]);
    }
}

#[inline(always)]
fn embed(network: &Network, block: &Block) -> Vec<f32> {
    let embeddings = &network.embeddings;
    let hidden = network.config.hidden;
    let mut state = vec![0.0; block.rows.len() * hidden];
    for (row, vector) in block.rows.iter().zip(state.chunks_exact_mut(hidden)) {
        vector.copy_from_slice(&embeddings.kind);
        embeddings.word.add(row.piece, vector);
        embeddings.position.add(row.position, vector);
        if let Some(shape) = row.shape {
            embeddings.shape.add(shape, vector);
        }
    }
    normalise(&mut state, &embeddings.norm, network.config.norm_epsilon);
    state
}
