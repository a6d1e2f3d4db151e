//! CoNLL-U: the ten-column format of treebanks.
//!
//! [`write()`] prints a [`Document`]; [`read`] takes a treebank apart for training and measuring.

use std::fmt::Write as _;

use crate::document::{Document, Sentence};
use crate::labels::{Deprel, Upos, Xpos};

/// One word of a treebank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Surface.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Word class.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of the head, `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Byte range in the sentence's text; the words of a multi-word token share out its range where their forms allow.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// One sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreebankSentence {
    /// The sentence as the forms and `SpaceAfter=No` spell it, without the space that follows it.
    pub text: String,
    /// Its words.
    pub words: Vec<Word>,
    /// Whether a new paragraph or document begins here.
    pub new_paragraph: bool,
    /// Whether white space follows the sentence.
    pub space_after: bool,
}

/// Why a treebank file cannot be read; lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConlluError {
    /// A line has not ten columns.
    #[error("line {line}: {found} columns instead of 10")]
    Columns {
        /// Line number.
        line: usize,
        /// Columns found.
        found: usize,
    },
    /// A label is outside the closed sets.
    #[error("line {line}: unknown {what} `{value}`")]
    Label {
        /// Line number.
        line: usize,
        /// Which column.
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// A number is none, or out of order, or points outside the sentence.
    #[error("line {line}: bad {what} `{value}`")]
    Index {
        /// Line number.
        line: usize,
        /// Which column.
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// Heads do not form a tree with one root.
    #[error("sentence ending at line {line} is not a tree with one root")]
    Tree {
        /// Line number.
        line: usize,
    },
}

/// Prints a document. `MISC` carries `SpaceAfter=No` and `TokenRange=start:end` in bytes of `text`.
#[must_use]
pub fn write(document: &Document, text: &str) -> String {
    let mut out = String::new();
    let mut paragraph = None;
    for (index, sentence) in document.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
            paragraph = Some(sentence.paragraph);
        }
        write_sentence(&mut out, sentence, text, index + 1);
    }
    out
}

fn write_sentence(out: &mut String, sentence: &Sentence, text: &str, number: usize) {
    let surface: Vec<&str> = sentence.slice(text).split_whitespace().collect();
    // Writing to a string cannot fail.
    _ = writeln!(out, "# sent_id = {number}\n# text = {}", surface.join(" "));
    for (index, token) in sentence.tokens.iter().enumerate() {
        let head = token.head.map_or(0, |head| head + 1);
        let no_space = if token.space_after {
            ""
        } else {
            "SpaceAfter=No|"
        };
        _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{no_space}TokenRange={}:{}",
            index + 1,
            token.form,
            token.lemma,
            token.upos,
            token.xpos,
            token.deprel,
            token.start,
            token.end
        );
    }
    out.push('\n');
}

/// Reads a treebank. Empty nodes, features and enhanced dependencies are passed over.
///
/// # Errors
/// The first line that does not fit the format.
pub fn read(input: &str) -> Result<Vec<TreebankSentence>, ConlluError> {
    let mut reader = Reader::default();
    for (index, line) in input.lines().enumerate() {
        reader.line(line.trim_end_matches('\r'), index + 1)?;
    }
    reader.finish(input.lines().count())?;
    Ok(reader.sentences)
}

