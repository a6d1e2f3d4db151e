//! The fast model: its file and its use.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::document::Sentence;
use crate::encoder::Encoder;
use crate::file::{Reader, put_number, put_section};
use crate::labeller::Tree;
use crate::labels::{Deprel, Upos, Xpos};
use crate::lemma::Lemmas;
use crate::linear::{Linear, Weights, best};
use crate::parser::{self, ACTIONS};
use crate::pipeline::{Annotator, Model, Pipeline};
use crate::tagger;
use crate::words::{self, Atoms, Lexicon};

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes do not begin as a model file does.
    #[error("not a model file")]
    Magic,
    /// Written by another version of the program.
    #[error("model file of version {found}, this program reads {expected}")]
    Version {
        /// Version in the file.
        found: u32,
        /// Version understood.
        expected: u32,
    },
    /// The file ends early or contradicts itself.
    #[error("model file is damaged: {0}")]
    Damaged(&'static str),
    /// A label that the program does not know.
    #[error("model file has an unknown label {0:?}")]
    Label(Box<str>),
}

const MAGIC: &[u8; 8] = b"DEMTEXT\n";
const VERSION: u32 = 1;

/// States the parser keeps in parallel: eight are hardly better and take twice the time.
pub(crate) const BEAM: usize = 4;

/// The fast model: linear tagger, transition-based parser with a beam, linear labeller, lemma rules.
#[derive(Clone, Debug)]
pub struct Fast {
    pub(crate) lexicon: Lexicon,
    pub(crate) lemmas: Lemmas,
    pub(crate) taggers: [Linear; tagger::PASSES],
    pub(crate) parser: Linear,
    pub(crate) labeller: Linear,
}

impl Fast {
    /// Reads a model file that is part of the program: the weights stay where they are.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are not a model of this version.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::decode(bytes, Cow::Borrowed)
    }

    /// Reads a model file, copying its weights.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are not a model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::decode(bytes, |slice: &[u8]| Cow::Owned(slice.to_vec()))
    }

    fn decode<'b>(
        bytes: &'b [u8],
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes, MAGIC, VERSION)?;
        let lexicon = read_lexicon(&mut reader)?;
        let text = std::str::from_utf8(reader.section()?)
            .map_err(|_| ModelError::Damaged("lemmas are not text"))?;
        let lemmas = Lemmas::from_text(text);
        let mut linear = |classes: usize| {
            let stored = reader.number()? as usize;
            if stored != classes {
                return Err(ModelError::Damaged("number of classes"));
            }
            Linear::new(classes, keep(reader.section()?), keep(reader.section()?))
        };
        let tags = lexicon.tags.len();
        let taggers = [linear(tags)?, linear(tags)?];
        let (parser, labeller) = (linear(ACTIONS)?, linear(Deprel::ALL.len())?);
        Ok(Self {
            lexicon,
            lemmas,
            taggers,
            parser,
            labeller,
        })
    }

    /// The model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_number(&mut out, VERSION as usize);
        put_lexicon(&mut out, &self.lexicon);
        put_section(&mut out, self.lemmas.to_text().as_bytes());
        for linear in self.taggers.iter().chain([&self.parser, &self.labeller]) {
            let (classes, table, filter) = linear.parts();
            put_number(&mut out, classes);
            put_section(&mut out, table);
            put_section(&mut out, filter);
        }
        out
    }

    /// Tags, with the atoms carrying them.
    pub(crate) fn tag(&self, atoms: &mut [Atoms]) {
        let mut tags = Vec::new();
        tagger::tag(
            [&self.taggers[0], &self.taggers[1]],
            self.lexicon.tags.len(),
            atoms,
            &mut tags,
        );
        set_tags(atoms, &tags, &self.lexicon);
    }
}

/// Writes tag classes + 1 into the atoms.
pub(crate) fn set_tags(atoms: &mut [Atoms], tags: &[u64], lexicon: &Lexicon) {
    for (atom, &tag) in atoms.iter_mut().zip(tags) {
        let class = usize::try_from(tag).unwrap_or(0).saturating_sub(1);
        atom.tag = tag;
        atom.upos = lexicon
            .tags
            .get(class)
            .map_or(0, |&(upos, _)| upos as u64 + 1);
    }
}

/// Relations of a finished tree.
pub(crate) fn label_tree(weights: &impl Weights, atoms: &[Atoms], heads: &[usize]) -> Vec<Deprel> {
    let tree = Tree::new(atoms, heads);
    let mut given = vec![0; heads.len()];
    let mut feature = Vec::with_capacity(80);
    let mut scores = [0.0; Deprel::ALL.len()];
    let mut labels = vec![Deprel::Dep; heads.len()];
    for &dependent in &tree.order {
        let label = if heads[dependent] >= heads.len() {
            Deprel::Root
        } else {
            tree.features(dependent, &given, &mut feature);
            scores.fill(0.0);
            weights.score(&feature, &mut scores);
            scores[Deprel::Root as usize] = f32::NEG_INFINITY;
            Deprel::from_index(best(&scores)).unwrap_or(Deprel::Dep)
        };
        given[dependent] = label as u64 + 1;
        labels[dependent] = label;
    }
    labels
}

