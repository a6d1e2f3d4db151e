//! Who is in the article: named people and parties, found by the actor files, by the shape of
//! names, and by what stands beside them.

use crate::gazetteer::{Gazetteer, NameKind, What};
use crate::tree::{Node, Tree};
use demarche_evidence::{PartyKind, Span};
use demarche_text::Sign;
use std::collections::{BTreeMap, BTreeSet};

/// Index into [`Cast::members`].
pub(crate) type MemberId = usize;

/// Where a member of the cast is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    pub sentence: usize,
    /// First word.
    pub low: usize,
    /// One past the last word.
    pub high: usize,
    pub member: MemberId,
    /// What kind of name; demonyms and places do not act by themselves.
    pub kind: NameKind,
    /// Stands for a place here ("in Paris").
    pub place: bool,
}

/// Somebody or something named in the article.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub name: String,
    pub aliases: Vec<String>,
    pub code: Option<String>,
    pub role: Option<String>,
    pub gender: Option<char>,
    /// Sector code, where known.
    pub sector: String,
    pub nature: Nature,
    /// The party a person or a body acts for.
    pub party: Option<MemberId>,
    /// Index in the actor files.
    entry: Option<usize>,
}

/// What a member of the cast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    Party(PartyKind),
    Person,
    /// A capitalised name of which nothing is known; a party if it acts like one.
    Unknown,
    Media,
}

/// The people and parties of one article.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub members: Vec<Member>,
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// The state from whose capital the article is written.
    home: Option<MemberId>,
    /// Members from the actor files, by their entry there.
    enlisted: BTreeMap<usize, MemberId>,
    /// Members by the name they were found under first.
    named: BTreeMap<String, MemberId>,
}

/// Words that make a capitalised name an organisation.
const BODY_WORDS: &[&str] = &[
    "guild",
    "growers",
    "mission",
    "workers",
    "farmers",
    "employers",
    "shippers",
    "dockers",
    "nurses",
    "teachers",
    "marine",
    "shipping",
    "lines",
    "logistics",
    "pharma",
    "foundation",
    "tribe",
    "tribes",
    "nation",
    "brigade",
    "front",
    "party",
    "association",
    "union",
    "council",
    "commission",
    "ministry",
    "institute",
    "bank",
    "company",
    "air",
    "airlines",
    "airways",
    "group",
    "court",
    "agency",
    "authority",
    "committee",
    "federation",
    "confederation",
    "alliance",
    "league",
    "movement",
    "army",
    "congress",
    "parliament",
    "senate",
    "assembly",
    "organisation",
    "organization",
    "university",
    "corporation",
    "corp",
    "inc",
    "ltd",
    "plc",
    "department",
    "office",
    "secretariat",
    "forum",
    "fund",
    "brigades",
    "forces",
    "guard",
    "network",
    "chamber",
    "board",
    "bloc",
    "coalition",
    "society",
    "club",
    "trust",
    "partners",
    "holdings",
    "steel",
    "railways",
    "rail",
    "energy",
    "mining",
    "resources",
    "airport",
    "port",
    "hospital",
    "nations",
    "states",
    "tribunal",
    "brotherhood",
    "syndicate",
    "guild",
    "cooperative",
    "consortium",
    "initiative",
    "platform",
    "campaign",
    "center",
    "centre",
    "programme",
    "program",
    "service",
    "services",
    "bureau",
    "directorate",
    "administration",
    "corps",
    "volunteers",
    "producers",
    "industries",
    "petroleum",
    "pharmaceuticals",
    "technologies",
    "capital",
    "insurance",
];

/// What bears a name and never acts: "the survey vessel Sri Tawau".
const THINGS: &[&str] = &[
    "vessel",
    "ship",
    "tanker",
    "trawler",
    "freighter",
    "ferry",
    "boat",
    "frigate",
    "destroyer",
    "corvette",
    "submarine",
    "yacht",
    "steamer",
    "plane",
    "aircraft",
    "satellite",
    "rocket",
    "dam",
    "reservoir",
    "mine",
    "hotel",
    "palace",
    "bridge",
    "road",
    "street",
    "square",
    "river",
    "lake",
    "strait",
    "island",
    "islet",
    "valley",
    "mountain",
    "stadium",
    "film",
    "novel",
    "song",
    "magazine",
    "drug",
];

/// Words before a name that make it a person.
const TITLES: &[&str] = &[
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "minister",
    "chancellor",
    "premier",
    "senator",
    "general",
    "gen",
    "gen.",
    "colonel",
    "bishop",
    "judge",
    "ambassador",
    "secretary",
    "king",
    "queen",
    "prince",
    "sheikh",
    "pope",
    "professor",
    "prof",
    "commissioner",
    "governor",
    "mayor",
    "archbishop",
    "cardinal",
    "ayatollah",
    "admiral",
    "representative",
    "congressman",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "envoy",
    "coordinator",
    "councillor",
    "councilor",
    "brigadier",
    "captain",
    "major",
    "lieutenant",
    "marshal",
    "commander",
    "chairman",
    "chairwoman",
    "rapporteur",
    "mediator",
    "negotiator",
    "patriarch",
    "rev",
    "rev.",
    "reverend",
    "mp",
    "mep",
    "chief",
    "imam",
    "rabbi",
    "h.e.",
    "excellency",
    "councilman",
    "cllr",
    "hon.",
    "monsignor",
    "sister",
];

/// How sure the model must be of what a name is the name of.
const SEEN: f32 = 0.7;

/// The same of a name of one word for a person's.
const CLEAR: f32 = 0.9;

/// Likelier than not.
const LIKELY: f32 = 0.5;

/// The words of a line that gives place and date alone.
const DATE_LINE: usize = 7;

/// Last words of names of occasions: nobody acts under them.
const OCCASIONS: &[&str] = &[
    "talks",
    "summit",
    "consultations",
    "negotiations",
    "conference",
    "dialogue",
    "meeting",
    "agreement",
    "treaty",
    "accord",
    "accords",
    "protocol",
    "convention",
    "christmas",
    "easter",
    "ramadan",
    "plan",
    "act",
];

impl Cast {
    /// Finds everybody named in `trees`.
    pub fn of(
        trees: &[Tree],
        datelines: &[Tree],
        gazetteer: &Gazetteer,
        is_speech: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut cast = Self::default();
        for (sentence, tree) in trees.iter().enumerate() {
            cast.scan(sentence, tree, gazetteer);
        }
        cast.home = cast.find_home(trees, datelines, gazetteer);
        cast.drop_opening_words(trees, is_speech);
        cast.complete_opening_names(trees);
        cast.drop_things(trees);
        cast.drop_strangers(trees);
        cast.take_organs(trees);
        cast.take_demonyms(trees);
        cast.take_bodies(trees, gazetteer);
        cast.take_states(trees);
        cast.take_what_the_model_sees(trees);
        cast.take_speakers_for_people(trees, is_speech);
        cast.take_surnames_for_people(trees);
        cast.adopt_short_names(trees, gazetteer);
        for sentence in 0..trees.len() {
            cast.affiliate(sentence, trees, gazetteer);
        }
        cast.settle_offices(trees);
        cast.settle_bodies();
        cast.part_from_armies();
        cast
    }

    fn scan(&mut self, sentence: usize, tree: &Tree, gazetteer: &Gazetteer) {
        let is_heading = tree.is_heading();
        let cased: Vec<String> = tree
            .nodes
            .iter()
            .map(|n| {
                if is_heading {
                    title_case(&n.form)
                } else {
                    n.form.clone()
                }
            })
            .collect();
        let forms: Vec<&str> = cased.iter().map(String::as_str).collect();
        let mut i = 0;
        while i < forms.len() {
            if let Some(len) = gazetteer.place(&forms[i..]) {
                i += len;
                continue;
            }
            let run = if is_heading || is_office(tree, i, gazetteer) {
                0
            } else {
                name_run(tree, i).max(seen_run(tree, i))
            };
            let hit = gazetteer
                .longest(&forms[i..])
                .filter(|h| {
                    // "President Xi Jinping": the name in full, not the title with half of it.
                    let is_cut = is_title(forms[i])
                        && gazetteer
                            .longest(&forms[i + 1..])
                            .is_some_and(|full| full.len >= h.len);
                    !is_cut
                })
                .filter(|h| {
                    let is_person = matches!(gazetteer.entry(h.entry).what, What::Person { .. });
                    !(is_person && h.len == 1 && (run > 1 || is_first_name_before(tree, i)))
                        && !(h.kind == NameKind::Name
                            && h.len < run
                            && (is_body_run(&forms[i..i + run]) || run == seen_run(tree, i)))
                        && !(h.kind == NameKind::Demonym
                            && (is_own_body(&forms[i..i + run])
                                || is_company(tree, i, run, gazetteer)))
                        && !is_calendar(forms[i])
                });
            let len = if let Some(hit) = hit {
                self.mention_entry(sentence, tree, i, hit, gazetteer);
                hit.len
            } else if run > 0 && !is_calendar(forms[i]) {
                self.mention_unknown(sentence, tree, i, run, gazetteer);
                run
            } else {
                1
            };
            i += len;
        }
    }

