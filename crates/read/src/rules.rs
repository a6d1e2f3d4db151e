//! The rule files: what they may say, and whether a rule fits a frame.
//!
//! `data/rules/README.md` is the reference for writing them.

use crate::frame::{Frame, Tense};
use crate::lexicon::Lexicon;
use crate::slots::{Scene, satisfied};
use demarche_evidence::{AgreementStage, MeetingStatus, MilestoneKind, PloverType};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The built-in files, in the order in which their rules are tried.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "classes.toml",
        include_str!("../../../data/rules/classes.toml"),
    ),
    (
        "meetings.toml",
        include_str!("../../../data/rules/meetings.toml"),
    ),
    (
        "proposals.toml",
        include_str!("../../../data/rules/proposals.toml"),
    ),
    (
        "milestones.toml",
        include_str!("../../../data/rules/milestones.toml"),
    ),
    (
        "agreements.toml",
        include_str!("../../../data/rules/agreements.toml"),
    ),
    (
        "speech.toml",
        include_str!("../../../data/rules/speech.toml"),
    ),
    (
        "pressure.toml",
        include_str!("../../../data/rules/pressure.toml"),
    ),
    (
        "causes.toml",
        include_str!("../../../data/rules/causes.toml"),
    ),
    (
        "impasse.toml",
        include_str!("../../../data/rules/impasse.toml"),
    ),
    (
        "events.toml",
        include_str!("../../../data/rules/events.toml"),
    ),
];

/// Tried after all others, also after those of a user's own files: they speak where no rule knows the words.
const SIGNS: [(&str, &str); 2] = [
    ("signs.toml", include_str!("../../../data/rules/signs.toml")),
    ("acts.toml", include_str!("../../../data/rules/acts.toml")),
];

/// Why a rule file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Not TOML, or a key that rules do not have.
    #[error("{file}: {source}")]
    Syntax {
        /// The file.
        file: String,
        /// What the TOML reader says, with the place.
        source: Box<toml::de::Error>,
    },
    /// A rule names a word class that no file defines.
    #[error("{file}: rule `{rule}` uses the class `@{class}`, which no file defines")]
    UnknownClass {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// The class.
        class: String,
    },
    /// Two rules share an id.
    #[error("{file}: a second rule with the id `{rule}`")]
    DuplicateId {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    class: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name of the file it stands in.
    #[serde(skip)]
    pub file: String,
    /// Its name, unique among all files.
    pub id: String,
    /// What it is for.
    pub comment: String,
    /// A sentence on which it fires: the rule's own test.
    pub example: String,
    /// What reading the example must give, among other things (see the rules' reference page).
    pub gives: Vec<String>,
    /// Verb lemmas that trigger it; `@class` stands for the members of a class.
    #[serde(default)]
    verb: Vec<String>,
    /// Action nouns that trigger it.
    #[serde(default)]
    noun: Vec<String>,
    /// Prepositions ("according to") that trigger it on whatever predication they stand beside.
    #[serde(default)]
    preposition: Vec<String>,
    /// PLOVER types: words that the text model takes for names of such events trigger it.
    #[serde(default)]
    sign: Vec<PloverType>,
    /// Acts of talks: words that the text model takes for names of such acts trigger it, where no other rule found the like in
    /// the sentence.
    #[serde(default)]
    act: Vec<Act>,
    /// Statuses of meetings: words by which the text model sees that a meeting stands so trigger it, likewise.
    #[serde(default)]
    step: Vec<MeetingStatus>,
    /// Predicative adjectives and nouns ("is *ready*") that trigger it.
    #[serde(default)]
    predicate: Vec<String>,
    /// What must stand in which slot.
    #[serde(default)]
    needs: BTreeMap<String, String>,
    /// Conditions on the frame: `affirmed`, `negated`, `actual`, `future`, `modal`, `passive`, ...
    #[serde(default)]
    when: Vec<String>,
    /// How sure a reader may be of what it makes, 0 to 1.
    #[serde(default = "usual")]
    pub confidence: f32,
    /// Whether its words leave no doubt, so that it never yields to what the text model sees.
    #[serde(default)]
    firm: bool,
    /// What it makes.
    pub make: Vec<Make>,
    /// Whether it is silent where the text model sees nothing of what it would make: true of the words that come with the reader,
    /// unless they are firm, never of somebody's own.
    #[serde(skip)]
    pub(crate) yields: bool,
}

