//! Who says that one thing came of another: whose explanation it is, and which is the cause. The notes are our own.

mod common;

use common::{claims, read};
use demarche_evidence::{Claim, Voice};

const TAIL: &str = "\n\nThe negotiations are in their third week.\n";

/// Who explains what by what.
fn told(note: &str) -> Vec<(String, String, String)> {
    let name = |c: &&Claim| match &c.speaker {
        Voice::Actor(a) => a.name.clone(),
        _ => "article".to_owned(),
    };
    let reading = read(&format!("{note}{TAIL}"));
    let all = claims(&reading);
    all.iter()
        .map(|c| (name(c), c.cause.clone(), c.effect.clone()))
        .collect()
}

fn is_told(note: &str, speaker: &str, cause: &str, effect: &str) {
    let all = told(note);
    let wanted = (speaker.to_owned(), cause.to_owned(), effect.to_owned());
    assert!(all.contains(&wanted), "{note}\n{all:?}");
}

#[test]
fn what_an_aside_interrupts_is_said_by_its_subject() {
    is_told(
        "Talks between Oslo and Lima on fish broke down on Friday. The losses, argued the Norwegian minister, Ada Lund, are a \
         consequence of the walkout.",
        "Ada Lund",
        "the walkout",
        "The losses",
    );
    is_told(
        "Talks between Oslo and Lima on fish broke down on Friday. The failure, in the view of Peru's minister Ana Torres, stems \
         from a lack of time.",
        "Ana Torres",
        "a lack of time",
        "The failure",
    );
    is_told(
        "Talks between Oslo and Lima on fish broke down on Friday. The walkout was brought on, according to the Norwegian \
         delegation, by a leaked letter that the Peruvians had used against it.",
        "Norway",
        "a leaked letter that the Peruvians had used against it",
        "The walkout",
    );
}

#[test]
fn the_subject_of_a_sentence_tells_what_is_told_of_its_object() {
    let note = "Mali and the rebels met on Monday. The minister faults the rebels, whose envoys, he says, came without papers.";
    let all = told(note);
    assert_eq!(all[0].0, "minister", "{all:?}");
    assert_eq!(
        all[0].1,
        "the rebels, whose envoys, he says, came without papers"
    );
}

