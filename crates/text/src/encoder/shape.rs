//! What a word looks like: the encoder's pieces are lower-case, and capitals tell names.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// The shape of a word: `Xx` for `Kyiv`, `XX` for `NATO`, `X.X.` for `U.S.`, `d,d` for `2,000`, `XX-x` for `NATO-led`.
///
/// Capitals are `X`, other letters `x`, digits `d`, the usual signs themselves and all else `o`; of a run of capitals two remain, of
/// other runs one.
pub(super) fn shape(word: &str) -> String {
    let mut shape = String::new();
    let mut run = 0;
    for class in word.chars().map(class) {
        run = if shape.ends_with(class) { run + 1 } else { 1 };
        if run <= if class == 'X' { 2 } else { 1 } {
            shape.push(class);
        }
    }
    shape
}

fn class(c: char) -> char {
    match c {
        '\'' | '’' | '‘' | 'ʼ' | '`' => return '\'',
        '"' | '“' | '”' => return '"',
        '-' | '\u{2010}'..='\u{2015}' => return '-',
        '.' | ',' | '/' | '$' | '%' | '&' | ':' | '@' | '_' | '(' | ')' | '#' | '!' | '?' | ';'
        | '*' | '+' | '=' => {
            return c;
        }
        _ => {}
    }
    match (c.general_category(), c.general_category_group()) {
        (GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter, _) => 'X',
        (_, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark) => 'x',
        (_, GeneralCategoryGroup::Number) => 'd',
        _ => 'o',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_case_digits_and_signs() {
        let cases = [
            ("Kyiv", "Xx"),
            ("US", "XX"),
            ("UNESCO", "XX"),
            ("I", "X"),
            ("U.S.", "X.X."),
            ("2,000", "d,d"),
            ("n't", "x'x"),
            ("n’t", "x'x"),
            ("NATO-led", "XX-x"),
            ("...", "."),
            ("“", "\""),
            ("—", "-"),
            ("€", "o"),
            ("İzmir", "Xx"),
            ("", ""),
        ];
        for (word, expected) in cases {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
