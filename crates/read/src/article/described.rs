//! Whom a description means: an office, a role, a capital, a body of somebody's.

use super::groups::SEEN_GROUP;
use super::groups::body_class;
use super::pronouns::REMEMBERED;
use super::{Article, At, Who};
use crate::cast::{MemberId, Mention, Nature, is_calendar, join};
use crate::gazetteer::NameKind;
use demarche_evidence::PartyKind;

impl<'a> Article<'a> {
    /// "the army" after "Sudan's army", where the files know it for a side of its own.
    pub(super) fn own_army(&self, at: At) -> Option<MemberId> {
        let lemma = self.tree(at).nodes[at.word].lemma.as_str();
        let mut named = self.cast.mentions_before(at.sentence, at.word).iter().rev();
        let is_called_so = |m: &&Mention| {
            let last = &self.trees[m.sentence].nodes[m.high - 1];
            last.lemma.eq_ignore_ascii_case(lemma)
                && self.cast.members[m.member].nature == Nature::Party(PartyKind::Org)
        };
        named.find(is_called_so).map(|m| m.member)
    }

    /// "his country", "her government": whom he or she acts for.
    pub(super) fn own_country(&self, at: At) -> Option<Who> {
        const OWN: &[&str] = &[
            "country",
            "nation",
            "government",
            "delegation",
            "side",
            "people",
            "administration",
        ];
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        if !OWN.contains(&node.lemma.as_str()) {
            return None;
        }
        let own = tree.children_by(at.word, "nmod").find(|&c| {
            tree.nodes[c].rel == "nmod:poss"
                && matches!(
                    tree.nodes[c].form.to_lowercase().as_str(),
                    "his" | "her" | "my"
                )
        })?;
        let who = self.pronoun(At { word: own, ..at });
        let party = who
            .and_then(|w| w.party)
            .or_else(|| self.party_of_teller(at));
        Some(self.member_who(party?, node.span))
    }

    /// "Minister Nazirov said *his country* had offered": whom the one acts for who says it.
    fn party_of_teller(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let mut word = at.word;
        while let Some(above) = tree.nodes[word].head {
            let teller = tree
                .child(above, "nsubj")
                .filter(|&s| s != at.word && !tree.under(at.word, s));
            let told =
                teller.filter(|_| tree.nodes[word].is("ccomp") || tree.nodes[word].is("parataxis"));
            let named = told.and_then(|s| self.cast.at(at.sentence, s));
            if let Some(party) = named.and_then(|m| self.cast.members[m.member].party) {
                return Some(party);
            }
            word = above;
        }
        None
    }

    /// "its neighbour", "their rival", "the other side": of two sides the other one.
    pub(super) fn other_side(&self, at: At) -> Option<Who> {
        let node = &self.tree(at).nodes[at.word];
        let one = match node.lemma.as_str() {
            "neighbour" | "neighbor" | "rival" | "adversary" => self.whose_neighbour(at),
            "side" | "party" | "camp" => self.who_has_another(at),
            _ => None,
        }?;
        let mut others = self.principals(at);
        others.retain(|w| w.party != Some(one));
        (others.len() == 1).then(|| Who {
            span: node.span,
            ..others.remove(0)
        })
    }

    /// "its neighbour": whose.
    fn whose_neighbour(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let own = tree.child(at.word, "nmod:poss")?;
        let form = tree.nodes[own].form.to_lowercase();
        let is_pronoun = matches!(form.as_str(), "its" | "their");
        let owner = self.pronoun(At { word: own, ..at });
        owner.filter(|_| is_pronoun)?.party
    }

