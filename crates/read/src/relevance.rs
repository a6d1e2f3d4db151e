//! Whether anybody negotiates in a text at all.

use crate::article::Article;
use crate::cast::{Member, Nature};
use crate::tree::{Node, Tree};
use demarche_evidence::{Actor, Body, PartyKind, Statement};
use std::collections::BTreeSet;

/// What is told of years before this one is history and no news, whatever the date of the text.
const LONG_AGO: i16 = 1980;

/// How much a statement speaks for a negotiation, if its actors are parties.
fn weight(statement: &Statement) -> u32 {
    match &statement.body {
        Body::Proposal(p) if is_legislation(&p.what) => 0,
        Body::Proposal(p) => 1 + u32::try_from(p.stances.len()).unwrap_or(9).min(3),
        Body::Meeting(m) if principals(&m.participants) >= 2 => 3,
        Body::Agreement(a) if principals(&a.parties) >= 2 => 3,
        Body::Demand(_) | Body::Lever(_) | Body::Meeting(_) => 1,
        Body::Event(e) if !e.targets.is_empty() => 1,
        _ => 0,
    }
}

/// Whether a parliament votes on it: who backs a bill and who rejects it do not negotiate by that.
fn is_legislation(what: &str) -> bool {
    let words = what.split(|c: char| !c.is_alphanumeric());
    let mut words = words.map(str::to_lowercase);
    words.any(|w| {
        matches!(
            w.as_str(),
            "bill" | "bills" | "motion" | "amendment" | "referendum"
        )
    })
}

/// How many parties those who meet belong to.
fn principals(participants: &[Actor]) -> usize {
    let parties = participants.iter().filter(|a| a.party.is_some());
    parties.map(Actor::principal).collect::<BTreeSet<_>>().len()
}

fn actors(statement: &Statement) -> Vec<&Actor> {
    match &statement.body {
        Body::Proposal(p) => p
            .proposer
            .iter()
            .chain(p.stances.iter().map(|s| &s.actor))
            .collect(),
        Body::Demand(d) => std::iter::once(&d.party).chain(&d.addressee).collect(),
        Body::Lever(l) => std::iter::once(&l.holder).chain(&l.against).collect(),
        Body::Meeting(m) => m.participants.iter().collect(),
        Body::Agreement(a) => a.parties.iter().collect(),
        Body::Event(e) => e.sources.iter().chain(&e.targets).collect(),
        _ => Vec::new(),
    }
}

/// Statements, but for mere events, in a hundred words of a text that is about what parties do and
/// say.
const DENSE: usize = 3;

/// The words of a note.
const NOTE: usize = 150;

