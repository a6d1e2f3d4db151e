//! The options of a draft: what each party can do about what was proposed, planned, demanded or
//! held over somebody.

use super::roster::Roster;
use super::words::{brief, deed, is_gerund, is_noun_phrase, is_told, slug};
use super::{Limits, indices};
use crate::dossier::Basis;
use demarche_evidence::{
    Actor, Body, Demand, ImpasseRemark, Lever, LeverUse, Meeting, MeetingForm, MeetingStatus,
    Proposal, StanceKind, Statement, StatementId, deed_asked_of, same_matter, without_conjunction,
    without_obligation,
};
use demarche_graph::Direction;

/// What kind of option it is; the order is the order of importance.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Accept a proposal.
    Accept,
    /// Use a lever.
    Use,
    /// Come to a meeting.
    Meet,
    /// Give way to a demand.
    Concede,
}

/// An option in the making.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub kind: Kind,
    pub owner: String,
    pub id: String,
    pub phrase: String,
    /// The text it was made of, for comparing matters.
    pub matter: String,
    pub direction: Direction,
    pub now: bool,
    pub decided_by: Vec<String>,
    pub basis: Basis,
    /// The statements it stands for: wishes look options up by them.
    pub sources: Vec<StatementId>,
    /// Whom a lever presses.
    pub against: Option<String>,
    pub lever: Option<LeverUse>,
}

/// All options, most important kind first; options of one owner about one matter are one.
pub(super) fn of(statements: &[Statement], roster: &Roster) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for statement in statements {
        let found = match &statement.body {
            Body::Proposal(p) => accept(statement, p, roster),
            Body::Meeting(m) => meet(statement, m, roster),
            Body::Lever(l) => vec![use_lever(statement, l, roster)]
                .into_iter()
                .flatten()
                .collect(),
            Body::Demand(d) if !d.refusal && !d.offer => {
                let addressee = d.addressee.as_ref().and_then(|a| a.party.clone());
                addressee
                    .filter(|o| o != d.party.principal())
                    .map(|o| concede(statement, &d.demand, o, is_clause(statements, statement, d)))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        };
        for choice in found {
            let is_empty = choice.kind != Kind::Meet && brief(&choice.matter).is_empty();
            if !is_empty {
                merge(&mut all, choice);
            }
        }
    }
    for choice in &mut all {
        choice.decided_by = deciders(statements, &choice.owner);
    }
    all.sort_by_key(|c| (c.kind.clone(), roster.place(&c.owner)));
    all
}

fn base(kind: Kind, owner: String, statement: &Statement, matter: &str, phrase: String) -> Choice {
    Choice {
        kind,
        owner,
        id: String::new(),
        phrase,
        matter: matter.to_owned(),
        direction: Direction::Both,
        now: false,
        decided_by: Vec::new(),
        basis: Basis::because(vec![statement.id.clone()]),
        sources: vec![statement.id.clone()],
        against: None,
        lever: None,
    }
}

/// Joins an option to one of the same owner about the same matter, or adds it.
fn merge(all: &mut Vec<Choice>, choice: Choice) {
    let same = all.iter_mut().find(|c| {
        let meets = (c.kind == Kind::Meet) == (choice.kind == Kind::Meet);
        // To accept a plan is one thing, to press for it another.
        let is_plan_and_lever =
            |a: &Choice, b: &Choice| a.kind == Kind::Accept && b.lever.is_some();
        if is_plan_and_lever(c, &choice) || is_plan_and_lever(&choice, c) {
            return false;
        }
        let both_withheld =
            |c: &Choice| c.lever == Some(LeverUse::Withheld) && c.direction == Direction::Forward;
        c.owner == choice.owner && meets && c.phrase == choice.phrase
            || c.owner == choice.owner
                && c.against == choice.against
                && both_withheld(c)
                && both_withheld(&choice)
            || c.owner == choice.owner
                && meets
                && c.kind != Kind::Meet
                && same_matter(&c.matter, &choice.matter)
    });
    match same {
        Some(known) => {
            for id in choice.sources {
                if !known.sources.contains(&id) {
                    known.basis.because.push(id.clone());
                    known.sources.push(id);
                }
            }
            // A lever says more about an option than the demand for it, or for its end.
            if choice.lever.is_some() && known.lever.is_none() {
                if choice.lever == Some(LeverUse::Used) {
                    known.phrase = choice.phrase;
                    known.now = choice.now;
                }
                known.lever = choice.lever;
                known.against = choice.against;
                known.direction = choice.direction;
                known.kind = choice.kind.min(known.kind.clone());
            }
        }
        None => all.push(choice),
    }
}

