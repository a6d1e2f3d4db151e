//! Whom a person or a body belongs to.

use super::nature::{DATE_LINE, is_courtesy};
use super::offices::{capitalised, is_state_office, is_title, role_words};
use super::runs::is_genitive;
use super::{Cast, MemberId, Mention, Nature};
use crate::gazetteer::{Gazetteer, NameKind, What};
use crate::tree::{Node, Tree};
use crate::when;
use demarche_evidence::PartyKind;
use std::collections::BTreeSet;

/// How many words a line has at most that names a place and nothing else.
const PLACE_LINE: usize = 6;

/// Offices of a state that issue texts.
const OFFICES: [&str; 6] = [
    "ministry",
    "government",
    "presidency",
    "embassy",
    "chancellery",
    "cabinet",
];

/// The last sentence that may open a text: behind a title, a place and a date.
const OPENING: usize = 3;

impl Cast {
    /// Gives people their role and party from what stands beside their name.
    pub fn affiliate(&mut self, sentence: usize, trees: &[Tree], gazetteer: &Gazetteer) {
        let tree = &trees[sentence];
        let here = self.mentions_in(sentence).to_vec();
        for mention in &here {
            if self.members[mention.member].nature != Nature::Person {
                continue;
            }
            let (role, party) = self.beside(tree, mention, &here, gazetteer);
            let role = role.map(|r| plain_role(&r));
            self.take_office_of_text(mention, role.as_deref(), party);
            let member = &mut self.members[mention.member];
            // "Former British minister David Lane advises the mediator"
            let is_former = role
                .as_ref()
                .is_some_and(|r| r.to_lowercase().contains("former "));
            if member.role.is_none() {
                member.role = role;
            }
            if member.party.is_none() && member.entry.is_none() && !is_former {
                member.party = party.filter(|&p| p != mention.member);
            }
        }
    }

    /// "Dutch Prime Minister Mark Rutte": where the text gives somebody of the files the office of
    /// another state, that office counts.
    fn take_office_of_text(
        &mut self,
        mention: &Mention,
        role: Option<&str>,
        party: Option<MemberId>,
    ) {
        let member = &self.members[mention.member];
        let (Some(role), Some(party), true) = (role, party, member.entry.is_some()) else {
            return;
        };
        let is_state = |m: MemberId| self.members[m].nature == Nature::Party(PartyKind::State);
        let is_office = [
            "prime minister",
            "president",
            "chancellor",
            "foreign minister",
        ]
        .iter()
        .any(|office| role.to_lowercase().ends_with(office));
        let is_former = role.to_lowercase().contains("former");
        if is_office && !is_former && is_state(party) && member.party != Some(party) {
            let member = &mut self.members[mention.member];
            member.party = Some(party);
            member.role = Some(role.to_owned());
        }
    }

    /// Holders of a state's offices of whom the text does not say which state: the one whose words are told right before, that of the
    /// capital it is written from, if that one acts, else the one last named; none whose office somebody else has.
    pub(super) fn settle_offices(&mut self, trees: &[Tree]) {
        for k in 0..self.mentions.len() {
            let mention = self.mentions[k];
            let member = &self.members[mention.member];
            let is_open =
                member.nature == Nature::Person && member.party.is_none() && member.entry.is_none();
            let role = member.role.as_deref().filter(|_| is_open);
            if !role.is_some_and(is_state_office) {
                continue;
            }
            let acts = |home: MemberId| self.mentions.iter().any(|m| m.member == home && !m.place);
            let last = self.last_state(mention.sentence, mention.low, trees);
            // Who opens a text from a capital and needs no country is of the state that it is the capital of.
            let opens = mention.sentence <= OPENING;
            let at_home = self
                .home
                .filter(|&h| acts(h) && (opens || !self.is_between(h, trees)));
            let candidates = [
                self.counterparts_state(k, trees),
                self.state_just_speaking(&mention, trees),
                at_home,
                self.first_counterparts_state(k, trees),
                last,
                self.states().find(|&s| !self.is_between(s, trees)),
                self.home,
                self.first_country().filter(|&s| !self.is_between(s, trees)),
            ];
            let is_free = |&s: &MemberId| !self.has_holder(s, mention.member);
            let mut told = candidates.into_iter().flatten();
            let state = told.clone().find(is_free).or_else(|| told.next());
            self.members[mention.member].party = state.filter(|&p| p != mention.member);
        }
    }