#[test]
fn what_is_set_before_its_clause_is_the_cause() {
    let opening = "Bolivia and Chile broke off talks on water on Friday.";
    for (sentence, cause, effect) in [
        (
            "It was Chile's refusal to open its ports that brought the talks to a halt, the Bolivian envoy said.",
            "Chile's refusal to open its ports",
            "brought the talks to a halt",
        ),
        (
            "It was, in the words of the Bolivian envoy, the arrest of two captains that doomed the round.",
            "the arrest of two captains",
            "doomed the round",
        ),
        (
            "What stopped the talks was the seizure of a boat, the Bolivian envoy said.",
            "the seizure of a boat",
            "stopped the talks",
        ),
        (
            "It was Chile that wrecked the round, the Bolivian envoy said.",
            "Chile",
            "wrecked the round",
        ),
    ] {
        let note = format!("{opening} {sentence}");
        is_told(&note, "Bolivian envoy", cause, effect);
    }
    for sentence in [
        "It was Chile that proposed the next meeting, the Bolivian envoy said.",
        "It is a country that fears its neighbours, the Bolivian envoy said.",
    ] {
        let all = told(&format!("{opening} {sentence}"));
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn that_is_why_points_to_the_sentence_before() {
    let quoted = |behind: &str| {
        format!(
            "Kenya and Uganda met on Tuesday over the railway. \"They closed the line at night. {behind}\" the Kenyan minister, Peter \
             Otieno, said."
        )
    };
    let before = "They closed the line at night.";
    is_told(
        &quoted("That is why we did not sign,"),
        "Peter Otieno",
        before,
        "we did not sign",
    );
    is_told(
        &quoted("That is what ended the talks,"),
        "Peter Otieno",
        before,
        "ended the talks",
    );
    is_told(
        "Kenya and Uganda met on Tuesday over the railway. The Kenyan minister said Uganda had raised the fee, which was why his \
         officials had left.",
        "Kenyan minister",
        "Uganda had raised the fee",
        "his officials had left",
    );
}

#[test]
fn what_somebody_did_is_the_cause_of_what_a_participle_tells() {
    is_told(
        "Mali and the rebels met on Monday. The army had broken the truce, forcing thousands to flee, an aid group said.",
        "aid group",
        "The army had broken the truce",
        "forcing thousands to flee",
    );
}

#[test]
fn a_cause_told_first_is_no_part_of_its_effect() {
    is_told(
        "Mali and the rebels met on Monday. Owing to the raid, the rebels said, their envoys would not come back.",
        "rebels",
        "the raid",
        "their envoys would not come back",
    );
    is_told(
        "Mali and the rebels met on Monday. No accord was signed. The reason, according to the minister, was a quarrel over tax.",
        "minister",
        "a quarrel over tax",
        "No accord was signed.",
    );
}

#[test]
fn a_capital_holds_something_to_be_the_cause() {
    let opening = "Armenia and Azerbaijan called off a round on Monday.";
    is_told(
        &format!("{opening} In Baku the failure is attributed to French meddling."),
        "Azerbaijan",
        "French meddling",
        "the failure",
    );
    is_told(
        &format!("{opening} In Yerevan the shelling of a village is considered the reason."),
        "Armenia",
        "the shelling of a village",
        opening,
    );
}

#[test]
fn an_explanation_stands_behind_a_colon() {
    let opening = "Malawi and its teachers broke off talks on Monday.";
    is_told(
        &format!(
            "{opening} The union's leader has a simpler explanation: the minister has no money."
        ),
        "union's leader",
        "the minister has no money",
        opening,
    );
    let all = told(&format!(
        "{opening} The union's view was clear: the offer was too low."
    ));
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn accounts_differ_behind_a_question_why() {
    let note = "Armenia and Azerbaijan called off a round on Monday. Why did it fall through? Armenian officials say Baku sent a \
                clerk. Azerbaijani officials say the Armenians asked for a French observer. The next round will be held in May, the \
                hosts say.";
    let all = told(note);
    let causes: Vec<&str> = all.iter().map(|c| c.1.as_str()).collect();
    assert_eq!(
        causes,
        [
            "Baku sent a clerk",
            "the Armenians asked for a French observer"
        ]
    );
    assert_eq!(all[1].0, "Azerbaijani officials");
}

#[test]
fn a_word_explains_why_somebody_did_not_come() {
    let note = |word: &str| {
        format!(
            "The visit of Chile's envoy to Oslo was cancelled on Monday. \"{word},\" the Chilean embassy said."
        )
    };
    let all = told(&note("Illness"));
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].1, "Illness");
    let all = told(&note("Nonsense"));
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn rivals_point_to_other_causes() {
    let note = "Armenia and Azerbaijan called off a round on Monday. Yerevan blamed the failure on the shelling of a village. Baku \
                pointed instead to a vote of the French senate.";
    is_told(
        note,
        "Azerbaijan",
        "a vote of the French senate",
        "the failure",
    );
}

#[test]
fn causes_have_many_verbs() {
    let opening = "Tesla and the union IF Metall met in June.";
    for (sentence, cause, effect) in [
        (
            "The company said the blockade meant that cars could not be unloaded.",
            "the blockade",
            "cars could not be unloaded",
        ),
        (
            "The company said a staff shortage meant the cars had been left at sea.",
            "a staff shortage",
            "the cars had been left at sea",
        ),
        (
            "The company said the dismissals had destroyed what trust there was.",
            "the dismissals",
            "destroyed what trust there was",
        ),
        (
            "The company said two ships had turned back as a result of the blockade.",
            "the blockade",
            "two ships had turned back",
        ),
        (
            "The company said the fee had gone up and as a result the ships lay idle.",
            "the fee had gone up",
            "the ships lay idle",
        ),
        (
            "The company said the delay was owed to the rains.",
            "the rains",
            "the delay",
        ),
        (
            "The company said the strike had left it unable to deliver.",
            "the strike",
            "left it unable to deliver",
        ),
    ] {
        let all = told(&format!("{opening} {sentence}"));
        let found: Vec<(&str, &str)> = all.iter().map(|c| (c.1.as_str(), c.2.as_str())).collect();
        assert!(found.contains(&(cause, effect)), "{sentence}\n{all:?}");
    }
}

#[test]
fn neither_is_no_cause_and_nobody_explains_a_killing() {
    for sentence in [
        "Neither side was to blame, a mediator said.",
        "Shells killed eleven people near the market, the police said.",
    ] {
        let all = told(&format!(
            "Denmark and Sweden broke off talks on the bridge toll. {sentence}"
        ));
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn a_sentence_says_what_it_explains_once() {
    is_told(
        "Norway and Chile met in Oslo. Norway put the delay down to rain, while Chile ascribed it to strikes.",
        "Chile",
        "strikes",
        "the delay",
    );
    is_told(
        "Norway and Chile met in Oslo. Asked why the signing had been delayed, the Norwegian minister cited the vote.",
        "Norwegian minister",
        "the vote",
        "the signing had been delayed",
    );
    is_told(
        "Norway and Chile met in Oslo. Norway put the delay down to rain. Chile attributed it instead to strikes.",
        "Chile",
        "strikes",
        "the delay",
    );
}

#[test]
fn a_pronoun_for_the_cause_is_looked_up() {
    is_told(
        "Egypt and Ethiopia met on Sunday. \"They shut the gates,\" said Egypt's minister, Hani Amin. \"Because of that, three days were \
         lost.\" His Ethiopian colleague said Cairo's letter had soured the mood.",
        "Hani Amin",
        "They shut the gates",
        "three days were lost",
    );
    is_told(
        "Egypt and Ethiopia met on Sunday. Egypt explained the failure by new demands. Because of them, a third day was cancelled, the \
         hosts said.",
        "hosts",
        "new demands",
        "a third day was cancelled",
    );
}

#[test]
fn prepositions_that_look_like_words_are_read() {
    is_told(
        "The mines and Congo met on Sunday. The minister said the price had doubled. Thanks to the ban, he said, the country earned more.",
        "minister",
        "the ban",
        "the country earned more",
    );
}

#[test]
fn who_denies_a_thing_does_not_explain_it() {
    let reading = read(
        "Norway and Chile held talks in Lima on Monday. Norway's minister, Kari Moe, denied that her delegation had walked out, saying it \
         had gone to consult the ministry.",
    );
    assert!(claims(&reading).is_empty(), "{:?}", claims(&reading));
}
