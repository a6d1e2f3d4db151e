//! Predications: a verb or an action noun with its participants, whatever the syntax.
//!
//! "Lavrov rejected the plan", "the plan was rejected by Lavrov", "the plan, which Lavrov
//! rejected", "Lavrov's rejection of the plan" and "rejection by Lavrov of the plan" all give the
//! same frame, so that a rule need be written only once.

use crate::slots::is_conditional;
use crate::tree::{Node, Tree};

/// How an event stands in time, from the verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tense {
    /// Has happened.
    Past,
    /// Happens, holds.
    #[default]
    Present,
    /// Will happen.
    Future,
}

/// A predication.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// The word that predicates.
    pub head: usize,
    /// Its lemma, with its particle or light-verb noun: `turn down`, `take place`.
    pub lemma: String,
    /// Whether the head is a noun (a nominalisation).
    pub nominal: bool,
    /// Who acts.
    pub agent: Option<usize>,
    /// What is acted upon.
    pub object: Option<usize>,
    /// Second object ("told *reporters*").
    pub recipient: Option<usize>,
    /// Clause that completes the predicate ("said *that …*", "agreed *to …*").
    pub content: Option<usize>,
    /// Other complements by preposition.
    pub oblique: Vec<(String, usize)>,
    /// Said not to hold.
    pub negated: bool,
    /// Modal verb, as lemma.
    pub modal: Option<String>,
    /// Passive voice.
    pub passive: bool,
    /// Time.
    pub tense: Tense,
    /// Without tense of its own ("to resume").
    pub infinitive: bool,
    /// Inside a condition ("if …", "unless …"), or itself conditional.
    pub hypothetical: bool,
}

impl Frame {
    /// First complement with one of these prepositions.
    pub fn oblique(&self, prepositions: &[&str]) -> Option<usize> {
        self.oblique
            .iter()
            .find(|(p, _)| prepositions.contains(&p.as_str()))
            .map(|(_, i)| *i)
    }

    /// Whether the event is reported as something that has come about.
    pub fn is_actual(&self) -> bool {
        !self.negated && !self.hypothetical && self.modal.is_none() && self.tense != Tense::Future
    }
}

/// "regarding", "concerning" before a noun: a preposition in the form of a verb.
fn is_prepositional(tree: &Tree, i: usize) -> bool {
    let form = tree.nodes[i].form.as_str();
    matches!(form, "regarding" | "concerning")
        && tree.child(i, "nsubj").is_none()
        && tree.child(i, "aux").is_none()
}

/// "Kuwait and Algeria back the idea": a verb that the parser takes for the adverb of the same
/// form.
fn is_mistaken_adverb(tree: &Tree, i: usize) -> bool {
    tree.nodes[i].upos == "ADV"
        && tree.nodes[i].lemma == "back"
        && tree.child(i, "nsubj").is_some_and(|s| s < i)
        && tree.child(i, "cop").is_none()
        && tree.child(i, "aux").is_none()
}

/// Whether word `i` can head a predication that is not a noun.
fn is_predicate(tree: &Tree, i: usize) -> bool {
    let node = &tree.nodes[i];
    if is_mistaken_adverb(tree, i) {
        return true;
    }
    if is_prepositional(tree, i) {
        return false;
    }
    node.upos == "VERB"
        || (node.upos == "AUX" && !node.is("aux") && !node.is("cop"))
        || tree.child(i, "cop").is_some()
        || tree.child(i, "aux:pass").is_some()
        || (node.upos == "ADJ" && (node.is("advcl") || node.is("acl") || node.is("xcomp")))
        || (node.is("amod") && node.form.ends_with("ed"))
}

/// All frames of a sentence, in word order. `is_action` says which nouns are nominalised actions, `is_saying` which verbs tell.
pub(crate) fn frames(
    tree: &Tree,
    is_action: &dyn Fn(&Node) -> bool,
    is_saying: &dyn Fn(&Node) -> bool,
) -> Vec<Frame> {
    let mut all: Vec<Frame> = Vec::new();
    for i in 0..tree.nodes.len() {
        if is_predicate(tree, i) {
            all.push(verbal(tree, i));
        } else if tree.nodes[i].upos == "NOUN" && is_action(&tree.nodes[i]) {
            all.push(nominal(tree, i));
        }
    }
    adopt_root(tree, &mut all);
    attribute(tree, &mut all);
    inherit(tree, &mut all);
    complete_clefts(tree, &mut all);
    tell_on(tree, &mut all, is_saying);
    all
}

