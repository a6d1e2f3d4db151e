//! A tiny network with random weights: what holds for it holds for the trained one.

use std::collections::BTreeMap;

use super::coreference::{ALONE, FEATURES};
use super::matmul::Level;
use super::*;
use crate::document::{Document, Sentence, Token};
use crate::model::{Fast, ModelError};
use crate::pipeline::{Annotator as _, Pipeline};
use crate::signs::Task;

const CONFIG: Config = Config {
    hidden: 32,
    layers: 2,
    attention_heads: 2,
    intermediate: 64,
    max_subwords: 24,
    max_word_pieces: 6,
    arc_size: 16,
    label_size: 16,
    task_size: 16,
    mix_layers: Vec::new(),
    norm_epsilon: 1e-12,
    leaky_slope: 0.1,
};

/// Numbers in which two words are compared.
const COMPARED: usize = 16;

fn list(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Numbers that look random, the same every time.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}

fn export() -> Export {
    let config = Config {
        mix_layers: vec![0, 1],
        ..CONFIG
    };
    let mut export = Export {
        vocabulary: list(&[
            "[UNK]", "[CLS]", "[SEP]", "the", "env", "##oy", "##s", "talks", "left", "vienna", ".",
            "a", "##a",
        ]),
        shapes: list(&["<other>", "x", "Xx", "."]),
        deprels: list(&["nsubj", "root", "punct", "obj", "det"]),
        upos: list(&["NOUN", "VERB", "PUNCT"]),
        xpos: list(&["NN", "VBD", ".", "DT"]),
        tasks: vec![
            ("event".to_owned(), list(&["-", "AGREE", "REJECT"])),
            ("causal".to_owned(), list(&["weight", "evidence"])),
            ("negotiation".to_owned(), list(&["weight", "evidence"])),
        ],
        tensors: BTreeMap::new(),
        config,
    };
    let mut noise = Noise(7);
    for (name, shape) in shapes(&export) {
        let count = shape.iter().product();
        // Small biases, so that what goes in counts.
        let size = if name.ends_with("bias") { 0.1 } else { 1.0 };
        let values = (0..count).map(|_| noise.next() * size).collect();
        export.tensors.insert(name, Tensor { shape, values });
    }
    export
}

fn shapes(export: &Export) -> Vec<(String, Vec<usize>)> {
    let Config {
        hidden,
        intermediate,
        arc_size: arc,
        label_size: label,
        max_subwords,
        ..
    } = export.config;
    let (kinds, side) = (export.shapes.len(), label + 1);
    let mut shapes = vec![
        (
            "embeddings.word".to_owned(),
            vec![export.vocabulary.len(), hidden],
        ),
        ("embeddings.position".to_owned(), vec![max_subwords, hidden]),
        ("embeddings.type".to_owned(), vec![hidden]),
        ("shape.input".to_owned(), vec![kinds, hidden]),
        ("shape.embedding".to_owned(), vec![kinds, hidden]),
        ("mix.weights".to_owned(), vec![2]),
        ("root".to_owned(), vec![hidden]),
        ("arc.biaffine".to_owned(), vec![arc + 1, arc]),
        (
            "label.biaffine".to_owned(),
            vec![export.deprels.len(), side, side],
        ),
    ];
    let mut linear = |name: String, inputs, outputs| {
        shapes.push((format!("{name}.weight"), vec![outputs, inputs]));
        shapes.push((format!("{name}.bias"), vec![outputs]));
    };
    for layer in 0..export.config.layers {
        for part in ["query", "key", "value", "output"] {
            linear(format!("layer.{layer}.attention.{part}"), hidden, hidden);
        }
        linear(format!("layer.{layer}.ffn.up"), hidden, intermediate);
        linear(format!("layer.{layer}.ffn.down"), intermediate, hidden);
    }
    for (name, labels) in &export.tasks {
        linear(
            format!("task.{name}.hidden"),
            hidden,
            export.config.task_size,
        );
        linear(
            format!("task.{name}.output"),
            export.config.task_size,
            labels.len(),
        );
    }
    for (name, outputs) in [
        ("coreference.later", COMPARED),
        ("coreference.earlier", COMPARED),
        ("coreference.alone", 1),
        ("arc.dependent", arc),
        ("arc.head", arc),
        ("label.dependent", label),
        ("label.head", label),
        ("upos", export.upos.len()),
        ("xpos", export.xpos.len()),
    ] {
        linear(name.to_owned(), hidden, outputs);
    }
    shapes.push(("coreference.features".to_owned(), vec![FEATURES]));
    shapes.push(("coreference.kinds".to_owned(), vec![ALONE]));
    let layers = (0..export.config.layers).flat_map(|layer| {
        [
            format!("layer.{layer}.attention.norm"),
            format!("layer.{layer}.ffn.norm"),
        ]
    });
    for name in layers.chain(["embeddings.norm".to_owned()]) {
        shapes.push((format!("{name}.weight"), vec![hidden]));
        shapes.push((format!("{name}.bias"), vec![hidden]));
    }
    shapes
}

