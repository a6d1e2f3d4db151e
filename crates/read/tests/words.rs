//! One thing said in many words: each list is of phrases that all come to the same. The notes are our own.

mod common;

use common::{demands, levers, meetings, proposals, read};
use demarche_evidence::{Body, ImpasseRemark, LeverUse, MeetingStatus, StanceKind};

const TAIL: &str = "\n\nThe talks between the two have been deadlocked for weeks, diplomats say.\n";

const YES: &[&str] = &[
    "accepted the proposal",
    "accepted it",
    "agreed to it",
    "backs the idea",
    "supports it",
    "welcomed the proposal",
    "endorsed the plan",
    "said yes",
    "has signed up to the plan",
    "embraced the idea",
    "approved the plan",
    "gave its consent",
    "is in favour",
    "is for it",
    "could live with it",
    "would go along with it",
    "called it a good basis",
    "said it was ready to accept the proposal",
    "has given its blessing",
    "gave the plan the green light",
    "threw its weight behind the plan",
    "spoke out in favour of the plan",
    "hailed the proposal",
    "said it agreed",
    "has no objection",
    "did not object",
    "voted for it",
    "signed it",
    "raised no objections",
    "will go along",
    "came out in support of it",
    "lined up behind it",
    "gave it a cautious welcome",
    "said the plan was acceptable",
    "called the plan acceptable",
    "ratified it",
    "is willing to accept the plan",
    "nodded it through",
    "took up the offer",
    "consented",
];

const NO: &[&str] = &[
    "rejected the proposal",
    "refused",
    "turned it down",
    "dismissed it",
    "ruled it out",
    "said no",
    "opposes it",
    "is against it",
    "spurned the offer",
    "declined",
    "rebuffed the idea",
    "threw it out",
    "will not accept it",
    "would not hear of it",
    "called it unacceptable",
    "vetoed it",
    "voted against it",
    "said it was out of the question",
    "said it could not accept the plan",
    "brushed it aside",
    "poured cold water on the idea",
    "knocked it back",
    "has snubbed the plan",
    "shot it down",
    "is opposed to the plan",
    "balked at the plan",
    "objected",
    "objected to the plan",
    "said the plan was unacceptable",
    "gave a flat no",
    "does not want it",
    "refuses to consider it",
    "will have none of it",
    "reacted with a no",
    "wants nothing to do with it",
    "refused to sign it",
    "says the plan is dead",
    "said it would never agree to it",
    "cannot agree to it",
    "scoffed at the idea",
    "gave the idea short shrift",
    "has blocked the plan",
    "withheld its consent",
    "refused to accept it",
    "refused to sign it",
    "refused to back it",
    "refused to support the plan",
    "refused to endorse the plan",
    "refused to approve it",
    "refused to agree to it",
    "declined to back the plan",
    "is unwilling to sign it",
    "is not prepared to accept it",
    "will not support it",
    "would not sign it",
    "did not sign it",
    "refuses to join it",
    "is not willing to support the plan",
    "was not ready to back it",
    "is not going to sign it",
    "cannot support it",
    "can not accept the plan",
    "has refused to vote for it",
    "said it would not support the plan",
    "has no intention of signing it",
    "sees no reason to back the plan",
    "is reluctant to accept it",
    "no longer supports the plan",
    "has withdrawn its support for the plan",
    "stopped supporting the plan",
    "hesitates to accept it",
    "has not accepted it",
];

const YES_IF: &[&str] = &[
    "would accept it if the fees were cut",
    "said it would agree only if the fees were cut",
    "agreed in principle but wants the fees cut first",
    "accepts it on condition that the fees are cut",
    "is ready to sign once the fees are cut",
    "will back it provided that the fees are cut",
    "would say yes if Norway cut the fees",
    "made its consent conditional on a cut in fees",
    "will not agree unless the fees are cut",
    "said it could live with it as long as the fees were cut",
    "ties its consent to a cut in fees",
    "would support the plan in return for a cut in fees",
    "said it would sign only after the fees had been cut",
    "said yes, but only if the fees are cut",
    "is open to it if the fees are cut",
    "would not accept it without a cut in fees",
    "will sign when the fees have been cut",
];

