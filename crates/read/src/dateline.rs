//! Datelines: "GENEVA, 14 March 2025 (Agency) - " belongs to no sentence.

use demarche_evidence::Span;
use std::ops::Range;

/// Longest dateline looked for, in bytes.
const LONGEST: usize = 90;

/// The regions of a text with every dateline cut off from the paragraph it opens, and the
/// datelines.
pub(crate) fn set_apart(text: &str, regions: &[Span]) -> (Vec<Range<usize>>, Vec<Span>) {
    let mut parts = Vec::with_capacity(regions.len());
    let mut datelines = Vec::new();
    for region in regions {
        let Ok(slice) = region.text(text) else {
            continue;
        };
        let mut start = region.start;
        let mut line_start = region.start;
        for line in slice.split_inclusive('\n') {
            if let Some(len) = dateline(line) {
                let cut = line_start + len;
                if start < line_start {
                    parts.push(start..line_start);
                }
                parts.push(line_start..cut);
                datelines.push(Span::new(line_start, cut));
                start = cut;
            }
            line_start += line.len();
        }
        if start < region.end {
            parts.push(start..region.end);
        }
    }
    (parts, datelines)
}

/// What stands between a dateline and its text.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// "CAIRO - Egypt said": a place in capitals before a dash behind which a sentence begins.
fn bare(line: &str) -> Option<usize> {
    let found = DASHES.iter().filter_map(|d| Some((line.find(d)?, d.len())));
    let (at, len) = found.min()?;
    let place = line.get(..at)?;
    let is_shouted = place
        .chars()
        .all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let letters = place.chars().filter(|c| c.is_uppercase()).count();
    let opens = line.get(at + len..)?.chars().next()?;
    let goes_on = line.get(at + len..)?.chars().any(char::is_lowercase);
    let begins = opens.is_uppercase() || matches!(opens, '"' | '“' | '\'' | '‘');
    (is_shouted && letters > 3 && begins && goes_on && at <= LONGEST / 3).then_some(at + len)
}

/// Length of the dateline that opens `line`, with the dash and the blank after it.
fn dateline(line: &str) -> Option<usize> {
    bare(line).or_else(|| framed(line))
}

/// "OSLO, 1 May (Wire) - ": a place with a day or an agency.
fn framed(line: &str) -> Option<usize> {
    let opening: usize = line
        .char_indices()
        .take_while(|(_, c)| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
        .map(|(i, c)| i + c.len_utf8())
        .last()?;
    let place = line.get(..opening)?.trim();
    if place.chars().filter(|c| c.is_uppercase()).count() < 3 {
        return None;
    }
    let dash = [" - ", " – ", " — ", ") -", ") –", ") —"]
        .iter()
        .filter_map(|d| line.find(d).map(|at| at + d.len()))
        .min()
        .filter(|&at| at <= LONGEST)?;
    let between = line.get(opening..dash)?;
    let is_framed = between.starts_with(',') || line.get(..dash)?.contains('(');
    is_framed.then_some(dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_several_houses() {
        let rest = |line: &'static str| dateline(line).map(|n| line[n..].trim_start());
        assert_eq!(
            rest("OSLO, 1 May 2025 (Wire) - Talks end."),
            Some("Talks end.")
        );
        assert_eq!(rest("SAN JOSE (AP) — Talks end."), Some("Talks end."));
        assert_eq!(rest("OSLO, May 1 - Talks end."), Some("Talks end."));
        assert_eq!(rest("THE HAGUE — Talks end."), Some("Talks end."));
        assert_eq!(rest("NATO - which met - agreed."), None);
        assert_eq!(rest("UN says the talks - the fourth - end."), None);
        assert_eq!(rest("The talks - the fourth - end."), None);
    }
}
