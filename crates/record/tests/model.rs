//! Random histories against a naive model of what a record is.

mod common;

use common::*;
use demarche_evidence::{Body, Reading, Source, Statement, Voice};
use demarche_record::{Filter, Kept, Record, Standing, Verdict};
use proptest::prelude::*;
use std::collections::BTreeMap;

const SOURCES: usize = 3;
const SENTENCES: usize = 5;

#[derive(Debug, Clone)]
enum Step {
    /// Keep a source with the statements in the set, by one of two readers; `shade` is the
    /// confidence, which is no part of a statement's id.
    Keep {
        source: usize,
        set: u8,
        reader: bool,
        shade: bool,
    },
    Accept(usize, usize),
    Reject(usize, usize),
    Edit(usize, usize, u8),
    Comment(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let place = (0..SOURCES, 0..SENTENCES);
    prop_oneof![
        4 => (0..SOURCES, 0..32u8, any::<bool>(), any::<bool>())
            .prop_map(|(source, set, reader, shade)| Step::Keep { source, set, reader, shade }),
        1 => place.clone().prop_map(|(s, n)| Step::Accept(s, n)),
        1 => place.clone().prop_map(|(s, n)| Step::Reject(s, n)),
        1 => (place.clone(), 0..3u8).prop_map(|((s, n), e)| Step::Edit(s, n, e)),
        1 => place.prop_map(|(s, n)| Step::Comment(s, n)),
    ]
}

fn text(number: usize) -> Source {
    let sentences: Vec<String> = (0..SENTENCES)
        .map(|n| format!("Norland wants thing{number}x{n}."))
        .collect();
    Source::plain(sentences.join(" "))
}

fn nth(source: &Source, number: usize, n: usize) -> Statement {
    let words = format!("Norland wants thing{number}x{n}");
    let body = demand(norland(), &format!("thing{number}x{n}"));
    statement(source, &words, Voice::Article, body)
}

/// What a record should know about a statement.
#[derive(Debug, Clone)]
struct Known {
    statement: Statement,
    edit: Option<Body>,
    standing: Standing,
    superseded: bool,
    reviews: usize,
    comments: usize,
    added: i64,
}

#[derive(Debug, Default)]
struct Model {
    sources: Vec<String>,
    last: BTreeMap<usize, (bool, Reading)>,
    known: BTreeMap<(usize, usize), Known>,
}

impl Model {
    fn keep(
        &mut self,
        number: usize,
        source: &Source,
        by: bool,
        reading: &Reading,
        now: i64,
    ) -> Kept {
        let mut kept = Kept::default();
        if !self.sources.contains(&source.id.0) {
            self.sources.push(source.id.0.clone());
            kept.new_source = true;
        }
        if self.last.get(&number) == Some(&(by, reading.clone())) {
            return kept;
        }
        self.last.insert(number, (by, reading.clone()));
        for n in 0..SENTENCES {
            let id = nth(source, number, n).id;
            let read = reading.statements.iter().find(|s| s.id == id);
            match (self.known.get_mut(&(number, n)), read) {
                (None, None) => {}
                (None, Some(statement)) => {
                    kept.new_statements += 1;
                    let known = Known {
                        statement: statement.clone(),
                        edit: None,
                        standing: Standing::Unreviewed,
                        superseded: false,
                        reviews: 0,
                        comments: 0,
                        added: now,
                    };
                    self.known.insert((number, n), known);
                }
                (Some(known), None) => {
                    if known.standing == Standing::Unreviewed && !known.superseded {
                        known.superseded = true;
                        kept.superseded += 1;
                    }
                }
                (Some(known), Some(statement)) => {
                    if known.superseded || known.statement != *statement {
                        known.statement = statement.clone();
                        known.superseded = false;
                        kept.refreshed += 1;
                    }
                }
            }
        }
        kept
    }