/// An option to accept for each of those who have still to.
fn accept(statement: &Statement, proposal: &Proposal, roster: &Roster) -> Vec<Choice> {
    let owners = those_to_accept(proposal, roster);
    let what = brief(&proposal.what);
    let is_clause = what.starts_with("that ");
    let phrase = if what.starts_with("to ") {
        format!("accept the offer {what}")
    } else if is_clause || is_noun_phrase(&what) || is_gerund(&what) || !looks_like_deed(&what) {
        format!("accept {what}")
    } else {
        format!("accept the offer to {what}")
    };
    owners
        .into_iter()
        .map(|owner| {
            base(
                Kind::Accept,
                owner,
                statement,
                &proposal.what,
                phrase.clone(),
            )
        })
        .collect()
}

/// Those who have still to accept: who rejected it or set a condition and has a seat at the table, and the main parties that have said
/// nothing, where it is not one of them that proposes, or nobody else is left.
fn those_to_accept(proposal: &Proposal, roster: &Roster) -> Vec<String> {
    let proposer = proposal.proposer.as_ref().map(Actor::principal);
    let mut owners: Vec<String> = Vec::new();
    let mut backed: Vec<&str> = Vec::new();
    for stance in &proposal.stances {
        match (&stance.kind, stance.actor.party.as_deref()) {
            (StanceKind::Backs, Some(party)) => backed.push(party),
            (_, Some(party)) if Some(party) != proposer && !owners.iter().any(|o| o == party) => {
                owners.push(party.to_owned());
            }
            _ => {}
        }
    }
    if owners.iter().any(|o| roster.is_seated(o)) {
        owners.retain(|o| roster.is_seated(o));
    }
    let is_a_mediators = proposer.is_some_and(|p| !roster.main().iter().any(|m| m == p));
    if owners.is_empty() || is_a_mediators {
        let is_open = |p: &&String| {
            Some(p.as_str()) != proposer && !backed.contains(&p.as_str()) && !owners.contains(p)
        };
        let open: Vec<String> = roster.main().iter().filter(is_open).cloned().collect();
        owners.extend(open);
    }
    owners
}

/// A phrase that opens with a bare verb: a well-known one, or any word before an article or a possessive ("halve the quota").
fn looks_like_deed(what: &str) -> bool {
    const VERBS: &[&str] = &[
        "pay",
        "show",
        "refrain",
        "sell",
        "mediate",
        "meet",
        "freeze",
        "withdraw",
        "give",
        "send",
        "open",
        "close",
        "release",
        "finance",
        "provide",
        "supply",
        "stop",
        "end",
        "lift",
        "begin",
        "start",
        "cut",
        "raise",
        "lower",
        "share",
        "accept",
        "agree",
        "allow",
        "attend",
        "back",
        "ease",
        "free",
        "grant",
        "halve",
        "host",
        "let",
        "permit",
        "pull",
        "readmit",
        "recognise",
        "recognize",
        "reduce",
        "reopen",
        "restore",
        "resume",
        "scrap",
        "sign",
        "support",
        "suspend",
        "guarantee",
        "buy",
        "hand",
        "return",
        "join",
        "build",
        "call",
        "halt",
        "drop",
        "impose",
        "block",
        "veto",
        "recall",
        "refer",
        "propose",
        "launch",
    ];
    const OPENERS: &[&str] = &[
        "the", "a", "an", "its", "their", "his", "her", "all", "both", "every", "those",
    ];
    let mut words = what.split_whitespace();
    let first = words.next();
    first.is_some_and(|w| VERBS.contains(&w)) || words.next().is_some_and(|w| OPENERS.contains(&w))
}

