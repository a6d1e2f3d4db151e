//! What the solver needs of decision diagrams; the library stays behind this door.

use super::order::{Variable, order};
use super::{SymbolicError, SymbolicLimits};
use crate::{Conflict, Expr, State};
use oxidd::bcdd::{BCDDFunction, BCDDManagerRef, new_manager};
use oxidd::util::{AllocResult, SatCountCache};
use oxidd::{
    BooleanFunction, BooleanFunctionQuant, BooleanOperator, Function, LevelNo, Manager as _,
    ManagerRef, VarNo,
};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::RandomState;

/// A truth function of options and keys.
pub(crate) type Diagram = BCDDFunction;

/// All diagrams of a conflict share their nodes here.
pub(crate) struct Manager {
    manager: BCDDManagerRef,
    /// The number of the library's variable for each option.
    options: Vec<VarNo>,
    keys: BTreeMap<(usize, usize), VarNo>,
    limit: usize,
}

impl fmt::Debug for Manager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables = self.options.len() + self.keys.len();
        write!(
            f,
            "Manager {{ variables: {variables}, limit: {} }}",
            self.limit
        )
    }
}

impl Manager {
    pub fn new(conflict: &Conflict, limits: SymbolicLimits) -> Self {
        let manager = new_manager(limits.nodes, limits.remembered, 1);
        let order = order(conflict);
        let count = VarNo::try_from(order.len()).unwrap_or(VarNo::MAX);
        manager.with_manager_exclusive(|m| m.add_vars(count));
        let mut options = vec![0; conflict.form.options.len()];
        let mut keys = BTreeMap::new();
        for (number, variable) in (0..).zip(order) {
            match variable {
                Variable::Option(k) => options[k] = number,
                Variable::Key { dm, index } => {
                    keys.insert((dm, index), number);
                }
            }
        }
        Self {
            manager,
            options,
            keys,
            limit: limits.nodes,
        }
    }

    /// Tries once more after what nobody needs is gone: whether an operation fits must not hang on when the library tidies up.
    fn tried(&self, make: impl Fn() -> AllocResult<Diagram>) -> Result<Diagram, SymbolicError> {
        make().or_else(|_| {
            self.manager.with_manager_exclusive(|m| m.gc());
            make().map_err(|_| SymbolicError::NodeLimit { limit: self.limit })
        })
    }

    pub fn full(&self) -> Diagram {
        self.manager.with_manager_shared(|m| Diagram::t(m))
    }

    pub fn empty(&self) -> Diagram {
        self.manager.with_manager_shared(|m| Diagram::f(m))
    }

    pub fn is_empty(&self, a: &Diagram) -> bool {
        !a.satisfiable()
    }

    fn variable(&self, number: VarNo) -> Result<Diagram, SymbolicError> {
        self.tried(|| {
            self.manager
                .with_manager_shared(|m| Diagram::var(m, number))
        })
    }

    pub fn option(&self, k: usize) -> Result<Diagram, SymbolicError> {
        self.variable(self.options[k])
    }

    pub fn key(&self, dm: usize, index: usize) -> Result<Diagram, SymbolicError> {
        self.variable(self.keys[&(dm, index)])
    }

    pub fn and(&self, a: &Diagram, b: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.and(b))
    }

    pub fn or(&self, a: &Diagram, b: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.or(b))
    }

    pub fn not(&self, a: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.not())
    }

    /// `a` without `b`.
    pub fn and_not(&self, a: &Diagram, b: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| b.imp_strict(a))
    }

    pub fn equal(&self, a: &Diagram, b: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.equiv(b))
    }

    /// `yes` where `a` holds, else `no`.
    pub fn choice(
        &self,
        a: &Diagram,
        yes: &Diagram,
        no: &Diagram,
    ) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.ite(yes, no))
    }

    /// Where some values of the variables in `cube`, a conjunction of variables, make `a` true.
    pub fn exists(&self, a: &Diagram, cube: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.exists(cube))
    }

    /// Where some values of the variables in `cube` make both true.
    pub fn exists_both(
        &self,
        a: &Diagram,
        b: &Diagram,
        cube: &Diagram,
    ) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.apply_exists(BooleanOperator::And, b, cube))
    }

    /// `a` where the literals of `cube`, a conjunction, hold.
    pub fn restrict(&self, a: &Diagram, cube: &Diagram) -> Result<Diagram, SymbolicError> {
        self.tried(|| a.restrict(cube))
    }

    /// The states in which a statement holds.
    pub fn expr(&self, expr: &Expr) -> Result<Diagram, SymbolicError> {
        match expr {
            Expr::True => Ok(self.full()),
            Expr::False => Ok(self.empty()),
            Expr::Option(k) => self.option(*k),
            Expr::Not(a) => self.not(&self.expr(a)?),
            Expr::And(all) => all
                .iter()
                .try_fold(self.full(), |a, b| self.and(&a, &self.expr(b)?)),
            Expr::Or(any) => any
                .iter()
                .try_fold(self.empty(), |a, b| self.or(&a, &self.expr(b)?)),
            Expr::If(a, b) => self.or(&self.expr(a)?, &self.not(&self.expr(b)?)?),
            Expr::Iff(a, b) => self.equal(&self.expr(a)?, &self.expr(b)?),
        }
    }

    /// The states in which none of `patterns` holds.
    pub fn none_of(&self, patterns: &[Expr]) -> Result<Diagram, SymbolicError> {
        let without = |left: Diagram, pattern| self.and_not(&left, &self.expr(pattern)?);
        patterns.iter().try_fold(self.full(), without)
    }

    /// How many states are in a set that hangs on options alone.
    pub fn count(&self, a: &Diagram) -> u128 {
        // Every node halves what is left, whichever level it is on: keys, on which the set does not hang, need no counting.
        let options = LevelNo::try_from(self.options.len()).unwrap_or(LevelNo::MAX);
        a.sat_count(options, &mut SatCountCache::<u128, RandomState>::default())
    }

    pub fn contains(&self, a: &Diagram, state: State) -> bool {
        let options = self.options.iter().enumerate();
        let keys = self.keys.values().map(|&number| (number, false));
        a.eval(
            options
                .map(|(k, &number)| (number, state.takes(k)))
                .chain(keys),
        )
    }

    pub fn nodes(&self, a: &Diagram) -> usize {
        a.node_count()
    }

    /// The first states in order of their decimal values: the last option is the highest digit.
    pub fn first(&self, a: &Diagram, most: usize) -> Result<Vec<State>, SymbolicError> {
        let mut found = Vec::new();
        let mut open = vec![(self.options.len(), 0u64, a.clone())];
        while let Some((digits, bits, left)) = open.pop() {
            if found.len() >= most || self.is_empty(&left) {
                continue;
            }
            let Some(k) = digits.checked_sub(1) else {
                found.push(State(bits));
                continue;
            };
            let taken = self.option(k)?;
            open.push((k, bits | 1 << k, self.restrict(&left, &taken)?));
            open.push((k, bits, self.restrict(&left, &self.not(&taken)?)?));
        }
        Ok(found)
    }
}
