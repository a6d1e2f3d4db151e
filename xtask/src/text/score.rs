//! F1 in the manner of the CoNLL 2018 shared task.
//!
//! A word counts as found if its byte range is right; a tag, lemma or head if the word is found and the rest agrees. Relations
//! are compared without their subtypes in LAS (as the shared task does) and with them in LAS+. Words, not surface tokens, are
//! aligned: `don't` is two.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use demarche_text::conllu::{TreebankSentence, Word};
use demarche_text::{Deprel, Document};

/// A treebank as running text.
pub(super) struct Gold {
    pub(super) text: String,
    /// Words with byte ranges in `text`.
    pub(super) sentences: Vec<Vec<Word>>,
}

impl Gold {
    pub(super) fn new(treebank: &[TreebankSentence]) -> Self {
        let mut text = String::new();
        let mut sentences = Vec::new();
        for sentence in treebank {
            if sentence.new_paragraph && !text.is_empty() {
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
            let base = text.len();
            text.push_str(&sentence.text);
            if sentence.space_after {
                text.push(' ');
            }
            let moved = sentence.words.iter().map(|word| Word {
                start: word.start + base,
                end: word.end + base,
                ..word.clone()
            });
            sentences.push(moved.collect());
        }
        Self { text, sentences }
    }

    pub(super) fn words(&self) -> usize {
        self.sentences.iter().map(Vec::len).sum()
    }
}

/// What is compared of a word.
struct Entry<'a> {
    upos: &'a str,
    xpos: &'a str,
    lemma: String,
    head: Option<Range<usize>>,
    deprel: Deprel,
}

type Entries<'a> = HashMap<(usize, usize), Entry<'a>>;

fn gold_entries(gold: &Gold) -> Entries<'_> {
    let mut entries = HashMap::new();
    for words in &gold.sentences {
        for word in words {
            let head = word.head.map(|head| words[head].start..words[head].end);
            let lemma = word.lemma.clone();
            entries.insert(
                (word.start, word.end),
                Entry {
                    upos: word.upos.as_str(),
                    xpos: word.xpos.as_str(),
                    lemma,
                    head,
                    deprel: word.deprel,
                },
            );
        }
    }
    entries
}

fn system_entries(document: &Document) -> Entries<'_> {
    let mut entries = HashMap::new();
    for sentence in &document.sentences {
        for token in &sentence.tokens {
            let head = token.head.map(|head| sentence.tokens[head].range());
            let lemma = token.lemma.to_string();
            entries.insert(
                (token.start, token.end),
                Entry {
                    upos: token.upos.as_str(),
                    xpos: token.xpos.as_str(),
                    lemma,
                    head,
                    deprel: token.deprel,
                },
            );
        }
    }
    entries
}

const COLUMNS: [&str; 8] = [
    "Words", "Sents", "UPOS", "XPOS", "Lemmas", "UAS", "LAS", "LAS+",
];

/// F1 values of one run.
pub(super) struct Counts {
    values: [f64; COLUMNS.len()],
}

impl Counts {
    pub(super) fn header() -> String {
        COLUMNS
            .iter()
            .fold(format!("{:12}", ""), |mut line, column| {
                // Writing to a string cannot fail.
                _ = write!(line, " {column:>7}");
                line
            })
    }

    pub(super) fn line(&self, name: &str) -> String {
        self.values
            .iter()
            .fold(format!("{name:12}"), |mut line, value| {
                _ = write!(line, " {value:7.2}");
                line
            })
    }

    pub(super) fn of(gold: &Gold, document: &Document) -> Self {
        let (expected, given) = (gold_entries(gold), system_entries(document));
        let mut right = [0_usize; COLUMNS.len()];
        for (range, entry) in &expected {
            let Some(found) = given.get(range) else {
                continue;
            };
            let head = entry.head == found.head;
            let agree = [
                true,
                false,
                entry.upos == found.upos,
                entry.xpos == found.xpos,
                entry.lemma == found.lemma,
                head,
                head && entry.deprel.base() == found.deprel.base(),
                head && entry.deprel == found.deprel,
            ];
            for (count, agree) in right.iter_mut().zip(agree) {
                *count += usize::from(agree);
            }
        }
        let sentences: Vec<(usize, usize)> = document
            .sentences
            .iter()
            .map(|sentence| (sentence.start, sentence.end))
            .collect();
        let of_gold: std::collections::HashSet<(usize, usize)> = gold
            .sentences
            .iter()
            .filter_map(|words| Some((words.first()?.start, words.last()?.end)))
            .collect();
        right[1] = sentences
            .iter()
            .filter(|range| of_gold.contains(range))
            .count();
        let mut values = right.map(|count| f1(count, expected.len(), given.len()));
        values[1] = f1(right[1], of_gold.len(), sentences.len());
        Self { values }
    }

    /// F1 of the relations that extraction lives on, subtypes counted under their base.
    pub(super) fn relations(gold: &Gold, document: &Document, name: &str) -> String {
        let (expected, given) = (gold_entries(gold), system_entries(document));
        let mut line = format!("{name:12}");
        for relation in [
            "nsubj",
            "obj",
            "obl",
            "ccomp",
            "xcomp",
            "parataxis",
            "advcl",
            "conj",
        ] {
            let wanted = |entry: &&Entry<'_>| entry.deprel.base() == relation;
            let right = expected
                .iter()
                .filter(|(_, entry)| wanted(entry))
                .filter(|(range, entry)| {
                    given.get(range).is_some_and(|found| {
                        found.deprel.base() == relation && found.head == entry.head
                    })
                })
                .count();
            let score = f1(
                right,
                expected.values().filter(wanted).count(),
                given.values().filter(wanted).count(),
            );
            _ = write!(line, " {relation} {score:.1}");
        }
        line
    }
}

fn f1(right: usize, gold: usize, system: usize) -> f64 {
    if gold + system == 0 {
        0.0
    } else {
        200.0 * right as f64 / (gold + system) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_text::{Sentence, Token, conllu};

    const GOLD: &str = "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn counts_what_agrees() {
        let gold = Gold::new(&conllu::read(GOLD).unwrap());
        assert_eq!(gold.text.trim_end(), "They left.");
        let token = |range: Range<usize>, head, deprel| Token {
            head,
            deprel,
            ..Token::new(range.clone(), &gold.text[range], true)
        };
        // The full stop was not cut off, so two of three words and one arc of three can be right.
        let tokens = vec![
            token(0..4, Some(1), Deprel::Nsubj),
            token(5..10, None, Deprel::Root),
        ];
        let document = Document {
            sentences: vec![Sentence {
                start: 0,
                end: 10,
                tokens,
                ..Sentence::default()
            }],
            ..Document::default()
        };
        let counts = Counts::of(&gold, &document);
        assert!((counts.values[0] - 40.0).abs() < 1e-9, "one word of 3 + 2");
        assert!((counts.values[1] - 100.0).abs() < 1e-9, "the sentence");
        assert!(counts.values[6].abs() < 1e-9, "its head was not found");
    }
}