    /// "Norland said the other side had left", "Norland accuses the other side": who does or tells what "the other side" stands in.
    fn who_has_another(&self, at: At) -> Option<MemberId> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_other = |&c: &usize| tree.nodes[c].lemma == "other";
        let is_one = node.xpos == "NN" && tree.children(at.word).iter().any(is_other);
        let mut word = Some(at.word).filter(|_| is_one)?;
        while let Some(above) = tree.nodes[word].head {
            let mut subjects = tree.children_by(above, "nsubj");
            let subject = subjects.find(|&s| s != word && !tree.under(at.word, s));
            let named = subject.and_then(|s| self.cast.at(at.sentence, s));
            if let Some(party) = named.and_then(|m| self.cast.principal(m.member)) {
                return Some(party);
            }
            word = above;
        }
        None
    }

    /// "The former", "the latter": of the two named together last.
    pub(super) fn former_or_latter(&self, at: At) -> Option<Who> {
        const NEAR: usize = 2;
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_latter = match node.form.as_str() {
            "former" => false,
            "latter" => true,
            _ => return None,
        };
        let article = tree.child(at.word, "det").filter(|_| !node.is("amod"))?;
        let near = (0..=at.sentence).rev().take(NEAR + 1);
        let mut pairs = near.filter_map(|sentence| {
            let tree = &self.trees[sentence];
            let end = if sentence == at.sentence {
                article
            } else {
                tree.nodes.len()
            };
            let are_two = |&word: &usize| {
                let all = tree.coordinated(word);
                all.len() == 2 && all.iter().all(|&i| i < end && tree.nodes[i].is_nominal())
            };
            let mut both = (0..end).filter(are_two);
            both.find_map(|word| {
                let two = self.who(At { sentence, word });
                (two.len() == 2 && two.iter().all(|w| w.party.is_some())).then_some(two)
            })
        });
        let mut two = pairs.next()?;
        let span = tree.phrase(at.word);
        Some(Who {
            span,
            ..two.swap_remove(usize::from(is_latter))
        })
    }

    /// "spokeswoman Elin Marsk", "Brazil's chief negotiator, Renato Quadros": the person named in
    /// apposition to a role noun.
    pub(super) fn person_beside(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        if !tree.nodes[at.word].is_nominal() {
            return None;
        }
        let is_apposed = |m: &Mention| {
            (m.low..m.high).any(|i| {
                let node = &tree.nodes[i];
                // "the spokesman, Mr. Ahmadpour": the name may hang on its title
                let host = node.head.map(|h| (h, &tree.nodes[h]));
                let by_title = host.is_some_and(|(h, title)| {
                    h > at.word
                        && h + 1 == m.low
                        && title.head == Some(at.word)
                        && title.is("appos")
                });
                (node.head == Some(at.word) || by_title)
                    && (node.is("appos") || node.is("flat") || node.rel == "nmod:desc")
            })
        };
        // "its chief executive, Paul Greave": right behind the role, whatever the parser made of it.
        let is_role = self
            .gazetteer
            .sector(&tree.nodes[at.word].lemma)
            .is_some_and(|s| s.is_role);
        let follows = |m: &Mention| {
            let gap = m.low.wrapping_sub(at.word + 1);
            is_role && (gap == 0 || (gap == 1 && tree.nodes[at.word + 1].lemma == ","))
        };
        // "the moderator, a retired judge named Alan Pohatu"
        let is_named = |m: &Mention| {
            let verb = tree.nodes[m.low].head.map(|h| (h, &tree.nodes[h]));
            verb.is_some_and(|(v, node)| {
                node.is("acl")
                    && matches!(node.lemma.as_str(), "name" | "call")
                    && tree.under(v, at.word)
            })
        };
        let beside = self.cast.mentions_in(at.sentence).iter().find(|m| {
            self.cast.members[m.member].nature == Nature::Person
                && (is_apposed(m) || follows(m) || is_named(m))
        })?;
        Some(self.member_who(beside.member, tree.span_of(beside.low, beside.high)))
    }

    /// "the South American bloc Mercosur", "the brokers Moldau": the name right behind a common
    /// noun for a body.
    pub(super) fn body_beside(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        // "the Greek owner, Thalassa Lines, says", "the junior partner, the Liberal Party, says"
        let article = tree.nodes.get(at.word + 2).filter(|n| n.lemma == "the");
        let named = at.word + 2 + usize::from(article.is_some());
        let apposed = self.cast.at(at.sentence, named).filter(|m| {
            let is_org = matches!(
                self.cast.members[m.member].nature,
                Nature::Party(PartyKind::Org | PartyKind::Group)
            );
            let hangs = |i: usize| tree.nodes[i].is("appos") && tree.nodes[i].head == Some(at.word);
            is_org && tree.nodes[at.word + 1].lemma == "," && (m.low..m.high).any(hangs)
        });
        if let Some(m) = apposed {
            return Some(self.member_who(m.member, tree.span_of(m.low, m.high)));
        }
        let noun = &tree.nodes[at.word];
        let sector = self.gazetteer.sector(&noun.lemma);
        let is_kind = match sector {
            Some(sector) => !sector.is_role,
            // "The pension fund Havu"
            None => noun.upos == "NOUN" && noun.share_as("group") >= SEEN_GROUP,
        };
        if !is_kind {
            return None;
        }
        if let Some(named) = self.body_named_within(at) {
            return Some(named);
        }
        let mention = self.cast.at(at.sentence, at.word + 1)?;
        let member = &self.cast.members[mention.member];
        let is_body = matches!(member.nature, Nature::Party(_) | Nature::Unknown);
        (is_body && mention.low == at.word + 1 && mention.kind == NameKind::Name)
            .then(|| self.member_who(mention.member, tree.span_of(mention.low, mention.high)))
    }

    /// "Germany's GDL train drivers' union": the body that its own name stands in, whatever country it is of.
    fn body_named_within(&self, at: At) -> Option<Who> {
        const BODIES: &[&str] = &[
            "union",
            "party",
            "movement",
            "group",
            "front",
            "militia",
            "federation",
        ];
        let tree = self.tree(at);
        if !BODIES.contains(&tree.nodes[at.word].lemma.as_str()) {
            return None;
        }
        let mut inside = self.cast.mentions_in(at.sentence).iter();
        let last = inside.rfind(|m| m.high <= at.word && tree.under(m.low, at.word))?;
        let is_owner = tree.nodes.get(last.high).is_some_and(|n| n.xpos == "POS");
        let is_body = matches!(
            self.cast.members[last.member].nature,
            Nature::Party(PartyKind::Org | PartyKind::Group)
        );
        (is_body && !is_owner && !last.place)
            .then(|| self.member_who(last.member, tree.phrase(at.word)))
    }

    /// A phrase without a name of its own: "the Moldovan government", "an EU diplomat", "the
    /// bishop", "farm unions".
    pub(super) fn described(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let Some(sector) = self.gazetteer.sector(&node.lemma.to_lowercase()) else {
            return self.seen_group(at);
        };
        let owner = self.affiliation(at);
        let span = tree.phrase(at.word);
        if !sector.is_role {
            if let Some(owner) = owner.clone().filter(|_| sector.for_party) {
                return Some(Who { span, ..owner });
            }
            if let Some(known) = self.category(at).or_else(|| self.organ(at)) {
                return Some(Who { span, ..known });
            }
        } else if let Some(person) = self.role_holder(at, owner.as_ref()) {
            return Some(Who { span, ..person });
        }
        if owner.is_none()
            && let Some(issuer) = self.own_officer(at)
        {
            return Some(Who { span, ..issuer });
        }
        Some(Who {
            member: None,
            name: self.bare_name(at),
            party: owner.filter(|_| sector.for_party).and_then(|o| o.party),
            span,
        })
    }

    /// "The Minister" of a readout in which nobody has that role by name: its issuer.
    fn own_officer(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let lemma = tree.nodes[at.word].lemma.to_lowercase();
        let is_officer = matches!(
            lemma.as_str(),
            "minister" | "president" | "secretary" | "chancellor" | "ambassador" | "spokesperson"
        );
        self.issuer(at.sentence)
            .filter(|_| is_definite && is_officer)
    }

    /// The phrase without determiner and relative clause.
    pub(super) fn bare_name(&self, at: At) -> String {
        let tree = self.tree(at);
        // "a person briefed on the talks": without the participle it would be anybody.
        let is_anybody = matches!(
            tree.nodes[at.word].lemma.as_str(),
            "person" | "people" | "source" | "somebody" | "someone" | "those"
        );
        let is_participle = |c: usize| {
            let node = &tree.nodes[c];
            node.rel == "acl" && node.xpos == "VBN" && tree.child(c, "ccomp").is_none()
        };
        let skip = |c: usize| {
            let node = &tree.nodes[c];
            node.head == Some(at.word)
                && (node.is("det")
                    || node.is("case")
                    || node.is("acl") && !(is_anybody && is_participle(c))
                    || node.is("appos")
                    || node.is("cc")
                    || node.is("conj")
                    || node.is("punct")
                    || node.is("cop")
                    || node.is("nsubj")
                    || node.lemma == "own"
                    || node.is("nmod:poss") && tree.nodes[c].upos == "PRON")
        };
        let (low, high) = tree.extent_without(at.word, &skip);
        // What stands before a comma or quotation mark is not part of a name.
        let low = (low..at.word)
            .rev()
            .find(|&i| tree.nodes[i].upos == "PUNCT" && tree.nodes[i].form != "-")
            .map_or(low, |i| i + 1);
        let high = (at.word + 1..high)
            .find(|&i| tree.nodes[i].lemma == ",")
            .unwrap_or(high);
        // "the board of Lydholm on Wednesday": the day says when, not who.
        let high = (at.word + 2..high)
            .find(|&i| is_calendar(&tree.nodes[i].form) && tree.nodes[i - 1].lemma == "on")
            .map_or(high, |day| day - 1);
        let (low, high) = tree.trim(low, high);
        // "the dockers' union": the parser hangs the article on the dockers.
        let is_article = tree.nodes[low].upos == "DET" && low < at.word;
        join(tree, low + usize::from(is_article), high)
    }

    /// The party named inside a noun phrase as owner or attribute of its head.
    pub fn affiliation(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        // "her Chilean counterpart": whose counterpart it is says only whom it is not.
        let is_counterpart = tree.nodes[at.word].lemma == "counterpart";
        for &c in tree.children(at.word) {
            let node = &tree.nodes[c];
            let is_own = is_counterpart && node.rel == "nmod:poss";
            let links = node.is("nmod") && !is_own || node.is("amod") || node.is("compound");
            let preposition = tree.preposition(c);
            let is_of = preposition
                .as_deref()
                .is_none_or(|p| matches!(p, "of" | "for" | "from" | "at"))
                || preposition.as_deref() == Some("in") && self.is_capital_of_officials(at, c);
            if !links || !is_of {
                continue;
            }
            let here = At { word: c, ..at };
            if let Some(mention) = self.cast.at(at.sentence, c) {
                let member = &self.cast.members[mention.member];
                if matches!(
                    member.nature,
                    Nature::Party(_) | Nature::Unknown | Nature::Person
                ) {
                    let who =
                        self.member_who(mention.member, tree.span_of(mention.low, mention.high));
                    if who.party.is_some() {
                        return Some(who);
                    }
                }
            } else if node.upos == "PRON" {
                // "The bakery offered 4 percent. Their union wants six": no union is of the employer.
                let is_union = matches!(tree.nodes[at.word].lemma.as_str(), "union" | "guild");
                if let Some(who) = self.pronoun(here).filter(|_| !is_union) {
                    return Some(who);
                }
            } else if let Some(who) = self
                .body_beside(here)
                .or_else(|| self.described_owner(here))
                .or_else(|| self.owner_behind_matter(at, c))
            {
                return Some(who);
            }
        }
        self.state_of_capital(at)
    }

    /// "the Deputy Minister *of Foreign Affairs* of Armenia": what an office is for stands between it and whose it is.
    fn owner_behind_matter(&self, at: At, matter: usize) -> Option<Who> {
        const OFFICES: &[&str] = &[
            "minister",
            "ministry",
            "secretary",
            "department",
            "chairman",
            "director",
        ];
        let tree = self.tree(at);
        let is_office = OFFICES.contains(&tree.nodes[at.word].lemma.to_lowercase().as_str());
        let is_matter = tree.preposition(matter).as_deref() == Some("of");
        (is_office && is_matter)
            .then(|| self.affiliation(At { word: matter, ..at }))
            .flatten()
    }

    /// "In Ankara a ministry spokesman said": where an office of state acts says whose it is.
    fn state_of_capital(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let verb = node.head.filter(|_| node.is("nsubj"))?;
        let is_of_state = matches!(
            node.lemma.as_str(),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "ministry"
                | "presidency"
                | "government"
                | "cabinet"
                | "parliament"
                | "official"
                | "minister"
        );
        let place = tree
            .children_by(verb, "obl")
            .filter(|&c| c < at.word && tree.preposition(c).as_deref() == Some("in"))
            .find_map(|c| self.cast.at(at.sentence, c))?;
        (is_of_state && place.kind == NameKind::Capital)
            .then(|| self.member_who(place.member, tree.span_of(place.low, place.high)))
    }

    /// "officials in Ottawa": where officials are says whose they are.
    fn is_capital_of_officials(&self, at: At, place: usize) -> bool {
        let is_official = matches!(
            self.tree(at).nodes[at.word].lemma.as_str(),
            "official"
                | "diplomat"
                | "minister"
                | "leader"
                | "government"
                | "spokesman"
                | "spokeswoman"
                | "negotiator"
                | "lawmaker"
                | "authority"
        );
        let mention = self.cast.at(at.sentence, place);
        is_official && mention.is_some_and(|m| m.kind == NameKind::Capital)
    }

    fn described_owner(&self, at: At) -> Option<Who> {
        let node = &self.tree(at).nodes[at.word];
        let sector = self.gazetteer.sector(&node.lemma)?;
        if sector.is_role {
            // "the Armenian prime minister's office"
            return self.affiliation(at);
        }
        self.affiliation(at).or_else(|| self.category(at))
    }

    /// "the bishop", "the minister": the person last introduced with that role, within `owner`
    /// where one is named.
    fn role_holder(&self, at: At, owner: Option<&Who>) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_definite = tree.children(at.word).iter().any(|&c| {
            let n = &tree.nodes[c];
            n.is("det") && n.lemma == "the" || n.is("nmod:poss")
        });
        if !is_definite || node.xpos == "NNS" {
            return None;
        }
        let lemma = node.lemma.to_lowercase();
        // "the Foreign Minister" is not the Deputy Prime Minister.
        let qualities: Vec<String> = tree
            .children(at.word)
            .iter()
            .filter(|&&c| tree.nodes[c].is("amod") || tree.nodes[c].is("compound"))
            .filter(|&&c| self.cast.at(at.sentence, c).is_none())
            .map(|&c| tree.nodes[c].lemma.to_lowercase())
            .collect();
        // "the diplomat", "the official" call up whoever was named just before.
        let is_generic = qualities.is_empty()
            && matches!(
                lemma.as_str(),
                "diplomat" | "official" | "politician" | "functionary" | "veteran" | "executive"
            );
        // In a readout "the minister" is the issuer's own.
        let own = owner.cloned().or_else(|| self.issuer(at.sentence));
        let owner = own.as_ref();
        self.cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .find(|m| {
                let member = &self.cast.members[m.member];
                let role = member.role.as_deref();
                let near = is_generic && at.sentence - m.sentence <= 3;
                let has_role =
                    role.is_some_and(|r| holds(r, &lemma, &qualities)) || near && role.is_some();
                let fits_owner = owner.is_none_or(|o| {
                    member.party.is_some() && o.party == self.cast.principal(m.member)
                });
                member.nature == Nature::Person && has_role && fits_owner
            })
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
    }

    /// "the ministry": the state whose ministry was named last.
    fn organ(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let is_organ = matches!(
            node.lemma.as_str(),
            "ministry" | "department" | "parliament" | "army" | "navy" | "presidency" | "embassy"
        );
        if !is_definite || !is_organ || tree.child(at.word, "compound").is_some() {
            return None;
        }
        let before = self.cast.mentions_before(at.sentence, at.word).iter().rev();
        let named_so = |m: &&Mention| {
            let last = &self.trees[m.sentence].nodes[m.high - 1];
            last.form.eq_ignore_ascii_case(&node.lemma)
        };
        before
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .find(named_so)
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
    }

    /// "a strike at Lumen Glass", "bakers at Hollin Foods": a body that people work for.
    fn is_workplace(&self, mention: &Mention) -> bool {
        let tree = &self.trees[mention.sentence];
        let is_org = self.cast.members[mention.member].nature == Nature::Party(PartyKind::Org);
        is_org && tree.preposition(mention.high - 1).as_deref() == Some("at")
    }

    /// "the union", "the company", "the movement": the body last named that is one.
    pub(super) fn category(&self, at: At) -> Option<Who> {
        let tree = self.tree(at);
        let node = &tree.nodes[at.word];
        let class = ["union", "company", "movement", "bloc"]
            .into_iter()
            .find(|class| self.lexicon.is(&node.lemma, &format!("body-{class}")))?;
        let is_definite = tree
            .children_by(at.word, "det")
            .any(|c| tree.nodes[c].lemma == "the");
        let is_other = tree
            .children(at.word)
            .iter()
            .any(|&c| tree.nodes[c].is("compound") || tree.nodes[c].is("amod"));
        // "Union rejects offer": headlines go without an article.
        let is_headline = at.sentence == 0 && !tree.is_sentence();
        let is_theirs = tree
            .children_by(at.word, "nmod")
            .any(|c| tree.nodes[c].rel == "nmod:poss" && tree.nodes[c].upos == "PRON");
        // "Management has threatened"
        let is_mass = node.lemma == "management" && tree.child(at.word, "det").is_none();
        let is_given = is_definite || is_headline || is_theirs || is_mass;
        let are_employers = node.lemma == "employer" && is_definite;
        if !is_given || is_other || node.xpos == "NNS" && !are_employers {
            return None;
        }
        let candidates = self
            .cast
            .mentions_before(at.sentence, at.word)
            .iter()
            .rev()
            .take_while(|m| at.sentence - m.sentence <= REMEMBERED)
            .filter(|m| !m.place || self.is_workplace(m));
        let fits = |m: &&Mention| {
            let member = &self.cast.members[m.member];
            let is_body = matches!(
                member.nature,
                Nature::Party(PartyKind::Org | PartyKind::Group) | Nature::Unknown
            );
            is_body && body_class(member, self) == class
        };
        // "the union" is the one with that word in its name, if there is one.
        let is_named_so = |m: &&Mention| {
            let name = self.cast.members[m.member].name.to_lowercase();
            name.split_whitespace().any(|w| w == node.lemma)
        };
        let mut known: Vec<&Mention> = candidates.filter(fits).collect();
        if known.is_empty() {
            // What the lead calls by its kind the text then names.
            let all = self
                .cast
                .mentions
                .iter()
                .filter(|m| m.sentence >= at.sentence);
            let soon = all.take_while(|m| m.sentence - at.sentence <= REMEMBERED);
            let may_act = |m: &&Mention| !m.place && !self.idle.contains(&m.member);
            let soon = soon.filter(|m| may_act(m) || self.is_workplace(m));
            known.extend(soon.filter(fits).take(1));
        }
        // "The employers" of one company, and not of several
        if node.xpos == "NNS" && known.iter().any(|m| m.member != known[0].member) {
            return None;
        }
        known
            .iter()
            .copied()
            .find(is_named_so)
            .or_else(|| known.first().copied())
            .map(|m| self.member_who(m.member, tree.phrase(at.word)))
    }
}

/// Whether a role is that of a `noun` with these qualities: "the minister" and "the foreign
/// minister" may be the "foreign minister of Chile", but "the foreign minister" is no "prime
/// minister".
fn holds(role: &str, noun: &str, qualities: &[String]) -> bool {
    let role = role.to_lowercase();
    let words: Vec<&str> = role.split(|c: char| !c.is_alphanumeric()).collect();
    let Some(place) = words.iter().position(|w| *w == noun) else {
        return false;
    };
    if qualities.is_empty() || qualities.iter().all(|q| words.contains(&q.as_str())) {
        return true;
    }
    let before = place.checked_sub(1).map_or("", |i| words[i]);
    matches!(
        before,
        "" | "the" | "a" | "s" | "its" | "their" | "his" | "her" | "and"
    )
}

/// A mention by a common noun.
pub(super) fn description(at: At, low: usize, member: MemberId) -> Mention {
    Mention {
        sentence: at.sentence,
        low,
        high: at.word + 1,
        member,
        kind: NameKind::Name,
        place: false,
    }
}
