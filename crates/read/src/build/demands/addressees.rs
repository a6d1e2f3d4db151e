//! Of whom something is wanted.

use super::super::{Builder, Site};
use super::Stand;
use crate::article::{At, Who};
use demarche_evidence::Span;

/// What a parliament makes, whoever the talks are between.
const LAWS: &[&str] = &["law", "legislation", "bill", "statute"];

/// Nouns for going away from what stands behind "from".
const LEAVING: &[&str] = &[
    "pullback",
    "pullout",
    "withdrawal",
    "retreat",
    "exit",
    "departure",
    "removal",
    "return",
    "evacuation",
    "release",
];

impl Builder<'_> {
    /// Whoever a wish is told to be of, else whoever acts in the clause that tells it, else the other side.
    pub(super) fn whom(
        &self,
        site: Site<'_>,
        of: Option<&str>,
        (span, stand): (Span, Stand),
        wanting: &[Who],
    ) -> Vec<Who> {
        let named = of.map(|o| o.split('|').filter(|slot| *slot != "others"));
        let named = named.map(|slots| slots.collect::<Vec<_>>().join("|"));
        let told = named.map_or_else(Vec::new, |n| self.told_to(site, &n, wanting));
        let is_open = of.is_none_or(|o| o.contains("others"));
        let is_unsaid = is_open || told.is_empty();
        let clause = self
            .clause_at(span)
            .filter(|_| is_unsaid && stand != Stand::Refuses);
        let asked = clause.and_then(|at| self.asked_in(at));
        let asked = asked.filter(|a| !wanting.iter().any(|w| w.party == a.party));
        let mut of = match asked {
            Some(asked) if told.len() < 2 => vec![asked],
            _ if !told.is_empty() => told,
            _ if is_open && !self.names_asked(site, of) => self.guessed(site, span, wanting),
            _ => Vec::new(),
        };
        if site.frame.content.is_some() {
            of.retain(|w| w.party.is_some() || w.member.is_some());
        }
        if !of.is_empty() && self.is_for_others(site, is_open) {
            return self.others(site);
        }
        of
    }

    /// Those in the first of the slots that names anybody but whoever wants it.
    fn told_to(&self, site: Site<'_>, slots: &str, wanting: &[Who]) -> Vec<Who> {
        let is_other = |w: &Who| wanting.iter().all(|own| own.name != w.name);
        let others = |slot: &str| {
            let mut all = self.named_in_slot(site, slot);
            all.retain(is_other);
            (!all.is_empty()).then_some(all)
        };
        slots.split('|').find_map(others).unwrap_or_default()
    }

    /// "asks its allies for guarantees": whether somebody is told to be asked, whoever that is; nobody else is guessed then.
    fn names_asked(&self, site: Site<'_>, of: Option<&str>) -> bool {
        of.is_none_or(|of| {
            let mut slots = of.split('|');
            slots.any(|slot| slot == "object" && !self.places(site, slot).is_empty())
        })
    }

    /// Those in one slot: of "a Ukrainian pullback from Donetsk" whoever is to leave, and not what is left.
    fn named_in_slot(&self, site: Site<'_>, slot: &str) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let wanted = ["object", "on", "for"].iter().find_map(|slot| {
            let at = self.places(site, slot).into_iter().next()?;
            let is_here = at.sentence == site.sentence;
            let is_leaving = is_here && LEAVING.contains(&tree.nodes[at.word].lemma.as_str());
            is_leaving.then(|| format!("{slot}.owner"))
        });
        match (slot, wanted) {
            ("from" | "object.from", Some(owner)) => self.whos(site, &owner),
            // "wants the Irish government in the room"
            ("object.agent", _) if !self.whos(site, "object").is_empty() => Vec::new(),
            _ => {
                let told = self.whos(site, slot);
                let word = self.places(site, slot).into_iter().next();
                match word.filter(|&at| told.is_empty() && self.is_the_sides(at)) {
                    Some(at) => self.both_sides(at),
                    None => told,
                }
            }
        }
    }

    /// "called on the parties": both, where it says no more of them.
    fn is_the_sides(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let node = &tree.nodes[at.word];
        let is_edge = |&c: &usize| tree.nodes[c].form == "the" || tree.nodes[c].is("case");
        matches!(node.lemma.as_str(), "party" | "side")
            && node.xpos == "NNS"
            && tree.children(at.word).iter().all(is_edge)
    }

    /// Both where what is wanted is wanted of both ("restraint on both sides"), else the other side; of a law only a state that can make one.
    fn guessed(&self, site: Site<'_>, span: Span, wanting: &[Who]) -> Vec<Who> {
        let tree = self.article.tree(site.head());
        let inside = || (0..tree.nodes.len()).filter(|&i| span.contains(tree.nodes[i].span));
        let at = |word| At {
            word,
            ..site.head()
        };
        let is_of = |i: usize| matches!(tree.preposition(i).as_deref(), Some("on" | "from" | "by"));
        let both = inside().find(|&i| is_of(i) && self.article.is_both_sides(at(i)));
        if let Some(both) = both {
            return self.both_sides(at(both));
        }
        let is_top = |i: &usize| {
            tree.nodes[*i]
                .head
                .is_none_or(|h| !span.contains(tree.nodes[h].span))
        };
        let is_law = inside()
            .find(is_top)
            .is_some_and(|i| LAWS.contains(&tree.nodes[i].lemma.as_str()));
        let mut others = self.others(site);
        // "the pickets have to go, the company said": of the other side than whoever says it, whatever acts in it
        let is_wanting = |w: &Who| {
            let mut own = wanting.iter();
            own.any(|o| o.party.is_some() && o.party == w.party)
        };
        if !others.is_empty() && others.iter().all(is_wanting) {
            others = self.article.main_parties_but(site.head(), &is_wanting);
            others.truncate(1);
        }
        others.retain(|w| !is_law || self.is_state(w));
        others
    }
}
