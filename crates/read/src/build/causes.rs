//! Somebody's explanations that the model sees and no rule reads: "a helmsman who had not slept was behind that, the ministry says".
//!
//! The model marks what ties an effect to a cause, and which words tell the one and the other. Whose explanation it is follows from
//! syntax: the subject of the words that tie, if it is neither cause nor effect, else whoever says the sentence.

use super::judgement::tells_of;
use super::{Builder, Draft, Site, argument};
use crate::article::{At, Who};
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, Claim, Span, Voice};

/// The rule's name in statements.
const RULE: &str = "cause.signed";
const CONFIDENCE: f32 = 0.6;

/// How likely a word must tie an effect to a cause, in thousandths.
const CLEAR: u16 = 850;

/// How likely a word must belong to a cause or an effect, in thousandths.
const LIKELY: u16 = 750;

/// Words inside a cause or effect that the model may miss in a row.
const GAP: usize = 3;

impl Builder<'_> {
    /// Adds the explanation that the model sees in a sentence in which no rule found one.
    pub(super) fn read_causes(&mut self, sentence: usize) {
        let here = self.evidence(sentence);
        if self.explains_something(sentence) {
            return;
        }
        let tree = &self.article.trees[sentence];
        let Some(tie) = likeliest(tree, "claim", CLEAR) else {
            return;
        };
        let Some(cause) = stretch(tree, "cause").or_else(|| told(tree, tie)) else {
            return;
        };
        let node = &tree.nodes[tie];
        if node.lemma == "as" && node.upos == "ADP" {
            return; // "asks for the result as the price"
        }
        if is_no_tie(node) {
            return;
        }
        let before = || self.evidence_before(sentence);
        let Some(marked) = stretch(tree, "effect")
            .or_else(|| trouble(tree, cause))
            .or_else(|| brought_about(tree, tie, cause))
            .or_else(before)
        else {
            return;
        };
        let Some(frame) = self.predication_of(tree, sentence, tie) else {
            return;
        };
        let site = Site {
            sentence,
            frame: &self.article.frames[sentence][frame],
        };
        // What the text explains itself is its own affair: a sign alone is no ground to report it.
        let Some(speaker) = self.explains(site, tie, cause, marked) else {
            return;
        };
        let is_of_speaker = |span: Span| {
            let word = (0..tree.nodes.len()).find(|&i| span.contains(tree.nodes[i].span));
            word.is_some_and(|w| tells_of(tree, w, &speaker))
        };
        let is_no_cause = is_who_asked(tree, cause)
            || is_supposed(tree, cause)
            || is_of_speaker(cause)
            || is_of_speaker(marked);
        if is_no_cause || self.is_disputed(site, marked) || is_beside(tree, marked) {
            return;
        }
        let effect = reasoned(tree, tie, marked).unwrap_or_else(|| whole(tree, marked, cause));
        let effect = kept_from(tree, tie, effect);
        // "*That*, the army says, was because they sent clerks"
        let effect = self.meant_by(site, effect).unwrap_or(effect);
        if effect.overlaps(cause) {
            return;
        }
        let draft = Draft {
            evidence: here,
            voice: self.voice(site),
            body: Body::Claim(Claim {
                speaker: Voice::Actor(self.article.actor(&speaker)),
                cause: self.article.slice(cause).to_owned(),
                effect: self.article.slice(effect).to_owned(),
            }),
            arguments: vec![
                argument("cue", tree.nodes[tie].span),
                argument("cause", cause),
                argument("effect", effect),
            ],
            rule: RULE.to_owned(),
            confidence: CONFIDENCE,
            about: None,
        };
        self.keep(draft);
        if let Some((body, arguments)) = self.accusation(site, &speaker, cause) {
            let accusation = Draft {
                evidence: here,
                voice: self.voice(site),
                body,
                arguments,
                rule: RULE.to_owned(),
                confidence: CONFIDENCE,
                about: None,
            };
            self.keep(accusation);
        }
    }

    /// "rejected that account, saying the data had been sent", "accused him of hiding behind procedure": nobody explains what they
    /// deny or charge somebody with.
    fn is_disputed(&self, site: Site<'_>, effect: Span) -> bool {
        let tree = self.article.tree(site.head());
        let denies = |lemma: &str| {
            self.rules.lexicon.is(lemma, "naysaying") || matches!(lemma, "deny" | "accuse")
        };
        let frames = self.article.frames[site.sentence].iter();
        let mut verbs = frames.filter(|f| !f.nominal).map(|f| &tree.nodes[f.head]);
        let is_before = !tree.span.contains(effect);
        let own = tree.nodes[site.frame.head].lemma.as_str();
        let has_no = |c: &usize| {
            tree.nodes[*c].is("obj")
                && tree
                    .children_by(*c, "det")
                    .any(|d| tree.nodes[d].lemma == "no")
        };
        let above = tree.nodes[site.frame.head].head;
        let is_denying = |h: usize| tree.nodes[h].lemma == "deny";
        // "denied having walked out, *saying* they had gone to lunch"
        let answers_a_charge =
            tree.nodes[site.frame.head].is("advcl") && above.is_some_and(is_denying);
        answers_a_charge
            // "gives us no basis to invest": what is not brought about.
            || tree.children(site.frame.head).iter().any(has_no)
            || own == "accuse"
            || denies(own) && is_before
            || verbs.any(|n| effect.start == n.span.start && denies(&n.lemma))
    }

    /// The sentence before, where an effect stands that its explanation does not repeat.
    fn evidence_before(&self, sentence: usize) -> Option<Span> {
        let before = sentence.checked_sub(1)?;
        Some(self.evidence(before))
    }

    /// Who explains: whose "version" ties, or the subject of what ties, if it is told apart from cause and effect; else whoever
    /// says it.
    fn explains(&self, site: Site<'_>, tie: usize, cause: Span, effect: Span) -> Option<Who> {
        let tree = &self.article.trees[site.sentence];
        let nodes = &tree.nodes;
        let owner = tree.child(tie, "nmod:poss").map(|word| At {
            sentence: site.sentence,
            word,
        });
        if let Some(owner) = owner.and_then(|at| self.article.who(at).into_iter().next()) {
            return Some(owner);
        }
        let is_apart = |&word: &usize| {
            let span = nodes[word].span;
            !cause.contains(span) && !effect.contains(span)
        };
        // "enters a second week as the union rejects the plan": who acts in a reason does not give it.
        let is_told = nodes[tie].upos == "VERB" || nodes[tie].is_nominal();
        let agent = site.frame.agent.filter(|a| is_told && is_apart(a));
        let subject = agent.map(|_| self.whos(site, "agent")).unwrap_or_default();
        let mut subject = subject
            .into_iter()
            .filter(|w| w.party.is_some() || w.member.is_some());
        subject.next().or_else(|| self.speaker_of(site))
    }
}

