//! The network as it is held in memory.

use std::borrow::Cow;

use std::sync::Arc;

use super::coreference::Coreference;
use super::weights::{Config, MAGIC, Matrix, Norm, Table, VERSION, floats, text};
use super::wordpiece::Vocabulary;
use crate::file::Reader;
use crate::labels::{Deprel, Upos, Xpos};
use crate::lemma::Lemmas;
use crate::model::ModelError;
use crate::signs::Task;

/// A transformer encoder with heads for tags and trees. Fields stand in the order of the file.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub(super) config: Config,
    pub(super) vocabulary: Vocabulary,
    /// Word shapes; the first stands for all others.
    pub(super) shapes: Vec<String>,
    pub(super) deprels: Vec<Deprel>,
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Xpos>,
    /// What each head of a task tells.
    pub(super) tasks: Vec<TaskLabels>,
    pub(super) lemmas: Lemmas,
    pub(super) embeddings: Embeddings,
    pub(super) layers: Vec<Layer>,
    /// The weight of each of the mixed layers.
    pub(super) mix: Vec<f32>,
    pub(super) heads: Heads,
    /// Tells which words stand for the same, if the network can.
    pub(super) coreference: Option<Coreference>,
}

/// What a subword is before anything around it is seen.
#[derive(Clone, Debug)]
pub(super) struct Embeddings {
    pub(super) word: Table,
    pub(super) position: Table,
    pub(super) kind: Vec<f32>,
    pub(super) shape: Table,
    pub(super) norm: Norm,
}

/// One layer of the encoder.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// Queries, keys and values, one after another.
    pub(super) queries_keys_values: Matrix,
    pub(super) output: Matrix,
    pub(super) attention_norm: Norm,
    pub(super) up: Matrix,
    pub(super) down: Matrix,
    pub(super) norm: Norm,
}

/// What reads tags and trees off the vectors of words.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// Added to the vector of a word by its shape.
    pub(super) shape: Table,
    /// Stands for the root among the words.
    pub(super) root: Vec<f32>,
    pub(super) arc_dependent: Matrix,
    pub(super) arc_head: Matrix,
    pub(super) arc: Matrix,
    pub(super) label_dependent: Matrix,
    pub(super) label_head: Matrix,
    /// For each label `label_size` outputs, to be multiplied with those of the head.
    pub(super) label: Matrix,
    /// What each label scores whatever the head.
    pub(super) label_prior: Matrix,
    pub(super) upos: Matrix,
    pub(super) xpos: Matrix,
    pub(super) tasks: Vec<TaskHead>,
}

/// What the outputs of a task's head stand for.
#[derive(Clone, Debug)]
pub(super) enum TaskLabels {
    /// The labels of words; the first output stands for none of them.
    Words(Task, Vec<Arc<str>>),
    /// Something of the whole sentence: how much a word counts, and what it says.
    Whole(Whole),
}

/// What can be asked of a whole sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// Whether it tells of a cause and its effect.
    Causal,
    /// Whether it stands in a text about a negotiation.
    Negotiation,
}

/// The two halves of a task's head.
#[derive(Clone, Debug)]
pub(super) struct TaskHead {
    pub(super) hidden: Matrix,
    pub(super) output: Matrix,
}

impl TaskLabels {
    /// Of a line with the name of the task and all its labels.
    fn read(line: &str) -> Result<Self, ModelError> {
        let (name, labels) = line.split_once(' ').unwrap_or((line, ""));
        match name {
            "causal" => return Ok(Self::Whole(Whole::Causal)),
            "negotiation" => return Ok(Self::Whole(Whole::Negotiation)),
            _ => {}
        }
        let task = Task::ALL.into_iter().find(|task| task.name() == name);
        let task = task.ok_or_else(|| ModelError::Label(name.into()))?;
        let labels: Vec<Arc<str>> = labels.split(' ').skip(1).map(Arc::from).collect();
        if labels.is_empty() {
            return Err(ModelError::Damaged("a task without labels"));
        }
        Ok(Self::Words(task, labels))
    }

    /// Outputs of the head.
    fn outputs(&self) -> usize {
        match self {
            Self::Words(_, labels) => labels.len() + 1,
            Self::Whole(_) => 2,
        }
    }
}

