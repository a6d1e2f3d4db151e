//! Items with parts: meetings with their steps, proposals with the answers to them.

use serde_json::{Value, json};

use super::actors::Actors;
use super::card::{Card, Fault, Item};
use super::gold::{Entry, Meeting, Proposal, Step};
use super::matching::{enough, span_overlap, text_overlap};
use super::score::Row;
use super::words::{THRESHOLD, normal, overlap};

/// A status in one of its spellings, as the benchmark writes it.
pub(super) fn status(written: &str) -> String {
    let written = normal(written);
    let known = match written.trim() {
        "planned" | "set" | "fixed" => "scheduled",
        "delayed" | "deferred" | "put off" => "postponed",
        "called off" | "canceled" => "cancelled",
        "completed" | "took place" => "held",
        "proposed" => "mooted",
        "frozen" | "paused" | "interrupted" => "suspended",
        other => other,
    };
    known.to_owned()
}

pub(super) fn final_status(meeting: &Entry<Meeting>) -> String {
    status(meeting.fields.final_status.as_deref().unwrap_or_default())
}

/// Which product items go with which gold items.
struct Pairs {
    /// By gold item.
    product: Vec<Option<usize>>,
    /// By product item.
    gold: Vec<Option<usize>>,
    /// Product items that have no partner because they repeat one that has.
    repeats: Vec<bool>,
}

impl Pairs {
    fn new<G, P>(
        pairs: &[(usize, usize)],
        gold: &[G],
        product: &[P],
        agreement: impl Fn(&G, &P) -> f64,
    ) -> Self {
        let mut all = Self {
            product: vec![None; gold.len()],
            gold: vec![None; product.len()],
            repeats: vec![false; product.len()],
        };
        for (g, p) in pairs {
            all.product[*g] = Some(*p);
            all.gold[*p] = Some(*g);
        }
        for (at, item) in product.iter().enumerate() {
            let matches = || gold.iter().any(|g| agreement(g, item) > 0.0);
            all.repeats[at] = all.gold[at].is_none() && matches();
        }
        all
    }
}

/// A part of the item with the number `whole` in its list.
struct Part<T> {
    whole: usize,
    optional: bool,
    part: T,
    written: Value,
}

impl<T> Item for Part<T> {
    fn is_optional(&self) -> bool {
        self.optional
    }

    fn written(&self) -> Value {
        self.written.clone()
    }
}

/// Counts meetings, their steps, and what became of them in the end.
pub(super) fn meetings(
    card: &mut Card,
    actors: &Actors,
    gold: &[Entry<Meeting>],
    product: &[Entry<Meeting>],
) {
    let agreement = |g: &_, p: &_| meeting_agreement(actors, g, p);
    let pairs = card.tally(Row::Meetings, gold, product, agreement);
    let pairs = Pairs::new(&pairs, gold, product, agreement);
    let (gold_steps, product_steps) = (steps(gold), steps(product));
    card.tally(Row::MeetingStatus, &gold_steps, &product_steps, |g, p| {
        step_agreement(&pairs, g, p)
    });
    endings(card, &pairs, gold, product);
}

fn meeting_agreement(actors: &Actors, g: &Entry<Meeting>, p: &Entry<Meeting>) -> f64 {
    let Some(company) = company(actors, &g.fields.participants, &p.fields.participants) else {
        return 0.0;
    };
    let spans = passages(g).flat_map(|a| passages(p).map(move |b| overlap(a, b)));
    let best = spans.fold(0.0, f64::max);
    let what = overlap(&g.fields.what, &p.fields.what);
    if best.max(what) < THRESHOLD {
        return 0.0;
    }
    let same_end = final_status(g) == final_status(p);
    best + what + company + if same_end { 0.5 } else { 0.0 }
}

/// How well two lists of participants agree, 0 to 1; `None` where they are of different meetings.
/// Two that are in both are enough, or all that the product names.
fn company(actors: &Actors, gold: &[String], product: &[String]) -> Option<f64> {
    if gold.is_empty() || product.is_empty() {
        return Some(0.0);
    }
    let is_in = |name: &str, others: &[String]| others.iter().any(|other| actors.same(name, other));
    let found = gold.iter().filter(|name| is_in(name, product)).count();
    let right = product.iter().filter(|name| is_in(name, gold)).count();
    let enough = found >= gold.len().min(2) || right == product.len();
    let share = |part: usize, of: usize| part as f64 / of as f64;
    enough.then(|| (share(found, gold.len()) + share(right, product.len())) / 2.0)
}

