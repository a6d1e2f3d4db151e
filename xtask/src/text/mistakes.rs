//! Where segmentation differs from a treebank, most frequent first: what to look at when the tokeniser is to get better.

use std::collections::{BTreeMap, HashSet};

use demarche_text::Document;

use super::score::Gold;

/// How many kinds are shown.
const SHOWN: usize = 60;

/// Words cut otherwise, then sentence borders placed otherwise.
pub(super) fn segmentation(gold: &Gold, document: &Document) -> String {
    let given: HashSet<(usize, usize)> = document
        .sentences
        .iter()
        .flat_map(|sentence| &sentence.tokens)
        .map(|token| (token.start, token.end))
        .collect();
    let starts: Vec<usize> = document
        .sentences
        .iter()
        .flat_map(|sentence| &sentence.tokens)
        .map(|token| token.start)
        .collect();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for word in gold.sentences.iter().flatten() {
        if given.contains(&(word.start, word.end)) {
            continue;
        }
        let from = starts
            .partition_point(|&start| start <= word.start)
            .saturating_sub(1);
        let cut: Vec<&str> = document
            .sentences
            .iter()
            .flat_map(|sentence| &sentence.tokens)
            .skip(from)
            .take_while(|token| token.start < word.end)
            .map(|token| token.slice(&gold.text))
            .collect();
        *words
            .entry(format!(
                "{:20} cut as {}",
                &gold.text[word.start..word.end],
                cut.join(" | ")
            ))
            .or_default() += 1;
    }
    let mut out = ranked(words);
    out.push_str("\nsentence borders\n");
    let borders_of = |ranges: &mut dyn Iterator<Item = usize>| ranges.collect::<HashSet<usize>>();
    let wanted = borders_of(
        &mut gold
            .sentences
            .iter()
            .filter_map(|words| Some(words.first()?.start)),
    );
    let found = borders_of(&mut document.sentences.iter().map(|sentence| sentence.start));
    let mut all: Vec<(usize, &str)> = wanted
        .difference(&found)
        .map(|&at| (at, "missed"))
        .chain(found.difference(&wanted).map(|&at| (at, "false ")))
        .collect();
    all.sort_unstable();
    for (at, kind) in all {
        let before: String = gold.text[..at]
            .chars()
            .rev()
            .take(30)
            .collect::<Vec<char>>()
            .into_iter()
            .rev()
            .collect();
        let after: String = gold.text[at..].chars().take(30).collect();
        out.push_str(&format!(
            "{kind} {:>32} ‖ {}\n",
            before.replace('\n', "⏎"),
            after.replace('\n', "⏎")
        ));
    }
    out
}

fn ranked(counts: BTreeMap<String, usize>) -> String {
    let mut ranked: Vec<(String, usize)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
        .into_iter()
        .take(SHOWN)
        .map(|(what, count)| format!("{count:5}  {what}\n"))
        .collect()
}
