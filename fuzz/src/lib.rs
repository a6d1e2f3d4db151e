//! What each fuzz target does with its bytes, and how a target is run without a fuzzer.
//!
//! A target is a function from bytes to nothing that panics when a promise is broken. The same
//! function runs under libFuzzer (`cargo fuzz run NAME`), as a plain program over files (`cargo run
//! --bin NAME -- FILES`), and in `cargo test` over its corpus.

mod formats;
mod graph;
mod model;
mod reader;
mod record;
mod replay;
mod text;

pub use replay::{corpus, replay};

/// A fuzz target.
pub type Target = fn(&[u8]);

/// All targets by name, in alphabetical order.
pub const TARGETS: &[(&str, Target)] = &[
    ("archive", formats::archive),
    ("conllu", text::conllu),
    ("dossier", model::dossier),
    ("feed", formats::feed),
    ("gmcr", model::gmcr),
    ("graph_json", graph::json),
    ("mail", formats::mail),
    ("page", formats::page),
    ("preference", model::preference),
    ("reader", reader::reader),
    ("record_file", record::file),
    ("record_search", record::search),
    ("table", formats::table),
    ("tokenizer", text::tokenizer),
];

/// Runs the target of this name on these bytes.
///
/// # Panics
/// When there is no such target, or the target finds a broken promise.
pub fn run(name: &str, data: &[u8]) {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = found.unwrap_or_else(|| panic!("no target `{name}`"));
    target(data);
}

/// The program of one target: libFuzzer's when built by cargo-fuzz, else one that replays the
/// files and folders it is given.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::run($name, data));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay($name)
        }
    };
}
