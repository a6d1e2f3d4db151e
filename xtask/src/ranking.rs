//! Log-linear ranking: of each question's alternatives the right ones shall weigh most.
//!
//! The likelihood of the right alternatives, with a penalty on the squares of the weights, is raised by Adam (Kingma and Ba 2015) over all
//! questions at once. The same questions give the same weights.

use std::collections::BTreeMap;

/// Rounds over all questions; more change no choice.
const ROUNDS: i32 = 200;
const STEP: f64 = 0.05;
const MOMENTUM: f64 = 0.9;
const DECAY: f64 = 0.99;

/// Features on fewer alternatives than this get no weight.
const RARE: usize = 3;

/// A question of which the answer is known.
pub(crate) struct Question {
    /// The features of each alternative, by name.
    pub(crate) alternatives: Vec<Vec<(String, f64)>>,
    /// The right alternatives, at least one.
    pub(crate) right: Vec<usize>,
}

/// What each feature counts.
#[derive(Debug, Default)]
pub(crate) struct Weights(pub(crate) BTreeMap<String, f64>);

impl Weights {
    /// Which alternative weighs most, the first of equals.
    pub(crate) fn best(&self, question: &Question) -> usize {
        let weigh = |features: &Vec<(String, f64)>| -> f64 {
            let known = features
                .iter()
                .filter_map(|(name, value)| Some(self.0.get(name)? * value));
            known.sum()
        };
        let scores: Vec<f64> = question.alternatives.iter().map(weigh).collect();
        let best = |best: usize, i: usize| if scores[i] > scores[best] { i } else { best };
        (0..scores.len()).fold(0, best)
    }

    /// How many questions are answered right.
    pub(crate) fn right_of<'q>(&self, questions: impl Iterator<Item = &'q Question>) -> usize {
        questions
            .filter(|q| q.right.contains(&self.best(q)))
            .count()
    }
}

/// The weights for which the right alternatives are likeliest; the greater the penalty, the closer they stay to the prior, which is 0 for
/// what it does not name.
pub(crate) fn learn(
    questions: &[&Question],
    penalty: f64,
    prior: &BTreeMap<String, f64>,
) -> Weights {
    let names = names(questions);
    let numbered: Vec<Numbered> = questions.iter().map(|q| Numbered::of(q, &names)).collect();
    let expected: Vec<f64> = names
        .keys()
        .map(|n| prior.get(n).copied().unwrap_or_default())
        .collect();
    let mut weights = expected.clone();
    let (mut mean, mut square) = (vec![0.0; names.len()], vec![0.0; names.len()]);
    for round in 1..=ROUNDS {
        let slope = slope(&numbered, &weights, &expected, penalty);
        let rate = if round < ROUNDS / 2 { STEP } else { STEP / 4.0 };
        for (i, g) in slope.into_iter().enumerate() {
            mean[i] = MOMENTUM * mean[i] + (1.0 - MOMENTUM) * g;
            square[i] = DECAY * square[i] + (1.0 - DECAY) * g * g;
            let (m, s) = (
                mean[i] / (1.0 - MOMENTUM.powi(round)),
                square[i] / (1.0 - DECAY.powi(round)),
            );
            weights[i] -= rate * m / (s.sqrt() + 1e-8);
        }
    }
    Weights(names.into_keys().zip(weights).collect())
}

/// The features that get a weight, each with its number.
fn names(questions: &[&Question]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let features = questions.iter().flat_map(|q| &q.alternatives).flatten();
    for (name, _) in features {
        *counts.entry(name).or_default() += 1;
    }
    let common = counts.into_iter().filter(|(_, count)| *count >= RARE);
    common
        .enumerate()
        .map(|(i, (name, _))| (name.to_owned(), i))
        .collect()
}

/// A question with numbers for names.
struct Numbered {
    alternatives: Vec<Vec<(usize, f64)>>,
    right: Vec<bool>,
}

