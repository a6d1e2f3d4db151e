//! Times of the day, and the entries of live blogs that open with them.

use crate::tree::Tree;

/// First bytes of the entries of a live blog, in order, if each opens with its time and the newest
/// stands first; else nothing. An entry runs to the next.
pub(crate) fn newest_first(trees: &[Tree]) -> Vec<usize> {
    let entries = entries(trees);
    let falls = entries.windows(2).filter(|w| w[0].1 > w[1].1).count();
    let is_reversed = entries.len() >= 3 && 3 * falls > 2 * (entries.len() - 1);
    if is_reversed {
        entries.into_iter().map(|(start, _)| start).collect()
    } else {
        Vec::new()
    }
}

/// Whether a text is a log of one day: three paragraphs and more open with the time of the day.
pub(crate) fn is_log(trees: &[Tree]) -> bool {
    entries(trees).len() >= 3
}

/// First byte and minute of the day of each paragraph that opens with a time.
fn entries(trees: &[Tree]) -> Vec<(usize, u32)> {
    let mut entries = Vec::new();
    let mut paragraph = None;
    for tree in trees {
        let opens = paragraph != Some(tree.paragraph);
        paragraph = Some(tree.paragraph);
        if let Some((minute, _)) = opening(tree).filter(|_| opens) {
            entries.push((tree.span.start, minute));
        }
    }
    entries
}

/// The time of the day with which a sentence opens: the minute since midnight and how many words it has.
pub(super) fn opening(tree: &Tree) -> Option<(u32, usize)> {
    let word = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let half = if is_half_of_day(word(1)) { word(1) } else { "" };
    let minute = minute_of_day(word(0), half)?;
    Some((minute, 1 + usize::from(!half.is_empty())))
}

/// "19.40", "6.05am", "9:15" and "pm": the minute since midnight.
fn minute_of_day(clock: &str, half: &str) -> Option<u32> {
    let lower = clock.to_lowercase();
    let (digits, half) = match lower
        .strip_suffix("am")
        .or_else(|| lower.strip_suffix("pm"))
    {
        Some(digits) => (digits, &lower[digits.len()..]),
        None => (lower.as_str(), half),
    };
    let (h, m) = digits.split_once(['.', ':'])?;
    let (hour, minute): (u32, u32) = (h.parse().ok()?, m.parse().ok()?);
    if hour > 23 || minute > 59 || m.len() != 2 {
        return None;
    }
    let is_afternoon = half.starts_with('p');
    let hour = match (half.is_empty(), is_afternoon) {
        (true, _) => hour,
        (false, true) => hour % 12 + 12,
        (false, false) => hour % 12,
    };
    Some(60 * hour + minute)
}

/// "am", "p.m."
pub(super) fn is_half_of_day(word: &str) -> bool {
    matches!(word, "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m")
}

/// "15:30", "3.25pm", "10am".
pub(super) fn is_hour(word: &str) -> bool {
    let small = |s: &str, most: u8| s.parse::<u8>().is_ok_and(|n| n <= most);
    let half = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    let clock = half.unwrap_or(word);
    match clock.split_once(['.', ':']) {
        Some((h, m)) => m.len() == 2 && small(h, 23) && small(m, 59),
        None => half.is_some() && small(clock, 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_are_minutes_of_the_day() {
        assert_eq!(minute_of_day("19.40", ""), Some(1180));
        assert_eq!(minute_of_day("6.05pm", ""), Some(1085));
        assert_eq!(minute_of_day("12:30", "am"), Some(30));
        assert_eq!(minute_of_day("3.5", ""), None);
    }
}
