//! The language of preference statements: option prioritising (Fang, Hipel, Kilgour & Peng, 2003)
//! with option names instead of numbers.
//!
//! | written | means | binds |
//! | --- | --- | --- |
//! | `a`, `"a name"` | the option is taken | |
//! | `!A`, `NOT A`, `-A` | the opposite | tightest |
//! | `A & B`, `A AND B` | both | |
//! | `A \| B`, `A OR B` | at least one | |
//! | `A IF B` | A holds, or B does not | |
//! | `A IFF B` | both or neither | loosest |
//! | `( … )` | first | |
//!
//! `IF` and `IFF` group to the left. Words of the language are written in capitals; `true` and
//! `false` are constants.

use demarche_evidence::{Diagnostic, Span};
use demarche_graph::Expr;

/// Deepest nesting that is read; the engine walks expressions by recursion.
const DEEPEST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    True,
    False,
    Not,
    And,
    Or,
    If,
    Iff,
    Open,
    Close,
}

struct Lexed {
    token: Token,
    span: Span,
}

/// Reads a statement. `option` gives the index of an option by name; `names` are the names for
/// suggestions. Spans in diagnostics are bytes of `text`.
///
/// # Errors
/// Everything that is wrong with the statement; the list is never empty.
pub fn parse(
    text: &str,
    option: &dyn Fn(&str) -> Option<usize>,
    names: &[&str],
) -> Result<Expr, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let tokens = lex(text, &mut problems);
    if tokens.is_empty() && problems.is_empty() {
        problems.push(
            Diagnostic::error("empty-statement", "a statement without words")
                .at(Span::new(0, text.len()), "nothing stands here")
                .help("name an option, as in `accept` or `!deliver`"),
        );
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: text.len(),
        depth: 0,
        option,
        names,
        problems,
    };
    let expr = parser.equivalence();
    if let Some(extra) = parser.tokens.get(parser.at) {
        let message = if extra.token == Token::Close {
            "a closing parenthesis without an opening one"
        } else {
            "an operator is missing before this"
        };
        let code = if extra.token == Token::Close {
            "unbalanced-parenthesis"
        } else {
            "missing-operator"
        };
        parser.problems.push(
            Diagnostic::error(code, message)
                .at(extra.span, "not expected here")
                .help("join statements with `&`, `|`, `IF` or `IFF`"),
        );
    }
    match (expr, parser.problems.is_empty()) {
        (Some(expr), true) => Ok(expr),
        _ => Err(parser.problems),
    }
}

fn lex(text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Lexed> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let single = match c {
            _ if c.is_whitespace() => continue,
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            '&' | '∧' => Some(Token::And),
            '|' | '∨' => Some(Token::Or),
            '!' | '¬' | '-' => Some(Token::Not),
            _ => None,
        };
        if let Some(token) = single {
            // `&&` and `||` are what programmers write.
            if matches!(c, '&' | '|') && chars.peek().is_some_and(|(_, d)| *d == c) {
                chars.next();
            }
            let end = chars.peek().map_or(text.len(), |(i, _)| *i);
            tokens.push(Lexed {
                token,
                span: Span::new(at, end),
            });
            continue;
        }
        if c == '"' || c == '\'' {
            quoted(text, at, c, &mut chars, &mut tokens, problems);
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((i, d)) = chars.peek().copied() {
            if !is_name(d) {
                break;
            }
            end = i + d.len_utf8();
            chars.next();
        }
        let word = text.get(at..end).unwrap_or("");
        if !is_name(c) {
            problems.push(
                Diagnostic::error(
                    "stray-character",
                    format!("`{word}` is no part of the language"),
                )
                .at(Span::new(at, end), "not understood")
                .help("use option names, `&`, `|`, `!`, `IF`, `IFF` and parentheses"),
            );
            continue;
        }
        tokens.push(Lexed {
            token: keyword(word),
            span: Span::new(at, end),
        });
    }
    tokens
}