/// How likely a word has a label in somebody's explanation.
fn share(node: &Node, label: &str) -> u16 {
    let sign = node.claim.as_ref().filter(|sign| &*sign.label == label);
    sign.map_or(0, |sign| sign.share.thousandths())
}

/// "mortar fire *killed* two soldiers", "fire *that* broke out", "took the *view* that the line had moved": what happened and what somebody thinks, and
/// nothing explained.
fn is_no_tie(node: &Node) -> bool {
    let is_relative = matches!(node.xpos.as_str(), "WDT" | "WP") && node.is("nsubj");
    let is_opinion = matches!(node.lemma.as_str(), "view" | "opinion" | "position");
    let is_deed = matches!(node.lemma.as_str(), "kill" | "wound" | "injure");
    is_relative || is_deed || is_opinion && node.is("obj")
}

/// The likeliest word for a label, if it is at least so likely.
fn likeliest(tree: &Tree, label: &str, least: u16) -> Option<usize> {
    let best = (0..tree.nodes.len()).max_by_key(|&i| share(&tree.nodes[i], label))?;
    (share(&tree.nodes[best], label) >= least).then_some(best)
}

/// The stretch of a sentence around the likeliest word for a label.
fn stretch(tree: &Tree, label: &str) -> Option<Span> {
    let best = likeliest(tree, label, LIKELY)?;
    let is_in = |i: usize| share(&tree.nodes[i], label) >= LIKELY;
    let reach = |places: &mut dyn Iterator<Item = usize>| {
        let (mut last, mut missed) = (best, 0);
        for i in places {
            missed = if is_in(i) { 0 } else { missed + 1 };
            if missed > GAP {
                break;
            }
            last = if missed == 0 { i } else { last };
        }
        last
    };
    let low = reach(&mut (0..best).rev());
    let high = reach(&mut (best + 1..tree.nodes.len())) + 1;
    let (low, high) = (opened(tree, low), completed(tree, low, high));
    let (low, high) = tree.trim(headed(tree, low, high), high);
    let tells = |n: &Node| matches!(n.upos, "NOUN" | "PROPN" | "PRON" | "VERB" | "ADJ" | "NUM");
    let is_told = low < high && tree.nodes[low..high].iter().any(tells);
    is_told.then(|| tree.span_of(low, high))
}

