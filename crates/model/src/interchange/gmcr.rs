//! The `.gmcr` files of the GMCR family of programs.
//!
//! A file is one JSON object. `options` have a `name` and a `permittedDirection` (`both`, `fwd`,
//! `back`); `decisionMakers` have `options` by number, `preferences` (conditions, the most important
//! first), `misperceptions` (conditions), and a `preferenceRanking`, in early files a
//! `preferenceVector`, of states that are numbered from 1 in order of their decimal values.
//! A condition is a list of `[option, "Y" or "N"]` that hold together, or
//! `{"compound": true, "members": […]}`, of which one holds. `infeasibles` are conditions of the
//! first kind. `useManualPreferenceRanking`, in early files `useManualPreferenceVectors`, says which
//! of the two orders counts. `coalitions` split the decision makers up. Payoffs and program names
//! are for information. Whoever reads a file puts its options into the order of the decision makers
//! who own them, and only then numbers the states.
//!
//! [`read`] does that, and says all that is wrong with a file at once; [`write`](write()) makes a
//! file, and says what the format could not hold.
//!
//! ```
//! use demarche_model::interchange::gmcr;
//!
//! let file = br#"{"options": [{"name": "strike", "permittedDirection": "both"},
//!                             {"name": "pay", "permittedDirection": "fwd"}],
//!     "decisionMakers": [{"name": "Port", "options": [1], "preferences": [[[0, "N"]]]},
//!                        {"name": "Union", "options": [0], "preferences": [[[1, "Y"]]]}],
//!     "infeasibles": [], "useManualPreferenceRanking": false}"#;
//! let found = gmcr::read(file);
//! let model = found.model.unwrap();
//! assert_eq!(model.conflict.form.options[0].name, "pay");
//! let written = gmcr::write(&model).unwrap();
//! assert_eq!(gmcr::read(written.text.as_bytes()).model, Some(model));
//! ```

mod read;
mod terms;
mod write;

pub use read::read;
pub use write::{Loss, WriteError, Written, write};

use demarche_evidence::Diagnostic;
use demarche_graph::{Conflict, Expr};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GmcrModel {
    /// The conflict, its options in the order of the decision makers who own them. The format has
    /// no status quo: what is read gets the first feasible state.
    pub conflict: Conflict,
    /// For each decision maker the states that it takes to be infeasible, although they are not.
    pub misperceptions: Vec<Vec<Expr>>,
    /// The decision makers, each in one group: those of a group act together.
    pub coalitions: Vec<Vec<usize>>,
}

impl GmcrModel {
    /// A conflict in which everybody sees every state and acts alone.
    #[must_use]
    pub fn new(conflict: Conflict) -> Self {
        let count = conflict.form.decision_makers.len();
        Self {
            misperceptions: vec![Vec::new(); count],
            coalitions: (0..count).map(|dm| vec![dm]).collect(),
            conflict,
        }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The model, unless there are errors.
    pub model: Option<GmcrModel>,
    /// All mistakes and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}
