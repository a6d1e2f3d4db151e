//! A small gold, and what becomes of the score when a reader's record of it goes wrong.

use serde_json::{Value, json};

use super::card::Card;
use super::matching::score;
use super::score::{Count, Row, macro_f1};

fn gold() -> Value {
    json!({
        "date": "2031-03-04",
        "parties": [
            {"name": "Norvia", "aliases": ["Halden", "Norvian"]},
            {"name": "Sund Islands", "aliases": ["Vester"]},
        ],
        "people": [{"name": "Ada Lund", "party": "Norvia"}],
        "meetings": [{
            "what": "herring round in Vester", "participants": ["Norvia", "Sund Islands"],
            "evidence": "a herring round in Vester",
            "status_history": [
                {"status": "announced", "evidence": "announced a herring round in Vester"},
                {"status": "postponed", "evidence": "the round was put off until the spring"},
            ],
            "final_status": "postponed",
        }],
        "proposals": [{
            "what": "shared patrols", "proposer": "Ada Lund", "backers": [],
            "rejecters": ["Sund Islands"], "conditional": [],
            "evidence": "Lund suggested shared patrols of the bank",
        }],
        "positions": [{"party": "Norvia", "demand": "half of the catch",
            "evidence": "Halden wants half of the catch"}],
        "characterisations": [{"of": "round", "by": "Norvia", "words": "wasted weeks",
            "polarity": "negative", "evidence": "spoke of wasted weeks"}],
        "claims": [{"speaker": "article", "cause": "storm damage", "effect": "delay",
            "evidence": "the delay follows storm damage to the harbour"}],
        "levers": [{"holder": "Sund Islands", "what": "landing rights",
            "evidence": "Vester could withdraw landing rights"}],
        "events": [
            {"plover_type": "REJECT", "source": ["Sund Islands"], "target": ["Norvia"], "when": "2031-03-03",
             "evidence": "Vester turned the idea down", "alt_evidence": ["its second refusal this year"]},
            {"plover_type": "CONSULT", "source": ["Norvia"], "target": ["Sund Islands"],
             "plover_alt": ["COOPERATE"], "evidence": "fisheries officials compared notes", "optional": true},
        ],
        "quotes": [{"speaker": "Ada Lund", "content": "nobody gains from empty nets", "direct": true,
            "evidence": "nobody gains from empty nets"}],
        "impasse": {
            "stuck": true,
            "why": [{"reason": "quarrel over shares", "evidence": "the quarrel over shares goes on"}],
            "who_can_move": [{"party": "Sund Islands", "evidence": "Vester holds the key"}],
            "conditions_to_restart": [{"condition": "a new stock survey",
                "evidence": "no talks before a new stock survey"}],
        },
    })
}

/// The score of a record that is the gold with something changed.
fn changed(change: impl FnOnce(&mut Value)) -> Card {
    let mut product = gold();
    change(&mut product);
    against(&gold(), &product)
}

fn against(gold: &Value, product: &Value) -> Card {
    let record = |value: &Value| serde_json::from_value(value.clone()).unwrap();
    score(&record(gold), &record(product))
}

const fn count(tp: usize, fp: usize, missed: usize) -> Count {
    Count {
        tp,
        fp,
        missed,
        dup: 0,
        opt: 0,
    }
}

#[track_caller]
fn is_perfect(card: &Card) {
    assert!(card.misses.is_empty(), "{:?}", card.misses);
    assert!((macro_f1(&card.counts) - 1.0).abs() < 1e-9);
}

#[test]
fn the_gold_is_perfect() {
    let card = changed(|_| ());
    is_perfect(&card);
    assert!(card.counts.values().all(|count| count.is_used()));
    assert_eq!(card.counts.len(), 17);
    assert_eq!((card.when.right, card.date.right), (1, 1));
}

#[test]
fn nothing_finds_nothing() {
    let card = against(&gold(), &json!({}));
    assert!(macro_f1(&card.counts).abs() < 1e-9);
    assert_eq!(card.counts[&Row::MeetingFinal], count(0, 0, 1));
}

#[test]
fn other_names_longer_spans_and_the_speaker_for_the_party_will_do() {
    is_perfect(&changed(|product| {
        product["parties"][0] = json!({"name": "Halden"});
        product["positions"][0]["party"] = json!("the Norvian government");
        product["characterisations"][0]["by"] = json!("Lund");
        product["events"][0]["evidence"] =
            json!("On Monday Vester turned the idea down, as it had done in the autumn");
        product["claims"][0]["speaker"] = Value::Null;
    }));
}

#[test]
fn evidence_from_another_place_is_accepted_where_the_gold_names_it() {
    is_perfect(&changed(|product| {
        product["events"][0]["evidence"] = json!("its second refusal this year");
    }));
    let elsewhere = changed(|product| {
        product["events"][0]["evidence"] = json!("boats stayed in harbour");
    });
    assert_eq!(
        (
            elsewhere.counts[&Row::Events].tp,
            elsewhere.counts[&Row::Events].fp
        ),
        (0, 1)
    );
}

