//! Days ahead that bear on the talks: what has to be done by then, runs out, is decided or takes effect.

use super::{Builder, Site, argue, argument};
use crate::article::{At, Who};
use crate::cast::join;
use crate::frame::Tense;
use crate::rules::Rule;
use crate::slots::is_clause;
use crate::tree::Tree;
use crate::when::{self, Bound, Expression};
use demarche_evidence::{Body, Milestone, MilestoneKind, Span};

/// The slot of what follows a condition.
const CONDITION: &str = "if";

/// What is done with a measure that does not come.
const WITHDRAWING: &[&str] = &[
    "call", "lift", "scrap", "drop", "suspend", "cancel", "withdraw", "postpone", "shelve", "delay",
];

impl Builder<'_> {
    pub(super) fn make_milestone(
        &mut self,
        rule: &Rule,
        site: Site<'_>,
        brings: MilestoneKind,
        by: &str,
        what: &str,
    ) -> bool {
        if self.is_asked(site.sentence) || self.is_denied(site) {
            return false;
        }
        let what_at = self.first_place(site, what);
        let condition = what_at.filter(|_| what == CONDITION);
        if condition.is_some_and(|at| !self.is_failing(at) || !self.follows(site, at)) {
            return false;
        }
        let day_at = condition.unwrap_or(site.head());
        if self.is_called_off(site) {
            return false;
        }
        let Some(day) = self.day_ahead(site, day_at, brings) else {
            return false;
        };
        let mut parties = self.parties(site, by);
        if condition.is_some() {
            self.keep_named(site, by, &mut parties);
        }
        // "must sign" where the text names who must, else all of "the levy must go".
        let what = match what == "act" && parties.is_empty() {
            true => "head",
            false => what,
        };
        let Some(span) = self.milestone_matter(site, what, &day) else {
            return false;
        };
        let mut arguments = argue(&[("party", &parties)], self.head_span(site));
        arguments.push(argument("what", span));
        let otherwise = condition.map(|condition| self.without_condition(site, condition));
        arguments.extend(otherwise.map(|span| argument("otherwise", span)));
        let body = Body::Milestone(Milestone {
            kind: brings,
            parties: self.actors(&parties),
            what: self.article.slice(span).to_owned(),
            when: day.when,
            otherwise: otherwise.map(|span| self.article.slice(span).to_owned()),
        });
        self.push(rule, site, body, arguments)
    }

    fn first_place(&self, site: Site<'_>, slots: &str) -> Option<At> {
        let mut slots = slots.split('|');
        slots.find_map(|slot| self.places(site, slot).into_iter().next())
    }

    /// "*Unless* the two sides settle by Friday", "if *no* deal is reached by Friday": a condition for what comes of not doing something.
    fn is_failing(&self, at: At) -> bool {
        let tree = self.article.tree(at);
        let has_mark = |mark: &str| {
            let mut marks = tree.children_by(at.word, "mark");
            marks.any(|m| tree.nodes[m].form.eq_ignore_ascii_case(mark))
        };
        let is_negated = || {
            let is_no = |&w: &usize| {
                matches!(
                    tree.nodes[w].lemma.as_str(),
                    "not" | "no" | "n't" | "neither"
                )
            };
            let mut words = tree.children(at.word).iter();
            words.any(|w| is_no(w) || tree.children(*w).iter().any(is_no))
        };
        has_mark("unless") || has_mark("if") && is_negated()
    }

    /// Whether a predication is what follows on a condition: not "*threatened* to close the gate unless", but "threatened to *close* it".
    fn follows(&self, site: Site<'_>, condition: At) -> bool {
        let tree = self.article.tree(condition);
        let speaks = |word: usize| {
            let lemma = tree.nodes[word].lemma.as_str();
            lemma == "threaten" || self.rules.lexicon.is(lemma, "say")
        };
        let host = tree.nodes[condition.word].head;
        let host = host.and_then(|h| match is_clause(tree, h) {
            true => Some(h),
            false => tree.ancestor(h, is_clause),
        });
        let Some(mut told) = host else {
            return false;
        };
        let said = |word: usize| {
            let mut said = ["ccomp", "xcomp"]
                .iter()
                .filter_map(|rel| tree.child(word, rel));
            said.next().filter(|_| speaks(word))
        };
        if let Some(said) = said(told) {
            told = said;
        }
        // "would *stop* paying unless"
        while let Some(above) = tree.nodes[told]
            .head
            .filter(|_| tree.nodes[told].is("xcomp"))
        {
            if speaks(above) {
                break;
            }
            told = above;
        }
        told == site.frame.head
    }

    /// "called off *a ban that was to take effect on Friday*"
    fn is_called_off(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let noun = node.head.filter(|_| node.is("acl"));
        let noun = noun
            .map(|n| &tree.nodes[n])
            .filter(|n| n.is("obj") || n.is("nsubj:pass"));
        let verb = noun.and_then(|n| n.head);
        verb.is_some_and(|v| WITHDRAWING.contains(&tree.nodes[v].lemma.as_str()))
    }

    /// Who has to act is only told where the clause names a party: "unless *they* pay" may be of anybody.
    fn keep_named(&self, site: Site<'_>, by: &str, parties: &mut Vec<Who>) {
        let is_pronoun = |at: At| self.article.tree(at).nodes[at.word].upos == "PRON";
        if self.places(site, by).into_iter().any(is_pronoun) {
            parties.clear();
        }
        parties.retain(|who| who.party.is_some());
    }

    /// The first day to come beside a predication. What has to be done has a day up to which it can be done, unless a noun says that it is a
    /// deadline.
    fn day_ahead(&self, site: Site<'_>, at: At, brings: MilestoneKind) -> Option<Expression> {
        let tree = self.article.tree(at);
        let (low, high) = tree.extent(at.word);
        let is_past = site.frame.tense == Tense::Past;
        let told = |is_future| {
            times(
                tree,
                when::expressions(tree, low, high, self.date, is_future),
            )
        };
        // "gave them until Friday" is of a Friday to come, "the truce ended on Friday" of one that is over.
        let bounded = told(true).into_iter().filter(is_limit);
        let own = bounded.chain(told(!is_past));
        let mut ahead = own.filter(|e| {
            let is_elsewhere = is_of_a_clause(tree, e, at.word) || is_counted(tree, e);
            self.is_day_to_come(site, e) && !is_elsewhere
        });
        let names_deadline = (low..high).any(|i| {
            matches!(
                tree.nodes[i].lemma.as_str(),
                "deadline" | "ultimatum" | "cut-off"
            )
        });
        ahead.find(|e| match brings {
            MilestoneKind::Deadline if !names_deadline => is_limit(e),
            MilestoneKind::Start => matches!(e.bound, Bound::At | Bound::From),
            MilestoneKind::Expiry => matches!(e.bound, Bound::At | Bound::By | Bound::Until),
            MilestoneKind::Deadline | MilestoneKind::Decision => {
                !matches!(e.bound, Bound::Since | Bound::After)
            }
        })
    }

    /// Whether a time is still to come on the day of writing; where that is not known, whether the sentence says so.
    fn is_day_to_come(&self, site: Site<'_>, time: &Expression) -> bool {
        match (self.date, time.named.or(time.when.range)) {
            (Some(written), Some(range)) => range.last >= written,
            (Some(_), None) => false,
            (None, _) => site.frame.tense != Tense::Past,
        }
    }

    /// What the day brings, without the day at its end and what is told of it beside.
    fn milestone_matter(&self, site: Site<'_>, what: &str, day: &Expression) -> Option<Span> {
        let (span, _) = self.slot_text(site, what)?;
        let tree = self.article.tree(site.head());
        let mut inside = (0..tree.nodes.len()).filter(|&i| span.contains(tree.nodes[i].span));
        let mut low = inside.next()?;
        let mut high = inside.next_back().map_or(low + 1, |last| last + 1);
        let is_aside = |&i: &usize| {
            let node = &tree.nodes[i];
            let is_clause =
                node.is("acl") && (tree.under(site.frame.head, i) || follows_comma(tree, i));
            is_clause || node.is("parataxis")
        };
        if let Some(aside) = (low + 1..high).find(is_aside) {
            high = tree.extent(aside).0.max(low + 1);
        }
        let opening = opening_of(tree, day);
        if (low + 1..high).contains(&opening) && day.high >= high {
            high = opening;
        }
        if what != CONDITION {
            low += leading(tree, low, high);
        } else if let Some(comma) = (day.high..high).find(|&i| tree.nodes[i].lemma == ",") {
            high = comma; // "Unless there is a price by Sunday, *the federation warned*"
        }
        let (low, high) = tree.trim(low, high);
        (low < high).then(|| tree.span_of(low, high))
    }

    /// What follows, without the condition.
    fn without_condition(&self, site: Site<'_>, condition: At) -> Span {
        let tree = self.article.tree(condition);
        let is_aside = |c: usize| c == condition.word || tree.nodes[c].is("parataxis");
        let (low, high) = tree.extent_without(site.frame.head, &is_aside);
        let low = low + leading(tree, low, high);
        // Where it hangs on a word inside: "would freeze the assets of officers unless power is handed over".
        let (opening, end) = tree.extent(condition.word);
        let is_last = low < opening && end >= high;
        let high = if is_last { opening } else { high };
        let (low, high) = tree.trim(low, high);
        tree.span_of(low, high)
    }
}

