use proptest::prelude::*;

use super::*;

/// Sentences of a text as token surfaces joined by `|`.
fn cut(text: &str) -> Vec<String> {
    segment(text, std::slice::from_ref(&(0..text.len())))
        .iter()
        .map(|sentence| {
            sentence
                .tokens
                .iter()
                .map(|token| token.slice(text))
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect()
}

fn tokens(text: &str) -> String {
    cut(text).join("‖")
}

#[test]
fn clitics() {
    assert_eq!(tokens("They don't know"), "They|do|n't|know");
    assert_eq!(tokens("They don’t know"), "They|do|n’t|know");
    assert_eq!(tokens("Keller's envoy"), "Keller|'s|envoy");
    assert_eq!(tokens("Keller’s envoy"), "Keller|’s|envoy");
    assert_eq!(tokens("the ministers' talks"), "the|ministers|'|talks");
    assert_eq!(
        tokens("we'll, they've, I'd, you're"),
        "we|'ll|,|they|'ve|,|I|'d|,|you|'re"
    );
    assert_eq!(tokens("It cannot last"), "It|can|not|last");
    assert_eq!(tokens("It wouldn't've helped"), "It|would|n't|'ve|helped");
    assert_eq!(tokens("the O'Neill plan"), "the|O'Neill|plan");
}

#[test]
fn abbreviations_and_initials() {
    assert_eq!(
        tokens("Mr. Keller and Dr. Okafor met."),
        "Mr.|Keller|and|Dr.|Okafor|met|."
    );
    assert_eq!(tokens("J. P. Okafor spoke."), "J.|P.|Okafor|spoke|.");
    assert_eq!(tokens("The U.S. envoy left."), "The|U.S.|envoy|left|.");
    assert_eq!(
        tokens("He left the U.S. The talks went on."),
        "He|left|the|U.S.‖The|talks|went|on|."
    );
    assert_eq!(
        tokens("Talks resume on Sept. 9 in Geneva."),
        "Talks|resume|on|Sept.|9|in|Geneva|."
    );
    assert_eq!(
        tokens("Gen. Lind and Sen. Roy agreed."),
        "Gen.|Lind|and|Sen.|Roy|agreed|."
    );
    assert_eq!(
        tokens("Resolution No. 12 passed."),
        "Resolution|No.|12|passed|."
    );
    assert_eq!(
        tokens("The answer was no. They left."),
        "The|answer|was|no|.‖They|left|."
    );
    assert_eq!(
        tokens("It ends at 5 p.m. on Monday."),
        "It|ends|at|5|p.m.|on|Monday|."
    );
    assert_eq!(
        tokens("Arms firms, e.g. Norda Inc., object."),
        "Arms|firms|,|e.g.|Norda|Inc.|,|object|."
    );
}

#[test]
fn hyphens_dashes_slashes() {
    assert_eq!(tokens("a long-range missile"), "a|long|-|range|missile");
    assert_eq!(tokens("the co-operation pact"), "the|co-operation|pact");
    assert_eq!(
        tokens("anti-war and pro-government"),
        "anti-war|and|pro-government"
    );
    assert_eq!(tokens("by e-mail"), "by|e-mail");
    assert_eq!(
        tokens("the freeze—if any—holds"),
        "the|freeze|—|if|any|—|holds"
    );
    assert_eq!(
        tokens("the freeze -- if any -- holds"),
        "the|freeze|--|if|any|--|holds"
    );
    assert_eq!(tokens("and/or"), "and|/|or");
    assert_eq!(tokens("on 9/11 or 24/7"), "on|9/11|or|24/7");
    assert_eq!(tokens("in 2014-15"), "in|2014|-|15");
    assert_eq!(tokens("call 555-0134"), "call|555-0134");
}

#[test]
fn numbers_and_money() {
    assert_eq!(
        tokens("$3.5bn or 40% of 1,200,000"),
        "$|3.5|bn|or|40|%|of|1,200,000"
    );
    assert_eq!(tokens("€20 million"), "€|20|million");
    assert_eq!(tokens("at 7:30pm"), "at|7:30|pm");
    assert_eq!(tokens("a 2.5-hour call"), "a|2.5|-|hour|call");
    assert_eq!(
        tokens("It fell to 3.5. Prices rose."),
        "It|fell|to|3.5|.‖Prices|rose|."
    );
}

#[test]
fn units_stand_apart_and_decades_stay_whole() {
    assert_eq!(tokens("70km of wire"), "70|km|of|wire");
    assert_eq!(tokens("5.5k tonnes"), "5.5|k|tonnes");
    assert_eq!(tokens("the 80's and 80s"), "the|80's|and|80s");
    assert_eq!(tokens("the 45th day"), "the|45th|day");
}

#[test]
fn its_is_a_verb_only_before_what_nobody_has() {
    assert_eq!(
        tokens("its not over, its a start"),
        "it|s|not|over|,|it|s|a|start"
    );
    assert_eq!(
        tokens("its border and its allies"),
        "its|border|and|its|allies"
    );
    assert_eq!(
        tokens("its hard to say; its hard line holds"),
        "it|s|hard|to|say|;|its|hard|line|holds"
    );
}

#[test]
fn stops_of_abbreviations_and_of_sentences() {
    assert_eq!(
        tokens("wheat, rice etc. They left."),
        "wheat|,|rice|etc|.‖They|left|."
    );
    assert_eq!(
        tokens("wheat, rice etc. from Kenya"),
        "wheat|,|rice|etc.|from|Kenya"
    );
    assert_eq!(tokens("sold by Norda Inc.."), "sold|by|Norda|Inc.|.");
    assert_eq!(
        tokens("the border.it was shut, says norda.com"),
        "the|border|.|it|was|shut|,|says|norda.com"
    );
}

#[test]
fn ornaments_and_slips() {
    assert_eq!(tokens("=-=-=-= done!?!!"), "=-=-=-=|done|!?!!");
    assert_eq!(tokens("okay..so they left"), "okay|..|so|they|left");
    assert_eq!(tokens("w/o a deal"), "w/o|a|deal");
    assert_eq!(
        tokens("we agree:-) 18+ for $$$"),
        "we|agree|:-)|18|+|for|$$$"
    );
    assert_eq!(tokens("[...] the text"), "[|...|]|the|text");
}

#[test]
fn quotation() {
    assert_eq!(
        tokens("\"We agree,\" he said."),
        "\"|We|agree|,|\"|he|said|."
    );
    assert_eq!(tokens("“We agree,” he said."), "“|We|agree|,|”|he|said|.");
    assert_eq!(
        cut("“We agree.” The minister left."),
        ["“|We|agree|.|”", "The|minister|left|."]
    );
    assert_eq!(
        cut("\"We agree.\" The minister left."),
        ["\"|We|agree|.|\"", "The|minister|left|."]
    );
    assert_eq!(
        cut("\"Why now?\" he asked. No one knew."),
        ["\"|Why|now|?|\"|he|asked|.", "No|one|knew|."]
    );
    assert_eq!(
        cut("He said: \"We will meet.\" Then he left."),
        ["He|said|:|\"|We|will|meet|.|\"", "Then|he|left|."]
    );
    assert_eq!(tokens("a ‘useful’ call"), "a|‘|useful|’|call");
    assert_eq!(
        tokens("the \"very\" (first) [step]"),
        "the|\"|very|\"|(|first|)|[|step|]"
    );
}

#[test]
fn sentence_ends() {
    assert_eq!(
        cut("They met. They talked! Did they agree? No."),
        ["They|met|.", "They|talked|!", "Did|they|agree|?", "No|."]
    );
    assert_eq!(
        cut("They waited... Then they left."),
        ["They|waited|...", "Then|they|left|."]
    );
    assert_eq!(cut("They waited… and left."), ["They|waited|…|and|left|."]);
    assert_eq!(
        cut("(They met.) They left."),
        ["(|They|met|.|)", "They|left|."]
    );
}

#[test]
fn headlines_datelines_bylines() {
    let text = "Envoys to meet again\nBy Ada Lind\n20.10\n\nBRUSSELS, Sept 9, 2025 (Harbour Wire) - The envoys will meet again. No date was set.";
    assert_eq!(
        cut(text),
        [
            "Envoys|to|meet|again",
            "By|Ada|Lind",
            "20.10",
            "BRUSSELS|,|Sept|9|,|2025|(|Harbour|Wire|)|-",
            "The|envoys|will|meet|again|.",
            "No|date|was|set|."
        ]
    );
    assert_eq!(
        cut("Geneva (Harbour Wire) — Talks failed."),
        ["Geneva|(|Harbour|Wire|)|—", "Talks|failed|."]
    );
    // A dash in running text opens no sentence.
    assert_eq!(
        cut("Geneva is ready - Bern is not."),
        ["Geneva|is|ready|-|Bern|is|not|."]
    );
}

#[test]
fn paragraphs_are_counted_and_never_crossed() {
    let text = "One line\n\nTwo lines.\nThree. Four.";
    let numbers: Vec<usize> = segment(text, std::slice::from_ref(&(0..text.len())))
        .iter()
        .map(|sentence| sentence.paragraph)
        .collect();
    assert_eq!(numbers, [0, 1, 2, 2]);
}

#[test]
fn invisible_characters_are_tolerated() {
    let text = "The am\u{ad}bas\u{ad}sador\u{a0}left\u{200b}.";
    let sentences = segment(text, std::slice::from_ref(&(0..text.len())));
    let forms: Vec<&str> = sentences[0]
        .tokens
        .iter()
        .map(|token| &*token.form)
        .collect();
    assert_eq!(forms, ["The", "ambassador", "left", "."]);
    assert_eq!(sentences[0].tokens[1].slice(text), "am\u{ad}bas\u{ad}sador");
    assert!(sentences[0].tokens[1].space_after);
    assert!(!sentences[0].tokens[2].space_after);
}

#[test]
fn sentences_stay_inside_their_regions() {
    let text = "<p>The talks</p><p>go on.</p>";
    let sentences = segment(text, &[3..12, 19..25]);
    let found: Vec<&str> = sentences
        .iter()
        .map(|sentence| sentence.slice(text))
        .collect();
    assert_eq!(found, ["The talks", "go on."]);
}

#[test]
fn odd_regions_are_cut_to_what_is_usable() {
    let text = "é talks";
    // Inside a character, overlapping, out of order, outside.
    #[expect(
        clippy::reversed_empty_ranges,
        reason = "a caller's mistake must do no harm"
    )]
    let regions = [1..4, 0..8, 5..2, 6..900, usize::MAX..usize::MAX];
    let sentences = segment(text, &regions);
    assert!(
        sentences
            .iter()
            .all(|sentence| sentence.slice(text).len() == sentence.end - sentence.start)
    );
}

