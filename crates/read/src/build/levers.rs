//! What a party holds over another: used, withheld, threatened.

mod favours;
mod labels;
mod state;

use super::{Builder, Site, argue, argument};
use crate::article::{At, Who};
use crate::cast::Nature;
use crate::frame::{Frame, Tense};
use crate::rules::Rule;
use crate::tree::{Node, Tree};
use demarche_evidence::{Body, Lever, LeverUse, PartyKind};
use std::collections::BTreeSet;

/// The rule for levers that the model alone sees.
const SIGNED_LEVER: &str = "act.lever";

/// The rules for steps that are not ruled out and for those that somebody is ready for.
const NOT_RULED_OUT: &str = "lever.not-rule-out";
const READY: &str = "lever.ready-to";

/// The rule for what somebody offers or promises on a condition.
const OFFERED: &str = "lever.offer-if";

/// Verbs of paying somebody back.
const ANSWERING: &[&str] = &["answer", "respond", "retaliate", "hit back", "strike back"];

/// The rules for what somebody will do on a condition, and for measures that somebody has called off.
const WOULD_IF: &str = "lever.would-if";
const CALLED_OFF: &str = "lever.called-off";

/// The rule for measures that somebody took.
const MEASURE: &str = "lever.measure";

/// The rules for steps that somebody threatens or warns of in so many words.
const THREATENED: &str = "lever.threaten";
const WARNED: &str = "lever.warn";

/// Whom a step hits that is taken against a thing.
const SUFFERER: &str = "object.owner|object";

/// The rule for strikes that are called or backed.
const PLANNED: &str = "lever.plans-strike";

/// Verbs for what comes of a thing.
const CAUSING: &[&str] = &[
    "cost",
    "lead",
    "mean",
    "cause",
    "hurt",
    "harm",
    "damage",
    "wipe out",
    "destroy",
    "violate",
    "undermine",
    "kill",
    "ruin",
    "amount",
    "endanger",
    "jeopardise",
    "jeopardize",
    "imperil",
    "worsen",
];

/// Further verbs that press nobody.
const IDLE: &[&str] = &[
    "need", "want", "stay", "remain", "wait", "enter", "become", "look", "hope", "regard",
    "consider", "view", "war", "fighting", "stand", "lose", "suffer", "fear", "face", "risk",
    "incur",
];

/// Verbs of going on with what is done already.
const GOING_ON: &[&str] = &[
    "keep", "keep up", "stay", "remain", "continue", "hold", "maintain",
];

impl<'a> Builder<'a> {
    /// On what a step depends: "close its ports *if there is no deal by May*".
    fn depends_on(&self, site: Site<'_>) -> Option<String> {
        let told = self.condition_span(self.told(site));
        let span = told.or_else(|| self.condition_span(self.governing(site)))?;
        Some(self.article.slice(span).to_owned())
    }

    /// Whom a lever presses: who stands where the rule says, else another party of the sentence,
    /// else the other main party.
    fn pressed_by(&self, rule: &str, site: Site<'_>, holder: &Who, against: &str) -> Option<Who> {
        let is_other = |w: &Who| {
            let is_same = w.name == holder.name || w.party.is_some() && w.party == holder.party;
            !is_same && !is_own_people(w) && !self.is_own_union(holder, w)
        };
        let slots = against
            .strip_suffix("others")
            .map_or(against, |s| s.trim_end_matches('|'));
        let is_side = |w: &Who| {
            let is_none = |p| self.article.is_go_between(p) || self.article.is_no_side(p);
            !w.party.is_some_and(is_none)
        };
        // "would refer the matter to a tribunal"
        let is_pressed = |w: &Who| is_other(w) && !(rule == SIGNED_LEVER && is_judge(&w.name));
        // "would complain *to the aviation body*": who hears of it is not pressed.
        let is_complaint = rule == SIGNED_LEVER
            && matches!(
                self.told(site).frame.lemma.as_str(),
                "complain" | "appeal" | "refer"
            );
        let told = self
            .whos(site, if is_complaint { "" } else { slots })
            .into_iter();
        let told = told.map(|w| self.owner_of(site, w)).find(is_pressed);
        let told = told.or_else(|| self.accuser(site).filter(is_pressed));
        // "unless *the party* dropped its target": of two sides the other, where the word alone names none.
        let told = told.filter(|w| !is_side_alone(w) || slots == against);
        if told.is_some() || slots == against {
            return told;
        }
        let here = self.article.tree(site.head()).nodes[site.frame.head].span;
        let named = self.named_in(site.sentence);
        // "threatened to leave the coalition if Norland got its treaty"
        let is_own_cabinet = self.leaves_own_cabinet(site);
        let is_near = |w: &Who| !is_own_cabinet || !self.is_state(w);
        let behind = named
            .iter()
            .find(|w| is_other(w) && is_side(w) && is_near(w) && w.span.start > here.start);
        let is_main =
            |w: &Who| is_other(w) && is_near(w) && (!is_own_cabinet || !self.is_state(holder));
        behind
            .cloned()
            .or_else(|| self.others(site).into_iter().find(is_main))
    }