fn fast() -> Fast {
    Fast::from_static(include_bytes!("../../../../data/text-model/fast.bin")).unwrap()
}

fn file() -> Vec<u8> {
    pack(&export(), &fast()).unwrap()
}

fn encoder() -> Encoder {
    Encoder::from_bytes(&file()).unwrap()
}

fn sentence(words: &[&str]) -> Sentence {
    Sentence {
        tokens: words
            .iter()
            .map(|word| Token::new(0..0, word, true))
            .collect(),
        ..Sentence::default()
    }
}

fn sentences() -> Vec<Sentence> {
    let words = [
        "The",
        "envoys",
        "left",
        "Vienna",
        ".",
        "talks",
        "aaaaaaaaaaaaa",
        "",
        "北京",
    ];
    let mut noise = Noise(3);
    [3, 1, 0, 8, 2, 60, 5, 13, 400, 7, 7, 30]
        .into_iter()
        .map(|length| {
            let pick = |_| words[(noise.next().abs() * 9.0) as usize % words.len()];
            sentence(&(0..length).map(pick).collect::<Vec<_>>())
        })
        .collect()
}

fn assert_trees(sentences: &[Sentence]) {
    for sentence in sentences
        .iter()
        .filter(|sentence| !sentence.tokens.is_empty())
    {
        let roots = sentence.tokens.iter().filter(|token| token.head.is_none());
        assert_eq!(roots.count(), 1);
        let root = sentence.root().unwrap();
        assert_eq!(sentence.tokens[root].deprel, crate::Deprel::Root);
        assert!((0..sentence.tokens.len()).all(|at| sentence.is_below(at, root)));
    }
}

#[test]
fn every_level_and_every_batch_give_the_same_trees() {
    let mut encoder = encoder();
    let mut expected = sentences();
    for sentence in &mut expected {
        encoder.annotate(sentence);
    }
    assert_trees(&expected);
    for level in Level::available() {
        encoder.level = level;
        let mut found = sentences();
        encoder.annotate_all(&mut found);
        assert!(found == expected, "{level:?}");
    }
}

#[test]
fn every_number_of_threads_gives_the_same_trees() {
    let encoder = encoder();
    let mut expected = sentences();
    encoder.annotate_all(&mut expected);
    for threads in [2, 3] {
        let mut found = sentences();
        std::thread::scope(|scope| {
            let share = found.len().div_ceil(threads);
            for part in found.chunks_mut(share) {
                scope.spawn(|| encoder.annotate_all(part));
            }
        });
        assert!(found == expected, "{threads} threads");
    }
}

#[test]
fn what_a_word_is_depends_on_the_words_around_it() {
    let encoder = encoder();
    let tags = |words: &[&str]| {
        let mut sentence = sentence(words);
        encoder.annotate(&mut sentence);
        sentence
            .tokens
            .iter()
            .map(|token| (token.head, token.deprel, token.xpos))
            .collect::<Vec<_>>()
    };
    let words = "the talks left a a . talks the vienna left the";
    let beginning = |last: &str| {
        let mut all: Vec<&str> = words.split(' ').collect();
        all.push(last);
        tags(&all)[..11].to_vec()
    };
    assert_ne!(beginning("talks"), beginning("."));
    let capitals = words.replace("talks", "Talks").replace("the", "The");
    let shaped = tags(&capitals.split(' ').collect::<Vec<_>>());
    assert_ne!(tags(&words.split(' ').collect::<Vec<_>>()), shaped);
}

