//! One event as a row of a table.

use crate::input::Text;
use demarche_evidence::{
    Actor, AuxMode, Body, Event, PloverType, Reading, SourceId, Span, Statement,
};
use demarche_read::{Code, Coder};
use serde::{Deserialize, Serialize};

/// One event. The keys of the JSON and the columns of tables have these names and this order.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Hash of what makes two rows the same event: type, actors, recipients, day and sentence.
    pub id: String,
    event: PloverType,
    mode: Option<String>,
    /// PLOVER contexts that the sentence shows, by its words.
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
    ///
    /// An event that is less likely than not, as the model sees none where a rule does, counts as little.
    pub(crate) fn is_coded(&self) -> bool {
        let involved = self.actors.iter().chain(&self.recipients);
        self.confidence >= 0.5
            && involved
                .into_iter()
                .any(|p| p.code.is_some() && !p.inferred)
    }
}

/// Whoever acts or is acted upon.
#[derive(Debug, Serialize, Deserialize)]
struct Participant {
    /// The mention as the article has it.
    text: String,
    /// Whom it names.
    name: String,
    /// ISO 3166-1 alpha-3, or `IGO` for an international body.
    code: Option<String>,
    /// PLOVER sector, where the words tell it.
    sector: Option<String>,
    span: Option<[usize; 2]>,
    /// Whether the code is not in the words that name the participant, but that of the only other country of the sentence, or, of what
    /// is mostly done at home, that of the other side.
    inferred: bool,
}

/// The columns of CSV and Parquet.
pub(super) const COLUMNS: [&str; 16] = [
    "id",
    "event",
    "mode",
    "contexts",
    "aux",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "date",
    "sentence",
    "span_start",
    "span_end",
    "rule",
    "confidence",
    "source_id",
];

/// A row in words: a field for each of [`COLUMNS`].
pub(super) type Fields = [String; COLUMNS.len()];

/// The events of a reading, whose spans point into the source of `text`.
pub(crate) fn rows(source_id: &str, text: &Text, reading: &Reading, coder: Coder<'_>) -> Vec<Row> {
    let article = Article {
        source_id,
        text: &text.source.text,
        reading,
        coder,
    };
    let of = |statement: &Statement| match &statement.body {
        Body::Event(event) => Some(article.row(statement, event)),
        _ => None,
    };
    reading.statements.iter().filter_map(of).collect()
}

/// An article whose events become rows.
struct Article<'a> {
    source_id: &'a str,
    text: &'a str,
    reading: &'a Reading,
    coder: Coder<'a>,
}