    /// "*Chile* accused Norway of using gas as a weapon": who complains of what another does to them.
    fn accuser(&self, site: Site<'_>) -> Option<Who> {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("advcl"))?;
        let is_charge = matches!(tree.nodes[above].lemma.as_str(), "accuse" | "blame");
        let word = tree.child(above, "nsubj").filter(|_| is_charge)?;
        let who = self.article.who(At {
            word,
            ..site.head()
        });
        who.into_iter().next()
    }

    /// "closed its ports to *Faroese trawlers*", "the delivery of coal to *Chile's power stations*": whose the things are that a step is
    /// taken against.
    fn owner_of(&self, site: Site<'_>, thing: Who) -> Who {
        if thing.party.is_some() || thing.member.is_some() {
            return thing;
        }
        let tree = self.article.tree(site.head());
        let is_inside = |i: usize| thing.span.contains(tree.nodes[i].span);
        let mut inside = (0..tree.nodes.len()).filter(|&i| is_inside(i));
        let head = inside.find(|&i| tree.nodes[i].head.is_none_or(|h| !is_inside(h)));
        let owner = head.and_then(|word| {
            self.article.affiliation(At {
                word,
                ..site.head()
            })
        });
        match owner.and_then(|o| o.party) {
            Some(party) => self.article.member_who(party, thing.span),
            None => thing,
        }
    }

    /// "would quit the government", "pulled out of the coalition": a step against one's own partners.
    fn leaves_own_cabinet(&self, site: Site<'_>) -> bool {
        const LEAVING: &[&str] = &[
            "leave",
            "quit",
            "bring down",
            "topple",
            "pull out",
            "pull out of",
            "withdraw",
            "walk out",
            "walk out of",
            "exit",
            "resign",
        ];
        let tree = self.article.tree(site.head());
        let told = self.told(site).frame.head;
        let step = tree.child(told, "xcomp").unwrap_or(told);
        let is_cabinet = |i: usize| {
            matches!(
                tree.nodes[i].lemma.as_str(),
                "government" | "coalition" | "cabinet"
            )
        };
        let mut left = tree
            .children_by(step, "obj")
            .chain(tree.children_by(step, "obl"));
        LEAVING.contains(&tree.nodes[step].lemma.as_str()) && left.any(is_cabinet)
    }

    /// "the strike by 4,000 dock workers … the Lorn Dockers' Union": workers without a name press no union.
    fn is_own_union(&self, holder: &Who, other: &Who) -> bool {
        let is_union = other
            .member
            .or(other.party)
            .is_some_and(|m| self.article.is_union(m));
        is_union && is_nameless_worker(holder)
    }

    /// Whether somebody is a state or acts for one.
    pub(super) fn is_state(&self, who: &Who) -> bool {
        let nature = who.party.map(|p| self.article.cast.members[p].nature);
        nature == Some(Nature::Party(PartyKind::State))
    }

