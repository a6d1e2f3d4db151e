//! From bytes to text: encodings, and what is no text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and what had to be assumed to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, in UTF-8. Spans of the text are bytes of this, not of the file.
    pub text: String,
    /// From which encoding it was decoded and how that was found out, in words; `None` where
    /// nothing had to be done.
    pub warning: Option<String>,
}

/// Why bytes are no text, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct NotText {
    /// What they are.
    pub what: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

/// First bytes of files that people may take for texts.
const SIGNATURES: [(&[u8], NotText); 8] = [
    (
        b"%PDF",
        NotText {
            what: "this is a PDF, not text",
            hint: "convert it first, for example with `pdftotext`",
        },
    ),
    (
        b"PK\x03\x04",
        NotText {
            what: "this is a ZIP archive or an office document, not text",
            hint: "unpack it, or save the document as plain text",
        },
    ),
    (
        b"\xD0\xCF\x11\xE0",
        NotText {
            what: "this is an old office document, not text",
            hint: "save the document as plain text",
        },
    ),
    (
        b"{\\rtf",
        NotText {
            what: "this is an RTF document, not text",
            hint: "save the document as plain text",
        },
    ),
    (
        b"\x89PNG",
        NotText {
            what: "this is a picture, not text",
            hint: "give the text itself",
        },
    ),
    (
        b"\xFF\xD8\xFF",
        NotText {
            what: "this is a picture, not text",
            hint: "give the text itself",
        },
    ),
    (
        b"\x1F\x8B",
        NotText {
            what: "this is a compressed file, not text",
            hint: "unpack it first, for example with `gunzip`",
        },
    ),
    (
        b"SQLite format 3\0",
        NotText {
            what: "this is a database, not text",
            hint: "for a record, give the dossier it belongs to",
        },
    ),
];

const BINARY: NotText = NotText {
    what: "this is a binary file, not text",
    hint: "give a file of plain text, Markdown or HTML",
};

/// How much of a file is looked at to tell text from other things.
const SAMPLE: usize = 64 * 1024;

/// Decodes a text. In this order count: a byte order mark; zeros in every second byte, which mean
/// UTF-16; that it is valid UTF-8; `told`, the encoding that came with the bytes; what a page or an
/// XML file declares in its head; and what the letters suggest (the detector of Firefox). Linear.
///
/// # Errors
/// When the bytes are no text.
pub fn decode(bytes: &[u8], told: Option<&'static Encoding>) -> Result<Decoded, NotText> {
    refuse(bytes)?;
    if let Some((encoding, marked)) = utf16(bytes) {
        let (text, _, broken) = encoding.decode(bytes);
        if !is_written(&text) {
            return Err(BINARY);
        }
        let how = if marked { MARK } else { ZEROS };
        return Ok(Decoded {
            text: text.into_owned(),
            warning: Some(from(encoding, how, broken)),
        });
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.contains(&0) || controls(sample) * 20 > sample.len() {
        return Err(BINARY);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.to_owned();
        let warning = None;
        return Ok(Decoded { text, warning });
    }
    Ok(guess(bytes, told))
}

/// Refuses what begins like a file of another kind.
///
/// # Errors
/// When it does.
pub(crate) fn refuse(bytes: &[u8]) -> Result<(), NotText> {
    let known = SIGNATURES.iter().find(|(s, _)| bytes.starts_with(s));
    known.map_or(Ok(()), |(_, refusal)| Err(refusal.clone()))
}

const MARK: &str = "by its byte order mark";
const ZEROS: &str = "by its zeros";
const TOLD: &str = "as the server said";
const DECLARED: &str = "as its head declares";
const LETTERS: &str = "as its letters suggest";

fn from(encoding: &'static Encoding, how: &str, broken: bool) -> String {
    let name = encoding.name();
    let loss = if broken {
        "; broken characters were replaced"
    } else {
        ""
    };
    format!("decoded from {name}, {how}{loss}")
}

fn guess(bytes: &[u8], told: Option<&'static Encoding>) -> Decoded {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{FFFD}').count();
    let foreign = bytes.iter().filter(|b| !b.is_ascii()).count();
    let legacy = |encoding: &&'static Encoding| *encoding != UTF_8;
    let told = told.filter(legacy).map(|e| (e, TOLD));
    let known = told.or_else(|| Some((declared(bytes).filter(legacy)?, DECLARED)));
    if known.is_none() && broken * 4 < foreign {
        return Decoded {
            text: lossy.into_owned(),
            warning: Some("not valid UTF-8, broken characters were replaced".to_owned()),
        };
    }
    let (encoding, how) = known.unwrap_or_else(|| (by_letters(bytes), LETTERS));
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        warning: Some(from(encoding, how, bad)),
    }
}

