//! Levers and the parties that hold them, one ordinary construction at a time. The notes are our own.

mod common;

use common::{claims, levers, meetings, reader, source};
use demarche_evidence::{Body, ImpasseRemark, LeverUse, Reading};

fn read(text: &str) -> Reading {
    reader().read_any(&source(text))
}

/// Who presses whom, with what and how.
fn told(text: &str) -> Vec<(String, Option<String>, String, LeverUse)> {
    let reading = read(text);
    let all = levers(&reading).into_iter().map(|l| {
        let against = l.against.as_ref().map(|a| a.principal().to_owned());
        (
            l.holder.principal().to_owned(),
            against,
            l.what.clone(),
            l.state,
        )
    });
    all.collect()
}

fn lever(
    holder: &str,
    against: &str,
    what: &str,
    state: LeverUse,
) -> (String, Option<String>, String, LeverUse) {
    let against = (!against.is_empty()).then(|| against.to_owned());
    (holder.to_owned(), against, what.to_owned(), state)
}

/// The party a person acts for.
fn party_of(text: &str, name: &str) -> Option<String> {
    let reading = read(text);
    let mut people = reading.people.iter();
    let person = people.find(|p| p.name == name);
    person.and_then(|p| p.party.clone())
}

#[test]
fn a_promise_to_answer_in_kind_is_a_threat() {
    let all =
        told("China has promised to answer in kind if Washington raises duties on electric cars.");
    let threat = lever(
        "China",
        "United States",
        "answer in kind",
        LeverUse::Threatened,
    );
    assert_eq!(all, [threat]);
}

#[test]
fn what_is_called_a_card_or_lever_is_one_either_way_round() {
    let all =
        told("Control of the strait is Iran's trump card in the talks with the United States.");
    let card = lever(
        "Iran",
        "United States",
        "Control of the strait",
        LeverUse::Available,
    );
    assert_eq!(all, [card]);
    let all = told("Egypt's main leverage over Ethiopia is its friendship with Eritrea.");
    let friendship = "its friendship with Eritrea";
    assert_eq!(
        all,
        [lever("Egypt", "Ethiopia", friendship, LeverUse::Available)]
    );
    let all = told("Qatar has considerable leverage over Hamas because its leaders live in Doha.");
    let hold = "considerable leverage over Hamas";
    assert_eq!(all, [lever("Qatar", "Hamas", hold, LeverUse::Available)]);
}

