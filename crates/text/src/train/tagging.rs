//! Training of the tagger's passes.

use super::{Example, FOLDS, Learner, Options, Size, on_threads, order};
use crate::linear::{Linear, Weights, best};
use crate::model::ModelError;
use crate::tagger;

/// Trains one pass on everything, and tags every sentence with a model that has not seen it. With `before`, the tags of the
/// pass before, this is the second pass.
pub(super) fn jackknifed(
    examples: &[Example],
    before: Option<&[Vec<u64>]>,
    size: Size,
    options: &Options,
) -> Result<(Linear, Vec<Vec<u64>>), ModelError> {
    // The fold past the last leaves nothing out: that is the model to keep.
    let models: Result<Vec<Linear>, ModelError> = on_threads(FOLDS + 1, |fold| {
        train(examples, before, size, options, fold)
    })
    .into_iter()
    .collect();
    let mut models = models?;
    let whole = models
        .pop()
        .ok_or(ModelError::Damaged("no model was trained"))?;
    let tags = examples
        .iter()
        .enumerate()
        .map(|(index, example)| {
            let mut tags = start(example, before, index);
            tagger::one_pass(
                &models[index % FOLDS],
                size.classes,
                &example.atoms,
                before.is_some(),
                &mut tags,
            );
            tags
        })
        .collect();
    Ok((whole, tags))
}

fn start(example: &Example, before: Option<&[Vec<u64>]>, index: usize) -> Vec<u64> {
    before.map_or_else(
        || vec![0; example.atoms.len()],
        |before| before[index].clone(),
    )
}

fn train(
    examples: &[Example],
    before: Option<&[Vec<u64>]>,
    size: Size,
    options: &Options,
    fold: usize,
) -> Result<Linear, ModelError> {
    let mut learner = Learner::new(size);
    let mut feature = Vec::with_capacity(64);
    let mut scores = vec![0.0; size.classes];
    for epoch in 0..options.tagger_epochs {
        for index in order(examples.len(), options.seed, epoch) {
            if index % FOLDS == fold {
                continue;
            }
            let example = &examples[index];
            let mut tags = start(example, before, index);
            for at in 0..tags.len() {
                tagger::features(&example.atoms, &tags, at, before.is_some(), &mut feature);
                scores.fill(0.0);
                learner.score(&feature, &mut scores);
                let guess = best(&scores);
                let gold = usize::try_from(example.gold_tags[at]).unwrap_or(1) - 1;
                let reached = std::mem::replace(&mut scores[gold], f32::NEG_INFINITY);
                let rival = best(&scores);
                // Right answers must win by a margin, or later runs over the data would teach nothing.
                if reached - scores[rival] <= options.tagger_margin {
                    learner.update(&feature, gold, 1.0);
                    learner.update(&feature, rival, -1.0);
                }
                learner.tick();
                // What comes after sees the guess, as it will in use.
                tags[at] = guess as u64 + 1;
            }
        }
    }
    learner.finish()
}
