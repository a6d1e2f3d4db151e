//! From findings to a brief, and from a brief to what is read.
//!
//! [`findings()`] puts a conflict's questions to the engine; [`compose`] turns readings and
//! findings into a [`Brief`], a plain value; [`terminal()`], [`markdown()`], [`html()`] and [`json`]
//! are views of it, and [`svg`] has the pictures.
//!
//! Nothing in a brief can go without a citation: a [`Line`] is only made by citing, and rows hold
//! [`Cites`], which are never empty.
//!
//! ```
//! use demarche_brief::{Analysis, Inputs, Style, compose, terminal};
//! use demarche_evidence::Source;
//! use demarche_record::Linked;
//!
//! let source = Source::plain("The bakery has a new oven.");
//! let brief = compose(&Inputs {
//!     title: None,
//!     sources: &[source],
//!     linked: &Linked::default(),
//!     analysis: Analysis::Absent("there is nothing to model"),
//!     since: None,
//! });
//! assert!(terminal(&brief, 80, Style::Plain).contains("There is no negotiation in this text"));
//! ```

mod brief;
mod case;
mod changed;
mod compose;
mod findings;
mod html;
mod line;
mod markdown;
mod outline;
pub mod svg;
mod terminal;
mod words;
mod wrap;

pub use brief::*;
pub use case::{Case, Ground, OptionWords};
pub use compose::{Analysis, Inputs, compose};
pub use findings::{Findings, FindingsError, Otherwise, Questions, Reliance, Rest, findings};
pub use html::{html, html_body};
pub use line::{Cite, Cites, Line, Prose, Run, Uncited};
pub use markdown::{markdown, markdown_line};
pub use terminal::{Style, terminal};

/// The brief as JSON, indented; its first field is `"format": 1`.
///
/// # Errors
/// Only if serialising fails, which these values do not give a reason for.
pub fn json(brief: &Brief) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(brief)
}
