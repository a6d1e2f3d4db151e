//! Who says what, and where the text names them. The sentences are our own.

#![allow(clippy::expect_used, reason = "a test that cannot read fails")]

mod common;

use common::read;
use demarche_evidence::{Body, Reading, Span};

/// Speaker and cue of every quote, as they stand in the text.
fn told<'t>(text: &'t str, reading: &Reading) -> Vec<(&'t str, &'t str)> {
    let quotes = reading
        .statements
        .iter()
        .filter(|s| matches!(s.body, Body::Quote(_)));
    quotes
        .filter_map(|s| {
            let place = |role: &str| s.arguments.iter().find(|a| a.role == role).map(|a| a.span);
            let words = |span: Span| &text[span.start..span.end];
            Some((words(place("speaker")?), words(place("cue")?)))
        })
        .collect()
}

/// What is told in each quote, as it stands in the text.
fn contents<'t>(text: &'t str, reading: &Reading) -> Vec<&'t str> {
    let arguments = reading.statements.iter().flat_map(|s| &s.arguments);
    let contents = arguments.filter(|a| a.role == "content");
    contents.map(|a| &text[a.span.start..a.span.end]).collect()
}

#[test]
fn a_speaker_stands_where_the_sentence_names_him() {
    let text = "Her father Anton Lesk said the bakery would open on Monday.\n\n\
        After the match, the club's captain, Ines Okoro, said: \"We were lucky in the second half.\"\n\n\
        \"I think we have learned a lot from this game,\" Okoro said.\n";
    let reading = read(text);
    let told = told(text, &reading);
    let speakers: Vec<&str> = told.iter().map(|(speaker, _)| *speaker).collect();
    assert!(speakers.contains(&"Her father Anton Lesk"), "{told:?}");
    assert!(
        speakers.contains(&"the club's captain, Ines Okoro"),
        "{told:?}"
    );
    assert!(told.contains(&("I", "think")), "{told:?}");
}

#[test]
fn what_is_added_is_added_by_whoever_said_the_rest() {
    let text = "The ministry said that the bridge had collapsed and added that the ferry would run until spring.\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(told.contains(&("The ministry", "added")), "{told:?}");
    assert!(!told.iter().any(|(speaker, _)| speaker.contains("bridge")));
}

#[test]
fn whoever_acts_in_order_to_make_sure_makes_sure() {
    let text = "We left the old samples out to make sure that nothing was counted twice.\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(
        told.iter().all(|(speaker, _)| *speaker == "We") && !told.is_empty(),
        "{told:?}"
    );
}

#[test]
fn he_is_the_man_just_told_of_and_not_whoever_may_be_one() {
    let reading = read(
        "EU commissioner Henrike Lindqvist has offered a larger share for India if it opens its tenders to European bidders. India's \
         commerce minister, Rajiv Khandelwal, has so far refused to link the two. \"Steel is steel,\" he said. The talks resume on Monday.\n",
    );
    let speakers: Vec<&str> = reading
        .statements
        .iter()
        .filter_map(|s| match &s.body {
            Body::Quote(quote) => Some(quote.speaker.name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(speakers, ["Rajiv Khandelwal"]);
}

#[test]
fn whoever_is_told_to_note_something_is_its_source() {
    let text = "Remember that the museum is closed on Mondays.\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert_eq!(told, [("Remember", "Remember")]);
}

#[test]
fn both_words_of_making_sure_are_the_cue() {
    let text = "The baker wanted to make sure that the oven was hot.\n";
    let reading = read(text);
    assert_eq!(told(text, &reading), [("The baker", "make sure")]);
}

#[test]
fn what_somebody_was_like_is_quoted() {
    let text = "She showed me the bill and I was like, wow, thanks.\n";
    let reading = read(text);
    assert_eq!(told(text, &reading), [("I", "was like")]);
}

#[test]
fn who_argues_stands_before_the_verb() {
    let text = "Lesk has also argued that a botanical account of roses suggests that they came from Persia.\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(told.contains(&("Lesk", "argued")), "{told:?}");
}

#[test]
fn a_paragraph_below_a_colon_is_what_is_observed() {
    let text = "In her second letter, the botanist observed:\n\nThe moss had covered the whole wall by June.\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(told.contains(&("the botanist", "observed")), "{told:?}");
}

#[test]
fn the_word_before_a_colon_tells() {
    let text = "The gardener Anna Lesk summed it up for us:\n\n\"The roses need more water than the lilies do.\"\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(told.iter().any(|(_, cue)| *cue == "summed"), "{told:?}");
}

#[test]
fn who_writes_letters_says_nothing_else() {
    let text = "Anna Lesk stayed up all night, writing letters to her friends.\n";
    let reading = read(text);
    assert!(told(text, &reading).is_empty());
}

#[test]
fn what_stands_before_the_cue_is_not_told() {
    let text =
        "With the harvest almost over, Anna Lesk announced on Friday that the farm would close.\n";
    let reading = read(text);
    assert_eq!(contents(text, &reading), ["the farm would close"]);
}

#[test]
fn who_believes_it_stands_behind_whoever_says_so() {
    let text = "The mayor's old teacher Anna Lesk said she believes painting the school now has a strong rationale.\n";
    let reading = read(text);
    let contents = contents(text, &reading);
    assert!(
        contents.iter().any(|c| c.starts_with("she believes")),
        "{contents:?}"
    );
}

#[test]
fn whoever_is_asked_in_a_quotation_does_not_say_it() {
    let text = "The children came to the gate and shouted and said, 'Anna Lesk, will you open the garden?'\n";
    let reading = read(text);
    let told = told(text, &reading);
    assert!(
        !told.iter().any(|(speaker, _)| speaker.contains("Anna")),
        "{told:?}"
    );
}

#[test]
fn what_is_seen_does_something() {
    let text = "We notice the ant drifting to the left.\n";
    let reading = read(text);
    assert_eq!(told(text, &reading), [("We", "notice")]);
}

#[test]
fn each_that_is_told() {
    let text = "The guide forgets that the tower has no lift; that the roof is open to the rain; and that the bells still ring.\n";
    let reading = read(text);
    let contents = contents(text, &reading);
    assert!(contents.iter().any(|c| c.ends_with("ring")), "{contents:?}");
}
