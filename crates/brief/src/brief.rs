//! The brief as a value: what every view of it shows.

use crate::{Cites, Line};
use demarche_evidence::{
    AgreementStage, DateRange, LeverUse, MeetingForm, MeetingStatus, MilestoneKind, Polarity,
    SourceId, Span,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of the JSON form of [`Brief`].
pub const FORMAT: u32 = 1;

/// The written result: sections of lines and rows that all cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// [`FORMAT`].
    pub format: u32,
    /// What the negotiation is about.
    pub title: String,
    /// What it rests on, in numbers.
    pub counts: Counts,
    /// Why there is nothing more to say, when there is not: no negotiation in what was read.
    pub notice: Option<Line>,
    /// What is new since a day, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Changed>,
    /// Two to four sentences.
    pub bottom_line: Vec<Line>,
    /// Meetings with their histories, and accounts that differ.
    pub standing: Standing,
    /// What parties have undertaken to each other.
    #[serde(default)]
    pub agreements: Vec<AgreementRow>,
    /// Days ahead in their order: meetings, and what has to be done, runs out, is decided or takes effect.
    #[serde(default)]
    pub ahead: Vec<AheadRow>,
    /// Proposals and demands against parties.
    pub positions: Positions,
    /// Who can press whom.
    pub levers: Vec<LeverRow>,
    /// Who claims what causes what.
    pub claims: Vec<ClaimRow>,
    /// Why it is stuck, or where it is moving.
    pub stuck: Option<Stuck>,
    /// What would move it.
    pub ways: Option<Ways>,
    /// How far the answer can be relied upon.
    pub surety: Option<Surety>,
    /// States around the status quo, to be drawn.
    pub graph: Option<StateGraph>,
    /// The guesses of the model.
    pub assumptions: Vec<Assumption>,
    /// The passages cited.
    pub citations: Vec<Citation>,
    /// The texts read.
    pub sources: Vec<SourceRow>,
}

/// What texts since a day tell that earlier ones do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The day: texts of it or later are new. A text without a date is old.
    pub since: Date,
    /// How many texts are new.
    pub summary: Line,
    /// Steps of meetings, judgements, agreements, positions, levers and claims that rest on new texts alone.
    pub lines: Vec<Line>,
}

/// What a brief rests on, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub sources: usize,
    pub statements: usize,
    pub assumptions: usize,
}

/// Meetings, and how the parties describe them and each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Meetings in order of the texts.
    pub meetings: Vec<MeetingRow>,
    /// Judgements of anything else.
    pub accounts: Vec<AccountGroup>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// Short name, such as "Trump–Putin summit".
    pub name: String,
    /// What kind of engagement.
    pub form: MeetingForm,
    /// Who meets.
    pub participants: Vec<String>,
    /// Its life so far, first step first.
    pub steps: Vec<StepRow>,
    /// How it was described.
    pub accounts: Vec<Account>,
    /// Why the accounts of it do not agree.
    pub divergence: Option<Line>,
}

/// One step in a meeting's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRow {
    /// What the meeting became.
    pub status: MeetingStatus,
    /// When, in the text's words.
    pub when: Option<String>,
    /// The days these mean, where they can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<DateRange>,
    /// Who says so, unless it is the text's own voice.
    pub by: Option<String>,
    /// Where.
    pub cites: Cites,
}

/// How somebody describes something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Who; several where they use the same words.
    pub by: Vec<String>,
    /// The words.
    pub words: String,
    /// Which way they go.
    pub polarity: Polarity,
    /// Where.
    pub cites: Cites,
}

/// Judgements of one thing that is not a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountGroup {
    /// What is judged.
    pub of: String,
    /// By whom and how.
    pub accounts: Vec<Account>,
    /// Why the accounts do not agree.
    pub divergence: Option<Line>,
}

/// What parties have undertaken to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// Who agreed; empty where no text says.
    pub parties: Vec<String>,
    /// What, in the text's words.
    pub what: String,
    /// How far it has come.
    pub stage: AgreementStage,
    /// When it was reached, in the text's words.
    pub when: Option<String>,
    /// Where.
    pub cites: Cites,
    /// What the texts say of it further on.
    pub terms: Vec<TermRow>,
}

/// What an agreement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRow {
    /// In the text's words.
    pub words: String,
    /// Where.
    pub cites: Cites,
}

/// What a day ahead brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AheadKind {
    /// A meeting.
    Meeting,
    /// Something else.
    #[serde(untagged)]
    Milestone(MilestoneKind),
}

/// One of the days ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AheadRow {
    /// What the day brings.
    pub kind: AheadKind,
    /// Who has to act by then, or decides then; empty where no text says, and for meetings, whose names tell it.
    pub parties: Vec<String>,
    /// What, in the text's words; the name of a meeting.
    pub what: String,
    /// When, in the text's words.
    pub when: String,
    /// The days these mean, where they can be told.
    pub days: Option<DateRange>,
    /// What follows if a deadline is missed, in the text's words.
    pub otherwise: Option<String>,
    /// Where.
    pub cites: Cites,
}

