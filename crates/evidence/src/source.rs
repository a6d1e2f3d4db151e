use crate::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Names a source by the SHA-256 of its bytes, in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

impl SourceId {
    /// The id of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// The first twelve digits, enough to tell sources apart for a reader.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl std::fmt::Display for SourceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// One published text; it never changes once it has been taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Hash of `text`.
    pub id: SourceId,
    /// Headline or file title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, where the text or its frame gives one.
    pub date: Option<Date>,
    /// File path or web address it came from, as the user gave it.
    pub address: Option<String>,
    /// The untouched text all spans point into (for HTML: the page source).
    pub text: String,
    /// The parts of `text` that are the article, in order; the whole text unless markup was
    /// taken off.
    pub regions: Vec<Span>,
}

impl Source {
    /// A source of plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            id: SourceId::of(text.as_bytes()),
            title: None,
            publisher: None,
            date: None,
            address: None,
            regions: vec![Span::new(0, text.len())],
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_the_published_sha256_of_abc() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            SourceId::of(b"abc").0,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
