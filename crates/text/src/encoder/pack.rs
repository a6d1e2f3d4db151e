//! From a trained network in 32-bit floats to a model file.

use std::collections::BTreeMap;

use super::coreference::{ALONE, FEATURES};
use super::weights::{Config, MAGIC, VERSION, put_floats, put_matrix, put_table};
use crate::file::{put_number, put_section};
use crate::model::Fast;

/// Why a trained network cannot be made into a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// There is no such tensor.
    #[error("tensor {0} is missing")]
    Missing(String),
    /// A tensor has another shape.
    #[error("tensor {name} is {found:?}, not {expected:?}")]
    Shape {
        /// Which.
        name: String,
        /// Its sizes.
        found: Vec<usize>,
        /// What they should be.
        expected: Vec<usize>,
    },
    /// A weight is infinite or no number.
    #[error("tensor {0} has a weight that is no number")]
    NotFinite(String),
    /// The sizes do not fit together.
    #[error("sizes do not fit: {0}")]
    Config(&'static str),
}

/// Numbers of any number of dimensions, the last running fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Sizes.
    pub shape: Vec<usize>,
    /// All numbers.
    pub values: Vec<f32>,
}

/// A trained network. Tensors are named as in the training program; linear maps are `[outputs, inputs]`.
#[derive(Clone, Debug)]
pub struct Export {
    /// Sizes and constants.
    pub config: Config,
    /// The pieces, in the order of the rows of `embeddings.word`.
    pub vocabulary: Vec<String>,
    /// Word shapes, in the order of `shape.input` and `shape.embedding`; the first stands for all others.
    pub shapes: Vec<String>,
    /// Relations, in the order of `label.biaffine`.
    pub deprels: Vec<String>,
    /// Universal tags, in the order of `upos.weight`.
    pub upos: Vec<String>,
    /// Penn tags, in the order of `xpos.weight`.
    pub xpos: Vec<String>,
    /// Tasks with their labels, in the order of the outputs of `task.NAME.output`.
    pub tasks: Vec<(String, Vec<String>)>,
    /// All weights, by name; those of the head for coreference may be missing.
    pub tensors: BTreeMap<String, Tensor>,
}

/// Writes a model file: linear maps and tables in 8 bits with a scale a row, the rest in 32-bit floats. The lemmatiser is that of
/// `lemmas`.
///
/// # Errors
/// [`PackError`] when a tensor is missing, has the wrong shape or is not finite. Labels and vocabulary are looked at when the file
/// is read.
pub fn pack(export: &Export, lemmas: &Fast) -> Result<Vec<u8>, PackError> {
    if let Some(fault) = export.config.fault() {
        return Err(PackError::Config(fault));
    }
    let mut order: Vec<usize> = (0..export.vocabulary.len()).collect();
    order.sort_unstable_by_key(|&number| &export.vocabulary[number]);
    let mut out = MAGIC.to_vec();
    put_number(&mut out, VERSION as usize);
    export.config.put(&mut out);
    put_lines(
        &mut out,
        order.iter().map(|&number| &export.vocabulary[number]),
    );
    for list in [&export.shapes, &export.deprels, &export.upos, &export.xpos] {
        put_lines(&mut out, list.iter());
    }
    let tasks = export.tasks.iter();
    let tasks: Vec<String> = tasks
        .map(|(name, labels)| format!("{name} {}", labels.join(" ")))
        .collect();
    put_lines(&mut out, tasks.iter());
    put_section(&mut out, lemmas.lemmas.to_text().as_bytes());
    let mut packer = Packer { export, out };
    packer.embeddings(&order)?;
    for layer in 0..export.config.layers {
        packer.layer(layer)?;
    }
    packer.vector("mix.weights", export.config.mix_layers.len())?;
    packer.heads()?;
    packer.coreference()?;
    Ok(packer.out)
}

fn put_lines<'a>(out: &mut Vec<u8>, lines: impl Iterator<Item = &'a String>) {
    let text: String = lines.flat_map(|line| [line.as_str(), "\n"]).collect();
    put_section(out, text.as_bytes());
}

struct Packer<'a> {
    export: &'a Export,
    out: Vec<u8>,
}

