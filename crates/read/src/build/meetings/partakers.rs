//! Who takes part in a meeting.

use super::super::levers::is_nameless_worker;
use super::super::{Builder, Site};
use super::MeetingDraft;
use super::identity::{AGAIN, forms_agree, is_joint};
use super::naming::MEETING;
use crate::article::{At, SEEN_GROUP, Who};
use crate::cast::{Mention, Nature};
use crate::gazetteer::NameKind;
use crate::tree::Node;
use demarche_evidence::{MeetingForm, PartyKind, Span};

/// Verbs of those who give a meeting its room or its chair.
const HOSTING: &[&str] = &[
    "host",
    "chair",
    "co-chair",
    "preside over",
    "receive",
    "sponsor",
    "broker",
    "mediate",
    "facilitate",
    "organise",
    "organize",
    "convene",
    "invite",
    "summon",
];

/// Those whom a state sends to talks of experts.
const SENT: &[&str] = &[
    "expert",
    "specialist",
    "engineer",
    "technician",
    "surveyor",
    "hydrologist",
    "geologist",
    "scientist",
    "economist",
    "lawyer",
    "team",
    "group",
    "side",
    "force",
];

/// Whether somebody is, or acts for, a party that has a name.
const fn is_side(who: &Who) -> bool {
    who.party.is_some() || who.member.is_some()
}

