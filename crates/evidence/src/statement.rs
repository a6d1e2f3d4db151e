use crate::source::hex;
use crate::{Actor, AuxMode, PloverType, SourceId, Span, Voice, When};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Names a statement by a hash of its source, kind, evidence and content: reading the same text
/// with the same rules gives the same ids. Ten hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub String);

impl std::fmt::Display for StatementId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kinds of statement, without their content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// Who did what to whom.
    Event,
    /// Who said what.
    Quote,
    /// A meeting and its history.
    Meeting,
    /// A proposal and the stances on it.
    Proposal,
    /// What parties have undertaken to each other.
    Agreement,
    /// A day ahead on which something ends, begins, is decided or has to be done.
    Milestone,
    /// What a party wants.
    Demand,
    /// How somebody judges a meeting, text or side.
    Characterisation,
    /// Who says what causes what.
    Claim,
    /// What one party can do or withhold to press another.
    Lever,
    /// What the text says about the impasse itself.
    Remark,
}

impl StatementKind {
    /// The word used in every interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Quote => "quote",
            Self::Meeting => "meeting",
            Self::Proposal => "proposal",
            Self::Agreement => "agreement",
            Self::Milestone => "milestone",
            Self::Demand => "demand",
            Self::Characterisation => "characterisation",
            Self::Claim => "claim",
            Self::Lever => "lever",
            Self::Remark => "remark",
        }
    }
}

/// A piece of a statement and where the text has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// What the piece is in the statement: `speaker`, `cue`, `content`, `cause`, ...
    pub role: String,
    /// Where it stands.
    pub span: Span,
}

/// One thing the reader found in one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Its name.
    pub id: StatementId,
    /// The source it stands in.
    pub source: SourceId,
    /// The clause or sentence it rests on; further places stand in the body and `arguments`.
    pub evidence: Span,
    /// Who says so: the article's own voice is a speaker too.
    pub voice: Voice,
    /// What it says.
    pub body: Body,
    /// The pieces, each with its place.
    pub arguments: Vec<Argument>,
    /// Id of the rule that made it.
    pub rule: String,
    /// How sure the reader is, 0 to 1. For demands, levers, judgements, claims and remarks on the impasse it is how likely the statement is
    /// right, weighed on articles with gold; for others it is what the rule, or the model's sign, gives.
    pub confidence: f32,
}

impl Statement {
    /// What kind of statement it is.
    #[must_use]
    pub const fn kind(&self) -> StatementKind {
        self.body.kind()
    }

    /// Where the pieces of a role stand, in the order of the text.
    pub fn spans_of<'s>(&'s self, role: &'s str) -> impl Iterator<Item = Span> + 's {
        let own = self.arguments.iter().filter(move |a| a.role == role);
        own.map(|a| a.span)
    }

    /// The id that belongs to this content. `ordinal` tells apart statements that are equal in
    /// all else.
    #[must_use]
    pub fn make_id(source: &SourceId, evidence: Span, body: &Body, ordinal: usize) -> StatementId {
        let mut hash = Sha256::new();
        let head = format!(
            "{source}|{}|{}..{}|{ordinal}|",
            body.kind().name(),
            evidence.start,
            evidence.end
        );
        hash.update(head.as_bytes());
        hash.update(format!("{body:?}").as_bytes());
        let mut id = hex(&hash.finalize());
        id.truncate(10);
        StatementId(id)
    }
}

/// The content of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// Who did what to whom.
    Event(Event),
    /// Who said what.
    Quote(Quote),
    /// A meeting and its history.
    Meeting(Meeting),
    /// A proposal and the stances on it.
    Proposal(Proposal),
    /// What parties have undertaken to each other.
    Agreement(Agreement),
    /// A day ahead on which something ends, begins, is decided or has to be done.
    Milestone(Milestone),
    /// What a party wants.
    Demand(Demand),
    /// A judgement of a meeting, text or side.
    Characterisation(Characterisation),
    /// A cause and its effect.
    Claim(Claim),
    /// A means of pressure.
    Lever(Lever),
    /// What the text says about the impasse itself.
    Remark(Remark),
}

impl Body {
    /// What kind of statement this is the content of.
    #[must_use]
    pub const fn kind(&self) -> StatementKind {
        match self {
            Self::Event(_) => StatementKind::Event,
            Self::Quote(_) => StatementKind::Quote,
            Self::Meeting(_) => StatementKind::Meeting,
            Self::Proposal(_) => StatementKind::Proposal,
            Self::Agreement(_) => StatementKind::Agreement,
            Self::Milestone(_) => StatementKind::Milestone,
            Self::Demand(_) => StatementKind::Demand,
            Self::Characterisation(_) => StatementKind::Characterisation,
            Self::Claim(_) => StatementKind::Claim,
            Self::Lever(_) => StatementKind::Lever,
            Self::Remark(_) => StatementKind::Remark,
        }
    }
}