/// Each side of a meeting that is not over can come to it.
fn meet(statement: &Statement, meeting: &Meeting, roster: &Roster) -> Vec<Choice> {
    let is_open = meeting.final_status().is_some_and(MeetingStatus::is_open);
    if !is_open {
        return Vec::new();
    }
    let mut sides: Vec<String> = Vec::new();
    for party in meeting.participants.iter().filter_map(|a| a.party.clone()) {
        if !sides.contains(&party) {
            sides.push(party);
        }
    }
    if sides.len() < 2 {
        let main = roster
            .main()
            .iter()
            .filter(|p| !sides.contains(p))
            .cloned()
            .collect::<Vec<_>>();
        let missing = 2 - sides.len();
        sides.extend(main.into_iter().take(missing));
    }
    let phrase = match meeting.form {
        MeetingForm::Summit => "go to the summit",
        MeetingForm::Call => "take the call",
        MeetingForm::Visit => "go ahead with the visit",
        MeetingForm::Conference => "come to the conference",
        MeetingForm::Talks => "come to the talks",
        MeetingForm::Meeting => "come to the meeting",
    };
    // Who has agreed to a day is taken to come.
    let is_agreed = meeting.final_status().is_some_and(is_agreed);
    let choice = |side| Choice {
        now: is_agreed,
        ..base(
            Kind::Meet,
            side,
            statement,
            &meeting.what,
            phrase.to_owned(),
        )
    };
    sides.into_iter().map(choice).collect()
}

/// Whether a meeting that stands so has been agreed by those who are to come.
const fn is_agreed(status: MeetingStatus) -> bool {
    matches!(
        status,
        MeetingStatus::Scheduled | MeetingStatus::Resumed | MeetingStatus::Announced
    )
}

fn use_lever(statement: &Statement, lever: &Lever, roster: &Roster) -> Option<Choice> {
    let holder = lever.holder.party.clone()?;
    let what = brief(&lever.what);
    let what = match what.contains(' ') {
        true => what,
        false => format!("the {what}"),
    };
    let phrase = if lever.state == LeverUse::Used {
        keep_up(&what)
    } else {
        deed(&lever.what).unwrap_or_else(|| match lever.state {
            LeverUse::Withheld if is_gerund(&what) => format!("go ahead with {what}"),
            LeverUse::Withheld if is_told(&what) => format!("take back “{what}”"),
            LeverUse::Withheld if looks_like_deed(&what) => what.clone(),
            LeverUse::Withheld => format!("give {what}"),
            _ if is_gerund(&what) => format!("start {what}"),
            _ if is_noun_phrase(&what) => format!("go through with {what}"),
            _ if is_told(&what) || is_clause_of_will(&what) => format!("go through with “{what}”"),
            _ => what.clone(),
        })
    };
    let against = lever.against.as_ref().and_then(|a| a.party.clone());
    let against = against.or_else(|| roster.opposite(&holder).map(str::to_owned));
    let mut choice = base(Kind::Use, holder, statement, &lever.what, phrase);
    choice.against = against;
    choice.lever = Some(lever.state);
    choice.now = lever.state == LeverUse::Used;
    if lever.irreversible {
        choice.direction = Direction::Forward;
    }
    Some(choice)
}

/// "those who strike will lose a bonus": what somebody says will be, and no deed of theirs in words that can follow "to".
fn is_clause_of_will(what: &str) -> bool {
    [" will ", " would ", " shall "]
        .iter()
        .any(|will| what.contains(will))
        && !looks_like_deed(what)
}

/// What goes on as long as a lever is used: "keep the gates shut", "keep up the blockade", and in the text's words what was done once.
fn keep_up(what: &str) -> String {
    if is_told(what) {
        format!("keep up “{what}”")
    } else if looks_like_deed(what) && !is_noun_phrase(what) && !is_gerund(what) {
        what.to_owned()
    } else {
        format!("keep up {what}")
    }
}

/// Whether a demand is the clause of a condition: "(only if) the army pulls back".
fn is_clause(statements: &[Statement], statement: &Statement, demand: &Demand) -> bool {
    statements.iter().any(|other| match &other.body {
        Body::Remark(r) => {
            r.remark == ImpasseRemark::Condition
                && other.evidence == statement.evidence
                && other.source == statement.source
                && without_conjunction(&r.text).is_some_and(|text| text == demand.demand)
        }
        _ => false,
    })
}

