//! From findings to a brief, and from a brief to what is read: terminal text, Markdown, one HTML
//! file with pictures, JSON.

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
