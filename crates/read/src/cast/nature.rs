//! What a name stands for: a person, a body, a place, a thing.

use super::offices::{TITLES, has_portfolio, has_role_beside, is_title};
use super::runs::is_genitive;
use super::settle::CLEAR;
use super::{Member, Mention, Nature, join};
use crate::gazetteer::Gazetteer;
use crate::tree::{Node, Tree};
use demarche_evidence::PartyKind;

/// Words that make a capitalised name an organisation.
pub(super) const BODY_WORDS: &[&str] = &[
    "guild",
    "growers",
    "mission",
    "workers",
    "farmers",
    "employers",
    "shippers",
    "dockers",
    "nurses",
    "teachers",
    "marine",
    "shipping",
    "lines",
    "logistics",
    "pharma",
    "foundation",
    "tribe",
    "tribes",
    "nation",
    "brigade",
    "front",
    "party",
    "association",
    "union",
    "council",
    "commission",
    "ministry",
    "institute",
    "bank",
    "company",
    "air",
    "airlines",
    "airways",
    "group",
    "court",
    "agency",
    "authority",
    "committee",
    "federation",
    "confederation",
    "alliance",
    "league",
    "movement",
    "army",
    "congress",
    "parliament",
    "senate",
    "assembly",
    "organisation",
    "organization",
    "university",
    "corporation",
    "corp",
    "inc",
    "ltd",
    "plc",
    "department",
    "office",
    "secretariat",
    "forum",
    "fund",
    "brigades",
    "forces",
    "guard",
    "network",
    "chamber",
    "board",
    "bloc",
    "coalition",
    "society",
    "club",
    "trust",
    "partners",
    "holdings",
    "steel",
    "railways",
    "rail",
    "energy",
    "mining",
    "resources",
    "airport",
    "port",
    "hospital",
    "nations",
    "states",
    "tribunal",
    "brotherhood",
    "syndicate",
    "guild",
    "cooperative",
    "consortium",
    "initiative",
    "platform",
    "campaign",
    "center",
    "centre",
    "programme",
    "program",
    "service",
    "services",
    "bureau",
    "directorate",
    "administration",
    "corps",
    "volunteers",
    "producers",
    "industries",
    "petroleum",
    "pharmaceuticals",
    "technologies",
    "capital",
    "insurance",
];

/// What bears a name and never acts: "the survey vessel Sri Tawau".
pub(super) const THINGS: &[&str] = &[
    "vessel",
    "ship",
    "tanker",
    "trawler",
    "freighter",
    "ferry",
    "boat",
    "frigate",
    "destroyer",
    "corvette",
    "submarine",
    "yacht",
    "steamer",
    "plane",
    "aircraft",
    "satellite",
    "rocket",
    "dam",
    "reservoir",
    "mine",
    "hotel",
    "palace",
    "bridge",
    "road",
    "street",
    "square",
    "river",
    "lake",
    "strait",
    "island",
    "islet",
    "valley",
    "mountain",
    "stadium",
    "film",
    "novel",
    "song",
    "magazine",
    "drug",
];

/// The words of a line that gives place and date alone.
pub(super) const DATE_LINE: usize = 7;

/// Last words of names of occasions: nobody acts under them.
const OCCASIONS: &[&str] = &[
    "talks",
    "summit",
    "consultations",
    "negotiations",
    "conference",
    "dialogue",
    "meeting",
    "agreement",
    "treaty",
    "accord",
    "accords",
    "protocol",
    "convention",
    "christmas",
    "easter",
    "ramadan",
    "plan",
    "act",
];

/// Nouns that say of the name behind them that it is that of a body, and mean many other things
/// where they stand alone.
pub(super) const KINDS: &[&str] = &[
    "fund",
    "line",
    "enterprise",
    "list",
    "chain",
    "maker",
    "lobby",
    "group",
    "network",
    "startup",
    "coalition",
    "drugmaker",
    "cartel",
    "charity",
    "collective",
    "consultancy",
    "insurer",
    "shipowner",
    "bidder",
    "buyer",
    "brand",
    "opposition",
];