/// "Talks between … on how to share the catch ended": where the parser takes the subject for the
/// whole sentence, the first verb behind it that has none of its own is what is said of it.
fn adopt_root(tree: &Tree, all: &mut [Frame]) {
    let Some(root) = tree.nodes.iter().position(|n| n.head.is_none()) else {
        return;
    };
    let node = &tree.nodes[root];
    if node.upos != "NOUN" || root > 4 || tree.child(root, "cop").is_some() {
        return;
    }
    let is_orphan = |f: &&mut Frame| {
        let verb = &tree.nodes[f.head];
        let is_past = matches!(verb.xpos.as_str(), "VBD" | "VBN");
        let has_subject = tree.child(f.head, "nsubj").is_some();
        let is_reduced = verb.is("acl") || verb.is("amod") || verb.is("conj");
        !f.nominal && f.head > root + 1 && is_past && !has_subject && !is_reduced
    };
    let ends = tree.nodes.last().is_some_and(|n| n.form == ".");
    let Some(frame) = all.iter_mut().find(is_orphan).filter(|_| ends) else {
        return;
    };
    if frame.passive && frame.object.is_none() {
        frame.object = Some(root);
    } else if !frame.passive && frame.agent.is_none() {
        frame.agent = Some(root);
    }
}

/// Nouns of "in X's opinion", "by X's account", "in the words of X".
pub(crate) const OPINIONS: [&str; 16] = [
    "opinion",
    "view",
    "account",
    "reading",
    "telling",
    "judgment",
    "judgement",
    "reckoning",
    "estimate",
    "estimation",
    "eye",
    "word",
    "phrase",
    "recollection",
    "assessment",
    "version",
];

/// Who says what stands around "according to X" or "in X's opinion".
fn attributed(tree: &Tree, i: usize) -> Option<usize> {
    let preposition = tree.preposition(i)?;
    if preposition == "according to" {
        return Some(i);
    }
    let is_opinion = OPINIONS.contains(&tree.nodes[i].lemma.as_str());
    if !is_opinion || !matches!(preposition.as_str(), "in" | "by") {
        return None;
    }
    let is_of = |&c: &usize| tree.preposition(c).as_deref() == Some("of");
    let owner = tree.child(i, "nmod:poss");
    owner.or_else(|| tree.children_by(i, "nmod").find(is_of))
}

/// "…, according to X" belongs to the predication around it, whatever noun the parser hung it on.
fn attribute(tree: &Tree, all: &mut [Frame]) {
    for i in 0..tree.nodes.len() {
        let Some(source) = attributed(tree, i) else {
            continue;
        };
        let host = tree.nodes[i]
            .head
            .and_then(|h| tree.ancestor(h, |_, n| all.iter().any(|f| f.head == n && !f.nominal)));
        let Some(frame) = host.and_then(|h| all.iter_mut().find(|f| f.head == h)) else {
            continue;
        };
        if frame.oblique(&["according to"]).is_none() {
            frame.oblique.push(("according to".to_owned(), source));
        }
    }
}

fn verbal(tree: &Tree, i: usize) -> Frame {
    let mut frame = Frame {
        head: i,
        lemma: verb_lemma(tree, i),
        passive: is_passive(tree, i) && tree.child(i, "cop").is_none(),
        negated: is_negated(tree, i),
        hypothetical: in_condition(tree, i),
        ..Frame::default()
    };
    let is_foretold = tree.child(i, "expl").is_some();
    // "puts the progress down to new figures": what the parser hung on the particle.
    let particles = tree.children_by(i, "compound:prt");
    let below = particles.flat_map(|p| tree.children_by(p, "obl"));
    for c in tree.children(i).iter().copied().chain(below) {
        let node = &tree.nodes[c];
        match node.rel.as_str() {
            "nsubj:pass" if frame.passive => frame.object = frame.object.or(Some(c)),
            "nsubj:pass" => frame.agent = Some(c),
            // "It was agreed that …"
            "csubj" | "csubj:pass" if is_foretold && frame.content.is_none() => {
                frame.content = Some(c);
            }
            "nsubj" | "nsubj:outer" | "csubj" if frame.passive => frame.object = Some(c),
            "nsubj" | "nsubj:outer" => frame.agent = Some(c),
            // "which Ukraine views as critical": the adjective is what it is viewed as.
            "obj" if frame.object.is_some() && node.upos == "ADJ" => {
                frame.oblique.push(("as".to_owned(), c));
            }
            // "called the plan a good basis", "made it a condition": the second is what is said of the first.
            "obj" if frame.object.is_some() && is_naming(&frame.lemma) => {
                frame.content = frame.content.or(Some(c));
            }
            "obj" => frame.object = Some(c),
            "iobj" => frame.recipient = Some(c),
            "ccomp" | "xcomp" if frame.content.is_none() => frame.content = Some(c),
            "obl:agent" => frame.agent = Some(c),
            _ if node.is("obl") && is_mistaken_adverb(tree, i) && tree.preposition(c).is_none() => {
                frame.object = frame.object.or(Some(c));
            }
            _ if node.is("obl") => {
                let preposition = tree.preposition(c).unwrap_or_default();
                if frame.passive && preposition == "by" && frame.agent.is_none() {
                    frame.agent = Some(c);
                } else {
                    frame.oblique.push((preposition, c));
                }
            }
            // "committed to ending the war": a gerund stands like a noun.
            _ if node.is("advcl") && node.xpos == "VBG" => {
                let mark = tree.children_by(c, "mark").next();
                let preposition = mark.map(|m| tree.nodes[m].lemma.clone());
                frame.oblique.extend(preposition.map(|p| (p, c)));
            }
            _ => {}
        }
    }
    // "called *the step* blackmail": taken for part of what it is called, for all its article.
    if frame.object.is_none() && is_naming(&frame.lemma) {
        let called = frame.content.into_iter();
        let mut parts = called.flat_map(|c| tree.children_by(c, "compound"));
        frame.object = parts.find(|&p| tree.child(p, "det").is_some());
    }
    if frame.passive && frame.agent.is_none() {
        frame.agent = doer_below(tree, i);
    }
    if frame.content.is_none() {
        frame.content = told(tree, i).or_else(|| asked_to(tree, i));
    }
    // "invited the Peruvians": whoever alone stands behind the verb is its object, whatever the parser calls it.
    if !frame.passive && !is_telling(tree, i) {
        frame.object = frame.object.or(frame.recipient);
    }
    frame.infinitive = tree
        .children_by(i, "mark")
        .any(|c| tree.nodes[c].lemma == "to");
    (frame.tense, frame.modal) = verb_group(tree, i, frame.infinitive);
    relative(tree, i, &mut frame);
    name_that(tree, &mut frame);
    if !frame.passive && frame.object.is_none() && frame.content.is_none() {
        frame.object = summed_up(tree, i);
    }
    frame
}