const WANTS: &[&str] = &[
    "demands that Norway reopen the strait",
    "wants Norway to reopen the strait",
    "is demanding the reopening of the strait",
    "called for the reopening of the strait",
    "insists that the strait be reopened",
    "insists on the reopening of the strait",
    "asked Norway to reopen the strait",
    "urged Norway to reopen the strait",
    "called on Norway to reopen the strait",
    "said Norway must reopen the strait",
    "said Norway should reopen the strait",
    "said the strait must be reopened",
    "said the strait had to be reopened",
    "is pressing for the reopening of the strait",
    "is pushing Norway to reopen the strait",
    "is seeking the reopening of the strait",
    "requires that the strait be reopened",
    "is holding out for the reopening of the strait",
    "expects Norway to reopen the strait",
    "would like the strait to be reopened",
    "wants the strait reopened",
    "wants the strait open",
    "hopes for the reopening of the strait",
    "has made the reopening of the strait a condition",
    "told Norway to reopen the strait",
    "appealed to Norway to reopen the strait",
    "repeated its demand for the reopening of the strait",
    "reiterated that the strait must be reopened",
    "is campaigning for the reopening of the strait",
    "stands by its demand that the strait be reopened",
    "considers the reopening of the strait essential",
    "said it needed the strait reopened",
    "will settle for nothing less than the reopening of the strait",
    "made clear that the strait had to be reopened",
    "wants assurances that the strait will be reopened",
    "is looking for guarantees on the strait",
];

const REFUSES: &[&str] = &[
    "refuses to reopen the strait",
    "will not reopen the strait",
    "ruled out reopening the strait",
    "said it would not reopen the strait",
    "has no intention of reopening the strait",
    "rejected calls to reopen the strait",
    "declined to reopen the strait",
    "is unwilling to reopen the strait",
    "is not prepared to reopen the strait",
    "said it could not reopen the strait",
    "is against the reopening of the strait",
    "opposes the reopening of the strait",
    "will never reopen the strait",
    "said the reopening of the strait was out of the question",
    "is resisting the reopening of the strait",
    "turned down a request to reopen the strait",
    "refused a request to reopen the strait",
    "would not hear of reopening the strait",
    "said it saw no reason to reopen the strait",
    "will under no circumstances reopen the strait",
];

const WANTS_NOTHING: &[&str] = &[
    "reopened the strait",
    "does not demand that the strait be reopened",
    "no longer insists on the reopening of the strait",
    "dropped its demand for the reopening of the strait",
    "denied having demanded the reopening of the strait",
    "has not asked Norway to reopen the strait",
    "is not asking for the reopening of the strait",
    "withdrew its demand that the strait be reopened",
    "said Norway had reopened the strait",
    "said the strait was open",
];

const MET: &[&str] = &[
    "met",
    "conferred with",
    "sat down with",
    "held talks with",
    "huddled with",
    "spoke with",
    "spoke by phone with",
    "called",
    "telephoned",
    "phoned",
    "rang",
    "dined with",
    "lunched with",
    "breakfasted with",
    "received",
    "hosted",
    "saw",
    "talked to",
    "talked with",
    "conversed with",
    "consulted with",
    "negotiated with",
    "paid a visit to",
    "had lunch with",
    "had talks with",
    "had a telephone conversation with",
    "exchanged views with",
    "had a meeting with",
    "held a meeting with",
    "sat face to face with",
    "held a video conference with",
    "had an hour-long conversation with",
    "spoke on the phone to",
    "was received by",
    "was welcomed by",
    "visited",
    "came together with",
    "got together with",
    "joined",
    "had tea with",
    "had a working lunch with",
];

const PUT_OFF: &[&str] = &[
    "have been postponed",
    "were put off",
    "were delayed",
    "were deferred",
    "have been pushed back",
    "were put back",
    "were moved to July",
    "slipped to July",
    "have been rescheduled for 10 July",
    "were shifted to 10 July",
    "have been put on the back burner",
    "have been held over until July",
    "have been delayed indefinitely",
    "were shelved",
    "will be held later",
    "have been put off by a week",
    "have been bumped to July",
];

