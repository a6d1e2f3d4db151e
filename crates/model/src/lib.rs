//! `dossier.toml` to a graph model and back, and a first model drafted from what was read.
//!
//! - [`parse`] reads a dossier and says everything that is wrong with it at once, each mistake
//!   with its place; [`Model`] is what the engine is asked about, with what each part rests on.
//! - [`write`](write()) makes a new file, [`replace`] puts a new model into an old one and leaves the rest of
//!   it, comments included, as it stands.
//! - [`draft`](draft()) makes a model of statements; what it guesses it marks.
//! - [`language`] is the language of preference statements.
//! - [`interchange`] reads and writes the formats of other programs.
//!
//! ```
//! let file = r#"
//! version = 1
//! [[party]]
//! name = "Oslo"
//! [[option]]
//! id = "sign"
//! name = "sign the treaty"
//! owner = "Oslo"
//! [[preference]]
//! of = "Oslo"
//! statement = "!sign"
//! assume = "it has said nothing yet"
//! "#;
//! let checked = demarche_model::parse(file);
//! assert!(checked.diagnostics.is_empty());
//! let model = checked.dossier.unwrap().model().unwrap();
//! assert_eq!(model.conflict.form.options.len(), 1);
//! ```

mod check;
mod document;
mod dossier;
mod draft;
pub mod interchange;
pub mod language;
mod model;
mod published;
mod suggest;
mod write;

pub use check::{Checked, parse};
pub use dossier::{
    Assumption, Basis, Dossier, DossierOption, Infeasible, Party, Preference, Ranking, Wanted,
};
pub use draft::{Drafted, Limits, draft};
pub use model::{Ground, Model, ModelOption};
pub use published::{Published, PublishedEquilibria};
pub use write::{RewriteError, replace, write};

/// The version of the dossier format that this crate reads and writes.
pub const FORMAT: i64 = 1;
