//! Simultaneous and limited-move stability against their definitions.

mod common;

use common::judged::{Kind, Naive, rejudged};
use common::{Dice, Plain, random_conflict, random_digraph};
use demarche_graph::{
    Concept, Conflict, GraphModel, Judgement, LimitedError, QuestionError, Settlement,
    SimultaneousError, State, foresight, limited_moves, limited_witness, simultaneous_stability,
    simultaneous_witness, stability, verify_limited, verify_simultaneous,
};
use std::collections::{BTreeMap, BTreeSet};

/// Every choice of one improvement, or none, for each of the others; option by option, who
/// changes it.
fn simultaneous(naive: &Naive, states: &[State], i: usize, s: usize) -> bool {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for j in (0..naive.movers).filter(|&j| j != i) {
        let before = choices.clone();
        for &t in naive.moves[j][s].iter().filter(|&&t| naive.steps[j][s][t]) {
            choices.extend(before.iter().map(|c| [c.as_slice(), &[t]].concat()));
        }
    }
    let result = |t: usize, others: &[usize]| -> Option<usize> {
        let mut bits = states[s].0;
        for k in 0..64 {
            let changes = |&x: &usize| states[x].takes(k) != states[s].takes(k);
            if changes(&t) || others.iter().any(changes) {
                bits = if states[s].takes(k) {
                    bits & !(1 << k)
                } else {
                    bits | 1 << k
                };
            }
        }
        states.iter().position(|x| x.0 == bits)
    };
    let mut improvements = naive.moves[i][s].iter().filter(|&&t| naive.drawn[i][s][t]);
    improvements.all(|&t| {
        let mut real = choices.iter().filter(|c| !c.is_empty());
        real.any(|c| result(t, c).is_some_and(|q| naive.hurt[i][s][q]))
    })
}

/// A third of the models with their own preferences, the others with each other kind.
fn compare_simultaneous(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    for round in 0..rounds {
        let conflict = random_conflict(&mut dice, 2 + round % 4, 0);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let (plain, states) = Plain::of_conflict(&conflict);
        let kind = match round % 6 {
            0 | 1 => Kind::Ranked,
            k => Kind::ALL[k - 1],
        };
        let (judgement, naive) = rejudged(&mut dice, kind, &plain);
        let table = simultaneous_stability(&model, &judgement).unwrap();
        for s in 0..plain.states {
            let mut all = true;
            for i in 0..plain.movers {
                let expected = simultaneous(&naive, &states, i, s);
                let found = table.stable[i].contains(s);
                assert_eq!(found, expected, "{i} {s} {kind:?} {conflict:?}");
                all &= expected;
                let witness = simultaneous_witness(&model, &judgement, s, i).unwrap();
                assert_eq!(verify_simultaneous(&model, &judgement, &witness), Ok(()));
            }
            assert_eq!(table.equilibria.contains(s), all);
        }
    }
}

#[test]
fn simultaneous_stability_is_as_defined() {
    compare_simultaneous(51, 2_500);
}

#[test]
fn limited_moves_are_as_defined() {
    compare_limited(52, 3_000);
}

#[test]
#[ignore = "takes minutes"]
fn at_length() {
    compare_simultaneous(81, 100_000);
    compare_limited(82, 100_000);
}

/// Prisoner's Dilemma: cooperation is stable for each, because both would leave at once.
#[test]
fn both_defect_at_once() {
    let model = GraphModel::from_conflict(&dilemma()).unwrap();
    let judgement = Judgement::of_model(&model);
    let table = simultaneous_stability(&model, &judgement).unwrap();
    assert_eq!(table.equilibria.bits(), "1001");
    let witness = simultaneous_witness(&model, &judgement, 3, 0).unwrap();
    assert_eq!(witness.answers[0].result, 0);
    let mut wrong = witness.clone();
    wrong.answers.clear();
    let unanswered = Err(SimultaneousError::Unanswered(2));
    assert_eq!(verify_simultaneous(&model, &judgement, &wrong), unanswered);
    wrong.undeterred = Some(2);
    let deterred = Err(SimultaneousError::Deterred(0));
    assert_eq!(verify_simultaneous(&model, &judgement, &wrong), deterred);
    wrong = witness;
    wrong.answers[0].meanwhile.clear();
    let harmless = Err(SimultaneousError::Harmless(2));
    assert_eq!(verify_simultaneous(&model, &judgement, &wrong), harmless);
}

