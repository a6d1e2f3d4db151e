//! From readings and findings to a brief.

mod agreements;
mod ahead;
mod bottom;
mod channels;
mod citer;
mod names;
mod news;
mod pacts;
mod picture;
mod positions;
mod reasoner;
mod remarks;
mod standing;
mod stuck;
mod surety;
mod ways;
mod wording;

use crate::brief::{Brief, Counts, FORMAT, Positions, SourceRow, Standing, Stuck, Ways};
use crate::case::Case;
use crate::findings::Findings;
use crate::line::{Cite, Cites, Line, Prose};
use crate::words::count;
use citer::Citer;
use demarche_evidence::{Divergence, ImpasseRemark, Source, Statement, StatementId, divergences};
use demarche_record::Linked;
use jiff::civil::Date;
use names::Names;
use reasoner::Reasoner;

/// What a brief is written from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Title of the brief; made from the texts when there is none.
    pub title: Option<&'a str>,
    /// The texts.
    pub sources: &'a [Source],
    /// What was read in them, after review, and linked. Readings of other sources are left out.
    pub linked: &'a Linked,
    /// What the engine found.
    pub analysis: Analysis<'a>,
    /// Say what is new in texts of this day or later.
    pub since: Option<Date>,
}

/// What is known of why it is stuck.
#[derive(Debug, Clone, Copy)]
pub enum Analysis<'a> {
    /// Nothing, for this reason: a clause such as "no party holds an option".
    Absent(&'a str),
    /// The engine's answers, and the model in words.
    Found {
        /// What stands behind options and preferences.
        case: &'a Case,
        /// The answers.
        findings: &'a Findings,
    },
}

/// What the sections are written from, and the numbers they cite by.
pub(crate) struct Desk<'a> {
    /// Without those that only print others again.
    pub statements: Vec<&'a Statement>,
    pub linked: &'a Linked,
    pub divergences: Vec<Divergence>,
    pub names: Names,
    pub citer: Citer<'a>,
}

impl<'a> Desk<'a> {
    /// The statement of this id, or the one that it prints again.
    pub fn statement(&self, id: &StatementId) -> Option<&'a Statement> {
        let first = self.linked.first_print(id);
        self.statements.iter().copied().find(|s| s.id == *first)
    }

    /// Whether a statement is about the same as any of `ids`.
    pub fn are_linked(&self, ids: &[StatementId], id: &StatementId) -> bool {
        let links = &self.linked.links;
        ids.iter().any(|other| links.are_linked(other, id))
    }
}

/// Writes the brief. Time is linear in the statements but for the comparison of accounts, which
/// is quadratic in the judgements and claims.
#[must_use]
pub fn compose(inputs: &Inputs<'_>) -> Brief {
    let mut statements = inputs.linked.statements();
    statements.retain(|st| inputs.sources.iter().any(|s| s.id == st.source));
    let mut brief = blank(inputs, &statements);
    if statements.is_empty() {
        brief.notice = notice(inputs);
        return brief;
    }
    let owned: Vec<Statement> = statements.iter().map(|s| (*s).clone()).collect();
    let mut desk = Desk {
        divergences: divergences(&owned),
        names: Names::new(&inputs.linked.readings),
        citer: Citer::new(inputs.sources, &statements),
        statements,
        linked: inputs.linked,
    };
    brief.standing = standing::standing(&mut desk);
    brief.agreements = agreements::agreements(&mut desk);
    let as_of = dates(inputs).into_iter().flatten().max();
    brief.ahead = ahead::ahead(&mut desk, &brief.standing.meetings, as_of);
    brief.positions = positions::positions(&mut desk);
    brief.levers = positions::levers(&mut desk);
    brief.claims = positions::claims(&mut desk);
    brief.bottom_line = bottom::facts(&brief);
    if brief.bottom_line.is_empty() {
        brief.notice = thin(&mut desk);
    }
    match inputs.analysis {
        Analysis::Absent(reason) => unanalysed(&mut brief, &mut desk, reason),
        Analysis::Found { case, findings } => analysed(&mut brief, &mut desk, case, findings),
    }
    brief.citations = desk.citer.citations();
    brief.changed = inputs
        .since
        .and_then(|since| news::changed(&brief, &dates(inputs), since));
    brief.title = title(inputs, &brief);
    brief
}

/// The dates of the texts: as given, else as read.
fn dates(inputs: &Inputs<'_>) -> Vec<Option<Date>> {
    let read = |source: &Source| {
        let reading = inputs
            .linked
            .readings
            .iter()
            .find(|r| r.source == source.id);
        reading.and_then(|r| r.date)
    };
    let date = |source: &Source| source.date.or_else(|| read(source));
    inputs.sources.iter().map(date).collect()
}

/// Something was read, but nothing that makes a first sentence.
fn thin(desk: &mut Desk<'_>) -> Option<Line> {
    let first = *desk.statements.first()?;
    let words = format!(
        "{} found, but no meeting, proposal or lever among them",
        count(desk.statements.len(), "statement")
    );
    let cites = desk.citer.of(first);
    Some(Prose::new(words).cite_end(&cites))
}

