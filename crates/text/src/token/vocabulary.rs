//! Closed word lists of the tokeniser.

/// Abbreviations that stand before a name or number: a sentence never ends after them.
const LEADING: &[&str] = &[
    "adm.", "amb.", "asst.", "brig.", "capt.", "cf.", "cmdr.", "col.", "cpl.", "dr.", "drs.",
    "sts.", "e.g.", "fr.", "ft.", "gen.", "gov.", "hon.", "i.e.", "insp.", "lt.", "maj.",
    "messrs.", "mr.", "mrs.", "ms.", "mt.", "pres.", "prof.", "pvt.", "rep.", "reps.", "rev.",
    "sen.", "sens.", "sgt.", "sr.", "st.", "supt.", "viz.", "vs.", "v.", "approx.", "ca.", "attn.",
];

/// Abbreviations a sentence may end with.
const CLOSING: &[&str] = &[
    "a.k.a.", "al.", "apr.", "assn.", "aug.", "ave.", "bldg.", "blvd.", "bros.", "co.", "corp.",
    "ct.", "dec.", "dept.", "dist.", "div.", "esq.", "est.", "etc.", "ext.", "feb.", "fri.",
    "inc.", "intl.", "jan.", "jr.", "jul.", "jun.", "ltd.", "mar.", "mfg.", "mon.", "nov.", "oct.",
    "ph.d.", "plc.", "rd.", "sat.", "sept.", "sep.", "sun.", "thu.", "thur.", "thurs.", "tue.",
    "tues.", "univ.", "wed.", "yr.", "ariz.", "calif.", "colo.", "conn.", "fla.", "ga.", "ill.",
    "ind.", "kan.", "ky.", "la.", "md.", "mich.", "minn.", "mo.", "neb.", "nev.", "okla.", "ore.",
    "pa.", "tenn.", "tex.", "va.", "wash.", "wis.", "gmbh.", "govt.", "min.", "max.", "tel.",
    "temp.", "op.", "ps.",
];

/// Abbreviations that count as such only before a number: elsewhere they are words.
const BEFORE_NUMBER: &[&str] = &[
    "no.", "nos.", "art.", "fig.", "p.", "pp.", "sec.", "vol.", "ch.", "par.", "res.", "c.",
];

/// First parts of a hyphenated word that stay with the second.
const PREFIXES: &[&str] = &[
    "anti", "bi", "bio", "co", "counter", "cross", "de", "dis", "ex", "extra", "geo", "hyper",
    "il", "im", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono",
    "multi", "neo", "neuro", "non", "omni", "over", "pan", "para", "poly", "post", "pre", "pro",
    "proto", "pseudo", "psycho", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra",
    "un", "under", "uni", "vice", "politico", "sino", "afro",
];

/// Hyphenated words that are one token all the same.
const WHOLE: &[&str] = &[
    "e-commerce",
    "e-mail",
    "e-mails",
    "e-mailed",
    "e-mailing",
    "co-op",
    "x-ray",
    "x-rays",
    "t-shirt",
    "uh-huh",
    "uh-oh",
];

