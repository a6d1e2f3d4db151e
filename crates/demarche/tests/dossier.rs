//! A dossier from its first day: adding, reviewing, searching, and what may go wrong with a record.

mod common;

use common::{ARTICLE, Bench};
use std::process::Stdio;

fn dossier() -> Bench {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    bench.ok(&["new", "talks"]);
    bench.ok(&["add", "talks", "a.txt"]);
    bench
}

/// The id of the first statement of a kind.
fn first(bench: &Bench, kind: &str) -> String {
    let found = bench.json(&["record", "list", "talks", "--kind", kind, "--json"]);
    let id = found[0]["statement"]["id"].as_str();
    id.unwrap_or_else(|| panic!("no {kind} in {found}"))
        .to_owned()
}

#[test]
fn adding_twice_changes_nothing() {
    let bench = dossier();
    let before = bench.ok(&["record", "list", "talks", "--json"]);
    let run = bench.run(&["add", "talks", "a.txt"]);
    assert_eq!(run.err, "0 new, 1 already kept\n");
    let run = bench.run(&["add", "talks", "a.txt", "--again"]);
    assert!(run.err.starts_with("Nothing new in a.txt"), "{}", run.err);
    assert_eq!(bench.ok(&["record", "list", "talks", "--json"]), before);
    assert!(bench.path("talks/sources/a.txt").is_file());
}

/// A feed with so many entries, one a day.
fn feed(entries: usize) -> String {
    let entry = |n: usize| {
        format!(
            "<item><title>Report {n}</title><link>https://example.org/{n}</link>\
             <pubDate>Tue, 0{n} Mar 2026 08:00:00 GMT</pubDate><description>Norway proposed \
             ceasefire number {n} today. Chile rejected the proposal.</description></item>"
        )
    };
    let items: String = (1..=entries).map(entry).collect();
    format!("<rss version=\"2.0\"><channel><title>Gazette</title>{items}</channel></rss>")
}

#[test]
fn a_feed_that_has_grown_gives_what_is_new() {
    let bench = Bench::new();
    bench.ok(&["new", "talks"]);
    bench.put("news.rss", feed(2));
    let run = bench.run(&["add", "talks", "news.rss"]);
    assert!(run.err.ends_with("2 new, 0 already kept\n"), "{}", run.err);
    bench.put("news.rss", feed(3));
    let run = bench.run(&["add", "talks", "news.rss"]);
    assert!(
        run.err.starts_with("Added https://example.org/3: "),
        "{}",
        run.err
    );
    assert!(run.err.ends_with("1 new, 2 already kept\n"), "{}", run.err);
    // The copies in the folder have no dates any more; the record has.
    let before = bench.ok(&["record", "list", "talks", "--json"]);
    let run = bench.run(&["add", "talks", "--again"]);
    assert!(
        run.err.ends_with("0 new, 0 already kept, 3 read again\n"),
        "{}",
        run.err
    );
    assert_eq!(bench.ok(&["record", "list", "talks", "--json"]), before);
    let sources = bench.json(&["record", "sources", "talks", "--json"]);
    assert_eq!(sources[2]["date"], "2026-03-03", "{sources}");
}