const CALLED_OFF: &[&str] = &[
    "have been cancelled",
    "were called off",
    "were scrapped",
    "were dropped",
    "were axed",
    "have been abandoned",
    "fell through",
    "will not go ahead",
    "will not take place",
    "are off",
    "did not take place",
    "never happened",
    "never took place",
    "were aborted",
    "came to nothing",
    "were scuttled",
    "were not held",
    "failed to materialise",
];

const BROKEN_OFF: &[&str] = &[
    "were suspended",
    "were broken off",
    "broke down",
    "were interrupted",
    "were halted",
    "stalled",
    "collapsed",
    "came to a standstill",
    "ground to a halt",
    "were paused",
    "were frozen",
    "were adjourned",
    "broke off",
    "were cut short",
    "reached deadlock",
    "ran aground",
    "were disrupted",
    "fell apart",
    "foundered",
];

const HELD: &[&str] = &[
    "ended on Monday",
    "concluded on Monday",
    "wrapped up on Monday",
    "took place on Monday",
    "were held on Monday",
    "lasted six hours",
    "ended without agreement",
    "yielded nothing",
    "produced no result",
    "made no headway",
    "brought no breakthrough",
    "closed on Monday",
    "finished on Monday",
    "opened on Monday",
    "began on Monday",
    "got under way on Monday",
    "went on until midnight",
    "were fruitless",
    "failed",
    "broke up on Monday",
    "ran into the night",
    "entered a third day on Monday",
    "are under way",
    "continued on Monday",
    "drew to a close on Monday",
    "kicked off on Monday",
    "started on Monday",
    "ended in failure",
    "came to an end on Monday",
];

const PLANNED: &[&str] = &[
    "is scheduled for 3 June",
    "is due on 3 June",
    "is set for 3 June",
    "will be held on 3 June",
    "will take place on 3 June",
    "is planned for 3 June",
    "has been fixed for 3 June",
    "starts on 3 June",
    "opens on 3 June",
    "is to begin on 3 June",
    "is slated for 3 June",
    "has been arranged for 3 June",
    "has been called for 3 June",
    "has been convened for 3 June",
    "is on the calendar for 3 June",
    "was agreed for 3 June",
    "has been pencilled in for 3 June",
    "is expected on 3 June",
    "will follow on 3 June",
    "will start on 3 June",
    "is to be held on 3 June",
];

const ANNOUNCED: &[&str] = &[
    "will be held in June",
    "is planned",
    "has been agreed",
    "will follow soon",
    "is to take place next month",
    "will take place before the summer",
    "has been announced",
    "is being arranged",
    "will be held in the coming weeks",
];

const MOOTED: &[&str] = &[
    "is possible",
    "could be held in June",
    "may take place in June",
    "has been proposed",
    "has been suggested",
    "is under discussion",
    "cannot be ruled out",
    "is conceivable",
    "might follow",
    "has been floated",
    "is being considered",
    "is not excluded",
    "has been mooted",
    "would be useful, Norway said",
];

const GOES_ON: &[&str] = &[
    "resumed",
    "restarted",
    "reopened",
    "were resumed",
    "picked up again",
    "started again",
    "were relaunched",
    "got going again",
    "were revived",
    "reconvened",
    "continued after a break of a week",
    "were restarted",
];

const PRESSES: &[&str] = &[
    "has closed its ports to Norwegian ships",
    "has imposed a duty of 20 per cent on Norwegian salmon",
    "cut off gas to Norway",
    "stopped gas deliveries to Norway",
    "is blockading the port of Bergen",
    "has blocked the road to the Norwegian mine",
    "expelled two Norwegian diplomats",
    "recalled its ambassador from Oslo",
    "froze Norwegian assets",
    "suspended visas for Norwegians",
    "has halted exports of copper to Norway",
    "raised the tariff on Norwegian salmon",
    "is withholding payment from Norway",
    "has stopped issuing licences to Norwegian trawlers",
    "moved troops to the Norwegian border",
    "seized two Norwegian trawlers",
    "is holding six Norwegian sailors",
    "banned Norwegian imports",
    "suspended military aid to Norway",
    "has turned back Norwegian lorries",
];

