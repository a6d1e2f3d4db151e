//! Event data: `demarche events`.

mod common;

use common::{ARTICLE, Bench};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;

/// Articles that differ, with a twin now and then.
fn stories(count: usize) -> String {
    let one = |n: usize| {
        let text = format!(
            "Norway proposed ceasefire number {} on Monday. Chile rejected the proposal, and the \
             “summit” between Norway and Chile was postponed.",
            n % 200
        );
        let id = format!("story-{n}");
        json!({"id": id, "date": "2026-03-03", "text": text}).to_string() + "\n"
    };
    (0..count).map(one).collect()
}

fn content(bench: &Bench, name: &str) -> String {
    std::fs::read_to_string(bench.path(name)).expect("the output is there")
}

fn bytes(bench: &Bench, name: &str) -> Vec<u8> {
    std::fs::read(bench.path(name)).expect("the output is there")
}

/// How the names of tables end.
const ENDINGS: &[&str] = if cfg!(feature = "parquet") {
    &["jsonl", "csv", "parquet"]
} else {
    &["jsonl", "csv"]
};

fn parsed(lines: &str) -> Vec<Value> {
    let row = |line| serde_json::from_str(line).expect("each line is JSON");
    lines.lines().map(row).collect()
}

#[test]
fn rows_say_who_did_what_to_whom_and_where_it_stands() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    let rows = bench.json(&["events", "a.txt", "--json"]);
    let rows = rows.as_array().expect("an array");
    assert!(rows.len() >= 2, "{rows:?}");
    let slice = |span: &Value| {
        let at = |i: usize| span[i].as_u64().and_then(|n| usize::try_from(n).ok());
        at(0).zip(at(1)).and_then(|(a, b)| ARTICLE.get(a..b))
    };
    for row in rows {
        assert_eq!(slice(&row["span"]), row["sentence"].as_str());
        let people = [&row["actors"], &row["recipients"]];
        for actor in people.iter().filter_map(|p| p.as_array()).flatten() {
            if !actor["span"].is_null() {
                assert_eq!(slice(&actor["span"]), actor["text"].as_str());
            }
        }
    }
    let reject = rows.iter().find(|r| r["event"] == "REJECT");
    assert_eq!(reject.expect("a rejection")["actors"][0]["code"], "CHL");
}

