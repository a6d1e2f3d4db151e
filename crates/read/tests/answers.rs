//! Proposals, answers to them and judgements in ordinary constructions, one at a time. The notes are our own.

mod common;

use common::{claims, demands, judgements, levers, proposals, read};
use demarche_evidence::{Polarity, Proposal, Reading, StanceKind, Voice};

const TAIL: &str = "\n\nThe two sides have held several rounds of negotiations this year without agreement, and the talks have been \
                    deadlocked for weeks, diplomats say.\n";

fn note(text: &str) -> Reading {
    read(&format!("{text}{TAIL}"))
}

fn stances(proposal: &Proposal) -> Vec<(&str, &str)> {
    let kind = |k: &StanceKind| match k {
        StanceKind::Backs => "backs",
        StanceKind::Rejects => "rejects",
        StanceKind::Conditional { .. } => "conditional",
    };
    let mut all: Vec<_> = proposal
        .stances
        .iter()
        .map(|s| (s.actor.principal(), kind(&s.kind)))
        .collect();
    all.sort_unstable();
    all
}

/// Whether somebody is told to want (`+`), refuse (`-`) or offer (`o`) this.
fn has(reading: &Reading, party: &str, what: &str, stand: char) -> bool {
    demands(reading).iter().any(|d| {
        let told = match (d.refusal, d.offer) {
            (true, _) => '-',
            (false, true) => 'o',
            (false, false) => '+',
        };
        d.party.principal() == party && d.demand == what && told == stand
    })
}

