//! The accurate model: a small transformer encoder in 8-bit integers, with heads for tags, trees and signs.
//!
//! A word's subwords (`wordpiece`) and shape (`shape`) go through the encoder (`layers`, on the products of `matmul`); that gives a vector a word
//! (`forward`). Heads read tags, arcs and relations off the vectors (`decide`), and the best tree over the arcs is found (`trees`).
//! Further heads say what each word is a sign of: an event, an actor, speech, a cause ([`Signs`](crate::Signs)), and which nouns and
//! pronouns stand for the same (`coreference`).

mod annotate;
mod coreference;
mod decide;
mod forward;
mod functions;
pub use functions::exp;
mod layers;
mod matmul;
mod network;
mod pack;
mod shape;
#[cfg(test)]
mod tests;
mod trees;
mod weights;
mod wordpiece;

pub use annotate::Encoder;
pub use pack::{Export, PackError, Tensor, pack};
pub use weights::Config;
