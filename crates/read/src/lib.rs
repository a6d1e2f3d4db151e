//! Reads an article and says what the parties to a negotiation did, said, proposed, demanded,
//! claimed and threatened, each statement tied to the bytes it rests on.
//!
//! The way is: sentences and trees (from `demarche-text`), the cast of the article (`cast` and
//! the actor files), frames that undo syntax (`frame`), rules as data ([`rules`],
//! `data/rules`), and builders that put together what the rules find (`build`).
//!
//! ```
//! let reader = demarche_read::Reader::new()?;
//! let source = demarche_evidence::Source::plain(
//!     "Norway proposed a ceasefire on Monday. Chile rejected the proposal.",
//! );
//! let reading = reader.read_any(&source);
//! assert!(!reading.statements.is_empty());
//! # Ok::<(), demarche_read::ReadError>(())
//! ```

mod article;
mod build;
mod cast;
pub mod choice;
mod coding;
mod dateline;
mod explain;
mod frame;
mod gazetteer;
mod gist;
mod lexicon;
mod quotation;
mod relevance;
pub mod rules;
pub mod schema;
mod slots;
mod tree;
mod when;
mod who;

use article::{Article, Link};
use build::Builder;
use choice::{Choice, Question};
pub use coding::{Code, Coder};
use demarche_evidence::{Argument, Body, CausalSentence, Reading, Source, Span, Statement};
pub use demarche_text::Model;
use demarche_text::{Document, Pipeline, Share, Task};
pub use explain::{Explanation, Silent, Word};
use gazetteer::Gazetteer;
pub use gist::gist;
use jiff::civil::Date;
pub use rules::RuleBook;
use rules::RuleError;
use std::collections::BTreeMap;
use tree::{Node, Tree};

/// Names the reader and its rules; readings made by different versions may differ.
pub const VERSION: &str = concat!("demarche-read ", env!("CARGO_PKG_VERSION"));

/// Why a reader cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A rule file is broken.
    #[error(transparent)]
    Rules(#[from] RuleError),
    /// The embedded language model is broken.
    #[error(transparent)]
    Model(#[from] demarche_text::ModelError),
}

/// Reads articles; make one and use it for many.
pub struct Reader {
    pipeline: Pipeline,
    rules: RuleBook,
    gazetteer: Gazetteer,
    keeps_doubtful: bool,
}

impl Reader {
    /// A reader with the built-in rules and actor files, and the accurate language model.
    ///
    /// # Errors
    /// When a built-in rule file or the embedded model is broken.
    pub fn new() -> Result<Self, ReadError> {
        Self::with(Model::default(), RuleBook::built_in()?)
    }

    /// A reader with a model and rules of one's choice.
    ///
    /// # Errors
    /// When the embedded model is broken.
    pub fn with(model: Model, rules: RuleBook) -> Result<Self, ReadError> {
        Ok(Self {
            pipeline: Pipeline::of(model)?,
            rules,
            gazetteer: Gazetteer::built_in(),
            keeps_doubtful: false,
        })
    }

    /// A reader that keeps statements which are likelier wrong than right, too; each says how likely it is right.
    #[must_use]
    pub const fn keeping_doubtful(mut self) -> Self {
        self.keeps_doubtful = true;
        self
    }

    /// The rules in use.
    #[must_use]
    pub const fn rules(&self) -> &RuleBook {
        &self.rules
    }

    /// Codes for whoever takes part in events, by the actor files.
    #[must_use]
    pub const fn coder(&self) -> Coder<'_> {
        Coder {
            gazetteer: &self.gazetteer,
        }
    }

    /// Everything found in `source`. Never fails: of a text without a negotiation the reading says
    /// so, and holds who said what and nothing else. Time grows linearly with the text.
    #[must_use]
    pub fn read(&self, source: &Source) -> Reading {
        self.read_as(source, Scope::Negotiation)
    }

    /// As [`Reader::read`], but whatever the rules find is kept, whether or not anybody seems to
    /// negotiate, and events that the model alone sees as well: for event data, and for trying a rule
    /// on a sentence.
    #[must_use]
    pub fn read_any(&self, source: &Source) -> Reading {
        self.read_as(source, Scope::Everything)
    }

    fn read_as(&self, source: &Source, scope: Scope) -> Reading {
        let (article, date, causal) = self.article(source);
        let (relevant, statements) = self.statements(&article, date, source, scope);
        let (parties, people) = who::listed(&article, &statements);
        Reading {
            source: source.id.clone(),
            date,
            relevant,
            parties,
            people,
            statements,
            causal,
        }
    }

    /// The choices of one kind that reading a text comes upon, each decided by the rules alone: what weights are learned from.
    #[must_use]
    pub fn choices(&self, source: &Source, question: Question) -> Vec<Choice> {
        let (article, date, _) = self.article(source);
        Builder::new(&article, &self.rules, date).choices(question)
    }

    /// A parsed text, its date and its causal sentences.
    fn article<'s>(
        &'s self,
        source: &'s Source,
    ) -> (Article<'s>, Option<Date>, Vec<CausalSentence>) {
        let (regions, spans) = dateline::set_apart(&source.text, &source.regions);
        let document = self.pipeline.parse(&source.text, &regions);
        let causal = document.sentences.iter().filter_map(causal).collect();
        let trees = trees(&document);
        let date = source.date.or_else(|| when::article_date(&trees));
        let is_dateline = |t: &Tree| spans.iter().any(|d| d.contains(t.span));
        let (datelines, trees): (Vec<Tree>, Vec<Tree>) = trees.into_iter().partition(is_dateline);
        let words = &self.rules.lexicon;
        let links = links(&document);
        let article = Article::new(
            &source.text,
            trees,
            &datelines,
            links,
            words,
            &self.gazetteer,
        );
        (article, date, causal)
    }

    /// Whether a text is about a negotiation, and what is kept of it.
    fn statements(
        &self,
        article: &Article<'_>,
        date: Option<Date>,
        source: &Source,
        scope: Scope,
    ) -> (bool, Vec<Statement>) {
        let mut statements = Builder::new(article, &self.rules, date)
            .keeping_doubtful(self.keeps_doubtful)
            .build(&source.id);
        if scope == Scope::Negotiation {
            statements.retain(|s| !build::is_signed(&s.rule));
        }
        let relevant = scope == Scope::Everything || relevance::is_relevant(&statements, article);
        statements.retain(|s| match &s.body {
            Body::Quote(_) if relevant => !build::is_attribution(&s.rule),
            Body::Quote(_) => {
                build::is_clausal(&s.rule) || s.arguments.iter().any(|a| is_said(article, a))
            }
            _ => relevant,
        });
        (relevant, statements)
    }
}

