//! Every further verdict a second time, from the definitions.

use super::{Further, Outcomes, Under};
use crate::error::{CommandError, Result};
use crate::graph::GraphFile;
use demarche_graph::{
    Concept, Focus, GraphModel, Judgement, limited_witness, simultaneous_witness, verify_limited,
    verify_simultaneous, verify_under, witness_under,
};

/// Checks all verdicts; how many there are.
///
/// # Errors
/// When one does not pass, which would be a bug.
pub(crate) fn checked(file: &GraphFile, further: &Further) -> Result<usize> {
    let model = &file.model;
    let plain = Judgement::of_model(model);
    let mut check = Check { model, count: 0 };
    let makers = 0..model.decision_makers().len();
    if let Some(found) = &further.simultaneous {
        for (dm, stable) in found.table.stable.iter().enumerate() {
            for s in 0..model.state_count() {
                let why = simultaneous_witness(model, &plain, s, dm).map_err(bug)?;
                verify_simultaneous(model, &plain, &why).map_err(bug)?;
                check.agree(why.undeterred.is_none(), stable.contains(s))?;
            }
        }
    }
    if let Some(found) = &further.coalitions {
        for coalition in &found.table.coalitions {
            let focus = Focus::coalition(&coalition.members);
            check.group(&plain, &focus, |s, c| {
                coalition
                    .stable
                    .get(c.index())
                    .is_some_and(|set| set.contains(s))
            })?;
        }
    }
    if let Some(found) = &further.limited_moves {
        for (horizon, both) in (1..).zip(&found.horizons) {
            for (dm, own) in both.iter().enumerate() {
                for s in 0..model.state_count() {
                    let why = limited_witness(model, s, dm, horizon).map_err(bug)?;
                    verify_limited(model, &why).map_err(bug)?;
                    check.agree(why.anticipated.contains(&s), own.possible.contains(s))?;
                    check.agree(why.anticipated == [s], own.stable.contains(s))?;
                }
            }
        }
    }
    let tables = further.unknown.iter().chain(&further.strength);
    for Under { judgement, table } in tables.chain(&further.fuzzy).chain(&further.probabilistic) {
        for dm in makers.clone() {
            check.group(judgement, &Focus::single(dm), |s, c| {
                table.is_stable(s, dm, c)
            })?;
        }
    }
    let count = check.count;
    Ok(count + further.hypergame.as_ref().map_or(Ok(0), hypergame)?)
}

struct Check<'a> {
    model: &'a GraphModel,
    count: usize,
}

impl Check<'_> {
    fn agree(&mut self, one: bool, other: bool) -> Result {
        self.count += 1;
        match one == other {
            true => Ok(()),
            false => Err(CommandError::internal("witness and table disagree")),
        }
    }

    fn group(
        &mut self,
        judgement: &Judgement,
        focus: &Focus,
        stable: impl Fn(usize, Concept) -> bool,
    ) -> Result {
        for s in 0..self.model.state_count() {
            for concept in Concept::ALL {
                let why = witness_under(self.model, judgement, focus, s, concept).map_err(bug)?;
                verify_under(self.model, judgement, &why).map_err(bug)?;
                self.agree(why.is_stable(), stable(s, concept))?;
            }
        }
        Ok(())
    }
}

/// What each decision maker thinks of the states it perceives, in the game it perceives.
fn hypergame(found: &Outcomes) -> Result<usize> {
    let mut count = 0;
    for (dm, own) in found.game.perceptions().iter().enumerate() {
        let mut check = Check {
            model: own.model(),
            count: 0,
        };
        let places: Vec<usize> = (0..found.game.state_count())
            .filter(|&s| own.local(s).is_some())
            .collect();
        check.group(own.judgement(), &Focus::single(dm), |local, c| {
            let outcome = found.outcomes.get(c.index());
            let stable = outcome.and_then(|o| o.stable.get(dm));
            let state = places.iter().find(|&&s| own.local(s) == Some(local));
            stable.zip(state).is_some_and(|(set, s)| set.contains(*s))
        })?;
        count += check.count;
    }
    Ok(count)
}

fn bug(error: impl std::fmt::Display) -> CommandError {
    CommandError::internal(format!("a verdict does not pass its check: {error}"))
}
