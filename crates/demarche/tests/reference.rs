//! The whole command line, as its help pages tell it. A change here is a change users see.

mod common;

use common::Bench;

const PAGES: [&[&str]; 28] = [
    &[],
    &["brief"],
    &["new"],
    &["add"],
    &["record"],
    &["record", "list"],
    &["record", "show"],
    &["record", "search"],
    &["record", "sources"],
    &["record", "links"],
    &["record", "changes"],
    &["record", "accept"],
    &["record", "reject"],
    &["record", "edit"],
    &["record", "comment"],
    &["draft"],
    &["check"],
    &["read"],
    &["events"],
    &["explain"],
    &["parse"],
    &["rules"],
    &["rules", "list"],
    &["rules", "show"],
    &["rules", "check"],
    &["rules", "diff"],
    &["graph"],
    &["completions"],
];

#[test]
fn help_pages() {
    let bench = Bench::new();
    let mut all = String::new();
    for page in PAGES {
        let args: Vec<&str> = page.iter().copied().chain(["--help"]).collect();
        let text = bench.ok(&args);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        all.push_str(&format!(
            "$ demarche {}\n{}\n\n",
            args.join(" "),
            lines.join("\n")
        ));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_command_has_its_page() {
    let bench = Bench::new();
    let listed = |args: &[&str]| -> Vec<String> {
        let text = bench.ok(args);
        let commands = text.split("Commands:").nth(1).unwrap_or_default();
        let commands = commands.split("\n\n").next().unwrap_or_default();
        let entries = commands.lines().filter_map(|l| l.strip_prefix("  "));
        let names = entries.filter_map(|l| l.split([' ', '\n']).next());
        let names = names.filter(|n| !n.is_empty() && *n != "help");
        names.map(str::to_owned).collect()
    };
    let known = |page: &[&str]| PAGES.contains(&page);
    for name in listed(&["--help"]) {
        assert!(known(&[&name]), "no page for {name}");
    }
    for name in listed(&["rules", "--help"]) {
        assert!(known(&["rules", &name]), "no page for rules {name}");
    }
    for name in listed(&["record", "--help"]) {
        assert!(known(&["record", &name]), "no page for record {name}");
    }
}

#[test]
fn completions_name_the_commands() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = bench.ok(&["completions", shell]);
        assert!(
            script.contains("brief") && script.contains("record"),
            "{shell}"
        );
    }
}
