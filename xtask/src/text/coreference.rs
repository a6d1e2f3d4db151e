//! `eval coreference`: which words stand for the same, against GUM's entities.
//!
//! Words and sentences are the treebank's; tags and trees are the model's. A mention counts by its head. MUC (Vilain et al. 1995), B³
//! (Bagga and Baldwin 1998) and CEAF by entities (Luo 2005) leave out what is mentioned once, as OntoNotes does; their mean is the
//! score of the CoNLL 2012 shared task.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use demarche_text::conllu::{self, TreebankSentence};
use demarche_text::{Link, Pipeline, Place};

use super::score::Gold;
use super::{gold_tokens, text};
use crate::assignment::assign;

/// What `eval coreference` is told.
#[derive(clap::Args)]
pub(crate) struct CoreferenceArgs {
    /// Treebanks with GUM's entities, CoNLL-U, plain or gzip
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Mentions that stand for the same; every cluster has at least two.
type Clusters = Vec<BTreeSet<Place>>;

/// Pronouns whose antecedents are counted apart, by their forms.
const PRONOUNS: [(&str, &[&str]); 4] = [
    ("he", &["he", "him", "his", "himself"]),
    ("she", &["she", "her", "hers", "herself"]),
    ("it", &["it", "its", "itself"]),
    ("they", &["they", "them", "their", "theirs", "themselves"]),
];

pub(crate) fn coreference(args: &CoreferenceArgs) -> Result<()> {
    let pipeline = Pipeline::accurate()?;
    for path in &args.files {
        let mut totals = Totals::default();
        for document in documents(&text(path)?) {
            let treebank = conllu::read(&document)
                .with_context(|| format!("failed to read {}", path.display()))?;
            let mut given = gold_tokens(&Gold::new(&treebank));
            pipeline.annotate_document(&mut given);
            totals.add(&treebank, &entities(&document, &treebank), &given.links);
        }
        println!("{}", path.display());
        print!("{}", totals.lines());
    }
    Ok(())
}

/// The documents of a CoNLL-U file.
fn documents(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        if found.is_empty() || line.starts_with("# newdoc") {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    found
}

/// The entity of each word that heads a mention of it; of nested mentions with one head the innermost.
fn entities(document: &str, treebank: &[TreebankSentence]) -> BTreeMap<Place, u32> {
    let mut spans: Vec<(u32, Place, Place)> = Vec::new();
    let mut open: Vec<(u32, Place)> = Vec::new();
    for (place, misc) in words(document) {
        let entity = misc
            .split('|')
            .find_map(|item| item.strip_prefix("Entity="));
        for bracket in brackets(entity.unwrap_or_default()) {
            match bracket {
                Bracket::Opens(number) => open.push((number, place)),
                Bracket::Closes(number) => {
                    let is_it = |(other, _): &(u32, Place)| number.is_none_or(|n| n == *other);
                    if let Some(at) = open.iter().rposition(is_it) {
                        let (number, start) = open.remove(at);
                        spans.push((number, start, place));
                    }
                }
            }
        }
    }
    spans.sort_by_key(|(_, start, end)| {
        (
            end.sentence - start.sentence,
            end.word.wrapping_sub(start.word),
        )
    });
    let mut by_head = BTreeMap::new();
    for (number, start, end) in spans {
        by_head.entry(head(treebank, start, end)).or_insert(number);
    }
    by_head
}

/// The words of a document with their last column.
fn words(document: &str) -> Vec<(Place, &str)> {
    let mut found = Vec::new();
    let mut place = Place {
        sentence: 0,
        word: 0,
    };
    for line in document.lines() {
        let mut columns = line.split('\t');
        let is_word = columns.next().is_some_and(|id| id.parse::<usize>().is_ok());
        if is_word {
            found.push((place, columns.next_back().unwrap_or_default()));
            place.word += 1;
        } else if line.is_empty() && place.word > 0 {
            place = Place {
                sentence: place.sentence + 1,
                word: 0,
            };
        }
    }
    found
}

enum Bracket {
    Opens(u32),
    /// The entity of that number, or the one opened last.
    Closes(Option<u32>),
}

/// `(3-person-...(4-place-...)5)`: numbers behind `(` open, those before `)` close, a bare `)` closes what was opened last.
fn brackets(entity: &str) -> Vec<Bracket> {
    let mut found = Vec::new();
    let mut rest = entity;
    while let Some(first) = rest.chars().next() {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        if first == '(' {
            let count = digits(&rest[1..]);
            found.extend(rest[1..=count].parse().map(Bracket::Opens));
            let tail = &rest[1 + count..];
            let end = tail.find(['(', ')']).unwrap_or(tail.len());
            rest = &tail[end..];
            if let Some(behind) = rest.strip_prefix(')') {
                found.push(Bracket::Closes(None));
                rest = behind;
            }
        } else {
            let count = digits(rest);
            found.extend(
                rest[..count]
                    .parse()
                    .map(|number| Bracket::Closes(Some(number))),
            );
            rest = rest[count..].strip_prefix(')').unwrap_or_default();
        }
    }
    found
}

/// The word of a stretch that hangs on none in it.
fn head(treebank: &[TreebankSentence], start: Place, end: Place) -> Place {
    let last = if start.sentence == end.sentence {
        end.word
    } else {
        usize::MAX
    };
    let sentence = treebank.get(start.sentence);
    let words = sentence.map_or(&[][..], |sentence| &sentence.words);
    let range = start.word..=last.min(words.len().saturating_sub(1));
    let is_head = |&word: &usize| words[word].head.is_none_or(|head| !range.contains(&head));
    let word = range.clone().find(is_head).unwrap_or(start.word);
    Place { word, ..start }
}

/// Numerators and denominators over all documents.
#[derive(Default)]
struct Totals {
    /// By measure: of precision, then of recall.
    measures: BTreeMap<&'static str, [f64; 4]>,
    /// Of each pronoun: right, asked.
    pronouns: BTreeMap<&'static str, (usize, usize)>,
}

impl Totals {
    fn add(&mut self, treebank: &[TreebankSentence], gold: &BTreeMap<Place, u32>, links: &[Link]) {
        self.count_pronouns(treebank, gold, links);
        let gold = clusters(gold.iter().map(|(&place, &number)| (number, place)));
        let found = linked(links);
        let muc = [muc(&found, &gold), muc(&gold, &found)];
        let b_cubed = [b_cubed(&found, &gold), b_cubed(&gold, &found)];
        let shared = aligned(&gold, &found);
        let ceaf = [(shared, found.len() as f64), (shared, gold.len() as f64)];
        for (name, sides) in [("MUC", muc), ("B3", b_cubed), ("CEAFe", ceaf)] {
            let sums = self.measures.entry(name).or_default();
            for (side, (shared, all)) in sides.into_iter().enumerate() {
                sums[2 * side] += shared;
                sums[2 * side + 1] += all;
            }
        }
    }

    /// Whether pronouns that stand for something said before are linked to it.
    fn count_pronouns(
        &mut self,
        treebank: &[TreebankSentence],
        gold: &BTreeMap<Place, u32>,
        links: &[Link],
    ) {
        let linked: BTreeMap<Place, Place> =
            links.iter().map(|l| (l.mention, l.antecedent)).collect();
        let mut before = BTreeSet::new();
        for (place, number) in gold {
            let form = treebank[place.sentence].words[place.word]
                .form
                .to_lowercase();
            let pronoun = PRONOUNS
                .iter()
                .find(|(_, forms)| forms.contains(&form.as_str()));
            if let Some((name, _)) = pronoun.filter(|_| before.contains(number)) {
                let (right, asked) = self.pronouns.entry(name).or_default();
                let antecedent = linked.get(place).and_then(|to| gold.get(to));
                *right += usize::from(antecedent == Some(number));
                *asked += 1;
            }
            before.insert(number);
        }
    }

    fn lines(&self) -> String {
        let mut lines = String::new();
        let mut sum = 0.0;
        for (name, [right, said, found, wanted]) in &self.measures {
            let (precision, recall) = (right / said.max(1.0), found / wanted.max(1.0));
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            sum += f1;
            lines += &format!("{name:<6} P {precision:.3} R {recall:.3} F1 {f1:.3}\n");
        }
        lines += &format!("mean F1 {:.3}\n", sum / self.measures.len().max(1) as f64);
        for (name, (right, asked)) in &self.pronouns {
            lines += &format!("{name}: {right} of {asked}\n");
        }
        lines
    }
}

fn clusters(pairs: impl Iterator<Item = (u32, Place)>) -> Clusters {
    let mut found: BTreeMap<u32, BTreeSet<Place>> = BTreeMap::new();
    for (key, place) in pairs {
        found.entry(key).or_default().insert(place);
    }
    found
        .into_values()
        .filter(|cluster| cluster.len() > 1)
        .collect()
}

/// The clusters that links make; each mention has at most one antecedent, which stands before it.
fn linked(links: &[Link]) -> Clusters {
    let mut roots: BTreeMap<Place, Place> = BTreeMap::new();
    let mut found: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    for link in links {
        let root = *roots.get(&link.antecedent).unwrap_or(&link.antecedent);
        roots.insert(link.mention, root);
        found.entry(root).or_default().extend([root, link.mention]);
    }
    found.into_values().collect()
}

fn by_place(clusters: &Clusters) -> BTreeMap<Place, usize> {
    let numbered = clusters.iter().enumerate();
    numbered
        .flat_map(|(number, cluster)| cluster.iter().map(move |&place| (place, number)))
        .collect()
}

/// Of the links that `ours` needs, those that `theirs` has as well; and all.
fn muc(ours: &Clusters, theirs: &Clusters) -> (f64, f64) {
    let other = by_place(theirs);
    let parts = |cluster: &BTreeSet<Place>| {
        let known: BTreeSet<usize> = cluster
            .iter()
            .filter_map(|p| other.get(p).copied())
            .collect();
        let alone = cluster.iter().filter(|p| !other.contains_key(p)).count();
        known.len() + alone
    };
    let shared: usize = ours
        .iter()
        .map(|cluster| cluster.len() - parts(cluster))
        .sum();
    let all: usize = ours.iter().map(|cluster| cluster.len() - 1).sum();
    (shared as f64, all as f64)
}

/// For each mention of `ours` the share of its cluster that stands with it in `theirs`, summed; and the mentions.
fn b_cubed(ours: &Clusters, theirs: &Clusters) -> (f64, f64) {
    let other = by_place(theirs);
    let share = |cluster: &BTreeSet<Place>, place: &Place| {
        let with = other
            .get(place)
            .map_or(0, |&number| theirs[number].intersection(cluster).count());
        with as f64 / cluster.len() as f64
    };
    let shared = ours
        .iter()
        .flat_map(|cluster| cluster.iter().map(move |p| share(cluster, p)))
        .sum();
    let all: usize = ours.iter().map(BTreeSet::len).sum();
    (shared, all as f64)
}

/// The greatest sum of likenesses (φ4) of clusters paired off.
fn aligned(gold: &Clusters, found: &Clusters) -> f64 {
    let likeness = |a: &BTreeSet<Place>, b: &BTreeSet<Place>| {
        2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
    };
    let weights: Vec<Vec<f64>> = gold
        .iter()
        .map(|g| found.iter().map(|f| likeness(g, f)).collect())
        .collect();
    assign(&weights)
        .into_iter()
        .map(|(g, f)| weights[g][f])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(words: &[usize]) -> BTreeSet<Place> {
        words
            .iter()
            .map(|&word| Place { sentence: 0, word })
            .collect()
    }

    #[test]
    fn brackets_open_and_close() {
        let found = brackets("(3-person-new(4-place-giv)5)");
        let shape: Vec<String> = found
            .iter()
            .map(|bracket| match bracket {
                Bracket::Opens(number) => format!("({number}"),
                Bracket::Closes(number) => format!("{number:?})"),
            })
            .collect();
        assert_eq!(shape, ["(3", "(4", "None)", "Some(5))"]);
    }

    /// The example of Vilain et al. (1995) and of Luo (2005), figure 1: twelve mentions, of which the system joins two entities.
    #[test]
    fn published_examples() {
        let gold = vec![
            cluster(&[1, 2, 3, 4, 5]),
            cluster(&[6, 7]),
            cluster(&[8, 9, 10, 11, 12]),
        ];
        let found = vec![
            cluster(&[1, 2, 3, 4, 5]),
            cluster(&[6, 7, 8, 9, 10, 11, 12]),
        ];
        let (shared, all) = muc(&found, &gold);
        assert!((shared / all - 9.0 / 10.0).abs() < 1e-9);
        let (shared, all) = muc(&gold, &found);
        assert!((shared / all - 1.0).abs() < 1e-9);
        let (shared, all) = b_cubed(&found, &gold);
        assert!(
            (shared / all - 16.0 / 21.0).abs() < 1e-9,
            "Bagga and Baldwin's 76.2%"
        );
        assert!((aligned(&gold, &found) - (1.0 + 10.0 / 12.0)).abs() < 1e-9);
    }

    #[test]
    fn links_make_clusters_through_chains() {
        let place = |word| Place { sentence: 0, word };
        let link = |mention, antecedent| Link {
            mention: place(mention),
            antecedent: place(antecedent),
            share: demarche_text::Share::of(0.9),
        };
        let found = linked(&[link(2, 1), link(5, 4), link(7, 2)]);
        assert_eq!(found, [cluster(&[1, 2, 7]), cluster(&[4, 5])]);
    }
}
