//! What cannot be read is refused with a clear word and a code; what can, is, aloud.

mod common;

use common::{ARTICLE, Bench};
use std::io::Write;
use std::process::Stdio;

#[test]
fn a_missing_file() {
    insta::assert_snapshot!(Bench::new().fails(1, &["brief", "nowhere.txt"]), @r"
    error: cannot read nowhere.txt: no such file or directory
    hint: check the path; `-` reads standard input
    ");
}

#[test]
fn all_bad_files_are_named_at_once() {
    let bench = Bench::new();
    bench.put("report.pdf", b"%PDF-1.7\n...");
    bench.put("empty.txt", " \n ");
    let args = ["read", "--json", "nowhere.txt", "report.pdf", "empty.txt"];
    insta::assert_snapshot!(bench.fails(1, &args), @r"
    error: cannot read nowhere.txt: no such file or directory
           cannot read report.pdf: a broken or locked PDF: PDF error: failed parsing cross reference table: invalid start value
           empty.txt is empty
    hint: check the path; `-` reads standard input
    ");
}

#[test]
fn a_binary_file() {
    let bench = Bench::new();
    let file = bench.put("a.txt", [0x7F, b'E', b'L', b'F', 0, 1, 2, 3, 0, 0]);
    insta::assert_snapshot!(bench.fails(1, &["brief", file]), @r"
    error: cannot read a.txt: this is a binary file, not text
    hint: give a file of plain text, Markdown or HTML
    ");
}

#[test]
fn a_hundred_megabytes_of_one_line() {
    let bench = Bench::new();
    let path = bench.path("long.txt");
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(100_000_000).expect("a sparse file");
    insta::assert_snapshot!(bench.fails(1, &["brief", "long.txt"]), @r"
    error: long.txt has 100000000 bytes; one text may have at most 4194304
    hint: split a collection into one file a text, and give the folder
    ");
}

#[test]
fn a_word_without_end() {
    let bench = Bench::new();
    let file = bench.put("word.txt", "a".repeat(1_000_000));
    let error = bench.fails(1, &["brief", file]);
    assert!(
        error.contains("a word of 1000000 bytes: this is not an article"),
        "{error}"
    );
}

#[test]
fn invalid_utf8_is_decoded_with_a_warning() {
    let bench = Bench::new();
    let mut bytes = ARTICLE.as_bytes().to_vec();
    bytes.extend(b"\nThe talks were held in Gen\xE8ve.\n");
    let file = bench.put("old.txt", bytes);
    let run = bench.run(&["read", file, "--json"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.err
            .contains("warning: decoded from windows-1252, as its letters suggest: old.txt"),
        "{}",
        run.err
    );
}

#[test]
fn a_page_with_nothing_to_read() {
    let bench = Bench::new();
    let page = "<!doctype html><html><body><nav><a href=/>Home</a></nav><script>x()</script></body></html>";
    let file = bench.put("page.html", page);
    insta::assert_snapshot!(bench.fails(1, &["brief", file]), @r"
    error: there is nothing to read in page.html
    hint: the page holds no article; save the article itself, or its text
    ");
}

#[test]
fn a_folder_without_texts() {
    let bench = Bench::new();
    bench.put("pictures/a.png", "x");
    insta::assert_snapshot!(bench.fails(1, &["brief", "pictures"]), @r"
    warning: left out 1 file that is not named like texts: pictures/a.png
    error: no text to read in pictures
    hint: texts are files that end in .txt, .md, .markdown, .html, .htm, .xhtml, .rss, .atom, .eml, .warc, .warc.gz, .pdf
    ");
}

#[test]
fn a_folder_is_read_by_name_and_twins_once() {
    let bench = Bench::new();
    bench.put("f/b.txt", ARTICLE);
    bench.put(
        "f/a/z.md",
        "# Chile and Norway meet\n\nNorway and Chile held talks in Oslo on Monday.",
    );
    for name in ["f/c.txt", "f/d.txt", "f/e.txt", "f/f.txt"] {
        bench.put(name, ARTICLE);
    }
    let run = bench.run(&["read", "f", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let names: Vec<&str> = found
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|t| t["address"].as_str())
        .collect();
    assert_eq!(names, ["f/a/z.md", "f/b.txt"]);
    let twins = "read once, as the same text stands before: 4 texts, f/c.txt, f/d.txt, f/e.txt, …";
    assert!(run.err.contains(twins), "{}", run.err);
}

#[test]
fn standard_input_is_read() {
    let bench = Bench::new();
    let mut command = bench.command(&["read", "-", "--json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(ARTICLE.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["address"], "standard input");
}

/// Every evidence that is printed is an exact piece of the file, also of a page.
#[test]
fn evidence_is_what_stands_in_the_file() {
    let bench = Bench::new();
    let page = format!(
        "<!doctype html><html><body><nav>Home</nav><h1>Chile rejects plan</h1><p>{}</p></body></html>",
        ARTICLE
            .replace("Norway proposed", "Norway <em>proposed</em>")
            .replace('"', "&quot;")
            .replace("\n\n", "</p><p>")
    );
    let file = bench.put("page.html", &page);
    let found = bench.json(&["read", file, "--json"]);
    let count = check(&found, &page);
    assert!(count > 5, "{count} pieces of evidence in {found}");
}

fn check(value: &serde_json::Value, page: &str) -> usize {
    match value {
        serde_json::Value::Object(fields) => {
            let own = match (fields.get("evidence"), fields.get("span")) {
                (Some(serde_json::Value::String(words)), Some(span)) => {
                    let at = |k: usize| span[k].as_u64().and_then(|n| usize::try_from(n).ok());
                    let (start, end) = (at(0).expect("a start"), at(1).expect("an end"));
                    assert_eq!(page.get(start..end), Some(words.as_str()));
                    1
                }
                _ => 0,
            };
            own + fields.values().map(|v| check(v, page)).sum::<usize>()
        }
        serde_json::Value::Array(all) => all.iter().map(|v| check(v, page)).sum(),
        _ => 0,
    }
}

#[test]
fn a_text_without_a_negotiation_is_no_error() {
    let bench = Bench::new();
    let file = bench.put(
        "cake.txt",
        "Beat the eggs with the sugar. Add the flour and bake for an hour.\n",
    );
    let out = bench.ok(&["brief", file]);
    assert!(
        out.contains("There is no negotiation in this text"),
        "{out}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let bench = Bench::new();
    let file = bench.put("a.txt", ARTICLE);
    let error = bench.fails(3, &["brief", file, "-o", "/dev/full"]);
    assert!(
        error.starts_with("error: cannot write /dev/full: no space left"),
        "{error}"
    );
    let full = std::fs::File::create("/dev/full").expect("a full device");
    let mut command = bench.command(&["brief", file]);
    let output = command.stdout(full).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(3));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.contains("cannot write the output: no space left"),
        "{error}"
    );
}

#[test]
fn output_that_cannot_be_written_leaves_what_was_there() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    bench.put("taken", "not a folder");
    let error = bench.fails(3, &["brief", "a.txt", "-o", "taken/brief.md"]);
    assert!(error.contains("cannot write taken/brief.md"), "{error}");
    assert_eq!(
        std::fs::read(bench.path("taken")).expect("it is there"),
        b"not a folder"
    );
}

#[test]
fn whoever_stops_reading_is_not_told_off() {
    let bench = Bench::new();
    let file = bench.put("a.txt", ARTICLE.repeat(50));
    let mut command = bench.command(&["parse", file]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

const RSS: &str = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Gazette</title>\
    <item><title>Chile rejects plan</title><link>https://example.org/1</link>\
    <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;Norway proposed a \
    ceasefire on Monday. Chile &lt;b&gt;rejected&lt;/b&gt; the proposal.&lt;/p&gt;</description></item>\
    <item><title>Talks end</title><link>https://example.org/2</link><description>Norway and Chile \
    held talks in Oslo on Monday.</description></item></channel></rss>";

const MESSAGE: &str = "From: Kari Berg <k@example.org>\r\nSubject: Ceasefire\r\n\
    Date: Tue, 3 Mar 2026 08:00:00 +0100\r\nContent-Type: text/html\r\n\r\n\
    <html><body><p>Norway proposed a ceasefire on Monday. Chile rejected the proposal.</p>\
    <p>The summit between Norway and Chile has been postponed indefinitely.</p></body></html>";

fn addresses(found: &serde_json::Value) -> Vec<&str> {
    let all = found.as_array().expect("an array").iter();
    all.filter_map(|t| t["address"].as_str()).collect()
}

#[test]
fn each_entry_of_a_feed_is_a_text() {
    let bench = Bench::new();
    bench.put("f/news.xml", RSS);
    bench.put("f/mail.eml", MESSAGE);
    let found = bench.json(&["read", "f", "--json"]);
    let expected = [
        "f/mail.eml",
        "https://example.org/1",
        "https://example.org/2",
    ];
    assert_eq!(addresses(&found), expected);
    let titles: Vec<_> = (0..3).filter_map(|k| found[k]["title"].as_str()).collect();
    assert_eq!(titles, ["Ceasefire", "Chile rejects plan", "Talks end"]);
    for k in 0..2 {
        assert_eq!(found[k]["date"], "2026-03-03", "{}", found[k]);
        let proposals = found[k]["proposals"].as_array().expect("an array");
        assert!(!proposals.is_empty(), "{}", found[k]);
    }
}

#[test]
fn tables_have_a_text_in_each_row() {
    let bench = Bench::new();
    let text = "Norway proposed a ceasefire on Monday. Chile rejected the proposal.";
    bench.put(
        "t.csv",
        format!("Nr,Story,Day\n1,\"{text}\",2026-03-03\n2,,\n"),
    );
    let columns = [
        "--text-column",
        "story",
        "--date-column",
        "day",
        "--id-column",
        "nr",
    ];
    let args = [&["read", "t.csv", "--json"], columns.as_slice()].concat();
    let run = bench.run(&args);
    assert!(
        run.err.contains("left out: t.csv line 3 is empty"),
        "{}",
        run.err
    );
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["address"], "t.csv line 2");
    assert_eq!(found["date"], "2026-03-03");
    let args = [&["events", "t.csv", "--json"], columns.as_slice()].concat();
    let rows = bench.json(&args);
    assert_eq!(rows[0]["source_id"], "1");
    insta::assert_snapshot!(bench.fails(1, &["read", "t.csv"]), @r"
    error: cannot read t.csv: no column `text` among Nr, Story, Day
    hint: `--text-column`, `--date-column` and `--id-column` name the columns
    ");
    bench.put("t.jsonl", format!("{{\"body\": \"{text}\"}}\n"));
    assert_eq!(
        bench.json(&["read", "t.jsonl", "--json"])["address"],
        "t.jsonl line 1"
    );
}

const FRENCH: &str = "Le ministre a rejeté la proposition de cessez-le-feu présentée lundi à Genève. \
    Les deux pays se retrouveront la semaine prochaine pour parler des conditions de la paix, mais le \
    président de la commission ne croit pas que les parties soient prêtes à céder.";

#[test]
fn other_languages_are_named_and_left_out() {
    let bench = Bench::new();
    let file = bench.put("fr.txt", FRENCH);
    bench.put("en.txt", ARTICLE);
    insta::assert_snapshot!(bench.fails(1, &["read", file]), @r"
    error: fr.txt is in French; only English is read
    hint: give an English translation
    ");
    let run = bench.run(&["read", "--json", file, "en.txt"]);
    assert_eq!(run.code, Some(0));
    let warning = "warning: left out, as only English is read and this is French: fr.txt";
    assert!(run.err.contains(warning), "{}", run.err);
    let run = bench.run(&["events", "--json", file, "en.txt"]);
    assert!(run.err.contains(warning), "{}", run.err);
}

#[test]
fn a_broken_archive_is_refused_and_its_good_part_read() {
    let bench = Bench::new();
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><html><body><p>{}",
        ARTICLE.replace("\n\n", "</p><p>")
    );
    let head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n\
        WARC-Date: 2026-03-03T08:00:00Z\r\nContent-Type: application/http\r\nContent-Length:";
    let record = format!("{head} {}\r\n\r\n{page}\r\n\r\n", page.len());
    bench.put("a.warc", format!("{record}{head} 99\r\n\r\ncut off"));
    let run = bench.run(&["read", "a.warc", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["address"], "https://example.org/a");
    assert_eq!(found["date"], "2026-03-03");
    assert!(
        run.err
            .contains("left out the rest: cannot read a.warc: the archive is cut off")
    );
    bench.put("b.warc", "not an archive");
    insta::assert_snapshot!(bench.fails(1, &["read", "b.warc"]), @"error: cannot read b.warc: no web archive, or a broken one");
}

/// The smallest file that shows two lines.
#[cfg(feature = "pdf")]
fn pdf(lines: [&str; 2]) -> Vec<u8> {
    let page = format!(
        "BT /F 12 Tf 72 700 Td ({}) Tj 0 -14 Td ({}) Tj ET",
        lines[0], lines[1]
    );
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{page}\nendstream", page.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!("{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

#[test]
#[cfg(feature = "pdf")]
fn the_letters_of_a_pdf_are_read() {
    let bench = Bench::new();
    let lines = [
        "Norway proposed a ceasefire on Monday. Chile re-",
        "jected the proposal.",
    ];
    let whole = pdf(lines);
    let file = bench.put("report.pdf", &whole);
    let parsed = bench.ok(&["parse", file]);
    assert!(
        parsed.contains("# text = Chile rejected the proposal."),
        "{parsed}"
    );
    let scanned = bench.put("scanned.pdf", pdf(["", ""]));
    insta::assert_snapshot!(bench.fails(1, &["parse", scanned]), @r"
    error: cannot read scanned.pdf: a PDF without letters
    hint: have its letters recognised first, for example with `ocrmypdf`
    ");
    for length in (0..whole.len()).step_by(97) {
        let cut = bench.put("cut.pdf", &whole[..length]);
        let run = bench.run(&["parse", cut]);
        assert!(matches!(run.code, Some(0 | 1)), "{length}: {}", run.err);
    }
}

/// A table of texts, made by the program itself.
#[cfg(feature = "parquet")]
fn parquet(bench: &Bench) -> Vec<u8> {
    let article = bench.put("article.txt", ARTICLE);
    bench.ok(&["events", article, "-o", "rows.parquet"]);
    std::fs::read(bench.path("rows.parquet")).expect("a table")
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_has_a_text_in_each_row() {
    let bench = Bench::new();
    let table = parquet(&bench);
    let columns = ["--text-column", "Sentence", "--id-column", "span_start"];
    let args = [&["read", "rows.parquet", "--json"], columns.as_slice()].concat();
    let found = bench.json(&args);
    assert_eq!(addresses(&found)[0], "rows.parquet row 1");
    assert_eq!(found[0]["date"], "2026-03-03");
    insta::assert_snapshot!(bench.fails(1, &["read", "rows.parquet"]), @r"
    error: cannot read rows.parquet: no column `text` among id, event, mode, contexts, aux, actors, actor_codes, recipients
    hint: `--text-column`, `--date-column` and `--id-column` name the columns
    ");
    let mut command = bench.command(&["read", "-"]);
    command.stdin(std::fs::File::open(bench.path("rows.parquet")).expect("the table"));
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr), @r"
    error: cannot read standard input: a Parquet file is read from its end, which a stream shows last
    hint: save it as a file and name that
    ");
    bench.put("no-ending", table);
    let args = [&["read", "no-ending", "--json"], columns.as_slice()].concat();
    assert_eq!(addresses(&bench.json(&args))[0], "no-ending row 1");
}

#[test]
#[cfg(feature = "parquet")]
fn a_broken_parquet_file_is_refused_or_read_as_far_as_it_goes() {
    let bench = Bench::new();
    let whole = parquet(&bench);
    let read = |bytes: &[u8]| {
        let broken = bench.put("broken.parquet", bytes);
        let run = bench.run(&["read", broken, "--json", "--text-column", "sentence"]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
    };
    for length in (0..whole.len()).step_by(whole.len() / 16) {
        read(&whole[..length]);
    }
    for at in (0..whole.len()).step_by(whole.len() / 64) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        read(&bytes);
    }
}