#[test]
fn a_dossier_is_not_started_over() {
    let bench = dossier();
    insta::assert_snapshot!(bench.fails(1, &["new", "talks"]), @r"
    error: talks is a dossier already
    hint: `demarche add` adds texts to it
    ");
    insta::assert_snapshot!(bench.fails(1, &["add", "nowhere", "a.txt"]), @r"
    error: nowhere is no dossier: there is no such folder
    hint: `demarche new nowhere` starts one
    ");
}

#[test]
fn rejected_statements_do_not_reach_the_brief() {
    let bench = dossier();
    let meetings = || {
        let brief = bench.json(&["brief", "talks", "--json"]);
        brief["standing"]["meetings"].as_array().map_or(0, Vec::len)
    };
    let before = meetings();
    assert!(before > 0);
    let meeting = first(&bench, "meeting");
    bench.ok(&["record", "reject", "talks", &meeting, "--by", "Ada"]);
    assert_eq!(meetings(), before - 1);
    let shown = bench.ok(&["record", "show", "talks", &meeting]);
    assert!(
        shown.contains("rejected") && shown.contains("Ada: rejected"),
        "{shown}"
    );
    bench.ok(&["record", "accept", "talks", &meeting]);
    assert_eq!(meetings(), before);
}

#[test]
fn edits_keep_what_was_read_beside_them() {
    let bench = dossier();
    let proposal = first(&bench, "proposal");
    bench.ok(&[
        "record",
        "edit",
        "talks",
        &proposal,
        "--set",
        "what=an armistice",
    ]);
    let shown = bench.ok(&["record", "show", "talks", &proposal]);
    assert!(
        shown.contains("an armistice") && shown.contains("as read: "),
        "{shown}"
    );
    let error = bench.fails(1, &["record", "edit", "talks", &proposal, "--set", "wat=x"]);
    assert!(error.contains("there is no field `wat`"), "{error}");
}

#[test]
fn comments_are_found_again() {
    let bench = dossier();
    let proposal = first(&bench, "proposal");
    bench.ok(&[
        "record", "comment", "talks", &proposal, "ask", "Oslo", "about", "this",
    ]);
    let hits = bench.json(&["record", "search", "talks", "oslo ask", "--json"]);
    assert_eq!(hits[0]["found"], "comment");
}

#[test]
fn a_wrong_id_changes_nothing() {
    let bench = dossier();
    let meeting = first(&bench, "meeting");
    let error = bench.fails(1, &["record", "reject", "talks", &meeting, "zzz"]);
    assert!(
        error.contains("no statement with an id that starts with `zzz`"),
        "{error}"
    );
    let listed = bench.json(&[
        "record",
        "list",
        "talks",
        "--standing",
        "rejected",
        "--json",
    ]);
    assert_eq!(listed, serde_json::json!([]));
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let bench = dossier();
    let path = bench.path("talks/record.db");
    let conn = rusqlite::Connection::open(&path).expect("the record");
    conn.pragma_update(None, "user_version", 99)
        .expect("a later version");
    drop(conn);
    let before = std::fs::read(&path).expect("the record");
    for args in [
        vec!["brief", "talks"],
        vec!["add", "talks", "a.txt"],
        vec!["record", "list", "talks"],
    ] {
        let error = bench.fails(3, &args);
        assert!(
            error.contains("the record has format version 99"),
            "{error}"
        );
        assert!(
            error.contains("hint: use the version of the program that wrote it"),
            "{error}"
        );
    }
    assert_eq!(std::fs::read(&path).expect("the record"), before);
}

#[test]
fn a_record_that_is_none() {
    let bench = dossier();
    bench.put(
        "talks/record.db",
        "this is not a database, but it is long enough to look like one",
    );
    let error = bench.fails(3, &["record", "list", "talks"]);
    assert!(error.contains("this file is not a record"), "{error}");
}

#[test]
fn a_record_in_use_is_waited_for_and_then_reported() {
    let bench = dossier();
    let proposal = first(&bench, "proposal");
    let conn = rusqlite::Connection::open(bench.path("talks/record.db")).expect("the record");
    conn.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let error = bench.fails(3, &["record", "comment", "talks", &proposal, "hello"]);
    assert!(
        error.contains("another program is writing the record"),
        "{error}"
    );
    conn.execute_batch("ROLLBACK")
        .expect("the lock is given back");
    bench.ok(&["record", "comment", "talks", &proposal, "hello"]);
}

#[test]
fn two_processes_add_to_one_record() {
    let bench = Bench::new();
    bench.ok(&["new", "talks"]);
    for n in 0..4 {
        let text = format!("{ARTICLE}\nThis is report number {n}.\n");
        std::fs::write(bench.path(&format!("{n}.txt")), text).expect("a text");
    }
    let start = |n: usize| {
        let file = format!("{n}.txt");
        let mut command = bench.command(&["add", "talks", &file]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program runs")
    };
    let children: Vec<_> = (0..4).map(start).collect();
    for child in children {
        let run = common::told(&child.wait_with_output().expect("it ends"));
        assert_eq!(run.code, Some(0), "{}", run.err);
    }
    let sources = bench.json(&["record", "sources", "talks", "--json"]);
    assert_eq!(sources.as_array().map(Vec::len), Some(4));
}

/// A folder nobody may write to; `None` where the user may write anywhere and there is no such
/// place.
fn read_only(bench: &Bench) -> Option<String> {
    let folder = bench.path("closed");
    std::fs::create_dir(&folder).expect("a folder");
    let mut rights = std::fs::metadata(&folder)
        .expect("the folder")
        .permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&folder, rights).expect("rights");
    if std::fs::write(folder.join("probe"), "").is_err() {
        return Some("closed".to_owned());
    }
    // The superuser may write there all the same, but not among the kernel's own files.
    std::path::Path::new("/proc/sys")
        .is_dir()
        .then(|| "/proc/sys".to_owned())
}

#[test]
fn a_read_only_folder() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    let Some(folder) = read_only(&bench) else {
        eprintln!("skipped: this user may write everywhere");
        return;
    };
    let file = format!("{folder}/brief.md");
    let error = bench.fails(3, &["brief", "a.txt", "-o", &file]);
    assert!(error.contains(&format!("cannot write {file}")), "{error}");
    let error = bench.fails(3, &["new", &format!("{folder}/talks")]);
    assert!(error.contains("cannot write"), "{error}");
}

const PLAN: &str = "Norland and Sudmark to hold talks on dam

LAGOSA, March 3, 2026 — Norland's Foreign Minister Ines Vold and her Sudmark counterpart Pablo Serra will meet in Lagosa on March 9 to \
discuss the dam on the upper Temba, officials said on Tuesday.

Sudmark has proposed a joint commission to govern the filling of the reservoir. Norland has rejected the proposal.
";

const DELAY: &str = "Dam talks put off

SKERRY, March 8, 2026 — The talks between Norland and Sudmark on the Temba dam have been postponed, Norland's government said on Sunday.
";

#[test]
fn several_texts_on_one_meeting_are_linked_and_a_reprint_counts_once() {
    let bench = Bench::new();
    bench.put("1.txt", PLAN);
    bench.put(
        "2.txt",
        PLAN.replace("Norland and Sudmark to hold talks on dam", "From the wires"),
    );
    bench.put("3.txt", DELAY);
    bench.ok(&["new", "talks"]);
    bench.ok(&["add", "talks", "1.txt", "2.txt", "3.txt"]);
    let found = bench.json(&["record", "links", "talks", "--json"]);
    let links = found["links"].as_array().expect("a list");
    assert_eq!(links.len(), 1, "{found}");
    assert_eq!(links[0]["kind"], "meeting");
    assert_eq!(links[0]["told"].as_array().map(Vec::len), Some(2));
    assert_eq!(found["reprints"][0]["source"]["title"], "From the wires");
    let words = bench.ok(&["record", "links", "talks"]);
    assert!(words.starts_with("meeting in 2 texts\n"), "{words}");
    let brief = bench.json(&["brief", "talks", "--json"]);
    assert_eq!(brief["sources"][1]["reprint_of"], 1);
    let meetings = brief["standing"]["meetings"].as_array().expect("a list");
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    let last = meetings[0]["steps"]
        .as_array()
        .and_then(|s| s.last())
        .expect("steps");
    assert_eq!(last["status"], "postponed");
    assert!(
        brief["citations"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|c| c["source"] != 2)
    );
}
