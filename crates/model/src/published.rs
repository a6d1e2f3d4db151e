//! What the literature says about a published case.

use demarche_graph::{Concept, State};

/// A published case: where it comes from and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Where it was published.
    pub citation: String,
    /// What to know about it, such as why a verdict here differs from the printed one.
    pub note: Option<String>,
    /// Its equilibria by concept.
    pub equilibria: PublishedEquilibria,
}

/// Equilibria by concept, in the order of the concepts; concepts the source is silent on are
/// missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublishedEquilibria(pub Vec<(Concept, Vec<State>)>);
