//! HTML: which words of a page are the article, and where they stand in its source.

mod blocks;
mod scan;

use super::offsets::{Cleaner, OffsetMap};
use super::plain::is_invisible;
use blocks::{Block, Fragment, Page};
use demarche_evidence::Span;
use dom_smoothie::{Config, Readability, TextMode};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// An article taken from a page.
#[derive(Debug)]
pub(crate) struct Article {
    pub text: String,
    pub map: OffsetMap,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub date: Option<Date>,
}

/// Whether a text is a web page, whatever its file is called.
pub(crate) fn is_html(text: &str) -> bool {
    let head = text.trim_start_matches(is_invisible).trim_start();
    let head = head.get(..head.floor_char_boundary(1024)).unwrap_or(head);
    let head = head.to_ascii_lowercase();
    let starts = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<!-- ",
        "<?xml",
    ];
    let tags = ["<html", "<head", "<body", "<p>", "<p ", "<div", "<article"];
    starts.iter().any(|s| head.starts_with(s)) && tags.iter().any(|t| head.contains(t))
}

/// Pages nested deeper than this are not given to the article finder, which walks them by
/// recursion.
const DEEPEST: usize = 400;

/// Takes the article out of a page. An empty text means that there is nothing to read.
pub(crate) fn article(page: &str) -> Article {
    let found = blocks::blocks(page);
    let outside = (found.depth <= DEEPEST).then(|| extract(page)).flatten();
    let (name, publisher) = found.title.as_deref().map_or((None, None), split_title);
    let headline = name.as_deref().map(blocks::letters).unwrap_or_default();
    let kept = outside.as_ref().map(|a| a.keys.clone()).unwrap_or_default();
    let chosen = choose(page, &found, &Signs { kept, headline });
    let mut cleaner = Cleaner::default();
    for block in &chosen {
        if !cleaner.text().is_empty() {
            let at = first_byte(block);
            cleaner.replace("\n\n", Span::new(at, at));
        }
        put(&mut cleaner, page, block);
        cleaner.trim_end();
    }
    let headline = chosen.iter().find(|b| b.element == "h1");
    let told = outside.as_ref();
    let (text, map) = cleaner.finish();
    Article {
        text,
        map,
        title: headline.map(|b| b.text(page)).or(name),
        publisher: told.and_then(|a| a.publisher.clone()).or(publisher),
        date: told
            .and_then(|a| a.date)
            .or_else(|| day(found.time.as_deref()?)),
    }
}

/// What the article finder says: the blocks it keeps, and what the head of the page tells.
struct Outside {
    keys: BTreeSet<String>,
    publisher: Option<String>,
    date: Option<Date>,
}

fn extract(page: &str) -> Option<Outside> {
    let config = Config {
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let article = Readability::new(page, None, Some(config))
        .ok()?
        .parse()
        .ok()?;
    let content: &str = &article.content;
    let kept = blocks::blocks(content);
    Some(Outside {
        keys: kept.blocks.iter().map(|b| b.key(content)).collect(),
        publisher: article.site_name.filter(|s| !s.trim().is_empty()),
        date: article.published_time.as_deref().and_then(day),
    })
}

/// The day that a time stamp begins with.
fn day(stamp: &str) -> Option<Date> {
    stamp.trim().get(..10)?.parse().ok()
}

/// `Talks stall | The Gazette` as headline and publisher.
fn split_title(title: &str) -> (Option<String>, Option<String>) {
    let parts = [" | ", " — ", " – ", " - "];
    let split = parts.iter().find_map(|mark| title.rsplit_once(mark));
    match split {
        Some((head, site)) if site.split_whitespace().count() <= 5 => {
            (Some(head.trim().to_owned()), Some(site.trim().to_owned()))
        }
        _ => (Some(title.to_owned()), None),
    }
}

/// By what the blocks of the article are known.
struct Signs {
    /// Letters of the blocks that the article finder keeps.
    kept: BTreeSet<String>,
    /// Letters of the headline that the head of the page gives.
    headline: String,
}

impl Signs {
    /// Headline and byline: the article finder leaves them out, the reader wants them.
    fn is_head(&self, page: &str, block: &Block) -> bool {
        let marks = block.marks.to_ascii_lowercase();
        let byline = ["byline", "dateline", "published", "timestamp", "pubdate"];
        block.element == "h1"
            || byline.iter().any(|word| marks.contains(word))
            || block.element.starts_with('h') && block.key(page) == self.headline
    }
}

/// The blocks of the article: those the article finder keeps, with headline and byline, less what
/// the page itself marks as something else. Where the finder keeps next to nothing of the prose
/// (it gives up on short articles), the prose.
fn choose<'a>(page: &str, found: &'a Page, signs: &Signs) -> Vec<&'a Block> {
    let blocks = || {
        let heads = |b: &Block| signs.is_head(page, b);
        let own = found.blocks.iter().filter(|b| !b.aside && !b.suspect);
        own.map(move |b| (b, heads(b)))
            .filter(|(b, head)| *head || !is_furniture(page, b))
    };
    let words = |blocks: &[(&Block, bool)]| -> usize {
        let body = blocks.iter().filter(|(_, head)| !head);
        body.map(|(b, _)| b.text(page).split_whitespace().count())
            .sum()
    };
    let kept: Vec<_> = blocks()
        .filter(|(b, head)| *head || signs.kept.contains(&b.key(page)))
        .collect();
    let prose: Vec<_> = blocks()
        .filter(|(b, head)| *head || is_prose(page, b))
        .collect();
    let chosen = if words(&kept) * 5 >= words(&prose) * 2 && words(&kept) > 0 {
        kept
    } else if words(&prose) > 0 {
        prose
    } else {
        Vec::new()
    };
    chosen.into_iter().map(|(b, _)| b).collect()
}

