//! Why it is stuck: the verdict, and for each party what it could do and why it does not.

use super::Desk;
use super::reasoner::Reasoner;
use super::remarks;
use crate::brief::{MoveReason, MoveRow, PartyMoves, PathStep, Stuck};
use crate::line::{Cite, Line, Prose};
use crate::outline::path_words;
use crate::words::{in_sentence, list, opening, verb};
use demarche_evidence::{Body, ImpasseRemark};
use demarche_graph::{
    Concept, Expr, ImprovementAnswer, PartyPosition, Reason, RefusedMove, Route, State, Step,
};

pub(crate) fn stuck(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Stuck {
    let concepts = &r.findings.impasse.concepts;
    let parties = r
        .findings
        .impasse
        .parties
        .iter()
        .map(|position| PartyMoves {
            party: r.words.party(position.dm).to_owned(),
            moves: moves(r, desk, position),
        })
        .filter(|p| !p.moves.is_empty())
        .collect();
    let kinds = [
        ImpasseRemark::Stuck,
        ImpasseRemark::Reason,
        ImpasseRemark::Mover,
    ];
    Stuck {
        verdict: verdict(r, desk),
        concepts: concepts.iter().map(|c| c.label().to_owned()).collect(),
        equilibrium: !concepts.is_empty(),
        told: is_told(desk),
        parties,
        channels: channels(r, desk),
        remarks: remarks::remarks(desk, &kinds),
    }
}

/// Whether a text calls the talks stuck, or there is none that could.
pub(crate) fn is_told(desk: &Desk<'_>) -> bool {
    let says_so = |body: &Body| matches!(body, Body::Remark(r) if r.remark == ImpasseRemark::Stuck);
    desk.statements.is_empty() || desk.statements.iter().any(|s| says_so(&s.body))
}

/// What the parties' views of their moves from the status quo rest on.
pub(crate) fn verdict_cites(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Vec<Cite> {
    let quo = r.findings.impasse.status_quo;
    let mut all = Vec::new();
    for position in &r.findings.impasse.parties {
        let single = position
            .refused
            .iter()
            .filter(|m| r.single(m.to))
            .map(|m| m.to);
        for to in single.chain(position.improvements.iter().map(|i| i.to)) {
            all.extend(r.step_cites(
                desk,
                &Step {
                    mover: position.dm,
                    from: quo,
                    to,
                },
            ));
        }
    }
    all
}

impl Reasoner<'_> {
    /// Whether a state differs from the status quo in one option.
    fn single(&self, to: usize) -> bool {
        self.words.changed(self.quo(), self.state(to)).len() == 1
    }
}

fn verdict(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Line {
    let concepts: Vec<&str> = r
        .findings
        .impasse
        .concepts
        .iter()
        .map(|c| c.label())
        .collect();
    if concepts.is_empty() {
        return restless(r, desk);
    }
    let tail = if r.findings.impasse.concepts.contains(&Concept::Nash) {
        "no party gains by moving first"
    } else {
        "whoever would gain by moving first must reckon with an answer that takes the gain away"
    };
    let cites = verdict_cites(r, desk);
    let cites = r.cites(desk, cites);
    Prose::new(format!(
        "The status quo is an equilibrium under {}: {tail}",
        list(&concepts)
    ))
    .cite_end(&cites)
}

/// The status quo is no equilibrium: who would move, and where that leads.
fn restless(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Line {
    let quo = r.findings.impasse.status_quo;
    let open: Vec<Step> = r
        .findings
        .impasse
        .parties
        .iter()
        .filter_map(|p| {
            let free = p
                .improvements
                .iter()
                .find(|i| sanction(i, r.findings.concept).is_none())?;
            Some(Step {
                mover: p.dm,
                from: quo,
                to: free.to,
            })
        })
        .collect();
    let cites: Vec<Cite> = open.iter().flat_map(|s| r.step_cites(desk, s)).collect();
    let cites = r.cites(desk, cites);
    let who: Vec<String> = open
        .iter()
        .map(|s| {
            let party = r.words.party(s.mover);
            let gain = verb(party, "gains", "gain");
            format!(
                "{} {gain} if {} to {}",
                in_sentence(party),
                were(party),
                r.step(s)
            )
        })
        .collect();
    let line = Prose::new(format!(
        "The status quo is not an equilibrium: {}, and no answer deters it",
        list(&who)
    ))
    .cite_end(&cites);
    match first_route(r) {
        Some(route) => line.then(&leads(r, desk, route)),
        None => line,
    }
}

fn were(party: &str) -> &'static str {
    verb(party, "it were", "they were")
}

fn first_route<'f>(r: &Reasoner<'f>) -> Option<&'f Route> {
    r.findings
        .evolution
        .routes
        .iter()
        .find(|route| !route.steps.is_empty())
}

