//! The graph model for conflict resolution: who can move where, who would rather be where, and
//! which states hold because nobody gains by leaving them.
//!
//! A [`Conflict`] is what an analyst writes down: decision makers, options, which combinations
//! make no sense, and what each decision maker prefers. A [`GraphModel`] is the same made
//! explicit: feasible states, moves and ranks. A plain [`Digraph`] makes one as well. Every
//! question is a function of the model, and every answer a plain, serialisable value that says how
//! far it can be relied on; nothing here reads a file, draws on a clock or prints.
//!
//! # A first model
//!
//! The Prisoner's Dilemma: each side may cooperate, and would rather the other did.
//!
//! ```
//! use demarche_graph::*;
//!
//! let [a, b] = [Expr::Option(0), Expr::Option(1)];
//! let conflict = Conflict {
//!     form: OptionForm::new(&["A", "B"], &[("cooperate", 0), ("cooperate", 1)]),
//!     preferences: vec![Preferences::known([b.clone(), !a.clone()]), Preferences::known([a, !b])],
//!     status_quo: State::taking(&[]),
//! };
//! let model = GraphModel::from_conflict(&conflict)?;
//! let table = stability(&model);
//! let (neither, both) = (0, 3);
//! assert_eq!(table.concepts(neither), Concept::ALL);
//! assert!(!table.is_equilibrium(both, Concept::Nash));
//! assert!(table.is_equilibrium(both, Concept::Seq));
//! # Ok::<(), BuildError>(())
//! ```
//!
//! # Why, and whether it is so
//!
//! A [`witness()`] says why a state is stable for somebody: for each improvement, the answer of the
//! others that makes it not worth while. [`verify()`] checks it from the definitions alone. In
//! Chicken, swerving together holds only as long as the other would rather crash than be taken
//! advantage of:
//!
//! ```
//! use demarche_graph::*;
//!
//! let player = |name: &str, moves: [usize; 4], payoff: [i64; 4]| DigraphDecisionMaker {
//!     name: name.into(),
//!     moves: moves.iter().map(|&t| vec![t]).collect(),
//!     payoff: payoff.to_vec(),
//! };
//! // 0: crash, 1: A swerves, 2: B swerves, 3: both do.
//! let chicken = Digraph {
//!     states: 4,
//!     decision_makers: vec![
//!         player("A", [1, 0, 3, 2], [0, 1, 3, 2]),
//!         player("B", [2, 3, 0, 1], [0, 3, 1, 2]),
//!     ],
//!     status_quo: Some(3),
//! };
//! let model = GraphModel::from_digraph(&chicken)?;
//! let why = witness(&model, 3, 0, Concept::Gmr)?;
//! let Verdict::Stable { answers } = &why.verdict else { panic!() };
//! assert_eq!(answers[0].improvement, 2);
//! assert_eq!(answers[0].sanction, [Step { mover: 1, from: 2, to: 0 }]);
//! assert_eq!(verify(&model, &why), Ok(()));
//! assert!(!witness(&model, 3, 0, Concept::Seq)?.is_stable());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Questions
//!
//! | question | function |
//! | --- | --- |
//! | Which states are stable, for whom, under which concept? | [`stability()`] |
//! | And where there are more states than can be listed? | [`SymbolicModel`]; of one state, [`Query`] |
//! | And with one statement changed, at once? | [`WhatIf`] |
//! | Why is this one? Is that true? | [`witness()`], [`verify()`] |
//! | Where can things go from here, and what cannot be undone? | [`evolution()`] |
//! | Why does nobody move? | [`impasse()`] |
//! | What would have to change? | [`shifts()`] |
//! | What would change it most cheaply, with new aims, one-way options and coalitions as well? | [`interventions()`] |
//! | What would the parties have to prefer, and how many preferences do? | [`inverse()`] |
//! | How sure is that, when any guess may be wrong, and which guesses carry it? | [`robustness()`] |
//! | Would looking further ahead change it? | [`foresight()`], [`limited_moves()`] |
//! | And if preferences are not known, more or less strong, fuzzy, or a matter of chance? | [`stability_under()`] |
//! | And if several act as one? | [`coalition_stability()`] |
//! | And if everybody leaves at once? | [`simultaneous_stability()`] |
//! | And if everybody sees another conflict, and which misperception matters? | [`Hypergame`], [`corrections()`] |
//!
//! The last five have witnesses and checks of their own: [`witness_under()`] and [`verify_under()`],
//! [`limited_witness()`] and [`verify_limited()`], [`simultaneous_witness()`] and
//! [`verify_simultaneous()`]. The [`tutorial`] goes through all of them.
//!
//! # Definitions
//!
//! Group moves follow Fang, Hipel and Kilgour, *Interactive Decision Making: The Graph Model for
//! Conflict Resolution* (1993): a legal sequence has no two steps in a row by one mover; a mover
//! may come again after somebody else. An answer deters when it ends in a state that is *not
//! better* than the first, equal ones and a return to the first state itself included: the logical
//! form. [`Returns`] is the switch to the published matrix form, which leaves out an exact return;
//! models in which opponents can lead back to the first state come out differently. [`Concept`] has
//! the rest.
//!
//! One propagation, over pairs of a state and who moved last, is behind every concept and every
//! kind of preference; they differ in which states deter and in which steps count.
//!
//! # Size
//!
//! A [`GraphModel`] lists its states: up to 2^24 of them, 64 options, 64 decision makers. What is
//! larger is refused with the limit in the error. A [`SymbolicModel`] lists nothing: it finds the
//! five concepts on decision diagrams, for as many states as 64 options have, where preferences
//! are statements; what both find is a [`Solution`]. Questions that compare all pairs of states take
//! fewer, and say so. A table is always complete; an answer that a limit cut short carries a
//! [`Guarantee`] and a [`StopReason`], or a [`Settlement`].

