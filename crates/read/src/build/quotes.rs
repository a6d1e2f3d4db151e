//! Who says what: direct and indirect speech with its source, cue and content.

use super::judgement::eyes_on;
use super::{Builder, Draft, Site, argument};
use crate::article::{Article, At, Who};
use crate::cast::Nature;
use crate::frame::OPINIONS;
use crate::quotation::Quoted;
use crate::rules::{Make, Rule};
use crate::slots::Scene;
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, Quote, Span, Voice};

/// Speakers of a quotation, the word that tells so and its place if it is a verb, and the rule.
type Source = (Vec<Who>, Span, Option<At>, &'static str);

/// From so many words on a quotation is no mere name or term.
const PHRASE: usize = 7;

/// How likely the model must take a verb for a cue that no list has.
const LIKELY_CUE: f32 = 0.5;

/// As little does the model take "stayed up all night, writing letters" for speech.
const UNLIKELY_CUE: f32 = 0.1;

/// One act of speech.
#[derive(Debug, Clone)]
pub(crate) struct Speech {
    pub speaker: Who,
    /// What is said.
    pub content: Span,
    /// The word that introduces it.
    pub head: Option<At>,
}

/// All speech of an article, found again by the sentences it stands in.
#[derive(Debug, Default)]
pub(crate) struct Speeches {
    all: Vec<Speech>,
    /// For each sentence the indices of what is said in it or introduced by it.
    by_sentence: Vec<Vec<usize>>,
}

impl Speeches {
    pub(super) fn of(sentences: usize) -> Self {
        Self {
            all: Vec::new(),
            by_sentence: vec![Vec::new(); sentences],
        }
    }

    fn push(&mut self, article: &Article<'_>, cue: usize, speech: Speech) {
        let bytes = speech.content.start..speech.content.end.max(speech.content.start + 1);
        let first = article.sentence_at(bytes.start).unwrap_or(cue);
        let last = article.sentence_at(bytes.end - 1).unwrap_or(cue);
        let index = self.all.len();
        self.all.push(speech);
        let mut places: Vec<usize> = (first..=last.max(first)).collect();
        if !places.contains(&cue) {
            places.push(cue);
        }
        for place in places {
            self.by_sentence[place].push(index);
        }
    }

    /// What is said in a sentence or introduced by it, in the order it was found.
    pub(crate) fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Speech> {
        let indices = self.by_sentence.get(sentence).into_iter().flatten();
        indices.map(|&i| &self.all[i])
    }
}

impl Builder<'_> {
    /// Finds all speech first, since every other statement takes its voice from it.
    pub(super) fn read_speech(&mut self) {
        let article = self.article;
        for sentence in 0..article.trees.len() {
            self.indirect(sentence);
        }
        for quotation in &article.quotations {
            self.direct(*quotation);
        }
    }

    fn indirect(&mut self, sentence: usize) {
        let (article, rules) = (self.article, self.rules);
        for frame in &article.frames[sentence] {
            let site = Site { sentence, frame };
            let scene = Scene {
                article,
                sentence,
                frame,
                speech: None,
            };
            for rule in rules.matching(scene) {
                for make in &rule.make {
                    let Make::Quote { by, content } = make else {
                        continue;
                    };
                    let Some(content) = self.content(site, content) else {
                        continue;
                    };
                    let cue = self.cue(site, by);
                    let mut speakers = self.speakers(site, by);
                    speakers.retain(|s| !self.is_spoken_to(s.span, cue));
                    for speaker in &speakers {
                        self.keep_indirect(site, rule, speaker, (cue, content));
                    }
                }
            }
        }
    }

    /// "They said, 'Frank, will you come?'": who is named in a quotation that another introduces does not say it.
    pub(super) fn is_spoken_to(&self, speaker: Span, cue: Span) -> bool {
        let quotations = self.article.quotations_in(speaker);
        let mut around = quotations.iter().map(|q| q.outer);
        around.any(|q| q.contains(speaker) && !q.contains(cue))
    }

    /// The verb; of "according to somebody" the preposition.
    fn cue(&self, site: Site<'_>, by: &str) -> Span {
        let tree = self.article.tree(site.head());
        let source = site.frame.oblique(&[by]);
        // "in the *words* of the minister"
        let opinion = source.and_then(|s| tree.nodes[s].head.filter(|_| tree.nodes[s].is("nmod")));
        if let Some(opinion) = opinion.filter(|&o| OPINIONS.contains(&tree.nodes[o].lemma.as_str()))
        {
            return tree.nodes[opinion].span;
        }
        let preposition = source.and_then(|source| tree.child(source, "case"));
        preposition.map_or_else(|| self.head_span(site), |word| tree.nodes[word].span)
    }

    fn keep_indirect(
        &mut self,
        site: Site<'_>,
        rule: &Rule,
        speaker: &Who,
        (cue, content): (Span, Span),
    ) {
        if self
            .speech
            .in_sentence(site.sentence)
            .any(|s| s.content == content && s.speaker.name == speaker.name)
        {
            return;
        }
        // "It was brought on, according to Norway, by the storm": Norway says the verb, too, on whichever side it stands.
        let is_apart = cue != self.head_span(site);
        let told = if is_apart {
            content.cover(self.head_span(site))
        } else {
            content
        };
        let speech = Speech {
            speaker: speaker.clone(),
            content: told,
            // "According to Norway the delay is due to the storm": Norway says the verb, too.
            head: (!is_apart).then(|| site.head()),
        };
        self.speech.push(self.article, site.sentence, speech);
        let inside: usize = self
            .article
            .quotations_in(content)
            .iter()
            // Somebody's words told within what another says are not direct.
            .filter(|q| q.inner.overlaps(content) && !q.inner.contains(cue))
            .map(|q| q.inner.end.min(content.end) - q.inner.start.max(content.start))
            .sum();
        // What stands in quotation marks is direct speech and kept by itself; an infinitive is what
        // somebody asks for or promises.
        let words = self.article.slice(content);
        let is_wish = words.starts_with("to ") || words.starts_with("not to ");
        let runs_out = self.article.quotations_in(content).iter().any(|q| {
            let starts_in = q.outer.start <= content.start && content.start < q.inner.end;
            starts_in && q.outer.end < content.end
        });
        // What a headline cuts short is told in full below it.
        let is_cut = self.is_headline(self.evidence(site.sentence));
        let is_brief =
            content.len() < if inside > 0 { 40 } else { 12 } + inside || 2 * inside > content.len();
        let is_withheld = self.is_withheld(site); // "declined to say whether"
        // "had, in the words of one deputy, 'no chance'": whose words are in quotation marks.
        let is_worded = inside > 0 && matches!(self.article.slice(cue), "word" | "words");
        if is_worded || is_brief || is_wish || runs_out || is_cut || is_withheld {
            return;
        }
        let draft = self.quote_draft(
            speaker,
            (cue, content),
            false,
            site.sentence,
            (&rule.id, rule.confidence),
        );
        self.keep(draft);
    }

    /// A name with the noun it stands beside: "*His father, Sami Amari,* said".
    fn whole_name(&self, name: Span) -> Span {
        let Some(sentence) = self.article.sentence_at(name.start) else {
            return name;
        };
        let tree = &self.article.trees[sentence];
        let is_inside = |i: usize| name.contains(tree.nodes[i].span);
        let is_top = |i: &usize| is_inside(*i) && tree.nodes[*i].head.is_none_or(|h| !is_inside(h));
        let Some(top) = (0..tree.nodes.len()).find(is_top) else {
            return name;
        };
        let is_beside = tree.nodes[top].is("appos") || tree.nodes[top].is("flat");
        let noun = tree.nodes[top].head.filter(|_| is_beside).unwrap_or(top);
        let is_title = tree.nodes[noun].is_nominal() && tree.nodes[noun].span.start < name.end;
        let start = tree.phrase(noun).start.min(name.start);
        if is_title {
            Span::new(start, name.end)
        } else {
            name
        }
    }

    pub(super) fn is_withheld(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp"));
        above.is_some_and(|h| matches!(tree.nodes[h].lemma.as_str(), "decline" | "refuse" | "want"))
    }

    pub(super) fn quote_draft(
        &self,
        speaker: &Who,
        (cue, content): (Span, Span),
        direct: bool,
        sentence: usize,
        (rule, confidence): (&str, f32),
    ) -> Draft {
        let speaker_actor = self.article.actor(speaker);
        Draft {
            evidence: self.evidence(sentence).cover(content),
            voice: Voice::Actor(speaker_actor.clone()),
            body: Body::Quote(Quote {
                speaker: speaker_actor,
                cue: self.article.slice(cue).to_owned(),
                content: self.article.slice(content).to_owned(),
                direct,
            }),
            arguments: vec![
                argument("speaker", self.whole_name(speaker.span)),
                argument("cue", cue),
                argument("content", content),
            ],
            rule: rule.to_owned(),
            confidence,
            about: None,
        }
    }

    /// Speakers of a speech verb: its agent, else the name that stands beside the verb, as in
    /// `said Feeney`.
    fn speakers(&self, site: Site<'_>, by: &str) -> Vec<Who> {
        let mut whos = self.whos(site, by);
        if whos.is_empty()
            && by == "agent"
            && site.frame.agent.is_none()
            && site.frame.content.is_none()
            && !site.frame.passive
        {
            whos = self.whos(site, "object"); // "said a diplomat", taken for an object
        }
        let is_participle = self.article.tree(site.head()).nodes[site.frame.head].xpos == "VBG";
        if whos.is_empty() && by == "agent" && is_participle && site.frame.agent.is_none() {
            whos = self.whos(site, "participle"); // "rejected it, asserting that …"
        }
        if whos.is_empty() && by == "agent" && site.frame.head > 0 {
            // "…, sources indicated": the noun right before the verb, lost to another clause.
            let word = site.frame.head - 1;
            let at = At {
                word,
                ..site.head()
            };
            if self.article.tree(at).nodes[word].is_nominal() {
                whos = self.article.who(at);
            }
        }
        if !whos.is_empty() {
            let tree = self.article.tree(site.head());
            let whos = with_titles(tree, site.frame.agent, whos);
            return if by == "agent" {
                at_own_word(tree, site.frame.agent, whos)
            } else {
                whos
            };
        }
        if self
            .places(site, by)
            .iter()
            .map(|at| &self.article.tree(*at).nodes[at.word])
            .any(|n| {
                let is_whoever_talks = matches!(n.lemma.as_str(), "i" | "I" | "we" | "you");
                n.is_nominal() || matches!(n.upos, "ADJ" | "NUM" | "DET") || is_whoever_talks
            })
        {
            return Vec::new();
        }
        self.beside(site).into_iter().collect()
    }

    fn beside(&self, site: Site<'_>) -> Option<Who> {
        let head = site.frame.head;
        let near = self.article.cast.mentions_in(site.sentence).iter();
        near.filter(|m| {
            let gap = if m.low > head {
                m.low - head
            } else {
                head + 1 - m.high
            };
            gap <= 5 && self.article.cast.members[m.member].nature == Nature::Person
        })
        .min_by_key(|m| m.low.abs_diff(head))
        .map(|m| {
            let span = self.article.trees[site.sentence].span_of(m.low, m.high);
            self.article.member_who(m.member, span)
        })
    }

    /// What a speech verb introduces: its clause, or the clause it is inserted into.
    fn content(&self, site: Site<'_>, slot: &str) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let node = &tree.nodes[head];
        if answers(tree, head) && site.frame.content.is_none_or(|c| c < head) {
            return None;
        }
        if let Some(preposition) = slot.strip_prefix("without ") {
            return without(tree, head, site.frame.oblique(&[preposition])?);
        }
        if site.frame.content.is_none() && slot.starts_with("content") {
            let is_unlikely = node
                .share_in_attribution("cue")
                .is_some_and(|s| s < UNLIKELY_CUE);
            if !self.rules.lexicon.is(&site.frame.lemma, "report") || is_unlikely {
                return None;
            }
            // "admits one a month", "announced its opinion": what is told is the object.
            let is_addressed = matches!(
                site.frame.lemma.as_str(),
                "tell" | "inform" | "warn" | "remind" | "assure" | "write"
            );
            let has_object = site.frame.agent.is_some() && site.frame.object.is_some();
            if has_object && !is_addressed {
                return None;
            }
            let span = self.below_colon(site);
            if let Some(span) = span.or_else(|| before_cue(tree, head, site.frame.agent)) {
                return Some(span);
            }
            // "by insisting on a quota" inserts nothing.
            let is_marked = tree.child(head, "mark").is_some();
            let is_inserted =
                node.is("parataxis") || node.is("ccomp") || node.is("advcl") && !is_marked;
            if let Some(span) = node
                .head
                .filter(|_| is_inserted)
                .and_then(|_| rest(tree, head))
            {
                return Some(span);
            }
        }
        let span = self.slot_text(site, slot).map(|(span, _)| span)?;
        let is_around = slot.starts_with("content") && span.contains(node.span);
        let told = site.frame.content.filter(|_| is_around);
        Some(told.map_or(span, |clause| behind_cue(tree, head, clause)))
    }

    /// "In it the mayor observed:", and what she observed stands in a paragraph of its own without quotation marks.
    pub(super) fn below_colon(&self, site: Site<'_>) -> Option<Span> {
        let tree = self.article.tree(site.head());
        let behind = tree.nodes.get(site.frame.head + 1..)?;
        let ends = behind.last().is_some_and(|n| n.form == ":");
        let is_last = !behind.iter().any(|n| n.upos == "VERB");
        let next = self.article.trees.get(site.sentence + 1)?;
        (ends && is_last).then(|| {
            let (low, high) = next.trim(0, next.nodes.len());
            next.span_of(low, high)
        })
    }

    fn direct(&mut self, quotation: Quoted) {
        let Some(sentence) = self.article.sentence_at(quotation.inner.start) else {
            return;
        };
        if self.is_title(sentence, quotation) {
            return;
        }
        let Some((mut speakers, cue, head, rule)) = self.source_of(quotation, sentence) else {
            return;
        };
        // Whoever is spoken to in a quotation does not say it.
        speakers.retain(|speaker| !quotation.inner.contains(speaker.span));
        let content = quotation.inner;
        for speaker in speakers {
            let speech = Speech {
                speaker: speaker.clone(),
                content,
                head,
            };
            self.speech.push(self.article, sentence, speech);
            let draft = self.quote_draft(&speaker, (cue, content), true, sentence, (rule, 0.85));
            self.keep(draft);
        }
    }

    /// Whether the marks stand around a name: `dubbed "Operation Dawn"`.
    fn is_title(&self, sentence: usize, quotation: Quoted) -> bool {
        let nodes = self.article.trees[sentence].nodes.iter();
        let inside = nodes.filter(|n| quotation.inner.contains(n.span) && n.upos != "PUNCT");
        let words: Vec<&Node> = inside.collect();
        let is_part = |n: &&Node| n.upos == "PROPN" || matches!(n.upos, "ADP" | "DET" | "NUM");
        let are_names = words.iter().copied().filter(|n| n.upos == "PROPN").count() > 0;
        are_names && words.iter().all(is_part)
    }

    /// Who says a quotation: whoever its own sentence says; if it fills its sentences, a speech verb in the next or whoever spoke
    /// last in the paragraph; a name before a colon.
    fn source_of(&self, quotation: Quoted, sentence: usize) -> Option<Source> {
        let last = self
            .article
            .sentence_at(quotation.outer.end.saturating_sub(1))
            .unwrap_or(sentence);
        for place in [last, sentence] {
            if let Some(found) = self.told_in(place, quotation) {
                return Some(found);
            }
        }
        if let Some((who, cue)) = self.before_colon(sentence, quotation) {
            return Some((vec![who], cue, None, "quote.colon"));
        }
        let paragraph = self.article.trees[sentence].paragraph;
        let next = self.article.trees.get(last + 1);
        let end = self.article.trees[last].paragraph;
        if next.is_some_and(|t| t.paragraph == paragraph || t.paragraph == end)
            && let Some((whos, cue, at)) = self.cue_near(last + 1, quotation)
            && !self.tells_more(at)
        {
            return Some((whos, cue, Some(at), "quote.direct"));
        }
        if self.word_count(quotation) < 4 {
            return None; // scare quotes around a word or two have no speaker of their own
        }
        self.going_on(quotation, sentence)
    }

    /// "'Three days were lost.' *His colleague said* the letter had soured the mood": what a cue introduces behind it is all that it tells.
    fn tells_more(&self, at: At) -> bool {
        let mut frames = self.article.frames[at.sentence].iter();
        let told = frames.find(|f| f.head == at.word).and_then(|f| f.content);
        let tree = self.article.tree(at);
        told.is_some_and(|c| c > at.word && tree.nodes[c].is("ccomp"))
    }

    /// Who says a quotation by one of the sentences it stands in.
    fn told_in(&self, place: usize, quotation: Quoted) -> Option<Source> {
        if let Some((whos, cue, at)) = self.cue_near(place, quotation) {
            return Some((whos, cue, Some(at), "quote.direct"));
        }
        if let Some((whos, cue)) = self.accorded(place, quotation) {
            return Some((whos, cue, None, "quote.according"));
        }
        if let Some((whos, cue)) = self.in_somebodys_eyes(place, quotation) {
            return Some((whos, cue, None, "quote.eyes"));
        }
        if let Some((whos, cue)) = self.verdict(place, quotation) {
            return Some((whos, cue, None, "quote.verdict"));
        }
        if let Some((whos, cue)) = self.of_a_mood(place, quotation) {
            return Some((whos, cue, None, "quote.mood"));
        }
        let (whos, cue, at) = self.governor(place, quotation)?;
        Some((whos, cue, Some(at), "quote.governor"))
    }

    /// A quotation without any source of its own: whoever spoke last in the paragraph, or answers in an interview.
    fn going_on(&self, quotation: Quoted, sentence: usize) -> Option<Source> {
        let paragraph = self.article.trees[sentence].paragraph;
        let in_paragraph = |s: &usize| self.article.trees[*s].paragraph == paragraph;
        let previous = (0..=sentence)
            .rev()
            .take_while(in_paragraph)
            .flat_map(|s| self.speech.in_sentence(s))
            .filter(|s| s.content.end <= quotation.outer.start)
            .filter(|s| {
                let start = self.article.sentence_at(s.content.start);
                start.is_some_and(|p| in_paragraph(&p))
            })
            .max_by_key(|s| s.content.end);
        let Some(previous) = previous else {
            let who = self.interviewee(quotation, sentence)?;
            let cue = who.span;
            return Some((vec![who], cue, None, "quote.interview"));
        };
        let cue = previous.head.map_or(previous.speaker.span, |at| {
            self.article.tree(at).nodes[at.word].span
        });
        Some((vec![previous.speaker.clone()], cue, None, "quote.continued"))
    }

    fn word_count(&self, quotation: Quoted) -> usize {
        let words = self.article.slice(quotation.inner).split_whitespace();
        words.count()
    }

    /// The speech or naming verb nearest to a quotation in one sentence, with its speaker.
    fn cue_near(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span, At)> {
        let tree = &self.article.trees[sentence];
        let lexicon = &self.rules.lexicon;
        self.article.frames[sentence]
            .iter()
            .filter(|f| {
                let span = tree.nodes[f.head].span;
                !f.nominal
                    && !is_phrasal(tree, f.head)
                    && (lexicon.is(&f.lemma, "say")
                        || lexicon.is(&f.lemma, "name")
                        || lexicon.is(&tree.nodes[f.head].lemma, "say"))
                    && !span.overlaps(quotation.outer)
                    && !quotation.outer.contains(span)
                    && !is_aside(tree, f.head, quotation)
            })
            .filter_map(|frame| {
                let site = Site { sentence, frame };
                let whos = self.speakers(site, "agent");
                if whos.is_empty() {
                    return None;
                }
                // A verb of naming has its quotation as complement: that beats nearness, but not across a semicolon.
                let span = tree.nodes[frame.head].span;
                let is_naming = lexicon.is(&frame.lemma, "name");
                let is_here = self.in_one_part(span, quotation);
                if is_naming && !is_here {
                    return None;
                }
                let names = is_naming && span_before(tree, frame.head, quotation);
                let gap = if span.start >= quotation.outer.end {
                    span.start - quotation.outer.end
                } else {
                    quotation.outer.start.saturating_sub(span.end)
                };
                Some((if names { 0 } else { gap + 1 }, whos, span, site.head()))
            })
            .min_by_key(|(gap, ..)| *gap)
            .map(|(_, whos, span, at)| (whos, span, at))
    }

    /// Whether no semicolon stands between a word and a quotation.
    fn in_one_part(&self, word: Span, quotation: Quoted) -> bool {
        let (from, to) = if word.start >= quotation.outer.end {
            (quotation.outer.end, word.start)
        } else {
            (word.end, quotation.outer.start.max(word.end))
        };
        !self.article.slice(Span::new(from, to)).contains(';')
    }

    /// `It "went nowhere", according to a delegate`.
    fn accorded(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span)> {
        let tree = &self.article.trees[sentence];
        self.article.frames[sentence]
            .iter()
            .find_map(|f| f.oblique(&["according to"]))
            .filter(|&word| {
                let span = tree.nodes[word].span;
                !quotation.inner.contains(span) && self.in_one_part(span, quotation)
            })
            .map(|word| {
                (
                    self.article.who(At { sentence, word }),
                    tree.nodes[word].span,
                )
            })
            .filter(|(whos, _)| !whos.is_empty())
    }

    /// `For the pilots the round was "three days of arithmetic"`, `From Oslo it was described as "useful"`.
    fn in_somebodys_eyes(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span)> {
        let tree = &self.article.trees[sentence];
        let frames = self.article.frames[sentence].iter();
        let mut about = frames.filter(|f| !f.nominal && holds(tree, f.head, quotation));
        let word = about.find_map(|f| {
            eyes_on(tree, f.head).or_else(|| f.oblique(&["from", "in", "by"]).filter(|_| f.passive))
        })?;
        let is_outside = !quotation.outer.overlaps(tree.nodes[word].span);
        let whos = self.article.who(At { sentence, word });
        let are_some = is_outside && whos.iter().any(|w| w.party.is_some() || w.member.is_some());
        let cue = tree.nodes[tree.nodes[word].head?].span;
        are_some.then_some((whos, cue))
    }

    /// `Her colleague was cooler: it had been "a beginning, no more"`: who is told to be of a mood that the words behind the colon show.
    fn of_a_mood(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span)> {
        let tree = &self.article.trees[sentence];
        let is_shown = |&i: &usize| {
            let node = &tree.nodes[i];
            (node.is("parataxis") || node.is("ccomp")) && holds(tree, i, quotation)
        };
        let words = (0..tree.nodes.len()).find(is_shown)?;
        let mood = tree.nodes[words].head?;
        let is_mood = tree.nodes[mood].upos == "ADJ" && tree.child(mood, "cop").is_some();
        let has_colon = (mood..words).any(|i| tree.nodes[i].form == ":");
        let word = tree.child(mood, "nsubj").filter(|_| is_mood && has_colon)?;
        let whos = self.article.who(At { sentence, word });
        let are_some = whos.iter().any(|w| w.party.is_some() || w.member.is_some());
        are_some.then_some((whos, tree.nodes[mood].span))
    }

    /// `"Tea and biscuits" was the verdict of the union`, `"Candid" was the word chosen in Oslo`.
    fn verdict(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span)> {
        let tree = &self.article.trees[sentence];
        let is_verdict = |&i: &usize| {
            let node = &tree.nodes[i];
            let is_noun = self.rules.lexicon.is(&node.lemma, "utterance") && node.upos == "NOUN";
            let is_told = tree.child(i, "cop").is_some() || tree.child(i, "nsubj").is_some();
            let is_here = self.in_one_part(node.span, quotation);
            is_noun && is_told && is_here && !quotation.outer.overlaps(node.span)
        };
        let word = (0..tree.nodes.len()).find(is_verdict)?;
        let at = At { sentence, word };
        let agent = || {
            let clause = tree.child(word, "acl")?;
            let by = tree
                .children_by(clause, "obl")
                .find(|&o| matches!(tree.preposition(o).as_deref(), Some("by" | "in" | "from")))?;
            self.article.who(At { word: by, ..at }).into_iter().next()
        };
        let owner = tree.children(word).iter().find(|&&c| {
            let node = &tree.nodes[c];
            node.rel == "nmod:poss"
                || node.is("nmod") && tree.preposition(c).as_deref() == Some("of")
        });
        let owned = owner.map(|&word| self.article.who(At { word, ..at }));
        let whos = owned
            .filter(|whos| !whos.is_empty())
            .or_else(|| agent().map(|who| vec![who]))?;
        Some((whos, tree.nodes[word].span))
    }

    /// `Her colleague remembered "an exercise in good manners"`: whatever the verb, its subject, where the model takes the verb for
    /// a cue or the words for a judgement, or where more than a name is quoted.
    fn governor(&self, sentence: usize, quotation: Quoted) -> Option<(Vec<Who>, Span, At)> {
        let tree = &self.article.trees[sentence];
        let words = || {
            tree.nodes
                .iter()
                .filter(|n| quotation.inner.contains(n.span))
        };
        let is_judged = words().any(|n| n.judgement().is_some());
        let is_name = words().all(|n| n.upos != "VERB" && n.is_capitalised());
        let frames = self.article.frames[sentence].iter();
        let mut over = frames.filter(|f| {
            let node = &tree.nodes[f.head];
            let is_cue = node
                .share_in_attribution("cue")
                .is_some_and(|s| s >= LIKELY_CUE);
            let is_ground = is_cue || is_judged || words().count() >= PHRASE && !is_name;
            let is_verb = node.upos == "VERB" && !f.nominal && !quotation.outer.overlaps(node.span);
            is_verb && is_ground && !f.passive && holds(tree, f.head, quotation)
        });
        over.find_map(|frame| {
            let site = Site { sentence, frame };
            let is_outside = |w: &usize| !quotation.outer.overlaps(tree.nodes[*w].span);
            frame.agent.filter(is_outside)?;
            let whos = self.speakers(site, "agent");
            let are_some = whos.iter().any(|w| w.party.is_some() || w.member.is_some());
            are_some.then(|| (whos, tree.nodes[frame.head].span, site.head()))
        })
    }

    /// Who answers in an interview: where questions stand in paragraphs of their own, paragraphs
    /// that open with a quotation are answers of the first person the text names.
    fn interviewee(&self, quotation: Quoted, sentence: usize) -> Option<Who> {
        let trees = &self.article.trees;
        let opens = self
            .article
            .text
            .get(..quotation.outer.start)?
            .ends_with('\n');
        let is_question = |t: &&Tree| {
            let last = t.nodes.last().is_some_and(|n| n.form == "?");
            last && self.article.quotations_in(t.span).is_empty()
        };
        if !opens || trees.iter().filter(is_question).count() < 2 {
            return None;
        }
        let mention = self
            .article
            .cast
            .mentions_before(sentence, 0)
            .iter()
            .find(|m| self.article.cast.members[m.member].nature == Nature::Person)?;
        let span = trees[mention.sentence].span_of(mention.low, mention.high);
        Some(self.article.member_who(mention.member, span))
    }

    /// `Ruth Ngiraibai of Palau: "…"`, `Ngiraibai summed it up:`, `the famous words of Ngiraibai:`; the cue is the word that she hangs on.
    fn before_colon(&self, sentence: usize, quotation: Quoted) -> Option<(Who, Span)> {
        let before = self.article.text.get(..quotation.outer.start)?.trim_end();
        if !before.ends_with(':') {
            return None;
        }
        let place = self
            .article
            .sentence_at(before.len().checked_sub(1)?)
            .unwrap_or(sentence);
        let mention = self.article.cast.mentions_in(place).iter().find(|m| {
            self.article.cast.members[m.member].nature == Nature::Person
                && self.article.trees[place].nodes[m.high - 1].span.end <= before.len()
        })?;
        let tree = &self.article.trees[place];
        let span = tree.span_of(mention.low, mention.high);
        let tells = |t: &Tree, i: usize| {
            let node = &t.nodes[i];
            let is_utterance = self.rules.lexicon.is(&node.lemma, "utterance");
            node.span.end <= before.len() && (node.upos == "VERB" || is_utterance)
        };
        let cue = tree.ancestor(mention.low, tells);
        let who = self.article.member_who(mention.member, span);
        Some((who, cue.map_or(span, |i| tree.nodes[i].span)))
    }
}

