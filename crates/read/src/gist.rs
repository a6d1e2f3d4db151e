//! Statements in a few words, as rule files write what an example must give.

use demarche_evidence::{Actor, Body, ImpasseRemark, LeverUse, StanceKind, Statement};

fn names(actors: &[Actor]) -> String {
    let all: Vec<&str> = actors.iter().map(|a| a.name.as_str()).collect();
    all.join(", ")
}

/// The gist of a statement, a line for each thing it says: `event REJECT Chile > Norway`,
/// `proposal by Norway`, `stance Chile rejects`, `meeting postponed`, `demand Norway`,
/// `judgement Chile negative`, `claim Norway`, `lever Norway withheld`, `remark stuck`,
/// `remark mover Norway`, `quote Norway direct`.
#[must_use]
pub fn gist(statement: &Statement) -> Vec<String> {
    match &statement.body {
        Body::Event(e) => {
            let head = format!("event {} {}", e.event.name(), names(&e.sources));
            if e.targets.is_empty() {
                vec![head]
            } else {
                vec![format!("{head} > {}", names(&e.targets)), head]
            }
        }
        Body::Quote(q) => {
            let kind = if q.direct { "direct" } else { "indirect" };
            vec![format!("quote {} {kind}", q.speaker.name)]
        }
        Body::Meeting(m) => m
            .steps
            .iter()
            .map(|s| format!("meeting {}", s.status.name()))
            .collect(),
        Body::Proposal(p) => {
            let by = p.proposer.iter().map(|a| format!("proposal by {}", a.name));
            by.chain(p.stances.iter().map(|s| {
                let stance = match s.kind {
                    StanceKind::Backs => "backs",
                    StanceKind::Rejects => "rejects",
                    StanceKind::Conditional { .. } => "conditional",
                };
                format!("stance {} {stance}", s.actor.name)
            }))
            .collect()
        }
        Body::Agreement(a) => {
            let own = a.parties.iter().map(|p| format!("agreement {}", p.name));
            own.chain(["agreement".to_owned()]).collect()
        }
        Body::Milestone(m) => {
            let kind = m.kind.name();
            let own = m
                .parties
                .iter()
                .map(|p| format!("milestone {kind} {}", p.name));
            own.chain([format!("milestone {kind}")]).collect()
        }
        Body::Demand(d) => {
            let refuses = if d.refusal { " refuses" } else { "" };
            vec![format!("demand {}{refuses}", d.party.name)]
        }
        Body::Characterisation(c) => vec![
            format!("judgement {} {}", c.by.name(), c.polarity.name()),
            "judgement".to_owned(),
        ],
        Body::Claim(c) => vec![format!("claim {}", c.speaker.name())],
        Body::Lever(l) => {
            let state = match l.state {
                LeverUse::Used => "used",
                other => other.name(),
            };
            vec![format!("lever {} {state}", l.holder.name)]
        }
        Body::Remark(r) => match r.remark {
            ImpasseRemark::Stuck => vec!["remark stuck".to_owned()],
            ImpasseRemark::Reason => vec!["remark reason".to_owned()],
            ImpasseRemark::Condition => vec!["remark condition".to_owned()],
            ImpasseRemark::Mover => r
                .actors
                .iter()
                .map(|a| format!("remark mover {}", a.name))
                .collect(),
        },
    }
}
