use serde::{Deserialize, Serialize};

/// What a line of a brief rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cite {
    /// A passage: number of a [`Citation`](crate::Citation).
    Quote(usize),
    /// A guess: number of an [`Assumption`](crate::Assumption).
    Assumption(usize),
    /// A whole text: number of a [`SourceRow`](crate::SourceRow). For what a text does *not* say.
    Text(usize),
}

impl Cite {
    /// As printed between brackets: `7`, `A2`, `source 1`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Quote(n) => n.to_string(),
            Self::Assumption(n) => format!("A{n}"),
            Self::Text(n) => format!("source {n}"),
        }
    }

    /// Stable name for links inside a document: `c7`, `a2`, `text1`.
    #[must_use]
    pub fn anchor(self) -> String {
        match self {
            Self::Quote(n) => format!("c{n}"),
            Self::Assumption(n) => format!("a{n}"),
            Self::Text(n) => format!("text{n}"),
        }
    }
}

/// One or more citations without repetition; never none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Cite>", into = "Vec<Cite>")]
pub struct Cites(Vec<Cite>);

/// A line, or a list of citations, that cites nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing is cited")]
pub struct Uncited;

impl Cites {
    /// A single citation.
    #[must_use]
    pub fn one(cite: Cite) -> Self {
        Self(vec![cite])
    }

    /// All of `cites`, each once, in the order given.
    ///
    /// # Errors
    /// [`Uncited`] when there is none.
    pub fn of(cites: impl IntoIterator<Item = Cite>) -> Result<Self, Uncited> {
        let mut all = Vec::new();
        for cite in cites {
            if !all.contains(&cite) {
                all.push(cite);
            }
        }
        if all.is_empty() {
            Err(Uncited)
        } else {
            Ok(Self(all))
        }
    }

    /// With one more, unless it is there.
    #[must_use]
    pub fn and(mut self, cite: Cite) -> Self {
        if !self.0.contains(&cite) {
            self.0.push(cite);
        }
        self
    }

    /// In the order they are printed.
    pub fn iter(&self) -> impl Iterator<Item = Cite> + '_ {
        self.0.iter().copied()
    }

    /// The first, which is always there.
    #[must_use]
    pub fn as_slice(&self) -> &[Cite] {
        &self.0
    }
}

impl TryFrom<Vec<Cite>> for Cites {
    type Error = Uncited;

    fn try_from(cites: Vec<Cite>) -> Result<Self, Uncited> {
        Self::of(cites)
    }
}

impl From<Cites> for Vec<Cite> {
    fn from(cites: Cites) -> Self {
        cites.0
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Run {
    /// Our words.
    Text(String),
    /// Our words, stressed.
    Strong(String),
    /// A source's own words; renderers add the quotation marks.
    Quote(String),
    /// What the words before it rest on.
    Cite(Cite),
}

/// A sentence or more that cites.
///
/// There is no way to make one without a citation: words are gathered in a [`Prose`], and only
/// citing turns that into a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Run>", into = "Vec<Run>")]
pub struct Line(Vec<Run>);

impl Line {
    /// The pieces in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// What it rests on, in order, with repetitions.
    pub fn cites(&self) -> impl Iterator<Item = Cite> + '_ {
        self.0.iter().filter_map(|run| match run {
            Run::Cite(cite) => Some(*cite),
            _ => None,
        })
    }

    /// With more of our words.
    #[must_use]
    pub fn text(mut self, words: impl Into<String>) -> Self {
        push_text(&mut self.0, words.into());
        self
    }

    /// With a source's words.
    #[must_use]
    pub fn quote(mut self, words: impl Into<String>) -> Self {
        self.0.push(Run::Quote(words.into()));
        self
    }

    /// With further citations after the words so far.
    #[must_use]
    pub fn citing(mut self, cites: impl IntoIterator<Item = Cite>) -> Self {
        push_cites(&mut self.0, cites);
        self
    }

    /// With the pieces of `other` behind a space.
    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        push_text(&mut self.0, " ".to_owned());
        self.glue(other)
    }