    /// "Norland says the boat was its own. \"We told them,\" Foreign Minister Ada Lund said": the state that says something in the
    /// sentence before, unless whoever follows answers it.
    fn state_just_speaking(&self, mention: &Mention, trees: &[Tree]) -> Option<MemberId> {
        const ANSWERS: &[&str] = &[
            "reject", "deny", "dismiss", "reply", "respond", "retort", "counter", "answer",
            "dispute",
        ];
        let here = &trees[mention.sentence];
        let before = mention
            .sentence
            .checked_sub(1)
            .filter(|&b| trees[b].paragraph == here.paragraph)?;
        let opening = here.nodes.first().map_or("", |n| n.lemma.as_str());
        let answers = here
            .nodes
            .iter()
            .any(|n| ANSWERS.contains(&n.lemma.as_str()));
        if answers || matches!(opening, "but" | "however") {
            return None;
        }
        let tree = &trees[before];
        let root = tree.nodes.iter().position(|n| n.head.is_none())?;
        let subject = tree.child(root, "nsubj")?;
        let mut named = self.mentions_in(before).iter().filter(|m| !m.place);
        let speaks = |m: &&Mention| {
            let is_named = (m.low..m.high).any(|i| {
                let of_subject = tree.nodes[i].head == Some(subject)
                    && (tree.nodes[i].rel == "nmod:poss"
                        || tree.preposition(i).as_deref() == Some("of"));
                i == subject || of_subject
            });
            is_named && tree.child(root, "ccomp").is_some()
        };
        let speaker = named.find(speaks)?.member;
        let may_be_state = matches!(
            self.members[speaker].nature,
            Nature::Party(_) | Nature::Unknown
        );
        may_be_state.then_some(speaker)
    }

    /// Whether somebody else has the same office of a state: it has one foreign minister.
    fn has_holder(&self, state: MemberId, person: MemberId) -> bool {
        const SINGLE: &[&str] = &[
            "foreign minister",
            "prime minister",
            "president",
            "chancellor",
        ];
        let office = |m: MemberId| self.members[m].role.as_deref().map(office_kind);
        let Some(own) = office(person).filter(|o| SINGLE.contains(&o.as_str())) else {
            return false;
        };
        let others = (0..self.members.len()).filter(|&m| m != person);
        others
            .filter(|&m| self.members[m].party == Some(state))
            .any(|m| office(m).as_ref() == Some(&own))
    }

    /// "Omani mediators", "Norland, which is hosting the talks": whether the text has a state mediate.
    fn is_between(&self, state: MemberId, trees: &[Tree]) -> bool {
        const BEHIND: usize = 6;
        let mut named = self
            .mentions
            .iter()
            .filter(|m| m.member == state && !m.place);
        named.any(|m| {
            let behind = trees[m.sentence].nodes.iter().skip(m.high).take(BEHIND);
            let mut same_clause = behind.take_while(|n| n.form != ";" && n.form != ":");
            same_clause.any(|n| {
                let is_of_host = matches!(n.lemma.as_str(), "host" | "hosting" | "broker");
                is_of_host || n.lemma.starts_with("mediat") || n.lemma.starts_with("facilitat")
            })
        })
    }

    /// "Secretary of State Ames and Foreign Minister Gao": two with the same office are of two states, the second of the one that
    /// the text names first beside that of the first.
    fn counterparts_state(&self, k: usize, trees: &[Tree]) -> Option<MemberId> {
        let before = k
            .checked_sub(1)
            .filter(|&b| self.are_counterparts(b, trees))?;
        let party = self.members[self.mentions[before].member].party?;
        self.states().find(|&state| state != party)
    }

    /// The state of the first of two with the same office, where nothing else tells it: the one that the text names first.
    fn first_counterparts_state(&self, k: usize, trees: &[Tree]) -> Option<MemberId> {
        self.are_counterparts(k, trees)
            .then(|| self.states().next())?
    }

    /// Whether a mention and the next are of people with the same office, joined by "and".
    fn are_counterparts(&self, k: usize, trees: &[Tree]) -> bool {
        let Some([first, second]) = self.mentions.get(k..k + 2) else {
            return false;
        };
        let joint = trees[first.sentence].nodes.get(first.high);
        let is_joined =
            first.sentence == second.sentence && joint.is_some_and(|n| n.lemma == "and");
        let office = |m: &Mention| self.members[m.member].role.as_deref().map(office_kind);
        is_joined && office(first).is_some() && office(first) == office(second)
    }