/// A text is about a negotiation when at least two parties that are no mere persons deal with
/// each other in it, in more than one statement.
pub(crate) fn is_relevant(statements: &[Statement], article: &Article<'_>) -> bool {
    let members = &article.cast.members;
    let is_listed = |m: &&Member| matches!(m.nature, Nature::Party(_));
    let is_free = |m: &&Member| m.nature == Nature::Unknown && m.party.is_none();
    let mut listed: BTreeSet<&str> = names(members.iter().filter(is_listed));
    listed.extend(represented(members));
    let free: BTreeSet<&str> = names(members.iter().filter(is_free));
    let mut parties: BTreeSet<&str> = BTreeSet::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut total = 0;
    let told_of_old: BTreeSet<usize> = historical_paragraphs(article);
    let is_history = |s: &Statement| {
        let sentence = article.sentence_at(s.evidence.start);
        sentence.is_some_and(|i| told_of_old.contains(&article.trees[i].paragraph))
    };
    for statement in statements
        .iter()
        .filter(|s| !is_history(s) && !is_of_signs(s))
    {
        let here: BTreeSet<&str> = actors(statement)
            .into_iter()
            .map(Actor::principal)
            .filter(|n| listed.contains(n) || free.contains(n))
            .collect();
        if here.is_empty() {
            continue;
        }
        let weight = weight(statement);
        total += weight;
        // Who only discusses or says something deals with nobody.
        let dealing = here.iter().filter(|_| weight > 0);
        known.extend(dealing.filter(|n| listed.contains(**n)));
        parties.extend(here);
    }
    let words = negotiation_words(article);
    let tokens: usize = article.trees.iter().map(|t| t.nodes.len()).sum();
    // A history book has states deal with each other, too, but once a page.
    let telling = statements
        .iter()
        .filter(|s| !matches!(s.body, Body::Event(_)) && !is_of_signs(s))
        .count();
    let is_dense = 100 * telling >= DENSE * tokens;
    let is_state = |m: &&Member| m.nature == Nature::Party(PartyKind::State);
    let states = names(members.iter().filter(is_state));
    let of_states = parties.intersection(&states).count();
    let has_state = of_states >= 1;
    let words_of = u32::try_from(words).unwrap_or(u32::MAX).min(9);
    // Clubs bid, meet and refuse, too: among bodies alone more has to be said.
    let least = if has_state { 7 } else { 12 };
    let is_named = !known.is_empty() && (words >= 2 && total + words_of >= least);
    let deals = deal(statements);
    let is_dealt = is_dense && (total >= 7 || total >= 5 && words >= 1 && !known.is_empty());
    // A note of some lines has no room for more.
    let is_deal = words >= 2 && deals;
    let is_worded_note = known.len() >= 2 && (deals || words >= 2);
    let is_answered = total >= 3 && (is_worded_note || words >= 1 && deals && has_state);
    // "Egypt and Ethiopia blamed each other. Cairo wants a treaty. Addis Ababa rejects it."
    let is_disputed = total >= 2 && words >= 3 && known.len() >= 2;
    let is_note = tokens <= NOTE && (is_answered || is_disputed);
    let in_their_words = total >= 4 && words >= 4 && telling >= 8;
    // Clubs and teams deal with each other, too: two must be parties by name or kind, or one where
    // much is said of negotiations or they are seen to negotiate.
    let are_parties =
        known.len() >= 2 || known.len() == 1 && (words >= 4 || is_deal && has_state) || is_note;
    // Where nobody speaks of talks, only states that want something are taken to negotiate: they also unveil plaques together.
    let wants =
        |s: &Statement| matches!(s.body, Body::Proposal(_) | Body::Demand(_) | Body::Lever(_));
    let is_worded = words >= 1 || of_states >= 2 && statements.iter().any(wants);
    let is_told = are_parties && is_worded && (is_named || is_dealt || is_note || in_their_words);
    match seen(&article.trees) {
        Some(share) if share < NEGOTIATED => false,
        Some(share) if article.trees.len() >= ARTICLE => {
            // Prisoners on a roof have no name for the second party.
            let least = if share >= CLEARLY { 1 } else { 2 };
            parties.len() >= least && total > 0
        }
        // Two sides without a name that break off their talks do negotiate.
        Some(share) if share >= CERTAIN && telling > 0 => {
            telling >= 2 || words >= 1 || !parties.is_empty()
        }
        // Talks that two sides have broken off need no answer to be talks, nor does an invitation need a word of talks.
        Some(share) if share >= SURELY && parties.len() >= 2 => {
            let is_worded = total > 0 && words >= 2;
            is_worded || deals || total > 0 && known.len() >= 2
        }
        // "Norland will not talk to the rebels": the other side need not have a name where that much is said.
        Some(share) if share >= SURELY && words >= 4 && telling >= 4 => {
            total >= 3 && !known.is_empty()
        }
        // The tram company and its drivers are no parties by name, but one answers the other.
        Some(share) if share >= CLEARLY && deals && words >= 1 => {
            parties.len() >= 2 || share >= SURELY
        }
        _ => is_told && parties.len() >= 2,
    }
}

/// Whether a statement rests on what the model sees alone: how much of that there is counts by itself.
fn is_of_signs(statement: &Statement) -> bool {
    ["act.", "step.", "cause.signed", "judge.quotation"]
        .iter()
        .any(|of| statement.rule.starts_with(of))
}

