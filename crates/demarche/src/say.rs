//! Statements and dates in words, for lists in the terminal.

use demarche_evidence::{
    Actor, Agreement, Body, Event, ImpasseRemark, Meeting, Milestone, Proposal, Stance, StanceKind,
    Statement,
};
use jiff::Timestamp;

/// A statement in one line.
pub(crate) fn statement(statement: &Statement) -> String {
    body(&statement.body)
}

/// What a statement says, in one line.
pub(crate) fn body(body: &Body) -> String {
    match body {
        Body::Event(e) => event(e),
        Body::Quote(q) => {
            let (open, close) = if q.direct { ("“", "”") } else { ("", "") };
            format!("{} {}: {open}{}{close}", q.speaker.name, q.cue, q.content)
        }
        Body::Meeting(m) => meeting(m),
        Body::Proposal(p) => proposal(p),
        Body::Agreement(a) => agreement(a),
        Body::Milestone(m) => milestone(m),
        Body::Demand(d) => {
            let verb = if d.refusal { "refuses" } else { "wants" };
            let of = d
                .addressee
                .as_ref()
                .map_or_else(String::new, |a| format!(" of {}", a.name));
            format!("{} {verb}{of}: {}", d.party.name, d.demand)
        }
        Body::Characterisation(c) => {
            format!(
                "{} on {}: “{}” ({})",
                c.by.name(),
                c.of,
                c.words,
                c.polarity.name()
            )
        }
        Body::Claim(c) => format!("{} says: {} → {}", c.speaker.name(), c.cause, c.effect),
        Body::Lever(l) => {
            let on = l
                .against
                .as_ref()
                .map_or_else(String::new, |a| format!(" on {}", a.name));
            format!("{}{on}: {} ({})", l.holder.name, l.what, l.state.name())
        }
        Body::Remark(r) => {
            let kind = match r.remark {
                ImpasseRemark::Stuck => "stuck",
                ImpasseRemark::Reason => "why",
                ImpasseRemark::Mover => "who can move",
                ImpasseRemark::Condition => "would restart",
            };
            format!("{kind}: {}", r.text)
        }
    }
}

fn milestone(m: &Milestone) -> String {
    let parties: Vec<&str> = m.parties.iter().map(|p| p.name.as_str()).collect();
    let who = match parties.join(", ") {
        none if none.is_empty() => String::new(),
        names => format!("{names}: "),
    };
    let otherwise = m.otherwise.iter().map(|o| format!(", otherwise {o}"));
    let otherwise: String = otherwise.collect();
    let (kind, day) = (m.kind.name(), m.when.label());
    format!("{who}{} ({kind} {day}{otherwise})", m.what)
}

fn agreement(a: &Agreement) -> String {
    let parties: Vec<&str> = a.parties.iter().map(|p| p.name.as_str()).collect();
    let who = match parties.join(", ") {
        none if none.is_empty() => String::new(),
        names => format!("{names}: "),
    };
    let when = a
        .when
        .as_ref()
        .map_or_else(String::new, |w| format!(", {}", w.label()));
    format!("{who}{} ({}{when})", a.what, a.stage.name())
}

fn event(e: &Event) -> String {
    let mut out = format!("{} {}", names(&e.sources), e.event.name());
    if !e.targets.is_empty() {
        out.push_str(" → ");
        out.push_str(&names(&e.targets));
    }
    if let Some(when) = &e.when {
        out.push_str(&format!(" ({})", when.label()));
    }
    out
}

fn meeting(m: &Meeting) -> String {
    let steps: Vec<String> = m
        .steps
        .iter()
        .map(|s| match &s.when {
            Some(when) => format!("{} ({})", s.status.name(), when.label()),
            None => s.status.name().to_owned(),
        })
        .collect();
    let with = match m.participants.is_empty() {
        true => String::new(),
        false => format!(", {}", names(&m.participants)),
    };
    format!("{}{with}: {}", m.what, steps.join(" → "))
}

fn proposal(p: &Proposal) -> String {
    let by = p.proposer.as_ref().map_or("somebody", |a| a.name.as_str());
    let stance = |s: &Stance| {
        let word = match s.kind {
            StanceKind::Backs => "backs",
            StanceKind::Rejects => "rejects",
            StanceKind::Conditional { .. } => "would on a condition",
        };
        format!("{} {word}", s.actor.name)
    };
    let stances: Vec<String> = p.stances.iter().map(stance).collect();
    match stances.is_empty() {
        true => format!("{by} proposes: {}", p.what),
        false => format!("{by} proposes: {} ({})", p.what, stances.join(", ")),
    }
}

fn names(actors: &[Actor]) -> String {
    let names: Vec<&str> = actors.iter().map(|a| a.name.as_str()).collect();
    names.join(", ")
}

/// A time to the minute, in universal time: lists read the same everywhere.
pub(crate) fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Text in one line of at most `most` characters.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

/// `1 statement`, `2 statements`.
pub(crate) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_between_characters() {
        assert_eq!(short("Kyïv  \n talks", 20), "Kyïv talks");
        assert_eq!(short("Kyïv talks", 4), "Kyïv…");
        assert_eq!(short("äöü", 2), "äö…");
    }

    #[test]
    fn times_are_universal() {
        let at: Timestamp = "2026-01-05T09:00:30Z".parse().expect("a time");
        assert_eq!(minute(at), "2026-01-05 09:00 UTC");
    }
}
