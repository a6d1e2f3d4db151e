//! Titles, roles and offices beside a name.

use super::nature::is_courtesy;
use super::settle::CLEAR;
use super::{Mention, join};
use crate::gazetteer::Gazetteer;
use crate::tree::Tree;

/// Words before a name that make it a person.
pub(super) const TITLES: &[&str] = &[
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "minister",
    "chancellor",
    "premier",
    "senator",
    "general",
    "gen",
    "gen.",
    "colonel",
    "bishop",
    "judge",
    "ambassador",
    "secretary",
    "king",
    "queen",
    "prince",
    "sheikh",
    "pope",
    "professor",
    "prof",
    "commissioner",
    "governor",
    "mayor",
    "archbishop",
    "cardinal",
    "ayatollah",
    "admiral",
    "representative",
    "congressman",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "envoy",
    "coordinator",
    "councillor",
    "councilor",
    "brigadier",
    "captain",
    "major",
    "lieutenant",
    "marshal",
    "commander",
    "chairman",
    "chairwoman",
    "rapporteur",
    "mediator",
    "negotiator",
    "patriarch",
    "rev",
    "rev.",
    "reverend",
    "mp",
    "mep",
    "chief",
    "imam",
    "rabbi",
    "h.e.",
    "excellency",
    "councilman",
    "cllr",
    "hon.",
    "monsignor",
    "sister",
];

/// The words between `low` and `high` if one of them is a role.
pub(super) fn role_words(
    tree: &Tree,
    low: usize,
    high: usize,
    gazetteer: &Gazetteer,
) -> Option<String> {
    let has_role = (low..high).any(|i| {
        gazetteer
            .sector(&tree.nodes[i].lemma)
            .is_some_and(|s| s.is_role)
            || TITLES.contains(&tree.nodes[i].lemma.as_str())
            || TITLES.contains(&tree.nodes[i].form.to_lowercase().as_str())
    });
    // "Quill's managing partner, Tom Averill"
    let is_host = |i: usize| tree.children_by(i, "appos").any(|a| a >= high);
    let is_owned = (low..high).any(|i| tree.nodes[i].rel == "nmod:poss");
    let is_apposed = is_owned && (low..high).any(|i| tree.nodes[i].upos == "NOUN" && is_host(i));
    if !(has_role || is_apposed) || low >= high {
        return None;
    }
    let (low, high) = tree.trim(low, high);
    if (low..high).all(|i| is_courtesy(tree, i)) {
        return None;
    }
    // "Readout of Foreign Minister Haugen's call"
    let is_title = |i: usize| {
        matches!(
            tree.nodes[i].lemma.as_str(),
            "readout"
                | "read-out"
                | "statement"
                | "remark"
                | "letter"
                | "speech"
                | "call"
                | "visit"
        )
    };
    let titled = (low..high.saturating_sub(1))
        .find(|&i| is_title(i) && matches!(tree.nodes[i + 1].form.as_str(), "of" | "by" | "from"));
    let low = titled.map_or(low, |i| i + 2);
    // "Today the minister"
    let is_day = |i: &usize| {
        matches!(
            tree.nodes[*i].lemma.as_str(),
            "today" | "yesterday" | "meanwhile" | "earlier" | "and" | ","
        )
    };
    let low = low + (low..high).take_while(is_day).count();
    Some(join(tree, low, high))
}

pub(super) fn is_state_office(role: &str) -> bool {
    let role = role.to_lowercase();
    [
        "minister",
        "president",
        "premier",
        "chancellor",
        "secretary of state",
        "foreign secretary",
    ]
    .iter()
    .any(|o| role.contains(o))
        && !role.contains(['\'', '’'])
        && ![
            "its ", "their ", "his ", "her ", "local ", "branch ", "union ",
        ]
        .iter()
        .any(|own| role.starts_with(own))
}

pub(super) fn is_title(form: &str) -> bool {
    // "Vice-Premier"
    let form = form.rsplit('-').next().unwrap_or(form);
    let lower = form.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    (TITLES.contains(&lower.as_str()) || TITLES.contains(&singular))
        && form.chars().next().is_some_and(char::is_uppercase)
}

