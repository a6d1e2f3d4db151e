//! Numbers for cited passages, given in the order in which they are first cited.

use crate::brief::Citation;
use crate::{Cite, Cites};
use demarche_evidence::{Body, Source, SourceId, Span, Statement};
use std::collections::BTreeMap;

/// How much of the paragraph is shown on either side of a quote, in characters.
const CONTEXT: usize = 140;

/// Gives numbers to passages. Evidence that overlaps becomes one passage, so that two statements
/// from one clause share a number.
pub(crate) struct Citer<'a> {
    sources: &'a [Source],
    /// For each source, disjoint passages in order.
    passages: Vec<Vec<Span>>,
    /// Passages used, by source and place in `passages`.
    numbers: BTreeMap<(usize, usize), usize>,
    used: Vec<(usize, Span)>,
}

impl<'a> Citer<'a> {
    /// For statements of these sources.
    pub fn new(sources: &'a [Source], statements: &[&Statement]) -> Self {
        let index: BTreeMap<&SourceId, usize> = sources
            .iter()
            .enumerate()
            .map(|(i, s)| (&s.id, i))
            .collect();
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); sources.len()];
        for statement in statements {
            let list = index.get(&statement.source).and_then(|&i| spans.get_mut(i));
            if let Some(list) = list {
                list.extend(evidence_of(statement));
            }
        }
        Self {
            sources,
            passages: spans.into_iter().map(merged).collect(),
            numbers: BTreeMap::new(),
            used: Vec::new(),
        }
    }

    /// Cites a place in a source. A place that is not one of the source's own (which only a
    /// damaged record holds) cites the source as a whole.
    pub fn cite(&mut self, source: &SourceId, span: Span) -> Cite {
        let at = self
            .sources
            .iter()
            .position(|s| s.id == *source)
            .unwrap_or(0);
        let found = self.passages.get(at).and_then(|list| {
            let k = list.iter().position(|p| p.contains(span))?;
            let text = &self.sources.get(at)?.text;
            let passage = *list.get(k)?;
            passage.text(text).ok().map(|_| (k, passage))
        });
        let Some((k, passage)) = found else {
            return Cite::Text(at + 1);
        };
        let used = &mut self.used;
        let n = *self.numbers.entry((at, k)).or_insert_with(|| {
            used.push((at, passage));
            used.len()
        });
        Cite::Quote(n)
    }

    /// Cites the evidence of a statement.
    pub fn of(&mut self, statement: &Statement) -> Cites {
        Cites::one(self.cite(&statement.source, statement.evidence))
    }

    /// The passages cited so far, in order of their numbers.
    pub fn citations(&self) -> Vec<Citation> {
        self.used
            .iter()
            .enumerate()
            .filter_map(|(i, &(at, span))| {
                let source = self.sources.get(at)?;
                let (before, after) = context(&source.text, span);
                Some(Citation {
                    number: i + 1,
                    source: at + 1,
                    span,
                    before,
                    quote: visible(source, span)?,
                    after,
                })
            })
            .collect()
    }
}

/// All places a statement rests on, one by one.
fn evidence_of(statement: &Statement) -> Vec<Span> {
    let mut all = vec![statement.evidence];
    match &statement.body {
        Body::Meeting(m) => all.extend(m.steps.iter().map(|s| s.evidence)),
        Body::Proposal(p) => all.extend(p.stances.iter().map(|s| s.evidence)),
        Body::Agreement(_) => all.extend(statement.spans_of("term")),
        _ => {}
    }
    all.retain(|s| !s.is_empty());
    all
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => all.push(span),
        }
    }
    all
}

/// The text of a span without the markup in it: exactly what stands in the article's regions.
fn visible(source: &Source, span: Span) -> Option<String> {
    let whole = span.text(&source.text).ok()?;
    let parts: String = source
        .regions
        .iter()
        .filter(|r| r.overlaps(span))
        .filter_map(|r| {
            let part = Span::new(r.start.max(span.start), r.end.min(span.end));
            part.text(&source.text).ok()
        })
        .collect();
    Some(if parts.is_empty() {
        whole.to_owned()
    } else {
        parts
    })
}

/// What stands around `span` in its paragraph, cut at words.
fn context(text: &str, span: Span) -> (String, String) {
    let head = text.get(..span.start).unwrap_or_default();
    let tail = text.get(span.end..).unwrap_or_default();
    let head = head.rsplit(['\n', '>']).next().unwrap_or_default();
    let tail = tail.split(['\n', '<']).next().unwrap_or_default();
    let mut before: Vec<char> = head.chars().rev().take(CONTEXT).collect();
    before.reverse();
    let before: String = before.into_iter().collect();
    let before = if before.len() < head.len() {
        let cut = before.split_once(' ').map_or("", |(_, rest)| rest);
        format!("… {cut}")
    } else {
        before
    };
    let after: String = tail.chars().take(CONTEXT).collect();
    let after = if after.len() < tail.len() {
        let cut = after.rsplit_once(' ').map_or("", |(rest, _)| rest);
        format!("{cut} …")
    } else {
        after
    };
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_leave_markup_out() {
        let text = "<p>They <b>rejected</b> it.</p>";
        let mut source = Source::plain(text);
        source.regions = vec![Span::new(3, 8), Span::new(11, 19), Span::new(23, 27)];
        let quote = visible(&source, Span::new(3, 26));
        assert_eq!(quote.as_deref(), Some("They rejected it"));
        assert_eq!(visible(&source, Span::new(3, 99)), None);
    }

    #[test]
    fn context_stays_in_the_paragraph_and_is_cut_at_words() {
        let long = "word ".repeat(60);
        let text = format!("before\n{long}HERE after.\nnext");
        let start = text.find("HERE").unwrap_or_default();
        let (before, after) = context(&text, Span::new(start, start + 4));
        assert!(before.starts_with("… word") && before.len() < 160);
        assert_eq!(after, " after.");
    }
}