/// A single speaker together with the words that head its phrase: "researcher Mu Li", not "Mu Li".
fn with_titles(tree: &Tree, agent: Option<usize>, mut whos: Vec<Who>) -> Vec<Who> {
    if let (Some(agent), [who]) = (agent, whos.as_mut_slice())
        && tree.phrase(agent).contains(who.span)
    {
        who.span = who.span.cover(tree.nodes[agent].span);
        let is_name = |n: &Node| n.upos == "PROPN" && n.span.start == who.span.start;
        let first = tree.nodes.iter().position(is_name).unwrap_or(0);
        let titles = tree.nodes[..first].iter().rev();
        let last = titles.take_while(|n| n.upos == "NOUN").last();
        who.span = last.map_or(who.span, |title| who.span.cover(title.span));
    }
    whos
}

/// Whoever "I" or "we" is stands where the word does, not where the name does.
fn at_own_word(tree: &Tree, agent: Option<usize>, mut whos: Vec<Who>) -> Vec<Who> {
    if let (Some(agent), [who]) = (agent, whos.as_mut_slice())
        && tree.nodes[agent].xpos == "PRP"
    {
        who.span = tree.nodes[agent].span;
    }
    whos
}

/// Whether words of a quotation hang on word `head`, directly or through others of the quotation.
fn holds(tree: &Tree, head: usize, quotation: Quoted) -> bool {
    let inside = |i: usize| quotation.outer.overlaps(tree.nodes[i].span);
    (0..tree.nodes.len()).any(|i| {
        let top = || tree.nodes[i].head.is_none_or(|h| !inside(h));
        inside(i) && tree.nodes[i].upos != "PUNCT" && top() && (i == head || tree.under(i, head))
    }) || inside(head)
}

