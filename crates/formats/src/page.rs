//! Pages around what is only part of one.

/// A page of its own for the content of an entry.
pub(crate) fn page(title: Option<&str>, html: &str) -> String {
    let title = title.map(html_escape::encode_text).unwrap_or_default();
    if title.is_empty() {
        return format!(
            "<!doctype html>\n<html><body><article>\n{html}\n</article></body></html>\n"
        );
    }
    format!(
        "<!doctype html>\n<html><head><title>{title}</title></head><body><article>\n\
         <h1>{title}</h1>\n{html}\n</article></body></html>\n"
    )
}

/// The page itself, where it begins as pages do; else with such a beginning before it.
pub(crate) fn whole(html: String) -> String {
    let head = html.trim_start_matches('\u{FEFF}').trim_start();
    let head = head.get(..head.floor_char_boundary(1024)).unwrap_or(head);
    let head = head.to_ascii_lowercase();
    let begins = head.starts_with("<!doctype html") || head.starts_with("<html");
    if begins
        && ["<html", "<head", "<body"]
            .iter()
            .any(|tag| head.contains(tag))
    {
        return html;
    }
    format!("<!doctype html><html>\n{html}")
}

/// HTML as it is; plain text as HTML, with its paragraphs.
pub(crate) fn marked_up(text: &str) -> String {
    if is_marked_up(text) {
        // Words outside of all elements are a paragraph, too.
        return match text.trim_start().starts_with('<') {
            true => text.to_owned(),
            false => format!("<p>{text}"),
        };
    }
    let paragraphs = text.split("\n\n").filter(|p| !p.trim().is_empty());
    let lines = paragraphs.map(|p| format!("<p>{}</p>", html_escape::encode_text(p.trim())));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether there is a tag or an entity in it.
fn is_marked_up(text: &str) -> bool {
    let tag = text.split('<').skip(1).any(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && rest.contains('>')
    });
    let entity = text.split('&').skip(1).any(|rest| {
        let name = rest.split(';').next().filter(|n| n.len() < rest.len());
        name.is_some_and(|n| {
            let n = n.strip_prefix('#').unwrap_or(n);
            (2..=8).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    });
    tag || entity
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        assert!(is_marked_up("a <b>word</b>") && is_marked_up("Mali&rsquo;s envoy"));
        assert!(!is_marked_up("3 < 4 & 5 > 2; done"));
        assert_eq!(
            marked_up("One & two.\n\nThree."),
            "<p>One &amp; two.</p>\n<p>Three.</p>"
        );
        assert_eq!(marked_up("a <b>word</b>"), "<p>a <b>word</b>");
    }

    #[test]
    fn a_part_of_a_page_becomes_a_whole_one() {
        let page = "<!DOCTYPE html>\n<HTML><body>x".to_owned();
        assert_eq!(whole(page.clone()), page);
        assert!(whole("<p>x</p>".to_owned()).starts_with("<!doctype html><html>"));
    }
}