/// "Two Scandinavian chains, Norrholm and Tekla, wrote": the noun that a name stands beside behind
/// a comma, be it the second of two.
pub(super) fn described_by<'t>(tree: &'t Tree, mention: &Mention) -> Option<&'t Node> {
    let top = (mention.low..mention.high).find(|&i| {
        let head = tree.nodes[i].head;
        head.is_none_or(|h| h < mention.low || h >= mention.high)
    })?;
    let node = &tree.nodes[top];
    let first = if node.is("conj") { node.head? } else { top };
    let host = tree.nodes[first]
        .head
        .filter(|_| tree.nodes[first].is("appos"))?;
    Some(&tree.nodes[host]).filter(|n| n.upos == "NOUN" && host < mention.low)
}

/// Whether something that only states have stands beside a name: behind it as what it owns or is
/// put before, or before it with "of".
pub(super) fn has_organs_of_state(tree: &Tree, mention: &Mention) -> bool {
    const ORGANS: &[&str] = &[
        "government",
        "army",
        "parliament",
        "embassy",
        "military",
        "navy",
        "constitution",
        "republic",
        "kingdom",
        "troops",
        "cabinet",
        "premier",
        "monarchy",
        "counterpart",
        "capital",
        "ambassador",
        "embassies",
        "airspace",
    ];
    const RULERS: &[&str] = &[
        "president",
        "presidents",
        "premier",
        "premiers",
        "leaders",
        "governments",
        "ministers",
        "minister",
        "ministry",
        "king",
        "queen",
        "emir",
        "sultan",
        "parliament",
    ];
    const PORTFOLIOS: &[&str] = &[
        "prime", "foreign", "defence", "defense", "interior", "finance",
    ];
    let word = |i: usize| tree.nodes.get(i).map(|n| n.form.to_lowercase());
    let is_organ = |i: usize| word(i).is_some_and(|w| ORGANS.contains(&w.as_str()));
    let is_owner = tree.nodes.get(mention.high).is_some_and(is_genitive);
    let is_minister = |i: usize| {
        let is_ministry = |k: usize| word(k).is_some_and(|w| w == "minister" || w == "ministry");
        let is_portfolio = word(i).is_some_and(|w| PORTFOLIOS.contains(&w.as_str()));
        // "Norland's water minister", "Norland's deputy prime minister"
        is_portfolio && is_ministry(i + 1) || is_owner && (i + 1..i + 3).any(is_ministry)
    };
    let next = mention.high + usize::from(is_owner);
    let last = &tree.nodes[mention.high - 1];
    let is_compound = last.is("compound") || last.is("amod");
    if (is_owner || is_compound) && (is_organ(next) || is_minister(next)) {
        return true;
    }
    // "the state of Norland", "neighbouring Norland"
    let is_called = |back: usize, words: &[&str]| {
        let at = mention.low.checked_sub(back);
        at.and_then(word)
            .is_some_and(|w| words.contains(&w.as_str()))
    };
    if is_called(1, &["of"])
        && is_called(2, &["state", "republic", "kingdom", "emirate", "sultanate"])
        || is_called(1, &["neighbouring", "neighboring"])
            && tree.nodes[mention.high - 1].upos == "PROPN"
            && !is_compound
    {
        return true;
    }
    // "Premier Ada Lund of Norland", "the army of Norland", "the leaders of Chile and Norland"
    let top = mention.high - 1;
    let first = tree.nodes[top].head.filter(|_| tree.nodes[top].is("conj"));
    let low = first.unwrap_or(mention.low);
    let before = tree.nodes.get(low.wrapping_sub(1));
    let is_of = low > 1 && before.is_some_and(|n| n.form == "of");
    // "water ministers from Norland and Chile"
    let is_from = low > 1 && before.is_some_and(|n| n.form == "from");
    if is_from && word(low - 2).is_some_and(|w| w == "ministers" || w == "presidents") {
        return true;
    }
    let before = low.saturating_sub(2);
    let rulers = |i: usize| word(i).is_some_and(|w| RULERS.contains(&w.as_str()));
    let mut title = (0..=before).rev().take(5).take_while(|&i| {
        let node = &tree.nodes[i];
        // "the Ministry of Foreign Affairs of Norland"
        let is_joint = node.form == "of" && tree.nodes[i + 1].is_capitalised();
        is_joint || matches!(node.upos, "PROPN" | "NOUN") && (node.is_capitalised() || i == before)
    });
    is_of && title.any(|i| is_organ(i) || rulers(i))
}

