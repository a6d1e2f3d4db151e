//! What users read, as snapshots, and what must hold for any brief.

mod common;

use common::{empty, facts, facts_of, full, source};
use demarche_brief::{Brief, Cite, Style, html, json, markdown, svg, terminal};
use jiff::civil::{Date, date};
use unicode_width::UnicodeWidthStr;

#[test]
fn terminal_120() {
    insta::assert_snapshot!(terminal(&full(), 120, Style::Plain));
}

#[test]
fn terminal_80() {
    insta::assert_snapshot!(terminal(&full(), 80, Style::Plain));
}

#[test]
fn terminal_50() {
    insta::assert_snapshot!(terminal(&full(), 50, Style::Plain));
}

#[test]
fn terminal_in_colour() {
    insta::assert_snapshot!(terminal(&facts(), 80, Style::Colour).replace('\u{1b}', "␛"));
}

#[test]
fn terminal_without_a_negotiation() {
    insta::assert_snapshot!(terminal(&empty(), 80, Style::Plain));
}

#[test]
fn markdown_with_footnotes() {
    insta::assert_snapshot!(markdown(&full()));
}

#[test]
fn json_is_versioned_and_reads_back() {
    let text = json(&full()).unwrap();
    assert!(text.starts_with("{\n  \"format\": 1,"));
    assert_eq!(serde_json::from_str::<Brief>(&text).unwrap(), full());
    insta::assert_snapshot!(text);
}

#[test]
fn days_ahead_stand_in_their_order_and_those_that_are_over_are_left_out() {
    let whats = |written: Option<Date>| -> Vec<String> {
        let mut source = source();
        source.date = written;
        let ahead = facts_of(source).ahead;
        ahead.into_iter().map(|row| row.what).collect()
    };
    let (vote, books) = ("votes on the quota", "unless it opens its books");
    assert_eq!(whats(None), [vote, books]);
    assert_eq!(whats(Some(date(2026, 6, 2))), [vote, books]);
    assert_eq!(whats(Some(date(2026, 6, 3))), [books]);
    assert!(whats(Some(date(2026, 7, 1))).is_empty());
}

#[test]
fn page() {
    insta::assert_snapshot!(html(&full()).replace('>', ">\n"));
    insta::assert_snapshot!(
        "page_without_a_negotiation",
        html(&empty()).replace('>', ">\n")
    );
}

#[test]
fn every_line_cites_something_that_is_listed() {
    for brief in [full(), facts(), empty()] {
        let groups = brief.cited();
        assert!(!groups.is_empty());
        for cites in groups {
            assert!(!cites.is_empty());
            for cite in cites {
                let is_listed = match cite {
                    Cite::Quote(n) => brief.citations.iter().any(|c| c.number == n),
                    Cite::Assumption(n) => brief.assumptions.iter().any(|a| a.number == n),
                    Cite::Text(n) => brief.sources.iter().any(|s| s.number == n),
                };
                assert!(is_listed, "{cite:?}");
            }
        }
    }
}

