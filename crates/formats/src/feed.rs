//! RSS, Atom and JSON Feed.

use crate::encoding::decode;
use crate::{Entry, Error, Result, dates, page};
use feed_rs::model;
use feed_rs::parser::{self, ParseFeedError};

/// Whether a file that begins like this is a feed: its first element is one of a feed, or it is
/// JSON that names the version of JSON Feed.
pub(crate) fn is_feed(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    if head.starts_with('{') {
        return head.contains("jsonfeed.org/version");
    }
    let root = first_element(head).unwrap_or_default();
    ["rss", "feed", "rdf:RDF"].iter().any(|name| {
        let rest = root.strip_prefix(name);
        rest.is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || c == '>'))
    })
}

/// What follows the first `<` that opens an element.
fn first_element(mut xml: &str) -> Option<&str> {
    loop {
        let rest = xml.trim_start().strip_prefix('<')?;
        let end = match rest {
            _ if rest.starts_with("!--") => "-->",
            _ if rest.starts_with('?') => "?>",
            _ if rest.starts_with('!') => ">",
            _ => return Some(rest),
        };
        xml = rest.split_once(end)?.1;
    }
}

/// The entries of a feed that have a text, in its order.
///
/// # Errors
/// When it is no feed, or a broken one.
pub(crate) fn entries(bytes: &[u8]) -> Result<Vec<Entry>> {
    let decoded = decode(bytes, None)?;
    let parser = parser::Builder::new().sanitize_content(false).build();
    let feed = parser
        .parse(without_declarations(&decoded.text).as_bytes())
        .map_err(|e| failed(&e))?;
    let publisher = feed.title.map(|t| plain(&t));
    let entries = feed.entries.into_iter().filter_map(|entry| {
        Some(Entry {
            publisher: publisher.clone(),
            decoded: decoded.warning.clone(),
            ..of(entry)?
        })
    });
    Ok(entries.collect())
}

/// A declaration names the encoding of the bytes, which are decoded. One that stands late, where two files were joined, is none that the
/// parser could follow.
fn without_declarations(xml: &str) -> String {
    let mut rest = xml.trim_start_matches('\u{FEFF}').trim_start();
    let mut kept = String::with_capacity(rest.len());
    while let Some((before, declaration)) = rest.split_once("<?xml") {
        let (_, behind) = declaration.split_once("?>").unwrap_or((declaration, ""));
        kept.push_str(before);
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

fn failed(error: &ParseFeedError) -> Error {
    match error {
        ParseFeedError::ParseError(_) | ParseFeedError::JsonUnsupportedVersion(_) => {
            Error::bad(format!("no feed that is known: {error}"))
        }
        _ => Error::bad(format!("a broken feed: {error}")),
    }
}

/// An entry as a page: its title, and its content or else its summary.
fn of(entry: model::Entry) -> Option<Entry> {
    let filled = |text: &String| !text.trim().is_empty();
    let content = entry.content.and_then(|c| c.body).filter(filled);
    let text = content.or_else(|| entry.summary.map(|s| s.content).filter(filled))?;
    let title = entry.title.map(|t| plain(&t)).filter(filled);
    let date = entry.published.or(entry.updated);
    let link = |l: &&model::Link| l.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(link).or(entry.links.first());
    Some(Entry {
        text: page::page(title.as_deref(), &page::marked_up(&text)),
        title,
        date: date.and_then(|d| dates::day(&d.to_rfc3339()).ok()),
        address: link.map(|l| l.href.clone()),
        ..Entry::default()
    })
}

/// A title without markup, in one line.
fn plain(text: &model::Text) -> String {
    let words = html_escape::decode_html_entities(text.content.as_str());
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<rss version=\"2.0\"><channel>\
        <title>The Gazette</title>\
        <item><title>Talks stall &amp; end</title><link>https://example.org/1</link>\
        <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>\
        <description>&lt;p&gt;The envoy left Gen\u{e8}ve.&lt;/p&gt;</description></item>\
        <item><title>No text</title></item></channel></rss>";

    #[test]
    fn a_declaration_that_stands_late_is_passed_over() {
        let late = RSS.replace(
            "<item><title>No",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><item><title>No",
        );
        let padded = late.replacen("<channel>", &format!("<channel>{}", " ".repeat(4096)), 1);
        for feed in [late, padded] {
            let all = entries(feed.as_bytes()).unwrap();
            assert_eq!(all.len(), 1);
            assert!(all[0].text.contains("left Gen"));
        }
    }

    #[test]
    fn entries_of_rss_in_an_old_encoding() {
        let bytes: Vec<u8> = RSS
            .chars()
            .map(|c| u8::try_from(c).expect("Latin 1"))
            .collect();
        let found = entries(&bytes).expect("a feed");
        let [one] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(
            one.text.contains("<h1>Talks stall &amp; end</h1>"),
            "{}",
            one.text
        );
        assert!(
            one.text.contains("<p>The envoy left Genève.</p>"),
            "{}",
            one.text
        );
        assert_eq!(one.title.as_deref(), Some("Talks stall & end"));
        assert_eq!(one.address.as_deref(), Some("https://example.org/1"));
        assert_eq!(one.publisher.as_deref(), Some("The Gazette"));
        assert_eq!(one.date, Some(jiff::civil::date(2026, 3, 3)));
        assert!(one.decoded.is_some());
    }

    #[test]
    fn entries_of_atom_and_json() {
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>G</title><id>urn:g</id>\
            <updated>2026-03-03T08:00:00Z</updated><entry><id>urn:1</id><title>Talks</title>\
            <updated>2026-03-04T08:00:00Z</updated><link href=\"https://example.org/2\"/>\
            <content type=\"html\">&lt;b&gt;Mali&lt;/b&gt; left.</content></entry></feed>";
        let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"G\", \"items\": \
            [{\"id\": \"1\", \"title\": \"Talks\", \"url\": \"https://example.org/2\", \
            \"date_published\": \"2026-03-04T08:00:00Z\", \"content_html\": \"<b>Mali</b> left.\"}]}";
        for feed in [atom, json] {
            assert!(is_feed(feed.as_bytes()));
            let found = entries(feed.as_bytes()).expect("a feed");
            assert_eq!(found.len(), 1);
            assert!(
                found[0].text.contains("<b>Mali</b> left."),
                "{}",
                found[0].text
            );
            assert_eq!(found[0].date, Some(jiff::civil::date(2026, 3, 4)));
            assert_eq!(found[0].address.as_deref(), Some("https://example.org/2"));
        }
    }

    #[test]
    fn what_is_no_feed_is_an_error() {
        for bad in ["", "{}", "<rss", "<html></html>", "<rss><channel><item>"] {
            assert!(
                entries(bad.as_bytes()).map_or(true, |e| e.is_empty()),
                "{bad}"
            );
        }
    }
}
