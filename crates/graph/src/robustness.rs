use crate::model::Form;
use crate::view::{Search, View};
use crate::{Concept, GraphModel, QuestionError, StatementRef};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;

mod power;

use power::{Marginals, Power};

/// How combinations are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobustnessQuery {
    /// Up to this many assumptions all combinations are examined (at most 20).
    pub exact_up_to: usize,
    /// Beyond, this many are drawn.
    pub samples: u64,
    /// With this seed.
    pub seed: u64,
}

impl Default for RobustnessQuery {
    fn default() -> Self {
        Self {
            exact_up_to: 16,
            samples: 20_000,
            seed: 1,
        }
    }
}

/// How the combinations were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// All of them.
    Exact,
    /// A sample drawn with ChaCha8.
    Sample {
        /// The seed.
        seed: u64,
    },
}

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How often the status quo stays an equilibrium.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Survival {
    /// Under this concept.
    pub concept: Concept,
    /// In so many of the examined combinations.
    pub survived: u64,
    /// The share of them.
    pub share: f64,
    /// Wilson's interval, for a sample.
    pub interval: Option<Interval>,
    /// Whether it is an equilibrium with all assumptions as they stand.
    pub as_assumed: bool,
}

/// What one assumption does to the verdict under one concept.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Hinge {
    /// The assumption.
    pub assumption: StatementRef,
    /// The concept.
    pub concept: Concept,
    /// Share of combinations in which the status quo survives when the assumption stands.
    pub share_standing: f64,
    /// The same when its opposite holds.
    pub share_flipped: f64,
    /// The verdict that holds as assumed (the status quo survives, or it does not) is met only
    /// where the assumption stands. In a sample: so far as it shows.
    pub necessary: bool,
    /// That verdict is met wherever the assumption stands, and not everywhere else. In a sample:
    /// so far as it shows.
    pub sufficient: bool,
    /// Flipping this one alone, the others as assumed, changes the verdict.
    pub pivotal: bool,
    /// Banzhaf's index: the share of combinations of the others in which flipping this one
    /// changes the verdict.
    pub banzhaf: f64,
    /// Wilson's interval, for a sample.
    pub banzhaf_interval: Option<Interval>,
    /// The index of Shapley and Shubik: what the assumption adds, on average over all orders in
    /// which the assumptions could come to stand one after the other, to the verdict being the
    /// one that holds as assumed. Indices sum to 1, or to 0 where that verdict is met also when
    /// all are wrong; below 0 where standing tells against it.
    pub shapley: f64,
    /// An interval after Maurer and Pontil, for a sample.
    pub shapley_interval: Option<Interval>,
}

/// What alone carries the verdict under one concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// The concept.
    pub concept: Concept,
    /// Smallest sets of assumptions that carry it: as long as all of a set stand, the verdict is
    /// the one that holds as assumed, whatever becomes of the others. One empty set where it
    /// holds come what may. Smaller ones first, at most 64.
    pub sets: Vec<Vec<StatementRef>>,
    /// How many there are.
    pub count: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// The assumptions that were varied: each stands or is negated.
    pub assumptions: Vec<StatementRef>,
    /// How the combinations were chosen.
    pub method: Method,
    /// How many were examined.
    pub examined: u64,
    /// In the order of [`Concept::ALL`].
    pub survival: Vec<Survival>,
    /// By concept, then by assumption.
    pub hinges: Vec<Hinge>,
    /// In the order of [`Concept::ALL`]; none for a sample, which cannot show them.
    pub grounds: Vec<Grounds>,
}

impl Robustness {
    /// The entry for a concept.
    #[must_use]
    pub fn survival(&self, concept: Concept) -> Option<&Survival> {
        self.survival.iter().find(|s| s.concept == concept)
    }

    /// What carries the verdict under a concept; `None` for a sample.
    #[must_use]
    pub fn grounds(&self, concept: Concept) -> Option<&Grounds> {
        self.grounds.iter().find(|g| g.concept == concept)
    }