fn concede(statement: &Statement, demand: &str, owner: String, is_clause: bool) -> Choice {
    // "that Canada scrap the duty", asked of Canada
    if let Some(step) = deed_asked_of(demand, &owner).filter(|_| !is_clause) {
        return base(Kind::Concede, owner, statement, demand, brief(&step));
    }
    let told = demand.strip_prefix("that ");
    let demand = without_obligation(demand);
    let condition = without_conjunction(demand).or(is_clause.then_some(demand));
    let stripped = told.or(condition);
    let what = brief(stripped.unwrap_or(demand));
    let phrase = deed(demand).unwrap_or_else(|| {
        if told.is_some() {
            format!("see to it that {what}")
        } else if condition.is_some() {
            format!("meet the condition “{what}”")
        } else if is_gerund(&what) {
            format!("agree to {what}")
        } else if looks_like_deed(&what) {
            what.clone()
        } else {
            format!("concede {what}")
        }
    });
    base(Kind::Concede, owner, statement, demand, phrase)
}

/// Who decides for a party, where the text leaves it to somebody.
fn deciders(statements: &[Statement], party: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for statement in statements {
        let Body::Remark(remark) = &statement.body else {
            continue;
        };
        if remark.remark != ImpasseRemark::Mover {
            continue;
        }
        for actor in &remark.actors {
            let is_person = actor.party.as_deref() == Some(party) && actor.name != party;
            if is_person && !names.contains(&actor.name) {
                names.push(actor.name.clone());
            }
        }
    }
    names
}

/// The options that fit into a draft, with ids; what is left out is noted.
pub(super) fn most_important(
    mut all: Vec<Choice>,
    limits: Limits,
    notes: &mut Vec<String>,
) -> Vec<Choice> {
    let mut kept: Vec<Choice> = Vec::new();
    // Coming to a meeting is a choice for all its sides or for none.
    while !all.is_empty() {
        let first = all.remove(0);
        let mut group = vec![first];
        if group[0].kind == Kind::Meet {
            let twin = |c: &Choice| c.kind == Kind::Meet && c.sources == group[0].sources;
            let twins = indices(&all, twin);
            for k in twins.into_iter().rev() {
                group.insert(1, all.remove(k));
            }
        }
        let parties = owners(&kept);
        let new = group.iter().filter(|c| !parties.contains(&c.owner)).count();
        if kept.len() + group.len() > limits.options || parties.len() + new > limits.parties {
            for left in group {
                notes.push(format!("left out: {} could {}", left.owner, left.phrase));
            }
        } else {
            kept.extend(group);
        }
    }
    name(&mut kept);
    kept
}

fn name(choices: &mut [Choice]) {
    for k in 0..choices.len() {
        let choice = &choices[k];
        let wanted = match choice.kind {
            Kind::Accept => slug("accept", &choice.matter),
            Kind::Meet => slug("meet", &choice.owner),
            Kind::Use => slug("", &choice.phrase),
            Kind::Concede => slug("", &choice.phrase),
        };
        let wanted = if wanted.is_empty() {
            "option".to_owned()
        } else {
            wanted
        };
        let is_taken = |id: &str| choices[..k].iter().any(|c| c.id == id);
        let mut id = wanted.clone();
        let mut n = 2;
        while is_taken(&id) {
            id = format!("{wanted}-{n}");
            n += 1;
        }
        choices[k].id = id;
    }
}

/// The parties that hold an option, in order of their first.
pub(super) fn owners(choices: &[Choice]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for choice in choices {
        if !names.contains(&choice.owner) {
            names.push(choice.owner.clone());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{keep_up, looks_like_deed};

    #[test]
    fn what_goes_on_reads_as_english() {
        assert_eq!(keep_up("keep the gates shut"), "keep the gates shut");
        assert_eq!(keep_up("the blockade"), "keep up the blockade");
        assert_eq!(
            keep_up("closed the crossing in July"),
            "keep up “closed the crossing in July”"
        );
        assert_eq!(
            keep_up("will not reopen this month"),
            "keep up “will not reopen this month”"
        );
    }

    #[test]
    fn a_verb_before_an_article_is_a_deed() {
        assert!(looks_like_deed("halve the quota for toothfish"));
        assert!(looks_like_deed("withdraw troops"));
        assert!(!looks_like_deed("reduction of the quota"));
        assert!(!looks_like_deed("five percent and a bonus"));
    }
}
