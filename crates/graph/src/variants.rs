//! The model with other preferences or other options open.

use crate::StatementRef;
use crate::form::Direction;
use crate::graph::Graph;
use crate::model::{Form, GraphModel};
use crate::prefs::Criterion;
use crate::shifts::Change;
use crate::view::View;
use std::collections::{BTreeMap, HashMap};

/// What a set of changes comes to: two sets with one effect are one model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Effect {
    /// For each decision maker the number of its order; 0 is the one as stated.
    orders: Vec<usize>,
    /// The options that were opened or closed.
    toggled: Vec<usize>,
}

/// All orders and graphs met so far.
#[derive(Debug)]
pub(crate) struct Variants<'a> {
    model: &'a GraphModel,
    form: &'a Form,
    orders: Vec<Orders>,
    graphs: BTreeMap<Vec<usize>, Graph>,
}

/// The orders of one decision maker, by number.
#[derive(Debug, Default)]
struct Orders {
    /// Ranks of the states.
    ranks: Vec<Vec<u32>>,
    /// Numbers by ranks of the classes; looked up, never listed.
    numbers: HashMap<Vec<u32>, usize>,
}

impl<'a> Variants<'a> {
    pub fn new(model: &'a GraphModel, form: &'a Form) -> Self {
        let mut orders = Vec::new();
        for (ranks, classes) in model.ranks().iter().zip(&form.classes) {
            let as_stated = classes.rank(&classes.as_stated());
            orders.push(Orders {
                ranks: vec![ranks.clone()],
                numbers: HashMap::from([(as_stated, 0)]),
            });
        }
        Self {
            model,
            form,
            orders,
            graphs: BTreeMap::new(),
        }
    }

    /// The effect of changing nothing.
    pub fn unchanged(&self) -> Effect {
        Effect {
            orders: vec![0; self.orders.len()],
            toggled: Vec::new(),
        }
    }

    /// The effect of a set of changes that do not contradict each other.
    pub fn effect(&mut self, changes: &[Change]) -> Effect {
        let mut effect = self.unchanged();
        for change in changes {
            match *change {
                Change::Open { option } | Change::Close { option } => effect.toggled.push(option),
                Change::Negate { statement }
                | Change::Drop { statement }
                | Change::Move { statement, .. } => {
                    let count = self.form.classes[statement.dm].as_stated().len();
                    let order = reordered(statement.dm, count, changes);
                    effect.orders[statement.dm] = self.number(statement.dm, &order);
                }
            }
        }
        effect.toggled.sort_unstable();
        if !effect.toggled.is_empty() && !self.graphs.contains_key(&effect.toggled) {
            let graph = self.toggled_graph(&effect.toggled);
            self.graphs.insert(effect.toggled.clone(), graph);
        }
        effect
    }

    /// The model as an effect would have it.
    pub fn view(&self, effect: &Effect) -> View<'_> {
        let ranks = self.orders.iter().zip(&effect.orders);
        View::new(
            self.graphs
                .get(&effect.toggled)
                .unwrap_or(self.model.graph()),
            ranks.map(|(o, &k)| o.ranks[k].as_slice()).collect(),
        )
    }

    fn number(&mut self, dm: usize, order: &[Criterion]) -> usize {
        let classes = &self.form.classes[dm];
        let class_ranks = classes.rank(order);
        let Orders { ranks, numbers } = &mut self.orders[dm];
        if let Some(&number) = numbers.get(&class_ranks) {
            return number;
        }
        ranks.push(classes.spread(&class_ranks));
        numbers.insert(class_ranks, ranks.len() - 1);
        ranks.len() - 1
    }

    fn toggled_graph(&self, toggled: &[usize]) -> Graph {
        let options = self.form.conflict.form.options.iter().enumerate();
        let direction = |(k, option): (usize, &crate::OptionSpec)| {
            let is_toggled = toggled.contains(&k);
            if is_toggled {
                option.direction.toggled()
            } else {
                option.direction
            }
        };
        let directions: Vec<Direction> = options.map(direction).collect();
        self.form.graph(&directions)
    }
}

/// `dm`'s `count` statements after the changes: moved ones stand where they were sent, the others
/// fill the free places in their old order; then dropped ones go.
pub(crate) fn reordered(dm: usize, count: usize, changes: &[Change]) -> Vec<Criterion> {
    let has = |change: Change| changes.contains(&change);
    let criterion = |column| Criterion {
        column,
        negated: has(Change::Negate {
            statement: StatementRef { dm, index: column },
        }),
    };
    let mut places: Vec<Option<usize>> = vec![None; count];
    let mut moved = Vec::new();
    for (statement, to) in changes.iter().filter_map(Change::as_move) {
        if statement.dm == dm {
            places[to] = Some(statement.index);
            moved.push(statement.index);
        }
    }
    let mut rest = (0..count).filter(|k| !moved.contains(k));
    let filled = places.into_iter().filter_map(|p| p.or_else(|| rest.next()));
    let is_kept = |&index: &usize| {
        !has(Change::Drop {
            statement: StatementRef { dm, index },
        })
    };
    filled.filter(is_kept).map(criterion).collect()
}