fn by_letters(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding of this name, by the names of the Encoding Standard.
pub(crate) fn by_label(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label)
}

/// The encoding that a page or an XML file names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..2048).unwrap_or(bytes).to_ascii_lowercase();
    let head = head.trim_ascii_start();
    let label = |key: &[u8], head: &[u8]| {
        let at = head.windows(key.len()).position(|w| w == key)? + key.len();
        let rest = head.get(at..)?.iter().copied();
        let label: Vec<u8> = rest
            .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            .collect();
        by_label(&label)
    };
    if head.starts_with(b"<?xml") {
        let end = head.windows(2).position(|w| w == b"?>")?;
        if let Some(found) = label(b"encoding=", head.get(..end)?) {
            return Some(found);
        }
    }
    label(b"charset=", head)
}

/// UTF-16, by its mark or by every second byte being zero; and whether it has the mark.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, bool)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, true)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, true)),
        _ => {}
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| {
        let places = sample.iter().skip(odd).step_by(2);
        places.filter(|b| **b == 0).count()
    };
    let half = sample.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, n) if n * 10 > half * 6 => Some((UTF_16LE, false)),
        (n, 0) if n * 10 > half * 6 => Some((UTF_16BE, false)),
        _ => None,
    }
}

/// Whether hardly any character is one that nobody writes: broken, of private use, or for machines. Of random 16-bit units one in
/// eight is.
fn is_written(text: &str) -> bool {
    let sample = || text.chars().take(SAMPLE);
    let is_no_letter = |c: &char| {
        let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let is_machines = c.is_control() && !c.is_whitespace();
        *c == char::REPLACEMENT_CHARACTER || is_private || is_machines
    };
    sample().filter(is_no_letter).count() * 20 <= sample().count()
}

fn controls(sample: &[u8]) -> usize {
    let is_control = |b: &&u8| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0C);
    sample.iter().filter(is_control).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes, None).expect("text");
        (decoded.text, decoded.warning)
    }

    #[test]
    fn utf8_passes_untouched() {
        let words = "Genève\u{FEFF}";
        assert_eq!(text(words.as_bytes()), (words.to_owned(), None));
    }

    #[test]
    fn letters_suggest_an_encoding_aloud() {
        let (words, warning) = text(b"The Gen\xE8ve talks \x96 \x93a failure\x94 \x96 ended.");
        assert_eq!(words, "The Genève talks – “a failure” – ended.");
        let expected = "decoded from windows-1252, as its letters suggest";
        assert_eq!(warning.as_deref(), Some(expected));
        let russian = "Переговоры о прекращении огня завершились без результата.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(text(&bytes).0, russian);
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = b"<meta charset=\"iso-8859-2\"><p>W\xB3adys\xB3aw";
        assert!(text(page).0.ends_with("Władysław"));
        let page = b"<?xml version='1.0' encoding='ISO-8859-2'?><p>W\xB3adys\xB3aw";
        let (words, warning) = text(page);
        assert!(words.ends_with("Władysław"));
        let expected = "decoded from ISO-8859-2, as its head declares";
        assert_eq!(warning.as_deref(), Some(expected));
    }

    #[test]
    fn what_came_with_the_bytes_goes_before_what_they_declare() {
        let page = b"<meta charset=\"iso-8859-1\"><p>W\xB3adys\xB3aw";
        let decoded = decode(page, by_label(b"latin2")).expect("text");
        assert!(decoded.text.ends_with("Władysław"));
    }

    #[test]
    fn a_single_broken_byte_spoils_one_character_only() {
        let mut bytes = "Kyïv, Genève, Zürich, São Paulo: ".as_bytes().to_vec();
        bytes.push(0xFF);
        let (words, _) = text(&bytes);
        assert!(words.starts_with("Kyïv, Genève") && words.ends_with('\u{FFFD}'));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let units = "Talks held".encode_utf16();
        let little: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        for (bytes, how) in [(little, ZEROS), (marked, MARK)] {
            let expected = format!("decoded from UTF-16LE, {how}");
            assert_eq!(text(&bytes), ("Talks held".to_owned(), Some(expected)));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(decode(b"%PDF-1.7 ...", None).is_err_and(|e| e.what.contains("PDF")));
        assert_eq!(decode(b"abc\0\x01\x02\x03def", None), Err(BINARY));
    }

    #[test]
    fn a_mark_alone_makes_no_text_of_random_bytes() {
        let mut state = 7_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(noise.take(600)).collect();
        assert_eq!(decode(&bytes, None), Err(BINARY));
    }
}