/// "called for a law, *a demand* the Greens rejected": the noun between a comma and the subject of a clause set behind, which sums up what
/// stands before it and which the clause is about, whatever the parser made of it.
fn summed_up(tree: &Tree, i: usize) -> Option<usize> {
    let node = &tree.nodes[i];
    if !(node.is("parataxis") || node.is("acl") || node.is("appos")) {
        return None;
    }
    let noun_before = |subject: usize| {
        let low = tree
            .extent_without(subject, &|c| c < subject && tree.nodes[c].upos == "NOUN")
            .0;
        let noun = low.checked_sub(1)?;
        let comma = noun.checked_sub(2)?;
        // "a vote on it, *something* the Greens have ruled out"
        if tree.nodes[noun].lemma == "something" && tree.nodes[noun - 1].form == "," {
            return Some(noun);
        }
        let is_article = matches!(tree.nodes[noun - 1].form.as_str(), "a" | "an");
        let is_set_off = is_article && tree.nodes[comma].form == ",";
        (is_set_off && tree.nodes[noun].upos == "NOUN").then_some(noun)
    };
    let mut subjects = tree.children_by(i, "nsubj");
    subjects.find_map(noun_before)
}

/// Verbs that say of something what it is.
fn is_naming(lemma: &str) -> bool {
    matches!(
        lemma,
        "call"
            | "term"
            | "label"
            | "brand"
            | "dub"
            | "deem"
            | "find"
            | "consider"
            | "make"
            | "declare"
            | "name"
    )
}

/// "calls that blackmail": what is named is "that", whatever the parser made of it.
fn name_that(tree: &Tree, frame: &mut Frame) {
    let that = frame.head + 1;
    let is_that = |n: &Node| {
        matches!(n.lemma.as_str(), "that" | "this" | "those" | "these")
            && matches!(n.upos, "PRON" | "DET")
    };
    if !is_naming(&frame.lemma) || frame.passive || !tree.nodes.get(that).is_some_and(is_that) {
        return;
    }
    let name = tree.nodes[that].head.filter(|&h| h > that);
    let is_own = |h: &usize| tree.nodes[*h].head == Some(frame.head);
    // "calls that meeting a farce" names a meeting.
    let has_other = frame.content.is_some() && frame.content != name;
    if let Some(name) = name.filter(is_own).filter(|_| !has_other) {
        frame.object = Some(that);
        frame.content = Some(name);
    }
}

fn is_telling(tree: &Tree, i: usize) -> bool {
    matches!(
        tree.nodes[i].lemma.as_str(),
        "tell"
            | "inform"
            | "remind"
            | "assure"
            | "warn"
            | "notify"
            | "ask"
            | "promise"
            | "pay"
            | "show"
    )
}

