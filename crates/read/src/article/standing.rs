//! Which parties a text is about: what speaks for each being a side, weighed (`data/weights/sides.tsv`).

use super::sides::is_without_name;
use super::{Article, At};
use crate::cast::{MemberId, Mention, Nature};
use crate::choice::{Alternative, BY_RULE, Choice, Features, Outcome, Question, share_of};
use crate::frame::Frame;
use crate::gazetteer::NameKind;
use std::collections::{BTreeMap, BTreeSet};

/// How many times a party has to do a thing to be one that does it most plainly.
const OFTEN: usize = 3;

/// How many parties the rules take for sides.
const SIDES: usize = 2;

/// How often something is said of each party.
type Counts = BTreeMap<(MemberId, String), usize>;

impl Article<'_> {
    /// The parties of the text, each with what speaks for and against its being a side; the rules choose the first of the two that stand
    /// in the foreground at the end.
    pub(crate) fn sides_choice(&self) -> Option<Choice> {
        let (_, alternatives) = self.looked_at()?;
        let by_rule = alternatives
            .iter()
            .position(Alternative::is_by_rule)
            .unwrap_or(0);
        Some(Choice {
            question: Question::Side,
            of: Vec::new(),
            stances: Vec::new(),
            alternatives,
            by_rule,
        })
    }

    /// How much speaks for each party being a side.
    pub(super) fn find_standing(&self) -> BTreeMap<MemberId, f64> {
        let Some((parties, alternatives)) = self.looked_at() else {
            return BTreeMap::new();
        };
        let weigh = |a: &Alternative| f64::from(Question::Side.weigh(&a.features));
        parties
            .into_iter()
            .zip(alternatives.iter().map(weigh))
            .collect()
    }

    fn looked_at(&self) -> Option<(Vec<MemberId>, Vec<Alternative>)> {
        let last = self.trees.iter().rposition(|t| !t.nodes.is_empty())?;
        let end = At {
            sentence: last,
            word: self.trees[last].nodes.len() - 1,
        };
        let mut parties: BTreeMap<MemberId, Vec<&Mention>> = BTreeMap::new();
        for mention in &self.cast.mentions {
            if let Some(party) = self.cast.principal(mention.member) {
                parties.entry(party).or_default().push(mention);
            }
        }
        let is_none = |m: &MemberId| self.idle.contains(m);
        parties.retain(|m, _| !is_none(m));
        let foreground = self.foreground(end).into_iter().take(SIDES);
        let foreground: Vec<MemberId> = foreground.map(|(party, _)| party).collect();
        let deeds = self.deeds();
        let acting = |all: &Vec<&Mention>| all.iter().filter(|m| self.is_acting(m)).count();
        let most = Most {
            named: parties.values().map(Vec::len).max()?,
            acting: parties.values().map(acting).max()?,
        };
        let look = |(&party, mentions): (&MemberId, &Vec<&Mention>)| {
            let mut features = Features::default();
            features.say_if(foreground.contains(&party), BY_RULE);
            self.look_at_mentions(&mut features, mentions, &most);
            self.look_at_kind(&mut features, party);
            for ((_, deed), &count) in
                deeds.range((party, String::new())..(party + 1, String::new()))
            {
                features.measure(deed.clone(), share_of(count, OFTEN));
            }
            let member = &self.cast.members[party];
            let names = std::iter::once(&member.name).chain(&member.aliases);
            Alternative {
                outcome: Outcome::Party(names.cloned().collect()),
                features,
            }
        };
        let alternatives: Vec<Alternative> = parties.iter().map(look).collect();
        (!alternatives.is_empty()).then(|| (parties.into_keys().collect(), alternatives))
    }

    fn look_at_mentions(&self, features: &mut Features, mentions: &[&Mention], most: &Most) {
        let lead = self.lead_end();
        let acting = mentions.iter().filter(|m| self.is_acting(m)).count();
        let places = mentions.iter().filter(|m| m.place).count();
        let adjectives = mentions.iter().filter(|m| self.is_adjective(m)).count();
        features.measure("named", share_of(mentions.len(), most.named));
        features.measure("acting", share_of(acting, most.acting));
        features.measure("place", share_of(places, mentions.len()));
        features.measure("adjective", share_of(adjectives, mentions.len()));
        features.say_if(mentions.len() == 1, "named once");
        features.say_if(acting == 0, "never acts");
        features.say_if(mentions.iter().any(|m| m.sentence == 0), "in headline");
        features.say_if(mentions.iter().any(|m| m.sentence < lead), "in lead");
        let acts_in_lead = |m: &&Mention| m.sentence < lead && self.is_acting(m);
        features.say_if(mentions.iter().any(acts_in_lead), "acts in lead");
        let sentences: BTreeSet<usize> = mentions.iter().map(|m| m.sentence).collect();
        features.measure("spread", share_of(sentences.len(), self.trees.len()));
        let is_metonym = |m: &&&Mention| matches!(m.kind, NameKind::Capital | NameKind::Metonym);
        features.say_if(mentions.iter().any(|m| is_metonym(&m)), "by its capital");
        let besides = mentions
            .iter()
            .filter(|m| self.is_beside_another(m))
            .count();
        features.measure("beside another", share_of(besides, OFTEN));
        let between = mentions.iter().filter(|m| self.is_between(m)).count();
        features.measure("between", share_of(between, OFTEN));
        let people: BTreeSet<MemberId> = mentions
            .iter()
            .map(|m| m.member)
            .filter(|&m| self.cast.members[m].nature == Nature::Person)
            .collect();
        features.measure("people", share_of(people.len(), OFTEN));
    }

    fn look_at_kind(&self, features: &mut Features, party: MemberId) {
        let member = &self.cast.members[party];
        features.say(format!("nature {:?}", member.nature));
        features.say_if(
            !member.sector.is_empty(),
            format!("sector {}", member.sector),
        );
        features.say_if(member.is_listed(), "in the files");
        features.say_if(self.go_betweens.contains(&party), "goes between");
        features.say_if(self.issuers.contains(&Some(party)), "issues");
        let lives_there = |m: MemberId| {
            let member = &self.cast.members[m];
            m != party && member.party == Some(party) && self.cast.principal(m) != Some(party)
        };
        let homes = (0..self.cast.members.len())
            .filter(|&m| lives_there(m))
            .count();
        features.measure("home of others", share_of(homes, OFTEN));
        features.say_if(self.cast.home() == Some(party), "written there");
        features.say_if(is_without_name(&member.name), "without a name");
    }

    /// What parties do, and what is done to them.
    fn deeds(&self) -> Counts {
        let mut counts = Counts::new();
        for (sentence, frames) in self.frames.iter().enumerate() {
            for frame in frames {
                let labels = self.labels(sentence, frame);
                let to = [frame.object, frame.recipient];
                let oblique = frame.oblique(&["with", "against", "to", "from", "on"]);
                for (role, words) in [
                    ("does", vec![frame.agent]),
                    ("bears", vec![to[0], to[1], oblique]),
                ] {
                    let words = words.into_iter().flatten();
                    let parties: BTreeSet<MemberId> = words
                        .filter(|&word| {
                            self.cast.at(sentence, word).is_some()
                                || self.tree(At { sentence, word }).nodes[word].is_nominal()
                        })
                        .flat_map(|word| self.who(At { sentence, word }))
                        .filter_map(|w| w.party)
                        .filter_map(|p| self.cast.principal(p))
                        .collect();
                    for party in parties {
                        for label in &labels {
                            *counts
                                .entry((party, format!("{role} {label}")))
                                .or_default() += 1;
                        }
                    }
                }
            }
        }
        counts
    }

    /// What kinds of deed a predication is.
    fn labels(&self, sentence: usize, frame: &Frame) -> Vec<String> {
        let node = &self.trees[sentence].nodes[frame.head];
        let act = node.clear_act().map(|a| format!("{a:?}").to_lowercase());
        let step = node.clear_step().map(|s| s.name().to_owned());
        let event = node.clear_event().map(|s| s.label.to_string());
        let classes = [
            "say",
            "meeting",
            "bring-together",
            "going-along",
            "naysaying",
            "planning",
        ];
        let classes = classes
            .into_iter()
            .filter(|c| self.lexicon.is(&frame.lemma, c));
        act.into_iter()
            .chain(step)
            .chain(event)
            .chain(classes.map(str::to_owned))
            .collect()
    }

    /// Whether a name is one of several on one level: "Norway and Chile".
    fn is_beside_another(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        let all = (mention.low..mention.high).flat_map(|i| tree.coordinated(i));
        let mut others = all.filter(|i| !(mention.low..mention.high).contains(i));
        others.any(|i| {
            let other = self.cast.at(mention.sentence, i);
            other.is_some_and(|o| {
                self.cast.principal(o.member) != self.cast.principal(mention.member)
            })
        })
    }

    fn is_between(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        let words = mention.low..mention.high;
        words.into_iter().any(|i| {
            let head = if tree.nodes[i].is("conj") {
                tree.nodes[i].head.unwrap_or(i)
            } else {
                i
            };
            matches!(
                tree.preposition(head).as_deref(),
                Some("between" | "with" | "among")
            )
        })
    }
}

/// The highest counts among the parties.
struct Most {
    named: usize,
    acting: usize,
}