/// How many words only lead up to a clause: "*that* it would stop", "*and* a second one".
fn leading(tree: &Tree, low: usize, high: usize) -> usize {
    let leads = |i: &usize| {
        let node = &tree.nodes[*i];
        node.is("mark") || node.is("cc") || node.upos == "PUNCT"
    };
    (low..high).take_while(leads).count()
}

/// "the elections, *which* ...": whether a comma stands before a clause.
fn follows_comma(tree: &Tree, clause: usize) -> bool {
    let (low, _) = tree.extent(clause);
    tree.nodes[low].lemma == "," || low > 0 && tree.nodes[low - 1].lemma == ","
}

/// Times, an hour with the day behind it as one: "by midnight on Tuesday".
fn times(tree: &Tree, all: impl Iterator<Item = Expression>) -> Vec<Expression> {
    let mut times: Vec<Expression> = Vec::new();
    for time in all {
        let before = times.last_mut().filter(|hour| {
            hour.when.range.is_none() && (hour.high..=hour.high + 1).contains(&time.low)
        });
        match before {
            Some(hour) => {
                let day = join(tree, hour.high, time.high);
                hour.when.words = format!("{} {day}", hour.when.words);
                hour.when.range = time.when.range;
                hour.named = time.named;
                hour.high = time.high;
            }
            None => times.push(time),
        }
    }
    times
}