    pub(super) fn make_lever(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        (holder, against, what): (&str, Option<&str>, &str),
        state: &str,
        irreversible: bool,
    ) -> bool {
        if self.is_no_step_of_pressure(rule, site, what) {
            return false;
        }
        let Some(state) = self.state_told(rule, site, state) else {
            return false;
        };
        // "could not talk *while its ships were held*": the other side's doing, which whoever complains is pressed by
        let is_suffered =
            rule.id == SIGNED_LEVER && is_suffered(self.article.tree(site.head()), site.frame);
        let (holder, against) = if is_suffered {
            ("others", Some("parent.agent|voice"))
        } else {
            (holder, against)
        };
        let is_taken = is_taken_by_nobody(self.article.tree(site.head()), rule, site);
        let holders = if is_taken {
            self.takers(site)
        } else {
            self.parties(site, holder)
        };
        let against = if is_taken { Some(SUFFERER) } else { against };
        let holders: Vec<Who> = holders.into_iter().map(|w| self.union_for(w)).collect();
        // "We will recall our ambassadors": each of those who sign it does.
        let mut made = false;
        for holder in &holders {
            let Some(span) = self.step_of_pressure(rule, site, what, holder) else {
                continue;
            };
            if rule.id == SIGNED_LEVER && state == LeverUse::Used && is_bystander(holder) {
                continue;
            }
            let pressed = against.and_then(|a| self.pressed_by(&rule.id, site, holder, a));
            let pressed = pressed.map(|w| self.union_for(w));
            let is_own = |w: &Who| {
                let mut own = holders.iter();
                own.any(|h| h.name == w.name || h.party.is_some() && h.party == w.party)
            };
            let pressed = pressed.filter(|w| !is_own(w));
            let mut arguments = argue(
                &[("holder", std::slice::from_ref(holder))],
                self.head_span(site),
            );
            arguments.push(argument("what", span));
            let body = Body::Lever(Lever {
                holder: self.article.actor(holder),
                against: pressed.as_ref().map(|w| self.article.actor(w)),
                what: self.article.slice(span).to_owned(),
                state,
                irreversible,
                condition: self.depends_on(site),
            });
            made |= self.push(rule, site, body, arguments);
        }
        made
    }

    /// Who takes or keeps out what is told without them: whose the place is, "banned *from Norway's airspace*", else the other side.
    fn takers(&self, site: Site<'_>) -> Vec<Who> {
        let owner = self.parties(site, "from.owner");
        if !owner.is_empty() {
            return owner;
        }
        let sufferers = self.whos(site, SUFFERER);
        let suffers = |w: &Who| {
            sufferers
                .iter()
                .any(|s| s.party.is_some() && s.party == w.party)
        };
        let mut sides = self.both_sides(site.head());
        sides.retain(|w| !suffers(w));
        sides.truncate(1);
        sides
    }

    /// "locked out *600 workers*", "*customs officers* began a go-slow. Their union, SMB": workers without a name are the only union that
    /// the text names.
    fn union_for(&self, who: Who) -> Who {
        let named = self.article.cast.mentions.iter().map(|m| m.member);
        let unions: BTreeSet<_> = named.filter(|&m| self.article.is_union(m)).collect();
        match unions.first() {
            Some(&only) if unions.len() == 1 && is_nameless_worker(&who) => {
                self.article.member_who(only, who.span)
            }
            _ => who,
        }
    }

    /// "denied that it had threatened to halt purchases", "asked the court to block it", "did not rule out the idea", "was set up after Chile stopped two ships": what is asked of others, a
    /// proposal, and what was before.
    fn is_no_step_of_pressure(&self, rule: &Rule, site: Site<'_>, what: &str) -> bool {
        let tree = self.article.tree(site.head());
        let is_asked = rule.id == SIGNED_LEVER && (self.is_asked_for(site) || self.is_agreed(site));
        let is_plan = what == "object"
            && rule.id == NOT_RULED_OUT
            && site.frame.object.is_some_and(|word| {
                self.is_proposal_noun(At {
                    word,
                    ..site.head()
                })
            });
        let is_unready = rule.id == READY && !site.frame.infinitive;
        let mut marks = tree.children_by(site.frame.head, "mark");
        let is_aside = tree.nodes[site.frame.head].is("advcl")
            && marks.any(|m| matches!(tree.nodes[m].lemma.as_str(), "after" | "since" | "when"));
        let is_on_terms = matches!(rule.id.as_str(), SIGNED_LEVER | WOULD_IF);
        is_asked
            || is_on_terms && never_came(tree, self.told(site).frame.head)
            || is_on_terms && is_vote(tree, self.told(site).frame.head)
            || rule.id == SIGNED_LEVER && self.presses_nobody(site)
            || self.is_denied(site)
            || self.warns_of_an_effect(rule, site)
            || rule.id == CALLED_OFF && self.is_called_off_already(site)
            || is_plan
            || is_unready
            || is_aside && matches!(rule.id.as_str(), SIGNED_LEVER | MEASURE)
    }

