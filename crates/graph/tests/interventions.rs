//! Interventions against trying every set of changes.

mod common;

use common::judged::Naive;
use common::{Dice, Plain, random_conflict, random_expr};
use demarche_graph::{
    Addition, Change, Concept, Conflict, Direction, Expr, Goal, GraphModel, Intervention,
    InterventionKind, InterventionQuery, Interventions, PreferenceStatement, Preferences,
    QuestionError, Returns, StatementRef, StopReason, interventions,
};
use std::collections::{BTreeMap, BTreeSet};

type Set = Vec<Intervention>;

/// A changed conflict, with the coalitions that were formed.
struct Changed {
    conflict: Conflict,
    coalitions: Vec<Vec<usize>>,
}

/// Makes the changes on the lists of statements and the options themselves.
fn changed(conflict: &Conflict, query: &InterventionQuery, set: &[Intervention]) -> Changed {
    let mut after = conflict.clone();
    let mut coalitions = Vec::new();
    for (dm, preferences) in after.preferences.iter_mut().enumerate() {
        if let Preferences::Statements(statements) = preferences {
            *statements = restated(dm, statements, query, set);
        }
    }
    let options = &mut after.form.options;
    for intervention in set {
        match intervention {
            Intervention::Change(Change::Open { option }) => {
                options[*option].direction = Direction::Both;
            }
            Intervention::Change(Change::Close { option }) => {
                options[*option].direction = Direction::Closed;
            }
            Intervention::OneWay { option, direction } => options[*option].direction = *direction,
            Intervention::Coalition { members } => coalitions.push(members.clone()),
            Intervention::Change(_) | Intervention::Add { .. } => {}
        }
    }
    coalitions.sort();
    Changed {
        conflict: after,
        coalitions,
    }
}

fn restated(
    dm: usize,
    statements: &[PreferenceStatement],
    query: &InterventionQuery,
    set: &[Intervention],
) -> Vec<PreferenceStatement> {
    let own = |index: usize| StatementRef { dm, index };
    let has = |change: Change| set.contains(&Intervention::Change(change));
    // Where each statement goes, the moved ones first.
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    for intervention in set {
        if let Intervention::Change(Change::Move { statement, to }) = intervention
            && statement.dm == dm
        {
            place_of.insert(*to, statement.index);
        }
    }
    for k in 0..statements.len() {
        if !place_of.values().any(|&v| v == k) {
            let free = (0..statements.len()).find(|p| !place_of.contains_key(p));
            place_of.insert(free.unwrap(), k);
        }
    }
    let mut list = Vec::new();
    for place in 0..=statements.len() {
        for (addition, Addition { dm: whose, expr }) in query.additions.iter().enumerate() {
            let added = Intervention::Add {
                addition,
                at: place,
            };
            if *whose == dm && set.contains(&added) {
                list.push(PreferenceStatement::assumed(expr.clone()));
            }
        }
        let Some(&k) = place_of.get(&place) else {
            continue;
        };
        let statement = own(k);
        if has(Change::Drop { statement }) {
            continue;
        }
        let mut text = statements[k].clone();
        if has(Change::Negate { statement }) {
            text.expr = !text.expr;
        }
        list.push(text);
    }
    list
}

/// What makes two sets of changes the same: payoffs, directions, coalitions.
type Key = (Vec<Vec<i64>>, Vec<Direction>, Vec<Vec<usize>>);

/// What holds in a changed model, concept by concept.
#[derive(Clone)]
struct Outcome {
    achieved: Vec<bool>,
    /// Equilibria that improvements lead to.
    equilibria: Vec<Vec<usize>>,
}

/// A conflict with the changed models met so far.
struct Reference<'a> {
    conflict: &'a Conflict,
    query: &'a InterventionQuery,
    outcomes: BTreeMap<Key, Outcome>,
}

