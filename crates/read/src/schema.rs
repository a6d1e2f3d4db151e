//! The reader's JSON: one object an article, its items by kind, each with evidence, spans, rule.

use demarche_evidence::{
    Actor, Body, CausalSentence, ImpasseRemark, Party, Person, Reading, Source, Span, StanceKind,
    Statement, Voice, When,
};
use serde_json::{Map, Value, json};

/// A reading as JSON.
///
/// Keys: `id`, `date`, `relevant`, `parties`, `people`, `meetings`, `proposals`, `agreements`, `positions`,
/// `characterisations`, `claims`, `levers`, `events`, `quotes`, `impasse`, and `causal`: sentences
/// that tell of a cause, with their probability (accurate model only). Every other item has
/// `evidence` (the exact text), `span` (its bytes in the source), `arguments` (name and bytes of
/// each part), `rule`, `voice`, `confidence` and the statement's `id`.
#[must_use]
pub fn to_json(reading: &Reading, source: &Source) -> Value {
    let text = source.text.as_str();
    let of = |kind: &str| -> Vec<Value> {
        reading
            .statements
            .iter()
            .filter(|s| list_name(&s.body) == kind)
            .map(|s| item(s, text))
            .collect()
    };
    json!({
        "id": reading.source.short(),
        "date": reading.date.map(|d| d.to_string()),
        "relevant": reading.relevant,
        "parties": reading.parties.iter().map(|p| party(p, text)).collect::<Vec<_>>(),
        "people": reading.people.iter().map(|p| person(p, text)).collect::<Vec<_>>(),
        "meetings": of("meetings"),
        "proposals": of("proposals"),
        "agreements": of("agreements"),
        "milestones": of("milestones"),
        "positions": of("positions"),
        "characterisations": of("characterisations"),
        "claims": of("claims"),
        "levers": of("levers"),
        "events": of("events"),
        "quotes": of("quotes"),
        "impasse": impasse(reading, text),
        "causal": reading.causal.iter().map(|c| causal(c, text)).collect::<Vec<_>>(),
    })
}

fn causal(sentence: &CausalSentence, text: &str) -> Value {
    let span = sentence.evidence;
    json!({
        "evidence": slice(text, span),
        "span": [span.start, span.end],
        "probability": f64::from(sentence.share) / 1000.0,
    })
}

const fn list_name(body: &Body) -> &'static str {
    match body {
        Body::Event(_) => "events",
        Body::Quote(_) => "quotes",
        Body::Meeting(_) => "meetings",
        Body::Proposal(_) => "proposals",
        Body::Agreement(_) => "agreements",
        Body::Milestone(_) => "milestones",
        Body::Demand(_) => "positions",
        Body::Characterisation(_) => "characterisations",
        Body::Claim(_) => "claims",
        Body::Lever(_) => "levers",
        Body::Remark(_) => "impasse",
    }
}

fn slice(text: &str, span: Span) -> &str {
    span.text(text).unwrap_or("")
}

fn bytes(span: Span) -> Value {
    json!([span.start, span.end])
}

fn first_evidence(mentions: &[Span], text: &str) -> Value {
    mentions
        .first()
        .map_or(Value::Null, |s| json!(slice(text, *s)))
}

fn party(party: &Party, text: &str) -> Value {
    json!({
        "name": party.name,
        "aliases": party.aliases,
        "kind": party.kind,
        "code": party.code,
        "evidence": first_evidence(&party.mentions, text),
        "spans": party.mentions.iter().map(|s| bytes(*s)).collect::<Vec<_>>(),
    })
}

fn person(person: &Person, text: &str) -> Value {
    json!({
        "name": person.name,
        "role": person.role,
        "party": person.party,
        "aliases": person.aliases,
        "evidence": first_evidence(&person.mentions, text),
        "spans": person.mentions.iter().map(|s| bytes(*s)).collect::<Vec<_>>(),
    })
}

fn names(actors: &[Actor]) -> Vec<&str> {
    actors.iter().map(|a| a.name.as_str()).collect()
}

fn when(time: Option<&When>) -> Value {
    time.map_or(Value::Null, |w| json!(w.label()))
}

fn voice(voice: &Voice) -> &str {
    voice.name()
}

/// The fields all statements share, after those of its kind.
fn item(statement: &Statement, text: &str) -> Value {
    let mut fields = match body(&statement.body, text) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let arguments: Vec<Value> = statement
        .arguments
        .iter()
        .map(|a| json!({"role": a.role, "text": slice(text, a.span), "span": bytes(a.span)}))
        .collect();
    fields.insert("evidence".into(), json!(slice(text, statement.evidence)));
    fields.insert("span".into(), bytes(statement.evidence));
    fields.insert("arguments".into(), json!(arguments));
    fields.insert("voice".into(), json!(voice(&statement.voice)));
    fields.insert("rule".into(), json!(statement.rule));
    let rounded = (f64::from(statement.confidence) * 100.0).round() / 100.0;
    fields.insert("confidence".into(), json!(rounded));
    fields.insert("id".into(), json!(statement.id));
    Value::Object(fields)
}