    /// A strike that is called off is told once, and by the text rather than by its headline.
    fn is_called_off_already(&self, site: Site<'_>) -> bool {
        let is_told = self.made.iter().any(|d| d.rule == CALLED_OFF);
        let has_more = self.article.trees.len() > 1;
        is_told || has_more && self.is_headline(self.evidence(site.sentence))
    }

    /// "a ban would violate the treaty", "needs a guarantee", "the ships detained in April": what the model takes for a lever and what
    /// nobody does to anybody, or what is done by somebody else than the sentence says.
    fn presses_nobody(&self, site: Site<'_>) -> bool {
        let frame = site.frame;
        let lemma = self.told(site).frame.lemma.as_str();
        let tree = self.article.tree(site.head());
        // "will not lay down their *arms*": what somebody keeps for themselves.
        let is_thing = frame.nominal && tree.nodes[frame.head].is("obj");
        if is_thing && keeps_own(tree, frame.head) {
            return true;
        }
        // "imposed *the measures* in 2022": told before, and by their name.
        if frame.object.is_some_and(|o| is_bare_measure(tree, o)) && self.has_lever_before(site) {
            return true;
        }
        // "warned that *the strike* would cost millions"
        let is_cause = tree.nodes[frame.head].is("nsubj")
            && CAUSING.contains(&self.governing(site).frame.lemma.as_str());
        // "repeated its offer to lower the fee"
        let is_beside = is_help(tree, frame.head)
            || is_first_of_two(tree, frame.head)
            || is_threatened(frame)
            || is_threatened(self.governing(site).frame)
            || self.is_renewed(site)
            || is_ordered(tree, frame.head)
            || is_cause
            || is_under_threat(tree, frame.head)
            || is_called_names(tree, frame.head)
            || is_endangered(tree, self.told(site).frame.head)
            || is_in_return(tree, self.governing(self.told(site)).frame.head)
            || self.is_driven(site);
        // "stand to lose *orders*"
        let is_missed = frame.nominal && IDLE.contains(&self.governing(site).frame.lemma.as_str());
        if self.is_offered_or_asked(site) || is_beside || is_missed || self.warns_of_others(site) {
            return true;
        }
        let is_aside = tree.nodes[frame.head].is("acl");
        let is_done_by_nobody = is_aside && frame.passive && frame.agent.is_none();
        is_done_by_nobody || IDLE.contains(&lemma) || CAUSING.contains(&lemma)
    }

    /// "*The fighting forced* the mission to turn back": what somebody has to do because of a thing is no step of theirs.
    fn is_driven(&self, site: Site<'_>) -> bool {
        const DRIVING: &[&str] = &["force", "compel", "oblige", "prompt", "lead", "drive"];
        let tree = self.article.tree(site.head());
        let over = |i: &usize| {
            let node = &tree.nodes[*i];
            node.head.filter(|_| node.is("xcomp") || node.is("obj"))
        };
        let is_driving = |v: &usize| {
            let is_verb = DRIVING.contains(&tree.nodes[*v].lemma.as_str());
            is_verb && tree.child(*v, "obj").is_some()
        };
        let mut above = std::iter::successors(Some(site.frame.head), over);
        let verb = above.find(is_driving);
        let subject = verb.and_then(|v| tree.child(v, "nsubj"));
        subject.is_some_and(|word| {
            let at = At {
                word,
                ..site.head()
            };
            let is_thing = tree.nodes[word].upos == "NOUN" && self.article.who(at).is_empty();
            is_thing && self.article.affiliation(at).is_none()
        })
    }

    /// "have offered to delay the sanctions", "insisted that any truce must be preceded by a pullback", "accused Peru of blocking the talks":
    /// what is held out, wanted, or said of somebody else presses nobody.
    fn is_offered_or_asked(&self, site: Site<'_>) -> bool {
        const OFFERING: &[&str] = &["offer", "propose", "suggest", "accuse", "blame"];
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let is_under = node.is("xcomp") || node.is("ccomp") || node.is("advcl") || node.is("obj");
        let over = node.head.filter(|_| is_under);
        let over = over.map_or("", |h| tree.nodes[h].lemma.as_str());
        let is_wanted = site.frame.modal.as_deref() == Some("must") && site.frame.passive;
        OFFERING.contains(&over) || is_wanted
    }