impl Builder<'_> {
    /// Those named in the noun phrase: "between X and Y", "X-Y call", "X and Y's talks", "talks
    /// with Z".
    pub(super) fn named_participants(&self, at: At) -> Vec<Who> {
        let tree = self.article.tree(at);
        let mut all: Vec<Who> = Vec::new();
        let mut paired: Vec<Span> = Vec::new();
        let mut stack: Vec<usize> = tree.children(at.word).to_vec();
        while let Some(c) = stack.pop() {
            let node = &tree.nodes[c];
            if node.head == Some(at.word) && node.is("acl") && node.rel != "acl:relcl" {
                stack.extend(tree.children(c)); // "a meeting held between X and Y"
                continue;
            }
            let preposition = tree.preposition(c);
            let between = matches!(
                preposition.as_deref(),
                Some("between" | "with" | "among" | "by")
            ) || preposition.as_deref() == Some("of")
                && (self.article.is_both_sides(At { word: c, ..at })
                    || self.article.who(At { word: c, ..at }).len() >= 2);
            // "session of the joint commission of X and Y"
            if preposition.as_deref() == Some("of")
                && self
                    .rules
                    .lexicon
                    .is(&node.lemma.to_lowercase(), "standing-body")
            {
                stack.extend(
                    tree.children(c)
                        .iter()
                        .filter(|&&n| self.article.who(At { word: n, ..at }).len() >= 2),
                );
            }
            // "the second round of talks between X and Y"
            let is_of_meeting = preposition.as_deref() == Some("of")
                && node.head == Some(at.word)
                && self.is_meeting_noun(At { word: c, ..at });
            if is_of_meeting {
                stack.extend(tree.children(c));
                continue;
            }
            // "talks on the exchange of prisoners between X and Y": whatever noun the parser hung those who talk on
            let is_topic = matches!(
                preposition.as_deref(),
                Some("on" | "about" | "over" | "for")
            );
            if is_topic && node.head == Some(at.word) {
                let (low, high) = tree.extent(c);
                let is_between =
                    |&w: &usize| w != c && tree.preposition(w).as_deref() == Some("between");
                stack.extend((low..high).filter(is_between));
            }
            let is_lone_place =
                node.is("compound") && (self.is_lone_state(at, c) || self.is_lone_capital(at, c));
            if node.is("amod") && is_hosting_participle(node) {
                continue; // "African Union-mediated talks"
            }
            // "Their meeting": those spoken of together, not whom "they" last was.
            if node.upos == "PRON" && node.form.eq_ignore_ascii_case("their") {
                continue;
            }
            let owns =
                node.rel == "nmod:poss" || node.is("compound") && !is_lone_place || node.is("amod");
            // "talks involving X and Y", "a meeting attended by X"
            let takes_part = node.head.is_some_and(|h| {
                h != at.word
                    && matches!(
                        tree.nodes[h].lemma.as_str(),
                        "involve" | "include" | "group" | "gather" | "bring" | "comprise"
                    )
                    && node.is("obj")
            });
            let is_of_body = preposition.as_deref() == Some("of") && node.head != Some(at.word);
            if !(between && (node.is("nmod") || node.is("obl")) || owns || takes_part || is_of_body)
            {
                continue;
            }
            let sides = self.article.who(At { word: c, ..at });
            // "talks between teachers and the ministry": two sides meet, whether they have names or not.
            let is_pair =
                preposition.as_deref() == Some("between") && self.is_nameless_pair(&sides);
            if is_pair
                && sides
                    .iter()
                    .all(|w| w.member.is_some() || self.is_seen_group(at, w))
            {
                paired.extend(sides.iter().map(|w| w.span));
            }
            for who in sides {
                // "Rwanda's president", whom nobody names, meets for Rwanda.
                let who = self.sent(At { word: c, ..at }, who);
                let who = match who.party.filter(|_| who.member.is_none()) {
                    Some(party) => self.article.member_who(party, who.span),
                    None => who,
                };
                let acts = is_side(&who) || is_pair;
                let is_topic =
                    node.is("compound") && who.party.is_some_and(|p| self.article.is_no_side(p));
                if acts && !is_topic && !all.iter().any(|w| w.name == who.name) {
                    all.push(who);
                }
            }
            // "Rubio-Lavrov call": both halves of a compound.
            if node.is("compound") || node.is("amod") {
                stack.extend(tree.children(c));
            }
        }
        for who in self.between(at).into_iter().chain(self.visited(at)) {
            if !all.iter().any(|w| w.name == who.name) {
                all.push(who);
            }
        }
        // A working group is where they meet.
        all.retain(|w| !is_joint(w));
        if all.iter().any(|w| w.member.is_some()) {
            all.retain(|w| w.member.is_some() || paired.contains(&w.span));
        }
        all.sort_by_key(|w| w.span.start);
        all
    }

    /// "Chilean hydrologists", who at home speak for nobody, meet others for Chile.
    fn sent(&self, at: At, who: Who) -> Who {
        let noun = &self.article.tree(at).nodes[at.word].lemma;
        let is_nobodys =
            who.party.is_none() && who.member.is_none() && SENT.contains(&noun.as_str());
        let sender = || self.article.affiliation(at).filter(|w| self.is_state(w));
        let sender = is_nobodys.then(sender).flatten();
        match sender.and_then(|w| w.party) {
            Some(state) => self.article.member_who(state, who.span),
            None => who,
        }
    }

    /// "the dockers' union": whether the model takes a word of it for people who act together.
    fn is_seen_group(&self, at: At, who: &Who) -> bool {
        let mut words = self.article.tree(at).nodes.iter();
        words.any(|n| who.span.contains(n.span) && n.share_as("group") >= SEEN_GROUP)
    }

    /// "Western Sahara talks", "Norway summit": one state before a meeting is where it is held or
    /// what it is about; two are those who meet.
    fn is_lone_state(&self, at: At, compound: usize) -> bool {
        let named = self.article.cast.mentions_in(at.sentence).iter();
        let near = |m: &&Mention| m.low + 6 > at.word && m.high <= at.word;
        let states = named.filter(near).filter(|m| {
            let nature = self.article.cast.members[m.member].nature;
            matches!(nature, Nature::Party(PartyKind::State)) && m.kind != NameKind::Demonym
        });
        let is_state = self
            .article
            .cast
            .at(at.sentence, compound)
            .is_some_and(|m| {
                let nature = self.article.cast.members[m.member].nature;
                matches!(nature, Nature::Party(PartyKind::State))
            });
        is_state && states.count() == 1
    }

    /// "a visit by Chile's minister to Oslo": the state whose it is, whatever word the parser hung it on.
    fn visited(&self, at: At) -> Option<Who> {
        if self.form(at) != MeetingForm::Visit {
            return None;
        }
        let tree = self.article.tree(at);
        let (_, high) = tree.extent_without(at.word, &|c| tree.nodes[c].is("acl"));
        let mut towards = (at.word + 1..high)
            .filter(|&word| tree.preposition(word).as_deref() == Some("to"))
            .filter_map(|word| self.article.cast.at(at.sentence, word));
        let is_state = |m: &&Mention| {
            let nature = self.article.cast.members[m.member].nature;
            matches!(nature, Nature::Party(PartyKind::State)) && m.kind != NameKind::Demonym
        };
        let host = towards.find(is_state)?;
        Some(
            self.article
                .member_who(host.member, tree.span_of(host.low, host.high)),
        )
    }

    /// "Stockholm talks": one capital right before a meeting is where it is held, whoever else is
    /// named; "Moscow-Washington talks" has two.
    fn is_lone_capital(&self, at: At, compound: usize) -> bool {
        let named = self.article.cast.mentions_in(at.sentence).iter();
        let mut capitals = named.filter(|m| {
            matches!(m.kind, NameKind::Capital | NameKind::Metonym) && m.low + 6 > at.word
        });
        let here = |m: &&Mention| m.low <= compound && compound < m.high;
        let is_one = capitals.clone().filter(|m| m.high <= at.word).count() == 1;
        is_one && capitals.any(|m| here(&m))
    }

    /// Names after "between", as far as the phrase can reach: long titles make the parser lose
    /// the second of two names.
    fn between(&self, at: At) -> Vec<Who> {
        let tree = self.article.tree(at);
        let end = tree.nodes.len().min(at.word + 5);
        let Some(start) = (at.word + 1..end).find(|&i| tree.nodes[i].lemma == "between") else {
            return Vec::new();
        };
        let ends = |i: usize| {
            let node = &tree.nodes[i];
            matches!(node.upos, "VERB" | "AUX")
                || node.xpos == "WDT"
                || matches!(node.lemma.as_str(), "." | ";" | "over" | "on")
        };
        let stop = (start + 1..tree.nodes.len())
            .find(|&i| ends(i))
            .unwrap_or(tree.nodes.len());
        let named: Vec<&Mention> = self
            .article
            .cast
            .mentions_in(at.sentence)
            .iter()
            .filter(|m| m.low > start && m.high <= stop)
            .collect();
        let is_person =
            |m: &&&Mention| self.article.cast.members[m.member].nature == Nature::Person;
        let people: Vec<_> = named.iter().filter(is_person).copied().collect();
        let chosen = if people.len() >= 2 {
            people
        } else {
            return Vec::new();
        };
        chosen
            .into_iter()
            .map(|m| {
                self.article
                    .member_who(m.member, tree.span_of(m.low, m.high))
            })
            .collect()
    }

    /// "with the participation of X and Y", "in the presence of Z".
    pub(super) fn partakers(&self, site: Site<'_>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let nodes = tree.nodes.iter().enumerate();
        let joint =
            nodes.filter(|(_, n)| matches!(n.lemma.as_str(), "participation" | "attendance"));
        joint
            .flat_map(|(word, _)| tree.children_by(word, "nmod"))
            .filter(|&c| tree.preposition(c).as_deref() == Some("of"))
            .flat_map(|word| {
                self.article.who(At {
                    word,
                    ..site.head()
                })
            })
            .filter_map(|w| Some(self.article.member_who(w.party?, w.span)))
            .collect()
    }

    pub(in crate::build) fn participants(&self, meeting: usize) -> Vec<Who> {
        self.meetings[meeting].participants.clone()
    }

    /// "walked out of talks with Chile": of those who meet only the other side is named.
    pub(super) fn is_one_sided(&self, meeting: usize, at: At) -> bool {
        let tree = self.article.tree(at);
        let has_with = tree
            .children_by(at.word, "nmod")
            .any(|c| tree.preposition(c).as_deref() == Some("with"));
        has_with && self.meetings[meeting].participants.len() == 1
    }

    pub(super) fn join_in(&mut self, index: usize, others: Vec<Who>) {
        let draft = &mut self.meetings[index];
        for who in others {
            if who.party.is_some() && !draft.participants.iter().any(|p| p.name == who.name) {
                draft.participants.push(who);
            }
        }
    }

    /// Two sides of which one has no name and is a side all the same, as in disputes of labour: those beside a state are what it
    /// sends ("Kyrgyz and Tajik surveyors"), and workers are their union where the text names one.
    fn is_nameless_pair(&self, sides: &[Who]) -> bool {
        let mut members = 0..self.article.cast.members.len();
        let has_union = members.any(|m| self.article.is_union(m));
        let is_known = |w: &Who| self.is_state(w) || has_union && is_nameless_worker(w);
        sides.len() == 2 && !sides.iter().any(is_known)
    }

    /// Those whom a verb of meeting names; "offered to host both sides" names two beside the host.
    pub(super) fn sides_of(&self, site: Site<'_>, participants: &str) -> Vec<Who> {
        if let Some(same) = self.same_body(site) {
            return same;
        }
        let tree = self.article.tree(site.head());
        let head_of = |who: &Who| {
            let inside = (0..tree.nodes.len()).filter(|&i| who.span.contains(tree.nodes[i].span));
            let is_top = |&i: &usize| {
                tree.nodes[i]
                    .head
                    .is_none_or(|h| !who.span.contains(tree.nodes[h].span))
            };
            inside.into_iter().find(is_top)
        };
        let all = self.parties(site, participants).into_iter();
        let mut all: Vec<Who> = all
            .map(|who| match head_of(&who) {
                Some(word) => self.sent(
                    At {
                        word,
                        ..site.head()
                    },
                    who,
                ),
                None => who,
            })
            .collect();
        // "Rail bosses and the RMT will meet": one of the two may have no name.
        let is_joined = |a: usize| tree.child(a, "conj").is_some();
        let is_pair = all.iter().any(is_side) && self.is_nameless_pair(&all);
        if !(is_pair && site.frame.agent.is_some_and(is_joined)) {
            all.retain(is_side);
        }
        let hosted = self.parties(site, "object").into_iter().filter(is_side);
        let hosted: Vec<Who> = hosted.collect();
        if is_hosting(site) && hosted.len() >= 2 {
            return hosted;
        }
        if all.len() < 2 {
            let of_body = self.members_of_body(site);
            if of_body.len() >= 2 {
                return of_body;
            }
        }
        all
    }

    /// "The commission of Peru and Chile met on Friday. *It* will meet again in May": those who met just before.
    fn same_body(&self, site: Site<'_>) -> Option<Vec<Who>> {
        let tree = self.article.tree(site.head());
        let is_it = |word: usize| tree.nodes[word].form.eq_ignore_ascii_case("it");
        let is_alone = site.frame.object.is_none() && site.frame.agent.is_some_and(is_it);
        let sits = MEETING.contains(&tree.nodes[site.frame.head].lemma.as_str());
        let just_told = self
            .meeting_just_told(site.sentence)
            .filter(|_| is_alone && sits)?;
        let those = self.participants(just_told);
        (those.len() >= 2).then_some(those)
    }

    /// "the joint commission of Peru and Chile meets": those whose body it is.
    fn members_of_body(&self, site: Site<'_>) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let Some(body) = site.frame.agent else {
            return Vec::new();
        };
        let lemma = tree.nodes[body].lemma.to_lowercase();
        if !self.rules.lexicon.is(&lemma, "standing-body") {
            return Vec::new();
        }
        let owners = tree.children_by(body, "nmod");
        let members = owners.flat_map(|word| {
            self.article.who(At {
                word,
                ..site.head()
            })
        });
        members
            .filter(|w| w.party.is_some() || w.member.is_some())
            .collect()
    }

    /// Without the host, where a meeting has its sides.
    pub(super) fn without_host(
        &self,
        site: Site<'_>,
        index: usize,
        mut whos: Vec<Who>,
    ) -> Vec<Who> {
        let sides = self.parties_of(&self.meetings[index]);
        if is_hosting(site) && sides.len() >= 2 {
            whos.retain(|w| {
                sides
                    .iter()
                    .any(|s| w.party.is_some() && s.party == w.party)
            });
        }
        whos
    }

    /// Nobody named, as in "the ministers met", or "their ministers": both main parties.
    pub(super) fn complete(&self, site: Site<'_>, whos: Vec<Who>) -> Vec<Who> {
        let both = || self.both_sides(site.head());
        if self.are_they_who_met(site) {
            let is_of_them = |w: &Who| both().iter().any(|b| b.party == w.party);
            return if whos.iter().all(is_of_them) {
                both()
            } else {
                whos
            };
        }
        if whos.iter().any(|w| w.member.is_some()) && !self.is_of_them_all(site) {
            return whos;
        }
        both()
    }

    /// "*They* sat down in Oslo": those meet each other of whom the pronoun may stand for one.
    fn are_they_who_met(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let mut obliques = tree.children_by(head, "obl");
        let is_alone = site.frame.object.is_none()
            && !obliques.any(|o| tree.preposition(o).as_deref() == Some("with"));
        let are_they = |word: usize| tree.nodes[word].form.eq_ignore_ascii_case("they");
        is_alone
            && MEETING.contains(&tree.nodes[head].lemma.as_str())
            && site.frame.agent.is_some_and(are_they)
    }

    /// "agreed that *their ministers* would meet": several people, of those who were just spoken of together.
    fn is_of_them_all(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        site.frame.agent.is_some_and(|agent| {
            let mut owners = tree.children_by(agent, "nmod:poss");
            tree.nodes[agent].xpos == "NNS"
                && owners.any(|o| tree.nodes[o].form.eq_ignore_ascii_case("their"))
        })
    }

    /// As many sides as a phrase counts, else two: those of the meeting last named with both, else both main parties.
    pub(in crate::build) fn both_sides(&self, at: At) -> Vec<Who> {
        let doers = self.doers_to(at);
        let is_doer = |w: &Who| {
            doers
                .iter()
                .any(|d| d.party.is_some() && d.party == w.party)
        };
        // "the three parties", "negotiators from the four states"
        let mut counted = self.article.who(at);
        let is_body = |w: &Who| {
            let nature = w.party.map(|p| self.article.cast.members[p].nature);
            matches!(nature, Some(Nature::Party(_))) && !self.is_state(w)
        };
        // A province and the parties in it are no five of one kind.
        let is_one_kind =
            !(counted.iter().any(|w| self.is_state(w)) && counted.iter().any(is_body));
        if counted.len() > 2 && is_one_kind {
            counted.retain(|w| !is_doer(w));
            return counted;
        }
        let span = self.article.tree(at).nodes[at.word].span;
        let principals = |m: &MeetingDraft| {
            let mut all: Vec<Who> = Vec::new();
            for who in m.participants.iter().filter_map(|w| w.party) {
                let who = self.article.member_who(who, span);
                if !all.iter().any(|w| w.party == who.party) {
                    all.push(who);
                }
            }
            all
        };
        self.meetings
            .iter()
            .filter(|m| m.last < at)
            .map(|m| (m.last, principals(m)))
            .filter(|(_, sides)| sides.len() == 2 && !sides.iter().any(is_doer))
            .max_by_key(|(last, _)| *last)
            .map_or_else(
                || self.article.main_parties_but(at, &is_doer),
                |(_, sides)| sides,
            )
    }

    /// Who does something to those that a word stands for: whoever invites both sides is none of
    /// them.
    fn doers_to(&self, at: At) -> Vec<Who> {
        self.article.frames[at.sentence]
            .iter()
            .filter(|f| f.object == Some(at.word) || f.recipient == Some(at.word))
            .filter_map(|f| f.agent)
            .flat_map(|word| self.article.who_alone(At { word, ..at }))
            .collect()
    }

    /// "A further round": where nobody is named, the parties meet again whose talks were last spoken
    /// of.
    pub(super) fn name_sides(&self, meetings: &mut [MeetingDraft]) {
        for i in 0..meetings.len() {
            let (before, rest) = meetings.split_at_mut(i);
            let meeting = &mut rest[0];
            let is_again = |m: &String| AGAIN.contains(&m.as_str());
            let is_next = meeting.noun == "round" || meeting.marks.iter().any(is_again);
            if !meeting.participants.is_empty() || meeting.steps.is_empty() || !is_next {
                continue;
            }
            let alike =
                |m: &&MeetingDraft| !m.steps.is_empty() && forms_agree(m.form, meeting.form, false);
            let sides = before
                .iter()
                .rev()
                .filter(alike)
                .map(|m| self.parties_of(m));
            meeting.participants = sides.into_iter().find(|s| s.len() == 2).unwrap_or_default();
        }
    }

    pub(super) fn parties_of(&self, meeting: &MeetingDraft) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for who in &meeting.participants {
            let party = who.party.map(|p| self.article.member_who(p, who.span));
            if let Some(party) = party.filter(|p| all.iter().all(|w| w.name != p.name)) {
                all.push(party);
            }
        }
        all
    }
}

fn is_hosting(site: Site<'_>) -> bool {
    HOSTING.contains(&site.frame.lemma.as_str())
}

/// "mediated", "led" before talks: whoever is named with it does not sit at the table.
fn is_hosting_participle(node: &Node) -> bool {
    matches!(
        node.form.to_lowercase().as_str(),
        "mediated"
            | "brokered"
            | "led"
            | "hosted"
            | "sponsored"
            | "chaired"
            | "facilitated"
            | "backed"
            | "organised"
            | "organized"
            | "run"
    )
}
