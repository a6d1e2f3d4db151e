//! Training of the parser and the labellers.

use super::{Example, FOLDS, Learner, Options, Size, on_folds, order};
use crate::labeller::{self, Tree};
use crate::labels::Deprel;
use crate::linear::{Linear, Weights, best};
use crate::model::{BEAM, ModelError, Narrow};
use crate::parser::{self, ArcLabels, Move, Search, State};

/// Lifts the dependents of crossing arcs to their head's head until no arcs cross (Nivre and Nilsson 2005).
pub(super) fn projective(heads: &[usize]) -> Vec<usize> {
    let mut heads = heads.to_vec();
    let root = heads.len();
    while let Some(dependent) = shortest_crossing(&heads) {
        heads[dependent] = heads.get(heads[dependent]).copied().unwrap_or(root);
    }
    heads
}

/// The dependent of the shortest arc that spans a word not below its head.
fn shortest_crossing(heads: &[usize]) -> Option<usize> {
    let root = heads.len();
    let below = |word: usize, top: usize| {
        std::iter::successors(Some(word), |&at| heads.get(at).copied())
            .take(root + 2)
            .any(|at| at == top)
    };
    (0..root)
        .filter(|&dependent| {
            let head = heads[dependent];
            head != root
                && (dependent.min(head) + 1..dependent.max(head))
                    .any(|between| !below(between, head))
        })
        .min_by_key(|&dependent| (dependent.abs_diff(heads[dependent]), dependent))
}

/// Trains the narrow labeller on everything, and one for each fold without that fold.
pub(super) fn narrow(
    examples: &[Example],
    size: Size,
    options: &Options,
) -> Result<(Linear, Vec<Linear>), ModelError> {
    let models: Result<Vec<Linear>, ModelError> =
        on_folds(|fold| narrow_without(examples, size, options, fold))
            .into_iter()
            .collect();
    let mut models = models?;
    let whole = models
        .pop()
        .ok_or(ModelError::Damaged("no model was trained"))?;
    Ok((whole, models))
}

fn narrow_without(
    examples: &[Example],
    size: Size,
    options: &Options,
    fold: usize,
) -> Result<Linear, ModelError> {
    let mut learner = Learner::new(size);
    let mut feature = Vec::with_capacity(32);
    for epoch in 0..options.label_epochs.min(4) {
        for index in order(examples.len(), options.seed + 1, epoch) {
            let example = &examples[index];
            if index % FOLDS == fold {
                continue;
            }
            for (dependent, &head) in example.heads.iter().enumerate() {
                if head < example.heads.len() {
                    labeller::narrow(&example.atoms, head, dependent, &mut feature);
                    learn(&mut learner, &feature, example.labels[dependent].into());
                }
            }
        }
    }
    learner.finish()
}

/// One perceptron step; returns the guess made before it.
fn learn(learner: &mut Learner, feature: &[u64], gold: usize) -> usize {
    let mut scores = [0.0; Deprel::ALL.len()];
    learner.score(feature, &mut scores);
    let guess = best(&scores);
    if guess != gold {
        learner.update(feature, gold, 1.0);
        learner.update(feature, guess, -1.0);
    }
    learner.tick();
    guess
}

/// Trains the labeller of finished trees.
pub(super) fn labeller(
    examples: &[Example],
    size: Size,
    options: &Options,
) -> Result<Linear, ModelError> {
    let mut learner = Learner::new(size);
    let mut feature = Vec::with_capacity(80);
    for epoch in 0..options.label_epochs {
        for index in order(examples.len(), options.seed + 2, epoch) {
            let example = &examples[index];
            let tree = Tree::new(&example.atoms, &example.heads);
            let mut given = vec![0; example.heads.len()];
            for dependent in 0..given.len() {
                let mut label = usize::from(example.labels[dependent]);
                if example.heads[dependent] < given.len() {
                    tree.features(dependent, &given, &mut feature);
                    label = learn(&mut learner, &feature, label);
                }
                given[dependent] = label as u64 + 1;
            }
        }
    }
    learner.finish()
}