fn leads(r: &Reasoner<'_>, desk: &mut Desk<'_>, route: &Route) -> Line {
    let steps: Vec<Step> = route.steps.iter().map(|s| s.step).collect();
    let cites: Vec<Cite> = steps.iter().flat_map(|s| r.step_cites(desk, s)).collect();
    let cites = r.cites(desk, cites);
    let path = path_words(&r.path(&steps));
    let end = r.words.state(r.state(route.equilibrium));
    Prose::new(format!(
        "The shortest way to rest, each step a gain for whoever takes it: {path}; it ends where {end}"
    ))
    .cite_end(&cites)
}

impl Reasoner<'_> {
    /// What a step's mover does.
    pub fn step(&self, step: &Step) -> String {
        self.words.step(self.state(step.from), self.state(step.to))
    }

    /// Steps with their movers' names.
    pub fn path(&self, steps: &[Step]) -> Vec<PathStep> {
        steps
            .iter()
            .map(|s| PathStep {
                party: self.words.party(s.mover).to_owned(),
                what: self.step(s),
            })
            .collect()
    }
}

fn moves(r: &Reasoner<'_>, desk: &mut Desk<'_>, position: &PartyPosition) -> Vec<MoveRow> {
    let mut rows: Vec<MoveRow> = position
        .improvements
        .iter()
        .filter(|i| r.single(i.to) || !contains_single(r, position, i))
        .map(|i| improvement(r, desk, position.dm, i))
        .collect();
    rows.extend(
        position
            .refused
            .iter()
            .filter(|m| r.single(m.to))
            .map(|m| refused(r, desk, position.dm, *m)),
    );
    let several = position.refused.iter().filter(|m| !r.single(m.to)).count() + position.omitted;
    if several > 0 && position.improvements.is_empty() {
        rows.push(together(r, desk, position.dm));
    }
    rows
}

/// Whether a smaller improvement is part of this one, so that it needs no line of its own.
fn contains_single(r: &Reasoner<'_>, position: &PartyPosition, big: &ImprovementAnswer) -> bool {
    let quo = r.quo();
    let all = r.words.changed(quo, r.state(big.to));
    position.improvements.iter().any(|small| {
        let part = r.words.changed(quo, r.state(small.to));
        part.len() < all.len() && part.iter().all(|k| all.contains(k))
    })
}

fn refused(r: &Reasoner<'_>, desk: &mut Desk<'_>, dm: usize, m: RefusedMove) -> MoveRow {
    let party = r.words.party(dm);
    let (quo, to) = (r.quo(), r.state(m.to));
    let what = r.words.step(quo, to);
    let lead = format!("{} could {what}: ", opening(party));
    let they = verb(party, "it", "they");
    let (tail, cites) = match m.reason {
        Reason::Loses { statement } => {
            let cites = r.ground(desk, dm, statement);
            (
                why_not(r, dm, statement, &r.words.changed(quo, to), to),
                cites,
            )
        }
        Reason::Indifferent => {
            let has = verb(party, "has", "have");
            (
                format!("{they} {has} nothing to gain by it"),
                r.grounds_of(desk, dm),
            )
        }
        Reason::RankedLower => {
            let rank = verb(party, "ranks", "rank");
            (format!("{they} {rank} that lower"), r.grounds_of(desk, dm))
        }
    };
    let cites = r.cites(desk, cites);
    MoveRow {
        what,
        reason: MoveReason::Prefers,
        line: Prose::new(lead).text(tail).cite_end(&cites),
    }
}

/// "it prefers not to", where the statement says just that; else what it prefers.
fn why_not(r: &Reasoner<'_>, dm: usize, place: usize, changed: &[usize], to: State) -> String {
    let party = r.words.party(dm);
    let (they, prefer) = (verb(party, "it", "they"), verb(party, "prefers", "prefer"));
    let Some(expr) = r.expr(dm, place) else {
        return format!("{they} {prefer} not to");
    };
    let literal = match expr {
        Expr::Option(k) => Some((*k, true)),
        Expr::Not(inner) => match inner.as_ref() {
            Expr::Option(k) => Some((*k, false)),
            _ => None,
        },
        _ => None,
    };
    match literal {
        Some((k, wanted)) if changed == [k] && to.takes(k) != wanted => {
            format!("{they} {prefer} not to")
        }
        _ => format!(
            "that goes against what {they} {prefer}, {}",
            r.words.wish(dm, expr)
        ),
    }
}

