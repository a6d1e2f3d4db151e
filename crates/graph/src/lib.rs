//! The graph model for conflict resolution.

mod arcs;
mod cells;
mod concept;
mod error;
mod evolution;
mod expr;
mod feasible;
mod foresight;
mod form;
mod graph;
mod impasse;
mod model;
mod prefs;
mod robustness;
mod set;
mod shifts;
mod stability;
mod variants;
mod verify;
mod view;
mod witness;

pub use concept::{Concept, Guarantee, Step, StepKind, StopReason};
pub use error::{BuildError, PatternError, QuestionError};
pub use evolution::{Evolution, Route, RouteStep, evolution};
pub use expr::{Expr, State};
pub use foresight::{Anticipation, Foresight, foresight};
pub use form::{
    Conflict, Digraph, DigraphDecisionMaker, Direction, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, StatementRef,
};
pub use impasse::{
    Deterrent, Impasse, ImprovementAnswer, PartyPosition, Reason, RefusedMove, impasse,
};
pub use model::GraphModel;
pub use robustness::{Hinge, Interval, Method, Robustness, RobustnessQuery, Survival, robustness};
pub use set::StateSet;
pub use shifts::{Change, FollowUp, Goal, Shift, ShiftQuery, Shifts, shifts};
pub use stability::{DecisionMakerStability, StabilityTable, stability};
pub use verify::{VerifyError, verify};
pub use witness::{Answer, Verdict, Witness, witness};