impl Reference<'_> {
    fn outcome(&mut self, set: &[Intervention]) -> (Key, Outcome) {
        let after = changed(self.conflict, self.query, set);
        let (plain, states) = Plain::of_conflict(&after.conflict);
        let options = after.conflict.form.options.iter();
        let directions = options.map(|o| o.direction).collect();
        let key = (plain.payoff.clone(), directions, after.coalitions.clone());
        if let Some(known) = self.outcomes.get(&key) {
            return (key, known.clone());
        }
        let status_quo = self.conflict.status_quo;
        let start = states.iter().position(|&s| s == status_quo).unwrap();
        let naive = relations(plain);
        let reached = improvement_reach(&naive, &after.coalitions, start);
        let stable = equilibria(&naive, &after.coalitions);
        let outcome = Outcome {
            achieved: stable
                .iter()
                .map(|own| match &self.query.goal {
                    Goal::Unsettle => !own[start],
                    Goal::Reach(wanted) => {
                        let mut ends = reached.iter();
                        ends.any(|&s| own[s] && wanted.eval(states[s]))
                    }
                })
                .collect(),
            equilibria: stable
                .iter()
                .map(|own| reached.iter().copied().filter(|&s| own[s]).collect())
                .collect(),
        };
        self.outcomes.insert(key.clone(), outcome.clone());
        (key, outcome)
    }

    fn does(&mut self, set: &[Intervention]) -> bool {
        let concept = self.query.concept.index();
        self.outcome(set).1.achieved[concept]
    }
}

fn relations(plain: Plain) -> Naive {
    let table = |holds: fn(i64, i64) -> bool| {
        let own = |p: &Vec<i64>| {
            let row = |&here: &i64| p.iter().map(|&there| holds(here, there)).collect();
            p.iter().map(row).collect()
        };
        plain
            .payoff
            .iter()
            .map(own)
            .collect::<Vec<Vec<Vec<bool>>>>()
    };
    let better = table(|here, there| there > here);
    Naive {
        states: plain.states,
        movers: plain.movers,
        drawn: better.clone(),
        hurt: table(|here, there| there <= here),
        steps: better,
        moves: plain.moves,
        returns: Returns::Deter,
    }
}

/// `[concept][s]`: stable for everybody and for every coalition.
fn equilibria(naive: &Naive, coalitions: &[Vec<usize>]) -> Vec<Vec<bool>> {
    let mut all = vec![vec![true; naive.states]; 5];
    let single = (0..naive.movers).map(|i| vec![i]);
    for group in single.chain(coalitions.iter().cloned()) {
        for (all, own) in all.iter_mut().zip(naive.stable(&group, false)) {
            all.iter_mut().zip(own).for_each(|(a, b)| *a &= b);
        }
    }
    all
}

fn improvement_reach(naive: &Naive, coalitions: &[Vec<usize>], start: usize) -> BTreeSet<usize> {
    let single = (0..naive.movers).map(|i| vec![i]);
    let groups: Vec<Vec<usize>> = single.chain(coalitions.iter().cloned()).collect();
    let mut arrived = BTreeSet::new();
    let mut open = vec![(start, usize::MAX)];
    while let Some((at, last)) = open.pop() {
        for (k, group) in groups.iter().enumerate().filter(|(k, _)| *k != last) {
            for to in naive.reach(group, at) {
                let gains = group.iter().all(|&i| naive.drawn[i][at][to]);
                if gains && arrived.insert((to, k)) {
                    open.push((to, k));
                }
            }
        }
    }
    let reached = arrived.into_iter().map(|(s, _)| s);
    reached.chain([start]).collect()
}

fn single(conflict: &Conflict, query: &InterventionQuery) -> Set {
    let mut all = Vec::new();
    for statement in conflict.assumptions() {
        all.push(Intervention::Change(Change::Negate { statement }));
        all.push(Intervention::Change(Change::Drop { statement }));
        for to in 0..conflict.preferences[statement.dm].statements().len() {
            if to != statement.index {
                all.push(Intervention::Change(Change::Move { statement, to }));
            }
        }
    }
    for (addition, a) in query.additions.iter().enumerate() {
        for at in 0..=conflict.preferences[a.dm].statements().len() {
            all.push(Intervention::Add { addition, at });
        }
    }
    for (option, spec) in conflict.form.options.iter().enumerate() {
        if spec.direction == Direction::Closed {
            all.push(Intervention::Change(Change::Open { option }));
        } else {
            all.push(Intervention::Change(Change::Close { option }));
        }
        if spec.direction == Direction::Both {
            for direction in [Direction::Forward, Direction::Back] {
                all.push(Intervention::OneWay { option, direction });
            }
        }
    }
    let movers = conflict.form.decision_makers.len();
    for mask in 0..1usize << movers {
        let members: Vec<usize> = (0..movers).filter(|m| mask >> m & 1 == 1).collect();
        if (2..=query.coalition_size).contains(&members.len()) {
            all.push(Intervention::Coalition { members });
        }
    }
    all.retain(|i| query.kinds.contains(&i.kind()));
    all
}

