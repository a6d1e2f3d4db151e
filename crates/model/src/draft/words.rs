//! Words: short names, and how a phrase goes on after "could".

use demarche_evidence::matter_words;

/// A short id from the matter of a phrase: at most three words, joined by hyphens.
pub(super) fn slug(prefix: &str, text: &str) -> String {
    let words = matter_words(text).take(3);
    let mut parts = vec![prefix.to_owned()];
    parts.extend(words);
    parts.retain(|p| !p.is_empty());
    parts.join("-")
}

/// A phrase in its first clause and at most fourteen words.
pub(super) fn brief(text: &str) -> String {
    let mut text = text.trim();
    for end in [
        " if ", " unless ", " until ", " which ", ", ", "; ", ": ", " — ", " – ",
    ] {
        if let Some(at) = text.find(end).filter(|&at| at > 8) {
            text = &text[..at];
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut cut = words.len().min(14);
    // "a compromise under", "a payment of": what is cut off before its noun.
    while cut > 1 && opens_a_phrase(words[cut - 1]) {
        cut -= 1;
    }
    words[..cut]
        .join(" ")
        .trim_matches(|c: char| {
            matches!(c, ',' | '.' | ';' | ':' | '"' | '“' | '”' | '„' | '«' | '»')
        })
        .to_owned()
}

/// Whether a word cannot end a phrase.
fn opens_a_phrase(word: &str) -> bool {
    const OPENERS: [&str; 35] = [
        "while", "which", "that", "who", "when", "if", "as", "whose", "where", "a", "an", "the",
        "of", "in", "on", "at", "by", "for", "from", "to", "with", "under", "over", "into",
        "between", "through", "and", "or", "but", "than", "its", "their", "his", "her", "any",
    ];
    OPENERS.contains(&word)
}

/// What a party would do: the bare verb phrase of a clause such as "it could close the border".
/// `None` where the text has no such clause.
pub(super) fn deed(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    for modal in [
        "could ", "would ", "will ", "might ", "may ", "can ", "must ", "should ",
    ] {
        let at = match lower.find(&format!(" {modal}")) {
            Some(at) => at + 1,
            None if lower.starts_with(modal) => 0,
            None => continue,
        };
        let rest = text.get(at + modal.len()..)?;
        // "a guarantee that no docker will lose a job", "a compromise under which the cut would be phased in"
        let before = lower.get(..at).unwrap_or_default();
        let mut words = before.split_whitespace();
        let is_inside = words.any(|w| {
            matches!(
                w,
                "that"
                    | "which"
                    | "who"
                    | "whom"
                    | "whose"
                    | "no"
                    | "nobody"
                    | "nothing"
                    | "not"
                    | "if"
            )
        });
        if is_inside {
            return None;
        }
        if !rest.to_lowercase().starts_with("not ") {
            if let Some(subject) = text.get(..at).filter(|_| is_passive(rest)) {
                let subject = subject.trim();
                if subject.contains(' ') {
                    return Some(format!("see to it that {subject} {}", brief(rest)));
                }
            }
            return Some(brief(rest));
        }
    }
    let rest = text.strip_prefix("to ")?;
    Some(brief(rest))
}

/// "be raised on 1 January": what is done to something, and by nobody the phrase names.
fn is_passive(phrase: &str) -> bool {
    let mut words = phrase.split_whitespace();
    let is_be = words.next() == Some("be");
    let is_done = |w: &str| w.ends_with("ed") || w.ends_with("wn") || w == "cut" || w == "shut";
    is_be && words.next().is_some_and(is_done)
}

/// Whether a phrase starts with a word in -ing.
pub(super) fn is_gerund(text: &str) -> bool {
    text.split_whitespace()
        .next()
        .is_some_and(|w| w.len() > 4 && w.ends_with("ing"))
}

/// Whether a phrase tells what was done or will not be done, and so follows no "could": "closed the crossing", "will not reopen".
pub(super) fn is_told(text: &str) -> bool {
    const PASTS: &[&str] = &[
        "cut",
        "held",
        "kept",
        "took",
        "withdrew",
        "froze",
        "sent",
        "left",
        "broke",
        "gave",
        "struck",
        "began",
        "withheld",
        "shut",
        "put",
        "made",
        "drove",
        "sold",
        "stood",
        "went",
        "pulled",
        "given",
        "taken",
        "frozen",
        "withdrawn",
        "broken",
        "driven",
        "drawn",
        "shown",
        "will",
        "would",
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "not",
        "never",
    ];
    let mut words = text.split_whitespace();
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let is_past = first.len() > 4 && first.ends_with("ed");
    // "drops a fixed cap"
    let is_third = first.len() > 3
        && first.ends_with('s')
        && !first.ends_with("ss")
        && matches!(
            second,
            "a" | "an" | "the" | "its" | "their" | "his" | "her" | "all" | "no"
        );
    is_past || is_third || PASTS.contains(&first)
}

/// Whether a phrase starts like a noun phrase: with an article, a number or a possessive.
pub(super) fn is_noun_phrase(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let lower = first.to_lowercase();
    matches!(
        lower.as_str(),
        "a" | "an"
            | "the"
            | "all"
            | "no"
            | "its"
            | "their"
            | "his"
            | "her"
            | "more"
            | "full"
            | "at"
    ) || first
        .chars()
        .next()
        .is_some_and(|c| c.is_numeric() || c.is_uppercase())
        || first.ends_with("'s")
        || first.ends_with("’s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_are_cut_out_of_clauses() {
        assert_eq!(
            deed("Oslo could close the border if talks fail").as_deref(),
            Some("close the border")
        );
        assert_eq!(
            deed("to raise its output").as_deref(),
            Some("raise its output")
        );
        assert_eq!(
            brief("a compromise under which the dam would be filled slowly"),
            "a compromise"
        );
        assert_eq!(
            deed("the present rate would be raised on 1 January").as_deref(),
            Some("see to it that the present rate be raised on 1 January")
        );
        assert_eq!(
            deed("it would be ready to pay").as_deref(),
            Some("be ready to pay")
        );
        assert_eq!(deed("a halt to operations"), None);
        assert_eq!(deed("a guarantee that nobody will lose a job"), None);
    }

    #[test]
    fn ids_are_short() {
        assert_eq!(
            slug("accept", "Oslo's proposal to freeze the conflict"),
            "accept-oslo-freeze-conflict"
        );
    }
}
