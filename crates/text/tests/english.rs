//! The embedded models on sentences of our own: what the reader relies on must come out right.

use std::sync::LazyLock;

use demarche_text::{Deprel, Pipeline, Sentence, Upos, Xpos, conllu};

/// Both embedded models.
static PIPELINES: LazyLock<[Pipeline; 2]> =
    LazyLock::new(|| [Pipeline::fast().unwrap(), Pipeline::accurate().unwrap()]);

/// The sentence as each model reads it.
fn parses(text: &str) -> impl Iterator<Item = Sentence> {
    PIPELINES.iter().map(move |pipeline| {
        let document = pipeline.parse_all(text);
        assert_eq!(document.sentences.len(), 1, "{text}");
        document.sentences.into_iter().next().unwrap()
    })
}

/// The relation and the head's form of the first token with this form.
fn arc<'s>(sentence: &'s Sentence, form: &str) -> (Deprel, &'s str) {
    let token = sentence
        .tokens
        .iter()
        .find(|token| &*token.form == form)
        .unwrap();
    (
        token.deprel,
        token.head.map_or("", |head| &*sentence.tokens[head].form),
    )
}

#[test]
fn finds_who_did_what() {
    for sentence in parses("The foreign minister rejected the proposal on Monday.") {
        assert_eq!(arc(&sentence, "minister"), (Deprel::Nsubj, "rejected"));
        assert_eq!(arc(&sentence, "proposal"), (Deprel::Obj, "rejected"));
        assert_eq!(arc(&sentence, "rejected"), (Deprel::Root, ""));
        let verb = sentence.root().unwrap();
        assert_eq!(&*sentence.tokens[verb].lemma, "reject");
        assert_eq!(sentence.tokens[verb].xpos, Xpos::Vbd);
    }
}

#[test]
fn finds_passives_and_agents() {
    for sentence in parses("The plan was backed by the president.") {
        assert_eq!(arc(&sentence, "plan"), (Deprel::NsubjPass, "backed"));
        assert_eq!(arc(&sentence, "was"), (Deprel::AuxPass, "backed"));
        assert_eq!(arc(&sentence, "president"), (Deprel::OblAgent, "backed"));
    }
}

#[test]
fn finds_what_was_said() {
    for sentence in parses("The envoy said that the talks had failed.") {
        assert_eq!(arc(&sentence, "failed"), (Deprel::Ccomp, "said"));
        assert_eq!(arc(&sentence, "envoy"), (Deprel::Nsubj, "said"));
        assert_eq!(arc(&sentence, "talks"), (Deprel::Nsubj, "failed"));
    }
}

#[test]
fn finds_negation_and_modals() {
    for sentence in parses("They will not meet the mediators.") {
        assert_eq!(arc(&sentence, "not"), (Deprel::Advmod, "meet"));
        assert_eq!(arc(&sentence, "will"), (Deprel::Aux, "meet"));
        assert_eq!(sentence.tokens[0].upos, Upos::Pron);
    }
}

#[test]
fn prints_and_reads_back_conllu() {
    let text = "The envoy's plan didn't work. They left.";
    let document = Pipeline::fast().unwrap().parse_all(text);
    let written = conllu::write(&document, text);
    let read = conllu::read(&written).unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].text, "The envoy's plan didn't work.");
    let heads: Vec<Option<usize>> = document.sentences[0]
        .tokens
        .iter()
        .map(|token| token.head)
        .collect();
    assert_eq!(
        read[0]
            .words
            .iter()
            .map(|word| word.head)
            .collect::<Vec<_>>(),
        heads
    );
}

#[test]
fn any_bytes_are_read_without_harm() {
    for text in [
        "",
        " ",
        "\n\n",
        "\u{0}",
        "\u{feff}",
        "…",
        "😀😀",
        "a\u{301}",
        "١٢٣",
        "\"\"\"\"",
        "----",
        "))))",
        "מה שלומך",
        "他来了。",
    ] {
        for pipeline in &*PIPELINES {
            for sentence in pipeline.parse_all(text).sentences {
                let roots = sentence.tokens.iter().filter(|token| token.head.is_none());
                assert_eq!(roots.count(), 1, "{text:?}");
            }
        }
    }
}
