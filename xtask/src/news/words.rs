//! Words of a span and how far two spans agree, whatever the typography.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Two spans agree if at least this share of the content words of the shorter one is in both.
pub(super) const THRESHOLD: f64 = 0.5;
/// Words of the longest span that can agree with another: evidence is a passage, not the article.
const LONGEST: usize = 80;

/// Words that say nothing about what a span is about; sorted.
const FUNCTION_WORDS: [&str; 64] = [
    "a", "also", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "could",
    "for", "from", "had", "has", "have", "he", "her", "here", "his", "if", "in", "into", "is",
    "it", "its", "may", "might", "no", "not", "of", "on", "or", "over", "s", "said", "say", "says",
    "she", "so", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those",
    "to", "under", "was", "were", "what", "which", "who", "whom", "whose", "will", "with", "would",
];

/// Text in lower case without accents, entities, invisible characters, possessive endings and the
/// full stops of abbreviations.
pub(super) fn normal(text: &str) -> String {
    let decoded = html_escape::decode_html_entities(text);
    let plain: Vec<char> = decoded
        .chars()
        .filter(|c| !is_invisible(*c))
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| canonical_combining_class(*c) == 0)
        .map(straight)
        .collect();
    let open = without_possessives(&plain);
    without_abbreviation_stops(&open).replace('ß', "ss")
}

const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

const fn straight(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '`' | '\u{B4}' => '\'',
        other => other,
    }
}

fn is_word_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn without_possessives(text: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        let possessive = match rest {
            ['\'', 's'] => true,
            ['\'', 's', next, ..] => !is_word_part(*next),
            _ => false,
        };
        out.push(if possessive { ' ' } else { first });
        rest = if possessive { &rest[2..] } else { tail };
    }
    out
}

/// `u.s.` becomes `us`.
fn without_abbreviation_stops(text: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut inside_word = false;
    while let Some((&first, tail)) = rest.split_first() {
        let initials = rest
            .chunks_exact(2)
            .take_while(|pair| pair[0].is_ascii_lowercase() && pair[1] == '.')
            .count();
        if initials >= 2 && !inside_word {
            out.extend(rest[..2 * initials].iter().step_by(2));
            rest = &rest[2 * initials..];
            inside_word = false;
        } else {
            out.push(first);
            inside_word = is_word_part(first);
            rest = tail;
        }
    }
    out
}

/// The words, numbers and money signs of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for letter in normal(text).chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if matches!(letter, '$' | '€' | '%') {
            out.push(letter.to_string());
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// The words that carry content; all, where none does.
fn content(words: &[String]) -> Vec<&String> {
    let content: Vec<&String> = words
        .iter()
        .filter(|word| FUNCTION_WORDS.binary_search(&word.as_str()).is_err())
        .collect();
    if content.is_empty() {
        words.iter().collect()
    } else {
        content
    }
}

/// How many words stand in both, each as often as it stands in the one that has fewer of it.
fn shared(a: &[&String], b: &[&String]) -> usize {
    let mut left = b.to_vec();
    let found = |word: &&&String| {
        let at = left.iter().position(|other| other == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    };
    a.iter().filter(found).count()
}

/// Whether `part` stands in `whole`, word for word and without a gap.
pub(super) fn stands_in(part: &[String], whole: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// The share of the shorter span's content words that are in the longer one, 0 to 1. A span of a
/// single content word has to stand in the other as it is.
pub(super) fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > LONGEST {
        return 0.0;
    }
    let (of_a, of_b) = (content(&a), content(&b));
    let least = of_a.len().min(of_b.len());
    if least < 2 {
        let (short, long) = if a.len() <= b.len() {
            (&a, &b)
        } else {
            (&b, &a)
        };
        return f64::from(u8::from(stands_in(short, long)));
    }
    shared(&of_a, &of_b) as f64 / least as f64
}

/// Dice's coefficient of the content words of two names, 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (of_a, of_b) = (content(&a), content(&b));
    2.0 * shared(&of_a, &of_b) as f64 / (of_a.len() + of_b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(value: f64, wanted: f64) -> bool {
        (value - wanted).abs() < 1e-9
    }

    #[test]
    fn function_words_can_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(FUNCTION_WORDS.iter().all(|word| !word.is_empty()));
    }

    #[test]
    fn typography_makes_no_difference() {
        let published =
            "Upper\u{a0}Norvia’s envoy was &ldquo;quite con\u{ad}tent&rdquo; at the U.N. café";
        let typed = "upper norvia envoy was \"quite content\" at the UN cafe";
        assert_eq!(words(published), words(typed));
    }

    #[test]
    fn full_stops_stay_where_no_abbreviation_is() {
        assert_eq!(normal("Plan B. It is"), "plan b. it is");
        assert_eq!(normal("xa.b. e.g.x"), "xa.b. egx");
        assert_eq!(normal("it's, 'some"), "it , 'some");
    }

    #[test]
    fn a_clause_agrees_with_its_sentence() {
        let sentence = "After two days the northern delegation rejected the ceiling on exports";
        assert!(is(overlap("rejected the ceiling", sentence), 1.0));
        assert!(is(
            overlap("rejected the ceiling on imports", sentence),
            2.0 / 3.0
        ));
        assert!(is(overlap("", sentence), 0.0));
    }

    #[test]
    fn one_word_has_to_stand_in_the_other() {
        assert!(is(overlap("useful", "called it useful"), 1.0));
        assert!(is(overlap("so useful", "called it useful"), 0.0));
    }

    #[test]
    fn repeated_words_count_as_often_as_both_have_them() {
        assert!(is(
            overlap("ship ship ship", "ship and ship or boat"),
            2.0 / 3.0
        ));
    }

    #[test]
    fn a_span_as_long_as_an_article_agrees_with_nothing() {
        let long = "reservoir level ".repeat(41);
        assert!(is(overlap(&long, &long), 0.0));
        assert!(is(overlap(&long[..80], "reservoir level"), 1.0));
    }

    #[test]
    fn likeness_counts_both_spans() {
        assert!(is(
            likeness("senior rail negotiator", "rail negotiator"),
            0.8
        ));
    }
}
