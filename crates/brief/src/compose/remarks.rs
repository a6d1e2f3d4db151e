//! What the texts themselves say about the impasse.

use super::Desk;
use crate::line::{Cite, Line, Prose};
use crate::words::{in_sentence, list};
use demarche_evidence::{Body, ImpasseRemark, Remark, Statement};

/// Remarks of these kinds, each as one line.
pub(crate) fn remarks(desk: &mut Desk<'_>, kinds: &[ImpasseRemark]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut told: Vec<(&Statement, &str)> = Vec::new();
    for statement in desk.statements.clone() {
        if let Body::Remark(r) = &statement.body
            && kinds.contains(&r.remark)
        {
            let text = r.text.trim();
            let is_told = |(other, words): &(&Statement, &str)| {
                other.source == statement.source
                    && other.evidence == statement.evidence
                    && (words.contains(text) || text.contains(words))
            };
            if told.iter().any(is_told) {
                continue;
            }
            told.push((statement, text));
            let cites = desk.citer.of(statement);
            let line = match inferred(r, statement) {
                Some(words) => Prose::new(words).cite_end(&cites),
                None => Prose::new(lead(r, statement))
                    .quote(r.text.trim())
                    .cite_end(&cites),
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// What the reader concludes from how meetings stand, in no text's words.
fn inferred(remark: &Remark, statement: &Statement) -> Option<String> {
    match statement.rule.as_str() {
        "stuck.put-off" => Some(format!(
            "Inferred to be stuck: one meeting is {}, and no other has a fixed day",
            remark.text
        )),
        "stuck.reason" => Some(
            "Inferred to be stuck: something holds the talks up, and no meeting has a fixed day"
                .to_owned(),
        ),
        "stuck.weighed" => Some(
            "Inferred to be stuck from how the meetings stand, from refusals and from reasons"
                .to_owned(),
        ),
        _ => None,
    }
}

fn lead(remark: &Remark, statement: &Statement) -> String {
    let actors: Vec<String> = remark.actors.iter().map(|a| in_sentence(&a.name)).collect();
    let what = match remark.remark {
        ImpasseRemark::Stuck => "It is called stuck".to_owned(),
        ImpasseRemark::Reason => "A reason".to_owned(),
        ImpasseRemark::Mover if actors.is_empty() => "Who can move it".to_owned(),
        ImpasseRemark::Mover => format!("It is for {} to move", list(&actors)),
        ImpasseRemark::Condition => "A condition".to_owned(),
    };
    match statement.voice.actor() {
        Some(actor) => {
            let says = crate::words::verb(&actor.name, "says", "say");
            format!("{what}, {says} {}: ", in_sentence(&actor.name))
        }
        None => format!("{what}: "),
    }
}

/// Where texts say that these people are the ones to move or decide.
pub(crate) fn movers(desk: &mut Desk<'_>, who: &[String]) -> Vec<Cite> {
    let mut cites = Vec::new();
    for statement in desk.statements.clone() {
        if let Body::Remark(r) = &statement.body
            && r.remark == ImpasseRemark::Mover
            && r.actors.iter().any(|a| who.contains(&a.name))
        {
            cites.extend(desk.citer.of(statement).iter());
        }
    }
    cites
}