fn option_of(intervention: &Intervention) -> Option<usize> {
    match intervention {
        Intervention::Change(change) => change.option(),
        Intervention::OneWay { option, .. } => Some(*option),
        _ => None,
    }
}

fn clash(a: &Intervention, b: &Intervention) -> bool {
    if option_of(a).is_some() && option_of(a) == option_of(b) {
        return true;
    }
    match (a, b) {
        (Intervention::Coalition { members: x }, Intervention::Coalition { members: y }) => {
            x.iter().any(|m| y.contains(m))
        }
        (Intervention::Add { addition: x, .. }, Intervention::Add { addition: y, .. }) => x == y,
        (Intervention::Change(x), Intervention::Change(y)) => match (x, y) {
            (
                Change::Move {
                    statement: s,
                    to: p,
                },
                Change::Move {
                    statement: t,
                    to: q,
                },
            ) => s == t || s.dm == t.dm && p == q,
            (Change::Drop { statement: s }, other) | (other, Change::Drop { statement: s }) => {
                other.statement() == Some(*s)
            }
            _ => false,
        },
        _ => false,
    }
}

fn concerned(i: &Intervention, conflict: &Conflict, query: &InterventionQuery) -> BTreeSet<usize> {
    if let Some(option) = option_of(i) {
        return conflict.form.options[option]
            .owners
            .iter()
            .copied()
            .collect();
    }
    match i {
        Intervention::Change(change) => change.statement().map(|s| s.dm).into_iter().collect(),
        Intervention::Add { addition, .. } => [query.additions[*addition].dm].into(),
        Intervention::Coalition { members } => members.iter().copied().collect(),
        Intervention::OneWay { .. } => BTreeSet::new(),
    }
}

fn cost(set: &[Intervention], conflict: &Conflict, query: &InterventionQuery) -> u64 {
    let of_one = |i: &Intervention| {
        let who = concerned(i, conflict, query).into_iter();
        let factor = who.map(|dm| query.costs.parties.get(&dm).copied().unwrap_or(1));
        let kind = query.costs.kinds.get(&i.kind()).copied().unwrap_or(1);
        u64::from(kind) * u64::from(factor.max().unwrap())
    };
    set.iter().map(of_one).sum()
}

/// All sets of up to `size` that go together.
fn sets(all: &[Intervention], size: usize) -> Vec<Set> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    let mut last = 0;
    for _ in 0..size {
        let end = found.len();
        for k in last..end {
            let set = found[k].clone();
            for next in set.last().map_or(0, |&l| l + 1)..all.len() {
                if !set.iter().any(|&s| clash(&all[s], &all[next])) {
                    found.push([set.as_slice(), &[next]].concat());
                }
            }
        }
        last = end;
    }
    let name = |set: &Vec<usize>| set.iter().map(|&k| all[k].clone()).collect();
    found[1..].iter().map(name).collect()
}

/// For each model that plans come to: the least cost, the least size at that cost, and how many
/// plans come to it.
type Listed = BTreeMap<Key, (u64, usize, usize)>;

fn by_trying(reference: &mut Reference<'_>, size: usize) -> Listed {
    let (conflict, query) = (reference.conflict, reference.query);
    let all = sets(&single(conflict, query), size);
    let doing: BTreeSet<BTreeSet<Intervention>> = all
        .iter()
        .filter(|set| reference.does(set))
        .map(|set| set.iter().cloned().collect())
        .collect();
    let mut listed: Listed = BTreeMap::new();
    for set in &doing {
        let set: Set = set.iter().cloned().collect();
        let part = |mask: usize| {
            let own = set.iter().enumerate();
            own.filter(|(k, _)| mask >> k & 1 == 1)
                .map(|(_, i)| i.clone())
                .collect()
        };
        let contains = (1..(1usize << set.len()) - 1).any(|mask| doing.contains(&part(mask)));
        let total = cost(&set, conflict, query);
        if contains || total > query.max_cost {
            continue;
        }
        let entry = listed.entry(reference.outcome(&set).0);
        let new = (total, set.len(), 1);
        entry
            .and_modify(|(cost, size, count)| {
                (*cost, *size) = (*cost, *size).min((new.0, new.1));
                *count += 1;
            })
            .or_insert(new);
    }
    listed
}

