//! Plain text: only characters that nobody sees are taken out.

use super::offsets::{Cleaner, OffsetMap};
use demarche_evidence::Span;

/// Whether a character is there for layout only: soft hyphen, zero-width blanks, marks.
pub const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// The text without invisible characters; `None` where there are none.
pub(crate) fn clean(text: &str) -> Option<(String, OffsetMap)> {
    let mut cleaner = Cleaner::default();
    let mut kept = 0;
    for (at, letter) in text.char_indices().filter(|(_, c)| is_invisible(*c)) {
        cleaner.keep(text, Span::new(kept, at));
        kept = at + letter.len_utf8();
    }
    if kept == 0 {
        return None;
    }
    cleaner.keep(text, Span::new(kept, text.len()));
    Some(cleaner.finish())
}

/// The first line, where it looks like a headline: short, alone, and not a sentence.
pub(crate) fn title(text: &str) -> Option<String> {
    let mut lines = text.trim_start_matches(is_invisible).trim_start().lines();
    let first = lines.next()?.trim();
    let short = first.chars().count() <= 160;
    let sentence = first.ends_with(['.', ',', ';', ':']);
    let more = lines.any(|line| !line.trim().is_empty());
    (short && !sentence && more && !first.is_empty()).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_hyphens_and_marks_go() {
        let (text, map) = clean("\u{FEFF}over\u{AD}production fell").expect("a change");
        assert_eq!(text, "overproduction fell");
        assert_eq!(map.to_original(Span::new(0, 14)), Span::new(3, 19));
        assert!(clean("nothing hidden").is_none());
    }

    #[test]
    fn a_headline_stands_alone_and_is_no_sentence() {
        assert_eq!(
            title("Talks put off\n\nThe talks…"),
            Some("Talks put off".to_owned())
        );
        assert_eq!(title("The talks were put off.\nMore."), None);
        assert_eq!(title("Talks put off"), None);
    }
}
