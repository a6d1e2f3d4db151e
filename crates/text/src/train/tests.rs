use super::*;
use crate::conllu;
use crate::{Annotator, Deprel, Pipeline};

/// Subject, verb, object in a few variations.
fn treebank() -> Vec<TreebankSentence> {
    let mut text = String::new();
    for subject in ["envoys", "ministers", "leaders"] {
        for (verb, lemma) in [
            ("met", "meet"),
            ("praised", "praise"),
            ("rejected", "reject"),
        ] {
            for object in ["rivals", "plans", "terms"] {
                let lemma_of = |noun: &str| noun.trim_end_matches('s').to_owned();
                text.push_str(&format!(
                    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\t{subject}\t{}\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n3\t{verb}\t{lemma}\tVERB\tVBD\t_\t0\troot\t_\t_\n4\ttheir\ttheir\tPRON\tPRP$\t_\t5\tnmod:poss\t_\t_\n5\t{object}\t{}\tNOUN\tNNS\t_\t3\tobj\t_\tSpaceAfter=No\n6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n",
                    lemma_of(subject),
                    lemma_of(object)
                ));
            }
        }
    }
    conllu::read(&text).unwrap()
}

fn small(seed: u64) -> Options {
    Options {
        seed,
        table_bits: 14,
        ..Options::default()
    }
}

#[test]
fn learns_a_small_language() {
    let model = train(&treebank(), &small(1), &mut |_| {}).unwrap();
    let pipeline = Pipeline::new(model);
    let document = pipeline.parse_all("The leaders rejected their plans.");
    let found: Vec<(&str, Option<usize>, Deprel)> = document.sentences[0]
        .tokens
        .iter()
        .map(|token| (&*token.lemma, token.head, token.deprel))
        .collect();
    assert_eq!(
        found,
        [
            ("the", Some(1), Deprel::Det),
            ("leader", Some(2), Deprel::Nsubj),
            ("reject", None, Deprel::Root),
            ("their", Some(4), Deprel::NmodPoss),
            ("plan", Some(2), Deprel::Obj),
            (".", Some(2), Deprel::Punct),
        ]
    );
}

#[test]
fn same_seed_same_bytes() {
    let bytes = |seed| {
        train(&treebank(), &small(seed), &mut |_| {})
            .unwrap()
            .to_bytes()
    };
    assert!(bytes(7) == bytes(7));
    assert!(bytes(7) != bytes(8));
}

#[test]
fn any_sentence_gets_a_tree() {
    let model = train(&treebank(), &small(1), &mut |_| {}).unwrap();
    for text in [
        "x",
        "( ( (",
        "met met met met",
        "no such words here at all , none !",
        "? .",
    ] {
        for mut sentence in crate::segment(text, std::slice::from_ref(&(0..text.len()))).sentences {
            model.annotate(&mut sentence);
            assert_eq!(
                sentence
                    .tokens
                    .iter()
                    .filter(|token| token.head.is_none())
                    .count(),
                1,
                "{text}"
            );
            let root = sentence.root().unwrap();
            assert!(
                (0..sentence.tokens.len()).all(|token| sentence.is_below(token, root)),
                "{text}"
            );
        }
    }
}

#[test]
fn crossing_arcs_are_lifted() {
    // 0 hangs on 2, 1 on 3: the arcs cross.
    assert_eq!(parsing::projective(&[2, 3, 3, 4]), [3, 3, 3, 4]);
    assert_eq!(parsing::projective(&[1, 2, 3]), [1, 2, 3]);
}

#[test]
fn an_empty_treebank_is_no_disaster() {
    let model = train(&[], &small(1), &mut |_| {});
    assert!(model.is_ok());
}