/// Proposals and demands as rows, parties as columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Positions {
    /// Names of the columns.
    pub parties: Vec<String>,
    /// Rows, proposals first.
    pub rows: Vec<PositionRow>,
}

/// What kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PositionKind {
    /// Something put to others for acceptance.
    Proposal,
    /// Something wanted.
    Demand,
    /// Something refused.
    Refusal,
}

/// One proposal or demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionRow {
    /// In the text's words.
    pub what: String,
    /// Proposal or demand.
    pub kind: PositionKind,
    /// Where every party stands, in the order of [`Positions::parties`]; `None` for the silent.
    pub cells: Vec<Option<PositionCell>>,
    /// Where the texts have it.
    pub cites: Cites,
}

/// How a party stands to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Position {
    Proposes,
    Backs,
    Rejects,
    Conditional,
    Demands,
    Refuses,
    Asked,
    Ready,
}

impl Position {
    /// The word to print.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposes => "proposes",
            Self::Backs => "backs",
            Self::Rejects => "rejects",
            Self::Conditional => "if",
            Self::Demands => "demands",
            Self::Refuses => "refuses",
            Self::Asked => "is asked",
            Self::Ready => "is ready to",
        }
    }

    /// A sign that tells it apart without colour.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Proposes => "▲",
            Self::Backs => "+",
            Self::Rejects | Self::Refuses => "×",
            Self::Conditional => "?",
            Self::Demands => "!",
            Self::Asked => "→",
            Self::Ready => "+",
        }
    }
}

/// One party's position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionCell {
    /// How it stands.
    pub position: Position,
    /// The condition, for a conditional one.
    pub condition: Option<String>,
    /// The person who spoke for the party, where one did.
    pub by: Option<String>,
    /// Where.
    pub cites: Cites,
}

/// A means of pressure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeverRow {
    /// Whose choice it is.
    pub holder: String,
    /// Who is pressed.
    pub against: Option<String>,
    /// What, in the text's words.
    pub what: String,
    /// How it stands.
    pub state: LeverUse,
    /// Whether using it cannot be taken back.
    pub irreversible: bool,
    /// On what its use or its end depends, in the text's words.
    #[serde(default)]
    pub condition: Option<String>,
    /// Where.
    pub cites: Cites,
}

/// A causal claim; it stays a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// Who claims it; "the text itself" for the reporter's own voice.
    pub claimant: String,
    /// What weight it has.
    pub standing: ClaimStanding,
    /// The cause.
    pub cause: String,
    /// The effect.
    pub effect: String,
    /// Where.
    pub cites: Cites,
    /// Who names another cause for the same effect.
    pub divergence: Option<Line>,
}

/// What interest a claimant has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimStanding {
    /// The reporter's own voice.
    Reporter,
    /// Speaks for this party to the negotiation.
    Party(String),
    /// Somebody else.
    Other,
}

/// Why it is stuck, or where it is moving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stuck {
    /// Whether the status quo is an equilibrium, and in which senses; or why that cannot be told.
    pub verdict: Line,
    /// Solution concepts under which the status quo is an equilibrium.
    pub concepts: Vec<String>,
    /// Whether it is one under any of them.
    pub equilibrium: bool,
    /// Whether a text calls the talks stuck or tells so, or there are no texts and the analyst alone says so.
    #[serde(default)]
    pub told: bool,
    /// What each party could do and why it does not.
    pub parties: Vec<PartyMoves>,
    /// Channels that cannot decide.
    pub channels: Vec<Line>,
    /// What the texts themselves say about the impasse.
    pub remarks: Vec<Line>,
}

/// What one party could do from the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMoves {
    /// Who.
    pub party: String,
    /// Each move.
    pub moves: Vec<MoveRow>,
}

/// Why a move is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoveReason {
    /// The party likes the status quo better, or as much.
    Prefers,
    /// It would like the move, but for the answer it expects.
    Deterred,
    /// It would like the move, and nothing deters it.
    Would,
}

/// One move from the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRow {
    /// What the party would do.
    pub what: String,
    /// Why it does not.
    pub reason: MoveReason,
    /// The sentence.
    pub line: Line,
}

/// What would move it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// How the list was made, and whether it is complete.
    pub summary: Line,
    /// Whether it is the complete list within its bound.
    pub complete: bool,
    /// Smallest shifts, smallest first.
    pub shifts: Vec<ShiftRow>,
    /// Steps of other kinds: commitments that cannot be taken back, parties that act as one.
    #[serde(default)]
    pub pacts: Vec<Line>,
    /// What the texts themselves name as a condition.
    pub conditions: Vec<Line>,
}

/// One shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftRow {
    /// `S1`, `S2`, ...
    pub id: String,
    /// Who must change.
    pub who: Vec<String>,
    /// What changes, and which assumption that flips.
    pub change: Line,
    /// What follows.
    pub path: Vec<PathStep>,
    /// Where that leads.
    pub outcome: Line,
}

