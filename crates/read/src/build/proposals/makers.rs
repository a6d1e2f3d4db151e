//! Who made a plan: named with it, told before it, or the one who brings it.

use super::stances::ACTS;
use super::{at_most, labels};
use crate::article::{At, Who};
use crate::build::{Builder, Site};
use crate::gazetteer::NameKind;
use crate::rules::{Act, Rule};
use crate::tree::{Node, Tree};

/// The slot of a rule for whoever drew up the plan of which it tells what it says.
pub(super) const PLANNERS: &str = "agent.maker";

impl Builder<'_> {
    /// "Qatar, *backed by Egypt*, proposed a truce": who backs whoever acts.
    pub(super) fn supporters(&self, site: Site<'_>) -> Option<Vec<Who>> {
        let tree = self.article.tree(site.head());
        let agent = site.frame.agent?;
        let is_backed = |&v: &usize| {
            tree.nodes[v].xpos == "VBN"
                && matches!(tree.nodes[v].lemma.as_str(), "back" | "support" | "join")
        };
        let backed = tree.children_by(agent, "acl").find(is_backed)?;
        let word = tree.child(backed, "obl:agent")?;
        Some(self.article.who(At {
            word,
            ..site.head()
        }))
    }

    /// Who drew something up: "a plan put forward by the elders", "a plan by the elders", "a
    /// Commission plan".
    pub(in crate::build) fn maker(&self, at: At) -> Option<Who> {
        self.makers(at).into_iter().next()
    }

    /// All who drew something up.
    pub(in crate::build) fn makers(&self, at: At) -> Vec<Who> {
        let tree = self.article.tree(at);
        let drawn_up = tree.children_by(at.word, "acl");
        let by_verb = drawn_up.filter_map(|v| tree.child(v, "obl:agent"));
        let by_noun = tree.children_by(at.word, "nmod");
        let by_noun = by_noun.filter(|&c| tree.preposition(c).as_deref() == Some("by"));
        let inside = tree.extent(at.word);
        let from = (inside.0..inside.1).filter(|&c| self.is_giver(at.sentence, c));
        let who = |word: usize| Some(self.article.who(At { word, ..at })).filter(|w| !w.is_empty());
        let one = |who: Who| vec![who];
        let by_clause = (inside.0..inside.1).filter(|&v| labels::is_handing(tree, v));
        let by_clause = by_clause.filter_map(|v| tree.child(v, "nsubj"));
        let mut makers = by_verb
            .chain(by_noun)
            .chain(put_by(tree, at.word))
            .chain(from)
            .chain(by_clause);
        makers
            .find_map(who)
            .or_else(|| self.article.affiliation(at).map(one))
            .or_else(|| self.possessor(at).map(one))
            .or_else(|| self.maker_told_before(at).map(one))
            .unwrap_or_default()
    }

    /// "its autonomy plan ... the autonomy plan": a plan of the same name whose maker has been told.
    pub(super) fn maker_told_before(&self, at: At) -> Option<Who> {
        let name = |at: At| {
            let tree = self.article.tree(at);
            let noun = &tree.nodes[at.word];
            let kind = tree.child(at.word, "compound")?;
            Some((tree.nodes[kind].lemma.as_str(), noun.lemma.as_str()))
        };
        let sought = name(at)?;
        let told = (0..at.sentence).flat_map(|sentence| {
            let words = 0..self.article.trees[sentence].nodes.len();
            words.map(move |word| At { sentence, word })
        });
        let mut namesakes = told.filter(|&before| name(before) == Some(sought));
        namesakes.find_map(|before| {
            self.article
                .affiliation(before)
                .or_else(|| self.possessor(before))
        })
    }

    /// The plan whose own name the model takes for a sign of a proposal: "came with a three-step plan: first the oil".
    pub(super) fn plan_seen(&self, rule: &Rule, site: Site<'_>) -> Option<At> {
        let tree = self.article.tree(site.head());
        let frame = self.article.frames[site.sentence]
            .iter()
            .position(|f| f.head == site.frame.head)?;
        let head = &tree.nodes[site.frame.head];
        let qualifies = head.head.filter(|_| head.is("compound"));
        let is_plan = |&word: &usize| {
            let node = &tree.nodes[word];
            let is_here = self.predication_of(tree, site.sentence, word) == Some(frame);
            node.upos == "NOUN"
                && node.clear_act() == Some(Act::Propose)
                && self.rules.lexicon.is(&node.lemma, "put-forward")
                && (is_here || qualifies == Some(word))
        };
        // "On the table will be a draft for a truce", "has presented, at the last round, a proposal for a corridor"
        let is_named = |&word: &usize| {
            let node = &tree.nodes[word];
            let is_new = tree
                .children_by(word, "det")
                .any(|d| tree.nodes[d].lemma == "a");
            let is_told = tree.child(word, "nmod").is_some() || tree.child(word, "acl").is_some();
            let is_here = word == site.frame.head
                || head.head == Some(word)
                || tree.under(word, site.frame.head);
            node.upos == "NOUN"
                && is_new
                && is_told
                && is_here
                && self.rules.lexicon.is(&node.lemma, "put-forward")
        };
        let has_none = site.frame.object.is_none() && site.frame.content.is_none();
        let words = 0..tree.nodes.len();
        let named = || words.clone().find(is_named).filter(|_| has_none);
        let word = words.clone().find(is_plan).or_else(named)?;
        rule.id.starts_with(ACTS).then_some(At {
            word,
            ..site.head()
        })
    }

    /// Whoever comes with a plan: the agent of the predication that its name stands in.
    pub(super) fn bringer(&self, plan: At) -> Option<Who> {
        let tree = self.article.tree(plan);
        let host = tree.nodes[plan.word].head?;
        let frame = self.predication_of(tree, plan.sentence, host)?;
        let word = self.article.frames[plan.sentence][frame].agent?;
        let mut doers = self.article.who(At { word, ..plan }).into_iter();
        doers.find(|w| w.party.is_some())
    }

    /// "A draft written by Norway. *It* would open the ports": whether a rule asks for whoever drew up an *it*.
    pub(super) fn is_it(&self, site: Site<'_>, by: &str) -> bool {
        let slot = by.strip_suffix(".maker");
        let places = slot.map(|slot| self.places(site, slot)).unwrap_or_default();
        let lemma = |at: &At| self.article.tree(*at).nodes[at.word].lemma.as_str();
        places.first().is_some_and(|at| lemma(at) == "it")
    }

    /// Whether a proposal of somebody's has just been spoken of.
    pub(super) fn is_just_put(&self, planner: &Who, at: At) -> bool {
        let mut put = self.proposals.iter();
        put.any(|p| !p.is_asked() && p.is_by(planner) && (p.last == at || at_most(p.last, at, 1)))
    }

    /// "We have seen the Turkish draft. Norway would get a port": what somebody would have by a plan just spoken of is that plan's.
    pub(super) fn planner_before(&self, site: Site<'_>) -> Option<Who> {
        let would = site.frame.modal.as_deref() == Some("would");
        let before = site.sentence.checked_sub(1).filter(|_| would)?;
        let tree = &self.article.trees[before];
        let here = self.article.tree(site.head()).paragraph;
        let is_plan = |&word: &usize| {
            let node = &tree.nodes[word];
            node.upos == "NOUN" && self.rules.lexicon.is(&node.lemma, "put-forward")
        };
        let mut plans = (0..tree.nodes.len()).filter(is_plan);
        plans
            .find_map(|word| {
                self.maker(At {
                    sentence: before,
                    word,
                })
            })
            .filter(|_| tree.paragraph == here)
    }

    pub(super) fn maker_in(&self, site: Site<'_>) -> Option<Who> {
        let nodes = &self.article.trees[site.sentence].nodes;
        let is_plan = |n: &Node| {
            n.upos == "NOUN"
                && (self.rules.lexicon.is(&n.lemma, "put-forward") || n.lemma == "paper")
        };
        let mut plans = (0..nodes.len()).filter(|&word| is_plan(&nodes[word]));
        plans.find_map(|word| {
            self.maker(At {
                word,
                ..site.head()
            })
        })
    }

    /// "had been drafted in Washington": whose capital it was drawn up in.
    pub(super) fn drafted_in(&self, site: Site<'_>) -> Option<Who> {
        let word = site.frame.oblique(&["in"])?;
        let mention = self.article.cast.at(site.sentence, word)?;
        let span = self.article.tree(site.head()).nodes[word].span;
        let is_drawn_up = matches!(
            site.frame.lemma.as_str(),
            "draft" | "draw up" | "write" | "prepare" | "devise"
        );
        (is_drawn_up && mention.kind == NameKind::Capital)
            .then(|| self.article.member_who(mention.member, span))
    }

    /// Whose a thing is by a possessive, be it somebody who acts for no party.
    pub(super) fn possessor(&self, at: At) -> Option<Who> {
        let word = self.article.tree(at).child(at.word, "nmod:poss")?;
        self.article.who(At { word, ..at }).into_iter().next()
    }
}

/// "the idea of a line between the commands, put forward *by Chile*": who put it forward, on whatever word of the phrase the parser
/// hung it.
pub(super) fn put_by(tree: &Tree, noun: usize) -> Option<usize> {
    const PUT: &[&str] = &[
        "put",
        "propose",
        "present",
        "submit",
        "draft",
        "table",
        "float",
        "suggest",
        "offer",
        "draw",
        "circulate",
        "advance",
        "prepare",
        "write",
    ];
    let put = |&verb: &usize| {
        let node = &tree.nodes[verb];
        node.xpos == "VBN" && PUT.contains(&node.lemma.as_str())
    };
    let mut inside = (noun + 1..tree.extent(noun).1).filter(put);
    inside.find_map(|verb| tree.child(verb, "obl:agent"))
}
