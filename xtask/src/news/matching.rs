//! When an item of the product is an item of the gold: their key fields agree, and so does their
//! text.

use super::actors::{Actors, key};
use super::card::{Card, Fault};
use super::gold::{Entry, Event, Impasse, Party, Person, Quote, Record};
use super::histories::{meetings, proposals};
use super::score::Row;
use super::words::{THRESHOLD, normal, overlap, words};
use serde_json::json;

/// Scores what a reader made of one article.
pub(super) fn score(gold: &Record, product: &Record) -> Card {
    let actors = Actors::new(gold, product);
    let mut card = Card::new(gold.relevant);
    card.tally(Row::Parties, &gold.parties, &product.parties, same_party);
    card.tally(Row::People, &gold.people, &product.people, same_person);
    meetings(&mut card, &actors, &gold.meetings, &product.meetings);
    proposals(&mut card, &actors, &gold.proposals, &product.proposals);
    statements(&mut card, &actors, gold, product);
    events(&mut card, &actors, &gold.events, &product.events);
    card.tally(Row::Quotes, &gold.quotes, &product.quotes, |g, p| {
        same_quote(&actors, g, p)
    });
    impasse(&mut card, &actors, &gold.impasse, &product.impasse);
    if let Some(date) = gold.date.as_deref().filter(|_| gold.relevant) {
        let given = product.date.as_deref().unwrap_or_default();
        card.date.count(given.starts_with(date));
    }
    card
}

/// An overlap that is large enough for a match, or 0.
pub(super) fn enough(overlap: f64) -> f64 {
    if overlap >= THRESHOLD { overlap } else { 0.0 }
}

fn yes(agree: bool) -> f64 {
    f64::from(u8::from(agree))
}

/// The best overlap of a span with the evidence of a gold item, or with another passage that says
/// the same.
pub(super) fn span_overlap<T>(gold: &Entry<T>, span: &str) -> f64 {
    gold.evidence
        .iter()
        .chain(&gold.alt_evidence)
        .map(|evidence| overlap(evidence, span))
        .fold(0.0, f64::max)
}

/// How far the texts of two items agree: their evidence, or where the product gives none, the
/// fields that say what the item is about.
pub(super) fn text_overlap<T, const N: usize>(
    gold: &Entry<T>,
    product: &Entry<T>,
    texts: impl Fn(&T) -> [&String; N],
) -> f64 {
    if let Some(evidence) = &product.evidence {
        return span_overlap(gold, evidence);
    }
    let (of_gold, of_product) = (texts(&gold.fields), texts(&product.fields));
    let both: Vec<f64> = of_gold
        .iter()
        .zip(of_product)
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .map(|(a, b)| overlap(a, b))
        .collect();
    let mean = both.iter().sum::<f64>() / both.len().max(1) as f64;
    let evidence = gold.evidence.as_deref().unwrap_or_default();
    let with_evidence = of_product.iter().map(|text| overlap(evidence, text));
    with_evidence.fold(mean, f64::max)
}

fn names<'a>(name: &'a str, aliases: &'a [String]) -> impl Iterator<Item = String> {
    let all = std::iter::once(name).chain(aliases.iter().map(String::as_str));
    all.filter(|name| !name.is_empty()).map(key)
}

fn same_party(g: &Entry<Party>, p: &Entry<Party>) -> f64 {
    let (g, p) = (&g.fields, &p.fields);
    let known: Vec<String> = names(&g.name, &g.aliases).collect();
    if !names(&p.name, &p.aliases).any(|name| known.contains(&name)) {
        return 0.0;
    }
    if key(&g.name) == key(&p.name) {
        2.0
    } else {
        1.0
    }
}

/// A surname is enough, or a name that is part of the other.
fn same_person(g: &Entry<Person>, p: &Entry<Person>) -> f64 {
    let (full, given) = (words(&g.fields.name), words(&p.fields.name));
    if let (Some(surname), Some(last)) = (full.last(), given.last()) {
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        if full == given {
            return 2.0;
        }
        if surname == last || within(&given, &full) || within(&full, &given) {
            return 1.0;
        }
    }
    let name = key(&p.fields.name);
    yes(g.fields.aliases.iter().any(|alias| key(alias) == name))
}