/// The evidence of a meeting and of its steps.
fn passages(meeting: &Entry<Meeting>) -> impl Iterator<Item = &str> {
    let of_steps = meeting.fields.status_history.iter();
    let of_steps = of_steps.filter_map(|step| step.evidence.as_deref());
    meeting.evidence.as_deref().into_iter().chain(of_steps)
}

fn steps(meetings: &[Entry<Meeting>]) -> Vec<Part<&Entry<Step>>> {
    let mut all = Vec::new();
    for (whole, meeting) in meetings.iter().enumerate() {
        let parts = meeting.fields.status_history.iter().map(|step| Part {
            whole,
            optional: meeting.optional || step.optional,
            part: step,
            written: step.written.clone(),
        });
        all.extend(parts);
    }
    all
}

fn step_agreement(pairs: &Pairs, g: &Part<&Entry<Step>>, p: &Part<&Entry<Step>>) -> f64 {
    if status(&g.part.fields.status) != status(&p.part.fields.status) {
        return 0.0;
    }
    let same_meeting = pairs.product[g.whole] == Some(p.whole);
    if !same_meeting && !pairs.repeats[p.whole] {
        return 0.0;
    }
    match &p.part.evidence {
        Some(evidence) => enough(span_overlap(g.part, evidence)),
        None if same_meeting => THRESHOLD,
        None => 0.0,
    }
}

fn endings(card: &mut Card, pairs: &Pairs, gold: &[Entry<Meeting>], product: &[Entry<Meeting>]) {
    let says = |meeting: &Entry<Meeting>| !final_status(meeting).is_empty();
    for (g, partner) in gold.iter().zip(&pairs.product).filter(|(g, _)| !g.optional) {
        let Some(p) = partner.map(|at| &product[at]) else {
            card.count(Row::MeetingFinal).missed += 1;
            continue;
        };
        if final_status(g) == final_status(p) {
            card.count(Row::MeetingFinal).tp += 1;
            continue;
        }
        card.count(Row::MeetingFinal).missed += 1;
        card.count(Row::MeetingFinal).fp += usize::from(says(p));
        let (of_gold, of_product) = (&g.fields.final_status, &p.fields.final_status);
        let item = json!({"what": g.fields.what, "gold": of_gold, "product": of_product});
        card.note(Fault::Status, Row::MeetingFinal, item);
    }
    let alone = |at: &usize| pairs.gold[*at].is_none() && !pairs.repeats[*at];
    let wrong = (0..product.len()).filter(alone);
    card.count(Row::MeetingFinal).fp += wrong.filter(|at| says(&product[*at])).count();
}

/// How a party answers a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Back,
    Reject,
    Condition,
}

impl Answer {
    const fn name(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Reject => "reject",
            Self::Condition => "condition",
        }
    }
}

type Stance<'a> = Part<(Answer, &'a str)>;

/// Counts proposals and the stances on them.
pub(super) fn proposals(
    card: &mut Card,
    actors: &Actors,
    gold: &[Entry<Proposal>],
    product: &[Entry<Proposal>],
) {
    let agreement = |g: &Entry<Proposal>, p: &Entry<Proposal>| {
        let (by, named) = (&g.fields.proposer, &p.fields.proposer);
        if !actors.agree(by.as_deref(), named.as_deref()) {
            return 0.0;
        }
        enough(text_overlap(g, p, |proposal| [&proposal.what]))
    };
    let pairs = card.tally(Row::Proposals, gold, product, agreement);
    let pairs = Pairs::new(&pairs, gold, product, agreement);
    let gold_stances = stances(gold);
    let mut product_stances = stances(product);
    product_stances.retain(|stance| !pairs.repeats[stance.whole]);
    card.tally(
        Row::ProposalStances,
        &gold_stances,
        &product_stances,
        |g: &Stance<'_>, p: &Stance<'_>| {
            let same = g.part.0 == p.part.0
                && pairs.gold[p.whole] == Some(g.whole)
                && actors.same(g.part.1, p.part.1);
            f64::from(u8::from(same))
        },
    );
}

fn stances(proposals: &[Entry<Proposal>]) -> Vec<Stance<'_>> {
    let mut all = Vec::new();
    for (whole, proposal) in proposals.iter().enumerate() {
        let fields = &proposal.fields;
        let backers = fields.backers.iter().map(|name| (Answer::Back, name));
        let rejecters = fields.rejecters.iter().map(|name| (Answer::Reject, name));
        let conditional = fields.conditional.iter();
        let conditional = conditional.map(|stance| (Answer::Condition, &stance.party));
        for (answer, party) in backers.chain(rejecters).chain(conditional) {
            all.push(Part {
                whole,
                optional: proposal.optional,
                part: (answer, party.as_str()),
                written: json!({"stance": answer.name(), "party": party, "what": fields.what}),
            });
        }
    }
    all
}