/// Words that look like two and are: the byte at which the second begins.
const JOINED: &[(&str, usize)] = &[
    ("cannot", 3),
    ("cant", 2),
    ("im", 1),
    ("ive", 1),
    ("thats", 4),
    ("whats", 4),
    ("youre", 3),
    ("theyre", 4),
    ("hes", 2),
    ("theres", 5),
    ("arent", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("wanna", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("wont", 2),
    ("isnt", 2),
    ("wasnt", 3),
    ("havent", 4),
    ("wouldnt", 5),
    ("couldnt", 5),
    ("shouldnt", 6),
    ("gimme", 3),
    ("lemme", 3),
    ("outta", 3),
    ("alot", 1),
    ("lets", 3),
    ("whos", 3),
];

/// Words that begin a sentence and end no address or file name: `dinner.it was` lacks a space.
const BEGINNINGS: &[&str] = &[
    "a", "all", "also", "and", "at", "but", "he", "i", "if", "in", "is", "it", "my", "no", "not",
    "other", "please", "she", "so", "that", "the", "them", "then", "there", "they", "this", "we",
    "what", "when", "you",
];

/// Units and multiples that stand close behind a number.
const UNITS: &[&str] = &[
    "k", "K", "m", "M", "mn", "b", "bn", "tn", "x", "p", "g", "kg", "mg", "lb", "lbs", "oz", "mm",
    "cm", "km", "ft", "mph", "kph", "ml", "cc", "hr", "hrs", "min", "mins", "sec", "Hz", "kHz",
    "MHz", "GHz", "kb", "KB", "mb", "MB", "gb", "GB", "TB", "kW", "kw", "MW", "mw", "GW", "kV",
    "kWh", "MWh", "GWh", "kt", "Mt", "ha", "hh",
];

/// Words before which `its` is `it's` without its mark: no noun phrase that somebody has begins with them.
const AFTER_IT_IS: &[&str] = &[
    "a",
    "about",
    "actually",
    "all",
    "also",
    "always",
    "an",
    "as",
    "at",
    "because",
    "been",
    "between",
    "called",
    "definitely",
    "for",
    "from",
    "getting",
    "going",
    "gonna",
    "her",
    "his",
    "how",
    "in",
    "just",
    "like",
    "my",
    "never",
    "no",
    "not",
    "nothing",
    "now",
    "okay",
    "only",
    "on",
    "our",
    "pretty",
    "probably",
    "quite",
    "really",
    "simply",
    "so",
    "still",
    "that",
    "the",
    "their",
    "this",
    "to",
    "too",
    "up",
    "very",
    "what",
    "when",
    "where",
    "why",
    "with",
    "your",
];

/// Adjectives that are said of an `it`; something may have them too (`its great hall`), so what follows decides.
const SAID_OF_IT: &[&str] = &[
    "awesome",
    "bad",
    "better",
    "cheap",
    "cheaper",
    "clear",
    "cool",
    "cute",
    "different",
    "difficult",
    "easier",
    "easy",
    "expensive",
    "fine",
    "fun",
    "good",
    "great",
    "hard",
    "healthier",
    "horrible",
    "important",
    "impossible",
    "likely",
    "natural",
    "necessary",
    "nice",
    "normal",
    "obvious",
    "possible",
    "quieter",
    "rare",
    "sad",
    "safe",
    "safer",
    "simple",
    "tough",
    "true",
    "unlikely",
    "weird",
    "worse",
    "worth",
    "wrong",
];

/// Words that begin nothing that somebody could have, and so end what is said of an `it`.
const AFTER_AN_ADJECTIVE: &[&str] = &[
    "a", "and", "at", "because", "but", "enough", "every", "for", "how", "if", "in", "it", "on",
    "or", "since", "so", "than", "that", "the", "to", "too", "what", "when", "where", "who", "why",
    "with", "you",
];

/// A unit as written: `m` is metres or millions, `M` millions.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// Whether the text after an `its` says that it stands for `it's`.
pub(super) fn follows_it_is(next: &str) -> bool {
    let (word, rest) = first_word(next);
    if AFTER_IT_IS.contains(&word.as_str()) {
        return true;
    }
    let (after, _) = first_word(rest);
    SAID_OF_IT.contains(&word.as_str())
        && (after.is_empty() || AFTER_AN_ADJECTIVE.contains(&after.as_str()))
}

/// The first word in lower case and what follows it; no word where the text goes on with a mark.
fn first_word(text: &str) -> (String, &str) {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    (text[..end].to_lowercase(), &text[end..])
}

/// What a full stop after a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name: no sentence ends here.
    Leading,
    /// A sentence may or may not end here.
    Closing,
    /// An abbreviation only if a number follows.
    BeforeNumber,
}

/// Looks up a word with its full stop, in lower case.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if LEADING.contains(&word) {
        Some(Abbreviation::Leading)
    } else if CLOSING.contains(&word) {
        Some(Abbreviation::Closing)
    } else if BEFORE_NUMBER.contains(&word) {
        Some(Abbreviation::BeforeNumber)
    } else {
        None
    }
}

pub(super) fn is_prefix(part: &str) -> bool {
    PREFIXES.contains(&part)
}

pub(super) fn begins_a_sentence(word: &str) -> bool {
    BEGINNINGS.contains(&word)
}

pub(super) fn is_whole(word: &str) -> bool {
    WHOLE.contains(&word)
}

pub(super) fn joined(word: &str) -> Option<usize> {
    JOINED
        .iter()
        .find(|(form, _)| *form == word)
        .map(|&(_, at)| at)
}