/// The lists whose items stand alone.
fn statements(card: &mut Card, actors: &Actors, gold: &Record, product: &Record) {
    card.tally(
        Row::Positions,
        &gold.positions,
        &product.positions,
        |g, p| {
            let agree = actors.agree(g.fields.party.as_deref(), p.fields.party.as_deref());
            yes(agree) * enough(text_overlap(g, p, |position| [&position.demand]))
        },
    );
    card.tally(
        Row::Characterisations,
        &gold.characterisations,
        &product.characterisations,
        |g, p| {
            let agree = normal(&g.fields.polarity) == normal(&p.fields.polarity)
                && same_voice(actors, g.fields.by.as_deref(), p.fields.by.as_deref());
            yes(agree) * enough(text_overlap(g, p, |judgement| [&judgement.words]))
        },
    );
    card.tally(Row::Claims, &gold.claims, &product.claims, |g, p| {
        let agree = same_voice(
            actors,
            g.fields.speaker.as_deref(),
            p.fields.speaker.as_deref(),
        );
        yes(agree) * enough(text_overlap(g, p, |claim| [&claim.cause, &claim.effect]))
    });
    card.tally(Row::Levers, &gold.levers, &product.levers, |g, p| {
        let agree = actors.agree(g.fields.holder.as_deref(), p.fields.holder.as_deref());
        yes(agree) * enough(text_overlap(g, p, |lever| [&lever.what]))
    });
}

/// Whether two speak with one voice; nobody is the article itself.
fn same_voice(actors: &Actors, a: Option<&str>, b: Option<&str>) -> bool {
    actors.same(a.unwrap_or_default(), b.unwrap_or_default())
}

fn events(card: &mut Card, actors: &Actors, gold: &[Entry<Event>], product: &[Entry<Event>]) {
    let pairs = card.tally(Row::Events, gold, product, |g, p| {
        let agree = same_deed(actors, &g.fields, &p.fields);
        yes(agree) * enough(text_overlap(g, p, |_| []))
    });
    for (g, p) in pairs {
        if let Some(when) = gold[g]
            .fields
            .when
            .as_deref()
            .filter(|when| !when.is_empty())
        {
            card.when
                .count(product[p].fields.when.as_deref() == Some(when));
        }
    }
}

/// Whether type and actors agree. Who consults, agrees or cooperates with whom is all the same.
fn same_deed(actors: &Actors, g: &Event, p: &Event) -> bool {
    let (named, given) = (normal(&g.plover_type), normal(&p.plover_type));
    let given = given.trim();
    let accepted = named.trim() == given
        || g.plover_alt
            .iter()
            .any(|other| normal(other).trim() == given);
    if !accepted {
        return false;
    }
    if matches!(named.trim(), "consult" | "agree" | "cooperate") {
        let wanted = [g.source.as_slice(), &g.target].concat();
        let found = [p.source.as_slice(), &p.target].concat();
        return wanted.is_empty() || actors.any_same(&wanted, &found);
    }
    let source = g.source.is_empty() || actors.any_same(&g.source, &p.source);
    let unsaid = g.target.is_empty() || p.target.is_empty();
    source && (unsaid || actors.any_same(&g.target, &p.target))
}

fn same_quote(actors: &Actors, g: &Entry<Quote>, p: &Entry<Quote>) -> f64 {
    let (of_gold, of_product) = (&g.fields, &p.fields);
    if of_gold.direct != of_product.direct
        || !same_voice(
            actors,
            of_gold.speaker.as_deref(),
            of_product.speaker.as_deref(),
        )
    {
        return 0.0;
    }
    enough(if of_product.content.is_empty() {
        text_overlap(g, p, |_| [])
    } else {
        overlap(&of_gold.content, &of_product.content)
    })
}

fn impasse(card: &mut Card, actors: &Actors, gold: &Impasse, product: &Impasse) {
    let count = card.count(Row::ImpasseStuck);
    match (gold.stuck, product.stuck) {
        (true, true) => count.tp += 1,
        (false, true) => count.fp += 1,
        (true, false) => count.missed += 1,
        (false, false) => {}
    }
    if gold.stuck != product.stuck {
        let item = json!({"gold": gold.stuck, "product": product.stuck});
        card.note(Fault::Stuck, Row::ImpasseStuck, item);
    }
    card.tally(Row::ImpasseWhy, &gold.why, &product.why, |g, p| {
        let text = overlap(&g.fields.reason, &p.fields.reason);
        enough(text.max(text_overlap(g, p, |why| [&why.reason])))
    });
    card.tally(
        Row::ImpasseWho,
        &gold.who_can_move,
        &product.who_can_move,
        |g, p| {
            yes(same_voice(
                actors,
                g.fields.party.as_deref(),
                p.fields.party.as_deref(),
            ))
        },
    );
    let (wanted, found) = (&gold.conditions_to_restart, &product.conditions_to_restart);
    card.tally(Row::ImpasseConditions, wanted, found, |g, p| {
        let text = overlap(&g.fields.condition, &p.fields.condition);
        enough(text.max(text_overlap(g, p, |c| [&c.condition])))
    });
}
