use crate::error::BuildError;
use crate::feasible::feasible_states;
use crate::model::check_form;
use crate::outlook::weigh;
use crate::{Expr, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which way an option can be changed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It can be taken and given up.
    #[default]
    Both,
    /// It can be taken, and not taken back.
    Forward,
    /// It can be given up, and not taken again.
    Back,
    /// It stays as it is: nobody can change it now.
    Closed,
}

impl Direction {
    /// What opening a closed option, or closing another, makes of it.
    pub(crate) const fn toggled(self) -> Self {
        match self {
            Self::Closed => Self::Both,
            _ => Self::Closed,
        }
    }
}

/// A yes-or-no choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionSpec {
    /// What it is, in words.
    pub name: String,
    /// Indices of the decision makers who can change it, each on their own.
    pub owners: Vec<usize>,
    /// Which way.
    #[serde(default)]
    pub direction: Direction,
}

impl OptionSpec {
    /// An option of one decision maker, who can take it and give it up.
    #[must_use]
    pub fn new(name: &str, owner: usize) -> Self {
        Self {
            name: name.to_owned(),
            owners: vec![owner],
            direction: Direction::Both,
        }
    }
}

/// Decision makers, options and which combinations make no sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionForm {
    /// Names of the decision makers.
    pub decision_makers: Vec<String>,
    /// The options; a [`State`] has a bit for each, in this order.
    pub options: Vec<OptionSpec>,
    /// A state in which one of these holds is not feasible.
    pub infeasible: Vec<Expr>,
}

impl OptionForm {
    /// Decision makers, and options with the index of who owns each, which can be taken and given
    /// up; every combination is feasible.
    #[must_use]
    pub fn new(decision_makers: &[&str], options: &[(&str, usize)]) -> Self {
        let option = |&(name, owner): &(&str, usize)| OptionSpec::new(name, owner);
        Self {
            decision_makers: decision_makers.iter().map(|&n| n.to_owned()).collect(),
            options: options.iter().map(option).collect(),
            infeasible: Vec::new(),
        }
    }

    /// The states that no infeasible pattern rules out, in order of their decimal values: state
    /// `k` of the literature, which counts from 1, is the one at `k - 1`. Costs what
    /// [`GraphModel::from_conflict`](crate::GraphModel::from_conflict) spends on the same.
    ///
    /// # Errors
    /// When there is no feasible state, there are too many states or options, or a pattern speaks
    /// of an option that does not exist.
    pub fn feasible_states(&self) -> Result<Vec<State>, BuildError> {
        check_form(self)?;
        let states = feasible_states(self.options.len(), &self.infeasible)?;
        Ok(states.into_iter().map(State).collect())
    }

    /// Option weighting (Fang, Hipel, Kilgour and Peng, 2003): the ranking of the feasible states
    /// by the sum of the weights of the options that they take; equal sums are ties. A negative
    /// weight is for an option that the decision maker would rather not see taken.
    ///
    /// # Errors
    /// As for [`OptionForm::feasible_states`].
    pub fn weighted(&self, weights: &[i64]) -> Result<Preferences, BuildError> {
        let mut levels: BTreeMap<i128, Vec<State>> = BTreeMap::new();
        for state in self.feasible_states()? {
            levels.entry(weigh(state, weights)).or_default().push(state);
        }
        Ok(Preferences::Ranking(levels.into_values().rev().collect()))
    }
}

/// One of a decision maker's ordered preference statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceStatement {
    /// What the decision maker would have.
    pub expr: Expr,
    /// Whether the analyst guessed it: only assumed statements are varied by
    /// [`shifts`](crate::shifts()) and [`robustness`](crate::robustness()).
    pub assumed: bool,
}

impl PreferenceStatement {
    /// A statement that has a source.
    #[must_use]
    pub const fn known(expr: Expr) -> Self {
        Self {
            expr,
            assumed: false,
        }
    }

    /// A guess.
    #[must_use]
    pub const fn assumed(expr: Expr) -> Self {
        Self {
            expr,
            assumed: true,
        }
    }
}

/// Moves that cannot be made although every option could be changed: irreversibility of single
/// transitions rather than of options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    /// Whose moves; everybody's where it is `None`.
    #[serde(default)]
    pub dm: Option<usize>,
    /// Moves from states in which this holds ...
    pub from: Expr,
    /// ... to states in which this holds.
    pub to: Expr,
}

impl Barred {
    pub(crate) fn bars(&self, dm: usize, from: State, to: State) -> bool {
        self.dm.is_none_or(|own| own == dm) && self.from.eval(from) && self.to.eval(to)
    }
}

/// How a decision maker ranks the feasible states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preferences {
    /// Option prioritising (Fang, Hipel, Kilgour and Peng, 2003): statements, most important
    /// first; a state is preferred when its list of truth values is lexicographically greater.
    Statements(Vec<PreferenceStatement>),
    /// All feasible states, best first, equally good ones together.
    Ranking(Vec<Vec<State>>),
}

impl Preferences {
    /// Statements that have a source, most important first.
    #[must_use]
    pub fn known(statements: impl IntoIterator<Item = Expr>) -> Self {
        let statements = statements.into_iter().map(PreferenceStatement::known);
        Self::Statements(statements.collect())
    }

    /// The statements; none for a ranking.
    #[must_use]
    pub fn statements(&self) -> &[PreferenceStatement] {
        match self {
            Self::Statements(statements) => statements,
            Self::Ranking(_) => &[],
        }
    }
}

/// Names a preference statement: the caller's own table maps it to citation or assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementRef {
    /// Whose.
    pub dm: usize,
    /// Its place in that decision maker's list, 0 the most important.
    pub index: usize,
}

/// A conflict in option form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Who can do what.
    pub form: OptionForm,
    /// Who wants what, one entry a decision maker.
    pub preferences: Vec<Preferences>,
    /// Where things stand.
    pub status_quo: State,
}

impl Conflict {
    /// The assumed statements, by decision maker and rank.
    #[must_use]
    pub fn assumptions(&self) -> Vec<StatementRef> {
        let of_dm = |(dm, p): (usize, &Preferences)| {
            let statements = p.statements().iter().enumerate();
            statements
                .filter(|(_, s)| s.assumed)
                .map(|(index, _)| StatementRef { dm, index })
                .collect::<Vec<_>>()
        };
        self.preferences
            .iter()
            .enumerate()
            .flat_map(of_dm)
            .collect()
    }
}

/// One decision maker of a [`Digraph`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigraphDecisionMaker {
    /// Name.
    pub name: String,
    /// For each state the states this decision maker can move to; need not be transitive.
    pub moves: Vec<Vec<usize>>,
    /// For each state how good it is: higher is better, equal is a tie.
    pub payoff: Vec<i64>,
}

/// A conflict as a plain graph: states are numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digraph {
    /// How many states there are.
    pub states: usize,
    /// Who moves where and wants what.
    pub decision_makers: Vec<DigraphDecisionMaker>,
    /// Where things stand, where that matters.
    #[serde(default)]
    pub status_quo: Option<usize>,
}
