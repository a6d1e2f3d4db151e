//! Judgements of meetings, texts, proposals and sides, and which way they go.

mod polarity;

use super::proposals::ACTS;
use super::quotes::Speech;
use super::{About, Builder, Draft, Site, argument};
use crate::article::{At, Who};
use crate::quotation::Quoted;
use crate::rules::Rule;
use crate::tree::{LIKELY, Node, Tree};
use demarche_evidence::{Body, Characterisation, Polarity, Span, StanceKind, Voice};

/// How sure the model must be to say which way words go that the lexicon does not know.
const SURE: f32 = 0.85;

/// How sure it must be of quoted words that are called a verdict; of others it must find it likelier than not.
const HINTED: f32 = 0.25;

/// What a judgement in quotation marks is called.
const VERDICTS: &[&str] = &["verdict", "assessment", "judgement", "judgment"];

/// A judgement in quotation marks has no more words and points.
const LONGEST_JUDGEMENT: usize = 14;

/// Words that name nothing that could be judged.
const VOID: &[&str] = &[
    "none",
    "nobody",
    "nothing",
    "there",
    "what",
    "i",
    "we",
    "you",
    "us",
    "me",
    "anything",
    "everyone",
    "everybody",
    "somebody",
    "someone",
];

/// Which way a step goes.
const WAYS: &[&str] = &["back", "backward", "backwards", "forward", "forwards"];

/// What is judged where nothing is named: the meeting last spoken of.
const LATEST: &str = "latest";

/// Where the rules for judgements that the model alone sees look last for what is judged.
const BELOW: &str = "parent.agent|latest";

/// The rule for what somebody says that something was.
const JUDGED_SO: &str = "judge.was";

