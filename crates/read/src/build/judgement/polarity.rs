//! Which way a judgement goes.

use super::SURE;
use crate::build::{Builder, Site};
use demarche_evidence::{Polarity, Span};

/// Words that join a second half to the first which takes something back.
const TURNS: &[&str] = &["but"];
const RESERVES: &[&str] = &["although", "though", "albeit"];

/// What praise leaves open: "useful with all known *differences*".
const OPEN: &[&str] = &[
    "difference",
    "differences",
    "disagreement",
    "disagreements",
    "difficulties",
    "reservations",
];

/// A judgement in two halves.
struct Halves<'t> {
    first: &'t [String],
    second: &'t [String],
    /// Whether the second half is what counts: "polite *but* useless".
    is_turn: bool,
}

impl Builder<'_> {
    /// Which way a judgement goes: by its words, else by the verb that brings it, else by the model.
    pub(super) fn polarity_by(&self, site: Site<'_>, span: Span, words: &str) -> (Polarity, bool) {
        // "could have been worse"
        let is_measured = site.frame.modal.as_deref() == Some("could") && !site.frame.negated;
        if let Some(polarity) = short_of(words).filter(|_| is_measured) {
            return (polarity, true);
        }
        let (by_words, is_sure) = self.polarity(words);
        let is = |class: &str| self.rules.lexicon.is(&site.frame.lemma, class);
        match is_sure {
            true => (by_words, true),
            false if is("praising") => (Polarity::Positive, true),
            false if is("blaming") => (Polarity::Negative, true),
            // The model takes the manners of "a sermon with lunch" for praise.
            false if is_figure(words) => (Polarity::Negative, true),
            false => match self.seen_polarity(site.sentence, span, SURE) {
                Some(seen) => (seen, true),
                None => (by_words, false),
            },
        }
    }

    /// Which way words go as a whole, and whether the lexicon knows: two halves that go different ways are weighed against each other.
    pub(in crate::build) fn polarity(&self, words: &str) -> (Polarity, bool) {
        let tokens = tokens(words);
        // "nothing but good will" belittles nothing.
        let is_praise =
            || self.polarity_of(tokens.get(2..).unwrap_or_default()) == (Polarity::Positive, true);
        if let Some(polarity) = belittled(&tokens).filter(|_| !is_praise()) {
            return (polarity, true);
        }
        let whole = self.polarity_of(&tokens);
        match halves(&tokens) {
            Some(halves) => self.weighed_halves(&halves).map_or(whole, |w| (w, true)),
            None if whole.0 == Polarity::Positive && is_hedged(&tokens) => {
                (Polarity::Neutral, true)
            }
            None => whole,
        }
    }

    /// "useful, although differences remain", "slow but serious": praise with something taken back is neither; what is useless for all
    /// that is nothing but blame. Nothing where the lexicon knows neither half.
    fn weighed_halves(&self, halves: &Halves<'_>) -> Option<Polarity> {
        let known = |tokens: &[String]| {
            let (polarity, is_sure) = self.polarity_of(tokens);
            is_sure.then_some(polarity)
        };
        let (first, second) = (known(halves.first), known(halves.second));
        match (first, second) {
            (None, None) => None,
            (Some(a), Some(b)) if a == b => Some(a),
            (_, Some(Polarity::Negative)) if halves.is_turn => Some(Polarity::Negative),
            (Some(Polarity::Negative), None) if !halves.is_turn => Some(Polarity::Negative),
            (None, Some(_)) if !halves.is_turn => None,
            _ => Some(Polarity::Neutral),
        }
    }

    /// Which way words go that stand in one line, and whether the lexicon knows. Words that the lexicon does not know
    /// are taken as negative: praise is conventional in diplomacy, blame is worded afresh.
    fn polarity_of(&self, tokens: &[String]) -> (Polarity, bool) {
        let lexicon = &self.rules.lexicon;
        let mut score = 0;
        let mut neutral = false;
        let mut sign = 1;
        for (i, token) in tokens.iter().enumerate() {
            let stem = token.trim_end_matches("ly");
            // "a step back"
            let is_retreat = token == "back" && i > 0 && tokens[i - 1] == "step";
            // "in the spirit of brotherhood"
            let is_spirit = token == "spirit" && tokens.get(i + 1).is_some_and(|t| t == "of");
            if is_retreat {
                score -= 2;
            } else if is_spirit {
                score += 1;
            } else if lexicon.is(token, "negation") {
                sign = -1;
            } else if lexicon.is(token, "neutral") || lexicon.is(stem, "neutral") {
                neutral = true;
            } else if lexicon.is(token, "negative") || lexicon.is(stem, "negative") {
                score -= 2 * sign;
                sign = 1;
            } else if lexicon.is(token, "positive") || lexicon.is(stem, "positive") {
                score += sign;
                sign = 1;
            }
        }
        match score {
            s if s > 0 => (Polarity::Positive, true),
            s if s < 0 => (Polarity::Negative, true),
            _ if neutral => (Polarity::Neutral, true),
            _ => (Polarity::Negative, false),
        }
    }
}