fn usual() -> f32 {
    0.8
}

/// What the text model has an eye for in the words of parties, see `training/acts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Pressure.
    Lever,
    /// Why talks are stuck.
    Reason,
    /// Praise.
    Positive,
    /// Blame.
    Negative,
    /// A judgement that goes neither way.
    Neutral,
    /// What a party wants.
    Demand,
    /// Something is put to others.
    Propose,
    /// A yes.
    Accept,
    /// A no.
    Refuse,
    /// A yes on a condition.
    Condition,
    /// Who could end the deadlock, or has to decide.
    Mover,
}

impl Act {
    /// The act behind a label of a model.
    pub(crate) fn named(label: &str) -> Option<Self> {
        Self::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(label))
            .ok()
    }
}

/// What a rule makes of a frame. Every value but `kind` names a slot or a fixed word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "lowercase")]
pub enum Make {
    /// A PLOVER event.
    Event {
        /// Event type.
        r#type: String,
        /// Slot of who acts.
        source: String,
        /// Slot of who is acted upon.
        #[serde(default)]
        target: Option<String>,
        /// PLOVER mode.
        #[serde(default)]
        mode: Option<String>,
    },
    /// A step in the life of the meeting named in a slot.
    Meeting {
        /// The status.
        status: String,
        /// Slot of the meeting.
        on: String,
        /// Slot of further participants.
        #[serde(default)]
        participants: Option<String>,
    },
    /// A meeting told by a verb ("they met").
    Met {
        /// Status, if not worked out from the tense.
        #[serde(default)]
        status: Option<String>,
        /// Form: call, talks, visit.
        form: String,
        /// Slots of those who meet.
        participants: String,
    },
    /// A proposal.
    Proposal {
        /// Slot of who proposes.
        by: String,
        /// Slot of what.
        what: String,
        /// Slot of whom it is asked: then it counts as a proposal once one of them answers.
        #[serde(default)]
        of: Option<String>,
    },
    /// A stance on the proposal named in a slot.
    Stance {
        /// `backs`, `rejects`, `conditional`, or `same` for the one taken just before.
        stance: String,
        /// Slot of whose.
        by: String,
        /// Slot of the proposal; `invitation` for the last one, `latest` for the last proposal.
        on: String,
    },
    /// What parties have undertaken to each other.
    Agreement {
        /// Slot of who agreed.
        by: String,
        /// Slot of what.
        what: String,
        /// How far it has come.
        stage: AgreementStage,
    },
    /// A day ahead that bears on the talks.
    Milestone {
        /// What the day brings.
        brings: MilestoneKind,
        /// Slot of who has to act or decides.
        by: String,
        /// Slot of what.
        what: String,
    },
    /// A demand or refusal.
    Demand {
        /// Slot of who wants.
        by: String,
        /// Slot of what.
        what: String,
        /// Slot of whom it is asked.
        #[serde(default)]
        of: Option<String>,
        /// Whether it is a refusal.
        #[serde(default)]
        refusal: bool,
        /// Whether it is what the party is ready to do.
        #[serde(default)]
        offer: bool,
    },
    /// A judgement.
    Judgement {
        /// Slot of who judges.
        by: String,
        /// Slot of what is judged.
        of: String,
        /// Slot of the words.
        words: String,
        /// Fixed polarity; else that of the words.
        #[serde(default)]
        polarity: Option<String>,
    },
    /// A causal claim.
    Claim {
        /// Slot of who claims.
        by: String,
        /// Slot of the cause.
        cause: String,
        /// Slot of the effect.
        effect: String,
    },
    /// A lever.
    Lever {
        /// Slot of the holder.
        holder: String,
        /// Slot of who is pressed.
        #[serde(default)]
        against: Option<String>,
        /// Slot of what.
        what: String,
        /// `used`, `withheld`, `threatened`, `available`.
        state: String,
        /// Whether using it hands something over for good.
        #[serde(default)]
        irreversible: bool,
    },
    /// What the text says about the impasse.
    Remark {
        /// `stuck`, `reason`, `mover`, `condition`.
        remark: String,
        /// Slot of its words.
        text: String,
        /// Slot of whom it concerns.
        #[serde(default)]
        actors: Option<String>,
    },
    /// Speech: `by` says `content`.
    Quote {
        /// Slot of the speaker.
        by: String,
        /// Slot of what is said.
        content: String,
    },
}

