//! What a record does with sources, statements, reviews and comments.

mod common;

use common::*;
use demarche_evidence::{Body, Source, Span, StatementKind, Voice};
use demarche_record::{ErrorKind, Filter, Found, Kept, Record, Standing, Verdict};

#[test]
fn what_is_kept_comes_back_the_same() {
    let (record, source, statements) = filled();
    assert_eq!(record.source(source.id.short()).unwrap(), source);
    assert_eq!(
        record.full_sources().unwrap(),
        std::slice::from_ref(&source)
    );
    assert_eq!(record.current_statements().unwrap(), statements);
    let kept = record.reading(source.id.short()).unwrap();
    assert_eq!(kept, reading(&source, statements));
    let entry = &record.sources().unwrap()[0];
    assert_eq!((entry.statements, entry.bytes), (4, ARTICLE.len()));
    assert_eq!((entry.kept_at, entry.reader.as_str()), (at(0), "rules 1"));
    assert_eq!(record.parties().unwrap()[0].aliases, ["Norlanders"]);
    assert_eq!(
        record.people().unwrap()[0].party.as_deref(),
        Some("Sudmark")
    );
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
}

#[test]
fn keeping_twice_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let source = source();
    let reading = reading(&source, statements(&source));
    let mut record = Record::open(&path).unwrap();
    let first = record.keep(&source, &reading, "rules 1", at(0)).unwrap();
    assert_eq!(
        first,
        Kept {
            new_source: true,
            new_statements: 4,
            refreshed: 0,
            superseded: 0
        }
    );
    let before = std::fs::read(&path).unwrap();
    let again = record.keep(&source, &reading, "rules 1", at(9)).unwrap();
    assert_eq!(again, Kept::default());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    drop(record);
    let mut record = Record::open(&path).unwrap();
    record.keep(&source, &reading, "rules 1", at(99)).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "the record is a single file");
}

#[test]
fn a_new_reader_supersedes_only_what_nobody_reviewed() {
    let (mut record, source, all) = filled();
    record
        .review(&all[0].id.0, &Verdict::Accept, "ana", at(1))
        .unwrap();
    record
        .comment(&all[1].id.0, "check the date", "ana", at(2))
        .unwrap();
    // The new rules find only the last statement, and a new one.
    let new = statement(
        &source,
        "an aide said",
        Voice::Article,
        quote(norland(), "off"),
    );
    let mut last = all[3].clone();
    last.confidence = 0.9;
    last.arguments.clear();
    let newer = reading(&source, vec![new.clone(), last.clone()]);
    let kept = record.keep(&source, &newer, "rules 2", at(3)).unwrap();
    assert_eq!(
        kept,
        Kept {
            new_source: false,
            new_statements: 1,
            refreshed: 1,
            superseded: 2
        }
    );
    let current = record.current_statements().unwrap();
    assert_eq!(current, [all[0].clone(), new, last]);
    let gone = record.statement(&all[1].id.0).unwrap();
    assert_eq!(gone.entry.superseded_at, Some(at(3)));
    assert_eq!(gone.comments[0].text, "check the date");
    assert!(
        record
            .search("reopened")
            .unwrap()
            .iter()
            .all(|hit| hit.found == Found::Source)
    );

    // The old rules again: what was superseded comes back, with its comment.
    let older = reading(&source, all.clone());
    let kept = record.keep(&source, &older, "rules 1", at(4)).unwrap();
    assert_eq!(
        kept,
        Kept {
            new_source: false,
            new_statements: 0,
            refreshed: 3,
            superseded: 1
        }
    );
    assert_eq!(record.current_statements().unwrap(), all);
    assert_eq!(record.statement(&all[1].id.0).unwrap().entry.comments, 1);
    let with_superseded = Filter {
        superseded: true,
        ..Filter::default()
    };
    assert_eq!(record.statements(&with_superseded).unwrap().len(), 5);
}