/// Who did what to whom, in PLOVER's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER type.
    pub event: PloverType,
    /// PLOVER mode, where one applies.
    pub mode: Option<String>,
    /// Auxiliary modes.
    pub aux: Vec<AuxMode>,
    /// Who acts; all who take part, for reciprocal events.
    pub sources: Vec<Actor>,
    /// Who is acted upon.
    pub targets: Vec<Actor>,
    /// When.
    pub when: Option<When>,
}

/// Who said what, with the words that introduce it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Who says it.
    pub speaker: Actor,
    /// "said", "according to", "called".
    pub cue: String,
    /// What is said, as the text has it, without quotation marks.
    pub content: String,
    /// Whether the content stands in quotation marks.
    pub direct: bool,
}

/// What kind of engagement a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum MeetingForm {
    Summit,
    Call,
    Talks,
    Visit,
    Conference,
    Meeting,
}

impl MeetingForm {
    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summit => "summit",
            Self::Call => "call",
            Self::Talks => "talks",
            Self::Visit => "visit",
            Self::Conference => "conference",
            Self::Meeting => "meeting",
        }
    }
}

/// A step in a meeting's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeetingStatus {
    /// Possible, hoped for.
    Mooted,
    /// Agreed or announced, without a day.
    Announced,
    /// The day or hour is fixed.
    Scheduled,
    /// Put off.
    Postponed,
    /// Called off.
    Cancelled,
    /// Broken off, may go on.
    Suspended,
    /// A party says it was not agreed or did not happen.
    Denied,
    /// Took place.
    Held,
    /// Has gone on after a break.
    Resumed,
}

impl MeetingStatus {
    /// All statuses.
    pub const ALL: [Self; 9] = [
        Self::Mooted,
        Self::Announced,
        Self::Scheduled,
        Self::Postponed,
        Self::Cancelled,
        Self::Suspended,
        Self::Denied,
        Self::Held,
        Self::Resumed,
    ];

    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mooted => "mooted",
            Self::Announced => "announced",
            Self::Scheduled => "scheduled",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
            Self::Suspended => "suspended",
            Self::Denied => "denied",
            Self::Held => "held",
            Self::Resumed => "resumed",
        }
    }

    /// Whether the meeting still lies ahead or may: it can be an option for its participants.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Held | Self::Resumed)
    }
}

/// One step of a meeting's history, with its own evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingStep {
    /// What the meeting became.
    pub status: MeetingStatus,
    /// Day of the meeting for announced and scheduled, else of the step.
    pub when: Option<When>,
    /// Where the text says so.
    pub evidence: Span,
    /// Who says so.
    pub voice: Voice,
    /// The rule that found it.
    pub rule: String,
}

/// A planned or held engagement with its history, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// In the text's words.
    pub what: String,
    /// What kind of engagement.
    pub form: MeetingForm,
    /// Who meets.
    pub participants: Vec<Actor>,
    /// Its life so far, first step first; never empty.
    pub steps: Vec<MeetingStep>,
}

impl Meeting {
    /// Where the text leaves the meeting. A denial ends it when it denies something that outsiders say has happened, or that only outsiders
    /// without a name tell of; a plan that one side denies and another stands by stays a plan, and a meeting of which one of those who met tells stays
    /// held. A pause inside a
    /// meeting that was held leaves it held. `None` only for a history without a step.
    #[must_use]
    pub fn final_status(&self) -> Option<MeetingStatus> {
        let last = self.steps.last()?;
        let was_held = self.steps.iter().any(|s| s.status == MeetingStatus::Held);
        if last.status == MeetingStatus::Resumed && was_held {
            return Some(MeetingStatus::Held);
        }
        let before = self
            .steps
            .iter()
            .rev()
            .find(|step| step.status != MeetingStatus::Denied);
        match before {
            Some(told)
                if last.status == MeetingStatus::Denied
                    && (told.status.is_open() && !self.is_hearsay()
                        || self.is_own_word(told, last)) =>
            {
                Some(told.status)
            }
            _ => Some(last.status),
        }
    }

    /// Whether one of those who met says so, and another disputes it.
    fn is_own_word(&self, told: &MeetingStep, denial: &MeetingStep) -> bool {
        let (Voice::Actor(teller), Voice::Actor(denier)) = (&told.voice, &denial.voice) else {
            return false;
        };
        let mut own = self.participants.iter().map(Actor::principal);
        own.any(|name| name == teller.principal()) && teller.principal() != denier.principal()
    }

    /// Whether only an outsider without a name ("a diplomat in Brussels") vouches for any step but a denial.
    fn is_hearsay(&self) -> bool {
        let vouches = |voice: &Voice| {
            voice.actor().is_none_or(|told| {
                let mut own = self.participants.iter().map(Actor::principal);
                !told.is_unnamed() || own.any(|name| name == told.principal())
            })
        };
        let mut told = self
            .steps
            .iter()
            .filter(|s| s.status != MeetingStatus::Denied);
        !self.participants.is_empty() && !told.any(|s| vouches(&s.voice))
    }
}