fn random_query(dice: &mut Dice, conflict: &Conflict) -> InterventionQuery {
    let options = conflict.form.options.len();
    let goal = match dice.below(3) {
        0 => Goal::Unsettle,
        _ => Goal::Reach(random_expr(dice, options, 1)),
    };
    let mut query = InterventionQuery::new(goal, Concept::ALL[dice.below(5)]);
    query.kinds.retain(|_| dice.chance(85));
    query.coalition_size = 2 + dice.below(2);
    for (dm, preferences) in conflict.preferences.iter().enumerate() {
        if matches!(preferences, Preferences::Statements(_)) && dice.chance(30) {
            let expr = random_expr(dice, options, 1);
            query.additions.push(Addition { dm, expr });
        }
    }
    for kind in InterventionKind::ALL {
        if dice.chance(40) {
            let cost = u32::try_from(dice.below(4)).unwrap();
            query.costs.kinds.insert(kind, cost);
        }
    }
    for dm in 0..conflict.form.decision_makers.len() {
        if dice.chance(30) {
            let factor = u32::try_from(1 + dice.below(3)).unwrap();
            query.costs.parties.insert(dm, factor);
        }
    }
    query.max_size = 1 + usize::from(dice.chance(80));
    if dice.chance(25) {
        query.max_cost = dice.below(8) as u64;
    }
    query
}

fn check_plans(answer: &Interventions, reference: &mut Reference<'_>) {
    let (conflict, query) = (reference.conflict, reference.query);
    for plan in &answer.plans {
        let (_, outcome) = reference.outcome(&plan.interventions);
        for c in Concept::ALL {
            assert_eq!(plan.concepts.contains(&c), outcome.achieved[c.index()]);
        }
        assert_eq!(plan.equilibria, outcome.equilibria[query.concept.index()]);
        assert_eq!(plan.cost, cost(&plan.interventions, conflict, query));
        let who = plan.interventions.iter();
        let who: BTreeSet<usize> = who.flat_map(|i| concerned(i, conflict, query)).collect();
        assert!(plan.who.iter().eq(&who));
    }
    assert!(
        answer
            .plans
            .is_sorted_by_key(|p| (p.cost, p.interventions.len()))
    );
    assert_eq!(answer.least_cost(), answer.plans.first().map(|p| p.cost));
}

fn try_conflicts(seed: u64, models: usize) {
    let mut dice = Dice::new(seed);
    let (mut answered, mut already, mut plans, mut larger) = (0, 0, 0, 0);
    while answered < models {
        let options = 2 + usize::from(dice.chance(60));
        let conflict = random_conflict(&mut dice, options, 80);
        let query = random_query(&mut dice, &conflict);
        let model = GraphModel::from_conflict(&conflict).unwrap();
        let answer = interventions(&model, &query).unwrap();
        let mut reference = Reference {
            conflict: &conflict,
            query: &query,
            outcomes: BTreeMap::new(),
        };
        let holds = reference.does(&[]);
        assert_eq!(answer.stop == StopReason::AlreadyHolds, holds);
        if holds {
            already += 1;
            continue;
        }
        answered += 1;
        check_plans(&answer, &mut reference);
        let expected = by_trying(&mut reference, query.max_size);
        let mut listed: Listed = BTreeMap::new();
        for plan in &answer.plans {
            let (key, _) = reference.outcome(&plan.interventions);
            let entry = (plan.cost, plan.interventions.len(), plan.alike + 1);
            assert_eq!(listed.insert(key, entry), None, "listed twice: {plan:?}");
        }
        assert_eq!(listed, expected, "{conflict:?} {query:?}");
        plans += listed.len();
        larger += answer
            .plans
            .iter()
            .filter(|p| p.interventions.len() > 1)
            .count();
        check_limit(&model, &query, &answer, dice.below(answer.examined + 1));
    }
    let met = [already, plans, larger];
    assert!(
        met[0] * 2 > models && met[1] * 3 > models * 2 && met[2] * 10 > models,
        "{met:?}"
    );
}