#[test]
fn an_edit_stands_beside_what_was_read() {
    let (mut record, source, all) = filled();
    let id = &all[1].id.0;
    let edited = demand(holt(), "the islands back");
    let verdict = Verdict::Edit(Box::new(edited.clone()));
    let detail = record.review(id, &verdict, "ana", at(1)).unwrap();
    assert_eq!(detail.entry.statement.body, edited);
    assert_eq!(detail.entry.original.as_ref(), Some(&all[1].body));
    assert_eq!(detail.entry.standing, Standing::Edited);
    assert_eq!(record.current_statements().unwrap()[1].body, edited);
    assert_eq!(record.search("islands").unwrap().len(), 1);
    let holts = Filter {
        party: Some("SUDMARK".into()),
        ..Filter::default()
    };
    assert_eq!(record.statements(&holts).unwrap().len(), 3);

    // A rejection and a later acceptance leave the edit in place; a re-reading does too.
    record.review(id, &Verdict::Reject, "ben", at(2)).unwrap();
    assert_eq!(record.current_statements().unwrap().len(), 3);
    record.review(id, &Verdict::Accept, "ana", at(3)).unwrap();
    let mut reread = all.clone();
    reread[1].rule = "better".into();
    record
        .keep(&source, &reading(&source, reread), "rules 2", at(4))
        .unwrap();
    let detail = record.statement(id).unwrap();
    assert_eq!(detail.entry.statement.body, edited);
    assert_eq!(detail.entry.statement.rule, "better");
    assert_eq!(detail.entry.standing, Standing::Accepted);
    let said: Vec<_> = detail
        .reviews
        .iter()
        .map(|r| (r.verdict.name(), r.by.as_str()))
        .collect();
    assert_eq!(
        said,
        [("edit", "ana"), ("reject", "ben"), ("accept", "ana")]
    );
    assert_eq!(detail.reviews[0].verdict, verdict);
}

#[test]
fn an_edit_may_change_the_kind_but_not_point_nowhere() {
    let (mut record, _, all) = filled();
    let id = &all[1].id.0;
    let Body::Meeting(mut meeting) = all[0].body.clone() else {
        panic!("the first statement is a meeting");
    };
    let changed = Verdict::Edit(Box::new(Body::Meeting(meeting.clone())));
    record.review(id, &changed, "ana", at(1)).unwrap();
    let meetings = Filter {
        kind: Some(StatementKind::Meeting),
        ..Filter::default()
    };
    assert_eq!(record.statements(&meetings).unwrap().len(), 2);
    meeting.steps[0].evidence = Span::new(0, 10_000);
    let wrong = Verdict::Edit(Box::new(Body::Meeting(meeting)));
    let error = record.review(id, &wrong, "ana", at(2)).unwrap_err();
    assert!(matches!(error.kind, ErrorKind::BadEdit { .. }), "{error}");
    assert_eq!(record.statement(id).unwrap().reviews.len(), 1);
}

#[test]
fn filters_narrow() {
    let (mut record, source, all) = filled();
    let (other, other_reading) = numbered("a", 7);
    record
        .keep(&other, &other_reading, "rules 1", at(5))
        .unwrap();
    record
        .review(&all[2].id.0, &Verdict::Reject, "ana", at(6))
        .unwrap();
    let count = |filter: Filter| record.statements(&filter).unwrap().len();
    let none = Filter::default;
    assert_eq!(count(none()), 5);
    assert_eq!(
        count(Filter {
            kind: Some(StatementKind::Demand),
            ..none()
        }),
        2
    );
    assert_eq!(
        count(Filter {
            source: Some(source.id.0[..9].into()),
            ..none()
        }),
        4
    );
    assert_eq!(
        count(Filter {
            since: Some(at(5)),
            ..none()
        }),
        1
    );
    assert_eq!(
        count(Filter {
            standing: Some(Standing::Rejected),
            ..none()
        }),
        1
    );
    assert_eq!(
        count(Filter {
            party: Some("norlanders".into()),
            ..none()
        }),
        4
    );
    assert_eq!(
        count(Filter {
            party: Some("Holt".into()),
            ..none()
        }),
        1
    );
    assert_eq!(
        count(Filter {
            text: Some("grain cred*".into()),
            ..none()
        }),
        1
    );
    assert_eq!(
        count(Filter {
            text: Some("“”".into()),
            ..none()
        }),
        0
    );
    let kinds = record.statements(&none()).unwrap();
    assert_eq!(standings(&kinds)[2], Standing::Rejected);
    assert_eq!(kinds[0].quote, "The talks in Genève are off");
}