fn body(body: &Body, text: &str) -> Value {
    match body {
        Body::Event(e) => json!({
            "plover_type": e.event,
            "mode": e.mode,
            "aux": e.aux,
            "source": names(&e.sources),
            "target": names(&e.targets),
            "when": when(e.when.as_ref()),
            "time": e.when,
        }),
        Body::Quote(q) => json!({
            "speaker": q.speaker.name,
            "cue": q.cue,
            "content": q.content,
            "direct": q.direct,
        }),
        Body::Meeting(m) => json!({
            "what": m.what,
            "participants": names(&m.participants),
            "form": m.form,
            "status_history": m.steps.iter().map(|s| json!({
                "status": s.status,
                "when": when(s.when.as_ref()),
                "time": s.when,
                "evidence": slice(text, s.evidence),
                "span": bytes(s.evidence),
                "voice": voice(&s.voice),
                "rule": s.rule,
            })).collect::<Vec<_>>(),
            "final_status": m.final_status(),
        }),
        Body::Proposal(p) => proposal(p, text),
        Body::Agreement(a) => json!({
            "parties": names(&a.parties),
            "what": a.what,
            "stage": a.stage,
            "when": when(a.when.as_ref()),
            "time": a.when,
            "terms": a.terms,
        }),
        Body::Milestone(m) => json!({
            "kind": m.kind,
            "parties": names(&m.parties),
            "what": m.what,
            "when": when(Some(&m.when)),
            "time": m.when,
            "otherwise": m.otherwise,
        }),
        Body::Demand(d) => json!({
            "party": d.party.name,
            "demand": d.demand,
            "addressee": d.addressee.as_ref().map(|a| &a.name),
            "refusal": d.refusal,
            "offer": d.offer,
        }),
        Body::Characterisation(c) => json!({
            "of": c.of,
            "by": voice(&c.by),
            "words": c.words,
            "polarity": c.polarity,
            "about": c.about,
        }),
        Body::Claim(c) => json!({
            "speaker": voice(&c.speaker),
            "cause": c.cause,
            "effect": c.effect,
        }),
        Body::Lever(l) => json!({
            "holder": l.holder.name,
            "against": l.against.as_ref().map(|a| &a.name),
            "what": l.what,
            "state": l.state,
            "irreversible": l.irreversible,
            "condition": l.condition,
        }),
        Body::Remark(r) => json!({"text": r.text}),
    }
}

fn proposal(p: &demarche_evidence::Proposal, text: &str) -> Value {
    let who = |wanted: &StanceKind| -> Vec<&str> {
        p.stances
            .iter()
            .filter(|s| s.kind == *wanted)
            .map(|s| s.actor.name.as_str())
            .collect()
    };
    let conditional: Vec<Value> = p
        .stances
        .iter()
        .filter_map(|s| match &s.kind {
            StanceKind::Conditional { condition } => {
                Some(json!({"party": s.actor.name, "condition": condition}))
            }
            _ => None,
        })
        .collect();
    let stances: Vec<Value> = p
        .stances
        .iter()
        .map(|s| {
            json!({
                "party": s.actor.name,
                "evidence": slice(text, s.evidence),
                "span": bytes(s.evidence),
                "rule": s.rule,
            })
        })
        .collect();
    json!({
        "what": p.what,
        "proposer": p.proposer.as_ref().map(|a| &a.name),
        "backers": who(&StanceKind::Backs),
        "rejecters": who(&StanceKind::Rejects),
        "conditional": conditional,
        "stances": stances,
    })
}

fn impasse(reading: &Reading, text: &str) -> Value {
    let mut stuck = false;
    let (mut why, mut who, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
    for statement in &reading.statements {
        let Body::Remark(r) = &statement.body else {
            continue;
        };
        let with = |key: &str, value: &str| {
            let mut fields = match item(statement, text) {
                Value::Object(fields) => fields,
                _ => Map::new(),
            };
            fields.insert(key.to_owned(), json!(value));
            Value::Object(fields)
        };
        match r.remark {
            ImpasseRemark::Stuck => stuck = true,
            ImpasseRemark::Reason => why.push(with("reason", &r.text)),
            ImpasseRemark::Mover => {
                who.extend(r.actors.iter().map(|a| with("party", &a.name)));
            }
            ImpasseRemark::Condition => conditions.push(with("condition", &r.text)),
        }
    }
    json!({
        "stuck": stuck,
        "why": why,
        "who_can_move": who,
        "conditions_to_restart": conditions,
    })
}