/// Whether word `head` stands shortly before a quotation.
fn span_before(tree: &Tree, head: usize, quotation: Quoted) -> bool {
    let end = tree.nodes[head].span.end;
    end <= quotation.outer.start && quotation.outer.start - end < 60
}

/// A clause that a cue introduces, without what the parser hung on it from before the cue: "*With the round over*, Oslo announced that it
/// would vote".
pub(super) fn behind_cue(tree: &Tree, cue: usize, clause: usize) -> Span {
    let span = tree.clause(clause);
    let is_behind = clause > cue && tree.child(clause, "nsubj").is_none_or(|s| s > cue);
    if !is_behind || !span.contains(tree.nodes[cue].span) {
        return span;
    }
    let is_told = |c: &usize| {
        let node = &tree.nodes[*c];
        *c > cue && !node.is("punct") && !node.is("mark") && !node.is("cc")
    };
    let parts = tree.children(clause).iter().copied().filter(is_told);
    let low = parts
        .map(|c| tree.extent(c).0)
        .filter(|&low| low > cue)
        .min();
    Span::new(
        tree.nodes[low.unwrap_or(clause).min(clause)].span.start,
        span.end,
    )
}

/// What stands before a cue set off by a comma at the end of a sentence: "X will go on, the
/// ministry said".
pub(super) fn before_cue(tree: &Tree, head: usize, agent: Option<usize>) -> Option<Span> {
    let first = agent.map_or(head, |a| {
        head.min(tree.extent_without(a, &|c| tree.nodes[c].is("acl")).0)
    });
    let first = behind_so(tree, with_title(tree, first));
    let comma = first.checked_sub(1)?;
    let is_set_off = tree.nodes[comma].upos == "PUNCT";
    let is_end = tree.nodes.len() - head < 14;
    if !is_set_off || comma < 3 || !is_end {
        return None;
    }
    let low = sentence_low(tree, comma);
    let (low, high) = tree.trim(low, comma);
    Some(tree.span_of(low, high))
}