/// "told a news conference that …": the clause, where the parser hung it on whoever was told.
fn told(tree: &Tree, i: usize) -> Option<usize> {
    let has_that = |c: &usize| {
        tree.children_by(*c, "mark")
            .any(|m| tree.nodes[m].lemma == "that")
    };
    tree.children(i)
        .iter()
        .filter(|&&c| is_telling(tree, i) && (tree.nodes[c].is("iobj") || tree.nodes[c].is("obj")))
        .find_map(|&c| tree.children_by(c, "acl").find(has_that))
}

/// "called on Chile to recall the ship": what is asked, where the parser takes it for a purpose.
fn asked_to(tree: &Tree, i: usize) -> Option<usize> {
    let is_asking = matches!(
        tree.nodes[i].lemma.as_str(),
        "call"
            | "appeal"
            | "plead"
            | "urge"
            | "press"
            | "push"
            | "ask"
            | "beg"
            | "lobby"
            | "pressure"
    );
    let is_infinitive = |&c: &usize| {
        let is_to = |m: usize| tree.nodes[m].lemma == "to";
        c > i && tree.children_by(c, "mark").any(is_to)
    };
    tree.children_by(i, "advcl")
        .find(is_infinitive)
        .filter(|_| is_asking)
}

/// "A meeting of the ministers, which was to have taken place in May": what takes place is the
/// meeting, whatever noun the parser hung the clause on.
fn higher_host(tree: &Tree, clause: usize, noun: usize) -> Option<usize> {
    let has_which = tree
        .children(clause)
        .iter()
        .any(|&c| c < clause && matches!(tree.nodes[c].form.as_str(), "which" | "that"));
    let verb = tree.nodes[clause].lemma.as_str();
    let takes_place = verb == "take"
        && tree
            .child(clause, "obj")
            .is_some_and(|o| tree.nodes[o].lemma == "place");
    let is_of_events = takes_place
        || matches!(
            verb,
            "postpone" | "cancel" | "adjourn" | "convene" | "reschedule" | "schedule" | "due"
        );
    // "a cap on the number of visas, which they made a condition"
    let is_condition = |&c: &usize| {
        matches!(
            tree.nodes[c].lemma.as_str(),
            "condition" | "precondition" | "prerequisite"
        )
    };
    let is_of_events =
        is_of_events || verb == "make" && tree.children(clause).iter().any(is_condition);
    let is_below = tree.nodes[noun].is("nmod") || tree.nodes[noun].is("conj");
    let host = tree.ancestor(noun, |t, n| {
        !t.nodes[n].is("nmod") && !t.nodes[n].is("conj")
    })?;
    (has_which && is_of_events && is_below && tree.nodes[host].upos == "NOUN").then_some(host)
}

/// "hand over the data for the past ten *years*, which Chile had asked for": what a spell of time belongs to, where the parser hangs on
/// the time what is told of the thing.
fn host_of_spell(tree: &Tree, clause: usize, noun: usize) -> Option<usize> {
    let node = &tree.nodes[noun];
    let is_spell = matches!(
        node.lemma.as_str(),
        "year" | "month" | "week" | "day" | "season" | "decade"
    );
    let has_which = tree
        .children(clause)
        .iter()
        .any(|&c| c < clause && tree.nodes[c].lemma == "which" && !tree.nodes[c].is("obl"));
    let above = node.head.filter(|_| is_spell && has_which)?;
    let thing = if tree.nodes[above].upos == "NOUN" {
        Some(above)
    } else {
        tree.child(above, "obj").filter(|&o| o < noun)
    };
    thing.filter(|_| tree.preposition(noun).is_some())
}

/// "It was the *refusal* to open the ports that doomed the round": the noun that a sentence sets before the clause which tells of it,
/// whatever noun the parser hung the clause on.
pub(crate) fn clefted(tree: &Tree, clause: usize) -> Option<usize> {
    let node = &tree.nodes[clause];
    let is_that =
        |&c: &usize| c < clause && matches!(tree.nodes[c].form.as_str(), "that" | "which" | "who");
    if node.rel != "acl:relcl" || !tree.children(clause).iter().any(is_that) {
        return None;
    }
    let named = tree.ancestor(node.head?, |t, n| t.child(n, "cop").is_some())?;
    let is_it = |c: usize| c < named && tree.nodes[c].form.eq_ignore_ascii_case("it");
    let mut subjects = tree.children(named).iter().copied();
    let is_set_before =
        subjects.any(|c| is_it(c) && (tree.nodes[c].is("nsubj") || tree.nodes[c].is("expl")));
    // "It is the one thing that keeps him awake" tells of something named before.
    let is_of_before = tree.nodes[named].lemma == "thing" || tree.preposition(named).is_some();
    (is_set_before && !is_of_before && named < clause && tree.nodes[named].is_nominal())
        .then_some(named)
}