/// Looks like sentences.
fn is_prose(page: &str, block: &Block) -> bool {
    let text = block.text(page);
    let words = text.split_whitespace().count();
    let ends = text.ends_with(['.', '!', '?', '"', '”', '’', '»', ':']);
    let heading = matches!(block.element.as_str(), "h2" | "h3" | "h4");
    block.link_share(page) < 0.5 && (words >= 8 && ends || words >= 20 || heading && words >= 3)
}

/// Short lines that invite to go elsewhere.
fn is_furniture(page: &str, block: &Block) -> bool {
    let text = block.text(page);
    let words = text.split_whitespace().count();
    if words > 25 {
        return false;
    }
    let lower = text.to_lowercase();
    let openings = [
        "advertisement",
        "read more",
        "read also",
        "see also",
        "related:",
        "more on this",
        "sign up",
        "subscribe",
        "share:",
        "share this",
        "follow us",
        "click here",
        "©",
        "all rights reserved",
        "image source",
        "listen to this",
    ];
    openings.iter().any(|o| lower.starts_with(o)) || block.link_share(page) > 0.6
}

fn first_byte(block: &Block) -> usize {
    block.pieces.first().map_or(0, |piece| match piece {
        Fragment::Words(span) | Fragment::Instead(span, _) => span.start,
    })
}

/// Writes a block into the clean text: blanks joined, invisible characters left out.
fn put(cleaner: &mut Cleaner, page: &str, block: &Block) {
    for piece in &block.pieces {
        match piece {
            Fragment::Words(span) => put_words(cleaner, page, *span),
            Fragment::Instead(span, words) => {
                let words = words.replace(is_invisible, "").replace('\u{A0}', " ");
                let blank = words.trim().is_empty();
                if !(blank && is_at_blank(cleaner)) {
                    cleaner.replace(
                        if blank && !words.is_empty() {
                            " "
                        } else {
                            &words
                        },
                        *span,
                    );
                }
            }
        }
    }
}

fn is_at_blank(cleaner: &Cleaner) -> bool {
    cleaner.text().is_empty() || cleaner.text().ends_with([' ', '\n'])
}

