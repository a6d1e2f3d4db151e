//! At what level, and where, those meet who meet: what tells a meeting of presidents from one of ministers.

use super::super::{Builder, Site};
use super::{MeetingDraft, Sight};
use crate::article::{At, Who};
use crate::cast::Nature;
use crate::when::is_month;
use demarche_evidence::PartyKind;

/// The rank of those who meet, as the noun for them tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Those at the top, without their office: "the two leaders".
    Leaders,
    Presidents,
    /// Prime ministers.
    Premiers,
    Ministers,
    /// Those who stand in for ministers.
    Deputies,
    /// Envoys, chief negotiators, plenipotentiaries.
    Envoys,
    /// Experts, departments, working groups.
    Experts,
    Commanders,
    /// Heads of services: intelligence chiefs.
    Chiefs,
    /// Commissions, boards, panels that sit in their own right.
    Bodies,
}

const LEADERS: &[&str] = &["king", "emir", "monarch", "leader"];

const PREMIERS: &[&str] = &["premier", "chancellor", "taoiseach"];

const ENVOYS: &[&str] = &["envoy", "negotiator", "plenipotentiary", "ambassador"];

const EXPERTS: &[&str] = &["expert", "specialist", "technician", "department"];

const COMMANDERS: &[&str] = &["commander", "general", "officer"];

const CHIEFS: &[&str] = &[
    "intelligence chief",
    "spy chief",
    "security chief",
    "army chief",
    "police chief",
    "security adviser",
];

const BODIES: &[&str] = &["commission", "committee", "panel", "board", "subcommittee"];

/// Words before a rank that make it the next lower one.
const LOWER: &[&str] = &["deputy", "vice", "assistant", "junior"];

/// Adjectives that tell the level of a meeting.
const TECHNICAL: &[&str] = &["technical", "expert", "working"];

/// The level a rank or an office names: "foreign minister", "deputy prime ministers".
fn level(title: &str) -> Option<Level> {
    let title = title.to_lowercase().replace('-', " ");
    let words: Vec<&str> = title.split_whitespace().map(singular).collect();
    let is_lower = words.iter().any(|w| LOWER.contains(w));
    let is = |list: &[&str]| words.iter().any(|w| list.contains(w));
    let is_prime = words.windows(2).any(|w| w == ["prime", "minister"]);
    let is_head = words.windows(2).any(|w| w == ["head", "of"]) && is(&["state", "government"]);
    match () {
        () if is(&["minister"]) && is_lower && !is_prime => Some(Level::Deputies),
        () if is_lower => None,
        () if is_prime || is(PREMIERS) => Some(Level::Premiers),
        () if is(&["president"]) => Some(Level::Presidents),
        () if is_head => Some(Level::Leaders),
        () if is(&["minister"]) => Some(Level::Ministers),
        () if is(ENVOYS) => Some(Level::Envoys),
        () if is(LEADERS) => Some(Level::Leaders),
        () if is(EXPERTS) => Some(Level::Experts),
        () if CHIEFS.iter().any(|c| words.join(" ").ends_with(c)) => Some(Level::Chiefs),
        () if is(COMMANDERS) => Some(Level::Commanders),
        () if words.last().is_some_and(|w| BODIES.contains(w)) => Some(Level::Bodies),
        () => None,
    }
}

impl Level {
    fn is_top(self) -> bool {
        matches!(self, Self::Leaders | Self::Presidents | Self::Premiers)
    }

    /// Whether the same people may be meant: "the two leaders" are the presidents.
    pub(super) fn agrees(self, other: Self) -> bool {
        let is_either_bare = self == Self::Leaders || other == Self::Leaders;
        self == other || is_either_bare && self.is_top() && other.is_top()
    }
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

impl Builder<'_> {
    /// The level that a phrase for a meeting tells: "the presidents' meeting", "a session of the deputy ministers".
    pub(super) fn level_of_phrase(&self, at: At, participants: &[Who]) -> Option<Level> {
        let tree = self.article.tree(at);
        let noun = tree.nodes[at.word].lemma.to_lowercase();
        let below = tree.children(at.word).iter().copied();
        let ranks = below.clone().filter(|&c| {
            let node = &tree.nodes[c];
            node.is("nmod") || node.is("compound")
        });
        let told = ranks.filter_map(|c| {
            let owner = self.antecedent_of_whose(At { word: c, ..at });
            self.level_of_people(owner.unwrap_or(At { word: c, ..at }))
        });
        let is_technical = || {
            below
                .clone()
                .any(|c| TECHNICAL.contains(&tree.nodes[c].lemma.as_str()))
        };
        let told: Vec<Level> = told.collect();
        told.first()
            .copied()
            .or_else(|| (noun == "summit").then_some(Level::Leaders))
            .or_else(|| is_technical().then_some(Level::Experts))
            .or_else(|| self.level_of_offices(participants))
    }