#[test]
fn search_finds_without_accents_and_marks_the_words() {
    let (mut record, source, all) = filled();
    let comment = record
        .comment(&all[3].id.0, "GENEVE again?", "ben", at(1))
        .unwrap();
    assert_eq!(comment.at, at(1));
    let hits = record.search("geneve").unwrap();
    let mut found: Vec<_> = hits.iter().map(|hit| hit.found).collect();
    found.sort();
    assert_eq!(found, [Found::Source, Found::Statement, Found::Comment]);
    for hit in &hits {
        assert_eq!(hit.source, source.id);
        assert!(!hit.marks.is_empty());
        for mark in &hit.marks {
            let word = mark.text(&hit.snippet).unwrap().to_lowercase();
            assert!(word == "genève" || word == "geneve", "{word}");
        }
    }
    // A title weighs more than the words.
    assert_eq!(record.search("called").unwrap()[0].found, Found::Source);
    assert_eq!(record.search("\"reject the offer\" said").unwrap().len(), 2);
    assert_eq!(record.search("\"offer reject\"").unwrap(), []);
    assert_eq!(record.search("  ").unwrap(), []);
}

#[test]
fn ids_may_be_shortened_as_long_as_they_are_unique() {
    let mut record = Record::in_memory().unwrap();
    for number in 0..40 {
        let (source, reading) = numbered("b", number);
        record.keep(&source, &reading, "rules 1", at(0)).unwrap();
    }
    let all = record.current_statements().unwrap();
    // Forty ids and sixteen digits: two start alike.
    let digit = "0123456789abcdef"
        .chars()
        .find(|d| all.iter().filter(|s| s.id.0.starts_with(*d)).count() > 1)
        .unwrap();
    let error = record.statement(&digit.to_string()).unwrap_err();
    let ErrorKind::Ambiguous { candidates, .. } = &error.kind else {
        panic!("{error}");
    };
    assert!(candidates.len() > 1 && candidates.is_sorted());
    assert!(!error.help().is_empty());
    let upper = all[0].id.0.to_uppercase();
    assert_eq!(record.statement(&upper).unwrap().entry.statement, all[0]);
    for nothing in ["", "zz", "%", "_"] {
        let error = record.statement(nothing).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::NotFound { .. }), "{error}");
        let error = record.source(nothing).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::NotFound { .. }), "{error}");
    }
}

#[test]
fn changes_are_told_from_a_time_on() {
    let (mut record, source, all) = filled();
    record
        .review(&all[0].id.0, &Verdict::Accept, "ana", at(1))
        .unwrap();
    let (other, other_reading) = numbered("c", 1);
    record
        .keep(&other, &other_reading, "rules 1", at(10))
        .unwrap();
    record
        .review(&all[1].id.0, &Verdict::Reject, "ben", at(11))
        .unwrap();
    record
        .comment(&all[1].id.0, "no such demand", "ben", at(12))
        .unwrap();
    let fewer = reading(&source, all[..3].to_vec());
    record.keep(&source, &fewer, "rules 2", at(13)).unwrap();
    let changes = record.changed_since(at(10)).unwrap();
    assert_eq!(changes.sources.len(), 1);
    assert_eq!(changes.sources[0].id, other.id);
    assert_eq!(changes.added.len(), 1);
    assert_eq!(changes.superseded.len(), 1);
    assert_eq!(changes.superseded[0].statement.id, all[3].id);
    assert_eq!(changes.reviews.len(), 1);
    assert_eq!(changes.reviews[0].by, "ben");
    assert_eq!(changes.comments.len(), 1);
    let nothing = record.changed_since(at(14)).unwrap();
    assert!(nothing.sources.is_empty() && nothing.superseded.is_empty());
    assert_eq!(record.changed_since(at(-9)).unwrap().reviews.len(), 2);
}

