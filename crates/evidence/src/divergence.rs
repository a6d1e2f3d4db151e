use crate::{Body, MeetingStatus, Polarity, Statement, StatementId, same_matter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// In what two accounts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DivergenceKind {
    /// Two judgements of one thing go different ways.
    Judgement,
    /// A meeting that one side reports and another denies.
    Meeting,
    /// Two parties name different causes for one effect.
    Cause,
}

/// Two statements that do not agree about the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Divergence {
    /// In what they differ.
    pub kind: DivergenceKind,
    /// What they are about, in the text's words.
    pub about: String,
    /// The statements, in order of evidence; two or more.
    pub statements: Vec<StatementId>,
}

/// All divergences among `statements`, in order of their first statement.
///
/// Judgements are compared when they are about the same meeting or proposal (or, where that is
/// not known, share the words for it) and are made by different actors. Time is quadratic in the
/// number of judgements and claims, which is small for any one process.
#[must_use]
pub fn divergences(statements: &[Statement]) -> Vec<Divergence> {
    let mut found = judgements(statements);
    found.extend(denied_meetings(statements));
    found.extend(causes(statements));
    found
}

fn judgements(statements: &[Statement]) -> Vec<Divergence> {
    let items: Vec<_> = statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Characterisation(c) => Some((s, c)),
            _ => None,
        })
        .collect();
    let mut seen = vec![false; items.len()];
    let mut found = Vec::new();
    for i in 0..items.len() {
        if seen[i] {
            continue;
        }
        let same: Vec<usize> = (i..items.len())
            .filter(|&j| match (&items[i].1.about, &items[j].1.about) {
                (Some(a), Some(b)) => a == b,
                _ => same_matter(&items[i].1.of, &items[j].1.of),
            })
            .collect();
        let judges: BTreeSet<&str> = same.iter().map(|&j| items[j].1.by.name()).collect();
        let ways: BTreeSet<&str> = same
            .iter()
            .filter(|&&j| items[j].1.polarity != Polarity::Neutral)
            .map(|&j| items[j].1.polarity.name())
            .collect();
        for &j in &same {
            seen[j] = true;
        }
        if judges.len() > 1 && ways.len() > 1 {
            found.push(Divergence {
                kind: DivergenceKind::Judgement,
                about: items[i].1.of.clone(),
                statements: same.iter().map(|&j| items[j].0.id.clone()).collect(),
            });
        }
    }
    found
}

fn denied_meetings(statements: &[Statement]) -> Vec<Divergence> {
    statements
        .iter()
        .filter_map(|s| {
            let Body::Meeting(meeting) = &s.body else {
                return None;
            };
            let denied = meeting
                .steps
                .iter()
                .any(|step| step.status == MeetingStatus::Denied);
            let reported = meeting
                .steps
                .iter()
                .any(|step| step.status != MeetingStatus::Denied);
            (denied && reported).then(|| Divergence {
                kind: DivergenceKind::Meeting,
                about: meeting.what.clone(),
                statements: vec![s.id.clone()],
            })
        })
        .collect()
}

fn causes(statements: &[Statement]) -> Vec<Divergence> {
    let items: Vec<_> = statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Claim(c) => c.speaker.actor().map(|a| (s, c, a.principal())),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (i, (s, c, by)) in items.iter().enumerate() {
        for (t, d, other) in &items[i + 1..] {
            if by != other && same_matter(&c.effect, &d.effect) && !same_matter(&c.cause, &d.cause)
            {
                found.push(Divergence {
                    kind: DivergenceKind::Cause,
                    about: c.effect.clone(),
                    statements: vec![s.id.clone(), t.id.clone()],
                });
            }
        }
    }
    found
}