fn quoted(
    text: &str,
    at: usize,
    mark: char,
    chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    tokens: &mut Vec<Lexed>,
    problems: &mut Vec<Diagnostic>,
) {
    let start = at + mark.len_utf8();
    for (i, c) in chars.by_ref() {
        if c == mark {
            let name = text.get(start..i).unwrap_or("").to_owned();
            tokens.push(Lexed {
                token: Token::Name(name),
                span: Span::new(at, i + c.len_utf8()),
            });
            return;
        }
    }
    problems.push(
        Diagnostic::error("unclosed-quote", "a quotation mark that is never closed")
            .at(Span::new(at, text.len()), "opened here")
            .help(format!("close it with {mark}")),
    );
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn keyword(word: &str) -> Token {
    match word {
        "IF" => Token::If,
        "IFF" => Token::Iff,
        "NOT" => Token::Not,
        "AND" => Token::And,
        "OR" => Token::Or,
        "true" => Token::True,
        "false" => Token::False,
        _ => Token::Name(word.to_owned()),
    }
}

struct Parser<'a> {
    tokens: &'a [Lexed],
    at: usize,
    end: usize,
    depth: usize,
    option: &'a dyn Fn(&str) -> Option<usize>,
    names: &'a [&'a str],
    problems: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn eat(&mut self, token: &Token) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|t| t.token == *token);
        self.at += usize::from(found);
        found
    }

    fn equivalence(&mut self) -> Option<Expr> {
        let mut left = self.implication();
        while self.eat(&Token::Iff) {
            let right = self.implication();
            left = left.zip(right).map(|(a, b)| a.iff(b));
        }
        left
    }

    fn implication(&mut self) -> Option<Expr> {
        let mut left = self.disjunction();
        while self.eat(&Token::If) {
            let right = self.disjunction();
            left = left.zip(right).map(|(a, b)| a.when(b));
        }
        left
    }

    fn disjunction(&mut self) -> Option<Expr> {
        self.series(&Token::Or, Self::conjunction, Expr::Or)
    }

    fn conjunction(&mut self) -> Option<Expr> {
        self.series(&Token::And, Self::factor, Expr::And)
    }

    /// One part, or several joined by `operator`.
    fn series(
        &mut self,
        operator: &Token,
        part: fn(&mut Self) -> Option<Expr>,
        join: fn(Vec<Expr>) -> Expr,
    ) -> Option<Expr> {
        let mut parts = vec![part(self)];
        while self.eat(operator) {
            parts.push(part(self));
        }
        let mut parts: Vec<Expr> = parts.into_iter().collect::<Option<_>>()?;
        if parts.len() == 1 {
            parts.pop()
        } else {
            Some(join(parts))
        }
    }

    fn factor(&mut self) -> Option<Expr> {
        self.depth += 1;
        let expr = if self.depth > DEEPEST {
            self.too_deep();
            None
        } else {
            self.factor_within()
        };
        self.depth -= 1;
        expr
    }

    fn factor_within(&mut self) -> Option<Expr> {
        if self.eat(&Token::Not) {
            return self.factor().map(|e| !e);
        }
        let Some(next) = self.tokens.get(self.at) else {
            self.problems.push(
                Diagnostic::error("incomplete-statement", "the statement stops too early")
                    .at(Span::new(self.end, self.end), "an option is missing here")
                    .help("every operator needs a statement on both sides"),
            );
            return None;
        };
        let span = next.span;
        match next.token.clone() {
            Token::Open => {
                self.at += 1;
                let inner = self.equivalence();
                if !self.eat(&Token::Close) {
                    self.problems.push(
                        Diagnostic::error(
                            "unbalanced-parenthesis",
                            "a parenthesis that is never closed",
                        )
                        .at(span, "opened here")
                        .help("add `)`"),
                    );
                }
                inner
            }
            Token::Name(name) => {
                self.at += 1;
                self.name(&name, span)
            }
            Token::True => {
                self.at += 1;
                Some(Expr::True)
            }
            Token::False => {
                self.at += 1;
                Some(Expr::False)
            }
            _ => {
                self.at += 1;
                self.problems.push(
                    Diagnostic::error(
                        "missing-operand",
                        "an operator where an option should stand",
                    )
                    .at(span, "an option is missing before this")
                    .help("every operator needs a statement on both sides"),
                );
                None
            }
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Option<Expr> {
        if let Some(index) = (self.option)(name) {
            return Some(Expr::Option(index));
        }
        let help = match crate::suggest::nearest(name, self.names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.names.is_empty() => {
                "no option is defined yet: add an [[option]]".to_owned()
            }
            None => format!("the options are {}", self.names.join(", ")),
        };
        self.problems.push(
            Diagnostic::error("unknown-option", format!("there is no option `{name}`"))
                .at(span, "not defined")
                .help(help),
        );
        None
    }

    fn too_deep(&mut self) {
        self.at = self.tokens.len();
        self.problems.push(
            Diagnostic::error("too-deep", format!("more than {DEEPEST} levels of nesting"))
                .at(Span::new(0, self.end), "nested too deeply")
                .help("split it into several statements"),
        );
    }
}

/// Writes an expression so that [`parse`] reads the same back.
#[must_use]
pub fn print(expr: &Expr, name: &dyn Fn(usize) -> String) -> String {
    show(expr, name, 0)
}

/// How tightly the top of an expression binds; a child that binds less needs parentheses.
const fn binding(expr: &Expr) -> u8 {
    match expr {
        Expr::Iff(..) => 1,
        Expr::If(..) => 2,
        Expr::Or(..) => 3,
        Expr::And(..) => 4,
        _ => 5,
    }
}

fn show(expr: &Expr, name: &dyn Fn(usize) -> String, outer: u8) -> String {
    let own = binding(expr);
    // The right side of IF and IFF needs parentheses at equal binding: both group to the left.
    let pair = |a: &Expr, word: &str, b: &Expr| {
        format!("{} {word} {}", show(a, name, own), show(b, name, own + 1))
    };
    let series = |parts: &[Expr], word: &str| {
        let shown: Vec<String> = parts.iter().map(|p| show(p, name, own + 1)).collect();
        shown.join(word)
    };
    let text = match expr {
        Expr::True => "true".to_owned(),
        Expr::False => "false".to_owned(),
        Expr::Option(k) => quote(&name(*k)),
        Expr::Not(inner) => format!("!{}", show(inner, name, 5)),
        Expr::And(parts) if parts.is_empty() => "true".to_owned(),
        Expr::Or(parts) if parts.is_empty() => "false".to_owned(),
        Expr::And(parts) => series(parts, " & "),
        Expr::Or(parts) => series(parts, " | "),
        Expr::If(a, b) => pair(a, "IF", b),
        Expr::Iff(a, b) => pair(a, "IFF", b),
    };
    if own < outer {
        format!("({text})")
    } else {
        text
    }
}

fn quote(name: &str) -> String {
    let is_plain = name.chars().next().is_some_and(|c| is_name(c) && c != '-')
        && name.chars().all(is_name)
        && matches!(keyword(name), Token::Name(_));
    if is_plain {
        name.to_owned()
    } else {
        format!("'{name}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 3] = ["a", "b", "deliver-now"];

    fn read(text: &str) -> Result<Expr, Vec<String>> {
        parse(text, &|n| NAMES.iter().position(|m| *m == n), &NAMES)
            .map_err(|all| all.into_iter().map(|d| d.code).collect())
    }

    fn o(k: usize) -> Expr {
        Expr::Option(k)
    }

    #[test]
    fn precedence() {
        assert_eq!(
            read("a | b & !deliver-now"),
            Ok(Expr::Or(vec![o(0), Expr::And(vec![o(1), !o(2)])]))
        );
        assert_eq!(
            read("a IF b | a"),
            Ok(o(0).when(Expr::Or(vec![o(1), o(0)])))
        );
        assert_eq!(read("a IFF b IF a"), Ok(o(0).iff(o(1).when(o(0)))));
        assert_eq!(read("-a && NOT b"), Ok(Expr::And(vec![!o(0), !o(1)])));
    }

    #[test]
    fn mistakes_have_names() {
        for (text, code) in [
            ("", "empty-statement"),
            ("(a", "unbalanced-parenthesis"),
            ("a)", "unbalanced-parenthesis"),
            ("a b", "missing-operator"),
            ("a &", "incomplete-statement"),
            ("& a", "missing-operand"),
            ("c", "unknown-option"),
            ("a # b", "stray-character"),
            ("\"a", "unclosed-quote"),
        ] {
            let codes = read(text).unwrap_err();
            assert!(codes.iter().any(|c| c == code), "{text}: {codes:?}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        let text = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(read(&text).unwrap_err().contains(&"too-deep".to_owned()));
    }

    fn expr() -> impl Strategy<Value = Expr> {
        let leaf = prop_oneof![
            (0usize..3).prop_map(Expr::Option),
            Just(Expr::True),
            Just(Expr::False)
        ];
        leaf.prop_recursive(5, 40, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|e| !e),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| a.when(b)),
                (inner.clone(), inner).prop_map(|(a, b)| a.iff(b)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(e in expr()) {
            let text = print(&e, &|k| NAMES[k].to_owned());
            prop_assert_eq!(read(&text).map_err(|c| c.join(",")), Ok(e));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,60}") {
            if let Err(codes) = read(&text) {
                prop_assert!(!codes.is_empty());
            }
        }
    }
}