/// "would respond *if attacked*": what may come about and has caused nothing.
fn is_supposed(tree: &Tree, cause: Span) -> bool {
    let mut inside = (0..tree.nodes.len()).filter(|&i| cause.contains(tree.nodes[i].span));
    let is_if = |&m: &usize| matches!(tree.nodes[m].lemma.as_str(), "if" | "unless");
    inside.any(|i| tree.nodes[i].is("advcl") && tree.children(i).iter().any(is_if))
}

/// "was putting pressure on *it*": a pronoun that hangs on a preposition is no effect.
fn is_beside(tree: &Tree, effect: Span) -> bool {
    let word = tree.nodes.iter().position(|n| n.span == effect);
    word.is_some_and(|w| tree.nodes[w].upos == "PRON" && tree.preposition(w).is_some())
}

/// What is done to a thing, where only the thing is marked: "*turned the offer down*, saying it would ruin the port".
fn whole(tree: &Tree, effect: Span, cause: Span) -> Span {
    let thing = tree.nodes.iter().position(|n| n.span == effect);
    let verb = thing.and_then(|i| tree.nodes[i].head.filter(|_| tree.nodes[i].is("obj")));
    let Some((thing, verb)) = thing.zip(verb) else {
        return effect;
    };
    let subject = tree.child(verb, "nsubj").map(|s| tree.extent(s).0);
    let particle = tree.child(verb, "compound:prt").map(|p| p + 1);
    let low = subject.unwrap_or(verb).min(verb);
    let high = tree.extent(thing).1.max(particle.unwrap_or(verb + 1));
    let told = tree.span_of(low, high);
    // "The letter *poisoned the mood*"
    let done = tree.span_of(verb, high.max(verb + 1));
    let mut whole = [told, done]
        .into_iter()
        .filter(|s| !s.overlaps(cause) && s.contains(effect));
    whole.next().unwrap_or(effect)
}

/// "Mistrust *keeps the two from signing*": whom something keeps is no effect without the verb.
fn kept_from(tree: &Tree, tie: usize, effect: Span) -> Span {
    const KEEPING: &[&str] = &[
        "keep",
        "hold",
        "stop",
        "prevent",
        "bar",
        "hinder",
        "discourage",
    ];
    let verb = &tree.nodes[tie];
    let is_keeping = verb.upos == "VERB" && KEEPING.contains(&verb.lemma.as_str());
    let object = tree.child(tie, "obj").filter(|_| is_keeping);
    let is_object = object.is_some_and(|o| effect.contains(tree.nodes[o].span));
    if is_object && verb.span.end <= effect.start {
        effect.cover(verb.span)
    } else {
        effect
    }
}

/// "The deal *would ruin its farmers*": what the verb that ties says of a thing, if the cause is its subject.
fn brought_about(tree: &Tree, tie: usize, cause: Span) -> Option<Span> {
    let subject = tree.child(tie, "nsubj")?;
    let object = tree.child(tie, "obj")?;
    let is_cause = cause.contains(tree.nodes[subject].span) && tree.nodes[subject].upos != "PRON";
    let is_told = tree.nodes[tie].upos == "VERB" && tree.child(tie, "ccomp").is_none();
    let told = tree.span_of(tie, tree.extent(object).1.max(tie + 1));
    (is_cause && is_told && !told.overlaps(cause)).then_some(told)
}