fn dilemma() -> Conflict {
    use demarche_graph::{
        Direction, Expr, OptionForm, OptionSpec, PreferenceStatement, Preferences,
    };
    let side = |k| OptionSpec {
        name: "cooperate".into(),
        owners: vec![k],
        direction: Direction::Both,
    };
    let wants = |other: usize, own: usize| {
        Preferences::Statements(vec![
            PreferenceStatement::known(Expr::Option(other)),
            PreferenceStatement::known(!Expr::Option(own)),
        ])
    };
    Conflict {
        form: OptionForm {
            decision_makers: vec!["A".into(), "B".into()],
            options: vec![side(0), side(1)],
            infeasible: vec![],
        },
        preferences: vec![wants(1, 0), wants(0, 1)],
        status_quo: State(0),
    }
}

/// The anticipated states by trying every choice of one outcome for each move.
struct Outcomes<'a> {
    plain: &'a Plain,
    known: BTreeMap<(usize, usize, usize), BTreeSet<usize>>,
}

impl Outcomes<'_> {
    fn of(&mut self, i: usize, h: usize, s: usize) -> BTreeSet<usize> {
        if h == 0 || self.plain.moves[i][s].is_empty() {
            return BTreeSet::from([s]);
        }
        if let Some(known) = self.known.get(&(i, h, s)) {
            return known.clone();
        }
        let plain = self.plain;
        let p = &plain.payoff[i];
        let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
        for &t in &plain.moves[i][s] {
            let outcomes = self.of(1 - i, h - 1, t);
            choices = choices
                .iter()
                .flat_map(|c| outcomes.iter().map(|&o| [c.as_slice(), &[o]].concat()))
                .collect();
        }
        let mut found = BTreeSet::new();
        for choice in &choices {
            let best = choice.iter().map(|&o| p[o]).max().unwrap();
            if best <= p[s] {
                found.insert(s);
            } else {
                found.extend(choice.iter().filter(|&&o| p[o] == best));
            }
        }
        self.known.insert((i, h, s), found.clone());
        found
    }
}

fn compare_limited(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    let (mut open, mut tied) = (0, 0);
    for _ in 0..rounds {
        let mut digraph = random_digraph(&mut dice);
        digraph.decision_makers.truncate(2);
        for d in &mut digraph.decision_makers {
            for ends in &mut d.moves {
                ends.truncate(3);
            }
        }
        let model = GraphModel::from_digraph(&digraph).unwrap();
        let plain = Plain::of_digraph(&digraph);
        let found = limited_moves(&model, 40).unwrap();
        let mut outcomes = Outcomes {
            plain: &plain,
            known: BTreeMap::new(),
        };
        for (h, both) in (1..=6).zip(&found.horizons) {
            for (i, own) in both.iter().enumerate() {
                for s in 0..plain.states {
                    let expected = outcomes.of(i, h, s);
                    let stays = expected.contains(&s);
                    assert_eq!(own.possible.contains(s), stays, "{h} {i} {s} {digraph:?}");
                    assert_eq!(own.stable.contains(s), stays && expected.len() == 1);
                    tied += usize::from(expected.len() > 1);
                }
            }
        }
        check_settlement(&model, &plain, &mut outcomes);
        check_against_neighbours(&model, &plain);
        open += usize::from(found.non_myopic.is_none());
    }
    assert!(open < rounds / 100 && tied > 100, "{open} {tied}");
}

/// The claim of a period, at horizons of their own.
fn check_settlement(model: &GraphModel, plain: &Plain, outcomes: &mut Outcomes<'_>) {
    let found = limited_moves(model, 16).unwrap();
    let Settlement::Periodic { from, period } = found.settlement else {
        return;
    };
    let lasting = found.non_myopic.unwrap();
    for (i, own) in lasting.iter().enumerate() {
        for s in 0..plain.states {
            let cycle: Vec<_> = (from..from + period)
                .map(|h| outcomes.of(i, h, s))
                .collect();
            let next: Vec<_> = (from + period..from + 2 * period)
                .map(|h| outcomes.of(i, h, s))
                .collect();
            assert_eq!(cycle, next);
            let always = cycle.iter().all(|o| o.contains(&s) && o.len() == 1);
            assert_eq!(own.stable.contains(s), always);
            let maybe = cycle.iter().all(|o| o.contains(&s));
            assert_eq!(own.possible.contains(s), maybe);
        }
    }
}

