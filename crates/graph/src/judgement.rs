//! When a move tempts, when an answer deters, and which steps of the others count.

use crate::outlook::{Comparison, Outlook};
use crate::{GraphModel, OutlookError};
use serde::{Deserialize, Serialize};

/// How an unknown comparison is taken (Li, Hipel, Kilgour and Fang, *Preference uncertainty in
/// the graph model for conflict resolution*, 2004).
///
/// In SEQ and SSEQ the others may answer by steps to states that are better or of unknown worth
/// to them, under all four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncertainty {
    /// Aggressive: a move into the unknown tempts, and the unknown does not deter. The most
    /// demanding definition.
    A,
    /// Only a certain improvement tempts, and the unknown does not deter.
    B,
    /// A move into the unknown tempts, and the unknown deters.
    C,
    /// Conservative: only a certain improvement tempts, and the unknown deters. The most
    /// permissive definition.
    D,
}

impl Uncertainty {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    const fn tempts(self) -> bool {
        matches!(self, Self::A | Self::C)
    }

    const fn deters(self) -> bool {
        matches!(self, Self::C | Self::D)
    }
}

/// One decision maker's thresholds for probabilistic preferences.
///
/// With α, β, γ written as the confidence that a state holds, they are one minus these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Likelihoods {
    /// A move tempts when its end is preferred with more than this probability.
    pub tempts: f64,
    /// An answer deters when its end is preferred with at most this probability.
    pub deters: f64,
    /// As an opponent, it takes a step whose end it prefers with more than this probability.
    pub steps: f64,
}

/// By which rule outlooks are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Comparisons in words. With `degree` 0 an answer deters when it ends in a state that is no
    /// better; with `degree` 1 or more it must end in a state that is worse to at least that
    /// degree, which makes the *strong* versions of GMR, SMR, SEQ and SSEQ (Hamouda, Kilgour and
    /// Hipel, 2004, for degree 2). An unknown comparison deters or not by `unknown` alone, whatever
    /// the degree (Xu, Kilgour, Hipel and McBean, 2010, combine the two). Strong SEQ shares its initials with symmetric sequential
    /// stability; they are different things.
    Compared {
        /// How unknown comparisons are taken; all four agree where nothing is unknown.
        unknown: Uncertainty,
        /// How much worse an answer must be.
        degree: u8,
    },
    /// Fuzzy relations: a move tempts when the relative certainty of preference for its end
    /// reaches the mover's threshold, and an answer deters when it stays below. One threshold,
    /// above 0 and up to 1, a decision maker.
    Fuzzy {
        /// The satisficing thresholds γ.
        thresholds: Vec<f64>,
    },
    /// Probabilities, with thresholds for each decision maker.
    Probabilistic {
        /// One entry a decision maker.
        thresholds: Vec<Likelihoods>,
    },
}

/// Whether returning exactly to the first state counts as a sanction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// It does: the first state is no better than itself. The logical definitions.
    #[default]
    Deter,
    /// It does not: the published matrix forms, in which the relation "no better" leaves out the
    /// diagonal. Differs only where the others can lead back to the first state by themselves.
    DoNotDeter,
}

/// What the decision makers think, and by which rules it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    outlooks: Vec<Outlook>,
    reading: Reading,
    returns: Returns,
}

impl Judgement {
    /// The preferences of a model as they stand: weak orders, all of degree 1.
    #[must_use]
    pub fn of_model(model: &GraphModel) -> Self {
        let all = 0..model.decision_makers().len();
        Self {
            outlooks: all.filter_map(|dm| Outlook::of_model(model, dm)).collect(),
            reading: Reading::Compared {
                unknown: Uncertainty::A,
                degree: 0,
            },
            returns: Returns::default(),
        }
    }

    /// One outlook a decision maker, and how to read them.
    ///
    /// # Errors
    /// When the outlooks are not of one size or not of the kind that the reading is about, or
    /// thresholds are missing or out of range.
    pub fn new(outlooks: Vec<Outlook>, reading: Reading) -> Result<Self, OutlookError> {
        let states = outlooks.first().map_or(0, Outlook::states);
        if let Some(other) = outlooks.iter().find(|o| o.states() != states) {
            return Err(OutlookError::WrongLength {
                found: other.states(),
                needed: states,
            });
        }
        let fits = |o: &Outlook| match reading {
            Reading::Compared { .. } => o.is_compared(),
            Reading::Fuzzy { .. } => o.certainty(0, 0).is_some(),
            Reading::Probabilistic { .. } => o.likelihood(0, 0).is_some(),
        };
        if let Some(dm) = outlooks.iter().position(|o| !fits(o)) {
            return Err(OutlookError::WrongKind(dm));
        }
        check_thresholds(&reading, outlooks.len())?;
        Ok(Self {
            outlooks,
            reading,
            returns: Returns::default(),
        })
    }

