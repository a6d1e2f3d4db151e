//! Who is in the article: named people and parties, found by the actor files, by the shape of
//! names, and by what stands beside them.

mod homes;
mod nature;
mod offices;
mod runs;
mod scan;
mod settle;

use crate::gazetteer::{Gazetteer, NameKind, What};
use crate::tree::Tree;
use demarche_evidence::{PartyKind, Span};
pub(crate) use nature::is_calendar;
use std::collections::BTreeMap;

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

impl Member {
    /// Whether the actor files have it.
    pub fn is_listed(&self) -> bool {
        self.entry.is_some()
    }
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
    /// The state whose ministry issued the text, by its dateline: "(Ministry of Foreign Affairs of Norland)".
    pub issuing: Option<MemberId>,
    /// The country that several sign the text about.
    pub subject: Option<MemberId>,
    /// The state from whose capital the article is written.
    home: Option<MemberId>,
    /// Members from the actor files, by their entry there.
    enlisted: BTreeMap<usize, MemberId>,
    /// Members by the name they were found under first.
    named: BTreeMap<String, MemberId>,
}

/// "We, the foreign ministers of Norland and Chile": whether several sign a text.
fn is_joint(trees: &[Tree]) -> bool {
    const FIRST_LINES: usize = 6;
    let signs = |t: &Tree| {
        let we = t
            .nodes
            .iter()
            .position(|n| n.form.eq_ignore_ascii_case("we"));
        we.is_some_and(|we| t.child(we, "appos").is_some())
    };
    trees.iter().take(FIRST_LINES).any(signs)
}

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
        cast.issuing = datelines.iter().find_map(|d| cast.issuing(d, gazetteer));
        cast.home = cast
            .issuing
            .or_else(|| cast.find_home(trees, datelines, gazetteer))
            // What several sign they say of another country than the one they meet in.
            .filter(|_| !is_joint(trees));
        if is_joint(trees) {
            cast.subject = cast.subject_of_title(trees);
            cast.home = cast.home.or(cast.subject);
        }
        cast.drop_opening_words(trees, is_speech);
        cast.drop_common_nouns(trees);
        cast.complete_opening_names(trees);
        cast.drop_things(trees);
        cast.drop_strangers(trees);
        cast.take_organs(trees);
        cast.take_demonyms(trees);
        cast.take_states(trees);
        cast.take_bodies(trees, gazetteer);
        cast.give_offices_back(trees);
        cast.take_attribution(trees);
        cast.take_letterhead(trees);
        cast.take_what_the_model_sees(trees);
        cast.take_speakers_for_people(trees, is_speech);
        cast.take_surnames_for_people(trees);
        cast.adopt_short_names(trees, gazetteer);
        cast.take_commission(trees);
        for sentence in 0..trees.len() {
            cast.affiliate(sentence, trees, gazetteer);
        }
        cast.settle_offices(trees);
        cast.part_from_armies();
        cast
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

    /// The state from whose capital the article is written.
    pub const fn home(&self) -> Option<MemberId> {
        self.home
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