fn together(r: &Reasoner<'_>, desk: &mut Desk<'_>, dm: usize) -> MoveRow {
    let party = r.words.party(dm);
    let cites = r.grounds_of(desk, dm);
    let cites = r.cites(desk, cites);
    let they = verb(party, "it", "they");
    let line = Prose::new(format!(
        "Nor would {they} gain by making several of these moves at once"
    ))
    .cite_end(&cites);
    MoveRow {
        what: "several of these at once".to_owned(),
        reason: MoveReason::Prefers,
        line,
    }
}

fn sanction(improvement: &ImprovementAnswer, concept: Concept) -> Option<&[Step]> {
    improvement
        .deterrents
        .iter()
        .find(|d| d.concept == concept)
        .and_then(|d| d.sanction.as_deref())
}

fn improvement(r: &Reasoner<'_>, desk: &mut Desk<'_>, dm: usize, i: &ImprovementAnswer) -> MoveRow {
    let party = r.words.party(dm);
    let what = r.words.step(r.quo(), r.state(i.to));
    let step = Step {
        mover: dm,
        from: r.findings.impasse.status_quo,
        to: i.to,
    };
    let gains = r.step_cites(desk, &step);
    let gains = r.cites(desk, gains);
    let they = verb(party, "it", "they");
    let wish = i
        .gains
        .and_then(|place| r.expr(dm, place))
        .map(|expr| {
            format!(
                ", for {they} {} {}",
                verb(party, "prefers", "prefer"),
                r.words.wish(dm, expr)
            )
        })
        .unwrap_or_default();
    let lead = Prose::new(format!(
        "{} could {what}, and would gain by it{wish}",
        opening(party)
    ))
    .cite(&gains);
    let answers = [Concept::Seq, Concept::Smr, Concept::Gmr];
    let found = answers.iter().find_map(|&c| sanction(i, c).map(|s| (c, s)));
    let Some((concept, steps)) = found else {
        let line = lead.text("; no answer deters it.");
        return MoveRow {
            what,
            reason: MoveReason::Would,
            line,
        };
    };
    let cites: Vec<Cite> = steps.iter().flat_map(|s| r.step_cites(desk, s)).collect();
    let cites = r.cites(desk, cites);
    let answer: Vec<String> = steps
        .iter()
        .map(|s| format!("{} to {}", in_sentence(r.words.party(s.mover)), r.step(s)))
        .collect();
    let how = if concept == Concept::Seq {
        "must expect"
    } else {
        "must reckon with an answer that costs those who give it, for"
    };
    let them = verb(party, "it", "them");
    let line = lead
        .text(format!(
            "; but {they} {how} {}, which leaves {them} no better off",
            list(&answer)
        ))
        .citing(cites.iter())
        .text(".");
    MoveRow {
        what,
        reason: MoveReason::Deterred,
        line,
    }
}

/// Options on which somebody else than the negotiators decides, by who decides.
fn channels(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Vec<Line> {
    let mut deciders: Vec<&[String]> = Vec::new();
    for option in &r.case.options {
        let who = option.decided_by.as_slice();
        if !who.is_empty() && !deciders.contains(&who) {
            deciders.push(who);
        }
    }
    deciders
        .into_iter()
        .map(|who| decided_by(r, desk, who))
        .collect()
}

fn decided_by(r: &Reasoner<'_>, desk: &mut Desk<'_>, who: &[String]) -> Line {
    let mut cites = remarks::movers(desk, who);
    let told = !cites.is_empty();
    let mut taken = State(0);
    let mut options = Vec::new();
    for (k, option) in r.case.options.iter().enumerate() {
        if option.decided_by == who {
            options.push(k);
            taken = State(taken.0 | State::taking(&[k]).0);
            if !told {
                cites.extend(r.evidence(desk, &option.because, None));
            }
        }
    }
    let cites = r.cites(desk, cites);
    let names: Vec<String> = who.iter().map(|d| in_sentence(d)).collect();
    let only = format!("Only {} can decide whether ", list(&names));
    Prose::new(only + &r.words.facts_of(&options, taken)).cite_end(&cites)
}
