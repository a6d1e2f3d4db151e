//! Inverse analysis against trying every ranking.

mod common;

use common::{Dice, Plain, random_digraph};
use demarche_graph::{
    Concept, Conflict, Count, Counts, Digraph, DigraphDecisionMaker, Direction, Expr, GraphModel,
    InverseQuery, Natural, Obstacle, OptionForm, OptionSpec, Preferences, QuestionError, State,
    Wanted, inverse,
};

/// Every ranking of some states, as payoffs: all maps onto levels without a gap.
fn rankings(states: usize, ties: bool) -> Vec<Vec<i64>> {
    let whole = |payoff: &Vec<i64>| {
        let top = payoff.iter().max().copied().unwrap_or(0);
        let full = (0..=top).all(|level| payoff.contains(&level));
        full && (ties || top + 1 == i64::try_from(states).unwrap())
    };
    let mut all: Vec<Vec<i64>> = vec![Vec::new()];
    for _ in 0..states {
        let longer = all.iter().flat_map(|p| {
            (0..i64::try_from(states).unwrap()).map(|level| {
                let mut next = p.clone();
                next.push(level);
                next
            })
        });
        all = longer.collect();
    }
    all.retain(whole);
    all
}

/// Whether a state is stable for everybody, straight from the definitions.
fn is_equilibrium(plain: &Plain, concept: Concept, s: usize) -> bool {
    (0..plain.movers).all(|i| is_stable(plain, concept, i, s))
}

fn is_stable(plain: &Plain, concept: Concept, i: usize, s: usize) -> bool {
    let p = &plain.payoff[i];
    plain.improvements(i, s).into_iter().all(|s1| {
        if concept == Concept::Nash {
            return false;
        }
        let answers = plain.others_reach(i, s1, concept.is_sequential());
        answers.into_iter().any(|s2| {
            let escape = plain.moves[i][s2].iter().any(|&s3| p[s3] > p[s]);
            p[s2] <= p[s] && !(concept.is_symmetric() && escape)
        })
    })
}

fn brought_about(plain: &Plain, concept: Concept, wanted: &Wanted) -> bool {
    let holds = |&s: &usize| is_equilibrium(plain, concept, s);
    match wanted {
        Wanted::State(s) => holds(s),
        Wanted::Any(all) => all.iter().any(holds),
        Wanted::All(all) => all.iter().all(holds),
    }
}

/// Visits every combination of rankings of the free parties.
fn each_profile(
    plain: &mut Plain,
    free: &[usize],
    rankings: &[Vec<i64>],
    visit: &mut dyn FnMut(&Plain),
) {
    let Some((&dm, rest)) = free.split_first() else {
        visit(plain);
        return;
    };
    let stated = plain.payoff[dm].clone();
    for ranking in rankings {
        plain.payoff[dm].clone_from(ranking);
        each_profile(plain, rest, rankings, visit);
    }
    plain.payoff[dm] = stated;
}

fn exact(count: &Count) -> (u128, u128) {
    match count {
        Count::Exact { satisfying, of } => (satisfying.to_u128().unwrap(), of.to_u128().unwrap()),
        Count::NotCounted(why) => panic!("small models are counted: {why}"),
    }
}

/// A random digraph of so many states and at most so many parties.
fn small_digraph(dice: &mut Dice, states: usize, movers: usize) -> Digraph {
    loop {
        let mut digraph = random_digraph(dice);
        if digraph.states == states {
            digraph.decision_makers.truncate(movers);
            return digraph;
        }
    }
}

fn random_wanted(dice: &mut Dice, states: usize) -> Wanted {
    let some: Vec<usize> = (0..states).filter(|_| dice.chance(50)).collect();
    match dice.below(4) {
        0 => Wanted::Any(some),
        1 => Wanted::All(some),
        _ => Wanted::State(dice.below(states)),
    }
}

