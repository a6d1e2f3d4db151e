//! Judgements of meetings, texts, proposals and sides, and which way they go.

use super::{About, Builder, Draft, Site, argument};
use crate::article::Who;
use crate::rules::Rule;
use demarche_evidence::{Body, Characterisation, Polarity, StanceKind, Voice};

/// Words that name nothing that could be judged.
const VOID: &[&str] = &["none", "nobody", "nothing", "there", "what"];

/// What is judged where nothing is named: the meeting last spoken of.
const LATEST: &str = "latest";

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
        let Some((words_span, words)) = self.slot_text(site, words) else {
            return false;
        };
        let of_places = self.places(site, of);
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
        let is_nothing = VOID.contains(&of.to_lowercase().as_str());
        let is_speech = words.contains(". ");
        let about = of_places.first().and_then(|&at| {
            self.find_meeting(at)
                .map(About::Meeting)
                .or_else(|| self.find_proposal(at).map(About::Proposal))
        });
        let latest = latest.filter(|_| of_places.is_empty());
        let about = about.or(latest.map(About::Meeting));
        if is_speech || is_nothing && about.is_none() {
            return false;
        }
        let (polarity, is_sure) = match polarity {
            Some("positive") => (Polarity::Positive, true),
            Some("negative") => (Polarity::Negative, true),
            Some(_) => (Polarity::Neutral, true),
            None => self.polarity_by(site, &words),
        };
        let judges = self.whos(site, by);
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
            self.judge_as_stance(rule, site, p, &judges, polarity);
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

    /// Who calls a proposal unacceptable rejects it; who praises it backs it.
    fn judge_as_stance(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        proposal: usize,
        judges: &[Who],
        polarity: Polarity,
    ) {
        let kind = match polarity {
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

    /// Which way a judgement goes: by its words, else by the verb that brings it.
    fn polarity_by(&self, site: Site<'_>, words: &str) -> (Polarity, bool) {
        let (by_words, is_sure) = self.polarity(words);
        let is = |class: &str| self.rules.lexicon.is(&site.frame.lemma, class);
        match is_sure {
            true => (by_words, true),
            false if is("praising") => (Polarity::Positive, true),
            false if is("blaming") => (Polarity::Negative, true),
            false => (by_words, false),
        }
    }

    /// Which way words go, and whether the lexicon knows. Words that the lexicon does not know
    /// are taken as negative: praise is conventional in diplomacy, blame is worded afresh.
    fn polarity(&self, words: &str) -> (Polarity, bool) {
        let lexicon = &self.rules.lexicon;
        let tokens: Vec<String> = words
            .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut score = 0;
        let mut neutral = false;
        let mut sign = 1;
        for token in &tokens {
            let stem = token.trim_end_matches("ly");
            if lexicon.is(token, "negation") {
                sign = -1;
            } else if lexicon.is(token, "neutral") || lexicon.is(stem, "neutral") {
                neutral = true;
            } else if lexicon.is(token, "negative") || lexicon.is(stem, "negative") {
                score -= 2 * sign;
                sign = 1;
            } else if lexicon.is(token, "positive") || lexicon.is(stem, "positive") {
                score += sign;
                sign = 1;
            }
        }
        match score {
            s if s > 0 => (Polarity::Positive, true),
            s if s < 0 => (Polarity::Negative, true),
            _ if neutral => (Polarity::Neutral, true),
            _ => (Polarity::Negative, false),
        }
    }
}
