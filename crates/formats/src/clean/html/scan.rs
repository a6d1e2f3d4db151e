//! HTML as a stream of tags and words, each with its bytes.
//!
//! A small tokeniser in the spirit of the standard's: it never fails, keeps offsets (which the
//! usual parsers throw away), and knows just enough about raw text and comments not to take
//! scripts for prose.

use demarche_evidence::Span;

/// What stands at a place of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A start tag, name in lower case, with what stands between name and `>`.
    Open {
        name: String,
        attributes: &'a str,
        span: Span,
    },
    /// An end tag, name in lower case.
    Close { name: String },
    /// Characters as they stand.
    Words(Span),
    /// A character reference and what it means.
    Reference { span: Span, means: String },
    /// The content of `title`, `script` and the like, as it stands.
    Raw { name: &'static str, span: Span },
}

/// Elements whose content is no markup.
const RAW: [&str; 7] = [
    "script", "style", "title", "textarea", "iframe", "xmp", "noframes",
];

/// Scans a page from the start.
pub(crate) struct Scanner<'a> {
    page: &'a str,
    at: usize,
    raw: Option<&'static str>,
    /// `</name` not found behind here: an unclosed comment or script is looked for only once.
    unclosed: bool,
}

impl<'a> Scanner<'a> {
    pub const fn new(page: &'a str) -> Self {
        Self {
            page,
            at: 0,
            raw: None,
            unclosed: false,
        }
    }

    fn rest(&self) -> &'a str {
        self.page.get(self.at..).unwrap_or("")
    }

    fn raw_content(&mut self, name: &'static str) -> Token<'a> {
        let start = self.at;
        let end = find_close(self.rest(), name).map_or(self.page.len(), |n| start + n);
        self.at = end;
        Token::Raw {
            name,
            span: Span::new(start, end),
        }
    }

    /// At `<`: a tag, or nothing when it is a comment, or words when it is just a sign.
    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            let body = rest.get(4..).unwrap_or("");
            self.at += match (self.unclosed, body.find("-->")) {
                (false, Some(n)) => n + 7,
                _ => {
                    self.unclosed = true;
                    rest.find('>').map_or(rest.len(), |n| n + 1)
                }
            };
            return None;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            self.at += rest.find('>').map_or(rest.len(), |n| n + 1);
            return None;
        }
        let closing = rest.starts_with("</");
        let name_at = 1 + usize::from(closing);
        let inside = rest.get(name_at..).unwrap_or("");
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(self.words(1));
        }
        let length = inside
            .find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')
            .unwrap_or(inside.len());
        let name = inside.get(..length).unwrap_or("").to_ascii_lowercase();
        let attributes = inside.get(length..).unwrap_or("");
        let end = end_of_tag(attributes);
        let start = self.at;
        self.at += name_at + length + (end + 1).min(attributes.len());
        if closing {
            return Some(Token::Close { name });
        }
        let attributes = attributes.get(..end).unwrap_or("");
        self.raw = RAW.into_iter().find(|raw| *raw == name);
        Some(Token::Open {
            name,
            attributes,
            span: Span::new(start, self.at),
        })
    }

    /// Words from here to the next sign that means something, at least `least` bytes.
    fn words(&mut self, least: usize) -> Token<'a> {
        let start = self.at;
        let rest = self.rest();
        let behind = rest.get(least..).unwrap_or("");
        let length = behind.find(['<', '&']).map_or(rest.len(), |n| least + n);
        self.at = start + length;
        Token::Words(Span::new(start, self.at))
    }

    /// At `&`.
    fn reference(&mut self) -> Token<'a> {
        match reference_at(self.rest()) {
            Some((length, means)) => {
                let start = self.at;
                self.at += length;
                let span = Span::new(start, self.at);
                Token::Reference { span, means }
            }
            None => self.words(1),
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_content(name));
        }
        loop {
            match self.rest().as_bytes().first()? {
                b'<' => {
                    if let Some(token) = self.markup() {
                        return Some(token);
                    }
                }
                b'&' => return Some(self.reference()),
                _ => return Some(self.words(0)),
            }
        }
    }
}