/// Counts and conditions of one question against all rankings.
fn check(digraph: &Digraph, query: &InverseQuery) {
    let model = GraphModel::from_digraph(digraph).unwrap();
    let answer = inverse(&model, query).unwrap();
    let mut plain = Plain::of_digraph(digraph);
    let (concept, wanted) = (query.concept, &query.wanted);
    assert_eq!(answer.holds, brought_about(&plain, concept, wanted));
    for (ties, count) in [(false, &answer.counts.strict), (true, &answer.counts.weak)] {
        let all = rankings(digraph.states, ties);
        let (mut found, mut tried) = (0, 0);
        each_profile(&mut plain, &query.free, &all, &mut |plain| {
            tried += 1;
            found += u128::from(brought_about(plain, concept, wanted));
            let rank = |dm: usize, s: usize| u32::try_from(plain.payoff[dm][s]).unwrap();
            for condition in &answer.conditions {
                let stable = is_stable(plain, concept, condition.dm, condition.state);
                assert_eq!(condition.holds(rank), stable, "{condition:?} {digraph:?}");
            }
        });
        assert_eq!(exact(count), (found, tried), "{query:?} {digraph:?}");
    }
    for condition in &answer.conditions {
        let Some(Counts { strict, weak }) = &condition.counts else {
            continue;
        };
        for (ties, count) in [(false, strict), (true, weak)] {
            let all = rankings(digraph.states, ties);
            let (mut found, mut tried) = (0, 0);
            each_profile(&mut plain, &[condition.dm], &all, &mut |plain| {
                tried += 1;
                let stable = is_stable(plain, concept, condition.dm, condition.state);
                found += u128::from(stable);
            });
            assert_eq!(exact(count), (found, tried));
        }
    }
}

/// `questions` random questions a number of states, parties and free parties.
fn try_questions(seed: u64, shapes: &[(usize, usize, usize, usize)]) {
    let mut dice = Dice::new(seed);
    for &(states, movers, most_free, questions) in shapes {
        for _ in 0..questions {
            let digraph = small_digraph(&mut dice, states, movers);
            let movers = digraph.decision_makers.len();
            let mut free: Vec<usize> = (0..movers).collect();
            let wanted = random_wanted(&mut dice, states);
            while free.len() > most_free || (!free.is_empty() && dice.chance(20)) {
                free.remove(dice.below(free.len()));
            }
            let concept = Concept::ALL[dice.below(5)];
            check(&digraph, &InverseQuery::new(wanted, concept, free));
        }
    }
}

#[test]
fn counts_and_conditions_agree_with_all_rankings() {
    let shapes = [
        (3, 3, 3, 120),
        (4, 4, 1, 150),
        (4, 3, 2, 12),
        (5, 4, 1, 60),
        (6, 4, 1, 4),
    ];
    try_questions(51, &shapes);
}

#[test]
#[ignore = "long: thousands of questions"]
fn many_counts_and_conditions_agree_with_all_rankings() {
    let shapes = [
        (3, 4, 3, 2_000),
        (4, 4, 1, 3_000),
        (4, 3, 2, 200),
        (5, 5, 1, 1_500),
        (5, 3, 2, 3),
        (6, 5, 1, 100),
    ];
    try_questions(52, &shapes);
}

/// The Euphrates dispute of 1975 (Hipel, Kilgour and Kinsara, Group Decision and Negotiation
/// 23(3), 2014).
fn syria_and_iraq() -> GraphModel {
    let option = |name: &str, owner| OptionSpec {
        direction: Direction::Both,
        ..OptionSpec::new(name, owner)
    };
    let ranking =
        |states: [u64; 6]| Preferences::Ranking(states.iter().map(|&s| vec![State(s)]).collect());
    GraphModel::from_conflict(&Conflict {
        form: OptionForm {
            decision_makers: vec!["Syria".into(), "Iraq".into()],
            options: vec![
                option("release water", 0),
                option("escalate", 0),
                option("attack", 1),
            ],
            infeasible: vec![Expr::pattern("YY-").unwrap()],
        },
        preferences: vec![ranking([0, 2, 6, 1, 4, 5]), ranking([1, 4, 6, 0, 5, 2])],
        status_quo: State(0),
    })
    .unwrap()
}

/// Of the 720 strict rankings of Syria those under which releasing water holds. The published
/// table has 420 for SEQ: each improvement must be deterred, not only the last.
#[test]
fn rankings_of_syria_that_keep_the_water_flowing() {
    let model = syria_and_iraq();
    let released = model.index_of(State(1)).unwrap();
    let count = |concept| {
        let query = InverseQuery::new(Wanted::State(released), concept, vec![0]);
        exact(&inverse(&model, &query).unwrap().counts.strict)
    };
    assert_eq!(count(Concept::Nash), (240, 720));
    assert_eq!(count(Concept::Smr), (300, 720));
    assert_eq!(count(Concept::Gmr), (384, 720));
    assert_eq!(count(Concept::Seq), (384, 720));
}