#[test]
fn links_point_back_to_nouns_and_pronouns_and_are_the_same_at_every_level() {
    let mut encoder = encoder();
    let document = |encoder: &Encoder| {
        let mut document = Document {
            sentences: sentences(),
            ..Document::default()
        };
        encoder.annotate_document(&mut document);
        document
    };
    let expected = document(&encoder);
    assert!(!expected.links.is_empty());
    for link in &expected.links {
        assert!(link.antecedent < link.mention);
        for place in [link.antecedent, link.mention] {
            let token = &expected.sentences[place.sentence].tokens[place.word];
            assert!(matches!(token.upos.as_str(), "NOUN" | "PROPN" | "PRON"));
        }
    }
    for level in Level::available() {
        encoder.level = level;
        assert!(document(&encoder) == expected, "{level:?}");
    }
}

#[test]
fn a_network_without_the_head_for_coreference_finds_no_links() {
    let mut export = export();
    export
        .tensors
        .retain(|name, _| !name.starts_with("coreference."));
    let encoder = Encoder::from_bytes(&pack(&export, &fast()).unwrap()).unwrap();
    let mut document = Document {
        sentences: sentences(),
        ..Document::default()
    };
    encoder.annotate_document(&mut document);
    assert!(document.links.is_empty());
    assert_trees(&document.sentences);
}

