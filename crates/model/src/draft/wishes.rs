//! The preference statements of a draft, in the draft's own order of kinds: what a party is said
//! to yield to comes first, then what it proposed, refused and demanded, then how it stands to
//! levers, then how it stands to meeting.

use super::choices::{Choice, Kind};
use super::indices;
use super::words::brief;
use crate::dossier::Basis;
use demarche_evidence::{
    Actor, Body, Claim, ImpasseRemark, LeverUse, SourceId, Span, StanceKind, Statement,
    StatementId, Voice, same_matter,
};
use demarche_graph::Expr;

/// A preference statement in the making.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub party: String,
    /// Place among a party's kinds of wishes; lower matters more.
    rank: u8,
    pub expr: Expr,
    pub basis: Basis,
}

/// All wishes, by party in the order of `names`, most important first.
pub(super) fn of(statements: &[Statement], choices: &[Choice], names: &[String]) -> Vec<Wish> {
    let desk = Desk {
        statements,
        choices,
    };
    let mut all = Vec::new();
    for statement in statements {
        desk.read_proposal(statement, &mut all);
        desk.read_demand(statement, &mut all);
    }
    for (k, choice) in choices.iter().enumerate() {
        if choice.lever.is_some() {
            desk.about_lever(k, &mut all);
        } else if choice.kind == Kind::Concede {
            desk.about_concession(k, &mut all);
        }
    }
    desk.about_meetings(&mut all);
    let mut kept: Vec<Wish> = Vec::new();
    for wish in all {
        let known = kept
            .iter_mut()
            .find(|w| w.party == wish.party && w.expr == wish.expr);
        match known {
            Some(known) => strengthen(known, wish),
            None => kept.push(wish),
        }
    }
    let place = |party: &str| names.iter().position(|n| n == party);
    kept.retain(|w| place(&w.party).is_some());
    kept.sort_by_key(|w| (place(&w.party), w.rank));
    kept
}

/// The same wish for two reasons: what was said beats what is guessed.
fn strengthen(known: &mut Wish, other: Wish) {
    known.rank = known.rank.min(other.rank);
    if known.basis.is_assumed() && !other.basis.is_assumed() {
        known.basis = other.basis;
    } else if known.basis.is_assumed() == other.basis.is_assumed() {
        for id in other.basis.because {
            if !known.basis.because.contains(&id) {
                known.basis.because.push(id);
            }
        }
    }
}

struct Desk<'a> {
    statements: &'a [Statement],
    choices: &'a [Choice],
}

