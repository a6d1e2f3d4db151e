//! From the vectors of words to tags and trees.

use std::ops::Range;
use std::sync::Arc;

use super::forward::Words;
use super::functions::exp;
use super::layers::{Scratch, View, dot, linear, linear_into, product};
use super::matmul::{Kernel, LANES};
use super::network::{Network, TaskHead, TaskLabels, Whole};
use super::trees::best_tree;
use super::weights::Matrix;
use crate::labels::{Deprel, Upos, Xpos};
use crate::signs::{Share, Sign, Signs};

/// What was found out about a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Analysis {
    pub(super) tags: Vec<(Upos, Xpos)>,
    /// 0 is the root, 1 the first word.
    pub(super) heads: Vec<usize>,
    pub(super) deprels: Vec<Deprel>,
    pub(super) signs: Signs,
    /// The words as the head for coreference compares them, row after row; empty without that head.
    pub(super) references: Vec<f32>,
}

/// The words of all sentences and the root, as the heads of the network see them.
struct Projected {
    /// As dependents, ready to be compared with heads.
    arc_dependents: Vec<f32>,
    arc_heads: Vec<f32>,
    label_dependents: Vec<f32>,
    label_heads: Vec<f32>,
    /// The last row.
    root: usize,
}

/// Reads tags and trees off the vectors of the words of all sentences, the root's vector last.
#[inline(always)]
pub(super) fn decide<K: Kernel>(
    kernel: K,
    network: &Network,
    sentences: &[Words],
    vectors: &[f32],
    scratch: &mut Scratch<K>,
) -> Vec<Analysis> {
    scratch.rows.fill(vectors, network.config.hidden);
    let upos = best_outputs(kernel, scratch, &network.heads.upos, network.upos.len());
    let xpos = best_outputs(kernel, scratch, &network.heads.xpos, network.xpos.len());
    let tags = upos.into_iter().zip(xpos);
    let mut tags = tags.map(|(upos, xpos)| (network.upos[upos], network.xpos[xpos]));
    let hidden = task_hidden(kernel, network, scratch);
    let references = references(kernel, network, scratch);
    let projected = project(kernel, network, scratch);
    let trees = trees(network, sentences, &projected);
    let mut deprels = label(
        kernel,
        network,
        scratch,
        &projected,
        &arcs(&trees, projected.root),
    )
    .into_iter();
    let analysis = |heads: Vec<usize>| Analysis {
        tags: tags.by_ref().take(heads.len()).collect(),
        deprels: deprels.by_ref().take(heads.len()).collect(),
        heads,
        ..Analysis::default()
    };
    let mut analyses: Vec<Analysis> = trees.into_iter().map(analysis).collect();
    add_signs(kernel, network, scratch, &hidden, &mut analyses);
    if let Some(head) = &network.coreference {
        let mut rows = references.chunks_exact(head.projection.outputs());
        for analysis in &mut analyses {
            let own = rows.by_ref().take(analysis.heads.len());
            analysis.references = own.flatten().copied().collect();
        }
    }
    analyses
}

/// The words of all sentences as the head for coreference compares them.
#[inline(always)]
fn references<K: Kernel>(kernel: K, network: &Network, scratch: &Scratch<K>) -> Vec<f32> {
    let mut out = Vec::new();
    if let Some(head) = &network.coreference {
        linear_into(
            kernel,
            &scratch.rows,
            &head.projection,
            |value| value,
            &mut out,
        );
    }
    out
}

/// The signs of one task in the words of all stretches, from the words' vectors.
#[inline(always)]
pub(super) fn ask<K: Kernel>(
    kernel: K,
    network: &Network,
    task: usize,
    stretches: &[Words],
    vectors: &[f32],
    scratch: &mut Scratch<K>,
) -> Vec<Vec<Sign>> {
    let (TaskLabels::Words(_, labels), head) = (&network.tasks[task], &network.heads.tasks[task])
    else {
        return Vec::new();
    };
    scratch.rows.fill(vectors, network.config.hidden);
    let hidden = hidden(kernel, network, scratch, head);
    let mut out = Vec::new();
    scratch.rows.fill(&hidden, network.config.task_size);
    linear_into(kernel, &scratch.rows, &head.output, |value| value, &mut out);
    let mut rows = out.chunks_exact(head.output.outputs());
    let stretches = stretches.iter();
    stretches
        .map(|words| {
            rows.by_ref()
                .take(words.len())
                .map(|row| sign(labels, row))
                .collect()
        })
        .collect()
}