mod arcs;
mod backward;
mod cells;
mod concept;
mod corrections;
mod error;
mod evolution;
mod expr;
mod feasible;
mod foresight;
mod form;
mod graph;
mod group;
mod hypergame;
mod impasse;
mod interventions;
mod inverse;
mod judgement;
mod limited;
mod model;
mod natural;
mod outlook;
mod prefs;
mod query;
mod robustness;
mod set;
mod shifts;
mod simultaneous;
mod stability;
mod symbolic;
pub mod tutorial;
mod variants;
mod verify;
mod verify_under;
mod view;
mod witness;

pub use concept::{Concept, Guarantee, Step, StepKind, StopReason};
pub use corrections::{Correction, CorrectionQuery, Corrections, Misperception, corrections};
pub use error::{BuildError, OutlookError, PatternError, QuestionError};
pub use evolution::{Evolution, Route, RouteStep, evolution};
pub use expr::{Expr, State};
pub use foresight::{Anticipation, Foresight, foresight};
pub use form::{
    Barred, Conflict, Digraph, DigraphDecisionMaker, Direction, OptionForm, OptionSpec,
    PreferenceStatement, Preferences, StatementRef,
};
pub use group::{
    Answerers, CoalitionStability, CoalitionTable, Focus, GroupAnswer, GroupVerdict, GroupWitness,
    JointStep, coalition_stability, stability_under, weakly, witness_under,
};
pub use hypergame::{Hypergame, HypergameError, HypergameOutcome, PerceivedConflict, Perception};
pub use impasse::{
    Deterrent, Impasse, ImprovementAnswer, PartyPosition, Reason, RefusedMove, impasse,
};
pub use interventions::{
    Addition, Costs, Coverage, Intervention, InterventionKind, InterventionQuery, Interventions,
    Plan, interventions,
};
pub use inverse::{
    Condition, Count, Counts, Inverse, InverseQuery, Obstacle, Requirement, Sanction, Wanted,
    inverse,
};
pub use judgement::{Judgement, Likelihoods, Reading, Returns, Uncertainty};
pub use limited::{
    HorizonStability, LimitedError, LimitedMoves, LimitedWitness, Settlement, limited_moves,
    limited_witness, verify_limited,
};
pub use model::GraphModel;
pub use natural::Natural;
pub use outlook::{Comparison, GradedStatement, Outlook, OutlookSpec};
pub use query::{
    Query, QueryAnswer, QueryCheck, QueryError, QueryShifts, QueryStep, QueryVerdict, QueryWitness,
    verify_query,
};
pub use robustness::{
    Grounds, Hinge, Interval, Method, Robustness, RobustnessQuery, Survival, robustness,
};
pub use set::StateSet;
pub use shifts::{Change, FollowUp, Goal, Shift, ShiftQuery, Shifts, shifts};
pub use simultaneous::{
    SimultaneousAnswer, SimultaneousError, SimultaneousTable, SimultaneousWitness,
    simultaneous_stability, simultaneous_witness, verify_simultaneous,
};
pub use stability::{DecisionMakerStability, StabilityTable, WhatIf, stability};
pub use symbolic::{
    ExplicitSolution, Solution, SymbolicError, SymbolicLimits, SymbolicModel, SymbolicSet,
    SymbolicTable,
};
pub use verify::{VerifyError, verify};
pub use verify_under::{GroupVerifyError, verify_under};
pub use witness::{Answer, Verdict, Witness, witness};
