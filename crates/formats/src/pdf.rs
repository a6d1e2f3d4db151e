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

/// Lines without blanks at their ends, words that were divided put together, and one blank line
/// between paragraphs.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        let begins_small = line.starts_with(|c: char| c.is_lowercase());
        let before = out.strip_suffix("-\n").filter(|_| begins_small);
        let divided = before.is_some_and(|b| b.ends_with(|c: char| c.is_lowercase()));
        if divided {
            out.truncate(out.len() - "-\n".len());
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_put_together() {
        let page = "\n\n  The nego- \ntiations with Bosnia-\nHerzegovina\n\n\n\nended. \n";
        let expected = "The negotiations with Bosnia-\nHerzegovina\n\nended.";
        assert_eq!(tidy(page), expected);
    }

    #[test]
    fn what_is_no_pdf_is_an_error() {
        assert!(pdf_text(b"").is_err() && pdf_text(b"%PDF-1.7\n...").is_err());
    }
}
