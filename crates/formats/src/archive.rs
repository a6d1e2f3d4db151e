//! Web archives: WARC 1.0 and 1.1 (ISO 28500), as they are or compressed with gzip.

use crate::encoding::{self, decode};
use crate::{Entry, Error, LONGEST, Result, dates, page};
use encoding_rs::Encoding;
use flate2::bufread::{GzDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// Lines of the head of a record or an answer are not longer, nor are there more of them.
const LONGEST_LINE: u64 = 64 * 1024;
const MOST_LINES: usize = 1000;

/// Records of an archive that hold a page or a text.
pub(crate) struct Records {
    reader: Box<dyn BufRead>,
    number: usize,
}

/// A page as a server sent it, or a text that was made from one.
#[derive(Debug)]
pub(crate) struct Response {
    target: Option<String>,
    date: Option<String>,
    head: Head,
    body: Vec<u8>,
}

/// Names, in lower case, and values.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str, word: &str) -> bool {
        let value = self.get(name).unwrap_or_default();
        value.to_ascii_lowercase().contains(word)
    }

    /// Up to the blank line that ends it.
    fn read(reader: &mut dyn BufRead) -> Result<Self> {
        let mut head = Self::default();
        for _ in 0..MOST_LINES {
            let line = line(reader)?.unwrap_or_default();
            if line.is_empty() {
                return Ok(head);
            }
            // A line that begins with a blank goes on with the one before it.
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = head.0.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                let name = name.trim().to_ascii_lowercase();
                head.0.push((name, value.trim().to_owned()));
            }
        }
        Err(Error::bad("a record whose head does not end"))
    }
}

