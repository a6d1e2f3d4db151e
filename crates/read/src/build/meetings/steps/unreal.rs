//! What is told of a meeting and did not come about: asked, wished, urged, threatened, denied.

use crate::build::{Builder, Site};

/// Verbs of those who would like to meet.
const WISHES: &[&str] = &[
    "offer", "propose", "want", "hope", "seek", "ask", "suggest", "wish", "ready", "prepared",
    "willing", "open", "keen", "eager",
];

/// Nouns for trying to bring a meeting about.
const ATTEMPTS: &[&str] = &[
    "attempt",
    "effort",
    "bid",
    "endeavour",
    "endeavor",
    "push",
    "initiative",
];

/// Verbs after which nothing has happened yet.
const IRREAL: &[&str] = &[
    "threaten", "refuse", "decline", "try", "attempt", "consider", "warn", "tempt", "seek", "want",
    "intend", "hope", "wish", "like", "need", "ask", "urge", "press", "offer", "propose",
];

/// What is done to a report that is not true.
const DENIALS: &[&str] = &[
    "deny",
    "dismiss",
    "reject",
    "refute",
    "rebut",
    "dispute",
    "brush aside",
    "contradict",
    "rubbish",
    "scotch",
    "play down",
];

/// What a report that is not true does not do, or is not.
const TRUTH: &[&str] = &[
    "reflect",
    "correspond",
    "true",
    "accurate",
    "correct",
    "hold",
    "match",
];

/// What such a report is.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "wrong",
    "incorrect",
    "baseless",
    "unfounded",
    "groundless",
    "inaccurate",
    "fabricated",
    "invented",
    "invention",
    "fiction",
    "fabrication",
    "nonsense",
    "lie",
    "fantasy",
];

/// What tells of a meeting before anybody has confirmed it.
const ACCOUNTS: &[&str] = &[
    "report",
    "claim",
    "rumour",
    "rumor",
    "allegation",
    "suggestion",
    "account",
    "story",
    "talk",
];

impl Builder<'_> {
    /// "Will there be a fifth round?": a question tells nothing, but for one that asks for a reason.
    pub(in crate::build) fn is_asked(&self, sentence: usize) -> bool {
        let nodes = &self.article.trees[sentence].nodes;
        let mark = nodes.iter().rev().find(|n| {
            !matches!(
                n.form.as_str(),
                "\"" | "'" | "”" | "’" | "»" | "“" | ")" | "``" | "''"
            )
        });
        let is_why = nodes.iter().any(|n| n.form.eq_ignore_ascii_case("why"));
        !is_why && mark.is_some_and(|n| n.form.contains('?'))
    }

    /// "offered to meet", "wants to meet", "an attempt to host a meeting": not yet agreed.
    pub(in crate::build::meetings) fn is_wished(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp"));
        let wishes = |word: usize| WISHES.contains(&tree.nodes[word].lemma.as_str());
        let tries = |word: usize| ATTEMPTS.contains(&tree.nodes[word].lemma.as_str());
        let purpose_of = node
            .head
            .filter(|_| node.is("acl") && site.frame.infinitive);
        // "will sit down *any hour of any day*": a readiness without a day
        let is_any = |w: usize| {
            let mut dets = tree.children_by(w, "det");
            let spell = tree.nodes[w].lemma.as_str();
            matches!(spell, "hour" | "day" | "time" | "moment" | "place")
                && dets.any(|d| tree.nodes[d].lemma == "any")
        };
        let mut beside = tree.children(site.frame.head).iter();
        let is_any_time = beside
            .any(|&c| is_any(c) || matches!(tree.nodes[c].lemma.as_str(), "anytime" | "anywhere"));
        above.is_some_and(wishes)
            || is_any_time
            || purpose_of.is_some_and(tries)
            || node.lemma == "hope" && node.upos == "VERB"
    }

    /// "without agreeing when to meet again"
    pub(in crate::build::meetings) fn is_left_open(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_without = |clause: usize| {
            let mut marks = tree
                .children_by(clause, "mark")
                .chain(tree.children_by(clause, "case"));
            marks.any(|m| tree.nodes[m].lemma == "without")
        };
        let head = site.frame.head;
        is_without(head) || tree.ancestor(head, |_, n| is_without(n)).is_some()
    }

    /// "moved forward to March 2" is not put off.
    pub(super) fn is_brought_forward(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let is_ahead = |c: usize| matches!(tree.nodes[c].form.as_str(), "forward" | "up" | "ahead");
        tree.children(site.frame.head).iter().any(|&c| is_ahead(c))
    }

    /// "threatened to suspend the talks", "refused to cancel them": nothing became of the meeting.
    pub(super) fn is_irreal(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("advcl"));
        site.frame.infinitive
            && above.is_some_and(|h| IRREAL.contains(&tree.nodes[h].lemma.as_str()))
    }

    /// "urged both sides to meet": what somebody else wants of those who would meet.
    pub(in crate::build::meetings) fn is_urged(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let node = &tree.nodes[site.frame.head];
        let above = node.head.filter(|_| node.is("xcomp") || node.is("ccomp"));
        above.is_some_and(|h| {
            site.frame.infinitive
                && matches!(
                    tree.nodes[h].lemma.as_str(),
                    "urge"
                        | "press"
                        | "exhort"
                        | "encourage"
                        | "call"
                        | "tell"
                        | "order"
                        | "pressure"
                        | "appeal"
                        | "implore"
                        | "beg"
                )
        })
    }

    /// Whether what is told stands in something denied: "denies that they met", "dismissed reports
    /// that they would meet".
    pub(in crate::build) fn is_denied(&self, site: Site<'_>) -> bool {
        let tree = self.article.tree(site.head());
        let denies = |word: usize| {
            let frames = &self.article.frames[site.sentence];
            frames
                .iter()
                .any(|f| f.head == word && !f.negated && DENIALS.contains(&f.lemma.as_str()))
        };
        // "claims that they left do not reflect the truth", "are false"
        let is_untrue = |word: usize| {
            let frames = &self.article.frames[site.sentence];
            frames.iter().any(|f| {
                f.head == word
                    && (f.negated && TRUTH.contains(&f.lemma.as_str())
                        || !f.negated && UNTRUE.contains(&tree.nodes[word].lemma.as_str()))
            })
        };
        let is_account = |word: usize| {
            let node = &tree.nodes[word];
            node.upos == "NOUN" && ACCOUNTS.contains(&node.lemma.as_str())
        };
        // "Reports that they would speak were dismissed": said of the report, whatever the parser
        // hung where.
        let head = site.frame.head;
        let opens = (0..head)
            .find(|&w| is_account(w) && tree.nodes[w].lemma != "talk")
            .is_some_and(|w| (w..head).any(|i| tree.nodes[i].lemma == "that"));
        let is_dismissed = self.article.frames[site.sentence]
            .iter()
            .any(|f| f.head > head && (f.passive && denies(f.head) || is_untrue(f.head)));
        if opens && is_dismissed {
            return true;
        }
        let mut word = site.frame.head;
        for _ in 0..6 {
            let node = &tree.nodes[word];
            let Some(head) = node.head else { return false };
            let is_content = node.is("ccomp") || node.is("acl") && is_account(head);
            if is_content && denies(head) {
                return true;
            }
            if is_content && is_account(head) {
                return tree.nodes[head]
                    .head
                    .is_some_and(|h| denies(h) || is_untrue(h));
            }
            if is_content {
                return false;
            }
            word = head;
        }
        false
    }
}