/// The rules and the words they use.
#[derive(Debug)]
pub struct RuleBook {
    /// All rules in the order in which they are tried.
    pub rules: Vec<Rule>,
    pub(crate) lexicon: Lexicon,
    by_verb: BTreeMap<String, Vec<usize>>,
    by_noun: BTreeMap<String, Vec<usize>>,
    by_predicate: BTreeMap<String, Vec<usize>>,
    by_preposition: BTreeMap<String, Vec<usize>>,
    by_sign: BTreeMap<String, Vec<usize>>,
    by_act: BTreeMap<Act, Vec<usize>>,
    by_step: BTreeMap<MeetingStatus, Vec<usize>>,
}

impl RuleBook {
    /// The rules that come with the reader.
    ///
    /// # Errors
    /// When a built-in file is broken; a test makes sure that none is.
    pub fn built_in() -> Result<Self, RuleError> {
        Self::built_in_and(&[])
    }

    /// The built-in rules, and after them those of further `(name, content)` pairs of files,
    /// which may use the built-in classes.
    ///
    /// # Errors
    /// As [`RuleBook::from_files`].
    pub fn built_in_and(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut book = Self::from_files(&[BUILT_IN, files, &SIGNS].concat())?;
        for rule in &mut book.rules {
            rule.yields = !rule.firm && BUILT_IN.iter().any(|(name, _)| *name == rule.file);
        }
        Ok(book)
    }

    /// These rules, of which none yields to what the text model sees: for trying them on sentences.
    #[must_use]
    pub fn unyielding(mut self) -> Self {
        for rule in &mut self.rules {
            rule.yields = false;
        }
        self
    }