fn put_words(cleaner: &mut Cleaner, page: &str, span: Span) {
    let Ok(words) = span.text(page) else { return };
    let mut kept = span.start;
    for (n, letter) in words.char_indices() {
        let at = span.start + n;
        let next = at + letter.len_utf8();
        if !letter.is_whitespace() && !is_invisible(letter) {
            continue;
        }
        cleaner.keep(page, Span::new(kept, at));
        if letter == ' ' && !is_at_blank(cleaner) {
            cleaner.keep(page, Span::new(at, next));
        } else if letter.is_whitespace() && !is_at_blank(cleaner) {
            cleaner.replace(" ", Span::new(at, next));
        }
        kept = next;
    }
    cleaner.keep(page, Span::new(kept, span.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head>
<title>Ferry strike talks break up | Harbour Post</title>
<meta property="article:published_time" content="2026-02-03T08:00:00Z"></head><body>
<div id="cookie-banner">We and our partners want you to agree. <button>Accept</button></div>
<nav>Home &raquo; News</nav><h1>Ferry strike talks break up</h1>
<figure><figcaption>FILE: a ferry at the pier.</figcaption></figure>
<p>The   union&rsquo;s <em>chief</em> negotiator walked out of the talks on Monday, saying that
the offer of the company was an insult to every over&shy;worked sailor in the fleet.</p>
<div class="ad">Agree a fixed tariff today and refuse high bills for ever!</div>
<p>The company said that it regretted the step, and that its offer would stand until Friday
at noon, when the mediator&nbsp;is to come back to the port.</p>
<p>Read more: <a href="/x">Ten harbours to see</a></p>
<footer>&copy; Harbour Post</footer></body></html>"#;

    #[test]
    fn the_article_is_read_and_nothing_else() {
        let article = article(PAGE);
        insta::assert_snapshot!(article.text, @r"
        Ferry strike talks break up

        The union’s chief negotiator walked out of the talks on Monday, saying that the offer of the company was an insult to every overworked sailor in the fleet.

        The company said that it regretted the step, and that its offer would stand until Friday at noon, when the mediator is to come back to the port.
        ");
        assert_eq!(article.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2026-02-03")
        );
    }

    /// A page as weblog software makes them: no `article`, divisions for everything, lists of links,
    /// comments by readers, a quotation set apart.
    const BLOG: &str = r##"<html class="no-js has-sidebar"><head><title>Ferry talks resume - The Pilot</title></head>
<body class="post-template comments-open"><div id="header"><ul class="menu"><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></div>
<div id="content"><div class="post"><h2 class="entry-title"><a href="/x">Ferry talks resume in Tromborg</a></h2>
<div class="entry-meta">By <a href="/a">A. Holm</a> on <time datetime="2026-04-11T10:00">11 April 2026</time></div>
<div class="entry-content">The ferry company and the crews&#8217; union went back to the table on Saturday after six weeks of strikes.<br><br>
Both sides said that they were ready to talk about shifts, but not about the pay of the youngest sailors, the mediator reported.
<blockquote>We have come to listen, not to sign, the head of the union told the crowd at the pier before he went in.</blockquote>
<p>The talks will last until Tuesday. Read our <a href="/bg">background piece on the strike of last year</a> for the whole story.</p>
<div class="related-posts"><h3>Related</h3><ul><li><a href="/1">Ferries stand still</a></li><li><a href="/2">Why crews strike</a></li></ul></div></div></div>
<div id="comments"><h3>2 comments</h3><p>They should all be sacked, says I, and I have been right about everything for forty years now.</p></div></div>
<div id="sidebar"><h3>Popular</h3><p>Ten things about ferries that you did not know and never asked about, number seven is a surprise.</p></div>
<div class="footer">All rights reserved.</div></body></html>"##;

    #[test]
    fn divisions_without_paragraphs_are_read_too() {
        let article = article(BLOG);
        insta::assert_snapshot!(article.text);
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2026-04-11")
        );
    }

    #[test]
    fn spans_lead_back_to_the_page() {
        let article = article(PAGE);
        let at = article
            .text
            .find("The union’s chief")
            .expect("words of the article");
        let span = Span::new(at, at + "The union’s chief negotiator".len());
        let there = article.map.to_original(span);
        assert_eq!(
            there.text(PAGE),
            Ok("The   union&rsquo;s <em>chief</em> negotiator")
        );
    }

    #[test]
    fn a_page_without_an_article_is_empty() {
        let page = "<html><body><nav><a href=x>Home</a></nav><script>var a = 1;</script></body>";
        assert_eq!(article(page).text, "");
    }

    #[test]
    fn pages_are_known_by_their_content() {
        assert!(is_html(PAGE));
        assert!(is_html("\u{FEFF}\n<html lang=en><body>"));
        assert!(!is_html("<3 from Geneva"));
        assert!(!is_html("The talks <p> failed"));
    }

    #[test]
    fn deep_nesting_does_no_harm() {
        let page = format!("<html><body>{}<p>One two three.", "<div>".repeat(200_000));
        assert!(article(&page).text.len() < 40);
    }
}