/// L_1 is Nash; foresight's tie rule gives one of the anticipated states; witnesses verify.
fn check_against_neighbours(model: &GraphModel, plain: &Plain) {
    let table = stability(model);
    let found = limited_moves(model, 1).unwrap();
    for i in 0..2 {
        let nash = &table.decision_makers[i].stable[Concept::Nash.index()];
        assert_eq!(&found.horizons[0][i].stable, nash);
        assert_eq!(&found.horizons[0][i].possible, nash);
    }
    for anticipation in foresight(model, 5).unwrap().anticipations {
        let (dm, horizon) = (anticipation.dm, anticipation.horizon);
        let witness = limited_witness(model, 0, dm, horizon).unwrap();
        assert!(witness.anticipated.contains(&anticipation.expects));
        assert_eq!(verify_limited(model, &witness), Ok(()));
        let mut wrong = witness.clone();
        wrong.anticipated = vec![plain.states];
        let error = Err(LimitedError::Anticipated);
        assert_eq!(verify_limited(model, &wrong), error);
        if let Some((t, reply)) = wrong.replies.first_mut() {
            reply.push(plain.states);
            let error = Err(LimitedError::Reply(*t));
            assert_eq!(verify_limited(model, &wrong), error);
        }
    }
}

/// Every strict ordinal game of two by two: in each, the verdicts repeat within few horizons, and
/// cooperation in the Prisoner's Dilemma is non-myopically stable.
#[test]
fn all_strict_games_of_two_by_two() {
    use demarche_graph::{Digraph, DigraphDecisionMaker};
    let orders = permutations();
    let mut longest = 0;
    for a in &orders {
        for b in &orders {
            let player = |flips: [usize; 4], payoff: &[i64]| DigraphDecisionMaker {
                name: String::new(),
                moves: flips.iter().map(|&t| vec![t]).collect(),
                payoff: payoff.to_vec(),
            };
            let game = Digraph {
                states: 4,
                decision_makers: vec![player([1, 0, 3, 2], a), player([2, 3, 0, 1], b)],
                status_quo: None,
            };
            let model = GraphModel::from_digraph(&game).unwrap();
            let found = limited_moves(&model, 64).unwrap();
            let Settlement::Periodic { period, .. } = found.settlement else {
                panic!("{game:?}");
            };
            longest = longest.max(period);
            // State 0: neither cooperates; 1: A does; 2: B does; 3: both.
            if (a.as_slice(), b.as_slice()) == (&[1, 0, 3, 2], &[1, 3, 0, 2]) {
                let [one, other] = found.non_myopic.unwrap();
                assert!(one.stable.contains(3) && other.stable.contains(3));
            }
        }
    }
    assert!(longest <= 8, "{longest}");
}

fn permutations() -> Vec<Vec<i64>> {
    let mut all = vec![Vec::new()];
    for value in 0..4 {
        all = all
            .iter()
            .flat_map(|p: &Vec<i64>| {
                (0..=p.len()).map(|k| {
                    let mut longer = p.clone();
                    longer.insert(k, value);
                    longer
                })
            })
            .collect();
    }
    all
}

#[test]
fn questions_that_cannot_be_put() {
    let digraph = random_digraph(&mut Dice::new(53));
    let model = GraphModel::from_digraph(&digraph).unwrap();
    let judgement = Judgement::of_model(&model);
    let needs = Err(QuestionError::NeedsOptionForm);
    assert_eq!(simultaneous_stability(&model, &judgement), needs);
    let dilemma = GraphModel::from_conflict(&dilemma()).unwrap();
    let unknown = Err(QuestionError::UnknownState(9));
    assert_eq!(limited_witness(&dilemma, 9, 0, 1), unknown);
}
