//! `word-classes`: distributional classes of words, from the input embeddings of a pretrained encoder.
//!
//! The treebanks are small: many words of a news text are not in them. Words that an encoder trained on much text embeds alike
//! share a class, and the class is what the tagger and the parser fall back on. Two levels of k-means over centred vectors of
//! length one; fine classes of one coarse class have neighbouring numbers.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

/// What `word-classes` is told.
#[derive(clap::Args)]
pub(crate) struct ClassesArgs {
    /// Weights of the encoder, safetensors with 32-bit floats
    #[arg(long, value_name = "FILE")]
    weights: PathBuf,
    /// Its vocabulary, one entry a line
    #[arg(long, value_name = "FILE")]
    vocabulary: PathBuf,
    /// Name of the embedding table in the weights
    #[arg(long, default_value = "embeddings.word_embeddings.weight")]
    tensor: String,
    /// Where the classes go
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

const COARSE: usize = 64;
const FINE: usize = 16;
const ROUNDS: usize = 25;

pub(crate) fn classes(args: &ClassesArgs) -> Result<()> {
    let vocabulary = fs::read_to_string(&args.vocabulary)
        .with_context(|| format!("failed to read {}", args.vocabulary.display()))?;
    let weights = fs::read(&args.weights)
        .with_context(|| format!("failed to read {}", args.weights.display()))?;
    let rows = tensor(&weights, &args.tensor)?;
    let words: Vec<(&str, usize)> = vocabulary
        .lines()
        .enumerate()
        .filter(|(_, word)| word.len() > 1 && word.chars().all(char::is_alphabetic))
        .map(|(row, word)| (word, row))
        .collect();
    let vectors = normalised(
        &words
            .iter()
            .map(|&(_, row)| rows.get(row).cloned().unwrap_or_default())
            .collect::<Vec<_>>(),
    );
    let all: Vec<usize> = (0..words.len()).collect();
    let coarse = cluster(&vectors, &all, COARSE);
    let mut lines: Vec<(&str, usize)> = Vec::with_capacity(words.len());
    for group in 0..COARSE {
        let members: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&word| coarse[word] == group)
            .collect();
        let fine = cluster(&vectors, &members, FINE);
        lines.extend(
            members
                .iter()
                .zip(fine)
                .map(|(&word, fine)| (words[word].0, group * FINE + fine)),
        );
    }
    lines.sort_unstable();
    let text = lines.iter().fold(String::new(), |mut text, (word, class)| {
        // Writing to a string cannot fail.
        _ = writeln!(text, "{word}\t{class}");
        text
    });
    fs::write(&args.output, text)
        .with_context(|| format!("failed to write {}", args.output.display()))?;
    println!("{} words in {} classes", lines.len(), COARSE * FINE);
    Ok(())
}

/// The rows of one tensor of a safetensors file.
fn tensor(bytes: &[u8], name: &str) -> Result<Vec<Vec<f32>>> {
    let Some((length, rest)) = bytes.split_first_chunk::<8>() else {
        bail!("not a safetensors file")
    };
    let length = usize::try_from(u64::from_le_bytes(*length))?;
    let (header, data) = rest
        .split_at_checked(length)
        .context("not a safetensors file")?;
    let header: serde_json::Value = serde_json::from_slice(header)?;
    let entry = header
        .get(name)
        .with_context(|| format!("no tensor `{name}`"))?;
    let number = |key: &str, index: usize| {
        entry[key][index]
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .with_context(|| format!("bad {key} of `{name}`"))
    };
    let (width, start, end) = (
        number("shape", 1)?,
        number("data_offsets", 0)?,
        number("data_offsets", 1)?,
    );
    let data = data.get(start..end).context("tensor outside the file")?;
    let numbers: Vec<f32> = data
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect();
    Ok(numbers
        .chunks_exact(width.max(1))
        .map(<[f32]>::to_vec)
        .collect())
}

fn normalised(vectors: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let width = vectors.first().map_or(0, Vec::len);
    let count = vectors.len().max(1) as f32;
    let mean: Vec<f32> = (0..width)
        .map(|column| vectors.iter().map(|vector| vector[column]).sum::<f32>() / count)
        .collect();
    vectors
        .iter()
        .map(|vector| {
            unit(
                vector
                    .iter()
                    .zip(&mean)
                    .map(|(value, mean)| value - mean)
                    .collect(),
            )
        })
        .collect()
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = dot(&vector, &vector).sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|value| *value /= length);
    vector
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// Spherical k-means over the members; the group of each, in their order. Starts from members spread evenly over the list.
fn cluster(vectors: &[Vec<f32>], members: &[usize], groups: usize) -> Vec<usize> {
    let groups = groups.min(members.len().max(1));
    let mut centres: Vec<Vec<f32>> = (0..groups)
        .filter_map(|group| Some(vectors[*members.get(group * members.len() / groups)?].clone()))
        .collect();
    let mut chosen = vec![0; members.len()];
    for _ in 0..ROUNDS {
        for (place, &member) in chosen.iter_mut().zip(members) {
            let nearest = centres
                .iter()
                .map(|centre| dot(centre, &vectors[member]))
                .enumerate()
                .max_by(|a, b| a.1.total_cmp(&b.1));
            *place = nearest.map_or(0, |(group, _)| group);
        }
        for (group, centre) in centres.iter_mut().enumerate() {
            let mut sum = vec![0.0; centre.len()];
            for (_, &member) in chosen
                .iter()
                .zip(members)
                .filter(|&(&place, _)| place == group)
            {
                sum.iter_mut()
                    .zip(&vectors[member])
                    .for_each(|(sum, value)| *sum += value);
            }
            if sum.iter().any(|&value| value != 0.0) {
                *centre = unit(sum);
            }
        }
    }
    chosen
}
