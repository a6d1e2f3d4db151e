//! What is wrong although every part by itself is right.

use super::Checker;
use crate::model;
use demarche_evidence::{Diagnostic, Span};
use demarche_graph::{BuildError, GraphModel, State};

impl Checker<'_> {
    /// Checks the model as a whole, if there is one.
    pub(super) fn meaning(&mut self) {
        self.idle_parties();
        self.two_ways_to_rank();
        let is_complete = self
            .problems
            .iter()
            .all(|p| p.severity != demarche_evidence::Severity::Error);
        if self.dossier.options.is_empty() {
            return;
        }
        if self.is_contradictory() {
            return;
        }
        if is_complete {
            self.try_model();
        }
    }

    fn idle_parties(&mut self) {
        for (k, party) in self.dossier.parties.iter().enumerate() {
            let owns = self.dossier.options.iter().any(|o| o.owners.contains(&k));
            if !owns && !self.dossier.options.is_empty() {
                self.problems.push(
                    Diagnostic::warning("idle-party", format!("`{}` can do nothing", party.name))
                        .at(self.places.parties[k], "owns no option")
                        .help("give it an option, or take it out: only who can act decides"),
                );
            }
        }
    }

    fn two_ways_to_rank(&mut self) {
        for (ranking, place) in self.dossier.rankings.iter().zip(&self.places.rankings) {
            if self.dossier.preferences.iter().any(|p| p.of == ranking.of) {
                let name = &self.dossier.parties[ranking.of].name;
                self.problems.push(
                    Diagnostic::error(
                        "two-orders",
                        format!("`{name}` has preference statements and a ranking"),
                    )
                    .at(*place, "a ranking, too")
                    .help("keep one of the two"),
                );
            }
        }
    }

    /// Reports feasibility that leaves no state, or not the status quo.
    fn is_contradictory(&mut self) -> bool {
        let patterns: Vec<_> = self.dossier.infeasible.iter().map(|i| &i.when).collect();
        let quo = model::conflict(&self.dossier).status_quo;
        let Some(broken) = patterns.iter().position(|p| p.eval(quo)) else {
            return false;
        };
        let place = self
            .places
            .infeasible
            .get(broken)
            .copied()
            .unwrap_or(Span::new(0, 0));
        let n = self.dossier.options.len();
        let nothing_left =
            n <= 20 && (0..1u64 << n).all(|s| patterns.iter().any(|p| p.eval(State(s))));
        let problem = if nothing_left {
            let mut problem = Diagnostic::error(
                "no-feasible-state",
                "the infeasible patterns leave no state",
            )
            .at(place, "together with the others, this rules everything out")
            .help("weaken or take out one of the patterns");
            for other in self.places.infeasible.iter().filter(|p| **p != place) {
                problem = problem.note(*other, "and this");
            }
            problem
        } else {
            let taken = self
                .places
                .now
                .iter()
                .zip(&self.dossier.options)
                .filter(|(_, o)| o.now);
            let mut problem =
                Diagnostic::error("infeasible-status-quo", "things cannot stand as they do")
                    .at(place, "this rules the status quo out")
                    .help("change `now` of an option, or the pattern");
            for (span, _) in taken {
                problem = problem.note(*span, "taken now");
            }
            problem
        };
        self.problems.push(problem);
        true
    }

    fn try_model(&mut self) {
        let Err(error) = GraphModel::from_conflict(&model::conflict(&self.dossier)) else {
            return;
        };
        let (code, place) = match &error {
            BuildError::NoDecisionMaker => ("no-party", self.first_option()),
            BuildError::Unranked { dm, .. } | BuildError::BadlyRanked { dm, .. } => {
                let at = self.dossier.rankings.iter().position(|r| r.of == *dm);
                (
                    "incomplete-ranking",
                    at.and_then(|k| self.places.rankings.get(k).copied()),
                )
            }
            BuildError::TooManyStates { .. } => return self.too_many_to_list(&error),
            _ => ("too-large", self.first_option()),
        };
        self.problems.push(
            Diagnostic::error(code, error.to_string())
                .at(place.unwrap_or(Span::new(0, 0)), "here")
                .help("see the reference page of the dossier format"),
        );
    }

    /// Nothing is wrong with a long agenda; it is for decision diagrams.
    fn too_many_to_list(&mut self, error: &BuildError) {
        self.problems.push(
            Diagnostic::warning("many-states", error.to_string())
                .at(self.first_option().unwrap_or(Span::new(0, 0)), "these options and more")
                .help("`demarche graph` with --symbolic or --query does without a list of the states; everything else cannot"),
        );
    }

    fn first_option(&self) -> Option<Span> {
        self.places.options.first().copied()
    }
}