#[test]
fn conditions_are_told_in_words() {
    let model = syria_and_iraq();
    let released = model.index_of(State(1)).unwrap();
    let told = |concept, free| {
        let query = InverseQuery::new(Wanted::State(released), concept, free);
        let answer = inverse(&model, &query).unwrap();
        let lines = answer.conditions.iter().map(|c| c.words(&model));
        lines.collect::<Vec<_>>().concat()
    };
    let nash = told(Concept::Nash, vec![0]);
    let expected = [
        "Syria likes NNN no better than YNN",
        "Syria likes NYN no better than YNN",
        "Iraq stays with the preferences it has",
    ];
    assert_eq!(nash, expected);
    let seq = told(Concept::Seq, vec![0, 1]);
    assert_eq!(
        seq[0],
        "Syria likes NNN no better than YNN, or Syria likes NNY no better than YNN and Iraq \
         prefers NNY to NNN (the others answer with NNY)"
    );
    assert_eq!(seq.len(), 3);
}

/// A wheel: from the hub one party can go to every state of the rim, from which the other can go
/// on to the next. Sets are counted, so that forty states are no more work than four.
#[test]
fn many_states_are_counted_without_listing_rankings() {
    let states = 41;
    let rim = states - 1;
    let digraph = Digraph {
        states,
        decision_makers: vec![
            DigraphDecisionMaker {
                name: "A".into(),
                moves: (0..states)
                    .map(|s| {
                        if s == 0 {
                            (1..states).collect()
                        } else {
                            vec![]
                        }
                    })
                    .collect(),
                payoff: vec![0; states],
            },
            DigraphDecisionMaker {
                name: "B".into(),
                moves: (0..states)
                    .map(|s| if s == 0 { vec![] } else { vec![s % rim + 1] })
                    .collect(),
                payoff: vec![0; states],
            },
        ],
        status_quo: None,
    };
    let model = GraphModel::from_digraph(&digraph).unwrap();
    let counts = |concept| {
        let query = InverseQuery::new(Wanted::State(0), concept, vec![0]);
        inverse(&model, &query).unwrap().counts
    };
    let Count::Exact { satisfying, of } = counts(Concept::Nash).strict else {
        panic!("counted")
    };
    // The hub must be best: one ranking in as many as there are states.
    assert!((satisfying.share_of(&of) - 1.0 / 41.0).abs() < 1e-12);
    assert_eq!(of.to_u128(), None);
    // No two neighbours on the rim may both be better than the hub: Lucas's numbers of sets.
    let Count::Exact { satisfying, .. } = counts(Concept::Gmr).strict else {
        panic!("counted")
    };
    let factorial = |n: u64| {
        (1..=n).fold(1.0, |all: f64, k| {
            all * f64::from(u32::try_from(k).unwrap())
        })
    };
    let binomial = |n: u64, k: u64| factorial(n) / factorial(k) / factorial(n - k);
    let rim = 40u64;
    let expected: f64 = (0..=rim / 2)
        .map(|k| {
            let apart = binomial(rim - k, k) * f64::from(u32::try_from(rim).unwrap())
                / f64::from(u32::try_from(rim - k).unwrap());
            apart * factorial(k) * factorial(rim - k) / factorial(rim + 1)
        })
        .sum();
    let share = satisfying.share_of(&of);
    assert!((share / expected - 1.0).abs() < 1e-9, "{share} {expected}");
}

#[test]
fn what_is_not_counted_says_why() {
    let mut dice = Dice::new(4);
    let digraph = small_digraph(&mut dice, 9, 2);
    let model = GraphModel::from_digraph(&digraph).unwrap();
    let query = InverseQuery {
        order_limit: 1,
        ..InverseQuery::new(Wanted::All(vec![0, 1, 2]), Concept::Seq, vec![0, 1])
    };
    let counts = inverse(&model, &query).unwrap().counts;
    let Count::NotCounted(why @ Obstacle::TooManyOrders { limit: 1, .. }) = counts.weak else {
        panic!("{counts:?}")
    };
    assert!(why.to_string().contains("more than 1"));
    let ask = |wanted, free| inverse(&model, &InverseQuery::new(wanted, Concept::Gmr, free));
    let unknown = ask(Wanted::State(9), vec![]);
    assert_eq!(unknown, Err(QuestionError::UnknownState(9)));
    let unknown = ask(Wanted::State(0), vec![2]);
    assert_eq!(unknown, Err(QuestionError::UnknownDecisionMaker(2)));
    let both = ask(Wanted::State(0), vec![0, 1]);
    assert_eq!(ask(Wanted::State(0), vec![1, 0, 1]), both);
    let nobody = ask(Wanted::State(0), vec![]).unwrap();
    let Count::Exact { satisfying, of } = nobody.counts.strict else {
        panic!("counted")
    };
    assert_eq!(of, Natural::one());
    assert_eq!(!satisfying.is_zero(), nobody.holds);
}
