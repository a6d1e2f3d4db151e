//! Small conflicts with known answers.

use demarche_graph::{
    Concept, Conflict, Digraph, DigraphDecisionMaker, Direction, Evolution, Expr, GraphModel,
    OptionForm, OptionSpec, Preferences, State, StepKind, Verdict, evolution, impasse,
    limited_moves, stability, verify, witness,
};

/// Options as (owner, direction); rankings best first, in decimal names of states.
fn conflict(
    movers: &[&str],
    owners: &[usize],
    infeasible: &[&str],
    rankings: &[&[&[u64]]],
    status_quo: u64,
) -> Conflict {
    let ranking = |levels: &&[&[u64]]| {
        let level = |level: &&[u64]| level.iter().copied().map(State).collect();
        Preferences::Ranking(levels.iter().map(level).collect())
    };
    Conflict {
        form: OptionForm {
            decision_makers: movers.iter().map(|&m| m.to_owned()).collect(),
            options: owners
                .iter()
                .map(|&owner| OptionSpec {
                    name: String::new(),
                    owners: vec![owner],
                    direction: Direction::Both,
                })
                .collect(),
            infeasible: infeasible
                .iter()
                .map(|p| Expr::pattern(p).unwrap())
                .collect(),
        },
        preferences: rankings.iter().map(ranking).collect(),
        status_quo: State(status_quo),
    }
}

/// Decimal names of the equilibria under a concept.
fn equilibria(conflict: &Conflict, concept: Concept) -> Vec<u64> {
    let model = GraphModel::from_conflict(conflict).unwrap();
    let table = stability(&model);
    let all = table.equilibria[concept.index()].iter();
    all.map(|s| model.state(s).unwrap().0).collect()
}

/// Three parties with an option each, two states excluded: the answer that keeps the third from
/// improving takes the first party twice, with the second in between.
#[test]
fn an_opponent_may_move_again_after_somebody_else() {
    let conflict = conflict(
        &["D0", "D1", "D2"],
        &[0, 1, 2],
        &["-NN"],
        &[
            &[&[4], &[7], &[3], &[5, 6], &[2]],
            &[&[5], &[3], &[7], &[6], &[4], &[2]],
            &[&[5, 7], &[3], &[6], &[2, 4]],
        ],
        2,
    );
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let at = |decimal| model.index_of(State(decimal)).unwrap();
    assert_eq!(model.improvements(2, at(2)), [at(6)]);
    let found = witness(&model, at(2), 2, Concept::Seq).unwrap();
    let Verdict::Stable { answers } = &found.verdict else {
        panic!("the improvement is deterred")
    };
    let path: Vec<_> = answers[0]
        .sanction
        .iter()
        .map(|s| (s.mover, model.state(s.to).unwrap().0))
        .collect();
    assert_eq!(path, [(0, 7), (1, 5), (0, 4)]);
    assert_eq!(verify(&model, &found), Ok(()));
    assert!(stability(&model).is_stable(at(2), 2, Concept::Seq));
}

/// The Euphrates dispute of 1975 between Syria and Iraq: options, rankings and equilibria as
/// published in Hipel, Kilgour and Kinsara, "Strategic investigations of water conflicts in the
/// Middle East", Group Decision and Negotiation 23(3), 2014, and in Kinsara's guide to GMCR+.
#[test]
fn syria_and_iraq_1975() {
    let conflict = conflict(
        &["Syria", "Iraq"],
        &[0, 0, 1],
        &["YY-"],
        &[
            &[&[0], &[2], &[6], &[1], &[4], &[5]],
            &[&[1], &[4], &[6], &[0], &[5], &[2]],
        ],
        0,
    );
    assert_eq!(equilibria(&conflict, Concept::Nash), [6]);
    assert_eq!(equilibria(&conflict, Concept::Gmr), [0, 6]);
    assert_eq!(equilibria(&conflict, Concept::Smr), [6]);
    assert_eq!(equilibria(&conflict, Concept::Seq), [6]);
    assert_eq!(equilibria(&conflict, Concept::Sseq), [6]);
}