#[test]
fn without_evidence_the_words_of_the_item_count() {
    is_perfect(&changed(|product| {
        for list in [
            "positions",
            "claims",
            "levers",
            "proposals",
            "characterisations",
        ] {
            product[list][0].as_object_mut().unwrap().remove("evidence");
        }
        product["impasse"]["why"][0]
            .as_object_mut()
            .unwrap()
            .remove("evidence");
    }));
}

#[test]
fn a_wrong_key_field_makes_an_item_wrong() {
    let card = changed(|product| {
        product["events"][0]["plover_type"] = json!("ACCUSE");
        product["characterisations"][0]["polarity"] = json!("positive");
        product["quotes"][0]["direct"] = json!(false);
        product["levers"][0]["holder"] = json!("Norvia");
        product["impasse"]["stuck"] = json!(false);
    });
    for row in [Row::Characterisations, Row::Quotes, Row::Levers] {
        assert_eq!(card.counts[&row], count(0, 1, 1), "{row:?}");
    }
    let events = Count {
        opt: 1,
        ..count(0, 1, 1)
    };
    assert_eq!(card.counts[&Row::Events], events);
    assert_eq!(card.counts[&Row::ImpasseStuck], count(0, 0, 1));
}

#[test]
fn a_target_counts_only_where_both_name_one() {
    is_perfect(&changed(|product| {
        product["events"][0]["target"] = json!([]);
    }));
    let card = changed(|product| product["events"][0]["target"] = json!(["Sund Islands"]));
    assert_eq!(
        (card.counts[&Row::Events].tp, card.counts[&Row::Events].fp),
        (0, 1)
    );
}

#[test]
fn optional_items_do_not_count_and_other_types_are_accepted() {
    let without = changed(|product| _ = product["events"].as_array_mut().unwrap().pop());
    assert_eq!(without.counts[&Row::Events], count(1, 0, 0));
    let turned = changed(|product| {
        product["events"][1]["plover_type"] = json!("COOPERATE");
        product["events"][1]["source"] = json!(["Vester"]);
        product["events"][1]["target"] = json!([]);
    });
    assert_eq!(
        turned.counts[&Row::Events],
        Count {
            opt: 1,
            ..count(1, 0, 0)
        }
    );
}

#[test]
fn a_repeated_item_is_neither_right_nor_wrong() {
    let card = changed(|product| {
        for list in ["events", "meetings", "proposals"] {
            let first = product[list][0].clone();
            product[list].as_array_mut().unwrap().push(first);
        }
    });
    for row in [Row::Events, Row::Meetings, Row::Proposals] {
        assert_eq!(
            (card.counts[&row].dup, card.counts[&row].fp),
            (1, 0),
            "{row:?}"
        );
    }
    assert_eq!(
        card.counts[&Row::MeetingStatus],
        Count {
            dup: 2,
            ..count(2, 0, 0)
        }
    );
    assert_eq!(card.counts[&Row::MeetingFinal], count(1, 0, 0));
    assert_eq!(card.counts[&Row::ProposalStances], count(1, 0, 0));
}

#[test]
fn a_meeting_is_found_even_if_its_end_is_wrong() {
    let card = changed(|product| {
        product["meetings"][0]["final_status"] = json!("called off");
        product["meetings"][0]["status_history"][1]["status"] = json!("cancelled");
    });
    assert_eq!(card.counts[&Row::Meetings], count(1, 0, 0));
    assert_eq!(card.counts[&Row::MeetingStatus], count(1, 1, 1));
    assert_eq!(card.counts[&Row::MeetingFinal], count(0, 1, 1));
}

#[test]
fn a_meeting_of_others_is_another_meeting() {
    let card = changed(|product| {
        product["meetings"][0]["participants"] = json!(["Norvia", "the harbour board"]);
    });
    assert_eq!(card.counts[&Row::Meetings], count(0, 1, 1));
    assert_eq!(card.counts[&Row::MeetingStatus], count(0, 2, 2));
    is_perfect(&changed(|product| {
        product["meetings"][0]["participants"] = json!(["Lund"]);
        product["meetings"][0]["final_status"] = json!("put off");
    }));
}

#[test]
fn a_stance_belongs_to_its_proposal() {
    let card = changed(|product| {
        product["proposals"][0]["rejecters"] = json!([]);
        product["proposals"][0]["backers"] = json!(["Sund Islands"]);
    });
    assert_eq!(card.counts[&Row::Proposals], count(1, 0, 0));
    assert_eq!(card.counts[&Row::ProposalStances], count(0, 1, 1));
}

#[test]
fn on_a_near_miss_everything_but_names_and_quotes_is_false() {
    let near_miss = json!({"date": "2031-03-04", "relevant": false});
    let card = against(&near_miss, &gold());
    assert!(!card.counts.contains_key(&Row::Parties));
    assert_eq!(card.counts[&Row::Events], count(0, 2, 0));
    // Two steps, a stance, a stalemate with three entries, two events, and one item of six lists.
    assert_eq!(card.false_items(), Some(15));
    assert_eq!(against(&near_miss, &json!({})).false_items(), Some(0));
}
