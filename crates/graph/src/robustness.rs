use crate::{Concept, GraphModel, QuestionError, StatementRef};
use serde::{Deserialize, Serialize};

/// How combinations are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobustnessQuery {
    /// Up to this many assumptions all combinations are examined (at most 20).
    pub exact_up_to: usize,
    /// Beyond, this many are drawn.
    pub samples: u64,
    /// With this seed.
    pub seed: u64,
}

impl Default for RobustnessQuery {
    fn default() -> Self {
        Self {
            exact_up_to: 16,
            samples: 20_000,
            seed: 1,
        }
    }
}

/// How the combinations were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// All of them.
    Exact,
    /// A sample drawn with ChaCha8.
    Sample {
        /// The seed.
        seed: u64,
    },
}

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How often the status quo stays an equilibrium.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Survival {
    /// Under this concept.
    pub concept: Concept,
    /// In so many of the examined combinations.
    pub survived: u64,
    /// The share of them.
    pub share: f64,
    /// Wilson's interval, for a sample.
    pub interval: Option<Interval>,
    /// Whether it is an equilibrium with all assumptions as they stand.
    pub as_assumed: bool,
}

/// What one assumption does to the verdict under one concept.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Hinge {
    /// The assumption.
    pub assumption: StatementRef,
    /// The concept.
    pub concept: Concept,
    /// Share of combinations in which the status quo survives when the assumption stands.
    pub share_standing: f64,
    /// The same when its opposite holds.
    pub share_flipped: f64,
    /// The status quo survives sometimes, and only when the assumption stands.
    pub necessary: bool,
    /// It survives always when the assumption stands, and not always otherwise.
    pub sufficient: bool,
    /// Flipping this one alone, the others as assumed, changes the verdict.
    pub pivotal: bool,
    /// Banzhaf's index: the share of combinations of the others in which flipping this one
    /// changes the verdict.
    pub banzhaf: f64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// The assumptions that were varied: each stands or is negated.
    pub assumptions: Vec<StatementRef>,
    /// How the combinations were chosen.
    pub method: Method,
    /// How many were examined.
    pub examined: u64,
    /// In the order of [`Concept::ALL`].
    pub survival: Vec<Survival>,
    /// By concept, then by assumption.
    pub hinges: Vec<Hinge>,
}

impl Robustness {
    /// The entry for a concept.
    #[must_use]
    pub fn survival(&self, concept: Concept) -> Option<&Survival> {
        self.survival.iter().find(|s| s.concept == concept)
    }

    /// The entries for a concept, the most telling assumption first.
    #[must_use]
    pub fn hinges(&self, concept: Concept) -> Vec<&Hinge> {
        let mut found: Vec<_> = self
            .hinges
            .iter()
            .filter(|h| h.concept == concept)
            .collect();
        found.sort_by(|a, b| {
            let weight = |h: &Hinge| (h.pivotal, h.banzhaf);
            let (x, y) = (weight(b), weight(a));
            x.0.cmp(&y.0)
                .then(x.1.total_cmp(&y.1))
                .then(a.assumption.cmp(&b.assumption))
        });
        found
    }
}

/// How often the status quo remains an equilibrium when every assumption may be wrong.
///
/// # Errors
/// When the model is not in option form.
pub fn robustness(
    _model: &GraphModel,
    _query: &RobustnessQuery,
) -> Result<Robustness, QuestionError> {
    todo!()
}