/// What is done for the reason that somebody gives: "*rejected an offer from Oslo*, saying it was too low", where the model may see less of it.
fn reasoned(tree: &Tree, tie: usize, effect: Span) -> Option<Span> {
    let node = &tree.nodes[tie];
    let done = node
        .head
        .filter(|_| node.is("advcl") && node.xpos == "VBG")?;
    let (low, high) = tree.extent_without(done, &|c| c == tie);
    let (low, high) = tree.trim(low, high);
    let clause = tree.span_of(low, high);
    clause.contains(effect).then_some(clause)
}

/// "put off at the request of *Norway*": who asked for it is no cause of it.
fn is_who_asked(tree: &Tree, cause: Span) -> bool {
    const ASKING: [&str; 5] = [
        "request",
        "invitation",
        "suggestion",
        "behest",
        "initiative",
    ];
    let named = tree
        .nodes
        .iter()
        .filter(|n| cause.contains(n.span) && n.is("nmod"));
    let mut above = named.filter_map(|n| n.head);
    above.any(|h| {
        ASKING.contains(&tree.nodes[h].lemma.as_str()) && !cause.contains(tree.nodes[h].span)
    })
}

/// "the real difficulty was that *neither would sign*": what is explained by what it is.
fn trouble(tree: &Tree, cause: Span) -> Option<Span> {
    const TROUBLES: [&str; 8] = [
        "difficulty",
        "problem",
        "trouble",
        "obstacle",
        "hitch",
        "snag",
        "hurdle",
        "issue",
    ];
    let mut nodes = tree.nodes.iter().enumerate();
    let is_trouble = |n: &Node| n.is("nsubj") && TROUBLES.contains(&n.lemma.as_str());
    let (word, _) = nodes.find(|(_, n)| is_trouble(n) && n.span.end <= cause.start)?;
    Some(tree.phrase(word))
}

/// The start of a stretch that shall not lose the word that turns it round: "*neither* Oslo nor Lima would sign".
fn opened(tree: &Tree, low: usize) -> usize {
    let turns = |n: &Node| {
        matches!(
            n.lemma.to_lowercase().as_str(),
            "neither" | "both" | "either" | "no" | "not" | "nobody" | "none"
        )
    };
    match low.checked_sub(1) {
        Some(before) if turns(&tree.nodes[before]) => before,
        _ => low,
    }
}

/// The start of a stretch that shall not lose the noun before its first preposition: "*the quarrel between* Athens and Ankara".
fn headed(tree: &Tree, low: usize, high: usize) -> usize {
    let above = tree.nodes[low]
        .head
        .filter(|&h| h < low && tree.nodes[low].is("nmod"));
    // "dropped for *lack* of time"
    let is_lack = |h: usize| {
        matches!(
            tree.nodes[h].lemma.as_str(),
            "lack" | "want" | "absence" | "shortage"
        )
    };
    let host =
        above.filter(|&h| tree.nodes[h].is_nominal() && (tree.nodes[h].is("nsubj") || is_lack(h)));
    let is_whole = |h: &usize| tree.extent(*h).1 <= high;
    let is_case = |c: usize| tree.nodes[c].is("case") && c < low;
    host.filter(is_whole)
        .map_or(low, |h| tree.extent_without(h, &is_case).0)
}

/// The end of a stretch that shall not break off after a preposition or an article: "would ruin the port of *Arica*".
fn completed(tree: &Tree, low: usize, high: usize) -> usize {
    let mut end = high;
    while let Some(last) = tree.nodes.get(end.wrapping_sub(1)).filter(|_| end > low) {
        let is_open = matches!(last.upos, "ADP" | "DET" | "PART" | "AUX");
        match last.head.filter(|&head| is_open && head >= end) {
            Some(head) => end = head + 1,
            None => break,
        }
    }
    end
}

/// "The trust says a board member was ill": where nothing but the telling ties, what is told is the cause.
fn told(tree: &Tree, tie: usize) -> Option<Span> {
    Some(tree.clause(tree.child(tie, "ccomp")?))
}
