//! What a meeting is called that a verb tells of.

use super::super::Builder;
use super::identity::ORDINALS;
use crate::article::At;
use crate::tree::Tree;
use crate::when;
use demarche_evidence::without_aside;

/// Verbs of going to see somebody.
const VISITING: &[&str] = &["visit", "travel", "go", "fly", "come", "head", "tour"];

/// Of these, those that are said of journeys alone.
const JOURNEYS: &[&str] = &["visit", "travel", "fly", "tour"];

/// Verbs of being in one room.
pub(super) const MEETING: &[&str] = &[
    "meet",
    "see",
    "sit",
    "gather",
    "convene",
    "assemble",
    "reconvene",
    "receive",
    "confer",
];

/// Verbs of talking about something.
const TALKING: &[&str] = &[
    "discuss",
    "negotiate",
    "talk",
    "speak",
    "exchange",
    "consult",
];

/// So many words name a thing; more tell of it.
const SHORT: usize = 12;

impl Builder<'_> {
    /// "accepted an invitation to visit Oslo" is a visit to Oslo, "was willing to meet the envoy" a meeting with the envoy, "discussed
    /// the quota" talks on the quota. None of other verbs.
    pub(super) fn noun_of_verb(&self, at: At) -> Option<String> {
        let tree = self.article.tree(at);
        let verb = deed(tree, at.word)?;
        let lemma = tree.nodes[verb].lemma.as_str();
        let object = tree.child(verb, "obj");
        let by = |prepositions: &[&str]| {
            tree.children_by(verb, "obl").find(|&o| {
                tree.preposition(o)
                    .is_some_and(|p| prepositions.contains(&p.as_str()))
            })
        };
        let is_name =
            |&o: &usize| tree.nodes[o].upos == "PROPN" && !when::is_month(&tree.nodes[o].form);
        let place = || by(&["in", "at"]).filter(is_name);
        // "exchanged views on the quota"
        let views = object.filter(|&o| matches!(tree.nodes[o].lemma.as_str(), "view" | "opinion"));
        let matter = || {
            let of_views = views.and_then(|v| tree.child(v, "nmod"));
            of_views.or(object).or_else(|| by(&["about", "on", "over"]))
        };
        let others = object.or_else(|| by(&["with"]));
        // "have gone into the hall", "are going in again": no journey
        let is_entry = by(&["into"]).is_some()
            || !JOURNEYS.contains(&lemma)
                && tree
                    .child(verb, "compound")
                    .is_some_and(|c| tree.nodes[c].form == "in");
        let (noun, ways) = if VISITING.contains(&lemma) && !is_entry {
            (
                "visit",
                [
                    ("to", object.or_else(|| by(&["to", "in"]))),
                    ("in", None),
                    ("of", None),
                ],
            )
        } else if TALKING.contains(&lemma) {
            (
                "talks",
                [("on", matter()), ("with", by(&["with"])), ("in", place())],
            )
        } else {
            (
                "meeting",
                [
                    ("with", others),
                    ("in", place()),
                    ("of", subject(tree, verb)),
                ],
            )
        };
        let told = ways.into_iter().find_map(|(tie, word)| {
            let told = self.told_in_short(At { word: word?, ..at })?;
            Some(format!("{noun} {tie} {told}"))
        });
        Some(told.unwrap_or_else(|| noun.to_owned()))
    }

    /// "The congress was moved to 5 July": what a verb tells it of, where that is a thing.
    pub(super) fn noun_over_verb(&self, at: At) -> Option<String> {
        let tree = self.article.tree(at);
        let word = subject(tree, at.word).filter(|&s| tree.nodes[s].upos == "NOUN")?;
        let whos = self.article.who(At { word, ..at });
        if !whos.is_empty()
            || self
                .article
                .gazetteer
                .sector(&tree.nodes[word].lemma)
                .is_some()
        {
            return None;
        }
        let told = self.told_in_short(At { word, ..at })?;
        let bare = ["a ", "an ", "the ", "A ", "An ", "The "]
            .iter()
            .find_map(|a| told.strip_prefix(a));
        Some(bare.unwrap_or(&told).to_owned())
    }

    /// "Two sessions were held, and a third was agreed": "third session", by the noun that was counted before.
    pub(super) fn counted(&self, at: At) -> Option<String> {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        let is_one_of_more = ORDINALS.contains(&node.lemma.as_str()) || node.lemma == "another";
        let is_count = is_one_of_more && tree.child(at.word, "nmod").is_none();
        if !is_count || self.rules.lexicon.is(&node.lemma, "meeting") {
            return None;
        }
        let here = (0..at.word).rev().map(|word| At { word, ..at });
        let before = at.sentence.checked_sub(1).into_iter().flat_map(|sentence| {
            let words = 0..self.article.trees[sentence].nodes.len();
            words.rev().map(move |word| At { sentence, word })
        });
        let noun = here.chain(before).find(|&n| self.is_meeting_noun(n))?;
        let noun = &self.article.tree(noun).nodes[noun.word].lemma;
        Some(format!("{} {noun}", node.lemma.to_lowercase()))
    }

    /// A phrase of a few words, without its clauses.
    fn told_in_short(&self, at: At) -> Option<String> {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent_without(at.word, &|c| {
            let node = &tree.nodes[c];
            node.is("acl")
                || node.is("parataxis")
                || node.is("appos")
                || node.is("case") && node.head == Some(at.word)
        });
        let (low, high) = tree.trim(low, high);
        let told = without_aside(self.article.slice(tree.span_of(low, high)));
        let is_short = told.split_whitespace().count() <= SHORT;
        let is_word = matches!(tree.nodes[low].upos, "DET" | "NUM" | "ADJ");
        let told = if is_word && !tree.nodes[low].is("amod") {
            lowered(told)
        } else {
            told.to_owned()
        };
        (is_short && tree.nodes[at.word].upos != "PRON").then_some(told)
    }
}