/// "by Friday", "until Friday"
const fn is_limit(time: &Expression) -> bool {
    matches!(time.bound, Bound::By | Bound::Before | Bound::Until)
}

/// "for the eighth time *in four years*"
fn is_counted(tree: &Tree, time: &Expression) -> bool {
    let above = tree.nodes[time.top(tree)].head;
    above.is_some_and(|h| tree.nodes[h].lemma == "time")
}

/// The first word of a time with its preposition: "*by* Friday".
fn opening_of(tree: &Tree, time: &Expression) -> usize {
    let mut first = time.low;
    while first > 0 && matches!(tree.nodes[first - 1].upos, "ADP" | "DET") {
        first -= 1;
    }
    first
}

/// "said the truce, *which began on Friday*, ...": whether a time is that of another clause inside.
fn is_of_a_clause(tree: &Tree, time: &Expression, above: usize) -> bool {
    let mut at = time.top(tree);
    while let Some(head) = tree.nodes[at].head {
        if at == above {
            return false;
        }
        let is_own =
            tree.nodes[at].is("xcomp") || tree.nodes[at].is("ccomp") || tree.nodes[at].is("acl");
        if is_clause(tree, at) && !(is_own && tree.nodes[at].xpos == "VB") {
            return true;
        }
        at = head;
    }
    false
}
