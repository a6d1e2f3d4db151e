//! Where sentences end, when the rules of [`token`](crate::token) and a model look at it together.

use std::ops::Range;

use crate::document::{Sentence, Token};
use crate::pipeline::Annotator;
use crate::signs::Share;
use crate::token::sentences::LONGEST_SENTENCE;

/// Words of a paragraph that the model sees at once, as in its training.
const WINDOW: usize = 96;

/// An end that only the model sees must be so likely, in thousandths.
const CLEAR: u16 = 900;

/// An end that the rules see holds unless the model finds it less likely than this, in thousandths.
const DOUBTED: u16 = 100;

/// Paragraphs asked about together: enough to fill blocks, few enough that nothing large is held.
const TOGETHER: usize = 64;

/// Cuts the paragraphs anew where the model is sure that the rules are wrong. Linear in the text.
pub(crate) fn mend(annotator: &(impl Annotator + ?Sized), sentences: &mut Vec<Sentence>) {
    let mut mended = Vec::with_capacity(sentences.len());
    let paragraphs = paragraphs(sentences);
    for some in paragraphs.chunks(TOGETHER) {
        let mut open: Vec<Open> = some
            .iter()
            .map(|range| Open::of(&sentences[range.clone()]))
            .collect();
        while ask(annotator, &mut open) {}
        mended.extend(open.into_iter().flat_map(Open::sentences));
    }
    *sentences = mended;
}

/// The ranges of sentences that stand in one paragraph.
fn paragraphs(sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for group in sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        found.push(start..start + group.len());
        start += group.len();
    }
    found
}

/// A paragraph whose sentences are being looked for.
struct Open {
    paragraph: usize,
    tokens: Vec<Token>,
    /// For each token whether a sentence ends with it: by the rules, and as far as it was asked by the model as well.
    ends: Vec<bool>,
    /// Where the sentence begins up to which all is settled.
    settled: usize,
}

impl Open {
    fn of(sentences: &[Sentence]) -> Self {
        let mut open = Self {
            paragraph: sentences.first().map_or(0, |first| first.paragraph),
            tokens: Vec::new(),
            ends: Vec::new(),
            settled: 0,
        };
        for sentence in sentences {
            open.tokens.extend_from_slice(&sentence.tokens);
            open.ends.resize(open.tokens.len(), false);
            if let Some(last) = open.ends.last_mut() {
                *last = true;
            }
        }
        open
    }

    /// What is to be asked next, unless all is settled.
    fn next(&self) -> Option<&[Token]> {
        let left = &self.tokens[self.settled..];
        (!left.is_empty()).then(|| &left[..left.len().min(WINDOW)])
    }

    /// Takes the answer to the last question.
    fn take(&mut self, shares: &[Share]) {
        let (start, stop) = (self.settled, self.settled + shares.len());
        for (end, share) in self.ends[start..stop].iter_mut().zip(shares) {
            let least = if *end { DOUBTED } else { CLEAR };
            *end = share.thousandths() >= least;
        }
        if stop == self.tokens.len() {
            self.ends[stop - 1] = true;
            self.settled = stop;
            return;
        }
        // The last sentence may go on behind what was seen.
        let seen = &self.ends[start..stop - 1];
        let last = seen.iter().rposition(|&end| end);
        self.settled = last.map_or(stop, |last| start + last + 1);
    }

    fn sentences(self) -> impl Iterator<Item = Sentence> {
        let mut found = Vec::new();
        let mut tokens = Vec::new();
        for (token, end) in self.tokens.into_iter().zip(self.ends) {
            tokens.push(token);
            if end || tokens.len() == LONGEST_SENTENCE {
                found.extend(sentence(std::mem::take(&mut tokens), self.paragraph));
            }
        }
        found.extend(sentence(tokens, self.paragraph));
        found.into_iter()
    }
}

fn sentence(tokens: Vec<Token>, paragraph: usize) -> Option<Sentence> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some(Sentence {
        start: first.start,
        end: last.end,
        tokens,
        paragraph,
        ..Sentence::default()
    })
}

/// Asks about the next stretch of each paragraph; false if nothing was left to ask, or the model cannot tell.
fn ask(annotator: &(impl Annotator + ?Sized), open: &mut [Open]) -> bool {
    let waiting = || open.iter().filter_map(Open::next);
    let stretches: Vec<&[Token]> = waiting().collect();
    if stretches.is_empty() {
        return false;
    }
    let Some(answers) = annotator.sentence_ends(&stretches) else {
        return false;
    };
    let asked = open.iter_mut().filter(|open| open.next().is_some());
    for (open, shares) in asked.zip(&answers) {
        open.take(shares);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says of each form that is listed how likely it ends a sentence, in thousandths; of others that it does not.
    struct Fake(&'static [(&'static str, u16)]);

    impl Annotator for Fake {
        fn annotate(&self, _: &mut Sentence) {}

        fn sentence_ends(&self, stretches: &[&[Token]]) -> Option<Vec<Vec<Share>>> {
            let share = |token: &Token| {
                let known = self.0.iter().find(|(form, _)| *form == &*token.form);
                Share::of(f32::from(known.map_or(0, |(_, share)| *share)) / 1000.0)
            };
            assert!(stretches.iter().all(|s| !s.is_empty() && s.len() <= WINDOW));
            Some(
                stretches
                    .iter()
                    .map(|s| s.iter().map(share).collect())
                    .collect(),
            )
        }
    }

    /// No model at all.
    struct Blind;

    impl Annotator for Blind {
        fn annotate(&self, _: &mut Sentence) {}
    }

    fn mended(annotator: &impl Annotator, text: &str) -> Vec<String> {
        let mut sentences = crate::token::segment(text, std::slice::from_ref(&(0..text.len())));
        mend(annotator, &mut sentences);
        let joined = |s: &Sentence| {
            let forms: Vec<&str> = s.tokens.iter().map(|t| &*t.form).collect();
            forms.join(" ")
        };
        sentences.iter().map(joined).collect()
    }

    #[test]
    fn the_model_cuts_where_it_is_sure_and_joins_where_it_doubts() {
        let text = "They left. She stayed - why not? Thanks Bob\n\nMore.";
        assert_eq!(
            mended(&Blind, text),
            [
                "They left .",
                "She stayed - why not ?",
                "Thanks Bob",
                "More ."
            ]
        );
        let sure = Fake(&[(".", 500), ("-", 950), ("?", 50)]);
        assert_eq!(
            mended(&sure, text),
            [
                "They left .",
                "She stayed -",
                "why not ? Thanks Bob",
                "More ."
            ]
        );
    }

    #[test]
    fn long_paragraphs_are_seen_in_stretches_and_nothing_is_lost() {
        let sentence = "One two three four five six seven . ";
        let text = sentence.repeat(200);
        let found = mended(&Fake(&[(".", 999)]), &text);
        assert_eq!(found.len(), 200);
        assert!(found.iter().all(|s| s == sentence.trim()));
    }

    #[test]
    fn no_sentence_grows_beyond_the_longest() {
        let text = "word . ".repeat(1000);
        let found = mended(&Fake(&[]), &text);
        let lengths: Vec<usize> = found.iter().map(|s| s.split(' ').count()).collect();
        assert_eq!(lengths.iter().sum::<usize>(), 2000);
        assert!(lengths.iter().all(|&length| length <= LONGEST_SENTENCE));
    }
}
