//! The vocabulary that every room of the house shares: sources, spans, parties, statements,
//! citations and diagnostics.
//!
//! Plain values only. Nothing here reads a file, asks the clock or knows how text is analysed;
//! everything is serialisable, and every statement can be traced to the bytes it rests on.

mod actor;
mod date;
mod diagnostic;
mod divergence;
mod matter;
mod plover;
mod reading;
mod source;
mod span;
mod statement;

pub use actor::{Actor, Party, PartyKind, Person, Voice};
pub use date::{Certainty, DateRange, When};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use divergence::{Divergence, DivergenceKind, divergences};
pub use matter::{
    Matter, deed_asked_of, matter_words, same_matter, without_aside, without_conjunction,
    without_obligation,
};
pub use plover::{AuxMode, PloverType};
pub use reading::{CausalSentence, Reading};
pub use source::{Source, SourceId};
pub use span::{Span, SpanError};
pub use statement::{
    Agreement, AgreementStage, Argument, Body, Characterisation, Claim, Demand, Event,
    ImpasseRemark, Lever, LeverUse, Meeting, MeetingForm, MeetingStatus, MeetingStep, Milestone,
    MilestoneKind, Polarity, Proposal, Quote, Remark, Stance, StanceKind, Statement, StatementId,
    StatementKind,
};