/// Whether `form` is an adjective, or a noun for its people, made from the name of a country:
/// "Velmoran" and "Velmorans" from "Velmora", "Kestrian" from "Kestria", "Norlandic" from "Norland".
pub(super) fn is_demonym(form: &str, name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["an", "ian", "ean", "ese", "ish", "ic", "i", "er"];
    let form = form.strip_suffix('s').unwrap_or(form);
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    form != name
        && [name, stem].iter().any(|base| {
            let ending = form.strip_prefix(base).unwrap_or_default();
            ENDINGS.contains(&ending) || *base == name && ending == "n" && name != stem
        })
}

/// "Defense Ministry", "Department of Energy", "Supreme Court": what every state has.
pub(super) fn is_organ_name(name: &str) -> bool {
    const ORGANS: [&str; 12] = [
        "ministry",
        "department",
        "government",
        "parliament",
        "army",
        "navy",
        "senate",
        "cabinet",
        "presidency",
        "embassy",
        "court",
        "congress",
    ];
    let lower = name.to_lowercase();
    let is_organ = |w: Option<&str>| w.is_some_and(|w| ORGANS.contains(&w));
    is_organ(lower.split(' ').next_back())
        || lower.contains(" of ") && is_organ(lower.split(' ').next())
}

/// "the Minister of State, Mr. Benhaddad": a form of address, which is no role.
pub(super) fn is_courtesy(tree: &Tree, i: usize) -> bool {
    tree.nodes.get(i).is_some_and(|n| {
        let form = n.form.trim_end_matches('.').to_lowercase();
        matches!(form.as_str(), "mr" | "mrs" | "ms" | "dr" | "sir" | "dame")
    })
}

pub(super) fn is_body_run(forms: &[&str]) -> bool {
    forms
        .last()
        .is_some_and(|w| BODY_WORDS.contains(&w.to_lowercase().as_str()))
}

/// "Canadian Shippers' Federation": three words and more that end in a body which is no organ of the
/// state.
pub(super) fn is_own_body(forms: &[&str]) -> bool {
    const OWN: &[&str] = &[
        "federation",
        "association",
        "union",
        "guild",
        "council",
        "congress",
        "institute",
        "society",
        "confederation",
        "alliance",
        "league",
        "front",
        "movement",
        "party",
        "club",
        "company",
        "foundation",
        "chamber",
        "workers",
        "growers",
        "syndicate",
        "brotherhood",
    ];
    let last = forms.last().map(|w| w.to_lowercase()).unwrap_or_default();
    forms.len() >= 3 && OWN.contains(&last.as_str())
}

/// "Canadian National", "Korean Air": names of companies that open with a nationality. Offices,
/// organs, people and peoples that one stands before are none.
pub(super) fn is_company(tree: &Tree, low: usize, run: usize, gazetteer: &Gazetteer) -> bool {
    let rest = &tree.nodes[low + 1..(low + run).max(low + 1)];
    let is_plain = |n: &Node| {
        let lower = n.form.to_lowercase();
        n.upos == "PROPN"
            && !is_title(&n.form)
            && gazetteer.sector(&lower).is_none()
            && gazetteer.gender(&n.form).is_none()
            && !is_organ_name(&lower)
            && gazetteer.longest(&[n.form.as_str()]).is_none()
            && gazetteer.place(&[n.form.as_str()]).is_none()
    };
    let next = tree.nodes.get(low + run);
    let goes_on = next.is_some_and(|n| is_title(&n.form) || n.upos == "NOUN");
    let is_named = |n: &Node| {
        matches!(
            n.form.as_str(),
            "National"
                | "Air"
                | "Airlines"
                | "Airways"
                | "Steel"
                | "Pacific"
                | "Petroleum"
                | "Gas"
                | "Oil"
                | "Telecom"
                | "Post"
                | "Rail"
                | "Bank"
                | "Energy"
                | "Mining"
                | "Shipping"
        )
    };
    !rest.is_empty() && rest.iter().all(is_plain) && !goes_on && rest.iter().any(is_named)
}