    /// "warned that *Chile's dam could dry up* the river", "that the country would slide into war": what a speaker fears of the other side
    /// or of fate, and no step of their own.
    fn warns_of_others(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let told = self.told(site).frame;
        let subject = tree.child(told.head, "nsubj");
        let (Some(subject), true) = (subject, told.head != site.frame.head) else {
            return false;
        };
        let is_fate = matches!(
            tree.nodes[subject].lemma.as_str(),
            "country" | "region" | "world"
        );
        let at = |word| At {
            word,
            ..site.head()
        };
        let owner = self.article.affiliation(at(subject)).and_then(|o| o.party);
        let teller = tree.child(site.frame.head, "nsubj");
        let mut tellers = teller.into_iter().flat_map(|t| self.article.who(at(t)));
        is_fate || owner.is_some() && tellers.all(|t| t.party.is_some() && t.party != owner)
    }

    /// Whether the sentence before tells a lever.
    fn has_lever_before(&self, site: Site<'_>) -> bool {
        let before = site.sentence.checked_sub(1).map(|s| self.evidence(s));
        let made = before
            .and_then(|b| self.made_at.get(&b))
            .into_iter()
            .flatten();
        made.into_iter()
            .any(|&d| matches!(self.made[d].body, Body::Lever(_)))
    }

    /// "warned that *it would cost* jobs": what somebody fears comes of a thing, and no step of their own.
    fn warns_of_an_effect(&self, rule: &Rule, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let told = self.told(site);
        let subject = tree.child(told.frame.head, "nsubj");
        let is_content = told.frame.head != site.frame.head;
        let Some(subject) = subject.filter(|_| rule.id == WARNED && is_content) else {
            return false;
        };
        let who = self.article.who(At {
            word: subject,
            ..site.head()
        });
        let is_thing = who.iter().all(|w| w.party.is_none() && w.member.is_none())
            || tree.nodes[subject].lemma == "it";
        !told.frame.passive && is_thing && CAUSING.contains(&told.frame.lemma.as_str())
    }
}

/// "*flights from Chile* have been banned": whether things are taken or kept out by whom the words do not tell, where the model alone
/// sees a lever. Whose they are does not do it to themselves.
fn is_taken_by_nobody(tree: &Tree, rule: &Rule, site: Site<'_>) -> bool {
    const TAKING: &[&str] = &[
        "ban",
        "bar",
        "detain",
        "arrest",
        "expel",
        "seize",
        "impound",
        "confiscate",
        "blacklist",
        "dismiss",
        "sack",
        "fine",
        "jail",
        "imprison",
        "lock out",
        "evict",
        "deport",
        "sanction",
        "kidnap",
        "intercept",
        "turn back",
        "turn away",
    ];
    let frame = site.frame;
    let is_passive = frame.passive && tree.child(frame.head, "aux:pass").is_some();
    // "any boat without one will be arrested, the minister warned": by whoever warns.
    let is_done = frame.modal.is_none() && frame.tense != Tense::Future;
    // "trawlers *were turned away* from the port"
    let mut ways = tree.children_by(frame.head, "advmod");
    let is_turned = frame.lemma == "turn"
        && ways.any(|w| matches!(tree.nodes[w].lemma.as_str(), "away" | "back"));
    let is_taking = is_turned || TAKING.contains(&frame.lemma.as_str());
    let is_taken = is_passive && is_done && is_taking;
    rule.id == SIGNED_LEVER && is_taken && frame.agent.is_none()
}

/// Whether somebody is workers without a name: "the pilots", "340 workers".
pub(super) fn is_nameless_worker(who: &Who) -> bool {
    const WORKERS: &[&str] = &[
        "attendants",
        "cleaners",
        "controllers",
        "crews",
        "dockers",
        "doctors",
        "drivers",
        "engineers",
        "firefighters",
        "guards",
        "journalists",
        "lecturers",
        "mechanics",
        "miners",
        "nurses",
        "officers",
        "paramedics",
        "pilots",
        "porters",
        "seafarers",
        "staff",
        "teachers",
        "workers",
    ];
    let mut words = who.name.split(' ');
    who.party.is_none()
        && who.member.is_none()
        && words.any(|w| WORKERS.contains(&w.to_lowercase().as_str()))
}

