//! The record: sources, the statements read from them, and what people said about those
//! statements, in one SQLite file.
//!
//! A [`Record`] keeps; it does not read text, judge, or ask the clock. Callers pass in a
//! [`Source`](demarche_evidence::Source) with its [`Reading`](demarche_evidence::Reading) and the
//! time, and get plain values back.
//!
//! # What is promised
//! - **Kept is kept.** When [`Record::keep`], [`Record::review`] or [`Record::comment`] returns
//!   `Ok`, the change survives a kill and a power cut. Each call is one transaction: all or nothing.
//! - **Twice is once.** Keeping the same reading of the same source again writes nothing.
//! - **People outrank readers.** When a new reader no longer finds a statement, the statement is
//!   marked superseded, unless somebody reviewed it; nothing is deleted, and no edit overwrites
//!   what was read.
//! - **Verbatim or refused.** A reading whose spans do not lie in its source is refused whole.
//!
//! # Why a rollback journal
//! SQLite's write-ahead log needs a writable folder even for reading and leaves two further files
//! beside the record. With the rollback journal (`journal_mode=DELETE`) the record is a single
//! file that can be copied, mailed and read from a write-protected folder. `synchronous=EXTRA`
//! also syncs the folder after the journal is removed, which is the moment of commit, so that a
//! commit is not undone by a power cut. Writers take the lock at the start of their transaction
//! and wait up to [`BUSY_SECONDS`] for each other, then fail with [`ErrorKind::Busy`]. The price is
//! that readers wait while a writer commits; commits here take milliseconds.
//!
//! # Example
//! ```
//! use demarche_evidence::{Reading, Source};
//! use demarche_record::Record;
//!
//! let mut record = Record::in_memory()?;
//! let source = Source::plain("The talks in Genève were put off.");
//! let reading = Reading {
//!     source: source.id.clone(),
//!     date: None,
//!     relevant: true,
//!     parties: vec![],
//!     people: vec![],
//!     statements: vec![],
//!     causal: vec![],
//! };
//! let now = "2026-01-05T09:00:00Z".parse().unwrap();
//! assert!(record.keep(&source, &reading, "rules 1", now)?.new_source);
//! assert!(!record.keep(&source, &reading, "rules 1", now)?.new_source);
//! assert_eq!(record.search("geneve")?.len(), 1);
//! # Ok::<(), demarche_record::Error>(())
//! ```

mod cast;
mod changes;
mod error;
mod inside;
mod keep;
mod link;
mod list;
mod open;
mod record;
mod review;
mod rows;
mod search;
mod values;

pub use error::{Error, ErrorKind, Result};
pub use link::{Link, Linked, Links, Reprint, link};
pub use open::{APPLICATION_ID, BUSY_SECONDS, FORMAT_VERSION};
pub use record::Record;
pub use search::{Found, Hit};
pub use values::{
    Changes, Comment, Export, ExportedSource, Filter, Kept, Review, SourceEntry, Standing,
    StatementDetail, StatementEntry, Verdict,
};
