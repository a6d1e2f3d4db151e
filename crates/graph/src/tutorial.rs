//! A tutorial: one small conflict, asked more and more.
//!
//! # The conflict
//!
//! A *plant* pollutes a river; an *agency* may order it to clean up; a *town* downstream may go to
//! court. The plant can comply or, for good, close down. Four options, three decision makers, and
//! some combinations that make no sense: a plant that closed does not comply, and there is no
//! suit against a plant that closed.
//!
//! ```
//! use demarche_graph::*;
//!
//! let [order, comply, close, sue] = [0, 1, 2, 3].map(Expr::Option);
//! let options = [("order the clean-up", 0), ("comply", 1), ("close down", 1), ("go to court", 2)];
//! let mut form = OptionForm::new(&["agency", "plant", "town"], &options);
//! form.infeasible = vec![comply.clone() & close.clone(), sue.clone() & close.clone()];
//! form.options[2].direction = Direction::Forward;
//! let conflict = Conflict {
//!     form,
//!     preferences: vec![
//!         // Most important first; there may be any number of statements.
//!         Preferences::known([!close.clone(), comply.clone(), !sue.clone(), !order.clone()]),
//!         Preferences::known([!close.clone(), !sue.clone(), !comply.clone(), !order.clone()]),
//!         Preferences::known([comply.clone(), !close.clone(), !sue.iff(comply), order]),
//!     ],
//!     status_quo: State::taking(&[]),
//! };
//! let model = GraphModel::from_conflict(&conflict)?;
//! assert_eq!(model.state_count(), 10);
//! // The town goes to court, and nobody has an improvement from there.
//! let table = stability(&model);
//! let court = model.index_of(State::taking(&[3])).unwrap();
//! assert!(!table.is_equilibrium(0, Concept::Nash));
//! assert_eq!(model.improvements(2, 0), [court]);
//! # Ok::<(), BuildError>(())
//! ```
//!
//! # Other ways to say what somebody wants
//!
//! *Option weighting* gives each option a number; [`OptionForm::weighted`] turns the sums into a
//! ranking. A ranking may also be given outright, level by level, with ties:
//! [`Preferences::Ranking`].
//!
//! ```
//! # use demarche_graph::*;
//! let form = OptionForm::new(&["A", "B"], &[("talk", 0), ("strike", 1)]);
//! let ranking = Preferences::Ranking(vec![
//!     vec![State(0b01)],
//!     vec![State(0b00), State(0b11)], // a tie
//!     vec![State(0b10)],
//! ]);
//! assert_eq!(form.weighted(&[2, -2])?, ranking);
//! # Ok::<(), BuildError>(())
//! ```
//!
//! # What cannot be undone
//!
//! An option goes one way by its [`Direction`]. A single transition is barred by [`Barred`]: here
//! the plant, once ordered, cannot stop complying.
//!
//! ```
//! # use demarche_graph::*;
//! let [order, comply] = [0, 1].map(Expr::Option);
//! let form = OptionForm::new(&["agency", "plant"], &[("order", 0), ("comply", 1)]);
//! let wants = |e: &Expr| Preferences::known([e.clone()]);
//! let conflict = Conflict {
//!     form,
//!     preferences: vec![wants(&comply), wants(&!comply.clone())],
//!     status_quo: State::taking(&[]),
//! };
//! let barred = Barred { dm: Some(1), from: order & comply.clone(), to: !comply };
//! let model = GraphModel::from_conflict_without(&conflict, &[barred])?;
//! let (free, ordered) = (State::taking(&[1]), State::taking(&[0, 1]));
//! let moves = |state| model.moves(1, model.index_of(state).unwrap());
//! assert_eq!(moves(free).len(), 1);
//! assert!(moves(ordered).is_empty());
//! # Ok::<(), BuildError>(())
//! ```
//!
//! # When preferences are not known
//!
//! An [`Outlook`] says how any two states compare, or that it is not known; a [`Reading`] says by
//! which rule it is read. The four readings of the unknown are [`Uncertainty`] A to D.
//!
//! In Chicken, nobody knows whether a driver would rather crash than be taken advantage of. Who
//! takes a chance (A) is not deterred from driving on; who fears the worst (D) is.
//!
//! ```
//! use demarche_graph::*;
//!
//! let driver = |name: &str, moves: [usize; 4]| DigraphDecisionMaker {
//!     name: name.into(),
//!     moves: moves.iter().map(|&t| vec![t]).collect(),
//!     payoff: vec![0; 4],
//! };
//! // 0: crash, 1: A swerves, 2: B swerves, 3: both do.
//! let game = Digraph {
//!     states: 4,
//!     decision_makers: vec![driver("A", [1, 0, 3, 2]), driver("B", [2, 3, 0, 1])],
//!     status_quo: Some(3),
//! };
//! let model = GraphModel::from_digraph(&game)?;
//! // To win is better than to swerve together, that better than to swerve alone; of the crash
//! // it is only known that winning is better.
//! let outlook = |win, lose| Outlook::partial(4, &[(win, 3), (3, lose), (win, 0)], &[]);
//! let outlooks = vec![outlook(2, 1)?, outlook(1, 2)?];
//! let holds = |unknown| -> Result<bool, Box<dyn std::error::Error>> {
//!     let reading = Reading::Compared { unknown, degree: 0 };
//!     let judgement = Judgement::new(outlooks.clone(), reading)?;
//!     Ok(stability_under(&model, &judgement)?.is_equilibrium(3, Concept::Gmr))
//! };
//! assert!(!holds(Uncertainty::A)?);
//! assert!(holds(Uncertainty::D)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Strength of preference
//!
//! A ranking with gaps says that some states are *much* worse ([`Outlook::graded`]); statements
//! can carry a degree ([`Outlook::statements`]). A state is strongly stable when every improvement
//! is met by something much worse, weakly stable when it is stable and not strongly so.
//!
//! ```
//! # use demarche_graph::*;
//! # let driver = |name: &str, moves: [usize; 4]| DigraphDecisionMaker {
//! #     name: name.into(),
//! #     moves: moves.iter().map(|&t| vec![t]).collect(),
//! #     payoff: vec![0; 4],
//! # };
//! # let game = Digraph {
//! #     states: 4,
//! #     decision_makers: vec![driver("A", [1, 0, 3, 2]), driver("B", [2, 3, 0, 1])],
//! #     status_quo: Some(3),
//! # };
//! let model = GraphModel::from_digraph(&game)?;
//! // Best first; the crash is worse than everything by degree 2.
//! let outlook = |win, lose| {
//!     Outlook::graded(4, &[vec![win], vec![3], vec![lose], vec![0]], &[1, 1, 2])
//! };
//! let outlooks = vec![outlook(2, 1)?, outlook(1, 2)?];
//! let table = |degree| -> Result<StabilityTable, Box<dyn std::error::Error>> {
//!     let reading = Reading::Compared { unknown: Uncertainty::A, degree };
//!     Ok(stability_under(&model, &Judgement::new(outlooks.clone(), reading)?)?)
//! };
//! let (stable, strongly) = (table(0)?, table(2)?);
//! // Driving on can be answered by a crash: swerving together is strongly GMR.
//! assert!(strongly.is_equilibrium(3, Concept::Gmr));
//! assert!(!weakly(&stable, &strongly).is_equilibrium(3, Concept::Gmr));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Fuzzy relations ([`Outlook::fuzzy`]) and probabilities ([`Outlook::probabilistic`]) are read
//! with thresholds ([`Reading::Fuzzy`], [`Reading::Probabilistic`]) and go the same way.
//!
//! # Several who act as one
//!
//! In the Prisoner's Dilemma nobody improves alone by cooperating; the two together do, and so
//! the Nash equilibrium is not stable for the coalition. A [`GroupWitness`] says why and is
//! checked by [`verify_under`](crate::verify_under()).
//!
//! ```
//! use demarche_graph::*;
//!
//! let [a, b] = [Expr::Option(0), Expr::Option(1)];
//! let conflict = Conflict {
//!     form: OptionForm::new(&["A", "B"], &[("cooperate", 0), ("cooperate", 1)]),
//!     preferences: vec![Preferences::known([b.clone(), !a.clone()]), Preferences::known([a, !b])],
//!     status_quo: State::taking(&[]),
//! };
//! let model = GraphModel::from_conflict(&conflict)?;
//! let judgement = Judgement::of_model(&model);
//! let table = coalition_stability(&model, &judgement)?;
//! let (neither, both) = (0, 3);
//! assert!(!table.stable[Concept::Nash.index()].contains(neither));
//! assert!(table.stable[Concept::Seq.index()].contains(both));
//!
//! let why = witness_under(&model, &judgement, &Focus::coalition(&[0, 1]), neither, Concept::Seq)?;
//! let GroupVerdict::Unstable { improvement } = &why.verdict else { panic!() };
//! assert_eq!(improvement.to, both);
//! assert_eq!(improvement.path.len(), 2);
//! assert_eq!(verify_under(&model, &judgement, &why), Ok(()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # All at once, and several moves ahead
//!
//! Cooperation also holds simultaneously (both would defect at the same moment), and for those
//! who look far ahead.
//!
//! ```
//! # use demarche_graph::*;
//! # let [a, b] = [Expr::Option(0), Expr::Option(1)];
//! # let conflict = Conflict {
//! #     form: OptionForm::new(&["A", "B"], &[("cooperate", 0), ("cooperate", 1)]),
//! #     preferences: vec![Preferences::known([b.clone(), !a.clone()]), Preferences::known([a, !b])],
//! #     status_quo: State::taking(&[]),
//! # };
//! let model = GraphModel::from_conflict(&conflict)?;
//! let together = simultaneous_stability(&model, &Judgement::of_model(&model))?;
//! assert!(together.equilibria.contains(3));
//!
//! let ahead = limited_moves(&model, 20)?;
//! assert!(!ahead.horizons[0][0].stable.contains(3)); // one move ahead: Nash
//! let [a, b] = ahead.non_myopic.unwrap();
//! assert!(a.stable.contains(3) && b.stable.contains(3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # When everybody sees another conflict
//!
//! In a [`Hypergame`] each decision maker analyses what it perceives. Here A does not know that B
//! can strike: it expects quiet, and B's strike is an equilibrium hidden from it.
//!
//! ```
//! use demarche_graph::*;
//!
//! let strike = Expr::Option(1);
//! let seen = |unknown_options: Vec<usize>| PerceivedConflict {
//!     conflict: Conflict {
//!         form: OptionForm::new(&["A", "B"], &[("talk", 0), ("strike", 1)]),
//!         preferences: vec![
//!             Preferences::known([!Expr::Option(0)]),
//!             Preferences::known([strike.clone()]),
//!         ],
//!         status_quo: State::taking(&[]),
//!     },
//!     unknown_options,
//! };
//! let hypergame = Hypergame::from_conflicts(&[seen(vec![1]), seen(vec![])])?;
//! let outcome = &hypergame.outcomes()?[Concept::Nash.index()];
//! let [quiet, struck] = [0, 2];
//! assert!(outcome.mistaken[0].contains(quiet));
//! assert!(outcome.hidden.contains(struck));
//! assert!(outcome.consensus.is_empty());
//! # Ok::<(), HypergameError>(())
//! ```

#[cfg(doc)]
use crate::*;