/// How a party stands to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StanceKind {
    /// For it.
    Backs,
    /// Against it.
    Rejects,
    /// For it on a condition, in the text's words.
    Conditional {
        /// The condition.
        condition: String,
    },
}

/// One party's stance on a proposal, with its own evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stance {
    /// Whose.
    pub actor: Actor,
    /// Which.
    pub kind: StanceKind,
    /// Where the text says so.
    pub evidence: Span,
    /// The rule that found it.
    pub rule: String,
}

/// Something put to others for acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed, in the text's words.
    pub what: String,
    /// Who proposes it, where the text says.
    pub proposer: Option<Actor>,
    /// Who else stands how.
    pub stances: Vec<Stance>,
}

/// What a party wants, insists on, refuses or makes a condition of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Who wants it.
    pub party: Actor,
    /// What, in the text's words.
    pub demand: String,
    /// Of whom, where the text says.
    pub addressee: Option<Actor>,
    /// Whether the party refuses it rather than asks for it.
    pub refusal: bool,
    /// Whether the party is ready to do it itself rather than asks it of others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offer: bool,
}

/// Good, bad or in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Polarity {
    Positive,
    Negative,
    Neutral,
}

impl Polarity {
    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Neutral => "neutral",
        }
    }
}

/// How somebody describes a meeting, a text, a proposal or the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Characterisation {
    /// What is judged, in the text's words.
    pub of: String,
    /// The meeting or proposal judged, where the reader could tell.
    pub about: Option<StatementId>,
    /// Who judges.
    pub by: Voice,
    /// The judgement as worded.
    pub words: String,
    /// Which way it goes.
    pub polarity: Polarity,
}

/// How far an agreement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgreementStage {
    /// Settled in principle: what it takes in detail is still open.
    Principle,
    /// Settled.
    Reached,
    /// Signed or initialled.
    Signed,
}

impl AgreementStage {
    /// The words to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Principle => "agreed in principle",
            Self::Reached => "agreed",
            Self::Signed => "signed",
        }
    }
}

/// What parties have undertaken to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Who agreed; empty where the text does not say.
    pub parties: Vec<Actor>,
    /// What, in the text's words.
    pub what: String,
    /// How far it has come.
    pub stage: AgreementStage,
    /// When it was reached.
    pub when: Option<When>,
    /// What the text says of it further on, sentence by sentence: how long it lasts, what each side gets.
    pub terms: Vec<String>,
}

/// What a day ahead brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MilestoneKind {
    /// Something has to be done by then.
    Deadline,
    /// Something that holds now runs out.
    Expiry,
    /// A vote is taken or a ruling given.
    Decision,
    /// A measure takes effect.
    Start,
}

impl MilestoneKind {
    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Expiry => "expiry",
            Self::Decision => "decision",
            Self::Start => "start",
        }
    }
}

/// A day ahead that bears on the talks, other than that of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// What the day brings.
    pub kind: MilestoneKind,
    /// Who has to act by then, or decides then; empty where the text does not say.
    pub parties: Vec<Actor>,
    /// What has to be done, runs out, is decided or takes effect, in the text's words.
    pub what: String,
    /// The day.
    pub when: When,
    /// What follows if a deadline is missed, in the text's words.
    pub otherwise: Option<String>,
}

/// Who says what causes what; it stays a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who claims it.
    pub speaker: Voice,
    /// The cause, in the text's words.
    pub cause: String,
    /// The effect, in the text's words.
    pub effect: String,
}

/// How a lever stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LeverUse {
    /// Being used.
    Used,
    /// Held back.
    Withheld,
    /// Announced for a case.
    Threatened,
    /// The text only says that it exists.
    Available,
}

impl LeverUse {
    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Used => "in use",
            Self::Withheld => "withheld",
            Self::Threatened => "threatened",
            Self::Available => "available",
        }
    }
}

/// What one party can do, give or withhold that presses another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lever {
    /// Whose choice it is.
    pub holder: Actor,
    /// Who is pressed.
    pub against: Option<Actor>,
    /// What, in the text's words.
    pub what: String,
    /// How it stands.
    pub state: LeverUse,
    /// Whether using it cannot be taken back (something is handed over).
    pub irreversible: bool,
    /// On what its use or its end depends, in the text's words: "if there is no deal by May".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// What kind of remark about the impasse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImpasseRemark {
    /// The talks are said to be stuck.
    Stuck,
    /// Why.
    Reason,
    /// Who alone can decide or move.
    Mover,
    /// What would restart them.
    Condition,
}

/// What the text itself says about the impasse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What kind.
    pub remark: ImpasseRemark,
    /// In the text's words; where the reader concludes that talks are stuck (`stuck.put-off`, `stuck.reason`), in its own.
    pub text: String,
    /// Whom it concerns: who can move, who sets the condition.
    pub actors: Vec<Actor>,
}