    /// The entries for a concept, the most telling assumption first.
    #[must_use]
    pub fn hinges(&self, concept: Concept) -> Vec<&Hinge> {
        let mut found: Vec<_> = self
            .hinges
            .iter()
            .filter(|h| h.concept == concept)
            .collect();
        found.sort_by(|a, b| {
            let weight = |h: &Hinge| (h.pivotal, h.banzhaf);
            let (x, y) = (weight(b), weight(a));
            x.0.cmp(&y.0)
                .then(x.1.total_cmp(&y.1))
                .then(a.assumption.cmp(&b.assumption))
        });
        found
    }
}

/// How often the status quo remains an equilibrium when every assumption may be wrong: each
/// stands or is negated, in every combination.
///
/// Up to [`RobustnessQuery::exact_up_to`] assumptions all combinations are examined; beyond, a
/// sample. Each assumption gets the power indices of Banzhaf ("Weighted voting doesn't work",
/// Rutgers Law Review 19, 1965) and of Shapley and Shubik ("A method for evaluating the
/// distribution of power in a committee system", American Political Science Review 48, 1954), in
/// the game whose players are the assumptions; it need not be monotone. Nash, GMR and SMR depend, for each decision maker, on its own preferences alone, and
/// are worked out once a combination of its own assumptions.
///
/// # Errors
/// When the model is not in option form.
pub fn robustness(
    model: &GraphModel,
    query: &RobustnessQuery,
) -> Result<Robustness, QuestionError> {
    let form = model.form()?;
    let assumptions = form.conflict.assumptions();
    let mut judge = Judge::new(model, form, &assumptions)?;
    let exact = assumptions.len() <= query.exact_up_to.min(EXACT_LIMIT);
    let as_assumed = judge.verdict(&vec![false; assumptions.len()]);
    let (tally, power, grounds) = if exact {
        let verdicts = all_verdicts(&mut judge, assumptions.len());
        let kept: Vec<Verdicts> = verdicts.iter().map(|v| !(v ^ as_assumed)).collect();
        let power = Power::exact(&kept, assumptions.len());
        let grounds = power::grounds(kept, &assumptions);
        (exact_tally(&verdicts, assumptions.len()), power, grounds)
    } else {
        let mut draw = ChaCha8Rng::seed_from_u64(query.seed);
        let tally = sampled_tally(&mut judge, assumptions.len(), query.samples, &mut draw);
        let marginals = Marginals::draw(assumptions.len(), query.samples, &mut draw, |flipped| {
            !(judge.verdict(flipped) ^ as_assumed)
        });
        (tally, marginals.power(), Vec::new())
    };
    let alone: Vec<Verdicts> = (0..assumptions.len())
        .map(|k| {
            let mut flipped = vec![false; assumptions.len()];
            flipped[k] = true;
            judge.verdict(&flipped)
        })
        .collect();
    let survival = Concept::ALL
        .into_iter()
        .map(|c| tally.survival(c, !exact, as_assumed & bit(c) != 0));
    let hinges = Concept::ALL.into_iter().flat_map(|concept| {
        let (tally, power, alone) = (&tally, &power, &alone);
        assumptions.iter().enumerate().map(move |(k, &assumption)| {
            let named = (assumption, concept);
            let verdicts = (as_assumed & bit(concept) != 0, alone[k] & bit(concept) != 0);
            tally.hinge(k, named, verdicts, power)
        })
    });
    Ok(Robustness {
        method: match exact {
            true => Method::Exact,
            false => Method::Sample { seed: query.seed },
        },
        examined: tally.examined,
        survival: survival.collect(),
        hinges: hinges.collect(),
        grounds,
        assumptions,
    })
}

/// The most assumptions whose combinations are all examined, whatever the caller allows.
const EXACT_LIMIT: usize = 20;
/// The most sampled combinations in which each assumption is flipped in turn.
const SWING_SAMPLES: u64 = 2_000;

/// For each concept, whether the status quo is an equilibrium: bit [`Concept::index`].
type Verdicts = u8;

const fn bit(concept: Concept) -> Verdicts {
    1 << concept.index()
}

/// Counts by concept, and by assumption and concept.
struct Tally {
    examined: u64,
    survived: [u64; 5],
    /// How often each assumption stood, and how often the status quo then survived.
    stood: Vec<u64>,
    survived_standing: Vec<[u64; 5]>,
    /// In how many combinations each assumption was flipped, and how often the verdict changed.
    flips: u64,
    swings: Vec<[u64; 5]>,
}