#[derive(Default)]
struct Reader {
    sentences: Vec<TreebankSentence>,
    current: TreebankSentence,
    /// The open multi-word token: surface left to share out, last word number, whether a space follows.
    span: Option<(String, usize, bool)>,
    pending_paragraph: bool,
    glued: bool,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ConlluError> {
        if line.is_empty() {
            return self.finish(number);
        }
        if line.starts_with('#') {
            // `newpar_block` and the like say how paragraphs nest, not that one begins.
            let key = line
                .trim_start_matches('#')
                .trim()
                .split([' ', '='])
                .next()
                .unwrap_or_default();
            self.pending_paragraph |= matches!(key, "newpar" | "newdoc");
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            return Err(ConlluError::Columns {
                line: number,
                found: columns.len(),
            });
        };
        let space = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if id.contains('.') {
            return Ok(());
        }
        let index = |what, value: &str| {
            value
                .parse::<usize>()
                .map_err(|_| bad_index(number, what, value))
        };
        if let Some((_, last)) = id.split_once('-') {
            self.space();
            self.span = Some((form.to_owned(), index("id", last)?, space));
            return Ok(());
        }
        let position = index("id", id)?;
        if position != self.current.words.len() + 1 {
            return Err(bad_index(number, "id", id));
        }
        let (start, end) = self.place(form, position, space);
        let label = |what, value: &str| ConlluError::Label {
            line: number,
            what,
            value: value.to_owned(),
        };
        self.current.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_name(upos).ok_or_else(|| label("part of speech", upos))?,
            xpos: Xpos::from_name(xpos).ok_or_else(|| label("tag", xpos))?,
            head: index("head", head)?.checked_sub(1),
            deprel: Deprel::from_name(deprel).ok_or_else(|| label("relation", deprel))?,
            start,
            end,
        });
        Ok(())
    }

    fn space(&mut self) {
        if !self.glued && !self.current.text.is_empty() {
            self.current.text.push(' ');
        }
    }

    /// Appends the word's surface to the text and says where it stands.
    fn place(&mut self, form: &str, position: usize, space: bool) -> (usize, usize) {
        let Some((rest, last, span_space)) = self.span.take() else {
            self.space();
            let start = self.current.text.len();
            self.current.text.push_str(form);
            self.glued = !space;
            return (start, self.current.text.len());
        };
        let start = self.current.text.len();
        // A word whose form is not what stands there (as in `its` for "it's" written wrong) takes its length, at most the rest.
        let mut length = if position == last {
            rest.len()
        } else {
            form.len().min(rest.len().saturating_sub(last - position))
        };
        while !rest.is_char_boundary(length) {
            length -= 1;
        }
        self.current.text.push_str(&rest[..length]);
        if position < last {
            self.glued = true;
            self.span = Some((rest[length..].to_owned(), last, span_space));
        } else {
            self.glued = !span_space;
        }
        (start, self.current.text.len())
    }

    fn finish(&mut self, line: usize) -> Result<(), ConlluError> {
        let mut sentence = std::mem::take(&mut self.current);
        self.span = None;
        if sentence.words.is_empty() {
            return Ok(());
        }
        if !is_tree(&sentence.words) {
            return Err(ConlluError::Tree { line });
        }
        sentence.space_after = !self.glued;
        sentence.new_paragraph = std::mem::take(&mut self.pending_paragraph);
        self.glued = false;
        self.sentences.push(sentence);
        Ok(())
    }
}

fn bad_index(line: usize, what: &'static str, value: &str) -> ConlluError {
    ConlluError::Index {
        line,
        what,
        value: value.to_owned(),
    }
}

fn is_tree(words: &[Word]) -> bool {
    let roots = words.iter().filter(|word| word.head.is_none()).count();
    let reaches_root = |start: usize| {
        let mut at = start;
        for _ in 0..=words.len() {
            match words.get(at) {
                Some(Word {
                    head: Some(head), ..
                }) => at = *head,
                Some(_) => return true,
                None => return false,
            }
        }
        false
    };
    roots == 1 && (0..words.len()).all(reaches_root)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc\n# text = They don't.\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn reads_words_of_multiword_tokens_with_their_places() {
        let sentences = read(SAMPLE).unwrap();
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].text, "They don't.");
        assert!(sentences[0].new_paragraph);
        let places: Vec<&str> = sentences[0]
            .words
            .iter()
            .map(|word| &sentences[0].text[word.start..word.end])
            .collect();
        assert_eq!(places, ["They", "do", "n't", "."]);
    }

    #[test]
    fn names_the_line_of_an_error() {
        assert_eq!(
            read("1\ta\n"),
            Err(ConlluError::Columns { line: 1, found: 2 })
        );
        let error = read("# x\n1\ta\ta\tNOPE\tNN\t_\t0\troot\t_\t_\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: unknown part of speech `NOPE`");
        let error = read("1\ta\ta\tNOUN\tNN\t_\t1\troot\t_\t_\n\n").unwrap_err();
        assert_eq!(error, ConlluError::Tree { line: 2 });
    }

    #[test]
    fn writes_what_it_can_read() {
        let text = "They don't.";
        let mut document = crate::segment(text, std::slice::from_ref(&(0..text.len())));
        for (index, token) in document.sentences[0].tokens.iter_mut().enumerate() {
            token.head = index.checked_sub(1);
        }
        let written = write(&document, text);
        assert!(
            written.contains("\tSpaceAfter=No|TokenRange=5:7\n"),
            "{written}"
        );
        assert_eq!(read(&written).unwrap()[0].words.len(), 4);
    }
}
