//! Outlooks as somebody writes them down.

use super::{Comparison, GradedStatement, Outlook};
use crate::{GraphModel, OutlookError};
use serde::{Deserialize, Serialize};

/// One decision maker's preference as plain, serialisable data. States are numbers of the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlookSpec {
    /// See [`Outlook::payoffs`]; one entry a state.
    Payoffs(Vec<i64>),
    /// See [`Outlook::weights`]; one entry an option.
    Weights(Vec<i64>),
    /// See [`Outlook::statements`]; most important first.
    Statements(Vec<GradedStatement>),
    /// See [`Outlook::graded`].
    Graded {
        /// All states, best first, equally good ones together.
        levels: Vec<Vec<usize>>,
        /// The degree of each gap between one level and the next.
        gaps: Vec<u8>,
    },
    /// See [`Outlook::partial`].
    Partial {
        /// Pairs (better, worse).
        #[serde(default)]
        better: Vec<(usize, usize)>,
        /// Pairs of equally good states.
        #[serde(default)]
        equal: Vec<(usize, usize)>,
    },
    /// See [`Outlook::compared`]; a row a state.
    Compared(Vec<Vec<Comparison>>),
    /// See [`Outlook::fuzzy`]; a row a state.
    Fuzzy(Vec<Vec<f64>>),
    /// See [`Outlook::probabilistic`]; a row a state.
    Probabilistic(Vec<Vec<f64>>),
}

impl OutlookSpec {
    /// The outlook over the states of a model.
    ///
    /// # Errors
    /// As for the function named at each variant; weights and statements need a model in option
    /// form, and statements speak of its options.
    pub fn build(&self, model: &GraphModel) -> Result<Outlook, OutlookError> {
        let states = model.state_count();
        match self {
            Self::Payoffs(payoff) if payoff.len() == states => Ok(Outlook::payoffs(payoff)),
            Self::Payoffs(payoff) => Err(OutlookError::WrongLength {
                found: payoff.len(),
                needed: states,
            }),
            Self::Weights(weights) => {
                let needed = options(model)?;
                if weights.len() != needed {
                    let found = weights.len();
                    return Err(OutlookError::WrongLength { found, needed });
                }
                Ok(Outlook::weights(&model.states(), weights))
            }
            Self::Statements(statements) => {
                let options = options(model)?;
                let highest = statements.iter().filter_map(|s| s.expr.highest_option());
                match highest.max().filter(|&option| option >= options) {
                    Some(option) => Err(OutlookError::UnknownOption(option)),
                    None => Outlook::statements(&model.states(), statements),
                }
            }
            Self::Graded { levels, gaps } => Outlook::graded(states, levels, gaps),
            Self::Partial { better, equal } => Outlook::partial(states, better, equal),
            Self::Compared(rows) => Outlook::compared(states, square(states, rows)?),
            Self::Fuzzy(rows) => Outlook::fuzzy(states, square(states, rows)?),
            Self::Probabilistic(rows) => Outlook::probabilistic(states, square(states, rows)?),
        }
    }
}

fn options(model: &GraphModel) -> Result<usize, OutlookError> {
    let conflict = model.conflict().ok_or(OutlookError::NeedsOptionForm)?;
    Ok(conflict.form.options.len())
}

/// The rows one after the other, each as long as there are states.
fn square<T: Copy>(states: usize, rows: &[Vec<T>]) -> Result<Vec<T>, OutlookError> {
    match rows.iter().find(|row| row.len() != states) {
        Some(row) => Err(OutlookError::WrongLength {
            found: row.len(),
            needed: states,
        }),
        None => Ok(rows.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Conflict, Expr, OptionForm, Preferences, State};

    fn model() -> GraphModel {
        let conflict = Conflict {
            form: OptionForm::new(&["A"], &[("talk", 0)]),
            preferences: vec![Preferences::known([])],
            status_quo: State(0),
        };
        GraphModel::from_conflict(&conflict).unwrap()
    }

    #[test]
    fn every_kind_says_the_same() {
        let talk = GradedStatement {
            expr: Expr::Option(0),
            degree: 1,
        };
        let (up, even, down) = (
            Comparison::Better(1),
            Comparison::Equal,
            Comparison::Worse(1),
        );
        let specs = [
            OutlookSpec::Payoffs(vec![3, 7]),
            OutlookSpec::Weights(vec![1]),
            OutlookSpec::Statements(vec![talk]),
            OutlookSpec::Graded {
                levels: vec![vec![1], vec![0]],
                gaps: vec![1],
            },
            OutlookSpec::Partial {
                better: vec![(1, 0)],
                equal: vec![],
            },
            OutlookSpec::Compared(vec![vec![even, down], vec![up, even]]),
        ];
        for spec in specs {
            let json = serde_json::to_string(&spec).unwrap();
            let back: OutlookSpec = serde_json::from_str(&json).unwrap();
            assert_eq!(back, spec);
            assert_eq!(back.build(&model()).unwrap().compare(1, 0), up, "{json}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let needs = |found, needed| Err(OutlookError::WrongLength { found, needed });
        assert_eq!(OutlookSpec::Payoffs(vec![1]).build(&model()), needs(1, 2));
        assert_eq!(OutlookSpec::Weights(vec![]).build(&model()), needs(0, 1));
        let rows = OutlookSpec::Fuzzy(vec![vec![0.5; 2], vec![0.5]]);
        assert_eq!(rows.build(&model()), needs(1, 2));
        let rows = OutlookSpec::Probabilistic(vec![vec![0.0; 2]]);
        assert_eq!(rows.build(&model()), needs(2, 4));
        let beyond = GradedStatement {
            expr: Expr::Option(4),
            degree: 1,
        };
        let beyond = OutlookSpec::Statements(vec![beyond]);
        let unknown = Err(OutlookError::UnknownOption(4));
        assert_eq!(beyond.build(&model()), unknown);
    }
}