impl Builder<'_> {
    pub(super) fn make_judgement(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        by: &str,
        of: &str,
        words: &str,
        polarity: Option<&str>,
    ) -> bool {
        // "a summit that was to open on Saturday"
        let is_plan = site.frame.infinitive && words.ends_with("predicate")
            || rule.id.starts_with(ACTS) && self.is_below_predicate(site);
        let Some((words_span, words)) = self.called(site, words).filter(|_| !is_plan) else {
            return false;
        };
        let judges = self.judges(site, by);
        // "The union accuses the ministry of sabotage": who judges is not judged.
        let is_judge = |&at: &At| {
            let span = self.article.tree(at).phrase(at.word);
            judges.iter().any(|w| span.contains(w.span))
        };
        let judging = self.places(site, "agent").first().is_some_and(is_judge);
        let of = if judging {
            of.trim_start_matches("agent|")
        } else {
            of
        };
        // "*Chile* called the step blackmail", where the parser makes the step part of the blackmail: she does not judge herself.
        let mut of_places = self.places(site, of);
        let is_judge_below = of.ends_with(BELOW) && of_places.first().is_some_and(is_judge);
        let is_quality = |at: &At| self.article.tree(*at).nodes[at.word].upos == "ADJ";
        let of = if is_judge_below
            || of_places.first().is_some_and(is_quality) && of.ends_with(LATEST)
        {
            of_places.clear();
            LATEST
        } else {
            of
        };
        let latest = self
            .latest_meeting(site.head())
            .filter(|_| of.ends_with(LATEST));
        let is_told = polarity.is_some();
        let judged = self.whos(site, of).into_iter().find_map(|w| w.party);
        let of = match (self.slot_text(site, of), latest) {
            (Some((_, of)), _) => of,
            (None, Some(meeting)) => self.meetings[meeting].what.clone(),
            (None, None) => return false,
        };
        let is_nothing = is_void(&of);
        let is_speech = words.contains(". ");
        // "2031, a date *the Liberals have called unrealistic*": the date and no proposal that the Liberals are named in
        let renamed = of_places.first().filter(|&&at| self.is_told_of(site, at));
        let of = renamed.map_or(of, |&at| self.without_clauses(at));
        let of_known = of_places.first().filter(|_| renamed.is_none());
        let about = of_known.and_then(|&at| {
            self.find_meeting(at)
                .map(About::Meeting)
                .or_else(|| self.find_proposal(at).map(About::Proposal))
        });
        // "called *them* constructive"
        let stands_for_none = |at: &At| {
            let node = &self.article.tree(*at).nodes[at.word];
            let is_thing = matches!(node.lemma.as_str(), "it" | "they");
            is_thing && about.is_none() && judged.is_none()
        };
        // "She was cautiously optimistic": about what she speaks of, and not about herself
        let speaks_of_self = |at: &At| {
            let is_person = matches!(
                self.article.tree(*at).nodes[at.word].lemma.as_str(),
                "he" | "she" | "I" | "we"
            );
            let member = |w: &Who| w.member;
            let own = judges.first().and_then(member);
            is_person && own.is_some() && self.article.who(*at).first().and_then(member) == own
        };
        let is_of_self = of_places.first().is_some_and(speaks_of_self);
        let is_pronoun_at = |at: &At| self.article.tree(*at).nodes[at.word].upos == "PRON";
        let is_of_pronoun = of_places.first().is_some_and(is_pronoun_at);
        if is_of_pronoun && rule.id == JUDGED_SO && self.has_matter_behind(site) {
            return false; // "was disappointed with the outcome" is told of the outcome
        }
        let is_pronoun = is_of_self || of_places.first().is_some_and(stands_for_none);
        let thing = of_places.first().filter(|_| is_pronoun);
        let of = thing.and_then(|&at| self.thing_linked(at)).unwrap_or(of);
        let spoken_of = self.latest_meeting(site.head()).filter(|_| is_pronoun);
        let latest = latest.filter(|_| of_places.is_empty()).or(spoken_of);
        let about = about.or(latest.map(About::Meeting));
        let is_elsewhere = self.is_said_of_another(site, &of_places, words_span);
        if is_speech || is_elsewhere || (is_nothing || is_of_self) && about.is_none() {
            return false;
        }
        let (polarity, is_sure) = match polarity {
            Some("positive") => (Polarity::Positive, true),
            Some("negative") => (Polarity::Negative, true),
            Some(_) => (Polarity::Neutral, true),
            None => self.polarity_by(site, words_span, &words),
        };
        // "The government would \"act in the national interest\", its spokesman said."
        let own = judges.first().and_then(|w| w.party);
        if is_told && judged.is_some() && judged == own {
            return false;
        }
        let voices: Vec<Voice> = if judges.is_empty() {
            vec![Voice::Article]
        } else {
            self.actors(&judges).into_iter().map(Voice::Actor).collect()
        };
        if let (Some(About::Proposal(p)), true) = (about, is_sure) {
            self.judge_as_stance(rule, site, p, (&judges, polarity, &words));
        }
        let mut made = false;
        for voice in voices {
            let draft = Draft {
                evidence: self.evidence(site.sentence),
                voice: self.voice(site),
                body: Body::Characterisation(Characterisation {
                    of: self.subject_words(about, &of),
                    about: None,
                    by: voice,
                    words: words.clone(),
                    polarity,
                }),
                arguments: vec![argument("words", words_span)],
                rule: rule.id.clone(),
                confidence: if is_sure {
                    rule.confidence
                } else {
                    rule.confidence / 2.0
                },
                about,
            };
            made |= self.keep(draft);
        }
        made
    }

    /// Who judges: whoever's eyes it is seen with, else who stands where the rule says, else, of a word by itself, whoever calls
    /// something by it: "*Norway* spoke of good progress".
    fn judges(&self, site: Site<'_>, by: &str) -> Vec<Who> {
        let is_told = matches!(by, "voice" | "judge");
        let seen = self.eyes(site).filter(|_| is_told);
        let judges = seen.map_or_else(|| self.whos(site, by), |who| vec![who]);
        if !judges.is_empty() || by != "judge" {
            return judges;
        }
        let tree = self.article.tree(site.head());
        let names = |t: &Tree, i: usize| {
            let node = &t.nodes[i];
            node.upos == "VERB" && self.rules.lexicon.is(&node.lemma, "name")
        };
        let verb = tree.ancestor(site.frame.head, names);
        let word = verb.and_then(|v| tree.child(v, "nsubj"));
        word.map_or_else(Vec::new, |word| {
            self.article.who(At {
                word,
                ..site.head()
            })
        })
    }

    /// "*To Norway* the meeting was a lost day", "*for the pilots* the offer is an insult": in whose eyes something is what it is said to
    /// be.
    fn eyes(&self, site: Site<'_>) -> Option<Who> {
        let word = eyes_on(self.article.tree(site.head()), site.frame.head)?;
        let who = self.article.who(At {
            word,
            ..site.head()
        });
        let is_known = |w: &Who| w.party.is_some() || w.member.is_some();
        who.into_iter().next().filter(is_known)
    }

    /// "was disappointed *with the outcome*": whether a predicate tells what it is about.
    fn has_matter_behind(&self, site: Site<'_>) -> bool {
        let about = site.frame.oblique(&["with", "about", "at", "over", "by"]);
        about.is_some_and(|word| {
            let lemma = &self.article.tree(site.head()).nodes[word].lemma;
            let is_result = matches!(lemma.as_str(), "result" | "outcome" | "decision" | "course");
            let is = |class| self.rules.lexicon.is(lemma, class);
            is_result || is("meeting") || is("proposal")
        })
    }

    /// Whether a judgement is the clause by which a thing is told of that is no meeting and no proposal.
    fn is_told_of(&self, site: Site<'_>, at: At) -> bool {
        let node = &self.article.tree(site.head()).nodes[site.frame.head];
        let is_clause = node.rel == "acl:relcl" && node.head == Some(at.word);
        is_clause && !self.is_meeting_noun(at) && !self.is_proposal_noun(at)
    }

    /// A thing without the clauses that tell of it.
    fn without_clauses(&self, at: At) -> String {
        let tree = self.article.tree(at);
        let is_beside = |c: usize| tree.nodes[c].is("acl") || tree.nodes[c].is("case");
        let (low, high) = tree.extent_without(at.word, &is_beside);
        let (low, high) = tree.trim(low, high);
        self.article.slice(tree.span_of(low, high)).to_owned()
    }

    /// "the offer was the most *that the hospital could afford*": a clause that is part of what something is said to be.
    fn is_below_predicate(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("acl:relcl"));
        above.is_some_and(|h| tree.child(h, "cop").is_some())
    }

    /// What something is called, if it is: of "finds it to be inadequate" that it is inadequate, and nothing of "called the chambers to
    /// abstain" or of "was ready to meet “at any time”".
    fn called(&self, site: Site<'_>, slots: &str) -> Option<(Span, String)> {
        let (span, _) = self.slot_text(site, slots)?;
        let tree = self.article.tree(site.head());
        let is_quotation = slots == "quoted";
        let above = self.above(site.sentence, span).filter(|_| is_quotation);
        let is_of_another_verb = above.is_some_and(|v| {
            let has_verb = tree.nodes[v].upos == "VERB" && v != site.frame.head;
            has_verb && tree.under(v, site.frame.head)
        });
        let inner = site.frame.content.filter(|&c| {
            let is_told = span.contains(tree.nodes[c].span);
            is_told && tree.nodes[c].is("xcomp") && tree.child(c, "cop").is_none()
        });
        // Of "called the chambers to abstain".
        let is_deed = inner.is_some_and(|c| {
            let has_to = tree
                .children_by(c, "mark")
                .any(|m| tree.nodes[m].form == "to");
            let is_behind = span.start > tree.nodes[site.frame.head].span.start;
            has_to && is_behind && tree.nodes[c].upos == "VERB"
        });
        if is_of_another_verb || is_deed || is_quotation && self.only_names(site, span) {
            return None;
        }
        // "called *the step* blackmail", where the parser makes the step part of the blackmail
        let behind_object = site.frame.object.filter(|&o| tree.nodes[o].is("compound"));
        let start = behind_object
            .and_then(|o| tree.nodes.get(o + 1))
            .map_or(span.start, |n| n.span.start);
        let span = Span::new(start.clamp(span.start, span.end), span.end);
        let words = self.article.slice(span);
        let lead = ["to be ", "be "].iter().find(|be| words.starts_with(**be));
        let start = span.start + lead.map_or(0, |be| be.len());
        // "a step backwards", where the parser hangs the adverb on the verb
        let behind = tree.nodes.iter().find(|n| n.span.start > span.end);
        let is_way = |n: &&Node| n.upos == "ADV" && WAYS.contains(&n.lemma.as_str());
        let end = behind
            .filter(|n| is_way(n) && n.span.start == span.end + 1)
            .map_or(span.end, |n| n.span.end);
        let span = Span::new(start, end);
        let span = if is_quotation {
            span
        } else {
            self.with_reserve(site, span)
        };
        Some((span, self.article.slice(span).to_owned()))
    }

    /// "spoke of “a date to be agreed”, “a flag meeting”": words that name a day or a meeting and say nothing of it.
    fn only_names(&self, site: Site<'_>, words: Span) -> bool {
        let tree = self.article.tree(site.head());
        let is_inside = |i: usize| words.contains(tree.nodes[i].span);
        let is_top = |i: &usize| is_inside(*i) && tree.nodes[*i].head.is_none_or(|h| !is_inside(h));
        let Some(top) = (0..tree.nodes.len()).find(is_top) else {
            return false;
        };
        let is = |i: usize, class: &str| self.rules.lexicon.is(&tree.nodes[i].lemma, class);
        let is_judging = |c: usize| ["positive", "negative", "neutral"].iter().any(|k| is(c, k));
        let is_name = tree.nodes[top].lemma == "date" || is(top, "meeting");
        is_name && !tree.children_by(top, "amod").any(is_judging)
    }

    /// "useful, *although differences remain*", "open, *but not all was said*": a judgement with what is taken back of it.
    fn with_reserve(&self, site: Site<'_>, words: Span) -> Span {
        let tree = self.article.tree(site.head());
        let takes_back = |c: usize, rel: &str, lemmas: &[&str]| {
            tree.children_by(c, rel)
                .any(|m| lemmas.contains(&tree.nodes[m].lemma.as_str()))
        };
        let is_reserve = |&c: &usize| {
            let node = &tree.nodes[c];
            let is_concession =
                node.is("advcl") && takes_back(c, "mark", &["although", "though", "albeit"]);
            let is_turn = node.is("conj") && takes_back(c, "cc", &["but"]);
            let is_near = || !self.parts_with_words(site, words, tree.clause(c));
            node.span.start >= words.end && (is_concession || is_turn) && is_near()
        };
        let is_top = |i: &usize| {
            let is_inside = |i: usize| words.contains(tree.nodes[i].span);
            is_inside(*i) && tree.nodes[*i].head.is_none_or(|h| !is_inside(h))
        };
        let top = (0..tree.nodes.len()).find(is_top);
        let reserve = top.and_then(|t| tree.children(t).iter().copied().find(is_reserve));
        reserve.map_or(words, |r| words.cover(tree.clause(r)))
    }

    /// "slow, *Norway said*, though all had been polite": whether what somebody is told to say stands between two parts of it.
    fn parts_with_words(&self, site: Site<'_>, first: Span, second: Span) -> bool {
        let mut between = self.article.tree(site.head()).nodes.iter();
        between.any(|n| {
            let is_there = n.span.start >= first.end && n.span.end <= second.start;
            is_there && n.upos == "VERB"
        })
    }

    /// "called a strike, saying the offer was “a provocation”": whether words behind what is judged have another subject of their own.
    fn is_said_of_another(&self, site: Site<'_>, of: &[At], words: Span) -> bool {
        let nodes = &self.article.tree(site.head()).nodes;
        let Some(judged) = of.first().filter(|at| at.sentence == site.sentence) else {
            return false;
        };
        let own = |word: usize| {
            let node = &nodes[word];
            let told = node.head.is_some_and(|h| words.contains(nodes[h].span));
            node.is("nsubj") && node.upos != "PRON" && told && !words.contains(node.span)
        };
        judged.word > site.frame.head && (judged.word + 1..nodes.len()).any(own)
    }

    /// Short words in quotation marks that the model takes for a judgement, by whoever says them, where no rule has found a judgement of
    /// theirs: "a request in uniform, his colleague remembered".
    pub(super) fn judge_quotations(&mut self, sentence: usize) {
        let here = self.evidence(sentence);
        let speeches: Vec<Speech> = self.speech.in_sentence(sentence).cloned().collect();
        for speech in speeches {
            let is_quoted = |q: &Quoted| q.inner == speech.content;
            let is_direct = self
                .article
                .quotations_in(speech.content)
                .iter()
                .any(is_quoted);
            let (start, end) = (speech.content.start, speech.content.end);
            let words = Span::new(start.max(here.start), end.min(here.end));
            if !is_direct || start.max(here.start) >= end.min(here.end) {
                continue;
            }
            let by = Voice::Actor(self.article.actor(&speech.speaker));
            let made = self.made_at.get(&here).into_iter().flatten();
            let mut bodies = made.map(|&d| &self.made[d].body);
            let is_told = bodies.any(|b| matches!(b, Body::Characterisation(c) if c.by == by));
            let Some(polarity) = self
                .judged(sentence, words, self.ground(sentence))
                .filter(|_| !is_told)
            else {
                continue;
            };
            if self.is_aim(sentence, words) {
                continue;
            }
            let accused = self.accused(sentence, words);
            let polarity = accused.as_ref().map_or(polarity, |_| Polarity::Negative);
            let matter = || self.judged_matter(sentence, words, &speech.speaker);
            let Some((about, of)) = accused.map(|of| (None, of)).or_else(matter) else {
                continue;
            };
            let draft = Draft {
                evidence: here,
                voice: by.clone(),
                body: Body::Characterisation(Characterisation {
                    of: self.subject_words(about, &of),
                    about: None,
                    by,
                    words: self.article.slice(words).to_owned(),
                    polarity,
                }),
                arguments: vec![argument("words", words)],
                rule: "judge.quotation".to_owned(),
                confidence: 0.6,
                about,
            };
            self.keep(draft);
        }
    }

    /// The word above words in quotation marks.
    fn above(&self, sentence: usize, words: Span) -> Option<usize> {
        let nodes = &self.article.trees[sentence].nodes;
        let mut above = nodes
            .iter()
            .filter(|n| words.contains(n.span))
            .filter_map(|n| n.head);
        above.find(|&h| !words.contains(nodes[h].span))
    }

    /// "hoped to agree “a technical roadmap”", "wants “firm guarantees”": what somebody is after is no judgement.
    fn is_aim(&self, sentence: usize, words: Span) -> bool {
        const AFTER: &[&str] = &[
            "hope", "want", "aim", "seek", "wish", "try", "plan", "intend", "expect", "need",
            "pursue",
        ];
        let tree = &self.article.trees[sentence];
        let is_after = |v: usize| AFTER.contains(&tree.nodes[v].lemma.as_str());
        self.above(sentence, words).is_some_and(|verb| {
            let over = tree.nodes[verb]
                .head
                .filter(|_| tree.nodes[verb].is("xcomp"));
            is_after(verb) || over.is_some_and(is_after)
        })
    }

    /// "accused ministers of “surrendering our waters”": who is blamed.
    fn accused(&self, sentence: usize, words: Span) -> Option<String> {
        let tree = &self.article.trees[sentence];
        let verb = self.above(sentence, words)?;
        let blames = matches!(tree.nodes[verb].lemma.as_str(), "accuse" | "blame");
        let whom = tree.child(verb, "obj").filter(|_| blames)?;
        Some(self.article.slice(tree.phrase(whom)).to_owned())
    }

    /// Which way words go that are no longer than a judgement is, by the lexicon, else by the model; nothing if they are none.
    fn judged(&self, sentence: usize, words: Span, ground: f32) -> Option<Polarity> {
        let nodes = &self.article.trees[sentence].nodes;
        let inside = || nodes.iter().filter(|n| words.contains(n.span));
        let signs = || inside().filter_map(|n| n.judgement_above(ground));
        // "(will not disarm) \"while drones are over our villages\"": a clause of a sentence judges nothing.
        let is_clause = inside()
            .find(|n| n.upos != "PUNCT")
            .is_some_and(|n| n.is("mark"));
        if is_clause || inside().count() > LONGEST_JUDGEMENT || signs().next().is_none() {
            return None;
        }
        let (polarity, is_sure) = self.polarity(self.article.slice(words));
        if self.is_day(sentence, words) {
            return None;
        }
        if is_sure {
            return Some(polarity);
        }
        if self.is_only_named(sentence, words) {
            return None;
        }
        let surest = signs().max_by_key(|s| s.share);
        surest.map(|sign| which_way(&sign.label))
    }

    /// "put back to “a mutually convenient date”": when something is to be.
    fn is_day(&self, sentence: usize, words: Span) -> bool {
        let mut nodes = self.article.trees[sentence].nodes.iter();
        nodes.any(|n| {
            let is_date = matches!(n.lemma.as_str(), "date" | "time" | "moment");
            words.contains(n.span) && is_date && (n.is("obl") || n.is("nmod"))
        })
    }

    /// "the remaining “roadblocks”", "ready to meet “at any time”": whether quoted words name a thing or tell how or when something is done.
    fn is_only_named(&self, sentence: usize, words: Span) -> bool {
        let tree = &self.article.trees[sentence];
        let is_inside = |i: usize| words.contains(tree.nodes[i].span);
        let is_top =
            |i: &usize| is_inside(*i) && tree.nodes[*i].head.is_some_and(|h| !is_inside(h));
        let Some(top) = (0..tree.nodes.len()).find(is_top) else {
            return false;
        };
        let is_predicate = tree.child(top, "cop").is_some();
        let is_pointed_at = tree.children(top).iter().any(|&c| {
            let node = &tree.nodes[c];
            let is_outside = !is_inside(c) && c < top;
            is_outside
                && (node.is("nmod:poss")
                    || matches!(node.lemma.as_str(), "the" | "these" | "those"))
        });
        let has_case = tree.child(top, "case").is_some_and(|c| {
            let is_when = matches!(
                tree.nodes[c].lemma.as_str(),
                "at" | "until" | "by" | "within" | "during"
            );
            is_when && is_inside(c)
        });
        tree.nodes[top].is_nominal()
            && !is_predicate
            && (is_pointed_at || has_case && tree.nodes[top].is("obl"))
    }

    /// How sure the model must be that quoted words judge: less of what is called a verdict.
    fn ground(&self, sentence: usize) -> f32 {
        let mut nodes = self.article.trees[sentence].nodes.iter();
        let is_verdict = nodes.any(|n| VERDICTS.contains(&n.lemma.as_str()));
        if is_verdict { HINTED } else { LIKELY }
    }

    /// Which way words go by the model, if it takes them for a judgement and is so sure of it.
    fn seen_polarity(&self, sentence: usize, words: Span, least: f32) -> Option<Polarity> {
        let nodes = self.article.trees[sentence].nodes.iter();
        let signs = nodes
            .filter(|n| words.contains(n.span))
            .filter_map(Node::judgement);
        let surest = signs.max_by_key(|s| s.share)?;
        if surest.share.probability() < least {
            return None;
        }
        Some(which_way(&surest.label))
    }

    /// What quoted words are about: a meeting or another thing named beside them, else the meeting last spoken of.
    fn judged_matter(
        &self,
        sentence: usize,
        words: Span,
        judge: &Who,
    ) -> Option<(Option<About>, String)> {
        let tree = &self.article.trees[sentence];
        let at = |word| At { sentence, word };
        let is_beside = |i: &usize| {
            let node = &tree.nodes[*i];
            let is_judge =
                judge.span.overlaps(node.span) || self.article.cast.at(sentence, *i).is_some();
            node.is_nominal() && !words.contains(node.span) && !is_judge
        };
        let beside = || (0..tree.nodes.len()).filter(is_beside);
        if let Some(meeting) = beside().find_map(|word| self.find_meeting(at(word))) {
            return Some((Some(About::Meeting(meeting)), String::new()));
        }
        let is_matter = |i: &usize| {
            let node = &tree.nodes[*i];
            let is_role = || self.article.gazetteer.sector(&node.lemma).is_some();
            (node.is("obj") || node.is("nsubj")) && !is_role()
        };
        let phrase = |word: usize| {
            let (low, high) = tree.extent_without(word, &|c| {
                tree.nodes[c].is("acl") || tree.nodes[c].is("appos")
            });
            let (low, high) = tree.trim(low, high);
            tree.span_of(low, high)
        };
        let is_apart = |word: &usize| {
            let span = tree.phrase(*word);
            // "*Her colleague, Yonas Habte,* remembered “an exercise in good manners”"
            let (low, high) = tree.extent(*word);
            let is_judges =
                tree.nodes[*word].is("nsubj") && tree.span_of(low, high).overlaps(judge.span);
            !tells_of(tree, *word, judge) && !is_judges && !span.overlaps(words)
        };
        let mut matters = beside().filter(is_matter).filter(is_apart);
        if let Some(of) = matters.next().map(phrase) {
            return Some((None, self.article.slice(of).to_owned()));
        }
        // "They came with nothing" is about them.
        let is_of_another = |n: &Node| {
            let told = n.head.is_some_and(|h| words.contains(tree.nodes[h].span));
            let is_it = matches!(n.lemma.as_str(), "it" | "this" | "that");
            words.contains(n.span) && told && n.is("nsubj") && !is_it
        };
        if tree.nodes.iter().any(is_of_another) {
            return None;
        }
        let meeting = self.latest_meeting(at(0))?;
        Some((Some(About::Meeting(meeting)), String::new()))
    }

    /// Who calls a proposal unacceptable rejects it; who praises it backs it.
    fn judge_as_stance(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        proposal: usize,
        (judges, polarity, words): (&[Who], Polarity, &str),
    ) {
        let kind = match polarity {
            Polarity::Positive if is_lukewarm(words) => return,
            Polarity::Positive => StanceKind::Backs,
            Polarity::Negative => StanceKind::Rejects,
            Polarity::Neutral => return,
        };
        let evidence = self.evidence(site.sentence);
        for who in judges.iter().filter(|w| w.party.is_some()) {
            self.take_stance(proposal, who, kind.clone(), evidence, rule);
        }
    }

    /// What is judged, by the name the meeting or proposal goes by where that is known.
    fn subject_words(&self, about: Option<About>, words: &str) -> String {
        match about {
            Some(About::Meeting(m)) => self.meetings[m].what.clone(),
            Some(About::Proposal(p)) => self.proposals[p].what.clone(),
            None => words.to_owned(),
        }
    }
}