impl Annotator for Fast {
    fn annotate(&self, sentence: &mut Sentence) {
        let mut atoms = words::atoms(
            sentence.tokens.iter().map(|token| &*token.form),
            &self.lexicon,
        );
        self.tag(&mut atoms);
        let heads = parser::parse(&atoms, &self.parser, BEAM);
        let labels = label_tree(&self.labeller, &atoms, &heads);
        let length = sentence.tokens.len();
        for (index, token) in sentence.tokens.iter_mut().enumerate() {
            let class = usize::try_from(atoms[index].tag)
                .unwrap_or(0)
                .saturating_sub(1);
            (token.upos, token.xpos) = self
                .lexicon
                .tags
                .get(class)
                .copied()
                .unwrap_or((Upos::X, Xpos::Fw));
            token.lemma = self.lemmas.lemma(&token.form, token.xpos).into();
            token.head = heads.get(index).copied().filter(|&head| head < length);
            token.deprel = labels[index];
        }
    }
}

static EMBEDDED: &[u8] = include_bytes!("../../../data/text-model/fast.bin");
static ACCURATE: &[u8] = include_bytes!("../../../data/text-model/accurate.bin");

impl Pipeline {
    /// The pipeline with one of the embedded models.
    ///
    /// # Errors
    /// [`ModelError`] if the program was built around a damaged model file.
    pub fn of(model: Model) -> Result<Self, ModelError> {
        match model {
            Model::Accurate => Self::accurate(),
            Model::Fast => Self::fast(),
        }
    }

    /// The pipeline with the embedded fast model.
    ///
    /// # Errors
    /// [`ModelError`] if the program was built around a damaged model file.
    pub fn fast() -> Result<Self, ModelError> {
        Ok(Self::new(Fast::from_static(EMBEDDED)?))
    }

    /// The pipeline with the embedded accurate model.
    ///
    /// # Errors
    /// [`ModelError`] if the program was built around a damaged model file.
    pub fn accurate() -> Result<Self, ModelError> {
        Ok(Self::new(Encoder::from_static(ACCURATE)?))
    }

    /// A pipeline with a model file of either kind.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are not a model of this version.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        match Fast::from_bytes(bytes) {
            Err(ModelError::Magic) => Ok(Self::new(Encoder::from_bytes(bytes)?)),
            fast => Ok(Self::new(fast?)),
        }
    }
}

fn read_lexicon(reader: &mut Reader<'_>) -> Result<Lexicon, ModelError> {
    let mut lexicon = Lexicon::default();
    for pair in reader.section()?.chunks_exact(2) {
        let tag = Upos::from_index(pair[0].into()).zip(Xpos::from_index(pair[1].into()));
        lexicon
            .tags
            .push(tag.ok_or(ModelError::Damaged("unknown tag"))?);
    }
    let count = reader.number()?;
    lexicon.usual.reserve(reader.at_most(count));
    for _ in 0..count {
        lexicon.usual.insert(reader.hash()?, reader.take(1)?[0]);
    }
    let count = reader.number()?;
    lexicon.classes.reserve(reader.at_most(count));
    for _ in 0..count {
        let word = reader.hash()?;
        let class = reader.take(2)?;
        lexicon
            .classes
            .insert(word, u16::from_le_bytes([class[0], class[1]]));
    }
    Ok(lexicon)
}

fn put_lexicon(out: &mut Vec<u8>, lexicon: &Lexicon) {
    let tags: Vec<u8> = lexicon
        .tags
        .iter()
        .flat_map(|&(upos, xpos)| [upos as u8, xpos as u8])
        .collect();
    put_section(out, &tags);
    let usual: BTreeMap<_, _> = lexicon.usual.iter().collect();
    put_number(out, usual.len());
    for (word, &class) in usual {
        out.extend(word.to_le_bytes());
        out.push(class);
    }
    let classes: BTreeMap<_, _> = lexicon.classes.iter().collect();
    put_number(out, classes.len());
    for (word, class) in classes {
        out.extend(word.to_le_bytes());
        out.extend(class.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_model() {
        assert_eq!(
            Fast::from_bytes(b"something else").unwrap_err(),
            ModelError::Magic
        );
        assert_eq!(
            Fast::from_bytes(b"").unwrap_err(),
            ModelError::Damaged("ends early")
        );
        let later = [MAGIC.as_slice(), &9_u32.to_le_bytes()].concat();
        assert_eq!(
            Fast::from_bytes(&later).unwrap_err().to_string(),
            "model file of version 9, this program reads 1"
        );
    }

    #[test]
    fn a_model_cut_short_is_refused_wherever_it_is_cut() {
        for length in [9, 20, 400, 5000, 900_000, EMBEDDED.len() - 1] {
            assert!(Fast::from_bytes(&EMBEDDED[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn the_embedded_model_survives_a_round_trip() {
        let model = Fast::from_static(EMBEDDED).unwrap();
        assert!(model.to_bytes() == EMBEDDED);
    }
}