/// The trees of a text.
fn trees(document: &Document) -> Vec<Tree> {
    let sentences = document.sentences.iter();
    sentences
        .filter(|s| !s.tokens.is_empty())
        .map(convert)
        .collect()
}

/// By where a noun or pronoun starts, what the model takes it to stand for.
fn links(document: &Document) -> BTreeMap<usize, Link> {
    let start = |place: demarche_text::Place| {
        let sentence = document.sentences.get(place.sentence);
        let token = sentence.and_then(|s| s.tokens.get(place.word));
        token.map(|t| t.start)
    };
    let links = document.links.iter();
    links
        .filter_map(|link| {
            let share = link.share.probability();
            let to = start(link.antecedent)?;
            Some((start(link.mention)?, Link { to, share }))
        })
        .collect()
}

/// What of a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// What bears on a negotiation, if there is one.
    Negotiation,
    /// Everything.
    Everything,
}

/// Whether `argument` is what somebody says, in a clause of its own.
fn is_said(article: &Article<'_>, argument: &Argument) -> bool {
    argument.role == "content" && build::is_in_a_clause(&article.trees, argument.span)
}

/// A sentence that more likely than not tells of a cause.
fn causal(sentence: &demarche_text::Sentence) -> Option<CausalSentence> {
    let share = sentence.signs.causal.filter(|s| s.probability() >= 0.5)?;
    Some(CausalSentence {
        evidence: Span::new(sentence.start, sentence.end),
        share: share.thousandths(),
    })
}

fn convert(sentence: &demarche_text::Sentence) -> Tree {
    let nodes = sentence
        .tokens
        .iter()
        .enumerate()
        .map(|(i, t)| Node {
            span: Span::new(t.start, t.end),
            form: t.form.to_string(),
            lemma: lemma(t),
            upos: t.upos.as_str(),
            xpos: t.xpos.as_str().to_owned(),
            head: t.head,
            rel: t.deprel.as_str().to_owned(),
            event: sentence.signs.of(Task::Event, i).cloned(),
            actor: sentence.signs.of(Task::Actor, i).cloned(),
            attribution: sentence.signs.of(Task::Attribution, i).cloned(),
            act: sentence.signs.of(Task::Act, i).cloned(),
            step: sentence.signs.of(Task::Meeting, i).cloned(),
            name: sentence.signs.of(Task::Name, i).cloned(),
            claim: sentence.signs.of(Task::Claim, i).cloned(),
        })
        .collect();
    let span = Span::new(sentence.start, sentence.end);
    let mut tree = Tree::new(span, sentence.paragraph, nodes);
    tree.negotiation = sentence.signs.negotiation.map(Share::probability);
    tree
}

/// Lemmas in lower case but for names, so that rules can be written in lower case.
fn lemma(token: &demarche_text::Token) -> String {
    token.lemma.to_lowercase()
}
