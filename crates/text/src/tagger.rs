//! Left-to-right tagger: one class is a pair of word class and Penn tag.
//!
//! Two passes: the first sees the tags it gave on the left, the second sees the first's tags on both sides.

use crate::linear::{Weights, best, join};
use crate::words::Atoms;

/// Features of token `at`. `tags` holds tag classes + 1, 0 where unknown: on the left always, on the right in the second pass.
pub(crate) fn features(atoms: &[Atoms], tags: &[u64], at: usize, second: bool, out: &mut Vec<u64>) {
    out.clear();
    let none = Atoms::default();
    let atom = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|i| atoms.get(i))
            .unwrap_or(&none)
    };
    let tag = |offset: isize| match at.checked_add_signed(offset) {
        Some(i) if i < tags.len() => tags[i],
        _ => 255,
    };
    let (me, before, before2, after, after2) = (atom(0), atom(-1), atom(-2), atom(1), atom(2));
    let (left, left2) = (tag(-1), tag(-2));
    let mut add = |template: u64, parts: &[u64]| out.push(join(template, parts));
    add(0, &[]);
    add(1, &[me.form]);
    add(2, &[me.word]);
    for (index, &suffix) in me.suffixes.iter().enumerate() {
        add(3 + index as u64, &[suffix]);
    }
    add(7, &[me.prefixes[0], me.suffixes[1]]);
    add(8, &[me.prefixes[1]]);
    add(9, &[me.prefixes[2]]);
    add(10, &[me.shape]);
    add(11, &[me.shape, me.suffixes[2]]);
    add(12, &[me.class]);
    add(13, &[me.coarse, me.suffixes[1]]);
    add(14, &[left]);
    add(15, &[left, left2]);
    add(16, &[left, me.word]);
    add(17, &[before.word]);
    add(18, &[before2.word]);
    add(19, &[after.word]);
    add(20, &[after2.word]);
    add(21, &[before.word, me.word]);
    add(22, &[me.word, after.word]);
    add(23, &[after.usual, me.usual]);
    add(24, &[left, me.usual, after.usual]);
    add(25, &[left, me.suffixes[2]]);
    add(26, &[after.suffixes[2]]);
    add(27, &[after.usual, me.word]);
    add(28, &[before.shape, me.shape, after.shape]);
    add(29, &[after.class, me.class]);
    add(30, &[before.class, me.class]);
    add(31, &[left, me.class]);
    add(32, &[left, me.shape]);
    add(33, &[after.usual, after2.usual, me.usual]);
    add(34, &[left, left2, me.usual]);
    add(35, &[me.usual, after.class]);
    add(36, &[before2.coarse, before.coarse, me.coarse]);
    add(37, &[left, after.word]);
    add(38, &[left2, left, me.word]);
    if second {
        let (right, right2) = (tag(1), tag(2));
        add(50, &[right]);
        add(51, &[right, right2]);
        add(52, &[left, right]);
        add(53, &[left, right, me.word]);
        add(54, &[right, me.word]);
        add(55, &[tags[at]]);
        add(56, &[tags[at], left, right]);
        add(57, &[tags[at], right, right2]);
        add(58, &[right, me.suffixes[2]]);
        add(59, &[right, me.class]);
        add(60, &[left2, left, right]);
        add(61, &[tag(-3), left2, left, tags[at]]);
        add(62, &[right, right2, tag(3), tags[at]]);
        add(63, &[tags[at], me.word]);
        add(64, &[right2, me.word]);
    }
}

/// Number of passes.
pub(crate) const PASSES: usize = 2;

/// Tags a sentence; `tags` receives tag classes + 1.
pub(crate) fn tag(
    passes: [&impl Weights; PASSES],
    classes: usize,
    atoms: &[Atoms],
    tags: &mut Vec<u64>,
) {
    tags.clear();
    tags.resize(atoms.len(), 0);
    for (pass, weights) in passes.into_iter().enumerate() {
        one_pass(weights, classes, atoms, pass == 1, tags);
    }
}

/// One left-to-right run that overwrites `tags`.
pub(crate) fn one_pass(
    weights: &impl Weights,
    classes: usize,
    atoms: &[Atoms],
    second: bool,
    tags: &mut [u64],
) {
    let mut feature = Vec::with_capacity(64);
    let mut scores = vec![0.0; classes];
    for at in 0..atoms.len() {
        features(atoms, tags, at, second, &mut feature);
        scores.fill(0.0);
        weights.score(&feature, &mut scores);
        tags[at] = best(&scores) as u64 + 1;
    }
}