/// Where `</name` begins.
fn find_close(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(n) = text.get(from..)?.find("</") {
        let at = from + n;
        let found = text.as_bytes().get(at + 2..at + 2 + name.len());
        if found.is_some_and(|f| f.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

/// Where `>` stands, quoted values skipped. A quotation mark without a partner counts for nothing.
fn end_of_tag(attributes: &str) -> usize {
    let bytes = attributes.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at,
            b'"' | b'\'' if at > 0 && bytes.get(at - 1) == Some(&b'=') => {
                let rest = bytes.get(at + 1..).unwrap_or(&[]);
                // No attribute is longer; a page with a stray mark must not be swallowed.
                let window = rest.get(..65_536).unwrap_or(rest);
                at += window.iter().position(|b| *b == byte).map_or(1, |n| n + 2);
            }
            _ => at += 1,
        }
    }
    attributes.len()
}

/// The length of the character reference that a text begins with, and what it means.
fn reference_at(text: &str) -> Option<(usize, String)> {
    let longest = text.bytes().take(40);
    let end = longest
        .skip(1)
        .position(|b| !b.is_ascii_alphanumeric() && b != b'#')?
        + 1;
    let closed = text.as_bytes().get(end) == Some(&b';');
    let length = end + usize::from(closed);
    let name = text.get(1..end)?;
    if name.is_empty() {
        return None;
    }
    if let Some(number) = name.strip_prefix('#') {
        return Some((length, numeric(number)?.to_string()));
    }
    // Without its semicolon only a few old names count; `&copy=1` in a text is no reference.
    let written = format!("&{name};");
    let means = html_escape::decode_html_entities(&written);
    (closed && means != written).then(|| (length, means.into_owned()))
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages from old editors number these as in Windows-1252; the standard decodes them so.
    if (0x80..0xA0).contains(&code) {
        let byte = [u8::try_from(code).ok()?];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next();
    }
    char::from_u32(code)
}

/// The value of an attribute, references resolved.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        let (found, after) = rest.split_at_checked(length.max(1))?;
        let (value, after) = value_of(after.trim_start());
        if found.eq_ignore_ascii_case(name) {
            return Some(html_escape::decode_html_entities(value).into_owned());
        }
        rest = after;
    }
}

fn value_of(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else {
        return ("", text);
    };
    let text = text.trim_start();
    for mark in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(mark) {
            return inside.split_once(mark).unwrap_or((inside, ""));
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<String> {
        Scanner::new(page)
            .map(|token| match token {
                Token::Open { name, .. } => format!("<{name}>"),
                Token::Close { name } => format!("</{name}>"),
                Token::Words(s) => page[s.start..s.end].to_owned(),
                Token::Reference { means, .. } => format!("&{means}"),
                Token::Raw { name, span } => format!("{name}:{}", &page[span.start..span.end]),
            })
            .collect()
    }

    #[test]
    fn tags_words_and_references() {
        let page = "<P class='a>b'>Mali&rsquo;s 5 < 6 &amp; AT&T&#8212;<!-- <p> --><br/></p>";
        assert_eq!(
            shown(page),
            [
                "<p>", "Mali", "&’", "s 5 ", "< 6 ", "&&", " AT", "&T", "&—", "<br>", "</p>"
            ]
        );
    }

    #[test]
    fn scripts_are_no_prose() {
        let page = "<script>if (a<b) '</p>'</script><p>x</p>";
        assert_eq!(
            shown(page),
            [
                "<script>",
                "script:if (a<b) '</p>'",
                "</script>",
                "<p>",
                "x",
                "</p>"
            ]
        );
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        let attributes = " id=main class=\"ad &amp; more\" hidden data-x='1'";
        assert_eq!(attribute(attributes, "id").as_deref(), Some("main"));
        assert_eq!(attribute(attributes, "CLASS").as_deref(), Some("ad & more"));
        assert_eq!(attribute(attributes, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "style"), None);
    }

    proptest::proptest! {
        #[test]
        fn spans_are_in_order_and_on_characters(page in "[<>/a-z \"'=&;#!é—-]{0,80}") {
            let mut last = 0;
            for token in Scanner::new(&page) {
                let (Token::Words(span) | Token::Reference { span, .. } | Token::Raw { span, .. }
                    | Token::Open { span, .. }) = token else { continue };
                proptest::prop_assert!(span.start >= last && span.text(&page).is_ok());
                last = span.end;
            }
        }
    }
}
