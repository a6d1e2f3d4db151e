//! When things happen: the time expression that belongs to a predication.

use super::{Builder, Site};
use crate::frame::Tense;
use crate::tree::Tree;
use crate::when::{self, Bound, Expression};
use demarche_evidence::{DateRange, PloverType, When};

/// Relations by which a time hangs on what it dates. "Monday's strike" and "the 1944 Treaty" date nothing.
const ADVERBIAL: [&str; 4] = ["obl", "advmod", "nmod:unmarked", "advcl"];

impl Builder<'_> {
    /// When an event takes place: by its own words, by those of the verb that reports it, or because the text is a log of one day.
    pub(super) fn event_time(&self, site: Site<'_>, event: PloverType) -> Option<When> {
        self.own_time(site, event)
            .or_else(|| self.time_of_report(site, event))
            .or_else(|| self.day_of_log(site))
    }

    fn own_time(&self, site: Site<'_>, event: PloverType) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let dated =
            |verb: usize| self.time_of(tree, verb, event, site.frame.tense == Tense::Future);
        let first_of_two = || {
            let shares_subject = tree.nodes[head].is("conj") && tree.child(head, "nsubj").is_none();
            let first = tree.nodes[head].head.filter(|_| shares_subject)?;
            dated(first)
        };
        dated(head).or_else(first_of_two)
    }

    /// The time that hangs on a word or on the noun it takes.
    fn time_of(
        &self,
        tree: &Tree,
        word: usize,
        event: PloverType,
        is_future: bool,
    ) -> Option<When> {
        let (low, high) = tree.extent(word);
        let all = when::expressions(tree, low, high, self.date, is_future);
        let own = all.filter(|e| dates(tree, word, e, event));
        own.filter_map(|e| self.of_event(e, event)).next()
    }

    /// What an expression says of the day of an event. Words are spoken now, whatever day they are about: a threat to strike on Monday is made before.
    fn of_event(&self, expression: Expression, event: PloverType) -> Option<When> {
        let Expression {
            bound, when, named, ..
        } = expression;
        let range = match bound {
            Bound::At => when.range,
            Bound::Since => named,
            Bound::By | Bound::Before | Bound::From if is_of_meeting(event) => when.range,
            _ => return None,
        };
        let is_ahead = |r: DateRange| self.date.is_some_and(|written| r.first > written);
        if is_spoken(event) && range.is_some_and(is_ahead) {
            return None;
        }
        Some(When { range, ..when })
    }

    /// "The plan was rejected, the ministry said *on Tuesday*": what is said of now was said then.
    fn time_of_report(&self, site: Site<'_>, event: PloverType) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_before = tree
            .children_by(head, "aux")
            .any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        if is_before || !is_spoken(event) && event != PloverType::Agree {
            return None;
        }
        let reporting = if tree.nodes[head].is("ccomp") {
            tree.nodes[head].head
        } else {
            tree.child(head, "parataxis")
        }?;
        let is_said = self.rules.lexicon.is(&tree.nodes[reporting].lemma, "say");
        is_said.then(|| self.time_of(tree, reporting, event, false))?
    }

    /// The day of writing for what a live blog tells without a day.
    fn day_of_log(&self, site: Site<'_>) -> Option<When> {
        let tree = self.article.tree(site.head());
        let mut auxiliaries = tree.children_by(site.frame.head, "aux");
        let is_before = auxiliaries.any(|a| tree.nodes[a].form.eq_ignore_ascii_case("had"));
        let day = self.date.filter(|_| self.is_log && !is_before)?;
        Some(When::of_day(day))
    }

    /// When what a predication tells takes place, as far as its own words say.
    pub(super) fn time(&self, site: Site<'_>) -> Option<When> {
        self.time_toward(site, false)
    }

    /// The same, where a bare day is one to come (`is_ahead`) because the words around tell a plan.
    pub(super) fn time_toward(&self, site: Site<'_>, is_ahead: bool) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let (_, high) = tree.extent(head);
        let has_auxiliary = |forms: &[&str]| {
            let forms_of = |&c: &usize| forms.contains(&tree.nodes[c].form.as_str());
            tree.children(head).iter().any(forms_of)
        };
        let is_bare = tree.nodes[head].is("acl") && !has_auxiliary(&["was", "were", "had"]);
        let is_planned = self.rules.lexicon.is(&site.frame.lemma, "planning")
            && (is_bare || has_auxiliary(&["is", "are", "has", "have"]));
        // "due to be held on Monday"
        let above = tree.nodes[head].head.map(|h| tree.nodes[h].lemma.as_str());
        let is_due = site.frame.infinitive
            && above.is_some_and(|lemma| self.rules.lexicon.is(lemma, "planning"));
        // "Talks resume on Monday": timetables stand in the present tense.
        let is_timetable = site.frame.tense == Tense::Present
            && matches!(tree.nodes[head].xpos.as_str(), "VBZ" | "VBP");
        let is_future = is_ahead
            || site.frame.tense == Tense::Future
            || site.frame.modal.is_some()
            || is_planned
            || is_due
            || is_timetable;
        let others = tree
            .children_by(head, "obl")
            .filter(|&c| is_of_another_event(tree, c));
        let asides: Vec<(usize, usize)> = others.map(|c| tree.extent(c)).collect();
        // What stands right behind the verb dates it; what opens the clause comes next.
        let find = |from: usize, to: usize| {
            let all = when::expressions(tree, from, to, self.date, is_future);
            let is_aside = |e: &Expression| {
                asides.iter().any(|(a, b)| *a <= e.low && e.low < *b) || is_first_since(tree, e.low)
            };
            let own = all.filter(|e| !is_of_something_else(tree, e) && !is_aside(e));
            named_first(own.map(|e| e.when))
        };
        tree.children(head)
            .iter()
            .filter(|&&c| c > head && (tree.nodes[c].is("obl") || tree.nodes[c].is("advmod")))
            .find_map(|&c| {
                let (from, to) = tree.extent(c);
                find(from, to)
            })
            .or_else(|| {
                let own = self.own_words(site, high);
                own.into_iter().find_map(|(from, to)| find(from, to))
            })
            .or_else(|| self.time_before(site, &find))
    }

    /// Stretches from a verb to the end of its clause without clauses inside that have a subject of their own: "suspended the talks
    /// after *its neighbour doubled the duty in May*", "held talks, and *the two agreed to meet again in June*".
    fn own_words(&self, site: Site<'_>, high: usize) -> Vec<(usize, usize)> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let is_clause = |i: usize| {
            let node = &tree.nodes[i];
            let hangs = ["acl", "advcl", "parataxis", "ccomp", "conj"]
                .iter()
                .any(|r| node.is(r));
            // "went on until four and will continue on Tuesday"
            let is_for_itself = tree.child(i, "nsubj").is_some()
                || node.is("conj") && tree.child(i, "aux").is_some();
            i > head && hangs && is_for_itself
        };
        let mut clauses: Vec<(usize, usize)> = (head + 1..high)
            .filter(|&i| is_clause(i))
            .map(|i| tree.extent(i))
            .filter(|(low, _)| *low > head)
            .collect();
        clauses.sort_unstable();
        let mut all = Vec::new();
        let mut from = head;
        for (low, end) in clauses {
            all.push((from, low));
            from = from.max(end);
        }
        all.push((from, high));
        all.retain(|(from, to)| from < to);
        all
    }

    /// A time before the verb: not one that belongs to a clause about its subject, as in "the
    /// meeting, foreseen for 25 June, was moved".
    fn time_before(
        &self,
        site: Site<'_>,
        find: &dyn Fn(usize, usize) -> Option<When>,
    ) -> Option<When> {
        let tree = self.article.tree(site.head());
        let head = site.frame.head;
        let low = tree.extent(head).0;
        let clauses: Vec<(usize, usize)> = tree
            .children_by(head, "nsubj")
            .flat_map(|s| tree.children_by(s, "acl"))
            .filter(|&c| c < head)
            .map(|c| tree.extent(c))
            .collect();
        let mut from = low;
        for (start, end) in clauses {
            if let Some(found) = (from < start).then(|| find(from, start)).flatten() {
                return Some(found);
            }
            from = from.max(end);
        }
        (from < head).then(|| find(from, head)).flatten()
    }
}