    fn current(&self, sources: &[Source]) -> Vec<Statement> {
        let order = |id: &String| sources.iter().position(|s| s.id.0 == *id).unwrap();
        let mut current = Vec::new();
        for number in self.sources.iter().map(order) {
            for n in 0..SENTENCES {
                let Some(known) = self.known.get(&(number, n)) else {
                    continue;
                };
                if known.superseded || known.standing == Standing::Rejected {
                    continue;
                }
                let mut statement = known.statement.clone();
                if let Some(edit) = &known.edit {
                    statement.body = edit.clone();
                }
                current.push(statement);
            }
        }
        current
    }
}

fn run(steps: &[Step]) -> Result<(), TestCaseError> {
    let sources: Vec<Source> = (0..SOURCES).map(text).collect();
    let mut record = Record::in_memory().unwrap();
    let mut model = Model::default();
    for (step, now) in steps.iter().zip(0..) {
        match *step {
            Step::Keep {
                source: number,
                set,
                reader,
                shade,
            } => {
                let source = &sources[number];
                let chosen = (0..SENTENCES).filter(|n| set >> n & 1 == 1);
                let statements = chosen
                    .map(|n| Statement {
                        confidence: if shade { 0.3 } else { 0.7 },
                        ..nth(source, number, n)
                    })
                    .collect();
                let reading = reading(source, statements);
                let name = if reader { "rules 2" } else { "rules 1" };
                let kept = record.keep(source, &reading, name, at(now)).unwrap();
                prop_assert_eq!(kept, model.keep(number, source, reader, &reading, now));
            }
            Step::Accept(s, n) | Step::Reject(s, n) | Step::Edit(s, n, _) => {
                let verdict = match step {
                    Step::Accept(..) => Verdict::Accept,
                    Step::Reject(..) => Verdict::Reject,
                    Step::Edit(_, _, e) => {
                        Verdict::Edit(Box::new(demand(holt(), &format!("edit{e}"))))
                    }
                    _ => unreachable!("only reviews come here"),
                };
                let id = nth(&sources[s], s, n).id.0;
                let result = record.review(&id, &verdict, "ana", at(now));
                prop_assert_eq!(result.is_ok(), model.known.contains_key(&(s, n)));
                if let Some(known) = model.known.get_mut(&(s, n)) {
                    known.standing = verdict.standing();
                    known.superseded = false;
                    known.reviews += 1;
                    if let Verdict::Edit(body) = verdict {
                        known.edit = Some(*body);
                    }
                }
            }
            Step::Comment(s, n) => {
                let id = nth(&sources[s], s, n).id.0;
                let result = record.comment(&id, "remarkable", "ben", at(now));
                prop_assert_eq!(result.is_ok(), model.known.contains_key(&(s, n)));
                if let Some(known) = model.known.get_mut(&(s, n)) {
                    known.comments += 1;
                }
            }
        }
        prop_assert_eq!(
            record.current_statements().unwrap(),
            model.current(&sources)
        );
    }
    compare(&record, &model, &sources)
}

fn compare(record: &Record, model: &Model, sources: &[Source]) -> Result<(), TestCaseError> {
    let kept: Vec<String> = record
        .sources()
        .unwrap()
        .into_iter()
        .map(|s| s.id.0)
        .collect();
    prop_assert_eq!(kept, model.sources.clone());
    for ((s, n), known) in &model.known {
        let detail = record.statement(&known.statement.id.0).unwrap();
        prop_assert_eq!(detail.entry.standing, known.standing);
        prop_assert_eq!(detail.entry.superseded_at.is_some(), known.superseded);
        prop_assert_eq!(detail.entry.added_at, at(known.added));
        prop_assert_eq!(detail.reviews.len(), known.reviews);
        prop_assert_eq!(detail.comments.len(), known.comments);
        let read = detail
            .entry
            .original
            .as_ref()
            .unwrap_or(&detail.entry.statement.body);
        prop_assert_eq!(read, &nth(&sources[*s], *s, *n).body);
        // Its own word finds the source, and the statement through its evidence.
        let hits = record.search(&format!("thing{s}x{n}")).unwrap();
        prop_assert_eq!(hits.len(), 1 + usize::from(!known.superseded));
    }
    let edited = |k: &&Known| k.edit.is_some() && !k.superseded;
    let by_holt = Filter {
        party: Some("Sudmark".into()),
        ..Filter::default()
    };
    prop_assert_eq!(
        record.statements(&by_holt).unwrap().len(),
        model.known.values().filter(edited).count()
    );
    let comments: usize = model.known.values().map(|known| known.comments).sum();
    prop_assert_eq!(record.search("remarkable").unwrap().len(), comments);
    prop_assert_eq!(
        record.changed_since(at(0)).unwrap().comments.len(),
        comments
    );
    prop_assert_eq!(record.check().unwrap(), Vec::<String>::new());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_is_what_the_naive_model_says(steps in prop::collection::vec(step(), 0..30)) {
        run(&steps)?;
    }
}