/// Each side may cooperate. Mutual defection is Nash; mutual cooperation is stable once answers
/// count (Fraser and Hipel, Conflict Analysis, 1984).
#[test]
fn prisoners_dilemma() {
    let conflict = conflict(
        &["A", "B"],
        &[0, 1],
        &[],
        &[&[&[2], &[3], &[0], &[1]], &[&[1], &[3], &[0], &[2]]],
        3,
    );
    assert_eq!(equilibria(&conflict, Concept::Nash), [0]);
    for concept in &Concept::ALL[1..] {
        assert_eq!(equilibria(&conflict, *concept), [0, 3]);
    }
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let why = impasse(&model).unwrap();
    assert_eq!(why.concepts, &Concept::ALL[1..]);
    assert_eq!(why.parties[0].improvements.len(), 1);
    assert_eq!(why.parties[0].stable, &Concept::ALL[1..]);
}

/// Each side may swerve. One swerving alone is Nash either way; both swerving is stable only when
/// answers count that hurt whoever gives them (Fraser and Hipel, Conflict Analysis, 1984).
#[test]
fn chicken() {
    let conflict = conflict(
        &["A", "B"],
        &[0, 1],
        &[],
        &[&[&[2], &[3], &[1], &[0]], &[&[1], &[3], &[2], &[0]]],
        3,
    );
    assert_eq!(equilibria(&conflict, Concept::Nash), [1, 2]);
    assert_eq!(equilibria(&conflict, Concept::Gmr), [1, 2, 3]);
    assert_eq!(equilibria(&conflict, Concept::Smr), [1, 2, 3]);
    assert_eq!(equilibria(&conflict, Concept::Seq), [1, 2]);
    assert_eq!(equilibria(&conflict, Concept::Sseq), [1, 2]);
}

/// From mutual defection no improvement leads anywhere, and two moves lead to cooperation.
#[test]
fn evolution_tells_moves_from_improvements() {
    let conflict = conflict(
        &["A", "B"],
        &[0, 1],
        &[],
        &[&[&[2], &[3], &[0], &[1]], &[&[1], &[3], &[0], &[2]]],
        0,
    );
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let table = stability(&model);
    let ask = |by| evolution(&model, &table, Concept::Seq, by).unwrap();
    let lengths = |e: &Evolution| -> Vec<(usize, usize)> {
        e.routes
            .iter()
            .map(|r| (r.equilibrium, r.steps.len()))
            .collect()
    };
    let by_moves = ask(StepKind::Moves);
    assert_eq!(lengths(&by_moves), [(0, 0), (3, 2)]);
    assert_eq!((by_moves.reached, by_moves.unreachable.len()), (4, 0));
    let by_improvements = ask(StepKind::Improvements);
    assert_eq!(lengths(&by_improvements), [(0, 0)]);
    assert_eq!(by_improvements.unreachable, [3]);
}

/// Brams and Wittman, "Nonmyopic equilibria in 2x2 games", Conflict Management and Peace Science 6
/// (1981): in the Prisoner's Dilemma both to cooperate and neither to, in Chicken the compromise
/// alone.
#[test]
fn non_myopic_equilibria_of_two_games() {
    let equilibria = |a: [i64; 4], b: [i64; 4]| {
        let player = |ends: [usize; 4], payoff: [i64; 4]| DigraphDecisionMaker {
            name: String::new(),
            moves: ends.iter().map(|&t| vec![t]).collect(),
            payoff: payoff.to_vec(),
        };
        // 0: neither yields, 1: A does, 2: B does, 3: both.
        let game = Digraph {
            states: 4,
            decision_makers: vec![player([1, 0, 3, 2], a), player([2, 3, 0, 1], b)],
            status_quo: None,
        };
        let model = GraphModel::from_digraph(&game).unwrap();
        let [a, b] = limited_moves(&model, 64).unwrap().non_myopic.unwrap();
        let both = (0..4).filter(|&s| a.stable.contains(s) && b.stable.contains(s));
        both.collect::<Vec<_>>()
    };
    assert_eq!(equilibria([1, 0, 3, 2], [1, 3, 0, 2]), [0, 3]);
    assert_eq!(equilibria([0, 1, 3, 2], [0, 3, 1, 2]), [3]);
}