/// Whether an expression dates what a word tells: it hangs on the word or on a noun that the word takes, by a preposition.
fn dates(tree: &Tree, word: usize, expression: &Expression, event: PloverType) -> bool {
    let top = expression.top(tree);
    let is_adverbial = |i: usize| ADVERBIAL.iter().any(|r| tree.nodes[i].is(r));
    let Some(above) = tree.nodes[top].head else {
        return top == word;
    };
    if above == word {
        return is_adverbial(top) || tree.nodes[word].is_nominal() && tree.nodes[top].is("nmod");
    }
    let takes = |noun: usize| {
        let node = &tree.nodes[noun];
        let is_taken = ["obj", "obl", "nsubj:pass"].iter().any(|r| node.is(r));
        // "agreed to meet on Monday"
        let is_meeting = is_of_meeting(event) && (node.is("xcomp") || node.is("ccomp"));
        node.head == Some(word) && (is_taken || is_meeting)
    };
    let has_preposition = tree.preposition(top).is_some();
    takes(above) && (is_adverbial(top) || tree.nodes[top].is("nmod") && has_preposition)
}

/// Whether an event is a meeting or what was agreed: what they agree on is to meet, and that has a day.
const fn is_of_meeting(event: PloverType) -> bool {
    matches!(event, PloverType::Agree | PloverType::Consult)
}

