//! Conflict models in the formats of other programs, as text and back.
//!
//! - [`gmcr`] reads and writes the `.gmcr` files of the GMCR family.

pub mod gmcr;
mod json;