/// Trains the parser with a beam and updates at the greatest violation (Huang, Fayong and Guo 2012).
pub(super) fn parser(
    examples: &[Example],
    narrow: &[Linear],
    size: Size,
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Linear, ModelError> {
    let mut learner = Learner::new(size);
    for epoch in 0..options.parser_epochs {
        let mut perfect = 0;
        for index in order(examples.len(), options.seed + 3, epoch) {
            let example = &examples[index];
            perfect += usize::from(parse_and_learn(
                &mut learner,
                example,
                &narrow[index % FOLDS],
            ));
            learner.tick();
        }
        progress(&format!(
            "parser, run {}: {perfect} of {} trees right",
            epoch + 1,
            examples.len()
        ));
    }
    learner.finish()
}

/// The moves that build the reference tree.
fn reference(example: &Example, search: &mut Search<'_, impl ArcLabels>) -> Vec<Move> {
    let heads = &example.heads;
    let mut pending = vec![0_usize; heads.len() + 1];
    for (dependent, &head) in heads.iter().enumerate() {
        if head < dependent {
            pending[head] += 1;
        }
    }
    let mut state = search.start();
    let mut moves = Vec::with_capacity(search.moves_needed());
    for _ in 0..search.moves_needed() {
        let action = search.oracle(&state, heads, &pending);
        if let (Move::Right, (_, Some(under))) = (action, search.top_two(&state)) {
            pending[under] -= 1;
        }
        state = search.advance(&state, action, 0.0, true);
        moves.push(action);
    }
    moves
}

/// Whether the sentence was parsed right; if not, the weights have moved.
fn parse_and_learn(learner: &mut Learner, example: &Example, narrow: &Linear) -> bool {
    let mut search = Search::new(&example.atoms, Narrow::new(&example.atoms, narrow));
    let gold_moves = reference(example, &mut search);
    let mut gold = search.start();
    let mut beam = vec![gold];
    let mut feature = Vec::with_capacity(160);
    let mut worst: Option<(f32, State, usize)> = None;
    for (at, &action) in gold_moves.iter().enumerate() {
        gold = follow(&mut search, learner, &gold, action, &mut feature);
        beam = parser::step(
            &mut search,
            learner,
            &beam,
            BEAM,
            Some(action),
            &mut feature,
        );
        let Some(best) = beam.first() else { break };
        let violation = best.score - gold.score;
        if !best.gold && worst.as_ref().is_none_or(|(most, ..)| violation >= *most) {
            worst = Some((violation, *best, at + 1));
        }
    }
    if beam.first().is_some_and(|best| best.gold) {
        return true;
    }
    if let Some((_, wrong, length)) = worst {
        let wrong_moves = search.history(&wrong);
        let common = gold_moves
            .iter()
            .zip(&wrong_moves)
            .take_while(|(a, b)| a == b)
            .count();
        replay(&mut search, learner, &gold_moves[..length], common, 1.0);
        replay(&mut search, learner, &wrong_moves, common, -1.0);
    }
    false
}

fn follow(
    search: &mut Search<'_, impl ArcLabels>,
    learner: &Learner,
    state: &State,
    action: Move,
    feature: &mut Vec<u64>,
) -> State {
    let mut scores = [0.0; parser::MOVES];
    search.features(state, feature);
    learner.score(feature, &mut scores);
    search.advance(state, action, state.score + scores[action as usize], true)
}

/// Updates along a path, from the move at which it leaves the other.
fn replay(
    search: &mut Search<'_, impl ArcLabels>,
    learner: &mut Learner,
    moves: &[Move],
    from: usize,
    change: f32,
) {
    let mut state = search.start();
    let mut feature = Vec::with_capacity(160);
    for (at, &action) in moves.iter().enumerate() {
        if at >= from {
            search.features(&state, &mut feature);
            learner.update(&feature, action as usize, change);
        }
        state = search.advance(&state, action, 0.0, true);
    }
}