/// What stands between the two halves of a task's head, for all words.
#[inline(always)]
fn hidden<K: Kernel>(
    kernel: K,
    network: &Network,
    scratch: &Scratch<K>,
    head: &TaskHead,
) -> Vec<f32> {
    let slope = network.config.leaky_slope;
    let leaky = |value: f32| if value > 0.0 { value } else { value * slope };
    let mut out = Vec::new();
    linear_into(kernel, &scratch.rows, &head.hidden, leaky, &mut out);
    out
}

/// As [`hidden`], of each task.
#[inline(always)]
fn task_hidden<K: Kernel>(kernel: K, network: &Network, scratch: &Scratch<K>) -> Vec<Vec<f32>> {
    let mut all = Vec::with_capacity(network.heads.tasks.len());
    for head in &network.heads.tasks {
        all.push(hidden(kernel, network, scratch, head));
    }
    all
}

/// Reads the signs of all sentences off the second half of each task's head.
#[inline(always)]
fn add_signs<K: Kernel>(
    kernel: K,
    network: &Network,
    scratch: &mut Scratch<K>,
    hidden: &[Vec<f32>],
    analyses: &mut [Analysis],
) {
    let tasks = network.tasks.iter().zip(&network.heads.tasks);
    for ((labels, head), hidden) in tasks.zip(hidden) {
        let mut out = Vec::new();
        scratch.rows.fill(hidden, network.config.task_size);
        linear_into(kernel, &scratch.rows, &head.output, |value| value, &mut out);
        let mut rows = out.chunks_exact(head.output.outputs());
        for analysis in &mut *analyses {
            let words = rows.by_ref().take(analysis.heads.len());
            match labels {
                TaskLabels::Words(task, labels) => {
                    let signs = words.map(|row| sign(labels, row)).collect();
                    analysis.signs.words.push((*task, signs));
                }
                TaskLabels::Whole(Whole::Causal) => analysis.signs.causal = Some(whole(words)),
                TaskLabels::Whole(Whole::Negotiation) => {
                    analysis.signs.negotiation = Some(whole(words));
                }
            }
        }
    }
}

/// The best of the labels; the first score is that of none of them.
fn sign(labels: &[Arc<str>], scores: &[f32]) -> Sign {
    let scores = &scores[..=labels.len()];
    let highest = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    let total: f32 = scores.iter().map(|score| exp(score - highest)).sum();
    let best = crate::linear::best(&scores[1..]);
    Sign {
        label: labels[best].clone(),
        share: Share::of(exp(scores[best + 1] - highest) / total),
    }
}

/// The probability from two scores a word: the softmax of the first weighs the second.
fn whole<'r>(words: impl Iterator<Item = &'r [f32]>) -> Share {
    let scores: Vec<[f32; 2]> = words.map(|row| [row[0], row[1]]).collect();
    let highest = scores
        .iter()
        .fold(f32::NEG_INFINITY, |high, score| high.max(score[0]));
    let (mut total, mut sum) = (0.0, 0.0);
    for [weight, evidence] in scores {
        let weight = exp(weight - highest);
        total += weight;
        sum += weight * evidence;
    }
    Share::of(1.0 / (1.0 + exp(-sum / total)))
}