/// "Aucan Huilcaman, spokesman for the council": whether a role stands in apposition behind a name.
pub(super) fn has_role_behind(tree: &Tree, mention: &Mention) -> bool {
    const HOLDERS: &[&str] = &[
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "president",
        "leader",
        "minister",
        "negotiator",
        "envoy",
        "ambassador",
        "secretary",
        "director",
        "chairman",
        "chairwoman",
        "head",
        "analyst",
        "mediator",
        "bishop",
        "professor",
        "lawyer",
        "diplomat",
        "commander",
        "mayor",
        "governor",
        "adviser",
        "advisor",
        "executive",
        "researcher",
        "fellow",
        "economist",
        "officer",
        "general",
    ];
    let is_comma = tree.nodes.get(mention.high).is_some_and(|n| n.form == ",");
    let mut roles = mention.high + 1..(mention.high + 6).min(tree.nodes.len());
    is_comma
        && roles.any(|i| {
            let node = &tree.nodes[i];
            let hangs = node
                .head
                .is_some_and(|h| mention.low <= h && h < mention.high);
            node.is("appos") && hangs && HOLDERS.contains(&node.lemma.as_str())
        })
}

/// Whether a role noun stands right before the name: "negotiator Ri", "envoy, Marit".
pub(super) fn has_role_beside(tree: &Tree, low: usize, gazetteer: &Gazetteer) -> bool {
    let is_role = |lemma: &str| gazetteer.sector(lemma).is_some_and(|s| s.is_role);
    let mut before = low;
    if before > 0 && tree.nodes[before - 1].lemma == "," {
        before -= 1;
        // "the company's head for Europe, Karsten Bligh"
        let node = &tree.nodes[low];
        let host = node.head.filter(|_| node.is("appos"));
        if host.is_some_and(|h| is_role(&tree.nodes[h].lemma)) {
            return true;
        }
    }
    before > 0 && {
        let node = &tree.nodes[before - 1];
        node.upos == "NOUN"
            && (is_role(&node.lemma)
                || [
                    "minister",
                    "president",
                    "spokesman",
                    "spokeswoman",
                    "envoy",
                    "negotiator",
                    "secretary",
                    "leader",
                    "ambassador",
                    "adviser",
                    "advisor",
                    "delegate",
                    "mediator",
                    "chief",
                    "executive",
                    "analyst",
                    "representative",
                    "counterpart",
                    "director",
                    "commissioner",
                    "general",
                    "whip",
                    "speaker",
                    "official",
                    "chair",
                    "judge",
                    "named",
                    "called",
                    "spokesperson",
                    "chairman",
                    "chairwoman",
                    "lawyer",
                    "diplomat",
                    "governor",
                    "bishop",
                    "officer",
                ]
                .contains(&node.lemma.as_str()))
    }
}

/// "Foreign Minister", "Water Secretary": whether the word before an office says what it is for, so that its "of" says whose it is.
pub(super) fn has_portfolio(tree: &Tree, office: usize) -> bool {
    const RANKS: [&str; 9] = [
        "deputy",
        "vice",
        "state",
        "first",
        "assistant",
        "under",
        "chief",
        "federal",
        "former",
    ];
    let is_of = tree.nodes.get(office + 1).is_some_and(|n| n.form == "of");
    let before = office.checked_sub(1).map(|k| &tree.nodes[k]);
    let is_rank = |form: &str| RANKS.contains(&form.to_lowercase().as_str());
    is_of && before.is_some_and(|n| n.is_capitalised() && n.upos != "DET" && !is_rank(&n.form))
}

/// "Transport Minister", "Minister of Foreign Affairs": the words of an office are no name.
pub(super) fn is_office(tree: &Tree, i: usize, gazetteer: &Gazetteer) -> bool {
    let form = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let is_before_title = (i + 1..i + 4)
        .take_while(|&k| {
            k == i + 1
                || tree
                    .nodes
                    .get(k - 1)
                    .is_some_and(|n| n.is_capitalised() || n.form == "and")
        })
        .any(|k| is_title(form(k)) && form(k - 1) != "and");
    let is_open = |k: usize| {
        let lower = form(k).to_lowercase();
        matches!(lower.as_str(), "minister" | "ministry" | "secretary") && !has_portfolio(tree, k)
    };
    let is_after_ministry = i > 1 && form(i - 1) == "of" && is_open(i - 2)
        || i > 2 && form(i - 2) == "of" && is_open(i - 3)
        || form(i) == "State" && i > 1 && form(i - 1) == "of";
    // "Secretary of State Daniel Hart": a person's name opens with a given name, or the model sees it.
    let is_given = gazetteer.gender(form(i)).is_some() || tree.nodes[i].share_as("person") >= CLEAR;
    is_before_title || is_after_ministry && !is_given
}

pub(super) fn title_case(word: &str) -> String {
    if word.chars().count() <= 3 {
        return word.to_owned(); // acronyms are written in capitals anyway
    }
    capitalised(word)
}

/// The word with a capital and the rest small.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_string() + &letters.as_str().to_lowercase()
    })
}
