//! Days ahead that bear on the talks, one construction at a time. The notes are our own.

mod common;

use common::{milestones, read};
use demarche_evidence::{Actor, Milestone, MilestoneKind, Reading};

const HEAD: &str = "Norway and Chile are in talks over the strait. ";

fn told(text: &str) -> Reading {
    read(&format!("{HEAD}{text}"))
}

fn names(milestone: &Milestone) -> Vec<&str> {
    milestone.parties.iter().map(Actor::principal).collect()
}

fn last_day(milestone: &Milestone) -> String {
    let range = milestone.when.range;
    range.map_or_else(String::new, |r| r.last.to_string())
}

/// Kind, whose, what and the last day of all milestones of a text.
fn all(text: &str) -> Vec<(MilestoneKind, String, String, String)> {
    let reading = told(text);
    let row = |m: &&Milestone| (m.kind, names(m).join(", "), m.what.clone(), last_day(m));
    milestones(&reading).iter().map(row).collect()
}

#[test]
fn days_up_to_which_something_has_to_be_done() {
    use MilestoneKind::Deadline;
    for (text, who, what, day) in [
        (
            "Norway gave Chile until 16 May to open the strait.",
            "Chile",
            "open the strait",
            "2026-05-16",
        ),
        (
            "Chile has until Friday to answer the offer.",
            "Chile",
            "answer the offer",
            "2026-05-15",
        ),
        (
            "Chile must sign the annex by 20 May.",
            "Chile",
            "sign the annex",
            "2026-05-20",
        ),
        (
            "Norway told Chile to leave the islands by midnight on Tuesday.",
            "Chile",
            "leave the islands",
            "2026-05-19",
        ),
        ("The deadline for bids is 18 May.", "", "bids", "2026-05-18"),
        (
            "The ultimatum expires at midnight on Tuesday.",
            "",
            "The ultimatum",
            "2026-05-19",
        ),
        (
            "The mediator set a deadline of 20 May for a truce.",
            "",
            "a truce",
            "2026-05-20",
        ),
    ] {
        let expected = (Deadline, who.to_owned(), what.to_owned(), day.to_owned());
        assert!(all(text).contains(&expected), "{text}: {:?}", all(text));
    }
}

#[test]
fn what_follows_when_a_day_is_missed() {
    for (text, what, otherwise) in [
        (
            "Unless Chile opens the strait by 31 May, Norwegian cod will lose its licence.",
            "Unless Chile opens the strait",
            "Norwegian cod will lose its licence",
        ),
        (
            "If no deal is reached by 1 June, the drivers will walk out, the union said.",
            "If no deal is reached",
            "the drivers will walk out",
        ),
        (
            "Norway threatened to close its ports to Chilean ships if the strait is not open by Friday.",
            "if the strait is not open",
            "close its ports to Chilean ships",
        ),
        (
            "Norway warned that it would stop paying for the mission unless there was a text by Friday.",
            "unless there was a text",
            "it would stop paying for the mission",
        ),
    ] {
        let reading = told(text);
        let found = milestones(&reading);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].what, what);
        assert_eq!(found[0].otherwise.as_deref(), Some(otherwise));
    }
}

#[test]
fn what_runs_out_is_decided_or_takes_effect() {
    use MilestoneKind::{Decision, Expiry, Start};
    for (text, kind, who, what, day) in [
        (
            "The truce, which expires on Sunday, has been broken twice.",
            Expiry,
            "",
            "The truce",
            "2026-05-17",
        ),
        (
            "Chile's parliament is due to vote on the fee next Thursday.",
            Decision,
            "Chile",
            "vote on the fee",
            "2026-05-21",
        ),
        (
            "A vote on the fee is expected on 16 May.",
            Decision,
            "",
            "A vote on the fee",
            "2026-05-16",
        ),
        (
            "The tariff of 8.5 per cent takes effect on 1 June.",
            Start,
            "",
            "The tariff of 8.5 per cent",
            "2026-06-01",
        ),
    ] {
        let expected = (kind, who.to_owned(), what.to_owned(), day.to_owned());
        assert_eq!(all(text), [expected], "{text}");
    }
}

#[test]
fn what_is_over_called_off_or_only_thought_of_is_no_day_ahead() {
    for text in [
        "The truce ended on Friday.",
        "The deadline passed on Friday without an answer.",
        "The contract expired in April.",
        "The ministers decided that the commission will sit in Lima on 16 May.",
        "Norway has called off a ban that was to take effect on Friday.",
        "Chile would take it as long as the lease ran to 2035.",
        "The parties must sign.",
        "Has Chile until Friday to answer?",
    ] {
        assert!(all(text).is_empty(), "{text}: {:?}", all(text));
    }
}