    /// The same with another answer to whether an exact return deters.
    #[must_use]
    pub const fn with_returns(mut self, returns: Returns) -> Self {
        self.returns = returns;
        self
    }

    /// One outlook a decision maker.
    #[must_use]
    pub fn outlooks(&self) -> &[Outlook] {
        &self.outlooks
    }

    /// How they are read.
    #[must_use]
    pub const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Whether an exact return deters.
    #[must_use]
    pub const fn returns(&self) -> Returns {
        self.returns
    }

    /// Whether moving from `s` to `q` is worth while for `dm`.
    pub(crate) fn tempts(&self, dm: usize, s: usize, q: usize) -> bool {
        let outlook = &self.outlooks[dm];
        match &self.reading {
            Reading::Compared { unknown, .. } => match outlook.compare(q, s) {
                Comparison::Better(_) => true,
                Comparison::Unknown => unknown.tempts(),
                Comparison::Equal | Comparison::Worse(_) => false,
            },
            Reading::Fuzzy { thresholds } => reaches(outlook, q, s, thresholds[dm]),
            Reading::Probabilistic { thresholds } => likelier(outlook, q, s, thresholds[dm].tempts),
        }
    }

    /// Whether `dm`, who left `s`, regrets to end in `q`. What it does not regret is an escape.
    pub(crate) fn harms(&self, dm: usize, s: usize, q: usize) -> bool {
        let outlook = &self.outlooks[dm];
        match &self.reading {
            Reading::Compared { unknown, degree } => match outlook.compare(q, s) {
                Comparison::Better(_) => false,
                Comparison::Equal => *degree == 0,
                Comparison::Worse(by) => by >= *degree,
                Comparison::Unknown => unknown.deters(),
            },
            Reading::Fuzzy { thresholds } => !reaches(outlook, q, s, thresholds[dm]),
            Reading::Probabilistic { thresholds } => {
                !likelier(outlook, q, s, thresholds[dm].deters)
            }
        }
    }

    /// Whether `dm`, answering, may be expected to step from `a` to `b`.
    pub(crate) fn steps(&self, dm: usize, a: usize, b: usize) -> bool {
        let outlook = &self.outlooks[dm];
        match &self.reading {
            Reading::Compared { .. } => matches!(
                outlook.compare(b, a),
                Comparison::Better(_) | Comparison::Unknown
            ),
            Reading::Fuzzy { thresholds } => reaches(outlook, b, a, thresholds[dm]),
            Reading::Probabilistic { thresholds } => likelier(outlook, b, a, thresholds[dm].steps),
        }
    }
}

fn reaches(outlook: &Outlook, q: usize, s: usize, threshold: f64) -> bool {
    outlook.certainty(q, s).is_some_and(|a| a >= threshold)
}

fn likelier(outlook: &Outlook, q: usize, s: usize, threshold: f64) -> bool {
    outlook.likelihood(q, s).is_some_and(|p| p > threshold)
}

fn check_thresholds(reading: &Reading, needed: usize) -> Result<(), OutlookError> {
    let (found, bad) = match reading {
        Reading::Compared { .. } => return Ok(()),
        Reading::Fuzzy { thresholds } => {
            let fair = |t: &f64| *t > 0.0 && *t <= 1.0;
            (thresholds.len(), thresholds.iter().position(|t| !fair(t)))
        }
        Reading::Probabilistic { thresholds } => {
            let fair = |t: &Likelihoods| {
                let all = [t.tempts, t.deters, t.steps];
                all.iter().all(|p| (0.0..=1.0).contains(p))
            };
            (thresholds.len(), thresholds.iter().position(|t| !fair(t)))
        }
    };
    match bad {
        _ if found != needed => Err(OutlookError::WrongLength { found, needed }),
        Some(dm) => Err(OutlookError::BadThreshold(dm)),
        None => Ok(()),
    }
}
