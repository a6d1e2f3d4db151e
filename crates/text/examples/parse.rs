//! Reads text from standard input and prints its trees as CoNLL-U.

use std::io::{Read as _, Write as _};

use demarche_text::{Pipeline, conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document = Pipeline::fast()?.parse_all(&text);
    std::io::stdout().write_all(conllu::write(&document, &text).as_bytes())?;
    Ok(())
}
