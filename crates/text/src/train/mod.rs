//! Training of the fast model from treebanks. Same input and seed, same bytes.
//!
//! Tags that the parser sees in training come from taggers that have not seen the sentence (five-fold jackknifing), so that it
//! learns to live with the tagger's mistakes; the second tagger pass is trained on the first's output in the same way.

mod learner;
mod parsing;
mod tagging;

use std::collections::BTreeMap;

use crate::conllu::TreebankSentence;
use crate::labels::{Upos, Xpos};
use crate::lemma::Lemmas;
use crate::linear::hash_str;
use crate::model::{Fast, ModelError, set_tags};
use crate::parser::group;
use crate::words::{self, Atoms, ByHash, Lexicon, fold};
use learner::{Learner, Random, Size};

/// What a training run is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Start of the random order of examples.
    pub seed: u64,
    /// Runs over the data for the taggers.
    pub tagger_epochs: usize,
    /// Runs over the data for the parser.
    pub parser_epochs: usize,
    /// Parsers, each from another random order, whose weights are averaged.
    pub parsers: usize,
    /// Labellers, likewise.
    pub labellers: usize,
    /// Runs over the data for the labeller.
    pub label_epochs: usize,
    /// Table sizes, as powers of two: a smaller model for small data.
    pub table_bits: u32,
    /// By how much the right tag must win in the taggers' training.
    pub tagger_margin: f32,
    /// By how much the right path must win in the parser's training.
    pub margin: f32,
    /// Share of words that the parser sees by their looks only, in training.
    pub blur: f32,
    /// Distributional classes of lower-case words; neighbouring numbers should be alike.
    pub word_classes: BTreeMap<String, u16>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            tagger_epochs: 4,
            parser_epochs: 6,
            parsers: 4,
            labellers: 1,
            label_epochs: 6,
            table_bits: 22,
            margin: 0.0,
            tagger_margin: 8.0,
            blur: 0.2,
            word_classes: BTreeMap::new(),
        }
    }
}

/// Number of parts for jackknifing.
const FOLDS: usize = 5;

/// One sentence ready for training.
#[derive(Clone)]
struct Example {
    atoms: Vec<Atoms>,
    /// Tag classes + 1.
    gold_tags: Vec<u64>,
    /// Heads made projective, the sentence's length for the root.
    heads: Vec<usize>,
    labels: Vec<u8>,
    /// Groups of the relations.
    groups: Vec<u8>,
}