/// "the Sides", "the Ministers": common nouns that officials write with a capital.
pub(super) fn is_common_noun(tree: &Tree, low: usize, len: usize, gazetteer: &Gazetteer) -> bool {
    let form = tree.nodes[low].form.to_lowercase();
    let singular = form.strip_suffix('s').unwrap_or(&form);
    let is_determiner = |at: usize| {
        let word = tree.nodes[at].form.to_lowercase();
        matches!(
            word.as_str(),
            "the" | "both" | "these" | "two" | "three" | "our"
        )
    };
    // "the Sides", "the Uzbek Side"
    let is_determined = low.checked_sub(1).is_some_and(is_determiner)
        || low.checked_sub(2).is_some_and(is_determiner) && tree.nodes[low - 1].is_capitalised()
        || tree.nodes.get(low + len).is_some_and(|n| n.form == "of");
    len == 1
        && is_determined
        && (matches!(singular, "side" | "party" | "future") || gazetteer.sector(singular).is_some())
}

/// Days and months are capitalised but nobody.
pub(crate) fn is_calendar(form: &str) -> bool {
    const WORDS: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan",
        "Feb",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "GMT",
        "Mr",
        "Ms",
        "Mrs",
        "I",
    ];
    WORDS.contains(&form.trim_end_matches('.'))
}

/// "Europe minister Clara Dunne": what a minister of some state is in charge of.
pub(super) fn is_continent_of_minister(tree: &Tree, low: usize) -> bool {
    let is_continent = matches!(tree.nodes[low].form.as_str(), "Europe" | "Africa" | "Asia");
    let next = tree.nodes.get(low + 1);
    is_continent && next.is_some_and(|n| n.lemma.eq_ignore_ascii_case("minister"))
}

/// "Ministry of Foreign Affairs, National Community Abroad and African Affairs", "Minister for Foreign Affairs and Trade": what an
/// office is for is nobody.
pub(super) fn is_portfolio(tree: &Tree, low: usize) -> bool {
    if tree.nodes[low].share_as("person") >= CLEAR {
        return false;
    }
    let form = |i: usize| tree.nodes[i].form.to_lowercase();
    let mut has_comma = false;
    for i in (0..low).rev() {
        let node = &tree.nodes[i];
        match form(i).as_str() {
            "ministry" | "department" | "minister" | "ministers" | "secretary" => {
                let is_for = matches!(form(i + 1).as_str(), "of" | "for");
                // Behind a comma, a minister's name follows; a ministry has none.
                let is_body = matches!(form(i).as_str(), "ministry" | "department");
                // "Foreign Minister of Norland", "Ministry of Foreign Affairs of Norland": it has its portfolio.
                let has_own = !is_body && has_portfolio(tree, i);
                let has_two = form(i + 1) == "of" && i + 1 < low - 1 && form(low - 1) == "of";
                if has_own || has_two {
                    return false;
                }
                return is_for && i + 1 < low && (is_body || !has_comma);
            }
            "," => has_comma = true,
            "and" | "of" | "for" | "the" | "&" => {}
            _ if node.is_capitalised() => {}
            _ => return false,
        }
    }
    false
}

/// "the President of the Republic": of which one the text need not say.
pub(super) fn is_form_of_state(name: &str) -> bool {
    matches!(
        name,
        "Republic" | "Kingdom" | "State" | "Emirate" | "Sultanate"
    )
}

/// Whether a long name is the full one of a state: "Federation of Merov" of Merov.
fn is_state_of(long: &str, short: &str) -> bool {
    let form = long
        .strip_suffix(short)
        .and_then(|l| l.strip_suffix(" of "));
    form.is_some_and(is_form_of_a_state)
}

