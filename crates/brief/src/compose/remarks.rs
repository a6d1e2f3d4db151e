//! What the texts themselves say about the impasse.

use super::Desk;
use crate::line::{Line, Prose};
use crate::words::in_sentence;
use demarche_evidence::{Body, ImpasseRemark, Remark, Statement};

/// Remarks of these kinds, each as one line.
pub(crate) fn remarks(desk: &mut Desk<'_>, kinds: &[ImpasseRemark]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for statement in desk.statements.clone() {
        if let Body::Remark(r) = &statement.body
            && kinds.contains(&r.remark)
        {
            let cites = desk.citer.of(statement);
            let line = Prose::new(lead(r, statement))
                .quote(r.text.trim())
                .cite_end(&cites);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

fn lead(remark: &Remark, statement: &Statement) -> String {
    let what = match remark.remark {
        ImpasseRemark::Stuck => "It is called stuck",
        ImpasseRemark::Reason => "A reason",
        ImpasseRemark::Mover => "Who alone can decide",
        ImpasseRemark::Condition => "A condition",
    };
    match statement.voice.actor() {
        Some(actor) => format!("{what}, says {}: ", in_sentence(&actor.name)),
        None => format!("{what}: "),
    }
}