/// One step of a path through the states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    /// Who moves.
    pub party: String,
    /// What it does.
    pub what: String,
}

/// How far the answer can be relied upon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surety {
    /// Combinations of the assumptions in which the impasse stands.
    pub survives: u64,
    /// Combinations tried.
    pub of: u64,
    /// Whether these are a sample rather than all.
    pub sampled: bool,
    /// Sentences.
    pub lines: Vec<Line>,
}

/// The neighbourhood of the status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateGraph {
    /// Parties, for the legend and the colours of moves.
    pub parties: Vec<String>,
    /// States; the first is the status quo.
    pub states: Vec<GraphState>,
    /// Moves between them.
    pub moves: Vec<GraphMove>,
    /// How many states the model has in all.
    pub total: u64,
}

/// A state to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphState {
    /// What is taken in it, one option a line; empty where nothing is.
    pub taken: Vec<String>,
    /// Whether it is an equilibrium.
    pub equilibrium: bool,
}

/// A move to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphMove {
    /// Index of the state left.
    pub from: usize,
    /// Index of the state reached.
    pub to: usize,
    /// Index of the party.
    pub party: usize,
    /// Whether the party gains by it.
    pub improvement: bool,
    /// Whether the way back is open to the same party, too.
    pub reversible: bool,
}

/// A guess of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// Its number: `A1` is 1.
    pub number: usize,
    /// Whose preference or choice it is about, where it is about one.
    pub party: Option<String>,
    /// What is assumed.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Whether the impasse hinges on it.
    pub hinge: bool,
    /// Passages that speak for it without stating it.
    pub support: Vec<crate::Cite>,
}

/// A passage that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Its number.
    pub number: usize,
    /// Number of the source it stands in.
    pub source: usize,
    /// Where in the source.
    pub span: Span,
    /// What stands before it in the same paragraph, shortened.
    pub before: String,
    /// Exactly what stands there, without markup.
    pub quote: String,
    /// What stands after it in the same paragraph, shortened.
    pub after: String,
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Its number.
    pub number: usize,
    /// Hash of the text.
    pub id: SourceId,
    /// Title, publisher, date and address in one line, as far as they are known.
    pub label: String,
    /// Web address, where it is one.
    pub address: Option<String>,
    /// How many statements were found in it.
    pub statements: usize,
    /// Number of the text that it prints again, in whole or with more to it. What both have is
    /// told once, under that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reprint_of: Option<usize>,
}

impl SourceRow {
    /// "12 statements", "12 statements, a reprint of source 3".
    #[must_use]
    pub fn extent(&self) -> String {
        let statements = crate::words::count(self.statements, "statement");
        match self.reprint_of {
            Some(of) => format!("{statements}, a reprint of source {of}"),
            None => statements,
        }
    }
}

impl Brief {
    /// All groups of citations in the brief: one for each line and row.
    #[must_use]
    pub fn cited(&self) -> Vec<Vec<crate::Cite>> {
        let mut all: Vec<Vec<crate::Cite>> = Vec::new();
        let mut lines: Vec<&Line> = self.notice.iter().chain(&self.bottom_line).collect();
        if let Some(changed) = &self.changed {
            lines.push(&changed.summary);
            lines.extend(&changed.lines);
        }
        for meeting in &self.standing.meetings {
            all.extend(meeting.steps.iter().map(|s| s.cites.iter().collect()));
            all.extend(meeting.accounts.iter().map(|a| a.cites.iter().collect()));
            lines.extend(&meeting.divergence);
        }
        for group in &self.standing.accounts {
            all.extend(group.accounts.iter().map(|a| a.cites.iter().collect()));
            lines.extend(&group.divergence);
        }
        for row in &self.agreements {
            all.push(row.cites.iter().collect());
            all.extend(row.terms.iter().map(|t| t.cites.iter().collect()));
        }
        all.extend(self.ahead.iter().map(|row| row.cites.iter().collect()));
        for row in &self.positions.rows {
            all.push(row.cites.iter().collect());
            all.extend(row.cells.iter().flatten().map(|c| c.cites.iter().collect()));
        }
        all.extend(self.levers.iter().map(|l| l.cites.iter().collect()));
        for claim in &self.claims {
            all.push(claim.cites.iter().collect());
            lines.extend(&claim.divergence);
        }
        if let Some(stuck) = &self.stuck {
            lines.push(&stuck.verdict);
            lines.extend(stuck.parties.iter().flat_map(|p| &p.moves).map(|m| &m.line));
            lines.extend(stuck.channels.iter().chain(&stuck.remarks));
        }
        if let Some(ways) = &self.ways {
            lines.push(&ways.summary);
            lines.extend(ways.shifts.iter().flat_map(|s| [&s.change, &s.outcome]));
            lines.extend(ways.pacts.iter().chain(&ways.conditions));
        }
        lines.extend(self.surety.iter().flat_map(|s| &s.lines));
        all.extend(lines.into_iter().map(|line| line.cites().collect()));
        all
    }
}
