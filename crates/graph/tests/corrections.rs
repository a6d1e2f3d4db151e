//! Corrections of misperceptions against trying every set of them, with equilibria from the definition.

mod common;

use common::{Dice, Plain, random_conflict, random_expr};
use demarche_graph::{
    Concept, Conflict, CorrectionQuery, Expr, Misperception, PerceivedConflict,
    PreferenceStatement, Preferences, State, StopReason, corrections,
};
use std::collections::BTreeSet;

/// A conflict and what everybody takes it for.
fn random_perceptions(dice: &mut Dice, options: usize) -> (Conflict, Vec<PerceivedConflict>) {
    let mut actual = random_conflict(dice, options, 0);
    actual.status_quo = State::default();
    let is_ruled_out = actual
        .form
        .infeasible
        .iter()
        .any(|p| p.eval(State::default()));
    if is_ruled_out
        || actual
            .preferences
            .iter()
            .any(|p| matches!(p, Preferences::Ranking(_)))
    {
        return random_perceptions(dice, options);
    }
    let movers = actual.preferences.len();
    let perceive = |dm: usize| {
        let mut seen = actual.clone();
        for of in (0..movers).filter(|&of| of != dm) {
            if dice.chance(40) {
                let believed = random_expr(dice, options, 2);
                seen.preferences[of] =
                    Preferences::Statements(vec![PreferenceStatement::known(believed)]);
            }
        }
        let blind = dice.chance(30).then(|| dice.below(options));
        PerceivedConflict {
            conflict: seen,
            unknown_options: blind.into_iter().collect(),
        }
    };
    let perceived = (0..movers).map(perceive).collect();
    (actual, perceived)
}

/// States that nobody who sees them leaves, of those that somebody sees.
fn equilibria(perceived: &[PerceivedConflict], concept: Concept) -> BTreeSet<State> {
    let games: Vec<(Plain, Vec<State>)> = perceived
        .iter()
        .map(|own| {
            let mut conflict = own.conflict.clone();
            let unknown = own.unknown_options.iter().map(|&k| Expr::Option(k));
            conflict.form.infeasible.extend(unknown);
            Plain::of_conflict(&conflict)
        })
        .collect();
    let stable: Vec<_> = games.iter().map(|(plain, _)| plain.stable()).collect();
    let stays = |i: usize, state: &State| {
        let place = games[i].1.iter().position(|s| s == state);
        place.is_none_or(|s| stable[i][concept.index()][i][s])
    };
    let all: BTreeSet<State> = games
        .iter()
        .flat_map(|(_, states)| states.clone())
        .collect();
    all.into_iter()
        .filter(|s| (0..games.len()).all(|i| stays(i, s)))
        .collect()
}

fn correct(perceived: &mut [PerceivedConflict], actual: &Conflict, what: Misperception) {
    match what {
        Misperception::Everything { dm } => {
            perceived[dm].conflict = actual.clone();
            perceived[dm].unknown_options.clear();
        }
        Misperception::Preferences { dm, of } => {
            perceived[dm].conflict.preferences[of] = actual.preferences[of].clone();
        }
    }
}

fn compare(seed: u64, rounds: usize) {
    let mut dice = Dice::new(seed);
    let mut found_any = 0;
    for round in 0..rounds {
        let (actual, perceived) = random_perceptions(&mut dice, 2 + round % 2);
        let concept = Concept::ALL[round % 5];
        let mut query = CorrectionQuery::new(actual.clone(), concept);
        query.wanted = dice.chance(50).then(|| Expr::Option(0) & Expr::Option(1));
        let reached = |seen: &[PerceivedConflict]| {
            let found = equilibria(seen, concept);
            match &query.wanted {
                Some(wanted) => found.iter().any(|&s| wanted.eval(s)),
                None => !found.contains(&actual.status_quo),
            }
        };
        let answer = corrections(&perceived, &query).unwrap();
        if reached(&perceived) {
            assert_eq!(answer.stop, StopReason::AlreadyHolds);
            continue;
        }
        let movers = actual.preferences.len();
        let mut parts = Vec::new();
        for (dm, own) in perceived.iter().enumerate() {
            let differs = |of: &usize| own.conflict.preferences[*of] != actual.preferences[*of];
            parts.extend(
                (0..movers)
                    .filter(differs)
                    .map(|of| Misperception::Preferences { dm, of }),
            );
            if own.conflict != actual || !own.unknown_options.is_empty() {
                parts.push(Misperception::Everything { dm });
            }
        }
        let does = |set: &[Misperception]| {
            let mut seen = perceived.clone();
            set.iter().for_each(|&m| correct(&mut seen, &actual, m));
            reached(&seen)
        };
        let mut expected: Vec<Vec<Misperception>> = Vec::new();
        for &one in &parts {
            if does(&[one]) {
                expected.push(vec![one]);
            }
        }
        for (k, &a) in parts.iter().enumerate() {
            for &b in &parts[k + 1..] {
                let whole = |m: Misperception| matches!(m, Misperception::Everything { .. });
                let overlap = a.dm() == b.dm() && (whole(a) || whole(b));
                let alone = expected
                    .iter()
                    .any(|known| known.len() == 1 && (known[0] == a || known[0] == b));
                if !overlap && !alone && does(&[a, b]) {
                    expected.push(vec![a, b]);
                }
            }
        }
        let listed: Vec<_> = answer
            .corrections
            .iter()
            .map(|c| c.corrected.clone())
            .collect();
        assert_eq!(listed, expected, "{actual:?} {perceived:?}");
        for correction in &answer.corrections {
            let mut seen = perceived.clone();
            correction
                .corrected
                .iter()
                .for_each(|&m| correct(&mut seen, &actual, m));
            let left: Vec<State> = equilibria(&seen, concept).into_iter().collect();
            assert_eq!(correction.equilibria, left);
        }
        found_any += usize::from(!expected.is_empty());
    }
    assert!(found_any > rounds / 50, "{found_any}");
}

#[test]
fn every_smallest_set() {
    compare(101, 600);
}

#[test]
#[ignore = "a minute; figures in docs/measurements.md"]
fn every_smallest_set_of_many() {
    compare(103, 10_000);
}

/// One side holds back because it takes the other for hostile. Told better, it moves.
#[test]
fn a_mistaken_fear() {
    let [offer, strike] = [Expr::Option(0), Expr::Option(1)];
    let wishes = |second: Expr| {
        vec![
            Preferences::known([!strike.clone(), offer.clone()]),
            Preferences::known([second]),
        ]
    };
    let conflict = |preferences| Conflict {
        form: demarche_graph::OptionForm::new(&["A", "B"], &[("offer", 0), ("strike", 1)]),
        preferences,
        status_quo: State::default(),
    };
    let actual = conflict(wishes(!strike.clone()));
    let afraid = conflict(wishes(strike.clone().iff(offer.clone())));
    let seen = |conflict: &Conflict| PerceivedConflict {
        conflict: conflict.clone(),
        unknown_options: Vec::new(),
    };
    let perceived = [seen(&afraid), seen(&actual)];
    let query = CorrectionQuery::new(actual, Concept::Seq);
    let found = corrections(&perceived, &query).unwrap();
    let told: Vec<_> = found
        .corrections
        .iter()
        .map(|c| c.corrected.as_slice())
        .collect();
    assert_eq!(
        told,
        [
            [Misperception::Preferences { dm: 0, of: 1 }],
            [Misperception::Everything { dm: 0 }]
        ]
    );
    assert_eq!(found.corrections[0].equilibria, [State::taking(&[0])]);
}