/// A search that a limit ends has the cheapest plans of the whole, and says how far it goes.
fn check_limit(model: &GraphModel, query: &InterventionQuery, whole: &Interventions, limit: usize) {
    let query = InterventionQuery {
        candidate_limit: limit,
        ..query.clone()
    };
    let answer = interventions(model, &query).unwrap();
    if limit >= whole.examined {
        assert_eq!(answer.stop, StopReason::Exhausted);
        return;
    }
    assert_eq!(answer.stop, StopReason::CandidateLimit(limit));
    if answer.least_cost().is_some() {
        assert_eq!(answer.least_cost(), whole.least_cost());
    }
    let covered = |i: &Interventions| -> Vec<Set> {
        let plans = i.plans.iter();
        let cheap = plans.filter(|p| answer.coverage.cost.is_some_and(|c| p.cost <= c));
        cheap.map(|p| p.interventions.clone()).collect()
    };
    assert_eq!(covered(&answer), covered(whole));
}

#[test]
fn plans_are_complete_cheapest_and_smallest() {
    try_conflicts(31, 250);
}

#[test]
#[ignore = "long: a quarter of ten thousand models"]
fn many_plans_first_quarter() {
    try_conflicts(101, 2_500);
}

#[test]
#[ignore = "long: a quarter of ten thousand models"]
fn many_plans_second_quarter() {
    try_conflicts(102, 2_500);
}

#[test]
#[ignore = "long: a quarter of ten thousand models"]
fn many_plans_third_quarter() {
    try_conflicts(103, 2_500);
}

#[test]
#[ignore = "long: a quarter of ten thousand models"]
fn many_plans_fourth_quarter() {
    try_conflicts(104, 2_500);
}

/// In the Prisoner's Dilemma mutual defection gives way to a coalition of both, and to nothing
/// else that leaves preferences alone.
#[test]
fn a_coalition_leaves_mutual_defection() {
    let [a, b] = [Expr::Option(0), Expr::Option(1)];
    let conflict = Conflict {
        form: demarche_graph::OptionForm::new(&["A", "B"], &[("cooperate", 0), ("cooperate", 1)]),
        preferences: vec![
            Preferences::known([b.clone(), !a.clone()]),
            Preferences::known([a, !b]),
        ],
        status_quo: demarche_graph::State::taking(&[]),
    };
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let query = InterventionQuery::new(Goal::Unsettle, Concept::Nash);
    let answer = interventions(&model, &query).unwrap();
    let plans: Vec<_> = answer
        .plans
        .iter()
        .map(|p| p.interventions.clone())
        .collect();
    let members = vec![0, 1];
    assert_eq!(plans, [[Intervention::Coalition { members }]]);
    let expected = "no set of up to 2 changes costs less than 1; the list is complete";
    assert_eq!(answer.statement(), expected);
    // Once each can also come to want its own cooperation, before or after the other's, that does
    // it as well.
    let query = query.with_literals(&conflict);
    let answer = interventions(&model, &query).unwrap();
    let cheapest = answer.plans.iter().filter(|p| p.cost == 1);
    assert_eq!(
        cheapest.flat_map(|p| &p.who).collect::<Vec<_>>(),
        [&0, &0, &1, &1, &0, &1]
    );
    assert_eq!(
        answer.plans[0].interventions[0].kind(),
        InterventionKind::Add
    );
}

#[test]
fn what_cannot_be_added_is_refused() {
    let mut dice = Dice::new(2);
    let conflict = loop {
        let conflict = random_conflict(&mut dice, 2, 50);
        if matches!(conflict.preferences[0], Preferences::Ranking(_)) {
            break conflict;
        }
    };
    let model = GraphModel::from_conflict(&conflict).unwrap();
    let ask = |dm, option| {
        let mut query = InterventionQuery::new(Goal::Unsettle, Concept::Nash);
        let expr = Expr::Option(option);
        query.additions.push(Addition { dm, expr });
        interventions(&model, &query).unwrap_err()
    };
    assert_eq!(ask(0, 0), QuestionError::NoStatements(0));
    assert_eq!(ask(9, 0), QuestionError::UnknownDecisionMaker(9));
    assert_eq!(ask(0, 7), QuestionError::UnknownOption(7));
}