const THREATENS: &[&str] = &[
    "threatened to close its ports to Norwegian ships",
    "warned that it would close its ports to Norwegian ships",
    "said it would close its ports to Norwegian ships unless Norway paid",
    "will close its ports to Norwegian ships if Norway does not pay",
    "threatens Norway with sanctions",
    "is threatening to expel Norwegian diplomats",
    "vowed to cut off gas to Norway",
    "said it could cut off gas to Norway",
    "has not ruled out closing its ports to Norwegian ships",
    "warned of a ban on Norwegian salmon",
    "announced that it would raise the duty on Norwegian salmon on 1 June",
    "hinted that it might cut off gas to Norway",
    "said it was prepared to close its ports to Norwegian ships",
    "plans to raise the duty on Norwegian salmon unless Norway pays",
];

const DOES_NOT_PRESS: &[&str] = &[
    "lifted its ban on Norwegian salmon",
    "ended its blockade of Bergen",
    "denied that it had closed its ports to Norwegian ships",
    "has no plans to close its ports",
    "criticised Norway's ban on salmon",
    "asked Norway to lift its ban",
    "welcomed the end of the ban",
    "said the ban had been lifted",
    "fears that Norway will close its ports",
];

const STUCK: &[&str] = &[
    "the talks are deadlocked",
    "the talks are at an impasse",
    "negotiations have stalled",
    "the talks are stuck",
    "the talks have reached a deadlock",
    "neither side is budging",
    "neither side will budge",
    "the talks have ground to a halt",
    "the two sides are as far apart as ever",
    "nothing has moved since",
    "positions have hardened",
    "the talks are going nowhere",
    "the process is frozen",
    "the parties remain at loggerheads",
    "the negotiations have hit a wall",
    "both sides are dug in",
    "the gap between them remains wide",
    "the talks are in limbo",
    "the two are talking past each other",
    "talks have run into the sand",
    "negotiations are blocked",
    "the standoff continues",
    "the negotiations are at a dead end",
];

const MOVING: &[&str] = &[
    "the talks are making progress",
    "the two sides are close to a deal",
    "a deal is within reach",
    "the talks are going well",
    "they have agreed on most points",
    "the talks resumed on Monday and will go on this week",
];

/// The stances of Chile on what Norway has proposed: `+`, `-` or `?`.
fn stances(answer: &str) -> String {
    let reading = read(&format!(
        "Norway has proposed a joint patrol of the strait. Chile {answer}.{TAIL}"
    ));
    let all = proposals(&reading);
    let stances = all.iter().flat_map(|p| &p.stances);
    let own = stances.filter(|s| s.actor.principal() == "Chile");
    let sign = |kind: &StanceKind| match kind {
        StanceKind::Backs => '+',
        StanceKind::Rejects => '-',
        StanceKind::Conditional { .. } => '?',
    };
    own.map(|s| sign(&s.kind)).collect()
}

/// What Chile wants (`+`), refuses (`-`) and offers (`o`).
fn wishes(wish: &str) -> String {
    let reading = read(&format!(
        "Norway and Chile held talks in Lima on Monday. Chile {wish}.{TAIL}"
    ));
    let all = demands(&reading);
    let own = all.iter().filter(|d| d.party.principal() == "Chile");
    own.map(|d| match (d.refusal, d.offer) {
        (true, _) => '-',
        (false, true) => 'o',
        (false, false) => '+',
    })
    .collect()
}

/// How the only meeting of a note ends.
fn end_of(note: &str) -> Option<MeetingStatus> {
    let reading = read(&format!("{note}{TAIL}"));
    let all = meetings(&reading);
    let only = all.first().filter(|_| all.len() == 1);
    only.and_then(|m| m.final_status())
}

/// Those of the phrases with another end than one of these.
fn others<'w>(template: &str, words: &[&'w str], ends: &[MeetingStatus]) -> Vec<&'w str> {
    let is_other = |w: &&&str| {
        let end = end_of(&template.replace("{}", w));
        end.is_none_or(|end| !ends.contains(&end))
    };
    words.iter().filter(is_other).copied().collect()
}

#[test]
fn yes_no_and_yes_if_in_many_words() {
    for (answers, sign) in [(YES, "+"), (NO, "-"), (YES_IF, "?")] {
        let wrong: Vec<_> = answers.iter().filter(|a| stances(a) != sign).collect();
        assert!(wrong.is_empty(), "{sign}: {wrong:?}");
    }
}

