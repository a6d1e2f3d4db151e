//! The model as interventions would have it.

use super::{Intervention, InterventionQuery};
use crate::form::{Direction, PreferenceStatement};
use crate::graph::Graph;
use crate::model::Form;
use crate::prefs::{Classes, Criterion};
use crate::view::View;
use crate::{Change, GraphModel, StatementRef};
use std::collections::{BTreeMap, HashMap};

/// What a set of interventions comes to: two sets with one effect are one model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Effect {
    /// For each decision maker the number of its order; 0 is the one as stated.
    orders: Vec<usize>,
    /// The options that changed, and how they can be changed now.
    directions: Vec<(usize, Direction)>,
    /// The coalitions, in order.
    pub coalitions: Vec<Vec<usize>>,
}

/// All orders and graphs met so far.
pub(super) struct Worlds<'a> {
    model: &'a GraphModel,
    form: &'a Form,
    /// For each decision maker the states by its statements and those it could come to hold.
    classes: Vec<Classes>,
    /// Whose each addition is, and its number among that decision maker's statements.
    additions: Vec<StatementRef>,
    /// How many statements each decision maker has as things are.
    stated: Vec<usize>,
    orders: Vec<Orders>,
    graphs: BTreeMap<Vec<(usize, Direction)>, Graph>,
}

/// The orders of one decision maker, by number.
struct Orders {
    /// Ranks of the states.
    ranks: Vec<Vec<u32>>,
    /// Numbers by ranks of the classes; looked up, never listed.
    numbers: HashMap<Vec<u32>, usize>,
}

impl<'a> Worlds<'a> {
    pub fn new(model: &'a GraphModel, form: &'a Form, query: &InterventionQuery) -> Self {
        let preferences = form.conflict.preferences.iter();
        let mut lists: Vec<Vec<PreferenceStatement>> =
            preferences.map(|p| p.statements().to_vec()).collect();
        let stated: Vec<usize> = lists.iter().map(Vec::len).collect();
        let mut additions = Vec::new();
        for addition in &query.additions {
            let (dm, index) = (addition.dm, lists[addition.dm].len());
            additions.push(StatementRef { dm, index });
            lists[dm].push(PreferenceStatement::assumed(addition.expr.clone()));
        }
        let classes = lists.iter().map(|list| Classes::new(&form.states, list));
        let mut worlds = Self {
            model,
            form,
            classes: classes.collect(),
            additions,
            stated,
            orders: Vec::new(),
            graphs: BTreeMap::new(),
        };
        for (dm, ranks) in model.ranks().iter().enumerate() {
            let as_stated = worlds.classes[dm].rank(&worlds.order(dm, &[]));
            worlds.orders.push(Orders {
                ranks: vec![ranks.clone()],
                numbers: HashMap::from([(as_stated, 0)]),
            });
        }
        worlds
    }

    /// The effect of interventions that can go together.
    pub fn effect(&mut self, interventions: &[Intervention]) -> Effect {
        let mut effect = Effect {
            orders: vec![0; self.orders.len()],
            directions: Vec::new(),
            coalitions: Vec::new(),
        };
        for intervention in interventions {
            match intervention {
                Intervention::Change(Change::Open { option }) => {
                    effect.directions.push((*option, Direction::Both));
                }
                Intervention::Change(Change::Close { option }) => {
                    effect.directions.push((*option, Direction::Closed));
                }
                Intervention::OneWay { option, direction } => {
                    effect.directions.push((*option, *direction));
                }
                Intervention::Coalition { members } => effect.coalitions.push(members.clone()),
                Intervention::Change(
                    Change::Negate { statement }
                    | Change::Drop { statement }
                    | Change::Move { statement, .. },
                ) => effect.orders[statement.dm] = self.number(statement.dm, interventions),
                Intervention::Add { addition, .. } => {
                    let dm = self.additions[*addition].dm;
                    effect.orders[dm] = self.number(dm, interventions);
                }
            }
        }
        effect.directions.sort_unstable();
        effect.coalitions.sort_unstable();
        if !effect.directions.is_empty() && !self.graphs.contains_key(&effect.directions) {
            let graph = self.graph(&effect.directions);
            self.graphs.insert(effect.directions.clone(), graph);
        }
        effect
    }

    /// The model as an effect would have it, coalitions aside.
    pub fn view(&self, effect: &Effect) -> View<'_> {
        let ranks = self.orders.iter().zip(&effect.orders);
        View::new(
            self.graphs
                .get(&effect.directions)
                .unwrap_or(self.model.graph()),
            ranks.map(|(o, &k)| o.ranks[k].as_slice()).collect(),
        )
    }

    fn graph(&self, changed: &[(usize, Direction)]) -> Graph {
        let options = self.form.conflict.form.options.iter();
        let mut directions: Vec<Direction> = options.map(|o| o.direction).collect();
        for &(option, direction) in changed {
            directions[option] = direction;
        }
        self.form.graph(&directions)
    }

    fn number(&mut self, dm: usize, interventions: &[Intervention]) -> usize {
        let order = self.order(dm, interventions);
        let class_ranks = self.classes[dm].rank(&order);
        let Orders { ranks, numbers } = &mut self.orders[dm];
        if let Some(&number) = numbers.get(&class_ranks) {
            return number;
        }
        ranks.push(self.classes[dm].spread(&class_ranks));
        numbers.insert(class_ranks, ranks.len() - 1);
        ranks.len() - 1
    }

    /// `dm`'s statements after the interventions: moved ones stand where they were sent, the
    /// others fill the free places in their old order; new ones come in before the places they
    /// name; then dropped ones go.
    fn order(&self, dm: usize, interventions: &[Intervention]) -> Vec<Criterion> {
        let changes = || {
            interventions.iter().filter_map(|i| match i {
                Intervention::Change(change) => Some(*change),
                _ => None,
            })
        };
        let mut places: Vec<Option<usize>> = vec![None; self.stated[dm]];
        let moves = changes().filter_map(|c| c.as_move());
        for (statement, to) in moves.filter(|(s, _)| s.dm == dm) {
            places[to] = Some(statement.index);
        }
        let moved: Vec<usize> = places.iter().copied().flatten().collect();
        let mut rest = (0..self.stated[dm]).filter(|k| !moved.contains(k));
        let list: Vec<usize> = places
            .into_iter()
            .filter_map(|p| p.or_else(|| rest.next()))
            .collect();
        let mut order = Vec::new();
        for at in 0..=list.len() {
            let mut added = self.added(dm, at, interventions);
            added.sort_unstable();
            order.extend(added);
            order.extend(list.get(at));
        }
        let has = |change: Change| changes().any(|c| c == change);
        let named = |index| StatementRef { dm, index };
        let stays = |&column: &usize| {
            let statement = named(column);
            !has(Change::Drop { statement })
        };
        let criterion = |column| Criterion {
            column,
            negated: has(Change::Negate {
                statement: named(column),
            }),
        };
        order.into_iter().filter(stays).map(criterion).collect()
    }

    /// The new statements of `dm` that come in before a place.
    fn added(&self, dm: usize, place: usize, interventions: &[Intervention]) -> Vec<usize> {
        let here = interventions.iter().filter_map(|i| match *i {
            Intervention::Add { addition, at } if at == place => self.additions.get(addition),
            _ => None,
        });
        here.filter(|a| a.dm == dm).map(|a| a.index).collect()
    }
}