    /// "The liaison officers, whose monthly session was broken off": those whose session it is.
    fn antecedent_of_whose(&self, at: At) -> Option<At> {
        let tree = self.article.tree(at);
        if tree.nodes[at.word].lemma != "whose" {
            return None;
        }
        let clause = tree.ancestor(at.word, |t, n| t.nodes[n].rel == "acl:relcl")?;
        tree.nodes[clause].head.map(|word| At { word, ..at })
    }

    /// The level of those a word stands for: "the two foreign ministers".
    pub(super) fn level_of_people(&self, at: At) -> Option<Level> {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        if node.upos != "NOUN" && node.upos != "PROPN" {
            return None;
        }
        let before: Vec<&str> = tree
            .children(at.word)
            .iter()
            .filter(|&&c| c < at.word && !tree.nodes[c].is("case") && !tree.nodes[c].is("det"))
            .map(|&c| tree.nodes[c].lemma.as_str())
            .collect();
        let after = tree
            .children_by(at.word, "nmod")
            .filter(|&c| tree.preposition(c).as_deref() == Some("of"))
            .map(|c| format!(" of {}", tree.nodes[c].lemma));
        let rank = format!(
            "{} {}{}",
            before.join(" "),
            node.lemma,
            after.collect::<String>()
        );
        level(&rank)
    }

    /// The level of those whom a verb of meeting has for its subject or object.
    pub(super) fn level_of_those(&self, site: Site<'_>, whos: &[Who]) -> Option<Level> {
        let words = [site.frame.agent, site.frame.object];
        words
            .into_iter()
            .flatten()
            .find_map(|word| {
                self.level_of_people(At {
                    word,
                    ..site.head()
                })
            })
            .or_else(|| self.level_of_offices(whos))
    }

    /// The level of people by their offices, where all of them have the same.
    pub(super) fn level_of_offices(&self, people: &[Who]) -> Option<Level> {
        let levels: Vec<Option<Level>> = people
            .iter()
            .filter_map(|w| w.member)
            .map(|m| &self.article.cast.members[m])
            .filter(|m| m.nature == Nature::Person)
            .map(|m| m.role.as_deref().and_then(level))
            .collect();
        let first = *levels.first()?;
        levels.iter().all(|l| *l == first).then_some(first)?
    }

    /// The towns in which a phrase or a clause places what it tells: "in Osh".
    pub(super) fn places_in(&self, at: At) -> Vec<String> {
        let tree = self.article.tree(at);
        tree.children(at.word)
            .iter()
            .filter(|&&c| {
                let node = &tree.nodes[c];
                node.upos == "PROPN"
                    && (node.is("nmod") || node.is("obl"))
                    && tree.preposition(c).as_deref() == Some("in")
                    && !self.is_land(At { word: c, ..at })
                    && !is_month(&node.form)
            })
            .map(|&c| tree.nodes[c].form.to_lowercase())
            .collect()
    }

    /// Whether a word names a state, in which there are many towns.
    fn is_land(&self, at: At) -> bool {
        let Some(mention) = self.article.cast.at(at.sentence, at.word) else {
            return false;
        };
        let nature = self.article.cast.members[mention.member].nature;
        nature == Nature::Party(PartyKind::State)
            && mention.kind != crate::gazetteer::NameKind::Capital
    }

    /// Whether a phrase tells of others, or of another town, than a meeting.
    pub(super) fn is_elsewhere(&self, meeting: &MeetingDraft, sight: &Sight) -> bool {
        let known = meeting
            .level
            .or_else(|| self.level_of_offices(&meeting.participants));
        let levels = known.zip(sight.level);
        let is_other_level = levels.is_some_and(|(a, b)| !a.agrees(b));
        // "The meeting of the two presidents" after a session of which nobody said that presidents sit there.
        let is_higher = known.is_none()
            && sight.level.is_some_and(Level::is_top)
            && meeting.noun != sight.noun
            && !meeting.steps.is_empty();
        let is_other_town = !meeting.places.is_empty()
            && !sight.places.is_empty()
            && !sight.places.iter().any(|p| meeting.places.contains(p));
        is_other_level || is_higher || is_other_town
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, level};

    #[test]
    fn offices_have_a_level() {
        let all = [
            ("foreign minister", Some(Level::Ministers)),
            ("two foreign ministers", Some(Level::Ministers)),
            ("Prime Minister", Some(Level::Premiers)),
            ("deputy prime minister", None),
            ("vice-ministers", Some(Level::Deputies)),
            ("heads of state", Some(Level::Leaders)),
            ("president of Peru", Some(Level::Presidents)),
            ("chief negotiators", Some(Level::Envoys)),
            ("two intelligence chiefs", Some(Level::Chiefs)),
            ("joint military commission", Some(Level::Bodies)),
            ("delegations", None),
        ];
        for (title, expected) in all {
            assert_eq!(level(title), expected, "{title}");
        }
    }
}
