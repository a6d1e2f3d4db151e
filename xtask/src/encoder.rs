//! `pack-encoder`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use demarche_text::encoder::{self, Config, Export, Tensor};
use demarche_text::{Encoder, Fast};
use serde_json::Value;

/// What `pack-encoder` is told.
#[derive(clap::Args)]
pub(crate) struct PackArgs {
    /// Folder with `model.safetensors`, `config.json` and `vocab.txt`
    #[arg(value_name = "FOLDER")]
    export: PathBuf,
    /// Where the model goes
    #[arg(value_name = "FILE")]
    output: PathBuf,
    /// Fast model whose lemmatiser is taken
    #[arg(long, value_name = "FILE", default_value = "data/text-model/fast.bin")]
    lemmas: PathBuf,
}

pub(crate) fn pack(args: &PackArgs) -> Result<()> {
    let export = read(&args.export)?;
    let lemmas = Fast::from_bytes(&bytes(&args.lemmas)?)?;
    let packed = encoder::pack(&export, &lemmas)?;
    Encoder::from_bytes(&packed).context("the file made cannot be read")?;
    fs::write(&args.output, &packed)
        .with_context(|| format!("failed to write {}", args.output.display()))?;
    println!("{} bytes in {}", packed.len(), args.output.display());
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("failed to read {}", path.display()))
}

fn read(folder: &Path) -> Result<Export> {
    let json: Value = serde_json::from_slice(&bytes(&folder.join("config.json"))?)?;
    ensure!(json["format"] == 1, "config.json is not of format 1");
    let vocabulary = String::from_utf8(bytes(&folder.join("vocab.txt"))?)?;
    Ok(Export {
        config: config(&json)?,
        vocabulary: vocabulary.lines().map(str::to_owned).collect(),
        shapes: names(&json, "shapes")?,
        deprels: names(&json, "deprel")?,
        upos: names(&json, "upos")?,
        xpos: names(&json, "xpos")?,
        tasks: tasks(&json)?,
        tensors: tensors(&bytes(&folder.join("model.safetensors"))?)?,
    })
}

fn config(json: &Value) -> Result<Config> {
    let number = |name: &str| {
        let value = json[name].as_f64();
        value.with_context(|| format!("config.json has no number {name}"))
    };
    let size = |name: &str| number(name).map(|value| value as usize);
    let mix_layers = json["mix_layers"]
        .as_array()
        .context("config.json has no mix_layers")?;
    let layer = |layer: &Value| Some(layer.as_u64()? as usize);
    Ok(Config {
        hidden: size("hidden")?,
        layers: size("layers")?,
        attention_heads: size("attention_heads")?,
        intermediate: size("intermediate")?,
        max_subwords: size("max_subwords")?,
        max_word_pieces: size("max_word_pieces")?,
        arc_size: size("arc_size")?,
        label_size: size("label_size")?,
        task_size: size("task_size")?,
        mix_layers: mix_layers.iter().filter_map(layer).collect(),
        norm_epsilon: number("norm_epsilon")? as f32,
        leaky_slope: number("leaky_slope")? as f32,
    })
}

fn names(json: &Value, list: &str) -> Result<Vec<String>> {
    let names = json[list].as_array();
    let names = names.with_context(|| format!("config.json has no list {list}"))?;
    Ok(names
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect())
}

/// Tasks and their labels; none where the list is not there.
fn tasks(json: &Value) -> Result<Vec<(String, Vec<String>)>> {
    let tasks = json["tasks"].as_object().into_iter().flatten();
    tasks
        .map(|(name, _)| Ok((name.clone(), names(&json["tasks"], name)?)))
        .collect()
}

/// The tensors of a safetensors file: the length of a JSON header, the header, the numbers.
fn tensors(file: &[u8]) -> Result<BTreeMap<String, Tensor>> {
    let (length, rest) = file.split_first_chunk().context("no safetensors file")?;
    let length = usize::try_from(u64::from_le_bytes(*length))?;
    let (header, data) = rest
        .split_at_checked(length)
        .context("no safetensors file")?;
    let Value::Object(header) = serde_json::from_slice(header)? else {
        bail!("no safetensors file");
    };
    header
        .iter()
        .filter(|(name, _)| *name != "__metadata__")
        .map(|(name, entry)| {
            let tensor =
                tensor(entry, data).with_context(|| format!("tensor {name} is damaged"))?;
            Ok((name.clone(), tensor))
        })
        .collect()
}

fn tensor(entry: &Value, data: &[u8]) -> Option<Tensor> {
    let numbers = |list: &Value| -> Option<Vec<usize>> {
        list.as_array()?
            .iter()
            .map(|number| Some(number.as_u64()? as usize))
            .collect()
    };
    let places = numbers(&entry["data_offsets"])?;
    let bytes = data.get(*places.first()?..*places.get(1)?)?;
    let is_f32 = entry["dtype"] == "F32";
    is_f32.then_some(Tensor {
        shape: numbers(&entry["shape"])?,
        values: bytes
            .as_chunks()
            .0
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes))
            .collect(),
    })
}