#[test]
fn twins_stand_once_and_bad_lines_are_left_out() {
    let bench = Bench::new();
    let line = stories(1);
    bench.put(
        "s.jsonl",
        format!("{line}\n{line}{{\"id\": 3}}\nnonsense\n"),
    );
    let run = bench.run(&["events", "s.jsonl", "-o", "out.jsonl"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("s.jsonl line 4: "), "{}", run.err);
    assert!(run.err.contains("s.jsonl line 5: "), "{}", run.err);
    let rows = parsed(&content(&bench, "out.jsonl"));
    assert!(!rows.is_empty());
    let mut ids: Vec<&Value> = rows.iter().map(|r| &r["id"]).collect();
    ids.dedup();
    assert_eq!(ids.len(), rows.len());
    assert!(rows.iter().all(|r| r["source_id"] == "story-0"));
    assert!(!bench.path("out.jsonl.state").exists());
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let bench = Bench::new();
    bench.put("s.jsonl", stories(300));
    for threads in ["1", "3"] {
        let output = format!("{threads}.csv");
        let mut command = bench.command(&["events", "s.jsonl", "-o", &output]);
        command.env("RAYON_NUM_THREADS", threads);
        assert!(command.output().expect("it runs").status.success());
    }
    assert_eq!(content(&bench, "1.csv"), content(&bench, "3.csv"));
}

#[test]
fn shards_merge_to_what_one_run_writes() {
    let bench = Bench::new();
    bench.put("s.jsonl", stories(301));
    for ending in ENDINGS {
        let name = |n: &str| format!("{n}.{ending}");
        bench.ok(&["events", "s.jsonl", "-o", &name("all")]);
        for k in 1..=3 {
            let (output, shard) = (name(&k.to_string()), format!("{k}/3"));
            bench.ok(&["events", "s.jsonl", "-o", &output, "--shard", &shard]);
        }
        let (a, b, c, out) = (name("1"), name("2"), name("3"), name("merged"));
        bench.ok(&["events", "--merge", &a, &b, &c, "-o", &out]);
        assert!(bytes(&bench, &out) == bytes(&bench, &name("all")), "{out}");
    }
}

/// Kills a run that writes to `output`, once the first rows stand in `rows`; `rest` is what a kill in
/// the middle of a row leaves. It must go on to what one run writes.
fn kill_and_resume(output: &str, rows: &str, rest: &str) {
    let bench = Bench::new();
    bench.put("s.jsonl", stories(800));
    let whole = format!("whole-{output}");
    bench.ok(&["events", "s.jsonl", "-o", &whole]);
    let mut command = bench.command(&["events", "s.jsonl", "-o", output]);
    command.env("RAYON_NUM_THREADS", "1").stderr(Stdio::null());
    let mut child = command.spawn().expect("the program runs");
    let state = bench.path(&format!("{rows}.state"));
    let begun = || {
        let state = std::fs::read_to_string(&state).unwrap_or_default();
        state.contains("\"articles\":256")
    };
    while !begun() && child.try_wait().expect("a child").is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
    assert!(state.exists(), "the run ended before it could be killed");
    let cut = content(&bench, rows) + rest;
    bench.put(rows, cut);
    let resume = ["events", "s.jsonl", "-o", output, "--resume"];
    bench.fails(1, &[resume.as_slice(), &["--shard", "1/2"]].concat());
    bench.ok(&resume);
    assert!(bytes(&bench, output) == bytes(&bench, &whole));
    let run = bench.run(&resume);
    assert!(run.err.contains("whole already"), "{}", run.err);
    assert!(bytes(&bench, output) == bytes(&bench, &whole));
    assert!(!state.exists() && (output == rows || !bench.path(rows).exists()));
}

#[test]
fn a_killed_run_goes_on_without_losing_or_doubling_a_row() {
    kill_and_resume("cut.csv", "cut.csv", "0123,REJ");
}

#[test]
#[cfg(feature = "parquet")]
fn a_killed_run_that_writes_parquet_goes_on_from_its_lines() {
    kill_and_resume("cut.parquet", "cut.parquet.jsonl", "{\"id\": \"01");
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_holds_what_csv_holds_and_is_read_again() {
    let bench = Bench::new();
    bench.put("s.jsonl", stories(3));
    bench.ok(&["events", "s.jsonl", "-o", "rows.jsonl"]);
    bench.ok(&["events", "s.jsonl", "-o", "rows.parquet"]);
    let columns = ["--text-column", "sentence"];
    let args = [&["events", "rows.parquet", "--json"], columns.as_slice()].concat();
    let again = bench.json(&args);
    let args = [&["events", "rows.jsonl", "--json"], columns.as_slice()].concat();
    let expected = bench.json(&args);
    assert_eq!(again, expected);
    assert_eq!(again[0]["date"], "2026-03-02");
    assert!(!bench.path("rows.parquet.jsonl").exists());
}

#[test]
#[cfg(feature = "parquet")]
fn what_is_no_table_of_events_is_not_merged() {
    let bench = Bench::new();
    let merge = |input: &str| bench.fails(1, &["events", "--merge", input, "-o", "all.parquet"]);
    bench.put("broken.parquet", "PAR1");
    insta::assert_snapshot!(merge("broken.parquet"), @"error: cannot read broken.parquet: a broken Parquet file: Parquet file too small. Size is 4 but need 8");
    insta::assert_snapshot!(merge("missing.parquet"), @r"
    error: cannot read missing.parquet: no such file or directory
    hint: check the path; `-` reads standard input
    ");
    assert!(!bench.path("all.parquet").exists());
}

#[test]
#[cfg(not(feature = "parquet"))]
fn parquet_needs_a_feature() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    insta::assert_snapshot!(bench.fails(2, &["events", "a.txt", "-o", "out.parquet"]), @r"
    error: cannot write out.parquet: this program was built without the feature `parquet`
    hint: build it with `--features parquet`, or write .csv or .jsonl
    ");
    bench.put("a.parquet", "PAR1");
    insta::assert_snapshot!(bench.fails(1, &["events", "a.parquet", "-o", "out.csv"]), @r"
    error: cannot read a.parquet: this program was built without the feature `parquet`
    hint: build it with `--features parquet`, or give CSV or JSON Lines
    ");
}

#[test]
fn wrong_calls_are_explained() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    bench.fails(2, &["events", "a.txt", "-o", "out.xyz"]);
    bench.fails(2, &["events", "a.txt", "-o", "out.csv", "--shard", "3/2"]);
    bench.fails(2, &["events", "a.txt"]);
    bench.fails(1, &["events", "missing.txt", "-o", "out.csv"]);
    bench.fails(2, &["events", "--merge", "a.txt", "-o", "out.csv"]);
}