/// "deplores the *closure* of two post offices, which has soured the mood": the singular noun that a verb in the singular tells of, where
/// the parser hangs its clause on a plural below it.
fn agreeing_host(tree: &Tree, clause: usize, noun: usize) -> Option<usize> {
    let has_which = tree
        .children(clause)
        .iter()
        .any(|&c| c < clause && tree.nodes[c].form == "which");
    let is_singular = |i: usize| matches!(tree.nodes[i].form.as_str(), "has" | "is" | "was");
    let has_singular =
        tree.children(clause).iter().any(|&c| is_singular(c)) || tree.nodes[clause].xpos == "VBZ";
    let above = tree.nodes[noun]
        .head
        .filter(|_| tree.nodes[noun].is("nmod"))?;
    let agrees = tree.nodes[noun].xpos == "NNS" && tree.nodes[above].xpos == "NN";
    (has_which && has_singular && agrees).then_some(above)
}

/// Fills the gap of a relative or participial clause with the noun it modifies.
fn relative(tree: &Tree, i: usize, frame: &mut Frame) {
    let node = &tree.nodes[i];
    let has_which = || {
        let before = tree.children(i).iter().filter(|&&c| c < i);
        before.into_iter().any(|&c| tree.nodes[c].xpos == "WDT")
    };
    let hangs_on = node.is("acl") || node.is("parataxis") && has_which();
    let Some(noun) = node.head.filter(|_| hangs_on) else {
        return;
    };
    let noun = clefted(tree, i)
        .or_else(|| higher_host(tree, i, noun))
        .or_else(|| host_of_spell(tree, i, noun))
        .or_else(|| agreeing_host(tree, i, noun))
        .unwrap_or(noun);
    let is_relative = |c: usize| {
        matches!(
            tree.nodes[c].lemma.as_str(),
            "who" | "which" | "that" | "whom"
        ) && matches!(tree.nodes[c].upos, "PRON" | "DET" | "SCONJ")
    };
    for slot in [&mut frame.agent, &mut frame.object] {
        if slot.is_some_and(is_relative) {
            *slot = Some(noun);
            return;
        }
    }
    if node.rel == "acl:relcl" {
        // "What divides them is the price": the price divides them.
        let is_what = tree.nodes[noun].lemma == "what"
            && frame.agent.is_none_or(|a| tree.nodes[a].lemma == "what");
        let named = tree.nodes[noun].head.filter(|_| is_what);
        if let Some(named) = named.filter(|&n| tree.child(n, "cop").is_some()) {
            frame.agent = Some(named);
        }
        // "*That* is what destroyed the trust"
        let that = tree
            .child(noun, "nsubj")
            .filter(|_| is_what && tree.child(noun, "cop").is_some());
        frame.agent = that.or(frame.agent);
        // "a date the Liberals have called unrealistic": what it is called is no clause of its own.
        let is_called = |c: usize| tree.nodes[c].is("xcomp") && tree.nodes[c].upos == "ADJ";
        let is_open = frame.object.is_none() && frame.content.is_none_or(is_called);
        if frame.agent.is_some() && is_open {
            frame.object = Some(noun);
        }
    } else if (frame.agent.is_none() || tree.child(i, "obl:agent").is_some())
        && tree.child(i, "mark").is_none()
    {
        match node.xpos.as_str() {
            // "…, sources indicated that …": a reporting verb, not a participle.
            "VBN" | "VBD" if tree.child(i, "ccomp").is_some() && frame.agent.is_none() => {
                frame.agent = Some(noun);
            }
            "VBN" | "VBD" if frame.object.is_none() => {
                frame.object = Some(noun);
                frame.passive = true;
                frame.agent = frame.agent.or_else(|| frame.oblique(&["by"]));
            }
            "VBG" if frame.agent.is_none() => frame.agent = Some(noun),
            _ => {}
        }
    }
}

fn nominal(tree: &Tree, i: usize) -> Frame {
    let mut frame = Frame {
        head: i,
        lemma: tree.nodes[i].lemma.clone(),
        nominal: true,
        tense: Tense::Past,
        hypothetical: in_condition(tree, i),
        negated: tree
            .children_by(i, "det")
            .any(|c| tree.nodes[c].lemma == "no"),
        ..Frame::default()
    };
    for &c in tree.children(i) {
        let node = &tree.nodes[c];
        if node.rel == "nmod:poss" {
            frame.agent = Some(c);
        } else if node.is("nmod") {
            let preposition = tree.preposition(c).unwrap_or_default();
            match preposition.as_str() {
                "by" => frame.agent = Some(c),
                "of" if frame.object.is_none() => frame.object = Some(c),
                _ => frame.oblique.push((preposition, c)),
            }
        } else if (node.is("acl") || node.is("ccomp")) && frame.content.is_none() {
            frame.content = Some(c);
        } else if node.is("compound") && node.upos == "PROPN" && frame.agent.is_none()
            || node.is("amod") && node.is_capitalised() && frame.agent.is_none()
        {
            frame.agent = Some(c);
        }
    }
    if frame.agent.is_none()
        && frame
            .content
            .is_some_and(|c| tree.nodes[c].rel == "acl:relcl")
    {
        frame.content = None;
    }
    frame
}

