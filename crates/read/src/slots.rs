//! The places in a frame that rules speak of, and what may be asked of them.

use crate::article::{Article, At, Who};
use crate::build::Speeches;
use crate::frame::{Frame, Tense, clefted};
use crate::quotation::Quoted;
use crate::tree::Tree;
use crate::when;
use demarche_evidence::Span;

/// A frame in its article, with what is known to be said by somebody.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub article: &'a Article<'a>,
    pub sentence: usize,
    pub frame: &'a Frame,
    /// The speech of the article, once it has been found.
    pub speech: Option<&'a Speeches>,
}

impl<'a> Scene<'a> {
    pub fn tree(&self) -> &'a Tree {
        &self.article.trees[self.sentence]
    }

    fn at(&self, word: usize) -> At {
        At {
            sentence: self.sentence,
            word,
        }
    }

    fn frame_of(&self, word: usize) -> Option<&'a Frame> {
        self.article.frames[self.sentence]
            .iter()
            .find(|f| f.head == word)
    }
}

/// Whether some alternative of `need` fits the slot. `none` wants it empty; a leading `?` lets it
/// be empty; a leading `!` wants none of the alternatives to fit.
pub(crate) fn satisfied(scene: Scene<'_>, slot: &str, need: &str) -> bool {
    if slot == "voice" {
        let head = scene.tree().nodes[scene.frame.head].span;
        let is_said = scene.speech.is_some_and(|all| {
            all.in_sentence(scene.sentence)
                .any(|s| s.content.contains(head))
        });
        return is_said || scene.article.issuer(scene.sentence).is_some();
    }
    let places = slot_places(scene, slot);
    if let Some(unwanted) = need.strip_prefix('!') {
        return match places.first() {
            None => !unwanted.split('|').any(|n| n == "none"),
            Some(&at) => !unwanted.split('|').any(|n| is_kind(scene, at, n)),
        };
    }
    let (optional, need) = match need.strip_prefix('?') {
        Some(rest) => (true, rest),
        None => (false, need),
    };
    match places.first() {
        None => optional || need.split('|').any(|n| n == "none"),
        Some(&at) => need.split('|').any(|n| is_kind(scene, at, n)),
    }
}

/// Everybody a word stands for; "I" and "we" in what somebody says are the speaker, or whom the
/// speaker speaks for.
pub(crate) fn whos_at(scene: Scene<'_>, at: At) -> Vec<Who> {
    let found = scene.article.who(at);
    if found.is_empty() {
        first_person(scene, at).into_iter().collect()
    } else {
        found
    }
}

fn first_person(scene: Scene<'_>, at: At) -> Option<Who> {
    let node = &scene.article.tree(at).nodes[at.word];
    if node.upos != "PRON" {
        return None;
    }
    let form = node.form.to_lowercase();
    let is_plural = matches!(form.as_str(), "we" | "us" | "our");
    if !is_plural && !matches!(form.as_str(), "i" | "me" | "my") {
        return None;
    }
    let said = scene.speech?.in_sentence(at.sentence);
    let speech = said
        .filter(|s| s.content.contains(node.span))
        .min_by_key(|s| s.content.len())?;
    let speaker = &speech.speaker;
    Some(match speaker.party.filter(|_| is_plural) {
        Some(party) => scene.article.member_who(party, speaker.span),
        None => speaker.clone(),
    })
}

fn is_kind(scene: Scene<'_>, at: At, kind: &str) -> bool {
    let article = scene.article;
    let tree = article.tree(at);
    let node = &tree.nodes[at.word];
    if let Some(class) = kind.strip_prefix('@') {
        let in_class = |word: usize| {
            let lemma = &tree.nodes[word].lemma;
            article.lexicon.is(lemma, class)
                || word > 0
                    && tree.nodes[word - 1].head == Some(word)
                    && article
                        .lexicon
                        .is(&format!("{} {lemma}", tree.nodes[word - 1].lemma), class)
                || word > 0
                    && tree.nodes[word - 1].head == Some(word)
                    && article.lexicon.is(
                        &format!("{} {lemma}", tree.nodes[word - 1].form.to_lowercase()),
                        class,
                    )
        };
        // "a series of talks", "a third day of negotiations": the complement counts too.
        return in_class(at.word) || measured(tree, at.word).is_some_and(in_class);
    }
    match kind {
        "any" => true,
        "none" => false,
        "actor" => !whos_at(scene, at).is_empty(),
        "party" => whos_at(scene, at).iter().any(|w| w.party.is_some()),
        "nominal" => matches!(node.upos, "NOUN" | "PROPN" | "NUM" | "VERB"),
        "pronoun" => node.upos == "PRON",
        "clause" => is_clause(tree, at.word),
        "time" => when::names_time(tree, at.word),
        "infinitive" => tree
            .children_by(at.word, "mark")
            .any(|c| tree.nodes[c].lemma == "to"),
        word => node.lemma == word,
    }
}