impl<'a> Packer<'a> {
    fn tensor(&self, name: &str, expected: &[usize]) -> Result<&'a [f32], PackError> {
        let tensors = &self.export.tensors;
        let tensor = tensors
            .get(name)
            .ok_or_else(|| PackError::Missing(name.to_owned()))?;
        let whole = tensor.values.len() == expected.iter().product::<usize>();
        if tensor.shape != expected || !whole {
            return Err(PackError::Shape {
                name: name.to_owned(),
                found: tensor.shape.clone(),
                expected: expected.to_vec(),
            });
        }
        if !tensor.values.iter().all(|value| value.is_finite()) {
            return Err(PackError::NotFinite(name.to_owned()));
        }
        Ok(&tensor.values)
    }

    fn vector(&mut self, name: &str, width: usize) -> Result<(), PackError> {
        let values = self.tensor(name, &[width])?;
        put_floats(&mut self.out, values);
        Ok(())
    }

    fn norm(&mut self, name: &str) -> Result<(), PackError> {
        self.vector(&format!("{name}.weight"), self.export.config.hidden)?;
        self.vector(&format!("{name}.bias"), self.export.config.hidden)
    }

    fn table(&mut self, name: &str, rows: usize) -> Result<(), PackError> {
        let hidden = self.export.config.hidden;
        let values = self.tensor(name, &[rows, hidden])?;
        put_table(&mut self.out, values, hidden);
        Ok(())
    }

    /// Linear maps of the same inputs as one.
    fn linear(&mut self, names: &[String], inputs: usize, outputs: usize) -> Result<(), PackError> {
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for name in names {
            weights.extend_from_slice(self.tensor(&format!("{name}.weight"), &[outputs, inputs])?);
            bias.extend_from_slice(self.tensor(&format!("{name}.bias"), &[outputs])?);
        }
        put_matrix(&mut self.out, &weights, inputs, &bias);
        Ok(())
    }

    fn one_linear(&mut self, name: &str, inputs: usize, outputs: usize) -> Result<(), PackError> {
        self.linear(&[name.to_owned()], inputs, outputs)
    }

    fn embeddings(&mut self, order: &[usize]) -> Result<(), PackError> {
        let config = &self.export.config;
        let hidden = config.hidden;
        let words = self.tensor("embeddings.word", &[order.len(), hidden])?;
        let sorted: Vec<f32> = order
            .iter()
            .flat_map(|&number| &words[number * hidden..][..hidden])
            .copied()
            .collect();
        put_table(&mut self.out, &sorted, hidden);
        self.table("embeddings.position", config.max_subwords)?;
        self.vector("embeddings.type", hidden)?;
        self.table("shape.input", self.export.shapes.len())?;
        self.norm("embeddings.norm")
    }

    fn layer(&mut self, layer: usize) -> Result<(), PackError> {
        let Config {
            hidden,
            intermediate,
            ..
        } = self.export.config;
        let name = |part: &str| format!("layer.{layer}.{part}");
        let seen = ["attention.query", "attention.key", "attention.value"].map(name);
        self.linear(&seen, hidden, hidden)?;
        self.one_linear(&name("attention.output"), hidden, hidden)?;
        self.norm(&name("attention.norm"))?;
        self.one_linear(&name("ffn.up"), hidden, intermediate)?;
        self.one_linear(&name("ffn.down"), intermediate, hidden)?;
        self.norm(&name("ffn.norm"))
    }

    fn heads(&mut self) -> Result<(), PackError> {
        let export = self.export;
        let Config {
            hidden,
            arc_size: arc,
            label_size: label,
            ..
        } = export.config;
        self.table("shape.embedding", export.shapes.len())?;
        self.vector("root", hidden)?;
        self.one_linear("arc.dependent", hidden, arc)?;
        self.one_linear("arc.head", hidden, arc)?;
        let arcs = self.tensor("arc.biaffine", &[arc + 1, arc])?;
        let (weights, bias) = transposed(arcs, arc);
        put_matrix(&mut self.out, &weights, arc, &bias);
        self.one_linear("label.dependent", hidden, label)?;
        self.one_linear("label.head", hidden, label)?;
        self.labels(export.deprels.len(), label)?;
        self.one_linear("upos", hidden, export.upos.len())?;
        self.one_linear("xpos", hidden, export.xpos.len())?;
        let size = export.config.task_size;
        for (name, labels) in &export.tasks {
            self.one_linear(&format!("task.{name}.hidden"), hidden, size)?;
            self.one_linear(&format!("task.{name}.output"), size, labels.len())?;
        }
        Ok(())
    }

    /// The head for coreference, if the network has one: its three linear maps as one.
    fn coreference(&mut self) -> Result<(), PackError> {
        let hidden = self.export.config.hidden;
        let bias = self.export.tensors.get("coreference.later.bias");
        let size = bias.map_or(0, |bias| bias.values.len());
        put_number(&mut self.out, size);
        if size == 0 {
            return Ok(());
        }
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for (name, outputs) in [("later", size), ("earlier", size), ("alone", 1)] {
            let name = format!("coreference.{name}");
            weights.extend_from_slice(self.tensor(&format!("{name}.weight"), &[outputs, hidden])?);
            bias.extend_from_slice(self.tensor(&format!("{name}.bias"), &[outputs])?);
        }
        put_matrix(&mut self.out, &weights, hidden, &bias);
        self.vector("coreference.features", FEATURES)?;
        self.vector("coreference.kinds", ALONE)
    }

    /// `label.biaffine` as two maps of the dependent: what meets the head, and what does not.
    fn labels(&mut self, count: usize, size: usize) -> Result<(), PackError> {
        let side = size + 1;
        let all = self.tensor("label.biaffine", &[count, side, side])?;
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        let (mut prior_weights, mut prior_bias) = (Vec::new(), Vec::new());
        for one in all.chunks_exact(side * side) {
            let (rows, last) = transposed(one, side);
            weights.extend_from_slice(&rows[..size * size]);
            bias.extend_from_slice(&last[..size]);
            prior_weights.extend_from_slice(&rows[size * size..]);
            prior_bias.push(last[size]);
        }
        put_matrix(&mut self.out, &weights, size, &bias);
        put_matrix(&mut self.out, &prior_weights, size, &prior_bias);
        Ok(())
    }
}

/// Columns as rows, without the last row, and the last row: of `[x; 1]ᵀ U` the linear map and its bias.
fn transposed(values: &[f32], columns: usize) -> (Vec<f32>, Vec<f32>) {
    let inputs = values.len() / columns - 1;
    let (rows, last) = values.split_at(inputs * columns);
    let turned = (0..columns).flat_map(|column| rows[column..].iter().step_by(columns).copied());
    (turned.collect(), last.to_vec())
}