#[test]
fn addresses_stay_whole() {
    assert_eq!(
        tokens("Write to desk@example.org, or see https://example.org/a-b?c=d."),
        "Write|to|desk@example.org|,|or|see|https://example.org/a-b?c=d|."
    );
}

#[test]
fn overlong_sentences_and_words_are_cut() {
    let text = "word ".repeat(3000);
    let sentences = segment(&text, std::slice::from_ref(&(0..text.len())));
    assert!(
        sentences
            .iter()
            .all(|sentence| sentence.tokens.len() <= 400)
    );
    let text = "é".repeat(20_000);
    let sentences = segment(&text, std::slice::from_ref(&(0..text.len())));
    assert!(
        sentences
            .iter()
            .flat_map(|sentence| &sentence.tokens)
            .all(|token| token.end - token.start <= 512)
    );
    for nasty in [
        "-", "a-", "'", "(", "a'", ".", "a.", "\"", "a\n", "\u{ad}", "— ", "$1,",
    ] {
        let text = nasty.repeat(50_000);
        check(&text, std::slice::from_ref(&(0..text.len())));
    }
}

/// What must hold of any text.
fn check(text: &str, regions: &[Range<usize>]) {
    let mut last = 0;
    for sentence in segment(text, regions) {
        assert!(!sentence.tokens.is_empty());
        assert_eq!(sentence.start, sentence.tokens[0].start);
        assert_eq!(sentence.end, sentence.tokens[sentence.tokens.len() - 1].end);
        for token in &sentence.tokens {
            assert!(last <= token.start && token.start < token.end && token.end <= text.len());
            let surface = text
                .get(token.start..token.end)
                .expect("on character boundaries");
            let visible: String = surface.chars().filter(|&c| !is_invisible(c)).collect();
            assert_eq!(*token.form, *visible);
            assert!(!surface.contains(is_space), "{surface:?}");
            last = token.end;
        }
    }
}

/// Every visible character must be in some token.
fn check_nothing_lost(text: &str) {
    let covered: usize = segment(text, std::slice::from_ref(&(0..text.len())))
        .iter()
        .flat_map(|sentence| &sentence.tokens)
        .map(|token| token.form.chars().count())
        .sum();
    let visible = text
        .chars()
        .filter(|&c| !is_space(c) && !is_invisible(c))
        .count();
    assert_eq!(covered, visible, "{text:?}");
}

proptest! {
    #[test]
    fn any_text_is_cut_soundly(text in "\\PC*", regions in prop::collection::vec((0_usize..80, 0_usize..80).prop_map(|(a, b)| a..b), 0..4)) {
        check(&text, std::slice::from_ref(&(0..text.len())));
        check(&text, &regions);
        check_nothing_lost(&text);
    }

    #[test]
    fn text_of_marks_is_cut_soundly(text in "[a-cA-C0-2 .,'’\"“”()\\[\\]\\-—/:;!?$%\n\u{ad}\u{200b}é]{0,60}") {
        check(&text, std::slice::from_ref(&(0..text.len())));
        check_nothing_lost(&text);
    }
}