/// What a noun of measure counts: the talks of "a third day of talks", "a series of talks".
pub(crate) fn measured(tree: &Tree, word: usize) -> Option<usize> {
    let is_measure = matches!(
        tree.nodes[word].lemma.as_str(),
        "series"
            | "round"
            | "number"
            | "set"
            | "day"
            | "hour"
            | "week"
            | "month"
            | "minute"
            | "evening"
            | "night"
            | "morning"
            | "bout"
            | "string"
            | "cycle"
            | "spell"
            | "stretch"
            | "resumption"
            | "start"
            | "opening"
            | "end"
    );
    let of = |&c: &usize| tree.preposition(c).as_deref() == Some("of") && c > word;
    tree.children_by(word, "nmod")
        .find(of)
        .filter(|_| is_measure)
}

pub(crate) fn is_clause(tree: &Tree, word: usize) -> bool {
    matches!(tree.nodes[word].upos, "VERB" | "AUX") || tree.child(word, "cop").is_some()
}

/// The words a slot expression stands for: alternatives by `|` (the first that is filled), unions
/// by `+`.
pub(crate) fn slot_places(scene: Scene<'_>, expression: &str) -> Vec<At> {
    for alternative in expression.split('|') {
        let found: Vec<At> = alternative
            .split('+')
            .filter_map(|slot| place(scene, slot.trim()))
            .map(|word| scene.at(word))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The word in one slot; `a.b` looks for `b` from the word in `a`.
fn place(scene: Scene<'_>, slot: &str) -> Option<usize> {
    match slot.rsplit_once('.') {
        Some((base, "agent")) => {
            let word = place(scene, base)?;
            scene.frame_of(word)?.agent
        }
        Some((base, "object")) => {
            let word = place(scene, base)?;
            scene.frame_of(word)?.object
        }
        Some((base, "whose")) => {
            let (noun, tree) = (place(scene, base)?, scene.tree());
            let owner = tree.children_by(noun, "nmod:poss").next();
            owner.or_else(|| complement(tree, noun, "of"))
        }
        Some((base, "modifier")) => {
            let word = place(scene, base)?;
            scene.tree().child(word, "amod")
        }
        Some((base, "clause")) => place(scene, base),
        Some((base, "content")) => {
            let (noun, tree) = (place(scene, base)?, scene.tree());
            let completes = |&c: &usize| {
                let node = &tree.nodes[c];
                // "That is why *we left*", "the reason why *we left*"
                let is_why = match tree.nodes[noun].lemma.as_str() {
                    "why" => node.is("advcl"),
                    "reason" => tree
                        .children(c)
                        .iter()
                        .any(|&w| tree.nodes[w].lemma == "why"),
                    _ => false,
                };
                is_why || node.is("ccomp") || node.rel == "acl" && tree.child(c, "mark").is_some()
            };
            let mut clauses = tree.children(noun).iter().copied();
            clauses.find(|c| *c > noun && completes(c))
        }
        Some((base, preposition)) => {
            let word = place(scene, base)?;
            complement(scene.tree(), word, preposition)
        }
        None => simple(scene, slot),
    }
}

/// The dependent of a noun or predicate with this preposition, be it a clause: "committed *to
/// ending the war*".
fn complement(tree: &Tree, noun: usize, preposition: &str) -> Option<usize> {
    let is_marked = |c: usize| {
        tree.children_by(c, "mark")
            .any(|m| tree.nodes[m].lemma == preposition)
    };
    tree.children(noun).iter().copied().find(|&c| {
        let node = &tree.nodes[c];
        let is_phrase = node.is("nmod") || node.is("obl") || node.is_nominal();
        let is_clause = node.is("advcl") || node.is("xcomp") || node.is("acl");
        is_phrase && tree.preposition(c).as_deref() == Some(preposition)
            || is_clause && is_marked(c)
    })
}

fn simple(scene: Scene<'_>, slot: &str) -> Option<usize> {
    let (tree, frame) = (scene.tree(), scene.frame);
    let head = frame.head;
    match slot {
        "head" | "predicate" | "terms" | "act" | "complement" => Some(head),
        "agent" => frame.agent,
        "object" => frame.object,
        "recipient" => frame.recipient,
        "content" => frame.content,
        "subject" => frame.agent.or(frame.object),
        "root" => tree.ancestor(head, |t, n| t.nodes[n].head.is_none()),
        "parent" => tree.nodes[head].head,
        "clause" => tree.ancestor(tree.nodes[head].head?, is_clause),
        "if" => condition(tree, head),
        "because" => reason_clause(tree, head),
        "to" => frame
            .oblique(&["to", "with"])
            .or(frame.recipient)
            .or_else(|| attached_below(tree, frame, "to")),
        "modified" => modified(tree, head),
        "modifier" => tree.child(head, "amod"),
        "participle" => tree.nodes[head]
            .head
            .filter(|_| tree.nodes[head].is("advcl"))
            .and_then(|p| {
                let above = scene.frame_of(p)?;
                above.agent.or(above.object)
            })
            .or_else(|| opening_participle(tree, head)),
        "as" => frame.oblique(&["as"]).or_else(|| {
            tree.children(head).iter().copied().find(|&c| {
                tree.children(c)
                    .iter()
                    .any(|&m| tree.nodes[m].lemma == "as" && m < c)
            })
        }),
        "meeting" => {
            Some(head).filter(|&h| scene.article.lexicon.is(&tree.nodes[h].lemma, "meeting"))
        }
        "governed" => tree.child(head, "case").or_else(|| {
            // "because it was full" is a clause, not something that is because of something.
            let is_whole = |m: usize| tree.nodes[m].lemma != "because";
            tree.child(head, "mark").filter(|&m| is_whole(m))
        }),
        "cleft" => clefted(tree, head),
        "instead" => {
            let other = |&c: &usize| matches!(tree.nodes[c].lemma.as_str(), "instead" | "rather");
            tree.children_by(head, "advmod").find(other)
        }
        "due to" => frame
            .oblique(&["due to"])
            .or_else(|| attached_below(tree, frame, "due to"))
            .filter(|&c| tree.nodes[c].is_nominal() || tree.nodes[c].xpos == "VBG"),
        "no" => no_word(tree, head)
            .or_else(|| no_word(tree, frame.agent?))
            .or_else(|| no_word(tree, frame.object?)),
        "obliged" => obligation(tree, frame),
        "whichever" => frame.object.and_then(|o| {
            let mut articles = tree.children_by(o, "det");
            articles.find(|&d| tree.nodes[d].lemma == "any")
        }),
        "quoted" => quoted_word(scene),
        "predication" => predication(tree, frame),
        "threat" => threat(scene),
        "threat.agent" => scene.frame_of(threat(scene)?)?.agent,
        "can" => auxiliary(tree, head, &["could", "can", "may", "might"]).or_else(|| {
            auxiliary(tree, head, &["would"]).filter(|_| condition(tree, head).is_some())
        }),
        "perfect" => auxiliary(tree, head, &["has", "have", "had"]),
        "modal" => tree
            .children_by(head, "aux")
            .find(|&c| tree.nodes[c].xpos == "MD"),
        "given" => given(tree, frame),
        "only" => only(tree, frame),
        "should" => should(tree, head),
        "alternative" => alternative(tree, head),
        "warner" => warner(scene)?.agent,
        "warned" => {
            let frame = warner(scene)?;
            frame.recipient.or(frame.object)
        }
        "purpose" => tree.children_by(head, "advcl").find(|&c| {
            c > head
                && tree
                    .children_by(c, "mark")
                    .any(|m| tree.nodes[m].lemma == "to")
        }),
        "ended" => tree.nodes[head].head.filter(|&p| {
            matches!(
                tree.nodes[p].lemma.as_str(),
                "break" | "end" | "overcome" | "resolve"
            ) && scene
                .frame_of(p)
                .is_some_and(|f| f.tense == Tense::Past && f.is_actual())
        }),
        "wanted" => wanted(tree, head),
        "between" | "with" | "of" | "for" | "in" | "on" | "against" if frame.nominal => {
            complement(tree, head, slot).or_else(|| frame.oblique(&[slot]))
        }
        preposition => frame
            .oblique(&[preposition])
            .or_else(|| attached_below(tree, frame, preposition)),
    }
}

/// A prepositional phrase that belongs to a verb but that the parser hung on its object or on
/// another complement: "blamed the quarrel *for the fall*".
fn attached_below(tree: &Tree, frame: &Frame, preposition: &str) -> Option<usize> {
    if frame.nominal || frame.content.is_some() && frame.object.is_none() {
        return None;
    }
    let hosts = frame
        .object
        .into_iter()
        .chain(frame.oblique.iter().map(|(_, i)| *i))
        .chain(tree.children_by(frame.head, "advmod"));
    hosts.into_iter().filter(|&h| h > frame.head).find_map(|h| {
        // "blamed the collapse of the talks *on Norway*": hung on the talks.
        let below = || {
            tree.children_by(h, "nmod")
                .find_map(|n| complement(tree, n, preposition))
        };
        complement(tree, h, preposition).or_else(below)
    })
}

/// "Announced for May, the summit …": the noun behind the comma after a participle that opens the
/// sentence, whatever the parser made of it.
fn opening_participle(tree: &Tree, head: usize) -> Option<usize> {
    let is_participle = matches!(tree.nodes[head].xpos.as_str(), "VBN" | "VBD");
    if head > 1 || !is_participle {
        return None;
    }
    let comma = (head + 1..tree.nodes.len()).find(|&i| tree.nodes[i].lemma == ",")?;
    let noun =
        (comma + 1..tree.nodes.len().min(comma + 6)).find(|&i| tree.nodes[i].upos == "NOUN")?;
    let is_last = tree.nodes.get(noun + 1).is_none_or(|n| n.upos != "NOUN");
    Some(if is_last { noun } else { noun + 1 })
}

/// The noun that a participle or adjective modifies.
fn modified(tree: &Tree, head: usize) -> Option<usize> {
    let node = &tree.nodes[head];
    node.head
        .filter(|_| node.is("amod") || (node.is("acl") && node.rel != "acl:relcl"))
}

fn no_word(tree: &Tree, word: usize) -> Option<usize> {
    tree.children(word)
        .iter()
        .copied()
        .find(|&c| tree.nodes[c].lemma == "no" && !tree.nodes[c].is("conj"))
}

fn auxiliary(tree: &Tree, head: usize, forms: &[&str]) -> Option<usize> {
    tree.children_by(head, "aux")
        .find(|&c| forms.contains(&tree.nodes[c].form.to_lowercase().as_str()))
}

/// "must", "has to", or "no … may".
fn obligation(tree: &Tree, frame: &Frame) -> Option<usize> {
    auxiliary(tree, frame.head, &["must"])
        .or_else(|| auxiliary(tree, frame.head, &["may", "can"]).filter(|_| frame.negated))
}

/// A word of the quotation in the frame's sentence nearest after the head, else nearest before.
fn quoted_word(scene: Scene<'_>) -> Option<usize> {
    let span = quotation_near(scene)?;
    let tree = scene.tree();
    tree.nodes.iter().position(|n| span.contains(n.span))
}

/// The quotation that belongs to a frame: the first after its head, else the last before it.
pub(crate) fn quotation_near(scene: Scene<'_>) -> Option<Span> {
    let tree = scene.tree();
    let head = tree.nodes[scene.frame.head].span;
    let here = scene
        .article
        .quotations_in(tree.span)
        .iter()
        .filter(|q| tree.span.contains(q.inner) && !q.inner.contains(head));
    let around = scene
        .article
        .quotations_in(head)
        .iter()
        .find(|q| q.inner.contains(head));
    if let Some(around) = around {
        // "“He turned it down politely,” she said": the quotation is hers, not what he calls it.
        let is_outside = |&a: &usize| !around.inner.contains(tree.nodes[a].span);
        return scene.frame.agent.filter(is_outside).map(|_| around.inner);
    }
    let after = here.clone().find(|q| q.inner.start >= head.end);
    // "called it “worth exploring”, but Chile turned it down": the quotation belongs to the verb before.
    let joined = &tree.nodes[scene.frame.head];
    let first = joined.head.filter(|_| joined.is("conj"));
    let is_firsts = |q: &&Quoted| first.is_some_and(|f| tree.nodes[f].span.end <= q.inner.start);
    after
        .or_else(|| here.clone().next_back().filter(|q| !is_firsts(q)))
        .map(|q| q.inner)
}

/// What a verb of naming says of its object, when the parser has not made it a clause.
fn predication(tree: &Tree, frame: &Frame) -> Option<usize> {
    let object = frame.object?;
    let after = |c: &usize| *c > object;
    tree.children(frame.head)
        .iter()
        .copied()
        .filter(after)
        .map(|c| named_way(tree, c).unwrap_or(c))
        .find(|&c| {
            let node = &tree.nodes[c];
            let plain = node.is("obj")
                || node.is("dep")
                || node.is("advcl")
                || node.is("parataxis")
                || node.is("obl") && tree.preposition(c).is_none();
            plain && matches!(node.upos, "ADJ" | "NOUN" | "VERB")
        })
        .or_else(|| {
            tree.children(object)
                .iter()
                .copied()
                .filter(after)
                .find(|&c| {
                    let node = &tree.nodes[c];
                    // "called the meeting frank": taken for a name, for all its small letter.
                    let is_small_name = node.is("appos") && !node.is_capitalised();
                    node.upos == "ADJ" && node.is("amod") || is_small_name
                })
        })
}

/// "called the day *a step backwards*", where the parser hangs the step on the adverb.
fn named_way(tree: &Tree, adverb: usize) -> Option<usize> {
    let is_adverb = tree.nodes[adverb].is("advmod");
    let is_step = |c: &usize| *c < adverb && tree.nodes[*c].upos == "NOUN";
    tree.children(adverb)
        .iter()
        .copied()
        .find(is_step)
        .filter(|_| is_adverb)
}

/// The clause in which a speaker says what it could or would do: "warned that it would close the
/// border".
fn threat(scene: Scene<'_>) -> Option<usize> {
    let content = scene.frame.content?;
    let frame = scene.frame_of(content)?;
    let may = frame.modal.is_some() || frame.tense == Tense::Future;
    if !may || frame.negated || frame.passive {
        return None;
    }
    let is_step = scene.article.lexicon.is(&frame.lemma, "hard-step");
    let is_warning = scene.frame.lemma == "warn";
    let own = frame.agent.is_some_and(|a| same_side(scene, a));
    (own && (is_step || is_warning)).then_some(content)
}

/// Whether the subject of a clause is the speaker or the speaker's party.
fn same_side(scene: Scene<'_>, agent: usize) -> bool {
    let Some(speaker) = scene.frame.agent else {
        return false;
    };
    let speakers = scene.article.who(scene.at(speaker));
    let agents = scene.article.who(scene.at(agent));
    agents.iter().any(|a| {
        speakers
            .iter()
            .any(|s| s.name == a.name || (s.party.is_some() && s.party == a.party))
    })
}

/// The "or" or "otherwise" by which a clause tells what else will be done: "gave the firm a week *or* it would leave".
fn alternative(tree: &Tree, head: usize) -> Option<usize> {
    let subject = tree.child(head, "nsubj")?;
    let is_or = |&c: &usize| {
        let node = &tree.nodes[c];
        let joins = node.is("cc") && node.lemma == "or" && c < subject;
        joins || node.is("advmod") && matches!(node.lemma.as_str(), "otherwise" | "else")
    };
    tree.children(head).iter().copied().find(is_or)
}

/// The predication of whoever says what else will be done: the first around the alternative that has a subject.
fn warner(scene: Scene<'_>) -> Option<&Frame> {
    let tree = scene.tree();
    let above = |&i: &usize| tree.nodes[i].head;
    let mut hosts = std::iter::successors(tree.nodes[scene.frame.head].head, above);
    hosts.find_map(|host| scene.frame_of(host).filter(|f| f.agent.is_some()))
}

/// What is given or to be given in "delay in supplying missiles", "delay of the shipment".
fn given(tree: &Tree, frame: &Frame) -> Option<usize> {
    let by_clause = frame.content.and_then(|c| {
        tree.child(c, "obj")
            .or_else(|| tree.child(c, "obl"))
            .map(|o| {
                // "providing Ukraine with missiles": what is given follows "with".
                tree.children_by(c, "obl")
                    .find(|&x| tree.preposition(x).as_deref() == Some("with"))
                    .unwrap_or(o)
            })
    });
    by_clause
        .or_else(|| complement(tree, frame.head, "in"))
        .or_else(|| complement(tree, frame.head, "of"))
}

/// "should", "ought to" of a statement: not the "should" that opens a condition.
fn should(tree: &Tree, head: usize) -> Option<usize> {
    let subject = tree.child(head, "nsubj");
    // "(would go to court) should drilling begin" is a condition.
    let is_turned = |a: usize| {
        let next = tree.nodes.get(a + 1);
        next.is_some_and(|n| n.is_nominal() || n.xpos == "VBG" || n.upos == "DET")
    };
    auxiliary(tree, head, &["should", "ought"])
        .filter(|&a| subject.is_some_and(|s| s < a) && !is_turned(a))
}

fn only(tree: &Tree, frame: &Frame) -> Option<usize> {
    let among = |word: usize| {
        tree.children(word)
            .iter()
            .copied()
            .find(|&c| matches!(tree.nodes[c].lemma.as_str(), "only" | "alone"))
    };
    among(frame.head).or_else(|| among(frame.agent?))
}

/// A noun that is needed or missing: "may require a shift", "without a shift".
fn wanted(tree: &Tree, head: usize) -> Option<usize> {
    let node = &tree.nodes[head];
    let governor = node.head?;
    let needed = matches!(
        tree.nodes[governor].lemma.as_str(),
        "require" | "need" | "want" | "demand" | "take" | "await" | "depend"
    );
    if needed {
        return Some(governor);
    }
    tree.children_by(head, "case")
        .find(|&c| matches!(tree.nodes[c].lemma.as_str(), "without" | "barring"))
}

/// The clause that says why: "because ...", "after ...". In headlines "as" only says that two things
/// go together, and "hours after" only when.
fn reason_clause(tree: &Tree, head: usize) -> Option<usize> {
    // "a meeting scheduled for Monday after …": what came before is no reason for the date.
    if tree.nodes[head].is("acl") && tree.nodes[head].xpos == "VBN" {
        return None;
    }
    tree.children_by(head, "advcl").find(|&c| {
        let marks = tree
            .children(c)
            .iter()
            .copied()
            .filter(|&m| m < c && (tree.nodes[m].is("mark") || tree.nodes[m].is("case")));
        let is_measured = tree
            .children_by(c, "obl")
            .any(|t| t < c && tree.nodes[t].rel == "obl:unmarked");
        // "as the treaty permits", "since they met in May": where the model has an eye for reasons, it tells them from manner and time.
        let is_seen = |m: usize| {
            let is_part = |i: usize| {
                let sign = tree.nodes[i].claim.as_ref();
                sign.is_none_or(|s| s.share.probability() >= SEEN_REASON)
            };
            is_part(m) || is_part(c)
        };
        let mut marks = marks;
        marks.any(|m| match tree.nodes[m].lemma.as_str() {
            "because" => true,
            "since" => is_seen(m),
            "as" => tree.is_sentence() && is_seen(m),
            "after" => !is_measured && !is_conditional(tree, c) && is_seen(m),
            _ => false,
        })
    })
}

/// How likely the model must take a clause or the word that opens it for part of an explanation.
const SEEN_REASON: f32 = 0.3;

/// The clause that a predication depends on: "if …", "unless …", "until …", "as long as …".
///
/// The parser may hang it on a word above or below the predication; any conditional clause
/// counts whose host stands in one line with the predication.
pub(crate) fn condition(tree: &Tree, head: usize) -> Option<usize> {
    let direct = tree
        .children_by(head, "advcl")
        .find(|&c| is_conditional(tree, c));
    direct.or_else(|| {
        (0..tree.nodes.len())
            .filter(|&c| is_conditional(tree, c) && !tree.under(head, c))
            .find(|&c| {
                tree.nodes[c].head.is_some_and(|host| {
                    let is_clausal = tree.ancestor(host, |t, n| {
                        // "Chile backs the idea; Peru could agree if …"
                        let is_set_off = t.nodes[n].is("parataxis")
                            && (head..n).any(|i| t.nodes[i].lemma == ";");
                        let is_apart = is_set_off || t.nodes[n].is("ccomp") && n != host;
                        is_apart && n != head && tree.under(n, head)
                    });
                    (tree.under(host, head) && is_clausal.is_none())
                        || is_speech_host(tree, head, host)
                })
            })
    })
}

/// Whether `host` is the verb that reports `head`: "said it could accept, if …".
fn is_speech_host(tree: &Tree, head: usize, host: usize) -> bool {
    (tree.nodes[head].is("ccomp") || tree.nodes[head].is("xcomp"))
        && tree.nodes[head].head == Some(host)
}

/// "will sign when the fees *have been* cut", "after they have left": what has to be over before something to come.
fn is_first_to_be(tree: &Tree, clause: usize) -> bool {
    let has_aux = |word: usize, forms: &[&str]| {
        let mut helpers = tree.children_by(word, "aux");
        helpers.any(|a| forms.contains(&tree.nodes[a].form.to_lowercase().as_str()))
    };
    let host = tree.nodes[clause].head;
    has_aux(clause, &["have", "has"])
        && host.is_some_and(|h| has_aux(h, &["will", "would", "can", "could"]))
}

pub(crate) fn is_conditional(tree: &Tree, clause: usize) -> bool {
    // "until the end of the year"
    let is_phrase = tree.nodes[clause].is_nominal()
        && tree.child(clause, "cop").is_none()
        && tree.child(clause, "nsubj").is_none()
        && tree.child(clause, "case").is_some();
    if is_phrase {
        return false;
    }
    let by_mark = tree.children(clause).iter().any(|&m| {
        let node = &tree.nodes[m];
        let is_mark = node.is("mark") || node.is("advmod") || node.is("case");
        is_mark
            && (matches!(
                node.lemma.as_str(),
                "if" | "unless" | "until" | "provided" | "once" | "providing" | "provide"
            ) || matches!(node.lemma.as_str(), "when" | "after")
                && (is_only_before(tree, m) || is_first_to_be(tree, clause))
                || matches!(node.lemma.as_str(), "long" | "soon")
                || node.lemma == "as"
                    && tree
                        .children(m)
                        .iter()
                        .any(|&l| matches!(tree.nodes[l].lemma.as_str(), "long" | "soon")))
    });
    // "provided that the letter is withdrawn", with the clause under the participle
    let form = tree.nodes[clause].form.to_lowercase();
    let is_participle = matches!(form.as_str(), "provided" | "providing" | "assuming")
        && tree.child(clause, "ccomp").is_some()
        && tree.child(clause, "nsubj").is_none();
    // "Should talks fail", "Were it lifted": an auxiliary before its subject.
    let inverted = tree
        .children(clause)
        .iter()
        .copied()
        .filter(|&a| tree.nodes[a].is("aux"))
        .any(|a| {
            tree.child(clause, "nsubj").is_some_and(|s| a < s)
                && matches!(
                    tree.nodes[a].form.to_lowercase().as_str(),
                    "should" | "were" | "had"
                )
        });
    by_mark || inverted || is_participle || is_stipulated(tree, clause)
}

/// "only when Chile withdraws"
fn is_only_before(tree: &Tree, word: usize) -> bool {
    word > 0 && tree.nodes[word - 1].lemma == "only"
}

/// "on condition that the clause is dropped": the clause stands under a noun.
fn is_stipulated(tree: &Tree, clause: usize) -> bool {
    let node = &tree.nodes[clause];
    let is_stipulation = |&noun: &usize| {
        matches!(
            tree.nodes[noun].lemma.as_str(),
            "condition" | "proviso" | "understanding" | "stipulation"
        ) && tree.preposition(noun).is_some()
    };
    node.is("acl") && !node.is("acl:relcl") && node.head.as_ref().is_some_and(is_stipulation)
}