#[test]
fn wishes_and_refusals_in_many_words() {
    for (phrases, sign) in [(WANTS, '+'), (REFUSES, '-')] {
        let wrong: Vec<_> = phrases
            .iter()
            .filter(|w| !wishes(w).contains(sign))
            .collect();
        assert!(wrong.is_empty(), "{sign}: {wrong:?}");
    }
    let wrong: Vec<_> = WANTS_NOTHING
        .iter()
        .filter(|w| !wishes(w).is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn how_meetings_end_in_many_words() {
    use MeetingStatus::{
        Announced, Cancelled, Denied, Held, Mooted, Postponed, Resumed, Scheduled, Suspended,
    };
    for (template, words, ends) in [
        (
            "The Norwegian foreign minister {} his Chilean counterpart in Lima on Monday.",
            MET,
            vec![Held],
        ),
        (
            "Talks between Norway and Chile, due in Lima on 3 June, {}.",
            PUT_OFF,
            vec![Postponed, Scheduled],
        ),
        (
            "Talks between Norway and Chile, due in Lima on 3 June, {}.",
            CALLED_OFF,
            vec![Cancelled, Denied],
        ),
        (
            "Talks between Norway and Chile in Lima {} on Monday.",
            BROKEN_OFF,
            vec![Suspended],
        ),
        (
            "Talks between Norway and Chile in Lima {}.",
            HELD,
            vec![Held, Resumed],
        ),
        (
            "Talks between Norway and Chile in Lima {} on Monday.",
            GOES_ON,
            vec![Resumed, Held],
        ),
        (
            "A second round of talks between Norway and Chile {}.",
            PLANNED,
            vec![Scheduled],
        ),
        (
            "A second round of talks between Norway and Chile {}.",
            ANNOUNCED,
            vec![Announced],
        ),
        (
            "A second round of talks between Norway and Chile {}.",
            MOOTED,
            vec![Mooted],
        ),
    ] {
        let wrong = others(template, words, &ends);
        assert!(wrong.is_empty(), "{template} {wrong:?}");
    }
}

/// How the levers that Chile has are used, none if somebody else is told to have one.
fn levers_of(phrase: &str) -> Option<Vec<LeverUse>> {
    let reading = read(&format!(
        "Norway and Chile held talks in Lima on Monday. Chile {phrase}.{TAIL}"
    ));
    let all = levers(&reading);
    let are_own = all.iter().all(|l| l.holder.principal() == "Chile");
    are_own.then(|| all.iter().map(|l| l.state).collect())
}

#[test]
fn pressure_in_many_words() {
    let has = |phrase: &str, states: &[LeverUse]| {
        levers_of(phrase).is_some_and(|all| all.iter().any(|s| states.contains(s)))
    };
    let in_use = [LeverUse::Used, LeverUse::Withheld];
    let wrong: Vec<_> = PRESSES.iter().filter(|p| !has(p, &in_use)).collect();
    assert!(wrong.is_empty(), "used: {wrong:?}");
    let threatened = [LeverUse::Threatened];
    let wrong: Vec<_> = THREATENS.iter().filter(|p| !has(p, &threatened)).collect();
    assert!(wrong.is_empty(), "threatened: {wrong:?}");
    let none = |phrase: &str| levers_of(phrase).is_some_and(|all| all.is_empty());
    let wrong: Vec<_> = DOES_NOT_PRESS.iter().filter(|p| !none(p)).collect();
    assert!(wrong.is_empty(), "none: {wrong:?}");
}

#[test]
fn stuck_and_moving_in_many_words() {
    let is_stuck = |phrase: &str| {
        let reading = read(&format!(
            "Norway and Chile held talks in Lima on Monday. Norway demands that Chile reopen the strait. {}{}.",
            phrase[..1].to_uppercase(),
            &phrase[1..]
        ));
        reading
            .statements
            .iter()
            .any(|s| matches!(&s.body, Body::Remark(r) if r.remark == ImpasseRemark::Stuck))
    };
    let wrong: Vec<_> = STUCK.iter().filter(|p| !is_stuck(p)).collect();
    assert!(wrong.is_empty(), "stuck: {wrong:?}");
    let wrong: Vec<_> = MOVING.iter().filter(|p| is_stuck(p)).collect();
    assert!(wrong.is_empty(), "moving: {wrong:?}");
}
