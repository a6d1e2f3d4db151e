//! The text layer of PDF files (ISO 32000).

use crate::{Error, LONGEST_FILE, Result};

/// The text that a PDF file shows, as far as it can be found: letters by their place on the page,
/// lines put together again where a word was divided. Pictures of text have no letters.
///
/// # Errors
/// When it is no PDF file, is locked, or holds no letters.
///
/// # Panics
/// May panic, or run without end, on broken files, which is the library's; call it in a process
/// that may be ended.
pub fn pdf_text(bytes: &[u8]) -> Result<String> {
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(Error::bad(format!("more than {LONGEST_FILE} bytes")));
    }
    let text = pdf_extract::extract_text_from_mem(bytes)
        .map_err(|e| Error::bad(format!("a broken or locked PDF: {e}")))?;
    let text = tidy(&text);
    if text.is_empty() {
        return Err(Error::hinted(
            "a PDF without letters",
            "have its letters recognised first, for example with `ocrmypdf`",
        ));
    }
    Ok(text)
}

/// A line is full, and goes on in the next one, from this part of the longest line upwards.
const FULL: f64 = 0.7;

/// Paragraphs of one line each, with a blank line between: the lines of a page joined where they are full or the next one begins small,
/// and words that were divided put together.
fn tidy(text: &str) -> String {
    let lines = spaced(text);
    let longest = lines.iter().map(|(_, line)| line.chars().count()).max();
    let full = (longest.unwrap_or(0) as f64 * FULL) as usize;
    // Where most lines stand apart, that is how the page is set and says nothing.
    let apart = lines.iter().filter(|(gap, _)| *gap > 0).count();
    let room = if 10 * apart > 7 * lines.len() { 2 } else { 1 };
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (gap, line) in lines {
        let begins_small = line.starts_with(|c: char| c.is_lowercase());
        let joined = gap < room && (goes_on || begins_small);
        match paragraphs.last_mut().filter(|_| joined) {
            Some(paragraph) => join(paragraph, line, begins_small),
            None => paragraphs.push(line.to_owned()),
        }
        goes_on = line.chars().count() >= full;
    }
    paragraphs.join("\n\n")
}

/// The lines that are not blank, each with how many blank ones stand before it.
fn spaced(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut gap = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap += 1;
        } else {
            found.push((gap, line));
            gap = 0;
        }
    }
    found
}

fn join(paragraph: &mut String, line: &str, begins_small: bool) {
    let stem = paragraph.strip_suffix('-').filter(|_| begins_small);
    if stem.is_some_and(|s| s.ends_with(|c: char| c.is_lowercase())) {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_put_together() {
        let page = "\n\n  The nego- \ntiations on the river \n\n\n\nEnded. \n";
        assert_eq!(tidy(page), "The negotiations on the river\n\nEnded.");
        let apart = "The nego-\n\ntiations on the\n\nriver Drin are\n\n\nover.";
        assert_eq!(
            tidy(apart),
            "The negotiations on the river Drin are\n\nover."
        );
    }

    #[test]
    fn lines_that_are_full_go_on() {
        let page = "A SHORT HEADLINE\nThe leaders of both countries will not\nSit Down together next week, it is\nsaid.\nA new paragraph begins behind a line\nthat ends early.";
        assert_eq!(
            tidy(page),
            "A SHORT HEADLINE\n\nThe leaders of both countries will not Sit Down together next week, it is said.\n\n\
             A new paragraph begins behind a line that ends early."
        );
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(pdf_text(b"").is_err() && pdf_text(b"%PDF-1.7\n...").is_err());
    }
}