    fn mention_entry(
        &mut self,
        sentence: usize,
        tree: &Tree,
        low: usize,
        hit: crate::gazetteer::Hit,
        gazetteer: &Gazetteer,
    ) {
        let member = self.enlist(hit.entry, gazetteer);
        let high = low + hit.len;
        let alias = join(tree, low, high);
        let is_fuller = hit.len > 1 && self.members[member].nature == Nature::Person;
        if is_fuller && alias.len() >= self.members[member].name.len().min(alias.len()) {
            // People go by the fullest form the text gives, not by the file's spelling.
            let known = std::mem::replace(&mut self.members[member].name, alias.clone());
            self.alias(member, &known);
            self.named.entry(alias.clone()).or_insert(member);
        }
        self.alias(member, &alias);
        let place = matches!(hit.kind, NameKind::Capital | NameKind::Name)
            && is_place(tree, low, high)
            || is_dateline(tree, low);
        self.mentions.push(Mention {
            sentence,
            low,
            high,
            member,
            kind: hit.kind,
            place,
        });
    }

    /// The member for an entry of the actor files, made on first use.
    pub fn enlist(&mut self, entry: usize, gazetteer: &Gazetteer) -> MemberId {
        if let Some(&known) = self.enlisted.get(&entry) {
            return known;
        }
        let item = gazetteer.entry(entry);
        if let (What::Person { .. }, Some(&known)) = (&item.what, self.named.get(&item.name)) {
            self.enlisted.insert(entry, known);
            return known;
        }
        let (nature, role, sector, belongs_to) = match &item.what {
            What::Party {
                kind,
                sector,
                acts_for,
            } => (Nature::Party(*kind), None, sector.clone(), acts_for.clone()),
            What::Person { role, code } => (
                Nature::Person,
                Some(role.clone()),
                String::new(),
                Some(code.clone()),
            ),
            What::Media { state } => (Nature::Media, None, "MED".to_owned(), state.clone()),
        };
        let party = belongs_to
            .and_then(|code| gazetteer.by_code(&code))
            .filter(|&e| e != entry)
            .map(|e| self.enlist(e, gazetteer));
        let gender = item
            .name
            .split(' ')
            .next()
            .filter(|_| nature == Nature::Person)
            .and_then(|g| gazetteer.gender(g));
        let member = self.add(Member {
            name: item.name.clone(),
            aliases: Vec::new(),
            code: (!item.code.is_empty()).then(|| item.code.clone()),
            role,
            gender,
            sector,
            nature,
            party,
            entry: Some(entry),
        });
        self.enlisted.insert(entry, member);
        member
    }

    fn add(&mut self, member: Member) -> MemberId {
        let id = self.members.len();
        self.named.entry(member.name.clone()).or_insert(id);
        self.members.push(member);
        id
    }

    fn mention_unknown(
        &mut self,
        sentence: usize,
        tree: &Tree,
        low: usize,
        len: usize,
        gazetteer: &Gazetteer,
    ) {
        let high = low + len;
        let name = join(tree, low, high);
        let is_first = low == 0 && len == 1;
        if is_first && tree.nodes[low].upos != "PROPN" || name.chars().count() < 2 {
            return;
        }
        if is_holiday(&name) || is_occasion(tree, high) || is_byline(tree, low) {
            return;
        }
        if is_portfolio(tree, low) || is_form_of_state(&name) {
            return;
        }
        if is_common_noun(tree, low, len, gazetteer) {
            if let Some(member) = self.body_ending_in(&name) {
                self.mentions.push(Mention {
                    sentence,
                    low,
                    high,
                    member,
                    kind: NameKind::Name,
                    place: false,
                });
            }
            return;
        }
        let nature = guess_nature(tree, low, high, gazetteer);
        if len == 1 && tree.nodes[low].upos != "PROPN" && nature == Nature::Unknown {
            return;
        }
        let known = self.named.get(&name).copied();
        let member = known.unwrap_or_else(|| {
            self.add(Member {
                gender: gazetteer.gender(tree.nodes[low].form.as_str()),
                name: name.clone(),
                aliases: Vec::new(),
                code: None,
                role: None,
                sector: String::new(),
                nature,
                party: None,
                entry: None,
            })
        });
        if self.members[member].nature == Nature::Unknown {
            self.members[member].nature = nature;
        }
        self.mentions.push(Mention {
            sentence,
            low,
            high,
            member,
            kind: NameKind::Name,
            place: nature == Nature::Unknown && is_place(tree, low, high) || is_dateline(tree, low),
        });
        if let Some(acronym) = acronym_after(tree, high) {
            self.alias(member, &acronym);
        }
    }

    /// "the Commission" after "Workplace Commission": the body last brought in whose name ends so.
    fn body_ending_in(&self, word: &str) -> Option<MemberId> {
        let ends = |m: &MemberId| {
            let member = &self.members[*m];
            let is_body = matches!(
                member.nature,
                Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
            );
            let last = member.name.rsplit_once(' ').map(|(_, last)| last);
            is_body && last == Some(word)
        };
        self.mentions.iter().rev().map(|m| m.member).find(ends)
    }

    /// Adds mentions found after the scan, and the members they need; keeps the order of the text.
    pub fn adopt(&mut self, found: Vec<Mention>) {
        self.mentions.extend(found);
        self.mentions.sort_by_key(|m| (m.sentence, m.low));
    }

    /// A group that the text knows by a common noun only: "the captors".
    pub fn add_group(&mut self, name: &str, sector: &str) -> MemberId {
        self.add(Member {
            name: name.to_owned(),
            aliases: Vec::new(),
            code: None,
            role: None,
            gender: None,
            sector: sector.to_owned(),
            nature: Nature::Party(PartyKind::Group),
            party: None,
            entry: None,
        })
    }

    /// A single unknown word that is only ever capitalised at the start of a sentence is no name,
    /// unless the tagger takes it for one there time and again, or as an owner, or it says something.
    fn drop_opening_words(&mut self, trees: &[Tree], is_speech: &dyn Fn(&str) -> bool) {
        let members = &self.members;
        let opens = |t: &Tree| -> Option<String> {
            let is_name = t.nodes.first().is_some_and(|n| n.upos == "PROPN");
            is_name.then(|| t.nodes[0].form.clone())
        };
        let mut openings: BTreeMap<String, usize> = BTreeMap::new();
        for tree in trees {
            if let Some(word) = opens(tree) {
                let is_owner = tree.nodes.get(1).is_some_and(is_genitive);
                let first = &tree.nodes[0];
                let verb = first.head.filter(|_| first.is("nsubj"));
                let speaks = verb.is_some_and(|v| is_speech(&tree.nodes[v].lemma));
                *openings.entry(word).or_default() += if is_owner || speaks { 2 } else { 1 };
            }
        }
        let is_opening =
            |m: &Mention| m.low == 0 && m.high == 1 && members[m.member].nature == Nature::Unknown;
        let elsewhere: BTreeSet<&str> = trees
            .iter()
            .flat_map(|t| t.nodes.iter().skip(1))
            .filter(|n| n.is_capitalised())
            .map(|n| n.form.as_str())
            .collect();
        self.mentions.retain(|m| {
            let word = trees[m.sentence].nodes[0].form.as_str();
            let is_acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            !is_opening(m)
                || is_acronym
                || elsewhere.contains(word)
                || openings.get(word).is_some_and(|&count| count > 1)
        });
    }

    /// Everybody of whom some mention satisfies `is`.
    fn named_where(&self, is: impl Fn(&Mention) -> bool) -> BTreeSet<MemberId> {
        let mentions = self.mentions.iter();
        mentions.filter(|m| is(m)).map(|m| m.member).collect()
    }