#[test]
fn quotes_are_exactly_what_stands_in_the_source() {
    for citation in full().citations {
        assert_eq!(
            citation.span.text(common::TEXT),
            Ok(citation.quote.as_str())
        );
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_or_ends_in_blanks() {
    for columns in 24..=130 {
        for line in terminal(&full(), columns, Style::Plain).lines() {
            assert!(line.width() <= columns, "{columns}: {line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn colour_changes_no_letter() {
    let coloured = terminal(&full(), 80, Style::Colour);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, tail)| tail);
    }
    plain.push_str(rest);
    assert_eq!(plain, terminal(&full(), 80, Style::Plain));
}

/// The page without what HTML does not close and XML does not know.
fn as_xml(page: &str) -> String {
    let mut text = page.replace("<!DOCTYPE html>", "");
    while let Some(at) = text.find("<meta") {
        let end = text[at..].find('>').unwrap() + at;
        text.replace_range(at..=end, "");
    }
    text
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_else() {
    for brief in [full(), empty()] {
        let page = html(&brief);
        let xml = as_xml(&page);
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let ids: Vec<&str> = tree
            .descendants()
            .filter_map(|n| n.attribute("id"))
            .collect();
        for (i, id) in ids.iter().enumerate() {
            assert!(!ids[..i].contains(id), "id {id} twice");
        }
        for node in tree.descendants() {
            assert!(!matches!(
                node.tag_name().name(),
                "script" | "link" | "img" | "iframe"
            ));
            if let Some(target) = node.attribute("href").and_then(|h| h.strip_prefix('#')) {
                assert!(ids.contains(&target), "no {target}");
            }
        }
        for picture in tree
            .descendants()
            .filter(|n| n.has_tag_name("svg") || n.tag_name().name() == "svg")
        {
            let names: Vec<&str> = picture.children().map(|n| n.tag_name().name()).collect();
            assert_eq!(names[..2], ["title", "desc"]);
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let mut brief = full();
    brief.title = "<script>alert(1)</script> | *x* [y](z)".into();
    brief.positions.rows[0].what = "a | b <b>".into();
    assert!(!html(&brief).contains("<script"));
    assert!(markdown(&brief).contains(r"a \| b \<b\>"));
}

#[test]
fn pictures_of_nothing_are_empty() {
    assert_eq!(svg::timeline(&[]), "");
    let mut graph = full().graph.unwrap();
    graph.moves.clear();
    assert!(svg::state_graph(&graph).contains("<svg"));
    graph.states.clear();
    assert_eq!(svg::state_graph(&graph), "");
}

#[test]
fn a_reading_with_little_in_it_still_says_so() {
    let source = source();
    let mut reading = common::reading(&source);
    reading
        .statements
        .retain(|s| s.kind() == demarche_evidence::StatementKind::Remark);
    let sources = [source];
    let linked = demarche_record::link(&sources, vec![reading]);
    let inputs = demarche_brief::Inputs {
        title: Some("Herring"),
        sources: &sources,
        linked: &linked,
        analysis: demarche_brief::Analysis::Absent("no party holds an option"),
        since: None,
    };
    insta::assert_snapshot!(terminal(
        &demarche_brief::compose(&inputs),
        80,
        Style::Plain
    ));
}

#[test]
fn two_texts_about_one_meeting_make_one_row() {
    let first = source();
    let mut second = first.clone();
    second.text.push_str("\n(Later edition.)");
    second.id = demarche_evidence::SourceId::of(second.text.as_bytes());
    second.title = Some("Herring talks, later".into());
    let readings = vec![common::reading(&first), common::reading(&second)];
    let sources = [first, second];
    let linked = demarche_record::link(&sources, readings.clone());
    let compose = |linked: &demarche_record::Linked| {
        demarche_brief::compose(&demarche_brief::Inputs {
            title: None,
            sources: &sources,
            linked,
            analysis: demarche_brief::Analysis::Absent("no party holds an option"),
            since: None,
        })
    };
    let reprinted = compose(&linked);
    assert_eq!(reprinted.sources[1].reprint_of, Some(1));
    assert_eq!(
        reprinted.sources[1].extent(),
        "13 statements, a reprint of source 1"
    );
    assert!(
        reprinted.citations.iter().all(|c| c.source == 1),
        "told once"
    );
    // The same facts, were they told independently.
    let apart = demarche_record::link(&[], readings);
    let brief = compose(&apart);
    assert_eq!(brief.standing.meetings.len(), 2);
    assert_eq!(brief.positions.rows.len(), 2);
    let cites = &brief.standing.meetings[0].steps[0].cites;
    assert_eq!(cites.as_slice().len(), 2);
    let sources: Vec<usize> = brief.citations.iter().map(|c| c.source).collect();
    assert!(sources.contains(&1) && sources.contains(&2));
}

#[test]
fn what_changed_rests_on_new_texts_alone() {
    let first = source();
    let mut second = first.clone();
    second.text.push_str("\n(Later edition.)");
    second.id = demarche_evidence::SourceId::of(second.text.as_bytes());
    let mut readings = [common::reading(&first), common::reading(&second)];
    readings[0].statements.truncate(1);
    readings[0].date = Some("2026-03-02".parse().unwrap());
    readings[1].date = Some("2026-03-09".parse().unwrap());
    let sources = [first, second];
    let linked = demarche_record::link(&[], readings.to_vec());
    let changed = |since: &str| {
        let brief = demarche_brief::compose(&demarche_brief::Inputs {
            title: None,
            sources: &sources,
            linked: &linked,
            analysis: demarche_brief::Analysis::Absent("no party holds an option"),
            since: Some(since.parse().unwrap()),
        });
        let changed = brief.changed.expect("there are texts");
        let lines = changed.lines.iter().map(demarche_brief::Line::plain);
        (changed.summary.plain(), lines.collect::<Vec<_>>())
    };
    let (summary, lines) = changed("2026-03-09");
    assert_eq!(summary, "1 of 2 texts is of 2026-03-09 or later.");
    insta::assert_snapshot!(lines.join("\n"));
    let (_, all) = changed("2026-03-01");
    assert!(all.len() > lines.len(), "the first text counts as well");
    let (summary, none) = changed("2026-03-10");
    assert_eq!(summary, "None of 2 texts are of 2026-03-10 or later.");
    assert!(none.is_empty());
}