/// The sections of the analysis.
fn analysed(brief: &mut Brief, desk: &mut Desk<'_>, case: &Case, findings: &Findings) {
    let r = Reasoner::new(case, findings, desk);
    brief.bottom_line.extend(ways::standstill(&r, desk));
    brief.bottom_line.extend(ways::smallest(&r, desk));
    let mut stuck = stuck::stuck(&r, desk);
    stuck.channels.extend(channels::channels(desk));
    brief.stuck = Some(stuck);
    brief.ways = Some(ways::ways(&r, desk));
    brief.surety = Some(surety::surety(&r, desk));
    brief.graph = Some(picture::picture(&r, desk));
    brief.assumptions = r.assumptions(desk);
    brief.counts.assumptions = brief.assumptions.len();
}

/// The sections of the analysis where there is none: the reason, and what the texts say.
fn unanalysed(brief: &mut Brief, desk: &mut Desk<'_>, reason: &str) {
    use ImpasseRemark::{Condition, Mover, Reason, Stuck as CalledStuck};
    let Ok(cites) = Cites::of((1..=brief.sources.len()).map(Cite::Text)) else {
        return;
    };
    let verdict = Prose::new("Why it is stuck was not worked out: ")
        .text(reason)
        .cite_end(&cites);
    brief.stuck = Some(Stuck {
        told: stuck::is_told(desk),
        verdict,
        concepts: Vec::new(),
        equilibrium: false,
        parties: Vec::new(),
        channels: channels::channels(desk),
        remarks: remarks::remarks(desk, &[CalledStuck, Reason, Mover]),
    });
    let conditions = remarks::remarks(desk, &[Condition]);
    if !conditions.is_empty() {
        let words = "Shifts were not computed; what the text names itself stands below";
        brief.ways = Some(Ways {
            summary: Prose::new(words).cite_end(&cites),
            complete: false,
            shifts: Vec::new(),
            pacts: Vec::new(),
            conditions,
        });
    }
}

fn blank(inputs: &Inputs<'_>, statements: &[&Statement]) -> Brief {
    Brief {
        format: FORMAT,
        title: inputs
            .title
            .or_else(|| inputs.sources.iter().find_map(|s| s.title.as_deref()))
            .unwrap_or("Brief")
            .to_owned(),
        counts: Counts {
            sources: inputs.sources.len(),
            statements: statements.len(),
            assumptions: 0,
        },
        notice: None,
        changed: None,
        bottom_line: Vec::new(),
        standing: Standing::default(),
        agreements: Vec::new(),
        ahead: Vec::new(),
        positions: Positions::default(),
        levers: Vec::new(),
        claims: Vec::new(),
        stuck: None,
        ways: None,
        surety: None,
        graph: None,
        assumptions: Vec::new(),
        citations: Vec::new(),
        sources: inputs
            .sources
            .iter()
            .enumerate()
            .map(|(i, s)| source_row(i + 1, s, inputs))
            .collect(),
    }
}

fn source_row(number: usize, source: &Source, inputs: &Inputs<'_>) -> SourceRow {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(source.title.clone());
    parts.extend(source.publisher.clone());
    parts.extend(source.date.map(|d| d.to_string()));
    if let Some(address) = source
        .address
        .as_ref()
        .filter(|a| Some(*a) != source.title.as_ref())
    {
        parts.push(address.clone());
    }
    if parts.is_empty() {
        parts.push(format!("text {}", source.id.short()));
    }
    let readings = inputs.linked.readings.iter();
    let readings = readings.filter(|r| r.source == source.id);
    let mut reprints = inputs.linked.reprints.iter();
    let reprint_of = reprints
        .find(|r| r.source == source.id)
        .and_then(|reprint| {
            let of = inputs.sources.iter().position(|s| s.id == reprint.of)?;
            Some(of + 1)
        });
    let web = |a: &&String| a.starts_with("https://") || a.starts_with("http://");
    SourceRow {
        number,
        id: source.id.clone(),
        label: parts.join(", "),
        address: source.address.as_ref().filter(web).cloned(),
        statements: readings.map(|r| r.statements.len()).sum(),
        reprint_of,
    }
}

/// Why there is nothing to write; `None` only when there is no source at all.
fn notice(inputs: &Inputs<'_>) -> Option<Line> {
    let cites = Cites::of((1..=inputs.sources.len()).map(Cite::Text)).ok()?;
    let words: usize = inputs
        .sources
        .iter()
        .flat_map(|s| s.regions.iter().filter_map(|r| r.text(&s.text).ok()))
        .map(|text| text.split_whitespace().count())
        .sum();
    let lead = match inputs.sources.len() {
        1 => "There is no negotiation in this text".to_owned(),
        n => format!("There is no negotiation in these {n} texts"),
    };
    let tail = format!(
        ": {} read, and no meeting, proposal, demand or lever found between parties",
        count(words, "word"),
    );
    Some(Prose::new(lead).text(tail).cite_end(&cites))
}

fn title(inputs: &Inputs<'_>, brief: &Brief) -> String {
    if let Some(title) = inputs.title {
        return title.to_owned();
    }
    if let Some(meeting) = bottom::main_meeting(&brief.standing.meetings) {
        return standing::subject(&meeting.name);
    }
    if let Some(row) = brief.positions.rows.first() {
        return crate::words::capitalised(&row.what);
    }
    brief
        .sources
        .first()
        .map_or_else(|| "Brief".to_owned(), |s| s.label.clone())
}
