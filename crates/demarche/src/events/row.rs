//! One event as a row of a table.

use crate::input::Text;
use demarche_evidence::{
    Actor, AuxMode, Body, Event, PloverType, Reading, SourceId, Span, Statement,
};
use serde::Serialize;

/// One event. The keys of the JSON and the columns of the CSV have these names and this order.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Hash of what makes two rows the same event: type, actors, recipients, day and sentence.
    pub id: String,
    event: PloverType,
    mode: Option<String>,
    /// PLOVER contexts; empty, as the rules give none.
    contexts: Vec<String>,
    aux: Vec<AuxMode>,
    actors: Vec<Participant>,
    recipients: Vec<Participant>,
    /// The day of the event where the text gives one, else that of the article.
    date: Option<String>,
    /// The words the event rests on, and their bytes in the article.
    sentence: String,
    span: [usize; 2],
    rule: String,
    confidence: f64,
    source_id: String,
}

impl Row {
    /// Whether at least one of those involved has a code. An event between nobody known is as
    /// likely a figure of speech.
    pub(crate) fn is_coded(&self) -> bool {
        let involved = self.actors.iter().chain(&self.recipients);
        involved.into_iter().any(|p| p.code.is_some())
    }
}

/// Whoever acts or is acted upon.
#[derive(Debug, Serialize)]
struct Participant {
    /// The mention as the article has it.
    text: String,
    /// Whom it names.
    name: String,
    code: Option<String>,
    /// PLOVER sector; empty, as a reading does not keep it.
    sector: Option<String>,
    span: Option<[usize; 2]>,
}

/// The columns of the CSV.
pub(super) const COLUMNS: &str = "id,event,mode,contexts,aux,actors,actor_codes,recipients,\
recipient_codes,date,sentence,span_start,span_end,rule,confidence,source_id";

/// The events of a reading, whose spans point into the source of `text`.
pub(crate) fn rows(source_id: &str, text: &Text, reading: &Reading) -> Vec<Row> {
    let of = |statement: &Statement| match &statement.body {
        Body::Event(event) => Some(row(source_id, &text.source.text, reading, statement, event)),
        _ => None,
    };
    reading.statements.iter().filter_map(of).collect()
}

fn row(
    source_id: &str,
    text: &str,
    reading: &Reading,
    statement: &Statement,
    event: &Event,
) -> Row {
    let all = |actors: &[Actor]| -> Vec<Participant> {
        let one = |a| participant(a, text, reading);
        actors.iter().map(one).collect()
    };
    let range = event.when.as_ref().and_then(|w| w.range);
    let day = range.filter(|r| r.first == r.last).map(|r| r.first);
    let date = day.or(reading.date).map(|d| d.to_string());
    let sentence = statement.evidence.text(text).unwrap_or_default().to_owned();
    Row {
        id: key(event, date.as_deref(), &sentence),
        event: event.event,
        mode: event.mode.clone(),
        contexts: Vec::new(),
        aux: event.aux.clone(),
        actors: all(&event.sources),
        recipients: all(&event.targets),
        date,
        sentence,
        span: bytes(statement.evidence),
        rule: statement.rule.clone(),
        confidence: (f64::from(statement.confidence) * 100.0).round() / 100.0,
        source_id: source_id.to_owned(),
    }
}

const fn bytes(span: Span) -> [usize; 2] {
    [span.start, span.end]
}

fn participant(actor: &Actor, text: &str, reading: &Reading) -> Participant {
    let party = reading.parties.iter().find(|p| p.name == actor.principal());
    let words = actor.span.and_then(|s| s.text(text).ok());
    Participant {
        text: words.unwrap_or(&actor.name).to_owned(),
        name: actor.name.clone(),
        code: party.and_then(|p| p.code.clone()),
        sector: None,
        span: words.and(actor.span).map(bytes),
    }
}

/// Equal for the same event told in the same words. White space does not count, as copies of an
/// article break lines elsewhere.
fn key(event: &Event, date: Option<&str>, sentence: &str) -> String {
    let names = |actors: &[Actor]| -> Vec<String> {
        let mut names: Vec<String> = actors.iter().map(|a| a.name.clone()).collect();
        names.sort();
        names
    };
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let content = format!(
        "{:?}",
        (
            event.event.name(),
            names(&event.sources),
            names(&event.targets),
            date,
            words
        )
    );
    let mut id = SourceId::of(content.as_bytes()).0;
    id.truncate(16);
    id
}

impl Row {
    /// The row as a record of CSV (RFC 4180, but with a line feed alone at its end); several
    /// names in one field have `; ` between them.
    pub fn csv(&self) -> String {
        let aux: Vec<String> = self.aux.iter().map(word).collect();
        let fields = [
            self.id.clone(),
            self.event.name().to_owned(),
            self.mode.clone().unwrap_or_default(),
            self.contexts.join("; "),
            aux.join("; "),
            join(&self.actors, Participant::name),
            join(&self.actors, Participant::code),
            join(&self.recipients, Participant::name),
            join(&self.recipients, Participant::code),
            self.date.clone().unwrap_or_default(),
            self.sentence.clone(),
            self.span[0].to_string(),
            self.span[1].to_string(),
            self.rule.clone(),
            self.confidence.to_string(),
            self.source_id.clone(),
        ];
        let mut line = fields.map(|f| quoted(&f)).join(",");
        line.push('\n');
        line
    }
}

impl Participant {
    fn name(&self) -> &str {
        &self.name
    }

    fn code(&self) -> &str {
        self.code.as_deref().unwrap_or_default()
    }
}

fn join(people: &[Participant], field: fn(&Participant) -> &str) -> String {
    people.iter().map(field).collect::<Vec<_>>().join("; ")
}

/// The mode in the word that JSON has for it.
fn word(mode: &AuxMode) -> String {
    let value = serde_json::to_value(mode).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn quoted(field: &str) -> String {
    if !field.contains([',', '"', '\n', '\r']) {
        return field.to_owned();
    }
    format!("\"{}\"", field.replace('"', "\"\""))
}