/// A present participle, by its tag or by its form.
fn is_participle(node: &Node) -> bool {
    node.xpos == "VBG" || node.upos == "VERB" && node.form.ends_with("ing")
}

/// Verbs without a subject of their own take it from the verb they hang on.
fn inherit(tree: &Tree, all: &mut [Frame]) {
    for k in 0..all.len() {
        let (i, node) = (all[k].head, &tree.nodes[all[k].head]);
        let host = node.head.filter(|_| tree.joins_above(i));
        let head = host.and_then(|h| tree.nodes[h].head).or(node.head);
        let Some(parent) = head.and_then(|h| all.iter().position(|f| f.head == h)) else {
            continue;
        };
        let above = all[parent].clone();
        let frame = &mut all[k];
        if node.is("ccomp")
            && frame.modal.as_deref() == Some("would")
            && above.tense == Tense::Past
            && !frame.hypothetical
        {
            // "said they would meet": the future as seen from the past.
            frame.modal = None;
            frame.tense = Tense::Future;
        }
        let is_would = frame.modal.as_deref() == Some("would") && !frame.hypothetical;
        let is_under = node.rel == "acl:relcl" || node.is("conj");
        if is_under && is_would && is_told_in_past(tree, i) {
            // "said it was a right it would not give up", "said it was ready to talk but would not sign"
            frame.modal = None;
            frame.tense = Tense::Future;
        }
        if node.is("conj") {
            share(frame, &above, tree, i);
        } else if node.is("xcomp") && frame.agent.is_none() && !frame.passive {
            // "is prepared to sign", "was asked by them to sign": whoever is asked signs.
            frame.agent = above.recipient.or(above.object).or(above.agent);
        } else if frame.agent.is_none()
            && (node.is("advcl") && is_participle(node) || node.is("acl") && above.nominal)
        {
            // "accused Chile of stalling the talks": Chile stalls them.
            let is_done_by_object = tree
                .children_by(i, "mark")
                .any(|m| matches!(tree.nodes[m].lemma.as_str(), "of" | "for" | "from"))
                && !above.nominal;
            let object = above.object.filter(|_| is_done_by_object && !above.passive);
            frame.agent = object.or(above.agent);
        } else if node.is("xcomp") && frame.passive && frame.object.is_none() {
            frame.object = above.object.or(above.agent);
        }
        if node.is("xcomp") || node.is("conj") {
            frame.hypothetical |= above.hypothetical;
        }
        if node.is("xcomp")
            && above.modal.is_some()
            && frame.modal.is_none()
            && frame.content.is_none()
        {
            frame.modal.clone_from(&above.modal);
        }
    }
}

/// "What we won't do is reopen it": who does or does not do it stands in the clause with "do".
fn complete_clefts(tree: &Tree, all: &mut [Frame]) {
    for k in 0..all.len() {
        let Some(deed) = deed_of_cleft(tree, all[k].head) else {
            continue;
        };
        let told = all[k].clone();
        if let Some(frame) = all.iter_mut().find(|f| f.head == deed) {
            frame.agent = frame.agent.or(told.agent);
            frame.negated = told.negated;
            frame.tense = told.tense;
            frame.modal = told.modal;
        }
    }
}

/// "What we won't *do* is *reopen* it": the verb for what is done.
fn deed_of_cleft(tree: &Tree, i: usize) -> Option<usize> {
    let what = tree.nodes[i].head.filter(|_| tree.nodes[i].lemma == "do")?;
    let deed = if tree.nodes[what].lemma == "what" {
        tree.nodes[what].head?
    } else {
        let has_what = |c: &usize| *c < i && tree.nodes[*c].lemma == "what";
        tree.children(i).iter().any(has_what).then_some(what)?
    };
    let is_deed = tree.nodes[deed].upos == "VERB" && tree.child(deed, "cop").is_some();
    (is_deed && deed > i).then_some(deed)
}

/// Whether a clause stands in what somebody said: "*said* it was a right it would not give up".
fn is_told_in_past(tree: &Tree, i: usize) -> bool {
    let told = tree.ancestor(i, |t, n| t.nodes[n].is("ccomp"));
    let says = told.and_then(|t| tree.nodes[t].head);
    says.is_some_and(|s| tree.nodes[s].xpos == "VBD")
}