#[test]
fn a_yes_to_something_else_is_none_to_the_proposal_and_a_proviso_makes_one_conditional() {
    let reading = note(
        "ISTANBUL - Turkey has proposed a 30-day pause in strikes on energy infrastructure and ports. Russia had not ruled out the \
         idea, while Ukraine had accepted it in principle provided that the pause also covered railways. The two sides did agree to \
         exchange 400 prisoners of war each.",
    );
    let all = proposals(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(stances(all[0]), [("Ukraine", "conditional")]);
}

#[test]
fn neither_accepted_nor_refused_is_no_answer() {
    let reading = note(
        "VIENNA - Russia has proposed to take Iran's enriched uranium, an offer Tehran has neither accepted nor refused.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [], "{all:?}");
}

#[test]
fn what_was_refused_at_first_and_is_accepted_now_is_accepted() {
    let reading = note(
        "LONDON - Brussels has proposed a youth mobility scheme for people under 30. The UK government initially refused, but now \
         accepts the scheme provided numbers are capped. Germany backs the proposal, while France has doubts.",
    );
    let all = proposals(&reading);
    let told = stances(all[0]);
    assert_eq!(
        told,
        [("Germany", "backs"), ("United Kingdom", "conditional")]
    );
}

#[test]
fn a_condition_for_coming_back_to_the_table_is_no_conditional_yes() {
    let reading = note(
        "BERLIN - The drivers' union GDL rejected Deutsche Bahn's offer of a 5.5 percent pay rise on Monday. Union leader Max Weber \
         said GDL would return to the table only if the company submitted an improved offer that included shorter hours.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("GDL", "rejects")]);
    assert_eq!(
        all[0].what,
        "Deutsche Bahn's offer of a 5.5 percent pay rise"
    );
}

#[test]
fn what_a_proposal_depends_on_is_no_condition_of_whoever_tells_of_it() {
    let reading = note(
        "VIENNA - Talks between Iran and European powers ended on Friday. A European diplomat said the Iranians had floated a plan to \
         dilute part of the stock if the Europeans dropped the sanctions threat.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [], "{all:?}");
}

#[test]
fn a_wish_of_others_behind_but_is_no_reservation() {
    let reading = note(
        "GENEVA - The UN envoy presented a draft ceasefire to the two sides on Wednesday. Yemen's government accepted the draft, but the \
         Houthis asked for changes to the clause on the port of Hodeidah.",
    );
    let all = proposals(&reading);
    assert!(stances(all[0]).contains(&("Yemen", "backs")), "{all:?}");
}

#[test]
fn a_yes_with_a_wish_is_told_once_and_as_conditional() {
    let reading = note(
        "BEIRUT - The United States has submitted a plan to disarm Hezbollah by the end of the year. President Aoun welcomed the plan \
         but asked for guarantees that Israel would withdraw.",
    );
    let all = proposals(&reading);
    let kinds: Vec<_> = stances(all[0]).into_iter().map(|s| s.1).collect();
    assert_eq!(kinds, ["conditional"]);
}

#[test]
fn who_studies_a_proposal_has_not_made_it_and_the_mediators_have() {
    let reading = note(
        "CAIRO, Aug 18 - Hamas said on Tuesday it was studying a revised proposal for a 60-day truce in the Gaza Strip that Egyptian and \
         Qatari mediators handed to its leaders. Israel said it had received the proposal and would respond by Friday.",
    );
    let all = proposals(&reading);
    assert_eq!(
        all[0].what,
        "a revised proposal for a 60-day truce in the Gaza Strip"
    );
    let by = all[0]
        .proposer
        .as_ref()
        .map(demarche_evidence::Actor::principal);
    assert_eq!(by, Some("Egypt"));
}

#[test]
fn an_offer_is_from_whom_it_comes_and_a_counter_offer_is_another() {
    let reading = note(
        "MANCHESTER - The RMT union on Friday turned down a pay offer of 4.5 per cent from Northern Rail and tabled a counter-offer of 6 \
         per cent. Northern Rail said it would study the counter-offer.",
    );
    let all = proposals(&reading);
    let told: Vec<_> = all
        .iter()
        .map(|p| {
            (
                p.what.as_str(),
                p.proposer.as_ref().map(demarche_evidence::Actor::principal),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("pay offer of 4.5 per cent", Some("Northern Rail")),
            ("a counter-offer of 6 per cent", Some("RMT")),
        ]
    );
}

#[test]
fn the_day_on_which_something_was_put_is_no_part_of_it() {
    let reading = note(
        "THE HAGUE - Mediator Kim Putters suggested a compromise at the weekend under which the cap would be replaced by a yearly \
         target. The VVD could live with a target as long as it was written into law.",
    );
    let all = proposals(&reading);
    assert_eq!(
        all[0].what,
        "a compromise under which the cap would be replaced by a yearly target"
    );
}

#[test]
fn what_a_plan_foresees_is_the_plan_and_no_second_proposal() {
    let reading = note(
        "ATHENS - The UN secretary-general's plan foresees a federation of two states. Turkey urged the Greek Cypriots to accept the \
         plan.",
    );
    let all = proposals(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].what, "a federation of two states");
}

#[test]
fn lukewarm_praise_is_a_judgement_and_no_yes() {
    let reading = note(
        "BELGRADE - Egypt put forward a draft for a binding agreement on filling the dam. Ethiopia called the Egyptian draft \"a good \
         basis for discussion\", but Sudan turned it down.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("Sudan", "rejects")]);
    let judges: Vec<_> = judgements(&reading).iter().map(|c| c.by.clone()).collect();
    let by = |v: &Voice, name: &str| matches!(v, Voice::Actor(a) if a.principal() == name);
    assert!(judges.iter().any(|v| by(v, "Ethiopia")), "{judges:?}");
    assert!(!judges.iter().any(|v| by(v, "Sudan")), "{judges:?}");
}

#[test]
fn a_strike_that_is_called_is_not_called_names() {
    let reading = note(
        "PARIS - The CGT called a strike from Wednesday, saying the latest pay offer by SNCF was \"a provocation\".",
    );
    let of: Vec<_> = judgements(&reading).iter().map(|c| c.of.clone()).collect();
    assert!(!of.iter().any(|o| o.contains("strike")), "{of:?}");
    assert!(of.iter().any(|o| o.contains("offer")), "{of:?}");
}

#[test]
fn an_aim_in_quotation_marks_judges_nothing_and_an_accusation_judges_the_accused() {
    let reading = note(
        "TEHRAN - Anna Lindqvist of the IAEA met Iranian officials in Tehran on Sunday. She said she hoped to agree \"a technical \
         roadmap\" with Iran. A Kurdish official accused Baghdad of \"moving the goalposts\".",
    );
    let all = judgements(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].of, "Baghdad");
    assert_eq!(all[0].polarity, Polarity::Negative);
}

#[test]
fn who_votes_or_recommends_to_accept_or_reject_takes_the_stance() {
    let reading = note(
        "LONDON - Members of Unite voted overwhelmingly to accept the council's offer of a 3 percent raise. The GMB recommended that its \
         members reject the offer.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("GMB", "rejects"), ("Unite", "backs")]);
}

#[test]
fn ministers_are_those_of_the_state_the_text_is_written_in() {
    let reading = note(
        "LONDON - The European Union has offered a 12-year extension of access to British waters. Ministers rejected the offer on \
         Monday, saying it was too long. London has offered four years instead.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("United Kingdom", "rejects")]);
}

#[test]
fn a_plan_without_a_word_of_its_own_is_what_was_just_wanted() {
    let reading = note(
        "BERLIN - The Social Democrats want a wealth tax. The Christian Democrats reject the plan.",
    );
    let all = proposals(&reading);
    assert_eq!(all[0].what, "a wealth tax");
    let by = all[0]
        .proposer
        .as_ref()
        .map(demarche_evidence::Actor::principal);
    assert_eq!(by, Some("Social Democrats"));
}

#[test]
fn who_backs_the_maker_backs_what_it_puts() {
    let reading = note(
        "BRUSSELS - Poland, backed by Hungary and Slovakia, proposed a ban on Ukrainian grain imports until September. Ukraine rejected \
         the proposal.",
    );
    let all = proposals(&reading);
    assert_eq!(
        stances(all[0]),
        [
            ("Hungary", "backs"),
            ("Slovakia", "backs"),
            ("Ukraine", "rejects")
        ]
    );
}

#[test]
fn who_settles_on_something_else_or_only_weighs_an_offer_has_not_accepted_it() {
    let reading = note(
        "ABUJA - Mauritania offered to send observers to the front line, but Azara turned the offer down. In the end the parties \
         settled on a team from Ghana and Senegal.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("Azara", "rejects")]);
    let reading = note(
        "LIMA - Peru offered to halve the port tax if Chile let its lorries through. Chile said it would consider the offer.",
    );
    let all = proposals(&reading);
    assert!(all.iter().all(|p| stances(p).is_empty()), "{all:?}");
    assert!(!all.iter().any(|p| p.what.contains("Chile let")), "{all:?}");
}

#[test]
fn a_kind_word_that_is_taken_back_is_no_yes() {
    let reading = note(
        "BRISTOL - The hospital trust has offered nurses a rise of 4.5 per cent and a one-off payment of £800. \"The one-off payment is \
         welcome. It does not mend anything,\" said union secretary Carol Treloar.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [], "{all:?}");
}

#[test]
fn who_would_not_stand_in_the_way_does_not_refuse() {
    let reading = note(
        "LIMA - Chile has offered Bolivia a corridor to the sea without sovereignty. Peru said it would not stand in the way.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [], "{all:?}");
}

#[test]
fn what_others_answered_is_no_part_of_an_offer() {
    let reading = note(
        "DHAKA - Garment workers demanded a minimum wage of 23,000 taka. The manufacturers' association offered 12,500 taka, which the \
         workers' federation called \"a cruel joke\".",
    );
    let all = proposals(&reading);
    assert_eq!(all[0].what, "12,500 taka");
}

#[test]
fn an_objection_is_a_refusal_and_what_a_thing_is_said_to_be_no_wish() {
    let reading = note(
        "ASTANA - Kazakhstan and Kyrgyzstan held water talks in Almaty on Monday. The Kazakh side confirmed its objection to the \
         construction of a new pumping station on the Chu. Kyrgyzstan maintains that the station is a domestic matter.",
    );
    let what = "the construction of a new pumping station on the Chu";
    assert!(has(&reading, "Kazakhstan", what, '-'));
    let all = demands(&reading);
    assert!(
        !all.iter().any(|d| d.party.principal() == "Kyrgyzstan"),
        "{all:?}"
    );
}

#[test]
fn what_has_to_be_done_is_wanted_by_whoever_says_so() {
    let reading = note(
        "KINSHASA - Angola has put forward a plan for a ceasefire monitored by regional troops. Congo agreed in principle. Rwanda said \
         that the M23 had to be part of any talks.",
    );
    let what = "that the M23 had to be part of any talks";
    assert!(has(&reading, "Rwanda", what, '+'));
    let reading = note(
        "PARIS - Brussels must suspend the tax before talks can go on, the French minister said. The American negotiator said the tax \
         had to be suspended.",
    );
    assert!(has(
        &reading,
        "United States",
        "the tax had to be suspended",
        '+'
    ));
    // "must suspend": nothing that Brussels threatens.
    let all = levers(&reading);
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn what_is_to_be_done_with_a_thing_is_told_with_it() {
    let reading = note(
        "OSLO - Norway and Chile hold talks on a truce. Norway wants the FDLR militia disarmed first. Chile called for the allocations \
         to be recalculated on the basis of need.",
    );
    assert!(has(
        &reading,
        "Norway",
        "the FDLR militia disarmed first",
        '+'
    ));
    let what = "the allocations to be recalculated on the basis of need";
    assert!(has(&reading, "Chile", what, '+'));
}

#[test]
fn what_one_could_live_with_or_is_prepared_to_do_is_offered() {
    let reading = note(
        "NEW DELHI - Talks between India and the European Union on steel quotas go into a third week. Indian officials said New Delhi \
         could live with 2.6 million tonnes a year.",
    );
    assert!(has(&reading, "India", "2.6 million tonnes a year", 'o'));
    let reading = note(
        "CAIRO - Hamas said it was prepared to release ten hostages in exchange for a 60-day truce. Israel said it would only accept a \
         deal that freed all of them at once.",
    );
    let what = "release ten hostages in exchange for a 60-day truce";
    assert!(has(&reading, "Hamas", what, 'o'));
}

#[test]
fn a_demand_called_dead_is_refused_and_no_changes_are_changes_refused() {
    let reading = note(
        "OTTAWA - Canada demanded that Washington drop the lumber duty before any talks on milk. The US trade representative, Ann Lowry, \
         said Canada's demand was \"dead on arrival\". She said there would be no further concessions.",
    );
    let what = "that Washington drop the lumber duty before any talks on milk";
    let is_hers = |d: &&demarche_evidence::Demand| d.refusal && d.demand == what;
    assert_eq!(demands(&reading).iter().filter(|d| is_hers(d)).count(), 1);
    let mut all = demands(&reading).into_iter();
    assert!(all.any(|d| d.refusal && d.demand == "further concessions"));
}

#[test]
fn the_date_to_which_something_is_put_off_is_no_judgement() {
    let reading = note(
        "GEORGETOWN - Guyana's foreign minister has put off his visit to Suriname to \"a mutually convenient date\", his ministry said on \
         Monday. Suriname had called the visit \"a last chance\".",
    );
    let words: Vec<_> = judgements(&reading)
        .iter()
        .map(|c| c.words.clone())
        .collect();
    assert_eq!(words, ["a last chance"]);
}

#[test]
fn words_of_a_label_close_what_they_quote() {
    let reading = note(
        "BRISTOL - Unison and the council hold pay talks. Unison wants the figures published \"tonight, not next year\".",
    );
    let all = demands(&reading);
    let quotes = |d: &demarche_evidence::Demand| d.demand.matches('"').count();
    assert!(all.iter().all(|d| quotes(d) % 2 == 0), "{all:?}");
    assert!(all.iter().any(|d| quotes(d) == 2), "{all:?}");
}

#[test]
fn an_offer_told_again_by_its_noun_is_the_one_just_made() {
    for text in [
        "LIMA - Chile proposed a joint patrol of the strait, a plan Norway rejected on Friday.",
        "LIMA - Chile proposed a joint patrol of the strait, an idea that Norway has dismissed as unworkable.",
        "LIMA - Chile offered a joint patrol of the strait, an offer Norway turned down on Friday.",
    ] {
        let reading = note(text);
        let all = proposals(&reading);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(stances(all[0]), [("Norway", "rejects")]);
    }
}

#[test]
fn a_shared_spell_of_time_makes_no_praise_of_one_thing_a_yes_to_another() {
    let reading = note(
        "LIMA - Norway proposes that quotas be fixed every year by a joint commission. Chile rejected the proposal. It \
         nevertheless welcomed Norway's decision to hand over the data for the past ten years.",
    );
    let all = proposals(&reading);
    assert_eq!(stances(all[0]), [("Chile", "rejects")], "{all:?}");
}

#[test]
fn what_is_told_of_the_speaker_is_neither_judged_nor_explained() {
    let reading = note(
        "\"They came back with the same sheet of paper and a different cover,\" said Maureen Tulley, who chairs the strike \
         committee.",
    );
    let all = judgements(&reading);
    assert!(!all.iter().any(|j| j.of.contains("committee")), "{all:?}");
    let reading = note(
        "The Liberals and the Greens met in Velmar. \"Nobody gains from a second election,\" said Milan Reuss, who has invited all \
         party leaders to the palace on Sunday.",
    );
    assert!(claims(&reading).is_empty(), "{:?}", claims(&reading));
}

#[test]
fn what_a_date_has_been_called_is_the_word_of_whoever_calls_it_so() {
    let reading = note(
        "Chile said it would sign if the ban began in 2031, a date the Liberals have called unrealistic.",
    );
    let all = judgements(&reading);
    let is_theirs = |j: &&demarche_evidence::Characterisation| {
        matches!(&j.by, Voice::Actor(a) if a.principal() == "Liberals") && j.words == "unrealistic"
    };
    assert_eq!(
        all.iter().filter(|j| is_theirs(j)).count(),
        all.len(),
        "{all:?}"
    );
    assert!(!all.is_empty());
}

#[test]
fn an_offer_renewed_beside_a_no_to_others_is_an_offer() {
    let reading = note(
        "The Social Democrats have proposed a coalition with the Greens. The People's Union ruled out governing with the Homeland \
         Front and on Tuesday repeated its offer to tolerate a minority cabinet. The Social Democrats have so far turned the offer \
         down.",
    );
    let all = proposals(&reading);
    let offer = all.iter().find(|p| p.what.contains("tolerate"));
    let offer = offer.map(|p| stances(p));
    assert_eq!(
        offer,
        Some(vec![("Social Democrats", "rejects")]),
        "{all:?}"
    );
}

#[test]
fn what_is_only_touched_upon_or_forecast_is_no_proposal() {
    let reading = note(
        "OSLO - The ministers of Norway and Chile met in Oslo and discussed the bridge. The two sides agreed that the survey should \
         begin before the end of October. The ministers also touched upon the course of the border on the river Velna.",
    );
    assert!(proposals(&reading).is_empty(), "{:?}", proposals(&reading));
    let reading = note(
        "OSLO - Norway and Chile are in talks over roses. Chile wants three years for the treatment. Norway has offered 12 months. The \
         likeliest way out is a phased one: 18 months for the farms, and checks that fall as the interceptions do.",
    );
    let all: Vec<_> = proposals(&reading).iter().map(|p| p.what.clone()).collect();
    assert_eq!(all, ["12 months"]);
}

#[test]
fn who_is_optimistic_judges_the_talks_and_not_herself() {
    let reading = read(
        "Norway and Chile failed again to agree on the fee. A second meeting is planned for 12 June in Oslo. UN envoy Hanna Tetteh said \
         she was \"cautiously optimistic\".",
    );
    let all = judgements(&reading);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].of.contains("meeting"), "{all:?}");
}