    /// "the survey vessel Sri Tawau", and what is said of the Sri Tawau later: the name of a thing.
    fn drop_things(&mut self, trees: &[Tree]) {
        let is_thing = |m: &Mention| {
            let before = m.low.checked_sub(1).map(|i| &trees[m.sentence].nodes[i]);
            let is_named =
                before.is_some_and(|n| n.upos == "NOUN" && THINGS.contains(&n.lemma.as_str()));
            is_named && self.members[m.member].nature == Nature::Unknown
        };
        let things = self.named_where(is_thing);
        self.mentions.retain(|m| !things.contains(&m.member));
    }

    /// The town of Masisi is no surname of a president, where the text names neither his country nor more of him: a surname alone that
    /// the model takes for something else is nobody's.
    fn drop_strangers(&mut self, trees: &[Tree]) {
        let is_surname = |m: &Mention| m.high == m.low + 1;
        let is_person = |m: &Mention| {
            let node = &trees[m.sentence].nodes[m.low];
            let sees = |s: &Sign| &*s.label == "person" && s.share.probability() >= SEEN;
            node.name.as_ref().is_none_or(sees)
        };
        let known = self.named_where(|m| !is_surname(m) || is_person(m));
        let present = self.named_where(|_| true);
        let is_stranger = |id: &MemberId| {
            let member = &self.members[*id];
            let is_known = known.contains(id) || member.party.is_some_and(|p| present.contains(&p));
            member.entry.is_some() && member.nature == Nature::Person && !is_known
        };
        let strangers: BTreeSet<MemberId> = (0..self.members.len()).filter(is_stranger).collect();
        self.mentions.retain(|m| !strangers.contains(&m.member));
    }

    /// "the seafarers' union Maritim", "the fund Merian": the noun before an unknown name tells what
    /// kind of body it is.
    fn take_bodies(&mut self, trees: &[Tree], gazetteer: &Gazetteer) {
        for mention in self.mentions.clone() {
            let member = &mut self.members[mention.member];
            let tree = &trees[mention.sentence];
            if member.nature == Nature::Unknown && is_medium(&member.name) {
                member.nature = Nature::Media;
            }
            // "Corwen council", "the Beneluxa group"
            let behind = tree.nodes.get(mention.high).filter(|n| n.upos == "NOUN");
            let is_compound = tree.nodes[mention.high - 1].head == Some(mention.high)
                && tree.nodes[mention.high - 1].is("compound");
            let body = behind.filter(|n| is_compound && n.xpos == "NN" && !mention.place);
            let kind = body.and_then(|n| gazetteer.sector(&n.lemma).filter(|s| !s.is_role));
            if let Some((noun, sector)) = body.zip(kind)
                && member.nature == Nature::Unknown
                && !matches!(
                    noun.lemma.as_str(),
                    "side" | "team" | "delegation" | "party"
                )
            {
                member.nature = Nature::Party(PartyKind::Org);
                member.sector.clone_from(&sector.sector);
                let alias = format!("{} {}", member.name, noun.form);
                member.aliases.push(alias);
                continue;
            }
            let before = mention.low.checked_sub(1).map(|i| &tree.nodes[i]);
            let noun = before.filter(|n| n.upos == "NOUN" && n.xpos != "NNS");
            let noun = noun.or_else(|| described_by(tree, &mention));
            let is_unknown = member.nature == Nature::Unknown && !mention.place;
            let names_kind = noun.is_some_and(|n| KINDS.contains(&n.lemma.as_str()));
            if is_unknown && (names_kind || before.is_some_and(is_political)) {
                member.nature = Nature::Party(PartyKind::Org);
                continue;
            }
            let Some(sector) = noun.and_then(|n| gazetteer.sector(&n.lemma)) else {
                continue;
            };
            if member.nature == Nature::Unknown && sector.sector == "MED" {
                member.nature = Nature::Media;
            } else if member.nature == Nature::Unknown && !sector.is_role && !mention.place {
                member.nature = Nature::Party(PartyKind::Org);
                member.sector.clone_from(&sector.sector);
            }
        }
    }

    /// "Cambodia's Defense Ministry": an organ of a state is that state, and so is the organ that is
    /// named without its state later.
    fn take_organs(&mut self, trees: &[Tree]) {
        let mut known: BTreeMap<String, MemberId> = BTreeMap::new();
        let is_state = |m: &Mention| {
            !m.place && self.members[m.member].nature == Nature::Party(PartyKind::State)
        };
        let states = self.named_where(is_state);
        // "SANTIAGO - … the Education Ministry": of a text in which one state acts.
        let is_named_alone = |home: MemberId| states.iter().all(|&s| s == home);
        for k in 0..self.mentions.len() {
            let mention = self.mentions[k];
            let name = join(&trees[mention.sentence], mention.low, mention.high);
            if self.members[mention.member].entry.is_some() || !is_organ_name(&name) {
                continue;
            }
            let tree = &trees[mention.sentence];
            let has_owner = mention.low > 1 && is_genitive(&tree.nodes[mention.low - 1]);
            let owner = self.at(mention.sentence, mention.low.saturating_sub(2));
            let is_state =
                |m: &Mention| self.members[m.member].nature == Nature::Party(PartyKind::State);
            // "the Azerbaijani Foreign Ministry"
            let before = mention.low.checked_sub(1);
            let demonym = before.and_then(|i| self.at(mention.sentence, i));
            let demonym = demonym.filter(|m| m.kind == NameKind::Demonym && is_state(m));
            let owner = owner.filter(|m| has_owner && is_state(m));
            let owner = owner.or(demonym).map(|m| m.member);
            let state = owner.or_else(|| known.get(&name).copied());
            let state = state.or_else(|| self.home.filter(|&home| is_named_alone(home)));
            if let Some(state) = state {
                self.mentions[k].member = state;
                self.alias(state, &name);
                known.insert(name, state);
            }
        }
    }

