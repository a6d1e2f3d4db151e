//! Logical statements as alternatives of plain conditions.

use demarche_graph::Expr;

/// The most alternatives a statement is taken apart into.
pub(super) const MOST: usize = 1024;

/// Options taken and options not taken, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Term {
    pub taken: u64,
    pub left: u64,
}

impl Term {
    /// Both together; `None` where they contradict each other.
    fn and(self, other: Self) -> Option<Self> {
        let taken = self.taken | other.taken;
        let left = self.left | other.left;
        (taken & left == 0).then_some(Self { taken, left })
    }

    /// Whether whatever fits `other` fits this.
    const fn covers(self, other: Self) -> bool {
        self.taken & !other.taken == 0 && self.left & !other.left == 0
    }

    /// The options it names, in order, with whether they are taken.
    pub fn literals(self) -> impl Iterator<Item = (usize, bool)> {
        let named = self.taken | self.left;
        (0..64)
            .filter(move |k| named >> k & 1 == 1)
            .map(move |k| (k, self.taken >> k & 1 == 1))
    }
}

/// The conditions of which one holds wherever `expr` does: none where it never holds, one without
/// options where it always does. A statement written as such alternatives comes back as it is, less
/// what it says twice. `None` where they are more than [`MOST`], or it speaks of option 64 or above.
pub(super) fn terms(expr: &Expr) -> Option<Vec<Term>> {
    parts(expr, true)
}

/// The alternatives of `expr`, or of its opposite.
fn parts(expr: &Expr, holds: bool) -> Option<Vec<Term>> {
    match expr {
        Expr::True | Expr::False => Some(match (expr == &Expr::True) == holds {
            true => vec![Term::default()],
            false => Vec::new(),
        }),
        Expr::Option(k) => {
            let bit = 1u64.checked_shl(u32::try_from(*k).ok()?)?;
            let (taken, left) = if holds { (bit, 0) } else { (0, bit) };
            Some(vec![Term { taken, left }])
        }
        Expr::Not(a) => parts(a, !holds),
        Expr::And(all) if holds => every(all.iter().map(|a| parts(a, true))),
        Expr::Or(any) if !holds => every(any.iter().map(|a| parts(a, false))),
        Expr::And(some) | Expr::Or(some) => any(some.iter().map(|a| parts(a, holds))),
        Expr::If(a, b) if holds => any([parts(a, true), parts(b, false)].into_iter()),
        Expr::If(a, b) => every([parts(a, false), parts(b, true)].into_iter()),
        Expr::Iff(a, b) => {
            let both = every([parts(a, true), parts(b, holds)].into_iter());
            let neither = every([parts(a, false), parts(b, !holds)].into_iter());
            any([both, neither].into_iter())
        }
    }
}

/// What holds where one of the parts does.
fn any(parts: impl Iterator<Item = Option<Vec<Term>>>) -> Option<Vec<Term>> {
    let mut found = Vec::new();
    for part in parts {
        for term in part? {
            add(&mut found, term)?;
        }
    }
    Some(found)
}

/// What holds where all of the parts do.
fn every(parts: impl Iterator<Item = Option<Vec<Term>>>) -> Option<Vec<Term>> {
    let mut found = vec![Term::default()];
    for part in parts {
        let part = part?;
        let mut next = Vec::new();
        for a in found {
            for term in part.iter().filter_map(|&b| a.and(b)) {
                add(&mut next, term)?;
            }
        }
        found = next;
    }
    Some(found)
}

/// Adds a term that says something new, and takes out those that it covers.
fn add(terms: &mut Vec<Term>, term: Term) -> Option<()> {
    if terms.iter().any(|t| t.covers(term)) {
        return Some(());
    }
    terms.retain(|t| !term.covers(*t));
    terms.push(term);
    (terms.len() <= MOST).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_graph::State;
    use proptest::prelude::*;

    fn statements() -> impl Strategy<Value = Expr> {
        let leaf = prop_oneof![
            Just(Expr::True),
            Just(Expr::False),
            (0usize..5).prop_map(Expr::Option)
        ];
        leaf.prop_recursive(4, 24, 3, |inner| {
            let two = (inner.clone(), inner.clone());
            prop_oneof![
                inner.clone().prop_map(|a| !a),
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Expr::And),
                proptest::collection::vec(inner, 0..4).prop_map(Expr::Or),
                two.clone().prop_map(|(a, b)| a.when(b)),
                two.prop_map(|(a, b)| a.iff(b)),
            ]
        })
    }

    proptest! {
        #[test]
        fn one_of_the_terms_holds_where_the_statement_does(statement in statements()) {
            let terms = terms(&statement).unwrap();
            for state in (0..32).map(State) {
                let fits = |t: &Term| t.taken & !state.0 == 0 && t.left & state.0 == 0;
                prop_assert_eq!(terms.iter().any(fits), statement.eval(state));
            }
        }
    }

    #[test]
    fn too_many_alternatives_are_refused() {
        let o = Expr::Option;
        let pairs = (0..12).map(|k| o(2 * k) | o(2 * k + 1));
        assert_eq!(terms(&Expr::And(pairs.collect())), None);
        assert_eq!(terms(&o(64)), None);
    }
}
