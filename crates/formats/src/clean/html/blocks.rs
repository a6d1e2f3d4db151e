//! A page as blocks of prose: paragraphs, headings, list items.

use super::scan::{Scanner, Token, attribute};
use crate::clean::plain::is_invisible;
use demarche_evidence::Span;

/// A run of inline text between two block tags.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// The innermost block element around it.
    pub element: String,
    /// Words as they stand, and what stands for the rest.
    pub pieces: Vec<Fragment>,
    /// Whether it stands in a part of the page that is never article: navigation, a caption.
    pub aside: bool,
    /// Whether its class or an ancestor's says advertisement, cookie notice, share bar.
    pub suspect: bool,
    /// How many of its letters are links.
    pub linked: usize,
    /// Class and id of the element, for bylines.
    pub marks: String,
}

/// A piece of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fragment {
    /// As it stands.
    Words(Span),
    /// A character reference, or a line break.
    Instead(Span, String),
}

impl Block {
    /// The text, blanks joined.
    pub fn text(&self, page: &str) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            let words = match piece {
                Fragment::Words(span) => span.text(page).unwrap_or(""),
                Fragment::Instead(_, words) => words,
            };
            for letter in words.chars().filter(|c| !is_invisible(*c)) {
                match letter.is_whitespace() {
                    true if out.ends_with(' ') || out.is_empty() => {}
                    true => out.push(' '),
                    false => out.push(letter),
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// Letters and digits only, in lower case: to find a block again in another rendering.
    pub fn key(&self, page: &str) -> String {
        letters(&self.text(page))
    }

    /// Share of its letters that are links.
    pub fn link_share(&self, page: &str) -> f64 {
        let letters = self
            .text(page)
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        self.linked as f64 / letters.max(1) as f64
    }
}

/// Letters and digits of a text in lower case.
pub(crate) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What the head of a page says, and its blocks.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub blocks: Vec<Block>,
    /// The content of `<title>`.
    pub title: Option<String>,
    /// `datetime` of the first `<time>`.
    pub time: Option<String>,
    /// How deep elements are nested at most.
    pub depth: usize,
}

/// Elements that never hold the article's own prose.
const ASIDE: [&str; 22] = [
    "nav",
    "footer",
    "aside",
    "figcaption",
    "form",
    "button",
    "select",
    "option",
    "svg",
    "math",
    "noscript",
    "template",
    "object",
    "audio",
    "video",
    "canvas",
    "menu",
    "dialog",
    "label",
    "legend",
    "head",
    "figure",
];

/// Elements that break a run of text.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param",
];

/// First words of classes and ids of what surrounds articles.
const SUSPECT: [&str; 33] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disclaimer",
    "gdpr",
    "modal",
    "newsletter",
    "outbrain",
    "paywall",
    "popup",
    "promo",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "toolbar",
];

/// Takes a page apart. Never fails; time and memory are linear in the page, but for end tags
/// without a start, which look back at most a thousand elements.
pub(crate) fn blocks(page: &str) -> Page {
    let mut walk = Walk {
        page,
        open: Vec::new(),
        block: Block::default(),
        links: 0,
        broken: false,
        found: Page::default(),
    };
    for token in Scanner::new(page) {
        walk.token(token);
    }
    walk.flush();
    walk.found
}

struct Element {
    name: String,
    aside: bool,
    suspect: bool,
    marks: String,
}

struct Walk<'a> {
    page: &'a str,
    open: Vec<Element>,
    block: Block,
    links: usize,
    /// Nothing but blanks since the last line break.
    broken: bool,
    found: Page,
}