#[inline(always)]
fn project<K: Kernel>(kernel: K, network: &Network, scratch: &mut Scratch<K>) -> Projected {
    let (heads, slope) = (&network.heads, network.config.leaky_slope);
    let matrices = [
        &heads.arc_dependent,
        &heads.arc_head,
        &heads.label_dependent,
        &heads.label_head,
    ];
    let mut outputs = [const { Vec::new() }; 4];
    for (matrix, out) in matrices.into_iter().zip(&mut outputs) {
        let leaky = |value: f32| if value > 0.0 { value } else { value * slope };
        linear_into(kernel, &scratch.rows, matrix, leaky, out);
    }
    let [dependents, arc_heads, label_dependents, label_heads] = outputs;
    let size = network.config.arc_size;
    let mut arc_dependents = Vec::new();
    scratch.rows.fill(&dependents, size);
    linear_into(
        kernel,
        &scratch.rows,
        &heads.arc,
        |value| value,
        &mut arc_dependents,
    );
    Projected {
        root: (arc_heads.len() / size).saturating_sub(1),
        arc_dependents,
        arc_heads,
        label_dependents,
        label_heads,
    }
}

/// The best tree of each sentence.
#[inline(always)]
fn trees(network: &Network, sentences: &[Words], projected: &Projected) -> Vec<Vec<usize>> {
    let mut start = 0;
    let mut trees = Vec::with_capacity(sentences.len());
    for words in sentences {
        let range = start..start + words.len();
        start = range.end;
        let scores = arc_scores(projected, network.config.arc_size, range);
        trees.push(best_tree(&scores, words.len()));
    }
    trees
}

/// The row of the head of each word.
fn arcs(trees: &[Vec<usize>], root: usize) -> Vec<usize> {
    let mut arcs = Vec::with_capacity(root);
    for tree in trees {
        let start = arcs.len();
        let row = |&head: &usize| head.checked_sub(1).map_or(root, |head| start + head);
        arcs.extend(tree.iter().map(row));
    }
    arcs
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
fn arc_scores(projected: &Projected, size: usize, words: Range<usize>) -> Vec<f32> {
    let heads = &projected.arc_heads;
    let width = words.len() + 1;
    let padded = width.next_multiple_of(LANES);
    let mut columns = vec![0.0; size * padded];
    for (column, head) in std::iter::once(projected.root)
        .chain(words.clone())
        .enumerate()
    {
        for (k, &value) in heads[head * size..][..size].iter().enumerate() {
            columns[k * padded + column] = value;
        }
    }
    let mut scores = vec![0.0; words.len() * width];
    let left = View {
        values: &projected.arc_dependents[words.start * size..],
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

/// The relation of each word to its head; `arcs` gives the row of the head of each.
#[inline(always)]
fn label<K: Kernel>(
    kernel: K,
    network: &Network,
    scratch: &mut Scratch<K>,
    projected: &Projected,
    arcs: &[usize],
) -> Vec<Deprel> {
    let size = network.config.label_size;
    let prior = &network.heads.label_prior;
    scratch
        .rows
        .fill(&projected.label_dependents[..arcs.len() * size], size);
    let mut scores = Vec::new();
    linear_into(kernel, &scratch.rows, prior, |value| value, &mut scores);
    // Sixteen outputs always belong to one label.
    linear(
        kernel,
        &scratch.rows,
        &network.heads.label,
        |row, output, values| {
            let head = &projected.label_heads[arcs[row] * size + output % size..][..LANES];
            scores[row * prior.outputs() + output / size] += dot(&values, head);
        },
    );
    scores
        .chunks_exact(prior.outputs())
        .zip(arcs)
        .map(|(row, &head)| best_label(&network.deprels, row, head == projected.root))
        .collect()
}

/// The relation with the highest score: `root` below the root, any other elsewhere.
fn best_label(deprels: &[Deprel], scores: &[f32], below_root: bool) -> Deprel {
    if below_root {
        return Deprel::Root;
    }
    let mut best = (f32::NEG_INFINITY, Deprel::Dep);
    for (&deprel, &score) in deprels.iter().zip(scores) {
        if score > best.0 && deprel != Deprel::Root {
            best = (score, deprel);
        }
    }
    best.1
}