/// "The board said that the plan was dead and added that …": whoever said the one adds the other, where the parser hung the second on what
/// was said and that is no one's who could tell.
fn tell_on(tree: &Tree, all: &mut [Frame], is_saying: &dyn Fn(&Node) -> bool) {
    let tells = |i: usize| is_saying(&tree.nodes[i]) && tree.child(i, "ccomp").is_some();
    let is_told_by = |i: usize| {
        let said = tree.nodes[i].head.filter(|_| tree.nodes[i].is("conj"))?;
        let teller = tree.nodes[said]
            .head
            .filter(|_| tree.nodes[said].is("ccomp"))?;
        (tells(teller) && tree.nodes[teller].xpos == tree.nodes[i].xpos).then_some(teller)
    };
    for k in 0..all.len() {
        let i = all[k].head;
        let can_tell = |a: usize| matches!(tree.nodes[a].upos, "PROPN" | "PRON");
        let adds = tree.nodes[i].lemma == "add";
        let has_own =
            tree.child(i, "nsubj").is_some() || all[k].agent.is_some_and(|a| can_tell(a) && !adds);
        if all[k].nominal || has_own || !tells(i) {
            continue;
        }
        let teller = is_told_by(i).and_then(|t| all.iter().find(|f| f.head == t && !f.passive));
        if let Some(agent) = teller.and_then(|t| t.agent) {
            all[k].agent = Some(agent);
        }
    }
}

fn share(frame: &mut Frame, above: &Frame, tree: &Tree, i: usize) {
    // "It was drafted in May but was turned down by Chile": what is done to the subject of the first verb, whoever does it.
    let has_own = match frame.passive {
        true => frame.object.is_some(),
        false => frame.agent.is_some(),
    };
    if !has_own {
        let is_bare_participle = tree.nodes[i].xpos == "VBN" && tree.child(i, "aux").is_none();
        frame.passive |= above.passive && is_bare_participle && frame.object.is_none();
        if frame.passive {
            frame.object = if above.passive {
                above.object
            } else {
                above.agent
            };
        } else {
            frame.agent = if above.passive {
                above.object
            } else {
                above.agent
            };
        }
        if frame.modal.is_none() && tree.child(i, "aux").is_none() {
            frame.modal.clone_from(&above.modal);
            if above.tense == Tense::Future {
                frame.tense = Tense::Future;
            }
        }
    }
}

fn verb_lemma(tree: &Tree, i: usize) -> String {
    let mut lemma = tree.nodes[i].lemma.clone();
    let particle = tree.children_by(i, "compound:prt").next();
    if let Some(particle) = particle.or_else(|| together(tree, i)) {
        lemma.push(' ');
        lemma.push_str(&tree.nodes[particle].form.to_lowercase());
    }
    lemma
}

/// "to bring the two *together*": an adverb to the parser, and as much of the verb as a particle.
fn together(tree: &Tree, verb: usize) -> Option<usize> {
    let mut adverbs = tree.children_by(verb, "advmod");
    adverbs.find(|&a| a > verb && tree.nodes[a].form.eq_ignore_ascii_case("together"))
}

/// "were closed to the fleet *by Norway*", where the parser hangs whoever did it on the fleet: a name behind all that is closed to.
fn doer_below(tree: &Tree, verb: usize) -> Option<usize> {
    let mut below = tree
        .children_by(verb, "obl")
        .filter(|&o| o > verb && tree.preposition(o).as_deref() == Some("to"))
        .flat_map(|o| tree.children_by(o, "nmod"));
    below.find(|&n| {
        let is_by = tree.preposition(n).as_deref() == Some("by");
        is_by && tree.nodes[n].upos == "PROPN"
    })
}

fn is_passive(tree: &Tree, i: usize) -> bool {
    tree.children(i).iter().any(|&c| {
        matches!(
            tree.nodes[c].rel.as_str(),
            "nsubj:pass" | "aux:pass" | "csubj:pass"
        )
    }) || tree.child(i, "obl:agent").is_some()
}