impl Network {
    /// Reads a whole file. `keep` holds on to the large tables.
    pub(super) fn read<'b>(
        bytes: &'b [u8],
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]> + Copy,
    ) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, MAGIC, VERSION)?;
        let config = Config::read(&mut reader)?;
        let vocabulary = Vocabulary::new(text(&mut reader)?.to_owned().into())?;
        let shapes: Vec<String> = text(&mut reader)?.lines().map(str::to_owned).collect();
        let deprels = labels(text(&mut reader)?, Deprel::from_name)?;
        let upos = labels(text(&mut reader)?, Upos::from_name)?;
        let xpos = labels(text(&mut reader)?, Xpos::from_name)?;
        let tasks = text(&mut reader)?
            .lines()
            .map(TaskLabels::read)
            .collect::<Result<Vec<_>, _>>()?;
        let lemmas = Lemmas::from_text(text(&mut reader)?);
        let embeddings =
            Embeddings::read(&mut reader, &config, vocabulary.len(), shapes.len(), keep)?;
        let layers = (0..config.layers)
            .map(|_| Layer::read(&mut reader, &config))
            .collect::<Result<_, _>>()?;
        let mix = floats(&mut reader, config.mix_layers.len())?;
        let counts = [shapes.len(), deprels.len(), upos.len(), xpos.len()];
        let heads = Heads::read(&mut reader, &config, counts, &tasks, keep)?;
        let coreference = Coreference::read(&mut reader, config.hidden)?;
        if !reader.rest.is_empty() {
            return Err(ModelError::Damaged("more than expected"));
        }
        Ok(Self {
            config,
            vocabulary,
            shapes,
            deprels,
            upos,
            xpos,
            tasks,
            lemmas,
            embeddings,
            layers,
            mix,
            heads,
            coreference,
        })
    }
}

fn labels<L>(names: &str, from_name: impl Fn(&str) -> Option<L>) -> Result<Vec<L>, ModelError> {
    let labels: Vec<L> = names
        .lines()
        .map(|name| from_name(name).ok_or_else(|| ModelError::Label(name.into())))
        .collect::<Result<_, _>>()?;
    if labels.is_empty() {
        return Err(ModelError::Damaged("no labels"));
    }
    Ok(labels)
}

impl Embeddings {
    fn read<'b>(
        reader: &mut Reader<'b>,
        config: &Config,
        pieces: usize,
        shapes: usize,
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]> + Copy,
    ) -> Result<Self, ModelError> {
        let hidden = config.hidden;
        Ok(Self {
            word: Table::read(reader, pieces, hidden, keep)?,
            position: Table::read(reader, config.max_subwords, hidden, keep)?,
            kind: floats(reader, hidden)?,
            shape: Table::read(reader, shapes, hidden, keep)?,
            norm: Norm::read(reader, hidden)?,
        })
    }
}

impl Layer {
    fn read(reader: &mut Reader<'_>, config: &Config) -> Result<Self, ModelError> {
        let (hidden, intermediate) = (config.hidden, config.intermediate);
        Ok(Self {
            queries_keys_values: Matrix::read(reader, hidden, 3 * hidden)?,
            output: Matrix::read(reader, hidden, hidden)?,
            attention_norm: Norm::read(reader, hidden)?,
            up: Matrix::read(reader, hidden, intermediate)?,
            down: Matrix::read(reader, intermediate, hidden)?,
            norm: Norm::read(reader, hidden)?,
        })
    }
}

impl TaskHead {
    fn read(reader: &mut Reader<'_>, config: &Config, outputs: usize) -> Result<Self, ModelError> {
        Ok(Self {
            hidden: Matrix::read(reader, config.hidden, config.task_size)?,
            output: Matrix::read(reader, config.task_size, outputs)?,
        })
    }
}

impl Heads {
    fn read<'b>(
        reader: &mut Reader<'b>,
        config: &Config,
        [shapes, deprels, upos, xpos]: [usize; 4],
        tasks: &[TaskLabels],
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let Config {
            hidden,
            arc_size: arc,
            label_size: label,
            ..
        } = *config;
        Ok(Self {
            shape: Table::read(reader, shapes, hidden, keep)?,
            root: floats(reader, hidden)?,
            arc_dependent: Matrix::read(reader, hidden, arc)?,
            arc_head: Matrix::read(reader, hidden, arc)?,
            arc: Matrix::read(reader, arc, arc)?,
            label_dependent: Matrix::read(reader, hidden, label)?,
            label_head: Matrix::read(reader, hidden, label)?,
            label: Matrix::read(reader, label, deprels * label)?,
            label_prior: Matrix::read(reader, label, deprels)?,
            upos: Matrix::read(reader, hidden, upos)?,
            xpos: Matrix::read(reader, hidden, xpos)?,
            tasks: tasks
                .iter()
                .map(|labels| TaskHead::read(reader, config, labels.outputs()))
                .collect::<Result<_, _>>()?,
        })
    }
}
