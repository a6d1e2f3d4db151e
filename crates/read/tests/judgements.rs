//! Who judges what and how, one ordinary construction at a time. The notes are our own.

mod common;

use Polarity::{Negative, Neutral, Positive};
use common::{judgements, read};
use demarche_evidence::{Polarity, Voice};

/// Who judges, in which words and which way.
fn told(text: &str) -> Vec<(String, String, Polarity)> {
    let reading = read(text);
    let all = judgements(&reading).into_iter().map(|c| {
        let by = match &c.by {
            Voice::Actor(actor) => actor.principal().to_owned(),
            Voice::Article => "article".to_owned(),
        };
        (by, c.words.clone(), c.polarity)
    });
    all.collect()
}

fn judgement(by: &str, words: &str, polarity: Polarity) -> (String, String, Polarity) {
    (by.to_owned(), words.to_owned(), polarity)
}

/// The judgements of a meeting of Norway and Chile told in one sentence behind it.
fn of_a_meeting(sentence: &str) -> Vec<(String, String, Polarity)> {
    told(&format!(
        "Norway and Chile held a round of talks in Oslo on Monday. {sentence}"
    ))
}

#[test]
fn praise_with_something_taken_back_is_neither_praise_nor_blame() {
    let all = of_a_meeting("Norway called the meeting long but fruitful.");
    assert_eq!(all, [judgement("Norway", "long but fruitful", Neutral)]);
    let all = of_a_meeting("Chile found the evening \"slow but not wasted\".");
    assert_eq!(all, [judgement("Chile", "slow but not wasted", Neutral)]);
    let all = of_a_meeting(
        "The atmosphere was friendly, although differences remain, Norway's ministry said.",
    );
    let words = "friendly, although differences remain";
    assert_eq!(all, [judgement("Norway", words, Neutral)]);
    let all = of_a_meeting("Norway described the talks as useful, up to a point.");
    assert!(all.iter().all(|(.., way)| *way == Neutral), "{all:?}");
}

#[test]
fn what_is_useless_for_all_its_manners_is_blamed() {
    let all = of_a_meeting("Chile called the meeting polite but useless.");
    assert_eq!(all, [judgement("Chile", "polite but useless", Negative)]);
    let all = of_a_meeting("Chile said the plan was nothing more than an attempt to buy time.");
    let words = "nothing more than an attempt to buy time";
    assert_eq!(all, [judgement("Chile", words, Negative)]);
    let all = of_a_meeting("Norway spoke of \"a sermon with lunch\".");
    assert!(
        all.contains(&judgement("Norway", "a sermon with lunch", Negative)),
        "{all:?}"
    );
    let all = of_a_meeting("Chile described the meeting as a step back.");
    assert_eq!(all, [judgement("Chile", "a step back", Negative)]);
    let all = of_a_meeting("Chile's envoy said the meeting could have been better.");
    assert_eq!(all[0].2, Negative);
}

#[test]
fn what_the_words_before_and_behind_say_is_no_part_of_a_judgement() {
    let all = of_a_meeting("In Norway's view, the talks were a step forward.");
    assert_eq!(all, [judgement("Norway", "a step forward", Positive)]);
    let all =
        of_a_meeting("Talks were slow, Norway said, though both delegations had been polite.");
    assert_eq!(all, [judgement("Norway", "slow", Negative)]);
}

#[test]
fn who_is_said_to_see_it_so_judges() {
    let all = of_a_meeting(
        "\"It was useful,\" said Petr Holan of Norway. To the Chileans the meeting was \"a lost day\".",
    );
    assert!(
        all.contains(&judgement("Chile", "a lost day", Negative)),
        "{all:?}"
    );
    let all =
        of_a_meeting("The meeting was, in the words of one participant, \"a polite quarrel\".");
    assert_eq!(
        all,
        [judgement("one participant", "a polite quarrel", Negative)]
    );
    let all = of_a_meeting(
        "Petr Holan of Norway praised the talks. Rita Moss of Chile was cooler: it had been \"a beginning, no more\".",
    );
    assert!(
        all.contains(&judgement("Chile", "a beginning, no more", Neutral)),
        "{all:?}"
    );
    let all = of_a_meeting("Norway called the step blackmail. Chile called the charge nonsense.");
    assert_eq!(all[0], judgement("Norway", "blackmail", Negative));
}