/// Trains a model. `progress` is told what has been done.
///
/// # Errors
/// [`ModelError`] if `table_bits` makes no usable table.
pub fn train(
    treebank: &[TreebankSentence],
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Fast, ModelError> {
    let lexicon = lexicon(treebank, options);
    let lemmas = lemmas(treebank, options);
    let mut examples: Vec<Example> = treebank
        .iter()
        .map(|sentence| example(sentence, &lexicon))
        .collect();
    let tags = lexicon.tags.len();
    let tagger_size = Size {
        classes: tags,
        table_bits: options.table_bits - 1,
        filter_bits: options.table_bits,
    };
    let (first, first_tags) = tagging::jackknifed(&examples, None, tagger_size, options)?;
    progress("first tagger");
    let (second, second_tags) =
        tagging::jackknifed(&examples, Some(&first_tags), tagger_size, options)?;
    let right: usize = examples
        .iter()
        .zip(&second_tags)
        .map(|(example, tags)| matching(&example.gold_tags, tags))
        .sum();
    let all: usize = examples.iter().map(|example| example.atoms.len()).sum();
    progress(&format!(
        "second tagger: {:.2}% of tags right on unseen folds",
        100.0 * right as f64 / all.max(1) as f64
    ));
    for (example, tags) in examples.iter_mut().zip(&second_tags) {
        set_tags(&mut example.atoms, tags, &lexicon);
    }
    let label_size = Size {
        classes: crate::Deprel::ALL.len(),
        table_bits: options.table_bits - 1,
        filter_bits: options.table_bits,
    };
    let labeller = parsing::labeller(&examples, label_size, options)?;
    progress("labeller");
    let parser_size = Size {
        classes: crate::parser::ACTIONS,
        table_bits: options.table_bits,
        filter_bits: options.table_bits + 1,
    };
    let parser = parsing::parser(&examples, parser_size, options)?;
    progress("parser");
    Ok(Fast {
        lexicon,
        lemmas,
        taggers: [first, second],
        parser,
        labeller,
    })
}

fn matching(gold: &[u64], given: &[u64]) -> usize {
    gold.iter()
        .zip(given)
        .filter(|(gold, given)| gold == given)
        .count()
}

fn example(sentence: &TreebankSentence, lexicon: &Lexicon) -> Example {
    let words = &sentence.words;
    let class = |upos: Upos, xpos: Xpos| {
        lexicon
            .tags
            .iter()
            .position(|&tag| tag == (upos, xpos))
            .map_or(1, |class| class as u64 + 1)
    };
    let heads: Vec<usize> = words
        .iter()
        .map(|word| word.head.unwrap_or(words.len()))
        .collect();
    Example {
        atoms: words::atoms(words.iter().map(|word| word.form.as_str()), lexicon),
        gold_tags: words
            .iter()
            .map(|word| class(word.upos, word.xpos))
            .collect(),
        heads: parsing::projective(&heads),
        labels: words.iter().map(|word| word.deprel as u8).collect(),
        groups: words.iter().map(|word| group(word.deprel)).collect(),
    }
}

fn lexicon(treebank: &[TreebankSentence], options: &Options) -> Lexicon {
    let words = || treebank.iter().flat_map(|sentence| &sentence.words);
    let mut pairs: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for word in words() {
        *pairs.entry((word.upos, word.xpos)).or_default() += 1;
    }
    // Pairs seen once or twice in a large treebank are slips.
    let floor = if treebank.len() > 1000 { 3 } else { 1 };
    let tags: Vec<(Upos, Xpos)> = pairs
        .into_iter()
        .filter(|&(_, count)| count >= floor)
        .map(|(pair, _)| pair)
        .collect();
    let mut forms: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for word in words() {
        if let Some(class) = tags.iter().position(|&tag| tag == (word.upos, word.xpos)) {
            *forms
                .entry(fold(&word.form))
                .or_default()
                .entry(class)
                .or_default() += 1;
        }
    }
    let mut usual = ByHash::default();
    for (form, classes) in forms {
        // A form seen once or twice would tell the jackknifed taggers what they are to guess.
        let total: usize = classes.values().sum();
        let most = classes
            .into_iter()
            .max_by_key(|&(class, count)| (count, std::cmp::Reverse(class)));
        if let (Some((class, _)), true) = (most, total >= 3) {
            usual.insert(hash_str(&form), u8::try_from(class).unwrap_or(0));
        }
    }
    let classes = options
        .word_classes
        .iter()
        .map(|(word, &class)| (hash_str(&fold(word).to_lowercase()), class))
        .collect();
    Lexicon {
        tags,
        usual,
        classes,
    }
}

fn lemmas(treebank: &[TreebankSentence], options: &Options) -> Lemmas {
    let observed = treebank
        .iter()
        .flat_map(|sentence| &sentence.words)
        // A teacher's trees have no dictionary forms.
        .filter(|word| word.lemma != "_" || word.form == "_")
        .map(|word| (word.form.as_str(), word.xpos, word.lemma.as_str()));
    Lemmas::learn(
        observed,
        options
            .word_classes
            .keys()
            .filter(|word| word.len() > 2)
            .cloned(),
    )
}

/// The order in which one run over the data takes the examples.
fn order(length: usize, seed: u64, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    Random(seed.wrapping_mul(1_000_003).wrapping_add(epoch as u64)).shuffle(&mut order);
    order
}

/// Runs `work` for the numbers below `count` on two threads; the results come in the order of the numbers.
fn on_threads<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let work = &work;
    let halves: Vec<Vec<(usize, T)>> = std::thread::scope(|scope| {
        let half = |first: usize| {
            move || {
                (first..count)
                    .step_by(2)
                    .map(|number| (number, work(number)))
                    .collect::<Vec<_>>()
            }
        };
        let handles: Vec<_> = (0..2).map(|first| scope.spawn(half(first))).collect();
        handles
            .into_iter()
            .filter_map(|handle| handle.join().ok())
            .collect()
    });
    let sorted: BTreeMap<usize, T> = halves.into_iter().flatten().collect();
    sorted.into_values().collect()
}

#[cfg(test)]
mod tests;