    /// The state the text names first, or what may be one: a single word that acts and of which the files know nothing.
    fn first_country(&self) -> Option<MemberId> {
        let is_word = |m: &Mention| m.high == m.low + 1;
        let may_be = |m: &&Mention| {
            let nature = self.members[m.member].nature;
            let is_state = nature == Nature::Party(PartyKind::State);
            !m.place && (is_state || nature == Nature::Unknown && is_word(m))
        };
        self.mentions.iter().find(may_be).map(|m| m.member)
    }

    /// The states that the text names otherwise than as places, in its order.
    fn states(&self) -> impl Iterator<Item = MemberId> + '_ {
        let is_state =
            |m: &&Mention| self.members[m.member].nature == Nature::Party(PartyKind::State);
        let named = self.mentions.iter().filter(|m| !m.place).filter(is_state);
        named.map(|m| m.member)
    }

    /// An army is a side of its own where an armed group of the same country is in the text.
    pub(super) fn part_from_armies(&mut self) {
        let mentioned = self.named_where(|_| true);
        let member = |id: &MemberId| &self.members[*id];
        let fought: BTreeSet<MemberId> = mentioned
            .iter()
            .filter(|id| member(id).sector == "REB")
            .filter_map(|id| member(id).party)
            .collect();
        let is_side = |id: &MemberId| {
            member(id).sector == "MIL" && member(id).party.is_some_and(|p| fought.contains(&p))
        };
        let armies: Vec<MemberId> = mentioned.iter().copied().filter(is_side).collect();
        for army in armies {
            self.members[army].party = None;
        }
    }

    /// Role words and party in the noun phrase around a name: before it ("Brazil's chief
    /// negotiator, Renato"), then after it ("Marit, the UN envoy").
    fn beside(
        &self,
        tree: &Tree,
        mention: &Mention,
        here: &[Mention],
        gazetteer: &Gazetteer,
    ) -> (Option<String>, Option<MemberId>) {
        let party_at = |i: usize| {
            let here = here.iter().find(|m| m.low <= i && i < m.high)?;
            let is_owner = tree
                .nodes
                .get(here.high)
                .is_some_and(|n| matches!(n.lemma.as_str(), "'s" | "’s"));
            // "Whitman's deputy" acts for whom Whitman acts for
            let of_owner = self.members[here.member].party.filter(|_| is_owner);
            if self.is_affiliation(here.member) {
                Some(here.member)
            } else {
                of_owner
            }
        };
        let (low, before) = self.walk_left(tree, mention.low, here, &party_at, gazetteer);
        let (high, after) = walk_right(tree, mention.high, &party_at, gazetteer);
        // "The ministers, Ada Lund and Ana Soto": what stands before the first is the office of both.
        let is_person = |m: &&Mention| self.members[m.member].nature == Nature::Person;
        let beside = here.iter().filter(|m| low < m.low && m.high < mention.low);
        let first = beside.filter(is_person).map(|m| m.low).min();
        let left = role_words(tree, low, first.unwrap_or(mention.low), gazetteer);
        let right = role_words(tree, mention.high, high, gazetteer);
        // "ministers Ada Lund of Norland and Ana Soto of Chile"
        let is_of = tree.nodes.get(mention.high).is_some_and(|n| n.form == "of");
        let has_owner = tree.nodes[low..mention.low].iter().any(is_genitive);
        let party = if is_of && after.is_some() && !(has_owner && before.is_some()) {
            after
        } else if left.is_some() || before.is_some() {
            before.or(after)
        } else {
            after
        };
        (left.or(right), party)
    }

    fn is_affiliation(&self, member: MemberId) -> bool {
        matches!(
            self.members[member].nature,
            Nature::Party(_) | Nature::Unknown
        )
    }

    /// Walks left over role words to the party they stand for.
    fn walk_left(
        &self,
        tree: &Tree,
        start: usize,
        here: &[Mention],
        party_at: &dyn Fn(usize) -> Option<MemberId>,
        gazetteer: &Gazetteer,
    ) -> (usize, Option<MemberId>) {
        let mut i = start;
        let mut found = None;
        let mut saw_role = false;
        while i > 0 {
            let node = &tree.nodes[i - 1];
            if let Some(member) = party_at(i - 1) {
                found = Some(member);
                i -= 1;
                if node.upos == "PROPN" && saw_role {
                    break;
                }
                continue;
            }
            // "Quill's managing partner, Tom Averill"
            let is_host = tree.children_by(i - 1, "appos").any(|a| a >= start);
            let leads = matches!(node.lemma.as_str(), "head" | "chief" | "boss");
            let is_role = gazetteer.sector(&node.lemma).is_some() || is_host || leads;
            // "President Juan Ortiz of Norland and Premier Ada Lund": the next one begins.
            let is_named = |at: usize| here.iter().any(|m| m.low <= at && at < m.high);
            if saw_role && node.lemma == "and" && i > 1 && is_named(i - 2) {
                break;
            }
            saw_role |= (is_role || is_title(&node.form)) && !is_courtesy(tree, i - 1);
            let passes = is_role
                || matches!(node.upos, "ADJ" | "DET")
                || node.is_nominal()
                || matches!(
                    node.lemma.as_str(),
                    "'s" | "’s" | "'" | "’" | "of" | "for" | "and" | "-"
                )
                || (node.lemma == "," && (!saw_role || is_courtesy(tree, i)))
                || node.is("nmod:poss");
            // "On 9 October the Minister, Ms Ada Lund": the day is none of the office.
            if !passes || start - i > 10 || when::is_month(&node.form) {
                break;
            }
            i -= 1;
        }
        let is_owner = start
            .checked_sub(1)
            .is_some_and(|p| matches!(tree.nodes[p].lemma.as_str(), "'s" | "’s"));
        if is_owner {
            return (i, found);
        }
        let is_apart = start
            .checked_sub(1)
            .is_some_and(|p| tree.nodes[p].lemma == ",");
        // "On the words of the Saudi minister, Ahmadpour said": no comma closes an apposition.
        let end = (start..tree.nodes.len()).find(|&i| !tree.nodes[i].is_capitalised());
        let goes_on = end.is_some_and(|i| matches!(tree.nodes[i].upos, "VERB" | "AUX"));
        if is_apart && (!saw_role || goes_on) {
            return (start, None);
        }
        (i, found.filter(|_| saw_role || start - i <= 3))
    }

    /// "(Ministry of Foreign Affairs of Norland)": the state of the office that stands where an agency would.
    pub(super) fn issuing(&mut self, dateline: &Tree, gazetteer: &Gazetteer) -> Option<MemberId> {
        let forms: Vec<&str> = dateline.nodes.iter().map(|n| n.form.as_str()).collect();
        let open = forms.iter().position(|f| *f == "(")?;
        let inside = open + 1..forms.len();
        let is_office = |i: &usize| OFFICES.contains(&forms[*i].to_lowercase().as_str());
        inside.clone().find(is_office)?;
        inside.into_iter().find_map(|i| {
            let known = self.named.get(forms[i]).copied();
            known.or_else(|| {
                let hit = gazetteer.longest(&forms[i..])?;
                let is_state = matches!(
                    gazetteer.entry(hit.entry).what,
                    What::Party {
                        kind: PartyKind::State,
                        ..
                    }
                );
                is_state.then(|| self.enlist(hit.entry, gazetteer))
            })
        })
    }

    /// "the Foreign Office of the Republic of Norland" is not Britain's: a name that stands for a state only where no other is named
    /// behind it.
    pub(super) fn give_offices_back(&mut self, trees: &[Tree]) {
        const BEHIND: usize = 6;
        for k in 0..self.mentions.len() {
            let Some(&[office, owner]) = self.mentions.get(k..k + 2) else {
                continue;
            };
            let is_office = office.kind == NameKind::Metonym && office.sentence == owner.sentence;
            let between = trees[office.sentence].nodes.get(office.high..owner.low);
            let is_of = between.is_some_and(|words| {
                let opens = words.first().is_some_and(|n| n.lemma == "of");
                opens
                    && words.len() < BEHIND
                    && words.iter().all(|n| n.upos != "VERB" && n.upos != "PUNCT")
            });
            let is_party = matches!(self.members[owner.member].nature, Nature::Party(_));
            if is_office && is_of && is_party {
                self.mentions[k].member = owner.member;
                self.mentions[k].kind = NameKind::Name;
            }
        }
    }

    /// "The following is attributable to the spokesperson of the Foreign Office of Norland": the state whose words follow, where nothing
    /// before says whose text it is.
    pub(super) fn take_attribution(&mut self, trees: &[Tree]) {
        const FIRST_LINES: usize = 5;
        let lines = trees.iter().take(FIRST_LINES);
        let line = lines.into_iter().position(|t| {
            t.nodes
                .iter()
                .any(|n| n.form.eq_ignore_ascii_case("attributable"))
        });
        let Some(line) = line.filter(|_| self.issuing.is_none()) else {
            return;
        };
        let is_state =
            |m: &&Mention| self.members[m.member].nature == Nature::Party(PartyKind::State);
        let state = self
            .mentions_in(line)
            .iter()
            .find(is_state)
            .map(|m| m.member);
        self.issuing = state;
        self.home = state.or(self.home);
    }

    /// "Ministry of Foreign Affairs of Norland" in a line of its own above the text: the state whose text it is.
    pub(super) fn take_letterhead(&mut self, trees: &[Tree]) {
        let Some(line) = trees.first().filter(|t| t.is_title_line()) else {
            return;
        };
        let opening = line.nodes[0].form.to_lowercase();
        let is_letterhead = self.issuing.is_none() && OFFICES.contains(&opening.as_str());
        if !is_letterhead {
            return;
        }
        // "of the Republic of Norland": by the name that the text goes on to use.
        let short = line.nodes.last().and_then(|n| self.named.get(&n.form));
        let named = self.mentions_in(0).last();
        let named = named.filter(|m| m.low > 0 && m.high == line.nodes.len());
        let Some(state) = short.copied().or(named.map(|m| m.member)) else {
            return;
        };
        let member = &mut self.members[state];
        let may_be_state = match member.nature {
            Nature::Unknown => true,
            Nature::Party(kind) => kind == PartyKind::State || member.entry.is_none(),
            _ => false,
        };
        if may_be_state {
            member.nature = Nature::Party(PartyKind::State);
            self.issuing = Some(state);
            self.home = Some(state);
        }
    }

    /// "Joint statement … on the situation in Norland": the country that several speak of, one the files know or not.
    pub(super) fn subject_of_title(&mut self, trees: &[Tree]) -> Option<MemberId> {
        let title = trees.first()?;
        let on = title.nodes.iter().rposition(|n| n.form == "on")?;
        let named = self.mentions_in(0).iter().rev();
        let subject = named.copied().find(|m| m.low > on)?.member;
        let member = &mut self.members[subject];
        if matches!(member.nature, Nature::Unknown) {
            member.nature = Nature::Party(PartyKind::State);
        }
        matches!(member.nature, Nature::Party(PartyKind::State)).then_some(subject)
    }

    /// The state whose capital opens the article: "NEW DELHI, Aug 19", "Oslo, 9 February 2026"; not that of a second dateline further
    /// down.
    pub(super) fn find_home(
        &mut self,
        trees: &[Tree],
        datelines: &[Tree],
        gazetteer: &Gazetteer,
    ) -> Option<MemberId> {
        let opening = trees.iter().take(4);
        let first = datelines.iter().take(1);
        let entry = first.chain(opening).find_map(|tree| {
            let is_loud =
                |n: &&Node| n.form.chars().count() > 2 && n.form.chars().all(char::is_uppercase);
            let is_dated =
                tree.nodes.len() <= DATE_LINE && tree.nodes.iter().any(|n| n.upos == "NUM");
            // "Ottawa, Ontario" in a line of its own
            let is_place = tree.nodes.len() <= PLACE_LINE
                && tree
                    .nodes
                    .iter()
                    .all(|n| matches!(n.upos, "PROPN" | "PUNCT"))
                && tree.nodes.iter().any(|n| n.form == ",");
            let opens = |n: &&Node| is_loud(n) || (is_dated || is_place) && n.upos == "PROPN";
            let words: Vec<String> = tree
                .nodes
                .iter()
                .take_while(opens)
                .map(|n| {
                    if is_loud(&n) {
                        capitalised(&n.form)
                    } else {
                        n.form.clone()
                    }
                })
                .collect();
            let forms: Vec<&str> = words.iter().map(String::as_str).collect();
            let behind = tree.nodes.get(forms.len())?;
            let is_set_off = !behind.form.chars().any(char::is_alphanumeric);
            let hit = gazetteer
                .longest(&forms)
                .filter(|h| h.len == forms.len() && is_set_off)?;
            let is_state = matches!(
                gazetteer.entry(hit.entry).what,
                What::Party {
                    kind: PartyKind::State,
                    ..
                }
            );
            is_state.then_some(hit.entry)
        });
        match entry {
            Some(entry) => Some(self.enlist(entry, gazetteer)),
            None => self.country_of_place(datelines.first()?),
        }
    }

    /// "PORT SALIM, Norland, 21 November": the country behind the place, where the text names it again and the files know the place not.
    fn country_of_place(&self, dateline: &Tree) -> Option<MemberId> {
        let comma = dateline.nodes.iter().position(|n| n.form == ",")?;
        let country = dateline.nodes.get(comma + 1)?;
        let known = self.named.get(&country.form).copied()?;
        let may_be_state = matches!(
            self.members[known].nature,
            Nature::Party(PartyKind::State) | Nature::Unknown
        );
        may_be_state.then_some(known)
    }

    /// The state most lately named before a place in the text, in the same paragraph.
    fn last_state(&self, sentence: usize, low: usize, trees: &[Tree]) -> Option<MemberId> {
        let before = self.mentions_before(sentence, low).iter().rev();
        let is_state =
            |m: &&Mention| self.members[m.member].nature == Nature::Party(PartyKind::State);
        let mut states = before
            .take_while(|m| trees[m.sentence].paragraph == trees[sentence].paragraph)
            .filter(|m| !m.place)
            .filter(is_state);
        let last = states.next()?;
        // "Norland put off the deal with *Chile*. President Ada Lund said": whoever acts in that sentence.
        let acts = |m: &&Mention| {
            let tree = &trees[m.sentence];
            m.sentence == last.sentence && (m.low..m.high).any(|i| tree.nodes[i].is("nsubj"))
        };
        let is_of_sentence_before = last.sentence < sentence && !acts(&last);
        let acting = states.find(acts).filter(|_| is_of_sentence_before);
        Some(acting.unwrap_or(last).member)
    }
}