#[test]
fn a_reading_that_does_not_fit_is_refused_whole() {
    let source = source();
    let good = reading(&source, statements(&source));
    let mut record = Record::in_memory().unwrap();
    let mut refused = |source: &Source, reading, why: &str| {
        let error = record.keep(source, &reading, "rules 1", at(0)).unwrap_err();
        assert!(
            matches!(error.kind, ErrorKind::BadReading { .. }),
            "{error}"
        );
        assert_eq!(record.sources().unwrap(), []);
        assert!(error.to_string().contains(why), "{error}");
    };
    let mut bad = good.clone();
    bad.statements[0].evidence.end = 9_999;
    refused(
        &source,
        bad,
        "0..9999 the span runs past the end of the text",
    );
    let mut bad = good.clone();
    // The accented letter of the place name is two bytes long.
    bad.statements[1].arguments[0].span = Span::new(0, find(ARTICLE, "è").start + 1);
    refused(&source, bad, "0..17 the span cuts a character in two");
    let mut bad = good.clone();
    bad.statements[1].id = bad.statements[0].id.clone();
    refused(&source, bad, "two statements have the id");
    let mut bad = good.clone();
    bad.statements[1].confidence = f32::NAN;
    refused(&source, bad, "has no confidence");
    let mut forged = source.clone();
    forged.text.push('!');
    refused(&forged, good.clone(), "is not the hash of its text");
    let other = Source::plain("Nothing here.");
    refused(&other, good, "it is a reading of another source");
}

#[test]
fn the_whole_record_is_one_value() {
    let (mut record, _, all) = filled();
    let edit = Verdict::Edit(Box::new(demand(norland(), "more")));
    record.review(&all[1].id.0, &edit, "ana", at(1)).unwrap();
    record
        .comment(&all[1].id.0, "as in the annex", "ben", at(2))
        .unwrap();
    let json = record.export_json().unwrap();
    let back: demarche_record::Export = serde_json::from_value(json).unwrap();
    assert_eq!(back, record.export().unwrap());
    assert_eq!(back.sources[0].statements[1].reviews.len(), 1);
}

#[test]
fn every_kind_comes_back_the_same() {
    let source = source();
    let mut all = statements(&source);
    all.extend(others(&source));
    all.sort_by_key(|statement| (statement.evidence.start, statement.evidence.end));
    let mut record = Record::in_memory().unwrap();
    record
        .keep(&source, &reading(&source, all.clone()), "rules 1", at(0))
        .unwrap();
    assert_eq!(record.current_statements().unwrap(), all);
    assert_eq!(record.search("\"if the credits flow\"").unwrap().len(), 1);
}

#[test]
fn odd_texts_come_back_the_same() {
    let mut record = Record::in_memory().unwrap();
    let long = "so on and so on ".repeat(60_000) + "until genève";
    let texts = [
        "",
        " \n",
        "a\0b \u{2}c\u{3} \u{feff}d",
        "😀 e\u{301}",
        &long,
    ];
    for text in texts {
        let source = Source::plain(text);
        let reading = reading(&source, vec![]);
        assert!(
            record
                .keep(&source, &reading, "rules 1", at(0))
                .unwrap()
                .new_source
        );
        assert_eq!(record.source(&source.id.0).unwrap(), source);
    }
    assert_eq!(record.search("until").unwrap()[0].marks.len(), 1);
    // Every passage of the long text matches; it is one hit.
    assert_eq!(record.search("so on").unwrap().len(), 1);
    assert_eq!(record.search("c").unwrap()[0].snippet, "a b c \u{feff}d");
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_empty_record_is_empty_everywhere() {
    let record = Record::in_memory().unwrap();
    assert_eq!(record.sources().unwrap(), []);
    assert_eq!(record.current_statements().unwrap(), []);
    assert_eq!(record.search("anything").unwrap(), []);
    assert_eq!(record.export().unwrap().sources, []);
    assert_eq!(record.check().unwrap(), Vec::<String>::new());
}
