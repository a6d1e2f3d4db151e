//! English text to sentences, tokens, tags, lemmas and dependency trees, every token a byte range of the untouched input.
//!
//! ```
//! use demarche_text::{Deprel, Pipeline};
//!
//! let pipeline = Pipeline::fast()?;
//! let text = "The envoy left Vienna. He didn't say why.";
//! let document = pipeline.parse_all(text);
//! assert_eq!(document.sentences.len(), 2);
//! let tokens: Vec<&str> = document.sentences[1].tokens.iter().map(|token| token.slice(text)).collect();
//! assert_eq!(tokens, ["He", "did", "n't", "say", "why", "."]);
//! # Ok::<(), demarche_text::ModelError>(())
//! ```
//!
//! # In short
//! - [`Pipeline::fast`] holds the embedded fast model, [`Pipeline::accurate`] the embedded [encoder](Encoder), which
//!   makes far fewer mistakes and takes longer, [`Pipeline::with_model`] one from a file; build it once and share it (`Sync`). [`Pipeline::parse`] takes the text and
//!   the byte ranges to read, [`Pipeline::parse_all`] the whole text. Both return a [`Document`].
//! - [`Document`]`.sentences` → [`Sentence`] `{ start, end, tokens, paragraph, signs }` → [`Token`] `{ start, end, form, lemma, upos,
//!   xpos, head, deprel, space_after }`. `head` is an index into the same sentence; exactly one token, the root, has `None`.
//! - [`Upos`], [`Xpos`] and [`Deprel`] are enums with `as_str`, `from_name`; [`Deprel::base`] drops the subtype.
//! - Walking the tree: [`Sentence::root`], [`Sentence::children`], [`Sentence::children_by`], [`Sentence::ancestors`],
//!   [`Sentence::is_below`], [`Sentence::subtree`], [`Sentence::subtree_bounds`], [`Sentence::subtree_range`].
//! - [`Token::number`], [`Token::tense`], [`Token::verb_form`] are read off the Penn tag.
//! - Conventions are those of UD English 2.16: `didn't` → `did` `n't`, `Trump's` → `Trump` `'s`, `long-range` → `long` `-`
//!   `range`; the head of a copular clause is the predicate; `said "…"` gives `ccomp`, a reporting clause set after or inside
//!   the quote gives `parataxis`; passive subjects are `nsubj:pass`, their agents `obl:agent`.
//! - [`Signs`]: what the encoder sees beside the tree, such as words that name an event of a PLOVER type; the fast model sees none.
//! - [`segment`] gives tokens and sentences alone. [`conllu`] reads and writes treebank files.
//! - [`Annotator`] is the one interface behind which models differ.

pub mod conllu;
mod document;
pub mod encoder;
mod ends;
mod file;
mod labeller;
mod labels;
mod lemma;
mod linear;
mod model;
mod morphology;
mod parser;
mod pipeline;
mod signs;
mod tagger;
mod token;
pub mod train;
mod words;

pub use document::{Document, Link, Place, Sentence, Token};
pub use encoder::Encoder;
pub use labels::{Deprel, Upos, Xpos};
pub use model::{Fast, ModelError};
pub use morphology::{Number, Tense, VerbForm};
pub use pipeline::{Annotator, Model, Pipeline, segment};
pub use signs::{Share, Sign, Signs, Task};
