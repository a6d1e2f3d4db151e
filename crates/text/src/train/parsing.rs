//! Training of the parser and the labellers.

use super::{Example, Learner, Options, Random, Size, on_threads, order};
use crate::labeller::Tree;
use crate::labels::Deprel;
use crate::linear::{Linear, Weights, best};
use crate::model::{BEAM, ModelError};
use crate::parser::{self, ACTIONS, Action, Move, Search, State, Teacher};

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

/// Trains labellers of finished trees, and averages their weights.
pub(super) fn labeller(
    examples: &[Example],
    size: Size,
    options: &Options,
) -> Result<Linear, ModelError> {
    let learners = on_threads(options.labellers, |number| {
        one_labeller(
            examples,
            size,
            options,
            options.seed + 2 + 100 * number as u64,
        )
    });
    Learner::blend(learners).map_or_else(|| Learner::new(size).finish(), |learner| learner.finish())
}

fn one_labeller(examples: &[Example], size: Size, options: &Options, seed: u64) -> Learner {
    let mut learner = Learner::new(size);
    let mut feature = Vec::with_capacity(80);
    for epoch in 0..options.label_epochs {
        for index in order(examples.len(), seed, epoch) {
            let example = &examples[index];
            let tree = Tree::new(&example.atoms, &example.heads);
            let mut given = vec![0; example.heads.len()];
            for &dependent in &tree.order {
                let mut label = usize::from(example.labels[dependent]);
                if example.heads[dependent] < given.len() {
                    tree.features(dependent, &given, &mut feature);
                    label = learn(&mut learner, &feature, label);
                }
                given[dependent] = label as u64 + 1;
            }
        }
    }
    learner
}

/// Trains parsers with a beam and updates at the greatest violation (Huang, Fayong and Guo 2012), and averages their weights.
pub(super) fn parser(
    examples: &[Example],
    size: Size,
    options: &Options,
) -> Result<Linear, ModelError> {
    let learners = on_threads(options.parsers, |number| {
        one_parser(examples, size, options, options.seed + 100 * number as u64)
    });
    Learner::blend(learners).map_or_else(|| Learner::new(size).finish(), |learner| learner.finish())
}

fn one_parser(examples: &[Example], size: Size, options: &Options, seed: u64) -> Learner {
    let mut learner = Learner::new(size);
    let mut random = Random(seed);
    for epoch in 0..options.parser_epochs {
        for index in order(examples.len(), seed + 3, epoch) {
            let example = blurred(&examples[index], options.blur, &mut random);
            parse_and_learn(&mut learner, &example, options.margin);
            learner.tick();
        }
    }
    learner
}

/// The example with some words known by their looks only, so that the parser leans less on the words of the treebank.
fn blurred(example: &Example, share: f32, random: &mut Random) -> Example {
    let mut example = example.clone();
    for atoms in &mut example.atoms {
        if random.unit() < share {
            atoms.key = atoms.looks;
        }
    }
    example
}

/// The moves that build the reference tree.
fn reference(example: &Example, search: &mut Search<'_>) -> Vec<Action> {
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
        let kind = search.oracle(&state, heads, &pending);
        let (top, under) = search.top_two(&state);
        if let (Move::Right, Some(under)) = (kind, under) {
            pending[under] -= 1;
        }
        let action = match (kind, top) {
            (Move::Left | Move::Right, Some(top)) => Action {
                kind,
                group: example.groups[top],
            },
            _ => Action::SHIFT,
        };
        state = search.advance(&state, action, 0.0, true);
        moves.push(action);
    }
    moves
}

/// Parses a sentence and moves the weights if the tree was not right.
fn parse_and_learn(learner: &mut Learner, example: &Example, margin: f32) {
    let mut search = Search::new(&example.atoms);
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
            Some(Teacher { action, margin }),
            &mut feature,
        );
        let Some(best) = beam.first() else { break };
        let violation = best.score - gold.score;
        if !best.gold && worst.as_ref().is_none_or(|(most, ..)| violation >= *most) {
            worst = Some((violation, *best, at + 1));
        }
    }
    if beam.first().is_some_and(|best| best.gold) {
        return;
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
}

fn follow(
    search: &mut Search<'_>,
    learner: &Learner,
    state: &State,
    action: Action,
    feature: &mut Vec<u64>,
) -> State {
    let mut scores = [0.0; ACTIONS];
    search.features(state, feature);
    learner.score(feature, &mut scores);
    search.advance(state, action, state.score + scores[action.index()], true)
}

/// Updates along a path, from the move at which it leaves the other.
fn replay(
    search: &mut Search<'_>,
    learner: &mut Learner,
    moves: &[Action],
    from: usize,
    change: f32,
) {
    let mut state = search.start();
    let mut feature = Vec::with_capacity(160);
    for (at, &action) in moves.iter().enumerate() {
        if at >= from {
            search.features(&state, &mut feature);
            learner.update(&feature, action.index(), change);
        }
        state = search.advance(&state, action, 0.0, true);
    }
}