impl Article<'_> {
    fn row(&self, statement: &Statement, event: &Event) -> Row {
        let (text, reading) = (self.text, self.reading);
        let (actors, recipients) = self.involved(statement, event);
        let range = event.when.as_ref().and_then(|w| w.range);
        let day = range.filter(|r| r.first == r.last).map(|r| r.first);
        let date = day.or(reading.date).map(|d| d.to_string());
        let sentence = statement.evidence.text(text).unwrap_or_default().to_owned();
        Row {
            id: key(event, date.as_deref(), &sentence),
            event: event.event,
            mode: event.mode.clone(),
            contexts: self.coder.contexts(&sentence),
            aux: event.aux.clone(),
            actors,
            recipients,
            date,
            sentence,
            span: bytes(statement.evidence),
            rule: statement.rule.clone(),
            confidence: (f64::from(statement.confidence) * 100.0).round() / 100.0,
            source_id: self.source_id.to_owned(),
        }
    }

    /// Who acts and who is acted upon. Where the text names no recipient, it is the country that what is done is directed at, else, of
    /// what is mostly done at home, the actor's own.
    fn involved(
        &self,
        statement: &Statement,
        event: &Event,
    ) -> (Vec<Participant>, Vec<Participant>) {
        let all = |actors: &[Actor]| actors.iter().map(|a| self.participant(a)).collect();
        let mut actors: Vec<Participant> = all(&event.sources);
        let mut recipients: Vec<Participant> = all(&event.targets);
        let is_mutual = event.event.is_reciprocal() && event.sources.len() > 1;
        if recipients.is_empty() && !is_mutual {
            let toward = statement.arguments.iter().filter(|a| a.role == "toward");
            recipients.extend(toward.filter_map(|a| self.named(a.span)));
        }
        let home = |from: &[Participant]| from.iter().find_map(|p| p.code.clone());
        let (home_of_actors, home_of_recipients) = (home(&actors), home(&recipients));
        settle(&mut recipients, home_of_actors.as_ref());
        settle(&mut actors, home_of_recipients.as_ref());
        let sentence = statement.evidence.text(self.text).unwrap_or_default();
        let named = self.coder.countries(sentence);
        place(&mut actors, &recipients, &named);
        place(&mut recipients, &actors, &named);
        let is_domestic = matches!(
            event.event,
            PloverType::Protest
                | PloverType::Concede
                | PloverType::Coerce
                | PloverType::Threaten
                | PloverType::Request
                | PloverType::Assault
        );
        let home_of_actors = home_of_actors.filter(|code| code != "IGO");
        if recipients.is_empty() && is_domestic {
            recipients.extend(home_of_actors.map(Participant::inferred));
        }
        (actors, recipients)
    }

    fn participant(&self, actor: &Actor) -> Participant {
        let party = self
            .reading
            .parties
            .iter()
            .find(|p| p.name == actor.principal());
        let words = actor.span.and_then(|s| s.text(self.text).ok());
        let mut by_words = self.coder.words(words.unwrap_or(&actor.name));
        if by_words.country.is_none() {
            by_words.country = self.coder.words(&actor.name).country;
        }
        let by_party = party
            .and_then(|p| p.code.as_deref())
            .map_or_else(Code::default, |code| self.coder.known(code));
        Participant {
            text: words.unwrap_or(&actor.name).to_owned(),
            name: actor.name.clone(),
            code: finer(by_party.country, by_words.country),
            sector: by_words.sector.or(by_party.sector),
            span: words.and(actor.span).map(bytes),
            inferred: false,
        }
    }

    /// A country by the words that name it.
    fn named(&self, span: Span) -> Option<Participant> {
        let words = span.text(self.text).ok()?;
        let code = self.coder.words(words);
        Some(Participant {
            text: words.to_owned(),
            name: words.to_owned(),
            code: Some(code.country?),
            sector: code.sector,
            span: Some(bytes(span)),
            inferred: false,
        })
    }
}

/// The country of the words where that of the party is only a people or region: "Iraqi Kurds" are of Iraq.
fn finer(party: Option<String>, words: Option<String>) -> Option<String> {
    let is_region = |code: &String| code.starts_with('X');
    match (party, words) {
        (Some(party), Some(words)) if is_region(&party) && !is_region(&words) => Some(words),
        (party, words) => party.or(words),
    }
}

/// Groups inside a country that the text does not name are of the country of the other side.
fn settle(group: &mut [Participant], home: Option<&String>) {
    const DOMESTIC: [&str; 7] = ["CVL", "OPP", "REB", "LEG", "JUD", "COP", "LAB"];
    for one in group.iter_mut().filter(|p| p.code.is_none()) {
        let is_domestic = one.sector.as_deref().is_some_and(|s| DOMESTIC.contains(&s));
        one.code = home.filter(|_| is_domestic).cloned();
        one.inferred = one.code.is_some();
    }
}

/// Whoever has no code is of the only country that the sentence names beside those of the other side.
fn place(group: &mut [Participant], others: &[Participant], named: &[String]) {
    let is_other = |code: &&String| others.iter().any(|o| o.code.as_ref() == Some(code));
    let mut left = named.iter().filter(|code| !is_other(code));
    let (Some(country), None) = (left.next(), left.next()) else {
        return;
    };
    for one in group.iter_mut().filter(|p| p.code.is_none()) {
        one.code = Some(country.clone());
        one.inferred = true;
    }
}

const fn bytes(span: Span) -> [usize; 2] {
    [span.start, span.end]
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
    /// The row in words; several names in one field have `; ` between them.
    pub(super) fn fields(&self) -> Fields {
        let aux: Vec<String> = self.aux.iter().map(word).collect();
        [
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
        ]
    }

    /// The row as a record of CSV (RFC 4180, but with a line feed alone at its end).
    pub fn csv(&self) -> String {
        let mut line = self.fields().map(|f| quoted(&f)).join(",");
        line.push('\n');
        line
    }
}

impl Participant {
    /// A country that no words name: it has no place in the text.
    fn inferred(code: String) -> Self {
        Self {
            text: String::new(),
            name: code.clone(),
            code: Some(code),
            sector: None,
            span: None,
            inferred: true,
        }
    }

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