/// "Federal Republic", "Kingdom": what a state's full name says it is.
fn is_form_of_a_state(words: &str) -> bool {
    const FORMS: [&str; 8] = [
        "Federation",
        "Republic",
        "Kingdom",
        "Confederation",
        "Commonwealth",
        "Principality",
        "Emirate",
        "Sultanate",
    ];
    FORMS.iter().any(|form| words.ends_with(form))
}

/// "By Lena Ortiz, The Klickitat Sun": who wrote the article takes no part in it.
pub(super) fn is_byline(tree: &Tree, low: usize) -> bool {
    let is_by = tree.nodes[0].form.eq_ignore_ascii_case("by");
    let has_verb = tree.nodes.iter().any(|n| matches!(n.upos, "VERB" | "AUX"));
    is_by && low == 1 && !has_verb
}

/// "Radio Bari", "Sorrel Valley Courier": those who carry what is said, and do nothing else.
pub(super) fn is_medium(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split(' ').count() > 1
        && lower.split(' ').any(|w| {
            matches!(
                w,
                "radio"
                    | "television"
                    | "tv"
                    | "courier"
                    | "herald"
                    | "gazette"
                    | "times"
                    | "tribune"
                    | "chronicle"
                    | "journal"
                    | "newspaper"
                    | "broadcasting"
                    | "corriere"
                    | "telegraph"
                    | "mirror"
                    | "observer"
                    | "post"
                    | "news"
                    | "newsroom"
            )
        })
}

/// "Quadrilateral Consultations", "Paris Agreement": the name of an occasion or a text.
pub(super) fn is_occasion(tree: &Tree, high: usize) -> bool {
    let last = tree.nodes[high - 1].form.to_lowercase();
    OCCASIONS.contains(&last.as_str())
}

/// "Labor Day", "Boxing Day".
pub(super) fn is_holiday(name: &str) -> bool {
    name.ends_with(" Day") || name.ends_with(" Eve")
}

pub(super) fn is_first_name_before(tree: &Tree, i: usize) -> bool {
    i > 0 && {
        let before = &tree.nodes[i - 1];
        before.upos == "PROPN"
            && before.is_capitalised()
            && !is_title(&before.form)
            && before.span.end + 1 == tree.nodes[i].span.start
            && before.is("flat")
    }
}

pub(super) fn guess_nature(tree: &Tree, low: usize, high: usize, gazetteer: &Gazetteer) -> Nature {
    let last = tree.nodes[high - 1].form.to_lowercase();
    let is_of = (low + 1..high).any(|i| tree.nodes[i].form == "of");
    let full = join(tree, low, high);
    let of_state = full
        .split_once(" of ")
        .is_some_and(|(form, _)| is_form_of_a_state(form));
    if of_state {
        return Nature::Party(PartyKind::State);
    }
    if BODY_WORDS.contains(&last.as_str()) || is_of {
        return Nature::Party(PartyKind::Org);
    }
    let is_acronym = high - low == 1
        && tree.nodes[low].form.chars().count() >= 2
        && tree.nodes[low]
            .form
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '+');
    if is_acronym {
        return Nature::Unknown;
    }
    let has_given = gazetteer.gender(&tree.nodes[low].form).is_some() && high - low > 1;
    // "The terminal operator, Umlazi Terminals": a role beside it does not make a person of a body.
    let is_seen = |label: &str| (low..high).all(|i| tree.nodes[i].share_as(label) >= CLEAR);
    if high - low > 1 && is_seen("organization") {
        return Nature::Party(PartyKind::Org);
    }
    let titled = low > 0 && TITLES.contains(&tree.nodes[low - 1].form.to_lowercase().as_str());
    if has_given || titled || (high - low > 1 && has_role_beside(tree, low, gazetteer)) {
        return Nature::Person;
    }
    Nature::Unknown
}

