use crate::{State, StatementRef};
use thiserror::Error;

/// A pattern holds a letter other than `Y`, `N` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("pattern has {letter:?} at place {at}, where Y, N or - is needed")]
pub struct PatternError {
    /// The letter.
    pub letter: char,
    /// Its place, from 0.
    pub at: usize,
}

/// Why no graph model can be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BuildError {
    /// Nobody decides anything.
    #[error("a model needs at least one decision maker")]
    NoDecisionMaker,
    /// More decision makers than the engine's sets of movers hold.
    #[error("{found} decision makers are more than the engine handles ({limit})")]
    TooManyDecisionMakers {
        /// How many there are.
        found: usize,
        /// How many are possible.
        limit: usize,
    },
    /// More options than a [`State`] holds.
    #[error("{found} options are more than a state holds ({limit})")]
    TooManyOptions {
        /// How many there are.
        found: usize,
        /// How many are possible.
        limit: usize,
    },
    /// An option is owned by nobody.
    #[error("option {option} has no owner")]
    NoOwner {
        /// The option.
        option: usize,
    },
    /// An option names an owner that does not exist.
    #[error("option {option} is owned by decision maker {owner}, which does not exist")]
    UnknownOwner {
        /// The option.
        option: usize,
        /// The owner it names.
        owner: usize,
    },
    /// An expression speaks of an option that does not exist.
    #[error("{place} speaks of option {option}, which does not exist")]
    UnknownOption {
        /// Where: "infeasible pattern 2", "statement 1 of decision maker 0", "the status quo".
        place: String,
        /// The option.
        option: usize,
    },
    /// Preferences are given for too few or too many decision makers.
    #[error("preferences are given for {found} of {needed} decision makers")]
    WrongPreferences {
        /// For how many they are given.
        found: usize,
        /// How many there are.
        needed: usize,
    },
    /// A ranking leaves a feasible state out.
    #[error("the ranking of decision maker {dm} leaves out state {}", state.0)]
    Unranked {
        /// Whose ranking.
        dm: usize,
        /// The state.
        state: State,
    },
    /// A ranking names a state twice, or one that is not feasible.
    #[error("the ranking of decision maker {dm} has state {} twice, or it is not feasible", state.0)]
    BadlyRanked {
        /// Whose ranking.
        dm: usize,
        /// The state.
        state: State,
    },
    /// A barred move names a decision maker that does not exist.
    #[error("barred move {place} names decision maker {dm}, which does not exist")]
    UnknownMover {
        /// Its place in the list.
        place: usize,
        /// The decision maker it names.
        dm: usize,
    },
    /// Moves can be barred one by one only where they can be listed.
    #[error("the model has more than {limit} moves, too many to bar some of them")]
    TooManyMoves {
        /// How many it handles.
        limit: usize,
    },
    /// The infeasible patterns leave no state.
    #[error("the infeasible patterns leave no state")]
    NoFeasibleState,
    /// The status quo is excluded by an infeasible pattern, or does not exist.
    #[error("the status quo is not a feasible state")]
    InfeasibleStatusQuo,
    /// The explicit engine would need more memory than it allows itself.
    #[error("the model has more than {limit} feasible states")]
    TooManyStates {
        /// How many it handles.
        limit: usize,
    },
    /// The search for feasible states met too many dead ends.
    #[error("feasible states could not be listed within {limit} steps")]
    SearchTooLong {
        /// How many steps were tried.
        limit: usize,
    },
    /// A list of moves or payoffs does not have one entry a state.
    #[error("decision maker {dm} has {found} entries for {states} states")]
    WrongLength {
        /// Whose list.
        dm: usize,
        /// Its length.
        found: usize,
        /// How many states there are.
        states: usize,
    },
    /// A move leads to a state that does not exist, or nowhere.
    #[error(
        "decision maker {dm} moves from state {from} to {to}, which is itself or does not exist"
    )]
    BadMove {
        /// Whose move.
        dm: usize,
        /// From where.
        from: usize,
        /// To where.
        to: usize,
    },
}

/// Why a question cannot be put to this model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// Only a model in option form has statements and options that could change.
    #[error("the question needs a model in option form")]
    NeedsOptionForm,
    /// The question starts from the status quo, and the model names none.
    #[error("the model names no status quo")]
    NoStatusQuo,
    /// A state that does not exist.
    #[error("state {0} does not exist")]
    UnknownState(usize),
    /// A decision maker that does not exist.
    #[error("decision maker {0} does not exist")]
    UnknownDecisionMaker(usize),
    /// An expression speaks of an option that does not exist.
    #[error("option {0} does not exist")]
    UnknownOption(usize),
    /// A preference statement that does not exist, or a place for one.
    #[error("decision maker {} has no statement {}, or no place for it", .0.dm, .0.index)]
    UnknownStatement(StatementRef),
    /// A statement would be added for somebody whose preferences are a ranking.
    #[error("decision maker {0} has a ranking, to which no statement can be added")]
    NoStatements(usize),
    /// The question is about two decision makers.
    #[error("the question needs a model with two decision makers, not {0}")]
    NeedsTwo(usize),
    /// The judgement is about other states or decision makers than the model has.
    #[error("the judgement does not have the model's states and decision makers")]
    OtherModel,
    /// No decision maker, or one named twice, or not in order, where a coalition is asked about.
    #[error("a coalition names its decision makers in order, at least one and none twice")]
    NoCoalition,
    /// The question would take more time or memory than the engine allows itself.
    #[error("{what} are more than the engine handles ({limit})")]
    TooLarge {
        /// What there are too many of.
        what: &'static str,
        /// How many are possible.
        limit: usize,
    },
    /// A changed model cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// Why an outlook or a judgement contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OutlookError {
    /// A list is too short or too long.
    #[error("{found} entries where {needed} are needed")]
    WrongLength {
        /// How many there are.
        found: usize,
        /// How many there should be.
        needed: usize,
    },
    /// A table over so many states would take too much memory.
    #[error("a table over {states} states is more than the engine handles ({limit})")]
    TooManyStates {
        /// How many there are.
        states: usize,
        /// How many are possible.
        limit: usize,
    },
    /// A state does not exist.
    #[error("state {0} does not exist")]
    UnknownState(usize),
    /// A statement speaks of an option that does not exist.
    #[error("option {0} does not exist")]
    UnknownOption(usize),
    /// Only a model in option form has options to weigh or to speak of.
    #[error("weights and statements need a model in option form")]
    NeedsOptionForm,
    /// A ranking leaves a state out.
    #[error("the ranking leaves out state {0}")]
    Unranked(usize),
    /// A ranking names a state twice, or one that does not exist.
    #[error("the ranking has state {0} twice, or it does not exist")]
    BadlyRanked(usize),
    /// A strict preference has degree 0.
    #[error("a strict preference has a degree of 1 or more")]
    NoDegree,
    /// A state would be better than itself.
    #[error("state {0} would be better than itself")]
    Circular(usize),
    /// The entries for a pair of states do not go together, or are out of range.
    #[error("the entries for states {q} and {s} do not go together")]
    Contradiction {
        /// One of them.
        q: usize,
        /// The other.
        s: usize,
    },
    /// An outlook is not of the kind that the reading is about.
    #[error("the outlook of decision maker {0} is not of the kind that is read")]
    WrongKind(usize),
    /// A threshold is out of range.
    #[error("a threshold of decision maker {0} is out of range")]
    BadThreshold(usize),
}
