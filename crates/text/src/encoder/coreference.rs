//! Which nouns and pronouns stand for the same: mention ranking after Denis and Baldridge (2008), "Specialized models and ranking for
//! coreference resolution".
//!
//! Every noun and pronoun is compared with the nearest before it, and with none. A pair scores the product of two projections of the
//! words' vectors and a weight for each of its features; that there is none before scores by the word alone. The features are those of
//! `training/encoder/coreference.py`.

use std::collections::VecDeque;

use super::functions::exp;
use super::layers::dot;
use super::matmul::LANES;
use super::weights::{Matrix, floats};
use crate::document::{Link, Place, Sentence, Token};
use crate::file::Reader;
use crate::labels::{Deprel, Upos};
use crate::model::ModelError;
use crate::signs::Share;

/// How many mentions before it one is compared with.
const NEAREST: usize = 80;

/// Where counts of sentences and mentions between two are told apart.
const BUCKETS: [usize; 7] = [0, 1, 2, 3, 5, 9, 17];

/// What a mention can be. The order is that of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    He,
    She,
    It,
    They,
    I,
    You,
    We,
    Who,
    This,
    Pronoun,
    Name,
    Definite,
    Noun,
}

const KINDS: usize = Kind::Noun as usize + 1;
const FACTS: usize = 8;
pub(super) const PAIR_FEATURES: usize = KINDS + 2 * BUCKETS.len() + FACTS;
pub(super) const FEATURES: usize = KINDS * PAIR_FEATURES;
pub(super) const ALONE: usize = KINDS;

/// The head for coreference.
#[derive(Clone, Debug)]
pub(super) struct Coreference {
    /// Numbers in which two words are compared.
    size: usize,
    /// To a word as the later of a pair, as the earlier, and what it scores alone.
    pub(super) projection: Matrix,
    /// By the kind of the later word, what each feature adds to a pair.
    features: Vec<f32>,
    /// By kind, what is added to the score alone.
    alone: Vec<f32>,
}

impl Coreference {
    /// Reads the head, or that there is none.
    pub(super) fn read(reader: &mut Reader<'_>, hidden: usize) -> Result<Option<Self>, ModelError> {
        let size = reader.number()? as usize;
        if size == 0 {
            return Ok(None);
        }
        if !size.is_multiple_of(LANES) || size > hidden {
            return Err(ModelError::Damaged("size of the head for coreference"));
        }
        Ok(Some(Self {
            size,
            projection: Matrix::read(reader, hidden, 2 * size + 1)?,
            features: floats(reader, FEATURES)?,
            alone: floats(reader, ALONE)?,
        }))
    }
}

/// A word that can stand for somebody or something, and what is looked at when it is compared.
#[derive(Clone, Debug)]
struct Mention {
    place: Place,
    kind: Kind,
    form: String,
    /// The words of a name, in order of the alphabet; empty for what is no name.
    names: Vec<String>,
    is_subject: bool,
    is_plural: bool,
    governor: Option<Place>,
    /// The last word of its phrase.
    last: Place,
    /// Its row of the projection.
    row: Vec<f32>,
}

impl Mention {
    /// The mention headed by a word, if it is one; `row` is the word's projection.
    fn of(sentence: &Sentence, place: Place, row: &[f32]) -> Option<Self> {
        let token = &sentence.tokens[place.word];
        let relation = token.deprel.base();
        let is_nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let is_part = matches!(
            relation,
            "fixed" | "flat" | "goeswith" | "discourse" | "expl"
        );
        if !is_nominal || is_part {
            return None;
        }
        let form = token.form.to_lowercase();
        let below: Vec<&Token> = sentence
            .children(place.word)
            .map(|child| &sentence.tokens[child])
            .collect();
        let has_conjunct = below.iter().any(|c| c.deprel.base() == "conj");
        let here = |word| Place { word, ..place };
        Some(Self {
            place,
            kind: kind(token, &form, &below),
            names: names(token, &form, &below),
            is_subject: relation == "nsubj",
            is_plural: token.xpos.as_str().ends_with('S') || has_conjunct,
            governor: token.head.map(here),
            last: here(sentence.subtree_bounds(place.word).1),
            form,
            row: row.to_vec(),
        })
    }
}

fn kind(token: &Token, form: &str, below: &[&Token]) -> Kind {
    match token.upos {
        Upos::Pron => pronoun(form),
        Upos::Propn => Kind::Name,
        _ if below.iter().any(|child| is_definite(child)) => Kind::Definite,
        _ => Kind::Noun,
    }
}