    /// "Velmoran", "Kestrians": adjectives made from a name of which the files know nothing stand for
    /// its bearer.
    fn take_demonyms(&mut self, trees: &[Tree]) {
        let is_open = |m: &Member| m.nature == Nature::Unknown && !m.name.contains(' ');
        let named: Vec<(MemberId, String)> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| is_open(m) && m.name.chars().count() > 3)
            .map(|(id, m)| (id, m.name.clone()))
            .collect();
        if named.is_empty() {
            return;
        }
        let bearer = |form: &str| {
            named
                .iter()
                .find(|(_, name)| is_demonym(form, name))
                .map(|(id, _)| *id)
        };
        let mut found = Vec::new();
        for (sentence, tree) in trees.iter().enumerate() {
            for (word, node) in tree
                .nodes
                .iter()
                .enumerate()
                .filter(|(_, n)| n.is_capitalised())
            {
                let Some(member) = bearer(&node.form) else {
                    continue;
                };
                self.alias(member, &node.form);
                found.push(Mention {
                    sentence,
                    low: word,
                    high: word + 1,
                    member,
                    kind: NameKind::Demonym,
                    place: false,
                });
            }
        }
        let covers =
            |m: &Mention, d: &Mention| m.sentence == d.sentence && m.low <= d.low && d.low < m.high;
        // "Kestrian Air" keeps its name.
        found.retain(|d| {
            !self
                .mentions
                .iter()
                .any(|m| covers(m, d) && m.high > m.low + 1)
        });
        self.mentions
            .retain(|m| !found.iter().any(|d| covers(m, d)));
        self.adopt(found);
    }

    /// "Norland's foreign minister", "the Sudmark army", "the President of Norland": an unknown name
    /// with what only states have is a state's.
    fn take_states(&mut self, trees: &[Tree]) {
        for mention in &self.mentions {
            let member = &mut self.members[mention.member];
            let is_open = matches!(member.nature, Nature::Unknown);
            if is_open && has_organs_of_state(&trees[mention.sentence], mention) {
                member.nature = Nature::Party(PartyKind::State);
            }
        }
    }

    /// "Green Future wants": the tagger takes the first word of a sentence for an adjective; the
    /// name is known in full from elsewhere.
    fn complete_opening_names(&mut self, trees: &[Tree]) {
        for mention in &mut self.mentions {
            let tree = &trees[mention.sentence];
            if mention.low != 1 || !tree.nodes[0].is_capitalised() {
                continue;
            }
            let full = join(tree, 0, mention.high);
            if let Some(&known) = self.named.get(&full) {
                mention.low = 0;
                mention.member = known;
            }
        }
    }

    /// An unknown name of two or three words that is later cut down to its last word, which then
    /// acts, is a person's: bodies keep their first word.
    fn take_surnames_for_people(&mut self, trees: &[Tree]) {
        let acting: BTreeSet<&str> = self
            .mentions
            .iter()
            .filter(|m| m.high == m.low + 1 && !m.place)
            .map(|m| &trees[m.sentence].nodes[m.low])
            .filter(|n| n.is("nsubj"))
            .map(|n| n.form.as_str())
            .collect();
        let in_full: BTreeSet<MemberId> = self
            .mentions
            .iter()
            .filter(|m| {
                let determined = m.low > 0 && trees[m.sentence].nodes[m.low - 1].lemma == "the";
                m.high > m.low + 1 && !determined
            })
            .map(|m| m.member)
            .collect();
        for (id, member) in self.members.iter_mut().enumerate() {
            let words = member.name.split(' ').count();
            let surname = member.name.rsplit(' ').next().unwrap_or_default();
            if member.nature == Nature::Unknown
                && in_full.contains(&id)
                && (2..=3).contains(&words)
                && acting.contains(surname)
            {
                member.nature = Nature::Person;
            }
        }
    }

    /// An unknown name of two or three words that says something is a person's.
    fn take_speakers_for_people(&mut self, trees: &[Tree], is_speech: &dyn Fn(&str) -> bool) {
        for mention in self.mentions.clone() {
            let member = &mut self.members[mention.member];
            let words = member.name.split(' ').count();
            if member.nature != Nature::Unknown || !(2..=3).contains(&words) {
                continue;
            }
            let tree = &trees[mention.sentence];
            let says = (mention.low..mention.high).any(|i| {
                tree.nodes[i].is("nsubj")
                    && tree.nodes[i]
                        .head
                        .is_some_and(|h| is_speech(&tree.nodes[h].lemma))
            });
            let is_owned = mention.low > 0
                && matches!(tree.nodes[mention.low - 1].lemma.as_str(), "'s" | "’s");
            let leads = tree.nodes.get(mention.high).is_some_and(|n| n.lemma == ",")
                && tree
                    .nodes
                    .get(mention.high + 1)
                    .is_some_and(|n| n.lemma == "who");
            // "the centre-right New Course told": people go without an article.
            let is_determined = (mention.low..mention.high).any(|i| {
                tree.children_by(i, "det")
                    .any(|d| tree.nodes[d].lemma == "the" && d < mention.low)
            });
            let is_holder = has_role_behind(tree, &mention);
            if (says || is_owned || leads || is_holder) && !is_determined {
                member.nature = Nature::Person;
            }
        }
    }

    /// What a name of which nothing is known is the name of by the model: a person's of two or three words, a body's, or a place's.
    fn take_what_the_model_sees(&mut self, trees: &[Tree]) {
        let mut seen: BTreeMap<MemberId, BTreeMap<&str, f32>> = BTreeMap::new();
        let mut words: BTreeMap<MemberId, f32> = BTreeMap::new();
        for mention in &self.mentions {
            if self.members[mention.member].nature != Nature::Unknown {
                continue;
            }
            let nodes = &trees[mention.sentence].nodes[mention.low..mention.high];
            for sign in nodes.iter().filter_map(|n| n.name.as_ref()) {
                let labels = seen.entry(mention.member).or_default();
                *labels.entry(&sign.label).or_default() += sign.share.probability();
                *words.entry(mention.member).or_default() += 1.0;
            }
        }
        let mut places = BTreeSet::new();
        for (id, labels) in seen {
            let share = |label: &str| labels.get(label).map_or(0.0, |sum| sum / words[&id]);
            let member = &mut self.members[id];
            let length = member.name.split(' ').count();
            let is_person = share("person") >= if length == 1 { CLEAR } else { SEEN };
            if is_person && length <= 3 {
                member.nature = Nature::Person;
            } else if share("organization") >= SEEN {
                member.nature = Nature::Party(PartyKind::Org);
            } else if share("place") >= SEEN {
                places.insert(id);
            }
        }
        for mention in &mut self.mentions {
            let tree = &trees[mention.sentence];
            let acts = (mention.low..mention.high).any(|i| {
                let node = &tree.nodes[i];
                let first = node.head.filter(|_| node.is("conj")).unwrap_or(i);
                let is_party = matches!(
                    tree.preposition(first).as_deref(),
                    Some("between" | "with" | "by" | "among" | "against" | "according to")
                );
                let first = &tree.nodes[first];
                first.is("nsubj") || first.is("obl:agent") || is_party
            });
            mention.place |= places.contains(&mention.member) && !acts;
        }
    }

    /// "Marsk" after "Elin Marsk", "Norvale" after "Norvale Air", "FCA" after its definition.
    fn adopt_short_names(&mut self, trees: &[Tree], gazetteer: &Gazetteer) {
        let mut settled: BTreeMap<MemberId, Option<MemberId>> = BTreeMap::new();
        for k in 0..self.mentions.len() {
            let short = self.mentions[k].member;
            if self.members[short].entry.is_some() {
                continue;
            }
            let name = self.members[short].name.clone();
            let long = *settled.entry(short).or_insert_with(|| {
                (0..self.members.len())
                    .find(|&m| m != short && is_short_for(&name, &self.members[m]))
            });
            if let Some(long) = long {
                self.mentions[k].member = long;
                self.alias(long, &name);
            } else if self.members[short].nature == Nature::Unknown {
                let mention = self.mentions[k];
                let tree = &trees[mention.sentence];
                if has_role_beside(tree, mention.low, gazetteer) {
                    self.members[short].nature = Nature::Person;
                }
            }
        }
    }

    /// Gives people their role and party from what stands beside their name.
    pub fn affiliate(&mut self, sentence: usize, trees: &[Tree], gazetteer: &Gazetteer) {
        let tree = &trees[sentence];
        let here = self.mentions_in(sentence).to_vec();
        for mention in &here {
            if self.members[mention.member].nature != Nature::Person {
                continue;
            }
            let (role, party) = self.beside(tree, mention, &here, gazetteer);
            self.take_office_of_text(mention, role.as_deref(), party);
            let member = &mut self.members[mention.member];
            if member.role.is_none() {
                member.role = role;
            }
            if member.party.is_none() && member.entry.is_none() {
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

    /// Holders of a state's offices of whom the text does not say which state: that of the capital
    /// it is written from, if that one acts, else the one last named.
    fn settle_offices(&mut self, trees: &[Tree]) {
        for k in 0..self.mentions.len() {
            let mention = self.mentions[k];
            let member = &self.members[mention.member];
            let is_open =
                member.nature == Nature::Person && member.party.is_none() && member.entry.is_none();
            if !is_open || !member.role.as_deref().is_some_and(is_state_office) {
                continue;
            }
            let acts = |home: MemberId| self.mentions.iter().any(|m| m.member == home && !m.place);
            let last = self.last_state(mention.sentence, mention.low, trees);
            let state = self.home.filter(|&h| acts(h)).or(last).or(self.home);
            self.members[mention.member].party = state.filter(|&p| p != mention.member);
        }
    }

    /// An army is a side of its own where an armed group of the same country is in the text.
    fn part_from_armies(&mut self) {
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

    /// "Union leader Tor Aasen", "company spokeswoman Elin Marsk": they act for the body last named
    /// that has that word in its name.
    fn settle_bodies(&mut self) {
        for k in 0..self.mentions.len() {
            let mention = self.mentions[k];
            let member = &self.members[mention.member];
            let is_open =
                member.nature == Nature::Person && member.party.is_none() && member.entry.is_none();
            let Some(role) = member.role.as_ref().filter(|_| is_open) else {
                continue;
            };
            let role = role.to_lowercase();
            let words: Vec<&str> = role.split_whitespace().collect();
            let named_so = |m: &&Mention| {
                let body = &self.members[m.member];
                let name = body.name.to_lowercase();
                let last = name.rsplit(' ').next().unwrap_or_default();
                matches!(
                    body.nature,
                    Nature::Party(PartyKind::Org | PartyKind::Group)
                ) && words.contains(&last)
            };
            let before = self.mentions_before(mention.sentence, mention.low);
            let body = before.iter().rev().find(named_so).map(|m| m.member);
            self.members[mention.member].party = body.filter(|&b| b != mention.member);
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
        let left = role_words(tree, low, mention.low, gazetteer);
        let right = role_words(tree, mention.high, high, gazetteer);
        let party = if left.is_some() || before.is_some() {
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
            let is_role = gazetteer.sector(&node.lemma).is_some();
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
            if !passes || start - i > 10 {
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

    /// The state whose capital opens the article: "NEW DELHI, Aug 19", "Oslo, 9 February 2026".
    fn find_home(
        &mut self,
        trees: &[Tree],
        datelines: &[Tree],
        gazetteer: &Gazetteer,
    ) -> Option<MemberId> {
        let opening = trees.iter().take(4);
        let entry = datelines.iter().chain(opening).find_map(|tree| {
            let is_loud =
                |n: &&Node| n.form.chars().count() > 2 && n.form.chars().all(char::is_uppercase);
            let is_dated =
                tree.nodes.len() <= DATE_LINE && tree.nodes.iter().any(|n| n.upos == "NUM");
            let opens = |n: &&Node| is_loud(n) || is_dated && n.upos == "PROPN";
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
        })?;
        Some(self.enlist(entry, gazetteer))
    }

    /// The state most lately named before a place in the text, in the same paragraph.
    fn last_state(&self, sentence: usize, low: usize, trees: &[Tree]) -> Option<MemberId> {
        self.mentions_before(sentence, low)
            .iter()
            .rev()
            .take_while(|m| trees[m.sentence].paragraph == trees[sentence].paragraph)
            .filter(|m| !m.place)
            .find(|m| self.members[m.member].nature == Nature::Party(PartyKind::State))
            .map(|m| m.member)
    }

    fn alias(&mut self, member: MemberId, alias: &str) {
        let member = &mut self.members[member];
        if member.name != alias && !member.aliases.iter().any(|a| a == alias) {
            member.aliases.push(alias.to_owned());
        }
    }

    /// The mention that covers word `i` of `sentence`.
    pub fn at(&self, sentence: usize, i: usize) -> Option<&Mention> {
        self.mentions_in(sentence)
            .iter()
            .find(|m| m.low <= i && i < m.high)
    }

    /// Mentions in one sentence, in order.
    pub fn mentions_in(&self, sentence: usize) -> &[Mention] {
        self.mentions_from(sentence, sentence)
    }

    /// Mentions in sentences `first` to `last`, both included, in order.
    pub fn mentions_from(&self, first: usize, last: usize) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.sentence < first);
        let rest = &self.mentions[start..];
        &rest[..rest.partition_point(|m| m.sentence <= last)]
    }

    /// Mentions that begin before word `low` of `sentence`, in order.
    pub fn mentions_before(&self, sentence: usize, low: usize) -> &[Mention] {
        let end = self
            .mentions
            .partition_point(|m| (m.sentence, m.low) < (sentence, low));
        &self.mentions[..end]
    }

    /// The party a member acts for in the end: itself, if it acts for nobody else.
    pub fn principal(&self, member: MemberId) -> Option<MemberId> {
        let mut at = member;
        for _ in 0..4 {
            match self.members[at].party {
                Some(next) if self.stands_for_parent(at) => at = next,
                _ => break,
            }
        }
        (!matches!(self.members[at].nature, Nature::Person | Nature::Media)).then_some(at)
    }

    /// People and media act for their party; a body of the files acts for its parent when both
    /// belong to one government or institution.
    fn stands_for_parent(&self, member: MemberId) -> bool {
        let m = &self.members[member];
        match m.nature {
            Nature::Person | Nature::Media => true,
            Nature::Party(_) => matches!(m.sector.as_str(), "GOV" | "MIL" | "LEG" | "SPY"),
            Nature::Unknown => false,
        }
    }

    /// For each member the byte spans of its mentions, in order.
    pub fn spans(&self, trees: &[Tree]) -> Vec<Vec<Span>> {
        let mut spans = vec![Vec::new(); self.members.len()];
        for m in &self.mentions {
            spans[m.member].push(trees[m.sentence].span_of(m.low, m.high));
        }
        spans
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
        let opens_other = i == end + 1
            && node.upos == "VERB"
            && !matches!(node.lemma.as_str(), "speak" | "lead" | "represent" | "head");
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

/// The words between `low` and `high` if one of them is a role.
fn role_words(tree: &Tree, low: usize, high: usize, gazetteer: &Gazetteer) -> Option<String> {
    let has_role = (low..high).any(|i| {
        gazetteer
            .sector(&tree.nodes[i].lemma)
            .is_some_and(|s| s.is_role)
            || TITLES.contains(&tree.nodes[i].lemma.as_str())
            || TITLES.contains(&tree.nodes[i].form.to_lowercase().as_str())
    });
    if !has_role || low >= high {
        return None;
    }
    let (low, high) = tree.trim(low, high);
    if (low..high).all(|i| is_courtesy(tree, i)) {
        return None;
    }
    // "Readout of Foreign Minister Haugen's call"
    let is_title = |i: usize| {
        matches!(
            tree.nodes[i].lemma.as_str(),
            "readout"
                | "read-out"
                | "statement"
                | "remark"
                | "letter"
                | "speech"
                | "call"
                | "visit"
        )
    };
    let titled = (low..high.saturating_sub(1))
        .find(|&i| is_title(i) && matches!(tree.nodes[i + 1].form.as_str(), "of" | "by" | "from"));
    let low = titled.map_or(low, |i| i + 2);
    Some(join(tree, low, high))
}

fn is_state_office(role: &str) -> bool {
    let role = role.to_lowercase();
    [
        "minister",
        "president",
        "premier",
        "chancellor",
        "secretary of state",
    ]
    .iter()
    .any(|o| role.contains(o))
        && !role.contains("'s")
        && !role.contains('’')
}

/// How many words of a proper name start at `i`: capitalised words, joined by hyphens and by
/// small words inside a name.
fn name_run(tree: &Tree, i: usize) -> usize {
    let is_name_word = |k: usize| {
        tree.nodes.get(k).is_some_and(|n| {
            n.is_capitalised()
                && (n.upos == "PROPN"
                    || (n.upos != "PRON"
                        && k > 0
                        && n.upos != "ADP"
                        && n.upos != "DET"
                        && n.upos != "SCONJ"
                        && n.upos != "CCONJ"
                        && n.upos != "AUX"
                        && n.upos != "ADV"))
        })
    };
    if !is_name_word(i) || is_title(&tree.nodes[i].form) {
        return 0;
    }
    let mut high = i + 1;
    loop {
        let glue = tree.nodes.get(high).map_or("", |n| n.form.as_str());
        if is_name_word(high) && !is_title(glue) {
            high += 1;
        } else if matches!(
            glue,
            "-" | "al" | "de" | "da" | "bin" | "van" | "von" | "el" | "ibn" | "del" | "-al-"
        ) && (if glue == "-" {
            is_adjoined(tree, high) && !is_pair(tree, high)
        } else {
            is_name_word(high + 1)
        }) {
            high += 2;
        } else if matches!(glue, "al" | "el")
            && tree.nodes.get(high + 1).is_some_and(|n| n.form == "-")
            && is_name_word(high + 2)
        {
            high += 3;
        } else if matches!(glue, "of" | "for") && is_body_of(tree, i, high)
            || glue.ends_with("'") && is_name_word(high + 1)
            || matches!(glue, "'" | "’") && is_name_word(high + 1) && is_adjoined(tree, high)
        {
            high += 2;
        } else if glue == "of" && is_body_of_the(tree, i, high) {
            high += 3;
        } else if glue == "and" && is_joined_body(tree, i, high) {
            high += 2;
        } else {
            break;
        }
    }
    high.min(tree.nodes.len()) - i
}

/// The words from `i` on that the model takes for one name of a body, where there are several: "Organization for Security and
/// Co-operation in Europe". Organs of states are known by their state.
fn seen_run(tree: &Tree, i: usize) -> usize {
    let is_part = |n: &Node| n.share_as("organization") >= LIKELY;
    let opens = |n: &Node| {
        let is_name = matches!(n.upos, "PROPN" | "NOUN" | "ADJ") && n.is_capitalised();
        is_name && n.share_as("organization") >= SEEN && !is_title(&n.form)
    };
    let capitals = |n: &&Node| n.form.chars().count() > 1 && n.form.chars().all(char::is_uppercase);
    let is_shouted = 2 * tree.nodes.iter().filter(capitals).count() > tree.nodes.len();
    if is_shouted || !opens(&tree.nodes[i]) {
        return 0;
    }
    let goes_on = |k: usize| {
        let node = &tree.nodes[k];
        let is_joint = match node.form.as_str() {
            "and" => is_joint_of_name(tree, i, k),
            "-" | "'" | "’" | "&" => true,
            _ => node.upos != "PUNCT",
        };
        is_part(node) && is_joint && !is_title(&node.form)
    };
    let end = (i + 1..tree.nodes.len()).find(|&k| !goes_on(k));
    let mut names = (i..end.unwrap_or(tree.nodes.len())).rev();
    let last = names.find(|&k| tree.nodes[k].is_capitalised()).unwrap_or(i);
    let is_organ = (i..=last).any(|k| is_organ_name(&join(tree, i, k + 1)));
    if last == i || is_organ {
        return 0;
    }
    last + 1 - i
}

/// "Organization for Security *and* Co-operation", "Porters *and* Stevedores Union": between halves of one name and not between two.
fn is_joint_of_name(tree: &Tree, low: usize, and: usize) -> bool {
    let is_inside = (low + 1..and).any(|k| matches!(tree.nodes[k].form.as_str(), "of" | "for"));
    is_inside || is_joined_body(tree, low, and)
}

/// "the Monitoring and Evaluation Commission": two halves of one name, of which only the last says
/// what it is.
fn is_joined_body(tree: &Tree, low: usize, and: usize) -> bool {
    let is_name = |i: usize| {
        let node = tree.nodes.get(i);
        node.is_some_and(|n| n.is_capitalised() && matches!(n.upos, "PROPN" | "NOUN" | "ADJ"))
    };
    let is_body = |i: usize| BODY_WORDS.contains(&tree.nodes[i].form.to_lowercase().as_str());
    let end = (and + 1..tree.nodes.len())
        .take_while(|&i| is_name(i))
        .last();
    let is_determined = low > 0 && tree.nodes[low - 1].lemma == "the";
    is_determined
        && end.is_some_and(|end| end > and + 1 && is_body(end))
        && !(low..and).any(is_body)
        && tree.nodes[and - 1].upos != "ADJ"
}

/// "Katiba of the South", "Army of the North": a body of one word named by its region.
fn is_body_of_the(tree: &Tree, low: usize, of: usize) -> bool {
    const REGIONS: &[&str] = &[
        "north", "south", "east", "west", "centre", "center", "sahel",
    ];
    let form = |i: usize| tree.nodes.get(i).map(|n| n.form.to_lowercase());
    let is_region = form(of + 2).is_some_and(|w| REGIONS.contains(&w.as_str()));
    let is_written_large = tree.nodes.get(of + 2).is_some_and(Node::is_capitalised);
    let is_longer = form(of + 3).is_some_and(|w| matches!(w.as_str(), "for" | "of" | "on"));
    of - low <= 2
        && is_region
        && is_written_large
        && !is_longer
        && form(of + 1).as_deref() == Some("the")
}

/// Nouns that say of the name behind them that it is that of a body, and mean many other things
/// where they stand alone.
const KINDS: &[&str] = &[
    "fund",
    "line",
    "enterprise",
    "list",
    "chain",
    "maker",
    "lobby",
    "group",
    "network",
    "startup",
    "coalition",
    "drugmaker",
    "cartel",
    "charity",
    "collective",
    "consultancy",
    "insurer",
    "shipowner",
    "bidder",
    "buyer",
    "brand",
    "opposition",
];

/// "Two Scandinavian chains, Norrholm and Tekla, wrote": the noun that a name stands beside behind
/// a comma, be it the second of two.
fn described_by<'t>(tree: &'t Tree, mention: &Mention) -> Option<&'t Node> {
    let top = (mention.low..mention.high).find(|&i| {
        let head = tree.nodes[i].head;
        head.is_none_or(|h| h < mention.low || h >= mention.high)
    })?;
    let node = &tree.nodes[top];
    let first = if node.is("conj") { node.head? } else { top };
    let host = tree.nodes[first]
        .head
        .filter(|_| tree.nodes[first].is("appos"))?;
    Some(&tree.nodes[host]).filter(|n| n.upos == "NOUN" && host < mention.low)
}

/// Whether something that only states have stands beside a name: behind it as what it owns or is
/// put before, or before it with "of".
fn has_organs_of_state(tree: &Tree, mention: &Mention) -> bool {
    const ORGANS: &[&str] = &[
        "government",
        "army",
        "parliament",
        "embassy",
        "military",
        "navy",
        "constitution",
        "republic",
        "kingdom",
        "troops",
        "cabinet",
        "premier",
        "monarchy",
        "counterpart",
    ];
    const RULERS: &[&str] = &[
        "president",
        "presidents",
        "premier",
        "premiers",
        "leaders",
        "governments",
        "ministers",
    ];
    const PORTFOLIOS: &[&str] = &[
        "prime", "foreign", "defence", "defense", "interior", "finance",
    ];
    let word = |i: usize| tree.nodes.get(i).map(|n| n.form.to_lowercase());
    let is_organ = |i: usize| word(i).is_some_and(|w| ORGANS.contains(&w.as_str()));
    let is_minister = |i: usize| {
        let is_portfolio = word(i).is_some_and(|w| PORTFOLIOS.contains(&w.as_str()));
        is_portfolio && word(i + 1).is_some_and(|w| w == "minister" || w == "ministry")
    };
    let is_owner = tree.nodes.get(mention.high).is_some_and(is_genitive);
    let next = mention.high + usize::from(is_owner);
    let last = &tree.nodes[mention.high - 1];
    let is_compound = last.is("compound") || last.is("amod");
    if (is_owner || is_compound) && (is_organ(next) || is_minister(next)) {
        return true;
    }
    // "Premier Ada Lund of Norland", "the army of Norland", "the leaders of Chile and Norland"
    let top = mention.high - 1;
    let first = tree.nodes[top].head.filter(|_| tree.nodes[top].is("conj"));
    let low = first.unwrap_or(mention.low);
    let is_of = low > 1 && tree.nodes[low - 1].form == "of";
    let before = low.saturating_sub(2);
    let rulers = |i: usize| word(i).is_some_and(|w| RULERS.contains(&w.as_str()));
    let mut title = (0..=before).rev().take(5).take_while(|&i| {
        let node = &tree.nodes[i];
        matches!(node.upos, "PROPN" | "NOUN") && (node.is_capitalised() || i == before)
    });
    is_of && title.any(|i| is_organ(i) || rulers(i))
}

/// Whether `form` is an adjective, or a noun for its people, made from the name of a country:
/// "Velmoran" and "Velmorans" from "Velmora", "Kestrian" from "Kestria", "Norlandic" from "Norland".
fn is_demonym(form: &str, name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["an", "ian", "ean", "ese", "ish", "ic", "i", "er"];
    let form = form.strip_suffix('s').unwrap_or(form);
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    form != name
        && [name, stem].iter().any(|base| {
            let ending = form.strip_prefix(base).unwrap_or_default();
            ENDINGS.contains(&ending) || *base == name && ending == "n" && name != stem
        })
}

/// "Defense Ministry", "Department of Energy", "Supreme Court": what every state has.
fn is_organ_name(name: &str) -> bool {
    const ORGANS: [&str; 12] = [
        "ministry",
        "department",
        "government",
        "parliament",
        "army",
        "navy",
        "senate",
        "cabinet",
        "presidency",
        "embassy",
        "court",
        "congress",
    ];
    let lower = name.to_lowercase();
    let is_organ = |w: Option<&str>| w.is_some_and(|w| ORGANS.contains(&w));
    is_organ(lower.split(' ').next_back())
        || lower.contains(" of ") && is_organ(lower.split(' ').next())
}

/// "'s".
fn is_genitive(node: &Node) -> bool {
    matches!(node.lemma.as_str(), "'s" | "’s")
}

/// "the nationalist Dawn": an adjective of parties before a name.
fn is_political(node: &Node) -> bool {
    const LEANINGS: &[&str] = &[
        "nationalist",
        "liberal",
        "conservative",
        "socialist",
        "populist",
        "leftist",
        "rightist",
        "islamist",
        "centrist",
        "separatist",
        "royalist",
        "unionist",
        "agrarian",
        "right",
        "left",
    ];
    matches!(node.upos, "ADJ" | "NOUN") && LEANINGS.contains(&node.form.to_lowercase().as_str())
}

/// "House of Representatives", "Port of Montreal": a body named by what it is the body of. Offices
/// of states ("Ministry of Defence of Chile") are found by their state.
fn is_body_of(tree: &Tree, low: usize, of: usize) -> bool {
    const BODIES: &[&str] = &[
        "house",
        "port",
        "council",
        "bank",
        "chamber",
        "board",
        "union",
        "association",
        "federation",
        "league",
        "movement",
        "front",
        "party",
        "organisation",
        "organization",
        "alliance",
        "coalition",
        "confederation",
        "guild",
        "society",
        "university",
        "congress",
        "assembly",
        "committee",
        "brotherhood",
        "institute",
        "commission",
        "agency",
        "authority",
        "court",
        "centre",
        "center",
        "forum",
        "campaign",
        "network",
        "fund",
        "mission",
        "brigade",
        "army",
    ];
    let body = tree.nodes[of - 1].form.to_lowercase();
    let is_name =
        |n: &Node| n.is_capitalised() && (matches!(n.upos, "PROPN" | "NOUN") || n.form == "All");
    let is_for = tree.nodes[of].form == "for";
    // "Board for Peace" is a name, "president of the Council for Brazil" hardly ever.
    let is_for_states = is_for && tree.nodes.get(of + 1).is_some_and(|n| n.form == "The");
    of - low <= 3
        && !is_for_states
        && BODIES.contains(&body.as_str())
        && tree.nodes.get(of + 1).is_some_and(is_name)
}

/// "Sung-hoon": the hyphen touches its neighbours and a lower-case part follows.
fn is_adjoined(tree: &Tree, hyphen: usize) -> bool {
    let touches = |a: usize, b: usize| {
        tree.nodes
            .get(a)
            .zip(tree.nodes.get(b))
            .is_some_and(|(a, b)| a.span.end == b.span.start)
    };
    touches(hyphen.wrapping_sub(1), hyphen) && touches(hyphen, hyphen + 1)
}

/// "Trump-Putin": two names, each known by itself elsewhere, are two names.
fn is_pair(tree: &Tree, hyphen: usize) -> bool {
    tree.nodes.get(hyphen + 1).is_some_and(Node::is_capitalised)
        && tree
            .nodes
            .get(hyphen.wrapping_sub(1))
            .is_some_and(Node::is_capitalised)
        && tree
            .nodes
            .get(hyphen + 2)
            .is_some_and(|n| !n.is_capitalised() && n.upos == "NOUN")
}

fn is_title(form: &str) -> bool {
    let lower = form.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    (TITLES.contains(&lower.as_str()) || TITLES.contains(&singular))
        && form.chars().next().is_some_and(char::is_uppercase)
}

/// "the Minister of State, Mr. Benhaddad": a form of address, which is no role.
fn is_courtesy(tree: &Tree, i: usize) -> bool {
    tree.nodes.get(i).is_some_and(|n| {
        let form = n.form.trim_end_matches('.').to_lowercase();
        matches!(form.as_str(), "mr" | "mrs" | "ms" | "dr" | "sir" | "dame")
    })
}

fn is_body_run(forms: &[&str]) -> bool {
    forms
        .last()
        .is_some_and(|w| BODY_WORDS.contains(&w.to_lowercase().as_str()))
}

/// "Canadian Shippers' Federation": three words and more that end in a body which is no organ of the
/// state.
fn is_own_body(forms: &[&str]) -> bool {
    const OWN: &[&str] = &[
        "federation",
        "association",
        "union",
        "guild",
        "council",
        "congress",
        "institute",
        "society",
        "confederation",
        "alliance",
        "league",
        "front",
        "movement",
        "party",
        "club",
        "company",
        "foundation",
        "chamber",
        "workers",
        "growers",
        "syndicate",
        "brotherhood",
    ];
    let last = forms.last().map(|w| w.to_lowercase()).unwrap_or_default();
    forms.len() >= 3 && OWN.contains(&last.as_str())
}

/// "Canadian National", "Korean Air": names of companies that open with a nationality. Offices,
/// organs, people and peoples that one stands before are none.
fn is_company(tree: &Tree, low: usize, run: usize, gazetteer: &Gazetteer) -> bool {
    let rest = &tree.nodes[low + 1..(low + run).max(low + 1)];
    let is_plain = |n: &Node| {
        let lower = n.form.to_lowercase();
        n.upos == "PROPN"
            && !is_title(&n.form)
            && gazetteer.sector(&lower).is_none()
            && gazetteer.gender(&n.form).is_none()
            && !is_organ_name(&lower)
            && gazetteer.longest(&[n.form.as_str()]).is_none()
            && gazetteer.place(&[n.form.as_str()]).is_none()
    };
    let next = tree.nodes.get(low + run);
    let goes_on = next.is_some_and(|n| is_title(&n.form) || n.upos == "NOUN");
    let is_named = |n: &Node| {
        matches!(
            n.form.as_str(),
            "National"
                | "Air"
                | "Airlines"
                | "Airways"
                | "Steel"
                | "Pacific"
                | "Petroleum"
                | "Gas"
                | "Oil"
                | "Telecom"
                | "Post"
                | "Rail"
                | "Bank"
                | "Energy"
                | "Mining"
                | "Shipping"
        )
    };
    !rest.is_empty() && rest.iter().all(is_plain) && !goes_on && rest.iter().any(is_named)
}

/// "the Sides", "the Ministers": common nouns that officials write with a capital.
fn is_common_noun(tree: &Tree, low: usize, len: usize, gazetteer: &Gazetteer) -> bool {
    let form = tree.nodes[low].form.to_lowercase();
    let singular = form.strip_suffix('s').unwrap_or(&form);
    let is_determiner = |at: usize| {
        let word = tree.nodes[at].form.to_lowercase();
        matches!(
            word.as_str(),
            "the" | "both" | "these" | "two" | "three" | "our"
        )
    };
    // "the Sides", "the Uzbek Side"
    let is_determined = low.checked_sub(1).is_some_and(is_determiner)
        || low.checked_sub(2).is_some_and(is_determiner) && tree.nodes[low - 1].is_capitalised()
        || tree.nodes.get(low + len).is_some_and(|n| n.form == "of");
    len == 1
        && is_determined
        && (matches!(singular, "side" | "party" | "future") || gazetteer.sector(singular).is_some())
}

/// Days and months are capitalised but nobody.
pub(crate) fn is_calendar(form: &str) -> bool {
    const WORDS: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan",
        "Feb",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "GMT",
        "Mr",
        "Ms",
        "Mrs",
        "I",
    ];
    WORDS.contains(&form.trim_end_matches('.'))
}

/// "Ministry of Foreign Affairs, National Community Abroad and African Affairs", "Minister for Foreign Affairs and Trade": what an
/// office is for is nobody.
fn is_portfolio(tree: &Tree, low: usize) -> bool {
    let form = |i: usize| tree.nodes[i].form.to_lowercase();
    let mut has_comma = false;
    for i in (0..low).rev() {
        let node = &tree.nodes[i];
        match form(i).as_str() {
            "ministry" | "department" | "minister" | "ministers" | "secretary" => {
                let is_for = matches!(form(i + 1).as_str(), "of" | "for");
                // Behind a comma, a minister's name follows; a ministry has none.
                let is_body = matches!(form(i).as_str(), "ministry" | "department");
                return is_for && i + 1 < low && (is_body || !has_comma);
            }
            "," => has_comma = true,
            "and" | "of" | "for" | "the" | "&" => {}
            _ if node.is_capitalised() => {}
            _ => return false,
        }
    }
    false
}

/// "the President of the Republic": of which one the text need not say.
fn is_form_of_state(name: &str) -> bool {
    matches!(
        name,
        "Republic" | "Kingdom" | "State" | "Emirate" | "Sultanate"
    )
}

/// "By Lena Ortiz, The Klickitat Sun": who wrote the article takes no part in it.
fn is_byline(tree: &Tree, low: usize) -> bool {
    let is_by = tree.nodes[0].form.eq_ignore_ascii_case("by");
    let has_verb = tree.nodes.iter().any(|n| matches!(n.upos, "VERB" | "AUX"));
    is_by && low == 1 && !has_verb
}

/// "Radio Bari", "Sorrel Valley Courier": those who carry what is said, and do nothing else.
fn is_medium(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split(' ').count() > 1
        && lower.split(' ').any(|w| {
            matches!(
                w,
                "radio"
                    | "television"
                    | "tv"
                    | "courier"
                    | "herald"
                    | "gazette"
                    | "times"
                    | "tribune"
                    | "chronicle"
                    | "journal"
                    | "newspaper"
                    | "broadcasting"
                    | "corriere"
                    | "telegraph"
                    | "mirror"
                    | "observer"
                    | "post"
                    | "news"
                    | "newsroom"
            )
        })
}

/// "Quadrilateral Consultations", "Paris Agreement": the name of an occasion or a text.
fn is_occasion(tree: &Tree, high: usize) -> bool {
    let last = tree.nodes[high - 1].form.to_lowercase();
    OCCASIONS.contains(&last.as_str())
}

/// "Labor Day", "Boxing Day".
fn is_holiday(name: &str) -> bool {
    name.ends_with(" Day") || name.ends_with(" Eve")
}

fn is_first_name_before(tree: &Tree, i: usize) -> bool {
    i > 0 && {
        let before = &tree.nodes[i - 1];
        before.upos == "PROPN"
            && before.is_capitalised()
            && !is_title(&before.form)
            && before.span.end + 1 == tree.nodes[i].span.start
            && before.is("flat")
    }
}

fn guess_nature(tree: &Tree, low: usize, high: usize, gazetteer: &Gazetteer) -> Nature {
    let last = tree.nodes[high - 1].form.to_lowercase();
    let is_of = (low + 1..high).any(|i| tree.nodes[i].form == "of");
    if BODY_WORDS.contains(&last.as_str()) || is_of {
        return Nature::Party(PartyKind::Org);
    }
    let is_acronym = high - low == 1
        && tree.nodes[low].form.chars().count() >= 2
        && tree.nodes[low]
            .form
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '+');
    if is_acronym {
        return Nature::Unknown;
    }
    let has_given = gazetteer.gender(&tree.nodes[low].form).is_some() && high - low > 1;
    let titled = low > 0 && TITLES.contains(&tree.nodes[low - 1].form.to_lowercase().as_str());
    if has_given || titled || (high - low > 1 && has_role_beside(tree, low, gazetteer)) {
        return Nature::Person;
    }
    Nature::Unknown
}

/// "Aucan Huilcaman, spokesman for the council": whether a role stands in apposition behind a name.
fn has_role_behind(tree: &Tree, mention: &Mention) -> bool {
    const HOLDERS: &[&str] = &[
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "president",
        "leader",
        "minister",
        "negotiator",
        "envoy",
        "ambassador",
        "secretary",
        "director",
        "chairman",
        "chairwoman",
        "head",
        "analyst",
        "mediator",
        "bishop",
        "professor",
        "lawyer",
        "diplomat",
        "commander",
        "mayor",
        "governor",
        "adviser",
        "advisor",
        "executive",
        "researcher",
        "fellow",
        "economist",
        "officer",
        "general",
    ];
    let is_comma = tree.nodes.get(mention.high).is_some_and(|n| n.form == ",");
    let mut roles = mention.high + 1..(mention.high + 6).min(tree.nodes.len());
    is_comma
        && roles.any(|i| {
            let node = &tree.nodes[i];
            let hangs = node
                .head
                .is_some_and(|h| mention.low <= h && h < mention.high);
            node.is("appos") && hangs && HOLDERS.contains(&node.lemma.as_str())
        })
}

/// Whether a role noun stands right before the name: "negotiator Ri", "envoy, Marit".
fn has_role_beside(tree: &Tree, low: usize, gazetteer: &Gazetteer) -> bool {
    let is_role = |lemma: &str| gazetteer.sector(lemma).is_some_and(|s| s.is_role);
    let mut before = low;
    if before > 0 && tree.nodes[before - 1].lemma == "," {
        before -= 1;
        // "the company's head for Europe, Karsten Bligh"
        let node = &tree.nodes[low];
        let host = node.head.filter(|_| node.is("appos"));
        if host.is_some_and(|h| is_role(&tree.nodes[h].lemma)) {
            return true;
        }
    }
    before > 0 && {
        let node = &tree.nodes[before - 1];
        node.upos == "NOUN"
            && (is_role(&node.lemma)
                || [
                    "minister",
                    "president",
                    "spokesman",
                    "spokeswoman",
                    "envoy",
                    "negotiator",
                    "secretary",
                    "leader",
                    "ambassador",
                    "adviser",
                    "advisor",
                    "delegate",
                    "mediator",
                    "chief",
                    "executive",
                    "analyst",
                    "representative",
                    "counterpart",
                    "director",
                    "commissioner",
                    "general",
                    "whip",
                    "speaker",
                    "official",
                    "chair",
                    "judge",
                    "named",
                    "called",
                    "spokesperson",
                    "chairman",
                    "chairwoman",
                    "lawyer",
                    "diplomat",
                    "governor",
                    "bishop",
                    "officer",
                ]
                .contains(&node.lemma.as_str()))
    }
}

fn is_short_for(short: &str, long: &Member) -> bool {
    if long.aliases.iter().any(|a| a == short) {
        return true;
    }
    match long.nature {
        Nature::Person => long
            .name
            .rsplit_once(' ')
            .is_some_and(|(_, surname)| surname == short),
        Nature::Party(_) | Nature::Unknown => long
            .name
            .strip_prefix(short)
            .is_some_and(|rest| rest.starts_with(' ')),
        Nature::Media => false,
    }
}

/// "(FCA)" right after a name.
fn acronym_after(tree: &Tree, high: usize) -> Option<String> {
    let open = tree.nodes.get(high)?;
    let word = tree.nodes.get(high + 1)?;
    let close = tree.nodes.get(high + 2)?;
    (open.form == "("
        && close.form == ")"
        && word.form.chars().all(|c| c.is_uppercase() || c == '-'))
    .then(|| word.form.clone())
}

/// A name after a preposition of place is a place.
fn is_place(tree: &Tree, low: usize, high: usize) -> bool {
    let head = (low..high)
        .find(|&i| tree.nodes[i].head.is_none_or(|h| h < low || h >= high))
        .unwrap_or(low);
    tree.preposition(head).is_some_and(|p| {
        matches!(
            p.as_str(),
            "in" | "at" | "near" | "outside" | "around" | "inside" | "across" | "off"
        )
    }) && tree.nodes[head].is_nominal()
}

/// "Transport Minister", "Minister of Foreign Affairs": the words of an office are no name.
fn is_office(tree: &Tree, i: usize, gazetteer: &Gazetteer) -> bool {
    let form = |k: usize| tree.nodes.get(k).map_or("", |n| n.form.as_str());
    let is_before_title = (i + 1..i + 4)
        .take_while(|&k| {
            k == i + 1
                || tree
                    .nodes
                    .get(k - 1)
                    .is_some_and(|n| n.is_capitalised() || n.form == "and")
        })
        .any(|k| is_title(form(k)) && form(k - 1) != "and");
    let is_after_ministry = i > 1
        && form(i - 1) == "of"
        && matches!(
            form(i - 2).to_lowercase().as_str(),
            "minister" | "ministry" | "secretary"
        )
        || i > 2
            && form(i - 2) == "of"
            && matches!(
                form(i - 3).to_lowercase().as_str(),
                "minister" | "ministry" | "secretary"
            )
        || form(i) == "State" && i > 1 && form(i - 1) == "of";
    // "Secretary of State Daniel Hart": a person's name opens with a given name.
    let is_given = gazetteer.gender(form(i)).is_some();
    is_before_title || is_after_ministry && !is_given
}

fn title_case(word: &str) -> String {
    if word.chars().count() <= 3 {
        return word.to_owned(); // acronyms are written in capitals anyway
    }
    capitalised(word)
}

/// The word with a capital and the rest small.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_string() + &letters.as_str().to_lowercase()
    })
}

/// "GENEVA, 14 March 2025 (Agency) -": a place in capitals that opens a paragraph.
fn is_dateline(tree: &Tree, low: usize) -> bool {
    let form = &tree.nodes[low].form;
    low == 0
        && form.chars().count() > 3
        && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && tree
            .nodes
            .get(1)
            .is_some_and(|n| matches!(n.form.as_str(), "," | "(" | "-" | "–" | "—"))
}

/// Words `low..high` as one string, with the blanks the text has.
pub(crate) fn join(tree: &Tree, low: usize, high: usize) -> String {
    let mut text = String::new();
    for i in low..high {
        if i > low && tree.nodes[i].span.start > tree.nodes[i - 1].span.end {
            text.push(' ');
        }
        text.push_str(&tree.nodes[i].form);
    }
    text
}