/// How sure the model must be of an average sentence. Of 62 articles about negotiations that it has not learned from, and 53 texts that
/// only use the words of negotiation, the lowest of the former has 0.89, the highest of the latter 0.73.
const NEGOTIATED: f32 = 0.82;

/// So sure that of a short text only the rules' word of a meeting or an answer is wanted, and of a longer one a single party's name.
const CLEARLY: f32 = 0.9;

/// From so many sentences on the average says enough; in a shorter text the rules have to find dealings, too.
const ARTICLE: usize = 15;

/// So sure that of a short text in which one answers another not even two names are wanted, and of one with two names no answer.
const SURELY: f32 = 0.95;

/// So sure that in a short text whatever a rule finds will do. Of 794 pieces of three sentences from texts about something else, five reach it,
/// four of them from reports of wars.
const CERTAIN: f32 = 0.97;

/// How likely the sentences of a text stand in one about a negotiation, on average; nothing without an eye for it.
fn seen(trees: &[Tree]) -> Option<f32> {
    let shares: Vec<f32> = trees.iter().filter_map(|t| t.negotiation).collect();
    let mean = shares.iter().sum::<f32>() / shares.len().max(1) as f32;
    (!shares.is_empty()).then_some(mean)
}

/// Paragraphs that say in which year long ago what they tell came about: "In 1813 the marshal met …".
fn historical_paragraphs(article: &Article<'_>) -> BTreeSet<usize> {
    let is_old = |n: &Node| {
        n.upos == "NUM"
            && n.form.len() == 4
            && n.form
                .parse()
                .is_ok_and(|y: i16| (1000..LONG_AGO).contains(&y))
    };
    let opens_with = |t: &&Tree| t.nodes.iter().take(6).any(is_old);
    article
        .trees
        .iter()
        .filter(opens_with)
        .map(|t| t.paragraph)
        .collect()
}

/// Whether two parties meet or agree, or one answers what another proposes.
fn deal(statements: &[Statement]) -> bool {
    statements.iter().any(|s| match &s.body {
        Body::Meeting(m) => principals(&m.participants) >= 2,
        Body::Agreement(a) => principals(&a.parties) >= 2,
        Body::Proposal(p) if is_legislation(&p.what) => false,
        Body::Proposal(p) => {
            let others = p.stances.iter().map(|s| s.actor.principal());
            let proposer = p.proposer.as_ref().map(Actor::principal);
            proposer.is_some_and(|by| others.into_iter().any(|other| other != by))
        }
        _ => false,
    })
}

/// Those of whom nothing is known but that somebody negotiates or governs for them.
fn represented(members: &[Member]) -> impl Iterator<Item = &str> {
    const ENVOYS: [&str; 6] = [
        "minister",
        "premier",
        "chancellor",
        "negotiator",
        "envoy",
        "ambassador",
    ];
    let speaks = |m: &&Member| {
        let role = m.role.as_deref().unwrap_or_default().to_lowercase();
        ENVOYS.iter().any(|e| role.contains(e))
    };
    let of = members.iter().filter(speaks).filter_map(|m| m.party);
    of.map(|party| &members[party])
        .filter(|m| m.nature == Nature::Unknown)
        .map(|m| m.name.as_str())
}

fn names<'m>(members: impl Iterator<Item = &'m Member>) -> BTreeSet<&'m str> {
    members.map(|m| m.name.as_str()).collect()
}

/// How many different words of negotiation an article uses.
fn negotiation_words(article: &Article<'_>) -> usize {
    let words: BTreeSet<&str> = article
        .trees
        .iter()
        .flat_map(|t| &t.nodes)
        .map(|n| {
            let is_talks = n.upos == "NOUN" && n.form == "talks";
            if is_talks { "talks" } else { n.lemma.as_str() }
        })
        .filter(|l| article.lexicon.is(l, "negotiation-word"))
        .collect();
    words.len()
}