fn pronoun(form: &str) -> Kind {
    match form {
        "he" | "him" | "his" | "himself" => Kind::He,
        "she" | "her" | "hers" | "herself" => Kind::She,
        "it" | "its" | "itself" => Kind::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Kind::They,
        "i" | "me" | "my" | "mine" | "myself" => Kind::I,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Kind::You,
        "we" | "us" | "our" | "ours" | "ourselves" => Kind::We,
        "who" | "whom" | "whose" | "which" => Kind::Who,
        "this" | "that" | "these" | "those" => Kind::This,
        _ => Kind::Pronoun,
    }
}

fn is_definite(token: &Token) -> bool {
    const WORDS: [&str; 7] = ["the", "this", "that", "these", "those", "such", "both"];
    token.deprel == Deprel::NmodPoss
        || WORDS
            .iter()
            .any(|word| token.form.eq_ignore_ascii_case(word))
}

fn names(token: &Token, form: &str, below: &[&Token]) -> Vec<String> {
    if token.upos != Upos::Propn {
        return Vec::new();
    }
    let parts = below.iter().filter(|child| {
        let is_part = matches!(child.deprel.base(), "flat" | "compound");
        is_part && child.upos == Upos::Propn
    });
    let mut names: Vec<String> = parts.map(|part| part.form.to_lowercase()).collect();
    names.push(form.to_owned());
    names.sort_unstable();
    names.dedup();
    names
}

fn bucket(count: usize) -> usize {
    BUCKETS.iter().filter(|&&edge| count >= edge).count() - 1
}

/// Goes through a text sentence by sentence; remembers the nearest mentions only.
pub(super) struct Linker<'a> {
    head: &'a Coreference,
    /// The nearest first.
    before: VecDeque<Mention>,
    pub(super) links: Vec<Link>,
}

impl<'a> Linker<'a> {
    pub(super) const fn new(head: &'a Coreference) -> Self {
        Self {
            head,
            before: VecDeque::new(),
            links: Vec::new(),
        }
    }

    /// Takes the next sentence, the `number`th of the text, with the projection of each of its words.
    pub(super) fn see(&mut self, number: usize, sentence: &Sentence, rows: &[f32]) {
        let width = self.head.projection.outputs();
        for (word, row) in rows.chunks_exact(width).enumerate() {
            let place = Place {
                sentence: number,
                word,
            };
            if let Some(mention) = Mention::of(sentence, place, row) {
                self.links.extend(self.link(&mention));
                self.before.truncate(NEAREST - 1);
                self.before.push_front(mention);
            }
        }
    }

    /// The likeliest antecedent, if it is likelier than none.
    fn link(&self, mention: &Mention) -> Option<Link> {
        let alone = mention.row[2 * self.head.size] + self.head.alone[mention.kind as usize];
        let scores: Vec<f32> = self
            .before
            .iter()
            .enumerate()
            .map(|(between, earlier)| self.score(earlier, mention, between))
            .collect();
        let (mut best, mut highest) = (None, alone);
        for (at, &score) in scores.iter().enumerate() {
            if score > highest {
                (best, highest) = (Some(at), score);
            }
        }
        let total: f32 = scores.iter().map(|score| exp(score - highest)).sum();
        best.map(|at| Link {
            mention: mention.place,
            antecedent: self.before[at].place,
            share: Share::of(1.0 / (total + exp(alone - highest))),
        })
    }

    fn score(&self, earlier: &Mention, later: &Mention, between: usize) -> f32 {
        let size = self.head.size;
        let (left, right) = (&later.row[..size], &earlier.row[size..2 * size]);
        let pairs = left
            .as_chunks::<LANES>()
            .0
            .iter()
            .zip(right.chunks_exact(LANES));
        let product: f32 = pairs.map(|(left, right)| dot(left, right)).sum();
        product + self.weigh(earlier, later, between)
    }

    /// The sum of the weights of all features of a pair; `between` mentions stand between the two.
    fn weigh(&self, earlier: &Mention, later: &Mention, between: usize) -> f32 {
        let weights = &self.head.features[later.kind as usize * PAIR_FEATURES..][..PAIR_FEATURES];
        let distance = later.place.sentence - earlier.place.sentence;
        let steps = BUCKETS.len();
        let facts: [bool; FACTS] = [
            earlier.form == later.form,
            earlier.names.iter().any(|name| later.names.contains(name)),
            earlier.names == later.names,
            earlier.is_subject,
            earlier.is_plural,
            earlier.governor == later.governor,
            earlier.last >= later.place,
            earlier.governor == Some(later.place),
        ];
        let mut sum = weights[earlier.kind as usize]
            + weights[KINDS + bucket(distance)]
            + weights[KINDS + steps + bucket(between)];
        for (weight, fact) in weights[KINDS + 2 * steps..].iter().zip(facts) {
            sum += if fact { *weight } else { 0.0 };
        }
        sum
    }
}
