use demarche_evidence::{
    Body, Party, Person, Source, SourceId, Statement, StatementId, StatementKind,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What [`Record::keep`](crate::Record::keep) changed. All zero and false: nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The source was not in the record before.
    pub new_source: bool,
    /// Statements that were not in the record before.
    pub new_statements: usize,
    /// Statements known before that were found again with another rule, voice, confidence or
    /// arguments, or after having been superseded.
    pub refreshed: usize,
    /// Statements no longer found, and not reviewed by anybody.
    pub superseded: usize,
}

/// Where a statement stands with the people who reviewed it: what the last review said.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Nobody has looked at it.
    #[default]
    Unreviewed,
    /// It counts.
    Accepted,
    /// It does not count.
    Rejected,
    /// It counts with another body.
    Edited,
}

impl Standing {
    /// All standings.
    pub const ALL: [Self; 4] = [
        Self::Unreviewed,
        Self::Accepted,
        Self::Rejected,
        Self::Edited,
    ];

    /// The word used in the file and in every interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Edited => "edited",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What a reviewer says about a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It counts as it now stands (with the last edit, if there was one).
    Accept,
    /// It does not count.
    Reject,
    /// It counts with this body; what was read is kept beside it. To take an edit back, edit to
    /// the original body.
    Edit(Box<Body>),
}

impl Verdict {
    /// The word used in the file.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Edit(_) => "edit",
        }
    }

    /// Where a statement stands after this verdict.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        match self {
            Self::Accept => Standing::Accepted,
            Self::Reject => Standing::Rejected,
            Self::Edit(_) => Standing::Edited,
        }
    }
}

/// One review of one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The statement.
    pub statement: StatementId,
    /// What was said.
    pub verdict: Verdict,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// One comment on one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The statement.
    pub statement: StatementId,
    /// What was said.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A source as a list shows it: all but its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Its id.
    pub id: SourceId,
    /// Headline or file title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, from the source or else from its reading.
    pub date: Option<Date>,
    /// Path or web address as the user gave it.
    pub address: Option<String>,
    /// Length of the text in bytes.
    pub bytes: usize,
    /// When it was first kept.
    pub kept_at: Timestamp,
    /// Reader of the reading that stands.
    pub reader: String,
    /// When that reading was made.
    pub read_at: Timestamp,
    /// Whether the reader found a negotiation in it.
    pub relevant: bool,
    /// How many of its statements count for a model.
    pub statements: usize,
}

/// A statement with its standing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementEntry {
    /// The statement with the body that stands: the last edit's, else as read.
    pub statement: Statement,
    /// The body as read, where an edit stands in its place.
    pub original: Option<Body>,
    /// The text of its evidence, word for word.
    pub quote: String,
    /// What the last review said.
    pub standing: Standing,
    /// When a later reading no longer found it; `None` while it is current.
    pub superseded_at: Option<Timestamp>,
    /// The reader that first found it.
    pub reader: String,
    /// When it was first found.
    pub added_at: Timestamp,
    /// How many comments it has.
    pub comments: usize,
}

impl StatementEntry {
    /// Whether it counts for a model: neither rejected nor superseded.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.superseded_at.is_none() && self.standing != Standing::Rejected
    }
}

/// A statement with everything people said about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementDetail {
    /// The statement.
    pub entry: StatementEntry,
    /// All reviews, first to last.
    pub reviews: Vec<Review>,
    /// All comments, first to last.
    pub comments: Vec<Comment>,
}

/// Which statements to list; everything left at its default lets all current ones through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    /// Only of this kind.
    pub kind: Option<StatementKind>,
    /// Only from the source whose id starts so.
    pub source: Option<String>,
    /// Only those in which this party or person has a part: a name or an alias known to the
    /// record, upper or lower case.
    pub party: Option<String>,
    /// Only those whose words or evidence match this search query.
    pub text: Option<String>,
    /// Only with this standing.
    pub standing: Option<Standing>,
    /// Only those first found at this time or later.
    pub since: Option<Timestamp>,
    /// Also list superseded ones.
    pub superseded: bool,
}

/// What happened to a record at or after a given time; each list in order of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// From when on, inclusive.
    pub since: Timestamp,
    /// Sources first kept.
    pub sources: Vec<SourceEntry>,
    /// Statements first found (superseded ones left out).
    pub added: Vec<StatementEntry>,
    /// Statements that a new reading no longer found.
    pub superseded: Vec<StatementEntry>,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// Comments.
    pub comments: Vec<Comment>,
}

/// A source with everything the record knows about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedSource {
    /// The source with its text.
    pub source: Source,
    /// How it was kept and read.
    pub entry: SourceEntry,
    /// Its parties.
    pub parties: Vec<Party>,
    /// Its people.
    pub people: Vec<Person>,
    /// Its statements, superseded and rejected ones too, with reviews and comments.
    pub statements: Vec<StatementDetail>,
}

/// The whole record as one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// Always `demarche-record`.
    pub format: String,
    /// Format version of the record it was taken from.
    pub version: u32,
    /// The sources, in the order in which they were kept.
    pub sources: Vec<ExportedSource>,
}