impl Walk<'_> {
    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Open {
                name,
                attributes,
                span,
            } => self.open(name, attributes, span),
            Token::Close { name } => self.close(&name),
            Token::Words(span) => self.piece(Fragment::Words(span)),
            Token::Reference { span, means } => self.piece(Fragment::Instead(span, means)),
            Token::Raw { name, span } => {
                if name == "title" && self.found.title.is_none() {
                    let text = span.text(self.page).unwrap_or("");
                    let text = html_escape::decode_html_entities(text);
                    let words: Vec<&str> = text.split_whitespace().collect();
                    self.found.title = Some(words.join(" ")).filter(|t| !t.is_empty());
                }
            }
        }
    }

    fn open(&mut self, name: String, attributes: &str, span: Span) {
        if name == "br" {
            return self.line_break(span);
        }
        if BLOCKS.contains(&name.as_str()) {
            self.flush();
            self.end_implied(&name);
        }
        if name == "time" && self.found.time.is_none() {
            self.found.time = attribute(attributes, "datetime");
        }
        if VOID.contains(&name.as_str()) || attributes.ends_with('/') && name != "a" {
            return;
        }
        let (aside, suspect) = self
            .open
            .last()
            .map_or((false, false), |e| (e.aside, e.suspect));
        let marks = format!(
            "{} {}",
            attribute(attributes, "class").unwrap_or_default(),
            attribute(attributes, "id").unwrap_or_default()
        );
        let frame = matches!(name.as_str(), "html" | "body" | "main" | "article");
        self.links += usize::from(name == "a");
        self.open.push(Element {
            aside: aside || ASIDE.contains(&name.as_str()) || is_hidden(attributes),
            suspect: suspect || !frame && is_suspect(&marks),
            name,
            marks,
        });
        self.found.depth = self.found.depth.max(self.open.len());
    }

    /// One break is a blank, two are how old pages set paragraphs.
    fn line_break(&mut self, span: Span) {
        if self.broken {
            self.flush();
        } else {
            self.piece(Fragment::Instead(span, " ".to_owned()));
            self.broken = true;
        }
    }

    /// A paragraph ends where the next block begins, a list item where the next one does.
    fn end_implied(&mut self, next: &str) {
        let Some(last) = self.open.last() else { return };
        let ends = match last.name.as_str() {
            "p" => true,
            "li" => next == "li",
            "dt" | "dd" => matches!(next, "dt" | "dd"),
            "head" => true,
            "td" | "th" => matches!(next, "td" | "th" | "tr"),
            "tr" => next == "tr",
            _ => false,
        };
        if ends {
            self.open.pop();
        }
    }

    fn close(&mut self, name: &str) {
        if BLOCKS.contains(&name) || ASIDE.contains(&name) {
            self.flush();
        }
        let mut places = self.open.iter().rev().take(1000);
        if let Some(back) = places.position(|e| e.name == name) {
            let keep = self.open.len() - back - 1;
            let gone = self.open.drain(keep..);
            self.links = self
                .links
                .saturating_sub(gone.filter(|e| e.name == "a").count());
        }
    }

    fn piece(&mut self, piece: Fragment) {
        self.broken &= self.is_blank(&piece);
        if self.block.pieces.is_empty() {
            let around = self
                .open
                .iter()
                .rev()
                .find(|e| BLOCKS.contains(&e.name.as_str()));
            self.block.element = around.map_or_else(String::new, |e| e.name.clone());
            self.block.marks = around.map_or_else(String::new, |e| e.marks.clone());
        }
        if let Some(inner) = self.open.last() {
            // One caption-like word inside a paragraph does not taint the rest of it.
            if inner.aside {
                self.block.aside |= self.block.pieces.is_empty();
                if !self.block.aside {
                    return;
                }
            }
            self.block.suspect |= inner.suspect && self.block.pieces.is_empty();
        }
        if self.links > 0 {
            let words = match &piece {
                Fragment::Words(span) => span.text(self.page).unwrap_or(""),
                Fragment::Instead(_, words) => words,
            };
            self.block.linked += words.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.block.pieces.push(piece);
    }

    fn flush(&mut self) {
        self.broken = false;
        let block = std::mem::take(&mut self.block);
        if !block.pieces.iter().all(|piece| self.is_blank(piece)) {
            self.found.blocks.push(block);
        }
    }

    fn is_blank(&self, piece: &Fragment) -> bool {
        match piece {
            Fragment::Words(span) => span.text(self.page).is_ok_and(|t| t.trim().is_empty()),
            Fragment::Instead(_, words) => words.trim().is_empty(),
        }
    }
}

fn is_hidden(attributes: &str) -> bool {
    attribute(attributes, "hidden").is_some()
        || attribute(attributes, "aria-hidden").is_some_and(|v| v == "true")
        || attribute(attributes, "role")
            .is_some_and(|v| matches!(v.as_str(), "navigation" | "complementary" | "dialog"))
        || attribute(attributes, "style")
            .is_some_and(|v| v.replace(' ', "").contains("display:none"))
}

fn is_suspect(marks: &str) -> bool {
    marks.split_whitespace().any(|mark| {
        let first = mark.split(['-', '_']).next().unwrap_or("");
        SUSPECT.contains(&first.to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<String> {
        let mark = |b: &Block| match (b.aside, b.suspect) {
            (true, _) => "aside: ",
            (_, true) => "suspect: ",
            _ => "",
        };
        let found = blocks(page);
        let show = |b: &Block| format!("{}{}: {}", mark(b), b.element, b.text(page));
        found.blocks.iter().map(show).collect()
    }

    #[test]
    fn blocks_are_what_a_reader_would_call_paragraphs() {
        let page = "<body><nav>Home <b>News</b></nav><div class=share-bar><p>Share</div>\
                    <h1>Talks &amp; more</h1><p>One <em>two</em><br>three<p>Four\
                    <ul><li>a<li>b</ul>tail</body>";
        assert_eq!(
            shown(page),
            [
                "aside: nav: Home News",
                "suspect: p: Share",
                "h1: Talks & more",
                "p: One two three",
                "p: Four",
                "li: a",
                "li: b",
                "body: tail",
            ]
        );
    }
}
