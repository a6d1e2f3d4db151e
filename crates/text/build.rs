//! Tells the crate whether the accurate model is there to be embedded.

use std::path::Path;

fn main() {
    let folder = Path::new("../../data/text-model");
    println!("cargo::rustc-check-cfg=cfg(accurate_model)");
    println!("cargo::rerun-if-changed={}", folder.display());
    if folder.join("accurate.bin").exists() {
        println!("cargo::rustc-cfg=accurate_model");
    }
}
