//! From bytes to text: encodings, and what is no text at all.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and what had to be assumed to get it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    pub warning: Option<String>,
}

/// Why bytes are no text, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub(crate) struct NotText {
    pub what: &'static str,
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

/// Decodes a file. UTF-8 and UTF-16 are recognised; anything else is taken to be in the encoding
/// that an HTML page declares, else Windows-1252, which is the usual one of old texts in Latin
/// script, and said so.
///
/// # Errors
/// When the bytes are no text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some((_, refusal)) = SIGNATURES.iter().find(|(s, _)| bytes.starts_with(s)) {
        return Err(refusal.clone());
    }
    if let Some((encoding, marked)) = utf16(bytes) {
        let (text, _, bad) = encoding.decode(bytes);
        let name = encoding.name();
        let warning = match (marked, bad) {
            (true, false) => None,
            (_, true) => Some(format!(
                "is {name} with broken characters, which were replaced"
            )),
            (false, false) => Some(format!("has no byte order mark and was taken to be {name}")),
        };
        let text = text.into_owned();
        return Ok(Decoded { text, warning });
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.contains(&0) || controls(sample) * 20 > sample.len() {
        return Err(BINARY);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            warning: None,
        }),
        Err(error) => Ok(guess(bytes, error.valid_up_to())),
    }
}

fn guess(bytes: &[u8], first_bad: usize) -> Decoded {
    let declared = declared(bytes);
    let encoding = declared.unwrap_or(WINDOWS_1252);
    let how = if declared.is_some() {
        "as its head declares"
    } else {
        "as is usual for such texts"
    };
    let mostly_utf8 = String::from_utf8_lossy(bytes);
    let broken = mostly_utf8.matches('\u{FFFD}').count();
    let foreign = bytes.iter().filter(|b| !b.is_ascii()).count();
    if declared.is_none() && broken * 4 < foreign {
        let text = mostly_utf8.into_owned();
        let warning = format!(
            "is not valid UTF-8 (first at byte {first_bad}); {broken} broken characters were replaced"
        );
        return Decoded {
            text,
            warning: Some(warning),
        };
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        warning: Some(format!(
            "is not valid UTF-8 (first at byte {first_bad}); read as {}, {how}",
            encoding.name()
        )),
    }
}

/// The encoding that an HTML page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..2048).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|w| w == b"charset=")? + 8;
    let rest = head.get(at..)?;
    let label: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    let found = Encoding::for_label(&label)?;
    (found != encoding_rs::UTF_8).then_some(found)
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

fn controls(sample: &[u8]) -> usize {
    let is_control = |b: &&u8| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0C);
    sample.iter().filter(is_control).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_passes_untouched() {
        let decoded = decode("Genève\u{FEFF}".as_bytes());
        assert_eq!(decoded.map(|d| d.text), Ok("Genève\u{FEFF}".to_owned()));
    }

    #[test]
    fn latin_letters_are_guessed_aloud() {
        let decoded = decode(b"Gen\xE8ve \x96 talks").expect("text");
        assert_eq!(decoded.text, "Genève – talks");
        let warning = decoded.warning.expect("a warning");
        assert!(
            warning.contains("byte 3") && warning.contains("windows-1252"),
            "{warning}"
        );
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = b"<meta charset=\"iso-8859-2\"><p>W\xB3adys\xB3aw";
        let decoded = decode(page).expect("text");
        assert!(decoded.text.ends_with("Władysław"));
    }

    #[test]
    fn a_single_broken_byte_spoils_one_character_only() {
        let mut bytes = "Kyïv, Genève, Zürich, São Paulo: ".as_bytes().to_vec();
        bytes.push(0xFF);
        let decoded = decode(&bytes).expect("text");
        assert!(decoded.text.starts_with("Kyïv, Genève"));
        assert!(decoded.text.ends_with('\u{FFFD}'));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let little: Vec<u8> = "Talks held"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let decoded = decode(&little).expect("text");
        assert_eq!(decoded.text, "Talks held");
        assert!(decoded.warning.is_some());
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        assert_eq!(decode(&marked).expect("text").warning, None);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(decode(b"%PDF-1.7 ...").is_err_and(|e| e.what.contains("PDF")));
        assert_eq!(decode(b"abc\0\x01\x02\x03def"), Err(BINARY));
    }
}
