//! Steps of other kinds than a change of mind: commitments that cannot be taken back, and parties
//! that act as one.

use super::Desk;
use super::reasoner::Reasoner;
use super::ways::{change_cites, change_words, goal_words};
use crate::line::{Cite, Line, Prose};
use crate::words::{capitalised, either, in_sentence, list, verb};
use demarche_graph::{Change, Direction, Intervention, Interventions, Plan, StopReason};

/// A line a step; one line that none would do where none does; nothing where none was sought.
pub(crate) fn pacts(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Vec<Line> {
    let Some(found) = &r.findings.pacts else {
        return Vec::new();
    };
    if found.stop == StopReason::AlreadyHolds || found.examined == 0 {
        return Vec::new();
    }
    if found.plans.is_empty() {
        return vec![none(r, desk, found)];
    }
    found.plans.iter().map(|p| row(r, desk, p)).collect()
}

fn none(r: &Reasoner<'_>, desk: &mut Desk<'_>, found: &Interventions) -> Line {
    let cites = r.cites(desk, r.all_assumptions());
    let words = format!(
        "No single commitment that cannot be taken back, and no two parties acting as one, of {} \
         examined, would {}",
        found.examined,
        goal_words(r),
    );
    Prose::new(words).cite_end(&cites)
}

fn row(r: &Reasoner<'_>, desk: &mut Desk<'_>, plan: &Plan) -> Line {
    let mut cites: Vec<Cite> = Vec::new();
    for step in &plan.interventions {
        cites.extend(step_cites(r, desk, step));
    }
    let cites = r.cites(desk, cites);
    let steps: Vec<String> = plan.interventions.iter().map(|i| words(r, i)).collect();
    let line = Prose::new(capitalised(&list(&steps))).cite(&cites);
    line.text(format!(": {}.", ends(r, plan)))
}

fn step_cites(r: &Reasoner<'_>, desk: &mut Desk<'_>, step: &Intervention) -> Vec<Cite> {
    match step {
        Intervention::Coalition { members } => {
            let grounds = members.iter().flat_map(|&dm| r.grounds_of(desk, dm));
            grounds.collect()
        }
        Intervention::OneWay { option, .. } => {
            let opened = Change::Open { option: *option };
            change_cites(r, desk, &opened).iter().collect()
        }
        Intervention::Change(change) => change_cites(r, desk, change).iter().collect(),
        Intervention::Add { .. } => r.all_assumptions(),
    }
}

fn words(r: &Reasoner<'_>, step: &Intervention) -> String {
    match step {
        Intervention::OneWay { option, direction } => {
            let taken = *direction == Direction::Forward;
            let fact = r.words.fact(*option, taken);
            if r.quo().takes(*option) == taken {
                format!("it is settled for good that {fact}")
            } else {
                format!("it becomes binding: once {fact}, there is no way back")
            }
        }
        Intervention::Coalition { members } => {
            let who: Vec<String> = members
                .iter()
                .map(|&dm| in_sentence(r.words.party(dm)))
                .collect();
            format!(
                "{} act as one, in joint steps by which each of them gains",
                list(&who)
            )
        }
        Intervention::Change(change) => change_words(r, change, None, std::slice::from_ref(change)),
        Intervention::Add { addition, .. } => added(r, *addition),
    }
}

fn added(r: &Reasoner<'_>, addition: usize) -> String {
    let asked = r.findings.pacts.as_ref().map(|p| &p.query.additions);
    match asked.and_then(|additions| additions.get(addition)) {
        Some(a) => format!(
            "{} {} to want {}",
            in_sentence(r.words.party(a.dm)),
            verb(r.words.party(a.dm), "comes", "come"),
            r.words.wish(a.dm, &a.expr)
        ),
        None => "somebody comes to want something more".to_owned(),
    }
}

fn ends(r: &Reasoner<'_>, plan: &Plan) -> String {
    let rests: Vec<String> = plan
        .equilibria
        .iter()
        .take(RESTS)
        .map(|&s| format!("where {}", r.words.state(r.state(s))))
        .collect();
    if rests.is_empty() {
        "the status quo is then no longer at rest, but gains lead to no other state of rest".into()
    } else {
        format!("gains can then lead to rest {}", either(&rests))
    }
}

/// States of rest that are named.
const RESTS: usize = 2;