/// ", or so Chile says", ", as Peru puts it": what joins the cue to what is said.
fn behind_so(tree: &Tree, first: usize) -> usize {
    let joins = |i: &usize| matches!(tree.nodes[*i].form.as_str(), "so" | "or" | "as");
    (0..first).rev().take_while(joins).last().unwrap_or(first)
}

/// "Chile agreed, Peru said no": what is said stands behind the verb.
fn answers(tree: &Tree, verb: usize) -> bool {
    let next = tree.nodes.get(verb + 1).map_or("", |n| n.form.as_str());
    matches!(next, "yes" | "no") && tree.nodes.get(verb + 2).is_none_or(|n| n.upos == "PUNCT")
}

/// Where the clause begins that ends before word `end`: behind the last semicolon.
fn sentence_low(tree: &Tree, end: usize) -> usize {
    let is_stop = |&i: &usize| tree.nodes[i].form == ";";
    (0..end).rev().find(is_stop).map_or(0, |i| i + 1)
}

/// "its commander, Jorge Palomar, tells": the title before a name that stands between commas
/// belongs to the speaker, not to what is said.
fn with_title(tree: &Tree, first: usize) -> usize {
    let is_point = |&i: &usize| tree.nodes[i].upos == "PUNCT" && tree.nodes[i].form != "-";
    let Some(comma) = first.checked_sub(1).filter(is_point) else {
        return first;
    };
    let Some(before) = (comma.saturating_sub(10)..comma).rev().find(is_point) else {
        return first;
    };
    let title = &tree.nodes[before + 1..comma];
    let opens = title.first().is_some_and(|n| {
        n.upos == "PROPN"
            || n.upos == "DET"
            || matches!(n.lemma.as_str(), "its" | "his" | "her" | "their")
            || n.xpos == "PRP$"
    });
    let is_noun = title.last().is_some_and(|n| n.upos == "NOUN");
    let has_verb = title.iter().any(|n| matches!(n.upos, "VERB" | "AUX"));
    let is_title = opens && is_noun && !has_verb;
    if is_title && title.len() < 9 {
        before + 1
    } else {
        first
    }
}