    /// Rules from `(name, content)` pairs of files.
    ///
    /// # Errors
    /// When a file is not TOML of the described shape, a class is unknown or an id comes twice.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut rules: Vec<(String, Rule)> = Vec::new();
        for (name, content) in files {
            let file: File = toml::from_str(content).map_err(|source| RuleError::Syntax {
                file: (*name).to_owned(),
                source: Box::new(source),
            })?;
            for (class, words) in file.class {
                classes.entry(class).or_default().extend(words);
            }
            for mut rule in file.rule {
                (*name).clone_into(&mut rule.file);
                if rules.iter().any(|(_, r)| r.id == rule.id) {
                    return Err(RuleError::DuplicateId {
                        file: (*name).to_owned(),
                        rule: rule.id,
                    });
                }
                rules.push(((*name).to_owned(), rule));
            }
        }
        for (file, rule) in &rules {
            check_classes(file, rule, &classes)?;
        }
        Ok(Self::index(
            rules.into_iter().map(|(_, r)| r).collect(),
            classes,
        ))
    }

    fn index(rules: Vec<Rule>, classes: BTreeMap<String, BTreeSet<String>>) -> Self {
        let mut index: [BTreeMap<String, Vec<usize>>; 4] = Default::default();
        for (i, rule) in rules.iter().enumerate() {
            for (map, triggers) in
                index
                    .iter_mut()
                    .zip([&rule.verb, &rule.noun, &rule.predicate, &rule.preposition])
            {
                for lemma in expand(triggers, &classes) {
                    let list = map.entry(lemma).or_default();
                    if list.last() != Some(&i) {
                        list.push(i);
                    }
                }
            }
        }
        let [by_verb, by_noun, by_predicate, by_preposition] = index;
        let mut by_sign: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, rule) in rules.iter().enumerate() {
            for sign in &rule.sign {
                by_sign.entry(sign.name().to_owned()).or_default().push(i);
            }
        }
        let mut by_act: BTreeMap<Act, Vec<usize>> = BTreeMap::new();
        for (i, rule) in rules.iter().enumerate() {
            for act in &rule.act {
                by_act.entry(*act).or_default().push(i);
            }
        }
        let mut by_step: BTreeMap<MeetingStatus, Vec<usize>> = BTreeMap::new();
        for (i, rule) in rules.iter().enumerate() {
            for step in &rule.step {
                by_step.entry(*step).or_default().push(i);
            }
        }
        let nouns = by_noun.keys().cloned().collect();
        Self {
            rules,
            lexicon: Lexicon::new(classes, nouns),
            by_verb,
            by_noun,
            by_predicate,
            by_preposition,
            by_sign,
            by_act,
            by_step,
        }
    }

    /// Rules that the head of a frame triggers and whose conditions hold, in file order.
    pub(crate) fn matching(&self, scene: Scene<'_>) -> Vec<&Rule> {
        let mut found = self.triggered(scene);
        found.retain(|rule| rule.failing(scene).is_none());
        found
    }

    /// Rules for an act that the text model sees in a word, whose conditions hold, in file order.
    pub(crate) fn of_act(&self, act: Act, scene: Scene<'_>) -> Vec<&Rule> {
        self.holding(self.by_act.get(&act), scene)
    }

    /// Rules for how a meeting stands by a word, whose conditions hold, in file order.
    pub(crate) fn of_step(&self, step: MeetingStatus, scene: Scene<'_>) -> Vec<&Rule> {
        self.holding(self.by_step.get(&step), scene)
    }

    fn holding(&self, found: Option<&Vec<usize>>, scene: Scene<'_>) -> Vec<&Rule> {
        let rules = found.into_iter().flatten().map(|&i| &self.rules[i]);
        rules.filter(|rule| rule.failing(scene).is_none()).collect()
    }

    /// Rules that the head of a frame triggers, in file order, whether or not their conditions
    /// hold.
    pub(crate) fn triggered(&self, scene: Scene<'_>) -> Vec<&Rule> {
        let (tree, frame) = (scene.tree(), scene.frame);
        let node = &tree.nodes[frame.head];
        let mut found: Vec<usize> = Vec::new();
        if frame.nominal {
            found.extend(self.by_noun.get(&frame.lemma).into_iter().flatten());
        } else {
            let is_copular = tree.child(frame.head, "cop").is_some() || node.upos == "ADJ";
            if is_copular {
                found.extend(self.by_predicate.get(&node.lemma).into_iter().flatten());
                found.extend(self.by_predicate.get("*").into_iter().flatten());
            }
            if !is_copular || node.upos == "VERB" {
                for lemma in verb_keys(scene) {
                    found.extend(self.by_verb.get(&lemma).into_iter().flatten());
                }
                found.extend(self.by_verb.get("*").into_iter().flatten());
            }
        }
        for (preposition, _) in &frame.oblique {
            found.extend(self.by_preposition.get(preposition).into_iter().flatten());
        }
        if let Some(sign) = node
            .clear_event()
            .filter(|_| tree.leads_its_sign(frame.head))
        {
            found.extend(self.by_sign.get(&*sign.label).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|i| &self.rules[i]).collect()
    }
}

/// The verb alone, with each preposition it governs ("call on"), and with its object as a light
/// verb ("take place").
fn verb_keys(scene: Scene<'_>) -> Vec<String> {
    let (tree, frame) = (scene.tree(), scene.frame);
    let mut keys = vec![frame.lemma.clone()];
    for (preposition, place) in &frame.oblique {
        // "For the opposition, she calls that …" is no "call for".
        if !preposition.is_empty() && *place > frame.head {
            keys.push(format!("{} {preposition}", frame.lemma));
        }
    }
    for &c in tree.children(frame.head) {
        let node = &tree.nodes[c];
        if node.is("obj") || node.is("advmod") || node.is("xcomp") && node.upos == "ADJ" {
            keys.push(format!("{} {}", frame.lemma, node.lemma));
        }
        let is_neither = || {
            tree.children(c)
                .iter()
                .any(|&m| tree.nodes[m].lemma == "neither")
        };
        if node.is("ccomp") && node.upos == "INTJ" && !is_neither() {
            keys.push(format!("{} {}", frame.lemma, node.lemma));
        }
        // The parser may attach a particle as an adverb or a bare preposition.
        if node.upos == "ADP" && !node.is("compound") {
            keys.push(format!("{} {}", frame.lemma, node.lemma));
        }
        if node.is("obl")
            && node.upos == "NOUN"
            && let Some(p) = tree.preposition(c)
        {
            keys.push(format!("{} {p} {}", frame.lemma, node.lemma));
        }
    }
    keys.dedup();
    keys
}

