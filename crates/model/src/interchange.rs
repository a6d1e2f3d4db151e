//! Conflict models in the formats of other programs, as text and back.
//!
//! - [`gmcr`] reads and writes the `.gmcr` files of the GMCR family.
//! - An [`Export`] is a model with its analysis, to be written for spreadsheets ([`tables`]), programs
//!   that draw ([`dot`]) or analyse graphs ([`graphml`]), and papers ([`latex`]).

pub mod dot;
mod export;
pub mod gmcr;
pub mod graphml;
mod json;
pub mod latex;
pub mod tables;

pub use export::Export;