    /// With the pieces of `other` right behind.
    #[must_use]
    pub fn glue(mut self, other: &Self) -> Self {
        for run in &other.0 {
            match run {
                Run::Text(words) => push_text(&mut self.0, words.clone()),
                _ => self.0.push(run.clone()),
            }
        }
        self
    }

    /// The words without citations, quotes in quotation marks.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut all = String::new();
        for run in &self.0 {
            match run {
                Run::Text(words) | Run::Strong(words) => all.push_str(words),
                Run::Quote(words) => {
                    all.push('“');
                    all.push_str(words);
                    all.push('”');
                }
                Run::Cite(_) => {}
            }
        }
        all
    }
}

impl TryFrom<Vec<Run>> for Line {
    type Error = Uncited;

    fn try_from(runs: Vec<Run>) -> Result<Self, Uncited> {
        if runs.iter().any(|run| matches!(run, Run::Cite(_))) {
            Ok(Self(runs))
        } else {
            Err(Uncited)
        }
    }
}

impl From<Line> for Vec<Run> {
    fn from(line: Line) -> Self {
        line.0
    }
}

/// Words that do not cite yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose(Vec<Run>);

impl Prose {
    /// Begins with our words.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self::default().text(words)
    }

    /// With more of our words.
    #[must_use]
    pub fn text(mut self, words: impl Into<String>) -> Self {
        push_text(&mut self.0, words.into());
        self
    }

    /// With stressed words.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Run::Strong(words.into()));
        self
    }

    /// With a source's words.
    #[must_use]
    pub fn quote(mut self, words: impl Into<String>) -> Self {
        self.0.push(Run::Quote(words.into()));
        self
    }

    /// Cites: the words become a line.
    #[must_use]
    pub fn cite(mut self, cites: &Cites) -> Line {
        push_cites(&mut self.0, cites.iter());
        Line(self.0)
    }

    /// With further words that do not cite yet.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        for run in other.0 {
            match run {
                Run::Text(words) => push_text(&mut self.0, words),
                _ => self.0.push(run),
            }
        }
        self
    }

    /// Words before a line: a line.
    #[must_use]
    pub fn before(self, line: &Line) -> Line {
        Line(self.0).glue(line)
    }

    /// Cites, and ends the sentence behind the citation.
    #[must_use]
    pub fn cite_end(self, cites: &Cites) -> Line {
        self.cite(cites).text(".")
    }
}

fn push_text(runs: &mut Vec<Run>, words: String) {
    match runs.last_mut() {
        _ if words.is_empty() => {}
        Some(Run::Text(last)) => last.push_str(&words),
        _ => runs.push(Run::Text(words)),
    }
}

fn push_cites(runs: &mut Vec<Run>, cites: impl IntoIterator<Item = Cite>) {
    let adjacent = runs
        .iter()
        .rev()
        .take_while(|r| matches!(r, Run::Cite(_)))
        .count();
    let mut near: Vec<Cite> = runs[runs.len() - adjacent..]
        .iter()
        .filter_map(|run| match run {
            Run::Cite(cite) => Some(*cite),
            _ => None,
        })
        .collect();
    for cite in cites {
        if !near.contains(&cite) {
            near.push(cite);
            runs.push(Run::Cite(cite));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_citation_cannot_be_read_back() {
        assert!(serde_json::from_str::<Line>(r#"[{"text":"so it is"}]"#).is_err());
        assert!(serde_json::from_str::<Cites>("[]").is_err());
    }

    #[test]
    fn words_join_and_citations_do_not_repeat() {
        let cites = Cites::one(Cite::Quote(1))
            .and(Cite::Quote(1))
            .and(Cite::Assumption(2));
        let line = Prose::new("It ")
            .text("stands ")
            .quote("idle")
            .cite(&cites)
            .text(".");
        assert_eq!(line.plain(), "It stands “idle”.");
        assert_eq!(
            line.cites().collect::<Vec<_>>(),
            [Cite::Quote(1), Cite::Assumption(2)]
        );
        let json = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<Line>(&json).unwrap(), line);
    }
}