/// "*For the pilots* the round was a lost day": who stands before what is said to be something, with "for" or "to".
pub(super) fn eyes_on(tree: &Tree, predicate: usize) -> Option<usize> {
    let subject = tree.child(predicate, "nsubj")?;
    tree.child(predicate, "cop")?;
    tree.children(predicate).iter().copied().find(|&c| {
        let node = &tree.nodes[c];
        let preposition = tree.preposition(c);
        let is_eyes = matches!(preposition.as_deref(), Some("for" | "to"));
        c < subject && (node.is("obl") || node.is("nmod")) && is_eyes
    })
}

/// "said Rossi, *who chairs the committee*": whether a word stands in what is told of whoever says something.
pub(super) fn tells_of(tree: &Tree, word: usize, who: &Who) -> bool {
    let is_of_them = |t: &Tree, n: usize| {
        let noun = t.nodes[n].head.filter(|_| t.nodes[n].rel == "acl:relcl");
        noun.is_some_and(|h| who.span.overlaps(t.nodes[h].span))
    };
    tree.ancestor(word, is_of_them).is_some()
}

/// Whether words name nothing that could be judged: "there", "I", "what an official described so".
fn is_void(of: &str) -> bool {
    let first = of.split(' ').next().unwrap_or_default().to_lowercase();
    VOID.contains(&of.to_lowercase().as_str()) || first == "what"
}

/// "worth exploring", "a basis for talks", "a first step": praise that is no yes yet.
fn is_lukewarm(words: &str) -> bool {
    const LUKEWARM: &[&str] = &["worth", "worthy", "basis", "step", "start", "exploring"];
    words
        .split(|c: char| !c.is_alphabetic())
        .any(|w| LUKEWARM.contains(&w))
}

/// Which way a judgement goes by the model's label for it.
fn which_way(label: &str) -> Polarity {
    match label {
        "positive" => Polarity::Positive,
        "negative" => Polarity::Negative,
        _ => Polarity::Neutral,
    }
}
