use crate::error::PatternError;
use serde::{Deserialize, Serialize};
use std::ops::{BitAnd, BitOr, Not};

/// The options that are taken: bit `k` stands for option `k`.
///
/// Read as a number this is the decimal name of the state in the option-form literature.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct State(pub u64);

impl State {
    /// The state in which exactly these options are taken; options past 63 are ignored.
    #[must_use]
    pub fn taking(options: &[usize]) -> Self {
        let bit = |&k: &usize| 1u64.checked_shl(u32::try_from(k).unwrap_or(64));
        Self(options.iter().filter_map(bit).fold(0, |all, b| all | b))
    }

    /// Whether option `k` is taken.
    #[must_use]
    pub const fn takes(self, k: usize) -> bool {
        k < 64 && self.0 >> k & 1 == 1
    }

    /// The options that are taken among the first `options`, in order.
    pub fn taken(self, options: usize) -> impl Iterator<Item = usize> {
        (0..options.min(64)).filter(move |&k| self.takes(k))
    }

    /// `Y` or `N` for each of `options` options, option 0 first.
    #[must_use]
    pub fn pattern(self, options: usize) -> String {
        (0..options)
            .map(|k| if self.takes(k) { 'Y' } else { 'N' })
            .collect()
    }
}

/// A logical statement over options.
///
/// ```
/// use demarche_graph::{Expr, State};
/// let (a, b) = (Expr::Option(0), Expr::Option(1));
/// let statement = a.when(!b);
/// assert!(!statement.eval(State(0b00)));
/// assert!(statement.eval(State(0b10)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expr {
    /// Always true.
    True,
    /// Always false.
    False,
    /// The option is taken.
    Option(usize),
    /// The opposite.
    Not(Box<Self>),
    /// All of them; true when there are none.
    And(Vec<Self>),
    /// At least one of them; false when there are none.
    Or(Vec<Self>),
    /// `If(a, b)` is "a if b": true where `b` is false.
    If(Box<Self>, Box<Self>),
    /// Both or neither.
    Iff(Box<Self>, Box<Self>),
}

impl Expr {
    /// "this if `condition`".
    #[must_use]
    pub fn when(self, condition: Self) -> Self {
        Self::If(Box::new(self), Box::new(condition))
    }

    /// "this if and only if `other`".
    #[must_use]
    pub fn iff(self, other: Self) -> Self {
        Self::Iff(Box::new(self), Box::new(other))
    }

    /// A conjunction written with a letter an option, option 0 first: `Y` taken, `N` not taken,
    /// `-` either.
    ///
    /// # Errors
    /// On any other letter.
    pub fn pattern(letters: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        for (k, letter) in letters.chars().enumerate() {
            match letter {
                'Y' | 'y' => parts.push(Self::Option(k)),
                'N' | 'n' => parts.push(!Self::Option(k)),
                '-' => {}
                letter => return Err(PatternError { letter, at: k }),
            }
        }
        Ok(Self::And(parts))
    }

    /// Whether the statement holds in `state`.
    #[must_use]
    pub fn eval(&self, state: State) -> bool {
        match self {
            Self::True => true,
            Self::False => false,
            Self::Option(k) => state.takes(*k),
            Self::Not(a) => !a.eval(state),
            Self::And(all) => all.iter().all(|a| a.eval(state)),
            Self::Or(any) => any.iter().any(|a| a.eval(state)),
            Self::If(a, b) => a.eval(state) || !b.eval(state),
            Self::Iff(a, b) => a.eval(state) == b.eval(state),
        }
    }

    /// The value where only the options in `known` are settled (as in `state`); `None` where it
    /// still depends on others, or seems to: Kleene's three-valued logic.
    #[must_use]
    pub fn eval_partial(&self, state: State, known: State) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Option(k) => known.takes(*k).then(|| state.takes(*k)),
            Self::Not(a) => a.eval_partial(state, known).map(|v| !v),
            Self::And(all) => decide(all, false, state, known),
            Self::Or(any) => decide(any, true, state, known),
            Self::If(a, b) => match (a.eval_partial(state, known), b.eval_partial(state, known)) {
                (Some(true), _) | (_, Some(false)) => Some(true),
                (Some(false), Some(true)) => Some(false),
                _ => None,
            },
            Self::Iff(a, b) => Some(a.eval_partial(state, known)? == b.eval_partial(state, known)?),
        }
    }

    /// The highest option it speaks of.
    #[must_use]
    pub fn highest_option(&self) -> Option<usize> {
        match self {
            Self::True | Self::False => None,
            Self::Option(k) => Some(*k),
            Self::Not(a) => a.highest_option(),
            Self::And(many) | Self::Or(many) => many.iter().filter_map(Self::highest_option).max(),
            Self::If(a, b) | Self::Iff(a, b) => a.highest_option().max(b.highest_option()),
        }
    }
}

/// A conjunction (`decisive` false) or disjunction (`decisive` true) in three-valued logic.
fn decide(parts: &[Expr], decisive: bool, state: State, known: State) -> Option<bool> {
    let mut settled = true;
    for part in parts {
        match part.eval_partial(state, known) {
            Some(v) if v == decisive => return Some(decisive),
            Some(_) => {}
            None => settled = false,
        }
    }
    settled.then_some(!decisive)
}

impl Not for Expr {
    type Output = Self;
    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

impl BitAnd for Expr {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self::And(vec![self, other])
    }
}

impl BitOr for Expr {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self::Or(vec![self, other])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_value_never_contradicts_the_full_one() {
        let o = Expr::Option;
        let statements = [
            (o(0) & !o(1)) | o(2),
            o(0).when(o(1)),
            o(0).iff(o(2)),
            !(o(0).when(o(1)) & o(2)),
            Expr::And(vec![]),
            Expr::Or(vec![]),
        ];
        for statement in &statements {
            for state in (0..8).map(State) {
                assert_eq!(
                    statement.eval_partial(state, State(7)),
                    Some(statement.eval(state))
                );
                for known in (0..8).map(State) {
                    if let Some(value) = statement.eval_partial(state, known) {
                        assert_eq!(value, statement.eval(state));
                    }
                }
            }
        }
    }

    #[test]
    fn pattern_reads_option_zero_first() {
        let expr = Expr::pattern("-NY").unwrap();
        assert!(expr.eval(State::taking(&[2])));
        assert!(!expr.eval(State::taking(&[1, 2])));
        assert_eq!(State::taking(&[2]).pattern(3), "NNY");
        assert_eq!(
            Expr::pattern("Y?"),
            Err(PatternError { letter: '?', at: 1 })
        );
    }
}