pub(super) fn is_short_for(short: &str, long: &Member) -> bool {
    if long.aliases.iter().any(|a| a == short) {
        return true;
    }
    match long.nature {
        Nature::Person => long
            .name
            .rsplit_once(' ')
            .is_some_and(|(_, surname)| is_surname(short, surname)),
        Nature::Party(_) | Nature::Unknown => {
            let opens = |word: &str| {
                let rest = long.name.strip_prefix(word);
                rest.is_some_and(|rest| rest.starts_with(' '))
            };
            // "a Social Democrat" of the Social Democrats, "Merov" after "Federation of Merov"
            let one = long.name.strip_suffix('s').unwrap_or_default();
            let is_one = one
                .strip_suffix(short)
                .is_some_and(|l| l.is_empty() || l.ends_with(' '));
            // "the Social Democratic leader" of the Social Democrats
            let is_adjective = one.strip_suffix("rat").is_some_and(|stem| {
                let end = short.strip_prefix(stem);
                end == Some("ratic")
            });
            // "Greens" after "Green Alliance"
            is_one
                || is_adjective
                || is_state_of(&long.name, short)
                || opens(short)
                || short.strip_suffix('s').is_some_and(opens)
        }
        Nature::Media => false,
    }
}

/// "Sanchez" for "Pedro Sanchez Suarez": the first of two family names.
pub(super) fn is_first_family_name(short: &str, long: &Member) -> bool {
    let mut names = long.name.rsplit(' ').skip(1);
    long.nature == Nature::Person && names.next() == Some(short) && names.next().is_some()
}

/// "Mansouri" for "al-Mansouri": the article may be left out.
fn is_surname(short: &str, surname: &str) -> bool {
    let bare = ["al-", "Al-", "el-", "El-"]
        .iter()
        .find_map(|article| surname.strip_prefix(article));
    surname == short || bare == Some(short)
}

/// Whether a name is the last word of that of a body the files do not know: "the Front" after "the Northern Front".
pub(super) fn is_last_word_of(short: &str, long: &Member) -> bool {
    let before = long.name.strip_suffix(short);
    let is_body = matches!(
        long.nature,
        Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
    );
    let is_cut = before.is_some_and(|b| b.ends_with(' ')) && !short.contains(' ');
    // "the Fund" after "the International Monetary Fund"; a "Union" is as often another.
    let is_telling = !matches!(
        short,
        "Union" | "Nations" | "States" | "Kingdom" | "Party" | "Court"
    );
    let is_known = !long.is_listed() || is_telling && short.starts_with(char::is_uppercase);
    is_body && is_known && is_cut
}

/// "the Torkham crossing": a name before the noun for a place on a border or road.
fn is_of_passage(tree: &Tree, high: usize) -> bool {
    let is_passage = |n: &Node| {
        matches!(
            n.lemma.as_str(),
            "crossing" | "checkpoint" | "pass" | "bridge" | "tunnel" | "strait"
        )
    };
    let is_part = tree.nodes[high - 1].is("compound") && tree.nodes[high - 1].head == Some(high);
    is_part && tree.nodes.get(high).is_some_and(is_passage)
}

/// A name after a preposition of place is a place, and so is that of a crossing.
pub(super) fn is_place(tree: &Tree, low: usize, high: usize) -> bool {
    if is_of_passage(tree, high) {
        return true;
    }
    let head = (low..high)
        .find(|&i| tree.nodes[i].head.is_none_or(|h| h < low || h >= high))
        .unwrap_or(low);
    tree.preposition(head).is_some_and(|p| {
        matches!(
            p.as_str(),
            "in" | "at" | "near" | "outside" | "around" | "inside" | "across" | "off"
        )
    }) && tree.nodes[head].is_nominal()
}

/// "GENEVA, 14 March 2025 (Agency) -": a place in capitals that opens a paragraph.
pub(super) fn is_dateline(tree: &Tree, low: usize) -> bool {
    let form = &tree.nodes[low].form;
    low == 0
        && form.chars().count() > 3
        && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && tree
            .nodes
            .get(1)
            .is_some_and(|n| matches!(n.form.as_str(), "," | "(" | "-" | "–" | "—"))
}