fn expand(triggers: &[String], classes: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    triggers
        .iter()
        .flat_map(|t| match t.strip_prefix('@') {
            Some(class) => classes.get(class).into_iter().flatten().cloned().collect(),
            None => vec![t.clone()],
        })
        .collect()
}

fn check_classes(
    file: &str,
    rule: &Rule,
    classes: &BTreeMap<String, BTreeSet<String>>,
) -> Result<(), RuleError> {
    let triggers = rule.verb.iter().chain(&rule.noun).chain(&rule.predicate);
    let needs = rule.needs.values().flat_map(|n| n.split('|'));
    let named = triggers
        .map(String::as_str)
        .chain(needs)
        .filter_map(|t| t.trim_start_matches(['!', '?']).strip_prefix('@'));
    for class in named {
        if !classes.contains_key(class) {
            return Err(RuleError::UnknownClass {
                file: file.to_owned(),
                rule: rule.id.clone(),
                class: class.to_owned(),
            });
        }
    }
    Ok(())
}

impl Rule {
    /// How sure a reader may be of what it makes of a frame: no surer than the model is of the sign that triggered it.
    pub(crate) fn confidence_in(&self, scene: Scene<'_>) -> f32 {
        let node = &scene.tree().nodes[scene.frame.head];
        let triggers = [
            (self.sign.is_empty(), &node.event),
            (self.act.is_empty(), &node.act),
            (self.step.is_empty(), &node.step),
        ];
        let sign = triggers
            .into_iter()
            .find_map(|(is_unused, sign)| sign.as_ref().filter(|_| !is_unused));
        match sign {
            Some(sign) => self.confidence.min(sign.share.probability()),
            None => self.confidence,
        }
    }

    /// The first condition that does not hold in a scene, as the rule file has it.
    pub(crate) fn failing(&self, scene: Scene<'_>) -> Option<Failing<'_>> {
        let condition = self.when.iter().find(|c| !holds(c, scene.frame));
        let need = || self.needs.iter().find(|(s, n)| !satisfied(scene, s, n));
        condition
            .map(|c| Failing::When(c))
            .or_else(|| need().map(|(slot, need)| Failing::Needs(slot, need)))
    }
}

/// A condition of a rule that does not hold.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Failing<'r> {
    /// A condition on the frame.
    When(&'r str),
    /// What a slot must hold.
    Needs(&'r str, &'r str),
}

impl std::fmt::Display for Failing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::When(condition) => write!(f, "when = \"{condition}\""),
            Self::Needs(slot, need) => write!(f, "needs {slot} = \"{need}\""),
        }
    }
}

fn holds(condition: &str, frame: &Frame) -> bool {
    match condition {
        "affirmed" => !frame.negated,
        "negated" => frame.negated,
        "actual" => frame.is_actual(),
        "past" => frame.tense == Tense::Past,
        "not-past" => frame.tense != Tense::Past,
        "future" => frame.tense == Tense::Future,
        "present" => frame.tense == Tense::Present,
        "not-future" => frame.tense != Tense::Future,
        "modal" => frame.modal.is_some(),
        "no-modal" => frame.modal.is_none(),
        "finite" => !frame.infinitive,
        "passive" => frame.passive,
        "active" => !frame.passive,
        "not-hypothetical" => !frame.hypothetical,
        _ => false,
    }
}
/// What the rules of one kind have in common in their names: "stance" of "stance.reject".
pub(crate) fn family(rule: &str) -> &str {
    rule.split('.').next().unwrap_or_default()
}