/// "*Shipowners* are turning away cargoes": people in trade without a name who do what suits them, and press nobody.
fn is_bystander(who: &Who) -> bool {
    const IN_TRADE: &[&str] = &[
        "banks",
        "brokers",
        "buyers",
        "consumers",
        "customers",
        "dealers",
        "exporters",
        "importers",
        "insurers",
        "investors",
        "lenders",
        "makers",
        "markets",
        "mills",
        "retailers",
        "shipowners",
        "shippers",
        "suppliers",
        "traders",
    ];
    let mut words = who.name.split([' ', '-']);
    who.party.is_none()
        && who.member.is_none()
        && words.any(|w| IN_TRADE.contains(&w.to_lowercase().as_str()))
}

/// "the party", "the government": a word that any side may be called by.
fn is_side_alone(who: &Who) -> bool {
    let is_word = matches!(
        who.name.as_str(),
        "party" | "government" | "company" | "operator" | "employer" | "it"
    );
    who.party.is_none() && who.member.is_none() && is_word
}

/// "if *members* back the ban": those who are asked what their own side shall do.
fn is_own_people(who: &Who) -> bool {
    let first = who.name.split(' ').next().unwrap_or_default();
    who.party.is_none() && who.member.is_none() && first.eq_ignore_ascii_case("members")
}

/// "sent 200 soldiers *to help the army*": what is done for somebody's good.
fn is_help(tree: &Tree, verb: usize) -> bool {
    const HELPING: &[&str] = &[
        "help", "support", "protect", "train", "monitor", "assist", "aid", "secure", "reassure",
        "evacuate", "rescue", "observe",
    ];
    let mut purposes = tree
        .children_by(verb, "advcl")
        .chain(tree.children_by(verb, "xcomp"));
    purposes.any(|p| {
        let is_purpose = tree
            .children_by(p, "mark")
            .any(|m| tree.nodes[m].lemma == "to");
        is_purpose && HELPING.contains(&tree.nodes[p].lemma.as_str())
    })
}

/// "asked the court to order Norway *to halt the vote*", "the Left would have *to drop its cap*": what somebody is to do.
fn is_ordered(tree: &Tree, verb: usize) -> bool {
    let node = &tree.nodes[verb];
    let above = node.head.filter(|_| node.is("xcomp"));
    above.is_some_and(|a| {
        let lemma = tree.nodes[a].lemma.as_str();
        matches!(lemma, "have" | "need")
            || matches!(lemma, "order" | "tell") && tree.child(a, "obj").is_some()
    })
}

/// "*have been threatened* with dismissal, the union said": who is threatened threatens nobody.
fn is_threatened(frame: &Frame) -> bool {
    frame.lemma == "threaten" && frame.passive && frame.agent.is_none()
}

/// "*Either the firm withdraws* the dismissals or we walk out": what is asked, before the threat.
fn is_first_of_two(tree: &Tree, verb: usize) -> bool {
    let mut words = tree
        .children_by(verb, "cc")
        .chain(tree.children_by(verb, "cc:preconj"));
    words.any(|c| c < verb && tree.nodes[c].lemma == "either")
}

/// "there *would have been* no strike if": what is only imagined of the past.
fn never_came(tree: &Tree, verb: usize) -> bool {
    let has = |lemma: &str| {
        tree.children_by(verb, "aux")
            .any(|a| tree.nodes[a].lemma == lemma)
    };
    has("have") && (has("would") || has("could"))
}

/// "will vote on the result in July": whoever votes on something has done nothing to anybody; "will vote to strike" is told by its strike.
fn is_vote(tree: &Tree, verb: usize) -> bool {
    tree.nodes[verb].lemma == "vote" && tree.child(verb, "xcomp").is_none()
}

/// "*after talks with the operator*", "*in a dispute over rosters*": on what occasion something is done.
fn is_occasion(tree: &Tree, noun: usize) -> bool {
    let node = &tree.nodes[noun];
    let is_row = matches!(node.lemma.as_str(), "dispute" | "row" | "quarrel");
    let preposition = tree.preposition(noun);
    node.is("obl")
        && match preposition.as_deref() {
            Some("after" | "following" | "amid") => true,
            Some("in") if node.lemma == "ballot" => true,
            Some("in" | "over") => is_row,
            _ => false,
        }
}

/// Whether a name is that of a body that decides between sides.
fn is_judge(name: &str) -> bool {
    let mut words = name.split(' ').map(str::to_lowercase);
    words.any(|w| {
        matches!(
            w.as_str(),
            "court" | "tribunal" | "arbitration" | "ombudsman" | "judge"
        )
    }) || name == "World Trade Organization"
}