/// The first time that names days, else the first.
fn named_first(all: impl Iterator<Item = When>) -> Option<When> {
    let mut vague = None;
    for when in all {
        if when.range.is_some() {
            return Some(when);
        }
        vague = vague.or(Some(when));
    }
    vague
}

/// "next year's quota": a time that something else than a meeting has.
fn is_of_something_else(tree: &Tree, expression: &Expression) -> bool {
    let top = &tree.nodes[expression.top(tree)];
    let owner = top.head.filter(|_| top.is("nmod:poss"));
    owner.is_some_and(|h| {
        matches!(
            tree.nodes[h].lemma.as_str(),
            "quota" | "budget" | "vote" | "election" | "catch" | "season"
        )
    })
}

/// "for the first time since the fighting *last autumn*": what was before is no time of what is told.
fn is_first_since(tree: &Tree, at: usize) -> bool {
    const REACH: usize = 8;
    let is = |i: usize, word: &str| tree.nodes[i].form.eq_ignore_ascii_case(word);
    let since = (at.saturating_sub(REACH)..at)
        .rev()
        .find(|&i| is(i, "since"));
    since.is_some_and(|s| (s.saturating_sub(3)..s).any(|i| is(i, "first") || is(i, "time")))
}

/// "since the fighting last autumn", "despite last week's clashes": a phrase with a time of its own.
fn is_of_another_event(tree: &Tree, phrase: usize) -> bool {
    let is_open = tree.preposition(phrase).is_some_and(|p| {
        matches!(
            p.as_str(),
            "since"
                | "about"
                | "over"
                | "on"
                | "despite"
                | "amid"
                | "after"
                | "following"
                | "according to"
        )
    });
    is_open && tree.nodes[phrase].upos == "NOUN" && !when::is_time_noun(&tree.nodes[phrase].lemma)
}

/// Whether an event is done by words alone.
const fn is_spoken(event: PloverType) -> bool {
    matches!(
        event,
        PloverType::Support
            | PloverType::Concede
            | PloverType::Request
            | PloverType::Accuse
            | PloverType::Reject
            | PloverType::Threaten
    )
}
