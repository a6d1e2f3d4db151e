use serde::{Deserialize, Serialize};

/// A solution concept: when a decision maker has no reason to leave a state.
///
/// `R_i⁺(s)` are the improvements of `i` from `s`; others answer by legal sequences, in which
/// nobody moves twice in a row (Fang, Hipel and Kilgour, *Interactive Decision Making*, 1993).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concept {
    /// Nash: no improvement.
    Nash,
    /// General metarationality: the others can answer every improvement with a state that is no
    /// better than the first.
    Gmr,
    /// Symmetric metarationality: as GMR, and the answer leaves no move to a better state.
    Smr,
    /// Sequential stability: as GMR, by answers in which every step improves on the one before for
    /// whoever makes it.
    Seq,
    /// Symmetric sequential stability (Rêgo and Vieira, 2017): as SEQ, and the answer leaves no
    /// move to a better state. Not to be confused with strong SEQ, which shares its letters.
    Sseq,
}

impl Concept {
    /// All concepts, in the order used everywhere.
    pub const ALL: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// The short name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nash => "nash",
            Self::Gmr => "gmr",
            Self::Smr => "smr",
            Self::Seq => "seq",
            Self::Sseq => "sseq",
        }
    }

    /// The short name as the literature prints it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nash => "Nash",
            Self::Gmr => "GMR",
            Self::Smr => "SMR",
            Self::Seq => "SEQ",
            Self::Sseq => "SSEQ",
        }
    }

    /// Place in [`Concept::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether an answer counts only if it leaves no move to a better state.
    #[must_use]
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::Smr | Self::Sseq)
    }

    /// Whether the others answer by improvements only.
    #[must_use]
    pub const fn is_sequential(self) -> bool {
        matches!(self, Self::Seq | Self::Sseq)
    }
}

impl std::fmt::Display for Concept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

/// Who moves where from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The decision maker who moves.
    pub mover: usize,
    /// The state that is left.
    pub from: usize,
    /// The state that is reached.
    pub to: usize,
}

/// By which steps a path may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Any unilateral move.
    Moves,
    /// Unilateral improvements only: each step is better, for whoever makes it, than the state it
    /// leaves.
    Improvements,
}

/// How much of what was asked the answer covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guarantee {
    /// Nothing was left out.
    Complete {
        /// Up to this size of change.
        size: usize,
    },
    /// A limit was reached first.
    Partial {
        /// How many candidates were examined.
        examined: usize,
        /// How many there are.
        candidates: usize,
    },
}

/// Why the engine stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// Everything was examined.
    Exhausted,
    /// The goal holds as things are: nothing has to change.
    AlreadyHolds,
    /// As many candidates were examined as the caller allowed.
    CandidateLimit(usize),
}

/// What a search among `candidates` sets of up to `size` changes amounts to that stops after `limit`.
pub(crate) const fn coverage(
    candidates: usize,
    limit: usize,
    size: usize,
) -> (Guarantee, StopReason) {
    if candidates <= limit {
        return (Guarantee::Complete { size }, StopReason::Exhausted);
    }
    let guarantee = Guarantee::Partial {
        examined: limit,
        candidates,
    };
    (guarantee, StopReason::CandidateLimit(limit))
}