#[test]
fn a_share_of_what_the_world_needs_is_at_hand_and_not_in_use() {
    let all = told(
        "China controls about 90 per cent of the world's processing of rare earths, and negotiators in Brussels know it.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].3, LeverUse::Available);
}

#[test]
fn who_acts_under_pressure_is_pressed_by_whom_it_comes_from() {
    let all = told(
        "Under pressure from Washington, Serbia has put off the signing of the gas deal with Moscow.",
    );
    let pressure = "pressure from Washington";
    assert!(
        all.contains(&lever("United States", "Serbia", pressure, LeverUse::Used)),
        "{all:?}"
    );
}

#[test]
fn an_injunction_is_a_lever_and_a_court_is_not_pressed() {
    let all = told("Nordavia won an injunction against the Pilots' Union on Tuesday.");
    let injunction = "an injunction against the Pilots' Union";
    assert_eq!(
        all,
        [lever(
            "Nordavia",
            "Pilots' Union",
            injunction,
            LeverUse::Used
        )]
    );
    let all = told(
        "The train drivers' union Ferrovia has called a strike after talks with the state railway Transrail collapsed. Transrail said it \
         would go to court to stop the walkout.",
    );
    let court = lever("Transrail", "Ferrovia", "go to court", LeverUse::Threatened);
    assert!(all.contains(&court), "{all:?}");
}

#[test]
fn the_threat_of_a_strike_is_no_strike_yet() {
    let all = told(
        "The threat of a strike by the pilots' union Alpaero hangs over the pay talks at the airline Sunwing. Talks resume on Tuesday.",
    );
    assert!(all.iter().all(|l| l.3 == LeverUse::Threatened), "{all:?}");
}

#[test]
fn a_warning_of_what_others_or_fate_may_do_is_no_threat() {
    let dam = told(
        "Bangladesh warned that the new Chinese dam could dry up its rivers. Dhaka and Beijing have been negotiating over data on the water.",
    );
    assert_eq!(dam, []);
    let cost = told(
        "The employers' federation warned that the strike would cost 40 million euros a day. The dockers' union Lorn said the employers \
         should have thought of that before.",
    );
    assert_eq!(cost, []);
    let opinion = told(
        "\"If Europe gives in now, Moscow will only ask for more,\" the Estonian minister said.",
    );
    assert_eq!(opinion, []);
}

#[test]
fn who_threatens_to_leave_a_cabinet_presses_no_foreign_state() {
    let all = told(
        "Israel and Hamas resumed truce talks in Cairo on Monday. Finance Minister Bezalel Smotrich threatened to leave the government if \
         the truce proposal was approved.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].1, None);
}

#[test]
fn workers_are_their_union_and_press_the_employer() {
    let all = told(
        "Train drivers in Belmark will walk out on 3 June after their union, BDL, rejected an offer from the operator Belrail.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("BDL", Some("Belrail"))
    );
}

#[test]
fn a_body_may_be_named_with_an_article_behind_what_it_is() {
    let all = told(
        "The junior coalition partner, the Liberal Party, threatened to bring down the government if the Social Democrats did not drop \
         their plan.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("Liberal Party", Some("Social Democrats"))
    );
}

#[test]
fn management_is_the_company_that_was_named() {
    let all = told(
        "The car maker Velox and the metalworkers' union IGV are deadlocked over pay. Management has threatened to move production abroad.",
    );
    assert_eq!(all[0].0, "Velox", "{all:?}");
    assert_eq!(all[0].1.as_deref(), Some("IGV"), "{all:?}");
}

#[test]
fn what_would_be_called_off_is_told_by_its_name() {
    let all = told(
        "The Rail Workers' Federation called a strike for Friday. Its leader, Pavel Orsk, said the strike would be called off if the \
         operator paid the bonus.",
    );
    assert!(
        all.iter()
            .any(|l| l.2 == "the strike" && l.3 == LeverUse::Withheld),
        "{all:?}"
    );
}

#[test]
fn the_only_rebels_of_a_text_may_be_named_behind() {
    let all = told(
        "The rebels are still holding eleven soldiers captured in March. The government in Bogota says it will not talk to the ELN.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].0, "National Liberation Army");
}

#[test]
fn a_state_of_which_nothing_is_known_may_open_the_only_sentence_it_acts_in() {
    let all = told(
        "Norland offered on Monday to reopen the border crossing with Sudria if Sudria stopped firing rockets.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("Norland", Some("Sudria"))
    );
}

#[test]
fn a_word_that_says_of_what_kind_workers_are_is_no_party() {
    let reading = read(
        "Air traffic controllers began a work-to-rule on Monday in a dispute with the state company Skyguard.",
    );
    assert!(
        reading.parties.iter().all(|p| p.name != "Air"),
        "{:?}",
        reading.parties
    );
}

#[test]
fn families_may_go_first_and_there_may_be_two() {
    let text = "Japan's chief trade negotiator, Akazawa Ryosei, said Tokyo could sell its bonds. Akazawa flies to Washington on Thursday.";
    let reading = read(text);
    assert_eq!(reading.people.len(), 1, "{:?}", reading.people);
    let text = "Colombia's defence minister, Pedro Sanchez Suarez, said bombing would resume. Sanchez said talks with the ELN were suspended.";
    assert_eq!(
        party_of(text, "Pedro Sanchez Suarez").as_deref(),
        Some("Colombia")
    );
    assert!(read(text).parties.iter().all(|p| p.name != "Spain"));
    let text = "Vice-Premier He Lifeng and Treasury Secretary Scott Bessent ended two days of talks in Madrid on Monday. He said China would \
                keep its curbs.";
    assert_eq!(party_of(text, "He Lifeng").as_deref(), Some("China"));
}

#[test]
fn a_given_name_may_be_that_of_a_month() {
    let text = "The liberal FDP will leave the coalition, its leader Jan Brandt said.";
    assert!(
        read(text).people.iter().any(|p| p.name == "Jan Brandt"),
        "{:?}",
        read(text).people
    );
}

#[test]
fn europe_is_what_a_europe_minister_is_in_charge_of() {
    let text = "Europe minister Clara Dunne told MPs on Monday that Britain would not accept fishing quotas as the price of a pact.";
    assert_eq!(
        party_of(text, "Clara Dunne").as_deref(),
        Some("United Kingdom")
    );
}

#[test]
fn a_president_without_a_country_is_of_the_state_that_has_just_acted() {
    let text = "Serbia has put off the signing of the gas deal with Moscow. President Milan Jovic said the talks would go on.";
    assert_eq!(party_of(text, "Milan Jovic").as_deref(), Some("Serbia"));
}

#[test]
fn a_negotiator_may_speak_before_the_name_is_given() {
    let text = "Colombia's chief negotiator said on Wednesday that a truce was close. Juan Carlos Restrepo told reporters that the rebels of \
                the ELN must free their hostages first.";
    assert_eq!(
        party_of(text, "Juan Carlos Restrepo").as_deref(),
        Some("Colombia")
    );
}

#[test]
fn what_is_voted_on_is_told_and_not_the_margin() {
    let all = told(
        "Nurses at the public hospitals voted by 86 per cent to strike over pay, their union, Sanitas, said on Friday. Talks resume on \
         Monday.",
    );
    let strike = lever("Sanitas", "", "strike over pay", LeverUse::Threatened);
    assert_eq!(all, [strike]);
}

#[test]
fn on_what_occasion_something_is_done_is_no_part_of_it() {
    let all = told(
        "Train drivers in Belmark will walk out on 3 June after their union, BDL, rejected an offer from the operator Belrail.",
    );
    let strike = lever("BDL", "Belrail", "walk out on 3 June", LeverUse::Threatened);
    assert_eq!(all, [strike]);
    let all = told(
        "Air traffic controllers began a work-to-rule on Monday in a dispute with the state company Skyguard over rosters. Skyguard has \
         invited the controllers' union, Torre, to talks on Thursday.",
    );
    assert_eq!(all[0].2, "began a work-to-rule on Monday", "{all:?}");
}

/// Who meets in the only meeting of a text.
fn meet(text: &str) -> Vec<String> {
    let reading = read(text);
    let [only] = meetings(&reading)[..] else {
        panic!("one meeting: {:?}", meetings(&reading));
    };
    let names = only.participants.iter().map(|p| p.name.clone());
    names.collect()
}

#[test]
fn sides_without_a_name_meet() {
    let teachers = meet(
        "Talks between teachers and the education ministry broke down on Thursday night. The teachers demand a rise of 12 per cent.",
    );
    assert_eq!(teachers, ["teachers", "education ministry"]);
    let rail =
        meet("Rail bosses and the RMT will meet on Thursday in a last attempt to avert a strike.");
    assert_eq!(rail, ["Rail bosses", "RMT"]);
}

#[test]
fn what_has_a_reason_is_what_was_explained_before() {
    let reading = read(
        "The union blamed the company for the breakdown of the talks. The company, Velox, said the union's refusal to discuss shifts was \
         the reason.",
    );
    let effects: Vec<&str> = claims(&reading).iter().map(|c| c.effect.as_str()).collect();
    let breakdown = "the breakdown of the talks";
    assert_eq!(effects, [breakdown, breakdown]);
}

#[test]
fn a_strike_called_off_is_kept_back_and_may_be_called_again() {
    let all = told(
        "The teachers' union Lehra called off a strike planned for Thursday after the education ministry agreed to resume pay talks. The \
         union said the strike could be called again in May.",
    );
    let off = lever(
        "Lehra",
        "",
        "a strike planned for Thursday",
        LeverUse::Withheld,
    );
    let again = "the strike could be called again in May";
    assert_eq!(all, [off, lever("Lehra", "", again, LeverUse::Threatened)]);
}

#[test]
fn what_begins_by_itself_is_the_measure_and_members_are_not_pressed() {
    let all = told(
        "The Hospital Doctors' Association is balloting its members on a ban on weekend shifts after pay talks with the Northfield hospital \
         trust broke up. If members back the ban it could start in July.",
    );
    let ban = lever(
        "Hospital Doctors' Association",
        "Northfield",
        "the ban",
        LeverUse::Threatened,
    );
    assert!(all.contains(&ban), "{all:?}");
}

#[test]
fn the_army_is_that_of_the_only_government_and_a_right_kept_causes_nothing() {
    let text = "Azara's government said it would observe the truce. Information Minister Clarisse Dembo said the army reserved the right to \
                respond if attacked by the Northern Patriotic Front.\n\nThe negotiations have been deadlocked for weeks, diplomats say.";
    let right = "the right to respond";
    let front = "Northern Patriotic Front";
    assert_eq!(
        told(text),
        [lever("Azara", front, right, LeverUse::Threatened)]
    );
    assert!(claims(&read(text)).is_empty());
}

#[test]
fn who_notifies_others_of_a_step_takes_it() {
    let all = told(
        "India has notified the World Trade Organization that it may withdraw concessions on European wine. Talks between New Delhi and \
         Brussels are stuck.",
    );
    let step = "withdraw concessions on European wine";
    assert_eq!(
        all,
        [lever("India", "European Union", step, LeverUse::Available)]
    );
}

#[test]
fn ships_turned_out_and_visits_cancelled_in_answer_press() {
    let all = told(
        "Guyana and Suriname postponed talks on their maritime border on Tuesday after a Surinamese patrol boat ordered a Guyanese survey \
         vessel out of disputed waters.",
    );
    let out = "ordered a Guyanese survey vessel out of disputed waters";
    assert_eq!(all, [lever("Suriname", "Guyana", out, LeverUse::Used)]);
    let all = told(
        "Beijing cancelled a visit by Australia's trade minister in retaliation for the ban on Huawei. Canberra said it regretted the \
         decision and wanted talks.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("China", Some("Australia"))
    );
}

#[test]
fn whose_ships_are_kept_out_is_pressed() {
    let all = told(
        "Norway closed its ports to Faroese trawlers on Monday after talks on mackerel quotas collapsed. The Faroes' fisheries minister, Jon \
         Dahl, said talks could go on.",
    );
    assert_eq!(all[0].1.as_deref(), Some("Faroe Islands"), "{all:?}");
}

#[test]
fn workers_kept_out_are_their_union() {
    let all = told(
        "The paper mill Norpulp locked out 600 workers on Friday after negotiations with the Paperworkers' Union failed.",
    );
    assert_eq!(all[0].1.as_deref(), Some("Paperworkers' Union"), "{all:?}");
}

#[test]
fn who_is_to_be_ordered_or_fears_for_itself_presses_nobody() {
    let court = told(
        "Guyana has asked the World Court to order Venezuela to halt a referendum on Essequibo. Caracas said it would not take part in the \
         case.",
    );
    assert!(court.iter().all(|l| l.0 != "Venezuela"), "{court:?}");
    let fear = told(
        "Germany has asked the Commission to settle the quarrel with India. German machine-builders have warned Berlin that they stand to \
         lose orders if India retaliates.",
    );
    assert_eq!(fear, []);
}

#[test]
fn the_commission_acts_for_the_union_it_is_named_with() {
    let text = "Trade Commissioner Henrike Lindqvist said the EU would answer India's duties in July. The Commission has offered New Delhi a \
                quota of 2 million tonnes. India's minister Rajiv Khandelwal called that too little.";
    assert_eq!(
        party_of(text, "Henrike Lindqvist").as_deref(),
        Some("European Union")
    );
    let parties = read(text).parties;
    assert_eq!(parties.len(), 2, "{parties:?}");
}

/// Each cause and its effect.
fn explained(text: &str) -> Vec<(String, String)> {
    let reading = read(text);
    let all = claims(&reading).into_iter();
    all.map(|c| (c.cause.clone(), c.effect.clone())).collect()
}

#[test]
fn causes_and_effects_are_told_whole_and_apart() {
    let pair = |cause: &str, effect: &str| (cause.to_owned(), effect.to_owned());
    let apart = explained(
        "What keeps the two sides apart is the length of the truce, a Qatari official said. Hamas wants it to last five years; Israel has \
         offered sixty days.",
    );
    assert_eq!(
        apart,
        [pair("the length of the truce", "keeps the two sides apart")]
    );
    let over = explained(
        "According to analysts at the Baltic Institute, the trade talks between Estonia and Russia stalled over transit fees. The \
         negotiations have been deadlocked for weeks, diplomats say.",
    );
    let talks = "the trade talks between Estonia and Russia stalled";
    assert_eq!(over, [pair("transit fees", talks)]);
    let after = explained(
        "The talks between Cityline and the bus drivers' union Transit broke down after the company withdrew its offer, union leader Maria \
         Kell said.",
    );
    let talks = "The talks between Cityline and the bus drivers' union Transit broke down";
    assert_eq!(after, [pair("the company withdrew its offer", talks)]);
    let citing = explained(
        "Citing a lack of progress, Norway's mediators left Bogota on Friday. The ELN blamed the government for the failure of the round.",
    );
    assert_eq!(citing[0].1, "Norway's mediators left Bogota on Friday");
    let blamed = explained(
        "Khartoum held Addis Ababa responsible for the failure of the dam talks. The negotiations have been deadlocked for weeks, \
         diplomats say.",
    );
    assert_eq!(
        blamed,
        [pair("Addis Ababa", "the failure of the dam talks")]
    );
}

#[test]
fn their_spokesman_speaks_for_the_people_just_told_of() {
    let all = told(
        "Medcare runs the hospital. Junior doctors have so far stayed at work. Their spokesman said they would walk out on Monday \
         unless Medcare dropped the new rota. The negotiations have been deadlocked for weeks.",
    );
    assert!(all.iter().all(|l| l.0 != "Medcare"), "{all:?}");
}

#[test]
fn what_somebody_cannot_talk_under_is_not_their_own_doing() {
    let all = told(
        "Harnsey Port Holdings offered the dockers' union 4 percent. The dockers' union declined. Harnsey Port Holdings said it \
         could not discuss the automation plan while the quay was blocked. The dockers' union wants more.",
    );
    assert!(
        all.iter().all(|l| l.0 != "Harnsey Port Holdings"),
        "{all:?}"
    );
}

#[test]
fn its_minister_and_who_chairs_a_committee_act_for_whose_they_are() {
    let text = "Norland considers the figure excessive and proposes a joint commission. \"A river is not a tap,\" declared its Minister \
                of Water and Energy, Josué Mabika. The negotiations with Chile have been deadlocked for weeks.";
    assert_eq!(party_of(text, "Josué Mabika").as_deref(), Some("Norland"));
    let text = "The Dockers' Union of Lorn wants a 7 percent raise. \"Until the gates are on the table, there is nothing to talk about,\" \
                said Maureen Tulley, who chairs the strike committee. The negotiations have been deadlocked for weeks.";
    let own = party_of(text, "Maureen Tulley");
    assert_eq!(own.as_deref(), Some("Dockers' Union of Lorn"));
}

#[test]
fn a_loan_on_a_condition_presses_whoever_it_is_for() {
    let all = told(
        "Norway and Chile have not agreed. The World Bank has made its loan to Peru conditional on an accord. The negotiations have \
         been deadlocked for weeks.",
    );
    let pressed: Vec<_> = all
        .iter()
        .filter(|l| l.0 == "World Bank")
        .map(|l| l.1.as_deref())
        .collect();
    assert_eq!(pressed, [Some("Peru")], "{all:?}");
}

#[test]
fn what_somebody_has_to_do_because_of_a_thing_presses_nobody() {
    for note in [
        "OSLO - Norway and Chile are in talks on the truce. The fighting forced the United Nations to turn back a convoy of flour.",
        "OSLO - Norway and Chile are in talks on the truce. Shelling forced Norway to close its airport on Friday.",
    ] {
        let all = told(note);
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn what_is_feared_for_is_no_threat() {
    let all = told(
        "OSLO - Norway and Chile are in talks over the fish tariff. The Chilean salmon federation has warned that 40,000 jobs are \
         at risk.",
    );
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn what_is_given_in_return_or_not_excluded_as_a_favour_is_no_threat() {
    for note in [
        "OSLO - Norway and Chile are in talks over roses. Chile wants fewer checks. In return it would open its port to Norwegian \
         ships.",
        "OSLO - Norway and Chile are in talks over the road. Norway did not rule out a partial opening of the road.",
        "OSLO - Norway and Chile are in talks over the bridge. Norway was prepared to bear two thirds of the cost.",
    ] {
        let all = told(note);
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn a_decision_that_is_put_off_is_no_threat() {
    let all = told(
        "OSLO - Norway and Chile are in talks over the bridge. Chile's minister, Juan Soto, welcomed this and said that his \
         government would take a decision once a survey had been completed.",
    );
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn a_minister_is_of_the_state_of_the_letterhead_or_of_the_first_dateline() {
    let readout = "Ministry of Foreign Affairs of the Republic of Lettmark\n\nPress release on the visit of the Minister of Foreign Affairs of \
                   Sorvia\n\nOn 9 October the Minister of Foreign Affairs, Ms Inga \
                   Straume, received in Kaldava the Minister of Foreign Affairs of the Republic of Sorvia, Mr Damir Pavic, for talks on the bridge. Lettmark \
                   wants the bridge opened.";
    assert_eq!(
        party_of(readout, "Inga Straume").as_deref(),
        Some("Lettmark")
    );
    let met = "Ministry of Foreign Affairs of Norland\n\nThe Minister for Foreign Affairs, Ms Ada Lund, met today with the Foreign \
               Minister of Chile, Mr Juan Soto. Ms Lund called for the bridge to be reopened.";
    assert_eq!(party_of(met, "Ada Lund").as_deref(), Some("Norland"));
    let wire = "PORT SALIM, Tarsia, 21 November (Wire) - Guns were fired on Friday, the heaviest breach of a ceasefire between \
                Tarsia and the Marda Liberation Front.\n\nThe army said it had answered fire. \"We did not break this truce,\" \
                Defence Minister Karim Daoudi told state radio.\n\nVIENNA, 21 November (Wire) - Austria, which brokered the truce, \
                called on both parties to send officers to a commission.";
    assert_eq!(party_of(wire, "Karim Daoudi").as_deref(), Some("Tarsia"));
}

#[test]
fn what_happened_or_is_thought_explains_nothing() {
    for note in [
        "OSLO - Norway and Chile are in talks on the truce. Norway's army said it had answered mortar fire that killed two of its \
         soldiers at a checkpoint near the river.",
        "OSLO - The ministers of Norway and Chile discussed the bridge. Norway reaffirmed its position and rejected any attempt to move \
         the line. The Chilean side took the view that the river had moved and that the line had to be measured anew.",
    ] {
        let reading = read(note);
        assert!(claims(&reading).is_empty(), "{:?}", claims(&reading));
    }
}

#[test]
fn a_renewal_is_no_condition_of_talks() {
    let reading = read(
        "OSLO - Norway and Chile are in talks on the truce. The ceasefire expires on 12 December unless it is renewed. Negotiators met \
         on Monday.",
    );
    let mut bodies = reading.statements.iter().map(|s| &s.body);
    let is_condition =
        |b: &Body| matches!(b, Body::Remark(r) if r.remark == ImpasseRemark::Condition);
    assert!(!bodies.any(is_condition));
}

#[test]
fn a_strike_called_off_is_told_once_and_a_vote_is_no_threat() {
    let all = told(
        "Pilots suspend strike and return to talks\n\nPilots at Norvale Air have suspended a 48-hour strike that was due to begin on \
         Thursday, their union, the Flight Crew Association, said. Norvale Air agreed to go back to mediation. \"Our members have \
         paused the strike,\" its general secretary, Ada Annan, said. If the talks succeed, pilots will vote on the result in July.\n",
    );
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn what_will_be_done_otherwise_is_a_threat_by_whoever_sets_the_day() {
    let all = told(
        "Kenya gave Tanzania until Friday to lift its ban on onions or it would stop its milk at the border. Talks go on in Arusha.",
    );
    let what = "stop its milk at the border";
    assert_eq!(
        all,
        [lever("Kenya", "Tanzania", what, LeverUse::Threatened)]
    );
    let all = told(
        "Kenya has set Tanzania a deadline of 1 March to pull back its guards; otherwise it will close the bridge at Orsk. \
         The two countries have been negotiating since autumn.",
    );
    let what = "close the bridge at Orsk";
    assert_eq!(
        all,
        [lever("Kenya", "Tanzania", what, LeverUse::Threatened)]
    );
    // A choice between two of one's own steps is none.
    let all = told(
        "Norway could sell its gas elsewhere or it could wait. Norway and Germany hold talks in Oslo.",
    );
    assert!(
        all.iter().all(|(.., how)| *how != LeverUse::Threatened),
        "{all:?}"
    );
}

#[test]
fn who_is_asked_first_does_not_threaten_what_comes_second() {
    let all = told(
        "Either the company withdraws the dismissals or we down tools on Monday, said Petra Lind, who leads the Port Workers' Union. \
         The company, Seaquay, offered the Port Workers' Union talks.",
    );
    let is_ours = |what: &str| what.contains("tools");
    assert!(
        all.iter()
            .all(|(holder, _, what, _)| holder != "Seaquay" || !is_ours(what)),
        "{all:?}"
    );
    let all = told(
        "Northrail wants the Rail Guild to call off the strike or face a lawsuit. Northrail and the Rail Guild meet on Monday.",
    );
    assert!(
        all.iter().all(|(_, _, what, _)| what != "lawsuit"),
        "{all:?}"
    );
}

#[test]
fn what_is_closed_by_somebody_is_held_by_them_however_it_is_told() {
    let all = told(
        "Two ports were closed to Morocco's fleet by Iceland in September. Morocco will not resume talks over the quota.",
    );
    assert_eq!(
        all,
        [lever("Iceland", "Morocco", "Two ports", LeverUse::Used)]
    );
    let all = told(
        "The bridge over the Orsk, shut by Tanzania in March, is still closed. Kenya wants it open before talks on the tariff resume.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((all[0].0.as_str(), all[0].3), ("Tanzania", LeverUse::Used));
    let all = told(
        "Argentina's coastguard has detained two Uruguayan trawlers since May. Argentina and Uruguay hold talks in Lima.",
    );
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("Argentina", Some("Uruguay"))
    );
}

#[test]
fn those_whose_things_are_kept_out_do_not_keep_them_out() {
    let all = told(
        "Flights from Norway have been banned from Chile's airspace since the talks on the corridor broke down in March. \
         Norway said it would complain to the aviation body.",
    );
    assert_eq!(
        (all[0].0.as_str(), all[0].1.as_deref()),
        ("Chile", Some("Norway")),
        "{all:?}"
    );
    assert!(
        all.iter()
            .all(|(_, against, ..)| against.as_deref() != Some("aviation body")),
        "{all:?}"
    );
    let all = told(
        "Iceland's trawlers were turned away from two Norwegian ports in September. Iceland and Norway hold talks in Bergen.",
    );
    assert!(
        all.iter().all(|(holder, ..)| holder != "Iceland"),
        "{all:?}"
    );
}

#[test]
fn who_is_threatened_with_something_threatens_nobody() {
    let said_of = |who: &str| {
        told(&format!(
            "Larsen Shipyards met the Shipbuilders' Union on Monday. {who} have been threatened with dismissal, the Shipbuilders' Union said.",
        ))
    };
    let what = "dismissal";
    let all = said_of("The workers");
    assert_eq!(
        all,
        [lever(
            "Larsen Shipyards",
            "Shipbuilders' Union",
            what,
            LeverUse::Threatened
        )]
    );
    let all = said_of("Workers at Larsen Shipyards");
    assert!(
        all.iter().all(|(holder, ..)| !holder.contains("Union")),
        "{all:?}"
    );
}

#[test]
fn a_promise_to_stop_shooting_is_no_threat() {
    let all = told(
        "The Northern Front would stop shooting when the army did, its commander Isko Baran said. \
         Talks between the government of Chad and the Northern Front broke down in May.",
    );
    assert!(
        all.iter().all(|(.., how)| *how != LeverUse::Threatened),
        "{all:?}"
    );
}

#[test]
fn workers_who_have_put_down_their_tools_strike() {
    for deed in [
        "downed tools on Monday",
        "has put down its tools",
        "walked off the job on Monday",
    ] {
        let all = told(&format!(
            "The Rail Guild {deed}. Northrail, the operator, offers the Rail Guild three per cent."
        ));
        assert!(
            all.iter()
                .any(|(holder, _, _, how)| holder == "Rail Guild" && *how == LeverUse::Used),
            "{deed} {all:?}",
        );
    }
    let all = told(
        "The strike by the Rail Guild entered its second week on Monday. Northrail, the operator, offers the Rail Guild three per cent.",
    );
    assert_eq!(
        (all[0].0.as_str(), all[0].3),
        ("Rail Guild", LeverUse::Used)
    );
    // What is provided for is not there.
    let all = told(
        "Northrail is recruiting drivers in case the Rail Guild goes on strike next week, its chairman said. Northrail and the Rail Guild meet on Monday.",
    );
    assert!(
        all.iter().all(|(holder, ..)| holder != "Rail Guild"),
        "{all:?}"
    );
}

#[test]
fn backing_industrial_action_does_nobody_a_favour() {
    let all = told(
        "Members of the Tramway Workers' Union backed industrial action in a ballot that closed on Friday. \
         The operator Metroline said its offer of 4 percent stood and that negotiations would continue.",
    );
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (all[0].0.as_str(), all[0].3),
        ("Tramway Workers' Union", LeverUse::Threatened)
    );
}

#[test]
fn what_is_kept_back_until_or_for_want_of_something_presses() {
    let all = told(
        "The Green List will not vote for the budget unless the motorway is dropped. The Social Union and the Green List hold coalition talks.",
    );
    let what = "vote for the budget";
    assert_eq!(
        all,
        [lever(
            "Green List",
            "Social Union",
            what,
            LeverUse::Withheld
        )]
    );
    let all = told(
        "Without a signature by Friday Harle Ferries will lay up three ships, its director said. Harle Ferries is negotiating with the Rail Guild.",
    );
    let what = "lay up three ships";
    assert_eq!(
        all,
        [lever(
            "Harle Ferries",
            "Rail Guild",
            what,
            LeverUse::Threatened
        )]
    );
    let all = told(
        "The United States has not delivered the batteries it promised Chile last year. The United States and Chile hold talks on a minerals agreement.",
    );
    assert!(
        all.iter().all(|(.., how)| *how == LeverUse::Withheld),
        "{all:?}"
    );
}

#[test]
fn courts_dismissals_and_offers_that_lapse_press() {
    let all = told(
        "Northrail has asked the labour court to declare the strike unlawful. The Rail Guild has broken off talks with Northrail.",
    );
    let what = "asked the labour court to declare the strike unlawful";
    assert_eq!(
        all,
        [lever("Northrail", "Rail Guild", what, LeverUse::Used)]
    );
    let all = told(
        "Sweden's offer of a loan of 200 million euros to Iceland lapses on 1 May. Iceland asked for more time in the talks.",
    );
    assert_eq!(
        (all[0].0.as_str(), all[0].3),
        ("Sweden", LeverUse::Threatened),
        "{all:?}"
    );
    let all = told(
        "A tariff of 25 percent on Norway's steel takes effect on 1 August unless the two sides reach a deal, Chile's trade minister said.",
    );
    let what = "A tariff of 25 percent on Norway's steel";
    assert_eq!(all, [lever("Chile", "Norway", what, LeverUse::Threatened)]);
}

#[test]
fn a_party_with_union_in_its_name_is_no_union() {
    let all = told(
        "The Union Party and the Social Democrats began coalition talks in May. The fishermen's union threatens to keep boats in harbour if crews get no share.",
    );
    assert!(
        all.iter().all(|(holder, ..)| holder != "Union Party"),
        "{all:?}"
    );
}