#[test]
fn ends_of_sentences_are_told_by_a_network_that_has_learned_them() {
    assert!(
        encoder()
            .sentence_ends(&[&sentence(&["The"]).tokens])
            .is_none()
    );
    let mut export = export();
    export.tasks[0] = ("sentence".to_owned(), list(&["-", "end"]));
    let inputs = [export.config.hidden, export.config.task_size];
    for (part, inputs, outputs) in [("hidden", inputs[0], 16), ("output", inputs[1], 2)] {
        let count = inputs * outputs;
        let tensor = Tensor {
            shape: vec![outputs, inputs],
            values: (0..count).map(|at| (at % 7) as f32 / 7.0 - 0.4).collect(),
        };
        let name = format!("task.sentence.{part}");
        export.tensors.insert(format!("{name}.weight"), tensor);
        let tensor = Tensor {
            shape: vec![outputs],
            values: vec![0.0; outputs],
        };
        export.tensors.insert(format!("{name}.bias"), tensor);
    }
    let encoder = Encoder::from_bytes(&pack(&export, &fast()).unwrap()).unwrap();
    let (some, other) = (sentence(&["The", "talks", "."]), sentence(&["left"]));
    let ends = encoder
        .sentence_ends(&[&some.tokens, &other.tokens])
        .unwrap();
    assert_eq!(ends.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
    let alone = encoder.sentence_ends(&[&other.tokens]).unwrap();
    assert_eq!(alone[0], ends[1]);
}

#[test]
fn a_pipeline_takes_either_kind_of_file() {
    let text = "The envoys left Vienna. The talks left.";
    let document = Pipeline::with_model(&file()).unwrap().parse_all(text);
    assert_eq!(document.sentences.len(), 2);
    assert_trees(&document.sentences);
    let by_fast = Pipeline::with_model(&fast().to_bytes())
        .unwrap()
        .parse_all(text);
    assert_eq!(by_fast, Pipeline::fast().unwrap().parse_all(text));
    assert_eq!(
        Pipeline::with_model(b"neither of them").err(),
        Some(ModelError::Magic)
    );
}

#[test]
fn a_file_cut_short_is_refused_wherever_it_is_cut() {
    let file = file();
    for length in (0..2000)
        .chain((2000..file.len()).step_by(997))
        .chain([file.len() - 1])
    {
        assert!(Encoder::from_bytes(&file[..length]).is_err(), "{length}");
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert_eq!(
        Encoder::from_bytes(&longer).unwrap_err(),
        ModelError::Damaged("more than expected")
    );
}

#[test]
fn a_damaged_file_is_refused_or_gives_some_tree() {
    let file = file();
    let mut noise = Noise(11);
    for at in (0..300).chain((300..file.len()).step_by(file.len() / 150)) {
        let mut damaged = file.clone();
        damaged[at] = damaged[at].wrapping_add((noise.next() * 127.0) as i8 as u8 | 1);
        if let Ok(encoder) = Encoder::from_bytes(&damaged) {
            let mut some = sentences();
            some.retain(|sentence| sentence.tokens.len() < 20);
            encoder.annotate_all(&mut some);
            assert_trees(&some);
        }
    }
}

#[test]
fn refuses_labels_it_does_not_know() {
    let mut export = export();
    export.deprels[0] = "subject".to_owned();
    let error = Encoder::from_bytes(&pack(&export, &fast()).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "model file has an unknown label \"subject\""
    );
}

#[test]
fn every_word_has_a_sign_and_every_sentence_a_probability() {
    let encoder = encoder();
    let mut sentence = sentence(&["The", "talks", "left", "Vienna"]);
    encoder.annotate(&mut sentence);
    let signs = &sentence.signs;
    assert!(signs.causal.is_some() && signs.negotiation.is_some());
    for word in 0..4 {
        let sign = signs.of(Task::Event, word).unwrap();
        assert!(["AGREE", "REJECT"].contains(&&*sign.label));
    }
    assert_eq!(signs.of(Task::Event, 4), None);
    assert_eq!(signs.of(Task::Cause, 0), None);
}

#[test]
fn refuses_a_task_it_does_not_know() {
    let mut export = export();
    export.tasks[0].0 = "weather".to_owned();
    for part in ["hidden", "output"] {
        for kind in ["weight", "bias"] {
            let tensor = export.tensors[&format!("task.event.{part}.{kind}")].clone();
            export
                .tensors
                .insert(format!("task.weather.{part}.{kind}"), tensor);
        }
    }
    let error = Encoder::from_bytes(&pack(&export, &fast()).unwrap()).unwrap_err();
    assert_eq!(error, ModelError::Label("weather".into()));
}

#[test]
fn packing_says_what_is_wrong_with_an_export() {
    let error = |change: &dyn Fn(&mut Export)| {
        let mut export = export();
        change(&mut export);
        pack(&export, &fast()).unwrap_err().to_string()
    };
    assert_eq!(
        error(&|export| drop(export.tensors.remove("root"))),
        "tensor root is missing"
    );
    assert_eq!(
        error(&|export| export.upos.push("X".to_owned())),
        "tensor upos.weight is [3, 32], not [4, 32]"
    );
    assert_eq!(
        error(&|export| export.tensors.get_mut("mix.weights").unwrap().values[1] = f32::NAN),
        "tensor mix.weights has a weight that is no number"
    );
    assert_eq!(
        error(&|export| export.config.attention_heads = 3),
        "sizes do not fit: a number of attention heads that does not divide"
    );
}

#[test]
fn the_embedded_model_gives_the_same_trees_at_every_level() {
    let file = include_bytes!("../../../../data/text-model/accurate.bin");
    let mut encoder = Encoder::from_static(file).unwrap();
    let text = "The foreign minister, who had flown in from Vienna late on Tuesday, said the 12-point plan wasn't dead. \
                \"We'll meet again,\" she told reporters; the U.S.-backed envoy did not comment.";
    let mut trees: Vec<_> = Level::available()
        .into_iter()
        .map(|level| {
            encoder.level = level;
            let mut document = crate::segment(text, std::slice::from_ref(&(0..text.len())));
            encoder.annotate_all(&mut document.sentences);
            document
        })
        .collect();
    trees.dedup();
    assert_eq!(trees.len(), 1);
}
