//! How far a name runs, by its words and by what the model sees.

use super::join;
use super::nature::{BODY_WORDS, is_organ_name};
use super::offices::is_title;
use super::settle::{CLEAR, LIKELY, SEEN};
use crate::tree::{Node, Tree};

/// How many words of a proper name start at `i`: capitalised words, joined by hyphens and by
/// small words inside a name.
pub(super) fn name_run(tree: &Tree, i: usize) -> usize {
    let is_name_word = |k: usize| {
        tree.nodes.get(k).is_some_and(|n| {
            n.is_capitalised()
                && (n.upos == "PROPN"
                    || is_family_name(tree, k)
                    || (n.upos != "PRON"
                        && k > 0
                        && n.upos != "ADP"
                        && n.upos != "DET"
                        && n.upos != "SCONJ"
                        && n.upos != "CCONJ"
                        && n.upos != "AUX"
                        && n.upos != "ADV"))
        })
    };
    if !is_name_word(i) || is_title(&tree.nodes[i].form) || is_seat(tree, i) {
        return 0;
    }
    let mut high = i + 1;
    loop {
        let glue = tree.nodes.get(high).map_or("", |n| n.form.as_str());
        if is_name_word(high) && !is_title(glue) && !is_another(tree, high - 1, high) {
            high += 1;
        } else if matches!(
            glue,
            "-" | "al" | "de" | "da" | "bin" | "van" | "von" | "el" | "ibn" | "del" | "-al-"
        ) && (if glue == "-" {
            is_adjoined(tree, high) && !is_pair(tree, high)
        } else {
            is_name_word(high + 1)
        }) {
            high += 2;
        } else if matches!(glue, "al" | "el")
            && tree.nodes.get(high + 1).is_some_and(|n| n.form == "-")
            && is_name_word(high + 2)
        {
            high += 3;
        } else if matches!(glue, "of" | "for") && is_body_of(tree, i, high)
            || glue.ends_with("'") && is_name_word(high + 1)
            || matches!(glue, "'" | "’") && is_name_word(high + 1) && is_adjoined(tree, high)
        {
            high += 2;
        } else if is_numbered(tree, high) {
            high += 1;
        } else if glue == "of" && is_body_of_the(tree, i, high) {
            high += 3;
        } else if glue == "and" && is_joined_body(tree, i, high) {
            high += 2;
        } else {
            break;
        }
    }
    high.min(tree.nodes.len()) - i
}

/// "Vice-Premier *He* Lifeng": a family name that is a pronoun elsewhere.
fn is_family_name(tree: &Tree, i: usize) -> bool {
    let next = tree.nodes.get(i + 1);
    tree.nodes[i].share_as("person") >= CLEAR
        && next.is_some_and(|n| n.upos == "PROPN" && n.share_as("person") >= CLEAR)
}

/// "*Ohio-based* Quill Industries"
fn is_seat(tree: &Tree, i: usize) -> bool {
    let is_split = tree.nodes.get(i + 2).is_some_and(|n| n.form == "based");
    is_split || tree.nodes[i].form.ends_with("-based")
}

/// "Local 592", "Brigade 12": a number that is part of a name.
fn is_numbered(tree: &Tree, i: usize) -> bool {
    const NUMBERED: &[&str] = &["Local", "Lodge", "Chapter", "Division", "Unit"];
    let is_number = tree.nodes.get(i).is_some_and(|n| n.upos == "NUM");
    is_number && NUMBERED.contains(&tree.nodes[i - 1].form.as_str())
}

/// Whether the model sees a person's name begin or end between two words: "Secretary of State | Judith Ames".
fn is_another(tree: &Tree, before: usize, after: usize) -> bool {
    let person = |i: usize| tree.nodes[i].share_as("person");
    let body = |i: usize| tree.nodes[i].share_as("organization");
    person(before) < LIKELY && body(before) >= LIKELY && person(after) >= CLEAR
        || person(before) >= CLEAR && body(after) >= CLEAR
}

/// The words from `i` on that the model takes for one name of a body, where there are several: "Organization for Security and
/// Co-operation in Europe". Organs of states are known by their state.
pub(super) fn seen_run(tree: &Tree, i: usize) -> usize {
    let is_part = |n: &Node| n.share_as("organization") >= LIKELY;
    let opens = |n: &Node| {
        let is_name = matches!(n.upos, "PROPN" | "NOUN" | "ADJ") && n.is_capitalised();
        is_name && n.share_as("organization") >= SEEN && !is_title(&n.form)
    };
    let capitals = |n: &&Node| n.form.chars().count() > 1 && n.form.chars().all(char::is_uppercase);
    let is_shouted = 2 * tree.nodes.iter().filter(capitals).count() > tree.nodes.len();
    if is_shouted || is_seat(tree, i) || !opens(&tree.nodes[i]) {
        return 0;
    }
    let goes_on = |k: usize| {
        let node = &tree.nodes[k];
        let is_joint = match node.form.as_str() {
            "and" => is_joint_of_name(tree, i, k),
            "-" | "'" | "’" | "&" => true,
            _ => node.upos != "PUNCT",
        };
        is_part(node) && is_joint && !is_title(&node.form)
    };
    let end = (i + 1..tree.nodes.len()).find(|&k| !goes_on(k));
    let mut names = (i..end.unwrap_or(tree.nodes.len())).rev();
    let last = names.find(|&k| tree.nodes[k].is_capitalised()).unwrap_or(i);
    let is_organ = (i..=last).any(|k| is_organ_name(&join(tree, i, k + 1)));
    if last == i || is_organ {
        return 0;
    }
    last + 1 - i
}