#[test]
fn a_naming_verb_reaches_no_quotation_behind_a_semicolon() {
    let all = of_a_meeting(
        "Norway called the evening \"open-hearted\"; for the Chileans it was \"a waste of candles\".",
    );
    assert!(
        all.contains(&judgement("Chile", "a waste of candles", Negative)),
        "{all:?}"
    );
    assert!(
        !all.contains(&judgement("Norway", "a waste of candles", Negative)),
        "{all:?}"
    );
}

#[test]
fn a_verdict_is_its_owners() {
    let words = "a wasted sandwich";
    for sentence in [
        "A Western diplomat's verdict was \"a wasted sandwich\".",
        "The verdict of a Western diplomat: \"a wasted sandwich\".",
        "\"A wasted sandwich\" was the verdict of a Western diplomat.",
    ] {
        let all = of_a_meeting(sentence);
        let is_verdict = |(by, said, way): &(String, String, Polarity)| {
            by == "Western diplomat" && said.eq_ignore_ascii_case(words) && *way == Negative
        };
        assert!(all.iter().any(is_verdict), "{sentence} {all:?}");
    }
}

#[test]
fn both_sides_judge_by_whatever_officers() {
    for who in [
        "Both officials",
        "Both ministries",
        "The two foreign ministries",
    ] {
        let all = of_a_meeting(&format!("{who} called the conversation productive."));
        let by: Vec<&str> = all.iter().map(|(by, ..)| by.as_str()).collect();
        assert_eq!(by, ["Norway", "Chile"], "{who}");
    }
    // Of two officials nobody knows whose they are.
    let all = of_a_meeting("Two officials called the conversation productive.");
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn what_talks_somebody_had_or_speaks_of_is_a_judgement() {
    let all = of_a_meeting("The two had a frank exchange of views, Chile's envoy said.");
    assert_eq!(all, [judgement("Chile", "frank", Neutral)]);
    let all = of_a_meeting("Chile spoke of good progress.");
    assert_eq!(all, [judgement("Chile", "good progress", Positive)]);
    let all = of_a_meeting("Chile's envoy said there had been no progress.");
    assert_eq!(all, [judgement("Chile", "no progress", Negative)]);
    let all = of_a_meeting("The sides positively evaluated the results of the round.");
    assert_eq!(all.len(), 2, "{all:?}");
    let all = of_a_meeting("Norway's minister recalls the meeting as \"a school lesson\".");
    assert_eq!(all, [judgement("Norway", "a school lesson", Negative)]);
    let all = of_a_meeting("Chile likened the meeting to \"a queue at a closed counter\".");
    assert_eq!(all[0].2, Negative);
}

#[test]
fn a_thing_of_a_good_or_bad_kind_is_judged() {
    let all = told("Norway proposed a joint patrol. Chile said it was a fair compromise.");
    assert_eq!(all, [judgement("Chile", "a fair compromise", Positive)]);
}

#[test]
fn a_day_or_meeting_that_is_only_named_is_not_judged() {
    let all = of_a_meeting("Norway's notice speaks of \"a date to be agreed\".");
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn whoever_is_disappointed_with_an_outcome_does_not_judge_himself() {
    let all = of_a_meeting("Norway said it was disappointed with the outcome of the talks.");
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].2, Negative);
}

#[test]
fn a_judges_own_name_is_not_judged() {
    let reading = read(
        "Norway and Chile held a round of talks in Oslo on Monday. Her Chilean colleague, Pedro Moss, remembered \"an exercise in good manners\".",
    );
    let of: Vec<_> = judgements(&reading).iter().map(|c| c.of.clone()).collect();
    assert_eq!(of, ["round of talks in Oslo"]);
}
