//! From subwords to tags and trees.

use std::ops::Range;

use super::layers::{Scratch, View, dot, layer, linear, linear_into, normalise, product};
use super::matmul::{Kernel, LANES, Task};
use super::network::Network;
use super::trees::best_tree;
use super::weights::Matrix;
use crate::labels::{Deprel, Upos, Xpos};

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
    fn pieces_of(&self, word: usize) -> Range<usize> {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[word]
    }

    /// As many words as fit, then as many as fit again, ... in windows of `most` subwords.
    fn windows(&self, most: usize) -> Vec<Range<usize>> {
        let mut windows = Vec::new();
        let mut start = 0;
        let mut taken = 0;
        for word in 0..self.ends.len() {
            let length = self.pieces_of(word).len();
            if taken + length > most && word > start {
                windows.push(start..word);
                (start, taken) = (word, 0);
            }
            taken += length;
        }
        windows.push(start..self.ends.len());
        windows
    }
}

/// What was found out about a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Analysis {
    pub(super) tags: Vec<(Upos, Xpos)>,
    /// 0 is the root, 1 the first word.
    pub(super) heads: Vec<usize>,
    pub(super) deprels: Vec<Deprel>,
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
        let mut vectors = Vec::new();
        let mut block = Block::default();
        let most = network.config.max_subwords - 2;
        for words in sentences {
            for window in words.windows(most) {
                let rows = block.rows_of(words, &window);
                if !block.rows.is_empty() && block.rows.len() + rows > BLOCK {
                    encode(kernel, network, &block, &mut scratch, &mut vectors);
                    block = Block::default();
                }
                block.push(network, words, &window);
            }
        }
        encode(kernel, network, &block, &mut scratch, &mut vectors);
        vectors.extend_from_slice(&network.heads.root);
        decide(kernel, network, sentences, &vectors, &mut scratch)
    }
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

/// Reads tags and trees off the vectors of the words of all sentences, the root's vector last.
#[inline(always)]
fn decide<K: Kernel>(
    kernel: K,
    network: &Network,
    sentences: &[Words],
    vectors: &[f32],
    scratch: &mut Scratch<K>,
) -> Vec<Analysis> {
    let (config, heads) = (&network.config, &network.heads);
    let slope = config.leaky_slope;
    let leaky = |value: f32| if value > 0.0 { value } else { value * slope };
    scratch.rows.fill(vectors, config.hidden);
    let project = |matrix: &Matrix| {
        let mut out = Vec::new();
        linear_into(kernel, &scratch.rows, matrix, leaky, &mut out);
        out
    };
    let (arc_dependents, arc_heads) = (project(&heads.arc_dependent), project(&heads.arc_head));
    let (label_dependents, label_heads) =
        (project(&heads.label_dependent), project(&heads.label_head));
    let upos = best_outputs(kernel, scratch, &heads.upos, network.upos.len());
    let xpos = best_outputs(kernel, scratch, &heads.xpos, network.xpos.len());
    let mut moved = Vec::new();
    scratch.rows.fill(&arc_dependents, config.arc_size);
    linear_into(kernel, &scratch.rows, &heads.arc, |value| value, &mut moved);
    let mut start = 0;
    let mut analyses: Vec<Analysis> = Vec::with_capacity(sentences.len());
    let mut arcs = Vec::new();
    let root = vectors.len() / config.hidden - 1;
    for words in sentences {
        let range = start..start + words.ends.len();
        start = range.end;
        let scores = arc_scores(&moved, &arc_heads, config.arc_size, range.clone(), root);
        let tree = best_tree(&scores, range.len());
        arcs.extend(tree.iter().map(|&head| {
            if head == 0 {
                root
            } else {
                range.start + head - 1
            }
        }));
        let tags = range.map(|word| (network.upos[upos[word]], network.xpos[xpos[word]]));
        analyses.push(Analysis {
            tags: tags.collect(),
            heads: tree,
            deprels: Vec::new(),
        });
    }
    scratch.rows.fill(
        &label_dependents[..root * config.label_size],
        config.label_size,
    );
    let mut deprels = label(kernel, network, scratch, &label_heads, &arcs).into_iter();
    for analysis in &mut analyses {
        analysis
            .deprels
            .extend(deprels.by_ref().take(analysis.heads.len()));
    }
    analyses
}

/// The number of the largest output of each row; of equals the first.
#[inline(always)]
fn best_outputs<K: Kernel>(
    kernel: K,
    scratch: &Scratch<K>,
    matrix: &Matrix,
    count: usize,
) -> Vec<usize> {
    let mut out = Vec::new();
    linear_into(kernel, &scratch.rows, matrix, |value| value, &mut out);
    out.chunks_exact(matrix.outputs())
        .map(|row| crate::linear::best(&row[..count]))
        .collect()
}

/// The scores of all arcs of a sentence, as [`best_tree`] wants them.
#[inline(always)]
fn arc_scores(
    dependents: &[f32],
    heads: &[f32],
    size: usize,
    words: Range<usize>,
    root: usize,
) -> Vec<f32> {
    let width = words.len() + 1;
    let padded = width.next_multiple_of(LANES);
    let mut columns = vec![0.0; size * padded];
    for (column, head) in std::iter::once(root).chain(words.clone()).enumerate() {
        for (k, &value) in heads[head * size..][..size].iter().enumerate() {
            columns[k * padded + column] = value;
        }
    }
    let mut scores = vec![0.0; words.len() * width];
    let left = View {
        values: &dependents[words.start * size..],
        stride: size,
    };
    let right = View {
        values: &columns,
        stride: padded,
    };
    product(
        left,
        right,
        [words.len(), size, padded],
        |row, column, values| {
            let within = (width - column).min(LANES);
            scores[row * width + column..][..within].copy_from_slice(&values[..within]);
        },
    );
    scores
}

/// The relation of each word to its head; `arcs` gives the row of the head of each. The root is the last row of `heads`.
#[inline(always)]
fn label<K: Kernel>(
    kernel: K,
    network: &Network,
    scratch: &Scratch<K>,
    heads: &[f32],
    arcs: &[usize],
) -> Vec<Deprel> {
    let (size, labels) = (network.config.label_size, &network.deprels);
    let root = (heads.len() / size).saturating_sub(1);
    let prior = &network.heads.label_prior;
    let mut scores = Vec::new();
    linear_into(kernel, &scratch.rows, prior, |value| value, &mut scores);
    // Sixteen outputs always belong to one label.
    linear(
        kernel,
        &scratch.rows,
        &network.heads.label,
        |row, output, values| {
            let head = &heads[arcs[row] * size + output % size..][..LANES];
            scores[row * prior.outputs() + output / size] += dot(&values, head);
        },
    );
    let best = |row: &mut [f32]| {
        for (score, &deprel) in row.iter_mut().zip(labels) {
            if deprel == Deprel::Root {
                *score = f32::NEG_INFINITY;
            }
        }
        labels[crate::linear::best(row)]
    };
    scores
        .chunks_exact_mut(prior.outputs())
        .zip(arcs)
        .map(|(row, &head)| {
            if head == root {
                Deprel::Root
            } else {
                best(&mut row[..labels.len()])
            }
        })
        .collect()
}