/// "Organization for Security *and* Co-operation", "Porters *and* Stevedores Union": between halves of one name and not between two.
fn is_joint_of_name(tree: &Tree, low: usize, and: usize) -> bool {
    let is_inside = (low + 1..and).any(|k| matches!(tree.nodes[k].form.as_str(), "of" | "for"));
    is_inside || is_joined_body(tree, low, and)
}

/// "the Monitoring and Evaluation Commission": two halves of one name, of which only the last says
/// what it is.
fn is_joined_body(tree: &Tree, low: usize, and: usize) -> bool {
    let is_name = |i: usize| {
        let node = tree.nodes.get(i);
        node.is_some_and(|n| n.is_capitalised() && matches!(n.upos, "PROPN" | "NOUN" | "ADJ"))
    };
    let is_body = |i: usize| BODY_WORDS.contains(&tree.nodes[i].form.to_lowercase().as_str());
    let end = (and + 1..tree.nodes.len())
        .take_while(|&i| is_name(i))
        .last();
    let is_determined = low > 0 && tree.nodes[low - 1].lemma == "the";
    is_determined
        && end.is_some_and(|end| end > and + 1 && is_body(end))
        && !(low..and).any(is_body)
        && tree.nodes[and - 1].upos != "ADJ"
}

/// "Katiba of the South", "Army of the North": a body of one word named by its region.
fn is_body_of_the(tree: &Tree, low: usize, of: usize) -> bool {
    const REGIONS: &[&str] = &[
        "north", "south", "east", "west", "centre", "center", "sahel",
    ];
    let form = |i: usize| tree.nodes.get(i).map(|n| n.form.to_lowercase());
    let is_region = form(of + 2).is_some_and(|w| REGIONS.contains(&w.as_str()));
    let is_written_large = tree.nodes.get(of + 2).is_some_and(Node::is_capitalised);
    let is_longer = form(of + 3).is_some_and(|w| matches!(w.as_str(), "for" | "of" | "on"));
    of - low <= 2
        && is_region
        && is_written_large
        && !is_longer
        && form(of + 1).as_deref() == Some("the")
}

/// "'s".
pub(super) fn is_genitive(node: &Node) -> bool {
    matches!(node.lemma.as_str(), "'s" | "’s")
}

/// "the nationalist Dawn": an adjective of parties before a name.
pub(super) fn is_political(node: &Node) -> bool {
    const LEANINGS: &[&str] = &[
        "nationalist",
        "liberal",
        "conservative",
        "socialist",
        "populist",
        "leftist",
        "rightist",
        "islamist",
        "centrist",
        "separatist",
        "royalist",
        "unionist",
        "agrarian",
        "right",
        "left",
    ];
    matches!(node.upos, "ADJ" | "NOUN") && LEANINGS.contains(&node.form.to_lowercase().as_str())
}

/// "House of Representatives", "Port of Montreal": a body named by what it is the body of. Offices
/// of states ("Ministry of Defence of Chile") are found by their state.
fn is_body_of(tree: &Tree, low: usize, of: usize) -> bool {
    const BODIES: &[&str] = &[
        "house",
        "port",
        "council",
        "bank",
        "chamber",
        "board",
        "union",
        "association",
        "federation",
        "league",
        "movement",
        "front",
        "party",
        "organisation",
        "organization",
        "alliance",
        "coalition",
        "confederation",
        "guild",
        "society",
        "university",
        "congress",
        "assembly",
        "committee",
        "brotherhood",
        "institute",
        "commission",
        "agency",
        "authority",
        "court",
        "centre",
        "center",
        "forum",
        "campaign",
        "network",
        "fund",
        "mission",
        "brigade",
        "army",
    ];
    let body = tree.nodes[of - 1].form.to_lowercase();
    let is_name =
        |n: &Node| n.is_capitalised() && (matches!(n.upos, "PROPN" | "NOUN") || n.form == "All");
    let is_for = tree.nodes[of].form == "for";
    // "Board for Peace" is a name, "president of the Council for Brazil" hardly ever.
    let is_for_states = is_for && tree.nodes.get(of + 1).is_some_and(|n| n.form == "The");
    of - low <= 3
        && !is_for_states
        && BODIES.contains(&body.as_str())
        && tree.nodes.get(of + 1).is_some_and(is_name)
}

/// "Sung-hoon": the hyphen touches its neighbours and a lower-case part follows.
fn is_adjoined(tree: &Tree, hyphen: usize) -> bool {
    let touches = |a: usize, b: usize| {
        tree.nodes
            .get(a)
            .zip(tree.nodes.get(b))
            .is_some_and(|(a, b)| a.span.end == b.span.start)
    };
    touches(hyphen.wrapping_sub(1), hyphen) && touches(hyphen, hyphen + 1)
}

/// "Trump-Putin": two names, each known by itself elsewhere, are two names.
fn is_pair(tree: &Tree, hyphen: usize) -> bool {
    tree.nodes.get(hyphen + 1).is_some_and(Node::is_capitalised)
        && tree
            .nodes
            .get(hyphen.wrapping_sub(1))
            .is_some_and(Node::is_capitalised)
        && tree
            .nodes
            .get(hyphen + 2)
            .is_some_and(|n| !n.is_capitalised() && n.upos == "NOUN")
}