/// What could have been worse is not bad, and what could have been better is not good.
fn short_of(words: &str) -> Option<Polarity> {
    match words {
        "worse" => Some(Polarity::Neutral),
        "better" => Some(Polarity::Negative),
        _ => None,
    }
}

fn tokens(words: &str) -> Vec<String> {
    let tokens = words.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''));
    tokens
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn is_one_of(list: &[&str], token: &str) -> bool {
    list.contains(&token)
}

/// The halves before and behind a word that takes something back.
fn halves(tokens: &[String]) -> Option<Halves<'_>> {
    let joint = tokens
        .iter()
        .position(|t| is_one_of(TURNS, t) || is_one_of(RESERVES, t))?;
    let (first, second) = (&tokens[..joint], &tokens[joint + 1..]);
    // "nothing but a trap", "agreed on every point but one"
    let is_counted = matches!(second, [only] if is_one_of(&["one", "two"], only));
    let is_empty = first.is_empty() || second.is_empty() || first == ["nothing"];
    let is_joint = !is_empty && !is_counted;
    is_joint.then(|| Halves {
        first,
        second,
        is_turn: is_one_of(TURNS, &tokens[joint]),
    })
}

/// "nothing but a trap", "a courtesy, nothing more": what something is called no more than; a beginning is none the worse for it.
fn belittled(tokens: &[String]) -> Option<Polarity> {
    let is =
        |part: &[String], words: &[&str]| part.iter().map(String::as_str).eq(words.iter().copied());
    let opens = |words: &[&str]| tokens.get(..words.len()).is_some_and(|t| is(t, words));
    let ends = |words: &[&str]| {
        let start = tokens.len().checked_sub(words.len());
        start.is_some_and(|s| s > 0 && is(&tokens[s..], words))
    };
    let is_little = opens(&["nothing", "but"])
        || opens(&["nothing", "more", "than"])
        || opens(&["little", "more", "than"]);
    let is_beginning = tokens
        .iter()
        .any(|t| is_one_of(&["beginning", "start", "opening"], t));
    let is_all = ends(&["nothing", "more"]) || ends(&["nothing", "else"]) || ends(&["no", "more"]);
    match (is_little || is_all, is_beginning) {
        (true, true) => Some(Polarity::Neutral),
        (true, false) => Some(Polarity::Negative),
        _ => None,
    }
}

/// "useful, up to a point", "useful with all known disagreements": praise that leaves something open.
fn is_hedged(tokens: &[String]) -> bool {
    let with = tokens.iter().position(|t| t == "with");
    let leaves_open = with.is_some_and(|w| tokens[w..].iter().any(|t| is_one_of(OPEN, t)));
    let to_a_point = tokens.windows(2).any(|w| w[0] == "a" && w[1] == "point");
    leaves_open || to_a_point && tokens.iter().any(|t| t == "up" || t == "to")
}

/// "a lecture with biscuits", "a house without a roof": a thing that no talk is, with or without another.
fn is_figure(words: &str) -> bool {
    let tokens = tokens(words);
    let is_thing = matches!(tokens.first().map(String::as_str), Some("a" | "an"));
    let joint = tokens.get(2).map(String::as_str);
    is_thing && matches!(joint, Some("with" | "without")) && (4..=6).contains(&tokens.len())
}