impl Numbered {
    fn of(question: &Question, names: &BTreeMap<String, usize>) -> Self {
        let number = |features: &Vec<(String, f64)>| {
            let known = features
                .iter()
                .filter_map(|(name, value)| Some((*names.get(name)?, *value)));
            known.collect()
        };
        let alternatives: Vec<_> = question.alternatives.iter().map(number).collect();
        let right = (0..alternatives.len())
            .map(|i| question.right.contains(&i))
            .collect();
        Self {
            alternatives,
            right,
        }
    }

    /// How likely each alternative is, and how likely among the right ones; for a wrong one the latter is 0.
    fn shares(&self, weights: &[f64]) -> Vec<(f64, f64)> {
        let weigh =
            |a: &Vec<(usize, f64)>| -> f64 { a.iter().map(|&(i, value)| weights[i] * value).sum() };
        let scores: Vec<f64> = self.alternatives.iter().map(weigh).collect();
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let raised: Vec<f64> = scores.iter().map(|s| (s - highest).exp()).collect();
        let total: f64 = raised.iter().sum();
        let right: f64 = raised
            .iter()
            .zip(&self.right)
            .filter_map(|(s, r)| r.then_some(*s))
            .sum();
        let share =
            |(s, is_right): (&f64, &bool)| (s / total, if *is_right { s / right } else { 0.0 });
        raised.iter().zip(&self.right).map(share).collect()
    }
}

/// The slope of the negative log-likelihood with its penalty.
fn slope(questions: &[Numbered], weights: &[f64], expected: &[f64], penalty: f64) -> Vec<f64> {
    let away = weights.iter().zip(expected);
    let mut slope: Vec<f64> = away.map(|(w, e)| penalty * (w - e)).collect();
    for question in questions {
        let shares = question.shares(weights);
        for (features, (share, right)) in question.alternatives.iter().zip(shares) {
            for &(i, value) in features {
                slope[i] += (share - right) * value;
            }
        }
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::{Question, learn};
    use std::collections::BTreeMap;

    fn question(alternatives: &[&[&str]], right: usize) -> Question {
        let features = |names: &&[&str]| names.iter().map(|n| ((*n).to_owned(), 1.0)).collect();
        Question {
            alternatives: alternatives.iter().map(features).collect(),
            right: vec![right],
        }
    }

    #[test]
    fn what_tells_right_from_wrong_is_learned() {
        let all: Vec<Question> = (0..12)
            .map(|i| {
                question(
                    &[&["near", "green"], &["far"], &["far", "same"]],
                    if i % 6 == 5 { 0 } else { 2 },
                )
            })
            .collect();
        let weights = learn(&all.iter().collect::<Vec<_>>(), 0.1, &BTreeMap::new());
        assert!(weights.0["same"] > 0.5);
        assert!(weights.0["same"] > weights.0["near"]);
        let unseen = question(&[&["far", "same"], &["near"]], 0);
        assert_eq!(weights.best(&unseen), 0);
        assert_eq!(weights.right_of(all.iter()), 10);
    }

    #[test]
    fn without_questions_weights_are_as_expected() {
        let twins = [(); 3].map(|()| question(&[&["old"], &["old"]], 0));
        let prior = BTreeMap::from([("old".to_owned(), 2.0)]);
        let weights = learn(&twins.iter().collect::<Vec<_>>(), 1.0, &prior);
        assert!((weights.0["old"] - 2.0).abs() < 0.01);
    }

    #[test]
    fn what_is_seen_once_gets_no_weight() {
        let all = [
            question(&[&["a", "odd"], &["b"]], 0),
            question(&[&["a"], &["b"]], 0),
            question(&[&["a"], &["b"]], 0),
        ];
        let weights = learn(&all.iter().collect::<Vec<_>>(), 1.0, &BTreeMap::new());
        assert!(!weights.0.contains_key("odd"));
        assert!(weights.0["a"] > weights.0["b"]);
    }
}
