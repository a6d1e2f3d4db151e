//! Texts that print another one again: the wire story in twelve papers, the readout quoted whole.
//!
//! Two texts are compared by their shingles, runs of [`RUN`] words (Broder, "On the resemblance
//! and containment of documents", 1997). What counts is containment: the share of the shorter text
//! that stands in the longer one, so that a story cut to its first half is known as well.

use demarche_evidence::{
    Body, Reading, Source, SourceId, Span, Statement, StatementId, StatementKind,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Words in a shingle.
const RUN: usize = 5;

/// Shingles of the shortest text that is compared: two sentences.
const LEAST: usize = 20;

/// Share of the shorter text that has to stand in the other, in hundredths.
const SHARE: usize = 60;

/// A text that prints an older one again, or the older one with more to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reprint {
    /// The text.
    pub source: SourceId,
    /// The one that had it first.
    pub of: SourceId,
    /// How much of the shorter one stands in the other, in hundredths.
    pub share: u8,
}

type Shingle = [u32; RUN];

/// The reprints among the sources that were read. A shingle belongs to the oldest text that has
/// it, so that all copies of one story are compared with its first print. Time is linear in words.
pub(super) fn find(sources: &[Source], readings: &[Reading], order: &[usize]) -> Vec<Reprint> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut first: HashMap<Shingle, usize> = HashMap::new();
    let mut sizes = vec![0; sources.len()];
    let mut found: Vec<(usize, Reprint)> = Vec::new();
    for at in by_age(sources, readings, order) {
        let shingles = shingles(&visible(&sources[at]), &mut numbers);
        sizes[at] = shingles.len();
        if let Some((of, share)) = nearest(&shingles, &first, &sizes) {
            let reprint = Reprint {
                source: sources[at].id.clone(),
                of: sources[of].id.clone(),
                share,
            };
            found.push((at, reprint));
        }
        for shingle in shingles {
            first.entry(shingle).or_insert(at);
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, reprint)| reprint).collect()
}

/// Places of the sources that were read, oldest first.
fn by_age(sources: &[Source], readings: &[Reading], order: &[usize]) -> Vec<usize> {
    let place = |k: &usize| sources.iter().position(|s| s.id == readings[*k].source);
    order.iter().filter_map(place).collect()
}

/// The older text that shares most, where it is enough.
fn nearest(
    shingles: &HashSet<Shingle>,
    first: &HashMap<Shingle, usize>,
    sizes: &[usize],
) -> Option<(usize, u8)> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for at in shingles.iter().filter_map(|s| first.get(s)) {
        *shared.entry(*at).or_default() += 1;
    }
    let (of, count) = shared
        .into_iter()
        .max_by_key(|&(at, count)| (count, std::cmp::Reverse(at)))?;
    let least = shingles.len().min(sizes[of]);
    let share = (100 * count) / least.max(1);
    let is_reprint = least >= LEAST && share >= SHARE;
    is_reprint.then(|| (of, u8::try_from(share.min(100)).unwrap_or(100)))
}

fn shingles(text: &str, numbers: &mut HashMap<String, u32>) -> HashSet<Shingle> {
    let mut number = |word: String| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(word).or_insert(next)
    };
    let words: Vec<u32> = words(text).map(&mut number).collect();
    let runs = words.windows(RUN);
    runs.filter_map(|run| run.try_into().ok()).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// The article without its markup.
fn visible(source: &Source) -> String {
    let regions = source.regions.iter();
    regions.filter_map(|r| r.text(&source.text).ok()).collect()
}

/// What a statement says where, to know it again in a reprint: its kind, the words it rests on,
/// and its place among statements that are equal in both.
type Telling = (StatementKind, Vec<String>, usize);

/// The first print of every statement that an older print of the story has: same kind, same words.
/// Meetings and proposals with a step or stance in new words are no reprint.
pub(super) fn first_prints(
    readings: &[Reading],
    sources: &[Source],
    reprints: &[Reprint],
    order: &[usize],
) -> BTreeMap<StatementId, StatementId> {
    let stories = Stories::new(reprints);
    let mut told: HashMap<&SourceId, HashMap<Telling, StatementId>> = HashMap::new();
    let mut first_prints = BTreeMap::new();
    for reading in order.iter().map(|&k| &readings[k]) {
        let source = sources.iter().find(|s| s.id == reading.source);
        let (Some(source), Some(story)) = (source, stories.of(&reading.source)) else {
            continue;
        };
        let told = told.entry(story).or_default();
        let mut here: HashMap<Telling, StatementId> = HashMap::new();
        for statement in &reading.statements {
            let tellings = tellings(statement, source, &here);
            let first = tellings.first().and_then(|t| told.get(t));
            if let Some(first) = first.filter(|_| tellings.iter().all(|t| told.contains_key(t))) {
                first_prints.insert(statement.id.clone(), first.clone());
            }
            here.extend(tellings.into_iter().map(|t| (t, statement.id.clone())));
        }
        for (telling, id) in here {
            told.entry(telling).or_insert(id);
        }
    }
    first_prints
}

/// The places of a statement as tellings, numbered after those already `here`.
fn tellings(
    statement: &Statement,
    source: &Source,
    here: &HashMap<Telling, StatementId>,
) -> Vec<Telling> {
    let telling = |span: Span| {
        let text: Vec<String> = span
            .text(&source.text)
            .map(words)
            .into_iter()
            .flatten()
            .collect();
        let mut telling = (statement.kind(), text, 0);
        while here.contains_key(&telling) {
            telling.2 += 1;
        }
        telling
    };
    places(statement).into_iter().map(telling).collect()
}

fn places(statement: &Statement) -> Vec<Span> {
    let mut places = vec![statement.evidence];
    match &statement.body {
        Body::Meeting(m) => places.extend(m.steps.iter().map(|s| s.evidence)),
        Body::Proposal(p) => places.extend(p.stances.iter().map(|s| s.evidence)),
        _ => {}
    }
    places
}

/// The first print of every text that is printed more than once.
struct Stories<'a>(BTreeMap<&'a SourceId, &'a SourceId>);

impl<'a> Stories<'a> {
    fn new(reprints: &'a [Reprint]) -> Self {
        let of: BTreeMap<_, _> = reprints.iter().map(|r| (&r.source, &r.of)).collect();
        let root = |mut id: &'a SourceId| {
            // An older text stands behind each step, so that this ends.
            while let Some(older) = of.get(id) {
                id = older;
            }
            id
        };
        let all = reprints.iter().flat_map(|r| [&r.source, &r.of]);
        Self(all.map(|id| (id, root(id))).collect())
    }

    fn of(&self, id: &SourceId) -> Option<&'a SourceId> {
        self.0.get(id).copied()
    }
}
