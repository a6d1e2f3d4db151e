//! Conditions in words.

use super::{Condition, Requirement, Sanction};
use crate::GraphModel;

impl Condition {
    /// The condition in words, one sentence a requirement, all of which must hold; states by
    /// their labels, parties by their names.
    #[must_use]
    pub fn words(&self, model: &GraphModel) -> Vec<String> {
        let name = party(model, self.dm);
        if !self.requirements.is_empty() {
            let requirements = self.requirements.iter();
            return requirements.map(|r| self.requirement(r, model)).collect();
        }
        vec![match self.free {
            true => format!("{name} stays whatever it prefers"),
            false => format!("{name} stays with the preferences it has"),
        }]
    }

    fn requirement(&self, requirement: &Requirement, model: &GraphModel) -> String {
        let (name, here) = (party(model, self.dm), model.label(self.state));
        let to = model.label(requirement.to);
        let mut ways = Vec::new();
        if self.free {
            ways.push(format!("{name} likes {to} no better than {here}"));
        }
        ways.extend(requirement.answers.iter().map(|a| self.answer(a, model)));
        match ways.is_empty() {
            true => format!("{name} moves to {to} whatever the free parties prefer"),
            false if self.free => ways.join(", or "),
            false => format!("against {name}'s move to {to}: {}", ways.join(", or ")),
        }
    }

    /// What must hold for an answer to deter.
    fn answer(&self, answer: &Sanction, model: &GraphModel) -> String {
        let mut parts = Vec::new();
        let labels: Vec<String> = answer.no_better.iter().map(|&s| model.label(s)).collect();
        if !labels.is_empty() {
            let (name, here) = (party(model, self.dm), model.label(self.state));
            let list = labels.join(" and ");
            parts.push(format!("{name} likes {list} no better than {here}"));
        }
        for step in &answer.credible {
            let (from, to) = (model.label(step.from), model.label(step.to));
            let mover = party(model, step.mover);
            parts.push(format!("{mover} prefers {to} to {from}"));
        }
        let end = model.label(answer.end);
        format!("{} (the others answer with {end})", parts.join(" and "))
    }
}

fn party(model: &GraphModel, dm: usize) -> &str {
    model.decision_makers().get(dm).map_or("", String::as_str)
}