impl Tally {
    fn new(assumptions: usize) -> Self {
        Self {
            examined: 0,
            survived: [0; 5],
            stood: vec![0; assumptions],
            survived_standing: vec![[0; 5]; assumptions],
            flips: 0,
            swings: vec![[0; 5]; assumptions],
        }
    }

    fn count(&mut self, flipped: impl Fn(usize) -> bool, verdicts: Verdicts) {
        self.examined += 1;
        add(&mut self.survived, verdicts);
        for k in (0..self.stood.len()).filter(|&k| !flipped(k)) {
            self.stood[k] += 1;
            add(&mut self.survived_standing[k], verdicts);
        }
    }

    fn survival(&self, concept: Concept, sampled: bool, as_assumed: bool) -> Survival {
        let survived = self.survived[concept.index()];
        Survival {
            concept,
            survived,
            share: share(survived, self.examined),
            interval: sampled.then(|| wilson(survived, self.examined)),
            as_assumed,
        }
    }

    /// What an assumption does, from the verdicts as assumed and with it alone flipped.
    fn hinge(
        &self,
        k: usize,
        (assumption, concept): (StatementRef, Concept),
        (as_assumed, flipped): (bool, bool),
        power: &Power,
    ) -> Hinge {
        let c = concept.index();
        let (stood, standing) = (self.stood[k], self.survived_standing[k][c]);
        let (fell, falling) = (self.examined - stood, self.survived[c] - standing);
        let kept = |survived: u64, of: u64| if as_assumed { survived } else { of - survived };
        let (kept_standing, kept_falling) = (kept(standing, stood), kept(falling, fell));
        Hinge {
            assumption,
            concept,
            share_standing: share(standing, stood),
            share_flipped: share(falling, fell),
            necessary: kept_standing > 0 && kept_falling == 0,
            sufficient: stood > 0 && kept_standing == stood && kept_falling < fell,
            pivotal: as_assumed != flipped,
            banzhaf: share(self.swings[k][c], self.flips),
            banzhaf_interval: power
                .sampled()
                .then(|| wilson(self.swings[k][c], self.flips)),
            shapley: power.shapley[k][c],
            shapley_interval: power.intervals.as_ref().map(|all| all[k][c]),
        }
    }
}

fn add(counts: &mut [u64; 5], verdicts: Verdicts) {
    for (c, count) in counts.iter_mut().enumerate() {
        *count += u64::from(verdicts >> c & 1);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

/// Wilson's score interval at 95 %.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn wilson(part: u64, whole: u64) -> Interval {
    const Z: f64 = 1.959_963_984_540_054;
    let (n, p) = (whole as f64, share(part, whole));
    if whole == 0 {
        return Interval {
            low: 0.0,
            high: 1.0,
        };
    }
    let scale = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
    // At the ends the formula is exact only up to rounding.
    Interval {
        low: if part == 0 { 0.0 } else { centre - half },
        high: if part == whole { 1.0 } else { centre + half },
    }
}

/// The verdict in every combination; bit `k` of its number says that assumption `k` is flipped.
fn all_verdicts(judge: &mut Judge<'_>, assumptions: usize) -> Vec<Verdicts> {
    let combination = |n: usize| (0..assumptions).map(move |k| n >> k & 1 == 1);
    (0..1usize << assumptions)
        .map(|n| judge.verdict(&combination(n).collect::<Vec<_>>()))
        .collect()
}

fn exact_tally(verdicts: &[Verdicts], assumptions: usize) -> Tally {
    let mut tally = Tally::new(assumptions);
    for (n, &here) in verdicts.iter().enumerate() {
        tally.count(|k| n >> k & 1 == 1, here);
        tally.flips += 1;
        for (k, swings) in tally.swings.iter_mut().enumerate() {
            add(swings, here ^ verdicts[n ^ 1 << k]);
        }
    }
    tally
}

/// Combinations drawn with equal chance.
fn sampled_tally(
    judge: &mut Judge<'_>,
    assumptions: usize,
    samples: u64,
    draw: &mut ChaCha8Rng,
) -> Tally {
    let mut tally = Tally::new(assumptions);
    for n in 0..samples {
        let mut flipped: Vec<bool> = (0..assumptions).map(|_| draw.next_u32() & 1 == 1).collect();
        let here = judge.verdict(&flipped);
        tally.count(|k| flipped[k], here);
        if n >= SWING_SAMPLES {
            continue;
        }
        tally.flips += 1;
        for k in 0..assumptions {
            flipped[k] = !flipped[k];
            add(&mut tally.swings[k], here ^ judge.verdict(&flipped));
            flipped[k] = !flipped[k];
        }
    }
    tally
}

/// Judges the status quo under changed preferences.
struct Judge<'a> {
    model: &'a GraphModel,
    form: &'a Form,
    status_quo: usize,
    assumptions: &'a [StatementRef],
    /// For each decision maker where its assumptions stand in the list of all.
    own: Vec<Range<usize>>,
    /// The flips for which the ranks below hold.
    current: Vec<bool>,
    ranks: Vec<Vec<u32>>,
    /// Nash, GMR and SMR stability of the status quo by a decision maker's own flips; looked up,
    /// never listed.
    alone: Vec<HashMap<Vec<bool>, Verdicts>>,
    search: Search,
}