/// A line without its end; `None` at the end of the file.
fn line(reader: &mut dyn BufRead) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    let mut limited = reader.take(LONGEST_LINE);
    let read = limited.read_until(b'\n', &mut bytes).map_err(failed)?;
    if read as u64 == LONGEST_LINE {
        return Err(Error::bad(format!(
            "a line of more than {LONGEST_LINE} bytes"
        )));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok((read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// A file that was cut off or is no gzip is a bad file, not a failing disk.
fn failed(error: io::Error) -> Error {
    use io::ErrorKind as E;
    match error.kind() {
        E::InvalidData | E::InvalidInput | E::UnexpectedEof => {
            Error::bad(format!("a broken archive: {error}"))
        }
        _ => Error::Io(error),
    }
}

impl Records {
    pub fn new(mut reader: Box<dyn BufRead>) -> Result<Self> {
        let start = reader.fill_buf().map_err(Error::Io)?;
        let reader: Box<dyn BufRead> = if start.starts_with(b"\x1F\x8B") {
            Box::new(BufReader::new(MultiGzDecoder::new(reader)))
        } else {
            reader
        };
        Ok(Self { reader, number: 0 })
    }

    /// The next page or text and the number of its record, from 1; in words, why one cannot be
    /// used.
    ///
    /// # Errors
    /// When the file cannot be read or is no archive from here on.
    pub fn advance(&mut self) -> Result<Option<(usize, std::result::Result<Response, String>)>> {
        while let Some(head) = self.head()? {
            self.number += 1;
            let length = head.get("content-length").and_then(|n| n.parse().ok());
            let length: u64 = length.ok_or_else(|| Error::bad("a record without a length"))?;
            let wanted = match head.get("warc-type") {
                Some("response") => head.has("content-type", "application/http"),
                Some("conversion" | "resource") => is_text(&head),
                _ => false,
            };
            if !wanted {
                self.skip(length)?;
            } else if length > 2 * LONGEST {
                self.skip(length)?;
                return Ok(Some((
                    self.number,
                    Err(format!("{length} bytes are too many")),
                )));
            } else if let Some(response) = self.response(&head, length)? {
                return Ok(Some((self.number, Ok(response))));
            }
        }
        Ok(None)
    }

    /// The head of the next record; `None` at the end of the file.
    fn head(&mut self) -> Result<Option<Head>> {
        loop {
            match line(&mut self.reader)? {
                None => return Ok(None),
                Some(line) if line.is_empty() => {}
                Some(line) if line.starts_with("WARC/") => {
                    return Head::read(&mut self.reader).map(Some);
                }
                Some(_) => return Err(Error::bad("no web archive, or a broken one")),
            }
        }
    }

    fn skip(&mut self, length: u64) -> Result<()> {
        let mut block = (&mut self.reader).take(length);
        let skipped = io::copy(&mut block, &mut io::sink()).map_err(failed)?;
        complete(skipped, length)
    }

    /// The record, where it holds a text that a server gave.
    fn response(&mut self, head: &Head, length: u64) -> Result<Option<Response>> {
        let mut block = Vec::new();
        let read = (&mut self.reader).take(length).read_to_end(&mut block);
        complete(read.map_err(failed)? as u64, length)?;
        let own = |name: &str| head.get(name).map(str::to_owned);
        let (target, date) = (own("warc-target-uri"), own("warc-date"));
        let mut rest = block.as_slice();
        let head = match head.get("warc-type") {
            Some("response") => {
                let status = line(&mut rest)?.unwrap_or_default();
                let head = Head::read(&mut rest)?;
                let code = status.split_whitespace().nth(1).unwrap_or_default();
                if !code.starts_with('2') || !is_text(&head) {
                    return Ok(None);
                }
                head
            }
            _ => Head(head.0.clone()),
        };
        Ok(Some(Response {
            target: target.map(|t| t.trim_matches(['<', '>']).to_owned()),
            date,
            head,
            body: rest.to_vec(),
        }))
    }
}

fn complete(read: u64, length: u64) -> Result<()> {
    if read == length {
        return Ok(());
    }
    Err(Error::bad("the archive is cut off"))
}

fn is_text(head: &Head) -> bool {
    let kinds = ["text/html", "application/xhtml+xml", "text/plain"];
    kinds.iter().any(|kind| head.has("content-type", kind))
}

impl Response {
    /// The page or text, with the address and the day it was fetched.
    ///
    /// # Errors
    /// When it cannot be unpacked or is no text.
    pub fn entry(&self) -> Result<Entry> {
        let body = self.body()?;
        let decoded = decode(&body, self.encoding())?;
        let html = !self.head.has("content-type", "text/plain");
        let text = if html {
            page::whole(decoded.text)
        } else {
            decoded.text
        };
        Ok(Entry {
            text,
            date: self.date.as_deref().and_then(|d| dates::day(d).ok()),
            address: self.target.clone(),
            decoded: decoded.warning,
            ..Entry::default()
        })
    }

    /// The encoding that the server named.
    fn encoding(&self) -> Option<&'static Encoding> {
        let kind = self.head.get("content-type")?.to_ascii_lowercase();
        let (_, label) = kind.split_once("charset=")?;
        let label = label.split(';').next()?.trim_matches(['"', '\'', ' ']);
        encoding::by_label(label.as_bytes())
    }

    /// The bytes without the wrappings in which they were sent (RFC 9110, RFC 9112).
    fn body(&self) -> Result<Vec<u8>> {
        // Many archives hold the bare bytes and still say that they came in chunks.
        let joined = if self.head.has("transfer-encoding", "chunked") {
            joined(&self.body)
        } else {
            None
        };
        let body = joined.as_deref().unwrap_or(&self.body);
        let wrapping = self.head.get("content-encoding").unwrap_or_default();
        let unpacked = match wrapping.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => unpack(GzDecoder::new(body))?,
            "deflate" if body.first() == Some(&0x78) => unpack(ZlibDecoder::new(body))?,
            "br" | "zstd" => {
                return Err(Error::bad(format!(
                    "compressed with {wrapping}, which is not read"
                )));
            }
            _ => body.to_vec(),
        };
        if unpacked.len() as u64 > LONGEST {
            return Err(Error::bad(format!("a page of more than {LONGEST} bytes")));
        }
        Ok(unpacked)
    }
}

fn unpack(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// Chunks put together; `None` where there are none.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let from = end + 1;
        let chunk = body.get(from..from.checked_add(size)?)?;
        whole.extend_from_slice(chunk);
        let rest = body.get(from + size..)?;
        body = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn record(kind: &str, content: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n\
             WARC-Date: 2026-03-03T08:00:00Z\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory is there");
        encoder.finish().expect("memory is there")
    }

    fn read(file: Vec<u8>) -> Result<Vec<(usize, Entry)>> {
        let mut records = Records::new(Box::new(io::Cursor::new(file)))?;
        let mut all = Vec::new();
        while let Some((number, found)) = records.advance()? {
            all.push((number, found.map_err(Error::bad)?.entry()?));
        }
        Ok(all)
    }

    fn archive() -> Vec<Vec<u8>> {
        let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n\
            <!doctype html><html><p>Gen\xE8ve</p>";
        let packed = gzip(b"<!doctype html><html><p>Oslo</p>");
        let (left, right) = packed.split_at(10);
        let chunked = [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\
              Content-Encoding: gzip\r\n\r\n"
                .as_slice(),
            format!("{:x}\r\n", left.len()).as_bytes(),
            left,
            format!("\r\n{:X};x=y\r\n", right.len()).as_bytes(),
            right,
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        let http = "application/http; msgtype=response";
        vec![
            record("warcinfo", "application/warc-fields", b"software: x\r\n"),
            record("response", http, page),
            record(
                "response",
                http,
                b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>x",
            ),
            record(
                "response",
                http,
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
            ),
            record("response", http, &chunked),
            record("conversion", "text/plain", b"The envoy left."),
        ]
    }

    #[test]
    fn pages_come_with_address_and_day() {
        let plain = archive().concat();
        let packed: Vec<u8> = archive().iter().flat_map(|r| gzip(r)).collect();
        for file in [plain, packed] {
            let found = read(file).expect("an archive");
            let numbers: Vec<usize> = found.iter().map(|(n, _)| *n).collect();
            assert_eq!(numbers, [2, 5, 6]);
            let texts: Vec<&str> = found.iter().map(|(_, e)| e.text.as_str()).collect();
            assert!(texts[0].ends_with("<p>Genève</p>") && texts[1].ends_with("<p>Oslo</p>"));
            assert_eq!(texts[2], "The envoy left.");
            let (_, first) = &found[0];
            assert_eq!(first.address.as_deref(), Some("https://example.org/a"));
            assert_eq!(first.date, Some(jiff::civil::date(2026, 3, 3)));
        }
    }

    #[test]
    fn an_archive_that_is_cut_off_is_an_error() {
        let file = archive().concat();
        let cut = read(file[..file.len() - 12].to_vec()).expect_err("cut off");
        assert_eq!(cut.to_string(), "the archive is cut off");
        let packed = gzip(&file);
        assert!(read(packed[..packed.len() / 2].to_vec()).is_err());
        assert!(read(b"something else".to_vec()).is_err());
    }
}