impl Desk<'_> {
    fn option(&self, kind: &Kind, source: &StatementId, owner: Option<&str>) -> Vec<usize> {
        indices(self.choices, |c| {
            c.kind == *kind && c.sources.contains(source) && owner.is_none_or(|o| c.owner == o)
        })
    }

    fn read_proposal(&self, statement: &Statement, all: &mut Vec<Wish>) {
        let Body::Proposal(proposal) = &statement.body else {
            return;
        };
        let because = || Basis::because(vec![statement.id.clone()]);
        let accepts = self.option(&Kind::Accept, &statement.id, None);
        for &k in &accepts {
            let accept = Expr::Option(k);
            let supporters = proposal.proposer.iter().map(|a| (a, 1)).chain(
                proposal
                    .stances
                    .iter()
                    .filter(|s| s.kind == StanceKind::Backs)
                    .map(|s| (&s.actor, 6)),
            );
            for (actor, rank) in supporters {
                push(all, actor, rank, accept.clone(), because());
            }
        }
        for stance in &proposal.stances {
            let own = accepts
                .iter()
                .find(|&&k| self.choices[k].owner == stance.actor.principal());
            let Some(&own) = own else { continue };
            let refuse = !Expr::Option(own);
            match &stance.kind {
                StanceKind::Rejects => push(all, &stance.actor, 3, refuse, because()),
                StanceKind::Conditional { condition } => {
                    self.conditional(statement, &stance.actor, own, condition, all);
                }
                StanceKind::Backs => {}
            }
        }
        // Whoever it was put to and who has said nothing is taken to be against it for now.
        for &k in &accepts {
            let owner = &self.choices[k].owner;
            let is_silent = !proposal
                .stances
                .iter()
                .any(|s| s.actor.principal() == owner);
            if is_silent {
                all.push(Wish {
                    party: owner.clone(),
                    rank: 9,
                    expr: !Expr::Option(k),
                    basis: Basis::assume(
                        format!("{owner} has not said yes to it so far, and is taken to hold back until it does"),
                        vec![statement.id.clone()],
                    ),
                });
            }
        }
    }

    /// "Would accept if": the option that the condition speaks of, if there is one.
    fn conditional(
        &self,
        statement: &Statement,
        actor: &Actor,
        own: usize,
        condition: &str,
        all: &mut Vec<Wish>,
    ) {
        let accept = Expr::Option(own);
        if let Some(met) = self.step_that_meets(actor.principal(), condition) {
            push(
                all,
                actor,
                2,
                accept.clone().iff(met),
                Basis::because(vec![statement.id.clone()]),
            );
        } else {
            let reason = format!(
                "the condition \"{}\" is not met as things stand",
                brief(condition)
            );
            push(
                all,
                actor,
                3,
                !accept,
                Basis::assume(reason, vec![statement.id.clone()]),
            );
        }
    }

    fn read_demand(&self, statement: &Statement, all: &mut Vec<Wish>) {
        let Body::Demand(demand) = &statement.body else {
            return;
        };
        let because = Basis::because(vec![statement.id.clone()]);
        if demand.refusal {
            let refused = indices(self.choices, |c| {
                c.owner == demand.party.principal()
                    && c.kind != Kind::Meet
                    && same_matter(&c.matter, &demand.demand)
            });
            for k in refused {
                // "will not release the payment" is kept up as long as it is refused.
                let is_kept_up = self.choices[k].lever == Some(LeverUse::Used);
                let done = Expr::Option(k);
                let expr = if is_kept_up { done } else { !done };
                push(all, &demand.party, 3, expr, because.clone());
            }
            return;
        }
        let wanted = indices(self.choices, |c| {
            c.sources.contains(&statement.id) && c.owner != demand.party.principal()
        });
        for k in wanted {
            // Who is asked to end what it keeps up.
            let is_to_end = self.choices[k].lever == Some(LeverUse::Used);
            let done = Expr::Option(k);
            let expr = if is_to_end { !done } else { done };
            push(all, &demand.party, 4, expr, because.clone());
        }
    }

    /// How the holder and the pressed party stand to a lever.
    fn about_lever(&self, k: usize, all: &mut Vec<Wish>) {
        let choice = &self.choices[k];
        let (Some(state), use_it) = (choice.lever, Expr::Option(k)) else {
            return;
        };
        let holder = choice.owner.clone();
        let sources = choice.sources.clone();
        let mut wish = |party: &str, rank: u8, expr: Expr, basis: Basis| {
            all.push(Wish {
                party: party.to_owned(),
                rank,
                expr,
                basis,
            });
        };
        let (expr, basis) = match state {
            LeverUse::Withheld => (!use_it.clone(), Basis::because(sources.clone())),
            LeverUse::Used => {
                let reason = format!("{holder} keeps it up as long as nothing changes");
                (use_it.clone(), Basis::assume(reason, sources.clone()))
            }
            _ => {
                let reason = format!("{holder} has not done it so far: it has its cost");
                (!use_it.clone(), Basis::assume(reason, sources.clone()))
            }
        };
        wish(&holder, 5, expr, basis);
        let Some(pressed) = choice.against.clone() else {
            return;
        };
        let claim = self.claim_for(choice, &pressed);
        // What is kept from somebody is something they want, unless somebody says that it would move them.
        let is_wanted = state == LeverUse::Withheld && claim.is_none();
        let (stand, reason) = if is_wanted {
            (use_it.clone(), format!("{pressed} wants what is kept back"))
        } else {
            let reason = format!("{pressed} would rather not be pressed");
            (!use_it.clone(), reason)
        };
        wish(&pressed, 8, stand, Basis::assume(reason, sources.clone()));
        let Some(goal) = self.goal(choice, &holder, &pressed) else {
            return;
        };
        let yielded = Expr::Option(goal);
        let goal_phrase = &self.choices[goal].phrase;
        if is_wanted {
            let reason =
                format!("{holder} keeps it back as long as {pressed} does not {goal_phrase}");
            let basis = Basis::assume(reason, sources.clone());
            wish(&holder, 4, use_it.clone().iff(yielded.clone()), basis);
        } else {
            wish(
                &holder,
                7,
                Expr::Or(vec![use_it.clone(), yielded.clone()]),
                Basis::assume(
                    format!(
                        "to {} matters less to {holder} than to hold back, but more than nothing as long as {pressed} does not {goal_phrase}",
                        choice.phrase
                    ),
                    sources.clone(),
                ),
            );
        }
        if state == LeverUse::Used {
            return; // it is in use and has not worked
        }
        match claim {
            Some((claim, speaker, id)) => wish(
                &pressed,
                0,
                yielded.when(use_it),
                Basis::assume(
                    format!(
                        "{pressed} would {goal_phrase} if {holder} were to {}; {speaker} links \"{}\" to \"{}\"",
                        choice.phrase,
                        brief(&claim.effect),
                        brief(&claim.cause)
                    ),
                    vec![id],
                ),
            ),
            None => wish(
                &pressed,
                11,
                yielded.when(use_it),
                Basis::assume(
                    format!(
                        "this counts least: nobody says that it would make {pressed} {goal_phrase}"
                    ),
                    sources,
                ),
            ),
        }
    }

    /// What the holder of a lever wants of the pressed party: an option of that party of which the same sentence tells ("withholds the
    /// loan until Chile signs"), else one that the holder proposed or demanded.
    fn goal(&self, lever: &Choice, holder: &str, pressed: &str) -> Option<usize> {
        let told: Vec<_> = lever
            .sources
            .iter()
            .filter_map(|id| self.evidence_of(id))
            .collect();
        let own = indices(self.choices, |c| {
            c.owner == pressed && matches!(c.kind, Kind::Accept | Kind::Concede)
        });
        let is_wanted = |k: &&usize| {
            self.choices[**k].sources.iter().any(|id| {
                self.statements
                    .iter()
                    .filter(|s| s.id == *id)
                    .any(|s| match &s.body {
                        Body::Proposal(p) => {
                            let by = p.proposer.iter().chain(
                                p.stances
                                    .iter()
                                    .filter(|s| s.kind == StanceKind::Backs)
                                    .map(|s| &s.actor),
                            );
                            by.into_iter().any(|a| a.principal() == holder)
                        }
                        Body::Demand(d) => d.party.principal() == holder,
                        _ => false,
                    })
            })
        };
        let is_told_together = |k: &&usize| {
            let sources = &self.choices[**k].sources;
            sources
                .iter()
                .any(|id| self.evidence_of(id).is_some_and(|e| told.contains(&e)))
        };
        own.iter()
            .find(is_told_together)
            .or_else(|| own.iter().find(is_wanted))
            .copied()
    }

    /// Where a statement stands.
    fn evidence_of(&self, id: &StatementId) -> Option<(&SourceId, Span)> {
        let statement = self.statements.iter().find(|s| s.id == *id)?;
        Some((&statement.source, statement.evidence))
    }

    /// A claim that a lever's matter moves the pressed party.
    fn claim_for(&self, lever: &Choice, pressed: &str) -> Option<(&Claim, String, StatementId)> {
        self.statements.iter().find_map(|s| {
            let Body::Claim(claim) = &s.body else {
                return None;
            };
            let Voice::Actor(speaker) = &claim.speaker else {
                return None;
            };
            let about = same_matter(&claim.cause, &lever.matter);
            let on = claim.effect.contains(pressed)
                || claim.cause.contains(pressed)
                || pressed
                    .split(' ')
                    .any(|w| w.len() > 3 && claim.effect.contains(w));
            let interest = match speaker.party.as_deref() {
                Some(party) if party != speaker.name => {
                    format!("{}, who speaks for {party},", speaker.name)
                }
                Some(_) => format!("{}, a party,", speaker.name),
                None => speaker.name.clone(),
            };
            (about && on).then(|| (claim, interest, s.id.clone()))
        })
    }

    fn about_concession(&self, k: usize, all: &mut Vec<Wish>) {
        let choice = &self.choices[k];
        all.push(Wish {
            party: choice.owner.clone(),
            rank: 9,
            expr: !Expr::Option(k),
            basis: Basis::assume(
                format!("{} has not given way on it so far", choice.owner),
                choice.sources.clone(),
            ),
        });
    }

    /// Each side meets when the others do, unless it said what has to come first; who proposed something that the other side has not
    /// accepted meets only if it does.
    fn about_meetings(&self, all: &mut Vec<Wish>) {
        for (k, choice) in self
            .choices
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == Kind::Meet)
        {
            let others: Vec<Expr> = self
                .choices
                .iter()
                .enumerate()
                .filter(|(j, c)| *j != k && c.kind == Kind::Meet && c.sources == choice.sources)
                .map(|(j, _)| Expr::Option(j))
                .collect();
            if choice.now {
                all.push(Wish {
                    party: choice.owner.clone(),
                    rank: 4,
                    expr: Expr::Option(k),
                    basis: Basis::because(choice.sources.clone()),
                });
                continue;
            }
            if others.is_empty() {
                continue;
            }
            let owner = choice.owner.clone();
            let own = Expr::Option(k);
            let theirs = if others.len() == 1 {
                others[0].clone()
            } else {
                Expr::And(others)
            };
            all.push(self.attendance(choice, &own, &theirs));
            all.push(Wish {
                party: owner.clone(),
                rank: 11,
                expr: theirs.when(own),
                basis: Basis::assume(
                    format!("{owner} would not come alone"),
                    choice.sources.clone(),
                ),
            });
        }
    }

    /// When a side comes to a meeting, as far as the text tells it.
    fn attendance(&self, choice: &Choice, own: &Expr, theirs: &Expr) -> Wish {
        let owner = &choice.owner;
        let sources = || choice.sources.clone();
        let condition = self.condition_of(owner);
        let met = condition
            .as_ref()
            .and_then(|(_, told)| self.step_that_meets(owner, told));
        let (rank, expr, basis) = match (condition, met, self.wanted_of_others(owner)) {
            (Some((id, _)), Some(step), _) => (3, own.clone().iff(step), Basis::because(vec![id])),
            (_, _, Some(goal)) => {
                let together = Expr::And(vec![own.clone(), theirs.clone()]);
                let reason = format!(
                    "{owner} sees no use in meeting unless {} would {}",
                    self.choices[goal].owner, self.choices[goal].phrase
                );
                let expr = together.iff(Expr::Option(goal));
                (10, expr, Basis::assume(reason, sources()))
            }
            (Some((id, told)), None, None) => {
                let reason = format!(
                    "{owner} comes on the condition \"{}\", which is not met as things stand",
                    brief(told)
                );
                (10, !own.clone(), Basis::assume(reason, vec![id]))
            }
            (None, _, None) => {
                let reason = format!("{owner} would come if the others did");
                let expr = own.clone().iff(theirs.clone());
                (10, expr, Basis::assume(reason, sources()))
            }
        };
        Wish {
            party: owner.clone(),
            rank,
            expr,
            basis,
        }
    }

    /// What a party says has to come first; not what it ties its yes to a proposal to.
    fn condition_of(&self, party: &str) -> Option<(StatementId, &str)> {
        let is_of_a_proposal = |text: &str| {
            self.statements.iter().any(|s| match &s.body {
                Body::Proposal(p) => p.stances.iter().any(|s| match &s.kind {
                    StanceKind::Conditional { condition } => {
                        s.actor.principal() == party && same_matter(condition, text)
                    }
                    _ => false,
                }),
                _ => false,
            })
        };
        self.statements.iter().find_map(|s| {
            let Body::Remark(remark) = &s.body else {
                return None;
            };
            let is_theirs = remark.remark == ImpasseRemark::Condition
                && remark.actors.iter().any(|a| a.principal() == party)
                && !is_of_a_proposal(&remark.text);
            is_theirs.then(|| (s.id.clone(), remark.text.as_str()))
        })
    }

    /// What somebody else does, or no longer does, if a condition of a party's is met.
    fn step_that_meets(&self, party: &str, condition: &str) -> Option<Expr> {
        let matching = indices(self.choices, |c| {
            c.kind != Kind::Meet && c.owner != party && same_matter(&c.matter, condition)
        });
        let presses = |k: &usize| {
            let choice: &Choice = &self.choices[*k];
            choice.kind == Kind::Use && choice.lever.is_some_and(|l| l != LeverUse::Withheld)
        };
        let step = matching.iter().find(|k| !presses(k)).or(matching.first())?;
        // "would go along if the strike was put off": nobody asks for the pressure that bears on them.
        Some(match presses(step) {
            true => !Expr::Option(*step),
            false => Expr::Option(*step),
        })
    }

    /// An option of somebody else that a party proposed.
    fn wanted_of_others(&self, party: &str) -> Option<usize> {
        (0..self.choices.len()).find(|&k| {
            let choice = &self.choices[k];
            choice.kind == Kind::Accept
                && choice.owner != party
                && choice.sources.iter().any(|id| {
                    self.statements.iter().any(|s| {
                        s.id == *id
                            && matches!(&s.body, Body::Proposal(p) if p.proposer.as_ref().is_some_and(|a| a.principal() == party))
                    })
                })
        })
    }
}

fn push(all: &mut Vec<Wish>, actor: &Actor, rank: u8, expr: Expr, basis: Basis) {
    all.push(Wish {
        party: actor.principal().to_owned(),
        rank,
        expr,
        basis,
    });
}
