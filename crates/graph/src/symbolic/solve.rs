//! The five concepts on decision diagrams.

use super::SymbolicError;
use super::diagram::{Diagram, Manager};
use crate::{Concept, Conflict, Direction};

/// What the diagrams of one decision maker need again and again.
struct Mover {
    /// The options that it can change both ways, as a conjunction.
    free: Diagram,
    /// Those that it can only take, or only give up, with whether they are taken afterwards.
    one_way: Vec<(Diagram, bool)>,
    /// All keys, as a conjunction.
    keys: Diagram,
    /// Every key has the truth value of its statement: ties a state to the keys that stand for it.
    tie: Diagram,
    /// The state is better than one with these keys.
    better: Diagram,
}

pub(crate) struct Solver<'a> {
    manager: &'a Manager,
    feasible: &'a Diagram,
    movers: Vec<Mover>,
}

impl<'a> Solver<'a> {
    pub fn new(
        manager: &'a Manager,
        conflict: &Conflict,
        feasible: &'a Diagram,
    ) -> Result<Self, SymbolicError> {
        let movers = (0..conflict.preferences.len()).map(|dm| mover(manager, conflict, dm));
        Ok(Self {
            manager,
            feasible,
            movers: movers.collect::<Result<_, _>>()?,
        })
    }

    /// The states stable for `dm`, in the order of [`Concept::ALL`].
    pub fn stable(&self, dm: usize) -> Result<[Diagram; Concept::ALL.len()], SymbolicError> {
        let m = self.manager;
        let better = m.and(self.feasible, &self.movers[dm].better)?;
        let deterring = m.and_not(self.feasible, &self.movers[dm].better)?;
        let escapes = self.before_move(dm, &better)?;
        let lasting = m.and_not(&deterring, &escapes)?;
        let unanswered = |met: &Diagram| self.without_temptation(dm, &m.and_not(&better, met)?);
        Ok([
            self.without_temptation(dm, &better)?,
            unanswered(&self.reached_from(dm, &deterring, Self::before_move)?)?,
            unanswered(&self.reached_from(dm, &lasting, Self::before_move)?)?,
            unanswered(&self.reached_from(dm, &deterring, Self::before_improvement)?)?,
            unanswered(&self.reached_from(dm, &lasting, Self::before_improvement)?)?,
        ])
    }

    /// The states from which `dm` cannot get to any of `tempting`, whose keys are those of the state itself.
    fn without_temptation(&self, dm: usize, tempting: &Diagram) -> Result<Diagram, SymbolicError> {
        let mover = &self.movers[dm];
        let from = self.before_move(dm, tempting)?;
        let left = self.manager.exists_both(&mover.tie, &from, &mover.keys)?;
        self.manager.and_not(self.feasible, &left)
    }

    /// The states in `ends`, and those from which opponents of `dm` can get there step by step.
    fn reached_from(
        &self,
        dm: usize,
        ends: &Diagram,
        before: impl Fn(&Self, usize, &Diagram) -> Result<Diagram, SymbolicError>,
    ) -> Result<Diagram, SymbolicError> {
        let opponents: Vec<usize> = (0..self.movers.len()).filter(|&j| j != dm).collect();
        let mut reached = ends.clone();
        // How many in a row can add nothing: moves are transitive, so that who has just added something can add no more.
        let mut idle = 0;
        for &opponent in opponents.iter().cycle() {
            let from = before(self, opponent, &reached)?;
            let next = self.manager.or(&reached, &from)?;
            idle = if next == reached { idle + 1 } else { 1 };
            reached = next;
            if idle >= opponents.len() {
                break;
            }
        }
        Ok(reached)
    }

    /// The feasible states from which `dm` gets to `ends` by one move, and those in `ends`.
    pub fn before_move(&self, dm: usize, ends: &Diagram) -> Result<Diagram, SymbolicError> {
        let m = self.manager;
        let mover = &self.movers[dm];
        let mut from = m.exists(ends, &mover.free)?;
        for (option, taken) in &mover.one_way {
            from = before_one_way(m, &from, option, *taken)?;
        }
        m.and(self.feasible, &from)
    }

    /// The feasible states from which `dm` gets to `ends` by one improvement.
    pub fn before_improvement(&self, dm: usize, ends: &Diagram) -> Result<Diagram, SymbolicError> {
        let mover = &self.movers[dm];
        let better = self.manager.and(ends, &mover.better)?;
        let from = self.before_move(dm, &better)?;
        self.manager.exists_both(&mover.tie, &from, &mover.keys)
    }
}

/// As quantifying `option`, but that it can only become `taken`: from either value to that one, or left as it is.
fn before_one_way(
    m: &Manager,
    ends: &Diagram,
    option: &Diagram,
    taken: bool,
) -> Result<Diagram, SymbolicError> {
    let left = m.not(option)?;
    let (with, without) = (m.restrict(ends, option)?, m.restrict(ends, &left)?);
    let either = m.or(&with, &without)?;
    if taken {
        m.choice(option, &with, &either)
    } else {
        m.choice(option, &either, &without)
    }
}

fn mover(m: &Manager, conflict: &Conflict, dm: usize) -> Result<Mover, SymbolicError> {
    let (mut free, mut one_way) = (m.full(), Vec::new());
    let options = conflict.form.options.iter().enumerate();
    for (k, spec) in options.filter(|(_, spec)| spec.owners.contains(&dm)) {
        let option = m.option(k)?;
        match spec.direction {
            Direction::Both => free = m.and(&free, &option)?,
            Direction::Forward => one_way.push((option, true)),
            Direction::Back => one_way.push((option, false)),
            Direction::Closed => {}
        }
    }
    let (mut keys, mut tie, mut better) = (m.full(), m.full(), m.empty());
    let statements = conflict.preferences[dm].statements().iter().enumerate();
    // From the last statement to the first: what comes before decides.
    for (index, statement) in statements.rev() {
        let (holds, key) = (m.expr(&statement.expr)?, m.key(dm, index)?);
        keys = m.and(&keys, &key)?;
        tie = m.and(&tie, &m.equal(&holds, &key)?)?;
        let gained = m.and_not(&holds, &key)?;
        better = m.choice(&m.equal(&holds, &key)?, &better, &gained)?;
    }
    Ok(Mover {
        free,
        one_way,
        keys,
        tie,
        better,
    })
}