/// "The two ministers discussed the border": whether those who met are told to have talked, and not that they met.
pub(super) fn goes_on_talking(tree: &Tree, head: usize) -> bool {
    const GROUPS: &[&str] = &[
        "minister",
        "leader",
        "president",
        "side",
        "party",
        "delegation",
        "they",
        "both",
        "two",
        "official",
        "negotiator",
        "envoy",
    ];
    let talks = [TALKING, &["review", "address", "touch"]]
        .iter()
        .any(|verbs| verbs.contains(&tree.nodes[head].lemma.as_str()));
    let who = subject(tree, head).filter(|_| talks);
    who.is_some_and(|s| {
        let node = &tree.nodes[s];
        let is_definite = node.upos != "NOUN"
            || tree
                .children(s)
                .iter()
                .any(|&c| matches!(tree.nodes[c].lemma.as_str(), "the" | "both" | "two"));
        GROUPS.contains(&node.lemma.as_str()) && node.xpos != "NN" && is_definite
    })
}

/// Whether a predication tells of a journey, and not of one for talks.
pub(super) fn is_visiting(tree: &Tree, head: usize) -> bool {
    deed(tree, head).is_some_and(|verb| {
        let is_journey = JOURNEYS.contains(&tree.nodes[verb].lemma.as_str());
        let mut around = tree.children_by(verb, "obl");
        is_journey && !around.any(|o| tree.preposition(o).as_deref() == Some("for"))
    })
}

/// The verb of going, meeting or talking in a predication: its own, or that of what somebody accepts, agrees or is willing to do.
fn deed(tree: &Tree, head: usize) -> Option<usize> {
    let is_deed = |i: usize| {
        let lemma = tree.nodes[i].lemma.as_str();
        [VISITING, MEETING, TALKING]
            .iter()
            .any(|verbs| verbs.contains(&lemma))
    };
    let inner = |word: usize| {
        let done = tree
            .child(word, "xcomp")
            .or_else(|| tree.child(word, "ccomp"));
        done.or_else(|| tree.child(tree.child(word, "obj")?, "acl"))
    };
    std::iter::successors(Some(head), |&word| inner(word)).find(|&word| is_deed(word))
}

/// Who does what a verb tells, where a name or noun says so.
fn subject(tree: &Tree, verb: usize) -> Option<usize> {
    tree.child(verb, "nsubj")
        .or_else(|| tree.child(verb, "nsubj:pass"))
}

/// "The commission" and "Both sides" in the middle of a phrase.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}
