//! A message (RFC 5322) with its parts (MIME).

use crate::encoding;
use crate::{Entry, Error, LONGEST, Result, page};
use jiff::civil::Date;
use mail_parser::{Address, DateTime, Message, MessageParser, PartType};

/// The text of a message: its plain parts where it has such, else its HTML. Attachments are left
/// out.
///
/// # Errors
/// When it is no message or holds no text.
pub(crate) fn entry(bytes: &[u8]) -> Result<Entry> {
    encoding::refuse(bytes)?;
    let message = MessageParser::default()
        .parse(bytes)
        .filter(|m| m.date().is_some() || m.from().is_some() || m.subject().is_some())
        .ok_or_else(|| Error::bad("no message: it has neither subject, date nor sender"))?;
    let title = message.subject().map(str::trim).filter(|s| !s.is_empty());
    let text = plain(&message).or_else(|| html(&message, title));
    let text = text.ok_or_else(|| Error::bad("a message without a text"))?;
    if text.len() as u64 > LONGEST {
        return Err(Error::bad(format!("a text of more than {LONGEST} bytes")));
    }
    Ok(Entry {
        title: title.map(str::to_owned),
        publisher: message.from().and_then(sender),
        date: message.date().and_then(day),
        id: message.message_id().map(str::to_owned),
        text,
        ..Entry::default()
    })
}

/// The plain parts; `None` where there are none, or some are there as HTML alone.
fn plain(message: &Message<'_>) -> Option<String> {
    let mut all = Vec::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => all.push(text.trim_end()),
            PartType::Html(_) => return None,
            _ => {}
        }
    }
    let text = all.join("\n\n");
    (!text.trim().is_empty()).then_some(text)
}

fn html(message: &Message<'_>, title: Option<&str>) -> Option<String> {
    let mut all = Vec::new();
    for part in message.html_bodies() {
        match &part.body {
            PartType::Html(html) if !html.trim().is_empty() => all.push(html.to_string()),
            PartType::Text(text) if !text.trim().is_empty() => all.push(page::marked_up(text)),
            _ => {}
        }
    }
    match all.as_slice() {
        [] => None,
        [one] => Some(page::whole(one.clone())),
        many => Some(page::page(title, &many.join("\n"))),
    }
}

/// The name, or else the address, of the first sender.
fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    first.name().or(first.address()).map(str::to_owned)
}

fn day(date: &DateTime) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    Date::new(
        year,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_comes_before_html() {
        let message = "From: \"Kari Berg\" <k@example.org>\r\nTo: x@example.org\r\n\
            Subject: =?utf-8?q?Talks_in_Gen=C3=A8ve?=\r\nDate: Tue, 3 Mar 2026 23:30:00 +0200\r\n\
            Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/alternative; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n\
            The envoy left Gen=E8ve.\r\n--b\r\nContent-Type: text/html\r\n\r\n\
            <p>The envoy left.</p>\r\n--b--\r\n";
        let found = entry(message.as_bytes()).expect("a message");
        assert_eq!(found.text, "The envoy left Genève.");
        assert_eq!(found.title.as_deref(), Some("Talks in Genève"));
        assert_eq!(found.publisher.as_deref(), Some("Kari Berg"));
        assert_eq!(found.date, Some(jiff::civil::date(2026, 3, 3)));
        assert_eq!(found.id.as_deref(), Some("1@example.org"));
    }

    #[test]
    fn html_alone_is_a_page() {
        let message = "Subject: Talks\r\nContent-Type: text/html\r\n\r\n<p>The envoy left.</p>";
        let found = entry(message.as_bytes()).expect("a message");
        assert_eq!(found.text, "<!doctype html><html>\n<p>The envoy left.</p>");
    }

    #[test]
    fn what_is_no_message_is_an_error() {
        for bad in ["", "The envoy left.", "Subject: x\r\n\r\n", "\0\0\0"] {
            assert!(entry(bad.as_bytes()).is_err(), "{bad:?}");
        }
    }
}
