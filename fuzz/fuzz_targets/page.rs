#![cfg_attr(fuzzing, no_main)]
//! See `demarche_fuzz::TARGETS`.

demarche_fuzz::target!("page");
