//! Why a statement was made: the sentence, its tree, the rule, and the rules that nearly fired.

use crate::build::Builder;
use crate::rules::Rule;
use crate::tree::Tree;
use crate::{Reader, Scope};
use demarche_evidence::{Source, Span, Statement};
use demarche_text::Sign;

/// Why one statement was made.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The statement.
    pub statement: Statement,
    /// The sentence that its evidence begins in.
    pub sentence: Span,
    /// The words of that sentence, as a dependency tree.
    pub words: Vec<Word>,
    /// The rule that made it; `None` where a builder did without one.
    pub rule: Option<Rule>,
    /// Rules that the same words trigger but that did not fire.
    pub silent: Vec<Silent>,
}

/// One word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub tag: &'static str,
    /// Index of the governing word among the words; `None` for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to it.
    pub relation: String,
    /// Where it stands in the text.
    pub span: Span,
    /// The event that it would name, where the model has an eye for events.
    pub event: Option<Sign>,
    /// Whether it names a source or recipient, where the model has an eye for them.
    pub actor: Option<Sign>,
}

/// A rule that did not fire.
#[derive(Debug, Clone)]
pub struct Silent {
    /// The rule.
    pub rule: Rule,
    /// Its first condition that does not hold, as the rule file has it.
    pub failed: String,
}

impl Reader {
    /// Why statement `n` (from 0) of the reading of `source` was made; `None` where the reading
    /// has no such statement. Takes as long as reading the source.
    #[must_use]
    pub fn explain(&self, source: &Source, n: usize) -> Option<Explanation> {
        let (article, date, _) = self.article(source);
        let (_, statements) = self.statements(&article, date, source, Scope::Negotiation);
        let statement = statements.get(n)?.clone();
        let start = statement.evidence.start;
        let index = article.trees.iter().position(|t| start < t.span.end)?;
        let tree = article.trees.get(index)?;
        let builder = Builder::new(&article, &self.rules, date);
        let silent = builder.silent(index, &statement.rule);
        let rule = self.rules.rules.iter().find(|r| r.id == statement.rule);
        Some(Explanation {
            sentence: tree.span,
            words: words(tree),
            rule: rule.cloned(),
            silent: silent
                .into_iter()
                .map(|(rule, failed)| Silent {
                    rule: rule.clone(),
                    failed,
                })
                .collect(),
            statement,
        })
    }
}

fn words(tree: &Tree) -> Vec<Word> {
    let word = |node: &crate::tree::Node| Word {
        form: node.form.clone(),
        lemma: node.lemma.clone(),
        tag: node.upos,
        head: node.head,
        relation: node.rel.clone(),
        span: node.span,
        event: node.event.clone(),
        actor: node.actor.clone(),
    };
    tree.nodes.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_text::Model;

    #[test]
    fn a_statement_is_explained_by_its_rule_and_sentence() {
        let negotiation = "Norway proposed a ceasefire on Monday. Chile rejected the proposal. I think that it rained.";
        let other = "The author thinks that roses are red. She said that violets are blue.";
        for model in [Model::Fast, Model::Accurate] {
            for text in [negotiation, other] {
                explained(model, text);
            }
        }
    }

    /// Statement by statement as the reading has them, also where it leaves out what builders find.
    fn explained(model: Model, text: &str) {
        let rules = crate::RuleBook::built_in().expect("the built-in rules");
        let reader = Reader::with(model, rules).expect("a reader");
        let source = Source::plain(text);
        let reading = reader.read(&source);
        assert!(!reading.statements.is_empty(), "{text}");
        for (n, statement) in reading.statements.iter().enumerate() {
            let explanation = reader.explain(&source, n).expect("an explanation");
            assert_eq!(explanation.statement, *statement);
            for word in &explanation.words {
                assert_eq!(word.span.text(text).ok(), Some(word.form.as_str()));
                assert!(explanation.sentence.contains(word.span));
            }
        }
        assert!(reader.explain(&source, reading.statements.len()).is_none());
    }
}
