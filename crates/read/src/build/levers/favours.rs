//! Whether a step would do others good or harm.

use super::super::{Builder, Site};

/// Verbs of giving others what they want, whatever the object.
const GIVING: &[&str] = &[
    "accept",
    "admit",
    "apply",
    "bear",
    "consider",
    "contribute",
    "cover",
    "discuss",
    "extend",
    "finance",
    "host",
    "implement",
    "receive",
    "sign",
    "take back",
    "take part",
    "agree",
    "allow",
    "attend",
    "back",
    "free",
    "give",
    "give back",
    "grant",
    "hand",
    "hand back",
    "hand over",
    "send back",
    "set free",
    "offer",
    "let",
    "pay",
    "permit",
    "readmit",
    "ratify",
    "recognise",
    "recognize",
    "release",
    "reopen",
    "return",
    "shoulder",
    "support",
    "unfreeze",
];

/// Verbs of taking a burden off others, if what is taken off is one.
const RELIEVING: &[&str] = &[
    "cease", "cut", "drop", "ease", "end", "halve", "halt", "lift", "lower", "pause", "reduce",
    "remove", "scrap", "stop", "suspend", "waive",
];

/// Burdens that are neither an imposed measure nor a reprisal by the word lists.
const BURDENS: &[&str] = &[
    "attack",
    "bombardment",
    "bombing",
    "customs",
    "drill",
    "test",
    "duty",
    "enrichment",
    "fee",
    "fighting",
    "fire",
    "levy",
    "offensive",
    "operation",
    "raid",
    "restriction",
    "shelling",
    "tariff",
    "toll",
];

/// What others are glad if somebody stops doing it.
const HURTING: &[&str] = &[
    "attack", "block", "bomb", "bombard", "deport", "detain", "enrich", "expel", "fight", "fire",
    "harass", "kidnap", "picket", "return", "shell", "shoot", "strike", "tax",
];

/// Verbs of taking away, which spare others if what is taken away is armed.
const WITHDRAWING: &[&str] = &[
    "pull back",
    "pull out",
    "withdraw",
    "pull",
    "demobilise",
    "demobilize",
];

const ARMED: &[&str] = &[
    "aircraft", "battery", "boat", "drone", "fleet", "launcher", "plane", "ship", "army",
    "fighter", "force", "gun", "militia", "missile", "soldier", "tank", "troop", "unit", "vessel",
    "warship",
];

/// Verbs of going on with what others miss, if it is something to miss.
const RESUMING: &[&str] = &["open", "restart", "restore", "resume", "begin"];

const MISSED: &[&str] = &[
    "aid", "border", "convoy", "crossing", "delivery", "export", "flight", "flow", "gas", "grant",
    "import", "payment", "port", "road", "service", "shipment", "supply", "talk", "trade",
    "transit", "work",
];

impl Builder<'_> {
    /// "allow visits", "pull back its forces", "lift the duty": whether a step is what the other side would like.
    pub(super) fn is_favour(&self, site: Site<'_>) -> bool {
        let nodes = &self.article.trees[site.sentence].nodes;
        let verb = site.frame.lemma.as_str();
        let object = site.frame.object.map(|o| nodes[o].lemma.as_str());
        let is_any = |nouns: &[&str]| object.is_some_and(|o| nouns.contains(&o));
        let is_burden = || {
            let is_measure = |o: &str| {
                self.rules.lexicon.is(o, "imposed") || self.rules.lexicon.is(o, "reprisal")
            };
            object.is_some_and(is_measure) || is_any(BURDENS)
        };
        // "would stop *shooting*"
        let deed = site.frame.content.filter(|&c| nodes[c].xpos == "VBG");
        let is_ceased = deed.is_some_and(|c| HURTING.contains(&nodes[c].lemma.as_str()));
        // "the army would withdraw from the town"
        let subject = site.frame.agent.map(|a| nodes[a].lemma.as_str());
        let leads_away = object.is_none() && subject.is_some_and(|s| ARMED.contains(&s));
        !site.frame.negated
            && (GIVING.contains(&verb) && !is_burden()
                || RELIEVING.contains(&verb) && (is_burden() || is_ceased)
                || WITHDRAWING.contains(&verb) && (is_any(ARMED) || leads_away)
                || RESUMING.contains(&verb) && is_any(MISSED))
    }
}