/// The clause headed by `head` on the longer side of the phrase `out`.
pub(super) fn without(tree: &Tree, head: usize, out: usize) -> Option<Span> {
    let (low, high) = tree.extent(head);
    let (from, to) = tree.extent(out);
    let (low, high) = if from.saturating_sub(low) >= high.saturating_sub(to) {
        (low, from)
    } else {
        (to, high)
    };
    if low >= high {
        return None;
    }
    let (low, high) = tree.trim(low, high);
    Some(tree.span_of(low, high))
}

/// The longer stretch of a sentence outside the subtree of `head`: what an inserted "he said"
/// interrupts.
pub(super) fn rest(tree: &Tree, head: usize) -> Option<Span> {
    let (low, high) = tree.extent_without(head, &|c| {
        tree.nodes[c].is("ccomp") || tree.nodes[c].is("parataxis")
    });
    let n = tree.nodes.len();
    let (low, high) = if low >= n - high { (0, low) } else { (high, n) };
    if low >= high {
        return None;
    }
    let (low, high) = tree.trim(low, high);
    Some(tree.span_of(low, high))
}

/// "put forward" says nothing, whatever "put" does.
fn is_phrasal(tree: &Tree, verb: usize) -> bool {
    let next = tree.nodes.get(verb + 1);
    next.is_some_and(|n| n.head == Some(verb) && n.form == "forward")
}

/// Whether a verb stands in a clause beside a quotation: `was "suspended" after they recalled their
/// envoys`.
fn is_aside(tree: &Tree, verb: usize, quotation: Quoted) -> bool {
    let is_clause = tree.nodes[verb].is("advcl") && tree.child(verb, "mark").is_some();
    let is_inside = |i: usize| quotation.inner.contains(tree.nodes[i].span) && tree.under(i, verb);
    is_clause && !(0..tree.nodes.len()).any(is_inside)
}