impl<'a> Judge<'a> {
    fn new(
        model: &'a GraphModel,
        form: &'a Form,
        assumptions: &'a [StatementRef],
    ) -> Result<Self, QuestionError> {
        let movers = 0..model.decision_makers().len();
        let before = |dm: usize| assumptions.partition_point(|a| a.dm < dm);
        Ok(Self {
            model,
            form,
            status_quo: model.need_status_quo()?,
            assumptions,
            own: movers
                .clone()
                .map(|dm| before(dm)..before(dm + 1))
                .collect(),
            current: vec![false; assumptions.len()],
            ranks: model.ranks().to_vec(),
            alone: vec![HashMap::new(); movers.len()],
            search: Search::new(model.state_count()),
        })
    }

    /// Under which concepts the status quo is an equilibrium with these assumptions flipped.
    fn verdict(&mut self, flipped: &[bool]) -> Verdicts {
        let mut all = Verdicts::MAX;
        let movers = 0..self.own.len();
        for dm in movers.clone() {
            self.turn(dm, flipped);
            all &= self.alone(dm, flipped) | bit(Concept::Seq) | bit(Concept::Sseq);
        }
        // SEQ implies GMR, and SSEQ implies SMR and SEQ: only what is left open is worked out.
        let must = |all: Verdicts, c: Concept| all & bit(c) != 0;
        let view = View::new(
            self.model.graph(),
            self.ranks.iter().map(Vec::as_slice).collect(),
        );
        for (concept, needs) in [(Concept::Seq, Concept::Gmr), (Concept::Sseq, Concept::Smr)] {
            let possible = must(all, needs) && must(all, Concept::Seq);
            let holds = possible
                && movers
                    .clone()
                    .all(|dm| view.is_stable(&mut self.search, dm, self.status_quo, concept));
            if !holds {
                all &= !bit(concept);
            }
        }
        all & ((1 << Concept::ALL.len()) - 1)
    }

    /// Nash, GMR and SMR for one decision maker, whose ranks are up to date.
    fn alone(&mut self, dm: usize, flipped: &[bool]) -> Verdicts {
        let own = &flipped[self.own[dm].clone()];
        if let Some(&known) = self.alone[dm].get(own) {
            return known;
        }
        let view = View::new(
            self.model.graph(),
            self.ranks.iter().map(Vec::as_slice).collect(),
        );
        let mut verdicts = 0;
        for concept in [Concept::Nash, Concept::Gmr, Concept::Smr] {
            if view.is_stable(&mut self.search, dm, self.status_quo, concept) {
                verdicts |= bit(concept);
            }
        }
        self.alone[dm].insert(own.to_vec(), verdicts);
        verdicts
    }

    /// Brings one decision maker's ranks up to date.
    fn turn(&mut self, dm: usize, flipped: &[bool]) {
        let own = self.own[dm].clone();
        if self.current[own.clone()] == flipped[own.clone()] {
            return;
        }
        self.current[own.clone()].copy_from_slice(&flipped[own.clone()]);
        let classes = &self.form.classes[dm];
        let mut order = classes.as_stated();
        for k in own {
            order[self.assumptions[k].index].negated = flipped[k];
        }
        self.ranks[dm] = classes.spread(&classes.rank(&order));
    }
}