/// Whether what a word predicates is said not to hold.
pub(crate) fn is_negated(tree: &Tree, i: usize) -> bool {
    tree.children(i).iter().any(|&c| {
        let node = &tree.nodes[c];
        // "no longer insisted"
        let is_no_longer = node.lemma == "longer" || node.form.eq_ignore_ascii_case("longer");
        let is_no = |d: &usize| tree.nodes[*d].form.eq_ignore_ascii_case("no");
        node.is("advmod") && is_no_longer && tree.children(c).iter().any(is_no)
            || (node.is("advmod") || node.is("aux") || node.is("cc") || node.is("det"))
                && matches!(
                    node.lemma.as_str(),
                    "not" | "n't" | "n’t" | "never" | "neither" | "nor"
                )
            // "will under no circumstances reopen it"
            || node.is("obl")
                && matches!(node.lemma.as_str(), "circumstance" | "condition" | "account" | "case")
                && tree.children(c).iter().any(is_no)
            || (node.is("nsubj") || node.is("obj"))
                && (matches!(
                    node.lemma.as_str(),
                    "nobody" | "none" | "nothing" | "no-one"
                ) || tree
                    .children(c)
                    .iter()
                    .filter(|&&d| tree.nodes[d].is("det") || tree.nodes[d].is("cc"))
                    .any(|&d| matches!(tree.nodes[d].lemma.as_str(), "no" | "neither")))
    })
}

/// Whether `i` stands inside a condition.
fn in_condition(tree: &Tree, i: usize) -> bool {
    let is_supposed = |t: &Tree, n: usize| is_conditional(t, n) || is_precaution(t, n);
    tree.ancestor(i, |t, n| t.nodes[n].is("advcl") && is_supposed(t, n))
        .is_some()
}

/// "hires drivers *in case the union strikes*"
fn is_precaution(tree: &Tree, clause: usize) -> bool {
    tree.children_by(clause, "mark").any(|m| {
        let fixed = tree.child(m, "fixed");
        tree.nodes[m].lemma == "in" && fixed.is_some_and(|f| tree.nodes[f].lemma == "case")
    })
}

fn verb_group(tree: &Tree, i: usize, is_infinitive: bool) -> (Tense, Option<String>) {
    let auxiliaries: Vec<usize> = tree
        .children(i)
        .iter()
        .copied()
        .filter(|&c| tree.nodes[c].is("aux") || tree.nodes[c].is("cop"))
        .collect();
    let mut modal = None;
    let mut tense = match tree.nodes[i].xpos.as_str() {
        "VBD" | "VBN" => Tense::Past,
        _ if is_infinitive => Tense::Future,
        _ => Tense::Present,
    };
    for &c in &auxiliaries {
        let node = &tree.nodes[c];
        let form = node.form.to_lowercase();
        match form.as_str() {
            "will" | "'ll" | "’ll" | "shall" | "wo" => tense = Tense::Future,
            "would" | "could" | "may" | "might" | "can" | "should" | "must" | "ca" | "'d" => {
                modal = Some(if form == "ca" { "can".to_owned() } else { form });
            }
            "was" | "were" | "had" | "did" => tense = Tense::Past,
            "has" | "have" if tree.nodes[i].xpos.starts_with("VBN") => tense = Tense::Past,
            "is" | "are" | "be" | "am"
                if tense == Tense::Past && !has_perfect(tree, &auxiliaries) =>
            {
                tense = Tense::Present;
            }
            _ => {}
        }
    }
    (tense, modal)
}

fn has_perfect(tree: &Tree, auxiliaries: &[usize]) -> bool {
    auxiliaries.iter().any(|&c| {
        matches!(
            tree.nodes[c].form.to_lowercase().as_str(),
            "has" | "have" | "had" | "'s" | "'ve" | "was" | "were"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::tree;

    #[test]
    fn passive_and_active_give_the_same_participants() {
        let active = tree(&[
            ("Oslo", "Oslo", "PROPN", 2, "nsubj"),
            ("rejected", "reject", "VERB", 0, "root"),
            ("it", "it", "PRON", 2, "obj"),
        ]);
        let passive = tree(&[
            ("it", "it", "PRON", 3, "nsubj:pass"),
            ("was", "be", "AUX", 3, "aux:pass"),
            ("rejected", "reject", "VERB", 0, "root"),
            ("by", "by", "ADP", 5, "case"),
            ("Oslo", "Oslo", "PROPN", 3, "obl:agent"),
        ]);
        let a = &frames(&active, &|_| false, &|_| false)[0];
        let p = &frames(&passive, &|_| false, &|_| false)[0];
        assert_eq!((a.agent, a.object), (Some(0), Some(2)));
        assert_eq!((p.agent, p.object), (Some(4), Some(0)));
    }

    #[test]
    fn nominalisation_has_agent_and_object() {
        let t = tree(&[
            ("rejection", "rejection", "NOUN", 0, "root"),
            ("by", "by", "ADP", 3, "case"),
            ("Oslo", "Oslo", "PROPN", 1, "nmod"),
            ("of", "of", "ADP", 6, "case"),
            ("the", "the", "DET", 6, "det"),
            ("plan", "plan", "NOUN", 1, "nmod"),
        ]);
        let f = &frames(&t, &|n| n.lemma == "rejection", &|_| false)[0];
        assert_eq!((f.agent, f.object), (Some(2), Some(5)));
    }
}