/// "warned that 40,000 jobs are *at risk*": what is feared for.
fn is_endangered(tree: &Tree, predicate: usize) -> bool {
    let is_danger = matches!(
        tree.nodes[predicate].lemma.as_str(),
        "risk" | "stake" | "danger" | "jeopardy" | "peril"
    );
    is_danger && matches!(tree.preposition(predicate).as_deref(), Some("at" | "in"))
}

/// "*In return* it would open its port": what somebody gives for something.
fn is_in_return(tree: &Tree, verb: usize) -> bool {
    tree.children_by(verb, "obl").any(|o| {
        let is_return = matches!(tree.nodes[o].lemma.as_str(), "return" | "exchange");
        is_return && tree.preposition(o).as_deref() == Some("in")
    })
}

/// Whether somebody denies to give up a thing of their own.
fn keeps_own(tree: &Tree, thing: usize) -> bool {
    let Some(verb) = tree.nodes[thing].head else {
        return false;
    };
    let is = |words: &[&str], n: &Node| words.contains(&n.lemma.as_str());
    let is_giving_up = is(
        &[
            "hand",
            "lay",
            "surrender",
            "give",
            "lay down",
            "hand over",
            "give up",
        ],
        &tree.nodes[verb],
    );
    let mut beside = tree.children(verb).iter().map(|&c| &tree.nodes[c]);
    is_giving_up && beside.any(|n| is(&["not", "n't", "never"], n))
}

/// "(could not talk) *while the quay was blocked*": whether a clause tells what is done, by nobody it names, that somebody's no lasts
/// as long as.
fn is_suffered(tree: &Tree, frame: &Frame) -> bool {
    let node = &tree.nodes[frame.head];
    let host = node.head.filter(|_| node.is("advcl"));
    let is_denied = |h: usize| {
        let mut beside = tree
            .children(h)
            .iter()
            .map(|&c| tree.nodes[c].lemma.as_str());
        beside.any(|l| matches!(l, "not" | "n't" | "never"))
    };
    let mut marks = tree.children_by(frame.head, "mark");
    let lasts = marks.any(|m| {
        matches!(
            tree.nodes[m].lemma.as_str(),
            "while" | "because" | "since" | "as"
        )
    });
    frame.passive && frame.agent.is_none() && lasts && host.is_some_and(is_denied)
}

/// "the measures", "these sanctions": a definite word that names no measure by itself.
fn is_bare_measure(tree: &Tree, word: usize) -> bool {
    let is_general = matches!(
        tree.nodes[word].lemma.as_str(),
        "measure" | "step" | "restriction" | "sanction" | "curb"
    );
    let mut beside = tree.children(word).iter().map(|&c| &tree.nodes[c]);
    is_general
        && beside.all(|n| {
            n.is("det")
                && matches!(
                    n.lemma.as_str(),
                    "the" | "this" | "these" | "those" | "that"
                )
        })
}

/// "the threat of *a strike*", "the prospect of *new sanctions*", "vote on *the strike*": a measure that is talked of only.
fn is_talked_of(tree: &Tree, noun: usize) -> bool {
    let node = &tree.nodes[noun];
    let is_put = |v: usize| matches!(tree.nodes[v].lemma.as_str(), "vote" | "ballot" | "poll");
    if (node.is("obl") || node.is("nmod")) && node.head.is_some_and(is_put) {
        return tree.preposition(noun).as_deref() == Some("on");
    }
    let above = tree.nodes[noun]
        .head
        .filter(|_| tree.nodes[noun].is("nmod"));
    above.is_some_and(|a| {
        matches!(
            tree.nodes[a].lemma.as_str(),
            "threat" | "prospect" | "risk" | "possibility"
        )
    })
}

/// "any diversion of the rivers would be *an act of war*": what is told of somebody else's step, and no step of one's own.
fn is_called_names(tree: &Tree, noun: usize) -> bool {
    let node = &tree.nodes[noun];
    let predicate = node.head.filter(|_| node.is("nsubj"));
    predicate.is_some_and(|p| tree.nodes[p].is_nominal() && tree.child(p, "cop").is_some())
}

/// "while it remains *under threat* of attack": a threat that somebody lies under.
fn is_under_threat(tree: &Tree, noun: usize) -> bool {
    tree.nodes[noun].lemma == "threat" && tree.preposition(noun).as_deref() == Some("under")
}
