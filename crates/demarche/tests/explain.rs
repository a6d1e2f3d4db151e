//! Looking into the reader: `demarche explain` and `demarche rules`.

mod common;

use common::{ARTICLE, Bench};

const MINE: &str = r#"
[[rule]]
id = "mine.useful"
comment = "Whoever whistles protests."
example = "Chile whistled at Norway."
gives = []
verb = ["whistle"]
make = [{ kind = "event", type = "PROTEST", source = "agent" }]
"#;

#[test]
fn a_statement_comes_with_its_sentence_tree_and_rule() {
    let bench = Bench::new();
    bench.put("a.txt", ARTICLE);
    let call = ["explain", "a.txt", "--statement", "1", "--model", "fast"];
    let page = bench.ok(&call);
    for heading in ["SENTENCE", "ARGUMENTS", "TREE", "RULE"] {
        assert!(page.contains(heading), "{page}");
    }
    let value = bench.json(&[&call[..], &["--json"]].concat());
    let at = |i: usize| {
        value["span"][i]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
    };
    let slice = at(0).zip(at(1)).and_then(|(a, b)| ARTICLE.get(a..b));
    assert_eq!(slice, value["sentence"].as_str());
    let roots = value["tree"].as_array().map(|words| {
        let roots = words.iter().filter(|w| w["head"].is_null());
        roots.count()
    });
    assert_eq!(roots, Some(1));
    let error = bench.fails(
        1,
        &["explain", "a.txt", "--statement", "99", "--model", "fast"],
    );
    assert!(error.contains("there is no statement 99"), "{error}");
    bench.fails(
        1,
        &["explain", "a.txt", "--statement", "0", "--model", "fast"],
    );
}

#[test]
fn rules_are_listed_and_shown() {
    let bench = Bench::new();
    let rules = bench.json(&["rules", "list", "--json"]);
    let id = rules[0]["id"].as_str().expect("a rule has an id");
    assert!(bench.ok(&["rules", "list"]).contains(id));
    assert!(bench.ok(&["rules", "show", id]).contains("Example: "));
    bench.fails(1, &["rules", "show", "no.such"]);
}

#[test]
fn a_rule_file_is_checked_and_its_effect_shown() {
    let bench = Bench::new();
    bench.put("mine.toml", MINE);
    bench.put("broken.toml", "[[rule]]\nid = 3\n");
    bench.put(
        "a.txt",
        format!("{ARTICLE}\nChile whistled at Norway on Monday.\n"),
    );
    bench.ok(&["rules", "check", "mine.toml"]);
    bench.fails(1, &["rules", "check", "broken.toml"]);
    let changes = bench.json(&["rules", "diff", "mine.toml", "a.txt", "--json"]);
    assert_eq!(changes[0]["appeared"][0]["rule"], "mine.useful");
    assert_eq!(changes[0]["vanished"].as_array().map(Vec::len), Some(0));
    let page = bench.ok(&["rules", "diff", "mine.toml", "a.txt"]);
    assert!(page.contains("1 text: 1 appear, 0 vanish"), "{page}");
}