/// What an office is in charge of, whatever it is called.
fn office_kind(role: &str) -> String {
    let role = role.to_lowercase();
    let is_foreign = ["secretary of state", "foreign secretary", "foreign"];
    if is_foreign.iter().any(|office| role.contains(office)) {
        "foreign minister".to_owned()
    } else {
        role.trim_start_matches("the ").to_owned()
    }
}

fn walk_right(
    tree: &Tree,
    end: usize,
    party_at: &dyn Fn(usize) -> Option<MemberId>,
    gazetteer: &Gazetteer,
) -> (usize, Option<MemberId>) {
    let n = tree.nodes.len();
    let Some(first) = tree.nodes.get(end) else {
        return (end, None);
    };
    let opens = match first.lemma.as_str() {
        "," | "(" => true,
        "of" => return (end, party_at(end + 1).or_else(|| party_at(end + 2))),
        _ => false,
    };
    if !opens {
        return (end, None);
    }
    // ", and the delegation of …": no apposition
    if tree.nodes.get(end + 1).is_some_and(|n| n.upos == "CCONJ") {
        return (end, None);
    }
    let mut i = end + 1;
    let mut saw_role = false;
    let mut found = None;
    while i < n && i < end + 14 {
        let node = &tree.nodes[i];
        if matches!(node.lemma.as_str(), "," | ")" | "." | ";") {
            break;
        }
        saw_role |= gazetteer.sector(&node.lemma).is_some()
            || matches!(
                node.lemma.as_str(),
                "who" | "lead" | "head" | "represent" | "counterpart"
            );
        if found.is_none() {
            found = party_at(i);
        }
        // "Ida Holm, *speaking* for Norland", not "Ida Holm, spoke with the minister of Norland"
        let is_finite = node.lemma == "speak" && node.form == "spoke";
        let opens_other = i == end + 1
            && node.upos == "VERB"
            && (is_finite
                || !matches!(node.lemma.as_str(), "speak" | "lead" | "represent" | "head"));
        if opens_other {
            return (end, None);
        }
        i += 1;
    }
    let starts_with_of = tree
        .nodes
        .get(end + 1)
        .is_some_and(|n| n.lemma == "of" || n.lemma == "speak");
    (i, found.filter(|_| saw_role || starts_with_of))
}

/// A role without what the words before it belong to, and without a courtesy: "the decision of the government of President" is
/// "President", "the former President of Norland, Mr." without the "Mr.".
fn plain_role(role: &str) -> String {
    let courtesy = [", Mr.", ", Mrs.", ", Ms.", ", Mr", ", Mrs", ", Ms"];
    let bare = courtesy.iter().find_map(|c| role.strip_suffix(c));
    let bare = bare.unwrap_or(role);
    let last = bare.rsplit_once(" of ").map(|(_, last)| last);
    let is_office = |words: &&str| {
        words.split(' ').all(is_title) && words.chars().next().is_some_and(char::is_uppercase)
    };
    last.filter(is_office).unwrap_or(bare).to_owned()
}
